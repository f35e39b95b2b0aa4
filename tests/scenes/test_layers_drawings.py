"""The drawings that the film of layers brought along: decimals that come out, roads, flows, dots and cards."""

import numpy as np
import pytest
from manim import Scene, Square

import nncore
from scenes.stage import theme
from scenes.stage.agreement import Agreement, Mask
from scenes.stage.backflow import Backflow
from scenes.stage.decimals import decimals
from scenes.stage.deck import both_ways
from scenes.stage.digit_slopes import DigitSlopes
from scenes.stage.gestures import Joins
from scenes.stage.roads import Charge, Neuron, Ribbon, cost_colour
from scenes.stage.slope_plot import SlopePlot
from scenes.stage.text import Words

W = [np.array([[1.0, -2.0], [0.5, 0.0]]), np.array([[3.0, -1.0]])]
DELTAS = [np.array([0.1, -0.4]), np.array([0.9])]
A = [np.array([0.2, 0.7]), np.array([0.6, 0.3])]


def test_decimals_are_the_first_with_which_the_displayed_numbers_come_out():
    assert decimals([((0.636, 0.636), 0.404496)], choices=((2, 2), (3, 2))) == (3, 2)   # 0.64 x 0.64 is not 0.40
    assert decimals((), [((0.14, 0.14), 0.28)], choices=((1, 1), (2, 2))) == (2, 2)     # 0.1 + 0.1 is not 0.3
    assert decimals([(((0.14, 0.14), 1.0), 0.28)], choices=((1, 1), (2, 2))) == (2, 2)  # nor as a factor of a product
    assert decimals([((0.5, 0.5), 0.3)], choices=((1, 2), (3, 3))) == (3, 3)            # none does: the last


def test_what_joins_a_drawing_is_part_of_it_and_appears():
    scene, square, text = Scene(), Square(), Words("a")
    scene.add(square)
    joins = Joins(square, text, run_time=1)
    assert text.get_fill_opacity() == 0 and text in square.submobjects
    joins.interpolate(1)
    assert text.get_fill_opacity() == 1


def test_a_ribbon_leaves_level_and_arrives_as_it_is_told():
    ribbon = Ribbon(np.array([0.0, 0, 0]), np.array([2.0, 1, 0]), 0.1, theme.COST, arrives=np.array([0.0, 1, 0]))
    start, first, last, end = ribbon.points
    assert start.tolist() == [0, 0, 0] and end.tolist() == [2, 1, 0] and first[1] == 0 < first[0] and last[0] == 2 and last[1] < 1


def test_the_area_of_a_charge_is_its_number_and_its_sign_a_form():
    small, large = (Charge(value, [0, 0, 0], 1.0) for value in (-0.1, 0.4))
    assert (large.width / small.width) ** 2 == pytest.approx(4)
    assert len(small) == 2 and len(large) == 3 and cost_colour(0.4) == theme.COST and cost_colour(-0.1) == theme.FALLS


def test_a_name_can_be_read_on_any_grey():
    neuron = Neuron("a", [0, 0, 0], 0.0)
    for a, expected in ((0.1, theme.LIT), (0.45, theme.LIT), (0.47, theme.UNLIT), (1.0, theme.UNLIT)):
        neuron.show(a)
        assert neuron.sign.family_members_with_points()[0].get_fill_color() == expected
        assert neuron.disc.get_fill_color().to_rgb()[0] == pytest.approx(a, abs=0.01)


