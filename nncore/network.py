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
    theta        (P,)          every W (row by row) and b, layer after layer, in one vector"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Any, NamedTuple

import numpy as np

from nncore._types import Array, ArrayLike, DTypeLike, Seed, examples, is_count, targets, vector
from nncore.activation import ACTIVATIONS, activation_of, gain
from nncore.errors import require


class Backward(NamedTuple):
    """All that one backward pass knows, lists over layers: z[l], a[l], delta[l] = dC_i/dz^l and dC_da[l] = dC_i/da^l are
    (m, n_l), per example. The input has only a[0] (dC/dx would be delta[1] @ W^1). gradient is (P,), the mean."""
    z: list[Any]
    a: list[Array]
    delta: list[Any]
    dC_da: list[Any]
    gradient: Array

@dataclass(frozen=True, init=False)
class Network:
    """A fully connected network: the shape of a function of theta and x. It holds no weights.
    sizes        neurons per layer, input first: (784, 16, 16, 10)
    activation   sigmoid | tanh | relu | identity | step | sigmoid(k), which has a gain: sigma(k z); or a name for each of its L layers
    Raises InputError when a size or a name cannot be right; so do its methods for arrays of another shape, and for NaN or inf.
    >>> net = Network((2, 3, 1), activation="tanh")
    >>> net.n_parameters, net.activations        # 3 * 2 weights and 3 biases, then 1 * 3 and 1
    (13, ('tanh', 'tanh'))
    >>> theta, x, y = net.init(seed=0), [[0.5, -1.0], [1.0, 2.0]], [[0.0], [1.0]]      # two examples
    >>> net.cost(theta, x, y) > net.cost(theta - 0.1 * net.gradient(theta, x, y), x, y)
    True
    """
    sizes: tuple[int, ...]
    activations: tuple[str, ...]

    def __init__(self, sizes: Sequence[int], activation: str | Sequence[str] = "sigmoid") -> None:
        sizes = tuple(sizes) if isinstance(sizes, Iterable) else (sizes,)
        require(len(sizes) >= 2 and all(is_count(n) for n in sizes), "sizes must name two layers at least, input and output, each "
                f"of a whole number of neurons, 1 or more, like (784, 16, 16, 10); got {sizes}")
        depth, one = len(sizes) - 1, isinstance(activation, str) or not isinstance(activation, Iterable)
        names: Any = (activation,) * depth if one else tuple(activation)
        require(len(names) == depth and all(name in ACTIVATIONS or gain(name) for name in map(str, names)), "activation must be one of "
                f"{', '.join(ACTIVATIONS)} or sigmoid(k), k > 0, or one for each of the {depth} layers with weights; got {activation!r}")
        object.__setattr__(self, "sizes", tuple(map(int, sizes)))
        object.__setattr__(self, "activations", names)

    def __str__(self) -> str:
        return "-".join(map(str, self.sizes))

    @property
    def n_parameters(self) -> int:
        """P, the number of weights and biases: 13002 for 784-16-16-10."""
        return self.offset(self.depth + 1)

    @property
    def depth(self) -> int:
        """L, the number of layers with weights."""
        return len(self.sizes) - 1

    def offset(self, layer: int) -> int:
        """Where layer `layer` (1..L) begins in theta; offset(L + 1) is P."""
        _check_place("layer", layer, 1, self.depth + 1)
        return sum(n_out * n_in + n_out for n_in, n_out in pairwise(self.sizes[:layer]))

    def layers(self, theta: ArrayLike) -> list[tuple[Array, Array]]:
        """[(W (n_out, n_in), b (n_out,)), ...]: views into theta, where that is an array of floats, a pair for each layer with weights."""
        return split(self.sizes, vector("theta", theta, self.n_parameters, self))

    def index(self, layer: int, j: int, k: int | None = None) -> int:
        """The place in theta of w_jk of a layer (1..L), or of its bias b_j when k is not given; 0 is w_00 of layer 1."""
        _check_place("layer", layer, 1, self.depth)
        n_in, n_out = self.sizes[layer - 1:layer + 1]
        _check_place(f"j, a neuron of layer {layer},", j, 0, n_out - 1)
        _check_place(f"k, a neuron of layer {layer - 1},", k or 0, 0, n_in - 1)
        return self.offset(layer) + (n_out * n_in + j if k is None else j * n_in + k)

    def locate(self, i: int) -> tuple[int, int, int] | tuple[int, int]:
        """The inverse of index: (layer, j, k) for a weight, (layer, j) for a bias."""
        _check_place("i", i, 0, self.n_parameters - 1)
        layer = next(l for l in range(1, self.depth + 1) if i < self.offset(l + 1))
        j, k = divmod(i - self.offset(layer), self.sizes[layer - 1])
        return (layer, j, k) if j < self.sizes[layer] else (layer, i - self.index(layer, 0))

    def init(self, seed: Seed = 0, dtype: DTypeLike = "float32", scale: float | None = None, constant: float | None = None) -> Array:
        """A start theta (P,) in float32 or float64: weights drawn from N(0, 1/n_in) by the seed (or Generator), biases 0.
        scale is another standard deviation, the same in every layer; constant, without drawing, the value of every entry."""
        require(np.dtype(dtype) in ("float32", "float64"), f"dtype must be float32 or float64; got {np.dtype(dtype)}")
        require(None in (scale, constant) and 0 <= (scale or 0) < np.inf and np.isfinite(constant or 0), "give scale, a number >= 0, "
                f"or constant, a finite number: one of the two; got scale={scale} and constant={constant}")
        if constant is not None:
            return np.full(self.n_parameters, constant, dtype)
        theta, rng = np.zeros(self.n_parameters), np.random.default_rng(seed)
        for W, _ in self.layers(theta):
            W[:] = (1 / np.sqrt(W.shape[1]) if scale is None else scale) * rng.standard_normal(W.shape)
        return theta.astype(dtype)

    def forward(self, theta: ArrayLike, x: ArrayLike) -> tuple[list[Any], list[Array]]:
        """z^l = a^{l-1} W^T + b and a^l = sigma(z^l): lists over layers, entry [l] is (m, n_l). a[0] is x, z[0] is None."""
        layers = self.layers(theta)
        return feed_forward(layers, self.activations, examples(x, self.sizes[0], layers[0][0].dtype))

    def output(self, theta: ArrayLike, x: ArrayLike) -> Array:
        """a^L, what the network says to every example, (m, n_L)."""
        return self.forward(theta, x)[1][-1]

    def predict(self, theta: ArrayLike, x: ArrayLike) -> Array:
        """The class of every example, (m,) whole numbers: where its largest output stands. One output alone says 1 where
        it is above the middle of what it should say, 1/2 (0 for tanh, which goes from -1 to 1), else 0."""
        output, middle = self.output(theta, x), 0 if self.activations[-1] == "tanh" else 0.5
        return output.argmax(axis=1) if self.sizes[-1] > 1 else (output[:, 0] > middle).astype("int64")

    def cost(self, theta: ArrayLike, x: ArrayLike, y: ArrayLike) -> float:
        """C = mean over examples of sum_j (a_j - y_j)^2, a float."""
        output = self.output(theta, x)
        return float(np.square(output - targets(y, output)).sum(axis=1).mean(dtype="float64"))

    def accuracy(self, theta: ArrayLike, x: ArrayLike, labels: ArrayLike) -> float:
        """The share of examples that the network gets right, 0..1: the largest output is at their label. labels are (m,), or
        one-hot rows (m, n_L); one output is right on the side of the middle of their two values where they are."""
        return float(right(self.output(theta, x), labels).mean())

    def gradient(self, theta: ArrayLike, x: ArrayLike, y: ArrayLike) -> Array:
        """dC/dtheta by backpropagation, (P,), for C = mean over examples of sum_j (a_j - y_j)^2: see `backward`."""
        return self.backward(theta, x, y).gradient

    def backward(self, theta: ArrayLike, x: ArrayLike, y: ArrayLike) -> Backward:
        """z, a, delta and dC/da of every layer and example, and the gradient: a `Backward`.
        BP1  delta^L = 2 (a^L - y) * sigma'(z^L)        BP3  dC/db^l = mean over examples of delta^l
        BP2  delta^l = (delta^{l+1} W^{l+1}) * sigma'(z^l)   BP4  dC/dW^l = delta^l.T a^{l-1} / m
        >>> net = Network((1, 1), "identity")                 # theta is w, b
        >>> back = net.backward([3.0, 0.5], x=[[2.0]], y=[[6.0]])
        >>> back.a[1].item(), back.delta[1].item(), back.gradient.tolist()
        (6.5, 1.0, [2.0, 1.0])
        """
        z, a = self.forward(theta, x)
        x, y = a[0], targets(y, a[-1])
        gradient = np.empty(self.n_parameters, x.dtype)
        layers, parts = self.layers(theta), self.layers(gradient)
        delta, dC_da = list[Any]([None] * len(a)), list[Any]([None] * len(a))
        dC_da[-1] = 2 * (a[-1] - y)                                 # (m, n_L)
        for l in range(self.depth, 0, -1):
            (W, _), (dW, db), (_, slope) = layers[l - 1], parts[l - 1], activation_of(self.activations[l - 1])
            delta[l] = dC_da[l] * slope(z[l], a[l])                 # BP1, BP2: (m, n_l)
            if l > 1:
                dC_da[l - 1] = delta[l] @ W                         # (m, n_{l-1})
            db[:] = delta[l].mean(axis=0)                           # BP3
            dW[:] = delta[l].T @ a[l - 1] / len(x)                  # BP4
        return Backward(z, a, delta, dC_da, gradient)

    def example_gradients(self, theta: ArrayLike, x: ArrayLike, y: ArrayLike) -> Array:
        """dC_i/dtheta of every example, (m, P): dC_i/dw_jk = delta_j a_k. Its mean is the gradient."""
        back = self.backward(theta, x, y)
        rows = np.empty((len(back.a[0]), self.n_parameters), back.gradient.dtype)
        for l in range(1, self.depth + 1):
            bias = self.index(l, 0)
            dW = rows[:, self.offset(l):bias].reshape(-1, self.sizes[l], self.sizes[l - 1])  # a view
            np.einsum("mj,mk->mjk", back.delta[l], back.a[l - 1], out=dW)
            rows[:, bias:self.offset(l + 1)] = back.delta[l]
        return rows

    def input_gradient(self, theta: ArrayLike, x: ArrayLike, y: ArrayLike) -> Array:
        """dC_i/dx of every example, (m, n_0): delta^1 W^1, BP2 taken once more; what a nudge of each input does to its own cost."""
        return self.backward(theta, x, y).delta[1] @ self.layers(theta)[0][0]

