"""delta_j a_k of every example, fast: each example's outer product as a matrix product.

`np.multiply(delta[:, :, None], a[:, None, :], out)` does the same, and tests/nncore/test_outer.py holds this one
against it. But numpy goes row by row; BLAS writes an example's whole matrix in one call, twice as fast.
"""

import numpy as np


def outer(delta, a, out, finite=False):
    """out[i, j, k] = delta[i, j] a[i, k], bit for bit; delta (m, n_out), a (m, n_in), out (m, n_out, n_in).

    A sum over one term is not handed to BLAS, a sum over two is: the second is the next example's a, times 0.

    finite  whether somebody has looked through a for infinity and NaN, which times 0 would not be 0; else this does
    """
    done = len(a) - 1 if finite or np.isfinite(a).all() else 0
    if done:
        delta_and_0 = np.zeros((*delta[:done].shape, 2), delta.dtype)
        delta_and_0[:, :, 0] = delta[:done]
        pairs = np.lib.stride_tricks.sliding_window_view(a, 2, axis=0)    # (m - 1, n_in, 2), a view
        np.matmul(delta_and_0, pairs.transpose(0, 2, 1), out=out[:done])
    np.multiply(delta[done:, :, None], a[done:, None, :], out=out[done:])
