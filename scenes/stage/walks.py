"""Many sums of terms of both signs, each a line that goes up and down as they are added, between the roots of their number."""

from scenes.stage import theme
from scenes.stage.chart import Chart, Series

ROOTS = 3           # from 0 to the end of the axis
PALE = 0.55         # of the background is in the colour of all lines but the first


class Walks(Chart):
    """sums (n, K) of the first terms (K,); dashed: hull (2, K), the root of so many, above and below 0.

    `draw(one, others, roots)`: the first sum, all the others and the roots as far as these rows; None: not at all.
    """

    def __init__(self, sums, hull, terms, x_name, y_name, color, width, height):
        pale = color.interpolate(theme.BACKGROUND, PALE)
        lines = [Series(terms, each, pale if i else color, marker=None, bold=not i) for i, each in enumerate(sums)]
        roots = [Series(terms, each, theme.INK, dashed=True, bold=True) for each in hull]
        most = ROOTS * hull[0, -1]
        super().__init__([*lines, *roots], x_name, y_name, width, height, color=theme.INK, spans=((0, terms[-1]), (-most, most)))

    def draw(self, one, others=None, roots=None):
        return self.show(one, *[others] * (len(self.plot.series) - 3), roots, roots)

    def end_of_root(self):
        """Where the upper dashed line ends in the scene."""
        return self.plot.place(*self.plot.lines[-2][-1])
