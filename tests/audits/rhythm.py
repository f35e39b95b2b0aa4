"""Audit 6: nothing stands still too long, no text goes before it was read, film and sections have the right length."""

from dataclasses import dataclass

import numpy as np

from scenes.stage import theme
from tests.audits.failure import Failure
from tests.audits.watch import FRAMES

STILL = 5.0
FILM, SECTION = (60, 180), (5, 35)
SHOWN = 0.5              # a text counts as shown while it is no fainter
FORMULA = 2.0            # seconds that a formula needs
BLOCK, CHANGE = 4, 2     # blocks of so many pixels; a block whose mean changes by so much (of 255) is seen to change


def failures(film):
    return [*_lengths(film), *_still(film), *_hasty_texts(film)]


def _lengths(film):
    if not FILM[0] <= film.length <= FILM[1]:
        yield Failure("rhythm", "", None, f"the film is {film.length:.1f} s long, not {FILM[0]} to {FILM[1]}")
    for chapter in film.film.chapters:
        seconds = chapter.end - chapter.start
        if not SECTION[0] <= round(seconds, 6) <= SECTION[1]:
            what = f"the section is {seconds:.1f} s long, not {SECTION[0]} to {SECTION[1]}"
            yield Failure("rhythm", chapter.name, chapter.start, what)


def _still(film):
    """Stretches of frames that look the same."""
    first = None
    for frame in film.frames:
        if first is None or frame.fingerprint != first.fingerprint:
            first = frame
        if frame.end - first.start > STILL + 1e-6:
            yield Failure("rhythm", first.section, first.start, f"nothing moves for more than {STILL:.0f} s")
            first = None


class Stillness:
    """A look that finds stretches in which something may change, but nothing that can be seen."""

    def __init__(self):
        self.since, self.shown = None, None

    def __call__(self, view):
        shown = _blocks(view.picture) if view.is_new or self.shown is None else self.shown
        if self.shown is None or np.abs(shown - self.shown).max() > CHANGE:
            self.since, self.shown = view.time, shown
        elif view.time - self.since > STILL:
            since, self.shown = self.since, None
            yield view.failure("rhythm", f"nothing is seen to move for more than {STILL:.0f} s, from {since:.1f} s on")


def _blocks(picture):
    rows, columns = (n // BLOCK for n in picture.shape[:2])
    lines = picture[:rows * BLOCK, :columns * BLOCK].reshape(rows, BLOCK, -1).sum(axis=1, dtype=np.int32)
    return lines.reshape(rows, columns, BLOCK, 3).sum(axis=2) / BLOCK**2


def _hasty_texts(film):
    """Texts that are gone sooner than they can be read; a copy on its way between texts that say the same is none."""
    by_words = _spans(film.frames, lambda text: text.said)
    for spans in _spans(film.frames, lambda text: text.mobject).values():
        for span in spans:
            needed = FORMULA if span.text.is_formula else theme.reading_time(span.text.said)
            longest = max(same.seconds for same in by_words[span.text.said] if same.start <= span.start <= same.end)
            if max(span.seconds, longest) < needed - 1 / FRAMES - 1e-6:
                yield Failure("rhythm", span.section, span.start,
                              f'"{span.text.said}" is shown for {span.seconds:.1f} s and takes {needed:.1f} s to read')


@dataclass
class Span:
    """A stretch of time through which a text is shown; `text` is how it began."""

    text: object
    section: str
    start: float
    end: float

    @property
    def seconds(self):
        return self.end - self.start


def _spans(frames, key):
    """{key of a text: [Span]}: every stretch of frames that show it."""
    spans = {}
    for frame in frames:
        for name, text in {key(text): text for text in frame.texts if text.opacity >= SHOWN}.items():
            own = spans.setdefault(name, [])
            if own and own[-1].end == frame.start:
                own[-1].end = frame.end
            else:
                own.append(Span(text, frame.section, frame.start, frame.end))
    return spans
