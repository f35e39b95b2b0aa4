"""Pictures in rows, each with its own label below it, which it hands to another one."""

import numpy as np
from manim import DOWN, LEFT, RIGHT, AnimationGroup, FadeIn, FadeOut, Group, config, rush_from, rush_into

from scenes.stage import theme
from scenes.stage.gestures import Gather
from scenes.stage.hand import Hand
from scenes.stage.text import Words

SPACE = 0.35, 0.68         # between two pictures, and between two rows of them, in sides of a picture
SLOT = 0.26                # from the middle to where an own and a new label stand, in sides
SMALL, PALE = 0.8, 0.62    # size of an own label that was handed on; opacity of that, and of one that is not meant
LARGE = 40                 # of labels


class HandedOn(Group):
    """pictures (n, 784), 0..255, so many in a row; own, given: their labels (Facts). The label that picture i gets is the own one of
    givers[i], or, where that is None, of one that is not shown.

    pictures  each as a drawing of its own; own, given: their labels as texts
    """

    def __init__(self, pictures, own, given, givers, columns, side):
        self.side, self.givers = side, givers
        self.pictures = [Hand(x[None], side, 1, theme.HAIR) for x in pictures]
        pitch = np.array([1 + SPACE[0], 1 + SPACE[1]]) * side
        for i, picture in enumerate(self.pictures):
            picture.move_to([i % columns * pitch[0], -(i // columns) * pitch[1], 0])
        self.own = [Words("{}", label, size=LARGE, color=theme.SOME).next_to(picture, DOWN, buff=theme.GAP)
                    for label, picture in zip(own, self.pictures, strict=True)]
        self.given = [Words("{}", label, size=LARGE, color=theme.ALL) for label in given]
        super().__init__(*self.pictures, *self.own)

    def only(self, which):
        """How those (n,) stay bright with their labels, and the others go dim."""
        return [thing.animate.set_opacity(1 if bright else dim) for things, dim in ((self.pictures, theme.DIM), (self.own, PALE))
                for thing, bright in zip(things, which, strict=True)]

    def hands_on(self, i):
        """Picture i moves its own label aside, and gets that of its giver, which flies there on an arc: from the edge, if none is shown."""
        place = self.given[i].next_to(self.pictures[i], DOWN, buff=theme.GAP).shift(SLOT * self.side * RIGHT)
        aside = self.own[i].animate.shift(SLOT * self.side * LEFT).scale(SMALL).set_opacity(PALE)
        if self.givers[i] is None:
            return AnimationGroup(aside, FadeIn(place, target_position=_edge(place), rate_func=rush_from))
        return AnimationGroup(aside, Gather((self.own[self.givers[i]], place)))

    def hands_out(self, i):
        """The label of picture i flies, as a copy, to one that is not shown, and is gone at the edge."""
        return FadeOut(self.own[i].copy(), target_position=_edge(self.own[i]), rate_func=rush_into)


def _edge(text):
    """The place level with a text, at the nearer edge of the frame."""
    far = config.frame_width / 2 - theme.MARGIN - text.width
    return text.get_center() * [0, 1, 1] + (far if text.get_x() > 0 else -far) * RIGHT
