"""Text says what it shows, digits do not jump, and a live number is cheap."""

from itertools import pairwise
from time import process_time

import numpy as np
import pytest
from manim import LEFT, RIGHT, UP, Mobject

from scenes.stage import text, theme
from scenes.stage.facts import Mark
from scenes.stage.text import (
    LINE_LENGTH,
    LINE_PITCH,
    Formula,
    Live,
    Number,
    Sentence,
    Words,
    align_baselines,
    an,
    as_symbol,
    in_even_lines,
    symbol_colour,
)


def test_a_digit_has_its_article():
    assert [an(Mark(j)) for j in range(10)] == 8 * ["a"] + ["an", "a"]


def number(value, form=".2f"):
    return Mark(value, form)


def test_a_text_says_what_it_shows_and_where_its_numbers_come_from():
    mark = number(0.5)
    for shown in (Words("cost {}", mark), Live("cost {}", mark)):
        assert (shown.said, shown.template, shown.facts) == ("cost 0.50", "cost {}", (mark,))


def test_signs_of_the_typesetter_are_shown_as_they_are():
    signs = 'a*b_c #d $e$ "f" \\g'
    assert len(Words(signs).get_subpaths()) == len(Live(signs).get_subpaths())


def test_a_line_break_makes_two_lines():
    one, two = Words("ab"), Words("a\nb")
    assert two.height > 1.5 * one.height and two.width < one.width


def test_live_text_is_set_like_words():
    words, live = Words("cost {}", number(3.14)), Live("cost {}", number(3.14))
    assert live.width == pytest.approx(words.width, rel=0.02) and live.height == pytest.approx(words.height, rel=0.02)


def test_digits_keep_their_places_while_a_number_runs():
    """The last two digits of 9.25 and of -1234.25 are drawn at the same place, wherever the number was moved."""
    shown = Number(number(9.25)).scale(1.5).shift(2 * RIGHT + UP)
    before = tail(shown, ".25")
    shown.show(number(-1234.25))
    assert tail(shown, ".25") == pytest.approx(before, abs=1e-9)
    assert shown.said == "−1234.25"
    shown.show(number(9.25))
    assert tail(shown, ".25") == pytest.approx(before, abs=1e-9)


def tail(shown, digits):
    return shown.points[-sum(len(text._glyph(d)[0]) for d in digits):]


def test_all_digits_are_equally_wide():
    assert len({round(text._glyph(d)[1], 6) for d in "0123456789"}) == 1


def test_text_anchored_on_the_left_grows_to_the_right():
    shown = Live("step {}", Mark(9), anchor=LEFT)
    left = shown.get_left()[0]
    assert shown.show(Mark(1000)).get_left()[0] == pytest.approx(left)


def test_a_live_number_costs_less_than_a_millisecond():
    shown = Number(number(0.0, ".3f"))
    values = [number(k / 1000, ".3f") for k in range(500)]
    for value in values:
        shown.show(value)      # now every glyph is known
    text._typeset.cache_clear()    # and no number
    start = process_time()
    for value in values:
        shown.show(value)
    assert (process_time() - start) / len(values) < 1e-3


def test_texts_come_to_stand_on_one_line():
    texts = [Words("xyz"), Formula("(a_j)^2"), Number(number(1.5)), Words("A\nb").scale(2)]
    align_baselines(*texts)
    assert [shown.baseline for shown in texts] == pytest.approx(4 * [texts[0].baseline])
    flat, deep, digits = Words("x"), Words("xy"), Number(number(11, "d"))
    align_baselines(flat, deep, digits)
    assert deep.get_top()[1] == pytest.approx(flat.get_top()[1], abs=0.01) and deep.get_bottom()[1] < flat.get_bottom()[1]
    assert digits.get_bottom()[1] == pytest.approx(flat.get_bottom()[1], abs=0.01)


def test_a_formula_has_parts_in_the_colours_of_their_symbols():
    formula = Formula("{{ C : C }} = sum_j ({{ a_j : a }} - {{ y_j : y }})^2")
    assert formula.part("C")[0].get_fill_color() == theme.COST
    assert all(glyph.get_fill_color() == theme.WANTED for glyph in formula.part("y"))
    assert len(formula.part("a")) == 2      # a and its index
    with pytest.raises(KeyError):
        formula.part("w")


def test_a_fraction_bar_is_as_thick_at_every_quality():
    bars = [glyph for glyph in Formula("(d C)/(d w)") if glyph.get_stroke_width() > 0]
    assert [bar.get_stroke_width() for bar in bars] == [theme.stroke(theme.LINE)]


def test_copies_are_texts_too():
    copy = Words("cost {}", number(1)).copy()
    assert copy.said == "cost 1.00" and isinstance(copy, Mobject) and np.isfinite(copy.baseline)


