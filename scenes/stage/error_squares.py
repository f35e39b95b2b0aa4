"""Errors as sticks, and as the squares whose side they are: they stack, swing out, stand in rows, and flow into one area."""

from math import sqrt

import numpy as np
from manim import DOWN, UP, Line, Rectangle, VGroup

from scenes.stage import theme
from scenes.stage.facts import Mark
from scenes.stage.painting import Painting, ink
from scenes.stage.text import Words

FILLED = 0.42                    # opacity of an area
STICK = 3 * theme.BOLD           # width of an error that is no square yet, and of the side of a square


class Blocks(Painting):
    """errors (n,) as rectangles; an error of 1 is `unit` long. A layout says where they lie: bars, stacks, squares, one block.

    wanted  the one whose outline is bold
    `lay(layout)` places them, `flow(one, other)` leads from layout to layout, `show(errors)` shows another state,
    `edge(share)` says how clearly the left side of each, which is its error, is seen as a stick.

    A layout is a function: errors (n,) -> (n, 4), of each its middle x, y, its width and its height.
    """

    def __init__(self, errors, wanted, unit, width, height):
        super().__init__(width, height)
        self.wanted, self.unit = wanted, unit
        self.errors, self.edged = np.asarray(errors, float), 1.0

    def lay(self, layout):
        """Place them so, now and when they change."""
        self.layout = layout
        self.places = layout(self.errors)
        return self

    def show(self, errors):
        """Other errors in the same layout."""
        self.errors = np.asarray(errors, float)
        return self.lay(self.layout)

    def edge(self, share):
        """How clearly the left side of each is seen as a stick."""
        self.edged = share
        return self

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

    def shown(self):
        return {"errors": self.errors.astype(np.float32)}

    # -- layouts ---------------------------------------------------------------------------

    def bars(self, spots, base, thick=STICK):
        """Up or down from a line of that height, at x = spots."""
        def layout(errors):
            long = np.abs(errors) * self.unit
            return np.column_stack([spots, base + self.unit * errors / 2, np.full_like(long, thick), long])
        return layout

    def on(self, tracks, thick=STICK):
        """On tracks, from what is wanted to the answer."""
        feet = np.array([tracks.spot(j, y) for j, y in enumerate(tracks.wanted)])[:, :2] - self.get_center()[:2]

        def layout(errors):
            return np.column_stack([feet[:, 0], feet[:, 1] + tracks.high * errors / 2, np.full(len(errors), thick),
                                    np.abs(errors) * tracks.high])
        return layout

    def stacks(self, ups, downs, base, turned=0.0, thick=STICK):
        """Those that point up stand on each other at x = ups; those that point down hang from the same line at x = downs;
        with turned=1 they have swung up, and stand on it."""
        return lambda errors: self._stacked(errors, ups, downs, base, turned, thick)

    def swung(self, ups, downs, base, thick=STICK):
        """All stand on the line, and each has swung out to its square."""
        def layout(errors):
            x, y, _, high = self._stacked(errors, ups, downs, base, 1, thick).T
            return np.column_stack([x - thick / 2 + high / 2, y, high, high])
        return layout

    def heaped(self, ups, downs, base, thick=STICK):
        """As swung, but those that point up are heaped into one square that stands on the same line."""
        def layout(errors):
            places, up = self._stacked(errors, ups, downs, base, 1, thick), errors > 0
            places[:, 0] += (places[:, 3] - thick) / 2
            places[:, 2] = places[:, 3]
            side = self.unit * sqrt(np.square(errors[up]).sum())
            places[up] = _parted(np.square(self.unit * errors[up]), ups - thick / 2, base, side, side)
            return places
        return layout

    def row(self, width, base, middle=0.0, thick=None):
        """Squares that stand on a line of that height, over its width about a middle, as far from each other everywhere; with `thick`
        only their left sides, so thick."""
        def layout(errors):
            side = np.abs(errors) * self.unit
            gap = (width - side.sum()) / (len(side) - 1)
            x = middle - width / 2 + np.cumsum(side + gap) - gap - side / 2
            return np.column_stack([x if thick is None else x + (thick - side) / 2, base + side / 2,
                                    side if thick is None else np.full_like(side, thick), side])
        return layout

    def strip(self, left, base, long):
        """All of them as one strip that stands on a line and begins at x = left; an area of 1 is so long."""
        def layout(errors):
            wide, high = np.square(errors) * long, self.unit**2 / long
            ends = left + np.cumsum(wide)
            return np.column_stack([ends - wide / 2, np.full_like(wide, base + high / 2), wide, np.full_like(wide, high)])
        return layout

    def _stacked(self, errors, ups, downs, base, turned, thick):
        long, up = np.abs(errors) * self.unit, errors > 0
        above, below, way = np.cumsum(long * up), np.cumsum(long * ~up), 2 * turned - 1
        middles = base + np.where(up, above - long / 2, way * (below - long / 2))
        return np.column_stack([np.where(up, ups, downs), middles, np.full_like(long, thick), np.where(up, 1, abs(way)) * long])

    # -- where things are ------------------------------------------------------------------

    def middle(self, j):
        """Where the middle of block j is in the scene."""
        return self.place(*self.places[j, :2])

    def side(self, j, way):
        """Where the middle of a side of block j is in the scene."""
        x, y, width, height = self.places[j]
        return self.place(x + way[0] * width / 2, y + way[1] * height / 2)

    def line(self, base):
        """The line of that height, from end to end."""
        ends = (self.place(way * self.extent[0] / 2, base) for way in (-1, 1))
        return Line(*ends, color=theme.FAINT, stroke_width=theme.stroke(theme.LINE))

    def stump(self, x, base, error):
        """An error of its own, up or down from the line at x."""
        stick = Rectangle(width=STICK, height=abs(error) * self.unit, color=theme.COST, fill_opacity=1, stroke_width=0)
        return stick.next_to(self.place(x, base), UP if error > 0 else DOWN, buff=0)

    def names(self, base, below):
        """The digits that they stand for, so far below a line of that height, each under its own."""
        return self.under(_Names([self.place(0, base - below)] * len(self.errors), self.wanted, theme.BODY))

    def under(self, names):
        """Bring each name to where its own is now; returns them."""
        for j, name in enumerate(names):
            name.set_x(self.middle(j)[0])
        return names

    def paint(self, ctx):
        for j, (x, y, width, height) in enumerate(self.places):
            mine = j == self.wanted
            ctx.rectangle(x - width / 2, y - height / 2, width, height)
            ink(ctx, COST, FILLED)
            ctx.fill_preserve()
            ctx.set_line_width(theme.LINE * (1 + 0.75 * mine))
            ink(ctx, COST, max(1 - self.edged, min(1.0, max(0.0, width / STICK - 1))))      # a stick has none
            ctx.stroke()
            ctx.rectangle(x - width / 2, y - height / 2 + theme.LINE / 2, min(STICK, width), max(0.0, height - theme.LINE))
            ink(ctx, COST, self.edged)
            ctx.fill()


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


COST = theme.COST.to_rgb()
