"""The fast slice is the plain one, in one process or in many."""

from concurrent.futures import ProcessPoolExecutor, ThreadPoolExecutor

import numpy as np
import pytest

import nncore
from nncore import landscape
from nncore.fast import slices as slicing

ALPHAS, BETAS = np.linspace(-3, 4, 7), np.linspace(-2, 2, 5)


def some_data(n=600, width=6, classes=4, dtype="float64"):
    rng = np.random.default_rng(0)
    return nncore.Dataset(rng.random((n, width)).astype(dtype), np.eye(classes, dtype=dtype)[rng.integers(0, classes, n)])


def a_plane(net):
    return nncore.Plane.random(net, net.init(0, "float64"), seed=1)


@pytest.mark.parametrize("sizes, activation", [
    ((6, 5, 3, 4), "sigmoid"), ((6, 5, 3, 4), "tanh"), ((6, 5, 3, 4), ("tanh", "sigmoid", "tanh")), ((6, 4), "sigmoid"),
    ((6, 1, 4), ("sigmoid", "tanh"))])
def test_it_is_the_cost_at_every_point_of_the_grid(sizes, activation):
    net, data = nncore.Network(sizes, activation), some_data()
    assert slicing.is_fast(net)
    plane = a_plane(net)
    surface = nncore.slice_cost(net, data, plane, ALPHAS, BETAS)
    for i, alpha in enumerate(ALPHAS):
        for j, beta in enumerate(BETAS):
            assert surface.cost[i, j] == pytest.approx(net.cost(plane.point(alpha, beta), data.x, data.y), rel=1e-12)


@pytest.mark.parametrize("n", [1, slicing.BLOCK - 1, slicing.BLOCK, 2 * slicing.BLOCK + 3])
def test_blocks_of_any_size_add_up(n):
    net, data = nncore.Network((6, 5, 4)), some_data(n)
    plane = a_plane(net)
    fast, plain = ([sum_of(net, d, data.x) for d in (plane.origin, plane.u, plane.v)]
                   for sum_of in (slicing.first_sum, landscape._first_sum))
    grid = data.y, plane.origin, plane.u, plane.v, ALPHAS, BETAS
    np.testing.assert_allclose(slicing.cost_rows(net, fast, *grid), landscape._cost_rows(net, plain, *grid), rtol=1e-12)


def test_in_float32_it_is_right_to_six_digits():
    net, data = nncore.Network((6, 5, 3, 4)), some_data(dtype="float32")
    plane = a_plane(net)
    surface = nncore.slice_cost(net, data, plane, ALPHAS, BETAS)
    assert surface.cost[2, 3] == pytest.approx(net.cost(plane.point(ALPHAS[2], BETAS[3]), data.x, data.y), rel=2e-6)


@pytest.mark.parametrize("activation", ["relu", "identity", "step", ("relu", "sigmoid", "tanh")])
def test_other_activations_go_the_plain_way(activation):
    net, data = nncore.Network((6, 5, 3, 4), activation), some_data()
    assert not slicing.is_fast(net)
    plane = a_plane(net)
    surface = nncore.slice_cost(net, data, plane, ALPHAS, BETAS)
    assert surface.cost[1, 4] == pytest.approx(net.cost(plane.point(ALPHAS[1], BETAS[4]), data.x, data.y), rel=1e-12)


@pytest.mark.parametrize("pool", [ThreadPoolExecutor, ProcessPoolExecutor])
@pytest.mark.parametrize("activation", ["sigmoid", "relu"])
def test_an_executor_gets_the_same_numbers_bit_for_bit(pool, activation):
    net, data = nncore.Network((6, 5, 4), activation), some_data(dtype="float32")
    plane, done = a_plane(net), []
    alone = nncore.slice_cost(net, data, plane, ALPHAS, BETAS)
    with pool(2) as executor:
        shared = nncore.slice_cost(net, data, plane, ALPHAS, BETAS, lambda *at: done.append(at), executor)
    assert np.array_equal(alone.cost, shared.cost)
    assert done[-1][0] == done[-1][1] == len(done)
