"""What every film gets from Film: recordings, chapters, refused numbers, both ways to be started."""

import random
from pathlib import Path

import numpy as np
import pytest
from manim import Create, FadeIn, Square, VGroup, config, tempconfig

from scenes.stage import theme
from scenes.stage.film import Film
from scenes.stage.text import Words


class TwoSections(Film):
    question = "How many?"

    def construct(self):
        self.play_section(self.a_square_comes)
        self.play_section(self.it_stays)

    def a_square_comes(self):
        self.ask()
        self.play(Create(Square()), run_time=0.4)

    def it_stays(self):
        self.wait(1)


def test_every_section_becomes_a_chapter():
    film = TwoSections()
    film.render()
    assert [chapter.name for chapter in film.chapters] == ["A square comes", "It stays"]
    starts, ends = zip(*((chapter.start, chapter.end) for chapter in film.chapters))
    assert starts[0] == 0 and starts[1] == ends[0] and ends[1] == film.time == starts[1] + 1


def test_a_film_finds_its_recordings_by_name(recording):
    class Reader(Film):
        recordings = ("digits",)

    film = Reader()
    film.setup()
    assert film.runs["digits"].sha256 == recording.sha256
    shown = film.fact("digits.cost", -1, form=".3f")
    assert (shown.key, str(shown)) == ("digits.cost", f"{recording['cost'][-1]:.3f}")
    assert film.clock("digits").last == len(recording.step) - 1


def test_the_recording_is_part_of_what_manim_caches_by(recording):
    class Reader(Film):
        recordings = ("digits",)

    film = Reader()
    film.setup()
    assert film.camera.recordings == {"digits": recording.sha256}


@pytest.mark.parametrize("show", [
    lambda film, text: film.add(text),
    lambda film, text: film.add(VGroup(VGroup(text))),
    lambda film, text: film.play(FadeIn(text), run_time=0.2),
])
def test_a_number_typed_into_a_text_is_refused_wherever_it_appears(show):
    with pytest.raises(ValueError, match="typed number 94"):
        show(TwoSections(), Words("94 percent"))


def test_a_typed_number_that_the_film_lists_is_shown():
    class Toy(Film):
        constants = {"0.1": "the learning rate of the toy"}

    Toy().add(Words("eta is 0.1"))


def test_a_film_does_not_depend_on_random_numbers():
    """Constructing a Scene reseeds the global generators; what a film draws must not notice."""
    scenes = Path(__file__).parents[2] / "scenes"
    sources = [scenes / "descent.py", *(scenes / "stage").glob("*.py")]
    assert len(sources) > 5
    assert not [path.name for path in sources if "random" in path.read_text()]
    random.seed(1), np.random.seed(1)
    assert isinstance(TwoSections(), Film)


def test_the_background_is_the_themes():
    film = TwoSections()
    film.setup()
    film.renderer.update_frame(film)
    assert tuple(film.camera.pixel_array[0, 0, :3]) == tuple(theme.BACKGROUND.to_int_rgb())


def test_a_films_length_does_not_depend_on_its_quality():
    lengths = set()
    for rate in (15, 30, 60):
        with tempconfig({"frame_rate": rate}):
            film = TwoSections()
            film.render()
            lengths.add(round(film.time, 6))
    assert len(lengths) == 1 and config.frame_rate == 5
