"""The film of gradient descent, played without rendering: its order, its length, and that its landscapes are recorded ones."""

from types import SimpleNamespace

import numpy as np
import pytest

from scenes.descent import GradientDescent
from scenes.stage.landscape import Landscape


@pytest.fixture(scope="module")
def played(play):
    """The film, played once, and the paths that each of its frames drew on a landscape."""
    frames = []
    film = play(GradientDescent, lambda film: frames.append(tracks(film)))
    return SimpleNamespace(film=film, frames=[frame for frame in frames if frame])


def tracks(film):
    """(points, heights) of every path on every landscape of the frame."""
    lands = [part for top in film.mobjects for part in top.get_family() if isinstance(part, Landscape)]
    return [(track.points, track.heights) for land in lands for track in land.tracks]


def test_its_sections_come_in_order_and_it_is_as_long_as_it_should_be(played):
    assert [chapter.name for chapter in played.film.chapters] == [
        "A wrong answer", "One number", "Steps follow the slope", "A toy by hand", "Two numbers", "The landscape rises",
        "All the numbers", "The landscape it walked in", "What the descent bought", "The recipe"]
    assert all(5 <= chapter.end - chapter.start <= 35 for chapter in played.film.chapters)
    assert 120 <= played.film.time <= 180


def test_every_path_on_a_landscape_is_the_beginning_of_a_recorded_one(played):
    plane, digits = played.film.runs["plane"], played.film.runs["digits"]
    lengths = {"plane": set(), "digits": set()}
    for frame in played.frames:
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
