"""The box with dials: how far a knob is turned, and where what goes in and comes out stands."""

import numpy as np
import pytest
from manim import Square

from scenes.stage import theme
from scenes.stage.facts import Mark
from scenes.stage.machine import Knobs, Machine
from scenes.stage.pupil import Pupil
from scenes.stage.text import Words
from tests.scenes.looking import is_near

VALUES = 0.0, 1.0, -1.0, 2.0, 9.0, -9.0           # of at most 2


def mark_of(pixels, still, knobs, i):
    """The direction, clockwise from straight up and in degrees, in which the mark of a knob is seen."""
    x, y, _ = knobs.middle(i)
    seen = [degrees for degrees in range(-180, 180, 2)
            if is_near(still.at(pixels, np.array([x + 0.2 * np.sin(np.radians(degrees)), y + 0.2 * np.cos(np.radians(degrees)), 0])),
                       255 * theme.WEIGHT.to_rgb())]
    return np.mean(seen)


def test_a_knob_points_where_its_number_says(still):
    pixels = still.pixels(knobs := Knobs(VALUES, 2, 3, 1.0))
    assert [mark_of(pixels, still, knobs, i) for i in range(6)] == pytest.approx([0, 75, -75, 150, 150, -150], abs=4)
    assert knobs.middle(0) == pytest.approx([-1, 0.5, 0]) and knobs.middle(5) == pytest.approx([1, -0.5, 0])


def test_knobs_turn_where_they_stand(still):
    knobs = Knobs(np.zeros(4), 1, 2, 1.0).shift([2, 1, 0]).show([0.6, 0, 0, 0])
    assert mark_of(still.pixels(knobs), still, knobs, 0) == pytest.approx(90, abs=4)
    assert knobs.shown()["path of dials"].tolist() == [[0.6, 0, 0, 0]]


def test_knobs_without_a_colour_have_that_of_their_sign(still):
    pixels = still.pixels(Knobs([1.0, -1.0], 2, 2, 1.0, color=None))
    blue, orange = (np.argwhere(is_near(pixels, 255 * color.to_rgb()))[:, 1].mean() for color in (theme.POSITIVE, theme.NEGATIVE))
    assert blue < pixels.shape[1] / 2 < orange


def test_digits_to_learn_from_stand_over_their_answers_and_below_its_own():
    pupil = Pupil(np.zeros(784), 3, np.zeros(10), (Mark(784), Mark(10)), Words("dials"), Knobs(VALUES, 2, 3, 0.5))
    lesson = pupil.learns(Words("to learn from"), np.eye(784)[:5], [Mark(n) for n in (5, 7, 0, 2, 9)])
    pupil.ins.shift(pupil.raised)
    assert cards_of(pupil) == [("0", 2), ("7", 1), ("5", 0)]
    assert lesson.get_top()[1] < pupil.digit.get_bottom()[1] and lesson.get_right()[0] < pupil.box.get_left()[0]
    assert pupil.names[3].get_color() == theme.WANTED


def cards_of(pupil):
    """What is seen of the digits to learn from, from the left: answer, and which pixel is inked."""
    return [(card[1].said, int(card[0].x.argmax())) for card in sorted(pupil.stream, key=lambda card: card.get_x())]


def test_digits_to_learn_from_go_in_one_after_the_other_and_come_again():
    pupil = Pupil(np.zeros(784), 3, np.zeros(10), (Mark(784), Mark(10)), Words("dials"), Knobs(VALUES, 2, 3, 0.5))
    pupil.learns(Words("to learn from"), np.eye(784)[:5], [Mark(n) for n in (5, 7, 0, 2, 9)])
    places, high = [card.get_x() for card in pupil.stream], pupil.stream[0].height
    pupil.stream.flow(0.5)                                                # the first is going in, the fourth comes
    assert cards_of(pupil) == [("2", 3), ("0", 2), ("7", 1), ("5", 0)]
    small, *seen, going = sorted(pupil.stream, key=lambda card: card.get_x())
    assert small.height == pytest.approx(high / 2) == going.height and [card.height for card in seen] == pytest.approx([high, high])
    assert places[2] < going.get_x() < pupil.box.get_left()[0]
    pupil.stream.flow(1)
    assert cards_of(pupil) == [("2", 3), ("0", 2), ("7", 1)] and sorted(card.get_x() for card in pupil.stream) == pytest.approx(places)
    pupil.stream.flow(4)
    assert cards_of(pupil) == [("7", 1), ("5", 0), ("9", 4)]


def test_squares_become_the_knobs_of_their_numbers_in_their_colour(still):
    knobs = Knobs([2.0, -2.0], 2, 2, 1.0, color=None).shift([0, 1, 0])
    knobs.come_from([[-2, -1, 0], [2, -1, 0]], 0.3)
    pixels = still.pixels(knobs)
    for x, color in ((-2, theme.POSITIVE), (2, theme.NEGATIVE)):
        assert still.at(pixels, np.array([x + 0.1, -1.1, 0])) == pytest.approx(255 * color.to_rgb(), abs=3)     # a corner of a square
    assert not is_near(still.at(still.pixels(knobs.arrive(0.5)), np.array([-2, -1, 0])), 255 * theme.POSITIVE.to_rgb())
    there = still.pixels(knobs.arrive(1))
    still.remove(knobs)
    assert np.array_equal(still.pixels(Knobs([2.0, -2.0], 2, 2, 1.0, color=None).shift([0, 1, 0])), there)


def test_a_knob_at_nothing_has_no_sign(still):
    pixels = still.pixels(Knobs([0.0], 2, 1, 2.0, color=None))
    assert not any(is_near(pixels, 255 * color.to_rgb()).any() for color in (theme.POSITIVE, theme.NEGATIVE))


def test_numbers_go_in_at_the_left_and_come_out_at_the_right():
    machine = Machine(Words("the network"), Words("dials"), 4, 3, inside=Square(1), knobs=Knobs(VALUES, 2, 3, 0.5))
    ins, outs = machine.takes(Square(1)), machine.gives(Square(1), Square(0.5))
    assert ins.get_right()[0] < machine.box.get_left()[0] and outs.get_left()[0] > machine.box.get_right()[0]
    for arrow, things in (ins, outs):
        assert arrow.get_end()[0] > arrow.get_start()[0] and arrow.get_y() == pytest.approx(things.get_y())
    for part in (machine.title, machine.dials, machine.inside, machine.knobs):
        assert machine.box.get_left()[0] < part.get_left()[0] and part.get_right()[0] < machine.box.get_right()[0]
        assert machine.box.get_bottom()[1] < part.get_bottom()[1] and part.get_top()[1] < machine.box.get_top()[1]
    assert machine.inside.get_bottom()[1] > machine.knobs.get_top()[1] and machine.title.get_bottom()[1] > machine.inside.get_top()[1]
    assert len(machine.submobjects) == 7 and ins in machine.submobjects and outs in machine.submobjects
