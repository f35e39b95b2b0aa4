"""The film of hard neurons, played without rendering, and its drawings: what they show is recorded, and of one hardness."""

from types import SimpleNamespace

import numpy as np
import pytest

from scenes.stage import theme
from scenes.stage.descents import Descents
from scenes.stage.dial import Dial
from scenes.stage.glide import Glide
from scenes.stage.hardness import HardHill, HardNeuron, draw_curve
from scenes.stage.surface import Scale
from scenes.stage.terraces import Terraces
from scenes.stage.text import Live
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
        glides=[(each.row, [neuron.ball for neuron in those(HardNeuron)]) for each in those(Glide)],
        slopes=[each.said for each in those(Live) if each.said.startswith("slope")],
        costs=[each.said for each in those(Live) if each.said.replace(".", "").isdigit()],
        falls=[(each.epoch, each.opened, each.now()) for each in those(Descents)])


FRAMES = witness("smoothness", seen)


@pytest.fixture
def run(recordings):
    return play_once("smoothness", recordings).recorded["smoothness"]


def test_dial_neuron_and_hill_are_equally_hard(run):
    shown = set()
    for frame in FRAMES.of("The dial", "dials"):
        if frame.dials and frame.neurons and frame.hills:
            row, (_, y, balls, tangents, _) = frame.neurons[0], frame.hills[-1]
            assert np.array_equal(y, run.line_cost[row])
            gain = 2 ** frame.dials[0]
            assert gain == pytest.approx(run.fine_gain[row] if row < len(run.fine_gain) else 2 ** len(run.gain))
            assert balls[0][-1] == pytest.approx([float(run.ball_w), run.ball_cost[row]])
            assert tangents[0] == pytest.approx((float(run.ball_w), run.ball_cost[row], run.ball_slope[row]))
            shown.add(row)
    assert shown == {*range(len(run.line_cost))}


def test_the_slope_that_is_written_is_that_under_the_ball(run):
    written = set()
    for frame in FRAMES.of("The dial", "slopes"):
        if frame.slopes:
            row = frame.neurons[0]
            assert float(frame.slopes[0].removeprefix("slope ").replace("−", "-")) == pytest.approx(run.ball_slope[row], abs=0.051)
            written.add(row)
    assert len(written) == len(run.line_cost)


def test_both_balls_stand_over_the_same_weight_and_the_cost_beside_them_is_theirs(run):
    shown = [set(), set()]
    for frame in FRAMES.of("One weight", "hills"):
        if len(frame.costs) == len(frame.hills) == 2:
            for i, (x, y, balls, _, _) in enumerate(frame.hills):
                w, height = balls[0][-1]
                k = int(np.abs(run.nudge_w - w).argmin())
                assert height == run.nudge_cost[i, k] == y[-1] and x[-1] == w and k % 10 == 0
                assert float(frame.costs[i]) == pytest.approx(height, abs=5.1e-5)
                shown[i].add(k)
    assert all({0, len(run.nudge_w) - 1} <= nudged and len(nudged) > 0.8 * run.nudges for nudged in shown)


def test_in_the_end_the_same_small_change_moves_the_smooth_cost_only(run):
    ways = [[tuple(hill[2][0][-1]) for hill in frame.hills] for frame in FRAMES.of("The answer", "hills") if len(frame.hills) == 2]
    soft, hard = (np.array(way) for way in zip(*ways))
    assert np.array_equal(soft[:, 0], hard[:, 0]) and np.ptp(soft[:, 0]) > 0
    assert np.ptp(soft[:, 1]) > 0 and np.ptp(hard[:, 1]) < 1e-5


def test_on_every_tread_the_tangent_is_level_and_at_an_edge_there_is_none(run):
    stairs = run.line_cost[-1]
    with_tangent = 0
    for frame in FRAMES.of("Stairs", "hills"):
        for x, y, _, tangents, _ in frame.hills:
            if x[0] == run.nudge_w[0]:      # that of the section before, on its way out
                continue
            assert np.array_equal(y, stairs[:len(y)])
            for w, cost, slope in tangents:
                k = int(np.abs(run.line_w - w).argmin())
                assert slope == 0 and stairs[max(k - 1, 0)] == stairs[k] == stairs[min(k + 1, len(stairs) - 1)] == pytest.approx(cost)
                with_tangent += 1
    assert with_tangent > 10


