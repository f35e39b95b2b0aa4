"""One number after the other: a card with a network in which one edge is nudged and what follows runs again, on a deck of more."""

from itertools import pairwise

import numpy as np
from manim import DOWN, LEFT, RIGHT, UP, Arrow, Circle, RoundedRectangle, SurroundingRectangle, VGroup

from scenes.stage import theme
from scenes.stage.network import NetworkDiagram, SlopesDiagram, some
from scenes.stage.painting import fill_disc, paint_line
from scenes.stage.text import Words

HEADS = "nudge one, run it all, nudge the next", "one sweep back, all slopes at once"
INNER, OUTER = (4.6, 3.3), (5.5, 3.8)      # of the network, and of its card
PLACES = [-3.7, 0.55, 0], [3.6, 0.55, 0]   # of both
BEYOND = 0.2                    # the network the sweep begins, and ends
BEHIND, AWAY = 9, (0.075, 0.025)    # cards under the first, and how far each is shifted


class Card(VGroup):
    """A network on a card, and an arrow below it that says which way it is run; deck: on top of more cards. head stands over it."""

    def __init__(self, network, head, color, way, place, deck=False):
        self.network, self.color_ = network, color
        frame = RoundedRectangle(corner_radius=0.1, width=OUTER[0], height=OUTER[1], color=color,
                                 stroke_width=theme.stroke(theme.LINE), fill_color=theme.BACKGROUND, fill_opacity=1)
        self.frame = frame
        network.move_to(frame)
        below = [frame.copy().set_stroke(theme.HAIR).shift(i * (AWAY[0] * RIGHT + AWAY[1] * UP)) for i in range(BEHIND * deck, 0, -1)]
        ends = frame.get_corner(DOWN + LEFT), frame.get_corner(DOWN + RIGHT)
        self.arrow = Arrow(*ends[::1 if way > 0 else -1], buff=0.6, color=color, stroke_width=theme.stroke(theme.BOLD * 1.3),
                           max_tip_length_to_length_ratio=0.05).shift(0.22 * DOWN)
        super().__init__(*below, frame, network, self.arrow)
        self.shift(place - frame.get_center())
        self.head = Words(head, color=color).next_to(frame, UP, buff=0.32)

    def tells(self, count, seconds):
        """What stands under it: a text, how many runs it takes, and how many seconds."""
        count.next_to(self.arrow, DOWN, buff=0.2).set_x(self.frame.get_x())
        self.seconds = Words("{} seconds", seconds, size=40, color=self.color_)
        self.seconds.next_to(self.arrow, DOWN, buff=0.75).set_x(self.frame.get_x())

    def on_edge(self, l, j, k, slope):
        """The slope of an edge, to be written on it, on a ground of its own."""
        text = Words("{}", slope, color=theme.GRADIENT).move_to(self.network.middle(l, j, k))
        box = SurroundingRectangle(text, buff=0.12, corner_radius=0.08, color=theme.GRADIENT, fill_color=theme.BACKGROUND,
                                   fill_opacity=0.95, stroke_width=theme.stroke(theme.LINE))
        return VGroup(box, text)


def both_ways(net, theta, gradient, edge):
    """Two Cards: on a deck the network that is nudged, and the one that is swept once; both with this edge (l, j, k)."""
    l, j, k = map(int, edge)
    drawn = {layer: np.union1d(some(net.sizes[layer]), [neuron]) for layer, neuron in ((l - 1, k), (l, j))}
    slow, swept = (kind(net.sizes, 1, *INNER, drawn=drawn) for kind in (NudgedNetwork, SweptNetwork))
    slow.show(net.layers(theta), [np.zeros(n) for n in net.sizes]).reach(-1)
    swept.show_slopes(net.layers(gradient))
    return Card(slow, HEADS[0], theme.INK, 1, PLACES[0], deck=True), Card(swept, HEADS[1], theme.GRADIENT, -1, PLACES[1])


class NudgedNetwork(NetworkDiagram):
    """A network drawn faintly, but for one edge that is nudged and all that is run because of it: nudge(l, j, k)."""

    nudged = None

    def nudge(self, l, j, k):
        """This edge, if it is drawn; else it stays at the one before."""
        if l and j in self.indices[l] and k in self.indices[l - 1]:
            self.nudged = l, j, k
        return self

    def _paint_edges(self, ctx):
        for line in self.lines:
            paint_line(ctx, *line, theme.THREAD, theme.HAIR.to_rgb())
        if self.nudged is None:
            return
        l, j, k = self.nudged
        behind = [[self._row(l, j)], *(range(len(spots)) for spots in self.spots[l + 1:])]
        for place, (rows, following) in enumerate(pairwise(behind), start=l):
            for a in rows:
                for b in following:
                    paint_line(ctx, *self.spots[place][a], *self.spots[place + 1][b], 0.6 * theme.LINE, theme.INK.to_rgb(),
                               1 if len(rows) == 1 else 0.25)
        paint_line(ctx, *self.spots[l - 1][self._row(l - 1, k)], *self.spots[l][self._row(l, j)], 1.6 * theme.BOLD,
                   theme.GRADIENT.to_rgb())

    def _paint_neurons(self, ctx, l):
        super()._paint_neurons(ctx, l)
        run = () if self.nudged is None or l < self.nudged[0] else (
            [self.spots[l][self._row(*self.nudged[:2])]] if l == self.nudged[0] else self.spots[l])
        for x, y in run:
            fill_disc(ctx, x, y, self.radius, theme.INK.to_rgb())


class SweptNetwork(SlopesDiagram):
    """A network whose edges light up with their slopes from the right to the left: sweep(share)."""

    share = 0.0

    def sweep(self, share):
        """So much of the way back is done."""
        self.share = share
        return self

    def share_at(self, l):
        """How much of the way back is done at a layer."""
        width = self.extent[0]
        return (width / 2 + BEYOND - self.spots[l][0, 0]) / (width + 2 * BEYOND)

    def stamp(self, l, j, text):
        """A ring around a neuron, and a text left of it, where the sweep has not been."""
        ring = Circle(theme.RING * self.radius, color=theme.GRADIENT, stroke_width=theme.stroke(theme.BOLD)).move_to(self.neuron(l, j))
        return VGroup(ring, Words(text, color=theme.GRADIENT).next_to(ring, LEFT, buff=theme.GAP))

    def paint(self, ctx):
        width, height = self.extent
        ctx.save()
        ctx.rectangle(width / 2 + BEYOND - self.share * (width + 2 * BEYOND), -height, 2 * width, 2 * height)
        ctx.clip()
        self._paint_edges(ctx)
        ctx.restore()
        for l in range(len(self.spots)):
            self._paint_neurons(ctx, l)
            if self.shortened[l]:
                self._paint_dots(ctx, l)
