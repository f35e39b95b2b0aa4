"""One layer back: a column of a table times the deltas beside it, line by line; and the whole table turned, all columns at once."""

from manim import RIGHT, UP, Line, SurroundingRectangle, VGroup

from scenes.stage import theme
from scenes.stage.nodes import Charge
from scenes.stage.sign_table import PITCH, SIDE, in_brackets
from scenes.stage.text import Formula, Words

EDGE = 6.7                          # x where lines end
UNIT = 0.65                         # radius of the disc of a delta of 1
LOWER = 0.75                        # from one line to the next, below the rows


class ColumnSum(VGroup):
    """deltas (n,): Facts, in the rows of a SignTable; products [n texts], one in each row; made: texts below each other.

    deltas[j] (disc, number), products[j], rule, made[i]
    """

    def __init__(self, table, deltas, products, made):
        levels = [row[0].get_y() for row in table.squares]
        discs = VGroup(*(Charge(delta.value, [0, y, 0], UNIT) for delta, y in zip(deltas, levels)))
        discs.next_to(table.brackets, RIGHT, coor_mask=[1, 0, 0])
        numbers = [Words("{}", delta).next_to(discs, RIGHT, buff=theme.GAP / 2).set_y(y) for delta, y in zip(deltas, levels)]
        self.deltas = [*zip(discs, numbers)]
        self.products = [text.move_to([EDGE, y, 0], aligned_edge=RIGHT) for text, y in zip(products, levels)]
        low = levels[-1] - 0.5
        self.rule = Line([EDGE - max(text.width for text in products), low, 0], [EDGE, low, 0], stroke_width=theme.stroke(theme.LINE))
        self.made = [text.move_to([EDGE, low - (i + 0.6) * LOWER, 0], aligned_edge=RIGHT) for i, text in enumerate(made)]
        super().__init__(*discs, *numbers, *self.products, self.rule, *self.made)


class Turned(VGroup):
    """Beside a SignTable that has been turned: columns of Facts one after the other, each after its sign, "" for none. Of the first
    and the last, the deltas, every number stands after its disc.

    heads over the table and each of them, from formulas
    columns[i]: brackets, and the numbers; steps[i]: with what stands before and above it; rows[k]: a frame around a row of the table
    """

    def __init__(self, table, columns, signs, heads):
        kinds = _charged, *[Words] * (len(columns) - 2), _charged
        self.columns = [in_brackets([kind("{}", fact) for fact in facts]) for kind, facts in zip(kinds, columns)]
        signs = [Formula(sign) if sign else VGroup() for sign in signs]
        row = VGroup(*(part for pair in zip(signs, self.columns) for part in pair if len(part)))
        left = table.brackets.get_right()[0] + theme.GAP
        apart = (EDGE - left - sum(part.width for part in row)) / len(row)
        row.arrange(RIGHT, buff=min(theme.GUTTER, apart), aligned_edge=UP).next_to(left * RIGHT, RIGHT, buff=0).align_to(table.brackets, UP)
        squares = VGroup(*(row[0] for row in table.squares))
        over = [squares.get_x(), table.rows[0].get_top()[1], 0], *(column.get_top() for column in self.columns)
        self.heads = [Formula(head).next_to(place, UP) for head, place in zip(heads, over)]
        for sign in filter(len, signs):
            sign.set_y(table.brackets.get_top()[1] - 0.12 - PITCH * len(columns[-1]) / 2)
        self.steps = [VGroup(*parts) for parts in zip(signs, self.columns, self.heads[1:])]
        self.rows = [SurroundingRectangle(*(row[k] for row in table.squares), buff=(PITCH - SIDE) / 2, color=theme.INK,
                                          stroke_width=theme.stroke(theme.BOLD)) for k in range(len(table.squares[0]))]
        super().__init__(self.heads[0], *self.steps)

    def around(self, i):
        """What stands before and above a column, and its brackets."""
        sign, (brackets, *_), head = self.steps[i]
        return sign, brackets, head


def _charged(template, delta):
    """A delta as a number after its disc."""
    return VGroup(Charge(delta.value, [0, 0, 0], UNIT), Words(template, delta)).arrange(RIGHT, buff=theme.GAP / 2)
