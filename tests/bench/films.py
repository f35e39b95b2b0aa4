"""What drawing and rendering cost."""

import os
import sys
from pathlib import Path

import numpy as np
from manim import Surface, ThreeDScene, tempconfig

from scenes.stage.heights import Scale
from scenes.stage.landscape import Landscape
from scenes.stage.painting import FilmCamera
from tests.bench.measure import RUNS, Figure, command, ratios

ROOT = Path(__file__).parents[2]
FULL_HD = {"pixel_width": 1920, "pixel_height": 1080, "frame_rate": 60, "dry_run": True, "verbosity": "ERROR"}


def figures():
    """Every figure of drawing and rendering."""
    yield landscape()
    yield Figure("import nncore", "", "s", [command(sys.executable, "-c", "import nncore") for _ in range(RUNS)], "0.2 or less")
    yield from rendering()


def landscape():
    grid = np.linspace(-2, 2, 33)
    height = np.cos(grid)[:, None] * np.sin(grid)[None]
    with tempconfig(FULL_HD):
        land = Landscape(grid, grid, height, Scale(-1, 1), 5, (9, 6), 2).look(0.5, 0.6)
        camera = FilmCamera()
        scene = ThreeDScene()
        scene.set_camera_orientation(phi=1.0, theta=0.5)
        surface = Surface(lambda a, b: np.array([a, b, np.cos(a) * np.sin(b)]), u_range=[-2, 2], v_range=[-2, 2], resolution=32)
        return Figure("a frame of the landscape, 32x32, 1080p", "Manim's Surface", "times as fast",
                      ratios(lambda: camera.capture_mobjects([land]), lambda: scene.camera.capture_mobjects([surface])),
                      "20 or more")


def rendering():
    """Films made anew, at 720p on every core and on one, and a second time with nothing changed."""
    def videos(jobs, force):
        if force:
            for stamp in (ROOT / "media" / "build").glob("*/built*.json"):
                stamp.unlink()
        return command(sys.executable, "-m", "scenes.studio", "videos", "--quality", "l", "--jobs", str(jobs), cwd=ROOT)

    videos(os.cpu_count(), force=False)
    one, all_ = videos(1, force=True), videos(os.cpu_count(), force=True)
    yield Figure("make videos on every core", "one core", "times as fast", [one / all_], "1.8 on two cores")
    yield Figure("make videos with nothing changed", "", "s", [videos(1, force=False) for _ in range(RUNS)], "1 or less")
