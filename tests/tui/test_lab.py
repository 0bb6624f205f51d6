"""The lab on the screen: turned by keys and mouse, typed into, pinned, and left for what lies below."""

from __future__ import annotations

import random
from dataclasses import replace

import pytest
from textual.widgets import Footer
from textual.widgets._footer import FooterKey

from questions.layers.specs import Conv, Dense, Layer, SeparableConv, Shape
from questions.layers.terms import Framework
from questions.wording import by
from tests.helpers.answers import right_answer
from tests.tui.harness import CONV2D, Desk, running
from trainer.lab.controls import Control, controls
from trainer.lab.settings import LabSettings, trouble
from trainer.session import SessionPlan
from trainer.tui.lab_app import LabApp
from trainer.tui.lab_content import comparison_content
from trainer.tui.messages import LabWanted
from trainer.tui.screens.drill import DrillScreen
from trainer.tui.screens.home import HomeScreen
from trainer.tui.screens.lab import LabScreen
from trainer.tui.widgets.lab_controls import LabControls

SIZES = [(80, 24), (100, 30), (120, 40), (160, 50)]


def _lab(desk: Desk) -> LabScreen:
    screen = desk.app.screen
    assert isinstance(screen, LabScreen), desk.text
    return screen


async def _open(
    desk: Desk, layer: Layer | None = None, input_shape: Shape | None = None, framework: Framework = "pytorch"
) -> LabScreen:
    desk.app.screen.post_message(LabWanted(layer, input_shape, framework))
    await desk.settle()
    return _lab(desk)


async def _choose(desk: Desk, control: Control) -> None:
    """With the arrow keys, as a learner does."""
    widget = desk.app.screen.query_one(LabControls)
    there = controls(_lab(desk).bench.settings)
    way = there.index(control) - there.index(widget.chosen)
    if way:
        await desk.press(*["down" if way > 0 else "up"] * abs(way))
    assert widget.chosen is control


def _right(desk: Desk, text: str) -> bool:
    """Whether the text stands to the right of the controls, wherever it was wrapped."""
    words = " ".join(" ".join(line[32:].rstrip(" ▁▂▃▄▅▆▇█") for line in desk.lines).split())
    return text in words


def _left(desk: Desk) -> list[str]:
    """The controls, line by line."""
    return [line[:32].rstrip() for line in desk.lines]


async def test_from_home_and_back() -> None:
    """L opens it, Escape leads back; nothing is stored."""
    async with running() as desk:
        home = desk.app.screen
        await desk.press("l")
        assert _right(desk, "parameters 280")
        assert _right(desk, "= 10·(3·3·3) + 10 = 280")
        await desk.press("escape")
        assert desk.app.screen is home
        assert isinstance(home, HomeScreen)
        assert desk.log == []


async def test_pressed_twice() -> None:
    """Two presses at once open one lab."""
    async with running() as desk:
        await desk.burst("l", "l")
        await desk.press("escape")
        assert isinstance(desk.app.screen, HomeScreen)


async def test_over_the_drill() -> None:
    """From a question into the lab with that layer, and back to the question with what was typed there."""
    async with running(SessionPlan(), first=CONV2D) as desk:
        await desk.burst("1", "2")
        below = desk.text
        lab = await _open(desk, Conv(4, 8, (5, 5), bias=False), (4, 12, 12))
        assert desk.shows("nn.Conv2d(4, 8, 5, bias=False)")
        await desk.press("right")
        assert lab.bench.settings.out_channels == 9
        await desk.press("escape")
        assert isinstance(desk.app.screen, DrillScreen)
        assert desk.text.split("\n")[1:] == below.split("\n")[1:]  # the clock stands in the first line


async def test_another_kind_of_layer() -> None:
    """What is no convolution opens the lab on a layer of its own, and that is said."""
    async with running() as desk:
        lab = await _open(desk, Dense(3, 4))
        assert lab.bench.settings == LabSettings()
        assert desk.shows("The lab has convolutions: plain, transposed, depthwise and separable, not Dense.")
        await desk.press("escape")
        await _open(desk, Conv(3, 4, (3, 3)), (3, 2, 2))
        assert desk.shows("The window spans 3 positions")


