"""Every film in scenes/ passes every audit; a new one is audited because it is there."""

from pathlib import Path

import pytest

from scenes.studio.films import find_films
from scenes.studio.render import film_class
from tests.audits.audit import audit, report

ROOT = Path(__file__).parents[2]
PICTURES = ROOT / "media" / "audits"


@pytest.mark.parametrize("name", find_films(ROOT))
def test_film(name, recordings):
    film = film_class(ROOT / "scenes" / f"{name}.py")
    failures = audit(film, recordings)
    assert not failures, "\n" + report(name, film, failures, recordings, PICTURES)
