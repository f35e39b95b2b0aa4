"""How long it took, as a bar along the horizontal axis of a chart and below it; each start is a dot."""

import numpy as np
from manim import RIGHT, UP, DashedLine, Dot, Line, VGroup

from scenes.stage import theme

APART = 2.4            # from dot to dot, in their radii


class HowLong(VGroup):
    """until (S,): when each start reached `level` on a chart; the bar and the line down to it are of the first one, `below` the axis.

    bar, cross (the line from the curve), dots: one below the other, so that equal ones are all seen, words: beside them
    """

    def __init__(self, chart, until, level, below, color, words):
        start, *stops = (chart.spot(x, 0) + below * -UP for x in (0, *until))
        self.cross = DashedLine(chart.spot(until[0], level), stops[0], color=theme.FAINT)
        self.bar = Line(start, stops[0], color=color, stroke_width=theme.stroke(2 * theme.BOLD))
        heights = (np.arange(len(stops)) - (len(stops) - 1) / 2) * APART * theme.DOT
        self.dots = VGroup(*(Dot(stop + height * UP, radius=theme.DOT, color=theme.BACKGROUND, stroke_color=color, stroke_width=2)
                             for stop, height in zip(stops, heights)))
        self.words = words.next_to(VGroup(self.bar, self.dots), RIGHT, buff=theme.GUTTER / 2)
        super().__init__(self.cross, self.bar, self.dots, self.words)
