"""A wall of digits that a network answers: those that it answers right come first, and light up."""

import numpy as np
from manim import DOWN, LEFT, RIGHT, UP, Group, VGroup

from scenes.stage import theme
from scenes.stage.gestures import Through
from scenes.stage.text import Words
from scenes.stage.wall import DigitWall


class Answered(Group):
    """pictures (n, 784), 0..255, of which the first so many are answered right, share (a Fact) of all.

    wall, words (above it, the names), number (the share, beside it); fill(): those answered right light up, row after row
    """

    def __init__(self, pictures, right, share, width, height, color, *names):
        self.order, self.right = np.arange(len(pictures)), int(right)
        self.wall = DigitWall(pictures, width, height)
        self.words = VGroup(*names).arrange(DOWN, buff=theme.GAP, aligned_edge=LEFT)
        self.words.next_to(self.wall, UP, buff=theme.GAP).align_to(self.wall, LEFT)
        self.number = Words("{}", share, size=theme.TITLE, color=color).next_to(self.wall, RIGHT, buff=theme.GAP)
        super().__init__(self.words, self.wall, self.number)
        self.light(0)

    def light(self, count):
        """The first so many are bright."""
        return self.wall.light_these(self.order < count)

    def fill(self):
        return Through(self.wall, self.light, self.right)
