"""Layer calls as people write them: what is read, how the framework is told, what is refused and where."""

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from questions.layers.notation import Call, NotationError, read_call
from questions.layers.specs import (
    AdaptivePool,
    BatchNorm,
    Conv,
    ConvTranspose,
    Dense,
    DepthwiseConv,
    Flatten,
    GlobalPool,
    GroupNorm,
    Layer,
    LayerNorm,
    Pool,
    SeparableConv,
    Shape,
)
from questions.layers.terms import Framework

READ: list[tuple[str, Shape | None, Layer]] = [
    ("nn.Conv2d(3, 10, 3)", None, Conv(3, 10, (3, 3))),
    ("  torch.nn.Conv2d( 3,10,\n  kernel_size=[3, 5] , bias = False)\n", None, Conv(3, 10, (3, 5), bias=False)),
    ("nn.Conv2d(16, 32, 3, 2, 1, 2, 4, False)", None, Conv(16, 32, (3, 3), (2, 2), (1, 1), (2, 2), 4, False)),
    ("nn.Conv2d(3, 8, 3, padding='same', padding_mode='reflect')", None, Conv(3, 8, (3, 3), padding="same")),
    ("nn.Conv1d(3*64, 2**5, 7 // 2)", None, Conv(192, 32, (3,))),
    ("nn.Conv2d(1_000, 10, +3, dtype=torch.float32, device=f'cuda:{i}')", None, Conv(1000, 10, (3, 3))),
    ("nn.ConvTranspose2d(16, 8, 4, 2, 1, 1)", None, ConvTranspose(16, 8, (4, 4), (2, 2), (1, 1), (1, 1))),
    ("nn.Linear(3072, 100)", None, Dense(3072, 100)),
    ("nn.MaxPool2d(3, 2, ceil_mode=True)", None, Pool("max", (3, 3), (2, 2), ceil_mode=True)),
    ("nn.AvgPool1d(2, padding=1)", None, Pool("avg", (2,), padding=(1,))),
    ("nn.AdaptiveAvgPool2d((None, 7))", None, AdaptivePool("avg", (None, 7))),
    ("nn.AvgPool3d(2, padding=1)", (3, 2, 2, 2), Pool("avg", (2, 2, 2), padding=(1, 1, 1))),
    ("nn.BatchNorm3d(8, affine=False)", None, BatchNorm(8, False, False)),
    ("nn.BatchNorm1d(8, track_running_stats=False, bias=False)", None, BatchNorm(8, True, False, False)),
    ("nn.MaxPool2d(3, return_indices=True)", None, Pool("max", (3, 3))),
    ("nn.LayerNorm([64, 8, 8], bias=False)", None, LayerNorm((64, 8, 8), True, False)),
    ("nn.GroupNorm(8, 64)", None, GroupNorm(8, 64)),
    ("nn.Flatten(2)", None, Flatten(2)),
    ("keras.layers.Conv2D(10, 3)", (24, 24, 3), Conv(3, 10, (3, 3))),
    ("layers.Conv2D(filters=10, kernel_size=(3, 3), activation='relu', padding='SAME')", (24, 24, 3),
     Conv(3, 10, (3, 3), padding="same")),
    ("tf.keras.layers.Conv2D(10, 3, input_shape=(24, 24, 3))", None, Conv(3, 10, (3, 3))),
    ("Conv2D(10, 3, batch_input_shape=(None, 24, 24, 3))", None, Conv(3, 10, (3, 3))),
    ("Conv2D(10, 3, input_shape=(None, None, 3))", None, Conv(3, 10, (3, 3))),
    ("Conv2D(10, 3, data_format='channels_first')", (3, 24, 24), Conv(3, 10, (3, 3))),
    ("Conv1D(8, 3, padding='causal', dilation_rate=4)", (50, 2), Conv(2, 8, (3,), padding="causal", dilation=(4,))),
    ("Conv2DTranspose(8, 4, 2, 'same')", (12, 12, 16), ConvTranspose(16, 8, (4, 4), (2, 2), "same")),
    ("Conv2DTranspose(8, 4, 2, 'same', 0)", (12, 12, 16), ConvTranspose(16, 8, (4, 4), (2, 2), "same", (0, 0))),
    ("DepthwiseConv2D(3, depth_multiplier=2)", (24, 24, 16), DepthwiseConv(16, (3, 3), 2)),
    ("SeparableConv2D(64, 3, use_bias=False)", (56, 56, 32), SeparableConv(32, 64, (3, 3), bias=False)),
    ("Dense(10, input_dim=64, kernel_initializer=keras.initializers.HeNormal())", None, Dense(64, 10)),
    ("Dense(10)", (8, 8, 64), Dense(64, 10)),
    ("MaxPool2D()", None, Pool("max", (2, 2))),
    ("keras.layers.AveragePooling2D(3, strides=2, padding='same')", None, Pool("avg", (3, 3), (2, 2), "same")),
    ("GlobalAveragePooling2D(keepdims=True)", None, GlobalPool("avg", 2, True)),
    ("BatchNormalization(scale=False)", (8, 8, 64), BatchNorm(64, False, True)),
    ("BatchNormalization(axis=1)", (64, 8, 8), BatchNorm(64)),
    ("LayerNormalization()", (8, 8, 64), LayerNorm((64,))),
    ("LayerNormalization(axis=[1, 2, 3])", (7, 8, 64), LayerNorm((7, 8, 64))),
    ("GroupNormalization(-1)", (8, 8, 64), GroupNorm(64, 64)),
    ("nn.Conv(10, (3, 3))", (24, 24, 3), Conv(3, 10, (3, 3), padding="same")),
    ("nn.Conv(10, 3, padding='valid')", (24, 3), Conv(3, 10, (3,))),
    ("nn.Conv(10, (3, 3), 2, [(1, 1), 0])", (24, 24, 3), Conv(3, 10, (3, 3), (2, 2), (1, 0))),
    ("nn.ConvTranspose(8, (4, 4), (2, 2), padding=2)", (12, 12, 16), ConvTranspose(16, 8, (4, 4), (2, 2), (1, 1))),
    ("linen.Dense(features=10)", (64,), Dense(64, 10)),
    ("nn.LayerNorm(use_bias=False)", (8, 8, 64), LayerNorm((64,), True, False)),
    ("nn.GroupNorm(num_groups=None, group_size=16)", (8, 8, 64), GroupNorm(4, 64)),
    ("nnx.Conv(3, 10, kernel_size=(3, 3), rngs=nnx.Rngs(0))", None, Conv(3, 10, (3, 3), padding="same")),
    ("nnx.Linear(64, 10, rngs=rngs)", None, Dense(64, 10)),
    ("flax.nnx.BatchNorm(64, rngs=rngs)", None, BatchNorm(64)),
]  # fmt: skip


