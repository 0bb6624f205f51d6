"""Worked steps as aligned lines, on their own and as the commands print them."""

from __future__ import annotations

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from questions.generator import draw_questions
from questions.question import LEVELS, Factor, Step
from questions.skills import SKILLS
from tests.cli.conftest import Run
from trainer.steps import laid_out, step_lines

K, C = Factor("k", "7", "kernel length"), Factor("C_in", "1,024", "input channels")
STEPS = (
    Step("Each filter spans all 1024 input channels:", "k·C_in", "7·1024", "7,168", (K, C)),
    Step("There is one filter:", "C_out·(k·C_in)", "1·7168", "7,168", (Factor("C_out", "1", "filter"), K)),
    Step("One bias per filter:", "", "", "1", (Factor("C_out", "1", "one bias per filter"),)),
    Step("The stride plays no part.", idle=(Factor("stride", "2", "moves the filters"),)),
    Step("Together:", "", "7168 + 1", "7,169"),
)
PAGE = """\
1. Each filter spans all 1024 input channels:
     k          7  kernel length
     C_in   1,024  input channels
     k·C_in = 7·1,024 = 7,168
2. There is one filter:
     C_out      1  filter
     C_out·(k·C_in) = 1·7,168 = 7,168
3. One bias per filter: C_out = 1
4. Together: 7,168 + 1 = 7,169
Not needed: stride 2 (moves the filters)"""
NARROW = """\
1. Each filter spans all 1024
   input channels:
     k          7  kernel
                   length
     C_in   1,024  input
                   channels
     k·C_in = 7·1,024 = 7,168
2. There is one filter:
     C_out      1  filter
     C_out·(k·C_in) = 1·7,168 =
       7,168
3. One bias per filter: C_out =
   1
4. Together: 7,168 + 1 = 7,169
Not needed: stride 2 (moves the
     filters)"""

_words = st.text(st.sampled_from("ab[]/·x "), min_size=1, max_size=60).filter(str.strip)
_factors = st.builds(Factor, _words.map(str.split).map("_".join), st.sampled_from(["3", "1,024", "24×24"]), _words)
_steps = st.builds(
    Step, _words, _words, _words, _words, st.lists(_factors, max_size=4).map(tuple), st.lists(_factors).map(tuple)
)


def test_page() -> None:
    """Columns for all steps; what was told is not told again; a lone factor that is the result is one line."""
    assert "\n".join(step_lines(STEPS)) == PAGE


def test_narrow_page() -> None:
    """Every line goes on in its own column."""
    assert "\n".join(step_lines(STEPS, 31)) == NARROW


def test_brief() -> None:
    """In brief there are the sentences and what is counted."""
    lines = ["".join(text for text, _ in line) for line in laid_out(STEPS, 60, brief=True)]
    assert lines[:2] == ["1. Each filter spans all 1024 input channels:", "     k·C_in = 7·1,024 = 7,168"]
    assert lines[2:5] == [
        "2. There is one filter: C_out·(k·C_in) = 1·7,168 = 7,168",
        "3. One bias per filter: 1",
        "4. Together: 7,168 + 1 = 7,169",
    ]
    assert lines[5:] == ["The stride plays no part."]


def test_what_is_not_needed_comes_last() -> None:
    """One number with its reason on a line of its own; several as a table, whichever steps they came with."""
    several = (Step("Both.", idle=(Factor("input", "26×26", "shared"),)), *STEPS)
    assert step_lines(several)[-3:] == [
        "Not needed:",
        "     input   26×26  shared",
        "     stride  2      moves the filters",
    ]


@given(st.lists(_steps, max_size=4), st.integers(10, 90))
def test_nothing_is_lost_or_too_wide(steps: list[Step], width: int) -> None:
    """At any width the same words come in the same order; only a word that is too long alone makes a line too wide."""
    lines = step_lines(steps, width)
    assert " ".join(lines).split() == " ".join(step_lines(steps)).split()
    assert all(len(line.rstrip()) <= width or len(line.split()) == 1 for line in lines)


@pytest.mark.parametrize("width", [48, 76])
def test_every_question_fits(width: int) -> None:
    """The steps of no skill run over the page, beside a picture or alone."""
    for level in LEVELS:
        for question in draw_questions(list(SKILLS.values()), [level], 3, 2 * len(SKILLS)):
            for line in step_lines(question.content.explanation, width):
                assert len(line) <= width or len(line.split()) == 1, (question.reference, line)


def test_question_command(run: Run) -> None:
    """`question --answer` has the table of factors between a sentence and its formula."""
    out = run("question", "conv2d.parameters/v1/1/1", "--answer").out.splitlines()
    at = out.index("1. Each filter spans all 11 input channels; weights in one filter:")
    assert out[at + 1 : at + 5] == [
        "     k_h     6  kernel height",
        "     k_w     6  kernel width",
        "     C_in   11  input channels",
        "     k_h·k_w·C_in = 6·6·11 = 396",
    ]
    assert "Not needed: input 26×26 (every position shares the filters)" in out


def test_json(run: Run) -> None:
    """Both documents have the steps as lines, as they always had, and in their parts."""
    explained = json.loads(run("explain", "nn.Conv2d(3, 10, 3, stride=2)", "--json").out)
    asked = json.loads(run("question", "conv2d.parameters/v1/1/1", "--answer", "--json").out)
    for document in (explained, asked):
        assert len(document["steps"]) == len(document["explanation"])
        for step, line in zip(document["steps"], document["explanation"], strict=True):
            assert line.startswith(step["sentence"])
            assert line.endswith(step["result"] or step["sentence"])
    assert explained["steps"][1]["factors"] == [{"symbol": "C_out", "number": "10", "meaning": "filters"}]
    assert explained["steps"][3]["idle"] == [
        {"name": "stride", "number": "2", "reason": "moves the filters, does not make them larger"}
    ]
