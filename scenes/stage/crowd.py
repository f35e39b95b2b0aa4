"""A pile of pictures that moves: in every recorded state each stands at its own cost, and a wedge holds the balance."""

from dataclasses import dataclass

import numpy as np
from manim import DOWN, LEFT, RIGHT, DashedLine, Group, VGroup

from scenes.stage import theme
from scenes.stage.axes import Plot, Span
from scenes.stage.facts import Mark
from scenes.stage.hand import Hand
from scenes.stage.painting import fill_square, frame_square, ink, packed, paint_image, paint_line
from scenes.stage.text import Words

RIM = 3                 # pixels on each side of a picture that are blank, and cut off
LARGEST, SMALLEST = 0.42, 0.04       # of a picture
ABOVE, FALLING = 0.5, 8              # from so high above its place a picture falls, and so many at a time
WEDGE = 0.36, 0.72                    # half its width, and its height
ROOM, FINE, COARSE = 1.05, 0.05, 0.1      # of the axis, to the highest cost; how wide its columns are, near and from afar
PUSHED, TIPPED = 2.2, 0.013          # how far a wedge is pushed away, and the angle by which the pile tips, for each unit
FRAMED = 0.13                        # width of the frame of one that is read wrong, in widths of its picture


@dataclass(frozen=True)
class View:
    """The costs up to `high`, in columns that are `bin` wide, as states `rows` need them: see Crowd.look."""

    high: float
    bin: float
    rows: tuple


