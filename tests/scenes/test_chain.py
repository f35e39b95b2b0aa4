"""What the recipe of the chain adds to its run is true: every derivative against a central difference worked out here."""

from math import exp

import numpy as np
import pytest

import nncore
from scenes import runs
from scenes.recipes.chain import Chain
from scenes.stage.facts import Run

H = 1e-5


@pytest.fixture(scope="module")
def run(made):
    return Run(nncore.Recording.load(made / "chain"))


def sigma(z):
    return 1 / (1 + exp(-z))


def forward(theta, x):
    """w x + b and sigma, three times: (z of every layer, a of every layer)."""
    zs, activations = [], [x]
    for w, b in np.reshape(theta, (3, 2)):
        zs.append(w * activations[-1] + b)
        activations.append(sigma(zs[-1]))
    return zs, activations


def cost(theta, x, y):
    return (forward(theta, x)[1][-1] - y) ** 2


def average(theta, run):
    return np.mean([cost(theta, x, y) for x, y in zip(run.data_x, run.data_y)])


def slope(f, at):
    return (f(at + H) - f(at - H)) / (2 * H)


def along(run, i, f):
    """The slope of f(theta) along the i-th number of the six."""
    return slope(lambda v: f(np.where(np.arange(6) == i, v, run.here)), run.here[i])


@pytest.fixture
def example(run):
    return float(run.example_x[0]), float(run.example_y[0])


def test_it_learns_a_toy_rule(run):
    assert run.recipe["data"]["name"] == "toy" and len(run.data_x) == run.recipe["data"]["examples"] == 30
    assert np.array_equal(run.data_y, run.data_x > 0.5)
    assert np.all((run.data_x >= 0) & (run.data_x <= 1)) and run.cost[-1] < run.cost[run.row] < run.cost[0]
    for row in (0, 20, -1):
        assert run.cost[row] == pytest.approx(average(run.theta[row], run))


def test_every_number_on_the_nodes_is_made_of_its_parents(run, example):
    z, a = forward(run.here, example[0])
    assert np.array_equal(run.here, run.theta[run.row]) and run.shown_step == run.step[run.row]
    assert run.z == pytest.approx(z) and run.a == pytest.approx(a) and run.example_cost == pytest.approx(cost(run.here, *example))


def test_its_example_is_one_of_the_toy_set_chosen_by_the_rule(made_whole):
    """Of those that pull against the mean and whose own cost shrinks to a fiftieth, the loudest; brute force."""
    for run in made_whole:
        now, then = ([cost(theta, x, y) for x, y in zip(run.data_x, run.data_y)] for theta in run.theta[[run.row, -1]])
        pulls = [along(run, 4, lambda theta, x=x, y=y: cost(theta, x, y)) for x, y in zip(run.data_x, run.data_y)]
        mean = sum(pulls) / len(pulls)
        good = [i for i, pull in enumerate(pulls) if pull * mean < 0 and then[i] < now[i] / 50]
        i = run.example_index
        assert (run.data_x[i], run.data_y[i]) == (run.example_x[0], run.example_y[0])
        if good:
            assert i == max(good, key=lambda k: abs(pulls[k])) and run.later_C[-1] < run.later_C[0] / 50
            assert abs(run.example_x[0] - 0.5) > 0.1
        else:
            against = [k for k, pull in enumerate(pulls) if pull * mean < 0] or range(len(pulls))
            assert i == min(against, key=lambda k: then[k] / now[k])


@pytest.fixture(scope="module")
def made_whole(run):
    return [Run(runs.make("chain", seed=seed)) for seed in (0, 1, 3)] + [run]


def test_its_own_answer_and_cost_at_every_step_and_the_cost_of_all(run, example):
    x, y = example
    assert run.later_step[0] == run.shown_step and run.steps_left == run.step[-1] - run.shown_step == len(run.later_a) - 1
    for theta, a, error, C in zip(run.theta[run.row:], run.later_a, run.later_error, run.later_C, strict=True):
        out = forward(theta, x)[1][-1]
        assert (a, error, C) == pytest.approx((out, abs(out - y), (out - y) ** 2))
    assert np.array_equal(run.later_step, run.step[run.row:])
    assert run.cost == pytest.approx([average(theta, run) for theta in run.theta])


def test_nudges_move_what_a_second_forward_pass_says_they_move(run, example):
    x, y = example
    z, a = forward(run.here, x)
    for kind in ("nudge", "shrink"):
        for dw, dz, da, dC in zip(*(run.arrays[f"{kind}_{name}"] for name in "wzaC"), strict=True):
            moved = run.here + [0, 0, 0, 0, dw, 0]
            z_moved, a_moved = forward(moved, x)
            assert (dz, da) == pytest.approx((z_moved[-1] - z[-1], a_moved[-1] - a[-1]), abs=1e-12)
            assert dC == pytest.approx(cost(moved, *example) - cost(run.here, *example), abs=1e-12)
    assert run.nudge_w.tolist() == [1, 0.1, 0.01, 0.001] and run.magnified == pytest.approx([1, 10, 100, 1000])
    between = (len(run.shrink_w) - 1) // 3
    for name in "wzaC":
        assert run.arrays[f"shrink_{name}"][::between] == pytest.approx(run.arrays[f"nudge_{name}"])


