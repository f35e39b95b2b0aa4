"""Every film in scenes/ passes every audit; a new one is audited because it is there."""

from functools import lru_cache
from pathlib import Path

import pytest

from scenes.studio.audits.audit import NAMES, failures, report
from scenes.studio.audits.failure import told
from scenes.studio.films import find_films
from tests.audits.plays import play_once

ROOT = Path(__file__).parents[2]
PICTURES = ROOT / "media" / "audits"

WHOLE_FRAME = "drawn for the whole frame, and shown smaller since the sentence stands below: it is made again"
NOT_YET = "made before this was asked of a film: it is made again"
EXPECTED = {         # film: {audit: why it fails}; one that no longer does is an error, and goes from here
    "chain_rule": {"capitals": WHOLE_FRAME, "band": WHOLE_FRAME, "frame": WHOLE_FRAME, "motion": NOT_YET, "dark": NOT_YET,
                   "fill": NOT_YET, "symbols": NOT_YET},
}


def _cases():
    for film in find_films(ROOT):
        for audit in NAMES:
            why = EXPECTED.get(film, {}).get(audit)
            marks = [pytest.mark.xfail(strict=True, raises=AssertionError, reason=why)] if why else []
            yield pytest.param(film, audit, marks=marks, id=f"{film}-{audit}")


@lru_cache(maxsize=1)
def _found(name, recordings):
    """(class, [Failure]) of a film."""
    film = play_once(name, recordings)
    return type(film.film), failures(film, recordings)


@pytest.mark.parametrize(("name", "audit"), list(_cases()))
def test_film(name, audit, recordings):
    film_class, found = _found(name, recordings)
    mine = [failure for failure in found if failure.audit == audit]
    expected = audit in EXPECTED.get(name, {})
    assert not mine, "\n" + (told(name, mine, {}) if expected else report(name, film_class, mine, recordings, PICTURES))
