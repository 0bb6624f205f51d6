"""A set as a file for another program: which format, which name; written in another thread, in one piece."""

from __future__ import annotations

import asyncio
from pathlib import Path
from typing import TYPE_CHECKING, ClassVar

from rich.cells import cell_len
from textual import work
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal
from textual.content import Content
from textual.screen import Screen
from textual.widgets import Static

from questions.wording import several
from trainer.exports.formats import FORMATS, Format
from trainer.exports.writing import meant_file, proposed_name, too_many, working_folder, write_set_file
from trainer.tui.controls import without_controls
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
        self._named = ""
        """The name that was proposed; another one that stands there was typed."""
        self._there = ""
        """The file that is there already, and would be replaced."""
        self._work: LongWork | None = None

    def compose(self) -> ComposeResult:
        """The formats, the name of the file, what came of it."""
        kept = self._kept
        yield TopBar(export_head(kept.title, kept.count))
        yield RowList(self._draw_row, id="formats")
        yield Static(id="about")
        with Horizontal(id="line"):
            yield Static("File", classes="name")
            yield FileField(id="file", compact=True)
        yield Static(id="folder")
        yield Static(id="notice")
        yield Footer(show_command_palette=False)

    def on_mount(self) -> None:
        """The keys go to the formats."""
        self._tell("")
        self._rows.fill(len(self._formats))
        self._rows.styles.max_height = len(self._formats)
        self._rows.focus()
        self._choose()

    @property
    def _rows(self) -> RowList:
        return self.query_one(RowList)

    @property
    def _field(self) -> FileField:
        return self.query_one(FileField)

    @property
    def _format(self) -> Format:
        return self._formats[self._rows.cursor or 0]

    def _draw_row(self, index: int, width: int) -> Content:
        form = self._formats[index]
        return cells_content((form.name, _NAME, ""), (self._about(form), max(0, width - _NAME - 1), ""))

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
        self._choose()

    def on_row_list_opened(self, _message: RowList.Opened) -> None:
        """Two clicks write it."""
        self.action_done()

    def on_input_changed(self) -> None:
        """Another file."""
        self._there = ""
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
        self._write(replace=False)

    def action_replace(self) -> None:
        """Write it in place of the one that is there."""
        self._write(replace=True)

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
                return possible and bool(self._there) == (action == "replace")
            case "name" | "leave":
                return not typing
            case "formats":
                return typing
        return True

    # What follows from it

    @work(exclusive=True, group="name")
    async def _choose(self) -> None:
        """Propose a name that no file has; one that was typed keeps its stem."""
        self._show_about()
        form, typed = self._format, self._field.value
        if typed != self._named:
            suffixes = {each.suffix for each in self._formats}
            path = Path(typed)
            name = str(path.with_suffix(form.suffix)) if path.suffix in suffixes and path.name else typed
            self._named = self._named if name == typed else ""
        else:
            name = self._named = await asyncio.to_thread(proposed_name, self._kept.title, form.suffix)
        self._field.value = name
        self.query_one("#folder", Static).update(Content(without_controls(f"in {working_folder()}")))
        self._there = ""
        self._tell("")
        self.refresh_bindings()

    @work
    async def _write(self, *, replace: bool) -> None:
        typed, form, kept, shelf = self._field.value.strip(), self._format, self._kept, self._flow.shelf
        if self._work is not None or not typed:
            return
        if told := too_many(form, kept.count):
            self._tell(f"{told[0].upper()}{told[1:]}.")
            return
        self._work = LongWork(self._show_writing)
        self._tell("Reading the set …")
        self.refresh_bindings()
        try:
            target = await asyncio.to_thread(meant_file, typed, kept.title, form.suffix)
            if not replace and await asyncio.to_thread(target.exists):
                self._there = str(target)
                self._tell(f"{target} is there already. Enter replaces it.")
                return
            self._there = ""

            def write(show: Show) -> str:
                return write_set_file(form, shelf.load(kept.name), str(target), show)

            told = await self._work.run(write)
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

    def _show_writing(self, done: int, of: int) -> None:
        if self.is_attached and self._work is not None:
            self._tell(progress_words("Writing", done, of))

    def _tell(self, text: str, *, good: bool = False) -> None:
        notice = self.query_one("#notice", Static)
        notice.update(export_notice(text))
        notice.set_class(not good, "-warning")
        notice.display = bool(text)


def export_head(title: str, count: int) -> Content:
    """What is written."""
    return Content(without_controls(f"Export “{title}” · {several(count, 'question')}"))


def export_notice(text: str) -> Content:
    """What came of it, with the name of a file."""
    return Content("\n").join(Content(without_controls(line)) for line in text.split("\n"))
