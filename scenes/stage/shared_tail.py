"""What weights into one neuron share: behind it all their paths to the cost are the same."""

import numpy as np
from manim import DOWN, LEFT, RIGHT, UP, Line, ShowPassingFlash, VGroup, VMobject

from scenes.stage import symbols as sym
from scenes.stage import theme
from scenes.stage.layered import ABOVE, RADIUS
from scenes.stage.roads import Neuron
from scenes.stage.text import Formula, Words

AFTER = 2.9             # from the outputs of a Layered net on to the cost


class SharedTail(VGroup):
    """What comes to a Layered net of three layers that stands as "tail": the cost, and roads to it.

    n       a neuron of the middle layer; inputs: of the two weights into it that are looked at
    paths   from n to the cost, one through each output
    names   of the deltas of the outputs
    """

    def __init__(self, net, n, inputs):
        self.start, outs = net.at("tail", 1, n), [net.at("tail", 2, j) for j in range(len(net.neurons[2]))]
        self.goal = np.array([outs[0][0] + AFTER, np.mean([out[1] for out in outs]), 0])
        self.cost = Neuron(sym.C, self.goal, rim=theme.COST, size=theme.BODY).set_z_index(ABOVE)
        self.on = [Line(out, self.goal, color=theme.FAINT, stroke_width=theme.stroke(theme.LINE)) for out in outs]
        self.starts = {i: net.at("tail", 0, i) for i in inputs}
        self.ways = [[self.start, out, self.goal] for out in outs]
        self.paths = [_road(way, theme.GRADIENT).set_z_index(1) for way in self.ways]
        self.names = [Formula(sym.delta("L", j)).next_to(out + RADIUS * side, side, buff=theme.GAP / 2)
                      for j, (out, side) in enumerate(zip(outs, (UP, *[DOWN] * len(outs))))]
        super().__init__(*self.on, self.cost)

    def run(self, i):
        """The animations that run a light from input i to the cost, along every path."""
        return [_light(_road([self.starts[i], *way], theme.INK)) for way in self.ways]

    def back(self):
        """The animations that run lights back, in three parts: to the outputs, to the neuron, to the inputs."""
        parts = ([way[:0:-1] for way in self.ways], [way[1::-1] for way in self.ways], [(self.start, i) for i in self.starts.values()])
        return [[_light(_road(points, theme.INK)) for points in part] for part in parts]

    def stamp(self, delta, text):
        """A text, and under it an Equation, over the first stretch of the paths."""
        return VGroup(Words(text, color=theme.GRADIENT), delta).arrange(DOWN, aligned_edge=LEFT).next_to(
            self.start + RADIUS * (UP + RIGHT), UP + RIGHT, buff=0)


def _road(points, color):
    return VMobject(stroke_color=color, stroke_width=theme.stroke(1.5 * theme.BOLD)).set_points_as_corners(points)


def _light(road):
    return ShowPassingFlash(road.set_z_index(2), time_width=0.4)
