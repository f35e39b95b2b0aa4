"""Slopes that one can see: that of sigma as an area, that of a square as two strips, and that of a weight as the light of a neuron."""

import numpy as np
from manim import DOWN, LEFT, RIGHT, UP, VGroup

from scenes.stage import symbols as sym
from scenes.stage import theme
from scenes.stage.arithmetic import form_of_factors, form_of_products
from scenes.stage.facts import Mark, fact
from scenes.stage.painting import Painting, fill_disc, ink, paint_dot, paint_line, paint_ring, trace
from scenes.stage.text import Formula, Live, Words, align_baselines

DASH = 0.08
BIG = 0.36               # radius of the neuron before
AREA = 0.42              # opacity of an area
APART = 0.6              # from one text beside the bars to the next at least


class SigmaSlope(VGroup):
    """sigma on the left, its tangent over a run of 1; on the right a square of side 1 with a rectangle a wide and 1 - a high.

    show(row)   the point, on its recorded way along sigma, and its numbers in this form
    run, rise   the names of the two sides of the tangent's triangle, which go along
    side        what the square is, as long as it is empty
    open(share) how much of the rectangle is there; texts: z, a, 1 - a, and the area
    """

    def __init__(self, runs, form, unit, side):
        self.runs, self.form, run = runs, form, runs["chain"]
        self.view = _Sigma(run.sigma_z, run.sigma_a, unit, side)
        ticks = [(v, DOWN, (v, 0)) for v in (-4, -2, 0, 2, 4)] + [(1, LEFT, (-5, 1))]
        marks = [Words("{}", Mark(v), size=theme.LABEL, color=theme.FAINT).next_to(self.view.curve_spot(*at), side, buff=theme.GAP)
                 for v, side, at in ticks]
        name = Formula(f"{sym.a()} = sigma({sym.z()})").next_to(self.view.curve_spot(-3.3, 0.34), UP)
        heads = f"{sym.z()} =", f"{sym.a()} =", f"1 - {sym.a()} =", f"sigma'({sym.z()}) = {sym.a()} (1 - {sym.a()}) ="
        colors = theme.SUM, theme.INK, theme.INK, theme.GRADIENT
        self.numbers = [Live("{}", number, color=color, anchor=LEFT) for number, color in zip(self._row(0), colors)]
        self.texts = [VGroup(Formula(head), number).arrange(RIGHT, buff=theme.GAP / 1.5) for head, number in zip(heads, self.numbers)]
        for text in self.texts:
            align_baselines(*text)
        places = ((-4.9, 0.82), RIGHT, self.view.curve_spot), ((0.5, 0), DOWN, self.view.square_spot), \
            ((1.02, 0.8), RIGHT, self.view.square_spot), ((0.5, 1), UP, self.view.square_spot)
        for text, (spot, side, place) in zip(self.texts, places):
            text.next_to(place(*spot), side, buff=0.3)
        self.run, self.rise = Words("{}", Mark(1), color=theme.GRADIENT), VGroup(
            Formula("sigma' =", color=theme.GRADIENT), Live("{}", self._row(0)[-1], color=theme.GRADIENT, anchor=LEFT))
        super().__init__(self.view, *marks, name, *self.texts, self.run, self.rise)
        self.side = Words("a square\nof side {}", Mark(1), color=theme.FAINT).move_to(self.view.square_spot(0.5, 0.5))
        self.add(self.side)
        self.show(0)

    def _row(self, row):
        return [fact(self.runs, f"chain.slide_{key}", row, form=self.form) for key in ("z", "a", "rest", "slope")]

    def show(self, row):
        numbers = self._row(row)
        self.view.at = numbers[0].value, numbers[1].value
        for text, number in zip(self.numbers, numbers):
            text.show(number)
        z, a, slope = (number.value for number in (*numbers[:2], numbers[3]))
        self.run.next_to(self.view.curve_spot(z + 0.5, a), DOWN, buff=theme.GAP / 2)
        self.rise[1].show(numbers[3]).next_to(self.rise[0], RIGHT, buff=theme.GAP / 1.5)
        align_baselines(*self.rise)
        self.rise.next_to(self.view.curve_spot(z + 1, a + slope / 2), RIGHT, buff=theme.GAP / 2)
        return self

    def open(self, share):
        self.view.opened = share
        return self


