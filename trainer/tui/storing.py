"""What a screen hands in for storing, and what it does as soon as that is durable."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from trainer.session_state import Judged
from trainer.tui.recorder import Recorder

if TYPE_CHECKING:
    from trainer.session import PracticeSession


class Storing:
    """One screen's side of the recorder. `changed` is called whenever something to show of it has changed.

    `there` says whether the screen still is: while it is taken down, nothing more is done or shown.
    """

    def __init__(self, recorder: Recorder, changed: Callable[[], object], there: Callable[[], bool]) -> None:
        self._recorder = recorder
        self._changed = changed
        self._there = there
        self._wish: Callable[[], object] | None = None

    @property
    def awaited(self) -> bool:
        """Whether something waits to be done once everything is durable."""
        return self._wish is not None

    @property
    def done(self) -> bool:
        """Whether everything handed in is durable."""
        return self._recorder.idle

    @property
    def trouble(self) -> str:
        """Why the oldest write failed last, or nothing."""
        return self._recorder.trouble

    def begin(self) -> None:
        """Hear from now on what the recorder has to tell."""
        self._recorder.listener = self._heard

    def end(self) -> None:
        """Leave the recorder to the next screen, if that has not taken it already."""
        if self._recorder.listener == self._heard:
            self._recorder.listener = None

    def keep(self, session: PracticeSession, judged: Judged) -> None:
        """Hand in what an action came to."""
        self._recorder.add(session, judged.events)

    def once_stored(self, act: Callable[[], object], *, silently: bool = False) -> None:
        """Do this now, or as soon as the store has everything; only the newest wish counts."""
        if self._recorder.idle:
            self._wish = None
            act()
        else:
            self._wish = act
            if not silently:
                self._changed()

    def _heard(self) -> None:
        if not self._there():
            return
        if self._wish is not None:
            self.once_stored(self._wish)
        else:
            self._changed()
