"""A neuron laid open, its switches, the graph they come from, the edges of its landscape, and a hinge that grows."""

import numpy as np
import pytest
from manim import DOWN, Square

from scenes.stage import theme
from scenes.stage.facts import Mark
from scenes.stage.film import Film
from scenes.stage.hinge import Hinge
from scenes.stage.laid_open import LaidOpen
from scenes.stage.landscape import Landscape, edge, upright
from scenes.stage.spoken import reading_time
from scenes.stage.surface import Scale
from scenes.stage.switches import Switches, table_of_slopes, two_slopes
from scenes.stage.text import Words
from tests.scenes.conftest import PER_UNIT
from tests.scenes.looking import INK, places

X, W, B = (0.5, -0.2, 1.0), (0.6, 0.5, -0.4), 0.1
TERMS = [x * w for x, w in zip(X, W)]
UNIT = 2.0


def laid_open(bias=B):
    z = sum(TERMS) + bias
    numbers = [[Mark(each, ".2f") for each in row] for row in (X, W, TERMS)]
    return LaidOpen(("x_1", "x_2", "x_3"), *numbers, *(Mark(each, ".2f") for each in (bias, z, max(0.0, z), 0.4)), UNIT, 0.7, 0), z


@pytest.mark.parametrize("bias", [0.6, -0.3])
def test_bars_of_a_neuron_laid_open_begin_where_the_last_one_ended(bias):
    row, z = laid_open(bias)
    ends = np.cumsum([*TERMS, bias])
    floor = row.zero.get_start()[1]
    for bar, start, end in zip(row.steps.bars, [0, *ends], [*ends]):
        low, high = sorted((floor + UNIT * start, floor + UNIT * end))
        assert (bar.get_bottom()[1], bar.get_top()[1]) == pytest.approx((low, high), abs=1e-6)
    assert row.steps.bars[-1].height == pytest.approx(UNIT * abs(z), abs=1e-6)


@pytest.mark.parametrize("bias", [0.6, -0.3])
def test_the_point_on_the_curve_stands_over_z_at_the_height_of_the_output(bias):
    row, z = laid_open(bias)
    axes, line, drop, ball, _ = row.curve
    origin, foot = line[1].get_start(), drop[1].get_center()
    assert np.sign(foot[0] - origin[0]) == np.sign(z) and foot[1] == pytest.approx(origin[1])
    assert ball.get_center()[:2] == pytest.approx([foot[0], origin[1] + max(0.0, foot[0] - origin[0])])


def test_a_weight_has_the_colour_of_its_sign_and_joins_its_input_to_the_sum():
    row, _ = laid_open()
    for weight, disc, w in zip(row.weights, row.inputs, W):
        line = weight[0]
        assert line.get_color() == theme.weight_colour(w)
        way = row.plus[0].get_center() - disc[1].get_center()
        assert np.cross(line.get_end() - line.get_start(), way)[2] == pytest.approx(0, abs=1e-6)


@pytest.mark.parametrize("count", [0, 2, 4])
def test_a_switch_that_is_set_and_on_has_its_knob_on_the_right(still, count):
    states = [1, 0, 1, 1]
    switches = Switches(states, 4, 1.0).set_so_many(count)
    pixels = still.pixels(switches)
    for i, state in enumerate(states):
        middle = switches.get_center() + [1.5 * (i - 1.5), 0, 0]
        left, body, right = (still.at(pixels, middle + [side * 0.25, 0, 0]).sum() for side in (-1, 0, 1))
        on = bool(state and i < count)
        assert (right < body - 100) == on and (left > body + 100) == (not on)       # the knob is dark on a bright body, or the reverse


def test_bars_have_the_colours_of_their_weights():
    row, _ = laid_open()
    assert [bar.get_color() for bar in row.steps.bars[:3]] == [theme.weight_colour(w) for w in W]


def test_the_table_of_slopes_has_a_state_under_each_switch():
    cards = [[Square(0.5), Words("a"), Switches([state], 1, 0.8), Words("b"), Words("c")] for state in (1, 0)]
    rows, states = table_of_slopes(cards, (1, 0))
    assert [state.said for state in states] == ["on: 1", "off: 0"]
    for card, row, state in zip(cards, rows[2:], states):
        assert row[::2] == [card[0], row[2], row[4], row[6]] and row[3] is card[2]
        assert state.get_x() == pytest.approx(card[2].get_x()) and state.get_top()[1] < card[2].get_bottom()[1]