@pytest.mark.parametrize(("text", "input_shape", "layer"), READ, ids=[text for text, _, _ in READ])
def test_calls_are_read(text: str, input_shape: Shape | None, layer: Layer) -> None:
    """Positional or by keyword, with the framework's defaults; what does not count may be any expression."""
    assert read_call(text, input_shape=input_shape).layer == layer


@pytest.mark.parametrize(
    ("text", "framework"),
    [
        ("Conv2d(3, 10, 3)", "pytorch"),
        ("Conv2D(10, 3)", "keras"),
        ("Conv(10, (3, 3))", "flax"),
        ("Dense(100)", "keras"),
        ("nn.Dense(100)", "flax"),
        ("Dense(features=100)", "flax"),
        ("nn.Linear(3, 10)", "pytorch"),
        ("Linear(3, 10, rngs=rngs)", "flax"),
        ("nn.GroupNorm(8)", "flax"),
        ("nn.GroupNorm(3, 3)", "pytorch"),
        ("nn.LayerNorm()", "flax"),
        ("nn.LayerNorm([24, 24, 3])", "pytorch"),
        ("nn.BatchNorm()", "flax"),
        ("nn.Flatten()", "pytorch"),
        ("keras.layers.Flatten()", "keras"),
        ("Conv(3, 10, (3, 3), rngs=rngs)", "flax"),
    ],
)
def test_framework_is_told_by_prefix_name_or_arguments(text: str, framework: Framework) -> None:
    """Prefix before name before arguments; naming the framework gives the same."""
    shape = (3, 24, 24) if text.startswith("Conv2d") or "GroupNorm(3" in text else (24, 24, 3)
    if "Linear" in text:
        shape = (24, 24, 3)
    if text == "nn.GroupNorm(8)":
        shape = (24, 24, 8)
    call = read_call(text, input_shape=shape)
    assert call.framework == framework
    assert read_call(text, framework, shape) == call


