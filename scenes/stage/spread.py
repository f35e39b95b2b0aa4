"""How many numbers are spread along an axis: a heap of bars that grows as they come, seen from near or from far."""

import numpy as np
from manim import DOWN, Group, UpdateFromAlphaFunc, VGroup

from scenes.stage import theme
from scenes.stage.axes import round_ticks
from scenes.stage.facts import Mark
from scenes.stage.painting import Painting, ink, paint_line
from scenes.stage.text import Words

TICK = 0.1


class Spread(Painting):
    """values (n,) in bins of a width; `show(count)`: the first so many have come; `look(low, high)`: the part of the axis that is seen.

    The bars are as high as to fill the box when all have come.
    """

    def __init__(self, values, bin_width, view, width, height, color=theme.INK):
        super().__init__(width, height)
        self.values, self.bin, self.colour, self.count = np.asarray(values), bin_width, color.to_rgb(), 0
        self.bins = np.floor(self.values / bin_width).astype(int)
        self.most = np.bincount(self.bins - self.bins.min()).max()
        self.look(*view)

    def show(self, count):
        self.count = int(count)
        return self

    def look(self, low, high):
        self.low, self.high = low, high
        return self

    def between(self, near, far, share):
        """On the way from one look to another, as a viewer who walks backwards sees it: evenly in the logarithm of the width."""
        widths = [high - low for low, high in (near, far)]
        done = (widths[0] * (widths[1] / widths[0]) ** share - widths[0]) / (widths[1] - widths[0])
        return self.look(*(a + done * (b - a) for a, b in zip(near, far)))

    def shown(self):
        return {"values": self.values[:self.count]} if self.count else {}

    def spot(self, value, up=0.0):
        """Where a value stands on the axis in the scene, or so far above it as a share of the height."""
        return self.place(self._along(value), (up - 0.5) * self.extent[1])

    def walks_back(self, near, far, ticks):
        """The ticks of the farther look, and the animation that leads there: they and the nearer one's stay at their values."""
        later = self.look(*far).ticks()
        self.look(*near)

        def at(_, share):
            self.between(near, far, share)
            ticks.follow(self, max(0, 1 - 5 * share))
            later.follow(self, np.clip(5 * share - 1, 0, 1))

        return later, UpdateFromAlphaFunc(Group(self, ticks, later), at)

    def ticks(self, form="g"):
        """Round values below the axis."""
        return _Ticks(round_ticks(self.low, self.high, 8), form).follow(self)

    def _along(self, value):
        return self.extent[0] * ((value - self.low) / (self.high - self.low) - 0.5)

    def paint(self, ctx):
        (width, height), foot = self.extent, -self.extent[1] / 2
        ctx.save()
        ctx.rectangle(-width / 2, foot, width, 1.1 * height)
        ctx.clip()
        ink(ctx, self.colour)
        for b, n in zip(*np.unique(self.bins[:self.count], return_counts=True)):
            left, right = self._along(b * self.bin), self._along((b + 1) * self.bin)
            ctx.rectangle(left, foot, 0.92 * (right - left), height * n / self.most)
        ctx.fill()
        ctx.restore()
        paint_line(ctx, -width / 2, foot, width / 2, foot, theme.LINE * 1.5, FAINT)
        for at in round_ticks(self.low, self.high, 8):
            paint_line(ctx, self._along(at), foot, self._along(at), foot - TICK, theme.LINE * 1.5, FAINT)


class _Ticks(VGroup):
    """The values below the axis of a Spread."""

    def __init__(self, values, form):
        self.values = [float(at) for at in values]
        super().__init__(*(Words("{}", Mark(at, form), size=theme.LABEL, color=theme.FAINT) for at in self.values))

    def follow(self, spread, opacity=1.0):
        """Stand where their values are; what is beyond the ends of the axis is not seen."""
        for at, text in zip(self.values, self):
            text.next_to(spread.spot(at), DOWN, buff=theme.GAP).set_opacity(opacity * (spread.low <= at <= spread.high))
        return self


FAINT = theme.FAINT.to_rgb()
