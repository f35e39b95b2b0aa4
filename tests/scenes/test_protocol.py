"""Recipes are found by being there; each keeps to the protocol; no module of the stage hides one of Python's."""

import inspect
import sys
from pathlib import Path

import pytest

from scenes import runs
from scenes.recipes import Recipe, Recipes

SCENES = Path(runs.__file__).parent


@pytest.fixture
def recipes(tmp_path, monkeypatch):
    """Recipes(folder) of a package of files that are given as {name: text}."""
    def recipes(**files):
        folder = tmp_path / "cookbook"
        folder.mkdir()
        for name, text in {"__init__": "", **files}.items():
            (folder / f"{name}.py").write_text("from scenes.recipes import Recipe\n" + text)
        (folder / "._one.py").write_bytes(b"\x00")
        (folder / ".#one.py").write_bytes(b"\x00")
        return Recipes(folder, "cookbook")

    monkeypatch.syspath_prepend(tmp_path)
    yield recipes
    for name in [name for name in sys.modules if name.partition(".")[0] == "cookbook"]:
        del sys.modules[name]


WHOLE = "class A(Recipe):\n    def train(self, *_): return 1\n    def derive(self, *_): return {}\n"


def test_a_file_is_a_recipe_unless_its_name_begins_with_an_underscore(recipes):
    found = recipes(one=WHOLE, two=WHOLE, _shared="")
    assert list(found) == ["one", "two"] and len(found) == 2 and "one" in found and "_shared" not in found
    assert found["one"].train() == 1
    with pytest.raises(KeyError, match="no recording is called 'three'; there are recipes for one, two"):
        found["three"]


@pytest.mark.parametrize("text, error", [
    ("", "one.py has 0 classes that are a Recipe"), (WHOLE + WHOLE.replace("A(", "B("), "one.py has 2 classes"),
    ("class A(Recipe):\n    def train(self, *_): return 1\n", "abstract.*derive")])
def test_a_file_that_is_none_is_an_error_that_names_it(recipes, text, error):
    with pytest.raises(TypeError, match=error):
        recipes(one=text)["one"]


def test_one_that_somebody_is_writing_stops_no_other(recipes):
    found = recipes(one=WHOLE, two="class A(")
    assert found["one"].train() == 1 and list(found) == ["one", "two"]


@pytest.mark.parametrize("name", runs.RUNS)
@pytest.mark.parametrize("method", ["train", "derive"])
def test_every_recipe_is_called_as_the_protocol_says(name, method):
    wanted, own = (inspect.signature(getattr(of, method)).parameters for of in (Recipe, type(runs.RUNS[name])))
    assert list(own) == list(wanted)


@pytest.mark.parametrize("folder", [SCENES, SCENES / "stage", SCENES / "recipes"], ids=lambda folder: folder.name)
def test_no_file_that_manim_is_started_on_has_a_neighbour_that_hides_a_module_of_pythons(folder):
    """The folder of the file comes first on sys.path: a module `code` there, and breakpoint() no longer works."""
    assert not {path.stem for path in folder.glob("*.py")} & (sys.stdlib_module_names | {"manim", "numpy", "nncore", "pytest"})
