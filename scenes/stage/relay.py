"""Three linked graphs, z against w, a against z, C against a: a nudge runs through them, each hands it on to the next."""

import numpy as np
from manim import DOWN, LEFT, RIGHT, UL, UP, VGroup

from scenes.stage import symbols as sym
from scenes.stage import theme
from scenes.stage.facts import Mark, fact
from scenes.stage.painting import Painting, ink, paint_dot, paint_line, trace
from scenes.stage.text import Formula, Words

BOX, APART = (2.9, 2.75), 4.45        # width and height of a graph; from one to the next
NUMBERS = 0.45                        # room for the numbers along an axis
UNIT = 1.85                           # a move of 1, on all six axes
START = 0.3                           # where the point stands in a graph, as a share of it
STAGES = 8                            # of a nudge on its way: along an axis, up to the curve and over, on to the next graph
BAND = 0.4                            # opacity of a band
DASH = 0.1
SIZE = 40                             # of the ratios
LETTERS = "wzaC"
MOST = {"a": 1, "C": 1}               # what a symbol never exceeds: its axis ends there
HOOKED = 0.5                          # so much of an axis the road from the graph before passes under


class Relay(VGroup):
    """curves {letter: moves (K,)} from a point, where the three slopes are those given; here: w, z, a and C of the point.

    heads                what each graph shows; parts: all else
    show(stage, nudge)   how far a nudge, its four moves, has come: 0..STAGES
    touch(share)         how bright the tangents are
    """

    @classmethod
    def of(cls, run):
        """Of the last weight of the recorded chain, with the largest of its nudges."""
        curves, nudges = ({name: getattr(run, f"{key}_{name}") for name in LETTERS} for key in ("wide", "nudge"))
        here = run.here[-2], run.z[-1], run.a[-1], run.example_cost
        return cls(curves, (run.a[-2], run.slopes[-1], run.error_factor), here).show(0, [nudges[name][0] for name in LETTERS])

    def __init__(self, curves, slopes, here):
        self.view = _Graphs(curves, slopes, here)
        self.heads = heads = VGroup(*(self._heading(i) for i in range(3)))
        self.names = VGroup(*(name for i in range(3) for name in self._names(i)))
        self.parts = [self.view, *self._numbers(), self.names]
        super().__init__(heads, *self.parts)

    def _heading(self, i):
        (x, y), below, above = self.view.corner(i), LETTERS[i], LETTERS[i + 1]
        words = Words("against", color=theme.FAINT)
        signs = [Formula(getattr(sym, letter)() if letter != "C" else sym.C) for letter in (above, below)]
        head = VGroup(signs[0], words, signs[1]).arrange(RIGHT, buff=theme.GAP / 1.5)
        for sign in signs:
            sign.shift((words.baseline - sign.baseline) * UP)
        return head.move_to(self.view.place(x, y + BOX[1]) + 0.15 * UP, aligned_edge=UL).shift(0.3 * UP)

    def _numbers(self):
        """The ticks of all axes, written out."""
        for i in range(3):
            for axis, ((x, y), value) in self.view.ticks(i):
                yield Words("{}", Mark(value, "g"), size=theme.LABEL, color=theme.FAINT).next_to(
                    self.view.place(x, y), (DOWN, RIGHT)[axis], buff=0.75 * theme.GAP)

    def _names(self, i):
        """The names of the moves along a graph's axes."""
        for letter in LETTERS[i:i + 2]:
            yield Formula(sym.marked("Delta", sym.C if letter == "C" else getattr(sym, letter)()))

    def show(self, stage, nudge=None):
        if nudge is not None:
            self.view.nudge = np.asarray(nudge, float)
        self.view.stage = stage
        for k, name in enumerate(self.names):
            i, over = divmod(k, 2)
            spot, side = self.view.name_spot(i, over)
            name.next_to(self.view.place(*spot), side, buff=theme.GAP)
            come = np.clip(2 * (stage - 3 * i - (1.5 if over else 0)), 0, 1)
            name.set_opacity(come * self.view.get_fill_opacity() * (1 - self.view.tangents))
        return self

    def touch(self, share):
        self.view.tangents = share
        return self


