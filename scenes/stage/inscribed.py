"""Drawings that bear texts: a map, a landscape."""

from manim import SurroundingRectangle, VGroup

from scenes.stage import theme
from scenes.stage.cards import Provenance
from scenes.stage.painting import Painting

PLATE = 0.8            # opacity of what is behind a text


class Inscribed(Painting):
    """A painting that fills much of the frame, so that texts stand on it."""

    def write(self, *texts):
        """Let texts that stand in their places be part of it, each on a dark plate, where contours do not cross it."""
        for text in texts:
            plate = SurroundingRectangle(text, color=theme.BACKGROUND, fill_opacity=PLATE, stroke_width=0,
                                         buff=theme.LINE if isinstance(text, Provenance) else theme.GAP / 2)
            self.add(plate, text)
        return self

    def erase(self):
        """Let it bear no texts any more; returns them, with their plates, so that they may fade."""
        texts = VGroup(*self.submobjects)
        self.submobjects = []
        return texts
