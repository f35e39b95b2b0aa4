"""The drawings of the film of the cost: discs on tracks, errors that become areas, a pile that moves, stairs beside a slope."""

import numpy as np
import pytest
from manim import Square

from scenes.stage import theme
from scenes.stage.crowd import SIDE, Crowd
from scenes.stage.error_squares import STICK, Blocks
from scenes.stage.facts import Mark
from scenes.stage.stairs import Stairs
from scenes.stage.text import Words
from scenes.stage.tracks import Tracks
from tests.scenes.looking import BACKGROUND, COST, INK, is_near, places

ERRORS = np.array([0.5, -0.8, 0.1, 0.3])
WANTED = 255 * theme.WANTED.to_rgb()


def blocks():
    return Blocks(ERRORS, 1, 2.0, 10, 6)


def overlap(one, other):
    """How much area two rectangles (middle x, y, width, height) share."""
    x, y = (min(one[i] + one[i + 2] / 2, other[i] + other[i + 2] / 2) - max(one[i] - one[i + 2] / 2, other[i] - other[i + 2] / 2)
            for i in (0, 1))
    return max(x, 0) * max(y, 0)


def test_bars_point_up_and_down_and_are_as_long_as_their_errors(still):
    drawing = blocks()
    drawing.lay(drawing.bars([-3, -1, 1, 3], 0))
    pixels = still.pixels(drawing)
    for x, error in zip((-3, -1, 1, 3), ERRORS):
        assert not is_near(still.at(pixels, drawing.place(x, 0.9 * 2 * error)), BACKGROUND, 10)
        assert is_near(still.at(pixels, drawing.place(x, 1.2 * 2 * error)), BACKGROUND, 3)
        assert is_near(still.at(pixels, drawing.place(x, -0.3 * error)), BACKGROUND, 3)


def test_stacks_stand_and_hang_on_one_line_until_the_sign_is_dropped():
    drawing = blocks()
    x, y, _, high = drawing.stacks(-2, 2, -1)(ERRORS).T
    up = [0, 2, 3]
    assert (y[up] - high[up] / 2).min() == pytest.approx(-1) and (y[up] + high[up] / 2).max() == pytest.approx(-1 + 2 * 0.9)
    assert y[1] + high[1] / 2 == pytest.approx(-1) and y[1] - high[1] / 2 == pytest.approx(-1 - 2 * 0.8) and x.tolist() == [-2, 2, -2, -2]
    _, y, _, high = drawing.stacks(-2, 2, -1, turned=1)(ERRORS).T
    assert y[1] - high[1] / 2 == pytest.approx(-1) and y[1] + high[1] / 2 == pytest.approx(-1 + 2 * 0.8)
    assert drawing.stacks(-2, 2, -1, turned=0.5)(ERRORS)[1, 3] == 0


def test_squares_grow_out_of_their_sticks():
    drawing = blocks()
    sticks, squares = (layout(ERRORS) for layout in (drawing.stacks(-2, 2, -1, turned=1), drawing.swung(-2, 2, -1)))
    assert squares[:, 3] == pytest.approx(sticks[:, 3]) and squares[:, 2] == pytest.approx(squares[:, 3])
    assert squares[:, 1] == pytest.approx(sticks[:, 1])
    assert squares[:, 0] - squares[:, 2] / 2 == pytest.approx(sticks[:, 0] - sticks[:, 2] / 2)


