"""Questions about published networks: the right numbers, and the mistakes that people make with them."""

from __future__ import annotations

import pytest

from questions.architectures import Block, PublishedLayer, architecture
from questions.checker import check
from questions.draw import Draw
from questions.generator import draw_questions
from questions.layers.specs import BatchNorm, Conv, ConvTranspose, Dense
from questions.misconceptions.block_facts import BlockFacts
from questions.misconceptions.blocks import block_slips
from questions.misconceptions.published import height_slips, mac_slips
from questions.question import LEVELS, Question
from questions.skills import SKILLS
from questions.skills.published.changes import WIDTHS, placed, widened, with_kernel
from questions.skills.published.heads import head_of, head_slips
from questions.skills.published.layers import draft_layer

LAYER, BLOCK = SKILLS["published.layer"], SKILLS["published.block"]


def drawn(skill: str, level: int, count: int, seed: int = 3) -> list[Question]:
    return list(draw_questions([SKILLS[skill]], [level], seed, count))


def layer_named(network: str, name: str) -> PublishedLayer:
    return next(each for each in architecture(network).layers if each.name == name)


def block_named(network: str, name: str) -> Block:
    return next(block for block in architecture(network).blocks if block.name == name)


def slips(network: str, name: str, counting: str = "all", repeat: int = 1) -> dict[str, set[object]]:
    block = block_named(network, name)
    stages = tuple(
        tuple(tuple((each.name, each.layer, each.input_shape) for each in branch) for branch in stage)
        for stage in block.stages
    )
    found: dict[str, set[object]] = {}
    for slip in block_slips(BlockFacts(stages, counting, repeat, block.skip, block.join)):
        found.setdefault(slip.id, set()).add(slip.value)
    return found


def test_published_numbers_are_asked_for() -> None:
    """Among many questions are the numbers that everybody knows."""
    layers = {question.content.answer for level in (1, 2, 3) for question in drawn("published.layer", level, 300)}
    assert {156, 2416, 1792} <= layers  # LeNet's C1 and C3, VGG's first convolution
    assert layers & {102_764_544, 37_752_832, 33_558_528}  # the first fully connected layers of VGG, AlexNet and C3D
    blocks = {question.content.answer for level in (1, 2, 3) for question in drawn("published.block", level, 300)}
    assert {38_720, 221_440} <= blocks  # the first two blocks of VGG-16
    assert blocks & {163_696, 61_706, 360_902, 75_008}  # inception (3a), LeNet-5, TextCNN, ResNet-50's conv2_1


def test_levels_of_layers_differ() -> None:
    """Level 1 tells of no stride, level 2 has plain 2-d convolutions, level 3 has every other kind of layer."""
    assert not any("stride" in question.content.prompt for question in drawn("published.layer", 1, 100))
    second = [question.content.layer for question in drawn("published.layer", 2, 100)]
    assert all(isinstance(layer, Conv) and layer.rank == 2 and layer.groups == 1 for layer in second)
    third = [question.content.layer for question in drawn("published.layer", 3, 200)]
    assert {type(layer) for layer in third} == {Conv, ConvTranspose, Dense}
    convolutions = [layer for layer in third if isinstance(layer, Conv)]
    assert {layer.rank for layer in convolutions} == {1, 2, 3}
    assert any(layer.groups == 2 for layer in convolutions)
    assert any(layer.groups == layer.in_channels > 1 for layer in convolutions)


def test_levels_of_blocks_differ() -> None:
    """Level 1 leaves batch norms out; level 2 counts them as PyTorch does, level 3 also as Keras does."""
    prompts = {
        level: " ".join(question.content.prompt for question in drawn("published.block", level, 100))
        for level in (1, 2, 3)
    }
    assert "batch norms included" not in prompts[1]
    assert "batch norms included" in prompts[2]
    assert "Keras" not in prompts[2]
    assert "Keras" in prompts[3]
    assert "blocks together" in prompts[3]


def test_what_differs_from_the_paper_is_said() -> None:
    """A prompt without "but" has the published layer; the note on the paper goes with no other."""
    for question in drawn("published.layer", 1, 200):
        content = question.content
        told = [step.sentence for step in content.explanation if "The paper's own" in step.sentence]
        if "LeNet-5 (1998) with C3 connected to all maps of S2: layer C3." in content.prompt:
            assert content.answer == 2416
            assert "1,516" in told[0]
        else:
            assert not told


