"""A toy task as a plot: what should be answered, the curve that is answered, and the cost of one point as a square; and sliders."""

import numpy as np
from manim import DOWN, LEFT, RIGHT, UP, VGroup

from scenes.stage import theme
from scenes.stage.axes import Plot, Span
from scenes.stage.facts import Mark
from scenes.stage.painting import Painting, ink, paint_dot, paint_knob, paint_line, paint_ring, trace
from scenes.stage.text import Words

OLD, NEW = 0.22, 0.5             # opacity of the square as it was, and as it is
KNOB, DEPTH = (0.42, 0.17), 0.07      # width and height of a knob; width of its groove
DASH = 0.08


class Task(VGroup):
    """Thirty wishes 0 or 1 over x, the curve of the answers to all x, and one example's error as a square.

    show(answers, a)   the curve (K,), and the answer to the example on it
    before             (answers, a) of before, which stay behind as a dashed line and an outline; None: nothing does
    wishes, gap, square  how much of each is drawn, 0..1
    """

    def __init__(self, x, data, example, width, height):
        self.view = _Task(x, data, example, width, height)
        self.wish = Words("should answer", color=theme.WANTED).next_to(self.view.spot(0, 1), RIGHT, buff=theme.GAP)
        name = Words("answer", size=theme.LABEL, color=theme.FAINT).next_to(self.view.spot(0, 1), UP, buff=theme.GAP)
        super().__init__(self.view, *self._ticks(), name, self.wish)

    def _ticks(self):
        for y in (0, 1):
            yield _tick(Mark(y)).next_to(self.view.spot(0, y), LEFT, buff=theme.GAP)
            yield _tick(Mark(y)).next_to(self.view.spot(y, 0), DOWN, buff=theme.GAP)

    def show(self, answers, a):
        self.view.answers, self.view.a = answers, float(a)
        return self

    def keep(self, answers=None, a=0.0):
        """Let this curve and the square of this answer stay behind."""
        self.view.before = None if answers is None else (answers, float(a))
        return self

    def draw(self, **shares):
        """How much is drawn of the wishes, the gap and the square: draw(wishes=1, gap=0.5)."""
        vars(self.view).update(shares)
        return self

    def label(self, text, *answers):
        """Bring a text beside the square, clear of it for all these answers."""
        corners = np.array([corner for a in (self.view.a, *answers) for corner in self.view.square_of(a)])
        (left, low), (right, high) = corners.min(axis=0), corners.max(axis=0)
        x, side = (right, RIGHT) if right > self.view.on_plot(self.view.at, 0)[0] else (left, LEFT)
        return text.next_to(self.view.place(x, (low + high) / 2), side, buff=theme.GAP)


class Sliders(VGroup):
    """numbers (P,) as vertical sliders on one scale, weights and biases in turn: show(numbers).

    keep(numbers)   where the knobs stood before: outlines stay behind
    """

    def __init__(self, numbers, full, width, height):
        self.view = _Sliders(numbers, full, width, height)
        kinds = ("weight", theme.WEIGHT), ("bias", theme.BIAS)
        names = [Words(kinds[i % 2][0], size=theme.LABEL, color=kinds[i % 2][1]) for i in range(len(numbers))]
        for i, (name, x) in enumerate(zip(names, self.view.columns)):
            name.next_to(self.view.place(x, height / 2), UP, buff=theme.GAP if i % 2 else 0.55)
        zero = _tick(Mark(0)).next_to(self.view.place(-width / 2, 0), LEFT, buff=theme.GAP / 2)
        super().__init__(self.view, *names, zero)

    def show(self, numbers):
        self.view.numbers = np.asarray(numbers, float)
        return self

    def go(self, rows, at):
        """Show these numbers (K, P) at a row, or on their way from one to the next."""
        k = min(int(at), len(rows) - 2)
        return self.show(rows[k] + (at - k) * (rows[k + 1] - rows[k]))

    def keep(self, numbers):
        self.view.before = np.asarray(numbers, float)
        return self

    def foot(self, i):
        """Where a slider ends below, in the scene."""
        return self.view.place(self.view.columns[i], -self.view.extent[1] / 2)


