"""Sums as bars that start where the one before ended; a row of weights that meets the column of activations."""

from itertools import pairwise

import numpy as np
from manim import DOWN, LEFT, RIGHT, UP, Circle, DashedLine, Line, Rectangle, VGroup

from scenes.stage import theme
from scenes.stage.text import Formula, Words
from scenes.stage.roads import on_grey

THICK = 0.62            # of a bar of Products
PITCH = 1.2             # from one row of them to the next
WIDEST, HIGHEST = 2.3, 1.05     # an area: of the largest weight, of an activation of 1
FIRST, AREAS, NAMES = -6.1, -4.25, -1.75      # x: of the neurons, where areas begin, where their factors stand
TIMES = "\N{MULTIPLICATION SIGN}"
BARS = 1.75, 5.2        # from where to where the bars go


class Steps(VGroup):
    """Amounts as bars along one direction, each beginning where the one before ended; the last bar is their sum.

    bars[i], links[i] (from the end of bar i on to the next); all in units: amount 1 is `unit` long
    """

    def __init__(self, amounts, colors, unit, thick, pitch, zero, along=RIGHT, across=DOWN):
        ends = np.concatenate([[0], np.cumsum(amounts)])
        spans = [*pairwise(ends), (0, ends[-1])]
        self.along, self.ends = along, [zero + unit * end * along + i * pitch * across for i, (_, end) in enumerate(spans)]
        starts = [zero + unit * start * along + i * pitch * across for i, (start, _) in enumerate(spans)]
        self.bars = [_bar(start, end, thick, along, color) for start, end, color in zip(starts, self.ends, colors, strict=True)]
        self.links = VGroup(*(DashedLine(end + thick / 2 * across, end + (pitch - thick / 2) * across, color=theme.FAINT,
                                         stroke_width=theme.stroke(theme.LINE)) for end in self.ends[:-1]))
        super().__init__(self.links, *self.bars)

    def outwards(self, i):
        """The side of bar i to which it grows."""
        return self.along * (1 if np.dot(self.bars[i].way, self.along) > 0 else -1)


class Products(VGroup):
    """A row of weights times the column of activations: areas, a weight wide and an activation high, and the bars they become.

    w, a, terms   Facts, one for each k; bias, total: Facts
    inputs[k], areas[k], factors[k], bars[k], numbers[k]; after those of all k the bias and the sum
    """

    def __init__(self, w, a, terms, bias, total, names):
        amounts = [each.value for each in (*terms, bias)]
        ends = np.concatenate([[0], np.cumsum(amounts)])
        unit = (BARS[1] - BARS[0]) / np.ptp(ends)
        self.top = 2.25 * UP
        zero = (BARS[0] - unit * ends.min()) * RIGHT + self.top
        colors = [theme.weight_colour(each.value) for each in terms] + [theme.BIAS, theme.SUM]
        self.steps = Steps(amounts, colors, unit, THICK, PITCH, zero)
        self.zero = Line(zero + 0.55 * UP, zero + (len(amounts) * PITCH + 0.45) * DOWN, color=theme.INK,
                         stroke_width=theme.stroke(theme.LINE))
        self.bars = self.steps.bars
        self.numbers = [self._number(i, fact) for i, fact in enumerate((*terms, bias, total))]
        full = max(abs(each.value) for each in w)
        self.inputs = [self._input(k, number, names[k], colors[k]) for k, number in enumerate(a)]
        self.areas = [self._area(k, w[k].value / full, number.value, colors[k]) for k, number in enumerate(a)]
        self.factors = [Words(f"{{}} {TIMES} {{}}", *pair, size=theme.LABEL).move_to(NAMES * RIGHT + self.level(k), aligned_edge=LEFT)
                        for k, pair in enumerate(zip(w, a))]
        super().__init__(self.zero, self.steps, *self.numbers, *self.inputs, *self.areas, *self.factors)

    def level(self, i):
        """The height of a row."""
        return self.top + i * PITCH * DOWN

    def noted(self, i):
        """The number of bar i, and the link to the next bar."""
        return VGroup(self.numbers[i], *self.steps.links[i:i + 1])

    def named(self, i, text):
        """A name of bar i, behind its number."""
        return text.next_to(self.numbers[i], self.steps.outwards(i), buff=theme.GAP)

    def _number(self, i, fact):
        size = theme.BODY if i == len(self.bars) - 1 else theme.LABEL
        return Words("{}", fact, size=size).next_to(self.bars[i], self.steps.outwards(i), buff=theme.GAP / 2)

    def _input(self, k, number, name, color):
        place, a = FIRST * RIGHT + self.level(k), number.value
        disc = Circle(0.5, color=theme.FAINT, stroke_width=theme.stroke(theme.LINE), fill_opacity=1,
                      fill_color=theme.UNLIT.interpolate(theme.LIT, float(a))).move_to(place)
        text = Words("{}", number, size=theme.LABEL, color=on_grey(a)).move_to(place)
        line = Line(disc.get_right(), AREAS * RIGHT + self.level(k) + 0.05 * LEFT, color=color, stroke_width=theme.stroke(theme.BOLD))
        return VGroup(disc, text, line, Formula(name).next_to(line, UP, buff=theme.GAP / 2))

    def _area(self, k, share, a, color):
        shape = Rectangle(width=WIDEST * abs(share), height=HIGHEST * a, fill_color=color, fill_opacity=1, stroke_width=0)
        return shape.move_to(AREAS * RIGHT + self.level(k), aligned_edge=LEFT)


def _bar(start, end, thick, along, color):
    long = np.abs(end - start) * np.abs(along)
    size = long + thick * (1 - np.abs(along)) * [1, 1, 0]
    bar = Rectangle(width=max(size[0], 0.02), height=max(size[1], 0.02), fill_color=color, fill_opacity=1, stroke_width=0)
    bar.way = end - start
    return bar.move_to((start + end) / 2)
