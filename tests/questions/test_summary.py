"""Reading a model summary: tables as the frameworks print them, and what can be read off them."""

from __future__ import annotations

import re

import pytest

from questions.generator import draw_questions
from questions.layers.specs import BatchNorm, Conv, Dense, Flatten, GlobalPool, Pool
from questions.misconceptions.summaries import batch_norm_slips, flat_input_slips
from questions.question import Question
from questions.skills import SKILLS
from questions.skills.summary.models import Model, build

LAYERS = (Conv(1, 8, (3, 3)), BatchNorm(8), Pool("max", (2, 2)), Flatten(), Dense(1352, 10))

# Printed by Keras 3.15 for this model; its box lines are written as bars.
KERAS = """\
  Layer (type) | Output Shape | Param #
  conv2d (Conv2D) | (None, 26, 26, 8) | 80
  batch_normalization (BatchNormalization) | (None, 26, 26, 8) | 32
  max_pooling2d (MaxPooling2D) | (None, 13, 13, 8) | 0
  flatten (Flatten) | (None, 1352) | 0
  dense (Dense) | (None, 10) | 13,530"""
TORCH = """\
  Layer (type:depth-idx) | Output Shape | Param #
  ├─Conv2d: 1-1 | [1, 8, 26, 26] | 80
  ├─BatchNorm2d: 1-2 | [1, 8, 26, 26] | 16
  ├─MaxPool2d: 1-3 | [1, 8, 13, 13] | --
  ├─Flatten: 1-4 | [1, 1352] | --
  ├─Linear: 1-5 | [1, 10] | 13,530"""


def drawn(level: int, count: int = 150) -> list[Question]:
    return list(draw_questions([SKILLS["summary.reading"]], [level], 8, count))


def asking(level: int, words: str, count: int = 250) -> list[Question]:
    found = [question for question in drawn(level, count) if words in question.content.prompt]
    assert found, words
    return found


def values(question: Question) -> dict[str, object]:
    return {slip.id: slip.value for slip in question.content.misconceptions}


def test_a_table_as_keras_prints_it() -> None:
    """Names, shapes with the open batch axis, channels last; a batch norm has four numbers per channel."""
    model = build("keras", (1, 28, 28), LAYERS)
    assert model.table() == KERAS
    assert (model.total, model.moving) == (13_642, 16)


def test_a_table_as_torchinfo_prints_it() -> None:
    """Layers numbered by depth, channels first, two numbers per channel of a batch norm, a dash for none."""
    assert build("torchinfo", (1, 28, 28), LAYERS).table() == TORCH


def test_a_second_layer_of_a_kind_is_numbered() -> None:
    """`conv2d_1`, as Keras names it; global pooling leaves the channels."""
    model = build("keras", (3, 9, 9), (Conv(3, 4, (3, 3)), Conv(4, 6, (3, 3)), GlobalPool("avg", 2), Dense(6, 2)))
    assert [model.called(row) for row in model.rows] == ["conv2d", "conv2d_1", "global_average_pooling2d", "dense"]
    assert model.rows[2].output_shape == (6,)


@pytest.mark.parametrize(
    ("column", "line"), [("count", "(None, 26, 26, 8) | ?"), ("channels", "(None, 26, 26, ?) | 80")]
)
def test_a_number_can_be_hidden(column: str, line: str) -> None:
    """The count, or the channels of the output."""
    model = build("keras", (1, 28, 28), LAYERS)
    assert line in model.table(model.rows[0], column=column)  # type: ignore[arg-type]  # both are columns


def test_a_total_after_training() -> None:
    """With 13,626 trained parameters Adam adds 27,254 numbers, RMSprop and momentum 13,628: what Keras 3.15 prints."""
    for words, slots in (("optimizer Adam.", 2), ("optimizer AdamW.", 2), ("RMSprop", 1), ("SGD with momentum", 1)):
        for question in asking(3, words):
            counts = re.findall(r"\| ([0-9,]+)\n", question.content.prompt)
            total = sum(int(count.replace(",", "")) for count in counts)
            norms = re.findall(r"Normalization\) \| .*\| ([0-9,]+)\n", question.content.prompt)
            trained = total - sum(int(count.replace(",", "")) for count in norms) // 2
            assert question.content.answer == total + slots * trained + 2
            found = values(question)
            assert found["keras_total_with_optimizer"] == total
            assert found["slots_for_untrained"] == (1 + slots) * total + 2
            assert found["wrong_number_of_slots"] == total + (3 - slots) * trained + 2


