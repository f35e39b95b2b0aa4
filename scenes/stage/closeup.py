"""A curve through a round lens at one of its points: the closer, the straighter, until it is its own tangent."""

from math import tau

import numpy as np

from scenes.stage import theme
from scenes.stage.painting import Painting, ink, paint_dot, paint_line, paint_ring, trace

SEEN = 2.1               # half of what a lens shows of the widest curve, in its first nudges
RING = 0.16              # radius of the ring around the point, where the next lens will look, in radii of the lens
DASH = 0.09


class Closeup(Painting):
    """Curves x, y (levels, K) from a point, the slope there; `show(level)`: so many powers of ten closer, between two, too.

    stretch   how many times higher than wide it is drawn
    nudge     (dx, dy) of each level, drawn as bands; None for none
    """

    def __init__(self, x, y, slope, radius, stretch=1.0, nudges=None, rim=theme.INK, seen=SEEN):
        super().__init__(2 * radius, 2 * radius)
        self.x, self.y, self.slope, self.stretch, self.nudges = np.atleast_2d(x), np.atleast_2d(y), float(slope), float(stretch), nudges
        self.radius, self.rim, self.seen = radius, rim.to_rgb(), seen
        self.level, self.banded, self.bare = 0.0, 1.0, False

    def show(self, level):
        self.level = level
        return self

    def shown(self):
        k = min(int(self.level + 1e-9), len(self.x) - 1)
        return {} if self.bare else {"x": self.x[k], "y": self.y[k]}

    def paint(self, ctx):
        scale = self.radius / self.seen * 10 ** self.level
        ctx.save()
        ctx.new_path()
        ctx.arc(0, 0, self.radius, 0, tau)
        ink(ctx, GLASS)
        ctx.fill_preserve()
        ctx.clip()
        k = min(int(self.level + 1e-9), len(self.x) - 1)
        if self.nudges is not None and self.banded:
            self._paint_bands(ctx, scale * np.array([1, self.stretch]) * self.nudges[k])
        if not self.bare:
            ink(ctx, INK)
            ctx.set_line_width(theme.BOLD)
            trace(ctx, np.stack([scale * self.x[k], scale * self.stretch * self.y[k]], axis=1))
        steep = self.slope * self.stretch
        far = self.radius / np.hypot(1, steep)
        ctx.set_dash([] if self.bare else [DASH, DASH])
        paint_line(ctx, -far, -far * steep, far, far * steep, theme.BOLD, GRADIENT)
        ctx.set_dash([])
        ctx.restore()
        paint_ring(ctx, 0, 0, self.radius, 1.5 * theme.LINE, self.rim)
        if self.nudges is not None and not self.bare:
            paint_ring(ctx, 0, 0, RING * self.radius, theme.LINE, FAINT)
        paint_dot(ctx, 0, 0, theme.DOT * 1.2, INK)

    def _paint_bands(self, ctx, move):
        run, rise = move
        for x, y, width, height, color in ((0, 0, run, -self.radius, WEIGHT), (0, 0, self.radius, rise, COST)):
            ctx.rectangle(x, y, width, height)
            ink(ctx, color, 0.35 * self.banded)
            ctx.fill()
        paint_line(ctx, run, 0, run, rise, theme.BOLD, COST)
        paint_dot(ctx, run, rise, theme.DOT, INK)


GLASS, INK, FAINT, GRADIENT, WEIGHT, COST = (
    color.to_rgb() for color in (theme.BACKGROUND.interpolate(theme.HAIR, 0.4), theme.INK, theme.FAINT, theme.GRADIENT, theme.WEIGHT, theme.COST))
