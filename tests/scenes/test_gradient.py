"""The film of the gradient, played without rendering: what it draws, against plain loops over the recording.

The original (visuals C02) moved its dot to the right while the number fell, and further than the slopes that it showed.
"""

from types import SimpleNamespace

import numpy as np
import pytest
from manim import Arrow, Rectangle

from scenes.stage import theme
from scenes.stage.chart import Chart
from scenes.stage.contour_map import ContourMap
from scenes.stage.dial import Dial
from scenes.stage.needle import Needle
from scenes.stage.slope_cells import SlopeCells
from scenes.stage.spread import Spread
from scenes.stage.text import Live, Number, Words
from tests.audits.plays import play_once, witness
from tests.scenes.looking import parts_of


def seen(film):
    """What a frame shows of needles, dials, the map, cells, the heap, arrows and curves; numbers as [(key, index, value, middle)]."""
    those = parts_of(film)
    cells, needles = those(SlopeCells), those(Needle)
    return SimpleNamespace(
        section=film.renderer.section,
        needles=[(each.value, each.swept, each.at(each.value, 1)[0], (each.low, each.high)) for each in (part.dial for part in needles)],
        dials=[each.value for each in those(Dial)],
        dot=[each.paths[0].points[0] for each in those(ContourMap) if len(each.paths)],
        cells=[SimpleNamespace(row=each.row, flown=each.flown, bright=each.bright, turned=each.turned,
                               zoomed=each.zoomed, revealed=each.revealed, middle=each.get_center()) for each in cells],
        heap=[(each.count, each.values, each.spot(0), each.spot(-0.5)) for each in those(Spread)],
        arrows=[(each.get_start(), each.get_end()) for each in those(Arrow)],
        balls=[(chart.plot.balls, [(each.x, each.y) for each in chart.plot.series], chart.plot.rows) for chart in those(Chart)],
        bars=[(part.get_fill_color(), part.width) for part in those(Rectangle) if part.get_fill_opacity() == 1],
        numbers=[(fact.key, fact.index, fact.value, text.get_center()) for text in those((Words, Live, Number)) for fact in text.facts
                 if hasattr(fact, "key")])


FRAMES = witness("gradient", seen)


@pytest.fixture
def run(recordings):
    return play_once("gradient", recordings).recorded["gradient"]


def test_both_weights_are_wiggled_alike_and_the_needle_moves_by_what_was_recorded(run):
    reached = [set(), set()]
    for frame in FRAMES.of("Two weights", "needles"):
        for i, ((cost, _, aside, scale), move) in enumerate(zip(frame.needles, frame.dials)):
            row = int(np.abs(run.wiggle_move - move).argmin())
            rows = np.flatnonzero(run.wiggle_move == run.wiggle_move[row])
            assert cost in run.wiggle_cost[i][rows]
            assert np.sign(round(aside, 9)) == np.sign(cost - run.train_cost[0].round(12)) or abs(cost - run.train_cost[0]) < 1e-6
            assert scale == frame.needles[0][3]                                      # one scale for both
            reached[i].add(move)
    assert all(moves <= set(run.wiggle_move) and len(moves) > 5 for moves in reached)
    (_, first, *_), (_, second, *_) = frame.needles
    assert np.ptp(first) / np.ptp(second) == pytest.approx(run.wiggle_swing[0] / run.wiggle_swing[1])


def test_the_needle_goes_to_the_right_when_the_cost_rises(run):
    for frame in FRAMES.of("Two weights", "needles"):
        for (cost, _, aside, _), move, slope in zip(frame.needles, frame.dials, run.wiggle_slope):
            if move:
                assert np.sign(aside) == np.sign(cost - run.train_cost[0]) == np.sign(move * slope)


def test_the_slopes_are_true_of_what_the_needle_showed(run):
    said = {(key, index): value for frame in FRAMES.of("Two weights", "numbers") for key, index, value, _ in frame.numbers}
    for i in (0, 1):
        swing, slope = said["gradient.wiggle_swing", (i,)], said["gradient.wiggle_slope", (i,)]
        low, high = FRAMES.of("Two weights", "needles")[-1].needles[i][1]
        assert swing == pytest.approx(high - low) and slope == pytest.approx(swing / (0.5 - -0.5), rel=0.1)


def test_the_dot_on_the_map_stands_where_the_dials_are(run):
    rows = 0
    for frame in FRAMES.of("Two readings", "dot"):
        across, up = frame.dials
        assert frame.dot[0] == pytest.approx([across, up])
        rows += bool(across or up)
    assert rows > 10


def test_every_number_has_its_slope_back_and_none_is_left_out(run):
    assert FRAMES.of("The whole list", "cells")[-1].cells[0].revealed == 1
    flights = [frame.cells[0].flown for frame in FRAMES.of("Folded back", "cells")]
    assert flights == sorted(flights) and flights[-1] == 1
    bright = [frame.cells[0].bright for frame in FRAMES.of("Folded back", "cells")]
    assert bright[flights.index(1)] == 0 and bright[-1] == 1                          # one scale comes first


