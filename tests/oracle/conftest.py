"""Fixtures that hold the frameworks."""

import os
import warnings
from types import ModuleType

import pytest

from tests.oracle.frameworks import framework


@pytest.fixture(scope="session")
def torch() -> ModuleType:
    """PyTorch."""
    return framework("torch")


@pytest.fixture(scope="session")
def keras(torch: ModuleType) -> ModuleType:
    """Keras on PyTorch; the backend is chosen by the environment before Keras is first imported."""
    os.environ["KERAS_BACKEND"] = "torch"
    with warnings.catch_warnings():
        # Keras' own imports still use names that NumPy and others have deprecated; the warning is not ours.
        warnings.simplefilter("ignore", DeprecationWarning)
        module = framework("keras")
    assert module.backend.backend() == "torch"
    return module


@pytest.fixture(scope="session")
def jax() -> ModuleType:
    """JAX, which Flax is built on."""
    return framework("jax")


@pytest.fixture(scope="session")
def flax(jax: ModuleType) -> ModuleType:
    """Flax with flax.linen imported."""
    framework("flax.linen")
    return framework("flax")
