"""A contour map of the cost over a plane, with paths on it, and the legend of its colours."""

from math import tau

import numpy as np
from manim import DOWN, DR, LEFT, RIGHT, UL, UP, UpdateFromAlphaFunc, VGroup

from scenes.stage import theme
from scenes.stage.axes import round_ticks
from scenes.stage.facts import Mark
from scenes.stage.ground import Ground, as_pixels, fill_with
from scenes.stage.painting import Painting, paint_line
from scenes.stage.inscribed import Inscribed
from scenes.stage.paths import paint_path, paths_shown
from scenes.stage.text import Formula, Words, align_baselines


class ContourMap(Inscribed):
    """Height (A, B) over alphas (A,) and betas (B,), coloured by a Scale: alpha to the right, beta up.

    `show` puts Paths on it, `at` tells where a point of it stands. As wide as the plane of a Landscape of the same
    width seen from above, so that one can take the other's place. Colours and contour lines are smooth: between the
    recorded heights they are interpolated (see Ground, also for view, filled and floor).
    """

    def __init__(self, alphas, betas, height, scale, width, view=None, filled=True, floor=None):
        self.ground = Ground(alphas, betas, height, scale, width, view, filled, floor)
        super().__init__(*self.ground.extent)
        self.alphas, self.betas, self.height_field = alphas, betas, height
        self.unit, self.view = self.ground.unit, self.ground.view
        self.show()

    def show(self, *paths, level=None):
        """Draw these Paths, and no others; and, with a level, the contour line at that height."""
        self.paths = paths
        self.lit_lines = self.ground.contour([] if level is None else [level])
        return self

    def shown(self):
        return {"alphas": self.alphas, "betas": self.betas, "heights": self.height_field, **paths_shown(self.paths)}

    def at(self, alpha, beta):
        """Where the point (alpha, beta) stands in the scene."""
        return self.place(*self.ground.on_map([alpha, beta]))

    def paint(self, ctx):
        self.ground.paint(ctx)
        self.ground.paint_lit(ctx, self.lit_lines)
        for path in self.paths:
            paint_path(ctx, path, self.ground.on_map(path.points))


class MapTicks(VGroup):
    """Around a ContourMap: a few round values along its lower and left edge, and the letters of its two directions."""

    def __init__(self, chart, x_symbol, y_symbol):
        x, y = (self._ticks(grid, theme.GUTTER / chart.unit) for grid in chart.view)
        below = [self._tick(value).next_to(chart.at(value, chart.view[1][0]), DOWN, buff=theme.GAP / 2) for value in x]
        beside = [self._tick(value).next_to(chart.at(chart.view[0][0], value), LEFT, buff=theme.GAP / 2) for value in y]
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


class Label(UpdateFromAlphaFunc):
    """Texts appear on a map or a landscape, as `write` puts them there."""

    def __init__(self, chart, *texts, **options):
        before = len(chart.submobjects)
        chart.write(*texts)
        parts = [(part, part.get_fill_opacity()) for part in VGroup(*chart.submobjects[before:]).family_members_with_points()]

        def appear(_, t):
            for part, opacity in parts:
                part.set_fill(opacity=t * opacity)

        appear(chart, 0)
        super().__init__(chart, appear, **options)


class ColourKey(VGroup):
    """The colours of a Scale as a level bar of that length, between words for a low height and for a high one."""

    def __init__(self, scale, length, low, high):
        bar = _Bar(scale, length).rotate(-tau / 4)
        words = [Words(text) for text in (low, high)]
        super().__init__(words[0], bar, words[1])
        self.arrange(RIGHT, buff=theme.GUTTER / 2)
        align_baselines(*words)


class _Bar(Painting):
    """The colours from the lowest height to the highest, bottom to top, with the contour lines across."""

    def __init__(self, scale, height):
        super().__init__(theme.GAP, height)
        self.heights = scale
        self.pixels = as_pixels(scale.colours(np.linspace(scale.low, scale.high, 256))[None])

    def shown(self):
        return {}      # a legend shows no state

    def along(self, level):
        return self.extent[1] * (self.heights.share(level) - 0.5)

    def paint(self, ctx):
        width = self.extent[0]
        fill_with(ctx, self.pixels, self.extent)
        for level in self.heights.levels:
            paint_line(ctx, -width / 2, self.along(level), width / 2, self.along(level), theme.THREAD * 2, LIT, theme.CONTOUR)


LIT = theme.LIT.to_rgb()
