"""Two ways to the same numbers: a dot for each number, on axes that are logarithmic on both sides of zero; and where zeros lie."""

from math import tau

import numpy as np
from manim import DOWN, LEFT, RIGHT, UP, Dot, Group, Line, VGroup

from scenes.stage import theme
from scenes.stage.facts import Mark
from scenes.stage.painting import Painting, fill_square, ink, paint_line
from scenes.stage.text import Words

DOT, FINE = 0.05, 0.02            # radius of a dot; dots that are no farther apart are drawn as one
EVERY = 4                         # every so many powers of ten have a tick


class Agreement(VGroup):
    """one and other (n,): the same numbers, found in two ways. show(count) draws the first of them."""

    def __init__(self, one, other, side, names):
        self.plot = _Plot(one, other, side)
        half = side / 2
        ticks = [_tick(value, self.plot.place(*spot), way) for value in self.plot.ticks
                 for spot, way in (((self.plot.on(value), -half), DOWN), ((-half, self.plot.on(value)), LEFT))]
        self.names = [Words(name, size=theme.LABEL) for name in names]
        self.names[0].move_to(self.plot.place(half, -half), aligned_edge=RIGHT + DOWN).shift(0.15 * (LEFT + UP))
        self.names[1].move_to(self.plot.place(-half, half), aligned_edge=LEFT + UP).shift(0.15 * (RIGHT + DOWN))
        scale = Words("slopes, logarithmic\naway from zero", size=theme.LABEL).move_to(self.plot.place(half / 2, -0.5 * half))
        self.labels = [*ticks, *self.names, scale]
        super().__init__(self.plot, *self.labels)

    def diagonal(self):
        """The line on which both are the same."""
        far = 0.475 * self.plot.extent[0]
        return Line(self.plot.place(-far, -far), self.plot.place(far, far), color=theme.INK, stroke_width=theme.stroke(2 * DOT))

    def at_zero(self, text):
        """A mark in the middle, where both are zero, and a text to it."""
        spot = self.plot.place(0, 0)
        return VGroup(Dot(spot, radius=2 * DOT, color=theme.INK), text.next_to(spot, LEFT + UP, buff=0.15))

    def show(self, count):
        """Draw the first so many."""
        self.plot.count = int(count)
        return self


class _Plot(Painting):
    def __init__(self, one, other, side):
        super().__init__(side, side)
        self.one, self.other, self.count = one, other, 0
        sizes = np.abs(np.concatenate([one, other]))
        self.low = np.floor(np.log10(sizes[sizes > 0].min())) - 1
        self.high = np.log10(sizes.max()) + 0.4
        spots = np.column_stack([self.on(one), self.on(other)])
        _, first = np.unique((spots / FINE).round().astype(int), axis=0, return_index=True)
        self.firsts = np.sort(first)
        self.spots = spots

    def on(self, values):
        """Where values stand along an axis, from its middle."""
        far = np.log10(np.maximum(np.abs(values), 10.0 ** self.low)) - self.low
        return np.sign(values) * far / (self.high - self.low) * self.extent[0] / 2

    @property
    def ticks(self):
        powers = 10.0 ** np.arange(np.floor(self.high), self.low, -EVERY)
        return [sign * power for power in powers[:2] for sign in (-1, 1)]

    def shown(self):
        return {"one": self.one[:self.count], "other": self.other[:self.count]} if self.count else {}

    def paint(self, ctx):
        half = self.extent[0] / 2
        ink(ctx, PANEL)
        ctx.rectangle(-half, -half, 2 * half, 2 * half)
        ctx.fill()
        for ends in ((-half, 0, half, 0), (0, -half, 0, half)):
            paint_line(ctx, *ends, theme.LINE, theme.HAIR.to_rgb())
        for ends in ((-half, -half, half, -half), (-half, -half, -half, half)):
            paint_line(ctx, *ends, theme.LINE, theme.FAINT.to_rgb())
        ink(ctx, theme.GRADIENT.to_rgb())
        for i in self.firsts[:np.searchsorted(self.firsts, self.count)]:
            ctx.new_path()
            ctx.arc(*self.spots[i], DOT, 0, tau)
            ctx.fill()


class Told(Group):
    """A Mask, and beside it what follows from it, line by line: texts."""

    def __init__(self, mask, side, *texts):
        self.mask, self.lines = Mask(mask, side), VGroup(*texts).arrange(DOWN, aligned_edge=LEFT)
        super().__init__(self.mask, self.lines)
        self.arrange(RIGHT)


class Mask(Painting):
    """mask (rows * columns,): which pixels of a picture are meant; show(share) has so many of them."""

    def __init__(self, mask, side, shape=(28, 28)):
        super().__init__(side, side * shape[0] / shape[1])
        self.mask, self.shape, self.share = np.asarray(mask), shape, 0.0

    def show(self, share):
        """So large a part of the meant pixels is lit."""
        self.share = share
        return self

    def shown(self):
        return {"mask": self.mask}

    def paint(self, ctx):
        columns, (width, height) = self.shape[1], self.extent
        pitch, meant = width / columns, np.flatnonzero(self.mask)
        lit = set(meant[:round(self.share * len(meant))].tolist())
        for i in range(len(self.mask)):
            row, column = divmod(i, columns)
            color = theme.FAINT.interpolate(theme.BACKGROUND, 0.4) if i in lit else theme.UNLIT
            fill_square(ctx, (column + 0.5) * pitch - width / 2, height / 2 - (row + 0.5) * pitch, 0.9 * pitch, color.to_rgb())
        ink(ctx, theme.FAINT.to_rgb())
        ctx.set_line_width(theme.LINE)
        ctx.rectangle(-width / 2, -height / 2, width, height)
        ctx.stroke()


def _tick(value, spot, side):
    """A power of ten beside an axis."""
    mark = Mark(value, f".{max(0, -round(np.log10(abs(value))))}f")
    return Words("{}", mark, size=theme.LABEL, color=theme.FAINT).next_to(spot, side, buff=theme.GAP / 2)


PANEL = theme.BACKGROUND.interpolate(theme.HAIR, 0.18).to_rgb()
