"""What a mobject is a part of, also when it is shown by itself."""

from contextlib import contextmanager
from unittest.mock import patch

from manim import Mobject


def is_ours(mobject):
    """Whether it is a drawing of the stage's or of a film's own, not merely a group of Manim's."""
    return not type(mobject).__module__.startswith("manim.")


class Ancestry:
    """Which mobject was ever put into which: a part stays a part of its drawing when it is shown by itself."""

    def __init__(self):
        self.children, self.parents = {}, {}

    @contextmanager
    def remembered(self):
        """While this is open, whatever is put into a mobject is remembered."""
        add = Mobject.add

        def remember(parent, *children):
            for child in children:
                self.children[id(child)] = child      # so that no other gets its id
                self.parents.setdefault(id(child), []).append(parent)
            return add(parent, *children)

        with patch.object(Mobject, "add", remember):
            yield self

    def owners(self, mobject):
        """The drawings of ours that it is, or was, a part of, the outermost first."""
        found = [mobject]
        for part in found:       # grows on the way
            known = set(map(id, found))
            found += [parent for parent in self.parents.get(id(part), ()) if id(parent) not in known]
        return tuple(owner for owner in reversed(found[1:]) if is_ours(owner))
