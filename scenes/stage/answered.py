"""A wall of digits that a network answers: those that it answers right come first, and light up."""

import numpy as np
from manim import LEFT, RIGHT, UP, Group, VGroup

from scenes.stage import theme
from scenes.stage.gestures import Through
from scenes.stage.text import Words
from scenes.stage.wall import DigitWall

ABOVE, LINE = 0.25, 0.45        # from the wall to the baseline of the words above it, and from line to line


class Answered(Group):
    """pictures (n, 784), 0..255, of which the first so many are answered right, share (a Fact) of all.

    wall, words (above it, the names), number (the share, beside it); fill(): those answered right light up, row after row
    """

    def __init__(self, pictures, right, share, width, height, color, *names):
        self.order, self.right = np.arange(len(pictures)), int(right)
        self.wall = DigitWall(pictures, width, height)
        self.words = VGroup(*names)
        for line, words in enumerate(reversed(names)):
            words.align_to(self.wall, LEFT).shift((self.wall.get_top()[1] + ABOVE + line * LINE - words.baseline) * UP)
        self.number = Words("{}", share, size=theme.TITLE, color=color).next_to(self.wall, RIGHT, buff=theme.GAP)
        super().__init__(self.words, self.wall, self.number)
        self.light(0)

    def light(self, count):
        """The first so many are bright."""
        return self.wall.light_these(self.order < count)

    def fill(self):
        return Through(self.wall, self.light, self.right)
