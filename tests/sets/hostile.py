"""Files that are no sets, each in another way. None of them may be taken, crash, hang or say more than a sentence."""

from __future__ import annotations

import copy
import json
import random
from collections.abc import Callable, Iterator
from typing import Any

from questions.sets.document import set_document
from questions.sets.question_set import QuestionSet
from questions.sets.recipe import Recipe, chosen_skills

GOOD = QuestionSet.drawn("Week 3", Recipe(chosen_skills(tiers=["A"]), (1, 2), 6, 7))
_NOTHING: tuple[Any, ...] = (None, True, 0, -1, [], {}, [[]], {"a": 1}, ["x", 1])


def good_document() -> dict[str, Any]:
    """A document that is taken, to be spoiled."""
    return copy.deepcopy(set_document(GOOD.title, GOOD.recipe, GOOD.questions()))


def _with(change: Callable[[dict[str, Any]], object]) -> bytes:
    document = good_document()
    change(document)
    return json.dumps(document).encode()


def _put(field: str, value: object) -> bytes:
    return _with(lambda document: document.__setitem__(field, value))


def _put_question(field: str, value: object, place: int = 2) -> bytes:
    return _with(lambda document: document["questions"][place].__setitem__(field, value))


def hostile_files() -> Iterator[tuple[str, bytes]]:
    """Each with what is wrong with it."""
    yield from _no_json()
    yield from _other_json()
    yield from _wrong_fields()
    yield from _wrong_references()
    yield from _wrong_titles()


