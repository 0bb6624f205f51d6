"""How many `products` reasoning-gym draws in a second. Run by a Python that has it; prints one number."""

from __future__ import annotations

import sys
from time import process_time

import reasoning_gym  # type: ignore[import-not-found,unused-ignore]  # lives in a Python of its own

COUNT = int(sys.argv[1])

dataset = reasoning_gym.create_dataset("products", seed=1, size=COUNT)
entry = dataset[0]
if dataset.score_answer(answer=entry["answer"], entry=entry) != 1.0:
    sys.exit("reasoning-gym does not accept its own answer")
started = process_time()
for index in range(COUNT):
    dataset[index]
print(COUNT / (process_time() - started))
