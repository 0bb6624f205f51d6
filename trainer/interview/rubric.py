"""What to listen for when somebody explains a question aloud: its worked steps, and the numbers that play no part."""

from __future__ import annotations

from questions.question import Content, Step
from questions.wording import parted

LEAST = 3
"""A question with fewer lines is not worth explaining aloud."""
_MOST = 8


def rubric_lines(content: Content) -> tuple[str, ...]:
    """One line for each thing to say, in the order of the worked steps as far as the answer; then what to leave out."""
    told = content.explanation[: content.steps_before_answer + 1]
    said = [_said(step) for step in told if not _is_idle(step)]
    if len(said) > _MOST:
        said = [*said[: _MOST - 1], said[-1]]
    idle = {factor: None for step in content.explanation for factor in step.idle}
    left_out = [f"Left out: {factor.symbol} {factor.number} ({factor.meaning})" for factor in idle]
    return (*said, *left_out)


def _is_idle(step: Step) -> bool:
    return bool(step.idle) and not (step.formula or step.substitution or step.result)


def _said(step: Step) -> str:
    counted = " = ".join(part for part in (parted(step.substitution or step.formula), step.result) if part)
    return f"{step.sentence} {counted}" if counted else step.sentence
