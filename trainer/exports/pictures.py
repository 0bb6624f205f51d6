"""The pictures of a question as files of a package, with words for who cannot see them."""

from __future__ import annotations

from dataclasses import dataclass

from questions.picture import Scene, picture_after, picture_before
from questions.question import Content
from trainer.drawing.svg import draw_svg
from trainer.exports.contract import Sheet

PICTURED = 100
"""Packages of more questions come without pictures unless they are wanted: to draw them takes most of the time."""


@dataclass(frozen=True, slots=True)
class Picture:
    """An SVG file of that name; `alt` says what is to be seen."""

    name: str
    data: bytes
    alt: str


def with_pictures(sheet: Sheet) -> bool:
    """Whether its questions get pictures: as the option says, else where there are few. An exam has none."""
    wanted = sheet.options.get("pictures")
    return not sheet.exam and (sheet.count <= PICTURED if wanted is None else wanted == "on")


def pictures_of(content: Content, identifier: str) -> tuple[Picture | None, Picture | None]:
    """The picture beside the prompt and that of the solution, where there are any; `identifier` begins their names."""
    before, after = picture_before(content), picture_after(content)
    return _picture(before, f"{identifier}-before.svg"), _picture(after, f"{identifier}-after.svg")


def _picture(scene: Scene | None, name: str) -> Picture | None:
    if scene is None:
        return None
    return Picture(name, draw_svg(scene).encode(), f"{scene.title}. {scene.caption}" if scene.caption else scene.title)
