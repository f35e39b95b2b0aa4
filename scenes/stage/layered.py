"""A small network that stays: its neurons go from picture to picture, and the edges between them go along."""

from dataclasses import dataclass

import numpy as np
from manim import DOWN, UP, Line, RoundedRectangle, UpdateFromAlphaFunc, VGroup

from scenes.stage import theme
from scenes.stage.facts import Mark
from scenes.stage.nodes import Neuron
from scenes.stage.text import Formula, Words

RADIUS = 0.38           # of every neuron, in all pictures
THICKER = 2.5           # than in a diagram of many neurons: every line is looked at
ABOVE = 3               # z index of neurons: roads and flows run under them


@dataclass(frozen=True)
class Stand:
    """Where the layers stand: x, height of the first neuron, and on to the next; how bright neurons, their indices and edges are."""

    x: tuple
    top: tuple
    pitch: tuple
    seen: tuple = (1, 1, 1)
    marks: tuple = (0, 1, 1)
    lines: tuple = (1, 1)


STANDS = {
    "folded": Stand((-3.0, 0, 3.0), (0.3, 0.3, 0.3), (0, 0, 0), marks=(0, 0, 0)),
    "whole": Stand((-3.0, 0, 3.0), (1.85, 1.85, 1.2), (1.55, 1.55, 1.8), marks=(0, 0, 0)),
    "counted": Stand((-3.0, 0, 3.0), (1.85, 1.85, 1.2), (1.55, 1.55, 1.8)),
    "dark": Stand((-6.7, -6.1, 0), (2.25, 2.25, 0), (1.2, 1.2, 0), (0, 0, 0), lines=(0, 0)),
    "beside": Stand((-5.7, -2.7, 0.3), (1.85, 1.85, 1.2), (1.55, 1.55, 1.8)),
    "road": Stand((-6.7, -6.1, 1.7), (2.3, 2.3, 1.95), (1.3, 1.3, 1.9), (0, 1, 1), lines=(0, 0)),
    "plots": Stand((-6.7, -6.1, 0), (2.3, 2.3, 0), (1.3, 1.3, 0), (0, 0, 1), lines=(0, 0)),
    "table": Stand((-6.7, 0, -6.2), (2.3, 0, 0), (1.3, 0, 0), (0, 1, 1), lines=(0, 0)),
    "fork": Stand((-6.7, -5.6, -1.3), (2.0, 2.0, 1.55), (1.95, 1.95, 2.75), (0, 1, 1), lines=(0, 0)),
    "back": Stand((-6.7, -4.9, -3.3), (1.83, 1.83, 1.22), (1.22, 1.22, 1.22), (0, 1, 1), lines=(0, 1)),
    "tail": Stand((-4.9, -0.9, 2.5), (1.75, 1.75, 1.1), (1.3, 1.3, 1.3), marks=(1, 1, 1), lines=(1, 1)),
}