class Ratios(VGroup):
    """The ratios of the moves under the graphs of a Relay, what stands between them, and the one that is left.

    mark   before each symbol: "Delta" of moves, "partial" of slopes
    ratios[i].part("z") is the Delta z of the i-th; signs stand after each; strokes that are added belong to it
    """

    def __init__(self, relay, mark="Delta"):
        middles = [relay.view.place(*(relay.view.corner(i) + np.array(BOX) / 2)) for i in range(3)]
        middles.append(middles[-1] + 0.45 * (middles[-1] - middles[-2]))
        pairs = (sym.z(), sym.w()), (sym.a(), sym.z()), (sym.C, sym.a()), (sym.C, sym.w())
        self.ratios = [Formula(sym.d(*pair, mark), SIZE).next_to(relay, DOWN).set_x(x) for pair, (x, *_) in zip(pairs, middles)]
        self.signs = [Formula(sign).move_to((one.get_center() + other.get_center()) / 2)
                      for sign, one, other in zip(("times", "times", "="), self.ratios, self.ratios[1:])]
        super().__init__(*self.ratios, *self.signs)

    def in_line(self):
        """The ratios with the signs between them, in the order in which they are read."""
        return [part for pair in zip(self.ratios, self.signs) for part in pair] + [self.ratios[-1]]

    def values(self, runs, form, keys=(("ratio_zw", 0), ("ratio_az", 0), ("ratio_Ca", 0), ("ratio_Cw", 0)), color=theme.INK):
        """Below each its number; without keys that of the largest nudge."""
        return [Words("{}", fact(runs, f"chain.{key}", *at, form=form), color=color).next_to(ratio, DOWN, buff=2 * theme.GAP)
                for (key, *at), ratio in zip(keys, self.ratios)]

    def slopes(self, runs, form):
        """Below them the slopes that they settle on, [text, sign, text, ...], in the order in which they are read."""
        keys = ("a", -2), ("slopes", -1), ("error_factor",), ("partials", -2)
        numbers = self.values(runs, form, keys, theme.GRADIENT)
        signs = [sign.copy().set_color(theme.GRADIENT).set_y(numbers[0].get_y()) for sign in self.signs]
        name = Words("slopes", color=theme.GRADIENT).next_to(numbers[0], LEFT, buff=theme.GAP)
        return [name, *(text for pair in zip(numbers, signs) for text in pair), numbers[-1]]


