"""What the recipes add to the runs is true: each derived array against the network itself."""

import numpy as np
import pytest

import nncore
from scenes import runs
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
