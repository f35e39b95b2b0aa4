"""The drawings that the film of layers brought along: decimals that come out, roads, flows, dots and cards."""

import numpy as np
import pytest
from manim import Scene, Square, VGroup

import nncore
from scenes.stage import theme
from scenes.stage.agreement import Agreement, Mask
from scenes.stage.backflow import Backflow
from scenes.stage.column_sum import ColumnSum
from scenes.stage.decimals import decimals, of_share
from scenes.stage.deck import both_ways
from scenes.stage.digit_slopes import DigitSlopes
from scenes.stage.facts import Mark
from scenes.stage.fork import Fork
from scenes.stage.gestures import Joins
from scenes.stage.layered import RADIUS, Layered
from scenes.stage.nodes import Charge, Neuron, Ribbon, cost_colour
from scenes.stage.shared_tail import SharedTail
from scenes.stage.sign_table import PITCH, SIDE, SignTable
from scenes.stage.slope_plot import SigmaPlot, SlopePlot
from scenes.stage.text import Words

W = [np.array([[1.0, -2.0], [0.5, 0.0]]), np.array([[3.0, -1.0]])]
DELTAS = [np.array([0.1, -0.4]), np.array([0.9])]
A = [np.array([0.2, 0.7]), np.array([0.6, 0.3])]


def test_a_whole_has_as_many_decimals_as_its_share_needs():
    assert of_share(0.0537, 0.0846) == 3            # 63%: of 0.08 it were 67%
    assert of_share(0.2, 0.4) == 2 and of_share(0.0001, 0.001) == 3


def test_decimals_are_the_first_with_which_the_displayed_numbers_come_out():
    assert decimals([((0.636, 0.636), 0.404496)], choices=((2, 2), (3, 2))) == (3, 2)   # 0.64 x 0.64 is not 0.40
    assert decimals((), [((0.14, 0.14), 0.28)], choices=((1, 1), (2, 2))) == (2, 2)     # 0.1 + 0.1 is not 0.3
    assert decimals([(((0.14, 0.14), 1.0), 0.28)], choices=((1, 1), (2, 2))) == (2, 2)  # nor as a factor of a product
    pairs = ((0.14, 1.0), (0.14, 1.0))
    assert decimals([((pairs, 1.0), 0.28)], choices=((1, 1), (2, 2), (3, 3))) == (2, 2)     # nor does a sum of products
    assert decimals([((0.5, 0.5), 0.3)], choices=((1, 2), (3, 3))) == (3, 3)            # none does: the last


def net_of(name="whole"):
    return Layered(W, [np.array([0.2, 0.7]), np.array([0.6, 0.3]), np.array([0.9])], name)


def begun(animation):
    animation.begin()
    return animation


def test_neurons_go_to_their_next_place_and_edges_go_along():
    net = net_of("whole")
    begun(net.go("beside")).interpolate(0.5)
    for l, j in ((1, 1), (2, 0)):
        assert net.neurons[l][j].get_center() == pytest.approx((net.at("whole", l, j) + net.at("beside", l, j)) / 2)
    edge = net.edges[1][0][1]
    assert edge.get_start() == pytest.approx(net.neurons[1][1].get_center())
    assert edge.get_end() == pytest.approx(net.neurons[2][0].get_center())
    assert edge.get_color() == theme.NEGATIVE and edge.get_stroke_opacity() == 1


def test_what_is_not_seen_does_not_move():
    net = net_of("beside")
    begun(net.go("road")).interpolate(0.5)              # inputs go
    assert net.neurons[0][0].get_center() == pytest.approx(net.at("beside", 0, 0))
    begun(net.stand("dark").go("plots", {(2, 0): [1, 1, 0]})).interpolate(0.2)
    assert net.neurons[2][0].get_center() == pytest.approx([1, 1, 0]) and 0 < net.neurons[2][0].disc.get_stroke_opacity() < 1


def test_a_net_leaves_from_where_it_is_when_it_goes():
    net = net_of("whole")
    going, first = net.go("plots"), net.go("dark")      # made together, played one after the other
    begun(first).interpolate(1)
    assert all(neuron.disc.get_stroke_opacity() == 0 for layer in net.neurons for neuron in layer)
    begun(going).interpolate(0.3)
    neuron = net.neurons[2][0]
    assert neuron.get_center() == pytest.approx(net.at("plots", 2, 0)) and 0 < neuron.disc.get_stroke_opacity() < 1


