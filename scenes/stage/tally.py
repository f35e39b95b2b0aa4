"""How many times as much: one square of one colour against many discs of another."""

from math import pi, sqrt, tau

import numpy as np
from manim import UpdateFromAlphaFunc, linear

from scenes.stage.painting import Painting, ink

SPACE = 0.12           # between two squares, in sides
LARGEST = 1.8          # side of a square, at most
SHADE = 0.8            # opacity of the many: so many are bright enough


class Tally(Painting):
    """One square above, and below it `total` discs of the same area, row upon row; of the last as much as there is of it.

    They are as large as fits the box; `room` is the height left free between the one and the many, for their names.
    `show(count)` draws the first so many.
    """

    def __init__(self, total, width, height, room, one, many):
        columns, self.side = _fit(total, width, height - room)
        rows, self.pitch = -(-int(np.ceil(total)) // columns), (1 + SPACE) * self.side
        super().__init__(columns * self.pitch - SPACE * self.side, room + (rows + 1) * self.pitch - SPACE * self.side)
        self.total, self.columns, self.room, self.count = float(total), columns, room, 0.0
        self.colours = one.to_rgb(), many.to_rgb()

    def show(self, count):
        """Draw the first so many of the squares."""
        self.count = min(count, self.total)
        return self

    def middle(self, k):
        """(x, y) of square k of the many."""
        row, column = divmod(k, self.columns)
        left, top = -self.extent[0] / 2 + self.side / 2, self.extent[1] / 2 - self.side / 2
        return left + column * self.pitch, top - self.pitch - self.room - row * self.pitch

    def spot(self, k=None):
        """Where square k of the many has its middle in the scene; without k, where the one has it."""
        if k is None:
            return self.place((self.side - self.extent[0]) / 2, (self.extent[1] - self.side) / 2)
        return self.place(*self.middle(k))

    @property
    def heading(self):
        """The left end of the room between the one and the many, in the scene."""
        return self.place(-self.extent[0] / 2, self.extent[1] / 2 - self.pitch - self.room / 2)

    def shown(self):
        return {}        # how many they are is told by the number beside them

    def paint(self, ctx):
        middle, half = (self.side - self.extent[0]) / 2, self.side * sqrt(pi) / 4      # of the area of a disc
        ink(ctx, self.colours[0])
        ctx.rectangle(middle - half, (self.extent[1] - self.side) / 2 - half, 2 * half, 2 * half)
        ctx.fill()
        ink(ctx, self.colours[1], SHADE)
        for k in range(int(np.ceil(self.count))):
            x, y = self.middle(k)
            ctx.move_to(x, y)
            ctx.arc(x, y, self.side / 2, tau / 4, tau / 4 + tau * min(1.0, self.count - k))
            ctx.close_path()
        ctx.fill()


class Count(UpdateFromAlphaFunc):
    """Lay down the squares of a tally, one after the other."""

    def __init__(self, tally, **options):
        start = tally.count
        super().__init__(tally, lambda tally, t: tally.show(start + t * (tally.total - start)),
                         **{"rate_func": linear, **options})


def _fit(total, width, height):
    """(columns, side): the one and the many squares as large as they fit, no larger than LARGEST."""
    many, best = int(np.ceil(total)), (0, 1)
    for columns in range(1, many + 1):
        rows = -(-many // columns)
        side = min(width / ((1 + SPACE) * columns - SPACE), height / ((1 + SPACE) * (rows + 1) - SPACE), LARGEST)
        best = max(best, (side, columns))
    return best[1], best[0]
