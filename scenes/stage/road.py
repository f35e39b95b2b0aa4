"""The road from a weight to the cost: its stations, what moves at each, what each link multiplies by, and bars of what is left."""

from itertools import pairwise

import numpy as np
from manim import DOWN, LEFT, RIGHT, UP, Circle, FadeIn, Line, RoundedRectangle, Square, VGroup

from scenes.stage import symbols as sym
from scenes.stage import theme
from scenes.stage.arithmetic import forms_of_steps
from scenes.stage.closeup import Closeup
from scenes.stage.facts import fact
from scenes.stage.gestures import Through
from scenes.stage.painting import Painting, ink, paint_dot, paint_line, trace
from scenes.stage.nodes import on_grey
from scenes.stage.text import Formula, Words

PILL = 0.95, 0.74             # width and height of a station that is a number one can turn
RADIUS = 0.42                 # of one that is a neuron
BEND = 0.55                   # how far a road that bends keeps straight, as a share of its width
HEIGHTS = -0.55, -1.45, -2.5      # of the symbols, words and numbers of the answer
SPOKEN, CLEAR = 28, 0.6       # size of what a link multiplies by; how far from the road it stands
WRITTEN = 3                    # so many steps of a walk are written out, the others go quickly
BESIDE, SLIM = 0.38, 0.16      # how far beside the bar of z those of its weight and bias stand, how wide: shares of a column
FEET = 0.92, 0.5               # room below the bars for the names of these, with numbers and without
ROOMY = 1.5                   # from one station to the next, where what a link multiplies by is written out
LOUDER = 1.7                  # a bar's height is drawn to scale; a move is drawn so many units for 1


class Station(VGroup):
    """A place on the road: w, b, z, a (as grey as its activation) or C, its symbol inside, if it has one."""

    def __init__(self, letter, math, activation=None, size=1.0, text=None):
        shape = {"w": _pill, "b": _pill, "z": _ring, "a": _ring, "C": _box}[letter](theme.SYMBOLS[letter], size)
        if activation is not None:
            shape.set_fill([theme.UNLIT.interpolate(theme.LIT, float(activation))], opacity=1).set_stroke(theme.FAINT)
        self.shape, self.letter = shape, letter
        super().__init__(shape)
        if math:
            self.sign = Formula(math, text or (theme.BODY if size <= 1 else 40)).move_to(shape)
            self.add(self.sign.set_color(on_grey(activation)) if activation is not None else self.sign)


class Ways(VGroup):
    """Three ways in, from w, b and the activation before, one road on from z to a and C, and a bar for each way's slope.

    numbers, same    the slopes of the ways; what all have in common
    grow(i, share)   the bar of a way
    send(i, nudge, moves)   the nudge of a way, and the moves of z, a and C that follow; rest(): nothing moves
    """

    def __init__(self, runs, form, width, height):
        run, l = runs["chain"], runs["chain"].network.depth - 1
        number = lambda *key, form=form: fact(runs, f"chain.{key[0]}", *key[1:], form=form)      # noqa: E731
        slopes = ("partials", -2), ("partials", -1), ("reach_a", l)
        self.view = view = _Ways([getattr(run, key)[i] for key, i in slopes], width, height)
        self.stations = [Station("w", sym.w()), Station("b", sym.b()),
                         Station("a", "", run.a[-2]), Station("z", sym.z()),
                         Station("a", sym.a(), run.a[-1]), Station("C", sym.C, size=1.7)]
        for station, spot in zip(self.stations, view.spots):
            station.move_to(view.place(*spot)).set_z_index(1)      # the road lies under them
        factors = [Words("× {}", each) for each in (number("a", l), number("bias_factor", form=".0f"), number("here", -2))]
        self.factors = [VGroup(_plate(text.move_to(view.place(*spot))), text) for text, spot in zip(factors, view.factor_spots())]
        before = Formula(sym.a("L-1")).next_to(self.factors[0], UP, buff=theme.GAP / 2).align_to(self.factors[0], RIGHT)
        names = before, Formula(sym.w()).next_to(self.factors[2], RIGHT)
        self.stations += [*names, Formula(sym.a("L-1")).next_to(self.stations[2], DOWN, buff=theme.GAP / 2)]
        self.numbers = [self._label(i, Words("{}", number(*key), color=theme.GRADIENT)) for i, key in enumerate(slopes)]
        later = [Words("× {}", number(*key), color=theme.GRADIENT) for key in (("slopes", -1), ("error_factor",))]
        for text, (left, right) in zip(later, (self.stations[3:5], self.stations[4:6])):
            text.next_to(left, DOWN, buff=theme.GAP / 2).set_x((left.get_right() + right.get_left())[0] / 2)
        product = number("slopes", -1), number("error_factor"), number("later_slopes")
        self.same = Words("the same for all three:\n{} × {} = {}", *product, color=theme.GRADIENT)
        self.same.next_to(VGroup(*later), DOWN, buff=theme.GUTTER)
        self.head = Words("slope of the cost against ...")
        self.head.next_to(view.place(-width / 2, height / 2 + 0.45), RIGHT, buff=0)
        super().__init__(view, *self.stations, *self.factors, *self.numbers, *later, self.same, self.head)

    def grow(self, i, share):
        self.view.grown[i] = share
        return self

    def send(self, i, nudge, moves):
        self.view.sent = i, float(nudge), np.asarray(moves, float)
        return self

    def rest(self):
        self.view.sent = None
        return self

    def _label(self, i, number):
        """Bring a number to the left end of its bar."""
        return number.next_to(self.view.place(self.view.bar_left(i, 1.0), self.view.spots[i][1]), LEFT, buff=theme.GAP)


