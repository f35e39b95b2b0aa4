"""Audit 12: the sentence stands in the band at the foot of the frame, alone; the tag stands in a corner at the top.

A map that fills the frame may reach into the band where it has faded to nearly the background.
"""

import numpy as np
from manim import config

from scenes.stage import theme
from scenes.stage.text import LINE_LENGTH, LINES, Sentence
from scenes.studio.audits import glimpse
from scenes.studio.audits.failure import place
from scenes.studio.audits.pictures import differ
from scenes.studio.audits.view import pixels

FAINT = 24           # what differs from the background by no more than so much (of 255) does not disturb a text
ROUNDING = 0.05      # of a box, in units of the frame
SHOWN = 0.5          # the sentence counts as shown while it is no fainter


def look(view):
    for thing in view.things:
        box = view.box(thing)
        if thing.is_sentence:
            yield from _outside(view, thing, box)
        elif thing.is_tag and not _is_in_a_top_corner(box):
            yield view.failure("band", f"the tag {thing.name} does not stand in a top corner", place(box))
        elif thing.is_text and box[1] < theme.FOOT - ROUNDING:
            yield view.failure("band", f"{thing.name} reaches into the band of the sentence", place(box))
    yield from _drawn_in_the_band(view)


def _outside(view, sentence, box):
    """What is wrong with the place or the length of a sentence."""
    width, height = config.frame_width / 2, config.frame_height / 2
    if not (-width + theme.MARGIN < box[0] and box[2] < width - theme.MARGIN and -height < box[1] and box[3] < theme.FOOT):
        yield view.failure("band", f"{sentence.name} does not stand in the band", place(box))
    if len(sentence.mobject.said) > LINES * LINE_LENGTH:
        yield view.failure("band", f"{sentence.name} is longer than {LINES} lines of {LINE_LENGTH} characters")


def _is_in_a_top_corner(box):
    left, _, right, top = box
    width, height = config.frame_width / 2, config.frame_height / 2
    return min(left + width, width - right) < theme.MARGIN + ROUNDING and height - top < theme.MARGIN + ROUNDING


def _drawn_in_the_band(view):
    width, height = config.frame_width / 2, config.frame_height / 2
    band = view.without_text[pixels((-width, -height, width, theme.FOOT - ROUNDING))]
    background = np.multiply(theme.BACKGROUND.to_rgb(), 255).round().astype(np.int16)
    if differ(band, background, FAINT).any():
        yield view.failure("band", "a drawing reaches into the band of the sentence")


def failures(film):
    """Stretches after the title in which a picture stands there, and nothing is said."""
    return glimpse.stretches(film.frames, lambda frame: not frame.glimpse.is_empty and not _is_said(frame), _silent)


def _is_said(frame):
    return any(text.kind is Sentence and text.opacity >= SHOWN for text in frame.texts)


def _silent(first, last):
    yield glimpse.failure("band", first, f"no sentence stands below the picture for {last.end - first.start:.1f} s")
