"""Lines, planes and slices, against numpy's own least squares and eigenvectors, net.cost and nudges.

That points are projected right and that a slice is the cost: tests/trust/test_numbers.py, for networks of all kinds.
"""

from concurrent.futures import Executor, Future, ProcessPoolExecutor, ThreadPoolExecutor

import numpy as np
import pytest
from threadpoolctl import threadpool_info, threadpool_limits

import nncore
from nncore.activation import ACTIVATIONS
from nncore.fast import FORMS


@pytest.fixture
def path(rng):
    """20 points in 43 dimensions, around a place away from the origin."""
    return 5 + rng.standard_normal((20, 43)) * np.linspace(3, 0.1, 43)


def oblique(rng):
    return nncore.Plane(*rng.standard_normal((3, 43)))


# -- projection ---------------------------------------------------------------------------------------


@pytest.mark.parametrize("v", [lambda u, v: v, lambda u, v: 1e4 * v + 3e3 * u, lambda u, v: u + 1e-5 * v],
                         ids=("oblique", "scaled", "nearly parallel"))
def test_projection_is_numpys_least_squares(v, rng, path):
    origin, u, other = rng.standard_normal((3, 43))
    plane = nncore.Plane(origin, u, v(u, other))
    coordinates, distance = plane.project(path)
    wanted, *_ = np.linalg.lstsq(np.column_stack([plane.u, plane.v]), (path - plane.origin).T, rcond=None)
    np.testing.assert_allclose(coordinates, wanted.T, rtol=1e-6, atol=1e-9)
    nearest = plane.point(coordinates[:, 0], coordinates[:, 1])
    np.testing.assert_allclose(distance, np.sqrt(((path - nearest) ** 2).sum(axis=1)), rtol=1e-9)
    one, away = plane.project(path[3])
    assert one.shape == (2,) and np.ndim(away) == 0
    np.testing.assert_allclose([*one, away], [*coordinates[3], distance[3]], rtol=1e-6)


def test_points_of_a_grid(rng):
    plane = oblique(rng)
    alphas, betas = np.meshgrid([0, 1, 2], [5, 6], indexing="ij")
    assert plane.point(alphas, betas).shape == (3, 2, 43)
    assert np.array_equal(plane.point(alphas, betas)[2, 1], plane.point(2, 6))
    assert plane.point(0, 0).shape == (43,)


def test_a_point_beside_a_line_has_its_foot_on_it(rng):
    a, b, away = rng.standard_normal((3, 43))
    line = nncore.Line(a, b)
    away -= away @ (b - a) / ((b - a) @ (b - a)) * (b - a)
    alpha, distance = line.project(line.point(0.3) + away)
    assert alpha == pytest.approx(0.3) and alpha.shape == () and distance == pytest.approx(np.linalg.norm(away))
    assert np.array_equal(line.point(0), a) and np.allclose(line.point(1), b) and line.point([0, 1, 2]).shape == (3, 43)


def test_lines_and_planes_are_float64_whatever_they_are_made_of(net):
    line = nncore.Line(net.init(0), [*net.init(1)])
    plane = nncore.Plane(net.init(0), net.init(1), [*net.init(2)])
    assert {array.dtype.str
            for array in (line.theta_a, line.theta_b, line.directions, plane.origin, plane.u, plane.v)} == {"<f8"}


# -- making planes --------------------------------------------------------------------------------------


