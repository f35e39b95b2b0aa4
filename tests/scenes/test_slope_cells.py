"""Needle, heap and cells: where what they draw stands, against plain geometry and pixels."""

from types import SimpleNamespace

import numpy as np
import pytest

from scenes.stage import theme
from scenes.stage.facts import Mark
from scenes.stage.length import Length
from scenes.stage.needle import Needle
from scenes.stage.promises import Kept, Promise
from scenes.stage.slope_cells import SlopeCells
from scenes.stage.spread import Spread
from tests.scenes.looking import is_near, places

SIZES = 4, 3, 2                # pixels, neurons, outputs: 12 + 3 + 6 + 2 numbers
SLOPES = np.array([0.5, 0, -0.3, 0.2, 0.1, 0, -0.1, 0.05, -0.02, 0, 0.01, 0.002, 0.4, -0.2, 0.1,
                   0.9, -0.8, 0.7, -0.6, 0.5, -0.4, 1.0, -0.05])
COST, FALLS, ZERO = (255 * color.to_rgb() for color in (theme.COST, theme.FALLS, theme.HAIR))


def cells(**options):
    return SlopeCells(np.stack([SLOPES, -SLOPES]), SIZES, 12, 6, **options).reveal(1).zeros(1)


def test_a_needle_stands_at_the_last_number_and_marks_all_of_them(still):
    needle = Needle("cost", 2, 4, 3, 2).show([3, 3.5, 2.5])
    pixels = still.pixels(needle)
    hub = needle.dial.place(*needle.dial.at(3, 0))
    white = places(pixels, 255 * theme.INK.to_rgb()) - hub[:2]
    assert white[white[:, 1] > 1].mean(axis=0)[0] == pytest.approx(-np.tan(0.375) * white[white[:, 1] > 1].mean(axis=0)[1], abs=0.03)
    red = places(pixels, 0.45 * COST + 0.55 * 255 * theme.BACKGROUND.to_rgb(), 25) - hub[:2]
    angles = np.pi / 2 - np.arctan2(red[:, 1], red[:, 0])
    far = np.linalg.norm(red, axis=1) > 0.8
    assert np.percentile(angles[far], [1, 99]) == pytest.approx([-0.375, 0.375], abs=0.05)      # a half of 0.75 to each side


def test_a_heap_has_a_bar_for_each_bin_as_high_as_its_count(still):
    spread = Spread([0.1, -0.1, 0.15, 0.9, 0.12], 0.25, (-1, 1), 8, 4, theme.FALLS).show(4)
    pixels = still.pixels(spread)
    for value, height in ((0.1, 4 * 2 / 3), (-0.1, 4 / 3), (0.8, 4 / 3), (-0.6, 0)):       # three in the fullest, when all have come
        column = is_near(pixels, FALLS)[:, round(320 + 45 * spread.spot(value)[0])]
        assert column.sum() == pytest.approx(45 * height, abs=2)
    assert spread.between((-1, 1), (-9, 1), 0).low == -1 and spread.between((-1, 1), (-9, 1), 1).low == pytest.approx(-9)


def test_sorted_columns_fall_and_stand_on_the_side_of_their_sign(still):
    drawing = cells()
    pixels = still.pixels(drawing)
    groups = [sorted(SLOPES[SLOPES > 0], reverse=True), sorted(SLOPES[SLOPES < 0])]
    for sign, slopes in enumerate(groups):
        ends = [drawing.end(sign, rank) for rank in range(len(slopes))]
        base = drawing.place(0, drawing.bases()[sign])[1]
        tall = [abs(end[1] - base) for end in ends]
        assert tall == sorted(tall, reverse=True) and all(np.diff([end[0] for end in ends]) > 0)
        for size, high in zip(slopes, tall):
            assert high / (0.385 * 6) == pytest.approx(1 + np.log10(abs(size)) / 6, abs=1e-6)
            assert np.sign(ends[0][1] - base) == np.sign(slopes[0])
        for end in ends:
            assert is_near(still.at(pixels, [end[0], (end[1] + base) / 2]), (COST, FALLS)[sign])
    assert (drawing.pitch() * len(groups[0])) == pytest.approx(12 - 1.3)


