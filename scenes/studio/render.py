"""Render one film, in a process of its own: `python -m scenes.studio.render SOURCE FOLDER QUALITY FORMAT`.

Leaves movie.<format> in the folder, and the text that belongs to it (see films.files_of). Tells on stdout, a line of JSON
at a time, how far it is; the last line has the chapters. Manim's log goes to stderr. SECTION in the environment: that one alone.
"""

import json
import os
import shutil
import sys
import threading
import time
from configparser import ConfigParser
from contextlib import contextmanager, redirect_stdout
from importlib.util import module_from_spec, spec_from_file_location
from pathlib import Path

import manim
from manim import config
from manim.constants import QUALITIES

from scenes import runs
from scenes.stage.film import Film
from scenes.studio import StudioError
from scenes.studio.films import GIF_RATE, move_film
from scenes.studio.gif import make_gif

BEAT = 0.25  # seconds from one line on stdout to the next


def main(source, folder, quality, format):
    channel, began = sys.stdout, time.monotonic()
    print(json.dumps({"seconds": 0.0}), file=channel, flush=True)      # where nobody listens, another studio may be at work by now
    with redirect_stdout(sys.stderr):
        shutil.rmtree(Path(folder, "videos"), ignore_errors=True)  # the pieces of the last render
        configure(folder, quality, format)
        film = film_class(Path(source))()
        with heartbeat(film, channel):
            film.render()
        chapters = [{"name": part.name, "start": part.start, "end": part.end} for part in film.chapters]
        refuse_false_claims(film)
        publish(Path(film.renderer.file_writer.final_file_path), Path(folder, f"movie.{format}"))
    took, frames = time.monotonic() - began, round(film.shown * config.frame_rate)
    tell(channel, film, took=took, frames=frames, chapters=chapters)


def configure(folder, quality, format):
    """Manim as it comes, with the manim.cfg of the project; what somebody's own in the home folder says is left aside."""
    parser = ConfigParser()
    parser.read([Path(manim.__file__).parent / "_config" / "default.cfg", "manim.cfg"], encoding="utf-8")
    config.digest_parser(parser)
    config.quality = next(name for name, size in QUALITIES.items() if size["flag"] == quality)
    if format == "gif":
        config.frame_rate = GIF_RATE
    config.update({"media_dir": folder, "output_file": "movie", "format": {"gif": "mp4"}.get(format, format),
                   "disable_caching": True, "progress_bar": "none"})


def publish(made, goal):
    """What Manim has made, under the name by which the studio finds it."""
    if goal.suffix == ".gif":
        make_gif(made, goal)
    else:
        move_film(made, goal)


def film_class(source):
    """The one Film of the file."""
    spec = spec_from_file_location(f"scenes.{source.stem}", source)
    module = sys.modules[spec.name] = module_from_spec(spec)
    spec.loader.exec_module(module)
    films = [value for value in vars(module).values()
             if isinstance(value, type) and issubclass(value, Film) and value.__module__ == spec.name]
    if len(films) != 1:
        raise SystemExit(f"{source.name} has {len(films)} classes that are a Film; there must be exactly one")
    return films[0]


@contextmanager
def heartbeat(film, channel):
    """Tell how far the film is; end at once when nobody listens, for then the studio has died."""
    done = threading.Event()

    def beat():
        while not done.wait(BEAT):
            try:
                tell(channel, film)
            except BrokenPipeError:
                os._exit(1)

    thread = threading.Thread(target=beat)
    thread.start()
    try:
        yield
    finally:
        done.set()
        thread.join()


def tell(channel, film, **more):
    print(json.dumps({"seconds": film.shown, **more}), file=channel, flush=True)


def refuse_false_claims(film):
    """No film says what the recordings that the project ships do not hold; with other recordings it says less."""
    if all(runs.is_shipped(name) for name in film.recordings):
        for claim in film.claims:
            if not claim.holds:
                raise StudioError(f'section "{claim.where}" says what the recordings do not hold: "{claim.text}"')


if __name__ == "__main__":
    main(*sys.argv[1:])
