"""Laws that hold for every skill at every level, over many drawn questions."""

from __future__ import annotations

import pytest

from questions.checker import check, same_value
from questions.generator import UnknownQuestion, draw_questions, generate
from questions.question import LEVELS, BadReference, Question, Reference
from questions.skills import SKILLS
from questions.submission import AnswerKind, Submission, read_submission

EVERY = [pytest.param(skill, level, id=f"{skill}-{level}") for skill in SKILLS for level in LEVELS]
FEW, MANY = 150, 3000


def drawn(skill: str, level: int, count: int, seed: int = 11) -> list[Question]:
    return list(draw_questions([SKILLS[skill]], [level], seed, count))


def assert_sound(question: Question) -> None:
    """The answer checks as correct, and each misconception is wrong, named at its value, and explained."""
    content = question.content
    read = read_submission(content.kind, question.expected, symbols=content.symbols)
    assert isinstance(read, Submission), (question.reference, read)
    assert check(content, read.value).correct, question.reference
    for slip in content.misconceptions:
        assert not same_value(slip.value, content.answer, content.symbols), (question.reference, slip)
        typed = read_submission(content.kind, str(slip.value), symbols=content.symbols)
        assert isinstance(typed, Submission), (question.reference, slip)
        verdict = check(content, typed.value)
        assert not verdict.correct
        assert slip.id in {found.id for found in verdict.misconceptions}, (question.reference, slip)
        assert slip.feedback.endswith("."), slip
    last = content.explanation[-1].result.replace(",", "")
    shown = read_submission(content.kind, last, symbols=content.symbols)
    assert isinstance(shown, Submission)
    assert same_value(shown.value, content.answer, content.symbols), question.reference


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
def test_the_prompt_gives_every_number_that_is_needed(skill: str, level: int) -> None:
    """Filters, kernel and channels stand in the prompt, and so does whether there is a bias."""
    for question in drawn(skill, level, FEW):
        content = question.content
        prompt = content.prompt.replace(",", "").replace("×", " ").replace("(", " ").replace(")", " ")
        words = prompt.replace(":", " ").replace(".", " ").split()
        if content.kind is AnswerKind.FORMULA:
            needed = list(content.symbols)
        else:
            layer = content.layer
            needed = [str(number) for number in (layer.in_channels, layer.out_channels, *layer.kernel_size)]  # type: ignore[union-attr]  # all skills so far ask about convolutions
        assert set(needed) <= {part for word in words for part in (word, word.removeprefix("kernel_size="))}, prompt
        assert "bias" in content.prompt, prompt


@pytest.mark.parametrize(("skill", "level"), EVERY)
def test_a_prompt_never_names_its_skill_or_its_misconceptions(skill: str, level: int) -> None:
    """The learner must find out alone what kind of question it is."""
    for question in drawn(skill, level, 20):
        assert skill not in question.content.prompt
        assert not any(slip.id in question.content.prompt for slip in question.content.misconceptions)
        assert skill.split(".", maxsplit=1)[0] not in question.id.lower()


@pytest.mark.parametrize("skill", [skill for skill in SKILLS if SKILLS[skill].kind is AnswerKind.INTEGER])
def test_a_run_does_not_repeat_itself(skill: str) -> None:
    """At least 95 % of a run's questions differ in the numbers that matter."""
    for level in LEVELS:
        questions = drawn(skill, level, 400)
        assert len({question.identity for question in questions}) >= 0.95 * len(questions)


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
        assert all(order.index(needed) < order.index(skill.id) for needed in skill.prerequisites)
        assert set(skill.confusable) <= set(order) - {skill.id}
