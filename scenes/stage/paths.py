"""A path over a plane, and how its lines and points are painted on a map and on a landscape."""

from dataclasses import dataclass, field, replace
from math import tau

import numpy as np

from scenes.stage import theme
from scenes.stage.painting import ink, paint_dot, paint_line, paint_plus, paint_square, trace


@dataclass
class Path:
    """A path on the landscape: points (k, 2) in its plane, drawn as a line with a dot at each, the last one larger.

    heights  (k,) for points that stand off the surface: a stem joins each to the surface under it
    marker   "circle" or "square"
    size     radius of a point; the last one's is twice that
    uphill   for each step, whether a + stands beside the point that it leads to
    """

    points: np.ndarray
    color: object = field(default_factory=lambda: theme.LIT)
    heights: np.ndarray = None
    dots: bool = True
    marker: str = "circle"
    size: float = theme.DOT / 2
    uphill: np.ndarray = ()

    def up_to(self, row):
        """The Path as far as this row; between two rows its marker is on the way (see so_far)."""
        heights = None if self.heights is None else so_far(self.heights, row)
        return replace(self, points=so_far(self.points, row), heights=heights, uphill=self.uphill[:int(row)])


def paths_shown(paths):
    """The numbers of these Paths (see Painting.shown)."""
    points = {f"path {i}": path.points for i, path in enumerate(paths)}
    return points | {f"path {i} heights": path.heights for i, path in enumerate(paths) if path.heights is not None}


def so_far(path, row):
    """The path up to a row; where that lies between two rows, the last point is on its way: a walker that glides."""
    whole = int(row)
    points = path[:whole + 1]
    if row == whole:
        return points
    return np.array([*points, points[-1] + (row - whole) * (path[whole + 1] - points[-1])])


def paint_path(ctx, path, points):
    """A Path on a map, where its points (k, 2) have these places."""
    color, mark = path.color.to_rgb(), MARKERS[path.marker]
    for width, tone in ((theme.LINE * 2, theme.BACKGROUND.to_rgb()), (theme.LINE * 1.5, color)):
        ctx.set_line_width(width)
        ink(ctx, tone)
        trace(ctx, points)
    for point in points if path.dots else ():
        mark(ctx, *point, path.size, color)
    for place in _beside(points, np.flatnonzero(path.uphill[:len(points) - 1]) + 1, path.size):
        paint_plus(ctx, *place, 1.2 * path.size, theme.LINE * 2, COST)
    mark(ctx, *points[-1], 2 * path.size, color)


def _beside(points, rows, size):
    """A place beside each of these points, far from the path up to there and from the places found before."""
    places, angles = [], np.linspace(0, tau, 12, endpoint=False) + tau / 8
    around = np.stack([np.cos(angles), np.sin(angles)], axis=-1)
    for row in rows:
        free = points[row] + (4.2 if row == len(points) - 1 else 2.6) * size * around
        taken = np.array([*points[:row], *places])
        places.append(free[np.linalg.norm(free[:, None] - taken, axis=-1).min(axis=1).argmax()])
    return places


def paint_stem(ctx, foot, head, color):
    """A point on a stem that stands on the surface."""
    paint_line(ctx, *foot, *head, theme.THREAD * 2, color)
    paint_dot(ctx, *head, theme.DOT / 2, color)


MARKERS = {"circle": paint_dot, "square": paint_square}
COST = theme.COST.to_rgb()
