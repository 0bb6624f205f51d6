"""Our themes can be read: every text on every screen stands out from what is behind it."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from rich.segment import Segment
from rich.style import Style
from textual.color import Color
from textual.geometry import Spacing
from textual.theme import BUILTIN_THEMES

from tests.tui.harness import CONV2D, Desk, running
from tests.tui.states import STATES, at, fixed_interview
from trainer.config import DEFAULT_THEME, Config, ConfigFile
from trainer.session import SessionPlan
from trainer.tui.themes import FEW_COLOURS, OURS, suit_terminal, theme_names

__all__ = ["fixed_interview"]

pytestmark = pytest.mark.usefixtures("fixed_interview")

_BORDER = Spacing.all(1)
LEAST = 4.5
"""What WCAG asks of text of this size (level AA)."""
LEAST_OF_LINES = 3.0
"""Of the lines and arrows that a picture is made of."""
LEAST_OF_CONTRAST = 7.0
"""Of the theme of high contrast (level AAA)."""


def _few(name: str) -> bool:
    return "," not in name or name in _OF_THEIR_OWN


_OF_THEIR_OWN = {
    "asking, not understood", "wrong, the code", "cheat sheet, wrong", "cheat sheet, one shown", "lab, pinned",
    "lab, typed", "lab, refused", "settings, refused", "interview, refused", "history, filtering", "history, read",
    "skills, an example", "rubric, ticked", "statistics, a section",
}  # fmt: skip
"""States with colours that the usual state of their screen does not have."""


def _colours(segment: Segment) -> tuple[Color, Color] | None:
    style = segment.style
    if style is None or style.color is None or style.bgcolor is None:
        return None
    fore, back = Color.from_rich_color(style.color), Color.from_rich_color(style.bgcolor)
    if style.reverse:
        fore, back = back, fore
    return (back.blend(fore, 0.5) if style.dim else fore), back


def _luminance(colour: Color) -> float:
    """As WCAG 2.2 defines it."""
    parts = [part / 255 for part in colour.rgb]
    red, green, blue = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: Color, other: Color) -> float:
    """The ratio of two colours, from 1 to 21."""
    low, high = sorted((_luminance(one), _luminance(other)))
    return (high + 0.05) / (low + 0.05)


def test_the_ratio_itself() -> None:
    """The values that WCAG gives as examples."""
    assert contrast(Color.parse("#000000"), Color.parse("#ffffff")) == pytest.approx(21)
    assert contrast(Color.parse("#777777"), Color.parse("#ffffff")) == pytest.approx(4.48, abs=0.01)


def _texts(desk: Desk) -> Iterator[tuple[str, Color, Color]]:
    """Everything on the screen that is read: letters, digits and signs, not lines and bars.

    What lies in the shade of a box is not read, and is left out.
    """
    shaded = desk.app.screen.is_modal
    for row, strip in enumerate(desk.app.screen._compositor.render_strips()):
        at = 0
        for segment in strip:
            inside = at
            at += segment.cell_length
            if shaded and not _above_the_shade(desk, inside, row):
                continue
            found = _colours(segment)
            if found is not None and (_is_text(segment.text) or any(map(_is_line, segment.text))):
                yield segment.text, *found


def _is_text(text: str) -> bool:
    return any(sign.isalnum() or sign in "◆=✓✗▸?!+−↓↑→←◄►▼▲" for sign in text)


def _is_line(sign: str) -> bool:
    return "\u2500" <= sign <= "\u257f" or sign in "░▒▓■"


def _above_the_shade(desk: Desk, column: int, row: int) -> bool:
    boxes = desk.app.screen.query("#help, #--input, CommandList")
    return any(box.region.shrink(_BORDER).contains(column, row) for box in boxes)


def _poor(desk: Desk, theme: str) -> set[tuple[object, ...]]:
    """What cannot be read well enough."""
    least = LEAST_OF_CONTRAST if theme == "convdrill-contrast" else LEAST
    texts = list(_texts(desk))
    assert len(texts) > 5
    return {
        (theme, round(contrast(fore, back), 2), fore.hex, back.hex, text.strip())
        for text, fore, back in texts
        if contrast(fore, back) < (least if _is_text(text) else LEAST_OF_LINES)
    }


@pytest.mark.parametrize(
    "name",
    [name if _few(name) else pytest.param(name, marks=pytest.mark.volume) for name in STATES if name != "palette"],
)
async def test_contrast(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """Text and background of every part of every screen differ by the ratio that can be read, and so do lines."""
    async with at(name, monkeypatch, (120, 40)) as desk:
        for theme in OURS:
            desk.app.wear(theme.name)
            await desk.settle()
            assert not _poor(desk, theme.name)


@pytest.mark.parametrize("theme", [theme.name for theme in OURS])
async def test_contrast_of_the_palette(theme: str) -> None:
    """It takes its colours when it opens."""
    async with running(SessionPlan(), first=CONV2D, size=(120, 40)) as desk:
        desk.app.wear(theme)
        await desk.press("ctrl+p")
        await desk.press("h")
        assert not _poor(desk, theme)


@pytest.mark.parametrize("theme", [theme.name for theme in OURS])
async def test_contrast_of_notices(theme: str) -> None:
    """They lie over the screen, in colours of their own."""
    async with running(SessionPlan(), first=CONV2D, size=(120, 40), notifications=True) as desk:
        desk.app.wear(theme)
        for severity in ("information", "warning", "error"):
            desk.app.notify("Words of a notice.", severity=severity)
        await desk.until(lambda: desk.text.count("Words of a notice.") == 3)
        assert not _poor(desk, theme)


def test_there_are_all() -> None:
    """Ours come first, then the terminal's own colours, then Textual's; the default is among them."""
    names = theme_names()
    assert names[:5] == ("convdrill-dark", "convdrill-light", "convdrill-contrast", "ansi-dark", "ansi-light")
    assert set(BUILTIN_THEMES) < set(names)
    assert {DEFAULT_THEME, FEW_COLOURS} < set(names)
    assert len(set(names)) == len(names)


async def test_every_theme_can_be_worn() -> None:
    """None is without a colour that our screens use."""
    async with running(SessionPlan(), first=CONV2D) as desk:
        for name in theme_names():
            desk.app.wear(name)
            await desk.pilot.pause()
            assert desk.app.theme == name


async def test_chosen_beforehand(monkeypatch: pytest.MonkeyPatch) -> None:
    """The file comes before the environment, the environment before the default."""
    config = ConfigFile()
    config.config = Config(theme="nord")
    async with running(config=config) as desk:
        assert desk.app.theme == "nord"
    monkeypatch.setenv("TEXTUAL_THEME", "gruvbox")
    async with running(config=config) as desk:
        assert desk.app.theme == "nord"
    async with running() as desk:
        assert desk.app.theme == "gruvbox"
        suit_terminal(desk.app, desk.app.config)
        assert desk.app.theme == "gruvbox"


@pytest.mark.parametrize(("term", "theme"), [("xterm", FEW_COLOURS), ("xterm-256color", DEFAULT_THEME)])
async def test_few_colours(term: str, theme: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """A terminal of 16 colours gets its own, unless another theme was chosen; nothing of that is kept."""
    monkeypatch.setenv("TERM", term)
    config = ConfigFile()
    async with running(config=config) as desk:
        suit_terminal(desk.app, config)
        assert desk.app.theme == theme
        desk.app.wear("nord")
        config.config = Config(theme="nord")
        suit_terminal(desk.app, config)
        assert desk.app.theme == "nord"


@pytest.mark.parametrize("theme", [DEFAULT_THEME, FEW_COLOURS])
@pytest.mark.parametrize("place", ["wrong, the code", "settings, refused"])
async def test_without_colours(place: str, theme: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """With NO_COLOR the same words stand there, in greys that can be told apart, or in no colour at all."""
    texts = []
    for value in (None, "1"):
        if value is not None:
            monkeypatch.setenv("NO_COLOR", value)
        async with at(place, monkeypatch, (120, 40)) as desk:
            desk.app.wear(theme)
            await desk.settle()
            texts.append(desk.text)
            if value is not None:
                fore, back = _written(desk, "#cccccc", "#111111")
                assert (fore, back) == ("default", "default") or fore != back
    assert texts[0] == texts[1]


def _written(desk: Desk, fore: str, back: str) -> tuple[str, str]:
    """What becomes of two colours on their way to the terminal."""
    theme_colours = ("ansi_bright_white", "ansi_black") if desk.app.native_ansi_color else (fore, back)
    style = Style.from_color(*[Color.parse(colour).rich_color for colour in theme_colours])
    segments = [Segment("x", style)]
    for line_filter in desk.app.get_line_filters():
        segments = line_filter.apply(segments, Color.parse(back))
    found = segments[0].style
    assert found is not None and found.color is not None and found.bgcolor is not None
    return found.color.name, found.bgcolor.name