def test_pca_is_the_eigenvectors_of_the_covariance(path):
    plane = nncore.Plane.pca(path)
    values, vectors = np.linalg.eigh(np.cov(path.T))
    assert abs(plane.u @ vectors[:, -1]) == pytest.approx(1, abs=1e-9)
    assert abs(plane.v @ vectors[:, -2]) == pytest.approx(1, abs=1e-9)
    np.testing.assert_allclose(plane.origin, path.mean(axis=0))
    np.testing.assert_allclose(plane.explained, values[[-1, -2]] / values.sum(), rtol=1e-9)
    for direction in (plane.u, plane.v):  # of the two signs the one with the largest entry above 0
        assert direction[np.abs(direction).argmax()] > 0
    coordinates, distance = plane.project(path)
    np.testing.assert_allclose((coordinates**2).sum(axis=0) / ((path - path.mean(axis=0)) ** 2).sum(), plane.explained)
    np.testing.assert_allclose((distance**2).sum() / ((path - path.mean(axis=0)) ** 2).sum(), 1 - plane.explained.sum())


def test_a_path_that_lies_in_a_plane_is_explained_by_it(rng):
    there = rng.standard_normal((9, 2))
    path = oblique(rng).point(there[:, 0], there[:, 1])
    plane = nncore.Plane.pca(path)
    assert plane.explained.sum() == pytest.approx(1) and plane.project(path)[1].max() < 1e-9


def test_three_points_are_enough_for_a_plane(path):
    assert nncore.Plane.pca(path[:3]).project(path[:3])[1].max() < 1e-9


def orthonormal_pair(plane):
    return np.allclose([plane.u @ plane.u, plane.v @ plane.v, plane.u @ plane.v], [1, 1, 0], atol=1e-12)


def test_through_keeps_the_first_direction_and_the_span(rng):
    origin, d1, d2 = rng.standard_normal((3, 43))
    plane = nncore.Plane.through(origin, d1, d2)
    assert orthonormal_pair(plane) and np.array_equal(plane.origin, origin)
    np.testing.assert_allclose(plane.u, d1 / np.linalg.norm(d1))
    assert plane.v @ d2 > 0
    assert plane.project(np.array([origin, origin + d1, origin - 2 * d2]))[1].max() < 1e-12
    tilted = nncore.Plane.through(origin, d1, d1 + 1e-5 * d2)
    assert orthonormal_pair(tilted) and plane.project(origin + tilted.v)[1] < 1e-9


def test_through_points_holds_all_three(rng):
    a, b, c = rng.standard_normal((3, 43))
    plane = nncore.Plane.through_points(a, b, c)
    coordinates, distance = plane.project(np.array([a, b, c]))
    assert orthonormal_pair(plane) and distance.max() < 1e-12
    np.testing.assert_allclose(coordinates.mean(axis=0), 0, atol=1e-12)  # its origin is their centre
    np.testing.assert_allclose(plane.u, (b - a) / np.linalg.norm(b - a))
    np.testing.assert_allclose(np.linalg.norm(coordinates[2] - coordinates[0]), np.linalg.norm(c - a))


def test_parameters_are_two_axes_of_theta(rng):
    theta = rng.standard_normal(43)
    point = nncore.Plane.parameters(theta, 4, 17).point(0.5, -2)
    wanted = theta.copy()
    wanted[4] += 0.5
    wanted[17] -= 2
    np.testing.assert_allclose(point, wanted)


def test_filter_normalised_directions_are_as_long_as_theta_neuron_by_neuron(net, rng):
    theta = rng.standard_normal(net.n_parameters)
    plane = nncore.Plane.random(net, theta, seed=5)
    for d in (plane.u, plane.v):
        for (W, b), (dW, db) in zip(net.layers(theta), net.layers(d), strict=True):
            for j in range(len(b)):
                assert np.hypot(np.linalg.norm(dW[j]), db[j]) == pytest.approx(np.hypot(np.linalg.norm(W[j]), b[j]))
    drawn = np.random.default_rng(5).standard_normal((2, net.n_parameters))
    for d, raw in zip((plane.u, plane.v), drawn, strict=True):  # scaled, not bent, within a neuron
        for (dW, db), (rW, rb) in zip(net.layers(d), net.layers(raw), strict=True):
            assert np.ptp(np.column_stack([dW / rW, db / rb]), axis=1).max() < 1e-12
    assert np.array_equal(plane.origin, theta)


