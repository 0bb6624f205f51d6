"""Calculated questions: in every row of every data set the formulas give what the program gives for its question."""

from __future__ import annotations

import hashlib
import os
import re
import subprocess
import sys
from fractions import Fraction
from functools import cache

import pytest

from questions.checker import check
from questions.generator import draw_reference, generate, question_bias
from questions.question import LEVELS, Question
from questions.sets.recipe import Recipe, chosen_skills
from questions.skills import SKILLS
from questions.submission import AnswerKind
from tests.architecture.loading import ROOT
from tests.exports.moodle_reader import Asked, Words, errors, read_moodle
from tests.exports.sheets import HOSTILE, sheet_of, written
from trainer.cli.chosen_set import recipe_source
from trainer.exports.contract import BadExport, Became, Tally
from trainer.exports.html_text import prompt_html, steps_html
from trainer.exports.material import slips_of
from trainer.exports.moodle_calculated import write
from trainer.exports.moodle_formulas import tidy
from trainer.exports.moodle_making import Calculated, calculated
from trainer.exports.moodle_slots import columns, numbers, skeleton
from trainer.exports.moodle_xml import CATCH_ALL
from trainer.exports.sheets import plain_sheet
from trainer.telling import diagnosis_lines

WHOLE = [skill for skill in SKILLS.values() if skill.kind is AnswerKind.INTEGER]
ROWS = 6


@cache
def question(skill: str, level: int) -> Question:
    """A question of a set."""
    return generate(draw_reference(SKILLS[skill], level, "calculated set"))


def asked(*questions: Question, variants: int = ROWS) -> tuple[Asked, ...]:
    """These questions as Moodle has them."""
    return read_moodle(written(write, sheet_of(questions, variants=variants))).questions


def plain(text: str) -> str:
    """Without the commas in numbers: Moodle writes them without."""
    return re.sub("(?<=[0-9]),(?=[0-9]{3})", "", text)


@pytest.mark.parametrize("level", LEVELS)
@pytest.mark.parametrize("skill", [skill.id for skill in WHOLE])
def test_every_row_is_graded_and_diagnosed(skill: str, level: int) -> None:
    """Prompt, right answer, usual mistakes with their words, steps: in each row as in the question it was made of."""
    made = calculated([question(skill, level)], ROWS, {})
    assert isinstance(made, Calculated)
    (moodle,) = asked(question(skill, level))
    assert len(moodle.rows) == len(made.rows) == ROWS
    assert len({row.question.content.prompt for row in made.rows}) == ROWS
    diagnosed = usual = 0
    for number, row in enumerate(made.rows):
        assert question_bias(row.question) is question_bias(question(skill, level))
        content = row.question.content
        prompt = plain(Words(prompt_html(content)).text)
        assert plain(Words(moodle.shown_text(number)).text).startswith(prompt)
        right = moodle.graded(str(content.answer), number)
        assert right is not None and right.fraction == 1
        usual += len(slips_of(content))
        for slip in slips_of(content):
            found = moodle.graded(str(slip.value), number)
            assert found is not None and found.fraction == 0
            lines = Words(found.feedback).lines
            if lines != list(CATCH_ALL):
                diagnosed += 1
                assert list(map(plain, lines)) == list(map(plain, diagnosis_lines(check(content, slip.value))))
        other = moodle.graded(str(int(str(content.answer)) * 3 + 1_000_003), number)
        assert other is not None and other.fraction == 0 and Words(other.feedback).lines == list(CATCH_ALL)
        solution = plain(Words(moodle.shown_solution(number)).text)
        steps, setup = plain(Words(steps_html(content.explanation)).text), plain(f"{content.setup} = {content.answer}")
        assert solution.startswith((steps, setup))
    assert diagnosed >= usual * 0.4
    assert len(moodle.answers) - 2 == len(made.mistakes) > 0


def test_most_mistakes_are_carried_over() -> None:
    """Over all skills hardly a usual mistake is left without its formula."""
    kept = usual = 0
    for skill in WHOLE:
        made = calculated([question(skill.id, 1)], ROWS, {})
        assert isinstance(made, Calculated)
        kept += len(made.mistakes)
        usual += max(len(row.slips) for row in made.rows)
    assert kept > 0.85 * usual


