"""Makes QTI of a quiz in text2qti's own text, from standard input; prints the seconds that each of some rounds took."""

from __future__ import annotations

import sys
import warnings
from time import process_time

warnings.simplefilter("ignore")

from text2qti.config import Config  # noqa: E402
from text2qti.qti import QTI  # noqa: E402
from text2qti.quiz import Quiz  # noqa: E402

text, count = sys.stdin.read(), int(sys.argv[1])
for _ in range(3):
    started = process_time()
    package = QTI(Quiz(text, config=Config()))
    size = len(package.zip_bytes())
    print(process_time() - started, size)
    if package.assessment.count("<item ") != count:
        sys.exit("it made another number of questions")
