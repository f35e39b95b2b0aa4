"""The ground of a map: the colours of a height over a plane and its contour lines, which paths are painted on."""

import cairo
import numpy as np
from manim import config

from scenes.stage import theme
from scenes.stage.painting import Kept, ink
from scenes.stage.surface import isolines, spline

MESH = 0.04             # contour lines are drawn in pieces of about this length


class Ground:
    """Height (A, B) over alphas (A,) and betas (B,): the part `view` of it, painted into a box of that width.

    Between the recorded heights, colours and lines are interpolated with cubic splines that go through all of them;
    beyond them nothing is painted.

    view    ((alpha, alpha), (beta, beta)): the part of the plane that is seen; all of it where None
    filled  False: only the lines, on the background
    floor   so far above its lower edge it ends, in units of the frame: below it stands something else
    """

    def __init__(self, alphas, betas, height, scale, width, view=None, filled=True, floor=None):
        view = view or ((alphas[0], alphas[-1]), (betas[0], betas[-1]))
        self.view, self.filled, self.floor = np.array(view, float), filled, floor
        self.centre, span = self.view.mean(axis=1), np.ptp(self.view, axis=1)
        self.unit = width / span[0]
        self.extent = width, self.unit * span[1]
        self.known = self.on_map([(alphas[0], betas[0]), (alphas[-1], betas[-1])])
        self.scale, self.surface = scale, spline(alphas, betas, height)
        self.lines = self.contour(scale.levels)
        self.pixels = self._pixels() if filled else None
        self._kept = Kept(self._paint)

    def __deepcopy__(self, memo):
        return self            # it never changes

    def on_map(self, points):
        """Points (..., 2) of the plane in units of the frame, from the centre of the box."""
        return self.unit * (np.asarray(points, float) - self.centre)

    def contour(self, levels):
        """The contour lines at these heights: pieces (n, 2, 2) in units of the frame."""
        grids = [np.linspace(*side, max(2, round(length / MESH))) for side, length in zip(self.view, self.extent)]
        pieces, _ = isolines(*grids, self.surface(*grids), levels)
        return self.on_map(pieces[..., :2])

    def paint(self, ctx):
        self._kept.paint(ctx)

    def _paint(self, ctx):
        self._clip(ctx)
        if self.filled:
            fill_with(ctx, self.pixels, self.extent)
        else:
            ink(ctx, theme.BACKGROUND.to_rgb())
            ctx.paint()
        stroke_pieces(ctx, self.lines, theme.THREAD * 2, theme.CONTOUR)

    def _clip(self, ctx):
        """Keep to what is known, and above the floor."""
        (left, bottom), (right, top) = self.known
        if self.floor is not None:
            bottom = max(bottom, self.floor - self.extent[1] / 2)
        ctx.rectangle(left, bottom, right - left, top - bottom)
        ctx.clip()

    def _pixels(self):
        """The colours, one pixel of the frame each."""
        counts = [max(2, round(side * config.pixel_height / config.frame_height)) for side in self.extent]
        at = [low + (high - low) * (np.arange(n) + 0.5) / n for (low, high), n in zip(self.view, counts)]
        return as_pixels(self.scale.colours(self.surface(*at)))


def view_around(points, box, margins, grid=None):
    """The part ((alpha, alpha), (beta, beta)) of the plane that shows points (n, 2) as large as they may be.

    box      width and height of the picture
    margins  how far the points keep from its left, right, lower and upper edge, in the same units
    grid     (alphas, betas) that the view does not leave: then it is closer, or moved
    """
    left, right, down, up = margins
    low, high = np.min(points, axis=0), np.max(points, axis=0)
    room = np.array([box[0] - left - right, box[1] - down - up])
    per_unit = ((high - low) / room).max()
    if grid is not None:
        first, last = np.transpose([(each[0], each[-1]) for each in grid])
        per_unit = min(per_unit, *(last - first) / box)
    corner = (low + high) / 2 - per_unit * (np.array([left, down]) + room / 2)
    if grid is not None:
        corner = np.clip(corner, first, last - per_unit * np.array(box))
    return tuple(zip(corner, corner + per_unit * np.array(box)))


def stroke_pieces(ctx, pieces, width, opacity=1.0):
    """Pieces of lines, all in one stroke: where they meet they are no brighter."""
    ink(ctx, LIT, opacity)
    ctx.set_line_width(width)
    ctx.set_line_cap(cairo.LINE_CAP_ROUND)
    ctx.new_path()
    for x0, y0, x1, y1 in pieces.reshape(-1, 4).tolist():
        ctx.move_to(x0, y0)
        ctx.line_to(x1, y1)
    ctx.stroke()
    ctx.set_line_cap(cairo.LINE_CAP_BUTT)


def fill_with(ctx, pixels, extent):
    """Fill a box with a picture of pixels (rows, columns, 4)."""
    (width, height), (rows, columns, _) = extent, pixels.shape
    image = cairo.ImageSurface.create_for_data(pixels, cairo.FORMAT_RGB24, columns, rows)
    ctx.save()
    ctx.rectangle(-width / 2, -height / 2, width, height)
    ctx.clip()
    ctx.scale(width / columns, height / rows)
    ctx.translate(-columns / 2, -rows / 2)
    ctx.set_source_surface(image)
    ctx.get_source().set_filter(cairo.FILTER_BILINEAR)
    ctx.get_source().set_extend(cairo.EXTEND_PAD)
    ctx.paint()
    ctx.restore()


def as_pixels(colours):
    """Colours (columns, rows, 3) in 0..1 as pixels (rows, columns, 4), column i at x = i, row j at y = j.

    What lies between two of the 256 values becomes the one or the other by turns: rounded, it would show in bands.
    """
    columns, rows, _ = colours.shape
    pixels = np.full((rows, columns, 4), 255, np.uint8)
    turn = np.tile(ORDERED, (-(-rows // 8), -(-columns // 8)))[:rows, :columns, None]
    # The frame keeps red and blue the other way round than cairo does (see painting.ink).
    pixels[..., :3] = np.minimum(255, 255 * colours.transpose(1, 0, 2) + turn)
    return pixels


def _ordered(n):
    """Bayer's matrix (n, n), n a power of two: thresholds in 0..1, neighbours far apart."""
    if n == 1:
        return np.zeros((1, 1))
    half = _ordered(n // 2)
    return np.block([[half, half + 2 / n**2], [half + 3 / n**2, half + 1 / n**2]])


ORDERED = _ordered(8)
LIT = theme.LIT.to_rgb()
