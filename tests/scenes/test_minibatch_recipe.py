"""What the recipe of the mini-batches adds to its two runs is true: against sums over single examples, and plain loops."""

import numpy as np
import pytest

import nncore
from scenes import runs
from scenes.recipes import _fair_race as fair_race
from scenes.recipes._digits import first
from scenes.recipes.minibatch import MiniBatches
from scenes.recipes.walkers import Walkers
from scenes.stage.facts import Run
from scenes.studio.audits.recordings import SEEDS, record


@pytest.fixture(scope="module")
def run(made):
    return Run(nncore.Recording.load(made / "minibatch"))


@pytest.fixture(scope="module")
def walk(made):
    return Run(nncore.Recording.load(made / "walkers"))


@pytest.fixture(scope="module")
def data(run):
    return first(runs.data()[0], run.recipe["data"]["examples"])


@pytest.fixture(scope="module")
def plane(walk):
    return nncore.Plane.through_points(*walk.corner_theta)


def angle(a, b):
    return np.degrees(np.arccos(a @ b / np.linalg.norm(a) / np.linalg.norm(b)))


def dealt(n, size, steps, seed=0):
    """The rows of every step: each epoch deals all in a new order, as nncore.train says."""
    rng, rows = np.random.default_rng((seed, 1)), []
    while len(rows) < steps:
        order = rng.permutation(n)
        rows += [order[start:start + size] for start in range(0, n, size)] if size < n else [np.arange(n)]
    return rows[:steps]


def test_the_pulls_of_the_hand_are_measured_by_nudging_along_the_plane(walk, data, plane):
    h, (alpha, beta) = 1e-4, walk.race_ten[0]
    for row, pull in zip(walk.hand, walk.hand_pull, strict=True):
        x, y = data.x[row:row + 1].astype("float64"), data.y[row:row + 1]

        def cost(a, b, x=x, y=y):
            return walk.network.cost(plane.point(a, b), x, y)

        slopes = [(cost(alpha + h, beta) - cost(alpha - h, beta)) / (2 * h), (cost(alpha, beta + h) - cost(alpha, beta - h)) / (2 * h)]
        assert pull == pytest.approx(-walk.race_rate * np.array(slopes), rel=1e-4, abs=1e-5)
    assert walk.hand.tolist() == dealt(len(data), 10, 1)[0].tolist() and np.array_equal(walk.hand_x, data.x[walk.hand])
    assert walk.hand_step == pytest.approx(walk.race_ten[1] - walk.race_ten[0], rel=1e-4)
    assert walk.all_step == pytest.approx(walk.race_all[1] - walk.race_all[0], rel=1e-4)
    assert walk.hand_angle == pytest.approx(angle(walk.hand_step, walk.all_step))


@pytest.mark.parametrize("name, size", [("one", 1), ("ten", 10), ("all", 10**6)])
def test_the_race_is_descent_along_the_directions_of_the_plane(walk, data, plane, name, size):
    path, costs, seen = (getattr(walk, f"race_{name}{what}") for what in ("", "_cost", "_seen"))
    rows, point, looked = dealt(len(data), size, 60), path[0], 0
    for step in range(60):
        assert path[step] == pytest.approx(point, abs=1e-4) and seen[step] == looked
        theta, batch = plane.point(*point), rows[step]
        if step % 10 == 0:
            assert costs[step] == pytest.approx(walk.network.cost(theta, data.x, data.y), rel=1e-3)
        point = point - walk.race_rate * plane.directions @ walk.network.gradient(theta, data.x[batch], data.y[batch])
        looked += len(batch)
    assert path[60] == pytest.approx(point, abs=1e-4) and seen[60] == looked and len(path) == len(costs) == 61
    if size == 1:
        assert walk.race_digit.tolist() == np.concatenate(rows).tolist()


@pytest.mark.parametrize("size", [1, 7, 10, 23, None])
def test_digits_are_counted_batch_by_batch_and_the_last_of_an_epoch_is_smaller(size):
    sizes = [len(rows) for rows in dealt(23, size or 23, 50)]
    assert fair_race.looked_at(np.arange(51), 23, size).tolist() == [0, *np.cumsum(sizes)]


