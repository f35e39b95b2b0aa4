"""Film: a single neuron with a ReLU, laid open: what it says, what its cost looks like, and how it can die.

Shows "relu_neuron": a neuron that says how large the hole in a digit is.
"""

import numpy as np
from manim import (
    DOWN, LEFT, RIGHT, UP, Circle, Create, DashedLine, Dot, FadeIn, FadeOut, LaggedStart, SurroundingRectangle, VGroup,
)

from scenes.stage import symbols as sym
from scenes.stage import theme
from scenes.stage.columns import Equation
from scenes.stage.contour_map import Label
from scenes.stage.digit import DigitImage
from scenes.stage.film import Film
from scenes.stage.gestures import Gather, Through, becomes
from scenes.stage.hinge import Hinge
from scenes.stage.laid_open import LaidOpen
from scenes.stage.landscape import Landscape
from scenes.stage.paths import Path
from scenes.stage.surface import Scale
from scenes.stage.switches import Switches
from scenes.stage.text import Formula, Words, as_symbol

W, B, C, X, Y, ETA = (as_symbol(letter) for letter in ("w", "b", "C", "x", "y", "\N{GREEK SMALL LETTER ETA}"))
INPUTS = '"inside" x_1', '"width" x_2', '"centre" x_3'
X_SPAN, Y_SPAN = (-0.75, 0.9), (-0.42, 0.86)
UNIT = 4.05                       # of the plot: 1 in x and in y
SEEN = -0.62, 0.72                # how the landscape is looked at
BIG = 44
COST = f"{sym.C} = 1/N sum ({sym.Y} - {{{{{{}} : o}}}})^2"


