"""The cost over the rows of a grid, against net.cost at every point: every activation, blocks of every size."""

import numpy as np
import pytest

import nncore
from nncore import fast
from nncore.activation import ACTIVATIONS

ALPHAS, BETAS = np.linspace(-3, 4, 7), np.linspace(-2, 2, 5)


def check(net, m, dtype="float64", rel=1e-12):
    rng = np.random.default_rng(0)
    data = nncore.Dataset(rng.random((m, net.sizes[0])).astype(dtype), rng.random((m, net.sizes[-1])).astype(dtype))
    plane = nncore.Plane.random(net, net.init(0, "float64"), seed=1)
    cost = nncore.slice_cost(net, data, plane, ALPHAS, BETAS).cost
    for i, alpha in enumerate(ALPHAS):
        for j, beta in enumerate(BETAS):
            assert cost[i, j] == pytest.approx(net.cost(plane.point(alpha, beta), data.x, data.y), rel=rel)


@pytest.mark.parametrize("activation", [*ACTIVATIONS, tuple(ACTIVATIONS), tuple(reversed(ACTIVATIONS))], ids=str)
def test_it_is_the_cost_at_every_point_of_the_grid(activation):
    check(nncore.Network((6, 5, 3, 1, 5, 4), activation), 300)


def test_there_is_a_form_of_every_activation():
    assert fast.FORMS.keys() == ACTIVATIONS.keys()


@pytest.mark.parametrize("m", [1, fast.BLOCK - 1, fast.BLOCK, 2 * fast.BLOCK + 3])
def test_blocks_of_any_size_add_up(m):
    check(nncore.Network((6, 5, 4), ("tanh", "sigmoid")), m)


@pytest.mark.parametrize("sizes", [(6, 4), (1, 1)])
def test_a_single_layer_has_no_later_ones(sizes):
    check(nncore.Network(sizes), 20)


def test_in_float32_it_is_right_to_six_digits():
    check(nncore.Network((6, 5, 3, 4)), 600, "float32", 2e-6)
