"""The cost over a row of a plane's grid, fast; tests/nncore/test_slices.py holds it against network.py. What makes it fast:

- The first layer's z is linear in (alpha, beta): three products serve the whole grid.
- sigma(z) = (1 + tanh(z/2)) / 2, and the halves go into the next layer's few weights: each neuron costs one tanh.
- Biases are one more column of the weights, against a row of ones: no sum of their own.
- A whole row of the grid is one batched product; examples come in blocks, so that all of it stays in cache.

Arrays are (beta, neuron, example) here, and each is written where the last block's was.
"""

import numpy as np

BLOCK = 192               # examples at a time: a whole row of the grid stays in cache with them
# sigma(z) = c + s f(g z): (c, s, g, f); f(t, out=t) in place
FORMS = {"sigmoid": (0.5, 0.5, 0.5, np.tanh), "tanh": (0.0, 1.0, 1.0, np.tanh),
         "relu": (0.0, 1.0, 1.0, lambda t, out: np.maximum(t, 0, out=out)), "identity": (0.0, 1.0, 1.0, np.positive),
         "step": (0.0, 1.0, 1.0, lambda t, out: np.greater_equal(t, 0, out=out, casting="unsafe"))}

def cost_rows(net, sums, y, origin, u, v, alphas, betas):
    """Sum over examples of C_i at origin + alpha u + beta v: (A, B), in the precision of y; sums are their first_sums."""
    total, dtype, (z0, zu, zv) = np.zeros((len(alphas), len(betas))), y.dtype, sums
    c, s, _, _ = FORMS[net.activations[-1]]
    wanted = np.ascontiguousarray(((y - dtype.type(c)) / dtype.type(s)).T)         # (n_L, m): the t that each output should be
    # (B, n_l + 1, BLOCK) for each layer. The last neuron is 1 for ever: it carries the next layer's biases
    room = [np.ones((len(betas), n, BLOCK), dtype) for n in [*(n + 1 for n in net.sizes[1:-1]), net.sizes[-1]]]
    to_grid = np.stack([np.ones(len(betas)), betas], axis=1).astype(dtype)         # (B, 2): z = 1 z_alpha + beta zv
    for i, alpha in enumerate(alphas):
        z = np.stack([z0 + dtype.type(alpha) * zu, zv], axis=1)                    # (n_1, 2, m)
        weights = _later_weights(net, origin + alpha * u, v, betas, dtype)
        for start in range(0, len(y), BLOCK):
            block = slice(start, start + BLOCK)
            total[i] += _errors(net, to_grid, z[:, :, block], weights, wanted[:, block], room)
    return total * s**2

def _errors(net, to_grid, z, weights, wanted, room):
    """(B,): sum over outputs and examples of ((a - y) / s)^2, for one alpha and every beta."""
    (below, *later), (f, *forms) = (array[..., :z.shape[2]] for array in room), (FORMS[name][3] for name in net.activations)
    t = below[:, :len(z)]                                                          # (B, n_1, m)
    np.matmul(to_grid, z, out=t.transpose(1, 0, 2))
    f(t, out=t)
    for W, above, f in zip(weights, later, forms, strict=True):
        t = above[:, :W.shape[1]]                                                  # (B, n_l, m)
        np.matmul(W, below, out=t)
        f(t, out=t)
        below = above
    error = np.subtract(t, wanted, out=t)
    return np.einsum("bjm,bjm->b", error, error)

def first_sum(net, theta, x):
    """g z of the first layer, (n_1, m)."""
    (W, b), (_, _, g, _) = net.layers(theta.astype(x.dtype))[0], FORMS[net.activations[0]]
    return np.ascontiguousarray(g * (W @ x.T + b[:, None]))

def _later_weights(net, here, v, betas, dtype):
    """[(B, n_l, n_{l-1} + 1)] for the layers after the first: weights and bias for t = f(g z) instead of a = c + s t.
    g (W (c + s t) + b) = (g s W) t + g (b + c sum_k w_jk)"""
    start = net.offset(2)
    theta = here[start:] + betas[:, None] * v[start:]                  # (B, P - offset)
    weights, at = [], 0
    for l in range(2, net.depth + 1):
        n_in, n_out = net.sizes[l - 1:l + 1]
        W = theta[:, at:at + n_out * n_in].reshape(-1, n_out, n_in)
        b = theta[:, at + n_out * n_in:at + n_out * (n_in + 1)]
        (c, s, _, _), (_, _, g, _) = FORMS[net.activations[l - 2]], FORMS[net.activations[l - 1]]
        bias = g * (b + c * W.sum(axis=2))
        weights.append(np.concatenate([g * s * W, bias[:, :, None]], axis=2).astype(dtype))
        at += n_out * (n_in + 1)
    return weights
