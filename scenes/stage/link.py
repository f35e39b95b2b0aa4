"""The last link of a chain, taken apart: w times the activation before, plus b, is z; sigma makes it a; the error's square is C."""

import numpy as np
from manim import DOWN, LEFT, RIGHT, UP, VGroup

from scenes.stage import symbols as sym
from scenes.stage import theme
from scenes.stage.facts import fact
from scenes.stage.painting import Painting, fill_disc, ink, paint_dot, paint_line, paint_ring, trace, trace_box
from scenes.stage.nodes import on_grey
from scenes.stage.text import Formula, Words

WIDTH, HEIGHT = 13.2, 5.2
PLACES = {"w": (-5.2, 1.75), "before": (-5.2, 0.0), "b": (-5.2, -1.75), "z": (-0.95, 0.0), "sigma": (1.15, 0.0), "a": (3.0, 0.0),
          "y": (3.0, -1.9), "C": (5.35, 0.0)}
PILL, NEURON, SIGMA, ERROR = (1.75, 0.78), 0.62, 1.15, 3.6        # an error of 1 is so wide
STEPS = ("w", "before", "b", "z", "a", "C")


class Link(VGroup):
    """texts {name: a text}, the numbers of w, before, b, z, a, y and C; show(z, a): how the picture goes along with them.

    come(name, share)   how much is there of it, and of the road that leads to it
    words(name)         its number, its symbol and what it is called
    """

    @classmethod
    def of(cls, runs, form):
        """Of the last link of the recorded chain, its numbers in this form."""
        run = runs["chain"]
        keys = {"w": ("here", -2), "before": ("a", -2), "b": ("here", -1), "z": ("z", -1), "a": ("a", -1), "C": ("example_cost",)}
        numbers = {name: fact(runs, f"chain.{key}", *at, form=form) for name, (key, *at) in keys.items()}
        numbers["y"] = fact(runs, "chain.example_y", 0, form=".0f")
        colours = {"before": on_grey(run.a[-2]), "a": on_grey(run.a[-1]), "y": theme.WANTED}
        texts = {name: Words("{}", number, color=colours.get(name)) for name, number in numbers.items()}
        return cls(texts, run.z[-1], run.a[-1], run.a[-2], run.example_y[0], (run.sigma_z, run.sigma_a))

    def __init__(self, texts, z, a, before, wish, sigma):
        self.view = _Link(z, a, before, wish, sigma)
        signs = {"w": ("", sym.w(), "weight"), "before": ("", sym.a("L-1"), "the neuron before"), "b": ("", sym.b(), "bias"),
                 "z": ("", sym.z(), ""), "a": ("", sym.a(), "answer"), "y": ("", sym.Y, "the wish"), "C": ("", sym.C, "cost")}
        self.texts = {name: VGroup(texts[name], *self._names(name, *rest[1:])) for name, rest in signs.items()}
        for name, (text, *_) in self.texts.items():
            text.move_to(self.view.place(*PLACES[name]))
        sigma_name = Formula("sigma").next_to(self.view.place(*PLACES["sigma"]), UP, buff=0.72)
        self.texts["a"].add(sigma_name)
        below_z = Formula(f"{sym.w()} dot {sym.a('L-1')} + {sym.b()}").next_to(self.view.place(*PLACES["z"]), DOWN, buff=0.6)
        below_C = Formula(f"({sym.a()} - {sym.Y})^2").next_to(self.view.place(*PLACES["C"]), DOWN, buff=1.2)
        self.texts["z"].add(below_z)
        self.texts["C"].add(below_C)
        super().__init__(self.view, *self.texts.values())

    def _names(self, name, math, gloss):
        """The symbol of a part, and what it is called, where the roads leave room."""
        sign, (x, y) = Formula(math, 40 if len(math) < 30 else theme.BODY), PLACES[name]
        words = Words(gloss, size=theme.LABEL, color=theme.FAINT) if gloss else VGroup()
        if name in "wb":
            VGroup(sign, words).arrange(RIGHT, buff=theme.GAP).next_to(self.view.place(x + PILL[0] / 2 + 0.15, y), RIGHT)
            VGroup(sign, words).shift(0.38 * UP if name == "w" else 0.38 * DOWN)
        elif name == "before":
            sign.next_to(self.view.place(x + NEURON, y), RIGHT, buff=0.25).shift(0.34 * UP)
            words.next_to(self.view.place(x, y - NEURON), DOWN, buff=theme.GAP / 2)
        elif name == "y":
            VGroup(sign, words).arrange(RIGHT, buff=theme.GAP).next_to(self.view.place(x - 0.5, y), LEFT)
        else:
            sign.next_to(self.view.place(x, y), UP, buff={"z": 0.62, "a": 0.8, "C": 1.2}[name])
            words.next_to(sign, RIGHT, buff=theme.GAP)
            words.shift((sign.baseline - words.baseline) * UP if gloss else 0)
        return sign, words

    def show(self, z, a):
        self.view.z, self.view.a = float(z), float(a)
        return self

    def come(self, name, share):
        self.view.shares[name] = share
        return self

    def words(self, name):
        return self.texts[name]


