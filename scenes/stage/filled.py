"""Bars as high as there is to learn, filled as high as was learned; each training is a dot."""

import numpy as np
from manim import DOWN, UP, Rectangle

from scenes.stage import theme
from scenes.stage.painting import Painting, ink, paint_dot, paint_line

SLIM = 0.7             # width of a bar, in pitches
INSIDE = 0.6           # of the width, over which the dots of a bar are spread
DASH = 0.08            # length of a dash, and of the gap after it


class Filled(Painting):
    """sizes (n,): how high the bars are, `highest` as high as the box; known (n, S): the shares that are filled, one for each training.

    The bar is filled as high as its training in the middle; `fill(i)` is how one is filled: draw(share) for Through.
    guess  a share that is marked by a dashed line across each bar: so many one gets right who knows nothing
    """

    def __init__(self, sizes, known, highest, width, height, guess=None):
        super().__init__(width, height)
        self.guess = guess
        self.sizes, self.known = np.asarray(sizes, float), np.sort(known, axis=1)
        self.unit, self.pitch = height / highest, width / len(sizes)
        self.middle = self.known[:, (self.known.shape[1] - 1) // 2]
        self.recorded, self.done = np.asarray(known), np.zeros(len(sizes))

    def fill(self, i):
        """draw(share) for Through: how far a bar has been filled; when it is, its dots are there."""
        def draw(share):
            self.done = np.where(np.arange(len(self.done)) == i, share, self.done)
            return self

        return draw

    def shown(self):
        return {f"known {i}": self.recorded[i] for i in np.flatnonzero(self.done == 1)}

    def foot(self, i):
        """Where the middle of the foot of a bar is in the scene."""
        return self.place(self._x(i), -self.extent[1] / 2)

    def top(self, i):
        """Where the middle of its upper end is."""
        return self.place(self._x(i), self._y(self.sizes[i]))

    def above(self, i, text):
        """A text above a bar."""
        return text.next_to(self.top(i), UP, buff=theme.GAP)

    def below(self, i, text):
        """A text below a bar."""
        return text.next_to(self.foot(i), DOWN, buff=theme.GAP)

    def box(self, i):
        """(middle, width, height) of a bar in the scene."""
        return (self.foot(i) + self.top(i)) / 2, SLIM * self.pitch, (self.top(i) - self.foot(i))[1]

    def outline(self, i):
        """The frame of a bar, as a thing of its own."""
        middle, width, height = self.box(i)
        return Rectangle(width=width, height=height, color=theme.INK).move_to(middle)

    def _x(self, i):
        return (i + 0.5) * self.pitch - self.extent[0] / 2

    def _y(self, size):
        return self.unit * size - self.extent[1] / 2

    def paint(self, ctx):
        width, floor = SLIM * self.pitch, -self.extent[1] / 2
        for i, size in enumerate(self.sizes):
            x, share = self._x(i), float(self.done[i])
            for high, color in ((size, DARK), (share * self.middle[i] * size, LIGHT)):
                ctx.rectangle(x - width / 2, floor, width, self.unit * high)
                ink(ctx, color)
                ctx.fill()
            ctx.rectangle(x - width / 2, floor, width, self.unit * size)
            ink(ctx, FAINT)
            ctx.set_line_width(theme.LINE)
            ctx.stroke()
            if self.guess is not None:
                self._paint_guess(ctx, x, self._y(self.guess * size), width)
            if share == 1:
                spots = np.linspace(-0.5, 0.5, self.known.shape[1]) * INSIDE * width
                for at, each in zip(spots, self.known[i], strict=True):
                    paint_dot(ctx, x + at, self._y(each * size), theme.DOT, LIT)
        paint_line(ctx, -self.extent[0] / 2, floor, self.extent[0] / 2, floor, theme.LINE, FAINT)

    def _paint_guess(self, ctx, x, y, width):
        ctx.set_dash([DASH])
        paint_line(ctx, x - width / 2, y, x + width / 2, y, 1.5 * theme.LINE, DARKEST)
        ctx.set_dash([])


DARK, LIGHT = (theme.BACKGROUND.interpolate(theme.HAIR, 0.35).to_rgb(), theme.FAINT.to_rgb())
FAINT, LIT, DARKEST = theme.FAINT.to_rgb(), theme.LIT.to_rgb(), theme.BACKGROUND.to_rgb()
