"""The end of a network taken apart: sums and squares added to its activations and outputs; the one road of a weight through them."""

import numpy as np
from manim import DOWN, RIGHT, UP, Create, FadeIn, Line, Square, SurroundingRectangle, VGroup

from scenes.stage import symbols as sym
from scenes.stage import theme
from scenes.stage.layered import RADIUS
from scenes.stage.nodes import Neuron
from scenes.stage.text import Formula, Words, align_baselines

SUMS, SUM_RADIUS = -1.6, 0.52               # x of the sums
SQUARES = 3.95                                # x of the middle of the squares
WIDE = 0.1                                    # of the road that is followed
PILE, LARGEST = 3.3, 2.2                      # sides of all squares together, and of one, at most
FILLED = 0.45
NAMED = 0.27                                  # of the first stretch lies before the name of its weight: no other road is there


class OneRoad(VGroup):
    """What comes to a Layered net that stands by a "road": its sums, and roads on to squares between outputs and wishes (n_out,); the
    road of the weight to j from k.

    sums[j]; squares[j], which join later, the side in units of `unit`; roads: the three stretches
    places: where what moves has its number, over w, z and a, and right of the squares
    """

    def __init__(self, net, weights, outputs, wishes, j, k):
        self.errors = np.abs(np.subtract(outputs, wishes))
        self.unit = min(PILE / self.errors.sum(), LARGEST / self.errors.max())
        sides = self.unit * self.errors
        outs = [net.at("road", 2, n) for n in range(len(sides))]
        before = [net.at("road", 1, n) for n in range(weights.shape[1])]
        self.sums = [Neuron(sym.z(index=n), [SUMS, out[1], 0], rim=theme.SUM, radius=SUM_RADIUS, size=theme.BODY).set_z_index(2)
                     for n, out in enumerate(outs)]
        homes = [SQUARES * RIGHT + out[1] * UP for out in outs]
        self.squares = [Square(side).set_stroke(theme.COST, theme.stroke(1.5 * theme.LINE)).set_fill(theme.COST, FILLED).move_to(home)
                        for side, home in zip(sides, homes)]
        rim, into = RADIUS * RIGHT, SUM_RADIUS * RIGHT
        first = {(m, n): (start + rim, one.get_center() - into) for m, one in enumerate(self.sums) for n, start in enumerate(before)}
        then = [(one.get_center() + into, out - rim) for one, out in zip(self.sums, outs)]
        last = [(out + rim, home - side / 2 * RIGHT) for out, home, side in zip(outs, homes, sides)]
        self.hairs = [Line(*ends, color=theme.weight_colour(weights[at]), stroke_opacity=1 if at == (j, k) else theme.DIM,
                           stroke_width=theme.stroke(theme.BOLD if at == (j, k) else 1.5 * theme.LINE)) for at, ends in first.items()]
        self.hairs += [Line(*ends, color=theme.HAIR, stroke_width=theme.stroke(theme.LINE)) for ends in (*then, *last)]
        self.roads = [Line(*pair, color=theme.INK, stroke_width=theme.stroke(WIDE)) for pair in (first[j, k], then[j], last[j])]
        self.places = [self.roads[0].point_from_proportion(NAMED), self.sums[j].get_top(), outs[j] + RADIUS * UP,
                       sum(homes) / len(homes) + (max(sides) / 2 + 0.15) * RIGHT]
        super().__init__(*self.hairs, *self.sums)

    def grow(self, j, error):
        """Square j, now of this error; its middle stays."""
        return self.squares[j].become(self.squares[j].copy().scale_to_fit_width(self.unit * abs(error)))

    def beside(self, texts):
        """A text right of each square, where the number of all of them begins."""
        for text, square in zip(texts, self.squares):
            text.next_to([self.places[-1][0], square.get_y(), 0], RIGHT, buff=0.12)
        return texts

    def on_weight(self, text):
        """A text in a box on the first stretch."""
        box = SurroundingRectangle(text.move_to(self.places[0]), color=theme.WEIGHT, fill_color=theme.BACKGROUND, fill_opacity=1,
                                   corner_radius=0.08, buff=0.12, stroke_width=theme.stroke(theme.LINE))
        return VGroup(box.set_z_index(1), text.set_z_index(2))


class Factors(VGroup):
    """A product under its roads: formulas, what they make and what they are, over their numbers.

    maths    of the result, and of each factor; facts: their numbers
    """

    def __init__(self, maths, facts):
        self.parts = [Formula(math, BIG).move_to([x, ROWS[0], 0]) for math, x in zip(maths, COLUMNS[::2])]
        self.numbers = [Words("{}", fact, color=theme.GRADIENT if not i else theme.INK).move_to([x, ROWS[1], 0])
                        for i, (fact, x) in enumerate(zip(facts, COLUMNS[::2]))]
        self.signs = [(Formula(math, BIG).move_to([x, ROWS[0], 0]), Words(sign).move_to([x, ROWS[1], 0]))
                      for (math, sign), x in zip((("=", "="), ("times", TIMES), ("times", TIMES)), COLUMNS[1::2])]
        super().__init__(*self.parts, *self.numbers, *(sign for pair in self.signs for sign in pair))

    @staticmethod
    def instead(maths):
        """Formulas side by side in the same place."""
        row = VGroup(*(Formula(math, BIG) for math in maths)).arrange(RIGHT, buff=2 * theme.GUTTER)
        align_baselines(*row)
        return row.move_to([0, sum(ROWS) / 2, 0])

    def drop(self, film, road):
        """Each factor drops from its stretch of the road, while that is drawn; then stands there what they make."""
        for i, stretch in enumerate(road.roads, start=1):
            road.add(stretch)
            signs = self.signs[i - 1] if i > 1 else ()
            film.play(Create(stretch), FadeIn(self.parts[i], self.numbers[i], *signs, shift=0.4 * DOWN), run_time=theme.TURN)
        film.play(FadeIn(self.parts[0], self.numbers[0], *self.signs[0]))


BIG, ROWS, COLUMNS = 40, (-1.5, -2.6), (-5.4, -4.1, -2.9, -1.4, 0.2, 2.0, 4.0)
TIMES = "\N{MULTIPLICATION SIGN}"
