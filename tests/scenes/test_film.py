"""What every film gets from Film: recordings, chapters, refused numbers, hand-overs, places, texts that follow a clock."""

import random
import re
from pathlib import Path
from types import SimpleNamespace

import numpy as np
import pytest
from manim import LEFT, RIGHT, Circle, Create, FadeIn, Square, Triangle, VGroup, Wait, config, tempconfig

from scenes.stage import theme
from scenes.stage.clock import Clock, Reading
from scenes.stage.facts import Fact, Mark
from scenes.stage.film import Film
from scenes.stage.text import Formula, Words


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


@pytest.fixture
def film():
    film = TwoSections()
    film.setup()
    return film


def counting(clock):
    """A Reading of the row that a clock stands at."""
    return Reading(clock, Mark)


def on_screen(film):
    return [part for mobject in film.mobjects for part in mobject.get_family()]


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
    assert film.clock("digits").last == len(recording.step) - 1 and film.clock("digits", rows=4).last == 3


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
    sources = [*scenes.glob("*.py"), *(scenes / "stage").glob("*.py")]
    assert len(sources) > 5
    assert not [path.name for path in sources if re.search(r"np\.random|import random|default_rng", path.read_text())]
    random.seed(1), np.random.seed(1)
    assert isinstance(TwoSections(), Film)


def test_the_background_is_the_themes(film):
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


def test_the_question_stands_there_from_the_first_frame_and_stays(film):
    film.question = "Of the many ways down there are\nwhich one does it take in the end?"
    film.ask()
    assert [part.said for part in on_screen(film) if isinstance(part, Words)] == [film.question]
    assert film.time == pytest.approx(theme.reading_time(film.question)) and film.time > 3     # for it goes at once


def test_an_animation_lasts_a_beat_unless_it_is_told_how_long(film):
    film.play(FadeIn(Square()))
    assert film.time == pytest.approx(theme.BEAT)
    film.play(FadeIn(Circle()), run_time=1.4)
    assert film.time == pytest.approx(theme.BEAT + 1.4)
    film.play(Wait(3))
    assert film.time == pytest.approx(theme.BEAT + 4.4)


# -- from one picture to the next --------------------------------------------------------------


def test_a_hand_over_lets_all_go_but_what_stays_in_one_move(film):
    staying, part, going, coming = Square(), Circle(), Triangle(), Square()
    film.say("It stays, too.")
    film.add(staying, VGroup(part, going))
    film.hand_over(staying, part, comes=[coming])
    assert film.time == pytest.approx(theme.BEAT)
    shown = on_screen(film)
    assert {staying, part, coming, film.sentence} <= set(shown) and going not in shown


def test_what_leaves_does_not_cover_what_stays(film):
    panel, edge, staying, orders = Square(fill_opacity=1), Square(), Circle(), []
    film.add(panel, staying, edge)
    staying.add_updater(lambda _: orders.append([film.mobjects.index(each) for each in (panel, staying) if each in film.mobjects]))
    film.hand_over(staying)
    assert len(orders) >= 3 and all(len(order) == 2 and order == sorted(order) for order in orders[:3])


def test_a_hand_over_turns_one_thing_into_another(film):
    old, new = Square(), Circle()
    film.add(VGroup(old, Triangle()))
    film.hand_over(becomes=[(old, new)], run_time=1.2)
    assert film.mobjects == [new] and film.time == pytest.approx(1.2)


def test_a_formula_of_one_picture_becomes_one_of_the_next(film):
    old, new = Formula("{{w : w}} + b"), Formula("C ({{w : w}})").shift(RIGHT)
    film.add(old, Square())
    film.hand_over(becomes=zip([old], [new]))
    assert film.mobjects == [new]


def test_what_leaves_is_nearly_gone_before_what_comes_is_there(film):
    old, new, fainter = Words("a"), Words("b"), []
    film.add(old)
    film.add_updater(lambda dt: fainter.append(min(old.get_fill_opacity(), new.get_fill_opacity())))
    film.hand_over(comes=[new], run_time=4)
    assert len(fainter) > 15 and max(fainter) < 0.3


def test_something_is_there_in_every_frame_of_a_hand_over(film):
    old, new, opacities = Square(), Circle(), []
    film.add(old)
    film.add_updater(lambda dt: opacities.append(max(old.get_stroke_opacity(), new.get_stroke_opacity())))
    film.hand_over(comes=[new])
    assert len(opacities) > 2 and min(opacities) >= 0.5


def test_a_hand_over_with_nothing_to_do_takes_no_time(film):
    staying = Square()
    film.add(staying)
    film.wait(1)      # leaves an empty mobject of Manim's behind
    film.hand_over(staying)
    assert film.time == 1 and staying in film.mobjects


# -- texts that follow a clock -----------------------------------------------------------------


def test_a_live_text_follows_its_clock(film):
    clock = Clock(5)
    text = film.live("row {} of {}", counting(clock), Mark(4), size=theme.LABEL)
    assert text.said == "row 0 of 4" and text.size == theme.LABEL
    film.add(text)
    clock.run(film, 3, 1)
    assert text.said == "row 3 of 4"


def test_a_reading_is_the_recorded_number_at_the_row_of_the_clock(film):
    film.runs = {"toy": SimpleNamespace(cost=np.array([3.0, 2.0, 1.5]))}
    clock = Clock(3)
    reading = film.reading(clock, "toy.cost", form=".1f")
    assert reading.now == Fact("toy.cost", (0,), 3.0, ".1f")
    clock.run(film, 2, 1)
    assert str(reading.now) == "1.5"


@pytest.mark.parametrize("side", [LEFT, RIGHT])
def test_a_tag_stands_in_a_top_corner_and_follows_its_clock(film, side):
    clock = Clock(2001)
    tag = film.tag("step {}", counting(clock), side=side)
    clock.run(film, 2000, 1)
    assert tag.said == "step 2000" and tag.get_top()[1] == pytest.approx(config.frame_height / 2 - theme.MARGIN)
    assert side[0] * tag.get_edge_center(side)[0] == pytest.approx(config.frame_width / 2 - theme.MARGIN, abs=0.05)


# -- places ------------------------------------------------------------------------------------


def test_the_room_for_drawings_ends_where_the_tag_and_the_band_begin(film):
    assert film.room.get_bottom()[1] == pytest.approx(theme.FOOT)
    assert film.room.get_right()[0] == pytest.approx(config.frame_width / 2 - theme.MARGIN)
    assert film.room.get_top()[1] < film.tag("a tag").get_top()[1]


def test_left_and_right_are_the_middles_of_their_parts_of_the_room(film):
    upper, lower = Square(1), Circle(0.5)
    group = film.left(upper, lower)
    assert upper.get_bottom()[1] - lower.get_top()[1] == pytest.approx(theme.GUTTER)
    assert group.get_center()[:2] == pytest.approx([-film.room.width / 4, film.room.get_center()[1]])
    assert film.right(Square()).get_x() == pytest.approx(film.room.width / 4)


def test_a_part_may_be_larger_than_the_other(film):
    large, small = film.left(Square(), share=0.7), film.right(Square(), share=0.3)
    width, edge = film.room.width, film.room.get_left()[0]
    assert large.get_x() == pytest.approx(edge + 0.35 * width) and small.get_x() == pytest.approx(edge + 0.85 * width)
