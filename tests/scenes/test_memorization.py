"""The film of memorising, played without rendering: what it draws and counts, against plain loops over the recording."""

from types import SimpleNamespace

import numpy as np
import pytest
from manim import LEFT, RIGHT, UP, config

from scenes.stage import theme
from scenes.stage.chart import Series
from scenes.stage.examined import Examined
from scenes.stage.facts import Mark
from scenes.stage.filled import Filled, Rows, Share
from scenes.stage.handed_on import HandedOn
from scenes.stage.stretched import Stretched
from scenes.stage.text import Live, Words
from scenes.stage.wall import DigitWall
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
        bars=[(each.recorded, each.unit * each.width / each.extent[0], each.done, each.at(0, 0)[0], each.sizes) for each in those(Filled)],
        shares=[(each.share.key.partition(".")[2], each.share.index, each.recorded, each.done) for each in those(Share)],
        said=[(text.said, text.facts[0].key.partition(".")[2], text.facts[0].index) for text in those(Words)
              if text.template.startswith("{} ") and len(text.said) == 3 and hasattr(text.facts[0], "key")],
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


def test_what_was_learned_in_part_was_so_in_as_many_epochs(recordings):
    """Trainings were stopped while they still learned: none is said to be full."""
    said = [caption.template for caption in play_once("memorization", recordings).film.captions]
    assert not any(word in each for each in said for word in ("fits", "holds", "room for"))
    assert all("epochs" in each for each in said if "only a part" in each)
    assert not any("heart" in each for each in said if "{}" in each)        # some of what is right is so by luck
    marked = next(i for i, each in enumerate(said) if "marked by their true labels" in each)
    assert "How many will" in said[marked] and "8%" not in said[marked]


def test_three_digits_are_answered_by_both_networks_and_marked(run):
    said = {(key, *index): text for frame in FRAMES.of("Learned and unseen", "said") for text, key, index in frame.said}
    assert len(said) == 12
    for name, wanted in (("three", (run.three_label, run.three_given)), ("new", (run.new_label, run.new_label))):
        for who, labels in zip(("own", "swapped"), wanted, strict=True):
            for i, (label, answer) in enumerate(zip(labels, getattr(run, f"{name}_{who}"), strict=True)):
                assert said[f"{name}_{who}", i] == f"{answer} {'✓' if answer == label else '✗'}"


@pytest.mark.parametrize("section", ["Learned and unseen", "Only a pattern helps"])
def test_a_bar_for_each_network_and_for_each_kind_of_digits_is_filled_as_far_as_answered_right(run, section):
    frame = FRAMES.of(section, "shares")[-1]
    assert sorted((key, index[0]) for key, index, *_ in frame.shares) == [("known", 0), ("known", 1), ("right", 0), ("right", 1)]
    for key, index, recorded, done in frame.shares:
        assert recorded == [[getattr(run, key)[index]]] and done == [1] and index[1] == 0
        assert numbers(frame, key)[index][0] == getattr(run, key)[index]


def test_all_bars_are_drawn_on_one_scale_and_begin_below_each_other(run):
    frame = FRAMES.of("How much is learned", "bars")[-1]
    (lists, unit, done, left, sizes), (nets, other, filled, below, same) = frame.bars
    assert np.array_equal(lists, run.list_known) and np.array_equal(nets, run.net_known)
    assert len(set(sizes)) == len(set(same)) == 1 and sizes[0] == same[0]
    assert unit == pytest.approx(other) and left == pytest.approx(below)
    assert set(done) == set(filled) == {1.0}


def test_each_network_that_learned_by_heart_is_asked_for_new_digits(run):
    frame = FRAMES.of("How much is learned", "numbers")[-1]
    for name in ("list", "net"):
        known, read = numbers(frame, f"{name}_share"), numbers(frame, f"{name}_new")
        assert len(known) == len(read) == len(getattr(run, f"{name}_size"))
        for index, (share, middle) in known.items():
            new, beside = read[index]
            assert share == sorted(getattr(run, f"{name}_known")[index])[0] and new == getattr(run, f"{name}_new")[index]
            assert middle[1] == pytest.approx(beside[1], abs=0.1) and middle[0] < beside[0]


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


def test_bars_are_filled_as_far_as_the_training_in_the_middle(still):
    bars = Filled([100, 50], [[0.2, 0.9, 0.5], [0.8, 0.8, 0.8]], 100, 6, 0.8, theme.SOME)
    for i in (0, 1):
        bars.fill(i)(1)
    pixels, light = still.pixels(bars), 255 * theme.SOME.to_rgb()
    for i, (size, share) in enumerate(((100, 0.5), (50, 0.8))):
        assert still.at(pixels, bars.at(i, share) + 0.15 * LEFT + 0.15 * UP) == pytest.approx(light, abs=12)
        assert still.at(pixels, bars.at(i, share) + 0.15 * RIGHT + 0.15 * UP).max() < 60
        assert (bars.at(i, 1) - bars.at(i, 0))[0] == pytest.approx(6 * size / 100)
        assert bars.outline(i).width == pytest.approx(6 * size / 100) and bars.outline(i).get_y() == pytest.approx(bars.at(i, 0)[1])
    assert bars.shown()["known 0"].tolist() == [0.2, 0.9, 0.5]


def test_the_share_of_a_guess_is_marked_across_every_bar(still):
    bars, plain = (Filled([100, 50], [[0.9], [0.1]], 100, 6, 0.8, theme.SOME, guess) for guess in (0.25, None))
    for i in (0, 1):
        bars.fill(i)(1), plain.fill(i)(1)
    marked, without = (still.pixels(each).astype(int) for each in (bars, plain))
    for i in (0, 1):
        assert np.abs(still.at(marked, bars.at(i, 0.25)) - still.at(without, bars.at(i, 0.25))).max() > 50
    assert np.count_nonzero(np.abs(marked - without).max(axis=(0, 2)) > 50) < 12