def split(sizes: Sequence[int], theta: Array) -> list[tuple[Array, Array]]:
    """[(W, b), ...]: Network.layers, for a theta that somebody has checked."""
    pairs, start = [], 0
    for n_in, n_out in pairwise(sizes):
        bias = start + n_out * n_in
        pairs.append((theta[start:bias].reshape(n_out, n_in), theta[bias:bias + n_out]))
        start = bias + n_out
    return pairs

def feed_forward(layers: Iterable[tuple[Array, Array]], activations: Iterable[str], x: Array) -> tuple[list[Any], list[Array]]:
    """z, a: Network.forward, for layers and x that somebody has checked."""
    z, a = list[Any]([None]), [x]
    for (W, b), name in zip(layers, activations, strict=True):
        sigma, _ = activation_of(name)
        z.append(a[-1] @ W.T + b)                                   # (m, n_l)
        a.append(sigma(z[-1]))                                      # (m, n_l)
    return z, a

def right(output: Array, labels: ArrayLike) -> Array:
    """(m,) booleans: which rows of the output say what the labels say; see Network.accuracy."""
    labels, one = np.asarray(labels), output.shape[1] == 1
    if labels.shape == output.shape:
        labels = labels[:, 0] if one else labels.argmax(axis=1)
    require(labels.shape == output.shape[:1], f"labels must be ({len(output)},), or one-hot rows {output.shape}; got {labels.shape}")
    values = np.unique(labels) if one else ()
    require(len(values) <= 2, f"of one output, labels must have two values, like 0 and 1; got {len(values)} of them")
    middle = np.mean(values) if len(values) == 2 else 0.5 if np.all(labels >= 0) else 0.0
    return (output[:, 0] > middle) == (labels > middle) if one else output.argmax(axis=1) == labels

def _check_place(name, value, low, high):
    require(low <= value <= high, f"{name} must be {low}..{high}; got {value}")
