"""One neuron at work: a weight for every pixel, times its ink; what speaks for and what speaks against, as areas."""

import numpy as np
from manim import DOWN, LEFT, RIGHT, FadeIn, Line, Rectangle, Square, VGroup

from scenes.stage import theme
from scenes.stage.gestures import Through
from scenes.stage.painting import Painting, fill_square, frame_square, ink, paint_line
from scenes.stage.text import Words, align_baselines

FAR = 0.8               # a weight of that share of the largest has its colour in full
INKED = 0.4             # pixels that are brighter are inside the outline
FLYING = 90             # squares that are on their way at a time
INK_SEEN, GONE = 0.3, 0.6       # how bright the ink is under the squares, and a square whose copy has gone to its bar
BETWEEN = 0.25          # from one bar to the next, in widths of a bar


class Votes(Painting):
    """weights and ink (n,) of a picture `side` large, at its right three bars over a floor: for, against, and what is left.

    dip(t)     from the weights alone, 0, to weight times ink, 1
    weigh(t)   each square becomes as large as its product is, in full colour
    pour(t)    the squares flow into two bars, blue up from the floor, orange down from the top of it: areas stay in proportion
    leave(t)   what is left slides out as a bar of its own; bite(t): and the bias changes it
    """

    def __init__(self, weights, ink, products, bias, side, bar, away, full=None, unit=None, shape=(28, 28)):
        super().__init__(side + away + (3 + 2 * BETWEEN) * bar, side)
        self.weights, self.ink, self.products, self.bias = (np.asarray(each, float) for each in (weights, ink, products, bias))
        self.shape, self.side, self.bar = shape, side, bar
        self.full = full or FAR * np.abs(self.weights).max()
        support, against = self.products[self.products > 0].sum(), self.products[self.products < 0].sum()
        self.support, self.left_over = float(support), float(support + against)
        self.unit = unit or side / (support + max(0.0, -self.left_over))
        self.floor = max(0.0, -self.left_over) * self.unit - side / 2
        self.bars = -self.extent[0] / 2 + side + away + bar * (0.5 + (1 + BETWEEN) * np.arange(3))
        self.pitch = side / shape[1]
        row, column = np.divmod(np.arange(len(self.weights)), shape[1])
        self.middles = np.column_stack([(column + 0.5) * self.pitch - self.extent[0] / 2, side / 2 - (row + 0.5) * self.pitch])
        self._flow()
        self.dip(0).weigh(0).pour(0).leave(0).bite(0)

    def _flow(self):
        """The squares that count, in the order in which they go, each with the slab of its bar that it becomes."""
        signs = [np.flatnonzero(self.products > 0), np.flatnonzero(self.products < 0)]
        self.order = np.concatenate(signs)
        high = self.unit * np.abs(self.products[self.order])
        ends, n = np.cumsum(high), len(signs[0])
        down = ends[n - 1] - (ends[n:] - ends[n - 1] - high[n:] / 2) if n else -ends + high / 2
        self.slabs = np.concatenate([ends[:n] - high[:n] / 2, down]) + self.floor
        self.high, self.lanes = high, np.where(np.arange(len(high)) < n, self.bars[0], self.bars[1])

    def dip(self, share):
        self.dipped = share
        return self

    def weigh(self, share):
        self.weighed = share
        return self

    def pour(self, share):
        self.poured = np.clip((share * (len(self.order) + FLYING) - np.arange(len(self.order))) / FLYING, 0, 1)
        return self

    def leave(self, share):
        self.left = share
        return self

    def bite(self, share):
        self.bitten = share
        return self

    def shown(self):
        return {"weights": self.weights, "ink": self.ink, "products": self.products}

    def sum(self, support, against, left):
        """The three Facts in a line below it: what is for, what is against, and what is left."""
        numbers = [Words(text, fact, color=color) for text, fact, color in
                   (("{}", support, theme.POSITIVE), ("{}", against, theme.NEGATIVE), ("= {}", left, theme.SUM))]
        line = VGroup(*numbers).arrange(RIGHT, buff=theme.GAP).next_to(self, DOWN, buff=theme.GUTTER / 2)
        align_baselines(*numbers)
        return line

    def add_up(self, film, numbers, seconds):
        """Play how the products become areas, these the bars, and what is left a bar of its own; then come the numbers (Facts)."""
        film.play(Through(self, self.weigh), run_time=theme.BEAT)
        film.play(Through(self, self.pour), run_time=seconds)
        film.play(Through(self, self.leave))
        film.play(FadeIn(line := self.sum(*numbers)))
        return line

    def examples(self, film, key, pixels, height):
        """The products of these pixels in numbers, of the facts `key`_w, _x and _wx of a film, so far apart in height."""
        forms = ("w", "+.2f"), ("x", ".2f"), ("wx", "+.2f")
        middle = (len(pixels) - 1) / 2
        return VGroup(*(self.worked(int(i), *(film.fact(f"{key}_{part}", k, form=form) for part, form in forms), height * (middle - k))
                        for k, i in enumerate(pixels)))

    def worked(self, i, weight, ink, product, height):
        """A weight times its ink in numbers (Facts), so high beside the picture, and a line to its square, which has an outline."""
        color = theme.weight_colour(product.value) if product.value else theme.INK
        text = Words("weight {} × ink {} = {}", weight, ink, product, color=color)
        text.next_to(self.place(self.side - self.extent[0] / 2, height), RIGHT, buff=2 * theme.GUTTER)
        outline = Square(1.5 * self.pitch, color=theme.INK, stroke_width=theme.stroke(theme.BOLD)).move_to(self.pixel(i))
        return VGroup(outline, text, Line(text.get_left() + theme.GAP / 2 * LEFT, outline.get_right(), color=theme.INK,
                                          stroke_width=theme.stroke(theme.LINE)))

    def rest(self):
        """What is left, with the bias, as a bar of its own."""
        bar = Rectangle(color=theme.SUM, width=self.bar, height=abs(self.end(2) - self.foot(2))[1], fill_opacity=1, stroke_width=0)
        return bar.move_to((self.end(2) + self.foot(2)) / 2)

    def pixel(self, i):
        """Where a square is in the scene."""
        return self.place(*self.middles[i])

    def picture(self, height):
        """Where the middle of the picture is, and so high above it."""
        return self.place(self.side / 2 - self.extent[0] / 2, height)

    def end(self, which):
        """Where a bar ends in the scene, away from where it begins: 0 for, 1 against, 2 what is left."""
        z = self.left_over + self.bitten * float(self.bias)
        return self.place(self.bars[which], self.floor + self.unit * (self.support, self.left_over, z)[which])

    def foot(self, which):
        """Where the floor is under a bar in the scene."""
        return self.place(self.bars[which], self.floor)

    def paint(self, ctx):
        fill_square(ctx, self.side / 2 - self.extent[0] / 2, 0, self.side, theme.UNLIT.to_rgb())
        if self.dipped:
            for i in np.flatnonzero(self.ink > 0.05):
                fill_square(ctx, *self.middles[i], self.pitch, 3 * [INK_SEEN * self.dipped * self.ink[i]])
        strong = np.abs(self.weights) * (1 - self.dipped + self.dipped * self.ink)
        gone = set(self.order[self.poured > 0].tolist())
        for i in np.flatnonzero((strong > 0.01 * self.full) & (strong > 0)):
            self._paint_square(ctx, i, min(1.0, strong[i] / self.full), GONE if i in gone else 1)
        frame_square(ctx, self.side / 2 - self.extent[0] / 2, 0, self.side, theme.LINE, theme.FAINT.to_rgb())
        self._paint_outline(ctx)
        self._paint_bars(ctx)
        for k in np.flatnonzero((self.poured > 0) & (self.poured < 1)):
            self._paint_flying(ctx, k)

    def _paint_square(self, ctx, i, strong, opacity):
        colour = theme.weight_colour(self.weights[i]).to_rgb()
        strength = opacity * (strong ** 0.8 * (1 - self.weighed) + self.weighed)
        fill_square(ctx, *self.middles[i], 0.96 * self._size(i), colour, strength)

    def _size(self, i):
        """The side of a square: a pixel, or as its product is large."""
        exact = self.pitch * np.sqrt(abs(self.products[i]) / np.abs(self.products).max())
        return (1 - self.weighed) * self.pitch + self.weighed * exact

    def _paint_flying(self, ctx, k):
        t = self.poured[k] ** 2 * (3 - 2 * self.poured[k])
        i, size = self.order[k], self._size(self.order[k])
        (x, y), width, height = self.middles[i], size + t * (self.bar - size), size + t * (self.high[k] - size)
        x, y = x + t * (self.lanes[k] - x), y + t * (self.slabs[k] - y)
        ink(ctx, theme.weight_colour(self.products[i]).to_rgb())
        ctx.rectangle(x - width / 2, y - height / 2, width, height)
        ctx.fill()

    def _paint_bars(self, ctx):
        landed = self.poured == 1
        blue = self.high[landed & (self.lanes == self.bars[0])].sum()
        orange = self.high[landed & (self.lanes == self.bars[1])].sum()
        top = self.floor + self.unit * self.support
        self._paint_bar(ctx, self.bars[0], self.floor, blue, theme.POSITIVE)
        self._paint_bar(ctx, self.bars[1], top - orange, orange, theme.NEGATIVE)
        if self.left:
            self._paint_rest(ctx)
        if (self.poured > 0).any():
            paint_line(ctx, self.bars[0] - 0.7 * self.bar, self.floor, self.bars[-1] + 0.7 * self.bar, self.floor, theme.LINE, INK)

    def _paint_rest(self, ctx):
        """What is left slides out from between the two bars, and the bias bites at its end."""
        lane = 0 if self.left_over > 0 else 1
        x = (1 - self.left) * self.bars[lane] + self.left * self.bars[2]
        self._paint_bar(ctx, x, self.floor, self.unit * self.left_over, theme.SUM)
        self._paint_bar(ctx, x, self.floor + self.unit * self.left_over, self.unit * self.bitten * float(self.bias), theme.BIAS)

    def _paint_bar(self, ctx, x, low, high, colour):
        ink(ctx, colour.to_rgb())
        ctx.rectangle(x - self.bar / 2, low, self.bar, high)
        ctx.fill()

    def _paint_outline(self, ctx):
        """A line around the ink."""
        inside = np.pad(self.ink.reshape(self.shape) > INKED, 1)
        ink(ctx, INK, self.dipped)
        ctx.set_line_width(1.5 * theme.LINE)
        left, top = -self.extent[0] / 2, self.side / 2
        for row, column in np.argwhere(inside[1:] != inside[:-1]):
            y = top - row * self.pitch
            ctx.move_to(left + (column - 1) * self.pitch, y)
            ctx.line_to(left + column * self.pitch, y)
        for row, column in np.argwhere(inside[:, 1:] != inside[:, :-1]):
            x = left + column * self.pitch
            ctx.move_to(x, top - (row - 1) * self.pitch)
            ctx.line_to(x, top - row * self.pitch)
        ctx.stroke()


INK = theme.INK.to_rgb()
