"""The keys of the drill, and when each of them works."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.binding import Binding, BindingType

from trainer.session_state import Phase
from trainer.tui.lab_layer import lab_layer

if TYPE_CHECKING:
    from trainer.session import PracticeSession
    from trainer.tui.drill_picture import DrillPicture

_RATINGS = Binding.Group("Rate")
"""The four keys stand together: with a name for each, those of picture and code would not fit 80 columns."""

BINDINGS: list[BindingType] = [
    Binding(
        "question_mark", "dont_know", "I don't know", key_display="?",
        tooltip="Give up on this question and see its worked steps",
    ),
    Binding("space,enter", "turn", "Turn the card", tooltip="Show the answer and its worked steps"),
    Binding("ctrl+t", "hint", "Hint", tooltip="The next hint, each further than the last"),
    Binding(
        "ctrl+n", "skip", "Skip",
        tooltip="Another question in place of this one; nothing is recorded. One of a set comes after the others",
    ),
    Binding("ctrl+o", "switch(True)", "As a flashcard", show=False, tooltip="Think, turn the card, rate yourself"),
    Binding("ctrl+o", "switch(False)", "Typed", show=False, tooltip="Type the answer, and have it judged"),
    Binding("enter", "next", "Next", tooltip="The next question, or the end of the session"),
    Binding("1", "rate(1)", "Again", group=_RATINGS, tooltip="Again. Not known: the skill comes back tomorrow"),
    Binding("2", "rate(2)", "Hard", group=_RATINGS, tooltip="Hard. Known with effort, or with help"),
    Binding("3", "rate(3)", "Good", group=_RATINGS, tooltip="Good. Known"),
    Binding("4", "rate(4)", "Easy", group=_RATINGS, tooltip="Easy. No effort: the skill stays away for longer"),
    Binding("p", "picture(True)", "Picture", tooltip="The layer, as far as the question tells it"),
    Binding("ctrl+g", "picture(True)", "Picture", tooltip="The layer, as far as the question tells it"),
    Binding("p", "picture(False)", "No picture", tooltip="Send the picture away"),
    Binding("ctrl+g", "picture(False)", "No picture", tooltip="Send the picture away"),
    Binding("c", "code(True)", "Code", tooltip="Show the lines of PyTorch and Keras that prove the answer"),
    Binding("c", "code(False)", "No code", tooltip="Hide the lines of PyTorch and Keras"),
    Binding("l", "lab", "Lab", tooltip="Change this layer in the lab and see what follows"),
    Binding("u", "take_back", "Undo", tooltip="Take this answer back; the skill is asked again with fresh numbers"),
    Binding(
        "ctrl+z", "clear", "Clear", show=False,
        tooltip="Empty the field; once it is empty, Esc leaves and ^z takes the answer before this back",
    ),
    Binding("ctrl+z", "take_back", "Undo the last answer", show=False, tooltip="Take the answer before this back"),
    Binding(
        "w", "doubt", "This question is wrong", show=False,
        tooltip="Note its reference in a file, to send to the makers of convdrill; again takes that back",
    ),
    Binding(
        "escape", "clear", "Clear",
        tooltip="Empty the field; once it is empty, Esc leaves and ^z takes the answer before this back",
    ),
    Binding("escape", "leave", "Leave", tooltip="End the session here; every answer is kept"),
]  # fmt: skip


IF_ROOM = ("switch(True)", "switch(False)", "take_back", "doubt")
"""Needed seldom: they stand at the end of the footer where it has room for them."""

_AT_SOLUTION = ("next", "rate", "code", "lab", "doubt")


def works(
    action: str,
    parameters: tuple[object, ...],
    session: PracticeSession | None,
    *,
    asked: bool,
    cards: bool,
    code_shown: bool,
    picture: DrillPicture,
    awaited: bool,
    typed: bool,
) -> bool:
    """Whether the action can be done now.

    `asked` says that a question stands there, whose session may not be made yet; `cards`, that it is a flashcard;
    `typed`, that something stands in the field; `awaited`, that the next question is on its way. Then nothing is rated
    any more: a digit typed ahead for that question would change this rating.
    """
    phase = session.phase if session is not None else Phase.ASKING if asked else None
    if action == "clear":
        return typed
    if action == "hint":
        return phase is Phase.ASKING and (session is None or session.hints_left > 0)
    if action == "picture":
        return picture.there and parameters != (picture.shown,)
    if action in ("turn", "dont_know"):
        return phase is Phase.ASKING and cards is (action == "turn")
    if action in ("skip", "switch", "take_back"):
        return _turns(action, parameters, session, cards=cards, awaited=awaited)
    if action not in _AT_SOLUTION:
        return True
    if session is None or phase not in (Phase.ANSWERED, Phase.TURNED):
        return False
    content = session.question.content
    match action:
        case "next":
            return phase is Phase.ANSWERED
        case "doubt":
            return True
        case "lab":
            return not awaited and lab_layer(content) is not None
        case "code":
            return content.prove is not None and parameters != (code_shown,)
    return not awaited


def _turns(
    action: str, parameters: tuple[object, ...], session: PracticeSession | None, *, cards: bool, awaited: bool
) -> bool:
    """What turns a session another way: not while it is made or a question is on its way, and not in a placement."""
    if session is None or awaited or session.plan.placement:
        return False
    if action == "take_back":
        return bool(session.results) and session.phase in (Phase.ASKING, Phase.SETUP, Phase.ANSWERED)
    return session.phase is Phase.ASKING and (action == "skip" or parameters != (cards,))
