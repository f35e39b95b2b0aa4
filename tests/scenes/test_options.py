"""One section of a film on its own, and Manim's own options on a film as on any scene; what cannot be is said in a sentence."""

import json
import subprocess
import sys
from pathlib import Path

import av
import numpy as np
import pytest
from manim import RIGHT, Circle, FadeIn, Square, tempconfig
from PIL import Image

from scenes.stage.environment import Unclear
from scenes.stage.film import Film

PROJECT = Path(__file__).parents[2]


class Three(Film):
    """A square goes to the right, and then there is a circle."""

    def construct(self):
        self.square = Square(color="#4B91FB", fill_opacity=1)
        self.add(self.square)
        self.play_section(self.it_goes)
        self.play_section(self.it_comes_back)
        self.play_section(self.a_circle)

    def it_goes(self):
        self.say("There it goes.")
        self.play(self.square.animate.shift(2 * RIGHT), run_time=1)

    def it_comes_back(self):
        self.say("And back.")
        self.play(self.square.animate.shift(-2 * RIGHT), run_time=0.6)
        self.wait(0.8)

    def a_circle(self):
        self.play(FadeIn(Circle(radius=2)), run_time=1.4)


@pytest.fixture
def write(tmp_path, monkeypatch):
    """Write the film as Manim would by these settings, SECTION as asked for; returns the film and its file."""
    def write(section=None, film_class=Three, folder=tmp_path, **settings):
        monkeypatch.setenv("SECTION", section or "")
        small = {"dry_run": False, "media_dir": str(folder), "pixel_width": 320, "pixel_height": 180, "frame_rate": 10}
        with tempconfig({**small, "format": "mp4", "disable_caching": True, "progress_bar": "none", **settings}):
            film = film_class()
            film.render()
            return film, getattr(film.renderer.file_writer, "final_file_path", None)
    return write


def frames_of(path):
    with av.open(path) as movie:
        return [frame.to_ndarray(format="rgb24").astype(int) for frame in movie.decode(video=0)]


def chapters_of(path):
    with av.open(path) as movie:
        return [(chapter["metadata"]["title"], *(float(chapter[edge] * chapter["time_base"]) for edge in ("start", "end")))
                for chapter in movie.chapters()]


# -- one section -----------------------------------------------------------------------------------------------


@pytest.mark.parametrize("section, first, last, name", [("1", 0, 10, "It goes"), ("2", 10, 24, "It comes back"),
                                                        ("a circle", 24, 38, "A circle")])
def test_a_section_on_its_own_is_that_part_of_the_film(write, section, first, last, name):
    _, whole = write()
    whole = frames_of(whole)
    film, path = write(section)
    part = frames_of(path)
    assert len(whole) == 38 and len(part) == last - first
    assert np.abs(np.array(part) - np.array(whole[first:last])).mean() < 1      # x264 sees another past
    assert chapters_of(path) == [(name, 0, (last - first) / 10)]


def test_its_last_picture_alone(write):
    film, path = write("it_comes_back", format="png")
    _, whole = write()
    assert path.suffix == ".png"
    picture, last = np.asarray(Image.open(path).convert("RGB")).astype(int), frames_of(whole)[23]
    assert np.abs(picture - last).mean() < 2
    assert picture[145:].max() > 150        # with its sentence


def test_its_captions_begin_with_it(write, monkeypatch):
    monkeypatch.setenv("CAPTIONS", "file")
    film, path = write("2")
    assert [(caption.text, caption.start) for caption in film.captions] == [("And back.", 0)]
    assert film.captions[0].end == pytest.approx(1.4)


@pytest.mark.parametrize("section", ["4", "0", "it"])
def test_a_section_that_is_not_there_is_refused_in_a_sentence(write, section, capsys):
    with pytest.raises(SystemExit, match=f"SECTION must be .*: 1 it_goes, 2 it_comes_back, 3 a_circle; got '{section}'"):
        write(section)


