"""The one door for text: words, formulas and numbers, set by Typst in one family.

`Words` stand still, a `Number` (or any `Live` text) is shown anew in every frame, a `Formula` has
parts that are found by name. Each tells what it shows: `.said` is the string, `.facts` the numbers
in it (each a Fact or a Mark), `.template` the text without them.
"""

from functools import lru_cache

import numpy as np
from manim import DL, RIGHT, UP, MathTypst, Typst, VGroup, VMobject

from scenes.stage import theme
from scenes.stage.facts import fill

FAMILY = "New Computer Modern Math"      # in the Typst wheel: the same glyphs on every machine
WEIGHT = 450                             # its book weight: the regular one is too thin on a dark screen
_FACE = f'font: "{FAMILY}", weight: {WEIGHT}, fallback: false'
_PREAMBLE = f"#set text({_FACE})\n#show math.equation: set text({_FACE})\n#set par(leading: 0.8em)"
LINE_LENGTH, LINES, LINE_PITCH = 80, 2, 0.45     # of a sentence: characters, lines, from one line to the next
LEADING = 2.17                           # of words: from one line to the next, in heights of a capital
_READ = {"use_svg_cache": False}         # Manim's cache copies glyphs point by point: reading their SVG again is quicker

_AS_SET = "#set text(kerning: false, ligatures: false)"    # glyph by glyph, as live text is set
_SENTINEL = "H"                          # stands upright on the baseline
_MARK = f'#box(width: 0pt, "{_SENTINEL}")'  # takes no room; taken out again when it has shown where the baseline is


def an(digit):
    """The article of a digit."""
    return "an" if digit.value == 8 else "a"


class OnBaseline:
    """A text that knows the line it stands on, wherever it was moved; of several lines, the last."""

    @property
    def baseline(self):
        """The height of the baseline in the scene."""
        return self.get_bottom()[1] + self._depth * self.height


def align_baselines(first, *others):
    """Bring the others to the height at which they stand on one line with the first."""
    for text in others:
        text.shift((first.baseline - text.baseline) * UP)


class Words(OnBaseline, VMobject):
    """Text that stands still, in one piece; a line break is \\n."""

    def __init__(self, template, *numbers, size=None, color=None):
        super().__init__(stroke_width=0)
        self.template, self.facts, self.said = template, numbers, fill(template, numbers)
        self.size = size or theme.BODY
        lines = [_typeset(line, self.size) for line in self.said.split("\n")]
        pitch = LEADING * _capital(self.size)
        self.points = np.concatenate([points - width / 2 * RIGHT - i * pitch * UP for i, (points, width) in enumerate(lines)])
        self._depth = -(lines[-1][0][:, 1].min()) / self.height
        self.center()
        self.set_fill(color or theme.INK, opacity=1)


class _Glyph(VMobject):
    """One sign of a formula."""


class Formula(OnBaseline, VGroup):
    """A formula in Typst's notation; `{{ a_j : a }}` names a part, found by `part("a")`.

    A part that bears the name of a symbol (w b z a y C gradient) gets the symbol's colour.
    """

    facts = ()

    def __init__(self, math, size=None, color=None):
        self.template = self.said = math
        self.size = size or theme.BODY
        outlines, self._parts, self._depth = _set_formula(math, self.size)
        super().__init__(*(_drawn(outline, is_bar) for outline, is_bar in outlines))
        self.set_color(color or theme.INK)
        for name in theme.SYMBOLS.keys() & self._parts.keys():
            self.part(name).set_color(theme.SYMBOLS[name])

    @property
    def names(self):
        """The names of its parts, in the order in which they come."""
        return list(self._parts)

    def part(self, name):
        """The glyphs of the part of that name."""
        return VGroup(*(self[i] for i in self._parts[name]))


