"""Neurons that get harder: the curve of a neuron, and the cost over a line, one recorded curve for each hardness.

Which one is drawn is a row, 0 the softest. Nothing lies between two rows.
"""

import numpy as np
from manim import DOWN, LEFT, RIGHT, UP, Circle, Line, VGroup

from scenes.stage import symbols as sym
from scenes.stage import theme
from scenes.stage.axes import Plot, Span
from scenes.stage.closeup import Closeup
from scenes.stage.facts import Mark
from scenes.stage.hill import Hill
from scenes.stage.painting import ink, paint_dot, paint_line, trace
from scenes.stage.text import Formula, Words


class HardNeuron(Plot):
    """What neurons make of a sum: answers a (G, n) over z (n,), one row for each hardness; `show` chooses one, `stand` puts
    a ball over a sum."""

    def __init__(self, z, answers, width, height, row=0):
        super().__init__(Span(float(z[0]), float(z[-1])), Span(0, 1), width, height)
        self.z, self.answers, self.ball = z, answers, None
        self.show(row)

    def show(self, row):
        """Draw the neuron of this hardness."""
        self.row = int(row)
        return self

    def stand(self, z, a):
        """A ball at the sum z and the answer a."""
        self.ball = z, a
        return self

    def shown(self):
        ball = {} if self.ball is None else {"path of ball": np.array([self.ball], float)}
        return {"z": self.z, "a": self.answers[self.row], **ball}

    def over(self, z):
        """A ball at the sum z, on its curve."""
        return self.stand(z, float(np.interp(z, self.z, self.answers[self.row])))

    def erase(self):
        """Let it bear no names any more; returns them."""
        names, self.submobjects = self.submobjects, []
        return names

    def names(self):
        """The ends of its answers, 0 and 1, and of the sums that are drawn, and the name of the sum."""
        places = [(Mark(a), self.z[0], a, LEFT) for a in (0, 1)] + [(Mark(int(z)), z, 0, DOWN) for z in self.z[[0, -1]]]
        marks = [Words("{}", mark, size=theme.LABEL, color=theme.FAINT).next_to(self.spot(z, a), side, buff=theme.GAP)
                 for mark, z, a, side in places]
        return _Ticks(*marks, Formula(f'"sum" {sym.z()}').next_to(self.spot(0, 0), DOWN, buff=theme.GAP))

    def _paint_axes(self, ctx):
        right, top = np.array(self.extent) / 2
        paint_line(ctx, -right, -top, right, -top, theme.LINE, FAINT)
        paint_line(ctx, 0, -top, 0, top, theme.LINE, HAIR)

    def draw(self, ctx):
        draw_curve(ctx, self.on_plot(self.z, self.answers[self.row]), self.extent[1], INK)
        if self.ball is not None:
            z, a = self.ball
            x, y = self.on_plot(np.clip(z, self.z[0], self.z[-1]), a)
            paint_line(ctx, x, -self.extent[1] / 2, x, y, theme.LINE, SUM)
            paint_dot(ctx, x, y, theme.BALL, SUM)


class HardHill(Hill):
    """A Hill that gets harder: y (G, K) over x (K,), one row for each hardness; what jumps is drawn as treads and risers.

    flat    where it is flat, once `mark` has said so
    """

    def __init__(self, x, rows, width, height, x_view, y_view, row=0):
        super().__init__(x, rows[row], width, height, x_view, y_view)
        self.rows, self.flat, self.bold = rows, None, 1.0

    def harden(self, row):
        """Draw the cost of neurons of this hardness."""
        self.y = self.rows[int(row)]
        return self

    def follow(self, x):
        """Draw it as far as this x, one of its own, where a ball is."""
        return self.reach(x).stand([(x, self.at(x))])

    def mark(self, flat=None, share=1.0, bold=1.0):
        """Colour the curve where it is flat: flat (K - 1,), 1 or 0, from each of its points to the next, as far as this share of
        them; None: no longer. bold: 0 is a line of no width."""
        self.bold = bold
        self.flat = None if flat is None else flat[:round(share * len(flat))]
        return self

    def costs(self):
        """The name of its height, the cost, and a few round values of it, on the left."""
        left, top, self.marks = self.x_span.low, self.y_span.high, ((), self.y_span.ticks)
        values = (Words("{}", Mark(float(y), "g"), size=theme.LABEL, color=theme.FAINT).next_to(self.spot(left, y), LEFT, buff=theme.GAP)
                  for y in self.y_span.ticks)
        return _Ticks(Words("cost", color=theme.COST).next_to(self.spot(left, top), UP, buff=theme.GAP / 2), *values)

    def from_to(self, start, end, way):
        """As costs; and below it the names of what stands at 0 and at 1, with ticks, and of the way between."""
        costs = self.costs()
        self.marks = (0, 1), self.marks[1]
        names = ((start, 0, theme.BODY), (end, 1, theme.BODY), (way, 0.5, theme.LABEL))
        return _Ticks(*costs, *(Words(name, size=size).next_to(self.spot(x, 0), DOWN) for name, x, size in names))

    def shown(self):
        return super().shown() | ({} if self.flat is None else {"flat": self.flat})

    def _draw_curve(self, ctx, line):
        draw_curve(ctx, line, None, self.colour)
        if self.flat is not None and self.bold:
            ink(ctx, GRADIENT)
            ctx.set_line_width(1.6 * theme.BOLD * self.bold)
            ends = np.flatnonzero(np.diff(np.concatenate([[0], self.flat[:len(line) - 1].astype(int), [0]])))
            for start, end in ends.reshape(-1, 2):
                trace(ctx, line[start:end + 1])


