"""Pictures in characters: within their box, true to the layer, readable without colour."""

from __future__ import annotations

import re
from dataclasses import replace
from random import Random

import pytest

from questions.layers.notation import read_call
from questions.layers.specs import Shape
from questions.picture import Part, Scene, scene_of
from questions.picture.scene import Axis, Bar, Block, Entry, Row, Stage, Volume
from tests.drawing.scenes import any_scenes, conv_scenes
from trainer.drawing.cells import Drawing, Ink, Role, draw_cells
from trainer.drawing.terminal.canvas import text_width

CORNERS = "┌└┐┘"


def scene(text: str, shape: Shape | None = None) -> Scene:
    """The scene of a PyTorch layer."""
    made = scene_of(read_call(text, "pytorch").layer, shape)
    assert made is not None
    return made


def _within(drawing: Drawing, width: int, height: int | None) -> None:
    for line in drawing.lines:
        assert text_width(line) <= width, "\n".join(drawing.lines)
        assert line == line.rstrip()
    assert height is None or len(drawing.rows) <= height, "\n".join(drawing.lines)


def _drawn_any_way(made: Scene, random: Random) -> None:
    width = random.randint(40, 120)
    height = random.choice((None, None, random.randint(1, 40)))
    plain = not random.randint(0, 2)
    part = random.choice((None, *sorted(made.parts, key=lambda part: part.value)))
    drawing = draw_cells(made, width, height, highlight=part, ascii_only=plain)
    _within(drawing, width, height)
    assert drawing == draw_cells(made, width, height, highlight=part, ascii_only=plain)
    if plain:
        assert all(line.isascii() and line.isprintable() for line in drawing.lines)


@pytest.mark.parametrize("rank", [1, 2, 3])
def test_convolutions_stay_in_their_box(rank: int) -> None:
    """No line is wider than asked, no picture higher; the same scene gives the same picture."""
    for _, _, made, random in conv_scenes(rank, 200):
        _drawn_any_way(made, random)


def test_every_kind_of_layer_stays_in_its_box() -> None:
    """The same for all that has a picture."""
    for made, random in any_scenes(300):
        _drawn_any_way(made, random)


@pytest.mark.parametrize("width", [1, 2, 5, 13, 20, 30])
def test_hardly_any_room(width: int) -> None:
    """Less room than any picture needs: what fits, and no error."""
    for made, random in any_scenes(25):
        for height in (0, 1, 3, random.randint(1, 30)):
            _within(draw_cells(made, width, height), width, height)


@pytest.mark.parametrize("rank", [1, 2, 3])
def test_labels_are_whole(rank: int) -> None:
    """Every axis of every volume has its label, uncut and in its own role; so have the stages and the titles."""
    for _, _, made, random in conv_scenes(rank, 60):
        drawing = draw_cells(made, random.randint(40, 120))
        labels = [span.text for row in drawing.rows for span in row if span.role is Ink.LABEL]
        text = " ".join(" ".join(drawing.lines).split())
        for volume in made.volumes:
            assert volume.title in text
            for axis in (volume.across, volume.down, volume.into, volume.copies):
                told = {axis.text, f"{axis.text} {axis.padding}"} if axis.text else {""}
                assert told & {*labels, ""}, (axis.text, "\n".join(drawing.lines))


def _bare(made: Scene) -> Scene:
    return replace(made, legend=(), caption="", forgotten=())


@pytest.mark.parametrize("rank", [1, 2, 3])
def test_one_cell_for_each_position(rank: int) -> None:
    """Where the output's values are drawn one by one, there are as many as the kernel has positions."""
    grids = 0
    for layer, shape, made, random in conv_scenes(rank, 80):
        drawing = draw_cells(_bare(made), random.randint(40, 120))
        drawn = "".join(drawing.lines)
        if "□" not in drawn:
            continue
        grids += 1
        front = made.volumes[-1].across.size * (made.volumes[-1].down.size if rank > 1 else 1)
        assert drawn.count("□") + drawn.count("■") == front, (layer, shape, "\n".join(drawing.lines))
    assert grids > 10


def _cells(drawing: Drawing) -> dict[tuple[int, int], tuple[str, Role]]:
    """Every cell of the drawing with its role."""
    cells: dict[tuple[int, int], tuple[str, Role]] = {}
    for row, spans in enumerate(drawing.rows):
        column = 0
        for span in spans:
            for sign in span.text:
                cells[row, column] = (sign, span.role)
                column += 1
    return cells


