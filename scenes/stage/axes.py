"""Axes, linear or logarithmic, with names and a few round ticks, and the box that charts are painted in."""

from dataclasses import dataclass

import numpy as np
from manim import DOWN, LEFT, RIGHT, UP, UpdateFromAlphaFunc, VGroup

from scenes.stage import theme
from scenes.stage.facts import Mark
from scenes.stage.painting import Painting, ink, trace
from scenes.stage.text import Words

FLOOR = 0.08           # of a log axis is left free under the lowest value: no curve lies on its floor


@dataclass(frozen=True)
class Span:
    """The values from `low` to `high` along one axis, spread evenly or by their logarithms."""

    low: float
    high: float
    log: bool = False

    @classmethod
    def of(cls, values, span=None, log=False, upright=False):
        """The Span (low, high), or that of all values; upright, from 0, or on a log axis from below the lowest."""
        if log and np.min(values) <= 0:
            raise ValueError(f"a log axis has no place for {np.min(values):g}: draw it on a linear one")
        low, high = (np.min(values), np.max(values)) if span is None else span
        if upright and span is None:
            low = low * (low / high) ** (FLOOR / (1 - FLOOR)) if log else min(0.0, low)
        return cls(float(low), float(high), log)

    @property
    def ticks(self):
        """A few round values."""
        return round_ticks(self.low, self.high, log=self.log)

    def share(self, values):
        """How far along the axis these values stand: 0 at its low end, 1 at its high end."""
        low, high, at = map(np.log10 if self.log else np.asarray, (self.low, self.high, np.asarray(values, float)))
        return (at - low) / (high - low)


class Plot(Painting):
    """A box of width x height over two Spans with its axes; a subclass says what is drawn in it."""

    def __init__(self, x_span, y_span, width, height):
        super().__init__(width, height)
        self.x_span, self.y_span = x_span, y_span

    def draw(self, ctx):
        """Paint what stands between the axes."""
        raise NotImplementedError(f"{type(self).__name__} must say what it draws: draw(self, ctx)")

    def spot(self, x, y):
        """Where the values (x, y) stand in the scene."""
        return self.place(*self.on_plot(x, y))

    def on_plot(self, x, y):
        """The values (x, y), numbers or arrays, in the painting's own coordinates: (..., 2)."""
        return self.extent * (np.stack([self.x_span.share(x), self.y_span.share(y)], axis=-1) - 0.5)

    def box(self):
        """(left, low, right, top) of it in the scene."""
        return np.array([*self.points[0, :2], *self.points[7, :2]])

    def fill(self, box):
        """Fill this box (left, low, right, top) of the scene; lines and points stay as thick as they are."""
        left, low, right, top = box
        self.extent = right - left, top - low
        self.set_points_as_corners([(x, y, 0) for x, y in ((left, low), (right, low), (right, top), (left, top), (left, low))])
        return self

    def paint(self, ctx):
        self._paint_axes(ctx)
        self.draw(ctx)

    def _paint_axes(self, ctx):
        right, top = np.array(self.extent) / 2
        ink(ctx, theme.FAINT.to_rgb())
        ctx.set_line_width(theme.LINE)
        trace(ctx, [(-right, top), (-right, -top), (right, -top)])
        for x in self.extent[0] * (self.x_span.share(self.x_span.ticks) - 0.5):
            trace(ctx, [(x, -top), (x, theme.GAP / 2 - top)])
        for y in self.extent[1] * (self.y_span.share(self.y_span.ticks) - 0.5):
            trace(ctx, [(-right, y), (theme.GAP / 2 - right, y)])


class Resize(UpdateFromAlphaFunc):
    """A plot goes to the place of another one, and becomes as large."""

    def __init__(self, plot, goal, **options):
        start, end = plot.box(), goal.box()
        super().__init__(plot, lambda plot, t: plot.fill(start + t * (end - start)), **options)


class Axes(VGroup):
    """A Plot with its ticks written out and its names: x below on the right, y above on the left.

    forms  how the ticks of x and of y are written; None: x has none
    """

    def __init__(self, plot, x_name, y_name, y_color, forms):
        self.plot = plot
        left, low = plot.x_span.low, plot.y_span.low
        x_ticks = [_tick(Mark(x, forms[0]), plot.spot(x, low), DOWN) for x in plot.x_span.ticks if forms[0] is not None]
        y_ticks = [_tick(Mark(y, forms[1]), plot.spot(left, y), LEFT) for y in plot.y_span.ticks]
        below = [Words(x_name, size=theme.LABEL, color=theme.FAINT)] if x_name else []
        for name in below:
            name.next_to(VGroup(*x_ticks), DOWN, buff=theme.GAP / 2).align_to(plot, RIGHT)
        self.heading = Words(y_name, size=theme.LABEL, color=y_color).next_to(plot, UP, buff=theme.GAP)
        super().__init__(*x_ticks, *y_ticks, *below, self.heading.align_to(plot, LEFT), plot)

    def spot(self, x, y):
        """Where the values (x, y) stand in the scene."""
        return self.plot.spot(x, y)


def round_ticks(low, high, at_most=4, log=False):
    """Multiples of 1, 2 or 5 times a power of ten from low to high, with no more than `at_most` steps.

    log  the powers of ten, up to twice as many; where there are fewer than two of them, 2 and 5 times those as well
    """
    if log:
        return _round_ticks_of_log(low, high, at_most)
    power = 10.0 ** np.floor(np.log10((high - low) / at_most))
    step = next(s * power for s in (1, 2, 5, 10, 20) if (high - low) / (s * power) <= at_most * (1 + 1e-9))
    return step * np.arange(round(np.ceil(low / step - 1e-9)), round(np.floor(high / step + 1e-9)) + 1)


def _round_ticks_of_log(low, high, at_most):
    powers = 10.0 ** np.arange(np.floor(np.log10(low)), np.ceil(np.log10(high)) + 1)
    tens, finer = (ticks[(ticks >= low * (1 - 1e-9)) & (ticks <= high * (1 + 1e-9))]
                   for ticks in (powers, np.outer(powers, (1, 2, 5)).ravel()))
    return tens[::-(-len(tens) // (2 * at_most))] if len(tens) > 1 else finer


def _tick(mark, spot, side):
    return Words("{}", mark, size=theme.LABEL, color=theme.FAINT).next_to(spot, side, buff=theme.GAP / 2)
