"""Keys at the solution: the code that proves the answer, and the way to the lab."""

from __future__ import annotations

from dataclasses import replace

import pytest

from questions.generator import generate
from questions.layers.network import Network
from questions.layers.output import output_shape
from questions.layers.specs import Conv
from questions.question import Proof, Question, Reference
from questions.skills import SKILLS
from tests.helpers.answers import right_answer, unknown_mistake
from tests.tui.harness import CONV2D, Desk, running
from tests.tui.scripted import ask
from trainer.domain import Mode
from trainer.session import SessionPlan
from trainer.tui.app import ConvdrillApp
from trainer.tui.lab_layer import lab_framework, lab_layer
from trainer.tui.messages import LabWanted

CODE = "As code: the value of the last line is the answer."


async def _everything(desk: Desk) -> str:
    """The words of the page, read by scrolling up and down with the keys, without the spaces between them."""
    await desk.press("home")
    pages = [desk.words]
    for _ in range(6):
        await desk.press(*["down"] * 5)
        pages.append(desk.words)
    return "".join(pages).replace(" ", "")


@pytest.mark.parametrize("mode", [Mode.TYPED, Mode.FLASHCARD])
async def test_code(mode: Mode) -> None:
    """`c` shows the lines of both frameworks below the steps, and hides them again; the next question has none."""
    async with running(SessionPlan(mode=mode), first=CONV2D, size=(100, 40)) as desk:
        await desk.press("c")
        assert not desk.shows(CODE)
        await desk.clear()
        proof = desk.question.content.proof
        assert proof is not None
        await desk.press("?" if mode is Mode.TYPED else "space")
        before = desk.text
        assert "c Code" in desk.footer
        await desk.press("c")
        assert desk.shows(CODE)
        assert desk.shows(f"PyTorch {proof.pytorch} Keras {proof.keras}")
        assert "c No code" in desk.footer
        await desk.press("c")
        assert desk.text == before
        await desk.press("c", *(("enter",) if mode is Mode.TYPED else ("3",)))
        assert not desk.shows(CODE)


async def test_no_code_before_the_solution() -> None:
    """While the set-up is asked for, the code, which holds the answer, is not offered."""
    async with running(SessionPlan(), first=CONV2D) as desk:
        await desk.type(unknown_mistake(desk.question))
        assert "Code" not in desk.footer
        assert "Lab" not in desk.footer
        await desk.press("c", "l")
        assert not desk.shows(CODE)


async def test_nothing_to_show(monkeypatch: pytest.MonkeyPatch) -> None:
    """Where there is no proof and no layer, neither key is offered nor does anything."""
    question = generate(Reference.parse(CONV2D))
    bare = replace(question, content=replace(question.content, prove=None, layer=None))
    ask(monkeypatch, [bare] * 3)
    async with running(SessionPlan()) as desk:
        await desk.type(right_answer(bare))
        assert "Code" not in desk.footer
        assert "Lab" not in desk.footer
        before = desk.text
        await desk.press("c", "l")
        assert desk.text == before


@pytest.mark.parametrize("size", [(80, 24), (120, 40)])
async def test_long_lines_of_code_are_not_cut(size: tuple[int, int], monkeypatch: pytest.MonkeyPatch) -> None:
    """Long lines, with and without spaces, are all there to read."""
    unbroken = ".".join(f"layer{number}" for number in range(40))
    code = f"model = nn.Sequential(\n    {', '.join(f'nn.Conv2d({n}, {n + 1}, 3)' for n in range(12))},\n)\n{unbroken}"
    question = generate(Reference.parse(CONV2D))
    question = replace(question, content=replace(question.content, prove=lambda: Proof(pytorch=code)))
    ask(monkeypatch, [question] * 3)
    async with running(SessionPlan(), size=size) as desk:
        await desk.press("?", "c")
        words = await _everything(desk)
        assert "PyTorchmodel=nn.Sequential(" in words
        assert "Keras" not in words.split(CODE.replace(" ", ""))[-1]
        for number in range(11):
            assert f"nn.Conv2d({number},{number + 1},3)," in words
        assert "layer38.layer39" in words


async def test_lab(monkeypatch: pytest.MonkeyPatch) -> None:
    """`l` asks for the lab with the question's layer and its input, once the question is answered."""
    wanted: list[LabWanted] = []
    monkeypatch.setattr(ConvdrillApp, "on_lab_wanted", lambda _self, message: wanted.append(message), raising=False)
    async with running(SessionPlan(), first=CONV2D) as desk:
        await desk.press("l")
        await desk.clear()
        assert wanted == []
        await desk.type(right_answer(desk.question))
        assert "l Lab" in desk.footer
        await desk.press("l")
        content = desk.question.content
        assert [(message.layer, message.input_shape) for message in wanted] == [(content.layer, content.input_shape)]


def _first(skill: str) -> Question:
    return generate(Reference(skill, SKILLS[skill].version, 1, 3))


@pytest.mark.parametrize("skill", SKILLS)
def test_layer_for_the_lab(skill: str) -> None:
    """Of every kind of question: the layer itself, of a network its first convolution, which takes the given input."""
    content = _first(skill).content
    found = lab_layer(content)
    if found is None:
        layers = content.layer.layers if isinstance(content.layer, Network) else (content.layer,)
        assert not any(isinstance(layer, Conv) for layer in layers)
        return
    layer, shape = found
    if shape is not None:
        assert len(output_shape(layer, shape)) == len(shape)
    if not isinstance(content.layer, Network):
        assert (layer, shape) == (content.layer, content.input_shape)


@pytest.mark.parametrize(
    ("skill", "framework"),
    [
        ("output.keras", "keras"),
        ("output.pytorch", "pytorch"),
        ("weights.flax", "flax"),
        ("weights.keras", "keras"),
        ("transposed.output_keras", "keras"),
        ("conv2d.parameters", "pytorch"),
    ],
)
def test_framework_for_the_lab(skill: str, framework: str) -> None:
    """The one that the prompt names; a prompt in words alone names none, and gets PyTorch."""
    assert lab_framework(_first(skill).content) == framework
