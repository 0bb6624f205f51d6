"""The disk: slow, full, out of reach. The verdict never waits for it, and no answer is lost to it."""

from __future__ import annotations

import pytest

from tests.helpers.answers import right_answer, unknown_mistake
from tests.store.memory import MemoryStore
from tests.tui.harness import CONV2D, Door, go_through, running
from tests.tui.stores import SlowStore, TroubledStore
from trainer.domain import Mode, Moment, Rating
from trainer.journal import Journal
from trainer.planfile import HomeFigures
from trainer.session import Phase, SessionPlan
from trainer.store.errors import StoreBusy, StoreDamaged, StoreError, StoreFull, StoreNewer, StoreReadOnly
from trainer.store.port import EventStore

FULL = StoreFull("The disk with log.db is full; free some space and try again.")


async def test_full_disk() -> None:
    """A write that fails after the verdict is told, holds the session, is tried again and again, and goes through."""
    store = TroubledStore()
    async with running(SessionPlan(), first=CONV2D, store=store) as desk:
        store.trouble = FULL
        await desk.type_at_once("7920")
        await desk.until(lambda: desk.shows(f"Not saved yet: {FULL}"))
        assert desk.shows("✓ Correct")
        await desk.press_at_once("enter")
        tries = store.tries
        await desk.until(lambda: store.tries > tries + 3)
        assert desk.session.number == 1
        assert desk.session.phase is Phase.ANSWERED
        assert desk.log == []
        store.trouble = None
        await desk.settle()
        assert desk.session.number == 2
        assert len(desk.reviews) == 1
        assert not desk.shows("Not saved yet")
        await go_through(desk, [right_answer])
        assert len(desk.reviews) == 2


async def test_recovery_without_a_key() -> None:
    """A store that recovers while the solution is read says the schedule; the learner goes on when it suits them."""
    store = MemoryStore(failures=[FULL])
    async with running(SessionPlan(), first=CONV2D, store=store) as desk:
        await desk.type("7920")
        assert desk.shows("Rated Good; comes back in 2 days.")
        assert not desk.shows("Not saved yet")
        assert desk.session.number == 1
        await desk.press("enter")
        assert desk.session.number == 2


async def test_trouble_at_the_setup() -> None:
    """Trouble is told while a set-up is asked for, too, and taken back once it is over."""
    store = TroubledStore()
    async with running(SessionPlan(), first=CONV2D, store=store) as desk:
        store.trouble = FULL
        await desk.type_at_once(unknown_mistake(desk.question))
        await desk.until(lambda: desk.shows("Not saved yet"))
        store.trouble = None
        await desk.settle()
        assert desk.session.phase is Phase.SETUP
        assert not desk.shows("Not saved yet")
        assert not desk.shows("Rated")


async def test_trouble_with_flashcards() -> None:
    """A rated card stays until its rating is saved, then the next one follows by itself."""
    store = TroubledStore()
    async with running(SessionPlan(mode=Mode.FLASHCARD), first=CONV2D, store=store) as desk:
        store.trouble = StoreBusy("log.db is in use by another program; try again in a moment.")
        await desk.press_at_once("space", "3")
        await desk.until(lambda: desk.shows("Not saved yet: log.db is in use"))
        await desk.press_at_once("4")  # typed ahead: it must not change the rating of the card before
        store.trouble = None
        await desk.settle()
        assert desk.session.number == 2
        assert [review.rating for review in desk.reviews] == [Rating.GOOD]


async def test_a_digit_typed_ahead_is_no_rating() -> None:
    """Enter, then the digits of the next answer while the store is slow: the rating stays as it was."""
    store = TroubledStore()
    async with running(SessionPlan(), first=CONV2D, store=store) as desk:
        store.trouble = FULL
        await desk.type_at_once("7920")
        await desk.press_at_once("enter", "2", "8")
        store.trouble = None
        await desk.settle()
        assert desk.session.number == 2
        assert [review.rating for review in desk.reviews] == [Rating.GOOD]


async def test_leaving_a_full_disk() -> None:
    """Escape waits until the answer is saved, since leaving loses nothing."""
    store = TroubledStore()
    async with running(SessionPlan(), first=CONV2D, store=store) as desk:
        store.trouble = FULL
        await desk.type_at_once("7920")
        await desk.press_at_once("escape")
        await desk.until(lambda: desk.shows("Not saved yet"))
        tries = store.tries
        await desk.until(lambda: store.tries > tries + 1)
        assert not desk.shows("Left early")
        store.trouble = None
        await desk.settle()
        assert desk.shows("Left early; every answer is kept.")
        assert len(desk.reviews) == 1


async def test_quitting_a_full_disk() -> None:
    """Quitting all the same tries once more; what cannot be kept is the program's last word."""
    store = TroubledStore()
    async with running(SessionPlan(), first=CONV2D, store=store) as desk:
        store.trouble = FULL
        await desk.type_at_once("7920")
        await desk.until(lambda: desk.shows("Not saved yet"))
        await desk.press_at_once("ctrl+q")
    assert desk.app.failure == f"The newest answer is not saved: {FULL}"


