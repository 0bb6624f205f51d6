"""The configuration file: what holds, what is told of a bad line, and that a change leaves the rest as it was."""

from __future__ import annotations

import tomllib
from pathlib import Path

import pytest
from hypothesis import assume, example, given
from hypothesis import strategies as st

from trainer.config import MOST_MINUTES, MOST_QUESTIONS, Config, ConfigFile, session_length
from trainer.config_text import TEMPLATE, read_text, with_value
from trainer.settings import BadSetting


@pytest.fixture
def file(tmp_path: Path) -> Path:
    """Where the file is, or will be."""
    return tmp_path / "deep" / "config.toml"


def _written(file: Path, text: str) -> ConfigFile:
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_bytes(text.encode())
    return ConfigFile(file)


def test_no_file(file: Path) -> None:
    """The defaults hold, nothing is told, nothing is made."""
    found = ConfigFile(file)
    assert (found.config, found.troubles) == (Config(), ())
    assert not file.parent.exists()


def test_the_file_that_is_made(file: Path) -> None:
    """It explains itself; what is set stands where its comment is, the rest stays a comment."""
    found = ConfigFile(file)
    found.change({"questions": 20})
    text = file.read_text("utf-8")
    assert tomllib.loads(text) == {"questions": 20}
    assert text == TEMPLATE.replace("# questions = 12", "questions = 20")
    found.change({"theme": "convdrill-light", "minutes": 0})
    assert ConfigFile(file).config == Config("convdrill-light", 20, 0)
    assert ConfigFile(file).lines == {"theme": 6, "questions": 9, "minutes": 13}


def test_the_template_tells_the_defaults() -> None:
    """What stands there as a comment is what holds."""
    bare = TEMPLATE.replace("# theme =", "theme =").replace("# questions =", "questions =")
    set_ = tomllib.loads(bare.replace("# minutes =", "minutes ="))
    assert set_ == {"theme": "convdrill-dark", "questions": Config().questions, "minutes": Config().minutes}


def test_the_template_tells_the_limits() -> None:
    """Every number that it says can be set can be, and the next one cannot."""
    for key, least, most in (("questions", 1, MOST_QUESTIONS), ("minutes", 1, MOST_MINUTES)):
        assert f"so many {key} ({least} to {most})" in TEMPLATE
        for value in (least, most):
            assert getattr(Config().changed({key: value}), key) == value
        with pytest.raises(BadSetting):
            Config().changed({key: most + 1})
    assert "0 minutes set no limit of time" in TEMPLATE
    assert Config(minutes=0).minutes == 0
    with pytest.raises(BadSetting):
        Config(questions=0)


@pytest.mark.parametrize(
    ("text", "told", "holds"),
    [
        ("questions = 0\n", "line 1: questions is a whole number from 1 to 10,000; 12 holds", Config()),
        ('minutes = 3\n\nquestions = "ten"\n', "line 3: questions is a whole number", Config(minutes=3)),
        ("questions = 4.5\n", "line 1: questions is a whole number", Config()),
        ("questions = true\n", "line 1: questions is a whole number", Config()),
        ("# so\nminutes = -1\nquestions = 5", "line 2: minutes is a whole number from 0", Config(questions=5)),
        ("theme = 3\n", "line 1: theme is a name in quotation marks", Config()),
        ("questions = ten\nminutes = 3\n", "line 1: questions has no value that can be read", Config(minutes=3)),
        ("minutes = 3\nquestions =\n", "line 2: questions has no value that can be read", Config(minutes=3)),
        ("minutes = 3\nminutes = 4\n", "line 2: minutes is set a second time; it is passed over", Config(minutes=3)),
        ("minutes = 3\nhello there\n", "line 2: this is no setting; it is passed over", Config(minutes=3)),
        ("minuts = 3\n", "line 1: there is no setting 'minuts'; there are theme, questions, minutes", Config()),
        ("minutes = 3\n[more]\nquestions = 4\n", "line 2: there is no setting 'more'", Config(minutes=3)),
        ("[minutes]\nquestions = 4\n", "line 1: minutes is a whole number", Config()),
        ('theme = "x\nminutes = 3\n', "line 1: theme has no value that can be read", Config(minutes=3)),
    ],
)  # fmt: skip
def test_bad_values(file: Path, text: str, told: str, holds: Config) -> None:
    """Key and line are named, the default holds in its place, and the other lines count."""
    found = _written(file, text)
    assert found.config == holds
    [trouble] = found.troubles
    assert trouble.startswith(f"config.toml, {told}")


def test_unreadable_files(file: Path) -> None:
    """A file that is no text, and a folder in its place."""
    file.parent.mkdir()
    file.write_bytes(b"theme = \xff\xfe\n")
    assert ConfigFile(file).troubles == ("config.toml is not UTF-8 text; the defaults hold",)
    with pytest.raises(BadSetting, match="UTF-8"):
        ConfigFile(file).change({"questions": 3})
    assert file.read_bytes() == b"theme = \xff\xfe\n"
    file.unlink()
    file.mkdir()
    [told] = ConfigFile(file).troubles
    assert told.startswith("config.toml cannot be read (")


def test_a_change_mends_the_bad_line(file: Path) -> None:
    """And only that one, its comment included."""
    found = _written(file, "questions = twelve  # a dozen\r\n\r\nminuts = 3\r\n")
    found.change({"questions": 12})
    assert file.read_bytes() == b"questions = 12  # a dozen\r\n\r\nminuts = 3\r\n"
    assert [told.partition(": ")[0] for told in found.troubles] == ["config.toml, line 3"]


