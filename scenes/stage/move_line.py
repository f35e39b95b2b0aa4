"""A number line around one value, magnified as far as is said: where a number was, and how far it moved."""

import numpy as np
from manim import DOWN, LEFT, VGroup

from scenes.stage import theme
from scenes.stage.painting import Painting, paint_dot, paint_line
from scenes.stage.text import Formula, Number


class MoveLine(VGroup):
    """A line with a tick at a value, its symbol on the left, and a marker that has moved from there.

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
