"""Pictures one below the other, each with the label that it had, an arrow, and the label that it has now."""

import numpy as np
from manim import DOWN, LEFT, RIGHT, UP, Arrow, Group, Restore, VGroup

from scenes.stage import theme
from scenes.stage.hand import Hand
from scenes.stage.text import Words, align_baselines

SIDE = 1.2             # of a picture


class Relabelled(Group):
    """pictures (k, 784), 0..255; before, after: their labels (Facts); names: what the two columns of labels are called.

    pictures  each as a drawing of its own; heads; rows: labels with an arrow
    """

    def __init__(self, pictures, before, after, names):
        self.pictures = [Hand(np.asarray(x)[None], SIDE, 1, theme.HAIR) for x in pictures]
        Group(*self.pictures).arrange(DOWN, buff=theme.GUTTER / 2)
        self.rows = VGroup(*map(self._row, self.pictures, before, after))
        self.heads = VGroup(*(Words(name, size=theme.LABEL, color=color).next_to(self.rows, UP).set_x(part.get_x())
                              for name, color, part in zip(names, (theme.SOME, theme.ALL), self.rows[0][::2], strict=True)))
        align_baselines(*self.heads)
        super().__init__(*self.pictures, self.rows, self.heads)

    @staticmethod
    def _row(picture, before, after):
        old, new = (Words("{}", label, size=theme.TITLE, color=color) for label, color in ((before, theme.SOME), (after, theme.ALL)))
        row = VGroup(old, Arrow(LEFT / 2, RIGHT / 2, buff=0, color=theme.FAINT), new).arrange(RIGHT, buff=theme.GAP)
        return row.next_to(picture, RIGHT, buff=theme.GUTTER / 2)

    def out_of(self, wall, which):
        """The pictures go back to their places in a wall, where they are these; returns how they come to where they belong."""
        for picture, i in zip(self.pictures, which, strict=True):
            picture.save_state().scale(wall.side() / SIDE).move_to(wall.spot(int(i)))
        return [Restore(picture) for picture in self.pictures]
