"""The end of a network taken apart: activations, sums, outputs and the cost; the one road of a weight through them."""

from manim import UP, Line, Square, VGroup

from scenes.stage import symbols as sym
from scenes.stage import theme
from scenes.stage.roads import Neuron, Ribbon
from scenes.stage.text import Formula

TOP, BEFORE, PITCH = 2.3, 1.3, 1.7            # heights: of the highest neuron; from one to the next, before and after
PLACES = -6.0, -1.5, 1.8, 5.0                 # x of activations, sums, outputs, cost
SIDE, APART = 1.5, 0.3                        # of the box of the cost; from its middle to where roads come in
WIDE = 0.1                                    # of the road that is followed


class OneRoad(VGroup):
    """weights (n_out, n_in), activations before them and outputs after them; the road of the weight to j from k.

    before[k], sums[j], outs[j], box; roads: the three stretches
    """

    def __init__(self, weights, before, outputs, j, k):
        self.before = [Neuron(sym.a("L-1", n), [PLACES[0], TOP - BEFORE * n, 0], a) for n, a in enumerate(before)]
        places = [TOP - 0.35 - PITCH * n for n in range(len(outputs))]
        self.sums = [Neuron(sym.z(index=n), [PLACES[1], y, 0], rim=theme.SUM, size=theme.BODY) for n, y in enumerate(places)]
        self.outs = [Neuron(sym.a("L", n), [PLACES[2], y, 0], a) for n, (y, a) in enumerate(zip(places, outputs))]
        square = Square(SIDE, color=theme.COST, fill_opacity=0.15).move_to([PLACES[3], sum(places) / len(places), 0])
        self.box = VGroup(square, Formula(sym.C, 40).move_to(square))
        self.hairs = [*(self._weight(one, other, weights[m, n]) for m, other in enumerate(self.sums) for n, one in enumerate(self.before)),
                      *(stretch for n in range(len(outputs)) for stretch in self._behind(n, theme.HAIR, theme.LINE))]
        first = Line(self.before[k].disc.get_right(), self.sums[j].disc.get_left())
        self.roads = [first.set_stroke(theme.GRADIENT, theme.stroke(WIDE)), *self._behind(j, theme.GRADIENT, WIDE)]
        super().__init__(*self.hairs, *self.before, *self.sums, *self.outs)

    def _behind(self, n, color, width):
        """From the sum to the output, and on to the cost."""
        start, end = self.sums[n].disc.get_right(), self.outs[n].disc.get_left()
        last = self.box.get_left() + APART * (1 - 2 * n) * UP
        return Line(start, end, color=color, stroke_width=theme.stroke(width)), Ribbon(self.outs[n].disc.get_right(), last, width, color)

    @staticmethod
    def _weight(one, other, w):
        return Line(one.disc.get_right(), other.disc.get_left(), color=theme.weight_colour(w), stroke_opacity=theme.DIM,
                    stroke_width=theme.stroke(1.5 * theme.LINE))
