"""A landscape: the cost over a plane as a height field in three dimensions, with paths on it and points above it.

The land is seen pixel by pixel (see Sight); a path is drawn as far as nothing that is nearer hides it.
Seen from above and flat it is the contour map.
"""

from functools import lru_cache
from math import hypot, tau

import numpy as np
from manim import DOWN, LEFT, RIGHT, UP, Arrow, Line, UpdateFromAlphaFunc, VGroup

from scenes.stage import theme
from scenes.stage.facts import Mark
from scenes.stage.inscribed import Inscribed
from scenes.stage.painting import ink, paint_dot, paint_line, paint_ring, trace
from scenes.stage.paths import MARKERS, paint_stem, paths_shown
from scenes.stage.sight import Land, Sight
from scenes.stage.text import Formula, Words, as_symbol

LIFT = 0.012                              # lines lie so far above the surface, as a share of its height
PIECES = 3                                # a path is cut into pieces of a third of a square, to hide piece by piece
CURTAIN = 0.5                             # opacity of what hangs from a cut
PALE = 0.6                                # how near the curve of a cut comes to white on a land that has risen
ROOM = 5.9                                # names that would reach further to the right stand on the left
SUNK = 0.3                                # opacity of what is under the surface


class Landscape(Inscribed):
    """Height (A, B) over alphas (A,) and betas (B,), coloured by a Scale.

    width   how wide the plane is, seen from above
    relief  how high the scale is (from low to high), in the same units
    `look` turns it, `show` puts paths on it, `stand` a cut, `at` tells where a point of it stands.
    """

    def __init__(self, alphas, betas, height, scale, width, box, relief):
        super().__init__(*box)
        self.alphas, self.betas, self.scale_, self.width_ = alphas, betas, scale, width
        self.centre = (alphas[0] + alphas[-1]) / 2, (betas[0] + betas[-1]) / 2
        self.unit = width / (alphas[-1] - alphas[0])
        self.relief = relief
        self.lie(height)
        self.paths, self.cut, self.radius = (), None, None
        self.look(azimuth=0, elevation=tau / 4)

    def look(self, azimuth, elevation, rise=1.0):
        """Turn by `azimuth`, seen from `elevation` above the horizon (radians; tau/4 is straight down).

        rise  0 is flat, 1 the full relief
        """
        self.azimuth, self.elevation, self.rise = azimuth, elevation, rise
        self.turn = c, s, e, f = np.cos(azimuth), np.sin(azimuth), np.sin(elevation), np.cos(elevation)
        # columns: to the right, up the screen, towards the viewer
        self.view = np.array([[c, e * s, -f * s], [-s, e * c, -f * c], [0, f, e]])
        return self

    def lie(self, height):
        """Let it have these heights (A, B)."""
        self.height_field = height
        self.land = Land(self.alphas, self.betas, height, self.scale_, self.width_, self.relief)
        return self

    def show(self, *paths):
        """Draw these Paths, and no others."""
        self.paths = paths
        return self

    def stand(self, points, heights, ball=None, opacity=1.0):
        """Let a curve stand on the plane, heights (k,) over points (k, 2): in full height, however far the land has risen.

        ball  which of its points bears a ball
        """
        self.cut = points, np.asarray(heights), ball, opacity
        return self

    def through_ring(self, radius):
        """See only what a ring of this radius holds, in the middle of the box."""
        self.radius = radius
        return self

    def shown(self):
        cut = {} if self.cut is None else {"cut": self.cut[1]}
        return {"alphas": self.alphas, "betas": self.betas, "heights": self.height_field, **paths_shown(self.paths), **cut}

    def at(self, alpha, beta, height=None):
        """Where the point over (alpha, beta), on the surface or at that height, stands in the scene."""
        height = self.surface(alpha, beta) if height is None else height
        x, y, _ = self._seen(self._lifted(np.asarray(alpha), np.asarray(beta), np.asarray(height)))
        return self.place(x, y)

    def arrow(self, point, way, slope, color):
        """An arrow from a point (2,) that goes so far (2,), in the tangent plane of the slope (2,) there."""
        height = self.surface(*point)
        return Arrow(self.at(*point, height), self.at(*(point + way), height + slope @ way), buff=0, color=color,
                     stroke_width=theme.stroke(2 * theme.BOLD))

    def step_and_gradient(self, point, step, slope):
        """[(arrow, its name)]: a recorded step from a point, and the gradient there, which goes up straight against it."""
        arrows = self.arrow(point, -1.5 * step, slope, theme.GRADIENT), self.arrow(point, step, slope, theme.FALLS)
        names = VGroup(Words("gradient: steepest up", color=theme.GRADIENT), Words("step: against it", color=theme.FALLS))
        start = self.at(*point)
        side = RIGHT if start[0] + names.width < ROOM else LEFT
        names.arrange(DOWN, aligned_edge=LEFT).next_to(start, side, buff=theme.GUTTER).align_to(start, DOWN)
        return list(zip(arrows, names))

    def surface(self, alpha, beta):
        """The height of the drawn surface over a point; beyond its sides, that at the nearest one."""
        return self.land.surface(alpha, beta, grid=False)

    # -- geometry: (alpha, beta, height) -> the landscape's own axes -> the screen -----------

    def _lifted(self, alpha, beta, height):
        up = self.relief * (np.asarray(height) - self.scale_.low) / (self.scale_.high - self.scale_.low)
        return np.stack([self.unit * (alpha - self.centre[0]), self.unit * (beta - self.centre[1]), up], axis=-1)

    def _seen(self, points):
        """(..., 3): right, up, and nearness on the screen; the middle of the relief is in the middle of the box."""
        points = points * [1, 1, self.rise] - [0, 0, self.rise * self.relief / 2]
        return points @ self.view

    def _on_surface(self, points):
        """Points (k, 2) of the plane as they are seen on it (k, 3)."""
        return self._seen(self._lifted(*points.T, self.surface(*points.T)) + [0, 0, LIFT * self.relief])

    def _cut(self, points):
        """The path (k, 2) with points added between, a fraction of a square apart."""
        pitch = np.array([self.alphas[1] - self.alphas[0], self.betas[1] - self.betas[0]])
        steps = np.abs(np.diff(points, axis=0) / pitch).max(axis=1, initial=0) if len(points) > 1 else np.empty(0)
        at = np.concatenate([[0.0], np.cumsum(np.maximum(steps, 1e-9))])
        along = np.union1d(np.arange(0, at[-1], 1 / PIECES), at)
        return np.column_stack([np.interp(along, at, points[:, i]) for i in (0, 1)])

    # -- painting --------------------------------------------------------------------------

    def paint(self, ctx):
        ctx.save()
        if self.radius is not None:
            ctx.new_path()
            ctx.arc(0, 0, self.radius, 0, tau)
            ctx.clip()
        self._paint_land(ctx)
        ctx.restore()
        if self.radius is not None:
            paint_ring(ctx, 0, 0, self.radius, 1.5 * theme.LINE, INK)

    def _paint_land(self, ctx):
        xx, yx, _, _, x0, y0 = ctx.get_matrix()
        sight = sight_of(self.land, self.turn, self.rise, 1 / hypot(xx, yx), ((0.5 - x0) % 1, (y0 - 0.5) % 1))
        sight.paint(ctx)
        if self.cut is not None and self.cut[3]:
            self._paint_cut(ctx, sight, *self.cut)
        for path in self.paths:
            self._paint_path(ctx, path, sight)

    def _paint_cut(self, ctx, sight, points, heights, ball, opacity):
        """What of the curve, and of what hangs from it, rises over the land before it."""
        feet, ground = self._seen(self._lifted(*points.T, 0 * heights + self.scale_.low)), self._on_surface(points)
        share = (heights - self.scale_.low) / (self.scale_.high - self.scale_.low)
        heads = feet + np.outer(self.relief * share, self.view[2])
        low = np.maximum(ground[:, 1], sight.before(ground))
        high = np.maximum(heads[:, 1], low)
        ink(ctx, COST, CURTAIN * opacity)
        for x, y in (*zip(feet[:, 0], low), *zip(feet[::-1, 0], high[::-1])):
            ctx.line_to(x, y)
        ctx.fill()
        light = COST + self.rise * PALE * (INK - COST)
        for width, color, line, shine in ((1.5 * theme.LINE, INK, ground, 1 - self.rise), (2.6 * theme.BOLD, DARK, heads, 1),
                                          (1.2 * theme.BOLD, light, heads, 1)):
            ink(ctx, color, opacity * shine)
            ctx.set_line_width(width)
            for run in _runs(line[:, 1] >= sight.before(line) - theme.LINE):
                trace(ctx, line[run, :2].tolist())
        if ball is not None:
            ctx.set_dash((theme.LINE, 3 * theme.LINE))
            paint_line(ctx, feet[ball, 0], low[ball], *heads[ball, :2], theme.LINE, INK, opacity)
            ctx.set_dash(())
            paint_dot(ctx, *heads[ball, :2], 1.3 * theme.BALL * opacity, INK)

    def _paint_path(self, ctx, path, sight):
        points, color = np.asarray(path.points, float), path.color.to_rgb()
        line = self._on_surface(self._cut(points))
        seen = line[:, 1] >= sight.before(line)
        ink(ctx, color)
        ctx.set_line_width(min(theme.LINE * 1.5, path.size))       # a path that shrinks is gone in the end
        for run in _runs(seen):
            trace(ctx, line[run, :2].tolist())
        feet = self._on_surface(points)
        before = sight.before(feet)
        if path.heights is not None:
            self._paint_stems(ctx, path, feet, before)
        elif path.dots:
            sizes, mark = [path.size] * (len(points) - 1) + [2 * path.size], MARKERS[path.marker]
            for (x, y, _), hidden_to, size in zip(feet.tolist(), before, sizes, strict=True):
                if y >= hidden_to:
                    mark(ctx, x, y, size, color)

    def _paint_stems(self, ctx, path, feet, before):
        """Of each what rises above the land before it, from back to front; those under the surface shine through."""
        points, color = np.asarray(path.points, float), path.color.to_rgb()
        heads = self._seen(self._lifted(*points.T, np.asarray(path.heights)))
        sunk = heads[:, 1] < feet[:, 1]
        low = np.maximum(feet[:, 1], before)
        ctx.push_group()
        for i in np.flatnonzero(sunk):
            paint_stem(ctx, feet[i, :2].tolist(), heads[i, :2].tolist(), color)
        ctx.pop_group_to_source()
        ctx.paint_with_alpha(SUNK)
        for i in np.argsort(feet[:, 2]):
            if not sunk[i] and heads[i, 1] >= low[i]:
                paint_stem(ctx, (float(feet[i, 0]), float(low[i])), heads[i, :2].tolist(), color)


