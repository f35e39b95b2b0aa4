"""The network, always the same picture: fill is activation, edge colour is sign, edge width is size."""

from itertools import pairwise
from math import tau

import numpy as np
from manim import DOWN, Circle, UpdateFromAlphaFunc, VGroup, linear

from scenes.stage import theme
from scenes.stage.facts import Mark
from scenes.stage.painting import Painting, Shared, fill_disc, ink, paint_line
from scenes.stage.text import Words

ELLIPSIS_ROWS = 2      # the dots of a shortened layer take the place of so many neurons
MOST, SOME = 20, 16    # a layer of more neurons is drawn in part: so many of them
ROOMIEST = 1.5
HALO = 1.13            # radius of the ring around a neuron that is meant, in radii of the neuron
PULSE = 0.1, 0.2, 0.3  # a travelling pulse is three stretches of its edge, one on the other: brightest at its head


def resting(net, theta, full, width, height, lit, count):
    """A network into which nothing was put, with so many of its inputs: of those that are lit (n_0,), evenly."""
    lit = np.flatnonzero(lit)
    drawn = {0: lit[np.linspace(0, len(lit) - 1, count).round().astype(int)]}
    diagram = NetworkDiagram(net.sizes, full, width, height, drawn=drawn)
    return diagram.show(net.layers(theta), [np.zeros(n) for n in net.sizes]).reach(-1)


