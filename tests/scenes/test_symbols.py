"""Symbols are parts of formulas, each in the colour of its letter, with its layer above and its index below."""

import pytest

from scenes.stage import symbols as sym
from scenes.stage import theme
from scenes.stage.text import Formula


def colours(math):
    return [glyph.get_fill_color() for glyph in Formula(math).family_members_with_points()]


@pytest.mark.parametrize("made, written, color", [
    (sym.w(), "w", theme.WEIGHT),
    (sym.w("L", "j k"), "w_(j k)^((L))", theme.WEIGHT),
    (sym.b("l", "j"), "b_j^((l))", theme.BIAS),
    (sym.z(index=0), "z_0", theme.SUM),
    (sym.a("L-1"), "a^((L-1))", theme.ACTIVATION),
    (sym.y("j"), "y_j", theme.WANTED),
    (sym.C, "C", theme.COST),
    (sym.delta("L", "k"), "delta_k^((L))", theme.GRADIENT),
    (sym.slope(sym.w("L")), "(partial C)/(partial w^((L)))", theme.GRADIENT),
])
def test_a_symbol_looks_as_it_is_written_in_its_colour(made, written, color):
    mine, other = Formula(made), Formula(written)
    assert mine.width == pytest.approx(other.width) and mine.height == pytest.approx(other.height)
    assert len(colours(made)) == len(colours(written)) and set(colours(made)[:1]) == {color}


def test_in_a_ratio_every_symbol_keeps_its_colour():
    ratio = Formula(sym.d(sym.C, by=sym.w("L")))
    assert {glyph.get_fill_color() for glyph in ratio.part("C")} == {theme.COST} and len(ratio.part("C")) == 2      # the sign, too
    assert {glyph.get_fill_color() for glyph in ratio.part("w")} == {theme.WEIGHT}
    assert sym.d("x", sym.z(), mark="Delta") == "(Delta x)/({{Delta z : z}})"


def test_a_symbol_can_lose_its_colour_and_bear_another_name():
    assert sym.plain(sym.a("L", "k")) == "a_(k)^((L))" and sym.plain("x") == "x"
    assert Formula(sym.symbol("w", 1, part="w1")).part("w1")
