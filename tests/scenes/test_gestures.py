"""Gestures: strokes, nudges through recorded rows, things that grow, gather and become others."""

import numpy as np
import pytest
from manim import RIGHT, UP, Circle, Dot, Square, VGroup

from scenes.stage import symbols as sym
from scenes.stage import theme
from scenes.stage.columns import Equation
from scenes.stage.dial import Dial
from scenes.stage.gestures import Gather, Grow, Nudge, becomes, named_parts, rest_of, strikes
from scenes.stage.text import Formula, Words

RECORDED = np.array([0.0, 0.1, 0.3, 0.7, 1.5])


def watched(scene, look, *animations, **options):
    """What look() says in every frame of a play."""
    seen = []
    scene.add_updater(lambda dt: seen.append(look()))
    scene.play(*animations, **options)
    return seen


# -- strikes -----------------------------------------------------------------------------------

def ratios():
    return [Formula(sym.d(sym.z(), sym.w(), "Delta")).shift(RIGHT), Formula(sym.d(sym.a(), sym.z(), "Delta"))]


def test_a_stroke_lies_across_its_part_and_stays_with_the_equation(still):
    equation = VGroup(*ratios())
    parts = [formula.part("z") for formula in equation]
    shown = [len(formula.family_members_with_points()) for formula in equation]
    still.add(equation)
    strikes(still, equation, *parts)
    for part, stroke in zip(parts, equation[2:], strict=True):
        assert stroke.get_center() == pytest.approx(part.get_center())
        assert stroke.get_start()[0] < part.get_left()[0] and stroke.get_end()[0] > part.get_right()[0]
        assert stroke.get_start()[1] < stroke.get_end()[1]
    before = equation[2].get_center()
    assert equation.shift(2 * UP)[2].get_center() == pytest.approx(before + 2 * UP)
    assert [len(formula.family_members_with_points()) for formula in equation[:2]] == shown    # they say what they said


def test_strokes_come_one_after_the_other_and_take_their_time(still):
    equation, lengths = VGroup(*ratios()), []
    still.add(equation)
    still.add_updater(lambda dt: lengths.append([stroke.get_arc_length() for stroke in equation[2:]]))
    strikes(still, equation, *(formula.part("z") for formula in equation))
    assert still.time == pytest.approx(2 * theme.BEAT)
    full = np.max(lengths, axis=0)
    assert lengths[0] == pytest.approx([0, 0], abs=1e-6) and min(full) > 0.2
    for first, second in lengths:
        assert second == pytest.approx(0, abs=1e-6) or first == pytest.approx(full[0])


# -- nudges ------------------------------------------------------------------------------------

def nudged(still, *moves, **options):
    lines = [Dial(-10, 20, 4, theme.WEIGHT) for _ in moves]
    still.add(*lines)
    return watched(still, lambda: [line.value for line in lines],
                   *(Nudge(line, rows, **options) for line, rows in zip(lines, moves)), run_time=4)


def test_a_nudge_goes_there_and_back_through_recorded_rows_alone(still):
    seen = [move for move, in nudged(still, RECORDED)]
    assert set(seen) == set(RECORDED)
    top = seen.index(RECORDED[-1])
    assert seen[:top] == sorted(seen[:top]) and seen[top:] == sorted(seen[top:], reverse=True)
    assert seen[-1] == RECORDED[0]


def test_rows_that_come_back_by_themselves_are_shown_once(still):
    rows = [0.0, 1.0, 2.0, 1.5, 0.5, 0.25]
    seen = [move for move, in nudged(still, rows, back=False)]
    assert list(dict.fromkeys(seen)) == rows


def test_what_is_nudged_together_stands_at_one_row(still):
    seen = nudged(still, RECORDED, 10 * RECORDED)
    assert {second for _, second in seen} == set(10 * RECORDED)
    assert all(second == pytest.approx(10 * first) for first, second in seen)


def test_a_nudge_may_be_drawn_by_a_function(still):
    dot = Dot()
    seen = watched(still, dot.get_x, Nudge(dot, RECORDED, show=lambda row: dot.set_x(row)), run_time=2)
    assert set(np.round(seen, 9)) <= set(RECORDED) and max(seen) == RECORDED[-1]


# -- grow and gather -----------------------------------------------------------------------------

def test_a_thing_grows_out_of_its_place(still):
    numbers, places = [Words("one"), Words("two").shift(UP)], [3 * RIGHT, Circle().shift(4 * RIGHT)]
    homes = [number.get_center() for number in numbers]
    seen = watched(still, lambda: [(number.get_x(), number.height) for number in numbers], Grow(numbers, from_=places), run_time=2)
    assert [x for x, _ in seen[0]] == pytest.approx([3, 4])
    assert seen[0][0][1] == pytest.approx(theme.SPECK * numbers[0].height)
    assert [number.get_center() for number in numbers] == [pytest.approx(home) for home in homes]


def test_every_thing_has_a_place_to_grow_out_of():
    with pytest.raises(ValueError):
        Grow([Words("one"), Words("two")], from_=[RIGHT])


def test_copies_gather_and_the_goals_are_there(still):
    source, product = Formula(sym.w()).shift(2 * RIGHT), Formula(f"{sym.w()} + {sym.b()}")
    home, goal = source.get_center(), product.part("w")
    still.add(source)
    still.play(Gather((source, goal)), run_time=1)
    assert source.get_center() == pytest.approx(home)
    assert {id(glyph) for top in still.mobjects for glyph in top.family_members_with_points()} == {
        id(glyph) for thing in (source, goal) for glyph in thing.family_members_with_points()}
    rest = rest_of(product, [goal])
    assert len(rest) == 2 and goal[0] not in rest and product.part("b")[0] in rest


# -- becomes -------------------------------------------------------------------------------------

def test_parts_are_told_by_their_name_and_the_formula_that_they_stand_in():
    one, *_ = equation = Equation(sym.d(sym.C, sym.w()), "=", sym.d(sym.C, sym.a()))
    parts = named_parts(equation)
    assert set(parts) == {("C", 0), ("w", 0), ("C", 1), ("a", 0)}
    assert list(parts["C", 1]) == list(equation[2].part("C")) and list(parts["C", 0]) == list(one.part("C"))


def test_a_formula_becomes_another_part_by_part(still):
    old, new = Formula(f"{sym.w()} + {sym.b()}"), Formula(f"{sym.b()} = {sym.w('L')}").shift(UP)
    still.add(old)
    shapes = [glyph.points.copy() for glyph in old.family_members_with_points()]
    start, end = old.part("b").get_center(), new.part("b").get_center()
    seen = watched(still, lambda: old.part("b").get_center(), becomes(old, new), run_time=2)
    assert start[0] > 0 > end[0]
    assert any(end[0] + 0.1 < x < start[0] - 0.1 for x, *_ in seen)                            # it was on its way
    assert all(np.linalg.norm(np.cross(at - start, end - start)) < 1e-6 for at in seen)      # straight there
    assert still.mobjects == [new]
    for glyph, shape in zip(old.family_members_with_points(), shapes):
        assert glyph.get_center() == pytest.approx((shape.max(axis=0) + shape.min(axis=0)) / 2)
    assert all(glyph.get_fill_opacity() == 1 for thing in (old, new) for glyph in thing.family_members_with_points())


def test_what_has_no_parts_in_common_fades_into_the_other(still):
    old, new = Square(), Circle()
    still.add(old)
    still.play(becomes(old, new), run_time=1)
    assert still.mobjects == [new]
