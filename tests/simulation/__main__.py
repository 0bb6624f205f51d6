"""`python -m tests.simulation`: prints one Markdown table."""

from __future__ import annotations

import argparse
import sys

from tests.simulation.experiment import Experiment, perform
from tests.simulation.oracle import LOOKS_INSIDE
from tests.simulation.policies import BAD, CONTENDERS, OUR_OWN, SIMPLE
from tests.simulation.report import report
from tests.simulation.world import HELD_OUT, TRAINING, WORLDS


def main() -> int:
    """Run what the arguments say. All output but the table goes to stderr."""
    asked = _arguments()
    if asked.tune:
        from tests.simulation.tuning import tune

        print(tune(asked.learners, asked.horizons, asked.seed, _progress))
        return 0
    if asked.quick:
        worlds = (TRAINING[1], HELD_OUT[3])
        experiment = Experiment((OUR_OWN, *SIMPLE, BAD), worlds, 2, (3,), asked.seed)
    else:
        experiment = Experiment((*CONTENDERS, LOOKS_INSIDE), WORLDS, asked.learners, asked.horizons, asked.seed)
    print(report(experiment, perform(experiment, _progress)))
    return 0


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m tests.simulation", description=__doc__)
    parser.add_argument("--learners", type=_count, default=10, help="learners in each world (10)")
    parser.add_argument("--horizons", type=_horizons, default=(3, 7, 14), help="days until the interview (3,7,14)")
    parser.add_argument("--seed", type=int, default=1, help="another seed gives other learners (1)")
    kind = parser.add_mutually_exclusive_group()
    kind.add_argument("--quick", action="store_true", help="four learners, three days; with a policy that is bad")
    kind.add_argument("--tune", action="store_true", help="constants: chosen on some worlds, confirmed on others")
    return parser.parse_args()


def _count(text: str) -> int:
    if not text.isascii() or not text.isdigit() or not 1 <= int(text) <= 10_000:
        raise argparse.ArgumentTypeError("a number from 1 to 10000 is expected")
    return int(text)


def _horizons(text: str) -> tuple[int, ...]:
    return tuple(sorted({_count(part) for part in text.split(",")}))


def _progress(done: int, of: int) -> None:
    if sys.stderr.isatty():
        print(f"\r{done} of {of}", end="\n" if done == of else "", file=sys.stderr, flush=True)


if __name__ == "__main__":
    sys.exit(main())