def test_ratios_are_those_of_the_moves_and_settle_on_the_derivatives(run, example):
    derivatives = (run.a[-2], slope(sigma, run.z[-1]), slope(lambda a: (a - example[1]) ** 2, run.a[-1]),
                   along(run, 4, lambda theta: cost(theta, *example)))
    for (over, under), derivative in zip(("zw", "az", "Ca", "Cw"), derivatives, strict=True):
        ratios = run.arrays[f"ratio_{over}{under}"]
        assert ratios == pytest.approx(run.arrays[f"nudge_{over}"] / run.arrays[f"nudge_{under}"])
        assert ratios[-1] == pytest.approx(derivative, rel=2e-3)
        assert abs(ratios[-1] - derivative) <= abs(ratios[0] - derivative) + 1e-9


def test_factors_are_slopes_of_their_own_formulas(run, example):
    for l in range(3):
        assert run.slopes[l] == pytest.approx(slope(sigma, run.z[l]), rel=1e-6)
    assert run.error_factor == pytest.approx(slope(lambda a: (a - example[1]) ** 2, run.a[-1]))
    assert run.bias_factor == pytest.approx(slope(lambda b: run.here[4] * run.a[-2] + b, run.here[5]))


def test_all_six_partials_and_what_was_measured_agree_with_nudges_made_here(run, example):
    own = [along(run, i, lambda theta: cost(theta, *example)) for i in range(6)]
    assert run.partials == pytest.approx(own, rel=1e-5, abs=1e-9)
    assert run.partials_nudged == pytest.approx(own, rel=1e-5, abs=1e-9)
    own = [along(run, i, lambda theta: average(theta, run)) for i in range(6)]
    assert run.gradient == pytest.approx(own, rel=1e-5, abs=1e-9)
    assert run.gradient_nudged == pytest.approx(own, rel=1e-5, abs=1e-9)


def test_what_the_activation_before_does_to_the_cost(run, example):
    w, b = run.here[4:]
    own = slope(lambda a: (sigma(w * a + b) - example[1]) ** 2, run.a[-2])
    assert run.reach_a[-2] == pytest.approx(own, rel=1e-6)


def test_the_products_that_the_film_writes_out(run):
    x, a0, a1, _ = run.a
    s0, s1, s2 = run.slopes
    assert run.partials[4] == pytest.approx(a1 * s2 * run.error_factor)
    assert run.partials[5] == pytest.approx(run.bias_factor * s2 * run.error_factor)
    assert run.reach_a[-2] == pytest.approx(run.here[4] * s2 * run.error_factor)
    assert run.partials[0] == pytest.approx(x * s0 * run.here[2] * s1 * run.here[4] * s2 * run.error_factor)


def test_while_something_swings_all_that_follows_swings_along(run, example):
    """The bias, and the activation before."""
    (x, y), here = example, run.here
    z, a = forward(here, x)
    rest = np.array([z[-1], a[-1], cost(here, x, y)])
    assert run.swing[0] == pytest.approx(0) and run.swing[-1] == pytest.approx(0) and np.ptp(run.swing) == pytest.approx(1)
    for k, change in enumerate(run.swing):
        theta = here + change * np.eye(6)[5]
        z, a = forward(theta, x)
        assert run.bias_move[:, k] == pytest.approx(np.array([z[-1], a[-1], cost(theta, x, y)]) - rest, abs=1e-12)
        w, b = here[4:]
        total = w * (run.a[-2] + run.half_swing[k]) + b
        after = np.array([total, sigma(total), (sigma(total) - y) ** 2])
        assert run.before_move[:, k] == pytest.approx(after - rest, abs=1e-12)


def test_curves_of_answers_are_those_of_their_networks(run, example):
    later = run.theta[np.searchsorted(run.step, run.later_step)]
    for thetas, curves in ((run.swing_theta, run.swing_answers), (run.lift_theta, run.lift_answers), (later, run.later_answers)):
        for theta, curve in zip(thetas[::7], curves[::7]):
            assert curve == pytest.approx([forward(theta, x)[1][-1] for x in run.task_x])
    assert run.lift_theta[:, 4] == pytest.approx(np.linspace(run.here[4], run.here[4] + 1, len(run.lift_theta)))
    for theta, a, error, C in zip(run.lift_theta, run.lift_a, run.lift_error, run.lift_C):
        out = forward(theta, example[0])[1][-1]
        assert (a, error, C) == pytest.approx((out, abs(out - example[1]), (out - example[1]) ** 2))
    assert run.lift_activations[-1] == pytest.approx(forward(run.lift_theta[-1], example[0])[1])


