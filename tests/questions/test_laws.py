"""Laws that hold for every skill at every level, over many drawn questions."""

from __future__ import annotations

import re
import textwrap
from collections import Counter
from string import ascii_lowercase

import pytest

from questions.checker import check, read_answer, same_value
from questions.generator import UnknownQuestion, draw_questions, find_skill, generate
from questions.misconceptions.components import COMPONENTS
from questions.question import LEVELS, BadReference, Content, Misconception, Question, Reference, shown_value
from questions.skills import SKILLS
from questions.submission import AnswerKind, Submission, read_submission
from questions.wording import parted

EVERY = [pytest.param(skill, level, id=f"{skill}-{level}") for skill in SKILLS for level in LEVELS]
FEW, MANY = 60, 1000
NUMBER = re.compile(r"[0-9][0-9,]*")


def drawn(skill: str, level: int, count: int, seed: int = 11) -> list[Question]:
    return list(draw_questions([SKILLS[skill]], [level], seed, count))


def of_kind(*kinds: AnswerKind) -> list[str]:
    return [skill for skill in SKILLS if SKILLS[skill].kind in kinds]


def numbers_in(text: str) -> set[int]:
    return {int(found.replace(",", "")) for found in NUMBER.findall(text)}


def assert_sound(question: Question) -> None:
    """The answer checks as correct, and each misconception is wrong, named at its value, and explained."""
    content = question.content
    assert content.kind is SKILLS[question.reference.skill].kind
    read = read_answer(content, question.expected)
    assert isinstance(read, Submission), (question.reference, read)
    assert check(content, read.value).correct, question.reference
    assert content.misconceptions, question.reference
    for slip in content.misconceptions:
        assert slip.component in COMPONENTS, slip
        assert slip.parts is None or sum(slip.parts) == slip.value, slip
        assert not same_value(slip.value, content.answer, content.symbols), (question.reference, slip)
        typed = read_answer(content, str(slip.value))
        assert isinstance(typed, Submission), (question.reference, slip)
        verdict = check(content, typed.value)
        assert not verdict.correct
        assert not verdict.combined
        assert slip.id in {found.id for found in verdict.misconceptions}, (question.reference, slip)
        assert slip.feedback.endswith("."), slip
        assert ".." not in slip.feedback, slip
        assert_diagnosis_is_true(slip)
    last = read_answer(content, content.explanation[-1].result)
    assert isinstance(last, Submission), (question.reference, content.explanation[-1])
    assert same_value(last.value, content.answer, content.symbols), question.reference
    assert_well_put(question)
    assert_hints_lead_to_the_setup(question)
    if content.kind is AnswerKind.CHOICE:
        assert_choices_are_fair(content)


def assert_well_put(question: Question) -> None:
    """The prompt has what the answer needs, gives nothing away, and fits on a screen."""
    content = question.content
    prompt = content.prompt
    assert content.needs, question.reference
    missing = [need for need in content.needs if isinstance(need, int) and need not in numbers_in(prompt)]
    missing += [need for need in content.needs if isinstance(need, str) and need.lower() not in prompt.lower()]  # type: ignore[misc]  # both kinds of needs
    assert not missing, (missing, prompt)
    for word in SKILLS[question.reference.skill].hidden:
        assert word.lower() not in prompt.lower(), (word, prompt)
    assert prompt == prompt.strip()
    assert prompt[-1] in ".?", prompt
    assert "  " not in prompt.replace("\n  ", "\n"), prompt
    lines = [line for given in content.asked.split("\n") for line in textwrap.wrap(given, 76) or [""]]
    assert len(lines) <= 14, content.asked


def assert_diagnosis_is_true(slip: Misconception) -> None:
    """It begins with the wrong value; where its working stands before it, the two make an equation that holds."""
    head, found, _ = slip.feedback.partition(" is what you ")
    assert found, slip
    assert head.endswith(shown_value(slip.value)), slip
    working, equals, shown = head.rpartition(" = ")
    if not isinstance(slip.value, int) or isinstance(slip.value, bool) or not equals:
        assert head == shown_value(slip.value), slip
    else:
        assert (working, shown) == (parted(slip.working), shown_value(slip.value)), slip
        if not set("…√∛") & set(working):
            read = read_submission(AnswerKind.INTEGER, slip.working)
            assert isinstance(read, Submission), (slip, read)
            assert read.value == slip.value, slip


