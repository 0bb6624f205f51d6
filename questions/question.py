"""What a question is made of. Everything is frozen data; the words are defined in CONTRIBUTING.md."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Callable
from dataclasses import dataclass, field
from string import ascii_lowercase

from questions.expressions.agreement import Multiples
from questions.layers.network import Network
from questions.layers.specs import Layer, Shape
from questions.submission import AnswerKind, Value
from questions.wording import parted

MAX_SEED = 10**18 - 1
LEVELS = (1, 2, 3)

_REFERENCE = re.compile(r"([a-z0-9_]+(?:\.[a-z0-9_]+)+)/v([0-9]{1,6})/([0-9]{1,2})/([0-9]{1,18})", re.ASCII)
_IN_WORDS = re.compile(r"(?!floor|ceil)\b[A-Za-z]+|, |→")  # such a working is no equation with its value
_AXES = re.compile(r"\(([a-z]+(?:, [a-z]+)*)\)")
_ID_ALPHABET = "ABCDEFGHJKLMNPQRSTUVWXYZ23456789"  # without I, O, 0 and 1, which are misread


class BadReference(ValueError):
    """A reference that names no question; the message says what was expected."""


@dataclass(frozen=True, slots=True, order=True)
class Reference:
    """Recreates a question anywhere: `conv2d.parameters/v1/2/42` is skill / version / level / seed."""

    skill: str
    version: int
    level: int
    seed: int

    def __str__(self) -> str:
        return f"{self.skill}/v{self.version}/{self.level}/{self.seed}"

    @classmethod
    def parse(cls, text: str) -> Reference:
        """Read `skill/vN/level/seed`. Raises BadReference if the text has another form."""
        match = _REFERENCE.fullmatch(text.strip())
        if match is None:
            raise BadReference(
                "a reference has the form skill/version/level/seed, for example conv2d.parameters/v1/2/42"
            )
        return cls(match[1], int(match[2]), int(match[3]), int(match[4]))

    @property
    def question_id(self) -> str:
        """Eight letters and digits that stand beside the prompt without naming the skill."""
        return opaque_id(str(self))


def opaque_id(text: str) -> str:
    """Eight letters and digits that depend on the text and do not tell it; none of I, O, 0 and 1 is among them."""
    number = int.from_bytes(hashlib.sha256(text.encode()).digest()[:5], "big")
    return "".join(_ID_ALPHABET[(number >> (5 * place)) & 31] for place in range(8))


@dataclass(frozen=True, slots=True)
class Factor:
    """What a symbol of a formula stands for here: `C_out`, `10`, `filters`.

    `number` is the value as it is shown (`1,024`, `3·3`, in a question in letters `K`). Of a given number that plays no
    part, `symbol` is its name in the prompt (`stride`) and `meaning` the reason.
    """

    symbol: str
    number: str
    meaning: str


@dataclass(frozen=True, slots=True)
class Step:
    """One step of a worked solution: a sentence, and where it counts something, the formula with its numbers.

    `factors` say what each symbol of the formula is, as far as no earlier step has said it; `idle` which given numbers
    play no part, and why.
    """

    sentence: str
    formula: str = ""
    substitution: str = ""
    result: str = ""
    factors: tuple[Factor, ...] = ()
    idle: tuple[Factor, ...] = ()

    def __str__(self) -> str:
        parts = [part for part in (self.formula, self.substitution, self.result) if part]
        return f"{self.sentence} {' = '.join(parts)}" if parts else self.sentence


@dataclass(frozen=True, slots=True)
class Misconception:
    """A named wrong procedure carried out on this very question.

    `value` is the answer it leads to, `working` how (`10·(3·3) + 10`), `cause` completes "this is what you get if …",
    `lesson` says what is true instead, `component` what it is about across skills. `parts` are the weights and the
    biases of a wrong parameter count, where the two can be told apart: then it may meet a second slip.
    """

    id: str
    component: str
    value: Value
    working: str
    cause: str
    lesson: str
    parts: tuple[int, int] | None = None

    @property
    def feedback(self) -> str:
        """The whole diagnosis in one or two sentences, with the wrong value first.

        Its working says more than the value alone. It stands before a number, `10·(3·3) + 10 = 100 is what you get if
        …`; where the two make no equation, behind the cause: `(68, 16, 16) is what you get if …: 4·17 channels.`
        """
        verb = "answer" if isinstance(self.value, bool) else "choose" if isinstance(self.value, str) else "get"
        told = f"{shown_value(self.value)} is what you {verb} if"
        if isinstance(self.value, int) and self._adds_working and not _IN_WORDS.search(self.working):
            return f"{parted(self.working)} = {told} {self.cause}. {self.lesson}"
        return f"{told} {self.reason}"

    @property
    def reason(self) -> str:
        """The diagnosis beside a value that is shown already: `the biases are left out: 10·(3·3). The layer …`."""
        return f"{self.cause}{f': {parted(self.working)}' if self._adds_working else ''}. {self.lesson}"

    @property
    def _adds_working(self) -> bool:
        return self.working.replace(",", "") not in ("", shown_value(self.value).replace(",", ""))


def shown_value(value: Value) -> str:
    """A value as a person reads it: `8,368,360`, `(10, 3, 3, 3)`, `true`, a choice's letter, a formula."""
    if isinstance(value, bool):
        return "true" if value else "false"
    return f"{value:,}" if isinstance(value, int) else str(value)


