"""Every film is played once for all tests that ask about it: for its audit, and for its own tests in tests/scenes.

    FRAMES = witness("descent", look)        at the top of a test file: look(film) of every frame will be kept
    play_once("descent", recordings)         the film as it was Watched; FRAMES is full
"""

from functools import cache
from pathlib import Path

from scenes.studio.render import film_class
from tests.audits.audit import play

ROOT = Path(__file__).parents[2]
_witnesses = {}


def witness(name, look):
    """A list that will hold look(film) of every frame, and of the end of every section, once the film was played."""
    kept = []
    _witnesses.setdefault(name, []).append(lambda film: kept.append(look(film)))
    return kept


@cache
def play_once(name, folder):
    """The film of scenes/ as the audits watched it."""
    return play(film_class(ROOT / "scenes" / f"{name}.py"), folder, _witnesses.get(name, ()))
