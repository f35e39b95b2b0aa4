"""Charts: lines and points in axes, and the key that names what is drawn."""

from dataclasses import dataclass
import numpy as np
from manim import DOWN, LEFT, RIGHT, UP, VGroup

from scenes.stage import theme
from scenes.stage.axes import Axes, Plot, Span
from scenes.stage.painting import Painting, ink, paint_dot, paint_line, trace

DASH = 0.12             # length of a dash, and of the gap after it
FILLED = 0.45           # opacity of the area between two lines


@dataclass
class Series:
    """y (K,) against x (K,) in a colour: a line with a marker at its end, or (dots) a marker for each value.

    dashed  a dashed line, which bears no marker
    bold    the line that the frame is about
    marker  "dot", "square" or None
    label   a text that stands at the end of the line and goes along with it
    """

    x: np.ndarray
    y: np.ndarray
    color: object
    dashed: bool = False
    dots: bool = False
    bold: bool = False
    marker: str = "dot"
    label: object = None


class Chart(Axes):
    """One Series, or several, in axes that hold all of them; each is drawn whole or up to a row of its own.

    color   of the name of y; without it that of the only Series
    spans   the ranges (low, high) of x and of y; None: of all Series, a linear y from 0
    logs    whether x and y are drawn by their logarithms
    forms   how the ticks of x and of y are written
    areas   [(i, j, colour)]: the area between two of the Series is filled
    """

    def __init__(self, series, x_name, y_name, width, height, color=None, spans=(None, None), logs=(False, False),
                 forms=(",g", "g"), areas=()):
        series = [series] if isinstance(series, Series) else series
        x, y = (np.concatenate([getattr(each, axis) for each in series]) for axis in "xy")
        x_span, y_span = Span.of(x, spans[0], logs[0]), Span.of(y, spans[1], logs[1], upright=True)
        color = color or (series[0].color if len(series) == 1 else theme.INK)
        super().__init__(_Lines(series, x_span, y_span, width, height, areas), x_name, y_name, color, forms)
        self.labels = [(i, each.label) for i, each in enumerate(series) if each.label]
        self.add(*(label for _, label in self.labels))
        self.show()

    def show(self, *rows, balls=()):
        """Draw every Series up to and including its row: one row serves all, without any it is whole, None: nothing.
        A row between two is on the way from one to the next.

        balls  [(x, y, colour)]: points that the eye follows
        """
        series = self.plot.series
        self.plot.rows = rows if len(rows) > 1 else rows * len(series) or [len(each.x) - 1 for each in series]
        self.plot.balls = balls
        self._place_labels()
        return self

    def reach(self, x):
        """Draw every Series up to its last point that is not beyond x; a dashed one, which is a level, whole."""
        last = [len(each.x) - 1 if each.dashed else int(np.searchsorted(each.x, x, "right")) - 1 for each in self.plot.series]
        return self.show(*(None if row < 0 else row for row in last))

    def end(self, i=0):
        """Where the line of the i-th Series ends in the scene."""
        return self.plot.place(*_up_to(self.plot.lines[i], self.plot.rows[i])[-1])

    def _place_labels(self):
        """Each at the end of its line; where two would meet, the upper one moves up."""
        drawn = [(self.end(i), label) for i, label in self.labels if self.plot.rows[i] is not None]
        for i, label in self.labels:
            label.set_opacity(self.plot.get_fill_opacity() * (self.plot.rows[i] is not None))
        lowest = -np.inf
        for end, label in sorted(drawn, key=lambda pair: pair[0][1]):
            label.next_to(end, RIGHT, buff=theme.GAP)
            label.shift(max(0, lowest - label.get_bottom()[1]) * UP)
            lowest = label.get_top()[1] + theme.GAP / 2


class Key(VGroup):
    """Names beside a stroke of their colour, one below the other; entries [(words, series)]."""

    def __init__(self, *entries):
        super().__init__(*(VGroup(_Stroke(series), words).arrange(RIGHT, buff=theme.GAP) for words, series in entries))
        self.arrange(DOWN, buff=theme.GAP, aligned_edge=LEFT)


class _Lines(Plot):
    def __init__(self, series, x_span, y_span, width, height, areas):
        super().__init__(x_span, y_span, width, height)
        self.series, self.areas = series, areas
        self.lines = [self.on_plot(each.x, each.y) for each in series]

    def shown(self):
        drawn = [(i, each, row) for i, (each, row) in enumerate(zip(self.series, self.rows)) if row is not None]
        lines = {f"{axis} {i}": getattr(each, axis)[:int(row) + 1] for i, each, row in drawn for axis in "xy"}
        return lines | {f"path of ball {i}": np.array([[x, y]], float) for i, (x, y, _) in enumerate(self.balls)}

    def draw(self, ctx):
        lines = [line[:0] if row is None else _up_to(line, row) for line, row in zip(self.lines, self.rows)]
        ctx.save()
        width, height = self.extent      # a line along the border keeps its width; one below the floor is not seen
        ctx.rectangle(-width / 2 - theme.BOLD / 2, -height / 2, width + theme.BOLD, height + theme.BOLD / 2)
        ctx.clip()
        for i, j, color in self.areas:
            ink(ctx, color.to_rgb(), FILLED)
            for x, y in (*lines[i], *lines[j][::-1]):
                ctx.line_to(x, y)
            ctx.fill()
        for each, line in zip(self.series, lines):
            _paint_line_of(ctx, each, line)
        ctx.restore()
        for each, line in zip(self.series, lines):
            _paint_markers_of(ctx, each, line)
        for x, y, color in self.balls:
            paint_dot(ctx, *self.on_plot(x, y), theme.BALL, color.to_rgb())


def _up_to(line, row):
    """The points of a line as far as a row, or as a place between two."""
    k = int(row)
    return line[:k + 1] if k == row else np.vstack([line[:k + 1], line[k] + (row - k) * (line[k + 1] - line[k])])


class _Stroke(Painting):
    """The sign of a Series in a Key."""

    def __init__(self, series):
        super().__init__(theme.GUTTER, theme.GAP)
        self.series = series

    def shown(self):
        return {}      # a sign of a Series, and nothing of its numbers

    def paint(self, ctx):
        half = self.extent[0] / 2
        _paint_line_of(ctx, self.series, [(-half, 0), (half, 0)])
        if self.series.dots or self.series.marker == "square":
            _paint_markers_of(ctx, self.series, [(0, 0)])


def _paint_line_of(ctx, series, line):
    if series.dots:
        return
    ctx.save()
    ink(ctx, series.color.to_rgb())
    ctx.set_line_width(theme.BOLD if series.bold else 1.5 * theme.LINE)
    if series.dashed:
        ctx.set_dash([DASH, DASH])
    trace(ctx, line)
    ctx.restore()


def _paint_markers_of(ctx, series, line):
    """At every value of dots, at the end of a whole line."""
    if series.marker and not series.dashed:
        for x, y in line if series.dots else line[-1:]:
            BRUSHES[series.marker](ctx, x, y, theme.DOT, series.color.to_rgb())


def _paint_square(ctx, x, y, radius, color):
    """A square as large as a dot of that radius, its dark rim under it."""
    for side, shade in ((1.8 * radius + theme.THREAD, theme.BACKGROUND.to_rgb()), (1.8 * radius - theme.THREAD, color)):
        paint_line(ctx, x - side / 2, y, x + side / 2, y, side, shade)


BRUSHES = {"dot": paint_dot, "square": _paint_square}
