"""Is a bias redundant beside a normalization: which one, why, and what leaving it out saves."""

from __future__ import annotations

from dataclasses import dataclass

from questions.draw import Draw
from questions.layers.network import Network
from questions.layers.specs import BatchNorm, Conv, ConvTranspose
from questions.misconceptions.components import BATCH_NORM, BIAS
from questions.question import Content, Misconception, Proof, Step
from questions.skills.conv_layers import AXES
from questions.skills.norm_blocks import LINEAR, Biased, Block, double_block, simple_block, varied_block
from questions.skills.skill import Draft, Skill
from questions.submission import AnswerKind
from questions.wording import several

_SHIFTED = {
    "channel": "Add the same number to all values of one channel.",
    "feature": "Add the same number to one feature of every example.",
}


@dataclass(frozen=True, slots=True)
class _Claim:
    """What is said of a block: its text, whether it is true, and the biases and the number that it is about."""

    text: str
    true: bool
    about: tuple[Biased, ...]
    number: int | None = None
    negated: bool = False


def _draft(draw: Draw, level: int) -> Draft:
    truth = draw.chance(0.5)
    if level == 3 and draw.chance(0.65):
        block = double_block(draw)
        claim = _saving(draw, block, truth) if draw.chance(0.6) else _one_of_two(draw, block, truth)
    else:
        claim_kind = draw.integer(1, 3 if level == 1 else 4)
        redundant = _wanted(claim_kind, truth, draw)
        block = simple_block(draw, redundant) if level == 1 else varied_block(draw, redundant)
        claim = _about_one(draw, block, block.biased[0], claim_kind, truth)
    slips = _slips(block, claim)
    return Draft(claim.true, slips, lambda: _write(block, claim, slips))


def _wanted(claim_kind: int, truth: bool, draw: Draw) -> bool:
    """Whether the bias has to be redundant for a claim of that kind to be as true as wanted."""
    if claim_kind in (2, 3):
        return not truth
    return truth or (claim_kind == 4 and draw.chance(0.6))


def _about_one(draw: Draw, block: Block, bias: Biased, kind: int, truth: bool) -> _Claim:
    name, count = f"{bias.name}'s bias", block.outputs(bias.index)
    if kind == 1:
        text = (
            f"Without the {name} (bias=False) the block can still compute every function that it can compute with it."
        )
        return _Claim(text, bias.idle, (bias,))
    if kind == 2:
        return _Claim(f"The block's output depends on the values in the {name}.", not bias.idle, (bias,), negated=True)
    if kind == 3:
        text = f"With bias=False in the {bias.name} there are functions that the block can no longer compute."
        return _Claim(text, not bias.idle, (bias,), negated=True)
    number = count
    if bias.idle and not truth:
        number = draw.choice([n for n in (_inputs(block, bias), 2 * count, 1) if n != count])
    text = (
        f"With bias=False in the {bias.name} the block has {several(number, 'parameter')} fewer and can still compute "
        "the same functions."
    )
    return _Claim(text, bias.idle and number == count, (bias,), number)


def _one_of_two(draw: Draw, block: Block, truth: bool) -> _Claim:
    kind = draw.integer(1, 3)
    wanted = _wanted(kind, truth, draw)
    fitting = [bias for bias in block.biased if bias.idle is wanted] or list(block.biased)
    return _about_one(draw, block, draw.choice(fitting), kind, truth)


def _saving(draw: Draw, block: Block, truth: bool) -> _Claim:
    """How many parameters go with all the biases that change nothing."""
    counts = [block.outputs(bias.index) for bias in block.biased]
    right = sum(count for count, bias in zip(counts, block.biased, strict=True) if bias.idle)
    number = right if truth else draw.choice([n for n in (sum(counts), *counts) if n != right])
    text = (
        "Giving bias=False to every convolution whose bias can go without changing which functions the network can "
        f"compute saves {several(number, 'parameter')} in all."
    )
    return _Claim(text, number == right, block.biased, number)


def _part(block: Block) -> str:
    """What a bias belongs to, and what a normalization centres."""
    return "feature" if any(bias.name == LINEAR for bias in block.biased) else "channel"


def _inputs(block: Block, bias: Biased) -> int:
    layer = block.layers[bias.index]
    return layer.in_channels if isinstance(layer, Conv | ConvTranspose) else 2


