"""What stands in the pictures of questions: everything after the answer, nothing but the prompt's facts before it."""

from __future__ import annotations

import re
from dataclasses import replace
from functools import cache
from typing import Any

import pytest

from questions.generator import draw_questions
from questions.layers.specs import Conv, ConvTranspose, DepthwiseConv
from questions.misconceptions.components import COMPONENTS
from questions.picture import Part, Scene, part_of, picture_after, picture_before
from questions.question import LEVELS, Content, Question, shown_value
from questions.skills import SKILLS
from tests.picture_words import words_of

EVERY = [pytest.param(skill, level, id=f"{skill}-{level}") for skill in SKILLS for level in LEVELS]
COUNT = 20
NUMBER = re.compile(r"[0-9][0-9,]*")
LETTER = re.compile(r"(?<![A-Za-z'])[A-Z](?![A-Za-z'_])")

ALWAYS_BEFORE = (
    "conv2d.parameters", "bias.effect", "conv1d.parameters", "conv3d.parameters", "pointwise.parameters",
    "parameters.formula", "parameters.effect", "parameters.which", "output.pytorch", "output.keras",
    "groups.parameters", "depthwise.parameters", "macs.conv", "output.formula", "conv3d.formula", "groups.formula",
    "depthwise.formula", "macs.formula", "dilated.parameters", "transposed.parameters", "transposed.output_pytorch",
    "transposed.output_keras",
)  # fmt: skip
NEVER_BEFORE = (
    "network.weights", "network.biases", "separable.parameters", "separable.formula", "receptive_field.stack",
    "batch_norm.parameters", "batch_norm.bias", "stack.comparison", "stack.bottleneck", "stack.factorised",
    "inverse.parameters", "inverse.bias", "padding.same", "scaling.parameters", "local.parameters",
    "dense.as_convolution", "summary.reading", "published.block",
)  # fmt: skip


@cache
def drawn(skill: str, level: int) -> tuple[Question, ...]:
    return tuple(draw_questions([SKILLS[skill]], [level], 29, COUNT))


def numbers_in(text: str) -> set[int]:
    return {int(found.replace(",", "")) for found in NUMBER.findall(text)}


def before(content: Content) -> Scene:
    scene = picture_before(content)
    assert scene is not None, content.prompt
    return scene


@pytest.mark.parametrize(("skill", "level"), EVERY)
def test_before_the_answer_only_what_the_prompt_says(skill: str, level: int) -> None:
    """Every number and letter of the early picture stands in the prompt; nothing that is hidden is in it."""
    for question in drawn(skill, level):
        content = question.content
        scene = picture_before(content)
        if scene is None:
            continue
        text = "\n".join(words_of(scene))
        rank = len(content.input_shape or ()) - 1
        assert numbers_in(text) <= numbers_in(content.prompt) | {1, rank}, (content.prompt, text)
        told = set(LETTER.findall(content.prompt)) | set(LETTER.findall("W H D L C"))
        assert set(LETTER.findall(text)) <= told, (content.prompt, text)
        answer = shown_value(content.answer)
        assert answer in content.prompt or answer.replace(",", "") in content.prompt or answer not in text
        for hidden in SKILLS[skill].hidden:
            assert hidden.lower() not in text.lower(), (hidden, text)


@pytest.mark.parametrize(("skill", "level"), EVERY)
def test_before_the_answer_nothing_of_depth_output_and_way(skill: str, level: int) -> None:
    """No depth of the kernel, no groups, no output, no way of the kernel, no reminders: these are what is asked."""
    for question in drawn(skill, level):
        scene = picture_before(question.content)
        if scene is None:
            continue
        given, made = scene.volumes
        assert made.open
        assert not made.blocks
        assert not scene.forgotten
        assert {block.part for block in given.blocks} <= {Part.KERNEL, Part.TAP, Part.PADDING}
        assert all(block.open for block in given.blocks_of(Part.KERNEL)) or given.copies.name
        assert not any(stage.moves or stage.notes for stage in scene.stages)
        if question.content.symbolic_layer is None:
            assert {axis.label for axis in (made.across, made.down, made.into, made.copies)} <= {"?", ""}, made


