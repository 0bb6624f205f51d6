"""The result in words: one Markdown table, and what it says about our schedule."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from math import log
from statistics import fmean

from tests.simulation.bootstrap import Estimate, estimate
from tests.simulation.experiment import Experiment, of
from tests.simulation.measures import LATER, READY_CHANCE, Run
from tests.simulation.policies import Contender

ENOUGH = 3.0
"""Points that our schedule should be above the best simple one."""

Figure = Callable[[Run], float]


def report(experiment: Experiment, runs: Sequence[Run]) -> str:
    """The table with the lines below it."""
    ours, *others = experiment.contenders
    lines = [
        f"Simulated: {experiment.learners * len(experiment.worlds)} learners in {len(experiment.worlds)} worlds, the "
        f"same for every policy, {experiment.minutes:g} minutes a day until the interview, seed {experiment.seed}. "
        "Percent of fresh questions right, tier A twice the weight of tier B; in brackets ours minus the policy, in "
        "points, with its 95 % interval.",
        "",
        *_table(experiment, runs),
        "",
        *(f"- {line}" for line in (*_against(ours, others, experiment, runs), *_figures(ours, experiment, runs))),
    ]
    return "\n".join(lines)


def _table(experiment: Experiment, runs: Sequence[Run]) -> list[str]:
    heads = ["policy (simulated)"]
    heads += [f"after {days} days" for days in experiment.horizons]
    heads += [f"{days} days + {LATER}" for days in experiment.horizons]
    heads += ["minutes a day", 'false "ready"']
    rows = [f"| {' | '.join(heads)} |", f"|---{'|--:' * (len(heads) - 1)}|"]
    ours = experiment.contenders[0]
    for contender in experiment.contenders:
        cells = [contender.name]
        for figure in (_at_interview, _later):
            for days in experiment.horizons:
                mine = 100 * fmean(map(figure, of(runs, contender.name, days)))
                found = lead(runs, ours.name, contender.name, days, figure, experiment.seed)
                cells.append(f"{mine:.1f}" if contender is ours else f"{mine:.1f} ({_signed(found)})")
        own = [run for run in runs if run.contender == contender.name]
        cells.append(f"{fmean(run.minutes for run in own):.1f}")
        cells.append(_share(sum(run.falsely_ready for run in own), sum(run.ready for run in own)))
        rows.append(f"| {' | '.join(cells)} |")
    return rows


def lead(runs: Sequence[Run], ours: str, other: str, days: int, figure: Figure, seed: int) -> Estimate:
    """By how many points the first contender is above the second, learner by learner."""
    pairs = zip(of(runs, ours, days), of(runs, other, days), strict=True)
    return estimate([100 * (figure(mine) - figure(theirs)) for mine, theirs in pairs], seed)


def _against(ours: Contender, others: Sequence[Contender], experiment: Experiment, runs: Sequence[Run]) -> list[str]:
    simple = [contender for contender in others if contender.rival]
    if not simple:
        return []
    lines = []
    for days in experiment.horizons:
        best = max(simple, key=lambda contender: fmean(map(_at_interview, of(runs, contender.name, days))))
        found = lead(runs, ours.name, best.name, days, _at_interview, experiment.seed)
        verdict = "as wanted" if found.mean >= ENOUGH else "not the 3 points that were wanted"
        lines.append(f"{days} days: the best simple policy is {best.name}; ours {_signed(found)} points: {verdict}.")
        by_world = sorted((_lead_in(runs, ours, best, days, world.name), world.name) for world in experiment.worlds)
        (least, worst), (most, easiest) = by_world[0], by_world[-1]
        lines.append(f"{days} days, by world: from {_points(least)} ({worst}) to {_points(most)} ({easiest}).")
    return lines


def _lead_in(runs: Sequence[Run], ours: Contender, other: Contender, days: int, world: str) -> float:
    pairs = zip(of(runs, ours.name, days), of(runs, other.name, days), strict=True)
    return 100 * fmean(mine.at_interview - theirs.at_interview for mine, theirs in pairs if mine.world.name == world)


def _figures(ours: Contender, experiment: Experiment, runs: Sequence[Run]) -> list[str]:
    own = [run for run in runs if run.contender == ours.name]
    named = sum(run.diagnosis.named for run in own)
    true = sum(run.diagnosis.true for run in own)
    wrong = sum(run.diagnosis.wrong for run in own)
    found = sum(run.diagnosis.found for run in own)
    lines = [
        f"Before practice: {100 * fmean(run.at_first for run in own):.1f}.",
        f"Ready ({ours.name}): {fmean(run.ready for run in own):.1f} skills a learner; false where a fresh question is "
        f"answered right less often than {READY_CHANCE:.0%}.",
        f"Diagnosis ({ours.name}): of {named:,} misconceptions named {_share(true, named)} were a true cause; of "
        f"{wrong:,} answers that came of a misconception {_share(found, wrong)} had theirs named.",
    ]
    predictions = [prediction for run in own for prediction in run.predictions]
    if predictions:
        base = fmean(prediction.right for prediction in predictions)
        losses = {
            "our retrievability": fmean(_loss(each.ours, each.right) for each in predictions),
            "a constant": fmean(_loss(base, each.right) for each in predictions),
            "a moving average": fmean(_loss(each.moving_average, each.right) for each in predictions),
        }
        told = ", ".join(f"{name} {loss:.3f}" for name, loss in losses.items())
        lines.append(
            f"Log loss on {len(predictions):,} first answers of a day, {base:.0%} of them right ({ours.name}): {told}."
        )
    return lines


def _loss(chance: float, right: bool) -> float:
    return -log(chance if right else 1 - chance)


def _share(part: int, whole: int) -> str:
    return f"{part / whole:.0%}" if whole else "–"


def _signed(found: Estimate) -> str:
    return f"{_points(found.mean)}: {_points(found.low)} to {_points(found.high)}"


def _points(points: float) -> str:
    return f"{points:+.1f}".replace("-", "−")


def _at_interview(run: Run) -> float:
    return run.at_interview


def _later(run: Run) -> float:
    return run.later
