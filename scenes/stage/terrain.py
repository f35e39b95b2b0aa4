"""The recorded plane of a run as films ask for it by name: a map with its ticks and its legend, or a landscape."""

from manim import RIGHT, VGroup

from scenes.stage import symbols as sym
from scenes.stage import theme
from scenes.stage.contour_map import ContourMap, Legend, MapTicks
from scenes.stage.landscape import Landscape
from scenes.stage.surface import Scale

LEVELS = 12                       # contour lines, about


def plane_of(runs, key):
    """alphas (A,), betas (B,) and heights (A, B): those at "digits.plane_cost" stand over plane_alphas and plane_betas.

    Those at "plane.surface" stand over the one grid of that recording, which serves both ways.
    """
    name, _, array = key.partition(".")
    prefix, heights = array.rpartition("_")[0], getattr(runs[name], array)
    grids = [f"{prefix}_alphas", f"{prefix}_betas"] if prefix else ["grid", "grid"]
    return *(getattr(runs[name], grid) for grid in grids), heights


def contour_map(runs, key, paths=(), width=theme.SUBJECT[0], levels=LEVELS, **look):
    """(map, ticks, legend), with these Paths on it; look is that of a ContourMap."""
    alphas, betas, heights = plane_of(runs, key)
    chart = ContourMap(alphas, betas, heights, _scale(heights, paths, levels), width, **look)
    return VGroup(chart, MapTicks(chart, "alpha", "beta"), _legend(chart, chart.ground.scale))


def landscape(runs, key, paths=(), width=theme.SUBJECT[0], levels=LEVELS):
    """(landscape, legend), with these Paths on it, in the box and with the relief of the theme."""
    alphas, betas, heights = plane_of(runs, key)
    land = Landscape(alphas, betas, heights, _scale(heights, paths, levels), width, theme.VISTA, theme.RELIEF)
    return VGroup(land, _legend(land, land.scale_))


def on_clock(picture, paths, clock):
    """The picture, these Paths on its map or landscape: whole, or on a clock as far as its row."""
    if clock is None:
        picture[0].show(*paths)
    else:
        walk(clock, picture[0], *paths)
    return picture


def walk(clock, drawing, *paths):
    """These Paths on a map or a landscape, as far as the row of the clock."""
    return clock.draw(drawing, lambda row: drawing.show(*(path.up_to(row) for path in paths)))


def _scale(heights, paths, levels):
    """From nothing to the highest that is drawn: of the surface, or of a path above it."""
    above = [path.heights.max() for path in paths if path.heights is not None]
    return Scale(0, max([heights.max(), *above]), levels)


def _legend(drawing, scale):
    return Legend(scale, sym.C, theme.SUBJECT[0] / 2).next_to(drawing, RIGHT, buff=theme.GAP)
