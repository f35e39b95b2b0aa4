"""A landscape: the cost over a plane as a height field in three dimensions, with paths on it and points above it.

Painted back to front with pycairo, square by square: what is nearer is painted later and hides what is behind,
a path on the far side of a hill with it. Seen from above and flat it is the contour map.
"""

from collections import defaultdict
from functools import cached_property
from math import tau

import numpy as np
from manim import UpdateFromAlphaFunc
from scipy.ndimage import maximum_filter

from scenes.stage import theme
from scenes.stage.painting import Painting, Shared, paint_dot, paint_line
from scenes.stage.paths import paint_stem, paths_shown
from scenes.stage.surface import isolines

LIGHT = np.array([-0.45, -0.35, 0.82])    # where the light comes from, in the landscape's own axes
SHADE = 0.45                              # how dark a slope turned from the light is, as a share
LIFT = 0.012                              # lines lie so far above the surface, as a share of its height
SEAM = 1.15                               # squares overlap so much that no seam shines through
PIECES = 3                                # a path is cut into pieces of a third of a square, to hide piece by piece
LIT = theme.LIT.to_rgb()
SUNK = 0.3                                # opacity of what is under the surface


class Landscape(Painting):
    """Height (A, B) over alphas (A,) and betas (B,), coloured by a Scale.

    width   how wide the plane is, seen from above
    relief  how high the scale is (from low to high), in the same units
    `look` turns it, `show` puts paths on it, `at` tells where a point of it stands.
    """

    def __init__(self, alphas, betas, height, scale, width, box, relief):
        super().__init__(*box)
        self.alphas, self.betas, self.height_field, self.scale_ = alphas, betas, height, scale
        self.centre = (alphas[0] + alphas[-1]) / 2, (betas[0] + betas[-1]) / 2
        self.unit = width / (alphas[-1] - alphas[0])
        self.relief = relief
        self.grid = self._lifted(*np.meshgrid(alphas, betas, indexing="ij"), height)      # (A, B, 3)
        segments, self.segment_cells = isolines(alphas, betas, height, scale.levels)
        self.segments = self._lifted(*np.moveaxis(segments, -1, 0)) + [0, 0, LIFT * relief]
        self.colours = self._lit_colours()
        self.paths = ()
        self.look(azimuth=0, elevation=tau / 4)

    def look(self, azimuth, elevation, rise=1.0):
        """Turn by `azimuth`, seen from `elevation` above the horizon (radians; tau/4 is straight down).

        rise  0 is flat, 1 the full relief
        """
        self.azimuth, self.elevation, self.rise = azimuth, elevation, rise
        c, s, e, f = np.cos(azimuth), np.sin(azimuth), np.sin(elevation), np.cos(elevation)
        # columns: to the right, up the screen, towards the viewer
        self.view = np.array([[c, e * s, -f * s], [-s, e * c, -f * c], [0, f, e]])
        self.__dict__.pop("_terrain", None)
        return self

    def show(self, *paths):
        """Draw these Paths, and no others."""
        self.paths = paths
        return self

    def shown(self):
        return {"alphas": self.alphas, "betas": self.betas, "heights": self.height_field, **paths_shown(self.paths)}

    def at(self, alpha, beta, height=None):
        """Where the point over (alpha, beta), on the surface or at that height, stands in the scene."""
        height = self.surface(alpha, beta) if height is None else height
        x, y, _ = self._seen(self._lifted(np.asarray(alpha), np.asarray(beta), np.asarray(height)))
        return self.place(x, y)

    def surface(self, alpha, beta):
        """The height of the drawn surface over a point, between the grid's values."""
        i, s = _place(self.alphas, alpha)
        j, t = _place(self.betas, beta)
        h = self.height_field
        return ((1 - s) * ((1 - t) * h[i, j] + t * h[i, j + 1]) + s * ((1 - t) * h[i + 1, j] + t * h[i + 1, j + 1]))

    # -- geometry: (alpha, beta, height) -> the landscape's own axes -> the screen -----------

    def _lifted(self, alpha, beta, height):
        up = self.relief * (np.asarray(height) - self.scale_.low) / (self.scale_.high - self.scale_.low)
        return np.stack([self.unit * (alpha - self.centre[0]), self.unit * (beta - self.centre[1]), up], axis=-1)

    def _seen(self, points):
        """(..., 3): right, up, and nearness on the screen; the middle of the relief is in the middle of the box."""
        points = points * [1, 1, self.rise] - [0, 0, self.rise * self.relief / 2]
        return points @ self.view

    def _lit_colours(self):
        """(A-1, B-1, 3): each square in the colour of its height, darker where it is turned from the light."""
        g = self.grid
        normal = np.cross(g[1:, 1:] - g[:-1, :-1], g[:-1, 1:] - g[1:, :-1])
        lit = np.abs(normal @ LIGHT) / np.linalg.norm(normal, axis=-1)
        h = self.height_field
        middle = (h[:-1, :-1] + h[1:, :-1] + h[1:, 1:] + h[:-1, 1:]) / 4
        return self.scale_.colours(middle), 1 - SHADE * (1 - np.clip(lit, 0, 1))

    # -- painting --------------------------------------------------------------------------

    def paint(self, ctx):
        squares, last_around, contours = self._terrain
        self._paint_squares(ctx, squares, contours, self._paths_by_rank(last_around))
        self._paint_sunk(ctx)

    @cached_property
    def _terrain(self):
        """What only a turn changes: the squares from back to front, a list for each number of their corners and colours
        (11, N); the rank (A-1, B-1) of the last square around each; and by that rank the contour lines."""
        squares, nearness = self._squares()
        order = np.argsort(nearness, axis=None)
        rank = np.empty(order.size, int)
        rank[order] = np.arange(order.size)
        last_around = maximum_filter(rank.reshape(nearness.shape), 3)
        colours, light = self.colours
        shaded = (colours * (1 - self.rise * (1 - light))[..., None]).reshape(-1, 3)
        columns = np.hstack([squares, shaded])[order].T.tolist()
        return Shared((columns, last_around, self._contours_by_rank(last_around)))

    def _squares(self):
        """Corners (N, 8) of every square on the screen, slightly enlarged, and its nearness (A-1, B-1)."""
        seen = self._seen(self.grid)
        corners = np.stack([seen[:-1, :-1], seen[1:, :-1], seen[1:, 1:], seen[:-1, 1:]], axis=2)   # (A-1, B-1, 4, 3)
        middle = corners.mean(axis=2, keepdims=True)
        enlarged = middle + SEAM * (corners - middle)
        return enlarged[..., :2].reshape(-1, 8), middle[:, :, 0, 2]

    def _paint_squares(self, ctx, squares, *lines):
        """Square by square, and after each what is to lie on it: {rank of a square: [what is painted then]}."""
        move, line, close, source, fill = ctx.move_to, ctx.line_to, ctx.close_path, ctx.set_source_rgb, ctx.fill
        for rank, (x0, y0, x1, y1, x2, y2, x3, y3, red, green, blue) in enumerate(zip(*squares, strict=True)):
            source(blue, green, red)    # Manim's frame holds blue first: see painting.ink
            move(x0, y0)
            line(x1, y1)
            line(x2, y2)
            line(x3, y3)
            close()
            fill()
            for by_rank in lines:
                for paint, *what in by_rank.get(rank, ()):
                    paint(ctx, *what)

    def _contours_by_rank(self, last_around):
        """A line waits for the last of the squares around its own, which would cover half of it."""
        lines = defaultdict(list)
        ends = self._seen(self.segments)[..., :2].reshape(-1, 4).tolist()
        for r, segment in zip(last_around[tuple(self.segment_cells.T)].tolist(), ends, strict=True):
            lines[r].append((paint_line, *segment, theme.THREAD * 2, LIT, theme.CONTOUR))
        return lines

    def _paths_by_rank(self, last_around):
        lines = defaultdict(list)
        for path in self.paths:
            for r, line in self._pieces(path, last_around):
                lines[r].append(line)
        return lines

    def _pieces(self, path, last_around):
        """(rank, what to paint): a path cut into pieces, each painted right after the last of the squares around it."""
        points, color = np.asarray(path.points, float), path.color.to_rgb()
        along = self._cut(points)
        ranks = last_around[self._cells(along)]
        ends = self._on_screen(along)
        for r0, r1, start, end in zip(ranks[:-1], ranks[1:], ends[:-1].tolist(), ends[1:].tolist(), strict=True):
            yield max(r0, r1), (paint_line, *start, *end, theme.LINE * 1.5, color, 1.0)
        ranks = last_around[self._cells(points)]
        if path.heights is not None:
            for r, (foot, head) in zip(ranks, self._stems(path), strict=True):
                if head[1] >= foot[1]:
                    yield r, (paint_stem, foot, head, color)
        elif path.dots:
            for r, (x, y) in zip(ranks, self._on_screen(points).tolist(), strict=True):
                yield r, (paint_dot, x, y, theme.DOT / 2, color)
            yield r, (paint_dot, x, y, theme.DOT, color)

    def _paint_sunk(self, ctx):
        """The points under the surface, seen through it."""
        for path in self.paths:
            for foot, head in self._stems(path) if path.heights is not None else ():
                if head[1] < foot[1]:
                    ctx.push_group()
                    paint_stem(ctx, foot, head, path.color.to_rgb())
                    ctx.pop_group_to_source()
                    ctx.paint_with_alpha(SUNK)

    def _stems(self, path):
        points = np.asarray(path.points, float)
        heads = self._seen(self._lifted(*points.T, np.asarray(path.heights)))[:, :2]
        return zip(self._on_screen(points).tolist(), heads.tolist(), strict=True)

    def _cut(self, points):
        """The path (k, 2) with points added between, a fraction of a square apart."""
        pitch = np.array([self.alphas[1] - self.alphas[0], self.betas[1] - self.betas[0]])
        steps = np.abs(np.diff(points, axis=0) / pitch).max(axis=1, initial=0) if len(points) > 1 else np.empty(0)
        at = np.concatenate([[0.0], np.cumsum(np.maximum(steps, 1e-9))])
        along = np.union1d(np.arange(0, at[-1], 1 / PIECES), at)
        return np.column_stack([np.interp(along, at, points[:, i]) for i in (0, 1)])

    def _on_screen(self, points):
        lifted = self._lifted(*points.T, self.surface(*points.T)) + [0, 0, LIFT * self.relief]
        return self._seen(lifted)[:, :2]

    def _cells(self, points):
        return _place(self.alphas, points[:, 0])[0], _place(self.betas, points[:, 1])[0]


class Turn(UpdateFromAlphaFunc):
    """Turn a landscape from the way it stands to another (see `look`); a gesture: nothing of the data changes."""

    def __init__(self, landscape, azimuth, elevation, rise=1.0, **options):
        start = np.array([landscape.azimuth, landscape.elevation, landscape.rise])
        way = np.array([azimuth, elevation, rise]) - start
        super().__init__(landscape, lambda land, t: land.look(*(start + t * way)), **options)


def _place(grid, value):
    """The cell of the grid that a value lies in (the outermost for one outside), and how far along it, 0..1."""
    cell = np.clip(np.searchsorted(grid, value) - 1, 0, len(grid) - 2)
    return cell, np.clip((value - grid[cell]) / (grid[cell + 1] - grid[cell]), 0, 1)
