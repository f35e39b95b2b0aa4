"""A contour map of the cost over a plane, with paths on it, and the legend of its colours."""

from itertools import pairwise

import cairo
import numpy as np
from manim import DOWN, DR, LEFT, RIGHT, UL, UP, VGroup

from scenes.stage import theme
from scenes.stage.axes import round_ticks
from scenes.stage.facts import Mark
from scenes.stage.painting import Painting, paint_dot, paint_line
from scenes.stage.surface import isolines, paths_shown
from scenes.stage.text import Formula, Words


class ContourMap(Painting):
    """Height (A, B) over alphas (A,) and betas (B,), coloured by a Scale: alpha to the right, beta up.

    `show` puts Paths on it, `at` tells where a point of it stands. As wide as the plane of a Landscape of the same
    width seen from above, so that one can take the other's place.
    """

    def __init__(self, alphas, betas, height, scale, width):
        self.alphas, self.betas = alphas, betas
        self.centre = np.array([alphas[0] + alphas[-1], betas[0] + betas[-1]]) / 2
        self.unit = width / (alphas[-1] - alphas[0])
        super().__init__(width, self.unit * (betas[-1] - betas[0]))
        self.height_field = height
        self.lines = self._contour(scale.levels)
        self.pixels = _pixels(scale.colours(height))
        self.show()

    def show(self, *paths, level=None):
        """Draw these Paths, and no others; and, with a level, the contour line at that height."""
        self.paths = paths
        self.lit_lines = self._contour([] if level is None else [level])
        return self

    def shown(self):
        return {"alphas": self.alphas, "betas": self.betas, "heights": self.height_field, **paths_shown(self.paths)}

    def _contour(self, levels):
        segments, _ = isolines(self.alphas, self.betas, self.height_field, levels)
        return self._on_map(segments[..., :2]).reshape(-1, 4).tolist()

    def at(self, alpha, beta):
        """Where the point (alpha, beta) stands in the scene."""
        return self.place(*self._on_map(np.array([alpha, beta])))

    def _on_map(self, points):
        return self.unit * (points - self.centre)

    def paint(self, ctx):
        self._paint_image(ctx)
        for line in self.lines:
            paint_line(ctx, *line, theme.THREAD * 2, LIT, theme.CONTOUR)
        for line in self.lit_lines:
            paint_line(ctx, *line, theme.LINE, LIT)
        for path in self.paths:
            points, color = self._on_map(np.asarray(path.points, float)).tolist(), path.color.to_rgb()
            for start, end in pairwise(points):
                paint_line(ctx, *start, *end, theme.LINE * 1.5, color)
            for x, y in points if path.dots else ():
                paint_dot(ctx, x, y, theme.DOT / 2, color)
            paint_dot(ctx, *points[-1], theme.DOT, color)

    def _paint_image(self, ctx):
        """One pixel for each value of the grid, smoothly enlarged: values stand at the pixels' centres."""
        rows, columns, _ = self.pixels.shape
        _fill_with(ctx, self.pixels, self.extent, self.extent[0] / (columns - 1), self.extent[1] / (rows - 1))


class MapTicks(VGroup):
    """Around a ContourMap: a few round values along its lower and left edge, and the letters of its two directions."""

    def __init__(self, chart, x_symbol, y_symbol):
        x, y = (self._ticks(grid, theme.GUTTER / chart.unit) for grid in (chart.alphas, chart.betas))
        below = [self._tick(value).next_to(chart.at(value, chart.betas[0]), DOWN, buff=theme.GAP / 2) for value in x]
        beside = [self._tick(value).next_to(chart.at(chart.alphas[0], value), LEFT, buff=theme.GAP / 2) for value in y]
        x_name = Formula(x_symbol, size=theme.LABEL).next_to(chart.get_corner(DR), DOWN, buff=theme.GAP / 2)
        y_name = Formula(y_symbol, size=theme.LABEL).next_to(chart.get_corner(UL), LEFT, buff=theme.GAP / 2)
        super().__init__(*below, *beside, x_name, y_name)

    @staticmethod
    def _ticks(grid, room):
        """Round values along a grid, but for those at its end, where the letter stands."""
        ticks = round_ticks(float(grid[0]), float(grid[-1]))
        return ticks[ticks <= grid[-1] - room]

    @staticmethod
    def _tick(value):
        return Words("{}", Mark(value, "g"), size=theme.LABEL, color=theme.FAINT)


class Legend(VGroup):
    """The colours of a Scale as a bar, with its round heights and the letter of what they measure."""

    def __init__(self, scale, symbol, height, form=".1f", ticks=4):
        bar = _Bar(scale, height)
        pitch = max(1, round(len(scale.levels) / ticks))
        marks = [Words("{}", Mark(level, form), size=theme.LABEL, color=theme.FAINT)
                 .next_to(bar.place(bar.extent[0] / 2, bar.along(level)), RIGHT, buff=theme.GAP)
                 for level in scale.levels[::pitch]]
        name = Formula(symbol).next_to(bar, UP, buff=theme.GAP)
        super().__init__(bar, *marks, name)


class _Bar(Painting):
    """The colours from the lowest height to the highest, bottom to top, with the contour lines across."""

    def __init__(self, scale, height):
        super().__init__(theme.GAP, height)
        self.heights = scale
        self.pixels = _pixels(scale.colours(np.linspace(scale.low, scale.high, 256))[None])

    def shown(self):
        return {}      # a legend shows no state

    def along(self, level):
        return self.extent[1] * (self.heights.share(level) - 0.5)

    def paint(self, ctx):
        width, height = self.extent
        _fill_with(ctx, self.pixels, self.extent, width, height / len(self.pixels))
        for level in self.heights.levels:
            paint_line(ctx, -width / 2, self.along(level), width / 2, self.along(level), theme.THREAD * 2, LIT, theme.CONTOUR)


def _fill_with(ctx, pixels, extent, pixel_width, pixel_height):
    """Fill the box with a picture in its middle, whose pixels are so large; beyond it its edge continues."""
    width, height = extent
    rows, columns, _ = pixels.shape
    image = cairo.ImageSurface.create_for_data(pixels, cairo.FORMAT_RGB24, columns, rows)
    ctx.save()
    ctx.rectangle(-width / 2, -height / 2, width, height)
    ctx.clip()
    ctx.scale(pixel_width, pixel_height)
    ctx.translate(-columns / 2, -rows / 2)
    ctx.set_source_surface(image)
    ctx.get_source().set_filter(cairo.FILTER_BILINEAR)
    ctx.get_source().set_extend(cairo.EXTEND_PAD)
    ctx.paint()
    ctx.restore()


def _pixels(colours):
    """Colours (columns, rows, 3) in 0..1 as pixels (rows, columns, 4), column i at x = i, row j at y = j."""
    columns, rows, _ = colours.shape
    pixels = np.full((rows, columns, 4), 255, np.uint8)
    # The frame keeps red and blue the other way round than cairo does (see painting.ink).
    pixels[..., :3] = np.round(255 * colours.transpose(1, 0, 2))
    return pixels


LIT = theme.LIT.to_rgb()
