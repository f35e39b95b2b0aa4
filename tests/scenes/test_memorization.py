"""The film of memorising, played without rendering: what it draws and counts, against plain loops over the recording."""

from types import SimpleNamespace

import numpy as np
import pytest
from manim import UP

from scenes.stage import theme
from scenes.stage.answered import Answered
from scenes.stage.chart import Series
from scenes.stage.facts import Mark
from scenes.stage.filled import Filled
from scenes.stage.handed_on import HandedOn
from scenes.stage.how_long import HowLong
from scenes.stage.relabelled import Relabelled
from scenes.stage.stretched import Stretched
from scenes.stage.text import Live, Words
from scenes.stage.wall import UNLIT, DigitWall
from scenes.stage.weight_pictures import WeightPictures
from tests.audits.plays import play_once, witness
from tests.scenes.looking import parts_of


def seen(film):
    """What a frame shows of walls, curves, bars and weights; numbers as [(key, index, value, middle)]."""
    those = parts_of(film)
    return SimpleNamespace(
        section=film.renderer.section,
        walls=[(wall.pictures, wall.lights) for wall in those(DigitWall)],
        curves=[(each.plot.rows, each.plot.x_span.high, each.plot.extent, each.plot.lines) for each in those(Stretched)],
        bars=[(each.recorded, each.unit * each.height / each.extent[1], each.done, each.foot(0)[1], each.sizes) for each in those(Filled)],
        tiles=[(each.W, each.full, each.get_x()) for each in those(WeightPictures)],
        numbers=[(fact.key.partition(".")[2], fact.index, fact.value, text.get_center()) for text in those((Words, Live))
                 for fact in text.facts if hasattr(fact, "key")])


FRAMES = witness("memorization", seen)


@pytest.fixture
def run(recordings):
    return play_once("memorization", recordings).recorded["memorization"]


def numbers(frame, key):
    """{index: (value, middle)} of the numbers of that key."""
    return {index: (value, middle) for name, index, value, middle in frame.numbers if name == key}


def test_when_all_labels_were_handed_on_each_digit_has_that_of_the_next(run):
    frames = FRAMES.of("The labels swap", "numbers")
    frame = next(frame for frame in frames if len(numbers(frame, "wall_given")) == len(run.wall))
    own, given = (numbers(frame, f"wall_{what}") for what in ("label", "given"))
    for i in range(len(run.wall) - 1):
        assert given[i,][0] == own[i + 1,][0] == run.given[run.wall[i]]
        assert 0 < given[i,][1][0] - own[i,][1][0] < 1 and abs(given[i,][1][1] - own[i,][1][1]) < 0.3


def test_the_digits_stand_as_they_do_in_the_list_and_not_in_the_order_of_their_labels(run):
    frame = next(frame for frame in FRAMES.of("The labels swap", "numbers") if len(numbers(frame, "wall_given")) == len(run.wall))
    places = {i: middle for (i,), (_, middle) in numbers(frame, "wall_given").items()}
    seen_first = sorted(places, key=lambda i: (-round(places[i][1], 1), places[i][0]))
    assert run.wall[seen_first].tolist() == sorted(run.wall)


def test_the_counter_counts_the_dim_digits_of_the_wall(run):
    counted = set()
    for frame in FRAMES.of("The labels swap", "walls"):
        (pictures, lights), = frame.walls
        count = numbers(frame, "changed_so_far")
        if not count:
            continue
        (row,), (value, _) = next(iter(count.items()))
        wrong = [i for i in range(min(row, len(run.label))) if run.given[i] != run.label[i]]
        assert len(wrong) == value
        assert np.flatnonzero(lights < 1).tolist() == wrong
        counted.add(value)
    assert value == run.changed_count and np.array_equal(pictures, run.pictures) and len(counted) > 10


def test_both_costs_are_drawn_up_to_one_moment_and_the_axis_reaches_there(run):
    for frame in FRAMES.of("Two trainings on one clock", "curves"):
        (rows, high, extent, lines), = frame.curves
        assert rows[0] == rows[1]
        until = np.interp(rows[0], range(len(run.epoch)), run.epoch)
        assert high == pytest.approx(max(until, 5))
        for line, cost in zip(lines, (run.own_cost, run.swapped_cost), strict=True):
            assert line[:, 0] == pytest.approx(extent[0] * (run.epoch / high - 0.5))
            assert line[:, 1] == pytest.approx(extent[1] * (cost - 0.5))
        epoch = numbers(frame, "epoch")
        assert not epoch or next(iter(epoch.values()))[0] == run.epoch[int(rows[0] + 1e-6)]
    assert rows[0] == len(run.epoch) - 1


def test_the_plateau_is_worked_out_where_the_swapped_training_stays_on_it(run):
    near = next(k for k, epoch in enumerate(run.epoch) if epoch >= 5)
    stays = all(abs(cost - 0.9) < 0.03 for cost in run.swapped_cost[1:near + 1])
    shown = [{key: value for key, index, value, _ in frame.numbers if key in ("plateau", "others", "guess") or index}
             for frame in FRAMES.of("Two trainings on one clock", "numbers")]
    found = [each for each in shown if "plateau" in each]
    assert bool(found) == stays
    for each in found[-1:]:
        assert each["plateau"] == pytest.approx(0.9) and each["others"] == 9 and each["guess"] == 0.1


