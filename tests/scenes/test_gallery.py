"""The gallery shows every drawing of the stage, each under its name."""

import inspect
from importlib import import_module
from pathlib import Path

from manim import Mobject

from scenes.stage import gallery
from scenes.stage.gallery import Gallery
from scenes.stage.text import Words

PARTS_OF_OTHERS = {"Painting", "Axes", "Plot", "Line", "Node", "Brace"}


def drawings():
    """The names of every drawing that a film may make, by the file that it stands in."""
    for file in sorted(Path(gallery.__file__).parent.glob("[a-z]*.py")):
        module = import_module(f"scenes.stage.{file.stem}")
        for name, thing in vars(module).items():
            if inspect.isclass(thing) and issubclass(thing, Mobject) and thing.__module__ == module.__name__ and name[0] != "_":
                yield name, file.name


def test_every_drawing_hangs_in_it(play):
    seen = set()

    def look(film):
        seen.update(part.said for top in film.mobjects for part in top.get_family() if isinstance(part, Words))

    play(Gallery, look)
    names, files = ({word.removeprefix("stage/") for line in seen for word in line.split(", ")} for _ in range(2))
    for name, file in drawings():
        if name not in PARTS_OF_OTHERS:
            assert name in names, f"{name} of {file} is not in the gallery"
            assert file in files, f"{file} is not in the gallery"
