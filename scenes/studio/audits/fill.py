"""Audit 11: the frame is filled: the subject reaches far across it, and no half of it is empty for long."""

from itertools import groupby

from scenes.studio.audits import glimpse

ENOUGH = 0.6         # of the width, or of the height over the band
EMPTY = 0.001        # of the pixels of a half: where fewer are drawn on it is empty
LONGEST = 4.0        # seconds


def failures(film):
    for side, name in enumerate(("left", "right")):
        yield from glimpse.stretches(film.frames, lambda frame, side=side: _is_half_empty(frame, side),
                                     lambda first, last, name=name: _half_empty(first, last, name))
    for _, frames in groupby(film.frames, lambda frame: frame.section):
        yield from _small([frame for frame in frames if not frame.glimpse.is_empty])


def _is_half_empty(frame, side):
    return not frame.glimpse.is_empty and frame.glimpse.share_of(side) < EMPTY


def _half_empty(first, last, name):
    seconds = last.end - first.start
    if seconds > LONGEST + 1e-6:
        yield glimpse.failure("fill", first, f"the {name} half is empty for {seconds:.1f} s")


def _small(frames):
    """A section whose last frame is not filled, or that is not for most of its time."""
    small = [frame for frame in frames if max(frame.glimpse.span) < ENOUGH]
    seconds = sum(frame.end - frame.start for frame in small)
    if seconds > sum(frame.end - frame.start for frame in frames) / 2:
        yield glimpse.failure("fill", small[0], f"the subject is small for {seconds:.1f} s, most of the section")
    if small and small[-1] is frames[-1]:
        width, height = frames[-1].glimpse.span
        yield glimpse.failure("fill", frames[-1], f"the last picture of the section spans {width:.0%} of the width "
                                                  f"and {height:.0%} of the height, less than {ENOUGH:.0%} of both")
