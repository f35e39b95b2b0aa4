"""A contour map of the cost over a plane, with paths on it, and the key of its colours."""

from math import tau

import numpy as np
from manim import RIGHT, UpdateFromAlphaFunc, VGroup

from scenes.stage import theme
from scenes.stage.ground import Ground, as_pixels, fill_with
from scenes.stage.painting import Painting, paint_line
from scenes.stage.inscribed import Inscribed
from scenes.stage.paths import paint_path, paths_shown
from scenes.stage.text import Words, align_baselines


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

    def show(self, *paths):
        """Draw these Paths, and no others."""
        self.paths = paths
        return self

    def shown(self):
        return {"alphas": self.alphas, "betas": self.betas, "heights": self.height_field, **paths_shown(self.paths)}

    def at(self, alpha, beta):
        """Where the point (alpha, beta) stands in the scene."""
        return self.place(*self.ground.on_map([alpha, beta]))

    def paint(self, ctx):
        self.ground.paint(ctx)
        for path in self.paths:
            paint_path(ctx, path, self.ground.on_map(path.points))


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
    """The colours of a Scale as a level bar of that length, between words, or Facts, for a low height and for a high one."""

    def __init__(self, scale, length, low, high):
        bar = _Bar(scale, length).rotate(-tau / 4)
        words = [Words(text) if isinstance(text, str) else Words("{}", text) for text in (low, high)]
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
