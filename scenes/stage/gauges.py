"""What outputs miss by: sigma, gauges from 0 to 1 beside it, and on each the square between the output and its wish."""

import numpy as np
from manim import DOWN, LEFT, RIGHT, UP, Circle, DashedLine, DashedVMobject, Dot, Group, Line, Rectangle, Square, VGroup

from scenes.stage import symbols as sym
from scenes.stage import theme
from scenes.stage.facts import Mark
from scenes.stage.painting import Painting, ink, trace
from scenes.stage.text import Formula, Words

FOOT, TALL, PILE = -2.15, 3.6, 3.3     # where 0 is; how far above it 1 is, or less: the squares' sides together are no longer
FIRST, NEXT = -1.9, 3.0           # x of the first gauge, and on to the next
MIDDLE, HALF = -4.6, 1.65         # of sigma: x of z = 0, and how wide both halves are
HOME = 5.0                        # x of the middle of the pile of squares
FILLED = 0.45


class Gauges(Group):
    """curve (z (K,), sigma of z (K,)); sums, outputs and wishes (n,): sigma makes outputs of sums, and a gauge for each has its
    wish; a square lies between them.

    levels, curve; bars[j] (z on its axis), rises[j], dots[j] on the curve, ways[j] on to the gauge; rings[j], gaps[j], squares[j]
    homes[j]: where a square lies on the pile of all, the first on top
    """

    def __init__(self, curve, sums, outputs, wishes):
        self.sums, self.outputs, self.wishes = sums, outputs, wishes
        errors = np.abs(np.subtract(outputs, wishes))
        self.tall = min(TALL, PILE / errors.sum())
        self.far = curve[0][-1]
        self.levels = VGroup(*(self._level(value) for value in (0, 1)))
        self.curve = self._curve(curve)
        self.bars = [Rectangle(width=HALF / self.far * abs(z), height=0.14, fill_color=theme.SUM, fill_opacity=1, stroke_width=0)
                     .next_to(self.on_axis(0), RIGHT if z > 0 else LEFT, buff=0).shift((0.1 + 0.2 * j) * DOWN) for j, z in enumerate(sums)]
        self.dots = [Dot(self.on_curve(z, a), radius=theme.DOT, color=theme.INK) for z, a in zip(sums, outputs)]
        self.rises, self.ways = ([DashedLine(*ends(j), color=theme.FAINT, stroke_width=theme.stroke(theme.LINE)) for j in range(len(sums))]
                                 for ends in (self._up, self._across))
        self.rings = [DashedVMobject(Circle(0.3, color=theme.WANTED, stroke_width=theme.stroke(1.5 * theme.LINE)), 14)
                      .move_to(self.spot(j, y)) for j, y in enumerate(wishes)]
        self.gaps = [Line(self.spot(j, y), self.spot(j, a), color=theme.COST, stroke_width=theme.stroke(1.5 * theme.BOLD))
                     for j, (a, y) in enumerate(zip(outputs, wishes))]
        self.squares = [Square(self.tall * error).set_stroke(theme.COST, theme.stroke(1.5 * theme.LINE)).set_fill(theme.COST, FILLED)
                        .move_to(gap.get_center(), aligned_edge=LEFT) for error, gap in zip(errors, self.gaps)]
        self.homes, foot = [None] * len(errors), FOOT
        for j in reversed(range(len(errors))):
            self.homes[j] = np.array([HOME, foot + self.tall * errors[j] / 2, 0])
            foot += self.tall * errors[j]
        self.top = np.array([HOME, foot, 0])
        super().__init__(self.levels, self.curve, *self.squares, *self.gaps, *self.rings)

    def spot(self, j, value):
        """Where a value stands on gauge j."""
        return (FIRST + NEXT * j) * RIGHT + (FOOT + self.tall * float(value)) * UP

    def on_axis(self, z):
        """Where a sum stands under the curve."""
        return self.on_curve(z, 0)

    def on_curve(self, z, a):
        """Where a sum and its output are."""
        return (MIDDLE + HALF / self.far * z) * RIGHT + (FOOT + self.tall * float(a)) * UP

    def labelled(self, sums, outputs, wishes):
        """Texts of every sum, output and wish go to their places; returns those of the outputs, and of the wishes."""
        VGroup(*sums).arrange(DOWN).move_to(self.on_curve(-self.far, 1), aligned_edge=UP + LEFT).shift(theme.GAP * DOWN)
        return ([self.beside(j, self.outputs[j], self.wishes[j], text) for j, text in enumerate(outputs)],
                [self.beside(j, self.wishes[j], self.outputs[j], text) for j, text in enumerate(wishes)])

    def beside(self, j, value, other, text):
        """A text beside a value of gauge j, on the far side of the other value."""
        side = UP if value > other else DOWN
        return text.next_to(self.spot(j, value) + 0.35 * RIGHT, RIGHT + side, buff=theme.GAP / 2).set_z_index(2)

    def grow(self, j, error):
        """Square j, now of this error; its middle stays."""
        return self.squares[j].become(self.squares[j].copy().scale_to_fit_width(self.tall * abs(error)))

    def _up(self, j):
        return self.on_axis(self.sums[j]), self.on_curve(self.sums[j], self.outputs[j])

    def _across(self, j):
        return self.on_curve(self.sums[j], self.outputs[j]), self.spot(j, self.outputs[j])

    def _curve(self, curve):
        line = _Sigma(*curve, self.tall).move_to(self.on_curve(0, 0.5))
        zero = Line(self.on_curve(0, 0), self.on_curve(0, 1), color=theme.HAIR, stroke_width=theme.stroke(theme.LINE))
        name = Formula(sym.z()).next_to(self.on_axis(self.far), DOWN, buff=theme.GAP)
        at_zero = Words("{}", Mark(0), size=theme.LABEL, color=theme.FAINT).next_to(zero, DOWN, buff=theme.GAP).shift(theme.GAP * LEFT)
        return Group(zero, line, name, at_zero)

    def _level(self, value):
        line = Line(self.on_curve(-self.far, value), self.spot(1, value) + 1.9 * RIGHT, color=theme.FAINT,
                    stroke_width=theme.stroke(theme.LINE))
        return VGroup(line, Words("{}", Mark(value), size=theme.LABEL, color=theme.FAINT).next_to(line, LEFT))


class _Sigma(Painting):
    """z (K,) and sigma of z (K,), 1 as high as that."""

    def __init__(self, z, a, tall):
        super().__init__(2 * HALF, tall)
        self.z, self.a = z, a

    def shown(self):
        return {"z": self.z, "sigma": self.a}

    def paint(self, ctx):
        width, height = self.extent
        ink(ctx, theme.INK.to_rgb())
        ctx.set_line_width(theme.BOLD)
        trace(ctx, zip(self.z / np.ptp(self.z) * width, (self.a - 0.5) * height))
