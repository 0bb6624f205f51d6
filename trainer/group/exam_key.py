"""Reads the key of an exam, which says which questions its marks stand for."""

from __future__ import annotations

from questions.sets.question_set import LONGEST
from questions.sets.titles import LONGEST_TITLE, clean_title
from trainer.exports.jsonl import SCHEMA_VERSION
from trainer.exports.sheets import MOST_FORMS
from trainer.group import fields
from trainer.group.errors import BadFile
from trainer.group.paper import Asked, Paper, drawn

MOST_BYTES = 200_000_000
_DEEPEST = 8
_LONGEST_TEXT = 1_000
_FIELDS = ("schema_version", "title", "seed", "forms")


def read_key(data: bytes) -> Paper:
    """The exam, form by form; its questions are drawn from their references. Raises BadFile."""
    document = fields.document_of(data, MOST_BYTES, _DEEPEST)
    if "forms" not in document or "seed" not in document:
        raise BadFile("it is no key of an exam, such as convdrill export --exam writes beside the exam")
    version = document.get("schema_version")
    if version != SCHEMA_VERSION or isinstance(version, bool):
        raise BadFile("it is a key in a form that this version of convdrill does not know; a newer one may")
    fields.checked_fields(document, _FIELDS, "the key")
    title = clean_title(fields.text(document["title"], "the title", _LONGEST_TEXT))[:LONGEST_TITLE].rstrip()
    forms = fields.listed(document["forms"], "its list of forms", MOST_FORMS)
    asked: list[Asked] = []
    for given in forms:
        form = fields.checked_fields(given, ("form", "questions"), "a form")
        letter = fields.form_letter(form["form"])
        if letter in {each.form for each in asked} or (len(forms) > 1 and not letter):
            raise BadFile("its forms have no letters of their own")
        asked += _form(letter, form["questions"])
    if not asked:
        raise BadFile("it has no questions")
    return Paper(title, "", tuple(asked), is_exam=True)


def _form(letter: str, given: object) -> list[Asked]:
    asked: list[Asked] = []
    for number, each in enumerate(fields.listed(given, f"the list of questions of form {letter}", LONGEST), 1):
        where = f"question {letter}{number}"
        if not isinstance(each, dict) or "id" not in each or "reference" not in each:
            raise BadFile(f"{where} has no id or no reference")
        if fields.whole(each.get("number"), f"the number of {where}", LONGEST) != number:
            raise BadFile(f"{where} does not have its number")
        mark = fields.mark(each["id"], f"the id of {where}")
        reference = fields.reference(each["reference"], f"the reference of {where}")
        asked.append(Asked(letter, number, mark, drawn(reference)))
    if len({each.mark for each in asked}) < len(asked):
        raise BadFile(f"two questions of form {letter} have the same id" if letter else "two questions have one id")
    return asked