class Throttle(VGroup):
    """A nudge of w by 1 (along the floor) makes z rise as high as the neuron before is lit; on the right the slope that is left.

    show(row)    how lit it is, as recorded; turn(share): how much of the nudge is made
    brightest, silent   the rows of a neuron at 1, and at 0
    """

    def __init__(self, runs, form, width, height):
        self.run = run = runs["chain"]
        self.brightest, self.silent = int(run.light_a.argmax()), len(run.light_a) - 1
        keys = ("light_a", 0), ("later_slopes",), ("light_slope", 0)
        own, later, slope = (fact(runs, f"chain.{key}", *at, form=form) for key, *at in keys)
        one, none = fact(runs, "chain.lit_one", form=".0f"), fact(runs, "chain.light_a", -1, form=".0f")
        self.texts = [Words("our neuron: {} × {} = {}", own, later, slope, color=theme.GRADIENT),
                      Words("a neuron at {}: {}", one, later, color=theme.GRADIENT),
                      Words("a silent neuron: {}", none, color=theme.GRADIENT)]
        room = max(text.width for text in self.texts) + theme.GAP
        self.view = _Throttle(run.light_a[0], run.later_slopes, width, height, room)
        self.names = Formula(sym.marked("Delta", sym.w())), Formula(sym.marked("Delta", sym.z())), Formula(sym.a("L-1"))
        left = self.view.floor[0]
        heads = Words("how far", color=theme.FAINT), Formula(sym.z()), Words("moves", color=theme.FAINT)
        head = VGroup(*heads).arrange(RIGHT, buff=theme.GAP / 1.5)
        head.next_to(self.view.place(left, height / 2), UP, buff=theme.GAP).align_to(self.view, LEFT)
        align_baselines(*heads)
        slope = Words("slope of the cost", color=theme.FAINT)
        slope.next_to(self.view.place(self.view.bars, height / 2), RIGHT, buff=0).set_y(head.get_y() + theme.GAP)
        super().__init__(self.view, *self.names, head, slope)
        self.show(0)

    def show(self, row):
        self.view.a, self.view.slope = float(self.run.light_a[row]), float(self.run.light_slope[row])
        return self._beside()

    def turn(self, share):
        """How much of the nudge of w is made; it may go to the other side."""
        self.view.turned = float(share)
        return self._beside()

    def _beside(self):
        """The names beside what they name."""
        (left, low, long), (x, y), turned = self.view.floor, self.view.spot(self.view.a), self.view.turned
        for name, spot, side in zip(self.names, ((left + long * turned / 2, low), (left, (low + y) / 2), (x, y + BIG)), (DOWN, LEFT, UP)):
            name.next_to(self.view.place(*spot), side, buff=theme.GAP)
        return self

    def mark(self, share, count=3):
        """Let the bars of our neuron, of one at 1 and of a silent one stay behind, the first so many, the last of them drawn so far;
        places their texts."""
        rows = (0, self.brightest, self.silent)[:count]
        self.view.marks = [(float(self.run.light_a[row]), (share if k == count - 1 else 1) * float(self.run.light_slope[row]))
                           for k, row in enumerate(rows)]
        low, high = (self.view.spot(a)[1] for a in (0.0, 1.0))
        heights = np.clip(self.view.spot(self.view.own)[1], low + APART, high - APART), high, low
        for text, y in zip(self.texts[:count], heights):
            text.next_to(self.view.place(self.view.bars + self.view.longest, y), RIGHT, buff=theme.GAP)
        return self


