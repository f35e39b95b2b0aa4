"""Gradient noise, the gradient of a recorded batch, and the sharpest curvature."""

import numpy as np
import pytest

import nncore


@pytest.fixture(scope="module")
def small():
    """40 examples of 6 numbers in three classes, a 6-5-3 network, and a theta."""
    rng = np.random.default_rng(3)
    data = nncore.Dataset(rng.random((40, 6)).astype("float32"), np.eye(3, dtype="float32")[rng.integers(0, 3, 40)])
    net = nncore.Network((6, 5, 3))
    return net, data, net.init(1, dtype="float64")


def test_the_cosines_are_those_of_example_by_example_gradients(small):
    net, data, theta = small
    noise = nncore.gradient_noise(net, data, theta, batch_size=4, samples=30, seed=5)
    each = np.stack([net.gradient(theta, data.x[i:i + 1], data.y[i:i + 1]) for i in range(len(data))])
    full, rng = each.mean(axis=0), np.random.default_rng(5)
    for cosine, error in zip(noise.cosine, noise.error):
        batch = each[rng.choice(len(data), 4, replace=False)].mean(axis=0)
        assert cosine == pytest.approx(batch @ full / np.linalg.norm(batch) / np.linalg.norm(full))
        assert error == pytest.approx(np.linalg.norm(batch - full) / np.linalg.norm(full))
    assert noise.full == pytest.approx(full)


@pytest.mark.parametrize("batch_size", [1, 5, 20])
def test_the_mean_square_error_is_the_variance_over_the_batch_size(small, batch_size):
    net, data, theta = small
    noise = nncore.gradient_noise(net, data, theta, batch_size, samples=4000)
    each, n = net.example_gradients(theta, data.x, data.y), len(data)
    variance = each.var(axis=0, ddof=0).sum() / np.square(noise.full).sum()
    expected = variance / batch_size * (n - batch_size) / (n - 1)
    assert np.square(noise.error).mean() == pytest.approx(expected, rel=0.08)


def test_the_full_batch_has_no_noise(small):
    net, data, theta = small
    noise = nncore.gradient_noise(net, data, theta, len(data), samples=3)
    assert noise.cosine == pytest.approx(1) and noise.error == pytest.approx(0, abs=1e-12)


def test_the_same_seed_draws_the_same_batches(small):
    one, again, other = (nncore.gradient_noise(*small, 3, samples=9, seed=seed).cosine for seed in (1, 1, 2))
    assert np.array_equal(one, again) and not np.array_equal(one, other)


@pytest.mark.parametrize("batch_size, samples, says", [(0, 5, "1..40"), (41, 5, "1..40"), (3, 0, "samples")])
def test_impossible_batches_are_refused(small, batch_size, samples, says):
    with pytest.raises(nncore.InputError, match=says):
        nncore.gradient_noise(*small, batch_size, samples)


def test_a_recorded_step_followed_the_gradient_of_its_batch(small):
    net, data, theta = small
    run = nncore.train(net, data, 0.7, batch_size=7, epochs=2, theta=theta, record=1)
    for step in (0, 3, 5, 11):
        moved = run.theta[step] - 0.7 * nncore.batch_gradient(run, data, step)
        assert moved == pytest.approx(run.theta[step + 1], abs=1e-12)


def test_a_batch_gradient_needs_the_state_and_the_data_of_the_run(small):
    net, data, theta = small
    run = nncore.train(net, data, 0.7, batch_size=7, epochs=2, record=5)
    with pytest.raises(nncore.InputError, match="step 3 was not kept"):
        nncore.batch_gradient(run, data, 3)
    with pytest.raises(nncore.InputError, match="got 12"):
        nncore.batch_gradient(run, data, 12)     # the last row: no step follows it
    with pytest.raises(nncore.InputError, match="not the data of the run"):
        nncore.batch_gradient(run, data.take(np.arange(39)), 5)


def test_noise_wants_data_that_fit_and_a_slope(net, toy):
    with pytest.raises(nncore.InputError, match="the network 5-3"):
        nncore.gradient_noise(nncore.Network((5, 3)), toy, np.zeros(18), 4)
    with pytest.raises(nncore.InputError, match="the full gradient is zero here"):
        nncore.gradient_noise(nncore.Network((4, 5, 3), "step"), toy, net.init(), 4)


# -- sharpness --------------------------------------------------------------------------------------------


def hessian(net, theta, data):
    """The whole Hessian (P, P), column by column from nudges of single numbers."""
    h = 1e-5
    columns = [(net.gradient(theta + h * e, data.x, data.y) - net.gradient(theta - h * e, data.x, data.y)) / (2 * h)
               for e in np.eye(len(theta))]
    return (np.array(columns) + np.array(columns).T) / 2


CURVED = nncore.Network((4, 5, 3), "tanh"), nncore.Network((3, 4, 4, 2)), nncore.Network((2, 2))


@pytest.mark.parametrize("net", CURVED, ids=str)
@pytest.mark.parametrize("far", (1, 30))        # of the wished outputs: far away, the cost bends down as much as up
def test_it_is_the_largest_eigenvalue_of_the_whole_hessian(net, far, rng):
    data = nncore.Dataset(rng.normal(size=(20, net.sizes[0])), far * rng.random((20, net.sizes[-1])))
    theta = net.init(3, "float64")
    values, vectors = np.linalg.eigh(hessian(net, theta, data))
    found = nncore.sharpness(net, data, theta, tolerance=1e-6, products=20_000)
    assert found.value == pytest.approx(values[-1], rel=1e-5) and found.residual <= 1e-6 and 0 < found.products < 20_000
    assert np.linalg.norm(found.direction) == pytest.approx(1) and abs(found.direction @ vectors[:, -1]) > 1 - 1e-4


def test_where_it_bends_down_more_than_up_the_largest_is_found_not_the_lowest(rng):
    net, data = nncore.Network((1, 1)), nncore.Dataset([[1.0]], [[1.0]])
    theta = [-3.0, 0.0]                         # far out on the flat side, where the curve is a hilltop's flank
    values = np.linalg.eigvalsh(hessian(net, np.array(theta), data))
    assert -values[0] > 10 * abs(values[-1])
    assert nncore.sharpness(net, data, theta).value == pytest.approx(values[-1], abs=1e-6)


def test_from_the_direction_of_a_state_nearby_it_takes_fewer_products(small):
    net, data, theta = small
    first = nncore.sharpness(net, data, theta)
    again = nncore.sharpness(net, data, theta + 1e-3, start=first.direction)
    assert again.products < first.products and again.value == pytest.approx(first.value, rel=0.02)


def test_it_ends_where_it_should_and_says_how_far_it_came(small):
    net, data, theta = small
    assert nncore.sharpness(net, data, theta, tolerance=1e-12, products=3).products == 3
    assert nncore.sharpness(net, data, theta, products=1).residual > 1e-3
    flat = nncore.sharpness(nncore.Network(net.sizes, "step"), data, theta)
    assert (flat.value, flat.residual, flat.products) == (0, 0, 1)
    for wrong in ({"products": 0}, {"tolerance": 0}, {"start": theta[1:]}):
        with pytest.raises(nncore.InputError):
            nncore.sharpness(net, data, theta, **wrong)