def _front(drawing: Drawing) -> tuple[int, int, int, int]:
    """Row of the front edge, column of its corner, columns and lines of the front face of the box with the kernel."""
    cells = _cells(drawing)
    row, first = min(at for at, (sign, role) in cells.items() if sign == "━" and role is Part.KERNEL)
    left = first
    while cells[row, left][0] != "┌":
        left -= 1
    right = first
    while cells[row, right][0] not in "┐":
        right += 1
    bottom = row + 1
    while cells[bottom, left][0] == "│":
        bottom += 1
    assert cells[bottom, left][0] == "└"
    return row, left, right - left - 1, bottom - row - 1


def test_kernels_are_true_to_scale() -> None:
    """Kernel : input is as in the layer up to half a cell (a whole one with taps), or the picture says so."""
    judged = 0
    for layer, shape, made, random in conv_scenes(2, 250):
        drawing = draw_cells(made, random.randint(40, 120))
        said = " ".join(" ".join(drawing.lines).split())
        row, left, columns, lines = _front(drawing)
        volume = made.volumes[0]
        window = next(iter(volume.blocks_of(Part.KERNEL)))
        around = volume.blocks_of(Part.PADDING)
        whole = around[0].size if around else volume.size
        cells = _cells(drawing)
        wide = sum(cells[row, left + 1 + at] == ("━", Part.KERNEL) for at in range(columns))
        own = (Part.KERNEL, Part.TAP)
        high = sum(cells.get((row + 1 + at, left + 1), (" ", 0))[1] in own for at in range(lines))
        if "the kernel is drawn larger" in said or "the kernel and" in said:
            continue
        judged += 1
        allowed = 1.0 if volume.blocks_of(Part.TAP) else 0.5
        assert abs(wide - window.size[0] * columns / whole[0]) <= allowed, (layer, shape, "\n".join(drawing.lines))
        assert abs(high - window.size[1] * lines / whole[1]) <= allowed, (layer, shape, "\n".join(drawing.lines))
        deep = sum(
            any(cells.get((row - step, at), (" ", 0))[1] is Part.DEPTH for at in range(120)) for step in range(1, 20)
        )
        depth = next(step for step in range(1, 30) if cells.get((row - step, left + step), (" ", 0))[0] == "┌") - 1
        if "drawn deeper" not in said:
            assert abs(deep - layer.in_channels // layer.groups * depth / layer.in_channels) <= 0.5
    assert judged > 120


def test_a_square_input_looks_square() -> None:
    """A terminal cell is about twice as high as it is wide."""
    for side in (4, 9, 24, 224):
        _, _, columns, lines = _front(draw_cells(scene("nn.Conv2d(3, 10, 3)", (3, side, side)), 100))
        assert abs(columns - 2 * lines) <= 1


def test_a_kernel_is_less_deep_than_a_3d_input() -> None:
    """It moves along the depth too, and that can be seen."""
    drawing = draw_cells(scene("nn.Conv3d(1, 4, 3)", (1, 12, 12, 12)), 80)
    cells = _cells(drawing)
    row, left, _, _ = _front(drawing)
    assert cells[row - 1, left + 2] == ("▓", Part.DEPTH)
    assert any("↗ 1" in line for line in drawing.lines)


def test_holes_of_a_dilated_kernel() -> None:
    """Nine taps with weights, and holes between them."""
    drawing = draw_cells(_bare(scene("nn.Conv2d(1, 1, 3, dilation=2)", (1, 9, 9))), 80)
    taps = sum(span.text.count("██") for row in drawing.rows for span in row if span.role is Part.TAP)
    assert taps == 9
    assert sum(line.count("██░░██░░██") for line in drawing.lines) == 3


@pytest.mark.parametrize("part", [Part.DEPTH, Part.KERNEL, Part.FILTERS, Part.BIAS, Part.STRIDE, Part.PADDING])
def test_a_highlight_needs_no_colour(part: Part) -> None:
    """A sign beside what was forgotten, and the sentence about it behind the same sign."""
    made = scene("nn.Conv2d(3, 10, 3, stride=2, padding=1)", (3, 15, 15))
    usual, marked = draw_cells(made, 80), draw_cells(made, 80, highlight=part)
    assert "◄" not in "".join(usual.lines)
    assert sum("◄" in line for line in marked.lines) >= 2
    assert f"◄ {made.reminder(part)}"[:40] in "\n".join(marked.lines)
    assert any(span.role is Ink.HIGHLIGHT for row in marked.rows for span in row)
    assert "<" in "".join(draw_cells(made, 80, highlight=part, ascii_only=True).lines)


def test_groups_are_numbered() -> None:
    """Slices are told apart by their number; their index goes with the span for colours."""
    drawing = draw_cells(scene("nn.Conv2d(8, 8, 3, groups=4)", (8, 8, 8)), 80)
    slices = {span.index for row in drawing.rows for span in row if span.role is Part.GROUP}
    assert slices == {0, 1, 2, 3}
    assert any("4 4 4" in line for line in drawing.lines)


def test_what_is_open_stays_open() -> None:
    """No depth of the kernel where it is not told, and no sizes where there are none."""
    asked = Volume(
        Part.INPUT,
        "input",
        Axis("W", 9, "9"),
        Axis("H", 9, "9"),
        Axis("C_in", 4, "4"),
        blocks=(Block(Part.KERNEL, (0, 0, 0), (3, 3, 4), open=True),),
    )
    hidden = Volume(Part.OUTPUT, "output", Axis("W", 7, "?"), Axis("H", 7, "?"), Axis("C_out", 5, "?"), open=True)
    drawings = [
        draw_cells(
            Scene(
                "t",
                "",
                (replace(asked, into=Axis("C_in", 4, "4")), replace(hidden, across=Axis("W", size, "?"))),
                (Stage(""),),
            ),
            70,
        )
        for size in (7, 300)
    ]
    assert drawings[0] == drawings[1]
    assert "▓" not in "".join(drawings[0].lines)
    assert sum(bool(re.search(r"╱ +\? +╱", line)) for line in drawings[0].lines) == 1


def test_foreign_text_takes_its_room_and_no_more() -> None:
    """Control characters are gone, wide characters count twice, marks that take no cell count nothing."""
    rows = tuple(
        Row(f"层层层\x1b[31m{'é' * number}\u202e", 0, text="[/]", bars=(Bar(Part.DEPTH, number, 9, "3"),))
        for number in (1, 4, 9)
    )
    for width in (12, 25, 40, 80):
        drawing = draw_cells(
            Scene("[bold]\n标题", "\x07 `<b>`", rows=rows, legend=(Entry(Part.DEPTH, "[@click=x]"),)), width
        )
        _within(drawing, width, None)
        assert "\x1b" not in "".join(drawing.lines)
        assert "\u202e" not in "".join(drawing.lines)
    assert any(line.startswith("[bold] 标题") for line in drawing.lines)


def test_cones_grow_and_lines_meet() -> None:
    """In a receptive field every row is as long as it sees, drawn above the middle of what it sees."""
    from questions.layers.network import Network
    from questions.layers.specs import Conv

    layers = tuple(Conv(1, 1, (3, 3), stride) for stride in ((1, 1), (2, 2), (1, 1)))
    made = scene_of(Network(layers), None)
    assert made is not None
    drawn = draw_cells(_bare(made), 90).lines
    assert [line.count("█") + line.count("■") for line in drawn if "█" in line or "■" in line] == [1, 3, 7, 9]
    assert sum("╱" in line and "╲" in line for line in drawn) == 3


def test_long_networks_leave_out_their_middle() -> None:
    """And say how many layers that are."""
    rows = tuple(Row(f"layer {number}", 0, text="8×8×8", bars=(Bar(Part.DEPTH, 8, 8, "8"),)) for number in range(30))
    drawing = draw_cells(Scene("network", "", rows=rows), 60, 12)
    assert len(drawing.rows) <= 12
    assert any("layer 0 " in line for line in drawing.lines)
    assert any("layer 29" in line for line in drawing.lines)
    shown = sum("layer" in line and "more" not in line for line in drawing.lines)
    assert any(f"… {30 - shown} more layers" in line for line in drawing.lines)


def test_a_box_around_padding_says_so() -> None:
    """Its label is not that of the input alone; where the sides differ, each is told."""
    even = "\n".join(draw_cells(scene("nn.Conv2d(3, 10, 5, padding=2)", (3, 30, 30)), 80).lines)
    assert "W = 30 + 2·2" in even
    assert re.search(r"H = 30 .*\n *\+ 2·2 ", even)
    assert even.count("2·2") == 2
    odd = read_call("nn.Conv1d(1, 1, 4, padding='same')", "pytorch").layer
    made = scene_of(odd, (1, 9))
    assert made is not None
    assert "L = 9 + 1 + 2" in "\n".join(draw_cells(made, 80).lines)
    assert "2·" not in "\n".join(draw_cells(scene("nn.Conv2d(3, 10, 5)", (3, 30, 30)), 80).lines)


def test_what_is_not_told_is_never_larger_than_the_input() -> None:
    """The box of an unknown output is dashed, holds a question mark, and leaves the room to the input."""
    asked = Volume(
        Part.INPUT, "input", Axis("W", 15, "15"), Axis("H", 15, "15"), Axis("C_in", 9, "9"),
        blocks=(Block(Part.KERNEL, (0, 0, 0), (5, 5, 9), open=True),),
    )  # fmt: skip
    hidden = replace(asked, part=Part.OUTPUT, title="output", blocks=(), open=True)
    drawn = 0
    for size in ((40, 26), (46, 24), (80, 14), (80, None), (60, 32)):
        lines = draw_cells(Scene("t", "", (asked, hidden), (Stage("12 filters"),)), *size).lines
        widths = {len(edge) for line in lines for edge in re.findall(r"└(─+)┘", line)}
        dashed = {len(edge) for line in lines for edge in re.findall(r"└(╌+)┘", line)}
        assert len(widths) == 1
        if any("→ output" in line for line in lines):
            continue
        assert len(dashed) == 1, "\n".join(lines)
        assert max(dashed) <= min(widths)
        assert sum("┆" in line and "?" in line for line in lines) >= 1
        drawn += 1
    assert drawn >= 3


@pytest.mark.parametrize(
    ("call", "shape", "exact"),
    [("nn.Conv2d(3, 10, 3)", (3, 24, 24), False), ("nn.Conv2d(64, 64, 3, padding=1)", (64, 12, 12), False),
     ("nn.Conv1d(3, 2, 3)", (3, 20), False), ("nn.Conv2d(2, 2, 1)", (2, 4, 4), True)],
)  # fmt: skip
def test_channels_that_are_not_to_scale_are_called_so(call: str, shape: Shape, exact: bool) -> None:
    """Two channels beside four positions can be drawn as long as they are; three beside 24 not."""
    room = 30 if exact else 80
    said = "channels not to scale" in " ".join(draw_cells(scene(call, shape), room).lines)
    assert said is not exact


def test_every_sign_of_the_legend_is_in_the_drawing() -> None:
    """Nothing is explained that is not to be seen."""
    cases = [
        ("nn.Conv3d(8, 8, 3, groups=4)", (8, 8, 12, 12)),
        ("nn.Conv2d(64, 64, 3, groups=64)", (64, 10, 10)),
        ("nn.Conv2d(8, 8, 3, groups=4, padding=1, dilation=2)", (8, 12, 12)),
        ("nn.Linear(20, 10)", (20,)),
        ("nn.BatchNorm2d(40)", (40, 6, 6)),
    ]
    for call, shape in cases:
        made = replace(scene(call, shape), caption="")
        lines = draw_cells(made, 44).lines
        for entry in made.legend:
            at = [line for line in lines if f" {entry.text}" in line and not line.startswith(" ")]
            if entry.part is Part.GROUP and "3-d" in made.title:
                assert not at
                continue
            assert at, (entry, "\n".join(lines))
            sign = at[0].split(" ")[0][0]
            assert sum(sign in line for line in lines if line not in at) >= 1, (entry, "\n".join(lines))


@pytest.mark.parametrize(("width", "height"), [(46, 16), (40, 22), (46, 15)])
@pytest.mark.parametrize("padding", [0, 1])
def test_a_legible_kernel_is_worth_more_than_a_small_output(width: int, height: int, padding: int) -> None:
    """Then the input alone is drawn, and the output is told in words."""
    made = scene(f"nn.Conv2d(3, 10, 3, padding={padding})", (3, 24, 24))
    drawing = draw_cells(replace(made, title="", caption="", legend=()), width, height)
    text = "\n".join(drawing.lines)
    assert f"10 filters 3×3 → output (10, {22 + 2 * padding}, {22 + 2 * padding})" in text
    assert "C_out" not in text
    assert _front(drawing)[2] >= (10 if height > 15 else 8)
    assert "kernel is drawn larger" not in text
    marked = draw_cells(made, width, 30, highlight=Part.OUTPUT)
    assert "C_out" in "\n".join(marked.lines)


def test_of_a_transposed_convolution_the_input_is_told() -> None:
    """The kernel is in its output."""
    made = scene("nn.ConvTranspose2d(3, 10, 3, stride=2)", (3, 12, 12))
    text = " ".join(" ".join(draw_cells(replace(made, legend=()), 46, 16).lines).split())
    assert "input (3, 12, 12) → 10 filters 3×3, stride 2 → output" in text
    assert "C_out = 10" in text
