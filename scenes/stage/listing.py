"""Lines of source code, read from the file that they stand in, each beside the formula that says the same."""

import inspect
import re

from manim import DOWN, LEFT, RIGHT, FadeIn, RoundedRectangle, ShowPassingFlash, VGroup

from scenes.stage import theme
from scenes.stage.backflow import Icon
from scenes.stage.text import Formula, Words

TOKENS = (("gradient", r"(delta|dW|db)\[[^]]*\]"), ("w", r"(?<!d)W\[[^]]*\]"), ("z", r"z\[[^]]*\]"), ("y", r"\by\b"))
PANEL = theme.BACKGROUND.interpolate(theme.HAIR, 0.12)
WIDE, HIGH = 13.3, 1.36           # of a row of Pairs
ICON = 1.3, 0.95                  # the size of a sign
SIZE = 27                         # of a line of code
FIRST, SECOND = 2.05, 6.65        # from its left edge to the formula, and to the line of code


class Line(Formula):
    """One line of source in letters of even width, its names in the colours of their symbols."""

    def __init__(self, source, size=None):
        super().__init__(f'#raw("{_escaped(source)}")', size=size or SIZE)
        self.source = source
        glyphs = self.family_members_with_points()
        for name, token in TOKENS:
            for found in re.finditer(token, source):
                first, last = (len(source[:end].replace(" ", "")) for end in found.span())      # spaces have no glyphs
                VGroup(*glyphs[first:last]).set_color(theme.SYMBOLS[name])


class Pair(VGroup):
    """What a step is called, its formula and its line of code with a note on its signs, on one panel, after a sign."""

    def __init__(self, name, formula, source, note, sign):
        self.panel = RoundedRectangle(corner_radius=0.1, width=WIDE, height=HIGH, stroke_width=0, fill_color=PANEL, fill_opacity=1)
        left = self.panel.get_left()
        self.formula = Formula(formula)
        self.said = VGroup(Words(name, size=theme.LABEL), self.formula).arrange(DOWN, buff=0.16, aligned_edge=LEFT)
        self.said.move_to(left + FIRST * RIGHT, aligned_edge=LEFT)
        self.line, self.note = Line(source), Words(note, size=theme.LABEL)
        VGroup(self.line, self.note).arrange(DOWN, buff=0.22, aligned_edge=LEFT).move_to(left + SECOND * RIGHT, aligned_edge=LEFT)
        self.icon = sign.move_to(left + 1.0 * RIGHT)
        super().__init__(self.panel, self.icon, self.said, self.line, self.note)

    def come(self, film):
        """Its formula and its line of code come together, in a ring that lights both."""
        ring = self.panel.copy().set_fill(opacity=0).set_stroke(theme.INK, theme.stroke(theme.BOLD))
        film.play(FadeIn(self.said), FadeIn(self.line, self.note, shift=theme.GAP * RIGHT), ShowPassingFlash(ring, time_width=0.6),
                  run_time=theme.TURN)


class Pairs(VGroup):
    """One Pair below the other: Steps, and the lines of a function that say the same; the signs are networks of these sizes."""

    def __init__(self, function, steps, sizes):
        lines = assignments(function, [step.target for step in steps])
        super().__init__(*(Pair(step.name, step.formula, line, step.note, Icon(sizes, *ICON, step.neurons, step.edges))
                           for step, line in zip(steps, lines)))
        self.arrange(DOWN, buff=0.14)

    @property
    def panels(self):
        """What all of them stand on."""
        return VGroup(*(pair.panel for pair in self))


def assignments(function, targets):
    """For each target the line of the function's source `target = ...`, without indentation and comment."""
    source = [line.split("  #")[0].strip() for line in inspect.getsource(function).splitlines()]
    return [next(line for line in source if line.startswith(f"{target} = ")) for target in targets]


def _escaped(text):
    return text.replace("\\", "\\\\").replace('"', '\\"')
