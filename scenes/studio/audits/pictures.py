"""Pictures compared: (height, width, 3), of 0 to 255."""

import numpy as np


def differ(picture, other, by):
    """(height, width) of bool: which pixels differ from the other picture, or colour, by more than so much."""
    red, green, blue = np.moveaxis(np.abs(picture.astype(np.int16) - other) > by, -1, 0)
    return red | green | blue
