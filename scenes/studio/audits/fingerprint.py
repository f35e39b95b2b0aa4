"""Whether two moments look the same, told by what is drawn and not by pixels: any change of it changes the number."""

import numpy as np
from manim import Mobject

from scenes.stage.painting import Painting

_LOOK = "points", "fill_rgbas", "stroke_rgbas", "stroke_width", "pixel_array"
_PLAIN = {int, float, bool, str, type(None)}
_OF_MANIM = set(vars(Painting(1, 1))) - {"extent"}      # the state of any mobject; the rest is what the painting shows


def of(thing):
    """A number for the thing, its place and its colours."""
    return hash(tuple(map(_of_piece, thing.mobject.get_family() if thing.is_text else [thing.mobject])))


def _of_piece(mobject):
    state = vars(mobject)
    look = [value.tobytes() if isinstance(value := state.get(name), np.ndarray) else value for name in _LOOK]
    if isinstance(mobject, Painting):
        look += [(name, _of(value)) for name, value in state.items() if name not in _OF_MANIM]
    return hash(tuple(look))


def _of(value):
    """A number for any value that a painting may keep: by content where it is data, else by identity."""
    if type(value) in _PLAIN:       # most are: asked first
        return hash(value)
    if isinstance(value, np.ndarray):
        return hash(value.tobytes())
    if isinstance(value, dict):
        return hash(tuple((name, _of(entry)) for name, entry in value.items()))
    if isinstance(value, (list, tuple)):
        return hash(tuple(map(_of, value)))
    if isinstance(value, (int, float, str)):
        return hash(value)
    if isinstance(value, Mobject) or not hasattr(value, "__dict__"):
        return id(value)
    return _of(vars(value))
