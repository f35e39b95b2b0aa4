"""What the recipe of hard neurons records is true: against neurons added up one by one, differences, and plain counts."""

from itertools import pairwise

import numpy as np
import pytest

import nncore
from scenes import runs
from scenes.recipes.smoothness import GAINS, Smoothness, _all_hold_a_turn, _turned
from scenes.stage.facts import Run

LAYERS = (784, 16), (16, 16), (16, 10)


@pytest.fixture(scope="module")
def run(made):
    return Run(nncore.Recording.load(made / "smoothness"))


@pytest.fixture(scope="module")
def digits(run):
    train, _ = runs.data()
    return train.x[:run.examples].astype("float64"), train.y[:run.examples]


def cost(theta, digits, gain):
    """The mean square of the errors, of neurons sigma(gain z); gain None: switches."""
    (a, y), at = digits, 0
    for n_in, n_out in LAYERS:
        W, b = theta[at:at + n_in * n_out].reshape(n_out, n_in), theta[at + n_in * n_out:at + (n_in + 1) * n_out]
        z, at = a @ W.T + b, at + (n_in + 1) * n_out
        a = (z >= 0) * 1.0 if gain is None else 1 / (1 + np.exp(-np.clip(gain * z, -700, 700)))
    return ((a - y) ** 2).sum() / len(y)


def on_line(run, w):
    a, b = run.corner_theta[:2].astype("float64")
    return a + w * (b - a)


def on_plane(run, alpha, beta):
    a, b, c = run.corner_theta.astype("float64")
    u = (b - a) / np.linalg.norm(b - a)
    v = (c - a) - (c - a) @ u * u
    return (a + b + c) / 3 + alpha * u + beta * v / np.linalg.norm(v)


def test_the_cost_along_the_line_is_that_of_these_weights_with_harder_neurons(run, digits):
    gains = [*run.fine_gain, None]
    assert run.fine_gain[0] == 1 and run.fine_gain[-1] == GAINS[-1] and len(run.line_cost) == len(gains)
    for row in (0, 2, 5, len(gains) - 1):
        for k in (0, 333, 800, 1500):
            assert run.line_cost[row, k] == pytest.approx(cost(on_line(run, run.line_w[k]), digits, gains[row]), abs=2e-4)


def test_the_cost_over_the_plane_and_close_to_the_ball(run, digits):
    for i, gain in enumerate([*GAINS, None]):
        for j, k in ((3, 5), (20, 30), (33, 12)):
            assert run.map_cost[i, j, k] == pytest.approx(cost(on_plane(run, run.map_alphas[j], run.map_betas[k]), digits, gain), abs=2e-3)
    for i, gain in enumerate((1, None)):
        for j, k in ((0, 0), (20, 31)):
            theta = on_plane(run, run.near_alphas[j], run.near_betas[k])
            assert run.near_cost[i, j, k] == pytest.approx(cost(theta, digits, gain), abs=2e-3)


def test_the_slope_at_the_ball_is_that_of_a_nudge_and_of_a_switch_exactly_0(run, digits):
    w = float(run.ball_w)
    for row, gain in enumerate([*run.fine_gain, None]):
        h = 1e-6 / (gain or 1)
        nudged = [cost(on_line(run, w + way * h), digits, gain) for way in (1, -1)]
        assert run.ball_slope[row] == pytest.approx((nudged[0] - nudged[1]) / (2 * h), rel=2e-3, abs=1e-4)
        assert run.ball_cost[row] == pytest.approx(cost(on_line(run, w), digits, gain), abs=1e-6)
    assert run.ball_slope[-1] == 0 and run.steepest[-1] == 0 and run.flat_share[-1] == 1 and not run.way_slope[1].any()


def test_a_gain_does_the_same_as_weights_and_biases_so_many_times_as_large(run, digits):
    for row in (1, 3, len(run.fine_gain) - 1):
        gain = run.fine_gain[row]
        for k in (250, 700):
            assert run.line_cost[row, k] == pytest.approx(cost(gain * on_line(run, run.line_w[k]), digits, 1), abs=2e-4)


