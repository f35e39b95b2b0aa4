"""Audit 8: a changed recording gives a new film, and the same recording the same film, whether Manim caches or not.

Every film is asked whether the hash of its recordings is where Manim's cache sees it. That this is enough is shown by
rendering: `failures` renders a (short) film really, again and again into one media folder as a maker would.
"""

import av
import numpy as np
from manim import tempconfig

from tests.audits.failure import Failure
from tests.audits.recordings import recorded_in

TINY = {"pixel_width": 128, "pixel_height": 72, "frame_rate": 5, "format": "mp4"}


def keyed(film):
    """Whether the camera, which Manim hashes, bears the hash of every recording that the film reads."""
    seen = getattr(film.film.camera, "recordings", None) or {}
    for name, run in film.recorded.items():
        if seen.get(name) != run.sha256:
            what = f'"{name}" is no part of the cache key: when it changes, the old film comes back'
            yield Failure("cache", "", None, what)


def failures(film_class, recordings, other, folder):
    """Render the film from two folders of recordings into one media folder, with and without Manim's cache."""
    for caching in (False, True):
        shared = folder / f"caching-{caching}"
        one, changed, again = (render(film_class, r, shared, caching) for r in (recordings, other, recordings))
        afresh = render(film_class, other, folder / f"afresh-{caching}", caching)
        how = f"with Manim's cache {'on' if caching else 'off'}"
        if not same(one, again):
            yield Failure("cache", "", None, f"the same recording renders to other frames, {how}")
        if same(one, changed) or not same(changed, afresh):
            yield Failure("cache", "", None, f"a changed recording does not give a new film, {how}")


def render(film_class, recordings, media, caching):
    """The frames (n, height, width, 3) of the film, rendered into this media folder."""
    with recorded_in(recordings), tempconfig({**TINY, "media_dir": str(media), "disable_caching": not caching}):
        film = film_class()
        film.render()
        with av.open(film.renderer.file_writer.final_file_path) as movie:
            return np.array([frame.to_ndarray(format="rgb24") for frame in movie.decode(video=0)])


def same(one, other):
    return one.shape == other.shape and np.array_equal(one, other)
