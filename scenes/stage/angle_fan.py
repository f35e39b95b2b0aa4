"""Directions in a space of many dimensions, each at its true angle to one of them, and the mean of these angles."""

from math import tau

import cairo
import numpy as np
from manim import UpdateFromAlphaFunc

from scenes.stage import theme
from scenes.stage.facts import Mark
from scenes.stage.painting import Painting, ink, paint_dot, paint_line
from scenes.stage.text import Words

LOWEST = 124           # degrees: so far the circle is drawn on both sides; rays that point deeper are cut off
NAMED = 30, 60, 90     # degrees whose ticks have names
ARROW, REACH, MEAN = 1.0, 1.0, 0.42     # lengths of the arrow and the rays, radius of the arc, as shares of the radius
TIP = 0.16, 0.18       # length and half width of the arrow's tip
HEAD = 0.07            # length of a ray's tip
RAY = 0.45             # opacity of a ray that was drawn before the last
NAME = 0.13            # how far beyond the circle the middle of a name is, as a share of the radius


class AngleFan(Painting):
    """angles (n,) in degrees to a direction that points up: one ray each, on the left and the right by turns.

    An angle has no side: only how far a ray is from the arrow means something. `show(k)` draws the first k rays, the
    last of them bright. When all are drawn, `measure` lets an arc grow to their `mean`, which is recorded.
    """

    def __init__(self, angles, mean, radius, color, exact=theme.GRADIENT):
        super().__init__(2 * radius, (ARROW - np.cos(np.radians(LOWEST))) * radius)
        self.angles, self.mean, self.radius, self.ray_colour = np.asarray(angles), float(mean), radius, color.to_rgb()
        self.count, self.share, self.exact, self.pointed = 0, 0.0, exact.to_rgb(), 1.0
        self.hub_y = self.extent[1] / 2 - ARROW * radius
        for degrees in NAMED:
            name = Words("{}°", Mark(degrees), size=theme.LABEL, color=theme.FAINT)
            self.add(name.move_to(self.spot(degrees, 1 + NAME)))

    def show(self, count):
        """Draw the first so many rays, without the arc."""
        self.count, self.share = count, 0.0
        return self

    def point(self, share):
        """How far the arrow that all are measured from is grown, 0 to 1."""
        self.pointed = share
        return self

    def measure(self, share=1.0):
        """Draw so much of the arc to the mean: only of all the rays is it the mean."""
        if self.count < len(self.angles):
            raise ValueError(f"the mean is of all {len(self.angles)} rays, {self.count} are drawn: show all first")
        self.share = share
        return self

    def spot(self, degrees, reach=REACH):
        """Where a ray at that angle on the right ends in the scene, or the point at another share of the radius."""
        return self.place(*self._along(np.radians(degrees), reach * self.radius))

    @property
    def hub(self):
        """Where the rays begin, in the scene."""
        return self.spot(0, 0)

    @property
    def tip(self):
        """The tip of the arrow, in the scene."""
        return self.spot(0, ARROW)

    def shown(self):
        return {"angles": self.angles[:self.count]} if self.count else {}

    def paint(self, ctx):
        self._paint_circle(ctx)
        self._paint_rays(ctx)
        self._paint_arrow(ctx)
        if self.share > 0:
            self._paint_mean(ctx)
        paint_dot(ctx, 0, self.hub_y, theme.DOT, theme.INK.to_rgb())

    def _along(self, radians, length):
        """(x, y) of the point so far from the hub; an angle below 0 is on the left."""
        return length * np.sin(radians), self.hub_y + length * np.cos(radians)

    def _paint_circle(self, ctx):
        ink(ctx, theme.HAIR.to_rgb())
        ctx.set_line_width(theme.LINE)
        ctx.new_path()
        ctx.arc(0, self.hub_y, self.radius, tau / 4 - np.radians(LOWEST), tau / 4 + np.radians(LOWEST))
        ctx.stroke()
        for degrees in range(-120, 121, 30):
            start, end = (self._along(np.radians(degrees), share * self.radius) for share in (0.96, 1))
            paint_line(ctx, *start, *end, theme.LINE, theme.FAINT.to_rgb())

    def _paint_rays(self, ctx):
        """The rays, left and right by turns; the one that came last is bright until it has been the last of all."""
        width, height = self.extent
        ctx.save()
        ctx.rectangle(-width, -height / 2, 2 * width, height)
        ctx.clip()
        sides = np.where(np.arange(self.count) % 2, -1, 1)
        for i, direction in enumerate(np.radians(self.angles[:self.count]) * sides):
            last = i == self.count - 1 < len(self.angles) - 1
            self._paint_ray(ctx, direction, 2 * theme.LINE if last else 2 * theme.THREAD, 1.0 if last else RAY)
        ctx.restore()

    def _paint_ray(self, ctx, direction, width, opacity):
        end, head = self._along(direction, REACH * self.radius), HEAD if width < theme.LINE else 2 * HEAD
        neck = self._along(direction, REACH * self.radius - head)
        paint_line(ctx, 0, self.hub_y, *neck, width, self.ray_colour, opacity)
        side = head / 2 * np.array([np.cos(direction), -np.sin(direction)])
        _fill(ctx, end, neck + side, neck - side)

    def _paint_arrow(self, ctx):
        if not self.pointed:
            return
        top = self.hub_y + self.pointed * ARROW * self.radius
        length, half = TIP[0] * self.radius, TIP[1] * self.radius / 2
        paint_line(ctx, 0, self.hub_y, 0, max(self.hub_y, top - length / 2), 2 * theme.BOLD, self.exact)
        _fill(ctx, (0, top), (half, top - length), (-half, top - length))

    def _paint_mean(self, ctx):
        """The arc from the arrow to the mean, white on a dark rim."""
        ctx.set_line_cap(cairo.LINE_CAP_ROUND)
        for width, color in ((2.4 * theme.BOLD, theme.BACKGROUND), (1.5 * theme.BOLD, theme.INK)):
            ink(ctx, color.to_rgb())
            ctx.set_line_width(width)
            ctx.new_path()
            ctx.arc_negative(0, self.hub_y, MEAN * self.radius, tau / 4, tau / 4 - np.radians(self.share * self.mean))
            ctx.stroke()


class Measure(UpdateFromAlphaFunc):
    """Let the arc of a fan grow to the mean of its angles; a gesture: only where it ends is recorded."""

    def __init__(self, fan, **options):
        super().__init__(fan, lambda fan, t: fan.measure(t), **options)


def _fill(ctx, *corners):
    ctx.new_path()
    for x, y in corners:
        ctx.line_to(x, y)
    ctx.fill()
