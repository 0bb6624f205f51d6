"""Files that are no results, each in another way. None may be taken, crash, hang or say more than a sentence."""

from __future__ import annotations

import copy
import json
from collections.abc import Callable, Iterator
from typing import Any

from tests.group.students import QUESTIONS, Done, as_file, results
from tests.making import right
from tests.sets.hostile import good_document

_DONE = [
    Done(number, question, question.id, ("1", right(question))) for number, question in enumerate(QUESTIONS[:4], 1)
]
GOOD = results("Ada", _DONE)
EXAM = results("Ada", _DONE, exam=True)
NAMES = (
    "<script>alert(1)</script>",
    "| md | **x** [a](b)",
    "\x1b[31mred\x07",
    "=cmd|' /C calc'!A0",
    "\u202egnp.exe",
    "a\nb\tc",
)


def _with(change: Callable[[dict[str, Any]], object], document: Any = GOOD) -> bytes:
    changed = copy.deepcopy(document)
    change(changed)
    return as_file(changed)


def _put(field: str, value: object) -> bytes:
    return _with(lambda document: document.__setitem__(field, value))


def _put_set(field: str, value: object) -> bytes:
    return _with(lambda document: document["set"].__setitem__(field, value))


def _put_answer(field: str, value: object) -> bytes:
    return _with(lambda document: document["answers"][2].__setitem__(field, value))


_KINDS: tuple[Any, ...] = (None, 1, True, [], {}, "convdrill-set", "anki")
_VERSIONS: tuple[Any, ...] = (0, 2, True, "1", None, [])
_TEXTS: tuple[Any, ...] = (None, 1, [], {}, "x" * 1_001)
_FORMS: tuple[Any, ...] = (None, 1, "a", "AA", "Ä", "-", ["A"])
_LISTS: tuple[Any, ...] = (None, {}, "x", [None], [1], [[]], ["x"])


def hostile_files() -> Iterator[tuple[str, bytes]]:
    """Each with what is wrong with it."""
    good = as_file(GOOD)
    yield "empty", b""
    yield "UTF-16", good.decode().encode("utf-16")
    yield "NUL", good.replace(b"Ada", b"A\0a")
    yield "controls in a string", good.replace(b"Ada", b"\x1b[31m")
    yield "deep", b"[" * 100_000
    yield "deep in a field", good.replace(b'"Ada"', b"[" * 500 + b"]" * 500)
    yield "cut off", good[: len(good) // 2]
    yield "a second document", good + good
    yield "larger than results can be", good[:-1] + b" " * 20_000_000 + b"}"
    yield "a list", b"[" + good + b"]"
    yield "a set", json.dumps(good_document()).encode()
    yield "a fraction", good.replace(b'"hints": 0', b'"hints": 0.5')
    yield "a huge number", good.replace(b'"hints": 0', b'"hints": ' + b"9" * 5_000)
    yield "two times student", good.replace(b'"student":', b'"student": "x", "student":')
    yield "an exam and practice in one", _with(lambda each: each["answers"].append(copy.deepcopy(EXAM["answers"][0])))
    yield "too many tries", _with(lambda each: each.update(answers=each["answers"][:1] * 501))
    yield "too many answers", _with(lambda each: each.update(answers=each["answers"][:1] * 20_001))
    for field in GOOD:
        yield f"without {field}", _with(lambda each, field=field: each.pop(field))  # type: ignore[misc]
    for field in GOOD["set"]:
        yield f"a set without {field}", _with(lambda each, field=field: each["set"].pop(field))  # type: ignore[misc]
    for field in GOOD["answers"][0]:
        yield f"an answer without {field}", _with(lambda each, field=field: each["answers"][1].pop(field))  # type: ignore[misc]
    yield "a field more", _put("grade", 1)
    yield "a field more in the set", _put_set("code", "x")
    yield "a field more in an answer", _put_answer("expected", "x")
    for value in _KINDS:
        yield f"the kind {value!r}", _put("kind", value)
    for value in _VERSIONS:
        yield f"the version {value!r}", _put("schema_version", value)
    for value in _TEXTS:
        yield f"the student {value!r:.20}", _put("student", value)
        yield f"the title {value!r:.20}", _put_set("title", value)
        yield f"the set's version {value!r:.20}", _put_set("version", value)
    for value in _FORMS:
        yield f"the form {value!r}", _put_set("form", value)
    for answers in _LISTS:
        yield f"the answers {answers!r}", _put("answers", answers)
    yield from _wrong_answers()


def _wrong_answers() -> Iterator[tuple[str, bytes]]:
    wrong: dict[str, tuple[Any, ...]] = {
        "id": (None, 1, "", "abcdefgh", "ABCDEFG", "ABCDEFGHJ", "ABCDEFG0", "<script>"),
        "reference": (None, 1, "", "x", "../../etc/passwd", "conv2d.parameters/v1/1/-1", "x" * 300),
        "answer": (None, 1, True, [], "x" * 2_001),
        "correct": (None, 1, "true", []),
        "misconceptions": (None, "x", {}, [1], ["x" * 101], ["x"] * 51),
        "hints": (None, -1, 1_001, True, "1"),
        "taken_ms": (None, -1, 10**13, False, "1"),
        "at": (None, 1, "", "2026", "2026-03-02T18:00:00", "2026-03-02 18:00:00Z", "2026-13-02T18:00:00Z",
               "2026-02-30T18:00:00Z", "2026-03-02T25:00:00Z", "9999999-03-02T18:00:00Z", "1969-03-02T18:00:00Z"),
        "first": (None, 0, "true"),
    }  # fmt: skip
    for field, values in wrong.items():
        for value in values:
            yield f"{field} of an answer is {value!r:.24}", _put_answer(field, value)