def test_a_share_that_was_learned_is_one_of_so_many_steps(recordings):
    """Trainings were stopped while they still learned: none is said to be full."""
    said = [caption.template for caption in play_once("memorization", recordings).film.captions]
    assert not any(word in each for each in said for word in ("in part", "fits", "holds", "room for"))
    marked = next(i for i, each in enumerate(said) if "marked by the true labels" in each)
    asked = next(i for i, each in enumerate(said) if each.startswith("How many will"))
    answered = next(i for i, each in enumerate(said) if each.startswith("Trained on true labels"))
    assert marked < asked < answered


def test_as_many_pictures_light_up_as_were_answered_right(run):
    frame = FRAMES.of("Learned and unseen", "walls")[-1]
    found = {}
    for pictures, lights in frame.walls:
        for kind in ("own_learned", "swapped_learned", "own_unseen", "swapped_unseen"):
            if np.array_equal(pictures, getattr(run, f"{kind}_x")):
                found[kind] = np.count_nonzero(lights == 1)
                assert (np.diff(lights) <= 0).all() and set(lights) <= {1.0, UNLIT}
    assert found == {kind: getattr(run, f"{kind}_right") for kind in found} and len(found) == 4
    for kind in found:
        assert numbers(frame, f"{kind}_share")[()][0] == getattr(run, f"{kind}_share")


def test_all_bars_are_drawn_on_one_scale_and_stand_on_one_floor(run):
    frame = FRAMES.of("How much fits", "bars")[-1]
    (lists, unit, done, floor, sizes), (nets, other, filled, beside, same) = frame.bars
    assert np.array_equal(lists, run.list_known) and np.array_equal(nets, run.net_known)
    assert np.array_equal(sizes, run.list_size) and (same == run.net_list).all()
    assert unit == pytest.approx(other) and floor == pytest.approx(beside)
    assert set(done) == set(filled) == {1.0}


def test_the_weights_of_both_are_drawn_at_one_moment_on_one_scale(run):
    moments = set()
    for frame in FRAMES.of("What it looks like inside", "tiles"):
        (own, full, left), (swapped, same, right) = frame.tiles
        row = next(k for k, W in enumerate(run.own_W) if np.array_equal(W, own))
        assert np.array_equal(swapped, run.swapped_W[row]) and full == same and left <= right
        assert numbers(frame, "picture_epoch")[row,][0] == run.picture_epoch[row]
        moments.add(row)
    assert moments == set(range(len(run.picture_epoch)))


# -- the drawings alone --------------------------------------------------------------------


def test_bars_are_filled_as_high_as_the_training_in_the_middle(still):
    bars = Filled([100, 50], [[0.2, 0.9, 0.5], [0.8, 0.8, 0.8]], 100, 6, 4)
    for i in (0, 1):
        bars.fill(i)(1)
    pixels, light = still.pixels(bars), 255 * theme.FAINT.to_rgb()
    for i, (size, share) in enumerate(((100, 0.5), (50, 0.8))):
        up, aside = 4 * size / 100, 0.9 * (bars.box(i)[1] / 2) * np.array([1, 0, 0])
        assert still.at(pixels, bars.foot(i) + aside + (share * up - 0.15) * UP) == pytest.approx(light, abs=12)
        assert still.at(pixels, bars.foot(i) + aside + (share * up + 0.15) * UP).max() < 60
        assert bars.top(i)[1] - bars.foot(i)[1] == pytest.approx(up)
    assert bars.shown()["known 0"].tolist() == [0.2, 0.9, 0.5]


def test_the_share_of_a_guess_is_marked_across_every_bar(still):
    bars, plain = (Filled([100, 50], [[0.9], [0.9]], 100, 6, 4, guess) for guess in (0.25, None))
    for i in (0, 1):
        bars.fill(i)(1), plain.fill(i)(1)
    marked = np.abs(still.pixels(bars).astype(int) - still.pixels(plain)).max(axis=2).max(axis=1)
    rows = np.flatnonzero(marked > 50)
    heights = {round(float(row), 1) for row in (rows - len(marked) / 2) / len(marked) * -8}
    assert {round(bars.foot(i)[1] + 0.25 * 4 * size / 100, 1) for i, size in ((0, 100), (1, 50))} <= heights and len(rows) < 12


def test_equal_times_are_all_seen_below_the_axis():
    chart = Stretched([Series(np.arange(101.0), np.linspace(1, 0, 101), theme.SOME)], "x", "y", 6, 3, 5, theme.INK).until(100)
    taken = HowLong(chart, [80.0, 80.0, 70.0], 0.2, 1.2, theme.ALL, Words("so long"))
    spots = [dot.get_center() for dot in taken.dots]
    assert [x for x, *_ in spots] == pytest.approx([chart.spot(x, 0)[0] for x in (80, 80, 70)])
    assert min(np.linalg.norm(spots[i] - spots[j]) for i, j in ((0, 1), (0, 2), (1, 2))) > 2 * theme.DOT
    assert taken.bar.get_start() == pytest.approx(chart.spot(0, 0) - 1.2 * UP) and taken.bar.get_end()[0] == pytest.approx(spots[0][0])
    assert max(y for _, y, _ in spots) < chart.plot.get_bottom()[1] and taken.words.get_left()[0] > taken.bar.get_right()[0]