def under_lens(hill, near, slope, radius, closer):
    """The cost of a hill near its ball, near (x (k,), y (k,)) as seen from there, so many times closer, and its slope: a lens in
    the upper left of the hill, and the rim of what it shows, a thread to it and its name."""
    here, scale = hill.spot(*hill.balls[0][-1]), np.array(hill.extent) / (hill.x_span.high - hill.x_span.low, hill.y_span.high)
    lens = Closeup(*near, slope, radius, scale[1] / scale[0], seen=radius / closer / scale[0], color=theme.COST).show(-np.log10(closer))
    lens.move_to(hill.spot(hill.x_span.low, hill.y_span.high), aligned_edge=UP + LEFT).shift(theme.GAP * (DOWN + RIGHT))
    rim = Circle(radius / closer, color=theme.INK, stroke_width=theme.stroke(1.5 * theme.LINE)).move_to(here)
    thread = Line(here, lens.get_center(), color=theme.INK, stroke_width=theme.stroke(theme.LINE), buff=0)
    thread.put_start_and_end_on(rim.point_at_angle(thread.get_angle()), lens.get_center() - radius * thread.get_unit_vector())
    return lens, rim, thread, Words("{} times closer", Mark(closer), size=theme.LABEL).next_to(lens, DOWN, buff=theme.GAP / 2)


def abreast(neurons, names, notes):
    """Neurons side by side, on one line; the name of each above, a note below. Returns the names, and the notes."""
    VGroup(*neurons).arrange(RIGHT, buff=2 * theme.GUTTER)
    return [[words.next_to(neuron, side, buff=theme.GAP * 2) for neuron, words in zip(neurons, row)]
            for side, row in ((UP, names), (DOWN, notes))]


class _Ticks(VGroup):
    """Ticks of a HardNeuron or a HardHill, and the name of its sum or height."""


def draw_curve(ctx, line, height, colour):
    """A curve as a bold line; where it jumps, from a level stretch to another, a thin riser leads straight up, half way between."""
    jumps = np.flatnonzero(_is_jump(line, height)) + 1
    middles = (line[jumps - 1, 0] + line[jumps, 0]) / 2
    starts, ends = [line[0, 0], *middles], [*middles, line[-1, 0]]
    ink(ctx, colour)
    ctx.set_line_width(theme.BOLD)
    for start, stretch, end in zip(starts, np.split(line, jumps), ends):
        trace(ctx, [(start, stretch[0, 1]), *stretch, (end, stretch[-1, 1])])
    ctx.set_line_width(theme.LINE)
    for x, jump in zip(middles, jumps):
        trace(ctx, [(x, line[jump - 1, 1]), (x, line[jump, 1])])


def _is_jump(line, height):
    """(K - 1,): whether the line goes up or down between two level points; of a neuron, where it goes the whole height."""
    rise = np.abs(np.diff(line[:, 1]))
    if height is not None:
        return rise > 0.99 * height
    level = np.concatenate([[True], rise < 1e-9, [True]])
    return (rise > 1e-9) & level[:-2] & level[2:] if len(rise) else rise > 0


INK, FAINT, HAIR, SUM, GRADIENT = (color.to_rgb() for color in (theme.INK, theme.FAINT, theme.HAIR, theme.SUM, theme.GRADIENT))
