"""Lines of source code, read from the file that they stand in."""

import inspect

from manim import DOWN, LEFT, VGroup

from scenes.stage import theme
from scenes.stage.text import Formula


class Line(Formula):
    """One line of source in letters of even width."""

    def __init__(self, source, size=None, color=None):
        quoted = source.replace("\\", "\\\\").replace('"', '\\"')
        super().__init__(f'#raw("{quoted}")', size=size or theme.BODY, color=color or theme.FAINT)
        self.source = source


class Code(VGroup):
    """The lines of a function that assign to these targets, one below the other; `light` picks out some of them."""

    def __init__(self, function, targets, pitch):
        self.lines = [Line(source) for source in assignments(function, targets)]
        super().__init__(*self.lines)
        for place, line in enumerate(self.lines):
            line.move_to(place * pitch * DOWN, aligned_edge=LEFT)

    def light(self, *chosen):
        """Bring out these lines, and no others."""
        for place, line in enumerate(self.lines):
            line.set_fill(theme.LIT if place in chosen else theme.FAINT)
        return self


def assignments(function, targets):
    """For each target the line of the function's source `target = ...`, without indentation and comment."""
    source = [line.split("  #")[0].strip() for line in inspect.getsource(function).splitlines()]
    return [next(line for line in source if line.startswith(f"{target} = ")) for target in targets]
