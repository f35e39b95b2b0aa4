"""The network as a function, its cost, and the cost's gradient by backpropagation.

The symbols, here and in every other file:

    m            examples; an example is a row
    l            layer: 0 is the input, 1 the first with weights, L the output; n_l its neurons
    x            (m, n_0)      input
    y            (m, n_L)      wanted output
    W = W^l      (n_l, n_{l-1})  weights; W[j, k] is w_jk, from neuron k to neuron j
    b = b^l      (n_l,)        biases
    z = z^l      (m, n_l)      weighted sums, z = a^{l-1} W^T + b
    a = a^l      (m, n_l)      activations, a = sigma(z); a^0 = x
    C            cost: mean over examples of C_i = sum_j (a^L_j - y_j)^2
    delta^l      (m, n_l)      dC_i/dz^l, example by example
    theta        (P,)          every W (row by row) and b, layer after layer, in one vector
"""

from dataclasses import dataclass
from itertools import pairwise
from numbers import Integral
from typing import Any, NamedTuple

import numpy as np

from nncore.activation import ACTIVATIONS
from nncore.errors import InputError
from nncore._types import Array, ArrayLike, DTypeLike, Seed
from nncore.outer import outer
from nncore.reuse import empty


class Backward(NamedTuple):
    """All that one backward pass knows: lists over layers, entry [l] belongs to layer l.

    z[l], a[l], delta[l] = dC_i/dz^l and dC_da[l] = dC_i/da^l are (m, n_l), per example;
    z[0] and delta[0] are None (the input has no weighted sum). gradient is (P,), the mean.
    """

    z: list[Any]
    a: list[Array]
    delta: list[Any]
    dC_da: list[Array]
    gradient: Array


