"""What outputs miss by: gauges from 0 to 1 with the output, its wish, and the square between them, and the block of all."""

import numpy as np
from manim import DOWN, LEFT, RIGHT, UP, Circle, DashedVMobject, Line, Rectangle, Square, VGroup

from scenes.stage import theme
from scenes.stage.facts import Mark
from scenes.stage.text import Words

FOOT, TALL = -2.3, 4.75           # where 0 is, and how far above it 1 is
FIRST, NEXT = -5.5, 3.7           # x of the first gauge, and on to the next
BLOCK = 4.2                       # x of the middle of the block
FILLED = 0.45


class Gauges(VGroup):
    """outputs and wishes (n,), one gauge each; their squares keep their area in the block, one on the other.

    levels, discs[j], rings[j], gaps[j], squares[j]; block[j] is what becomes of square j
    """

    def __init__(self, outputs, wishes):
        self.outputs, self.wishes = outputs, wishes
        errors = np.abs(np.subtract(outputs, wishes))
        self.levels = VGroup(*(self._level(value) for value in (0, 1)))
        self.discs = [Circle(0.22, color=theme.FAINT, stroke_width=theme.stroke(theme.LINE), fill_opacity=1,
                             fill_color=theme.UNLIT.interpolate(theme.LIT, float(a))).move_to(self.spot(j, a))
                      .set_z_index(1) for j, a in enumerate(outputs)]
        self.rings = [DashedVMobject(Circle(0.19, color=theme.WANTED, stroke_width=theme.stroke(1.5 * theme.LINE)), 12)
                      .move_to(self.spot(j, y)).set_z_index(1) for j, y in enumerate(wishes)]
        self.gaps = [Line(self.spot(j, y), self.spot(j, a), color=theme.COST, stroke_width=theme.stroke(1.5 * theme.BOLD))
                     for j, (a, y) in enumerate(zip(outputs, wishes))]
        self.squares = [self._filled(Square(TALL * error)).move_to(gap.get_center(), aligned_edge=LEFT)
                        for error, gap in zip(errors, self.gaps)]
        self.block = self._block(errors)
        super().__init__(self.levels, *self.squares, *self.gaps, *self.rings, *self.discs)

    def spot(self, j, value):
        """Where a value stands on gauge j."""
        return (FIRST + NEXT * j) * RIGHT + (FOOT + TALL * float(value)) * UP

    def by_output(self, j, text):
        """A text at an output."""
        return self.beside(j, self.outputs[j], self.wishes[j], text)

    def by_wish(self, j, text):
        """A text at a wish."""
        return self.beside(j, self.wishes[j], self.outputs[j], text)

    def beside(self, j, value, other, text):
        """A text beside a value of gauge j, on the far side of the other value."""
        side = UP if value > other else DOWN
        return text.next_to(self.spot(j, value) + 0.3 * RIGHT, RIGHT + side, buff=theme.GAP)

    def _block(self, errors):
        """The squares as slices of one width, the largest at the foot."""
        width, foot, slices = TALL * errors.max(), FOOT, [None] * len(errors)
        for j in np.argsort(-errors, kind="stable"):
            height = (TALL * errors[j]) ** 2 / width
            slices[j] = self._filled(Rectangle(width=width, height=height)).move_to(BLOCK * RIGHT + foot * UP, aligned_edge=DOWN)
            foot += height
        return VGroup(*slices)

    @staticmethod
    def _filled(shape):
        return shape.set_stroke(theme.COST, theme.stroke(1.5 * theme.LINE)).set_fill(theme.COST, FILLED)

    def _level(self, value):
        line = Line(self.spot(0, value) + 0.6 * LEFT, self.spot(1, value) + 2.6 * RIGHT, color=theme.FAINT,
                    stroke_width=theme.stroke(theme.LINE))
        return VGroup(line, Words("{}", Mark(value), size=theme.LABEL, color=theme.FAINT).next_to(line, LEFT))
