"""How far the gradient of a mini-batch is from the gradient of all examples."""

from typing import NamedTuple

import numpy as np

from nncore._types import Array, ArrayLike, Seed, is_count, vector
from nncore.data import Dataset, check_fits
from nncore.errors import require
from nncore.network import Network
from nncore.threads import one_thread


class GradientNoise(NamedTuple):
    """Of many mini-batches at one theta: cosine (samples,) of the angle between their gradient and the full one,
    error (samples,) = |g_batch - g| / |g|, and full (P,), the gradient g of all examples."""
    cosine: Array
    error: Array
    full: Array

def gradient_noise(net: Network, data: Dataset, theta: ArrayLike, batch_size: int, samples: int = 100,
                   seed: Seed = 0) -> GradientNoise:
    """Draw `samples` mini-batches (each without repetition) and compare their gradients with the full one, in float64.
    The mean square of |g_batch - g| is trace(Sigma)/B * (n - B)/(n - 1), Sigma the covariance of the example gradients:
    the error falls as 1/sqrt(B). Raises InputError for a batch larger than the data or a zero gradient.
    >>> net, data = Network((1, 1)), Dataset([[0.0], [1.0]], [[0.0], [1.0]])
    >>> gradient_noise(net, data, [1.0, 0.0], batch_size=2, samples=1).error.tolist()      # of all examples: none
    [0.0]
    """
    check_fits(net, data)
    require(is_count(batch_size) and batch_size <= len(data) and is_count(samples),
            f"batch_size must be 1..{len(data)}, at most the number of examples, samples 1 or more; got {batch_size}, {samples}")
    theta = vector("theta", theta, net.n_parameters, net).astype("float64")
    x, y = data.x.astype("float64"), data.y.astype("float64")
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
