"""The wall of digits, the hand out of it, and the batches dealt from it: what stands where, and how bright."""

import numpy as np
import pytest
from manim import DOWN, LEFT, RIGHT, UP

from scenes.stage import theme
from scenes.stage.dealing import ROWS, Dealing
from scenes.stage.facts import Mark
from scenes.stage.hand import Come, Hand
from scenes.stage.wall import UNLIT, Ask, DigitWall

N, BATCH = 203, 10
WHITE = np.full((N, 784), 255, np.uint8)
ORDER = np.random.default_rng(0).permutation(N)


@pytest.fixture
def wall():
    return DigitWall(WHITE, 6, 4).shift(3 * LEFT)


@pytest.fixture
def dealing(wall):
    dealing = Dealing(wall, ORDER, BATCH, Mark(-(-N // BATCH)), 6, 5)
    return dealing.shift(3.5 * RIGHT)


def brightness(still, things, points):
    """What of 255 is seen at points of the scene."""
    pixels = still.pixels(*things)
    return [still.at(pixels, point).max() for point in points]


def is_teal(colour):
    red, green, blue = colour
    return green > 1.4 * red and blue > 1.4 * red


@pytest.mark.parametrize("n", [1, 10, 500, 1438, 2000])
def test_pictures_stand_row_after_row_and_fill_their_box(n):
    wall = DigitWall(np.zeros((n, 784), np.uint8), 6, 4)
    spots = np.array([wall.spot(i) for i in range(n)])
    assert np.array_equal(np.lexsort((spots[:, 0], -spots[:, 1].round(6))), np.arange(n))
    apart = np.abs(spots[:, None] - spots[None]).max(axis=-1) + 9 * np.eye(n)
    assert n == 1 or apart.min() == pytest.approx(wall.side(), rel=1e-6)
    assert (np.abs(spots[:, :2]) + wall.side() / 2 < [3, 2]).all()
    assert n == 1 or n * wall.side() ** 2 > 0.6 * 6 * 4


def test_a_picture_of_the_wall_is_the_one_it_was_given(still):
    pictures = np.zeros((6, 784), np.uint8)
    pictures.reshape(6, 28, 28)[4, 2:14, 14:26] = 255        # its upper right quarter
    wall = DigitWall(pictures, 6, 4).shift(UP)
    corners = [wall.spot(4) + wall.side() / 4 * np.array([x, y, 0]) for x, y in ((1, 1), (-1, 1), (1, -1))]
    assert brightness(still, [wall], corners) == pytest.approx([255, 0, 0], abs=3)
    assert brightness(still, [wall], [wall.spot(1), wall.spot(5)]) == [0, 0]


def test_those_that_were_asked_are_bright_and_the_others_dim(wall, still):
    asked = 100
    seen = brightness(still, [wall.light(asked)], [wall.spot(i) for i in range(N)])
    assert seen[:asked] == pytest.approx(asked * [255], abs=3)
    assert seen[asked:] == pytest.approx((N - asked) * [255 * UNLIT], abs=3)
    assert brightness(still, [wall.light(7)], [wall.spot(6), wall.spot(7)]) == pytest.approx([255, 255 * UNLIT], abs=3)
    assert min(brightness(still, [wall.light_all()], [wall.spot(i) for i in range(N)])) > 250


def test_the_row_that_is_asked_has_a_light_over_it(still):
    wall = DigitWall(np.zeros((N, 784), np.uint8), 6, 4).light(30)
    first = 29 // wall.columns * wall.columns
    row = range(first, first + wall.columns)
    assert [seen > 30 for seen in brightness(still, [wall], [wall.spot(i) for i in row])] == [i < 30 for i in row]
    assert max(brightness(still, [wall], [wall.spot(i) for i in range(first)])) == 0
    assert max(brightness(still, [wall.light(N)], [wall.spot(i) for i in range(N)])) == 0


def test_asking_goes_on_at_an_even_pace(wall, still):
    counts, light = [], wall.light
    wall.light = lambda count: counts.append(count) or light(count)
    still.play(Ask(wall, 100), run_time=1)
    assert np.diff(sorted({*counts, 100})) == pytest.approx(20, abs=1) and wall.asked == 100
    still.play(Ask(wall), run_time=1)
    assert wall.asked == N and counts == sorted(counts)


def test_a_hand_comes_out_of_the_wall_one_after_the_other_and_back(wall, still):
    chosen = [190, 3, 77, 120]
    hand = Hand(WHITE[:4], 1, 2, theme.SOME).shift(4 * RIGHT).out_of(wall, chosen)
    places = [hand.spot(i) for i in range(4)]
    assert max(brightness(still, [wall.light(0), hand.come(0)], places)) < 30
    assert min(brightness(still, [wall, hand], [wall.spot(i) for i in chosen])) > 250      # though the wall is dim
    for gone in range(1, 5):
        seen = brightness(still, [wall, hand.come(gone / 4)], places)
        assert [light > 250 for light in seen] == [i < gone for i in range(4)]
        holes = brightness(still, [wall, hand], [wall.spot(i) for i in chosen])
        assert [light == 0 for light in holes] == [i < gone for i in range(4)]
    halfway = (wall.spot(chosen[1]) + hand.spot(1)) / 2
    assert brightness(still, [wall, hand.come(1.5 / 4)], [halfway, hand.spot(1)]) == pytest.approx([255, 14], abs=12)
    shares, come = [], hand.come(1).come
    hand.come = lambda share: shares.append(share) or come(share)
    still.play(Come(hand, until=0), run_time=1)
    assert shares[0] == 1 and shares == sorted(shares, reverse=True) and hand.share == 0


def test_a_hand_stands_in_rows_with_teal_frames(still):
    hand = Hand(np.zeros((7, 784)), 1, 5, theme.SOME).shift(DOWN)
    across, down = hand.spot(4) - hand.spot(0), hand.spot(5) - hand.spot(0)
    assert across[1] == 0 and across[0] == pytest.approx(4 * 1.12) and down == pytest.approx([0, -1.12, 0])
    pixels = still.pixels(hand)
    for i in range(7):
        assert is_teal(still.at(pixels, hand.spot(i) + 0.5 * LEFT)) and still.at(pixels, hand.spot(i)).max() == 0


def test_a_hand_shows_examples_as_it_shows_pictures(still):
    half = np.full((1, 784), 0.5, np.float32)
    assert brightness(still, [Hand(half, 2, 1, theme.SOME)], [np.zeros(3)]) == pytest.approx([128], abs=1)


def test_batches_are_dealt_in_the_recorded_order_to_rows_of_their_size(wall, still):
    marked = WHITE * (np.arange(N) % 2)[:, None].astype(np.uint8)      # every other digit is white, the rest black
    dealing = Dealing(DigitWall(marked, 6, 4).shift(3 * LEFT), ORDER, BATCH, Mark(21), 6, 5).shift(3.5 * RIGHT).deal(N)
    drawn = [*range(ROWS * BATCH), *range(20 * BATCH, N)]
    seen = brightness(still, [dealing], [dealing.spot(p) for p in drawn])
    assert [light > 100 for light in seen] == [i % 2 == 1 for i in ORDER[drawn]]
    spots = np.array([dealing.spot(p) for p in drawn])
    assert (np.diff(spots[:BATCH, 0]) > 0).all() and np.ptp(spots[:BATCH, 1]) == pytest.approx(0)
    assert (np.diff(spots[:ROWS * BATCH:BATCH, 1]) < 0).all() and spots[-1, 1] < spots[ROWS * BATCH - 1, 1]


@pytest.mark.parametrize("count", [0, 4, 10, 60, 137, N])
def test_so_many_are_in_their_places_and_their_places_in_the_wall_are_dark(dealing, wall, still, count):
    dealing.deal(count)
    seen = brightness(still, [wall, dealing], [dealing.spot(p) for p in range(ROWS * BATCH)])
    assert [light > 100 for light in seen] == [p < count for p in range(ROWS * BATCH)]
    dealt = brightness(still, [wall, dealing], [wall.spot(i) for i in ORDER[:count]])
    assert dealing.dealt == count and np.array_equal(dealing.shown().get("order", []), ORDER[:count])
    assert sum(light > 100 for light in dealt) < 12       # others fly over them
    assert dealing.steps == (count // BATCH if count < N else 21)
    left = brightness(still, [wall, dealing], [wall.spot(i) for i in ORDER[min(N, 2 * count + 20):]])
    assert sum(light > 250 for light in left) >= 0.8 * len(left)


def test_in_the_first_row_one_digit_flies_at_a_time_and_later_many(dealing):
    ways = [dealing.deal(count)._way() for count in np.arange(0.5, 10)]
    assert [((0 < way) & (way < 1)).sum() for way in ways] == 10 * [1]
    assert ((0 < dealing.deal(150.5)._way()) & (dealing._way() < 1)).sum() > 8
    assert (dealing.deal(77)._way() == 1).sum() == 77


def test_rows_have_their_numbers_and_only_those_that_have_begun_show_them(dealing):
    assert [name.said for name in dealing.names] == ["1", "2", "3", "4", "5", "6", "21"]
    for count, begun in ((10, 1), (11, 2), (N, 7)):
        assert [name.get_fill_opacity() for name in dealing.deal(count).names] == begun * [1] + (7 - begun) * [0]
    for row, name in zip((0, 3), (dealing.names[0], dealing.names[3])):
        assert name.get_y() == pytest.approx(dealing.spot(row * BATCH)[1])


def test_the_row_that_is_dealt_is_framed_in_teal_and_the_others_are_not(dealing, still):
    def framed(row):
        return is_teal(still.at(pixels, dealing.spot(row * BATCH) + dealing.side / 2 * LEFT))

    pixels = still.pixels(dealing.deal(20))
    assert [framed(row) for row in range(2)] == [False, True]
    pixels = still.pixels(dealing.deal(34))
    assert [framed(row) for row in range(5)] == [False, False, False, True, False]
    pixels = still.pixels(dealing.deal(N).light(0))
    assert [framed(row) for row in range(5)] == [True, False, False, False, False]


@pytest.mark.parametrize("n, batch, rows", [(50, 10, 5), (80, 10, 8), (90, 10, 7), (500, 32, 7), (20, 7, 3)])
def test_few_batches_are_all_drawn(n, batch, rows):
    wall = DigitWall(np.zeros((n, 784), np.uint8), 6, 4)
    dealing = Dealing(wall, np.arange(n), batch, Mark(0), 6, 5)
    assert len(dealing.names) == rows and dealing.deal(n).steps == -(-n // batch)
    assert dealing.spot(batch - 1)[0] + dealing.side / 2 <= 3 and dealing.spot(n - 1)[1] - dealing.side / 2 >= -2.5
