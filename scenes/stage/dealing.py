"""The digits of a wall, dealt in a recorded order into batches: rows, of which the first and the last are drawn."""

import numpy as np

from scenes.stage import theme
from scenes.stage.facts import Mark
from scenes.stage.hand import RIM, paint_picture, place_in, smoothly
from scenes.stage.painting import Painting, frame_square, ink, paint_dot
from scenes.stage.text import Words

ROWS = 6               # that are drawn, before the dots and the last
SIDE = 0.78, 0.92      # of a picture, at most, as a share of the distance to the next row, and to the next picture
CROWD = 0.1            # how many more are on their way at once, for every one that was dealt
NAMES = 0.7            # width of the numbers of the rows, with a gap
SPARK = 0.05           # size of one that is not drawn, when it has come, as a share of the others
VEIL = 0.72            # how dark the place of a dealt digit gets
PASSED = 0.6           # brightness of a row that was dealt before


class Dealing(Painting):
    """order (n,): the digits of the wall in the order in which they are dealt, batch_size to a row.

    deal(count) has brought the first `count` of them to their places; the next are on their way: one at a time in the
    first row, later more and more. Rows have their numbers; that of the last is the fact `batches`.
    """

    def __init__(self, wall, order, batch_size, batches, width, height):
        super().__init__(width, height)
        self.wall, self.order, self.batch_size, self.count, self.lit = wall, np.asarray(order), batch_size, 0.0, None
        self.batches = -(-len(self.order) // batch_size)
        lines = self.batches if self.batches <= ROWS + 2 else ROWS + 2
        self.drawn = [*range(lines)] if lines == self.batches else [*range(ROWS), self.batches - 1]
        self.line = [*range(lines)] if lines == self.batches else [*range(ROWS), lines - 1]      # of each that is drawn
        self.row_pitch = height / lines
        self.side = min(SIDE[0] * self.row_pitch, SIDE[1] * (width - NAMES) / batch_size)
        self.names = [self._name(row, batches) for row in self.drawn]
        self.add(*self.names)
        self.deal(0)

    def deal(self, count):
        """Bring the first so many to their places; a count between two has the next ones on their way."""
        self.count = count
        self.lit = min(int(max(np.ceil(count) - 1, 0)) // self.batch_size, self.batches - 1)
        for row, name in zip(self.drawn, self.names):
            name.set_opacity(float(count > row * self.batch_size))
        return self.light(self.lit)

    def light(self, row):
        """Let this row (0, 1, ...) be the bright one."""
        self.lit = row
        for each, name in zip(self.drawn, self.names):
            name.set_color(theme.SOME if each == row else theme.FAINT)
        return self

    @property
    def dealt(self):
        """How many have come to their places."""
        return int(self.count + 1e-6)

    @property
    def steps(self):
        """How many batches are complete: each makes one step."""
        return self.batches if self.dealt == len(self.order) else self.dealt // self.batch_size

    def middle(self, p):
        """(x, y) of the place of the p-th that is dealt; of the rows that are not drawn, that of the dots."""
        row, column = divmod(p, self.batch_size)
        if row not in self.drawn:
            return self._name_x(), self._height(ROWS)
        left = NAMES - self.extent[0] / 2
        return left + (column + 0.5) * self.side / SIDE[1], self._height(self.line[self.drawn.index(row)])

    def spot(self, p):
        """Where the p-th that is dealt comes to stand in the scene."""
        return self.place(*self.middle(p))

    def shown(self):
        return {"order": self.order[:self.dealt]} if self.dealt else {}

    def paint(self, ctx):
        way = self._way()
        self._veil_wall(ctx, np.flatnonzero(way > 0))
        for row in self.drawn:
            for p in range(max(self.dealt, row * self.batch_size), min((row + 1) * self.batch_size, len(self.order))):
                frame_square(ctx, *self.middle(p), self.side, theme.LINE, theme.HAIR.to_rgb())
        for row in self.drawn:
            for p in range(row * self.batch_size, min((row + 1) * self.batch_size, self.dealt)):
                light, color = (1.0, theme.SOME) if row == self.lit else (PASSED, theme.HAIR)
                paint_picture(ctx, self.wall.pictures[self.order[p]], *self.middle(p), self.side, color.to_rgb(), light)
        if len(self.drawn) < self.batches and self.dealt > ROWS * self.batch_size:
            self._paint_dots(ctx)
        for p in np.flatnonzero((way > 0) & (way < 1))[::-1]:
            self._paint_flying(ctx, p, smoothly(way[p]))

    def _way(self):
        """(n,): how far each has come; in the first row one at a time is on its way, later more and more."""
        p = np.arange(len(self.order))
        crowd = 1 + CROWD * np.maximum(p - self.batch_size, 0)
        return np.clip(1 + (self.count - (p + 1)) / crowd, 0, 1)

    def _veil_wall(self, ctx, left):
        """Darken the places in the wall of those that have left."""
        if len(left):
            x0, y0, side = place_in(self, self.wall, 0)
            scale, (x, y) = side / self.wall.pitch, self.wall.middle(self.order[left])
            start_x, start_y = self.wall.middle(0)
            for right, up in zip(x0 + scale * (x - start_x), y0 + scale * (y - start_y)):
                ctx.rectangle(right - side / 2, up - side / 2, side, side)
            ink(ctx, theme.UNLIT.to_rgb(), VEIL)
            ctx.fill()

    def _paint_flying(self, ctx, p, share):
        """One on its way; those that are not drawn shrink to nothing where the dots are."""
        start = np.array(place_in(self, self.wall, self.order[p]))
        end = self.side if p // self.batch_size in self.drawn else SPARK * self.side
        goal = np.array([*self.middle(p), end])
        if end == self.side:
            frame_square(ctx, *start, theme.LINE, theme.SOME.to_rgb())       # where it comes from
        x, y, side = start + share * (goal - start)
        picture, rim = self.wall.pictures[self.order[p]], min(RIM, 0.06 * side)
        paint_picture(ctx, picture, x, y, side, theme.SOME.to_rgb(), rim=rim)

    def _paint_dots(self, ctx):
        for up in (-1, 0, 1):
            paint_dot(ctx, self._name_x(), self._height(ROWS) + up * theme.GAP, theme.DOT / 2, theme.FAINT.to_rgb())

    def _height(self, line):
        return self.extent[1] / 2 - (line + 0.5) * self.row_pitch

    def _name_x(self):
        """The middle of the numbers of the rows."""
        return (NAMES - theme.GAP - self.extent[0]) / 2

    def _name(self, row, batches):
        """The number of a row, at the left of it."""
        last = row == self.batches - 1
        name = Words("{}", batches if last else Mark(row + 1), size=theme.LABEL)
        return name.move_to(self.place(self._name_x(), self.middle(row * self.batch_size)[1]))