async def test_stride() -> None:
    """What changed is marked with sign and words, what did not as well, and it is said why."""
    async with running() as desk:
        await _open(desk)
        await _choose(desk, Control.STRIDE)
        await desk.press("right")
        assert _right(desk, "parameters 280 = unchanged")
        assert _right(desk, "◆ was (1, 10, 22, 22)")
        assert _right(desk, "MACs/example 32,670 ◆ was 130,680, -98,010")
        assert desk.shows("Stride moves the filters; it does not make them larger.")
        await desk.press("z")
        assert _right(desk, "parameters 280 C_out")


async def test_typing() -> None:
    """Digits begin a value, however fast; Enter takes it, Escape leaves it; what is illegal is explained."""
    async with running() as desk:
        lab = await _open(desk)
        await _choose(desk, Control.FILTERS)
        await desk.type("128")
        assert lab.bench.settings.out_channels == 128
        await desk.burst("7", "escape")
        assert lab.bench.settings.out_channels == 128
        assert isinstance(desk.app.screen, LabScreen)
        await _choose(desk, Control.GROUPS)
        await desk.type("2")
        assert lab.bench.settings.groups == 1
        assert desk.shows("in_channels must be divisible by groups, but 3 is not divisible by 2.")
        await desk.press("escape")
        await _choose(desk, Control.PADDING)
        await desk.press("enter")
        await desk.type("same")
        assert lab.bench.settings.padding == "same"
        await _choose(desk, Control.KERNEL)
        await desk.type("3x5")
        assert lab.bench.settings.kernel_size == (3, 5)


async def test_one_axis() -> None:
    """A turns one axis alone; the axis stands in brackets."""
    async with running() as desk:
        lab = await _open(desk)
        await _choose(desk, Control.KERNEL)
        await desk.press("a", "a")
        assert desk.shows("3×[3]")
        await desk.press("right")
        assert lab.bench.settings.kernel_size == (3, 4)


async def test_mouse() -> None:
    """A click chooses a control, and its signs turn it."""
    async with running() as desk:
        lab = await _open(desk)
        row = controls(lab.bench.settings).index(Control.KERNEL)
        line = desk.lines[row + 1]
        await desk.pilot.click(LabControls, offset=(line.index("+"), row))
        await desk.settle()
        assert lab.bench.settings.kernel_size == (4, 4)
        await desk.pilot.click(LabControls, offset=(line.index("−"), row))
        await desk.pilot.click(LabControls, offset=(line.index("−"), row))
        await desk.settle()
        assert lab.bench.settings.kernel_size == (2, 2)
        await desk.pilot.click(LabControls, offset=(5, row + 1))
        await desk.settle()
        assert lab.query_one(LabControls).chosen is Control.BIAS
        assert lab.bench.settings.bias


async def test_pinned() -> None:
    """P keeps the layer beside the one that is turned; the same key lets it go."""
    async with running() as desk:
        await _open(desk)
        await desk.press("p")
        await _choose(desk, Control.KIND)
        await desk.press("left")
        assert _right(desk, "pinned nn.Conv2d(3, 10, 3)")
        assert _right(desk, "parameters 280 67 ◆ -213, ×0.239")
        await desk.press("p")
        assert not _right(desk, "×0.239")


async def test_ready_made() -> None:
    """M goes through the comparisons; the palette has each by name."""
    async with running() as desk:
        lab = await _open(desk)
        await desk.press("m", "m")
        assert desk.shows("three 3×3 against one 7×7. Both see 7×7")
        assert _right(desk, "◆ +89,984, ×1.81")
        titles = {command.title: command for command in desk.app.get_system_commands(lab)}
        titles["Compare standard against separable"].callback()
        await desk.settle()
        assert isinstance(lab.bench.pinned, LabSettings)
        assert _right(desk, "parameters 73,856 8,896")


async def test_copy() -> None:
    """C copies the code of the chosen framework; where it has none, the reason is told."""
    async with running() as desk:
        lab = await _open(desk, SeparableConv(3, 10, (3, 3)))
        await desk.press("c")
        assert desk.app.clipboard == (
            "nn.Sequential(\n    nn.Conv2d(3, 3, 3, groups=3, bias=False),\n    nn.Conv2d(3, 10, 1),\n)"
        )
        await _choose(desk, Control.STRIDE)
        await desk.type("2")
        await _choose(desk, Control.PADDING)
        await desk.press("left", "c")
        assert lab.bench.settings.padding == "same"
        assert desk.shows("There is no code to copy: padding='same' needs stride 1 in PyTorch.")


