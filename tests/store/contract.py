"""What every `EventStore` promises. A subclass names a store by the fixture `store`."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest

from tests.store.making import SKILL, START, at, chain, kept, review, undo
from trainer.answer_filter import EVERYTHING, AnswerFilter, Subject
from trainer.domain import Card, Event, Outcome, Rating, Reset, Review, Suspension, order_key
from trainer.settings import BadSetting, LearnerSettings
from trainer.store import DEFAULT_LEARNER, EventRefused, EventStore, Figures, StoreConflict
from trainer.store.activity import to_redo, to_undo
from trainer.store.counts import DayCount, QuestionCount, SkillDay, SlipCount, WeekCount
from trainer.store.port import Merged, SkillFigures


class StoreContract:
    def test_nothing_yet(self, store: EventStore) -> None:
        """A new store knows no events, no cards, and counts nothing."""
        assert list(store.events(DEFAULT_LEARNER)) == []
        assert store.cards(DEFAULT_LEARNER) == {}
        assert store.rebuild(DEFAULT_LEARNER, chain) == {}
        assert store.figures(DEFAULT_LEARNER, START) == Figures()
        assert store.figures(DEFAULT_LEARNER, START).accuracy is None

    def test_recorded(self, store: EventStore) -> None:
        """What was recorded comes back, in order, and its card is returned and cached."""
        first, second = review("1", 0), review("2", 1, skill="other")
        returned = store.record([second, first], chain)
        assert list(store.events("me")) == [first, second]
        assert list(store.events("me", "other")) == [second]
        assert returned == {SKILL: chain(None, [first]), "other": chain(None, [second])}
        assert store.cards("me") == returned

    def test_only_the_cards_concerned(self, store: EventStore) -> None:
        """`record` returns the cards of the skills it was given, not all."""
        store.record([review("1")], chain)
        assert list(store.record([review("2", 1, skill="other")], chain)) == ["other"]
        assert set(store.cards("me")) == {SKILL, "other"}

    def test_nothing_to_record(self, store: EventStore) -> None:
        """Recording no events does nothing."""
        assert store.record([], chain) == {}

    def test_continues(self, store: EventStore) -> None:
        """A newer event continues the card as if all had been folded at once."""
        log = [review(str(number), number) for number in range(4)]
        for event in log:
            cards = store.record([event], chain)
        assert cards == {SKILL: chain(None, log)}

    def test_late_event(self, store: EventStore) -> None:
        """An event older than the card's newest is folded in its place (a clock set back, a merged log)."""
        store.record([review("2", 2)], chain)
        store.record([review("1", 1)], chain)
        assert store.cards("me")[SKILL] == chain(None, [review("1", 1), review("2", 2)])

    def test_same_moment(self, store: EventStore) -> None:
        """Events of one moment are ordered by id, whichever came first."""
        store.record([review("b")], chain)
        store.record([review("a")], chain)
        assert [event.id for event in store.events("me")] == ["a", "b"]
        assert store.cards("me")[SKILL] == chain(None, [review("a"), review("b")])

    def test_undo(self, store: EventStore) -> None:
        """An undone event counts no longer, an Undo undone counts again; the log keeps all of it."""
        store.record([review("1", 1), review("2", 2)], chain)
        store.record([undo("3", 3, "2")], chain)
        assert store.cards("me")[SKILL] == chain(None, [review("1", 1)])
        assert [event.id for event in store.active_events("me")] == ["1"]
        store.record([undo("4", 4, "3")], chain)
        assert store.cards("me")[SKILL] == chain(None, [review("1", 1), review("2", 2)])
        assert [event.id for event in store.active_events("me", SKILL)] == ["1", "2"]
        assert [event.id for event in store.events("me")] == ["1", "2", "3", "4"]

    def test_all_undone(self, store: EventStore) -> None:
        """A skill without an event that counts has no card; a later answer starts it afresh."""
        store.record([review("1", 1)], chain)
        assert store.record([undo("2", 2, "1")], chain) == {}
        assert store.cards("me") == {}
        assert store.record([review("3", 3)], chain) == {SKILL: chain(None, [review("3", 3)])}

    def test_undo_before_its_target(self, store: EventStore) -> None:
        """An Undo that arrives before its target takes it out all the same."""
        store.record([review("1", 1), undo("9", 9, "2")], chain)
        store.record([review("2", 2)], chain)
        assert store.cards("me")[SKILL] == chain(None, [review("1", 1)])

    def test_undo_of_another_skill(self, store: EventStore) -> None:
        """An Undo reaches its own skill only."""
        store.record([review("1", 1), undo("2", 2, "1", skill="other")], chain)
        assert [event.id for event in store.active_events("me")] == ["1"]
        assert store.figures("me", START).reviews == 1

    def test_override(self, store: EventStore) -> None:
        """An override, an Undo and a review at the time of the one it replaces, is folded where that one was."""
        store.record([review("1", 1), review("2", 2)], chain)
        better = review("4", 1, outcome=Outcome.CORRECT, replaces="1")
        store.record([undo("3", 3, "1"), better], chain)
        assert store.cards("me")[SKILL] == chain(None, [better, review("2", 2)])

    def test_override_of_the_newest(self, store: EventStore) -> None:
        """An override is never merely added to a card, even where it is newer than all: its skill is refolded."""
        store.record([review("1", 1)], chain)
        folded: list[tuple[Card | None, list[str]]] = []

        def watched(card: Card | None, events: Sequence[Event]) -> Card:
            folded.append((card, [event.id for event in events]))
            return chain(card, events)

        store.record([undo("2", 2, "1")], watched)
        store.record([review("3", 1, replaces="1")], watched)
        store.record([review("4", 2, replaces="3")], watched)
        assert folded == [(None, ["3"]), (None, ["3", "4"])]

    def test_other_kinds(self, store: EventStore) -> None:
        """Suspensions and resets are kept, folded and undone as reviews are."""
        suspension = Suspension("2", "me", at(2), -90, SKILL, suspended=True)
        reset = Reset("3", "me", at(3), 0, SKILL)
        store.record([review("1", 1), suspension, reset], chain)
        assert list(store.events("me"))[1:] == [suspension, reset]
        store.record([undo("4", 4, "2")], chain)
        assert store.cards("me")[SKILL] == chain(None, [review("1", 1), reset])

    def test_repeated(self, store: EventStore) -> None:
        """Recording the same events again changes nothing and returns the card as it is."""
        cards = store.record([review("1", 1), review("2", 2)], chain)
        assert store.record([review("1", 1)], chain) == cards
        assert store.record([review("2", 2), review("3", 3)], chain)[SKILL].answers == 3
        assert len(list(store.events("me"))) == 3

    def test_conflict(self, store: EventStore) -> None:
        """Another event under an id that is taken is refused, and everything recorded with it."""
        store.record([review("1", 1)], chain)
        with pytest.raises(StoreConflict, match="1"):
            store.record([review("2", 2), review("1", 1, submission="281")], chain)
        assert list(store.events("me")) == [review("1", 1)]

    def test_failing_fold(self, store: EventStore) -> None:
        """If the fold fails, nothing of the call is kept."""

        def fails(card: object, events: object) -> None:
            raise ZeroDivisionError

        store.record([review("1", 1)], chain)
        with pytest.raises(ZeroDivisionError):
            store.record([review("2", 2), undo("3", 3, "1")], fails)  # type: ignore[arg-type]
        assert list(store.events("me")) == [review("1", 1)]
        assert store.cards("me") == {SKILL: chain(None, [review("1", 1)])}
        store.record([review("2", 2)], chain)

    def test_refused(self, store: EventStore) -> None:
        """An event no store could keep is refused in a sentence, and everything recorded with it."""
        naive = review("2").at.replace(tzinfo=None)
        for bad in (review(""), review("ä"), review("x" * 65), review("2", at=naive), review("2", taken_ms=2**63)):
            with pytest.raises(EventRefused):
                store.record([review("1"), bad], chain)
        assert list(store.events("me")) == []

    def test_one_learner_at_a_time(self, store: EventStore) -> None:
        """One call is one learner's, and names no event twice."""
        with pytest.raises(ValueError, match="one learner"):
            store.record([review("1"), review("2", learner="you")], chain)
        with pytest.raises(ValueError, match="different ids"):
            store.record([review("1"), review("1")], chain)

    def test_learners_apart(self, store: EventStore) -> None:
        """Learners share nothing, and one that is unknown is simply new."""
        store.record([review("1")], chain)
        store.record([review("2", learner="Zoë\x00")], chain)
        assert [event.id for event in store.events("Zoë\x00")] == ["2"]
        assert list(store.cards("Zoë\x00")) == [SKILL]
        assert store.figures("me", START).events == 1

    def test_figures(self, store: EventStore) -> None:
        """Undone reviews count nowhere; a flashcard's review has no verdict; `recent` starts at the given moment."""
        store.record(
            [
                review("1", 1),
                review("2", 2, outcome=Outcome.WRONG),
                review("3", 3, outcome=Outcome.DONT_KNOW),
                review("4", 4, outcome=Outcome.SELF_RATED),
                review("5", 5),
                review("6", 6),
                undo("7", 7, "6"),
                undo("8", 8, "5"),
                undo("9", 9, "8"),
                Reset("90", "me", at(10), 0, SKILL),
            ],
            chain,
        )
        figures = store.figures("me", at(3))
        assert figures == Figures(events=10, reviews=5, verdicts=4, correct=2, recent=3, last_id="90")
        assert figures.accuracy == 0.5

    def test_answers(self, store: EventStore) -> None:
        """Those that count, the newest first, in pages; an answer that was brought back counts, others have no say."""
        log: list[Event] = [review(f"{number:02d}", number % 5) for number in range(20)]
        gone = [undo("a", 30, "07"), undo("b", 31, "08"), undo("c", 32, "b"), undo("d", 33, "09", skill="other")]
        circle = [undo("e", 34, "f"), undo("f", 35, "e"), undo("g", 36, "10", skill=SKILL), undo("h", 37, "nowhere")]
        store.record([*log, *gone, *circle, Reset("i", "me", at(40), 0, SKILL)], chain)
        store.record([review("z", 50, learner="you")], chain)
        expected = [event for event in store.active_events("me", newest_first=True) if isinstance(event, Review)]
        assert len(expected) == 18
        assert store.answers("me", EVERYTHING, 0, 100) == expected
        assert [found for start in range(0, 20, 3) for found in store.answers("me", EVERYTHING, start, 3)] == expected
        assert store.answers("me", EVERYTHING, 18, 3) == []
        assert store.count_answers("me", EVERYTHING) == 18
        assert store.count_answers("nobody", EVERYTHING) == 0

    def test_answers_by_filter(self, store: EventStore) -> None:
        """Each part of a filter narrows; a misconception is a whole name, capitals and all."""
        wrong = Outcome.WRONG
        store.record(
            [
                review("1", 1),
                review("2", 2, outcome=wrong, misconceptions=("forgot_bias", 'a"b')),
                review("3", 3, outcome=wrong, misconceptions=("forgot_bias_twice",), skill="other"),
                review("4", 4, outcome=wrong, misconceptions=("Forgot_bias",), skill="other"),
                review("5", 5, outcome=Outcome.SELF_RATED, skill="Other%"),
            ],
            chain,
        )

        def ids(*subjects: Subject, outcomes: tuple[Outcome, ...] = ()) -> str:
            wanted = AnswerFilter(subjects, outcomes)
            found = store.answers("me", wanted, 0, 9)
            assert store.count_answers("me", wanted) == len(found)
            return "".join(one.id for one in found)

        assert ids(Subject(skills=("other",))) == "43"
        assert ids(Subject(skills=("other", "Other%"))) == "543"
        assert ids(Subject(misconceptions=("forgot_bias",))) == "2"
        assert ids(Subject(misconceptions=('a"b',))) == "2"
        assert ids(Subject((SKILL,), ("Forgot_bias",))) == "421"
        assert ids(Subject((SKILL,)), Subject((), ("forgot_bias",))) == "2"
        assert ids(Subject()) == ""
        assert ids(outcomes=(wrong,)) == "432"
        assert ids(outcomes=(Outcome.CORRECT, Outcome.SELF_RATED)) == "51"
        assert ids(Subject(skills=("other",)), outcomes=(Outcome.CORRECT,)) == ""

    @pytest.mark.parametrize("offset", [-720, 0, 90, 840])
    def test_answers_of_days(self, store: EventStore, offset: int) -> None:
        """A learner's day begins at 4 a.m. where the answer was given, to the microsecond."""
        start = datetime(2026, 3, 8, 4, tzinfo=UTC) - timedelta(minutes=offset)
        moment = timedelta(microseconds=1)
        times = [start - moment, start, start + timedelta(days=1) - moment, start + timedelta(days=1)]
        log = [review(str(number), at=time, utc_offset=offset) for number, time in enumerate(times)]
        store.record(log, chain)
        day = date(2026, 3, 8)
        for wanted, ids in (
            (AnswerFilter(since=day, until=day), "21"),
            (AnswerFilter(since=day), "321"),
            (AnswerFilter(until=day), "210"),
            (AnswerFilter(since=date.min, until=date.max), "3210"),
        ):
            assert "".join(one.id for one in store.answers("me", wanted, 0, 9)) == ids

    def test_changes_and_figures_by_skill(self, store: EventStore) -> None:
        """A reset begins the sums of its skill anew, unless it was undone."""
        reset, suspension = Reset("5", "me", at(5), 0, SKILL), Suspension("6", "me", at(6), 0, "other", suspended=True)
        store.record(
            [
                review("1", 1),
                review("2", 2, outcome=Outcome.WRONG),
                review("3", 3, outcome=Outcome.SELF_RATED),
                review("4", 4, skill="other"),
                reset,
                suspension,
                review("7", 7, outcome=Outcome.DONT_KNOW),
            ],
            chain,
        )
        assert store.changes("me") == [reset, suspension]
        assert store.skill_figures("me") == {SKILL: SkillFigures(1, 1, 0), "other": SkillFigures(1, 1, 1)}
        store.record([undo("8", 8, "5"), undo("9", 9, "2")], chain)
        assert store.changes("me") == [suspension]
        assert store.skill_figures("me")[SKILL] == SkillFigures(3, 2, 1)
        assert store.skill_figures("me")[SKILL].accuracy == 0.5
        assert store.skill_figures("you") == {}

    def test_question_counts(self, store: EventStore) -> None:
        """The first answer and the last to each wanted question; those undone and flashcards are none."""
        wrong, given_up = Outcome.WRONG, Outcome.DONT_KNOW
        log = [
            review("1", 5, reference="a"),
            review("2", 1, reference="a", outcome=wrong),
            review("3", 3, reference="a", outcome=given_up),
            review("4", 1, reference="b", outcome=wrong),
            review("5", 2, reference="b"),
            review("6", 3, reference="c", outcome=Outcome.SELF_RATED),
            review("7a", 4, reference="d"),
            review("7b", 4, reference="d", outcome=wrong),
            review("8", 4, reference="e"),
            review("9", 4, learner="you", reference="f"),
        ]
        for event in log:
            store.record([event], chain)
        store.record([undo("90", 9, "5"), undo("91", 9, "9")], chain)
        wanted = ["d", "c", "b", "a", "a", "f", "nowhere", "b\x00\ud800"]
        assert store.question_counts("me", wanted) == [
            QuestionCount("a", 3, first=False, last=True),
            QuestionCount("b", 1, first=False, last=False),
            QuestionCount("d", 2, first=False, last=True),
        ]
        assert store.question_counts("you", {"f"}) == [QuestionCount("f", 1, first=True, last=True)]
        assert store.question_counts("me", ()) == store.question_counts("nobody", wanted) == []
        many = [f"{number:05}" for number in range(25_000)]
        assert [each.reference for each in store.question_counts("me", [*many, "e", *many, "a"])] == ["a", "e"]

    @pytest.mark.parametrize("undone", [0, 1, 2, 3])
    def test_latest(self, store: EventStore, undone: int) -> None:
        """It is enough to find what can be undone and redone, however much of the end is out already."""
        store.record([review(str(number), number) for number in range(1, 5)], chain)
        store.record([undo("50", 5, "2"), review("51", 2, replaces="2")], chain)
        for number in range(undone):
            store.record([undo(f"6{number}", 6 + number, str(4 - number))], chain)
        everything, latest = list(store.events("me")), store.latest("me")
        assert to_undo(latest) == to_undo(everything)
        assert to_redo(latest) == to_redo(everything)
        assert (to_redo(latest) is None) == (undone == 0)
        assert store.latest("you") == []

    def test_rebuild_and_write(self, store: EventStore) -> None:
        """`rebuild` tells what the log says and writes nothing; `write_cards` replaces what was cached."""
        store.record([review("1", 1), review("2", 2, skill="other"), undo("3", 3, "2", skill="other")], chain)

        def other(card: object, events: object) -> object:
            return replace(chain(None, events), lapses=7)  # type: ignore[arg-type]

        before = store.cards("me")
        rebuilt = store.rebuild("me", other)  # type: ignore[arg-type]
        assert rebuilt == {SKILL: replace(before[SKILL], lapses=7)}
        assert store.cards("me") == before
        assert store.write_cards("me", other) == rebuilt  # type: ignore[arg-type]
        assert store.cards("me") == rebuilt

    def test_many(self, store: EventStore) -> None:
        """More events than fit a page come back complete, once each and in order."""
        log = [review(f"{number:04d}", number % 7) for number in range(2500)]
        store.record(log, chain)
        assert list(store.events("me")) == sorted(log, key=order_key)
        assert store.figures("me", at(3)).recent == sum(event.at >= at(3) for event in log)

    def test_newest_first(self, store: EventStore) -> None:
        """The other way round, over more than a page; undone events are left out where only what counts is wanted."""
        log: list[Event] = [review(f"{number:04d}", number % 7) for number in range(2100)]
        log += [review("x", 3, skill="other"), undo("y", 9, "0003")]
        store.record(log, chain)
        assert list(store.events("me", newest_first=True)) == sorted(log, key=order_key, reverse=True)
        assert list(store.events("me", "other", newest_first=True)) == [log[-2]]
        active = list(store.active_events("me"))
        assert list(store.active_events("me", newest_first=True)) == active[::-1]
        assert len(active) == 2100

    def test_merge(self, store: EventStore) -> None:
        """What is not there yet is added, for every learner and kind, and the cards follow."""
        store.record([review("2", 2)], chain)
        mine: list[Event] = [review("1", 1), review("2", 2), undo("3", 3, "2"), Reset("4", "me", at(4), 0, "other")]
        theirs: list[Event] = [review("5", 1, learner="you"), Suspension("6", "you", at(2), 0, SKILL, suspended=True)]
        assert store.merge([*mine, *theirs], chain) == Merged(new=5, known=1)
        assert list(store.events("me")) == mine
        assert list(store.events("you")) == theirs
        assert store.cards("me") == store.rebuild("me", chain)
        assert store.cards("me")[SKILL] == chain(None, [review("1", 1)])
        assert store.cards("you")[SKILL] == chain(None, theirs)
        assert store.merge([*theirs, *mine], chain) == Merged(known=6)

    def test_merge_takes_a_card_away(self, store: EventStore) -> None:
        """Where an imported Undo leaves nothing that counts."""
        store.record([review("1", 1)], chain)
        store.merge([undo("2", 2, "1")], chain)
        assert store.cards("me") == {}

    def test_merge_conflict(self, store: EventStore) -> None:
        """The event that is there stays, or of two new ones the first; it is told, and the rest is taken."""
        store.record([review("1", 1)], chain)
        merged = store.merge(
            [review("1", 1, submission="281"), review("2", 2), review("2", 2), review("2", 3), review("3", 3)], chain
        )
        assert merged == Merged(new=2, known=1, conflicts=("1", "2"))
        assert list(store.events("me")) == [review("1", 1), review("2", 2), review("3", 3)]
        assert store.cards("me") == store.rebuild("me", chain)

    def test_merge_is_all_or_nothing(self, store: EventStore) -> None:
        """If the events end in an error, or one cannot be kept, nothing of them is."""
        store.record([review("1", 1)], chain)

        def failing(number: int) -> Iterator[Event]:
            for taken in range(number):
                yield review(f"a{taken:05d}", taken)
            raise ZeroDivisionError

        for number in (0, 3, 2500):
            with pytest.raises(ZeroDivisionError):
                store.merge(failing(number), chain)
        with pytest.raises(EventRefused):
            store.merge([review("2", 2), review("ä")], chain)
        assert list(store.events("me")) == [review("1", 1)]
        assert store.cards("me") == {SKILL: chain(None, [review("1", 1)])}
        assert store.figures("me", START).events == 1

    def test_learners(self, store: EventStore) -> None:
        """The default one, and everybody who has recorded or set something."""
        assert store.learners() == ["me"]
        store.record([review("1", learner="Zoë")], chain)
        store.change_settings("Ann", {"new_per_day": 3})
        store.merge([review("2", learner="小明")], chain)
        assert store.learners() == ["Ann", "Zoë", "me", "小明"]

    def test_settings(self, store: EventStore) -> None:
        """Each learner has their own; what is not set has its default, which None brings back."""
        assert store.settings("me") == LearnerSettings()
        day = date(2026, 12, 1)
        wanted = LearnerSettings(interview_date=day, desired_retention=0.95, new_per_day=0)
        assert store.change_settings("me", {"interview_date": day, "desired_retention": 0.95}) == replace(
            wanted, new_per_day=None
        )
        assert store.change_settings("me", {"new_per_day": 0}) == wanted == store.settings("me")
        assert store.settings("you") == LearnerSettings()
        assert store.change_settings("me", {"desired_retention": None, "interview_date": None}) == store.settings("me")
        assert store.settings("me") == LearnerSettings(new_per_day=0)
        assert store.cards("me") == {}
        assert list(store.events("me")) == []

    @pytest.mark.parametrize(
        "changes",
        [
            {"new_per_day": 5, "unknown": 1},
            {"new_per_day": 5, "desired_retention": 0.5},
            {"new_per_day": 5, "desired_retention": float("nan")},
            {"new_per_day": 5, "reviews_per_day": -1},
            {"new_per_day": 5, "reviews_per_day": "ten"},
            {"new_per_day": 5, "reviews_per_day": True},
            {"new_per_day": 5, "interview_date": "tomorrow"},
        ],
        ids=repr,
    )
    def test_bad_settings(self, store: EventStore, changes: dict[str, object]) -> None:
        """They are refused in a sentence, together with those that were good."""
        store.change_settings("me", {"new_per_day": 1})
        with pytest.raises(BadSetting):
            store.change_settings("me", changes)
        assert store.settings("me") == LearnerSettings(new_per_day=1)

    def test_answers_by_day(self, store: EventStore) -> None:
        """Counted by the answer's own local day, which begins at 4 a.m.; a long answer is cut."""
        late, early = datetime(2026, 3, 2, 2, 59, tzinfo=UTC), datetime(2026, 3, 2, 3, 0, tzinfo=UTC)
        store.record(
            [
                review("1", at=late, taken_ms=700),
                review("2", at=early, taken_ms=2**62),
                review("3", at=early, outcome=Outcome.WRONG, skill="other", taken_ms=0),
                review("4", at=early, outcome=Outcome.SELF_RATED, taken_ms=20),
                review("5", at=early, outcome=Outcome.DONT_KNOW, taken_ms=9),
                review("6", at=late, utc_offset=-1440, taken_ms=1),
                review("7", at=late, utc_offset=1440, taken_ms=1),
            ],
            chain,
        )
        store.record([review("8", at=early, learner="you")], chain)
        first = DayCount(date(2026, 2, 28), 1, 1, 1, 1)
        second, third = DayCount(date(2026, 3, 1), 1, 1, 1, 700), DayCount(date(2026, 3, 2), 5, 4, 2, 1030)
        assert store.answers_by_day("me", None, 1000) == [first, second, third]
        assert store.answers_by_day("me", date(2026, 3, 1), 1000) == [second, third]
        assert store.answers_by_day("me", date(2026, 3, 2), 1000) == [third]
        assert store.answers_by_day("me", date(2026, 3, 3), 1000) == []
        assert store.answers_by_day("me", date.min, 1000) == [first, second, third]

    def test_answers_by_week(self, store: EventStore) -> None:
        """Weeks begin on Mondays; flashcards have no verdict; skills and levels are apart."""
        days = [datetime(2026, 3, day, 12, tzinfo=UTC) for day in range(1, 10)]
        store.record(
            [
                review("1", at=days[0]),
                review("2", at=days[1], outcome=Outcome.WRONG),
                review("3", at=days[6], outcome=Outcome.DONT_KNOW),
                review("4", at=days[1], level=3),
                review("5", at=days[1], skill="Zoë\x00"),
                review("6", at=days[1], outcome=Outcome.SELF_RATED),
                review("7", at=days[8]),
            ],
            chain,
        )
        monday = date(2026, 3, 2)
        weeks = [
            WeekCount(date(2026, 2, 23), SKILL, 2, marked=1, right=1, wrong=0),
            WeekCount(monday, "Zoë\x00", 2, marked=1, right=1, wrong=0),
            WeekCount(monday, SKILL, 2, marked=2, right=0, wrong=1),
            WeekCount(monday, SKILL, 3, marked=1, right=1, wrong=0),
            WeekCount(date(2026, 3, 9), SKILL, 2, marked=1, right=1, wrong=0),
        ]
        assert store.answers_by_week("me", None) == weeks
        assert store.answers_by_week("me", date(2026, 3, 9)) == weeks[-1:]

    def test_slips_by_week(self, store: EventStore) -> None:
        """Sets of misconceptions of wrong answers, whatever their names."""
        both, odd = ("forgot_bias", "forgot_filters"), ("a\x00[/]",)
        store.record(
            [
                review("1", 1, outcome=Outcome.WRONG, misconceptions=both),
                review("2", 2, outcome=Outcome.WRONG, misconceptions=both),
                review("3", 3, outcome=Outcome.WRONG, misconceptions=odd),
                review("4", 4, outcome=Outcome.WRONG),
                review("5", 5, misconceptions=odd),
                review("6", 6, outcome=Outcome.WRONG, misconceptions=both, skill="other"),
                review("7", 7 * 24 * 60, outcome=Outcome.WRONG, misconceptions=both),
            ],
            chain,
        )
        week, later = date(2026, 2, 23), date(2026, 3, 2)
        slips = [
            SlipCount(week, SKILL, odd, 1),
            SlipCount(week, SKILL, both, 2),
            SlipCount(week, "other", both, 1),
            SlipCount(later, SKILL, both, 1),
        ]
        assert store.slips_by_week("me", None) == slips
        assert store.slips_by_week("me", date(2026, 3, 2)) == slips[-1:]

    def test_skill_days(self, store: EventStore) -> None:
        """The rating of a day's first answer, whether one was Again, and whether the skill was made new."""
        day = 24 * 60
        store.record(
            [
                review("1", 5, rating=Rating.AGAIN),
                review("2", 0, rating=Rating.EASY),
                review("3", day, rating=Rating.GOOD),
                review("4", day, rating=Rating.HARD),
                Reset("5", "me", at(2 * day), 60, SKILL),
                review("6", 1, skill="other"),
                Suspension("7", "me", at(3), 60, "third", suspended=True),
            ],
            chain,
        )
        first = date(2026, 3, 1)
        assert store.skill_days("me") == [
            SkillDay(SKILL, first, Rating.EASY, failed=True, reset=False),
            SkillDay(SKILL, first + timedelta(days=1), Rating.HARD, failed=False, reset=False),
            SkillDay(SKILL, first + timedelta(days=2), None, failed=False, reset=True),
            SkillDay("other", first, Rating.GOOD, failed=False, reset=False),
        ]

    def test_undone_is_not_counted(self, store: EventStore) -> None:
        """By none of them: neither what an Undo takes out, nor what another one takes out again; redone counts."""
        wrong = {"outcome": Outcome.WRONG, "misconceptions": ("forgot_bias",)}
        store.record([review(f"{number:04d}", number, **wrong) for number in range(1200)], chain)
        store.record([undo(f"u{number:04d}", 2000, f"{number:04d}") for number in range(1, 1200)], chain)
        store.record([undo("x1", 2001, "u0001"), Reset("r", "me", at(2002), 0, SKILL)], chain)
        store.record([undo("x2", 2003, "r"), undo("x3", 2003, "0000", skill="other")], chain)
        assert [count.answers for count in store.answers_by_day("me", None, 1)] == [2]
        assert [count.marked for count in store.answers_by_week("me", None)] == [2]
        assert [count.answers for count in store.slips_by_week("me", None)] == [2]
        assert [(each.first, each.reset) for each in store.skill_days("me")] == [(Rating.GOOD, False)]

    def test_interviews(self, store: EventStore) -> None:
        """They come back as they were, the newest first, each learner's apart, rewritten in place."""
        first, second = kept("1", 0), kept("2", 5, body="\x00[b]\ud83d\x10小")
        assert store.interviews("me") == []
        for interview in (first, second, kept("3", 3, learner="Zoë")):
            assert store.keep_interview(interview, [], chain) == {}
        assert store.interviews("me") == [second, first]
        changed = replace(first, body="other")
        store.keep_interview(changed, [], chain)
        assert store.interviews("me") == [second, changed]
        assert store.learners() == ["Zoë", "me"]
        assert list(store.events("me")) == []

    def test_interview_ends(self, store: EventStore) -> None:
        """With its answers in the log; to end it once more with the same ones changes nothing, or its body alone."""
        store.keep_interview(kept("1"), [], chain)
        answers = [review("a", 1), review("b", 2, skill="other")]
        ended = kept("1", ended=True)
        cards = store.keep_interview(ended, answers, chain)
        assert cards == {SKILL: chain(None, answers[:1]), "other": chain(None, answers[1:])} == store.cards("me")
        assert store.keep_interview(ended, answers, chain) == cards
        ticked = replace(ended, body="ticked")
        store.keep_interview(ticked, [], chain)
        assert store.interviews("me") == [ticked]
        assert list(store.events("me")) == answers

    def test_interview_ended_elsewhere(self, store: EventStore) -> None:
        """It is not begun anew, and other answers to it are not recorded."""
        ended = kept("1", ended=True)
        store.keep_interview(ended, [review("a", 1)], chain)
        with pytest.raises(StoreConflict):
            store.keep_interview(kept("1", body="later"), [], chain)
        with pytest.raises(StoreConflict):
            store.keep_interview(kept("1", ended=True, body="later"), [review("b", 2)], chain)
        assert store.interviews("me") == [ended]
        assert [event.id for event in store.events("me")] == ["a"]

    def test_interview_or_nothing(self, store: EventStore) -> None:
        """Where an answer cannot be recorded, the interview goes on as it was."""
        going_on = kept("1")
        store.record([review("a")], chain)
        store.keep_interview(going_on, [], chain)
        with pytest.raises(StoreConflict):
            store.keep_interview(kept("1", ended=True), [review("b", 1), review("a", 2)], chain)
        with pytest.raises(ValueError, match="learner"):
            store.keep_interview(kept("1", ended=True), [review("c", learner="you")], chain)
        assert store.interviews("me") == [going_on]
        assert [event.id for event in store.events("me")] == ["a"]

    def test_interview_dropped(self, store: EventStore) -> None:
        """One that goes on can be forgotten by its learner; one that is over cannot."""
        ended, going_on = kept("1", ended=True), kept("2", 1)
        for interview in (ended, going_on):
            store.keep_interview(interview, [], chain)
        store.drop_interview("you", "2")
        store.drop_interview("me", "1")
        assert store.interviews("me") == [going_on, ended]
        store.drop_interview("me", "2")
        store.drop_interview("me", "2")
        assert store.interviews("me") == [ended]

    def test_reviews_by_id(self, store: EventStore) -> None:
        """In order, without those that are undone, of others, or no reviews."""
        store.record([review(str(number), 9 - number) for number in range(4)], chain)
        store.record([undo("u", 10, "1")], chain)
        store.record([review("z", learner="you")], chain)
        assert [found.id for found in store.reviews("me", ["0", "1", "2", "u", "z", "none"])] == ["2", "0"]
        assert store.reviews("me", []) == []

    def test_sound(self, store: EventStore) -> None:
        """A log nobody tampered with matches its digests."""
        store.record([review("1"), undo("2", 1, "1"), Reset("3", "me", at(2), 0, SKILL)], chain)
        assert store.verify("me") == []

    def test_closing_twice(self, store: EventStore) -> None:
        """Closing is idempotent."""
        store.close()
        store.close()
