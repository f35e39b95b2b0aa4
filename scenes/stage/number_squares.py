"""Numbers as squares, all of one size: blue above 0, orange below, the brighter, the larger; so their count is an area."""

from itertools import pairwise

import cairo
import numpy as np
from manim import DOWN, LEFT, RIGHT, UP, VGroup

from scenes.stage import theme
from scenes.stage.painting import OPAQUE, Painting, ink, paint_image
from scenes.stage.text import Words, align_baselines

FAR = 0.7               # a number of that share of the largest has its colour in full
GAP, APART = 0.16, 1.25  # between pictures; between the blocks below them
EMPTY = theme.BACKGROUND.interpolate(theme.HAIR, 0.3)


class Block(Painting):
    """values (n,) or (rows, columns) in so many rows and columns of squares; `fill(count)` shows the first so many."""

    def __init__(self, values, shape, square):
        (rows, columns), self.values, self.square = shape, np.asarray(values), square
        super().__init__(columns * square, rows * square)
        self.shape, self.count = shape, rows * columns
        self.colours = signed(self.values.ravel(), FAR * np.abs(self.values).max())
        self.fill(self.count)

    def fill(self, count):
        """Only the first so many are there."""
        self.filled = round(count)
        there = np.arange(self.count) < self.filled
        self.image = np.where(there, self.colours, packed_colours(EMPTY.to_rgb()[None])).reshape(self.shape)
        return self

    def spot(self, i):
        """Where the square of number i is in the scene."""
        (width, height), (row, column) = self.extent, divmod(int(i), self.shape[1])
        return self.place((column + 0.5) * self.square - width / 2, height / 2 - (row + 0.5) * self.square)

    def shown(self):
        return {"numbers": self.values}

    def paint(self, ctx):
        width, height = self.extent
        paint_image(ctx, np.ascontiguousarray(self.image), 0, 0, width, sharpness=cairo.FILTER_NEAREST)
        ink(ctx, theme.FAINT.to_rgb())
        ctx.set_line_width(theme.LINE / 2)
        ctx.rectangle(-width / 2, -height / 2, width, height)
        ctx.stroke()


class Weights(VGroup):
    """W (n, rows * columns): a picture of the weights of each of n neurons, in so many columns."""

    def __init__(self, W, columns, square, shape=(28, 28)):
        super().__init__(*(Block(w, shape, square) for w in W))
        self.arrange_in_grid(cols=columns, buff=GAP)


class AllNumbers(VGroup):
    """All numbers of a network: the pictures of its first layer, below them its first biases and the layers after it.

    layers  [(W, b)]; counts: Facts, of each W and b in turn, how many numbers it has
    pictures, rest, names, sums (their counts, with a + between them)
    """

    def __init__(self, layers, counts, columns, square):
        self.pictures, self.rest, self.names = Weights(layers[0][0], columns, square), VGroup(), []
        for l, (W, b) in enumerate(layers):
            self.rest.add(*([Block(W, W.shape, square)] if l else []), Block(b, _nearly_square(len(b)), square))
        self.rest.arrange(RIGHT, buff=APART, aligned_edge=DOWN).next_to(self.pictures, DOWN, buff=1.2)
        self.rest.align_to(self.pictures, LEFT).shift(APART * 1.5 * RIGHT)
        numbers = [Words("{}", count) for count in counts]
        for k, (number, block) in enumerate(zip(numbers[1:], self.rest)):
            number.next_to(block, DOWN)
            self.names.append(_name(k + 1).next_to(self.rest, UP).set_x(block.get_x()))
        numbers[0].align_to(self.pictures, LEFT)
        self.names.append(_name(0).next_to(self.pictures, DOWN).set_x(numbers[0].get_x()))
        align_baselines(*numbers[1:], numbers[0])
        align_baselines(*self.names)
        pluses = [Words("+", color=theme.FAINT).move_to((a.get_right() + b.get_left()) / 2) for a, b in pairwise(numbers)]
        self.sums = VGroup(numbers[0], *(part for pair in zip(pluses, numbers[1:]) for part in pair))
        self.blocks = [*self.pictures, *self.rest]
        super().__init__(self.pictures, self.rest, *self.names, self.sums)

    def fill(self, hand):
        """The first so many blocks are filled, and the next one is being."""
        for k, block in enumerate(self.blocks):
            block.fill(block.count * min(1, max(0, hand - k)))
        return self


def _name(k):
    """What the k-th block of numbers is."""
    return Words("biases" if k % 2 else "weights", color=theme.FAINT)


def _nearly_square(n):
    """(rows, columns) of n squares."""
    columns = max(k for k in range(1, int(n ** 0.5) + 1) if n % k == 0)
    return n // columns, columns


def signed(numbers, full, lift=0.8):
    """Numbers (n,) as packed pixels (n,): blue above 0, orange below, in full from `full` on; lift below 1: small ones are seen."""
    share = np.minimum(1, np.abs(numbers) / max(full, 1e-300)) ** lift
    signs = np.where((numbers > 0)[:, None], theme.POSITIVE.to_rgb(), theme.NEGATIVE.to_rgb())
    return packed_colours(share[:, None] * signs)


def packed_colours(colours):
    """(n,): (red, green, blue) as cairo keeps opaque pixels, in the order of Manim's frame (see painting.ink)."""
    red, green, blue = (255 * np.asarray(colours)).round().astype(np.uint32).T
    return OPAQUE + (blue << np.uint32(16)) + (green << np.uint32(8)) + red
