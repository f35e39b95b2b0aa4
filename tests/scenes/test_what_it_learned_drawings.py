"""The drawings of the film of what was learned: an exam, parts, weights on one scale, two histograms on one line, answers."""

import numpy as np
import pytest
from manim import LEFT, UP

import nncore
from scenes.stage import theme
from scenes.stage.exam import PASSED, WAITING, AskedNow, Exam, latest, pausing
from scenes.stage.facts import Mark
from scenes.stage.fits import BAR, Fit, LaidOver, in_a_row
from scenes.stage.hand import CALLED
from scenes.stage.mirror import Mirror, Polls
from scenes.stage.network import resting
from scenes.stage.parts import Part
from scenes.stage.targets import Targets
from scenes.stage.text import Words
from scenes.stage.weight_pictures import WeightPictures
from tests.scenes.looking import BACKGROUND, COST, INK, SOME, is_near, places

WHITE = np.full((12, 784), 255, np.uint8)
WRONG = np.isin(np.arange(12), (2, 7))
WANTED = 255 * theme.WANTED.to_rgb()


def test_a_wall_fills_with_the_digits_that_were_asked_and_misread_ones_stay_bright(still):
    exam = Exam(WHITE, WRONG, 8, 6).ask(4)
    pixels = still.pixels(exam)
    seen = [int(still.at(pixels, exam.spot(i)).max()) for i in range(12)]
    assert seen[2] == seen[3] == 255 and seen[0] == seen[1] == pytest.approx(PASSED * 255, abs=3)
    assert seen[4:] == pytest.approx(8 * [WAITING * 255], abs=3) and WAITING > 0.25           # they wait, and can be seen


def test_the_last_misread_digit_is_larger_than_its_place_so_that_it_is_found_in_the_wall(still):
    exam = Exam(WHITE, WRONG, 8, 6).ask(9)
    pixels = still.pixels(exam)
    assert [i for i in range(12) if framed(still, pixels, exam, i)] == [2]
    assert framed(still, pixels, exam, 7, CALLED)
    assert framed(type(still)(), type(still)().pixels(exam.close()), exam, 7)


def test_when_all_were_asked_none_is_brighter_than_the_rest_and_quiet_frames_are_dashed(still):
    exam = Exam(WHITE, WRONG, 8, 6).close().hush([7])
    pixels = still.pixels(exam)
    assert still.at(pixels, exam.spot(11)).max() == pytest.approx(PASSED * 255, abs=3)
    red = [np.mean([is_near(still.at(pixels, exam.spot(i) + (exam.side() / 2 - 0.01) * LEFT + up * UP), COST, 60)
                    for up in np.linspace(-0.45, 0.45, 60) * exam.side()]) for i in (2, 7)]
    assert red[0] == 1 and 0.3 < red[1] < 0.7


def framed(still, pixels, exam, i, size=1.0):
    """Whether the left and the upper edge of picture i are those of a misread one, so much larger than its place."""
    return all(is_near(still.at(pixels, exam.spot(i) + (size * exam.side() / 2 - 0.01) * way), COST, 60) for way in (LEFT, UP))


def test_the_pace_pauses_at_misread_digits_and_reaches_every_one():
    rate = pausing(WRONG)
    reached = [round(rate(t) * 12) for t in np.linspace(0, 1, 3001)]
    stays = np.bincount(reached)[:12] / 3001            # how long each has been asked last, before the next one
    assert reached[0] == 0 and reached[-1] == 12 and np.all(np.diff(reached) >= 0) and len(set(reached)) == 13
    ordinary = 1 / (12 + 0.5 * 12)
    assert stays[[0, 1, 3, 11]] == pytest.approx(ordinary, abs=0.002) and stays[[2, 7]] == pytest.approx(4 * ordinary, abs=0.002)


