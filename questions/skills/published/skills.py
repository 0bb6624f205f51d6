"""Layers and blocks of published networks."""

from __future__ import annotations

from questions.skills.published.blocks import draft_block
from questions.skills.published.layers import draft_layer
from questions.skills.skill import Skill
from questions.submission import AnswerKind

LAYER = Skill(
    "published.layer",
    "One layer of a published network",
    "published",
    "C",
    AnswerKind.INTEGER,
    draft_layer,
    prerequisites=("conv2d.parameters", "conv1d.parameters", "conv3d.parameters"),
    biases=(True, False),
)
BLOCK = Skill(
    "published.block",
    "A whole block of a published network",
    "published",
    "C",
    AnswerKind.INTEGER,
    draft_block,
    prerequisites=("conv2d.parameters", "published.layer"),
    biases=(),
)