class Live(OnBaseline, VMobject):
    """Text whose numbers change from frame to frame; one end of its baseline stays where it is.

    template  the text with {} for every number; show(*numbers) sets it anew
    anchor    the end that stays: RIGHT keeps the digits of a number of fixed decimals in their places
    """

    def __init__(self, template, *numbers, size=None, color=None, anchor=RIGHT):
        super().__init__(stroke_width=0)
        self.template, self.size, self.anchor = template, size or theme.BODY, anchor
        self.set_fill(color or theme.INK, opacity=1)
        self._set(numbers)
        self.points = self._line.copy()

    def show(self, *numbers):
        """Show these numbers, at the place and in the size that the text has now."""
        before, now = self._line, self.points
        scale = np.ptp(now[:, 1]) / np.ptp(before[:, 1])
        origin = now[0] - scale * before[0]
        self._set(numbers)
        self.points = origin + scale * self._line
        return self

    def _set(self, numbers):
        self.facts, self.said = numbers, fill(self.template, numbers)
        points, width = _typeset(self.said, self.size)
        self._line = points - width * RIGHT if self.anchor[0] > 0 else points
        self._depth = -self._line[:, 1].min() / np.ptp(self._line[:, 1])


class Number(Live):
    """One live number, its right end fixed."""

    def __init__(self, number, size=None, color=None):
        super().__init__("{}", number, size=size, color=color)


class Sentence(VGroup):
    """What the film says: one line in the middle, or two; show(*numbers) sets its numbers anew.

    A symbol is written between dollars, $w$ or $dC/dw$, and shown as its glyphs in its colour. The baseline of one line,
    the middle between the baselines of two, is where the sentence is moved to.
    """

    def __init__(self, template, *numbers):
        super().__init__()
        self.template, self.size = template, theme.BODY
        self._set(numbers)
        self._draw(np.zeros(3), 1.0)

    def show(self, *numbers):
        """Show these numbers, at the place and in the size that the sentence has now."""
        (before, _), now = self._runs[0], self[0].points
        scale = np.ptp(now[:, 1]) / np.ptp(before[:, 1])
        origin = now[0] - scale * before[0]
        self._set(numbers)
        self._draw(origin, scale)
        return self

    def _set(self, numbers):
        marked = fill(self.template, numbers)
        self.facts, self.said = numbers, marked.replace("$", "")
        lines = in_even_lines(marked, LINE_LENGTH, LINES)
        self._runs = [run for i, line in enumerate(lines) for run in self._line(line, (len(lines) - 1) / 2 - i)]

    def _line(self, line, height):
        """[(points, colour)] of one line, centred; height in lines above the middle."""
        texts = [as_symbol(text) if i % 2 else text for i, text in enumerate(line.split("$"))]
        colours = [symbol_colour(text) if i % 2 else theme.INK for i, text in enumerate(line.split("$"))]
        set_ = [(*_typeset(text, self.size), colour) for text, colour in zip(texts, colours) if text]
        ends = np.cumsum([width for _, width, _ in set_])
        return [(points + (end - width - ends[-1] / 2) * RIGHT + height * LINE_PITCH * UP, colour)
                for (points, width, colour), end in zip(set_, ends)]

    def _draw(self, origin, scale):
        self.submobjects = [VMobject(stroke_width=0).set_fill(colour, opacity=1) for _, colour in self._runs]
        for part, (points, _) in zip(self.submobjects, self._runs):
            part.points = origin + scale * points


def in_even_lines(text, length, lines):
    """The text in as few lines as it needs, at most so many, of nearly equal length. Raises ValueError when it is longer."""
    if len(text.replace("$", "")) <= length:
        return [text]
    spaces = [i for i, character in enumerate(text) if character == " " and text[:i].count("$") % 2 == 0]    # in no symbol
    halves = [(text[:i], text[i + 1:]) for i in spaces]
    fitting = [pair for pair in halves if max(len(part.replace("$", "")) for part in pair) <= length]
    if lines < 2 or not fitting:
        raise ValueError(f'"{text}" does not fit into {lines} lines of {length} characters; say less')
    return list(min(fitting, key=lambda pair: max(map(len, pair))))