def test_a_row_fills_its_width_with_equal_gaps_and_its_sticks_are_the_left_sides():
    drawing = blocks()
    squares, sticks = drawing.row(9, -2, 0.5)(ERRORS), drawing.row(9, -2, 0.5, STICK)(ERRORS)
    left, right = squares[:, 0] - squares[:, 2] / 2, squares[:, 0] + squares[:, 2] / 2
    assert (left[0], right[-1]) == pytest.approx((0.5 - 4.5, 0.5 + 4.5)) and np.ptp(left[1:] - right[:-1]) == pytest.approx(0, abs=1e-9)
    assert squares[:, 3] == pytest.approx(squares[:, 2]) and sticks[:, 2].tolist() == 4 * [STICK]
    assert sticks[:, 0] - STICK / 2 == pytest.approx(left) and sticks[:, [1, 3]] == pytest.approx(squares[:, [1, 3]])
    names = drawing.lay(drawing.row(9, -2, 0.5)).names(-2, 0.3)
    assert [name.get_x() for name in names] == pytest.approx(squares[:, 0]) and names[0].get_top()[1] < -2
    for error, low, high in ((0.3, -1, -0.4), (-0.3, -1.6, -1)):                # a stick of its own, 2 units long for each 1
        stump = drawing.stump(3, -1, error)
        assert (stump.get_bottom()[1], stump.get_top()[1], stump.get_x()) == pytest.approx((low, high, 3))
    assert drawing.line(-2).get_start() == pytest.approx([-5, -2, 0])


@pytest.mark.parametrize("share", [0, 0.3, 0.5, 1])
def test_areas_stay_what_they_are_while_they_flow(share):
    drawing = blocks()
    drawing.flow(drawing.row(9, -2), drawing.strip(-4, 0, 3))(share)
    assert drawing.places[:, 2:].prod(axis=1) == pytest.approx(4 * ERRORS**2)


def test_a_strip_has_neither_gaps_nor_overlaps():
    drawing = blocks()
    places = drawing.strip(-4, 0, 3)(ERRORS)
    low, high = (places[:, :2] - places[:, 2:] / 2).min(axis=0), (places[:, :2] + places[:, 2:] / 2).max(axis=0)
    assert np.prod(high - low) == pytest.approx(places[:, 2:].prod(axis=1).sum()) == pytest.approx(4 * np.sum(ERRORS**2))
    assert max(overlap(one, other) for i, one in enumerate(places) for other in places[:i]) == pytest.approx(0, abs=1e-12)
    assert low[0] == -4 and high[0] == pytest.approx(-4 + 3 * np.sum(ERRORS**2))


def test_the_heap_of_small_squares_is_one_square_of_their_area_beside_the_large_one():
    drawing = blocks()
    places = drawing.heaped(-2, 2, -1)(ERRORS)
    up = places[[0, 2, 3]]
    low, high = (up[:, :2] - up[:, 2:] / 2).min(axis=0), (up[:, :2] + up[:, 2:] / 2).max(axis=0)
    assert high - low == pytest.approx(2 * [2 * np.sqrt(0.35)]) and low == pytest.approx([-2 - STICK / 2, -1])
    assert places[1, 2:] == pytest.approx([1.6, 1.6]) and places[1, 0] - 0.8 == pytest.approx(2 - STICK / 2)


def test_the_left_side_of_a_square_is_its_error_as_a_stick_until_that_fades(still):
    drawing = blocks()
    drawing.lay(drawing.row(9, -2))
    bold, faded = still.pixels(drawing), still.pixels(drawing.edge(0))
    for x, y, width, _ in drawing.places[[0, 1, 3]]:
        spots = [drawing.place(x + way * (width / 2 - STICK / 2), y) for way in (-1, 1)]
        assert [is_near(still.at(bold, spot), COST) for spot in spots] == [True, False]
        assert not is_near(still.at(faded, spots[0]), COST)


def test_a_disc_comes_from_its_place_and_stands_as_high_as_its_answer(still):
    tracks = Tracks(np.array([0.2, 0.9, 0.5]), np.array([0, 0, 1]), 2, 4).wish(0).part(0)
    tracks.out_of([[4, 3, 0]] * 3).climb(0)
    pixels = still.pixels(tracks)
    assert is_near(still.at(pixels, [4, 3, 0]), 3 * [0.5 * 255], 4)
    pixels = still.pixels(tracks.climb(1))
    for j, a in enumerate((0.2, 0.9, 0.5)):
        assert tracks.spot(j)[1] == pytest.approx(4 * (a - 0.5)) and is_near(still.at(pixels, tracks.spot(j)), 3 * [a * 255], 4)


