"""Render one film, in a process of its own: `python -m scenes.studio.render SOURCE FOLDER QUALITY FORMAT`.

Leaves movie.<format> with a chapter per section, and movie.srt, in the folder. Tells on stdout,
a line of JSON at a time, how far it is; the last line has the chapters. Manim's log goes to stderr.
"""

import json
import os
import shutil
import sys
import threading
import time
from contextlib import contextmanager, redirect_stdout
from fractions import Fraction
from importlib.util import module_from_spec, spec_from_file_location
from pathlib import Path

import av
from manim import config
from manim.constants import QUALITIES

from scenes.stage.film import Film

BEAT = 0.25  # seconds from one line on stdout to the next
MILLISECOND = Fraction(1, 1000)


def main(source, folder, quality, format):
    channel, began = sys.stdout, time.monotonic()
    with redirect_stdout(sys.stderr):
        shutil.rmtree(Path(folder, "videos"), ignore_errors=True)  # the pieces of the last render
        configure(folder, quality, format)
        film = film_class(Path(source))()
        with heartbeat(film, channel):
            film.render()
        chapters = [{"name": part.name, "start": part.start, "end": part.end} for part in film.chapters]
        finish(Path(film.renderer.file_writer.final_file_path), Path(folder), chapters)
    took, frames = time.monotonic() - began, round(film.time * config.frame_rate)
    tell(channel, film, took=took, frames=frames, chapters=chapters)


def configure(folder, quality, format):
    config.quality = next(name for name, size in QUALITIES.items() if size["flag"] == quality)
    config.update({"media_dir": folder, "output_file": "movie", "format": format,
                   "disable_caching": True, "progress_bar": "none"})


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
    print(json.dumps({"seconds": film.time, **more}), file=channel, flush=True)


def finish(rendered, folder, chapters):
    """Put the movie and its captions at the top of the folder."""
    movie = folder / f"movie{rendered.suffix}"
    copy_with_chapters(rendered, movie, chapters)
    captions = rendered.with_suffix(".srt")
    captions.touch()  # Manim writes none for a film that says nothing
    captions.replace(movie.with_suffix(".srt"))


def copy_with_chapters(source, target, chapters):
    """The same packets in a new container: chapters can only be written at its beginning. (A GIF drops them.)"""
    options = {"movflags": "+faststart"} if target.suffix == ".mp4" else {}  # plays while it downloads
    with av.open(source) as movie, av.open(target, "w", options=options) as copy:
        streams = {stream: copy.add_stream_from_template(stream) for stream in movie.streams}
        copy.metadata.update(movie.metadata)
        copy.set_chapters([as_chapter(number, **chapter) for number, chapter in enumerate(chapters)])
        for packet in movie.demux():
            if packet.dts is not None:  # the empty packet that ends a stream
                packet.stream = streams[packet.stream]
                copy.mux(packet)


def as_chapter(number, name, start, end):
    return {"id": number, "start": round(start / MILLISECOND), "end": round(end / MILLISECOND),
            "time_base": MILLISECOND, "metadata": {"title": name}}


if __name__ == "__main__":
    main(*sys.argv[1:])
