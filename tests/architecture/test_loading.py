"""What is really loaded, and what is not: the contracts in pyproject.toml see imports in the text only."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.architecture.loading import modules_after, own_modules, packages

OURS = {"questions", "trainer"}
# What an editable install, or a Python that was started with coverage, may load before anything else.
TOOLS = {"sitecustomize", "usercustomize", "coverage", "__editable__"}
SLOW = ("sqlalchemy", "alembic", "fsrs", "faker")
TERMINAL = ("textual", "rich")

WEB = "trainer.web.server"
"""Needs the extra `web`, which brings rich with it; only `convdrill serve` imports it."""
FOR_TESTS = "trainer.demo.faker_provider"
"""Faker's provider: for the tests of others, and imported by nothing else."""

RUN = "import io, sys\nfrom trainer.cli import main\nmain(sys.argv[1:])\n"
"""A command in a process of its own, as the console script runs it."""


def _imports(names: list[str]) -> str:
    return "".join(f"import {name}\n" for name in names)


def _loaded(modules: set[str], *forbidden: str) -> set[str]:
    return packages(modules) & set(forbidden)


def test_questions_need_the_standard_library_alone(tmp_path: Path) -> None:
    names = own_modules("questions")
    assert "questions.layers.notation" in names
    assert packages(modules_after(_imports(names), tmp_path)) - TOOLS == {"questions"}


def test_headless_modules_know_no_terminal(tmp_path: Path) -> None:
    """Session, scheduling, store, line mode and commands, all of them loaded: no Textual, no Faker."""
    left_out = ("trainer.tui", FOR_TESTS, WEB)
    names = [name for name in own_modules("trainer") if not name.startswith(left_out)]
    assert "trainer.store.store" in names
    assert _loaded(modules_after(_imports(names), tmp_path), *TERMINAL, "faker") == set()


def test_no_module_needs_faker_or_a_test_tool(tmp_path: Path) -> None:
    """Everything of ours that there is, but for Faker's provider; the demo imports Faker when it is made."""
    names = [*own_modules("questions"), *own_modules("trainer")]
    assert {FOR_TESTS, WEB, "trainer.demo.diary"} <= {*names}
    modules = modules_after(_imports([name for name in names if name not in (FOR_TESTS, WEB)]), tmp_path)
    assert "textual" in packages(modules)
    assert not {FOR_TESTS, WEB} & modules
    assert _loaded(modules, "faker", "pytest", "hypothesis", "tests", "torch", "keras", "numpy") == set()


def test_the_provider_needs_faker_and_no_more(tmp_path: Path) -> None:
    """What tests of others import: Faker and the questions, no trainer behind it."""
    modules = modules_after(_imports([FOR_TESTS]), tmp_path)
    assert "faker" in packages(modules)
    assert _loaded(modules, "sqlalchemy", "alembic", "fsrs", *TERMINAL) == set()


def test_making_a_demo(tmp_path: Path) -> None:
    """A demo that is only made needs Faker, which the other commands do not, and no terminal library."""
    modules = modules_after(RUN, tmp_path, ("demo", "--reviews", "3", "--database", str(tmp_path / "demo.db")))
    assert _loaded(modules, *SLOW, *TERMINAL) == {"sqlalchemy", "fsrs", "faker"}
    assert FOR_TESTS not in modules


@pytest.mark.parametrize(
    "words",
    [
        ("question", "conv2d.parameters/v1/2/42", "--answer"),
        ("question", "--seed", "1", "--count", "3", "--json"),
        ("check", "nn.Conv2d(3, 10, 3)", "280"),
        ("check", "parameters.formula/v1/1/3", "M"),
        ("explain", "keras.layers.Conv2D(10, 3)", "--input", "24x24x3"),
        ("explain", "--cheatsheet"),
        ("skills",),
        ("stats", "--json"),
        ("history", "--limit", "3"),
        ("learners",),
        ("set", "list"),
        ("set", "starters"),
        ("set", "new", "Week 3", "--count", "5"),
    ],
    ids=" ".join,
)
def test_commands_that_print(words: tuple[str, ...], tmp_path: Path) -> None:
    """Without a store, a command that prints needs neither the terminal library nor the database."""
    modules = modules_after(RUN, tmp_path, words)
    assert packages(modules) - TOOLS == OURS | ({"platformdirs"} & packages(modules))
    assert _loaded(modules, *SLOW, *TERMINAL) == set()


def test_command_line_alone(tmp_path: Path) -> None:
    """Understanding a command loads none of what it needs to run."""
    code = "from trainer.cli.arguments import parse\nparse(['practice', '--limit', '3'])\n"
    modules = modules_after(code, tmp_path)
    assert {name for name in modules if name.split(".")[0] in OURS} <= {
        "trainer",
        "trainer.cli",
        "trainer.cli.argument_values",
        "trainer.cli.arguments",
        "trainer.cli.set_arguments",
        "trainer.cli.parser",
    }


def test_way_to_the_first_frame(tmp_path: Path) -> None:
    """The app, home, the drill and the journal are there before the database library is."""
    code = _imports(
        [
            "trainer.cli.app_start",
            "trainer.cli.home",
            "trainer.cli.practice",
            "trainer.tui.app",
            "trainer.tui.screens.home",
            "trainer.tui.screens.drill",
            "trainer.journal",
        ]
    )
    modules = modules_after(code, tmp_path)
    assert "textual" in modules
    assert _loaded(modules, *SLOW) == set()


def test_opening_a_current_store(tmp_path: Path) -> None:
    """Making a store and opening it again need no Alembic; only another schema version does."""
    file = tmp_path / "convdrill.db"
    code = f"from pathlib import Path\nfrom trainer.store import Store\nStore.open(Path({str(file)!r})).close()\n"
    for _ in range(2):
        modules = modules_after(code, tmp_path)
        assert "sqlalchemy" in modules
        assert _loaded(modules, "alembic", "fsrs", "faker", *TERMINAL) == set()


def test_a_session_in_lines(tmp_path: Path) -> None:
    """Practising line by line, with a store, needs no terminal library and no Alembic."""
    code = "import io, sys\nsys.stdin = io.StringIO('1\\n?\\n')\n" + RUN
    modules = modules_after(code, tmp_path, ("practice", "--plain", "--limit", "2"))
    assert "sqlalchemy" in modules
    assert _loaded(modules, "alembic", "faker", *TERMINAL) == set()
