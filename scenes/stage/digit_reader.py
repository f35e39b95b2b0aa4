"""A network reading one digit: the image, the diagram, and its ten answers."""

import numpy as np
from manim import LEFT, RIGHT, UP, Circle, Group

from scenes.stage import theme
from scenes.stage.digit import DigitImage
from scenes.stage.facts import Mark, fact
from scenes.stage.network import LayerSizes, NetworkDiagram
from scenes.stage.columns import NumberColumn
from scenes.stage.text import Formula

PIXELS_DRAWN = 8


class DigitReader(Group):
    """What one recorded digit does to the network; show(row) redraws all of it from the state of that row.

    digit, network, sizes     the image, the diagram, the number of neurons under each layer
    names, answers, head      which digit each output stands for, its activation, and the letter above
    ring                      around the brightest output: in the colour of what is wanted when it is right
    """

    def __init__(self, runs, name="digits"):
        self.runs, self.run_name, self.run = runs, name, runs[name]
        self.output = self.run.network.depth
        self.pixels = _spread_out(np.flatnonzero(self.run.example_x > 0.5), PIXELS_DRAWN)
        full = float(np.abs(self.run.theta).max())
        self.network = NetworkDiagram(self.run.network.sizes, full, *theme.SUBJECT, drawn={0: self.pixels})
        self.sizes = LayerSizes(self.network, [self.fact("network.sizes", l) for l in range(self.output + 1)])
        self.digit = DigitImage(self.run.example_x, theme.PICTURE).next_to(self.network, LEFT, buff=theme.GUTTER)
        self.names = self.column(map(Mark, range(self.run.network.sizes[-1])), theme.FAINT)
        self.names.next_to(self.network, RIGHT, buff=theme.GAP)
        self.answers = self.column(self.outputs(0), theme.ACTIVATION).next_to(self.names, RIGHT, buff=theme.GUTTER)
        self.head = Formula("{{a : a}}").next_to(self.answers, UP, buff=theme.GAP).align_to(self.answers, RIGHT)
        self.ring = Circle(theme.RING * self.network.radius)
        super().__init__(self.digit, self.network, self.sizes, self.names, self.answers, self.head, self.ring)
        self.show(0)

    def show(self, row):
        """Redraw weights, activations and answers from this row of the recording."""
        self.network.show(*self.state(row))
        self.answers.show(self.outputs(row))
        guess, label = self.run.example_guess[row], self.run.example_label
        self.ring.move_to(self.network.neuron(self.output, guess))
        self.ring.set_stroke(theme.WANTED if guess == label else theme.COST, theme.stroke(theme.BOLD))
        return self

    def state(self, row):
        """The weights of a row, and what the digit makes of every layer."""
        hidden = [getattr(self.run, f"example_a{l}")[row] for l in range(1, self.output + 1)]
        return self.run.network.layers(self.run.theta[row]), [self.run.example_x, *hidden]

    def column(self, numbers, color):
        """Numbers beside the outputs, one in each row."""
        return NumberColumn(numbers, self.network.pitch(self.output), theme.LABEL, color)

    def outputs(self, row):
        """The ten activations of the last layer, as Facts."""
        return self.each_output(f"example_a{self.output}", row)

    def each_output(self, key, *row, form=".2f"):
        """One Fact for each output."""
        return [self.fact(key, *row, j, form=form) for j in range(self.run.network.sizes[-1])]

    def fact(self, key, *index, form=""):
        """A number of the recording that the network works from."""
        return fact(self.runs, f"{self.run_name}.{key}", *index, form=form)


def _spread_out(indices, count):
    """So many of the indices, evenly spaced among them."""
    return indices[np.linspace(0, len(indices) - 1, count).round().astype(int)]
