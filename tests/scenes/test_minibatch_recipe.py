"""What the recipe of the mini-batches adds to its two runs is true: against sums over single examples, and other ways."""

import numpy as np
import pytest

import nncore
from scenes import runs
from scenes.recipes.digits import first
from scenes.recipes.minibatch import MiniBatches, Walkers, _Walk
from scenes.stage.facts import Run


@pytest.fixture(scope="module")
def run(made):
    return Run(nncore.Recording.load(made / "minibatch"))


@pytest.fixture(scope="module")
def walk(made):
    return Run(nncore.Recording.load(made / "walkers"))


@pytest.fixture(scope="module")
def data(run):
    return first(runs.data()[0], run.recipe["data"]["examples"])


def gradients(run, data, theta, rows):
    return np.array([run.network.gradient(theta.astype("float64"), data.x[i:i + 1], data.y[i:i + 1]) for i in rows])


def angle(a, b):
    return np.degrees(np.arccos(a @ b / np.linalg.norm(a) / np.linalg.norm(b)))


def test_wishes_are_minus_the_gradients_of_single_examples_and_their_mean_is_the_full_one(run, data):
    theta = run.theta[MiniBatches.early]
    one_by_one = -gradients(run, data, theta, range(len(data)))[:, run.wish_index]
    assert run.step[MiniBatches.early] == run.wish_step
    assert run.wishes == pytest.approx(one_by_one[:len(run.wishes)], rel=1e-3, abs=1e-6)
    for k in (1, 12, len(data)):
        assert run.wish_mean[k - 1] == pytest.approx(one_by_one[:k].mean(axis=0), rel=1e-3, abs=1e-6)
        assert run.counted[k - 1] == k
    full = run.network.gradient(theta, data.x, data.y)
    assert run.wish_mean[-1] == pytest.approx(-full[run.wish_index], rel=1e-3, abs=1e-6)
    for i, *place in zip(run.wish_index, run.wish_layer, run.wish_row, run.wish_column):
        assert run.network.index(*place) == i


def test_the_angle_of_a_step_is_that_between_sums_over_single_examples(run, data):
    for row in (0, 7, 60):
        step, theta = run.step[row], run.theta[row]
        batch = gradients(run, data, theta, run.batch(step)).mean(axis=0)
        full = gradients(run, data, theta, range(len(data))).mean(axis=0)
        assert run.path_angle[row] == pytest.approx(angle(batch, full), abs=0.02)


def test_mean_angles_and_cosines_fall_with_the_batch_size_and_agree_with_single_examples(run, data):
    theta = run.theta[MiniBatches.early]
    each = gradients(run, data, theta, range(len(data)))
    full = each.mean(axis=0)
    angles = np.array([angle(one, full) for one in each])
    spread = angles.std() / len(run.angle_one_early) ** 0.5
    assert run.angle_mean_one_early == pytest.approx(angles.mean(), abs=4 * spread)
    assert set(np.round(run.angle_one_early, 2)) <= set(np.round(angles, 2))
    for when in ("early", "late"):
        means = [float(getattr(run, f"angle_mean_{size}_{when}")) for size in ("one", "ten", "hundred", "all")]
        assert means == sorted(means, reverse=True) and means[-1] < 1e-3
        for size in ("one", "ten", "hundred"):
            shown = getattr(run, f"angle_{size}_{when}")
            assert getattr(run, f"cosine_{size}_{when}") == pytest.approx(np.cos(np.radians(shown)).mean())
            assert np.array_equal(getattr(run, f"angle_counts_{size}_{when}")[-1], np.histogram(shown, run.angle_bins)[0])
    law = np.linalg.norm(each - full, axis=1) / np.linalg.norm(full)
    assert run.error_law_early == pytest.approx(np.sqrt(np.square(law).mean() / run.error_size), rel=1e-4)
    assert run.error_early[:4] == pytest.approx(run.error_law_early[:4], rel=0.4)