class Crowd(Plot):
    """pictures (n, 784), 0..255; costs (K, n) in K states, wrong (K, n): those that are read wrong are framed.

    `look(view)` chooses the axis; `fall(count)` drops the first so many in the state of `row`; `hold(share)` brings the wedge;
    `show(row)` shows another state, between two of which every picture is on its way, and the wedge, which stands under mean (K,).
    """

    def __init__(self, pictures, costs, wrong, mean, row, view, width, height):
        super().__init__(Span(0, view.high), Span(0, 1), width, height)
        self.sources, self.costs, self.wrong, self.mean = pictures, costs, wrong, mean
        self.images = [packed(np.ascontiguousarray(each.reshape(28, 28)[RIM:-RIM, RIM:-RIM])) for each in pictures]
        self.stacks = {}
        self.look(view)
        self.show(row).fall(0)

    @classmethod
    def of(cls, film, name, width, height):
        """The pile of a recording in the middle of its training, before it has fallen."""
        run, row = film.runs[name], int(film.runs[name].middle_row)
        view = View(ROOM * run.pile_cost[row].max(), FINE, (row,))
        return cls(run.pile_x, run.pile_cost, run.pile_wrong, run.pile_mean, row, view, width, height)

    def look(self, view):
        """See it so from now on."""
        self.x_span, self.view = Span(0, view.high), view
        self.side = self._fitting()
        self.stacks = {}
        return self

    def fall(self, count):
        """The first so many have landed, and the next ones are falling."""
        self.count = count
        return self

    def show(self, row):
        """Show the state of this row; from one to the next they glide."""
        whole, part = int(row), row - int(row)
        self.row, self.count = whole, len(self.images)
        one, other = (self._stack(min(k, len(self.costs) - 1)) for k in (whole, whole + (part > 1e-6)))
        ease = part * part * (3 - 2 * part)
        self.middles = (1 - ease) * one + ease * other
        self.stands = float((1 - ease) * self.mean[whole] + ease * self.mean[min(whole + 1, len(self.mean) - 1)])
        return self

    def step_back(self):
        """draw(share) for Through: from this view to one that has room for all states from this one on."""
        rows = self.row, len(self.costs) - 1
        view = View(ROOM * self.costs[self.row:].max(), COARSE, rows)
        before, start = (self.side, self.x_span.high), self.middles
        self.look(view)
        after, end = (self.side, self.x_span.high), self._stack(self.row)

        def draw(share):
            t = share * share * (3 - 2 * share)
            self.side, high = ((1 - t) * one + t * other for one, other in zip(before, after))
            self.x_span, self.middles = Span(0, high), (1 - t) * start + t * end
            return self

        return draw

    def gather(self, columns, pitch, x, y):
        """draw(share) for Through: they leave the axis, and make a wall with its middle at (x, y)."""
        row, column = np.divmod(np.arange(len(self.images)), columns)
        end = np.column_stack([x + (column - (columns - 1) / 2) * pitch, y - (row - row.max() / 2) * pitch])
        start, side = self.middles, self.side

        def draw(share):
            t = share * share * (3 - 2 * share)
            self.middles, self.side, self.bare = (1 - t) * start + t * end, (1 - t) * side + t * pitch, t
            return self

        return draw

    def hold(self, share):
        """How far the wedge has come from below, 0 to 1."""
        self.held = share
        return self

    def lean(self, share):
        """The wedge is pushed away from the mean, and the whole pile tips; 0: it is back, and all is level."""
        self.leaning = share
        return self

    bare = 0.0              # how far axis, frames and wedge have gone
    leaning, held = 0.0, 0.0

    def shown(self):
        landed = int(self.count)
        balance = {"path of mean": np.array([self.stands])} if self.held else {}
        return {"costs": self.costs[self.row, :landed]} | balance if landed else {}

    def spot(self, i):
        """Where picture i stands in the scene."""
        return self.place(*self.middles[i])

    def along(self, cost):
        """Where a cost stands on the axis, in the scene."""
        return self.place(self._along(cost), -self.extent[1] / 2)

    def wedge(self):
        """Where the foot of the wedge stands in the scene."""
        return self.place(self._along(self.stands), -self.extent[1] / 2 - WEDGE[1])

    def lower_side(self, row=-1):
        """LEFT or RIGHT: where there is room above the pile, in the state of a row."""
        outer = self.extent[0] / 4
        heights = [max((y for x, y in self._stack(row % len(self.costs)) if way * x > outer), default=-np.inf) for way in (-1, 1)]
        return RIGHT if heights[1] <= heights[0] else LEFT

    def beside(self, *texts):
        """Place texts beside the wedge, one after the other, where there is more room; returns the first."""
        way, spot = LEFT if self.x_span.share(self.stands) > 0.5 else RIGHT, self.wedge()
        for text in texts:
            spot = text.next_to(spot, way, buff=theme.GUTTER).get_edge_center(way)
        return texts[0]

    def pictures(self, chosen, side):
        """Some of them larger, in a row where there is room, and of each the line to its place."""
        row = Group(*(Hand(self.sources[[i]], side, 1, theme.COST) for i in chosen)).arrange(RIGHT, buff=theme.GAP)
        way = self.lower_side()
        row.move_to(self).align_to(self.get_edge_center(way) + theme.GAP * way, way)
        return [Group(picture, DashedLine(picture.get_bottom(), self.spot(i), color=theme.FAINT)) for i, picture in zip(chosen, row)]

    def ticks(self):
        """The axis written out: round costs, and its name."""
        return _Ticks(self)

    def _along(self, cost):
        return self.extent[0] * (self.x_span.share(cost) - 0.5)

    def _fitting(self):
        """The side of the pictures: as large as lets the highest column of all its states fit."""
        wide, high = self.extent[0] * self.view.bin / self.view.high, self.extent[1]
        most = max(np.bincount((self.costs[row] / self.view.bin).astype(int)).max() for row in self.view.rows)
        across = next(n for n in range(1, 400) if wide / n <= LARGEST and (-(-most // n) * wide / n <= high or wide / n < SMALLEST))
        self.across = across
        return wide / across

    def _stack(self, row):
        """(n, 2): where they stand in the state of a row, each on those of its column that come before it."""
        if row not in self.stacks:
            column = (self.costs[row] / self.view.bin).astype(int)
            before = np.empty(len(column), int)
            for each in np.unique(column):
                here = np.flatnonzero(column == each)
                before[here] = np.arange(len(here))
            level, place = np.divmod(before, self.across)
            left = self.extent[0] * (column * self.view.bin / self.view.high - 0.5)
            self.stacks[row] = np.column_stack([left + (place + 0.5) * self.side, (level + 0.5) * self.side - self.extent[1] / 2])
        return self.stacks[row]

    def paint(self, ctx):
        self.draw(ctx)

    def draw(self, ctx):
        tip, foot = self._along(self.stands), -self.extent[1] / 2
        away = self.leaning * PUSHED * (1 if tip < 0 else -1)
        if self.bare < 1 and self.held:
            self._paint_wedge(ctx, tip + away, foot - theme.LINE - (1 - self.held) * WEDGE[1], (1 - self.bare) * self.held)
        ctx.translate(tip + away, foot)
        ctx.rotate(TIPPED * away)
        ctx.translate(-tip - away, -foot)
        if self.bare < 1:
            self._paint_axis(ctx, foot, 1 - self.bare)
        falling = np.clip(self.count, 1, FALLING)
        for i in range(min(len(self.images), int(np.ceil(self.count + falling)))):
            fallen = float(np.clip((self.count - i - 1) / falling + 1, 0, 1))
            if fallen:
                x, y = self.middles[i]
                self._paint_picture(ctx, i, x, y + ABOVE * (1 - fallen**2), min(1.0, 3 * fallen))

    def _paint_axis(self, ctx, y, light):
        half = self.extent[0] / 2
        paint_line(ctx, -half, y, half, y, theme.BOLD, INK, light)
        for x in self._along(self.x_span.ticks):
            paint_line(ctx, x, y, x, y - theme.GAP / 2, theme.LINE, INK, light)

    @staticmethod
    def _paint_wedge(ctx, x, y, light):
        half, high = WEDGE
        ink(ctx, COST, light)
        for dx, dy in ((0, 0), (half, -high), (-half, -high)):
            ctx.line_to(x + dx, y + dy)
        ctx.fill()

    def _paint_picture(self, ctx, i, x, y, light):
        fill_square(ctx, x, y, 0.96 * self.side, UNLIT, light)
        paint_image(ctx, self.images[i], x, y, 0.96 * self.side, light)
        if self.wrong[self.row, i] and self.bare < 0.5:
            frame_square(ctx, x, y, (1 - FRAMED) * self.side, FRAMED * self.side, COST)


class _Ticks(VGroup):
    """The ticks of a crowd, and what its axis measures."""

    def __init__(self, crowd):
        ticks = [Words("{}", Mark(float(x), "g"), size=theme.LABEL, color=theme.FAINT).next_to(crowd.along(x), DOWN)
                 for x in crowd.x_span.ticks]
        name = Words("cost of a digit").next_to(crowd.along(crowd.x_span.high), DOWN, buff=2.4 * theme.GAP)
        super().__init__(*ticks, name.align_to(crowd, LEFT if crowd.x_span.share(crowd.mean[-1]) > 0.5 else RIGHT))


INK, COST, UNLIT = theme.INK.to_rgb(), theme.COST.to_rgb(), theme.UNLIT.to_rgb()
