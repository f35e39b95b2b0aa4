"""The drawings of the start: weights as pictures, neurons in a row, answers as greys, shares as bars, threads to partners."""

import numpy as np
import pytest

from scenes.stage import theme
from scenes.stage.answer_field import AnswerField
from scenes.stage.histogram import Histogram, Layers, middle_of
from scenes.stage.matching import Matching
from scenes.stage.neuron_row import NeuronRow
from scenes.stage.text import Words
from scenes.stage.twins import INPUTS, OUTPUTS, Twins
from scenes.stage.walks import Walks
from scenes.stage.weight_pictures import WeightPictures

DARK = 40           # a colour in which every channel is less is none


def test_weights_are_blue_above_0_orange_below_and_black_at_0(still):
    W = np.zeros((2, 4))
    W[0], W[1, 3] = (1, -1, 0, 0.2), 1
    pictures = WeightPictures(W, 2, 2.0, shape=(2, 2))
    pixels, (first, second) = still.pixels(pictures), (pictures.spot(i) for i in range(2))
    quarters = [np.array(at) for at in ((-0.5, 0.5, 0), (0.5, 0.5, 0), (-0.5, -0.5, 0), (0.5, -0.5, 0))]
    blue, orange, black, dim = (still.at(pixels, first + at) for at in quarters)
    assert blue[2] > 200 > blue[0] and orange[0] > 200 > orange[2] and black.max() < DARK < dim[2] < blue[2]
    assert still.at(pixels, second + quarters[3])[2] > 200


def test_pictures_come_out_of_their_places_and_change_their_order():
    pictures = WeightPictures(np.eye(3), 3, 1.0, shape=(1, 3)).shift([1, 2, 0])
    home, spots = [pictures.spot(i) for i in range(3)], np.array([[-3, 1, 0], [0, 0, 0], [2, -1, 0]], float)
    assert np.allclose([pictures.come(spots, 0).spot(i) for i in range(3)], spots)
    assert np.allclose([pictures.come(spots, 1).spot(i) for i in range(3)], home)
    pictures.order([2, 0, 1], 1)
    assert np.allclose([pictures.spot(i) for i in (2, 0, 1)], home)        # picture order[j] at place j


def test_a_row_shows_answers_as_greys_and_slopes_as_arrows_to_the_largest(still):
    row = NeuronRow([0.0, 1.0], [0.5, -1.0], 4).answers(1).slopes(1)
    pixels, (dark, bright) = still.pixels(row), row.spots()
    assert still.at(pixels, dark).max() < DARK and still.at(pixels, bright).min() > 200
    level, gold = row.place(0, row.level)[1], np.array([255 * c for c in theme.GRADIENT.to_rgb()])
    columns = [[still.at(pixels, [x, level + y, 0]) for y in np.linspace(-0.6, 0.6, 61)] for x in (dark[0], bright[0])]
    up, down = ([y for y, colour in zip(np.linspace(-0.6, 0.6, 61), column) if np.abs(colour - gold).max() < 60] for column in columns)
    assert min(up) > -0.05 and max(up) == pytest.approx(0.3, abs=0.06) and max(down) < 0.05 and min(down) < -0.52


def test_numbers_that_have_not_come_are_not_shown():
    row = NeuronRow([0.2, 0.4, 0.6, 0.8], [1, 2, 3, 4], 4)
    assert row.shown() == {} and row.answers(0.5).shown()["answer"].tolist() == [0.2, 0.4]
    assert row.slopes(0.75).shown()["slope"].tolist() == [1, 2, 3]


def test_a_field_has_a_row_for_each_input(still):
    field = AnswerField([[0, 1], [1, 0], [0, 0.5]], 2, 3)
    pixels = still.pixels(field)
    greys = [[still.at(pixels, field.row(i) + [0.5 + j, 0, 0])[0] for j in range(2)] for i in range(3)]
    assert greys == [[0, 255], [255, 0], [0, pytest.approx(128, abs=2)]] and field.column(1)[0] == pytest.approx(0.5)


def heights_of(still, bars, colour):
    """Of three bars of a histogram 3 wide and 4 high: how high each is in this colour."""
    pixels, colour = still.pixels(bars), [255 * channel for channel in colour.to_rgb()]
    levels = np.linspace(-1.85, 1.95, 39)
    return [sum(np.abs(still.at(pixels, [x, y, 0]) - colour).max() < 40 for y in levels) / 10 for x in (-1.2, 0.2, 0.8)]


def test_bars_are_as_high_as_their_shares_of_the_tallest(still):
    bars = Histogram([0.2, 0.0, 0.6], 3, 4, theme.INK)
    assert heights_of(still, bars, theme.INK) == pytest.approx([4 / 3, 0, 4], abs=0.2)


