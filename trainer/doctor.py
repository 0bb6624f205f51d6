"""What can be wrong with a store, what it means, and putting right what can be put right.

The log is the truth: nothing in it is ever changed here. What is repaired is what can be made from it.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

from questions.question import LEVELS, BadReference, Reference
from questions.skills import SKILLS
from questions.wording import several
from trainer.domain import Card, Event, Review
from trainer.findings import EXAMPLES, MEANINGS, Finding, Remembered, Report, of_events, of_interviews
from trainer.interview.record import UnreadableInterview, from_kept
from trainer.scheduling.cards import fold
from trainer.store.card_mapping import CardOutdated
from trainer.store.errors import StoreDamaged, StoreError

if TYPE_CHECKING:
    from trainer.store.inspection import Inspection

EARLIEST = datetime(2020, 1, 1, tzinfo=UTC)
"""Before it there was no convdrill."""
LENIENCE = timedelta(minutes=5)
"""By how much the clocks of two machines may differ."""

CANNOT_KNOW = (
    "an answer that never reached the disk",
    "events that are gone together with the plan file, which remembers how many there were",
    "a row that was changed together with its digest",
)


def examine(inspection: Inspection, remembered: Sequence[Remembered], now: datetime) -> Report:
    """Everything that can be looked at."""
    findings: list[Finding] = []
    events: dict[str, int] = {}
    cards = 0
    try:
        faults = inspection.faults()
        findings += [Finding("pages", 1, f"SQLite finds damage: {fault}; restore a backup.") for fault in faults]
        if misshapen := inspection.misshapen():
            findings.append(_misshapen(misshapen))
        events = inspection.counts()
        findings += _of_log(inspection, now)
        findings += [_without_row(name) for name in inspection.without_learner()]
        findings += _lost(events, remembered)
        findings += _interviews(inspection)
        for learner in events:
            findings += _settings(inspection, learner)
            number, found = _cards(inspection, learner)
            cards += number
            findings += found
    except StoreDamaged as error:
        findings.append(Finding("pages", 1, f"Not all of it can be read, so not all was looked at: {error}"))
    return Report(inspection.version, events, cards, tuple(findings))


def after_repair(before: Report, after: Report) -> Report:
    """What was found before a repair, each with whether it is gone since, and anything that is new."""
    left = {(finding.check, finding.message) for finding in after.findings}
    told = [
        replace(finding, repaired=finding.repairable and (finding.check, finding.message) not in left)
        for finding in before.findings
    ]
    known = {(finding.check, finding.message) for finding in told}
    new = [finding for finding in after.findings if (finding.check, finding.message) not in known]
    return replace(after, findings=(*told, *new))


def repair(url: str, report: Report) -> None:
    """Make what can be made from the log: cards, and the entries of learners. Raises StoreError."""
    from trainer.store.store import Store

    with Store.open(url) as store:
        for learner in {finding.learner for finding in report.findings if finding.repairable}:
            store.write_cards(learner, fold)


def make_anew(url: str) -> None:
    """`repair` for whoever is in the store, whatever is there already. Raises StoreError."""
    from trainer.store.inspection import Inspection
    from trainer.store.store import Store

    with Inspection.open(url) as inspection:
        learners = {*inspection.counts(), *inspection.without_learner()}
    with Store.open(url) as store:
        for learner in sorted(learners):
            store.write_cards(learner, fold)


def _of_log(inspection: Inspection, now: datetime) -> list[Finding]:
    counts: defaultdict[str, int] = defaultdict(int)
    examples: defaultdict[str, list[str]] = defaultdict(list)

    def note(check: str, id_: str) -> None:
        counts[check] += 1
        if len(examples[check]) < EXAMPLES:
            examples[check].append(id_)

    for id_, event, matches in inspection.rows():
        if event is None:
            note("unreadable", id_)
            continue
        if not matches:
            note("digest", id_)
        for check in _impossible(event, now):
            note(check, id_)
    aimless = {"undo": inspection.aimless("undo"), "override": inspection.aimless("review")}
    for check, ids in {"rule": inspection.lawless(), **aimless}.items():
        for id_ in ids:
            note(check, id_)
    return [of_events(check, counts[check], tuple(examples[check])) for check in MEANINGS if counts[check]]


def _impossible(event: Event, now: datetime) -> Iterator[str]:
    if event.at > now + LENIENCE:
        yield "future"
    if event.at < EARLIEST:
        yield "early"
    if event.skill not in SKILLS:
        yield "skill"
    if isinstance(event, Review):
        if event.level not in LEVELS:
            yield "level"
        if not _names_a_question(event):
            yield "reference"


def _names_a_question(review: Review) -> bool:
    try:
        return Reference.parse(review.reference).skill == review.skill
    except BadReference:
        return False


def _misshapen(names: list[str]) -> Finding:
    message = f"The database lacks its own definition of {', '.join(names[:EXAMPLES])}; restore a backup."
    return Finding("schema", len(names), message, tuple(names[:EXAMPLES]))


def _without_row(learner: str) -> Finding:
    return Finding("learner", 1, f"The learner {learner} has events but no entry.", learner=learner, repairable=True)


def _lost(events: dict[str, int], remembered: Sequence[Remembered]) -> Iterator[Finding]:
    for memory in remembered:
        held = events.get(memory.learner, 0)
        missing = memory.events - held
        if missing > 0:
            message = (
                f"{several(missing, 'event')} of {memory.learner} {'is' if missing == 1 else 'are'} gone: there were "
                f"{memory.events:,}, the log holds {held:,}; a backup may have more. If this is meant, delete "
                f"{memory.plan_file}."
            )
            yield Finding("lost", missing, message, learner=memory.learner)


def _interviews(inspection: Inspection) -> list[Finding]:
    """The mock interviews that cannot be read: a row keeps its learner from all of them, what is in it from itself."""
    found: defaultdict[tuple[str, str], list[str]] = defaultdict(list)
    for id_, learner, kept in inspection.interviews():
        if kept is None:
            found[learner, "so no interview can be opened; restore a backup"].append(id_)
            continue
        try:
            from_kept(kept)
        except UnreadableInterview:
            found[learner, "passed over; its answers in the log count, and a backup may have the rest"].append(id_)
    return [of_interviews(learner, ids, meaning) for (learner, meaning), ids in found.items()]


def _settings(inspection: Inspection, learner: str) -> Iterator[Finding]:
    unreadable = inspection.unreadable_settings(learner)
    if unreadable:
        message = f"What {learner} has set cannot be read ({', '.join(unreadable)}), so the default holds; set it anew."
        yield Finding("setting", len(unreadable), message, tuple(unreadable[:EXAMPLES]), learner)


def _cards(inspection: Inspection, learner: str) -> tuple[int, list[Finding]]:
    """How many cards there are, and what is wrong with them."""
    try:
        true = inspection.rebuilt(learner, fold)
    except (StoreError, ValueError):  # the latter where damage has changed the order of events
        message = f"The cards of {learner} cannot be compared with the log, as it cannot be read."
        return 0, [Finding("cards", 1, message, learner=learner)]
    try:
        cached = inspection.cards(learner)
    except CardOutdated:
        return len(true), []  # the next start makes them anew
    except StoreError:
        message = f"The cards of {learner} cannot be read; they can be made from the log."
        return len(true), [Finding("cards", len(true), message, learner=learner, repairable=True)]
    wrong = sorted(skill for skill in {*true, *cached} if true.get(skill) != cached.get(skill))
    if not wrong:
        return len(cached), []
    them = "it" if len(wrong) == 1 else "they"
    message = f"Of the cards of {learner}, {_wrongs(true, cached)}; {them} can be put right from the log."
    return len(cached), [Finding("cards", len(wrong), message, tuple(wrong[:EXAMPLES]), learner, repairable=True)]


def _wrongs(true: dict[str, Card], cached: dict[str, Card]) -> str:
    """How many are missing, too many, or different, each as a part of a sentence."""
    missing, idle = len(true.keys() - cached.keys()), len(cached.keys() - true.keys())
    different = sum(true[skill] != cached[skill] for skill in true.keys() & cached.keys())
    parts = [
        missing and f"{missing:,} {'is' if missing == 1 else 'are'} missing",
        idle and f"{idle:,} {'has' if idle == 1 else 'have'} no answer in the log",
        different and f"{different:,} {'says' if different == 1 else 'say'} something else than the log",
    ]
    return ", ".join(part for part in parts if part)
