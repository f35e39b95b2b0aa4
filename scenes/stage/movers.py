"""The slope of each of many numbers, and how far it moves against that, the biggest movers first: rows of bars, each on its own scale."""

import numpy as np
from manim import DOWN, LEFT, RIGHT, UP, VGroup

from scenes.stage import theme
from scenes.stage.facts import Mark
from scenes.stage.painting import Painting, ink, paint_line
from scenes.stage.text import Formula, Words

LARGE = 40              # size of the lists
DIALS = "theta = (w_1, w_2, w_3, dots)"
SLOPES = "{{gradient C : gradient}} = ((dif C)/(dif w_1), (dif C)/(dif w_2), (dif C)/(dif w_3), dots)"
FEW = 64                # numbers in a row that are drawn as dials, each with its knob
FILLED = 0.42           # of a row's height that its longest bar takes, up or down
LINES = 900             # so many bars can be told apart in a row; of more numbers, every so many-th is drawn


class Movers(Painting):
    """moves (n,) by size, in rows of counts (r,); a number that moves down has its bar down, and that of its slope up.

    `slopes(share)`: how far the bars of the slopes are grown; `show(share)`: how far all numbers have moved, at once.
    """

    def __init__(self, moves, counts, width, height):
        super().__init__(width, height)
        self.moves, self.counts = moves, counts
        self.pitch = height / len(counts)
        self.firsts = np.cumsum([0, *counts[:-1]])
        self.slopes(0).show(0)

    def slopes(self, share):
        """How far the slopes are drawn, 0 to 1: each points where its number does not go."""
        self.sloped = share
        return self

    def show(self, share):
        """So much of their moves has been made: all in the same moment."""
        self.share = share
        return self

    def shown(self):
        return {"moves": self.moves[:int(self.counts.sum())]}

    def row(self, r):
        """The right end of a row's middle, in the scene."""
        return self.place(self.extent[0] / 2, self._level(r))

    def reaches(self, film, name):
        """How many a row has, and how far its biggest mover goes, as recorded; below how many do not move at all."""
        rows = [(film.fact(f"{name}.mover_count", r, form=","), film.fact(f"{name}.mover_largest", r, form=".3f"))
                for r in range(len(self.counts))]
        words = [Words(f"{'next' if r else 'largest'} {{}}: up to {{}}", *facts, size=theme.LABEL).next_to(self.row(r), RIGHT)
                 for r, facts in enumerate(rows)]
        still = film.fact(f"{name}.mover_still", form=",")
        rest = Words("{} stay: their slope is {}", still, Mark(0), size=theme.LABEL).next_to(self, DOWN, buff=theme.GAP / 2)
        return _Reaches(*words, *([rest] if still.value else []))

    def heads(self):
        """What the two colours of its bars are, above them."""
        heads = Words("its slope", color=theme.GRADIENT), Words("its step against it", color=theme.FALLS)
        return VGroup(*(head.next_to(self, UP).align_to(self, side) for head, side in zip(heads, (LEFT, RIGHT))))

    def _level(self, r):
        return self.extent[1] / 2 - (r + 0.5) * self.pitch

    def paint(self, ctx):
        for r, (first, count) in enumerate(zip(self.firsts, self.counts)):
            self._paint_row(ctx, self._level(r), self.moves[first:first + count])

    def _paint_row(self, ctx, level, moves):
        left, width = -self.extent[0] / 2, self.extent[0]
        reach = FILLED * self.pitch * moves / np.abs(moves).max()
        paint_line(ctx, left, level, left + width, level, theme.THREAD * 2, FAINT)
        x = left + width * (np.arange(len(moves)) + 0.5) / len(moves)
        if len(moves) <= FEW:
            self._paint_dials(ctx, x, level, reach, width / len(moves))
            return
        every = -(-len(moves) // LINES)
        thick = 0.8 * width / len(moves) * every
        for color, share in ((GRADIENT, -self.sloped), (FALLS, self.share)):
            ink(ctx, color)
            for at, far in zip(x[::every], reach[::every]):
                ctx.rectangle(at - thick / 2, level, thick, share * far)
            ctx.fill()

    def _paint_dials(self, ctx, x, level, reach, pitch):
        groove, knob = FILLED * self.pitch, (0.5 * pitch, 0.14 * self.pitch)
        for at, far in zip(x, reach):
            paint_line(ctx, at, level - groove, at, level + groove, theme.LINE, HAIR)
            paint_line(ctx, at, level, at, level - self.sloped * far, 0.3 * pitch, GRADIENT)
            paint_line(ctx, at, level, at, level + self.share * far, 0.3 * pitch, FALLS)
        ink(ctx, INK)
        for at, far in zip(x, reach):
            ctx.rectangle(at - knob[0] / 2, level + self.share * far - knob[1] / 2, *knob)
        ctx.fill()


class DialsAndSlopes(VGroup):
    """The numbers of a network and its gradient as two lists of one kind, each over how many (a Fact) there are."""

    def __init__(self, size):
        lists = (DIALS, "dials", theme.WEIGHT), (SLOPES, "slopes", theme.GRADIENT)
        super().__init__(*(VGroup(Formula(formula, LARGE), Words("{} " + of, size, color=color)).arrange(DOWN)
                           for formula, of, color in lists))
        self.arrange(DOWN, buff=theme.GUTTER)


class _Reaches(VGroup):
    """What is said beside the rows of movers."""


INK, FAINT, HAIR, GRADIENT, FALLS = (color.to_rgb() for color in (theme.INK, theme.FAINT, theme.HAIR, theme.GRADIENT, theme.FALLS))
