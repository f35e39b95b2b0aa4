"""Switches, on or off: of a neuron that speaks for a digit or is silent."""

import numpy as np
from manim import DOWN, LEFT, ORIGIN, RIGHT, UP, Circle, Line, VGroup

from scenes.stage import symbols as sym
from scenes.stage import theme
from scenes.stage.painting import Painting, ink, paint_dot, trace_box
from scenes.stage.text import Formula, Words

FLAT, RAMP = 1.5, 0.9      # how far the two parts of max(0, z) reach to their sides


class Switches(Painting):
    """states (n,), 1 on and 0 off, so many to a row, each so wide; the first `count` of them have been set."""

    def __init__(self, states, columns, width, pitch=1.5):
        self.states, self.columns, self.wide, self.pitch = states, columns, width, pitch
        rows = -(-len(states) // columns)
        super().__init__(width * (1 + pitch * (columns - 1)), width * (0.5 + 0.5 * pitch * 1.4 * (rows - 1)))
        self.set_so_many(0)

    def set_so_many(self, count):
        """The first `count` stand as they should; of 2.5 the third is half way; the others stand off, faint."""
        self.count = count
        return self

    def shown(self):
        return {"switches": self.states}

    def paint(self, ctx):
        width, height = self.extent
        for i, state in enumerate(self.states):
            row, column = divmod(i, self.columns)
            ctx.save()
            ctx.translate(-width / 2 + self.wide * (0.5 + self.pitch * column), height / 2 - self.wide * (0.25 + 0.7 * self.pitch * row))
            self._paint_one(ctx, float(np.clip(self.count - i, 0, 1)), state)
            ctx.restore()

    def _paint_one(self, ctx, done, state):
        wide, at = self.wide, done * state
        trace_box(ctx, wide, wide / 2, wide / 4)
        ink(ctx, theme.HAIR.interpolate(theme.INK, 0.75 * at).to_rgb(), 0.4 + 0.6 * done)
        ctx.fill_preserve()
        ctx.set_line_width(theme.LINE)
        ink(ctx, theme.FAINT.interpolate(theme.INK, at).to_rgb(), 0.4 + 0.6 * done)
        ctx.stroke()
        paint_dot(ctx, (at - 0.5) * wide / 2, 0, 0.19 * wide, theme.FAINT.interpolate(theme.BACKGROUND, at).to_rgb())


def table_of_slopes(cards, states):
    """The chain rule of dc/dw, each factor over what it is, and under it what it is for some digits.

    cards   [picture, 2 (o - y), Switches, x, product] of each; states: 1 or 0
    Returns rows of [picture, factor, times, factor, times, factor, =, product], and the states of the switches in words.
    """
    heads = [VGroup(), *(Formula(f"(partial {up})/(partial {by})") for up, by in ("co", "oz", "zw")), Formula(sym.slope("w", "c"))]
    factors = [VGroup(), Formula("{{2 (o - y) : C}}"), Words("switch"), Formula("x"), VGroup()]
    rows = [[picture, one, Formula("times"), two, Formula("times"), three, Formula("="), product]
            for picture, one, two, three, product in (heads, factors, *cards)]
    VGroup(*(cell for row in rows for cell in row)).arrange_in_grid(len(rows), buff=(0.7 * theme.GAP, 2 * theme.GAP))
    words = [Words("on: 1" if state else "off: 0", size=theme.LABEL).next_to(row[3], DOWN, buff=theme.GAP / 2)
             for state, row in zip(states, rows[2:])]
    return rows, words


def two_slopes():
    """The graph of max(0, z), whose slope is the switch: 0 on the left, 1 on the right, none at the kink between."""
    flat, ramp = Line(FLAT * LEFT, ORIGIN), Line(ORIGIN, RAMP * (RIGHT + UP))
    lines = VGroup(flat, ramp).set_stroke(theme.INK, theme.stroke(theme.BOLD))
    kink = Circle(1.5 * theme.DOT, color=theme.INK, stroke_width=theme.stroke(1.5 * theme.LINE))
    kink.set_fill(theme.BACKGROUND, 1)
    slopes = [Words(f"slope {at:g}", size=theme.LABEL, color=theme.GRADIENT).next_to(line, side, buff=theme.GAP)
              for at, line, side in ((0, flat, DOWN), (1, ramp, RIGHT))]
    return VGroup(lines, kink, Formula(f"max(0, {sym.z()})", theme.LABEL).next_to(flat, UP, buff=2 * theme.GAP), *slopes)