@pytest.mark.parametrize(("skill", "level"), EVERY)
def test_before_the_answer_a_kernel_is_as_long_as_its_taps(skill: str, level: int) -> None:
    """How far a dilated kernel spans is a step of the answer: such a kernel is not drawn, nor is any of its taps."""
    for question in drawn(skill, level):
        scene = picture_before(question.content)
        layer = question.content.layer
        if scene is None or not isinstance(layer, Conv | ConvTranspose | DepthwiseConv):
            continue
        blocks = scene.volumes[0].blocks
        assert not any(block.part is Part.TAP for block in blocks)
        for block in scene.volumes[0].blocks_of(Part.KERNEL):
            spatial = {1: (0,), 2: (1, 0), 3: (2, 1, 0)}[layer.rank]
            if question.content.symbolic_layer is None:
                assert tuple(block.size[axis] for axis in spatial) == layer.kernel_size, question.reference
            assert "dilation" not in scene.stages[0].text


def altered(content: Content) -> Content:
    """The same prompt over a layer with other facts that the prompt keeps to itself, and another answer."""
    layer: Any = content.layer
    changes: dict[str, Any] = {}
    if isinstance(layer, Conv | ConvTranspose | DepthwiseConv):
        changes["bias"] = not layer.bias
    if isinstance(layer, Conv | ConvTranspose):
        shared = [n for n in range(1, 9) if layer.in_channels % n == layer.out_channels % n == 0]
        changes["groups"] = next((n for n in shared if n != layer.groups), 1)
    if isinstance(layer, ConvTranspose) and not isinstance(layer.padding, str):
        changes["output_padding"] = tuple([max(s, d) - 1 for s, d in zip(layer.stride, layer.dilation, strict=True)])
    elsewhere = replace(layer, **changes) if changes else layer
    return replace(content, layer=elsewhere, answer=10**9 + 7, explanation=(), misconceptions=(), setup="", hints=())


@pytest.mark.parametrize(("skill", "level"), EVERY)
def test_the_early_picture_does_not_depend_on_what_is_hidden(skill: str, level: int) -> None:
    """Another bias, other groups, another answer behind the same prompt: the same picture."""
    for question in drawn(skill, level):
        assert picture_before(altered(question.content)) == picture_before(question.content), question.reference


@pytest.mark.parametrize("skill", ALWAYS_BEFORE)
def test_a_described_layer_has_an_early_picture(skill: str) -> None:
    """Wherever the prompt describes one layer over an input, there is something to see at once."""
    for level in LEVELS:
        for question in drawn(skill, level):
            scene = before(question.content)
            assert scene.volumes[0].part is Part.INPUT


@pytest.mark.parametrize("skill", NEVER_BEFORE)
def test_a_layer_that_holds_the_answer_has_no_early_picture(skill: str) -> None:
    """Riddles, networks and published blocks show nothing before the answer."""
    assert not any(picture_before(question.content) for level in LEVELS for question in drawn(skill, level))


@pytest.mark.parametrize(("skill", "level"), EVERY)
def test_after_the_answer_there_is_a_picture_of_every_layer(skill: str, level: int) -> None:
    """With words for everything: a title, a caption of sentences, and legend lines that fit beside a picture."""
    for question in drawn(skill, level):
        scene = picture_after(question.content)
        assert (scene is not None) == (question.content.layer is not None), question.reference
        if scene is None:
            continue
        assert scene.title
        assert scene.caption.endswith(".")
        assert "  " not in scene.caption
        assert scene.volumes or scene.rows
        assert len(scene.stages) == max(len(scene.volumes) - 1, 0)
        assert all(len(entry.text) <= 42 for entry in scene.legend), scene.legend
        assert all(entry.text and not entry.text.endswith(".") for entry in scene.forgotten)


