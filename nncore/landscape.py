"""Slices of the cost: along a line, over a plane, and how far a path runs from where the slice is.

A slice is honest when it says where it goes, and how far from it the path is that one draws over it: the height of the surface under a
projected point is not the cost at the point."""

from concurrent.futures import Executor
from dataclasses import dataclass
from functools import partial
from itertools import repeat
from typing import Any

import numpy as np

from nncore._types import Array, ArrayLike, Given, Progress, Seed, vector
from nncore.activation import activation_of
from nncore.data import Dataset, check_fits
from nncore.errors import require
from nncore.fast import cost_rows, first_sum
from nncore.network import Network
from nncore.threads import one_thread

BLOCK = 500  # examples at a time along a line: their sums z of every layer stay in cache
PARTS = 16   # of a grid: more keep the workers of an executor busy to the end, fewer travel faster

class _Place:
    """What a line and a plane have in common: an origin (P,), and directions as the rows of a matrix (D, P)."""
    origin: Array
    directions: Array

    def _freeze(self, *names):
        """The named vectors (P,), finite, in float64, as copies: a place stays where it is."""
        for name in names:
            theta = np.array(vector(name, getattr(self, name)), "float64")
            require((finite := np.isfinite(theta).sum()) == len(theta) == np.size(getattr(self, names[0])),
                    f"{', '.join(names)} must be finite numbers, and of one length; of the {len(theta)} of {name} {finite} are finite")
            self._set(name, theta)

    def _set(self, name, array):
        object.__setattr__(self, name, np.broadcast_to(array, array.shape))     # a read-only view

    def point(self, *coordinates: ArrayLike) -> Array:
        """theta (P,) at alpha (of a plane: at alpha, beta); (..., P) for arrays of them."""
        moves = (np.asarray(c)[..., None] * d for c, d in zip(coordinates, self.directions, strict=True))
        return sum(moves, self.origin)

    @one_thread()
    def project(self, theta: ArrayLike) -> tuple[Any, Any]:
        """Coordinates and distance of the nearest point: alpha of a line, (2,) of a plane; for theta (P,), or each row of (K, P).
        Least squares: with D^T = Q R, the c that makes |theta - origin - c D| smallest solves R c = Q^T (theta - origin)."""
        theta, D = np.asarray(theta, "float64"), self.directions
        require(theta.ndim in (1, 2) and theta.shape[-1] == D.shape[1], f"theta must be (K, {D.shape[1]}) or one row; got {theta.shape}")
        away = theta - self.origin
        Q, R = np.linalg.qr(D.T)                                    # (P, D), (D, D)
        c = np.linalg.solve(R, Q.T @ away.T).T
        return c if len(D) == 2 else c[..., 0], np.linalg.norm(away - c @ D, axis=-1)

@dataclass(frozen=True, eq=False)
class Line(_Place):
    """The straight line theta_a + alpha (theta_b - theta_a): alpha is 0 at a, 1 at b, and may go beyond.
    Raises InputError for points of different lengths, the same point twice, NaN or inf.
    >>> line = Line([0.0, 0.0], [4.0, 0.0])
    >>> line.point(0.5).tolist(), [number.item() for number in line.project([3.0, 2.0])]    # alpha, how far from the line
    ([2.0, 0.0], [0.75, 2.0])
    """
    theta_a: Given
    theta_b: Given

    def __post_init__(self) -> None:
        self._freeze("theta_a", "theta_b")
        require((self.theta_a != self.theta_b).any(), "theta_a and theta_b are the same point: there is no line between them")
        self._set("origin", self.theta_a)
        self._set("directions", (self.theta_b - self.theta_a)[None])

