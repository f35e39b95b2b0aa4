"""The clock shows recorded rows only, all of them in order, and at the end the last."""

import pytest
from manim import Scene, Square, smooth

from scenes.stage.clock import Clock, Reading
from scenes.stage.facts import Mark


@pytest.fixture
def clock():
    return Clock(11)


def run(clock, *stretches):
    """The rows that a drawing was redrawn from while the clock ran."""
    rows, scene, square = [], Scene(), Square()
    scene.add(clock.drive(square, rows.append))
    for until, seconds in stretches:
        clock.run(scene, until, seconds)
    return rows, scene, square


def test_what_it_drives_stays_as_it_is_until_the_clock_runs(clock):
    run(clock, (4, 1))
    rows = []
    clock.drive(Square(), rows.append)
    assert rows == []
    clock.run(Scene(), 6, 1)
    assert rows[0] == 4 and rows[-1] == 6


def test_what_it_draws_is_drawn_at_once_from_the_row_it_stands_at_and_driven(clock):
    run(clock, (4, 1))
    rows, square = [], Square()
    assert clock.draw(square, rows.append) is square and rows == [4]
    clock.run(Scene(), 6, 1)
    assert rows[-1] == 6


def test_it_walks_over_the_rows_one_after_the_other(clock):
    rows, *_ = run(clock, (10, 4))
    assert sorted(set(rows)) == list(range(11)) and rows == sorted(rows)
    assert all(isinstance(row, int) for row in rows)


def test_where_frames_are_fewer_than_rows_it_shows_recorded_rows_and_ends_at_the_last(clock):
    rows, *_ = run(clock, (10, 0.6))
    assert set(rows) < set(range(11)) and rows[-1] == 10


def test_a_drawing_is_redrawn_when_the_row_changes_and_only_then(clock):
    rows, *_ = run(clock, (2, 8))
    assert rows == [0, 1, 2, 2]     # the last one makes sure of the end


def test_it_can_stop_on_the_way_and_run_on(clock):
    rows, scene, square = run(clock, (4, 1), (10, 1))
    assert clock.row == clock.last == 10 and not square.updaters
    assert scene.mobjects == [square]


def test_it_runs_backwards_only_when_it_is_told_to_and_never_beyond_the_recording(clock):
    run(clock, (5, 1))
    with pytest.raises(ValueError, match="row 5 of 0..10"):
        clock.run(Scene(), 4, 1)
    with pytest.raises(ValueError, match="row 11"):
        clock.run(Scene(), 11, 1)
    with pytest.raises(ValueError, match="row 6"):
        clock.run(Scene(), 6, 1, back=True)
    rows = []
    clock.drive(Square(), rows.append)
    scene = Scene()
    clock.run(scene, 2, 1, back=True)
    assert rows[0] == 5 and rows[-1] == clock.row == 2 and rows == sorted(rows, reverse=True)


def test_it_may_begin_at_a_later_row():
    assert Clock(11, 3).row == 3


def test_its_pace_is_even(clock):
    scene, seen = Scene(), []
    scene.add_updater(lambda dt: seen.append(clock.row))
    clock.run(scene, 10, 8)
    assert all(3 <= seen.count(row) <= 5 for row in range(10))       # four frames a row, give or take the rounding
    assert seen.count(10) <= 1 and clock.row == 10                   # the last is shown when it is reached


def test_its_pace_may_be_another(clock):
    scene, seen = Scene(), []
    scene.add_updater(lambda dt: seen.append(clock.row))
    clock.run(scene, 10, 8, rate_func=smooth)
    assert seen.count(1) > seen.count(5) < seen.count(9)


def test_between_two_rows_the_hand_is_on_its_way_while_the_row_is_a_recorded_one(clock):
    scene, seen = Scene(), []
    scene.add_updater(lambda dt: seen.append((clock.between, clock.row)))
    clock.run(scene, 2, 4)
    assert any(between % 1 for between, _ in seen) and all(row <= between + 1e-6 < row + 1 for between, row in seen)


def test_a_reading_is_the_number_of_the_row_that_the_clock_stands_at(clock):
    reading = Reading(clock, lambda row: Mark(10 * row))
    assert reading.now == Mark(0)
    run(clock, (7, 1))
    assert reading.now == Mark(70)
