"""Maps and paths: colours between the recorded heights, what dies away, marks beside points."""

import numpy as np
import pytest

from scenes.stage import theme
from scenes.stage.contour_map import ContourMap
from scenes.stage.ground import view_around
from scenes.stage.painting import Kept, Painting, paint_arrow
from scenes.stage.paths import Path, so_far
from scenes.stage.surface import Scale
from tests.scenes.conftest import PER_UNIT, Still
from tests.scenes.looking import BACKGROUND, BOWL, COARSE, COST, FLAT, SOME, is_near, places

WAVES = np.sin(2 * COARSE[:, None]) + np.cos(2 * COARSE)


def bowl(**options):
    return ContourMap(COARSE, COARSE, BOWL, FLAT, **{"width": 4, **options})


# -- the ground ------------------------------------------------------------------------------

def test_between_the_recorded_heights_a_map_is_smooth(still):
    scale = Scale(-2, 2, levels=1)
    pixels = still.pixels(chart := ContourMap(COARSE, COARSE, WAVES, scale, width=4))
    for x, y in ((0.75, 0.25), (-0.75, 1.2), (1.3, -0.8), (-1.75, -1.75)):         # linear ones would be off by 12 and more
        height = np.sin(2 * x) + np.cos(2 * y)
        assert still.at(pixels, chart.at(x, y)) == pytest.approx(255 * scale.colours(height), abs=7)


def test_a_map_has_no_bands(still):
    heights = np.full((9, 9), 0.5)
    colour = 255 * Scale(0, 8).colours(0.5)
    pixels = still.pixels(ContourMap(COARSE, COARSE, heights, Scale(0, 8), width=4))[100:260, 240:400]
    assert np.abs(np.round(colour) - colour).max() > 0.2                   # rounded, it would be another one
    assert pixels.reshape(-1, 3).mean(axis=0) == pytest.approx(colour, abs=0.05)


def test_a_part_of_the_plane_is_painted_where_it_is_said_to_be(still):
    pixels = still.pixels(chart := bowl(view=((0, 2), (-1, 1)), width=5).shift([1, 0.5, 0]))
    assert chart.at(1, 0) == pytest.approx([1, 0.5, 0]) and chart.at(2, 1) == pytest.approx([3.5, 3, 0])
    for point in ((0.3, -0.6), (1.7, 0.8)):
        expected = 255 * FLAT.colours(np.square(point).sum())
        assert still.at(pixels, chart.at(*point)) == pytest.approx(expected, abs=6)


def test_nothing_is_painted_where_no_height_is_known(still):
    pixels = still.pixels(chart := bowl(view=((0, 4), (-2, 2))))
    for x, seen in ((1.9, True), (2.1, False), (3.5, False)):
        assert (still.at(pixels, chart.at(x, 1)) != BACKGROUND).any() == seen


def test_contour_lines_alone_stand_on_nothing(still):
    chart = ContourMap(COARSE, COARSE, BOWL, Scale(0, 1.5, levels=2), width=4, filled=False)      # one line, at 1
    pixels = still.pixels(chart)
    line = places(pixels, [62, 62, 62], 45)
    assert len(line) > 200 and np.hypot(*line.T) == pytest.approx(1, abs=2 / PER_UNIT)
    assert (still.at(pixels, chart.at(0.5, 0.5)) == BACKGROUND).all()


def test_a_map_ends_at_its_floor_and_is_whole_above(still):
    pixels, bare = still.pixels(ended := bowl(floor=1.0)), Still().pixels(chart := bowl())
    for y in (-2, -1.4, -1.04):
        assert (still.at(pixels, ended.at(1.2, y)) == BACKGROUND).all()
    for y in (-0.96, 0.1, 1.9):
        assert (still.at(pixels, ended.at(1.2, y)) == still.at(bare, chart.at(1.2, y))).all()


def test_points_are_seen_as_large_as_their_margins_allow():
    points, box, margins = np.array([[3.0, 1.0], [4.0, 1.5], [3.5, 0.5]]), (14, 8), (2, 5, 1, 1)
    chart = ContourMap(COARSE, COARSE, BOWL, FLAT, box[0], view=view_around(points, box, margins))
    assert (chart.width, chart.height) == pytest.approx(box)
    at = np.array([chart.at(*point) for point in points])
    low, high = at.min(axis=0)[:2] + [7, 4], at.max(axis=0)[:2] + [7, 4]
    assert (low >= np.array([2, 1]) - 1e-9).all() and (high <= np.array([9, 7]) + 1e-9).all()
    assert max((high - low) / [7, 6]) == pytest.approx(1)


def test_what_is_kept_is_painted_anew_where_it_is_brought(still):
    class Blot(Painting):
        times = 0

        def __init__(self):
            super().__init__(1, 1)
            self.kept = Kept(self._paint)

        def _paint(self, ctx):
            Blot.times += 1
            paint_arrow(ctx, (-0.5, 0), (0.5, 0), 0.1, theme.SOME.to_rgb())

        def paint(self, ctx):
            self.kept.paint(ctx)

    first = still.pixels(blot := Blot())
    assert (still.pixels() == first).all() and Blot.times == 1
    moved = still.pixels(blot.shift([2, 0, 0]))
    assert Blot.times == 2 and (np.roll(first, round(2 * PER_UNIT), axis=1) == moved).all()
    assert (Still().pixels(blot.copy()) == moved).all()


# -- paths -----------------------------------------------------------------------------------

PATH = np.array([[-1.5, 1.0], [-0.5, 0.5], [0.5, -0.5], [1.5, -1.0]])


def test_a_path_has_circles_or_squares_and_its_last_is_twice_as_large(still):
    size, chart = 0.2, bowl()
    for marker, corner in (("circle", False), ("square", True)):
        pixels = still.pixels(chart.show(Path(PATH, theme.SOME, marker=marker, size=size)))
        for point, reach in zip(PATH, (size, size, size, 2 * size)):
            # the path leaves to the right and below, or came from there: the corner above right is free of it
            for away, inside in ((0.8, corner), (0.6, True), (1.05, False)):
                spot = chart.at(*point) + away * reach * np.array([1, 1, 0])
                assert is_near(still.at(pixels, spot), SOME) == inside


def test_a_plus_stands_beside_the_points_where_a_step_went_uphill(still):
    uphill, chart = np.array([False, True, False]), bowl(filled=False)
    found = places(still.pixels(chart.show(Path(PATH, theme.SOME, size=0.08, uphill=uphill))), COST)
    away = np.linalg.norm(found - PATH[2], axis=1)
    assert len(found) > 10 and away.min() > 0.08 and away.max() < 0.4
    assert not len(places(still.pixels(chart.show(Path(PATH[:2], theme.SOME, size=0.08, uphill=uphill))), COST))


def test_a_walker_glides_between_recorded_points():
    assert so_far(PATH, 1) == pytest.approx(PATH[:2])
    assert so_far(PATH, 1.25) == pytest.approx(np.array([*PATH[:2], [-0.25, 0.25]]))
    assert so_far(PATH, 3.0) == pytest.approx(PATH)


def test_a_path_up_to_a_row_is_cut_with_all_that_belongs_to_it():
    path = Path(PATH, heights=np.arange(len(PATH)), uphill=np.ones(len(PATH) - 1, bool)).up_to(1.25)
    assert path.points == pytest.approx(so_far(PATH, 1.25)) and path.heights == pytest.approx([0, 1, 1.25])
    assert list(path.uphill) == [True]      # the step that is on its way has not led anywhere yet
