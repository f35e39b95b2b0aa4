"""How many numbers are spread along an axis: a heap of bars that grows as they come, seen from near or from far."""

import numpy as np
from manim import DOWN, Group, UpdateFromAlphaFunc, VGroup

from scenes.stage import theme
from scenes.stage.axes import round_ticks
from scenes.stage.facts import Mark
from scenes.stage.painting import Painting, ink, paint_line
from scenes.stage.text import Words

TICK, NEAREST = 0.1, 1.0       # length of a tick; how near the values below the axis may come to each other


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
        """The animation from one look to another: the ticks of the nearer one thin out, those of the farther one come."""
        later = self.look(*far).ticks()
        later.remove(*(text for text in later if not text.facts[0].value))      # the other's 0 stays
        self.look(*near)

        def at(_, share):
            self.between(near, far, share)
            for texts in (ticks, later):
                texts.follow(self)

        return UpdateFromAlphaFunc(Group(self, ticks, later), at)

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
        super().__init__(*(Words("{}", Mark(float(at), form), size=theme.LABEL, color=theme.FAINT) for at in values))
        self.every = values[1] - values[0]

    def follow(self, spread):
        """Stand where their values are; those beyond the ends of the axis are not seen, nor those whose neighbours come too near."""
        for text in self:
            value = text.facts[0].value
            k, pitch = round(value / self.every), self.every * spread.extent[0] / (spread.high - spread.low)
            apart = pitch * (k & -k) if k else np.inf           # every second one gives way first, then every fourth
            text.next_to(spread.spot(value), DOWN, buff=theme.GAP)
            text.set_opacity(np.clip((apart - NEAREST) / theme.GAP, 0, 1) * (spread.low <= value <= spread.high))
        return self


FAINT = theme.FAINT.to_rgb()
