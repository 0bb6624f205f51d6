"""Home: what is due and new, how far the learner is, and one key to each activity. Enter starts."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import TYPE_CHECKING, ClassVar

from textual import work
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import ItemGrid, Vertical
from textual.content import Content
from textual.screen import Screen
from textual.widgets import Static

from trainer.moments import DEFAULT_LEARNER, Mode, Moment
from trainer.planfile import HomeFigures
from trainer.store.errors import StoreError
from trainer.tui.activities import ACTIVITIES
from trainer.tui.gateway import Gateway
from trainer.tui.messages import ActivityWanted, CheatSheetWanted, LabWanted, PracticeWanted
from trainer.tui.widgets.footer import Footer
from trainer.tui.widgets.menu import MenuItem
from trainer.tui.widgets.top_bar import TopBar

if TYPE_CHECKING:
    from trainer.journal import Journal
    from trainer.progress.home import HomeDetails

_WELCOME = (
    "Welcome. Each question draws fresh numbers; type a number or arithmetic such as 12*7+3.",
    "A wrong number is diagnosed, then worked out step by step.",
    "Every answer is kept, and each skill comes back when it is due.",
)
_MARGINS, _LEAST = 8, 12
"""The columns at the sides of everything, and the fewest that a line is given."""
_MENU: tuple[Binding, ...] = (
    Binding("f", "flashcards", "Flashcards", show=False, tooltip="Think, turn the card, rate yourself"),
    *(replace(activity.binding, show=False) for activity in ACTIVITIES.values()),
    Binding("c", "cheat_sheet", "Cheat sheet", show=False, tooltip="The formulas on one page, with blanks to fill in"),
    Binding("l", "lab", "Lab", show=False, tooltip="Turn the settings of a convolution and see what changes"),
    Binding("p", "placement", "Placement", show=False, tooltip="At most 12 questions find out what you know already"),
)

_PAUSE = 0.3
"""Seconds that home has stood before it is time to rest."""


class HomeScreen(Screen[None]):
    """Shows the plan file's figures at once and the store's as soon as it is open."""

    CSS_PATH = "home.tcss"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "practise", "Practise", tooltip="What is due first, then what is new"),
        *_MENU,
        Binding("q", "app.quit", "Quit", tooltip="End the program; every answer is kept"),
    ]

    def __init__(
        self,
        gateway: Gateway,
        clock: Callable[[], Moment],
        figures: HomeFigures | None,
        learner: str,
        length: Callable[[], str],
        rest: Callable[[], object],
    ) -> None:
        super().__init__()
        self._gateway = gateway
        self._clock = clock
        self._figures = figures
        self._learner = learner
        self._length = length
        self._rest = rest
        self._shown_once = False
        self._details: HomeDetails | None = None

    def compose(self) -> ComposeResult:
        """Title, figures, what to do, where else to go."""
        with Vertical(id="home"):
            yield Static(Content(" · ".join(filter(None, ("convdrill", self.app.sub_title)))), id="title")
            yield TopBar(Content(_subtitle(self._learner)), id="subtitle")
            yield Static(_figures_content(self._figures), id="figures")
            yield Static(_advice(self._figures, self._length()), id="advice")
            yield Static(id="details")
            with ItemGrid(id="menu", min_column_width=17):
                for binding in _MENU:
                    yield MenuItem(binding)
        yield Footer()

    def on_mount(self) -> None:
        """Ask the store, behind the first frame."""
        self.query_one("#details").display = False
        self.call_after_refresh(self._refresh_figures)

    def action_practise(self) -> None:
        """Begin a session."""
        self.post_message(PracticeWanted(Mode.TYPED))

    def action_flashcards(self) -> None:
        """Begin a session of flashcards."""
        self.post_message(PracticeWanted(Mode.FLASHCARD))

    def action_placement(self) -> None:
        """Find out what is known already."""
        self.post_message(PracticeWanted(placement=True))

    def action_cheat_sheet(self) -> None:
        """Show the formulas."""
        self.post_message(CheatSheetWanted())

    def action_lab(self) -> None:
        """Into the lab."""
        self.post_message(LabWanted())

    def action_activity(self, name: str) -> None:
        """Into one of the activities."""
        self.post_message(ActivityWanted(name))

    def on_screen_resume(self) -> None:
        """Back from an activity: the figures may be others now."""
        if self._shown_once:
            self._refresh_figures()
        self._shown_once = True

    @work
    async def _refresh_figures(self) -> None:
        now = self._clock()
        try:
            self._figures = await self._gateway.figures(now)
            asked = self._figures.reviews > 0
            self._details = await self._gateway.ask(lambda journal: _details(journal, now)) if asked else None
        except StoreError as error:
            self.query_one("#advice", Static).update(Content.from_text(str(error), markup=False))
            return
        self.query_one("#figures", Static).update(_figures_content(self._figures))
        self.query_one("#advice", Static).update(_advice(self._figures, self._length(), self._details))
        self._show_details()
        self.set_timer(_PAUSE, self._rest_here)

    def on_resize(self) -> None:
        """Long lines are wrapped anew."""
        self._show_details()

    def _show_details(self) -> None:
        place = self.query_one("#details", Static)
        place.display = self._details is not None
        if self._details is not None:
            place.update(_details_content(self._details, self.size.width - _MARGINS))

    def _rest_here(self) -> None:
        if self.is_current:
            self._rest()


def _details(journal: Journal, now: Moment) -> HomeDetails:
    from trainer.progress.home import home_details
    from trainer.scheduling.days import day_of

    left_open = any(not kept.ended for kept in journal.interviews())
    return home_details(journal.cards, journal.settings, day_of(now), left_open=left_open)


def _details_content(details: HomeDetails, width: int) -> Content:
    from textwrap import wrap

    from trainer.progress.home import told_lines

    lines = told_lines(details)
    names = max(len(name) for name, _ in lines)
    parts = []
    for name, told in lines:
        first, *more = wrap(told, max(width - names - 2, _LEAST)) or [""]
        parts.append(Content.assemble((f"{name:<{names}}", "$text-accent"), f"  {first}"))
        parts += [Content(f"{'':<{names}}  {line}") for line in more]
    return Content("\n").join(parts)


def _subtitle(learner: str) -> str:
    """Whose it is stands there only where there may be several."""
    whose = "" if learner == DEFAULT_LEARNER else f" · {learner}"
    return f"the arithmetic of convolutional layers{whose} · F1 helps"


def _figures_content(figures: HomeFigures | None) -> Content:
    if figures is None:
        return Content("opening the store …")
    new = "all" if figures.new is None else figures.new
    rows = ((figures.due, "due"), (new, "new"), (figures.today, "answered today"))
    parts: list[tuple[str, str] | str] = []
    for number, name in rows:
        parts += [(f"{number:>6}", "bold"), f"  {name}\n"]
    return Content.assemble(*parts).rstrip()


def _advice(figures: HomeFigures | None, length: str, details: HomeDetails | None = None) -> Content:
    if figures is None:
        return Content("")
    if figures.reviews == 0:
        return Content("\n".join((*_WELCOME, "", "Enter asks the first question; p finds out what you know already.")))
    if figures.due:
        skills = "1 skill is" if figures.due == 1 else f"{figures.due} skills are"
        return Content(f"{skills} due. Enter starts {length}.")
    if details is None:  # whether the day has room for new skills is not known yet
        return Content(f"Nothing is due; Enter starts {length}.")
    if figures.new and details.no_more_new:
        from trainer.progress.home import no_more_new_line

        return Content(no_more_new_line(details))
    if figures.new:
        return Content("Nothing is due; Enter brings something new.")
    return Content("Nothing is due; Enter practises ahead of time, the weakest skill first.")