def test_from_the_cost_back_every_product_is_a_slope(run, example):
    """What each station does to the cost: nudged by itself, with all that comes after it."""
    x, y = example
    z, a = forward(run.here, x)

    def after(layer, what, change):
        """The cost when z or a of a layer is moved."""
        value = z[layer] + change if what == "z" else a[layer + 1] + change
        out = sigma(value) if what == "z" else value
        for w, b in np.reshape(run.here, (3, 2))[layer + 1:]:
            out = sigma(w * out + b)
        return (out - y) ** 2

    true = [slope(lambda h, layer=layer, what=what: after(layer, what, h), 0) for layer in (2, 1, 0) for what in "az"]
    true.append(along(run, 0, lambda theta: cost(theta, x, y)))
    assert run.back_products == pytest.approx(true, rel=1e-5) and np.cumprod(run.back_factors) == pytest.approx(true, rel=1e-5)


def test_a_silent_neuron_leaves_the_weight_without_a_say(run, example):
    """The two later slopes are held: what a nudge of z does here."""
    held = along(run, 5, lambda theta: cost(theta, *example))
    assert run.later_slopes == pytest.approx(held, rel=1e-5) and run.lit_one == run.light_a.max() == 1
    assert run.light_a[0] == run.a[-2] and run.light_a[-1] == run.light_slope[-1] == 0
    assert run.light_slope == pytest.approx(run.light_a * held, rel=1e-5)


def test_the_point_slides_along_sigma_and_back(run):
    assert run.sigma_a == pytest.approx([sigma(z) for z in run.sigma_z]) and run.slide_a == pytest.approx([sigma(z) for z in run.slide_z])
    assert run.slide_slope == pytest.approx([slope(sigma, z) for z in run.slide_z], rel=1e-6)
    assert run.slide_rest == pytest.approx(1 - run.slide_a)
    assert run.slide_z[0] == pytest.approx(run.z[-1]) and run.slide_z[-1] == pytest.approx(run.z[-1]) and np.ptp(run.slide_z) > 6


def test_the_error_and_the_mean(run):
    assert run.example_error == pytest.approx(run.a[-1] - run.example_y[0])
    assert run.mean_voice == pytest.approx(np.mean(run.voices))


@pytest.mark.parametrize("sizes, seed", [((1, 1, 1, 1, 1), 0), ((1, 1, 1, 1, 1), 3), ((1, 1, 1), 1)])
def test_a_chain_of_another_depth_is_recorded_as_well(sizes, seed):
    recipe = Chain()
    recipe.sizes = sizes
    made = recipe.train(None, seed, True, True)
    held = recipe.derive(made, None, None, True, True)
    layers, x, y = len(sizes) - 1, held["example_x"][0], held["example_y"][0]

    def end(theta):
        a = x
        for w, b in np.reshape(theta, (layers, 2)):
            a = sigma(w * a + b)
        return (a - y) ** 2

    first, last = (slope(lambda h, i=i: end(held["here"] + h * np.eye(2 * layers)[i]), 0) for i in (0, 2 * layers - 2))
    assert held["back_products"][-1] == pytest.approx(first, rel=1e-4, abs=1e-9)
    assert held["partials"][-2] == pytest.approx(last, rel=1e-4) and len(held["back_factors"]) == 2 * layers + 1
    assert held["ratio_Cw"][-1] == pytest.approx(last, rel=5e-3)
    assert held["lift_error"] == pytest.approx(np.abs(held["lift_a"] - y))


def test_every_voice_is_a_slope_and_their_mean_an_entry_of_the_gradient(run):
    for x, y, voice in zip(run.data_x, run.data_y, run.voices, strict=True):
        assert voice == pytest.approx(along(run, 4, lambda theta, x=x, y=y: cost(theta, x, y)), rel=1e-5, abs=1e-9)
    assert run.gradient[4] == pytest.approx(run.voices.mean())


def test_the_step_was_taken_and_the_cost_fell(run):
    assert run.after == pytest.approx(run.theta[run.row + 1]) and run.after == pytest.approx(run.here + run.entry_step)
    assert run.entry_step == pytest.approx(-run.recipe["learning_rate"] * run.gradient)
    assert run.cost_before == pytest.approx(average(run.here, run)) and run.cost_after == pytest.approx(average(run.after, run))
    assert run.cost_after < run.cost_before


def test_curves_near_the_point_lie_on_the_true_ones(run, example):
    z, a = forward(run.here, example[0])
    for dw, dz, da, dC in zip(*(run.arrays[f"near_{name}"][0, ::20] for name in "wzaC")):
        assert da == pytest.approx(sigma(z[-1] + dz) - a[-1]) and dz == pytest.approx(dw * a[-2])
        assert dC == pytest.approx((a[-1] + da - example[1]) ** 2 - run.example_cost)


def test_the_film_shows_what_a_viewer_can_compute_again():
    """In the full run: from the digits that are written, the digits that are written."""
    run = Run(runs.make("chain"))
    w, b, before, z, a, C = (round(float(v), 4) for v in (*run.here[4:], run.a[-2], run.z[-1], run.a[-1], run.example_cost))
    assert round(w * before + b, 4) == pytest.approx(z, abs=1.01e-4) and round(sigma(z), 4) == pytest.approx(a)
    assert round((a - run.example_y[0]) ** 2, 4) == pytest.approx(C, abs=1.01e-4)
