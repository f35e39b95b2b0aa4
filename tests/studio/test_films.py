from pathlib import Path

import pytest

from scenes.studio import StudioError
from scenes.studio.films import (
    Order,
    choose_films,
    choose_section,
    description_of,
    files_of,
    find_films,
    move_film,
    question_of,
    recordings_of,
)

PROJECT = Path(__file__).parents[2]


def test_every_file_of_scenes_is_a_film_but_the_runs(root):
    (root / "scenes" / "__init__.py").touch()
    (root / "scenes" / "another.py").touch()
    assert find_films(root) == ["another", "tiny"]


def test_films_are_chosen_by_name_once_each(root):
    (root / "scenes" / "another.py").touch()
    assert choose_films(root, []) == ["another", "tiny"]
    assert choose_films(root, ["tiny", "tiny"]) == ["tiny"]
    with pytest.raises(StudioError, match="no film is called 'tinny'; there are: another, tiny"):
        choose_films(root, ["tinny"])


def test_all_films_come_in_the_order_of_the_readme_and_new_ones_last(root):
    for name in ("another", "first", "new"):
        (root / "scenes" / f"{name}.py").write_text("")
    (root / "README.md").write_text("`scenes/another.py`: [first](scenes/first.py), [tiny](scenes/tiny.py), [](scenes/another.py)")
    assert choose_films(root, []) == ["first", "tiny", "another", "new"]
    assert choose_films(root, ["tiny", "first"]) == ["tiny", "first"]


def test_a_film_has_a_place_of_its_own_for_everything(root):
    one, other = Order(root, "tiny"), Order(root, "another")
    assert one.video == root / "media" / "videos" / "tiny.mp4"
    assert files_of(one.video)[1] == root / "media" / "videos" / "tiny.srt"
    assert one.workshop != other.workshop


@pytest.mark.parametrize("line, names", [
    ('recordings = ("digits",)', ("digits",)),
    ('recordings: tuple = ("digits", "twin")', ("digits", "twin")),
    ("other = ('digits',)", ()),
])
def test_recordings_are_read_from_the_source(tmp_path, line, names):
    source = tmp_path / "film.py"
    source.write_text(f"import not_there\nclass A(Film):\n    {line}\n    def construct(self):\n        recordings = 1\n")
    assert recordings_of(source) == names


@pytest.mark.parametrize("text, message", [
    ("class A(Film):\n    recordings = tuple(NAMES)\n", r"write out the recordings"),
    ("class A(Film)\n", r"film.py, line 1: expected ':'"),
])
def test_recordings_that_cannot_be_read_are_a_clear_error(tmp_path, text, message):
    source = tmp_path / "film.py"
    source.write_text(text)
    with pytest.raises(StudioError, match=message):
        recordings_of(source)


def test_what_is_read_from_the_source_is_what_the_film_has():
    from scenes.studio.render import film_class

    for film in find_films(PROJECT):
        source = PROJECT / "scenes" / f"{film}.py"
        assert recordings_of(source) == tuple(film_class(source).recordings)


def test_with_a_film_goes_its_text_and_no_older_text_stays(tmp_path):
    made, goal = tmp_path / "movie.mp4", tmp_path / "videos" / "tiny.mp4"
    for path in (made, tmp_path / "chapters" / "movie.vtt", goal, goal.with_suffix(".srt")):
        path.parent.mkdir(exist_ok=True)
        path.write_text(path.stem)
    assert move_film(made, goal) == [goal, goal.parent / "chapters" / "tiny.vtt"]
    assert [path.read_text() for path in (goal, goal.parent / "chapters" / "tiny.vtt")] == ["movie", "movie"]
    assert not made.exists() and not goal.with_suffix(".srt").exists()


def test_what_lies_hidden_beside_the_films_is_none(root):
    """macOS and Emacs leave such files."""
    for name in ("._tiny.py", ".#tiny.py", ".hidden.py"):
        (root / "scenes" / name).write_bytes(b"\x00\x05")
    assert find_films(root) == ["tiny"]


@pytest.mark.parametrize("asked, section", [("1", 1), ("and goes", 2), ("And_goes", 2), (None, None), ("", None)])
def test_a_section_is_chosen_by_number_or_name(root, asked, section):
    assert choose_section(root, "tiny", asked) == section


@pytest.mark.parametrize("asked", ["0", "3", "goes", "-1"])
def test_a_section_that_is_not_there_is_an_error_that_lists_them(root, asked):
    with pytest.raises(StudioError, match=r"tiny: SECTION must be .*: 1 a_circle_comes, 2 and_goes; got"):
        choose_section(root, "tiny", asked)


def test_a_film_s_question_and_description_are_read_from_the_source(tmp_path):
    source = tmp_path / "film.py"
    source.write_text('class A(Film):\n    """What it is."""\n    question = "How\\nmany?"\n')
    assert question_of(source) == "How many?" and description_of(source) == "What it is."
