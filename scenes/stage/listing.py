"""Lines of source code, read from the file that they stand in, each beside the formula that says the same."""

import inspect
import re
from textwrap import dedent

from manim import DOWN, LEFT, RIGHT, FadeIn, RoundedRectangle, ShowPassingFlash, VGroup

from scenes.stage import theme
from scenes.stage.backflow import Icon
from scenes.stage.text import Formula, Words

TOKENS = (("gradient", r"(delta|dW|db)\[[^]]*\]"), ("w", r"(?<!d)W\[[^]]*\]"), ("z", r"z\[[^]]*\]"), ("y", r"\by\b"))
PANEL = theme.BACKGROUND.interpolate(theme.HAIR, 0.35)
WIDE, HIGH = 13.3, 1.44           # of a row of Pairs
ICON = 1.3, 0.95                  # the size of a sign
SIZE = 31                         # of a line of code
FIRST, SECOND, NOTES = 2.05, 5.3, 10.8     # from its left edge to the name and the code, to the formula, and to the notes
INDENT = 0.5                      # of what a loop repeats


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
    """After a sign what a step is called, its formula, below it its lines of code, and beside them a note on their signs: on one panel."""

    def __init__(self, name, formula, source, note, sign):
        self.panel = RoundedRectangle(corner_radius=0.1, width=WIDE, height=HIGH, stroke_width=0, fill_color=PANEL, fill_opacity=1)
        left = self.panel.get_left()
        name, self.formula = Words(name, size=theme.LABEL), Formula(formula)
        self.said = VGroup(name, self.formula.next_to(name.get_left() + (SECOND - FIRST) * RIGHT, RIGHT, buff=0))
        self.lines = VGroup(*(Line(line.strip()) for line in source))
        VGroup(self.said, *self.lines).arrange(DOWN, buff=0.12, aligned_edge=LEFT).move_to(left + FIRST * RIGHT, aligned_edge=LEFT)
        for line, text in zip(self.lines, source):
            line.shift(INDENT * text.startswith(" ") * RIGHT)
        self.note = VGroup(*(Words(line, size=theme.LABEL) for line in note.split("\n"))).arrange(DOWN, aligned_edge=LEFT)
        self.note.move_to(left + NOTES * RIGHT, aligned_edge=LEFT)
        self.icon = sign.move_to(left + 0.9 * RIGHT)
        super().__init__(self.panel, self.icon, self.said, self.lines, self.note)

    def come(self, film):
        """Its formula and its lines of code come together, in a ring that lights both."""
        ring = self.panel.copy().set_fill(opacity=0).set_stroke(theme.INK, theme.stroke(theme.BOLD))
        film.play(FadeIn(self.said), FadeIn(self.lines, self.note, shift=theme.GAP * RIGHT), ShowPassingFlash(ring, time_width=0.6),
                  run_time=theme.TURN)


class Pairs(VGroup):
    """One Pair below the other: Steps, and the lines of a function that say the same; the signs are networks of these sizes."""

    def __init__(self, function, steps, sizes):
        lines = assignments(function, [step.target for step in steps])
        super().__init__(*(Pair(step.name, step.formula, source, step.note, Icon(sizes, *ICON, step.neurons, step.edges))
                           for step, source in zip(steps, lines)))
        self.arrange(DOWN, buff=0.1)

    @property
    def panels(self):
        """What all of them stand on."""
        return VGroup(*(pair.panel for pair in self))


def assignments(function, targets):
    """For each target the line of the function's source `target = ...`, without comment, indented in a loop; before it, if it is the
    first line of a loop, that of the `for`."""
    source = [line.split("  #")[0] for line in dedent(inspect.getsource(function)).splitlines()]
    body = [line.removeprefix("    ") for line in source]
    places = [next(i for i, line in enumerate(body) if line.strip().startswith(f"{target} = ")) for target in targets]
    return [body[i - body[i - 1].startswith("for "):i + 1] for i in places]


def _escaped(text):
    return text.replace("\\", "\\\\").replace('"', '\\"')