def test_beside_each_bar_stand_its_own_numbers():
    bars = Filled([100, 50], [[0.9], [0.2]], 100, 6, 0.8, theme.ALL)
    rows = Rows(bars, (Words("a"), Words("b")), [Words("1"), Words("2")], *([Mark(value) for value in pair] for pair in ((3, 4), (5, 6))))
    for i in (0, 1):
        about, known, share = (part[i] for part in (rows.about, rows.known, rows.share))
        assert (about.said, known.said, share.said) == (str(1 + i), str(3 + i), str(5 + i))
        assert about.get_right()[0] < bars.at(i, 0)[0] and bars.at(i, 1)[0] < known.get_left()[0] and known.get_x() < share.get_x()
        assert all(part.get_y() == pytest.approx(bars.at(i, 0)[1], abs=0.05) for part in (about, known, share))
    assert rows.share[0].get_right()[0] == pytest.approx(rows.share[1].get_right()[0])


def test_a_share_bar_is_filled_as_far_as_its_number_says():
    bar = Share(Mark(0.3, ".0%"), 4, 0.5, theme.SOME, 0.1)
    assert bar.number().said == "30%" and bar.number().get_left()[0] > bar.at(0, 1)[0] and bar.middle == [0.3]


def test_a_picture_stands_between_its_wall_and_its_labels():
    three = Examined(np.zeros((3, 784)), [[Mark(1), Mark(2), Mark(3)], [Mark(4), Mark(5), Mark(6)]], (theme.SOME, theme.ALL))
    goals = [picture.get_center() for picture in three.pictures]
    wall = DigitWall(np.zeros((9, 784), np.uint8), 3, 3)
    three.out_of(wall, (2, 0, 7))
    for k, (picture, i, goal) in enumerate(zip(three.pictures, (2, 0, 7), goals, strict=True)):
        assert picture.get_center() == pytest.approx(wall.spot(i), abs=1e-6) and picture.saved_state.get_center() == pytest.approx(goal)
        own, given = (three.labels[network][k] for network in (0, 1))
        assert own.get_x() == pytest.approx(goal[0], abs=0.05) and goal[1] > own.get_y() > given.get_y()
        assert (own.said, given.said) == (str(1 + k), str(4 + k))


def test_an_answer_is_right_where_it_is_the_label_of_its_own_network():
    three = Examined(np.zeros((2, 784)), [[Mark(1), Mark(2)], [Mark(2), Mark(1)]], (theme.SOME, theme.ALL), apart=3)
    for network, wanted in ((0, ["1 ✓", "1 ✗"]), (1, ["1 ✗", "1 ✓"])):
        answers = three.answers(network, [Mark(1), Mark(1)])
        assert [answer.said for answer in answers] == wanted
        assert [answer.get_color() == theme.INK for answer in answers] == [text.endswith("✓") for text in wanted]
        for answer, label in zip(answers, three.labels[network], strict=True):
            assert answer.get_x() == pytest.approx(label.get_x(), abs=0.05) and 0 < label.get_y() - answer.get_y() < 1


def test_a_bar_that_is_not_full_yet_shows_no_numbers():
    bars = Filled([100, 50], [[0.2], [0.8]], 100, 6, 0.8, theme.ALL)
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


def test_the_correlation_of_neighbours_is_that_of_the_weights_beside_it(run):
    for frame in FRAMES.of("What it looks like inside", "tiles"):
        row = next(k for k, W in enumerate(run.own_W) if np.array_equal(W, frame.tiles[0][0]))
        shown = numbers(frame, "alike")
        for at, (value, _) in shown.items():
            assert at[1] == row and value == run.alike[at]
        assert not shown or shown[0, row][1][0] < shown[1, row][1][0]
    assert set(shown) == {(0, row), (1, row)}


def test_labels_that_come_or_go_elsewhere_do_so_at_the_edge_of_the_frame():
    handed = HandedOn(np.zeros((4, 784)), [Mark(3), Mark(7), Mark(7), Mark(1)], [Mark(7)] * 4, [2, 1, 3, None], 2, 1).center()
    edge = config.frame_width / 2 - theme.MARGIN
    coming, going = handed.hands_on(3).animations[1], handed.hands_out(0)
    came, went = (text.get_center() + fade.shift_vector for text, fade in ((handed.given[3], coming), (handed.own[0], going)))
    assert edge - 0.5 < came[0] < edge and came[1] == pytest.approx(handed.given[3].get_y())
    assert -edge < went[0] < 0.5 - edge and went[1] == pytest.approx(handed.own[0].get_y())
    assert going.mobject is not handed.own[0]


def test_a_label_flies_from_its_giver_to_beside_the_own_one():
    handed = HandedOn(np.zeros((4, 784)), [Mark(3), Mark(7), Mark(7), Mark(1)], [Mark(7), Mark(7), Mark(1), Mark(2)], [2, 1, 3, None], 2, 1)
    for i, giver in enumerate((2, 1, 3, None)):
        flight = handed.hands_on(i).animations[1]
        if giver is not None:
            assert flight.animations[0].mobject.get_center() == pytest.approx(handed.own[giver].get_center())
    given, own, picture, above = (thing.get_center() for thing in (handed.given[2], handed.own[2], handed.pictures[2], handed.pictures[0]))
    assert given[1] < picture[1] < above[1] - 1 and own[0] < given[0]
