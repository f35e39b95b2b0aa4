"""The film of the single neuron, played without rendering: hinge and point are one (w, b) in every frame."""

from types import SimpleNamespace

import numpy as np
import pytest
from manim import Dot

from scenes.stage import theme
from scenes.stage.hinge import Hinge, stacked
from scenes.stage.landscape import Landscape
from scenes.stage.switches import Switches
from scenes.stage.text import Live
from tests.audits.plays import play_once, witness


def seen(film):
    """What a frame shows of hinges, the landscape and its ball, switches, live numbers."""
    parts = [part for top in film.mobjects for part in top.get_family()]
    lands = [part for part in parts if isinstance(part, Landscape)]
    return SimpleNamespace(
        section=film.renderer.section,
        hinges=[None if part.theta is None else np.array(part.theta) for part in parts if isinstance(part, Hinge)],
        balls=[(part.get_center(), lands[0].at) for part in parts if type(part) is Dot and part.radius == theme.BALL and lands],
        numbers={fact.key: fact.value for part in parts if isinstance(part, Live) for fact in part.facts},
        switches=[(np.array(part.states), part.count) for part in parts if isinstance(part, Switches)])


FRAMES = witness("relu_neuron", seen)


@pytest.fixture
def run(recordings):
    return play_once("relu_neuron", recordings).recorded["relu_neuron"]


def test_the_point_stands_where_the_hinge_says(run):
    frames = [frame for frame in FRAMES.of("Two views", "balls") if "relu_neuron.tour_w" in frame.numbers]
    for frame in frames:
        (theta,), (ball, at) = frame.hinges, frame.balls[0]
        assert ball == pytest.approx(at(*theta), abs=1e-6)
        assert [frame.numbers["relu_neuron.tour_w"], frame.numbers["relu_neuron.tour_b"]] == pytest.approx(list(theta))
        squares = [(max(0, theta[0] * x + theta[1]) - y) ** 2 for x, y in zip(run.data_x, run.data_y)]
        assert frame.numbers["relu_neuron.tour_cost"] == pytest.approx(np.mean(squares))
    assert len({tuple(frame.hinges[0]) for frame in frames}) > 20


def test_a_switch_is_on_where_the_neuron_speaks(run):
    w, b = run.place_theta
    states, count = FRAMES.of("A switch in the slope", "switches")[-1].switches[-1]
    assert count == len(states) and list(states) == [float(w * x + b > 0) for x in sorted(run.data_x)]
    states, _ = FRAMES.of("The answer", "switches")[-1].switches[-1]
    assert len(states) == len(run.data_x) and not states.any()


def test_stacked_dots_do_not_cover_each_other():
    x, y = np.array([0, 0.01, 0.02, 0.5, 0.01]), np.array([0, 0, 0, 0, 1.0])
    rows = stacked(x, y, 0.1)
    assert rows[3] == rows[4] == 0 and sorted(rows[:3]) == [0, 1, 2]