def test_one_question_per_skill_level_and_bias() -> None:
    """However many a set has of them; each names those it stands for."""
    skill = SKILLS["conv2d.parameters"]
    questions = [generate(draw_reference(skill, 1, "group", number)) for number in range(8)]
    questions += [question("parameters.formula", 1), question("output.pytorch", 2)]
    tally = Tally()
    found = read_moodle(written(write, sheet_of(questions, variants=ROWS), tally)).questions
    assert [moodle.kind for moodle in found] == ["calculatedsimple"] * 2
    assert tally.counts == {Became.CALCULATED: 8, Became.LEFT_OUT: 2}
    assert tally.details == {Became.CALCULATED: f"in 2 questions of {ROWS} variants each"}
    assert tally.words.startswith(f"8 calculated (in 2 questions of {ROWS} variants each), 2 left out (")
    assert tally.reasons == {"without a number to calculate": 2}
    for moodle, bias in zip(found, (question_bias(questions[0]), not question_bias(questions[0])), strict=True):
        own = [each for each in questions[:8] if question_bias(each) is bias]
        assert moodle.idnumber == own[0].id
        assert all(f"{each.id} {each.reference}" in moodle.solution for each in own)
        prompts = [plain(Words(moodle.shown_text(number)).text) for number in range(ROWS)]
        assert plain(Words(prompt_html(own[0].content)).text) in prompts[0]
        assert f"({ROWS} variants)" in moodle.name and "skill:conv2d.parameters" in moodle.tags
        assert not any(sign in hint for hint in moodle.hints for sign in "{}")


def test_the_wanted_number_of_rows() -> None:
    """As many as asked for; twenty unless another number is."""
    one = question("conv2d.parameters", 1)
    for wanted in (2, 20, 100):
        (moodle,) = asked(one, variants=wanted)
        assert len(moodle.rows) == wanted
    (moodle,) = read_moodle(written(write, sheet_of([one]))).questions
    assert len(moodle.rows) == 20
    with pytest.raises(BadExport, match="2 to 100"):
        asked(one, variants=1)


def test_part_of_the_mark() -> None:
    """The formula of a mistake gets its grade."""
    questions = [question("conv2d.parameters", 2)]
    if not question_bias(questions[0]):
        questions = [generate(draw_reference(SKILLS["conv2d.parameters"], 2, "biased", n)) for n in range(9)]
        questions = [each for each in questions if question_bias(each)][:1]
    sheet = sheet_of(questions, variants=ROWS, partial=["forgot_bias=50"])
    (moodle,) = read_moodle(written(write, sheet)).questions
    assert sorted(answer.fraction for answer in moodle.answers)[-2:] == [Fraction(1, 2), Fraction(1)]


def test_there_is_no_exam() -> None:
    """Moodle draws the numbers, so no key could say who had which."""
    with pytest.raises(BadExport, match="no key could say who had which; export the exam as moodle"):
        written(write, sheet_of([question("conv2d.parameters", 1)], exam=True, variants=ROWS))


def test_hostile_title() -> None:
    """A category's name, whatever is in it."""
    read = read_moodle(written(write, sheet_of([question("bias.effect", 1)], title=f"{HOSTILE}/x", variants=2)))
    assert read.category[0].startswith(" ".join(HOSTILE.split()))


def test_the_same_bytes_in_another_process() -> None:
    """The order of sets and dictionaries does not matter."""
    sheet = plain_sheet(recipe_source(Recipe(chosen_skills(), (1,), 12, 5), "Week 3"))
    here = hashlib.sha256(written(write, sheet)).hexdigest()
    code = """
import hashlib, io
from questions.sets.recipe import Recipe, chosen_skills
from trainer.cli.chosen_set import recipe_source
from trainer.exports.contract import Tally
from trainer.exports.moodle_calculated import write
from trainer.exports.sheets import plain_sheet
out = io.BytesIO()
write(plain_sheet(recipe_source(Recipe(chosen_skills(), (1,), 12, 5), "Week 3")), out, Tally())
print(hashlib.sha256(out.getvalue()).hexdigest())
"""
    environment = {**os.environ, "PYTHONHASHSEED": "77", "PYTHONPATH": str(ROOT)}
    ran = subprocess.run([sys.executable, "-c", code], env=environment, capture_output=True, text=True, check=True)
    assert ran.stdout.strip() == here


def test_numbers_in_texts() -> None:
    """Names with digits, decimals and parts of words are no numbers."""
    text = "Conv2d(1,024 filters, 3×3), conv1_1: 0.5 of (10, 3, 16) in 2-d, x4y, 7."
    assert numbers(text) == (1024, 3, 3, 10, 3, 16, 2, 7)
    assert columns(["a 1 b 2", "a 3 b 1,000"]) == ((1, 3), (2, 1000))
    assert columns(["a 1", "b 1"]) is None and columns(["a", "a"]) == ()
    assert skeleton("a 1").count("\0") == 1


def test_formulas_that_moodle_takes() -> None:
    """Brackets that are needed stay, powers and comments are told apart."""
    assert tidy("(({n1}*({n2}+1))-({n3}-{n1}))") == "{n1}*({n2} + 1) - ({n3} - {n1})"
    assert tidy("floor((({n1}-{n2})/2))") == "floor(({n1} - {n2})/2)"
    assert tidy("pow({n1},2)") == "pow({n1},2)"
    for good in ("{n1}*2", "floor(({n1}+2*{n2}-3)/2)+1", "pow({n1},2)", "(-{n1})", "*"):
        assert not errors(good)
    for bad in ("{n1}//2", "{n1}**2#", "exec({n1})", "{n1}*x", "floor({n1},2)", "f{n1}"):
        assert errors(bad)
