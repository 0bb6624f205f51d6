"""Text from outside shows as it is written, wherever it is shown: no markup, no links, nothing that steers a terminal.

What is typed or pasted, prompts and diagnoses, sentences of the store with names of files, and what another program
has written into the database.
"""

from __future__ import annotations

import hashlib
import io
import re
import unicodedata
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from rich.cells import cell_len
from rich.console import Console
from rich.segment import ControlType, Segment
from rich.style import Style as RichStyle
from textual import events
from textual.color import Color
from textual.content import Content
from textual.style import Style
from textual.visual import RenderOptions
from textual.widgets import Static

from questions.generator import generate
from questions.question import Reference, Step
from questions.wording import parted
from tests.tui.harness import CONV2D, Desk, running
from tests.tui.places import PLACES, Place
from tests.tui.scripted import ask
from tests.tui.stores import TroubledStore
from trainer.domain import Moment
from trainer.journal import Journal
from trainer.planfile import HomeFigures
from trainer.session import SessionPlan
from trainer.store.errors import StoreDamaged, StoreFull
from trainer.tui.controls import ControlsRemoved

EXAMPLES = (
    "[out_channels]", "[/]", "[bold]b[/bold]", "[@click=app.quit]quit[/]", "[link=https://x.org]x[/link]", "$primary",
    "[$primary]p[/]", "\\[x]", "[[x]]", "{x}", "%s", "[red on blue]", ":smile:", "<b>&amp;", "[",  "]", "[on",
    "\x1b[31mred\x1b[0m", "\x1b]0;title\x07", "\x1b]52;c;eA==\x07", "\x9b2J", "a\x00b", "a\x08\x08b", "x\x7fy", "a\rb",
    "\u202eabc", "\u2066abc\u2069", "a\u2028b", "file\udce4.db",
)  # fmt: skip
CONTROLS = "".join(map(chr, (*range(0x20), *range(0x7F, 0xA0))))
_ALPHABET = "[[[]]]//@@\\\\==(())''\"\"$#:;,.!?%&{}<>_-+*abcxyz019 \t\x1b\x1b\x07\x08\x00\x9b\r\x7f\u202e\udce4é×·好"
_LONGEST = 55
"""A typed answer that is longer is shown in part."""
texts = st.one_of(
    st.text(st.sampled_from(_ALPHABET), min_size=1, max_size=40),
    st.lists(st.sampled_from(EXAMPLES), min_size=1, max_size=4).map(lambda parts: "".join(parts)[:_LONGEST]),
    st.text(min_size=1, max_size=30),
)


def _visible(text: str) -> str:
    """What has to stand on the screen: the text without blanks, line ends and what steers a terminal."""
    kept = "".join("\ufffd" if unicodedata.category(each) == "Cs" else each for each in text)
    return "".join(each for each in kept if not each.isspace() and not _steers(each))


def _steers(character: str) -> bool:
    return unicodedata.category(character) in ("Cc", "Zl", "Zp") or unicodedata.bidirectional(character) in (
        "LRE", "RLE", "PDF", "LRO", "RLO", "LRI", "RLI", "FSI", "PDI"
    ) or character in "\u200e\u200f\u061c"  # fmt: skip


def _looked_up(style: str | Style) -> Style:
    """Another colour for every style, so that none is taken for another one."""
    if isinstance(style, Style):
        return style
    return Style(foreground=Color(*hashlib.sha256(style.encode()).digest()[:3]))


def _looks_and_acts(style: RichStyle | None) -> tuple[str, str]:
    """Colours, attributes and links; and what a click finds there, without the position that Textual notes."""
    if style is None:
        return "", ""
    return str(style), str(sorted((name, value) for name, value in style.meta.items() if name != "offset"))


def _rendered(content: Content) -> tuple[str, set[tuple[str, str]]]:
    """What is written for it, 60 columns wide, without blanks; and the styles, with what happens on a click."""
    strips = content.render_strips(60, None, Style(), RenderOptions(_looked_up, {}))
    lines = [strip.apply_filter(ControlsRemoved(), Color(0, 0, 0)) for strip in strips]
    written = "".join("".join(line.text for line in lines).split())
    return written, {_looks_and_acts(segment.style) for line in lines for segment in line}


@pytest.mark.parametrize("place", PLACES.values(), ids=PLACES)
@settings(max_examples=40)
@given(text=texts)
def test_stands_there_as_it_is(place: Place, text: str) -> None:
    """The whole text can be read, and nothing looks or acts otherwise than around a harmless text."""
    written, styles = _rendered(place(text))
    assert any(_visible(each) in written for each in (text, parted(text)))  # arithmetic: 3,150 for 3150
    assert not any(_steers(character) for character in written)
    assert styles <= _rendered(place("x" * len(text)))[1] | _rendered(place("x"))[1]