REFUSED: list[tuple[str, str]] = [
    ("", "no layer call"),
    ("hello", "'hello'"),
    ("3 + 4", "expected"),
    ("nn.Conv2d(3, 10, 3", "column 10: '(' was never closed"),
    ("nn.Conv2D(3, 10, 3)", "'Conv2D' at column 1 is not a known layer; the nearest is Conv2d"),
    ("keras.layers.Conv2d(10, 3)", "not a known Keras layer; the nearest is Conv2D"),
    ("nn.LSTM(10, 20)", "'LSTM'"),
    ("os.system('true')", "'system' at column 1"),
    ("__import__('os').system('true')", "column 1"),
    ("nn.Conv2d(3, 10, 3)(x)", "column 1"),
    ("nn.Conv2d(cin, 10, 3)", "'cin' at column 11"),
    ("nn.Conv2d(3, int('10'), 3)", "column 14"),
    ("nn.Conv2d(3, 10)", "Conv2d needs kernel_size"),
    ("nn.Conv2d(3, 10, 3, stides=2)", "'stides' (column 21); the nearest is stride"),
    ("nn.Conv2d(3, 10,\n          3, stides=2)", "line 2, column 14"),
    ("nn.Conv2d(3, 10, 3, kernel_size=3)", "kernel_size is given a second time at column 21"),
    ("nn.Conv2d(3, 10, 3, stride=2, stride=2)", "stride is given a second time at column 31"),
    ("nn.Flatten(1, 2, 3)", "column 18 is too many"),
    ("nn.Conv2d(*sizes)", "column 11"),
    ("nn.Conv2d(3, 10, 3, **options)", "column 21"),
    ("nn.Conv2d(3, 10, '3')", "kernel_size at column 18 must be a positive integer"),
    ("nn.Conv2d(True, 10, 3)", "in_channels at column 11 must be a positive integer, not True"),
    ("nn.Conv2d(3, 10.0, 3)", "out_channels at column 14"),
    ("nn.Conv2d(3, -10, 3)", "not -10"),
    ("nn.Conv2d(3, 10, (3, 3, 3))", "tuple of 2"),
    ("nn.Conv2d(3, 10, 3, bias='no')", "bias at column 26 must be True or False"),
    ("nn.Conv2d(3, 10, 3, padding='SAME')", "'same' or 'valid'"),
    ("nn.Conv2d(3, 10, 3, padding='same', stride=2)", "stride 1"),
    ("nn.ConvTranspose2d(3, 10, 3, padding='same')", "padding at column 38"),
    ("nn.ConvTranspose2d(3, 10, 3, output_padding=1)", "output_padding must be smaller"),
    ("nn.Conv2d(3, 10, 3, groups=2)", "3 is not divisible by 2"),
    ("nn.Conv2d(9999999999999, 10, 3)", "more than 12 digits"),
    ("nn.Conv2d(3, 999999 * 9999999, 3)", "more than 12 digits"),
    ("nn.Conv2d(3, 9 ** 999999999, 3)", "column 14"),
    ("nn.Conv2d(3, 1 // 0, 3)", "column 14"),
    ("nn.Conv2d(3, 10, (3,) * 999999999)", "whole numbers"),
    ("nn.MaxPool2d(2, padding=2)", "at most half"),
    ("nn.Conv2d(3, 10, 3, name=" + "x" * 2000 + ")", "2,000 characters"),
    ("keras.layers.Conv2D(10, 3)", "--input 24x24x3"),
    ("keras.layers.Conv1D(10, 3)", "--input 50x3"),
    ("keras.layers.Dense(10)", "--input"),
    ("nn.BatchNorm()", "--input"),
    ("Conv2D(10, 3, padding='causal')", "'valid' or 'same'"),
    ("Conv2D(10, 3, strides=2, dilation_rate=2, input_shape=(24, 24, 3))", "above 1"),
    ("Conv2DTranspose(10, 3, groups=2)", "no argument 'groups'"),
    ("Conv2D(10, 3, lora_rank=4)", "LoRA"),
    ("Conv2D(10, 3, input_shape=(24, 24, None))", "channels"),
    ("BatchNormalization(renorm=True)", "renorm at column 27"),
    ("BatchNormalization(axis=2, input_shape=(24, 24, 3))", "axis of BatchNormalization"),
    ("LayerNormalization(axis=1, input_shape=(24, 24, 3))", "last axes"),
    ("nn.Conv(10, (3, 3), padding=((1, 2), (1, 2)))", "same number on both sides"),
    ("nn.Conv(10, (3, 3), input_dilation=2)", "input_dilation at column 36"),
    ("nnx.Conv(3, 10, (3, 3), (1, 1, 1))", "strides"),
    ("nnx.ConvTranspose(3, 10, (3, 3), padding=3)", "padding of ConvTranspose"),
    ("nn.ConvTranspose(3, (3, 3), padding='REFLECT')", "padding at column 37 must be 'SAME', 'VALID'"),
    ("nnx.GroupNorm(64, group_size=8)", "num_groups=None"),
    ("\0", "null"),
    ("nn.Conv2d(3, 10, 3, name='\ud800')", "characters"),
]


