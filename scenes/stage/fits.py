"""How well a part fits pictures of weights: it glides over all of them, and it is laid over the one where it fits best."""

import numpy as np
from manim import DOWN, LEFT, RIGHT, Group, GrowFromEdge, Rectangle, UpdateFromAlphaFunc, VGroup, linear, smooth

from scenes.stage import theme
from scenes.stage.parts import PIXELS, Part
from scenes.stage.weight_pictures import WeightPictures

BAR = 0.16              # height of the bar that says how well


class Fit(Group):
    """w (1, 784) as a picture, the part over it where it fits, so many pixels (down, right) from its place; a head, how well (a text),
    and share (Fact) of a bar that is as long as the picture."""

    def __init__(self, w, part, shift, side, full, lit, head, share, well):
        self.picture, self.head = WeightPictures(w, 1, side, full, lit), head
        whole, self.filled = (Rectangle(width=width, height=BAR, stroke_width=0, fill_opacity=1, fill_color=color) for width, color in (
            (side, theme.HAIR), (max(1e-3, share.value) * side, theme.WANTED)))
        self.well = VGroup(whole, well)
        super().__init__(head, self.picture, whole, well)
        self.arrange(DOWN, buff=theme.GAP)
        self.filled.move_to(whole, aligned_edge=LEFT)
        self.part = Part(part, side, theme.WANTED, hollow=True).move_to(self.picture)
        down, right = np.asarray(shift) * side / PIXELS
        self.add(self.filled, self.part.shift(right * RIGHT + down * DOWN))

    def measure(self):
        """The animation in which the bar is filled as far as the part explains the picture."""
        return GrowFromEdge(self.filled, LEFT)


def in_a_row(fits, buff, middle):
    """Fits beside each other, by their pictures: a part may hang over its own."""
    places = Group(*(fit.picture.copy() for fit in fits)).arrange(RIGHT, buff=buff).move_to(middle)
    for fit, place in zip(fits, places):
        fit.shift(place.get_center() - fit.picture.get_center())


class Glide(UpdateFromAlphaFunc):
    """A part goes from each of these places of the scene to the next, and stays in each for a while."""

    def __init__(self, part, spots, **options):
        def move(part, t):
            i, share = divmod(t * (len(spots) - 1), 1)
            after = spots[min(int(i) + 1, len(spots) - 1)]
            part.move_to(spots[int(i)] + smooth(min(1, 2 * share)) * (after - spots[int(i)]))

        super().__init__(part, move, **{"rate_func": linear, **options})