def test_the_digit_asked_now_is_the_picture_of_its_place(still):
    pictures = np.zeros((12, 784), np.uint8)
    pictures[5] = 200
    asked = AskedNow(pictures, WRONG, 4).show(5)
    assert asked.shown()["picture 0"].tolist() == pictures[5].tolist()
    assert still.at(still.pixels(asked), asked.get_center()).tolist() == [200, 200, 200]


def test_a_part_is_drawn_where_it_stands_in_its_picture(still):
    line, loop = Part(np.array([1, 4, 20, 24, 20.0]), 5.6, theme.WANTED), Part(np.array([0, 6, 2, 12, 10.0]), 5.6, theme.WANTED)
    x, y = places(still.pixels(line, loop), WANTED).T

    def at(column):
        return 0.2 * (column + 0.5) - 2.8

    low = y < 0
    assert x[low].min() == pytest.approx(at(4) - 0.26, abs=0.06) and x[low].max() == pytest.approx(at(24) + 0.26, abs=0.06)
    assert y[low].mean() == pytest.approx(-at(20), abs=0.03)
    assert x[~low].min() == pytest.approx(at(6) - 0.26, abs=0.06) and y[~low].max() == pytest.approx(-at(2) + 0.2, abs=0.12)
    assert not is_near(still.at(still.pixels(), [at(9), -at(6), 0]), WANTED)                # a loop has a hole


def test_a_hand_draws_a_part_from_its_beginning(still):
    line = Part(np.array([1, 4, 20, 24, 20.0]), 5.6, theme.WANTED).draw(0.5)
    x, _ = places(still.pixels(line), WANTED).T
    assert x.max() == pytest.approx(0.2 * 14.5 - 2.8 + 0.26, abs=0.06)
    assert not len(places(type(still)().pixels(line.draw(0)), WANTED))


def test_weights_have_one_scale_of_colours_and_unlit_pixels_none(still):
    W, lit = np.zeros((4, 784)), np.ones(784, bool)
    W[0], W[1], W[2] = 1.0, -1.0, 0.5
    lit[:28 * 14] = False                                                                    # the upper half
    tiles = WeightPictures(W, 2, 3, 1.0, lit)
    pixels = still.pixels(tiles)
    blue, orange, half, none = (still.at(pixels, tiles.spot(i) - [0, 0.3 * tiles.tall(), 0]) for i in range(4))
    assert is_near(blue, 255 * theme.POSITIVE.to_rgb(), 4) and is_near(orange, 255 * theme.NEGATIVE.to_rgb(), 4)
    assert is_near(half, 0.5**0.6 * 255 * theme.POSITIVE.to_rgb(), 4) and none.max() < 3
    assert all(is_near(still.at(pixels, tiles.spot(i) + [0, 0.3 * tiles.tall(), 0]), BACKGROUND, 3) for i in range(4))


def test_pictures_of_weights_come_one_after_the_other(still):
    tiles = WeightPictures(np.ones((4, 784)), 2, 3, 1.0).reveal(2)
    pixels = still.pixels(tiles)
    assert [is_near(still.at(pixels, tiles.spot(i)), 255 * theme.POSITIVE.to_rgb(), 4) for i in range(4)] == [True, True, False, False]


def test_both_histograms_stand_on_one_line_and_have_one_unit(still):
    up, down = np.zeros(4), np.zeros(4)
    up[3], down[1] = 0.6, 0.2
    mirror = Mirror(up, down, (0.6, 0.2), (theme.SOME, theme.LIT), 8, 4)
    pixels = still.pixels(mirror)
    (x, y), (u, v) = places(pixels, SOME, 20).T, places(pixels, np.full(3, 255.0), 20).T
    assert 2 < x.min() < 2.3 and 3.7 < x.max() < 4 and -2 < u.min() < -1.7
    assert y.max() - y.min() == pytest.approx(3, abs=0.06) and v.max() - v.min() == pytest.approx(1, abs=0.06)
    assert y.min() == pytest.approx(v.max(), abs=0.1) and mirror.spot(0.5)[1] == pytest.approx(-1)
    level = mirror.level(0.75)
    assert (level.get_bottom()[1], level.get_top()[1], level.get_x()) == pytest.approx((-2, 2, 2))          # through both
    mirror.grow(1, 0)
    assert list(mirror.shown()) == ["above"]


