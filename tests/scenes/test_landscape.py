"""Heights, contour lines, maps and landscapes: what is painted is where the numbers say."""

from math import tau

import numpy as np
import pytest
from manim import tempconfig

from scenes.stage import landscape as landscape_module
from scenes.stage import sight, theme
from scenes.stage.axes import round_ticks
from scenes.stage.contour_map import ContourMap
from scenes.stage.landscape import Landscape, Turn
from scenes.stage.paths import Path
from scenes.stage.surface import Scale, isolines
from tests.scenes.conftest import Still

GRID = np.linspace(-2, 2, 33)
BOWL = GRID[:, None] ** 2 + GRID[None] ** 2               # height = alpha^2 + beta^2
HILL = np.exp(-((GRID[:, None] - 0) ** 2 + GRID[None] ** 2))
PIXELS = 45                                                # to a unit of the scene, in a small frame


def landscape(height=BOWL, levels=10, scale=None, **options):
    scale = scale or Scale(0, height.max())
    scale.levels = scale.levels[:levels]
    return Landscape(GRID, GRID, height, scale, **{"width": 4, "box": (8, 6), "relief": 2, **options})


def test_levels_are_round_and_inside():
    assert round_ticks(0, 1.78, 12) == pytest.approx(np.arange(0, 1.7, 0.2))
    assert round_ticks(0.03, 0.97, 5) == pytest.approx([0.2, 0.4, 0.6, 0.8])


def test_a_scale_is_one_fixed_function_of_the_height():
    scale = Scale(0, 2)
    assert scale.colours(0) == pytest.approx(theme.HEIGHTS[0].to_rgb())
    assert scale.colours(2) == pytest.approx(theme.HEIGHTS[-1].to_rgb())
    assert scale.colours(5) == pytest.approx(scale.colours(2))
    assert scale.colours(np.array([0.3, 0.3]))[1] == pytest.approx(scale.colours(0.3))


def test_contour_lines_lie_at_their_level_in_their_square():
    segments, cells = isolines(GRID, GRID, BOWL, [0.5, 2.0])
    for (start, end), (i, j) in zip(segments, cells):
        for x, y, level in (start, end):
            assert level in (0.5, 2.0) and x * x + y * y == pytest.approx(level, abs=0.01)
            assert GRID[i] <= x <= GRID[i + 1] and GRID[j] <= y <= GRID[j + 1]
    total = np.linalg.norm(segments[:, 1, :2] - segments[:, 0, :2], axis=1).sum()
    assert total == pytest.approx(tau * (np.sqrt(0.5) + np.sqrt(2)), rel=0.01)      # both circles, whole, once


def test_a_saddle_is_cut_into_two_lines_that_do_not_cross():
    x = np.array([0.0, 1.0])
    segments, _ = isolines(x, x, np.array([[1.0, 0.0], [0.0, 1.0]]), [0.5])
    assert len(segments) == 2
    for start, end in segments[..., :2]:
        middle = (start + end) / 2
        assert middle[0] == pytest.approx(middle[1], abs=0.26) and abs(middle - 0.5).max() == pytest.approx(0.25)


def test_a_point_of_a_map_and_of_a_landscape_seen_from_above_is_the_same_place():
    chart = ContourMap(GRID, GRID, BOWL, Scale(0, 8), width=4)
    land = landscape().look(0, tau / 4, rise=0)
    for point in ((0, 0), (1.3, -0.4), (-2, 2)):
        assert chart.at(*point) == pytest.approx(land.at(*point))
        assert chart.at(*point) == pytest.approx([*point, 0])                # four units wide, as the plane is
    chart.shift([3, 1, 0])
    assert chart.at(1, 1) == pytest.approx([4, 2, 0])


def test_the_map_is_painted_in_the_colour_of_the_height(still):
    scale = Scale(0, 8, levels=1)
    chart = ContourMap(GRID, GRID, BOWL, scale, width=4)
    pixels = still.pixels(chart)
    for point in ((0.1, 0.1), (1.6, -1.2), (-1.1, 1.7)):
        expected = 255 * scale.colours(np.square(point).sum())
        assert still.at(pixels, chart.at(*point)) == pytest.approx(expected, abs=6)


