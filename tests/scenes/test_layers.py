"""What the recipe of the 3-3-2 network adds to its run is true: every derivative against central differences made here."""

from itertools import product

import numpy as np
import pytest

import nncore
from scenes import runs
from scenes.recipes import _nudges
from scenes.recipes.layers import LONG, toy_set
from scenes.stage.facts import Run

H = 1e-5


@pytest.fixture(scope="module")
def run(made):
    return Run(nncore.Recording.load(made / "layers"))


@pytest.fixture(scope="module")
def cost(run):
    """The cost of the example as a function of the weights and biases of both layers and of x, written out by hand."""
    def sigma(z):
        return 1 / (1 + np.exp(-z))

    def cost(W1, b1, W2, b2, x):
        return np.square(sigma(W2 @ sigma(W1 @ x + b1) + b2) - run.example_y).sum()

    return cost


@pytest.fixture(scope="module")
def parts(run):
    """[W1, b1, W2, b2, x] of the state and the example that are shown."""
    (W1, b1), (W2, b2) = run.network.layers(run.theta[run.row].astype("float64"))
    return [W1, b1, W2, b2, run.example_x]


def measured(function, parts, which):
    """The derivative by each entry of one of the parts, by central differences."""
    slopes = np.empty_like(parts[which])
    for place in np.ndindex(slopes.shape):
        moved = []
        for sign in (1, -1):
            nudged = [part.copy() for part in parts]
            nudged[which][place] += sign * H
            moved.append(function(*nudged))
        slopes[place] = (moved[0] - moved[1]) / (2 * H)
    return slopes


def test_the_shown_example_is_of_the_toy_set_and_the_state_is_on_its_way(run):
    data = toy_set()
    x, y = data.x[run.example_index], data.y[run.example_index]
    assert run.example_x == pytest.approx(x)
    assert run.example_y.tolist() == y.tolist() == [run.example_x[0] > run.example_x[1], run.example_x[1] > run.example_x[2]]
    costs = run.evaluate(data).cost
    assert costs[-1] < costs[run.row] < 0.7 * costs[0] <= costs[run.row - 1] and run.shown_step == run.step[run.row]


def test_weights_make_the_sums_and_these_the_cost(run, cost, parts):
    assert run.W1 == pytest.approx(parts[0]) and run.W2 == pytest.approx(parts[2]) and run.b2 == pytest.approx(parts[3])
    assert parts[2] @ run.a1 + run.b2 == pytest.approx(run.z2)
    assert run.a2 == pytest.approx(1 / (1 + np.exp(-run.z2))) and run.a1 == pytest.approx(1 / (1 + np.exp(-run.z1)))
    assert run.example_cost == pytest.approx(((run.a2 - run.example_y) ** 2).sum()) == cost(*parts)


def test_every_weight_and_bias_against_a_nudge_of_it(run, cost, parts):
    for which, claimed in enumerate((run.dW1, run.db1, run.dW2, run.delta2)):
        assert claimed == pytest.approx(measured(cost, parts, which), rel=1e-6, abs=1e-9)
    assert run.delta1 == pytest.approx(run.db1)
    net = run.network
    for j, k in product(range(2), range(3)):
        assert run.nudged[net.index(2, j, k)] == pytest.approx(run.dW2[j, k], rel=1e-6)


def test_the_factors_of_delta_are_the_slopes_of_what_they_are_made_of(run):
    def sigma(z):
        return 1 / (1 + np.exp(-z))

    for z, slope in ((run.z1, run.sigma_slope1), (run.z2, run.sigma_slope2)):
        assert slope == pytest.approx((sigma(z + H) - sigma(z - H)) / (2 * H), rel=1e-6)
    assert run.error_slope == pytest.approx(((run.a2 + H - run.example_y) ** 2 - (run.a2 - H - run.example_y) ** 2) / (2 * H))
    assert run.delta2 == pytest.approx(run.error_slope * run.sigma_slope2)


