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
