"""How a height over a plane looks from one side: its colours, its light and its contour lines, pixel by pixel.

A column of pixels is a cut through the land, from the viewer backwards: what is seen of it is what rises above all
that lies before it, or falls below. All cuts are followed at once.
"""

import cairo
import numpy as np
from scipy.ndimage import map_coordinates

from scenes.stage import theme
from scenes.stage.surface import spline

LIGHT = np.array([-0.45, -0.35, 0.82])    # where the light comes from, in the land's own axes
SHADE = 0.45                              # how dark a slope turned from the light is, as a share
FINE = 257                                # the land's own mesh has so many points along a side
DEPTH = 96                                # and a cut through it so many, from the front to the back
EDGEWISE = 0.3                            # lines fade where the land is seen from its edge, from this slant on
STRIP = 128                               # so many columns of pixels are made at once, which a cache holds
TONES = 4096                              # from the lowest height to the highest
LIT = 255 * np.array(theme.LIT.to_rgb(), np.float32)[:, None]


class Land:
    """What no turn changes: heights and slopes on a fine mesh, in the land's own axes (right, back, up).

    height  (A, B) over alphas (A,) and betas (B,); between them it is interpolated: see spline
    width   of the plane, seen from above; relief: how high the scale is, from low to high, in the same units
    degree  of the spline; 1 for a height that jumps
    """

    def __init__(self, alphas, betas, height, scale, width, relief, degree=3):
        self.relief, self.surface = relief, spline(alphas, betas, height, degree)
        unit, up = width / (alphas[-1] - alphas[0]), relief / (scale.high - scale.low)
        self.half = unit * np.array([alphas[-1] - alphas[0], betas[-1] - betas[0]]) / 2
        fine = [np.linspace(side[0], side[-1], FINE) for side in (alphas, betas)]
        high = up * (self.surface(*fine) - scale.low)
        slopes = [self.surface(*fine, dx=1) * up / unit, self.surface(*fine, dy=1) * up / unit] if degree > 1 else np.gradient(
            high, *(unit * side for side in fine))
        self.fields = [high, *slopes]
        tones = np.linspace(scale.low, scale.high, TONES)
        self.colours = (255 * scale.colours(tones).T).astype(np.float32)
        levels = np.append(scale.levels, np.inf)
        self.levels = (up * (levels[np.abs(tones[:, None] - levels).argmin(axis=1)] - scale.low)).astype(np.float32)

    def __deepcopy__(self, memo):
        return self