def test_a_flat_landscape_seen_from_above_looks_like_the_map(still):
    waves = np.cos(3 * GRID)[:, None] * np.sin(2 * GRID) + 1
    chart, land = ContourMap(GRID, GRID, waves, Scale(0, 2), width=4), landscape(waves, scale=Scale(0, 2)).look(0, tau / 4, rise=0)
    first = still.pixels(chart)
    still.remove(chart)
    difference = np.abs(still.pixels(land) - first)[92:268, 232:408]       # all but the border
    assert difference.max() < 40 and difference.mean() < 1


@pytest.mark.parametrize("shift", [(0, 0, 0), (0.31, -0.17, 0)])
def test_a_landscape_has_the_colour_of_the_height_and_no_step_between_recorded_ones(still, shift):
    steep = np.add.outer(3 * GRID, GRID) + 8
    land = landscape(steep, levels=0, scale=Scale(0, 16)).look(0.7, 0.9, rise=0.5).shift(shift)
    pixels = still.pixels(land)
    slope = land.relief * np.array([3, 1]) / 16
    lit = (sight.LIGHT[2] - sight.LIGHT[:2] @ slope) / np.sqrt(1 + slope @ slope)
    light = 1 - 0.5 * sight.SHADE * (1 - lit)
    for beta in np.linspace(-1.5, 1.5, 50):
        expected = 255 * light * land.scale_.colours(3 * 0.4 + beta + 8)
        assert still.at(pixels, land.at(0.4, beta)) == pytest.approx(expected, abs=4)


def test_a_landscape_that_lies_otherwise_has_other_heights():
    land = landscape().look(0.3, 0.5)
    at = land.at(GRID[3], GRID[5])[1]
    land.lie(BOWL + 1)
    assert land.surface(GRID[3], GRID[5]) == pytest.approx(BOWL[3, 5] + 1) and land.at(GRID[3], GRID[5])[1] > at
    assert np.array_equal(land.shown()["heights"], BOWL + 1)


def test_a_landscape_goes_through_all_recorded_heights():
    rough = np.random.default_rng(5).normal(size=(33, 33))
    land = landscape(rough, scale=Scale(-3, 3))
    assert land.surface(*np.meshgrid(GRID, GRID, indexing="ij")) == pytest.approx(rough)


def test_a_standing_landscape_is_looked_at_once(still, monkeypatch):
    land, looks = landscape().look(0.3, 0.8), []
    monkeypatch.setattr(landscape_module, "Sight", lambda *place: looks.append(place) or sight.Sight(*place))
    bare = still.pixels(land)
    for steps in (1, 2, 3):
        walked = still.pixels(land.show(Path(np.full((steps, 2), 0.5))))
    assert len(looks) == 1 and (walked != bare).any()
    still.pixels(land.look(0.3, 0.9))
    assert len(looks) == 2


def test_a_stem_behind_a_hill_is_seen_from_where_it_rises_above_it(still):
    land = landscape(HILL, levels=0, relief=3).look(0, tau / 24)
    bare = still.pixels(land)
    pixels = still.pixels(land.show(Path(np.array([[0, 1.2]]), heights=np.array([1.2]))))
    top = land.at(0, 0)[1]                                                 # about where the hill ends on the screen
    heights = np.linspace(land.at(0, 1.2)[1], land.at(0, 1.2, 1.2)[1], 60)
    seen = np.array([np.abs(still.at(pixels - bare, np.array([0, y, 0]))).max() > 10 for y in heights])
    assert not seen[heights < top - 0.1].any() and seen[heights > top + 0.1].all()


def test_heights_rise_on_the_screen_by_the_relief():
    land = landscape().look(0, 0.0)                        # from the side: up is height alone
    low, high = land.at(0, 0, 0.0), land.at(0, 0, 8.0)
    assert high - low == pytest.approx([0, 2, 0])
    assert land.at(1, 0)[1] == pytest.approx(land.at(0, 0, 1.0)[1])
    assert land.look(0, 0.0, rise=0.5).at(0, 0, 8.0) - land.at(0, 0, 0.0) == pytest.approx([0, 1, 0])


