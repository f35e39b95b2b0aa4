"""Quiet renders, small frames, and recordings made for the tests."""

import numpy as np
import pytest
from manim import Scene, tempconfig

from scenes import runs
from scenes.stage import theme
from scenes.stage.painting import FilmCamera

SMALL = {"pixel_width": 640, "pixel_height": 360, "frame_rate": 5}
PER_UNIT = 640 / (128 / 9)      # pixels of a small frame to one unit of the scene


@pytest.fixture(autouse=True)
def quiet(tmp_path):
    """No film is written, unless a test says so; what Manim caches goes where nobody looks."""
    with tempconfig({"dry_run": True, "media_dir": str(tmp_path / "media"), "progress_bar": "none",
                     "verbosity": "ERROR", **SMALL}):
        yield


@pytest.fixture(scope="session")
def made(tmp_path_factory):
    """A folder of short recordings: every run that the films show."""
    folder = tmp_path_factory.mktemp("recordings")
    for name in runs.RUNS:
        runs.make(name, quick=True).save(folder / name)
    return folder


@pytest.fixture(scope="module")
def play(made, tmp_path_factory):
    """play(film, look): the film, played without rendering on the short recordings; look(film) after every frame."""
    settings = {"dry_run": True, "media_dir": str(tmp_path_factory.mktemp("media")), "frame_rate": 5,
                "pixel_width": 320, "pixel_height": 180, "progress_bar": "none", "verbosity": "ERROR"}

    def play(film_class, look, after_section=lambda film: None):
        with pytest.MonkeyPatch.context() as patch, tempconfig(settings):
            patch.setenv("RECORDINGS", str(made))
            film = film_class()
            update, play_section = film.update_to_time, film.play_section
            patch.setattr(film, "update_to_time", lambda t: (update(t), look(film)))
            patch.setattr(film, "play_section", lambda section: (play_section(section), after_section(film)))
            film.render()
            return film

    return play


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
