"""The road from a weight to the cost: its stations, what moves at each, what each link multiplies by, and bars of what is left."""

import numpy as np
from manim import DOWN, LEFT, RIGHT, UP, Circle, RoundedRectangle, Square, VGroup

from scenes.stage import symbols as sym
from scenes.stage import theme
from scenes.stage.painting import Painting, ink, paint_dot, paint_line, trace
from scenes.stage.text import Formula, Words

PILL = 0.95, 0.74             # width and height of a station that is a number one can turn
RADIUS = 0.42                 # of one that is a neuron
BEND = 0.55                   # how far a road that bends keeps straight, as a share of its width
LOUDER = 1.7                  # a bar's height is drawn to scale; a move is drawn so many units for 1


class Station(VGroup):
    """A place on the road: w, b, z, a (as grey as its activation) or C, its symbol inside."""

    def __init__(self, letter, math, activation=None, size=1.0):
        shape = {"w": _pill, "b": _pill, "z": _ring, "a": _ring, "C": _box}[letter](theme.SYMBOLS[letter], size)
        if activation is not None:
            shape.set_fill([theme.UNLIT.interpolate(theme.LIT, float(activation))], opacity=1).set_stroke(theme.FAINT)
        self.shape, self.letter = shape, letter
        self.sign = Formula(math, min(theme.BODY, theme.BODY) if size <= 1 else theme.TITLE * 0.8)
        if activation is not None:
            self.sign.set_color(over(activation))
        super().__init__(shape, self.sign)


class Ways(VGroup):
    """Three ways in, from w, b and the activation before, one road on from z to a and C.

    stations   of the three ways, and z, a, C; factors: texts on the three ways
    bars       (3,) slopes, one scale: grow(i, share)
    send(i, moves)   the nudge of way i, and the moves (z, a, C) that follow; None: nothing moves
    """

    def __init__(self, stations, factors, slopes, width, height):
        self.view = _Ways(slopes, width, height)
        for station, spot in zip(stations, self.view.spots):
            station.move_to(self.view.place(*spot))
        for factor, spot in zip(factors, self.view.factor_spots()):
            factor.move_to(self.view.place(*spot))
        plates = VGroup(*(_plate(factor) for factor in factors))
        self.stations, self.factors = stations, factors
        super().__init__(self.view, *stations, *(VGroup(plate, factor) for plate, factor in zip(plates, factors)))

    def way(self, i):
        """What a way in consists of."""
        return self.submobjects[1 + i], self.submobjects[7 + i]

    def grow(self, i, share):
        self.view.grown[i] = share
        return self

    def send(self, i, nudge, moves):
        self.view.sent = i, float(nudge), np.asarray(moves, float)
        return self

    def rest(self):
        self.view.sent = None
        return self

    def bar_end(self, i):
        """Where a bar ends on the left, in the scene."""
        return self.view.place(self.view.bar_left(i, 1.0), self.view.spots[i][1])


class Walk(VGroup):
    """A long road, from the first weight to the cost, and below each station the slope of the cost that is left there.

    stations   from the first weight to C; factors: texts over the links, from the cost back, beyond: under them
    products   (K,) what is left, from the last answer back to the first weight: show(count) draws so many bars
    """

    def __init__(self, stations, names, factors, products, numbers, width, high, floor):
        self.view = _Walk(products, width, high, floor)
        xs = self.view.columns
        for station, x in zip(stations, xs):
            station.move_to(self.view.place(x, self.view.road))
        links = list(zip(xs, xs[1:]))[::-1]
        for name, factor, (x0, x1) in zip(names, factors, links, strict=True):
            middle = self.view.place((x0 + x1) / 2, self.view.road)
            name.next_to(middle, UP, buff=0.42)
            factor.next_to(middle, DOWN, buff=0.46)
        for number, x, product in zip(numbers, xs[-2::-1], products, strict=True):
            end = self.view.place(x, self.view.height_of(product))
            number.next_to(end, UP if product >= 0 else DOWN, buff=theme.GAP / 2)
        self.stations, self.names, self.factors, self.numbers = stations, names, factors, numbers
        super().__init__(self.view, *stations)

    def show(self, count):
        self.view.count = count
        return self

    def send(self, moves):
        """The moves of all stations down the road, from z of the first layer to C; None: nothing moves."""
        self.view.sent = moves
        return self


