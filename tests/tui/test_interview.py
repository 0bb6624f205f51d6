"""The interview in the terminal app: by key and by mouse, against the clock, killed and taken up again."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from random import Random

import pytest
from textual.binding import Binding
from textual.widgets import Static
from textual.widgets._footer import FooterKey

from questions.checker import check, read_answer
from questions.submission import Submission
from tests.helpers.answers import known_mistake
from tests.helpers.clock import Clock
from tests.interview.holding import FIXED, fixed, held, journal_of, right, wrong
from tests.store.memory import MemoryStore
from tests.tui.harness import Desk, running
from trainer.domain import Card, Event, Mode, Outcome
from trainer.interview.plan import InterviewPlan
from trainer.interview.record import from_kept
from trainer.interview.session import InterviewSession, Mark
from trainer.store.errors import StoreBusy, StoreConflict, StoreError
from trainer.store.port import Fold, KeptInterview
from trainer.tui.app import ConvdrillApp
from trainer.tui.interview_field import KEYS, InterviewField, NumberField
from trainer.tui.screens.home import HomeScreen
from trainer.tui.screens.interview import InterviewScreen
from trainer.tui.screens.interview_list import InterviewListScreen
from trainer.tui.screens.interview_report import InterviewReportScreen
from trainer.tui.screens.interview_rubric import InterviewRubricScreen, RubricLine
from trainer.tui.screens.interview_setup import InterviewSetupScreen
from trainer.tui.widgets.interview_marks import InterviewMarks


@pytest.fixture(autouse=True)
def _fixed_questions(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """Four fixed questions; files go into a folder of their own."""

    def drawn(plan: object, cards: object, rng: Random) -> object:
        return fixed()

    monkeypatch.setattr("trainer.interview.drawing.draw_interview", drawn)
    monkeypatch.setattr("trainer.tui.interview_keeper.PAUSE", 0.02)
    monkeypatch.chdir(tmp_path)


def _session(desk: Desk) -> InterviewSession:
    screen = desk.app.screen
    assert isinstance(screen, InterviewScreen), desk.text
    return screen.session


async def _begin(desk: Desk) -> None:
    await desk.press("i")
    await desk.press("enter")
    assert _session(desk).number == 1


def _mistake() -> str:
    return known_mistake(fixed()[0].question)[0]


EXPECTED = [each.question.expected for each in fixed()]


async def test_the_whole_way() -> None:
    """Four answers, one changed, handed in; the rubric, the report; home again, everything in the log."""
    clock = Clock()
    async with running(clock=clock) as desk:
        await _begin(desk)
        for text in (_mistake(), *EXPECTED[1:]):
            clock.forward(seconds=30)
            await desk.type(text)
        assert desk.shows("4 answers to hand in.")
        assert desk.reviews == []
        await desk.press("escape")
        await desk.press("up", "up", "up")
        await desk.clear()
        await desk.type(EXPECTED[0])
        await desk.press("ctrl+s", "enter")
        assert isinstance(desk.app.screen, InterviewRubricScreen)
        assert [review.outcome for review in desk.reviews] == [Outcome.CORRECT] * 4
        assert {review.mode for review in desk.reviews} == {Mode.INTERVIEW}
        await desk.press("space", "down", "space", "down", "enter")
        assert isinstance(desk.app.screen, InterviewReportScreen)
        assert desk.shows("4 of 4 right (100 %).")
        [kept] = desk.store.interviews("me")
        assert kept.ended
        assert from_kept(kept).slots[0].ticks == (0, 1)
        await desk.press("escape")
        assert isinstance(desk.app.screen, InterviewSetupScreen)
        assert desk.shows("Last time: 2026-03-02 10:00 4 of 4 right (100 %)")
        await desk.press("escape")
        assert desk.shows("4 answered today")


async def test_nothing_is_told_before_the_end() -> None:
    """A wrong answer looks like a right one."""
    seen = []
    for text in (EXPECTED[0], _mistake()):
        async with running() as desk:
            await _begin(desk)
            await desk.type(text)
            seen.append("\n".join(line for line in desk.lines if "Question" not in line))
    assert seen[0] == seen[1]


async def test_arithmetic_is_refused_inline() -> None:
    """It stays in the field and costs nothing; the number itself is taken."""
    async with running() as desk:
        await _begin(desk)
        await desk.type("10*27+10")
        assert desk.shows("Not taken, and nothing is lost: Not a plain number")
        assert _session(desk).number == 1
        assert _session(desk).marks[0] is Mark.UNREADABLE
        await desk.clear()
        assert not desk.shows("Not taken")
        await desk.type("280")
        assert _session(desk).number == 2
        assert _session(desk).marks[0] is Mark.ANSWERED


async def test_keys_in_a_burst() -> None:
    """What is typed after a key that moves on belongs to the question there."""
    async with running() as desk:
        await _begin(desk)
        await desk.burst(*"280", "enter", *"M", "down", *"(1, 2)", "up", "up", *"9", "enter", "down")
        slots = _session(desk).record.slots
        assert [slot.text for slot in slots] == ["2809", "M", "(1, 2)", ""]


async def test_go_to_a_number() -> None:
    """By its number; one that there is not is refused, Escape goes back."""
    async with running() as desk:
        await _begin(desk)
        await desk.burst("7", "ctrl+g")
        await desk.type("9")
        assert desk.shows("There are questions 1 to 4.")
        await desk.clear()
        await desk.type("3")
        assert _session(desk).number == 3
        await desk.press("ctrl+g", "escape")
        assert _session(desk).number == 3
        assert _session(desk).record.slots[0].text == "7"
        assert isinstance(desk.app.focused, InterviewField)


async def test_by_mouse() -> None:
    """A choice is turned, the list leads to a question, a line of the rubric is ticked, a report is opened."""
    async with running(size=(100, 30)) as desk:
        await desk.press("i")
        await desk.pilot.click("#row-minutes .more")
        await desk.pilot.click("#row-level .less")
        await desk.settle()
        assert desk.shows("› Level ◂ 1 ▸")
        assert desk.shows("Minutes ◂ 25 ▸")
        await desk.press("enter")
        await desk.pilot.click(InterviewMarks, offset=(1 + 2 * 6 + 3, 0))
        await desk.settle()
        assert _session(desk).number == 3
        await desk.pilot.click(InterviewMarks, offset=(60, 0))
        await desk.pilot.click(InterviewMarks, offset=(3, 0))
        await desk.settle()
        assert _session(desk).number == 1
        await desk.type(EXPECTED[0])
        await desk.press("ctrl+s", "enter")
        await desk.pilot.click(list(desk.app.screen.query(RubricLine))[1])
        await desk.settle()
        assert from_kept(desk.store.interviews("me")[0]).slots[0].ticks == (1,)
        await desk.press("enter", "escape", "r")
        assert isinstance(desk.app.screen, InterviewListScreen)
        await desk.pilot.click("#list", offset=(4, 1))
        await desk.settle()
        assert isinstance(desk.app.screen, InterviewReportScreen)
        assert desk.shows("1 of 4 right (25 %).")


async def test_left_and_taken_up_again() -> None:
    """Drafts are kept, the clock stands still meanwhile, and nothing is recorded before it ends."""
    clock, store = Clock(), MemoryStore()
    async with running(clock=clock, store=store) as desk:
        await _begin(desk)
        clock.forward(minutes=2)
        await desk.burst(*"28")
        await desk.press("escape")
        assert desk.shows("is not over: 1 of 4 questions answered, 18:00 left.")
    clock.forward(days=1)
    async with running(clock=clock, store=store) as desk:
        await desk.press("i")
        await desk.press("enter")
        assert desk.shows("18:00 left")
        await desk.type("0")
        await desk.press("ctrl+s", "enter", "enter")
        assert desk.shows("Left and taken up again once.")
        assert desk.reviews[0].submission == "280"


async def test_killed() -> None:
    """Whatever stands in the field is in the store before anything else is pressed."""
    async with running() as desk:
        await _begin(desk)
        await desk.burst(*"28")
        [kept] = desk.store.interviews("me")
        record = from_kept(kept)
        assert (record.slots[0].text, kept.ended) == ("28", False)


@pytest.mark.parametrize("answered", [True, False])
async def test_ended_without_going_on(answered: bool) -> None:
    """One that is not over is judged as it is, or forgotten if nothing was answered."""
    async with running() as desk:
        await _begin(desk)
        if answered:
            await desk.burst(*EXPECTED[0])
        await desk.press("escape", "e")
        if answered:
            assert desk.shows("1 of 4 right (25 %).")
            await desk.press("escape")
        assert isinstance(desk.app.screen, InterviewSetupScreen)
        assert desk.shows("› Questions")
        assert len(desk.reviews) == answered
        assert len(desk.store.interviews("me")) == answered


async def test_nothing_answered() -> None:
    """Handed in like that, it leaves no trace."""
    async with running() as desk:
        await _begin(desk)
        await desk.press("down", "ctrl+s")
        assert desk.shows("Nothing is answered.")
        await desk.press("enter")
        assert isinstance(desk.app.screen, InterviewSetupScreen)
        assert desk.store.interviews("me") == []
        assert desk.log == []


async def test_time_over(monkeypatch: pytest.MonkeyPatch) -> None:
    """It ends by itself, with what stands in the field."""
    monkeypatch.setattr("trainer.tui.screens.interview.TICK", 0.01)
    clock = Clock()
    async with running(clock=clock) as desk:
        await _begin(desk)
        await desk.burst(*EXPECTED[0])
        clock.forward(minutes=19, seconds=30)
        await desk.until(lambda: "! 0:30 left" in desk.text)
        clock.forward(minutes=1)
        await desk.until(lambda: isinstance(desk.app.screen, InterviewRubricScreen))
        await desk.settle()
        assert desk.shows("Time is up: what stood in the field counts as your answer.")
        await desk.press("enter")
        assert desk.shows("The time ran out.")
        [review] = desk.reviews
        assert (review.outcome, review.taken_ms) == (Outcome.CORRECT, 20 * 60_000)


async def test_time_over_behind_the_palette(monkeypatch: pytest.MonkeyPatch) -> None:
    """Whatever lies over the interview then, it goes on to the rubric once that is gone."""
    monkeypatch.setattr("trainer.tui.screens.interview.TICK", 0.01)
    clock = Clock()
    async with running(clock=clock) as desk:
        await _begin(desk)
        await desk.burst(*EXPECTED[0])
        await desk.press("ctrl+p")
        clock.forward(minutes=21)
        await desk.until(lambda: len(desk.reviews) == 1)
        await desk.press("escape")
        assert isinstance(desk.app.screen, InterviewRubricScreen)


async def test_the_app_can_open_on_it() -> None:
    """As `convdrill interview` does, with what was chosen there; home lies below."""
    clock, store = Clock(), MemoryStore()
    plan = InterviewPlan(4, 7, ("A", "C"), 3)
    app = ConvdrillApp(
        lambda: journal_of(clock, store), None, None, clock, opens=lambda context: InterviewSetupScreen(context, plan)
    )
    async with app.run_test(size=(80, 24)) as pilot:
        desk = Desk(app, pilot, clock, store)
        await desk.settle()
        assert desk.shows("Minutes ◂ 7 ▸")
        assert desk.shows("Tiers ◂ A+C ▸")
        await desk.press("escape")
        assert isinstance(app.screen, HomeScreen)


class _Troubled(MemoryStore):
    """Keeps no interview while `trouble` is set."""

    trouble: StoreError | None = None

    def keep_interview(self, interview: KeptInterview, events: Sequence[Event], fold: Fold) -> dict[str, Card]:
        if self.trouble is not None:
            raise self.trouble
        return super().keep_interview(interview, events, fold)


async def test_trouble_with_the_store() -> None:
    """It is told and tried again; the interview goes on meanwhile, and nothing is lost."""
    store = _Troubled()
    async with running(store=store, size=(100, 30)) as desk:
        await _begin(desk)
        store.trouble = StoreBusy("[b]The file[/b] is in use.")
        for key in "280":
            desk._send(key)
        await desk.until(lambda: desk.shows("Not saved yet: [b]The file[/b] is in use."))
        store.trouble = None
        await desk.settle()
        assert not desk.shows("Not saved yet")
        assert from_kept(store.interviews("me")[0]).slots[0].text == "280"


async def test_ended_elsewhere() -> None:
    """Another program ended it: that is told, and no answer is recorded twice."""
    store = _Troubled()
    async with running(store=store, size=(100, 30)) as desk:
        await _begin(desk)
        store.trouble = StoreConflict("This interview was ended elsewhere; nothing was changed.")
        await desk.burst(*"280", "ctrl+s", "enter")
        assert desk.shows("Not saved yet: This interview was ended elsewhere")
        await desk.press("escape")
        assert isinstance(desk.app.screen, InterviewSetupScreen)
        assert desk.log == []


async def test_round_the_rubric() -> None:
    """Behind the last line comes the first, with its question; before the first the last."""
    async with running(size=(60, 12)) as desk:
        await _at(desk, "rubric")
        first = desk.text
        count = len(desk.app.screen.query(RubricLine))
        await desk.press("up")
        assert desk.text != first
        await desk.press(*["down"] * count, "down")
        assert desk.text == first


async def test_export(tmp_path: Path) -> None:
    """A key writes the report into the current directory and names the file."""
    store, clock = MemoryStore(), Clock()
    held(journal_of(clock, store), clock, [right, wrong])
    async with running(store=store, clock=clock, size=(160, 40)) as desk:
        await desk.press("i")
        await desk.press("r")
        await desk.press("enter")
        await desk.press("m")
        assert desk.shows("interview-2026-03-02-1000.md")
        await desk.press("h")
        assert desk.shows("interview-2026-03-02-1000.html")
    assert {path.suffix for path in tmp_path.iterdir()} >= {".md", ".html"}


async def test_export_that_fails(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Why not is told, and the report stays."""
    store, clock = MemoryStore(), Clock()
    held(journal_of(clock, store), clock, [right])
    folder = tmp_path / "gone"
    folder.mkdir()
    async with running(store=store, clock=clock) as desk:
        await desk.press("i")
        await desk.press("r")
        await desk.press("enter")
        monkeypatch.setattr("trainer.tui.screens.interview_report.Path.cwd", lambda: folder / "no[/]where")
        await desk.press("m")
        assert desk.shows("It could not be written: No such file or directory")
        assert desk.shows("1 of 4 right")


