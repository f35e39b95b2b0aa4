"""The digit, the curve and the compass show the arrays they are given, each at its place."""

import numpy as np
import pytest
from manim import DOWN, LEFT, RIGHT, UP, FadeIn, Group

from scenes.stage import theme
from scenes.stage.chart import Chart, Series
from scenes.stage.columns import NumberColumn
from scenes.stage.digit import DigitImage
from scenes.stage.facts import Mark

RAMP = np.linspace(0, 1, 784)


def test_every_pixel_is_a_sharp_square_of_its_grey(still):
    digit = DigitImage(RAMP, 6).shift(0.5 * UP)
    pixels = still.pixels(digit)
    for i in (0, 27, 28, 400, 783):
        assert still.at(pixels, digit.pixel(i)) == pytest.approx(3 * [255 * RAMP[i]], abs=1)
    assert digit.pixel(1)[0] > digit.pixel(0)[0] and digit.pixel(28)[1] < digit.pixel(0)[1]


def test_a_digit_shows_another_one_in_its_place(still):
    digit = DigitImage(np.zeros(784), 6)
    pixels = still.pixels(digit.show(RAMP))
    assert still.at(pixels, digit.pixel(783)).min() == 255


def test_a_pixel_can_be_taken_out_of_the_image():
    digit = DigitImage(RAMP, 2.8).shift(LEFT)
    square = digit.square(783)
    assert square.get_center() == pytest.approx(digit.pixel(783)) and square.width == pytest.approx(0.1)
    assert square.get_fill_color() == theme.LIT


def test_a_digit_fades(still):
    digit = DigitImage(np.ones(784), 4)
    still.play(FadeIn(digit), run_time=1)
    assert still.at(still.pixels(), digit.pixel(400)).min() == 255


@pytest.fixture
def curve():
    x, y = np.array([0, 1, 4, 10]), np.array([3.0, 2, 1, 0.5])
    return Chart(Series(x, y, theme.COST), "step", "cost", width=4, height=2)


def test_the_marker_stands_at_the_row_that_is_shown(curve):
    low_left, low_right = curve.spot(0, 0), curve.spot(10, 0)
    top = curve.spot(0, 3)
    end = curve.show(2).end()
    assert end[0] == pytest.approx(low_left[0] + 0.4 * (low_right[0] - low_left[0]))
    assert end[1] == pytest.approx(low_left[1] + (top[1] - low_left[1]) / 3)


def test_a_curve_is_drawn_up_to_its_row_and_not_beyond(curve, still):
    pixels = still.pixels(curve.show(1))
    before, later = curve.spot(0.5, 2.5), curve.spot(7, 0.75)
    drawn, full = (np.array(colour) - theme.BACKGROUND.to_int_rgb() for colour in (still.at(pixels, before), theme.COST.to_int_rgb()))
    assert drawn == pytest.approx(drawn[0] / full[0] * full, abs=3) and drawn[0] > 60      # a thin line: mixed with the background
    assert tuple(still.at(pixels, curve.end())) == pytest.approx(theme.COST.to_int_rgb(), abs=2)
    assert tuple(still.at(pixels, later)) == theme.BACKGROUND.to_int_rgb().tolist() or np.abs(
        still.at(pixels, later) - theme.BACKGROUND.to_int_rgb()).max() <= 1


def test_ticks_of_a_curve_are_round_and_named(curve):
    said = [word.said for word in curve.submobjects if hasattr(word, "said")]
    assert said == ["0", "5", "10", "0", "1", "2", "3", "step", "cost"]


def test_names_and_ticks_do_not_touch(curve):
    words = [word for word in curve.submobjects if hasattr(word, "said")]
    for i, one in enumerate(words):
        for other in words[:i]:
            apart = np.abs(one.get_center() - other.get_center())[:2] - np.array(
                [one.width + other.width, one.height + other.height]) / 2
            assert apart.max() > 0, (one.said, other.said)


def test_drawings_can_be_arranged_like_any_mobject(curve):
    digit = DigitImage(RAMP, 2)
    column = NumberColumn([Mark(1, ".2f"), Mark(2, ".2f")], 0.5)
    Group(digit, column, curve).arrange(RIGHT, buff=theme.GUTTER)
    assert digit.get_right()[0] + theme.GUTTER == pytest.approx(column.get_left()[0])
    assert curve.end()[0] > column.get_right()[0] and curve.get_edge_center(DOWN)[1] < 0
