"""The registry of skills. Explicit: a skill exists because it is listed here, in the order of introduction."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from importlib import import_module

from questions.skills.skill import Skill

_PLACES = {
    # Tier A: almost certain in an interview
    "conv2d.parameters": "parameters:CONV2D",
    "bias.effect": "bias:BIAS_EFFECT",
    "conv1d.parameters": "parameters:CONV1D",
    "conv3d.parameters": "parameters:CONV3D",
    "pointwise.parameters": "pointwise:POINTWISE",
    "parameters.formula": "formula:FORMULA",
    "parameters.effect": "effect.effect:EFFECT",
    "parameters.which": "effect.which:WHICH",
    "output.pytorch": "output:PYTORCH",
    "output.keras": "output:KERAS",
    "dense.comparison": "dense:COMPARISON",
    "network.weights": "networks:WEIGHTS",
    "network.biases": "networks:BIASES",
    # Tier B: likely
    "weights.pytorch": "weights:PYTORCH",
    "weights.keras": "weights:KERAS",
    "weights.flax": "weights:FLAX",
    "groups.parameters": "groups:GROUPS",
    "depthwise.parameters": "depthwise:DEPTHWISE",
    "separable.parameters": "separable:SEPARABLE",
    "macs.conv": "macs:MACS",
    "receptive_field.stack": "receptive:RECEPTIVE_FIELD",
    "batch_norm.parameters": "batch_norm_parameters:PARAMETERS",
    "batch_norm.bias": "batch_norm_bias:BIAS_BEFORE_NORM",
    "stack.comparison": "stacks:COMPARISON",
    "stack.bottleneck": "stacks:BOTTLENECK",
    "stack.factorised": "stacks:FACTORISED",
    "inverse.parameters": "inverse:PARAMETERS",
    "inverse.bias": "has_bias:HAS_BIAS",
    "padding.same": "same_padding:SAME",
    "output.formula": "formulas.output:OUTPUT_FORMULA",
    "conv3d.formula": "formulas.conv3d:CONV3D_FORMULA",
    "groups.formula": "formulas.groups:GROUPS_FORMULA",
    "depthwise.formula": "formulas.depthwise:DEPTHWISE_FORMULA",
    "separable.formula": "formulas.separable:SEPARABLE_FORMULA",
    "macs.formula": "formulas.macs:MACS_FORMULA",
    # Tier C: advanced
    "dilated.parameters": "dilated:DILATED_PARAMETERS",
    "dilated.kernel": "dilated_kernel:DILATED_KERNEL",
    "transposed.parameters": "transposed:TRANSPOSED_PARAMETERS",
    "transposed.output_pytorch": "transposed_output:OUTPUT_PYTORCH",
    "transposed.output_keras": "transposed_output:OUTPUT_KERAS",
    "memory.activations": "memory:MEMORY_ACTIVATIONS",
    "scaling.parameters": "scaling:SCALING_PARAMETERS",
    "local.parameters": "local:LOCAL_PARAMETERS",
    "dense.as_convolution": "as_convolution:DENSE_AS_CONVOLUTION",
    "summary.reading": "summary.skills:READING",
    "published.layer": "published.skills:LAYER",
    "published.block": "published.skills:BLOCK",
}
"""Each skill's module below questions.skills, and its name there."""


class _Skills(Mapping[str, Skill]):
    """Skills by id. A family's module is imported when one of its skills is asked for: all together take a while."""

    def __init__(self) -> None:
        self._found: dict[str, Skill] = {}

    def __getitem__(self, skill_id: str) -> Skill:
        skill = self._found.get(skill_id)
        if skill is None:
            module, name = _PLACES[skill_id].split(":")
            found = getattr(import_module(f"questions.skills.{module}"), name)
            if not isinstance(found, Skill) or found.id != skill_id:
                raise TypeError(f"{module}.{name} is not the skill {skill_id}")
            skill = self._found[skill_id] = found
        return skill

    def __contains__(self, skill_id: object) -> bool:
        return skill_id in _PLACES

    def __iter__(self) -> Iterator[str]:
        return iter(_PLACES)

    def __len__(self) -> int:
        return len(_PLACES)


SKILLS: Mapping[str, Skill] = _Skills()
