"""A recorded quantity against the step: its curve so far, in axes for the whole of it, and a marker where it is."""

from math import tau

import numpy as np

from scenes.stage import theme
from scenes.stage.axes import Axes, Plot
from scenes.stage.painting import ink, trace


class Curve(Axes):
    """y (K,) against x (K,), drawn up to one row, where its marker stands.

    The axes are scaled to the whole recording, so that the curve grows inside a frame that stays.
    span    the lowest and highest y of the axis; without it 0 and the largest y
    form    how the ticks of the y axis are written
    """

    def __init__(self, x, y, x_name, y_name, color, width, height, span=None, form="g"):
        plot = _Growing(x, y, span or (0, float(np.max(y))), color, width, height)
        super().__init__(plot, x_name, y_name, color, forms=(",g", form))

    def show(self, row):
        """Draw the curve up to and including this row."""
        self.plot.row = row
        return self

    def marker(self):
        """Where the marker stands in the scene."""
        return self.plot.place(*self.plot.path[self.plot.row])


class _Growing(Plot):
    """The curve up to the row that is shown, and the marker at its end."""

    def __init__(self, x, y, y_span, color, width, height):
        super().__init__((float(x[0]), float(x[-1])), y_span, width, height)
        self.x, self.y = x, y
        self.path, self.curve_colour = self.on_plot(x, y), color
        self.row = 0

    def shown(self):
        return {"x": self.x[:self.row + 1], "y": self.y[:self.row + 1]}

    def draw(self, ctx):
        ctx.set_line_width(1.5 * theme.LINE)
        ink(ctx, self.curve_colour.to_rgb())
        trace(ctx, self.path[:self.row + 1])
        ctx.new_path()
        ctx.arc(*self.path[self.row], theme.DOT, 0, tau)
        ctx.fill()