def test_random_directions_follow_their_seed(net, rng):
    theta = rng.standard_normal(net.n_parameters)
    one, same, other = (nncore.Plane.random(net, theta, seed=seed) for seed in (1, 1, 2))
    assert np.array_equal(one.u, same.u) and not np.array_equal(one.u, other.u)
    assert np.array_equal(nncore.Plane.random(net, theta).u, nncore.Plane.random(net, theta, seed=0).u)
    plain = nncore.Plane.random(net, theta, normalize=None)
    assert orthonormal_pair(plain) and np.array_equal(plain.origin, theta)


SAME = """
import hashlib, numpy as np, nncore
rng = np.random.default_rng(0)
path = rng.standard_normal((60, 13002)).astype("float32")
plane = nncore.Plane.pca(path)
line = nncore.Line(path[0], path[1])
net, data = nncore.Network((784, 16, 16, 10)), nncore.load_digits()
run = nncore.train(net, data, 0.02, batch_size=None, steps=2, theta=line.point(0.5), within=line)
through = nncore.Plane.through_points(*path[:3])
parts = [plane.u, plane.v, *plane.project(path),
         *line.project(path), run.theta, through.u, through.v, *through.project(path)]
print(hashlib.sha256(b"".join(np.ascontiguousarray(part).tobytes() for part in parts)).hexdigest())
"""


def test_planes_have_the_same_bytes_with_any_number_of_threads(python):
    one, two = (python("-c", SAME, OPENBLAS_NUM_THREADS=threads).stdout for threads in "12")
    assert len(one) == 65 and one == two


def test_slices_and_gradients_hold_blas_to_one_thread(toy, net, monkeypatch):
    threads = set()

    def watched(sigma):
        def watched(*args, **kwargs):
            threads.update(library["num_threads"] for library in threadpool_info())
            return sigma(*args, **kwargs)
        return watched

    for table, at in ((ACTIVATIONS, 0), (FORMS, 3)):
        entry = [*table["relu"]]
        entry[at] = watched(entry[at])
        monkeypatch.setitem(table, "relu", tuple(entry))
    net = nncore.Network(net.sizes, "relu")
    line, plane = nncore.Line(ONE, TWO), nncore.Plane(ONE, TWO, THREE)
    for call in (lambda: nncore.slice_cost(net, toy, line, [0, 1]),
                 lambda: nncore.slice_cost(net, toy, plane, [0], [1]),
                 lambda: nncore.gradient_within(net, toy, plane, 0, 1)):
        with threadpool_limits(2):
            call()
        assert threads == {1}
        threads.clear()


# -- slices ------------------------------------------------------------------------------------------------


NETWORKS = [nncore.Network((4, 6, 5, 3), activation) for activation in ("sigmoid", ("tanh", "relu", "identity"))]


@pytest.fixture(params=NETWORKS, ids=repr)
def deep(request):
    return request.param


@pytest.fixture
def data(rng):
    """1,103 examples in float64: three blocks, the last one ragged."""
    return nncore.Dataset(rng.standard_normal((1103, 4)), rng.random((1103, 3)))


def test_a_slice_says_where_it_is(net, toy, rng):
    plane, line = nncore.Plane(ONE, TWO, THREE), nncore.Line(ONE, TWO)
    over = nncore.slice_cost(net, toy, plane, [-1, 0, 2], (0.5, 1))
    assert isinstance(over, nncore.Slice) and over.where is plane and over.slope is None and over.cost.shape == (3, 2)
    assert over.alphas.tolist() == [-1, 0, 2] and over.betas.tolist() == [0.5, 1]
    along = nncore.slice_cost(net, toy, line, [-1, 0, 2])
    assert along.where is line and along.betas is None and along.cost.shape == along.slope.shape == (3,)


