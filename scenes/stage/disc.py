"""A walker near one bottom of the map: a round piece of the ground, how far it strays, and a lens on the middle."""

from math import atan2, cos, sin, sqrt, tau

import numpy as np

from scenes.stage import theme
from scenes.stage.ground import Ground
from scenes.stage.painting import Painting, ink, paint_line, paint_plus, paint_ring, paint_square, trace
from scenes.stage.paths import so_far

LATELY = 40                     # so many of the last steps are bright
MAGNIFIED = 4                   # by the lens
LENS, AWAY = 0.38, 0.59         # its radius, and how far from the middle it stands, in radii of the disc
SQUARE = theme.DOT * 0.6
DASHES = 0.11, 0.08


class Disc(Painting):
    """The ground (see Ground) around a bottom (2,) of it, cut out round; on it the path (k, 2) of a walker.

    ring    (k,) a distance from the bottom at every step, drawn dashed
    reach   radius of what is seen, in the units of the plane; as far as the heights are known where None
    `show` draws the path so far, `look_closer` opens a lens on the middle, on the side away from where the path starts.
    """

    def __init__(self, alphas, betas, height, scale, diameter, bottom, path, ring, reach=None):
        super().__init__(diameter, diameter)
        self.recorded = {"alphas": alphas, "betas": betas, "heights": height, "bottom": bottom}
        self.path, self.ring = path, ring
        reach = reach or min(bottom[0] - alphas[0], alphas[-1] - bottom[0], bottom[1] - betas[0], betas[-1] - bottom[1])
        lens = 2 * LENS * diameter / 2, LENS * reach / MAGNIFIED
        self.ground, self.closer = (
            Ground(alphas, betas, height, scale, width, view=[(x - half, x + half) for x in bottom])
            for width, half in ((diameter, reach), lens))
        x, y = bottom - path[0]
        self.towards = atan2(y, x)
        self.show(0).look_closer(0)

    def show(self, row):
        """Draw the path up to this row; between two rows the walker is on its way."""
        self.row = row
        return self

    def look_closer(self, share):
        """How far the lens is lifted off the middle, 0 to 1."""
        self.opened = share
        return self

    def shown(self):
        row = int(self.row)
        return {**self.recorded, "path": so_far(self.path, self.row), "ring": self.ring[:row + 1]}

    def at(self, alpha, beta):
        """Where the point (alpha, beta) stands in the scene."""
        return self.place(*self.ground.on_map([alpha, beta]))

    def lens(self):
        """Where the middle of the lens stands in the scene."""
        return self.place(*self._lens())

    def _lens(self):
        out = self.opened * AWAY * self.extent[0] / 2
        return out * cos(self.towards), out * sin(self.towards)

    def paint(self, ctx):
        radius = self.extent[0] / 2
        self._paint_round(ctx, self.ground, radius, 1 - self.opened / 2)      # the lens shows the middle larger
        if self.opened:
            self._paint_lens(ctx, LENS * radius / MAGNIFIED)

    def _paint_lens(self, ctx, small):
        """The lens, and what it is held over: a circle of radius `small`, and two lines that touch both."""
        (x, y), lens = self._lens(), small * (1 + self.opened * (MAGNIFIED - 1))
        away = np.hypot(x, y)
        paint_ring(ctx, 0, 0, small, theme.LINE, INK)
        for sign in (1, -1):
            normal = np.array([small - lens, sign * sqrt(away ** 2 - (lens - small) ** 2)]) / away
            normal = np.array([[x, -y], [y, x]]) @ normal / away
            paint_line(ctx, *(small * normal), *(lens * normal + [x, y]), theme.THREAD * 2, INK)
        ctx.save()
        ctx.translate(x, y)
        ctx.scale(lens / small / MAGNIFIED, lens / small / MAGNIFIED)
        self._paint_round(ctx, self.closer, small * MAGNIFIED, 1)
        ctx.restore()
        paint_ring(ctx, x, y, lens, theme.LINE, INK)

    def _paint_round(self, ctx, ground, radius, size):
        """A piece of the ground with the walk on it, its marks so large."""
        ctx.save()
        ctx.new_path()
        ctx.arc(0, 0, radius, 0, tau)
        ctx.clip()
        ground.paint(ctx)
        self._paint_walk(ctx, ground, size)
        ctx.restore()
        paint_ring(ctx, 0, 0, radius, theme.LINE, HAIR)

    def _paint_walk(self, ctx, ground, size):
        points = ground.on_map(so_far(self.path, self.row))
        late = points[-LATELY - 1:]
        for part, opacity, width in ((points, theme.DIM, theme.THREAD * 2), (late, 1, theme.LINE)):
            ink(ctx, SOME, opacity)
            ctx.set_line_width(width)
            trace(ctx, part)
        paint_ring(ctx, *points[0], theme.BALL * 0.8, theme.LINE * 1.5, INK)
        for x, y in late:
            paint_square(ctx, x, y, size * SQUARE, SOME)
        paint_ring(ctx, 0, 0, ground.unit * self.ring[int(self.row)], theme.LINE * 1.5, INK, DASHES)
        paint_plus(ctx, 0, 0, size * theme.BALL * 1.2, size * theme.BOLD, INK)
        paint_square(ctx, *points[-1], size * theme.DOT * 1.6, SOME)


SOME, INK, HAIR = (color.to_rgb() for color in (theme.SOME, theme.INK, theme.HAIR))