@dataclass(frozen=True, slots=True)
class Proof:
    """Python that proves the answer: the value of its last line is the answer.

    The answer is an int, a tuple for a shape, a bool, or a choice's letter. `torch`, `nn` and `keras` are imported
    already. Empty where the framework has nothing to say about the question.
    """

    pytorch: str = ""
    keras: str = ""


@dataclass(frozen=True, slots=True)
class Content:
    """What a skill draws: a question that has no reference yet.

    `layer` and `input_shape` (channels first, no batch axis) are what is asked about; `symbols` are the letters that
    a formula may use, `multiples` which of them are multiples of others; `choices` the texts offered, the answer being
    a letter from "a"; `same_as` is equal for two questions whose arithmetic is the same. `setup` is the arithmetic that
    gives an integer answer, as a learner could type it; beside a formula, that of its example. `hints` go from a nudge
    to the set-up. `needs` are the numbers and words without which the answer cannot be known: all stand in the prompt.
    `has_setup` is False where the answer is a single given number, so that there are no factors to write down.
    """

    prompt: str
    kind: AnswerKind
    answer: Value
    layer: Layer | Network | None
    input_shape: Shape | None
    misconceptions: tuple[Misconception, ...]
    explanation: tuple[Step, ...]
    same_as: tuple[object, ...]
    prove: Callable[[], Proof] | None = field(default=None, compare=False, repr=False)
    symbols: tuple[str, ...] = ()
    symbolic_layer: dict[str, object] | None = None
    has_setup: bool = True
    choices: tuple[str, ...] = ()
    hints: tuple[str, ...] = ()
    setup: str = ""
    needs: tuple[int | str, ...] = ()
    multiples: Multiples = ()

    @property
    def asked(self) -> str:
        """The prompt with the choices below it."""
        return "\n".join((self.prompt, *self.lettered))

    @property
    def lettered(self) -> tuple[str, ...]:
        """The choices as they are shown: `a) 280`."""
        return tuple(f"{letter}) {text}" for letter, text in zip(ascii_lowercase, self.choices, strict=False))

    def shown(self, value: Value) -> str:
        """A value as a person reads it; of a choice also what stands behind the letter."""
        if self.choices and isinstance(value, str):
            return self.lettered[ascii_lowercase.index(value)]
        return shown_value(value)

    @property
    def axes(self) -> tuple[str, ...]:
        """The sizes that make up the answer, `("channels", "height", "width")`, as the prompt names them last.

        Nothing where it does not say how many there are: of a weight tensor that is part of what is asked.
        """
        if self.kind is not AnswerKind.SHAPE or "shape of its output" not in self.prompt:
            return ()
        named = _AXES.findall(self.prompt)
        return tuple(named[-1].split(", ")) if named else ()

    @property
    def steps_before_answer(self) -> int:
        """How many of the first steps can be shown without giving the answer away."""
        if self.kind in (AnswerKind.CHOICE, AnswerKind.TRUTH):
            return len(self.explanation) - 1
        shown = {shown_value(self.answer), str(self.answer)}
        results = [step.result in shown for step in self.explanation]
        return results.index(True) if True in results else len(results)

    @property
    def proof(self) -> Proof | None:
        """The lines that prove the answer, if there are any; written when asked for, since few questions are."""
        return self.prove() if self.prove else None


@dataclass(frozen=True, slots=True)
class Question:
    """One drawn instance of a skill. It depends on its reference alone."""

    reference: Reference
    content: Content

    @property
    def id(self) -> str:
        """See Reference.question_id."""
        return self.reference.question_id

    @property
    def identity(self) -> tuple[object, ...]:
        """Equal for two questions that ask for the same arithmetic."""
        return (self.reference.skill, *self.content.same_as)

    @property
    def expected(self) -> str:
        """The right answer as it is shown and kept in the log: plain digits for a number."""
        return str(self.content.answer)