class Strips(VGroup):
    """The square of an error, as large as a side allows; make a larger by Delta a, and two strips and a corner come on, or off.

    show(move)   the move of a, to the scale of the square
    wish, error, factor   Facts
    moves, corner, strips   the names of the move and the corner, which go along; what comes on
    ratio, slope            what that is for each Delta a, and what is left of it; the one stands where the other does
    """

    @classmethod
    def of(cls, runs, wish, error, factor, most, side):
        """Of the arrays of these names, with digits enough."""
        form = form_of_products((2, getattr(runs["chain"], error), getattr(runs["chain"], factor)), least=4, finer=1)
        error, factor = fact(runs, f"chain.{error}", form=form_of_factors(form)), fact(runs, f"chain.{factor}", form=form)
        return cls(wish, error, factor, most, side)

    def __init__(self, wish, error, factor, most, side):
        self.view = view = _Strips(float(error.value), most, side)
        long, thick = f"({sym.a()} - {sym.Y})", sym.marked("Delta", sym.a())
        self.side = VGroup(Formula(f"{sym.a()} - {sym.Y} ="), Words("{}", error)).arrange(RIGHT)
        align_baselines(*self.side)
        self.side.next_to(view, DOWN, buff=theme.GAP).align_to(view, LEFT)
        self.square = Formula(f"{long}^2").move_to(view.place(*2 * [view.low + view.inner / 2]))
        self.moves, self.corner = [Formula(thick), Formula(thick)], Formula(f"({thick})^2")
        lines = [self._line("two strips:", f"2 dot {long} dot {thick}"), self._line("a corner:", f"({thick})^2")]
        self.strips = VGroup(*lines)
        numbers = Words("{} × {} = {}" if error.value > 0 else "{} × ({}) = {}", Mark(2), error, factor, color=theme.GRADIENT)
        self.slope = VGroup(Formula(f"{sym.d(sym.C, sym.a())} = 2 {long}"), numbers)
        self.wish = VGroup(Words("wish", color=theme.WANTED), Formula(f"{sym.Y} ="), Words("{}", wish, color=theme.WANTED))
        align_baselines(*self.wish.arrange(RIGHT, buff=theme.GAP / 1.5))
        column = VGroup(self.wish, self.strips, self.slope)
        for part in (self.strips, self.slope, column):
            part.arrange(DOWN, aligned_edge=LEFT, buff=2 * theme.GAP if part is not column else theme.GUTTER)
        column.next_to(view, RIGHT, buff=3 * theme.GUTTER)
        self.ratio = Formula(f"{sym.d(sym.C, sym.a(), 'Delta')} = 2 {long} + {thick}").move_to(self.slope[0], aligned_edge=LEFT)
        super().__init__(view, self.square, self.side, self.wish, *self.moves, self.corner, self.strips, self.ratio, self.slope)
        self.show(most)

    @staticmethod
    def _line(words, math):
        line = VGroup(Words(words), Formula(math)).arrange(RIGHT)
        align_baselines(*line)
        return line

    def show(self, move):
        self.view.move = float(move)
        start, end = self.view.strip
        middle = (start + end) / 2
        self.moves[0].next_to(self.view.place(self.view.low, middle), LEFT, buff=theme.GAP)
        self.moves[1].next_to(self.view.place(middle, self.view.low), DOWN, buff=theme.GAP)
        self.corner.next_to(self.view.place(end, middle), RIGHT, buff=theme.GAP)
        return self


