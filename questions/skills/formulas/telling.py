"""How a layer in letters is told: in words, or as a call of PyTorch or Keras."""

from __future__ import annotations


def biases(bias: bool) -> str:
    """Behind the filters: `each with a bias`."""
    return "each with a bias" if bias else "without biases"


def default_bias(bias: bool) -> str:
    """Behind a call: ` Its bias is left at the default, on.`, or nothing where the call says bias=False."""
    return " Its bias is left at the default, on." if bias else ""


def moving(stride: str, padding: str, dilation: str = "") -> str:
    """` It uses stride S and padding P on every side.`, or nothing; begins with a blank."""
    parts = [f"stride {stride}"] if stride else []
    parts += [f"padding {padding} on every side"] if padding else []
    parts += [f"dilation {dilation}"] if dilation else []
    return f" It uses {listed(parts)}." if parts else ""


def idle(size: tuple[str, ...], stride: str = "", padding: str = "", batch: str = "") -> str:
    """`The input's size H×W and the stride S play no part: …`, for what is given but does not enter a count."""
    parts = [f"input's size {by(size)}"]
    parts += [f"stride {stride}"] if stride else []
    parts += [f"padding {padding}"] if padding else []
    parts += [f"batch of {batch}"] if batch else []
    verb = "plays" if len(parts) == 1 else "play"
    return f"The {listed(parts)} {verb} no part: the same weights are used at every position."


def listed(parts: list[str]) -> str:
    """`a, b and c`."""
    return parts[0] if len(parts) == 1 else f"{', '.join(parts[:-1])} and {parts[-1]}"


def call(name: str, *sizes: str | tuple[str, ...], **options: str | bool) -> str:
    """`nn.Conv2d(D, M, K, stride=S)`: equal sides once, unequal ones as a tuple; what is empty or True is left out."""
    written = [_sides(size) for size in sizes]
    written += [f"{option}={value}" for option, value in options.items() if value not in ("", True)]
    return f"{name}({', '.join(written)})"


def by(sides: tuple[str, ...]) -> str:
    """`K×K`."""
    return "×".join(sides)


def _sides(size: str | tuple[str, ...]) -> str:
    if isinstance(size, str):
        return size
    return size[0] if len(set(size)) == 1 else f"({', '.join(size)})"
