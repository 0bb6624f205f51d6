"""The proof of every question really gives its answer, in PyTorch and in Keras."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from typing import Any

import pytest

from questions.generator import draw_questions
from questions.proof_script import proven_value
from questions.question import LEVELS, Question
from questions.skills import SKILLS

pytestmark = pytest.mark.oracle

COUNT = 200
FEW = 10
EVERY = [pytest.param(skill, level, id=f"{skill}-{level}") for skill in SKILLS for level in LEVELS]


def proven(code: str, names: dict[str, Any]) -> object:
    """The value of the last line of our own generated lines, which a learner would paste."""
    *lines, last = ast.parse(code).body
    assert isinstance(last, ast.Expr), code
    space = dict(names)
    exec(compile(ast.Module(lines, []), "<proof>", "exec"), space)  # noqa: S102 - see above
    return eval(compile(ast.Expression(last.value), "<proof>", "eval"), space)  # noqa: S307 - see above


def assert_proven(question: Question, code: str, names: dict[str, Any]) -> None:
    value, expected = proven(code, names), proven_value(question.content)
    assert type(value) is type(expected), (question.reference, value, code)
    assert value == expected, (question.reference, code)


def without_memory(torch: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    """Keras makes its weights for real, but nobody reads them here: memory that is never touched costs nothing."""
    import keras

    def empty(_self: object, shape: tuple[int, ...], dtype: str | None = None) -> Any:
        return torch.empty(tuple(shape), dtype=getattr(torch, str(dtype or "float32").removeprefix("torch.")))

    for name in ("GlorotUniform", "Zeros", "Ones"):
        monkeypatch.setattr(getattr(keras.initializers, name), "__call__", empty)


def about_keras(skill: str, level: int) -> Iterator[Question]:
    """Of 200 questions those that speak of Keras, or that PyTorch cannot prove; and a few of the others."""
    others = 0
    for question in draw_questions([SKILLS[skill]], [level], 78, COUNT):
        proof = question.content.proof
        if proof is None or not proof.keras:
            continue
        about = "Keras" in question.content.prompt or not proof.pytorch
        others += not about
        if about or others <= FEW:
            yield question


@pytest.mark.filterwarnings("ignore:Using padding='same' with even kernel lengths:UserWarning")
@pytest.mark.parametrize(("skill", "level"), EVERY)
def test_pytorch_proves_the_answer(torch: Any, skill: str, level: int) -> None:
    """Built on the meta device, so that large layers cost nothing. What PyTorch cannot say, Keras does."""
    for question in draw_questions([SKILLS[skill]], [level], 77, COUNT):
        proof = question.content.proof
        assert proof is not None
        if proof.pytorch:
            with torch.device("meta"):
                assert_proven(question, proof.pytorch, {"torch": torch, "nn": torch.nn})
        else:
            assert proof.keras, question.reference


@pytest.mark.parametrize(("skill", "level"), EVERY)
def test_keras_proves_the_answer(
    keras: Any, torch: Any, monkeypatch: pytest.MonkeyPatch, skill: str, level: int
) -> None:
    """With the input that the question gives."""
    without_memory(torch, monkeypatch)
    for question in about_keras(skill, level):
        proof = question.content.proof
        assert proof is not None
        assert_proven(question, proof.keras, {"keras": keras})
    keras.backend.clear_session()
