"""The fast step is the plain one: fast.py against network.py, where it goes another way for its speed.

For every activation and batch after batch: tests/trust/test_numbers.py.
"""

import numpy as np
import pytest

import nncore
from nncore.fast import Kernel


@pytest.mark.parametrize("sizes, m", [((784, 16, 10), 100), ((784, 16, 10), 131), ((784, 16, 10), 500), ((300, 400, 3), 17),
                                      ((2, 900, 900, 2), 3)])
def test_products_in_one_two_or_three_pieces_are_whole(sizes, m):
    net, rng = nncore.Network(sizes), np.random.default_rng(0)
    theta, x, y = net.init(1, "float64"), rng.random((m, sizes[0])), rng.random((m, sizes[-1]))
    kernel = Kernel(net, theta)
    assert kernel(x, y) == pytest.approx(net.cost(theta, x, y), rel=1e-12)
    np.testing.assert_allclose(kernel.gradient, net.gradient(theta, x, y), rtol=1e-9, atol=1e-14)


def test_other_examples_may_stand_in_the_same_arrays_or_in_others():
    net, rng = nncore.Network((3, 2)), np.random.default_rng(0)
    theta, x, y = net.init(0, "float64"), rng.random((4, 3)), rng.random((4, 2))
    kernel = Kernel(net, theta)
    for _ in range(2):
        for x_now, y_now in ((x, y), (x.copy(), y), (x, y.copy())):
            assert kernel(x_now, y_now) == pytest.approx(net.cost(theta, x_now, y_now))
            x[:], y[:] = rng.random(x.shape), rng.random(y.shape)


def test_sums_far_from_zero_saturate_without_a_word():
    net = nncore.Network((2, 2))
    theta = np.array([1e4, 0, 0, -1e4, 0, 0], "float32")
    x, y = np.ones((1, 2), "float32"), np.zeros((1, 2), "float32")
    with np.errstate(over="ignore"):
        assert Kernel(net, theta)(x, y) == pytest.approx(1.0)
