"""The fan of angles: rays at their angles, the arc at the mean; the tally: so many squares."""

import numpy as np
import pytest
from manim import DOWN, LEFT, UP

from scenes.stage import theme
from scenes.stage.angle_fan import MEAN, AngleFan, Measure
from scenes.stage.tally import Count, Tally
from tests.scenes.conftest import PER_UNIT

ANGLES = np.array([20.0, 75, 110, 95])
TEAL, YELLOW, GREY = ([*c.to_int_rgb()] for c in (theme.SOME, theme.GRADIENT, theme.ALL))


@pytest.fixture
def fan():
    return AngleFan(ANGLES, ANGLES.mean(), 2, theme.SOME).shift(LEFT)


def at(fan, degrees, reach):
    """Where a direction leads in the scene; below 0 on the left. Worked out from the hub, not asked of the fan."""
    return fan.hub + 2 * reach * np.array([np.sin(np.radians(degrees)), np.cos(np.radians(degrees)), 0])


def is_drawn(still, pixels, point):
    """Whether anything is drawn at the point, or a pixel next to it: rays are thin."""
    near = [point + np.array([x, y, 0]) / PER_UNIT for x in (-1, 0, 1) for y in (-1, 0, 1)]
    return max(np.abs(still.at(pixels, spot) - theme.BACKGROUND.to_int_rgb()).max() for spot in near) > 25


def test_rays_are_at_their_angles_on_both_sides_by_turns(fan, still):
    pixels = still.pixels(fan.show(4))
    for i, angle in enumerate(ANGLES):
        side = 1 if i % 2 == 0 else -1
        assert is_drawn(still, pixels, at(fan, side * angle, 0.7)), angle
        assert not is_drawn(still, pixels, at(fan, -side * angle, 0.7)), angle
        assert not is_drawn(still, pixels, at(fan, side * (angle + 4), 0.7)), angle


def test_so_many_rays_are_drawn_and_told(fan, still):
    pixels = still.pixels(fan.show(2))
    assert is_drawn(still, pixels, at(fan, -75, 0.7)) and not is_drawn(still, pixels, at(fan, 110, 0.7))
    assert np.array_equal(fan.shown()["angles"], ANGLES[:2]) and fan.show(0).shown() == {}


def test_the_arrow_of_all_points_up_to_its_tip(fan, still):
    pixels = still.pixels(fan)
    assert [*still.at(pixels, at(fan, 0, 0.6))] == pytest.approx(YELLOW, abs=2)
    assert is_drawn(still, pixels, fan.tip + 0.05 * DOWN) and not is_drawn(still, pixels, fan.tip + 0.05 * UP)


def test_the_arc_ends_at_the_mean_of_all_and_is_drawn_of_all_only(fan, still):
    with pytest.raises(ValueError, match="show all first"):
        fan.show(3).measure()
    pixels = still.pixels(fan.show(4))
    assert not is_drawn(still, pixels, at(fan, 45, MEAN))
    pixels = still.pixels(fan.measure())
    assert is_drawn(still, pixels, at(fan, 72, MEAN)) and not is_drawn(still, pixels, at(fan, 84, MEAN))
    pixels = still.pixels(fan.measure(0.5))
    assert is_drawn(still, pixels, at(fan, 34, MEAN)) and not is_drawn(still, pixels, at(fan, 46, MEAN))


def test_the_arc_grows_and_stays(fan, still):
    still.play(Measure(fan.show(4)), run_time=1)
    assert fan.share == 1 and fan.show(4).share == 0


def test_ticks_are_named_at_their_angles(fan):
    for name, angle in zip(fan.submobjects, (30, 60, 90), strict=True):
        away = name.get_center() - fan.hub
        assert name.said == f"{angle}°" and np.degrees(np.arctan2(away[0], away[1])) == pytest.approx(angle)
        assert np.linalg.norm(away) > 2.1


@pytest.mark.parametrize("total", [5, 5.3, 75.7, 300])
def test_a_tally_is_so_many_squares_in_its_box(total, still):
    tally = Tally(total, 12, 5, 0.8, theme.SOME, theme.ALL).shift(0.5 * UP).show(total)
    pixels = still.pixels(tally)
    assert tally.width <= 12.001 and tally.height <= 5.001
    assert [*still.at(pixels, tally.spot())] == pytest.approx(TEAL, abs=2)
    white, teal = ((np.abs(pixels - colour).max(axis=2) < 40).sum() for colour in (0.9 * np.array(GREY), TEAL))
    assert white / teal == pytest.approx(total, rel=0.15 if total > 100 else 0.04)
    assert not is_drawn(still, pixels, tally.heading)


def test_a_tally_grows_square_by_square_row_upon_row(still):
    tally = Tally(7.5, 4, 3, 0.5, theme.SOME, theme.ALL)
    for count in (0, 1, 4, 6):
        pixels = still.pixels(tally.show(count))
        assert [is_drawn(still, pixels, tally.spot(k)) for k in range(7)] == [k < count for k in range(7)]
    spots = np.array([tally.spot(k) for k in range(8)])
    assert tally.columns < 8 and spots[tally.columns] == pytest.approx(spots[0] + tally.pitch * DOWN)
    still.play(Count(tally), run_time=1)
    assert tally.count == 7.5