def test_the_two_slopes_are_those_of_the_lines():
    flat, ramp = two_slopes()[0]
    for line, slope in ((flat, 0), (ramp, 1)):
        run, rise, _ = line.get_end() - line.get_start()
        assert rise == pytest.approx(slope * run)
    assert flat.get_end() == pytest.approx(ramp.get_start())


def test_a_hinge_is_drawn_from_the_left_as_far_as_it_is_told(still):
    hinge = Hinge(np.array([-5.0]), np.array([9.0]), 2, (-1, 1), (-0.5, 1)).show((0.5, 0.4)).set_(until=0.5)
    seen = places(still.pixels(hinge), INK)
    assert seen[:, 0].max() == pytest.approx(hinge.spot(0, 0)[0], abs=3 / PER_UNIT)
    assert seen[:, 0].min() == pytest.approx(hinge.spot(-1, 0)[0], abs=5 / PER_UNIT)


def test_ticks_of_an_edge_stand_beside_their_places_on_the_land():
    grid = np.linspace(-1, 1, 9)
    land = Landscape(grid, grid, grid[:, None] ** 2 + grid ** 2, Scale(0, 2), 4, (6, 5), 2).look(-0.35, 0.5)
    arrow, _, *marks = edge(land, "w", (-0.5, 0.5), -1.0, DOWN)
    for mark, at in zip(marks, (-0.5, 0.5)):
        assert mark.get_x() == pytest.approx(land.at(at, -1.0)[0], abs=1e-6) and mark.get_top()[1] < land.at(at, -1.0)[1]
    assert arrow.get_end()[0] > arrow.get_start()[0]


def test_heights_stand_at_their_places_over_a_corner():
    grid = np.linspace(-1, 1, 9)
    land = Landscape(grid, grid, grid[:, None] ** 2 + grid ** 2, Scale(0, 2), 4, (6, 5), 2).look(-0.35, 0.5)
    axis, *parts, _ = upright(land, (-1, -1), (0, 1), "cost C")
    for mark, at in zip(parts[2:], (0, 1)):
        assert mark.get_y() == pytest.approx(land.at(-1, -1, at)[1], abs=1e-6)
    assert axis.get_start() == pytest.approx(land.at(-1, -1, 0))


def test_a_leaky_hinge_answers_less_than_nothing(still):
    x, y = np.array([-1.0, 2.0]), np.array([0.0, 1.0])
    hinge = Hinge(x, y, 1, (-2, 3), (-2, 3)).show((1.0, 0.0)).set_(leak=0.5)
    assert list(hinge.answer(x)) == [-0.5, 2.0] and hinge.root() ** 2 == pytest.approx((0.25 + 1) / 2)
    seen = places(still.pixels(hinge), INK)
    assert np.abs(seen - hinge.spot(-1.5, -0.75)[:2]).max(axis=1).min() < 2 / PER_UNIT


def test_the_mean_square_is_as_large_as_all_of_them_in_the_mean():
    hinge = Hinge(np.array([1.0, 2.0]), np.array([0.0, 5.0]), 1, (0, 3), (0, 6)).show((1.0, 0.0))
    assert hinge.root() ** 2 == pytest.approx((1 + 9) / 2)


class Reader(Film):
    question = "?"


@pytest.mark.parametrize("words, at_least", [(3, 0.6), (30, 0.6), (3, 4.0)])
def test_play_and_read_plays_for_as_long_as_the_sentence_takes(words, at_least):
    film = Reader()
    film.setup()
    film.say(" ".join(words * ["word"]))
    film.wait(0.4)
    start = film.time
    film.play_and_read(Square().animate.shift(DOWN), at_least=at_least)
    played = film.time - start
    wanted = max(reading_time(film.sentence.said) - 0.4, at_least)
    assert wanted - 1e-6 <= played <= wanted + theme.TICK
    film.read()
    assert film.time - start == pytest.approx(played)        # nothing is left to be read
