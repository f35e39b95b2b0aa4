"""The film of hard neurons, played without rendering, and its drawings: what they show is recorded, and of one hardness."""

from types import SimpleNamespace

import numpy as np
import pytest

from scenes.smoothness import VIEW
from scenes.stage import theme
from scenes.stage.axes import Resize
from scenes.stage.closeup import Closeup
from scenes.stage.descents import Descents
from scenes.stage.dial import Dial
from scenes.stage.hardness import HardHill, HardNeuron, draw_curve, under_lens
from scenes.stage.surface import Scale
from scenes.stage.terraces import Terraces
from scenes.stage.text import Live, Words
from tests.audits.plays import play_once, witness
from tests.scenes.looking import parts_of

X, STAIRS = np.linspace(0, 1, 6), np.array([[0.1, 0.2, 0.4, 0.5, 0.4, 0.2], [0.0, 0.0, 0.5, 0.5, 0.0, 0.0]])


def seen(film):
    """What a frame shows of neurons, hills, dials, land and falling balls."""
    those = parts_of(film)
    return SimpleNamespace(
        section=film.renderer.section, sentence=film.sentence and film.sentence.said,
        neurons=[each.row for each in those(HardNeuron)], dials=[each.value for each in those(Dial)],
        hills=[(each.x[:each.seen], each.y[:each.seen], each.balls, each.tangents, each.flat) for each in those(HardHill)],
        balls=[each.ball for each in those(HardNeuron)],
        lenses=[(each.x[0], each.y[0], each.slope, each.level) for each in those(Closeup)],
        slopes=[each.said for each in those(Words) if each.said.startswith("slope")],
        shares=[each.said for each in those(Live) if each.said.startswith("flat")],
        costs=[each.said for each in those(Live) if each.said.replace(".", "").isdigit()],
        falls=[(each.epoch, each.opened, each.now()) for each in those(Descents)])


FRAMES = witness("smoothness", seen)


@pytest.fixture
def run(recordings):
    return play_once("smoothness", recordings).recorded["smoothness"]


def test_dial_neuron_and_hill_are_equally_hard_downwards_and_upwards(run):
    for section in ("Back to smooth", "The dial"):
        shown = set()
        for frame in FRAMES.of(section, "dials"):
            if frame.dials and frame.neurons and frame.hills:
                row, (_, y, balls, tangents, flat) = frame.neurons[0], frame.hills[-1]
                assert np.array_equal(y, run.line_cost[row]) and np.array_equal(flat, run.flat[row])
                gain = 2 ** frame.dials[0]
                assert gain == pytest.approx(run.fine_gain[row] if row < len(run.fine_gain) else 2 ** len(run.gain))
                assert balls[0][-1] == pytest.approx([float(run.ball_w), run.ball_cost[row]])
                assert not tangents or tangents[0] == pytest.approx((float(run.ball_w), run.ball_cost[row], run.ball_slope[row]))
                shown.add(row)
        assert shown == {*range(len(run.line_cost))}


def test_no_ball_is_left_on_the_curve_of_a_neuron_whose_hardness_changes():
    balls = [frame.balls for section in ("Back to smooth", "The dial") for frame in FRAMES.of(section, "balls")]
    assert len(balls) > 10 and all(ball is None for those in balls for ball in those)


def test_the_share_that_is_written_is_that_of_the_coloured_curve_as_far_as_it_is_seen(run):
    written = set()
    for frame in FRAMES.of("The dial", "shares"):
        if frame.shares:
            row, (x, _, _, _, flat) = frame.neurons[0], frame.hills[-1]
            assert (x[0], x[-1]) == pytest.approx(VIEW)
            share = np.mean(flat) if row < len(run.line_cost) - 1 else 1        # a riser has no width
            assert [float(said.split()[-1].rstrip("%")) for said in frame.shares] == pytest.approx([100 * share], abs=0.51)
            written.add(row)
    assert len(written) == len(run.line_cost)


