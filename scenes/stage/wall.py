"""A wall of digits: all examples of a training as small pictures, row after row in a frame."""

import numpy as np
from manim import UpdateFromAlphaFunc, linear
from PIL import Image

from scenes.stage import theme
from scenes.stage.painting import Painting, ink, packed, paint_image, trace_box

SHARP = 135            # pixels of a small picture to the unit: those of a frame of 1080 lines
BLANK = 1 / 14         # of a picture's width that is blank on each side, and cut off
PAD, ROUND = 0.12, 0.08       # between frame and pictures; radius of its corners
UNLIT = theme.DIM      # brightness of a picture that was not asked yet


class DigitWall(Painting):
    """pictures (n, 784), 0..255: as large as fits a box of width x height, in a frame around them.

    `light` says how many have been asked. Picture i stands at spot(i) in the scene and is side() large there.
    """

    def __init__(self, pictures, width, height):
        columns, rows, self.pitch = _fit(len(pictures), width - 2 * PAD, height - 2 * PAD)
        super().__init__(columns * self.pitch + 2 * PAD, rows * self.pitch + 2 * PAD)
        self.pictures, self.columns, self.rows = np.asarray(pictures), columns, rows
        self.sprites = _sprites(self.pictures, max(6, round(SHARP * self.pitch)))
        self.lights, self.asked = np.ones(len(pictures)), None
        side = self.sprites.shape[1]
        self.image = np.full((rows * side, columns * side), packed(0.0))
        self.drawn = np.zeros(len(pictures))      # the lights of the image

    def light(self, count):
        """The first so many were asked and are bright, the rest is dim; over the row that is asked now lies a band."""
        self.asked = count
        self.lights = np.where(np.arange(len(self.lights)) < count, 1.0, UNLIT)
        return self

    def light_all(self):
        """All alike: nobody is being asked."""
        self.asked, self.lights = None, np.ones_like(self.lights)
        return self

    def light_these(self, which):
        """Those (n,) are bright, the rest is dim, and nobody is being asked."""
        self.asked, self.lights = None, np.where(which, 1.0, UNLIT)
        return self

    def middle(self, i):
        """(x, y) of picture i; i may be an array."""
        row, column = np.divmod(i, self.columns)
        return (column - (self.columns - 1) / 2) * self.pitch, ((self.rows - 1) / 2 - row) * self.pitch

    def spot(self, i):
        """Where the middle of picture i is in the scene."""
        return self.place(*self.middle(i))

    def side(self):
        """How large a picture is in the scene."""
        return self.pitch * self.width / self.extent[0]

    def shown(self):
        return {"pictures": self.pictures}

    def paint(self, ctx):
        trace_box(ctx, *self.extent, ROUND)
        ink(ctx, theme.UNLIT.to_rgb())
        ctx.fill_preserve()
        ink(ctx, theme.ALL.to_rgb())
        ctx.set_line_width(theme.LINE)
        ctx.stroke()
        self._light_image()
        paint_image(ctx, self.image, 0, 0, self.columns * self.pitch)
        if self.asked and self.asked < len(self.lights):
            self._paint_band(ctx)

    def _light_image(self):
        """Bring the image up to date where a light has changed."""
        changed = np.flatnonzero(self.drawn != self.lights)
        i = np.arange(self.sprites.shape[1])
        row, column = (len(i) * place[:, None, None] for place in np.divmod(changed, self.columns))
        lit = self.sprites[changed] / 255 * self.lights[changed, None, None]
        self.image[row + i[:, None], column + i] = packed(lit)
        self.drawn = self.lights

    def _paint_band(self, ctx):
        """A light over the row that is asked now, up to the picture that was asked last."""
        last = self.asked - 1
        (left, y), (right, _) = self.middle(last // self.columns * self.columns), self.middle(last)
        ink(ctx, theme.ALL.to_rgb(), 1.5 * theme.BAND)
        ctx.rectangle(left - self.pitch / 2, y - self.pitch / 2, right - left + self.pitch, self.pitch)
        ctx.fill()


class Ask(UpdateFromAlphaFunc):
    """Ask a wall, picture after picture at an even pace: all of them, or the first so many."""

    def __init__(self, wall, count=None, **options):
        count = len(wall.lights) if count is None else count
        start = min(wall.asked or 0, count)
        super().__init__(wall, lambda wall, t: wall.light(round(start + t * (count - start))),
                         **{"rate_func": linear, **options})


def _fit(n, width, height):
    """(columns, rows, pitch) of n squares, as large as fits the box."""
    pitch, columns = max((min(width / columns, height / -(-n // columns)), columns) for columns in range(1, n + 1))
    return columns, -(-n // columns), pitch


def _sprites(pictures, side):
    """(n, side, side): the pictures made smaller, without their blank rims."""
    n, whole = len(pictures), round(pictures.shape[1] ** 0.5)
    rim = round(BLANK * whole)
    inner = pictures.reshape(n, whole, whole)[:, rim:whole - rim, rim:whole - rim]
    side = min(side, whole - 2 * rim)
    tall = Image.fromarray(np.ascontiguousarray(inner).reshape(-1, whole - 2 * rim))       # one image: that is quick
    return np.asarray(tall.resize((side, n * side), Image.Resampling.BOX)).reshape(n, side, side)
