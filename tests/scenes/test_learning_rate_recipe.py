"""What the recipe of the learning rates records is true: against plain loops, whole Hessians, and bowls worked by hand."""

from itertools import pairwise

import numpy as np
import pytest

import nncore
from scenes import runs
from scenes.recipes import learning_rate
from scenes.recipes._digits import first
from scenes.recipes.learning_rate import LearningRates
from scenes.stage.facts import Run
from scenes.studio.audits.recordings import SEEDS, record


@pytest.fixture(scope="module")
def run(recordings):
    return Run(nncore.Recording.load(record(["learning_rate"], SEEDS[0], recordings) / "learning_rate"))


@pytest.fixture(scope="module")
def data(run):
    return first(runs.data()[0], run.recipe["data"]["examples"])


def dealt(n, size, epochs, seed):
    """The rows of every step: each epoch deals all in a new order, as nncore.train says."""
    rng = np.random.default_rng((seed, 1))
    return [order[start:start + size] for order in (rng.permutation(n) for _ in range(epochs)) for start in range(0, n, size)]


def plainly(net, data, rates, size, epochs, seed):
    """theta and the costs of the batches of a training with a rate for each step, in a loop."""
    theta, costs = net.init(seed=seed), []
    for rate, rows in zip(rates, dealt(len(data), size, epochs, seed), strict=True):
        x, y = data.x[rows], data.y[rows]
        costs.append(net.cost(theta, x, y))
        theta = theta - np.float32(rate) * net.gradient(theta, x, y)
    return theta, np.array(costs)


def test_in_a_bowl_every_step_is_eta_times_a_slope_measured_by_a_nudge(run):
    for ways, rates, bends in ((run.bowl_way, run.bowl_rate, 5 * [2.0]), (run.bend_way, 2 * [run.bend_rate], run.bend_curvature)):
        for way, rate, bend in zip(ways, rates, bends, strict=True):
            def cost(w, bend=bend):
                return bend / 2 * (w - 3) ** 2

            for (w, high), (after, _) in pairwise(way):
                slope = (cost(w + 1e-4) - cost(w - 1e-4)) / 2e-4
                assert (high, after) == pytest.approx((cost(w), w - rate * slope), rel=1e-6, abs=1e-6)
    assert run.bowl_far[:3].tolist() == pytest.approx([2.5, 2.0, 1.6])
    assert run.bowl_hop == pytest.approx(-np.diff(run.bowl_far, append=2.5 * 0.8**13))
    assert run.bowl_slope == pytest.approx(2 * run.bowl_far)


def test_between_shelves_every_step_is_eta_times_a_slope_measured_by_a_nudge(run):
    def cost(w):
        return 1 - np.exp(-((w - 3) ** 2) / 2)

    assert run.card_y == pytest.approx(cost(run.bowl_x))
    for way, rate in zip(run.card_way, run.card_rate, strict=True):
        for (w, high), (after, _) in pairwise(way):
            assert (high, after) == pytest.approx((cost(w), w - rate * (cost(w + 1e-5) - cost(w - 1e-5)) / 2e-5), abs=1e-5)


def test_the_border_of_a_bowl_is_where_walkers_begin_to_stray(run):
    far = np.abs(np.array(run.bowl_way)[:, :, 0] - 3)
    for rate, each in zip(run.bowl_rate, far, strict=True):
        assert np.sign(each[-1] - each[0]) == pytest.approx(np.sign(round(rate - 1, 9))) or abs(each[-1] - each[0]) < 1e-9
    for bend, way in zip(run.bend_curvature, run.bend_way, strict=True):
        assert (abs(way[-1, 0] - 3) > 2.5) == (bend > run.bend_border)


def test_walks_are_descent_along_the_directions_of_the_plane(run, data):
    plane, net = nncore.Plane.through_points(*run.corner_theta), run.network
    for rate, path, end, valley in zip(run.way_rate, run.way_path, run.way_end, run.way_valley, strict=True):
        point = run.way_path[0, 0]
        for seen in path[:4]:
            assert seen == pytest.approx(point, abs=1e-2)
            point = point - rate * plane.directions @ net.gradient(plane.point(*point), data.x, data.y)
        assert end == pytest.approx(net.cost(plane.point(*path[-1]), data.x, data.y), rel=1e-3)
        assert valley == min(range(3), key=lambda v, at=path[-1]: np.hypot(*(run.corners[v] - at)))
    assert run.map_surface[5, 7] == pytest.approx(net.cost(plane.point(run.map_alphas[5], run.map_betas[7]), data.x, data.y), rel=1e-4)
    assert run.way_rate[0] < run.way_rate[1] < run.way_rate[2]


