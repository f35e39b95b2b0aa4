"""A picture that becomes a column of numbers: its rows leave one after the other, and some of the numbers open into neurons."""

import numpy as np
from manim import DR, ORIGIN, RIGHT, UR, DashedLine, Line, Rectangle, VGroup

from scenes.stage import theme
from scenes.stage.painting import Painting, fill_disc, ink, paint_ring

FLYING = 3              # rows that are on their way at a time
NEURON = 0.42           # radius of a neuron, in pitches of those that open


class Unroll(Painting):
    """Pixels x (rows * columns,) in a square, and `away` to its right the column into which they go, `bar` wide.

    `roll(share)` has so many of its rows arrived; `open(share)` has the numbers `drawn` become neurons, each where it stands;
    the others go.
    """

    def __init__(self, x, side, away, bar, drawn, shape=(28, 28)):
        super().__init__(side + away, side)
        (rows, columns), self.x, self.drawn = shape, np.asarray(x), np.asarray(drawn)
        n, pitch, left = rows * columns, side / columns, -(side + away) / 2
        self.row, column = np.divmod(np.arange(n), columns)
        self.home = np.column_stack([left + (column + 0.5) * pitch, side / 2 - (self.row + 0.5) * pitch])
        self.goal = np.column_stack([np.full(n, (side + away) / 2 - bar / 2), side / 2 - (np.arange(n) + 0.5) * side / n])
        self.sizes, self.rows, self.radius = (np.array([pitch, pitch]), np.array([bar, side / n])), rows, NEURON * side / rows
        self.roll(0).open(0)

    def roll(self, share):
        """So large a part of the rows has left; those that are still on their way arrive in the end, with share 1."""
        self.rolled = np.clip((share * (self.rows + FLYING) - np.arange(self.rows)) / FLYING, 0, 1)
        return self

    def open(self, share):
        """How far some of the numbers have become neurons, 0 to 1, while the others go."""
        self.opened = share
        return self

    def shown(self):
        return {"pixels": self.x}

    def spot(self, i):
        """Where number i stands in the column, in the scene."""
        return self.place(*self.goal[i])

    def neuron(self, i, side=ORIGIN):
        """The middle of a number that has opened, in the scene, or that side of its rim."""
        return self.spot(i) + self.radius * self.width / self.extent[0] * side

    def edges(self, neuron, colors):
        """Lines from the neurons that have opened, each in its colour, to one of the next layer."""
        return [Line(self.neuron(i, RIGHT), neuron.get_left(), stroke_width=theme.stroke(theme.LINE), color=color)
                for i, color in zip(self.drawn, colors, strict=True)]

    def paint(self, ctx):
        along = self.rolled * self.rolled * (3 - 2 * self.rolled)
        for i in np.flatnonzero(self.rolled[self.row] > 0):
            t = along[self.row[i]]
            x, y = (1 - t) * self.home[i] + t * self.goal[i]
            width, height = (1 - t) * self.sizes[0] + t * self.sizes[1]
            ink(ctx, 3 * [float(self.x[i])], 1 - self.opened)
            ctx.rectangle(x - width / 2, y - height / 2, width, height)
            ctx.fill_preserve()
            ink(ctx, theme.FAINT.to_rgb(), 4 * t * (1 - t))       # a black pixel on its way is seen as one, too
            ctx.set_line_width(theme.THREAD)
            ctx.stroke()
        if self.opened:
            self._paint_neurons(ctx)
        self._frame(ctx)

    def _paint_neurons(self, ctx):
        for i in self.drawn:
            fill_disc(ctx, *self.goal[i], self.opened * self.radius, 3 * [float(self.x[i])])
            paint_ring(ctx, *self.goal[i], self.opened * self.radius, theme.LINE, theme.FAINT.to_rgb())

    def _frame(self, ctx):
        """The outline of the column, as far as it is filled."""
        bar, (full, height) = self.sizes[1][0], self.extent
        filled = height * np.mean(self.rolled)
        if filled:
            ink(ctx, theme.FAINT.to_rgb(), 1 - self.opened)
            ctx.set_line_width(theme.THREAD * 2)
            ctx.rectangle(full / 2 - bar, height / 2 - filled, bar, filled)
            ctx.stroke()


class Strip(VGroup):
    """A frame around a column of pixels of a DigitImage, and lines from it to the first and the last of its neurons, at `ends`."""

    def __init__(self, digit, column, ends):
        frame = Rectangle(color=theme.INK, width=digit.width / digit.shape[1], height=digit.height)
        frame.set_stroke(width=theme.stroke(theme.LINE * 1.5)).move_to(digit).set_x(digit.pixel(int(column))[0])
        super().__init__(frame, *(DashedLine(frame.get_corner(corner), end, color=theme.FAINT) for corner, end in zip((UR, DR), ends)))
