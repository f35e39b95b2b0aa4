"""A curve through a round lens at one of its points: the closer, the straighter, until it is its own tangent."""

from math import tau

import numpy as np

from manim import DOWN, LEFT, RIGHT, UP, Circle, VGroup

from scenes.stage import symbols as sym
from scenes.stage import theme
from scenes.stage.facts import fact
from scenes.stage.painting import Painting, ink, paint_dot, paint_line, paint_ring, trace
from scenes.stage.text import Formula, Words

SEEN = 2.1               # half of what a lens shows of the widest curve, in its first nudges
RING = 0.16              # radius of the ring around the point, where the next lens will look, in radii of the lens
DASH = 0.09
ROW, RADIUS = (-5.1, -1.7, 1.7, 5.1), 1.55      # where the four stand side by side, and how large they are
HIGH, MIDDLE, LOW = 0.95, -1.05, -2.15          # heights of the lenses, of the nudges, of the ratios
FRACTION = 40
OPENED = 1.5             # how much larger the first lens is while it is alone


class Lenses:
    """C against the last weight through four lenses in a row, each ten times closer, the last one the slope alone.

    lenses, heads   how close each is; rims: where the lenses will be; ratios: of the nudge, below each, in this form
    """

    def __init__(self, runs, form):
        run, self.runs, self.form = runs["chain"], runs, form
        moves, slope = np.stack([run.nudge_w, run.nudge_C], axis=1), run.partials[-2]
        rims = 3 * [theme.INK] + [theme.GRADIENT]
        self.lenses = [Closeup(run.near_w, run.near_C, slope, RADIUS, run.stretch, moves, rim).show(k) for k, rim in enumerate(rims)]
        self.lenses[-1].bare = True
        for lens, x in zip(self.lenses, ROW):
            lens.move_to([x, HIGH, 0])
        rim = Circle(RADIUS, color=theme.HAIR, stroke_width=theme.stroke(theme.LINE))
        self.rims = VGroup(*(rim.copy().move_to(lens) for lens in self.lenses[1:]))
        close = (Words("{} times closer", fact(runs, "chain.magnified", k, form=".0f")) for k in (1, 2))
        self.heads = [Words("as it is"), *close, Words("the slope", color=theme.GRADIENT)]
        for head, lens in zip(self.heads, self.lenses):
            head.next_to(lens, UP)
        self.ratios = [*map(self._ratio, range(3)), self._slope()]

    def open(self, room):
        """Let the first lens stand alone in a room, large, with its nudge and its ratio beside it; returns the name of the dashed line."""
        lens, (ratio, size), tangent = self.lenses[0], self.ratios[0], Words("dashed: the tangent", color=theme.GRADIENT)
        lens.scale(OPENED).move_to(room).shift(lens.width / 2 * LEFT)
        self.heads[0].next_to(lens, LEFT, buff=theme.GUTTER)
        VGroup(size, ratio, tangent).arrange(DOWN, buff=theme.GUTTER, aligned_edge=LEFT).next_to(lens, RIGHT, buff=2 * theme.GUTTER)
        return tangent

    def _ratio(self, k):
        """A nudge and its ratio."""
        name, size = Formula(sym.marked("Delta", sym.w())), Words("= {}", fact(self.runs, "chain.nudge_w", k, form="g"), color=theme.WEIGHT)
        ratio = Formula(sym.d(sym.C, sym.w(), "Delta"), FRACTION), Words("= {}", fact(self.runs, "chain.ratio_Cw", k, form=self.form))
        return VGroup(VGroup(*ratio).arrange(RIGHT).move_to([ROW[k], LOW, 0]),
                      VGroup(name, size).arrange(RIGHT, buff=theme.GAP / 2).move_to([ROW[k], MIDDLE, 0]))

    def _slope(self):
        number = Words("= {}", fact(self.runs, "chain.partials", -2, form=self.form), color=theme.GRADIENT)
        return VGroup(VGroup(Formula(sym.slope(sym.w()), FRACTION), number).arrange(RIGHT).move_to([ROW[3], LOW, 0]))


class Closeup(Painting):
    """Curves x, y (levels, K) from a point, the slope there; `show(level)`: so many powers of ten closer, between two, too.

    stretch   how many times higher than wide it is drawn
    nudges    (dx, dy) of each level, drawn as bands; None for none; nudge(move): another one in its stead
    """

    def __init__(self, x, y, slope, radius, stretch=1.0, nudges=None, rim=theme.INK, seen=SEEN, color=theme.INK):
        super().__init__(2 * radius, 2 * radius)
        self.x, self.y, self.slope, self.stretch, self.nudges = np.atleast_2d(x), np.atleast_2d(y), float(slope), float(stretch), nudges
        self.radius, self.rim, self.seen, self.colour = radius, rim.to_rgb(), seen, color.to_rgb()
        self.level, self.bare, self.move = 0.0, False, None

    def show(self, level):
        self.level = level
        return self

    def nudge(self, move):
        self.move = move
        return self

    def shown(self):
        k = min(int(self.level + 1e-9), len(self.x) - 1)
        return {} if self.bare else {"x": self.x[k], "y": self.y[k]}

    def paint(self, ctx):
        scale = self.radius / self.seen * 10 ** self.level
        ctx.save()
        ctx.new_path()
        ctx.arc(0, 0, self.radius, 0, tau)
        ink(ctx, GLASS)
        ctx.fill_preserve()
        ctx.clip()
        k = min(int(self.level + 1e-9), len(self.x) - 1)
        if self.nudges is not None and not self.bare:
            self._paint_bands(ctx, scale * np.array([1, self.stretch]) * (self.nudges[k] if self.move is None else self.move))
        if not self.bare:
            ink(ctx, self.colour)
            ctx.set_line_width(theme.BOLD)
            trace(ctx, np.stack([scale * self.x[k], scale * self.stretch * self.y[k]], axis=1))
        steep = self.slope * self.stretch
        far = self.radius / np.hypot(1, steep)
        ctx.set_dash([] if self.bare else [DASH, DASH])
        paint_line(ctx, -far, -far * steep, far, far * steep, theme.BOLD, GRADIENT)
        ctx.set_dash([])
        ctx.restore()
        paint_ring(ctx, 0, 0, self.radius, 1.5 * theme.LINE, self.rim)
        if self.nudges is not None and not self.bare:
            paint_ring(ctx, 0, 0, RING * self.radius, theme.LINE, FAINT)
        paint_dot(ctx, 0, 0, theme.DOT * 1.2, INK)

    def _paint_bands(self, ctx, move):
        run, rise = move
        for x, y, width, height, color in ((0, 0, run, -self.radius, WEIGHT), (0, 0, self.radius, rise, COST)):
            ctx.rectangle(x, y, width, height)
            ink(ctx, color, 0.35)
            ctx.fill()
        paint_line(ctx, run, 0, run, rise, theme.BOLD, COST)
        paint_dot(ctx, run, rise, theme.DOT, INK)


GLASS = theme.BACKGROUND.interpolate(theme.HAIR, 0.4).to_rgb()
INK, FAINT, GRADIENT, WEIGHT, COST = (color.to_rgb() for color in (theme.INK, theme.FAINT, theme.GRADIENT, theme.WEIGHT, theme.COST))
