"""Every example's slope as a column, up or down, until all flow level and their mean is left; and a step of all numbers."""

import numpy as np
from manim import DOWN, LEFT, RIGHT, UP, VGroup

from scenes.stage import symbols as sym
from scenes.stage import theme
from scenes.stage.painting import Painting, ink, paint_arrow, paint_knob, paint_line
from scenes.stage.facts import fact
from scenes.stage.text import Formula, Words, align_baselines

KNOB = 0.44, 0.16


class Tug(VGroup):
    """The slope of every example as a column, red up and green down; and what they say of it.

    form          of the mean
    show(count)   so many of them; level(share): all flow level, to their mean; ours, rises, falls, mean: texts
    """

    def __init__(self, runs, form, width, height):
        run, count = runs["chain"], fact(runs, "chain.recipe.data.examples")
        self.view = view = _Tug(run.voices, run.example_index, width, height)
        side = UP if run.partials[-2] > 0 else DOWN
        self.ours = Words("our point {}", fact(runs, "chain.partials", -2, form="+.4f"))
        self.ours.next_to(view.top(view.ours), side, aligned_edge=RIGHT)
        raised = Words("raise"), Formula(sym.w()), Words("and the cost rises", color=theme.COST)
        lowered = Words("raise"), Formula(sym.w()), Words("and the cost falls", color=theme.FALLS)
        self.rises, self.falls = (VGroup(*words).arrange(RIGHT, buff=theme.GAP / 1.5) for words in (raised, lowered))
        for words, place in ((raised, view.free(UP)), (lowered, view.free(DOWN))):
            align_baselines(*words)
            VGroup(*words).move_to(place)
        self.mean = VGroup(Words("mean of all {}", count, color=theme.GRADIENT),
                           Words("{}", fact(runs, "chain.mean_voice", form=form), size=theme.TITLE, color=theme.GRADIENT),
                           Words("the slope\nthat counts")).arrange(DOWN).next_to(view, RIGHT, buff=theme.GUTTER)
        ends = [Words(f"{size} input").next_to(view, DOWN, buff=theme.GAP).align_to(view, side)
                for size, side in (("smallest", LEFT), ("largest", RIGHT))]
        super().__init__(view, *ends, self.ours, self.rises, self.falls, self.mean)

    def show(self, count):
        self.view.count = count
        return self

    def level(self, share):
        self.view.share = share
        return self


class _Tug(Painting):
    def __init__(self, voices, ours, width, height):
        super().__init__(width, height)
        self.voices, self.ours = voices, int(ours)
        self.count, self.share = 0.0, 0.0
        top, low = max(0.0, voices.max()), min(0.0, voices.min())
        self.unit = (height - theme.GAP) / (top - low)
        self.zero = height / 2 - top * self.unit
        self.columns = (np.arange(len(voices)) + 0.5) / len(voices) * width - width / 2

    def shown(self):
        return {"voices": self.voices[:int(self.count)]} if self.count >= 1 else {}

    def top(self, i):
        """Where a column ends, in the scene."""
        return self.place(self.columns[i], self.zero + self.unit * self.voices[i])

    def free(self, side):
        """The middle of the part above or below the line where no column stands."""
        empty = self.voices * side[1] <= 0
        low, high = np.ptp(self.columns[empty]) if empty.any() else 0, self.unit * np.abs(self.voices[~empty]).max()
        return self.place(self.columns[empty].mean() if low else 0, self.zero + side[1] * high / 2)

    def paint(self, ctx):
        half, mean = self.extent[0] / 2, float(self.voices.mean())
        step = self.extent[0] / len(self.voices)
        wide = 0.72 * step
        for i, (x, voice) in enumerate(zip(self.columns, self.voices)):
            grown = np.clip(self.count - i, 0, 1)
            value = grown * (voice + self.share * (mean - voice))
            color = RISES if voice > 0 else FALLS
            if self.share:       # what was before stays behind, dim
                paint_line(ctx, x, self.zero, x, self.zero + self.unit * voice, wide, color, 0.4 * self.share)
            paint_line(ctx, x, self.zero, x, self.zero + self.unit * value, wide + self.share * (step - wide), _mixed(color, self.share))
            if i == self.ours and grown == 1:
                ctx.rectangle(x - wide / 2, self.zero, wide, self.unit * voice)
                ink(ctx, INK)
                ctx.set_line_width(2 * theme.LINE)
                ctx.stroke()
        paint_line(ctx, -half, self.zero, half, self.zero, theme.LINE, FAINT)


class Stride(VGroup):
    """moves, Facts of a step: sliders whose knobs go from the middle to where the step takes them.

    rule, texts   how far they go, and how far each goes
    aim(share)    the arrows of minus the slope times eta grow
    show(share)   the knobs go along them
    """

    def __init__(self, moves, width, height):
        self.view = _Stride(np.array([move.value for move in moves]), width, height)
        feet = [self.view.place(x, -height / 2) for x in self.view.columns]
        names = [Formula(sym.b() if i % 2 else sym.w()).next_to(foot, DOWN, buff=theme.GAP) for i, foot in enumerate(feet)]
        align_baselines(*names)
        self.texts = [Words("{}", move, color=theme.BIAS if i % 2 else theme.WEIGHT).next_to(foot, DOWN, buff=1.15 if i % 2 else 0.65)
                      for i, (foot, move) in enumerate(zip(feet, moves))]
        rule = Words("each number moves by"), Formula("- eta"), Words("times its slope")
        self.rule = VGroup(*rule).arrange(RIGHT, buff=theme.GAP / 1.5).next_to(self.view, UP)
        align_baselines(*rule)
        before = Words("before", size=theme.LABEL, color=theme.FAINT).next_to(self.view.place(width / 2, 0), RIGHT, buff=theme.GAP / 2)
        super().__init__(self.view, before, *names, *self.texts, self.rule)

    def aim(self, share):
        self.view.aimed = share
        return self

    def show(self, share):
        self.view.gone = share
        return self


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
            paint_knob(ctx, x, 0, *KNOB, FAINT, filled=False)
            if self.aimed:
                paint_arrow(ctx, (x, 0), (x, self.aimed * end), 0.11, GRADIENT)
            paint_knob(ctx, x, self.gone * end, *KNOB, color)


def _mixed(color, share):
    """From the colour of a cost that rises or falls to that of a slope."""
    return (1 - share) * np.array(color) + share * np.array(GRADIENT)


RISES, FALLS, GRADIENT, INK, FAINT, HAIR, WEIGHT, BIAS = (color.to_rgb() for color in (
    theme.COST, theme.FALLS, theme.GRADIENT, theme.INK, theme.FAINT, theme.HAIR, theme.WEIGHT, theme.BIAS))
