"""Whole networks against the frameworks: random stacks, and the models of tests/reference."""

from math import prod
from pathlib import Path
from random import Random
from types import ModuleType
from typing import Any

import pytest

from questions.layers.literals import NotationError
from questions.layers.reading import read_network
from questions.layers.specs import Shape

pytestmark = pytest.mark.oracle

STACKS = 60
MODELS = Path(__file__).parent.parent / "reference" / "models"


def _pytorch_stack(random: Random) -> tuple[str, Shape]:
    """A stack that usually fits together; every tenth layer or so takes other channels than it is given."""
    channels = random.randint(1, 4)
    shape = (channels, random.randint(6, 20), random.randint(6, 20))
    calls = []
    for _ in range(random.randint(1, 6)):
        given = channels + (random.random() < 0.05)
        match random.randint(0, 6):
            case 0:
                calls.append(random.choice(("nn.ReLU()", "nn.Dropout(0.1)", "nn.LeakyReLU(0.2)")))
            case 1:
                calls.append(f"nn.MaxPool2d({random.randint(1, 3)})")
            case 2:
                calls.append(f"nn.BatchNorm2d({given})")
            case 3:
                channels = random.randint(1, 8)
                calls.append(
                    f"nn.ConvTranspose2d({given}, {channels}, {random.randint(1, 4)}, stride={random.randint(1, 2)})"
                )
            case _:
                channels = random.randint(1, 8)
                extra = f"stride={random.randint(1, 2)}, padding={random.randint(0, 2)}, bias={random.random() < 0.5}"
                calls.append(f"nn.Conv2d({given}, {channels}, {random.randint(1, 4)}, {extra})")
    if random.random() < 0.5:
        calls += ["nn.Flatten()", f"nn.LazyLinear({random.randint(1, 9)})", f"nn.Linear({random.randint(1, 9)}, 3)"]
    if random.random() < 0.3:
        half = len(calls) // 2
        calls = [f"nn.Sequential({', '.join(calls[: half + 1])})", *calls[half + 1 :]]
    return f"nn.Sequential({', '.join(calls)})", shape


def test_pytorch_stacks(torch: ModuleType) -> None:
    """Parameters, names of the tensors, buffers, MACs, output; what PyTorch refuses is refused here."""
    from torch.utils.flop_counter import FlopCounterMode

    random = Random(1)
    fitting = 0
    for _ in range(STACKS):
        text, shape = _pytorch_stack(random)
        with torch.device("meta"):
            network = eval(text, {"nn": torch.nn, "__builtins__": {}})  # noqa: S307 - our own text
            try:
                network(torch.empty((2, *shape)))  # lazy layers take their shape
                with FlopCounterMode(display=False) as flops:
                    expected = tuple(network(torch.empty((2, *shape))).shape)[1:]
            except (RuntimeError, ValueError):
                with pytest.raises(NotationError):
                    read_network(text, None, shape)
                continue
        fitting += 1
        _assert_same(text, shape, network, expected, flops.get_total_flops() // 4)
    assert fitting > STACKS // 4


def _assert_same(text: str, shape: Shape | None, network: Any, expected: Shape, macs: int) -> None:
    read = read_network(text, None, shape)
    assert read.weight_shapes == {name: tuple(p.shape) for name, p in network.named_parameters()}, text
    assert read.parameters.total == sum(p.numel() for p in network.parameters()), text
    assert read.parameters.buffers == sum(b.numel() for b in network.buffers()), text
    assert read.output_shape == expected, (text, shape)
    assert read.macs == macs, (text, shape)


PYTORCH_MODELS = (
    ("pytorch_class", (1, 32, 32), "model"),
    ("pytorch_vgg", (3, 224, 224), "vgg16()"),
    ("pytorch_resnet", (3, 224, 224), "model"),
    ("pytorch_unet", (3, 96, 96), "UNet()"),
)


@pytest.mark.parametrize(("name", "shape", "make"), PYTORCH_MODELS)
def test_pytorch_models(name: str, shape: Shape, make: str, torch: ModuleType, capsys: Any) -> None:
    """The texts of tests/reference, run by PyTorch: the same in every number; printed, the same parameters."""
    from torch.utils.flop_counter import FlopCounterMode

    text = (MODELS / f"{name}.txt").read_text("utf-8")
    names: dict[str, Any] = {}
    with torch.device("meta"):
        exec(text, names)  # noqa: S102 - our own text
        network = eval(make, names)  # noqa: S307
        with FlopCounterMode(display=False) as flops:
            expected = tuple(network(torch.empty((2, *shape))).shape)[1:]
    _assert_same(text, shape, network, expected, flops.get_total_flops() // 4)
    printed = read_network(str(network))
    assert printed.weight_shapes == {key: tuple(p.shape) for key, p in network.named_parameters()}


def _keras_stack(random: Random) -> str:
    shape = (random.randint(6, 20), random.randint(6, 20), random.randint(1, 4))
    calls = [f"keras.Input({shape})"]
    for _ in range(random.randint(1, 6)):
        padding = random.choice(("valid", "same"))
        match random.randint(0, 6):
            case 0:
                calls.append(random.choice(("layers.ReLU()", "layers.Dropout(0.1)", "layers.BatchNormalization()")))
            case 1:
                calls.append(f"layers.MaxPooling2D({random.randint(1, 3)}, padding={padding!r})")
            case 2:
                calls.append(f"layers.DepthwiseConv2D({random.randint(1, 3)}, depth_multiplier={random.randint(1, 2)})")
            case 3:
                calls.append(f"layers.Dense({random.randint(1, 9)})")
            case 4:
                calls.append(f"layers.ZeroPadding2D({random.randint(0, 2)})")
            case _:
                calls.append(f"layers.Conv2D({random.randint(1, 8)}, {random.randint(1, 4)}, padding={padding!r})")
    if random.random() < 0.6:
        calls += [random.choice(("layers.Flatten()", "layers.GlobalAveragePooling2D()")), "layers.Dense(3)"]
    return f"keras.Sequential([{', '.join(calls)}])"


def test_keras_stacks(keras: ModuleType) -> None:
    """Parameters in all and trainable, shapes of the tensors in order, output; refusals are shared."""
    random = Random(2)
    fitting = 0
    for _ in range(STACKS):
        text = _keras_stack(random)
        try:
            network = eval(text, {"keras": keras, "layers": keras.layers, "__builtins__": {}})  # noqa: S307 - our own text
        except ValueError:
            with pytest.raises(NotationError):
                read_network(text)
            continue
        fitting += 1
        read = read_network(text)
        assert read.parameters.total == network.count_params(), text
        assert read.parameters.trainable == sum(prod(v.shape) for v in network.trainable_variables), text
        own = [tuple(v.shape) for v in network.weights if "seed" not in v.name]
        assert list(read.weight_shapes.values()) == own, text
        assert read.output_shape == tuple(network.output_shape)[1:], text
    assert fitting > STACKS // 4