def test_the_matrix_of_derivatives_is_an_outer_product(run):
    for j, k in product(range(2), range(3)):
        assert run.dW2[j, k] == pytest.approx(run.delta2[j] * run.a1[k])
    for k, i in product(range(3), range(3)):
        assert run.dW1[k, i] == pytest.approx(run.delta1[k] * run.example_x[i])


def test_two_paths_add_to_what_a_nudge_of_the_activation_measures(run, parts):
    def onwards(a1):
        return np.square(1 / (1 + np.exp(-(parts[2] @ a1 + parts[3]))) - run.example_y).sum()

    nudged = measured(onwards, [run.a1], 0)
    for k in range(3):
        assert run.paths[0, k] + run.paths[1, k] == pytest.approx(nudged[k], rel=1e-6, abs=1e-9)
        for j in range(2):
            assert run.paths[j, k] == pytest.approx(run.W2[j, k] * run.delta2[j])
    assert run.dC_da1 == pytest.approx(nudged, rel=1e-6, abs=1e-9)
    assert run.nudged_a1 == pytest.approx(nudged, rel=1e-6, abs=1e-9)
    smaller = np.abs(run.paths).min(axis=0)
    assert smaller[run.shown_k] == smaller.max()


def test_deltas_one_layer_back_follow_from_those_of_the_last(run):
    for k in range(3):
        assert run.delta1[k] == pytest.approx(run.sigma_slope1[k] * sum(run.W2[j, k] * run.delta2[j] for j in range(2)))


# -- the network of digits: all its entries ----------------------------------------------------


@pytest.fixture(scope="module")
def digits(made):
    return Run(nncore.Recording.load(made / "digits"))


def test_every_entry_is_counted_once_stage_by_stage(digits):
    done, alive = digits.nudge_done, digits.check_done
    assert done[0] == alive[0] == 0 and done[-1] == digits.network.n_parameters and np.all(np.diff(done) > 0)
    assert np.all(np.diff(alive) >= 0) and np.all(alive <= done) and alive[-1] == digits.nudge_alive == len(digits.check_nudge)
    assert digits.nudge_alive + digits.nudge_zero == digits.network.n_parameters


@pytest.fixture(scope="module")
def checked(digits):
    """The network of digits, its first state, and the examples of the check."""
    train, _ = runs.data()
    return digits.network, digits.theta[0].astype("float64"), train.take(np.arange(int(digits.nudge_examples)))


def test_both_slopes_of_an_entry_are_those_of_an_independent_check(digits, checked):
    net, theta, some = checked
    claimed = net.gradient(theta, some.x, some.y)
    assert sorted(digits.check_sweep) == pytest.approx(sorted(claimed[claimed != 0]), rel=1e-12)
    assert digits.nudge_zero == np.sum(claimed == 0)
    digits_of = -np.log10(np.maximum(np.abs(digits.check_nudge / digits.check_sweep - 1), 1e-16))
    assert digits.nudge_digits == np.floor(digits_of.min()) >= 5 and digits.nudge_usual > 9
    for slope in np.random.default_rng(1).choice(digits.check_sweep, 20, replace=False):
        i, h = np.argmin(np.abs(claimed - slope)), 1e-2
        near, far = (measured_slope(net, theta, some, i, h / 2), measured_slope(net, theta, some, i, h))
        nudged = digits.check_nudge[np.argmin(np.abs(digits.check_sweep - slope))]
        assert (4 * near - far) / 3 == pytest.approx(nudged, rel=1e-4, abs=1e-13)


def measured_slope(net, theta, some, i, h):
    moved = np.array([theta, theta])
    moved[:, i] += (h, -h)
    return (net.cost(moved[0], some.x, some.y) - net.cost(moved[1], some.x, some.y)) / (2 * h)


def test_zeros_are_the_weights_of_pixels_that_are_dark_everywhere(digits, checked):
    _, _, some = checked
    dark = [i for i in range(784) if not any(x[i] for x in some.x)]
    assert np.flatnonzero(digits.check_dark).tolist() == dark and digits.check_pixels == len(dark)
    assert digits.nudge_zero == len(dark) * digits.check_weights == len(dark) * 16


