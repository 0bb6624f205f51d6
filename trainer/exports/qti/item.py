"""One question as an item of QTI 2.1: what is asked, what is right, and what is said to each answer."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from string import ascii_uppercase

from questions.checker import Verdict
from questions.question import Content, Question
from questions.submission import AnswerKind
from trainer.exports.contract import Became
from trainer.exports.html_text import h, lines_html, prompt_html, steps_html
from trainer.exports.material import EXACT, Slip, how_to_answer, options_of, pairs_of, slips_of
from trainer.exports.pictures import Picture
from trainer.exports.qti.xhtml import image, one_line, xhtml
from trainer.telling import diagnosis_lines, shown_answer

NAMESPACE = "http://www.imsglobal.org/xsd/imsqti_v2p1"
SCHEMA = "http://www.imsglobal.org/xsd/qti/qtiv2p1/imsqti_v2p1.xsd"
RIGHT, OTHER = "RIGHT", "OTHER"
"""What FEEDBACK is after the right answer, and after one that no misconception leads to."""

_INTEGERS = 2**31
"""QTI's integers have 32 bits; larger numbers are floats there, exact up to material.EXACT."""

_HEAD = (
    '<?xml version="1.0" encoding="UTF-8"?>\n'
    f'<{{element}} xmlns="{NAMESPACE}" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"'
    f' xsi:schemaLocation="{NAMESPACE} {SCHEMA}" identifier="{{identifier}}" title="{{title}}"'
)
_CORRECT = '<correct identifier="RESPONSE"/>'
_RESPONSE = '<variable identifier="RESPONSE"/>'
_SCORE = (
    '<outcomeDeclaration identifier="SCORE" cardinality="single" baseType="float">'
    "<defaultValue><value>0</value></defaultValue></outcomeDeclaration>"
    '<outcomeDeclaration identifier="MAXSCORE" cardinality="single" baseType="float">'
    "<defaultValue><value>1</value></defaultValue></outcomeDeclaration>"
)
_POINT = '<setOutcomeValue identifier="SCORE"><baseValue baseType="float">1</baseValue></setOutcomeValue>'


@dataclass(frozen=True, slots=True)
class Asked:
    """How an item asks and judges: its base type, the right value, the interaction, and the wrong values it knows."""

    became: Became
    interaction: str
    base_type: str
    answer: str
    body: str
    wrong: Sequence[tuple[str, Slip]]


def opening(element: str, identifier: str, title: str) -> str:
    """The XML declaration and the open begin of the outermost element."""
    return _HEAD.format(element=element, identifier=identifier, title=one_line(title))


def asked(question: Question, *, exam: bool) -> Asked | None:
    """How the question is asked; None where QTI cannot hold its number and there is no wrong answer to choose."""
    content = question.content
    if content.kind is AnswerKind.INTEGER and isinstance(content.answer, int) and content.answer < EXACT:
        return _number(content, content.answer, exam=exam)
    options = options_of(question)
    if not options:
        return None
    letters = dict(zip(ascii_uppercase, options, strict=False))
    choices = "".join(
        f'<simpleChoice identifier="{letter}">{h(option.text)}</simpleChoice>' for letter, option in letters.items()
    )
    return Asked(
        Became.TRUTH if content.kind is AnswerKind.TRUTH else Became.CHOICE,
        "choiceInteraction",
        "identifier",
        next(letter for letter, option in letters.items() if option.right),
        '<choiceInteraction responseIdentifier="RESPONSE" shuffle="false" maxChoices="1">'
        f"<prompt>Choose one answer.</prompt>{choices}</choiceInteraction>",
        [(letter, option.slip) for letter, option in letters.items() if option.slip],
    )


