"""The skills: the tree of what there is to learn, how far each one is, and what can be done with it."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING, ClassVar

from textual import work
from textual.binding import Binding, BindingType
from textual.content import Content
from textual.widget import Widget
from textual.widgets import Static

from questions.wording import several
from trainer.domain import Reset
from trainer.scheduling.days import day_of
from trainer.skill_tree import TIERS, SkillRow, Standing, matching, read_tree, reset, suspend, take_back
from trainer.store.errors import StoreError
from trainer.tui.activities import ScreenContext
from trainer.tui.browser import LAST_KEYS, Browser
from trainer.tui.messages import PracticeWanted
from trainer.tui.row_content import example_facts, skill_facts, skill_head, skill_row
from trainer.tui.widgets.facts import Facts
from trainer.tui.worked_steps import WorkedSteps

if TYPE_CHECKING:
    from trainer.journal import Journal

_NOT_MEANWHILE = ("filter", "open_details", "close_details", "leave")
"""What waits until the question before a reset is answered."""


class SkillsScreen(Browser):
    """A row per skill below the heading of its tier. What is done with a skill is an event of the log."""

    CSS_PATH = "skills.tcss"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "practise", "Practise", tooltip="Questions of this skill alone"),
        Binding("space", "open_details", "Details", tooltip="All that is told of this skill; the arrows scroll it"),
        Binding("e", "example", "Example", tooltip="A question of this skill with its solution; again for another"),
        Binding("x", "suspend(True)", "Suspend", tooltip="Take it out of the schedule; every answer is kept"),
        Binding("x", "suspend(False)", "Take up", tooltip="Put it back into the schedule, as it was"),
        Binding("r", "reset", "Reset", tooltip="Begin this skill anew, as if it had never been asked"),
        Binding("y", "confirm", "Yes, reset", tooltip="Reset it; the answers stay in the log"),
        Binding("u", "undo", "Undo", tooltip="Take back the newest suspension or reset of this skill"),
        *LAST_KEYS,
        Binding("escape", "keep", "Keep it", tooltip="No reset; everything stays as it is"),
    ]
    hint = "/ filters: part of a name, due, new, ready, or a tier such as A"

    def __init__(self, context: ScreenContext) -> None:
        super().__init__()
        self._lent = context
        self._today = day_of(context.clock())
        self._all: list[SkillRow] = []
        self._shown: list[SkillRow | str] = []
        """Rows, and the headings of the tiers as texts."""
        self._asked_to_reset: str | None = None
        self._examples = 0
        self._acting = False

    def compose_details(self) -> Iterable[Widget]:
        """What is told of a skill; an example with its steps."""
        yield Facts(id="told")
        yield Facts(id="example")
        yield WorkedSteps(id="steps")

    def on_mount(self) -> None:
        """Ask the store, behind the first frame."""
        self.query_one("#bar", Static).update(Content("Skills · reading the log …"))
        self.call_after_refresh(self._read)

    def on_practised(self) -> None:
        """What was practised from here counts now."""
        self._read()

    @property
    def present(self) -> SkillRow | None:
        """The skill that the cursor is on."""
        cursor = self.rows.cursor
        row = self._shown[cursor] if cursor is not None and cursor < len(self._shown) else None
        return row if isinstance(row, SkillRow) else None

    @work
    async def _read(self) -> None:
        await self._load()

    async def _load(self, told: str = "") -> None:
        """The figures as they are now."""
        try:
            self._all = await self._lent.gateway.ask(lambda journal: read_tree(journal, self._lent.clock()))
        except StoreError as error:
            self.tell(str(error), "bold $text-warning")
            return
        self._today = day_of(self._lent.clock())
        self.filter_by(self.words)
        self.tell(told)

    def _do(self, act: Callable[[Journal], None], told: str) -> None:
        """Change something, unless a change is on its way: a key that is pressed twice changes once."""
        if not self._acting:
            self._acting = True
            self._carry_out(act, told)

    @work
    async def _carry_out(self, act: Callable[[Journal], None], told: str) -> None:
        try:
            await self._lent.gateway.ask(act)
            await self._load(told)
        except StoreError as error:
            self.tell(f"Not done: {error}", "bold $text-warning")
        finally:
            self._acting = False

    # What is shown

    def filter_by(self, words: str) -> None:
        """Only skills that fit; the cursor stays on its skill if that is one of them."""
        before = self.present
        found = matching(self._all, words, self._today)
        self._shown = []
        for tier, meaning in TIERS.items():
            rows = [row for row in found if row.skill.tier == tier]
            if rows:
                self._shown += [f"Tier {tier}: {meaning}", *rows]
        headings = {place for place, row in enumerate(self._shown) if isinstance(row, str)}
        ids = [row.skill.id if isinstance(row, SkillRow) else "" for row in self._shown]
        cursor = ids.index(before.skill.id) if before is not None and before.skill.id in ids else 0
        self.rows.fill(len(self._shown), cursor=cursor, headings=headings)
        self._asked_to_reset = None
        self.tell("" if found or not self._all else "No skill fits these words.")
        self._show_bar(len(found))
        self.show_details()
        self.refresh_bindings()

    def draw_row(self, index: int, width: int) -> Content:
        """A skill, or the heading of a tier."""
        row = self._shown[index]
        if isinstance(row, str):
            return Content(row)
        return skill_row(row, self._today, width, tree=not self.words.strip())

    def on_row_list_resized(self) -> None:
        """Other columns."""
        self.query_one("#head", Static).update(skill_head(self.rows.row_width))

    def show_details(self) -> None:
        """The skill that the cursor is on, without an example."""
        row = self.present
        self._asked_to_reset = None
        self.query_one("#told", Facts).show(skill_facts(row, self._today) if row else ())
        self.query_one("#example", Facts).show(())
        self.query_one(WorkedSteps).show(())

    def _show_bar(self, found: int) -> None:
        standings = [row.standing for row in self._all]
        ready, new = standings.count(Standing.READY), standings.count(Standing.NEW) + standings.count(Standing.CLOSED)
        due = len(matching(self._all, "due", self._today))
        some = found < len(self._all)
        head = f"Skills · {found} of {len(self._all)}" if some else f"{several(found, 'skill')}"
        more = " · / changes the filter" if some else ""
        self.query_one("#bar", Static).update(Content(f"{head} · {ready} ready · {due} due · {new} never asked{more}"))

    # Keys

    def action_practise(self) -> None:
        """A session of this skill."""
        if self.present is not None:
            self.post_message(PracticeWanted(only=(self.present.skill.id,), from_screen=True))

    @work(exclusive=True, group="example")
    async def action_example(self) -> None:
        """A fresh question of the skill, with its solution. Not on this thread: its family may have to be imported."""
        row = self.present
        if row is None:
            return
        from questions.generator import draw_reference, generate

        self._examples += 1
        number = self._examples
        reference = draw_reference(row.skill, row.level, "example", str(self._today), number)
        question = await asyncio.to_thread(generate, reference)
        if self.present is not row:
            return
        self.query_one("#example", Facts).show(example_facts(question))
        self.query_one(WorkedSteps).show(question.content.explanation)
        if self.has_class("-narrow"):
            self.action_open_details()
            example = self.query_one("#example")
            self.call_after_refresh(lambda: example.scroll_visible(top=True, animate=False))

    def action_suspend(self, suspended: bool) -> None:
        """Out of the schedule, or back in."""
        row = self.present
        if row is not None:
            name, now = row.skill.id, self._lent.clock()
            told = f"{name} is suspended: it is not asked any more." if suspended else f"{name} is asked again."
            self._do(lambda journal: suspend(journal, name, now, suspended=suspended), f"{told} u takes that back.")

    def action_reset(self) -> None:
        """Ask whether that is really wanted."""
        row = self.present
        if row is not None:
            self._asked_to_reset = row.skill.id
            self.tell(f"Reset {row.skill.id}? It begins as if never asked; y resets it.", "bold")
            self.refresh_bindings()

    def action_confirm(self) -> None:
        """Reset it."""
        name, now = self._asked_to_reset, self._lent.clock()
        if name is not None:
            self._asked_to_reset = None
            self._do(lambda journal: reset(journal, name, now), f"{name} begins anew. u takes that back.")

    def action_undo(self) -> None:
        """Take the newest suspension or reset of the skill back."""
        row = self.present
        if row is not None and row.change is not None:
            change, now = row.change, self._lent.clock()
            what = "reset" if isinstance(change, Reset) else "suspension" if change.suspended else "taking up"
            told = f"The {what} of {row.skill.id} was taken back."
            self._do(lambda journal: take_back(journal, change, now), told)

    def action_keep(self) -> None:
        """No reset after all."""
        self._asked_to_reset = None
        self.tell("Nothing was reset.")
        self.refresh_bindings()

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Only what the present skill allows."""
        row, asked = self.present, self._asked_to_reset is not None
        if action in ("confirm", "keep"):
            return asked
        if action not in ("practise", "example", "suspend", "reset", "undo"):
            return super().check_action(action, parameters) and not (asked and action in _NOT_MEANWHILE)
        if row is None or asked or self.typing:
            return False
        match action:
            case "suspend":
                return parameters == (not row.suspended,)
            case "reset":
                return row.card is not None and row.card.answers > 0
            case "undo":
                return row.can_take_back
        return True
