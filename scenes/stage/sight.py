"""How a height over a plane looks from one side: its colours, its light and its contour lines, pixel by pixel.

A column of pixels is a cut through the land, from the viewer backwards: what is seen of it is what rises above all
that lies before it, or falls below. All cuts are followed at once.
"""

import cairo
import numpy as np
from scipy.ndimage import map_coordinates

from scenes.stage import theme

LIGHT = np.array([-0.45, -0.35, 0.82])    # where the light comes from, in the land's own axes
SHADE = 0.45                              # how dark a slope turned from the light is, as a share
FINE = 257                                # the land's own mesh has so many points along a side
DEPTH = 128                               # and a cut through it so many, from the front to the back
TONES = 4096                              # from the lowest height to the highest
LIT = 255 * np.array(theme.LIT.to_rgb(), np.float32)[:, None]


class Land:
    """What no turn changes: heights and slopes on a fine mesh, in the land's own axes (right, back, up).

    surface  a spline: height over (alpha, beta)
    width    of the plane, seen from above; relief: how high the scale is, from low to high, in the same units
    """

    def __init__(self, alphas, betas, surface, scale, width, relief):
        self.relief = relief
        unit, up = width / (alphas[-1] - alphas[0]), relief / (scale.high - scale.low)
        self.half = unit * np.array([alphas[-1] - alphas[0], betas[-1] - betas[0]]) / 2
        fine = [np.linspace(side[0], side[-1], FINE) for side in (alphas, betas)]
        slopes = [surface(*fine, dx=1) * up / unit, surface(*fine, dy=1) * up / unit]
        self.fields = [up * (surface(*fine) - scale.low), *slopes]
        tones = np.linspace(scale.low, scale.high, TONES)
        self.colours = (255 * scale.colours(tones).T).astype(np.float32)
        levels = np.append(scale.levels, np.inf)
        self.levels = (up * (levels[np.abs(tones[:, None] - levels).argmin(axis=1)] - scale.low)).astype(np.float32)