def test_a_copy_of_a_formula_has_its_own_parts():
    formula = Formula("{{ a_j : a }} = {{ a_j : a }}")
    copy = formula.copy()
    copy.part("a").set_color(theme.COST)
    assert len(copy.part("a")) == 4 and {id(glyph) for glyph in copy.part("a")} < set(map(id, copy))
    assert all(glyph.get_fill_color() == theme.SYMBOLS["a"] for glyph in formula.part("a"))


def test_the_same_formula_again_is_drawn_alike_and_is_another():
    first, second = Formula("(d C)/(d w)"), Formula("(d C)/(d w)")
    first.shift(UP)
    assert np.allclose(second[0].points + UP, first[0].points)


# -- sentences ---------------------------------------------------------------------------------

TWO_LINES = "A sentence of more than eighty characters is broken into two lines that are of nearly equal length."


def colours(sentence):
    return [part.get_fill_color() for part in sentence]


def test_a_sentence_says_what_it_shows_without_the_dollars():
    sentence = Sentence("The weight $w$ is {}.", number(0.5))
    assert (sentence.said, sentence.template, sentence.facts) == ("The weight w is 0.50.", "The weight $w$ is {}.", (number(0.5),))
    assert sentence.size == theme.BODY


def test_a_symbol_stands_in_a_sentence_in_its_colour_and_its_letters():
    sentence = Sentence("So $w$ falls.")
    assert colours(sentence) == [theme.INK, theme.WEIGHT, theme.INK]
    letter = Words("\N{MATHEMATICAL ITALIC SMALL W}")
    assert sentence[1].width == pytest.approx(letter.width) and sentence[1].height == pytest.approx(letter.height)
    gaps = [after.get_left()[0] - before.get_right()[0] for before, after in pairwise(sentence)]
    assert all(0.03 < gap < 0.3 for gap in gaps)      # a space wide: nothing overlaps


def test_letters_of_mathematics_are_slanted():
    assert as_symbol("C/w") == "\N{MATHEMATICAL ITALIC CAPITAL C}/\N{MATHEMATICAL ITALIC SMALL W}"
    assert as_symbol("\N{GREEK SMALL LETTER SIGMA}") == "\N{MATHEMATICAL ITALIC SMALL SIGMA}"
    assert as_symbol("ah") == "\N{MATHEMATICAL ITALIC SMALL A}\N{PLANCK CONSTANT}"


@pytest.mark.parametrize(("symbol", "colour"), [
    ("w", theme.WEIGHT), ("C", theme.COST), ("dC/dw", theme.GRADIENT), ("\N{NABLA}C", theme.GRADIENT),
    ("\N{GREEK SMALL LETTER DELTA}", theme.GRADIENT), ("k", theme.INK),
])
def test_a_symbol_has_the_colour_of_its_letter_and_a_slope_the_gradients(symbol, colour):
    assert symbol_colour(symbol) == colour


def test_a_sentence_stands_in_the_middle_of_its_line():
    assert Sentence("It stands on its baseline.").get_x() == pytest.approx(0, abs=0.05)


def test_a_long_sentence_stands_on_two_lines_around_its_middle():
    upper, lower = Sentence(TWO_LINES)
    assert upper.get_x() == pytest.approx(lower.get_x(), abs=0.05)
    assert upper.get_top()[1] - lower.get_top()[1] == pytest.approx(LINE_PITCH, abs=0.01)      # both begin with tall letters
    assert upper.get_bottom()[1] > 0 > lower.get_top()[1] - 0.2


def test_lines_are_of_nearly_equal_length_and_dollars_take_no_room():
    one, two = in_even_lines(TWO_LINES, LINE_LENGTH, 2)
    assert f"{one} {two}" == TWO_LINES and abs(len(one) - len(two)) < 12
    full = "$w$" + (LINE_LENGTH - 1) * "m"
    assert in_even_lines(full, LINE_LENGTH, 2) == [full]


def test_a_symbol_is_not_broken():
    text = "m" * 40 + " $dC / dw$ " + "m" * 40
    assert [line.count("$") % 2 for line in in_even_lines(text, LINE_LENGTH, 2)] == [0, 0]


def test_a_sentence_that_is_too_long_is_an_error_that_names_it():
    with pytest.raises(ValueError, match="mm.*say less"):
        Sentence(2 * (LINE_LENGTH * "m" + " ") + "m")
    with pytest.raises(ValueError, match="lines of 80 characters"):
        Sentence((LINE_LENGTH + 1) * "m")


def test_a_sentence_keeps_its_place_and_size_while_its_numbers_change():
    sentence = Sentence("The cost $C$ is {}.", number(9.25)).scale(1.5).shift(2 * RIGHT + UP)
    box = [sentence.get_corner(corner) for corner in (LEFT + UP, RIGHT + UP)]
    sentence.show(number(123456.5))
    assert sentence.said == "The cost C is 123456.50." and sentence.width > box[1][0] - box[0][0]
    sentence.show(number(9.25))
    assert [sentence.get_corner(corner) for corner in (LEFT + UP, RIGHT + UP)] == [pytest.approx(point) for point in box]
    assert colours(sentence) == [theme.INK, theme.COST, theme.INK]
