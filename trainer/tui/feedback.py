"""What is shown after an answer, as Textual content. Foreign text is data here, never markup."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from textual.content import Content

from trainer.domain import Mode, Moment, Outcome, Rating
from trainer.scheduling.days import day_of
from trainer.session_state import Phase
from trainer.telling import (
    RATINGS,
    clipped,
    diagnosis_lines,
    hint_lines,
    one_day_line,
    preview_line,
    rating_line,
    shown_answer,
    told,
    verdict_line,
)
from trainer.tui.controls import without_controls

if TYPE_CHECKING:
    from questions.question import Content as QuestionContent
    from questions.question import Proof, Step
    from trainer.session import PracticeSession

_STYLES = {Outcome.CORRECT: "bold $text-success", Outcome.WRONG: "bold $text-error"}


def verdict(session: PracticeSession) -> Content:
    """Right or not, and what explains a wrong answer; or the question for the set-up."""
    result = session.results[-1]
    content = result.question.content
    outcome = result.review.outcome
    if session.phase is Phase.SETUP:
        return Content.assemble(
            (f"✗ Not yet: {told(result.review.submission)}", _STYLES[Outcome.WRONG]),
            "\nNo usual mistake gives this number. Type your set-up as arithmetic, before working it out: if it is "
            "right, only the arithmetic slipped. Enter alone shows the solution.",
        )
    lines: list[Content] = [
        Content.styled(verdict_line(outcome, content, result.review.submission), _STYLES.get(outcome, "bold"))
    ]
    if outcome is Outcome.WRONG:
        if result.review.setup:
            lines.append(Content(f"Your set-up was {clipped(result.review.setup)}."))
        if result.review.setup and result.review.rating is not Rating.AGAIN:
            lines.append(Content("Your set-up is right, so this was a slip of arithmetic."))
        else:
            lines += [Content(line) for line in diagnosis_lines(result.verdict, setup_typed=bool(result.review.setup))]
    return Content("\n").join(lines)


def answer_head(content: QuestionContent) -> Content:
    """What stands above the steps on the back of a flashcard."""
    return Content("\n").join(
        [
            Content.styled(f"Answer: {shown_answer(content)}", "bold"),
            Content("How well did you know it? Rate it from 1 to 4."),
            Content(""),
        ]
    )


def steps_content(steps: Sequence[Step], width: int | None = None) -> Content:
    """Numbered steps in brief, for the place above the field: sentences and what is counted, its result in bold."""
    return _content(steps, width, brief=True)


def worked_content(steps: Sequence[Step], width: int | None = None) -> Content:
    """Numbered steps with their factors in columns: symbols accented, numbers and results in bold.

    With a width the lines are wrapped to it, so that each goes on in its own column.
    """
    return _content(steps, width, brief=False)


def _content(steps: Sequence[Step], width: int | None, *, brief: bool) -> Content:
    from trainer.steps import Role, laid_out  # late: not before the first frame

    styles = {Role.TEXT: "", Role.SYMBOL: "$text-accent", Role.NUMBER: "bold", Role.RESULT: "bold"}
    lines = [
        Content.assemble(*[(without_controls(text), styles[role]) for text, role in line])
        for line in laid_out(steps, width, brief=brief)
    ]
    return Content("\n").join(lines)


def hints_content(session: PracticeSession) -> Content:
    """The hints that were asked for, numbered."""
    rated = session.plan.mode is not Mode.FLASHCARD
    lines = hint_lines(session.question.content, len(session.hints), rated=rated)
    named = [line.partition(": ") for line in lines[: len(session.hints)]]
    hints = [Content.assemble((name + colon, "bold"), hint) for name, colon, hint in named]
    return Content("\n").join([*hints, *(Content.styled(line, "$text-warning") for line in lines[len(hints) :])])


def code_content(proof: Proof) -> Content:
    """The lines that prove the answer, as they are, so that they can be copied."""
    parts = [Content("As code: the value of the last line is the answer.")]
    for name, code in (("PyTorch", proof.pytorch), ("Keras", proof.keras)):
        if code:
            parts += [Content(""), Content.styled(name, "bold"), Content(code)]
    return Content("\n").join(parts)


def schedule_line(session: PracticeSession, now: Moment, trouble: str, *, stored: bool) -> Content:
    """Rating and next date, or why the answer is not saved yet."""
    if trouble:
        return Content.styled(
            f"Not saved yet: {trouble} It is tried every 2 seconds; ^q leaves without it.", "bold $text-warning"
        )
    if not stored:
        return Content("saving …")
    result = session.results[-1]
    asking, review, today = session.asking, result.review, day_of(now)
    line = f"{rating_line(review, asking.due(review.skill, now), today, result.aid)}  {review.reference}"
    return Content(line)


def rating_days(session: PracticeSession, now: Moment) -> Content:
    """What each rating would do, the one that stands in bold; of a turned card at least what they are.

    Where all would do the same, that once.
    """
    days, today = session.asking.preview(now), day_of(now)
    if line := one_day_line(days, today, session.asking.why_one_day(now)):
        return Content(f"{rating_keys().plain}. {line}" if session.phase is Phase.TURNED else line)
    if not days and session.phase is Phase.TURNED:
        return rating_keys()
    stands = session.results[-1].review.rating if session.phase is Phase.ANSWERED else None
    parts = [Content.styled(preview_line({r: day}, today), "bold" if r is stands else "") for r, day in days.items()]
    return Content(" · ").join(parts)


def rating_keys() -> Content:
    """The four ratings with their keys."""
    return Content(" · ".join(f"{rating:d} {name}" for rating, name in RATINGS.items()))
