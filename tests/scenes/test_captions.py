"""Captions can be read: short, not too fast, one after the other."""

from itertools import pairwise

import pytest
from manim import Square

from scenes.stage import captions
from scenes.stage.facts import Mark
from scenes.stage.film import Film

LONGEST = "One of these words is exactly as long as it takes to make two full lines of this text"


def test_a_short_caption_stays_on_one_line():
    assert captions.break_lines("The cost falls.") == "The cost falls."


def test_a_long_caption_is_broken_into_even_lines():
    first, second = captions.break_lines("The squared differences add up to one number, the cost: 2.97.").split("\n")
    assert max(len(first), len(second)) <= captions.LINE_LENGTH and abs(len(first) - len(second)) <= 8


def test_a_caption_too_long_for_two_lines_is_an_error_that_names_it():
    with pytest.raises(ValueError, match="One of these words"):
        captions.break_lines(LONGEST + " and more")
    with pytest.raises(ValueError, match="say less"):
        captions.break_lines(50 * "m")


class Talkative(Film):
    """Says four things: one with too little time after it, one with much, and two with none at the ends of sections."""

    def construct(self):
        self.play_section(self.first)
        self.play_section(self.second)

    def first(self):
        self.say("This caption holds {} characters of text.", Mark(42))
        self.add(Square())
        self.wait(0.4)
        self.say("Short.")
        self.wait(8)
        self.say("This one ends the section.")

    def second(self):
        self.wait(1)
        self.say("This one ends the film, and nothing follows.")


@pytest.fixture
def said():
    film = Talkative()
    film.render()
    return film.renderer.file_writer.subcaptions, film


def test_captions_are_sorted_and_do_not_overlap(said):
    spans = [(c.start.total_seconds(), c.end.total_seconds()) for c in said[0]]
    assert len(spans) == 4
    assert all(end <= start + 1e-6 for (_, end), (start, _) in pairwise(spans))
    assert spans[-1][1] <= said[1].time + 1e-6


def test_no_caption_is_faster_than_a_viewer_reads(said):
    for caption in said[0]:
        assert len(caption.content) / (caption.end - caption.start).total_seconds() <= captions.PACE


def test_a_caption_goes_when_it_was_read_long_ago(said):
    short = said[0][1]
    assert short.content == "Short." and (short.end - short.start).total_seconds() == captions.LINGER * 1.0


def test_a_caption_ends_with_its_section(said):
    chapters = said[1].chapters
    assert said[0][2].end.total_seconds() == pytest.approx(chapters[0].end)
    assert said[0][3].start.total_seconds() == pytest.approx(chapters[1].start + 1)


def test_a_number_typed_into_a_caption_is_refused():
    with pytest.raises(ValueError, match="94"):
        Talkative().say("It gets 94 percent right.")
