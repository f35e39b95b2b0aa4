"""The ten outputs of a network: a disc each, as bright as its activation, in a row or in a column."""

from math import pi

import numpy as np
from manim import DOWN, LEFT, RIGHT, UP, Circle, DashedVMobject, VGroup

from scenes.stage import theme
from scenes.stage.columns import Equation
from scenes.stage.facts import Mark, fact
from scenes.stage.painting import Painting, fill_disc, ink, paint_line, paint_ring
from scenes.stage.text import Live, Words, align_baselines
from scenes.stage.wall import DigitWall

DARK = 0.47             # an output that is brighter bears dark digits
WALL, RING = (3.6, 2.5), 0.2    # the room of a wall of others; radius of a ring in a key
DASHED = pi / 16        # of a ring: a dash, in radians


class Answers(Painting):
    """outputs (n,), so far apart; `ring` marks the brightest, and the one that should be, which has a dashed ring."""

    def __init__(self, outputs, wanted, pitch, radius, upright=False):
        n = len(outputs)
        sides = (n - 1) * pitch + 2.6 * radius, 2.6 * radius
        super().__init__(*(sides[::-1] if upright else sides))
        along = pitch * (np.arange(n) - (n - 1) / 2)
        self.spots = np.column_stack([0 * along, -along] if upright else [along, 0 * along])
        self.wanted, self.radius = wanted, radius
        self.show(outputs).ring(1)

    def show(self, outputs):
        """Other outputs in the same places."""
        self.outputs = np.asarray(outputs)
        return self

    def ring(self, share, wanted=None):
        """How bright the rings are, 0 to 1; `wanted`: that of the one that should be, if another."""
        self.ringed, self.hoped = share, share if wanted is None else wanted
        return self

    def shown(self):
        return {"outputs": self.outputs}

    def spot(self, j):
        """Where output j stands in the scene."""
        return self.place(*self.spots[j])

    def spots_in_scene(self):
        """Where all of them stand."""
        return [self.spot(j) for j in range(len(self.spots))]

    def number(self, j, number):
        """An output as a number in its disc."""
        color = theme.UNLIT if number.value > DARK else theme.INK
        return _Written(number, color).move_to(self.spot(j))

    def names(self, side, neutral=False):
        """Which digit each output stands for, on that side of it; the one that is wanted in its colour, unless all are alike."""
        return _Names(len(self.outputs), self.spot, side, 1.9 * self.radius, None if neutral else self.wanted)

    def fault(self):
        """Beside a column of them: which one should be the answer; nothing if it is."""
        should = Words("should be", color=theme.WANTED).next_to(self.spot(self.wanted), RIGHT, buff=1.2 * theme.GUTTER)
        return [should] if self.outputs.argmax() != self.wanted else []

    def paint(self, ctx):
        for (x, y), a in zip(self.spots, self.outputs):
            fill_disc(ctx, x, y, self.radius, 3 * [float(np.clip(a, 0, 1))])
            paint_ring(ctx, x, y, self.radius, theme.LINE, FAINT)
        if self.ringed:
            guess = int(self.outputs.argmax())
            color = READ if guess == self.wanted else WRONG
            paint_ring(ctx, *self.spots[guess], 1.18 * self.radius, 1.5 * theme.BOLD, color, opacity=self.ringed)
        if self.hoped:
            dash = DASHED * 1.16 * self.radius
            paint_ring(ctx, *self.spots[self.wanted], 1.16 * self.radius, 0.8 * theme.BOLD, WANTED, (dash, dash), self.hoped)


class State(VGroup):
    """What a recorded run made of its digit in one state: its step and outputs; to their right the cost of the digit, and of
    all unseen digits the cost and how many are read right. `show(row)` shows another state in the same place.
    """

    def __init__(self, runs, name, row, pitch, radius):
        self.runs, self.run_name, self.run = runs, name, runs[name]
        self.outputs = f"example_a{self.run.network.depth}"
        self.answers = Answers(getattr(self.run, self.outputs)[row], int(self.run.example_label), pitch, radius)
        self.step = Live("step {}", self._fact("step", row, form=","), anchor=LEFT)
        self.step.next_to(self.answers, UP, aligned_edge=LEFT, buff=theme.GAP)
        self.numbers = [Live("{}", self._fact(key, row, form=form), color=color) for key, form, color, _, _ in KINDS]
        for number, (*_, x) in zip(self.numbers, KINDS):
            number.move_to(self.answers.get_right() + x * RIGHT, aligned_edge=RIGHT)
        super().__init__(self.answers, self.step, *self.numbers)
        self.row = row

    def show(self, row):
        """Show the state of this row."""
        self.row = row
        self.answers.show(getattr(self.run, self.outputs)[row])
        self.step.show(self._fact("step", row, form=","))
        for number, (key, form, *_) in zip(self.numbers, KINDS):
            number.show(self._fact(key, row, form=form))
        return self

    def write(self):
        """Write the outputs that are ringed into their discs."""
        ringed = {int(self.answers.outputs.argmax()), self.answers.wanted}
        return self.add(*(self.answers.number(j, self._fact(self.outputs, self.row, j, form=".2f")) for j in ringed))

    def heads(self):
        """What the numbers on the right are, above them."""
        heads = VGroup(*(Words(head, size=theme.LABEL, color=color).next_to(number, UP, buff=1.5 * theme.GUTTER).align_to(number, RIGHT)
                         for number, (_, _, color, head, _) in zip(self.numbers, KINDS)))
        align_baselines(*heads)
        return heads

    def bring(self, place):
        """To where the middle of the answers shall be."""
        return self.shift(place - self.answers.get_center())

    def _fact(self, key, *index, form=""):
        return fact(self.runs, f"{self.run_name}.{key}", *index, form=form)