def test_what_is_not_trained() -> None:
    """Half of every batch norm, and a frozen layer as a whole."""
    for question in asking(3, "Non-trainable params?"):
        norms = sum(
            int(count.replace(",", ""))
            for count in re.findall(r"Normalization\) \| .*\| ([0-9,]+)\n", question.content.prompt)
        )
        frozen = re.search(r"Then (\w+) is frozen", question.content.prompt)
        more = 0
        if frozen:
            row = re.search(rf"{frozen[1]} \(Conv2D\) \| .*\| ([0-9,]+)\n", question.content.prompt)
            assert row is not None
            more = int(row[1].replace(",", ""))
            assert values(question)["forgot_frozen"] == norms // 2
        assert question.content.answer == norms // 2 + more
        assert values(question)["bn_two_or_four"] == norms + more


def test_sizes_are_four_bytes_each() -> None:
    """float32; bits are the named mistake."""
    for question in asking(3, "float32"):
        answer = question.content.answer
        assert isinstance(answer, int)
        assert answer % 4 == 0
        assert values(question)["bits_for_bytes"] == 8 * answer


def test_a_kernel_is_inferred_from_the_count() -> None:
    """There is no set-up to type, since a root is needed."""
    for question in asking(2, "How long is one side"):
        side = question.content.answer
        assert side in (3, 5, 7)
        assert not question.content.has_setup
        assert values(question)["kernel_area_instead"] == int(str(side)) ** 2


def test_what_is_asked_for_stands_nowhere_else() -> None:
    """The channels of the input are not told where they are asked for, nor the filters in a later row."""
    for question in asking(2, "How many channels does the input"):
        assert "(height" not in question.content.prompt
        assert "(channels" not in question.content.prompt
    for question in asking(2, "…"):
        assert question.content.prompt.split("\n")[-2] == "  …"


def test_biases_may_be_none() -> None:
    """The count may leave no bias, and then nought is right."""
    answers = {question.content.answer == 0 for question in asking(2, "How many biases")}
    assert answers == {True, False}


def test_every_kind_of_question_is_asked() -> None:
    """Both printers at every level, and all kinds of a level."""
    for level, kinds in ((1, 3), (2, 6), (3, 4)):
        questions = drawn(level)
        assert {question.identity[2] for question in questions} == {"keras", "torchinfo"}
        assert len({question.identity[1] for question in questions}) == kinds


def test_batch_norm_mistakes() -> None:
    """64 channels: 256 for Keras, 128 for PyTorch."""
    keras = {slip.id: slip.value for slip in batch_norm_slips(BatchNorm(64), (64, 8, 8), 4)}
    torch = {slip.id: slip.value for slip in batch_norm_slips(BatchNorm(64), (64, 8, 8), 2)}
    assert (keras["bn_two_or_four"], torch["bn_two_or_four"]) == (128, 256)


def test_flatten_mistakes() -> None:
    """13×13×32 is 5,408 numbers; the map before pooling has 26×26×32."""
    found = {slip.value for slip in flat_input_slips(Dense(5408, 100), (32, 26, 26), (32, 13, 13))}
    assert {26 * 26 * 32 * 100 + 100, 32 * 100 + 100, 13 * 13 * 100 + 100, 540_800} <= found


def test_code_builds_the_model() -> None:
    """The proof begins with the model itself."""
    model: Model = build("keras", (1, 28, 28), LAYERS)
    assert model.code().startswith("m = keras.Sequential([keras.Input((28, 28, 1)), keras.layers.Conv2D(8, 3),")
