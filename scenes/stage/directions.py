"""Directions: equal steps from one point with what each does, and gradients at their angles to one of them."""

from math import tau

import numpy as np
from manim import Arrow, VGroup

from scenes.stage import theme
from scenes.stage.painting import Painting, ink, paint_line
from scenes.stage.text import Number

TIP = 0.16             # length of an arrow's tip
DEEPEST = 0.5          # rays may point below the horizon so far, as a share of the radius
RAY = 0.5              # opacity of a ray that was drawn before the last


class Compass(VGroup):
    """Arrows from one point along steps (n, 2), and at the tip of each a number: how the cost changes.

    arrows[i], numbers[i]  in the order of the steps; blue for a rise, orange for a fall, as with every sign
    """

    def __init__(self, steps, changes, radius):
        self.arrows = [arrow(step, radius, theme.weight_colour(change.value)) for step, change in zip(steps, changes)]
        self.numbers = [self._at_tip(step, change, radius) for step, change in zip(steps, changes)]
        super().__init__(*self.arrows, *self.numbers)

    @staticmethod
    def _at_tip(step, change, radius):
        number = Number(change, theme.LABEL, theme.weight_colour(change.value))
        direction = _unit(step)
        # clear of the tip by the same gap whichever way the arrow points: wide numbers stand further out at the sides
        room = abs(direction[0]) * number.width / 2 + abs(direction[1]) * number.height / 2 + theme.GAP
        return number.move_to((radius + room) * direction)


class Fan(Painting):
    """angles (n,) in degrees to a direction that points up: one ray each, on the left and the right by turns.

    An angle has no side: only how far a ray is from the arrow means something. `show(k)` draws the first k rays,
    the last of them as an arrow.
    """

    def __init__(self, angles, radius, color):
        super().__init__(2 * radius, (1 + DEEPEST) * radius)
        self.angles, self.radius, self.ray_colour = angles, radius, color.to_rgb()
        self.count = 0

    def show(self, count):
        """Draw the first so many rays."""
        self.count = count
        return self

    def shown(self):
        return {"angles": self.angles[:self.count]} if self.count else {}

    def paint(self, ctx):
        width, height = self.extent
        ctx.save()
        ctx.rectangle(-width / 2, -height / 2, width, height)      # rays that point deeper are cut off
        ctx.clip()
        ctx.translate(0, DEEPEST * self.radius - height / 2)
        self._paint_horizon(ctx)
        directions = np.radians(self.angles[:self.count]) * np.where(np.arange(self.count) % 2, 1, -1)
        for x, y in self.radius * np.stack([np.sin(directions), np.cos(directions)], axis=-1)[:-1]:
            paint_line(ctx, 0, 0, x, y, theme.THREAD * 2, self.ray_colour, RAY)
        _paint_arrow(ctx, 0.0, self.radius, theme.BOLD, GRADIENT)
        if self.count:
            _paint_arrow(ctx, directions[-1], self.radius, theme.LINE * 1.5, self.ray_colour)
        ctx.restore()

    def _paint_horizon(self, ctx):
        """The half circle of all directions up to a right angle."""
        ink(ctx, theme.FAINT.to_rgb(), theme.DIM)
        ctx.set_line_width(theme.LINE)
        ctx.new_path()
        ctx.arc(0, 0, self.radius, 0, tau / 2)
        ctx.close_path()
        ctx.stroke()


def arrow(step, length, color):
    """An arrow of this length from the origin in the direction of a step (2,)."""
    return Arrow([0, 0, 0], length * _unit(step), buff=0, color=color, stroke_width=theme.stroke(theme.BOLD),
                 max_tip_length_to_length_ratio=0.2)


def _unit(step):
    return np.array([*step, 0]) / np.linalg.norm(step)


def _paint_arrow(ctx, direction, length, width, color):
    ctx.save()
    ctx.rotate(-direction)
    paint_line(ctx, 0, 0, 0, length - TIP / 2, width, color)
    for x, y in ((0, length), (-TIP / 2, length - TIP), (TIP / 2, length - TIP)):
        ctx.line_to(x, y)
    ctx.fill()
    ctx.restore()


GRADIENT = theme.GRADIENT.to_rgb()
