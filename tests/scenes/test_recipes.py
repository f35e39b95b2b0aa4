"""What the recipes add to the runs is true: each derived array against the network itself."""

import hashlib
import os
import subprocess
import sys
from itertools import pairwise
from types import SimpleNamespace

import numpy as np
import pytest

import nncore
from scenes import runs
from scenes.recipes import digits
from scenes.recipes._digits import telling_example
from scenes.stage.facts import Run


@pytest.fixture(scope="module")
def data():
    train, test = runs.data()
    return train, test


@pytest.fixture(scope="module")
def load(made):
    return lambda name: Run(nncore.Recording.load(made / name))


def test_hops_along_the_line_are_eta_times_a_slope_that_central_differences_confirm(load, data):
    run, (train, _) = load("line"), data
    line, eta, h = nncore.Line(run.theta_a, run.theta_b), run.recipe["learning_rate"], 1e-4
    assert run.w[0] == pytest.approx(0.27) and run.other_w[0] == pytest.approx(0.72)
    for name in ("", "other_"):
        w, slope, cost, hop, way = (run.arrays[name + key] for key in ("w", "slope", "cost", "hop", "way"))
        assert np.allclose(np.diff(w), hop[:-1], atol=1e-6) and np.allclose(hop, -eta * slope)
        assert np.array_equal(way, list(zip(w, cost)))
        for at, steep, high in list(zip(w, slope, cost))[:5]:
            low, up = (run.network.cost(line.point(at + t), train.x, train.y) for t in (-h, h))
            assert steep == pytest.approx((up - low) / (2 * h), rel=1e-3, abs=1e-4)
            assert high == pytest.approx(run.network.cost(line.point(at), train.x, train.y), rel=1e-4)
        assert cost[-1] < cost[0]


def test_nudges_are_measured_and_their_ratios_go_to_the_slope(load, data):
    run, (train, _) = load("line"), data
    line = nncore.Line(run.theta_a, run.theta_b)
    before = run.network.cost(line.point(0.27), train.x, train.y)
    for far, at, cost, rise, ratio in zip(run.nudge_run, run.nudge_w, run.nudge_cost, run.nudge_rise, run.nudge_ratio):
        after = run.network.cost(line.point(0.27 + far), train.x, train.y)
        assert (at, cost) == pytest.approx((0.27 + far, after)) and (rise, ratio) == pytest.approx((after - before, (after - before) / far))
    off = np.abs(run.nudge_ratio - run.slope[0])
    assert np.all(np.diff(off) < 0) and off[-1] < 0.01 * abs(run.slope[0])


def test_networks_slide_from_one_end_of_the_line_to_the_other(load, data):
    run, (train, _) = load("line"), data
    assert np.allclose(run.slide_theta[0], run.theta_a) and np.allclose(run.slide_theta[-1], run.theta_b)
    for k in (0, 17, 50):
        w = run.slide_w[k]
        assert run.slide_theta[k] == pytest.approx((1 - w) * run.theta_a + w * run.theta_b, abs=1e-6)
        assert run.slide_cost[k] == pytest.approx(run.network.cost(run.slide_theta[k], train.x, train.y), rel=1e-4)


def test_leaps_are_hops_with_a_rate_that_is_so_many_times_too_large(load, data):
    run, (train, _) = load("line"), data
    line, (w, cost) = nncore.Line(run.theta_a, run.theta_b), run.leap_way.T
    assert run.leap_rate == pytest.approx(run.leap_factor * run.recipe["learning_rate"]) and len(w) == run.leaps + 1
    for k in range(run.leaps):
        low, high = (run.network.cost(line.point(w[k] + t), train.x, train.y) for t in (-1e-4, 1e-4))
        assert w[k + 1] - w[k] == pytest.approx(-run.leap_rate * (high - low) / 2e-4, rel=2e-3, abs=1e-4)
        assert run.leap_hop[k] == pytest.approx(w[k + 1] - w[k], rel=1e-5, abs=1e-7)
    bottom = run.other_w[-1]
    over = sum((one < bottom) != (other < bottom) for one, other in pairwise(w))
    assert run.leap_over == over * (w.max() - w.min() < 3)
    assert run.wide_w[0] < w.min() and run.wide_w[-1] > w.max()
    assert np.interp(w, run.wide_w, run.wide_curve) == pytest.approx(cost, abs=2e-3)


