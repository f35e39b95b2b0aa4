"""A GIF of a section: small, never larger than was promised, at a rate that browsers keep."""

import av
import numpy as np
import pytest
from PIL import Image

from scenes.studio import gif
from scenes.studio.films import GIF_MOST, GIF_RATE


@pytest.fixture
def movie(tmp_path):
    """A bright square that goes across a dark frame, three seconds; noise=True: one picture of what no GIF makes small."""
    def movie(noise=False):
        path, random = tmp_path / "movie.mp4", np.random.default_rng(0)
        with av.open(str(path), "w") as made:
            stream = made.add_stream("libx264", rate=GIF_RATE, width=854, height=480, pix_fmt="yuv420p")
            stream.options = {"crf": "10", "preset": "ultrafast"}
            for k in range(1 if noise else 3 * GIF_RATE):
                picture = random.integers(0, 255, (480, 854, 3), np.uint8) if noise else np.full((480, 854, 3), 17, np.uint8)
                picture[200:280, 20 * k:20 * k + 80] = (240, 200, 60)
                made.mux(stream.encode(av.VideoFrame.from_ndarray(picture, format="rgb24")))
            made.mux(stream.encode())
        return path
    return movie


def test_it_is_the_movie_with_the_same_colours_and_time(movie, tmp_path):
    width, height = gif.make_gif(movie(), tmp_path / "it's.gif")
    with Image.open(tmp_path / "it's.gif") as made:
        assert made.size == (width, height) == (720, 405) and made.n_frames == 30 and made.info["loop"] == 0
        for k in (0, 29):
            made.seek(k)
            assert made.info["duration"] == 100
            picture = np.asarray(made.convert("RGB")).astype(int)
            x = round((20 * k + 40) * width / 854)
            assert np.abs(picture[200, x] - [240, 200, 60]).max() < 12 and np.abs(picture[20, 20] - 17).max() < 6


def test_a_lively_one_gets_smaller_until_it_keeps_the_promise(movie, tmp_path, monkeypatch):
    monkeypatch.setattr(gif, "GIF_MOST", 200_000)
    width, _ = gif.make_gif(movie(noise=True), tmp_path / "movie.gif")
    assert width < 720 and (tmp_path / "movie.gif").stat().st_size <= 200_000 < GIF_MOST


def test_what_cannot_keep_it_is_an_error_with_a_way_out(movie, tmp_path, monkeypatch):
    monkeypatch.setattr(gif, "GIF_MOST", 10_000)
    with pytest.raises(ValueError, match=r"even 240 pixels wide this would be .* MB as a GIF, .*take a shorter section, or FORMAT=mp4"):
        gif.make_gif(movie(noise=True), tmp_path / "movie.gif")
