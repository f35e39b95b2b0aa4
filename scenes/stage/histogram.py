"""How many of some numbers lie where: shares of them in bins, that change from row to row of a recording."""

import numpy as np

from scenes.stage import theme
from scenes.stage.painting import Painting, ink, paint_line

FILLED = 0.88           # of the width of a bin


class Histogram(Painting):
    """shares (bins,) of all numbers, from left to right; the box is as high as a share of `full`.

    marks  so many stretches of equal length are marked along the axis
    """

    def __init__(self, shares, full, width, height, color, marks=1):
        super().__init__(width, height)
        self.full, self.marks, self.colour = full, marks, color.to_rgb()
        self.show(shares)

    def show(self, shares):
        self.shares = np.asarray(shares)
        return self

    def shown(self):
        return {"shares": self.shares}

    def paint(self, ctx):
        (width, height), n = self.extent, len(self.shares)
        ink(ctx, self.colour)
        for k, share in enumerate(self.shares):
            ctx.rectangle((k / n - 0.5) * width + (1 - FILLED) / 2 * width / n, -height / 2, FILLED * width / n, height * share / self.full)
        ctx.fill()
        paint_line(ctx, -width / 2, -height / 2, width / 2, -height / 2, theme.LINE, theme.FAINT.to_rgb())
        for x in width * np.linspace(-0.5, 0.5, self.marks + 1):
            paint_line(ctx, x, -height / 2, x, -height / 2 - theme.GAP / 2, theme.LINE, theme.FAINT.to_rgb())
