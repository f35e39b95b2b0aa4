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


@pytest.mark.parametrize("hand, dots", [(0, 0), (0.5, 0), (1, 3), (2.9, 6), (4, 12)])
def test_so_many_rates_have_their_dots_and_the_next_is_under_way(sweep, hand, dots):
    curves, bay, done = drawn(sweep.show(hand).way), drawn(sweep.bay), int(hand)
    assert len(bay.get(1, ())) == dots and len(bay.get(0, ())) == done
    assert [curves[k] for k in range(done)] == [CURVE[k, RUN[k]].tolist() for k in range(done)]
    under_way = {i for i in curves if i >= 4}
    assert under_way == ({4 + 3 * done + s for s in range(3)} | {16 + done} if done < 4 else set())
    if done < 4:
        rows = 1 + int((hand - done) * 3)
        assert curves[16 + done] == CURVE[done, RUN[done], :rows].tolist()
    assert (sweep.thread.get_stroke_opacity() > 0) == (done > 0)


def test_a_curve_that_is_lifted_is_whole_and_no_other_is(sweep):
    assert {i for i in drawn(sweep.lift(2).way) if i >= 4} == {18} and drawn(sweep.way)[18] == CURVE[2, RUN[2]].tolist()


def test_a_name_stands_over_all_costs_and_inside_the_chart(sweep):
    for k in (0, 3):
        words, line = sweep.bay.named(k, "a rather long name")
        assert words.get_left()[0] > sweep.bay.plot.get_left()[0] and words.get_right()[0] < sweep.bay.plot.get_right()[0] + theme.GAP
        assert words.get_bottom()[1] > sweep.bay.spot(1, COST.max())[1] and words.get_top()[1] < sweep.bay.spot(1, HIGH)[1] + 1e-6
        assert line.get_end()[0] == pytest.approx(sweep.bay.middle_of(k)[0])