def test_the_toy_is_worked_right(load):
    run = load("line")
    assert run.toy_w[:4] == pytest.approx([0, 0.6, 1.08, 1.464])
    assert run.toy_cost[:2] == pytest.approx([9, 5.76]) and run.toy_hop[0] == pytest.approx(0.6)
    assert run.toy_size[0] == 6 and np.array_equal(run.toy_way, list(zip(run.toy_w, run.toy_cost)))
    assert run.toy_w + run.toy_hop == pytest.approx([*run.toy_w[1:], 3 - 3 * 0.8**31])


def test_the_networks_are_as_far_apart_as_their_numbers_are(load):
    run = load("plane")
    a, b, _ = run.corner_theta
    assert run.apart == pytest.approx(sum((x - y) ** 2 for x, y in zip(a.tolist(), b.tolist())) ** 0.5)


def test_descents_over_the_plane_stay_in_it_and_follow_its_gradient(load, data):
    run, (train, _) = load("plane"), data
    plane = nncore.Plane.through_points(*run.corner_theta)
    _, distance = plane.project(run.theta)
    assert distance.max() < 1e-9
    for row in range(3):
        here, there = run.paths[0, row:row + 2]
        _, gradient = nncore.gradient_within(run.network, train, plane, *here)
        assert there - here == pytest.approx(-run.recipe["learning_rate"] * gradient, rel=1e-6)
    for path, costs in zip(run.paths, run.costs):
        assert costs[-1] == pytest.approx(run.network.cost(plane.point(*path[-1]), train.x, train.y))


def test_nudges_all_around_change_the_cost_by_what_is_said(load, data):
    run, (train, _) = load("plane"), data
    plane = nncore.Plane.through_points(*run.corner_theta)

    def cost(point):
        return run.network.cost(plane.point(*point), train.x, train.y)

    assert run.fan_point == pytest.approx(0.73 * run.corners[0] + 0.27 * run.corners[1]) and len(run.fan_steps) == run.fan_count
    assert run.fan_cost == pytest.approx(cost(run.fan_point))
    measured = [(cost(run.fan_point + h) - cost(run.fan_point - h)) / 2e-4 for h in 1e-4 * np.eye(2)]
    assert run.fan_gradient == pytest.approx(measured, rel=1e-3)
    for i, (step, change) in enumerate(zip(run.fan_steps, run.fan_changes)):
        turn = np.arctan2(*run.fan_gradient[::-1]) + 2 * np.pi * i / run.fan_count
        assert step == pytest.approx(run.fan_length * np.array([np.cos(turn), np.sin(turn)]))
        assert change == pytest.approx(cost(run.fan_point + step) - cost(run.fan_point))


def test_the_longest_step_is_eta_times_the_gradient_there(load):
    run = load("plane")
    steps = [b - a for a, b in pairwise(run.paths[0])]
    k = max(range(len(steps)), key=lambda k: np.hypot(*steps[k]))
    assert np.array_equal(run.longest_point, run.paths[0, k]) and np.array_equal(run.longest_step, steps[k])
    assert -run.recipe["learning_rate"] * run.longest_gradient == pytest.approx(steps[k])


def test_valleys_are_judged_by_the_descent_that_ends_nearest_and_by_unseen_digits(load, data):
    run, (_, test) = load("plane"), data
    plane, ends = nncore.Plane.through_points(*run.corner_theta), run.paths[:, -1]
    wrong = []
    for corner, path in zip(run.corners, run.valley_path):
        assert np.linalg.norm(ends[path] - corner) == min(np.linalg.norm(end - corner) for end in ends)
        answers = [run.network.output(plane.point(*ends[path]), x[None]).argmax() for x in test.x]
        wrong.append({i for i, (answer, label) in enumerate(zip(answers, test.labels)) if answer != label})
    assert run.valley_right.tolist() == [len(test) - len(mine) for mine in wrong] and run.unseen == len(test)
    for v, mine in enumerate(wrong):
        alone = sorted(mine - set.union(*(wrong[other] for other in range(3) if other != v)))
        assert run.missed_alone[v] == len(alone) and np.array_equal(run.arrays[f"missed_alone_x{v}"], test.x[alone[:6]])
    together = sorted(set.intersection(*wrong))
    assert run.missed_all == len(together) and np.array_equal(run.missed_all_x, test.x[together[:9]])
    nearest = [min(range(3), key=lambda v: np.linalg.norm(end - run.corners[v])) for end in ends]
    assert run.valley_of.tolist() == nearest and run.valley_count == len(set(nearest)) and run.path_count == len(ends)


def test_the_way_is_as_long_and_strays_as_far_from_its_best_plane_as_is_said(load):
    run = load("digits")
    centred = run.theta.astype("float64") - run.theta.mean(axis=0, dtype="float64")
    _, _, directions = np.linalg.svd(centred, full_matrices=False)
    off = centred - centred @ directions[:2].T @ directions[:2]
    assert run.way_off == pytest.approx(max(np.linalg.norm(row) for row in off), rel=1e-3)
    assert run.way_long == pytest.approx(np.linalg.norm(centred[-1] - centred[0]), rel=1e-5)