class Bare(Executor):
    """The least that is an executor: submit, and nothing else."""

    def submit(self, function, /, *args, **kwargs):
        future = Future()
        future.set_result(function(*args, **kwargs))
        return future


@pytest.mark.parametrize("pool", [lambda: ThreadPoolExecutor(2), lambda: ProcessPoolExecutor(2), Bare],
                         ids=("threads", "processes", "submit only"))
@pytest.mark.parametrize("activation", ["sigmoid", ("relu", "step", "identity")], ids=str)
@pytest.mark.parametrize("rows", [1, 7, 40])
def test_an_executor_gets_the_same_numbers_bit_for_bit(pool, activation, rows, rng):
    net = nncore.Network((6, 5, 3, 4), activation)
    data = nncore.Dataset(rng.random((600, 6), "float32"), rng.random((600, 4), "float32"))
    plane, done = nncore.Plane.random(net, net.init()), []
    grid = np.linspace(-3, 4, rows), np.linspace(-2, 2, 5)
    alone = nncore.slice_cost(net, data, plane, *grid)
    with pool() as executor:
        shared = nncore.slice_cost(net, data, plane, *grid, progress=lambda *at: done.append(at), executor=executor)
    assert np.array_equal(alone.cost, shared.cost)
    assert done == [(i, len(done)) for i in range(1, len(done) + 1)]


def test_gradient_within_is_the_slope_in_the_coordinates(deep, data, rng):
    plane = nncore.Plane(*rng.standard_normal((3, deep.n_parameters)))
    cost, gradient = nncore.gradient_within(deep, data, plane, 0.2, -0.4)
    assert cost == pytest.approx(deep.cost(plane.point(0.2, -0.4), data.x, data.y), rel=1e-12)
    full = deep.gradient(plane.point(0.2, -0.4), data.x, data.y)
    np.testing.assert_allclose(gradient, [plane.u @ full, plane.v @ full], rtol=1e-10)
    line = nncore.Line(*rng.standard_normal((2, deep.n_parameters)))
    cost, gradient = nncore.gradient_within(deep, data, line, 0.3)
    curve = nncore.slice_cost(deep, data, line, [0.3])
    np.testing.assert_allclose([cost, *gradient], [*curve.cost, *curve.slope], rtol=1e-10)


def test_slices_report_their_progress_to_the_end(net, data, rng):
    for where, betas, ticks in ((nncore.Plane(*rng.standard_normal((3, 43))), [0, 1], 3),       # rows of the grid
                                (nncore.Line(*rng.standard_normal((2, 43))), None, 9)):        # points, block by block
        seen = []
        nncore.slice_cost(net, data, where, [0, 1, 2], betas, progress=lambda *done, seen=seen: seen.append(done))
        assert seen == [(i, ticks) for i in range(1, ticks + 1)]


def test_a_slice_far_out_overflows_without_a_warning(toy, rng):
    net = nncore.Network((4, 5, 3), ("relu", "identity"))
    surface = nncore.slice_cost(net, toy, nncore.Plane(*rng.standard_normal((3, 43))), [0, 1e30], [0, 1])
    assert np.isfinite(surface.cost[0]).all() and not np.isfinite(surface.cost[1]).any()


# -- bad input ------------------------------------------------------------------------------------------------


ONE, TWO, THREE = np.random.default_rng(0).standard_normal((3, 43))
NET = nncore.Network((4, 5, 3))


