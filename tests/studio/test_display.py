import sys

import pytest

from scenes.studio.display import Bars, Lines, open_display


def test_bars_are_for_terminals_only(monkeypatch):
    monkeypatch.setattr(sys.stderr, "isatty", lambda: True, raising=False)
    assert isinstance(open_display(), Bars)
    monkeypatch.setattr(sys.stderr, "isatty", lambda: False, raising=False)
    assert isinstance(open_display(), Lines)


@pytest.mark.parametrize("display", [Lines, Bars])
@pytest.mark.parametrize("length", [None, 60.0])
def test_the_verdict_on_every_film_is_said_once_in_one_line(capsys, display, length):
    verdict = "ValueError: [a, b]; the whole log: " + "a/long/path/" * 20
    with display() as shown:
        for film in ("one", "two"):
            shown.begin(film, length, "rendering")
            shown.update(film, 12.5, "12.5 s of film")
        shown.end("one", verdict)
        shown.end("two", "made")
    said = capsys.readouterr()
    assert said.out == ""
    assert said.err.splitlines().count(f"one: {verdict}") == 1
    assert said.err.splitlines().count("two: made") == 1
