"""A new film by one command: it runs as it is, passes the audits, and nothing that is there is touched."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import av
import pytest

from scenes.studio import StudioError
from scenes.studio.new import PLACES, TEMPLATE, new_film
from scenes.studio.table import BEGIN, END, HEAD

PROJECT = Path(__file__).parents[2]


def test_the_three_files_are_an_afternoon_s_beginning():
    assert sum(len((TEMPLATE / name).read_text().splitlines()) for name in PLACES) <= 60


@pytest.fixture
def place(root):
    (root / "README.md").write_text(BEGIN + HEAD + END)
    shutil.copy(PROJECT / "Makefile", root)
    return root


def test_they_are_written_with_its_name_and_its_row(place):
    made = new_film("two_hills", place)
    assert [str(path.relative_to(place)) for path in made] == [
        "scenes/two_hills.py", "scenes/recipes/two_hills.py", "tests/scenes/test_two_hills.py"]
    text = "".join(path.read_text() for path in made)
    assert "class TwoHills(Film)" in text and "class TwoHills(Recipe)" in text and "my_film" not in text.lower()
    assert "`make two_hills`" in (place / "README.md").read_text()


@pytest.mark.parametrize("there", ["scenes/hills.py", "scenes/recipes/hills.py", "tests/scenes/test_hills.py"])
def test_nothing_is_overwritten(place, there):
    (place / there).parent.mkdir(parents=True, exist_ok=True)
    (place / there).write_text("a thesis")
    before = sorted(place.rglob("*"))
    with pytest.raises(StudioError, match=f"there is {there} already; nothing was written"):
        new_film("hills", place)
    assert (place / there).read_text() == "a thesis" and sorted(place.rglob("*")) == before


@pytest.mark.parametrize("name, why", [
    ("My_Film", "small letters"), ("2films", "small letters"), ("a-b", "small letters"), ("", "small letters"), ("class", "small letters"),
    ("../evil", "small letters"), ("_film", "small letters"), ("stills", "`make stills` is something else"), ("test", "something else"),
    ("random", "a Python module is called random"), ("numpy", "a Python module"), ("scenes", "a Python module"),
])
def test_a_name_that_cannot_be_is_refused_in_words(place, name, why):
    with pytest.raises(StudioError, match=why):
        new_film(name, place)
    assert not (place / "scenes" / f"{name}.py").exists()


def test_it_runs_at_once_and_a_viewer_would_trip_over_nothing(tmp_path):
    for name in ("nncore", "scenes", "tests"):
        shutil.copytree(PROJECT / name, tmp_path / name)
    shutil.copytree(PROJECT / "media" / "preview", tmp_path / "media" / "preview")
    for name in ("Makefile", "README.md", "manim.cfg", "pyproject.toml"):
        shutil.copy(PROJECT / name, tmp_path)

    def run(*arguments):
        asked = subprocess.run([sys.executable, "-m", *arguments], cwd=tmp_path, env=os.environ | {"PYTHONPATH": ""},
                               capture_output=True, text=True)
        assert asked.returncode == 0, asked.stdout + asked.stderr
        return asked.stdout

    run("scenes.studio", "new", "my_film")
    assert "nothing that a viewer would trip over" in run("scenes.studio", "audit", "my_film")
    run("scenes.studio", "videos", "my_film", "--quality", "l")
    with av.open(tmp_path / "media" / "videos" / "my_film.mp4") as movie:
        assert [chapter["metadata"]["title"] for chapter in movie.chapters()] == ["The cost falls", "Digits are read"]
    run("pytest", "-q", "-p", "no:cacheprovider", "tests/scenes/test_my_film.py", "tests/studio/test_table.py")
    run("ruff", "check", "--no-cache", "scenes", "tests/scenes")
