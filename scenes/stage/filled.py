"""Bars as long as there is to learn, filled as far as was learned; each training is a dot."""

import numpy as np
from manim import LEFT, RIGHT, Rectangle

from scenes.stage import theme
from scenes.stage.painting import Painting, ink, paint_dot, paint_line

SLIM = 0.7             # height of a bar, in pitches
INSIDE = 0.5           # of the height, over which the dots of a bar are spread
BEYOND = 0.15          # of the height, by which the mark of a guess reaches beyond the bar on either side


class Filled(Painting):
    """sizes (n,): how long the bars are, one below the other, `longest` as long as the box; known (n, S): the shares that are filled,
    one for each training.

    The bar is filled as far as its training in the middle; `fill(i)` is how one is filled: draw(share) for Through. Its color is that
    of who learned; several trainings are dots.
    guess  a share that is marked across each bar: so many one gets right who knows nothing
    """

    def __init__(self, sizes, known, longest, width, pitch, color, guess=None):
        super().__init__(width, pitch * len(sizes))
        self.guess, self.colour = guess, color.to_rgb()
        self.sizes, self.known = np.asarray(sizes, float), np.sort(known, axis=1)
        self.unit, self.pitch = width / longest, pitch
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

    def at(self, i, share):
        """Where in the scene a bar has so much of its length to its left: 0 is its left end."""
        return self.place(self._x(share * self.sizes[i]), self._y(i))

    def before(self, i, text):
        """A text left of a bar."""
        return text.next_to(self.at(i, 0), LEFT, buff=theme.GAP)

    def after(self, i, text):
        """A text right of a bar."""
        return text.next_to(self.at(i, 1), RIGHT, buff=theme.GAP)

    def outline(self, i):
        """The frame of a bar, as a thing of its own."""
        start, end = self.at(i, 0), self.at(i, 1)
        height = SLIM * self.pitch * self.width / self.extent[0]
        return Rectangle(width=(end - start)[0], height=height, color=theme.INK).move_to((start + end) / 2)

    def _x(self, size):
        return self.unit * size - self.extent[0] / 2

    def _y(self, i):
        return self.extent[1] / 2 - (i + 0.5) * self.pitch

    def paint(self, ctx):
        height, left = SLIM * self.pitch, -self.extent[0] / 2
        for i, size in enumerate(self.sizes):
            y, share = self._y(i), float(self.done[i])
            for long, color in ((size, DARK), (share * self.middle[i] * size, self.colour)):
                ctx.rectangle(left, y - height / 2, self.unit * long, height)
                ink(ctx, color)
                ctx.fill()
            ctx.rectangle(left, y - height / 2, self.unit * size, height)
            ink(ctx, FAINT)
            ctx.set_line_width(theme.LINE)
            ctx.stroke()
            if self.guess is not None:
                self._paint_guess(ctx, self._x(self.guess * size), y, (0.5 + BEYOND) * height)
            if share == 1 and self.known.shape[1] > 1:
                spots = np.linspace(0.5, -0.5, self.known.shape[1]) * INSIDE * height
                for at, each in zip(spots, self.known[i], strict=True):
                    paint_dot(ctx, self._x(each * size), y + at, theme.DOT, self.colour)

    @staticmethod
    def _paint_guess(ctx, x, y, reach):
        """A line that is seen on what is filled, and beside it."""
        for width, color in ((4 * theme.LINE, DARKEST), (1.5 * theme.LINE, FAINT)):
            paint_line(ctx, x, y - reach, x, y + reach, width, color)


DARK, FAINT, DARKEST = theme.BACKGROUND.interpolate(theme.HAIR, 0.35).to_rgb(), theme.FAINT.to_rgb(), theme.BACKGROUND.to_rgb()
