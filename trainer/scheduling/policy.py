"""The constants of the schedule, and its parts, each of which can be switched off."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Policy:
    """How the next skill is found. Nothing of it touches memory: cards are the same under every policy."""

    horizon: bool = True
    """Whether an interview date shortens the gaps; without it the date only counts for new skills."""
    interleaving: bool = True
    """Whether skills that are easily confused are asked side by side."""
    relearning: bool = True
    """Whether a failed skill returns within the session."""
    steering: bool = True
    """Whether tallied misconceptions decide among equals, and about what is weakest."""
    gate: bool = True
    """Whether a new skill waits for a success at what it builds on."""

    new_per_day: int = 8
    """New skills a day, where the learner sets nothing else."""
    reviews_per_day: int = 60
    """Known skills a day, where the learner sets nothing else."""
    gap_part: int = 4
    """No gap exceeds this part of the days left: a quarter."""
    last_days: int = 2
    """Tier A returns in so many days before the interview."""
    open_days: int = 5
    """With so many days left or fewer, there is no gate."""
    new_share: float = 0.4
    """Of a session's questions, at most this share opens a new skill while something else can be asked."""
    hurried_share: float = 0.5
    """The same where an interview is near and the new skills would not be opened in time."""
    session_questions: int = 12
    """What a day is taken to hold when new skills are spread over the days left."""
    others_first: int = 2
    """A failed skill returns after so many questions of other skills."""
    one_above: float = 0.5
    """How often a skill that is known is asked one level above its own: the best of 0 to 0.5 in the simulation."""
    steering_weight: float = 0.5
    """What a misconception in every answer weighs beside a memory that is certainly gone."""


OURS = Policy()
