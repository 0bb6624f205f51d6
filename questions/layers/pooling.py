"""Pooling layers: no weights, one output per window and channel."""

from dataclasses import dataclass
from typing import Literal

from questions.layers.checks import MAX_RANK, ONES, full_padding, kernel_rank, require_flag, require_sizes
from questions.layers.terms import LayerError, Padding, Shape

PoolKind = Literal["max", "avg"]

_set = object.__setattr__


@dataclass(frozen=True, slots=True)
class Pool:
    """The maximum or average of every window.

    ``stride`` ``()`` means ``kernel_size``. ``padding`` counts positions per side ("valid" is stored as zeros) and
    is at most half the kernel, dilated or not, as PyTorch demands. ``ceil_mode`` rounds the output size up.
    Raises LayerError when a field is out of range, and for a dilated average, which no framework has.
    """

    kind: PoolKind
    kernel_size: Shape
    stride: Shape = ()
    padding: Padding = ()
    dilation: Shape = ()
    ceil_mode: bool = False

    def __post_init__(self) -> None:
        rank = kernel_rank(self.kernel_size)
        _require_kind(self.kind)
        require_flag("ceil_mode", self.ceil_mode)
        if self.stride == ():
            _set(self, "stride", self.kernel_size)
        else:
            require_sizes("stride", self.stride, rank)
        if self.dilation == ():
            _set(self, "dilation", ONES[rank])
        else:
            require_sizes("dilation", self.dilation, rank)
            if self.kind == "avg" and self.dilation != ONES[rank]:
                raise LayerError("dilation of average pooling must be 1.")
        padding = full_padding(self.padding, rank)
        if padding == "causal":
            raise LayerError("padding of pooling must be integers, 'valid' or 'same', not 'causal'.")
        if not isinstance(padding, str):
            self._require_half(padding)
        elif self.ceil_mode:
            raise LayerError("ceil_mode goes with integer padding, not with 'same'.")
        _set(self, "padding", padding)

    def _require_half(self, padding: Shape) -> None:
        for pad, kernel in zip(padding, self.kernel_size, strict=True):
            if pad > kernel // 2:
                raise LayerError(f"padding of pooling must be at most half the kernel size {kernel}, not {pad}.")

    @property
    def rank(self) -> int:
        """The number of spatial axes."""
        return len(self.kernel_size)


@dataclass(frozen=True, slots=True)
class GlobalPool:
    """The maximum or average over all spatial axes: (C, *spatial) to (C,), or (C, 1, …) with ``keepdims``."""

    kind: PoolKind
    rank: int
    keepdims: bool = False

    def __post_init__(self) -> None:
        _require_kind(self.kind)
        if type(self.rank) is not int or not 1 <= self.rank <= MAX_RANK:
            raise LayerError(f"rank must be an integer from 1 to {MAX_RANK}, not {self.rank!r}.")
        require_flag("keepdims", self.keepdims)


@dataclass(frozen=True, slots=True)
class AdaptivePool:
    """PyTorch's adaptive pooling: windows are chosen so that the output has ``output_size`` whatever the input.

    One entry per spatial axis; None keeps that axis of the input.
    """

    kind: PoolKind
    output_size: tuple[int | None, ...]

    def __post_init__(self) -> None:
        _require_kind(self.kind)
        sizes = self.output_size
        if (
            type(sizes) is not tuple
            or not 1 <= len(sizes) <= MAX_RANK
            or any(size is not None and (type(size) is not int or size < 1) for size in sizes)
        ):
            raise LayerError(f"output_size must be 1 to {MAX_RANK} positive integers or None, not {sizes!r}.")

    @property
    def rank(self) -> int:
        """The number of spatial axes."""
        return len(self.output_size)


def _require_kind(kind: object) -> None:
    if kind not in ("max", "avg"):
        raise LayerError(f"kind of pooling must be 'max' or 'avg', not {kind!r}.")
