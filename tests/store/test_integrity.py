"""Damage inside a store is seen when it is opened, before anything is shown or written."""

from __future__ import annotations

import random
from pathlib import Path

import pytest

from tests.store.making import chain, review
from trainer.store import Store, StoreDamaged, StoreError

PAGE = 4096


def test_every_overwritten_page_is_seen(tmp_path: Path) -> None:
    """Whichever page holds random bytes, opening refuses, and the file stays as it was found."""
    original = tmp_path / "sound.db"
    with Store.open(original) as store:
        store.record([review(f"{number:03d}", number, prompt="p" * 300) for number in range(60)], chain)
    content = original.read_bytes()
    noise = random.Random(4)
    for page in range(len(content) // PAGE):
        damaged = bytearray(content)
        damaged[page * PAGE : (page + 1) * PAGE] = noise.randbytes(PAGE)
        file = tmp_path / f"page{page}.db"
        file.write_bytes(damaged)
        with pytest.raises(StoreError) as caught:
            Store.open(file)
        assert page == 0 or isinstance(caught.value, StoreDamaged), page
        assert file.read_bytes() == damaged


def test_damage_under_a_log(tmp_path: Path) -> None:
    """A damaged file whose program was killed is refused, and its log is not written into it."""
    sound, file = tmp_path / "sound.db", tmp_path / "damaged.db"
    with Store.open(sound) as store:
        store.record([review(f"{number:03d}", number, prompt="p" * 300) for number in range(60)], chain)
    with Store.open(sound) as store:
        store.record([review("100", 100)], chain)
        content = bytearray(sound.read_bytes())
        log = sound.with_name("sound.db-wal").read_bytes()
    middle = len(content) // 2 // PAGE * PAGE
    content[middle : middle + PAGE] = b"\xa5" * PAGE
    file.write_bytes(content)
    file.with_name("damaged.db-wal").write_bytes(log)
    with pytest.raises(StoreDamaged):
        Store.open(file)
    assert file.read_bytes() == content
    assert file.with_name("damaged.db-wal").read_bytes() == log


def test_an_index_that_says_something_else(tmp_path: Path) -> None:
    """Wherever the name of a skill is another one, in a table or in an index, opening refuses and changes nothing."""
    original = tmp_path / "sound.db"
    with Store.open(original) as store:
        store.record([review(f"{number:03d}", number, skill="unusual", reference="?") for number in range(3)], chain)
    content = original.read_bytes()
    places = [place for place in range(len(content)) if content.startswith(b"unusual", place)]
    assert len(places) >= 2 * 3 + 2, "each event and the card, in the table and in an index"
    for place in places:
        damaged = content[:place] + b"unusuaL" + content[place + 7 :]
        file = tmp_path / f"place{place}.db"
        file.write_bytes(damaged)
        with pytest.raises(StoreDamaged):
            Store.open(file)
        assert file.read_bytes() == damaged
