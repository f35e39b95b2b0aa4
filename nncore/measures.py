"""What is measured at one theta: whether the gradient is what nudges say, how far that of a mini-batch is from it, how sharply C bends."""

from typing import NamedTuple

import numpy as np

from nncore._types import Array, ArrayLike, Progress, Seed, is_count, vector
from nncore.activation import activation_of, gain
from nncore.data import Dataset, check_fits
from nncore.errors import require
from nncore.network import Network, split
from nncore.threads import one_thread

TINY = 1e-30     # of an imaginary nudge: nothing is subtracted, so it may be as small as one likes
ROUNDING = 1e-9  # of the largest slope that there could be: what backpropagation itself cannot tell from 0
H = 1e-4         # of a nudge along a direction of length 1: the error of a difference of gradients is of the order of its square

class GradientNoise(NamedTuple):
    """Of many mini-batches at one theta: cosine (samples,) of the angle between their gradient and the full one,
    error (samples,) = |g_batch - g| / |g|, and full (P,), the gradient g of all examples."""
    cosine: Array
    error: Array
    full: Array

class Sharpness(NamedTuple):
    """The largest curvature of the cost at one theta: value, the largest eigenvalue of its Hessian H; direction (P,), of length 1, to which
    it belongs; products, how often H was multiplied; residual = |H v - value v| / |value|, how far v is from turning no more."""
    value: float
    direction: Array
    products: int
    residual: float

def check_gradient(net: Network, data: Dataset, theta: ArrayLike, progress: Progress | None = None) -> float:
    """Compare net.gradient with nudges in float64, entry by entry; the largest relative error, a float. An entry is nudged by the imaginary
    i h (Squire and Trapp 1998): C(theta + i h e_i) = C + i h dC/dtheta_i - ..., so its slope is the imaginary part over h, to 15 digits. A
    difference of two costs would lose C's digits, and straddle the bends of a relu. Exactly at a bend any slope between that of h and that
    of -h is right. An error is relative to its entry, or to a thousandth of the largest one where that is more. Ten examples are enough.
    >>> net, data = Network((2, 3, 1)), Dataset([[0.5, -1.0]], [[1.0]])
    >>> check_gradient(net, data, net.init(seed=1)) < 1e-9
    True
    """
    theta, x, y = _exact(net, data, theta)
    back = net.backward(theta, x, y)
    steepest = max(np.abs(slope).max() for slope in back.dC_da[1:]) * max(np.abs(a).max() for a in back.a[:-1])
    floor = max(1e-3 * np.abs(back.gradient).max(), ROUNDING * steepest, np.finfo("float64").tiny)
    worst = 0.0
    for i, claimed in enumerate(back.gradient):
        low, high = sorted(_slope(net, theta, x, y, i, h) for h in (TINY, -TINY))
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
        a = (1 + np.tanh(k * z / 2)) / 2 if (k := gain(name)) else activation_of(name)[0](z)
    return np.square(a - y).sum().imag / h / len(x)

def gradient_noise(net: Network, data: Dataset, theta: ArrayLike, batch_size: int, samples: int = 100, seed: Seed = 0) -> GradientNoise:
    """Draw `samples` mini-batches (each without repetition) and compare their gradients with the full one, in float64.
    The mean square of |g_batch - g| is trace(Sigma)/B * (n - B)/(n - 1), Sigma the covariance of the example gradients:
    the error falls as 1/sqrt(B). Raises InputError for a batch larger than the data or a zero gradient.
    >>> net, data = Network((1, 1)), Dataset([[0.0], [1.0]], [[0.0], [1.0]])
    >>> gradient_noise(net, data, [1.0, 0.0], batch_size=2, samples=1).error.tolist()      # of all examples: none
    [0.0]
    """
    theta, x, y = _exact(net, data, theta)
    require(is_count(batch_size) and batch_size <= len(data) and is_count(samples),
            f"batch_size must be 1..{len(data)}, at most the number of examples, samples 1 or more; got {batch_size}, {samples}")
    rng, cosine, error = np.random.default_rng(seed), *np.empty((2, samples))
    with one_thread():
        full = net.gradient(theta, x, y)
        length = np.linalg.norm(full)
        require(length > 0, "the full gradient is zero here: no angle to it is defined. Choose another theta.")
        for s in range(samples):
            rows = rng.choice(len(data), batch_size, replace=False)
            gradient = net.gradient(theta, x[rows], y[rows])
            cosine[s] = gradient @ full / (np.linalg.norm(gradient) * length)
            error[s] = np.linalg.norm(gradient - full) / length
    return GradientNoise(cosine, error, full)

@one_thread()
def sharpness(net: Network, data: Dataset, theta: ArrayLike, tolerance: float = 1e-3, products: int = 1000, seed: Seed = 0,
              start: ArrayLike | None = None) -> Sharpness:
    """The largest eigenvalue of the Hessian of the cost over a Dataset, by power iteration: v <- H v, until the residual is `tolerance`
    or less, or after so many products. H v = (g(theta + h v) - g(theta - h v)) / 2h, differences of gradients in float64. Where the cost
    bends down more than up, H is lifted by that much, so that the largest eigenvalue is found, not the smallest. Descent at rate eta is
    thrown out of a bowl sharper than 2 / eta. start (P,) is a direction to begin with, such as that of a state nearby; drawn otherwise.
    >>> net, data = Network((1, 1), "identity"), Dataset([[2.0]], [[6.0]])        # C = (2 w + b - 6)^2: H is 2 (2, 1) (2, 1)^T
    >>> round(sharpness(net, data, [3.0, 0.5]).value, 6)
    10.0
    """
    theta, x, y = _exact(net, data, theta)
    require(is_count(products) and tolerance > 0, f"products must be 1 or more, tolerance above 0; got {products} and {tolerance}")
    v: Array = np.random.default_rng(seed).standard_normal(theta.size) if start is None else vector("start", start, theta.size, net)
    lift, done = 0.0, 0
    while True:
        v = v / np.linalg.norm(v)
        Hv, done = (net.gradient(theta + H * v, x, y) - net.gradient(theta - H * v, x, y)) / (2 * H), done + 1
        value = float(v @ Hv)
        residual = float(np.linalg.norm(Hv - value * v)) / (abs(value) or 1)
        if residual <= tolerance and value < 0 and not lift and done < products:
            lift, residual = -value, np.inf                 # the largest in size is the lowest: from now on H + lift
            v = np.random.default_rng(seed).standard_normal(theta.size)
        elif residual <= tolerance or done == products:
            return Sharpness(value, v, done, residual)
        else:
            v = Hv + lift * v

def _exact(net: Network, data: Dataset, theta: ArrayLike) -> tuple[Array, Array, Array]:
    """theta, x and y in float64, once they fit together."""
    check_fits(net, data)
    return (vector("theta", theta, net.n_parameters, net).astype("float64"), data.x.astype("float64"), data.y.astype("float64"))