async def test_quitting_as_the_disk_recovers() -> None:
    """Quitting while a write is waiting for its next try records it."""
    store = TroubledStore()
    async with running(SessionPlan(), first=CONV2D, store=store) as desk:
        store.trouble = FULL
        await desk.type_at_once("7920")
        await desk.press_at_once("4")
        await desk.until(lambda: desk.shows("Not saved yet"))
        desk.app.exit(0)
        store.trouble = None
    assert [review.rating for review in desk.reviews] == [Rating.EASY]
    assert desk.app.failure == ""


async def test_verdict_does_not_wait() -> None:
    """With a store that takes its time the verdict is there at once, the schedule when it is stored."""
    store = SlowStore()
    async with running(SessionPlan(), first=CONV2D, store=store) as desk:
        await desk.type_at_once("7920")
        assert desk.shows("✓ Correct: 7,920")
        assert desk.shows("saving …")
        await desk.press_at_once("enter")
        assert desk.session.number == 1
        store.gate.set()
        await desk.settle()
        assert desk.session.number == 2


async def test_a_card_that_is_being_saved() -> None:
    """A rated card stays until it is stored, and says why if that takes longer than a glance."""
    store = SlowStore()
    async with running(SessionPlan(mode=Mode.FLASHCARD), first=CONV2D, store=store) as desk:
        await desk.press_at_once("space", "3")
        assert desk.shows("Answer: 7,920")
        await desk.until(lambda: desk.shows("saving …"))
        store.gate.set()
        await desk.settle()
        assert desk.session.number == 2
        assert not desk.shows("saving …")


@pytest.mark.parametrize("key", ["escape", "ctrl+q"])
async def test_leaving_while_saving(key: str) -> None:
    """Leaving while an answer and its new rating are being written loses neither."""
    store = SlowStore()
    async with running(SessionPlan(), first=CONV2D, store=store) as desk:
        await desk.type_at_once("7920")
        await desk.press_at_once("4", key)
        store.gate.set()
        if key == "escape":
            await desk.settle()
            assert desk.shows("Left early; every answer is kept.")
    assert [review.rating for review in desk.reviews] == [Rating.EASY]
    assert len(desk.log) == 3


async def test_newest_wish_counts() -> None:
    """Of the keys pressed while an answer is being saved the last one decides what follows."""
    store = SlowStore()
    async with running(SessionPlan(), first=CONV2D, store=store) as desk:
        await desk.type_at_once("7920")
        await desk.press_at_once("escape", "enter")
        store.gate.set()
        await desk.settle()
        assert desk.session.number == 2


async def test_before_the_store_is_open() -> None:
    """The first question is there before the store is; an answer to it is judged, and recorded once the store is."""
    door = Door()
    async with running(SessionPlan(), first=CONV2D, door=door) as desk:
        assert desk.shows(desk.question.content.prompt)
        await desk.type_at_once("7920")
        assert desk.shows("✓ Correct: 7,920")
        assert desk.shows("saving …")
        assert desk.log == []
        await desk.press_at_once("enter")
        assert desk.session.number == 1
        door.open()
        await desk.settle()
        assert [review.reference for review in desk.reviews] == [CONV2D]
        assert desk.session.number == 2


@pytest.mark.parametrize("key", ["escape", "ctrl+q", "enter"])
async def test_leaving_before_the_store_is_open(key: str) -> None:
    """An answer given before the store is open is recorded even if the learner is gone by then."""
    door = Door()
    async with running(SessionPlan(), first=CONV2D, door=door) as desk:
        await desk.type_at_once("7920")
        await desk.press_at_once(key)
        door.open()
    assert [review.reference for review in desk.reviews] == [CONV2D]
    assert desk.app.failure == ""


@pytest.mark.parametrize(
    ("plan", "error"),
    [
        (None, StoreDamaged("log.db is damaged and was left as it is; restore a backup.")),
        (None, StoreReadOnly("log.db cannot be written: it, or its directory, is read-only.")),
        (SessionPlan(), StoreNewer("log.db was made by a newer convdrill.")),
        (SessionPlan(only=("bias.effect",)), FULL),
    ],
)
async def test_store_that_cannot_be_opened(plan: SessionPlan | None, error: StoreError) -> None:
    """A store that cannot be opened ends the program with exit code 2, and its sentence is handed on."""

    def refuse(_store: EventStore, _now: Moment) -> Journal:
        raise error

    async with running(plan, first=CONV2D, make_journal=refuse) as desk:
        await desk.until(lambda: not desk.app.is_running)
    assert desk.app.return_code == 2
    assert desk.app.failure == str(error)


async def test_answer_to_a_store_that_cannot_be_opened() -> None:
    """An answer typed meanwhile does not hide why the program ends."""
    door = Door()

    def refuse(_store: EventStore, _now: Moment) -> Journal:
        raise FULL

    async with running(SessionPlan(), first=CONV2D, door=door, make_journal=refuse) as desk:
        await desk.type_at_once("7920")
        door.open()
        await desk.until(lambda: not desk.app.is_running)
    assert desk.app.return_code == 2
    assert desk.app.failure == str(FULL)


async def test_figures_that_cannot_be_read() -> None:
    """Home tells why the store cannot be read."""

    class Unreadable(Journal):
        def figures(self, now: Moment) -> HomeFigures:
            raise StoreDamaged("[log.db] is damaged and was left as it is; restore a backup.")

    async with running(make_journal=lambda store, now: Unreadable(store, "test", None, now)) as desk:
        assert desk.shows("[log.db] is damaged and was left as it is; restore a backup.")
