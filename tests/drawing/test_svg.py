"""SVG pictures: what must hold of every one."""

from __future__ import annotations

import math
import subprocess
import sys
from dataclasses import replace
from itertools import combinations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from questions.layers.output import window_length
from questions.layers.specs import BatchNorm, Conv, ConvTranspose, Dense, SeparableConv
from questions.picture import Part, Scene, scene_of
from questions.picture.scene import Axis, Bar, Block, Entry, Move, Row, Stage, Volume
from tests.drawing.random_scenes import MANY, networks, random_convolutions, random_scenes
from tests.drawing.svg_reading import TAGS, overlap, read, tag
from trainer.drawing.svg import draw_svg

HEAVIEST = 60_000


def _check(scene: Scene, highlight: Part | None = None) -> None:
    document = draw_svg(scene, highlight=highlight)
    picture = read(document)
    width, height = picture.size
    assert document.isascii() and len(document) < HEAVIEST
    for element, (left, top, right, bottom) in picture.drawn():
        assert all(map(math.isfinite, (left, top, right, bottom)))
        assert left >= 0 and top >= 0 and right <= width and bottom <= height, element.attrib
    for (text, one), (other, box) in combinations(picture.texts, 2):
        assert not overlap(one, box), (scene.title, text, other)
    root = picture.root
    title, described = list(root)[:2]
    assert (tag(title), tag(described)) == ("title", "desc")
    assert (title.text, described.text) == (scene.title, scene.caption)
    assert root.attrib["aria-labelledby"].split() == [title.attrib["id"], described.attrib["id"]]


