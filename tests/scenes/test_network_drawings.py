"""The drawings of the film on the network: areas, places and counts, seen in pixels or against plain sums."""

from types import SimpleNamespace

import numpy as np
import pytest
from manim import Line

import nncore
from scenes.stage import theme
from scenes.stage.answers import Answers, Brightest
from scenes.stage.digit import DigitImage
from scenes.stage.facts import Mark
from scenes.stage.gestures import into_a_square
from scenes.stage.network import NetworkDiagram
from scenes.stage.number_squares import AllNumbers, Block
from scenes.stage.on_its_way import OnItsWay
from scenes.stage.squash import Squash
from scenes.stage.sums import Weighed
from scenes.stage.unroll import Strip, Unroll
from scenes.stage.votes import Votes
from scenes.stage.window import Window
from tests.scenes.conftest import PER_UNIT
from tests.scenes.looking import is_near, places

POSITIVE, NEGATIVE, SUM, BIAS = (255 * color.to_rgb() for color in (theme.POSITIVE, theme.NEGATIVE, theme.SUM, theme.BIAS))
X = np.linspace(0, 1, 16)                                                   # a picture of 4 x 4 pixels
W = np.array([1, -1, 0.5, -2, 1, 3, -1, 0, 2, -0.5, 1, 1, -1, 0.25, 1, -1.0])


def votes(bias=0.0, w=W):
    return Votes(w, X, w * X, bias, 4, 0.8, 0.6, shape=(4, 4))


def area(pixels, color):
    """How large what has that colour is, in units of the scene."""
    return is_near(pixels, color, 12).sum() / PER_UNIT**2


# -- one neuron after the other ----------------------------------------------------------------

def test_each_bar_of_a_sum_begins_where_the_one_before_ended():
    weighed = Weighed(Mark(3.0), Mark(-2.0), Mark(-0.5), Mark(0.5), 1.5, 0.4)
    bars = [part[0] for part in weighed.parts]
    ends = [(bar.get_bottom()[1] - bars[0].get_bottom()[1], bar.get_top()[1] - bars[0].get_bottom()[1]) for bar in bars]
    assert ends == [pytest.approx(pair) for pair in ((0, 1.5), (0.5, 1.5), (0.25, 0.5), (0, 0.25))]
    assert [bar.get_fill_color() for bar in bars] == [theme.POSITIVE, theme.NEGATIVE, theme.BIAS, theme.SUM]
    texts = [part[1] for part in weighed.parts]
    assert [text.said for text in texts] == ["3.0", "−2.0", "b = −0.5", "z = 0.5"]
    assert all(min(abs(text.get_top()[1] - bar.get_bottom()[1]), abs(text.get_bottom()[1] - bar.get_top()[1])) < 0.3
               for text, bar in zip(texts, bars))


def test_the_one_that_should_be_keeps_its_ring_where_none_is_the_answer(still):
    answers = Answers(np.array([0.1, 0.15]), 0, 1.0, 0.3)
    wrong, wanted = (255 * color.to_rgb() for color in (theme.COST, theme.WANTED))
    for ring, seen in ((1,), (True, True)), ((0, 1), (False, True)), ((0,), (False, False)):
        pixels = still.pixels(answers.ring(*ring))
        assert (bool(area(pixels, wrong)), bool(area(pixels, wanted))) == seen


# -- votes -----------------------------------------------------------------------------------

def test_bars_are_as_large_as_the_sums_of_the_products(still):
    drawing = votes(bias=-0.8).dip(1).weigh(1).pour(1).leave(1).bite(1)
    pixels, products = still.pixels(drawing), [float(w) * float(x) for w, x in zip(W, X)]
    support, against = sum(p for p in products if p > 0), sum(p for p in products if p < 0)
    unit = 0.8 * 4 / support                                                # the area of 1
    seen = places(pixels, POSITIVE, 12)
    blue = seen[seen[:, 0] > drawing.bars[0] - 0.4]                          # the squares of the picture are not as bright
    assert len(blue) / PER_UNIT**2 == pytest.approx(unit * support, rel=0.05)
    assert area(pixels, NEGATIVE) == pytest.approx(-unit * against, rel=0.05)
    assert area(pixels, SUM) == pytest.approx(unit * (support + against - 0.8), rel=0.06)
    assert area(pixels, BIAS) == pytest.approx(unit * 0.8, rel=0.1)
    assert drawing.end(0)[1] - drawing.foot(0)[1] == pytest.approx(4)
    assert (drawing.end(2) - drawing.foot(2))[1] == pytest.approx(4 * (support + against - 0.8) / support)


