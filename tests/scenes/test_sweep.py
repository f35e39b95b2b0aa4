"""A sweep of learning rates: curves and dots on one scale of heights, tied to each other, drawn as far as the hand is."""

import numpy as np
import pytest

from scenes.stage import theme
from scenes.stage.sweep import HIGH, Bay, Sweep

RATES, EPOCH = [0.1, 1.0, 10.0, 100.0], np.array([0, 1, 2, 3.0])
COST = np.array([[0.9, 0.8, 0.85], [0.4, 0.5, 0.3], [0.02, 0.1, 0.05], [1.0, 0.7, 1.1]])
CURVE = np.stack([np.full_like(COST, 1.3), COST + 0.1, COST + 0.05, COST], axis=2)
RUN = np.argsort(COST, axis=1)[:, 1]


@pytest.fixture
def sweep():
    bay = Bay(RATES, np.median(COST, axis=1), np.repeat(RATES, 3), COST.ravel(), 6, 4)
    return Sweep(EPOCH, CURVE, RUN, bay, 3)


def drawn(chart):
    """{i: y as far as drawn} of its Series."""
    return {i: each.y[:row + 1].tolist() for i, (each, row) in enumerate(zip(chart.plot.series, chart.plot.rows)) if row is not None}


def test_a_cost_is_as_high_on_the_left_as_on_the_right(sweep):
    for cost in (0, 0.5, 1.3):
        assert sweep.way.spot(0, cost)[1] == pytest.approx(sweep.bay.spot(1, cost)[1])
    for k in range(4):
        start, end = sweep.tie(k)
        assert start[1] == pytest.approx(end[1]) and end == pytest.approx(sweep.bay.spot(RATES[k], sorted(COST[k])[1]))


@pytest.mark.parametrize("hand, k, done", [(0, 0, 0), (0.5, 0, 0), (0.8, 0, 1), (1, 0, 1), (1.1, 1, 1), (2.9, 2, 3), (4, 3, 4)])
def test_one_rate_is_tried_those_before_have_their_dots_and_its_own_come_when_it_has_ended(sweep, hand, k, done):
    curves, bay = drawn(sweep.show(hand).way), drawn(sweep.bay)
    assert sweep.at(hand) == k
    assert len(bay.get(1, ())) == 3 * done and len(bay.get(0, ())) == done
    assert len(bay[2]) == k + 1                                         # the knob
    assert [curves[j] for j in range(done)] == [CURVE[j, RUN[j]].tolist() for j in range(done)]
    assert {i for i in curves if i >= 4} == {4 + 3 * k + s for s in range(3)} | {16 + k}
    rows = len(curves[16 + k])
    assert curves[16 + k] == CURVE[k, RUN[k], :rows].tolist() and (rows == 4) == (done == k + 1)
    (x, cost, _), = sweep.bay.plot.balls
    assert (x, cost) == (RATES[k], CURVE[k, RUN[k], rows - 1])
    assert sweep.thread.get_end() == pytest.approx(sweep.bay.spot(x, cost))
    assert sweep.thread.get_start() == pytest.approx(sweep.way.end(16 + k))


def test_a_curve_that_is_lifted_is_whole_and_no_other_is(sweep):
    assert {i for i in drawn(sweep.lift(2).way) if i >= 4} == {18} and drawn(sweep.way)[18] == CURVE[2, RUN[2]].tolist()


def test_a_name_stands_over_all_costs_and_inside_the_chart(sweep):
    for k in (0, 3):
        words, line = sweep.bay.named(k, "a rather long name")
        assert words.get_left()[0] > sweep.bay.plot.get_left()[0] and words.get_right()[0] < sweep.bay.plot.get_right()[0] + theme.GAP
        assert words.get_bottom()[1] > sweep.bay.spot(1, COST.max())[1] and words.get_top()[1] < sweep.bay.spot(1, HIGH)[1] + 1e-6
        assert line.get_end()[0] == pytest.approx(sweep.bay.middle_of(k)[0])
