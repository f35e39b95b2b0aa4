"""How far each of many numbers moves, the biggest movers first: rows of bars, each row of more numbers and on its own scale."""

import numpy as np
from manim import DOWN, RIGHT, VGroup

from scenes.stage import theme
from scenes.stage.facts import Mark
from scenes.stage.painting import Painting, ink, paint_line
from scenes.stage.text import Words

FEW = 64                # numbers in a row that are drawn as dials, each with its knob
FILLED = 0.42           # of a row's height that its longest bar takes, up or down
LINES = 900             # so many bars can be told apart in a row; of more numbers, every so many-th is drawn


class Movers(Painting):
    """moves (n,) by size, in rows of counts (r,); a number that moves down has its bar down.

    `show(share)`: how far all of them have moved, at once.
    """

    def __init__(self, moves, counts, width, height):
        super().__init__(width, height)
        self.moves, self.counts = moves, counts
        self.pitch = height / len(counts)
        self.firsts = np.cumsum([0, *counts[:-1]])
        self.show(0)

    def show(self, share):
        """So much of their moves has been made: all in the same moment."""
        self.share = share
        return self

    def shown(self):
        return {"moves": self.moves[:int(self.counts.sum())]}

    def row(self, r):
        """The right end of a row's middle, in the scene."""
        return self.place(self.extent[0] / 2, self._level(r))

    def reaches(self, largest, still):
        """How far the biggest mover of each row moves, largest(row), beside it; below how many do not move at all."""
        words = VGroup(*(Words("up to {}", largest(r), size=theme.LABEL).next_to(self.row(r), RIGHT) for r in range(len(self.counts))))
        rest = Words("{} stay: their slope is {}", still, Mark(0), size=theme.LABEL).next_to(self, DOWN, buff=theme.GAP / 2)
        return _Reaches(*words, *([rest] if still.value else []))

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
        ink(ctx, GRADIENT)
        thick = 0.8 * width / len(moves) * every
        for at, far in zip(x[::every], reach[::every]):
            ctx.rectangle(at - thick / 2, level, thick, self.share * far)
        ctx.fill()

    def _paint_dials(self, ctx, x, level, reach, pitch):
        groove, knob = FILLED * self.pitch, (0.5 * pitch, 0.14 * self.pitch)
        for at, far in zip(x, reach):
            paint_line(ctx, at, level - groove, at, level + groove, theme.LINE, HAIR)
            paint_line(ctx, at, level, at, level + self.share * far, 0.22 * pitch, GRADIENT)
        ink(ctx, INK)
        for at, far in zip(x, reach):
            ctx.rectangle(at - knob[0] / 2, level + self.share * far - knob[1] / 2, *knob)
        ctx.fill()


class _Reaches(VGroup):
    """What is said beside the rows of movers."""


INK, FAINT, HAIR, GRADIENT = (color.to_rgb() for color in (theme.INK, theme.FAINT, theme.HAIR, theme.GRADIENT))
