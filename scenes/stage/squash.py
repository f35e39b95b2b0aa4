"""Sums of any size and what the sigmoid makes of them: a crowd under the axis, carried up to the curve and left to its grey."""

import numpy as np
from manim import DOWN, LEFT, RIGHT, Rectangle, VGroup

from scenes.stage import theme
from scenes.stage.axes import Plot, Span
from scenes.stage.facts import Mark
from scenes.stage.painting import ink, paint_dot, paint_line, trace
from scenes.stage.text import Words, align_baselines

BELOW, ASIDE = 0.75, 0.2        # from the axes to the crowd
DEEP, LONG = 0.95, 2.8          # how far it reaches from there at most
WIDEST = 0.09           # side of a cell, where there is room
FLYING = 14             # cells that are on their way at a time
FALL = 0.25             # from how high above its place a sum comes: below the numbers of the axis
FILL = 0.86             # of its place that a cell fills


class Squash(Plot):
    """z and a (n,) of many pictures, ours last; the curve (k,), (k,) through which each goes. Axes: z along, a up.

    `bend(t)` draws so much of the curve; `rain(count)`: so many sums lie under the axis; `carry(count)`: so many have become greys,
    each from its place on the axis over the curve;
    `mark(t)`: our own is led to its grey: t in 0..1 up to the curve, in 1..2 to the left; `slide(z, a)`: it stands at another sum;
    `clear(t)`: the crowd grows dim, until only our own is left
    """

    def __init__(self, z, a, curve_z, curve_a, width, height):
        super().__init__(Span(float(curve_z[0]), float(curve_z[-1])), Span(0, 1), width, height)
        self.z, self.a, self.line = z, a, self.on_plot(curve_z, curve_a)
        self.recorded = {"z": z, "a": a, "curve z": curve_z, "curve a": curve_a}
        self.on_axis, self.on_curve = self.on_plot(z, 0 * a), self.on_plot(z, a)
        self.sums, self.sum_side = self._under()
        self.greys, self.grey_side = self._beside()
        self.slide(z[-1], a[-1]).clear(0).bend(0).rain(0).carry(0).mark(0)

    def slide(self, z, a):
        self.at, self.recorded["path of our own"] = self.on_plot(z, a), np.array([[z, a]])
        return self

    def clear(self, share):
        self.cleared = share
        return self

    def bend(self, share):
        self.bent = share
        return self

    def rain(self, count):
        self.rained = count
        return self

    def carry(self, count):
        self.carried = count
        return self

    def mark(self, share):
        self.marked = share
        return self

    def shown(self):
        return self.recorded

    def ticks(self):
        """A few round sums below the axis, and its name."""
        name = Words("z", color=theme.SUM).next_to(self.spot(self.x_span.high, 0), DOWN, buff=theme.GAP / 2, aligned_edge=RIGHT)
        ticks = [_tick(Mark(float(z), "g"), self.spot(z, 0), DOWN) for z in self.x_span.ticks]
        align_baselines(*ticks[-1:], name)
        return _Ticks(*ticks, name)

    def ends(self):
        """What the greys go from and to, at the right."""
        return _Ticks(*(_tick(Mark(a), self.spot(self.x_span.high, a), RIGHT) for a in (0, 1)))

    def aside(self, a):
        """Where a neuron of that grey stands, at the left, where the line from its sum ends."""
        return self.spot(self.x_span.low, a) + (ASIDE + BELOW / 2) * LEFT

    def length(self, z):
        """A sum as a bar along the axis, from 0."""
        zero, end = self.spot(0, 0), self.spot(z, 0)
        bar = Rectangle(color=theme.SUM, width=abs(end - zero)[0], height=theme.BALL, fill_opacity=1, stroke_width=0)
        return bar.move_to((zero + end) / 2)

    def _under(self):
        """(middles (n, 2), side): where each sum lies below its place on the axis, in columns as wide as a square."""
        width, height = self.extent
        x, level, side = _stacked(self.x_span.share(self.z), width, DEEP)
        return np.column_stack([x, -height / 2 - BELOW - (level + 0.5) * side]), side

    def _beside(self):
        """The same of the greys, to the left of the axis."""
        width, height = self.extent
        y, level, side = _stacked(self.a, height, LONG)
        return np.column_stack([-width / 2 - ASIDE - (level + 0.5) * side, y]), side

    def draw(self, ctx):
        ink(ctx, INK)
        ctx.set_line_width(theme.BOLD)
        trace(ctx, self.line[:max(2, round(self.bent * len(self.line)))] if self.bent else [])
        for i in range(min(len(self.z), int(np.ceil(self.rained)))):
            fallen = np.clip((self.rained - i) / FLYING, 0, 1) if self.rained < len(self.z) else 1
            x, y = self.sums[i]
            _cell(ctx, x, y + FALL * (1 - fallen), self.sum_side, SUM, (0.45 if self.carried > i else 1) * (1 - self.cleared))
        for i in range(min(len(self.z), int(np.ceil(self.carried)))):
            self._paint_carried(ctx, i)
        if self.marked:
            self._paint_mark(ctx)

    def _paint_carried(self, ctx, i):
        on = 2 * np.clip((self.carried - i) / FLYING, 0, 1) if self.carried < len(self.z) else 2
        t, (start, end) = on % 1, ((self.on_axis, self.on_curve) if on < 1 else (self.on_curve, self.greys))
        x, y = self.greys[i] if on == 2 else (1 - t) * start[i] + t * end[i]
        colour = SUM if on < 1 else 3 * [float(self.a[i])]
        _cell(ctx, x, y, self.grey_side if on >= 1 else self.sum_side, colour, 1 - self.cleared, rim=on >= 1)

    def _paint_mark(self, ctx):
        (x, y), low = self.at, -self.extent[1] / 2
        up, left = min(self.marked, 1), max(0, self.marked - 1)
        ctx.set_dash([0.07, 0.07])
        paint_line(ctx, x, low, x, low + up * (y - low), theme.LINE * 1.5, SUM)
        paint_line(ctx, x, y, x - left * (x + self.extent[0] / 2 + ASIDE), y, theme.LINE * 1.5, INK)
        ctx.set_dash([])
        if up == 1:
            paint_dot(ctx, x, y, theme.BALL, INK)

    def _paint_axes(self, ctx):
        right, top = np.array(self.extent) / 2
        paint_line(ctx, -right, -top, right, -top, theme.LINE, FAINT)
        if not self.bent:
            return
        paint_line(ctx, -right, -top, -right, top, theme.LINE, FAINT)
        ctx.set_dash([0.05, 0.07])
        paint_line(ctx, -right, top, right, top, theme.LINE, FAINT)
        ctx.set_dash([])


