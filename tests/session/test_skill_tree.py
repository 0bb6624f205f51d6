"""The tree of skills: what each row says, and what is done with a skill."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

from questions.skills import SKILLS
from tests.helpers.answered import kept, some_days
from tests.helpers.clock import MONDAY, Clock
from tests.store.memory import MemoryStore
from trainer.domain import DEFAULT_LEARNER, Reset, Suspension, Undo
from trainer.journal import Journal
from trainer.scheduling.cards import fold
from trainer.scheduling.days import day_of
from trainer.settings import LearnerSettings
from trainer.skill_tree import SkillRow, Standing, matching, read_tree, reset, skill_rows, suspend, take_back

CONV2D, BIAS = "conv2d.parameters", "bias.effect"


def _journal(clock: Clock) -> Journal:
    return Journal(kept(MemoryStore(), *some_days()), "test", None, clock())


def _row(journal: Journal, clock: Clock, skill: str) -> SkillRow:
    return next(row for row in read_tree(journal, clock()) if row.skill.id == skill)


def test_every_skill_once() -> None:
    """Tier by tier, each below what it builds on if that is of its tier."""
    rows = skill_rows({}, LearnerSettings(), MONDAY.date(), {})
    assert sorted(row.skill.id for row in rows) == sorted(SKILLS)
    assert [row.skill.tier for row in rows] == sorted(row.skill.tier for row in rows)
    place = {row.skill.id: number for number, row in enumerate(rows)}
    for row in rows:
        bases = [base for base in row.skill.prerequisites if SKILLS[base].tier == row.skill.tier]
        assert bool(row.branch) == bool(bases)
        if bases:
            assert place[bases[-1]] < place[row.skill.id]
            parent = rows[place[bases[-1]]]
            assert len(row.branch) == len(parent.branch) + 2
    assert all(row.leads_to == tuple(s.id for s in SKILLS.values() if row.skill.id in s.prerequisites) for row in rows)


def test_nothing_answered() -> None:
    """What builds on nothing is new, the rest waits for it."""
    rows = skill_rows({}, LearnerSettings(), MONDAY.date(), {})
    assert {row.standing for row in rows if not row.skill.prerequisites} == {Standing.NEW}
    assert {row.standing for row in rows if row.skill.prerequisites} == {Standing.CLOSED}
    assert {(row.due, row.last_seen, row.slip, row.figures.accuracy) for row in rows} == {(None,) * 4}


def test_what_a_row_says() -> None:
    """Accuracy, last day, level, the most frequent misconception and what it is about, what is lacking."""
    clock = Clock()
    row = _row(_journal(clock), clock, CONV2D)
    assert (row.figures.correct, row.figures.verdicts) == (2, 5)
    assert row.last_seen == day_of(clock())
    assert row.standing is Standing.NOT_YET
    assert row.readiness.lacking
    assert row.slip is not None
    assert row.component
    assert [base.known for base in _row(_journal(clock), clock, BIAS).builds_on] == [True]


def test_words() -> None:
    """Parts of names and titles, standings, due, tiers; every word narrows."""
    clock = Clock()
    rows, today = read_tree(_journal(clock), clock()), day_of(clock())

    def found(words: str) -> set[str]:
        return {row.skill.id for row in matching(rows, words, today)}

    assert found("") == set(SKILLS)
    assert found("conv2d") == {CONV2D}
    assert found("DENSE layer") >= {"dense.comparison"}
    assert found("A") == {skill.id for skill in SKILLS.values() if skill.tier == "A"}
    assert found("A not") >= {CONV2D, BIAS}
    assert found("due") == {row.skill.id for row in rows if row.due and row.due <= today}
    assert found("new A") == {row.skill.id for row in rows if row.standing is Standing.NEW and row.skill.tier == "A"}
    assert found("suspended") == found("xyzzy") == found("[/]") == set()


def test_suspended_and_taken_up() -> None:
    """Both are events; the newest can be taken back as long as nothing came after it."""
    clock = Clock()
    journal = _journal(clock)
    suspend(journal, BIAS, clock(), suspended=True)
    row = _row(journal, clock, BIAS)
    assert row.standing is Standing.SUSPENDED
    assert row.can_take_back
    suspend(journal, BIAS, clock(), suspended=False)
    row = _row(journal, clock, BIAS)
    assert row.standing is Standing.NOT_YET
    assert row.change is not None
    take_back(journal, row.change, clock())
    row = _row(journal, clock, BIAS)
    assert row.standing is Standing.SUSPENDED
    kinds = [type(event) for event in journal.store.events(DEFAULT_LEARNER, BIAS)]
    assert kinds[-3:] == [Suspension, Suspension, Undo]
    assert journal.cards == journal.store.rebuild(DEFAULT_LEARNER, fold)


def test_a_new_skill_can_be_suspended() -> None:
    """Also one that has no card yet; taken back, it has none again."""
    clock = Clock()
    journal = Journal(MemoryStore(), "test", None, clock())
    suspend(journal, CONV2D, clock(), suspended=True)
    row = _row(journal, clock, CONV2D)
    assert row.suspended
    assert row.change is not None
    take_back(journal, row.change, clock())
    assert journal.cards == {}


def test_reset() -> None:
    """The skill is new, its figures begin anew; taken back, all is as before. An answer since stands in the way."""
    clock = Clock()
    journal = _journal(clock)
    before = _row(journal, clock, CONV2D)
    reset(journal, CONV2D, clock())
    row = _row(journal, clock, CONV2D)
    assert (row.standing, row.figures.verdicts, row.last_seen) == (Standing.NEW, 0, None)
    assert isinstance(row.change, Reset)
    assert row.can_take_back
    take_back(journal, row.change, clock())
    after = _row(journal, clock, CONV2D)
    assert (after.figures, after.slip, after.due) == (before.figures, before.slip, before.due)
    reset(journal, CONV2D, clock())
    clock.forward(minutes=5)
    journal.record([some_days()[1]], clock())  # older, so the reset is about it, too
    journal.record([replace(some_days()[1], at=clock.at + timedelta(minutes=1))], clock())
    assert not _row(journal, clock, CONV2D).can_take_back
    assert _row(journal, clock, CONV2D).figures.verdicts == 1


def test_a_clock_set_back() -> None:
    """A reset is about everything there is, also where the clock says that some of it is still to come."""
    clock = Clock()
    journal = _journal(clock)
    clock.at -= timedelta(days=30)
    reset(journal, CONV2D, clock())
    row = _row(journal, clock, CONV2D)
    assert row.standing is Standing.NEW
    assert row.change is not None
    take_back(journal, row.change, clock())
    assert _row(journal, clock, CONV2D).figures.verdicts == 5
    assert journal.cards == journal.store.rebuild(DEFAULT_LEARNER, fold)
