"""The published networks: their totals recomputed from their layers, and their shapes fitting together."""

from __future__ import annotations

import json
from typing import Any

import pytest
from jsonschema import Draft202012Validator

from questions.architectures import Block, UnknownArchitecture, architecture, architecture_names
from questions.data import read_data
from questions.layers.counting import macs, output_shape, parameters
from questions.layers.network import Network
from questions.layers.notation import read_call
from questions.layers.specs import BatchNorm, Conv

NAMES = architecture_names()

# What PyTorch 2.13 counts, and torchvision where it has the network.
TOTALS = {
    "alexnet": (60_965_224, 724_406_816),
    "alexnet_one_tower": (61_100_840, 714_188_480),
    "c3d": (79_991_015, 38_548_959_232),
    "googlenet": (6_998_552, 1_582_671_872),
    "lenet5": (61_706, 416_520),
    "mobilenet_v1": (4_231_976, 568_740_352),
    "mobilenet_v2": (3_504_872, 300_774_272),
    "resnet18": (11_689_512, 1_814_073_344),
    "resnet34": (21_797_672, 3_663_761_408),
    "resnet50": (25_557_032, 4_089_184_256),
    "squeezenet": (1_248_424, 818_924_576),
    "textcnn": (360_902, 16_860_600),
    "unet": (31_030_658, 150_428_424_448),
    "vgg16": (138_357_544, 15_470_264_320),
    "wavenet": (284_640, 413_149_184),
}


def block_named(network: str, name: str) -> Block:
    return next(block for block in architecture(network).blocks if block.name == name)


def block_parameters(block: Block) -> int:
    return sum(parameters(each.layer).total for each in block.layers)


@pytest.mark.parametrize("name", NAMES)
def test_the_totals_are_those_of_the_layers(name: str) -> None:
    """What is stored is what the layers add up to, and what PyTorch counts."""
    network = architecture(name)
    assert network.counted() == (network.parameters, network.macs) == TOTALS[name]


def test_every_network_is_listed() -> None:
    """No total is left without its network, and no network without its total."""
    assert set(NAMES) == set(TOTALS)


@pytest.mark.parametrize("name", NAMES)
def test_files_are_what_their_schema_says(name: str) -> None:
    """No field is missing or misspelt."""
    schema: dict[str, Any] = json.loads(read_data("architecture.schema.json"))
    Draft202012Validator.check_schema(schema)
    Draft202012Validator(schema).validate(json.loads(read_data(f"architectures/{name}.json")))


@pytest.mark.parametrize("name", NAMES)
def test_layers_follow_each_other(name: str) -> None:
    """What comes out of a layer goes into the next one; branches start alike; joined channels add up."""
    network = architecture(name)
    shapes = [network.input_shape]
    for block in network.blocks:
        for stage in block.stages:
            given, outs = shapes, []
            for branch in stage:
                shape = branch[0].input_shape
                assert shape in given, (block.name, branch[0].name)
                for index, each in enumerate(branch):
                    if block.skip and index == 1:
                        shape = (shape[0] + block.skip, *shape[1:])
                    assert each.input_shape == shape, each.name
                    read_call(each.call, "pytorch", shape)
                    shape = each.output_shape
                outs.append(shape)
            shapes = outs
            if block.join == "concatenated" and len(outs) > 1:
                shapes = [(sum(out[0] for out in outs), *outs[0][1:])]
            elif block.join == "added":
                assert len(set(outs)) == 1


@pytest.mark.parametrize("name", NAMES)
def test_repeated_blocks_can_be_repeated(name: str) -> None:
    """The output of a block that comes several times has the shape of its input."""
    for block in architecture(name).blocks:
        if block.repeat > 1:
            assert block.layers[-1].output_shape == block.layers[0].input_shape


@pytest.mark.parametrize("name", NAMES)
def test_layers_have_names_of_their_own(name: str) -> None:
    """A layer can be named in a question."""
    names = [each.name for each in architecture(name).layers if each.name != "flatten"]
    assert len(set(names)) == len(names)


def test_lenet_as_in_the_paper() -> None:
    """The paper's 60,000: C3 by its connection table, and sub-sampling that learns a coefficient and a bias per map."""
    counts = {each.name: parameters(each.layer).total for each in architecture("lenet5").layers}
    assert counts["C1"] == 156
    assert counts["C3"] == 2416
    assert counts["C1"] + 2 * 6 + (60 * 25 + 16) + 2 * 16 + counts["C5"] + counts["F6"] == 60_000


def test_inception_3a_as_in_the_paper() -> None:
    """Table 1 of the paper: 159K parameters, which are the weights in thousands of 1,024, and 128M operations."""
    block = block_named("googlenet", "inception (3a)")
    weights = sum(parameters(each.layer).weights for each in block.layers)
    assert block_parameters(block) == 163_696
    assert weights == 163_328 == 159.5 * 1024
    assert sum(macs(each.layer, each.input_shape) for each in block.layers) == 128_049_152


def test_resnet_50_with_the_strides_of_the_paper() -> None:
    """With the stride in the first 1×1 of a block there are 3.86 billion multiply-adds: the paper's 3.8."""
    network = architecture("resnet50")
    fewer = 0
    for block in network.blocks:
        if len(block.stages[0]) > 1 and block.name != "conv2_1":
            first, middle = block.layers[0], block.layers[2]
            assert isinstance(middle.layer, Conv)
            assert middle.layer.stride == (2, 2)
            fewer += macs(first.layer, first.input_shape) * 3 // 4
    assert network.macs - fewer == 3_857_973_248


def test_keras_counts_of_batch_norms() -> None:
    """Keras reports 4,253,864 parameters for MobileNet: 21,888 moving means and variances more than PyTorch."""
    network = architecture("mobilenet_v1")
    layers = tuple(each.layer for block in network.blocks for each in block.layers * block.repeat)
    assert Network(layers).parameters("keras").total == 4_253_864
    assert sum(2 * layer.channels for layer in layers if isinstance(layer, BatchNorm)) == 21_888


def test_u_net_shrinks_to_388() -> None:
    """572×572 in, 388×388 out, in 23 convolutions."""
    layers = architecture("unet").layers
    assert layers[-1].output_shape == (2, 388, 388)
    assert sum("Conv" in each.call for each in layers) == 23
    assert output_shape(layers[0].layer, layers[0].input_shape) == (64, 570, 570)


def test_an_unknown_network_is_refused() -> None:
    """The message names those that there are."""
    with pytest.raises(UnknownArchitecture, match="vgg16"):
        architecture("vgg17")
