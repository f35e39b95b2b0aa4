"""A walker that leaps over a landscape: its arcs in the air, its shadow on the land, and its ball."""

import numpy as np
from manim import UP, Dot, VGroup, VMobject

from scenes.stage import theme
from scenes.stage.paths import so_far

RISE = 0.35         # how high a leap rises over the land, as a share of its length
PIECES = 12         # of an arc
DARK = 0.6          # opacity of the shadow


class Leaper(VGroup):
    """Leaps from point to point of a path (K, 2) over a Landscape that stays as it is now.

    `show(hand)`: at 2.5 it has made two leaps, and the third is half way; at 3 it stands on the land.
    """

    def __init__(self, land, path, color):
        self.land, self.path = land, np.asarray(path, float)
        self.spots = [self.over(k / PIECES) for k in range(PIECES * (len(path) - 1) + 1)]
        self.trail = _Trail(stroke_color=color, stroke_width=theme.stroke(1.5 * theme.LINE))
        self.shadow = Dot(radius=theme.BALL, color=theme.UNLIT, fill_opacity=DARK)
        self.ball = Dot(radius=theme.BALL, color=color)
        super().__init__(self.shadow, self.trail, self.ball)
        self.show(0)

    def show(self, hand):
        """Draw it there, and its arcs so far."""
        here = self.over(hand)
        self.trail.landed = self.path[:int(hand) + 1]
        self.trail.set_points_as_corners([*self.spots[:int(hand * PIECES + 1e-9) + 1], here])
        self.shadow.move_to(self.land.at(*so_far(self.path, hand)[-1]))
        self.ball.move_to(here)
        return self

    def over(self, hand):
        """Where it is in the scene."""
        k = min(int(hand), len(self.path) - 2)
        start, end, t = self.land.at(*self.path[k]), self.land.at(*self.path[k + 1]), hand - k
        return start + t * (end - start) + 4 * t * (1 - t) * RISE * abs(end[0] - start[0]) * UP


class _Trail(VMobject):
    """Arcs in the air between the points where the walker has landed."""

    def shown(self):
        return {"path of leaps": self.landed}
