"""The film of gradient descent, played without rendering: what it draws and says, against plain loops over the recordings."""

from types import SimpleNamespace

import numpy as np
import pytest

from scenes.stage.answers import Counts, State
from scenes.stage.dial import Dial
from scenes.stage.falling import Falling
from scenes.stage.fan import Fan
from scenes.stage.hill import Hill
from scenes.stage.landscape import Landscape
from scenes.stage.movers import Movers
from scenes.stage.network import NetworkDiagram, SlopesDiagram
from scenes.stage.pile import Pile
from scenes.stage.text import Live, Words
from tests.audits.plays import play_once, witness
from tests.scenes.looking import parts_of


def seen(film):
    """What a frame shows of pile, hill, dial, networks, fan, landscapes, movers and states; numbers as {key: (index, value)}."""
    those = parts_of(film)
    return SimpleNamespace(
        section=film.renderer.section,
        piles=[(each.count, each.middles, each.side, each.wedge(), each.spot) for each in those(Pile)],
        hills=[SimpleNamespace(x=each.x, balls=[np.array(ball) for ball in each.balls], nudged=each.nudged, tangents=each.tangents,
                               leapt=each.leapt, arcs=each.arcs, view=(each.x_span.low, each.x_span.high)) for each in those(Hill)],
        dials=[each.value for each in those(Dial)],
        networks=[each.weights for each in those(NetworkDiagram) if not isinstance(each, SlopesDiagram)],
        slopes=[(each.indices, each.weights) for each in those(SlopesDiagram)],
        fans=[(each.count, each.changes, each.crowned) for each in those(Fan)],
        lands=[SimpleNamespace(paths=[np.array(path.points) for path in each.paths], cut=each.cut, rise=each.rise)
               for each in those(Landscape)],
        shares=[each.share for each in (*those(Movers), *those(Falling))],
        counts=[(each.counts, each.most) for each in those(Counts)],
        states=[(each.row, each.answers.outputs, [fact.value for part in each.submobjects for fact in getattr(part, "facts", ())])
                for each in those(State)],
        facts={(fact.key, fact.index) for text in those((Words, Live)) for fact in text.facts if hasattr(fact, "key")},
        said={fact.key: (fact.index, fact.value) for text in those((Words, Live)) for fact in text.facts if hasattr(fact, "key")})


FRAMES = witness("descent", seen)


@pytest.fixture
def played(recordings):
    return SimpleNamespace(**play_once("descent", recordings).recorded)


def is_on_its_way(points, recorded):
    """Whether the points are the first of the recorded ones, but for the last, whose every coordinate may lie between two of those."""
    whole, last = points[:-1], points[-1]
    k = len(whole)
    low, high = np.sort([recorded[max(k - 1, 0)], recorded[min(k, len(recorded) - 1)]], axis=0)
    return np.array_equal(whole, recorded[:k]) and np.all(low - 1e-9 <= last) and np.all(last <= high + 1e-9)


def test_every_digit_falls_onto_the_place_of_its_cost_and_the_wedge_stands_under_their_mean(played):
    run = played.digits
    for frame in FRAMES.of("One number for all digits", "piles"):
        (count, middles, side, wedge, spot), = frame.piles
        if count >= 1:
            assert wedge[0] == pytest.approx(spot(np.mean(run.pile_cost[:int(count)]), 0)[0], abs=1e-4)
    assert count == len(run.pile_cost)
    width = spot(run.pile_cost.max(), 0)[0] - spot(run.pile_cost.min(), 0)[0]
    places = (run.pile_cost - run.pile_cost.min()) / np.ptp(run.pile_cost) * width
    off = places - places[0] - (middles[:, 0] - middles[0, 0])
    assert np.ptp(off) < 4 * side and len({tuple(np.round(middle, 6)) for middle in middles}) == len(middles)    # none on another


def test_the_network_that_slides_is_the_one_at_the_knob_and_its_cost_the_height_of_the_ball(played):
    line = played.line
    for frame in FRAMES.of("One dial", "dials"):
        (w,), hill = frame.dials, frame.hills[0]
        (at, cost), = hill.balls[0]
        assert at == w and cost == pytest.approx(np.interp(w, line.wide_w, line.wide_curve))
        row = int(np.searchsorted(line.slide_w, w + 1e-9, "right")) - 1
        layers = line.network.layers(line.slide_theta[row])
        assert any(np.isin(drawn[1], layers[1][0]).all() and np.array_equal(drawn[1], layers[1][0]) for drawn in frame.networks) or (
            len(frame.networks) < 3)
        assert frame.said["line.slide_cost"] == ((row,), line.slide_cost[row]) and frame.said["line.slide_w"][1] == line.slide_w[row]
    assert w == 1 and len(frame.networks) == 3


