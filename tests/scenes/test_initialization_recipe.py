"""What the recipe of the starts records is true: against nncore's own training, differences, plain loops and all permutations."""

from itertools import permutations

import numpy as np
import pytest

import nncore
from scenes import runs
from scenes.recipes import initialization as recipe
from scenes.recipes._digits import first
from scenes.recipes._together import train_together
from scenes.stage.facts import Run


@pytest.fixture(scope="module")
def run(made):
    return Run(nncore.Recording.load(made / "initialization"))


@pytest.fixture(scope="module")
def data(run):
    return first(runs.data()[0], run.recipe["data"]["examples"])


@pytest.fixture(scope="module")
def unseen():
    return runs.data()[1]


def trained(run, data, theta):
    """As all of them are: 1.5, batches of ten, seed 0, twice an epoch a state."""
    half = -(-len(data) // 10) // 2
    epochs = int(run.epoch[-1])
    return nncore.train(run.network, data, 1.5, 10, epochs=epochs, seed=0, theta=theta, record=half * np.arange(2 * epochs + 1))


def test_side_by_side_they_learn_what_each_learns_alone(data):
    net, few = nncore.Network((784, 5, 4, 10)), data.take(range(47))
    starts = [np.float32(factor) * net.init(seed) for seed, factor in ((1, 1), (2, 1), (2, 3))]
    cost, theta = train_together(net, few, starts, 1.5, 10, 3, 7, (0, 3), lambda epoch: None)
    for s, start in enumerate(starts):
        alone = nncore.train(net, few, 1.5, 10, epochs=3, seed=7, theta=start, record=1)
        assert np.array_equal(theta[0, s], start) and theta[1, s] == pytest.approx(alone.trained, abs=1e-4)
        assert cost[:, s] == pytest.approx(alone.batch_cost.reshape(3, 5).mean(axis=1), rel=1e-3)


def test_equal_neurons_stay_equal_to_the_last_bit(run, data):
    end = trained(run, data, run.network.init(constant=0.0)).trained.copy()
    (W1, b1), (W2, b2), (W3, _) = run.network.layers(end)
    for numbers in (W1, b1, W2, b2, W2.T, W3.T):
        assert all(np.array_equal(row, numbers[0]) for row in numbers[1:])
    assert np.array_equal(run.equal_w[-1], W1) and run.pair_apart == 0 and np.abs(W1).max() > 0
    W1[3, 400] += 1e-3
    assert recipe.apart(run.network, end) == pytest.approx(1e-3, rel=1e-3)


def test_slopes_of_one_pixel_are_what_a_nudge_does_to_the_cost_of_that_digit(run, data, unseen):
    theta, h = run.theta[2 * int(run.asked)].astype("float64"), 1e-5
    digit = next(i for i, x in enumerate(unseen.x) if np.array_equal(x, run.pair_x))
    x, y = unseen.x[[digit]].astype("float64"), unseen.y[[digit]]
    for j in (0, 7, 15):
        ends = []
        for step in (-h, h):
            nudged = theta.copy()
            nudged[run.network.index(1, j, int(run.pair_pixel))] += step
            ends.append(run.network.cost(nudged, x, y))
        assert run.pair_slope[1, j] == pytest.approx((ends[1] - ends[0]) / (2 * h), rel=1e-3, abs=1e-6)
    z = run.network.layers(theta)[0][0] @ x[0] + run.network.layers(theta)[0][1]
    assert run.pair_answer[1] == pytest.approx(1 / (1 + np.exp(-z)), abs=1e-5)


def test_the_difference_between_neurons_is_how_far_they_are_from_their_mean(run, data):
    grain = np.float32(1e-6) * np.random.default_rng(0).standard_normal(run.network.n_parameters).astype("float32")
    sown = trained(run, data, run.network.init(constant=0.0) + grain)
    spreads = []
    for theta in sown.theta:
        W, b = run.network.layers(theta.astype("float64"))[0]
        own = [[*W[j], b[j]] for j in range(16)]
        mean = [sum(column) / 16 for column in zip(*own)]
        spreads.append((sum(sum((p - q) ** 2 for p, q in zip(row, mean)) for row in own) / 16) ** 0.5)
    assert run.grain_times == pytest.approx(np.array(spreads) / spreads[0], rel=1e-3)
    assert np.array_equal(run.grain_w, [run.network.layers(theta)[0][0] for theta in sown.theta[::4]])
    assert run.grain_doubled == recipe.growth(run.grain_times)[0] / 2
    assert run.stuck_sum == pytest.approx(np.mean([0.1 * sum(x) + 0.1 for x in data.x]), rel=1e-3)


def test_twins_are_two_rows_of_the_weights_of_the_equal_start(run, data):
    equal = trained(run, data, run.network.init(constant=0.0))
    (W1, _), (W2, _), _ = run.network.layers(equal.theta[-1])
    assert np.array_equal(run.twin_out[-1], W2[:3, :2].T) and np.array_equal(run.twin_in[-1][0], run.twin_in[-1][1])
    assert sorted(run.twin_in[-1][0]) == sorted([*np.sort(W1[0])[:2], *np.sort(W1[0])[-2:]])


def test_walks_are_the_sums_of_the_first_weights_one_by_one(run):
    W = run.network.layers(run.theta[0])[0][0]
    for j in (0, 9):
        total, sums = 0.0, [0.0]
        for w in W[j]:
            total += float(w)
            sums.append(total)
        assert run.walk[1][j] == pytest.approx([sums[n] for n in run.walk_n], abs=1e-6)
    assert run.walk[0] == pytest.approx(28 * run.walk[1]) and list(run.walk_n) == list(range(0, 785, 7))
    assert run.walk_hull[0, :, -1] == pytest.approx([28, -28]) and run.walk_hull[1, :, -1] == pytest.approx([1, -1])
    assert run.walk_spread**2 == pytest.approx(np.mean(run.walk[0][:, -1] ** 2))


def test_growth_is_told_from_where_it_doubled():
    assert recipe.growth(10.0 ** np.array([0, 0, 0.2, 0.4, 2, 4])) == pytest.approx((2.50515, 1.99485))
    assert recipe.growth(np.array([1, 1.5, 2.5])) == (pytest.approx(1.5632, abs=1e-3), np.inf) and recipe.growth(np.ones(3))[0] == np.inf


def test_histograms_count_answers_and_slopes(run, data):
    start = run.network.init(0)
    for row in (0, 40):
        theta = (run.size_factor[row] * start).astype("float32")
        z, a = run.network.forward(theta, data.x)
        assert run.size_sum[row] ** 2 == pytest.approx(np.mean([sum_ ** 2 for sum_ in z[1].ravel()]), rel=1e-3)
        last = [min(int(24 * answer), 23) for answer in a[3].ravel()]
        assert run.size_bins[row, 2] == pytest.approx([last.count(k) / len(last) for k in range(24)], abs=2e-4)
        assert run.size_pinned[row] == pytest.approx(np.mean([answer < 0.02 or answer > 0.98 for answer in a[1].ravel()]), abs=1e-3)
        dW = np.abs(run.network.layers(run.network.gradient(theta, data.x, data.y))[2][0]).ravel()
        bins = [min(int(3 * (np.log10(max(slope, 1e-8)) + 8)), 23) for slope in dW]
        assert run.size_felt[row, 2] == pytest.approx([bins.count(k) / len(bins) for k in range(24)], abs=0.01)
        assert run.size_middle[row, 2] == pytest.approx(sorted(dW)[len(dW) // 2], rel=0.05)
    for row, middle in enumerate(run.size_middle):
        assert run.size_share[:, row] == pytest.approx([middle[l] / run.size_middle[30, l] for l in range(3)])
        assert run.size_lost[row] * run.size_share[:, row] == pytest.approx(1)
    assert run.size_factor[30] == pytest.approx(1)
    assert run.root**2 == pytest.approx(784) and start[:784 * 16].std() == pytest.approx(1 / run.root, rel=0.02)
    assert run.size_felt.sum(axis=2) == pytest.approx(1) and run.size_bins.sum(axis=2) == pytest.approx(1)


def test_the_draws_end_where_each_alone_would(run, data, unseen):
    for k in (0, 2):
        start = run.network.init(1000 + k)
        usual = trained(run, data, start)
        row = int(np.flatnonzero(run.sweep_factor == 1)[0])
        assert run.sweep_end[row, k] == pytest.approx(run.network.cost(usual.trained, data.x, data.y), rel=0.02)
        right = [run.network.output(usual.trained, x[None])[0].argmax() == label for x, label in zip(unseen.x, unseen.labels)]
        assert run.twenty_score[-1, k] == pytest.approx(np.mean(right), abs=0.01)
        assert run.twenty_w[-1, k] == pytest.approx(run.network.layers(usual.trained)[0][0][0], abs=1e-2)
    assert run.sweep_never == sum(not np.isfinite(each) for row in run.sweep_epochs for each in row)
    assert list(run.twenty_range) == [min(run.twenty_score[-1]), max(run.twenty_score[-1])]


def test_a_crossing_lies_on_the_line_between_two_values():
    assert recipe.crossing([0.5, 1.5, 2.5], [0.9, 0.7, 0.3], 0.5) == pytest.approx(2.0)
    assert recipe.crossing([0.5, 1.5], [0.4, 0.3], 0.5) == 0.5 and recipe.crossing([0.5, 1.5], [0.9, np.nan], 0.5) == np.inf


def test_neurons_in_another_order_find_their_places_and_the_network_stays_the_same():
    net, rng = nncore.Network((6, 4, 3, 2)), np.random.default_rng(5)
    a, b, x = 3 * net.init(1), 3 * net.init(2), rng.random((50, 6))
    ordered, order, alike = recipe.in_the_order_of(net, a, b, x)
    one, other = (net.forward(each, x)[1][1].T for each in (a, b))
    each = np.array([[np.corrcoef(p, q)[0, 1] for q in other] for p in one])
    best = max(permutations(range(4)), key=lambda order: sum(each[j, k] for j, k in enumerate(order)))
    assert tuple(order) == best and alike == pytest.approx([each[j, k] for j, k in enumerate(best)], abs=1e-5)
    assert net.output(ordered, x) == pytest.approx(net.output(b, x), abs=1e-6) and not np.array_equal(ordered, b)

    shuffled = a.copy()
    (W, bias), (out, _), _ = net.layers(shuffled)
    W[:], bias[:], out[:] = W[[2, 0, 3, 1]], bias[[2, 0, 3, 1]], out[:, [2, 0, 3, 1]]
    assert np.array_equal(recipe.in_the_order_of(net, a, shuffled, x)[0], a)


def test_the_hill_is_the_cost_on_the_straight_line(run, data):
    net = run.network
    a, b = (trained(run, data, net.init(1000 + k)).trained.astype("float64") for k in (0, 1))
    middle = net.cost((a + b) / 2, data.x, data.y)
    assert run.line_cost[0, 0, 20] == pytest.approx(middle, rel=0.03)
    assert run.match_top == pytest.approx(run.line_cost.max(axis=2))
    assert run.match_share == pytest.approx(run.match_top[:, 1] / run.match_top[:, 0])
    assert sorted(run.match_order) == list(range(16)) and run.match_same < 1e-4
