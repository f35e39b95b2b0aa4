"""One step of training, fast: the equations of Network._backward in memory that is made once.

On a batch of 100 a step spends more time on making small arrays than on its products. Here every product and function
writes into an array that is already there. It does not read as the mathematics does; network.py does, and
tests/nncore/test_kernel.py holds the one against the other.
"""

import numpy as np

from nncore.activation import ACTIVATIONS


class Kernel:
    """cost = kernel(x, y): the cost of a batch at theta as it stands now; kernel.gradient (P,) is its gradient.

    theta is the caller's array, to be changed in place between the calls. x and y must have its dtype.
    """

    def __init__(self, net, theta):
        self.gradient = np.zeros_like(theta)
        self._net = net
        self._layers = [(W, W.T, b, dW, db) for (W, b), (dW, db)
                        in zip(net._layers(theta), net._layers(self.gradient), strict=True)]
        self._sigma, self._slope = zip(*(_functions(name) for name in net.activations), strict=True)
        self._room = {}  # {batch size: arrays}: an epoch has two sizes at most

    def __call__(self, x, y):
        m = len(x)
        if m not in self._room:
            self._room[m] = self._make_room(m)
        z, a, delta, spare, ones = self._room[m]
        below = x
        for l, (_, W_T, b, _, _) in enumerate(self._layers):
            np.dot(below, W_T, out=z[l])
            z[l] += b
            self._sigma[l](z[l], a[l])
            below = a[l]
        np.subtract(below, y, out=delta[-1])
        error = delta[-1].ravel()
        cost = float(np.dot(error, error)) / m
        delta[-1] *= 2 / m                                           # the mean over examples, taken here once
        for l in range(len(self._layers) - 1, -1, -1):
            W, _, _, dW, db = self._layers[l]
            self._slope[l](z[l], a[l], delta[l], spare[l])           # BP1, BP2
            np.dot(ones, delta[l], out=db)                           # BP3
            np.dot(delta[l].T, x if l == 0 else a[l - 1], out=dW)    # BP4
            if l:
                np.dot(delta[l], W, out=delta[l - 1])
        return cost

    def _make_room(self, m):
        # zeros, not whatever lay there: a product may read what it writes to, and 0 times NaN is NaN
        dtype = self.gradient.dtype
        return *([np.zeros((m, n), dtype) for n in self._net.sizes[1:]] for _ in range(4)), np.ones(m, dtype)


def _functions(name):
    """sigma(z, out), and slope(z, a, delta, spare), which multiplies delta by sigma'."""
    sigma, slope = ACTIVATIONS[name]
    if name == "sigmoid":
        return _sigmoid, _times_sigmoid_slope

    def into(z, out):
        out[...] = sigma(z)

    def times_slope(z, a, delta, spare):
        delta *= slope(z, a)

    return into, times_slope


def _sigmoid(z, out):
    np.negative(z, out=out)
    np.exp(out, out=out)
    out += 1
    np.reciprocal(out, out=out)


def _times_sigmoid_slope(z, a, delta, spare):
    np.subtract(1, a, out=spare)
    spare *= a
    delta *= spare
