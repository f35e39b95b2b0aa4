"""A number line with a marker: where a number stands, and how far it moves."""

from manim import DOWN, LEFT, UP, VGroup

from scenes.stage import theme
from scenes.stage.axes import round_ticks
from scenes.stage.facts import Mark
from scenes.stage.painting import Painting, paint_dot, paint_line
from scenes.stage.text import Formula, Words


class NumberLine(VGroup):
    """A line from `low` to `high`, its symbol above the left end, a few round ticks below, and a marker.

    `show(value)` moves the marker; `spot(value)` is where a value stands in the scene, so that a brace can be laid
    along a move.
    """

    def __init__(self, symbol, low, high, width, color, form="g", ticks=4):
        self.line = _Line(low, high, width, color, round_ticks(low, high, ticks))
        labels = [Words("{}", Mark(value, form), size=theme.LABEL, color=theme.FAINT)
                  .next_to(self.spot(value), DOWN, buff=theme.GAP) for value in self.line.ticks]
        self.heading = Formula(symbol).next_to(self.line, UP, buff=theme.GAP / 2).align_to(self.line, LEFT)
        super().__init__(*labels, self.heading, self.line)

    def spot(self, value):
        """Where a value stands in the scene."""
        return self.line.place(self.line.along(value), 0)

    def show(self, value):
        """Put the marker at this value."""
        self.line.value = value
        return self


class _Line(Painting):
    def __init__(self, low, high, width, color, ticks):
        super().__init__(width, 2 * theme.BALL)
        self.low, self.high, self.ticks, self.marker = low, high, ticks, color.to_rgb()
        self.value = None

    def along(self, value):
        return self.extent[0] * ((value - self.low) / (self.high - self.low) - 0.5)

    def shown(self):
        return {}      # a marker, and where it stands is free

    def paint(self, ctx):
        half, tick = self.extent[0] / 2, theme.GAP / 2
        paint_line(ctx, -half, 0, half, 0, theme.LINE, FAINT)
        for value in self.ticks:
            paint_line(ctx, self.along(value), -tick, self.along(value), tick, theme.LINE, FAINT)
        if self.value is not None:
            paint_dot(ctx, self.along(self.value), 0, theme.BALL, self.marker)


FAINT = theme.FAINT.to_rgb()