def test_one_run_for_each_number_finds_the_slopes_of_one_sweep(digits, checked):
    net, theta, some = checked
    assert digits.plain_runs == _nudges.LEAST and 0 < digits.sweep_seconds < digits.plain_seconds     # in a short recording
    assert digits.plain_ratio == pytest.approx(digits.plain_seconds / digits.sweep_seconds)
    l, j, k = map(int, digits.shown_edge)
    moved = theta.copy()
    moved[net.index(l, j, k)] += 1e-5
    slope = (net.cost(moved, some.x, some.y) - net.cost(theta, some.x, some.y)) / 1e-5
    assert slope == pytest.approx(digits.shown_plain) == pytest.approx(digits.shown_sweep, abs=float(digits.plain_off))
    assert digits.first_slopes[net.index(l, j, k)] == digits.shown_sweep and digits.plain_off < 1e-4
    assert len(digits.plain_edge) == len(digits.nudge_done) - 1


def test_the_way_back_of_the_shown_digit_is_that_of_nudges(digits):
    _, test = runs.data()
    net, theta = digits.network, digits.theta[digits.flow_row].astype("float64")
    answers = net.output(theta, test.x)
    wrong = [i for i, (answer, label) in enumerate(zip(answers, test.labels)) if answer.argmax() != label]
    mine = max(wrong, key=lambda i: np.square(answers[i] - test.y[i]).sum())
    assert test.index[mine] == digits.flow_index and digits.flow_label == test.labels[mine]
    assert digits.flow_guess == answers[mine].argmax() and digits.flow_step == digits.step[digits.flow_row]
    x, y = test.x[mine:mine + 1].astype("float64"), test.y[mine:mine + 1].astype("float64")
    for l in range(1, net.depth + 1):        # a bias is nudged: that is its z
        for j in range(0, net.sizes[l], 5):
            costs = [net.cost(theta + sign * H * (np.arange(net.n_parameters) == net.index(l, j)), x, y) for sign in (1, -1)]
            assert getattr(digits, f"flow_delta{l}")[j] == pytest.approx((costs[0] - costs[1]) / (2 * H), rel=1e-4, abs=1e-9)
    for i in range(100, 784, 97):
        costs = [net.cost(theta, x + sign * H * (np.arange(784) == i), y) for sign in (1, -1)]
        assert digits.flow_dx[i] == pytest.approx((costs[0] - costs[1]) / (2 * H), rel=1e-4, abs=1e-8)


def test_the_delta_of_an_output_is_its_error_twice_times_the_slope_of_sigma(digits):
    last, y = digits.network.depth, np.eye(10)[int(digits.flow_label)]
    a, z = getattr(digits, f"flow_a{last}"), -np.log(1 / getattr(digits, f"flow_a{last}") - 1)
    assert digits.flow_twice == pytest.approx(2 * (a - y))
    assert digits.flow_sigma == pytest.approx((np.tanh((z + H) / 2) - np.tanh((z - H) / 2)) / (4 * H), rel=1e-4, abs=1e-9)
    assert digits.flow_twice * digits.flow_sigma == pytest.approx(getattr(digits, f"flow_delta{last}"))


def test_one_step_against_slopes_that_were_measured_costs_this_digit_as_much(digits):
    _, test = runs.data()
    net, theta = digits.network, digits.theta[digits.flow_row].astype("float64")
    i = np.flatnonzero(test.index == digits.flow_index)[0]
    x, y = test.x[i:i + 1].astype("float64"), test.y[i:i + 1].astype("float64")
    after = theta - digits.flow_rate * _nudges.measured_gradient(net, theta, x, y)
    answers = net.output(after, x)[0]
    assert digits.flow_after_a == pytest.approx(answers, abs=1e-6)
    assert digits.flow_after_cost == pytest.approx(np.square(answers - y).sum(), abs=1e-6)
    assert digits.flow_cost == pytest.approx(np.square(net.output(theta, x) - y).sum()) and digits.flow_after_cost < digits.flow_cost


