"""A network reading a digit, large: the picture, the network, and its outputs as numbered discs beside their names."""

import numpy as np
from manim import LEFT, RIGHT, Group, VGroup

from scenes.stage import theme
from scenes.stage.answers import Answers
from scenes.stage.digit import DigitImage
from scenes.stage.facts import fact
from scenes.stage.network import NetworkDiagram, SlopesDiagram

DRAWN, OFTEN = 12, 90          # input neurons that are drawn: of pixels that are as bright as that (of 255) on average
SIZE, PICTURE = (5.0, 5.7), 2.7
DISC, AWAY = 0.265, 0.4        # radius of an output, and how far it stands from its neuron
APART = 0.53                   # from one output to the next, at least
HEAVY = 0.995                  # a weight that is larger than so many of them is drawn at full width


class Reader(Group):
    """What a recorded run made of its digit in the state of a row.

    digit, network, answers, numbers, names     `others` are pictures (n, 784), 0..255, to choose the drawn inputs by
    """

    def __init__(self, runs, name, row, others):
        self.run = run = runs[name]
        often, depth = np.flatnonzero(others.mean(axis=0) > OFTEN), run.network.depth
        self.drawn = {0: often[np.linspace(0, len(often) - 1, DRAWN).round().astype(int)]}
        outputs = getattr(run, f"example_a{depth}")[row]
        self.network = self.empty(run.theta[row], *SIZE, thin=1.6)
        self.network.show(run.network.layers(run.theta[row]),
                          [run.example_x, *(getattr(run, f"example_a{l}")[row] for l in range(1, depth + 1))])
        self.digit = DigitImage(run.example_x, PICTURE).next_to(self.network, LEFT, buff=theme.GUTTER / 2)
        self.answers = Answers(outputs, int(run.example_label), max(self.network.pitch(depth), APART), DISC, upright=True).ring(0)
        self.answers.move_to(sum(self.network.neuron(depth, j) for j in (0, len(outputs) - 1)) / 2 + AWAY * RIGHT)
        self.numbers = VGroup(*(self.answers.number(j, fact(runs, f"{name}.example_a{depth}", row, j, form=".2f"))
                                for j in range(len(outputs))))
        self.names = self.answers.names(RIGHT)
        super().__init__(self.digit, self.network, self.answers, self.numbers, self.names)

    def empty(self, theta, width, height, thin=1, of=None, **look):
        """The network, or that of another run, with these numbers, without an input; lines so many times thinner."""
        network, full = (of or self.run).network, thin * np.quantile(np.abs(theta), HEAVY)
        diagram = NetworkDiagram(network.sizes, full, width, height, drawn=self.drawn, **look)
        return diagram.show(network.layers(theta), [np.zeros(n) for n in network.sizes]).reach(-1)

    def slopes(self, gradient, width, height):
        """Its edges as bright as the slopes of their weights."""
        network = SlopesDiagram(self.run.network.sizes, 1, width, height, drawn=self.drawn)
        return network.show_slopes(self.run.network.layers(gradient))
