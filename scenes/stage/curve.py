"""A recorded quantity against the step: axes with names and a few round ticks, the curve, its marker."""

from math import tau

import numpy as np
from manim import DOWN, LEFT, RIGHT, UP, VGroup

from scenes.stage import theme
from scenes.stage.facts import Mark
from scenes.stage.painting import Painting, ink
from scenes.stage.text import Words


class Curve(VGroup):
    """y (K,) against x (K,), drawn up to one row, where its marker stands.

    The axes are scaled to the whole recording, so that the curve grows inside a frame that stays.
    span    the lowest and highest y of the axis; without it 0 and the largest y
    form    how the ticks of the y axis are written
    """

    def __init__(self, x, y, x_name, y_name, color, width, height, span=None, form="g"):
        low, high = span or (0, float(np.max(y)))
        self.plot = _Plot(x, y, (float(x[0]), float(x[-1])), (low, high), color, width, height)
        x_ticks = [self._tick(Mark(v, ",g"), self.plot.spot(v, low), DOWN) for v in self.plot.x_ticks]
        y_ticks = [self._tick(Mark(v, form), self.plot.spot(x[0], v), LEFT) for v in self.plot.y_ticks]
        below = Words(x_name, size=theme.LABEL, color=theme.FAINT).next_to(VGroup(*x_ticks), DOWN, buff=theme.GAP / 2)
        self.heading = Words(y_name, size=theme.LABEL, color=color).next_to(self.plot, UP, buff=theme.GAP)
        super().__init__(*x_ticks, *y_ticks, below.align_to(self.plot, RIGHT), self.heading.align_to(self.plot, LEFT), self.plot)

    def show(self, row):
        """Draw the curve up to and including this row."""
        self.plot.row = row
        return self

    def marker(self):
        """Where the marker stands in the scene."""
        return self.plot.place(*self.plot.path[self.plot.row])

    @staticmethod
    def _tick(mark, spot, side):
        return Words("{}", mark, size=theme.LABEL, color=theme.FAINT).next_to(spot, side, buff=theme.GAP / 2)


class _Plot(Painting):
    """The lines of a Curve: two axes with their ticks, the path so far, the marker."""

    def __init__(self, x, y, x_span, y_span, color, width, height):
        super().__init__(width, height)
        self.x_span, self.y_span, self.curve_colour = x_span, y_span, color
        self.x_ticks, self.y_ticks = round_ticks(*x_span), round_ticks(*y_span)
        self.path = np.column_stack([self._along(x, x_span, width), self._along(y, y_span, height)])
        self.row = 0

    def spot(self, x, y):
        """Where the values (x, y) stand in the scene."""
        width, height = self.extent
        return self.place(self._along(x, self.x_span, width), self._along(y, self.y_span, height))

    def paint(self, ctx):
        self._paint_axes(ctx)
        ctx.set_line_width(1.5 * theme.LINE)
        ink(ctx, self.curve_colour.to_rgb())
        _trace(ctx, self.path[:self.row + 1])
        ctx.new_path()
        ctx.arc(*self.path[self.row], theme.DOT, 0, tau)
        ctx.fill()

    def _paint_axes(self, ctx):
        width, height = self.extent
        left, bottom, tick = -width / 2, -height / 2, theme.GAP / 2
        ink(ctx, theme.FAINT.to_rgb())
        ctx.set_line_width(theme.LINE)
        _trace(ctx, [(left, -bottom), (left, bottom), (-left, bottom)])
        for x in self._along(self.x_ticks, self.x_span, width):
            _trace(ctx, [(x, bottom), (x, bottom + tick)])
        for y in self._along(self.y_ticks, self.y_span, height):
            _trace(ctx, [(left, y), (left + tick, y)])

    @staticmethod
    def _along(value, span, length):
        low, high = span
        return length * ((np.asarray(value, dtype=float) - low) / (high - low) - 0.5)


def round_ticks(low, high, at_most=4):
    """Multiples of 1, 2 or 5 times a power of ten from low to high, with no more than `at_most` steps."""
    power = 10.0 ** np.floor(np.log10((high - low) / at_most))
    step = next(s * power for s in (1, 2, 5, 10, 20) if (high - low) / (s * power) <= at_most)
    return step * np.arange(round(np.ceil(low / step - 1e-9)), round(np.floor(high / step + 1e-9)) + 1)


def _trace(ctx, points):
    ctx.new_path()
    for x, y in points:
        ctx.line_to(x, y)
    ctx.stroke()