def test_arrows_are_as_long_as_the_cost_falls(run):
    frame = FRAMES.of("A thousand directions", "arrows")[-1]
    (count, values, zero, half), = frame.heap
    assert count == len(values) == run.random_count and np.array_equal(values, run.random_change)
    for change, (start, end) in zip((run.single_change, run.against_change), frame.arrows):
        assert start[0] == pytest.approx(zero[0]) and (end - start)[0] / (half - zero)[0] == pytest.approx(change / -0.5)


def test_beyond_the_longest_arrow_stands_what_the_slopes_promise(run):
    """What came of the step was once shown alone."""
    frame = FRAMES.of("A thousand directions", "arrows")[-1]
    said = {key: value for key, _, value, _ in frame.numbers}
    assert said["gradient.against_said"] == pytest.approx(-0.5 * np.sqrt(np.sum(run.gradient[0].astype("float64") ** 2)))
    assert said["gradient.against_change"] == run.against_change


def test_the_walk_along_the_promise_and_along_the_real_cost_is_at_one_step_size(run):
    for frame in FRAMES.of("How far to trust it", "balls"):
        (balls, ((eta, cost), (_, line)), rows), = frame.balls
        if balls:
            (x, real, colour), (same, said, other) = balls
            k = int(np.flatnonzero(eta == x)[0])
            assert same == x and (real, said) == (cost[k], line[k]) == (run.trust_cost[k], run.trust_line[k]) and rows == (k, 120)
            assert (colour, other) == (theme.COST, theme.GRADIENT)
    assert x == pytest.approx(1.5)


def test_the_list_after_the_step_stands_below_the_one_before_it(run):
    turns = set()
    for frame in FRAMES.of("A new list each step", "cells"):
        said = {index: value for key, index, value, _ in frame.numbers if key == "gradient.train_cost"}
        steepest = {index: value for key, index, value, _ in frame.numbers if key == "gradient.steepest"}
        if len(frame.cells) == 2 and len(said) == 2:
            before, after = sorted(frame.cells, key=lambda each: -each.middle[1])
            assert (before.row, before.turned, before.bright) == (0, 1, 1) and (after.row, after.bright) == (1, 1)
            turns.add(after.turned)
    assert 1 in turns and said == {(0,): run.train_cost[0], (1,): run.train_cost[1]}
    assert steepest == {(row,): np.abs(run.gradient[row]).max() for row in (0, 1)}     # each block has a scale of its own: they look alike


def test_the_dot_goes_from_edge_to_edge_and_so_crosses_line_after_line(run):
    """It once went half as far, and crossed one line to either side."""
    dots = np.array([frame.dot[0] for frame in FRAMES.of("Two readings", "dot")])
    for axis in (0, 1):
        assert dots[:, axis].min() == run.map_alphas[0] and dots[:, axis].max() == run.map_alphas[-1]


def test_what_slopes_promise_is_added_up_as_bars_that_are_to_scale(run):
    frame = FRAMES.of("What a step promises", "bars")[-1]
    lengths = [width for color, width in frame.bars if color == theme.GRADIENT]
    assert len(lengths) == 3 and np.divide(lengths, lengths[0]) == pytest.approx(run.told_slope**2 / run.told_slope[0]**2)
    said = {(key, index): value for key, index, value, _ in frame.numbers}
    assert said["gradient.trust_steep", ()] == run.trust_steep
    for i, slope in enumerate(run.told_slope):
        assert said["gradient.told_move", (i,)] == -slope and said["gradient.told_square", (i,)] == slope**2
    assert run.told_slope.min() < 0 < run.told_square.min()                    # a slope below 0 helps, too


def test_some_steps_are_shown_with_what_they_kept_of_what_they_promised(run, recordings):
    """Once the bars of the last steps were too short to be seen, and that promises get truer was not said."""
    frame = FRAMES.of("Ten steps", "bars")[-1]
    said = {(key, index): value for key, index, value, _ in frame.numbers}
    lengths = {color: [width for each, width in frame.bars if each == color] for color in (theme.GRADIENT, theme.FALLS)}
    for promise, real, row in zip(lengths[theme.GRADIENT], lengths[theme.FALLS], (0, 1, 2, 9), strict=True):
        assert promise == lengths[theme.GRADIENT][0] and real / promise == pytest.approx(run.step_fell[row] / run.step_said[row])
        assert said["gradient.step_kept", (row,)] == pytest.approx(real / promise)
        assert said["gradient.step_said", (row,)] == run.step_said[row] and said["gradient.step_cost", (row,)] == run.train_cost[row + 1]
    claim, = (each for each in play_once("gradient", recordings).film.claims if "truer promises" in each.text)
    kept = (run.step_fell / run.step_said).tolist()
    assert claim.holds == (kept == sorted(kept) and run.step_said.tolist() == sorted(run.step_said, reverse=True))


def test_it_is_said_to_answer_the_same_to_everything_only_where_it_does(run, recordings):
    claim, = (each for each in play_once("gradient", recordings).film.claims if "to everything" in each.text)
    assert claim.holds == all(abs(answer - 0.1) < 0.03 for answer in run.answer_range)
