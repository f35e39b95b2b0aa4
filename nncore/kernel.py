"""One step of training, fast: the equations of Network._backward in memory that is made once.

On a batch of 100 a step spends more time on making small arrays and on finding them than on its products. Here the
calls of a step, each with the arrays that it reads and writes, are listed once for a batch size, and then just made.
It does not read as the mathematics does; network.py does, and tests/nncore/test_kernel.py holds the one against the other.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import numpy as np

from nncore.activation import ACTIVATIONS

Call = tuple[Callable[..., Any], tuple[Any, ...]]  # a function and its arguments


class Kernel:
    """cost = kernel(x, y): the cost of a batch at theta as it stands now; kernel.gradient (P,) is its gradient.

    theta is the caller's array, to be changed in place between the calls. x and y must have its dtype.
    """

    def __init__(self, net, theta):
        self.gradient = np.zeros_like(theta)
        self._net, self._layers = net, net._layers(theta)
        self._slopes = net._layers(self.gradient)
        self._W_T, self._dW = self._layers[0][0].T, self._slopes[0][0]
        self._calls = {}  # {batch size: calls}: an epoch has two sizes at most

    def __call__(self, x, y):
        m = len(x)
        if m not in self._calls:
            self._calls[m] = self._list_calls(m)
        calls = self._calls[m]
        np.dot(x, self._W_T, calls.z)
        for call, arguments in calls.forward:
            call(*arguments)
        np.subtract(calls.a, y, calls.error)
        cost = float(np.dot(calls.flat_error, calls.flat_error)) / m
        for call, arguments in calls.backward:
            call(*arguments)
        np.dot(calls.delta_T, x, self._dW)                                   # BP4 of the first layer
        return cost

    def _list_calls(self, m):
        dtype = self.gradient.dtype
        # zeros, not whatever lay there: a product may read what it writes to, and 0 times NaN is NaN
        z, a, delta, spare = ([np.zeros((m, n), dtype) for n in self._net.sizes[1:]] for _ in range(4))
        ones, share = np.ones(m, dtype), np.array(2 / m, dtype)
        forward: list[Call] = []
        backward: list[Call] = [(np.multiply, (delta[-1], share, delta[-1]))]  # the mean over examples, taken here once
        for l, ((W, b), (dW, db), name) in enumerate(zip(self._layers, self._slopes, self._net.activations, strict=True)):
            sums = [(np.dot, (a[l - 1], W.T, z[l]))] if l else []              # the first layer's are x's
            forward += [*sums, (np.add, (z[l], b, z[l])), *_sigma(name, z[l], a[l])]
            products = [(np.dot, (delta[l].T, a[l - 1], dW)), (np.dot, (delta[l], W, delta[l - 1]))] if l else []
            backward[1:1] = [*_times_slope(name, z[l], a[l], delta[l], spare[l]),  # BP1, BP2; before the layers below
                             (np.dot, (ones, delta[l], db)), *products]            # BP3, BP4
        return _Calls(z[0], forward, a[-1], delta[-1], delta[-1].ravel(), backward, delta[0].T)


@dataclass(frozen=True)
class _Calls:
    """Of one batch size: z of the first layer, [(function, arguments)] up to a of the last; its error, also flat;
    and from there back to delta of the first layer."""

    z: np.ndarray
    forward: list[Call]
    a: np.ndarray
    error: np.ndarray
    flat_error: np.ndarray
    backward: list[Call]
    delta_T: np.ndarray


def _sigma(name, z, a):
    """The calls for a = sigma(z)."""
    if name == "sigmoid":
        return [(np.negative, (z, a)), (np.exp, (a, a)), (np.add, (a, np.ones((), a.dtype), a)), (np.reciprocal, (a, a))]
    sigma, _ = ACTIVATIONS[name]
    return [(lambda: np.copyto(a, sigma(z)), ())]


def _times_slope(name, z, a, delta, spare):
    """The calls for delta = delta * sigma'(z)."""
    if name == "sigmoid":
        return [(np.subtract, (np.ones((), a.dtype), a, spare)), (np.multiply, (spare, a, spare)),
                (np.multiply, (delta, spare, delta))]
    _, slope = ACTIVATIONS[name]
    return [(lambda: np.multiply(delta, slope(z, a), delta), ())]
