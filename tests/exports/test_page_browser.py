"""The page in Chromium without a network: answered by keyboard, judged as we judge, and open to everybody."""

from __future__ import annotations

import asyncio
import json
import re
from pathlib import Path
from typing import Any

import pytest

from questions.question import Question
from questions.submission import AnswerKind
from tests.exports.page_browser import DESK, PHONE, Opened, axe, browsing, opened
from tests.exports.page_questions import answers_to, many_questions, our_judgement, typed_value
from tests.exports.sheets import HOSTILE, sheet_of
from trainer.exports.html.page import script_text
from trainer.telling import shown_answer

pytestmark = pytest.mark.browser

MANY = many_questions()[:210]
BY_KIND = {question.content.kind: question for question in reversed(MANY)}
ONE_EACH = [BY_KIND[kind] for kind in AnswerKind]


def wrong_answer(question: Question, at: int) -> str:
    """A wrong answer, another one for each question: of a misconception, of two, or of none."""
    judged = [(text, our_judgement(question.content, text)) for text in answers_to(question.content)]
    wrong = [text for text, found in judged if isinstance(found, dict) and not found["correct"]]
    if question.content.kind is AnswerKind.CHOICE:
        wrong = [text for text in wrong if len(text) == 1 and text.isalpha()]
    return wrong[at % len(wrong)]


async def give(page: Opened, question: Question, text: str) -> None:
    """Answer by keys alone."""
    if question.content.kind in (AnswerKind.CHOICE, AnswerKind.TRUTH):
        await page.press(text[0], "Enter")
    else:
        await page.type(text)
        await page.press("Enter")


