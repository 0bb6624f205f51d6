"""What the lab shows, as Textual content. Everything in it is data, never markup."""

from __future__ import annotations

from collections.abc import Sequence

from textual.content import Content

from questions.layers.terms import FRAMEWORK_TITLES
from trainer.lab.changes import CHANGED, Change
from trainer.lab.code import code, tensors
from trainer.lab.comparing import rows
from trainer.lab.figures import Figure, Quantity, figures, shown_tensors
from trainer.lab.settings import LabSettings

_LABEL = 13
_MUTED = "$foreground 80%"
_FORMULA = {Quantity.PARAMETERS, Quantity.OUTPUT, Quantity.MACS}
_MEMORY = (Quantity.PARAMETER_MEMORY, Quantity.OUTPUT_MEMORY)

Parts = list[Content | str | tuple[str, str]]


def figures_content(settings: LabSettings, told: Sequence[Change], width: int, *, full: bool) -> Content:
    """Every quantity with its mark and its formula; `full` shows the formulas of the lesser quantities, too."""
    marks = {change.quantity: change for change in told}
    parts: Parts = []
    for figure in figures(settings):
        if figure.quantity is Quantity.WEIGHTS:
            continue
        parts += _head(figure, marks.get(figure.quantity), width)
        if figure.formula and (full or figure.quantity in _FORMULA):
            parts += [(f"  {figure.formula}\n", _MUTED)]
            parts += [f"  = {part}\n" for part in _fitting(figure.substitution, width - 4)]
        elif figure.quantity is Quantity.OUTPUT_MEMORY:
            parts += [("  memory counts 4 bytes a value (float32)\n", _MUTED)]
        if full:
            parts.append("\n")
    return Content.assemble(*parts).rstrip()


def _head(figure: Figure, change: Change | None, width: int) -> Parts:
    label = f"{figure.quantity:<{_LABEL}} "
    parts: Parts = [label, (figure.text, "bold")]
    if change is not None:
        fits = len(label) + len(figure.text) + 2 + len(change.mark) <= width
        parts += ["  " if fits else f"\n{' ' * (_LABEL + 1)}", (change.mark, mark_style(change.changed))]
    return [*parts, "\n"]


def mark_style(changed: bool) -> str:
    """Of a mark; the sign in front of it says the same."""
    return "bold $text-warning" if changed else _MUTED


def _fitting(text: str, width: int) -> list[str]:
    """An axis in each line where they differ and do not fit into one."""
    return [text] if len(text) <= width else text.split("; ")


def code_content(settings: LabSettings, told: Sequence[Change]) -> Content:
    """The weights as each framework stores them, and the code in each."""
    change = next((each for each in told if each.quantity is Quantity.WEIGHTS), None)
    parts: Parts = ["weights as stored"]
    if change is not None:
        parts += ["  ", (change.mark, mark_style(change.changed))]
    parts.append("\n")
    for title, text in shown_tensors(tensors(settings), settings.layers):
        parts += [(f"  {title}  ", _MUTED), f"{text}\n"]
    parts.append("\ncode\n")
    for written in code(settings):
        name = FRAMEWORK_TITLES[written.framework]
        if written.calls:
            text = "\n".join(f"  {line}" for line in written.text.split("\n"))
            parts += [
                (f"  {title}\n", _MUTED),
                (f"{text}\n", "bold" if written.framework == settings.framework else ""),
            ]
        else:
            parts += [(f"  {name}: {written.reason}\n", _MUTED)]
    return Content.assemble(*parts).rstrip()


def comparison_content(pinned: LabSettings, present: LabSettings, width: int) -> Content:
    """Two settings side by side, with what the present one has more or less."""
    told = rows(pinned, present)
    first = max(len(row.pinned) for row in (*told,))
    first, second = max(first, len("pinned")), max(len("now"), *(len(row.present) for row in told))
    wide = _LABEL + 1 + first + 2 + second + 2 + max(len(row.difference) for row in told) <= width
    parts: Parts = [
        ("pinned  ", _MUTED), f"{title(pinned)}\n",
        ("now     ", _MUTED), f"{title(present)}\n\n",
        (f"{'':<{_LABEL}} {'pinned':>{first}}  {'now':>{second}}\n", "bold"),
    ]  # fmt: skip
    for row in told:
        same = row.difference.startswith("=")
        parts += [f"{row.quantity:<{_LABEL}} {row.pinned:>{first}}  ", (f"{row.present:>{second}}", "bold")]
        gap = "  " if wide else f"\n{' ' * (_LABEL + 1)}"
        difference = row.difference if same else f"{CHANGED} {row.difference}"
        parts += [gap, (difference, mark_style(not same)), "\n"]
    return Content.assemble(*parts).rstrip()


def title(settings: LabSettings) -> str:
    """The layer in one line: its call in the chosen framework, or in the first that has it."""
    written = sorted(code(settings), key=lambda each: each.framework != settings.framework)
    calls = next((each.calls for each in written if each.calls), ())
    if not calls:
        return f"{settings.kind}, padding {settings.padding}"
    return calls[0] if len(calls) == 1 else f"{settings.kind} {_times(settings)}: {calls[0]}, …"


def _times(settings: LabSettings) -> str:
    return f"×{settings.layers}" if settings.layers > 1 else ""


def why_content(told: Sequence[Change], *, most: int) -> Content:
    """The reasons of the first quantities, a line each, with their signs."""
    parts: Parts = []
    for change in told[:most]:
        sign = change.mark[:1]
        parts += [(f"{sign} {change.quantity}: ", mark_style(change.changed)), f"{change.reason}\n"]
    return Content.assemble(*parts).rstrip()
