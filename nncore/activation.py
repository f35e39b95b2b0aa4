"""The activation functions sigma and their slopes, by name.

Each slope takes z and a = sigma(z): the sigmoid and tanh know their slope from a alone.
"""

from collections.abc import Callable
from typing import Any

import numpy as np


def sigmoid(z):
    """sigma(z) = 1 / (1 + e^-z)."""
    with np.errstate(over="ignore"):  # e^-z = inf for very negative z, and 1 / inf = 0 is the right answer
        return 1 / (1 + np.exp(-z))


def relu(z):
    """max(0, z)."""
    return np.maximum(z, 0)


def identity(z):
    """z itself."""
    return z


def step(z):
    """1 where z >= 0, else 0: the hard threshold that gradient descent cannot train."""
    return (z >= 0).astype(z.dtype)


# name -> (sigma(z), sigma'(z, a)); the slope of relu and step at exactly 0 is taken as 0
ACTIVATIONS: dict[str, tuple[Callable[..., Any], Callable[..., Any]]] = {
    "sigmoid": (sigmoid, lambda z, a: a * (1 - a)),
    "tanh": (np.tanh, lambda z, a: 1 - a * a),
    "relu": (relu, lambda z, a: (z > 0).astype(z.dtype)),
    "identity": (identity, lambda z, a: np.ones_like(z)),
    "step": (step, lambda z, a: np.zeros_like(z)),
}
