"""The film of gradient descent, played without rendering: its landscapes are recorded ones."""

import numpy as np

from scenes.stage.landscape import Landscape
from tests.audits.plays import play_once, witness


def paths(film):
    """(points, heights) of every path on every landscape of the frame."""
    lands = [part for top in film.mobjects for part in top.get_family() if isinstance(part, Landscape)]
    return [(path.points, path.heights) for land in lands for path in land.paths]


FRAMES = witness("descent", paths)


def test_every_path_on_a_landscape_is_the_beginning_of_a_recorded_one(recordings):
    recorded = play_once("descent", recordings).recorded
    plane, digits = recorded["plane"], recorded["digits"]
    lengths = {"plane": set(), "digits": set()}
    for frame in FRAMES:
        for points, heights in frame:
            k = len(points)
            if heights is None:
                assert any(np.array_equal(points, path[:k]) for path in plane.paths)
                lengths["plane"].add(k)
            else:
                assert np.array_equal(points, digits.path[:k]) and np.array_equal(heights, digits.train_cost[:k])
                lengths["digits"].add(k)
    assert max(lengths["plane"]) == plane.paths.shape[1] and max(lengths["digits"]) == len(digits.path)
    assert min(map(min, lengths.values())) == 1