def test_one_weight_is_turned_and_how_often_the_cost_changes(run, digits):
    theta, i = run.nudge_theta, int(run.nudge_weight)
    for at in (0, 77, 200):
        turned = theta.copy()
        turned[i] = run.nudge_w[at]
        assert run.nudge_cost[:, at] == pytest.approx([cost(turned, digits, 1), cost(turned, digits, None)], abs=1e-9)
    assert run.nudge_w[100] == pytest.approx(theta[i]) and np.allclose(np.diff(run.nudge_w[::10]), run.nudge_by)
    for row, changes in zip(run.nudge_cost[:, ::10].tolist(), run.nudge_changes):
        assert changes == sum(before != after for before, after in pairwise(row))
    assert len(run.nudge_w[::10]) == run.nudges + 1 and run.nudge_changes[0] == run.nudges > run.nudge_changes[1]


def test_the_weight_is_that_of_the_steepest_slope(run, digits):
    def slope(i):
        up, down = run.nudge_theta.copy(), run.nudge_theta.copy()
        up[i], down[i] = up[i] + 1e-4, down[i] - 1e-4
        return abs(cost(up, digits, 1) - cost(down, digits, 1))

    of_layer_3 = range(784 * 16 + 16 + 16 * 16 + 16, 784 * 16 + 16 + 16 * 16 + 16 + 160)
    assert int(run.nudge_weight) == max((*of_layer_3, *range(5000, 12000, 1000), *range(12560, 12816, 16)), key=slope)


def test_where_the_slope_under_the_ball_first_points_the_other_way():
    assert _turned(np.array([2.0, 1.0, -0.5, -3.0, -1.0, 4.0, -9.0, 0.0])) == 3
    assert _turned(np.array([-2.0, 1.0, 5.0])) == 2 and _turned(np.array([2.0, 1.0, 0.0])) == 0


@pytest.mark.parametrize("flat, y, holds", [
    ([0, 0, 1, 1, 0, 0], [3, 2, 1, 0.9, 1, 2, 3], True),        # around a floor
    ([0, 1, 1, 0, 0, 0], [3, 2, 1.9, 1.8, 1, 0, -1], False),    # a ledge on the way down
    ([1, 1, 0, 0, 0, 0], [3, 2.9, 2.8, 1, 0, -1, -2], True),    # runs off the end
])
def test_whether_a_curve_is_flat_only_where_it_turns(flat, y, holds):
    assert _all_hold_a_turn(np.array(flat), np.array(y)) is holds


def test_the_ball_stands_on_its_tread_and_so_far_from_its_edge(run):
    stairs, here = run.line_cost[-1], int(run.ball_at)
    assert run.line_w[here] == pytest.approx(float(run.ball_w))
    edge = here
    while edge + 1 < len(stairs) and stairs[edge + 1] == stairs[here]:
        edge += 1
    assert int(run.ball_tread) == edge - here


def test_what_silence_and_one_answer_for_all_cost(run):
    digits = np.eye(10)
    assert np.mean([((np.zeros(10) - y) ** 2).sum() for y in digits]) == run.race_silent
    assert np.mean([((digits[0] - y) ** 2).sum() for y in digits]) == pytest.approx(run.race_same)


def test_how_many_of_its_digits_a_trained_network_reads(run):
    data = runs.data()[0].take(range(run.race_digits))
    for i in (2, 6):
        net = nncore.Network(run.network.sizes, f"sigmoid({GAINS[i]})")
        trained = [nncore.train(net, data, rate, int(run.race_batch), epochs=int(run.race_epochs), seed=run.recipe["seed"] - 11).trained
                   for rate in run.race_tries]
        right = [sum(int(np.argmax(answers)) == label for answers, label in zip(net.output(theta, data.x), data.labels)) / len(data)
                 for theta in trained]
        assert run.race_right[i, 0] == pytest.approx(right[int(run.race_tried[i].argmin())])
        assert run.race_middle[i] == sorted(run.race_right[i])[1]
        if GAINS[i] >= run.race_stuck > 0:
            assert run.race_most >= max(right)


def test_treads_and_levels_are_counted_and_the_ball_stands_on_a_tread(run):
    stairs, treads = np.round(run.line_cost[-1], 4).tolist(), 1
    for before, after in pairwise(stairs):
        treads += before != after
    assert run.tread_count == treads and run.level_count == len({*stairs})
    k = int(np.abs(run.line_w - run.ball_w).argmin())
    assert stairs[k - 1] == stairs[k] == stairs[k + 1] == pytest.approx(run.ball_cost[-1], abs=1e-4)