def test_numbers_come_along_with_their_discs():
    tracks = Tracks(np.array([0.2, 0.9, 0.5]), np.array([0, 0, 1]), 2, 4).out_of([[4, 3, 0]] * 3)
    numbers = [Square(0.1).move_to([4, 3, 0]) for _ in range(3)]
    draw = tracks.bring(numbers)
    draw(0.3)
    assert tracks.come()[0] > tracks.come()[1] > 0 == tracks.come()[2] and numbers[2].get_center() == pytest.approx([4, 3, 0])
    assert numbers[0].get_center() == pytest.approx(tracks.come()[0] * tracks.spot(0) + (1 - tracks.come()[0]) * np.array([4, 3, 0]))
    draw(1)
    assert all(number.get_center() == pytest.approx(tracks.spot(j)) for j, number in enumerate(numbers))


def test_an_error_reaches_from_the_wish_to_the_answer(still):
    tracks = Tracks(np.array([0.2, 0.8]), np.array([0, 1]), 2, 5)
    pixels = still.pixels(tracks)
    assert tracks.spot(0, 0)[1] == -2.5 and tracks.spot(1, 1)[1] == 2.5
    assert is_near(still.at(pixels, tracks.spot(1, 0.9)), COST) and not is_near(still.at(pixels, tracks.spot(1, 0.5)), COST)
    tracks = Tracks(np.array([0.6, 0.8]), np.array([0, 1]), 2, 5)
    assert is_near(still.at(still.pixels(tracks), tracks.spot(0, 0.3)), COST)


COSTS = np.array([[0.02, 0.03, 0.33, 0.97], [0.02, 0.01, 0.03, 1.4]], np.float32)
FALSE = np.array([[False, False, False, True], [False, False, True, True]])


def crowd(row=0):
    black = np.zeros((4, 784), np.uint8)
    return Crowd(black, COSTS, FALSE, COSTS.mean(axis=1), row, 1.6, 10, 4)


def test_each_picture_stands_at_its_cost_and_on_those_that_came_before():
    pile = crowd()
    for i, cost in enumerate(COSTS[0]):
        assert abs(pile.spot(i)[0] - pile.along(cost)[0]) <= SIDE / 2 + 1e-9
    assert len({tuple(np.round(pile.spot(i), 6)) for i in range(4)}) == 4 and pile.spot(2)[1] == pytest.approx(-2 + SIDE / 2)


@pytest.mark.parametrize("cheap", [300, 100])
def test_a_full_column_spills_into_the_next_and_then_overlaps_and_the_pile_still_balances_at_its_mean(cheap):
    costs = np.append(np.linspace(0, 0.02, cheap), [0.537, 1.28, 1.494])[None].astype(np.float32)
    pile = Crowd(np.zeros((cheap + 3, 784), np.uint8), costs, costs > 1, costs.mean(axis=1), 0, 1.6, 10, 4)
    column, drawn = SIDE / 10 * 1.6, 1.6 * (pile.middles[:, 0] / 10 + 0.5)
    assert np.abs(drawn - costs[0]).max() <= 1.5 * column and abs(drawn.mean() - costs.mean()) < column / 2
    assert pile.middles[:, 1].max() <= 2 - SIDE / 2 + 1e-9 and len({tuple(middle) for middle in pile.middles}) == cheap + 3   # 4 high
    covered = pile.middles[:, 2] > 0
    assert covered.sum() == cheap - 15 and np.ptp(pile.middles[covered, 0]) == 0       # in one column; 14 stand in the next, one is on top
    x, y, _ = pile.middles[~covered].T
    assert all(abs(y[i] - y[k]) > SIDE - 1e-9 for i in range(len(x)) for k in range(i) if x[i] == x[k])      # the others are seen whole


