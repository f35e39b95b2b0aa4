"""A small network large, its layers and neurons numbered, and one weight with its name on its edge."""

import numpy as np
from manim import RoundedRectangle, VGroup

from scenes.stage import theme
from scenes.stage.facts import Mark
from scenes.stage.network import NetworkDiagram
from scenes.stage.roads import on_grey
from scenes.stage.text import Formula, Words

GROWN = 3               # times as thick as in a diagram of many neurons: every line is looked at
HEADS, FEET = 2.75, -2.5


class IndexedNetwork(NetworkDiagram):
    """The network of a run in the state of a row, its activations those of x; all its neurons are drawn."""

    def __init__(self, run, theta, x, activations, width, height, radius):
        super().__init__(run.network.sizes, float(np.abs(theta).max()), width / GROWN, height / GROWN, radius=radius / GROWN)
        self.show(run.network.layers(theta), [x, *activations]).scale(GROWN)

    def marks(self, l):
        """The number of every neuron of a layer, to be written into it."""
        return [Words("{}", Mark(j), color=on_grey(a)).move_to(self.neuron(l, j))
                for j, a in enumerate(self.activations[l])]

    def over(self, l, text, height=HEADS):
        """A text over a layer, or under it."""
        return Words(text).move_to([self.neuron(l, 0)[0], height, 0])

    def under(self, l, text):
        """A text under a layer."""
        return self.over(l, text, FEET)

    def name_edge(self, l, j, k, math):
        """The name of a weight, in a box on its edge."""
        box = RoundedRectangle(corner_radius=0.08, width=1.05, height=0.72, color=theme.WEIGHT, fill_color=theme.BACKGROUND,
                               fill_opacity=1, stroke_width=theme.stroke(theme.LINE)).move_to(self.middle(l, j, k))
        return VGroup(box, Formula(math, 40).move_to(box))