@pytest.mark.parametrize(("text", "reason"), REFUSED, ids=[repr(text)[:60] for text, _ in REFUSED])
def test_what_cannot_be_read_says_what_and_where(text: str, reason: str) -> None:
    """The one-sentence message names what is wrong, and its place where it has one."""
    with pytest.raises(NotationError, match=re.escape(reason)) as error:
        read_call(text)
    assert str(error.value).endswith(".")
    assert "\n" not in str(error.value)
    assert len(str(error.value)) < 300


@pytest.mark.parametrize(
    ("text", "input_shape", "reason"),
    [
        ("nn.Conv2d(3, 10, 3)", (24, 24, 3), "channels x height x width, such as 3x24x24"),
        ("nn.Conv2d(3, 10, 3)", (4, 24, 24), "3 channels, but the input 4x24x24 has 4"),
        ("nn.Conv2d(3, 10, 3)", (1, 3, 24, 24), "without the batch axis"),
        ("nnx.Conv(3, 10, (3, 3))", (3, 24, 24), "height x width x channels, such as 24x24x3"),
        ("keras.layers.Conv2D(10, 3)", (24, 24), "height x width x channels"),
        ("keras.layers.Conv2D(10, 3, input_shape=(24, 24, 1))", (24, 24, 3), "tells the input 24x24x1"),
        ("nn.Conv2d(3, 10, 30)", (3, 24, 24), "window spans 30"),
        ("nn.BatchNorm2d(64)", (64, 8), "3 axes"),
        ("nn.BatchNorm2d(64)", (8, 8, 64), "such as 64x8x8"),
        ("nn.MaxPool2d(2)", (8, 8), "channels x height x width"),
        ("nn.AvgPool3d(2, padding=1)", (3, 2, 1, 2), "smaller than its kernel"),
        ("nn.Linear(64, 10)", (65,), "64 features"),
        ("nn.LayerNorm(64)", (64, 8, 8), "normalized shape 64"),
        ("nn.Flatten()", (0, 3), "positive integers"),
    ],
)
def test_input_that_does_not_fit(text: str, input_shape: Shape, reason: str) -> None:
    """A contradicting input is refused, and the message shows which axis is expected where."""
    with pytest.raises(NotationError, match=re.escape(reason)):
        read_call(text, input_shape=input_shape)


def test_framework_contradicted_by_the_call() -> None:
    """A framework asked for does not override what the call says."""
    with pytest.raises(NotationError, match="Flax or PyTorch"):
        read_call("nn.Conv2d(3, 10, 3)", "keras")
    with pytest.raises(NotationError, match="nearest is Conv2D"):
        read_call("Conv2d(3, 10, 3)", "keras")


