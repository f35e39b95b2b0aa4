"""Mistakes come in steps, the cost slides: both over one number, one chart below the other, and what each says about the way down."""

import numpy as np
from manim import DOWN, LEFT, RIGHT, UP, Arrow, DashedLine, Dot, VGroup

from scenes.stage import theme
from scenes.stage.chart import Chart, Series
from scenes.stage.text import Words

HEIGHT, ARROW = 1.9, 1.6           # of each chart; length of the arrow that points down


class Stairs(VGroup):
    """missed (K,) and cost (K,) over x (K,): `show(row)` draws both as far as a row, with a ball at their ends.

    x may go back over what it has passed.
    """

    def __init__(self, x, missed, cost, name, width):
        self.x, self.values, self.colors = x, (missed, cost), (theme.INK, theme.COST)
        self.charts = [Chart(Series(x, y, color, bold=True, marker=None), below, head, width, HEIGHT)
                       for y, color, head, below in zip(self.values, self.colors, ("digits read wrong", "cost"), ("", name))]
        super().__init__(*self.charts)
        self.arrange(DOWN, buff=theme.GUTTER / 2, aligned_edge=RIGHT)
        self.show(0)

    def show(self, row):
        """Draw both as far as this row."""
        for chart, y, color in zip(self.charts, self.values, self.colors):
            chart.show(row, balls=[(self.x[row], y[row], color)])
        return self

    def read(self, *numbers):
        """Place a number to the right of each chart."""
        for chart, number in zip(self.charts, numbers):
            number.next_to(chart.plot, RIGHT, buff=theme.GUTTER / 2)

    def spot(self, which, row):
        """Where the row of a curve stands in the scene."""
        return self.charts[which].spot(self.x[row], self.values[which][row])

    def hints(self, row, slope):
        """(dots on both curves and the line from one to the other, what the flat one says, the arrow down the other, its name); slope: of
        the cost at this row."""
        above, here = (self.spot(which, row) for which in (0, 1))
        way = self.charts[1].spot(self.x[row] + 1, self.values[1][row] + slope) - here
        arrow = Arrow(here, here - np.sign(slope) * ARROW * way / np.linalg.norm(way), buff=theme.GAP / 2, color=theme.FALLS)
        tie = DashedLine(above, here, color=theme.FAINT)
        dots = VGroup(*(Dot(spot, radius=theme.BALL, color=theme.INK) for spot in (above, here)), tie)
        free = UP + LEFT if self.charts[0].plot.y_span.share(self.values[0][row]) < 0.5 else DOWN + RIGHT      # of curve and head
        flat = Words("flat: no hint").next_to(above, free, buff=theme.GAP)
        return dots, flat, arrow, Words("down", color=theme.FALLS).next_to(arrow, UP)
