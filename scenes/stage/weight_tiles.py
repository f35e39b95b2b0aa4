"""The weights of a layer's neurons as pictures that develop: blue above 0, orange below, the brighter, the larger."""

import cairo
import numpy as np

from scenes.stage import theme
from scenes.stage.block import packed_colours
from scenes.stage.painting import Painting, frame_square, paint_image

SPACE = 0.06           # between two pictures, in their sides


class WeightTiles(Painting):
    """W (K, n, pixels): the weights of n neurons in K recorded states, in so many columns; `show(row)`: those of one state.

    full  a weight of that size has its colour in full
    """

    def __init__(self, W, full, columns, side, shape=(28, 28)):
        rows = -(-W.shape[1] // columns)
        self.pitch, self.side, self.columns, self.shape = (1 + SPACE) * side, side, columns, shape
        super().__init__(columns * self.pitch - SPACE * side, rows * self.pitch - SPACE * side)
        self.W, self.full = W, full
        self.show(0)

    def show(self, row):
        self.row = int(row)
        W = self.W[self.row].astype(float)
        share = np.minimum(1, np.abs(W) / self.full)[..., None] ** 0.8
        colours = share * np.where(W[..., None] > 0, theme.POSITIVE.to_rgb(), theme.NEGATIVE.to_rgb())
        self.images = [np.ascontiguousarray(packed_colours(each).reshape(self.shape)) for each in colours]
        return self

    def shown(self):
        return {"weights": self.W[self.row]}

    def middle(self, i):
        """(x, y) of picture i."""
        (width, height), (row, column) = self.extent, divmod(i, self.columns)
        return column * self.pitch + (self.side - width) / 2, (height - self.side) / 2 - row * self.pitch

    def paint(self, ctx):
        for i, image in enumerate(self.images):
            x, y = self.middle(i)
            paint_image(ctx, image, x, y, self.side, sharpness=cairo.FILTER_NEAREST)
            frame_square(ctx, x, y, self.side, theme.LINE / 2, theme.FAINT.to_rgb())
