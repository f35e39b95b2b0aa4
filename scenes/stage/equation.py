"""A formula with its numbers: pieces side by side on one line."""

from manim import RIGHT, VGroup

from scenes.stage import theme
from scenes.stage.text import Formula, Number, align_baselines


class Equation(VGroup):
    """pieces: mathematics as strings, and Facts, each of which becomes a Number; pieces[i] is the i-th of them.

    color   of the numbers; a Fact may come with its own: (fact, colour)
    room    between the pieces, in gaps
    """

    def __init__(self, *pieces, size=None, color=None, room=0.5):
        super().__init__(*(self._piece(piece, size, color) for piece in pieces))
        self.arrange(RIGHT, buff=room * theme.GAP)
        align_baselines(*self.submobjects)

    def __getitem__(self, i):
        return self.submobjects[i]

    @staticmethod
    def _piece(piece, size, color):
        if isinstance(piece, str):
            return Formula(piece, size)
        number, own = piece if isinstance(piece, tuple) else (piece, color)
        return Number(number, size, own)