def test_bars_that_are_kept_stay_behind_those_that_come(still):
    bars = Histogram([0.0, 0.3, 0.6], 3, 4, theme.INK).keep().show(np.array([0.5, 0.0, 0.25]))
    assert heights_of(still, bars, theme.INK) == pytest.approx([4, 0, 2], abs=0.2)
    assert heights_of(still, bars, theme.HAIR) == pytest.approx([0, 2, 2], abs=0.2)


def test_half_of_the_numbers_lie_on_either_side_of_the_middle():
    assert middle_of(np.array([0.0, 1.0, 0.0])) == pytest.approx(0.5)
    assert middle_of(np.array([0.1, 0.3, 0.6])) == pytest.approx((2 + 0.1 / 0.6) / 3)
    numbers = np.sort(np.random.default_rng(0).random(4000) ** 2)
    shares = np.histogram(numbers, 50, (0, 1))[0] / len(numbers)
    assert middle_of(shares) == pytest.approx(numbers[2000], abs=0.005)


def test_layers_of_two_columns_stand_level_whatever_their_names():
    shares = np.full((3, 4), 0.25)
    one, other = (Layers(Words(head), [Words(name) for name in names], shares, 3, 0.7, theme.INK, [])
                  for head, names in (("a", "abc"), ("jpg (", ["gj", "(a)", "yp"])))
    other.shift((one.bars[0].get_y() - other.bars[0].get_y()) * np.array([0, 1, 0]))
    assert [each.get_y() for each in one.bars] == pytest.approx([each.get_y() for each in other.bars])
    assert [each.baseline for each in one[:4]] == pytest.approx([each.baseline for each in other[:4]])
    assert np.array_equal(one.show(2 * shares).bars[2].shares, 2 * shares[2])


def test_sums_come_the_first_before_the_others_between_the_roots():
    terms = np.array([0, 1, 4, 9])
    walks = Walks(np.array([[0, 1, 2, 3], [0, -1, 0, 1], [0, 1, 0, -1]]), np.outer((1, -1), np.sqrt(terms)), terms, "n", "sum",
                  theme.SOME, 4, 3).draw(3, 1).shift([1, 1, 0])
    assert walks.plot.rows == (3, 1, 1, None, None)
    assert np.allclose(walks.end_of_root(), walks.spot(9, 3)) and walks.plot.y_span.high == 9


def test_edges_have_the_colour_and_width_of_their_weights():
    twins = Twins(2.0).show([[0, 1, -2, 0.5]] * 2, [[1, -1, 2]] * 2)
    assert [edge.get_stroke_color() for edge in twins.into[1:3]] == [theme.POSITIVE, theme.NEGATIVE]
    assert [edge.get_stroke_width() for edge in twins.out[:3]] == pytest.approx(theme.stroke(theme.weight_width([1, -1, 2], 2)))


def test_each_of_two_equal_neurons_has_an_edge_to_every_input_and_output():
    twins = Twins().shift([1, 2, 0])
    for edges, ends in ((twins.into, INPUTS), (twins.out, OUTPUTS)):
        upper, lower = ([tuple(np.round(edge.get_end(), 6)) for edge in half] for half in (edges[:ends], edges[ends:]))
        assert upper == lower and len(set(upper)) == ends
        for neuron, half in zip(twins.neurons, (edges[:ends], edges[ends:])):
            assert all(edge.get_start()[1] == pytest.approx(neuron.get_y()) for edge in half)


def test_pictures_on_the_way_have_the_weights_between():
    a, b, order = np.zeros((2, 784)), np.array([[1.0], [3.0]]) * np.ones(784), [1, 0]
    rows = Matching(a, b, np.array(order), [0.5, 0.5], 1.0, theme.SOME)
    assert np.allclose(rows.slide(0.25).way.W[:, 0], [0.25, 0.75]) and np.allclose(rows.slide(0.5, order).way.W[:, 0], [1.5, 0.5])
    assert rows.way.get_y() == pytest.approx((rows.one.get_y() + rows.other.get_y()) / 2)


def test_threads_join_partners_while_these_move():
    order = np.array([1, 2, 0])
    rows = Matching(np.ones((3, 784)), np.ones((3, 784)), order, [0.1, 0.5, 0.9], 1.0, theme.SOME).shift([2, 1, 0])
    for share in (0, 0.4, 1):
        rows.sort(share)
        for j, thread in enumerate(rows.threads):
            assert thread.get_start()[0] == pytest.approx(rows.one.spot(j)[0])
            assert thread.get_end()[0] == pytest.approx(rows.other.spot(order[j])[0])
    assert np.allclose([thread.get_start()[0] for thread in rows.threads], [thread.get_end()[0] for thread in rows.threads])
    widths = [thread.get_stroke_width() for thread in rows.threads]
    assert widths == sorted(widths) and widths[0] < widths[-1]
    rows.swap(0, 2, 1)
    assert np.allclose(rows.other.spot(0)[0], rows.one.spot(2)[0]) and np.allclose(rows.other.spot(1)[0], rows.one.spot(1)[0])