def test_light_dims_lines_and_no_neuron():
    net = net_of("whole")
    begun(net.light((2, 0, 1))).interpolate(1)
    opacities = [edge.get_stroke_opacity() for layer in net.edges for row in layer for edge in row]
    assert sorted(opacities) == [theme.DIM] * 5 + [1] and net.edges[1][0][1].get_stroke_opacity() == 1
    assert all(neuron.disc.get_fill_opacity() == 1 for layer in net.neurons for neuron in layer)


def table_of(rows):
    return SignTable([[Mark(number, ".1f") for number in row] for row in rows], "from", "to")


def test_a_table_turned_has_its_columns_in_rows_and_every_number_in_its_square():
    table, numbers = table_of([[1.0, -2.0, 3.0], [4.0, 5.0, -6.0]]), [[1.0, -2.0, 3.0], [4.0, 5.0, -6.0]]
    corner = table.squares[0][0].get_center()
    for part in table.turned(corner[0] - SIDE / 2):
        animation = part.build() if hasattr(part, "build") else part
        animation.begin()
        animation.interpolate(1)
    for j, k in np.ndindex(2, 3):
        assert table.squares[j][k].get_center() - corner == pytest.approx([PITCH * j, -PITCH * k, 0])
        assert table.numbers[j][k].get_center() == pytest.approx(table.squares[j][k].get_center())
        assert table.numbers[j][k].facts[0].value == numbers[j][k]
    assert table.columns[2].get_y() == pytest.approx(table.squares[0][2].get_y()) and table.columns[2].get_x() < corner[0]
    assert table.rows[1].get_x() == pytest.approx(table.squares[1][0].get_x()) and table.rows[1].get_y() > corner[1]


def test_only_one_column_is_framed():
    table = table_of([[1.0, -2.0, 3.0]])
    for k, framed in ((1, [0, 1, 0]), (2, [0, 0, 1]), (None, [0, 0, 0])):
        table.mark(k).interpolate(1)
        assert [frame.get_stroke_opacity() for frame in table.marks] == framed
    assert table.marks[1].get_center() == pytest.approx(table.squares[0][1].get_center())


def test_products_of_a_column_stand_in_their_rows_and_what_they_make_below():
    table = table_of([[1.0, -2.0], [4.0, 5.0]])
    column = ColumnSum(table, [Mark(0.3, "+.1f"), Mark(-0.2, "+.1f")], [Words("one"), Words("other")], [Words("sum"), Words("delta")])
    for j, (disc, number) in enumerate(column.deltas):
        assert [part.get_y() for part in (disc, number, column.products[j])] == pytest.approx([table.squares[j][0].get_y()] * 3)
    heights = [part.get_y() for part in (*column.products, column.rule, *column.made)]
    assert heights == sorted(heights, reverse=True) and np.ptp([part.get_right()[0] for part in (*column.products, *column.made)]) < 1e-6


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


def test_every_light_runs_behind_the_neuron_along_the_same_roads():
    net = net_of("tail")
    tail = SharedTail(net, 1, (0, 1), [VGroup(Words("delta ="), Words("a")) for _ in range(2)])
    for i in (0, 1):
        first, *then = [[flash.mobject for flash in part.animations] for part in tail.run(i).animations]
        way = net.at("tail", 1, 1) - net.at("tail", 0, i)
        for end, place in ((first[0].get_start(), net.at("tail", 0, i)), (first[0].get_end(), net.at("tail", 1, 1))):
            assert np.linalg.norm(end - place) == pytest.approx(RADIUS) and np.cross(end - place, way) == pytest.approx(0)
        assert [[road.get_start().tolist() for road in part] for part in then] == [
            [road.get_start().tolist() for road in part] for part in tail.tail]
    one = [[flash.mobject for flash in part.animations] for part in tail.run(0, 0).animations]
    assert [len(part) for part in one] == [1, 1, 1] and one[1][0].get_end() == pytest.approx(tail.tail[0][0].get_end())
    there, back = tail.there(), tail.back()
    assert [len(part) for part in there] == [2, 1] and there[1][0].mobject.get_end() == pytest.approx(tail.tail[0][0].get_end())
    assert [len(part) for part in back] == [1, 1, 2]
    assert back[0][0].mobject.get_start() == pytest.approx(tail.tail[1][0].get_end())
    assert {tuple(light.mobject.get_end()) for light in back[2]} == {tuple(road.get_start()) for road in tail.heads.values()}


