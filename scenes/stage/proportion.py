"""Neurons in a column before an output; each slides to its place over its brightness, as high as its weight is asked to rise."""

import numpy as np
from manim import LEFT, RIGHT, UP, Circle, VGroup

from scenes.stage import theme
from scenes.stage.axes import Axes, Plot, Span
from scenes.stage.painting import fill_disc, paint_line, paint_ring

DISC, OUTPUT = 0.15, 0.4          # radii
COLUMN, TARGET = 5.4, 2.4         # the column, and the output, stand so far to the left of the axes
NOTES = 0.6                       # from one note to the next
TALL = 5.2                        # height of the column
WIDEST = 0.09                     # of an edge: that of the largest wish


class Proportion(Plot):
    """a, wishes (n,): come(count) takes the neurons out of the column, one after the other; line(share) draws the line through 0.

    edges(share)   how far the edges are lit, each as wide as its wish
    label          grey of the output that they lead to
    order          in which they come
    """

    def __init__(self, a, wishes, label, width, height):
        low, high = min(0.0, 1.15 * wishes.min()), max(0.0, 1.15 * wishes.max())
        super().__init__(Span(0, 1), Span(low, high), width, height)
        self.a, self.wishes, self.label = a, wishes, float(label)
        self.order = np.argsort(-np.abs(wishes), kind="stable")[np.r_[0, len(a) - 1, 1:len(a) - 1]]
        pitch = TALL / len(a)
        self.column = np.column_stack([np.full(len(a), -width / 2 - COLUMN), pitch * ((len(a) - 1) / 2 - np.arange(len(a)))])
        self.output = np.array([-width / 2 - TARGET, 0.0])
        self.ends = self.on_plot(a, wishes)
        self.come(0).line(0).edges(0)

    def come(self, count):
        """So many neurons have left the column; the next ones are on their way."""
        self.count = count
        return self

    def line(self, share):
        """How far the line through 0 is drawn."""
        self.drawn = share
        return self

    def edges(self, share):
        """How far the edges are lit."""
        self.lit = share
        return self

    def shown(self):
        come = self.order[:int(self.count)]
        return {"a": self.a, "wishes": self.wishes} if len(come) == len(self.a) else {}

    def axes(self, x_name, y_name):
        """The axes with their names, in the size of the body."""
        axes = Axes(self, x_name, y_name, theme.GRADIENT, ("g", "g"))
        return VGroup(*(part for part in axes.submobjects if part is not self))

    def neuron(self, i):
        """Where a neuron has arrived, in the scene."""
        return self.place(*self.ends[i])

    def first(self):
        """Where the top of the column stands in the scene."""
        return self.place(*self.column[0])

    def named(self, text):
        """A text in the output."""
        return text.move_to(self.place(*self.output))

    def over_output(self, text):
        """A text above the output, beside the fan of edges, where no neuron passes on its way to the axes."""
        return text.next_to(self.place(*self.output), UP, buff=OUTPUT + 2 * theme.GUTTER)

    def under_line(self, text):
        """A text in the lower right corner, which the line leaves free."""
        return text.move_to(self.place(*self.on_plot(0.75, 0.25 * self.wishes.max())))

    def note(self, row, i, text):
        """A neuron and what is said of it, in this row of the upper left corner, which the line through 0 leaves free."""
        disc = Circle(DISC, color=theme.FAINT, stroke_width=theme.stroke(theme.LINE), fill_opacity=1,
                      fill_color=theme.UNLIT.interpolate(theme.LIT, float(self.a[i])))
        note = VGroup(disc, text.next_to(disc, RIGHT, buff=theme.GAP))
        width, height = self.extent
        return note.move_to(self.place(theme.GUTTER - width / 2, height / 2 - NOTES * (0.8 + row)), aligned_edge=LEFT)

    def where(self, i):
        """Where a neuron is now, in the painting: in the column, on its way along the axis, or up to its wish."""
        share = np.clip(self.count - list(self.order).index(i), 0, 1)
        start, end = self.column[i], self.ends[i]
        foot = np.array([end[0], self.on_plot(0, 0)[1]])
        return start + 2 * share * (foot - start) if share < 0.5 else foot + (2 * share - 1) * (end - foot)

    def draw(self, ctx):
        full = np.abs(self.wishes).max()
        for (x, y), wish in zip(self.column, self.wishes):
            width = theme.THREAD + self.lit * (WIDEST * abs(wish) / full - theme.THREAD)
            paint_line(ctx, x, y, *self.output, max(width, theme.THREAD), GRADIENT if self.lit else FAINT, 0.4 + 0.4 * self.lit)
        for (x, y), a in zip(self.column, self.a):
            self._paint_neuron(ctx, x, y, a)
        fill_disc(ctx, *self.output, OUTPUT, 3 * [self.label])
        paint_ring(ctx, *self.output, OUTPUT, theme.BOLD, WANTED)
        if self.drawn:
            zero, last = self.on_plot(0, 0), self.on_plot(1, self.wishes[self.order[0]] / self.a[self.order[0]])
            paint_line(ctx, *zero, *(zero + self.drawn * (last - zero)), 1.5 * theme.LINE, GRADIENT)
        for i in self.order:
            if self.count > list(self.order).index(i):
                self._paint_neuron(ctx, *self.where(i), self.a[i])

    @staticmethod
    def _paint_neuron(ctx, x, y, a):
        fill_disc(ctx, x, y, DISC, 3 * [float(a)])
        paint_ring(ctx, x, y, DISC, theme.LINE, FAINT)


FAINT, GRADIENT, WANTED = (color.to_rgb() for color in (theme.FAINT, theme.GRADIENT, theme.WANTED))