@pytest.mark.parametrize(("skill", "level"), EVERY)
def test_a_mistake_is_about_a_part_that_the_picture_explains(skill: str, level: int) -> None:
    """What is highlighted can be highlighted, and has a sentence; components without a part highlight nothing."""
    for question in drawn(skill, level):
        scene = picture_after(question.content)
        if scene is None:
            continue
        for component in COMPONENTS:
            part = part_of(component, scene)
            assert part is None or (part in scene.parts and scene.reminder(part)), (component, scene.title)


@pytest.mark.parametrize(
    ("skill", "component", "part", "says"),
    [
        ("conv2d.parameters", "input depth", Part.DEPTH, "whole depth"),
        ("conv2d.parameters", "bias", Part.BIAS, "bias"),
        ("conv2d.parameters", "filters", Part.FILTERS, "filter"),
        ("conv2d.parameters", "kernel extent", Part.KERNEL, "kernel"),
        ("conv2d.parameters", "weight sharing", Part.OUTPUT, "no weights"),
        ("groups.parameters", "groups", Part.GROUP, "only"),
        ("depthwise.parameters", "depthwise", Part.GROUP, "only 1 channel"),
        ("dilated.parameters", "dilation", Part.TAP, "holes"),
        ("transposed.output_pytorch", "transposed", Part.KERNEL, "stamps"),
        ("receptive_field.stack", "receptive field", Part.KERNEL, "kernel - 1"),
    ],
)
def test_a_learner_is_shown_what_was_forgotten(skill: str, component: str, part: Part, says: str) -> None:
    """The classic mistakes, each with its part and its reminder."""
    for question in drawn(skill, 1):
        scene = picture_after(question.content)
        assert scene is not None
        if component == "dilation" and not any(volume.blocks_of(Part.TAP) for volume in scene.volumes):
            continue  # more taps than can be drawn
        assert part_of(component, scene) is part, scene
        assert says in scene.reminder(part) or "no bias" in scene.reminder(part)


@pytest.mark.parametrize("level", LEVELS)
def test_a_receptive_field_is_the_one_that_was_asked_for(level: int) -> None:
    """The lowest row is as wide as the answer, along the axis of the prompt."""
    for question in drawn("receptive_field.stack", level):
        scene = picture_after(question.content)
        assert scene is not None
        assert scene.rows[-1].size == question.content.answer, question.reference


@pytest.mark.parametrize("skill", [skill for skill in SKILLS if skill.endswith(".formula")])
def test_pictures_of_formulas_have_the_letters_of_the_question(skill: str) -> None:
    """The labels are the question's letters and the numbers that it gives, never those of the example."""
    for level in LEVELS:
        for question in drawn(skill, level):
            scene = picture_after(question.content)
            assert scene is not None
            symbolic = str(question.content.symbolic_layer)
            for volume in scene.volumes:
                for axis in (volume.across, volume.down, volume.into, volume.copies):
                    for piece in re.split(r"[·/]", axis.label):
                        assert not piece or re.search(rf"(?<!\w){piece}(?!\w)", symbolic.replace("*", " ")), axis


@pytest.mark.parametrize("skill", ["stack.comparison", "stack.factorised"])
def test_padding_that_keeps_the_size_keeps_it_in_the_picture(skill: str) -> None:
    """Where the prompt speaks of such a padding, every volume has the input's size."""
    seen = 0
    for question in drawn(skill, 3):
        scene = picture_after(question.content)
        assert scene is not None
        if "padding keeps its size" in question.content.prompt and scene.volumes:
            seen += 1
            assert (
                len({(volume.across.size, volume.down.size if volume.into.name else 0) for volume in scene.volumes})
                == 1
            )
    assert seen
