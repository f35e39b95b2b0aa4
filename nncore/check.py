"""The truth test under backpropagation: every entry of the gradient against nudges."""

import numpy as np

from nncore._types import ArrayLike, Progress
from nncore.network import Network


def check_gradient(net: Network, theta: ArrayLike, x: ArrayLike, y: ArrayLike, tolerance: float = 1e-6,
                   progress: Progress | None = None) -> float:
    """Compare net.gradient with central differences in float64, entry by entry.

    Central difference of entry i: (C(theta + h e_i) - C(theta - h e_i)) / 2h, extrapolated once (Richardson), so
    that its own error stays near 1e-12. An entry's error is relative to its size, or to a thousandth of the largest
    entry where it is smaller than that. Where a relu or step bends or jumps inside the difference, a smaller h
    decides, and exactly at the bend any slope between the left and the right one is right.

    progress  called as progress(done, total) after every entry
    Returns the largest relative error. Raises AssertionError when it is above `tolerance`, InputError for arrays that
    do not fit.

    >>> net = Network((2, 3, 1))
    >>> check_gradient(net, net.init(seed=1), x=[[0.5, -1.0]], y=[[1.0]]) < 1e-6
    True
    """
    theta, x, y = net._check(np.asarray(theta, "float64"), x, y)
    claimed = np.asarray(net.gradient(theta, x, y))
    floor = max(1e-3 * np.abs(claimed).max(), 1e-9)
    error = np.empty(net.size)
    for i in range(net.size):
        for low, high in _measured_slopes(net, theta, x, y, i):
            gap = max(low - claimed[i], claimed[i] - high, 0.0)
            error[i] = gap / max(abs(claimed[i]), min(abs(low), abs(high)), floor)
            if error[i] <= tolerance:
                break
        if progress is not None:
            progress(i + 1, net.size)
    worst = int(error.argmax())
    if not error[worst] <= tolerance:
        raise AssertionError(
            f"gradient is wrong: entry {worst} (layer, j, k = {net.locate(worst)}) is {claimed[worst]:.9g}, its "
            f"relative error against central differences is {error[worst]:.2g}, above {tolerance:g}")
    return float(error[worst])


def _measured_slopes(net, theta, x, y, i):
    """Ever more patient measurements of dC/dtheta_i, each as an interval (low, high)."""
    def cost(t):
        moved = theta.copy()
        moved[i] += t
        _, a = net._forward(moved, x)
        return np.square(a[-1] - y).sum() / len(x)

    def central(h):
        return (cost(h) - cost(-h)) / (2 * h)

    def one_sided(h):
        return (cost(h) - cost(0)) / h

    for h in (1e-3, 1e-5):
        slope = (4 * central(h / 2) - central(h)) / 3
        yield slope, slope
    h = 1e-6
    left, right = (2 * one_sided(s * h / 2) - one_sided(s * h) for s in (-1, 1))
    yield min(left, right), max(left, right)
