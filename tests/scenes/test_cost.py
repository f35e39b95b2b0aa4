"""The film of the cost, played without rendering: areas, places and counts, against plain loops over the recordings."""

from types import SimpleNamespace

import numpy as np
import pytest

from scenes import runs
from scenes.cost import NEAR
from scenes.stage.blocks import Blocks
from scenes.stage.crowd import BIN, Crowd
from scenes.stage.machine import Knobs
from scenes.stage.stairs import Stairs
from scenes.stage.text import Live, Words
from scenes.stage.tracks import Tracks
from scenes.stage.wall import DigitWall
from tests.audits.plays import play_once, witness
from tests.scenes.looking import parts_of


def seen(film):
    """What a frame shows of tracks, blocks, piles, dials and curves; numbers as [(key, index, value)]."""
    those = parts_of(film)
    return SimpleNamespace(
        section=film.renderer.section,
        tracks=[(each.outputs, each.spot, each.climbed) for each in those(Tracks)],
        blocks=[(each.errors, each.places, each.unit) for each in those(Blocks)],
        piles=[(each.row, each.count, each.middles, each.stands, each.extent, each.x_span, each.side) for each in those(Crowd)],
        walls=[each.pictures for each in those(DigitWall)],
        dials=[each.values for each in those(Knobs)], stairs=[[chart.plot.rows[0] for chart in each.charts] for each in those(Stairs)],
        numbers=[(fact.key, fact.index, fact.value) for text in those((Words, Live)) for fact in text.facts if hasattr(fact, "key")])


FRAMES = witness("cost", seen)


@pytest.fixture
def played(recordings):
    return SimpleNamespace(**play_once("cost", recordings).recorded)


def row_of(run, errors):
    """In which state the digit of the film has these errors."""
    (row, *others), = np.nonzero((run.example_error == errors.astype(np.float32)).all(axis=1))
    assert not others
    return int(row)


def test_discs_stand_as_high_as_their_outputs(played):
    frame = FRAMES.of("Answers and wishes", "tracks")[-1]
    (outputs, spot, climbed), = frame.tracks
    assert climbed == 1 and np.array_equal(outputs, played.digits.example_a3[0])
    for j, a in enumerate(outputs):
        low, here, high = spot(j, 0)[1], spot(j)[1], spot(j, 1)[1]
        assert here == pytest.approx(low + a * (high - low))


@pytest.mark.parametrize("section", ["Added up they cancel", "Squares add up", "Before and after", "All the digits"])
def test_blocks_are_the_errors_of_a_recorded_state_in_every_frame(played, section):
    for frame in FRAMES.of(section, "blocks"):
        for errors, _, _ in frame.blocks:
            assert 0 <= row_of(played.digits, errors) < len(played.digits.step)


def test_in_the_end_each_block_is_a_square_with_its_error_as_the_side_and_all_together_are_the_cost(played):
    run = played.digits
    for section in ("Squares add up", "Before and after", "The answer"):
        frame = FRAMES.of(section, "blocks")[-1]
        for errors, places, unit in frame.blocks:
            sides, cost = places[:, 2:] / unit, run.example_cost[row_of(run, errors)]
            assert sides.prod(axis=1) == pytest.approx(errors**2, abs=1e-9)
            assert sides.prod(axis=1).sum() == pytest.approx(cost, rel=1e-5)
            if section != "Squares add up":
                assert sides == pytest.approx(np.abs(errors)[:, None] * [1, 1], abs=1e-6)


def test_a_block_of_all_squares_has_no_gaps_and_no_overlaps(played):
    errors, places, unit = FRAMES.of("Squares add up", "blocks")[-1].blocks[-1]
    left, low = (places[:, :2] - places[:, 2:] / 2).min(axis=0)
    right, high = (places[:, :2] + places[:, 2:] / 2).max(axis=0)
    assert (right - left) == pytest.approx(high - low) == pytest.approx(unit * np.sqrt(np.square(errors).sum()))
    assert (right - left) * (high - low) == pytest.approx(places[:, 2:].prod(axis=1).sum())
    for i, (x, y, w, h) in enumerate(places):
        for x2, y2, w2, h2 in places[:i]:
            assert min(x + w / 2, x2 + w2 / 2) - max(x - w / 2, x2 - w2 / 2) < 1e-9 or \
                min(y + h / 2, y2 + h2 / 2) - max(y - h / 2, y2 - h2 / 2) < 1e-9


def test_the_strip_is_as_long_as_the_cost_on_the_axis_of_the_pile(played):
    run, lengths = played.digits, []
    for frame in FRAMES.of("All the digits", "piles"):
        if frame.blocks:
            (errors, places, _), (_, _, _, _, extent, span, _) = frame.blocks[0], frame.piles[0]
            if np.ptp(places[:, 3]) < 1e-9:
                long = places[:, 2].sum() / extent[0] * (span.high - span.low)
                lengths.append((long, run.example_cost[row_of(run, errors)]))
    assert lengths and all(long == pytest.approx(cost, rel=1e-5) for long, cost in lengths)


