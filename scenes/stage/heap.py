"""What a step does to every digit: changes of cost, sorted, as one heap over a line and a hollow under it."""

import numpy as np
from manim import DOWN, LEFT, RIGHT, UP, VGroup

from scenes.stage import theme
from scenes.stage.axes import round_ticks
from scenes.stage.facts import Mark
from scenes.stage.painting import Painting, fill_disc, ink, paint_line
from scenes.stage.text import Words

OWN = 0.05        # width of the bar of the one digit, and half of that of its end


class Heap(Painting):
    """changes (m,), from the largest rise to the largest fall: red above the line, green below it; show(count) so many digits.

    mine   the place of one digit among them: show_mine(share) draws it alone, with a rim
    unit   height of a change of 1: heaps that are compared have the same
    line   how far the line of no change lies below the top
    """

    def __init__(self, changes, mine, unit, line, width, height):
        super().__init__(width, height)
        self.changes, self.mine, self.unit, self.zero = np.asarray(changes), int(mine), unit, height / 2 - line
        self.show(0).show_mine(0)

    def show(self, count):
        """The first so many digits have got their change."""
        self.count = int(count)
        return self

    def show_mine(self, share):
        """How far the change of the one digit is drawn."""
        self.own = share
        return self

    def shown(self):
        return {"changes": self.changes[:self.count]} if self.count else {}

    def axis(self):
        """Round changes of cost at the left of the heap, and what they are."""
        span = [(end - self.zero) / self.unit for end in (-self.extent[1] / 2, self.extent[1] / 2)]
        left = -self.extent[0] / 2
        ticks = [Words("{}", Mark(float(at), "+g" if at else "g"), size=theme.LABEL, color=theme.FAINT)
                 .next_to(self.place(left, self.level(at)), LEFT, buff=theme.GAP) for at in round_ticks(*span, 4)]
        return _Ticks(*ticks)

    def level(self, change):
        """The height of a change in the painting."""
        return self.zero + self.unit * change

    def edge(self, i):
        """x of the left edge of digit i in the painting."""
        return self.extent[0] * (i / len(self.changes) - 0.5)

    def ours(self, text):
        """Words at the one digit, over the line."""
        text.next_to(self.place(self.edge(self.mine), self.zero), UP, buff=theme.GAP)
        return text.shift(min(0, self.get_right()[0] - text.get_right()[0]) * RIGHT)

    def first(self, count, text):
        """Words beside the first so many digits."""
        return text.next_to(self.place(self.edge(count), self.level(self.changes[0])), DOWN + RIGHT, buff=theme.GAP)

    def worse(self, text):
        """Words at the heap: below it, or where it is narrow, beside it."""
        last = np.sum(self.changes > 0)
        if 2 * last > len(self.changes):
            return text.next_to(self.place(self.edge(last / 2), self.zero), DOWN, buff=theme.GAP)
        return text.next_to(self.place(self.edge(last), self.zero), UP + RIGHT, buff=theme.GAP)

    def better(self, text):
        """Words at the hollow: below it, or where it is narrow, beside it."""
        count = np.sum(self.changes < 0)
        if 2 * count > len(self.changes):
            return text.next_to(self.place(self.edge(len(self.changes) - count / 2), self.level(self.changes.min())), DOWN, buff=theme.GAP)
        return text.next_to(self.place(self.edge(len(self.changes) - count), self.level(self.changes.min()) - 0.3), LEFT, buff=theme.GAP)

    def paint(self, ctx):
        half, step = self.extent[0] / 2, self.extent[0] / len(self.changes)
        for color, part in ((RISES, np.maximum(self.changes, 0)), (FALLS, np.minimum(self.changes, 0))):
            ctx.new_path()
            ctx.move_to(-half, self.zero)
            left, level = self.edge(np.arange(self.count)), self.level(part[:self.count])
            for x, y in np.stack([[left, left + step], [level, level]]).transpose(2, 1, 0).reshape(-1, 2).tolist():
                ctx.line_to(x, y)
            ctx.line_to(self.edge(self.count), self.zero)
            ctx.close_path()
            ink(ctx, color)
            ctx.fill()
        if self.own:
            x, end = self.edge(self.mine + 0.5), self.zero + self.own * self.unit * self.changes[self.mine]
            paint_line(ctx, x, self.zero, x, end, OWN, INK)
            fill_disc(ctx, x, end, 2 * OWN, INK)
        paint_line(ctx, -half, self.zero, half, self.zero, theme.LINE * 1.5, INK)


class _Ticks(VGroup):
    """The changes beside a heap."""


RISES, FALLS, INK = (color.to_rgb() for color in (theme.COST, theme.FALLS, theme.INK))
