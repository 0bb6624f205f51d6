"""What the statistics cost with 100,000 reviews in the log, of two months and of three years."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from statistics import median
from time import perf_counter, process_time

import pytest

from tests.benchmarks import reviews
from trainer.clock import now
from trainer.domain import DEFAULT_LEARNER
from trainer.journal import Journal, open_journal
from trainer.progress.paper import Paper
from trainer.progress.sections import days_section
from trainer.progress.statistics import Range, retention_of, statistics
from trainer.scheduling.days import day_start
from trainer.store.store import Store

pytestmark = [pytest.mark.benchmark, pytest.mark.xdist_group("benchmark")]

LONG = 100_000
TIMES = 7


def _milliseconds(work: Callable[[], object]) -> tuple[float, float]:
    """Median of the clock's and of the processor's milliseconds."""
    taken = []
    for _ in range(TIMES):
        started, busy = perf_counter(), process_time()
        work()
        taken.append((perf_counter() - started, process_time() - busy))
    return median(clock for clock, _ in taken) * 1000, median(busy for _, busy in taken) * 1000


@pytest.mark.parametrize("days", [59, 1000])
def test_figures(
    days: int, tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Everything the screen shows, retention apart, for each range; beside counting the log once for home."""
    monkeypatch.setattr(reviews, "DAYS", days)
    file = tmp_path / "convdrill.db"
    filled = open_journal(str(file), None, now)
    reviews.fill(filled, LONG)
    filled.close()
    with Store.open(file) as store:
        home, home_busy = _milliseconds(lambda: store.figures(DEFAULT_LEARNER, day_start(now())))
        journal = Journal(store, "benchmark", None, now())
        lines = [f"home's counts   {home:6.0f} ms  ({home_busy:.0f} ms of processor)"]
        for range_ in Range:
            figures, busy = _milliseconds(lambda range_=range_: statistics(journal, now(), range_))  # type: ignore[misc]
            kept, kept_busy = _milliseconds(lambda range_=range_: retention_of(journal, now(), range_))  # type: ignore[misc]
            then = f"then retention {kept:.0f} ms ({kept_busy:.0f})"
            lines.append(f"{range_.title:<8} figures {figures:6.0f} ms ({busy:.0f}), {then}")
        everything = statistics(journal, now(), Range.ALL)
        drawn, _ = _milliseconds(lambda: days_section(everything, Paper(76)))
    assert everything.answers == LONG
    with capsys.disabled():
        print(f"\nStatistics of {LONG:,} reviews over {days:,} days (median of {TIMES}; target < 200 ms)")
        print("\n".join(f"  {line}" for line in (*lines, f"drawing the days {drawn:.1f} ms")))
