"""delta on its way back through a network: discs whose area is delta, flows as wide as weight times delta, lit slopes behind."""

import numpy as np
from manim import UpdateFromAlphaFunc, linear

from scenes.stage import theme
from scenes.stage.painting import Painting, fill_disc, paint_line, paint_ring
from scenes.stage.nodes import cost_colour

MOST = 16               # neurons of a layer that are drawn: in a larger one those with the largest deltas
SWELL = 0.3             # of the time that a layer takes, its discs take so much to swell
SIGNED = 0.1            # a disc of that radius or more bears its sign
RIM = 0.12               # radius of a neuron that delta has not reached
LEAST = 0.03            # discs are no smaller
FADED = 0.7             # of the slopes when a step was taken
PIXELS, BRIGHT = 10, 0.9    # of a digit: edges to so many are drawn, all as bright as that share of the brightest
FAINTEST = 0.1         # flows and slopes of a smaller share of the largest are not drawn


class Backflow(Painting):
    """show(reached, lit): how many layers the sweep has come back, 0 to L, and how much of what it found is lit.

    weights       [W (n_l, n_{l-1})] of the layers 1..L
    deltas        [delta (n_l,)] of the same layers
    activations   [a (n_l,)] of the layers 0..L-1; slopes are delta times activation
    disc          radius of the largest disc; band: width of the widest flow; inputs: which of layer 0 are drawn
    faintest      the least share of the largest flow, or slope, of a layer that is drawn
    """

    spent = 0.0

    def __init__(self, weights, deltas, activations, width, height, disc, band, inputs=None, faintest=FAINTEST):
        super().__init__(width, height)
        self.deltas, self.disc, self.band, self.faintest = deltas, disc, band, faintest
        self.drawn = [np.arange(len(activations[0])) if inputs is None else np.asarray(inputs), *map(_largest, deltas)]
        self.spots = [self._column(l, len(drawn)) for l, drawn in enumerate(self.drawn)]
        self.unit = disc / np.sqrt(max(np.abs(delta).max() for delta in deltas))
        self.flows = [self._edges(l, W * delta[:, None]) for l, (W, delta) in enumerate(zip(weights, deltas), start=1)]
        self.slopes = [self._edges(l, np.outer(delta, a)) for l, (delta, a) in enumerate(zip(deltas, activations), start=1)]
        self.show(0)

    def show(self, reached, lit=0.0):
        """Draw it so far back; lit: how much the flows have turned into slopes."""
        self.reached, self.lit = reached, lit
        return self

    def spend(self, share):
        """A step is taken: what discs say, and wires, was true before it. So much of it is gone."""
        self.spent = share
        return self

    def shown(self):
        return {f"delta {l}": delta for l, delta in enumerate(self.deltas, start=1)}

    def neuron(self, l, j):
        """Where neuron j of layer l stands in the scene."""
        return self.place(*self.spots[l][list(self.drawn[l]).index(j)])

    def place_inputs(self, points):
        """Edges of the first layer end at these points of the scene."""
        matrix = self.matrix()
        matrix.invert()
        self.spots[0] = np.array([matrix.transform_point(*point[:2]) for point in points])

    def radius(self, l, j):
        """Of the disc of a neuron."""
        return max(LEAST, self.unit * np.sqrt(abs(self.deltas[l - 1][j])))

    def _column(self, l, count):
        width, height = self.extent
        pitch = height / max(count, 1)
        x = -width / 2 + width * l / len(self.deltas)
        return np.column_stack([np.full(count, x), pitch * ((count - 1) / 2 - np.arange(count))])

    def _edges(self, l, values):
        """[(row of layer l, row of layer l - 1, share of the largest, value)] of what is worth drawing, the smallest first."""
        some = values[np.ix_(self.drawn[l], self.drawn[l - 1])]
        shares = np.abs(some) / max(np.abs(some).max(), 1e-300)
        return [(j, k, shares[j, k], some[j, k]) for j, k in zip(*np.unravel_index(np.argsort(shares, axis=None), shares.shape))
                if shares[j, k] > self.faintest]

    def paint(self, ctx):
        depth = len(self.deltas)
        for l in range(depth, 0, -1):
            along = np.clip((self.reached - (depth - l) - SWELL) / (1 - SWELL), 0, 1)
            if along > 0:
                self._paint_edges(ctx, l, self.flows[l - 1], along, 1 - self.lit, None)
                self._paint_edges(ctx, l, self.slopes[l - 1], 1.0, self.lit * (1 - FADED * self.spent), theme.GRADIENT)
        for l in range(depth, 0, -1):
            self._paint_discs(ctx, l, (1 - self.spent) * np.clip((self.reached - (depth - l)) / SWELL, 0, 1))

    def _paint_edges(self, ctx, l, edges, along, opacity, color):
        for j, k, share, value in edges if opacity > 0 else ():
            start, end = self.spots[l][j], self.spots[l - 1][k]
            end = start + along * (end - start)
            tone = (color or cost_colour(value)).to_rgb()
            paint_line(ctx, *start, *end, max(theme.THREAD, share * self.band), tone, opacity * (0.3 + 0.6 * share))

    def _paint_discs(self, ctx, l, swollen):
        for (x, y), j in zip(self.spots[l], self.drawn[l]):
            if swollen < 1:
                paint_ring(ctx, x, y, RIM, theme.LINE, theme.FAINT.to_rgb(), opacity=1 - swollen)
            delta, radius = self.deltas[l - 1][j], swollen * self.radius(l, j)
            if not swollen:
                continue
            fill_disc(ctx, x, y, radius + theme.LINE, theme.BACKGROUND.to_rgb())
            fill_disc(ctx, x, y, radius, cost_colour(delta).to_rgb())
            if radius >= SIGNED:
                reach, width = 0.55 * radius, 0.16 * radius
                paint_line(ctx, x - reach, y, x + reach, y, width, DARK)
                if delta > 0:
                    paint_line(ctx, x, y - reach, x, y + reach, width, DARK)


