"""Audit 8: every text can be read: how high its capitals are on the frame, as a share of its height.

What is set in the size of the body, sentences and numbers that the argument needs, has larger ones than labels have.
"""

from functools import lru_cache

from manim import config

from scenes.stage import theme
from scenes.stage.text import Words
from scenes.studio.audits.failure import place
from scenes.studio.audits.numbers import looks_like_what_it_says
from scenes.studio.audits.things import OF_OURS, outline, set_anew

BODY, LABEL = 0.028, 0.021


def look(view):
    for text in view.texts:
        if isinstance(text.mobject, OF_OURS) and not view.is_moving(text) and looks_like_what_it_says(text.mobject):
            enough = BODY if text.mobject.size >= theme.BODY else LABEL
            share = _capital(text.mobject.size) * view.closeness * _grown(text.mobject) / config.frame_height
            if share < enough:
                what = f"{text.name} has capitals of {share:.1%} of the frame's height, less than {enough:.1%}"
                yield view.failure("capitals", what, place(view.box(text)))


def _grown(text):
    """How much larger the text is than it was set."""
    return outline(text)[1] / set_anew(text)[1]


@lru_cache
def _capital(size):
    """The height of a capital of this size, in units of the scene."""
    return Words("H", size=size).height
