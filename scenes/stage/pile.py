"""A pile of pictures on an axis, each at its own number, and a wedge that holds the balance under their mean."""

import numpy as np
from manim import DOWN, LEFT, ORIGIN, RIGHT, UP, Arrow, DashedLine, Group, VGroup

from scenes.stage import theme
from scenes.stage.axes import Plot, Span
from scenes.stage.facts import Mark
from scenes.stage.painting import fill_square, frame_square, ink, packed, paint_image, paint_line
from scenes.stage.text import Words

LARGEST = 0.42          # of a picture
RIM = 3                 # pixels on each side of it that are blank, and cut off
ACROSS = 2              # pictures side by side in a column
ABOVE = 0.5             # from so high above its place a picture falls
CLEAR = 0.04            # of the axis on both sides of the mean is left to the wedge
FALLING = 6             # so many fall at a time
WEDGE = 0.36, 0.6       # half its width, and its height


class Pile(Plot):
    """pictures (n, 784), 0..255, at values (n,): each in a column for two, on those that came before it.

    They are as large as lets the highest column fit. `show` drops the first so many; balance (n,) is their mean so far.
    The last one is framed. Below the axis there is room for a wedge, which stands under the mean.
    """

    def __init__(self, pictures, values, balance, width, height):
        room = 0.03 * np.ptp(values)
        super().__init__(Span(values.min() - room, values.max() + room), Span(0, 1), width, height)
        self.pictures, self.values, self.balance = pictures, values, balance
        self.images = [packed(np.ascontiguousarray(each.reshape(28, 28)[RIM:-RIM, RIM:-RIM])) for each in pictures]
        self.side, self.middles = self._stack()
        self.show(0)

    def show(self, count):
        """The first so many have landed, and the next ones are falling."""
        self.count = count
        return self

    def shown(self):
        landed = int(self.count)
        return {"values": self.values[:landed], "balance": self.balance[:landed]} if landed else {}

    def top(self, i):
        """Where picture i lies in the scene, once it has landed."""
        return self.place(*self.middles[i])

    def lower_side(self):
        """LEFT or RIGHT: where the pile is not as high, so that there is room above it."""
        outer = self.extent[0] / 4
        heights = [self.middles[side * self.middles[:, 0] > outer, 1].max(initial=-np.inf) for side in (-1, 1)]
        return RIGHT if heights[1] <= heights[0] else LEFT

    def caption(self, picture, *words):
        """A larger picture of the last one beside words, above the lower side of the pile, and the line that leads to it."""
        side, text = self.lower_side(), VGroup(*words).arrange(DOWN, aligned_edge=LEFT)
        group = Group(picture, text).arrange(RIGHT).align_to(self, UP + side)
        text.align_to(picture, UP)
        return picture, text, DashedLine(self.top(-1), group.get_edge_center(-side), color=theme.FAINT)

    def balance_at(self, template, fact):
        """The mean beside the wedge, and at the left the way to 0."""
        value = Words(template, fact, size=theme.TITLE, color=theme.COST).next_to(self.wedge() + 0.75 * DOWN, RIGHT, buff=1.3 * WEDGE[0])
        best = Words("{} would be perfect", Mark(0), color=theme.FALLS).match_y(value).align_to(self, LEFT).shift(1.3 * RIGHT)
        return _Balance(value, best, Arrow(ORIGIN, 1.2 * LEFT, buff=0, color=theme.FALLS).next_to(best, LEFT))

    def ticks(self):
        """The axis written out: round values, and what it measures."""
        return _Ticks(self)

    def wedge(self):
        """Where the tip of the wedge stands in the scene."""
        return self.place(self._along(self.balance[max(0, int(self.count) - 1)]), -self.extent[1] / 2)

    def _along(self, value):
        return self.extent[0] * (self.x_span.share(value) - 0.5)

    def _stack(self):
        """(side, middles (n, 2)): as large as all of them fit."""
        width, height = self.extent
        for side in np.linspace(LARGEST, LARGEST / 8, 200):
            columns = np.floor((self._along(self.values) + width / 2) / (ACROSS * side)).astype(int)
            before = np.array([np.count_nonzero(columns[:i] == column) for i, column in enumerate(columns)])
            level, place = np.divmod(before, ACROSS)
            if (level.max() + 1) * side <= height:
                break
        return side, np.column_stack([(ACROSS * columns + place + 0.5) * side - width / 2, (level + 0.5) * side - height / 2])

    def paint(self, ctx):
        width, height = self.extent
        paint_line(ctx, -width / 2, -height / 2, width / 2, -height / 2, theme.BOLD, INK)
        for x in self._along(self.x_span.ticks):
            paint_line(ctx, x, -height / 2, x, -height / 2 - theme.GAP / 2, theme.LINE, INK)
        self.draw(ctx)

    def draw(self, ctx):
        for i in range(min(len(self.images), int(np.ceil(self.count + FALLING)))):
            fallen = np.clip((self.count - i) / FALLING + 1, 0, 1)
            if fallen:
                x, y = self.middles[i]
                self._paint_picture(ctx, i, x, y + ABOVE * (1 - fallen ** 2), min(1.0, 3 * fallen))
        if self.count >= 1:
            self._paint_wedge(ctx)

    def _paint_picture(self, ctx, i, x, y, light):
        fill_square(ctx, x, y, self.side, theme.UNLIT.to_rgb(), light)
        paint_image(ctx, self.images[i], x, y, self.side, light)
        if i == len(self.images) - 1:
            frame_square(ctx, x, y, self.side, 1.5 * theme.LINE, COST)

    def _paint_wedge(self, ctx):
        whole, part = int(self.count), self.count % 1
        after = self.balance[min(whole, len(self.balance) - 1)]
        x = self._along((1 - part) * self.balance[whole - 1] + part * after)
        y, (half, height) = -self.extent[1] / 2 - theme.BOLD, WEDGE
        ink(ctx, COST)
        for dx, dy in ((0, 0), (half, -height), (-half, -height)):
            ctx.line_to(x + dx, y + dy)
        ctx.fill()


class _Balance(VGroup):
    """What stands below the axis of a pile."""


class _Ticks(VGroup):
    """The ticks of a pile."""

    def __init__(self, pile):
        low = -pile.extent[1] / 2
        ticks = (Words("{}", Mark(float(x), "g"), size=theme.LABEL, color=theme.FAINT).next_to(pile.place(pile._along(x), low), DOWN)
                 for x in pile.x_span.ticks if abs(x - pile.balance[-1]) > CLEAR * np.ptp(pile.values))
        name = Words("cost of a digit").next_to(pile.place(pile.extent[0] / 2, low), DOWN, buff=2.6 * theme.GAP)
        super().__init__(*ticks, name.align_to(pile, RIGHT))


INK, COST = theme.INK.to_rgb(), theme.COST.to_rgb()
