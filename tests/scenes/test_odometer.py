"""The drums of an odometer: which digit stands where, how they turn, and that the audits read the number."""

import numpy as np
import pytest
from manim import RIGHT

from scenes.stage import theme
from scenes.stage.facts import Fact, Mark
from scenes.stage.odometer import Odometer
from scenes.stage.text import Live
from scenes.studio.audits.ancestry import Ancestry
from scenes.studio.audits.numbers import looks_like_what_it_says
from scenes.studio.audits.things import things_in


def fact(value):
    return Fact("walkers.race_seen", (3,), value, ",")


@pytest.mark.parametrize("value, digits", [(0, "00000"), (200, "00200"), (28760, "28760")])
def test_every_drum_stands_at_its_digit(value, digits):
    assert Odometer(5, fact(value), theme.SOME).drums() == [(int(digit), 0) for digit in digits]


def test_digits_look_like_those_of_texts(still):
    odometer = Odometer(5, Mark(28760), theme.ALL).shift(RIGHT)
    one = np.abs(still.pixels(odometer) - theme.BACKGROUND.to_int_rgb()).max(axis=2)
    for place, digit in enumerate("28760"):
        middle = odometer.place(odometer.middles[place], 0)
        still.clear()
        text = Live("{}", Mark(int(digit)), size=theme.TITLE, color=theme.ALL).move_to(middle)
        alone = still.pixels(text).max(axis=2)
        rows, columns = np.nonzero(alone > 150)
        assert (one[rows, columns] > 80).mean() > 0.95, digit
        box = slice(rows.min(), rows.max() + 1), slice(columns.min(), columns.max() + 1)
        assert (one[box][alone[box] < 40] < 120).mean() > 0.95, digit


def test_zeros_in_front_are_dim_and_others_are_not():
    def dim(value):
        odometer = Odometer(5, Mark(value), theme.SOME)
        return [odometer._colour_of(place) == theme.FAINT for place in range(5)]

    assert dim(200) == [True, True, False, False, False]
    assert dim(0) == [True] * 4 + [False]
    assert dim(10000) == [False] * 5 and dim(9999) == [True] + [False] * 4


def test_thousands_stand_apart():
    middles = Odometer(6, Mark(0), theme.SOME).middles
    gaps = np.diff(middles)
    assert gaps[2] > 1.1 * gaps[0] and np.delete(gaps, 2) == pytest.approx(4 * [gaps[0]])
    assert middles.sum() == pytest.approx(0)


def test_a_drum_turns_while_all_to_its_right_go_from_nine_to_zero():
    odometer = Odometer(3, Mark(195), theme.SOME).show(Mark(203), turning=0.5)
    assert odometer.drums() == [(1, 0), (9, 0), (9, 0)]          # 199
    assert odometer.show(Mark(203), turning=0.5625).drums() == [(1, 0.5), (9, 0.5), (9, 0.5)]
    assert odometer.show(Mark(203), turning=0.6875).drums() == [(2, 0), (0, 0), (0, 0.5)]
    assert odometer.show(Mark(203), turning=0.0).drums() == [(1, 0), (9, 0), (5, 0)]
    assert odometer.show(Mark(203)).drums() == [(2, 0), (0, 0), (3, 0)] and odometer.said == "203"


def test_on_the_way_it_counts_up_through_the_numbers_between():
    odometer, read = Odometer(5, Mark(11_760), theme.SOME), []
    for turning in np.linspace(0.01, 1, 100):
        read.append(int("".join(str(digit) for digit, _ in odometer.show(Mark(12_544), turning=turning).drums())))
    assert read == sorted(read) and read[0] >= 11_760 and read[-1] == 12_544 and len(set(read)) == 100


def test_while_a_drum_turns_its_digit_moves_up(still):
    odometer = Odometer(1, Mark(1), theme.ALL)

    def top_of_ink(turning):
        still.clear()
        column = still.pixels(odometer.show(Mark(2), turning=turning))[:, 320 - 8:320 + 8].max(axis=(1, 2)) > 150
        return np.nonzero(column)[0].min()

    assert top_of_ink(0.25) < top_of_ink(0.0)


def test_rolling_ends_at_the_number():
    odometer = Odometer(5, fact(0), theme.SOME)
    for turning in (0.3, 0.7, 1.0):
        odometer.show(fact(1438), turning=turning)
    assert odometer.drums() == [(0, 0), (1, 0), (4, 0), (3, 0), (8, 0)] and odometer.facts == (fact(1438),)


def test_a_number_that_is_too_large_is_refused():
    with pytest.raises(ValueError, match="does not fit on 3 drums"):
        Odometer(3, Mark(1438), theme.SOME)
    with pytest.raises(ValueError, match="does not fit"):
        Odometer(3, Mark(143), theme.SOME).show(Mark(1438))


def test_the_audits_read_its_number(still):
    odometer = Odometer(5, fact(28760), theme.ALL)
    still.add(odometer)
    thing, = things_in(still, Ancestry())
    assert thing.is_text and thing.mobject.said == "28,760" and thing.mobject.facts == (fact(28760),)
    assert thing.mobject.template == "{}" and looks_like_what_it_says(odometer.scale(2).shift(RIGHT))
