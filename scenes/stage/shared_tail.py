"""What weights into one neuron share: behind it all their paths to the cost are the same."""

import numpy as np
from manim import DOWN, LEFT, RIGHT, UP, AnimationGroup, LaggedStart, Line, ShowPassingFlash, VGroup

from scenes.stage import symbols as sym
from scenes.stage import theme
from scenes.stage.layered import ABOVE, RADIUS
from scenes.stage.nodes import Neuron
from scenes.stage.text import Words

AFTER = 2.9             # from the outputs of a Layered net on to the cost


class SharedTail(VGroup):
    """What comes to a Layered net of three layers that stands as "tail": the cost, and roads to it.

    n       a neuron of the middle layer; inputs: of the two weights into it that are looked at
    heads   {i: the road from input i to n}; tail: roads from n to every output, and from these to the cost
    deltas  [Equations, each of a name and a number]: of neuron n, and of every output; asked: what stands for their numbers as long as
            they are not known
    """

    def __init__(self, net, n, inputs, deltas):
        self.start, outs = net.at("tail", 1, n), [net.at("tail", 2, j) for j in range(len(net.neurons[2]))]
        self.first, self.second = (net.at("tail", l, 0) for l in (0, 1))
        goal = np.array([outs[0][0] + AFTER, np.mean([out[1] for out in outs]), 0])
        self.cost = Neuron(sym.C, goal, rim=theme.COST, radius=RADIUS, size=theme.BODY).set_z_index(ABOVE)
        self.heads = {i: _road(net.at("tail", 0, i), self.start) for i in inputs}
        self.tail = [_road(self.start, out) for out in outs], [_road(out, goal) for out in outs]
        self.deltas = [delta.next_to(place + RADIUS * (side + RIGHT), side + RIGHT, buff=0)
                       for delta, place, side in zip(deltas, (self.start, *outs), (UP, UP, *[DOWN] * len(outs)))]
        self.asked = [Words("?").next_to(name, RIGHT, buff=theme.GAP / 2) for name, _ in self.deltas]
        hairs = [road.copy().set_stroke(theme.FAINT, theme.stroke(theme.LINE)) for road in self.tail[1]]
        super().__init__(*hairs, self.cost)

    def run(self, i, j=None):
        """The animation that runs a light from input i to the cost, along every path, or only along the one through output j."""
        parts = [self.heads[i]], *(part if j is None else part[j:j + 1] for part in self.tail)
        return LaggedStart(*(AnimationGroup(*map(_light, part)) for part in parts), lag_ratio=0.6)

    def there(self):
        """The animations that run lights from the inputs, in two parts: to the neuron, and to the outputs."""
        return [[_light(road) for road in part] for part in (self.heads.values(), self.tail[0])]

    def back(self):
        """The animations that run lights back, in three parts: to the outputs, to the neuron, to the inputs."""
        return [[_light(Line(road.get_end(), road.get_start())) for road in part]
                for part in (self.tail[1], self.tail[0], self.heads.values())]

    def above(self, text):
        """A text over the middle of the first stretch of the net."""
        return Words(text).next_to((self.first + self.second) / 2, UP, buff=2 * theme.GAP)

    def stamp(self, text, color=theme.GRADIENT):
        """A text over the delta of neuron n."""
        return Words(text, color=color).next_to(self.deltas[0], UP, aligned_edge=LEFT)


def _road(start, end):
    """From rim to rim."""
    rim = RADIUS * (end - start) / np.linalg.norm(end - start)
    return Line(start + rim, end - rim, color=theme.GRADIENT, stroke_width=theme.stroke(1.5 * theme.BOLD)).set_z_index(1)


def _light(road):
    return ShowPassingFlash(road.copy().set_stroke(theme.INK, theme.stroke(2 * theme.BOLD)).set_z_index(2), time_width=0.5)
