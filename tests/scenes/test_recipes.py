"""What the recipes add to the runs is true: each derived array against the network itself."""

import os
import subprocess
import sys

import numpy as np
import pytest

import nncore
from scenes import runs
from scenes.recipes.digits import _telling_example
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
    assert np.allclose(np.diff(run.w), run.hop[:-1], atol=1e-6) and np.allclose(run.hop, -eta * run.slope)
    for w, slope, cost in list(zip(run.w, run.slope, run.cost))[:5]:
        low, high = (run.network.cost(line.point(w + t), train.x, train.y) for t in (-h, h))
        assert slope == pytest.approx((high - low) / (2 * h), rel=1e-3, abs=1e-4)
        assert cost == pytest.approx(run.network.cost(line.point(w), train.x, train.y), rel=1e-4)


def test_every_ball_goes_down_and_to_the_side_that_the_sign_of_its_slope_says(load):
    run = load("line")
    assert np.all(np.sign(np.diff(run.balls_w, axis=1)) == -np.sign(run.balls_slope[:, :-1]))
    assert np.all(run.balls_cost[:, -1] < run.balls_cost[:, 0])


def test_the_toy_is_worked_right(load):
    run = load("line")
    assert run.toy_w[:4] == pytest.approx([0, 0.6, 1.08, 1.464])
    assert run.toy_cost[:2] == pytest.approx([9, 5.76]) and run.toy_hop[0] == pytest.approx(0.6)
    assert run.toy_w + run.toy_hop == pytest.approx([*run.toy_w[1:], 3 - 3 * 0.8**31])


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


def test_trial_steps_change_the_cost_by_what_is_said_and_none_falls_more_than_downhill(load, data):
    run, (train, _) = load("plane"), data
    plane = nncore.Plane.through_points(*run.corner_theta)

    def cost(point):
        return run.network.cost(plane.point(*point), train.x, train.y)

    for step, change in zip(run.trial_steps, run.trial_changes):
        assert np.linalg.norm(step) == pytest.approx(run.trial_length)
        assert change == pytest.approx(cost(run.trial_point + step) - cost(run.trial_point))
    uphill = run.trial_length * run.trial_gradient / run.trial_steepness
    assert run.trial_uphill == pytest.approx(cost(run.trial_point + uphill) - cost(run.trial_point))
    assert run.trial_downhill == pytest.approx(cost(run.trial_point - uphill) - cost(run.trial_point))
    tiny, h = run.trial_gradient / run.trial_steepness, 1e-4
    measured = (cost(run.trial_point + h * tiny) - cost(run.trial_point - h * tiny)) / (2 * h)
    assert measured == pytest.approx(run.trial_steepness, rel=1e-4)


def test_valleys_are_judged_by_the_descent_that_ends_nearest_and_by_unseen_digits(load, data):
    run, (_, test) = load("plane"), data
    plane = nncore.Plane.through_points(*run.corner_theta)
    for corner, path, answers, accuracy in zip(run.corners, run.valley_path, run.valley_answers, run.valley_accuracy):
        ends = run.paths[:, -1]
        assert np.linalg.norm(ends[path] - corner) == min(np.linalg.norm(end - corner) for end in ends)
        theta = plane.point(*ends[path])
        _, a = run.network.forward(theta, run.asked_x)
        assert a[-1].argmax(axis=1).tolist() == answers.tolist()
        assert accuracy == run.network.accuracy(theta, test.x, test.labels)


def test_the_plane_of_the_path_is_the_one_that_pca_finds(load, data):
    run, (train, _) = load("digits"), data
    centred = run.theta.astype("float64") - run.theta.mean(axis=0, dtype="float64")
    eigenvalues = np.sort(np.linalg.eigvalsh(centred @ centred.T))[::-1]
    assert run.plane_share == pytest.approx(eigenvalues[:2].sum() / eigenvalues.sum(), rel=1e-4)
    left_over = np.square(run.path).sum() + np.square(run.path_distance).sum()
    assert left_over == pytest.approx(np.square(centred).sum(), rel=1e-4)        # Pythagoras, point by point
    for row in (0, -1):
        assert run.train_cost[row] == pytest.approx(run.network.cost(run.theta[row], train.x, train.y), rel=1e-5)
    for i, j in ((0, -1), (3, 7)):
        theta = nncore.Plane.pca(run.theta).point(run.plane_alphas[i], run.plane_betas[j])
        assert run.plane_cost[i, j] == pytest.approx(run.network.cost(theta, train.x, train.y), rel=1e-4)
    assert run.plane_alphas[0] < run.path[:, 0].min() and run.plane_betas[-1] > run.path[:, 1].max()


