"""Directions in a space of many dimensions, each at its true angle to one of them."""

from math import tau

import numpy as np

from scenes.stage import theme
from scenes.stage.painting import Painting, ink, paint_line

TIP = 0.16             # length of an arrow's tip
DEEPEST = 0.5          # rays may point below the horizon so far, as a share of the radius
RAY = 0.5              # opacity of a ray that was drawn before the last


class Fan(Painting):
    """angles (n,) in degrees to a direction that points up: one ray each, on the left and the right by turns.

    An angle has no side: only how far a ray is from the arrow means something. `show(k)` draws the first k rays,
    the last of them as an arrow.
    """

    def __init__(self, angles, radius, color):
        super().__init__(2 * radius, (1 + DEEPEST) * radius)
        self.angles, self.radius, self.ray_colour = angles, radius, color.to_rgb()
        self.count = 0

    def show(self, count):
        """Draw the first so many rays."""
        self.count = count
        return self

    def shown(self):
        return {"angles": self.angles[:self.count]} if self.count else {}

    def paint(self, ctx):
        width, height = self.extent
        ctx.save()
        ctx.rectangle(-width / 2, -height / 2, width, height)      # rays that point deeper are cut off
        ctx.clip()
        ctx.translate(0, DEEPEST * self.radius - height / 2)
        self._paint_horizon(ctx)
        directions = np.radians(self.angles[:self.count]) * np.where(np.arange(self.count) % 2, 1, -1)
        for x, y in self.radius * np.stack([np.sin(directions), np.cos(directions)], axis=-1)[:-1]:
            paint_line(ctx, 0, 0, x, y, theme.THREAD * 2, self.ray_colour, RAY)
        _paint_arrow(ctx, 0.0, self.radius, theme.BOLD, GRADIENT)
        if self.count:
            _paint_arrow(ctx, directions[-1], self.radius, theme.LINE * 1.5, self.ray_colour)
        ctx.restore()

    def _paint_horizon(self, ctx):
        """The half circle of all directions up to a right angle."""
        ink(ctx, theme.FAINT.to_rgb(), theme.DIM)
        ctx.set_line_width(theme.LINE)
        ctx.new_path()
        ctx.arc(0, 0, self.radius, 0, tau / 2)
        ctx.close_path()
        ctx.stroke()


def _paint_arrow(ctx, direction, length, width, color):
    ctx.save()
    ctx.rotate(-direction)
    paint_line(ctx, 0, 0, 0, length - TIP / 2, width, color)
    for x, y in ((0, length), (-TIP / 2, length - TIP), (TIP / 2, length - TIP)):
        ctx.line_to(x, y)
    ctx.fill()
    ctx.restore()


GRADIENT = theme.GRADIENT.to_rgb()
