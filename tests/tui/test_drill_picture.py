"""The picture in the drill: beside the page where there is room, else below it on a key; never the answer early."""

from __future__ import annotations

import pytest

from questions.picture import Part
from tests.helpers.answers import right_answer, unknown_mistake
from tests.tui.harness import Desk, running
from tests.tui.scripted import ask
from trainer.domain import Mode
from trainer.session import SessionPlan
from trainer.tui.widgets.picture import PictureView

LARGE, DEEP = "bias.effect/v2/3/768304458", "conv3d.parameters/v1/3/4"
FLAT = "dense.comparison/v1/2/413392380"
NARROW, WIDE = (80, 24), (120, 40)
FIRST = "conv2d.parameters/v1/1/2"
INVERSE = "inverse.parameters/v1/1/1"
TYPED = SessionPlan(limit=3)


def _pictures(desk: Desk) -> list[PictureView]:
    return [view for view in desk.app.screen.query(PictureView) if view.scene is not None and view.region.area]


def _field_in_sight(desk: Desk) -> None:
    page, field = desk.app.screen.query_one("#page"), desk.app.screen.query_one("#answer")
    assert page.content_region.contains_region(field.region), desk.text


def _flat(desk: Desk) -> str:
    """The answer if the filters were flat: known mistake about the input depth."""
    slips = desk.question.content.misconceptions
    return str(next((s.value for s in slips if s.id == "forgot_in_channels"), slips[0].value))


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
        assert "^g No picture" in desk.footer
        _field_in_sight(desk)
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


async def test_sent_away_it_stays_away(monkeypatch: pytest.MonkeyPatch) -> None:
    """Beside the page it is hidden from question to question until it is asked for again."""
    ask(monkeypatch, [FIRST, LARGE, DEEP])
    async with running(TYPED, size=WIDE) as desk:
        await desk.press("ctrl+g")
        assert not _pictures(desk)
        await desk.type(right_answer(desk.question))
        assert not _pictures(desk)
        await desk.press("enter")
        assert not _pictures(desk)
        await desk.press("ctrl+g")
        assert len(_pictures(desk)) == 1
        await desk.type(right_answer(desk.question))
        await desk.press("enter")
        assert len(_pictures(desk)) == 1


@pytest.mark.parametrize("size", [NARROW, WIDE])
async def test_a_wrong_answer_brings_back_what_was_sent_away(
    size: tuple[int, int], monkeypatch: pytest.MonkeyPatch
) -> None:
    """It comes with the diagnosis, can be sent away from there, and is not there at the next question."""
    ask(monkeypatch, [FIRST, LARGE, DEEP])
    async with running(TYPED, size=size) as desk:
        await desk.press(*(["ctrl+g"] if size is WIDE else ["ctrl+g", "ctrl+g"]))
        assert not _pictures(desk)
        await desk.type(_flat(desk))
        assert len(_pictures(desk)) == 1
        await desk.press("p")
        assert not _pictures(desk)
        await desk.press("enter")
        assert not _pictures(desk)
        await desk.type(_flat(desk))
        assert len(_pictures(desk)) == 1


@pytest.mark.parametrize("reference", [FIRST, LARGE, DEEP, FLAT])
@pytest.mark.parametrize("hints", range(4))
async def test_the_field_stays_in_sight_above_it(reference: str, hints: int) -> None:
    """Below the field there is a drawing, and the field, with what is typed, can be seen; hints may come before it."""
    async with running(TYPED, first=reference, size=NARROW) as desk:
        await desk.press(*"12", *["ctrl+t"] * hints, "ctrl+g")
        _field_in_sight(desk)
        (view,) = _pictures(desk)
        assert not view._drawing(view.content_size.width).words_alone
        if not hints and reference is FIRST:
            assert desk.shows(desk.question.content.prompt)
        await desk.press("pagedown", "pagedown", "3")
        _field_in_sight(desk)
        assert "  123" in desk.text


async def test_a_hint_below_the_picture() -> None:
    """A hint asked for with the picture shown does not push the field out of sight."""
    async with running(TYPED, first=LARGE, size=NARROW) as desk:
        await desk.press("ctrl+g")
        for _ in range(3):
            await desk.press("ctrl+t")
            _field_in_sight(desk)


async def test_what_lies_below_is_said() -> None:
    """After a wrong answer the line under the page names the picture until it is in sight; a short page has none."""
    async with running(TYPED, first=FIRST, size=NARROW) as desk:
        assert "▼" not in desk.text
        await desk.type(_flat(desk))
        await desk.until(lambda: desk.shows("▼ Below: steps, picture (↓ or PgDn)"))
        await desk.press("pagedown")
        await desk.until(lambda: desk.shows("▼ Below: picture (PgUp, PgDn)"))
        await desk.press("pagedown", "pagedown")
        await desk.until(lambda: "▼" not in desk.text)
        await desk.press("home", "p")
        await desk.until(lambda: desk.shows("▼ Below: steps (↓ or PgDn)"))