# -- the network 3-3-2: what is seen to move ---------------------------------------------------


def test_moves_of_a_weight_and_of_an_activation_are_those_of_a_run_forward(run, cost, parts):
    (W1, b1, W2, b2, x), j, k, n = parts, int(run.j), int(run.k), int(run.shown_k)
    for row in (0, 7, 20, 33):
        moved = W2.copy()
        moved[j, k] = run.turn_w[row]
        assert run.turn_cost[row] == pytest.approx(cost(W1, b1, moved, b2, x))
        z = moved @ run.a1 + b2
        assert run.turn_z[:, row] == pytest.approx(z) and run.turn_a[:, row] == pytest.approx(1 / (1 + np.exp(-z)))
        a = run.a1.copy()
        a[n] = run.fork_in[row]
        out = 1 / (1 + np.exp(-(W2 @ a + b2)))
        assert run.fork_a[:, row] == pytest.approx(out)
        assert run.fork_cost[row] == pytest.approx(np.square(out - run.example_y).sum())
    assert run.turn_w[0] == pytest.approx(run.turn_w[-1]) == W2[j, k] and run.turn_w[20] == pytest.approx(W2[j, k] + LONG)
    assert (run.fork_z[:, 20] - run.fork_z[:, 0]) / LONG == pytest.approx(run.W2[:, n])      # for each unit, sums move by weights


def test_sigma_passes_through_every_neuron_of_the_layer_before_the_last(run):
    assert np.all(np.diff(run.bend_z) > 0) and np.interp(run.z1, run.bend_z, run.bend_a) == pytest.approx(run.a1, abs=1e-3)
    step = run.bend_z[1] - run.bend_z[0]
    assert np.interp(run.z1, run.bend_z, np.gradient(run.bend_a, step)) == pytest.approx(run.sigma_slope1, abs=1e-3)


def test_curves_over_z_pass_through_the_network_and_have_delta_for_a_slope(run):
    middle = len(run.curve_z[0]) // 2
    for j in range(2):
        assert run.curve_z[j, middle] == pytest.approx(run.z2[j]) and run.curve_cost[j, middle] == pytest.approx(run.example_cost)
        assert run.curve_z[j, middle + run.curve_run] - run.curve_z[j, middle] == pytest.approx(1)
        slope = (run.curve_cost[j, middle + 1] - run.curve_cost[j, middle - 1]) / (run.curve_z[j, middle + 1] - run.curve_z[j, middle - 1])
        assert slope == pytest.approx(run.delta2[j], abs=2e-4)
        a = run.a2.copy()
        a[j] = 1 / (1 + np.exp(-run.curve_z[j, 10]))
        assert run.curve_cost[j, 10] == pytest.approx(np.square(a - run.example_y).sum())


def test_the_lines_that_are_shown_find_the_gradient(run, cost, parts):
    claimed = run.lines_gradient
    assert np.array_equal(claimed, run.network.gradient(run.theta[run.row].astype("float64"), run.example_x[None], run.example_y[None]))
    W1, b1, W2, b2 = (measured(cost, parts, which) for which in range(4))
    assert claimed == pytest.approx(np.concatenate([W1.ravel(), b1, W2.ravel(), b2]), rel=1e-5, abs=1e-8)


def test_another_network_is_refused_in_a_sentence(tmp_path, monkeypatch):
    data = nncore.Dataset(np.eye(4, dtype="float32"), np.eye(4, dtype="float32")[:, :3])
    nncore.train(nncore.Network((4, 5, 3)), data, 1.0, steps=5).save(tmp_path / "layers")
    monkeypatch.setenv("RECORDINGS", str(tmp_path))
    with pytest.raises(nncore.RecordingError, match="every number of a network 3-3-2 of sigmoids; this one is 4-5-3"):
        runs.load("layers", quiet=True)
