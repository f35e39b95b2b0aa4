"""The activation functions sigma and their slopes, by name."""

from collections.abc import Callable
from typing import Any

import numpy as np


def sigmoid(z):
    """sigma(z) = 1 / (1 + e^-z)."""
    with np.errstate(over="ignore"):  # e^-z = inf for very negative z, and 1 / inf = 0 is the right answer
        return 1 / (1 + np.exp(-z))

# name -> (sigma(z), sigma'(z, a)): sigmoid and tanh know their slope from a alone; the slope of relu and step at exactly 0 is taken as 0
ACTIVATIONS: dict[str, tuple[Callable[..., Any], Callable[..., Any]]] = {
    "sigmoid": (sigmoid, lambda z, a: a * (1 - a)),
    "tanh": (np.tanh, lambda z, a: 1 - a * a),
    "relu": (lambda z: np.maximum(z, 0), lambda z, a: (z > 0).astype(z.dtype)),
    "identity": (lambda z: z, lambda z, a: np.ones_like(z)),
    "step": (lambda z: (z >= 0).astype(z.dtype), lambda z, a: np.zeros_like(z)),    # what descent cannot train
}
