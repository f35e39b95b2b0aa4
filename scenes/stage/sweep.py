"""Trainings at many learning rates: their costs on the way, and where they end against the rate, on one scale of heights."""

from math import ceil

import numpy as np
from manim import DOWN, LEFT, RIGHT, UP, Circle, FadeIn, GrowFromEdge, LaggedStart, Line, Rectangle, VGroup

from scenes.stage import theme
from scenes.stage.chart import Chart, Series
from scenes.stage.text import Formula, Words, as_symbol

ETA = as_symbol("\N{GREEK SMALL LETTER ETA}")
RATE = f"learning rate {ETA} (each mark: ten times as long a step)"
HIGH, TOP = 1.5, 1.39    # of the costs that are seen: names stand above all of them, at this height
SHARE = 0.3             # of the width, of the curves
PALE = 0.75             # of trainings that are over, and of those that are not in the middle
MARGIN = 1.25           # of the rates: the first and the last stand clear of the sides
OUTPUTS = 2.4, 0.9      # width and height of ten outputs, drawn small
SHALLOW = 0.5           # opacity of the area of low costs
ENDED = 0.75            # of the time of a rate its curves are drawn; then its dots are there


class Bay(Chart):
    """The costs at the end: dots (R S,) over the rates at (R S,), and a line through the middle (R,) of each rate (R,).

    While trainings run a knob on the axis stands at their rate, and a ball over it is as high as their cost is now.
    """

    def __init__(self, rate, middle, at, dots, width, height):
        line = Series(rate, middle, theme.COST, bold=True, marker=None)
        slider = Series(np.asarray(rate), np.zeros(len(rate)), theme.FAINT)
        super().__init__([line, Series(at, dots, theme.COST, dots=True), slider], RATE, "cost at the end", width, height, color=theme.COST,
                         spans=((rate[0] / MARGIN, rate[-1] * MARGIN), (0, HIGH)), logs=(True, False))
        self.rate, self.middle, self.starts = rate, middle, len(at) // len(rate)
        self.done(len(rate))

    @classmethod
    def of(cls, run, width, height):
        """That of a recording of learning rates."""
        return cls(run.sweep_rate, run.sweep_middle, run.sweep_at, run.sweep_dots, width, height)

    def done(self, count, now=None, cost=0.0):
        """Draw so many of the rates; the trainings at the rate `now` are at this cost, which may be too high to be seen."""
        balls = () if now is None or cost > HIGH else [(self.rate[now], cost, theme.INK)]
        return self.show(*((count - 1, self.starts * count - 1) if count else (None, None)), now, balls=balls)

    def middle_of(self, k):
        """Where the middle of the k-th rate stands in the scene."""
        return self.spot(self.rate[k], self.middle[k])

    def named(self, k, text):
        """Words over it, above everything, with a line down to its ring; they hardly reach out of the chart."""
        around, words = ring(self.middle_of(k)), Words(text).move_to(self.spot(self.rate[k], TOP))
        left, right = self.plot.get_left()[0] + theme.GAP, self.plot.get_right()[0]
        words.shift((max(0, left - words.get_left()[0]) - max(0, words.get_right()[0] - right)) * RIGHT)
        foot = [around.get_x(), words.get_bottom()[1] - theme.GAP / 2, 0]
        return VGroup(words, Line(foot, around.get_top(), color=theme.FAINT, stroke_width=theme.stroke(theme.LINE)))

    def outputs(self, digits, outputs, *sums):
        """A Chart of the outputs (10,) of a training, none drawn yet, in the empty middle over the bay, and under it these Formulas."""
        series = Series(digits, outputs, theme.ACTIVATION, dots=True, marker="square")
        chart = Chart(series, "", "the ten outputs", *OUTPUTS, color=theme.INK, spans=((-0.5, len(digits) - 0.5), (0, 1)))
        return VGroup(chart.show(None), *map(Formula, sums)).arrange(DOWN).move_to(self.plot).align_to(self.plot, UP)

    def comes_ashore(self, rates, low, *names):
        """The animation of an area from the first to the last of the rates (2,), up to this cost, and of the lines of its name."""
        (left, high), (right, floor) = (self.spot(*spot)[:2] for spot in zip(rates, (low, 0)))
        shore = Rectangle(width=max(right - left, theme.GAP), height=high - floor, color=theme.FALLS, stroke_width=0,
                          fill_opacity=SHALLOW, z_index=-1)
        shore.move_to([(left + right) / 2, (high + floor) / 2, 0])
        name = VGroup(*(Words(*line, color=theme.FALLS) for line in names)).arrange(DOWN).next_to(shore, UP)
        return LaggedStart(GrowFromEdge(shore, LEFT), FadeIn(name), lag_ratio=0.8)