def _number(content: Content, answer: int, *, exam: bool) -> Asked:
    slips = () if exam else (*slips_of(content), *pairs_of(content))
    known = [(slip.value, slip) for slip in slips if isinstance(slip.value, int) and abs(slip.value) < EXACT]
    is_small = all(-_INTEGERS <= value < _INTEGERS for value in (answer, *(value for value, _ in known)))
    return Asked(
        Became.NUMERIC,
        "textEntryInteraction",
        "integer" if is_small else "float",
        str(answer),
        f"<p>{how_to_answer(content)}</p>"
        '<p>Answer: <textEntryInteraction responseIdentifier="RESPONSE" expectedLength="20" patternMask="[0-9]*"/></p>',
        [(str(value), slip) for value, slip in known],
    )


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
    said = _said(how) if pictures else []
    return "".join(
        [
            opening("assessmentItem", identifier, title),
            ' adaptive="false" timeDependent="false" toolName="convdrill">\n',
            f'<responseDeclaration identifier="RESPONSE" cardinality="single" baseType="{how.base_type}">',
            f"<correctResponse><value>{how.answer}</value></correctResponse></responseDeclaration>\n{_SCORE}\n",
            '<outcomeDeclaration identifier="FEEDBACK" cardinality="single" baseType="identifier"/>\n' if said else "",
            f"<itemBody><div>{xhtml(prompt_html(content))}</div>{image(before)}\n{how.body}\n",
            f"<p>Question {mark}</p></itemBody>\n",
            _processing(how, said, with_feedback=pictures is not None),
            *(_feedback(name, slip.feedback) for name, _, slip in said),
            *(_solutions(question, image(after)) if pictures else ()),
            "</assessmentItem>\n",
        ]
    )


def _said(how: Asked) -> list[tuple[str, str, Slip]]:
    """For each wrong value the identifier of what is said to it: the ids of its misconceptions."""
    found: list[tuple[str, str, Slip]] = []
    taken: set[str] = {RIGHT, OTHER}
    for value, slip in how.wrong:
        stem = ".".join(each.id for each in slip.misconceptions)
        name, number = stem, 1
        while name in taken:
            number += 1
            name = f"{stem}-{number}"
        taken.add(name)
        found.append((name, value, slip))
    return found


def _processing(how: Asked, said: Sequence[tuple[str, str, Slip]], *, with_feedback: bool) -> str:
    right = _set_feedback(RIGHT) if with_feedback else ""
    parts = [
        "<responseProcessing><responseCondition>\n",
        f"<responseIf>{_equal(how, _CORRECT)}{_POINT}{right}</responseIf>\n",
    ]
    for name, value, _ in said:
        known = f'<baseValue baseType="{how.base_type}">{value}</baseValue>'
        parts.append(f"<responseElseIf>{_equal(how, known)}{_set_feedback(name)}</responseElseIf>\n")
    if with_feedback:
        parts.append(
            f"<responseElseIf><not><isNull>{_RESPONSE}</isNull></not>{_set_feedback(OTHER)}</responseElseIf>\n"
        )
    return "".join([*parts, "</responseCondition></responseProcessing>\n"])


def _equal(how: Asked, value: str) -> str:
    if how.base_type == "identifier":
        return f"<match>{_RESPONSE}{value}</match>"
    return f'<equal toleranceMode="exact">{_RESPONSE}{value}</equal>'


def _set_feedback(name: str) -> str:
    return (
        f'<setOutcomeValue identifier="FEEDBACK"><baseValue baseType="identifier">{name}</baseValue></setOutcomeValue>'
    )


def _feedback(name: str, lines: Sequence[str], solution: str = "") -> str:
    return (
        f'<modalFeedback outcomeIdentifier="FEEDBACK" identifier="{name}" showHide="show">'
        f'<div class="verdict">{lines_html(lines)}</div>{solution}</modalFeedback>\n'
    )


def _solutions(question: Question, picture: str) -> tuple[str, str]:
    """What is said to the right answer, and to one that nothing explains: both with the worked steps."""
    content = question.content
    steps = xhtml(steps_html(content.explanation))
    solution = f'<div class="solution">{steps}{picture}<p>{question.reference}</p></div>'
    right = [f"✓ Correct: {shown_answer(content)}"]
    return _feedback(RIGHT, right, solution), _feedback(OTHER, diagnosis_lines(Verdict(correct=False)), solution)
