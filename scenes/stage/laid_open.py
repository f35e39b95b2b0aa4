"""One neuron laid open: its inputs, each times its weight, added up with the bias, and what is below 0 cut off."""

import numpy as np
from manim import DOWN, LEFT, RIGHT, UP, Circle, Create, DashedLine, Dot, FadeIn, LaggedStart, Line, SurroundingRectangle, VGroup

from scenes.stage import symbols as sym
from scenes.stage import theme
from scenes.stage.nodes import on_grey
from scenes.stage.sums import TIMES, Steps
from scenes.stage.text import Formula, Words

NAMES, INPUTS, PLUS, BARS, CURVE, OUTPUT = -4.15, -3.65, -1.8, -1.0, 4.15, 6.05      # x of its parts
RADIUS, PITCH = 0.4, 0.88           # of the inputs
THICK, APART = 0.5, 0.88              # of the bars
ARM = 0.95                           # half the width of the curve


class LaidOpen(VGroup):
    """A row of the frame, its middle at the height `y`; x, w, terms (n Facts each), b, z, out, wish: Facts.

    names   of the inputs, formulas
    unit    how high a bar of 1 is; zero: so far below the middle the bars begin
    Its parts come one after the other: inputs, weights, products, bias and sum, the cut.
    """

    def __init__(self, names, x, w, terms, b, z, out, wish, unit, zero, y):
        super().__init__()
        self.y, n = y * UP, len(x)
        spots = [self.y + INPUTS * RIGHT + PITCH * ((n - 1) / 2 - i) * UP for i in range(n)]
        self.plus = VGroup(*(part.move_to(self.y + PLUS * RIGHT) for part in (Circle(0.3, color=theme.SUM), Formula("+", color=theme.SUM))))
        self.inputs = [self._input(*each) for each in zip(names, x, spots)]
        self.weights = [self._weight(spot, fact) for spot, fact in zip(spots, w)]
        colors = [theme.weight_colour(each.value) for each in w] + [theme.BIAS, theme.SUM]
        self.steps = Steps([each.value for each in (*terms, b)], colors, unit, THICK, APART, self.y + BARS * RIGHT + zero * DOWN, UP, RIGHT)
        self.zero = Line(self.steps.ends[0] * [0, 0, 0] + self.y + (BARS - 0.4) * RIGHT + zero * DOWN,
                         self.y + (BARS + 4 * APART + 0.4) * RIGHT + zero * DOWN, color=theme.FAINT, stroke_width=theme.stroke(theme.LINE))
        self.numbers = [self._number(i, fact) for i, fact in enumerate((*terms, b, z))]
        self.curve = self._curve(z)
        self.cut = self._output(out, wish)
        self.add(*self.inputs, *self.weights, self.plus, self.zero, self.steps, *self.numbers, self.curve, self.cut)

    @classmethod
    def of(cls, film, key, k, names, unit, zero, y):
        """The k-th digit of a recorded neuron with as many inputs as names: arrays {key}_x, _w, _terms, _b, _z, _o, _y."""
        def fact(name, *at, form=".2f"):
            return film.fact(f"{key}_{name}", *at, form=form)

        places = range(len(names))
        return cls(names, [fact("x", k, i) for i in places], [fact("w", i) for i in places],
                   [fact("terms", k, i, form="+.2f") for i in places],
                   fact("b", form="+.2f"), fact("z", k), fact("o", k), fact("y", k), unit, zero, y)

    def come_in(self, picture):
        """The inputs come out of the picture that they are measured on."""
        return LaggedStart(*(FadeIn(each, target_position=picture, scale=theme.SPECK) for each in self.inputs), lag_ratio=0.5)

    def multiply(self):
        """The weights lead to where all is added up; then what each makes of its input, as a bar."""
        return LaggedStart(FadeIn(self.plus), *(FadeIn(each) for each in self.weights), FadeIn(self.zero), *(
            FadeIn(VGroup(bar, number)) for bar, number in zip(self.steps.bars[:-2], self.numbers)), lag_ratio=0.6)

    def add_up(self):
        """The bars are linked, each to the next; then the bias, and the sum."""
        return LaggedStart(FadeIn(self.steps.links), *(
            FadeIn(VGroup(bar, number)) for bar, number in zip(self.steps.bars[-2:], self.numbers[-2:])), lag_ratio=0.7)

    def cut_off(self):
        """The sum goes to the curve, and what that makes of it is the output."""
        axes, line, drop, ball, across = self.curve
        return LaggedStart(FadeIn(axes), Create(line), FadeIn(drop), FadeIn(ball), Create(across), FadeIn(self.cut), lag_ratio=0.7)

    def _input(self, name, fact, spot):
        disc = Circle(RADIUS, color=theme.FAINT, stroke_width=theme.stroke(theme.LINE), fill_color=theme.BACKGROUND, fill_opacity=1)
        text = Words("{}", fact, size=theme.INSIDE)
        label = Formula(name, size=theme.LABEL).move_to(spot + (NAMES - INPUTS) * RIGHT, aligned_edge=RIGHT)
        return VGroup(label, disc.move_to(spot), text.move_to(spot))

    def _weight(self, spot, fact):
        end, color = self.plus[0].get_center(), theme.weight_colour(fact.value)
        way = (end - spot) / np.linalg.norm(end - spot)
        line = Line(spot + RADIUS * way, end - 0.3 * way, color=color,
                    stroke_width=theme.stroke(theme.weight_width(fact.value, 0.6)))
        number = Words(TIMES + " {}", fact, size=theme.LABEL, color=color).move_to(spot + 0.47 * (end - spot))
        plate = SurroundingRectangle(number, buff=(theme.GAP / 2, theme.LINE), color=theme.BACKGROUND, fill_opacity=1, stroke_width=0)
        return VGroup(line, plate, number)

    def _number(self, i, fact):
        bar, last = self.steps.bars[i], i == len(self.steps.bars) - 1
        text = Words("{}", fact, size=theme.BODY if last else theme.LABEL, color=theme.SUM if last else theme.INK)
        text.next_to(bar, self.steps.outwards(i), buff=theme.GAP / 2)
        return text

    def _curve(self, z):
        """max(0, z): axes, the line, z on its axis, the point over it, and across to the output."""
        origin = self.y + CURVE * RIGHT
        scale = 0.85 * ARM / max(0.6, abs(z.value))
        axes = VGroup(Line(origin + ARM * LEFT, origin + ARM * RIGHT), Line(origin + 0.15 * DOWN, origin + ARM * UP))
        axes.set_stroke(theme.FAINT, theme.stroke(theme.LINE)).add(
            Formula(f"max(0, {sym.z()})", theme.LABEL).next_to(origin + ARM * UP, LEFT, buff=theme.GAP / 2))
        line = VGroup(Line(origin + ARM * LEFT, origin), Line(origin, origin + ARM * (RIGHT + UP)))
        line.set_stroke(theme.INK, theme.stroke(theme.BOLD))
        foot = origin + scale * z.value * RIGHT
        head = foot + scale * max(0, z.value) * UP
        ball, at = Dot(head, radius=theme.BALL, color=theme.INK), Dot(foot, radius=theme.DOT, color=theme.SUM)
        drop = VGroup(DashedLine(foot, head + 0.001 * UP, color=theme.SUM), at,
                      Formula(sym.z(), theme.LABEL).next_to(foot, DOWN, buff=theme.GAP))
        across = DashedLine(head, [OUTPUT - 0.45, head[1], 0], color=theme.FAINT, stroke_width=theme.stroke(theme.LINE))
        return VGroup(axes, line, drop, ball, across)

    def _output(self, out, wish):
        height = self.curve[3].get_y()
        disc = Circle(0.45, color=theme.FAINT, fill_opacity=1, fill_color=theme.UNLIT.interpolate(theme.LIT, float(min(1, out.value))))
        text = Words("{}", out, color=on_grey(out.value))
        disc.move_to([OUTPUT, height, 0])
        return VGroup(disc, text.move_to(disc), Words("wish {}", wish, size=theme.LABEL, color=theme.WANTED).next_to(
            disc, DOWN, buff=theme.GAP))
