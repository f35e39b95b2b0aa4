"""What is on the screen at one moment: every text and every drawing, how visible it is, and what it is part of."""

from dataclasses import dataclass
from functools import lru_cache
from numbers import Real

import cairo
import numpy as np
from manim import (
    DecimalNumber, MarkupText, Mobject, ParametricFunction, Text, TracedPath, Typst, ValueTracker, VMobject,
)
from manim.mobject.text.tex_mobject import SingleStringMathTex
from manim.mobject.types.image_mobject import AbstractImageMobject

from scenes.stage.cards import Provenance, TitleCard
from scenes.stage.facts import Mark
from scenes.stage.columns import NumberColumn
from scenes.stage.odometer import Odometer
from scenes.stage.painting import Painting
from scenes.stage.text import Formula, Live, Sentence, Words
from scenes.studio.audits.ancestry import is_ours

VISIBLE = 0.05           # what is fainter is not there
OF_OURS = (Words, Live, Formula, Sentence, Odometer)
FOREIGN = (DecimalNumber, MarkupText, SingleStringMathTex, Text, Typst)    # text that says nothing of its numbers
SEEN = VMobject, AbstractImageMobject
DOTS = 100               # to the unit: how finely a painting's ink is measured


@dataclass(frozen=True)
class Thing:
    """A text, or one piece of a drawing, and the drawings of ours that it is a part of, the outermost first."""

    mobject: Mobject
    owners: tuple

    @property
    def is_text(self):
        return isinstance(self.mobject, OF_OURS + FOREIGN)

    @property
    def is_sentence(self):
        return isinstance(self.mobject, Sentence)

    @property
    def is_tag(self):
        return isinstance(self.mobject, Provenance)

    @property
    def is_title(self):
        return any(isinstance(owner, TitleCard) for owner in self.owners)

    @property
    def is_subject(self):
        """Whether it is, or is part of, what the film is about: no sentence, tag or title."""
        return not (self.is_sentence or self.is_tag or self.is_title)

    @property
    def opacity(self):
        return _opacity(self.mobject)

    @property
    def name(self):
        if self.is_text:
            return f'"{getattr(self.mobject, "said", type(self.mobject).__name__)}"'
        return " in ".join(type(part).__name__ for part in dict.fromkeys((self.mobject, *reversed(self.owners))))

    @property
    def shows_a_state(self):
        """Whether it draws numbers: a drawing that tells which (or should), or a curve drawn by hand."""
        by_hand = type(self.mobject) is VMobject or isinstance(self.mobject, (ParametricFunction, TracedPath))
        return hasattr(self.mobject, "shown") or by_hand

    @property
    def labels_a_drawing(self):
        """Whether a number in this text may be a mark: a tick or a name in a drawing of the stage.

        In a column of numbers the names are whole: anything else there is a claim.
        """
        drawings = [owner for owner in self.owners if _home(owner) not in ("scenes.stage.cards", "")]
        if any(isinstance(owner, NumberColumn) for owner in drawings):
            values = [number.value for number in self.mobject.facts if isinstance(number, Mark)]
            return not any(isinstance(value, Real) and value % 1 for value in values)
        return bool(drawings)

    def belongs_to(self, other):
        """Whether they are parts of one drawing: of one class of ours, not merely moved together in a group."""
        mine, others = ({id(owner) for owner in (*thing.owners, thing.mobject)} for thing in (self, other))
        return bool(mine & others)

    @property
    def pieces(self):
        """The mobjects that are drawn: of a text all of its parts."""
        return _pieces(self.mobject) if self.is_text else [self.mobject]

    def box(self):
        """(left, bottom, right, top) of what is drawn: for a painting of its ink, else of its outline."""
        if isinstance(self.mobject, Painting):
            return _ink_box(self.mobject)
        points = np.concatenate([piece.points[:, :2] for piece in self.pieces])
        return (*points.min(axis=0), *points.max(axis=0))

    def glyph_boxes(self):
        """(glyphs, 4): the box of every closed line of a text."""
        outlines = [path[:, :2] for part in _pieces(self.mobject) for path in part.get_subpaths()]
        return np.array([(*path.min(axis=0), *path.max(axis=0)) for path in outlines])


