"""A session about a set: exactly its questions in order, and in between what was failed."""

from __future__ import annotations

from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from questions.question import Question, Reference
from questions.sets.question_set import QuestionSet
from questions.sets.recipe import Recipe, chosen_skills
from tests.session.conftest import Practice  # noqa: F401
