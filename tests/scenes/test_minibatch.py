"""The film of mini-batches, played without rendering: what it draws and counts, against plain loops over the recordings."""

from types import SimpleNamespace

import numpy as np
import pytest

from scenes.stage import theme
from scenes.stage.angle_fan import AngleFan
from scenes.stage.chart import Chart
from scenes.stage.contour_map import ContourMap
from scenes.stage.dealing import Dealing
from scenes.stage.disc import Disc
from scenes.stage.odometer import Odometer
from scenes.stage.text import Live, Words
from tests.audits.plays import play_once, witness
from tests.scenes.looking import parts_of


def seen(film):
    """What a frame shows of walkers, counters, rows, fans, curves and discs; numbers as [(key, index, value, middle)]."""
    those = parts_of(film)
    return SimpleNamespace(
        section=film.renderer.section,
        paths={path.marker: (path.points, path.uphill) for chart in those(ContourMap) for path in chart.paths},
        counters={each.colour: (each.facts[0], each.drums()) for each in those(Odometer)},
        rows=[[(*each.middle(p), each.order[p]) for p in range(each.dealt)] for each in those(Dealing)],
        steps=[each.steps for each in those(Dealing)],
        fans=[(fan.share, fan.count, fan.angles, fan.mean, fan.hub) for fan in those(AngleFan)],
        curves=[(each.plot.series, each.plot.rows, each.spot) for each in those(Chart)],
        discs=[(each.path, each.row, each.ring, each.recorded["bottom"]) for each in those(Disc)],
        numbers=[(fact.key, fact.index, fact.value, text.get_center()) for text in those((Words, Live)) for fact in text.facts
                 if hasattr(fact, "key")])


FRAMES = witness("minibatch", seen)


@pytest.fixture
def played(recordings):
    return SimpleNamespace(**play_once("minibatch", recordings).recorded)


def is_on_its_way(points, recorded):
    """Whether the points are the first of the recorded ones, but for the last, which may lie between two of those."""
    whole, last = points[:-1], points[-1]
    start, end = recorded[max(len(whole) - 1, 0)], recorded[len(whole)]
    along = np.linalg.norm(last - start) + np.linalg.norm(end - last)
    return np.array_equal(whole, recorded[:len(whole)]) and along == pytest.approx(np.linalg.norm(end - start), abs=1e-6)


def looked_at(run, steps, size):
    """How many digits so many steps look at: every epoch deals all, so many to a step, and the rest to its last."""
    n, count, left = run.recipe["data"]["examples"], 0, 0
    for _ in range(steps):
        left = left or n
        count, left = count + min(size, left), left - min(size, left)
    return count


@pytest.mark.parametrize("section, hasty", [("The race", "ten"), ("The stumble", "one")])
def test_walkers_go_the_recorded_ways(played, section, hasty):
    walk, lengths = played.walkers, []
    for frame in FRAMES.of(section, "paths"):
        for marker, name in (("square", hasty), ("circle", "all")):
            assert is_on_its_way(frame.paths[marker][0], getattr(walk, f"race_{name}"))
        lengths.append({len(points) for points, _ in frame.paths.values()})
    assert all(len(both) == 1 for both in lengths)                                    # of the same number of steps
    assert lengths[0] == {1} and lengths[-1] == {1 + (20 if hasty == "ten" else 60)}


def test_odometers_count_what_was_really_looked_at(played):
    walk, n = played.walkers, played.minibatch.recipe["data"]["examples"]
    for frame in FRAMES.of("The race", "counters"):
        points = frame.paths["circle"][0]
        steps = len(points) - 1 - (not np.array_equal(points[-1], walk.race_all[len(points) - 1]))
        (ten, _), (full, _) = (frame.counters[color] for color in (theme.SOME, theme.ALL))
        assert ten.value == sum(len(walk.batch(step)) for step in range(steps)) and full.value == steps * n
    for fact, drums in frame.counters.values():
        assert int("".join(str(digit) for digit, _ in drums)) == fact.value and not any(on for _, on in drums)


def test_a_plus_stands_where_the_cost_rose(played):
    costs = played.walkers.race_one_cost
    for frame in FRAMES.of("The stumble", "paths"):
        points, uphill = frame.paths["square"]
        assert [bool(up) for up in uphill] == [costs[k + 1] > costs[k] for k in range(len(uphill))]
        assert len(points) - 2 <= len(uphill) < len(points)
    said = {key: value for key, _, value, _ in frame.numbers}
    assert said["walkers.race_one_seen"] == looked_at(played.walkers, 60, 1) and sum(uphill) == played.walkers.uphill_count > 0


