"""The film of the single neuron, played without rendering: hinge and point are one (w, b) in every frame."""

from copy import copy
from itertools import pairwise
from types import SimpleNamespace

import numpy as np
import pytest
from manim import Dot

from scenes.relu_neuron import HIGHEST
from scenes.stage import theme
from scenes.stage.hinge import Hinge, stacked
from scenes.stage.landscape import Landscape
from scenes.stage.surface import Scale
from scenes.stage.switches import Switches
from scenes.stage.text import Live, Words
from tests.audits.plays import play_once, witness


def seen(film):
    """What a frame shows of hinges, the landscape (a copy, as it will be tilted) and its ball, switches, live numbers."""
    parts = [part for top in film.mobjects for part in top.get_family()]
    lands = [part for part in parts if isinstance(part, Landscape)]
    return SimpleNamespace(
        section=film.renderer.section,
        hinges=[None if part.theta is None else np.array(part.theta) for part in parts if isinstance(part, Hinge)],
        errors=[part.errors for part in parts if isinstance(part, Hinge)],
        said=film.sentence.said if film.sentence else "",
        words={(fact.key.partition(".")[2], fact.index): fact.value for part in parts if isinstance(part, (Words, Live))
               for fact in part.facts if hasattr(fact, "key")},
        balls=[(part.get_center(), copy(lands[0]).at) for part in parts if type(part) is Dot and part.radius == theme.BALL and lands],
        numbers={fact.key: fact.value for part in parts if isinstance(part, Live) for fact in part.facts if hasattr(fact, "key")},
        paths=[np.array(path.points) for land in lands for path in land.paths],
        heights=lands[0].height_field if lands else None,
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
    frames = [frame for frame in FRAMES.of("Two views", "said") if "Silent for all" in frame.said]
    assert frames and all(max(frame.hinges[0][0] * x + frame.hinges[0][1] for x in run.data_x) <= 0 for frame in frames)


def test_no_hinge_jumps_while_it_is_on_screen(run):
    """From one frame to the next the only hinge of both moves by a few steps of the tour, or of the slide of one step."""
    ways = [run.tour_way.T, run.next_way.T]
    longest = 8 * max(np.abs(np.diff(way, axis=0)).max() for way in ways)      # so many pass in a frame, at most
    for section in ("Two views", "A switch in the slope"):
        frames = [frame.hinges for frame in FRAMES.of(section, "hinges") if len(frame.hinges) == 1 and frame.hinges[0] is not None]
        assert max(np.abs(one[0] - other[0]).max() for one, other in pairwise(frames)) <= longest + 1e-9
    last = FRAMES.of("A switch in the slope", "hinges")[-1].hinges
    assert last == [pytest.approx(run.place_next)]


def test_a_step_that_is_worked_out_comes_out(run):
    """Both slopes are means over all digits; the new w is the old one less the rate times the slope, also as displayed."""
    for i, slopes in enumerate((run.place_slope_w, run.place_slope_b)):
        assert run.place_gradient[i] == pytest.approx(sum(slopes) / len(run.data_x))
    assert run.place_next == pytest.approx(run.place_theta - run.rates[0] * run.place_gradient)
    words = FRAMES.of("A switch in the slope", "words")[-1].words
    assert {("place_next", (0,)), ("place_gradient", (0,)), ("rates", (0,))} <= set(words)


def test_hinge_and_point_go_the_way_of_the_longer_step_together(run):
    """On the surface, from the first start to where the step ends; and no cost is shown but those of the two ends."""
    frames = [frame for frame in FRAMES.of("A step too long", "balls") if len(frame.hinges) == 1]
    start, end = run.thrown_way.T[:2]
    for frame in frames:
        (theta,), (ball, at) = frame.hinges, frame.balls[-1]
        done = (theta - start) @ (end - start) / ((end - start) @ (end - start))
        assert theta == pytest.approx(start + done * (end - start)) and ball == pytest.approx(at(*theta), abs=1e-6)
        costs = [value for (key, _), value in frame.words.items() if key == "leap_cost"]
        assert set(costs) <= {run.leap_cost[0], run.leap_cost[-1]}
        assert run.leap_cost[-1] not in costs or done == pytest.approx(1)
    assert frames[0].hinges[0] == pytest.approx(start) and frames[-1].hinges[0] == pytest.approx(end)
    assert len({tuple(frame.hinges[0]) for frame in frames}) > 5


def test_the_longer_step_is_drawn_on_the_surface_through_the_end_of_the_shorter_one(run):
    ends = [tuple(path[-1]) for frame in FRAMES.of("A step too long", "paths") for path in frame.paths]
    start, end = run.thrown_way.T[:2]
    for done in (0.5, 1.0):
        assert min(np.abs(np.array(each) - start - done * (end - start)).max() for each in ends) < 1e-9
    assert run.first_way[:, 1] == pytest.approx((start + end) / 2)


def test_a_plain_that_is_tilted_lets_both_dead_neurons_go(run):
    frames = FRAMES.of("A small slope below", "paths")
    heights = [frame.heights for frame in frames]
    assert np.array_equal(heights[0], run.surface) and np.array_equal(heights[-1], run.leaky_surface[-1])
    assert [tuple(path[-1]) for path in frames[-1].paths] == [tuple(way[:, -1]) for way in (run.healed_way, run.back_way)]
    for frame in frames:
        if "relu_neuron.healed_step" in frame.numbers:
            assert [frame.numbers[f"relu_neuron.{name}_cost"] for name in ("healed", "back")] == pytest.approx(
                [np.mean([(max(run.leak * z, z) - y) ** 2 for z, y in zip(path[-1][0] * run.data_x + path[-1][1], run.data_y)])
                 for path in frame.paths])


def test_a_switch_is_on_where_the_neuron_speaks(run):
    frames = [frame for frame in FRAMES.of("A switch in the slope", "switches") if "relu_neuron.next_on" in frame.numbers]
    for frame in frames:
        (w, b), (states, count) = frame.hinges[0], frame.switches[-1]
        assert count == len(states) and list(states) == [float(w * x + b > 0) for x in sorted(run.data_x)]
        assert frame.numbers["relu_neuron.next_on"] == sum(states)
    assert len({frame.numbers["relu_neuron.next_on"] for frame in frames}) > 1


def test_the_plain_has_another_colour_than_the_valley(run):
    colours = Scale(0, HIGHEST).colours([run.dead_cost[0], run.hinge_cost])
    assert np.abs(colours[0] - colours[1]).sum() > 0.25


def test_stacked_dots_do_not_cover_each_other():
    x, y = np.array([0, 0.01, 0.02, 0.5, 0.01]), np.array([0, 0, 0, 0, 1.0])
    rows = stacked(x, y, 0.1)
    assert rows[3] == rows[4] == 0 and sorted(rows[:3]) == [0, 1, 2]