class ReluNeuron(Film):
    """One neuron laid open, its hinge and its cost side by side, the switch in its slope, and a start that stays dead."""

    recordings = ("relu_neuron",)
    question = "What can go wrong\nwith a single neuron?"
    constants = {"0": "below it the neuron is silent", "100": "pixels of a unit", "200": "pixels, which are the 0 of x", "2": "of the square",
                 "1": "of a switch that is on"}

    def construct(self):
        self.set_the_stage()
        self.play_section(self.laid_open)
        self.play_section(self.one_input)
        self.play_section(self.a_hinge)
        self.play_section(self.the_cost_unfolds)
        self.play_section(self.two_views)
        self.play_section(self.a_switch_in_the_slope)
        self.play_section(self.three_starts)
        self.play_section(self.the_answer)

    def set_the_stage(self):
        """What several sections show, or know."""
        self.run = run = self.runs["relu_neuron"]
        self.count = self.f("examples")
        self.hinge = Hinge(run.data_x, run.data_y, UNIT, X_SPAN, Y_SPAN)
        self.hinge.move_to(self.room).align_to(self.room, LEFT).shift(0.75 * RIGHT + 0.12 * UP)
        self.axes = self.hinge.ticks(f"input {X}: pixels inside the outline, in hundreds, less {{}}".replace(" {}", " 2"),
                                     f"wish {Y}: pixels of the hole, in hundreds", (-0.5, 0, 0.5), (0, 0.5))
        scale = Scale(0, 0.75, levels=14)
        self.land = Landscape(run.w_axis, run.b_axis, run.surface, scale, 5.6, (6.2, 5.6), 2.5)
        self.land.look(*SEEN).move_to(self.room).align_to(self.room, RIGHT).shift(0.2 * DOWN)
        self.silent_for_all = run.dead_silent == run.examples

    def f(self, key, *index, form=""):
        """A number of the recording."""
        return self.fact(f"relu_neuron.{key}", *index, form=form)

    def picture(self, i, height):
        return DigitImage(self.run.pictures[i], height)

    def row(self, k, unit, zero, y):
        """The neuron of three inputs at work on the k-th of its two digits."""
        def three(key, form):
            return [self.f(key, k, i, form=form) for i in range(3)]

        weights = [self.f("three_w", i, form=".2f") for i in range(3)]
        return LaidOpen(INPUTS, three("three_x", ".2f"), weights, three("three_terms", "+.2f"), self.f("three_b", form="+.2f"),
                        self.f("three_z", k, form=".2f"), self.f("three_o", k, form=".2f"), self.f("three_y", k, form=".2f"), unit, zero, y)

    def laid_open(self):
        run = self.run
        rows = [self.row(0, 2.4, 0.75, 1.65), self.row(1, 2.0, -0.75, -1.5)]
        pictures = [self.picture(int(i), 1.3).move_to([-6.05, row.y[1], 0]) for i, row in zip(run.three_two, rows)]
        labels = [Words("a {}", self.f("label", int(i)), size=theme.LABEL).next_to(image, DOWN, buff=theme.GAP / 2)
                  for i, image in zip(run.three_two, pictures)]
        self.ask()
        self.say("One neuron. Its job is to say how large the hole in a digit is: 1 means 100 pixels.")
        self.hand_over(comes=[pictures[0], labels[0], self.tag("one neuron, trained on {} digits · inputs measured on each", self.count)])
        self.read()
        self.say("Three inputs are measured: pixels inside the outline, its width, ink at the centre.")
        self.play(rows[0].come_in(pictures[0]), run_time=theme.VERSE)
        self.read()
        self.say("Each is multiplied by its weight, $w$. Blue means above 0, orange below.")
        self.play(rows[0].multiply(), run_time=theme.VERSE)
        self.read()
        self.say("The products are added, and the bias $b$. The sum is called $z$.")
        self.play(rows[0].add_up(), run_time=theme.PHRASE)
        self.read()
        self.say("max(0, $z$) keeps what is above 0, and cuts off the rest. This cut is called ReLU.")
        self.play(rows[0].cut_off(), run_time=theme.VERSE)
        self.read()
        self.say("Multiply, add, cut off at 0: the zero gets through, the one is silenced.",
                 holds=run.three_z[0] > 0 > run.three_z[1], otherwise="Multiply, add, cut off at 0: that is all a neuron does.")
        self.play(FadeIn(pictures[1], labels[1]))
        for part in (rows[1].come_in(pictures[1]), rows[1].multiply(), rows[1].add_up(), rows[1].cut_off()):
            self.play(part, run_time=theme.TURN)
        self.lines = [row.curve[1] for row in rows]

    def one_input(self):
        run, hinge, shown = self.run, self.hinge, int(self.run.shown)
        image = self.picture(shown, 2.6)
        inside, hole = (DigitImage(getattr(run, f"shown_{name}"), 1.7) for name in ("inside", "hole"))
        x, y = self.f("data_x", shown, form=".2f"), self.f("data_y", shown, form=".2f")
        words = [Words("inside: {} pixels", self.f("inside", shown), size=theme.LABEL), Words(f"{X} = {{}}", x),
                 Words("hole: {} pixels", self.f("hole", shown), size=theme.LABEL, color=theme.WANTED), Words(f"{Y} = {{}}", y, color=theme.WANTED)]
        cards = VGroup(*(VGroup(picture, *pair).arrange(DOWN, buff=theme.GAP) for picture, pair in
                         ((inside, words[:2]), (hole, words[2:])))).arrange(RIGHT, buff=theme.GUTTER)
        column = VGroup(image, cards).arrange(DOWN, buff=theme.GUTTER).move_to(self.room).align_to(self.room, RIGHT)
        self.say("From now on one input $x$ is enough, so that everything can be drawn: the pixels inside the outline.")
        hinge.set_(arrived=0)
        self.hand_over(comes=[hinge, self.axes, image, inside, words[0], words[1], self.tag(
            "the first {} zeros, ones and sevens of each", self.f("each"))], run_time=theme.TURN)
        self.read()
        self.say("The wish $y$ is the size of the hole. So each digit is a dot.")
        self.play(FadeIn(hole, words[2], words[3]))
        dot = hinge.spot(x.value, y.value)
        self.play(FadeOut(image, target_position=dot, scale=theme.SPECK), run_time=theme.TURN)
        self.play(Through(hinge, lambda n: hinge.set_(arrived=int(n + 1e-6)), len(run.data_x)), run_time=theme.VERSE)
        self.read()
        self.say("Zeros have holes, ones and sevens have none: they lie at 0, stacked where they would cover each other.",
                 holds=bool(((run.data_y > 0) == (run.label == 0)).all()), otherwise="Dots at 0 are stacked where they would cover each other.")
        self.column = column

    def a_hinge(self):
        run, hinge = self.run, self.hinge
        costs = [self.f(f"{name}_cost", form=".4f") for name in ("line", "hinge")]
        heads = [VGroup(Words(text, color=color), Words("mean square {}", cost, color=theme.COST)).arrange(DOWN, buff=theme.GAP)
                 for text, color, cost in (("the best straight line", theme.FAINT, costs[0]), ("the best hinge", theme.INK, costs[1]))]
        VGroup(*heads).arrange(DOWN, buff=2 * theme.GUTTER).move_to(self.room).align_to(self.room, RIGHT)
        self.say("A straight line does not fit: it promises less than nothing, or a hole where there is none.")
        self.hand_over(hinge, self.axes, comes=[heads[0], self.tag("{} digits · the error is squared, and the mean is taken", self.count)])
        hinge.set_(line=run.line_fit)
        self.play(Create(hinge.copy()) if False else FadeIn(hinge))
        self.read()
        self.say("The neuron first makes its sum, $z$ = $w$$x$ + $b$: a line, too. Then it folds up what is below 0.")
        hinge.show(run.hinge_fit).set_(fold=0.0, sum_=1.0)
        self.play(Through(hinge, lambda t: hinge.set_(sum_=t), 1.0), run_time=theme.TURN)
        self.play(Through(hinge, lambda t: hinge.set_(fold=t, shade=t), 1.0), FadeIn(heads[1]), run_time=theme.PHRASE)
        self.read()
        self.say("Its answer is a hinge. The best line has {} times the cost of the best hinge.", self.f("ratio", form=".1f"),
                 holds=run.ratio > 1.5, otherwise="Its answer is a hinge: flat where the sum is below 0, a straight ramp above.")
        kink = Words("kink", size=theme.LABEL).next_to(hinge.kink(), UP + LEFT, buff=theme.GAP)
        silent = Words("silent for {} digits", self.f("hinge_silent"), size=theme.LABEL).move_to(hinge.spot(-0.4, 0.75))
        speaks = Words("it speaks", size=theme.LABEL).move_to(hinge.spot(0.15, 0.75))
        self.play(FadeIn(kink, silent, speaks))

    def the_cost_unfolds(self):
        self.say("How wrong is it? Take the wish $y$ minus the output o, square it, and take the mean.")
        first = Formula(COST.format("o"), BIG)
        second = Formula(f"{{{{o : o}}}} = max(0, {{{{z : z}}}})", BIG)
        third = Formula(f"{{{{z : z}}}} = {sym.w()} x + {sym.b()}", BIG)
        lines = VGroup(first, second, third).arrange(DOWN, buff=1.5 * theme.GUTTER).move_to(self.room)
        self.hand_over(comes=[first])
        self.read()
        self.play(FadeIn(second))
        self.play(FadeIn(third))
        self.lines = lines

    def two_views(self):
        self.say("Turn $w$ and $b$: the hinge moves on the left, the point moves on the right.")
        self.hinge.show(self.run.tour_theta[0]).set_(squares=1.0, line=None, sum_=0, shade=0)
        self.hand_over(comes=[self.hinge, self.axes, self.land])

    def a_switch_in_the_slope(self):
        self.say("Both answers are too low, but only a neuron that speaks has a slope.")

    def three_starts(self):
        self.say("Silent for every digit, the neuron feels no slope: it will never move again.")

    def the_answer(self):
        self.say("A neuron learns only from what it speaks about.")
        self.wait(theme.STUDY)