def test_edited_by_hand_meanwhile(file: Path) -> None:
    """A change is made to the file as it is now."""
    found = _written(file, "questions = 5\n")
    file.write_text("# mine\nminutes = 7\nquestions = 6\n", "utf-8")
    assert found.change({"theme": "nord"}) == Config("nord", 6, 7)
    assert file.read_text("utf-8") == '# mine\nminutes = 7\nquestions = 6\ntheme = "nord"\n'


def test_default_again(file: Path) -> None:
    """A default is no value: the line becomes a comment, so that a later default holds."""
    found = _written(file, "questions = 5 # few\n")
    assert found.change({"questions": None}) == Config()
    assert file.read_text("utf-8") == "# questions = 5 # few\n"
    found.change({"questions": 8})
    assert file.read_text("utf-8") == "questions = 8\n"


@pytest.mark.parametrize(
    "text",
    ['theme = """\nnord"""\n', "questions = [\n1,\n]\n", "[theme]\nname = 1\n", 'x = """\nquestions = 1\n"""\n'],
)
def test_left_to_an_editor(file: Path, text: str) -> None:
    """What cannot be changed in its line is refused in words, and the file stays."""
    found = _written(file, text)
    with pytest.raises(BadSetting, match="only an editor can change"):
        found.change({"theme": "a"} if "theme" in text else {"questions": 2})
    assert file.read_text("utf-8") == text


def test_through_a_link(file: Path, tmp_path: Path) -> None:
    """A file that is kept elsewhere stays there, with its permissions."""
    real = tmp_path / "dotfiles.toml"
    real.write_text("questions = 5\n", "utf-8")
    real.chmod(0o640)
    file.parent.mkdir()
    file.symlink_to(real)
    ConfigFile(file).change({"questions": 6})
    assert file.is_symlink()
    assert real.read_text("utf-8") == "questions = 6\n"
    assert real.stat().st_mode & 0o777 == 0o640


def test_bad_change(file: Path) -> None:
    """It is refused before anything is written."""
    with pytest.raises(BadSetting):
        ConfigFile(file).change({"questions": 0})
    assert not file.exists()


@pytest.mark.parametrize(
    ("config", "told"),
    [
        (Config(), "12 questions or 10 minutes"),
        (Config(questions=1, minutes=1), "1 question or 1 minute"),
        (Config(minutes=0), "12 questions"),
    ],
)
def test_session_length(config: Config, told: str) -> None:
    """In words, singular and plural."""
    assert session_length(config) == told


# Any file, any change.

_values = st.one_of(
    st.integers(-5, 20_000).map(str),
    st.text(max_size=8).map(lambda text: f'"{"".join(c for c in text if c.isalnum())}"'),
    st.sampled_from(["true", "1.5", "nan", "[1, 2]", "'#'", '"a # b"', "2026-03-01", "{a = 1}", "twelve", "", '"']),
)
_keys = st.sampled_from(["theme", "questions", "minutes", '"minutes"', "other", "a-b"])
_comments = st.sampled_from(["", " # why", "#x = 3", "  # questions = 4"])
_assignments = st.tuples(
    st.sampled_from(["", "  ", "\t"]), _keys, st.sampled_from([" = ", "=", "  ="]), _values, _comments
)
_lines = st.one_of(
    _assignments.map("".join),
    st.sampled_from(["", "# a comment", "# questions = 12", "[table]", "[[list]]", "junk", "# é 日本"]),
)
_files = st.tuples(st.lists(_lines, max_size=8), st.sampled_from(["\n", "\r\n"])).map(lambda f: f[1].join([*f[0], ""]))
_changes = st.one_of(
    st.tuples(st.just("questions"), st.none() | st.integers(1, MOST_QUESTIONS)),
    st.tuples(st.just("minutes"), st.none() | st.integers(0, MOST_MINUTES)),
    st.tuples(st.just("theme"), st.none() | st.text(min_size=1)),
)


@given(_files)
def test_any_file_can_be_read(text: str) -> None:
    """Whatever stands there, each key has one value and one line; a file that is TOML is read as TOML reads it."""
    found = read_text(text)
    count = text.count("\n") + 1
    assert all(1 <= line <= count for _, line in found.values.values())
    try:
        document = tomllib.loads(text)
    except tomllib.TOMLDecodeError:
        assert not found.whole
    else:
        assert repr({key: value for key, (value, _) in found.values.items()}) == repr(document)
        assert not found.unread


@given(_files, _changes)
@example("theme = 0\ntheme = twelve\n", ("theme", None))
def test_any_change(text: str, change: tuple[str, str | int | None]) -> None:
    """The key has its value; every other line is there, in its order, byte for byte; or it is refused in words."""
    key, value = change
    try:
        after = with_value(text, key, value)
    except BadSetting:
        assume(False)
        return
    values = {name: told for name, (told, _) in read_text(after).values.items()}
    assert values.get(key) == value
    before_lines, after_lines = text.split("\n"), after.split("\n")
    same = 0
    while same < len(before_lines) and before_lines[same : same + 1] == after_lines[same : same + 1]:
        same += 1
    rest = after_lines[same + 1 :]
    assert after == text or rest in (before_lines[same:], before_lines[same + 1 :])
    assert with_value(after, key, value) == after


@given(_changes, _changes)
def test_changes_of_the_template(first: tuple[str, str | int | None], second: tuple[str, str | int | None]) -> None:
    """Nothing is refused in the file that the program made, and it stays TOML."""
    text = with_value(with_value(TEMPLATE, *first), *second)
    expected = {key: value for key, value in dict([first, second]).items() if value is not None}
    assert tomllib.loads(text) == expected
