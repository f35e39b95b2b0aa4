"""Every example's slope as a column, up or down, until all flow level and their mean is left; and a step of all numbers."""

import numpy as np
from manim import DOWN, UP, VGroup

from scenes.stage import symbols as sym
from scenes.stage import theme
from scenes.stage.painting import Painting, ink, paint_arrow, paint_dot, paint_line, paint_ring, trace_box
from scenes.stage.text import Formula

KNOB = 0.44, 0.16


class Tug(Painting):
    """voices (m,) as columns, red up and green down, over the wishes (m,) of their examples; `ours` is outlined.

    show(count)   so many of them; level(share): all flow level, to their mean
    """

    def __init__(self, voices, wishes, ours, width, height):
        super().__init__(width, height)
        self.voices, self.wishes, self.ours = voices, wishes, int(ours)
        self.count, self.share = 0.0, 0.0
        top, low = max(0.0, voices.max()), min(0.0, voices.min())
        self.unit = (height - 1.3) / (top - low)
        self.zero = height / 2 - top * self.unit
        self.columns = (np.arange(len(voices)) + 0.5) / len(voices) * width - width / 2

    def show(self, count):
        self.count = count
        return self

    def level(self, share):
        self.share = share
        return self

    def shown(self):
        return {"voices": self.voices[:int(self.count)]} if self.count >= 1 else {}

    def top(self, i):
        """Where a column ends, in the scene."""
        return self.place(self.columns[i], self.zero + self.unit * self.voices[i])

    def spot(self, i, value):
        return self.place(self.columns[i], self.zero + self.unit * value)

    def paint(self, ctx):
        half, foot, mean = self.extent[0] / 2, -self.extent[1] / 2 + 0.2, float(np.mean(self.voices))
        wide = 0.72 * self.extent[0] / len(self.voices)
        for i, (x, voice) in enumerate(zip(self.columns, self.voices)):
            grown = np.clip(self.count - i, 0, 1)
            value = grown * (voice + self.share * (mean - voice))
            color = RISES if value > 0 else FALLS
            paint_line(ctx, x, self.zero, x, self.zero + self.unit * value, wide, _mixed(color, self.share))
            if i == self.ours and grown == 1 and self.share < 1:
                ctx.rectangle(x - wide / 2, self.zero, wide, self.unit * value)
                ink(ctx, INK)
                ctx.set_line_width(2 * theme.LINE)
                ctx.stroke()
            if self.wishes[i]:
                paint_dot(ctx, x, foot, theme.DOT * 1.3, WISH)
            else:
                paint_ring(ctx, x, foot, theme.DOT * 1.1, theme.LINE, WISH)
        paint_line(ctx, -half, self.zero, half, self.zero, theme.LINE, FAINT)


class Stride(VGroup):
    """numbers (P, 2) before and after a step: sliders whose knobs go from the middle to where the step takes them.

    aim(share)    the arrows of minus the slope times eta grow
    show(share)   the knobs go along them
    """

    def __init__(self, moves, width, height):
        self.view = _Stride(moves, width, height)
        names = [Formula(sym.b() if i % 2 else sym.w()).next_to(self.view.place(x, -height / 2), DOWN, buff=theme.GAP)
                 for i, x in enumerate(self.view.columns)]
        super().__init__(self.view, *names)

    def aim(self, share):
        self.view.aimed = share
        return self

    def show(self, share):
        self.view.gone = share
        return self

    def foot(self, i):
        """Below the name of a number, in the scene."""
        return self.submobjects[1 + i].get_bottom() * UP + self.view.place(self.view.columns[i], 0) * [1, 0, 0]


class _Stride(Painting):
    def __init__(self, moves, width, height):
        super().__init__(width, height)
        self.moves, self.aimed, self.gone = moves, 0.0, 0.0
        self.unit = 0.42 * height / np.abs(moves).max()
        self.columns = (np.arange(len(moves)) + 0.5) / len(moves) * width - width / 2

    def shown(self):
        return {f"path {i}": np.array([move]) for i, move in enumerate(self.moves)}

    def paint(self, ctx):
        half = self.extent[1] / 2
        paint_line(ctx, -self.extent[0] / 2, 0, self.extent[0] / 2, 0, theme.LINE, FAINT)
        for i, (x, move) in enumerate(zip(self.columns, self.moves)):
            color, end = (BIAS if i % 2 else WEIGHT), self.unit * move
            paint_line(ctx, x, -half, x, half, 0.07, HAIR)
            _paint_knob(ctx, x, 0, FAINT, False)
            if self.aimed:
                paint_arrow(ctx, (x, 0), (x, self.aimed * end), 0.11, GRADIENT)
            _paint_knob(ctx, x, self.gone * end, color, True)


def _paint_knob(ctx, x, y, color, filled):
    ctx.save()
    ctx.translate(x, y)
    trace_box(ctx, *KNOB, theme.BOLD)
    ink(ctx, color)
    ctx.set_line_width(theme.LINE)
    ctx.fill() if filled else ctx.stroke()
    ctx.restore()


def _mixed(color, share):
    """From the colour of a cost that rises or falls to that of a slope."""
    return (1 - share) * np.array(color) + share * np.array(GRADIENT)


RISES, FALLS, GRADIENT, INK, FAINT, HAIR, WISH, WEIGHT, BIAS = (color.to_rgb() for color in (
    theme.COST, theme.FALLS, theme.GRADIENT, theme.INK, theme.FAINT, theme.HAIR, theme.WANTED, theme.WEIGHT, theme.BIAS))