class _Sigma(Painting):
    def __init__(self, z, a, unit, side):
        self.unit, self.side = unit, side          # of z, and the height of 1
        super().__init__(10 * unit + 1.3 + side, side)
        self.z, self.a, self.at, self.opened = z, a, (0.0, 0.5), 0.0
        self.left = -self.extent[0] / 2 + 5 * unit          # where z = 0 stands
        self.square = self.extent[0] / 2 - side

    def shown(self):
        return {"z": self.z, "a": self.a, "path of z": np.array([self.at[0]]), "path of a": np.array([self.at[1]])}

    def along(self, z, a):
        return np.stack([self.left + self.unit * np.asarray(z), self.side * (np.asarray(a) - 0.5)], axis=-1)

    def curve_spot(self, z, a):
        return self.place(*self.along(z, a))

    def square_spot(self, x, y):
        """A point of the square, in shares of it, in the scene."""
        return self.place(self.square + x * self.side, self.side * (y - 0.5))

    def paint(self, ctx):
        (x, y), low, high = self.along(*self.at), -self.side / 2, self.side / 2
        left, right = self.left - 5 * self.unit, self.left + 5 * self.unit
        paint_line(ctx, left, low, right, low, theme.LINE, FAINT)
        for z in (-4, -2, 0, 2, 4):
            paint_line(ctx, self.left + z * self.unit, low, self.left + z * self.unit, low + 0.1, theme.LINE, FAINT)
        ctx.set_dash([DASH, DASH])
        paint_line(ctx, left, high, right, high, theme.THREAD * 2, FAINT)
        paint_line(ctx, x, low, x, y, theme.LINE, SUM)
        if self.opened:
            paint_line(ctx, x, y, x + self.opened * (self.square - x), y, theme.LINE, INK)
        ctx.set_dash([])
        inside = np.abs(self.z) <= 5
        ink(ctx, INK)
        ctx.set_line_width(theme.BOLD)
        trace(ctx, self.along(self.z[inside], self.a[inside]))
        self._paint_tangent(ctx, x, y)
        ctx.rectangle(self.square, low, self.side, self.side)
        ink(ctx, FAINT)
        ctx.set_line_width(theme.LINE)
        ctx.stroke()
        if self.opened:
            self._paint_area(ctx, y)

    def _paint_tangent(self, ctx, x, y):
        """The tangent, and under it run 1 and its rise."""
        slope = self.at[1] * (1 - self.at[1]) * self.side / self.unit
        rise = slope * self.unit
        ctx.new_path()
        for corner in ((x, y), (x + self.unit, y), (x + self.unit, y + rise)):
            ctx.line_to(*corner)
        ink(ctx, GRADIENT, AREA)
        ctx.fill()
        far = 1.7 / np.hypot(1, slope)
        ctx.save()
        ctx.rectangle(*(-edge for edge in np.array(self.extent) / 2), *self.extent)
        ctx.clip()
        paint_line(ctx, x - far, y - far * slope, x + far, y + far * slope, theme.BOLD, GRADIENT)
        ctx.restore()
        paint_line(ctx, x, y, x + self.unit, y, theme.LINE, GRADIENT)
        paint_line(ctx, x + self.unit, y, x + self.unit, y + rise, theme.BOLD, GRADIENT)
        paint_dot(ctx, x, y, theme.BALL, INK)

    def _paint_area(self, ctx, y):
        a, side, high = self.at[1], self.side, self.side / 2
        ctx.rectangle(self.square, y, self.opened * a * side, high - y)
        ink(ctx, GRADIENT, AREA)
        ctx.fill_preserve()
        ink(ctx, GRADIENT)
        ctx.set_line_width(1.5 * theme.LINE)
        ctx.stroke()
        paint_line(ctx, self.square, -high - 0.14, self.square + self.opened * a * side, -high - 0.14, 1.5 * theme.BOLD, INK)
        right = self.square + side + 0.14
        paint_line(ctx, right, y, right, y + self.opened * (high - y), 1.5 * theme.BOLD, INK)