def assert_hints_lead_to_the_setup(question: Question) -> None:
    """Two hints or more, all different; only the last one has the set-up, and none has the answer."""
    content = question.content
    hints = content.hints
    assert len(hints) >= 2, question.reference
    assert len(set(hints)) == len(hints)
    assert all(hint[-1:] not in ("", " ") for hint in hints)
    if content.kind is AnswerKind.INTEGER and content.has_setup:
        read = read_submission(AnswerKind.INTEGER, content.setup)
        assert isinstance(read, Submission), (question.reference, content.setup, read)
        assert read.value == content.answer, (question.reference, content.setup)
        assert read.is_expression, (question.reference, content.setup)
        assert content.setup in hints[-1], question.reference
        assert not any(content.setup in hint for hint in hints[:-1]), question.reference
    shown = shown_value(content.answer)
    if content.kind in (AnswerKind.SHAPE, AnswerKind.INTEGER) and shown not in content.setup and len(shown) > 2:
        assert not any(re.search(rf"(?<![0-9]){re.escape(shown)}(?![0-9])", hint) for hint in hints), (
            question.reference, hints,
        )  # fmt: skip


def assert_choices_are_fair(content: Content) -> None:
    """Different texts, and a misconception behind each wrong one."""
    letters = ascii_lowercase[: len(content.choices)]
    assert 2 <= len(content.choices) <= 6
    assert len({choice.casefold() for choice in content.choices}) == len(content.choices)
    assert isinstance(content.answer, str)
    assert content.answer in letters
    assert {slip.value for slip in content.misconceptions} == set(letters) - {content.answer}


@pytest.mark.parametrize(("skill", "level"), EVERY)
def test_questions_are_sound(skill: str, level: int) -> None:
    """A right answer is accepted and every taught mistake is told apart from it, for a sample of questions."""
    for question in drawn(skill, level, FEW):
        assert_sound(question)


@pytest.mark.volume
@pytest.mark.parametrize(("skill", "level"), EVERY)
def test_many_questions_are_sound(skill: str, level: int) -> None:
    """The same for thousands, as many as a learner meets in years."""
    for question in drawn(skill, level, MANY, seed=2026):
        assert_sound(question)


@pytest.mark.parametrize(("skill", "level"), EVERY)
def test_a_question_depends_on_its_reference_alone(skill: str, level: int) -> None:
    """Whatever else was generated before, and in whatever order, the same reference gives the same question."""
    references = [question.reference for question in drawn(skill, level, 20)]
    forwards = {reference: generate(reference) for reference in references}
    list(draw_questions(list(SKILLS.values()), LEVELS, 5, 30))
    for reference in reversed(references):
        again = generate(Reference.parse(str(reference)))
        assert again.content.prompt == forwards[reference].content.prompt
        assert again.expected == forwards[reference].expected
        assert [str(slip.value) for slip in again.content.misconceptions] == [
            str(slip.value) for slip in forwards[reference].content.misconceptions
        ]


@pytest.mark.parametrize(("skill", "level"), EVERY)
def test_a_prompt_never_names_its_skill_or_its_misconceptions(skill: str, level: int) -> None:
    """The learner must find out alone what kind of question it is."""
    for question in drawn(skill, level, 20):
        assert skill not in question.content.prompt
        assert not any(slip.id in question.content.prompt for slip in question.content.misconceptions)
        assert skill.split(".", maxsplit=1)[0] not in question.id.lower()


@pytest.mark.parametrize("skill", [skill for skill in SKILLS if SKILLS[skill].kind is not AnswerKind.FORMULA])
def test_a_run_does_not_repeat_itself(skill: str) -> None:
    """At least 95 % of a run's questions differ in the numbers that matter."""
    for level in LEVELS:
        questions = drawn(skill, level, 200)
        assert len({question.identity for question in questions}) >= 0.95 * len(questions)


@pytest.mark.parametrize("skill", of_kind(AnswerKind.CHOICE, AnswerKind.TRUTH))
def test_no_answer_is_the_usual_one(skill: str) -> None:
    """Whoever always says the same is wrong most of the time, or with true and false about half of it."""
    for level in LEVELS:
        said = Counter(question.content.answer for question in drawn(skill, level, 200))
        most = 0.7 if SKILLS[skill].kind is AnswerKind.TRUTH else 0.6
        assert len(said) > 1
        assert max(said.values()) <= most * said.total(), (level, said)