def test_what_is_fixed_to_the_axis_tips_along_with_it(still):
    pile = crowd().show(0).hold(1)
    ticks = pile.ticks()
    level = ticks.get_center()
    pile.tips(ticks)(1)
    assert ticks[-2].get_y() > ticks[0].get_y()                     # the wedge is pushed to the right: the pile goes down on the left
    pile.tips(ticks)
    pile.lean(1)
    pixels = still.pixels(pile)
    bright = places(pixels, INK, 60)
    assert bright[bright[:, 0] > 4][:, 1].mean() > -2 > bright[bright[:, 0] < -4.5][:, 1].mean()
    assert level[1] < -2


def test_the_wedge_stands_under_the_mean_and_wrong_ones_are_framed(still):
    pile = crowd().show(0).hold(1)
    pixels, mean = still.pixels(pile), COSTS[0].mean()
    assert is_near(still.at(pixels, pile.along(mean) + [0, -0.5, 0]), COST)
    assert is_near(still.at(pixels, pile.along(mean) + [0.8, -0.5, 0]), BACKGROUND, 3)
    red = places(pixels, COST, 90)
    framed = [bool((np.abs(red - pile.spot(i)[:2]).max(axis=1) < 0.55 * SIDE).any()) for i in range(4)]
    assert framed == [False, False, False, True]


def test_between_two_states_pictures_are_on_their_way_and_what_is_shown_is_recorded():
    pile = crowd()
    start, (end, _) = pile.spot(3), (pile.show(1).spot(3), pile.show(0))
    middle = pile.show(0.5).spot(3)
    assert middle == pytest.approx((start + end) / 2) and np.array_equal(pile.shown()["costs"], COSTS[0])
    assert pile.stands == pytest.approx(COSTS.mean())


def test_marks_stand_under_their_costs_unless_the_wedge_comes_there():
    marks = [(cost, Words(text, Mark(cost, "g"))) for cost, text in ((0, "none: {}"), (0.9, "{}: some"), (1.5, "most: {}"))]
    for costs, left_out in ((COSTS, []), (COSTS + 0.6, ["0.9: some"])):         # means about 0.35; and 0.95
        pile = Crowd(np.zeros((4, 784), np.uint8), costs, FALSE, costs.mean(axis=1), 0, 1.6, 10, 4, marks)
        *written, name = pile.ticks()
        assert [words.said for words in written] == [words.said for _, words in marks if words.said not in left_out]
        for cost, words in marks:
            number = words.get_left()[0] if words.template.startswith("{}") else words.get_right()[0]
            assert abs(number - pile.along(cost)[0]) < 0.11 and words.get_top()[1] < pile.along(cost)[1]
        assert name.get_top()[1] < written[0].get_bottom()[1]


def test_pictures_fall_one_after_the_other():
    pile = crowd().fall(0)
    assert pile.shown() == {}
    assert pile.fall(2.5).shown()["costs"].tolist() == COSTS[0, :2].tolist()


def test_both_curves_go_as_far_and_the_arrow_points_down_the_cost():
    x = np.linspace(0, 4, 41)
    stairs = Stairs(x, np.floor(x).astype(int), x**2 / 8, "x", 8).show(20)
    assert [chart.plot.rows for chart in stairs.charts] == [(20,), (20,)]
    dots, flat, arrow, _ = stairs.hints(30, 0.75)
    for dot, chart, value in zip(dots, stairs.charts, (3, 9 / 8)):
        assert dot.get_center() == pytest.approx(chart.spot(3, value))
    way = arrow.get_end() - arrow.get_start()
    assert way[0] < 0 and way[1] < 0 and flat.said == "flat: no hint"
    *_, up_hill, _ = stairs.hints(30, -0.75)
    assert (up_hill.get_end() - up_hill.get_start())[0] > 0