def test_a_turn_goes_round_the_compass():
    right = landscape().look(0, tau / 4).at(1, 0, 4.0)
    assert landscape().look(tau / 4, tau / 4).at(0, 1, 4.0) == pytest.approx(right * [-1, 1, 1], abs=1e-9)


def test_a_landscape_that_was_painted_before_it_turned_is_painted_as_one_that_was_not(still):
    land, fresh = landscape(), landscape().look(0.7, 0.9, rise=0.6)
    path = Path(np.array([[0, 0], [1.0, 0.5]]))
    before = still.pixels(land)
    after = still.pixels(land.look(0.7, 0.9, rise=0.6).show(path))
    still.remove(land)
    np.testing.assert_array_equal(after, still.pixels(fresh.show(path)))
    assert (before != after).any()


@pytest.mark.parametrize("azimuth", [0, 1.0, 2.5, 4.0])
def test_what_is_behind_a_hill_is_hidden_and_what_is_before_it_is_not(still, azimuth):
    land = landscape(HILL, relief=3).look(azimuth, tau / 24)
    towards = land.view[:2, 2] / np.linalg.norm(land.view[:2, 2])          # on the plane, to the viewer
    bare, aside = still.pixels(land), 0.3 * np.array([-towards[1], towards[0]])
    for sign, seen in ((1, True), (-1, False)):
        place = sign * 1.2 * towards
        for path in Path(place[None]), Path(np.array([place - aside, place + aside]), dots=False):
            change = still.pixels(land.show(path)) - bare
            assert (max(still.at(change, land.at(*place) + [0, up / PIXELS, 0]).max() for up in (0, 1, 2)) > 60) == seen


def test_a_hill_ends_before_what_is_behind_it_without_steps(still):
    land = landscape(HILL ** 3, levels=0, relief=2.5, width=6).look(0.3, tau / 8)
    coarse = still.pixels(land)
    with tempconfig({"pixel_width": 2560, "pixel_height": 1440}):
        fine = Still().pixels(land)
    difference = np.abs(fine.reshape(360, 4, 640, 4, 3).mean(axis=(1, 3)) - coarse)
    assert difference[100:300, 250:370].max() < 30                         # all but the corners of the plane


def test_land_that_falls_away_from_the_viewer_is_seen_from_below(still):
    pixels = still.pixels(landscape(np.add.outer(0 * GRID, 2 - GRID), relief=4).look(0, tau / 24))
    assert np.abs(still.at(pixels, np.zeros(3)) - theme.BACKGROUND.to_int_rgb()).max() > 20


@pytest.mark.parametrize("azimuth", (0.1, 0.3, 0.6))
def test_a_contour_line_is_whole(still, azimuth):
    slope = np.add.outer(GRID, 0.05 * GRID)
    lines, none = (landscape(slope - slope.min(), levels).look(azimuth, 0.9) for levels in (10, 0))
    with_lines = still.pixels(lines)
    still.remove(lines)
    lighter = with_lines - still.pixels(none)
    level = lines.scale_.levels[len(lines.scale_.levels) // 2] + slope.min()
    for beta in np.linspace(-1.8, 1.8, 300):
        spot = lines.at(level - 0.05 * beta, beta)
        around = [still.at(lighter, spot + [dx, dy, 0]).sum() for dx, dy in np.mgrid[-2:3, -2:3].reshape(2, -1).T / PIXELS]
        assert max(around) > 55, f"the line has a gap at beta = {beta:.2f}"


def test_a_stem_ends_at_its_own_height_and_shines_faintly_through_the_surface_from_under_it(still):
    land, point = landscape().look(0.4, tau / 10), np.array([[0.5, 0.5]])
    bare = still.pixels(land)
    for height, change in ((5.0, (150, 255)), (-1.5, (20, 120))):
        pixels = still.pixels(land.show(Path(point, heights=np.array([height]))))
        spot = land.at(0.5, 0.5, height)
        assert change[0] < (still.at(pixels, spot) - still.at(bare, spot)).max() < change[1]


def test_a_turned_landscape_keeps_its_data():
    land = landscape()
    turn = Turn(land, azimuth=1.0, elevation=0.5)
    turn.interpolate(1.0)
    assert (land.azimuth, land.elevation, land.rise) == pytest.approx((1.0, 0.5, 1.0))
    assert np.array_equal(land.height_field, BOWL)
