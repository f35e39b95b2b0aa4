"""How many numbers fall into each of some ranges, while they are being counted."""

import numpy as np

from scenes.stage import theme
from scenes.stage.axes import Axes, Plot
from scenes.stage.painting import ink


class Histogram(Axes):
    """counts (T, bins) over edges (bins + 1,): row t is what was counted by then, and `show(t)` draws it.

    The axes are scaled to the last row, so that the bars grow inside a frame that stays.
    """

    def __init__(self, edges, counts, x_name, y_name, color, width, height):
        super().__init__(_Bars(edges, counts, color, width, height), x_name, y_name, color, forms=("g", ",g"))

    def show(self, row):
        """Draw what was counted up to and including this row."""
        self.plot.row = row
        return self


class _Bars(Plot):
    def __init__(self, edges, counts, color, width, height):
        super().__init__((float(edges[0]), float(edges[-1])), (0.0, float(np.max(counts))), width, height)
        self.edges, self.counts, self.bar_colour, self.row = edges, counts, color.to_rgb(), 0

    def shown(self):
        return {"edges": self.edges, "counts": self.counts[self.row]}

    def draw(self, ctx):
        ink(ctx, self.bar_colour)
        for left, right, count in zip(self.edges, self.edges[1:], self.counts[self.row]):
            (x0, y0), (x1, y1) = self.on_plot([left, right], [0, count])
            if count:
                ctx.rectangle(x0 + theme.LINE, y0, x1 - x0 - 2 * theme.LINE, y1 - y0)
        ctx.fill()