@dataclass(frozen=True, eq=False)
class Plane(_Place):
    """The plane origin + alpha u + beta v; origin, u, v are (P,) float64. u and v need not be orthonormal (filter-normalised ones are not);
    those of `pca`, `through`, `through_points` and `parameters` are: lengths and angles are true. explained (2,), for `pca`, is the share
    of the variance along u and v. Raises InputError for vectors of different lengths, parallel directions, NaN or inf.
    >>> plane = Plane.parameters([1.0, 1.0, 1.0], i=0, j=2)
    >>> coordinates, distance = plane.project([3.0, 5.0, 2.0])
    >>> plane.point(0.5, -1.0).tolist(), coordinates.tolist(), distance.item()
    ([1.5, 1.0, 0.0], [2.0, 1.0], 4.0)
    """
    origin: Given
    u: Given
    v: Given
    explained: Array | None = None

    def __post_init__(self) -> None:
        self._freeze("origin", "u", "v")
        uu, vv, uv = self.u @ self.u, self.v @ self.v, self.u @ self.v
        require(uu * vv - uv**2 > 1e-12 * uu * vv, "the two directions are parallel (or one is zero): they span no plane")
        self._set("directions", np.stack([self.u, self.v]))

    @classmethod
    @one_thread()
    def through(cls, origin: ArrayLike, d1: ArrayLike, d2: ArrayLike) -> "Plane":
        """The plane through `origin` along d1 and d2, with u along d1 and v at right angles to it, both of length 1."""
        plane: Any = cls(origin, d1, d2)
        u = plane.u / np.linalg.norm(plane.u)
        v = plane.v - (plane.v @ u) * u
        v -= (v @ u) * u  # once more: nearly parallel directions lose digits the first time
        return cls(plane.origin, u, v / np.linalg.norm(v))

    @classmethod
    def through_points(cls, a: ArrayLike, b: ArrayLike, c: ArrayLike) -> "Plane":
        """The plane through three thetas; its origin is their centre, u points along b - a."""
        a, b, c = (np.asarray(point, "float64") for point in (a, b, c))
        plane = cls.through(a, b - a, c - a)
        return cls((a + b + c) / 3, plane.u, plane.v)

    @classmethod
    @one_thread()
    def pca(cls, theta: ArrayLike) -> "Plane":
        """The plane that holds most of the variance of the rows of theta (K, P), not all on a line; its origin is their mean."""
        theta = np.asarray(theta, "float64")
        require(theta.ndim == 2 and len(theta) >= 3, f"theta must be (K, P), a path of at least 3 points; got {theta.shape}")
        mean = theta.mean(axis=0)
        _, size, directions = np.linalg.svd(theta - mean, full_matrices=False)
        require(size[1] > 1e-9 * size[0], "the points lie on one line: they span no plane")
        u, v = (d * np.sign(d[np.abs(d).argmax()]) for d in directions[:2])  # a direction has no sign of its own
        return cls(mean, u, v, explained=size[:2] ** 2 / (size**2).sum())

    @classmethod
    def random(cls, net: Network, theta: ArrayLike, seed: Seed = 0, normalize: str | None = "filter") -> "Plane":
        """Two random directions through theta. normalize="filter": each neuron's part (its weights and bias) is as long as it is
        in theta (Li et al. 2018, arXiv:1712.09913): a step means the same in every layer; None: orthonormal directions."""
        require(normalize in ("filter", None), f'normalize must be "filter" or None; got {normalize!r}')
        theta = vector("theta", theta, net.n_parameters, net).astype("float64")
        d1, d2 = np.random.default_rng(seed).standard_normal((2, net.n_parameters))
        if normalize is None:
            return cls.through(theta, d1, d2)
        for d in (d1, d2):
            for (W, b), (dW, db) in zip(net.layers(theta), net.layers(d), strict=True):
                scale = np.sqrt((np.square(W).sum(axis=1) + b**2) / (np.square(dW).sum(axis=1) + db**2))
                dW *= scale[:, None]
                db *= scale
        return cls(theta, d1, d2)

    @classmethod
    def parameters(cls, theta: ArrayLike, i: int, j: int) -> "Plane":
        """The plane of two single parameters: alpha is added to theta[i], beta to theta[j]."""
        u, v = np.zeros((2, np.size(theta)))
        require(0 <= min(i, j) < max(i, j) < len(u), f"i and j must be two different places, 0..{len(u) - 1}; got {i} and {j}")
        u[i] = v[j] = 1
        return cls(np.asarray(theta), u, v)

@dataclass(frozen=True, eq=False)
class Slice:
    """The cost on a grid: cost (A, B) over a Plane, where cost[i, j] belongs to alphas[i], betas[j];
    along a Line cost (A,), and slope (A,), the exact dC/dalpha."""
    where: Plane | Line
    alphas: Array
    betas: Array | None
    cost: Array
    slope: Array | None = None

def slice_cost(net: Network, data: Dataset, where: Plane | Line, alphas: ArrayLike, betas: ArrayLike | None = None,
               progress: Progress | None = None, executor: Executor | None = None) -> Slice:
    """The cost of a network on a Dataset, over a grid of a Plane (alphas (A,) and betas (B,)) or along a Line: a Slice.
    executor  a concurrent.futures.Executor to compute a Plane's rows in; the numbers are the same, bit for bit
    Computed in the precision of data.x (float32 for the digits: about 6 digits of the cost). Raises InputError where net,
    data, the line or plane and the grid do not fit together.
    >>> net, data = Network((1, 1), "identity"), Dataset([[1.0]], [[1.0]])
    >>> plane = Plane.parameters([0.0, 0.0], i=0, j=1)          # the cost is (w + b - 1)^2
    >>> slice_cost(net, data, plane, alphas=[0, 1], betas=[0, 1, 2]).cost.tolist()
    [[1.0, 0.0, 1.0], [0.0, 1.0, 4.0]]
    """
    _check_place(net, data, where)
    grid: Any = [np.asarray(values, "float64") for values in ([alphas] if betas is None else [alphas, betas])]
    for values in grid:
        require(values.ndim == 1 and values.size and np.isfinite(values).all(), f"alphas, betas must be (A,) finite numbers; got {values}")
    require(len(grid) == len(where.directions), "a Line has one coordinate, give alphas only; a Plane has two, give both")
    if isinstance(where, Line):
        return Slice(where, grid[0], None, *_along_line(net, data, where, grid[0], progress))
    return Slice(where, *grid, _over_plane(net, data, where, *grid, progress, executor))  # type: ignore[call-arg]

