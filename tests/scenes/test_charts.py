"""Charts: lines, markers, areas and labels stand at their numbers, on linear axes and on logarithmic ones."""

import numpy as np
import pytest
from manim import DL

from scenes.stage import theme
from scenes.stage.axes import Span, round_ticks
from scenes.stage.chart import Chart, Key, Series
from scenes.stage.text import Words

X = np.linspace(-1, 3, 41)


def graph():
    return Chart(Series(X, X**2, theme.COST, marker=None), "w", "cost", 6, 4)


def test_ticks_are_round_and_few():
    assert round_ticks(0, 0.77) == pytest.approx([0, 0.2, 0.4, 0.6])
    assert round_ticks(-32, 32) == pytest.approx([-20, 0, 20])
    assert round_ticks(0, 3 * 0.1, at_most=3) == pytest.approx([0, 0.1, 0.2, 0.3])      # a hair more than 0.3
    assert len(round_ticks(0, 1, at_most=2)) <= 3


def test_ticks_of_a_log_axis_are_powers_of_ten_or_finer_where_there_is_but_one():
    assert round_ticks(0.02, 300, log=True) == pytest.approx([0.1, 1, 10, 100])
    assert round_ticks(0.3, 7, log=True) == pytest.approx([0.5, 1, 2, 5])
    assert round_ticks(1e-9, 1, log=True) == pytest.approx([1e-9, 1e-7, 1e-5, 1e-3, 1e-1])


def test_values_on_a_log_axis_stand_by_their_logarithms():
    span = Span(0.01, 100, log=True)
    assert span.share([0.01, 0.1, 1, 100]) == pytest.approx([0, 0.25, 0.5, 1])


def test_no_curve_lies_on_the_floor_of_a_log_axis_and_none_is_asked_for_zero():
    falling = Series(np.arange(4), np.array([3.0, 0.5, 0.004, 0.004]), theme.COST)
    chart = Chart(falling, "step", "cost", 6, 4, logs=(False, True))
    assert chart.spot(3, 0.004)[1] - chart.plot.get_corner(DL)[1] == pytest.approx(0.08 * 4)
    assert chart.spot(0, 3.0)[1] == pytest.approx(chart.plot.get_top()[1])
    with pytest.raises(ValueError, match="no place for 0"):
        Chart(Series(np.arange(2), np.array([1.0, 0]), theme.COST), "step", "cost", 6, 4, logs=(False, True))


def test_values_stand_on_the_graph_in_proportion():
    it = graph()
    left, right = it.spot(-1, 0), it.spot(3, 0)
    assert right - left == pytest.approx([6, 0, 0])
    assert left == pytest.approx(it.plot.get_corner(DL))
    assert it.spot(1, 4.5) == pytest.approx((left + right) / 2 + [0, 2, 0])


def test_a_linear_axis_begins_at_zero():
    chart = Chart(Series(X, X**2 + 5, theme.COST), "w", "cost", 6, 4)
    assert chart.spot(-1, 0) == pytest.approx(chart.plot.get_corner(DL))


def test_a_ball_is_painted_at_its_numbers(still):
    ball = still.at(still.pixels(it := graph().show(balls=[(1, 1, theme.LIT)])), it.spot(1, 1))
    assert ball == pytest.approx([255, 255, 255], abs=3)


SLOW, QUICK = np.array([0.0, 1, 2, 3]), np.array([0.0, 3, 3.5, 4])


def two(**options):
    """A chart of two lines over 0, 1, 2, 3, and what each of them is made with."""
    labels = [Words(name, size=theme.LABEL) for name in ("slow", "quick")]
    series = [Series(np.arange(4.0), y, color, label=label, **more) for y, color, label, more in (
        (SLOW, theme.COST, labels[0], {}), (QUICK, theme.POSITIVE, labels[1], {"marker": "square"}))]
    return Chart(series, "x", "y", 6, 4, **options), labels


