"""The ten outputs of a network: a disc each, as bright as its activation, in a row or in a column."""

from math import pi

import numpy as np

from scenes.stage import theme
from scenes.stage.painting import Painting, fill_disc, paint_ring
from scenes.stage.text import Live

DARK = 0.47             # an output that is brighter bears dark digits
DASHED = pi / 16        # of a ring: a dash, in radians


class Answers(Painting):
    """outputs (n,), so far apart; `ring` marks the brightest, and the one that should be, which has a dashed ring."""

    def __init__(self, outputs, wanted, pitch, radius, upright=False):
        n = len(outputs)
        sides = (n - 1) * pitch + 2.6 * radius, 2.6 * radius
        super().__init__(*(sides[::-1] if upright else sides))
        along = pitch * (np.arange(n) - (n - 1) / 2)
        self.spots = np.column_stack([0 * along, -along] if upright else [along, 0 * along])
        self.wanted, self.radius = wanted, radius
        self.show(outputs).ring(1)

    def show(self, outputs):
        """Other outputs in the same places."""
        self.outputs = np.asarray(outputs)
        return self

    def ring(self, share):
        """How bright the rings are, 0 to 1."""
        self.ringed = share
        return self

    def shown(self):
        return {"outputs": self.outputs}

    def spot(self, j):
        """Where output j stands in the scene."""
        return self.place(*self.spots[j])

    def number(self, j, fact):
        """An output as a number in its disc."""
        color = theme.UNLIT if fact.value > DARK else theme.INK
        return _Written(fact, color).move_to(self.spot(j))

    def paint(self, ctx):
        for (x, y), a in zip(self.spots, self.outputs):
            fill_disc(ctx, x, y, self.radius, 3 * [float(np.clip(a, 0, 1))])
            paint_ring(ctx, x, y, self.radius, theme.LINE, FAINT)
        if self.ringed:
            guess = int(self.outputs.argmax())
            color = RIGHT if guess == self.wanted else WRONG
            paint_ring(ctx, *self.spots[guess], 1.18 * self.radius, 1.5 * theme.BOLD, color, opacity=self.ringed)
            dash = DASHED * 1.16 * self.radius
            paint_ring(ctx, *self.spots[self.wanted], 1.16 * self.radius, 0.8 * theme.BOLD, WANTED, (dash, dash), self.ringed)


class _Written(Live):
    def __init__(self, fact, color):
        super().__init__("{}", fact, size=theme.LABEL, color=color)


FAINT, WRONG, RIGHT, WANTED = (color.to_rgb() for color in (theme.FAINT, theme.COST, theme.FALLS, theme.WANTED))
