"""What Manim may be asked for a film, and what not."""

import inspect
from pathlib import Path

from manim import config
from manim.constants import RendererType

SHAPE, NEARLY = 16 / 9, 0.01     # of the frame that films are laid out for, and how far off one may be


def why_not(film_class):
    """Why a film cannot be made as Manim is asked to, in a sentence; None where it can."""
    name, file = film_class.__name__, Path(inspect.getfile(film_class))
    other = file.parent / "stage" / "film.py"
    if config.renderer == RendererType.OPENGL:
        return f"{name} is drawn with Cairo, as all films here; leave out --renderer opengl."
    if abs(config.pixel_width / config.pixel_height / SHAPE - 1) > NEARLY:
        return (f"{name} is laid out for a frame of 16:9, as 1920,1080; got {config.pixel_width},{config.pixel_height}. "
                "Choose another -r.")
    if other.is_file() and not other.samefile(Path(__file__).with_name("film.py")):
        return (f"{file} is a film of another checkout than the environment that manim comes from, {Path(__file__).parents[2]}: "
                f"call `make setup` in its folder, and activate the .venv there.")
    return None
