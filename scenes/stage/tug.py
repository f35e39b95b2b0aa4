"""Every example's slope as a column, up or down, until all flow level and their mean is left; and a step of all numbers."""

import numpy as np
from manim import DOWN, LEFT, RIGHT, UP, VGroup

from scenes.stage import symbols as sym
from scenes.stage import theme
from scenes.stage.painting import Painting, ink, paint_arrow, paint_knob, paint_line
from scenes.stage.facts import fact
from scenes.stage.text import Formula, Words, align_baselines

KNOB = 0.44, 0.16
SUDDEN = 30             # what flows leaves the columns at once, in a colour of its own


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
        self._place_ours(side)
        raised = Words("raise"), Formula(sym.w()), Words("and the cost rises", color=theme.COST)
        lowered = Words("raise"), Formula(sym.w()), Words("and the cost falls", color=theme.FALLS)
        self.rises, self.falls = (VGroup(*words).arrange(RIGHT, buff=theme.GAP / 1.5) for words in (raised, lowered))
        for words, place in ((raised, view.foot(True)), (lowered, view.foot(False))):
            align_baselines(*words)
            VGroup(*words).move_to(place)
        self.mean = VGroup(Words("mean of all {}", count, color=theme.GRADIENT),
                           Words("{}", fact(runs, "chain.mean_voice", form=form), size=theme.TITLE, color=theme.GRADIENT),
                           Words("the slope\nthat counts")).arrange(DOWN).next_to(view, RIGHT, buff=theme.GUTTER)
        ends = [Words(f"{size} input").next_to(view, DOWN, buff=theme.GAP).align_to(view, side)
                for size, side in (("smallest", LEFT), ("largest", RIGHT))]
        super().__init__(view, *ends, self.ours, self.rises, self.falls, self.mean)

    def _place_ours(self, side):
        """At the end of our column, its right end there if the frame leaves room, and clear of all columns beside it."""
        view, ours = self.view, self.ours
        ours.next_to(view.top(view.ours), side, aligned_edge=RIGHT)
        if ours.get_left()[0] < view.get_left()[0]:
            ours.align_to(view, LEFT)
        tops = [view.top(i) for i in range(len(view.voices))]
        under = [y for x, y, _ in tops if ours.get_left()[0] <= x <= ours.get_right()[0]]
        ours.next_to([ours.get_x(), max(under) if side is UP else min(under), 0], side)

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

    @property
    def turn(self):
        """How many columns there are before the first on the other side of the line."""
        others = np.flatnonzero(self.voices * self.voices[0] < 0)
        return int(others[0]) if len(others) else len(self.voices)

    def foot(self, up):
        """Under the columns that go up, or over those that go down: on the other side of the line from them."""
        mine = self.voices > 0 if up else self.voices <= 0
        return self.place(self.columns[mine].mean() if mine.any() else 0, self.zero + (-1 if up else 1) * theme.GUTTER)

    def paint(self, ctx):
        half, mean = self.extent[0] / 2, float(self.voices.mean())
        step = self.extent[0] / len(self.voices)
        wide = 0.72 * step
        for i, (x, voice) in enumerate(zip(self.columns, self.voices)):
            grown = np.clip(self.count - i, 0, 1)
            value = grown * (voice + self.share * (mean - voice))
            color = RISES if voice > 0 else FALLS
            paint_line(ctx, x, self.zero, x, self.zero + self.unit * voice * grown, wide, color, 1 - 0.6 * self.share)
            if self.share:
                paint_line(ctx, x, self.zero, x, self.zero + self.unit * value, wide + self.share * (step - wide), GRADIENT,
                           min(1, SUDDEN * self.share))
            if i == self.ours and grown == 1:
                ctx.rectangle(x - wide / 2, self.zero, wide, self.unit * voice)
                ink(ctx, INK)
                ctx.set_line_width(2 * theme.LINE)
                ctx.stroke()
        paint_line(ctx, -half, self.zero, half, self.zero, theme.LINE, FAINT)


class Stride(VGroup):
    """moves, Facts of a step: sliders whose knobs go from the middle to where the step takes them.

    slopes, rule, texts   what the arrows are at first, how far all go, and how far each goes
    aim(share)    the arrows: the slopes at -1 / eta, where a step goes at 1
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
        self.rule = VGroup(*rule).arrange(RIGHT, buff=theme.GAP / 1.5)
        self.slopes = Words("the mean slope of each number", color=theme.GRADIENT)
        align_baselines(*rule)
        for head in (self.rule, self.slopes):
            head.next_to(self.view, UP)
        before = Words("before", size=theme.LABEL, color=theme.FAINT).next_to(self.view.place(width / 2, 0), RIGHT, buff=theme.GAP / 2)
        super().__init__(self.view, before, *names, *self.texts, self.slopes, self.rule)

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
                paint_arrow(ctx, (x, 0), (x, self.aimed * end), 0.11, INK if self.aimed > 0 else GRADIENT)
            paint_knob(ctx, x, self.gone * end, *KNOB, color)


RISES, FALLS, GRADIENT, INK, FAINT, HAIR, WEIGHT, BIAS = (color.to_rgb() for color in (
    theme.COST, theme.FALLS, theme.GRADIENT, theme.INK, theme.FAINT, theme.HAIR, theme.WEIGHT, theme.BIAS))
