"""A scene as an SVG document."""

from __future__ import annotations

from questions.picture.scene import Part, Scene

WIDTH = 940.0


def draw_svg(scene: Scene, *, highlight: Part | None = None, width: float = WIDTH) -> str:
    """One self-contained SVG 1.1 document in ASCII, the same bytes for the same scene.

    Nothing in it refers to anything outside: no script, no style sheet, no font file. `highlight` emphasises one part
    and says what the scene has to say of it. `width` is the most units it may take from left to right; a single
    volume with long labels may need a little more.
    """
    from trainer.drawing.vector.page import page

    return page(scene, highlight, width)
