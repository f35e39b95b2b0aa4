"""The film of the learning rate, played without rendering: what it draws and says, against plain loops over the recording."""

from types import SimpleNamespace

import numpy as np
import pytest

from scenes.stage.chart import Chart
from scenes.stage.hill import Hill
from scenes.stage.landscape import Landscape
from scenes.stage.sweep import Bay, Sweep
from scenes.stage.text import Live, Words
from tests.audits.plays import play_once, witness


def seen(film):
    """What a frame shows of bowls, walks, charts and sweeps; numbers as {(key, index): value}."""
    parts = [part for top in film.mobjects for part in top.get_family()]

    def those(kind):
        return [part for part in parts if isinstance(part, kind)]

    return SimpleNamespace(
        section=film.renderer.section,
        bowls=[(hill.arcs, hill.leapt, hill.get_x()) for hill in those(Hill) if hill.arcs is not None],
        tangents=[(hill.tangents, hill.y) for hill in those(Hill) if len(hill.tangents)],
        paths=[path.points for land in those(Landscape) for path in land.paths],
        sweeps=[(each.way.plot.rows, each.bay.plot.rows, each.thread.get_start(), each.thread.get_end(), each.bay.spot, each.way.spot)
                for each in those(Sweep)],
        charts=[(each.plot.series, each.plot.rows, each.spot) for each in those(Chart) if not isinstance(each, Bay)],
        numbers={(fact.key.partition(".")[2], fact.index): fact.value for text in those((Words, Live)) for fact in text.facts
                 if hasattr(fact, "key")})


FRAMES = witness("learning_rate", seen)


@pytest.fixture
def run(recordings):
    return play_once("learning_rate", recordings).recorded["learning_rate"]


def test_in_each_bowl_the_walker_leaps_its_own_way_and_all_in_step(run):
    for frame in FRAMES.of("Four rates", "bowls")[1:]:
        bowls = sorted(frame.bowls, key=lambda bowl: bowl[2])
        assert len({leapt for _, leapt, _ in bowls}) == 1
        for (arcs, _, _), way in zip(bowls, run.bowl_way):
            assert np.array_equal(arcs, way)
    assert [leapt for _, leapt, _ in bowls] == 4 * [12]


def test_the_tangent_is_as_steep_as_the_curve(run):
    for frame in FRAMES.of("A sharper bowl", "tangents"):
        for ((x, y, slope),), heights in frame.tangents:
            assert y == pytest.approx(np.interp(x, run.bowl_x, heights), abs=0.01)
            rise = np.interp(x + 0.3, run.bowl_x, heights) - np.interp(x - 0.3, run.bowl_x, heights)
            assert slope == pytest.approx(rise / 0.6, abs=0.05)


def test_balls_walk_the_recorded_ways_two_in_step_and_then_the_giant(run):
    for frame in FRAMES.of("A real valley", "paths"):
        for points, way in zip(frame.paths, (run.way_path[i] for i in (1, 0, 2))):
            assert np.array_equal(points[:-1], way[:len(points) - 1])
        assert len(frame.paths[0]) == len(frame.paths[1])
        assert len(frame.paths) == 2 or len(frame.paths[0]) == len(run.way_step)      # the giant goes when both have arrived
    assert [len(points) for points in frame.paths] == 3 * [len(run.way_step)]


def test_every_dot_is_tied_to_the_end_of_its_own_curve(run):
    rates, starts = np.shape(run.sweep_cost)
    for frame in FRAMES.of("Thirty trainings", "sweeps"):
        (way, bay, start, end, bay_spot, way_spot), = frame.sweeps
        done = 0 if bay[0] is None else bay[0] + 1
        assert bay[1] is None or bay[1] + 1 == starts * done
        assert [row is not None for row in way[:rates]] == [k < done for k in range(rates)]
        if done:
            k = done - 1
            assert end == pytest.approx(bay_spot(run.sweep_rate[k], sorted(run.sweep_cost[k])[starts // 2]), abs=1e-6)
            assert start[1] == pytest.approx(way_spot(0, run.sweep_curve[k, run.sweep_run[k], -1])[1], abs=1e-6)
            assert start[1] == pytest.approx(end[1], abs=1e-6)
    assert done >= rates - 1


def test_each_curvature_comes_with_its_own_border_and_no_other(run):
    drawn = set()
    for frame in FRAMES.of("The border in a network", "charts"):
        (series, rows, _), = frame.charts
        shown = [i for i, row in enumerate(rows) if row is not None]
        assert all(i + 3 in shown for i in shown if i < 3)
        for i in range(3):
            assert series[i].color == series[i + 3].color
            assert np.array_equal(series[i].y, run.edge_curvature[i]) and set(series[i + 3].y) == {2 / run.edge_rate[i]}
        drawn |= set(shown)
    assert drawn == set(range(6)) and all(row == len(run.edge_step) - 1 for row in rows)


def test_squares_come_rate_by_rate_while_the_dots_stand(run):
    per_rate = run.shrink_cost.shape[1]
    for frame in FRAMES.of("Long first short later", "charts"):
        series, rows, _ = frame.charts[-1]
        if len(series) != 4:        # that of the section before, on its way out
            continue
        assert rows[0] == len(run.shrink_rate) - 1 and rows[1] == len(run.shrink_at) - 1
        assert rows[3] is None or rows[3] + 1 == per_rate * (rows[2] + 1)
    assert rows == (len(run.shrink_rate) - 1, len(run.shrink_at) - 1) * 2