def gradient_within(net: Network, data: Dataset, where: Plane | Line, *coordinates: float) -> tuple[float, Array]:
    """The cost at a point of a Plane (alpha, beta) or Line (alpha), and its gradient (2,) or (1,) there in these coordinates:
    dC/dalpha = u . dC/dtheta, from backpropagation in float64. Raises InputError where they do not fit together.
    >>> net, data = Network((1, 1), "identity"), Dataset([[1.0]], [[1.0]])
    >>> gradient_within(net, data, Plane.parameters([3.0, 0.0], i=0, j=1), 0.0, 0.0)   # (w x + b - y)^2 = 2^2, along w and b
    (4.0, array([4., 4.]))
    """
    _check_place(net, data, where)
    require(np.shape(coordinates) == (len(where.directions),), f"give one point: {len(where.directions)} numbers; got {coordinates}")
    x, y = data.x.astype("float64"), data.y.astype("float64")
    with one_thread():
        back = net.backward(where.point(*coordinates), x, y)
        return float(np.square(back.a[-1] - y).sum() / len(y)), where.directions @ back.gradient

def _check_place(net, data, where):
    check_fits(net, data)
    require(isinstance(where, (Line, Plane)), f"where must be a Line or a Plane; got {type(where).__name__}")
    require(len(where.origin) == net.n_parameters, f"where has {len(where.origin)} parameters; the network {net} {net.n_parameters}")

@one_thread()
def _over_plane(net, data, plane, alphas, betas, progress, executor):
    """cost (A, B); an executor gets some rows of the grid at a time."""
    sums = [first_sum(net, d, data.x) for d in (plane.origin, plane.u, plane.v)]
    task = partial(cost_rows, net, sums, data.y.astype(data.x.dtype, copy=False), plane.origin, plane.u, plane.v)
    parts, rows = np.array_split(alphas, min(len(alphas), PARTS)), []
    for part in (map if executor is None else executor.map)(task, parts, repeat(betas)):
        rows.append(part)
        if progress is not None:
            progress(len(rows), len(parts))
    return np.concatenate(rows) / len(data)

@one_thread()
@np.errstate(over="ignore", invalid="ignore")
def _along_line(net, data, line, alphas, progress):
    """cost and slope (A,). The slope is carried forward with the values (d/dalpha of every line of the forward pass):
    dz^l = da^{l-1} W^T + a^{l-1} dW^T + db,   da^l = sigma'(z^l) dz^l,   dC = mean sum_j 2 (a_j - y_j) da_j"""
    (cost, slope), dtype, (u,) = np.zeros((2, len(alphas))), data.x.dtype, line.directions
    start_layers, moves = (net.layers(d.astype(dtype)) for d in (line.origin, u))
    for start in range(0, len(data), BLOCK):
        x, y = data.x[start:start + BLOCK], data.y[start:start + BLOCK].astype(dtype, copy=False)
        z0, zu = (x @ W.T + b for W, b in (start_layers[0], moves[0]))      # the first z is linear in alpha
        for i, alpha in enumerate(alphas):
            layers = net.layers(line.point(alpha).astype(dtype))
            a, da = _activate(net.activations[0], z0 + dtype.type(alpha) * zu, zu)
            for (W, b), (dW, db), name in zip(layers[1:], moves[1:], net.activations[1:], strict=True):
                a, da = _activate(name, a @ W.T + b, da @ W.T + a @ dW.T + db)
            cost[i] += np.square(a - y).sum(dtype="float64")
            slope[i] += (2 * (a - y) * da).sum(dtype="float64")
            if progress is not None:
                progress(start // BLOCK * len(alphas) + i + 1, len(alphas) * -(-len(data) // BLOCK))
    return cost / len(data), slope / len(data)

def _activate(name, z, dz):
    sigma, slope = activation_of(name)
    a = sigma(z)
    return a, slope(z, a) * dz