class _Ticks(VGroup):
    """Ticks of a Squash."""


def _stacked(shares, length, deep):
    """(middle (n,), level (n,), side): squares at these shares of a length, off by no more than half a side, piled no higher than `deep`.

    length  from -length / 2 to length / 2
    """
    def slots(n):
        return np.clip((shares * n).astype(int), 0, n - 1)

    n = int(np.ceil(length / WIDEST))
    while np.bincount(slots(n)).max() * length / n > deep:
        n += 1
    return ((slots(n) + 0.5) / n - 0.5) * length, _before(slots(n)), length / n


def _before(groups):
    """(n,) how many of its own group came before each."""
    seen, before = {}, np.zeros(len(groups), int)
    for i, group in enumerate(groups):
        before[i] = seen.get(group, 0)
        seen[group] = before[i] + 1
    return before


def _cell(ctx, x, y, side, colour, opacity=1.0, rim=False):
    side *= FILL
    ink(ctx, colour, opacity)
    ctx.rectangle(x - side / 2, y - side / 2, side, side)
    ctx.fill_preserve() if rim else ctx.fill()
    if rim:
        ink(ctx, FAINT, opacity)
        ctx.set_line_width(theme.THREAD)
        ctx.stroke()


def _tick(mark, spot, side):
    return Words("{}", mark, size=theme.LABEL, color=theme.FAINT).next_to(spot, side, buff=theme.GAP / 2)


INK, FAINT, SUM = (color.to_rgb() for color in (theme.INK, theme.FAINT, theme.SUM))
