"""A hand of digits: a few examples, framed, that come forward out of a wall one after the other."""

import numpy as np
from manim import UpdateFromAlphaFunc, linear

from scenes.stage import theme
from scenes.stage.painting import Painting, frame_square, packed, paint_image, fill_square

SPACE = 0.12           # between two pictures, as a share of their side
RIM = 1.5 * theme.LINE
CALLED = 1.6           # size of one that is called, and still in the wall, to those around it


class Hand(Painting):
    """pictures (k, 784), 0..255 or 0..1, each in a frame, `columns` of them in a row.

    They stand in their places, unless they were taken `out_of` a wall: then `come` says how far they have come.
    """

    def __init__(self, pictures, side, columns, color):
        rows, self.pitch = -(-len(pictures) // columns), (1 + SPACE) * side
        super().__init__(columns * self.pitch - SPACE * side + RIM, rows * self.pitch - SPACE * side + RIM)
        self.pictures, self.side, self.colour = np.asarray(pictures), side, color.to_rgb()
        row, column = np.divmod(np.arange(len(pictures)), columns)
        self.middles = np.stack([column - (columns - 1) / 2, (rows - 1) / 2 - row], axis=-1) * self.pitch
        self.wall, self.chosen, self.share = None, (), 1.0

    def out_of(self, wall, chosen):
        """Let picture i come out of the wall, where it is number chosen[i]; there they stand now, ringed."""
        self.wall, self.chosen, self.share = wall, tuple(map(int, chosen)), 0.0
        return self

    def come(self, share):
        """0: all are in the wall; 1: all have come, one after the other."""
        self.share = share
        return self

    def spot(self, i):
        """Where picture i stands in the scene, when it has come."""
        return self.place(*self.middles[i])

    def shown(self):
        return {f"picture {i}": picture for i, picture in enumerate(self.pictures)}

    def paint(self, ctx):
        come = np.clip(self.share * len(self.pictures) - np.arange(len(self.pictures)), 0, 1)
        if self.wall is not None:
            self._paint_places(ctx, come)
        for i in np.argsort(-come, kind="stable"):      # the one on its way lies above those that have come
            if come[i] > 0:
                x, y, side = self._between(i, smoothly(come[i]))
                paint_picture(ctx, self.pictures[i], x, y, side, self.colour)

    def _paint_places(self, ctx, come):
        """In the wall each that is called, a hole where one has left; and on the way the frames that wait for them."""
        for i, share in enumerate(come):
            x, y, side = place_in(self, self.wall, self.chosen[i])
            if share > 0:
                fill_square(ctx, x, y, side, theme.UNLIT.to_rgb())
                frame_square(ctx, x, y, side, theme.LINE, self.colour)
            else:
                paint_picture(ctx, self.pictures[i], x, y, CALLED * side, self.colour)
            if self.share < 1:
                frame_square(ctx, *self.middles[i], self.side, theme.LINE, theme.HAIR.to_rgb())

    def _between(self, i, share):
        """(x, y, side) of picture i on its way out of the wall."""
        goal = np.array([*self.middles[i], self.side])
        if self.wall is None:
            return goal
        start = np.array(place_in(self, self.wall, self.chosen[i])) * [1, 1, CALLED]
        return start + share * (goal - start)


class Come(UpdateFromAlphaFunc):
    """Let the pictures of a hand come out of their wall, one after the other; with until=0 they go back into it."""

    def __init__(self, hand, until=1.0, **options):
        start = hand.share
        super().__init__(hand, lambda hand, t: hand.come(start + t * (until - start)),
                         **{"rate_func": linear, **options})


def paint_picture(ctx, picture, x, y, side, color, light=1.0, rim=RIM):
    """A picture (784,) on black in a frame."""
    fill_square(ctx, x, y, side, theme.UNLIT.to_rgb())
    columns = round(len(picture) ** 0.5)
    paint_image(ctx, packed(picture.reshape(-1, columns)), x, y, side, light)
    frame_square(ctx, x, y, side, rim, color)


def place_in(painting, wall, i):
    """(x, y, side) of picture i of a wall, in the coordinates of a painting."""
    scene_to_painting = painting.matrix()
    scene_to_painting.invert()
    x, y = scene_to_painting.transform_point(*wall.spot(i)[:2])
    return x, y, wall.side() * scene_to_painting.xx


def smoothly(t):
    """From 0 to 1, slow at both ends."""
    return t * t * (3 - 2 * t)
