"""The page's own reader of answers, run by Node: one process for any number of texts."""

from __future__ import annotations

import json
import shutil
import subprocess
from collections.abc import Sequence
from fractions import Fraction
from typing import Any

from questions.expressions.expression import Expression
from questions.expressions.operations import Operator
from questions.submission import Submission, Unreadable
from tests.helpers.programs import missing
from trainer.exports.html.data import value_data
from trainer.exports.html.page import READER, script_text

_DRIVER = """
const plain = (value) => {
  if (typeof value === "bigint") return String(value);
  if (!Array.isArray(value) || typeof value[0] === "number" || !value.length) return value;
  return value.map((step) => step.operator || step.name || (step.value.d === 1n ? String(step.value.n)
    : `${step.value.n}/${step.value.d}`));
};
const answers = {
  read({kind, text, symbols, choices}) {
    const found = readSubmission(kind, text, symbols, choices);
    return found.unreadable === undefined ? [plain(found.value), found.isExpression] : found.unreadable;
  },
  judge({question, text, points}) {
    const found = readAnswer(question, text);
    if (found.unreadable !== undefined) return found.unreadable;
    const verdict = check(question, found.value, points);
    return {correct: verdict.correct, combined: verdict.combined, ids: verdict.slips.map((slip) => slip.id),
      lines: diagnosisLines(verdict)};
  },
  agree({left, right, symbols, multiples, points}) {
    const question = {symbols, multiples};
    return formulasAgree(parseExpression(left, symbols), parseExpression(right, symbols), question, points);
  },
  told: ({text}) => told(text),
  plain: ({text}) => oneSpelling(text),
  folded: ({text}) => folded(text),
};
let typed = "";
process.stdin.setEncoding("utf8");
process.stdin.on("data", (part) => { typed += part; });
process.stdin.on("end", () => {
  process.stdout.write(JSON.stringify(JSON.parse(typed).map((each) => answers[each.do](each))));
});
"""


def asked(requests: Sequence[dict[str, Any]]) -> list[Any]:
    """What the page's reader answers to each request, `do` being the name of a function of the driver."""
    node = shutil.which("node")
    if node is None:
        missing("node is not installed")
    done = subprocess.run(
        [node, "-e", f'"use strict";{script_text(READER, wrapped=False)}{_DRIVER}'],
        input=json.dumps(requests).encode(),
        capture_output=True,
        timeout=300,
        check=False,
    )
    assert done.returncode == 0, done.stderr.decode()
    answers: list[Any] = json.loads(done.stdout)
    assert len(answers) == len(requests)
    return answers


def as_read(found: Submission | Unreadable) -> Any:
    """What our reader found, as the page's would say it."""
    if isinstance(found, Unreadable):
        return found.reason
    value = found.value
    plain = [_step(step) for step in value.steps] if isinstance(value, Expression) else value_data(value)
    return [plain, found.is_expression]


def _step(step: int | Fraction | str | Operator) -> str:
    return step.value if isinstance(step, Operator) else str(step)
