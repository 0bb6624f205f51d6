"""How much memory activations take: units, types, batches, and what is counted."""

from __future__ import annotations

from dataclasses import replace

import pytest

from questions.checker import check
from questions.generator import draw_questions
from questions.layers.network import Network
from questions.layers.specs import Conv
from questions.misconceptions.activations import KB, KIB, MB, MIB, Activations
from questions.misconceptions.memory import memory_slips
from questions.question import Question
from questions.skills import SKILLS

VGG = Activations(
    (Conv(3, 64, (3, 3), padding=(1, 1)),), ((3, 224, 224), (64, 224, 224)), False, 16, "float32", 4, MIB
)  # fmt: skip


def drawn(level: int, count: int = 80) -> list[Question]:
    return list(draw_questions([SKILLS["memory.activations"]], [level], 3, count))


def values(case: Activations) -> dict[str, set[int]]:
    found: dict[str, set[int]] = {}
    for slip in memory_slips(case):
        assert isinstance(slip.value, int)
        found.setdefault(slip.id, set()).add(slip.value)
    return found


def test_a_published_layer() -> None:
    """VGG's first layer gives 3.2 million values an image: 196 MiB in float32 for sixteen."""
    assert VGG.total // 16 == 3_211_264 * 4
    assert VGG.total == 196 * MIB.size


def test_each_slip_gives_its_number() -> None:
    """Bits, values, no batch, half the bytes, the input as well."""
    found = values(VGG)
    assert found["bits_for_bytes"] == {196 * 8}
    assert found["forgot_bytes_per_value"] == {49}
    assert "assumed_float32" not in found
    half = values(replace(VGG, dtype="float16", width=2))
    assert half["assumed_float32"] == {196}
    assert values(replace(VGG, unit=KIB))["counted_input_too"] == {196 * 1024 + 16 * 3 * 224 * 224 * 4 // 1024}


def test_units_are_confused_only_where_both_give_whole_numbers() -> None:
    """1,024,000,000 bytes would be 1,024 MB, and no whole number of MiB."""
    case = Activations((Conv(1, 1, (1,)),), ((1, 1000), (1, 1000)), False, 1000, "int8", 1, MB)
    assert case.total == MB.size
    assert "unit_1000_or_1024" not in values(case)
    larger = Activations((Conv(1, 64, (1,)),), ((1, 16000), (64, 16000)), False, 1000, "int8", 1, KIB)
    assert larger.total == 1_024_000_000
    assert values(larger)["unit_1000_or_1024"] == {1_024_000}


def test_what_counts_is_what_the_question_names() -> None:
    """Input and output, or outputs alone, of one layer or of several."""
    layers = (Conv(4, 8, (3, 3), padding=(1, 1)), Conv(8, 16, (3, 3), (2, 2), (1, 1)))
    shapes = ((4, 32, 32), (8, 32, 32), (16, 16, 16))
    outputs = Activations(layers, shapes, False, 2, "float32", 4)
    assert outputs.total == 2 * 4 * (8192 + 4096)
    found = values(outputs)
    assert found["counted_input_too"] == {2 * 4 * (4096 + 8192 + 4096)}
    assert found["last_output_only"] == {2 * 4 * 4096}
    assert values(replace(outputs, with_input=True))["forgot_input_activations"] == {outputs.total}


@pytest.mark.parametrize("level", [1, 2, 3])
def test_the_prompt_says_the_conventions(level: int) -> None:
    """Type, unit with its size, and the batch where there is one."""
    for question in drawn(level):
        prompt = question.content.prompt
        assert "All values are" in prompt
        assert "bytes" in prompt
        if "batch" in prompt:
            assert "whole batch" in prompt


def test_levels_differ() -> None:
    """Several layers come on level 3, kB and MiB from level 2."""
    assert all(isinstance(question.content.layer, Network) for question in drawn(3))
    assert all(isinstance(question.content.layer, Conv) for question in drawn(2))
    assert all("(1 " in question.content.prompt for question in drawn(2))
    assert any("How many bytes" in question.content.prompt for question in drawn(1))


def test_a_forgotten_batch_is_recognised() -> None:
    """The diagnosis names the batch in this question's numbers."""
    question = next(
        question for question in drawn(1)
        if any(slip.id == "forgot_batch" for slip in question.content.misconceptions)
    )  # fmt: skip
    slip = next(slip for slip in question.content.misconceptions if slip.id == "forgot_batch")
    verdict = check(question.content, slip.value)
    assert slip in verdict.misconceptions


def test_two_likely_slips_at_once_have_a_name() -> None:
    """Batch and bytes forgotten give the values of one example; named only where no single slip gives the same."""
    case = replace(VGG, with_input=True, unit=KIB)
    assert values(case)["forgot_batch_and_bytes"] == {(64 + 3) * 224 * 224 // 1024}
    assert values(case)["forgot_batch_and_input"] == {64 * 224 * 224 * 4 // 1024}
    assert values(case)["forgot_input_and_bytes"] == {16 * 64 * 224 * 224 // 1024}
    for question in drawn(1):
        pair = [slip for slip in question.content.misconceptions if slip.id == "forgot_batch_and_bytes"]
        if pair:
            verdict = check(question.content, pair[0].value)
            assert [slip.id for slip in verdict.misconceptions] == ["forgot_batch_and_bytes"]


def test_only_the_first_layer_of_a_stack() -> None:
    """With the input where that is asked for."""
    layers = (Conv(4, 8, (3, 3), padding=(1, 1)), Conv(8, 16, (3, 3), (2, 2), (1, 1)))
    case = Activations(layers, ((4, 32, 32), (8, 32, 32), (16, 16, 16)), False, 2, "float32", 4)
    assert values(case)["first_layer_only"] == {2 * 4 * 8192}
    assert values(replace(case, with_input=True))["first_layer_only"] == {2 * 4 * (4096 + 8192)}


def test_a_mistaken_unit_shows_its_division() -> None:
    """Bytes over the other unit's size, and nothing else."""
    case = Activations((Conv(1, 64, (1,)),), ((1, 16000), (64, 16000)), False, 6, "int8", 1, KB)
    slip = next(slip for slip in memory_slips(case) if slip.id == "unit_1000_or_1024")
    assert slip.value == 6000
    assert slip.working == "6144000/1024"


def test_the_first_level_says_how_the_filters_move() -> None:
    """The output's size rests on stride and padding."""
    assert all("stride 1, no padding" in question.content.prompt for question in drawn(1))
