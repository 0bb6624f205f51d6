"""Damage to a store's files, drawn from a seed."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path
from random import Random

Harm = Callable[[Path, Random], None]


def _flipped(path: Path, dice: Random) -> None:
    """A few bytes are others."""
    content = bytearray(path.read_bytes())
    for _ in range(dice.choice((1, 1, 1, 2, 8))):
        content[dice.randrange(len(content))] ^= dice.randrange(1, 256)
    path.write_bytes(content)


def _flipped_in_text(path: Path, dice: Random) -> None:
    """A letter or digit of what is written there is another one, which no page notices."""
    content = bytearray(path.read_bytes())
    places = [place for place, byte in enumerate(content) if chr(byte).isalnum()]
    content[dice.choice(places)] = ord(dice.choice("0123456789abcdefxyz"))
    path.write_bytes(content)


def _flipped_in_the_header(path: Path, dice: Random) -> None:
    content = bytearray(path.read_bytes())
    content[dice.randrange(100)] ^= dice.randrange(1, 256)
    path.write_bytes(content)


def _overwritten(path: Path, dice: Random) -> None:
    """A stretch of zeros or noise."""
    content = bytearray(path.read_bytes())
    start = dice.randrange(len(content))
    length = min(dice.choice((16, 512, 4096, 10000)), len(content) - start)
    content[start : start + length] = bytes(length) if dice.random() < 0.5 else dice.randbytes(length)
    path.write_bytes(content)


def _swapped(path: Path, dice: Random) -> None:
    """Two pages have changed places."""
    content = bytearray(path.read_bytes())
    one, other = (4096 * dice.randrange(len(content) // 4096) for _ in range(2))
    content[one : one + 4096], content[other : other + 4096] = content[other : other + 4096], content[one : one + 4096]
    path.write_bytes(content)


def _truncated(path: Path, dice: Random) -> None:
    os.truncate(path, dice.randrange(path.stat().st_size))


def _truncated_to_pages(path: Path, dice: Random) -> None:
    os.truncate(path, 4096 * dice.randrange(path.stat().st_size // 4096))


def _emptied(path: Path, dice: Random) -> None:
    path.write_bytes(b"")


def _appended(path: Path, dice: Random) -> None:
    path.write_bytes(path.read_bytes() + dice.randbytes(dice.randrange(1, 9000)))


def _log_lost(path: Path, dice: Random) -> None:
    _log(path).unlink()


def _log_harmed(path: Path, dice: Random) -> None:
    dice.choice((_flipped, _overwritten, _truncated, _emptied, _appended))(_log(path), dice)


def _log_replaced(path: Path, dice: Random) -> None:
    """Noise, or something beside it that was never its own."""
    _log(path).write_bytes(dice.randbytes(dice.choice((1, 32, 4096, 50000))))


def _journal_found(path: Path, dice: Random) -> None:
    path.with_name(f"{path.name}-journal").write_bytes(dice.randbytes(dice.choice((1, 512, 9000))))


def _index_of_log_harmed(path: Path, dice: Random) -> None:
    path.with_name(f"{path.name}-shm").write_bytes(dice.randbytes(32768))


def _both_harmed(path: Path, dice: Random) -> None:
    _flipped(path, dice)
    _log_harmed(path, dice)


def _log(path: Path) -> Path:
    return path.with_name(f"{path.name}-wal")


OF_THE_FILE: tuple[Harm, ...] = (
    *(_flipped, _flipped, _flipped_in_text, _flipped_in_text, _flipped_in_the_header),
    *(_overwritten, _swapped, _truncated, _truncated_to_pages, _emptied, _appended, _journal_found),
)
"""For a store that was closed."""
WITH_A_LOG: tuple[Harm, ...] = (
    *OF_THE_FILE,
    *(_log_lost, _log_harmed, _log_harmed, _log_replaced, _index_of_log_harmed, _both_harmed),
)
"""For a store whose program was killed: its newest events are in its log only."""
