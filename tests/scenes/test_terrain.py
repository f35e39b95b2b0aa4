"""Recorded planes by name: the map and the landscape of the arrays that were asked for, and paths on a clock."""

from types import SimpleNamespace

import numpy as np
import pytest

from scenes.stage import theme
from scenes.stage.clock import Clock
from scenes.stage.film import Film
from scenes.stage.paths import Path
from scenes.stage.terrain import plane_of

GRID, WIDE = np.linspace(-1, 1, 5), np.linspace(0, 6, 7)
SQUARE, STRIP = GRID[:, None] ** 2 + GRID, WIDE[:, None] + GRID ** 2
WALK = np.array([[0.0, 0.0], [0.5, 0.25], [0.75, 0.5]])


@pytest.fixture
def film():
    film = Film()
    film.setup()
    film.runs = {"plane": SimpleNamespace(grid=GRID, surface=SQUARE),
                 "digits": SimpleNamespace(plane_alphas=WIDE, plane_betas=GRID, plane_cost=STRIP)}
    return film


def test_heights_are_found_with_the_grids_that_they_stand_over(film):
    assert all(np.array_equal(*pair) for pair in zip(plane_of(film.runs, "plane.surface"), (GRID, GRID, SQUARE)))
    assert all(np.array_equal(*pair) for pair in zip(plane_of(film.runs, "digits.plane_cost"), (WIDE, GRID, STRIP)))


def test_a_map_by_name_is_that_of_the_recorded_heights(film):
    chart, ticks, legend = film.map("digits.plane_cost", width=3)
    assert chart.width == pytest.approx(3) and np.array_equal(chart.height_field, STRIP)
    assert chart.ground.scale.high == STRIP.max() and chart.ground.scale.low == 0
    assert ticks.get_bottom()[1] < chart.get_bottom()[1] and legend.get_left()[0] == pytest.approx(chart.get_right()[0] + theme.GAP)
    assert legend[0].heights is chart.ground.scale and chart.paths == ()


def test_a_landscape_has_the_colours_of_its_map(film):
    (land, _), (chart, *_) = film.landscape("plane.surface"), film.map("plane.surface")
    assert np.array_equal(land.height_field, SQUARE)
    heights = np.linspace(0, SQUARE.max(), 20)
    assert np.array_equal(land.scale_.colours(heights), chart.ground.scale.colours(heights))
    assert land.relief == theme.RELIEF and land.extent == theme.VISTA


def test_a_path_above_the_surface_is_in_the_scale(film):
    path = Path(WALK, heights=np.array([1.0, 20.0, 3.0]))
    land, _ = film.landscape("plane.surface", path)
    assert land.scale_.high == 20 and land.paths == (path,)


def test_paths_on_a_clock_have_come_as_far_as_its_row(film):
    clock, heights = Clock(3), np.array([1.0, 2.0, 3.0])
    land, _ = film.landscape("plane.surface", Path(WALK, theme.SOME, heights), Path(-WALK), clock=clock)
    film.add(land)
    for row in range(3):
        clock.run(film, row, 0.2)
        one, other = land.paths
        assert np.array_equal(one.points, WALK[:row + 1]) and np.array_equal(one.heights, heights[:row + 1])
        assert np.array_equal(other.points, -WALK[:row + 1]) and other.heights is None and one.color == theme.SOME