def test_delta_comes_back_from_the_right_and_then_slopes_are_lit(still):
    flow = Backflow(W, DELTAS, A, 8, 4, 0.5, 0.2, faintest=0)
    out, hidden, first = flow.neuron(2, 0), flow.neuron(1, 1), flow.neuron(0, 0)
    middles = [(out + hidden) / 2, (0.7 * hidden + 0.3 * first)]
    for reached, seen in ((0.3, [False, False]), (1, [True, False]), (2, [True, True])):
        pixels = type(still)().pixels(flow.show(reached))
        assert [still.at(pixels, middle).max() > 60 for middle in middles] == seen
    flows = still.at(type(still)().pixels(flow.show(2)), middles[0])
    slopes = still.at(type(still)().pixels(flow.show(2, 1.0)), middles[0])
    assert W[1][0, 1] * DELTAS[1][0] < 0 and flows[1] > flows[0]                        # falls: green
    assert slopes[0] > slopes[2] + 60 and slopes[1] > slopes[2] + 60                    # yellow
    for l, (weights, delta, a) in enumerate(zip(W, DELTAS, A), start=1):
        for edges, expected in ((flow.flows[l - 1], weights * delta[:, None]), (flow.slopes[l - 1], np.outer(delta, a))):
            assert {(j, k): value for j, k, _, value in edges} == pytest.approx(
                {place: value for place, value in np.ndenumerate(expected) if value})
    assert flow.radius(2, 0) == pytest.approx(0.5) and flow.radius(1, 1) == pytest.approx(0.5 * np.sqrt(0.4 / 0.9))


def test_of_a_large_layer_the_largest_deltas_are_drawn():
    delta = np.arange(30) / 30
    flow = Backflow([np.ones((30, 2))], [delta], [np.ones(2)], 4, 4, 0.3, 0.1)
    assert flow.drawn[1].tolist() == list(range(14, 30))


def test_equal_numbers_lie_on_the_diagonal_on_the_side_of_their_sign():
    values = np.array([0.1, -0.01, 1e-6, -3e-5])
    plot = Agreement(values, values, 4, ("one", "other")).show(3).plot
    assert plot.spots[:, 0] == pytest.approx(plot.spots[:, 1]) and np.array_equal(np.sign(plot.spots[:, 0]), np.sign(values))
    assert plot.on(0.1) - plot.on(0.01) == pytest.approx(plot.on(1e-5) - plot.on(1e-6))
    assert np.array_equal(plot.shown()["one"], values[:3])


def test_a_mask_fills_pixel_by_pixel(still):
    mask = Mask(np.array([1, 0, 0, 1]), 4, (2, 2))
    spots = [mask.place(x, y) for y in (1, -1) for x in (-1, 1)]
    for share, lit in ((0, []), (0.5, [0]), (1, [0, 3])):
        pixels = type(still)().pixels(mask.show(share))
        assert [i for i, spot in enumerate(spots) if still.at(pixels, spot).max() > 40] == lit


def test_slopes_of_pixels_are_red_and_green(still):
    picture = DigitSlopes(np.array([1.0, -1.0, 0.0, 0.0]), 4, (2, 2))
    pixels = still.pixels(picture)
    up, down, none = (still.at(pixels, picture.place(x, y)) for x, y in ((-1, 1), (1, 1), (-1, -1)))
    assert up[0] > up[1] + 50 and down[1] > down[0] + 50 and none.max() == 0


def test_a_card_runs_what_follows_the_nudged_edge():
    net = nncore.Network((30, 25, 3, 2))
    theta = net.init(0)
    slow, swept = (card.network for card in both_ways(net, theta, theta, ("one", "other"), (2, 1, 13)))
    assert 13 in slow.indices[1] and 13 in swept.indices[1]
    assert slow.nudge(2, 1, 13).nudged == (2, 1, 13)
    assert slow.nudge(0, 0, 0).nudged == slow.nudge(1, 24, 1).nudged == (2, 1, 13)      # nothing, or not drawn: stays


def test_a_slope_plot_rises_by_its_slope_over_a_run_of_one():
    z = np.linspace(-2, 2, 121)
    plot = SlopePlot(z, z ** 2 / 8 + 0.5, 0.25, 30, 1.0, "cost", [0, 0, 0])
    run, rise = plot.spot(1, 0) - plot.spot(0, 0), plot.spot(1, 0.25) - plot.spot(1, 0)
    assert run[1] == rise[0] == 0 and run[0] == pytest.approx(4.5 / 4) and rise[1] == pytest.approx(0.25 * 3.4)
