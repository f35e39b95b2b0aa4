"""A curve as a hill: the land under it is filled, balls stand on it, hop down it and leap over its valleys."""

from math import ceil, hypot

import numpy as np
from manim import DOWN, DR, LEFT, RIGHT, UP, UpdateFromAlphaFunc, VGroup

from scenes.stage import symbols as sym
from scenes.stage import theme
from scenes.stage.axes import Plot, Span
from scenes.stage.facts import Mark
from scenes.stage.inscribed import Inscribed
from scenes.stage.painting import ink, paint_arrow, paint_dot, paint_line, paint_ring, trace
from scenes.stage.text import Formula, Words

UNDER = 0.13            # opacity of the land under the curve
HALF = 1.35             # half the length of a tangent, in units of the frame
DOTS = 0.03, 0.07       # of a dotted line: lengths of its dots and gaps
HIGH = 0.42             # how high an arc rises over its ends, as a share of its width, if there is room
PIECES = 40             # of an arc


class Hill(Inscribed, Plot):
    """y (K,) over x (K,), smooth enough to be drawn as a line; `look` chooses what is seen of it.

    balls    `stand` puts balls on it, each on its way (k, 2): stairs lead from point to point, the last may be on its way
    tangent  `touch` lays a tangent at a point
    nudge    `nudge` draws run and rise from one point to another, and the secant through both
    leaps    `leap` draws arcs from point to point of a path; what flies far out of the box is not seen
    """

    def __init__(self, x, y, width, height, x_view, y_view, color=theme.COST):
        super().__init__(Span(*x_view), Span(*y_view), width, height)
        self.x, self.y, self.colour = x, y, color.to_rgb()
        self.balls, self.tangents, self.nudged, self.arcs, self.leapt, self.seen = (), (), None, None, 0.0, len(x)
        self.marks, self.half = ((), ()), HALF

    def look(self, x_view, y_view, box=None):
        """See this part of it: (low, high) of x and of y; in another box (left, low, right, top) of the scene."""
        self.x_span, self.y_span, self.marks = Span(*map(float, x_view)), Span(*map(float, y_view)), ((), ())
        if box is not None:
            self.fill(box)
        return self

    def reach(self, x):
        """Draw it as far as this x; what lies to the left of the box was there before."""
        self.seen = int(np.searchsorted(self.x, x + 1e-9, "right"))
        return self

    def stand(self, *paths):
        """Balls, each at the end of its way (k, 2)."""
        self.balls = [np.asarray(path, float) for path in paths]
        return self

    def touch(self, *tangents, half=HALF):
        """Tangents (x, y, slope), so long to both sides."""
        self.tangents, self.half = tangents, half
        return self

    def nudge(self, start=None, end=None):
        """Run and rise from a point (x, y) of it to another; None: no longer."""
        self.nudged = None if start is None else (start, end)
        return self

    def run_and_rise(self):
        """The names of run and rise, beside them."""
        (x0, y0), (x1, y1) = self.nudged
        return (Words("run", color=theme.WEIGHT).next_to(self.spot((x0 + x1) / 2, y0), DOWN),
                Words("rise", color=theme.COST).next_to(self.spot(x1, (y0 + y1) / 2), RIGHT))

    def leap(self, path, count):
        """So many leaps along a path (k, 2), each an arc; 2.5: the third is half way."""
        self.arcs, self.leapt = np.asarray(path, float), count
        return self

    def at(self, x):
        """The height of the curve over x, between two of its points on their line."""
        return float(np.interp(x, self.x, self.y))

    def ticks(self, x=None, y=None, forms=("g", "g"), cost=True, over=False):
        """Ticks written out at these values, or at round ones: below and on the left; and the name of w, and of C, inside or over it."""
        low = self.x_span.low, self.y_span.low
        self.marks = x, y = [span.ticks if values is None else values for values, span in ((x, self.x_span), (y, self.y_span))]
        corners = self.place(-self.extent[0] / 2, self.extent[1] / 2), self.place(self.extent[0] / 2, -self.extent[1] / 2)
        return _Ticks(corners[1 - cost:], UP if over else DR, [(Mark(float(at), forms[0]), self.spot(at, low[1]), DOWN) for at in x]
                               + [(Mark(float(at), forms[1]), self.spot(low[0], at), LEFT) for at in y])

    def shown(self):
        lines = {f"path {i}": path for i, path in enumerate(self.balls)}
        if self.nudged is not None:
            lines["path of nudge"] = np.array([self.nudged[1]], float)
        if self.arcs is not None:
            lines["path of leaps"] = self.arcs[:ceil(self.leapt) + 1]
        return {"x": self.x[:self.seen], "y": self.y[:self.seen], **lines}

    def paint(self, ctx):
        (right, top), span = np.array(self.extent) / 2, theme.GAP / 2
        ink(ctx, FAINT)
        ctx.set_line_width(theme.LINE)
        trace(ctx, [(-right, top), (-right, -top), (right, -top)])
        for x in self.marks[0]:
            at, _ = self.on_plot(x, 0)
            trace(ctx, [(at, -top - span), (at, -top)])
        for y in self.marks[1]:
            _, at = self.on_plot(0, y)
            trace(ctx, [(-right - span, at), (-right, at)])
        self.draw(ctx)

    def draw(self, ctx):
        line = self.on_plot(self.x[:self.seen], self.y[:self.seen])
        ctx.save()
        width, height = self.extent
        ctx.rectangle(-width / 2, -height / 2, width, height + theme.BOLD)
        ctx.clip()
        if len(line):
            self._draw_land(ctx, line)
        if self.nudged is not None:
            self._draw_nudge(ctx)
        for tangent in self.tangents:
            self._draw_tangent(ctx, *tangent)
        ctx.restore()
        if self.arcs is not None:
            ctx.save()
            ctx.rectangle(-width / 2 - theme.MARGIN, -height / 2 - theme.MARGIN, width + 2 * theme.MARGIN, height + 2 * theme.MARGIN)
            ctx.clip()
            self._draw_leaps(ctx)
            ctx.restore()
        for path in self.balls:
            self._draw_ball(ctx, self.on_plot(*path.T))

    def _draw_land(self, ctx, line):
        ink(ctx, self.colour, UNDER)
        floor = -self.extent[1] / 2
        for x, y in ((line[0, 0], floor), *line, (line[-1, 0], floor)):
            ctx.line_to(x, y)
        ctx.fill()
        self._draw_curve(ctx, line)

    def _draw_curve(self, ctx, line):
        ink(ctx, self.colour)
        ctx.set_line_width(theme.BOLD)
        trace(ctx, line)

    def _draw_nudge(self, ctx):
        (x0, y0), (x1, y1) = (self.on_plot(*point) for point in self.nudged)
        ctx.new_path()
        for x, y in ((x0, y0), (x1, y0), (x1, y1)):
            ctx.line_to(x, y)
        ink(ctx, INK, theme.BAND / 2)
        ctx.fill()
        far = 12 / max(hypot(x1 - x0, y1 - y0), 1e-9)
        ctx.set_dash((0.1, 0.1))
        paint_line(ctx, x0, y0, x0 + far * (x1 - x0), y0 + far * (y1 - y0), 1.5 * theme.LINE, FAINT)
        ctx.set_dash(())
        paint_line(ctx, x0, y0, x1, y0, theme.BOLD, WEIGHT)
        paint_line(ctx, x1, y0, x1, y1, theme.BOLD, self.colour)
        paint_dot(ctx, x1, y1, theme.DOT * 1.3, BACKGROUND)
        paint_ring(ctx, x1, y1, theme.DOT * 1.2, 1.5 * theme.LINE, INK)

    def _draw_tangent(self, ctx, x, y, slope):
        here = self.on_plot(x, y)
        along = self.on_plot(x + 1, y + slope) - here
        half = along / np.linalg.norm(along) * self.half
        paint_line(ctx, *(here - half), *(here + half), 0.8 * theme.BOLD, GRADIENT)

    def _draw_ball(self, ctx, spots):
        """Each hop runs level from the old x to the new one, then falls (or climbs) to the curve."""
        ink(ctx, INK)
        ctx.set_line_width(theme.LINE)
        ctx.set_dash(DOTS)
        corners = np.stack([spots[1:, 0], spots[:-1, 1]], axis=-1)
        trace(ctx, [point for pair in zip(spots, [*corners, spots[-1]]) for point in pair])
        ctx.set_dash(())
        for x, y in spots[:-1]:
            paint_dot(ctx, x, y, theme.DOT, BACKGROUND)
            paint_ring(ctx, x, y, theme.DOT, theme.LINE, INK)
        paint_dot(ctx, *spots[-1], 1.3 * theme.BALL, INK)

    def _draw_leaps(self, ctx):
        spots = self.on_plot(*self.arcs.T)
        for k in range(ceil(self.leapt)):
            share = min(1.0, self.leapt - k)
            high, room = HIGH * abs(spots[k + 1, 0] - spots[k, 0]), self.extent[1] / 2 - spots[k:k + 2, 1].mean()
            high = min(high, room) if room > 0 else high        # over the box there is room
            arc = _arc(spots[k], spots[k + 1], high, share)
            last = k == ceil(self.leapt) - 1
            ink(ctx, INK, 1.0 if last else 0.6)
            ctx.set_line_width(theme.LINE * (1.5 if last else 1))
            ctx.set_dash(() if last else DOTS)
            trace(ctx, arc)
            ctx.set_dash(())
            if last and share == 1:
                paint_arrow(ctx, arc[-3], arc[-1], 2 * theme.BOLD, INK)
        for x, y in spots[:ceil(self.leapt)]:
            paint_dot(ctx, x, y, theme.DOT, BACKGROUND)
            paint_ring(ctx, x, y, theme.DOT, theme.LINE, INK)
        paint_dot(ctx, *(arc[-1] if self.leapt else spots[0]), 1.3 * theme.BALL, INK)


