"""What brighter pixels would do to the cost: the picture of dC/dx, red where it would rise and green where it would fall."""

import numpy as np
from manim import Square

from scenes.stage import theme
from scenes.stage.painting import Painting, fill_square
from scenes.stage.nodes import cost_colour


class DigitSlopes(Painting):
    """slopes (rows * columns,), to the largest of them."""

    def __init__(self, slopes, side, shape=(28, 28)):
        super().__init__(side * shape[1] / shape[0], side)
        self.slopes, self.shape = np.asarray(slopes), shape
        self.shares = np.abs(self.slopes) / max(np.abs(self.slopes).max(), 1e-300)
        self.add(Square(side, color=theme.FAINT, stroke_width=theme.stroke(theme.LINE)))

    def shown(self):
        return {"slopes": self.slopes}

    def paint(self, ctx):
        columns, (width, height) = self.shape[1], self.extent
        pitch = width / columns
        fill_square(ctx, 0, 0, width, theme.UNLIT.to_rgb())
        for i in np.flatnonzero(self.shares > 0.02):
            row, column = divmod(int(i), columns)
            fill_square(ctx, (column + 0.5) * pitch - width / 2, height / 2 - (row + 0.5) * pitch, pitch,
                        cost_colour(self.slopes[i]).to_rgb(), self.shares[i] ** 0.7)
