"""A sum that moves while a network learns, and below it what two neurons say to it, as bands of grey."""

import cairo
import numpy as np
from manim import DOWN, LEFT, RIGHT, VGroup

from scenes.stage import theme
from scenes.stage.facts import Mark
from scenes.stage.painting import Painting, ink, packed, paint_dot, paint_image, paint_line, trace
from scenes.stage.text import Words

CURVE, GAP = 0.36, 0.07            # share of the height that the curve takes, and the gap above each band
COLUMNS = 900                      # of a band


class Glide(Painting):
    """z (K,) at steps (K,), on a log axis, and answers (2, K) to it: `show(row)` draws all three up to a row."""

    def __init__(self, steps, z, answers, cross, width, height):
        super().__init__(width, height)
        self.steps, self.z, self.answers, self.cross = steps, z, answers, cross
        self.low, self.high = float(min(z.min(), 0)), float(max(z.max(), 0))
        at = np.exp(np.linspace(*np.log(steps[[0, -1]].astype(float)), COLUMNS))
        self.nearest = np.searchsorted(steps, at, "right") - 1             # the row that stands in each column
        self.show(0)

    @classmethod
    def of(cls, run, width, height):
        """That of a recording "smoothness"."""
        return cls(run.glide_step, run.glide_z, run.glide_a, run.glide_cross, width, height)

    def show(self, row):
        """Draw as far as this row."""
        self.row = int(row)
        return self

    def shown(self):
        return {"step": self.steps[:self.row + 1], "z": self.z[:self.row + 1],
                **{f"a {i}": a[:self.row + 1] for i, a in enumerate(self.answers)}}

    def along(self, step):
        """How far to the right of the middle a step stands."""
        low, high = np.log(self.steps[[0, -1]].astype(float))
        return self.extent[0] * ((np.log(step) - low) / (high - low) - 0.5)

    def up(self, z):
        """How high a sum stands."""
        high = self.extent[1]
        return high / 2 - high * CURVE * (self.high - z) / (self.high - self.low)

    def band(self, i):
        """(low, high) of a band."""
        high = self.extent[1]
        each = high * (1 - CURVE - 2 * GAP) / 2
        top = high / 2 - high * CURVE - high * GAP - i * (each + high * GAP)
        return top - each, top

    def head(self, i):
        """Where what belongs to a band ends: the middle of its left side."""
        return self.place(-self.extent[0] / 2, sum(self.band(i)) / 2)

    def spot(self, step, z):
        """Where a sum stands in the scene."""
        return self.place(self.along(step), self.up(z))

    def ticks(self):
        """A few round steps, and the 0 of the sum."""
        low, high = self.steps[[0, -1]]
        steps = [step for step in (1, 10, 100, 1000, 10_000) if low <= step < high / 1.5] + [int(high)]
        bottom = self.band(1)[0]
        names = [_tick(Mark(step, ","), self.place(self.along(step), bottom), DOWN) for step in steps]
        word = Words("step of training", size=theme.LABEL, color=theme.FAINT).next_to(names[0], RIGHT, buff=theme.GUTTER)
        sums = [_tick(Mark(z), self.place(-self.extent[0] / 2, self.up(z)), LEFT) for z in {0, int(self.low), int(self.high)}]
        return _Ticks(*names, word, *sums)

    def paint(self, ctx):
        left, right = -self.extent[0] / 2, self.extent[0] / 2
        paint_line(ctx, left, self.up(0), right, self.up(0), theme.LINE, FAINT)
        here = self.along(self.steps[self.row])
        for i, answer in enumerate(self.answers):
            self._paint_band(ctx, i, answer, here)
        ctx.set_dash((0.06, 0.08))
        for step in self.cross[self.cross <= self.steps[self.row]]:
            paint_line(ctx, self.along(step), self.up(0), self.along(step), self.band(1)[1], theme.LINE, FAINT)
        ctx.set_dash(())
        ink(ctx, SUM)
        ctx.set_line_width(theme.BOLD)
        trace(ctx, np.column_stack([self.along(self.steps[:self.row + 1]), self.up(self.z[:self.row + 1])]))
        for step in self.cross[self.cross <= self.steps[self.row]]:
            paint_dot(ctx, self.along(step), self.up(0), theme.DOT, SUM)
        paint_dot(ctx, here, self.up(self.z[self.row]), theme.BALL, SUM)

    def _paint_band(self, ctx, i, answer, here):
        low, high = self.band(i)
        left, width = -self.extent[0] / 2, self.extent[0]
        ctx.save()
        ctx.rectangle(left, low, here - left, high - low)
        ctx.clip()
        image = np.tile(packed(answer[self.nearest]), (8, 1))
        ctx.translate(0, (low + high) / 2)
        ctx.scale(1, (high - low) * COLUMNS / (8 * width))
        paint_image(ctx, image, 0, 0, width, sharpness=cairo.FILTER_NEAREST)
        ctx.restore()
        ink(ctx, FAINT)
        ctx.set_line_width(theme.LINE)
        ctx.rectangle(left, low, here - left, high - low)     # where nothing is yet there is no band: an answer of 0 is black, too
        ctx.stroke()


class _Ticks(VGroup):
    """Ticks of a Glide."""


def _tick(mark, spot, side):
    return Words("{}", mark, size=theme.LABEL, color=theme.FAINT).next_to(spot, side, buff=theme.GAP / 2)


FAINT, SUM = (color.to_rgb() for color in (theme.FAINT, theme.SUM))