class _Ways(Painting):
    def __init__(self, slopes, width, height):
        super().__init__(width, height)
        self.slopes, self.grown, self.sent = np.asarray(slopes, float), np.zeros(3), None
        gap = height / 2 - 0.5
        self.axis = -width / 2 + 3.6
        left = self.axis + 0.95
        self.spots = [(left, gap), (left, 0), (left, -gap), (1.1, 0), (3.15, 0), (width / 2 - 0.7, 0)]

    def shown(self):
        moves = {} if self.sent is None else {f"path of {k}": np.array([v]) for k, v in enumerate((self.sent[1], *self.sent[2]))}
        return {f"path of slope {i}": np.array([slope]) for i, slope in enumerate(self.slopes)} | moves

    def factor_spots(self):
        (x, _), (z, _) = self.spots[0], self.spots[3]
        return [((x + z) / 2 - 0.55, self.spots[i][1] * 0.66) for i in range(3)]

    def bar_left(self, i, share):
        return self.axis - 3.1 * share * abs(self.slopes[i]) / np.abs(self.slopes).max()

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
                _paint_move(ctx, x, y + up, move, color)

    def _paint_way(self, ctx, i, color):
        (x0, y0), (x1, y1) = self.spots[i], self.spots[3]
        t, bend = np.linspace(0, 1, 40)[:, None], BEND * (x1 - x0)
        points = [np.array(p) for p in ((x0, y0), (x0 + bend, y0), (x1 - bend, y1), (x1, y1))]
        ink(ctx, color)
        ctx.set_line_width(1.8 * theme.BOLD)
        trace(ctx, sum(c * (1 - t) ** (3 - k) * t ** k * p for k, (c, p) in enumerate(zip((1, 3, 3, 1), points))))


class _Walk(Painting):
    def __init__(self, products, width, high, floor):
        super().__init__(width, high - floor)
        self.products, self.count, self.sent = np.asarray(products, float), 0.0, None
        n = len(products) + 1
        self.columns = -width / 2 + 0.55 + (width - 1.1) * np.arange(n) / (n - 1)
        top, low = max(0, self.products.max()), min(0, self.products.min())
        bars = high - floor - 2.5
        self.road = (high - floor) / 2 - 0.55
        self.zero = -(high - floor) / 2 + 0.1 + (0.45 if low < 0 else 0) - bars * low / (top - low)
        self.unit = bars / (top - low)

    def shown(self):
        whole = {"products": self.products[:int(self.count)]} if self.count >= 1 else {}
        moves = {f"path of {k}": np.array([move]) for k, move in enumerate(self.sent)} if self.sent is not None else {}
        return whole | moves

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
        if self.sent is not None:
            for x, move, color in zip(xs[1:], self.sent, [SUM, ACTIVATION] * (len(xs) // 2 - 1) + [COST]):
                _paint_move(ctx, x, self.road + 0.5, move, color)

    def _paint_bar(self, ctx, i, x, product):
        """It comes out of the one before, stretched or squeezed to its own height on its way."""
        share = np.clip(self.count - i, 0, 1)
        if not share:
            return
        before = self.products[i - 1] if i else product
        height, at = before + share * (product - before), x + (1 - share) * (self.columns[1] - self.columns[0]) * bool(i)
        wide = 0.62 * min(1.2, self.columns[1] - self.columns[0])
        level = self.height_of(height if i else share * product)
        paint_line(ctx, at, self.zero, at, level, wide, GRADIENT if i in (0, len(self.products) - 1) else DARK)
        if share == 1 and i:
            y, right = self.height_of(before), x + self.columns[1] - self.columns[0] - wide / 2
            ctx.set_dash([0.07, 0.07])
            paint_line(ctx, x - wide / 2, y, right, y, theme.THREAD * 2, FAINT)
            ctx.set_dash([])


def over(activation):
    """Black or white, whichever is seen better on a neuron as grey as that."""
    return theme.UNLIT if activation > 0.46 else theme.LIT


def stations(theta, activations, size=1.0):
    """The stations of a chain from the first weight to the cost."""
    found = [Station("w", sym.w(), size=size)]
    for a in activations[1:]:
        found += [Station("z", sym.z(), size=size), Station("a", sym.a(), a, size)]
    return [*found, Station("C", sym.C, size=size)]


def _paint_move(ctx, x, y, move, color):
    """A move as an upright stroke with a dot at its end, up or down from a station's head."""
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
    return Square(size * 0.95, color=color, fill_color=theme.BACKGROUND.interpolate(color, 0.3), fill_opacity=1,
                  stroke_width=theme.stroke(1.5 * theme.LINE))


def _plate(text):
    return RoundedRectangle(corner_radius=0.1, width=text.width + 0.3, height=0.55, color=theme.FAINT, fill_color=theme.BACKGROUND,
                            fill_opacity=1, stroke_width=theme.stroke(theme.LINE)).move_to(text)


WEIGHT, BIAS, SUM, ACTIVATION, COST, GRADIENT, FAINT, HAIR = (color.to_rgb() for color in (
    theme.WEIGHT, theme.BIAS, theme.SUM, theme.ACTIVATION, theme.COST, theme.GRADIENT, theme.FAINT, theme.HAIR))
DARK = theme.BACKGROUND.interpolate(theme.GRADIENT, 0.7).to_rgb()
