"""Builds once, installs what convdrill needs once, and hands out one environment per kind of install."""

from __future__ import annotations

import shutil
from dataclasses import dataclass
from pathlib import Path

import pytest

from tests.packaging.building import Environment, build, export


@dataclass(frozen=True)
class Built:
    """What was handed out, and the names of the files it was made from. The tree itself is gone."""

    archive: Path
    wheel: Path
    sources: frozenset[str]


@dataclass(frozen=True)
class Installed:
    """One kind of install, and where its code must come from."""

    kind: str
    environment: Environment
    code: Path


@pytest.fixture(scope="session")
def built(tmp_path_factory: pytest.TempPathFactory) -> Built:
    """The source archive and the wheel; what they were built from is deleted."""
    folder = tmp_path_factory.mktemp("built")
    tree = export(folder / "tree")
    names = frozenset(path.relative_to(tree).as_posix() for path in tree.rglob("*") if path.is_file())
    archive, wheel = build(tree, folder / "dist")
    shutil.rmtree(tree)
    return Built(archive, wheel, names)


@pytest.fixture(scope="session")
def needed(built: Built, tmp_path_factory: pytest.TempPathFactory) -> Environment:
    """An environment with what convdrill needs, resolved from the wheel's own metadata, but without convdrill."""
    environment = Environment(tmp_path_factory.mktemp("needed") / "venv")
    environment.pip("install", built.wheel)
    environment.pip("uninstall", "--yes", "convdrill")
    return environment


@pytest.fixture(scope="session", params=["wheel", "sdist", "editable"])
def installed(
    request: pytest.FixtureRequest, built: Built, needed: Environment, tmp_path_factory: pytest.TempPathFactory
) -> Installed:
    """Each kind of install in turn."""
    kind: str = request.param
    folder = tmp_path_factory.mktemp(kind)
    environment = Environment(folder / "venv", borrowing=needed)
    if kind == "editable":
        tree = export(folder / "tree")
        environment.pip("install", "--no-deps", "--editable", tree)
        return Installed(kind, environment, tree)
    environment.pip("install", "--no-deps", built.wheel if kind == "wheel" else built.archive)
    return Installed(kind, environment, environment.packages)
