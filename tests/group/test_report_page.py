"""The report in Chromium: open to everybody, wide and narrow, light and dark; it asks for nothing."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.exports.page_browser import DESK, PHONE, Opened, axe, browsing
from tests.group.hostile_results import NAMES as HOSTILE
from tests.group.students import NAMES, QUESTIONS, SET, as_file, invented, results
from trainer.group.counting import report_of
from trainer.group.gathering import gathered
from trainer.group.html_page import html
from trainer.group.paper import paper_of_set
from trainer.group.report import FILES
from trainer.group.results_file import read_results

pytestmark = pytest.mark.browser


def page() -> str:
    """A report about ten students, some with hostile names."""
    group = invented(QUESTIONS[:9], names=NAMES[:10])
    names = dict(zip(NAMES[:10], [*HOSTILE, *NAMES[len(HOSTILE) : 10]], strict=True))
    files = [read_results(as_file(results(names[name], done)), name) for name, done in group.items()]
    paper = paper_of_set(SET)
    return html(report_of(paper, gathered(files, paper), FILES))


async def test_report(tmp_path: Path) -> None:
    """Nothing that axe-core finds, nothing wider than the window, no complaint of the browser, no request."""
    (tmp_path / "report.html").write_text(page(), "utf-8")
    async with browsing(tmp_path) as browser:
        opened = Opened(await browser.open((tmp_path / "report.html").as_uri()))
        await opened.until("document.readyState === 'complete'")
        assert await opened.value("document.scripts.length") == 0
        assert await opened.value("document.querySelectorAll('section').length") == 6
        await opened.value(axe())
        for unfolded, width, dark in (("false", PHONE, False), ("true", DESK, False), ("true", PHONE, True)):
            await opened.value(f"document.querySelectorAll('details').forEach(each => {{ each.open = {unfolded}; }})")
            await opened.wide(width, dark=dark)
            assert await opened.troubles() == []
        assert [address for address in opened.tab.requests if not address.startswith("file:")] == []
        assert opened.tab.complaints == []