def test_bars_of_answers_share_one_height_and_a_missing_answer_stands_in_their_row(still):
    polls = Polls(np.array([0, 10, 5]), 10, 1, 4, theme.INK)
    text = polls.above(1, Words("most"))
    x, y = places(still.pixels(polls), INK, 20).T
    bars = y > polls.foot(0)[1] + 0.05
    assert y[bars & (x > -0.4) & (x < 0.4)].max() == pytest.approx(2, abs=0.05) == pytest.approx(text.get_bottom()[1] - theme.GAP, abs=0.06)
    assert y[bars & (x > 0.6)].max() == pytest.approx(0, abs=0.05) and not np.any(bars & (x < -0.6))
    text, box = polls.missing(Words("none"))
    assert box.get_left()[0] > polls.foot(2)[0] + 0.5 and box.get_top()[1] < polls.foot(0)[1]         # it has no height
    assert text.get_center() == pytest.approx(box.get_center())


def test_a_hollow_part_lets_what_lies_below_it_be_seen(still):
    line = Part(np.array([1, 4, 14, 24, 14.0]), 5.6, theme.WANTED, hollow=True)
    pixels = still.pixels(WeightPictures(np.ones((1, 784)), 1, 5.6, 1.0), line)
    middle = line.place(0, 0.2 * (13.5 - 14))
    rim = middle + (1.3 - 0.35 / 2) * 0.2 * UP
    assert is_near(still.at(pixels, middle), 255 * theme.POSITIVE.to_rgb(), 4) and is_near(still.at(pixels, rim), WANTED, 60)


def test_a_part_is_laid_over_a_picture_so_many_pixels_from_its_place():
    fit = Fit(np.ones((1, 784)), np.array([1, 4, 14, 24, 14.0]), [5, -2], 2.8, 1.0, None, Words("best"), Mark(0.25), Words("well"))
    assert fit.part.get_center() - fit.picture.get_center() == pytest.approx([-0.2, -0.5, 0])


def test_how_well_a_part_fits_is_a_bar_and_pictures_are_as_far_apart_wherever_their_parts_lie():
    fits = [Fit(np.ones((1, 784)), np.array([1, 4, 14, 24, 14.0]), [0, shift], 2.8, 1.0, None, Words("best"), Mark(0.25), Words("well"))
            for shift in (-8, 0, 8)]
    for fit in fits:
        bar = fit.measure()
        bar.begin()
        bar.interpolate(1)
        whole = fit.well[0]
        assert fit.filled.width == pytest.approx(whole.width / 4) == pytest.approx(2.8 / 4) and fit.filled.height == pytest.approx(BAR)
        assert fit.filled.get_left() == pytest.approx(whole.get_left())
    in_a_row(fits, 1, [3, 2, 0])
    assert [fit.picture.get_x() for fit in fits] == pytest.approx([3 - 3.8, 3, 3 + 3.8], abs=0.02)
    assert fits[2].part.get_x() - fits[2].picture.get_x() == pytest.approx(0.8)


def test_all_parts_go_over_every_picture_down_by_a_pixel_at_a_time_and_to_both_sides():
    parts = np.array([[1, 4, 14, 24, 14.0], [0, 6, 2, 12, 10.0]])
    sweep = LaidOver(WeightPictures(np.ones((4, 784)), 2, 2.8, 1.0), parts, 8)
    for hand, part, down in ((0, 0, -8), (4, 0, -4), (16, 0, 8), (17, 1, -8), (33, 1, 8)):
        assert np.array_equal(sweep.lay(hand).part, parts[part]) and sweep.down == down
    rights = [sweep.lay(hand).right for hand in np.linspace(0, 16, 161)]
    assert min(rights) == -8 and max(rights) == 8 and np.abs(np.diff(rights)).max() < 0.5


