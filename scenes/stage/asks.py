"""What each output asks of the layer before: a row of arrows for each, up or down, until their columns add up to one row."""

import numpy as np
from manim import LEFT

from scenes.stage import theme
from scenes.stage.painting import Painting, fill_disc, ink, paint_arrow, paint_line, paint_ring, trace_box

DISC, SHAFT = 0.2, 0.16               # radius of a neuron; width of an arrow's shaft
WIDE, CLOSE = 1.0, 0.24               # a row that asks loudly, and one of the others, take so much room, in rows
APART = 0.15                          # arrows that are being added stand so far apart
OVERLAP = 4                           # so many columns are added at a time


class Asks(Painting):
    """asks (R, n): what R outputs ask of n neurons a (n,); `loud` two of them have rows of their own, the others share one in the end.

    grow(row, share)   the arrows of a row come, from left to right
    close(share)       the rows of the others become one, that of their sum
    add(share)         column by column the arrows slide down, each beginning where the one before ended; their sum is left
    sums               (n,): what is left, as recorded
    """

    def __init__(self, asks, loud, sums, a, width, height):
        super().__init__(width, height)
        self.asks, self.loud, self.sums, self.a = asks, list(map(int, loud)), sums, a
        self.rest = [row for row in range(len(asks)) if row not in self.loud]
        self.grown, self.closed, self.added, self.lifted = np.zeros(len(asks)), 0.0, 0.0, None
        self.step = width / (len(a) + 1)
        self.columns = self.step * (np.arange(len(a)) + 1) - width / 2
        self._lay_out(height)

    def _lay_out(self, height):
        """Heights of the rows, of the line, of the sums and of the neurons; all arrows are on one scale, which lets them fit."""
        largest = max(np.abs(self.asks).max(), np.abs(self.sums).max(), 1e-9)
        rows = 2 * WIDE + len(self.rest) * CLOSE + 1.25 * WIDE
        pitch = (height - 2 * DISC - theme.GAP) / rows
        self.unit = 0.5 * pitch / largest
        top = height / 2
        self.rows, y = {}, top
        for row, room in [*((row, WIDE) for row in self.loud), *((row, CLOSE) for row in self.rest)]:
            self.rows[row] = y - room * pitch / 2
            y -= room * pitch
        self.middle = np.mean([self.rows[row] for row in self.rest]) if self.rest else y
        self.bar, self.total, self.feet = y, y - 0.6 * pitch, -height / 2 + DISC

    def grow(self, row, share):
        """How many of the arrows of a row have come."""
        self.grown[row] = share
        return self

    def grow_all(self, share):
        """The same for all of the rest."""
        self.grown[self.rest] = share
        return self

    def close(self, share):
        self.closed = share
        return self

    def add_up(self, share):
        self.added = share
        return self

    def lift(self, column):
        """Mark this column, whose numbers are read."""
        self.lifted = column
        return self

    def shown(self):
        rows = {f"row {row}": self.asks[row] for row in range(len(self.asks)) if self.grown[row] == 1}
        return rows | ({"sums": self.sums} if self.added == 1 else {})

    def side(self, row, text):
        """Words at the left of a row: of one of the loud, "rest" or "total"."""
        y = {"rest": self.middle, "total": self.total, "feet": self.feet}.get(row, self.rows.get(row))
        return text.next_to(self.place(-self.extent[0] / 2, y), LEFT, buff=theme.GAP)

    def number(self, column, row, text):
        """A number beside the arrow of a lifted column."""
        y = {"rest": self.middle, "total": self.total}.get(row, self.rows.get(row))
        return text.move_to(self.place(self.columns[column] + 0.62 * self.step, y), aligned_edge=LEFT)

    def terms(self, column):
        """(amounts, their row heights) of what is added in a column: the loud, then the sum of the rest."""
        amounts = [self.asks[row, column] for row in self.loud] + [self.asks[self.rest, column].sum()]
        return amounts, [self.rows[row] for row in self.loud] + [self.middle]

    def arrows(self):
        """[(x, tail, tip)] of every arrow that is drawn now."""
        found = []
        for row in range(len(self.asks)):
            share = np.clip(self.grown[row] * len(self.a) - np.arange(len(self.a)), 0, 1)
            y, fade = self._row(row)
            found += [(x, y, y + fade * grown * self.unit * value) for x, value, grown in zip(self.columns, self.asks[row], share) if fade * grown]
        if self.closed == 1:
            found += [(x, self.middle, self.middle + self.unit * value) for x, value in zip(self.columns, self.asks[self.rest].sum(axis=0))]
        return found + [arrow for column in range(len(self.a)) for arrow in self.sliding(column)]

    def sliding(self, column):
        """The arrows of a column on their way down, and at the end their sum."""
        n = len(self.a)
        share = np.clip((self.added * (n + OVERLAP - 1) - column) / OVERLAP, 0, 1)
        if share == 1:
            return [(self.columns[column], self.total, self.total + self.unit * self.sums[column])]
        found, end = [], self.total
        amounts, heights = self.terms(column)
        for i, (amount, y) in enumerate(zip(amounts, heights)) if share else ():
            along = min(1.0, share / 0.7)
            tail = y + along * (end - y)
            x = self.columns[column] + along * APART * (i - (len(amounts) - 1) / 2)
            found.append((x, tail, tail + self.unit * amount))
            end += self.unit * amount
        return found

    def _row(self, row):
        """(height, how long its arrows still are) of a row: those of the rest close up, and their sum takes their place."""
        if row in self.loud:
            return self.rows[row], 1.0
        return self.rows[row] + self.closed * (self.middle - self.rows[row]), float(self.closed < 1)

    def paint(self, ctx):
        half = self.extent[0] / 2
        if self.lifted is not None:
            ctx.save()
            ctx.translate(self.columns[self.lifted] + 0.62 * self.step, 0)
            trace_box(ctx, 2.5 * self.step, self.extent[1] + theme.GAP, 0.1)
            ink(ctx, HAIR, 0.45)
            ctx.fill()
            ctx.restore()
        for row in range(len(self.asks)):
            if self.grown[row]:
                paint_line(ctx, -half, self._row(row)[0], half, self._row(row)[0], theme.LINE, HAIR)
        if self.closed or self.added:
            paint_line(ctx, -half, self.bar, half, self.bar, theme.LINE, INK, max(self.closed, self.added))
            paint_line(ctx, -half, self.total, half, self.total, theme.LINE, HAIR, max(self.closed, self.added))
        for x, a in zip(self.columns, self.a):
            fill_disc(ctx, x, self.feet, DISC, 3 * [float(a)])
            paint_ring(ctx, x, self.feet, DISC, theme.LINE, FAINT)
        for x, tail, tip in self.arrows():
            paint_arrow(ctx, (x, tail), (x, tip), SHAFT, GRADIENT)


INK, HAIR, FAINT, GRADIENT = (color.to_rgb() for color in (theme.INK, theme.HAIR, theme.FAINT, theme.GRADIENT))
