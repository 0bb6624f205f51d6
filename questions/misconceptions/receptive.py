"""Wrong procedures about how much of the input a stack of sliding windows sees along one axis."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from math import prod

from questions.misconceptions.components import DILATION, PADDING, POOLING, RECEPTIVE_FIELD, STRIDE
from questions.misconceptions.facts import Slips
from questions.question import Misconception

_WORTH_MULTIPLYING = 10**9
"""Nobody multiplies the kernels of dozens of layers by hand."""


@dataclass(frozen=True, slots=True)
class Window:
    """One layer of the stack along the axis that is asked about."""

    kernel: int
    stride: int = 1
    dilation: int = 1
    padding: int = 0
    pools: bool = False

    @property
    def reach(self) -> int:
        """How far the last tap lies behind the first one, in positions of the layer's own input."""
        return (self.kernel - 1) * self.dilation


class Stack:
    """The windows with the distance `jumps` between neighbouring inputs of each, in positions of the first input."""

    __slots__ = ("field", "jumps", "windows")

    def __init__(self, windows: Sequence[Window]) -> None:
        self.windows = tuple(windows)
        jumps, jump = [], 1
        for window in self.windows:
            jumps.append(jump)
            jump *= window.stride
        self.jumps = (*jumps, jump)
        self.field = 1 + sum(w.reach * j for w, j in zip(self.windows, jumps, strict=True))

    @property
    def strided(self) -> bool:
        """Whether some layer's inputs lie more than one position apart."""
        return self.jumps[-2] > 1


def receptive_slips(stack: Stack) -> tuple[Misconception, ...]:
    """What the known wrong procedures make of the stack; values that equal the truth included."""
    return tuple(slip for rule in _RULES for slip in rule(stack))


def _shown(values: Sequence[object], sign: str) -> str:
    """All values if they are few, else the first ones and the last."""
    texts = [str(value) for value in values]
    return sign.join(texts if len(texts) <= 10 else [*texts[:4], "…", texts[-1]])


def _sum_or_product(s: Stack) -> Slips:
    kernels = [w.kernel for w in s.windows]
    if len(kernels) > 1:
        lesson = (
            f"The first position counts once; each of the {len(kernels)} layers then adds kernel - 1 steps of its own "
            "input."
        )
        yield Misconception(
            "rf_sum_or_product", RECEPTIVE_FIELD, sum(kernels), _shown(kernels, " + "), "the kernel sizes are added",
            lesson,
        )  # fmt: skip
        if prod(kernels) < _WORTH_MULTIPLYING:
            yield Misconception(
            "rf_sum_or_product", RECEPTIVE_FIELD, prod(kernels), _shown(kernels, "·"),
            "the kernel sizes are multiplied", lesson,
        )  # fmt: skip


def _forgot_jump(s: Stack) -> Slips:
    if s.strided:
        steps = [w.reach for w in s.windows]
        yield Misconception(
            "rf_forgot_jump", STRIDE, 1 + sum(steps), f"1 + {_shown(steps, ' + ')}",
            "the strides of the earlier layers are left out",
            f"A stride spreads all that follows: neighbouring inputs of the last layer lie {s.jumps[-2]} input "
            "positions apart.",
        )  # fmt: skip
        yield Misconception(
            "rf_no_strides_no_start", STRIDE, sum(steps), _shown(steps, " + "),
            "the strides and the position that the steps start from are both left out",
            f"Two slips: neighbouring inputs of the last layer lie {s.jumps[-2]} input positions apart, and the count "
            "begins with 1.",
        )  # fmt: skip


def _own_stride(s: Stack) -> Slips:
    if s.jumps[-1] > 1:
        terms = [(w.reach, j) for w, j in zip(s.windows, s.jumps[1:], strict=True)]
        yield Misconception(
            "rf_own_stride", STRIDE, 1 + sum(reach * jump for reach, jump in terms),
            f"1 + {_shown([f'{reach}·{jump}' for reach, jump in terms], ' + ')}",
            "each layer's own stride is taken for it as well",
            "A layer's stride spaces its outputs, so only the layers after it are spread.",
        )  # fmt: skip


def _previous_stride_only(s: Stack) -> Slips:
    before = [1, *(w.stride for w in s.windows[:-1])]
    if sum(stride > 1 for stride in before) > 1:
        terms = [(w.reach, stride) for w, stride in zip(s.windows, before, strict=True)]
        yield Misconception(
            "rf_previous_stride_only", STRIDE, 1 + sum(reach * stride for reach, stride in terms),
            f"1 + {_shown([f'{reach}·{stride}' for reach, stride in terms], ' + ')}",
            "only the stride of the layer right before is taken",
            f"The strides of all earlier layers multiply: {s.jumps[-2]} before the last layer.",
        )  # fmt: skip