def as_symbol(text):
    """The text in the slanted letters of mathematics, which stand among the others in the font: w, dC/dw, the Greek ones."""
    return "".join(map(_slanted, text.replace("\N{GREEK CAPITAL LETTER DELTA} ", "\N{GREEK CAPITAL LETTER DELTA}")))


def symbol_colour(text):
    """The colour of a symbol: that of its letter, as well of a nudge of it; every slope has the gradient's."""
    if "/" in text or text[0] in "\N{NABLA}\N{GREEK SMALL LETTER DELTA}":
        return theme.GRADIENT
    return theme.SYMBOLS.get(text.removeprefix("\N{GREEK CAPITAL LETTER DELTA} ")[0], theme.INK)


def _slanted(character):
    for first, last, slanted in (("a", "z", 0x1D44E), ("A", "Z", 0x1D434), ("\u03b1", "\u03c9", 0x1D6FC)):
        if first <= character <= last and character != "h":      # h has a place of its own, as Planck's constant
            return chr(slanted + ord(character) - ord(first))
    return "\N{PLANCK CONSTANT}" if character == "h" else character


@lru_cache(maxsize=4096)
def _typeset(text, size):
    """Glyphs side by side, (points, 3), and the width: the baseline at y = 0, the left end at x = 0."""
    glyphs, advances = zip(*map(_glyph, text))
    ends = np.cumsum(advances)
    left = np.concatenate([[0], ends[:-1]])
    return size * np.concatenate([glyph + x * RIGHT for glyph, x in zip(glyphs, left)]), size * ends[-1]


def _capital(size):
    """The height of a capital."""
    return size * np.ptp(_glyph(_SENTINEL)[0][:, 1])


@lru_cache(maxsize=1024)
def _glyph(character):
    """A character's outline (points, 3) from its origin on the baseline, and how far it moves the next one, at size 1.

    Typst tells neither, so the character is set between sentinels, whose places do. To read an SVG takes long: once for a
    character, whatever its size and the words it is in; the family has no pairs that stand closer than others.
    """
    source = _literal(_SENTINEL + character + 2 * _SENTINEL)
    first, *outline, second, third = Typst(source, font_size=theme.BODY, typst_preamble=f"{_PREAMBLE}\n{_AS_SET}", **_READ)
    step = third.get_left() - second.get_left()
    origin = first.get_corner(DL) + step
    points = np.concatenate([np.empty((0, 3)), *(glyph.points - origin for glyph in outline)])
    return points / theme.BODY, (second.get_left() - first.get_left() - step)[0] / theme.BODY


@lru_cache(maxsize=1024)
def _set_formula(math, size):
    """[(outline (points, 3), whether it is a bar)] of what a formula is drawn of, {part: which of these}, and the depth.

    To read an SVG takes long, and a formula comes again: in the next section, and when it is asked what it says.
    """
    *drawn, mark = formula = MathTypst(f"{math} {_MARK}", font_size=size, typst_preamble=_PREAMBLE, **_READ)
    places = {id(glyph): i for i, glyph in enumerate(drawn)}
    parts = {name: [places[id(glyph)] for glyph in formula.select(name)] for name in dict.fromkeys(formula._group_labels)}
    whole = VGroup(*drawn)
    return ([(glyph.points, glyph.get_stroke_width() > 0) for glyph in drawn], parts,
            (mark.get_bottom()[1] - whole.get_bottom()[1]) / whole.height)


def _drawn(outline, is_bar):
    """A glyph, filled; or a bar of a fraction, as thick at every quality: Manim 0.22 draws it thicker the more pixels there are."""
    width, opacity = (theme.stroke(theme.LINE), 0) if is_bar else (0, 1)
    glyph = _Glyph(stroke_width=width, fill_opacity=opacity)
    glyph.points = outline.copy()
    return glyph


def _literal(text):
    """Typst source that shows the text as it is, whatever signs are in it."""
    escaped = text.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n")
    return f'#set align(center)\n#"{escaped}"'
