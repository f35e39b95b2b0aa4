"""Audit 6: no text goes before it was read, film and sections have the right length."""

from dataclasses import dataclass

from scenes.stage import theme
from scenes.stage.text import Formula, Sentence
from scenes.studio.audits.failure import Failure
from scenes.studio.audits.watch import FRAMES

FILM, SECTION = (60, 180), (5, 35)
SHOWN = 0.5              # a text counts as shown while it is no fainter
FORMULA = 2.0            # seconds that a formula needs


def failures(film):
    return [*_lengths(film), *_hasty_texts(film)]


def _lengths(film):
    if not FILM[0] <= film.length <= FILM[1]:
        yield Failure("rhythm", "", None, f"the film is {film.length:.1f} s long, not {FILM[0]} to {FILM[1]}")
    for chapter in film.film.chapters:
        seconds = chapter.end - chapter.start
        if not SECTION[0] <= round(seconds, 6) <= SECTION[1]:
            what = f"the section is {seconds:.1f} s long, not {SECTION[0]} to {SECTION[1]}"
            yield Failure("rhythm", chapter.name, chapter.start, what)


def _hasty_texts(film):
    """Texts that are gone sooner than they can be read; a copy on its way between texts that say the same is none.

    How long the sentence stands is the business of the audit of captions.
    """
    by_words = _spans(film.frames, lambda text: text.said)
    for spans in _spans(film.frames, lambda text: text.mobject).values():
        for span in [span for span in spans if span.text.kind is not Sentence]:
            needed = FORMULA if span.text.kind is Formula else theme.reading_time(span.text.said)
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
