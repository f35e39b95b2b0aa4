"""Drawings painted straight onto the frame with pycairo.

A Manim `Line` costs 0.1 ms in every frame; the network has hundreds of edges and a landscape
thousands of patches. Painted with pycairo they take a few milliseconds together, and a `Painting`
is still a mobject like any other: it is placed, scaled, faded and ordered by Manim.
"""

from math import atan2, hypot, tau

import cairo
import numpy as np
from manim import DL, DR, UL, UR, VMobject

from scenes.stage import theme


class Painting(VMobject):
    """A box of width x height whose content is painted by `paint`.

    The box is what Manim sees: `next_to`, `arrange`, `shift`, `scale` and `rotate` move it and the
    content goes along. Its fill opacity is the opacity of the content, so `FadeIn`, `FadeOut` and
    `set_opacity` work; the box itself is never drawn.
    """

    def __init__(self, width, height):
        super().__init__(fill_opacity=1, stroke_width=0)
        half = np.array([width, height, 0]) / 2
        self.extent = width, height
        self.set_points_as_corners([half * corner for corner in (DL, DR, UR, UL, DL)])

    def paint(self, ctx):
        """Draw into ctx, in units of the frame, y up, the origin at the centre of the box."""
        raise NotImplementedError(f"{type(self).__name__} must say how it is painted: paint(self, ctx)")

    def shown(self):
        """{name: numbers} that are drawn now, all of them recorded: scenes/studio/audits/states.py looks them up.

        One whose name begins with "path" may end in a marker that is on its way from one recorded point to the next.
        """
        raise NotImplementedError(f"{type(self).__name__} must say what it shows: shown(self)")

    def place(self, x, y):
        """Where the point (x, y) of the painting stands in the scene."""
        return np.array([*self.matrix().transform_point(x, y), 0.0])

    def matrix(self):
        """From the painting's own coordinates to the scene's: wherever the box was brought since."""
        corner, right, up = self.points[0], self.points[3], self.points[-4]
        (xx, yx), (xy, yy) = ((edge - corner)[:2] / length for edge, length in zip((right, up), self.extent))
        x0, y0 = ((right + up) / 2)[:2]
        return cairo.Matrix(xx, yx, xy, yy, x0, y0)


def ink(ctx, colour, opacity=1.0):
    """Let ctx draw with this (red, green, blue): Manim's frame keeps them in the order blue, green, red."""
    red, green, blue = colour
    ctx.set_source_rgba(blue, green, red, opacity)


def trace(ctx, points):
    """Stroke the line through these points."""
    ctx.new_path()
    for x, y in points:
        ctx.line_to(x, y)
    ctx.stroke()


def paint_line(ctx, x0, y0, x1, y1, width, color, opacity=1.0):
    """A straight line in this (red, green, blue)."""
    ink(ctx, color, opacity)
    ctx.set_line_width(width)
    ctx.move_to(x0, y0)
    ctx.line_to(x1, y1)
    ctx.stroke()


def paint_dot(ctx, x, y, radius, color):
    """A point, with a thin dark rim that parts it from its neighbours."""
    ctx.new_path()
    ctx.arc(x, y, radius, 0, tau)
    _fill_rimmed(ctx, color)


class Shared(tuple):
    """What is never changed: an animation's copies of a drawing share it, which is much quicker for long ones."""

    def __deepcopy__(self, memo):
        return self


class Kept:
    """What stays the same from frame to frame: painted once for the place where it stands, from then on copied.

    paint  what paints it: paint(ctx). Copies of a drawing share what is kept.
    """

    def __init__(self, paint):
        self._paint, self._place, self._copy = paint, None, None

    def __deepcopy__(self, memo):
        return self

    def paint(self, ctx):
        target = ctx.get_target()
        if not isinstance(target, cairo.ImageSurface):      # a copy would have no shape that can be measured
            return self._paint(ctx)
        place = (*ctx.get_matrix(), target.get_width(), target.get_height())
        if place != self._place:
            self._place, self._copy = place, self._painted(ctx, *place[-2:])
        ctx.save()
        ctx.identity_matrix()
        ctx.set_source_surface(self._copy)
        ctx.paint()
        ctx.restore()

    def _painted(self, ctx, width, height):
        surface = cairo.ImageSurface(cairo.FORMAT_ARGB32, width, height)
        copy = cairo.Context(surface)
        copy.set_matrix(ctx.get_matrix())
        self._paint(copy)
        return surface


def fill_disc(ctx, x, y, radius, color):
    """A filled circle."""
    ctx.new_path()
    ctx.arc(x, y, radius, 0, tau)
    ink(ctx, color)
    ctx.fill()