def _no_json() -> Iterator[tuple[str, bytes]]:
    good = json.dumps(good_document()).encode()
    dice = random.Random(5)
    yield "empty", b""
    yield "blank", b" \n\t \r\n"
    yield "a byte order mark alone", b"\xef\xbb\xbf"
    yield "UTF-16", good.decode().encode("utf-16")
    yield "UTF-32", good.decode().encode("utf-32")
    yield "latin-1", good.replace(b"Week 3", b"Gr\xf6\xdfe")
    yield "surrogates as bytes", good.replace(b"Week 3", b"\xed\xa0\x80")
    yield "NUL", good.replace(b"Week 3", b"Week\x003")
    yield "NUL behind the end", good + b"\0"
    yield "control characters in a string", good.replace(b"Week 3", b"Week\x1b[31m3")
    yield "an unknown escape", good.replace(b"Week 3", b"Week \\x33")
    yield "half an escape", good.replace(b"Week 3", b"Week \\u12")
    yield "a comment", b"// a set\n" + good
    yield "single quotes", good.replace(b'"', b"'")
    yield "a comma too many", good[:-1] + b",}"
    yield "a second document", good + good
    yield "a word behind", good + b" x"
    yield "a word", b"set"
    yield "an image", b"\x89PNG\r\n\x1a\n" + bytes(64)
    yield "a zip", b"PK\x03\x04" + bytes(range(64))
    yield "HTML", b"<!doctype html><script>alert(1)</script>"
    yield "YAML", b"title: !!python/object/apply:os.system ['true']\n"
    yield "a pickle", b"\x80\x04\x95\x0c\x00\x00\x00\x00\x00\x00\x00\x8c\x08builtins\x94."
    yield "lists, a hundred thousand deep", b"[" * 100_000
    yield "lists, closed again", b"[" * 50_000 + b"]" * 50_000
    yield "objects, fifty thousand deep", b'{"a":' * 50_000
    yield "deep in a field", good.replace(b'"Week 3"', b"[" * 500 + b"]" * 500)
    yield "seven deep", good.replace(b'"Week 3"', b"[" * 7 + b"]" * 7)
    yield "a string without an end", b'{"kind": "' + b"x" * 100_000
    yield "backslashes without an end", b'"' + b"\\" * 99_999
    yield "larger than a set can be", good[:-1] + b" " * 20_000_000 + b"}"
    for place in range(20):
        yield f"cut off ({place})", good[: len(good) * place // 20 + 1]
    for number in range(8):
        yield f"random bytes ({number})", dice.randbytes(dice.randint(1, 400))
    for name in ("NaN", "Infinity", "-Infinity", "1e999", "1.0", "-0.5", "9" * 19, "9" * 5_000, "-" + "9" * 100_000):
        yield f"the number {name[:12]} ({len(name)})", good.replace(b'"number": 3', f'"number": {name}'.encode())


def _other_json() -> Iterator[tuple[str, bytes]]:
    for text in ("null", "true", "0", '"set"', "[]", "{}", "[{}]", '{"kind": "convdrill-set"}'):
        yield f"only {text}", text.encode()
    for kind in ("convdrill-exam", "convdrill-results", "anki", "", None, 1, ["convdrill-set"]):
        yield f"the kind {kind!r}", _put("kind", kind)
    for version in (0, 2, 99, -1, "1", None, True, [1]):
        yield f"the version {version!r}", _put("schema_version", version)
    good = json.dumps(good_document())
    for field in ("title", "kind", "questions", "code", "schema_version"):
        yield f"two times {field}", good.replace(f'"{field}":', f'"{field}": 1, "{field}":', 1).encode()
    for field in ("reference", "answer", "prompt"):
        yield f"two times {field} in a question", good.replace(f'"{field}":', f'"{field}": "", "{field}":', 1).encode()


def _wrong_fields() -> Iterator[tuple[str, bytes]]:
    document = good_document()
    for field in document:
        yield f"without {field}", _with(lambda each, field=field: each.pop(field))  # type: ignore[misc]
    for field in document["questions"][0]:
        yield f"a question without {field}", _with(lambda each, field=field: each["questions"][1].pop(field))  # type: ignore[misc]
    yield "a field more", _put("author", "x")
    yield "a field more in a question", _put_question("feedback", "x")
    yield "a prototype", _put("__proto__", {"title": "x"})
    for field in ("title", "id"):
        for value in _NOTHING:
            yield f"{field} is {value!r}", _put(field, value)
    for value in (True, 0, [], {}, "x" * 101):
        yield f"code is {value!r:.20}", _put("code", value)
    for value in (None, True, 0, "x", {}, [], [None], [1], ["x"], [[]], [{}]):
        yield f"questions are {value!r}", _put("questions", value)
    for field in ("id", "reference", "prompt", "answer_kind", "answer"):
        for value in (None, True, 7, [], {}, "x" * 50_001):
            yield f"{field} of a question is {value!r:.20}", _put_question(field, value)
    for value in (None, "3", 0, 4, -3, True, [], 10**17):
        yield f"number of a question is {value!r}", _put_question("number", value)
    for field in ("choices", "symbols"):
        for value in (None, "abc", 3, {}, [1], [None], [["a"]], ["x"] * 27, ["x" * 50_001]):
            yield f"{field} of a question are {value!r:.20}", _put_question(field, value)


def _wrong_references() -> Iterator[tuple[str, bytes]]:
    for reference in (
        *("", "x", "conv2d.parameters", "conv2d.parameters/v1/1", "conv2d.parameters/v1/1/1/1"),
        *("../../etc/passwd", "/dev/zero", "conv2d.parameters/v1/1/-1", "conv2d.parameters/v1/1/1e3"),
        *("conv2d.parameters/v1/9/1", "conv2d.parameters/v1/0/1", "conv2d.parameters/v2/1/1"),
        *("conv2d.parameters/v999999/1/1", "conv2d.parameter/v1/1/1", "nothing.at_all/v1/1/1"),
        *("conv2d.parameters/v1/1/" + "9" * 30, "conv2d.parameters/v1/1/\u0661", "conv2d.parameters/v1/1/1\x00"),
        *("__import__('os')/v1/1/1", "<script>/v1/1/1", "CONV2D.PARAMETERS/v1/1/1"),
    ):
        yield f"the reference {reference[:30]!r}", _put_question("reference", reference)
    yield "a question twice", _with(lambda each: each["questions"][1].update(each["questions"][0], number=2))
    first = good_document()["questions"][0]
    many = [{**first, "number": number, "reference": f"bias.effect/v1/1/{number}"} for number in range(1, 5_002)]
    yield "5,001 questions", _put("questions", many)


def _wrong_titles() -> Iterator[tuple[str, bytes]]:
    for title in (
        "",
        "   ",
        "\n\t",
        "\x1b[31m",
        "\x00\x01",
        "\u202e\u2066",
        "\ud800",
        "\u200b",
        "x" * 201,
        "x" * 30_000,
    ):
        yield f"the title {title[:10]!r} ({len(title)})", _put("title", title)
    yield "a title longer than any text", _put("title", "x" * 60_000)