def test_a_sum_below_zero_hangs_from_the_floor():
    drawing = votes(w=-W).pour(1).leave(1)
    assert drawing.left_over == pytest.approx(-sum(W * X)) and drawing.left_over < 0
    assert drawing.end(2)[1] < drawing.foot(2)[1] < drawing.end(0)[1]
    assert drawing.end(0)[1] - drawing.end(1)[1] == pytest.approx(4)          # from the top of the blue one down


def test_squares_are_as_large_as_their_products_in_proportion():
    drawing, products = votes().dip(1).weigh(1), np.abs(W * X)
    sides = np.array([drawing._size(i) for i in range(16)])
    assert sides**2 / sides.max() ** 2 == pytest.approx(products / products.max()) and sides.max() == pytest.approx(1)
    drawing.weigh(0)
    assert {drawing._size(i) for i in range(16)} == {1.0}


def test_slabs_lie_on_one_another_without_a_gap():
    drawing = votes()
    for bar, start, end in ((0, drawing.floor, drawing.support), (1, drawing.floor + drawing.unit * drawing.support, drawing.left_over)):
        slabs = [(y, high) for y, high, lane in zip(drawing.slabs, drawing.high, drawing.lanes) if lane == drawing.bars[bar]]
        for y, high in slabs:
            assert y - start == pytest.approx((1 - 2 * bar) * high / 2)              # half of it beyond where the last one ended
            start += (1 - 2 * bar) * high
        assert start - drawing.floor == pytest.approx(drawing.unit * end)


def test_what_has_flown_is_what_a_bar_is_high(still):
    drawing = votes().dip(1).weigh(1)
    for share in (0.0, 0.3, 0.6, 1.0):
        drawing.pour(share)
        landed = sum(high for high, t in zip(drawing.high, drawing.poured) if t == 1)
        all_of_it = sum(abs(W * X)) * drawing.unit
        assert landed <= all_of_it + 1e-9 and (share < 1 or landed == pytest.approx(all_of_it))
    assert sorted(drawing.order) == sorted(np.flatnonzero(W * X)) and drawing.shown()["products"].tolist() == (W * X).tolist()


# -- unroll ----------------------------------------------------------------------------------

def test_pixels_go_row_by_row_into_one_column_and_open_where_they_stand():
    drawing = Unroll(X, 4, 3, 0.5, [1, 5, 9, 13], (4, 4))
    heights = [drawing.spot(i)[1] for i in range(16)]
    assert np.diff(heights) == pytest.approx(15 * [-4 / 16]) and {drawing.spot(i)[0] for i in range(16)} == {3.5 - 0.25}
    for share in (0, 0.2, 0.5, 0.9, 1):
        assert np.all(np.diff(drawing.roll(share).rolled) <= 0)                # an earlier row is never behind
    assert drawing.rolled.tolist() == 4 * [1]
    rim = drawing.open(1).neuron(5, np.array([-1, 0, 0]))
    assert rim == pytest.approx(drawing.spot(5) - [drawing.radius, 0, 0])
    assert 2 * drawing.radius < 4 * (heights[0] - heights[1])                  # those that open do not touch


def test_an_opened_number_keeps_its_grey(still):
    drawing = Unroll(X, 4, 3, 0.5, [3, 7, 11, 15], (4, 4)).roll(1).open(1)
    pixels = still.pixels(drawing)
    for i in (3, 7, 11, 15):
        assert still.at(pixels, drawing.spot(i)) == pytest.approx(3 * [255 * X[i]], abs=3)


def test_a_strip_frames_its_column():
    digit = DigitImage(X, 4, (4, 4)).shift([1, 0, 0])
    strip = Strip(digit, 2, [np.array([5.0, 2, 0]), np.array([5.0, -2, 0])])
    assert strip[0].get_x() == pytest.approx(digit.pixel(2)[0]) and strip[0].width == pytest.approx(1)
    assert strip[1].get_end() == pytest.approx([5, 2, 0], abs=0.1) and strip[2].get_end() == pytest.approx([5, -2, 0], abs=0.1)


def test_every_number_of_a_window_stands_on_its_pixel():
    digit = DigitImage(X, 4, (4, 4))
    window = Window(digit, (1, 2), [Mark(x, ".2f") for x in (X[6], X[7], X[10], X[11])], 3)
    window.large.shift([4, 0, 0])
    window.place()
    assert window.outline.get_center() == pytest.approx((digit.pixel(6) + digit.pixel(11)) / 2) and window.outline.width == pytest.approx(2)
    assert window.large.x.tolist() == [X[6], X[7], X[10], X[11]]
    for i, number in enumerate(window.numbers):
        assert number.get_center() == pytest.approx(window.large.pixel(i))


# -- squash ----------------------------------------------------------------------------------

def crowd():
    z = np.array([-2.0, -1.9, 0.1, 0.12, 0.14, 0.16, 2.5, 1.0])
    curve = np.linspace(-4, 4, 33)
    return Squash(z, 1 / (1 + np.exp(-z)), curve, 1 / (1 + np.exp(-curve)), 8, 3)


