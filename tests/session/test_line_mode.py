"""The line mode on a terminal: prose is wrapped between words, tables and code stay as they are."""

from __future__ import annotations

from io import StringIO
from random import Random

import pytest

from questions.question import Reference
from tests.helpers.clock import Clock
from tests.store.memory import MemoryStore
from trainer.journal import Journal
from trainer.plain import LineMode
from trainer.session import PracticeSession, SessionPlan
from trainer.steps import wrapped, wrapped_prompt

REFERENCES = ("summary.reading/v1/3/1", "output.pytorch/v1/2/2", "parameters.which/v1/2/4", "conv2d.parameters/v1/3/2")


def _lines(reference: str, typed: str, width: int | None) -> list[str]:
    clock, shown = Clock(), StringIO()
    journal = Journal(MemoryStore(), "test", None, clock())
    plan = SessionPlan(limit=1, ask_setup=False)
    session = PracticeSession(journal.cards, plan, Random(1), clock(), first=Reference.parse(reference))
    LineMode(session, journal, clock, StringIO(typed), shown, width).run()
    return shown.getvalue().splitlines()


@pytest.mark.parametrize("reference", REFERENCES)
@pytest.mark.parametrize("width", [40, 60, 80])
def test_no_line_is_longer_than_the_terminal(reference: str, width: int) -> None:
    """But those of a table, and single words; and no word is lost."""
    lines, plain = _lines(reference, "!\n?\n", width), _lines(reference, "!\n?\n", None)
    table = [line for line in plain if " | " in line]
    assert [line for line in lines if " | " in line] == table
    assert all(len(line) <= width or line in table or " " not in line.strip() for line in lines)
    assert " ".join(lines).split() == " ".join(plain).split()


def test_into_a_pipe_nothing_is_wrapped() -> None:
    """A script reads a prompt as one line."""
    assert any(len(line) > 100 for line in _lines(REFERENCES[1], "?\n", None))


def test_what_a_number_pushes_in_stays_pushed_in() -> None:
    """Choices and numbered lines hang; pushed-in lines and tables are left alone."""
    assert wrapped("1. one two three", 10) == ["1. one two", "   three"]
    assert wrapped_prompt("one two three\n    four five six seven\na) one two three", 10) == [
        "one two", "three", "    four five six seven", "a) one two", "   three",
    ]  # fmt: skip
