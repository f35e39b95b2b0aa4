import os

import pytest

from scenes.studio.films import Order
from scenes.studio.freshness import content_key, is_fresh, write_stamp

INPUTS = ["scenes/tiny.py", "scenes/stage/theme.py", "scenes/studio/render.py",
          "nncore/network.py", "nncore/deep/down.py"]
OTHERS = ["scenes/runs.py", "scenes/stage/dial.py", "scenes/another.py", "scenes/recipes/another.py", "nncore/cli.py", "README.md"]


def change(root, name, text):
    path = root / name
    path.parent.mkdir(exist_ok=True)
    path.write_text((path.read_text() if path.exists() else "") + text)


@pytest.mark.parametrize("name", INPUTS)
def test_the_key_changes_with_all_that_the_film_is_drawn_with(root, runs, name):
    before = content_key(Order(root, "tiny"), runs)
    change(root, name, "\nx = 1\n")
    assert content_key(Order(root, "tiny"), runs) != before


@pytest.mark.parametrize("name", INPUTS)
def test_comments_and_explanations_change_nothing(root, runs, name):
    change(root, name, '\n\ndef f(x):\n    """What it does."""\n    return x\n')
    before = content_key(Order(root, "tiny"), runs)
    change(root, name, "\n# a comment\n")
    path = root / name
    path.write_text(path.read_text().replace("What it does.", "Why it does it."))
    assert content_key(Order(root, "tiny"), runs) == before


def test_the_key_changes_with_what_the_film_says_of_itself_and_with_our_settings(root, runs):
    keys = [content_key(Order(root, "tiny"), runs)]
    film = root / "scenes" / "tiny.py"
    film.write_text(film.read_text().replace("class Tiny(Film):", 'class Tiny(Film):\n    """It stands in the file of the film."""'))
    keys.append(content_key(Order(root, "tiny"), runs))
    change(root, "manim.cfg", "# changed\n")
    keys.append(content_key(Order(root, "tiny"), runs))
    assert len(set(keys)) == 3


@pytest.mark.parametrize("name", OTHERS)
def test_the_key_does_not_change_with_anything_else(root, runs, name):
    before = content_key(Order(root, "tiny"), runs)
    change(root, name, "\nx = 1\n")
    os.utime(root / "scenes" / "tiny.py", (0, 0))
    assert content_key(Order(root, "tiny"), runs) == before


def test_the_key_depends_on_quality_and_format(root, runs):
    orders = [Order(root, "tiny", "l"), Order(root, "tiny", "m"), Order(root, "tiny", "m", "webm"),
              Order(root, "tiny", section=1), Order(root, "tiny", section=2)]
    assert len({content_key(order, runs) for order in orders}) == 5


def test_the_key_depends_on_where_captions_go(root, runs, monkeypatch):
    unsaid = content_key(Order(root, "tiny"), runs)
    monkeypatch.setenv("CAPTIONS", "picture")
    assert content_key(Order(root, "tiny"), runs) == unsaid
    monkeypatch.setenv("CAPTIONS", "file")
    assert content_key(Order(root, "tiny"), runs) != unsaid


def test_the_key_follows_the_recordings_the_film_shows_and_no_others(root, runs):
    (root / "scenes" / "tiny.py").write_text('class A(Film):\n    recordings = ("digits",)\n')
    order = Order(root, "tiny")
    assert content_key(order, runs) is None  # there is no recording yet
    runs.record("digits", "one")
    first = content_key(order, runs)
    runs.record("other", "one")
    assert content_key(order, runs) == first
    runs.record("digits", "two")
    assert content_key(order, runs) not in (first, None)


@pytest.fixture
def made(tmp_path):
    film = tmp_path / "videos" / "tiny.mp4"
    film.parent.mkdir()
    film.write_bytes(b"12345")
    stamp = tmp_path / "tiny.json"
    write_stamp(stamp, "key", [film])
    return stamp, film


def test_a_stamp_holds_for_its_key_only(made):
    stamp, _ = made
    assert is_fresh(stamp, "key")
    assert not is_fresh(stamp, "other")
    assert not is_fresh(stamp, None)


def test_nothing_is_fresh_before_its_recording_is_there(tmp_path):
    assert not is_fresh(tmp_path / "never made.json", None)


@pytest.mark.parametrize("harm", ["gone", "cut", "stamp gone", "stamp cut"])
def test_what_is_not_there_whole_is_made_again(made, harm):
    stamp, film = made
    if harm == "gone":
        film.unlink()
    elif harm == "cut":
        film.write_bytes(b"1234")
    elif harm == "stamp gone":
        stamp.unlink()
    else:
        stamp.write_bytes(stamp.read_bytes()[:-5])
    assert not is_fresh(stamp, "key")
