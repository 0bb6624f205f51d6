"""The report as one JSON document; see data/schemas/group.schema.json."""

from __future__ import annotations

import json
from typing import Any

from questions.sets.document import answer_text
from trainer.group.report import GroupReport, NextSet, QuestionRow, Score, SkillRow, SlipRow, StudentRow
from trainer.telling import shown_answer

SCHEMA_VERSION = 1
KIND = "convdrill-group"


def document(report: GroupReport) -> dict[str, Any]:
    """All that the report knows."""
    return {
        "schema_version": SCHEMA_VERSION,
        "kind": KIND,
        "title": report.title,
        "version": report.version,
        "exam": report.is_exam,
        "source": report.source,
        "first_tries": _score(report.first),
        "tries": _score(report.tries),
        "students": [_student(row) for row in report.students],
        "questions": [_question(row) for row in report.questions],
        "skills": [_skill(row) for row in report.skills],
        "misconceptions": [_slip(row) for row in report.slips],
        "next_set": _next(report.next) if report.next else None,
        "remarks": [*filter(None, [report.doubt]), *report.remarks],
    }


def document_text(report: GroupReport) -> str:
    """The document as a file."""
    return json.dumps(document(report), ensure_ascii=False, indent=1) + "\n"


def _score(score: Score) -> dict[str, int]:
    return {"right": score.right, "of": score.of}


def _student(row: StudentRow) -> dict[str, Any]:
    return {
        "name": row.name,
        "answered": row.answered,
        "first_tries": _score(row.first),
        "right_in_the_end": row.in_the_end.right,
        "tries": _score(row.tries),
        "hints": row.hints,
        "missed": list(row.missed),
        "misconception": row.slip.id if row.slip else None,
    }


def _question(row: QuestionRow) -> dict[str, Any]:
    content, reference = row.asked.question.content, row.asked.question.reference
    return {
        "label": row.asked.label,
        "form": row.asked.form,
        "number": row.asked.number,
        "id": row.asked.mark,
        "reference": str(reference),
        "skill": row.skill,
        "level": reference.level,
        "prompt": content.asked,
        "answer_kind": content.kind.value,
        "answer": answer_text(content.kind, content.answer),
        "first_tries": _score(row.first),
        "tries": _score(row.tries),
        "right_at_once": list(row.at_once),
        "right_later": list(row.later),
        "not_right": list(row.not_right),
        "unanswered": list(row.unanswered),
        "wrong_answers": [
            {
                "answer": wrong.shown,
                "times": wrong.times,
                "students": list(wrong.students),
                "misconceptions": list(wrong.misconceptions),
                "diagnosis": list(wrong.diagnosis),
            }
            for wrong in row.wrong
        ],
    }


def _skill(row: SkillRow) -> dict[str, Any]:
    return {
        "skill": row.skill,
        "title": row.title,
        "questions": list(row.labels),
        "first_tries": _score(row.first),
        "tries": _score(row.tries),
        "levels": [{"level": level, "first_tries": _score(score)} for level, score in row.levels],
        "missed_by": list(row.missed_by),
    }


def _slip(row: SlipRow) -> dict[str, Any]:
    return {
        "id": row.slip.id,
        "component": row.slip.component,
        "cause": row.slip.cause,
        "answers": row.answers,
        "alone": row.alone,
        "first_tries": row.first,
        "students": list(row.students),
        "questions": list(row.labels),
        "example": {
            "question": row.example.label,
            "right": shown_answer(row.example.question.content),
            "diagnosis": list(row.diagnosis),
        },
    }


def _next(proposed: NextSet) -> dict[str, Any]:
    recipe = proposed.recipe
    return {
        "title": proposed.title,
        "code": proposed.code,
        "command": proposed.command,
        "skills": list(recipe.skills),
        "levels": list(recipe.levels),
        "count": recipe.count,
        "seed": recipe.seed,
        "why": proposed.why,
    }
