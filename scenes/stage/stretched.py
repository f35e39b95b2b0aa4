"""A chart that is seen from near at first, and from ever farther away: its horizontal axis grows while its lines do."""

import numpy as np
from manim import DOWN, UP

from scenes.stage import theme
from scenes.stage.axes import Span
from scenes.stage.chart import Chart
from scenes.stage.facts import Mark
from scenes.stage.text import Words


class Stretched(Chart):
    """A Chart whose x begins at 0 and reaches to `near`; `look(high)`: from now on to there. `until(row)`: the lines are drawn up to a
    row, or to a place between two, and the axis reaches as far as they do, or to `near`. All Series have the same x (K,)."""

    def __init__(self, series, x_name, y_name, width, height, near, color, high=1.0):
        super().__init__(series, x_name, y_name, width, height, color=color, spans=((0, near), (0, high)))
        self.near, whole = near, float(series[0].x[-1])
        self.remove(*self.submobjects[:len(self.plot.x_span.ticks)])
        ticks = sorted({float(x) for high in np.geomspace(near, whole, 200) for x in Span(0, high).ticks})
        self.marks = [Words("{}", Mark(x, "g"), size=theme.LABEL, color=theme.FAINT) for x in ticks]
        self.add(*self.marks)
        self.look(near)

    def look(self, high):
        """The axis reaches to there, and has its round ticks."""
        plot = self.plot
        plot.x_span = Span(0.0, float(high))
        plot.lines = [plot.on_plot(each.x, each.y) for each in plot.series]
        seen, bright = set(map(float, plot.x_span.ticks)), plot.get_fill_opacity()
        for mark in self.marks:
            x = mark.facts[0].value
            mark.set_opacity(bright * (x in seen)).next_to(plot.spot(min(x, high), plot.y_span.low), DOWN, buff=theme.GAP / 2)
        return self

    def until(self, row):
        x = self.plot.series[0].x
        return self.look(max(self.near, float(np.interp(row, np.arange(len(x)), x)))).show(row)

    def _place_labels(self):
        """As in a Chart, but none below the axis, where the ticks are."""
        super()._place_labels()
        floor = self.plot.get_bottom()[1]
        for _, label in self.labels:
            label.shift(max(0, floor - label.get_bottom()[1]) * UP)