class _Graphs(Painting):
    def __init__(self, curves, slopes, here):
        super().__init__(2 * APART + BOX[0], BOX[1])
        self.curves, self.slopes, self.here = curves, [float(slope) for slope in slopes], here
        self.nudge, self.stage, self.tangents = np.zeros(4), 0.0, 0.0

    def shown(self):
        curves = {f"curve {letter}": curve for letter, curve in self.curves.items()}
        return curves | {f"path of {letter}": np.array([move]) for letter, move in zip(LETTERS, self.nudge) if move and self.stage}

    def corner(self, i):
        """The lower left corner of a graph."""
        return np.array([i * APART - self.extent[0] / 2, -BOX[1] / 2])

    def point(self, i):
        """Where the point of a graph stands."""
        return self.corner(i) + BOX * np.array([START, START if self.slopes[i] > 0 else 1 - START])

    def name_spot(self, i, over):
        """Where the name of a move stands: beside the band on its axis."""
        (x, y), (left, low) = self.point(i), self.corner(i)
        run, rise = UNIT * self.nudge[i:i + 2]
        return ((left + BOX[0] + NUMBERS, y + rise / 2), RIGHT) if over else ((x + run / 2, low - 0.8 * NUMBERS), DOWN)

    def paint(self, ctx):
        for i in range(3):
            self._paint_graph(ctx, i, np.clip(self.stage - 3 * i, 0, 3))

    def _paint_graph(self, ctx, i, stage):
        (left, low), (x, y) = self.corner(i), self.point(i)
        right, top = left + BOX[0], low + BOX[1]
        if stage:
            self._paint_bands(ctx, i, stage)
        ink(ctx, FAINT)
        ctx.set_line_width(theme.LINE)
        trace(ctx, [(left, low), (right, low), (right, top)])
        self._paint_ticks(ctx, i)
        ctx.save()
        ctx.rectangle(left, low, *BOX)
        ctx.clip()
        ink(ctx, INK)
        ctx.set_line_width(theme.BOLD)
        trace(ctx, np.stack([x + UNIT * self.curves[LETTERS[i]], y + UNIT * self.curves[LETTERS[i + 1]]], axis=1))
        if self.tangents:
            ctx.set_dash([DASH, DASH])
            far = 1.1 * min(1, 0.8 / abs(self.slopes[i]))
            far = far if i < 2 else 0.65
            paint_line(ctx, x - far * UNIT, y - far * UNIT * self.slopes[i], x + far * UNIT, y + far * UNIT * self.slopes[i],
                       theme.BOLD, GRADIENT, self.tangents)
            ctx.set_dash([])
        ctx.restore()
        paint_dot(ctx, x, y, theme.BALL * 0.8, INK)
        if stage > 1.4:
            paint_dot(ctx, x + UNIT * self.nudge[i], y + UNIT * self.nudge[i + 1], theme.DOT, INK)
        if stage > 2 and i < 2 and not self.tangents:
            self._paint_hook(ctx, i, stage - 2)

    def ticks(self, i):
        """(axis, (where it stands, its value)) of every half along the axis below (0) and along that at the right (1): of those that
        the symbol can be, and clear of the road that comes from the graph before."""
        (left, low), (x, y) = self.corner(i), self.point(i)
        for axis, origin, near, far in ((0, x, left + (HOOKED if i else 0), left + BOX[0]), (1, y, low, low + BOX[1])):
            value, most = self.here[i + axis], MOST.get(LETTERS[i + axis], np.inf)
            for tick in np.arange(np.ceil((value + (near - origin) / UNIT) * 2), (value + (far - origin) / UNIT) * 2) / 2:
                if tick > most:
                    break
                at = origin + UNIT * (tick - value)
                yield axis, (((at, low), (left + BOX[0], at))[axis], tick + 0.0)      # and no −0

    def _paint_ticks(self, ctx, i):
        for axis, ((x, y), _) in self.ticks(i):
            paint_line(ctx, x, y, *((x, y + 0.1), (x - 0.1, y))[axis], theme.LINE, FAINT)

    def _paint_bands(self, ctx, i, stage):
        """Along the axis below; up to the curve; and over to the axis at the right."""
        (left, low), (x, y) = self.corner(i), self.point(i)
        run, rise = UNIT * self.nudge[i:i + 2]
        along, up, over = np.clip(stage, 0, 1), np.clip(2 * stage - 2, 0, 1), np.clip(2 * stage - 3, 0, 1)
        first, then = COLOURS[i], COLOURS[i + 1]
        _fill(ctx, x, low, along * run, up * (max(y, y + rise) - low), first)
        _fill(ctx, x, y, over * (left + BOX[0] - x), rise, then)
        paint_line(ctx, x, low, x + along * run, low, 2.4 * theme.BOLD, first)
        if over:
            paint_line(ctx, left + BOX[0], y, left + BOX[0], y + over * rise, 2.4 * theme.BOLD, then)

    def _paint_hook(self, ctx, i, share):
        """From the move beside one graph to the same move under the next."""
        (x0, y0), (x1, y1) = self.name_spot(i, True)[0], self.name_spot(i + 1, False)[0]
        start, end = np.array([x0 + 0.7, y0]), np.array([x1 - 0.42, y1 - 0.42])
        t = np.linspace(0, share, 30)[:, None]
        bend = np.array([start, [start[0] + 0.3, y0], [start[0] - 0.1, end[1]], end])
        line = sum(c * (1 - t) ** (3 - k) * t ** k * p for k, (c, p) in enumerate(zip((1, 3, 3, 1), bend)))
        ink(ctx, COLOURS[i + 1])
        ctx.set_line_width(1.5 * theme.LINE)
        trace(ctx, line)
        tip = line[-1]
        along = (line[-1] - line[-2]) / max(np.linalg.norm(line[-1] - line[-2]), 1e-9)
        across = np.array([-along[1], along[0]])
        ctx.new_path()
        for corner in (tip + 0.2 * along, tip + 0.09 * across, tip - 0.09 * across):
            ctx.line_to(*corner)
        ctx.fill()


def _fill(ctx, x, y, width, height, color):
    ctx.rectangle(x, y, width, height)
    ink(ctx, color, BAND)
    ctx.fill()


INK, FAINT, GRADIENT = (color.to_rgb() for color in (theme.INK, theme.FAINT, theme.GRADIENT))
COLOURS = [color.to_rgb() for color in (theme.WEIGHT, theme.SUM, theme.ACTIVATION, theme.COST)]
