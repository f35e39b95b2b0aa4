"""Signed bars in a grid: what many ask of a few numbers, up or down."""

import numpy as np

from scenes.stage import theme
from scenes.stage.painting import Painting, ink, paint_line

FILLED = 0.44          # of a cell's height that the longest bar reaches, up or down
SLIM = 0.6             # of its width


class SignedBars(Painting):
    """values (rows, columns) as bars in cells of pitch (width, height): blue and up, or orange and down.

    full (rows,) is the size drawn at full length: each row has a scale of its own. `show` gives other values,
    `reveal` draws only the first columns.
    """

    def __init__(self, values, full, pitch):
        rows, columns = np.shape(values)
        super().__init__(columns * pitch[0], rows * pitch[1])
        self.full, self.pitch, self.columns = full, pitch, columns
        self.show(values)

    def show(self, values):
        """Draw other numbers in the same cells."""
        self.values = np.asarray(values)
        return self

    def reveal(self, columns):
        """Draw only the first so many columns."""
        self.columns = columns
        return self

    def shown(self):
        return {f"column {c}": self.values[:, c] for c in range(self.columns)}

    def middle(self, row, column):
        """Where the middle of a cell is in the scene: the foot of its bar."""
        return self.place(*self._middle(row, column))

    def _middle(self, row, column):
        width, height = self.extent
        return (column + 0.5) * self.pitch[0] - width / 2, height / 2 - (row + 0.5) * self.pitch[1]

    def paint(self, ctx):
        half = SLIM * self.pitch[0] / 2
        for row, (values, full) in enumerate(zip(self.values[:, :self.columns], self.full)):
            for column, value in enumerate(values):
                x, y = self._middle(row, column)
                length = FILLED * self.pitch[1] * np.clip(value / full, -1, 1)
                ctx.rectangle(x - half, y, 2 * half, length)
                ink(ctx, theme.weight_colour(value).to_rgb())
                ctx.fill()
                paint_line(ctx, x - half, y, x + half, y, theme.LINE, FAINT)


FAINT = theme.FAINT.to_rgb()
