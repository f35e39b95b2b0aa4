"""The cost over one number: a ball that is nudged there and back, the tangent with its run and rise, and the slope as a disc."""

import numpy as np
from manim import DOWN, LEFT, RIGHT, UP, Create, FadeIn, GrowFromCenter, Line, VGroup

from scenes.stage import symbols as sym
from scenes.stage import theme
from scenes.stage.chart import Chart, Series
from scenes.stage.gestures import Through
from scenes.stage.nodes import Charge, cost_colour
from scenes.stage.text import Formula, Words, as_symbol

SIZE, UNIT = (4.5, 3.4), 0.9          # of the plot; radius of the disc of a slope of 1
SMALL, SIDEWAYS = (2.4, 1.15), 2.0     # of the plot of sigma; how far its tangent reaches both ways
BEFORE, AFTER = 1.0, 1.3              # how far the tangent reaches
FIRST, NEXT = np.array([-3.3, -0.15, 0]), 6.7     # the middle of the first plot, and on to the next


class SlopePlot(VGroup):
    """cost (K,) over z (K,), the middle one where the network is; `unit` entries are one unit of z. slope: there.

    j       of which neuron; the plots stand side by side
    corner  where that neuron may stand
    """

    def __init__(self, z, cost, slope, unit, top, j):
        self.z, self.cost, self.slope, self.unit, self.middle = z, cost, slope, unit, len(z) // 2
        line = Series(z, cost, theme.COST, bold=True, marker=None)
        self.chart = Chart(line, "", as_symbol("C"), *SIZE, spans=(None, (0, top)), forms=("g", "g"))
        name = Formula(sym.z(index=j)).next_to(self.chart.plot.get_corner(DOWN + RIGHT), RIGHT)
        super().__init__(self.chart, name)
        self.move_to(FIRST + j * NEXT * RIGHT)
        self.corner = self.chart.plot.get_corner(UP + LEFT) + 0.6 * LEFT + 0.1 * UP
        self.stand(self.middle)

    def stand(self, row):
        """The ball stands at this entry."""
        self.chart.show(balls=[(self.z[round(row)], self.cost[round(row)], theme.INK)])
        return self

    def spot(self, run, rise):
        """So far from the middle."""
        return self.chart.spot(self.z[self.middle] + run, self.cost[self.middle] + rise)

    def nudge(self, film, math, fact):
        """Nudge it there and back; the tangent comes, its run of 1 and its rise, the slope in numbers and as a disc."""
        ends = self.middle, self.middle + self.unit
        film.play(Through(self.chart, self.stand, ends[1], ends[0]))
        film.play(Through(self.chart, self.stand, ends[0], ends[1]))
        tangent = self._line((-BEFORE, -BEFORE * self.slope), (AFTER, AFTER * self.slope), theme.GRADIENT, 1)
        run, rise = self._line((0, 0), (1, 0), theme.SUM), self._line((1, 0), (1, self.slope), cost_colour(self.slope))
        one = Words("1", size=theme.LABEL, color=theme.SUM).next_to(run, DOWN if self.slope > 0 else UP, buff=0.1)
        plot = self.chart.plot
        self.number = VGroup(Formula(f"{math} ="), Words("{}", fact)).arrange(RIGHT, buff=0.15)
        self.number.next_to(plot.get_corner(UP + RIGHT), UP, buff=0.2).align_to(plot, RIGHT)
        self.disc = Charge(self.slope, [plot.get_right()[0] + 0.6, self.spot(0, 0)[1], 0], UNIT)
        film.play(Create(tangent), Create(run), FadeIn(one))
        film.play(Create(rise), FadeIn(self.number), GrowFromCenter(self.disc))

    def _line(self, start, end, color, width=1.4):
        return Line(self.spot(*start), self.spot(*end), color=color, stroke_width=theme.stroke(width * theme.BOLD))


class SigmaPlot(VGroup):
    """a (K,) = sigma(z) over z (K,), small; the neuron that is there at z, and the tangent, which has that slope."""

    def __init__(self, z, a, here, there, slope, name):
        self.chart = Chart(Series(z, a, theme.ACTIVATION, marker=None), "", as_symbol("σ"), *SMALL, spans=(None, (0, 1)), forms=("g", "g"))
        self.chart.show(balls=[(here, there, theme.INK)])
        ends = (self.chart.spot(here + run, there + run * slope) for run in (-SIDEWAYS, SIDEWAYS))
        self.tangent = Line(*ends, color=theme.GRADIENT, stroke_width=theme.stroke(theme.BOLD))
        name = Formula(name).next_to(self.chart.plot.get_corner(DOWN + RIGHT), RIGHT)
        super().__init__(self.chart, name, self.tangent)
