"""A part that a digit might be made of, a loop or a line: the stroke of a hand, on a picture or by itself."""

from math import pi, tau

import cairo
from manim import RIGHT, Group, Square

from scenes.stage import theme
from scenes.stage.digit import DigitImage
from scenes.stage.painting import Painting, ink
from scenes.stage.text import Words

LOOP = 0                # the kind of a part; the other one is a line
PIXELS, WIDE = 28, 2.6  # on a side of the picture; width of a stroke
RIM = 0.35              # and of the rim of one that is hollow


class TakenApart(Group):
    """A digit = one part + another, and what these are called. The strokes of the parts are on the digit, not drawn yet."""

    def __init__(self, x, parts, side, words):
        self.digit, self.words = DigitImage(x, side), Words(words)
        self.frames = [Square(side, color=theme.HAIR, stroke_width=theme.stroke(theme.LINE)) for _ in parts]
        self.equals, self.plus = (Words(sign, size=theme.TITLE, color=theme.FAINT) for sign in "=+")
        super().__init__(self.digit, self.equals, self.frames[0], self.plus, self.frames[1], self.words)
        self.arrange(RIGHT, buff=theme.GUTTER)
        self.strokes = [Part(part, side, theme.WANTED).move_to(self.digit).draw(0) for part in parts]
        self.add(*self.strokes)

    def part(self):
        """The animations by which the strokes slide into their frames."""
        return [stroke.animate.move_to(frame) for stroke, frame in zip(self.strokes, self.frames)]


class Part(Painting):
    """part (kind, x0, y0, x1, y1): a line between two places, a loop in a box, in pixels of a picture that is `side` large.

    `draw(share)`: how far the hand has come. A hollow one is only the rim of its stroke, and what lies below it is seen.
    """

    def __init__(self, part, side, color, hollow=False):
        super().__init__(side, side)
        self.part, self.side, self.colour, self.hollow = part, side, color.to_rgb(), hollow
        self.draw(1)

    def draw(self, share):
        self.share = share
        return self

    def shown(self):
        return {"part": self.part}

    def paint(self, ctx):
        ctx.save()
        trace_part(ctx, self.part, self.side, self.share)
        if self.share > 0:
            self._stroke(ctx, self.side / PIXELS)
        ctx.new_path()
        ctx.restore()

    def _stroke(self, ctx, pitch):
        ctx.push_group()
        ink(ctx, self.colour)
        ctx.set_line_width(WIDE * pitch)
        ctx.stroke_preserve()
        if self.hollow:
            ctx.set_operator(cairo.OPERATOR_CLEAR)
            ctx.set_line_width((WIDE - 2 * RIM) * pitch)
            ctx.stroke()
        ctx.pop_group_to_source()
        ctx.paint()


def trace_part(ctx, part, side, share=1.0):
    """The path of a part, or of the first share of it, on a picture that is `side` large, its middle at the origin."""
    kind, *ends = part
    x0, y0, x1, y1 = (way * ((at + 0.5) * side / PIXELS - side / 2) for at, way in zip(ends, (1, -1, 1, -1)))
    ctx.new_path()
    if kind == LOOP:
        ctx.save()
        ctx.translate((x0 + x1) / 2, (y0 + y1) / 2)
        ctx.scale(abs(x1 - x0) / 2, abs(y1 - y0) / 2)
        ctx.arc(0, 0, 1, pi / 2, pi / 2 + share * tau)
        ctx.restore()
    else:
        ctx.move_to(x0, y0)
        ctx.line_to(x0 + share * (x1 - x0), y0 + share * (y1 - y0))
    ctx.set_line_cap(cairo.LINE_CAP_ROUND)
