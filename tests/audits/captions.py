"""Audit 7: captions are in order, can be read, and cover the film; every number in them is the recording's.

That their numbers are the recording's is seen to by the audit of numbers, which reads the film's own list of
captions; here that list must be all that is written into the .srt file.
"""

from itertools import pairwise

from scenes.stage.captions import LINES, LINE_LENGTH, PACE
from tests.audits.failure import Failure

COVERED = 0.7        # of the film
ROUNDING = 1e-3      # seconds: times are kept in milliseconds


def failures(film):
    lines = film.subtitles
    return [*_order(film, lines), *_reading(lines), *_cover(film, lines), *_origin(film, lines)]


def _order(film, lines):
    for (_, end, text), (start, _, following) in pairwise(lines):
        if start < end - ROUNDING:
            yield _failure(start, f'"{following}" begins before "{text}" has ended')
    for start, end, text in lines:
        if not -ROUNDING <= start < end <= film.length + ROUNDING:
            yield _failure(start, f'"{text}" stands from {start:.1f} to {end:.1f} s, in a film of {film.length:.1f} s')


def _reading(lines):
    for start, end, text in lines:
        rows = text.split("\n")
        if len(rows) > LINES or max(map(len, rows)) > LINE_LENGTH:
            yield _failure(start, f'"{text}" does not fit into {LINES} lines of {LINE_LENGTH} characters')
        if len(text) > PACE * (end - start + ROUNDING):
            pace = len(text) / max(end - start, ROUNDING)
            yield _failure(start, f'"{text}" has {pace:.0f} characters a second, more than {PACE}')


def _cover(film, lines):
    covered = sum(end - start for start, end, _ in lines)
    if covered < COVERED * film.length:
        share = covered / film.length
        yield Failure("captions", "", None, f"captions cover {share:.0%} of the film, less than {COVERED:.0%}")


def _origin(film, lines):
    said = {caption.text for caption in film.film.captions}
    for start, _, text in lines:
        if text not in said:
            yield _failure(start, f'"{text}" was not said by Film.say: nobody knows where its numbers come from')


def _failure(time, what):
    return Failure("captions", "captions", time, what.replace("\n", " / "))