def _blocks_of_powers(s: Stack) -> Slips:
    """WaveNet's well-known slip: a block of kernels of 2 with dilations 1 … 512 sees 1,024, so three see 3·1,024."""
    holes = [w.dilation for w in s.windows]
    repeats = holes.count(max(holes))
    block = s.windows[: len(holes) // repeats]
    if repeats > 1 and len(block) > 1 and block * repeats == s.windows and s.jumps[-1] == 1:
        alone = 1 + sum(w.reach for w in block)
        yield Misconception(
            "rf_blocks_added", RECEPTIVE_FIELD, repeats * alone, f"{repeats}·{alone}",
            "what one block sees is multiplied by the number of blocks",
            f"The position that a block starts from is counted once, not {repeats} times.",
        )  # fmt: skip


def _later_strides(s: Stack) -> Slips:
    if s.jumps[-1] > 1:
        after = [s.jumps[-1] // j for j in s.jumps[1:]]
        terms = [(w.reach, step) for w, step in zip(s.windows, after, strict=True)]
        yield Misconception(
            "rf_later_strides", STRIDE, 1 + sum(reach * step for reach, step in terms),
            f"1 + {_shown([f'{reach}·{step}' for reach, step in terms], ' + ')}",
            "the strides of the later layers are taken instead of the earlier ones",
            "What a layer reaches is measured in its own inputs, which the strides before it have spaced out.",
        )  # fmt: skip


def _whole_kernel(s: Stack) -> Slips:
    if s.strided or any(w.dilation > 1 for w in s.windows):
        first, *rest = [w.kernel * w.dilation * j for w, j in zip(s.windows, s.jumps, strict=False)]
        yield Misconception(
            "rf_added_whole_kernel", RECEPTIVE_FIELD, first + sum(rest), _shown([first, *rest], " + "),
            "a layer adds its whole kernel instead of one less",
            "One tap of the kernel lies on what is seen already; only the other kernel - 1 taps add something.",
        )  # fmt: skip


def _forgot_first(s: Stack) -> Slips:
    terms = [w.reach * j for w, j in zip(s.windows, s.jumps, strict=False)]
    yield Misconception(
        "rf_forgot_first_position", RECEPTIVE_FIELD, sum(terms), _shown(terms, " + "),
        "the steps are added without the position that they start from",
        "Positions are one more than the steps between them: begin with 1.",
    )  # fmt: skip


def _ignored_dilation(s: Stack) -> Slips:
    if any(w.dilation > 1 for w in s.windows):
        terms = [(w.kernel - 1) * j for w, j in zip(s.windows, s.jumps, strict=False)]
        yield Misconception(
            "rf_ignored_dilation", DILATION, 1 + sum(terms), f"1 + {_shown(terms, ' + ')}",
            "the dilation is left out",
            "Dilation sets the taps apart, so a layer reaches dilation·(kernel - 1) steps.",
        )  # fmt: skip


def _skipped_last_pooling(s: Stack) -> Slips:
    pools = [place for place, w in enumerate(s.windows) if w.pools]
    if len(pools) > 1:
        place = pools[-1]
        rest = Stack((*s.windows[:place], *s.windows[place + 1 :]))
        terms = [w.reach * j for w, j in zip(rest.windows, rest.jumps, strict=False)]
        yield Misconception(
            "rf_skipped_last_pooling", POOLING, rest.field, f"1 + {_shown(terms, ' + ')}",
            f"the last pooling, layer {place + 1}, is left out",
            f"Its window of {s.windows[place].kernel} adds to what is seen like that of any other layer"
            f"{', and its stride spreads what follows' if place + 1 < len(s.windows) else ''}.",
        )  # fmt: skip


def _counted_padding(s: Stack) -> Slips:
    padding = [w.padding for w in s.windows]
    if any(padding):
        yield Misconception(
            "rf_counted_padding", PADDING, s.field + 2 * sum(padding), f"{s.field} + 2·{sum(padding)}",
            "the padding is added to what is seen",
            "Padding moves the window at the border; it does not widen it.",
        )  # fmt: skip


def _skipped_pooling(s: Stack) -> Slips:
    convolutions = Stack([w for w in s.windows if not w.pools]) if any(not w.pools for w in s.windows) else None
    if convolutions and len(convolutions.windows) < len(s.windows):
        terms = [w.reach * j for w, j in zip(convolutions.windows, convolutions.jumps, strict=False)]
        yield Misconception(
            "rf_skipped_pooling", POOLING, convolutions.field, f"1 + {_shown(terms, ' + ')}",
            "the pooling is passed over because it learns nothing",
            "A pooling window sees as many positions as a kernel of its size, and its stride spreads what follows.",
        )  # fmt: skip


def _gave_jump(s: Stack) -> Slips:
    if s.jumps[-1] > 1:
        strides = [w.stride for w in s.windows if w.stride > 1]
        yield Misconception(
            "rf_gave_jump", STRIDE, s.jumps[-1], _shown(strides, "·"),
            "the strides alone are multiplied",
            "That is how far two neighbouring outputs lie apart, not how much one of them sees.",
        )  # fmt: skip


def _last_layer_only(s: Stack) -> Slips:
    last = s.windows[-1]
    if len(s.windows) > 1:
        yield Misconception(
            "rf_last_layer_only", RECEPTIVE_FIELD, 1 + last.reach, f"1 + {last.reach}",
            "only the last layer's own window is counted",
            "Each of its inputs is itself the result of a window below, down to the first layer.",
        )  # fmt: skip


_RULES = (
    _forgot_jump,
    _own_stride,
    _previous_stride_only,
    _later_strides,
    _blocks_of_powers,
    _ignored_dilation,
    _skipped_pooling,
    _skipped_last_pooling,
    _counted_padding,
    _sum_or_product,
    _whole_kernel,
    _forgot_first,
    _gave_jump,
    _last_layer_only,
)
