"""One question as an item of QTI 1.2, in the shape that Canvas writes and reads.

Canvas takes every condition that sets SCORE for a right answer, whatever the score. So there is one, for the right
answer; a wrong number gets no condition at all, and what it means stands in the feedback that everybody sees. Choices
have feedback of their own.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

from questions.question import Content, Question
from questions.submission import AnswerKind
from trainer.exports.contract import Became
from trainer.exports.html_text import h, lines_html, prompt_html, steps_html
from trainer.exports.identifiers import digest
from trainer.exports.material import EXACT, Option, how_to_answer, options_of, slips_of
from trainer.exports.pictures import Picture

POINTS = "1.0"

_TIMES = re.compile(r"([\w)]) ?\* ?(?=[\w(])")
_MATERIAL = '<material><mattext texttype="text/{kind}">{text}</mattext></material>'
_OUTCOMES = '<outcomes><decvar maxvalue="100" minvalue="0" varname="SCORE" vartype="Decimal"/></outcomes>\n'
_GENERAL = (
    '<respcondition continue="Yes"><conditionvar><other/></conditionvar>'
    '<displayfeedback feedbacktype="Response" linkrefid="general_fb"/></respcondition>\n'
)
_NUMBER = (
    '<response_str ident="response1" rcardinality="Single"><render_fib fibtype="Decimal">'
    '<response_label ident="answer1"/></render_fib></response_str>'
)


@dataclass(frozen=True, slots=True)
class Asked:
    """How Canvas asks it: its name there, and the choices by their numbers; none of them for a number to type."""

    became: Became
    options: Mapping[int, Option]

    @property
    def kind(self) -> str:
        """Canvas's name for such questions."""
        if self.became is Became.TRUTH:
            return "true_false_question"
        return "multiple_choice_question" if self.options else "numerical_question"


def asked(question: Question, seed: str, *, choices: bool) -> Asked | None:
    """How the question is asked; with `choices` numbers are chosen too, where there are wrong ones to choose.

    None where Canvas cannot hold its number and nothing can be chosen. The numbers of the choices depend on the seed.
    """
    content = question.content
    is_number = content.kind is AnswerKind.INTEGER
    fits = is_number and isinstance(content.answer, int) and abs(content.answer) < EXACT
    options = () if fits and not choices else options_of(question)
    if options:
        first = 1000 + int(digest(seed)[:8], 16) % 2500 * 32
        became = Became.TRUTH if content.kind is AnswerKind.TRUTH else Became.CHOICE
        return Asked(became, dict(enumerate(options, first)))
    return Asked(Became.NUMERIC, {}) if fits else None


def item_xml(
    question: Question,
    how: Asked,
    identifier: str,
    mark: str,
    title: str,
    pictures: tuple[Picture | None, Picture | None] | None,
) -> str:
    """The whole item. `pictures` are those before and after the answer; without them, it is one of an exam."""
    content = question.content
    before, after = pictures or (None, None)
    digits = f"<p>{how_to_answer(content)}</p>" if how.became is Became.NUMERIC else ""
    text = f"<div>{prompt_html(content)}{digits}{image(before)}<p><small>Question {mark}</small></p></div>"
    parts = [
        f'<item ident="{identifier}" title="{title}">\n',
        _metadata(how, identifier),
        f"<presentation>{_html(text)}\n{_interaction(how)}</presentation>\n",
        f"<resprocessing>{_OUTCOMES}",
    ]
    told = {} if pictures is None else {at: option.slip for at, option in how.options.items() if option.slip}
    if pictures is not None:
        parts.append(_GENERAL)
    parts += [
        f'<respcondition continue="Yes"><conditionvar>{_equal(at)}</conditionvar>'
        f'<displayfeedback feedbacktype="Response" linkrefid="{at}_fb"/></respcondition>\n'
        for at in told
    ]
    parts.append(
        f'<respcondition continue="No"><conditionvar>{_right(content, how)}</conditionvar>'
        '<setvar action="Set" varname="SCORE">100</setvar></respcondition>\n</resprocessing>\n'
    )
    if pictures is not None:
        parts.append(_feedback("general_fb", _solution(question, how, image(after))))
        parts += [_feedback(f"{at}_fb", lines_html(slip.feedback)) for at, slip in told.items()]
    return "".join([*parts, "</item>\n"])


def image(picture: Picture | None) -> str:
    """A picture of the package, as Canvas refers to its files."""
    if picture is None:
        return ""
    return f'<p><img src="%24IMS-CC-FILEBASE%24/images/{picture.name}" alt="{h(picture.alt)}"></p>'


def _metadata(how: Asked, identifier: str) -> str:
    fields = {
        "question_type": how.kind,
        "points_possible": POINTS,
        "original_answer_ids": ",".join(map(str, how.options)),
        "assessment_question_identifierref": f"g{digest('bank', identifier)}",
    }
    return f"<itemmetadata><qtimetadata>{metadata_fields(fields)}</qtimetadata></itemmetadata>\n"


def metadata_fields(fields: Mapping[str, str]) -> str:
    """Labels with their entries."""
    return "".join(
        f"<qtimetadatafield><fieldlabel>{label}</fieldlabel><fieldentry>{entry}</fieldentry></qtimetadatafield>"
        for label, entry in fields.items()
    )


def _interaction(how: Asked) -> str:
    if not how.options:
        return _NUMBER
    labels = "".join(
        f'<response_label ident="{at}">{_MATERIAL.format(kind="plain", text=h(_times(option.text)))}</response_label>\n'
        for at, option in how.options.items()
    )
    return (
        '<response_lid ident="response1" rcardinality="Single">'
        f"<render_choice>\n{labels}</render_choice></response_lid>"
    )


def _right(content: Content, how: Asked) -> str:
    if how.options:
        return _equal(next(at for at, option in how.options.items() if option.right))
    bounds = "".join(f'<{name} respident="response1">{content.answer}</{name}>' for name in ("vargte", "varlte"))
    return f"<or>{_equal(content.answer)}<and>{bounds}</and></or>"


def _equal(value: object) -> str:
    return f'<varequal respident="response1">{value}</varequal>'


def _solution(question: Question, how: Asked, picture: str) -> str:
    """The worked steps; where no answer has feedback of its own, what the usual wrong ones mean."""
    content = question.content
    html = steps_html(content.explanation) + picture
    slips = () if how.options else slips_of(content)
    if slips:
        told = "".join(f"<li><strong>{h(slip.shown)}</strong>{lines_html(slip.feedback)}</li>" for slip in slips)
        html += f"<p>Wrong answers that say something:</p><ul>{told}</ul>"
    return f"{html}<p>{question.reference}</p>"


def _feedback(name: str, html: str) -> str:
    return f'<itemfeedback ident="{name}"><flow_mat>{_html(html)}</flow_mat></itemfeedback>\n'


def _html(html: str) -> str:
    """HTML is text in QTI 1.2, so that it is escaped once more."""
    return _MATERIAL.format(kind="html", text=h(_times(html)))


def _times(text: str) -> str:
    """With ×: some programs that read such files take asterisks for emphasis."""
    return _TIMES.sub(r"\1×", text)
