"""Two networks, and a third that slides from the one to the other; below them the hill of its cost, and the dial that it hangs on."""

import numpy as np
from manim import DOWN, RIGHT, UP, Group, SurroundingRectangle, VGroup

from scenes.stage import theme
from scenes.stage.dial import Dial
from scenes.stage.text import Words

HIGH, DEEP = 1.85, -2.25        # where the networks have their middle, and the dial


class Slide(Group):
    """On a Hill, at values w (K,) from the first to the last, the networks `layers` (K of them): `show(row)`.

    ends      NetworkDiagrams of the first and of the last; `between` is one that looks like them
    names     of both ends; card: what lies under the one between, so that it covers what it slides over
    """

    def __init__(self, hill, w, layers, ends, between):
        self.hill, self.w, self.layers = hill, w, layers
        self.ends, self.between = ends, between
        for end, at in zip(ends, (w[0], w[-1])):
            end.move_to([hill.spot(at, 0)[0], HIGH, 0])
        self.names = VGroup(*(Words(f"network {name}").next_to(end, UP) for name, end in zip("AB", ends)))
        between.move_to(ends[0])
        self.card = SurroundingRectangle(between, color=theme.INK, fill_color=theme.BACKGROUND, fill_opacity=1, buff=theme.GAP / 2,
                                         stroke_width=theme.stroke(theme.LINE))
        view = hill.x_span.low, hill.x_span.high
        self.dial = Dial(*view, hill.width, theme.WEIGHT, w[0]).set_x(hill.get_x()).set_y(DEEP)
        self.nothing = [np.zeros(max(drawn) + 1) for drawn in between.indices]
        super().__init__(hill, self.dial, *ends, self.names, self.card, between)
        self.show(0)

    def show(self, row):
        """Slide to this row; between two rows everything but the network is on its way."""
        at = float(np.interp(row, range(len(self.w)), self.w))
        self.between.show(self.layers[int(row)], self.nothing)
        self.hill.reach(at).stand([(at, self.hill.at(at))])
        self.dial.show(at)
        for part in (self.card, self.between):
            part.set_x(self.hill.spot(at, 0)[0])
        return self

    def carry(self, clock, cost, where):
        """Let a clock over the rows drive it, with its cost beside the ball and its w below the knob."""
        clock.glide(self, self.show)
        clock.glide(cost, lambda _: cost.next_to(self.ball(), UP + RIGHT, buff=theme.GAP))
        clock.glide(where, lambda _: where.next_to(self.knob(), DOWN, buff=theme.GAP / 2))
        clock.redraw()

    def ball(self):
        """Where the ball stands on the hill, in the scene."""
        return self.hill.spot(*self.hill.balls[0][-1])

    def knob(self):
        """Where the knob of the dial ends below, in the scene."""
        return self.dial.spot(self.dial.value) + self.dial.height / 2 * DOWN
