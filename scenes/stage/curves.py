"""Several recorded quantities in one set of axes, each in its colour, and the key that names them."""

from dataclasses import dataclass

import numpy as np
from manim import DOWN, LEFT, RIGHT, VGroup

from scenes.stage import theme
from scenes.stage.axes import Axes, Plot
from scenes.stage.painting import Painting, ink, paint_dot, trace

DASH = 0.12            # length of a dash, and of the gap after it


@dataclass
class Series:
    """y (K,) against x (K,) in a colour: a line with a marker at its end, a dashed line, or a dot for each value."""

    x: np.ndarray
    y: np.ndarray
    color: object
    dashed: bool = False
    dots: bool = False


class Curves(Axes):
    """Series in axes that hold all of them; `show` draws each up to a row of its own.

    spans   the ranges of x and of y; without them those of all series, y from 0
    logs    whether x and y are drawn by their logarithms
    """

    def __init__(self, series, x_name, y_name, color, width, height, spans=None, logs=(False, False), forms=(",g", "g")):
        spans = spans or _spans_of(series, logs)
        super().__init__(_Several(series, spans, logs, width, height), x_name, y_name, color, forms)

    def show(self, *rows):
        """Draw every series up to and including its row; None draws nothing of it. One row serves all."""
        self.plot.rows = rows if len(rows) > 1 else rows * len(self.plot.series)
        return self


class Key(VGroup):
    """Names beside a stroke of their colour, one below the other; entries [(words, series)]."""

    def __init__(self, *entries):
        lines = [VGroup(_Stroke(series), words).arrange(RIGHT, buff=theme.GAP) for words, series in entries]
        super().__init__(*lines)
        self.arrange(DOWN, buff=theme.GAP, aligned_edge=LEFT)


class _Several(Plot):
    def __init__(self, series, spans, logs, width, height):
        self.logs = logs
        super().__init__(*spans, width, height)
        if logs[0]:
            self.x_ticks = _powers(*spans[0])
        if logs[1]:
            self.y_ticks = _powers(*spans[1])
        self.series = series
        self.paths = [self.on_plot(each.x, each.y) for each in series]
        self.rows = [len(each.x) - 1 for each in series]

    def on_plot(self, x, y):
        """The values (x, y), numbers or arrays, in the painting's own coordinates: (..., 2)."""
        width, height = self.extent
        return np.stack([_along(value, span, log, length) for value, span, log, length in
                         zip((x, y), (self.x_span, self.y_span), self.logs, (width, height))], axis=-1)

    def shown(self):
        drawn = [(each, row) for each, row in zip(self.series, self.rows) if row is not None]
        return {f"{axis} {i}": getattr(each, axis)[:row + 1] for i, (each, row) in enumerate(drawn) for axis in "xy"}

    def _paint_axes(self, ctx):
        (left, bottom), (right, top) = self.on_plot(self.x_span[0], self.y_span[0]), self.on_plot(self.x_span[1], self.y_span[1])
        ink(ctx, theme.FAINT.to_rgb())
        ctx.set_line_width(theme.LINE)
        trace(ctx, [(left, top), (left, bottom), (right, bottom)])
        for x in self.x_ticks:
            place = self.on_plot(x, self.y_span[0])[0]
            trace(ctx, [(place, bottom), (place, bottom + theme.GAP / 2)])
        for y in self.y_ticks:
            place = self.on_plot(self.x_span[0], y)[1]
            trace(ctx, [(left, place), (left + theme.GAP / 2, place)])

    def draw(self, ctx):
        for each, path, row in zip(self.series, self.paths, self.rows):
            if row is not None:
                _paint_series(ctx, each, path[:row + 1])


class _Stroke(Painting):
    """The sign of a series in a key."""

    def __init__(self, series):
        super().__init__(theme.GUTTER, theme.GAP)
        self.series = series

    def shown(self):
        return {}      # a sign of a series, and nothing of its numbers

    def paint(self, ctx):
        half = self.extent[0] / 2
        _paint_series(ctx, self.series, [(0, 0)] if self.series.dots else [(-half, 0), (half, 0)], marker=False)


def _paint_series(ctx, series, path, marker=True):
    color = series.color.to_rgb()
    if series.dots:
        for x, y in path:
            paint_dot(ctx, x, y, theme.DOT, color)
        return
    ctx.save()
    ink(ctx, color)
    ctx.set_line_width(1.5 * theme.LINE)
    if series.dashed:
        ctx.set_dash([DASH, DASH])
    trace(ctx, path)
    ctx.restore()
    if marker and not series.dashed:
        paint_dot(ctx, *path[-1], theme.DOT, color)


def _along(value, span, log, length):
    change = np.log10 if log else np.asarray
    low, high = change(np.asarray(span, float))
    return length * ((change(np.asarray(value, float)) - low) / (high - low) - 0.5)


def _spans_of(series, logs):
    spans = []
    for axis, log in zip("xy", logs):
        values = np.concatenate([getattr(each, axis) for each in series])
        spans.append((float(values.min()) if log or axis == "x" else min(0.0, float(values.min())), float(values.max())))
    return spans


def _powers(low, high):
    """The powers of ten from low to high."""
    return 10.0 ** np.arange(np.ceil(np.log10(low) - 1e-9), np.floor(np.log10(high) + 1e-9) + 1)
