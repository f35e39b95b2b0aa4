"""Quiet renders, small frames, and recordings made for the tests."""

import numpy as np
import pytest
from manim import Scene

from scenes import runs
from scenes.stage import theme
from scenes.stage.camera import FilmCamera
from scenes.studio.audits.recordings import SEEDS, record
from scenes.studio.settings import settings
from tests.audits.plays import forget

SMALL = {"pixel_width": 640, "pixel_height": 360, "frame_rate": 5}
PER_UNIT = 640 / (128 / 9)      # pixels of a small frame to one unit of the scene


@pytest.fixture(autouse=True)
def quiet(quiet_manim):
    """No film is written, unless a test says so."""
    with settings({"dry_run": True, **SMALL}):
        yield


@pytest.fixture(autouse=True, scope="module")
def let_the_film_go():
    yield
    forget()


@pytest.fixture(scope="session")
def made(recordings):
    """A folder of short recordings: every run that the films show."""
    return record(runs.RUNS, SEEDS[0], recordings)


@pytest.fixture
def recording(made, monkeypatch):
    """The short run "digits", which is what the films of this test find."""
    monkeypatch.setenv("RECORDINGS", str(made))
    return runs.load("digits")


class Still(Scene):
    """One frame, to look at in a test."""

    def __init__(self):
        super().__init__(camera_class=FilmCamera)
        self.camera.background_color = theme.BACKGROUND

    def pixels(self, *mobjects):
        """(height, width, 3): the frame with these on it, 0 to 255."""
        self.add(*mobjects)
        self.renderer.update_frame(self)
        return self.camera.pixel_array[:, :, :3].astype(int)

    @staticmethod
    def at(pixels, point):
        """The colour of the frame at a point of the scene."""
        height, width, _ = pixels.shape
        x, y = np.round(np.array([width / 2, height / 2]) + np.array([1, -1]) * point[:2] * PER_UNIT - 0.5).astype(int)
        return pixels[y, x]


@pytest.fixture
def still():
    return Still()
