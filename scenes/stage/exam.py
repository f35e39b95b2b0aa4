"""An exam: a wall that brightens as its digits are asked, where the misread ones stay bright in a frame, the last one larger;
and the one asked now."""

import cairo
import numpy as np

from scenes.stage import theme
from scenes.stage.hand import CALLED, Hand, paint_picture
from scenes.stage.painting import frame_square, packed, paint_image
from scenes.stage.wall import DigitWall

PASSED, WAITING = 0.45, 0.27    # brightness of a digit that was read right, and of one that was not asked yet
RIM = 1.7 * theme.LINE
DASHES = 0.22          # of the frame of a quiet one, as a share of a picture
PAUSES = 0.5           # all pauses together, as a share of the time without them


class Exam(DigitWall):
    """pictures (n, 784), 0..255; wrong (n,): whether each is misread. `ask(count)`: the first so many have been asked."""

    def __init__(self, pictures, wrong, width, height):
        super().__init__(pictures, width, height)
        self.wrong = np.asarray(wrong, bool)
        self.passed, self.quiet, self.last = np.where(self.wrong, 1.0, PASSED), (), None
        self.ask(0)

    def ask(self, count):
        """The first so many have been asked: right ones are dim, misread ones bright, and the last one is bright; the rest is faint."""
        self.count = int(count)
        self.lights = np.where(np.arange(len(self.wrong)) < self.count, self.passed, WAITING)
        if self.count:
            self.lights[self.count - 1] = 1.0
        self.last = max(np.flatnonzero(self.wrong[:self.count]), default=None)
        return self

    def close(self):
        """All have been asked, and none is being asked any more."""
        self.count, self.lights, self.last = len(self.wrong), self.passed.copy(), None
        return self

    def hush(self, places):
        """The frames of these are dashed from now on."""
        self.quiet = tuple(map(int, places))
        return self

    def paint(self, ctx):
        super().paint(ctx)
        for i in np.flatnonzero(self.wrong[:self.count]):
            ctx.set_dash([DASHES * self.pitch] if i in self.quiet else [])
            frame_square(ctx, *self.middle(i), self.pitch, min(RIM, 0.15 * self.pitch), WRONG)
        ctx.set_dash([])
        if self.last is not None:
            paint_picture(ctx, self.pictures[self.last], *self.middle(self.last), CALLED * self.pitch, WRONG)


class AskedNow(Hand):
    """One of many pictures (n, 784), 0..255, large in a frame: `show(i)`; one that is misread has the frame of the wall's."""

    def __init__(self, pictures, wrong, side):
        self.all, self.misread = pictures, wrong
        super().__init__(pictures[:1], side, 1, theme.FAINT)

    def show(self, i):
        self.pictures = self.all[[int(i)]]
        self.colour = WRONG if self.misread[int(i)] else FAINT
        return self

    def paint(self, ctx):
        image = packed(self.pictures[0].reshape(28, 28))
        paint_image(ctx, image, 0, 0, self.side, sharpness=cairo.FILTER_NEAREST)
        frame_square(ctx, 0, 0, self.side, RIM, self.colour)


def pausing(wrong):
    """rate_func for a wall that is asked digit by digit: it pauses at those that are misread, a third of the time in all."""
    ends = np.cumsum(np.where(wrong, 1 + PAUSES * len(wrong) / max(1, np.sum(wrong)), 1.0))
    times = np.append(0, ends) / ends[-1]

    def rate(t):
        return float(np.searchsorted(times, t, "right") - 1 + 1e-9) / len(wrong) if t < 1 else 1.0

    return rate


def latest(stops, rows):
    """[so many]: for each row of a clock which of the stops (k,) was reached last, and the first one before that."""
    return np.maximum(0, np.searchsorted(stops, np.arange(rows), "right") - 1).tolist()


FAINT, WRONG = theme.FAINT.to_rgb(), theme.COST.to_rgb()
