"""Pulls and discs: arrows of true length, boxes that stay apart, rings of the recorded radius, a lens."""

import numpy as np
import pytest

from scenes.stage import theme
from scenes.stage.boxes import GAP, HEAD, place_boxes
from scenes.stage.contour_map import ContourMap
from scenes.stage.disc import LATELY, Disc
from scenes.stage.painting import Painting, paint_arrow
from scenes.stage.paths import so_far
from scenes.stage.pulls import SIDE, Pulls
from tests.scenes.conftest import PER_UNIT
from tests.scenes.looking import ALL, BACKGROUND, BOWL, COARSE, FLAT, INK, SOME, is_near, places

ROOM = np.array([(-6.5, 6.5), (-3.0, 3.6)])


# -- pulls -----------------------------------------------------------------------------------

def vectors(kind, seed):
    """Ten arrows of some kind, up to about 4 units long."""
    rng = np.random.default_rng(seed)
    any_way = rng.normal(size=(10, 2))
    return {"any": 1.5 * any_way, "tiny": any_way * np.where(np.arange(10) < 7, 0.02, 1.5)[:, None], "none": 0 * any_way,
            "one way": np.array([4, 0.5]) * rng.random((10, 1)) + 0.02 * any_way}[kind]


@pytest.mark.parametrize("seed", range(4))
@pytest.mark.parametrize("kind", ("any", "tiny", "none", "one way"))
def test_no_box_covers_another_or_the_head_of_an_arrow(kind, seed):
    start, tips = np.array([-3.0, 0.5]), np.clip(vectors(kind, seed) + [-3.0, 0.5], *ROOM.T)
    others = np.array([tips.mean(axis=0), tips[0] / 2])
    boxes = place_boxes(start, tips, others, SIDE, ROOM)
    apart = np.abs(boxes[:, None] - boxes).max(axis=-1)[~np.eye(10, dtype=bool)]
    assert apart.min() >= SIDE + GAP - 1e-9
    assert np.abs(boxes[:, None] - [*tips, *others, start]).max(axis=-1).min() >= SIDE / 2 + HEAD - 1e-9
    assert (boxes - SIDE / 2 >= ROOM[:, 0] - 1e-9).all() and (boxes + SIDE / 2 <= ROOM[:, 1] + 1e-9).all()
    assert (place_boxes(start, tips, others, SIDE, ROOM) == boxes).all()


def test_a_box_stands_straight_on_where_nothing_is_in_its_way():
    start, tips = np.zeros(2), np.array([[2.0, 1.0], [-2.0, 1.0]])
    boxes = place_boxes(start, tips, np.empty((0, 2)), SIDE, ROOM)
    onward = (boxes - tips) / np.linalg.norm(boxes - tips, axis=1)[:, None]
    assert onward == pytest.approx(tips / np.hypot(2, 1))
    assert np.linalg.norm(boxes - tips, axis=1).max() < 1


@pytest.mark.parametrize("length", (0.1, 3.0))
def test_an_arrow_ends_where_it_is_said_to(still, length):
    class Arrow(Painting):
        def paint(self, ctx):
            paint_arrow(ctx, (-1, 0), (length - 1, 0), 0.2, theme.SOME.to_rgb())

    found = places(still.pixels(Arrow(4, 4)), SOME, 150)
    assert found[:, 0].min() == pytest.approx(-1, abs=2.6 / PER_UNIT)
    assert found[:, 0].max() == pytest.approx(length - 1, abs=2.5 / PER_UNIT)
    assert np.ptp(found[:, 1]) < max(0.6 * length, 0.05) and np.ptp(found[:, 1]) < 3.2 * 0.2      # a short one is thin


HAND = np.array([[0.8, 0.3], [0.5, -0.6], [-0.2, -0.4], [0.9, 0.1]])
WHOLE = np.array([0.6, 0.4])


def pulls(chart):
    pictures = np.linspace(0, 1, 4)[:, None] * np.ones(784)
    return Pulls(chart, (-1.0, 0.5), HAND, pictures, HAND.mean(axis=0), WHOLE)


def lines_only(width=9, view=None):
    return ContourMap(COARSE, COARSE, BOWL, FLAT, width, view, filled=False)


def test_pulls_have_their_true_length_on_the_map_and_come_one_by_one(still):
    hand = pulls(chart := lines_only())
    none, two = still.pixels(hand.show(0)), still.pixels(hand.show(2))
    changed = [np.abs(still.at(two - none, 0.97 * chart.at(*([-1, 0.5] + pull)) + 0.03 * chart.at(-1, 0.5))).max() > 50
               for pull in HAND]
    assert changed == [True, True, False, False]
    for i, pull in enumerate(HAND):
        assert hand.tip(i) == pytest.approx(chart.at(*([-1, 0.5] + pull)))
    assert hand.show(2).shown()["pulls"] == pytest.approx(HAND[:2]) and "mean" not in hand.shown()


def test_each_picture_stands_in_its_box(still):
    hand = pulls(lines_only())
    pixels = still.pixels(hand.show(4))
    for i, grey in enumerate(np.linspace(0, 255, 4)):
        assert still.at(pixels, hand.box(i)) == pytest.approx(3 * [grey], abs=2)