@pytest.mark.parametrize("text", EXAMPLES, ids=ascii)
def test_examples(text: str) -> None:
    """Those that Hypothesis would seldom find, in every place."""
    for name, place in PLACES.items():
        assert _visible(text) in _rendered(place(text))[0], name


def test_the_law_can_fail() -> None:
    """Markup that is read as such breaks it, in the text and in the styles."""
    text = "[bold]b[/bold]"
    written, styles = _rendered(Content.from_markup(text))
    assert _visible(text) not in written
    assert not styles <= _rendered(Content("x"))[1]


@given(st.text(st.sampled_from(_ALPHABET), max_size=60))
def test_lines_keep_their_width(text: str) -> None:
    """What is taken out has no width, so that what stands behind it stays where it is."""
    [segment] = ControlsRemoved().apply([Segment(text.replace("\t", " "))], Color(0, 0, 0))
    assert cell_len(segment.text) == cell_len(text.replace("\t", " "))


def test_segments_for_the_terminal_stay() -> None:
    """What Textual itself sends to the terminal is no text."""
    control = Segment("\x1b[2J", None, [(ControlType.CLEAR,)])
    assert ControlsRemoved().apply([control, Segment("\x1b")], Color(0, 0, 0)) == [control, Segment("")]


# On the screens themselves

ALL = " ".join(EXAMPLES)


def _holds(desk: Desk, text: str = ALL) -> None:
    """The text stands on the screen, and nothing on it is a link or a way to run an action."""
    assert _visible(text) in "".join(desk.words.split()), desk.text
    assert not any(_steers(character) for line in desk.lines for character in line)
    for strip in desk.app.screen._compositor.render_strips():
        for segment in strip:
            assert segment.style is None or not (segment.style.link or segment.style.meta.get("@click"))


async def test_questions_on_the_screen(monkeypatch: pytest.MonkeyPatch) -> None:
    """A prompt, then the diagnosis and the steps."""
    question = generate(Reference.parse(CONV2D))
    content = question.content
    slips = tuple(replace(slip, cause=f"cause {ALL}") for slip in content.misconceptions)
    steps = (Step(f"sentence {ALL}"), *content.explanation)
    question = replace(
        question, content=replace(content, prompt=f"prompt {ALL}", misconceptions=slips, explanation=steps)
    )
    ask(monkeypatch, [question] * 3)
    async with running(SessionPlan(), size=(99, 70)) as desk:
        _holds(desk, f"prompt {ALL}")
        await desk.type(str(slips[0].value))
        _holds(desk, f"cause {ALL}")
        _holds(desk, f"sentence {ALL}")


@pytest.mark.parametrize(
    ("plan", "keys", "examples"),
    [(SessionPlan(), (), EXAMPLES), (None, ("c",), EXAMPLES[::4])],
    ids=["answer", "cheat sheet"],
)
async def test_pasted(plan: SessionPlan | None, keys: tuple[str, ...], examples: tuple[str, ...]) -> None:
    """Into the field: as it is there, and in what is said about it."""
    async with running(plan, first=CONV2D, size=(99, 45)) as desk:
        for key in keys:
            await desk.press(key)
        for text in examples:
            desk.app.post_message(events.Paste(f"{text} "))
            await desk.settle()
            _holds(desk, text.splitlines()[0])
            await desk.press("enter")
            assert desk.shows("Not counted: "), text
            _holds(desk, text.splitlines()[0])
            await desk.clear()


async def test_trouble_on_the_screen() -> None:
    """A sentence of the store, with the name of a file in it."""
    store = TroubledStore()
    async with running(SessionPlan(), first=CONV2D, store=store, size=(99, 45)) as desk:
        store.trouble = StoreFull(f"The disk with {ALL} is full.")
        await desk.type_at_once("7920")
        await desk.until(lambda: desk.shows("Not saved yet"))
        _holds(desk)
        store.trouble = None
        await desk.settle()


async def test_trouble_at_home() -> None:
    """The same on home."""

    class Damaged(Journal):
        def figures(self, now: Moment) -> HomeFigures:
            raise StoreDamaged(f"{ALL} is damaged.")

    async with running(make_journal=lambda store, now: Damaged(store, "test", None, now), size=(99, 45)) as desk:
        _holds(desk)


async def test_written_for_a_terminal() -> None:
    """The bytes that a terminal gets have no escape sequence of the text in them, and can be encoded."""
    async with running(SessionPlan(), first=CONV2D) as desk:
        desk.app.screen.query_one("#prompt", Static).update(Content(ALL))
        await desk.settle()
        console = Console(file=io.StringIO(), color_system="truecolor", force_terminal=True)
        strips = desk.app.screen._compositor.render_strips()
        written = "".join(strip.render(console) for strip in strips)
        assert written.encode()
        assert set(re.findall("\x1b(?!\\[[0-9;]*m)", written)) == set()
        assert not set(written) & (set(CONTROLS) - {"\x1b"})
