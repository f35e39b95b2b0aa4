"""Two neurons between the same inputs and the same outputs, with an edge for each weight."""

import numpy as np
from manim import RIGHT, UP, Circle, Line, VGroup

from scenes.stage import theme

INPUTS, OUTPUTS = 4, 3
WIDTH, HEIGHT, RADIUS = 10.0, 4.4, 0.75      # from the inputs to the outputs; from the first to the last of them; of a neuron


class Twins(VGroup):
    """`neurons`, the upper and the lower one; `into` and `out`, the edges of both to every input and to every output.

    `show(into, out)`, weights (2, INPUTS) and (2, OUTPUTS): the colour and the width of each edge; full: the size that has all its width.
    """

    def __init__(self, full=1.0):
        self.full = full
        self.neurons = VGroup(*(Circle(RADIUS, color=theme.INK, stroke_width=theme.stroke(theme.BOLD)).shift(y * UP)
                                for y in (HEIGHT / 4, -HEIGHT / 4)))
        ends = [_column(count, x) for count, x in ((INPUTS, -WIDTH / 2), (OUTPUTS, WIDTH / 2))]
        self.into, self.out = (VGroup(*(self._edge(neuron, dot) for neuron in self.neurons for dot in dots)) for dots in ends)
        super().__init__(self.into, self.out, *ends, self.neurons)

    def show(self, into, out):
        for edges, weights in ((self.into, into), (self.out, out)):
            for edge, w in zip(edges, np.ravel(weights)):
                edge.set_stroke(theme.weight_colour(w) if w else theme.FAINT, theme.stroke(theme.weight_width(w, self.full)))
        return self

    @staticmethod
    def _edge(neuron, dot):
        side = np.sign(dot.get_x())
        return Line(neuron.get_center() + side * RADIUS * RIGHT, dot.get_center(), color=theme.FAINT, stroke_width=theme.stroke(theme.LINE))


def _column(count, x):
    return VGroup(*(Circle(theme.DOT, color=theme.INK, fill_opacity=1).move_to([x, y, 0])
                    for y in np.linspace(HEIGHT / 2, -HEIGHT / 2, count)))
