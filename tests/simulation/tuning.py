"""Constants of the schedule: each tried on its own in some worlds, and what helped there confirmed in others."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from statistics import fmean

from tests.simulation.bootstrap import Estimate, estimate
from tests.simulation.experiment import Experiment, of, perform
from tests.simulation.measures import Run
from tests.simulation.policies import OUR_OWN, Contender
from tests.simulation.world import HELD_OUT, TRAINING
from trainer.scheduling.policy import OURS
from trainer.session import SessionPlan

Progress = Callable[[int, int], None]

GRID: dict[str, tuple[float, ...]] = {
    "gap_part": (2, 3, 6, 8),
    "last_days": (0, 1, 3),
    "open_days": (0, 3, 8, 14),
    "new_share": (0.25, 0.6, 0.8, 1.0),
    "hurried_share": (0.3, 0.7),
    "others_first": (3, 4, 6),
    "one_above": (0.0, 0.15, 0.3, 0.7),
    "steering_weight": (0.0, 1.0),
}
"""Other values of the constants of `Policy`."""

SWITCHES = ("horizon", "interleaving", "relearning", "gate")
SESSIONS = (SessionPlan(8, 7), SessionPlan(15, 15), SessionPlan(20, 20))
"""Other lengths of a session: questions and minutes."""


def alternatives() -> list[Contender]:
    """Ours with one thing changed, for each value of the grid."""
    constants = [
        replace(OUR_OWN, name=f"{name} {value:g}", policy=replace(OURS, **{name: value}))  # type: ignore[arg-type]
        for name, values in GRID.items()
        for value in values
    ]
    switches = [replace(OUR_OWN, name=f"no {name}", policy=replace(OURS, **{name: False})) for name in SWITCHES]
    sessions = [
        replace(OUR_OWN, name=f"sessions of {plan.limit} questions or {plan.minutes} minutes", plan=plan)
        for plan in SESSIONS
    ]
    return [*constants, *switches, *sessions]


def together(chosen: Sequence[Contender]) -> Contender:
    """All these changes at once; of two values of one constant the later stands."""
    policy, plan = OURS, OUR_OWN.plan
    for contender in chosen:
        fields = contender.policy.__dataclass_fields__
        changed = {name: getattr(contender.policy, name) for name in fields}
        policy = replace(policy, **{name: value for name, value in changed.items() if value != getattr(OURS, name)})
        plan = contender.plan if contender.plan != OUR_OWN.plan else plan
    return Contender("all of these together", policy, plan)


def tune(learners: int, horizons: tuple[int, ...], seed: int, progress: Progress | None = None) -> str:
    """Two Markdown tables: every alternative in the training worlds, then what helped there in the held-out ones."""
    tried = Experiment((OUR_OWN, *alternatives()), TRAINING, learners, horizons, seed)
    runs = perform(tried, progress)
    leads = {contender.name: _lead(runs, contender, tried) for contender in tried.contenders[1:]}
    # Worst first, so that of two values of one constant the better one stands in the combination.
    helped = sorted(
        (contender for contender in tried.contenders[1:] if leads[contender.name].low > 0),
        key=lambda contender: leads[contender.name].mean,
    )
    lines = [_head("training worlds", tried), *(_row(name, found) for name, found in leads.items()), ""]
    if not helped:
        return "\n".join([*lines, "Simulated: nothing helped for certain, so there is nothing to confirm."])
    confirmed = Experiment((OUR_OWN, *helped, together(helped)), HELD_OUT, learners, horizons, seed)
    runs = perform(confirmed, progress)
    rows = [_row(contender.name, _lead(runs, contender, confirmed)) for contender in confirmed.contenders[1:]]
    return "\n".join([*lines, _head("held-out worlds", confirmed), *rows])


def _lead(runs: Sequence[Run], contender: Contender, experiment: Experiment) -> Estimate:
    """By how many points it is above ours, the mean over the horizons, learner by learner."""
    by_horizon = [
        [100 * (run.at_interview - ours.at_interview) for run, ours in pairs]
        for days in experiment.horizons
        if (pairs := list(zip(of(runs, contender.name, days), of(runs, OUR_OWN.name, days), strict=True)))
    ]
    return estimate([fmean(leads) for leads in zip(*by_horizon, strict=True)], experiment.seed)


def _head(where: str, experiment: Experiment) -> str:
    count = experiment.learners * len(experiment.worlds)
    days = ", ".join(map(str, experiment.horizons))
    return (
        f"Simulated: {count} learners in the {where}, interview after {days} days, seed {experiment.seed}.\n\n"
        "| changed | points above ours | 95 % interval |\n|---|--:|--:|"
    )


def _row(name: str, found: Estimate) -> str:
    return f"| {name} | {found.mean:+.2f} | {found.low:+.2f} to {found.high:+.2f} |".replace("-", "−")
