"""Rows of pictures, each under what is said of it."""

from manim import DOWN, LEFT, VGroup

from scenes.stage import theme
from scenes.stage.hand import Hand
from scenes.stage.text import Words

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

    @classmethod
    def of(cls, film, name, valleys):
        """What networks of a recorded plane misread, each alone and all of them; valleys: their names, in order."""
        run, rows = film.runs[name], []
        for v, valley in enumerate(valleys):
            right, alone = film.fact(f"{name}.valley_right", v, form=","), film.fact(f"{name}.missed_alone", v)
            rows.append((Words(f"{valley}: {{}} right, {{}} own misses", right, alone), getattr(run, f"missed_alone_x{v}"), theme.COST))
        return cls(*rows, (Words("{} missed by all", film.fact(f"{name}.missed_all")), run.missed_all_x, theme.FAINT))
