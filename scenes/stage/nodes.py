"""Neurons with their names in them, the roads between them, and signed discs: what a nudge runs along, forward or back."""

import numpy as np
from manim import DOWN, LEFT, RIGHT, Circle, Line, SurroundingRectangle, VGroup, VMobject

from scenes.stage import theme
from scenes.stage.text import Formula, Words

DARK = 0.46             # a neuron that is brighter bears a black name, any other a white one: both can be read
RADIUS = 0.52           # of a neuron with a name in it
PLUS = 0.55             # how far the sign of a disc reaches, in radii of it
SAID = 28               # size of what discs mean
SMALLEST = 0.07         # radius of a disc, however small its number


class Neuron(VGroup):
    """A neuron with its name (a formula, or any text) in it, as bright as its activation; show(a) changes that. Without one it is empty."""

    def __init__(self, name, place, a=None, rim=theme.FAINT, radius=RADIUS, size=None):
        self.disc = Circle(radius, color=rim, stroke_width=theme.stroke(theme.LINE), fill_color=theme.BACKGROUND, fill_opacity=1)
        self.sign = Formula(name, size or theme.LABEL) if isinstance(name, str) else name
        super().__init__(self.disc, self.sign)
        self.disc.move_to(place)
        self.sign.move_to(place)
        if a is not None:
            self.show(a)

    def show(self, a):
        """As bright as this activation."""
        self.disc.set_fill(theme.UNLIT.interpolate(theme.LIT, float(a)), 1)
        self.sign.set_color(on_grey(a))
        return self


class Ribbon(VMobject):
    """A road from one point to another, which it leaves and reaches level; or reaches in another direction."""

    def __init__(self, start, end, width, color, arrives=RIGHT, pull=0.5):
        super().__init__(stroke_color=color, stroke_width=theme.stroke(width))
        far = pull * np.linalg.norm(np.subtract(end, start))
        self.set_points([start, start + far * RIGHT, end - far * arrives, end])


class Charge(VGroup):
    """A disc whose area is the size of a number: red with a + where that is above 0, green with a - below."""

    def __init__(self, value, place, unit):
        radius = max(SMALLEST, charge_radius(value, unit))
        reach = PLUS * radius
        strokes = [(RIGHT, reach)] + [(np.array([0, 1, 0]), reach)] * int(value > 0)
        super().__init__(Circle(radius, stroke_width=0, fill_color=cost_colour(value), fill_opacity=1),
                         *(Line(-far * way, far * way, color=theme.BACKGROUND, stroke_width=theme.stroke(0.16 * radius))
                           for way, far in strokes))
        self.move_to(place)


class ChargeKey(VGroup):
    """What the discs mean."""

    def __init__(self, rises, falls):
        super().__init__(*(VGroup(Charge(sign, [0, 0, 0], 0.15), Words(text, size=SAID)).arrange(RIGHT)
                           for sign, text in ((1, rises), (-1, falls))))
        self.arrange(DOWN, aligned_edge=LEFT)


def grounded(text):
    """A text on a ground of its own, so that no road strikes it."""
    return VGroup(SurroundingRectangle(text, buff=0.06, color=theme.BACKGROUND, fill_opacity=0.85, stroke_width=0), text)


def on_grey(a):
    """The colour of a text on a neuron of that activation."""
    return theme.UNLIT if a > DARK else theme.LIT


def charge_radius(value, unit):
    """A number of size 1 has a disc of that radius."""
    return unit * np.sqrt(abs(value))


def cost_colour(change):
    """The colour of a change of the cost."""
    return theme.COST if change > 0 else theme.FALLS
