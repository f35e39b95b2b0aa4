"""What the recipe of the gradient says is true: against nudges of single numbers, and plain loops."""

from itertools import pairwise

import numpy as np
import pytest

import nncore
from scenes import runs
from scenes.recipes._digits import first
from scenes.stage.facts import Run

STEP = 1e-4                    # of a nudge


@pytest.fixture(scope="module")
def run(made):
    return Run(nncore.Recording.load(made / "gradient"))


@pytest.fixture(scope="module")
def data(run):
    return first(runs.data()[0], run.recipe["data"]["examples"])


@pytest.fixture(scope="module")
def cost(data):
    """The mean over all digits of the sum of squares, written out for sigmoid neurons."""
    x, y = data.x.astype("float64"), data.y.astype("float64")

    def at(theta):
        a, start = x, 0
        for n_in, n_out in ((784, 16), (16, 16), (16, 10)):
            W, b = theta[start:start + n_in * n_out].reshape(n_out, n_in), theta[start + n_in * n_out:start + (n_in + 1) * n_out]
            a, start = 1 / (1 + np.exp(-(a @ W.T + b))), start + (n_in + 1) * n_out
        return np.mean(np.sum((a - y) ** 2, axis=1))

    return at


@pytest.fixture(scope="module")
def theta(run):
    return run.theta[0].astype("float64")


def nudged(theta, i, by):
    return theta + by * (np.arange(len(theta)) == i)


def test_a_slope_is_what_a_nudge_of_that_one_number_does(run, cost, theta):
    some = [*np.random.default_rng(3).integers(0, len(theta), 12), 12543, 12555, 12700, 12812, 12830, 12900, 12995, 13001]
    for row in (0, 1, 10):
        here = run.theta[row].astype("float64")
        for i in some:
            slope = (cost(nudged(here, i, STEP)) - cost(nudged(here, i, -STEP))) / (2 * STEP)
            assert run.gradient[row, i] == pytest.approx(slope, rel=1e-3, abs=2e-7)


def test_the_two_weights_are_the_steepest_pair_that_differs_32_times(run, theta):
    slopes, best = run.gradient[0], (0, None)
    last, before = range(784 * 16 + 16 + 256 + 16, 784 * 16 + 16 + 256 + 16 + 160), range(784 * 16 + 16, 784 * 16 + 16 + 256)
    for i in last:
        off, j = min((abs(slopes[i] / slopes[j] - 32), j) for j in before)
        if off < 0.1 and abs(slopes[i]) > best[0]:
            best = abs(slopes[i]), (i, j)
    assert tuple(run.wiggle_index) == best[1]
    assert run.wiggle_times == pytest.approx(32, abs=0.1) and run.wiggle_times == slopes[best[1][0]] / slopes[best[1][1]]
    for i, (l, j, k) in zip(run.wiggle_index, run.wiggle_edge):
        assert run.network.layers(np.arange(len(theta)))[l - 1][0][j, k] == i


def test_both_are_wiggled_alike_and_the_cost_moves_by_slope_times_wiggle(run, cost, theta):
    assert run.wiggle_move[[0, 20, 40, 60, 80]].tolist() == [0, 0.5, 0, -0.5, 0]
    assert np.abs(np.diff(run.wiggle_move)) == pytest.approx(0.025)
    for i, slope, costs, swing in zip(run.wiggle_index, run.wiggle_slope, run.wiggle_cost, run.wiggle_swing):
        for k in (0, 1, 20, 33, 60, 79):
            assert costs[k] == pytest.approx(cost(nudged(theta, i, run.wiggle_move[k])), abs=1e-6)
        assert np.sign(costs - costs[0]).tolist() == (np.sign(slope) * np.sign(run.wiggle_move)).tolist()
        assert costs[1] - costs[0] == pytest.approx(slope * run.wiggle_move[1], rel=0.02)
        assert swing == costs.max() - costs.min() == pytest.approx(abs(slope) * 1.0, rel=0.1)