def test_uphill_and_the_mark_are_read_off_the_costs(walk):
    uphill = [after > before for before, after in zip(walk.race_one_cost[:-1], walk.race_one_cost[1:], strict=True)]
    assert walk.uphill.tolist() == uphill and walk.uphill_count == sum(uphill) > 0
    assert walk.race_mark == 20
    assert walk.mark_cost.tolist() == [walk.race_ten_cost[20], walk.race_all_cost[20]]
    assert walk.mark_seen.tolist() == [walk.race_ten_seen[20], walk.race_all_seen[20]]


def test_maps_hold_the_cost_and_the_frame_holds_the_race(walk, data, plane):
    for name, i, j in (("map", 5, 40), ("map", 60, 3), ("hover", 0, 64), ("hover", 30, 20)):
        alphas, betas, surface = (getattr(walk, f"{name}_{what}") for what in ("alphas", "betas", "surface"))
        theta = plane.point(alphas[i], betas[j])
        assert surface[i, j] == pytest.approx(walk.network.cost(theta, data.x, data.y), rel=1e-4)
    alphas, betas = walk.map_alphas, walk.map_betas
    width, height = np.ptp(alphas), np.ptp(betas)
    assert width / height == pytest.approx(16 / 9)
    for point in np.concatenate([walk.race_one, walk.race_ten, walk.race_all]):
        assert 0.15 * width < point[0] - alphas[0] < 0.85 * width and 0.05 * height < betas[-1] - point[1] < 0.75 * height
    for corner, theta, cost in zip(walk.corners, walk.corner_theta, walk.corner_cost, strict=True):
        assert plane.point(*corner) == pytest.approx(theta, abs=1e-5)
        assert cost == pytest.approx(walk.network.cost(theta, data.x, data.y))
    assert walk.corner_accuracy[2] == walk.network.accuracy(walk.corner_theta[2], runs.data()[1].x, runs.data()[1].labels)


def test_hovering_is_measured_from_the_bottom(walk, data, plane):
    _, at_bottom = nncore.gradient_within(walk.network, data, plane, *walk.hover_bottom)
    _, at_start = nncore.gradient_within(walk.network, data, plane, *walk.hover_path[0, 0])
    assert np.linalg.norm(at_bottom) < 0.2 * np.linalg.norm(at_start)
    for path, distance, ring, spread in zip(walk.hover_path, walk.hover_distance, walk.hover_ring, walk.hover_spread, strict=True):
        away = np.hypot(*(path - walk.hover_bottom).T)
        assert distance == pytest.approx(away)
        assert spread == pytest.approx(np.sqrt(np.mean(away[-walk.hover_late:]**2))) and walk.hover_late == 120
        for k in (0, 1, 39, 40, 41, 240):
            last_forty = [away[i] for i in range(k + 1) if i > k - 40]
            assert ring[k] == pytest.approx(np.sqrt(np.mean(np.square(last_forty))))
    assert np.abs(walk.hover_path - walk.hover_bottom).max() < 1.5 * (walk.hover_alphas[-1] - walk.hover_bottom[0])


def test_the_two_that_hover_have_one_start_and_one_shuffle_and_two_rates(walk, data, plane):
    steady, shrinking = walk.hover_rate
    assert set(steady) == {steady[0]} and shrinking[0] == steady[0]
    assert shrinking[40::40] == pytest.approx(shrinking[:-40:40] / 2) and walk.hover_half_life == 40
    for path, rate in zip(walk.hover_path, walk.hover_rate, strict=True):
        point = walk.hover_path[0, 0]
        for step, rows in enumerate(dealt(len(data), 10, 100)):
            assert path[step] == pytest.approx(point, abs=1e-3)
            gradient = walk.network.gradient(plane.point(*point), data.x[rows], data.y[rows])
            point = point - rate[step] * plane.directions @ gradient


def test_an_epoch_deals_every_digit_once_and_the_costs_are_those_of_the_states(run, data):
    assert sorted(run.epoch_order) == list(range(len(data)))
    assert np.array_equal(run.epoch_order, np.concatenate(dealt(len(data), 10, run.batch_count)))
    assert run.last_batch == len(run.batch(int(run.batch_count) - 1)) and run.examples == len(data)
    assert run.step.tolist() == list(range(run.batch_count + 1))
    for row in (0, 7, -1):
        assert run.train_cost[row] == pytest.approx(run.network.cost(run.theta[row], data.x, data.y), rel=1e-5)
    assert run.pictures / 255 == pytest.approx(data.x, abs=0.002) and np.array_equal(run.label, data.labels)