@pytest.mark.parametrize("k, i", [(0, 0), (3, 1)])
def test_a_training_of_the_sweep_is_a_plain_loop(run, data, k, i):
    net, epochs = run.network, int(run.sweep_epochs)
    steps = epochs * -(-len(data) // 25)
    theta, costs = plainly(net, data, steps * [run.sweep_rate[k]], 25, epochs, 100 * run.recipe["seed"] + i)
    rounds = costs.reshape(epochs, -1)
    assert run.sweep_cost[k, i] == pytest.approx(net.cost(theta, data.x, data.y), rel=1e-3)
    assert run.sweep_curve[k, i, 1:-1] == pytest.approx(rounds.mean(axis=1), rel=1e-3)         # 500 digits: every batch has 25
    assert run.sweep_curve[k, i, 0] == pytest.approx(net.cost(net.init(seed=i), data.x, data.y))
    assert run.sweep_curve[k, i, -1] == run.sweep_cost[k, i]
    assert run.sweep_epoch.tolist() == [0, *(e + 0.5 for e in range(epochs)), epochs]


def test_a_rate_that_shrinks_is_halved_after_each_third(run, data):
    epochs, rate = int(run.sweep_epochs), run.shrink_rate[1]
    steps = epochs * 20
    rates = [rate / 2 ** sum(step >= third * steps / 3 for third in (1, 2)) for step in range(steps)]
    theta, _ = plainly(run.network, data, rates, 25, epochs, 100 * run.recipe["seed"])
    left = np.interp((np.arange(steps) + 0.5) / 20, run.stairs_epoch + 1e-9 * np.arange(6), run.stairs_share)
    assert left * rate == pytest.approx(rates)
    assert run.shrink_share == pytest.approx(np.mean(rates) / rate)
    assert run.shrink_cost[1, 0] == pytest.approx(run.network.cost(theta, data.x, data.y), rel=1e-3)


def test_middles_bests_and_dots_are_those_of_the_costs(run):
    for name in ("sweep", "shrink"):
        rate, cost, middle = (getattr(run, f"{name}_{what}") for what in ("rate", "cost", "middle"))
        assert middle.tolist() == [sorted(each)[len(each) // 2] for each in cost]
        best = min(range(len(rate)), key=lambda k, middle=middle: middle[k])
        assert getattr(run, f"{name}_best_rate") == rate[best]
        assert getattr(run, f"{name}_best").tolist() == [middle[best], min(cost[best]), max(cost[best])]
        assert [(min(each), max(each)) for each in cost] == list(zip(getattr(run, f"{name}_least"), getattr(run, f"{name}_most")))
    dots = [(r, c) for r, each in zip(run.sweep_rate, run.sweep_cost, strict=True) for c in each]
    assert list(zip(run.sweep_at, run.sweep_dots, strict=True)) == dots and run.sweep_floor.tolist() == [0] * len(run.sweep_rate)
    for what in ("middle", "least", "most"):
        steady = dict(zip(run.sweep_rate, getattr(run, f"sweep_{what}"), strict=True))
        assert getattr(run, f"steady_{what}").tolist() == [steady[rate] for rate in run.shrink_rate]
    k = run.shrink_rate.tolist().index(run.saved_rate)
    worst = [(max(steady), max(shrunk)) for steady, shrunk in (
        (run.sweep_cost[run.sweep_rate.tolist().index(rate)], ends) for rate, ends in zip(run.shrink_rate, run.shrink_cost, strict=True))]
    assert tuple(run.saved) == worst[k] and worst[k][0] / worst[k][1] == max(steady / shrunk for steady, shrunk in worst)


def test_the_curvature_is_the_largest_eigenvalue_of_the_whole_hessian():
    """Of a network so small that its Hessian can be written down, trained in every step on all its data, as in the recipe."""
    net, data = nncore.Network((3, 4, 2)), nncore.Dataset(*np.split(np.random.default_rng(0).random((30, 5)), [3], axis=1))
    recipe = LearningRates()
    recipe.edge_rates, recipe.tolerance, recipe.products = (0.5, 4.0), 1e-4, 500
    recipe._whole = lambda data, rate, seed, quick: nncore.train(net, data, rate, None, steps=40, seed=seed, record=20)
    run = recipe._whole(data, 4.0, 0, True)
    found = recipe._edge(run, data, 0, True, True)
    for rate, curvatures, border in zip((0.5, 4.0), found["edge_curvature"], found["edge_border"], strict=True):
        for theta, value in zip(recipe._whole(data, rate, 0, True).theta.astype("float64"), curvatures, strict=True):
            h, one = 1e-5, np.eye(theta.size)
            H = [(net.gradient(theta + h * e, data.x, data.y) - net.gradient(theta - h * e, data.x, data.y)) / (2 * h) for e in one]
            assert value == pytest.approx(np.linalg.eigvalsh(H)[-1], rel=1e-3)
        assert border == 2 / rate
    assert found["edge_peak"].tolist() == [max(each) for each in found["edge_curvature"]]


def test_curvatures_have_settled_and_one_of_the_runs_is_the_recording(run, data):
    assert np.max(run.edge_residual) < 0.2 and np.array_equal(run.edge_step, run.step)
    assert run.recipe["learning_rate"] == run.edge_rate[1] and run.recipe["batch_size"] is None
    assert run.edge_curvature[1, -1] == pytest.approx(nncore.sharpness(run.network, data, run.theta[-1], 1e-3, 300).value, rel=0.02)
    assert run.edge_cost[1] == pytest.approx([run.network.cost(theta, data.x, data.y) for theta in run.theta])
    assert run.edge_line.tolist() == [len(run.step) * [border] for border in run.edge_border]


@pytest.mark.parametrize("near, steps", [([0, 1, 1, 1, 0, 1, 1], 20), ([0, 0, 0, 0, 0, 0, 0], 0), ([1, 1, 1, 1, 1, 1, 1], 60),
                                         ([0, 0, 1, 0, 0, 0, 0], 0)])
def test_the_longest_stretch_near_a_border_is_counted_in_steps(near, steps):
    assert learning_rate._longest(np.array(near, bool), np.arange(0, 70, 10)) == steps


@pytest.mark.parametrize("worst, bay", [([0.9, 0.05, 0.01, 0.08, 0.5], [2, 4]), ([0.05, 0.01, 0.5, 0.02, 0.9], [1, 2]),
                                        ([0.9, 0.5, 0.4, 0.7, 0.8], [3, 3]), ([0.01, 0.02, 0.03, 0.04, 0.05], [1, 5])])
def test_a_bay_is_where_all_starts_end_low_around_the_best(worst, bay):
    assert learning_rate._bay([1, 2, 3, 4, 5], np.array([np.array(worst) / 9, np.array(worst) / 2, worst]).T) == bay


def test_in_the_long_valley_every_step_is_eta_times_the_slope_of_each_direction(run):
    along, across = run.trough_curvature
    for (a, b), after in pairwise(run.trough_path):
        assert after == pytest.approx([a - run.bend_rate * along * a, b - run.bend_rate * across * b])
    assert run.trough_surface[3, 5] == pytest.approx(along / 2 * run.trough_alphas[3] ** 2 + across / 2 * run.trough_betas[5] ** 2)
    assert along < run.bend_border < across


def test_where_halving_saves_and_where_it_spoils_are_the_costs_of_the_worst_starts(run):
    for name in ("saved", "spoiled"):
        at = run.shrink_rate.tolist().index(getattr(run, f"{name}_rate"))
        assert getattr(run, name).tolist() == [run.steady_most[at], max(run.shrink_cost[at])]
    assert run.spoiled_rate >= run.saved_rate


def test_what_is_the_same_at_other_starts_is_listed_as_constant(recordings):
    one, other = (nncore.Recording.load(record(["learning_rate"], seed, recordings) / "learning_rate") for seed in SEEDS)
    same = {key for key in one if np.array_equal(one[key], other[key])}
    assert same - set(LearningRates.constants) <= {"edge_stay", "edge_over", "way_valley", "shelf_share", "sweep_run"}
    assert set(LearningRates.constants) <= set(one) and set(LearningRates.words) <= set(one)
