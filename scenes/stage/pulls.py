"""Where each digit of a batch pulls: arrows from one point of a map, their pictures, their mean, and what all digits say."""

from math import ceil

import numpy as np

from scenes.stage import theme
from scenes.stage.boxes import place_boxes
from scenes.stage.hand import paint_picture, smoothly
from scenes.stage.painting import Painting, paint_arrow, paint_line, paint_square

THIN, THICK, WHOLE = 0.055, 0.14, 0.105     # widths of the shafts
SIDE = 0.56                                 # of a picture
SLIDE, SUM, SHRINK, BACK = (0.05, 0.55), (0.55, 0.66), (0.7, 0.92), (0.92, 1.0)    # parts of `add_up`
OVERLAP = 3                                 # so many arrows slide at a time


class Pulls(Painting):
    """Lies over a ContourMap: pulls (n, 2) in its plane, arrows of true length from the point `start` of it.

    pictures  (n, pixels) of the digits that pull, 0 black to 1 white: each in a box beside the tip of its arrow
    mean      (2,) of the pulls: the step; whole (2,): the step that all digits would take
    """

    def __init__(self, chart, start, pulls, pictures, mean, whole):
        super().__init__(*chart.extent)
        self.move_to(chart)
        self.pulls, self.mean, self.whole = pulls, mean, whole
        self.origin = chart.ground.on_map(start)
        self.arrows, self.step, self.all = (chart.unit * np.asarray(each) for each in (pulls, mean, whole))
        self.room = _room(chart)
        tips = self.origin + self.arrows
        self.boxes = place_boxes(self.origin, tips, self.origin + [self.step, self.all], SIDE, self.room)
        self.pictures = np.clip(pictures, 0, 1)
        self.show(0).show_mean(0).show_whole(0).add_up(0)

    def show(self, count):
        """Draw the first so many arrows; 3.5: the fourth is half grown."""
        self.count = count
        return self

    def show_mean(self, share):
        """How far the thick arrow of the mean is grown, 0 to 1."""
        self.mean_share = share
        return self

    def show_whole(self, share):
        """How far the yellow arrow of all digits is grown, 0 to 1."""
        self.whole_share = share
        return self

    def add_up(self, share):
        """From 0 to 1: the arrows slide tail to tip, smaller if they must to stay in the frame; an arrow joins both ends
        of the chain, and shrinks to the n-th part of the sum, which is the mean. Then all is as before, with the mean."""
        self.share = share
        return self

    def shown(self):
        return {name: numbers for name, numbers, share in (
            ("pulls", self.pulls[:ceil(self.count)], self.count),
            ("mean", self.mean, self.mean_share or self.share > SUM[0]),
            ("whole", self.whole, self.whole_share)) if share}

    def tip(self, i):
        """Where the tip of an arrow stands in the scene."""
        return self.place(*(self.origin + self.arrows[i]))

    def box(self, i):
        """Where the middle of its picture stands in the scene."""
        return self.place(*self.boxes[i])

    def paint(self, ctx):
        away = _part(self.share, (0, SLIDE[0])) - _part(self.share, BACK)
        ctx.push_group()
        self._paint_hand(ctx)
        ctx.pop_group_to_source()
        ctx.paint_with_alpha(1 - away * (1 - theme.DIM))
        if 0 < self.share < 1:
            ctx.push_group()
            self._paint_chain(ctx)
            ctx.pop_group_to_source()
            ctx.paint_with_alpha(1 - _part(self.share, BACK))
        self._paint_thick(ctx)
        paint_square(ctx, *self.origin, theme.BALL, SOME)

    def _paint_hand(self, ctx):
        """The arrows where they are, with their pictures."""
        grown = np.clip(self.count - np.arange(len(self.arrows)), 0, 1)
        for arrow, box, share in zip(self.arrows, self.boxes, grown):
            if share:
                self._paint_leader(ctx, self.origin + arrow, box, share)
        for arrow, share in zip(self.arrows, grown):
            paint_arrow(ctx, self.origin, self.origin + share * arrow, THIN, PALE)
        for box, picture, share in zip(self.boxes, self.pictures, grown):
            if share:
                paint_picture(ctx, picture, *box, share * SIDE, SOME)

    @staticmethod
    def _paint_leader(ctx, tip, box, share):
        ctx.set_dash((theme.BOLD, theme.BOLD))
        paint_line(ctx, *tip, *box, theme.LINE, SOME, share * theme.DIM * 2)
        ctx.set_dash(())

    def _paint_chain(self, ctx):
        n, zoom = len(self.arrows), self._zoom()
        for i, (arrow, tail) in enumerate(zip(self.arrows, self.joints())):
            slid = smoothly(np.clip((_part(self.share, SLIDE) * (n + OVERLAP - 1) - i) / OVERLAP, 0, 1))
            start = self.origin + zoom * slid * tail
            paint_arrow(ctx, start, start + zoom * arrow, THIN, PALE)

    def _paint_thick(self, ctx):
        paint_arrow(ctx, self.origin, self.origin + self.whole_share * self.all, WHOLE, ALL)
        step = self.mean_share * self.step
        if self.share > SUM[0]:
            step = _part(self.share, SUM) * self._zoom() * len(self.arrows) * self.step
        paint_arrow(ctx, self.origin, self.origin + step, THICK, SOME)

    def joints(self):
        """Where each arrow of the chain begins (n, 2), from the first one on."""
        return np.cumsum(self.arrows, axis=0) - self.arrows

    def _zoom(self):
        """How large the chain is drawn: as large as there is room, then down to the n-th part."""
        least = 1 / len(self.arrows)
        reach = np.cumsum(self.arrows, axis=0)
        room = np.where(reach > 0, self.room[:, 1] - self.origin, self.origin - self.room[:, 0])
        fitting = np.clip((room / np.maximum(np.abs(reach), 1e-12)).min(), least, 1)
        return fitting ** smoothly(_part(self.share, SLIDE)) * (least / fitting) ** smoothly(_part(self.share, SHRINK))


def _room(chart):
    """((x, x), (y, y)) of a map, less its margins and what has died away at its foot."""
    (width, height), floor = chart.extent, chart.ground.floor or 0
    edge = np.array([width, height]) / 2 - theme.MARGIN
    return np.array([(-edge[0], edge[0]), (max(floor - height / 2, -edge[1]), edge[1])])


def _part(share, ends):
    """How much of a part of 0..1 has passed, 0 to 1."""
    return float(np.clip((share - ends[0]) / (ends[1] - ends[0]), 0, 1))


SOME, ALL = theme.SOME.to_rgb(), theme.ALL.to_rgb()
PALE = theme.SOME.interpolate(theme.BACKGROUND, 0.25).to_rgb()
