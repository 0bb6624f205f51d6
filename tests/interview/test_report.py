"""Reports: rebuilt from what is kept, compared with those before, and as pages that foreign text cannot break."""

from __future__ import annotations

import re
from dataclasses import replace
from html.parser import HTMLParser
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from questions.question import Step
from tests.helpers.clock import Clock
from tests.interview.holding import FIXED, begun, go_through, held, journal_of, nothing, right, wrong
from trainer.domain import Outcome
from trainer.interview.export import export
from trainer.interview.pages import document, html, markdown
from trainer.interview.record import to_kept
from trainer.interview.report import InterviewReport, Row, Said, Score
from trainer.interview.shelf import open_report, summaries, unfinished
from trainer.interview.words import comparison_lines, head_lines, sections, unfinished_line
from trainer.journal import Journal

HOSTILE = "<script>alert(1)</script> | `x` **b** [l](http://x) \\ & \" ' # - 1. \x1b[31m\u202e\n```\nend"


def _report(journal: Journal, id_: str) -> InterviewReport:
    report = open_report(journal, id_)
    assert report is not None
    return report


def _mixed(clock: Clock) -> tuple[Journal, InterviewReport]:
    """Right, wrong, not known, not seen; the first was to be explained."""
    journal = journal_of(clock)
    record = held(journal, clock, [right, wrong, nothing])
    return journal, _report(journal, record.id)


def test_score_and_rows() -> None:
    """Of all questions; times, families, diagnoses and steps of what was not right."""
    _, report = _mixed(Clock())
    assert report.score == Score(1, 4, 90_000)
    assert [row.outcome for row in report.rows] == [Outcome.CORRECT, Outcome.WRONG, Outcome.DONT_KNOW, None]
    assert [row.reference for row in report.rows] == list(FIXED)
    assert [row.taken_ms for row in report.rows] == [30_000, 30_000, 30_000, 0]
    assert report.families == {"parameters": Score(1, 3, 60_000), "output size": Score(0, 1, 30_000)}
    assert [row.number for row in report.mistakes] == [2, 3]
    wrong_row, open_row = report.mistakes
    assert wrong_row.diagnosis
    assert wrong_row.steps
    assert not open_row.diagnosis
    assert open_row.steps
    assert report.unseen == 1
    assert head_lines(report) == ["1 of 4 right (25 %).", "1:30 of 20:00 used, 0:30 for a question."]


def test_rebuilt_the_same() -> None:
    """What is read again is what was told first."""
    clock = Clock()
    journal, report = _mixed(clock)
    clock.forward(days=9)
    assert _report(journal, report.summary.id) == report
    assert [summary.id for summary in summaries(journal)] == [report.summary.id]
    assert open_report(journal, "none") is None


def test_one_that_goes_on_has_no_report() -> None:
    """It is offered to be continued instead."""
    clock = Clock()
    journal = journal_of(clock)
    session = begun(clock)
    go_through(session, clock, [right])
    journal.keep_interview(to_kept(session.record), (), clock())
    assert open_report(journal, session.record.id) is None
    assert summaries(journal) == []
    record = unfinished(journal)
    assert record is not None
    assert unfinished_line(record) == (
        "The interview of 2026-03-02 10:00 is not over: 1 of 4 questions answered, 20:00 left."
    )


def test_compared_with_earlier_ones() -> None:
    """With the last, with the mean and the best; a later one plays no part."""
    clock = Clock()
    journal = journal_of(clock)
    ids = []
    for answers in ([right], [right, right, right], [right, right], [right]):
        ids.append(held(journal, clock, answers).id)
        clock.forward(days=1)
    first, _, third, fourth = (_report(journal, id_) for id_ in ids)
    assert comparison_lines(first)[0] == "There is no earlier interview to compare it with."
    assert comparison_lines(third)[:2] == [
        "Last time 3 of 4 right (75 %): this is 25 points less than then.",
        "2 earlier interviews: 50 % on average, 75 % at best.",
    ]
    assert comparison_lines(fourth)[0] == "Last time 2 of 4 right (50 %): this is 25 points less than then."
    assert [summary.id for summary in fourth.earlier] == ids[2::-1]


def test_compared_with_what_was_known() -> None:
    """Placement and practice said before what is known."""
    clock = Clock()
    journal = journal_of(clock)
    record = held(journal, clock, [right, wrong, right, wrong], known=(0, 1))
    report = _report(journal, record.id)
    assert (report.known, report.fresh) == (Score(1, 2, 60_000), Score(1, 2, 60_000))
    counted = "2 of its 4 skills counted as known before, by placement and practice"
    assert comparison_lines(report)[-1] == f"{counted}. You were right on 1 of those 2, and 1 of the 2 that did not."


def test_ticks() -> None:
    """What was said aloud stands in the report, on every page of it."""
    clock = Clock()
    journal = journal_of(clock)
    record = held(journal, clock, [right])
    slots = (replace(record.slots[0], ticks=(0, 2)), *record.slots[1:])
    journal.keep_interview(to_kept(replace(record, slots=slots)), (), clock())
    report = _report(journal, record.id)
    said = [each.said for each in report.rows[0].rubric]
    assert said[:3] == [True, False, True]
    [section] = [section for section in sections(report) if section.title == "Explained aloud"]
    assert section.lines[0].endswith(f"2 of {len(said)} points said")
    assert sum("[x]" in line for line in section.lines) == 2
    assert markdown(report).count("- [x] ") == 2
    assert html(report).count("☑") == 2


