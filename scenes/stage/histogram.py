"""How many of some numbers lie where: shares of them in bins, that change from row to row of a recording."""

import numpy as np
from manim import DOWN, LEFT, RIGHT, UP, VGroup

from scenes.stage import theme
from scenes.stage.painting import Painting, ink, paint_line

FILLED = 0.88           # of the width of a bin
ABOVE = 0.46            # the axis of a layer, from the bars of the next one: its name stands there


class Histogram(Painting):
    """shares (bins,) of all numbers, from left to right; the box is as high as the largest of them.

    marks   so many stretches of equal length are marked along the axis
    middle  a line stands where half of the numbers lie on either side

    `keep()`: what is shown now stays behind what is shown later, pale.
    """

    kept = None

    def __init__(self, shares, width, height, color, marks=1, middle=False):
        super().__init__(width, height)
        self.marks, self.middle, self.colour, self.pale = marks, middle, color.to_rgb(), theme.HAIR.to_rgb()
        self.show(shares)

    def show(self, shares):
        self.shares = np.asarray(shares)
        return self

    def keep(self):
        self.kept = self.shares
        return self

    def shown(self):
        return {"shares": self.shares} | ({} if self.kept is None else {"kept shares": self.kept})

    def paint(self, ctx):
        (width, height), faint = self.extent, theme.FAINT.to_rgb()
        if self.kept is not None:
            self._paint_bars(ctx, self.kept, self.pale)
        self._paint_bars(ctx, self.shares, self.colour)
        paint_line(ctx, -width / 2, -height / 2, width / 2, -height / 2, theme.LINE, faint)
        for x in width * np.linspace(-0.5, 0.5, self.marks + 1):
            paint_line(ctx, x, -height / 2, x, -height / 2 - theme.GAP / 2, theme.LINE, faint)
        if self.middle:
            x = width * (middle_of(self.shares) - 0.5)
            for wide, shade in ((3 * theme.BOLD, theme.BACKGROUND), (1.2 * theme.BOLD, theme.INK)):       # with a dark rim
                paint_line(ctx, x, -height / 2, x, height / 2, wide, shade.to_rgb())

    def _paint_bars(self, ctx, shares, colour):
        (width, height), n = self.extent, len(shares)
        ink(ctx, colour)
        for k, share in enumerate(shares / shares.max()):
            ctx.rectangle((k / n - 0.5) * width + (1 - FILLED) / 2 * width / n, -height / 2, FILLED * width / n, height * share)
        ctx.fill()


def middle_of(shares):
    """Where half of the numbers lie on either side, as a share of the axis; in its bin they lie evenly."""
    below = np.concatenate([[0], np.cumsum(shares)]) / np.sum(shares)
    k = int(np.searchsorted(below, 0.5)) - 1                                # below[k] < 0.5 <= below[k + 1]
    return (k + (0.5 - below[k]) / (below[k + 1] - below[k])) / len(shares)


class Layers(VGroup):
    """A Histogram for each layer, shares (L, bins), one below the other under a heading, each under its name.

    names  a text for each, ends: texts that stand below the axis of the last one, evenly from its left end to its right end
    """

    def __init__(self, heading, names, shares, width, height, color, ends, **options):
        self.bars = [Histogram(each, width, height, color, **options).shift(i * (height + ABOVE) * DOWN) for i, each in enumerate(shares)]
        texts = [(heading, ABOVE + theme.GAP / 2), *((name, theme.GAP * 0.4) for name in names)]
        for bars, (text, above) in zip([self.bars[0], *self.bars], texts):      # by baselines: rows of two stand level, side by side
            text.align_to(bars, LEFT).shift((bars.get_top()[1] + above - text.baseline) * UP)
        super().__init__(heading, *names, *self.bars)
        for end, at in zip(ends, np.linspace(-0.5, 0.5, len(ends))):
            end.set_color(theme.FAINT).next_to(self.bars[-1], DOWN, buff=theme.GAP * 0.75).shift(at * (width - end.width) * RIGHT)
        self.add(*ends)

    def show(self, shares):
        for bars, each in zip(self.bars, shares):
            bars.show(each)
        return self

    def keep(self):
        for bars in self.bars:
            bars.keep()
        return self
