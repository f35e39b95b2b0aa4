"""A pile of pictures that moves: in every recorded state each stands at its own cost, and a wedge holds the balance."""

from collections import Counter

import numpy as np
from manim import DOWN, LEFT, RIGHT, Line, VGroup

from scenes.stage import theme
from scenes.stage.axes import Plot, Span
from scenes.stage.facts import Mark
from scenes.stage.hand import Hand
from scenes.stage.painting import fill_square, frame_square, ink, packed, paint_image, paint_line
from scenes.stage.text import Words

RIM = 3                 # pixels on each side of a picture that are blank, and cut off
SIDE, EDGE = 0.28, 0.035             # of a picture; what the pictures in a column show of their edges
GREY = 0.62                          # of one that others cover
ABOVE, FALLING = 0.5, 8              # from so high above its place a picture falls, and so many at a time
WEDGE = 0.25, 0.72                    # half its width, and its height
ROOM = 1.05                          # of the axis, to the highest cost
PUSHED, TIPPED = 2.2, 0.022          # how far a wedge is pushed away, and the angle by which the pile tips, for each unit
FRAMED = 0.13                        # width of the frame of one that is read wrong, in widths of its picture


class Crowd(Plot):
    """pictures (n, 784), 0..255; costs (K, n) in K states, wrong (K, n): those that are read wrong are framed.

    `fall(count)` drops the first so many in the state of `row`; `hold(share)` brings the wedge;
    `show(row)` shows another state, between two of which every picture is on its way, and the wedge, which stands under mean (K,).
    high   the end of the axis
    marks  [(cost, Words)]: what stands at some costs on the axis, beginning or ending there, instead of round numbers
    """

    def __init__(self, pictures, costs, wrong, mean, row, high, width, height, marks=()):
        super().__init__(Span(0, high), Span(0, 1), width, height)
        self.sources, self.costs, self.wrong, self.mean = pictures, costs, wrong, mean
        self.images = [packed(np.ascontiguousarray(each.reshape(28, 28)[RIM:-RIM, RIM:-RIM])) for each in pictures]
        self.stacks, self.marks = {}, marks
        self.show(row).fall(0)

    @classmethod
    def of(cls, film, name, width, height, marks=()):
        """The pile of a recording in the middle of its training, before it has fallen, with room for all states from then on."""
        run, row = film.runs[name], int(film.runs[name].middle_row)
        high = ROOM * max([run.pile_cost[row:].max(), *(cost for cost, _ in marks)])
        return cls(run.pile_x, run.pile_cost, run.pile_wrong, run.pile_mean, row, high, width, height, marks)

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

    def hold(self, share):
        """How far the wedge has come from below, 0 to 1."""
        self.held = share
        return self

    def lean(self, share):
        """The wedge is pushed away from the mean, and the whole pile tips; 0: it is back, and all is level."""
        self.leaning = share
        return self

    def tips(self, thing):
        """draw(share) for Through: a thing that is fixed to the axis tips along."""
        level = thing.copy()

        def draw(share):
            away = self._away(share)
            return thing.become(level).rotate(TIPPED * away, about_point=self.place(self._along(self.stands) + away, -self.extent[1] / 2))

        return draw

    def _away(self, share):
        return share * PUSHED * (1 if self.x_span.share(self.stands) < 0.5 else -1)

    leaning, held = 0.0, 0.0

    def shown(self):
        landed = int(self.count)
        balance = {"path of mean": np.array([self.stands])} if self.held else {}
        return {"costs": self.costs[self.row, :landed]} | balance if landed else {}

    def spot(self, i):
        """Where picture i stands in the scene."""
        return self.place(*self.middles[i, :2])

    def along(self, cost):
        """Where a cost stands on the axis, in the scene."""
        return self.place(self._along(cost), -self.extent[1] / 2)

    def wedge(self):
        """Where the foot of the wedge stands in the scene."""
        return self.place(self._along(self.stands), -self.extent[1] / 2 - WEDGE[1])

    def lower_side(self, row=-1):
        """LEFT or RIGHT: where there is room above the pile, in the state of a row."""
        outer = self.extent[0] / 4
        heights = [max((y for x, y, _ in self._stack(row % len(self.costs)) if way * x > outer), default=-np.inf) for way in (-1, 1)]
        return RIGHT if heights[1] <= heights[0] else LEFT

    def beside(self, *texts):
        """Place texts beside the wedge, one after the other, where there is more room; returns the first."""
        way, spot = LEFT if self.x_span.share(self.stands) > 0.5 else RIGHT, self.wedge() + theme.GAP / 2 * DOWN
        for text in texts:
            spot = text.next_to(spot, way, buff=theme.GUTTER).get_edge_center(way)
        return texts[0]

    def called(self, i, side):
        """Picture i larger, where there is room above the lower side of the pile, and the line to its place."""
        way = self.lower_side()
        picture = Hand(self.sources[[i]], side, 1, theme.COST).move_to(self).align_to(self.get_edge_center(way) + theme.GAP * way, way)
        return picture, Line(picture.get_bottom(), self.spot(i), color=theme.FAINT, stroke_width=theme.stroke(theme.LINE))

    def ticks(self):
        """The axis written out: round costs, and its name."""
        return _Ticks(self)

    def is_clear(self, words):
        """Whether the wedge never comes to where these words are, from the state of now on."""
        way = [self.along(mean)[0] for mean in self.mean[self.row:]]
        return min(way) - WEDGE[0] > words.get_right()[0] or max(way) + WEDGE[0] < words.get_left()[0]

    def _along(self, cost):
        return self.extent[0] * (self.x_span.share(cost) - 0.5)

    def _stack(self, row):
        """(n, 3) in the state of a row: the middle of each, in the column of its cost or, where that is full, in the next one; and how
        much it is covered: where both are full they overlap as they must, and nowhere else."""
        if row not in self.stacks:
            heights, (width, height), places = Counter(), self.extent, []
            for own in ((self._along(self.costs[row]) + width / 2) / SIDE).astype(int):
                k = next((k for k in (own, own - 1, own + 1) if k >= 0 and heights[k] < int(height / SIDE)), own)
                places.append((k, heights[k]))
                heights[k] += 1
            columns, levels = np.transpose(places)
            tops = np.array([heights[k] - 1 for k in columns])
            pitch = np.minimum(SIDE, (height - SIDE) / np.maximum(1, tops))
            hidden = np.clip(2 - 3 * pitch / SIDE, 0, 1)
            self.stacks[row] = np.column_stack([(columns + 0.5) * SIDE - width / 2, levels * pitch + (SIDE - height) / 2,
                                                hidden * (levels < tops)])
        return self.stacks[row]

    def paint(self, ctx):
        self.draw(ctx)

    def draw(self, ctx):
        tip, foot = self._along(self.stands), -self.extent[1] / 2
        away = self._away(self.leaning)
        if self.held:
            self._paint_wedge(ctx, tip + away, foot - theme.LINE - (1 - self.held) * WEDGE[1], self.held)
        ctx.translate(tip + away, foot)
        ctx.rotate(TIPPED * away)
        ctx.translate(-tip - away, -foot)
        self._paint_axis(ctx, foot)
        falling = np.clip(self.count, 1, FALLING)
        for i in range(min(len(self.images), int(np.ceil(self.count + falling)))):
            fallen = float(np.clip((self.count - i - 1) / falling + 1, 0, 1))
            if fallen:
                x, y, covered = self.middles[i]
                self._paint_picture(ctx, i, x, y + ABOVE * (1 - fallen**2), covered, min(1.0, 3 * fallen))

    def _paint_axis(self, ctx, y):
        half = self.extent[0] / 2
        paint_line(ctx, -half, y, half, y, theme.BOLD, INK)
        for x in self._along([cost for cost, _ in self.marks] or self.x_span.ticks):
            paint_line(ctx, x, y, x, y - theme.GAP / 2, theme.LINE, INK)

    @staticmethod
    def _paint_wedge(ctx, x, y, light):
        half, high = WEDGE
        ink(ctx, COST, light)
        for dx, dy in ((0, 0), (half, -high), (-half, -high)):
            ctx.line_to(x + dx, y + dy)
        ctx.fill()

    def _paint_picture(self, ctx, i, x, y, covered, light):
        fill_square(ctx, x, y, 0.96 * SIDE, UNLIT, light)
        paint_image(ctx, self.images[i], x, y, 0.96 * SIDE, light * (1 - covered))
        fill_square(ctx, x, y, SIDE - EDGE, 3 * [GREY], light * covered)
        if self.wrong[self.row, i]:
            frame_square(ctx, x, y, (1 - FRAMED) * SIDE, FRAMED * SIDE, COST)


class _Ticks(VGroup):
    """The ticks of a crowd, and what its axis measures."""

    def __init__(self, crowd):
        marks = [self._beside(words, crowd.along(cost)) for cost, words in crowd.marks]
        ticks = [words for words in marks if crowd.is_clear(words)] or [
            Words("{}", Mark(float(x), "g"), size=theme.LABEL, color=theme.FAINT).next_to(crowd.along(x), DOWN) for x in crowd.x_span.ticks]
        name = Words("cost of a digit").next_to(VGroup(*ticks), DOWN, buff=theme.GAP)
        super().__init__(*ticks, name.align_to(crowd, LEFT if crowd.x_span.share(crowd.mean[-1]) > 0.5 else RIGHT))

    @staticmethod
    def _beside(words, spot):
        """Below its spot, where its number stands, at its beginning or at its end."""
        side = LEFT if words.template.startswith("{}") else RIGHT
        return words.next_to(spot, DOWN).align_to(spot + (theme.GAP / 2 if side[0] < 0 else 0) * side, side)


INK, COST, UNLIT = theme.INK.to_rgb(), theme.COST.to_rgb(), theme.UNLIT.to_rgb()
