"""Wrong procedures for the shape that comes out where the padding is a rule: "valid", "same", "causal"."""

from __future__ import annotations

from questions.misconceptions.components import AXIS_ORDER, OUTPUT_SIZE, PADDING
from questions.misconceptions.facts import Slips
from questions.misconceptions.output_size import (
    EXPLICIT_RULES,
    Axis,
    OutputFacts,
    Told,
    kept_size,
    wrong_channels,
    wrong_order,
)
from questions.question import Misconception

_VALID_ONLY = tuple(rule for rule in EXPLICIT_RULES if rule is not kept_size)


def explicit_slips(f: OutputFacts) -> tuple[Misconception, ...]:
    """What the known wrong procedures give where the padding is given in numbers."""
    return _also_with_kept_channels(f, [slip for rule in EXPLICIT_RULES for slip in rule(f)])


def rule_slips(f: OutputFacts) -> tuple[Misconception, ...]:
    """What they give where the padding is a rule."""
    rules = (*_VALID_ONLY, _valid_as_same) if f.explicit else (wrong_channels, wrong_order, _as_valid, _same, _causal)
    return _also_with_kept_channels(f, [slip for rule in rules for slip in rule(f)])


def _also_with_kept_channels(f: OutputFacts, slips: list[Misconception]) -> tuple[Misconception, ...]:
    """The slips, and each slip about the sizes once more with the channels of the input."""
    pairs = []
    if f.cin != f.cout:
        for slip in slips:
            value = slip.value
            sizes = () if not isinstance(value, tuple) else value[:-1] if f.last else value[1:]
            if isinstance(value, tuple) and value[-1 if f.last else 0] == f.cout and sizes != f.true:
                pairs.append(
                    Misconception(
                        slip.id, slip.component, f.shape(sizes, f.cin), slip.working,
                        f"{slip.cause} and the channels of the input are kept",
                        f"{slip.lesson} The output also has {f.cout} channels, one per filter.",
                    )
                )  # fmt: skip
    return (*slips, *pairs)


def batch_slip(f: OutputFacts, batch: int) -> Misconception:
    """The batch axis kept although it was to be left out."""
    return Misconception(
        "kept_batch_axis", AXIS_ORDER, (batch, *f.answer), "", "the batch axis is kept",
        "The shape of one output was asked for, without the batch axis.",
    )  # fmt: skip


def _valid_as_same(f: OutputFacts) -> Slips:
    sizes = tuple([-(-a.n // a.s) for a in f.axes])
    if sizes != f.true:
        yield Misconception(
            "valid_as_same", PADDING, f.shape(sizes), _joined(f, _ceil),
            "padding='valid' is treated like 'same'",
            "'valid' adds no padding: the window stays inside the input.",
        )  # fmt: skip


def _as_valid(f: OutputFacts) -> Slips:
    sizes = tuple([a.room // a.s + 1 for a in f.axes])
    if min(a.room for a in f.axes) >= 0:
        rule = f.layer.padding
        yield Misconception(
            "same_as_valid", PADDING, f.shape(sizes), _joined(f, lambda a: a.shown),
            f"padding='{rule}' is treated like 'valid'",
            f"'{rule}' pads so that the size is divided by the stride alone: ceil(size/stride).",
        )  # fmt: skip


def _same(f: OutputFacts) -> Slips:
    if f.true != f.spatial:
        yield Misconception(
            "same_means_unchanged", PADDING, f.shape(f.spatial), "",
            f"padding='{f.layer.padding}' is taken to keep the size whatever the stride",
            "The size stays the same for stride 1 only; in general it is ceil(size/stride).",
        )  # fmt: skip
    if any(a.n % a.s for a in f.axes):
        sizes = tuple([a.n // a.s for a in f.axes])
        yield Misconception(
            "same_rounds_down", OUTPUT_SIZE, f.shape(sizes), _joined(f, lambda a: f"floor({a.n}/{a.s})"),
            "the division by the stride is rounded down",
            "A window that begins inside the input counts, and the padding fills it up: round up.",
        )  # fmt: skip
    if f.layer.padding == "same" and any(a.window % 2 == 0 for a in f.axes):
        sizes = tuple([(a.n + 2 * (a.window // 2) - a.window) // a.s + 1 for a in f.axes])
        if sizes != f.true:
            yield Misconception(
                "same_as_half_kernel", PADDING, f.shape(sizes),
                _joined(f, lambda a: a._replace(p=a.window // 2).shown),
                "half the kernel is padded on both sides although its size is even",
                "For an even kernel 'same' pads one position less on the one side; the size is ceil(size/stride).",
            )  # fmt: skip


def _causal(f: OutputFacts) -> Slips:
    if f.layer.padding == "causal":
        sizes = tuple([(a.n + a.window - 2) // a.s + 1 for a in f.axes])
        yield Misconception(
            "causal_pads_both_sides", PADDING, f.shape(sizes),
            _joined(f, lambda a: a._replace(p=a.window - 1).shown),
            "the causal padding is added on both sides",
            "Causal padding stands before the first position only, so that no output sees what comes later.",
        )  # fmt: skip


def _ceil(a: Axis) -> str:
    return f"ceil({a.n}/{a.s})" if a.s > 1 else f"{a.n}"


def _joined(f: OutputFacts, told: Told) -> str:
    return ", ".join(dict.fromkeys([told(axis) for axis in f.axes]))
