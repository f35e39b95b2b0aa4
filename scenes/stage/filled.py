"""Bars as long as there is to learn, filled as far as was learned; each training is a dot."""

import numpy as np
from manim import LEFT, RIGHT, UP, Group, Rectangle

from scenes.stage import theme
from scenes.stage.painting import Painting, ink, paint_dot, paint_line
from scenes.stage.text import Words, align_baselines

SLIM = 0.7             # height of a bar, in pitches
INSIDE = 0.66          # of the height, over which the dots of a bar are spread
SMALL = 0.65 * theme.DOT
ASIDE = 2.8            # from the end of the longest bar to that of a number in the column on its right


class Filled(Painting):
    """sizes (n,): how long the bars are, one below the other, `longest` as long as the box; known (n, S): the shares that are filled,
    one for each training.

    The bar is filled as far as its training in the middle; `fill(i)` is how one is filled: draw(share) for Through. Its color is that
    of who learned; several trainings are dots.
    guess  a share that is marked by a line across each bar: so many one gets right who knows nothing
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
                x, color = self._x(self.guess * size), UNDER if share * self.middle[i] > self.guess else FAINT
                paint_line(ctx, x, y - height / 2, x, y + height / 2, 1.5 * theme.LINE, color)
            if share == 1 and self.known.shape[1] > 1:
                spots = np.linspace(0.5, -0.5, self.known.shape[1]) * INSIDE * height
                for at, each in zip(spots, self.known[i], strict=True):
                    paint_dot(ctx, self._x(each * size), y + at, SMALL, FAINT)


class Share(Filled):
    """One bar that stands for all, filled as far as a share (a Fact); `number()`: it, right of the bar."""

    def __init__(self, share, length, pitch, color, guess):
        super().__init__([1], [[share.value]], 1, length, pitch, color, guess)
        self.share, self.ink = share, color

    def number(self):
        return self.after(0, Words("{}", self.share, size=theme.TITLE, color=self.ink))


class Rows(Group):
    """Bars (Filled) with two heads above them, over what stands left of them and over themselves; Facts for each bar are

    known, at its end; share, in a column right of all bars; about: texts left of them
    """

    def __init__(self, bars, heads, about, known, share):
        self.bars, self.heads = bars, heads
        heads[1].next_to(bars, UP, buff=theme.GAP / 2).align_to(bars, LEFT)
        heads[0].next_to(bars, LEFT, buff=theme.GUTTER)
        align_baselines(*heads[::-1])
        self.about = [text.move_to(bars.at(i, 0)).align_to(heads[0], RIGHT) for i, text in enumerate(about)]
        self.known, self.share = ([bars.after(i, Words("{}", fact, size=theme.TITLE)) for i, fact in enumerate(facts)]
                                  for facts in (known, share))
        for text in self.share:
            text.align_to(bars, RIGHT).shift(ASIDE * RIGHT)
        super().__init__(bars, *heads, *self.about, *self.known, *self.share)


DARK, FAINT, UNDER = theme.BACKGROUND.interpolate(theme.HAIR, 0.35).to_rgb(), theme.FAINT.to_rgb(), theme.BACKGROUND.to_rgb()
