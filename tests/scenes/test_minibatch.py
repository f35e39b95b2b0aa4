"""The film of mini-batches, played without rendering: its paths, and what its axes count."""

from types import SimpleNamespace

import numpy as np
import pytest

import nncore
from scenes import runs
from scenes.minibatch import ALL, ONE, TEN
from scenes.recipes.digits import first
from scenes.stage import theme
from scenes.stage.chart import Chart
from scenes.stage.contour_map import ContourMap
from scenes.stage.landscape import Landscape
from scenes.stage.wall import DigitWall
from tests.audits.plays import play_once, witness


def seen(film):
    """The section and time of a frame, and all that it draws: paths, curves up to their rows, and what walls light."""
    parts = [part for top in film.mobjects for part in top.get_family()]
    curves = [[(each.x[:row + 1], each.y[:row + 1], each.color) for each, row in zip(part.plot.series, part.plot.rows)]
              for part in parts if isinstance(part, Chart)]
    return SimpleNamespace(
        section=film.renderer.section, time=film.time, curves=curves,
        paths=[(path.points, path.color) for part in parts if isinstance(part, (ContourMap, Landscape))
                for path in part.paths],
        walls=[(wall.now, np.flatnonzero(wall.lights == 1)) for wall in parts if isinstance(wall, DigitWall)])


FRAMES = witness("minibatch", seen)


@pytest.fixture
def played(recordings):
    """The two recordings, and the chapters by their names."""
    film = play_once("minibatch", recordings)
    return SimpleNamespace(chapters={chapter.name: chapter for chapter in film.film.chapters}, **film.recorded)


def frames_of(played, name):
    """The frames of a section, but for the first, in which the last one leaves."""
    begun = played.chapters[name].start + theme.BEAT
    return [frame for frame in FRAMES if frame.section == name and frame.time > begun]


def test_paths_of_the_walkers_are_the_recorded_ones(played):
    walk = played.walkers
    longest = {}
    for name, single in (("Walkers step by step", walk.single_first), ("The honest axis", walk.single_path)):
        for frame in frames_of(played, name):
            for points, color in frame.paths:
                path = {ONE: single, TEN: walk.path, ALL: walk.careful_path}[color]
                assert np.array_equal(points, path[:len(points)])
                longest[name, color] = max(longest.get((name, color), 0), len(points))
    assert longest["The honest axis", TEN] == len(walk.path) and longest["Walkers step by step", ONE] == len(walk.single_first)


def test_paths_of_the_whole_network_are_its_states_projected(played):
    run, sizes = played.minibatch, set()
    careful = nncore.train(run.network, data_of(run), 1.5, None, epochs=run.recipe["epochs"], seed=run.recipe["seed"], record=1)
    plane = nncore.Plane.pca(np.concatenate([run.theta, careful.theta]))
    path, distance = plane.project(run.theta)
    careful_path, _ = plane.project(careful.theta)
    assert run.path_distance == pytest.approx(distance, abs=1e-5)
    for frame in frames_of(played, "Where the stumble hides"):
        for points, color in frame.paths:
            wanted = {TEN: path, ALL: careful_path}[color]
            assert points == pytest.approx(wanted[:len(points)], abs=1e-5)
            sizes.add(len(points))
    assert {len(path), len(careful_path)} <= sizes


def data_of(run):
    return first(runs.data()[0], run.recipe["data"]["examples"])


def test_the_honest_axis_counts_the_examples_of_every_step(played):
    """Counted from the batches themselves: where the walker in batches of ten is drawn, as many were dealt before."""
    walk = played.walkers
    dealt = np.cumsum([0, *(len(walk.batch(step)) for step in range(len(walk.batch_cost)))])
    n = walk.recipe["data"]["examples"]
    ends = []
    for frame in frames_of(played, "The honest axis"):
        for curves in frame.curves:
            _, (x, y, _), (careful_x, _, _) = curves
            assert np.array_equal(x, dealt[walk.path_step[:len(x)]]) and np.array_equal(y, walk.path_cost[:len(x)])
            assert np.array_equal(careful_x, n * np.arange(len(careful_x))) and careful_x[-1] <= x[-1] < careful_x[-1] + n
            ends.append(x[-1])
    assert ends[-1] == dealt[-1] == walk.recipe["epochs"] * n and ends == sorted(ends)


def test_every_digit_is_lit_once_in_the_epoch_by_the_batch_that_holds_it(played):
    run = played.minibatch
    steps = [(now, lit) for frame in frames_of(played, "Shuffle and deal") for now, lit in frame.walls if now is not None]
    assert steps[-1][0] == len(run.epoch_order) // run.recipe["batch_size"] - 1
    for now, lit in steps:
        assert set(lit) == set(np.concatenate([run.batch(step) for step in range(now + 1)]))
    assert len(steps[-1][1]) == run.recipe["data"]["examples"]
