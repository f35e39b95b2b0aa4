"""Numbers in columns, tables and equations, their digits aligned and their rows on one line."""

from dataclasses import dataclass

from manim import DOWN, LEFT, RIGHT, UP, Dot, LaggedStart, VGroup

from scenes.stage import theme
from scenes.stage.facts import Mark
from scenes.stage.text import Formula, Number, Words, align_baselines


class NumberColumn(VGroup):
    """One Number below the other; a None among the numbers becomes three dots.

    entries[j] is the j-th number, its right end in line with the others; pitch is the distance
    from one row to the next (so that a column can stand beside a layer of neurons).
    """

    def __init__(self, numbers, pitch, size=None, color=None):
        rows = [_dots(pitch) if number is None else Number(number, size, color) for number in numbers]
        super().__init__(*rows)
        for place, row in enumerate(rows):
            row.move_to(place * pitch * DOWN, aligned_edge=RIGHT)
        self.entries = [row for row in rows if isinstance(row, Number)]

    def show(self, numbers):
        """Show other numbers in the same places; dots stay dots."""
        for entry, number in zip(self.entries, (n for n in numbers if n is not None), strict=True):
            entry.show(number)
        return self


INSIDE = 0.2           # room between a parenthesis and what it holds, in gaps


@dataclass(frozen=True)
class Column:
    """One column of a Table.of: the numbers at `key` of a recording, how they are written, their colour, their head.

    key     without one the column numbers its rows, and needs a head
    form    one for all rows, or a tuple of one for each
    head    words, or a text that is there already; without it the last word of the key
    then    further indices after that of the row
    """

    key: str = ""
    form: str | tuple = ""
    color: object = None
    head: object = None
    then: tuple = ()

    def number(self, film, run, row):
        """The number in this row: a Fact of the recording of that name."""
        form = self.form if isinstance(self.form, str) else self.form[row]
        return film.fact(f"{run}.{self.key}", row, *self.then, form=form) if self.key else Mark(row)

    def heading(self):
        """What stands above the column."""
        words = self.head or self.key.split("_")[-1]
        return Words(words, size=theme.LABEL, color=theme.FAINT) if isinstance(words, str) else words


class Table(VGroup):
    """columns[c].entries[r] is the number in row r of column c, heads[c] the name of the column.

    heads   Words or Formulas
    rows    [[number, ...], ...]; a row of None is a row of dots
    """

    def __init__(self, heads, rows, pitch, size=None, colors=None):
        size, colors = size or theme.BODY, colors or [None] * len(heads)
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

    @classmethod
    def of(cls, film, run, *columns, rows, pitch=None, size=None):
        """The table of these Columns of a recording; rows are indices there, None is a row of dots.

        Table.of(film, "line", Column("step"), Column("w", ".3f", theme.WEIGHT), rows=range(8))
        """
        numbers = [[None if row is None else column.number(film, run, row) for column in columns] for row in rows]
        return cls([column.heading() for column in columns], numbers, pitch or theme.ROW, size or theme.LABEL,
                   [column.color for column in columns])

    @classmethod
    def worked(cls, film, run, *columns, rows=range(4)):
        """A large one of the first four rows, or of these, which a section works through; columns (key, form, colour, head)."""
        made = (Column(key, form, color, Words(head, color=color) if isinstance(head, str) else head) for key, form, color, head in columns)
        return cls.of(film, run, *made, rows=rows, pitch=0.8, size=theme.BODY)

    def row(self, r):
        """The numbers (or dots) of one row, as one thing to show or move."""
        return VGroup(*(column.submobjects[r] for column in self.columns))


def adds(film, amounts, to, sums, *along):
    """The amounts slide to the Numbers that they are added to, one after the other; as each arrives, the sum is there.

    along  other animations at the same time
    """
    for amount, number, total in zip(amounts, to, sums, strict=True):
        number.add_updater(_sum_when_landed(amount, total))
    film.play(LaggedStart(*(amount.animate.next_to(number, _side(amount, number), buff=theme.GAP / 2).set_opacity(0)
                            for amount, number in zip(amounts, to)), *along, lag_ratio=0.3), run_time=theme.PHRASE)
    film.remove(*amounts)
    for number in to:
        number.clear_updaters()


class Equation(VGroup):
    """pieces: mathematics as strings, and Facts, each of which becomes a Number; pieces[i] is the i-th of them.

    color   of the numbers; a Fact may come with its own: (fact, colour)
    room    between the pieces, in gaps; there is less inside a parenthesis
    """

    def __init__(self, *pieces, size=None, color=None, room=0.5):
        super().__init__(*(self._piece(piece, size, color) for piece in pieces))
        for left, right, before, after in zip(self, self[1:], pieces, pieces[1:]):
            right.next_to(left, RIGHT, buff=(INSIDE if _opens(before) or _closes(after) else room) * theme.GAP)
        align_baselines(*self.center().submobjects)

    def __getitem__(self, i):
        return self.submobjects[i]

    @staticmethod
    def _piece(piece, size, color):
        if isinstance(piece, str):
            return Formula(piece, size)
        number, own = piece if isinstance(piece, tuple) else (piece, color)
        return Number(number, size, own)


def _opens(piece):
    return isinstance(piece, str) and piece.endswith("\\(")


def _closes(piece):
    return isinstance(piece, str) and piece.startswith("\\)")


def _side(amount, number):
    """The side of a number on which an amount arrives: text that meets text cannot be read."""
    return LEFT if amount.get_x() < number.get_x() else RIGHT


def _sum_when_landed(amount, total):
    """An updater of the number to which an amount is on its way: it has arrived when it has faded."""
    return lambda number: amount.get_fill_opacity() or number.show(total)


def _dots(pitch):
    return VGroup(*(Dot(radius=theme.LINE, color=theme.FAINT) for _ in range(3))).arrange(DOWN, buff=pitch / 5)
