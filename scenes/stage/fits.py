"""How well a part fits pictures of weights: it glides over all of them, and it is laid over the one where it fits best."""

import numpy as np
from manim import DOWN, RIGHT, Group, UpdateFromAlphaFunc, linear, smooth

from scenes.stage import theme
from scenes.stage.parts import PIXELS, Part
from scenes.stage.weight_pictures import WeightPictures


class Fit(Group):
    """w (1, 784) as a picture, the part over it where it fits, so many pixels (down, right) from its place; a head, and how well."""

    def __init__(self, w, part, shift, side, full, lit, head, well):
        self.picture = WeightPictures(w, 1, side, full, lit)
        self.head, self.well = head, well
        super().__init__(head, self.picture, well)
        self.arrange(DOWN, buff=theme.GAP)
        self.part = Part(part, side, theme.WANTED, hollow=True).move_to(self.picture)
        down, right = np.asarray(shift) * side / PIXELS
        self.add(self.part.shift(right * RIGHT + down * DOWN))


class Glide(UpdateFromAlphaFunc):
    """A part goes from each of these places of the scene to the next, and stays in each for a while."""

    def __init__(self, part, spots, **options):
        def move(part, t):
            i, share = divmod(t * (len(spots) - 1), 1)
            after = spots[min(int(i) + 1, len(spots) - 1)]
            part.move_to(spots[int(i)] + smooth(min(1, 2 * share)) * (after - spots[int(i)]))

        super().__init__(part, move, **{"rate_func": linear, **options})
