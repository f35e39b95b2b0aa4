"""An outer product as a table of areas: every rectangle is as wide as one factor and as high as the other."""

import numpy as np
from manim import DOWN, RIGHT, UP, Line, Rectangle, VGroup

from scenes.stage import theme
from scenes.stage.nodes import cost_colour
from scenes.stage.text import Words

GAP = 0.12              # between the rectangles
SIZE, CORNER = (8.7, 4.3), np.array([-3.35, 1.45, 0])      # of the table, and where its upper left corner is
HIGH = 1.2              # above the upper sides: neurons
ROOM = 0.15             # a number that has less room on its side is left out: the area says it


class AreaTable(VGroup):
    """deltas (n_out,) down the side, activations (n_in,) along the top: cells[j][k] has the area of their product.

    facts[j][k] is written into it, where there is room
    """

    def __init__(self, deltas, activations, facts):
        (width, height), corner = SIZE, CORNER
        across, down = (width - GAP * (len(activations) - 1)) / sum(activations), (height - GAP * (len(deltas) - 1)) / sum(np.abs(deltas))
        self.unit = across
        lefts = across * np.cumsum([0, *activations[:-1]]) + GAP * np.arange(len(activations))
        tops = down * np.cumsum([0, *np.abs(deltas[:-1])]) + GAP * np.arange(len(deltas))
        self.cells = [[_cell(corner + x * RIGHT + y * DOWN, across * a, down * abs(delta), delta)
                       for x, a in zip(lefts, activations)] for y, delta in zip(tops, deltas)]
        self.widths = VGroup(*(_side(cell, UP) for cell in self.cells[0]))
        self.heights = VGroup(*(_side(row[0], -RIGHT) for row in self.cells))
        self.numbers = [[text for fact, cell in zip(*pair) if (text := _fitting(fact, cell))] for pair in zip(facts, self.cells)]
        super().__init__(self.widths, self.heights, *(cell for row in self.cells for cell in row),
                         *(text for row in self.numbers for text in row))

    def over(self, texts):
        """Texts over the columns; where two would meet, the right one gives way."""
        placed = []
        for text, side in zip(texts, self.widths):
            text.next_to(side, UP)
            if placed:
                text.shift(max(0, placed[-1].get_right()[0] + theme.GAP - text.get_left()[0]) * RIGHT)
            placed.append(text)
        return placed

    def beside(self, pairs):
        """[disc, text] of every row, one over the other, left of it."""
        return [VGroup(*pair).arrange(DOWN, buff=0.12).next_to(side, -RIGHT) for pair, side in zip(pairs, self.heights)]

    def places(self, net):
        """Where the neurons of a Layered net stand, those before over their columns, those after at their rows."""
        return {(1, k): side.get_center() + HIGH * UP for k, side in enumerate(self.widths)} | {
            (2, j): [net.at("table", 2, j)[0], side.get_y(), 0] for j, side in enumerate(self.heights)}

    def outline(self, j, k):
        """A line around a rectangle."""
        return self.cells[j][k].copy().set_fill(opacity=0).set_stroke(theme.INK, theme.stroke(theme.BOLD))

    def row(self, j):
        """The rectangles of a row and their numbers."""
        return VGroup(*self.cells[j], *self.numbers[j])


def _fitting(fact, cell):
    """A number as large as there is room for; None where there is none."""
    texts = (Words("{}", fact, size=size, color=theme.BACKGROUND).move_to(cell) for size in (theme.BODY, theme.LABEL))
    return next((text for text in texts if text.width + ROOM < cell.width and text.height + ROOM < cell.height), None)


def _cell(corner, width, height, value):
    return Rectangle(width=width, height=height, fill_color=cost_colour(value), fill_opacity=0.85, stroke_width=0).move_to(
        corner + width / 2 * RIGHT + height / 2 * DOWN)


def _side(cell, side):
    """A line along a side of a cell, a little away."""
    ends = (cell.get_corner(side + turn) for turn in ((-RIGHT, RIGHT) if side[1] else (UP, DOWN)))
    return Line(*ends, color=theme.INK, stroke_width=theme.stroke(theme.BOLD)).shift(0.17 * side)
