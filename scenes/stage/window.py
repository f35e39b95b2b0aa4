"""A small square window on a picture, large beside it, with every number written on its pixel."""

from manim import DL, DR, UL, UR, DashedLine, FadeIn, Group, LaggedStart, Square, VGroup

from scenes.stage import theme
from scenes.stage.digit import DigitImage
from scenes.stage.nodes import on_grey
from scenes.stage.text import Words


class Window(Group):
    """On a DigitImage, from pixel (row, column) on; `numbers` are the Facts of its pixels, row by row, shown `side` large.

    outline on the picture, large: the pixels, lines from one to the other, numbers
    """

    def __init__(self, digit, corner, numbers, side):
        size = round(len(numbers) ** 0.5)
        (row, column), columns = corner, digit.shape[1]
        ends = [digit.pixel(int(r * columns + c)) for r, c in ((row, column), (row + size - 1, column + size - 1))]
        self.outline = Square(size * digit.width / columns, color=theme.INK, stroke_width=theme.stroke(theme.BOLD))
        self.outline.move_to((ends[0] + ends[1]) / 2)
        self.large = DigitImage([number.value for number in numbers], side, (size, size))
        self.numbers = VGroup(*(Words("{}", number, color=on_grey(number.value)) for number in numbers))
        self.lines = VGroup()
        super().__init__(self.outline, self.large, self.lines, self.numbers)

    def place(self):
        """Where the large one is now its numbers and lines go; returns the window."""
        for i, number in enumerate(self.numbers):
            number.move_to(self.large.pixel(i))
        pairs = ((self.outline.get_corner(end), self.large.get_corner(goal)) for end, goal in ((UR, UL), (DR, DL)))
        self.lines.become(VGroup(*(DashedLine(*pair, color=theme.FAINT) for pair in pairs)))
        return self

    def grow(self, **options):
        """The animation in which the large picture comes out of the small one."""
        goal = self.large.copy()
        self.large.scale(self.outline.width / self.large.width).move_to(self.outline)
        return self.large.animate(**options).become(goal)

    def shrink(self, **options):
        """And back, with its numbers."""
        return Group(self.large, self.numbers).animate(**options).scale(self.outline.width / self.large.width).move_to(self.outline)

    def write(self):
        """The animation in which the numbers appear, row by row."""
        return LaggedStart(*map(FadeIn, self.numbers), lag_ratio=0.1)