def test_an_unclear_wish_is_an_error_of_its_own():
    assert issubclass(Unclear, ValueError)


# -- Manim's own -----------------------------------------------------------------------------------------------


@pytest.mark.parametrize("first, last, frames, chapters", [
    (0, 1, 16, [("It goes", 0, 1), ("It comes back", 1, 1.6)]), (2, 3, 22, [("It comes back", 0, 0.8), ("A circle", 0.8, 2.2)]),
    (1, 2, 14, [("It comes back", 0, 1.4)])])
def test_from_one_play_to_another(write, first, last, frames, chapters):
    _, path = write(from_animation_number=first, upto_animation_number=last)
    assert len(frames_of(path)) == frames and chapters_of(path) == [pytest.approx(each) for each in chapters]


def test_plays_that_are_not_there_leave_no_film(write):
    film, path = write(from_animation_number=40, upto_animation_number=50)
    assert path is None and film.chapters == []


def test_sections_of_some_plays_can_be_saved(write):
    _, path = write(from_animation_number=1, upto_animation_number=3, save_sections=True)
    index, = (path.parent / "sections").glob("*.json")
    assert [section["name"] for section in json.loads(index.read_text())] == ["It comes back", "A circle"]


def test_a_sequence_of_pictures_has_one_for_every_frame(write):
    _, folder = write(format="png-sequence")
    assert len(list(Path(folder).glob("*.png"))) == 38


@pytest.mark.parametrize("folder", ["it's here", "two 'of' them", "Zoë's vidéos"])
def test_a_path_may_have_an_apostrophe(write, tmp_path, folder):
    _, path = write(folder=tmp_path / folder)
    assert len(frames_of(path)) == 38 and folder in str(path)


@pytest.mark.parametrize("settings, why", [
    ({"pixel_width": 540, "pixel_height": 960}, "Three is laid out for a frame of 16:9, as 1920,1080; got 540,960"),
    ({"pixel_width": 640, "pixel_height": 480}, "got 640,480")])
def test_a_frame_of_another_shape_is_refused_in_a_sentence(write, settings, why):
    with pytest.raises(SystemExit, match=why):
        write(**settings)


@pytest.mark.parametrize("size", [(854, 480), (1280, 720), (1920, 1080), (2560, 1440), (320, 180)])
def test_frames_of_16_to_9_are_not(size):
    with tempconfig({"pixel_width": size[0], "pixel_height": size[1]}):
        Three()


def manim(folder, *arguments):
    """Manim's command, in a process of its own."""
    code = "import sys; from manim.__main__ import main; sys.argv[0] = 'manim'; main()"
    return subprocess.run([sys.executable, "-c", code, "--progress_bar", "none", "--media_dir", str(folder), *arguments],
                          cwd=PROJECT, capture_output=True, text=True)


def test_opengl_is_refused_in_a_sentence(tmp_path):
    said = manim(tmp_path, "-ql", "--renderer", "opengl", "scenes/minibatch.py")
    assert said.returncode == 1 and "Traceback" not in said.stderr
    assert said.stderr.strip().splitlines()[-1] == "MiniBatch is drawn with Cairo, as all films here; leave out --renderer opengl."


def test_a_film_of_another_checkout_is_not_drawn_with_this_one(tmp_path):
    for name in ("scenes/other.py", "scenes/stage/film.py"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text("from scenes.stage.film import Film\nclass Other(Film):\n    pass\n")
    said = manim(tmp_path, "-ql", str(tmp_path / "scenes" / "other.py"))
    assert said.returncode == 1 and "Traceback" not in said.stderr
    assert "is a film of another checkout than the environment" in said.stderr and str(PROJECT) in said.stderr


def test_a_film_that_lies_anywhere_else_is_drawn(tmp_path):
    (tmp_path / "mine.py").write_text("from scenes.stage.film import Film\nclass Mine(Film):\n    pass\n")
    assert manim(tmp_path, "-ql", "-s", str(tmp_path / "mine.py")).returncode == 0