@dataclass(frozen=True)
class Network:
    """A fully connected network: the shape of a function of theta and x. It holds no weights.

    sizes        neurons per layer, input first: (784, 16, 16, 10)
    activation   sigmoid | tanh | relu | identity | step, or one name for each layer with weights

    Raises InputError when a size or a name cannot be right; so do its methods for arrays of another shape, and for
    x or y that hold NaN or inf.

    >>> net = Network((2, 3, 1), activation="tanh")
    >>> net.size                      # 3 * 2 weights and 3 biases, then 1 * 3 and 1
    13
    >>> theta = net.init(seed=0)
    >>> x, y = [[0.5, -1.0], [1.0, 2.0]], [[0.0], [1.0]]      # two examples
    >>> net.cost(theta, x, y) > net.cost(theta - 0.1 * net.gradient(theta, x, y), x, y)
    True
    """

    sizes: tuple[int, ...]
    activation: str | tuple[str, ...] = "sigmoid"

    def __post_init__(self) -> None:
        object.__setattr__(self, "sizes", _checked_sizes(self.sizes))
        object.__setattr__(self, "activation", _checked_activation(self.activation, len(self.sizes) - 1))

    # -- where everything is in theta ------------------------------------------------------

    @property
    def size(self) -> int:
        """P, the number of weights and biases: 13002 for 784-16-16-10."""
        return sum(n_out * n_in + n_out for n_in, n_out in pairwise(self.sizes))

    @property
    def depth(self) -> int:
        """L, the number of layers with weights."""
        return len(self.sizes) - 1

    @property
    def activations(self) -> tuple[str, ...]:
        """The name of sigma of every layer with weights, a tuple of L names."""
        return (self.activation,) * self.depth if isinstance(self.activation, str) else self.activation

    def offset(self, layer: int) -> int:
        """Where layer `layer` (1..L) begins in theta; offset(L + 1) is P."""
        return sum(n_out * n_in + n_out for n_in, n_out in pairwise(self.sizes[:layer]))

    def layers(self, theta: ArrayLike) -> list[tuple[Array, Array]]:
        """[(W (n_out, n_in), b (n_out,)), ...]: views into theta, one pair for each layer with weights."""
        return self._layers(self._check_theta(theta))

    def index(self, layer: int, j: int, k: int | None = None) -> int:
        """The place in theta of w_jk of a layer (1..L), or of its bias b_j when k is not given.

        >>> Network((2, 3, 1)).index(layer=1, j=2, k=0), Network((2, 3, 1)).index(layer=1, j=2)
        (4, 8)
        """
        if not 1 <= layer <= self.depth:
            raise InputError(f"layer must be 1..{self.depth} (1 is the first with weights); got {layer}")
        n_in, n_out = self.sizes[layer - 1:layer + 1]
        if not 0 <= j < n_out:
            raise InputError(f"j must be 0..{n_out - 1}, a neuron of layer {layer}; got {j}")
        if k is None:
            return self.offset(layer) + n_out * n_in + j
        if not 0 <= k < n_in:
            raise InputError(f"k must be 0..{n_in - 1}, a neuron of layer {layer - 1}; got {k}")
        return self.offset(layer) + j * n_in + k

    def locate(self, i: int) -> tuple[int, int, int] | tuple[int, int]:
        """The inverse of index: (layer, j, k) for a weight, (layer, j) for a bias.

        >>> Network((2, 3, 1)).locate(4), Network((2, 3, 1)).locate(8)
        ((1, 2, 0), (1, 2))
        """
        if not 0 <= i < self.size:
            raise InputError(f"i must be 0..{self.size - 1}, a place in theta; got {i}")
        layer = next(l for l in range(1, self.depth + 1) if i < self.offset(l + 1))
        n_in, n_out = self.sizes[layer - 1:layer + 1]
        row, k = divmod(i - self.offset(layer), n_in)
        if row < n_out:
            return layer, row, k
        return layer, i - self.offset(layer) - n_out * n_in

    # -- the function and its cost ---------------------------------------------------------

    def init(self, seed: Seed = 0, dtype: DTypeLike = "float32", scale: float | None = None,
             constant: float | None = None) -> Array:
        """A start theta (P,): weights drawn from N(0, 1/n_in), biases 0.

        seed      an int, or a numpy Generator to draw from
        scale     another standard deviation of the weights, the same in every layer
        constant  instead of drawing: this value for every weight and bias (the all-equal start)
        """
        theta = np.zeros(self.size)
        if constant is not None:
            theta[:] = constant
            return theta.astype(dtype)
        if scale is not None and not (np.isfinite(scale) and scale >= 0):
            raise InputError(f"scale must be a number >= 0, the weights' standard deviation; got {scale}")
        rng = np.random.default_rng(seed)
        for W, _ in self._layers(theta):
            std = 1 / np.sqrt(W.shape[1]) if scale is None else scale
            W[:] = std * rng.standard_normal(W.shape)
        return theta.astype(dtype)

    def forward(self, theta: ArrayLike, x: ArrayLike) -> tuple[list[Any], list[Array]]:
        """z, a: lists over layers, entry [l] is (m, n_l). a[0] is x, a[-1] the output; z[0] is None.

        z^l = a^{l-1} W^T + b,   a^l = sigma(z^l)
        """
        theta = self._check_theta(theta)
        return self._forward(theta, self._check_x(theta, x))

    def cost(self, theta: ArrayLike, x: ArrayLike, y: ArrayLike) -> float:
        """C = mean over examples of sum_j (a_j - y_j)^2, a float."""
        return float(self.example_costs(theta, x, y).mean(dtype="float64"))

    def example_costs(self, theta: ArrayLike, x: ArrayLike, y: ArrayLike) -> Array:
        """C_i = sum_j (a_j - y_j)^2 of every example, (m,); their mean is the cost."""
        theta, x, y = self._check(theta, x, y)
        _, a = self._forward(theta, x)
        return np.square(a[-1] - y).sum(axis=1)

    def accuracy(self, theta: ArrayLike, x: ArrayLike, labels: ArrayLike) -> float:
        """The share of examples whose largest output is the one at their label, 0..1."""
        theta = self._check_theta(theta)
        x, labels = self._check_x(theta, x), np.asarray(labels)
        if labels.shape != x.shape[:1]:
            raise InputError(f"labels must be ({len(x)},), one class number per example; got {labels.shape}")
        _, a = self._forward(theta, x)
        return float((a[-1].argmax(axis=1) == labels).mean())

    # -- backpropagation -------------------------------------------------------------------

    def gradient(self, theta: ArrayLike, x: ArrayLike, y: ArrayLike) -> Array:
        """dC/dtheta by backpropagation, (P,), for C = mean over examples of sum_j (a_j - y_j)^2.

        BP1  delta^L = 2 (a^L - y) * sigma'(z^L)        BP3  dC/db^l = mean over examples of delta^l
        BP2  delta^l = (delta^{l+1} W^{l+1}) * sigma'(z^l)   BP4  dC/dW^l = delta^l.T a^{l-1} / m
        """
        return self._backward(*self._check(theta, x, y), down_to=1).gradient

    def backward(self, theta: ArrayLike, x: ArrayLike, y: ArrayLike) -> Backward:
        """z, a, delta and dC/da of every layer and example, and the gradient: a `Backward`.

        dC_i/da^L = 2 (a^L - y);  dC_i/da^{l-1} = delta^l W^l;  delta^l = dC_i/da^l * sigma'(z^l)

        >>> net = Network((1, 1), "identity")                 # theta is w, b
        >>> back = net.backward([3.0, 0.5], x=[[2.0]], y=[[6.0]])
        >>> back.a[1].item(), back.delta[1].item(), back.gradient.tolist()
        (6.5, 1.0, [2.0, 1.0])
        """
        return self._backward(*self._check(theta, x, y))

    def example_gradients(self, theta: ArrayLike, x: ArrayLike, y: ArrayLike, out: Array | None = None) -> Array:
        """dC_i/dtheta of every example, (m, P): dC_i/dw_jk = delta_j a_k. Its mean is the gradient.

        out  (m, P) of theta's dtype to write them into and return: fresh memory takes longer to get than to fill.
             Up to 64 MiB that is cared for: the memory of the last gradients serves the next, when nobody has them any more
        """
        theta, x, y = self._check(theta, x, y)
        rows = self._check_rows(out, (len(x), self.size), theta.dtype)
        _, a, delta, _ = self._deltas(theta, x, y, down_to=1)
        for l in range(1, self.depth + 1):
            start, (n_in, n_out) = self.offset(l), self.sizes[l - 1:l + 1]
            dW = rows[:, start:start + n_out * n_in].reshape(-1, n_out, n_in)  # a view
            outer(delta[l], a[l - 1], out=dW, finite=l == 1)        # x is finite: _check has looked
            rows[:, start + n_out * n_in:self.offset(l + 1)] = delta[l]
        return rows

    # -- the same without checks: for callers that have checked already ----------------------

    def _layers(self, theta):
        pairs, start = [], 0
        for n_in, n_out in pairwise(self.sizes):
            bias = start + n_out * n_in
            pairs.append((theta[start:bias].reshape(n_out, n_in), theta[bias:bias + n_out]))
            start = bias + n_out
        return pairs

    def _forward(self, theta, x):
        z, a = [None], [x]
        for (W, b), name in zip(self._layers(theta), self.activations, strict=True):
            sigma, _ = ACTIVATIONS[name]
            z.append(a[-1] @ W.T + b)                               # (m, n_l)
            a.append(sigma(z[-1]))                                  # (m, n_l)
        return z, a

    def _cost_and_gradient(self, theta, x, y, out):
        """The cost; its gradient is written into `out`."""
        _, a, _, _, _ = self._backward(theta, x, y, down_to=1, out=out)
        return np.square(a[-1] - y).sum(dtype="float64") / len(x)

    def _deltas(self, theta, x, y, down_to):
        """z, a, delta, dC_da: forward, then backward through the layers. down_to=1 saves dC/dx, the largest product,
        which the gradient does without."""
        z, a = self._forward(theta, x)
        delta, dC_da = [None] * len(a), [None] * len(a)
        dC_da[-1] = 2 * (a[-1] - y)                                 # (m, n_L)
        for l in range(self.depth, 0, -1):
            (W, _), (_, slope) = self._layers(theta)[l - 1], ACTIVATIONS[self.activations[l - 1]]
            delta[l] = dC_da[l] * slope(z[l], a[l])                 # BP1, BP2
            if l > down_to:
                dC_da[l - 1] = delta[l] @ W                         # (m, n_{l-1})
        return z, a, delta, dC_da

    def _backward(self, theta, x, y, down_to=0, out=None):
        """Everything of one backward pass; the gradient is written into `out`, where it is given."""
        z, a, delta, dC_da = self._deltas(theta, x, y, down_to)
        gradient = np.empty_like(theta) if out is None else out
        for l, (dW, db) in enumerate(self._layers(gradient), start=1):
            db[:] = delta[l].mean(axis=0)                           # BP3
            dW[:] = delta[l].T @ a[l - 1] / len(x)                  # BP4
        return Backward(z, a, delta, dC_da, gradient)

    # -- the door: shapes are checked here, and not again ------------------------------------

    def _check(self, theta: ArrayLike, x: ArrayLike, y: ArrayLike) -> tuple[Array, Array, Array]:
        theta = self._check_theta(theta)
        x = self._check_x(theta, x)
        if not len(x):
            raise InputError(f"x must hold at least one example, a cost is a mean over examples; got {x.shape}")
        return theta, x, self._check_y(x, y)

    def _check_theta(self, theta: ArrayLike) -> Array:
        theta = _numbers("theta", theta)
        if theta.shape != (self.size,):
            raise InputError(f"theta must be ({self.size},), all weights and biases of {self}; got {theta.shape}")
        return theta if theta.dtype.kind == "f" else theta.astype("float64")

    def _check_x(self, theta: Array, x: ArrayLike) -> Array:
        x, n = _numbers("x", x), self.sizes[0]
        if x.ndim != 2 or x.shape[1] != n:
            hint = " Did you mean x.T?" if x.ndim == 2 and x.shape[0] == n else ""
            hint = " Did you mean x[None, :]?" if x.shape == (n,) else hint
            raise InputError(f"x must be (m, {n}): one row per example; got {x.shape}.{hint}")
        return _finite("x", x.astype(theta.dtype, copy=False))

    def _check_y(self, x, y):
        y, wanted = _numbers("y", y), (len(x), self.sizes[-1])
        if y.shape != wanted:
            hint = " Class numbers become rows with nncore.one_hot." if y.ndim == 1 else ""
            raise InputError(f"y must be {wanted}: the wanted output of every example in x, "
                             f"one row each; got {y.shape}.{hint}")
        return _finite("y", y.astype(x.dtype, copy=False))

    def _check_rows(self, out, shape, dtype):
        if out is None:
            return empty(shape, dtype)
        if not (isinstance(out, np.ndarray) and out.shape == shape and out.dtype == dtype and out.flags.carray):
            raise InputError(f"out must be a writable C-contiguous array {shape} of {dtype}: one row per example; got "
                             f"{getattr(out, 'shape', type(out).__name__)} of {getattr(out, 'dtype', 'no dtype')}")
        return out

    def __str__(self) -> str:
        return "-".join(map(str, self.sizes))