def test_where_it_is_flat_the_slope_of_the_network_says(run, digits):
    for row in (0, 1, 3):
        gain, whole = run.fine_gain[row], range(len(run.line_w) - 1)
        for k in whole[::97]:
            middle, h = (run.line_w[k] + run.line_w[k + 1]) / 2, 1e-5
            slope = abs(cost(on_line(run, middle + h), digits, gain) - cost(on_line(run, middle - h), digits, gain)) / (2 * h)
            if abs(slope - run.flat_level) > 0.05:
                assert run.flat[row, k] == (slope < run.flat_level)
        assert run.flat_share[row] == pytest.approx(sum(int(run.flat[row, k]) for k in whole) / len(whole))
    for k, tread in enumerate(run.flat[-1]):
        assert bool(tread) == (abs(run.line_cost[-1, k + 1] - run.line_cost[-1, k]) < 1e-4)


def test_the_lens_has_the_cost_as_seen_from_the_ball(run, digits):
    row = int(run.ball_turned)
    for k in (0, len(run.dent_w) // 3, len(run.dent_w) - 1):
        there = cost(on_line(run, float(run.ball_w) + run.dent_w[k]), digits, run.fine_gain[row])
        assert run.ball_cost[row] + run.dent_cost[k] == pytest.approx(there, abs=2e-4)
    assert np.abs(run.dent_w).max() < Smoothness.dent


def test_the_turned_weight_moves_the_sum_and_the_answer_of_its_neuron_for_a_digit(run, digits):
    x = digits[0][int(run.nudge_digit)]
    assert np.array_equal(run.nudge_x, x.astype(run.nudge_x.dtype))
    for at in (0, int(run.nudge_start), 150):
        theta = run.nudge_theta.copy()
        theta[int(run.nudge_weight)] = run.nudge_w[at]
        for i, answer in enumerate((lambda z: 1 / (1 + np.exp(-z)), lambda z: (z >= 0) * 1.0)):
            a, start = x, 0
            for n_in, n_out in LAYERS:
                W, b = theta[start:start + n_in * n_out].reshape(n_out, n_in), theta[start + n_in * n_out:start + (n_in + 1) * n_out]
                z, start = W @ a + b, start + (n_in + 1) * n_out
                a = answer(z)
            neuron = int(run.nudge_neuron)
            assert (run.nudge_z[i, at], run.nudge_a[i, at]) == pytest.approx((z[neuron], a[neuron]), abs=1e-5)
    assert run.nudge_theta[int(run.nudge_weight)] == pytest.approx(run.nudge_w[int(run.nudge_start)])


def test_every_training_is_that_of_its_gain_rate_and_start(run):
    data = runs.data()[0].take(range(run.race_digits))
    seed = int(run.recipe["seed"]) - 11
    for i in (1, 4):
        net = nncore.Network(run.network.sizes, f"sigmoid({GAINS[i]})")
        for s in range(int(run.race_starts)):
            end = nncore.train(net, data, run.race_rate[i], int(run.race_batch), epochs=int(run.race_epochs), seed=seed + s).trained
            assert run.race_cost[i, s, -1] == run.race_end[i, s] == pytest.approx(net.cost(end, data.x, data.y), rel=1e-4)
        assert run.race_tried[i].min() == run.race_end[i, 0] and run.race_tries[run.race_tried[i].argmin()] == run.race_rate[i]


def test_a_switch_stays_where_it_starts(run):
    data = runs.data()[0].take(range(run.race_digits))
    for s, costs in enumerate(run.race_cost[-1]):
        start = run.network.init(run.recipe["seed"] - 11 + s).astype("float64")
        assert costs == pytest.approx(cost(start, (data.x.astype("float64"), data.y), None), rel=1e-5)


@pytest.mark.parametrize("right, most, down, stuck, best", [
    ([0.98, 0.97, 0.98, 0.88, 0.10, 0.10, 0.10], [0.98, 0.97, 0.98, 0.88, 0.12, 0.10, 0.11], 8, 16, 0.12),
    ([0.98, 0.97, 0.70, 0.88, 0.10, 0.10, 0.10], [0.98, 0.97, 0.70, 0.88, 0.50, 0.10, 0.11], 2, 32, 0.11),
    ([0.70, 0.97, 0.98, 0.88, 0.10, 0.10, 0.10], [0.98, 0.97, 0.98, 0.88, 0.10, 0.10, 0.40], 0, 0, 1.0),
])
def test_up_to_which_gain_all_learn_to_read_and_from_which_on_none(right, most, down, stuck, best):
    far = Smoothness()._far(np.array([[share] for share in (*right, 0.1)]), np.array(most))
    assert (far["race_down"], far["race_stuck"], far["race_most"]) == (down, stuck, best)