def moved_by(animation):
    """All that an animation is changing, and those that it is made of."""
    yield from animation.mobject.get_family()
    for part in getattr(animation, "animations", ()):
        yield from moved_by(part)


def things_in(scene, ancestry):
    """All that can be seen, and nothing else: every text as one, every drawing piece by piece."""
    seen = set()
    for mobject in scene.mobjects:
        for part, owners in _walk(mobject, ()):
            thing = Thing(part, tuple(dict.fromkeys((*ancestry.owners(part), *owners))))
            if id(part) not in seen and thing.opacity > VISIBLE:
                seen.add(id(part))
                yield thing


def outline(text):
    """A text's shape, however it was moved, turned or scaled, and its size.

    The shape is how far every point is from the middle, in units of the size: the root mean square of all of them.
    """
    points = np.concatenate([part.points for part in _pieces(text)])
    radii = np.linalg.norm(points - points.mean(axis=0), axis=1)
    mean = np.sqrt(np.mean(radii**2))
    return radii / mean, mean


def set_anew(text):
    """The outline of the same text set again, as it was before it was moved or changed."""
    if isinstance(text, Odometer):
        return outline(Odometer(text.places, *text.facts, text.colour, text.size))      # its outline is that of its drums
    anchor = tuple(text.anchor) if isinstance(text, Live) else None
    return _set_anew(text.template, text.said, tuple(map(str, text.facts)), text.size, type(text), anchor)


@lru_cache(maxsize=4096)
def _set_anew(template, said, numbers, size, kind, anchor):
    if issubclass(kind, Formula):
        return outline(Formula(said, size=size))
    if issubclass(kind, Live):
        return outline(Live(template, *numbers, size=size, anchor=np.array(anchor)))
    return outline(Sentence(template, *numbers) if issubclass(kind, Sentence) else Words(template, *numbers, size=size))


def _walk(mobject, owners):
    """(part, owners) of all that can be drawn, a text as one; an owner is a drawing of ours that it is a part of."""
    if isinstance(mobject, OF_OURS + FOREIGN):
        yield mobject, owners
        return
    if is_ours(mobject):
        owners = (*owners, mobject)
    if isinstance(mobject, SEEN) and not isinstance(mobject, ValueTracker) and len(mobject.points):
        yield mobject, owners
    for part in mobject.submobjects:
        yield from _walk(part, owners)


def _home(owner):
    """The module of the stage that a drawing comes from."""
    module = type(owner).__module__
    return module if module.startswith("scenes.stage.") else ""


def _pieces(mobject):
    return mobject.family_members_with_points()


def _opacity(mobject):
    if isinstance(mobject, AbstractImageMobject):
        return mobject.pixel_array[..., 3].max() / 255
    pieces = _pieces(mobject) if isinstance(mobject, OF_OURS + FOREIGN) else [mobject]
    return max((max(_alpha(p.fill_rgbas), _alpha(p.stroke_rgbas) * (p.stroke_width > 0)) for p in pieces), default=0)


def _alpha(rgbas):
    return max(rgbas[:, 3].tolist(), default=0)


def _ink_box(painting):
    """Where a painting leaves ink: its box may be larger or smaller than that."""
    far = 40 * DOTS
    surface = cairo.RecordingSurface(cairo.CONTENT_COLOR_ALPHA, cairo.Rectangle(-far, -far, 2 * far, 2 * far))
    ctx = cairo.Context(surface)
    ctx.scale(DOTS, DOTS)
    ctx.transform(painting.matrix())
    painting.paint(ctx)
    x, y, width, height = (edge / DOTS for edge in surface.ink_extents())
    return x, y, x + width, y + height
