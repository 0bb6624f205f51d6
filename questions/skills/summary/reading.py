"""What a question about a summary is made of, before it is worded."""

from __future__ import annotations

from dataclasses import dataclass, field

from questions.hinting import with_setup
from questions.layers.network import Network
from questions.layers.specs import BatchNorm
from questions.question import Content, Misconception, Proof, Step
from questions.skills.skill import Draft
from questions.skills.summary.models import Model, Row
from questions.submission import AnswerKind


@dataclass(frozen=True, slots=True)
class Reading:
    """A model, the table as it is shown, what is asked of it, and how that is answered.

    `steps` come before the last one, whose sentence is `last` and whose arithmetic is `setup`. `lines` prove the
    answer, after the line that builds the model.
    """

    model: Model
    table: str
    question: str
    asked: str
    answer: int
    slips: tuple[Misconception, ...]
    steps: tuple[Step, ...]
    last: str
    nudge: str
    way: str
    setup: str
    needs: tuple[int | str, ...]
    lines: str
    shown_setup: str = ""
    """The set-up where it cannot be typed, as it needs a root."""
    opening: str = ""
    numbers: tuple[object, ...] = field(default=())

    def draft(self) -> Draft:
        """The draft of the question."""
        return Draft(self.answer, self.slips, self._content)

    def _proof(self) -> Proof:
        code = f"{self.model.code()}\n{self.lines}"
        return Proof(keras=code) if self.model.printer == "keras" else Proof(pytorch=code)

    def _content(self) -> Content:
        model, setup = self.model, self.shown_setup or self.setup
        return Content(
            prompt=f"{self.opening or model.opening}\n{self.table}\n{self.question}",
            kind=AnswerKind.INTEGER,
            answer=self.answer,
            layer=Network(model.layers),
            input_shape=model.input_shape,
            misconceptions=self.slips,
            explanation=(*self.steps, Step(self.last, "", setup, f"{self.answer:,}")),
            prove=self._proof,
            same_as=(self.asked, model.printer, *self.numbers),
            has_setup=not self.shown_setup,
            hints=with_setup(self.nudge, self.way, setup),
            setup=self.setup,
            needs=self.needs,
        )


def rows(counted: list[Row] | tuple[Row, ...]) -> str:
    """The counts of the rows added up, as a learner would type it."""
    return " + ".join(str(row.count) for row in counted if row.count) or "0"


def norms(model: Model) -> str:
    """The moving statistics of all batch norms, `2·32 + 2·64`."""
    return " + ".join(f"2·{row.layer.channels}" for row in model.rows if isinstance(row.layer, BatchNorm))


def needed(model: Model) -> tuple[int, ...]:
    """The different counts in the table."""
    return tuple(dict.fromkeys(row.count for row in model.rows))
