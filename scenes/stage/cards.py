"""Cards that open and close a film, and the tag that tells where a picture comes from."""

from manim import ORIGIN, RIGHT, UP, VGroup

from scenes.stage import theme
from scenes.stage.text import Live, Words


class TitleCard(VGroup):
    """The film's question, one line below the other, in the middle of the frame."""

    def __init__(self, question, *numbers):
        super().__init__(Words(question, *numbers, size=theme.TITLE))
        self.move_to(ORIGIN)


class Provenance(Live):
    """A tag in a top corner that says which recorded numbers are on screen; show(*numbers) keeps it true."""

    def __init__(self, template, *numbers, side=RIGHT):
        super().__init__(template, *numbers, size=theme.LABEL, color=theme.FAINT, anchor=side)
        self.to_corner(UP + side, buff=theme.MARGIN)