class Sight:
    """The land from one side, at one size.

    turn   cosine and sine of the azimuth, sine and cosine of the elevation
    rise   0 is flat, 1 the full relief
    pitch  the size of a pixel; phase: where (right, up) the middle of a pixel lies, in pixels
    """

    def __init__(self, land, turn, rise, pitch, phase):
        self.land, self.turn, self.rise, self.pitch, self.phase = land, turn, rise, pitch, phase
        self._measure()
        values = _with_between(self._cuts())
        self.horizon = np.maximum.accumulate(values[0], axis=1)                                   # (C, K)
        edges = np.hstack([np.minimum.accumulate(values[0], axis=1)[:, ::-1], self.horizon])      # (C, 2K), upwards
        below, above = (np.column_stack([self.across, edges[:, end]]).tolist() for end in (0, -1))
        self.outline = below + above[::-1]
        self.lowest = int(edges[:, 0].min()) - 1
        upright = np.arange(self.lowest, int(edges[:, -1].max()) + 2, dtype=np.int32)
        strips = [slice(first, first + STRIP) for first in range(0, len(edges), STRIP)]
        self.pixels = np.hstack([self._pixels(edges[strip], values[:, strip], upright) for strip in strips])

    def paint(self, ctx):
        """The pixels within the land's outline."""
        ctx.save()
        ctx.scale(self.pitch, self.pitch)
        ctx.translate(*self.phase)
        ctx.new_path()
        for x, y in self.outline:
            ctx.line_to(x, y)
        ctx.translate(self.first - 0.5, self.lowest - 0.5)
        rows, columns = self.pixels.shape
        ctx.set_source_surface(cairo.ImageSurface.create_for_data(self.pixels, cairo.FORMAT_RGB24, columns, rows))
        ctx.get_source().set_filter(cairo.FILTER_BILINEAR)
        ctx.get_source().set_extend(cairo.EXTEND_PAD)
        ctx.fill()
        ctx.restore()

    def before(self, points):
        """How high (n,) the land before each point reaches; points (n, 3): to the right, up, towards the viewer."""
        _, _, e, f = self.turn
        column = np.rint(points[:, 0] / self.pitch - self.phase[0]).astype(int) - self.first
        column = np.clip(column, 0, len(self.horizon) - 1)
        front, back = self.front[column], self.back[column]
        share = (e * points[:, 1] - f * points[:, 2] - front) / np.maximum(back - front, 1e-9)
        sample = np.clip((share * (DEPTH - 1)).astype(int) - 1, 0, DEPTH - 1)
        return (self.horizon[column, sample] + self.phase[1]) * self.pitch

    def _measure(self):
        """The columns of pixels that the land is in: where each is (C,), and from where to where it is cut."""
        c, s, _, _ = self.turn
        reach = (1 - 1e-6) * np.abs([c, s]) @ self.land.half            # not along the very side
        low, high = np.array([-reach, reach]) / self.pitch - self.phase[0]
        self.first, half = int(np.floor(low)), int(np.ceil(high) - np.floor(low)) // 2 + 1
        self.across = np.clip(self.first + np.arange(2 * half + 1), low, high)
        x = (self.across + self.phase[0]) * self.pitch
        sides = [np.sort([(end - at) / (along or 1e-9) for end in (-half, half)], axis=0)
                 for half, at, along in zip(self.land.half, (c * x, -s * x), (s, c))]
        self.front, back = np.max(sides, axis=0)[0], np.min(sides, axis=0)[1]
        self.back = np.maximum(self.front, back)

    def _cuts(self):
        """(5, C/2, K): through every other column, from front to back: row (in pixels, upwards), height, light,
        how many pixels lie between two contour lines whose heights differ by one, and how clear those lines are."""
        c, s, e, f = self.turn
        x = ((self.across + self.phase[0]) * self.pitch)[::2, None]
        front, back = self.front[::2, None], self.back[::2, None]
        d = front + (back - front) * np.linspace(0, 1, DEPTH)
        own = c * x + s * d, c * d - s * x
        places = [(at / half + 1) * (FINE - 1) / 2 for at, half in zip(own, self.land.half)]
        height, slope, slope_back = (map_coordinates(field, places, order=1, mode="nearest")
                                     for field in self.land.fields)
        lit = (LIGHT[2] - LIGHT[0] * slope - LIGHT[1] * slope_back) / np.sqrt(1 + slope**2 + slope_back**2)
        light = 1 - self.rise * SHADE * (1 - np.clip(lit, 0, 1))
        across, along = c * slope - s * slope_back, s * slope + c * slope_back
        slant = np.abs(e + self.rise * f * along)                       # 0 where the land is seen from its edge
        apart = slant / (np.hypot(e * across, along) + 1e-9) / self.pitch
        rows = (e * d + f * self.rise * (height - self.land.relief / 2)) / self.pitch - self.phase[1]
        return np.stack([rows, height, light, apart, np.minimum(1, slant / EDGEWISE)**2]).astype(np.float32)

    def _pixels(self, edges, values, upright):
        """The colours (R, C) of these rows in a strip of C columns; outside the land they go on."""
        n, c, k = values.shape
        ends = np.ceil(edges).astype(np.int32)
        counts = np.diff(ends, axis=1).ravel()
        parts = np.flatnonzero(counts)                                  # of the cuts, those with a pixel
        counts = counts[parts]
        samples = np.arange(c)[:, None] * k + np.r_[k - 1:-1:-1, 0:k]
        low, high = (values.reshape(n, -1)[:, each.ravel()[parts]] for each in (samples[:, :-1], samples[:, 1:]))
        lengths = ends[:, -1] - ends[:, 0]
        starts = np.cumsum(lengths, dtype=np.int32) - lengths
        row = np.arange(lengths.sum(), dtype=np.int32) + np.repeat(ends[:, 0] - starts, lengths)
        above = row.astype(np.float32) - np.repeat(low[0], counts)
        steps = (high - low) / (high[0] - low[0])
        along = (np.repeat(at, counts) + np.repeat(step, counts) * above for at, step in zip(low, steps))
        colours = self._colours(*along)
        gaps = 1 + np.flatnonzero((np.diff(parts) > 1) & (np.diff(parts // (2 * k - 1)) == 0))
        within = (parts[gaps - 1] + parts[gaps] + 1) // 2               # of what is hidden there
        _smooth(colours, (np.cumsum(counts) - counts)[gaps], edges[:, :-1].ravel()[within])
        at = starts + np.minimum(np.maximum(upright[:, None] - ends[:, 0], 0), np.maximum(lengths - 1, 0))
        red, green, blue = (colours + 0.5).astype(np.uint32)
        packed = red | green << 8 | blue << 16                          # the frame's order: see painting.ink
        return np.append(packed, np.uint32(0)).take(at, mode="clip")

    def _colours(self, _, height, light, apart, clear):
        """(3, N): the colours of the heights in that light, and the contour lines."""
        tone = np.clip(height * ((TONES - 1) / self.land.relief) + 0.5, 0, TONES - 1).astype(np.int32)
        colours = self.land.colours.take(tone, axis=1) * light
        width = 2 * theme.THREAD / self.pitch
        distance = np.abs(height - self.land.levels[tone]) * apart
        near = np.flatnonzero(distance < width / 2 + 0.5)
        line = theme.CONTOUR * clear[near] * np.minimum(width / 2 + 0.5 - distance[near], min(1, width))
        colours[:, near] += line * (LIT - colours[:, near])
        return colours


def _with_between(values):
    """(5, C, K): what was found in every other column (5, C/2, K), and between two of them their mean."""
    every = np.empty((5, 2 * values.shape[1] - 1, values.shape[2]), np.float32)
    every[:, ::2] = values
    every[:, 1::2] = (values[:, 1:] + values[:, :-1]) / 2
    return every


def _smooth(colours, first, edge):
    """Where a hill ends before what is behind it, the pixel in which it ends has a part of both colours.

    first  the first pixels of what is behind; edge: the row in which the hill ends
    """
    share = np.ceil(edge) - edge - 0.5
    step = colours[:, first] - colours[:, first - 1]
    colours[:, first] += np.minimum(share, 0) * step
    colours[:, first - 1] += np.maximum(share, 0) * step
