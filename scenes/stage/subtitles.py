"""Files of text that belong to a film: chapters, and captions for those who want a clean picture."""

import textwrap
from datetime import timedelta
from functools import partial
from itertools import count

import srt

LINE_LENGTH, LINES = 42, 2


def write_captions(movie, captions):
    """Captions as <movie>.srt and <movie>.vtt; without captions, those of an earlier film go."""
    cues = [cue for caption in captions for cue in as_cues(caption)]
    for suffix, text in ((".srt", srt.compose(cues)), (".vtt", as_vtt(cues))):
        if cues:
            movie.with_suffix(suffix).write_text(text, encoding="utf-8")
        else:
            movie.with_suffix(suffix).unlink(missing_ok=True)


def chapters_beside(movie):
    """Where the chapters of a movie lie: not beside it, or players would show them as subtitles."""
    return movie.parent / "chapters" / f"{movie.stem}.vtt"


def write_chapters(movie, chapters):
    """Chapters in the form that web pages take them: <track kind="chapters" src="chapters/descent.vtt">."""
    path = chapters_beside(movie)
    path.parent.mkdir(exist_ok=True)
    path.write_text(as_vtt([cue(chapter.name, chapter.start, chapter.end) for chapter in chapters]), encoding="utf-8")


def cue(text, start, end):
    return srt.Subtitle(None, timedelta(seconds=start), timedelta(seconds=end), text)


def as_cues(caption):
    """A caption in cues of two lines at most, of nearly equal length; each stands as long as its share of the text."""
    text = " ".join(caption.text.split())
    parts = next(parts for parts in map(partial(in_even_parts, text), count(1))
                 if all(len(textwrap.wrap(part, LINE_LENGTH)) <= LINES for part in parts))
    total, said = sum(map(len, parts)), 0
    for part in parts:
        start, said = said, said + len(part)
        lines = in_even_parts(part, len(textwrap.wrap(part, LINE_LENGTH)))
        yield cue("\n".join(lines), *(caption.start + (caption.end - caption.start) * share / total for share in (start, said)))


def in_even_parts(text, count):
    """The text in so many parts, or fewer, none much longer than another, broken between words."""
    width = next(width for width in range(len(text) // count, len(text) + 1) if len(textwrap.wrap(text, max(1, width))) <= count)
    return textwrap.wrap(text, max(1, width))


def as_vtt(cues):
    """WebVTT differs from .srt by a first line, points for commas, and three signs that are markup."""
    blocks = [f"{vtt_time(c.start)} --> {vtt_time(c.end)}\n{escaped(c.content)}\n" for c in cues]
    return "\n".join(["WEBVTT\n", *blocks])


def vtt_time(moment):
    return srt.timedelta_to_srt_timestamp(moment).replace(",", ".")


def escaped(text):
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