async def test_footer() -> None:
    """The footer offers what works: no axis where there is none, Unpin only beside something pinned."""
    async with running() as desk:
        await _open(desk)

        def footer() -> dict[str, str]:
            return {item.key: item.description for item in desk.app.screen.query(FooterKey)}

        await _choose(desk, Control.FILTERS)
        assert set(footer()) == {"up", "right", "enter", "p", "m", "g", "escape"}
        await desk.press("p", "right")
        assert set(footer()) == {"up", "right", "enter", "p", "m", "g", "z", "escape"}
        assert footer()["p"] == "Unpin"
        await _choose(desk, Control.KERNEL)
        assert "a" in footer()
        await desk.press("3")
        assert footer() == {"enter": "Take", "escape": "Cancel"}


@pytest.mark.parametrize("size", SIZES, ids=lambda size: f"{size[0]}x{size[1]}")
@pytest.mark.parametrize("layer", [None, SeparableConv(64, 128, (3, 3, 3), padding="same")], ids=["plain", "large"])
async def test_fits(size: tuple[int, int], layer: Layer | None) -> None:
    """All controls and all keys are on the screen; nothing is wider than it; a wide one has room for a picture."""
    async with running(size=size) as desk:
        lab = await _open(desk, layer)
        await _choose(desk, Control.KERNEL)
        for key in ("right", "a", "p", "p", "p", "3"):
            await desk.press(key)
            assert all(len(line) <= size[0] for line in desk.lines)
            assert lab.query_one(Footer).max_scroll_x == 0
            for control in controls(lab.bench.settings):
                assert desk.shows(control.value)
            for key_shown in lab.query(FooterKey):
                assert key_shown.description in desk.footer
        if size[0] >= 120:
            await desk.press("escape", "p")
            assert lab.query_one("#picture").region.width >= 46
            if size[1] >= 36:  # with a picture above it, the code needs no scrolling
                assert _right(desk, "nn.Conv")
                assert lab.query_one("#aside").max_scroll_y == 0 or layer is not None
        else:
            assert lab.query_one("#numbers").region.width >= 44


@pytest.mark.parametrize("seed", range(4))
async def test_any_keys(seed: int) -> None:
    """Whatever is pressed in whatever size of terminal, the lab stays, and its settings are legal."""
    dice = random.Random(seed)
    keys = [*["up", "down", "left", "right"] * 3, *"gpm" * 2, *"acz0123456789x", "enter", "backspace", "pagedown"]
    sizes = [(40, 15), (50, 20), (80, 24), (100, 30), (120, 40), (160, 50)]
    async with running() as desk:
        lab = await _open(desk)
        for _ in range(16):
            await desk.pilot.resize_terminal(*dice.choice(sizes))
            await desk.burst(*dice.choices(keys, k=6))
            assert desk.app.screen is lab
            assert trouble(lab.bench.settings) == ""


@pytest.mark.parametrize("keys", ["gm", "gp", "pg→", "mg→m"])
async def test_hidden_figures(keys: str) -> None:
    """A comparison is written while the picture stands in its place, and is there afterwards."""
    async with running() as desk:
        await _open(desk)
        await desk.press(*["right" if key == "→" else key for key in keys])
        await desk.press("g")
        if not _right(desk, "pinned"):
            await desk.press("g")
        assert _right(desk, "pinned")
        assert _right(desk, "now parameters")


async def test_framework_of_the_question() -> None:
    """From a question about Keras the lab shows Keras: its order in the title and in the output, its code."""
    async with running(SessionPlan(), first="output.keras/v1/1/1") as desk:
        content = desk.question.content
        await desk.type(right_answer(desk.question))
        await desk.press("l")
        lab = _lab(desk)
        assert lab.bench.settings.framework == "keras"
        assert content.input_shape is not None
        channels, *sizes = content.input_shape
        assert desk.shows(f"input {by((*sizes, channels))}")
        assert desk.shows("keras.layers.Conv")
        assert isinstance(content.answer, tuple)
        assert desk.shows("(1, " + ", ".join(map(str, content.answer)))


