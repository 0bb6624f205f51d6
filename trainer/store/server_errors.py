"""What PostgreSQL's errors mean: https://www.postgresql.org/docs/current/errcodes-appendix.html"""

from __future__ import annotations

from trainer.store.errors import (
    EventRefused,
    StoreBusy,
    StoreConflict,
    StoreError,
    StoreFull,
    StoreReadOnly,
    StoreUnreachable,
)

_BUSY = {
    "40001": "two programs changed the same thing",
    "40P01": "two programs waited for each other",
    "53300": "the server has no connection left",
    "55P03": "another program keeps it locked",
}
_UNIQUE = "23505"
_FATAL = "FATAL:"
_FULL, _DENIED, _READ_ONLY = "53100", "42501", "25006"


def from_postgresql(cause: BaseException, name: str) -> StoreError:
    """A StoreError for an error of the driver or the server, in one sentence that holds no password."""
    code: str | None = getattr(cause, "sqlstate", None)
    if code is None:
        what = "opened" if _FATAL in str(cause) else "reached"  # the server has answered, or nobody has
        return StoreUnreachable(f"{name} cannot be {what}: {_reason(cause)}.")
    if code in _BUSY:
        return StoreBusy(f"{name} is in use: {_BUSY[code]}; try again in a moment.")
    if code == _FULL:
        return StoreFull(f"The server's disk with {name} is full; free some space there and try again.")
    if code in (_DENIED, _READ_ONLY):
        return StoreReadOnly(f"{name} cannot be written: {_reason(cause)}.")
    if code == _UNIQUE:  # whoever writes for one learner waits, so it is another learner's
        return StoreConflict(f"{name} holds another event under the same id already; nothing was recorded.")
    if code[:2] in ("22", "23"):
        return EventRefused(f"{name} cannot keep this event: {_reason(cause)}.")
    return StoreUnreachable(f"{name} cannot be used: {_reason(cause)}.")


def _reason(cause: BaseException) -> str:
    """What the server said, or else the driver, without where it was said, which is in the name already."""
    lines = [line.strip() for line in str(cause).splitlines() if line.strip()]
    said = next((line for line in reversed(lines) if _FATAL in line), None)
    if said is None:
        said = next((line for line in lines if "failed: " in line), lines[0] if lines else type(cause).__name__)
    for before in (_FATAL, "failed: ", "ERROR:"):
        said = said.rpartition(before)[2].strip()
    return said.rstrip(".")
