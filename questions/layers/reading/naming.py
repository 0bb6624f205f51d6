"""How each framework names the layers that the text leaves without a name."""

import re
from collections import Counter
from typing import Any

from questions.layers.literals import NotationError, shown
from questions.layers.reading.values import Container, Made
from questions.layers.terms import Framework

MAX_PATH = 1_000

_HUMP = re.compile(r"(?<=[a-z0-9])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])")


def snake(name: str) -> str:
    """Keras' way: Conv2D is conv2d, BatchNormalization is batch_normalization."""
    return re.sub(
        r"_(?=\d+d\b)", "", _HUMP.sub("_", name.replace("2D", "2d").replace("1D", "1d").replace("3D", "3d"))
    ).lower()


class Names:
    """The names of layers by identity: PyTorch's are paths, Keras' and Flax's are counted by class."""

    def __init__(self, framework: Framework | None) -> None:
        self.framework = framework
        self._named: dict[int, str] = {}
        self._kept: list[Any] = []
        self._counts: dict[str, Counter[str]] = {}

    def of(self, value: Any) -> str:
        """The name, or "" if it has none yet."""
        return self._named.get(id(value), "")

    def give(self, value: Any, name: str) -> None:
        """Name a value; the first name stays."""
        if len(name) > MAX_PATH:
            raise NotationError(f"The name {shown(name)} of a layer is longer than {MAX_PATH:,} characters.")
        if id(value) not in self._named:
            self._named[id(value)] = name
            self._kept.append(value)  # an id may not be used again while it is remembered

    def tree(self, container: Container, prefix: str = "") -> None:
        """Name everything below a container by its path."""
        for key, child in container.children.items():
            path = f"{prefix}.{key}" if prefix else key
            if self.framework == "keras" and isinstance(child, Made) and key.isdigit():
                path = self.counted(child, prefix)
            if self.of(child):
                continue
            self.give(child, path)
            if isinstance(child, Container):
                self.tree(child, path)

    def counted(self, value: Made | Container, prefix: str) -> str:
        """The name a framework gives by itself: conv2d, conv2d_1 (Keras); Conv_0, Conv_1 (Flax)."""
        if value.name:
            return f"{prefix}.{value.name}" if prefix else value.name
        kind = value.kind if isinstance(value, Made) else value.label
        counts = self._counts.setdefault("" if self.framework == "keras" else prefix, Counter())
        if self.framework == "keras":
            kind = snake(kind)
            name = f"{kind}_{counts[kind]}" if counts[kind] else kind
        else:
            name = f"{kind}_{counts[kind]}"
        counts[kind] += 1
        return f"{prefix}.{name}" if prefix else name
