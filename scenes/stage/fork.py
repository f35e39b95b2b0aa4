"""One nudge on two paths: ribbons from an activation through both outputs to the cost, where the paths are bars that add up."""

import numpy as np
from manim import DOWN, LEFT, PI, RIGHT, UP, Arrow, Line, ShowPassingFlash, Triangle, VGroup

from scenes.stage import theme
from scenes.stage.layered import RADIUS
from scenes.stage.nodes import Ribbon, cost_colour, grounded
from scenes.stage.sums import Steps
from scenes.stage.text import Words, as_symbol

ZERO, TALL = (3.25, 1.3), 2.3        # where the bars begin; from the highest to the lowest of them
THICK, NEXT = 1.15, 1.35              # of a bar, and from one to the next
WIDEST = 0.5                          # of a ribbon
TIP = 0.4                             # width of what says which way a bar goes


class Fork(VGroup):
    """What comes to a Layered net that stands as a "fork".

    weights (n_out, n_in), those out of activation k are followed: so far the sums of the outputs move with it; paths (n_out,):
    what it does to the cost on each. All for each unit of the nudge; a ribbon is as wide as its number, on one scale.

    roads[j] to the outputs, on[j] to the cost; steps: the bars, tips[j] which way they go; head, over them; up, arrows[j]
    """

    def __init__(self, net, weights, paths, k):
        n, mine = len(weights), weights[:, k]
        self.outs = [net.at("fork", 2, j) for j in range(n)]
        self.before = net.at("fork", 1, k)
        self.wide = WIDEST / np.abs(mine).max()
        rim = RADIUS * RIGHT
        self.hairs = VGroup(*(Line(net.at("fork", 1, i) + rim, out - rim, color=theme.weight_colour(w), stroke_opacity=theme.DIM,
                                   stroke_width=theme.stroke(theme.LINE))
                              for row, out in zip(weights, self.outs) for i, w in enumerate(row) if i != k))
        self.roads = [Ribbon(self.before + 0.97 * rim, out - rim, self.wide * abs(w), theme.weight_colour(w))
                      for out, w in zip(self.outs, mine)]
        VGroup(*self.roads).set_z_index(1)
        sums = np.concatenate([[0], np.cumsum(paths)])
        unit = TALL / np.ptp(sums)
        zero = np.array([ZERO[0], ZERO[1] - unit * sums.max(), 0])
        self.steps = Steps(paths, [*map(cost_colour, paths), cost_colour(sums[-1])], unit, THICK, NEXT, zero, UP, RIGHT)
        self.tips = [_tip(bar) for bar in self.steps.bars[:-1]]
        self.floor = Line(zero + 0.75 * LEFT, zero + (n * NEXT + 0.75) * RIGHT, color=theme.INK, stroke_width=theme.stroke(theme.LINE))
        lines = Words(f"change of the cost {as_symbol('C')}"), Words("for each unit of the nudge")
        self.head = VGroup(*lines).arrange(DOWN, buff=0.12).next_to(self.floor, UP, buff=1.2)
        self.on = [self._on(j, path) for j, path in enumerate(paths)]
        self.arrows = [self._move(out, w / np.abs(mine).max()) for out, w in zip(self.outs, mine)]
        side = self.before + (RADIUS + 0.25) * LEFT
        self.up = Arrow(side + 0.5 * DOWN, side + 0.5 * UP, buff=0, color=theme.INK, stroke_width=theme.stroke(1.5 * theme.BOLD))
        super().__init__(self.hairs)

    def _on(self, j, path):
        """From an output to its bar: into the first from the left, into others from below."""
        bar = self.steps.bars[j]
        end, way = (bar.get_left(), RIGHT) if j == 0 else (bar.get_bottom(), UP)
        width = max(theme.LINE, self.wide * abs(path))
        return Ribbon(self.outs[j] + RADIUS * RIGHT, end, width, cost_colour(path), way, pull=0.5 if j == 0 else 0.18)

    def on_road(self, j, text):
        """A text on the way to an output, on a ground of its own."""
        place = self.roads[j].point_from_proportion(0.45 - 0.09 * (j % 2))
        text.next_to(place, (UP, LEFT)[j % 2], buff=(0.3, 0.45)[j % 2]).set_z_index(2)       # its ground lies under the roads
        label = grounded(text)
        self.add(label)
        return label

    def beside(self, j, text):
        """A text beside the arrow of output j."""
        return text.next_to(self.arrows[j], RIGHT, buff=0.15)

    def notes(self, j, delta, product):
        """The delta of output j, under it; and what its path multiplies, over the road to the cost."""
        out = self.outs[j]
        return delta.next_to(out + RADIUS * DOWN, DOWN, buff=0.15), product.next_to(out + RADIUS * (UP + RIGHT), RIGHT, buff=0.1)

    def flashes(self):
        """The animations that run a light along both paths."""
        return [ShowPassingFlash(road.copy().set_stroke(theme.INK), time_width=0.5) for road in (*self.roads, *self.on)]

    def sum(self, fact):
        """The number of the last bar, over it, or under one that hangs."""
        text = Words("{}", fact, size=theme.TITLE, color=cost_colour(fact.value))
        return text.next_to(self.steps.bars[-1], UP if fact.value > 0 else DOWN, buff=0.15)

    def in_bar(self, j, fact):
        """A number in its bar; of a low one under the bar."""
        bar, text = self.steps.bars[j], Words("{}", fact, color=theme.BACKGROUND)
        return text.move_to(bar) if text.height + 0.1 < bar.height else text.set_color(theme.INK).next_to(bar, DOWN, buff=0.1)

    @staticmethod
    def _move(out, share):
        middle, far = out + (RADIUS + 0.5) * UP, 0.8 * share * UP
        return Arrow(middle - far / 2, middle + far / 2, buff=0, color=theme.INK, stroke_width=theme.stroke(1.5 * theme.BOLD),
                     max_tip_length_to_length_ratio=0.35)


def _tip(bar):
    """Which way a bar goes, at its end; in a low one there is no room for it."""
    way = np.sign(bar.way[1]) * UP
    tip = Triangle(stroke_width=0, fill_color=theme.BACKGROUND, fill_opacity=1).stretch_to_fit_width(TIP).stretch_to_fit_height(TIP / 2)
    return tip.rotate(0 if way[1] > 0 else PI).move_to(bar.get_edge_center(way) - (theme.GAP / 2 + TIP / 4) * way).set_opacity(
        float(bar.height > 4 * TIP))
