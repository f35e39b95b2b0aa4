"""One step of training, fast: the equations of Network.backward in memory that is made once.

On a batch of 100 a step spends more time on making small arrays and finding them than on its products. Here the calls of
a step, each with the arrays that it reads and writes, are listed once for a batch size; tests/nncore/test_kernel.py holds it.
"""

from collections.abc import Callable
from typing import Any

import numpy as np

from nncore.activation import ACTIVATIONS

Call = tuple[Callable[..., Any], tuple[Any, ...]]  # a function and its arguments
SMALL = 1_000_000  # multiplications; a product of fewer goes a shorter way through OpenBLAS, up to 1.4 times as fast
FEW = 3            # so that one of up to so many times as many is quicker in pieces

class Kernel:
    """cost = kernel(x, y): the cost of a batch at theta as it stands now; kernel.gradient (P,) is its gradient.

    theta is the caller's array, changed in place between the calls. x and y have its dtype; hand in the same arrays again,
    with other examples in them: the calls of a step are listed for those."""

    def __init__(self, net, theta):
        self.gradient = np.zeros_like(theta)
        self._net, self._layers, self._slopes = net, net.layers(theta), net.layers(self.gradient)
        self._calls: dict[int, Any] = {}  # {batch size: (x, y, *calls)}: an epoch has two sizes at most

    def __call__(self, x, y):
        m = len(x)
        if m not in self._calls or self._calls[m][0] is not x or self._calls[m][1] is not y:
            self._calls[m] = x, y, *self._list_calls(x, y)
        _, _, forward, error, backward = self._calls[m]
        for call, arguments in forward:
            call(*arguments)
        cost = float(np.dot(error, error)) / m
        for call, arguments in backward:
            call(*arguments)
        return cost

    def _list_calls(self, x, y):
        """What is called one after the other: forward, up to the error a - y (here flat), and backward."""
        m, dtype = len(x), x.dtype
        # zeros, not whatever lay there: a product may read what it writes to, and 0 times NaN is NaN
        z, a, delta, spare = ([np.zeros((m, n), dtype) for n in self._net.sizes[1:]] for _ in range(4))
        ones, share, below = np.ones(m, dtype), np.array(2 / m, dtype), x
        forward: list[Call] = []
        backward: list[Call] = []
        for l, ((W, b), (dW, db), name) in enumerate(zip(self._layers, self._slopes, self._net.activations, strict=True)):
            forward += [*_product(below, W.T, z[l]), (np.add, (z[l], b, z[l])), *_sigma(name, z[l], a[l])]
            backward[:0] = [*_times_slope(name, z[l], a[l], delta[l], spare[l]),     # BP1, BP2; before the layers below
                            (np.dot, (ones, delta[l], db)), *_product(delta[l].T, below, dW),    # BP3, BP4
                            *(_product(delta[l], W, delta[l - 1]) if l else ())]
            below = a[l]
        forward += [(np.subtract, (a[-1], y, delta[-1]))]
        backward[:0] = [(np.multiply, (delta[-1], share, delta[-1]))]                # the mean over examples, taken here once
        return forward, delta[-1].ravel(), backward

def _product(left, right, out):
    """The calls for out = left @ right, the longer of out's sides in pieces where that makes small products of it."""
    rows, columns = out.shape
    count = -(-left.size * columns // SMALL)
    if count > min(FEW, max(rows, columns)):
        count = 1
    if rows > columns:
        return [(np.dot, (piece, right, part)) for piece, part in
                zip(np.array_split(left, count), np.array_split(out, count), strict=True)]
    return [(np.matmul, (left, piece, part)) for piece, part in
            zip(np.array_split(right, count, axis=1), np.array_split(out, count, axis=1), strict=True)]

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
