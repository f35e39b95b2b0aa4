"""A wall of digits: all examples of a training as small pictures, shuffled and dealt into the batches of one epoch."""

import cairo
import numpy as np
from manim import UpdateFromAlphaFunc, linear
from PIL import Image

from scenes.stage import theme
from scenes.stage.painting import Painting, ink

OPAQUE, GREY = np.uint32(0xFF000000), np.uint32(0x010101)     # of cairo's ARGB32, a number a pixel
SPRITE = 20            # pixels of a small picture, each way
INSIDE = 0.9           # of its place that a picture fills
BLOCK = 5              # pictures of a batch that stand side by side
LANE = 0.7             # between two batches, in places
UNLIT = theme.DIM      # brightness of a picture that was not looked at yet
DEALING = 0.35         # share of the deal that one picture is on its way


class DigitWall(Painting):
    """pictures (n, 784), 0..255: row after row as they come, or dealt in `order` (n,) into batches of one size.

    `deal` says how far dealt they are, `light` which are lit. spot(i) is where picture i stands in the scene.
    """

    def __init__(self, pictures, order, batch_size, width, height):
        super().__init__(width, height)
        self.order, self.batch_size = np.asarray(order), batch_size
        blocks, columns, self.pitch = _fit(len(pictures), batch_size, width, height)
        self.rows = _in_rows(len(pictures), columns) * self.pitch
        self.width_of_rows = columns * self.pitch       # before the deal: the box is as wide as after it
        self.dealt = np.empty_like(self.rows)
        self.dealt[self.order] = _in_blocks(len(pictures), batch_size, blocks) * self.pitch
        self.place_in_deal = np.argsort(self.order)
        self.sprites = _sprites(pictures)
        self.share, self.now, self.lights = 0.0, None, np.ones(len(pictures))

    def deal(self, share):
        """0: row after row; 1: dealt into batches. Between them the pictures are on their way, one after the other."""
        self.share = share
        self.lights = 1 - (1 - UNLIT) * self._along()[:, 0]
        return self

    def light(self, count):
        """Light the first so many pictures: in the order of the deal when they are dealt, else as they come."""
        place = self.place_in_deal if self.share == 1 else np.arange(len(self.order))
        self.lights = np.where(place < count, 1.0, UNLIT)
        return self

    def step(self, step):
        """Light every batch up to this step, and frame the last of them; None frames nothing."""
        self.now = step
        return self if step is None else self.light((step + 1) * self.batch_size)

    def spot(self, i):
        """Where picture i stands in the scene."""
        return self.place(*self._spots()[i])

    def shown(self):
        return {"order": self.order} if self.share == 1 else {}

    def _spots(self):
        """(n, 2): the middle of every picture."""
        return self.rows + self._along() * (self.dealt - self.rows)

    def _along(self):
        """(n, 1): how far every picture has come on its way; those that are dealt first start first."""
        late = self.place_in_deal / len(self.order)
        t = np.clip((self.share - (1 - DEALING) * late) / DEALING, 0, 1)[:, None]
        return t * t * (3 - 2 * t)

    def paint(self, ctx):
        pixels, left, top = self._pixels()
        rows, columns, _ = pixels.shape
        image = cairo.ImageSurface.create_for_data(pixels, cairo.FORMAT_ARGB32, columns, rows)
        ctx.save()
        ctx.translate(left, top)
        ctx.scale(INSIDE * self.pitch / SPRITE, -INSIDE * self.pitch / SPRITE)
        ctx.set_source_surface(image)
        ctx.get_source().set_filter(cairo.FILTER_GOOD)
        ctx.paint()
        ctx.restore()
        if self.now is not None:
            self._frame_batch(ctx)

    def _pixels(self):
        """As much of the wall as holds pictures, as an image (rows, columns, 4), the top row first; its left and top edge."""
        side, spots = INSIDE * self.pitch, self._spots()
        left, top = spots[:, 0].min() - side / 2, spots[:, 1].max() + side / 2
        x, y = ((spots - [left + side / 2, top - side / 2]) * [SPRITE / side, -SPRITE / side]).round().astype(int).T
        image = np.zeros((y.max() + SPRITE, x.max() + SPRITE), np.uint32)
        i = np.arange(SPRITE)
        lit = (self.sprites * self.lights[:, None, None]).astype(np.uint32)
        image[y[:, None, None] + i[:, None], x[:, None, None] + i] = OPAQUE + GREY * lit
        return image.view(np.uint8).reshape(*image.shape, 4), left, top

    def _frame_batch(self, ctx):
        batch = self.order[self.now * self.batch_size:(self.now + 1) * self.batch_size]
        spots, half = self.dealt[batch], self.pitch / 2
        (left, bottom), (right, top) = spots.min(axis=0) - half, spots.max(axis=0) + half
        ctx.rectangle(left, bottom, right - left, top - bottom)
        ink(ctx, theme.WANTED.to_rgb())
        ctx.set_line_width(theme.BOLD)
        ctx.stroke()


class Deal(UpdateFromAlphaFunc):
    """Shuffle and deal a wall, and dim it; a gesture: which picture comes where is recorded, the way there is not."""

    def __init__(self, wall, **options):
        super().__init__(wall, lambda wall, t: wall.deal(t), rate_func=linear, **options)


def _fit(n, batch_size, width, height):
    """(batches side by side, pictures side by side before the deal, the pitch of both): as large as fits the box."""
    batches, deep = -(-n // batch_size), -(-batch_size // BLOCK)
    best = 0, None
    for across in range(1, batches + 1):
        down = -(-batches // across)
        pitch = min(width / (across * (BLOCK + LANE) - LANE), height / (down * (deep + LANE) - LANE))
        best = max(best, (pitch, across))
    pitch, across = best
    return across, int(np.ceil((n * width / height) ** 0.5)), pitch


def _in_rows(n, columns):
    """(n, 2) in units of the pitch: row after row from the top left, in the middle of the wall."""
    row, column = np.divmod(np.arange(n), columns)
    return np.stack([column - (columns - 1) / 2, (-(-n // columns) - 1) / 2 - row], axis=-1)


def _in_blocks(n, batch_size, across):
    """(n, 2) in units of the pitch: place p of the deal, batch after batch."""
    batch, within = np.divmod(np.arange(n), batch_size)
    row, column = np.divmod(batch, across)
    down, right = np.divmod(within, BLOCK)
    spots = np.stack([column * (BLOCK + LANE) + right, -row * (-(-batch_size // BLOCK) + LANE) - down], axis=-1)
    return spots - (spots.min(axis=0) + spots.max(axis=0)) / 2


def _sprites(pictures):
    """(n, SPRITE, SPRITE): the pictures made smaller; side by side in one image, as that is quick."""
    n, side = len(pictures), round(pictures.shape[1] ** 0.5)
    tall = Image.fromarray(np.ascontiguousarray(pictures).reshape(n * side, side))
    return np.asarray(tall.resize((SPRITE, n * SPRITE), Image.Resampling.BOX)).reshape(n, SPRITE, SPRITE)
