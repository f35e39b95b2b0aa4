"""Audit 2: no text lies on another, or on an edge of a drawing that it does not belong to.

What a running animation moves or fades may cross what it moves or fades, too; and a copy may leave its original, and
the drawing that the original belongs to.
"""

from functools import partial
from itertools import combinations

import numpy as np

from scenes.studio.audits.failure import place
from scenes.studio.audits.view import pixels

TOUCH = 0.01         # boxes that share less than this, in units of the frame, only touch
EDGE = 40            # a drawing whose colour changes so much (of 255) under a text has an edge there


def look(view):
    texts, drawings = ([(thing, view.box(thing)) for thing in things] for things in (view.texts, view.drawings))
    return [*_texts_on_texts(view, texts), *_texts_on_edges(view, texts, drawings)]


def _texts_on_texts(view, texts):
    for (one, its_box), (other, other_box) in combinations(texts, 2):
        if _meet(its_box, other_box) and not _pass(view, one, other) and _glyphs_meet(one, other):
            yield view.failure("overlap", f"{one.name} and {other.name} overlap", _places(its_box, other_box))


def _texts_on_edges(view, texts, drawings):
    for text, its_box in texts:
        for drawing, other_box in drawings:
            if (_meet(its_box, other_box, by=-TOUCH) and not text.belongs_to(drawing) and not _pass(view, text, drawing)
                    and view.once("edge", partial(_has_edge, view), drawing, text)):
                yield view.failure("overlap", f"{text.name} lies on {drawing.name}", _places(its_box, other_box))


def _pass(view, one, other):
    """Whether they only pass each other: both are moving, or one is and is on its way from or to its like."""
    moving, still = ([thing for thing in (one, other) if view.is_moving(thing) == moves] for moves in (True, False))
    if len(moving) != 1:
        return len(moving) == 2
    likes = [text for text in view.texts if text.name == moving[0].name and text.mobject is not moving[0].mobject]
    return any(like == still[0] or (not still[0].is_text and like.belongs_to(still[0])) for like in likes)


def _places(one, other):
    return f"{place(one)} and {place(other)}"


def _meet(a, b, by=TOUCH):
    """Whether two boxes share so much, or, where it is negative, are so near: the box of a level line has no height."""
    return min(a[2], b[2]) - max(a[0], b[0]) > by and min(a[3], b[3]) - max(a[1], b[1]) > by


def _glyphs_meet(one, other):
    """Whether any glyph of one meets any of the other: a text may stand in another's free corner."""
    a, b = one.glyph_boxes()[:, None], other.glyph_boxes()[None]
    shared = np.minimum(a[..., 2:], b[..., 2:]) - np.maximum(a[..., :2], b[..., :2])
    return (shared > TOUCH).all(axis=-1).any()


def _has_edge(view, drawing, text):
    """Whether the drawing, alone, has more than one colour under the ink of the text."""
    under = view.alone(drawing)[pixels(view.box(text))][view.ink_of(text)]
    return under.size > 0 and np.ptp(under, axis=0).max() > EDGE
