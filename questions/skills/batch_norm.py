"""What a batch norm counts, and which bias it makes redundant."""

from __future__ import annotations

from questions.skills.batch_norm_bias import BIAS_BEFORE_NORM
from questions.skills.batch_norm_parameters import PARAMETERS

SKILLS = (PARAMETERS, BIAS_BEFORE_NORM)
