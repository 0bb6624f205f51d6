"""From a reference to its question, and from a seed and filters to a run of different questions."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from questions.draw import Draw, derived_seed
from questions.question import LEVELS, MAX_SEED, Question, Reference
from questions.skills import SKILLS
from questions.skills.skill import Draft, Skill

_DRAFTS = 200
"""How often a reference may draw again: about a quarter of naive draws are ambiguous, so 200 never run out."""

_SEARCH = 400
"""How many references are tried for one question that passes the filter."""

_TRIES = 20
"""How many questions that pass it are drawn for one that is new in its run."""


class UnknownQuestion(ValueError):
    """There is no such skill, version or level, or no question passes the filter; the message says what there is."""


def find_skill(skill_id: str) -> Skill:
    """The skill of that id. Raises UnknownQuestion naming the nearest ones."""
    skill = SKILLS.get(skill_id)
    if skill is None:
        from difflib import get_close_matches

        near = get_close_matches(skill_id[:100], SKILLS, n=2, cutoff=0.6)
        if near:
            hint = f"did you mean {' or '.join(near)}?"
        else:
            nearest = get_close_matches(skill_id[:100], SKILLS, n=3, cutoff=0)
            hint = f"the nearest are {', '.join(nearest)}; convdrill skills lists all"
        raise UnknownQuestion(f"there is no skill {skill_id[:60]!r}; {hint}")
    return skill


def generate(reference: Reference) -> Question:
    """The question that the reference stands for. It depends on nothing else. Raises UnknownQuestion."""
    skill = find_skill(reference.skill)
    if reference.version != skill.version:
        raise UnknownQuestion(
            f"{reference} was drawn by version {reference.version} of {skill.id}; this program draws version "
            f"{skill.version} and would give another question"
        )
    if reference.level not in LEVELS:
        raise UnknownQuestion(f"level {reference.level} does not exist; levels are 1, 2 and 3")
    if not 0 <= reference.seed <= MAX_SEED:
        raise UnknownQuestion(f"a seed is a whole number from 0 to {MAX_SEED}")
    draw = Draw(str(reference))
    for _ in range(_DRAFTS):
        draft = skill.draft(draw, reference.level)
        content = None if _ambiguous(draft) else draft.write()
        if content is not None:
            return Question(reference, content)
    raise AssertionError(f"{skill.id} level {reference.level} draws nothing but ambiguous questions")


def _ambiguous(draft: Draft) -> bool:
    """Whether some wrong procedure gives the right answer, so that a right answer would prove nothing."""
    return draft.confused or any(slip.value == draft.answer for slip in draft.misconceptions)


def draw_reference(skill: Skill, level: int, *parts: object) -> Reference:
    """A reference of that skill and level whose seed is derived from the parts."""
    return Reference(skill.id, skill.version, level, derived_seed(*parts))


def draw_questions(
    skills: Sequence[Skill],
    levels: Sequence[int],
    seed: int,
    count: int,
    *,
    bias: bool | None = None,
) -> Iterator[Question]:
    """A run of different questions, the skills and levels taking turns.

    Seeds derive from (seed, index), so the runs of two seeds do not overlap. A filter skips seeds. Where the filters
    leave fewer questions than asked for, questions repeat with other wording once the new ones are used up. Raises
    UnknownQuestion if nothing can pass the filter.
    """
    skills = [skill for skill in skills if bias is None or bias in skill.biases]
    if not skills:
        raise UnknownQuestion(f"no question of these skills has its bias {'on' if bias else 'off'}")
    seen: set[tuple[object, ...]] = set()
    patience: dict[tuple[str, int], int] = {}
    for index in range(count):
        skill = skills[index % len(skills)]
        level = levels[index // len(skills) % len(levels)]
        tries = patience.get((skill.id, level), _TRIES)
        question = _fresh(skill, level, (seed, index), seen, bias, tries)
        # A space that seems used up is searched with less and less effort, until it proves not to be.
        patience[skill.id, level] = max(1, tries // 2) if question.identity in seen else _TRIES
        seen.add(question.identity)
        yield question


def _fresh(
    skill: Skill, level: int, parts: tuple[int, int], seen: set[tuple[object, ...]], bias: bool | None, tries: int
) -> Question:
    """A question that passes the filter, and is new if `tries` of them show one that is."""
    passing: list[Question] = []
    for attempt in range(_SEARCH):
        question = generate(draw_reference(skill, level, *parts, attempt))
        if bias is not None and question_bias(question) is not bias:
            continue
        passing.append(question)
        if question.identity not in seen:
            return question
        if len(passing) >= tries:
            break
    if not passing:
        raise UnknownQuestion(f"no question of {skill.id} at level {level} passes the filter")
    return passing[0]


def question_bias(question: Question) -> bool | None:
    """Whether the layer asked about has a bias; None if it is of a kind that cannot have one."""
    return getattr(question.content.layer, "bias", None)
