"""Numbers of many examples, each a point on its stem from zero, and the level of their average."""

import numpy as np

from scenes.stage import theme
from scenes.stage.axes import Axes, Plot
from scenes.stage.painting import paint_dot, paint_line


class Scatter(Axes):
    """y (m,) over x (m,): show(count, mean) draws the first so many of them, and a line at their mean."""

    def __init__(self, x, y, x_name, y_name, color, width, height):
        super().__init__(_Stems(x, y, color, width, height), x_name, y_name, color, ("g", "g"))

    def show(self, count, mean=None, lit=None):
        """count  how many are drawn; mean  a level over all of them; lit  the index of one that stands out"""
        self.plot.count, self.plot.mean, self.plot.lit = count, mean, lit
        return self


class _Stems(Plot):
    def __init__(self, x, y, color, width, height):
        room = 0.1 * np.ptp(y)
        super().__init__((0.0, 1.0), (min(0, y.min()) - room, max(0, y.max()) + room), width, height)
        self.x, self.y, self.colour = x, y, color.to_rgb()
        self.count, self.mean, self.lit = 0, None, None

    def shown(self):
        return {"x": self.x[:self.count], "y": self.y[:self.count]} if self.count else {}

    def draw(self, ctx):
        half = self.extent[0] / 2
        _, zero = self.on_plot(0, 0)
        paint_line(ctx, -half, zero, half, zero, theme.THREAD * 2, FAINT)
        for i, (x, y) in enumerate(self.on_plot(self.x[:self.count], self.y[:self.count])):
            color = LIT if i == self.lit else self.colour
            paint_line(ctx, x, zero, x, y, theme.THREAD * 2, color)
            paint_dot(ctx, x, y, theme.BALL if i == self.lit else theme.DOT, color)
        if self.mean is not None:
            _, level = self.on_plot(0, self.mean)
            paint_line(ctx, -half, level, half, level, theme.BOLD, GRADIENT)


FAINT, LIT, GRADIENT = (color.to_rgb() for color in (theme.FAINT, theme.LIT, theme.GRADIENT))