class Sweep(VGroup):
    """curve (R, S, E) over epoch (E,) of S starts at each rate, the run (R,) in the middle of them; and the Bay of their ends.

    `show(hand)`: at 2.5 two rates are done, and the third is half way; at 3 it has just ended. A thread ties the tip of its
    curve to the ball in the bay.
    """

    def __init__(self, epoch, curve, run, bay, width):
        self.bay, (rates, starts, epochs) = bay, np.shape(curve)
        self.shape, self.lifted = (rates, starts, epochs), {}
        pale, typical = theme.COST.interpolate(theme.BACKGROUND, PALE), [curve[k, run[k]] for k in range(rates)]
        thin = [Series(epoch, each, pale, marker=None) for each in (*typical, *np.reshape(curve, (-1, epochs)))]
        bold = [Series(epoch, each, theme.COST, bold=True, marker=None) for each in typical]
        self.way = Chart([*thin, *bold], "epochs", "cost on the way", width, bay.plot.height, color=theme.COST,
                         spans=((0, epoch[-1]), (0, HIGH)))
        bay.next_to(self.way, RIGHT, buff=theme.GUTTER)
        bay.shift((self.way.plot.get_y() - bay.plot.get_y()) * UP)         # one scale of heights
        bay.remove(*(tick for tick in bay if tick.get_right()[0] < bay.plot.get_left()[0]))      # heights are read at the left
        self.thread = Line(color=theme.INK, stroke_width=theme.stroke(theme.LINE))
        super().__init__(self.way, bay, self.thread)
        self.show(0)

    @classmethod
    def of(cls, run, width, height):
        """That of a recording of learning rates."""
        bay = Bay.of(run, (1 - SHARE) * width, height)
        return cls(run.sweep_epoch, run.sweep_curve, run.sweep_run, bay, SHARE * width)

    @staticmethod
    def at(hand):
        """Which rate is tried, or has just been."""
        return max(0, ceil(hand - 1e-6) - 1)

    def show(self, hand):
        """Draw the rates before this one, and of this one a part."""
        rates, starts, epochs = self.shape
        k = self.at(hand)
        part = min(1.0, (hand - k) / ENDED)
        done, row = k + (part == 1), int(part * (epochs - 1))
        past = [epochs - 1 if j < done else None for j in range(rates)]
        now = [row if j == k and not self.lifted else None for j in range(rates)]
        lead = [self.lifted.get(j) if each is None else each for j, each in enumerate(now)]
        self.way.show(*past, *np.repeat(np.array(now, object), starts), *lead)
        series = self.way.plot.series[-rates:][k]
        tip = series.x[row], series.y[row]
        self.bay.done(done, *((k, tip[1]) if not self.lifted else ()))
        level = min(tip[1], HIGH)
        self.thread.put_start_and_end_on(self.way.spot(tip[0], level), self.bay.spot(self.bay.rate[k], level))
        self.thread.set_stroke(opacity=float(tip[1] == level))
        return self

    def lift(self, k):
        """Draw the curve of the k-th rate once more, over all, when all are done."""
        self.lifted[k] = self.shape[2] - 1
        return self.show(self.shape[0])

    def tie(self, k):
        """From the end of the curve of the k-th rate to its dot."""
        return self.way.spot(self.way.plot.x_span.high, self.bay.middle[k]), self.bay.middle_of(k)

    def tied(self, k):
        """The thread from the curve of the k-th rate to its dot, and the ring around that."""
        start, end = self.tie(k)
        around = ring(end)
        return Line(start, end + around.width / 2 * LEFT, color=theme.FAINT, stroke_width=theme.stroke(2 * theme.THREAD)), around


def ring(spot):
    """A ring around a dot of a chart."""
    return Circle(2.4 * theme.DOT, color=theme.INK, stroke_width=theme.stroke(1.5 * theme.LINE)).move_to(spot)