def paint_square(ctx, x, y, radius, color):
    """A point as a square of about the area of a dot of that radius, with the same rim."""
    half = 0.89 * radius
    ctx.new_path()
    ctx.rectangle(x - half, y - half, 2 * half, 2 * half)
    _fill_rimmed(ctx, color)


def paint_ring(ctx, x, y, radius, width, color, dashes=(), opacity=1.0):
    """A circle; dashes: the lengths of its lines and gaps."""
    ink(ctx, color, opacity)
    ctx.set_line_width(width)
    ctx.set_dash(dashes)
    ctx.new_path()
    ctx.arc(x, y, radius, 0, tau)
    ctx.stroke()
    ctx.set_dash(())


def paint_plus(ctx, x, y, radius, width, color):
    """A +, with a dark rim."""
    for wider, tone in ((4 * theme.THREAD, theme.BACKGROUND.to_rgb()), (0, color)):
        reach = radius + wider / 2
        paint_line(ctx, x - reach, y, x + reach, y, width + wider, tone)
        paint_line(ctx, x, y - reach, x, y + reach, width + wider, tone)


def paint_arrow(ctx, tail, tip, width, color):
    """An arrow whose tip is where it is said to be. A short one gets thinner, so that it has a shaft, too."""
    (x, y), (dx, dy) = tail, (tip[0] - tail[0], tip[1] - tail[1])
    length = hypot(dx, dy)
    if not length:
        return
    width = min(width, length / (2 * HEAD))
    head = HEAD * width
    ctx.save()
    ctx.translate(x, y)
    ctx.rotate(atan2(dy, dx))
    ctx.new_path()
    for along, across in ((0, 0.5), (length - head, 0.5), (length - head, HEAD * 0.44)):
        ctx.line_to(along, across * width)
    ctx.line_to(length, 0)
    for along, across in ((length - head, HEAD * 0.44), (length - head, 0.5), (0, 0.5)):
        ctx.line_to(along, -across * width)
    ctx.close_path()
    _fill_rimmed(ctx, color)
    ctx.restore()


def _fill_rimmed(ctx, color):
    """Fill the path, with a thin dark rim that parts it from its neighbours."""
    ink(ctx, color)
    ctx.fill_preserve()
    ctx.set_line_width(theme.THREAD)
    ink(ctx, theme.BACKGROUND.to_rgb())
    ctx.stroke()


def packed(greys):
    """Greys, whole numbers 0..255 or others 0..1, as cairo keeps opaque pixels: a number each."""
    greys = np.asarray(greys)
    return OPAQUE + GREY * (greys if greys.dtype.kind == "u" else 255 * greys).round().astype(np.uint32)


def paint_image(ctx, image, x, y, width, opacity=1.0, sharpness=cairo.FILTER_GOOD):
    """Packed pixels (rows, columns) as an image so wide, its middle at (x, y); with FILTER_NEAREST each stays a square."""
    rows, columns = image.shape
    surface = cairo.ImageSurface.create_for_data(image, cairo.FORMAT_ARGB32, columns, rows)
    ctx.save()
    ctx.translate(x - width / 2, y + width * rows / columns / 2)
    ctx.scale(width / columns, -width / columns)
    ctx.set_source_surface(surface)
    ctx.get_source().set_filter(sharpness)
    ctx.paint_with_alpha(opacity)
    ctx.restore()


def fill_square(ctx, x, y, side, color, opacity=1.0):
    """A filled square, its middle at (x, y)."""
    ink(ctx, color, opacity)
    ctx.rectangle(x - side / 2, y - side / 2, side, side)
    ctx.fill()


def frame_square(ctx, x, y, side, width, color):
    """The outline of a square, its middle at (x, y)."""
    ink(ctx, color)
    ctx.set_line_width(width)
    ctx.rectangle(x - side / 2, y - side / 2, side, side)
    ctx.stroke()


def trace_box(ctx, width, height, radius):
    """The path of a box with round corners, its middle at the origin."""
    ctx.new_path()
    for turn, (x, y) in enumerate(((1, 1), (-1, 1), (-1, -1), (1, -1))):
        ctx.arc(x * (width / 2 - radius), y * (height / 2 - radius), radius, turn * tau / 4, (turn + 1) * tau / 4)
    ctx.close_path()


OPAQUE, GREY = np.uint32(0xFF000000), np.uint32(0x010101)     # of cairo's ARGB32
HEAD = 3.4       # length of the head of an arrow, in widths of its shaft


def paint_knob(ctx, x, y, width, height, color, filled=True):
    """The knob of a slider around (x, y), or its outline."""
    ctx.save()
    ctx.translate(x, y)
    trace_box(ctx, width, height, theme.BOLD)
    ink(ctx, color)
    ctx.set_line_width(theme.LINE)
    ctx.fill() if filled else ctx.stroke()
    ctx.restore()
