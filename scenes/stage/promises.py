"""What slopes promise of a step, and what the step brings: for one step of every size, and side by side."""

import numpy as np
from manim import DOWN, LEFT, RIGHT, UP, DashedLine, Rectangle, VGroup

from scenes.stage import theme
from scenes.stage.chart import Chart, Series
from scenes.stage.text import as_symbol

BAND = 0.18         # opacity of the band below a cost of 0
HIGH, NEAR = 0.2, 0.06       # of a bar; between the two of a pair


class Promise(Chart):
    """cost (n,) after one step of each size eta (n,), and the line (n,) on which it would be if the slope stayed what it is at the start.

    promise(k)  draws that line as far as the k-th size
    walk(k)     draws the cost as far as that, with a ball on it and another one on the whole line
    """

    def __init__(self, eta, cost, line, width, height):
        self.eta, self.cost, self.line = eta, cost, line
        series = [Series(eta, cost, theme.COST, bold=True, marker=None), Series(eta, line, theme.GRADIENT, dashed=True)]
        super().__init__(series, "step size " + as_symbol("\N{GREEK SMALL LETTER ETA}"), "cost after the step", width, height,
                         color=theme.COST, spans=((eta[0], eta[-1]), (-0.2 * cost[0], 1.05 * cost[0])))
        self.promise(None)

    def promise(self, k):
        return self.show(0, None if k is None else int(k))

    def walk(self, k):
        k = int(k)
        return self.show(k, len(self.eta) - 1, balls=[(self.eta[k], self.cost[k], theme.COST), (self.eta[k], self.line[k], theme.GRADIENT)])

    def under_line(self, text):
        """A text below the middle of what is seen of the line."""
        k = np.count_nonzero(self.line > 0) // 2
        return text.next_to(self.spot(self.eta[k], self.line[k]), DOWN + LEFT)

    def below_zero(self, text):
        """The band where no cost can be, and a text in it."""
        height = self.spot(0, 0)[1] - self.plot.get_bottom()[1]
        band = Rectangle(width=self.plot.width, height=height, stroke_width=0, fill_color=theme.COST, fill_opacity=BAND)
        band.move_to(self.plot, aligned_edge=DOWN)
        return VGroup(band, text.move_to(band).align_to(band, LEFT).shift(RIGHT))

    def at(self, k, y, text):
        """A text beside the height y at the k-th size, above 0."""
        return text.next_to(self.spot(self.eta[k], max(0, y)), UP + RIGHT)

    def gap(self, k):
        """From the cost after a step of the k-th size down to what was promised."""
        return DashedLine(*(self.spot(self.eta[k], y) for y in (self.cost[k], self.line[k])), color=theme.INK)


class Kept(VGroup):
    """pairs [(promised, real)] as bars, every promise so wide: bars[i] are the upper and the lower one of the i-th pair, so far apart."""

    def __init__(self, pairs, width, apart=NEAR):
        self.bars = [VGroup(level(width, theme.GRADIENT), level(width * real / promised, theme.FALLS))
                     .arrange(DOWN, buff=apart, aligned_edge=LEFT) for promised, real in pairs]
        super().__init__(*self.bars)


def level(length, color):
    """A level bar of that length."""
    return Rectangle(width=length, height=HIGH, stroke_width=0, fill_color=color, fill_opacity=1)