class Turn(UpdateFromAlphaFunc):
    """Turn a landscape from the way it stands to another (see `look`); a gesture: nothing of the data changes."""

    def __init__(self, landscape, azimuth, elevation, rise=1.0, **options):
        start = np.array([landscape.azimuth, landscape.elevation, landscape.rise])
        way = np.array([azimuth, elevation, rise]) - start
        super().__init__(landscape, lambda land, t: land.look(*(start + t * way)), **options)


def directions(land, w, b, heights):
    """The ways of w and of b along two edges of a land, and what its height is, at a corner; with ticks at these values."""
    corner, right = (land.alphas[0], land.betas[0]), land.alphas[-1]
    return VGroup(edge(land, "w", w, corner[1], DOWN), edge(land, "b", b, right, RIGHT, 0.35),
                  upright(land, corner, heights, f"cost {as_symbol('C')}"))


def edge(land, name, ticks, other, side, length=0.8):
    """An arrow along an edge of the land, on whose line the other coordinate is `other`: of w (alpha), or of b (beta); so long, beside
    it; and ticks: the arrow begins a little after the first. side: of the land, on the screen."""
    def spot(at):
        return land.at(*((at, other) if name == "w" else (other, at)))

    start, end = (spot(ticks[0] + along) + theme.GAP * side for along in (0.1, 0.1 + length))
    arrow = Arrow(start, end, buff=0, color=theme.SYMBOLS[name], stroke_width=theme.stroke(theme.BOLD))
    marks = [_mark(at, spot(at), side, 2 * theme.GAP) for at in ticks]
    return VGroup(arrow, Formula(f"{{{{{name} : {name}}}}}").next_to(arrow, side, buff=theme.GAP / 2), *marks)