@pytest.mark.parametrize(("skill", "level"), EVERY)
def test_every_question_can_be_proved(skill: str, level: int) -> None:
    """There are lines for PyTorch or for Keras; the oracle suite runs them."""
    for question in drawn(skill, level, 5):
        proof = question.content.proof
        assert proof is not None
        assert proof.pytorch or proof.keras


def test_runs_of_neighbouring_seeds_do_not_overlap() -> None:
    """Seed 42's second question is not seed 43's first."""
    skills = list(SKILLS.values())
    runs = [{str(q.reference) for q in draw_questions(skills, LEVELS, seed, 40)} for seed in (42, 43, 44)]
    assert not (runs[0] & runs[1] | runs[1] & runs[2] | runs[0] & runs[2])


def test_a_longer_run_begins_with_the_shorter_one() -> None:
    """A run of N questions is the beginning of every longer run of the same seed."""
    skills = list(SKILLS.values())
    short = [str(q.reference) for q in draw_questions(skills, LEVELS, 9, 15)]
    assert short == [str(q.reference) for q in draw_questions(skills, LEVELS, 9, 45)][:15]


@pytest.mark.parametrize("bias", [True, False])
def test_the_bias_filter_gives_only_such_layers(bias: bool) -> None:
    """A filter skips seeds; the reference needs no filter to give the same question again."""
    skills = [SKILLS["conv1d.parameters"], SKILLS["conv2d.parameters"], SKILLS["conv3d.parameters"]]
    for question in draw_questions(skills, LEVELS, 1, 60, bias=bias):
        assert generate(question.reference).content.layer.bias is bias  # type: ignore[union-attr]  # convolutions have a bias


def test_a_filter_that_nothing_passes_is_refused() -> None:
    """What bias=False changes cannot be asked about a layer without bias."""
    with pytest.raises(UnknownQuestion, match="bias off"):
        list(draw_questions([SKILLS["bias.effect"]], [1], 1, 1, bias=False))


@pytest.mark.parametrize(
    ("reference", "said"),
    [
        ("conv2d.parameters/v2/1/5", "version"),
        ("conv2d.parameters/v1/4/5", "level"),
        ("conv4d.parameters/v1/1/5", "did you mean"),
    ],
)
def test_an_unknown_reference_is_refused_politely(reference: str, said: str) -> None:
    """A reference that this program cannot honour never gives another question instead."""
    with pytest.raises(UnknownQuestion, match=said):
        generate(Reference.parse(reference))


def test_an_unknown_skill_names_the_nearest() -> None:
    """A few names that are like it, never all, and where all stand."""
    with pytest.raises(UnknownQuestion, match=r"did you mean conv2d\.parameters") as near:
        find_skill("conv2d.parameter")
    with pytest.raises(UnknownQuestion, match=r"bias\.effect.*convdrill skills") as far:
        find_skill("bias")
    for refused in (near, far):
        assert sum(skill in str(refused.value) for skill in SKILLS) <= 3


@pytest.mark.parametrize(
    "text", ["", "conv2d", "conv2d.parameters/1/2/3", "a.b/v1/1/-1", "a.b/v1/1/" + "9" * 19, "a.b/v1/1/٣"]
)
def test_a_malformed_reference_says_what_one_looks_like(text: str) -> None:
    """The form of a reference is strict, and told with an example."""
    with pytest.raises(BadReference, match=r"conv2d\.parameters/v1/2/42"):
        Reference.parse(text)


def test_prerequisites_and_confusables_exist() -> None:
    """A skill names only skills that exist, and its prerequisites come before it."""
    order = list(SKILLS)
    for skill in SKILLS.values():
        assert all(order.index(needed) < order.index(skill.id) for needed in skill.prerequisites), skill.id
        assert set(skill.confusable) <= set(order) - {skill.id}


def test_skills_are_introduced_by_tier() -> None:
    """What is almost certain to be asked comes first."""
    tiers = [skill.tier for skill in SKILLS.values()]
    assert tiers == sorted(tiers)


def test_titles_and_ids_are_unlike() -> None:
    """A list of skills can be read."""
    assert len({skill.title for skill in SKILLS.values()}) == len(SKILLS)
    assert all(re.fullmatch(r"[a-z0-9_]+(\.[a-z0-9_]+)+", skill) for skill in SKILLS)
