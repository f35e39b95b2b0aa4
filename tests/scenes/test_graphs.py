"""Graphs, number lines, tables and compasses: marks stand at their numbers."""

import numpy as np
import pytest
from manim import DL

from scenes.stage import theme
from scenes.stage.axes import round_ticks
from scenes.stage.chart import Chart, Series
from scenes.stage.directions import Compass
from scenes.stage.facts import Mark
from scenes.stage.numbers import Table
from scenes.stage.text import Formula, Words

X = np.linspace(-1, 3, 41)


def graph():
    return Chart(Series(X, X**2, theme.COST, marker=None), "w", "cost", 6, 4)


def test_ticks_are_round_and_few():
    assert round_ticks(0, 0.77) == pytest.approx([0, 0.2, 0.4, 0.6])
    assert round_ticks(-32, 32) == pytest.approx([-20, 0, 20])
    assert len(round_ticks(0, 1, at_most=2)) <= 3


def test_values_stand_on_the_graph_in_proportion():
    it = graph()
    left, right = it.spot(-1, 0), it.spot(3, 0)
    assert right - left == pytest.approx([6, 0, 0])
    assert left == pytest.approx(it.plot.get_corner(DL))
    assert it.spot(1, 4.5) == pytest.approx((left + right) / 2 + [0, 2, 0])


def test_balls_tangent_and_path_are_painted_at_their_numbers(still):
    ball = still.at(still.pixels(it := graph().show(balls=[(1, 1, theme.LIT)])), it.spot(1, 1))
    assert ball == pytest.approx([255, 255, 255], abs=3)
    tangent = graph().show(tangent=(1.0, 1.0, 2.0))
    pixels = still.pixels(tangent)
    for w in (0.8, 1.25):
        assert still.at(pixels, tangent.spot(w, 1 + 2 * (w - 1))).argmax() == 1          # green
    hop = graph().show(path=np.array([[2.5, 6.25], [1.5, 2.25]]))
    pixels = still.pixels(hop)
    assert still.at(pixels, hop.spot(2.0, 6.25)).min() > 120                             # level from the old w to the new
    assert still.at(pixels, hop.spot(1.5, 4.0)).min() > 60                               # then down to the curve


def test_a_table_keeps_rows_level_and_columns_flush():
    rows = [[Mark(r, ""), Mark(-r * 10.5, ".2f")] for r in range(4)]
    table = Table([Words("a"), Formula("(dif C) / (dif w)")], rows, theme.ROW)
    for r in range(4):
        left, right = table.row(r)
        assert left.get_y() == pytest.approx(right.get_y(), abs=0.05) and right.facts[0].value == -r * 10.5
    assert len({round(entry.get_right()[0], 6) for entry in table.columns[1].entries}) == 1
    assert table.columns[0].get_right()[0] < table.columns[1].get_left()[0]


def test_a_compass_points_its_arrows_along_the_steps_and_says_what_each_does():
    steps = np.array([[3.0, 0.0], [0.0, -2.0], [1.0, 1.0]])
    compass = Compass(steps, [Mark(0.5, "+.2f"), Mark(-0.25, "+.2f"), Mark(0.1, "+.2f")], radius=2)
    for arrow, number, step in zip(compass.arrows, compass.numbers, steps):
        way = arrow.get_end() - arrow.get_start()
        assert np.linalg.norm(way) == pytest.approx(2) and way[:2] / 2 == pytest.approx(step / np.linalg.norm(step))
        assert np.linalg.norm(number.get_center()) > 2
    assert compass.arrows[0].get_color() == theme.POSITIVE and compass.arrows[1].get_color() == theme.NEGATIVE
