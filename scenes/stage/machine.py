"""A function as a box with dials: what goes in at the left, what comes out at the right, and the knobs that decide it."""

from math import pi

import numpy as np
from manim import DOWN, LEFT, RIGHT, UP, Arrow, Group, RoundedRectangle

from scenes.stage import theme
from scenes.stage.answers import Answers
from scenes.stage.digit import DigitImage
from scenes.stage.painting import Painting, fill_disc, ink, paint_line, paint_ring
from scenes.stage.text import Words, align_baselines

TURN = 5 * pi / 6       # a knob at its full value is turned so far from straight up, to the right; at minus that to the left
HAND = 0.25, 0.85       # from where to where the mark of a knob goes, in its radii
ROOM = 0.38             # radius of a knob, in pitches
NOTCH = 1.08, 1.24      # from where to where the mark of 0 goes, above a knob, in its radii
FAR = 0.12              # a knob that is turned so far, as a share of the full value, has its colour in full; at 0 it has none
ARROW = 1.0             # length of the arrows into the box and out of it
INSIDE, IMAGE = (5.0, 1.3), 1.5      # sizes of a network in the box, and of the digit that goes in
KNOB, APART = 0.55, 0.05             # size of a knob that stands alone, and how far it is from the next
ROUND = 0.2


class Knobs(Painting):
    """values (n,) as knobs, row by row in so many columns; 0 points straight up, to a mark, `full` and what is larger far to the right.

    color  of all of them; None: each has that of its sign
    `arrive(t)`: after `come_from`, from the squares that stand for the same numbers elsewhere, 0, to the knobs, 1
    """

    def __init__(self, values, full, columns, pitch, color=theme.WEIGHT):
        rows = -(-len(values) // columns)
        super().__init__(columns * pitch, rows * pitch)
        self.full, self.columns, self.pitch, self.tint = float(full), columns, pitch, color
        self.show(values).arrive(1)

    def show(self, values):
        """Turn them to other values."""
        self.values = np.asarray(values)
        return self

    def turn(self, rows, at):
        """Turn them to the row `at` of rows (K, n); between two rows they are on their way."""
        k = min(int(at), len(rows) - 2)
        return self.show(rows[k] + (at - k) * (rows[k + 1] - rows[k]))

    def come_from(self, places, side):
        """Stand where the squares of these numbers are in the scene (n, 3), each so wide."""
        self.squares, self.side = [np.asarray(place)[:2] - self.get_center()[:2] for place in places], side
        return self.arrive(0)

    def arrive(self, share):
        self.arrived = share
        return self

    def shown(self):
        return {"path of dials": self.values[None]}

    def middle(self, i):
        """Where knob i stands in the scene."""
        return self.place(*self._middle(i))

    def _middle(self, i):
        row, column = divmod(i, self.columns)
        return (column + 0.5) * self.pitch - self.extent[0] / 2, self.extent[1] / 2 - (row + 0.5) * self.pitch

    def paint(self, ctx):
        for i, value in enumerate(np.clip(self.values / self.full, -1, 1)):
            color = self.tint or theme.FAINT.interpolate(theme.weight_colour(value), min(1, abs(value) / FAR))
            if self.arrived < 1:
                self._paint_coming(ctx, i, color)
            else:
                self._paint_knob(ctx, np.array(self._middle(i)), TURN * value, color)

    def _paint_knob(self, ctx, middle, angle, color):
        radius = ROOM * self.pitch
        fill_disc(ctx, *middle, radius, theme.BACKGROUND.interpolate(color, theme.BAND).to_rgb())
        paint_ring(ctx, *middle, radius, theme.LINE * 1.5, color.to_rgb())
        for shares, turned, width, shade in ((NOTCH, 0, theme.LINE * 1.5, theme.FAINT), (HAND, angle, theme.BOLD, color)):
            start, end = (middle + radius * share * np.array([np.sin(turned), np.cos(turned)]) for share in shares)
            paint_line(ctx, *start, *end, width, shade.to_rgb())

    def _paint_coming(self, ctx, i, color):
        """On its way a square grows, its corners become round, and its colour goes into the rim."""
        t = self.arrived
        (x, y), half = (1 - t) * self.squares[i] + t * np.array(self._middle(i)), (1 - t) * self.side / 2 + t * ROOM * self.pitch
        ctx.new_path()
        for k, (u, v) in enumerate(((1, 1), (-1, 1), (-1, -1), (1, -1))):
            ctx.arc(x + u * half * (1 - t), y + v * half * (1 - t), half * t, k * pi / 2, (k + 1) * pi / 2)
        ctx.close_path()
        ink(ctx, color.interpolate(theme.BACKGROUND.interpolate(color, theme.BAND), t).to_rgb())
        ctx.fill_preserve()
        ink(ctx, color.to_rgb(), t)
        ctx.set_line_width(theme.LINE * 1.5)
        ctx.stroke()


class Machine(Group):
    """A box with a title, what is `inside` of it, and its knobs below; `takes` and `gives` place what goes in and comes out.

    title, dials   Words: what it is, and how many dials it has, side by side at the top
    inside, knobs  drawings, or None
    box, ins, outs
    """

    def __init__(self, title, dials, width, height, inside=None, knobs=None, color=theme.INK):
        self.box = RoundedRectangle(corner_radius=ROUND, width=width, height=height, color=color, fill_opacity=1, fill_color=PANEL,
                                    stroke_width=theme.stroke(1.5 * theme.LINE))
        self.color, self.title, self.dials, self.inside, self.knobs = color, title, dials, inside, knobs
        title.next_to(self.box.get_corner(UP + LEFT), DOWN + RIGHT, buff=theme.GAP)
        dials.next_to(self.box.get_corner(UP + RIGHT), DOWN + LEFT, buff=theme.GAP)
        align_baselines(title, dials)
        parts = [part for part in (inside, knobs) if part is not None]
        stack = Group(*parts).arrange(DOWN, buff=theme.GAP)
        stack.move_to((title.get_bottom() + self.box.get_bottom()) / 2).set_x(self.box.get_x())
        self.ins, self.outs = Group(), Group()
        super().__init__(self.box, title, dials, *parts, self.ins, self.outs)

    @classmethod
    def of(cls, reader, values, size, ends, width, height):
        """The network of a Reader, trained: its digit goes in, its outputs come out.

        values      (K, n) of n of its numbers, each a knob of its own
        size, ends  Facts: how many numbers it has, and how many go in and come out
        """
        run, depth = reader.run, reader.run.network.depth
        outputs = [getattr(run, f"example_a{l}")[-1] for l in range(1, depth + 1)]
        network = reader.empty(run.theta[-1], *INSIDE, thin=5).show(run.network.layers(run.theta[-1]), [run.example_x, *outputs])
        knobs = Group(*(Knobs(row[:1], np.abs(values).max(), 1, KNOB) for row in values.T)).arrange(RIGHT, buff=APART)
        count = Words("{} dials", size, size=theme.LABEL, color=theme.WEIGHT)
        box = cls(Words("the network"), count, width, height, inside=network, knobs=knobs)
        texts = [Words("{} numbers", end, size=theme.LABEL) for end in ends]
        box.takes(DigitImage(run.example_x, IMAGE), texts[0])
        box.gives(Answers(outputs[-1], int(run.example_label), 0.23, 0.09).ring(0), texts[1])
        return box

    def takes(self, *things, color=None):
        """Things, one below the other, at the left, and an arrow from them into the box; returns both as a group."""
        return self._beside(self.ins, LEFT, things, color)

    def gives(self, *things, color=None):
        """Things at the right, and an arrow from the box to them; returns both as a group."""
        return self._beside(self.outs, RIGHT, things, color)

    def _beside(self, group, side, things, color):
        edge = self.box.get_edge_center(side) + theme.GAP / 2 * side
        ends = (edge, edge + ARROW * side) if side[0] > 0 else (edge + ARROW * side, edge)
        arrow = Arrow(*ends, buff=0, color=color or self.color, stroke_width=theme.stroke(1.6 * theme.BOLD))
        group.add(arrow, Group(*things).arrange(DOWN, buff=theme.GAP).next_to(arrow, side, buff=theme.GAP))
        return group


PANEL = theme.BACKGROUND.interpolate(theme.HAIR, 0.25)