def test_counts_are_in_the_frameworks_own_terms() -> None:
    """Shapes come out in the framework's axis order; without an input there is none."""
    call = read_call("keras.layers.Conv2D(10, 3)", input_shape=(24, 28, 3))
    assert (call.input_shape, call.output_shape, call.channels_last) == ((3, 24, 28), (22, 26, 10), True)
    assert (call.parameters.total, call.macs) == (280, 270 * 22 * 26)
    assert call.weight_shapes == {"kernel": (3, 3, 3, 10), "bias": (10,)}
    bare = read_call("nn.Conv2d(3, 10, 3)")
    assert (bare.output_shape, bare.macs, bare.parameters.total) == (None, None, 280)
    assert read_call("Dense(10)", input_shape=(8, 8, 64)).output_shape == (8, 8, 10)
    assert read_call("GlobalMaxPooling2D(keepdims=True)", input_shape=(8, 8, 64)).output_shape == (1, 1, 64)
    assert read_call("nn.ConvTranspose(8, (4, 4), transpose_kernel=True)", input_shape=(9, 9, 3)).weight_shapes == {
        "kernel": (4, 4, 8, 3),
        "bias": (8,),
    }


PIECES = (
    "nn . Conv2d Conv2D Conv keras layers ( ) ( ) [ ] , , , = 3 10 -1 'same' True None stride padding kernel_size "
    "input_shape features groups * ** // lambda : x 9 {} \\ \n # 1or f'{x}' ... yield await :="
)
WORDS = st.sampled_from(PIECES.split(" "))
HOSTILE = st.one_of(
    st.text(max_size=60),
    st.text(alphabet="()[]{}-+~*,.'\"\\\n\t 0123456789aenotr=", max_size=300),
    st.lists(WORDS, max_size=25).map(" ".join),
    st.lists(WORDS, max_size=12).map(lambda words: f"nn.Conv2d({' '.join(words)})"),
    st.text(max_size=30).map(lambda text: f"nn.Conv2d(3, 10, {text})"),
)


@given(HOSTILE, st.sampled_from([None, "pytorch", "keras", "flax"]), st.sampled_from([None, (24, 24, 3), (5,)]))
@settings(max_examples=600)
def test_any_text_is_a_call_or_a_notation_error(
    text: str, framework: Framework | None, input_shape: Shape | None
) -> None:
    """Whatever is typed, nothing else is ever raised and nothing is warned of; what is read can be counted."""
    try:
        call = read_call(text, framework, input_shape)
    except NotationError as error:
        assert "\n" not in str(error)
        return
    assert isinstance(call, Call)
    assert call.parameters.total >= 0
    assert (call.output_shape is None) == (call.macs is None)


@pytest.mark.parametrize(
    "text",
    [
        "(" * 2000,
        "[" * 1000 + "]" * 1000,
        "-" * 1999 + "1",
        "nn.Conv2d(3, 10, " + "-" * 1900 + "1)",
        "nn.Conv2d(3, 10, " + "(" * 900 + "3" + ")" * 900 + ")",
        "nn.Conv2d(3, 10, " + "(" * 60 + "3" + ",)" * 60 + ")",
        "nn.Conv2d(3, 10, " + "1+" * 900 + "1)",
        "nn.Conv2d(3, 10, " + "2**" * 600 + "2)",
        "nn" + ".nn" * 600 + ".Conv2d(3, 10, 3)",
        "not " * 490 + "x",
        "lambda:" * 280 + "x",
        "f(" * 660 + ")" * 660,
        "nn.Conv2d(3, 10, 3, name=" + "f(" * 600 + ")" * 600 + ")",
        "9" * 2000,
        "nn.Conv2d(" + "9" * 1900 + ", 1, 1)",
        "nn.Conv2d(" + "0x" + "f" * 1900 + ", 1, 1)",
    ],
    ids=lambda text: text[:24],
)
def test_deep_or_huge_text_is_answered_at_once(text: str) -> None:
    """Nesting and huge numbers end in NotationError (or are harmless), never in a crash or a long wait."""
    try:
        assert read_call(text).parameters.total >= 0
    except NotationError as error:
        assert len(str(error)) < 300
