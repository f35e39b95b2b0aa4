"""The gallery shows every drawing of the stage, each under its name."""

import inspect
from importlib import import_module
from pathlib import Path

from manim import Mobject

from scenes.stage import gallery
from scenes.stage.gallery import Gallery
from scenes.studio.audits.recordings import recorded_in
from scenes.studio.audits.watch import watch

PARTS_OF_OTHERS = {"Painting", "Axes", "Plot", "Line"}


def drawings():
    """The names of every drawing that a film may make, by the file that it stands in."""
    for file in sorted(Path(gallery.__file__).parent.glob("[a-z]*.py")):
        module = import_module(f"scenes.stage.{file.stem}")
        for name, thing in vars(module).items():
            if inspect.isclass(thing) and issubclass(thing, Mobject) and thing.__module__ == module.__name__ and name[0] != "_":
                yield name, file.name


def test_every_drawing_hangs_in_it(made):
    with recorded_in(made):
        seen = {text.said for frame in watch(Gallery, in_haste=True).frames for text in frame.texts}
    hanging = {word.removeprefix("stage/") for line in seen for word in line.split(", ")}
    missing = [(name, file) for name, file in drawings() if name not in PARTS_OF_OTHERS and not {name, file} <= hanging]
    assert not missing
