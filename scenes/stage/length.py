"""What a length is: two moves at a right angle, and how far they lead together."""

from manim import DOWN, LEFT, RIGHT, UP, Polygon, VGroup

from scenes.stage import theme
from scenes.stage.text import Words


class Length(VGroup):
    """up, along and the length of both (Facts) as a triangle to scale, as wide as that; each number stands at its side."""

    def __init__(self, up, along, length, width):
        rise = width * up.value / along.value * UP
        self.legs = Polygon(0 * LEFT, width * RIGHT, width * RIGHT + rise, color=theme.INK, stroke_width=theme.stroke(2 * theme.LINE))
        places = (self.legs, RIGHT), (self.legs, DOWN), (self.legs.get_center(), UP + LEFT)
        super().__init__(self.legs, *(Words("{}", number).next_to(*place) for number, place in zip((up, along, length), places)))
