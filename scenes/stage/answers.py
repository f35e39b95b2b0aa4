"""The ten outputs of a network: a disc each, as bright as its activation, in a row or in a column."""

from math import pi

import numpy as np
from manim import DOWN, LEFT, RIGHT, UP, VGroup

from scenes.stage import theme
from scenes.stage.facts import Mark
from scenes.stage.painting import Painting, fill_disc, ink, paint_line, paint_ring
from scenes.stage.text import Live, Words

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

    @property
    def meant(self):
        """The two outputs that are ringed, or one that is right."""
        return {int(self.outputs.argmax()), self.wanted}

    def number(self, j, fact):
        """An output as a number in its disc."""
        color = theme.UNLIT if fact.value > DARK else theme.INK
        return _Written(fact, color).move_to(self.spot(j))

    def names(self, side):
        """Which digit each output stands for, on that side of it; the one that is wanted in its colour."""
        return _Names(len(self.outputs), self.spot, side, 1.6 * self.radius, self.wanted)

    def paint(self, ctx):
        for (x, y), a in zip(self.spots, self.outputs):
            fill_disc(ctx, x, y, self.radius, 3 * [float(np.clip(a, 0, 1))])
            paint_ring(ctx, x, y, self.radius, theme.LINE, FAINT)
        if self.ringed:
            guess = int(self.outputs.argmax())
            color = READ if guess == self.wanted else WRONG
            paint_ring(ctx, *self.spots[guess], 1.18 * self.radius, 1.5 * theme.BOLD, color, opacity=self.ringed)
            dash = DASHED * 1.16 * self.radius
            paint_ring(ctx, *self.spots[self.wanted], 1.16 * self.radius, 0.8 * theme.BOLD, WANTED, (dash, dash), self.ringed)


class State(VGroup):
    """Answers with a heading, and numbers in columns to their right: texts that stand still, or live ones.

    columns  how far to the right of the answers each number ends
    """

    def __init__(self, answers, heading, numbers, columns):
        self.answers, self.numbers = answers, numbers
        heading.next_to(answers, UP, aligned_edge=LEFT, buff=theme.GAP)
        for number, x in zip(numbers, columns):
            number.move_to(answers.get_right() + x * RIGHT, aligned_edge=RIGHT)
        super().__init__(answers, heading, *numbers)

    def bring(self, place):
        """To where the middle of the answers shall be."""
        return self.shift(place - self.answers.get_center())


class Counts(Painting):
    """How many times each answer (n,) was given: bars, the two highest bright, over the names of the answers."""

    def __init__(self, counts, pitch, height):
        super().__init__(len(counts) * pitch, height)
        self.counts, self.pitch = counts, pitch
        self.most = sorted(np.argsort(-counts, kind="stable")[:2].tolist())
        self.add(_Names(len(counts), self.foot, DOWN, theme.GAP / 2))
        self.show(1)

    def show(self, share):
        """How far the bars are grown, 0 to 1."""
        self.grown = share
        return self

    def shown(self):
        return {"counts": self.counts}

    def foot(self, j):
        """Where the bar of an answer stands in the scene."""
        return self.place(self._along(j), -self.extent[1] / 2)

    def top(self, j):
        """Where it ends."""
        return self.place(self._along(j), self.extent[1] * (self.counts[j] / self.counts.max() - 0.5))

    def _along(self, j):
        return (j + 0.5) * self.pitch - self.extent[0] / 2

    def paint(self, ctx):
        (width, height), bar = self.extent, 0.7 * self.pitch
        for j, count in enumerate(self.counts):
            ink(ctx, INK if j in self.most else FAINT)
            ctx.rectangle(self._along(j) - bar / 2, -height / 2, bar, self.grown * height * count / self.counts.max())
            ctx.fill()
        paint_line(ctx, -width / 2, -height / 2, width / 2, -height / 2, theme.LINE, FAINT)


class _Names(VGroup):
    """The digits that outputs stand for, each beside its spot."""

    def __init__(self, n, spot, side, buff, wanted=None):
        colors = [theme.WANTED if j == wanted else theme.FAINT for j in range(n)]
        super().__init__(*(Words("{}", Mark(j), color=color).next_to(spot(j), side, buff=buff) for j, color in enumerate(colors)))


class _Written(Live):
    def __init__(self, fact, color):
        super().__init__("{}", fact, size=theme.LABEL, color=color)


FAINT, INK, WRONG, READ, WANTED = (color.to_rgb() for color in (theme.FAINT, theme.INK, theme.COST, theme.FALLS, theme.WANTED))
