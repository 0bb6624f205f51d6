"""Why a question is asked, and what each rating would do: where the drill says it."""

from __future__ import annotations

from tests.tui.harness import CONV2D, running
from trainer.domain import Mode
from trainer.session import SessionPlan

ROOMY = (120, 40)
DAYS = "1 Again tomorrow · 2 Hard tomorrow · 3 Good in 2 days · 4 Easy in 8 days"


async def test_the_bar_says_why() -> None:
    """Neutrally before the answer, with the names of skills after it."""
    async with running(SessionPlan(minutes=None), size=(80, 40)) as desk:
        for _ in range(6):
            why = desk.session.asking.why
            assert why is not None
            assert desk.lines[0].strip().endswith(why.neutral)
            assert desk.question.reference.skill not in desk.lines[0]
            await desk.type(desk.question.expected)
            told = desk.lines[0].partition("0:00 · ")[2].rstrip("…")
            assert told and why.full.startswith(told)
            await desk.press("enter")


async def test_a_planned_question_says_why_once_the_store_is_open() -> None:
    """The plan file knows nothing of it; the cards do."""
    async with running(SessionPlan(), first=CONV2D) as desk:
        assert desk.lines[0].strip().endswith("· new")


async def test_what_each_rating_would_do() -> None:
    """Below the answer where there is room, in step with the rating; on a small screen the steps need the line."""
    async with running(SessionPlan(), first=CONV2D, size=ROOMY) as desk:
        await desk.type("7920")
        assert desk.shows("Rated Good; comes back in 2 days.")
        assert desk.shows(DAYS)
        await desk.press("4")
        assert desk.shows("Rated Easy by you; comes back in 8 days.")
        assert desk.shows(DAYS)
        await desk.press("enter")
        assert not desk.shows("4 Easy in")
    async with running(SessionPlan(), first=CONV2D) as desk:
        await desk.type("7920")
        assert desk.shows("Rated Good; comes back in 2 days.")
        assert not desk.shows("4 Easy in")


async def test_a_turned_card_says_it_before_it_is_rated() -> None:
    """There the rating is the learner's to give, so it stands there on any screen."""
    async with running(SessionPlan(mode=Mode.FLASHCARD), first=CONV2D) as desk:
        assert not desk.shows("4 Easy in")
        await desk.press("space")
        assert desk.shows(DAYS)
        await desk.press("3")
        assert not desk.shows("4 Easy in")


async def test_the_end_of_a_placement() -> None:
    """Its summary says what it came to; another round is ordinary practice."""
    plan = SessionPlan(minutes=None, ask_setup=False, placement=True)
    async with running(plan) as desk:
        for _ in range(12):
            if not desk.shows("placement: this tells most"):
                break
            await desk.press("?")
            await desk.press("enter")
        assert desk.shows("Placement done: we begin at the beginning.")