def test_each_sum_lies_under_its_place_and_each_grey_beside_its_own():
    drawing = crowd()
    for (x, y), (left, up), z, a in zip(drawing.sums, drawing.greys, drawing.z, drawing.a):
        assert abs(x - z) <= drawing.sum_side / 2 + 1e-9 and y < -1.5 and left < -4       # the axis is 8 wide, from -4 to 4
        assert abs(up + 1.5 - 3 * a) <= drawing.grey_side / 2 + 1e-9
    for middles, side in ((drawing.sums, drawing.sum_side), (drawing.greys, drawing.grey_side)):
        apart = np.abs(middles[:, None] - middles[None]).max(axis=-1) + 9 * np.eye(len(middles))
        assert apart.min() > side - 1e-9                                       # none on another


def test_a_crowd_of_any_size_keeps_to_its_room():
    z = np.full(900, 0.3)
    drawing = Squash(z, np.full(900, 0.57), np.linspace(-4, 4, 9), np.linspace(0, 1, 9), 8, 3)
    assert drawing.sums[:, 1].min() > -1.5 - 0.75 - 0.95 - 1e-9 and drawing.greys[:, 0].min() > -4 - 0.2 - 2.8 - 1e-9


def test_the_mark_is_led_from_its_sum_over_the_curve_to_its_grey(still):
    drawing = crowd().bend(1).rain(8).mark(2)
    assert drawing.on_curve[-1] == pytest.approx([1.0, 3 / (1 + np.exp(-1)) - 1.5])
    pixels = still.pixels(drawing)
    assert still.at(pixels, drawing.spot(1.0, 1 / (1 + np.exp(-1)))) == pytest.approx(255 * theme.INK.to_rgb(), abs=4)


def test_our_own_stands_at_another_sum_when_it_slides_and_alone_when_the_rest_is_cleared(still):
    drawing = crowd().bend(1).rain(8).carry(8).mark(2).slide(-2.5, 1 / (1 + np.exp(2.5))).clear(1)
    pixels = still.pixels(drawing)
    assert drawing.shown()["path of our own"].tolist() == [[-2.5, 1 / (1 + np.exp(2.5))]]
    assert still.at(pixels, drawing.spot(-2.5, 1 / (1 + np.exp(2.5)))) == pytest.approx(255 * theme.INK.to_rgb(), abs=4)
    for x, y in drawing.sums[:-1]:
        assert not is_near(still.at(pixels, [x, y, 0]), SUM)


# -- numbers as areas ------------------------------------------------------------------------

def test_a_block_shows_the_first_numbers_in_the_colour_of_their_sign(still):
    block = Block([1.0, -1, 1, -1, 1, 1], (2, 3), 0.5).fill(4)
    pixels = still.pixels(block)
    for i, color in enumerate((POSITIVE, NEGATIVE, POSITIVE, NEGATIVE)):
        row, column = divmod(i, 3)
        assert still.at(pixels, [(column - 1) * 0.5, 0.25 - 0.5 * row, 0]) == pytest.approx(color, abs=3)
    assert not is_near(still.at(pixels, [0.5, -0.25, 0]), POSITIVE) and block.count == 6
    assert block.shift([1, 2, 0]).spot(5) == pytest.approx([1.5, 1.75, 0])


def test_all_numbers_have_areas_to_scale_and_are_filled_in_order():
    rng = np.random.default_rng(0)
    layers = [(rng.normal(size=(4, 784)), rng.normal(size=4)), (rng.normal(size=(3, 4)), rng.normal(size=3))]
    numbers = AllNumbers(layers, [Mark(n) for n in (3136, 4, 12, 3)], 2, 0.05)
    areas = [block.width * block.height / 0.05**2 for block in numbers.blocks]
    assert areas == pytest.approx([784, 784, 784, 784, 4, 12, 3])
    numbers.fill(5.5)
    assert [block.filled for block in numbers.blocks] == [784, 784, 784, 784, 4, 6, 0]
    assert [text.said for text in numbers.sums[::2]] == ["3136", "4", "12", "3"] and len(numbers.sums) == 7


# -- what the network carries ----------------------------------------------------------------

LAYERS = [(np.array([[1.0, -2], [0, 4]]), [0, 0]), (np.array([[3.0, 1]]), [0])]


