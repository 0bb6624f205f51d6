"""What the program looks like and how long a session is: `config.toml`, which the learner may also edit by hand.

A value that cannot be is told with its key and its line, and the default holds in its place; nothing stops the program.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, fields, replace
from errno import ENAMETOOLONG
from pathlib import Path
from typing import Any

from trainer.settings import BadSetting

DEFAULT_THEME = "convdrill-dark"
MOST_QUESTIONS, MOST_MINUTES = 10_000, 600


@dataclass(frozen=True, slots=True)
class Config:
    """A session is over after so many `questions` or `minutes`, whichever comes first; 0 minutes are no limit of time.

    None leaves the theme to the program. Raises BadSetting.
    """

    theme: str | None = None
    questions: int = 12
    minutes: int = 10

    def __post_init__(self) -> None:
        if self.theme is not None and not (isinstance(self.theme, str) and self.theme.strip()):
            raise BadSetting(f'theme is a name in quotation marks, such as "{DEFAULT_THEME}"')
        if type(self.questions) is not int or not 1 <= self.questions <= MOST_QUESTIONS:
            raise BadSetting(f"questions is a whole number from 1 to {MOST_QUESTIONS:,}")
        if type(self.minutes) is not int or not 0 <= self.minutes <= MOST_MINUTES:
            raise BadSetting(f"minutes is a whole number from 0 (no limit) to {MOST_MINUTES}")

    def changed(self, changes: Mapping[str, object]) -> Config:
        """The configuration with these values; None brings a default back. Raises BadSetting."""
        values: dict[str, Any] = {
            name: getattr(_DEFAULTS, name) if value is None else value for name, value in changes.items()
        }
        return replace(self, **values)


CONFIG_KEYS = tuple(field.name for field in fields(Config))
_DEFAULTS = Config()


def session_length(config: Config) -> str:
    """`12 questions or 10 minutes`."""
    asked = f"{config.questions:,} question{'s' if config.questions != 1 else ''}"
    return f"{asked} or {config.minutes} minute{'s' if config.minutes != 1 else ''}" if config.minutes else asked


class ConfigFile:
    """The configuration that holds now, the troubles of its file, and changes to it. Without a path nothing is kept."""

    def __init__(self, path: Path | None = None) -> None:
        self.path = path
        self.config = _DEFAULTS
        self.troubles: tuple[str, ...] = ()
        self.lines: Mapping[str, int] = {}
        """The line of each key that the file sets."""
        if path is not None:
            self._read(path)

    def change(self, changes: Mapping[str, object]) -> Config:
        """Set these, None for the default, in the file as it is now; all else in it stays. Raises BadSetting, OSError.

        What was written there by hand meanwhile holds from now on, too.
        """
        checked = self.config.changed(changes)
        if self.path is None:
            self.config = checked
            return checked
        from trainer.config_text import TEMPLATE, with_value

        try:
            text = _decoded(self.path.read_bytes())
        except FileNotFoundError:
            text = TEMPLATE
        for key, value in changes.items():
            text = with_value(text, key, value)
        _write(self.path, text)
        self._take(text)
        return self.config

    def place(self, key: str) -> str:
        """Where the key stands: `config.toml, line 3`."""
        name = self.path.name if self.path else "the configuration"
        return f"{name}, line {self.lines[key]}" if key in self.lines else name

    def _read(self, path: Path) -> None:
        try:
            text = _decoded(path.read_bytes())
        except (FileNotFoundError, NotADirectoryError):
            return  # where the folder is none, the store says so
        except BadSetting as error:
            self.troubles = (str(error),)
        except OSError as error:
            if error.errno == ENAMETOOLONG:
                return
            self.troubles = (f"{path.name} cannot be read ({error.strerror or error}); the defaults hold",)
        else:
            self._take(text)

    def _take(self, text: str) -> None:
        from trainer.config_text import read_text

        found = read_text(text)
        config = _DEFAULTS
        troubles: list[tuple[int, str]] = []
        self.lines = {key: line for key, (_, line) in found.values.items()}
        for key, (value, line) in found.values.items():
            where = f"{self.place(key)}: "
            if key not in CONFIG_KEYS:
                troubles.append((line, f"{where}there is no setting {key[:40]!r}; there are {', '.join(CONFIG_KEYS)}"))
                continue
            try:
                config = config.changed({key: value})
            except BadSetting as error:
                troubles.append((line, f"{where}{error}; {default_text(key)} holds"))
        name = self.path.name if self.path else "the configuration"
        troubles += [(line, f"{name}, line {line}: {message}") for line, message in found.unread]
        self.config, self.troubles = config, tuple(told for _, told in sorted(troubles))


def default_text(key: str) -> str:
    """The value that holds where none is set."""
    return DEFAULT_THEME if key == "theme" else str(getattr(_DEFAULTS, key))


def _decoded(data: bytes) -> str:
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError:
        raise BadSetting("config.toml is not UTF-8 text; the defaults hold") from None


def _write(path: Path, text: str) -> None:
    """In one step, through a link to where the file really is. Raises OSError."""
    import os

    real = Path(os.path.realpath(path))
    real.parent.mkdir(parents=True, exist_ok=True)
    temporary = real.with_name(f".{real.name}.{os.getpid()}")
    try:
        temporary.write_bytes(text.encode())
        if real.exists():
            temporary.chmod(real.stat().st_mode & 0o7777)
        temporary.replace(real)
    except BaseException:
        temporary.unlink(missing_ok=True)
        raise
