"""The picture in the drill: beside the page where there is room, else below it on a key; never the answer early."""

from __future__ import annotations

from questions.picture import Part
from tests.helpers.answers import right_answer, unknown_mistake
from tests.tui.harness import Desk, running
from trainer.domain import Mode
from trainer.session import SessionPlan
from trainer.tui.widgets.picture import PictureView

NARROW, WIDE = (80, 24), (120, 40)
FIRST = "conv2d.parameters/v1/1/2"
INVERSE = "inverse.parameters/v1/1/1"
TYPED = SessionPlan(limit=3)


def _pictures(desk: Desk) -> list[PictureView]:
    return [view for view in desk.app.screen.query(PictureView) if view.scene is not None and view.region.area]


def _flat(desk: Desk) -> str:
    """The answer if the filters were flat: known mistake about the input depth."""
    return str(next(s.value for s in desk.question.content.misconceptions if s.id == "forgot_in_channels"))


async def test_beside_the_page_where_the_screen_is_wide() -> None:
    """It stands right of the prompt, shows what the prompt states, and holds no line of the page back."""
    async with running(TYPED, first=FIRST, size=WIDE) as desk:
        (view,) = _pictures(desk)
        assert view.region.x > 60
        assert desk.shows("The picture shows only what the question tells.")
        assert "?" in "\n".join(line[60:] for line in desk.lines)


async def test_on_a_key_where_it_is_not() -> None:
    """At 80 columns the key shows it below the field and hides it again; what was typed stays."""
    async with running(TYPED, first=FIRST, size=NARROW) as desk:
        assert not _pictures(desk)
        await desk.burst(*"12*")
        await desk.press("ctrl+g")
        (view,) = _pictures(desk)
        assert view.region.x < 10
        assert "Picture" in desk.footer
        await desk.burst(*"3")
        await desk.press("ctrl+g")
        assert not _pictures(desk)
        assert desk.app.screen.query_one("#answer").value == "12*3"  # type: ignore[attr-defined]


async def test_a_wrong_answer_brings_it_with_the_forgotten_part() -> None:
    """Below the steps, the part of the diagnosis highlighted and named in words."""
    for size in (NARROW, WIDE):
        async with running(TYPED, first=FIRST, size=size) as desk:
            await desk.type(_flat(desk))
            (view,) = _pictures(desk)
            assert view._highlight is Part.DEPTH
            scene = view.scene
            assert scene is not None
            await desk.press("pagedown", "pagedown", "pagedown")
            assert desk.shows("◄")


async def test_a_right_answer_does_not_at_80_columns() -> None:
    """Who knew it goes on; the key is there."""
    async with running(TYPED, first=FIRST, size=NARROW) as desk:
        await desk.type(right_answer(desk.question))
        assert not _pictures(desk)
        await desk.press("p")
        assert len(_pictures(desk)) == 1


async def test_the_set_up_is_not_given_away() -> None:
    """While the set-up is asked for, the picture still shows only what the prompt states."""
    async with running(TYPED, first=FIRST, size=WIDE) as desk:
        before = _pictures(desk)[0].scene
        await desk.type(unknown_mistake(desk.question))
        assert desk.session.phase.name == "SETUP"
        assert _pictures(desk)[0].scene == before
        await desk.press("enter")
        assert _pictures(desk)[0].scene != before


async def test_a_question_whose_layer_is_the_answer_has_none_before() -> None:
    """Neither beside nor on a key; after the answer it is there."""
    async with running(TYPED, first=INVERSE, size=WIDE) as desk:
        assert not _pictures(desk)
        assert "icture" not in desk.footer
        await desk.press("?")
        assert len(_pictures(desk)) == 1


async def test_a_turned_card_shows_all_of_it() -> None:
    """Answer, steps, picture."""
    async with running(SessionPlan(mode=Mode.FLASHCARD), first=FIRST, size=WIDE) as desk:
        before = _pictures(desk)[0].scene
        await desk.press("space")
        assert _pictures(desk)[0].scene != before


async def test_resized_in_the_middle() -> None:
    """From wide to narrow and back it changes its place, and is drawn to the new width."""
    async with running(TYPED, first=FIRST, size=WIDE) as desk:
        await desk.pilot.resize_terminal(*NARROW)
        await desk.settle()
        assert not _pictures(desk)
        await desk.press("ctrl+g")
        assert len(_pictures(desk)) == 1
        await desk.pilot.resize_terminal(*WIDE)
        await desk.settle()
        (view,) = _pictures(desk)
        assert view.region.x > 60


async def test_sent_away_it_stays_away() -> None:
    """Beside the page it is hidden until it is asked for again, from question to question."""
    async with running(TYPED, first=FIRST, size=WIDE) as desk:
        await desk.press("ctrl+g")
        assert not _pictures(desk)
        await desk.type(_flat(desk))
        assert not _pictures(desk)
        await desk.press("enter")
        assert not _pictures(desk)
        await desk.press("ctrl+g")
        assert len(_pictures(desk)) == 1 or "icture" not in desk.footer
