"""What holds for all tests."""

from __future__ import annotations

from hypothesis import settings

# No test asserts wall-clock time: on a loaded machine an example may take long.
settings.register_profile("convdrill", deadline=None)
settings.load_profile("convdrill")
