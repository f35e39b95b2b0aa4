"""The errors of outputs as squares, each as wide as its error: their areas add up to the cost."""

import numpy as np
from manim import RIGHT, FadeIn, LaggedStart, Square, VGroup

from scenes.stage import theme

FILLED = 0.45            # opacity of their area


class ErrorSquares(VGroup):
    """squares (n,), the squared errors, beside the outputs at these spots; an error of 1 is so wide."""

    def __init__(self, squares, spots, side, away):
        super().__init__(*(Square(side * np.sqrt(square), color=theme.COST, fill_opacity=FILLED).move_to(spot + away * RIGHT)
                           for square, spot in zip(squares, spots)))
        self.spots = spots

    def come(self, **options):
        """They come out of their outputs, one after the other."""
        return LaggedStart(*(FadeIn(square, target_position=spot, scale=theme.SPECK) for square, spot in zip(self, self.spots)),
                           **{"lag_ratio": 0.2, **options})

    def gather(self, place, larger):
        """The animation that brings them together, so much larger."""
        return self.animate.scale(larger).arrange_in_grid(2, buff=theme.GAP / 2).move_to(place)
