"""Errors as bars, and as the squares whose side they are: they stack, swing out, stand in rows, and flow into one area."""

from math import sqrt

import numpy as np
from manim import UP, VGroup

from scenes.stage import theme
from scenes.stage.facts import Mark
from scenes.stage.painting import Painting, ink, paint_line
from scenes.stage.text import Words

FILLED, MEANT = 0.42, 0.92       # opacity of an area, and of that of the one that is wanted


class Blocks(Painting):
    """errors (n,) as rectangles; an error of 1 is `unit` long. A layout says where they lie: bars, stacks, squares, one block.

    wanted  the one whose outline has the colour of what is wanted
    `lay(layout)` places them, `flow(one, other)` leads from layout to layout, `show(errors)` shows another state,
    `edge(share)` draws one side of each, which is the error.

    A layout is a function: errors (n,) -> (n, 4), of each its middle x, y, its width and its height.
    """

    def __init__(self, errors, wanted, unit, width, height):
        super().__init__(width, height)
        self.wanted, self.unit = wanted, unit
        self.errors, self.edged = np.asarray(errors, float), 0.0

    def lay(self, layout):
        """Place them so, now and when they change."""
        self.layout = layout
        self.places = layout(self.errors)
        return self

    def show(self, errors):
        """Other errors in the same layout."""
        self.errors = np.asarray(errors, float)
        return self.lay(self.layout)

    def flow(self, one, other):
        """draw(share) for Through: from one layout to the other, and what has the same area in both keeps it all the way."""
        start, end = one(self.errors), other(self.errors)

        def draw(share):
            t = share * share * (3 - 2 * share)
            self.layout = other
            middles = (1 - t) * start[:, :2] + t * end[:, :2]
            self.places = np.hstack([middles, start[:, 2:] ** (1 - t) * end[:, 2:] ** t])
            return self

        return draw

    def edge(self, share):
        """How far the left side of each is drawn out, upwards: the error."""
        self.edged = share
        return self

    def shown(self):
        return {"errors": self.errors.astype(np.float32)}

    # -- layouts ---------------------------------------------------------------------------

    def bars(self, spots, base, thick):
        """Up or down from a line of that height, at x = spots."""
        def layout(errors):
            long = np.abs(errors) * self.unit
            return np.column_stack([spots, base + self.unit * errors / 2, np.full_like(long, thick), long])
        return layout

    def on(self, tracks, thick):
        """On tracks, from what is wanted to the answer."""
        feet = np.array([tracks.spot(j, y) for j, y in enumerate(tracks.wanted)])[:, :2] - self.get_center()[:2]

        def layout(errors):
            return np.column_stack([feet[:, 0], feet[:, 1] + tracks.high * errors / 2, np.full(len(errors), thick),
                                    np.abs(errors) * tracks.high])
        return layout

    def stacks(self, ups, downs, base, thick):
        """Those that point up stand on each other at x = ups; those that point down hang beside them at x = downs, from the top."""
        return lambda errors: self._stacked(errors, ups, downs, base, thick)

    def swung(self, ups, downs, base, thick):
        """Each of the stacks has swung out to its square."""
        def layout(errors):
            x, y, _, high = self._stacked(errors, ups, downs, base, thick).T
            return np.column_stack([x - thick / 2 + high / 2, y, high, high])
        return layout

    def heaped(self, ups, downs, base, thick):
        """As swung, but those that point up are heaped into one square that stands on the same line."""
        def layout(errors):
            places, up = self._stacked(errors, ups, downs, base, thick), errors > 0
            places[:, 0] += (places[:, 3] - thick) / 2
            places[:, 2] = places[:, 3]
            side = self.unit * sqrt(np.square(errors[up]).sum())
            places[up] = _parted(np.square(self.unit * errors[up]), ups - thick / 2, base, side, side)
            return places
        return layout

    def row(self, spots, base):
        """Squares that stand on a line of that height, their middles at x = spots."""
        def layout(errors):
            side = np.abs(errors) * self.unit
            return np.column_stack([spots, base + side / 2, side, side])
        return layout

    def grid(self, columns, pitch, top):
        """Squares in so many columns, pitch = (width, height): they stand on the lines of their rows."""
        def layout(errors):
            side, (row, column) = np.abs(errors) * self.unit, np.divmod(np.arange(len(errors)), columns)
            return np.column_stack([(column + 0.5) * pitch[0] - self.extent[0] / 2, top - (row + 1) * pitch[1] + side / 2, side, side])
        return layout

    def block(self, x, y):
        """All of them as one square, its middle at (x, y)."""
        def layout(errors):
            areas = np.maximum(np.square(errors), 1e-12) * self.unit**2
            side = sqrt(areas.sum())
            return _parted(areas, x - side / 2, y - side / 2, side, side)
        return layout

    def strip(self, left, base, long):
        """All of them as one strip that stands on a line and begins at x = left; an area of 1 is so long."""
        def layout(errors):
            wide, high = np.square(errors) * long, self.unit**2 / long
            ends = left + np.cumsum(wide)
            return np.column_stack([ends - wide / 2, np.full_like(wide, base + high / 2), wide, np.full_like(wide, high)])
        return layout

    def _stacked(self, errors, ups, downs, base, thick):
        long, up = np.abs(errors) * self.unit, errors > 0
        above, below = np.cumsum(long * up), np.cumsum(long * ~up)
        middles = np.where(up, base + above - long / 2, base + max(above[-1], below[-1]) - below + long / 2)
        return np.column_stack([np.where(up, ups, downs), middles, np.full_like(long, thick), long])

    # -- where things are ------------------------------------------------------------------

    def middle(self, j):
        """Where the middle of block j is in the scene."""
        return self.place(*self.places[j, :2])

    def side(self, j, way):
        """Where the middle of a side of block j is in the scene."""
        x, y, width, height = self.places[j]
        return self.place(x + way[0] * width / 2, y + way[1] * height / 2)

    def names(self, spots):
        """The digits that they stand for, at these places of the painting (n, 2)."""
        return _Names([self.place(*spot) for spot in spots], self.wanted, theme.BODY)

    def written_in(self):
        """The digits that they stand for, in their middles."""
        return _Names([self.place(*spot) for spot in self.places[:, :2]], self.wanted, theme.LABEL, (theme.INK, theme.BACKGROUND))

    def below(self, away):
        """So far below each of them."""
        return self.places[:, :2] - [0, away] - self.places[:, 3:] * [0, 0.5]

    def area(self, j, fact):
        """The area of a block as a number, in it or above it."""
        number = Words("{}", fact, size=theme.LABEL).move_to(self.middle(j))
        if j == self.wanted:
            number.set_fill(theme.BACKGROUND)
        return number if self._holds(j, number) else number.next_to(self.side(j, UP), UP, buff=theme.GAP / 2)

    def _holds(self, j, thing):
        return thing.width + theme.GAP / 2 < self.places[j, 2] and thing.height + theme.GAP / 2 < self.places[j, 3]

    def paint(self, ctx):
        for j, (x, y, width, height) in enumerate(self.places):
            mine = j == self.wanted
            ctx.rectangle(x - width / 2, y - height / 2, width, height)
            ink(ctx, COST, MEANT if mine else FILLED)
            ctx.fill_preserve()
            ctx.set_line_width(theme.LINE * (1 + 0.75 * mine))
            ink(ctx, WANTED if mine else COST)
            ctx.stroke()
            if self.edged:
                paint_line(ctx, x - width / 2, y - height / 2, x - width / 2, y + (self.edged - 0.5) * height, 1.5 * theme.BOLD, INK)


