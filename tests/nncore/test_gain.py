"""sigmoid(k), the sigmoid of gain k: sigma(k z), wherever an activation is asked for."""

import math

import numpy as np
import pytest

import nncore
from nncore.activation import activation_of, gain
from nncore.cli import main
from nncore.fast import Kernel

HARD = [("sigmoid(8)",) * 2, ("sigmoid(0.5)", "tanh"), ("relu", "sigmoid(3)"), ("sigmoid(64)", "sigmoid")]


@pytest.fixture(params=HARD, ids=str)
def case(request, rng):
    """(net, theta, x, y) in float64, of small sums: a steep neuron still has a slope."""
    net = nncore.Network((3, 5, 2), request.param)
    return net, 0.2 * rng.standard_normal(net.n_parameters), rng.standard_normal((4, 3)), rng.random((4, 2))


@pytest.mark.parametrize("k", [0.5, 1, 8, 64])
@pytest.mark.parametrize("z", [-1.3, -0.02, 0.0, 0.07, 0.4, 5.0])
def test_it_is_the_sigmoid_of_k_z_and_its_slope_is_that_of_a_difference(k, z):
    sigma, slope = activation_of(f"sigmoid({k})")
    at, h = np.array([z, z + 1e-7, z - 1e-7]), 1e-7
    low, up, down = sigma(at)
    assert low == pytest.approx(1 / (1 + math.exp(-k * z)), rel=1e-12)
    assert slope(at, sigma(at))[0] == pytest.approx((up - down) / (2 * h), rel=1e-5, abs=1e-7)
    assert sigma(at.astype("float32")).dtype == slope(at.astype("float32"), sigma(at.astype("float32"))).dtype == "float32"


def test_the_steeper_the_nearer_the_step():
    z = np.array([-3.0, -0.1, 0.1, 3.0])
    far = [np.abs(activation_of(f"sigmoid({k})")[0](z) - activation_of("step")[0](z)).max() for k in (1, 4, 16, 64, 256)]
    assert far == sorted(far, reverse=True) and far[-1] < 1e-10


def test_the_gradient_is_what_nudges_say(case):
    net, theta, x, y = case
    gradient = net.gradient(theta, x, y)
    for i in range(net.n_parameters):
        nudge = np.eye(net.n_parameters)[i] * 1e-6
        difference = (net.cost(theta + nudge, x, y) - net.cost(theta - nudge, x, y)) / 2e-6
        assert gradient[i] == pytest.approx(difference, rel=1e-4, abs=1e-7)
    assert nncore.check_gradient(net, nncore.Dataset(x, y), theta) < 1e-9


def test_the_fast_ways_are_the_plain_one(case):
    net, theta, x, y = case
    kernel, data = Kernel(net, theta), nncore.Dataset(x, y)
    assert kernel(x, y) == pytest.approx(net.cost(theta, x, y), rel=1e-12)
    np.testing.assert_allclose(kernel.gradient, net.gradient(theta, x, y), rtol=1e-10, atol=1e-15)
    plane, line = nncore.Plane.random(net, theta, seed=1), nncore.Line(theta, -theta)
    over, along = nncore.slice_cost(net, data, plane, [-1, 0.5], [0, 2]), nncore.slice_cost(net, data, line, [-0.3, 0.2, 1])
    assert over.cost == pytest.approx(np.array([[net.cost(plane.point(a, b), x, y) for b in (0, 2)] for a in (-1, 0.5)]), rel=1e-12)
    assert along.cost == pytest.approx([net.cost(line.point(a), x, y) for a in (-0.3, 0.2, 1)], rel=1e-12)
    assert along.slope == pytest.approx([nncore.gradient_within(net, data, line, a)[1][0] for a in (-0.3, 0.2, 1)], rel=1e-9)


def test_a_gain_of_1_trains_to_the_same_bytes_as_none(toy):
    plain, named = (nncore.train(nncore.Network((4, 5, 3), name), toy, batch_size=2, epochs=3) for name in ("sigmoid", "sigmoid(1)"))
    assert np.array_equal(plain.theta, named.theta) and np.array_equal(plain.batch_cost, named.batch_cost)


def test_a_gain_is_as_good_as_larger_weights(toy):
    """sigma(4 z) of W, b is sigma(z) of 4 W, 4 b; a step that goes a sixteenth as far in W goes as far in 4 W."""
    plain, steep = nncore.Network((4, 5, 3)), nncore.Network((4, 5, 3), "sigmoid(4)")
    start = plain.init(1, "float64")
    one = nncore.train(plain, toy, 1.6, theta=4 * start, steps=20)
    other = nncore.train(steep, toy, 0.1, theta=start, steps=20)
    np.testing.assert_allclose(4 * other.trained, one.trained, rtol=1e-9)


def test_a_run_is_recorded_loaded_checked_and_made_again(tmp_path, capsys):
    file = tmp_path / "steep.npz"
    assert main(["train", "--sizes", "784,3,10", "--activation", "sigmoid(2.5)", "--steps", "3", "--out", str(file)]) == 0
    run = nncore.Recording.load(file, verify=True)
    assert run.network.activations == ("sigmoid(2.5)",) * 2 and gain("sigmoid(2.5)") == 2.5
    assert nncore.train_like(run).theta.tobytes() == run.theta.tobytes()
    assert main(["check", str(file)]) == 0 and main(["info", str(file)]) == 0
    assert "sigmoid(2.5), sigmoid(2.5)" in capsys.readouterr().out


@pytest.mark.parametrize("name", ["sigmoid(0)", "sigmoid(0.0)", "sigmoid(x)", "sigmoid(-2)", "sigmoid()", "sigmoid(1e3)", "sigmoid(inf)",
                                  "sigmoid(8", "sigmoid( 8)", "sigmoid(8)\n", "Sigmoid(8)", "tanh(2)", "step(2)", f"sigmoid({'9' * 40})"])
def test_a_gain_that_cannot_be_is_refused_in_words(name, tmp_path, capsys):
    with pytest.raises(nncore.InputError, match=r"activation must be one of .* or sigmoid\(k\), k > 0, .*got"):
        nncore.Network((3, 4, 2), name)
    assert main(["train", "--activation", name, "--out", str(tmp_path / "run.npz")]) == 2
    assert "sigmoid(k), k > 0" in capsys.readouterr().err