def test_curves_and_maps_are_costs(load, data):
    line, plane, (train, test) = load("line"), load("plane"), data
    along, over = nncore.Line(line.theta_a, line.theta_b), nncore.Plane.through_points(*plane.corner_theta)
    for x, y in ((line.alphas, line.curve), (line.wide_w, line.wide_curve)):
        for i in (0, 90, 180):
            assert y[i] == pytest.approx(line.network.cost(along.point(x[i]), train.x, train.y), rel=1e-5)
    theta = over.point(plane.map_alphas[3], plane.map_betas[20])
    assert plane.map_surface[3, 20] == pytest.approx(plane.network.cost(theta, train.x, train.y), rel=1e-5)
    for accuracy, theta in zip(line.end_accuracy, (line.theta_a, line.theta_b)):
        assert accuracy == line.network.accuracy(theta, test.x, test.labels) > 0.7


def test_the_digit_that_is_filmed_is_wrong_at_first_and_right_at_last(load, data):
    run, (_, test) = load("digits"), data
    row = int(np.flatnonzero(test.index == run.example_index)[0])
    x, y = test.x[row][None], test.y[row][None]
    assert np.array_equal(run.example_x, nncore.load_digits().x[run.example_index]) and np.array_equal(run.example_x, x[0])
    assert run.example_label == test.labels[row] and np.array_equal(run.example_y, y[0])
    assert run.example_guess[0] != run.example_label == run.example_guess[-1]
    for k in (0, 7, -1):
        _, a = run.network.forward(run.theta[k], x)
        for l in (1, 2, 3):
            assert run.arrays[f"example_a{l}"][k] == pytest.approx(a[l][0], rel=1e-5)
        assert run.example_cost[k] == pytest.approx(run.network.cost(run.theta[k], x, y), rel=1e-6)
        assert run.example_squares[k].sum() == pytest.approx(run.example_cost[k], rel=1e-5)
        assert run.example_guess[k] == a[-1].argmax()
        assert run.example_error[k] == pytest.approx([out - (j == run.example_label) for j, out in enumerate(a[-1][0])], abs=1e-6)
    same = np.full((1, 10), run.even_answer)
    assert run.even_parts == pytest.approx([9, 0.01, 0.81])
    assert run.even_answer == 0.1 and run.even_cost == pytest.approx(np.square(same - y).sum()) == pytest.approx(9 * 0.01 + 0.81)


def test_the_digit_is_the_clearest_of_those_that_were_learned(data):
    train, test = data
    net = nncore.Network((784, 16, 16, 10))
    half = nncore.train(net, train, epochs=10).trained  # it knows many digits at first
    run = nncore.train(net, train, epochs=10, theta=half)
    first, last = (net.output(theta, test.x) for theta in (half, run.trained))
    learned = [i for i, label in enumerate(test.labels) if first[i].argmax() != label == last[i].argmax()]
    assert telling_example(run, test) == min(learned, key=lambda i: np.square(last[i] - test.y[i]).sum())
    still = nncore.train(nncore.Network((784, 10), "step"), train, steps=2)
    with pytest.raises(nncore.RecordingError, match="this run has learned nothing to film"):
        telling_example(still, test)


def test_costs_and_accuracies_are_those_of_the_states(load, data):
    run, (train, test) = load("digits"), data
    for k in (0, 20, -1):
        assert run.cost[k] == pytest.approx(run.network.cost(run.theta[k], test.x, test.y), rel=1e-5)
        assert run.accuracy[k] == run.network.accuracy(run.theta[k], test.x, test.labels)
        assert run.train_cost[k] == pytest.approx(run.network.cost(run.theta[k], train.x, train.y), rel=1e-5)


def test_the_first_step_moves_every_number_against_its_slope_and_the_biggest_movers_come_first(load, data):
    run, (train, _) = load("digits"), data
    before, after = run.theta[:2].astype("float64")
    assert run.gradient == pytest.approx(run.network.gradient(run.theta[0], train.x, train.y), rel=1e-4, abs=1e-7)
    assert after - before == pytest.approx(-run.learning_rate * run.gradient, abs=1e-6)
    assert run.gradient_length == pytest.approx(np.sqrt((run.gradient.astype("float64") ** 2).sum()), rel=1e-6)
    moves = sorted((move for move in after - before if move), key=lambda move: -abs(move))
    assert np.abs(run.mover) == pytest.approx(np.abs(moves)) and run.mover.sum() == pytest.approx(sum(moves))
    assert run.mover_still == 13002 - len(moves) and run.mover_count.sum() == len(moves)
    assert run.mover_count[:4].tolist() == [16, 48, 160, 500]
    first = 0
    for count, largest in zip(run.mover_count, run.mover_largest):
        assert largest == pytest.approx(abs(moves[first]))
        first += count