def test_every_picture_of_a_pile_stands_at_its_cost_or_near_it_where_it_is_full(played):
    run, states = played.cost, set()
    for section in ("All the digits", "The pile moves", "The answer"):
        row, count, middles, stands, extent, span, side = FRAMES.of(section, "piles")[-1].piles[0]
        assert count == run.piled
        bins, half = (run.pile_cost[row] / BIN).astype(int), side / extent[0] * span.high / 2
        for cost, each, (x, _) in zip(run.pile_cost[row], bins, middles):
            off = abs((x / extent[0] + 0.5) * span.high - cost)
            assert off <= BIN and (off <= half + 1e-6 or np.count_nonzero(bins == each) > 2)
        assert len({tuple(np.round(middle, 6)) for middle in middles}) == len(middles)
        assert stands == pytest.approx(np.mean(run.pile_cost[row]), rel=1e-5)
        states.add(row)
    assert states == {int(run.middle_row), len(run.step) - 1}


def test_the_pile_runs_forward_through_all_states_and_its_numbers_are_those_of_its_state(played):
    run, rows = played.cost, []
    for frame in FRAMES.of("The pile moves", "piles"):
        row = frame.piles[0][0]
        for key, index, value in frame.numbers:
            if key in ("cost.pile_mean", "cost.pile_missed"):
                assert index == (row,)
                counted = {"cost.pile_mean": np.mean(run.pile_cost[row]), "cost.pile_missed": run.pile_wrong[row].sum()}
                assert value == pytest.approx(counted[key], rel=1e-5)
        rows.append(row)
    assert rows == sorted(rows) and {rows[0], rows[-1]} == {int(run.middle_row), len(run.step) - 1}


def test_what_the_pile_at_0_holds_is_told_where_most_are_in_it_and_as_counted(played):
    run, frame = played.cost, FRAMES.of("The pile moves", "piles")[-1]
    said = {key: value for key, _, value in frame.numbers if key.startswith("cost.cheap")}
    cheap = run.pile_cost[-1][run.pile_cost[-1] < BIN]
    if 2 * len(cheap) <= run.piled:             # as in a short recording
        assert said == {}
    else:
        assert said == {"cost.cheap": BIN, "cost.cheap_count": len(cheap), "cost.cheap_mean": pytest.approx(np.mean(cheap))}


def test_the_one_whose_cost_is_told_is_the_costliest_and_stands_where_the_arrow_ends(played):
    run, last = played.cost, played.cost.pile_cost[-1]
    said = {key: value for key, _, value in FRAMES.of("The pile moves", "piles")[-1].numbers}
    worst = int(last.argmax())
    assert (said["cost.left_label"], said["cost.left_cost"], said["cost.left_before"]) == (
        run.pile_label[worst], last[worst], run.pile_cost[run.middle_row, worst])
    assert int(run.left[0]) == worst


def test_the_cost_that_comes_out_is_that_of_the_dial_as_it_is_turned(played):
    run, turned = played.cost, set()
    for frame in FRAMES.of("A function of the dials", "dials"):
        said = [index[0] for key, index, _ in frame.numbers if key == "cost.dial_cost"]
        last = frame.dials[-1][0]
        if said and said[0]:
            assert last == run.dial_values[said[0], -1]
            turned.add(said[0])
    assert max(turned) == len(run.dial_turn) - 1 and len(turned) > 10
    assert run.dial_cost[0] == run.dial_cost[-1] < run.dial_cost[len(run.dial_turn) // 2]       # it was turned back, and C fell


def test_in_the_box_are_digits_that_it_learns_from_and_as_many_as_is_said(played):
    train = runs.data()[0]
    said = {value for frame in FRAMES.of("A function of the dials", "numbers") for key, _, value in frame.numbers if key == "cost.boxed"}
    for frame in FRAMES.of("A function of the dials", "walls"):
        for pictures in frame.walls:
            assert said == {len(pictures)} and np.array_equal(pictures, np.round(255 * train.x[:len(pictures)]))


def test_the_errors_that_are_worked_out_come_out_as_shown(played):
    shown = {}
    for frame in FRAMES.of("Answers and wishes", "numbers"):
        for key, index, value in frame.numbers:
            if key in ("digits.example_error", "digits.example_y", "digits.example_a3"):
                shown.setdefault(index[-1], {})[key] = round(float(value), 2)
    worked = [each for each in shown.values() if "digits.example_error" in each]
    assert len(worked) == 2 and {each["digits.example_y"] for each in worked} == {0, 1}
    for each in worked:
        assert round(each["digits.example_a3"] - each["digits.example_y"], 2) == each["digits.example_error"]


def test_both_curves_go_along_together_and_the_count_stands_still_where_the_dial_is_nudged(played):
    run, nudged, rows = played.cost, set(), []
    for frame in FRAMES.of("Why not count mistakes", "stairs"):
        (upper, lower), = frame.stairs
        assert upper == lower
        for key, index, value in frame.numbers:
            if key == "cost.few_missed" and upper < len(run.few_turn) - 1:
                assert index == (upper,) and value == run.few_missed[upper]
        rows.append(upper - run.few_row)
        if abs(upper - run.few_row) <= 25:
            nudged.add(run.few_missed[upper])
    assert len(nudged) == 1 and run.few_alike
    assert {-NEAR, NEAR} <= set(rows)                   # it stands still on both sides of it, and on neither is it at a step
