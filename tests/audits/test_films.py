"""Every film in scenes/ passes every audit; a new one is audited because it is there."""

from functools import lru_cache
from pathlib import Path

import pytest

from scenes.studio.audits.audit import NAMES, failures, report
from scenes.studio.films import find_films
from tests.audits.plays import play_once

ROOT = Path(__file__).parents[2]
PICTURES = ROOT / "media" / "audits"


@lru_cache(maxsize=1)
def _found(name, recordings):
    """(class, [Failure]) of a film."""
    film = play_once(name, recordings)
    return type(film.film), failures(film, recordings)


@pytest.mark.parametrize("audit", NAMES)
@pytest.mark.parametrize("name", find_films(ROOT))
def test_film(name, audit, recordings):
    film_class, found = _found(name, recordings)
    mine = [failure for failure in found if failure.audit == audit]
    assert not mine, "\n" + report(name, film_class, mine, recordings, PICTURES)