def test_the_first_epoch_uses_each_example_once(run, walk):
    for each in (run, walk):
        n, size = each.recipe["data"]["examples"], each.recipe["batch_size"]
        steps = -(-n // size)
        assert sorted(np.concatenate([each.batch(step) for step in range(steps)])) == list(range(n))
    assert np.array_equal(run.epoch_order, np.concatenate([run.batch(step) for step in range(steps)]))
    assert run.step[:steps + 1].tolist() == list(range(steps + 1))


def test_curves_count_the_examples_of_their_batches_and_hold_the_costs_of_their_runs(run, data):
    n, epochs = len(data), run.recipe["epochs"]
    for name, size in (("one", 1), ("ten", 10), ("hundred", 100), ("all", n), ("steady", 10), ("decay", 10)):
        seen, step = getattr(run, f"seen_{name}"), getattr(run, f"step_{name}")
        per_epoch = [size] * (n // size) + [n % size] * (n % size > 0)
        assert np.array_equal(seen, np.cumsum([0, *per_epoch * epochs])[step]) and seen[-1] == n * epochs
    rows = np.searchsorted(run.step, run.step_ten)
    assert np.array_equal(run.step[rows], run.step_ten) and run.cost_ten == pytest.approx(run.train_ten[rows], rel=1e-4)
    assert np.array_equal(run.looked, np.cumsum([0, *(len(run.batch(step)) for step in range(len(run.batch_cost)))])[run.step])


def test_the_walkers_follow_the_gradient_of_their_batch_within_the_plane(walk, data):
    plane, eta = nncore.Plane.through_points(*walk.corner_theta), walk.recipe["learning_rate"]
    for path, batch in ((walk.path, lambda step: data.take(walk.batch(step))), (walk.careful_path, lambda step: data)):
        for step in range(3):
            _, gradient = nncore.gradient_within(walk.network, batch(step), plane, *path[step])
            assert path[step + 1] - path[step] == pytest.approx(-eta * gradient, rel=1e-5)
    for row in (0, 4):
        for path, cost in ((walk.path, walk.path_cost), (walk.careful_path, walk.careful_cost),
                           (walk.single_path, walk.single_cost)):
            assert cost[row] == pytest.approx(walk.network.cost(plane.point(*path[row]), data.x, data.y), rel=1e-5)
    assert np.array_equal(walk.path[0], walk.single_path[0]) and np.array_equal(walk.single_first[10], walk.single_path[1])
    for mark, seen, cost in zip(walk.mark_epoch, walk.mark_seen, walk.mark_careful):
        assert seen == mark * len(data) and cost == walk.careful_cost[mark]


def test_shuffles_start_together_and_end_where_it_is_said(walk):
    starts, ends = walk.shuffle_paths[:, 0], walk.shuffle_paths[:, -1]
    assert np.ptp(starts, axis=0) == pytest.approx([0, 0], abs=1e-9)
    for end, valley in zip(ends, walk.shuffle_valley):
        distances = np.linalg.norm(walk.corners - end, axis=1)
        assert distances[valley] == distances.min()
    assert walk.valley_count == len(set(walk.shuffle_valley.tolist())) and walk.shuffle_count == len(ends)


def test_hovering_is_measured_from_the_bottom(walk, data):
    plane = nncore.Plane.through_points(*walk.corner_theta)
    _, gradient = nncore.gradient_within(walk.network, data, plane, *walk.hover_bottom)
    _, far = nncore.gradient_within(walk.network, data, plane, *walk.hover_paths[0, 0])
    assert np.linalg.norm(gradient) < 0.2 * np.linalg.norm(far)
    for path, distance, spread in zip(walk.hover_paths, walk.hover_distance, walk.hover_spread):
        away = [np.hypot(*(point - walk.hover_bottom)) for point in path]
        assert distance == pytest.approx(away)
        assert spread == pytest.approx(np.sqrt(np.mean(np.square(away[len(path) // 2:]))), rel=0.05)
    again = _Walk(walk.network, data, plane)(walk.hover_paths[2, 0], *Walkers.hovers[2], walk.recipe["seed"], 5)
    assert again == pytest.approx(walk.hover_paths[2, :6])
