"""The weights of many neurons, a picture each, that can come out of places, run through a training, and change their order."""

import cairo
import numpy as np
from manim import DOWN, LEFT, RIGHT, VGroup

from scenes.stage import theme
from scenes.stage.number_squares import packed_colours, signed
from scenes.stage.painting import Painting, frame_square, ink, paint_image
from scenes.stage.text import Words

NEXT = 1.06             # from one picture to the next, in sides
BRIGHT = 0.997          # of all weights are smaller than the one that has its colour in full
LIFT = 0.6              # a weight of half the size is more than half as bright: small ones are seen
KEY, STEPS = (2.2, 0.22), 61    # width and height of the key, and how many colours it has


class WeightPictures(Painting):
    """W (n, rows * columns): a picture for each of n neurons, in so many columns; blue above 0, orange below, the brighter the larger.

    full  a weight of that size has its colour in full; None: nearly the largest of those that are shown
    lift  the brightness is the size to this power: below 1, small weights are seen
    lit   (rows * columns,): pixels that were ever lit; the others are left out; None: all are there

    `show(W)`: other weights in the same places. `reveal(count)`: only the first so many. `come(spots, share)`: on their way out
    of these places of the scene. `order(order, share)`: on their way to another order, picture order[j] to place j.
    """

    def __init__(self, W, columns, side, full=None, lit=None, shape=(28, 28), lift=LIFT):
        rows, self.side, self.shape, self.full, self.pixels, self.lift = -(-len(W) // columns), side, shape, full, lit, lift
        super().__init__((columns - 1) * NEXT * side + side, (rows - 1) * NEXT * side + side)
        row, column = np.divmod(np.arange(len(W)), columns)
        self.places = NEXT * side * np.stack([column - (columns - 1) / 2, (rows - 1) / 2 - row], axis=1)
        self.middles, self.grown, self.lit = self.places, 1.0, np.ones(len(W))
        self.show(W).reveal(len(W))

    def show(self, W):
        self.W = np.asarray(W)
        full = np.quantile(np.abs(self.W), BRIGHT) if self.full is None else self.full
        colours = signed(self.W.ravel(), full, self.lift).reshape(self.W.shape)
        if self.pixels is not None:
            colours = np.where(self.pixels, colours, packed_colours(theme.BACKGROUND.to_rgb()[None]))
        self.images = np.ascontiguousarray(colours.reshape(len(self.W), *self.shape))
        return self

    def reveal(self, count):
        """Only the first so many pictures are there; the next one is coming."""
        self.count = count
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

    def tall(self):
        """How large a picture is in the scene."""
        return self.side * self.width / self.extent[0]

    def matrix_inverse(self, spot):
        """A place of the scene in the painting's own coordinates."""
        inverse = self.matrix()
        inverse.invert()
        return inverse.transform_point(*spot[:2])

    def shown(self):
        return {"weights": self.W}

    def paint(self, ctx):
        side = self.grown * self.side
        for i, ((x, y), image, lit) in enumerate(zip(self.middles, self.images, self.lit)):
            paint_image(ctx, image, x, y, side, lit * min(1, max(0, self.count - i)), sharpness=cairo.FILTER_NEAREST)
            frame_square(ctx, x, y, side, theme.LINE / 2, lit * theme.FAINT.to_rgb())


class WeightKey(VGroup):
    """The scale of colours, from -full over 0 to full (Facts)."""

    def __init__(self, low, zero, full):
        bar = _Bar()
        numbers = (Words("{}", number, size=theme.LABEL, color=theme.FAINT) for number in (low, zero, full))
        ends = bar.get_corner(DOWN + LEFT), bar.get_bottom(), bar.get_corner(DOWN + RIGHT)
        super().__init__(bar, *(number.next_to(end, DOWN, buff=theme.GAP / 2) for number, end in zip(numbers, ends)))


class _Bar(Painting):
    def __init__(self):
        super().__init__(*KEY)

    def shown(self):
        return {}      # a scale, and no numbers of a run

    def paint(self, ctx):
        width, height = self.extent
        ctx.save()
        ctx.scale(1, height * STEPS / width)
        paint_image(ctx, signed(np.linspace(-1, 1, STEPS), 1, LIFT)[None], 0, 0, width, sharpness=cairo.FILTER_NEAREST)
        ctx.restore()
        ink(ctx, theme.HAIR.to_rgb())
        ctx.set_line_width(theme.LINE / 2)
        ctx.rectangle(-width / 2, -height / 2, width, height)
        ctx.stroke()
