"""SVG pictures as Chromium draws them: where its text really is."""

from __future__ import annotations

import html
import json
import shutil
import subprocess
from pathlib import Path

import pytest

from questions.layers.network import Network
from questions.layers.specs import (
    BatchNorm,
    Conv,
    ConvTranspose,
    Dense,
    DepthwiseConv,
    Layer,
    Pool,
    SeparableConv,
    Shape,
)
from questions.picture import scene_of
from tests.helpers.programs import missing
from trainer.drawing.svg import draw_svg

pytestmark = pytest.mark.browser

LAYERS: dict[str, tuple[Layer | Network, Shape | None]] = {
    "1d": (Conv(64, 128, (5,), (2,)), (64, 1000)),
    "2d": (Conv(3, 10, (3, 3)), (3, 24, 24)),
    "2d large": (Conv(3, 64, (7, 7), (2, 2), (3, 3)), (3, 224, 224)),
    "2d deep": (Conv(512, 512, (3, 3), padding=(1, 1)), (512, 14, 14)),
    "3d": (Conv(3, 8, (3, 3, 3), dilation=(2, 1, 2)), (3, 10, 12, 12)),
    "groups": (Conv(64, 64, (3, 3), groups=32), (64, 14, 14)),
    "depthwise": (DepthwiseConv(6, (3, 3), 2), (6, 8, 8)),
    "transposed": (ConvTranspose(4, 2, (4,), (2,), (1,)), (4, 6)),
    "separable": (SeparableConv(32, 64, (3, 3), padding="same"), (32, 56, 56)),
    "pooling": (Pool("max", (2, 2)), (8, 16, 16)),
    "dense": (Dense(784, 10), None),
    "batch norm": (BatchNorm(6), (6, 8, 8)),
    "receptive field": (Network(tuple([Conv(8, 8, (3,), dilation=(2**i,)) for i in range(5)])), None),
    "network": (Network((Conv(3, 8, (3, 3)), Pool("max", (2, 2)), Conv(8, 16, (3, 3)), Dense(13, 2))), (3, 32, 32)),
}

FONTS = ("system-ui, sans-serif", "'DejaVu Sans'", "'Liberation Sans'", "serif")

SCRIPT = """
const told = [];
for (const svg of document.querySelectorAll('svg')) {
  const box = svg.viewBox.baseVal, texts = [];
  for (const text of svg.querySelectorAll('text')) {
    const at = text.getBBox();
    texts.push([text.textContent, at.x, at.y, at.x + at.width, at.y + at.height]);
  }
  const shapes = [];
  for (const shape of svg.querySelectorAll('rect, line, path, polygon')) {
    if (shape.closest('defs')) continue;
    const at = shape.getBBox();
    shapes.push([shape.tagName, at.x, at.y, at.x + at.width, at.y + at.height]);
  }
  told.push({width: box.width, height: box.height, texts, shapes});
}
document.getElementById('told').textContent = JSON.stringify(told);
"""


def _browser() -> str:
    found = next((path for name in ("chromium", "google-chrome", "chrome") if (path := shutil.which(name))), None)
    return found if found is not None else missing("chromium is not installed")


def _told(folder: Path, documents: list[str], font: str) -> list[dict[str, object]]:
    """What the browser says of each picture, drawn in this font."""
    drawn = "".join(document.replace("system-ui, sans-serif", font) for document in documents)
    page = folder / "page.html"
    page.write_text(f'<meta charset="utf-8"><pre id="told"></pre>{drawn}<script>{SCRIPT}</script>', "utf-8")
    options = ["--headless", "--no-sandbox", "--disable-gpu", "--no-first-run", "--disable-background-networking"]
    done = subprocess.run(
        [_browser(), *options, f"--user-data-dir={folder / 'profile'}", "--dump-dom", page.as_uri()],
        capture_output=True,
        text=True,
        timeout=120,
        check=True,
    )
    start = done.stdout.index('<pre id="told">') + len('<pre id="told">')
    told: list[dict[str, object]] = json.loads(html.unescape(done.stdout[start : done.stdout.index("</pre>", start)]))
    return told


@pytest.mark.parametrize("font", FONTS)
def test_real_boxes(font: str, tmp_path: Path) -> None:
    """All text and every shape within the view box; no text over another (the blank above and below it aside)."""
    documents = []
    for layer, shape in LAYERS.values():
        scene = scene_of(layer, shape)
        assert scene is not None
        parts = sorted(scene.parts, key=lambda part: part.value)
        documents += [draw_svg(scene), *(draw_svg(scene, highlight=part) for part in parts)]
    assert len(documents) > 60
    told = _told(tmp_path, documents, font)
    assert len(told) == len(documents)
    for picture in told:
        width, height, texts, shapes = (picture[name] for name in ("width", "height", "texts", "shapes"))
        assert isinstance(width, float | int) and isinstance(height, float | int)
        assert isinstance(texts, list) and len(texts) > 3 and isinstance(shapes, list) and len(shapes) > 3
        for name, left, top, right, bottom in [*texts, *shapes]:
            assert left >= -0.5 and top >= -0.5 and right <= width + 0.5 and bottom <= height + 0.5, name
        for place, one in enumerate(texts):
            for other in texts[place + 1 :]:
                across = min(one[3], other[3]) - max(one[1], other[1])
                down = min(one[4], other[4]) - max(one[2], other[2])
                assert across <= 0 or down <= 3, (one, other)
