"""Sums as bars that start where the one before ended."""

from itertools import pairwise

import numpy as np
from manim import DOWN, RIGHT, DashedLine, Rectangle, VGroup

from scenes.stage import theme

TIMES = "\N{MULTIPLICATION SIGN}"


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


def _bar(start, end, thick, along, color):
    long = np.abs(end - start) * np.abs(along)
    size = long + thick * (1 - np.abs(along)) * [1, 1, 0]
    bar = Rectangle(width=max(size[0], 0.02), height=max(size[1], 0.02), fill_color=color, fill_opacity=1, stroke_width=0)
    bar.way = end - start
    return bar.move_to((start + end) / 2)
