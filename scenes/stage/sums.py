"""Sums as bars that start where the one before ended; a row of weights that meets the column of activations."""

from itertools import pairwise

import numpy as np
from manim import DOWN, LEFT, RIGHT, UP, DashedLine, Line, Rectangle, VGroup

from scenes.stage import theme
from scenes.stage.decimals import decimals
from scenes.stage.layered import RADIUS
from scenes.stage.text import Formula, Words

THICK = 0.75            # of a bar of Products, at most
PITCH = 1.2             # from one row of them to the next
WIDEST, HIGHEST = 2.3, 1.3      # an area: of the largest weight, of an activation of 1, at most
FIRST, AREAS, NAMES = -6.1, -4.25, -1.8      # x: of the neurons of a Layered net in a "row", where areas begin, where their factors stand
TIMES = "\N{MULTIPLICATION SIGN}"
BARS = 2.4, 5.0        # from where to where the bars go
ASIDE = 1.9             # from one bar of Weighed to the next, in widths of a bar


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


class Weighed(VGroup):
    """What one neuron adds up (Facts): bars for, against and of its bias, each from where the one before ended, and their sum z.

    parts[i]: a bar with its number
    """

    def __init__(self, support, against, bias, z, high, thick):
        colors, amounts = (theme.POSITIVE, theme.NEGATIVE, theme.BIAS, theme.SUM), [each.value for each in (support, against, bias)]
        unit = high / np.ptp(np.concatenate([[0], np.cumsum(amounts)]))
        steps = Steps(amounts, colors, unit, thick, ASIDE * thick, np.zeros(3), UP, RIGHT)
        texts = [Words(text, fact, color=color) for text, fact, color in
                 zip(("{}", "{}", "b = {}", "z = {}"), (support, against, bias, z), colors)]
        for i, (text, bar) in enumerate(zip(texts, steps.bars)):
            text.next_to(bar, steps.outwards(i) * (1 if i < 3 else -1))
        self.parts = [VGroup(bar, text, *steps.links[max(i - 1, 0):i]) for i, (bar, text) in enumerate(zip(steps.bars, texts))]
        super().__init__(*self.parts)

    @classmethod
    def of(cls, film, key, high, thick):
        """Of the facts of a film `key`_for, _against, _b and _z, with so many decimals that they add up as displayed."""
        values = [film.fact(f"{key}_{part}").value for part in ("for", "against", "b", "z")]
        form = f".{decimals(sums=[(values[:3], values[3])], choices=((2, 2), (3, 3)))[1]}f"
        signs = ("for", "+"), ("against", "+"), ("b", ""), ("z", "")
        return cls(*(film.fact(f"{key}_{part}", form=sign + form) for part, sign in signs), high, thick)


class Products(VGroup):
    """A row of weights times the column of activations: areas, a weight wide and an activation high, and the bars they become.

    w, a, terms   Facts, one for each k; bias, total: Facts; names: of every w, of the bias, of the total
    inputs[k], areas[k], factors[k], bars[k], numbers[k]; after those of all k the bias and the sum
    """

    def __init__(self, w, a, terms, bias, total, names):
        amounts = [each.value for each in (*terms, bias)]
        ends = np.concatenate([[0], np.cumsum(amounts)])
        unit = (BARS[1] - BARS[0]) / np.ptp(ends)
        self.top = 2.25 * UP
        zero = (BARS[0] - unit * ends.min()) * RIGHT + self.top
        colors = [theme.weight_colour(each.value) for each in terms] + [theme.BIAS, theme.SUM]
        full = max(abs(each.value) for each in w)
        self.thick = min(THICK, WIDEST * HIGHEST / full / unit)       # a bar has the area of the product that it is
        self.steps = Steps(amounts, colors, unit, self.thick, PITCH, zero)
        self.zero = Line(zero + 0.55 * UP, zero + (len(amounts) * PITCH + 0.45) * DOWN, color=theme.INK,
                         stroke_width=theme.stroke(theme.LINE))
        self.bars = self.steps.bars
        self.numbers = [self._number(i, fact) for i, fact in enumerate((*terms, bias, total))]
        self.names = [Formula(name) for name in names]
        self.inputs = [self._input(k, self.names[k], colors[k]) for k in range(len(a))]
        high = self.thick * unit * full / WIDEST
        self.areas = [self._area(k, abs(w[k].value) / full, high * number.value, colors[k]) for k, number in enumerate(a)]
        self.factors = [VGroup(Words("{}", w), Words(f"{TIMES} {{}}", a)).arrange(RIGHT, buff=theme.GAP / 2)
                        .move_to(NAMES * RIGHT + self.level(k), aligned_edge=LEFT) for k, (w, a) in enumerate(zip(w, a))]
        super().__init__(self.zero, self.steps, *self.numbers, *self.inputs, *self.areas, *self.factors)

    def level(self, i):
        """The height of a row."""
        return self.top + i * PITCH * DOWN

    def noted(self, i):
        """The number of bar i, the link to the next bar, and the name of the bias or the sum."""
        named = self.names[:i + 1][len(self.areas):][-1:]
        return VGroup(self.numbers[i], *self.steps.links[i:i + 1], *(
            name.next_to(self.numbers[i], self.steps.outwards(i), buff=theme.GAP) for name in named))

    def _number(self, i, fact):
        return Words("{}", fact).next_to(self.bars[i], self.steps.outwards(i), buff=theme.GAP / 2)

    def _input(self, k, name, color):
        line = Line((FIRST + RADIUS) * RIGHT + self.level(k), AREAS * RIGHT + self.level(k) + 0.05 * LEFT, color=color,
                    stroke_width=theme.stroke(theme.BOLD))
        return VGroup(line, name.next_to(line, UP, buff=theme.GAP / 2).shift(theme.GAP * RIGHT))

    def _area(self, k, share, height, color):
        shape = Rectangle(width=WIDEST * share, height=height, fill_color=color, fill_opacity=1, stroke_width=0)
        return shape.move_to(AREAS * RIGHT + self.level(k), aligned_edge=LEFT)


def _bar(start, end, thick, along, color):
    long = np.abs(end - start) * np.abs(along)
    size = long + thick * (1 - np.abs(along)) * [1, 1, 0]
    bar = Rectangle(width=max(size[0], 0.02), height=max(size[1], 0.02), fill_color=color, fill_opacity=1, stroke_width=0)
    bar.way = end - start
    return bar.move_to((start + end) / 2)
