"""Directions: equal steps from one point, and what each does."""

import numpy as np
from manim import Arrow, VGroup

from scenes.stage import theme
from scenes.stage.text import Number


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


def arrow(step, length, color):
    """An arrow of this length from the origin in the direction of a step (2,)."""
    return Arrow([0, 0, 0], length * _unit(step), buff=0, color=color, stroke_width=theme.stroke(theme.BOLD),
                 max_tip_length_to_length_ratio=0.2)


def _unit(step):
    return np.array([*step, 0]) / np.linalg.norm(step)
