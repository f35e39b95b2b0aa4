"""Rows of pictures, each under what is said of it, and led to from a point of another drawing."""

from manim import DOWN, LEFT, DashedLine, VGroup

from scenes.stage import theme
from scenes.stage.hand import Hand

SIDE = 0.55, 0.45       # of a picture, where there are few of them and where there are many
FEW = 6


class Mistakes(VGroup):
    """Rows (words, pictures (n, 784), colour, point that leads to it, or None); those without pictures are left out.

    leaders  from the points to their rows
    """

    def __init__(self, *rows):
        super().__init__()
        self.sources = []
        for words, pictures, color, point in rows:
            if len(pictures):
                hand = Hand(pictures, SIDE[len(pictures) > FEW], len(pictures), color)
                self.add(VGroup(words, hand).arrange(DOWN, buff=theme.GAP / 2, aligned_edge=LEFT))
                self.sources.append(point)
        self.arrange(DOWN, buff=theme.GAP, aligned_edge=LEFT)

    @property
    def leaders(self):
        return [DashedLine(point, row.get_left() + theme.GAP * LEFT, color=theme.INK, stroke_width=theme.stroke(theme.LINE))
                for row, point in zip(self, self.sources) if point is not None]
