"""Sums as bars that start where the one before ended."""

from itertools import pairwise

import numpy as np
from manim import DOWN, RIGHT, UP, DashedLine, Rectangle, VGroup

from scenes.stage import theme
from scenes.stage.decimals import decimals
from scenes.stage.text import Words

TIMES = "\N{MULTIPLICATION SIGN}"
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


def _bar(start, end, thick, along, color):
    long = np.abs(end - start) * np.abs(along)
    size = long + thick * (1 - np.abs(along)) * [1, 1, 0]
    bar = Rectangle(width=max(size[0], 0.02), height=max(size[1], 0.02), fill_color=color, fill_opacity=1, stroke_width=0)
    bar.way = end - start
    return bar.move_to((start + end) / 2)
