"""What a film says: when it stands there, how long, what is kept of it, and what is said where a claim does not hold."""

import pytest
from manim import Square, config

from scenes.stage import theme
from scenes.stage.clock import Clock, Reading
from scenes.stage.environment import Unclear, captions_in
from scenes.stage.facts import Mark
from scenes.stage.film import Film
from scenes.stage.spoken import PACE, Caption, Claim, reading_time
from scenes.stage.text import Sentence

LONG = "This sentence has so many characters that it takes more than four seconds to be read."


class Talkative(Film):
    """Says three things: one with too little time after it, and two at the ends of sections."""

    def construct(self):
        self.play_section(self.first)
        self.play_section(self.second)

    def first(self):
        self.say("This sentence holds {} characters of text.", Mark(42))
        self.add(Square())
        self.wait(0.4)
        self.read()
        self.say(LONG)

    def second(self):
        self.wait(1)
        self.say("This one ends the film, and nothing follows.")
        self.wait(8)


@pytest.fixture
def film():
    film = Talkative()
    film.setup()
    return film


def on_screen(film):
    return [mobject.said for mobject in film.mobjects if isinstance(mobject, Sentence)]


def test_saying_takes_no_time_and_a_sentence_takes_the_place_of_the_last(film):
    film.say("One thing.")
    assert film.time == 0 and on_screen(film) == ["One thing."]
    film.wait(2)
    film.say("Another.")
    assert film.time == 2 and on_screen(film) == ["Another."]


def test_what_was_said_is_kept_with_its_times():
    film = Talkative()
    film.render()
    one, other, last = film.captions
    assert one == Caption("This sentence holds {} characters of text.", (Mark(42),),
                          "This sentence holds 42 characters of text.", 0.0, one.end)
    assert one.end == other.start and other.end == last.start == pytest.approx(film.chapters[1].start + 1)
    assert last.end == film.time


def test_a_sentence_that_stood_for_no_time_is_not_kept(film):
    film.say("Never seen.")
    film.say("Seen.")
    film.wait(1)
    film.hush()
    assert [caption.text for caption in film.captions] == ["Seen."]
    assert film.sentence is None and on_screen(film) == []


def test_reading_waits_only_as_long_as_it_still_takes(film):
    film.say(LONG)
    film.wait(2)
    film.read()
    assert film.time == pytest.approx(reading_time(LONG))
    film.read()
    assert film.time == pytest.approx(reading_time(LONG))


def test_nothing_is_read_where_nothing_is_said(film):
    film.read()
    assert film.time == 0


def test_a_section_ends_when_its_last_sentence_was_read():
    film = Talkative()
    film.render()
    assert film.chapters[0].end - film.captions[1].start == pytest.approx(reading_time(LONG))
    assert film.chapters[1].end - film.captions[2].start == pytest.approx(8)     # longer than it takes


def test_a_sentence_stands_no_shorter_than_a_viewer_reads():
    assert reading_time(LONG) >= len(LONG) / PACE and reading_time("Oh.") == 1
    assert reading_time(LONG) / theme.TICK == pytest.approx(round(reading_time(LONG) / theme.TICK))


def test_a_sentence_stands_in_the_band(film):
    for said in ("It falls.", LONG):
        film.say(said)
        assert film.sentence.get_top()[1] < theme.FOOT and film.sentence.get_bottom()[1] > -config.frame_height / 2
        assert film.sentence.get_x() == pytest.approx(0, abs=0.05)


def test_a_number_in_a_sentence_follows_its_clock(film):
    clock = Clock(8)
    film.say("By now {} steps.", Reading(clock, Mark))
    clock.run(film, 7, 1)
    assert film.sentence.said == "By now 7 steps."
    film.hush()
    assert film.captions[0].text == "By now 7 steps." and film.captions[0].facts == (Mark(7),)


def test_a_number_typed_into_a_sentence_is_refused(film):
    with pytest.raises(ValueError, match="94"):
        film.say("It gets 94 percent right.")
    with pytest.raises(ValueError, match="3"):
        film.say("All are right.", holds=False, otherwise="But 3 are right.")


# -- claims ------------------------------------------------------------------------------------


def test_a_claim_that_holds_is_said(film):
    film.say("It rose to {}.", Mark(9), holds=True, otherwise="It fell.")
    assert film.sentence.said == "It rose to 9." and film.claims == [Claim("It rose to 9.", True, film._section())]


@pytest.mark.parametrize(("otherwise", "said"), [
    ("It fell.", "It fell."), (("It fell to {}.", Mark(7)), "It fell to 7."), (None, "Before."),
])
def test_of_a_claim_that_does_not_hold_something_else_is_said_or_nothing_new(film, otherwise, said):
    film.say("Before.")
    film.say("It rose to {}.", Mark(9), holds=False, otherwise=otherwise)
    assert film.sentence.said == said
    assert film.claims == [Claim("It rose to 9.", False, film._section())]


def test_a_sentence_without_a_condition_is_no_claim(film):
    film.say("It is {}.", Mark(9))
    assert film.claims == []


def test_a_claim_tells_the_section_that_makes_it():
    class Claims(Film):
        def construct(self):
            self.play_section(self.boldly)

        def boldly(self):
            self.say("All is well.", holds=True)

    film = Claims()
    film.render()
    assert film.claims[0].where == "Boldly"


# -- in the picture, or in a file --------------------------------------------------------------


def test_sentences_stand_in_the_picture_unless_they_are_asked_into_a_file(monkeypatch):
    monkeypatch.delenv("CAPTIONS", raising=False)
    assert captions_in() == "picture"
    monkeypatch.setenv("CAPTIONS", "file")
    assert captions_in() == "file"


def test_a_number_typed_into_a_sentence_is_refused_in_a_file_too(monkeypatch):
    monkeypatch.setenv("CAPTIONS", "file")
    with pytest.raises(ValueError, match="94"):
        Talkative().say("It gets 94 percent right.")


def test_another_place_is_an_error_that_names_it(monkeypatch):
    monkeypatch.setenv("CAPTIONS", "wall")
    with pytest.raises(Unclear, match="must be picture or file; got 'wall'"):
        Talkative()


def test_for_a_file_the_picture_is_clean_and_everything_lasts_as_long(monkeypatch):
    spoken = Talkative()
    spoken.render()
    monkeypatch.setenv("CAPTIONS", "file")

    class Clean(Talkative):
        def wait(self, *seconds):
            assert self.sentence not in self.mobjects
            super().wait(*seconds)

    clean = Clean()
    clean.render()
    assert clean.captions == spoken.captions and clean.time == spoken.time