def test_close_up_the_columns_are_to_scale():
    drawing = cells(few=3).zoom(1)
    base = drawing.place(0, drawing.bases()[0])[1]
    assert [drawing.end(0, rank)[1] - base for rank in range(3)] == pytest.approx([0.385 * 6 * size for size in (1.0, 0.9, 0.7)])
    assert drawing.pitch() == pytest.approx((12 - 1.3) / 3)


def test_each_number_comes_home_to_its_own_weight(still):
    drawing = cells().fly(1).brighten(1)
    pixels, home = still.pixels(drawing), drawing.cells.home
    first = home[:12].reshape(3, 4, 4)                        # neuron, pixel
    for j in range(3):                                        # pictures of 2 x 2: rows from the top, columns from the left
        x, y = first[j, :, 0], first[j, :, 1]
        assert x[0] == x[2] < x[1] == x[3] and y[0] == y[1] > y[2] == y[3]
    W = home[15:21].reshape(2, 3, 4)
    assert (np.diff(W[0, :, 0]) > 0).all() and (W[0, :, 1] > W[1, :, 1]).all() and W[0, :, 0] == pytest.approx(W[1, :, 0])
    assert home[21:, 0] == pytest.approx(home[21, 0]) and home[21, 1] == pytest.approx(W[0, 0, 1])
    assert len({tuple(np.round(place[:2], 6)) for place in home}) == len(SLOPES)
    for i, place in enumerate(home):
        color, share = still.at(pixels, drawing.place(*place[:2])), 0
        if SLOPES[i]:
            block = next(slice(a, b) for a, b in ((0, 12), (12, 15), (15, 21), (21, 23)) if i < b)
            share = (abs(SLOPES[i]) / np.abs(SLOPES[block]).max()) ** 0.55
        wanted = ZERO if SLOPES[i] == 0 else share * (COST if SLOPES[i] > 0 else FALLS)
        assert color == pytest.approx(wanted, abs=6)


def test_a_flight_leads_from_the_one_place_to_the_other():
    drawing = cells()
    for share, places_ in ((1e-9, drawing._columns()), (1, drawing.cells.home)):
        way, _ = drawing.fly(share)._on_the_way()
        assert way[:, :2] == pytest.approx(places_[:, :2], abs=1e-6)
    half, _ = drawing.fly(0.5)._on_the_way()
    left = [np.abs(half[part, :2] - drawing.cells.home[part, :2]).sum() for part in (slice(15, 23), slice(0, 15))]
    assert left[0] == pytest.approx(0, abs=0.2 * left[1])           # the last layer's come home first


def test_a_turn_leads_from_the_colours_of_the_row_before_to_those_of_this_row():
    drawing = SlopeCells(np.stack([SLOPES, -SLOPES]), SIZES, 12, 6).fly(1)
    (_, before), (_, after) = drawing.show(0)._on_the_way(), drawing.show(1)._on_the_way()
    assert np.array_equal(drawing.turn(0)._on_the_way()[1], before) and not np.allclose(before, after)
    assert np.array_equal(drawing.turn(1)._on_the_way()[1], after)


def test_what_changes_its_sign_passes_through_black_and_what_does_not_goes_straight():
    """Red once became green through a brown that looked like the grey of no slope."""
    later = np.where(np.arange(len(SLOPES)) % 2, -SLOPES, 0.5 * SLOPES)
    drawing = SlopeCells(np.stack([SLOPES, later]), SIZES, 12, 6).fly(1)
    before, after = (drawing.show(row).turn(1)._on_the_way()[1] for row in (0, 1))
    for share in (0.25, 0.5, 0.8):
        for i, color in enumerate(drawing.turn(share)._on_the_way()[1]):
            wanted = (1 - share) * before[i] + share * after[i]
            if SLOPES[i] * later[i] < 0:
                wanted = (1 - 2 * share) * before[i] if share < 0.5 else (2 * share - 1) * after[i]
            assert color == pytest.approx(wanted)