def test_angles_are_those_between_sums_over_single_examples(run, data):
    theta, rng = run.theta[run.step == run.angle_step][0].astype("float64"), np.random.default_rng(run.recipe["seed"])
    each = np.array([run.network.gradient(theta, data.x[i:i + 1], data.y[i:i + 1]) for i in range(len(data))])
    for name, size, mean in zip(("one", "ten", "hundred"), run.angle_size, run.angle_mean, strict=True):
        rng, shown = np.random.default_rng(run.recipe["seed"]), getattr(run, f"angle_{name}")
        plain = [angle(each[rng.choice(len(data), size, replace=False)].mean(axis=0), each.mean(axis=0)) for _ in shown]
        assert shown == pytest.approx(plain, abs=0.02) and mean == pytest.approx(np.mean(plain), abs=0.02)
        assert run.angle_forward[list(run.angle_size).index(size)] == pytest.approx(np.cos(np.radians(plain)).mean(), abs=1e-3)
    assert run.angle_step == run.batch_count and run.angle_straighter == run.angle_forward[2] / run.angle_forward[1]


def test_added_gradients_are_summed_one_by_one_and_parted_along_their_mean(run, data):
    theta = run.theta[run.step == run.angle_step][0]
    each = np.array([run.network.gradient(theta, data.x[i:i + 1], data.y[i:i + 1]) for i in range(len(data))], "float64")
    mean = each.mean(axis=0)
    each, ahead = each / np.linalg.norm(mean), mean / np.linalg.norm(mean)
    rng, forward, aside = np.random.default_rng(run.recipe["seed"]), [], []
    orders = rng.permuted(np.tile(np.arange(len(data)), (run.sum_orders, 1)), axis=1)
    for count in (0, 1, 10, 100, run.sum_added):
        totals = np.array([each[order[:count]].sum(axis=0) for order in orders])
        forward.append((totals @ ahead).mean())
        aside.append(np.sqrt(np.square(totals - np.outer(totals @ ahead, ahead)).sum(axis=1).mean()))
    rows = [0, 1, 10, 100, run.sum_added]
    assert run.sum_forward[rows] == pytest.approx(forward, rel=1e-3, abs=1e-6)
    assert run.sum_aside[rows] == pytest.approx(aside, rel=1e-3, abs=1e-3)
    k = int(run.sum_ahead)
    assert run.sum_forward[k] > run.sum_aside[k] and not (run.sum_forward[1:k] > run.sum_aside[1:k]).any()


def test_seconds_are_those_of_the_middle_run_and_the_share_read_right_is_counted(run, walk, data, plane):
    assert np.array_equal(run.fair_seconds, run.fair_median_steps * run.step_seconds)
    for row in (0, 20, 60):
        answers = walk.network.output(plane.point(*walk.race_all[row]), data.x).argmax(axis=1)
        assert walk.race_all_right[row] == pytest.approx((answers == data.labels).mean())


def plainly(net, data, rate, size, seed, every=1):
    """The run with all its states kept, and the cost of each: digits and steps until it is at most 0.1, the costs, the end."""
    whole = nncore.train(net, data, rate, size, steps=500 * every, seed=seed, record=every)
    costs = []
    while not costs or costs[-1] > 0.1:
        costs.append(net.cost(whole.theta[len(costs) + 1], data.x, data.y))
    last = len(costs)
    seen = sum(map(len, dealt(len(data), size, last * every)))
    return seen, last * every, np.array(costs), whole.theta[last]


