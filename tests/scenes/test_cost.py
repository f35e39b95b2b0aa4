"""The film of the cost, played without rendering: areas, places and counts, against plain loops over the recordings."""

from types import SimpleNamespace

import numpy as np
import pytest

from scenes import runs
from scenes.stage.crowd import SIDE, Crowd
from scenes.stage.error_squares import Blocks
from scenes.stage.machine import Knobs
from scenes.stage.stairs import Stairs
from scenes.stage.text import Live, Words, as_symbol
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
        piles=[(each.row, each.count, each.middles, each.stands, each.extent, each.x_span) for each in those(Crowd)],
        means=[text.said for text in those((Words, Live)) for fact in text.facts if getattr(fact, "key", "") == "cost.pile_mean"],
        marks=[(text.said, fact.value, crowd.x_span.share(0) + (text.get_left()[0] - crowd.along(0)[0] if text.template.startswith("{}")
                else text.get_right()[0] - crowd.along(0)[0]) / crowd.extent[0])
               for crowd in those(Crowd) for text in those(Words) for fact in text.facts if getattr(fact, "key", "") == "cost.ruler"],
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


@pytest.mark.parametrize("section", ["Ten squares", "Added up they cancel", "Squares add up", "Every digit has a place"])
def test_blocks_are_the_errors_of_a_recorded_state_in_every_frame(played, section):
    for frame in FRAMES.of(section, "blocks"):
        for errors, _, _ in frame.blocks:
            assert 0 <= row_of(played.digits, errors) < len(played.digits.step)


def test_in_the_end_each_block_is_a_square_with_its_error_as_the_side_and_all_together_are_the_cost(played):
    run = played.digits
    for section in ("Squares add up", "The answer"):
        frame = FRAMES.of(section, "blocks")[-1]
        for errors, places, unit in frame.blocks:
            sides, cost = places[:, 2:] / unit, run.example_cost[row_of(run, errors)]
            assert sides.prod(axis=1) == pytest.approx(errors**2, abs=1e-9)
            assert sides.prod(axis=1).sum() == pytest.approx(cost, rel=1e-5)
            assert sides == pytest.approx(np.abs(errors)[:, None] * [1, 1], abs=1e-6)


def test_what_the_untrained_network_costs_is_seen_and_said_before_it_trains(played):
    run, seen = played.digits, []
    for frame in FRAMES.of("Ten squares", "blocks"):
        (errors, places, unit), = frame.blocks
        said = [index for key, index, _ in frame.numbers if key == "digits.example_cost"]
        assert not said or said == [(row_of(run, errors),)]
        if said == [(0,)]:
            sides = places[:, 2:] / unit
            assert sides == pytest.approx(np.abs(errors)[:, None] * [1, 1], abs=1e-6)
            assert sum(sides[:, 0] * sides[:, 1]) == pytest.approx(run.example_cost[0], rel=1e-5)
            gaps = places[1:, 0] - places[1:, 2] / 2 - places[:-1, 0] - places[:-1, 2] / 2
            assert gaps.min() > 0 and np.ptp(gaps) < 1e-9                   # none covers another
            seen.append(frame)
    assert len(seen) > 3


def test_while_errors_are_added_each_is_a_stick_as_long_as_itself_and_the_one_hangs_until_its_sign_is_dropped(played):
    ways, frames = [], [frame.blocks for frame in FRAMES.of("Added up they cancel", "blocks")]
    for (errors, places, unit), in [blocks for blocks in frames if np.ptp(blocks[0][1][:, 2]) < 1e-9]:      # squares are sticks now
        assert places[errors > 0, 3] == pytest.approx(unit * errors[errors > 0])
        top, hanging = places[errors < 0, 1].max(), places[errors < 0, 3].max()
        ways.append((top, hanging))
    (first, high), (last, as_high) = ways[0], ways[-1]
    assert len(ways) > len(frames) / 2
    long = -played.cost.flat_down
    assert high == pytest.approx(as_high) == pytest.approx(unit * max(-errors[errors < 0])) and last - first == pytest.approx(high)
    assert played.cost.flat_size == long


def test_time_goes_forward_from_the_first_step_to_the_middle_of_training_and_on(played):
    run, rows = played.digits, []
    for section in ("Ten squares", "Added up they cancel", "Squares add up", "Every digit has a place"):
        rows += [row_of(run, errors) for frame in FRAMES.of(section, "blocks") for errors, _, _ in frame.blocks]
    assert rows == sorted(rows) and (rows[0], rows[-1]) == (0, int(played.cost.middle_row))