class _Task(Plot):
    def __init__(self, x, data, example, width, height):
        super().__init__(Span(0.0, 1.0), Span(0.0, 1.0), width, height)
        self.x, self.data, (self.at, self.wish) = x, data, map(float, example)
        self.answers, self.a, self.before = None, 0.0, None
        self.wishes = self.curve = self.gap = self.square = 0.0

    def shown(self):
        curve = {"answers": self.answers, "path of a": np.array([self.a])} if self.curve else {}
        return curve | ({"before": self.before[0]} if self.before else {})

    def square_of(self, a):
        """Two corners: on the wish, and on the answer; beside it where there is room."""
        (x, low), (_, high) = self.on_plot(self.at, self.wish), self.on_plot(self.at, a)
        return (x, low), (x + abs(high - low) * (1 if self.at < 0.6 else -1), high)

    def paint(self, ctx):
        right, top = np.array(self.extent) / 2
        ink(ctx, FAINT)
        ctx.set_line_width(theme.LINE)
        trace(ctx, [(-right, top), (-right, -top), (right, -top)])
        paint_line(ctx, -right - theme.GAP / 2, top, -right, top, theme.LINE, FAINT)
        self.draw(ctx)

    def draw(self, ctx):
        if self.square:
            self._paint_squares(ctx)
        if self.before:
            self._paint_curve(ctx, self.before[0], FAINT, DASH)
        if self.curve:
            self._paint_curve(ctx, self.answers, INK)
        for i, (x, y) in enumerate(zip(*self.data)):
            come = np.clip(self.wishes * len(self.data[0]) - i, 0, 1)
            if come:
                paint_dot(ctx, *self.on_plot(x, y + (1 - come) * (0.5 - y)), theme.DOT, WISH)
        if self.gap:
            self._paint_example(ctx)

    def _paint_curve(self, ctx, answers, color, dash=None):
        line = self.on_plot(self.x, answers)
        ink(ctx, color)
        ctx.set_line_width(theme.LINE if dash else theme.BOLD)
        ctx.set_dash([dash, dash] if dash else [])
        trace(ctx, line[:max(2, round(self.curve * len(line)))])
        ctx.set_dash([])

    def _paint_squares(self, ctx):
        """The gap swings out into its square; that of before is an outline."""
        (x0, y0), (x1, y1) = self.square_of(self.a)
        _box(ctx, x0, y0, x0 + self.square * (x1 - x0), y1, NEW if self.before else OLD)
        if self.before:
            (x0, y0), (x1, y1) = self.square_of(self.before[1])
            ctx.rectangle(x0, y0, x1 - x0, y1 - y0)
            ink(ctx, BACKGROUND, 0.55)
            ctx.fill()
            _box(ctx, x0, y0, x1, y1, 0.0)

    def _paint_example(self, ctx):
        wish, answer = self.on_plot(self.at, self.wish), self.on_plot(self.at, self.a)
        end = answer + self.gap * (wish - answer)
        paint_line(ctx, *answer, *end, theme.BOLD, COST)
        paint_ring(ctx, *wish, 2 * theme.DOT, theme.BOLD / 1.5, WISH)
        paint_dot(ctx, *answer, theme.BALL, INK)


class _Sliders(Painting):
    def __init__(self, numbers, full, width, height):
        super().__init__(width, height)
        self.full, self.numbers, self.before = full, np.asarray(numbers, float), None
        self.columns = (np.arange(len(numbers)) + 0.5) / len(numbers) * width - width / 2

    def shown(self):
        return {f"path {i}": np.array([value]) for i, value in enumerate(self.numbers)}

    def paint(self, ctx):
        width, half = self.extent[0], self.extent[1] / 2
        paint_line(ctx, -width / 2, 0, width / 2, 0, theme.LINE, HAIR)
        for i, (x, value) in enumerate(zip(self.columns, self.numbers)):
            color, y = (BIAS if i % 2 else WEIGHT), value / self.full * half
            paint_line(ctx, x, -half, x, half, DEPTH, HAIR)
            paint_line(ctx, x, 0, x, y, DEPTH, color)
            if self.before is not None and self.before[i] != value:
                paint_knob(ctx, x, self.before[i] / self.full * half, *KNOB, FAINT, filled=False)
            paint_knob(ctx, x, y, *KNOB, color)


def _box(ctx, x0, y0, x1, y1, opacity):
    ctx.rectangle(x0, y0, x1 - x0, y1 - y0)
    ink(ctx, COST, opacity)
    ctx.fill_preserve()
    ink(ctx, COST)
    ctx.set_line_width(theme.LINE)
    ctx.stroke()


def _tick(mark):
    return Words("{}", mark, size=theme.LABEL, color=theme.FAINT)


INK, FAINT, HAIR, BACKGROUND, WISH, COST, WEIGHT, BIAS = (
    color.to_rgb() for color in (theme.INK, theme.FAINT, theme.HAIR, theme.BACKGROUND, theme.WANTED, theme.COST, theme.WEIGHT, theme.BIAS))
