"""The way through an interview: from the choice to the questions, the rubric and the report."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.app import App

from trainer.interview.record import InterviewRecord
from trainer.interview.session import InterviewSession

if TYPE_CHECKING:
    from trainer.tui.activities import ScreenContext


class InterviewFlow:
    """Pushes each screen, imported when its turn comes; every one of them leaves to the choice below."""

    def __init__(self, app: App[object], context: ScreenContext) -> None:
        self._app = app
        self.context = context

    def ask(self, session: InterviewSession) -> None:
        """The questions, over the choice."""
        from trainer.tui.screens.interview import InterviewScreen

        self._app.push_screen(InterviewScreen(self, session))

    def over(self, record: InterviewRecord) -> None:
        """In place of the questions: the rubric if anything was to be explained aloud, else the report."""
        if any(slot.aloud and slot.seen for slot in record.slots):
            from trainer.tui.screens.interview_rubric import InterviewRubricScreen

            self._app.switch_screen(InterviewRubricScreen(self, record))
        else:
            self.ticked(record)

    def ticked(self, record: InterviewRecord) -> None:
        """In place of the rubric: the report."""
        from trainer.tui.screens.interview_report import InterviewReportScreen

        self._app.switch_screen(InterviewReportScreen(self.context, record.id))

    def reports(self) -> None:
        """The list of reports, over the choice."""
        from trainer.tui.screens.interview_list import InterviewListScreen

        self._app.push_screen(InterviewListScreen(self))

    def report(self, id_: str) -> None:
        """One report, over what is shown."""
        from trainer.tui.screens.interview_report import InterviewReportScreen

        self._app.push_screen(InterviewReportScreen(self.context, id_))
