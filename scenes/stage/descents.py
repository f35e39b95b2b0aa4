"""Trainings side by side, a column for each kind of neuron: balls fall as far as they get, dots are all that was tried."""

import numpy as np
from manim import DOWN, LEFT, RIGHT, UP, VGroup

from scenes.stage import theme
from scenes.stage.axes import Plot, Span
from scenes.stage.facts import Mark
from scenes.stage.painting import ink, paint_dot, paint_line
from scenes.stage.text import Words

APART = 0.22               # from ball to ball in a column, of its width
TRIED = 0.4                # how bright the dots of what was tried are


class Descents(Plot):
    """costs (G, starts, E + 1) after every epoch, and tried (G - 1, rates), the costs at the end for every rate.

    `fall(epoch)` puts the balls where they are after so many epochs, between two on their way; `try_out(share)` shows so
    many of the columns' dots. guides: costs that dashed lines mark.
    """

    def __init__(self, costs, tried, width, height, high, guides=()):
        super().__init__(Span(-0.5, len(costs) - 0.5), Span(0, high), width, height)
        self.costs, self.tried, self.guides = costs, tried, guides
        self.fall(0).open(0).try_out(0)

    def fall(self, epoch):
        self.epoch = float(epoch)
        return self

    def open(self, count):
        """Balls stand in so many of the columns."""
        self.opened = int(count + 1e-6)
        return self

    def try_out(self, count):
        """So many columns show what was tried."""
        self.shown_tries = int(count + 1e-6)
        return self

    def ticks(self):
        """A few round costs on the left."""
        return _Ticks(*(Words("{}", Mark(float(y), "g"), size=theme.LABEL, color=theme.FAINT).next_to(
            self.spot(self.x_span.low, y), LEFT, buff=theme.GAP / 2) for y in self.y_span.ticks))

    def name_columns(self, names):
        """Names of the columns, below each."""
        for i, name in enumerate(names):
            name.next_to(self.spot(i, 0), DOWN)
        return names

    def name_guides(self, *names):
        """Names of the guides, on the right: the first a little above its line, the next below."""
        words = [Words(name, size=theme.LABEL) for name in names]
        for word, cost, way in zip(words, self.guides, (UP, DOWN)):
            word.next_to(self.spot(self.x_span.high, cost), RIGHT, buff=theme.GAP).shift(theme.GAP / 2 * way)
        return words

    def now(self):
        """(G, starts): the costs that are drawn."""
        k, share = int(self.epoch), self.epoch % 1
        here = self.costs[..., k]
        return here if not share else here + share * (self.costs[..., k + 1] - here)

    def shown(self):
        k = int(np.ceil(self.epoch))
        balls = {f"path {i} {j}": np.append(self.costs[i, j, :k], self.now()[i, j]) for i in range(self.opened)
                 for j in range(self.costs.shape[1])}
        return balls | {f"tried {i}": self.tried[i] for i in range(min(self.shown_tries, len(self.tried)))}

    def _paint_axes(self, ctx):
        right, top = np.array(self.extent) / 2
        paint_line(ctx, -right, -top, right, -top, theme.LINE, FAINT)
        paint_line(ctx, -right, -top, -right, top, theme.LINE, FAINT)
        for y in self.y_span.ticks[1:]:
            _, at = self.on_plot(0, y)
            paint_line(ctx, -right, at, right, at, theme.THREAD * 2, HAIR)
        ctx.set_dash((theme.GAP / 2, theme.GAP / 2))
        for y in self.guides:
            _, at = self.on_plot(0, y)
            paint_line(ctx, -right, at, right, at, theme.LINE, FAINT)
        ctx.set_dash(())

    def draw(self, ctx):
        for i in range(min(self.shown_tries, len(self.tried))):
            for cost in self.tried[i]:
                x, y = self.on_plot(i - 0.36, min(cost, self.y_span.high))
                ctx.new_path()
                ctx.arc(x, y, theme.DOT * 0.7, 0, 2 * np.pi)
                ink(ctx, FAINT, TRIED + 0.3)
                ctx.fill()
        for i, costs in enumerate(self.now()[:self.opened]):
            for j, cost in enumerate(costs):
                paint_dot(ctx, *self.on_plot(i + APART * (j - (len(costs) - 1) / 2), min(cost, self.y_span.high)), theme.BALL, COST)


class _Ticks(VGroup):
    """Ticks of Descents."""


FAINT, HAIR, COST = (color.to_rgb() for color in (theme.FAINT, theme.HAIR, theme.COST))