def test_an_edge_is_as_bright_as_its_weight_whatever_comes_in_and_a_pulse_as_what_it_carries():
    network = NetworkDiagram((2, 2, 1), 1, 4, 3)
    for x, pulses in (([1.0, 0.5], [1 / 2, 1 / 2, 0, 1, 0, 1]), ([1.0, 0.125], [1, 1 / 4, 0, 1 / 2, 0, 1])):
        network.show(LAYERS, [np.array(x), np.array([0.0, 1]), np.ones(1)])
        network.highlight([(1, 0, 0)], [(0, 0)]).carry()
        assert network.edge_opacity == pytest.approx(np.array([1 / 4, 1 / 2, 0, 1, 1, 1 / 3]) ** 0.8)
        assert network.pulse_opacity == pytest.approx(np.array(pulses) ** 0.8)
        assert all((rims == 1).all() for rims in network.rims)
    network.carry((1, 1), 0.5)
    assert network.edge_opacity == pytest.approx(np.array([1 / 4, 1 / 2, 0, 1, 0, 0]) ** 0.8 * [0.5, 0.5, 1, 1, 1, 1])
    assert network.pulse_opacity == pytest.approx(np.array([1, 1 / 4, 0, 1 / 2, 0, 0]) ** 0.8 * [0.5, 0.5, 1, 1, 1, 1])
    assert [rims.tolist() for rims in network.rims] == [[1, 1], [1, 1], [0]]              # what comes later is not there yet
    assert network.highlight().pulse_opacity is None


def test_neurons_that_are_emptied_are_black(still):
    network = NetworkDiagram((2, 2, 1), 1, 4, 3, radius=0.3).show(LAYERS, [np.ones(2), np.ones(2), np.ones(1)])
    for share, grey in ((0, 255), (1, 0)):
        pixels = still.pixels(network.empty(share))
        assert [still.at(pixels, network.neuron(1, j)).tolist() for j in (0, 1)] == 2 * [3 * [grey]]


def test_a_line_becomes_a_square_beside_its_start():
    line = Line([1.0, 1, 0], [5.0, 3, 0])
    move = into_a_square(line, 0.3, theme.POSITIVE).build()
    move.begin()
    move.interpolate(1)
    assert line.get_start() == pytest.approx([1.2, 1, 0]) and line.get_end() == pytest.approx([1.5, 1, 0])
    assert line.get_stroke_width() == pytest.approx(theme.stroke(0.3)) and line.get_color() == theme.POSITIVE


def test_a_picture_on_its_way_takes_another_and_its_answers_stand_on_the_last_layer():
    rng, network = np.random.default_rng(3), nncore.Network((784, 5, 10), "sigmoid")
    run = SimpleNamespace(network=network, theta=rng.normal(size=(1, network.n_parameters)), drawn=14 + 28 * np.arange(28), column=14)
    pictures = rng.uniform(size=(2, 784))
    greys = [[a[0] for a in network.forward(run.theta[0], x[None])[1]] for x in pictures]
    way = OnItsWay(run, pictures[0], greys[0], 4)
    before = way.network.weights
    way.shift([1.0, 0.5, 0]).take(pictures[1], greys[1], 7)
    assert np.array_equal(way.digit.x, pictures[1]) and np.array_equal(way.network.activations[0], pictures[1][run.drawn])
    assert all(np.array_equal(one, other) for one, other in zip(before, way.network.weights))
    answers, most = way.answers(), int(greys[1][-1].argmax())
    assert way.number(Mark(most)).get_y() == pytest.approx(answers.spot(most)[1], abs=0.1)
    assert answers.wanted == 7 and np.array_equal(answers.outputs, greys[1][-1])
    for j in range(10):
        assert answers.spot(j) == pytest.approx(way.network.neuron(2, j)) and way.names[j].get_y() == pytest.approx(answers.spot(j)[1])


def test_neurons_of_each_layer_have_their_own_size_and_dots_may_be_left_out():
    network = NetworkDiagram((40, 3, 2), 1, 6, 4, radius=[0.05, 0.2, 0.1], roomiest=9, dots=False)
    assert network.radii.tolist() == [0.05, 0.2, 0.1] and not any(network.shortened)
    assert network.pitch(1) == pytest.approx(4 / 3) and network.pitch(0) == pytest.approx(4 / 16)


def test_beside_a_wrong_answer_it_is_said_which_should_be():
    wrong, right = (Answers(np.eye(10)[guess], 5, 0.5, 0.2, upright=True) for guess in (9, 5))
    (should,) = wrong.fault()
    assert not right.fault() and should.said == "should be" and should.get_y() == pytest.approx(wrong.spot(5)[1], abs=0.1)


def test_where_no_output_is_bright_none_is_said_to_be_the_brightest():
    text = Brightest("the brightest: {}, with {}", Mark(8), Mark(0.7), sure=0.2)
    assert text.said == "the brightest: 8, with 0.7"
    assert text.show(Mark(3), Mark(0.2)).said == "none is bright: 0.2 at most" and text.facts == (Mark(0.2),)
    assert text.show(Mark(3), Mark(0.21)).said == "the brightest: 3, with 0.21"