def test_every_digit_is_dealt_once_into_the_row_of_its_batch(played):
    run = played.minibatch
    for frame in FRAMES.of("Shuffle and deal", "rows"):
        (dealt,), heights = frame.rows, []
        for row in range(6):
            part = dealt[10 * row:10 * row + 10]
            assert {digit for *_, digit in part} <= set(run.batch(row)) and len({x for x, *_ in part}) == len(part)
            heights += sorted({y for _, y, _ in part})
        assert heights == sorted(set(heights), reverse=True)                          # each row one height, below the last
        said = {key: value for key, _, value, _ in frame.numbers}["minibatch.step"]
        assert frame.steps == [said] and frame.steps[0] == len(dealt) // 10
    assert sorted(digit for *_, digit in dealt) == list(range(run.recipe["data"]["examples"]))
    assert {digit for *_, digit in dealt[-10:]} == set(run.batch(len(dealt) // 10 - 1))


def test_the_mean_angle_stands_under_all_of_its_rays(played):
    names = "one", "ten", "hundred"
    for frame in FRAMES.of("How wrong a few digits are", "fans"):
        for name, (share, count, angles, mean, hub) in zip(names, sorted(frame.fans, key=lambda fan: fan[-1][0])):
            assert np.array_equal(angles, getattr(played.minibatch, f"angle_{name}"))
            below = [value for key, _, value, at in frame.numbers if key == "minibatch.angle_mean" and abs(at[0] - hub[0]) < 0.01]
            assert count == len(angles) or not (share or below)
            assert [mean, *below] == pytest.approx((1 + len(below)) * [np.mean(angles)])
    assert [fan[0] for fan in frame.fans] == [1, 1, 1]


def test_the_curves_of_the_fair_race_go_along_together_and_end_at_the_target(played):
    run = played.minibatch
    for frame in FRAMES.of("A fair race", "curves"):
        (series, rows, _), = frame.curves
        runs = [(each, -1 if row is None else row) for each, row in zip(series, rows) if not each.dashed]
        reached = max(each.x[row] for each, row in runs if row >= 0) if any(row >= 0 for _, row in runs) else 0
        assert all(reached < each.x[row + 1] for each, row in runs if each.x[row] != each.x[-1] or row < 0)
    assert sorted(each.x[-1] for each, _ in runs) == sorted(run.fair_seen.ravel())
    assert all(each.y[-1] <= 0.1 < each.y[each.x < each.x[-1]].min() for each, _ in runs)


def test_numbers_at_the_ends_are_the_runs_in_the_middle(played):
    run = played.minibatch
    frame = FRAMES.of("A fair race", "curves")[-1]
    (series, _, spot), = frame.curves
    medians = [sorted(seen)[len(seen) // 2] for seen in run.fair_seen]
    assert [each.x[-1] for each in series if each.bold] == medians
    ends = [spot(median, 0.1) for median in medians]
    named = [(value, at) for key, _, value, at in frame.numbers if key == "minibatch.fair_median"]
    tens_win = run.fair_seconds.argmin() == 1 and run.step_ratio <= 1.2 and medians[0] < medians[1]     # on this computer, today
    assert {value for value, _ in named} >= {medians[1], medians[3], *medians[:int(tens_win)]}
    for value, at in named:
        assert value == medians[np.argmin([np.linalg.norm(at - end) for end in ends])]
    assert {key: value for key, _, value, _ in frame.numbers}["minibatch.fair_ratio"] == medians[3] / medians[1]


def test_a_ring_is_how_far_the_walker_strayed_in_its_last_forty_steps(played):
    for frame in FRAMES.of("Hover and settle", "discs"):
        said = {index: value for key, index, value, _ in frame.numbers if key == "walkers.hover_ring"}
        for i, (path, row, ring, bottom) in enumerate(frame.discs):
            away = np.linalg.norm(path[:int(row + 1e-6) + 1] - bottom, axis=1)
            typical = np.sqrt(np.mean(np.square(away[-40:])))
            assert [ring[int(row)], said[i, int(row + 1e-6)]] == pytest.approx([typical, typical])
            assert np.array_equal(path, played.walkers.hover_path[i])
    assert row == 240