def test_each_line_is_drawn_up_to_a_row_of_its_own(still):
    chart, _ = two()
    pixels = still.pixels(chart.show(1, 3))
    assert still.at(pixels, chart.spot(1, 1)) == pytest.approx(theme.COST.to_int_rgb(), abs=3)
    assert still.at(pixels, chart.spot(3, 4)) == pytest.approx(theme.POSITIVE.to_int_rgb(), abs=3)
    beyond = np.abs(still.at(pixels, chart.spot(2.5, 2.5)) - theme.BACKGROUND.to_int_rgb()).max()
    assert beyond <= 1
    assert {name: len(numbers) for name, numbers in chart.plot.shown().items()} == {"x 0": 2, "y 0": 2, "x 1": 4, "y 1": 4}
    assert set(chart.show(None, 2).plot.shown()) == {"x 1", "y 1"}
    assert chart.show().plot.rows == [3, 3] and chart.show(0).plot.rows == (0, 0)


def test_a_dot_is_round_and_a_square_has_corners(still):
    chart, _ = two()
    pixels, corner = still.pixels(chart.show(1, 1).scale(3)), 3 * 0.75 * theme.DOT * np.array([-1, 1, 0])    # not on the line
    assert still.at(pixels, chart.spot(1, 3) + corner) == pytest.approx(theme.POSITIVE.to_int_rgb(), abs=3)
    assert np.abs(still.at(pixels, chart.spot(1, 1) + corner) - theme.COST.to_int_rgb()).max() > 50


def test_the_area_between_two_lines_is_filled_as_far_as_both_are_drawn(still):
    chart, _ = two(areas=[(0, 1, theme.WANTED)])
    pixels = still.pixels(chart.show(2))
    filled = 0.45 * theme.WANTED.to_rgb() + 0.55 * theme.BACKGROUND.to_rgb()
    assert still.at(pixels, chart.spot(1.5, 2.5)) == pytest.approx(255 * filled, abs=3)
    for x, y in ((1.5, 0.7), (2.7, 3.2)):
        assert still.at(pixels, chart.spot(x, y)) == pytest.approx(theme.BACKGROUND.to_int_rgb(), abs=1)


def test_a_label_stands_at_the_end_of_its_line_and_meets_no_other():
    chart, (slow, quick) = two()
    chart.show(1, 2)
    for label, end in ((slow, chart.spot(1, 1)), (quick, chart.spot(2, 3.5))):
        assert label.get_left()[0] == pytest.approx(end[0] + theme.GAP) and label.get_y() == pytest.approx(end[1])
    chart.show(0)                            # both lines begin at 0
    assert quick.get_bottom()[1] > slow.get_top()[1]
    assert chart.show(None, 2) and slow.get_fill_opacity() == 0 and quick.get_fill_opacity() == 1


def test_a_curve_is_not_seen_outside_of_its_axes(still):
    valley = Series(np.array([0.0, 1, 2, 3]), np.array([7.0, -3, 7, 7]), theme.COST)
    pixels = still.pixels(chart := Chart(valley, "x", "y", 6, 4, spans=(None, (0, 5))))
    for x, y in ((1, -1.5), (2.5, 7)):
        assert still.at(pixels, chart.spot(x, y)) == pytest.approx(theme.BACKGROUND.to_int_rgb(), abs=1)
    assert still.at(pixels, chart.spot(0.4, 3))[0] > 120


def test_the_line_that_a_frame_is_about_is_bolder(still):
    red = []
    for bold in (False, True):
        level = Series(np.array([0.0, 1]), np.array([1.0, 1]), theme.COST, bold=bold, marker=None)
        chart = Chart(level, "x", "y", 6, 4, spans=(None, (0, 2)))
        pixels = still.pixels(chart.scale(4))
        red.append(still.at(pixels, chart.spot(0.5, 1) + [0, 3.8 * theme.LINE, 0])[0])
        still.remove(chart)
    assert red[1] > 150 > 50 > red[0]


def test_a_key_shows_the_sign_of_every_series(still):
    lines = [Series(X, X, color, **options) for color, options in (
        (theme.COST, {"bold": True}), (theme.GRADIENT, {"dots": True}), (theme.POSITIVE, {"marker": "square"}))]
    key = Key(*((Words(name), each) for name, each in zip("abc", lines))).scale(2)
    pixels = still.pixels(key)
    for (sign, _), each in zip(key, lines):
        assert still.at(pixels, sign.get_center()) == pytest.approx(each.color.to_int_rgb(), abs=3)
