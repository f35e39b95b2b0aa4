"""Neurons on tracks from 0 to 1: discs as high as they are bright, dashed rings where we wish them, and the errors between."""

import numpy as np
from manim import DOWN, LEFT, RIGHT, UP, Arrow, Circle, DashedVMobject, Rectangle, VGroup

from scenes.stage import symbols as sym
from scenes.stage import theme
from scenes.stage.facts import Mark
from scenes.stage.painting import Painting, fill_disc, paint_arrow, paint_line, paint_ring
from scenes.stage.nodes import on_grey
from scenes.stage.text import Formula, Live, Words

DISC, RING = 0.3, 0.19       # radii of an answer, and of a wish
ASIDE, SHAFT = 0.43, 0.11    # an arrow stands so far beside its disc; the width of its shaft
OVER = 0.5                   # of the time of one disc the next one waits


class Tracks(Painting):
    """outputs (n,) of a network, and what is wanted of it: y (n,), 0 or 1. An output of 1 is `high` over one of 0.

    `climb(share)` lets the discs come, one after the other, out of places that `out_of` names, or from 0; `wish(share)` drops the
    rings, `part(share)` draws the errors, from the ring to the disc; `aim(count)` draws so many of them as arrows instead, beside
    the discs, to the rings, in this order.
    disc, ring   their radii; tones: the colours of the rings and of the errors
    """

    def __init__(self, outputs, y, pitch, high, disc=DISC, ring=RING, tones=(theme.WANTED, theme.COST), order=None):
        n = len(outputs)
        super().__init__((n - 1) * pitch + 2 * disc, high + 2 * disc)
        self.outputs, self.wanted, self.high, self.disc, self.ring = outputs, y, high, disc, ring
        self.tones, self.order = [tone.to_rgb() for tone in tones], list(range(n) if order is None else order)
        self.along = pitch * (np.arange(n) - (n - 1) / 2)
        self.starts = np.column_stack([self.along, np.full(n, self.level(0))])
        self.climb(1).wish(1).part(1).aim(0)

    def out_of(self, spots):
        """Where in the scene the discs come from."""
        matrix = self.matrix()
        matrix.invert()
        self.starts = np.array([matrix.transform_point(*spot[:2]) for spot in spots])
        return self

    def climb(self, share):
        """How many of the discs have come, 0 to 1."""
        self.climbed = share
        return self

    def wish(self, share):
        """How far the rings have dropped, 0 to 1."""
        self.wished = share
        return self

    def part(self, share):
        """How much of every error is drawn, 0 to 1."""
        self.parted = share
        return self

    def aim(self, count):
        """How many of the errors are drawn as arrows."""
        self.aimed = count
        return self

    def show(self, outputs):
        """Other answers, while the rings stay."""
        self.outputs = outputs
        return self

    def come(self):
        """How far each disc (n,) is on its way, 0 to 1."""
        n = len(self.outputs)
        share = np.clip(self.climbed * (1 + OVER * (n - 1)) - OVER * np.arange(n), 0, 1)
        return share * share * (3 - 2 * share)

    def bring(self, numbers):
        """draw(share) for Through: as `climb`, and the numbers come along, each from where it is to the middle of its disc."""
        starts = [number.get_center() for number in numbers]

        def draw(share):
            for j, (t, start) in enumerate(zip(self.climb(share).come(), starts)):
                numbers[j].move_to((1 - t) * start + t * self.spot(j))

        return draw

    def arrows(self):
        """{j: (height of the tail, of the tip)} of all that are drawn."""
        grown = np.clip(self.aimed - np.arange(len(self.order)), 0, 1)
        return {j: (self.level(a), self.level(a + share * (y - a)))
                for j, share in zip(self.order, grown) if share for a, y in [(self.outputs[j], self.wanted[j])]}

    def shown(self):
        return {"outputs": self.outputs, "y": self.wanted}

    def level(self, value):
        """How high a value stands in the painting."""
        return self.high * (value - 0.5)

    def spot(self, j, value=None):
        """Where disc j stands in the scene, or another value on its track."""
        return self.place(self.along[j], self.level(self.outputs[j] if value is None else value))

    def number(self, j, number):
        """An answer as a number in its disc."""
        return _Written(number, on_grey(number.value)).move_to(self.spot(j))

    def names(self):
        """Which digit each track stands for, below it, and 0 and 1 beside the first."""
        return _Names(self)

    def ticks(self):
        """0 and 1 beside the first track."""
        return VGroup(*(Words("{}", Mark(value), color=theme.FAINT).next_to(self.spot(0, value), LEFT, buff=2.2 * theme.GAP)
                        for value in (0, 1)))

    def side(self, text):
        """What the scale is, at its left."""
        return text.next_to(self.spot(0, 0.5), LEFT, buff=2.2 * theme.GAP)

    @staticmethod
    def key(*texts):
        """What the signs on the tracks are: an answer, a wish, an error; with texts of one's own, the error as an arrow."""
        error = (Arrow(RING * DOWN, RING * UP, buff=0, color=theme.COST, max_tip_length_to_length_ratio=0.5) if texts else
                 Rectangle(color=theme.COST, fill_opacity=1, stroke_width=0, height=2 * RING, width=2 * theme.BOLD))
        signs = (Circle(RING, color=theme.FAINT, fill_color=theme.FAINT, fill_opacity=1),
                 DashedVMobject(Circle(RING, color=theme.WANTED), 12), error)
        texts = texts or (Words("its answer"), Words("our wish", color=theme.WANTED), Formula(f'"error" {sym.a()} - {sym.y()}'))
        rows = VGroup(*(VGroup(sign.move_to(DISC * RIGHT), text.next_to(2 * DISC * RIGHT, RIGHT)) for sign, text in zip(signs, texts)))
        return rows.arrange(DOWN, aligned_edge=LEFT, buff=theme.GUTTER / 2)

    def paint(self, ctx):
        error = self.tones[1]
        for x, a, y in zip(self.along, self.outputs, self.wanted):
            paint_line(ctx, x, self.level(0), x, self.level(1), theme.LINE, HAIR, min(1.0, 2 * self.climbed))
            if self.parted:
                paint_line(ctx, x, self.level(y), x, self.level(y + self.parted * (a - y)), 2 * theme.BOLD, error)
        if self.ring > self.disc:
            self._paint_rings(ctx)
        for (x0, y0), x, a, t in zip(self.starts, self.along, self.outputs, self.come()):
            spot = (1 - t) * x0 + t * x, (1 - t) * y0 + t * self.level(a)
            fill_disc(ctx, *spot, self.disc, 3 * [float(np.clip(a, 0, 1))])
            paint_ring(ctx, *spot, self.disc, theme.LINE, FAINT)
        for j, (tail, tip) in self.arrows().items():
            paint_arrow(ctx, (self.along[j] + ASIDE, tail), (self.along[j] + ASIDE, tip), SHAFT, error)
        if self.ring <= self.disc:
            self._paint_rings(ctx)

    def _paint_rings(self, ctx):
        dash = self.ring * np.pi / 9
        for x, y in zip(self.along, self.wanted) if self.wished else ():
            at = self.level(y) + (1 - self.wished) * theme.GUTTER
            paint_ring(ctx, x, at, self.ring, 0.8 * theme.BOLD, self.tones[0], (dash, dash), self.wished)


class _Names(VGroup):
    """The names of tracks, and of the values 0 and 1."""

    def __init__(self, tracks):
        colors = [theme.WANTED if wanted else theme.FAINT for wanted in tracks.wanted]
        names = (Words("{}", Mark(j), color=color).next_to(tracks.spot(j, 0), DOWN, buff=max(1.6 * theme.GAP, tracks.ring + theme.GAP / 2))
                 for j, color in enumerate(colors))
        super().__init__(*names, *tracks.ticks())


class _Written(Live):
    def __init__(self, fact, color):
        super().__init__("{}", fact, size=theme.INSIDE, color=color, anchor=RIGHT)


FAINT, HAIR = theme.FAINT.to_rgb(), theme.HAIR.to_rgb()