def test_curves_and_surfaces_are_costs(load, data):
    line, plane, (train, test) = load("line"), load("plane"), data
    along, over = nncore.Line(line.theta_a, line.theta_b), nncore.Plane.through_points(*plane.corner_theta)
    for i in (0, 90, 180):
        (low, high), h = (line.network.cost(along.point(line.alphas[i] + t), train.x, train.y) for t in (-1e-4, 1e-4)), 1e-4
        assert line.curve[i] == pytest.approx((low + high) / 2, rel=1e-5)
        assert line.curve_slope[i] == pytest.approx((high - low) / (2 * h), rel=1e-3, abs=1e-3)
    theta = over.point(plane.grid[3], plane.grid[20])
    assert plane.surface[3, 20] == pytest.approx(plane.network.cost(theta, train.x, train.y), rel=1e-5)
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


def test_the_digit_is_the_clearest_of_those_that_were_learned(data):
    train, test = data
    net = nncore.Network((784, 16, 16, 10))
    half = nncore.train(net, train, epochs=10).trained  # it knows many digits at first
    run = nncore.train(net, train, epochs=10, theta=half)
    first, last = (net.output(theta, test.x) for theta in (half, run.trained))
    learned = [i for i, label in enumerate(test.labels) if first[i].argmax() != label == last[i].argmax()]
    assert _telling_example(run, test) == min(learned, key=lambda i: np.square(last[i] - test.y[i]).sum())
    still = nncore.train(nncore.Network((784, 10), "step"), train, steps=2)
    with pytest.raises(nncore.RecordingError, match="this run has learned nothing to film"):
        _telling_example(still, test)


def test_costs_and_accuracies_are_those_of_the_states(load, data):
    run, (_, test) = load("digits"), data
    for k in (0, 20, -1):
        assert run.cost[k] == pytest.approx(run.network.cost(run.theta[k], test.x, test.y), rel=1e-5)
        assert run.accuracy[k] == run.network.accuracy(run.theta[k], test.x, test.labels)


def test_the_first_step_entry_by_entry(load, data):
    run, (train, _) = load("digits"), data
    before, after = run.theta[:2]
    assert run.gradient == pytest.approx(run.network.gradient(before, train.x, train.y), rel=1e-4, abs=1e-7)
    assert after - before == pytest.approx(-run.learning_rate * run.gradient, abs=1e-6)
    assert run.gradient_length == pytest.approx(np.sqrt((run.gradient.astype("float64") ** 2).sum()), rel=1e-6)
    assert run.zero_share == (run.gradient == 0).sum() / 13002
    assert np.array_equal(run.entry_before, before[run.entry_index]) and np.array_equal(run.entry_after, after[run.entry_index])
    assert run.entry_before + run.entry_step == pytest.approx(run.entry_after, abs=1e-6)
    for i, layer, j, k in zip(run.entry_index, run.entry_layer, run.entry_row, run.entry_column):
        assert run.network.index(layer, j, None if k == "bias" else int(k)) == i


def test_another_seed_is_another_run(load):
    one, other = load("digits"), Run(runs.make("digits", seed=1, quick=True))
    for name in ("cost", "accuracy", "train_cost", "theta", "gradient", "example_a3"):
        assert not np.array_equal(getattr(one, name), getattr(other, name))


@pytest.mark.parametrize("threads", ["1", "2"])
def test_a_run_has_the_same_bytes_with_any_number_of_threads(load, threads):
    code = "from scenes import runs; print(runs.make('digits', quick=True).sha256)"
    environment = {**os.environ, "PYTHONPATH": str(runs.ROOT), "OPENBLAS_NUM_THREADS": threads}
    made = subprocess.run([sys.executable, "-c", code], env=environment, check=True, capture_output=True, text=True)
    assert made.stdout.strip() == load("digits").sha256
