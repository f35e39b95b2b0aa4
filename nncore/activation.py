"""The activation functions sigma and their slopes, by name."""

import re
from collections.abc import Callable
from typing import Any

import numpy as np


def sigmoid(z):
    """sigma(z) = 1 / (1 + e^-z)."""
    with np.errstate(over="ignore"):  # e^-z = inf for very negative z, and 1 / inf = 0 is the right answer
        return 1 / (1 + np.exp(-z))

def gain(name):
    """k of "sigmoid(k)", which is sigma(k z): 8 of "sigmoid(8)", 1 of "sigmoid"; 0 of every other name."""
    found = re.fullmatch(r"sigmoid(?:\(([0-9]{1,9}(?:\.[0-9]{1,9})?)\))?", name)
    return float(found[1] or 1) if found else 0.0

def activation_of(name):
    """(sigma(z), sigma'(z, a)) of a name in ACTIVATIONS, or of "sigmoid(k)"."""
    k = gain(name)
    return ACTIVATIONS.get(name, (lambda z: sigmoid(k * z), lambda z, a: k * (a * (1 - a))))

# name -> (sigma(z), sigma'(z, a)): sigmoid and tanh know their slope from a alone; the slope of relu and step at exactly 0 is taken as 0
ACTIVATIONS: dict[str, tuple[Callable[..., Any], Callable[..., Any]]] = {
    "sigmoid": (sigmoid, lambda z, a: a * (1 - a)),
    "tanh": (np.tanh, lambda z, a: 1 - a * a),
    "relu": (lambda z: np.maximum(z, 0), lambda z, a: (z > 0).astype(z.dtype)),
    "identity": (lambda z: z, lambda z, a: np.ones_like(z)),
    "step": (lambda z: (z >= 0).astype(z.dtype), lambda z, a: np.zeros_like(z))}    # what descent cannot train