def test_the_mean_and_all_digits_have_their_true_length(still):
    hand = pulls(chart := lines_only())
    white = places(still.pixels(hand.show_whole(1)), ALL)
    end = chart.at(*([-1, 0.5] + WHOLE))[:2]
    assert np.linalg.norm(white - end, axis=1).min() < 0.08
    assert (white @ WHOLE).max() <= end @ WHOLE + 1 / PER_UNIT
    teal = places(still.pixels(hand.show_whole(0).show_mean(1)), SOME)
    end = chart.at(*([-1, 0.5] + HAND.mean(axis=0)))[:2]
    assert (teal @ HAND.mean(axis=0)).max() == pytest.approx(end @ HAND.mean(axis=0), abs=0.06)


def test_tail_to_tip_ends_at_the_sum_and_its_tenth_is_the_mean(still):
    hand = pulls(chart := lines_only(width=3)).show(4)       # so small that the sum has room
    start, unit = chart.at(-1, 0.5)[:2], chart.unit
    for share, end in ((0.68, HAND.sum(axis=0)), (0.92, HAND.mean(axis=0))):
        teal = places(still.pixels(hand.add_up(share)), SOME)
        way = end / np.hypot(*end)
        assert ((teal - start) @ way).max() == pytest.approx(unit * np.hypot(*end), abs=0.06)
    assert hand.shown()["mean"] == pytest.approx(HAND.mean(axis=0))
    nearly, done = (still.pixels(hand.add_up(share)) for share in (0.999, 1))
    assert np.abs(nearly - done).max() < 10                   # nothing jumps
    assert (done == still.pixels(hand.add_up(0).show_mean(1))).mean() > 0.99


def test_a_chain_stays_in_the_frame():
    hand = pulls(lines_only(14, view=((-2, 1), (-1, 1)))).show(4)
    ends = np.cumsum(hand.arrows, axis=0)
    assert (hand.origin + ends > hand.room[:, 1]).any()
    reached = hand.origin + hand.add_up(0.6)._zoom() * ends
    assert (reached >= hand.room[:, 0] - 1e-9).all() and (reached <= hand.room[:, 1] + 1e-9).all()
    assert hand.add_up(1)._zoom() == pytest.approx(1 / 4) and hand.add_up(0)._zoom() == 1


# -- a bottom --------------------------------------------------------------------------------

TURN = np.linspace(0, 12, 100)
SPIRAL = np.stack([np.cos(TURN), np.sin(TURN)], axis=-1) * np.linspace(1.5, 0.3, 100)[:, None] + [0.1, 0.2]
RINGS = np.linspace(1.4, 0.7, 100)


def disc():
    return Disc(COARSE, COARSE, BOWL, FLAT, 6, np.array([0.1, 0.2]), SPIRAL, RINGS).shift([1, 0.5, 0])


def test_a_disc_is_round_and_its_bottom_is_in_the_middle(still):
    pixels = still.pixels(chart := disc().show(99))
    assert chart.at(0.1, 0.2) == pytest.approx([1, 0.5, 0])
    cross = np.array([spot for spot in places(pixels, INK) - [1, 0.5] if np.abs(spot).max() < 0.3])
    assert len(cross) > 20 and np.abs(cross).max() < 0.2 and cross.mean(axis=0) == pytest.approx([0, 0], abs=0.02)
    for direction in ([1, 1], [-1, 1], [1, -1]):
        away = np.array([*direction, 0]) / np.sqrt(2)
        assert (still.at(pixels, [1, 0.5, 0] + 3.1 * away) == BACKGROUND).all()
        assert np.abs(still.at(pixels, [1, 0.5, 0] + 2.9 * away) - BACKGROUND).max() > 20


def test_a_dashed_ring_has_the_recorded_radius(still):
    chart = disc()
    for row in (0, 99):
        found = places(still.pixels(chart.show(row)), INK, 25)
        found = found[np.linalg.norm(found - chart.at(*SPIRAL[0])[:2], axis=1) > 0.3]        # not the ring of the start
        found = found[np.linalg.norm(found - [1, 0.5], axis=1) > 0.3]                        # nor the cross at the bottom
        unit = chart.at(1.1, 0.2)[0] - chart.at(0.1, 0.2)[0]
        assert len(found) > 50
        assert np.linalg.norm(found - [1, 0.5], axis=1) == pytest.approx(unit * RINGS[row], abs=0.05)
        seen = np.unique((np.arctan2(*(found - [1, 0.5]).T) / 0.03).round())         # of 209 parts of the circle
        assert 0.3 < len(seen) / 209 < 0.85
        assert chart.shown()["ring"] == pytest.approx(RINGS[:row + 1])


def test_the_last_steps_are_bright_and_the_old_ones_faint(still):
    pixels = still.pixels(chart := disc().show(99))
    for row in (99, 95, 99 - LATELY):
        assert is_near(still.at(pixels, chart.at(*SPIRAL[row])), SOME)
    for row in (98 - LATELY, 20):
        assert not is_near(still.at(pixels, chart.at(*SPIRAL[row])), SOME, 80)
    assert chart.show(30.5).shown()["path"] == pytest.approx(so_far(SPIRAL, 30.5))


def test_a_lens_shows_the_bottom_larger(still):
    closed, pixels = still.pixels(chart := disc().show(99)), still.pixels(chart.look_closer(1))
    assert is_near(still.at(pixels, chart.lens()), INK)
    assert np.linalg.norm(chart.lens()[:2] - [1, 0.5]) == pytest.approx(1.77) and chart.lens()[0] < 1    # off the start
    assert not is_near(still.at(closed, chart.lens()), INK)