@pytest.mark.parametrize(("factor", "filters"), [(WIDTHS[1], 32), (WIDTHS[5], 128)])
def test_a_wider_network_keeps_its_input_and_output(factor: tuple[int, int, str], filters: int) -> None:
    """An image has three channels and there are 1,000 classes, whatever the width."""
    vgg = architecture("vgg16")
    first = widened(vgg, vgg.layers[0], factor)
    last = widened(vgg, vgg.layers[-1], factor)
    assert first is not None
    assert first.layer == Conv(3, filters, (3, 3), padding=(1, 1))
    assert last is not None
    assert isinstance(last.layer, Dense)
    assert last.layer.out_features == 1000


def test_a_width_that_is_no_whole_number_is_left_out() -> None:
    """A quarter of LeNet's six maps is no number of maps."""
    lenet = architecture("lenet5")
    assert widened(lenet, lenet.layers[0], WIDTHS[0]) is None


def test_depthwise_layers_stay_depthwise() -> None:
    """A wider depthwise convolution has as many groups as channels; AlexNet keeps its two."""
    mobile, alexnet = architecture("mobilenet_v1"), architecture("alexnet")
    wide = widened(mobile, layer_named("mobilenet_v1", "separable block 1, depthwise"), WIDTHS[5])
    assert wide is not None
    assert wide.layer == Conv(64, 64, (3, 3), padding=(1, 1), groups=64, bias=False)
    two = widened(alexnet, layer_named("alexnet", "conv2"), WIDTHS[1])
    assert two is not None
    assert isinstance(two.layer, Conv)
    assert two.layer.groups == 2


def test_another_kernel_keeps_the_output() -> None:
    """The padding grows with the kernel."""
    each = with_kernel(placed(layer_named("vgg16", "conv1_2")), 7)
    assert each.layer == Conv(64, 64, (7, 7), padding=(3, 3))


def test_the_inputs_of_a_head() -> None:
    """VGG-16 flattens 7×7×512, ResNet-50 averages it, fc7 sees units only."""
    vgg, resnet = architecture("vgg16"), architecture("resnet50")
    fc6, fc7, fc = layer_named("vgg16", "fc6"), layer_named("vgg16", "fc7"), layer_named("resnet50", "fc")
    flattened = head_of(vgg, fc6, placed(fc6))
    assert flattened is not None
    assert (flattened.feature_map, flattened.averaged) == ((512, 7, 7), False)
    averaged = head_of(resnet, fc, placed(fc))
    assert averaged is not None
    assert (averaged.feature_map, averaged.averaged) == ((2048, 7, 7), True)
    assert head_of(vgg, fc7, placed(fc7)) is None
    assert isinstance(fc6.layer, Dense)
    assert {slip.value for slip in head_slips(fc6.layer, flattened) if slip.id == "flatten_slips"} == {
        49 * 4096 + 4096,
        512 * 4096 + 4096,
        7 * 512 * 4096 + 4096,
    }
    assert isinstance(fc.layer, Dense)
    assert 49 * 2048 * 1000 + 1000 in {slip.value for slip in head_slips(fc.layer, averaged)}


def test_multiply_adds_of_alexnets_first_layer() -> None:
    """105,415,200; at the input's positions it would be 227×227, and twice as many operations."""
    each = layer_named("alexnet", "conv1")
    assert isinstance(each.layer, Conv)
    found = {slip.id: slip.value for slip in mac_slips(each.layer, each.input_shape)}
    assert found["flops_is_macs"] == 2 * 105_415_200
    assert found["macs_at_input_size"] == 34_848 * 227 * 227
    assert found["gave_weights_instead"] == 34_848


def test_multiply_adds_of_an_up_convolution() -> None:
    """A transposed convolution is counted at its input; torchinfo's count at the output is the named mistake."""
    each = layer_named("unet", "up1.up")
    assert isinstance(each.layer, ConvTranspose)
    found = {slip.id: slip.value for slip in mac_slips(each.layer, each.input_shape)}
    assert found["transposed_macs_at_output"] == 2_097_152 * 56 * 56


def test_heights_of_the_stem_of_resnet() -> None:
    """224 becomes 112: 7×7 with stride 2 and padding 3."""
    each = layer_named("resnet50", "conv1")
    assert isinstance(each.layer, Conv)
    found = {slip.id: slip.value for slip in height_slips(each.layer, each.input_shape, 0)}
    assert found["out_forgot_plus_one"] == 111
    assert found["out_ceil"] == 113
    assert found["out_single_padding"] == 111
    assert found["out_forgot_padding"] == 109
    assert found["forgot_stride"] == 224
    assert "out_unchanged" not in found


def test_mistakes_with_a_bottleneck() -> None:
    """ResNet-50's conv2_1 has 75,008 parameters with its batch norms, 73,728 without."""
    found = slips("resnet50", "conv2_1")
    assert found["forgot_batch_norm"] == {73_728}
    assert found["forgot_projection"] == {75_008 - 16_384 - 512, 73_728 - 16_384}
    assert found["bn_two_or_four"] == {73_728 + 4 * 640}
    assert found["bias_before_bn"] == {75_008 + 640}
    assert slips("resnet50", "conv2_1", "keras")["bn_two_or_four"] == {75_008}
    assert slips("resnet50", "conv2_1", "without norms")["counted_batch_norm"] == {75_008}


