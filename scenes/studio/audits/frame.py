"""Audit 1: nothing drawn leaves the frame or comes nearer to its edge than the margin; backgrounds over the whole width aside."""

from manim import config

from scenes.stage import theme
from scenes.studio.audits.failure import place

ROUNDING = 0.03      # half a line's width: what is placed at the margin is drawn a little beyond


def look(view):
    width, height = config.frame_width / 2, config.frame_height / 2
    boxes = [(thing, view.box(thing)) for thing in view.things if not thing.is_sentence]
    return [view.failure("frame", f"{thing.name} comes nearer to the edge than {theme.MARGIN}", place(box))
            for thing, box in boxes
            if _reach(box, width, height) > -theme.MARGIN + ROUNDING and not _fills_the_frame(box, width, height)]


def _reach(box, width, height):
    """How far a box reaches beyond the frame; negative inside it."""
    left, bottom, right, top = box
    return max(-left - width, right - width, -bottom - height, top - height)


def _fills_the_frame(box, width, height):
    left, bottom, right, top = box
    return left <= -width and right >= width and top >= height