class Brightest(Live):
    """Which output is the brightest and how bright it is, in a template for both Facts; or that none is, if that is no more than sure."""

    def __init__(self, template, *facts, sure, **look):
        self.bright, self.sure = template, sure
        super().__init__(template, *facts, **look)

    def _set(self, numbers):
        most = numbers[-1]
        self.template, numbers = (self.bright, numbers) if most.value > self.sure else ("none is bright: {} at most", (most,))
        super()._set(numbers)


class Counts(Painting):
    """How many times each answer (n,) was given: bars, the two highest bright, over the names of the answers."""

    def __init__(self, counts, pitch, height):
        super().__init__(len(counts) * pitch, height)
        self.counts, self.pitch = counts, pitch
        self.most = sorted(np.argsort(-counts, kind="stable")[:2].tolist())
        self.add(_Names(len(counts), self.foot, DOWN, theme.GAP / 2))
        self.show(1)

    def show(self, share):
        """How far the bars are grown, 0 to 1."""
        self.grown = share
        return self

    def shown(self):
        return {"counts": self.counts}

    def heading(self, template, *numbers):
        """Words above the bars."""
        return Words(template, *numbers).next_to(self, UP, buff=1.5 * theme.GUTTER)

    def said(self, facts):
        """How often the two answers were given that were given most, over their bars."""
        return VGroup(*(Words("{}", facts[j]).next_to(self.top(j), UP, buff=theme.GAP / 2) for j in self.most))

    def costs(self, answer, parts, cost):
        """Below them what it costs to give that answer for all: so many times the one square, and the other, is the cost."""
        many, small, large = parts
        return VGroup(Words("ten answers of {} cost", answer), Equation(many, "times", small, "+", large, "=", (cost, theme.COST))).arrange(
            DOWN).next_to(self, DOWN, buff=theme.GUTTER).align_to(self, RIGHT)

    def foot(self, j):
        """Where the bar of an answer stands in the scene."""
        return self.place(self._along(j), -self.extent[1] / 2)

    def top(self, j):
        """Where it ends."""
        return self.place(self._along(j), self.extent[1] * (self.counts[j] / self.counts.max() - 0.5))

    def _along(self, j):
        return (j + 0.5) * self.pitch - self.extent[0] / 2

    def paint(self, ctx):
        (width, height), bar = self.extent, 0.7 * self.pitch
        for j, count in enumerate(self.counts):
            ink(ctx, INK if j in self.most else FAINT)
            ctx.rectangle(self._along(j) - bar / 2, -height / 2, bar, self.grown * height * count / self.counts.max())
            ctx.fill()
        paint_line(ctx, -width / 2, -height / 2, width / 2, -height / 2, theme.LINE, FAINT)


class Called(VGroup):
    """What all others are called: so many (a Fact) of how many, the wall of some of them, and what the two rings of Answers mean."""

    def __init__(self, count, total, guess, pictures):
        self.head = Words("{} of {} called {}", count, total, guess, color=theme.COST)
        self.wall = DigitWall(pictures, *WALL)
        rings = Circle(RING, color=theme.COST), DashedVMobject(Circle(RING, color=theme.WANTED), 14)
        self.key = VGroup(*(VGroup(ring, Words(text, color=ring.get_color())).arrange(RIGHT)
                            for ring, text in zip(rings, ("the brightest: wrong", "should be it")))).arrange(DOWN, aligned_edge=LEFT)
        super().__init__(self.head, self.wall, self.key)
        self.arrange(DOWN, buff=theme.GUTTER / 2)

    @classmethod
    def of(cls, film, name):
        """What a recorded run calls all unseen digits at first."""
        count, total = (film.fact(f"{name}.{key}", form=",") for key in ("first_same", "unseen"))
        return cls(count, total, film.fact(f"{name}.example_guess", 0), film.runs[name].pile_x[:24])


class _Names(VGroup):
    """The digits that outputs stand for, each beside its spot."""

    def __init__(self, n, spot, side, buff, wanted=None):
        colors = [theme.WANTED if j == wanted else theme.FAINT for j in range(n)]
        super().__init__(*(Words("{}", Mark(j), color=color).next_to(spot(j), side, buff=buff) for j, color in enumerate(colors)))


class _Written(Live):
    def __init__(self, fact, color):
        super().__init__("{}", fact, size=theme.INSIDE, color=color)


KINDS = (                # of numbers beside a state: key, form, colour, what they are, where they end to the right of the answers
    ("example_cost", ".4f", theme.COST, "its cost", 1.5), ("cost", ".2f", theme.COST, "all digits", 3.0),
    ("accuracy", ".0%", theme.INK, "right", 4.2))
FAINT, INK, WRONG, READ, WANTED = (color.to_rgb() for color in (theme.FAINT, theme.INK, theme.COST, theme.FALLS, theme.WANTED))
