"""Trainings at many learning rates: their costs on the way, and where they end against the rate, on one scale of heights."""

import numpy as np
from manim import DOWN, LEFT, RIGHT, Circle, Line, VGroup

from scenes.stage import theme
from scenes.stage.chart import Chart, Series
from scenes.stage.gestures import Through
from scenes.stage.text import Words, as_symbol

ETA = as_symbol("\N{GREEK SMALL LETTER ETA}")
RATE = f"learning rate {ETA} (each mark: ten times as long a step)"
HIGH = 1.2              # of the costs that are seen
SHARE = 0.34            # of the width, of the curves
PALE = 0.75             # of trainings that are over, and of those that are not in the middle


class Sweep(VGroup):
    """curve (R, S, E) over epoch (E,) of S starts at each rate (R,), which end at cost (R, S); middle (R,), run (R,): of the starts.

    `show(hand)`: so many rates are done, the next one is so far on its way; a thread ties the last end to its dot.
    """

    def __init__(self, epoch, curve, rate, cost, middle, run, at, dots, width, height):
        self.curve, self.rate, self.middle, self.run = np.asarray(curve), rate, middle, run
        rates, starts, epochs = self.curve.shape
        pale = theme.COST.interpolate(theme.BACKGROUND, PALE)
        typical = [self.curve[k, run[k]] for k in range(rates)]
        past = [Series(epoch, each, pale, marker=None) for each in typical]
        now = [Series(epoch, each, pale, marker=None) for each in self.curve.reshape(-1, epochs)]
        lead = [Series(epoch, each, theme.COST, bold=True, marker=None) for each in typical]
        self.shape, self.lifted = (rates, starts, epochs), {}
        self.way = Chart([*past, *now, *lead], "epochs", "cost on the way", SHARE * width, height, color=theme.COST,
                         spans=((0, epoch[-1]), (0, HIGH)))
        ends = [Series(rate, middle, theme.COST, bold=True, marker=None), Series(at, dots, theme.COST, dots=True)]
        self.bay = Chart(ends, RATE, "cost at the end", (1 - SHARE) * width, height, color=theme.COST,
                         spans=((rate[0] / 1.15, rate[-1] * 1.15), (0, HIGH)), logs=(True, False))
        self.bay.next_to(self.way, RIGHT, buff=theme.GUTTER).align_to(self.way, DOWN)
        self.thread = Line(stroke_width=theme.stroke(theme.LINE), color=theme.INK)
        super().__init__(self.way, self.bay, self.thread)
        self.show(0)

    def show(self, hand):
        rates, starts, epochs = self.shape
        done, part = int(hand + 1e-6), max(0.0, hand - int(hand + 1e-6))
        row = int(part * (epochs - 1))
        is_now = np.arange(rates) == done if done < rates else np.zeros(rates, bool)
        past = [epochs - 1 if k < done else None for k in range(rates)]
        now = [row if busy else None for busy in np.repeat(is_now, starts)]
        lead = [row if busy else self._lifted_row(k) for k, busy in enumerate(is_now)]
        self.way.show(*past, *now, *lead)
        self.bay.show(done - 1 if done else None, starts * done - 1 if done else None)
        if done:
            self.thread.put_start_and_end_on(*self._tie(done - 1))
        self.thread.set_stroke(opacity=float(done > 0) * self.bay.plot.get_fill_opacity())
        return self

    def lift(self, k, share):
        """Draw the curve of the k-th rate once more, so far, when all is done."""
        self.lifted[k] = share
        return self.show(self.shape[0])

    def _lifted_row(self, k):
        return int(self.lifted[k] * (self.shape[2] - 1)) if k in self.lifted else None

    def _tie(self, k):
        """From the end of the curve of the k-th rate to its dot."""
        start, end = self.way.spot(self.way.plot.x_span.high, self.middle[k]), self.spot(k)
        return start, end

    def spot(self, k):
        """Where the middle of the k-th rate stands in the bay."""
        return self.bay.spot(self.rate[k], self.middle[k])

    def drawn_again(self, k, **options):
        """The animation that draws the curve of the k-th rate once more."""
        return Through(self.way, lambda share: self.lift(k, share), **options)

    def ring(self, k):
        """A ring around the dot of the k-th rate, and the thread to the end of its curve."""
        ring = Circle(1.8 * theme.RING * theme.DOT, color=theme.INK, stroke_width=theme.stroke(1.5 * theme.LINE)).move_to(self.spot(k))
        start, end = self._tie(k)
        return VGroup(Line(start, end + ring.width / 2 * LEFT, color=theme.INK, stroke_width=theme.stroke(theme.LINE)), ring)

    def named(self, k, template, number, side=RIGHT):
        """Words beside that dot."""
        return Words(template, number).next_to(self.spot(k), side, buff=theme.GUTTER / 2)