class _Link(Painting):
    def __init__(self, z, a, before, wish, sigma):
        super().__init__(WIDTH, HEIGHT)
        self.z, self.a, self.before, self.wish, self.sigma = float(z), float(a), float(before), float(wish), sigma
        self.shares = dict.fromkeys(STEPS, 0.0)

    def shown(self):
        return {"path of z": np.array([self.z]), "path of a": np.array([self.a])} if self.shares["a"] else {}

    def paint(self, ctx):
        self._paint_places(ctx)
        for name, color in (("w", WEIGHT), ("before", ACTIVATION), ("b", BIAS)):
            self._paint_way(ctx, name, color)
        if self.shares["a"]:
            (start, _), (end, _) = PLACES["z"], PLACES["a"]
            paint_line(ctx, start, 0, start + self.shares["a"] * (end - start), 0, 1.6 * theme.BOLD, SUM)
        if self.shares["C"]:
            self._paint_cost(ctx, self.shares["C"])
        for name, color in (("w", WEIGHT), ("b", BIAS), ("z", SUM)):
            if self.shares[name]:
                self._paint_pill(ctx, *PLACES[name], color, self.shares[name], PILL[1] / 2 if name != "z" else theme.BOLD * 2)
        if self.shares["before"]:
            _paint_neuron(ctx, PLACES["before"], self.before)
        if self.shares["a"]:
            self._paint_sigma(ctx)
            _paint_neuron(ctx, PLACES["a"], self.a)

    def _paint_places(self, ctx):
        """Dim outlines, where parts will stand."""
        for name in ("w", "b", "z"):
            self._paint_pill(ctx, *PLACES[name], HAIR, 1 - self.shares[name], PILL[1] / 2 if name != "z" else theme.BOLD * 2)
        for name in ("before", "a"):
            paint_ring(ctx, *PLACES[name], NEURON, 1.5 * theme.LINE, HAIR)

    def _paint_way(self, ctx, name, color):
        """From a part to z, as far as z has come; before that it is there alone."""
        share = self.shares["z"]
        if not share:
            return
        (x0, y0), (x1, y1) = PLACES[name], PLACES["z"]
        t, bend = np.linspace(0, share, 40)[:, None], 0.62 * (x1 - x0)
        points = [np.array(p) for p in ((x0, y0), (x0 + bend, y0), (x1 - bend, y1), (x1, y1))]
        ink(ctx, color)
        ctx.set_line_width(1.6 * theme.BOLD)
        trace(ctx, sum(c * (1 - t) ** (3 - k) * t ** k * p for k, (c, p) in enumerate(zip((1, 3, 3, 1), points))))

    def _paint_pill(self, ctx, x, y, color, opacity, radius):
        ctx.save()
        ctx.translate(x, y)
        trace_box(ctx, *PILL, radius)
        ink(ctx, BACKGROUND, opacity)
        ctx.fill_preserve()
        ink(ctx, color, opacity)
        ctx.set_line_width(1.5 * theme.LINE)
        ctx.stroke()
        ctx.restore()

    def _paint_sigma(self, ctx):
        """The small curve, with the dot of z on it."""
        ctx.save()
        ctx.translate(*PLACES["sigma"])
        trace_box(ctx, SIGMA, SIGMA, 2 * theme.BOLD)
        ink(ctx, BACKGROUND)
        ctx.fill_preserve()
        ink(ctx, FAINT)
        ctx.set_line_width(theme.LINE)
        ctx.stroke()
        line = np.stack(self.sigma, axis=1) * [0.42 / 6, 0.8] * SIGMA - [0, 0.4 * SIGMA]
        ink(ctx, INK)
        ctx.set_line_width(1.5 * theme.LINE)
        trace(ctx, line)
        paint_dot(ctx, self.z * 0.42 / 6 * SIGMA, (self.a - 0.5) * 0.8 * SIGMA, theme.DOT * 1.2, SUM)
        ctx.restore()

    def _paint_cost(self, ctx, share):
        (x, y), (ax, ay), (wx, wy) = PLACES["C"], PLACES["a"], PLACES["y"]
        side = ERROR * abs(self.a - self.wish) * share
        paint_line(ctx, ax, ay, ax + share * (x - ax), y, 1.6 * theme.BOLD, ACTIVATION)
        t = np.linspace(0, share, 30)[:, None]
        points = [np.array(p) for p in ((wx, wy), (wx + 1.5, wy), (x - 1.6, y - 0.3), (x - 0.3, y - 0.3))]
        ink(ctx, WISH)
        ctx.set_line_width(1.6 * theme.BOLD)
        trace(ctx, sum(c * (1 - t) ** (3 - k) * t ** k * p for k, (c, p) in enumerate(zip((1, 3, 3, 1), points))))
        fill_disc(ctx, wx, wy, 0.42, BACKGROUND)
        paint_ring(ctx, wx, wy, 0.42, theme.BOLD, WISH, (0.1, 0.08))
        ctx.rectangle(x - side / 2, y - side / 2, side, side)
        ink(ctx, COST_FILL)
        ctx.fill_preserve()
        ink(ctx, COST)
        ctx.set_line_width(1.5 * theme.LINE)
        ctx.stroke()


def _paint_neuron(ctx, spot, a):
    fill_disc(ctx, *spot, NEURON, [a] * 3)
    paint_ring(ctx, *spot, NEURON, 1.5 * theme.LINE, FAINT)


INK, FAINT, HAIR, BACKGROUND, WEIGHT, BIAS, SUM, ACTIVATION, WISH, COST, COST_FILL = (color.to_rgb() for color in (
    theme.INK, theme.FAINT, theme.HAIR, theme.BACKGROUND, theme.WEIGHT, theme.BIAS, theme.SUM, theme.ACTIVATION, theme.WANTED, theme.COST,
    theme.BACKGROUND.interpolate(theme.COST, 0.3)))
