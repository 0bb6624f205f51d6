"""Runs every contender on the same learners, in as many processes as there are processors."""

from __future__ import annotations

import multiprocessing
import os
from collections.abc import Callable, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass

from questions.draw import derived_seed
from tests.simulation.measures import Run, run
from tests.simulation.policies import Contender
from trainer.demo.world import World


@dataclass(frozen=True, slots=True)
class Experiment:
    """`learners` in each world practise `minutes` a day for each horizon, in days, under each contender."""

    contenders: tuple[Contender, ...]
    worlds: tuple[World, ...]
    learners: int
    horizons: tuple[int, ...]
    seed: int
    minutes: float = 15.0


@dataclass(frozen=True, slots=True)
class _Job:
    experiment: Experiment
    world: World
    learner: int
    horizon: int

    def __call__(self) -> list[Run]:
        """One learner under every contender. A learner is the same whatever the contender and the horizon."""
        seed = derived_seed(self.experiment.seed, self.world.name, self.learner)
        return [
            run(contender, self.world, self.learner, self.horizon, seed, self.experiment.minutes)
            for contender in self.experiment.contenders
        ]


def perform(experiment: Experiment, progress: Callable[[int, int], None] | None = None) -> list[Run]:
    """All runs, in an order that does not depend on which process was faster."""
    jobs = [
        _Job(experiment, world, learner, horizon)
        for horizon in sorted(experiment.horizons, reverse=True)  # the long ones first, so that none is left at the end
        for learner in range(experiment.learners)
        for world in experiment.worlds
    ]
    context = multiprocessing.get_context("spawn")
    runs: list[Run] = []
    with ProcessPoolExecutor(os.cpu_count(), mp_context=context) as pool:
        for number, done in enumerate(pool.map(_call, jobs), 1):
            runs.extend(done)
            if progress is not None:
                progress(number, len(jobs))
    return runs


def _call(job: _Job) -> list[Run]:
    return job()


def of(runs: Sequence[Run], contender: str, horizon: int) -> list[Run]:
    """One contender's runs to one horizon; the n-th is of the same learner whatever the contender."""
    return [run for run in runs if run.contender == contender and run.horizon == horizon]
