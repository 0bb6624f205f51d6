"""Which of several changes does something to the number of parameters: a choice."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from fractions import Fraction
from string import ascii_lowercase

from questions.choices import Distractor, Offer, offer
from questions.draw import Draw
from questions.hinting import parameter_setup, with_setup
from questions.question import Content, Proof, Step
from questions.skills.conv_layers import Setting, describe
from questions.skills.effect.changes import Change, Maker
from questions.skills.effect.claims import CHANGES, SAME, Claim, times
from questions.skills.effect.compound import COMPOUND
from questions.skills.effect.counts import RULE, count, counted_step, counting_lines, draw_layer
from questions.skills.effect.effective import EFFECTIVE
from questions.skills.effect.idle import IDLE
from questions.skills.skill import Draft, Skill
from questions.submission import AnswerKind

_FACTORS = (*map(times, (2, 4, 3, 9, 8)), *(times(Fraction(1, part)) for part in (2, 3, 4)))


def _draft(draw: Draw, level: int) -> Draft:
    while True:
        x = draw_layer(draw, level)
        claim, changes = _pick(draw, x, level)
        if claim is None:
            continue
        before = count(x.layer)
        right = [change for change in changes if _is(change, claim)]
        wrong = [change for change in changes if _believed(change, claim) and not _is(change, claim)]
        wrong = [change for change in wrong if not claim.holds(before, count(change.after))]
        if right and len({change.text for change in wrong}) >= 2:
            break
    chosen = draw.choice(right)
    offered = offer(draw, chosen.text, list(_distractors(wrong, claim)))
    by_text = {change.text: change for change in (*wrong, chosen)}
    options = [by_text[text] for text in offered.choices]
    return Draft(offered.answer, offered.misconceptions, lambda: _write(x, claim, offered, options))


def _pick(draw: Draw, x: Setting, level: int) -> tuple[Claim | None, list[Change]]:
    """What is asked for, and changes to choose from."""
    if level > 1 and draw.chance(0.7):
        # The largest part of them twice, for more factors to choose among.
        changes = _made(draw, x, (*IDLE, *EFFECTIVE, *IDLE[:3], *EFFECTIVE[:4]))
        true = {change.right for change in changes}
        believed = Counter(claim for change in changes for claim in {slip.claim for slip in change.wrong})
        asked = [claim for claim in _FACTORS if claim in true and believed[claim] >= 2]
        return (draw.choice(asked) if asked else None), changes
    if level == 3:
        return SAME, _made(draw, x, (*COMPOUND, *EFFECTIVE[:4]))
    return draw.choice((SAME, CHANGES)), _made(draw, x, (*IDLE, *EFFECTIVE))


def _is(change: Change, claim: Claim) -> bool:
    return change.right != SAME if claim == CHANGES else change.right == claim


def _made(draw: Draw, x: Setting, makers: Sequence[Maker]) -> list[Change]:
    changes = (maker(draw, x) for maker in makers)
    return list({change.text: change for change in changes if change is not None}.values())


def _believed(change: Change, claim: Claim) -> bool:
    return any(_claims(slip.claim, claim) for slip in change.wrong)


def _claims(believed: Claim, asked: Claim) -> bool:
    return believed != SAME if asked == CHANGES else believed == asked


def _distractors(wrong: Iterable[Change], claim: Claim) -> Iterable[Distractor]:
    for change in wrong:
        for slip in change.wrong:
            if _claims(slip.claim, claim):
                yield Distractor(change.text, slip.id, slip.component, slip.cause, slip.lesson)


def _question(claim: Claim) -> str:
    if claim == SAME:
        return "Which of these changes leaves its number of parameters as it is?"
    if claim == CHANGES:
        return "Which of these changes alters its number of parameters?"
    factor = claim.amount
    part = {2: "a half", 3: "a third", 4: "a quarter"}
    size = {2: "twice", 3: "three times", 4: "four times"}.get(int(factor), f"{factor} times") + " as large"
    told = size if factor > 1 else f"{part[factor.denominator]} of what it was"
    return f"After which of these changes is its number of parameters exactly {told}?"


def _write(x: Setting, claim: Claim, offered: Offer, options: Sequence[Change]) -> Content:
    layer = x.layer
    letters = ascii_lowercase[: len(options)]
    right = options[letters.index(offered.answer)]
    after = [
        counted_step(f"{letter}) {change.text}:", change.after) for letter, change in zip(letters, options, strict=True)
    ]
    return Content(
        prompt=f"{describe(x)} {_question(claim)}",
        kind=AnswerKind.CHOICE,
        answer=offered.answer,
        layer=layer,
        input_shape=x.input_shape,
        misconceptions=offered.misconceptions,
        explanation=(
            counted_step("As it is:", layer),
            *after,
            Step(f"{count(layer):,} → {count(right.after):,}: so it is", "", "", offered.answer),
        ),
        prove=lambda: _prove(x, claim, letters, options),
        same_as=(layer, claim.test, right.text),
        choices=offered.choices,
        hints=with_setup(
            "Write down the factors of the number of parameters. Which of the changes touch them?",
            RULE,
            f"as it is, {parameter_setup(layer)}; write the same line for every change.",
        ),
        setup=parameter_setup(layer),
        needs=(layer.in_channels, layer.out_channels, *layer.kernel_size, "bias"),
    )


def _prove(x: Setting, claim: Claim, letters: str, options: Sequence[Change]) -> Proof:
    before = counting_lines(x.layer, x.input_shape)
    after = [counting_lines(x.layer, x.input_shape, change) for change in options]

    def lines(first: str, others: list[str]) -> str:
        if not first or not all(others):
            return ""
        counts = "".join(f"    {letter!r}: {line},\n" for letter, line in zip(letters, others, strict=True))
        found = f"next(letter for letter, after in counts.items() if {claim.test})"
        return f"before = {first}\ncounts = {{\n{counts}}}\n{found}"

    return Proof(
        pytorch=lines(before.pytorch, [line.pytorch for line in after]),
        keras=lines(before.keras, [line.keras for line in after]),
    )


WHICH = Skill(
    "parameters.which",
    "Which change alters the parameter count",
    "parameters",
    "A",
    AnswerKind.CHOICE,
    _draft,
    prerequisites=("parameters.effect",),
    confusable=("parameters.effect", "bias.effect"),
)
