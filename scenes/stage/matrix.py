"""Numbers in brackets: a matrix, a column or a row, whose entries go by the indices of the mathematics."""

from manim import DL, DOWN, DR, LEFT, RIGHT, UL, UP, UR, VGroup, VMobject

from scenes.stage import theme
from scenes.stage.column import NumberColumn
from scenes.stage.facts import Mark
from scenes.stage.text import Formula, Number, Words, align_baselines


class Matrix(VGroup):
    """entries[j][k] is the number in row j, column k; entry, row and column find them.

    numbers   [[number, ...], ...], the rows from top to bottom
    indexed   write j beside the rows and k above the columns
    """

    def __init__(self, numbers, size=None, color=None, indexed=False):
        self.size = size or theme.LABEL
        pitch = theme.ROW * self.size / theme.LABEL
        columns = VGroup(*(NumberColumn(column, pitch, self.size, color) for column in zip(*numbers, strict=True)))
        width = max(column.width for column in columns)
        for k, column in enumerate(columns):
            column.move_to(k * (width + 2 * theme.GAP) * RIGHT, aligned_edge=UR)
            column.shift((columns[0].entries[0].baseline - column.entries[0].baseline) * UP)
        self.columns = list(columns)
        self.entries = [list(row) for row in zip(*(column.entries for column in columns))]
        self.brackets = VGroup(_Bracket(columns, UL, DL), _Bracket(columns, UR, DR))
        self.indices = VGroup(*(self._indices() if indexed else ()))
        super().__init__(*columns, self.brackets, self.indices)

    def entry(self, j, k):
        """The number in row j, column k."""
        return self.entries[j][k]

    def row(self, j):
        """The numbers of row j, as one thing to show or colour."""
        return VGroup(*self.entries[j])

    def column(self, k):
        """The numbers of column k."""
        return VGroup(*(row[k] for row in self.entries))

    def _indices(self):
        left, _ = self.brackets
        rows = [_index(j).next_to(row[0], LEFT).next_to(left, LEFT, buff=theme.GAP, coor_mask=RIGHT)
                for j, row in enumerate(self.entries)]
        columns = [_index(k).next_to(entry, UP).next_to(left, UP, buff=theme.GAP, coor_mask=UP)
                   for k, entry in enumerate(self.entries[0])]
        corner = [Formula(name, size=theme.LABEL, color=theme.FAINT) for name in "jk"]
        corner[0].next_to(rows[0], UP).match_y(columns[0])
        corner[1].next_to(columns[-1], RIGHT, buff=2 * theme.GAP)
        return [*rows, *columns, *corner]


class Outer(VGroup):
    """Every product of a column and a row, as in a table of multiplication: the column on the left, the row above.

    products is the Matrix; left[j] and top[k] are the numbers whose product stands in its row j, column k.

    names     of the column and of the row: formulas
    colors    of the column, of the row and of the products
    """

    def __init__(self, left, top, products, names, colors, size=None):
        self.products = Matrix(products, size, colors[2])
        size, (bracket, _) = self.products.size, self.products.brackets
        self.left = VGroup(*(Number(number, size, colors[0]) for number in left))
        self.top = VGroup(*(Number(number, size, colors[1]) for number in top))
        for number, row in zip(self.left, self.products.entries, strict=True):
            align_baselines(row[0], number.next_to(bracket, LEFT, buff=2 * theme.GAP))
        for number, entry in zip(self.top, self.products.entries[0], strict=True):
            number.align_to(entry, RIGHT).next_to(bracket, UP, buff=2 * theme.GAP, coor_mask=UP)
        self.names = VGroup(*(Formula(name, size=size) for name in names))
        self.names[0].next_to(self.left, UP).align_to(self.left, RIGHT)
        self.names[1].next_to(self.top, RIGHT, buff=2 * theme.GAP)
        align_baselines(self.top[0], *self.names)
        super().__init__(self.left, self.top, self.products, self.names)


def _index(number):
    return Words("{}", Mark(number), size=theme.LABEL, color=theme.FAINT)


class _Bracket(VMobject):
    """A bracket along one side of the columns, between two of their corners."""

    def __init__(self, columns, top, bottom):
        super().__init__(stroke_color=theme.FAINT, stroke_width=theme.stroke(theme.LINE))
        out, reach = LEFT if top is UL else RIGHT, theme.GAP
        upper, lower = (columns.get_corner(corner) + reach * (end + out) for corner, end in ((top, UP), (bottom, DOWN)))
        lip = reach / 2 * out
        self.set_points_as_corners([upper - lip, upper, lower, lower - lip])
