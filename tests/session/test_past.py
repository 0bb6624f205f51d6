"""An answer looked at again: the question of then, or what was kept of it."""

from __future__ import annotations

from dataclasses import replace

from tests.helpers.answered import answered, kept, some_days
from tests.store.memory import MemoryStore
from trainer.answer_filter import AnswerFilter, Subject
from trainer.domain import Mode, Outcome, Rating
from trainer.past import circumstances, local_time, look_back, names_in_log, read_answers, typed_text

CONV2D = "conv2d.parameters/v1/1/1"


def test_the_very_question() -> None:
    """Its steps lead to the answer, and the diagnosis is that of then."""
    past = look_back(answered(CONV2D, "720"))
    assert past.question is not None
    assert past.question.content.asked == past.review.prompt
    assert past.missing == ""
    assert past.verdict is not None
    assert tuple(slip.id for slip in past.verdict.misconceptions) == past.review.misconceptions
    assert any("720" in line for line in past.diagnosis)


def test_right_answers_need_no_diagnosis() -> None:
    """Nor do those that were not known, or judged by the learner."""
    assert look_back(answered(CONV2D, None)).diagnosis == []
    assert look_back(answered(CONV2D, "?")).diagnosis == []
    rated = answered(CONV2D, "?", outcome=Outcome.SELF_RATED, mode=Mode.FLASHCARD)
    assert look_back(rated).verdict is None


def test_with_a_set_up() -> None:
    """The set-up decides: a right one leaves a slip of arithmetic, a wrong one is explained."""
    slip = answered(CONV2D, "7919", setup="20*(6*6*11)", rating=Rating.HARD)
    assert look_back(slip).diagnosis == ["Your set-up was right, so this was a slip of arithmetic."]
    shallow = answered(CONV2D, "721", setup="20*(6*6)")
    assert any("720" in line for line in look_back(shallow).diagnosis)


def test_questions_that_are_no_more() -> None:
    """Another version, another question for the reference, a skill or a reference that never was: it is said."""
    review = answered(CONV2D, "720")
    for changed in (
        replace(review, reference="conv2d.parameters/v99/1/1"),
        replace(review, reference="no.such/v1/1/1"),
        replace(review, reference="[/] nonsense"),
        replace(review, prompt=review.prompt + " "),
        replace(review, expected="7921"),
    ):
        past = look_back(changed)
        assert past.question is None
        assert past.missing.startswith("Only what was kept is shown")
        assert past.diagnosis == [f"Recorded as {', '.join(review.misconceptions)}."]


def test_in_words() -> None:
    """When, what was typed, and how it was answered."""
    review = answered(CONV2D, "720", hints=2)
    assert local_time(review) == "2026-03-02 10:00"
    assert typed_text(review) == "720 instead of 7920"
    assert typed_text(answered(CONV2D, None)) == "7920"
    assert circumstances(review) == "level 1 · 0:41 · rated Again · with help"
    assert circumstances(replace(review, rated_by_learner=True, hints=0, mode=Mode.FLASHCARD)) == (
        "level 1 · 0:41 · rated Again by you · flashcard"
    )


def test_read_in_pages() -> None:
    """As many as are wanted, in order, however long the pages are."""
    store = kept(MemoryStore(), *some_days())
    newest = [review.id for review in some_days()]
    assert len(list(read_answers(store, "me", AnswerFilter(), 100))) == len(newest)
    assert len(list(read_answers(store, "me", AnswerFilter(), 3))) == 3
    conv1d = AnswerFilter((Subject(("conv1d.parameters",)),))
    assert [review.skill for review in read_answers(store, "me", conv1d, 100)] == ["conv1d.parameters"]


def test_names() -> None:
    """Those that the program knows and those that only the log has."""
    old = answered(CONV2D, "720", skill="old.skill", misconceptions=("old_slip",))
    names = names_in_log(kept(MemoryStore(), old).cards("me"))
    assert {"old.skill", "conv2d.parameters"} <= set(names.skills)
    assert {"old_slip", "forgot_in_channels"} <= set(names.misconceptions)
