"""Film: how a network knows which way to change thousands of numbers at once.

Shows the recording "digits": 784-16-16-10 learning to read handwriting, and one digit, never
used in training, that it gets wrong at first and right in the end.
"""

import numpy as np
from manim import (
    DOWN, LEFT, ORIGIN, RIGHT, UP, Circle, Create, FadeIn, FadeOut, Group, LaggedStart, Line, Transform, VGroup, midpoint,
)

from scenes.stage import theme
from scenes.stage.cards import Provenance
from scenes.stage.column import NumberColumn
from scenes.stage.curve import Curve
from scenes.stage.digit import DigitImage
from scenes.stage.facts import Mark
from scenes.stage.film import Film
from scenes.stage.network import Forward, LayerSizes, NetworkDiagram
from scenes.stage.text import Formula, Number, align_baselines

PIXELS_DRAWN = 8


class GradientDescent(Film):
    """A network that was really trained: from a wrong answer to the right one."""

    recordings = ("digits",)
    question = "How does a network know\nwhich way to change {} numbers?"
    constants = {
        "digits.network.size": "the weights and biases of 784-16-16-10",
        "digits.network.sizes": "neurons in each layer",
        "digits.recipe.data.name": "the data set",
        "digits.step": "the steps that are kept of a training of this length",
        "digits.example_y": "1 for the output that should be bright, 0 for the others",
    }

    def construct(self):
        self.set_the_stage()
        self.play_section(self.the_network_meets_a_digit)
        self.play_section(self.training_changes_its_answer)

    # -- what both sections show, each thing in its place ----------------------------------

    def set_the_stage(self):
        self.run, self.steps = self.runs["digits"], self.clock("digits")
        self.output = self.run.network.depth
        self.tag = Provenance("{}-{} · example {} · step {}", *self.origin(0))
        self.draw_the_network()
        self.digit = DigitImage(self.run.example_x, theme.PICTURE).next_to(self.network, LEFT, buff=theme.GUTTER)
        self.name_the_outputs()
        self.machine = Group(self.digit, self.network, self.sizes, self.names, self.answers, self.head, self.ring)
        self.machine.to_edge(LEFT, buff=theme.MARGIN)
        self.compare_with_what_is_wanted()
        self.add_up()
        self.machine.set_x(0)

    def draw_the_network(self):
        sizes, largest_weight = self.run.network.sizes, float(np.abs(self.run.theta).max())
        self.pixels = spread_out(np.flatnonzero(self.run.example_x > 0.5), PIXELS_DRAWN)
        self.network = NetworkDiagram(sizes, largest_weight, *theme.SUBJECT, drawn={0: self.pixels})
        self.network.show(*self.state(0))
        self.sizes = LayerSizes(self.network, [self.fact("digits.network.sizes", l) for l in range(len(sizes))])
        VGroup(self.network, self.sizes).next_to(self.tag, UP, buff=theme.GUTTER)

    def name_the_outputs(self):
        """Beside every output the digit that it stands for and its activation; a ring around the brightest."""
        self.names = self.column(map(Mark, range(self.run.network.sizes[-1])), theme.FAINT)
        self.names.next_to(self.network, RIGHT, buff=theme.GAP)
        self.answers = self.column(self.outputs(0), theme.ACTIVATION).next_to(self.names, RIGHT, buff=theme.GUTTER)
        self.head = Formula("{{a : a}}").next_to(self.answers, UP, buff=theme.GAP).align_to(self.answers, RIGHT)
        self.ring = Circle(theme.RING * self.network.radius)
        self.ring_the_answer(0)

    def compare_with_what_is_wanted(self):
        """Two columns beside the outputs: what is wanted of them, and the squared differences."""
        self.wanted = self.column(self.each_output("digits.example_y", form=".0f"), theme.WANTED)
        self.squares = self.column(self.each_output("digits.example_squares", 0), theme.COST)
        self.squares.match_y(self.answers).to_edge(RIGHT, buff=theme.MARGIN + theme.GUTTER)
        self.wanted.move_to(midpoint(self.answers.get_right(), self.squares.get_right()), aligned_edge=RIGHT)
        for column, math in ((self.wanted, "{{y : y}}"), (self.squares, "({{a : a}} - {{y : y}})^2")):
            head = Formula(math).align_to(column, RIGHT)
            align_baselines(self.head, head)
            column.add(head)

    def add_up(self):
        """The cost of the example, under the column that it is the sum of."""
        self.rule = Line(self.squares.get_left(), self.squares.get_right(), color=theme.FAINT,
                         stroke_width=theme.stroke(theme.LINE)).next_to(self.squares, DOWN, buff=theme.GAP)
        self.total = Number(self.fact("digits.example_cost", 0, form=".2f"), color=theme.COST)
        self.total.next_to(self.rule, DOWN, buff=theme.GAP).align_to(self.squares, RIGHT)
        self.sign = Formula("{{C : C}} =").next_to(self.total, LEFT, buff=theme.GAP)
        align_baselines(self.total, self.sign)

    def column(self, numbers, color):
        """Numbers beside the outputs, one in each row."""
        return NumberColumn(numbers, self.network.pitch(self.output), theme.LABEL, color)

    def ring_the_answer(self, row):
        """The ring goes to the output that is brightest; its colour says whether that is the right one."""
        guess, label = self.run.example_guess[row], self.run.example_label
        self.ring.move_to(self.network.neuron(self.output, guess))
        self.ring.set_stroke(theme.WANTED if guess == label else theme.COST, theme.stroke(theme.BOLD))

    # -- what the recording holds ----------------------------------------------------------

    def state(self, row):
        """The weights, and what the digit makes of every layer."""
        hidden = [getattr(self.run, f"example_a{l}")[row] for l in range(1, self.output + 1)]
        return self.run.network.layers(self.run.theta[row]), [self.run.example_x, *hidden]

    def each_output(self, key, *row, form=".2f"):
        return [self.fact(key, *row, j, form=form) for j in range(self.run.network.sizes[-1])]

    def outputs(self, row):
        return self.each_output(f"digits.example_a{self.output}", row)

    def origin(self, row):
        """Which run is on screen, which digit, which step."""
        return (self.fact("digits.recipe.data.name"), self.fact("digits.network.size"),
                self.fact("digits.example_index"), self.fact("digits.step", row))

    # -- 1 ---------------------------------------------------------------------------------

    def the_network_meets_a_digit(self):
        self.say("Everything here was recorded while a network was really trained.")
        self.ask(self.fact("digits.network.size", form=","))
        self.meet_the_digit()
        self.send_it_through()
        self.mark_the_answer()
        self.add_up_the_cost()

    def meet_the_digit(self):
        place = self.digit.copy()
        self.digit.scale_to_fit_height(theme.CLOSE_UP).move_to(ORIGIN)
        self.say("A handwritten {}. The network has never trained on this one.", self.fact("digits.example_label"))
        self.play(FadeIn(self.digit, self.tag), run_time=theme.BEAT)
        self.wait(theme.READ)
        self.say("Each of its {} pixels is an input; {} of them are drawn.", self.fact("digits.network.sizes", 0),
                 Mark(PIXELS_DRAWN))
        self.play(Transform(self.digit, place), run_time=2 * theme.BEAT)
        self.play(FadeIn(self.network.reach(-1)), FadeIn(self.sizes), run_time=theme.BEAT)

    def send_it_through(self):
        flying = [self.digit.square(i) for i in self.pixels]
        self.play(LaggedStart(*(pixel.animate.move_to(self.network.neuron(0, i)).set(width=self.network.radius)
                                for pixel, i in zip(flying, self.pixels)), lag_ratio=0.1), run_time=2 * theme.BEAT)
        self.play(FadeOut(*flying), Forward(self.network, -1, 0), run_time=theme.BEAT)
        self.say("Every line is a weight: blue adds to the next neuron, orange takes away.")
        self.play(Forward(self.network, 0, self.output), run_time=self.output * 2 * theme.BEAT)

    def mark_the_answer(self):
        self.say("The brightest output is its answer: {}. But the digit is a {}.",
                 self.fact("digits.example_guess", 0), self.fact("digits.example_label"))
        self.play(FadeIn(self.names, self.answers, self.head), run_time=theme.BEAT)
        self.play(Create(self.ring), run_time=theme.BEAT)
        self.wait(theme.READ)

    def add_up_the_cost(self):
        label = self.run.example_label
        one, zero = (self.fact("digits.example_y", int(j), form=".0f") for j in (label, label - 1))
        self.say("Wanted is {} at the {}, and {} everywhere else.", one, self.fact("digits.example_label"), zero)
        self.play(self.machine.animate.to_edge(LEFT, buff=theme.MARGIN), run_time=theme.BEAT)
        self.play(FadeIn(self.wanted), self.names.entries[label].animate.set_color(theme.WANTED), run_time=theme.BEAT)
        self.wait(theme.READ)
        self.say("The squared differences add up to one number, the cost: {}.", *self.total.facts)
        self.play(FadeIn(self.squares), run_time=theme.BEAT)
        self.play(FadeIn(self.rule, self.sign, self.total), run_time=theme.BEAT)
        self.wait(theme.READ)

    # -- 2 ---------------------------------------------------------------------------------

    def training_changes_its_answer(self):
        last = self.steps.last
        self.say("Averaged over all test digits, the cost is {}.", self.fact("digits.cost", 0, form=".2f"))
        self.bring_in_the_curves()
        self.say("Each step works on all {} numbers at once.", self.fact("digits.network.size", form=","))
        self.steps.run(self, last // 3, 8 * theme.BEAT)
        self.say("By step {} the cost is {}, and {} of the answers are right.", *self.score(last // 3))
        self.steps.run(self, 2 * last // 3, 8 * theme.BEAT)
        self.say("Only the cost is pushed down. The right answers follow, and not smoothly.")
        self.steps.run(self, last, 8 * theme.BEAT)
        self.say("By step {} the cost is {}, and {} of the answers are right.", *self.score(last))
        self.wait(2 * theme.READ)

    def score(self, row):
        return (self.fact("digits.step", row, form=","), self.fact("digits.cost", row, form=".2f"),
                self.fact("digits.accuracy", row, form=".0%"))

    def bring_in_the_curves(self):
        cost = self.curve("cost", theme.COST, ticks="g", form=".2f")
        accuracy = self.curve("accuracy", theme.INK, ticks=".0%", form=".1%", span=(0, 1))
        VGroup(cost, accuracy).arrange(DOWN, buff=theme.GUTTER, aligned_edge=RIGHT)
        VGroup(cost, accuracy).to_edge(RIGHT, buff=theme.MARGIN).match_y(self.network)
        of_the_digit = VGroup(self.sign, self.total)
        self.play(FadeOut(self.wanted, self.squares, self.rule, of_the_digit), run_time=theme.BEAT)
        of_the_digit.next_to(self.digit, DOWN, buff=theme.GUTTER)
        self.play(FadeIn(cost, accuracy, of_the_digit), run_time=theme.BEAT)
        self.steps.drive(self.network, lambda row: self.network.show(*self.state(row)))
        self.steps.drive(self.answers, lambda row: self.answers.show(self.outputs(row)))
        self.steps.drive(self.total, lambda row: self.total.show(self.fact("digits.example_cost", row, form=".2f")))
        self.steps.drive(self.ring, self.ring_the_answer)
        self.steps.drive(self.tag, lambda row: self.tag.show(*self.origin(row)))

    def curve(self, array, color, ticks, form, span=None):
        """A recorded quantity of the test digits against the step, and above it its value now."""
        key = f"digits.{array}"
        curve = Curve(self.run.step, getattr(self.run, array), "step", f"test {array}", color, *theme.PANEL, span=span, form=ticks)
        value = Number(self.fact(key, 0, form=form), theme.LABEL, color).align_to(curve.plot, RIGHT)
        align_baselines(curve.heading, value)
        self.steps.drive(value, lambda row: value.show(self.fact(key, row, form=form)))
        self.steps.drive(curve, curve.show)
        return VGroup(curve, value)


def spread_out(indices, count):
    """So many of the indices, evenly spaced among them."""
    return indices[np.linspace(0, len(indices) - 1, count).round().astype(int)]