class Sight:
    """The land from one side, at one size.

    turn   cosine and sine of the azimuth, sine and cosine of the elevation
    rise   0 is flat, 1 the full relief
    pitch  the size of a pixel; phase: where (right, up) the middle of a pixel lies, in pixels
    """

    def __init__(self, land, turn, rise, pitch, phase):
        self.land, self.turn, self.rise, self.pitch, self.phase = land, turn, rise, pitch, phase
        columns = self._columns()
        self.first, self.horizon = columns[0], None
        rows, values = self._cuts(columns)
        self.horizon = np.maximum.accumulate(rows, axis=1)                                       # (C, K)
        edges = np.hstack([np.minimum.accumulate(rows, axis=1)[:, ::-1], self.horizon])          # (C, 2K), upwards
        self.outline = [*zip(self.across, edges[:, 0]), *zip(self.across[::-1], edges[::-1, -1])]
        self.lowest, self.pixels = self._pixels(edges, rows, values)

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
        column = np.clip(np.rint(points[:, 0] / self.pitch - self.phase[0]).astype(int) - self.first, 0, len(self.horizon) - 1)
        front, back = self.front[column], self.back[column]
        share = (e * points[:, 1] - f * points[:, 2] - front) / np.maximum(back - front, 1e-9)
        sample = np.clip((share * (DEPTH - 1)).astype(int) - 1, 0, DEPTH - 1)
        return (self.horizon[column, sample] + self.phase[1]) * self.pitch

    def _columns(self):
        """The columns of pixels (C,) that the land is in, and for each where it is cut, and from where to where."""
        c, s, _, _ = self.turn
        reach = np.abs([c, s]) @ self.land.half
        low, high = np.array([-reach, reach]) / self.pitch - self.phase[0]
        columns = np.arange(np.floor(low).astype(int), np.ceil(high).astype(int) + 1)
        self.across = np.clip(columns, low, high)
        x = (self.across + self.phase[0]) * self.pitch
        sides = [np.sort([(end - at) / (along or 1e-9) for end in (-half, half)], axis=0)
                 for half, at, along in zip(self.land.half, (c * x, -s * x), (s, c))]
        (front, back), (front_too, back_too) = sides
        self.front, self.back = np.maximum(front, front_too), np.minimum(back, back_too)
        self.back = np.maximum(self.front, self.back)
        return columns

    def _cuts(self, columns):
        """Every cut from front to back: rows (C, K), in pixels upwards, and (4, C K): row, height, light, and
        how many pixels lie between two contour lines whose heights differ by one."""
        c, s, e, f = self.turn
        x = ((self.across + self.phase[0]) * self.pitch)[:, None]
        d = self.front[:, None] + (self.back - self.front)[:, None] * np.linspace(0, 1, DEPTH)
        places = [(own / half + 1) * (FINE - 1) / 2 for own, half in zip((c * x + s * d, c * d - s * x), self.land.half)]
        height, slope, slope_back = (map_coordinates(field, places, order=1, mode="nearest") for field in self.land.fields)
        lit = (LIGHT[2] - LIGHT[0] * slope - LIGHT[1] * slope_back) / np.sqrt(1 + slope**2 + slope_back**2)
        light = 1 - self.rise * SHADE * (1 - np.clip(lit, 0, 1))
        across, along = c * slope - s * slope_back, s * slope + c * slope_back
        apart = np.abs(e + self.rise * f * along) / (np.hypot(e * across, along) + 1e-9) / self.pitch
        rows = (e * d + f * self.rise * (height - self.land.relief / 2)) / self.pitch - self.phase[1]
        return rows, np.stack([rows, height, light, apart]).reshape(4, -1)

    def _pixels(self, edges, rows, values):
        """The lowest row, and the colours (R, C) of all columns from there upwards; outside the land they go on."""
        c, k = rows.shape
        ends = np.ceil(edges).astype(int)
        counts = np.diff(ends, axis=1).ravel()
        parts = np.flatnonzero(counts)                                  # of the cuts, those with a pixel
        samples = np.arange(c)[:, None] * k + np.r_[k - 1:-1:-1, 0:k]
        low, high = (values[:, each.ravel()[parts]] for each in (samples[:, :-1], samples[:, 1:]))
        lengths = ends[:, -1] - ends[:, 0]
        starts = np.cumsum(lengths) - lengths
        counts = counts[parts]
        row = np.arange(lengths.sum()) + np.repeat(ends[:, 0] - starts, lengths)
        above = (row - np.repeat(low[0], counts)).astype(np.float32)
        steps = ((high[1:] - low[1:]) / (high[0] - low[0])).astype(np.float32)
        starting = low[1:].astype(np.float32)
        colours = self._colours(*(np.repeat(at, counts) + np.repeat(step, counts) * above for at, step in zip(starting, steps)))
        hidden = edges[:, :-1].ravel()[parts] - low[0]                  # so much of a part is behind what is before it
        _smooth(colours, np.cumsum(counts) - counts, above, hidden)
        at = starts + np.clip(np.arange(ends.min(), ends.max() + 1)[:, None] - ends[:, 0], 0, np.maximum(lengths - 1, 0))
        first, second, third = (colours + 0.5).astype(np.uint32)
        return ends.min(), (first | second << 8 | third << 16).take(at, mode="clip")

    def _colours(self, height, light, apart):
        """(3, N): the colours of the heights in that light, and the contour lines."""
        tone = np.clip(height * ((TONES - 1) / self.land.relief) + 0.5, 0, TONES - 1).astype(np.int32)
        colours = self.land.colours.take(tone, axis=1) * light
        width = 2 * theme.THREAD / self.pitch
        distance = np.abs(height - self.land.levels[tone]) * apart
        near = np.flatnonzero(distance < width / 2 + 0.5)
        line = theme.CONTOUR * np.minimum(width / 2 + 0.5 - distance[near], min(1, width))
        colours[:, near] += line * (LIT - colours[:, near])
        return colours


def _smooth(colours, first, above, hidden):
    """Where a hill ends before what is behind it, the pixel in which it ends has a part of both colours."""
    ends = np.flatnonzero(hidden > 0.5)
    first = first[ends]
    share = above[first] - hidden[ends] - 0.5
    step = colours[:, first] - colours[:, first - 1]
    colours[:, first] += np.minimum(share, 0) * step
    colours[:, first - 1] += np.maximum(share, 0) * step