async def test_first_time() -> None:
    """It is said what will stand there, and no key leads to an empty list."""
    async with running() as desk:
        await desk.press("i")
        assert desk.shows("Your reports will be listed here. Enter begins the first interview.")
        await desk.press("r")
        assert isinstance(desk.app.screen, InterviewSetupScreen)


STAGES: dict[str, tuple[tuple[str, ...], set[str]]] = {
    "setup": (("i",), {"enter", "up", "down", "left", "right", "escape", "ctrl+p"}),
    "asking": (("i", "enter"), {"enter", "down", "ctrl+g", "ctrl+s", "escape"}),
    "in the middle": (("i", "enter", "down"), {"enter", "up", "down", "ctrl+g", "ctrl+s", "escape"}),
    "the last": (("i", "enter", "down", "down", "down"), {"enter", "up", "ctrl+g", "ctrl+s", "escape"}),
    "going": (("i", "enter", "ctrl+g"), {"enter", "escape"}),
    "confirming": (("i", "enter", "2", "ctrl+s"), {"enter", "escape"}),
    "unfinished": (("i", "enter", "2", "escape"), {"enter", "e", "escape", "ctrl+p"}),
    "rubric": (("i", "enter", "2", "ctrl+s", "enter"), {"up", "down", "space", "enter", "ctrl+p"}),
    "report": (("i", "enter", "2", "ctrl+s", "enter", "enter"), {"m", "h", "space", "escape"}),
    "list": (("i", "enter", "2", "ctrl+s", "enter", "enter", "escape", "r"), {"enter", "escape", "ctrl+p"}),
}


