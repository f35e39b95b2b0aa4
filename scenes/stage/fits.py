"""How well parts fit pictures of weights: they go over all of them, and one is laid over the one where it fits best."""

import numpy as np
from manim import DOWN, LEFT, RIGHT, Group, GrowFromEdge, Rectangle, VGroup

from scenes.stage import theme
from scenes.stage.painting import Painting, ink
from scenes.stage.parts import PIXELS, Part, trace_part
from scenes.stage.weight_pictures import WeightPictures

BAR = 0.16              # height of the bar that says how well
PASS = 2                # pixels that a part goes down while it goes from the middle to one side


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


class LaidOver(Painting):
    """All parts (k, 5), one after the other, over every one of some WeightPictures at once: `lay(hand)`, 0..k * heights.

    Each part goes down by a pixel from one whole hand to the next, from `reach` pixels above its place to as many below it, and
    to and fro as it goes.
    """

    def __init__(self, pictures, parts, reach):
        super().__init__(*pictures.extent)
        self.places, self.side, self.parts, self.reach = pictures.places, pictures.side, parts, reach
        self.lay(0).move_to(pictures)

    def lay(self, hand):
        which, height = divmod(hand, 2 * self.reach + 1)
        self.part, self.down = self.parts[min(int(which), len(self.parts) - 1)], height - self.reach
        self.right = self.reach * (abs((height / PASS - 1) % 4 - 2) - 1)
        return self

    def shown(self):
        return {"part": self.part}

    def paint(self, ctx):
        pitch, half = self.side / PIXELS, self.side / 2
        for x, y in self.places:
            ctx.save()
            ctx.rectangle(x - half, y - half, self.side, self.side)
            ctx.clip()
            ctx.translate(x + self.right * pitch, y - self.down * pitch)
            trace_part(ctx, self.part, self.side)
            for color, width in ((theme.BACKGROUND, 2 * theme.BOLD), (theme.WANTED, theme.BOLD)):
                ink(ctx, color.to_rgb())
                ctx.set_line_width(width)
                ctx.stroke_preserve()
            ctx.new_path()
            ctx.restore()
