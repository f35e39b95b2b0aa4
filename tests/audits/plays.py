"""Every film is played once for all tests that ask about it: for its audit, and for its own tests in tests/scenes.

    FRAMES = witness("descent", look)        at the top of a test file: look(film) of every frame will be kept
    play_once("descent", recordings)         the film as it was Watched; FRAMES is full
"""

import gc
from functools import lru_cache
from pathlib import Path

from scenes.studio.audits.audit import play
from scenes.studio.render import film_class

ROOT = Path(__file__).parents[2]
_witnesses, _kept = {}, []


class Frames(list):
    """What was kept of every frame; each has its `section`."""

    def of(self, section, what=None):
        """Those of a section, of which there must be some; what: an attribute that must not be empty."""
        found = [frame for frame in self if frame.section == section and (what is None or getattr(frame, what))]
        assert found, f"nothing was kept of {section!r}" + (f" with {what}" if what else "")
        return found


def witness(name, look):
    """Frames that will hold look(film) of every frame, and of the end of every section, once the film was played."""
    kept = Frames()
    _kept.append(kept)
    _witnesses.setdefault(name, []).append(lambda film: kept.append(look(film)))
    return kept


@lru_cache(maxsize=1)
def play_once(name, folder):
    """The film of scenes/ as the audits watched it; kept until it is forgotten, or another is played."""
    _forget_frames()
    return play(film_class(ROOT / "scenes" / f"{name}.py"), folder, _witnesses.get(name, ()))


def forget():
    """Let the film go: tests that fork, or count what is in memory, would be slow beside its thousands of mobjects."""
    if play_once.cache_info().currsize:
        play_once.cache_clear()
        _forget_frames()
        gc.collect()


def _forget_frames():
    for frames in _kept:
        frames.clear()