class Layered(VGroup):
    """weights [W (n_l, n_{l-1})] of the layers 1..L, activations [a (n_l,)] of 0..L: a neuron bears its index.

    neurons[l][j], edges[l - 1][j][k]
    """

    def __init__(self, weights, activations, name="whole"):
        full = max(np.abs(W).max() for W in weights)
        self.neurons = [[Neuron(Words("{}", Mark(j)), [0, 0, 0], a, radius=RADIUS).set_z_index(ABOVE) for j, a in enumerate(layer)]
                        for layer in activations]
        self.edges = [[[Line(color=theme.weight_colour(w), stroke_width=theme.stroke(THICKER * theme.weight_width(w, full)))
                        for w in row] for row in W] for W in weights]
        super().__init__(*(edge for W in self.edges for row in W for edge in row), *(neuron for layer in self.neurons for neuron in layer))
        self.stand(name)

    def stand(self, name, at=()):
        """Stand as the STANDS of that name say; at: {(l, j): point} of neurons that stand elsewhere."""
        self.draw(self._state(name, dict(at)))
        return self

    def go(self, name, at=(), **options):
        """The animation that brings it there."""
        return _Turn(self, self._state(name, dict(at)), **options)

    def light(self, *edges, **options):
        """The animation that dims all edges that are seen but these (l, j, k); with none given all are bright."""
        lines = [np.where(old > 0, theme.DIM if edges else 1.0, 0.0) for old in self.state[-len(self.edges):]]
        for l, j, k in edges:
            lines[l - 1][j, k] = 1.0
        return _Turn(self, [*self.state[:-len(self.edges)], *lines], **options)

    def at(self, name, l, j):
        """Where a neuron is in one of the STANDS."""
        stand = STANDS[name]
        return np.array([stand.x[l], stand.top[l] - j * stand.pitch[l], 0.0])

    def follow(self, clock, l, j, rows):
        """A neuron is as bright as the clock's row of these says."""
        clock.draw(self.neurons[l][j], lambda row: self.neurons[l][j].show(rows[row]))

    def over(self, name, l, text):
        """A text over a layer in one of the STANDS, as high as over the longest."""
        return text.next_to([STANDS[name].x[l], max(STANDS[name].top) + RADIUS, 0], UP, buff=0.3)

    def under(self, name, l, text):
        """A text under a layer."""
        low = min(self.at(name, m, len(layer) - 1)[1] for m, layer in enumerate(self.neurons))
        return text.next_to([STANDS[name].x[l], low - RADIUS, 0], DOWN, buff=0.4)

    def titles(self, name, over, under):
        """Words over every layer, and under some: {l: text}."""
        return ([self.over(name, l, Words(text)) for l, text in enumerate(over)],
                [self.under(name, l, Words(text)) for l, text in under.items()])

    def middle(self, name, l, j, k):
        """The middle of an edge."""
        return (self.at(name, l, j) + self.at(name, l - 1, k)) / 2

    def name_edge(self, name, l, j, k, math):
        """The name of a weight, in a box on its edge."""
        box = RoundedRectangle(corner_radius=0.08, width=1.05, height=0.72, color=theme.WEIGHT, fill_color=theme.BACKGROUND,
                               fill_opacity=1, stroke_width=theme.stroke(theme.LINE)).move_to(self.middle(name, l, j, k))
        return VGroup(box, Formula(math, 40).move_to(box)).set_z_index(ABOVE)

    def _state(self, name, at):
        """[of every layer where its neurons are; how bright; how bright their indices; of every W how bright its edges]."""
        stand, sizes = STANDS[name], [len(layer) for layer in self.neurons]
        spots = [np.array([at.get((l, j), self.at(name, l, j)) for j in range(n)]) for l, n in enumerate(sizes)]
        seen, marks = ([np.full(n, float(share)) for n, share in zip(sizes, shares)] for shares in (stand.seen, stand.marks))
        lines = [np.full((n, m), float(share)) for m, n, share in zip(sizes, sizes[1:], stand.lines)]
        return [*spots, *seen, *marks, *lines]

    def draw(self, state):
        """Draw it in a state."""
        self.state, n = state, len(self.neurons)
        spots, seen, marks, lines = state[:n], state[n:2 * n], state[2 * n:3 * n], state[3 * n:]
        for layer, *of in zip(self.neurons, spots, seen, marks):
            for neuron, place, bright, mark in zip(layer, *of):
                neuron.move_to(place)
                neuron.disc.set_fill(opacity=min(1, 2 * bright)).set_stroke(opacity=bright)
                neuron.sign.set_fill(opacity=bright * mark)
        for W, opacities, starts, ends in zip(self.edges, lines, spots, spots[1:]):
            for row, shares, end in zip(W, opacities, ends):
                for edge, share, start in zip(row, shares, starts):
                    edge.put_start_and_end_on(start, end).set_stroke(opacity=share)


class _Turn(UpdateFromAlphaFunc):
    """A Layered net goes from the state that it has when this begins to another one. What is not seen does not move: it goes out
    where it is, and comes where it will be."""

    def __init__(self, net, after, **options):
        self.after = after
        super().__init__(net, lambda net, t: net.draw([(1 - t) * old + t * new for old, new in zip(self.before, self.after)]), **options)

    def begin(self):
        self.before, n = list(self.mobject.state), len(self.mobject.neurons)
        for l in range(n):
            came, went = self.before[n + l] == 0, self.after[n + l] == 0
            self.before[l] = np.where(came[:, None], self.after[l], self.before[l])
            self.after[l] = np.where((went & ~came)[:, None], self.before[l], self.after[l])
        super().begin()
