"""What each screen is for, in a few sentences, for the help that F1 shows; by the name of its class.

A screen may bring its own words in a class attribute HELP instead, paragraphs with an empty line between them.
"""

from __future__ import annotations

from typing import Any

from textual.screen import Screen

from trainer.tui.activities import ACTIVITIES

_ANSWERS = """\
A number may be typed as arithmetic: 280, 1,000, 12*7+3, 10·(3·3·3+1), 2^10. It is worked out exactly, so the \
set-up itself is an answer, and a wrong one shows where it goes astray.

A formula is typed in the letters of the question: C_out*(k_h*k_w*C_in+1); any form that means the same is right. \
Sizes are typed in the order asked for: 4x5x6. Choices take their letter, claims take true or false.

What cannot be read is told below the field and costs no attempt."""

_EXERCISE = f"""\
{_ANSWERS}

After a hint a right answer counts as Hard; after the hint that gives the set-up away, as Again. After an answer, \
1 to 4 correct the rating where you know better (twice, to rate a wrong one up). On a flashcard you think, turn it, \
and rate yourself. The eight letters in the bar name the very numbers of a question, not its skill."""

TEXTS = {
    "HomeScreen": """\
Where every day begins: what is due, what is new, and what you have done today. Enter asks what is due first; \
the other keys lead to everything else.

Each skill comes back when you are about to forget it, so a few minutes a day are enough. A day begins at 4 in \
the morning.""",
    "DrillScreen": f"""\
One question after the other, each with fresh numbers. A wrong number is diagnosed by the mistake that gives \
exactly it, then worked out step by step; the skill comes back sooner.

{_EXERCISE}""",
    "DrillScreen of a set": f"""\
The questions of a set in its order, with the same numbers for all who have it. One that you skip comes after the \
others. What went wrong, and was not right later in the set, is asked once more after its last question, with fresh \
numbers.

A wrong number is diagnosed by the mistake that gives exactly it, then worked out step by step.

{_EXERCISE}""",
    "SummaryScreen": """\
The session at a glance: every question, how long it took, its rating, and the day on which its skill comes back. \
All of it is kept, also when you left early. The arrows choose a question, and Space has it once more with its \
diagnosis and worked steps.""",
    "AnswerScreen": """\
A question of this session as you answered it. What you typed, what was right, which mistake gives your answer, and \
how it is worked out.""",
    "CheatSheetScreen": """\
All formulas on one page, with blanks. Fill in the marked one in any form, or have it shown; the example below \
the sheet has numbers for it. A click marks another blank. Nothing of this is recorded.""",
    "LabScreen": """\
Turn one setting of a convolution and see at once which quantities change (◆), which stay the same (=), and why. \
Keep a layer with Pin to compare it with what you turn from there. Nothing of this is recorded.

Choose a control with ↑ and ↓, turn it with ← and →, or type its value. By mouse: a click chooses a control, its \
− and + turn it, and a click on the code copies it.""",
    "SettingsScreen": """\
What the schedule goes by, kept for each learner in the store; and how the program looks and how long a session \
is, kept in a file that you may also edit by hand. Whatever you change is kept at once and holds from the next \
question or session on.

Choose with ↑ and ↓, turn with ← and →, or type a value and take it with Enter. By mouse: a click chooses a \
setting, its − and + turn it.""",
    "InterviewSetupScreen": """\
An interview as it may come: so many questions against the clock, no hints, no verdict before the end. Choose how \
long, about what and at which level. One that you left goes on at the time you left it.""",
    "InterviewScreen": """\
Questions against the clock. Go back and change any answer until you hand in; what was right is told in the report \
afterwards. Everything is kept at once, and leaving stops the clock.

Numbers and sizes are typed worked out, in plain digits: 280 or 1,000, and 4x5x6 in the order asked for. Arithmetic \
such as 12*7+3 is not taken here; work it out in the head. A formula is typed in the letters of the question, choices \
take their letter, claims take true or false. What cannot be read is told below the field and is no answer yet.""",
    "InterviewRubricScreen": """\
For questions that are to be explained aloud: tick what you said. The lines are the steps of the solution. What is \
ticked stands in the report.""",
    "InterviewReportScreen": """\
How the interview went: the score, beside the ones before it, every question, and every mistake with its worked \
steps. It can be written to a file, as Markdown or as a page for the browser.""",
    "InterviewListScreen": """\
The interviews that are over, the newest first. Each opens its report again.""",
    "SetsScreen": """\
Question sets: the same questions for a whole study group. Practise one in its order, as flashcards or as an \
interview of up to 40 questions; what counts as answered is what you typed, and right is how you answered last.

A set that was drawn has a code: who types it at c gets the same questions. A starter is drawn with numbers of its \
own. An edited set travels as a file, which e writes as json and c takes. Deleting a set leaves your answers alone.

The sign before a title: + a starter, or nothing answered yet; ○ begun; ✓ every question answered, and right the last \
time; ✗ a file that cannot be used as a set.""",
    "SetFormScreen": """\
A new set. Turn what it is about; the questions are drawn from the seed, so whoever has the code has the same ones. \
A number of questions or a seed may be typed. Without a title it is called by what it is.""",
    "SetCodeScreen": """\
Type or paste a code, and see what it draws before you keep it. Its last sign tells a slip. The name of a set's file \
may be typed as well; its questions are drawn anew, so nothing of the file is believed.""",
    "SetExportScreen": """\
The set as a file for another program, with the diagnoses where the format has room for them. A name without a path \
is a file of the folder that the program was started in. Exams, several forms and other options are written by \
convdrill export in a shell.""",
    "StatisticsScreen": """\
What your answers add up to: the days you practised, how much you still knew when it came due, what comes due next, \
where you are right, and which mistakes come and go. The digits jump to a section.""",
    "SkillsScreen": """\
Everything there is to learn, as a tree: a skill opens once you succeed at what it builds on. See how far each one \
is, practise it alone, look at an example, or take it out of the schedule. Every answer is kept.

The sign before a skill: ✓ ready, ~ provisionally ready, ○ begun and not ready yet, + new and open, · waits for what \
it builds on, = suspended.""",
    "HistoryScreen": """\
Every answer that counts, the newest first, with the question as it was. Filter by skill, verdict, mistake or date. \
The newest answer can be taken back, and brought back.""",
}


def help_text(screen: Screen[Any]) -> str:
    """What the screen is for; at the least what its activity is called and does."""
    text = getattr(screen, "HELP", None) or TEXTS.get(getattr(screen, "help_name", type(screen).__name__))
    if text:
        return str(text)
    shown = [activity.binding for activity in ACTIVITIES.values() if activity.is_shown(screen)]
    return "".join(f"{binding.description}: {binding.tooltip}." for binding in shown)
