"""What was typed and asked for while a question already stood there, but its session was still being made."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Wish:
    """An action of the drill, or with `text` an answer."""

    action: str = ""
    text: str | None = None


class EarlyWishes:
    """Keeps them in their order until the session is there."""

    def __init__(self) -> None:
        self._wishes: list[Wish] = []

    def __bool__(self) -> bool:
        return bool(self._wishes)

    def ask(self, action: str) -> None:
        """Keep an action for later."""
        self._wishes.append(Wish(action))

    def answer(self, text: str) -> None:
        """Keep an answer for later; of several the newest counts."""
        self._wishes = [wish for wish in self._wishes if wish.text is None]
        self._wishes.append(Wish(text=text))

    def taken(self) -> list[Wish]:
        """All of them, the oldest first; none is left."""
        wishes, self._wishes = self._wishes, []
        return wishes