def test_answer_taken_back() -> None:
    """An answer that was undone since counts no longer, and the report says so."""
    clock = Clock()
    journal, report = _mixed(clock)
    clock.forward(minutes=1)
    journal.undo(clock())
    again = _report(journal, report.summary.id)
    assert again.rows[2].outcome is None
    assert "taken back" in again.rows[2].note


def test_question_of_an_older_version() -> None:
    """Its prompt, the answer and the names of the mistakes are in the log."""
    clock = Clock()
    journal = journal_of(clock)
    record = held(journal, clock, [right, wrong])
    slots = tuple(replace(slot, reference=slot.reference.replace("/v1/", "/v999/")) for slot in record.slots)
    journal.keep_interview(to_kept(replace(record, slots=slots)), (), clock())
    report = _report(journal, record.id)
    assert report.score == Score(1, 4, 60_000)
    assert "older version" in report.mistakes[0].note
    assert report.mistakes[0].prompt
    assert report.mistakes[0].diagnosis
    for page in (html(report), markdown(report), str(document(report))):
        assert "older version" in page.replace("\\", "")


def test_sections_say_everything() -> None:
    """Score, comparison, families, questions, each mistake, what was explained."""
    _, report = _mixed(Clock())
    titles = [section.title for section in sections(report)]
    assert titles[:4] == ["Interview of 2026-03-02 10:00", "Compared", "By family", "Questions"]
    assert [title.partition(".")[0] for title in titles[4:6]] == ["2", "3"]
    assert titles[6] == "Explained aloud"


@pytest.mark.parametrize("width", [40, 74, 120])
def test_lines_fit(width: int) -> None:
    """Into the width there is; sizes stay together, and titles are only cut where there is no room for them."""
    _, report = _mixed(Clock())
    row = replace(report.rows[2], title="a title of some thirty six letters", prompt="in " * 30 + "(15, 11, 3, 3)")
    told = sections(replace(report, rows=(*report.rows[:2], row, *report.rows[3:])), width)
    lines = [line for section in told for line in section.lines]
    fixed = [section for section in told if section.title == "Questions"]
    long = {line for section in told if section not in fixed for line in section.lines if len(line) > width}
    assert not long
    assert any("(15, 11, 3, 3)" in line for line in lines)
    assert any(row.title in line for section in fixed for line in section.lines) is (width > 60)


def _hostile(text: str) -> InterviewReport:
    """A report that has the text wherever foreign text can be."""
    _, report = _mixed(Clock())
    row = Row(
        1, text, text, text, text, text, text, Outcome.WRONG, 5, False,
        (Said(text, True),), (text,), (Step(text, text, text, text),), text,
    )  # fmt: skip
    return replace(report, rows=(row, replace(row, outcome=Outcome.CORRECT)))


class _Tags(HTMLParser):
    """The tags of a page, in order, with what is in them."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.tags: list[str] = []
        self.text = ""
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(f"{tag} {attrs}")

    def handle_data(self, data: str) -> None:
        self.text += data


@given(st.text(min_size=1, max_size=60) | st.sampled_from([HOSTILE, "</pre>", "<!--", "&lt;", "```", "]]>"]))
@settings(max_examples=40, deadline=None)
def test_foreign_text_in_html(text: str) -> None:
    """The page has the same tags whatever is in it, and shows the text."""
    found, harmless = _Tags(html(_hostile(text))), _Tags(html(_hostile("x" + "\nx" * text.count("\n"))))
    assert found.tags == harmless.tags
    wanted = "".join(sign for sign in text if sign.isprintable() and not sign.isspace())
    assert wanted in "".join(sign for sign in found.text if not sign.isspace()).replace("\ufffd", "")


def test_html_needs_nothing() -> None:
    """No script, no address, nothing that is fetched, and a policy that forbids it."""
    page = html(_hostile(HOSTILE))
    assert "<script" not in page
    assert not re.search(r"(src|href)\s*=", page)
    assert "default-src 'none'" in page
    assert "\x1b" not in page
    assert "\u202e" not in page


@given(
    st.text(max_size=60)
    | st.sampled_from(
        [
            HOSTILE,
            "# head",
            "| a | b |",
            "<b>",
            "- x",
            "1. x",
            "~~~",
            "    code",
            "http://x.org",
            "WWW.x.org",
            "a@b.org",
            "===",
            "12) x",
        ]
    )
)
@settings(max_examples=40, deadline=None)
def test_foreign_text_in_markdown(text: str) -> None:
    """Outside of fences no sign of it is markup, and no fence is closed by it."""
    fence = ""
    for line in markdown(_hostile(text)).split("\n"):
        if fence:
            fence = "" if line == fence else fence
            continue
        if match := re.fullmatch("(`{3,})text", line):
            fence = match[1]
            continue
        own = re.sub(r"^(#+ |- \[[x ]\] |- |\| (?!--- )|\|( ---+ \|)+)", "", line)
        bare = re.sub(r"\\[!-/:-@\[-`{-~]", "e", own)
        assert not re.search(r"[<>`*_\[\]~$#@]|://|www\.|^[-+=]|^\d+[.)]", bare), line
    assert fence == ""


def test_export(tmp_path: Path) -> None:
    """A file of its own each time."""
    _, report = _mixed(Clock())
    names = [export(report, tmp_path, form).name for form in ("md", "md", "html")]
    assert names == ["interview-2026-03-02-1000.md", "interview-2026-03-02-1000-2.md", "interview-2026-03-02-1000.html"]
    assert (tmp_path / names[0]).read_text("utf-8") == markdown(report)
    assert (tmp_path / names[2]).read_text("utf-8") == html(report)
    with pytest.raises(OSError, match="none"):
        export(report, tmp_path / "none", "md")
