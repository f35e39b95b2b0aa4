"""What each output asks of the layer before: a row of arrows for each, up or down, until their columns add up to one row."""

import numpy as np
from manim import LEFT

from scenes.stage import theme
from scenes.stage.painting import Painting, fill_disc, ink, paint_arrow, paint_line, paint_ring, trace_box

DISC, SHAFT = 0.2, 0.16               # radius of a neuron; width of an arrow's shaft
WIDE, CLOSE, LAST = 1.0, 0.12, 1.15    # a loud row, one of the others and that of the sums take so much room, in rows
OUTPUT, FAN = 0.42, 0.14              # radius of the output over its fan of edges; widest of them
READ, BESIDE = 2.6, 0.45              # columns that a lifted one takes up with its numbers; so many of them at its left
APART = 0.28                          # arrows that are being added stand so far apart
OVERLAP = 4                           # so many columns are added at a time


class Asks(Painting):
    """asks (R, n): what R outputs ask of n neurons a (n,); `loud` two of them have rows of their own, the others share one in the end.

    weights (2, n)     of the edges from those neurons to the loud outputs (2,), whose errors say which way they want to go
    fan(share, which)  the edges of one of them come down from it; rise(share, which): its wishes rise from their feet to their own row
    grow(row, share)   the arrows of a row come, from left to right
    close(share)       the rows of the others become one, that of their sum
    add_up(share)       column by column the arrows slide down, each beginning where the one before ended; their sum is left
    lift(column, share)  a column is marked, and makes room for its numbers; add_lifted(share): it is added first, by itself
    sums               (n,): what is left, as recorded
    """

    def __init__(self, asks, loud, sums, a, weights, outputs, errors, width, height):
        super().__init__(width, height)
        self.asks, self.loud, self.sums, self.a = asks, list(map(int, loud)), sums, a
        self.rest = [row for row in range(len(asks)) if row not in self.loud]
        self.grown, self.closed, self.added, self.lifted = np.zeros(len(asks)), 0.0, 0.0, None
        self.weights, self.outputs, self.errors = weights, outputs, errors
        self.fanned, self.risen, self.which, self.parted, self.first = 0.0, np.zeros(2), 0, 0.0, 0.0
        self._lay_out(height)

    @property
    def step(self):
        """From one column to the next; a lifted one makes room for its numbers."""
        return self.extent[0] / (len(self.a) + 1 + self.parted * READ)

    @property
    def columns(self):
        """(n,): where the columns stand in the painting."""
        places = np.arange(len(self.a)) + 1.0
        if self.lifted is not None:
            places += self.parted * (READ * (np.arange(len(self.a)) > self.lifted) + BESIDE * (np.arange(len(self.a)) == self.lifted))
        return self.step * places - self.extent[0] / 2

    def _lay_out(self, height):
        """Heights of the rows, of the line, of the sums and of the neurons; all arrows are on one scale, which lets them fit."""
        largest = max(np.abs(self.asks).max(), np.abs(self.sums).max(), 1e-9)
        rows = 2 * WIDE + len(self.rest) * CLOSE + LAST
        pitch = (height - 2 * DISC - theme.GAP) / rows
        self.unit = 0.43 * pitch / largest
        top = height / 2
        self.rows, y = {}, top
        for row, room in [*((row, WIDE) for row in self.loud), *((row, CLOSE) for row in self.rest)]:
            self.rows[row] = y - room * pitch / 2
            y -= room * pitch
        self.middle = np.mean([self.rows[row] for row in self.rest]) if self.rest else y
        self.bar, self.total, self.feet = y, y - 0.55 * pitch, -height / 2 + DISC
        self.low = self.feet + 2 * DISC + 0.55 * pitch

    def grow(self, row, share):
        """How many of the arrows of a row have come."""
        self.grown[row] = share
        return self

    def grow_all(self, share):
        """The same for all of the rest."""
        self.grown[self.rest] = share
        return self

    def close(self, share):
        """How far the rows of the rest have become one."""
        self.closed = share
        return self

    def add_up(self, share):
        """How far the columns have been added, from left to right."""
        self.added = share
        return self

    def add_lifted(self, share):
        """How far the column that is lifted has been added: it comes first, by itself."""
        self.first = share
        return self

    def fan(self, share, which=0):
        """How far the edges of a loud output are drawn."""
        self.fanned, self.which = share, which
        return self

    def rise(self, share, which=0):
        """How far its wishes have risen to their row; the fan goes."""
        self.risen[which] = share
        return self

    def lift(self, column, share):
        """This column is marked, and makes room for its numbers."""
        self.lifted, self.parted = column, share
        return self

    def shown(self):
        rows = {f"row {row}": self.asks[row] for row in range(len(self.asks)) if self.grown[row] == 1}
        return rows | ({"sums": self.sums} if self.added == 1 else {})

    def top(self, which=0):
        """Where a loud output stands over its fan in the scene: the second one below the row of the first."""
        return self.place(0, self._top(which))

    def _top(self, which):
        row = self.rows[self.loud[0]]
        return (2 * row - self.extent[1] / 2 if which else self.extent[1] / 2) - OUTPUT

    def side(self, row, text):
        """Words at the left of a row: of one of the loud, "rest" or "total"."""
        y = {"rest": self.middle, "total": self.total, "feet": self.feet}.get(row, self.rows.get(row))
        return text.next_to(self.place(-self.extent[0] / 2, y), LEFT, buff=theme.GAP)

    def number(self, column, row, text):
        """A number beside the arrow of a lifted column."""
        y = {"rest": self.middle, "total": self.total}.get(row, self.rows.get(row))
        return text.move_to(self.place(self.columns[column] + 0.45 * self.step, y), aligned_edge=LEFT)

    def terms(self, column):
        """(amounts, their row heights) of what is added in a column: the loud, then the sum of the rest."""
        amounts = [self.asks[row, column] for row in self.loud] + [self.asks[self.rest, column].sum()]
        return amounts, [self.rows[row] for row in self.loud] + [self.middle]

    def arrows(self):
        """[(x, tail, tip)] of every arrow that is drawn now."""
        found = []
        for row in range(len(self.asks)):
            y, there = self._row(row)
            share = there * np.clip(self.grown[row] * len(self.a) - np.arange(len(self.a)), 0, 1)
            found += [(x, y, y + grown * self.unit * value) for x, value, grown in zip(self.columns, self.asks[row], share) if grown]
        if self.closed == 1:
            rest = self.asks[self.rest].sum(axis=0)
            found += [(x, self.middle, self.middle + self.unit * value) for x, value in zip(self.columns, rest)]
        return found + [arrow for column in range(len(self.a)) for arrow in self.sliding(column)]

    def sliding(self, column):
        """The arrows of a column on their way down, and at the end their sum."""
        n = len(self.a)
        share = self.first if column == self.lifted else np.clip((self.added * (n + OVERLAP - 1) - column) / OVERLAP, 0, 1)
        if share == 1:
            return [(self.columns[column], self.total, self.total + self.unit * self.sums[column])]
        found, end = [], self.total
        amounts, heights = self.terms(column)
        for i, (amount, y) in enumerate(zip(amounts, heights)) if share else ():
            along = min(1.0, share / 0.5)
            tail = y + along * (end - y)
            x = self.columns[column] + along * APART * (i - (len(amounts) - 1) / 2)
            found.append((x, tail, tail + self.unit * amount))
            end += self.unit * amount
        return found

    def _row(self, row):
        """(height, whether it has arrows) of a row: those of the rest close up, and their sum takes their place."""
        if row in self.loud:
            return self.low + self.risen[self.loud.index(row)] * (self.rows[row] - self.low), True
        return self.rows[row] + self.closed * (self.middle - self.rows[row]), self.closed < 1

    def paint(self, ctx):
        half, columns = self.extent[0] / 2, self.columns
        if self.fanned and self.risen[self.which] < 1:
            self._paint_fan(ctx, 1 - self.risen[self.which])
        for row in self.loud:
            if self.grown[row]:
                paint_line(ctx, -half, self._row(row)[0], half, self._row(row)[0], theme.LINE, HAIR)
        if shade := self.closed:
            paint_line(ctx, -half, self.bar, half, self.bar, theme.LINE, INK, shade)
            paint_line(ctx, -half, self.total, half, self.total, theme.LINE, HAIR, shade)
        if self.parted:
            self._paint_lifted(ctx)
        for x, a in zip(columns, self.a):
            fill_disc(ctx, x, self.feet, DISC, 3 * [float(a)])
            paint_ring(ctx, x, self.feet, DISC, theme.LINE, FAINT)
        for x, tail, tip in self.arrows():
            paint_arrow(ctx, (x, tail), (x, tip), SHAFT, GRADIENT)

    def _paint_fan(self, ctx, opacity):
        """The output, and its edges to the neurons, as wide as their weights are large."""
        top, full, error = self._top(self.which), max(np.abs(self.weights).max(), 1e-300), self.errors[self.which]
        for x, w in zip(self.columns, self.weights[self.which]):
            end = np.array([x, self.feet]) * self.fanned + np.array([0, top]) * (1 - self.fanned)
            paint_line(ctx, 0, top, *end, max(theme.THREAD, FAN * abs(w) / full), theme.weight_colour(w).to_rgb(), 0.8 * opacity)
        fill_disc(ctx, 0, top, OUTPUT, 3 * [self.outputs[self.which] * opacity])
        paint_ring(ctx, 0, top, OUTPUT, theme.BOLD, FAINT if self.which else WANTED, opacity=opacity)
        if opacity == 1:
            paint_arrow(ctx, (2 * OUTPUT, top - error / 2), (2 * OUTPUT, top + error / 2), SHAFT, COST)

    def _paint_lifted(self, ctx):
        room = READ * self.parted
        ctx.save()
        ctx.translate(self.columns[self.lifted] + (room / 2 - BESIDE * self.parted) * self.step, 0)
        trace_box(ctx, (1 + room) * self.step, self.extent[1] + theme.GAP, 0.1)
        ink(ctx, PANEL, self.parted)
        ctx.fill()
        ctx.restore()


PANEL, INK, HAIR, FAINT, GRADIENT, WANTED, COST = (color.to_rgb() for color in (
    theme.HAIR.interpolate(theme.BACKGROUND, 0.5), theme.INK, theme.HAIR, theme.FAINT, theme.GRADIENT, theme.WANTED, theme.COST))
