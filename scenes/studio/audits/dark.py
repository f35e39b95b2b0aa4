"""Audit 9: from the first picture to the last there is one at every moment: no fade through an empty frame.

What a viewer has then besides the sentence, the tag and the title is measured in every frame.
"""

from scenes.studio.audits import glimpse


def failures(film):
    lit = [i for i, frame in enumerate(film.frames) if not frame.glimpse.is_empty]
    between = film.frames[lit[0]:lit[-1]] if lit else []
    return glimpse.stretches(between, lambda frame: frame.glimpse.is_empty, _dark)


def _dark(first, last):
    yield glimpse.failure("dark", first, f"there is nothing to look at for {last.end - first.start:.1f} s")
