"""What a training does: two curves over its steps, one below the other, with the same logarithmic axis."""

from manim import DOWN, LEFT, RIGHT, UP, Rectangle, VGroup

from scenes.stage import theme
from scenes.stage.chart import Chart, Series
from scenes.stage.text import Words

HEIGHT = 1.75           # of each


class Training(VGroup):
    """Two curves y (K,) over the steps (K,), (values, colour, name, high, form) each: `show(row)` draws both as far as that."""

    def __init__(self, steps, width, *curves):
        names = "step", "step (each mark: ten times as many)"
        self.steps, self.values = steps, [values for values, *_ in curves]
        self.charts = [Chart(Series(steps, values, color, bold=True), name, head, width, HEIGHT, spans=((1, steps[-1]), (0, high)),
                             logs=(True, False), forms=(",g", form)) for (values, color, head, high, form), name in zip(curves, names)]
        super().__init__(*self.charts)
        self.arrange(DOWN, buff=theme.GUTTER / 2, aligned_edge=RIGHT)

    def show(self, row):
        """Draw both as far as a row."""
        for chart in self.charts:
            chart.show(row)
        return self

    def band(self, first, last):
        """A band over the stretch between two rows."""
        (left, top, _), (right, bottom, _) = (chart.spot(self.steps[row], high) for chart, row, high in
                                              zip(self.charts, (first, last), (self.charts[0].plot.y_span.high, 0)))
        band = Rectangle(width=max(right - left, theme.LINE), height=top - bottom, stroke_width=0, fill_color=theme.INK,
                         fill_opacity=theme.BAND / 2)
        return band.move_to([(left + right) / 2, (top + bottom) / 2, 0])

    def lost(self, rows, *facts):
        """A band between two rows, and the numbers beside both curves there: facts[which], one for each of the rows."""
        sides = (UP, DOWN), (UP + LEFT, UP + RIGHT)
        notes = [self.note(which, row, fact, side) for which, both in enumerate(facts) for row, fact, side in zip(rows, both, sides[which])]
        return VGroup(self.band(*rows), *notes)

    def ends(self, *facts):
        """The last number of each curve, below the upper and above the lower one."""
        return VGroup(*(self.note(which, -1, fact, side) for which, (fact, side) in enumerate(zip(facts, (DOWN, UP)))))

    def start(self, template, *facts):
        """Words at the upper left corner of the lower one: where it came from before the first step that is drawn."""
        chart = self.charts[1]
        return Words(template, *facts, color=chart.plot.series[0].color).next_to(
            chart.spot(self.steps[0], chart.plot.y_span.high), RIGHT, buff=1.5 * theme.GUTTER)

    def note(self, which, row, fact, side):
        """A number beside the curve, in its colour."""
        spot = self.charts[which].spot(self.steps[row], self.values[which][row])
        return Words("{}", fact, color=self.charts[which].plot.series[0].color).next_to(spot, side)
