"""The lab on the screen: turned by keys and mouse, typed into, pinned, and left for what lies below."""

from __future__ import annotations

import random

import pytest
from textual.widgets import Footer
from textual.widgets._footer import FooterKey

from questions.layers.specs import Conv, Dense, Layer, SeparableConv, Shape
from tests.tui.harness import CONV2D, Desk, running
from trainer.lab.controls import Control, controls
from trainer.lab.settings import LabSettings, trouble
from trainer.session import SessionPlan
from trainer.tui.lab_app import LabApp
from trainer.tui.messages import LabWanted
from trainer.tui.screens.drill import DrillScreen
from trainer.tui.screens.home import HomeScreen
from trainer.tui.screens.lab import LabScreen
from trainer.tui.widgets.lab_controls import LabControls

SIZES = [(80, 24), (100, 30), (160, 50)]


def _lab(desk: Desk) -> LabScreen:
    screen = desk.app.screen
    assert isinstance(screen, LabScreen), desk.text
    return screen


async def _open(desk: Desk, layer: Layer | None = None, input_shape: Shape | None = None) -> LabScreen:
    desk.app.screen.post_message(LabWanted(layer, input_shape))
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
        assert _right(desk, "MACs/example 32,670 ◆ was 130,680, −98,010")
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
        assert _right(desk, "parameters 280 67 ◆ −213, ×0.239")
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
        assert set(footer()) == {"up", "right", "enter", "p", "m", "c", "escape"}
        await desk.press("p", "right")
        assert set(footer()) == {"up", "right", "enter", "p", "m", "c", "z", "escape"}
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
        if size[0] >= 100:
            await desk.press("escape", "p")
            assert lab.query_one("#picture").region.width >= 36


@pytest.mark.parametrize("seed", range(3))
async def test_any_keys(seed: int) -> None:
    """Whatever is pressed, the lab stays, and its settings are legal."""
    dice = random.Random(seed)
    keys = [*["up", "down", "left", "right"] * 3, *"apmcz0123456789x", "enter", "backspace", "pagedown", "pageup"]
    async with running() as desk:
        lab = await _open(desk)
        for _ in range(25):
            await desk.burst(*dice.choices(keys, k=6))
            assert desk.app.screen is lab
            assert trouble(lab.bench.settings) == ""


async def test_alone() -> None:
    """Started from the command line, it shows its layer, and Escape ends the program."""
    app = LabApp(LabSettings(kernel_size=(5, 5)))
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.pause()
        assert isinstance(app.screen, LabScreen)
        titles = [command.title for command in app.get_system_commands(app.screen)]
        assert {"Copy", "Pin", "Pairs", "Compare 1×1 against 3×3"} <= set(titles)
        await pilot.press("escape")
        await pilot.pause()
    assert app.return_code == 0
