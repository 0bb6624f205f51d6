"""Our own themes, dark, light and of high contrast, beside those that Textual has."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING, Any

from textual.theme import BUILTIN_THEMES, Theme

from trainer.config import DEFAULT_THEME, ConfigFile

if TYPE_CHECKING:
    from textual.app import App

DARK = Theme(
    name=DEFAULT_THEME,
    primary="#7aa2f7",
    secondary="#89b4c9",
    accent="#e0af68",
    warning="#e5a158",
    error="#f7768e",
    success="#8fce6a",
    foreground="#e3e6ee",
    background="#14161c",
    surface="#1c1f28",
    panel="#262b38",
    variables={
        "text-muted": "#b4bac8",
        "text-disabled": "#9aa1b2",
        "footer-key-foreground": "#e0af68",
        "border": "#7aa2f7",
        "block-cursor-foreground": "#14161c",
        "block-cursor-background": "#7aa2f7",
        "block-cursor-blurred-background": "#26304c",
        "input-selection-background": "#3d5a99",
        "input-selection-foreground": "#ffffff",
        "scrollbar": "#4a5268",
        "scrollbar-background": "#1c1f28",
    },
)
LIGHT = Theme(
    name="convdrill-light",
    primary="#1f4fa3",
    secondary="#2f6478",
    accent="#7a4b00",
    warning="#8a4b00",
    error="#a8123a",
    success="#1d6a2c",
    foreground="#1b1e26",
    background="#fafaf7",
    surface="#f0f0ea",
    panel="#e3e5ea",
    dark=False,
    variables={
        "text-muted": "#454b59",
        "text-disabled": "#555c6c",
        "footer-key-foreground": "#1f4fa3",
        "border": "#1f4fa3",
        "block-cursor-foreground": "#ffffff",
        "block-cursor-background": "#1f4fa3",
        "block-cursor-blurred-background": "#dce5f8",
        "input-selection-background": "#b9cdf5",
        "input-selection-foreground": "#1b1e26",
        "scrollbar": "#a3a8b5",
        "scrollbar-background": "#e9e9e4",
    },
)
CONTRAST = Theme(
    name="convdrill-contrast",
    primary="#66d9ff",
    secondary="#66d9ff",
    accent="#ffd75f",
    warning="#ffd75f",
    error="#ff9d9d",
    success="#7dff7d",
    foreground="#ffffff",
    background="#000000",
    surface="#000000",
    panel="#000000",
    variables={
        "text-muted": "#e6e6e6",
        "text-disabled": "#cfcfcf",
        "footer-key-foreground": "#ffd75f",
        "border": "#ffffff",
        "block-cursor-foreground": "#000000",
        "block-cursor-background": "#ffd75f",
        "block-cursor-blurred-background": "#202020",
        "input-selection-background": "#ffd75f",
        "input-selection-foreground": "#000000",
        "scrollbar": "#ffffff",
        "scrollbar-background": "#303030",
    },
)
OURS = (DARK, LIGHT, CONTRAST)
FEW_COLOURS = "ansi-dark"
"""For a terminal of 16 colours, where our own would be rounded to what its palette happens to hold."""


FIRST_NAMES = (*(theme.name for theme in OURS), *(name for name, theme in BUILTIN_THEMES.items() if theme.ansi))
"""Ours, and those that take the terminal's own colours."""


def theme_names() -> tuple[str, ...]:
    """All that can be chosen, in their order: ours, the terminal's own colours, Textual's."""
    return tuple(dict.fromkeys([*FIRST_NAMES, *BUILTIN_THEMES]))


def begin_with(app: App[Any], file: ConfigFile) -> str:
    """Make ours known to the app and give it the theme of the file, or one that does; what to tell where that is not.

    What is not in the file may stand in TEXTUAL_THEME, as for every program of this kind.
    """
    for theme in OURS:
        app.register_theme(theme)
    wanted = file.config.theme or os.environ.get("TEXTUAL_THEME") or DEFAULT_THEME
    app.theme = wanted if wanted in app.available_themes else DEFAULT_THEME
    if file.config.theme in (None, app.theme):
        return ""
    return f"{file.place('theme')}: there is no theme {file.config.theme!r}; {app.theme} holds"


def suit_terminal(app: App[Any], file: ConfigFile) -> None:
    """Where nobody chose a theme and the terminal has 16 colours, take those: ours would be rounded to them."""
    chosen = file.config.theme or os.environ.get("TEXTUAL_THEME")
    if not chosen and app.console.color_system == "standard":
        app.theme = FEW_COLOURS
