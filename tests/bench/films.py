"""What drawing and rendering cost."""

import json
import os
import subprocess
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from fractions import Fraction
from itertools import count
from pathlib import Path
from tempfile import TemporaryDirectory

import numpy as np
from manim import Surface, ThreeDScene, config, tempconfig
from manim._config.video_encoder import VideoEncoderSpec
from manim.scene.video_segment_encoder import VideoSegmentEncoder

from scenes.stage.camera import FilmCamera
from scenes.stage.landscape import Landscape
from scenes.stage.surface import Scale
from scenes.stage.writer import MANIMS_OWN, Piece
from scenes.studio.films import QUALITIES, find_films
from scenes.studio.render import configure, film_class
from tests.bench.measure import CORES, RUNS, Figure, command, ratios

ROOT = Path(__file__).parents[2]
FULL_HD = {"pixel_width": 1920, "pixel_height": 1080, "frame_rate": 60, "dry_run": True, "verbosity": "ERROR"}
STRIDE = {"m": 3, "h": 10}     # of each film every so many frames are rendered: 10 and 6 a second
ONE_THREAD = {"OPENBLAS_NUM_THREADS": "1", "OMP_NUM_THREADS": "1"}


def figures():
    """Every figure of drawing and rendering."""
    yield landscape()
    yield writing()
    yield from making()
    yield from rendering()
    yield importing()
    yield fresh_clone()


def landscape():
    """One frame of the same surface, the same size on screen, drawn by both. It turns: standing, ours is kept and only copied."""
    grid = np.linspace(-2, 2, 33)
    height = np.cos(grid)[:, None] * np.sin(grid)[None]
    with tempconfig(FULL_HD):
        land, turn = Landscape(grid, grid, height, Scale(-1, 1), 5, (9, 6), 2), count(0.5, 0.01)
        camera = FilmCamera()
        scene = ThreeDScene()
        scene.set_camera_orientation(phi=1.0, theta=0.5)
        surface = Surface(lambda a, b: np.array([a, b, np.cos(a) * np.sin(b)]), u_range=[-2, 2], v_range=[-2, 2], resolution=32)
        return Figure("a frame of the landscape, 32x32, 1080p", "Manim's Surface", "times as fast",
                      ratios(lambda: camera.capture_mobjects([land.look(next(turn), 0.6)]),
                             lambda: scene.camera.capture_mobjects([surface])),
                      at_least=20)


def writing():
    """Two seconds in which something turns, and two in which it stands, at 720p30: into a file as films are, and as Manim's are."""
    grid = np.linspace(-2, 2, 33)
    with tempconfig(FULL_HD | {"pixel_width": 1280, "pixel_height": 720, "frame_rate": 30}), TemporaryDirectory() as folder:
        camera, pictures = FilmCamera(), []
        for turn in range(60):
            camera.reset()
            height = np.cos(grid)[:, None] * np.sin(grid)[None]
            camera.capture_mobjects([Landscape(grid, grid, height, Scale(-1, 1), 5, (9, 6), 2).look(0.5 + turn / 100, 0.6)])
            pictures.append(camera.pixel_array.copy())
        spec = VideoEncoderSpec("mp4", "libx264", "yuv420p", 1280, 720, Fraction(30), MANIMS_OWN)

        def encode(encoder_class):
            encoder = encoder_class(target=Path(folder, "piece.mp4"), spec=spec)
            for picture in pictures:
                encoder.write_frame(picture)
            encoder.write_frame(pictures[-1], repeat=60)
            encoder.finish()

        return Figure("writing 4 s of film, 720p30", "Manim's encoder", "times as fast",
                      ratios(lambda: encode(Piece), lambda: encode(VideoSegmentEncoder)), at_least=2)


def making():
    """All films made anew on one core and on every core, and a second time with nothing changed."""
    videos()                                       # what only the first time costs, and how long each film takes
    every = videos()
    with one_core():
        one = videos("JOBS=1")
    yield Figure(f"make videos, {CORES} cores, 480p15", "one core", "times as fast", [one / every], at_least=0.9 * min(CORES, 2))
    yield Figure("make with nothing changed", "", "s", [make("videos", "QUALITY=l") for _ in range(RUNS)], at_most=1)


