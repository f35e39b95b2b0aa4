"""The film of the learning rate, played without rendering: what it draws and says, against plain loops over the recording."""

from types import SimpleNamespace

import numpy as np
import pytest

from scenes.learning_rate import LearningRate
from scenes.stage import theme
from scenes.stage.chart import Chart, Series
from scenes.stage.hill import Hill
from scenes.stage.landscape import Landscape
from scenes.stage.leaper import Leaper
from scenes.stage.sweep import Bay, Sweep
from scenes.stage.text import Live, Words
from tests.audits.plays import play_once, witness
from tests.scenes.looking import parts_of


def seen(film):
    """What a frame shows of bowls, walks, charts and sweeps; numbers as {(key, index): value}."""
    those = parts_of(film)
    return SimpleNamespace(
        section=film.renderer.section,
        bowls=[(hill.arcs, hill.leapt, hill.get_x()) for hill in those(Hill) if hill.arcs is not None],
        tangents=[(hill.tangents, hill.y) for hill in those(Hill) if len(hill.tangents)],
        paths=[path.points for land in those(Landscape) for path in land.paths], giants=[leaper.trail.landed for leaper in those(Leaper)],
        sweeps=[(each.way.plot.rows, each.bay.plot.rows, each.bay.plot.balls, each.thread.get_start(), each.thread.get_end(),
                 each.bay.spot, each.way.spot) for each in those(Sweep)],
        charts=[(each.plot.series, each.plot.rows, each.spot) for each in those(Chart) if not isinstance(each, Bay)],
        numbers={(fact.key.partition(".")[2], fact.index): fact.value for text in those((Words, Live)) for fact in text.facts
                 if hasattr(fact, "key")})


FRAMES = witness("learning_rate", seen)


@pytest.fixture
def run(recordings):
    return play_once("learning_rate", recordings).recorded["learning_rate"]


def test_in_each_bowl_the_walker_leaps_its_own_way_and_all_in_step(run):
    for frame in FRAMES.of("Five rates", "bowls")[1:]:
        bowls = sorted(frame.bowls, key=lambda bowl: bowl[2])
        if len(bowls) != 5:             # the one of the section before is on its way out
            continue
        assert len({leapt for _, leapt, _ in bowls}) == 1
        for (arcs, _, _), way in zip(bowls, run.bowl_way):
            assert np.array_equal(arcs, way)
    assert [leapt for _, leapt, _ in bowls] == 5 * [12]


def test_the_tangent_is_as_steep_as_the_curve(run):
    for frame in FRAMES.of("A sharper bowl", "tangents"):
        for ((x, y, slope),), heights in frame.tangents:
            assert y == pytest.approx(np.interp(x, run.bowl_x, heights), abs=0.01)
            rise = np.interp(x + 0.3, run.bowl_x, heights) - np.interp(x - 0.3, run.bowl_x, heights)
            assert slope == pytest.approx(rise / 0.6, abs=0.05)


def test_balls_walk_the_recorded_ways_two_in_step_and_then_the_giant_in_leaps(run):
    for frame in FRAMES.of("A real valley", "paths")[1:]:
        usual, short = frame.paths
        for points, way in ((usual, run.way_path[1]), (short, run.way_path[0])):
            assert np.array_equal(points[:-1], way[:len(points) - 1])
        assert len(usual) == len(short)
        for points in frame.giants:     # it goes when both have arrived, and lands on recorded points only
            assert len(usual) == len(run.way_step) and np.array_equal(points, run.way_path[2][:len(points)])
    assert [len(points) for points in (*frame.paths, *frame.giants)] == 3 * [len(run.way_step)]


def test_a_leap_begins_and_ends_on_the_land_and_rises_over_it():
    """Its shadow is under it all the while."""
    land = SimpleNamespace(at=lambda alpha, beta: np.array([alpha, beta, 0.0]))
    path = np.array([[0.0, 0.0], [4.0, 1.0], [2.0, 0.0]])
    leaper = Leaper(land, path, theme.SOME)
    for hand, point in ((0, path[0]), (1, path[1]), (2, path[2])):
        for part in (leaper.show(hand).ball, leaper.shadow):
            assert part.get_center()[:2] == pytest.approx(point)
    x, y, _ = leaper.show(0.5).ball.get_center()
    assert x == pytest.approx(2.0) and y > 0.5 and leaper.shadow.get_center()[:2] == pytest.approx([2.0, 0.5])
    assert leaper.trail.get_end() == pytest.approx([x, y, 0])