def test_a_slope_is_written_only_where_the_dial_stands_beside_its_tangent(run):
    told = {}
    for frame in FRAMES.of("The dial", "slopes"):
        if frame.slopes and frame.hills[-1][3]:
            row = frame.neurons[0]
            assert float(frame.slopes[0].removeprefix("slope ").replace("−", "-")) == pytest.approx(run.ball_slope[row], abs=0.0051)
            told[row] = frame.slopes[0]
    last = len(run.line_cost) - 1
    assert {0, int(run.ball_turned) or last // 2, last - 1, last} == {*told}


def test_switches_rest_where_none_of_their_outputs_is_wrong(run):
    stood = [frame.hills[0][2][0][-1][1] for frame in FRAMES.of("Stairs", "hills")
             if frame.hills and frame.sentence and "there is none" in frame.sentence]
    assert (run.line_cost[-1].min() == 0) == bool(stood) and not any(stood)


def test_the_lens_shows_the_cost_around_the_ball_where_its_slope_has_turned(run):
    """Of the recording that the audits play: in a short one, too, a slope turns, or no lens comes."""
    lenses = [lens for frame in FRAMES.of("The dial", "lenses") for lens in frame.lenses]
    turned = int(run.ball_turned)
    assert bool(lenses) == bool(turned)
    for x, y, slope, level in lenses:
        assert slope == run.ball_slope[turned] and slope * run.ball_slope[0] < 0 and level <= 0
        cost = np.interp(float(run.ball_w) + x, run.line_w, run.line_cost[turned])
        assert float(run.ball_cost[turned]) + y == pytest.approx(cost, abs=1e-6)


def test_with_the_weight_move_sum_answer_and_cost_of_both_networks(run):
    shown, nudged = set(), [set(), set()]
    for frame in FRAMES.of("One weight", "dials"):
        if not frame.dials or None in frame.balls or len(frame.balls) != 2:
            continue
        row = int(np.abs(run.nudge_w - frame.dials[0]).argmin())
        assert frame.dials[0] == run.nudge_w[row]
        for i, ball in enumerate(frame.balls):
            assert ball == (run.nudge_z[i, row], run.nudge_a[i, row])
        shown.add(row)
        if len(frame.costs) == len(frame.hills) == 2:
            for i, (x, y, balls, _, _) in enumerate(frame.hills):
                k = row // 10 * 10
                assert tuple(balls[0][-1]) == (run.nudge_w[k], run.nudge_cost[i, k]) == (x[-1], y[-1])
                assert float(frame.costs[i]) == pytest.approx(run.nudge_cost[i, k], abs=5.1e-5)
                nudged[i].add(k)
    assert {0, int(run.nudge_start), len(run.nudge_w) - 1} <= shown
    assert all({0, len(run.nudge_w) - 1} <= rows and len(rows) > 0.8 * run.nudges for rows in nudged)


def test_in_the_end_the_same_small_change_moves_the_smooth_cost_only(run):
    ways = [[tuple(hill[2][0][-1]) for hill in frame.hills] for frame in FRAMES.of("The answer", "hills") if len(frame.hills) == 2]
    soft, hard = (np.array(way) for way in zip(*ways))
    assert np.array_equal(soft[:, 0], hard[:, 0]) and np.ptp(soft[:, 0]) > 0
    assert np.ptp(soft[:, 1]) > 0 and np.ptp(hard[:, 1]) < 1e-5


def test_treads_are_coloured_from_edge_to_edge_and_no_riser_is(run):
    stairs = run.line_cost[-1]
    coloured = [flat for frame in FRAMES.of("Stairs", "hills") for *_, flat in frame.hills if flat is not None]
    assert len(coloured) > 5 and len(coloured[-1]) == len(stairs) - 1
    for flat in coloured:
        assert [bool(tread) for tread in flat] == [rise == 0 for rise in np.diff(stairs[:len(flat) + 1])]


def test_balls_fall_to_where_the_trainings_end(run):
    falls = [fall for frame in FRAMES.of("Who gets down", "falls") for fall in frame.falls]
    assert falls[0][0] == 0 and falls[-1][0] == len(run.race_epoch) - 1
    assert np.array_equal(falls[-1][2], run.race_cost[..., -1])
    between = [(epoch, now) for epoch, _, now in falls if epoch % 1]
    for epoch, now in between:
        low, high = (run.race_cost[..., int(epoch) + step] for step in (0, 1))
        assert (now >= np.minimum(low, high) - 1e-9).all() and (now <= np.maximum(low, high) + 1e-9).all()
    assert between


# -- the drawings --------------------------------------------------------------------------------------


class Pen:
    """A context that notes every line that is stroked."""

    def __init__(self):
        self.width, self.dash, self.line, self.lines, self.dashed = None, (), [], [], []

    def set_dash(self, dash):
        self.dash = dash

    def move_to(self, x, y):
        self.line = [(x, y)]

    def set_line_width(self, width):
        self.width = width

    def new_path(self):
        self.line = []

    def line_to(self, x, y):
        self.line.append((x, y))

    def stroke(self):
        (self.dashed if self.dash else self.lines).append((self.width, self.line))

    def set_source_rgba(self, *colour):
        pass


def test_what_jumps_is_drawn_as_treads_and_risers():
    pen = Pen()
    draw_curve(pen, np.column_stack([X, STAIRS[1]]), None, (1, 1, 1))
    treads, risers = ([np.array(line) for width, line in pen.lines if width == wide] for wide in (theme.BOLD, theme.LINE))
    assert [np.unique(tread[:, 1]).tolist() for tread in treads] == [[0], [0.5], [0]]
    assert [riser[:, 1].tolist() for riser in risers] == [[0, 0.5], [0.5, 0]]
    assert [riser[:, 0].tolist() for riser in risers] == [pytest.approx([middle, middle]) for middle in (0.3, 0.7)]
    assert [tread[0, 0] for tread in treads[1:]] == [tread[-1, 0] for tread in treads[:-1]] == [riser[0, 0] for riser in risers]


def test_what_does_not_jump_is_one_line():
    pen = Pen()
    draw_curve(pen, np.column_stack([X, STAIRS[0]]), None, (1, 1, 1))
    (width, line), = pen.lines
    assert width == theme.BOLD and [point[1] for point in line][1:-1] == STAIRS[0].tolist()


def test_a_ring_parts_the_next_recorded_land_from_the_last_and_nothing_lies_between():
    axis, heights = np.linspace(-1, 1, 9), np.stack([np.full((9, 9), height) for height in (0.0, 0.5, 1.0)])
    land = Terraces(axis, axis, heights, Scale(0, 1), 4, (4, 4), 1.0)
    for at, inside, outside in ((0, 0.0, 0.0), (0.5, 0.5, 0.0), (1, 0.5, 0.5), (1.25, 1.0, 0.5), (2, 1.0, 1.0)):
        field, shown = land.harden(at).land.fields[0], land.shown()
        far = land.far / land.far.max()
        assert np.array_equal(field, np.where(far < at % 1, inside, outside)) if at % 1 else (field == outside).all()
        assert (shown["heights"] == outside).all() and ("next heights" in shown) == bool(at % 1)


def test_where_a_hill_is_flat_it_has_the_colour_of_the_slope():
    pen = Pen()
    hill = HardHill(X, STAIRS, 5, 3, (0, 1), (0, 0.6), 1).mark(np.array([1, 0, 1, 0, 1]))
    hill._draw_curve(pen, hill.on_plot(X, STAIRS[1]))
    flat = [line for width, line in pen.lines if width == 1.6 * theme.BOLD]
    assert [[x for x, _ in line] for line in flat] == [pytest.approx(x) for x in ([-2.5, -1.5], [-0.5, 0.5], [1.5, 2.5])]
    hill.reach(X[2]).mark(np.array([1, 0, 1, 0, 1]), share=0.2)
    assert hill.shown()["flat"].tolist() == [1]


def test_a_plot_that_goes_to_the_place_of_another_becomes_as_large_and_its_lines_stay_as_thick():
    neuron, goal = (HardNeuron(X, STAIRS, width, 2, 0).move_to([x, 1, 0]) for width, x in ((4, 0), (2, 3)))
    move = Resize(neuron, goal)
    move.begin()
    for share, width, middle in ((0.5, 3, 1.5), (1, 2, 3)):
        move.interpolate(move.rate_func(share))
        assert neuron.extent == pytest.approx((width, 2)) and neuron.get_center()[0] == pytest.approx(middle)
        assert (neuron.matrix().xx, neuron.matrix().yy) == pytest.approx((1, 1))


def test_a_hill_over_the_line_names_its_costs_beside_them():
    hill = HardHill(X, STAIRS, 5, 3, (0, 1), (0, 0.6))
    name, *values = hill.costs()
    assert name.said == "cost" and [float(value.said) for value in values] == pytest.approx([0, 0.2, 0.4, 0.6])
    assert [value.get_center()[1] for value in values] == pytest.approx([hill.spot(0, cost)[1] for cost in (0, 0.2, 0.4, 0.6)])


def test_what_a_lens_shows_stands_under_its_rim_as_much_larger_as_it_says():
    hill = HardHill(X, STAIRS, 5, 3, (0, 1), (0, 0.6)).stand([(0.4, 0.4)])
    lens, rim, thread, name = under_lens(hill, (X - 0.4, STAIRS[0] - 0.4), 2.0, 1.2, 8)
    assert rim.width == pytest.approx(lens.width / 8) and name.said == "8 times closer"
    assert rim.get_center() == pytest.approx(hill.spot(0.4, 0.4))
    step = hill.spot(0.6, 0.5) - hill.spot(0.4, 0.4)
    assert np.array([0.2, lens.stretch * 0.1]) * lens.radius / lens.seen == pytest.approx(8 * step[:2])


def test_dashed_guides_stand_at_their_costs_and_are_named():
    fall = Descents(np.ones((2, 1, 2)), np.ones((1, 1)), 6, 3, 6, (1.8, 1.0))
    names = fall.name_guides("same", "silent")
    assert [name.said for name in names] == ["same", "silent"]
    assert [abs(name.get_center()[1] - fall.spot(0, cost)[1]) < 0.3 for name, cost in zip(names, fall.guides)] == [True, True]


def test_balls_are_on_their_way_between_two_epochs():
    costs = np.array([[[4.0, 2.0, 1.0]], [[5.0, 5.0, 5.0]]])
    fall = Descents(costs, np.array([[1.0, 3.0]]), 6, 3, 6).open(2)
    assert fall.fall(0.25).now().ravel().tolist() == [3.5, 5.0] and fall.fall(2).now().ravel().tolist() == [1.0, 5.0]
    assert {name: numbers.tolist() for name, numbers in fall.fall(1.5).shown().items()} == {"path 0 0": [4, 2, 1.5], "path 1 0": [5, 5, 5]}