class Walk(VGroup):
    """The whole road, from the first weight to the cost, and below each station the slope of the cost that is left there.

    show(count)   so many bars, from the last answer back; come(film, k): the next one
    names, factors (of the links) and numbers (of the bars) are in that order
    steps         how the next few numbers come of the one before
    branch(share) beside each z its bias, with the same slope, and its weight, with that times the activation before; feet: their names;
    dim_others(share)   all bars but those of weights and biases
    """

    def __init__(self, runs, form, width, height):
        run = runs["chain"]
        self.view = view = _Walk(run.back_products, run.partials, width, height)
        roomy = view.roomy
        size = SPOKEN if roomy else theme.LABEL
        self.stations = _stations(run.a, *((1.15, 30) if roomy else (1.0, theme.LABEL)))
        for station, x in zip(self.stations, view.columns):
            station.move_to(view.place(x, view.road))
        self.names = [Formula(name, size) for name in _links(run.network.depth, roomy)]
        count = range(len(self.names))
        forms = forms_of_steps(run.back_factors, run.back_products, form)
        self.factors = [Words("× {}", fact(runs, "chain.back_factors", k, form=forms[k][0]), size=size) for k in count]
        found = [fact(runs, "chain.back_products", k, form=forms[k][1]) for k in count]
        self.numbers = [Words("{}", each, size=size, color=theme.GRADIENT) for each in found]
        self.steps = [Words("{} × {} = {}", old, *factor.facts, new, color=theme.GRADIENT)
                      for old, factor, new in zip(found[:WRITTEN], self.factors[1:], found[1:])]
        for k, (left, right) in enumerate(zip(self.stations[-2::-1], self.stations[:0:-1])):
            middle = (left.get_right() + right.get_left()) / 2
            self.names[k].next_to(middle, UP, buff=CLEAR)
            self.factors[k].next_to(middle, DOWN, buff=CLEAR)
            product = run.back_products[k]
            end = view.place(view.columns[-2 - k], view.height_of(product))
            self.numbers[k].next_to(end, UP if product >= 0 else DOWN, buff=theme.GAP / 2)
        self.title = Words("the slope of the cost against each of them").next_to(VGroup(*self.factors), DOWN).align_to(view, LEFT)
        for step in self.steps:
            step.next_to(self.title, RIGHT, buff=theme.GUTTER)
        self.feet = self._feet(runs, found, form, size)
        super().__init__(view, *self.stations, *self.names, *self.factors, *self.numbers, self.title, *self.steps, self.feet)

    def _feet(self, runs, found, form, size):
        """The names of the weights and biases, and their slopes where there is room: that of a bias is written as that of its z."""
        view, feet = self.view, VGroup()
        for i, (x, *_) in view.sides.items():
            name = Formula((sym.b if i % 2 else sym.w)(i // 2 + 1), size)
            feet.add(name.move_to(view.place(x, view.foot - 0.25)))
            if view.roomy and i:
                slope = found[-1 - i] if i % 2 else fact(runs, "chain.partials", i, form=form)
                number = Words("{}", slope, size=size, color=theme.GRADIENT)
                feet.add(number.next_to(name, DOWN, buff=theme.GAP / 2))
        return feet

    def branch(self, share):
        self.view.branched = share
        return self

    def dim_others(self, share):
        self.view.dimmed = share
        return self

    def show(self, count):
        self.view.count = count
        return self

    def come(self, film, k):
        """The next bar, the factor that makes it, its number, and how this came of the one before."""
        said, gone = self.steps[max(0, k - 1):k], self.steps[max(0, k - 2):max(0, k - 1)]
        pace = theme.TURN + theme.BEAT if said else theme.TURN if not k else theme.BEAT + theme.NOTE
        film.remove(*gone)
        film.add(*said)
        film.play(FadeIn(self.names[k], self.factors[k]), FadeIn(self.numbers[k], rate_func=lambda t: max(0, 4 * t - 3)),
                  Through(self.view, self.show, k + 1, start=k), run_time=pace)


class Answer:
    """The road from w to C with its slopes hung on it: row, and signs, words and numbers below each lens; result at its end."""

    def __init__(self, runs, form):
        run = runs["chain"]
        numbers = [Words("{}", fact(runs, f"chain.{key}", *at, form=form), color=theme.GRADIENT) for key, *at in
                   (("a", run.network.depth - 1), ("slopes", -1), ("error_factor",))]
        self.road = [Station("w", sym.w(), size=1.3), Station("z", sym.z(), size=1.3), Station("a", sym.a(), run.a[-1], 1.3),
                     Station("C", sym.C, size=1.7)]
        steps = ("w", "z", run.a[-2], 1.0), ("z", "a", run.slopes[-1], 1.0), ("a", "C", run.error_factor, 0.5)
        self.lenses = [Closeup(getattr(run, f"near_{x}")[:1], getattr(run, f"near_{y}")[:1], slope, 1.12, rim=theme.GRADIENT, seen=seen)
                       for x, y, slope, seen in steps]
        pictures = [each for pair in zip(self.road, self.lenses) for each in pair] + [self.road[-1]]
        self.row = VGroup(*pictures).arrange(RIGHT, buff=0.24).move_to([0, 1.25, 0])
        links = [Line(a.get_right(), b.get_left(), color=theme.GRADIENT, stroke_width=theme.stroke(2 * theme.BOLD))
                 for a, b in pairwise(pictures)]
        self.row.add_to_back(*links)
        signs = [Formula(sign, 36) for sign in (sym.a("L-1"), f"sigma'({sym.z()})", f"2({sym.a()} - {sym.Y})")]
        words = [Words(text) for text in ("how lit the neuron\nbefore it is", "how steep\nsigma is here", "how wrong\nthe answer is")]
        self.columns = [VGroup(*column) for column in zip(signs, words, numbers)]
        for column, lens in zip(self.columns, self.lenses):
            for text, y in zip(column, HEIGHTS):
                text.move_to([lens.get_x(), y, 0])
        end = self.road[-1].get_x()
        self.result = VGroup(Formula(f"= {sym.slope(sym.w())}", 36).move_to([end, HEIGHTS[0], 0]),
                             Words("= {}", fact(runs, "chain.partials", -2, form=form), color=theme.GRADIENT).move_to([end, HEIGHTS[2], 0]))
        self.times = [Formula("times").move_to([place.get_x(), y, 0]) for place in self.road[1:3] for y in HEIGHTS[::2]]


class _Ways(Painting):
    def __init__(self, slopes, width, height):
        super().__init__(width, height)
        self.slopes, self.grown, self.sent = np.asarray(slopes, float), np.zeros(3), None
        gap = height / 2 - 0.5
        self.axis = -width / 2 + 3.6
        left = self.axis + 0.95
        self.spots = [(left, gap), (left, 0), (left, -gap), (1.0, 0), (2.95, 0), (width / 2 - 0.7, 0)]

    def shown(self):
        moves = {} if self.sent is None else {f"path of {k}": np.array([v]) for k, v in enumerate((self.sent[1], *self.sent[2]))}
        return {f"path of slope {i}": np.array([slope]) for i, slope in enumerate(self.slopes)} | moves

    def factor_spots(self):
        (x, _), (z, _) = self.spots[0], self.spots[3]
        return [((x + z) / 2, self.spots[i][1] / 2) for i in range(3)]      # half way

    def bar_left(self, i, share):
        return self.axis - 2.3 * share * abs(self.slopes[i]) / np.abs(self.slopes).max()

    def paint(self, ctx):
        for i, color in enumerate((WEIGHT, BIAS, ACTIVATION)):
            x, y = self.spots[i]
            self._paint_way(ctx, i, color)
            paint_line(ctx, self.axis, y - 0.5, self.axis, y + 0.5, theme.LINE, FAINT)
            if self.grown[i]:
                paint_line(ctx, self.axis, y, self.bar_left(i, self.grown[i]), y, 0.7, GRADIENT)
        paint_line(ctx, *self.spots[3], *self.spots[5], 2.2 * theme.BOLD, GRADIENT)
        if self.sent is not None:
            i, nudge, moves = self.sent
            for (x, y), move, color, up in ((self.spots[i], nudge, (WEIGHT, BIAS, ACTIVATION)[i], 0.42),
                                            *zip(self.spots[3:], moves, (SUM, ACTIVATION, COST), (0.5, 0.5, 0.72))):
                _paint_move(ctx, x, y, up, move, color)

    def _paint_way(self, ctx, i, color):
        (x0, y0), (x1, y1) = self.spots[i], self.spots[3]
        t, bend = np.linspace(0, 1, 40)[:, None], BEND * (x1 - x0)
        points = [np.array(p) for p in ((x0, y0), (x0 + bend, y0), (x1 - bend, y1), (x1, y1))]
        ink(ctx, color)
        ctx.set_line_width(1.8 * theme.BOLD)
        trace(ctx, sum(c * (1 - t) ** (3 - k) * t ** k * p for k, (c, p) in enumerate(zip((1, 3, 3, 1), points))))


class _Walk(Painting):
    def __init__(self, products, partials, width, height):
        super().__init__(width, height)
        self.products, self.count = np.asarray(products, float), 0.0
        self.branched = self.dimmed = 0.0
        n = len(products) + 1
        self.columns = -width / 2 + 0.55 + (width - 1.1) * np.arange(n) / (n - 1)
        top, low = max(0, self.products.max()), min(0, self.products.min())
        self.roomy = self.columns[1] - self.columns[0] > ROOMY
        self.foot = -height / 2 + FEET[0 if self.roomy else 1]
        bars = height / 2 - self.foot - (3.1 if low == 0 else 3.6)
        self.road = height / 2 - 0.85
        self.zero = self.foot + 0.1 + (0.45 if low < 0 else 0) - bars * low / (top - low)
        self.unit = bars / (top - low)
        self.sides = self._sides(partials)

    def _sides(self, partials):
        """{i: (x, slope of the i-th number, x and slope of its z)}; the first weight is at the end of the road, under its own bar."""
        far, depth = BESIDE * (self.columns[1] - self.columns[0]), len(partials) // 2
        sides = {0: (self.columns[0], partials[0], self.columns[0], partials[0])}
        for i in range(1, len(partials)):
            k = 2 * (depth - i // 2) - 1
            sides[i] = self.columns[-2 - k] + (far if i % 2 else -far), partials[i], self.columns[-2 - k], self.products[k]
        return sides

    def shown(self):
        branches = {f"path of slope {i}": np.array([slope]) for i, (_, slope, *_) in self.sides.items()} if self.branched else {}
        return {"products": self.products[:int(self.count)], **branches} if self.count >= 1 else {}

    def height_of(self, product):
        return self.zero + self.unit * product

    def paint(self, ctx):
        half, xs = self.extent[0] / 2, self.columns
        paint_line(ctx, -half, self.zero, half - 0.9, self.zero, theme.LINE, FAINT)
        lit = xs[-1] - min(self.count, len(self.products)) * (xs[1] - xs[0])
        paint_line(ctx, xs[0], self.road, xs[-1], self.road, 1.2 * theme.BOLD, HAIR)
        if self.count:
            paint_line(ctx, lit, self.road, xs[-1], self.road, 2 * theme.BOLD, GRADIENT)
        for i, (x, product) in enumerate(zip(xs[-2::-1], self.products)):
            self._paint_bar(ctx, i, x, product)
        for x, slope, start, before in self.sides.values() if self.branched else ():
            at, height = (one + self.branched * (other - one) for one, other in ((start, x), (before, slope)))
            paint_line(ctx, at, self.zero, at, self.height_of(height), SLIM * (xs[1] - xs[0]), GRADIENT)

    def _paint_bar(self, ctx, i, x, product):
        """It begins as high as the one before, and is stretched or squeezed to its own height."""
        share = np.clip(self.count - i, 0, 1)
        if not share:
            return
        before = self.products[i - 1] if i else product
        height = before + share * (product - before)
        wide = 0.62 * min(1.2, self.columns[1] - self.columns[0])
        level = self.height_of(height if i else share * product)
        own = i == len(self.products) - 1           # that of the first weight
        opacity = 1 if own else 1 + self.dimmed * (theme.DIM - 1)
        paint_line(ctx, x, self.zero, x, level, wide, GRADIENT if own or not i else DARK, opacity)
        if share == 1 and i:
            y, right = self.height_of(before), x + self.columns[1] - self.columns[0] - wide / 2
            ctx.set_dash([0.07, 0.07])
            paint_line(ctx, x + 0.55, y, right, y, theme.THREAD * 2, FAINT)
            ctx.set_dash([])


def _stations(activations, size, text):
    """The stations of a chain from the first weight to the cost, each with the number of its layer."""
    found = [Station("w", sym.w("1"), None, size, text)]
    for layer, a in enumerate(activations[1:], start=1):
        found += [Station("z", sym.z(layer), None, size, text), Station("a", sym.a(layer), a, size, text)]
    return [*found, Station("C", sym.C, None, size, theme.BODY)]


def _links(depth, roomy):
    """What the links multiply by, from the cost back to the first weight; in short where there is no room."""
    names = [f"2({sym.a(depth) if roomy else sym.a()}-{sym.Y})"]
    for layer in range(depth, 0, -1):
        names += [f"sigma'({sym.z(layer)})" if roomy else "sigma'", sym.w(layer) if layer > 1 else sym.symbol("x", part="x")]
    return names


def _paint_move(ctx, x, y, far, move, color):
    """A move as an upright stroke with a dot at its end: up from a station, which reaches so far from its middle, or down from it."""
    y += np.copysign(far, move)
    end = y + LOUDER * move
    paint_line(ctx, x - 0.14, y, x + 0.14, y, theme.LINE, FAINT)
    paint_line(ctx, x, y, x, end, 2 * theme.BOLD, color)
    paint_dot(ctx, x, end, theme.DOT * 1.2, color)


def _pill(color, size):
    return RoundedRectangle(corner_radius=size * PILL[1] / 2, width=size * PILL[0], height=size * PILL[1], color=color,
                            fill_color=theme.BACKGROUND, fill_opacity=1, stroke_width=theme.stroke(1.5 * theme.LINE))


def _ring(color, size):
    return Circle(size * RADIUS, color=color, fill_color=theme.BACKGROUND, fill_opacity=1, stroke_width=theme.stroke(1.5 * theme.LINE))


def _box(color, size):
    return Square(size * 0.85, color=color, fill_color=theme.BACKGROUND.interpolate(color, 0.15), fill_opacity=1,
                  stroke_width=theme.stroke(1.5 * theme.LINE))


def _plate(text):
    return RoundedRectangle(corner_radius=0.1, width=text.width + 0.3, height=0.55, color=theme.FAINT, fill_color=theme.BACKGROUND,
                            fill_opacity=1, stroke_width=theme.stroke(theme.LINE)).move_to(text)


WEIGHT, BIAS, SUM, ACTIVATION, COST, GRADIENT, FAINT, HAIR = (color.to_rgb() for color in (
    theme.WEIGHT, theme.BIAS, theme.SUM, theme.ACTIVATION, theme.COST, theme.GRADIENT, theme.FAINT, theme.HAIR))
DARK = theme.BACKGROUND.interpolate(theme.GRADIENT, 0.7).to_rgb()
