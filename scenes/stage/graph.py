"""A function of one number: its curve, points on it, the tangent at one of them, the hops of a descent."""

from itertools import pairwise

import numpy as np

from scenes.stage import theme
from scenes.stage.axes import Axes, Plot
from scenes.stage.painting import ink, paint_dot, paint_line, trace

TANGENT = 0.28          # length of a tangent, as a share of the plot's width


class Graph(Axes):
    """y (K,) over x (K,) as a whole, and on it what `show` is given.

    spans   the ranges of x and of y; without them those of the data, y from 0
    forms   how the ticks of x and of y are written
    """

    def __init__(self, x, y, x_name, y_name, color, width, height, spans=None, forms=("g", "g")):
        spans = spans or ((float(x[0]), float(x[-1])), (min(0.0, float(np.min(y))), float(np.max(y))))
        super().__init__(_Whole(x, y, color, *spans, width, height), x_name, y_name, color, forms)

    def show(self, balls=(), tangent=None, path=()):
        """balls    [(x, y, colour)]: points that the eye follows
        tangent  (x, y, slope): a piece of the tangent at (x, y)
        path     (k, 2) of a descent: a dot at each point on the curve, and the hops from one x to the next
        """
        self.plot.balls, self.plot.tangent, self.plot.path = balls, tangent, path
        return self


class _Whole(Plot):
    def __init__(self, x, y, color, x_span, y_span, width, height):
        super().__init__(x_span, y_span, width, height)
        self.x, self.y = x, y
        self.curve, self.curve_colour = self.on_plot(x, y), color.to_rgb()
        self.balls, self.tangent, self.path = (), None, ()

    def shown(self):
        path = {"path": np.asarray(self.path, float)} if len(self.path) else {}
        return {"x": self.x, "y": self.y, **path}

    def draw(self, ctx):
        ctx.save()
        width, height = self.extent
        ctx.rectangle(-width / 2, -height / 2, width, height)
        ctx.clip()
        ink(ctx, self.curve_colour)
        ctx.set_line_width(1.5 * theme.LINE)
        trace(ctx, self.curve)
        ctx.restore()
        self._draw_path(ctx)
        if self.tangent is not None:
            self._draw_tangent(ctx, *self.tangent)
        for x, y, color in self.balls:
            paint_dot(ctx, *self.on_plot(x, y), theme.BALL, color.to_rgb())

    def _draw_path(self, ctx):
        """Each hop runs level from the old x to the new one, then falls (or climbs) to the curve."""
        spots = [self.on_plot(x, y) for x, y in self.path]
        for (x0, y0), (x1, y1) in pairwise(spots):
            paint_line(ctx, x0, y0, x1, y0, theme.LINE, HOP)
            paint_line(ctx, x1, y0, x1, y1, theme.THREAD * 2, HOP)
        for spot in spots:
            paint_dot(ctx, *spot, theme.DOT, HOP)

    def _draw_tangent(self, ctx, x, y, slope):
        here = self.on_plot(x, y)
        along = self.on_plot(x + 1, y + slope) - here
        half = along / np.linalg.norm(along) * TANGENT * self.extent[0] / 2
        paint_line(ctx, *(here - half), *(here + half), theme.LINE * 1.5, theme.GRADIENT.to_rgb())


HOP = theme.LIT.to_rgb()
