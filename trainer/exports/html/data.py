"""The questions as the page's script reads them (reader/ judges by them, app/ shows them). Exact numbers are digits."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from typing import Any

from questions.checker import size_counts
from questions.expressions.agreement import points
from questions.misconceptions.components import BIAS
from questions.picture import Scene, picture_after, picture_before
from questions.question import Content, Factor, Misconception, Step
from questions.skills import SKILLS
from questions.submission import AnswerKind, Value
from questions.wording import parted
from trainer.drawing.svg import draw_svg
from trainer.exports.contract import Entry
from trainer.exports.html_text import clean
from trainer.telling import shown_answer

Data = dict[str, Any]

_ATTRIBUTE = re.compile("""="([^"'<>]*)\"""")


def asked_data(entry: Entry) -> Data:
    """What is asked, and how it is answered; nothing that leads to the answer."""
    content = entry.question.content
    return {
        "number": entry.number,
        "id": entry.mark,
        "kind": content.kind.value,
        "prompt": clean(content.prompt),
        "symbols": list(content.symbols),
        "choices": [clean(choice) for choice in content.choices],
    }


def solved_data(entry: Entry, *, pictures: bool) -> Data:
    """The question with everything that judges and explains an answer."""
    content, reference = entry.question.content, entry.question.reference
    return asked_data(entry) | {
        "reference": str(reference),
        "skill": SKILLS[reference.skill].title,
        "level": reference.level,
        "answer": value_data(content.answer),
        "shown": shown_answer(content),
        "setup": parted(content.setup) if content.kind is AnswerKind.INTEGER else "",
        **_sizes_data(content),
        "multiples": [list(pair) for pair in content.multiples],
        "slips": [slip_data(slip) for slip in content.misconceptions],
        "hints": list(content.hints),
        **steps_data(content.explanation),
        **(pictures_data(content) if pictures else {}),
    }


def _sizes_data(content: Content) -> Data:
    """How many sizes a shape may have, where the question says it."""
    counts, reason = size_counts(content)
    return {"counts": sorted(counts), "otherwise": reason} if counts else {}


def points_for(count: int) -> list[list[int]]:
    """The points of `formulas_agree` for so many letters."""
    return [list(point.values()) for point in points([str(letter) for letter in range(count)])]


def value_data(value: Value) -> str | bool | list[int]:
    """Digits of a number, axes of a shape, true or false, the letter of a choice, a formula as it is written."""
    if isinstance(value, bool):
        return value
    return list(value) if isinstance(value, tuple) else str(value)


def slip_data(slip: Misconception) -> Data:
    """A misconception with what is said of it, alone and as one of a pair."""
    data: Data = {
        "id": slip.id,
        "component": slip.component,
        "value": value_data(slip.value),
        "feedback": slip.feedback,
    }
    if slip.parts:
        data |= {
            "parts": [str(part) for part in slip.parts],
            "aboutBias": slip.component == BIAS,
            "cause": slip.cause,
            "lesson": slip.lesson,
        }
    return data


def steps_data(steps: Sequence[Step]) -> Data:
    """The worked steps, each symbol told where it first comes up, and the given numbers that play no part."""
    told: dict[tuple[str, str], str] = {}
    shown: list[Data] = []
    for step in steps:
        factors = [row for row in step.factors if told.get((row.symbol, row.meaning)) != row.number]
        told.update({(row.symbol, row.meaning): row.number for row in step.factors})
        if not step.idle or step.factors or step.formula or step.substitution or step.result:
            shown.append(_step(step, factors))
    return {"steps": shown, "idle": _rows(dict.fromkeys(row for step in steps for row in step.idle))}


def _step(step: Step, factors: list[Factor]) -> Data:
    written = [parted(part) for part in (step.formula, step.substitution) if part]
    if len(step.factors) == 1 and not written and step.factors[0].number == step.result:
        # The one factor is the result itself: `One bias per filter: C_out = 10`.
        written, factors = [step.factors[0].symbol], []
    return {"text": step.sentence, "line": " = ".join(written), "result": step.result, "factors": _rows(factors)}


def _rows(rows: Iterable[Factor]) -> list[list[str]]:
    return [[row.symbol, row.number, row.meaning] for row in rows]


def pictures_data(content: Content) -> Data:
    """The picture beside the prompt and the one of the solution, where there are any."""
    scenes = {"before": picture_before(content), "after": picture_after(content)}
    return {name: _picture(scene) for name, scene in scenes.items() if scene is not None}


def _picture(scene: Scene) -> Data:
    # In JSON a double quote takes two signs; the drawing has them around attributes, never within.
    svg = _ATTRIBUTE.sub(r"='\1'", draw_svg(scene).replace("\n", "").replace(" />", "/>"))
    return {"svg": svg, "alt": f"{scene.title}. {scene.caption}" if scene.caption else scene.title}
