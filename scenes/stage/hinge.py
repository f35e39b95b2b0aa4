"""A neuron with one input over its data: max(0, w x + b) as a hinge, z under it, and the squares of its errors at the points."""

import numpy as np
from manim import DL, DOWN, LEFT, RIGHT, UP, DashedLine, VGroup

from scenes.stage import theme
from scenes.stage.axes import Plot, Span
from scenes.stage.facts import Mark
from scenes.stage.painting import ink, paint_dot, paint_line, paint_ring
from scenes.stage.text import Words

FILLED = 0.08                 # opacity of a square: those that lie on each other add up
OUTLINE = 0.6                 # and of its sides
SHADE = 0.55                  # of the ground under the digits for which it is silent, as a share of a hair line
DASHES = 0.14, 0.1


class Hinge(Plot):
    """y (n,) over x (n,), both in the same unit, so that a square is one; `show` turns the hinge.

    theta    (w, b), or None: no neuron yet
    arrived  so many points are there
    sum_     opacity of the line z = w x + b, dashed
    fold     how far what lies below 0 of that line has been folded up, 0 to 1: then it is the hinge
    leak     the slope of what it answers below 0 of that line: a leaky ReLU
    until    the share of the width, from the left, over which it is drawn
    squares  how far the squares have grown out of their points
    mean     opacity of one square whose area is the mean of all, in the lower right corner
    drops    opacity of lines from the points to z
    line     (w, b) of a straight line to compare with, or None; drawn as far as the share `reach`
    errors   digits whose errors are drawn as lines
    """

    def __init__(self, x, y, unit, x_span, y_span):
        super().__init__(Span(*x_span), Span(*y_span), unit * (x_span[1] - x_span[0]), unit * (y_span[1] - y_span[0]))
        self.x, self.y, self.unit = x, y, unit
        self.below = stacked(x, y, 2 * theme.DOT / unit)
        self.theta, self.line, self.errors, self.marks = None, None, (), ((), ())
        self.arrived, self.reach, self.sum_, self.fold, self.until = len(x), 1.0, 0.0, 1.0, 1.0
        self.squares, self.mean, self.drops, self.shade, self.leak = 0.0, 0.0, 0.0, 0.0, 0.0

    def show(self, theta):
        """Turn it to these (w, b)."""
        self.theta = theta
        return self

    def set_(self, **parts):
        """Draw these parts so far: hinge.set_(squares=0.5, fold=1)."""
        vars(self).update(parts)
        return self

    def dot(self, i):
        """Where the dot of a digit stands in the scene; of several in one place, one below the other."""
        return self.place(*self._dots()[i])

    def root(self):
        """The side of a square that is as large as all of them are in the mean."""
        return np.sqrt(np.mean((self.answer(self.x) - self.y) ** 2))

    def answer(self, x):
        """What it answers to x."""
        z = self.theta[0] * x + self.theta[1]
        return np.maximum(self.leak * z, z)

    def kink(self):
        """Where it bends, in the scene."""
        w, b = self.theta
        return self.spot(-b / w, 0)

    def alike(self, squares=1.0, **parts):
        """Another one over the same data, in the same place, with its squares."""
        other = Hinge(self.x, self.y, self.unit, (self.x_span.low, self.x_span.high), (self.y_span.low, self.y_span.high))
        return other.move_to(self).set_(squares=squares, marks=self.marks, **parts)

    def tie(self, image, i):
        """A digit's picture goes near its dot, over one at 0 and under any other; returns the dashed line between them."""
        dot = self.dot(int(i))
        image.move_to(dot + 1.1 * (UP if self.y[i] == 0 else DOWN))
        line = DashedLine(image.get_center(), dot, color=theme.FAINT, stroke_width=theme.stroke(theme.LINE)).scale(0.4)
        return line.shift(0.2 * (dot - image.get_center()))

    def over(self, words, side):
        """Words go high on one side of the kink."""
        return words.next_to(self.kink(), side, buff=theme.GAP).set_y(self.get_top()[1] - theme.GAP)

    def ticks(self, x_name, y_name, x_ticks, y_ticks):
        """Ticks written out, and the names of the axes."""
        low, corner = self.place(self.extent[0] / 2, -self.extent[1] / 2), self.place(-self.extent[0] / 2, self.extent[1] / 2)
        marks = [Words("{}", Mark(at, "g"), size=theme.LABEL, color=theme.FAINT).next_to(spot, side, buff=theme.GAP / 2)
                 for at, spot, side in [*((at, self.spot(at, self.y_span.low), DOWN) for at in x_ticks),
                                        *((at, self.spot(self.x_span.low, at), LEFT) for at in y_ticks)]]
        self.marks = x_ticks, y_ticks
        names = (Words(x_name, size=theme.LABEL).next_to(low, DOWN + LEFT, buff=2 * theme.GAP).shift(theme.GAP * (2 * RIGHT + 0.7 * DOWN)),
                 Words(y_name, size=theme.LABEL, color=theme.WANTED).next_to(corner, UP, buff=theme.GAP, aligned_edge=DL))
        return VGroup(*marks, *names)

    def shown(self):
        shown = {"points x": self.x[:self.arrived], "points y": self.y[:self.arrived]} if self.arrived else {}
        shown |= {} if self.theta is None else {"neuron": np.array(self.theta)}
        return shown | ({} if self.line is None else {"line": np.asarray(self.line)})

    def _dots(self):
        """(n, 2): the places of the dots, those at 0 that would cover another below it."""
        return self.on_plot(self.x, self.y) - np.stack([0 * self.x, 2.1 * theme.DOT * self.below], axis=-1)

    def paint(self, ctx):
        self._paint_axes_through_zero(ctx)
        ctx.save()
        width, height = self.extent
        ctx.rectangle(-width / 2 - theme.BOLD, -height / 2, width + 2 * theme.BOLD, height + theme.BOLD)
        ctx.clip()
        if self.theta is not None:
            self._paint_neuron(ctx)
        if self.line is not None:
            self._paint_straight(ctx, self.line, FAINT, 0.8 * theme.BOLD, reach=self.reach)
        ctx.restore()
        for i in range(self.arrived):
            paint_dot(ctx, *self._dots()[i], theme.DOT, WANTED)
        for i in self.errors:
            self._paint_error(ctx, self.x[i], self.y[i])

    def _paint_axes_through_zero(self, ctx):
        (right, top), (_, zero) = np.array(self.extent) / 2, self.on_plot(0, 0)
        if self.shade and self.theta is not None:
            self._paint_shade(ctx, zero)
        for x in self.marks[0]:
            at, _ = self.on_plot(x, 0)
            paint_line(ctx, at, -top, at, -top + theme.GAP / 2, theme.LINE, FAINT)
        for y in self.marks[1]:
            _, at = self.on_plot(0, y)
            paint_line(ctx, -right, at, -right + theme.GAP / 2, at, theme.LINE, FAINT)
        paint_line(ctx, -right, -top, -right, top, theme.LINE, FAINT)
        paint_line(ctx, -right, -top, right, -top, theme.LINE, FAINT)
        paint_line(ctx, -right, zero, right, zero, theme.LINE, HAIR)

    def _paint_shade(self, ctx, zero):
        """The ground where z is not above 0."""
        (w, b), top = self.theta, self.extent[1] / 2
        at = np.linspace(self.x_span.low, self.x_span.high, 400)
        silent = at[w * at + b <= 0]
        if len(silent):
            (left, _), (end, _) = (self.on_plot(side, 0) for side in silent[[0, -1]])
            ink(ctx, HAIR, SHADE * self.shade)
            ctx.rectangle(left, -top, end - left, 2 * top)
            ctx.fill()

    def _paint_neuron(self, ctx):
        w, b = self.theta
        if self.squares:
            self._paint_squares(ctx)
        if self.mean:
            self._paint_square(ctx, self.extent[0] / 2, -self.extent[1] / 2, -self.unit * self.root(), -1, 3 * self.mean)
        if self.sum_:
            ctx.set_dash(DASHES)
            self._paint_straight(ctx, self.theta, SUM, theme.LINE * 2, self.sum_)
            ctx.set_dash(())
        if self.drops:
            self._paint_drops(ctx, w, b)
        low, high = self.x_span.low, self.x_span.low + self.until * (self.x_span.high - self.x_span.low)
        ends = np.unique([low, high, *([-b / w] if w and low < -b / w < high else [])])
        z = w * ends + b
        line = self.on_plot(ends, np.where(z > 1e-9, z, max(self.leak, 1 - self.fold) * z))
        ink(ctx, INK)
        ctx.set_line_width(1.3 * theme.BOLD)
        for x, y in line:
            ctx.line_to(x, y)
        ctx.stroke()
        for x, y in line[1:-1] if self.fold == 1 else ():
            paint_dot(ctx, x, y, 1.5 * theme.DOT, BACKGROUND)
            paint_ring(ctx, x, y, 1.5 * theme.DOT, 1.5 * theme.LINE, INK)

    def _paint_straight(self, ctx, line, color, width, opacity=1.0, reach=1.0):
        ends = self.x_span.low + np.array([0, reach]) * (self.x_span.high - self.x_span.low)
        start, end = self.on_plot(ends, line[0] * ends + line[1])
        paint_line(ctx, *start, *end, width, color, opacity)

    def _paint_squares(self, ctx):
        """Each hangs between its point and the hinge: to the left where the answer is too low, to the right where too high."""
        for x, y, answer in zip(self.x, self.y, self.answer(self.x)):
            self._paint_square(ctx, *self.on_plot(x, y), self.squares * self.unit * (answer - y))

    def _paint_square(self, ctx, x, y, side, up=1, ink_=1.0):
        """From its corner to the right and upwards; a side below 0 goes the other way."""
        ctx.rectangle(x, y, side, up * side)
        ink(ctx, COST, FILLED * ink_)
        ctx.fill_preserve()
        ctx.set_line_width(theme.LINE)
        ink(ctx, COST, OUTLINE * min(1.0, ink_))
        ctx.stroke()

    def _paint_error(self, ctx, x, y):
        """From what is wished to what is answered, and on to z where that is below 0."""
        z = self.theta[0] * x + self.theta[1]
        wish, answer, low = (self.on_plot(x, height) for height in (y, max(0.0, z), z))
        paint_line(ctx, *answer, *low, theme.LINE, SUM)
        paint_line(ctx, *wish, *answer, 1.6 * theme.BOLD, COST)
        for spot, color in ((low, SUM), (answer, INK), (wish, WANTED)):
            paint_dot(ctx, *spot, 1.4 * theme.DOT, color)

    def _paint_drops(self, ctx, w, b):
        for (x, y), low in zip(self.on_plot(self.x, 0 * self.x), self.on_plot(self.x, w * self.x + b)):
            paint_line(ctx, x, y, *low, theme.THREAD * 2, SUM, self.drops * 0.6)
            paint_dot(ctx, *low, theme.DOT * 0.6, SUM)


def stacked(x, y, apart):
    """(n,) whole numbers: so many rows below its place stands each point at y = 0, so that none is nearer to another than `apart`."""
    rows, last = np.zeros(len(x), int), []
    for i in np.argsort(x, kind="stable"):
        if y[i] == 0:
            row = next((r for r, end in enumerate(last) if x[i] - end >= apart), len(last))
            last[row:row + 1] = [x[i]]
            rows[i] = row
    return rows


INK, FAINT, HAIR, BACKGROUND, SUM, COST, WANTED = (
    color.to_rgb() for color in (theme.INK, theme.FAINT, theme.HAIR, theme.BACKGROUND, theme.SUM, theme.COST, theme.WANTED))
