"""What the drill tells of what there is no room for: pages above, reasons, keys; and given steps that hang."""

from __future__ import annotations

import pytest

from questions.generator import generate
from questions.question import Reference
from tests.tui.harness import CONV2D, running
from tests.tui.scripted import ask
from trainer.domain import Mode
from trainer.session import SessionPlan
from trainer.tui.drill_lines import SessionBar
from trainer.tui.widgets.key_line import KeyLine

LONG = "summary.reading/v1/3/1"


async def test_what_lies_above_is_told() -> None:
    """As what lies below is; with both, the line names both, and a click leads back up from the end."""
    async with running(SessionPlan(), first=LONG) as desk:
        assert "▲" not in desk.text
        await desk.type("7*7")
        await desk.press("end")
        await desk.until(lambda: desk.shows("▲ Above: question, diagnosis"))
        await desk.pilot.click("#more")
        await desk.settle()
        await desk.until(lambda: desk.shows("▼ Below:"))


async def test_the_bar_is_one_line() -> None:
    """What of the reason does not fit is in its tooltip, which also tells what the eight letters are."""
    async with running(SessionPlan(), first=CONV2D, size=(40, 24)) as desk:
        bar = desk.app.screen.query_one(SessionBar)
        await desk.type(desk.question.expected)
        await desk.press("enter")
        why = desk.session.asking.why
        assert why is not None
        assert bar.size.height == 1
        assert desk.lines[1].strip() == ""
        told = str(bar.tooltip)
        assert f"Asked now: {why.neutral}." in told
        assert f"{desk.question.id} names these very numbers" in told


@pytest.mark.parametrize(("width", "there"), [(80, False), (120, True)])
async def test_keys_that_are_needed_seldom(width: int, there: bool) -> None:
    """A wide footer has them behind the others; no key stands there twice, and all work by a click."""
    async with running(SessionPlan(), first=CONV2D, size=(width, 30)) as desk:
        assert ("^o As a flashcard" in desk.footer) is there
        await desk.type("7920")
        assert ("w This question is wrong" in desk.footer) is there
        line = desk.app.screen.query_one(KeyLine)
        names = [offer.description for offer in line.offers if offer.description]
        assert len(names) == len({*names})
        assert desk.footer.count("Undo") == 1
        assert line.offers[-1].end <= width
        await desk.press("enter")
        if there:
            await desk.pilot.click(KeyLine, offset=(desk.footer.index("As a flashcard"), 0))
            await desk.settle()
            assert desk.session.plan.mode is Mode.FLASHCARD


async def test_keys_come_and_go_with_the_width() -> None:
    """A screen that is made narrower has no room for them any more."""
    async with running(SessionPlan(), first=CONV2D, size=(120, 30)) as desk:
        assert "^o" in desk.footer
        await desk.pilot.resize_terminal(80, 24)
        await desk.settle()
        assert "^o" not in desk.footer
        await desk.pilot.resize_terminal(120, 30)
        await desk.settle()
        assert "^o" in desk.footer


async def test_given_steps_hang(monkeypatch: pytest.MonkeyPatch) -> None:
    """Where a given step is too long for its line, it goes on below its sentence, not below its number."""
    question = generate(Reference.parse("output.keras/v1/2/5"))
    ask(monkeypatch, [question] * 4)
    async with running(SessionPlan(only=("output.keras",)), size=(60, 40)) as desk:
        await desk.press("?", "enter")
        assert desk.session.given_steps
        lines = desk.lines
        first = next(row for row, line in enumerate(lines) if line.startswith("  1. "))
        last = next(row for row, line in enumerate(lines) if "▔▔▔" in line)
        steps = [line for line in lines[first:last] if line.strip()]
        wrapped = [line for line in steps if not line.strip()[:2].rstrip(".").isdigit()]
        assert wrapped
        assert all(line.startswith("     ") for line in wrapped if "summed" not in line and "padding" not in line)


@pytest.mark.parametrize("size", [(80, 24), (120, 40)])
async def test_a_card_names_its_ratings_once(size: tuple[int, int]) -> None:
    """Also where every rating would bring it back on the same day, which is then said once."""
    async with running(SessionPlan(mode=Mode.FLASHCARD, only=("conv2d.parameters",)), size=size) as desk:
        await desk.press("space", "1")
        await desk.press("space")
        assert desk.words.casefold().count("4 easy") == 1
        assert desk.shows("Comes back tomorrow whatever the rating: it was asked before today.")