def test_the_map_is_of_these_two_weights(run, cost, theta):
    (i, j), n = run.wiggle_index, len(run.map_alphas)
    for a, b in ((0, 0), (0, n - 1), (n // 2, n // 2), (n - 1, 2)):
        there = nudged(nudged(theta, i, run.map_alphas[a]), j, run.map_betas[b])
        assert run.map_surface[a, b] == pytest.approx(cost(there), rel=1e-5)
    assert run.wiggle_way[0][20].tolist() == [0.5, 0] and run.wiggle_way[1][60].tolist() == [0, -0.5]


def test_slopes_are_counted_and_the_zeros_belong_to_pixels_that_no_digit_lights(run, data):
    slopes, counts = run.gradient[0], [0, 0, 0]
    for slope in slopes:
        counts[0 if slope > 0 else 1 if slope < 0 else 2] += 1
    assert [run.up_count, run.down_count, run.zero_count] == counts and run.live_count == counts[0] + counts[1]
    dark = [pixel for pixel in range(784) if not any(data.x[:, pixel])]
    assert np.flatnonzero(run.dark).tolist() == dark and run.dark_count == len(dark)
    zeros = {(j, pixel) for pixel in dark for j in range(16)}
    assert zeros == {divmod(i, 784) for i in np.flatnonzero(slopes == 0)} and run.zero_count == 16 * len(dark)


def test_the_largest_are_read_off(run):
    slopes = run.gradient[0]
    for sign, index, read, places in zip((1, -1), run.read_index, run.read_slope, run.read_place):
        assert (sign * slopes[index]).tolist() == sorted(sign * slopes, reverse=True)[:6] and read.tolist() == slopes[index].tolist()
        for i, (l, j, k) in zip(index, places):
            W, b = run.network.layers(np.arange(len(slopes)))[l - 1]
            assert (W[j - (l < 3), k - 1] if k else b[j - (l < 3)]) == i
    assert run.steepest.tolist() == [max(np.abs(slopes)) for slopes in run.gradient]
    ends = 0, 12544, 12560, 12816, 12832, 12992, 13002
    assert run.block_largest.tolist() == [np.abs(slopes[a:b]).max() for a, b in pairwise(ends)]


def test_nudges_of_one_length_are_measured(run, cost, theta):
    here, rng = cost(theta), np.random.default_rng(run.recipe["seed"])
    for change in run.random_change[:15]:
        direction = rng.standard_normal(len(theta))
        nudge = 0.5 * direction / np.sqrt(sum(direction**2))
        assert change == pytest.approx(cost(theta + nudge) - here, abs=1e-6)
    for n in (1, 7, run.random_count):
        assert run.random_fell[n - 1] == sum(change < 0 for change in run.random_change[:n]) == n - run.random_rose[n - 1]
    assert len(run.random_change) == run.random_count and run.random_best == min(run.random_change)
    gradient = run.gradient[0].astype("float64")
    assert run.against_change == pytest.approx(cost(theta - 0.5 * gradient / np.linalg.norm(gradient)) - here, abs=1e-6)
    assert run.against_said == pytest.approx(-0.5 * sum(gradient**2) ** 0.5)
    steepest = sorted(range(13002), key=lambda i: -abs(gradient[i]))[:60]      # more than the recipe tries: none of the others is better
    changes = [min(cost(nudged(theta, i, by)) - here for by in (-0.5, 0.5)) for i in steepest]
    assert run.single_change == pytest.approx(min(changes), abs=1e-6) and run.single_index == steepest[int(np.argmin(changes))]
    l, j, k = run.single_place
    W, b = run.network.layers(np.arange(13002))[l - 1]
    assert (W[j - (l < 3), k - 1] if k else b[j - (l < 3)]) == run.single_index


def test_what_a_step_promises_is_the_slope_along_it(run, cost, theta):
    gradient, here = run.gradient[0].astype("float64"), cost(theta)
    along = (cost(theta + STEP * gradient) - cost(theta - STEP * gradient)) / (2 * STEP)
    for k in (0, 6, 45, 90, 120):
        eta = run.trust_eta[k]
        assert run.trust_cost[k] == pytest.approx(cost(theta - eta * gradient), abs=1e-6)
        assert run.trust_line[k] == pytest.approx(here - eta * along, rel=1e-5, abs=1e-5)
    assert run.trust_eta[[6, 90]] == pytest.approx(run.trust_rate) and run.trust_cost[[6, 90]] == pytest.approx(run.trust_after)
    assert run.trust_said == pytest.approx(run.trust_rate * along, rel=1e-5)
    assert run.trust_fell == pytest.approx(here - run.trust_after, abs=1e-6)
    assert run.trust_promised == pytest.approx(run.trust_line[[6, 90]])
    assert run.trust_short == pytest.approx(run.trust_after - run.trust_promised)
    assert run.trust_steep == pytest.approx(along, rel=1e-5) and run.trust_steep == pytest.approx(sum(gradient**2))
    assert run.told_slope[0] == max(gradient) and run.told_slope[2] == min(gradient) and run.told_slope[1] == run.wiggle_slope[0]
    assert run.told_square == pytest.approx(run.told_slope**2) and (run.told_move == -run.told_slope).all()
    assert sum(run.two_moves**2) == pytest.approx(run.nudge_length**2)


def test_ten_steps_each_against_its_own_list(run, cost):
    thetas = run.theta.astype("float64")
    for t in range(10):
        assert run.theta[t + 1] == pytest.approx(run.theta[t] - 1.5 * run.gradient[t], abs=1e-6)
        assert run.train_cost[t] == pytest.approx(cost(thetas[t]), rel=1e-6)
        assert run.step_fell[t] == pytest.approx(cost(thetas[t]) - cost(thetas[t + 1]), abs=1e-7)
        along = (cost(thetas[t] + STEP * run.gradient[t]) - cost(thetas[t] - STEP * run.gradient[t])) / (2 * STEP)
        assert run.step_said[t] == pytest.approx(1.5 * along, rel=1e-3)
        assert run.step_kept[t] == pytest.approx(run.step_fell[t] / run.step_said[t])
        changed = sum(before * after < 0 or (before == 0) != (after == 0)
                      for before, after in zip(run.gradient[t].tolist(), run.gradient[t + 1].tolist(), strict=True))
        assert run.flipped[t] == changed


def test_what_the_last_answers_are_and_what_answering_the_same_to_everything_costs(run, data):
    outputs = run.network.output(run.theta[-1], data.x)
    assert run.answer_range == pytest.approx([outputs.min(), outputs.max()])
    assert run.even_answer == 0.1 and run.even_cost == pytest.approx(0.9 * 0.9 + 9 * 0.1 * 0.1)
    assert run.step_cost == pytest.approx(run.train_cost[1:])


def test_every_answer_is_compared_with_what_is_wished(run, data, theta):
    outputs = run.network.output(theta, data.x)
    assert run.too_high == sum(np.mean(outputs[:, j]) > np.mean(data.labels == j) for j in range(10))
    assert run.last_up == np.mean(run.gradient[0][12832:] > 0)
