"""The weights of many neurons, a picture each, that can come out of places, run through a training, and change their order."""

import cairo
import numpy as np

from scenes.stage import theme
from scenes.stage.block import signed
from scenes.stage.painting import Painting, ink, paint_image

NEXT = 1.06             # from one picture to the next, in sides
BRIGHT = 0.997          # of all weights are smaller than the one that has its colour in full


class WeightPictures(Painting):
    """W (n, rows * columns): a picture for each of n neurons, in so many columns; blue above 0, orange below, the brighter, the
    nearer to the largest weights of them all.

    `show(W)`: other weights in the same places. `come(spots, share)`: on their way out of these places of the scene. `order(order, share)`:
    on their way to another order, picture order[j] to place j.
    """

    def __init__(self, W, columns, side, shape=(28, 28)):
        rows, self.side, self.shape = -(-len(W) // columns), side, shape
        super().__init__((columns - 1) * NEXT * side + side, (rows - 1) * NEXT * side + side)
        row, column = np.divmod(np.arange(len(W)), columns)
        self.places = NEXT * side * np.stack([column - (columns - 1) / 2, (rows - 1) / 2 - row], axis=1)
        self.middles, self.grown, self.lit = self.places, 1.0, np.ones(len(W))
        self.show(W)

    def show(self, W):
        self.W = np.asarray(W)
        pixels = signed(self.W.ravel(), np.quantile(np.abs(self.W), BRIGHT))
        self.images = np.ascontiguousarray(pixels.reshape(len(self.W), *self.shape))
        return self

    def come(self, spots, share):
        """(n, 3) places of the scene; share 0: there, tiny; 1: where they belong."""
        there = np.array([self.matrix_inverse(spot) for spot in spots])
        self.middles, self.grown = there + share * (self.places - there), theme.SPECK + share * (1 - theme.SPECK)
        return self

    def order(self, order, share):
        goal = np.empty_like(self.places)
        goal[np.asarray(order)] = self.places
        self.middles = self.places + share * (goal - self.places)
        return self

    def light(self, *which):
        """Only these are bright; without any, all are."""
        self.lit = np.where(np.isin(np.arange(len(self.W)), which), 1.0, theme.DIM) if which else np.ones(len(self.W))
        return self

    def spot(self, i):
        """Where the middle of picture i stands in the scene."""
        return self.place(*self.middles[i])

    def matrix_inverse(self, spot):
        """A place of the scene in the painting's own coordinates."""
        inverse = self.matrix()
        inverse.invert()
        return inverse.transform_point(*spot[:2])

    def shown(self):
        return {"weights": self.W}

    def paint(self, ctx):
        side = self.grown * self.side
        for (x, y), image, lit in zip(self.middles, self.images, self.lit):
            paint_image(ctx, image, x, y, side, lit, sharpness=cairo.FILTER_NEAREST)
            ink(ctx, theme.FAINT.to_rgb(), lit)
            ctx.set_line_width(theme.LINE / 2)
            ctx.rectangle(x - side / 2, y - side / 2, side, side)
            ctx.stroke()
