"""Wrong procedures for the output shape of a transposed convolution, in PyTorch and in Keras.

Each is a rule for one axis; a shape with an axis below 1 is left out.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from questions.layers.counting import output_shape
from questions.layers.specs import ConvTranspose, Shape
from questions.misconceptions.components import AXIS_ORDER, DILATION, INPUT_DEPTH, OUTPUT_SIZE, PADDING, TRANSPOSED
from questions.misconceptions.facts import Slips
from questions.question import Misconception
from questions.wording import several


@dataclass(frozen=True, slots=True)
class Axis:
    """One axis of a transposed convolution: positions, taps, stride, dilation, cut per side, added at the end."""

    n: int
    k: int
    s: int
    d: int
    p: int
    op: int

    @property
    def window(self) -> int:
        """Positions that the kernel spans."""
        return self.d * (self.k - 1) + 1

    @property
    def stamped(self) -> int:
        """Positions from the first stamped kernel to the last, before anything is cut or added."""
        return (self.n - 1) * self.s + self.window


@dataclass(frozen=True, slots=True)
class _Slip:
    id: str
    component: str
    size: Callable[[Axis], int]
    rule: str
    cause: str
    lesson: str
    applies: Callable[[Axis], bool] = lambda _axis: True


_TORCH_RULE = "Per axis it is (H - 1)·s - 2p + d·(k - 1) + output_padding + 1."

_PYTORCH = (
    _Slip("transposed_with_conv_formula", TRANSPOSED, lambda a: (a.n + 2 * a.p - a.window) // a.s + 1,
          "floor((H + 2p - window)/s) + 1", "the formula of a plain convolution is used",
          f"A transposed convolution goes the other way. {_TORCH_RULE}"),
    _Slip("transposed_forgot_minus_one", TRANSPOSED, lambda a: a.stamped + a.s - 2 * a.p + a.op,
          "H·s - 2p + d·(k - 1) + output_padding + 1", "the stride is multiplied by all input positions",
          "Between H positions there are H - 1 steps of the stride; the last kernel brings its own length."),
    _Slip("transposed_padding_added", PADDING, lambda a: a.stamped + 2 * a.p + a.op,
          "(H - 1)·s + 2p + d·(k - 1) + output_padding + 1", "the padding is added",
          "In a transposed convolution the padding is cut off the output, on both sides.", lambda a: a.p > 0),
    _Slip("out_single_padding", PADDING, lambda a: a.stamped - a.p + a.op,
          "(H - 1)·s - p + d·(k - 1) + output_padding + 1", "the padding is cut off once",
          "It is cut off on both sides of an axis.", lambda a: a.p > 0),
    _Slip("out_ignores_padding", PADDING, lambda a: a.stamped + a.op, "(H - 1)·s + d·(k - 1) + output_padding + 1",
          "the padding is left out", "The padding is cut off the output, on both sides.", lambda a: a.p > 0),
    _Slip("forgot_output_padding", TRANSPOSED, lambda a: a.stamped - 2 * a.p, "(H - 1)·s - 2p + d·(k - 1) + 1",
          "the output padding is left out", "output_padding lengthens each axis, at its end.", lambda a: a.op > 0),
    _Slip("output_padding_twice", TRANSPOSED, lambda a: a.stamped - 2 * a.p + 2 * a.op,
          "(H - 1)·s - 2p + d·(k - 1) + 2·output_padding + 1", "the output padding is added on both sides",
          "output_padding is added once, at the end of an axis.", lambda a: a.op > 0),
    _Slip("transposed_times_stride", TRANSPOSED, lambda a: a.n * a.s, "H·s", "the size is multiplied by the stride",
          f"That is Keras' rule for padding='same'. In PyTorch kernel and padding count. {_TORCH_RULE}"),
    _Slip("out_ignores_dilation", DILATION, lambda a: (a.n - 1) * a.s - 2 * a.p + a.k + a.op,
          "(H - 1)·s - 2p + k + output_padding", "the dilation is left out",
          "A dilated kernel spans d·(k - 1) + 1 positions.", lambda a: a.d > 1),
    _Slip("out_forgot_plus_one", OUTPUT_SIZE, lambda a: a.stamped - 2 * a.p + a.op - 1,
          "(H - 1)·s - 2p + d·(k - 1) + output_padding", "the one at the end of the formula is left out",
          "A kernel spans d·(k - 1) + 1 positions."),
)  # fmt: skip

_KERAS_RULE = "With padding='valid' it is (H - 1)·s + max(window, s), with 'same' H·s."

_KERAS_VALID = (
    _Slip("transposed_with_conv_formula", TRANSPOSED, lambda a: (a.n - a.window) // a.s + 1,
          "floor((H - window)/s) + 1", "the formula of a plain convolution is used",
          f"A transposed convolution goes the other way. {_KERAS_RULE}"),
    _Slip("transposed_forgot_minus_one", TRANSPOSED, lambda a: a.stamped + a.s, "H·s + window",
          "the stride is multiplied by all input positions",
          "Between H positions there are H - 1 steps of the stride; the last kernel brings its own length."),
    _Slip("out_ignores_dilation", DILATION, lambda a: (a.n - 1) * a.s + max(a.k, a.s), "(H - 1)·s + max(k, s)",
          "the dilation is left out", "A dilated kernel spans d·(k - 1) + 1 positions.", lambda a: a.d > 1),
)  # fmt: skip

# Where the kernel is no longer than the stride, 'valid' and 'same' give the same: then this is no mistake.
_KERAS_SAME_FOR_VALID = _Slip(
    "transposed_times_stride", TRANSPOSED, lambda a: a.n * a.s, "H·s", "the rule for padding='same' is used",
    "With padding='valid' nothing is cut: the last kernel reaches beyond H·s.", lambda a: a.window > a.s,
)  # fmt: skip
_PYTORCH_FOR_VALID = _Slip(
    "transposed_pytorch_rule", TRANSPOSED, lambda a: a.stamped, "(H - 1)·s + window", "PyTorch's rule is used",
    "Keras goes on to the end of the last stride where that is longer than the kernel.", lambda a: a.window < a.s,
)  # fmt: skip
_FORGOT_EXTRA_VALID = _Slip(
    "forgot_output_padding", TRANSPOSED, lambda a: (a.n - 1) * a.s + max(a.window, a.s), "(H - 1)·s + max(window, s)",
    "the output padding is left out", "Where output_padding is given it is added to (H - 1)·s + window.",
)  # fmt: skip

_KERAS_SAME = (
    _Slip("transposed_with_conv_formula", TRANSPOSED, lambda a: -(-a.n // a.s), "ceil(H/s)",
          "the rule of a plain convolution is used", f"A transposed convolution goes the other way. {_KERAS_RULE}"),
    _Slip("same_means_unchanged", OUTPUT_SIZE, lambda a: a.n, "H", "'same' is taken to keep the size",
          "It keeps the size at stride 1 only."),
)  # fmt: skip
_KERAS_SAME_ALONE = (
    _Slip("transposed_pytorch_rule", TRANSPOSED, lambda a: a.stamped - 2 * (a.window // 2),
          "(H - 1)·s - 2·floor(k/2) + k", "PyTorch's rule is used, with half the kernel as its padding",
          "Keras chooses its padding so that padding='same' gives H·s."),
    _Slip("transposed_valid_for_same", TRANSPOSED, lambda a: a.stamped, "(H - 1)·s + k", "nothing is cut off",
          "That is padding='valid'; with 'same' the output is cut to H·s."),
)  # fmt: skip
_KERAS_SAME_EXTRA = (
    _Slip("forgot_output_padding", TRANSPOSED, lambda a: a.n * a.s, "H·s", "the output padding is left out",
          "H·s holds without output_padding; given, it replaces what Keras would choose."),
    _Slip("output_padding_on_top", TRANSPOSED, lambda a: a.n * a.s + a.op, "H·s + output_padding",
          "the output padding is added to H·s", "Given, output_padding replaces what Keras would choose to reach H·s."),
    _Slip("out_ignores_padding", PADDING, lambda a: a.stamped + a.op, "(H - 1)·s + k + output_padding",
          "nothing is cut off", "With 'same' floor(k/2) is cut off on both sides."),
)  # fmt: skip


def axes_of(layer: ConvTranspose, spatial: Shape) -> tuple[Axis, ...]:
    """The layer axis by axis; nothing is cut or added where padding is a word or output_padding not given."""
    padding = (0,) * layer.rank if isinstance(layer.padding, str) else layer.padding
    extra = layer.output_padding or (0,) * layer.rank
    return tuple(map(Axis, spatial, layer.kernel_size, layer.stride, layer.dilation, padding, extra))


def pytorch_output_slips(layer: ConvTranspose, shape: Shape) -> Slips:
    """Wrong output shapes, channels first."""
    axes = axes_of(layer, shape[1:])
    for slip, spatial in _carried_out(_PYTORCH, axes):
        yield _told(slip, (layer.out_channels, *spatial), axes)
    truth = output_shape(layer, shape)
    yield _kept_channels(layer, (layer.in_channels, *truth[1:]))
    yield Misconception(
        "channels_at_wrong_end", AXIS_ORDER, (*truth[1:], truth[0]), "", "the channels are put last",
        "The shape is asked for channels first, as PyTorch has it.",
    )  # fmt: skip


def keras_output_slips(layer: ConvTranspose, shape: Shape) -> Slips:
    """Wrong output shapes, channels last."""
    axes = axes_of(layer, shape[1:])
    for slip, spatial in _carried_out(_keras_rules(layer), axes):
        yield _told(slip, (*spatial, layer.out_channels), axes)
    truth = output_shape(layer, shape)
    yield _kept_channels(layer, (*truth[1:], layer.in_channels))
    yield Misconception(
        "channels_at_wrong_end", AXIS_ORDER, truth, "", "the channels are put first",
        "The shape is asked for channels last, as Keras has it.",
    )  # fmt: skip


def kept_batch(answer: Shape, batch: int) -> Slips:
    """The answer with its batch axis, where there is a batch."""
    if batch > 1:
        yield Misconception(
            "kept_batch_axis", AXIS_ORDER, (batch, *answer), "", "the batch axis is kept",
            "The shape of one output was asked for, without the batch axis.",
        )  # fmt: skip


def _keras_rules(layer: ConvTranspose) -> tuple[_Slip, ...]:
    given = layer.output_padding is not None
    if layer.padding == "same":
        return (*_KERAS_SAME, *(_KERAS_SAME_EXTRA if given else _KERAS_SAME_ALONE))
    last = (_FORGOT_EXTRA_VALID,) if given else (_PYTORCH_FOR_VALID,)
    return (*_KERAS_VALID, _KERAS_SAME_FOR_VALID, *last)


def _carried_out(slips: tuple[_Slip, ...], axes: tuple[Axis, ...]) -> Iterator[tuple[_Slip, Shape]]:
    for slip in slips:
        if any(slip.applies(axis) for axis in axes):
            spatial = tuple([slip.size(axis) for axis in axes])
            if min(spatial) > 0:
                yield slip, spatial


def _told(slip: _Slip, value: Shape, axes: tuple[Axis, ...]) -> Misconception:
    rule = slip.rule if any(axis.op for axis in axes) else slip.rule.replace(" + output_padding", "")
    rule = rule if any(axis.p for axis in axes) else rule.replace(" - 2p", "").replace(" + 2p", "")
    working = f"{rule} with H = {axes[0].n}" if len(axes) == 1 else f"per axis {rule}"
    return Misconception(slip.id, slip.component, value, working, slip.cause, slip.lesson)


def _kept_channels(layer: ConvTranspose, value: Shape) -> Misconception:
    return Misconception(
        "kept_in_channels", INPUT_DEPTH, value, "", "the channels of the input are kept",
        f"The layer makes {several(layer.out_channels, 'output channel')} out of {layer.in_channels}.",
    )  # fmt: skip
