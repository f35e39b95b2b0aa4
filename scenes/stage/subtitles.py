"""Files of text that belong to a film: chapters, and captions for those who want a clean picture."""

import math
import textwrap
from datetime import timedelta

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
    """A caption in cues of two lines at most, each of which stands as long as its share of the text."""
    lines = textwrap.wrap(" ".join(caption.text.split()), LINE_LENGTH)
    count = math.ceil(len(lines) / LINES)
    texts = ["\n".join(lines[LINES * n:LINES * (n + 1)]) for n in range(count)]
    total, said = sum(map(len, texts)), 0
    for text in texts:
        start, said = said, said + len(text)
        yield cue(text, *(caption.start + (caption.end - caption.start) * part / total for part in (start, said)))


def as_vtt(cues):
    """WebVTT differs from .srt by a first line, points for commas, and three signs that are markup."""
    blocks = [f"{vtt_time(c.start)} --> {vtt_time(c.end)}\n{escaped(c.content)}\n" for c in cues]
    return "\n".join(["WEBVTT\n", *blocks])


def vtt_time(moment):
    return srt.timedelta_to_srt_timestamp(moment).replace(",", ".")


def escaped(text):
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
