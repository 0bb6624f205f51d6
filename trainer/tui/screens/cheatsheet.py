"""The cheat sheet: the formulas on one page, with blanks to fill in. Nothing of it is recorded."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical, VerticalScroll
from textual.content import Content
from textual.screen import Screen
from textual.widgets import Input, Static

from questions.cheatsheet import SECTIONS, Section, meanings
from questions.expressions.expression import ExpressionError
from questions.expressions.typed_text import echo
from trainer.tui.blanks import Blanks, Mark
from trainer.tui.sheet_row import SheetRow
from trainer.tui.smoothness import breathe
from trainer.tui.widgets.blank_input import BlankInput
from trainer.tui.widgets.footer import Footer
from trainer.tui.widgets.top_bar import TopBar

_WIDE = 160
_INSTRUCTION = "Fill the marked blank, in any form; it may hold a whole term, such as + X."


class CheatSheetScreen(Screen[None]):
    """All rows with their blanks, the example of the present row, and a line to type in."""

    CSS_PATH = "cheatsheet.tcss"
    HORIZONTAL_BREAKPOINTS = [(0, "-narrow"), (_WIDE, "-wide")]  # noqa: RUF012 - as Textual declares it
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "move_on", "Next open", tooltip="To the next blank that is still open"),
        Binding(
            "down,tab", "move(1)", "Next", key_display="↓", tooltip="To the next blank, filled in or not (also Tab)"
        ),
        Binding("up,shift+tab", "move(-1)", "Before", key_display="↑", tooltip="To the blank before (also Shift+Tab)"),
        Binding(
            "question_mark", "show", "Show", key_display="?", priority=True, tooltip="Show what belongs in this blank"
        ),
        Binding("question_mark", "hide", "Hide", key_display="?", priority=True, tooltip="Make this a blank again"),
        Binding(
            "exclamation_mark",
            "show_all",
            "Show all",
            key_display="!",
            priority=True,
            tooltip="Show all that is still blank",
        ),
        Binding(
            "exclamation_mark",
            "hide_all",
            "Hide all",
            key_display="!",
            priority=True,
            tooltip="Begin again with all blanks",
        ),
        Binding("pagedown", "scroll(1)", "Page down", show=False, tooltip="Scroll the sheet down"),
        Binding("pageup", "scroll(-1)", "Page up", show=False, tooltip="Scroll the sheet up"),
        Binding("escape", "leave", "Leave", tooltip="Back; nothing of this is recorded"),
    ]

    def __init__(self) -> None:
        super().__init__()
        self._blanks = Blanks([row for section in SECTIONS for row in section.rows])
        self._rows: list[SheetRow] = []
        self._typing = self._leaving = False
        self._keys = (False, False, False, True)

    def compose(self) -> ComposeResult:
        """A bar, the sheet in one column or two, the line to type in, the keys."""
        self.set_class(True, "-wide" if self.app.size.width >= _WIDE else "-narrow")  # or all is styled a second time
        yield TopBar()
        with VerticalScroll(id="sheet", can_focus=False), Vertical(id="columns"):
            first = 0
            for number, sections in enumerate(_columns(SECTIONS)):
                with Vertical(classes="column"):
                    if number == 0:
                        yield Static(_legend(), id="legend")
                    for section in sections:
                        yield Static(Content(section.title), classes="section")
                        for row in section.rows:
                            self._rows.append(SheetRow(row, first))
                            first += len(row.gaps)
                            yield self._rows[-1]
        yield Static(id="example")
        yield Static(id="notice")
        yield BlankInput(
            id="blank", restrict="[^?!]*", compact=True, placeholder="type here what belongs in the marked blank"
        )
        yield Footer(show_command_palette=False)

    def on_mount(self) -> None:
        """Everything blank, the first one marked."""
        self._tell(_INSTRUCTION)
        self._show_sheet()
        self.query_one(BlankInput).focus()

    async def on_resize(self) -> None:
        """So many rows take long to lay out."""
        await breathe()

    # What the learner does

    def on_input_submitted(self, event: Input.Submitted) -> None:
        """Check what was typed; after a right one go on to the next open blank."""
        blanks = self._blanks
        row, gap = blanks.row, blanks.gap
        try:
            mark = blanks.fill(event.value)
        except ExpressionError as error:
            self._tell(f"Not counted: {error}")
            event.input.action_select_all()  # so that typing on replaces it
            return
        if mark is Mark.RIGHT:
            blanks.move_on()
            self._changed(f"✓ {row.name}: {gap.text}", "bold $text-success")
        elif mark is Mark.HIDDEN:
            self._changed(f"✗ {row.name}: not {echo(event.value)}. Try once more, or ? shows it.", "bold $text-error")
        else:
            self._changed(f"✗ {row.name}: not {echo(event.value)}; {gap.text} belongs here.", "bold $text-error")

    def on_input_changed(self, event: Input.Changed) -> None:
        """Enter checks what is typed, or goes on if nothing is."""
        self._typing = bool(event.value.strip())
        self._show_keys()

    def on_sheet_row_chosen(self, message: SheetRow.Chosen) -> None:
        """A blank was clicked."""
        self._blanks.at = message.number
        self._changed()
        self.query_one(BlankInput).focus()

    def action_move(self, by: int) -> None:
        """To another blank."""
        self._blanks.move(by)
        self._changed()

    def action_move_on(self) -> None:
        """To the next one that is still open."""
        self._blanks.move_on()
        self._changed()

    def action_show(self) -> None:
        """Show what belongs in the present blank."""
        self._blanks.show()
        self._changed()

    def action_hide(self) -> None:
        """Make the present blank one again."""
        self._blanks.hide()
        self._changed()

    def action_show_all(self) -> None:
        """Show everything."""
        self._blanks.show_all()
        self._changed()

    def action_hide_all(self) -> None:
        """Begin again."""
        self._blanks.hide_all()
        self._changed()

    def action_scroll(self, pages: int) -> None:
        """Look at another part of the sheet."""
        sheet = self.query_one("#sheet", VerticalScroll)
        sheet.scroll_relative(y=pages * max(1, sheet.size.height - 1), animate=False)

    def action_leave(self) -> None:
        """Back to where the learner came from; asked for twice where something was filled in."""
        if self._leaving or not self._blanks.any_filled:
            self.dismiss()
        else:
            self._tell("Esc again leaves; what you filled in is not kept.", "bold")
            self._leaving = True

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Only what the present blank allows."""
        del parameters
        blanks = self._blanks
        return {
            "show": not blanks.is_open,
            "hide": blanks.is_open,
            "show_all": not blanks.all_open,
            "hide_all": blanks.all_open,
            "move_on": blanks.others_left,
        }.get(action, True)

    # What is shown

    def _changed(self, told: str = "", style: str = "") -> None:
        """Another blank, or the same one opened: an empty field, and what there is to tell."""
        if not told and self._blanks.all_open:
            told = "No blank is left."
        self.query_one(BlankInput).value = ""
        self._tell(told, style)
        self._show_sheet()
        self._show_keys()

    def _show_keys(self) -> None:
        """The footer is made anew only where other keys work than before."""
        blanks = self._blanks
        keys = (self._typing, blanks.is_open, blanks.all_open, blanks.others_left)
        if keys != self._keys:
            self._keys = keys
            self.refresh_bindings()

    def _tell(self, text: str, style: str = "") -> None:
        self._leaving = False
        notice = self.query_one("#notice", Static)
        notice.update(Content.styled(text, style))

    def _show_sheet(self) -> None:
        blanks = self._blanks
        for number, row in enumerate(self._rows):
            row.show(blanks.of_row(number), blanks.at)
        place = blanks.places[blanks.at]
        solved = Mark.HIDDEN not in blanks.of_row(place.row).values()
        example = Content.assemble(("Example: ", "bold"), blanks.row.example(solved=solved))
        self.query_one("#example", Static).update(example)
        self.query_one("#bar", Static).update(Content(_bar(blanks)))
        sheet, legend = self.query_one("#sheet", VerticalScroll), self.query_one("#legend")
        if place.row and sheet.scroll_y < legend.region.height:
            # Read before the first row; from then on its lines are worth more to the rows.
            sheet.scroll_to(y=legend.region.height + 1, animate=False)
        sheet.scroll_to_widget(self._rows[place.row], animate=False)


def _bar(blanks: Blanks) -> str:
    counted = ", ".join(f"{blanks.count(mark)} {mark.value}" for mark in (Mark.RIGHT, Mark.WRONG, Mark.SHOWN))
    return f"Cheat sheet · blank {blanks.at + 1} of {len(blanks.places)} · {counted} · nothing recorded"


def _legend() -> Content:
    return Content(" · ".join(f"{', '.join(letters)}: {meaning}" for letters, meaning in meanings()))


def _columns(sections: Sequence[Section]) -> tuple[Sequence[Section], Sequence[Section]]:
    """The sections in two columns of about the same height, in their order; the legend stands above the first."""
    heights = [len(section.rows) + 2 for section in sections]
    legend = 5

    def uneven(cut: int) -> int:
        return abs(legend + sum(heights[:cut]) - sum(heights[cut:]))

    cut = min(range(1, len(sections)), key=uneven)
    return sections[:cut], sections[cut:]
