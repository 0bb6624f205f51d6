"""How many `products` reasoning-gym draws in a second. Run by a Python that has it; prints one number."""

from __future__ import annotations

import sys
from time import perf_counter

import reasoning_gym

COUNT = int(sys.argv[1])

dataset = reasoning_gym.create_dataset("products", seed=1, size=COUNT)
entry = dataset[0]
if dataset.score_answer(answer=entry["answer"], entry=entry) != 1.0:
    sys.exit("reasoning-gym does not accept its own answer")
started = perf_counter()
for index in range(COUNT):
    dataset[index]
print(COUNT / (perf_counter() - started))
