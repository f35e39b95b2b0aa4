"""A curve seen through a lens at one of its points: the stronger the lens, the straighter it looks."""

import numpy as np
from manim import DOWN, LEFT, VGroup

from scenes.stage import theme
from scenes.stage.painting import Painting, ink, paint_dot, paint_line, trace
from scenes.stage.text import Formula


class Lens(VGroup):
    """Curves y (levels, K) over x (levels, K), both from the point that is looked at, and the tangent there.

    half   half the width of what is seen, when not magnified; the height is chosen so that the tangent is the diagonal
    """

    def __init__(self, x, y, slope, half, x_math, y_math, color, size):
        self.view = _Seen(x, y, slope, half, color, size)
        below = Formula(x_math, theme.LABEL).next_to(self.view, DOWN, buff=theme.GAP)
        beside = Formula(y_math, theme.LABEL).next_to(self.view, LEFT, buff=theme.GAP)
        super().__init__(below, beside, self.view)

    def show(self, level, magnified, move=None):
        """Look at the curve recorded for this level, so many times magnified; `move` (dx, dy) is a point on it."""
        self.view.level, self.view.magnified, self.view.move = level, magnified, move
        return self


class _Seen(Painting):
    def __init__(self, x, y, slope, half, color, size):
        super().__init__(size, size)
        self.x, self.y, self.slope, self.half, self.colour = x, y, float(slope), half, color.to_rgb()
        self.level, self.magnified, self.move = 0, 1.0, None

    def shown(self):
        return {"x": self.x[self.level], "y": self.y[self.level]}

    def seen(self, x, y):
        """Moves (x, y) from the point in the painting's own coordinates: (..., 2)."""
        scale = self.extent[0] / 2 * self.magnified / self.half
        return np.stack([scale * np.asarray(x), scale * np.asarray(y) / abs(self.slope)], axis=-1)

    def paint(self, ctx):
        half, diagonal = self.extent[0] / 2, np.sign(self.slope)
        ctx.save()
        ctx.rectangle(-half, -half, 2 * half, 2 * half)
        ctx.clip()
        paint_line(ctx, -half, -half * diagonal, half, half * diagonal, theme.LINE, GRADIENT)
        ink(ctx, self.colour)
        ctx.set_line_width(1.5 * theme.LINE)
        trace(ctx, self.seen(self.x[self.level], self.y[self.level]))
        ctx.restore()
        ink(ctx, FAINT)
        ctx.set_line_width(theme.LINE)
        ctx.rectangle(-half, -half, 2 * half, 2 * half)
        ctx.stroke()
        paint_dot(ctx, 0, 0, theme.DOT, FAINT)
        if self.move is not None:
            paint_dot(ctx, *self.seen(*self.move), theme.BALL, self.colour)


FAINT, GRADIENT = theme.FAINT.to_rgb(), theme.GRADIENT.to_rgb()