async def test_title_of_a_stack() -> None:
    """How many layers, the first one's call, and the input."""
    async with running() as desk:
        await _open(desk)
        await _choose(desk, Control.LAYERS)
        await desk.press("right")
        assert desk.lines[0].strip() == "lab · 2 layers: nn.Conv2d(3, 10, 3), … · input 3×24×24"


async def test_refused_value_stays() -> None:
    """What is not possible stays in its field with the reason; typing replaces it, Escape leaves the field alone."""
    async with running() as desk:
        lab = await _open(desk)
        await _choose(desk, Control.KERNEL)
        await desk.type("25")
        assert desk.shows("The window spans 25 positions")
        assert any(line.endswith("25 − +") for line in _left(desk))
        await desk.type("5")
        assert lab.bench.settings.kernel_size == (5, 5)
        await desk.type("250")
        await desk.press("backspace", "backspace", "enter")
        assert lab.bench.settings.kernel_size == (2, 2)
        await desk.type("99")
        await desk.press("escape")
        assert desk.app.screen is lab
        assert any(line.endswith("2×2 − +") for line in _left(desk))


async def test_lesson_stays() -> None:
    """What a ready-made comparison teaches stands until a setting changes."""
    async with running() as desk:
        await _open(desk)
        await desk.press("m", "down", "up", "g", "g")
        assert desk.shows("1 of 4: standard against separable. Separable: 9·64 weights for the kernels")
        await desk.press("right")
        assert not desk.shows("1 of 4")


async def test_footer_in_every_state() -> None:
    """All keys fit into 80 columns, whatever is pinned, turned, chosen, typed or shown."""
    async with running() as desk:
        lab = await _open(desk)
        await _choose(desk, Control.KERNEL)
        for keys in (["right"], ["p"], ["g"], ["a"], ["7"], ["escape"], ["g"], ["p"], ["m"], ["g"], ["p"]):
            await desk.press(*keys)
            assert lab.query_one(Footer).max_scroll_x == 0
            last = lab.query(FooterKey).last()
            assert last.region.right <= 80
            assert desk.footer.endswith(last.description)


async def test_reasons_in_order() -> None:
    """The parameters first, changed or not, then what changed."""
    async with running(size=(140, 40)) as desk:
        await _open(desk)
        await _choose(desk, Control.STRIDE)
        await desk.press("right")
        signs = [line.strip()[0] for line in desk.lines if line.strip()[:2] in ("◆ ", "= ") and ": " in line]
        assert "".join(signs) == "=◆◆◆==="


@pytest.mark.parametrize("width", [6, 16, 34, 38, 46, 66, 100])
def test_comparison_at_any_width(width: int) -> None:
    """A row that is equal and too long for its column keeps its value in one piece wherever that fits."""
    pinned = LabSettings(
        kernel_size=(3, 3, 3), stride=(1, 1, 1), padding="same", dilation=(1, 1, 1),
        out_channels=128, input_size=(116, 124, 124), batch=64,
    )  # fmt: skip
    lines = comparison_content(pinned, replace(pinned, bias=False), width).plain.split("\n")
    (output,) = [line for line in lines if line.startswith("output  ")]
    assert "(64, 128, 116, 124, 124)" in output
    assert all(len(line) <= max(width, 14 + len("(64, 128, 116, 124, 124)")) for line in lines[3:])


async def test_copied_lines() -> None:
    """How many lines were copied is said."""
    async with running() as desk:
        await _open(desk, SeparableConv(3, 10, (3, 3)))
        await desk.press("c")
        assert desk.shows("Copied 4 lines: nn.Sequential( …")


async def test_alone() -> None:
    """Started from the command line, it shows its layer, and Escape ends the program."""
    app = LabApp(LabSettings(kernel_size=(5, 5)))
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.pause()
        assert isinstance(app.screen, LabScreen)
        titles = [command.title for command in app.get_system_commands(app.screen)]
        assert {"Copy", "Pin", "Pairs", "Compare 1×1 against 3×3"} <= set(titles)
        assert [item.description for item in app.screen.query(FooterKey) if item.key == "escape"] == ["Quit"]
        await pilot.press("escape")
        await pilot.pause()
    assert app.return_code == 0