def _checked_sizes(sizes):
    try:
        sizes = tuple(sizes)
    except TypeError:
        raise InputError(f"sizes must be a sequence like (784, 16, 16, 10); got {sizes!r}") from None
    if len(sizes) < 2:
        raise InputError(f"sizes must name at least two layers, input and output; got {sizes}")
    if not all(isinstance(n, Integral) and not isinstance(n, bool) and int(n) > 0 for n in sizes):
        raise InputError(f"every layer must have a whole number of neurons, 1 or more; got {sizes}")
    return tuple(int(n) for n in sizes)


def _checked_activation(activation, depth):
    try:
        names = (activation,) * depth if isinstance(activation, str) else tuple(activation)
    except TypeError:
        names = (activation,)
    unknown = [name for name in names if not (isinstance(name, str) and name in ACTIVATIONS)]
    if unknown:
        raise InputError(f"activation must be one of {', '.join(ACTIVATIONS)}; got {unknown[0]!r}")
    if len(names) != depth:
        raise InputError(f"activation must be one name, or one for each of the {depth} layers with weights; "
                         f"got {len(names)} names")
    return names[0] if len(set(names)) == 1 else names  # so that equal networks compare equal


def _numbers(name: str, array: ArrayLike) -> Array:
    array = np.asarray(array)
    if array.dtype.kind not in "fiub":
        raise InputError(f"{name} must hold real numbers; got dtype {array.dtype}")
    return array


def _finite(name, array):
    # The squares' sum is finite where all numbers are (short of an overflow), and the quickest way to see them all.
    with np.errstate(over="ignore", invalid="ignore"):  # inf - inf
        if np.isfinite(np.vdot(array, array)) or np.isfinite(array).all():
            return array
    raise InputError(f"{name} must be finite numbers; it holds NaN or inf "
                     f"in row {int(np.argmin(np.isfinite(array).all(axis=1)))}. Clean the data first.")
