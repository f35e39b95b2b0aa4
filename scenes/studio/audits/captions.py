"""Audit 7: sentences come one after the other, can be read, and cover the film.

Every number in them is seen to by the audit of numbers, which reads the film's own list of captions, too.
"""

from itertools import pairwise

from scenes.stage.spoken import PACE
from scenes.studio.audits.failure import Failure

COVERED = 0.7        # of the film
ROUNDING = 1e-6      # seconds: the clock of a film adds up small errors


def failures(film):
    said = film.film.captions
    return [*_order(film, said), *_reading(said), *_cover(film, said)]


def _order(film, said):
    for one, following in pairwise(said):
        if following.start < one.end - ROUNDING:
            yield _failure(following, f'"{following.text}" begins before "{one.text}" has ended')
    for one in said:
        if not -ROUNDING <= one.start < one.end <= film.length + ROUNDING:
            yield _failure(one, f'"{one.text}" stands from {one.start:.1f} to {one.end:.1f} s, in a film of {film.length:.1f} s')


def _reading(said):
    for one in said:
        seconds = one.end - one.start + ROUNDING
        if len(one.text) > PACE * seconds:
            yield _failure(one, f'"{one.text}" has {len(one.text) / seconds:.0f} characters a second, more than {PACE}')


def _cover(film, said):
    covered = sum(one.end - one.start for one in said)
    if covered < COVERED * film.length:
        share = covered / film.length
        yield Failure("captions", "", None, f"captions cover {share:.0%} of the film, less than {COVERED:.0%}")


def _failure(caption, what):
    return Failure("captions", "captions", caption.start, what)
