"""Tables of vectors that are looked up by number."""

from dataclasses import dataclass

from questions.layers.checks import require_positive


@dataclass(frozen=True, slots=True)
class Embedding:
    """A vector of ``features`` numbers for each of ``entries`` words: entries · features weights, no bias."""

    entries: int
    features: int

    def __post_init__(self) -> None:
        require_positive("entries", self.entries)
        require_positive("features", self.features)
