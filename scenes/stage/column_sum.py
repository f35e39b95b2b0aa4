"""A column of a table times the deltas beside it, line by line: what one neuron of the layer before gets back."""

from manim import DOWN, RIGHT, Line, VGroup

from scenes.stage import theme
from scenes.stage.roads import Charge
from scenes.stage.text import Words

DELTAS, EDGE = 2.15, 6.6            # x of the deltas; where lines end
UNIT = 0.8                          # radius of the disc of a delta of 1
LOWER = 0.72                        # from one line to the next, below the rows


class ColumnSum(VGroup):
    """deltas (n,): Facts, in the rows of a SignTable; products [n texts], one in each row; made: texts below each other.

    deltas[j], products[j], rule, made[i]
    """

    def __init__(self, table, deltas, products, made):
        levels = [row[0].get_y() for row in table.squares]
        self.deltas = [VGroup(Charge(delta.value, [0, 0, 0], UNIT), Words("{}", delta)).arrange(RIGHT).move_to([DELTAS, y, 0])
                       for delta, y in zip(deltas, levels)]
        VGroup(*(number for _, number in self.deltas)).arrange(DOWN, buff=0).set_x(DELTAS + 0.35)
        for (disc, number), y in zip(self.deltas, levels):
            disc.move_to([number.get_left()[0] - 0.55, y, 0])
            number.set_y(y)
        self.products = [text.move_to([EDGE, y, 0], aligned_edge=RIGHT) for text, y in zip(products, levels)]
        low = levels[-1] - 0.45
        self.rule = Line([EDGE - max(text.width for text in products), low, 0], [EDGE, low, 0], stroke_width=theme.stroke(theme.LINE))
        self.made = [text.move_to([EDGE, low - (i + 0.6) * LOWER, 0], aligned_edge=RIGHT) for i, text in enumerate(made)]
        super().__init__(*self.deltas, *self.products, self.rule, *self.made)