def test_the_rate_that_is_named_is_that_of_the_curve_the_ball_and_the_knob(run):
    rates, starts = np.shape(run.sweep_cost)
    named = set()
    for frame in FRAMES.of("Many trainings", "sweeps"):
        (way, (middle, dots, knob), balls, start, end, spot, way_spot), = frame.sweeps
        if not balls:                   # the race is over
            continue
        k = knob
        if any(key == "sweep_rate" for key, _ in frame.numbers):
            assert frame.numbers["sweep_rate", (k,)] == run.sweep_rate[k]
            named.add(k)
        done = 0 if middle is None else middle + 1
        assert done in (k, k + 1) and dots == (starts * done - 1 if done else None)
        assert [row is not None for row in way[:rates]] == [j < done for j in range(rates)]
        assert [i for i, row in enumerate(way[-rates:]) if row is not None] == [k]
        (x, cost, _), = balls
        assert x == run.sweep_rate[k] and end == pytest.approx(spot(x, cost)) and start[1] == pytest.approx(end[1])
        assert start[0] == pytest.approx(way_spot(run.sweep_epoch[way[-rates:][k]], cost)[0])
        if done == k + 1:               # it has landed on its dot
            assert cost == pytest.approx(sorted(run.sweep_cost[k])[starts // 2])
    assert named == set(range(rates))


def test_each_curvature_comes_with_its_own_border_and_its_own_cost_and_no_other(run):
    drawn = set()
    for frame in FRAMES.of("The border in a network", "charts"):
        (series, rows, _), (ways, cost_rows, _) = sorted(frame.charts, key=lambda chart: -len(chart[0]))[:2]
        shown = [i for i, row in enumerate(rows) if row is not None]
        assert all(i + 3 in shown for i in shown if i < 3)
        assert list(cost_rows) == list(rows[:3])
        for i in range(3):
            assert series[i].color == series[i + 3].color == ways[i].color
            assert np.array_equal(series[i].y, run.edge_curvature[i]) and set(series[i + 3].y) == {2 / run.edge_rate[i]}
            assert np.array_equal(ways[i].y, run.edge_cost[i])
        drawn |= set(shown)
    assert drawn == set(range(6)) and all(row == len(run.edge_step) - 1 for row in rows)


def test_the_factor_under_a_bowl_is_what_its_walker_does(run):
    """At 0.5 the first step ends on the bottom; where the number is below -1 the walker gets further away."""
    for factor, way in zip([*run.bowl_factor, *run.bend_factor], [*run.bowl_way, *run.bend_way]):
        far = way[:, 0] - 3
        assert far[1:] == pytest.approx(factor * far[:-1]) and (abs(far[-1]) > 2.5 + 1e-9) == (factor < -1)
    assert 0.0 in run.bowl_factor and {("bowl_factor", (i,)) for i in range(5)} <= {
        key for frame in FRAMES.of("Five rates", "numbers") for key in frame.numbers}


def test_the_area_of_the_bay_holds_every_start(run):
    """Not the middle one of three only: the film tells the viewer to stay in it."""
    first, last = run.bay_rate
    ends = [cost for rate, cost in zip(run.sweep_at, run.sweep_dots, strict=True) if first <= rate <= last]
    assert max(ends) < run.bay_low or first == last


def test_the_arrow_of_a_loss_has_the_colour_of_a_cost_that_rises(run):
    chart = Chart(Series(np.array([1.0, 2]), np.array([1.0, 2]), theme.INK), "rate", "cost", 2, 2)
    for steady, shrunk, color in ((1.5, 1.0, theme.FALLS), (1.0, 1.5, theme.COST)):
        arrow = LearningRate.from_to(chart, 1.0, steady, shrunk)
        assert arrow.get_color() == color and arrow.get_end() == pytest.approx(chart.spot(1.0, shrunk))


def test_the_bands_hold_all_starts_and_the_halved_come_while_the_constant_stand(run):
    n, rows = len(run.shrink_rate), None
    same = [run.sweep_rate.tolist().index(rate) for rate in run.shrink_rate]
    for frame in FRAMES.of("Long first short later", "charts"):
        found = [(series, rows) for series, rows, _ in frame.charts if len(series) == 6 and not any(each.dashed for each in series)]
        if not found:               # those of the section before, on their way out
            continue
        (series, rows), = found
        for (middle, least, most), costs in ((series[:3], run.sweep_cost[same]), (series[3:], run.shrink_cost)):
            for k, ends in enumerate(costs):
                assert least.y[k] == min(ends) and most.y[k] == max(ends) and middle.y[k] == sorted(ends)[len(ends) // 2]
        assert len({*rows[:3]}) == 1 and len({*rows[3:]}) == 1 and (rows[3] is None or rows[0] == n - 1)
    assert list(rows) == 6 * [n - 1]


def test_on_the_last_card_the_long_step_ends_on_a_shelf_and_never_flies_off(run):
    for way, near in zip(run.card_way, (False, True, False)):
        assert run.bowl_x[0] < way[:, 0].min() and way[:, 0].max() < run.bowl_x[-1]
        assert (abs(way[-1, 0] - 3) < 0.1) == near
    for frame in FRAMES.of("The answer", "bowls"):
        bowls = [bowl for bowl in sorted(frame.bowls, key=lambda bowl: bowl[2]) if len(frame.bowls) == 3]
        for (arcs, leapt, _), way in zip(bowls, run.card_way):
            assert np.array_equal(arcs, way) and leapt == bowls[0][1]
    assert [leapt for _, leapt, _ in bowls] == 3 * [12]
