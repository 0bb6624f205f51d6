"""Mistakes that the same answers show stand together, with the same counts as ever."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from questions.checker import check
from questions.generator import generate
from questions.question import Misconception, Question, Reference
from questions.sets.question_set import QuestionSet
from tests.group.students import Done, as_file, results
from tests.making import right
from trainer.exports.material import Slip, pairs_of, slips_of
from trainer.group.cards import cards
from trainer.group.counting import report_of
from trainer.group.gathering import gathered
from trainer.group.html_page import html
from trainer.group.markdown_page import markdown
from trainer.group.paper import paper_of_set
from trainer.group.report import FILES, GroupReport
from trainer.group.results_file import read_results
from trainer.markdown import md


def _alone(question: Question, of: Misconception) -> Slip | None:
    """A wrong value that only this mistake leads to."""
    found = (slip for slip in slips_of(question.content) if [each.id for each in slip.misconceptions] == [of.id])
    return next(found, None)


def _report(*answered: tuple[str, Question, str]) -> GroupReport:
    """Of answers at the first try, one each."""
    questions = [*dict.fromkeys(question.reference for _, question, _ in answered)]
    made = QuestionSet("Week 3", (*questions,))
    done: dict[str, list[Done]] = {}
    for name, question, text in answered:
        number = questions.index(question.reference) + 1
        done.setdefault(name, []).append(Done(number, question, question.id, (text,)))
    paper = paper_of_set(made)
    files = [read_results(as_file(results(name, each)), name) for name, each in done.items()]
    return report_of(paper, gathered(files, paper), FILES)


def _found(wanted: int) -> Iterator[tuple[Question, Slip]]:
    for seed in range(400):
        question = generate(Reference("conv2d.parameters", 1, 1 + seed % 3, seed))
        for slip in slips_of(question.content):
            if len(slip.misconceptions) == wanted:
                yield question, slip


def test_one_answer_of_two_mistakes() -> None:
    """One card with both names, the question once; each mistake is counted as before."""
    question, slip = next(_found(2))
    report = _report(("Ada", question, slip.shown))
    assert [(row.answers, row.alone, len(row.students)) for row in report.slips] == [(1, 0, 1)] * 2
    (card,) = cards(report.slips)
    first, second = (row.slip for row in card.rows)
    assert {first.id, second.id} == {each.id for each in slip.misconceptions}
    assert card.title.casefold() == f"{first.cause}, or {second.cause}".casefold()
    assert card.counted == "1 answer by 1 student (question 1); either of these mistakes could have led to it"
    page, text = html(report), markdown(report)
    assert page.count("<article>") == 1 and text.count("```text\nQuestion 1") == 1
    for each in slip.misconceptions:
        assert f"\n- {md(each.feedback)}\n" in text and f"\n  - {md(each.feedback)}\n" in text


def test_answers_of_their_own() -> None:
    """Mistakes of which one is also seen elsewhere are told apart, and how sure each is."""
    pairs = ((question, slip, each) for question, slip in _found(2) for each in slip.misconceptions)
    question, slip, clear, own = next(
        (question, slip, each, own) for question, slip, each in pairs if (own := _other(each)) is not None
    )
    report = _report(("Ada", question, slip.shown), ("Ben", own[0], own[1].shown))
    told = {card.first.slip.id: card.counted for card in cards(report.slips)}
    hidden = next(each for each in slip.misconceptions if each.id != clear.id)
    assert told == {
        clear.id: "2 answers by 2 students (questions 1 and 2); 1 of them could also have come from another mistake",
        hidden.id: "1 answer by 1 student (question 1); it could also have come from another mistake",
    }


def _other(slip: Misconception) -> tuple[Question, Slip] | None:
    """Another question with an answer that only this mistake leads to."""
    for seed in range(1000, 1010):
        question = generate(Reference("conv2d.parameters", 1, 2, seed))
        found = _alone(question, slip)
        if found:
            return question, found
    return None


def test_two_slips_that_act_together() -> None:
    """They are one card, whose answer shows both."""
    for seed in range(100):
        question = generate(Reference("conv2d.parameters", 1, 2, seed))
        for pair in pairs_of(question.content):
            if check(question.content, pair.value).combined:
                (card,) = cards(_report(("Ada", question, pair.shown)).slips)
                assert ", and " in card.title
                assert card.counted == "1 answer by 1 student (question 1); these mistakes together lead to it"
                return
    pytest.fail("no question has such a pair")


def test_nothing_wrong() -> None:
    """No mistake, no card."""
    question = generate(Reference("conv2d.parameters", 1, 1, 1))
    assert cards(_report(("Ada", question, right(question))).slips) == ()
