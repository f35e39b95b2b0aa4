"""What a map and a landscape share: the colours of height, what lies between heights, and contour lines."""

import numpy as np
from scipy.interpolate import RectBivariateSpline

from scenes.stage import theme
from scenes.stage.axes import round_ticks


class Scale:
    """Colour as one fixed function of height, from `low` to `high`: the same in every picture that shares it."""

    def __init__(self, low, high, levels=10):
        self.low, self.high = float(low), float(high)
        self.levels = round_ticks(low, high, levels)

    def share(self, height):
        """Height as a share of the scale, 0..1."""
        return np.clip((np.asarray(height) - self.low) / (self.high - self.low), 0, 1)

    def colours(self, height):
        """(..., 3) red, green, blue in 0..1."""
        anchors = np.array([colour.to_rgb() for colour in theme.HEIGHTS])
        at = np.linspace(0, 1, len(anchors))
        share = self.share(height)
        return np.stack([np.interp(share, at, anchors[:, i]) for i in range(3)], axis=-1)


def spline(alphas, betas, height, degree=3):
    """The surface through all heights (A, B) over alphas (A,) and betas (B,): cubic, of lower degree where they are few."""
    degrees = [min(degree, len(grid) - 1) for grid in (alphas, betas)]
    return RectBivariateSpline(alphas, betas, height, kx=degrees[0], ky=degrees[1])


def isolines(x, y, height, levels):
    """Contour lines by marching squares over height (A, B) at x (A,), y (B,).

    Returns segments (S, 2, 3), each from (x, y, level) to (x, y, level), and cells (S, 2), the square (i, j)
    that each lies in. In a square whose corners alternate, the two lines part the higher corners.
    """
    segments, cells = [], []
    for level in levels:
        above = height > level
        i, j = np.nonzero(_mixed(above))
        for square in zip(i.tolist(), j.tolist(), strict=True):
            crossings = _crossings(x, y, height, level, *square)
            for start in range(0, len(crossings), 2):
                segments.append(crossings[start:start + 2])
                cells.append(square)
    return np.array(segments).reshape(-1, 2, 3), np.array(cells, int).reshape(-1, 2)


def _mixed(above):
    """The squares with corners on both sides of the level."""
    corners = above[:-1, :-1].astype(int) + above[1:, :-1] + above[1:, 1:] + above[:-1, 1:]
    return (corners > 0) & (corners < 4)


def _crossings(x, y, height, level, i, j):
    """Where the level crosses the border of square (i, j): two points, or two pairs of them."""
    ring = [(i, j), (i + 1, j), (i + 1, j + 1), (i, j + 1)]
    points = []
    for (i0, j0), (i1, j1) in zip(ring, [*ring[1:], ring[0]], strict=True):
        h0, h1 = height[i0, j0], height[i1, j1]
        if (h0 > level) != (h1 > level):
            t = (level - h0) / (h1 - h0)
            points.append((x[i0] + t * (x[i1] - x[i0]), y[j0] + t * (y[j1] - y[j0]), level))
    if len(points) == 4 and height[i, j] <= level:  # a saddle: join the crossings that cut off a higher corner
        return points
    return points[1:] + points[:1] if len(points) == 4 else points