def test_both_neurons_answer_to_the_sum_of_this_step(run):
    rows = [(row, balls) for frame in FRAMES.of("Glide and snap", "glides") for row, balls in frame.glides if row]
    assert len(rows) > 10
    for row, balls in rows:
        soft, hard = balls[:2]
        for i, ball in enumerate((soft, hard)):
            assert ball == pytest.approx((run.glide_z[row], run.glide_a[i, row]))


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
    assert [len(line) for width, line in pen.lines if width == theme.BOLD] == [2, 2, 2]
    assert [[point[1] for point in line] for width, line in pen.lines if width == theme.LINE] == [[0, 0.5], [0.5, 0]]


def test_what_does_not_jump_is_one_line():
    pen = Pen()
    draw_curve(pen, np.column_stack([X, STAIRS[0]]), None, (1, 1, 1))
    assert [(width, len(line)) for width, line in pen.lines] == [(theme.BOLD, 6)]


def test_a_ring_parts_the_next_recorded_land_from_the_last_and_nothing_lies_between():
    axis, heights = np.linspace(-1, 1, 9), np.stack([np.full((9, 9), height) for height in (0.0, 0.5, 1.0)])
    land = Terraces(axis, axis, heights, Scale(0, 1), 4, (4, 4), 1.0)
    for at, inside, outside in ((0, 0.0, 0.0), (0.5, 0.5, 0.0), (1, 0.5, 0.5), (1.25, 1.0, 0.5), (2, 1.0, 1.0)):
        field, shown = land.harden(at).land.fields[0], land.shown()
        far = land.far / land.far.max()
        assert np.array_equal(field, np.where(far < at % 1, inside, outside)) if at % 1 else (field == outside).all()
        assert (shown["heights"] == outside).all() and ("next heights" in shown) == bool(at % 1)


def test_a_band_has_in_every_column_the_answer_of_its_step():
    steps = np.arange(10, 1000, 3)
    glide = Glide(steps, np.sin(steps / 99.0), np.array([steps / 1000.0, steps % 2]), np.array([40]), 9, 5)
    for column in (0, 100, 899):
        step = np.exp(np.log(10) + column / 899 * np.log(steps[-1] / 10))
        assert steps[glide.nearest[column]] <= step + 1e-6 and (column == 899 or steps[glide.nearest[column] + 1] > step - 1e-6)
    assert glide.along(10) == pytest.approx(-4.5) and glide.along(steps[-1]) == pytest.approx(4.5)
    assert glide.show(7).shown()["a 1"].tolist() == (steps % 2)[:8].tolist()


def test_a_hill_over_the_line_names_its_costs_beside_them():
    hill = HardHill(X, STAIRS, 5, 3, (0, 1), (0, 0.6))
    name, *values = hill.costs()
    assert name.said == "cost" and [float(value.said) for value in values] == pytest.approx([0, 0.2, 0.4, 0.6])
    assert [value.get_center()[1] for value in values] == pytest.approx([hill.spot(0, cost)[1] for cost in (0, 0.2, 0.4, 0.6)])


def test_a_level_is_dashed_at_its_cost():
    pen = Pen()
    Descents(np.array([[[4.0, 2.0]]] * 2), np.empty((0, 1)), 6, 3, 6).open(0).level(3.0, 1).draw(pen)
    assert [line for _, line in pen.dashed] == [[(0, 0), (3, 0)]]


def test_balls_are_on_their_way_between_two_epochs():
    costs = np.array([[[4.0, 2.0, 1.0]], [[5.0, 5.0, 5.0]]])
    fall = Descents(costs, np.array([[1.0, 3.0]]), 6, 3, 6).open(2)
    assert fall.fall(0.25).now().ravel().tolist() == [3.5, 5.0] and fall.fall(2).now().ravel().tolist() == [1.0, 5.0]
    assert {name: numbers.tolist() for name, numbers in fall.fall(1.5).shown().items()} == {"path 0 0": [4, 2, 1.5], "path 1 0": [5, 5, 5]}
