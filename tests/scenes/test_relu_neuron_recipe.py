"""What the recipe of the single neuron records is true: against a brute-force loop, a flood from outside, and nudges."""

import numpy as np
import pytest

import nncore
from scenes import runs
from scenes.recipes.relu_neuron import INK, _readable, best_hinge, hinge_cost, holes, leaky_descent, measures
from scenes.stage.facts import Run
from scenes.studio.audits.recordings import SEEDS, record


@pytest.fixture(scope="module")
def run(recordings):
    return Run(nncore.Recording.load(record(["relu_neuron"], SEEDS[0], recordings) / "relu_neuron"))


def brute_cost(w, b, x, y):
    total = 0.0
    for xi, yi in zip(x, y):
        total += (max(0.0, w * xi + b) - yi) ** 2
    return total / len(x)


def flooded(ink):
    """Pixels that can be walked to from the corner without crossing ink, by a plain search."""
    ink = np.pad(ink, 1)
    seen, todo = {(0, 0)}, [(0, 0)]
    while todo:
        r, c = todo.pop()
        for at in ((r + 1, c), (r - 1, c), (r, c + 1), (r, c - 1)):
            if 0 <= at[0] < len(ink) and 0 <= at[1] < len(ink) and at not in seen and not ink[at]:
                seen.add(at)
                todo.append(at)
    return len(seen), ink.size


def test_holes_and_insides_are_what_a_flood_does_not_reach():
    images = runs.data()[0].x[:30].reshape(-1, 28, 28)
    for image, hole, (inside, width, centre) in zip(images, holes(images), measures(images)):
        outside, size = flooded(image >= INK)
        count = sum(bool(pixel >= INK) for pixel in image.ravel())
        columns = [c for c in range(28) if any(image[r, c] >= INK for r in range(28))]
        middle = [image[r, c] >= INK for r in range(11, 17) for c in range(11, 17)]
        assert hole == size - outside - count
        assert [inside, width, centre] == pytest.approx([
            (size - outside) / 100 - 2, (columns[-1] - columns[0] + 1) / 10 - 1.3, np.mean(middle)])


def test_every_height_is_the_mean_of_the_squares(run):
    x, y = run.data_x, run.data_y
    for i in range(0, len(run.w_axis), 5):
        for j in range(0, len(run.b_axis), 5):
            assert run.surface[i, j] == pytest.approx(brute_cost(run.w_axis[i], run.b_axis[j], x, y))
    for way, cost in ((run.tour_way, run.tour_cost), (run.first_way, run.first_cost), (run.other_way, run.other_cost)):
        assert [brute_cost(*theta, x, y) for theta in way.T] == pytest.approx(list(cost))


def test_no_hinge_on_a_fine_grid_is_better_than_the_best(run):
    x, y = run.data_x, run.data_y
    grid = min(hinge_cost(w, b, x, y) for w in np.linspace(-1, 3, 161) for b in np.linspace(-1, 1, 161))
    assert run.hinge_cost == pytest.approx(brute_cost(*run.hinge_fit[:, 0], x, y)) and run.hinge_cost <= grid + 1e-12
    assert grid < 1.05 * run.hinge_cost
    assert tuple(best_hinge(np.array([-2., -1, 0, 1, 2]), np.array([0., 0, 0, 1, 2]))) == pytest.approx((1, 0))


def test_slopes_are_those_of_nudges(run):
    x, y, h, (w, b) = run.data_x, run.data_y, 1e-6, run.place_theta
    for i, nudge in enumerate(h * np.eye(2)):
        up, down = ([(max(0, (w + s * nudge[0]) * xi + b + s * nudge[1]) - yi) ** 2 for xi, yi in zip(x, y)] for s in (1, -1))
        slopes = (np.array(up) - down) / (2 * h)
        assert slopes == pytest.approx((run.place_slope_w, run.place_slope_b)[i], abs=1e-6)
        assert run.place_gradient[i] == pytest.approx(slopes.mean(), abs=1e-7)


def test_the_dead_neuron_is_silent_for_all_and_stays(run):
    w, b = run.dead_way[:, 0]
    assert all(w * xi + b < 0 for xi in run.data_x) and run.dead_silent == len(run.data_x)
    assert (run.dead_gradient == 0).all() and (run.dead_way == run.dead_way[:, :1]).all()
    w, b = run.thrown_way[:, 1]
    assert run.thrown_silent == sum(w * xi + b <= 0 for xi in run.data_x)