def test_a_picture_stands_between_its_wall_and_its_labels():
    three = Relabelled(np.zeros((3, 784)), [Mark(1), Mark(2), Mark(3)], [Mark(4), Mark(5), Mark(6)], ("old", "new"))
    goals = [picture.get_center() for picture in three.pictures]
    wall = DigitWall(np.zeros((9, 784), np.uint8), 3, 3)
    three.out_of(wall, (2, 0, 7))
    for picture, i, goal, row in zip(three.pictures, (2, 0, 7), goals, three.rows):
        assert picture.get_center() == pytest.approx(wall.spot(i), abs=1e-6) and picture.saved_state.get_center() == pytest.approx(goal)
        old, _, new = row
        assert goal[0] < old.get_x() < new.get_x() and row.get_y() == pytest.approx(goal[1], abs=0.2)
    assert [row[0].said + row[2].said for row in three.rows] == ["14", "25", "36"]


def test_a_bar_that_is_not_full_yet_shows_no_numbers():
    bars = Filled([100, 50], [[0.2], [0.8]], 100, 6, 4)
    assert bars.shown() == {} and set(bars.fill(1)(0.7).shown()) == set() and set(bars.fill(1)(1).shown()) == {"known 1"}


def test_an_axis_that_grows_keeps_its_ticks_where_their_values_are():
    x = np.arange(101.0)
    chart = Stretched([Series(x, x / 100, theme.SOME), Series(x, 1 - x / 100, theme.ALL)], "x", "y", 6, 3, 5, theme.INK)
    for row in (1, 4.5, 20, 63.2, 100):
        chart.until(row)
        shown = [mark for mark in chart.marks if mark.get_fill_opacity() > 0]
        assert {mark.facts[0].value for mark in shown} == set(chart.plot.x_span.ticks) and len(shown) > 1
        for mark in shown:
            assert mark.get_center()[0] == pytest.approx(chart.spot(mark.facts[0].value, 0)[0], abs=0.01)
        assert chart.end(0) == pytest.approx(chart.spot(row, row / 100))
        assert chart.end(0)[0] == pytest.approx(chart.plot.get_right()[0] if row >= 5 else chart.spot(row, 0)[0])


def test_a_weight_is_blue_or_orange_and_as_bright_as_it_is_large(still):
    W = np.zeros((4, 784))
    W[0], W[1], W[3] = 0.5, -1, -0.1
    tiles = WeightPictures(np.zeros((4, 784)), 2, 2.0, full=0.5).show(W)
    pixels = still.pixels(tiles)
    colours = [still.at(pixels, tiles.spot(i)) for i in range(4)]
    assert colours[0] == pytest.approx(255 * theme.POSITIVE.to_rgb(), abs=4)
    assert colours[1] == pytest.approx(255 * theme.NEGATIVE.to_rgb(), abs=4)
    assert colours[2].max() == 0 and 0 < colours[3].max() < colours[1].max() / 2
    assert np.array_equal(tiles.shown()["weights"], W)


def test_a_wall_lights_those_that_it_is_told(still):
    wall = DigitWall(np.full((6, 784), 255, np.uint8), 6, 4).light_these(np.array([True, False, True, False, False, True]))
    pixels = still.pixels(wall)
    assert [still.at(pixels, wall.spot(i)).max() > 200 for i in range(6)] == [True, False, True, False, False, True]


def test_an_answered_wall_lights_the_first_ones_and_names_them():
    answered = Answered(np.zeros((10, 784)), 4, Mark(0.4, ".0%"), 4, 2, theme.ALL, Words("first"), Words("second"))
    assert answered.number.said == "40%" and set(answered.wall.lights) == {UNLIT}
    assert answered.light(4).lights.tolist() == 4 * [1.0] + 6 * [UNLIT]
    first, second = answered.words
    assert second.baseline < first.baseline < second.baseline + 1


def test_those_that_keep_their_label_are_ringed():
    handed = HandedOn(np.zeros((4, 784)), [Mark(3), Mark(7), Mark(7), Mark(1)], [Mark(7), Mark(7), Mark(1), Mark(2)], [2, 1, 3, None], 2, 1)
    for i, giver in enumerate((2, 1, 3, None)):
        flight = handed.hands_on(i).animations[1]
        if giver is not None:
            assert flight.animations[0].mobject.get_center() == pytest.approx(handed.own[giver].get_center())
    ring, = handed.rings()
    assert ring.get_center() == pytest.approx(handed.given[1].get_center()) and handed.same == [1]
    given, own, picture, above = (thing.get_center() for thing in (handed.given[2], handed.own[2], handed.pictures[2], handed.pictures[0]))
    assert given[1] < picture[1] < above[1] - 1 and own[0] < given[0]
