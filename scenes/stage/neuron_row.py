"""The neurons of a layer in a row: what each answers to one input, and below it the slope that one of its weights feels."""

from math import tau

import numpy as np

from scenes.stage import theme
from scenes.stage.painting import Painting, fill_disc, ink, paint_arrow, paint_line

RADIUS, REACH = 0.42, 0.62      # of a disc, in pitches; of the longest arrow, in units of the frame
APART = 0.25                    # between discs and arrows
WIDE = 0.1                      # of an arrow


class NeuronRow(Painting):
    """answer (n,) 0..1 as greys, slope (n,) as arrows, up above 0, down below, to the largest of the row.

    `answers(share)`: the discs get their greys, one after the other; `slopes(share)`: the arrows grow, one after the other, too;
    `compare(share)`: a band passes along the row, behind one neuron after the other.
    """

    def __init__(self, answer, slope, width):
        self.answer, self.slope = np.asarray(answer), np.asarray(slope)
        self.pitch = width / len(self.answer)
        self.radius = RADIUS * self.pitch
        super().__init__(width, 2 * (self.radius + REACH) + APART)
        self.x = self.pitch * (np.arange(len(self.answer)) - (len(self.answer) - 1) / 2)
        self.top, self.level = self.extent[1] / 2 - self.radius, REACH - self.extent[1] / 2
        self.answers(0).slopes(0).compare(0)

    def answers(self, share):
        self.answered = share
        return self

    def slopes(self, share):
        self.felt = share
        return self

    def compare(self, share):
        self.compared = share
        return self

    def spots(self):
        """(n, 3): where the discs stand in the scene."""
        return np.array([self.place(x, self.top) for x in self.x])

    def beside(self, what):
        """Where the left end of the discs, "answers", or of the arrows, "slopes", stands in the scene."""
        return self.place(-self.extent[0] / 2, self.top if what == "answers" else self.level)

    def shown(self):
        answered = int(self.answered * len(self.answer) + 1e-6)
        felt = int(self.felt * len(self.slope) + 1e-6)
        return ({"answer": self.answer[:answered]} if answered else {}) | ({"slope": self.slope[:felt]} if felt else {})

    def paint(self, ctx):
        lit, grown = (np.clip(share * len(self.x) - np.arange(len(self.x)), 0, 1) for share in (self.answered, self.felt))
        heights = grown * REACH * self.slope / max(np.abs(self.slope).max(), 1e-300)
        if 0 < self.compared < 1:
            ink(ctx, theme.LIT.to_rgb(), theme.BAND)
            ctx.rectangle((self.compared - 0.5) * self.extent[0] - self.pitch / 2, -self.extent[1] / 2, self.pitch, self.extent[1])
            ctx.fill()
        for x, a, share, height in zip(self.x, self.answer, lit, heights):
            fill_disc(ctx, x, self.top, self.radius, theme.UNLIT.to_rgb())
            fill_disc(ctx, x, self.top, self.radius * share, [float(a)] * 3)
            ink(ctx, theme.FAINT.to_rgb())
            ctx.set_line_width(theme.LINE)
            ctx.new_path()
            ctx.arc(x, self.top, self.radius, 0, tau)
            ctx.stroke()
            paint_line(ctx, x - self.radius, self.level, x + self.radius, self.level, theme.LINE, theme.HAIR.to_rgb())
            paint_arrow(ctx, (x, self.level), (x, self.level + height), WIDE, theme.GRADIENT.to_rgb())
