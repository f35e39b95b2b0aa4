"""A table of wishes: for a few weights what each of some digits asks of them, and the mean of all, which is the step."""

import numpy as np
from manim import DOWN, LEFT, UP, Group

from scenes.stage import theme
from scenes.stage.digit import DigitImage
from scenes.stage.painting import Painting, fill_disc, ink, paint_arrow, paint_line, trace_box

PICTURE = 0.86                    # of a column's width
SHAFT = 0.17                      # width of an arrow's shaft
SMALL = 0.08                      # radius of a neuron in the sign of a weight
MARGIN = 2.2                      # width of the column of signs, and of that of the mean


class Ballot(Group):
    """wishes (rows, columns) over the pictures (columns, pixels) of the digits; running (rows, K): the mean of more and more of them.

    edges, weights   of the rows: which neurons (j, k) of how many a weight joins, and its value, whose sign is its colour
    ask(count)       so many digits have asked; mean(row): the mean of entry `row` of K; zoom(share): the mean is drawn larger, up to
                     `times` as tall
    """

    def __init__(self, wishes, pictures, running, times, edges, weights, sizes, width, height):
        head = PICTURE * (width - 2 * MARGIN) / len(pictures) + theme.GAP
        self.view = _Ballot(wishes, running, times, edges, weights, sizes, width, height - head)
        self.pictures = [DigitImage(x, head - theme.GAP) for x in pictures]
        super().__init__(self.view, *self.pictures)
        for c, picture in enumerate(self.pictures):
            picture.move_to(self.view.place(self.view.columns[c], (height - head) / 2 + head / 2 + theme.GAP / 4))

    def ask(self, count):
        """So many digits have asked."""
        self.view.count = count
        return self

    def mean(self, entry):
        """The mean of so many digits as this entry says, between two entries that of the one before."""
        self.view.entry = int(entry) % self.view.running.shape[1]
        return self

    def zoom(self, share):
        """How far the arrows of the mean have grown to `times` their length."""
        self.view.zoomed = share
        return self

    def by_mean(self, row, text):
        """A number beside the mean of a row."""
        return text.move_to(self.view.place(self.view.frame_x - 0.3, self.view.rows[row]), aligned_edge=LEFT)

    def over_mean(self, text):
        """Words over the column of the mean."""
        return text.next_to(self.view.place(self.view.frame_x, self.view.extent[1] / 2), UP, buff=theme.GAP)

    def under_mean(self, text):
        """Words under the column of the mean."""
        return text.next_to(self.view.place(self.view.frame_x, -self.view.extent[1] / 2), DOWN, buff=theme.GAP)

    def over_signs(self, text):
        """Words over the column of the weights."""
        return text.next_to(self.view.place(self.view.signs_x, self.view.extent[1] / 2), UP, buff=theme.GAP)


class _Ballot(Painting):
    def __init__(self, wishes, running, times, edges, weights, sizes, width, height):
        super().__init__(width, height)
        self.wishes, self.running, self.edges, self.weights, self.sizes = wishes, running, edges, weights, sizes
        rows, columns = wishes.shape
        step = (width - 2 * MARGIN) / columns
        self.columns = MARGIN - width / 2 + step * (np.arange(columns) + 0.5)
        self.rows = height / 2 - height / rows * (np.arange(rows) + 0.5)
        self.pitch, self.signs_x, self.frame_x = height / rows, (MARGIN - width) / 2, (width - MARGIN) / 2
        self.unit = 0.46 * self.pitch / np.abs(wishes).max()
        self.times, self.count, self.entry, self.zoomed = float(times), 0.0, -1, 0.0

    def shown(self):
        columns = {f"column {c}": self.wishes[:, c] for c in range(int(self.count))}
        return columns | ({"mean": self.running[:, self.entry]} if self.entry >= 0 else {})

    def arrows(self):
        """[(row, column, length)] of the digits' wishes, and (row, None, length) of the mean."""
        found = [(r, c, self.unit * share * self.wishes[r, c]) for c in range(len(self.columns)) for r in range(len(self.rows))
                 if (share := float(np.clip(self.count - c, 0, 1)))]
        if self.entry >= 0:
            times = 1 + self.zoomed * (self.times - 1)
            found += [(r, None, times * self.unit * mean) for r, mean in enumerate(self.running[:, self.entry])]
        return found

    def paint(self, ctx):
        width, height = self.extent
        for y in self.rows[:-1] - self.pitch / 2:
            paint_line(ctx, -width / 2, y, width / 2 - MARGIN, y, theme.LINE, HAIR)
        if self.entry >= 0:
            ctx.save()
            ctx.translate(self.frame_x, 0)
            trace_box(ctx, MARGIN, height, 0.12)
            ink(ctx, GRADIENT)
            ctx.set_line_width(theme.LINE)
            ctx.stroke()
            ctx.restore()
        for row, y in enumerate(self.rows):
            self._paint_sign(ctx, row, y)
        for row, column, length in self.arrows():
            x, y = (self.frame_x - 0.72 if column is None else self.columns[column]), self.rows[row]
            paint_line(ctx, x - 0.28, y, x + 0.28, y, theme.LINE, FAINT, 0.6)
            paint_arrow(ctx, (x, y), (x, y + length), SHAFT, GRADIENT)

    def _paint_sign(self, ctx, row, y):
        """A weight: two columns of small dots, and the edge between two of them."""
        ends = []
        for n, i, x in ((self.sizes[0], self.edges[row][1], -0.45), (self.sizes[1], self.edges[row][0], 0.45)):
            heights = y + 0.72 * self.pitch * (0.5 - (np.arange(n) + 0.5) / n)
            for height in heights[::max(1, n // 16)]:
                fill_disc(ctx, self.signs_x + x, height, 0.025, FAINT)
            ends.append((self.signs_x + x, heights[i]))
        paint_line(ctx, *ends[0], *ends[1], theme.BOLD, theme.weight_colour(self.weights[row]).to_rgb())
        for x, y_end in ends:
            fill_disc(ctx, x, y_end, SMALL, INK)


HAIR, FAINT, GRADIENT, INK = (color.to_rgb() for color in (theme.HAIR, theme.FAINT, theme.GRADIENT, theme.INK))