def videos(*jobs):
    for stamp in (ROOT / "media" / "build").glob("*/*.json"):
        stamp.write_text(json.dumps(json.loads(stamp.read_text()) | {"key": "none: make it anew"}))
    return make("videos", "QUALITY=l", *jobs)


@contextmanager
def one_core():
    """What begins in here runs on one core, encoding and all (where the system can hold it there)."""
    if not hasattr(os, "sched_setaffinity"):
        yield
        return
    cores = os.sched_getaffinity(0)
    os.sched_setaffinity(0, {min(cores)})
    try:
        yield
    finally:
        os.sched_setaffinity(0, cores)


def make(*words, at=ROOT):
    return command("make", *words, cwd=at)


def rendering():
    """Frames a second of every film on one core, and what the time is spent on."""
    for quality, stride in STRIDE.items():
        with ThreadPoolExecutor(CORES) as pool:
            films = find_films(ROOT)
            profiles = pool.map(lambda film: profile_elsewhere(film, quality), films)
            for film, spent in zip(films, profiles, strict=True):
                shares = ", ".join(f"{part} {spent[part] / spent['cpu']:.0%}" for part in ("drawing", "encoding", "Python"))
                yield Figure(f"{film} at {QUALITIES[quality]}, one frame in {stride}", shares, "frames/s a core",
                             [spent["frames"] / spent["cpu"]], at_least=30 if quality == "m" else None)


def profile_elsewhere(film, quality):
    words = [sys.executable, "-m", "tests.bench.films", film, quality]
    done = subprocess.run(words, cwd=ROOT, env=os.environ | ONE_THREAD, capture_output=True, text=True, check=True)
    return json.loads(done.stdout.splitlines()[-1])


def profile(film, quality):
    """Render a film here and now: frames, and seconds of processor time in all and by what they were spent on."""
    with TemporaryDirectory() as folder:
        configure(folder, quality, "mp4")
        config.frame_rate /= STRIDE[quality]
        scene = film_class(ROOT / "scenes" / f"{film}.py")()
        drawing = watch(scene.renderer.camera, "capture_mobjects")
        cpu, own = time.process_time(), time.thread_time()
        scene.render()
        cpu, own = time.process_time() - cpu, time.thread_time() - own
    return {"frames": round(scene.time * config.frame_rate), "cpu": cpu, "drawing": drawing.seconds,
            "encoding": cpu - own, "Python": own - drawing.seconds}      # Manim encodes in threads of its own


class watch:
    """Replaces a method of an object by itself with a clock; seconds of this thread's processor time."""

    def __init__(self, thing, name):
        self.seconds, self.action = 0.0, getattr(thing, name)
        setattr(thing, name, self)

    def __call__(self, *arguments, **options):
        began = time.thread_time()
        try:
            return self.action(*arguments, **options)
        finally:
            self.seconds += time.thread_time() - began


def importing():
    bare = [command(sys.executable, "-c", "pass") for _ in range(RUNS)]
    whole = [command(sys.executable, "-c", "import nncore") for _ in range(RUNS)]
    return Figure("import nncore, numpy included", "an empty Python", "s", [a - b for a, b in zip(whole, bare, strict=True)],
                  at_most=0.2)


def fresh_clone():
    """`git clone`, then the README's first command, until the first film is on disk."""
    with TemporaryDirectory() as folder:
        began = time.perf_counter()
        command("git", "clone", "--quiet", ROOT, f"{folder}/clone")
        making = subprocess.Popen(["make"], cwd=f"{folder}/clone", stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        try:
            while not list(Path(folder, "clone/media/videos").glob("*.mp4")):
                if making.poll() not in (None, 0):
                    raise RuntimeError("make failed in a fresh clone")
                time.sleep(0.1)
        finally:
            making.terminate()
            making.wait()
        return Figure("fresh clone to the first film on disk", "", "s", [time.perf_counter() - began], at_most=180)


if __name__ == "__main__":
    print(json.dumps(profile(*sys.argv[1:])))