class DigitFlow(Backflow):
    """What a recorded run has of one digit (flow_...), running back to some of the bright pixels of its picture."""

    def __init__(self, run, digit, width, height, disc, band, place):
        layers = run.network.layers(run.theta[run.flow_row].astype("float64"))
        deltas, a = ([getattr(run, f"flow_{what}{l}") for l in range(1, run.network.depth + 1)] for what in ("delta", "a"))
        bright = np.flatnonzero(run.flow_x > BRIGHT * run.flow_x.max())
        pixels = bright[np.linspace(0, len(bright) - 1, PIXELS).round().astype(int)]
        super().__init__([W for W, _ in layers], deltas, [run.flow_x.astype("float64"), *a[:-1]], width, height, disc, band, pixels)
        self.outputs = a[-1]
        self.move_to(place).place_inputs([digit.pixel(int(i)) for i in pixels])


class Sweep(UpdateFromAlphaFunc):
    """delta runs back through so many layers."""

    def __init__(self, flow, start, end, **options):
        super().__init__(flow, lambda flow, t: flow.show(start + t * (end - start), flow.lit), **{"rate_func": linear, **options})


class LightUp(UpdateFromAlphaFunc):
    """The flows turn into slopes: what every edge has learned."""

    def __init__(self, flow, **options):
        super().__init__(flow, lambda flow, t: flow.show(flow.reached, t), **options)


class Icon(Painting):
    """A small network of which only some neurons and edges are lit: lit {layer: colour}, edges {layer: colour}."""

    def __init__(self, sizes, width, height, lit, edges):
        super().__init__(width, height)
        self.sizes, self.lit, self.edges = sizes, lit, edges

    def shown(self):
        return {}      # a sign, and no numbers of a network

    def paint(self, ctx):
        width, height = self.extent
        spots = [[(width * (l / (len(self.sizes) - 1) - 0.5), height * ((n - 1) / 2 - j) / max(self.sizes)) for j in range(n)]
                 for l, n in enumerate(self.sizes)]
        for l in range(1, len(self.sizes)):
            color = self.edges.get(l, theme.HAIR).to_rgb()
            for start in spots[l - 1]:
                for end in spots[l]:
                    paint_line(ctx, *start, *end, theme.LINE * (2 if l in self.edges else 1), color)
        for l, column in enumerate(spots):
            for x, y in column:
                fill_disc(ctx, x, y, 0.12, self.lit.get(l, theme.FAINT).to_rgb())
                fill_disc(ctx, x, y, 0.1, self.lit.get(l, theme.BACKGROUND).to_rgb())


def _largest(delta):
    """Which neurons of a layer are drawn."""
    return np.arange(len(delta)) if len(delta) <= MOST else np.sort(np.argsort(-np.abs(delta), kind="stable")[:MOST])


DARK = theme.BACKGROUND.to_rgb()
