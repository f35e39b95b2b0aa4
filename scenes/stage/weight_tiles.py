"""What the first neurons look for: of each a picture of its weights, all on one scale of colours, and the key of that scale."""

import cairo
import numpy as np
from manim import DOWN, LEFT, RIGHT, VGroup

from scenes.stage import theme
from scenes.stage.painting import OPAQUE, Painting, frame_square, ink, paint_image
from scenes.stage.text import Words

SPACE = 0.06            # between two pictures, as a share of their side
KEY = 2.2, 0.22         # width and height of the key
LIFT = 0.6              # a weight of half the size is more than half as bright: small ones are seen
STEPS = 61              # of its colours


class WeightTiles(Painting):
    """W (n, 784) in a square of so many pictures a row; a weight of `full` or more has its colour in full.

    lit  (784,): pixels that were ever lit; the others are left out of the pictures
    """

    def __init__(self, W, lit, full, side):
        self.across = int(np.ceil(np.sqrt(len(W))))
        self.rows = -(-len(W) // self.across)
        self.pitch = side / self.across
        super().__init__(side, self.rows * self.pitch)
        self.lit, self.full, self.tile = np.asarray(lit, bool), full, self.pitch * (1 - SPACE)
        self.show(W).reveal(len(W))

    def reveal(self, count):
        """Only the first so many pictures are there; the next one is coming."""
        self.count = count
        return self

    def show(self, W):
        """Show other weights in the same pictures."""
        self.W = np.asarray(W)
        self.images = [_coloured(np.where(self.lit, w, 0.0) / self.full, self.lit).reshape(28, 28) for w in self.W]
        return self

    def shown(self):
        return {"weights": self.W}

    def spot(self, i):
        """Where the middle of a picture is in the scene."""
        return self.place(*self._middle(i))

    def side(self):
        """How large a picture is in the scene."""
        return self.tile * self.width / self.extent[0]

    def _middle(self, i):
        row, column = divmod(i, self.across)
        return (column - (self.across - 1) / 2) * self.pitch, ((self.rows - 1) / 2 - row) * self.pitch

    def paint(self, ctx):
        for i, image in enumerate(self.images):
            x, y = self._middle(i)
            paint_image(ctx, image, x, y, self.tile, min(1, max(0, self.count - i)), cairo.FILTER_NEAREST)
            frame_square(ctx, x, y, self.tile, theme.LINE / 2, theme.HAIR.to_rgb())


class WeightKey(VGroup):
    """The scale of colours, from -full over 0 to full (Facts)."""

    def __init__(self, low, zero, full):
        bar = _Bar()
        numbers = (Words("{}", number, size=theme.LABEL, color=theme.FAINT) for number in (low, zero, full))
        ends = bar.get_corner(DOWN + LEFT), bar.get_bottom(), bar.get_corner(DOWN + RIGHT)
        super().__init__(bar, *(number.next_to(end, DOWN, buff=theme.GAP / 2) for number, end in zip(numbers, ends)))


class _Bar(Painting):
    def __init__(self):
        super().__init__(*KEY)

    def shown(self):
        return {}      # a scale, and no numbers of a run

    def paint(self, ctx):
        width, height = self.extent
        image = _coloured(np.linspace(-1, 1, STEPS), np.ones(STEPS, bool))[None]
        ctx.save()
        ctx.scale(1, height * STEPS / width)
        paint_image(ctx, image, 0, 0, width, sharpness=cairo.FILTER_NEAREST)
        ctx.restore()
        ink(ctx, theme.HAIR.to_rgb())
        ctx.set_line_width(theme.LINE / 2)
        ctx.rectangle(-width / 2, -height / 2, width, height)
        ctx.stroke()


def _coloured(shares, lit):
    """(n,): weights as shares of a full one, in the colour of their sign, as cairo keeps opaque pixels; unlit ones as background."""
    signs = np.where((shares > 0)[:, None], theme.POSITIVE.to_rgb(), theme.NEGATIVE.to_rgb())
    colours = np.where(lit[:, None], np.minimum(1, np.abs(shares))[:, None] ** LIFT * signs, theme.BACKGROUND.to_rgb())
    red, green, blue = (255 * colours).round().astype(np.uint32).T
    return OPAQUE + (blue << np.uint32(16)) + (green << np.uint32(8)) + red
