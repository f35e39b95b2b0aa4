"""The errors of outputs: what each should be and how far it is off, and squares as wide as that, whose areas add up to the cost."""

import numpy as np
from manim import RIGHT, UP, FadeIn, LaggedStart, Square, VGroup

from scenes.stage import theme
from scenes.stage.text import Words

FILLED = 0.45            # opacity of their area


COLUMNS = 1.6, 3.1, 4.9  # so far to the right of its output stands what it should be, its error, and the square of that


class ErrorTable(VGroup):
    """What the outputs at these spots should be, and their errors (Facts): a row beside each, under heads."""

    def __init__(self, wanted, errors, spots):
        columns = (wanted, theme.WANTED, "should be"), (errors, theme.COST, "error")
        super().__init__(*(self._column(*column, spots, away) for column, away in zip(columns, COLUMNS)))

    @classmethod
    def of(cls, film, name, row, spots):
        """Those of the digit that a recorded run reads, in the state of a row."""
        numbers = range(len(spots))
        return cls([film.fact(f"{name}.example_y", j, form="g") for j in numbers],
                   [film.fact(f"{name}.example_error", row, j, form="+.2f") for j in numbers], spots)

    def squares(self, squares, side):
        """The squared errors, beside the errors."""
        return ErrorSquares(squares, [error.get_center() for error in self[1][1:]], side, COLUMNS[2] - COLUMNS[1])

    @staticmethod
    def _column(facts, color, head, spots, away):
        numbers = [Words("{}", fact, color=color).move_to(spot + away * RIGHT) for fact, spot in zip(facts, spots, strict=True)]
        return VGroup(Words(head, size=theme.LABEL, color=color).next_to(numbers[0], UP), *numbers)


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