class _Throttle(Painting):
    def __init__(self, own, full, width, height, room):
        super().__init__(width, height)
        self.own, self.full, self.a, self.slope, self.turned = float(own), abs(float(full)), float(own), 0.0, 1.0
        self.marks = []
        self.floor = -width / 2, -height / 2, 0.3 * width      # left end, height, length of the nudge of w
        self.bars = -width / 2 + 0.4 * width
        self.longest = width / 2 - room - self.bars            # of a bar: the room beside it is for texts

    def shown(self):
        return {"path of a": np.array([self.a])}

    def spot(self, a):
        """Where the neuron that is so lit stands."""
        return self.floor[0] + self.floor[2] + 0.35, self.floor[1] + a * self.extent[1]

    def _paint_bar(self, ctx, a, slope, opacity):
        _, y = self.spot(a)
        paint_line(ctx, self.bars, y, self.bars + self.longest * abs(slope) / self.full, y, 0.4, GRADIENT, opacity)

    def paint(self, ctx):
        left, low, long = self.floor
        _, high = self.spot(self.a)
        for a in (0.0, 0.25, 0.5, 0.75, 1.0):
            paint_line(ctx, left, low, left + long, self.spot(a)[1], theme.THREAD * 2, HAIR)
        paint_line(ctx, left, low, left, low + self.extent[1], theme.LINE, FAINT)
        paint_line(ctx, self.bars, low - 0.2, self.bars, low + self.extent[1] + 0.2, theme.LINE, FAINT)
        ctx.set_dash([DASH, DASH])
        paint_line(ctx, left, high, left + long, high, theme.LINE, SUM)
        paint_line(ctx, self.spot(self.a)[0] + 0.4, high, self.bars, high, theme.LINE, FAINT)
        ctx.set_dash([])
        paint_line(ctx, left, low, left + long, high, theme.BOLD, GRADIENT)
        paint_line(ctx, left, low, left + long * self.turned, low, 2.4 * theme.BOLD, WEIGHT)
        paint_line(ctx, left, low, left, low + (high - low) * self.turned, 2.4 * theme.BOLD, SUM)
        self._paint_neuron(ctx)
        for a, slope in self.marks:
            self._paint_bar(ctx, a, slope, 0.45)
        self._paint_bar(ctx, self.a, self.slope, 1.0)

    def _paint_neuron(self, ctx):
        fill_disc(ctx, *self.spot(self.a), BIG, [self.a] * 3)
        paint_ring(ctx, *self.spot(self.a), BIG, theme.LINE, FAINT)


class _Strips(Painting):
    def __init__(self, error, most, side):
        super().__init__(side, side)
        self.error, self.move, self.low = error, 0.0, -side / 2
        self.unit = side / (abs(error) + (most if error > 0 else 0))
        self.inner = abs(error) * self.unit                # the side of the square as it was

    def shown(self):
        return {"path of error": np.array([self.error]), "path of move": np.array([self.move])}

    @property
    def strip(self):
        """From where to where the strip goes, along each axis alike: on the square, or from its rim inwards."""
        thick, rim = self.unit * self.move, self.low + self.inner
        return (rim, rim + thick) if self.error > 0 else (rim - thick, rim)

    def paint(self, ctx):
        low, (start, end) = self.low, self.strip
        ctx.rectangle(low, low, self.inner, self.inner)
        ink(ctx, COST, 0.3)
        ctx.fill_preserve()
        ink(ctx, COST)
        ctx.set_line_width(1.5 * theme.LINE)
        ctx.stroke()
        long, thick = start - low, end - start
        strips, corner = ((start, low, thick, long, 0.9), (low, start, long, thick, 0.9)), (start, start, thick, thick, 0.45)
        for *box, opacity in (*strips, corner):
            ctx.rectangle(*box)
            ink(ctx, COST if self.error > 0 else FALLS, opacity)
            ctx.fill()


INK, FAINT, HAIR, GRADIENT, SUM, WEIGHT, COST, FALLS = (
    color.to_rgb() for color in (theme.INK, theme.FAINT, theme.HAIR, theme.GRADIENT, theme.SUM, theme.WEIGHT, theme.COST, theme.FALLS))