@pytest.mark.parametrize("name, every", [("one", 10), ("ten", 1), ("hundred", 1)])
def test_the_fair_race_counts_what_a_run_with_all_its_states_says(run, data, name, every):
    k, (_, test) = ("one", "ten", "hundred").index(name), runs.data()
    size = run.sweep_size[k]
    seen, steps, costs, theta = plainly(run.network, data, run.best_rate[k], size, 1, every)
    assert (run.fair_seen[k, 0], run.fair_steps[k, 0]) == (seen, steps)
    assert run.fair_accuracy[k, 0] == run.network.accuracy(theta, test.x, test.labels)
    x, y = getattr(run, f"fair_x_{name}")[0], getattr(run, f"fair_y_{name}")[0]
    assert x[0] == every * size and x[-1] == seen and y == pytest.approx(costs[x // (every * size) - 1])
    assert np.diff(np.log(np.unique(x))).max() < 2 * np.log(2)                       # no wide gap
    assert run.sweep_seen[k, 0, 0] == plainly(run.network, data, run.sweep_rate[k, 0], size, 0, every)[0]


def test_the_fair_race_sums_up_its_runs(run):
    for k, name in enumerate(("one", "ten", "hundred", "all")):
        tried = ~np.isnan(run.sweep_rate[k])
        medians = [np.median(seen) for seen in run.sweep_seen[k, tried]]
        assert run.fair_rates[k] == len(medians) and run.best_rate[k] == run.sweep_rate[k][np.argmin(medians)]
        assert run.fair_median[k] == np.median(run.fair_seen[k]) == run.fair_seen[k, run.fair_run[k]]
        assert run.fair_median_steps[k] == run.fair_steps[k, run.fair_run[k]]
        assert run.fair_reached[k] == sum(seen < np.inf for seen in run.fair_seen[k]) == len(run.fair_seen[k])
        x, y = getattr(run, f"fair_x_{name}"), getattr(run, f"fair_y_{name}")
        assert x[:, -1].tolist() == run.fair_seen[k].tolist() and np.all(y[:, -1] <= run.target) and np.all(np.diff(x) >= 0)
    assert run.fair_ratio == run.fair_median[3] / run.fair_median[1] > 1
    assert run.target == 0.1 and run.sweep_size.tolist() == [1, 10, 100, run.examples]


def test_a_run_that_diverges_or_spends_its_budget_has_not_reached_the_target(run, data):
    net = nncore.Network((784, 8, 10), "relu")
    far = fair_race._until_target(net, data, 1e6, 10, 0, 1000, 1)
    short = fair_race._until_target(run.network, data, 0.3, 10, 0, 200, 1)
    assert far.seen == far.steps == short.seen == short.steps == np.inf
    assert short.x.tolist() == list(range(10, 200, 10)) and len(short.y) == 19


def test_a_sum_in_parts_ends_where_the_whole_one_does(run, data):
    whole, parts = (fair_race._until_target(run.network, data, 3, 10, 5, 20_000, parts) for parts in (1, 6))
    assert whole.seen == parts.seen < np.inf and np.array_equal(whole.theta, parts.theta)


@pytest.fixture
def brief(monkeypatch):
    """A race that gives up at once."""
    monkeypatch.setattr(fair_race, "BUDGETS", (300, 1000, 3000, 10_000))


def test_made_again_all_is_the_same_but_the_times_of_this_computer(brief):
    one, again = (runs.make("minibatch", quick=True) for _ in range(2))
    different = {name for name in one if not np.array_equal(one[name], again[name], equal_nan=one[name].dtype.kind == "f")}
    assert different <= set(MiniBatches.of_this_computer) and one.theta.tobytes() == again.theta.tobytes()
    assert one["step_ratio"] == one["step_seconds"][1] / one["step_seconds"][0] and np.all(one["step_seconds"] > 0)
    assert np.all(one["fair_seen"] == np.inf) and np.all(one["fair_reached"] == 0)


@pytest.mark.parametrize("name, recipe", [("minibatch", MiniBatches), ("walkers", Walkers)])
def test_what_is_the_same_at_other_starts_is_listed_as_constant(made, recordings, name, recipe):
    one, other = (nncore.Recording.load(folder / name) for folder in (made, record([name], SEEDS[1], recordings)))
    same = {key for key in one if np.array_equal(one[key], other[key])}
    assert same <= set(recipe.constants) <= set(one) and set(recipe.words) <= set(one)


@pytest.mark.parametrize("name, recipe", [("minibatch", MiniBatches()), ("walkers", Walkers())])
def test_other_networks_are_measured_too(brief, name, recipe):
    train, test = runs.data()
    some, net = train.take(range(153)), nncore.Network((784, 12, 10), ["tanh", "sigmoid"])
    if name == "minibatch":
        own = nncore.train(net, some, 0.5, 10, epochs=2)
    else:
        corners = [nncore.train(net, some, 0.5, 10, epochs=15, seed=seed).trained for seed in (1, 2, 3)]
        plane = nncore.Plane.through_points(*corners)
        own = nncore.train(net, some, 1.0, 10, steps=5, theta=plane.point(0, 0), within=plane).with_arrays(corner_theta=corners)
    derived = own.with_arrays(**recipe.derive(own, some, test, quick=True, quiet=True))
    assert set(recipe.constants) <= set(derived)
    assert name == "walkers" or (derived["angle_step"], derived["last_batch"]) == (16, 3)