def test_both_steps_go_a_straight_way(run):
    x, y = run.data_x, run.data_y
    for way, start, end in ((run.leap_way, *run.thrown_way.T[:2]), (run.next_way, run.place_theta, run.place_next)):
        shares = np.arange(way.shape[1]) / (way.shape[1] - 1)
        assert way.T == pytest.approx(start + shares[:, None] * (end - start))
    assert list(run.leap_cost) == pytest.approx([brute_cost(*theta, x, y) for theta in run.leap_way.T])
    assert run.thrown_way[:, 1] == pytest.approx(run.thrown_way[:, 0] - run.rates[1] * run.start_gradient)
    for (w, b), on, states in zip(run.next_way.T, run.next_on, run.next_sorted, strict=True):
        assert list(states) == [float(w * xi + b > 0) for xi in sorted(x)] and on == sum(states)


def leaky(w, b, x, y, leak):
    """The mean square of a neuron that answers z, or leak z below 0, by a plain loop."""
    total = 0.0
    for xi, yi in zip(x, y):
        z = w * xi + b
        total += ((z if z > 0 else leak * z) - yi) ** 2
    return total / len(x)


def test_the_leaky_surface_and_both_descents_have_the_costs_of_a_plain_loop(run):
    x, y = run.data_x, run.data_y
    assert run.leaks[0] == 0 and run.leaks[-1] == run.leak and run.leaky_surface[0] == pytest.approx(run.surface)
    for leak, surface in zip(run.leaks[::8], run.leaky_surface[::8]):
        for i, j in ((0, 0), (3, 5), (-1, 2), (-4, -1)):
            assert surface[i, j] == pytest.approx(leaky(run.w_axis[i], run.b_axis[j], x, y, leak))
    for way, cost in ((run.healed_way, run.healed_cost), (run.back_way, run.back_cost)):
        assert [leaky(*theta, x, y, run.leak) for theta in way.T] == pytest.approx(list(cost))
    assert list(run.healed_way[:, 0]) == list(run.dead_way[:, 0]) and list(run.back_way[:, 0]) == list(run.thrown_way[:, 1])


def test_a_leaky_step_goes_against_the_slopes_of_nudges(run):
    x, y, h = run.data_x, run.data_y, 1e-6
    for start in (run.dead_way[:, 0], run.place_theta):
        theta, after = leaky_descent(start, x, y, 0.6, 1, run.leak)
        nudged = [(leaky(*(theta + e), x, y, run.leak) - leaky(*(theta - e), x, y, run.leak)) / (2 * h) for e in h * np.eye(2)]
        assert after == pytest.approx(theta - 0.6 * np.array(nudged), abs=1e-7)
        assert np.abs(after - theta).max() > 1e-4


def test_the_best_hinge_turns_straight_to_where_the_tour_begins(run):
    shares = np.arange(run.worse_way.shape[1]) / (run.worse_way.shape[1] - 1)
    assert run.worse_way.T == pytest.approx(run.hinge_fit[:, 0] + shares[:, None] * (run.tour_way[:, 0] - run.hinge_fit[:, 0]))


def test_products_and_sums_of_the_three_inputs(run):
    for k in range(2):
        terms = [w * x for w, x in zip(run.three_w, run.three_x[k])]
        assert list(run.three_terms[k]) == pytest.approx(terms)
        shown = [round(float(term), 2) for term in terms]
        assert round(sum(shown) + round(float(run.three_b), 2), 2) == round(float(run.three_z[k]), 2)       # as on screen
        assert [round(round(float(w), 2) * round(float(x), 2), 2) for w, x in zip(run.three_w, run.three_x[k])] == pytest.approx(shown)
        assert run.three_z[k] == pytest.approx(sum(terms) + run.three_b) and run.three_o[k] == max(0, run.three_z[k])


def test_the_last_step_that_can_be_read_is_taken():
    """At the last one -0.20 - 0.02 - 0.57 + 0.28 is -0.51, and the sum -0.52: one step earlier it comes out."""
    x = np.array([[0.46, 0.1, 0.25], [-0.34, -0.1, 1.0]])
    late, early = np.array([0.5812, 0.2192, -0.5749, 0.2756]), np.array([0.5815, 0.2199, -0.5726, 0.2749])
    for thetas, found in (((early, late), early), ((late, early), early), ((late,), late)):
        theta, two = _readable(np.array(thetas), x, [np.array([0]), np.array([1])])
        assert list(theta) == list(found) and two == [0, 1]