def test_a_bar_of_a_fork_says_which_way_it_goes():
    net = Layered([np.ones((3, 3)), np.array([[1.0, 1, 1], [1, 1, 1]])], [np.full(n, 0.5) for n in (3, 3, 2)], "fork")
    fork = Fork(net, np.ones((2, 3)), np.array([-0.25, 0.29]), 0)
    for tip, bar, way in zip(fork.tips, fork.steps.bars, (-1, 1)):
        assert way * (tip.get_y() - bar.get_y()) > 0 and tip.height < bar.height / 2
        wide = max(tip.points, key=lambda point: abs(point[0] - tip.get_x()))
        assert way * (tip.get_y() - wide[1]) > 0                    # the point of it is at the end of the bar


def test_ribbons_of_a_fork_are_as_wide_as_their_numbers_on_one_scale():
    net = Layered([np.ones((3, 3)), np.array([[1.0, 1, 1], [1, 1, 1]])], [np.full(n, 0.5) for n in (3, 3, 2)], "fork")
    weights, paths = np.array([[0.3, -0.8, 1.0], [0.1, 2.0, 1.0]]), np.array([-0.25, 0.6])
    fork = Fork(net, weights, paths, 1)
    numbers = np.abs([*weights[:, 1], *paths])
    assert [road.get_stroke_width() for road in (*fork.roads, *fork.on)] / numbers == pytest.approx(fork.roads[1].get_stroke_width() / 2)
    assert fork.arrows[0].get_end()[1] < fork.arrows[0].get_start()[1] and fork.arrows[1].get_end()[1] > fork.arrows[1].get_start()[1]
    assert fork.arrows[0].height / fork.arrows[1].height == pytest.approx(0.4, rel=0.05)


def test_a_row_is_a_column_before_the_next_one_turns_and_no_cell_hides_a_number():
    table = table_of([[1.0, -2.0, 3.0], [4.0, 5.0, -6.0]])
    still = [square.get_center() for square in table.squares[1]]
    first, second, _ = (begun(turn) for turn in table.turned(-6.0))
    for t in np.linspace(0, 1, 11):
        first.interpolate(t)
        apart = [np.abs(number.get_center() - square.get_center()).max() for number in table.numbers[0] for square in table.squares[0]]
        assert sum(far < SIDE / 2 for far in apart) == 3              # its own square, and no other
    assert [square.get_x() for square in table.squares[0]] == pytest.approx(3 * [table.squares[0][0].get_x()])
    assert [square.get_center() for square in table.squares[1]] == [pytest.approx(place) for place in still]
    second.interpolate(1)
    assert [square.get_y() for square in table.squares[1]] == pytest.approx([square.get_y() for square in table.squares[0]])


def test_a_tangent_touches_sigma_where_the_neuron_is():
    z = np.linspace(-5, 5, 101)
    plot = SigmaPlot(z, 1 / (1 + np.exp(-z)), -1.0, 0.2689, 0.1966, "z")
    rise, run = (plot.tangent.get_end() - plot.tangent.get_start())[1::-1]
    unit = plot.chart.spot(1, 1) - plot.chart.spot(0, 0)
    assert rise / run == pytest.approx(0.1966 * unit[1] / unit[0])
    assert plot.tangent.get_center() == pytest.approx(plot.chart.spot(-1.0, 0.2689))


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
    slow, swept = (card.network for card in both_ways(net, theta, theta, (2, 1, 13)))
    assert 13 in slow.indices[1] and 13 in swept.indices[1]
    assert slow.nudge(2, 1, 13).nudged == (2, 1, 13)
    assert slow.nudge(0, 0, 0).nudged == slow.nudge(1, 24, 1).nudged == (2, 1, 13)      # nothing, or not drawn: stays


def test_a_slope_plot_rises_by_its_slope_over_a_run_of_one():
    z = np.linspace(-2, 2, 121)
    plot = SlopePlot(z, z ** 2 / 8 + 0.5, 0.25, 30, 1.0, 0)
    run, rise = plot.spot(1, 0) - plot.spot(0, 0), plot.spot(1, 0.25) - plot.spot(1, 0)
    assert run[1] == rise[0] == 0 and run[0] == pytest.approx(4.5 / 4) and rise[1] == pytest.approx(0.25 * 3.4)
