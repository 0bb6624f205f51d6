"""The import contracts cover the packages that there are."""

from __future__ import annotations

import tomllib
from typing import Any

from tests.architecture.loading import ROOT


def _contracts() -> list[dict[str, Any]]:
    with (ROOT / "pyproject.toml").open("rb") as file:
        found: list[dict[str, Any]] = tomllib.load(file)["tool"]["importlinter"]["contracts"]
        return found


def test_every_part_of_the_trainer_has_its_place() -> None:
    """A new module under trainer/ is put into a layer, or the contract would not see it."""
    (layers,) = [contract["layers"] for contract in _contracts() if contract["name"] == "Imports go downwards"]
    placed = {name.strip() for layer in layers for name in layer.split("|")}
    children = [
        path for path in (ROOT / "trainer").iterdir() if path.suffix == ".py" or (path / "__init__.py").exists()
    ]
    parts = {f"trainer.{path.stem}" for path in children if path.stem != "__init__"}
    assert parts - placed == set()
