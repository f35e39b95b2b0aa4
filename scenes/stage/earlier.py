"""A network laid down in rows, outputs on top, and at every neuron its wish: they come layer by layer, each from those above it."""

import numpy as np
from manim import LEFT

from scenes.stage import theme
from scenes.stage.painting import Painting, fill_disc, paint_arrow, paint_line, paint_ring

DISC, RIM, SHAFT = 0.18, 0.24, 0.15      # radii of a neuron, and of the rim of its bias; width of an arrow's shaft
ABOVE = 0.85                      # the longest arrow of an output
WIDEST, CHANGED = 0.13, 0.09      # of a flow, that of the largest of its layer; of a lit edge or rim, that of the largest of all
FAINTEST, DASHED = 0.03, (0.1, 0.08)      # flows of a smaller share of the largest are not drawn; what is asked to fall is dashed
ARRIVED = 0.55                    # of the time: the flows of a neuron are there, and its arrow grows


class Earlier(Painting):
    """a, wishes: [(n_l,)] of the layers 1..L: -dC/da, but of the outputs their errors; all on one scale.

    flows              [(n_l, n_{l-1})]: the terms that the wishes of layer l-1 are the sums of
    weights            [(n_l, n_{l-1})]: their signs are the colours of the flows
    changes, biases    [(n_l, n_{l-1})], [(n_l,)]: what the weights and biases themselves are asked for: light(share)
    pass_down(l, count)   so many neurons of layer l have got their wish from above; order[l] says which come first
    Layer 0 are some pixels of a picture: place_inputs(points).
    """

    def __init__(self, a, wishes, flows, weights, changes, biases, width, height, rows):
        super().__init__(width, height)
        self.a, self.wishes, self.flows, self.weights, self.changes, self.biases = a, wishes, flows, weights, changes, biases
        self.last = len(a)
        pitch = height / (rows - 1)
        self.heights = {l: height / 2 - pitch * (self.last - l) for l in range(1, self.last + 1)}
        self.spots = {l: np.column_stack([self._row(len(a[l - 1])), np.full(len(a[l - 1]), self.heights[l])])
                      for l in range(1, self.last + 1)}
        self.unit = self._unit(pitch)
        self.order = {l: np.argsort(-np.abs(wishes[l - 1]), kind="stable") for l in range(1, self.last)}
        self.counts = dict.fromkeys(range(1, self.last), 0.0)
        self.lit, self.rooted = 0.0, 0.0

    def _unit(self, pitch):
        """As long as lets no arrow reach that of another row, and none of the outputs out of the frame."""
        up, down = ([max(0.0, (side * wish).max()) for wish in self.wishes] for side in (1, -1))
        gaps = [above + below for above, below in zip(down[1:], up)]
        return min((pitch - 2 * DISC - theme.GAP / 2) / max([*gaps, 1e-300]), ABOVE / max(up[-1], 1e-300))

    def _row(self, n):
        pitch = self.extent[0] / max(n, 10)
        return pitch * (np.arange(n) - (n - 1) / 2)

    def pass_down(self, l, count):
        """So many neurons of this layer have got their wish; the next one is getting it."""
        self.counts[l] = count
        return self

    def reach_inputs(self, share):
        """How far the edges of the first layer are drawn down to the picture."""
        self.rooted = share
        return self

    def light(self, share):
        """How far the edges show what their weights are asked for, from the outputs down: 0 to 1."""
        self.lit = share
        return self

    def place_inputs(self, points):
        """Edges of the first layer end at these points of the scene."""
        matrix = self.matrix()
        matrix.invert()
        self.spots[0] = np.array([matrix.transform_point(*point[:2]) for point in points])
        return self

    def shown(self):
        done = {f"wish {l}": self.wishes[l - 1] for l, count in self.counts.items() if count >= len(self.wishes[l - 1])}
        return done | {f"wish {self.last}": self.wishes[-1]}

    def neuron(self, l, j):
        """Where a neuron stands in the scene."""
        return self.place(*self.spots[l][j])

    def side(self, l, text):
        """Words at the left of a layer."""
        return text.next_to(self.place(-self.extent[0] / 2, self.heights[l]), LEFT, buff=theme.GAP)

    def arrows(self, l):
        """[(x, tail, tip)] of the wishes of a layer that are drawn now."""
        shares = np.ones(len(self.a[l - 1]))
        if l < self.last:
            shares[self.order[l]] = np.clip((self.counts[l] - np.arange(len(shares)) - ARRIVED) / (1 - ARRIVED), 0, 1)
        return [(x, y + side * DISC, y + side * DISC + share * self.unit * wish)
                for (x, y), wish, share in zip(self.spots[l], self.wishes[l - 1], shares) for side in [np.sign(wish)] if share]

    def paint(self, ctx):
        for l in range(2, self.last + 1):
            self._paint_flows(ctx, l)
        if self.rooted:
            self._paint_roots(ctx)
        if self.lit:
            self._paint_changes(ctx)
        for l in range(1, self.last + 1):
            for (x, y), a in zip(self.spots[l], self.a[l - 1]):
                fill_disc(ctx, x, y, DISC, 3 * [float(a)])
                paint_ring(ctx, x, y, DISC, theme.LINE, FAINT)
            for x, tail, tip in self.arrows(l):
                paint_arrow(ctx, (x, tail), (x, tip), SHAFT, COST if l == self.last else GRADIENT)

    def _paint_flows(self, ctx, l):
        """Into each neuron of layer l - 1: those that have arrived are faint, those on their way bright."""
        terms, full = self.flows[l - 1], max(np.abs(self.flows[l - 1]).max(), 1e-300)
        for turn, k in enumerate(self.order[l - 1]):
            along = np.clip((self.counts[l - 1] - turn) / ARRIVED, 0, 1)
            if not along:
                continue
            fresh = np.clip(1 - (self.counts[l - 1] - turn - 1), 0, 1) * (1 - self.lit)
            for j, term in enumerate(terms[:, k]):
                if abs(term) > FAINTEST * full:
                    start, end = self.spots[l][j], self.spots[l - 1][k]
                    tone = theme.weight_colour(self.weights[l - 1][j, k]).to_rgb()
                    width = max(theme.THREAD, WIDEST * abs(term) / full)
                    paint_line(ctx, *start, *(start + along * (end - start)), width, tone, (0.13 + 0.77 * fresh) * (1 - self.lit))

    def _paint_roots(self, ctx):
        left = 1 - np.clip((self.lit - 1) * self.last + 1, 0, 1)
        for start in self.spots[1]:
            for end in self.spots[0]:
                paint_line(ctx, *start, *(start + self.rooted * (end - start)), theme.THREAD, FAINT, 0.5 * left)

    def _paint_changes(self, ctx):
        """Edges for weights, rims for biases: as wide as their wishes, whole where it is to rise, dashed where it is to fall."""
        full = max(*(np.abs(each).max() for each in (*self.changes, *self.biases)), 1e-300)
        for l in range(self.last, 0, -1):
            share = np.clip(self.lit * self.last - (self.last - l), 0, 1)
            for j, (start, row) in enumerate(zip(self.spots[l], self.changes[l - 1])) if share else ():
                for end, change in zip(self.spots[l - 1], row):
                    ctx.set_dash(DASHED if change < 0 else ())
                    part = abs(change) / full
                    end = start + share * (end - start)
                    paint_line(ctx, *start, *end, max(theme.THREAD, CHANGED * part), GRADIENT, 0.35 + 0.6 * part)
                bias = self.biases[l - 1][j]
                paint_ring(ctx, *start, RIM, max(2 * theme.THREAD, CHANGED * abs(bias) / full), GRADIENT, DASHED if bias < 0 else (), share)
        ctx.set_dash(())


FAINT, GRADIENT, COST = (color.to_rgb() for color in (theme.FAINT, theme.GRADIENT, theme.COST))