def test_the_strip_is_as_long_as_the_cost_on_the_axis_of_the_pile(played):
    run, lengths = played.digits, []
    for frame in FRAMES.of("Every digit has a place", "piles"):
        if frame.blocks:
            (errors, places, _), (_, _, _, _, extent, span) = frame.blocks[0], frame.piles[0]
            if np.ptp(places[:, 3]) < 1e-9:
                long = places[:, 2].sum() / extent[0] * (span.high - span.low)
                lengths.append((long, run.example_cost[row_of(run, errors)]))
    assert lengths and all(long == pytest.approx(cost, rel=1e-5) for long, cost in lengths)


def test_every_picture_of_a_pile_stands_at_its_cost_or_next_to_it_and_the_pile_as_drawn_balances_at_the_mean(played):
    run, states = played.cost, set()
    for section in ("Every digit has a place", "The pile moves", "The answer"):
        row, count, middles, stands, extent, span = FRAMES.of(section, "piles")[-1].piles[0]
        assert count == run.piled
        column, drawn = SIDE / extent[0] * span.high, (middles[:, 0] / extent[0] + 0.5) * span.high
        assert np.abs(drawn - run.pile_cost[row]).max() <= 1.5 * column + 1e-6
        assert abs(drawn.mean() - run.pile_mean[row]) < column / 2
        assert len({tuple(np.round(middle[:2], 6)) for middle in middles}) == len(middles)
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


def test_those_that_are_read_wrong_are_seen_whole_unless_more_are_in_their_column_than_it_holds(played):
    run, seen = played.cost, 0
    for section in ("Every digit has a place", "The pile moves"):
        row, _, middles, _, (_, height), _ = FRAMES.of(section, "piles")[-1].piles[0]
        for i in np.flatnonzero(run.pile_wrong[row]):
            same = [y for x, y, _ in middles if abs(x - middles[i][0]) < 1e-9]
            if len(same) <= height / SIDE:
                assert all(y - middles[i][1] > SIDE - 1e-9 for y in same if y > middles[i][1] + 1e-9)
                seen += 1
    assert seen


def test_the_share_of_the_mistakes_comes_out_of_the_numbers_as_printed(played):
    run, frame = played.cost, FRAMES.of("The pile moves", "means")[-1]
    wrong = np.flatnonzero(run.pile_wrong[-1])
    (text,) = [text for text in frame.means if text.startswith(as_symbol("C"))]
    printed, total = float(text.split("= ")[1]), sum(float(run.pile_cost[-1, i]) for i in wrong)
    assert round(100 * total / run.piled / printed) == round(100 * float(run.wrong_share))


def test_the_axis_says_what_three_answers_cost_where_they_stand(played):
    wish = played.digits.example_y
    truth = {"perfect": sum((y - y) ** 2 for y in wish), "everywhere": sum((0.1 - y) ** 2 for y in wish), "sure": 1 + 1}
    frame = FRAMES.of("The pile moves", "piles")[-1]
    *_, span = frame.piles[0]
    assert frame.marks and span.high >= 2
    for said, number, share in frame.marks:
        cost = next(cost for word, cost in truth.items() if word in said)
        assert number == pytest.approx(cost) and share * span.high == pytest.approx(cost, abs=0.03)


def test_the_one_that_is_called_is_the_costliest_in_the_end_and_its_cost_is_that_of_the_state(played):
    run, worst = played.cost, int(played.cost.pile_cost[-1].argmax())
    told = []
    for section in ("Every digit has a place", "The pile moves"):
        for frame in FRAMES.of(section, "piles"):
            said = {key: (index, value) for key, index, value in frame.numbers}
            if "cost.pile_guess" in said:
                row = frame.piles[0][0]
                assert said["cost.pile_guess"] == ((row, worst), run.pile_guess[row, worst])
                told.append((row, float(said["cost.worst_label"][1])))
    assert {label for _, label in told} == {run.pile_label[worst]}
    assert (told[0][0], told[-1][0]) == (int(run.middle_row), len(run.step) - 1)


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
    shown = {value for frame in FRAMES.of("A function of the dials", "numbers") for key, _, value in frame.numbers if key == "cost.walled"}
    assert said == {int(played.cost.boxed)}
    for frame in FRAMES.of("A function of the dials", "walls"):
        for pictures in frame.walls:
            assert shown == {len(pictures)} and np.array_equal(pictures, np.round(255 * train.x[:len(pictures)]))


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
            if key == "cost.few_missed":
                assert index == (upper,) and value == run.few_missed[upper]
        rows.append(upper)
        if upper >= run.few_stops[1]:
            nudged.add(run.few_missed[upper])
    assert len(nudged) == 1 and run.few_alike
    costs = run.few_cost[run.few_stops[1:]]
    assert costs[1] < costs[0] == costs[3] < costs[2] or costs[1] > costs[0] == costs[3] > costs[2]    # less, and more
    assert rows == sorted(rows) and set(run.few_stops) <= set(rows)
