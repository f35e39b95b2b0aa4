"""A counter as a row of drums, like the one that counts the miles of a car."""

import cairo
import numpy as np

from scenes.stage import theme
from scenes.stage.facts import Mark, fill
from scenes.stage.painting import Painting, Shared, ink, paint_line, trace_box
from scenes.stage.text import Live

DRUM = 0.56, 0.8       # width and height of a drum at the size of a title
NEXT = 1.08            # from one drum to the next, in widths
THOUSANDS = 0.2        # the gap after every three drums, in widths
TURN = 0.8             # from one digit of a drum to the next, in heights
ROUND = 0.1            # radius of the corners, in widths
BODY = theme.BACKGROUND.interpolate(theme.HAIR, 0.4)      # of a drum


class Odometer(Painting):
    """A number below 10^places on so many drums, zeros in front of it dim.

    It says its number as a text does: `facts` is the Fact, `said` the number in words, `template` the text around it.
    `show(number, turning=t)` has the drums on their way from the number before, through all that lie between.
    """

    def __init__(self, places, number, color, size=None):
        self.places, self.size, self.colour = places, size or theme.TITLE, color
        self.drum = np.array(DRUM) * self.size / theme.TITLE
        self.middles = self._middles()
        super().__init__(np.ptp(self.middles) + self.drum[0], self.drum[1])
        self.set_fill(color)
        self.glyphs = [_glyph(digit, self.size) for digit in range(10)]
        self.template, self.facts, self.before, self.turning = "{}", (number,), number, 1.0
        self._digits(number.value)

    @property
    def said(self):
        return fill(self.template, self.facts)

    def show(self, number, turning=1.0):
        """Show this number; with turning < 1 the drums are on their way to it from the one that was shown before."""
        self._digits(number.value)
        if number != self.facts[0]:
            self.before, self.facts = self.facts[0], (number,)
        self.turning = turning
        return self

    def shown(self):
        return {}        # its number is a Fact, and looked up as those of texts are

    def drums(self):
        """[(the digit above which a drum stands, how far on to the next it is)], from the left."""
        before, now = int(self.before.value), int(self.facts[0].value)
        number, on = divmod(before + self.turning * (now - before), 1)
        digits = self._digits(number)
        nines = np.append(np.cumprod(digits[:0:-1] == 9)[::-1], 1)       # a drum turns while all to its right go from 9 to 0
        return [(int(digit), float(on * turns)) for digit, turns in zip(digits, nines)]

    def paint(self, ctx):
        for place, (x, (digit, on)) in enumerate(zip(self.middles, self.drums())):
            ctx.save()
            ctx.translate(x, 0)
            trace_box(ctx, *self.drum, ROUND * self.drum[0])
            ink(ctx, BODY.to_rgb())
            ctx.fill_preserve()
            ctx.clip()
            paint_line(ctx, -self.drum[0] / 2, 0, self.drum[0] / 2, 0, 2 * theme.THREAD, theme.BACKGROUND.to_rgb())
            ink(ctx, self._colour_of(place).to_rgb())
            for each, up in ((digit, on), ((digit + 1) % 10, on - 1)):
                _fill_outline(ctx, self.glyphs[each], TURN * self.drum[1] * up)
            self._shade(ctx)
            ctx.restore()

    def _colour_of(self, place):
        """Dim for a zero in front of the number."""
        leading = int(self.facts[0].value) < 10 ** (self.places - 1 - place) and place < self.places - 1
        return theme.FAINT if leading else self.colour

    def _shade(self, ctx):
        """The drum curves away above and below, and has a rim."""
        width, height = self.drum
        shade = cairo.LinearGradient(0, -height / 2, 0, height / 2)
        for stop, opacity in ((0, 0.6), (0.25, 0), (0.75, 0), (1, 0.6)):
            shade.add_color_stop_rgba(stop, *theme.UNLIT.to_rgb(), opacity)
        ctx.set_source(shade)
        ctx.paint()
        trace_box(ctx, width, height, ROUND * width)
        ink(ctx, theme.HAIR.to_rgb())
        ctx.set_line_width(2 * theme.LINE)       # half of it is cut off
        ctx.stroke()

    def _digits(self, number):
        """(places,) the digits of a number, zeros in front; an error where it has more of them than there are drums."""
        digits = f"{int(number):0{self.places}d}"
        if len(digits) > self.places or number < 0:
            raise ValueError(f"{number} does not fit on {self.places} drums")
        return np.array([*map(int, digits)])

    def _middles(self):
        """(places,) the x of every drum."""
        gaps = (self.places - 1) // 3 - np.arange(self.places - 1, -1, -1) // 3       # to the left of each
        x = self.drum[0] * (NEXT * np.arange(self.places) + THOUSANDS * gaps)
        return x - (x[0] + x[-1]) / 2


def _glyph(digit, size):
    """[(where a curve starts, if another one does not end there, and the six numbers of its other points)] of a digit.

    Its middle is at the origin.
    """
    points = Live("{}", Mark(digit), size=size).points[:, :2]
    curves = (points - (points.min(axis=0) + points.max(axis=0)) / 2).reshape(-1, 4, 2)
    starts = [True, *(~np.isclose(curves[1:, 0], curves[:-1, 3]).all(axis=1)).tolist()]
    return Shared((start and curve[:2], curve[2:]) for start, curve in zip(starts, curves.reshape(-1, 8).tolist()))


def _fill_outline(ctx, curves, up):
    """Fill the outline, so far above the middle."""
    ctx.save()
    ctx.translate(0, up)
    ctx.new_path()
    for start, curve in curves:
        if start:
            ctx.move_to(*start)
        ctx.curve_to(*curve)
    ctx.fill()
    ctx.restore()