def test_the_pile_is_what_unseen_digits_cost_at_first_and_ours_lies_on_top(load, data):
    run, (_, test) = load("digits"), data
    costs = {np.round(255 * x).astype(np.uint8).tobytes(): run.network.cost(run.theta[0], x[None], y[None]) for x, y in zip(test.x, test.y)}
    assert [costs[x.tobytes()] for x in run.pile_x] == pytest.approx(run.pile_cost, rel=1e-5)
    assert len({x.tobytes() for x in run.pile_x}) == len(run.pile_x) == run.piled == 206
    assert run.pile_cost[-1] == pytest.approx(run.example_cost[0], rel=1e-6)
    assert run.pile_mean == pytest.approx([np.mean(run.pile_cost[:k + 1]) for k in range(len(run.pile_cost))])
    guesses = run.network.predict(run.theta[0], test.x)
    assert run.first_same == sum(guess == run.example_guess[0] for guess in guesses) and run.unseen == len(test)


def test_the_dip_is_the_deepest_fall_of_the_score(load, data):
    run, (_, test) = load("digits"), data
    falls = {(i, j): run.accuracy[i] - run.accuracy[j] for j in range(1, len(run.accuracy)) for i in range(1, j + 1)}
    peak, low = run.dip_row
    assert run.accuracy[peak] - run.accuracy[low] == pytest.approx(max(falls.values()))
    assert run.dip_deep == min(run.accuracy[peak] - run.accuracy[low], run.accuracy[-1] - run.accuracy[low])
    assert run.dip_step.tolist() == run.step[[peak, low]].tolist() and run.dip_accuracy == pytest.approx(run.accuracy[[peak, low]])
    assert run.dip_cost == pytest.approx([run.network.cost(run.theta[row], test.x, test.y) for row in (peak, low)], rel=1e-5)
    outputs = run.network.output(run.theta[low], test.x)
    assert run.dip_guess.tolist() == [sum(outputs.argmax(axis=1) == digit) for digit in range(10)]
    assert run.dip_near == np.mean([0.05 < a < 0.2 for a in outputs.ravel()]) and run.dip_usual == np.sort(outputs.ravel())[[
        outputs.size // 2 - 1, outputs.size // 2]].mean()
    assert np.array_equal(run.after_step, run.step[1:]) and np.array_equal(run.after_accuracy, run.accuracy[1:])
    assert np.array_equal(run.after_cost, run.cost[1:])


def test_the_dip_comes_after_the_first_step_also_where_no_state_is_as_good_as_the_first(load, data):
    run, (_, test) = load("digits"), data
    rows = len(run.theta)
    lucky = SimpleNamespace(cost=np.ones(rows), accuracy=np.array([0.9, 0.2, 0.1, *np.linspace(0.3, 0.5, rows - 3)]))
    assert digits._dip(run, test, lucky)["dip_row"] == [1, 2]


def test_another_seed_is_another_run(load):
    one, other = load("digits"), Run(runs.make("digits", seed=1, quick=True))
    for name in ("cost", "accuracy", "train_cost", "theta", "gradient", "example_a3"):
        assert not np.array_equal(getattr(one, name), getattr(other, name))


def hash_but_for_seconds(run):
    """A hash of all arrays of the run "digits" but those that its recipe lists as this computer's."""
    kept = sorted(set(run.arrays) - set(runs.RUNS["digits"].of_this_computer))
    return hashlib.sha256(b"".join(name.encode() + np.ascontiguousarray(run.arrays[name]).tobytes() for name in kept)).hexdigest()


@pytest.mark.parametrize("threads", ["1", "2"])
def test_a_run_has_the_same_bytes_with_any_number_of_threads(load, threads):
    code = ("from scenes import runs; from tests.scenes.test_recipes import hash_but_for_seconds; "
            "print(hash_but_for_seconds(runs.make('digits', quick=True)))")
    environment = {**os.environ, "PYTHONPATH": str(runs.ROOT), "OPENBLAS_NUM_THREADS": threads}
    made = subprocess.run([sys.executable, "-c", code], env=environment, check=True, capture_output=True, text=True)
    assert made.stdout.strip() == hash_but_for_seconds(load("digits"))
