"""Rows of pictures, each under what is said of it."""

from manim import DOWN, LEFT, VGroup

from scenes.stage import theme
from scenes.stage.hand import Hand

SIDE = 0.55, 0.45       # of a picture, where there are few of them and where there are many
FEW = 6


class Mistakes(VGroup):
    """Rows (words, pictures (n, 784), colour); those without pictures are left out."""

    def __init__(self, *rows):
        super().__init__()
        for words, pictures, color in rows:
            if len(pictures):
                hand = Hand(pictures, SIDE[len(pictures) > FEW], len(pictures), color)
                self.add(VGroup(words, hand).arrange(DOWN, buff=theme.GAP / 2, aligned_edge=LEFT))
        self.arrange(DOWN, buff=theme.GAP, aligned_edge=LEFT)
