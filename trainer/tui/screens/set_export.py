"""A set as a file for another program: which format, which name; written in another thread, in one piece."""

from __future__ import annotations

import asyncio
from dataclasses import replace
from typing import TYPE_CHECKING, ClassVar

from rich.cells import cell_len
from textual import work
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal
from textual.content import Content
from textual.screen import Screen
from textual.widgets import Static

from trainer.exports.formats import FORMATS, Format
from trainer.exports.writing import meant_file, too_many, working_folder, write_set_file
from trainer.tui.controls import without_controls
from trainer.tui.export_words import export_head, export_notice
from trainer.tui.file_names import FileNames, Named, Wish
from trainer.tui.long_work import LongWork, Show, Stopped, progress_words
from trainer.tui.row_content import cells_content
from trainer.tui.set_field import FileField
from trainer.tui.set_flow import SetFlow
from trainer.tui.widgets.footer import Footer
from trainer.tui.widgets.row_list import RowList
from trainer.tui.widgets.top_bar import TopBar

if TYPE_CHECKING:
    from trainer.set_shelf import Kept

_NAME = 12
"""Columns of the names of the formats."""


class SetExportScreen(Screen[None]):
    """Enter writes the set in the chosen format. A file that is there already is replaced after a second Enter."""

    CSS_PATH = "set_export.tcss"
    VERTICAL_BREAKPOINTS = [(0, "-low"), (20, "-tall")]  # noqa: RUF012 - as Textual declares it
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "done", "Write", tooltip="Write the file"),
        Binding("enter", "replace", "Replace it", tooltip="Write the file in place of the one that is there"),
        Binding("n", "name", "File name", tooltip="Type another name, or a path to another folder"),
        Binding("escape", "stop", "Stop", tooltip="Give the file up; nothing of it stays"),
        Binding("escape", "formats", "Formats", tooltip="Back to the formats, with this name"),
        Binding("escape", "leave", "Back", tooltip="Back to the sets"),
    ]

    def __init__(self, flow: SetFlow, kept: Kept) -> None:
        super().__init__()
        self._flow = flow
        self._kept = kept
        self._formats = tuple(FORMATS.values())
        self._names = FileNames(kept.title, self._formats)
        self._asked: tuple[Wish, str] | None = None
        """What was wished for when a file was found to be there already, and that file."""
        self._rows, self._field = RowList(self._draw_row, id="formats"), FileField(id="file", compact=True)
        self._begun = -1
        """How often the cursor was moved before the newest Enter, of which something is told."""
        self._work: LongWork | None = None

    def compose(self) -> ComposeResult:
        """The formats, the name of the file, what came of it."""
        kept = self._kept
        yield TopBar(export_head(kept.title, kept.count))
        yield self._rows
        yield Static(id="about")
        with Horizontal(id="line"):
            yield Static("File", classes="name")
            yield self._field
        yield Static(id="folder")
        yield Static(id="notice")
        yield Footer(show_command_palette=False)

    def on_mount(self) -> None:
        """The keys go to the formats."""
        self._tell("")
        self._rows.fill(len(self._formats))
        self._rows.styles.max_height = len(self._formats)
        self._rows.focus()
        self._propose()

    @property
    def _format(self) -> Format:
        return self._formats[self._rows.cursor or 0]

    @property
    def _wish(self) -> Wish:
        """What Enter means at this moment, whatever of it is shown by now."""
        return Wish(self._rows.cursor or 0, self._field.value.strip(), self._rows.moves)

    def _draw_row(self, index: int, width: int) -> Content:
        name, about = self._formats[index].name, self._about(self._formats[index])
        return cells_content((name, _NAME, ""), (about, max(0, width - _NAME - 1), ""))

    def on_resize(self) -> None:
        """What is cut in the list stands below it."""
        self.call_after_refresh(self._show_about)

    def _show_about(self) -> None:
        about, told = self.query_one("#about", Static), self._about(self._format)
        about.update(Content(told))
        about.display = cell_len(told) > self._rows.row_width - _NAME - 1

    def _about(self, form: Format) -> str:
        return too_many(form, self._kept.count) or form.title

    # What the learner does

    def on_row_list_moved(self, _message: RowList.Moved) -> None:
        """Another format has another name."""
        self._propose()

    def on_row_list_opened(self, _message: RowList.Opened) -> None:
        """Two clicks write it."""
        self.action_done()

    def on_input_changed(self, message: FileField.Changed) -> None:
        """Another file."""
        if self._asked is not None and self._asked[0].typed != message.value.strip():
            self._asked = None
        self.refresh_bindings()

    def on_descendant_focus(self) -> None:
        """Other keys work in the name than in the list."""
        self.refresh_bindings()

    def action_name(self) -> None:
        """Type the name."""
        self._field.focus()

    def action_formats(self) -> None:
        """Back to the list."""
        self._rows.focus()

    def action_done(self) -> None:
        """Write it, unless there is such a file."""
        self._begin(replaced="")

    def action_replace(self) -> None:
        """Write it in place of the one that is there."""
        self._begin(replaced=self._asked[1] if self._asked is not None else "")

    def action_stop(self) -> None:
        """Give up what is being written."""
        if self._work is not None:
            self._work.stop()

    def action_leave(self) -> None:
        """Back, once: the key may be pressed twice."""
        if self.is_current:
            self.dismiss()

    def check_action(self, action: str, _parameters: tuple[object, ...]) -> bool | None:
        """Nothing but stopping while a file is written."""
        if self._work is not None or action == "stop":
            return self._work is not None and action == "stop"
        typing = isinstance(self.focused, FileField)
        match action:
            case "done" | "replace":
                possible = bool(self._field.value.strip()) and not too_many(self._format, self._kept.count)
                confirmed = self._asked is not None and self._asked[0] == self._wish
                return possible and confirmed == (action == "replace")
            case "name" | "leave":
                return not typing
            case "formats":
                return typing
        return True

    # What follows from it

    @work(exclusive=True, group="name")
    async def _propose(self) -> None:
        """The name of the chosen format; while one is written, and what came of it stands there, that one's name."""
        self._show_about()
        self.refresh_bindings()
        wish = self._wish
        named = await asyncio.to_thread(self._names.name, wish.row, wish.typed)
        if self._work is not None or wish != self._wish or wish.moves == self._begun:
            return  # what was pressed meanwhile has its own
        self._asked = None
        self._tell("")
        self._show_name(named)

    def _show_name(self, named: Named) -> None:
        self._names.show(named)
        self._field.value = named.name
        self.query_one("#folder", Static).update(Content(without_controls(f"in {working_folder()}")))
        self.refresh_bindings()

    def _begin(self, replaced: str) -> None:
        """Row, name and what was confirmed are those of this moment: what follows from a key may still be to come."""
        wish, form = self._wish, self._format
        if self._work is not None or not wish.typed:
            return
        self._asked = None
        if told := too_many(form, self._kept.count):
            self._tell(f"{told[0].upper()}{told[1:]}.")
            return
        self._work, self._begun = LongWork(self._show_writing), wish.moves
        self._tell("Reading the set …")
        self.refresh_bindings()
        self._write(self._work, wish, form, replaced)

    @work
    async def _write(self, work: LongWork, wish: Wish, form: Format, replaced: str) -> None:
        kept, shelf = self._kept, self._flow.shelf
        try:
            named = await asyncio.to_thread(self._names.name, wish.row, wish.typed)
            if self._field.value.strip() == wish.typed:  # else another one is being typed
                self._show_name(named)
            target = await asyncio.to_thread(meant_file, named.name, kept.title, form.ending)
            if str(target) != replaced and await asyncio.to_thread(target.exists):
                self._asked = replace(wish, typed=named.name), str(target)
                self._tell(f"{target} is there already. Enter replaces it.")
                return

            def write(show: Show) -> str:
                return write_set_file(form, shelf.load(kept.name), str(target), show)

            told = await work.run(write)
        except Stopped:
            self._tell("Stopped; nothing was written.")
        except OSError as error:
            self._tell(f"It could not be written: {error.strerror or error}.")
        except ValueError as error:  # what a format, a set or the name of a file may be refused for
            self._tell(f"Not written: {error}.")
        else:
            self._tell(f"{told}.\nWritten to {target}", good=True)
        finally:
            self._work = None
            self.refresh_bindings()
            if self.is_attached and self._wish.row != wish.row:
                self._propose()

    def _show_writing(self, done: int, of: int) -> None:
        if self.is_attached and self._work is not None:
            self._tell(progress_words("Writing", done, of))

    def _tell(self, text: str, *, good: bool = False) -> None:
        notice = self.query_one("#notice", Static)
        notice.update(export_notice(text))
        notice.set_class(not good, "-warning")
        notice.display = bool(text)
