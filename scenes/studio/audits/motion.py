"""Audit 10: the picture moves while it is read: no more than a share of a film is still, and no stretch is still for long.

A change of the sentence or of the tag is no motion, nor is one that cannot be seen.
"""

from scenes.stage import theme
from scenes.studio.audits.failure import Failure

CHANGE = 2           # a pixel that changes by so much (of 255) is seen to change
LONGEST = 4.0        # seconds of stillness; the last card may stand longer
SHARE = 0.35         # of a film


def failures(film):
    still = [stretch for stretch in _unchanged(film.frames) if stretch[1] - stretch[0].start > theme.BEAT + 1e-6]
    for first, end in still:
        if end - first.start > LONGEST + 1e-6 and end < film.length - 1e-6:
            yield Failure("motion", first.section, first.start, f"nothing moves for {end - first.start:.1f} s")
    share = sum(end - first.start for first, end in still) / film.length
    if share > SHARE:
        yield Failure("motion", "", None, f"{share:.0%} of the film stand still, more than {SHARE:.0%}")


def _unchanged(frames):
    """[(first frame, end)]: every stretch of frames that look the same."""
    first = None
    for frame in frames:
        if first is not None and not frame.glimpse.looks_like(first.glimpse, CHANGE):
            yield first, frame.start
            first = None
        first = first or frame
    if first is not None:
        yield first, frames[-1].end
