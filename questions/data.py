"""The packaged data: `data/` of a checkout, which an installed wheel carries as `questions/_data`."""

from __future__ import annotations

from pathlib import Path

_PICTURES = "pictures"
"""The README's; a wheel does not carry them."""


class UnknownData(LookupError):
    """There is no packaged file of that name; the message says which there are."""


def read_data(name: str) -> str:
    """The text of a packaged file, by its name from `data_names()`. Raises UnknownData."""
    names = data_names()
    if name not in names:
        raise UnknownData(f"there is no packaged data {name!r}; there are {', '.join(names)}")
    return _folder().joinpath(name).read_text("utf-8")


def data_names() -> tuple[str, ...]:
    """Every packaged file, as a path with slashes from the data folder, sorted; not the README's pictures."""
    folder = _folder()
    found = (path.relative_to(folder) for path in folder.rglob("*") if path.is_file())
    packaged = (path for path in found if path.parts[0] != _PICTURES)
    return tuple(sorted(path.as_posix() for path in packaged if not any(part.startswith(".") for part in path.parts)))


def _folder() -> Path:
    """Where the data is. An editable install has no `_data`: the packages are those of the checkout."""
    installed = Path(__file__).with_name("_data")
    return installed if installed.is_dir() else Path(__file__).parents[1] / "data"