class _Names(VGroup):
    """The digits that blocks stand for; the one that is wanted in its colour."""

    def __init__(self, spots, wanted, size, colors=(theme.FAINT, theme.WANTED)):
        super().__init__(*(Words("{}", Mark(j), size=size, color=colors[j == wanted]).move_to(spot) for j, spot in enumerate(spots)))


def _parted(areas, x, y, width, height):
    """(n, 4) of areas that fill a rectangle with its lower left corner at (x, y): it is cut in two, and each part again."""
    if len(areas) < 2:      # where no error points one way, there is none
        return np.array([[x + width / 2, y + height / 2, width, height]])[:len(areas)]
    cut = max(1, int(np.abs(np.cumsum(areas) - areas.sum() / 2).argmin()) + 1)
    cut = min(cut, len(areas) - 1)
    share = areas[:cut].sum() / areas.sum()
    if width >= height:
        parts = (x, y, share * width, height), (x + share * width, y, (1 - share) * width, height)
    else:
        parts = (x, y + (1 - share) * height, width, share * height), (x, y, width, (1 - share) * height)
    return np.vstack([_parted(areas[:cut], *parts[0]), _parted(areas[cut:], *parts[1])])


COST, WANTED, INK = (color.to_rgb() for color in (theme.COST, theme.WANTED, theme.INK))
