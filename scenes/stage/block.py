"""Numbers as squares, all of one size: blue above 0, orange below, the brighter, the larger; so their count is an area."""

import cairo
import numpy as np

from scenes.stage import theme
from scenes.stage.painting import OPAQUE, Painting, ink, paint_image

FAR = 0.7               # a number of that share of the largest has its colour in full
EMPTY = theme.BACKGROUND.interpolate(theme.HAIR, 0.3)


class Block(Painting):
    """values (n,) or (rows, columns) in so many rows and columns of squares; `fill(count)` shows the first so many."""

    def __init__(self, values, shape, square):
        (rows, columns), self.values, self.square = shape, np.asarray(values), square
        super().__init__(columns * square, rows * square)
        self.shape, self.count = shape, rows * columns
        flat = self.values.ravel()
        share = np.minimum(1, np.abs(flat) / max(FAR * np.abs(flat).max(), 1e-300)) ** 0.8
        signs = np.where((flat > 0)[:, None], theme.POSITIVE.to_rgb(), theme.NEGATIVE.to_rgb())
        self.colours = _packed(share[:, None] * signs)
        self.fill(self.count)

    def fill(self, count):
        """Only the first so many are there."""
        self.filled = round(count)
        there = np.arange(self.count) < self.filled
        self.image = np.where(there, self.colours, _packed(EMPTY.to_rgb()[None])).reshape(self.shape)
        return self

    def shown(self):
        return {"numbers": self.values}

    def paint(self, ctx):
        width, height = self.extent
        paint_image(ctx, np.ascontiguousarray(self.image), 0, 0, width, sharpness=cairo.FILTER_NEAREST)
        ink(ctx, theme.FAINT.to_rgb())
        ctx.set_line_width(theme.LINE / 2)
        ctx.rectangle(-width / 2, -height / 2, width, height)
        ctx.stroke()


def _packed(colours):
    """(n,): (red, green, blue) as cairo keeps opaque pixels, in the order of Manim's frame (see painting.ink)."""
    red, green, blue = (255 * np.asarray(colours)).round().astype(np.uint32).T
    return OPAQUE + (blue << np.uint32(16)) + (green << np.uint32(8)) + red