def same_file(told: Any, answers: list[tuple[Question, str, int]]) -> None:
    """The file of results says what was answered, in the contract's words."""
    assert {name: told[name] for name in ("schema_version", "kind", "set", "student")} == {
        "schema_version": 1,
        "kind": "convdrill-results",
        "set": {"title": "Week 3", "version": "BDU9A-AAAAD-3UAUR", "form": ""},
        "student": "",
    }
    assert len(told["answers"]) == len(answers)
    seen = set()
    for each, (question, text, hints) in zip(told["answers"], answers, strict=True):
        judged = our_judgement(question.content, text)
        assert each["taken_ms"] >= 0 and isinstance(each["taken_ms"], int)
        assert re.fullmatch(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z", each["at"])
        assert {name: each[name] for name in each if name not in ("taken_ms", "at")} == {
            "id": question.id,
            "reference": str(question.reference),
            "answer": text,
            "correct": judged["correct"],
            "misconceptions": judged["ids"],
            "hints": hints,
            "first": question.id not in seen,
        }
        seen.add(question.id)


async def test_answered_by_keyboard(tmp_path: Path) -> None:
    """Each of 210 questions wrong, then right, by keys alone: it says what `check` says, and asks for nothing."""
    answers = []
    async with browsing(tmp_path) as browser:
        page = await opened(browser, tmp_path, sheet_of(MANY))
        for at, question in enumerate(MANY):
            content = question.content
            assert f"Question {at + 1} of 210" in await page.value("document.querySelector('h2').textContent")
            assert await page.value("document.querySelector('progress').value") == at
            wrong = wrong_answer(question, at)
            await give(page, question, wrong)
            first, *lines = await page.verdict()
            assert first.startswith("✗ Not yet: ")
            assert lines == our_judgement(content, wrong)["lines"], (question.reference, wrong)
            answers.append((question, wrong, 0))
            if content.kind is not AnswerKind.TRUTH:
                assert "The answer is" not in first
                await give(page, question, typed_value(content.answer))
                assert await page.verdict() == [f"✓ Correct: {shown_answer(content)}"]
                answers.append((question, typed_value(content.answer), 0))
            assert await page.focused() == ("Next question" if at < 209 else "To the results")
            await page.press("Enter")
        assert await page.value("document.querySelector('h2').textContent") == "Results"
        same_file(await page.results(), answers)
        assert "0 right at the first try, of 210 questions answered." in await page.value("document.body.innerText")
        assert not page.tab.complaints
        assert not [url for url in page.tab.requests if not url.startswith(("file:", "data:", "about:"))]


async def test_hints_and_solution(tmp_path: Path) -> None:
    """Hints come one by one and are counted; the solution shows every step, and ends the question."""
    question = BY_KIND[AnswerKind.INTEGER]
    content = question.content
    async with browsing(tmp_path) as browser:
        page = await opened(browser, tmp_path, sheet_of([question, *ONE_EACH]))
        for number, hint in enumerate(content.hints, 1):
            await page.tab_to(f"int ({number} of {len(content.hints)})")
            await page.press("Enter")
            assert f"Hint {number} of {len(content.hints)}: {hint}" in await page.value("document.body.innerText")
            await page.until(f"document.querySelector('[role=status]').textContent.includes({json.dumps(hint)})")
        assert await page.focused() == "answer-1"
        await page.type("7/2")
        await page.press("Enter")
        reason = our_judgement(content, "7/2")
        assert await page.value("document.getElementById('problem-1').textContent") == reason
        assert await page.value("document.activeElement.getAttribute('aria-invalid')") == "true"
        await page.until(f"document.querySelector('[role=status]').textContent === {json.dumps(reason)}")
        wrong = wrong_answer(question, 0)
        await page.value("document.activeElement.select()")
        await give(page, question, wrong)
        await page.until("document.querySelector('[role=status]').textContent.startsWith('✗ Not yet')")
        await page.tab_to("Show the solution")
        await page.press("Enter")
        text = await page.value("document.querySelector('.solution').textContent")
        assert all(step.sentence in text for step in content.explanation if not step.idle or step.result)
        assert str(question.reference) in text
        assert f"The answer is {shown_answer(content)}" in (await page.verdict())[0]
        assert await page.value("document.querySelector('article input').readOnly")
        await page.value("document.querySelector('.solution details').open = true")
        assert await page.until("document.querySelector('.solution img').naturalWidth > 300")
        await page.view("Results")
        same_file(await page.results(), [(question, wrong, len(content.hints))])
        assert not page.tab.complaints


async def test_kept_and_handed_over(tmp_path: Path) -> None:
    """Answers are there after a reload; the download is the file; starting again forgets them."""
    async with browsing(tmp_path) as browser:
        page = await opened(browser, tmp_path, sheet_of(ONE_EACH, title="Week 3 — Ünïcode/../x"))
        await give(page, ONE_EACH[0], typed_value(ONE_EACH[0].content.answer))
        await page.press("Enter")
        await page.tab.send("Page.reload")
        await asyncio.sleep(0.5)
        await page.until("document.querySelector('h2')?.textContent === 'Question 2 of 5'")
        await page.view("Results")
        await page.value("document.getElementById('student').focus()")
        await page.type("Zoë Ångström")
        told = await page.results()
        assert told["student"] == "Zoë Ångström" and [each["correct"] for each in told["answers"]] == [True]
        await browser.send("Browser.setDownloadBehavior", behavior="allow", downloadPath=str(tmp_path / "down"))
        await page.tab_to("Download the file")
        await page.press("Enter")
        file = tmp_path / "down" / "results-week-3-ünïcode-x-zoë-ångström.json"
        for _ in range(200):
            if file.exists():
                break
            await asyncio.sleep(0.05)
        assert json.loads(file.read_text("utf-8")) == told
        await page.value("window.confirm = () => true")
        await page.tab_to("Start again")
        await page.press("Enter")
        await page.view("Results")
        assert (await page.results())["answers"] == []
        assert not page.tab.complaints


async def test_without_storage(tmp_path: Path) -> None:
    """Where the browser keeps nothing, everything works, and the page says so."""
    broken = "Object.defineProperty(window, 'localStorage', {get() { throw new Error('SecurityError'); }})"
    async with browsing(tmp_path) as browser:
        page = await opened(browser, tmp_path, sheet_of(ONE_EACH), before=broken)
        answer = typed_value(ONE_EACH[0].content.answer)
        await give(page, ONE_EACH[0], answer)
        assert "keeps nothing" in await page.value("document.body.innerText")
        await page.view("Results")
        same_file(await page.results(), [(ONE_EACH[0], answer, 0)])
        assert not page.tab.complaints


async def test_exam(tmp_path: Path) -> None:
    """Nothing is judged; an answer can be changed; the file has the last one of each question."""
    async with browsing(tmp_path) as browser:
        page = await opened(browser, tmp_path, sheet_of(ONE_EACH, exam=True, form="B"))
        for text in ("10*27+10", "271"):
            await page.value("document.querySelector('article input').select()")
            await give(page, ONE_EACH[0], text)
            assert (await page.verdict())[0].startswith(f"Saved: {text}.")
            assert await page.focused() == "Next question"
            await page.value("document.querySelector('article input').focus()")
        words = await page.value("[...document.querySelectorAll('button')].map(each => each.textContent)")
        assert "Save the answer" in words and not re.search("Hint|solution", " ".join(words))
        await page.view("Hand in")
        told = await page.results()
        assert told["set"] == {"title": "Week 3", "version": "", "form": "B"}
        [answer] = told["answers"]
        assert {name: answer[name] for name in answer if name not in ("taken_ms", "at")} == {
            "id": "MARK0001",
            "answer": "271",
            "correct": None,
            "misconceptions": [],
            "hints": 0,
            "first": True,
        }
        assert not page.tab.complaints


async def test_hostile_title(tmp_path: Path) -> None:
    """A title stays text; markup in it neither runs nor becomes an element."""
    async with browsing(tmp_path) as browser:
        page = await opened(browser, tmp_path, sheet_of(ONE_EACH, title=HOSTILE))
        assert await page.value("document.querySelector('h1').textContent") == HOSTILE
        await page.value("window.dispatchEvent(new Event('beforeprint'))")
        assert HOSTILE in await page.value("document.getElementById('paper').textContent")
        assert await page.value("[document.scripts.length, document.images.length, typeof window.hacked]") == [
            *(2, 0, "undefined"),
        ]
        assert (
            await page.value("try { document.body.innerHTML = '<b>x</b>'; 'set' } catch (e) { e.name }") == "TypeError"
        )
        assert not [url for url in page.tab.requests if not url.startswith(("file:", "data:", "about:"))]


@pytest.mark.parametrize("dark", [False, True], ids=["light", "dark"])
@pytest.mark.parametrize("width", [320, PHONE, DESK])
async def test_open_to_everybody(tmp_path: Path, width: int, dark: bool) -> None:
    """axe-core finds nothing, and nothing is wider than the window, in any state of any view."""
    script = axe()
    long = [question for question in MANY if question.reference.skill in ("summary.reading", "published.block")]
    async with browsing(tmp_path) as browser:
        page = await opened(browser, tmp_path, sheet_of([*ONE_EACH, long[0], long[2]]), width=width)
        await page.wide(width, dark=dark)
        await page.value(script)
        for at, question in enumerate([*ONE_EACH, long[0], long[2]]):
            states = [await page.troubles()]
            await page.value("document.querySelector('article input').focus()")
            await page.value("document.querySelector('article .row button:nth-child(2)').click()")
            await give(page, question, "?" if "answer" in await page.focused() else "")
            states.append(await page.troubles())
            await page.value("document.querySelector('article input').focus(); document.activeElement.select?.()")
            await give(page, question, wrong_answer(question, at))
            states.append(await page.troubles())
            await page.value("document.querySelector('article .row button:nth-child(3):not([hidden])')?.click()")
            await page.value("document.querySelectorAll('details').forEach(each => { each.open = true; })")
            await page.until("[...document.images].every(each => each.complete)")
            states.append(await page.troubles())
            assert states == [[]] * 4, (question.reference, states)
            await page.value("document.querySelector('.way button:last-child').click()")
        for view in ("Results", "Print", "All at once"):
            await page.view(view)
            await page.value("document.querySelectorAll('details').forEach(each => { each.open = true; })")
            assert await page.troubles() == [], view


async def test_paper(tmp_path: Path) -> None:
    """On paper stand all questions with their ids; the answers only where they are wanted, and on another page."""
    async with browsing(tmp_path) as browser:
        page = await opened(browser, tmp_path, sheet_of(MANY[:30], form="A"))
        await page.value("window.dispatchEvent(new Event('beforeprint'))")
        text = await page.value("document.getElementById('paper').textContent")
        assert all(question.id in text for question in MANY[:30])
        assert not any(str(question.reference) in text for question in MANY[:30])
        await page.view("Print")
        await page.value("document.getElementById('with-answers').click()")
        await page.value("window.dispatchEvent(new Event('beforeprint'))")
        questions, answers = await page.value(
            "[...document.querySelectorAll('#paper > table')].map(t => t.textContent)"
        )
        assert all(question.id in questions and str(question.reference) in answers for question in MANY[:30])
        assert all(shown_answer(question.content) in answers for question in MANY[:30])
        assert questions.startswith("Week 3 · form A") and answers.startswith("Week 3 · form A · answers")
        await page.tab.send("Emulation.setEmulatedMedia", media="print")
        seen = await page.value("[...document.body.children].filter(e => e.getClientRects().length).map(e => e.id)")
        assert seen == ["paper"]
        assert len((await page.tab.send("Page.printToPDF"))["data"]) > 20_000
        assert await page.until("document.getElementById('paper').childElementCount === 0")


async def test_reader_in_the_browser(tmp_path: Path) -> None:
    """The browser's own reading of characters is Node's: a few of every kind of rule."""
    texts = ["１０×27＋10", "𝟙𝟘", "٣", "P = MK²D", "⌊7/2⌋", "2\u2062800", "Cᵢₙ", "1 000", "½", "\u202e1"]
    async with browsing(tmp_path) as browser:
        page = await opened(browser, tmp_path, sheet_of(ONE_EACH[:1]))
        from questions.expressions.typed_text import one_spelling
        from trainer.exports.html.page import READER

        inner = f"(() => {{{script_text(READER, wrapped=False)}; return {json.dumps(texts)}.map(oneSpelling)}})()"
        assert await page.value(inner) == [one_spelling(text) for text in texts]