class NetworkDiagram(Painting):
    """Neurons in columns, one line for each weight between two drawn neurons.

    sizes     neurons in each layer, input first
    full      the |weight| drawn at full width: one number for a whole film, so that a line that
              grows is a weight that grew
    drawn     {layer: indices} for layers that are not drawn whole, as large ones never are
    radius    of a neuron, or one for each layer; without it as large as its room allows
    dots      whether three dots stand for what is not drawn of a layer
    roomiest  a small layer spreads out, up to so many times the pitch of the densest

    Neuron j of layer l, and the edge w_jk of layer l (1 is the first with weights), go by the same
    indices here as in the mathematics.
    """

    def __init__(self, sizes, full, width, height, drawn=None, radius=None, roomiest=ROOMIEST, dots=True):
        super().__init__(width, height)
        self.full, self.roomiest = full, roomiest
        self.indices = [np.asarray((drawn or {}).get(l, some(n))) for l, n in enumerate(sizes)]
        self.shortened = [dots and len(drawn) < n for drawn, n in zip(self.indices, sizes)]
        self.radii = np.broadcast_to(radius or 0.36 * min(map(self._room, range(len(sizes)))), len(sizes))
        self.radius = max(self.radii)
        self.fold(0)
        self.reached = len(sizes) - 1
        self.empty(0).highlight()

    def show(self, layers, activations):
        """Redraw from layers [(W (n_out, n_in), b)] and activations [a (n_l,)], both of the whole network."""
        self.weights = [W[np.ix_(j, k)] for (W, _), (k, j) in zip(layers, pairwise(self.indices), strict=True)]
        self.activations = [a[j] for a, j in zip(activations, self.indices, strict=True)]
        w = np.concatenate([W.ravel() for W in self.weights])
        widths, colours = theme.weight_width(w, self.full), [tuple(theme.weight_colour(v).to_rgb()) for v in w]
        self.strokes = Shared((i, widths[i], colours[i]) for i in np.argsort(np.abs(w)))    # the heaviest on top
        return self

    def shown(self):
        parts = {"neurons": enumerate(self.indices), "weights": enumerate(self.weights, start=1),
                 "activations": enumerate(self.activations if self.reached >= 0 else ())}
        return {f"{name} {l}": numbers for name, layers in parts.items() for l, numbers in layers}

    def reach(self, depth):
        """How far an input has come: -1 not in, 0 in the input layer, L at the output.

        A gesture: between two layers pulses run along the edges, then the neurons fill.
        """
        self.reached = depth
        return self

    def empty(self, share):
        """Let the fill of every neuron shrink, 0 as it is, 1 to nothing. A gesture."""
        self.emptied = share
        return self

    def fold(self, share):
        """Draw the neurons of every layer nearer together: 0 where they belong, 1 all of them in one place. A gesture."""
        self.folded = share
        self.spots = [self._column(l) * [1, 1 - share] for l in range(len(self.indices))]    # (drawn neurons, 2) a layer
        self.lines = np.concatenate([_all_lines(*layers) for layers in pairwise(self.spots)])
        return self

    def edges(self, into=None, out_of=None, between=None):
        """The drawn edges (l, j, k) into a neuron (l, j), out of a neuron (l, k), or between layers (l - 1, l)."""
        if between:
            return [edge for neuron in self.layer(between[1]) for edge in self.edges(into=neuron)]
        if out_of:
            return [(out_of[0] + 1, j, out_of[1]) for _, j in self.layer(out_of[0] + 1)]
        return [(*into, k) for _, k in self.layer(into[0] - 1)]

    def layer(self, l):
        """The drawn neurons (l, j) of a layer."""
        return [(l, int(j)) for j in self.indices[l]]

    def light(self, edges=(), neurons=(), **which):
        """The animation that dims all but these edges (or a query: into=(2, j)), their ends, and these neurons."""
        edges = self.edges(**which) if which else edges
        ends = {end for l, j, k in edges for end in ((l, j), (l - 1, k))}
        return Highlight(self, edges, ends | set(neurons))

    def highlight(self, edges=(), neurons=()):
        """Ring these neurons (l, j), and dim all lines but these edges (l, j, k); with none given, nothing is dim.

        A neuron's fill is its activation and stays as it is: only its rim dims.
        """
        background = theme.DIM if edges or neurons else 1.0
        self.edge_opacity, self.pulse_opacity = np.full(len(self.lines), background), None
        self.rims = [np.full(len(spots), background) for spots in self.spots]
        for edge in edges:
            self.edge_opacity[self._line(*edge)] = 1.0
        for l, j in neurons:
            self.rims[l][self._row(l, j)] = 2.0      # a ring around it as well
        return self

    def carry(self, into=None, others=1.0):
        """Let every edge be as bright as its weight is large, and a pulse on it as what it carries, a weight times an activation;
        each to the largest of its layer.

        into  a neuron (l, j): edges that do not lead to it are dimmed to a share, `others`, with their pulses; below 1 the layers
              after it are not there
        """
        self.rims = [np.ones(len(spots)) for spots in self.spots]
        self.edge_opacity = _brightness(self.weights)
        self.pulse_opacity = _brightness([W * a for W, a in zip(self.weights, self.activations)])
        if into:
            kept = [self._line(*edge) for edge in self.edges(into=into)]
            after = sum(W.size for W in self.weights[:into[0]])
            shares = np.where(np.isin(np.arange(len(self.lines)), kept), 1, others) * ((np.arange(len(self.lines)) < after) | (others == 1))
            self.edge_opacity, self.pulse_opacity = shares * self.edge_opacity, shares * self.pulse_opacity
            self.rims = [rims * (others == 1 or l <= into[0]) for l, rims in enumerate(self.rims)]
        return self

    def neuron(self, l, j):
        """Where neuron j of layer l stands in the scene."""
        return self.place(*self.spots[l][self._row(l, j)])

    def edge(self, l, j, k):
        """Both ends of the edge w_jk of layer l in the scene: at neuron k of layer l - 1, and at j of layer l."""
        return self.neuron(l - 1, k), self.neuron(l, j)

    def middle(self, l, j, k):
        """The middle of an edge in the scene."""
        return sum(self.edge(l, j, k)) / 2

    def pitch(self, l):
        """The distance in the scene from one neuron of layer l to the next."""
        return self.height / self.extent[1] * self._pitch(l)

    def _pitch(self, l):
        """The same in the painting's own units, however it was scaled."""
        return min(self._room(l), self.roomiest * min(map(self._room, range(len(self.indices)))))

    def _rows(self, l):
        """The drawn neurons of layer l, with the room that its dots take."""
        return len(self.indices[l]) + ELLIPSIS_ROWS * self.shortened[l]

    def _room(self, l):
        return self.extent[1] / self._rows(l)

    def _column(self, l):
        """(drawn neurons, 2): evenly spaced from top to bottom, with a hole for the dots half way down."""
        rows, drawn = self._rows(l), len(self.indices[l])
        row = np.arange(drawn) + (ELLIPSIS_ROWS * self.shortened[l]) * (np.arange(drawn) >= drawn / 2)
        width = self.extent[0] - 2 * self.radius
        x = -width / 2 + width * l / max(1, len(self.indices) - 1)
        return np.column_stack([np.full(drawn, x), self._pitch(l) * ((rows - 1) / 2 - row)])

    def _row(self, l, j):
        """Which of the drawn neurons of layer l is neuron j."""
        found = np.flatnonzero(self.indices[l] == j)
        if not found.size:
            raise ValueError(f"neuron {j} of layer {l} is not drawn; drawn are {self.indices[l].tolist()}")
        return found[0]

    def _line(self, l, j, k):
        """Which of the lines is the edge w_jk of layer l."""
        before = sum(len(a) * len(b) for a, b in pairwise(self.spots[:l]))
        return before + self._row(l, j) * len(self.spots[l - 1]) + self._row(l - 1, k)

    def paint(self, ctx):
        self._paint_edges(ctx)
        self._paint_pulses(ctx)
        for l in range(len(self.spots)):
            self._paint_neurons(ctx, l)
            if self.shortened[l]:
                self._paint_dots(ctx, l)

    def _paint_edges(self, ctx):
        for i, width, colour in self.strokes:
            paint_line(ctx, *self.lines[i], width, colour, self.edge_opacity[i])

    def _paint_pulses(self, ctx):
        """On the layer that the input is travelling through: a lit stretch of every edge."""
        l = int(np.ceil(self.reached))
        head = 2 * (self.reached - l + 1)
        if l < 1 or head > 1:
            return
        starts, ends = np.split(_all_lines(*self.spots[l - 1:l + 1]), 2, axis=1)
        widths = theme.weight_width(self.weights[l - 1] * self.activations[l - 1], self.full).ravel()
        first = sum(len(a) * len(b) for a, b in pairwise(self.spots[:l]))
        opacities = self.edge_opacity if self.pulse_opacity is None else self.pulse_opacity
        opacities = opacities[first:first + len(widths)] / len(PULSE)
        for length in PULSE:
            tail = max(0.0, head - length)
            stretches = np.hstack([starts + tail * (ends - starts), starts + head * (ends - starts)])
            for stretch, width, opacity in zip(stretches, widths, opacities):
                paint_line(ctx, *stretch, width, theme.LIT.to_rgb(), opacity)

    def _paint_neurons(self, ctx, l):
        radius = self.radii[l]
        filled = (1 - self.emptied) * np.clip(self.reached + 1 if l == 0 else 2 * (self.reached - l + 1) - 1, 0, 1)
        for (x, y), a, rim in zip(self.spots[l], self.activations[l], self.rims[l]):
            if not rim:
                continue
            fill_disc(ctx, x, y, radius, theme.UNLIT.to_rgb())
            fill_disc(ctx, x, y, radius * filled, [float(a)] * 3)    # less than 0 is black, more than 1 is white
            _ring(ctx, x, y, radius, theme.FAINT.to_rgb(), min(rim, 1))
            _ring(ctx, x, y, HALO * radius, theme.INK.to_rgb(), max(rim - 1, 0))

    def _paint_dots(self, ctx, l):
        x = self.spots[l][0, 0]
        for step in (-1, 0, 1):
            fill_disc(ctx, x, step * (1 - self.folded) * self._pitch(l) / 2, self.radius / 4, theme.FAINT.to_rgb())


