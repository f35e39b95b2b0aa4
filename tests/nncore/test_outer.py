"""The fast outer products are those of np.multiply, bit for bit."""

import numpy as np
import pytest

from nncore.outer import outer


def random(*shape, dtype="float32"):
    return np.random.default_rng(sum(shape)).standard_normal(shape).astype(dtype)


@pytest.mark.parametrize("dtype", ("float32", "float64"))
@pytest.mark.parametrize("m, n_out, n_in", ((1, 3, 5), (2, 3, 5), (7, 1, 1), (7, 4, 1), (7, 1, 4), (50, 16, 784)))
def test_outer_is_a_product_of_every_pair(m, n_out, n_in, dtype):
    delta, a, out = random(m, n_out, dtype=dtype), random(m, n_in, dtype=dtype), np.full((m, n_out, n_in), np.nan, dtype)
    outer(delta, a, out)
    np.testing.assert_array_equal(out, delta[:, :, None] * a[:, None, :])


def test_outer_writes_into_a_part_of_wider_rows_and_reads_any_strides():
    delta, a, rows = random(9, 6)[:, ::2], random(20, 9).T, np.full((9, 70), np.nan, "float32")
    outer(delta, a, rows[:, 5:65].reshape(9, 3, 20))
    np.testing.assert_array_equal(rows[:, 5:65].reshape(9, 3, 20), delta[:, :, None] * a[:, None, :])
    assert np.isnan(rows[:, :5]).all() and np.isnan(rows[:, 65:]).all()


@pytest.mark.parametrize("value", (np.inf, np.nan, 3e38))
def test_an_infinite_activation_stays_with_its_own_example(value):
    delta, a, out = random(4, 3), random(4, 5), np.empty((4, 3, 5), "float32")
    a[2] = value
    with np.errstate(over="ignore"):
        outer(delta, a, out)
        np.testing.assert_array_equal(out, delta[:, :, None] * a[:, None, :])
