"""Every film in scenes/ passes every audit; a new one is audited because it is there."""

from pathlib import Path

import pytest

from scenes.studio.films import find_films
from tests.audits.audit import failures, report
from tests.audits.plays import play_once

ROOT = Path(__file__).parents[2]
PICTURES = ROOT / "media" / "audits"


@pytest.mark.parametrize("name", find_films(ROOT))
def test_film(name, recordings):
    film = play_once(name, recordings)
    found = failures(film, recordings)
    assert not found, "\n" + report(name, type(film.film), found, recordings, PICTURES)