def test_a_part_that_is_laid_over_pictures_stands_in_each_of_them_where_it_is_tried(still):
    tiles = WeightPictures(np.zeros((4, 784)), 2, 2.8, 1.0)
    sweep = LaidOver(tiles, np.array([[1, 4, 14, 24, 14.0]]), 8).lay(12)          # four pixels below its place, and in the middle
    pixels = still.pixels(sweep)
    for i in range(4):
        assert sweep.right == 0 and is_near(still.at(pixels, tiles.spot(i) - [0, 0.1 * 4.5, 0]), WANTED, 40)
        assert not is_near(still.at(pixels, tiles.spot(i) - [0, 0.1 * 6, 0]), WANTED, 40)


def test_every_target_stands_on_the_line_of_its_output():
    left, targets, right = ([Mark(value, "g") for value in values] for values in ((0, 0.5, 1), (0, 0, 1), (1, 0.2, 0)))
    table = Targets((np.linspace(0, 1, 3), left), targets, (np.array([1, 0.2, 0]), right))
    (head, here, answers, _), (_, there, others, _), (wish, *targets) = *table.sides, table.wanted
    for output, target, other, j in zip(here, targets, there, range(3), strict=True):
        assert output.get_y() == pytest.approx(target.get_y(), abs=0.02) and other.get_y() == pytest.approx(target.get_y(), abs=0.02)
        assert output.get_right()[0] < target.get_left()[0] and target.get_right()[0] < other.get_left()[0]
        assert answers.spot(j)[1] == pytest.approx(target.get_y(), abs=0.06) and answers.spot(j)[0] < table.seen[0].get_left()[0]
        assert others.spot(j)[0] > table.seen[0].get_right()[0]
    assert head.baseline == pytest.approx(wish.baseline)


def test_heights_of_shares_are_written_beside_a_mark_on_both_sides_where_there_is_room():
    mirror = Mirror(np.zeros(4), np.zeros(4), (0.6, 0.2), (theme.SOME, theme.LIT), 8, 4)
    for step, heights, said in ((0.2, (-2, 0, 1, 2), ["20%", "20%", "40%", "60%"]), (0.4, (1,), ["40%"])):
        marks, texts = mirror.heights(step)[::2], mirror.heights(step)[1::2]
        assert [text.get_y() for text in texts] == pytest.approx(heights) == [mark.get_y() for mark in marks]
        assert [text.said for text in texts] == said and all(mark.get_right()[0] == pytest.approx(-4) for mark in marks)


def test_the_outline_of_a_bar_is_as_high_as_a_bar_can_be():
    polls = Polls(np.array([0.5, 0.25]), 1, 1, 4, theme.INK)
    box = polls.whole(1)
    assert (box.get_bottom()[1], box.get_top()[1]) == pytest.approx((-2, 2), abs=0.02) and box.get_x() == pytest.approx(0.5, abs=0.02)


def test_what_stands_large_is_the_last_stop_that_was_reached():
    assert latest([1, 2, 5], 7) == [0, 0, 1, 1, 1, 2, 2]


def test_a_resting_network_has_inputs_that_are_lit_and_nothing_in_it():
    net, lit = nncore.Network((9, 3, 2)), np.array([0, 1, 1, 0, 1, 0, 1, 1, 0])
    theta = net.init(0)
    diagram = resting(net, theta, 1.0, 4, 3, lit, 3)
    assert diagram.indices[0].tolist() == [1, 4, 7] and diagram.reached == -1
    assert np.array_equal(diagram.weights[0], net.layers(theta)[0][0][:, [1, 4, 7]])