def test_a_frame_stands_around_the_cells_of_one_neuron_or_of_one_input():
    drawing = cells().shift([1, 0.5, 0])
    (W, b), one = drawing.homes(2), drawing.cells.home[15]
    for part, those in ((W[0], range(15, 18)), (W[:, 0], (15, 18)), (b, (21, 22))):
        frame = drawing.frame(part, room=0.1)
        x, y = np.array([drawing.place(*drawing.cells.home[i, :2])[:2] for i in those]).T
        half = one[2] / 2 + 0.1
        assert [frame.get_left()[0], frame.get_right()[0]] == pytest.approx([x.min() - half, x.max() + half])
        assert [frame.get_bottom()[1], frame.get_top()[1]] == pytest.approx([y.min() - half, y.max() + half])


def test_names_of_blocks_that_are_equally_high_stand_on_one_line():
    first, second, *_ = drawing = SlopeCells(np.ones((1, 3 * 5 + 3 * 4 + 2 * 4)), (4, 3, 3, 2), 12, 6).heads()
    of_first, of_second, _ = drawing[3:]
    assert second.said == "middle layer" and of_first.baseline == pytest.approx(of_second.baseline) == second.baseline


def test_the_column_of_one_number_stands_where_its_own_is():
    drawing = cells()
    for i in (21, 3):
        assert drawing.mark(i).get_top() == pytest.approx(drawing.spot(i))
        assert drawing.mark(i).get_bottom()[1] == pytest.approx(drawing.place(0, drawing.bases()[0])[1])


def test_a_promise_is_a_line_and_what_came_of_it_a_curve():
    eta = np.linspace(0, 2, 5)
    chart = Promise(eta, 1 - eta + 0.3 * eta**2, 1 - eta, 8, 4).walk(2)
    (x, real, _), (same, said, _) = chart.plot.balls
    assert (x, real, same, said) == pytest.approx((1, 0.3, 1, 0)) and chart.plot.rows == (2, 4)


def test_what_came_is_a_share_of_what_was_promised():
    kept = Kept([(2.0, 1.0), (0.5, 0.45)], 6.0)
    assert [each.width for pair in kept.bars for each in pair] == pytest.approx([6, 3, 6, 5.4])
    assert [each.get_fill_color() for each in kept.bars[1]] == [theme.GRADIENT, theme.FALLS]
    assert kept.bars[0][0].get_left()[0] == pytest.approx(kept.bars[0][1].get_left()[0])


def test_while_one_walks_back_every_number_stays_at_its_value_and_none_comes_too_near_to_another():
    spread = Spread(np.array([0.01, -0.02]), 0.01, (-0.03, 0.03), 8, 4)
    ticks = spread.ticks()
    walk = spread.walks_back((-0.03, 0.03), (-0.7, 0.05), ticks)
    walk.begin()
    for share in np.linspace(0, 1, 13):
        walk.interpolate(share)
        seen = [text for text in (*ticks, *walk.mobject[2]) if text.get_fill_opacity()]
        places_ = sorted(text.get_center()[0] for text in seen)
        assert 0 in [text.facts[0].value for text in seen] and all(np.diff(places_) > 0.9)
        for text in seen:
            assert text.get_center()[0] == pytest.approx(spread.spot(text.facts[0].value)[0])
    assert len(seen) > 3


def test_two_moves_at_a_right_angle_are_drawn_to_scale():
    drawing = Length(*(Mark(value, ".1f") for value in (0.3, 0.4, 0.5)), 2.0)
    assert (drawing.legs.width, drawing.legs.height) == pytest.approx((2.0, 1.5))
    assert [text.said for text in drawing.submobjects[1:]] == ["0.3", "0.4", "0.5"]


def test_neurons_inputs_and_pixels_are_counted_from_one_and_outputs_are_digits():
    """The twelfth neuron was once called the eleventh."""
    film = SimpleNamespace(fact=lambda key, i: Mark(key[i]))
    for place, name in (((1, 3, 2), ("first layer, pixel {} to neuron {}", 2, 3)), ((2, 0, 0), ("last layer, bias of digit {}", 0)),
                        ((2, 1, 3), ("last layer, input {} of digit {}", 3, 1))):
        text, *numbers = cells().named(film, place, parted=", ")
        assert (text, *(number.value for number in numbers)) == name
