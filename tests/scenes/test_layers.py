"""What the recipe of the 3-3-2 network adds to its run is true: every derivative against central differences made here."""

from itertools import product

import numpy as np
import pytest

import nncore
from scenes import runs
from scenes.recipes.layers import toy_set
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


def test_weights_and_terms_add_up_to_the_sums_and_these_to_the_cost(run, cost, parts):
    assert run.W1 == pytest.approx(parts[0]) and run.W2 == pytest.approx(parts[2]) and run.b2 == pytest.approx(parts[3])
    assert run.terms == pytest.approx(parts[2] * run.a1)
    assert run.terms.sum(axis=1) + run.b2 == pytest.approx(run.z2)
    assert run.a2 == pytest.approx(1 / (1 + np.exp(-run.z2))) and run.a1 == pytest.approx(1 / (1 + np.exp(-run.z1)))
    assert run.squares == pytest.approx((run.a2 - run.example_y) ** 2)
    assert run.example_cost == pytest.approx(run.squares.sum()) == cost(*parts)


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


def test_every_entry_is_counted_once_and_the_bars_grow_to_all_of_them(digits):
    counts, done = digits.nudge_counts, digits.nudge_done
    assert done[0] == 0 and done[-1] == digits.network.n_parameters and np.all(np.diff(done) > 0)
    assert np.all(np.diff(counts, axis=0) >= 0) and not counts[0].any()
    assert counts[-1].sum() == digits.nudge_alive and digits.nudge_alive + digits.nudge_zero == digits.network.n_parameters


def test_the_bars_stand_where_an_independent_check_of_some_entries_puts_them(digits):
    train, _ = runs.data()
    some, theta, net = train.take(np.arange(int(digits.nudge_examples))), digits.theta[0].astype("float64"), digits.network
    claimed = net.gradient(theta, some.x, some.y)

    def slope(i, h):
        moved = np.array([theta, theta])
        moved[:, i] += (h, -h)
        return (net.cost(moved[0], some.x, some.y) - net.cost(moved[1], some.x, some.y)) / (2 * h)

    for i in np.random.default_rng(1).choice(net.n_parameters, 40, replace=False):
        nudged = (4 * slope(i, 5e-3) - slope(i, 1e-2)) / 3
        assert nudged == pytest.approx(claimed[i], rel=10.0**-(digits.nudge_digits - 1), abs=1e-13)
    assert digits.nudge_zero == np.sum(claimed == 0)
    ends, counts = digits.nudge_edges[1:], digits.nudge_counts[-1]
    assert digits.nudge_digits == np.floor(ends[np.flatnonzero(counts)[0]] - 0.5)        # at least so many: rounded down
    middle = np.searchsorted(np.cumsum(counts), counts.sum() / 2)
    assert abs(ends[middle] - 0.25 - digits.nudge_usual) <= 0.5
    assert digits.nudge_digits >= 5 and digits.nudge_usual > 9
