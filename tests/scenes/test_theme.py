"""The palette can be read by everybody, ink is linear in the number, and a rhythm has whole frames."""

from itertools import combinations

import numpy as np
import pytest
from manim import ManimColor

from scenes.stage import theme
from scenes.stage.text import Words

TO_XYZ = np.array([[0.4124, 0.3576, 0.1805], [0.2126, 0.7152, 0.0722], [0.0193, 0.1192, 0.9505]])
VIEWERS = {     # what the eye makes of linear red, green, blue (Machado, Oliveira and Fernandes 2009, severity 1)
    "normal": np.eye(3),
    "protanope": [[0.152286, 1.052583, -0.204868], [0.114503, 0.786281, 0.099216], [-0.003882, -0.048116, 1.051998]],
    "deuteranope": [[0.367322, 0.860646, -0.227968], [0.280085, 0.672501, 0.047413], [-0.011820, 0.042940, 0.968881]],
}
TEXT = {name: colour for name, colour in vars(theme).items()
        if isinstance(colour, ManimColor) and name not in ("BACKGROUND", "UNLIT", "HAIR")}


def linear(colour):
    c = np.array(colour.to_rgb())
    return np.where(c <= 0.04045, c / 12.92, ((c + 0.055) / 1.055) ** 2.4)


def luminance(colour):
    return TO_XYZ[1] @ linear(colour)


def lab(colour, viewer):
    xyz = TO_XYZ @ np.clip(np.array(VIEWERS[viewer]) @ linear(colour), 0, 1) / TO_XYZ.sum(axis=1)
    f = np.where(xyz > 0.008856, np.cbrt(xyz), 7.787 * xyz + 16 / 116)
    return np.array([116 * f[1] - 16, 500 * (f[0] - f[1]), 200 * (f[1] - f[2])])


@pytest.mark.parametrize("name", TEXT)
def test_text_stands_out_from_the_background(name):
    assert (luminance(TEXT[name]) + 0.05) / (luminance(theme.BACKGROUND) + 0.05) >= 4.5


@pytest.mark.parametrize("viewer", VIEWERS)
def test_symbols_and_signs_are_told_apart(viewer):
    colours = {**theme.SYMBOLS, "+": theme.POSITIVE, "-": theme.NEGATIVE}
    for (one, a), (other, b) in combinations(colours.items(), 2):
        assert np.linalg.norm(lab(a, viewer) - lab(b, viewer)) > 20, (one, other)


@pytest.mark.parametrize("viewer", VIEWERS)
def test_a_cost_that_rises_is_told_from_one_that_falls(viewer):
    assert np.linalg.norm(lab(theme.COST, viewer) - lab(theme.FALLS, viewer)) > 10


def test_the_smallest_text_has_capitals_of_ten_pixels_at_480p_and_what_stands_free_of_twelve():
    assert theme.TITLE > theme.BODY > theme.LABEL > theme.INSIDE
    assert Words("H", size=theme.INSIDE).height * 480 / 8 >= 9.9
    assert Words("H", size=theme.LABEL).height * 480 / 8 >= 11.9


def test_twice_the_weight_adds_twice_the_width():
    none, one, two, full, beyond = theme.weight_width(np.array([0.0, 1.0, -2.0, 4.0, 9.0]), full=4.0)
    assert two - none == pytest.approx(2 * (one - none))
    assert (none, full, beyond) == pytest.approx((theme.THREAD, theme.BOLD, theme.BOLD))


def test_colour_is_the_sign_of_the_weight():
    assert theme.weight_colour(0.1) == theme.POSITIVE != theme.weight_colour(-0.1) == theme.NEGATIVE


def test_times_are_whole_frames_at_every_quality():
    for seconds in (theme.BEAT, theme.READ, theme.in_ticks(0.3), theme.reading_time("one two three four five")):
        for rate in (15, 30, 60):
            assert seconds * rate == pytest.approx(round(seconds * rate))


def test_reading_takes_a_third_of_a_second_a_word_and_a_second_at_least():
    assert theme.reading_time("Yes") == 1
    assert theme.reading_time(10 * "word ") == pytest.approx(3.6)