class LayerSizes(VGroup):
    """Under every layer the number of its neurons; where it is shortened, also how many are drawn."""

    def __init__(self, network, sizes):
        super().__init__()
        for l, size in enumerate(sizes):
            drawn = len(network.indices[l])
            texts = ("{} of {}", Mark(drawn), size) if network.shortened[l] else ("{}", size)
            name = Words(*texts, size=theme.LABEL)
            first = network.neuron(l, network.indices[l][0])
            self.add(name.next_to(network, DOWN, buff=theme.GAP).set_x(first[0]))


class Forward(UpdateFromAlphaFunc):
    """The input on its way through the network, from layer `start` to layer `end` (-1: before it is in)."""

    def __init__(self, network, start, end, **options):
        super().__init__(network, lambda network, t: network.reach(start + t * (end - start)),
                         rate_func=linear, **options)


class Highlight(UpdateFromAlphaFunc):
    """The lines of everything except these edges and neurons dim, as network.highlight(edges, neurons) says."""

    def __init__(self, network, edges=(), neurons=(), **options):
        before = [network.edge_opacity, *network.rims]
        network.highlight(edges, neurons)
        after = [network.edge_opacity, *network.rims]

        def turn(network, t):
            network.edge_opacity, *network.rims = ((1 - t) * old + t * new for old, new in zip(before, after))

        turn(network, 0)
        super().__init__(network, turn, **options)


class SlopesDiagram(NetworkDiagram):
    """A network whose edges are the slopes of its weights: the larger, the brighter, to the largest of each layer."""

    def show_slopes(self, gradient):
        """Redraw from the gradient's layers [(dW (n_out, n_in), db)]."""
        self.show(gradient, [np.zeros(max(drawn) + 1) for drawn in self.indices]).reach(-1)
        shares = np.concatenate([(np.abs(dW) / max(np.abs(dW).max(), 1e-300)).ravel() for dW in self.weights])
        ground, lit = theme.BACKGROUND, theme.GRADIENT
        self.strokes = Shared((i, theme.weight_width(shares[i], 1), tuple(ground.interpolate(lit, shares[i] ** 0.6).to_rgb()))
                              for i in np.argsort(shares))
        return self


def _brightness(layers):
    """(edges,) how large each number is beside the largest of its layer [(n_out, n_in)], as an opacity."""
    return np.concatenate([(np.abs(each) / max(np.abs(each).max(), 1e-300)).ravel() ** 0.8 for each in layers])


def _all_lines(left, right):
    """(n_out * n_in, 4): x, y at neuron k on the left, x, y at neuron j on the right, ordered as W.ravel()."""
    n_out, n_in = len(right), len(left)
    return np.hstack([np.tile(left, (n_out, 1)), np.repeat(right, n_in, axis=0)])


def _ring(ctx, x, y, radius, color, opacity):
    ctx.new_path()
    ctx.arc(x, y, radius, 0, tau)
    ink(ctx, color, opacity)
    ctx.set_line_width(theme.LINE)
    ctx.stroke()


def neuron_of(a, radius):
    """A neuron by itself, in its grey."""
    return Circle(radius, color=theme.FAINT, stroke_width=theme.stroke(theme.LINE), fill_opacity=1,
                  fill_color=theme.UNLIT.interpolate(theme.LIT, float(a)))


def some(n):
    """The neurons of a layer of n that are drawn: all, or some that are evenly spread."""
    return np.arange(n) if n <= MOST else np.linspace(0, n - 1, SOME).round().astype(int)
