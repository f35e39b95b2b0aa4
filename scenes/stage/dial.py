"""A dial: a slider on its groove."""

import numpy as np
from manim import DOWN

from scenes.stage import theme
from scenes.stage.painting import Painting, ink, paint_line, trace_box

KNOB, DEPTH = (0.3, 0.52), 0.13        # width and height of the knob; of the groove


class Dial(Painting):
    """Its knob stands at `value` of (low, high), and the way from `origin` is lit in a colour."""

    def __init__(self, low, high, width, color, origin=0.0):
        super().__init__(width, KNOB[1])
        self.low, self.high, self.origin, self.colour = low, high, origin, color.to_rgb()
        self.show(origin)

    def show(self, value):
        """Put the knob there; between two recorded values it is on its way."""
        self.value = float(value)
        return self

    def shown(self):
        return {"path": np.array([self.value])}

    def along(self, value):
        """How far to the right of the middle a value stands."""
        return self.extent[0] * ((value - self.low) / (self.high - self.low) - 0.5)

    def spot(self, value):
        """Where a value stands in the scene."""
        return self.place(self.along(value), 0)

    def stops(self, names):
        """Names of its stops, one for every whole number from `low` on, each below its own."""
        for i, name in enumerate(names):
            name.next_to(self.spot(self.low + i), DOWN, buff=theme.GAP * 1.6)
        return names

    def paint(self, ctx):
        half, origin, here = self.extent[0] / 2, self.along(self.origin), self.along(self.value)
        paint_line(ctx, -half, 0, half, 0, DEPTH, theme.HAIR.to_rgb())
        paint_line(ctx, origin, 0, here, 0, DEPTH, self.colour)
        ctx.save()
        ctx.translate(here, 0)
        trace_box(ctx, *KNOB, theme.BOLD)
        ink(ctx, theme.INK.to_rgb())
        ctx.fill()
        paint_line(ctx, 0, -KNOB[1] / 4, 0, KNOB[1] / 4, theme.BOLD, theme.BACKGROUND.to_rgb())
        ctx.restore()
