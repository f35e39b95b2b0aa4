"""Axes with names and a few round ticks, and the box that curves are painted in."""

import numpy as np
from manim import DOWN, LEFT, RIGHT, UP, VGroup

from scenes.stage import theme
from scenes.stage.facts import Mark
from scenes.stage.painting import Painting, ink, trace
from scenes.stage.text import Words


class Plot(Painting):
    """A box of width x height over x_span and y_span with its two axes; a subclass says what is drawn in it."""

    def __init__(self, x_span, y_span, width, height):
        super().__init__(width, height)
        self.x_span, self.y_span = x_span, y_span
        self.x_ticks, self.y_ticks = round_ticks(*x_span), round_ticks(*y_span)

    def draw(self, ctx):
        """Paint what stands between the axes."""
        raise NotImplementedError(f"{type(self).__name__} must say what it draws: draw(self, ctx)")

    def spot(self, x, y):
        """Where the values (x, y) stand in the scene."""
        return self.place(*self.on_plot(x, y))

    def on_plot(self, x, y):
        """The values (x, y), numbers or arrays, in the painting's own coordinates: (..., 2)."""
        width, height = self.extent
        return np.stack([_along(x, self.x_span, width), _along(y, self.y_span, height)], axis=-1)

    def paint(self, ctx):
        self._paint_axes(ctx)
        self.draw(ctx)

    def _paint_axes(self, ctx):
        left, bottom = self.on_plot(self.x_span[0], self.y_span[0])
        tick = theme.GAP / 2
        ink(ctx, theme.FAINT.to_rgb())
        ctx.set_line_width(theme.LINE)
        trace(ctx, [(left, -bottom), (left, bottom), (-left, bottom)])
        for x, _ in self.on_plot(self.x_ticks, 0 * self.x_ticks):
            trace(ctx, [(x, bottom), (x, bottom + tick)])
        for _, y in self.on_plot(0 * self.y_ticks, self.y_ticks):
            trace(ctx, [(left, y), (left + tick, y)])


class Axes(VGroup):
    """A Plot with its ticks written out and its names: x below on the right, y above on the left.

    forms  how the ticks of x and of y are written
    """

    def __init__(self, plot, x_name, y_name, y_color, forms):
        self.plot = plot
        (left, _), (low, _) = plot.x_span, plot.y_span
        x_ticks = [_tick(Mark(x, forms[0]), plot.spot(x, low), DOWN) for x in plot.x_ticks]
        y_ticks = [_tick(Mark(y, forms[1]), plot.spot(left, y), LEFT) for y in plot.y_ticks]
        below = Words(x_name, size=theme.LABEL, color=theme.FAINT).next_to(VGroup(*x_ticks), DOWN, buff=theme.GAP / 2)
        self.heading = Words(y_name, size=theme.LABEL, color=y_color).next_to(plot, UP, buff=theme.GAP)
        super().__init__(*x_ticks, *y_ticks, below.align_to(plot, RIGHT), self.heading.align_to(plot, LEFT), plot)

    def spot(self, x, y):
        """Where the values (x, y) stand in the scene."""
        return self.plot.spot(x, y)


def round_ticks(low, high, at_most=4):
    """Multiples of 1, 2 or 5 times a power of ten from low to high, with no more than `at_most` steps."""
    power = 10.0 ** np.floor(np.log10((high - low) / at_most))
    step = next(s * power for s in (1, 2, 5, 10, 20) if (high - low) / (s * power) <= at_most)
    return step * np.arange(round(np.ceil(low / step - 1e-9)), round(np.floor(high / step + 1e-9)) + 1)


def _along(value, span, length):
    low, high = span
    return length * ((np.asarray(value, dtype=float) - low) / (high - low) - 0.5)


def _tick(mark, spot, side):
    return Words("{}", mark, size=theme.LABEL, color=theme.FAINT).next_to(spot, side, buff=theme.GAP / 2)
