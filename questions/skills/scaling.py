"""By what factor weights, multiply-adds and outputs grow when a layer's sizes do."""

from __future__ import annotations

from dataclasses import dataclass

from questions.draw import Draw
from questions.hinting import with_setup
from questions.misconceptions.components import SCALING
from questions.misconceptions.factors import Factors, rule_of
from questions.misconceptions.scaling import factor_slips, total_slips
from questions.question import Content, Misconception, Step
from questions.skills.scaled_drawing import draw_scaled
from questions.skills.scaled_layers import Scaled
from questions.skills.skill import Draft, Skill
from questions.submission import AnswerKind


def _draft(draw: Draw, level: int) -> Draft:
    scaled = draw_scaled(draw, level)
    if level > 1 and not scaled.factors.depthwise and scaled.growing and draw.chance(0.3):
        return _with_biases(scaled.of("weights"))
    slips = (*factor_slips(scaled.factors), *_instead_of_the_factor(scaled))
    return Draft(scaled.factors.total, slips, lambda: _write(scaled, slips, level))


def _instead_of_the_factor(scaled: Scaled) -> tuple[Misconception, ...]:
    """What is something else than how many times as many there are."""
    factors = scaled.factors
    count = scaled.count * factors.total if scaled.growing else scaled.count
    lesson = (
        "The question asks how many times as many there are now as before."
        if scaled.growing
        else "The question asks how many times as many there were before as there are now."
    )
    instead = Misconception(
        "gave_count_instead", SCALING, count, f"{count:,}", f"the {factors.quantity} there are now are counted", lesson
    )
    if factors.total == 1:
        return (instead,)
    more = "only the difference is compared"
    return (
        instead,
        Misconception("gave_increase_instead", SCALING, factors.total - 1, f"{factors.shown} - 1", more, lesson),
    )


def _write(scaled: Scaled, slips: tuple[Misconception, ...], level: int) -> Content:
    factors = scaled.factors
    unit = " (1 MAC = one multiply-add)" if factors.quantity == "MACs" else ""
    has = "its output" if factors.quantity == "values" else "the layer"
    if scaled.growing:
        asked = f"How many times as many {factors.quantity}{unit} as before does {has} have now"
    else:
        asked = f"How many times as many {factors.quantity}{unit} did {has} have before as it does now"
    one = " (1 if equally many)" if level == 3 else ""
    rule = rule_of(factors)
    return Content(
        prompt=f"{scaled.given()} {scaled.changes()} {asked}{one}?",
        kind=AnswerKind.INTEGER,
        answer=factors.total,
        layer=None,
        input_shape=None,
        misconceptions=slips,
        explanation=(*_steps(scaled, rule), _product(factors)),
        prove=scaled.proof,
        same_as=(factors.quantity, factors.rank, factors.depthwise, scaled.growing, *scaled.told),
        has_setup=len(factors.powers) > 1,
        hints=with_setup(
            f"Write the {factors.quantity} down as a product. Which of its factors change?",
            f"{rule}. Multiply the factors of those that change, an extent once for each axis.",
            factors.shown,
        ) if len(factors.powers) > 1 else (
            f"Write the {factors.quantity} down as a product. Which of its factors change?",
            f"{rule}. See which of these change, and how often the change counts.",
        ),
        setup=factors.shown,
        needs=(*scaled.needs, factors.quantity),
    )  # fmt: skip


def _steps(scaled: Scaled, rule: str) -> list[Step]:
    """Which factors count, and which do not."""
    factors = scaled.factors
    steps = [Step(f"{rule}.")]
    counted = {"channels": factors.quantity != "values" or factors.depthwise, "filters": True,
               "kernel": factors.quantity != "values", "side": factors.quantity != "weights",
               "stride": factors.quantity != "weights"}  # fmt: skip
    for change in scaled.listed:
        if not counted[change.name]:
            steps.append(Step(f"The {change.noun} {'do' if change.plural else 'does'} not enter."))
            continue
        times = factors.rank if change.name in ("kernel", "side", "stride") else 1
        power = change.factor**times
        axes = ("", ", along both axes", ", along all three axes")[times - 1]
        steps.append(Step(
            f"The {change.noun} {'give' if change.plural else 'gives'} a factor of {change.factor}{axes}:",
            "", "·".join([str(change.factor)] * times) if times > 1 else "", f"{power:,}",
        ))  # fmt: skip
    return steps


def _product(factors: Factors) -> Step:
    if not factors.powers:
        return Step("So nothing changes:", "", "", "1")
    shown = factors.shown if len(factors.powers) > 1 else ""
    return Step("All factors together:", "", shown, f"{factors.total:,}")


@dataclass(frozen=True, slots=True)
class _Totals:
    """What a layer with biases has before and after."""

    weights: int
    filters: int
    factors: Factors

    @property
    def before(self) -> int:
        return self.weights + self.filters

    @property
    def biases(self) -> int:
        return self.filters * self.factors.filters

    @property
    def after(self) -> int:
        return self.weights * self.factors.total + self.biases


def _with_biases(scaled: Scaled) -> Draft:
    totals = _Totals(scaled.weights, scaled.filters, scaled.factors)
    slips = tuple(total_slips(scaled.factors, totals.weights, totals.filters))

    def write() -> Content:
        factors = scaled.factors
        factor = f"{factors.shown}·" if factors.powers else ""
        setup = f"{factor}({totals.before} - {totals.filters}) + {totals.biases}"
        filters = f"{factors.filters}·{totals.filters}" if factors.filters > 1 else ""
        return Content(
            prompt=f"{scaled.given(biases=True)} The layer has {totals.before:,} learnable parameters. "
            f"{scaled.changes()} How many learnable parameters does it have now?",
            kind=AnswerKind.INTEGER,
            answer=totals.after,
            layer=None,
            input_shape=None,
            misconceptions=slips,
            explanation=(
                Step("Without the biases, one per filter, the weights are:", "",
                     f"{totals.before} - {totals.filters}", f"{totals.weights:,}"),
                *_steps(scaled, rule_of(factors)),
                Step("So the weights are now:", "", f"{factor}{totals.weights}" if factor else "",
                     f"{totals.weights * factors.total:,}"),
                Step("The biases follow the number of filters:", "", filters, f"{totals.biases:,}"),
                Step("Together:", "", f"{totals.weights * factors.total} + {totals.biases}", f"{totals.after:,}"),
            ),
            prove=lambda: scaled.proof(biases=True),
            same_as=("total", factors.rank, totals.before, totals.filters, *scaled.told),
            hints=with_setup(
                "Weights and biases do not grow alike. How many of the parameters are biases?",
                "Take the biases away, one per filter; multiply the weights by the factors of what they depend on; "
                "then add the biases that there are now.",
                setup,
            ),
            setup=setup,
            needs=(totals.before, totals.filters, *scaled.needs, "biases"),
        )  # fmt: skip

    return Draft(totals.after, slips, write)


SCALING_PARAMETERS = Skill(
    "scaling.parameters",
    "How counts grow with a layer",
    "scaling",
    "C",
    AnswerKind.INTEGER,
    _draft,
    prerequisites=("macs.conv",),
    biases=(),
    hidden=("squared", "quadratic", "linear"),
)
