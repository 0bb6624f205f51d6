"""The worlds that policies are run in, and when. Nobody knows which of these worlds is ours, so there are several."""

from __future__ import annotations

from datetime import date

from trainer.demo.world import Forgetting, World

FIRST_DAY = date(2026, 3, 2)
"""When everybody begins to practise, in the evening."""
MORNING = -0.35
"""An interview is in the morning: so many days before the evening's practice would begin."""

TRAINING = (
    World(Forgetting.POWER, 0.0, 0.3),
    World(Forgetting.POWER, 0.5, 0.6),
    World(Forgetting.WINDOWS, -0.5, 0.6),
    World(Forgetting.WINDOWS, 1.5, 0.3),
)
"""The worlds in which constants may be chosen."""

HELD_OUT = (
    World(Forgetting.POWER, -0.5, 0.3),
    World(Forgetting.POWER, 1.5, 0.6),
    World(Forgetting.WINDOWS, 0.0, 0.6),
    World(Forgetting.WINDOWS, 0.5, 0.3),
)
"""The worlds in which a choice must hold too."""

WORLDS = TRAINING + HELD_OUT