def test_nudges_begin_at_the_ball_and_shrink_to_the_recorded_ones(played):
    line, ends = played.line, []
    for frame in FRAMES.of("Nudge and slope", "hills"):
        hill = frame.hills[0]
        if hill.nudged:
            start, (w, cost) = hill.nudged
            assert start == pytest.approx((line.w[0], line.cost[0])) and cost == pytest.approx(np.interp(w, line.wide_w, line.wide_curve))
            ends.append(w)
    reached = [min(abs(end - goal) for end in ends) for goal in line.nudge_w]
    assert max(reached) < 1e-6 and hill.tangents[0] == pytest.approx((line.w[0], line.cost[0], line.slope[0]))


@pytest.mark.parametrize("section, name", [("Steps downhill", ""), ("The other side", "other_")])
def test_balls_hop_the_recorded_ways_with_the_tangent_at_the_point_that_was_reached(played, section, name):
    line = played.line
    way, slope = line.arrays[f"{name}way"], line.arrays[f"{name}slope"]
    for frame in FRAMES.of(section, "hills"):
        hill = frame.hills[0]
        if not hill.tangents:
            continue
        path, row = hill.balls[-1], len(hill.balls[-1]) - 1
        assert is_on_its_way(path, way)
        row -= not np.array_equal(path[-1], way[row])
        assert hill.tangents[-1] == pytest.approx((*way[row], slope[row]))
        if f"line.{name}hop" in frame.said:
            assert (f"line.{name}slope", (row,)) in frame.facts and frame.said[f"line.{name}hop"][0] == (row,)
    assert len(hill.balls[-1]) == len(way) and len(hill.balls) == (2 if name else 1)


def test_the_ball_leaps_as_often_as_was_recorded_and_all_of_it_is_seen(played):
    hill = FRAMES.of("Too large steps", "hills")[-1].hills[0]
    assert hill.leapt == played.line.leaps and np.array_equal(hill.arcs, played.line.leap_way)
    assert hill.view[0] < hill.arcs[:, 0].min() and hill.view[1] > hill.arcs[:, 0].max()


def test_the_toy_goes_to_its_bottom(played):
    ball, = FRAMES.of("By hand", "hills")[-1].hills[0].balls
    assert len(ball) == 21 and ball[-1] == pytest.approx([3 - 3 * 0.8**20, (3 * 0.8**20) ** 2])


def test_the_cut_is_the_curve_of_the_line_over_the_way_from_the_one_network_to_the_other(played):
    line, corners = played.line, played.plane.corners
    rises = []
    for frame in FRAMES.of("A cut through a landscape", "lands"):
        points, heights, ball, _ = frame.lands[0].cut
        assert np.array_equal(heights, line.curve)
        assert points == pytest.approx(np.array([(1 - w) * corners[0] + w * corners[1] for w in line.alphas]))
        assert line.alphas[ball] == pytest.approx(0.27)
        rises.append(frame.lands[0].rise)
    assert rises[0] == 0 and rises[-1] == 1 and np.all(np.diff(rises) >= 0)


def test_every_direction_is_tried_before_the_gradient_is_named(played):
    for frame in FRAMES.of("Every direction", "fans"):
        (count, changes, crowned), = frame.fans
        assert np.array_equal(changes, played.plane.fan_changes) and (count == len(changes) or crowned == 0)
    assert crowned == 1


def test_six_descents_go_along_together_to_their_ends(played):
    paths = played.plane.paths
    for frame in FRAMES.of("Three valleys", "lands"):
        drawn = frame.lands[0].paths
        assert len({len(path) for path in drawn}) == 1 and all(is_on_its_way(path, whole) for path, whole in zip(drawn, paths))
    assert [path.tolist() for path in drawn] == paths.tolist()


def test_all_numbers_move_in_the_same_moment_as_the_cost_falls(played):
    run = played.digits
    shares = [frame.shares for frame in FRAMES.of("All the numbers", "shares") if len(frame.shares) == 2]
    assert all(one == other for one, other in shares) and shares[-1] == [1, 1]
    (indices, weights), = FRAMES.of("All the numbers", "slopes")[-1].slopes
    for l, (slopes, (whole, _)) in enumerate(zip(weights, run.network.layers(run.gradient))):
        assert np.array_equal(slopes, whole[np.ix_(indices[l + 1], indices[l])])


def test_what_a_state_says_is_what_its_network_makes_of_our_digit(played):
    run = played.digits
    for frame in FRAMES.of("The same digit", "states"):
        for row, outputs, values in frame.states:
            assert outputs == pytest.approx(run.network.output(run.theta[row], run.example_x[None])[0], abs=1e-5)
            assert values[:4] == pytest.approx([run.step[row], run.example_cost[row], run.cost[row], run.accuracy[row]])
    assert {row for row, *_ in frame.states} >= {0, len(run.step) - 1}
