"""The camera of the films: the only file that knows Manim's.

Manim draws everything that lies above the lowest moving mobject in every frame anew. Here what does not change in a play
is painted once, wherever it lies, and the outlines of what only fades are traced once.
"""

from itertools import groupby
from weakref import WeakKeyDictionary

import numpy as np
from manim import Camera

from scenes.stage.painting import Kept, Painting

DRAWN = {"points", "fill_rgbas", "stroke_rgbas", "stroke_width"}       # of Manim's own mobjects


class FilmCamera(Camera):
    """Manim's camera, which lets a Painting paint itself and draws everything else as ever."""

    def __init__(self, **options):
        self.outlines = WeakKeyDictionary()
        self.rest(())
        super().__init__(**options)

    def rest(self, mobjects):
        """Until further notice these should stay as they are: neighbours among them are painted once, together."""
        self.resting, self.looks, self.runs = {id(mobject) for mobject in mobjects}, {}, {}

    def display_multiple_non_background_colored_vmobjects(self, vmobjects, pixel_array):
        ctx = self.get_cairo_context(pixel_array)
        for rests, run in groupby(vmobjects, self._rests):
            run = tuple(run)
            if rests:
                self.runs.setdefault(run, Kept(lambda ctx, run=run: self._display(run, ctx))).paint(ctx)
            else:
                self._display(run, ctx)

    def _rests(self, vmobject):
        """Whether it should stay as it is, and does: what moves may redraw others, too."""
        return id(vmobject) in self.resting and _looks_alike(self.looks.get(id(vmobject), {}), vars(vmobject))

    def _display(self, run, ctx):
        for vmobject in run:
            self.display_vectorized(vmobject, ctx)
            if id(vmobject) in self.resting:
                self.looks.setdefault(id(vmobject), _look(vmobject))

    def set_cairo_context_path(self, ctx, vmobject):
        points, outline = self.outlines.get(vmobject, (b"", None))
        if points == vmobject.points.tobytes():
            ctx.new_path()
            ctx.append_path(outline)
        else:
            super().set_cairo_context_path(ctx, vmobject)
            self.outlines[vmobject] = vmobject.points.tobytes(), ctx.copy_path()
        return self

    def display_vectorized(self, vmobject, ctx):
        if not isinstance(vmobject, Painting):
            return super().display_vectorized(vmobject, ctx)
        opacity, matrix = vmobject.get_fill_opacity(), vmobject.matrix()
        if opacity > 0 and _is_invertible(matrix):
            ctx.save()
            ctx.new_path()    # Manim leaves the outline that it drew last
            ctx.transform(matrix)
            _paint_as_one(vmobject, ctx, opacity)
            ctx.restore()
        return self


def _look(mobject):
    """All that decides how it is drawn: every attribute of a painting, of others their outline and their colours."""
    return {name: value.tobytes() if isinstance(value, np.ndarray) else value for name, value in vars(mobject).items()
            if isinstance(mobject, Painting) or name in DRAWN}


def _looks_alike(before, now):
    """Whether nothing was put in the place of anything, and no array is another."""
    return all(now[name].tobytes() == value if isinstance(now[name], np.ndarray) else now[name] is value
               for name, value in before.items() if name in now)


def _paint_as_one(painting, ctx, opacity):
    """Paint; where it is half faded, as a whole, so that what lies under a stroke does not shine through."""
    if opacity >= 1:
        painting.paint(ctx)
        return
    ctx.push_group()
    painting.paint(ctx)
    ctx.pop_group_to_source()
    ctx.paint_with_alpha(opacity)


def _is_invertible(matrix):
    """False for a box shrunk to nothing, as when it grows out of a point: cairo refuses to draw in it."""
    xx, yx, xy, yy, _, _ = matrix
    return abs(xx * yy - xy * yx) > 1e-12
