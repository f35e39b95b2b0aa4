"""Outputs on their tracks from 0 to 1: a grey disc each, the ring of its wish, and beside it an arrow as long as the error."""

import numpy as np
from manim import DOWN, LEFT, Circle, Indicate, VGroup

from scenes.stage import theme
from scenes.stage.facts import Mark
from scenes.stage.painting import Painting, fill_disc, paint_arrow, paint_line, paint_ring
from scenes.stage.roads import on_grey
from scenes.stage.text import Words

DISC, RING = 0.28, 0.34                # radii
ASIDE, SHAFT = 0.43, 0.11              # an arrow stands so far beside its disc; the width of its shaft
DASH = 0.09


class WishTracks(Painting):
    """outputs, wishes (n,): climb(share) lets the discs rise to their outputs, wish(share) shows the rings, aim(count) the arrows.

    order    in which the arrows grow
    An arrow goes from the height of the output to that of the wish: its length is the error, on the scale of the track.
    """

    def __init__(self, outputs, wishes, label, order, width, height):
        super().__init__(width, height)
        self.outputs, self.wishes, self.label, self.order = np.asarray(outputs), np.asarray(wishes), label, list(order)
        self.pitch, self.tall = width / len(outputs), height - 2 * RING
        self.columns = self.pitch * (np.arange(len(outputs)) + 0.5) - width / 2 - ASIDE / 2
        self.climb(0).wish(0).aim(0)

    def climb(self, share):
        """How far the discs have risen from 0."""
        self.climbed = share
        return self

    def wish(self, share):
        """How clearly the rings are seen."""
        self.wished = share
        return self

    def aim(self, count):
        """So many arrows are grown."""
        self.aimed = count
        return self

    def shown(self):
        whole = {"outputs": self.outputs} if self.climbed == 1 else {}
        return whole | ({"wishes": self.wishes} if self.wished else {})

    def arrows(self):
        """{output: (height of the tail, of the tip)} of all that are drawn."""
        grown = np.clip(self.aimed - np.arange(len(self.order)), 0, 1)
        return {j: (self.level(self.outputs[j]), self.level(self.outputs[j] + share * (self.wishes[j] - self.outputs[j])))
                for j, share in zip(self.order, grown) if share}

    def level(self, value):
        """The height of a value in the painting."""
        return self.tall * (value - 0.5)

    def spot(self, j, value):
        """Where a value of track j stands in the scene."""
        return self.place(self.columns[j], self.level(value))

    def disc(self, j):
        """Where the disc of an output stands in the scene."""
        return self.spot(j, self.outputs[j])

    def points_at(self, j):
        """The animation that calls attention to an output."""
        return Indicate(Circle(DISC, color=theme.INK).move_to(self.disc(j)), scale_factor=1.6, color=theme.INK)

    def names(self):
        """Which digit each track stands for, under it, and the ticks 0 and 1."""
        colors = [theme.WANTED if j == self.label else theme.FAINT for j in range(len(self.outputs))]
        under = [Words("{}", Mark(j), color=color).next_to(self.spot(j, 0), DOWN, buff=RING + theme.GAP / 2)
                 for j, color in enumerate(colors)]
        ticks = [Words("{}", Mark(v), color=theme.FAINT).next_to(self.spot(0, v), LEFT, buff=RING + theme.GAP) for v in (0, 1)]
        return _Names(*under, *ticks)

    def numbers(self, facts):
        """The outputs, in their discs."""
        return VGroup(*(Words("{}", fact, size=theme.INSIDE, color=on_grey(fact.value)).move_to(self.disc(j))
                        for j, fact in enumerate(facts)))

    def paint(self, ctx):
        for x in self.columns:
            paint_line(ctx, x, self.level(0), x, self.level(1), theme.LINE, HAIR)
        for j, (x, a, y) in enumerate(zip(self.columns, self.outputs, self.wishes)):
            if self.wished:
                paint_ring(ctx, x, self.level(y), RING, 0.8 * theme.BOLD, WANTED, (DASH, DASH), self.wished)
            fill_disc(ctx, x, self.level(self.climbed * a), DISC, 3 * [float(a)])
            paint_ring(ctx, x, self.level(self.climbed * a), DISC, theme.LINE, WANTED if j == self.label and self.wished else FAINT)
        for j, (tail, tip) in self.arrows().items():
            x = self.columns[j] + ASIDE
            paint_arrow(ctx, (x, tail), (x, tip), SHAFT, GRADIENT)


class _Names(VGroup):
    """Names and ticks of tracks."""


class WishKey(VGroup):
    """What disc, ring and arrow mean."""

    def __init__(self, *texts):
        signs = [_Sign(kind) for kind in ("answer", "wish", "arrow")]
        super().__init__(*(VGroup(sign, text.next_to(sign, buff=theme.GAP)) for sign, text in zip(signs, texts)))
        self.arrange(DOWN, aligned_edge=LEFT, buff=theme.GAP)


class _Sign(Painting):
    def __init__(self, kind):
        super().__init__(0.44, 0.44)
        self.kind = kind

    def shown(self):
        return {}      # a sign, and no number

    def paint(self, ctx):
        if self.kind == "answer":
            fill_disc(ctx, 0, 0, 0.17, 3 * [0.5])
            paint_ring(ctx, 0, 0, 0.17, theme.LINE, FAINT)
        elif self.kind == "wish":
            paint_ring(ctx, 0, 0, 0.17, 0.8 * theme.BOLD, WANTED, (DASH / 2, DASH / 2))
        else:
            paint_arrow(ctx, (0, -0.2), (0, 0.2), 0.1, GRADIENT)


HAIR, FAINT, WANTED, GRADIENT = (color.to_rgb() for color in (theme.HAIR, theme.FAINT, theme.WANTED, theme.GRADIENT))
