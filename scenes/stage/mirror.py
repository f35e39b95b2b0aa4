"""How sure a network is: shares of its largest outputs, for digits above a line and for noise below it; and whom it names."""

import numpy as np
from manim import DOWN, LEFT, RIGHT, UP, DashedLine, DashedVMobject, Group, Line, Rectangle, VGroup

from scenes.stage import theme
from scenes.stage.facts import Mark
from scenes.stage.painting import Painting, ink, paint_line
from scenes.stage.text import Words

SLIM = 0.86             # width of a bar, as a share of its bin
SMALL = 3.9, 3.0        # width and height of one among many
BAR = 0.7               # and of a bar of Polls, as a share of its pitch


class Mirror(Painting):
    """up, down (B,): shares in bins between 0 and 1. `full`: the largest above the line and below it, on one scale."""

    def __init__(self, up, down, full, colors, width, height):
        super().__init__(width, height)
        self.sides, self.colours = (np.asarray(up), np.asarray(down)), [color.to_rgb() for color in colors]
        self.unit = height / sum(full)
        self.line = full[1] * self.unit - height / 2
        self.grow(1)

    def grow(self, up, down=None):
        """How far the bars have grown above the line, and below it."""
        self.grown = up, up if down is None else down
        return self

    def shown(self):
        return {name: shares for name, shares, grown in zip(("above", "below"), self.sides, self.grown) if grown}

    def spot(self, output, up=0.0):
        """Where an output stands on the line in the scene; up: so far above it, as a share of the height there."""
        return self.place((output - 0.5) * self.extent[0], self.line + up * (self.extent[1] / 2 - self.line))

    def heights(self, step):
        """Every so many as shares, written beside their heights with a mark each: above the line, and below it."""
        up, down = (int(side / self.unit / step + 1e-6) for side in (self.extent[1] / 2 - self.line, self.line + self.extent[1] / 2))
        parts = []
        for k in (*range(-down, 0), *range(1, up + 1)):
            end = self.place(-self.extent[0] / 2, self.line + k * step * self.unit)
            mark = Line(end, end + theme.GAP / 2 * LEFT, color=theme.FAINT, stroke_width=theme.stroke(theme.LINE))
            parts += [mark, Words("{}", Mark(abs(k) * step, ".0%"), size=theme.LABEL, color=theme.FAINT)]
            parts[-1].next_to(mark, LEFT, buff=theme.GAP / 2)
        return _Ticks(*parts)

    def level(self, output):
        """A dashed line at an output, through the bars above and below."""
        x, half = (output - 0.5) * self.extent[0], self.extent[1] / 2
        return DashedLine(self.place(x, -half), self.place(x, half), color=theme.FAINT)

    def ticks(self):
        """0, a half and 1, below."""
        return _Ticks(*(Words("{}", Mark(at, "g"), size=theme.LABEL, color=theme.FAINT).next_to(
            self.place((at - 0.5) * self.extent[0], -self.extent[1] / 2), DOWN, buff=theme.GAP / 2) for at in (0, 0.5, 1)))

    def paint(self, ctx):
        width, bins = self.extent[0], len(self.sides[0])
        pitch = width / bins
        for shares, grown, color, way in zip(self.sides, self.grown, self.colours, (1, -1)):
            ink(ctx, color)
            for b, share in enumerate(shares):
                ctx.rectangle((b + (1 - SLIM) / 2) * pitch - width / 2, self.line, SLIM * pitch, way * grown * share * self.unit)
            ctx.fill()
        paint_line(ctx, -width / 2, self.line, width / 2, self.line, theme.LINE, FAINT)


class SmallMirror(Group):
    """A Mirror with a dashed line at a half, and what its bars are called: a text above, in the colour of those, and one below."""

    def __init__(self, up, down, full, colors, above, below):
        mirror = Mirror(up, down, full, colors, *SMALL)
        ticks = mirror.ticks()
        above.next_to(mirror, UP, buff=theme.GAP / 2).align_to(mirror, LEFT)
        super().__init__(mirror, ticks, mirror.level(0.5), above, below.next_to(ticks, DOWN, buff=theme.GAP).align_to(mirror, LEFT))


class _Ticks(VGroup):
    """The values below a Mirror, or beside it."""


class Polls(Painting):
    """How many times each answer was given so far: `show(counts)` (n,); `full` fill the height."""

    def __init__(self, counts, full, pitch, height, color):
        super().__init__(len(counts) * pitch, height)
        self.full, self.pitch, self.colour = full, pitch, color.to_rgb()
        self.show(counts)
        self.add(*(Words("{}", Mark(j)).next_to(self.foot(j), DOWN, buff=theme.GAP) for j in range(len(counts))))

    def show(self, counts):
        self.counts = np.asarray(counts)
        return self

    def shown(self):
        return {"counts": self.counts}

    def foot(self, j):
        """Where the bar of an answer stands in the scene."""
        return self.place(self._along(j), -self.extent[1] / 2)

    def above(self, j, text):
        """A text over the bar of an answer."""
        return text.next_to(self.place(self._along(j), self.extent[1] * (self.counts[j] / self.full - 0.5)), UP, buff=theme.GAP)

    def whole(self, j):
        """The dashed outline of the highest bar that an answer can have."""
        box = Rectangle(width=BAR * self.pitch, height=self.extent[1], color=theme.WANTED, stroke_width=theme.stroke(theme.LINE))
        return DashedVMobject(box, num_dashes=40).move_to(self.place(self._along(j), 0))

    def missing(self, text):
        """An answer that there is not: a dashed place around a text, in the row of the answers."""
        box = Rectangle(width=text.width + 2 * theme.GAP, height=text.height + 2 * theme.GAP, color=theme.INK)
        box = DashedVMobject(box, num_dashes=30).next_to(self.foot(len(self.counts) - 0.5), RIGHT).match_y(self.submobjects[0])
        return VGroup(text.move_to(box), box)

    def _along(self, j):
        return (j + 0.5) * self.pitch - self.extent[0] / 2

    def paint(self, ctx):
        width, height = self.extent
        ink(ctx, self.colour)
        for j, count in enumerate(self.counts):
            ctx.rectangle(self._along(j) - BAR * self.pitch / 2, -height / 2, BAR * self.pitch, height * count / self.full)
        ctx.fill()
        paint_line(ctx, -width / 2, -height / 2, width / 2, -height / 2, theme.LINE, FAINT)


FAINT = theme.FAINT.to_rgb()
