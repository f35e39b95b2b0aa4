"""Numbers in columns, each under its name, one row after the other."""

from manim import RIGHT, UP, VGroup

from scenes.stage import theme
from scenes.stage.column import NumberColumn
from scenes.stage.text import align_baselines


class Table(VGroup):
    """columns[c].entries[r] is the number in row r of column c, heads[c] the name of the column.

    heads   Words or Formulas
    rows    [[number, ...], ...]; a row of None is a row of dots
    """

    def __init__(self, heads, rows, pitch, size=None, colors=None):
        size, colors = size or theme.BODY, colors or [theme.INK] * len(heads)
        self.columns = [NumberColumn(numbers, pitch, size, color)
                        for numbers, color in zip(zip(*rows, strict=True), colors, strict=True)]
        self.heads = heads
        for head, column in zip(heads, self.columns, strict=True):
            head.next_to(column, UP, buff=theme.GUTTER / 2).align_to(column, RIGHT)
        pairs = VGroup(*(VGroup(head, column) for head, column in zip(heads, self.columns)))
        pairs.arrange(RIGHT, buff=theme.GUTTER)
        for pair, column in zip(pairs, self.columns):
            pair.shift((self.columns[0].get_y() - column.get_y()) * UP)
        align_baselines(*heads)
        super().__init__(*pairs)

    def row(self, r):
        """The numbers (or dots) of one row, as one thing to show or move."""
        return VGroup(*(column.submobjects[r] for column in self.columns))
