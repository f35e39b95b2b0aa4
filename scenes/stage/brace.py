"""A brace whose length is the move that it names."""

import numpy as np
from manim import DOWN, LEFT, RIGHT, UP, VGroup, VMobject

from scenes.stage import theme
from scenes.stage.text import Formula, Live, align_baselines

HALF_HEIGHT = 0.12       # of a brace that is long enough; a shorter one is flatter
ROUND = 0.5523           # of a quarter circle drawn as one cubic curve


class Brace(VMobject):
    """A curly brace over the stretch from one point to another on its right or left, its tip upwards."""

    def __init__(self, color):
        super().__init__(stroke_width=theme.stroke(theme.LINE), stroke_color=color, fill_opacity=0)
        self.move = None

    def show(self, move, start, end):
        """Lay it over the stretch from `start` to `end` in the scene, which is where the recorded move is drawn."""
        self.move = float(move)
        (left, y), right = min(start[0], end[0]) * np.array([1, 0]) + start[1] * np.array([0, 1]), max(start[0], end[0])
        self.clear_points()
        self._trace(left, right, y)
        return self

    def shown(self):
        return {} if self.move is None else {"path": np.array([self.move])}

    def _trace(self, left, right, y):
        length = right - left
        r, tip = min(HALF_HEIGHT, length / 4), (left + right) / 2
        self.start_new_path(np.array([left, y, 0]))
        self._turn((left, y), (left + r, y + r), rising=True)
        self.add_line_to(np.array([tip - r, y + r, 0]))
        self._turn((tip - r, y + r), (tip, y + 2 * r), rising=False)
        self._turn((tip, y + 2 * r), (tip + r, y + r), rising=True)
        self.add_line_to(np.array([right - r, y + r, 0]))
        self._turn((right - r, y + r), (right, y), rising=False)

    def _turn(self, start, end, rising):
        """A quarter circle, which leaves its start upright when `rising`, level otherwise."""
        (x0, y0), (x1, y1) = start, end
        first = (x0, y0 + ROUND * (y1 - y0)) if rising else (x0 + ROUND * (x1 - x0), y0)
        second = (x1 - ROUND * (x1 - x0), y1) if rising else (x1, y1 - ROUND * (y1 - y0))
        self.add_cubic_bezier_curve_to(*(np.array([*point, 0.0]) for point in (first, second, end)))


class NamedBrace(VGroup):
    """A brace and above it what it is: the symbol of a move, and how large the move is."""

    def __init__(self, math, color):
        self.brace, self.sign, self.number = Brace(color), Formula(math, theme.LABEL), None
        super().__init__(self.brace, self.sign)

    def show(self, fact, start, end):
        """Lay the brace over a recorded move, which is drawn from `start` to `end` in the scene."""
        self.brace.show(fact.value, start, end)
        if self.number is None:
            self.number = Live("= {}", fact, size=theme.LABEL, color=self.brace.get_stroke_color(), anchor=LEFT)
            self.add(self.number)
        self.number.show(fact).next_to(self.sign, RIGHT, buff=theme.GAP / 2)
        align_baselines(self.sign, self.number)
        label = VGroup(self.sign, self.number)
        label.move_to((start + end) / 2).align_to(start + (2 * HALF_HEIGHT + theme.GAP / 2) * UP, DOWN)
        return self
