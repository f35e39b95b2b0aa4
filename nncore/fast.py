"""The same mathematics, fast, in memory that is made once; tests/nncore hold each against network.py.
Kernel: a step of training spends more time on making small arrays and finding them than on its products, so its calls, each with the
arrays that it reads and writes, are listed once for a batch size. batches: of large data a thread fetches the next ones' rows. cost_rows,
arrays (beta, neuron, example): the first layer's z is linear in (alpha, beta), so three products serve the whole grid."""

import itertools
import os
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import numpy as np

from nncore.activation import activation_of, gain
from nncore.threads import one_thread

Call = tuple[Callable[..., Any], tuple[Any, ...]]  # a function and its arguments
SMALL = 1_000_000  # multiplications; a product of fewer goes a shorter way through OpenBLAS, up to 1.4 times as fast
FEW = 3            # in more parts than this it is slower than whole

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
    """The calls for out = left @ right, the longer of out's sides in parts where that makes small products of it."""
    rows, columns = out.shape
    parts = -(-left.size * columns // SMALL)
    parts = parts if parts <= min(FEW, max(rows, columns)) else 1
    if rows > columns:
        return [(np.dot, (piece, right, part)) for piece, part in zip(np.array_split(left, parts), np.array_split(out, parts), strict=True)]
    return [(np.matmul, (left, piece, part)) for piece, part in
            zip(np.array_split(right, parts, axis=1), np.array_split(out, parts, axis=1), strict=True)]

def _sigma(name, z, a):                            # the calls for a = sigma(z)
    if k := gain(name):
        return [(np.multiply, (z, -k, a)), (np.exp, (a, a)), (np.add, (a, np.ones((), a.dtype), a)), (np.reciprocal, (a, a))]
    return [(lambda: np.copyto(a, activation_of(name)[0](z)), ())]

def _times_slope(name, z, a, delta, spare):        # the calls for delta = delta * sigma'(z)
    if k := gain(name):
        return [(np.subtract, (np.ones((), a.dtype), a, spare)), (np.multiply, (spare, a, spare)), (np.multiply, (delta, spare, delta)),
                *([(np.multiply, (delta, k, delta))] if k != 1 else [])]
    return [(lambda: np.multiply(delta, activation_of(name)[1](z, a), delta), ())]

NEAR = 32 << 20   # bytes; of more examples than that, fetching a batch's rows takes half as long as a step on them
FETCH = 6 << 20   # bytes at a time: about a millisecond of work for a thread, and what it brings is still in cache when used

def batches(plan, first, deal):
    """(x, y) of every step from `first` on, in the same two arrays again. Every epoch deals all examples in a new order (n,), with
    which `deal` is called; its last batch takes what is left."""
    x, y = (array.astype(plan.start.dtype, copy=False) for array in (plan.data.x, plan.data.y))
    size, dealt = plan.batch_size, None
    if size is None:
        yield from itertools.repeat((x, y), plan.steps - first)
        return
    epochs = _epochs(plan, first)
    if x.nbytes > NEAR and (os.cpu_count() or 1) > 1:
        parts = _ahead(_fetched(epochs, x, y, size * max(1, FETCH // (size * x[0].nbytes))))
    else:
        parts = ((*epoch, x, y) for epoch in epochs)
    place = {m: [np.empty((m, array.shape[1]), array.dtype) for array in (x, y)] for m in {size, len(x) % size} - {0}}
    for order, rows, *arrays in parts:
        if order is not dealt:
            deal(order)
            dealt = order
        for start in range(0, len(rows), size):
            batch = rows[start:start + size]
            yield _take(arrays, batch, place[len(batch)])

def _take(arrays, rows, out):                       # "clip": no copy to check the rows again
    return [array.take(rows, axis=0, out=there, mode="clip") for array, there in zip(arrays, out, strict=True)]

def _epochs(plan, first):
    """(order, rows) of every epoch: all that it deals, and what the steps from `first` on take of it."""
    rng = np.random.default_rng((plan.seed, 1))                     # 1: not the stream that init draws from
    for done in range(0, plan.steps, plan.per_epoch):
        order = rng.permutation(len(plan.data)).astype("int32")
        yield order, order[plan.batch_size * max(first - done, 0):plan.batch_size * (plan.steps - done)]

def _fetched(epochs, x, y, many):
    """(order, rows, x, y) of parts of the epochs, of so many rows at most: x and y are copies, good until the next but one."""
    rooms, turn = [np.empty((2, many, array.shape[1]), array.dtype) for array in (x, y)], 0
    for order, rows in epochs:
        for start in range(0, len(rows), many) or [0]:              # [0]: an epoch that is over deals its order, too
            piece, turn = rows[start:start + many], 1 - turn
            yield order, np.arange(len(piece)), *_take((x, y), piece, [room[turn, :len(piece)] for room in rooms])

def _ahead(items):
    """The items, each made in a thread of its own while the one before it is used."""
    with ThreadPoolExecutor(1) as thread:
        coming = thread.submit(next, items, None)
        while (item := coming.result()) is not None:
            coming = thread.submit(next, items, None)
            yield item

BLOCK = 192               # examples at a time: a whole row of the grid stays in cache with them
# sigma(z) = c + s f(g z): (c, s, g, f); f(t, out=t) in place; c and s go into the next layer's few weights
FORMS: dict[str, Any] = {"sigmoid": (0.5, 0.5, 0.5, np.tanh), "tanh": (0.0, 1.0, 1.0, np.tanh),
         "relu": (0.0, 1.0, 1.0, lambda t, out: np.maximum(t, 0, out=out)), "identity": (0.0, 1.0, 1.0, np.positive),
         "step": (0.0, 1.0, 1.0, lambda t, out: np.greater_equal(t, 0, out=out, casting="unsafe"))}

def _form(name):
    return FORMS.get(name, (0.5, 0.5, gain(name) / 2, np.tanh))

@one_thread()
@np.errstate(over="ignore", invalid="ignore")
def cost_rows(net, sums, y, origin, u, v, alphas, betas):
    """Sum over examples of C_i at origin + alpha u + beta v: (A, B), in the precision of y; sums are their first_sums."""
    total, dtype, (z0, zu, zv) = np.zeros((len(alphas), len(betas))), y.dtype, sums
    c, s, _, _ = _form(net.activations[-1])
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
    (below, *later), (f, *forms) = (array[..., :z.shape[2]] for array in room), (_form(name)[3] for name in net.activations)
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
    (W, b), (_, _, g, _) = net.layers(theta.astype(x.dtype))[0], _form(net.activations[0])
    return np.ascontiguousarray(g * (W @ x.T + b[:, None]))

def _later_weights(net, here, v, betas, dtype):
    """[(B, n_l, n_{l-1} + 1)] for the layers after the first: weights and bias for t = f(g z) instead of a = c + s t.
    g (W (c + s t) + b) = (g s W) t + g (b + c sum_k w_jk)"""
    weights, names = [], net.activations
    for (W, b), (dW, db), below, name in zip(net.layers(here)[1:], net.layers(v)[1:], names[:-1], names[1:], strict=True):
        W, b = W + betas[:, None, None] * dW, b + betas[:, None] * db   # (B, n_l, n_{l-1}), (B, n_l)
        (c, s, _, _), (_, _, g, _) = _form(below), _form(name)
        bias = g * (b + c * W.sum(axis=2))
        weights.append(np.concatenate([g * s * W, bias[:, :, None]], axis=2).astype(dtype))
    return weights