class Look(UpdateFromAlphaFunc):
    """From what is seen of a hill to another part of it, nearer or further away; in another box, if one is given."""

    def __init__(self, hill, x_view, y_view, box=None, **options):
        old = hill.box()
        start = np.array([hill.x_span.low, hill.x_span.high, hill.y_span.low, hill.y_span.high, *old])
        way = np.array([*x_view, *y_view, *(old if box is None else box)]) - start

        def look(hill, t):
            now = start + t * way
            hill.look(now[:2], now[2:4], now[4:])

        super().__init__(hill, look, **options)


class _Ticks(VGroup):
    """Ticks of a hill, (mark, spot, side) each, and the names of its axes at these corners, that of C on this side of its own."""

    def __init__(self, corners, where, ticks):
        names = [Formula(f'"cost" {sym.C}').next_to(corner, where, buff=theme.GAP / 2) for corner in corners[:-1]]
        texts = (Words("{}", mark, size=theme.LABEL, color=theme.FAINT).next_to(spot, side, buff=theme.GAP) for mark, spot, side in ticks)
        super().__init__(*names, Formula(sym.w()).next_to(corners[-1], RIGHT), *texts)


def stairs(path, row):
    """A path (K, 2) up to a row; between two rows its last point goes level first, then falls to the curve."""
    whole, part = int(row), row - int(row)
    points = path[:whole + 1]
    if part < 1e-9:
        return points
    (x0, y0), (x1, y1) = path[whole:whole + 2]
    level, fall = min(1.0, 2 * part), max(0.0, 2 * part - 1)
    return np.array([*points, (x0 + level * (x1 - x0), y0 + fall * (y1 - y0))])


def _arc(start, end, high, share):
    """(pieces, 2): an arc from one spot to another, so high over their middle, as far as this share of it."""
    t = np.linspace(0, share, PIECES)[:, None]
    return start + t * (end - start) + 4 * t * (1 - t) * high * np.array([0, 1])


INK, FAINT, BACKGROUND, WEIGHT, GRADIENT = (
    color.to_rgb() for color in (theme.INK, theme.FAINT, theme.BACKGROUND, theme.WEIGHT, theme.GRADIENT))