@pytest.mark.parametrize("seed", range(6))
def test_any_layer(seed: int) -> None:
    """Well-formed, light, within its view box, no text over another, with a title and a description."""
    for scene in random_scenes(seed, MANY // 6):
        _check(scene)


@pytest.mark.parametrize("seed", range(3))
def test_any_part_emphasised(seed: int) -> None:
    """The same with each part of a layer that can be pointed at."""
    for scene in random_scenes(100 + seed, 25):
        for part in scene.parts:
            _check(scene, part)


def test_networks() -> None:
    """The same of rows and of volumes one after the other."""
    scenes = list(networks())
    assert len(scenes) > 6
    for scene in scenes:
        _check(scene)
        for part in scene.parts:
            _check(scene, part)


@pytest.mark.parametrize("seed", range(4))
def test_proportions_of_the_kernel(seed: int) -> None:
    """Kernel to input as the layer has it, on each axis, read back from the drawing, unless it says otherwise."""
    exact = 0
    for layer, shape, scene in random_convolutions(seed, 60):
        picture = read(draw_svg(scene))
        if "drawn larger" in picture.words or "thicker" in picture.words:
            continue
        exact += 1
        box = picture.faces("volume input", "box")
        kernel = picture.faces("volume input", "block kernel")
        windows = [window_length(k, d) for k, d in zip(layer.kernel_size, layer.dilation, strict=True)]
        depth = layer.in_channels // layer.groups
        told = [(windows[-1], shape[-1]), (depth, shape[0]) if layer.rank == 1 else (windows[-2], shape[-2])]
        for axis, (part, whole) in enumerate(told):
            assert _length(kernel["front"], axis) / _length(box["front"], axis) == pytest.approx(part / whole, abs=0.01)
        if layer.rank > 1:
            part, whole = (depth, shape[0]) if layer.rank == 2 else (windows[0], shape[1])
            assert _length(kernel["top"], 1) / _length(box["top"], 1) == pytest.approx(part / whole, abs=0.02)
    assert exact >= 15


def test_what_is_too_small_is_drawn_larger_and_said() -> None:
    """A kernel of one position in 224 can be seen."""
    picture = read(draw_svg(_scene(Conv(3, 64, (1, 1)), (3, 224, 224))))
    assert _length(picture.faces("volume input", "block kernel")["front"], 0) >= 4
    assert "drawn larger" in picture.words


def test_one_scale_for_input_and_output() -> None:
    """24 and 22 positions are as 24 to 22."""
    picture = read(draw_svg(_scene(Conv(3, 10, (3, 3)), (3, 24, 24))))
    ratio = [_length(picture.faces(f"volume {name}", "box")["front"], 0) for name in ("input", "output")]
    assert ratio[1] / ratio[0] == pytest.approx(22 / 24, abs=0.001)
    assert "scale" not in picture.words


def test_a_kernel_as_deep_as_the_input_and_one_that_is_not() -> None:
    """The top of the kernel runs over all of the input's top in 2d; in 3d it ends before."""
    flat = read(draw_svg(_scene(Conv(3, 10, (3, 3)), (3, 12, 12))))
    deep = read(draw_svg(_scene(Conv(3, 10, (3, 3, 3)), (3, 12, 12, 12))))
    ratios = [
        _length(each.faces("volume input", "block kernel")["top"], 1)
        / _length(each.faces("volume input", "box")["top"], 1)
        for each in (flat, deep)
    ]
    assert ratios == [pytest.approx(1, abs=0.01), pytest.approx(3 / 12, abs=0.02)]


@pytest.mark.parametrize(
    ("part", "said"),
    [(Part.DEPTH, "channels"), (Part.BIAS, "bias"), (Part.FILTERS, "filter"), (Part.STRIDE, "moves on")],
)
def test_emphasis(part: Part, said: str) -> None:
    """A sentence in a frame, a pointer and an outline more; not by colour alone."""
    scene = _scene(Conv(3, 10, (3, 3)), (3, 24, 24))
    plain, marked = read(draw_svg(scene)), read(draw_svg(scene, highlight=part))
    assert marked.faces("callout", "callout").keys() >= {"pointer"}
    added = set(marked.words.split("\n")) - set(plain.words.split("\n"))
    assert said in " ".join(added)
    assert "highlight" in {element.get("class") for element in marked.root.iter()}
    assert "highlight" not in {element.get("class") for element in plain.root.iter()}


def test_the_same_bytes_in_every_process() -> None:
    """Whatever the order of hashes."""
    code = (
        "from questions.layers.specs import Conv\nfrom questions.picture import scene_of\n"
        "from trainer.drawing.svg import draw_svg\n"
        "print(draw_svg(scene_of(Conv(8, 8, (3, 3), (2, 2), (1, 1), (2, 2), 4), (8, 14, 14))), end='')"
    )
    made = {
        subprocess.run(
            [sys.executable, "-c", code],
            env={"PYTHONHASHSEED": seed, "PYTHONPATH": ":".join(sys.path)},
            capture_output=True,
            text=True,
            check=True,
        ).stdout
        for seed in ("0", "1", "2")
    }
    assert made == {draw_svg(_scene(Conv(8, 8, (3, 3), (2, 2), (1, 1), (2, 2), 4), (8, 14, 14)))}


def test_identifiers_of_two_pictures_in_one_page() -> None:
    """Different, and every one that is used is there."""
    documents = [draw_svg(_scene(Conv(4, 4, (3, 3), groups=2), (4, size, size))) for size in (8, 9)]
    identifiers = [{element.get("id") for element in read(each).root.iter()} - {None} for each in documents]
    assert identifiers[0] and not identifiers[0] & identifiers[1]
    for document, known in zip(documents, identifiers, strict=True):
        values = [value for element in read(document).root.iter() for value in element.attrib.values()]
        used = {value[5:-1] for value in values if value.startswith("url(#")}
        assert used and used <= known


@pytest.mark.parametrize("width", [300, 600, 940, 2000])
def test_width(width: int) -> None:
    """What is asked for, as far as a single volume allows."""
    for layer, shape in (
        (Conv(3, 10, (3, 3)), (3, 24, 24)),
        (SeparableConv(3, 16, (3, 3)), (3, 12, 12)),
        (ConvTranspose(3, 2, (3, 3), (2, 2)), (3, 5, 5)),
        (Dense(784, 10), None),
        (BatchNorm(6), (6, 8, 8)),
    ):
        scene = scene_of(layer, shape)
        assert scene is not None
        picture = read(draw_svg(scene, width=width))
        assert picture.size[0] <= max(width, 600)


HOSTILE = [
    "</svg><script>alert(1)</script>",
    "&lt;&amp;&",
    "]]>",
    "<![CDATA[x]]>",
    "\x00\x01\x1b[31m\x7f",
    "\u202e\u2066txet\u200f",
    "\ud800",
    "\ufffe\uffff",
    "<!--",
    "a" * 5000,
    "語" * 3000,
    '" onload="alert(1)',
    "javascript:alert(1)",
    "]]>\r\n\t<x>",
]


def _foreign(text: str) -> Scene:
    """A scene with the text wherever a scene has text."""
    axis = Axis(text, 5, text)
    blocks = (Block(Part.KERNEL, (0, 0, 0), (2, 2, 2)), Block(Part.CELL, (0, 0, 0), (1, 1, 1)))
    volume = Volume(Part.INPUT, text, axis, axis, axis, axis, blocks, cells=True)
    entries = (Entry(Part.KERNEL, text), Entry(Part.BIAS, text))
    stage = Stage(text, (Move(0, 1, 3),), entries)
    return Scene(text, text, (volume, replace(volume, part=Part.OUTPUT)), (stage,), (), entries, entries)


def _foreign_rows(text: str) -> Scene:
    bars = (Bar(Part.OUTPUT, 3, 7, text), Bar(Part.FILTERS, 7, 7, text))
    rows = (Row(text, 0, text=text, bars=bars), Row(text, 0, text=text, bars=bars[:1]))
    seen = (Row(text, 1, ((0, 1),), text, text, 1, 2), Row(text, 3, ((0, 3),), text, text))
    return Scene(text, text, rows=rows if len(text) % 2 else seen, legend=(Entry(Part.TAP, text),))


def _check_foreign(text: str) -> None:
    for scene in (_foreign(text), _foreign_rows(text)):
        for highlight in (None, Part.KERNEL):
            document = draw_svg(scene, highlight=highlight)
            picture = read(document)
            assert {tag(element) for element in picture.root.iter()} <= TAGS
            names = {name for element in picture.root.iter() for name in element.attrib}
            assert not {name for name in names if name.startswith("on") or "href" in name or name == "style"}
            assert len(document) < HEAVIEST
            for element, (left, top, right, bottom) in picture.drawn():
                if tag(element) != "text" or text.isascii():
                    assert left >= 0 and top >= 0, element.attrib
                    assert right <= picture.size[0] and bottom <= picture.size[1], element.attrib


@pytest.mark.parametrize("text", HOSTILE, ids=range(len(HOSTILE)))
def test_foreign_text(text: str) -> None:
    """Markup, control characters, marks that turn a line round, half a surrogate: text, and the document is whole."""
    _check_foreign(text)


def test_foreign_text_is_shown_as_it_is() -> None:
    """What looks like markup is read back letter by letter."""
    picture = read(draw_svg(_foreign("</svg>&]]>")))
    assert "</svg>&]]>" in picture.words.split("\n")


@given(st.text(max_size=60))
def test_any_text(text: str) -> None:
    """Whatever Unicode has."""
    _check_foreign(text)


def test_nothing_from_outside() -> None:
    """No reference, no script, no style sheet, no foreign object; one address, that of the name space."""
    document = draw_svg(_scene(Conv(8, 8, (3, 3), groups=4, padding=(1, 1)), (8, 10, 10)), highlight=Part.GROUP)
    assert document.count("http") == 1
    assert not any(word in document for word in ("href", "<script", "<style", "@import", "foreignObject", "data:"))


def _scene(layer: Conv, shape: tuple[int, ...]) -> Scene:
    scene = scene_of(layer, shape)
    assert scene is not None
    return scene


def _length(points: list[tuple[float, float]], axis: int) -> float:
    places = [point[axis] for point in points]
    return max(places) - min(places)


def test_nothing_is_explained_that_is_not_drawn() -> None:
    """The channels of three axes are copies, so their groups are told in words alone."""
    assert "each a group" in read(draw_svg(_scene(Conv(8, 8, (3, 3), groups=4), (8, 9, 9)))).words
    assert "each a group" not in read(draw_svg(_scene(Conv(8, 8, (3, 3, 3), groups=4), (8, 9, 9, 9)))).words
