"""The truth test under backpropagation: every entry of the gradient against a nudge."""

import numpy as np

from nncore._types import ArrayLike, Progress, vector
from nncore.activation import ACTIVATIONS
from nncore.data import Dataset, check_fits
from nncore.network import Network, split

H = 1e-30        # of a nudge: nothing is subtracted, so it may be as small as one likes
ROUNDING = 1e-9  # of the largest slope that there could be: what backpropagation itself cannot tell from 0

def check_gradient(net: Network, data: Dataset, theta: ArrayLike, progress: Progress | None = None) -> float:
    """Compare net.gradient with nudges in float64, entry by entry; the largest relative error, a float.
    An entry is nudged by the imaginary i h (Squire and Trapp 1998): C(theta + i h e_i) = C + i h dC/dtheta_i - ..., so its slope is the
    imaginary part over h, to 15 digits. A difference of two costs would lose C's digits, and straddle the bends of a relu. Exactly at a
    bend any slope between that of h and that of -h is right. An error is relative to its entry, or to a thousandth of the largest one
    where that is more. Ten examples are enough: data.take(range(10)).

    >>> net, data = Network((2, 3, 1)), Dataset([[0.5, -1.0]], [[1.0]])
    >>> check_gradient(net, data, net.init(seed=1)) < 1e-9
    True
    """
    check_fits(net, data)
    theta = vector("theta", theta, net.n_parameters, net).astype("float64")
    x, y = data.x.astype("float64"), data.y.astype("float64")
    back = net.backward(theta, x, y)
    steepest = max(np.abs(slope).max() for slope in back.dC_da[1:]) * max(np.abs(a).max() for a in back.a[:-1])
    floor = max(1e-3 * np.abs(back.gradient).max(), ROUNDING * steepest, np.finfo("float64").tiny)
    worst = 0.0
    for i, claimed in enumerate(back.gradient):
        low, high = sorted(_slope(net, theta, x, y, i, h) for h in (H, -H))
        gap = max(low - claimed, claimed - high, 0.0)
        worst = np.maximum(worst, gap / max(abs(claimed), min(abs(low), abs(high)), floor))     # NaN stays NaN
        if progress is not None:
            progress(i + 1, net.n_parameters)
    return float(worst)

def _slope(net, theta, x, y, i, h):
    nudged = theta.astype("complex128")
    nudged[i] += 1j * h
    a = x
    for (W, b), name in zip(split(net.sizes, nudged), net.activations, strict=True):
        z = a @ W.T + b     # of the sigmoid another formula, for e^-z of a complex z overflows; of the others the real part decides
        a = (1 + np.tanh(z / 2)) / 2 if name == "sigmoid" else ACTIVATIONS[name][0](z)
    return np.square(a - y).sum().imag / h / len(x)