def test_mistakes_with_an_inception_module() -> None:
    """Inception (3a): 163,696 with biases, 163,328 without."""
    found = slips("googlenet", "inception (3a)")
    assert found["forgot_bias"] == {163_328}
    assert found["one_bias_total"] == {163_328 + 6}
    assert found["pool_has_params"] == {163_696 + 9, 163_696 + 9 * 192}
    without_reduction = 163_696 + (192 - 96) * 9 * 128 + (192 - 16) * 25 * 32
    assert found["input_depth_not_updated"] == {without_reduction}


def test_mistakes_with_an_up_level() -> None:
    """The convolution after U-Net's up-convolution sees the copied channels, too."""
    right = 2_097_664 + 4_719_104 + 2_359_808
    assert slips("unet", "up 1")["forgot_concatenation"] == {right - 9 * 512 * 512}


def test_mistakes_with_separable_blocks() -> None:
    """A depthwise stage counted in full; one of five blocks counted."""
    one = 4608 + 262_144 + 2 * 1024
    found = slips("mobilenet_v1", "separable blocks 7 to 11", repeat=5)
    assert found["counted_once"] == {one}
    assert found["depthwise_as_standard"] == {5 * (one - 4608 + 9 * 512 * 512)}
    assert found["forgot_batch_norm"] == {5 * (4608 + 262_144)}


@pytest.mark.parametrize("level", LEVELS)
def test_the_published_number_is_recognised_where_something_differs(level: int) -> None:
    """Who overlooks the change is told so, and nobody else; of two changes either may be overlooked."""
    for question in drawn("published.block", level, 60):
        content = question.content
        ignored = [slip for slip in content.misconceptions if slip.id == "ignored_the_change"]
        expected = 3 if "in every layer and with" in content.prompt else 1 if ", but with" in content.prompt else 0
        assert len(ignored) == expected


def test_a_block_with_two_changes() -> None:
    """Half the channels and 5×5 kernels in ResNet-50's conv5_1: each may be overlooked, or both."""
    for question in drawn("published.block", 2, 400):
        content = question.content
        if "ResNet-50 (2015), but with half the channels in every layer and with" in content.prompt:
            names = [slip.cause for slip in content.misconceptions if slip.id == "ignored_the_change"]
            assert names[0] == "the block is taken as published"
            assert names[1].startswith("“with 5×5 in place") or names[1].startswith("“with 7×7 in place")
            assert names[2] == "“with half the channels in every layer” is overlooked"
            return
    pytest.fail("no block with two changes")


def test_the_published_layer_is_recognised_where_something_differs() -> None:
    """AlexNet's first layer has 34,944 parameters, however many filters the question gives it."""
    for question in drawn("published.layer", 1, 200):
        if "AlexNet (2012), but with" in question.content.prompt and "conv1" in question.content.prompt:
            found = check(question.content, 34_944).misconceptions
            assert "ignored_the_change" in {slip.id for slip in found}
            return
    pytest.fail("AlexNet's first layer was not changed")


def test_two_slips_are_told_as_two() -> None:
    """In a block with biases a depth forgotten and the biases left out are recognised together."""
    question = next(
        question
        for question in drawn("published.block", 1, 100)
        if "VGG-16" in question.content.prompt and "biases not" not in question.content.prompt
    )
    slip = {found.id: found for found in question.content.misconceptions}
    flat, bare = slip["forgot_in_channels"].parts, slip["forgot_bias"].parts
    assert flat is not None
    assert bare is not None
    verdict = check(question.content, flat[0] + bare[1])
    assert verdict.combined
    assert {found.id for found in verdict.misconceptions} == {"forgot_in_channels", "forgot_bias"}


def test_a_block_is_a_network_of_its_layers() -> None:
    """What is stored with a question about a block are its layers; paths side by side have no one input."""
    for question in drawn("published.block", 2, 60):
        layers = question.content.layer.layers  # type: ignore[union-attr]  # a block is always a network
        assert len(layers) > 1
        if any(isinstance(layer, BatchNorm) for layer in layers):
            assert "batch norm" in question.content.prompt
        assert (question.content.input_shape is None) == (
            "path 1" in question.content.prompt or "side by side" in question.content.prompt
        )


def test_drafts_are_cheap_and_whole() -> None:
    """A draft can be drawn without its words, and its words agree with it."""
    draft = draft_layer(Draw("any"), 2)
    assert draft.write().answer == draft.answer
