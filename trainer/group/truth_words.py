"""Moodle's own words for true and false: a download has them in the language of whoever made it."""

from __future__ import annotations

from questions.question import Question
from questions.submission import AnswerKind

_TRUE = (
    "true wahr richtig vrai verdadero verdadeiro vero waar juist sant sandt riktig tosi oikein prawda pravda pravdivé "
    "верно правда істина вірно вярно igaz adevărat doğru σωστό 真 正しい ○ 对 正确 是 참 صحيح صواب صح "
    "נכון benar đúng točno tačno тачно drži vertader cert egia tõene tiesa patiesi"
)
_FALSE = (
    "false falsch faux falso onwaar onjuist niet_waar falskt falsk usant galt feil epätosi väärin fałsz nepravda "
    "nepravdivé неверно ложь неправда хибність невірно невярно грешно hamis fals yanlış λάθος 偽 正しくない × "
    "错 错误 非 否 거짓 خاطئ خطأ לא_נכון salah sai netočno netačno нетачно ne_drži gezurra väär "
    "netiesa nepatiesi aplami"
)
_WORDS = {
    word.replace("_", " ").casefold(): truth
    for truth, words in (("true", _TRUE), ("false", _FALSE))
    for word in words.split()
}


def in_our_words(question: Question, answer: str) -> str:
    """The answer as our reader knows it; what is no such word, or answers another kind of question, as it is."""
    if question.content.kind is not AnswerKind.TRUTH:
        return answer
    return _WORDS.get(" ".join(answer.split()).casefold(), answer)