def _slips(block: Block, claim: _Claim) -> tuple[Misconception, ...]:
    """Every claim is judged wrongly by whoever takes one of the biases for the opposite of what it is."""
    wrong = not claim.true
    found = [
        Misconception(bias.belief, BATCH_NORM, wrong, "", bias.cause, bias.why)
        for bias in claim.about
        if claim.number is None or len(claim.about) > 1 or not bias.idle or claim.true
    ]
    if claim.number is not None and len(claim.about) == 1 and claim.about[0].idle:
        count = block.outputs(claim.about[0].index)
        cause = f"the number {claim.number} in the statement is not checked" if wrong else "the biases are miscounted"
        found.append(
            Misconception(
                "wrong_number_of_biases", BIAS, wrong, "", cause,
                f"The {claim.about[0].name} has one bias per output {_part(block)}: "
                f"{several(count, 'bias', 'biases')}.",
            )
        )  # fmt: skip
    return tuple(found)


def _write(block: Block, claim: _Claim, slips: tuple[Misconception, ...]) -> Content:
    calls = ", ".join(block.calls())
    shape = block.input_shape
    axes = ("features",) if len(shape) == 1 else ("channels", *AXES[len(shape) - 2])
    sizes = f"({shape[0]},)" if len(shape) == 1 else f"({', '.join(map(str, shape))})"
    many = len(block.biased) > 1
    default = "Both convolutions have a bias" if many else f"The {block.biased[0].name} has a bias"
    needs: tuple[int | str, ...] = ("bias", "training mode")
    if claim.number is not None:
        needs = (*needs, claim.number, *(block.outputs(bias.index) for bias in claim.about))
    network, part = Network(block.layers), _part(block)
    return Content(
        prompt=(
            f"PyTorch, in training mode: nn.Sequential({calls}) gets batches of inputs of shape {sizes} "
            f"({', '.join(axes)}). {default} (the default). True or false, rounding aside: {claim.text}"
        ),
        kind=AnswerKind.TRUTH,
        answer=claim.true,
        layer=network,
        input_shape=shape,
        misconceptions=slips,
        explanation=_explain(block, claim),
        prove=lambda: _prove(block, claim),
        same_as=(block.layers, claim.text),
        has_setup=False,
        hints=(
            f"{_SHIFTED[part]} Follow it through the layers that come afterwards.",
            "Ask of each normalization over which values its mean is taken, and of every other layer whether what is "
            "added before it still comes out as the same addition to all values.",
            f"A bias is redundant if it only shifts a whole {part} until a layer subtracts that {part}'s own mean.",
        ),
        needs=needs,
    )


def _explain(block: Block, claim: _Claim) -> tuple[Step, ...]:
    steps = []
    for bias in claim.about:
        verdict = "can go" if bias.idle else "is needed"
        steps.append(Step(f"The {bias.name}'s bias {verdict}. {bias.why}"))
    if claim.number is not None:
        gone = [block.outputs(bias.index) for bias in claim.about if bias.idle]
        if gone:
            total = f"{sum(gone):,}"
            substitution = " + ".join(map(str, gone)) if len(gone) > 1 else ""
            saved = f"There is one bias per output {_part(block)}; saved without loss:"
            steps.append(Step(saved, "", substitution, total))
        else:
            steps.append(Step("So no bias can be saved without loss."))
    if any(bias.idle for bias in claim.about) and any(isinstance(layer, BatchNorm) for layer in block.layers):
        steps.append(Step("(In evaluation mode the moving mean is subtracted instead, and it includes the bias.)"))
    steps.append(Step("The statement is therefore", "", "", "true" if claim.true else "false"))
    return tuple(steps)


def _prove(block: Block, claim: _Claim) -> Proof:
    """Each bias is drawn anew: where the output stays as it was, the bias changes nothing."""
    lines = [
        "with torch.device('cpu'):",
        "    torch.manual_seed(0)",
        f"    net = nn.Sequential({', '.join(block.calls())}).double()",
        f"    x = torch.randn(4, {', '.join(map(str, block.input_shape))}).double()",
    ]
    for bias in claim.about:
        lines += [
            "    before = net(x)",
            f"    nn.init.normal_(net[{bias.index}].bias)",
            f"    idle_{bias.index} = torch.allclose(before, net(x))",
        ]
    if claim.number is None:
        last = f"{'not ' if claim.negated else ''}idle_{claim.about[0].index}"
    elif len(claim.about) == 1:
        index = claim.about[0].index
        last = f"idle_{index} and net[{index}].bias.numel() == {claim.number}"
    else:
        saved = " + ".join(f"idle_{bias.index} * net[{bias.index}].bias.numel()" for bias in claim.about)
        last = f"{saved} == {claim.number}"
    return Proof(pytorch="\n".join((*lines, last)))


BIAS_BEFORE_NORM = Skill(
    "batch_norm.bias",
    "Which bias a normalization makes redundant",
    "batch norm",
    "B",
    AnswerKind.TRUTH,
    _draft,
    prerequisites=("bias.effect", "batch_norm.parameters"),
    confusable=("batch_norm.parameters", "bias.effect"),
    biases=(),
    hidden=("subtract", "mean", "redundant"),
)