def upright(land, corner, ticks, name):
    """What the height of the land is, on an axis that stands at a corner of it (alpha, beta), with ticks."""
    spots = [land.at(*corner, at) for at in ticks]
    axis = Line(spots[0], spots[-1] + theme.GAP * UP, color=theme.COST, stroke_width=theme.stroke(theme.LINE))
    lines = [Line(spot, spot + theme.GAP / 2 * LEFT).match_style(axis) for spot in spots]
    marks = [_mark(at, spot, LEFT, theme.GAP) for at, spot in zip(ticks, spots)]
    return VGroup(axis, *lines, *marks, Words(name, size=theme.LABEL, color=theme.COST).next_to(axis, UP, buff=theme.GAP / 2))


def _mark(at, spot, side, buff):
    return Words("{}", Mark(float(at), "g"), size=theme.LABEL, color=theme.FAINT).next_to(spot, side, buff=buff)


def _runs(seen):
    """The stretches of points that are seen, as lists of their numbers."""
    return [run for run in np.split(np.arange(len(seen)), np.flatnonzero(np.diff(seen)) + 1) if seen[run[0]]]


@lru_cache(maxsize=2)
def sight_of(land, turn, rise, pitch, phase):
    """A Sight, kept while the same is seen from the same side: then only paths are painted anew."""
    return Sight(land, turn, rise, pitch, phase)


COST, INK, DARK = (color.to_rgb() for color in (theme.COST, theme.INK, theme.BACKGROUND))
