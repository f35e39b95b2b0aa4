"""Moves of a number: on a line that magnifies them, and under a brace that is as long as the move that it names."""

import numpy as np
from manim import DOWN, LEFT, RIGHT, UP, VGroup, VMobject

from scenes.stage import theme
from scenes.stage.painting import Painting, paint_dot, paint_line
from scenes.stage.text import Formula, Live, Number, align_baselines

HALF_HEIGHT = 0.12       # of a brace that is long enough; a shorter one is flatter
ROUND = 0.5523           # of a quarter circle drawn as one cubic curve


class MoveLine(VGroup):
    """A line with a tick at one value, its symbol on the left, and a marker that has moved from there.

    unit     length on screen of a move of 1 that is not magnified
    origin   where on the line its value stands, as a share of its width from the left
    spot(move) is where a move ends in the scene, so that a brace can be laid along it
    """

    def __init__(self, math, value, width, unit, color, origin=0.5):
        self.line = _Moved(width, unit, origin, color)
        self.heading = Formula(math).next_to(self.line, LEFT, buff=theme.GAP)
        self.value = Number(value, theme.LABEL, theme.FAINT).next_to(self.spot(0), DOWN, buff=theme.GAP)
        super().__init__(self.heading, self.value, self.line)

    def spot(self, move):
        """Where a move ends in the scene."""
        return self.line.place(self.line.along(move), 0)

    def show(self, move, magnified=None):
        """Put the marker so far from the value; magnify as given."""
        self.line.move = float(move)
        self.line.magnified = magnified or self.line.magnified
        return self


class Brace(VMobject):
    """A curly brace over the stretch from one point to another on its right or left, its tip upwards."""

    def __init__(self, color):
        super().__init__(stroke_width=theme.stroke(theme.LINE), stroke_color=color, fill_opacity=0)
        self.move = None

    def show(self, move, start, end):
        """Lay it over the stretch from `start` to `end` in the scene, which is where the recorded move is drawn."""
        self.move = float(move)
        (left, y), right = min(start[0], end[0]) * np.array([1, 0]) + start[1] * np.array([0, 1]), max(start[0], end[0])
        self.clear_points()
        self._trace(left, right, y)
        return self

    def shown(self):
        return {} if self.move is None else {"path": np.array([self.move])}

    def _trace(self, left, right, y):
        length = right - left
        r, tip = min(HALF_HEIGHT, length / 4), (left + right) / 2
        self.start_new_path(np.array([left, y, 0]))
        self._turn((left, y), (left + r, y + r), rising=True)
        self.add_line_to(np.array([tip - r, y + r, 0]))
        self._turn((tip - r, y + r), (tip, y + 2 * r), rising=False)
        self._turn((tip, y + 2 * r), (tip + r, y + r), rising=True)
        self.add_line_to(np.array([right - r, y + r, 0]))
        self._turn((right - r, y + r), (right, y), rising=False)

    def _turn(self, start, end, rising):
        """A quarter circle, which leaves its start upright when `rising`, level otherwise."""
        (x0, y0), (x1, y1) = start, end
        first = (x0, y0 + ROUND * (y1 - y0)) if rising else (x0 + ROUND * (x1 - x0), y0)
        second = (x1 - ROUND * (x1 - x0), y1) if rising else (x1, y1 - ROUND * (y1 - y0))
        self.add_cubic_bezier_curve_to(*(np.array([*point, 0.0]) for point in (first, second, end)))


class NamedBrace(VGroup):
    """A brace and above it what it is: the symbol of a move, and how large the move is."""

    def __init__(self, math, color):
        self.brace, self.sign, self.number = Brace(color), Formula(math, theme.LABEL), None
        super().__init__(self.brace, self.sign)

    def show(self, fact, start, end):
        """Lay the brace over a recorded move, which is drawn from `start` to `end` in the scene."""
        self.brace.show(fact.value, start, end)
        if self.number is None:
            self.number = Live("= {}", fact, size=theme.LABEL, color=self.brace.get_stroke_color(), anchor=LEFT)
            self.add(self.number)
        self.number.show(fact).next_to(self.sign, RIGHT, buff=theme.GAP / 2)
        align_baselines(self.sign, self.number)
        label = VGroup(self.sign, self.number)
        label.move_to((start + end) / 2).align_to(start + (2 * HALF_HEIGHT + theme.GAP / 2) * UP, DOWN)
        return self


class _Moved(Painting):
    def __init__(self, width, unit, origin, color):
        super().__init__(width, 2 * theme.BALL)
        self.unit, self.origin, self.colour = unit, (origin - 0.5) * width, color.to_rgb()
        self.move, self.magnified = 0.0, 1.0

    def along(self, move):
        return self.origin + move * self.unit * self.magnified

    def shown(self):
        return {"path": np.array([self.move])} if self.move else {}

    def paint(self, ctx):
        half, tick = self.extent[0] / 2, theme.GAP / 2
        paint_line(ctx, -half, 0, half, 0, theme.LINE, FAINT)
        paint_line(ctx, self.along(0), -tick, self.along(0), tick, theme.LINE, FAINT)
        if self.move:
            paint_line(ctx, self.along(0), 0, self.along(self.move), 0, theme.BOLD, self.colour)
            paint_dot(ctx, self.along(0), 0, theme.DOT, FAINT)
        paint_dot(ctx, self.along(self.move), 0, theme.BALL, self.colour)


FAINT = theme.FAINT.to_rgb()
