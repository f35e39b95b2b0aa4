"""A path over a plane, and how its lines and points are painted on a map and on a landscape."""

from dataclasses import dataclass, field

import numpy as np

from scenes.stage import theme
from scenes.stage.painting import paint_dot, paint_line


@dataclass
class Track:
    """A path on the landscape: points (k, 2) in its plane, drawn as a line with a dot at each, the last one larger.

    heights  (k,) for points that stand off the surface: a stem joins each to the surface under it
    """

    points: np.ndarray
    color: object = field(default_factory=lambda: theme.LIT)
    heights: np.ndarray = None
    dots: bool = True


def tracks_shown(tracks):
    """The numbers of these Tracks (see Painting.shown)."""
    points = {f"path {i}": track.points for i, track in enumerate(tracks)}
    return points | {f"path {i} heights": track.heights for i, track in enumerate(tracks) if track.heights is not None}


def paint_stem(ctx, foot, head, color):
    """A point on a stem that stands on the surface."""
    paint_line(ctx, *foot, *head, theme.THREAD * 2, color)
    paint_dot(ctx, *head, theme.DOT / 2, color)
