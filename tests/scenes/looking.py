"""What tests look at: the parts that a film shows, a bowl over a plane, and where a frame has a colour."""

import numpy as np

from scenes.stage import theme
from scenes.stage.surface import Scale
from tests.scenes.conftest import PER_UNIT

COARSE = np.linspace(-2, 2, 9)
BOWL = COARSE[:, None] ** 2 + COARSE ** 2
FLAT = Scale(0, 8, levels=1)                        # its only contour lines are out of the way
BACKGROUND, SOME, ALL, COST, INK = (
    255 * color.to_rgb() for color in (theme.BACKGROUND, theme.SOME, theme.ALL, theme.COST, theme.INK))


def parts_of(film):
    """those(kind): all that is on screen of that class, or of one of these classes."""
    parts = [part for top in film.mobjects for part in top.get_family()]
    return lambda kind: [part for part in parts if isinstance(part, kind)]


def is_near(pixels, color, tolerance=40):
    return np.abs(pixels - color).max(axis=-1) < tolerance


def places(pixels, color, tolerance=40):
    """Where the frame has this colour: (n, 2) in units of the scene."""
    height, width, _ = pixels.shape
    rows, columns = np.nonzero(is_near(pixels, color, tolerance))
    return np.stack([columns + 0.5 - width / 2, height / 2 - rows - 0.5], axis=-1) / PER_UNIT