async def _at(desk: Desk, stage: str) -> None:
    for key in STAGES[stage][0]:
        await desk.press(key)


@pytest.mark.parametrize("stage", STAGES)
async def test_footer(stage: str) -> None:
    """Exactly the keys that work there, none of them cut off."""
    async with running() as desk:
        await _at(desk, stage)
        keys = {item.key: item.description for item in desk.app.screen.query(FooterKey)}
        assert set(keys) == STAGES[stage][1]
        assert all(description in desk.footer for description in keys.values())


def test_every_key_is_explained() -> None:
    """A name for the footer, and a tooltip that says more."""
    owners = (
        InterviewSetupScreen, InterviewScreen, InterviewRubricScreen, InterviewReportScreen, InterviewListScreen,
        NumberField,
    )  # fmt: skip
    for bindings in (KEYS, *(owner.BINDINGS for owner in owners)):
        for binding in bindings:
            assert isinstance(binding, Binding)
            assert binding.description
            assert binding.tooltip
            assert binding.tooltip != binding.description


@pytest.mark.parametrize("size", [(40, 15), (20, 5), (200, 60)])
async def test_other_sizes(size: tuple[int, int]) -> None:
    """From beginning to end, with the field in sight where there is any room."""
    async with running(size=size) as desk:
        await _begin(desk)
        if size[1] >= 15:
            field = desk.app.screen.query_one(InterviewField)
            assert field.region.bottom <= size[1] - 1
            assert field.region.height == 3
        await desk.type("280")
        await desk.press("ctrl+s", "enter", "down", "space", "enter", "pagedown", "escape", "r", "enter", "escape")
        assert isinstance(desk.app.screen, InterviewListScreen)


async def test_resized() -> None:
    """Steps are laid out for the width there is."""
    store, clock = MemoryStore(), Clock()
    held(journal_of(clock, store), clock, [wrong])
    async with running(store=store, clock=clock, size=(120, 60)) as desk:
        await desk.press("i")
        await desk.press("r")
        await desk.press("enter")
        body = desk.app.screen.query_one("#body", Static)
        before = body.size.height
        await desk.pilot.resize_terminal(44, 60)
        await desk.settle()
        assert body.size.width <= 44
        assert body.size.height > before


def test_the_mistake_is_one() -> None:
    """What these tests type as wrong is wrong, for a reason with a name."""
    content = fixed()[0].question.content
    submission = read_answer(content, _mistake())
    assert isinstance(submission, Submission)
    assert check(content, submission.value).misconceptions


def test_fixed_questions_are_there() -> None:
    """They are of four skills."""
    assert len({reference.split("/")[0] for reference in FIXED}) == 4
