"""A vector as a column of numbers, its digits aligned; dots stand for the entries left out."""

from manim import DOWN, RIGHT, Dot, VGroup

from scenes.stage import theme
from scenes.stage.text import Number


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


def _dots(pitch):
    return VGroup(*(Dot(radius=theme.LINE, color=theme.FAINT) for _ in range(3))).arrange(DOWN, buff=pitch / 5)
