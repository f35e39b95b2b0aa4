"""The README lists every film with the question that it asks; what is its own there stays."""

import re
from pathlib import Path

import pytest

from scenes.studio import StudioError
from scenes.studio.films import find_films, question_of
from scenes.studio.table import BEGIN, END, HEAD, ROW, updated

PROJECT = Path(__file__).parents[2]
FILM = 'class A(Film):\n    question = "{}"\n'


def test_the_readme_lists_every_film_with_its_question():
    text = (PROJECT / "README.md").read_text(encoding="utf-8")
    rows = {row["film"]: row for row in ROW.finditer(text)}
    assert sorted(rows) == find_films(PROJECT)
    for name, row in rows.items():
        asked = question_of(PROJECT / "scenes" / f"{name}.py")
        as_it_stands = re.escape(asked).replace(r"\{\}", r"[\d,.]+")
        assert re.fullmatch(as_it_stands, row["question"]), f"{asked}: call python -m scenes.studio table"
        assert not row["still"] or (PROJECT / re.search(r"\((.*?)\)", row["still"])[1]).exists()


@pytest.fixture
def readme(root):
    for name, question in (("tiny", "How many of the {} numbers?"), ("other", "Why?")):
        (root / "scenes" / f"{name}.py").write_text(FILM.format(question))
    return ("# A title\n" + BEGIN + HEAD + "| ![tiny](tiny.jpg) | [`scenes/tiny.py`](scenes/tiny.py) | How many of the 13,002 numbers? "
            "| 2:41 | `make tiny` |\n| | [`scenes/gone.py`](scenes/gone.py) | Where? | 1:00 | `make gone` |\n" + END + "the rest\n")


def test_a_new_film_gets_a_row_and_one_that_is_gone_loses_it(root, readme):
    text = updated(readme, root)
    assert [row["film"] for row in ROW.finditer(text)] == ["tiny", "other"] and "gone" not in text
    assert "| ![tiny](tiny.jpg) | [`scenes/tiny.py`](scenes/tiny.py) | How many of the 13,002 numbers? | 2:41 | `make tiny` |\n" in text
    assert text.startswith("# A title\n") and text.endswith(END + "the rest\n")
    assert updated(text, root) == text


def test_the_question_is_the_film_s_and_the_length_that_of_the_film_that_was_made(root, readme):
    (root / "scenes" / "tiny.py").write_text(FILM.format("How few?"))
    (root / "media" / "build" / "tiny").mkdir(parents=True)
    (root / "media" / "build" / "tiny" / "mp4.json").write_text('{"seconds": 125.6}')
    row = next(ROW.finditer(updated(readme, root)))
    assert (row["question"], row["length"]) == ("How few?", "2:06")


def test_a_readme_without_a_place_for_the_table_is_an_error(root):
    with pytest.raises(StudioError, match="no place for the table of films"):
        updated("# A title\n", root)