@pytest.mark.parametrize(("call", "words"), [
    (lambda: nncore.Plane(ONE, TWO, 2 * TWO), "directions are parallel .*span no plane"),
    (lambda: nncore.Plane(ONE, TWO, 0 * TWO), "parallel .or one is zero"),
    (lambda: nncore.Plane.through(ONE, TWO, -TWO), "parallel"),
    (lambda: nncore.Plane.through(ONE, TWO, TWO + 1e-9 * THREE), "parallel"),
    (lambda: nncore.Plane.through_points(ONE, TWO, (ONE + TWO) / 2), "parallel"),
    (lambda: nncore.Plane.through_points(ONE, ONE, TWO), "parallel"),
    (lambda: nncore.Plane.random(NET, np.zeros(43)), "parallel .or one is zero"),
    (lambda: nncore.Plane(ONE, TWO, THREE[:-1]),
     "origin, u,? (and )?v must .*one length"),
    (lambda: nncore.Plane(ONE[None], TWO, THREE), r"origin must be \(P,\).*got \(1, 43\)"),
    (lambda: nncore.Plane(ONE, TWO * np.nan, THREE), "must be finite numbers"),
    (lambda: nncore.Line(ONE, ONE.copy()), "the same point: there is no line between them"),
    (lambda: nncore.Line(ONE, TWO[1:]), "must .*one length"),
    (lambda: nncore.Line(ONE, TWO + np.inf), "theta_b must be finite"),
    (lambda: nncore.Plane.pca(ONE), r"theta must be \(K, P\), a path of at least 3 points; got \(43,\)"),
    (lambda: nncore.Plane.pca([ONE, TWO]), r"at least 3 points; got \(2, 43\)"),
    (lambda: nncore.Plane.pca([ONE, (ONE + TWO) / 2, TWO, 3 * TWO - 2 * ONE]), "the points lie on one line"),
    (lambda: nncore.Plane.pca([ONE] * 4), "the points lie on one line"),
    (lambda: nncore.Plane.random(NET, ONE[1:]), r"theta must be \(43,\)"),
    (lambda: nncore.Plane.random(NET, ONE, normalize="layer"), """normalize must be "filter" or None; got 'layer'"""),
    (lambda: nncore.Plane.parameters(ONE, 0, 43), r"i and j must be .*0\.\.42.*43"),
    (lambda: nncore.Plane.parameters(ONE, -1, 3), "got .*-1"),
    (lambda: nncore.Plane.parameters(ONE, 3, 3), "i and j must be .*two different"),
    (lambda: nncore.Plane(ONE, TWO, THREE).project(ONE[1:]), r"theta must be .*\(K, 43\).*got \(42,\)"),
    (lambda: nncore.Line(ONE, TWO).project(np.zeros((2, 3, 43))), r"theta must be .*\(K, 43\)"),
])
def test_planes_and_lines_that_cannot_be(call, words):
    with pytest.raises(nncore.InputError, match=words):
        call()


@pytest.mark.parametrize(("where", "grid", "words"), [
    (nncore.Plane(ONE, TWO, THREE), ([0.0],), "a Plane has two"),
    (nncore.Line(ONE, TWO), ([0.0], [0.0]), "a Line has one coordinate"),
    (nncore.Line(ONE, TWO), ([],), "alphas.* must be"),
    (nncore.Line(ONE, TWO), (0.5,), "alphas.* must be"),
    (nncore.Plane(ONE, TWO, THREE), ([0.0], [np.nan]), "betas must be .*finite numbers"),
    (nncore.Line(ONE[1:], TWO[1:]), ([0.0],), "42 parameters; the network 4-5-3.* 43"),
])
def test_slices_that_cannot_be(net, toy, where, grid, words):
    with pytest.raises(nncore.InputError, match=words):
        nncore.slice_cost(net, toy, where, *grid)


def test_slices_want_data_that_fit(toy):
    with pytest.raises(nncore.InputError, match="the network 5-3"):
        nncore.slice_cost(nncore.Network((5, 3)), toy, nncore.Line(ONE, TWO), [0])
    with pytest.raises(nncore.InputError, match="data must be a Dataset"):
        nncore.slice_cost(NET, toy.x, nncore.Line(ONE, TWO), [0])
    with pytest.raises(nncore.InputError, match="give one point: 2 numbers"):
        nncore.gradient_within(NET, toy, nncore.Plane(ONE, TWO, THREE), [0, 1], [0, 1])
