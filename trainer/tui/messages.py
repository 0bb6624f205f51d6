"""Messages between the app and its screens. Each says what happened or what the learner wants."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from textual.message import Message

from trainer.moments import Mode

if TYPE_CHECKING:
    from questions.layers.specs import Layer, Shape
    from questions.layers.terms import Framework
    from questions.question import Reference
    from trainer.interview.plan import InterviewPlan


@dataclass
class PracticeWanted(Message):
    """The learner wants to practise."""

    mode: Mode = Mode.TYPED
    """Typed, or as flashcards."""
    only: tuple[str, ...] = ()
    """These skills and no others, whatever the schedule says."""
    placement: bool = False
    """Find out what is known already."""
    from_screen: bool = False
    """Whether the present screen is to be there again afterwards, in place of home."""
    references: tuple[Reference, ...] = ()
    """The questions of a set, all of them in their order."""


@dataclass
class InterviewWanted(Message):
    """The learner wants a mock interview about these questions of a set."""

    plan: InterviewPlan
    references: tuple[Reference, ...]


@dataclass
class PracticeEnded(Message):
    """The session is over, or the learner left it."""

    finished: bool
    """Whether it came to its end; then a summary follows."""


@dataclass
class Practised(Message):
    """To the screen that practice began from: it is over, and some of what is shown there may have changed."""


@dataclass
class SummaryClosed(Message):
    """The learner has read the summary."""

    go_on: bool
    """Whether to go on with the weakest skills."""


@dataclass
class LabWanted(Message):
    """The learner wants the lab, on a layer of its own if none is given."""

    layer: Layer | None = None
    input_shape: Shape | None = None
    """Channels first, without the batch axis."""
    framework: Framework = "pytorch"
    """Whose order and code the lab shows."""


@dataclass
class CheatSheetWanted(Message):
    """The learner wants the formulas on one page."""


@dataclass
class ActivityWanted(Message):
    """The learner wants one of the activities."""

    name: str
    """A key of `activities.ACTIVITIES`."""
