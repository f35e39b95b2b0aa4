"""The end of a network taken apart: activations, sums, outputs and the cost; the one road of a weight through them."""

from manim import DOWN, UP, Create, FadeIn, Line, Square, VGroup

from scenes.stage import symbols as sym
from scenes.stage import theme
from scenes.stage.roads import Neuron, Ribbon
from scenes.stage.text import Formula, Words

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


class Factors(VGroup):
    """A product under its roads: formulas, what they make and what they are, over their numbers.

    maths    of the result, and of each factor; facts: their numbers
    """

    def __init__(self, maths, facts):
        self.parts = [Formula(math, BIG).move_to([x, ROWS[0], 0]) for math, x in zip(maths, COLUMNS[::2])]
        self.numbers = [Words("{}", fact, color=theme.GRADIENT).move_to([x, ROWS[1], 0]) for fact, x in zip(facts, COLUMNS[::2])]
        self.signs = [(Formula(math, BIG).move_to([x, ROWS[0], 0]), Words(sign).move_to([x, ROWS[1], 0]))
                      for (math, sign), x in zip((("=", "="), ("times", TIMES), ("times", TIMES)), COLUMNS[1::2])]
        super().__init__(*self.parts, *self.numbers, *(sign for pair in self.signs for sign in pair))

    def drop(self, film, road):
        """Each factor drops from its stretch of the road, while that is drawn; then stands there what they make."""
        for i, stretch in enumerate(road.roads, start=1):
            road.add(stretch)
            signs = self.signs[i - 1] if i > 1 else ()
            film.play(Create(stretch), FadeIn(self.parts[i], self.numbers[i], *signs, shift=0.4 * DOWN), run_time=theme.TURN)
        film.play(FadeIn(self.parts[0], self.numbers[0], *self.signs[0]))

    def last(self, count):
        """The last so many factors, and what stands between them."""
        return VGroup(*self.parts[-count:], *self.numbers[-count:], *(sign for pair in self.signs[1 - count:] for sign in pair))


BIG, ROWS, COLUMNS = 40, (-1.45, -2.6), (-5.4, -4.1, -2.9, -1.4, 0.2, 2.0, 4.0)
TIMES = "\N{MULTIPLICATION SIGN}"
