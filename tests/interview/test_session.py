"""An interview that goes on: time, drafts, marks, and what becomes of it in the end."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.helpers.clock import MONDAY, Clock
from tests.interview.holding import FIXED, begun, fixed, go_through, journal_of, nothing, right, wrong
from trainer.domain import Mode, Moment, Outcome, Rating
from trainer.interview.plan import InterviewPlan
from trainer.interview.record import InterviewRecord, Slot, UnreadableInterview, from_kept, to_kept
from trainer.interview.session import InterviewSession, Mark
from trainer.interview.shelf import end, unfinished


def test_nothing_is_judged_before_the_end() -> None:
    """Going back changes an answer, and only the last one counts."""
    clock = Clock()
    session = begun(clock)
    go_through(session, clock, [wrong, wrong, right])
    session.go_to(1, clock())
    session.write(right(session.question), clock())
    finished = session.finish(clock())
    outcomes = {review.reference: review.outcome for review in finished.reviews}
    assert [outcomes[reference] for reference in FIXED[:3]] == [Outcome.CORRECT, Outcome.WRONG, Outcome.CORRECT]
    assert FIXED[3] not in outcomes
    assert {review.mode for review in finished.reviews} == {Mode.INTERVIEW}


def test_marks_and_texts() -> None:
    """Answered, not plain, open and not seen; an answer can be taken back."""
    clock = Clock()
    session = begun(clock)
    assert session.marks == [Mark.OPEN, Mark.UNSEEN, Mark.UNSEEN, Mark.UNSEEN]
    session.write("10*27+10", clock())
    assert session.marks[:1] == [Mark.UNREADABLE]
    assert session.unreadable is not None
    session.write("280", clock())
    assert session.marks[:1] == [Mark.ANSWERED]
    assert session.unreadable is None
    session.write("  ", clock())
    assert session.marks[:1] == [Mark.OPEN]
    assert session.is_blank
    assert session.go_to(3, clock())
    assert not session.go_to(5, clock())
    assert not session.go_to(0, clock())
    assert session.number == 3
    counted = session.counted
    assert (counted.answered, counted.unreadable, counted.open, counted.unseen) == (0, 0, 2, 2)


def test_time_belongs_to_the_question_that_is_shown() -> None:
    """Each is credited with what it took, also in parts; the review says so."""
    clock = Clock()
    session = begun(clock)
    clock.forward(seconds=40)
    session.write("280", clock())
    session.go_to(2, clock())
    clock.forward(seconds=5.5)
    session.go_to(1, clock())
    clock.forward(seconds=20)
    assert session.left(clock()) == timedelta(minutes=20, seconds=-65.5)
    finished = session.finish(clock())
    taken = {review.reference: review.taken_ms for review in finished.reviews}
    assert taken == {FIXED[0]: 60_000, FIXED[1]: 5_500}
    assert finished.record.spent_ms == 65_500


def test_an_answer_has_its_own_time() -> None:
    """The time it was typed, not that of the end, and the offset it was typed with."""
    clock = Clock()
    session = begun(clock)
    clock.forward(seconds=30)
    session.write("280", clock())
    clock.utc_offset = 120
    clock.forward(seconds=30)
    session.go_to(2, clock())
    clock.forward(minutes=5)
    first, second = session.finish(clock()).reviews
    assert (first.at, first.utc_offset) == (MONDAY + timedelta(seconds=30), 60)
    assert (second.at, second.utc_offset) == (MONDAY + timedelta(seconds=60), 120)
    assert first.id < second.id


def test_seen_and_not_answered_is_not_known() -> None:
    """Open, or not plain: rated Again, with what was typed; what was never seen leaves no trace."""
    clock = Clock()
    session = begun(clock)
    go_through(session, clock, [lambda _: "10*28", nothing])
    reviews = session.finish(clock()).reviews
    assert [(review.outcome, review.submission, review.rating) for review in reviews] == [
        (Outcome.DONT_KNOW, "10*28", Rating.AGAIN),
        (Outcome.DONT_KNOW, "", Rating.AGAIN),
    ]


def test_time_over() -> None:
    """Nothing can be written any more, and no more than the time there was is counted."""
    clock = Clock()
    session = begun(clock, plan=InterviewPlan(4, 1))
    session.write("280", clock())
    clock.forward(minutes=5)
    assert session.is_over(clock())
    session.write("7", clock())
    assert session.text == "280"
    finished = session.finish(clock())
    assert finished.record.time_over
    assert finished.record.spent_ms == 60_000
    assert finished.reviews[0].taken_ms == 60_000


def test_clock_set_back() -> None:
    """It gives no time back and takes none."""
    clock = Clock()
    session = begun(clock)
    clock.forward(seconds=-3600)
    session.pass_time(clock())
    assert session.left(clock()) == timedelta(minutes=20)
    clock.forward(seconds=10)
    assert session.left(clock()) == timedelta(minutes=20, seconds=-10)


def test_taken_up_again() -> None:
    """From what was kept: drafts, place and time; what passed meanwhile does not count."""
    clock = Clock()
    session = begun(clock)
    go_through(session, clock, [right, wrong])
    session.go_to(3, clock())
    kept = to_kept(session.record)
    clock.forward(days=2)
    again = InterviewSession.resume(from_kept(kept), clock())
    assert again is not None
    assert (again.number, again.marks) == (3, session.marks)
    assert again.left(clock()) == timedelta(minutes=19)
    assert again.record.breaks == 1
    again.go_to(1, clock())
    assert again.text == right(again.question)


def test_a_question_of_an_older_version() -> None:
    """It is taken out; an interview of nothing else cannot be taken up again."""
    clock = Clock()
    record = begun(clock).record
    old = replace(record.slots[0], reference="conv2d.parameters/v999/1/1")
    session = InterviewSession.resume(replace(record, slots=(*record.slots[1:], old), current=3), clock())
    assert session is not None
    assert [str(question.reference) for question in session.questions] == list(FIXED[1:])
    assert InterviewSession.resume(replace(record, slots=(old,), current=0), clock()) is None


def test_ended_when_it_is_found() -> None:
    """Its answers are recorded with their own times; one without an answer is forgotten."""
    clock = Clock()
    journal = journal_of(clock)
    session = begun(clock)
    go_through(session, clock, [right])
    journal.keep_interview(to_kept(session.record), (), clock())
    clock.forward(days=3)
    found = unfinished(journal)
    assert found is not None
    ended = end(journal, found, clock())
    assert ended is not None
    assert (ended.breaks, ended.spent_ms) == (0, session.record.spent_ms)
    assert unfinished(journal) is None
    card = journal.cards["conv2d.parameters"]
    assert (card.answers, card.last_at) == (1, MONDAY + timedelta(seconds=30))
    assert journal.totals(clock()).reviews == 1
    assert journal.totals(clock()).recent == 0
    blank = begun(clock).record
    journal.keep_interview(to_kept(blank), (), clock())
    assert end(journal, blank, clock()) is None
    assert [kept.id for kept in journal.interviews()] == [ended.id]


moments = st.none() | st.builds(
    Moment,
    st.datetimes(timezones=st.just(MONDAY.tzinfo)),
    st.integers(-1440, 1440),
)
slots = st.builds(
    Slot,
    reference=st.text(),
    aloud=st.booleans(),
    known=st.booleans(),
    text=st.text(),
    spent_ms=st.integers(0, 10**9),
    at=moments,
    ticks=st.lists(st.integers(0, 20)).map(tuple),
    review=st.text(),
)


@given(st.lists(slots, min_size=1, max_size=5), st.data())
@settings(max_examples=50)
def test_any_record_comes_back(drawn: list[Slot], data: st.DataObject) -> None:
    """As it was, whatever was typed."""
    record = InterviewRecord(
        "id",
        "me",
        Moment(MONDAY, 60),
        data.draw(st.sampled_from([InterviewPlan(), InterviewPlan(33, 66, ("A",), 3, "Week 3 “x”")])),
        tuple(drawn),
        data.draw(st.integers(0, len(drawn) - 1)),
        data.draw(st.integers(0, 9)),
        data.draw(st.none() | st.just(MONDAY)),
        data.draw(st.booleans()),
    )
    assert from_kept(to_kept(record)) == record


@pytest.mark.parametrize("body", ["", "{}", "[]", '{"version": 2}', "null", "[" * 100_000])
def test_damaged_records(body: str) -> None:
    """They are refused, and passed over where an interview is looked for."""
    clock = Clock()
    journal = journal_of(clock)
    record = begun(clock).record
    journal.keep_interview(replace(to_kept(record), body=body), (), clock())
    with pytest.raises(UnreadableInterview):
        from_kept(journal.interviews()[0])
    assert unfinished(journal) is None


@given(
    st.lists(st.tuples(st.integers(1, 4), st.sampled_from(["", "280", "x", "1*2"]), st.floats(-60, 400)), max_size=12)
)
@settings(max_examples=40)
def test_whatever_is_done(actions: list[tuple[int, str, float]]) -> None:
    """The time never grows, is never more than there was, and each question gives at most one review."""
    clock = Clock()
    session = begun(clock, fixed())
    left = session.left(clock())
    for number, text, seconds in actions:
        clock.forward(seconds=seconds)
        session.go_to(number, clock())
        session.write(text, clock())
        assert session.left(clock()) <= left
        left = session.left(clock())
    finished = session.finish(clock())
    assert finished.record.spent_ms <= 20 * 60_000
    assert len({review.skill for review in finished.reviews}) == len(finished.reviews)
    assert {slot.review for slot in finished.record.slots if slot.review} == {review.id for review in finished.reviews}
    assert all(review.taken_ms >= 0 for review in finished.reviews)
