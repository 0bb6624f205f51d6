"""Faker's provider: layers that are possible, questions of the generator, all of them by Faker's own seed."""

from __future__ import annotations

import pytest
from faker import Faker

from questions.checker import check
from questions.generator import UnknownQuestion, generate
from questions.layers.notation import read_call
from questions.layers.writing import write_call
from trainer.demo.faker_provider import ConvProvider


@pytest.fixture
def fake() -> Faker:
    """A Faker that knows convolutions."""
    made = Faker()
    made.add_provider(ConvProvider)
    made.seed_instance(1)
    return made


def test_layers_are_possible_and_varied(fake: Faker) -> None:
    """Each can be written as a PyTorch call and read back; over many, everything varies."""
    layers = [fake.conv_layer() for _ in range(300)]
    for layer in layers:
        assert read_call(write_call(layer, "pytorch")).layer == layer
    for name in ("in_channels", "out_channels", "kernel_size", "stride", "padding", "dilation", "groups", "bias"):
        assert len({getattr(layer, name) for layer in layers}) > 1, name
    assert {layer.rank for layer in layers} == {1, 2, 3}
    assert {fake.conv_layer(rank=1).rank for _ in range(20)} == {1}


def test_questions_are_the_generators(fake: Faker) -> None:
    """Its reference gives it again, its answer is right; skill and level are those asked for."""
    for _ in range(40):
        question = fake.conv_question()
        assert generate(question.reference) == question
        assert check(question.content, question.content.answer).correct
    asked = fake.conv_question(skill="output.pytorch", level=3)
    assert (asked.reference.skill, asked.reference.level) == ("output.pytorch", 3)
    with pytest.raises(UnknownQuestion):
        fake.conv_question(skill="no.such")


def test_the_seed_brings_them_back(fake: Faker) -> None:
    """By the instance's seed and by the shared one."""

    def drawn(source: Faker) -> list[object]:
        return [source.conv_layer(), source.conv_question()]

    fake.seed_instance(42)
    once = drawn(fake)
    fake.seed_instance(42)
    assert drawn(fake) == once
    shared = Faker()
    shared.add_provider(ConvProvider)
    Faker.seed(7)
    first = drawn(shared)
    Faker.seed(7)
    assert drawn(shared) == first != once
