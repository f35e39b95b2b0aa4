"""The film of the single neuron, played without rendering: hinge and point are one (w, b) in every frame."""

from itertools import pairwise
from types import SimpleNamespace

import numpy as np
import pytest
from manim import Dot

from scenes.stage import theme
from scenes.stage.hinge import Hinge, stacked
from scenes.stage.landscape import Landscape
from scenes.stage.switches import Switches
from scenes.stage.text import Live, Words
from tests.audits.plays import play_once, witness


def seen(film):
    """What a frame shows of hinges, the landscape and its ball, switches, live numbers."""
    parts = [part for top in film.mobjects for part in top.get_family()]
    lands = [part for part in parts if isinstance(part, Landscape)]
    return SimpleNamespace(
        section=film.renderer.section,
        hinges=[None if part.theta is None else np.array(part.theta) for part in parts if isinstance(part, Hinge)],
        errors=[part.errors for part in parts if isinstance(part, Hinge)],
        said=film.sentence.said if film.sentence else "",
        words={(fact.key.partition(".")[2], fact.index): fact.value for part in parts if isinstance(part, (Words, Live))
               for fact in part.facts if hasattr(fact, "key")},
        balls=[(part.get_center(), lands[0].at) for part in parts if type(part) is Dot and part.radius == theme.BALL and lands],
        numbers={fact.key: fact.value for part in parts if isinstance(part, Live) for fact in part.facts if hasattr(fact, "key")},
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


def test_the_point_stays_on_the_plain_as_long_as_the_sentence_says_so(run):
    frames = [frame for frame in FRAMES.of("Two views", "said") if "plain" in frame.said]
    assert frames and all(max(frame.hinges[0][0] * x + frame.hinges[0][1] for x in run.data_x) <= 0 for frame in frames)


def test_no_hinge_jumps_while_it_is_on_screen(run):
    """From one frame to the next the only hinge of both moves by less than a step of the tour, or of a descent."""
    ways = [run.tour_way.T, run.first_way.T, run.thrown_way.T[:2]]
    longest = max(np.abs(np.diff(way, axis=0)).max() for way in ways)
    for section in ("Two views", "A switch in the slope"):
        frames = [frame.hinges for frame in FRAMES.of(section, "hinges") if len(frame.hinges) == 1 and frame.hinges[0] is not None]
        assert max(np.abs(one[0] - other[0]).max() for one, other in pairwise(frames)) <= longest + 1e-9
    last = FRAMES.of("A switch in the slope", "hinges")[-1].hinges
    assert last == [pytest.approx(run.place_theta)]


def test_a_step_that_is_worked_out_comes_out(run):
    """Both slopes are means over all digits; the new w is the old one less the rate times the slope, also as displayed."""
    for i, slopes in enumerate((run.place_slope_w, run.place_slope_b)):
        assert run.place_gradient[i] == pytest.approx(sum(slopes) / len(run.data_x))
    assert run.place_next == pytest.approx(run.place_theta - run.rates[0] * run.place_gradient)
    words = FRAMES.of("A switch in the slope", "words")[-1].words
    assert {("place_next", (0,)), ("place_gradient", (0,)), ("rates", (0,))} <= set(words)


def test_the_longer_step_has_its_own_rate_on_screen_and_its_own_hinge(run):
    frames = [frame for frame in FRAMES.of("Three starts", "words") if ("rates", (1,)) in frame.words and len(frame.hinges) == 1]
    assert frames and all(("rates", (0,)) not in frame.words for frame in frames)
    assert [list(frames[0].hinges[0]), list(frames[-1].hinges[0])] == [list(run.thrown_way[:, 0]), list(run.thrown_way[:, 1])]


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
