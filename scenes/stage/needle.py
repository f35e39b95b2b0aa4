"""A needle on a round scale: where a number stands, and the part of the scale that it has swept."""

from math import cos, pi, sin

import numpy as np
from manim import DOWN, VGroup

from scenes.stage import theme
from scenes.stage.axes import round_ticks
from scenes.stage.facts import Mark
from scenes.stage.painting import Painting, fill_disc, ink, paint_line
from scenes.stage.text import Words

OPEN = 0.75            # half the angle of the scale, in radians
TICK, SWEPT = 0.08, 0.93      # length of a tick; how far out the swept part reaches, in radii
FILLED = 0.45


class Needle(VGroup):
    """A number of that name between low and high, low on the left.

    `show(values)` puts the needle at the last one, and marks how far all of them reach.
    """

    def __init__(self, name, low, high, value, radius, color=theme.COST, form=".2f"):
        self.dial = _Dial(low, high, value, radius, color)
        ticks = [Words("{}", Mark(float(at), form), size=theme.LABEL, color=theme.FAINT) for at in self.dial.ticks]
        for tick, at in zip(ticks, self.dial.ticks):
            tick.move_to(self.dial.outside(at))
        super().__init__(self.dial, *ticks, Words(name, color=color).next_to(self.dial, DOWN, buff=theme.GAP))

    def show(self, values):
        self.dial.value, self.dial.swept = float(values[-1]), (float(np.min(values)), float(np.max(values)))
        return self


class _Dial(Painting):
    def __init__(self, low, high, value, radius, color):
        super().__init__(2 * radius * sin(OPEN), radius * 1.05)
        self.low, self.high, self.radius, self.colour = low, high, radius, color.to_rgb()
        self.value, self.swept, self.ticks = float(value), 2 * (float(value),), round_ticks(low, high, 4)

    def shown(self):
        return {"path of needle": np.array([self.value])}

    def angle(self, value):
        """Of the needle, from the right, against the clock."""
        return pi / 2 + OPEN * (1 - 2 * (value - self.low) / (self.high - self.low))

    def at(self, value, far):
        """The point so far from the hub in the direction of a value."""
        return far * cos(self.angle(value)), far * sin(self.angle(value)) - self.extent[1] / 2

    def outside(self, value):
        """Where the tick of a value is written, in the scene."""
        return self.place(*self.at(value, self.radius * 1.04 + theme.GAP))

    def paint(self, ctx):
        hub = self.at(self.value, 0)
        left, right = (self.angle(value) for value in self.swept)
        ink(ctx, self.colour, FILLED)
        ctx.move_to(*hub)
        ctx.arc_negative(*hub, SWEPT * self.radius, left, right)
        ctx.close_path()
        ctx.fill()
        ink(ctx, FAINT)
        ctx.set_line_width(theme.LINE * 1.5)
        ctx.new_path()
        ctx.arc(*hub, self.radius, self.angle(self.high), self.angle(self.low))
        ctx.stroke()
        for tick in self.ticks:
            paint_line(ctx, *self.at(tick, self.radius), *self.at(tick, self.radius - TICK), theme.LINE * 1.5, FAINT)
        for value in self.swept:
            paint_line(ctx, *hub, *self.at(value, SWEPT * self.radius), theme.LINE, self.colour)
        paint_line(ctx, *hub, *self.at(self.value, SWEPT * self.radius), theme.BOLD * 1.3, INK)
        fill_disc(ctx, *hub, theme.DOT * 1.4, INK)


FAINT, INK = theme.FAINT.to_rgb(), theme.INK.to_rgb()
