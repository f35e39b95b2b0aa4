"""The film of the chain rule, played without rendering: what it draws and writes, against a network computed here by hand."""

import re
from math import exp, prod
from types import SimpleNamespace

import numpy as np
import pytest

from scenes.stage.chart import Chart
from scenes.stage.closeup import Closeup
from scenes.stage.network import NetworkDiagram
from scenes.stage.relay import UNIT, Ratios, Relay
from scenes.stage.road import Ways
from scenes.stage.slopes import Throttle
from scenes.stage.task import Sliders, Task
from scenes.stage.text import Live, Sentence, Words
from scenes.stage.tug import Stride, Tug, _Tug
from tests.audits.plays import play_once, witness


def seen(film):
    """What a frame shows of each drawing, and its texts."""
    parts = [part for top in film.mobjects for part in top.get_family()]

    def those(kind):
        return [part for part in parts if isinstance(part, kind)]

    return SimpleNamespace(
        section=film.renderer.section,
        tasks=[(each.view.answers, each.view.a, each.view.square_of(each.view.a)) for each in those(Task) if each.view.curve],
        sliders=[each.view.numbers for each in those(Sliders)],
        networks=[each.activations for each in those(NetworkDiagram)],
        links=[(each.z, each.a) for each in parts if type(each).__name__ == "_Link" and each.shares["C"] == 1],
        charts=[(len(each.plot.series[0].x), each.plot.rows[0]) for each in those(Chart)],
        costs=[fact.value for text in those(Live) for fact in text.facts if getattr(fact, "key", "") == "chain.later_C"],
        relays=[(each.view.nudge, each.view.stage, [each.view.name_spot(i, True)[0][1] - each.view.point(i)[1] for i in range(3)])
                for each in those(Relay)],
        lenses=[(each.level, each.bare, each.move) for each in those(Closeup)],
        sigmas=[each.at for each in parts if type(each).__name__ == "_Sigma"],
        slides={fact.key[-5:]: fact.value for text in those(Live) for fact in text.facts if "slide" in getattr(fact, "key", "")},
        strips=[(each.error, each.move, each.inner, each.strip) for each in parts if type(each).__name__ == "_Strips"],
        beside=[text.get_left()[0] - each.view.place(each.view.bars + each.view.longest, 0)[0]
                for each in those(Throttle) for text in each.texts if text in film.mobjects],
        throttles=[(each.view.a, each.view.slope, each.view.turned) for each in those(Throttle)],
        ways=[(each.view.sent, list(each.view.grown), [each.view.axis - each.view.bar_left(i, 1.0) for i in range(3)])
              for each in those(Ways)],
        walks=[(each.count, each.branched, each.dimmed, [slope for _, slope, *_ in each.sides.values()])
               for each in parts if type(each).__name__ == "_Walk"],
        tugs=[(each.view.count, each.view.share) for each in those(Tug)],
        strides=[(each.view.moves, each.view.gone) for each in those(Stride)],
        aims=[each.view.aimed for each in those(Stride)],
        sentences=[text.said for text in those(Sentence)],
        ratios=[math for group in those(Ratios) for each in group.ratios for math in [each.template]],
        said=[text.said for text in those((Words, Live)) if text.get_fill_opacity() > 0.5])


FRAMES = witness("chain_rule", seen)


@pytest.fixture
def run(recordings):
    return play_once("chain_rule", recordings).recorded["chain"]


def sigma(z):
    return 1 / (1 + exp(-z))


def road(theta, x, y):
    """z and a of every layer, one after the other, and the cost."""
    a, stations = float(x), []
    for w, b in np.reshape(theta, (-1, 2)):
        z = w * a + b
        a = sigma(z)
        stations += [z, a]
    return np.array([*stations, (a - y) ** 2])


def nudged(run, i, change):
    """The road of the example with one number of the network changed."""
    return road(run.here + change * np.eye(len(run.here))[i], run.example_x[0], run.example_y[0])


def slope(f, h=1e-5):
    return (f(h) - f(-h)) / (2 * h)


def test_the_curve_is_that_of_the_six_numbers_on_the_sliders(run):
    swung = set()
    for frame in FRAMES.of("The task", "sliders"):
        (answers, a, corners), = frame.tasks
        numbers, = frame.sliders
        swung.add(tuple(numbers.round(3)))
        at = [road(numbers, x, 0)[-2] for x in run.task_x]
        assert np.abs(np.array(answers) - at).max() < 0.06           # the sliders are on their way to the row of the curve
        (x0, y0), (x1, y1) = corners
        assert abs(x1 - x0) == pytest.approx(abs(y1 - y0))           # to scale with its axis: a square
    assert len(swung) > 20
    assert numbers == pytest.approx(run.here + np.eye(len(run.here))[-2]) and answers == pytest.approx(at)
    assert a == pytest.approx(nudged(run, -2, 1.0)[-2]) and frame.networks[0][-1] == pytest.approx(a)


def test_the_numbers_of_the_last_link_are_those_of_the_network(run):
    frame, stations = FRAMES.of("The names", "links")[-1], nudged(run, -2, 0.0)[-3:]
    assert frame.links[0] == pytest.approx(stations[:-1])
    written = [f"{value:.4f}".replace("-", "−") for value in (*run.here[-2:], run.a[-2], *stations)]
    assert all(number in frame.said for number in written)


def test_bands_are_as_long_as_the_moves_of_the_network(run):
    sizes = set()
    for section in ("A nudge travels", "Three slopes multiply"):
        for frame in FRAMES.of(section, "relays"):
            (moves, _, rises), = frame.relays
            here = nudged(run, -2, 0.0)[-3:]
            assert moves[1:] == pytest.approx(nudged(run, -2, moves[0])[-3:] - here, abs=1e-12)
            assert rises == pytest.approx(UNIT * moves[1:] / 2)
            sizes.add(moves[0])
    assert max(sizes) == 1 and min(sizes) == pytest.approx(0.001) and len(sizes) > 8


def test_each_lens_is_ten_times_closer_and_the_last_one_bare(run):
    last = FRAMES.of("Smaller nudges", "lenses")[-1]
    assert [level for level, *_ in last.lenses] == [0, 1, 2, 3] and [bare for _, bare, _ in last.lenses] == [False] * 3 + [True]
    for frame in FRAMES.of("Smaller nudges", "lenses"):
        for _, _, move in frame.lenses:
            if move is not None:
                assert move[1] == pytest.approx(nudged(run, -2, move[0])[-1] - run.example_cost, abs=1e-12)


def test_the_point_goes_along_sigma_and_its_area_is_its_slope(run):
    points = set()
    for frame in FRAMES.of("The slope of sigma", "sigmas"):
        z, a = frame.sigmas[0]
        assert (a, frame.slides["ide_z"]) == pytest.approx((sigma(z), z))
        if "ide_a" in frame.slides:
            assert (frame.slides["ide_a"], frame.slides["_rest"]) == pytest.approx((a, 1 - a))
        if "slope" in frame.slides:
            assert frame.slides["slope"] == pytest.approx(slope(lambda h, z=z: sigma(z + h)))
        points.add(z)
    assert len(points) > 20 and z == pytest.approx(run.z[-1])


def test_strips_are_as_thick_as_a_recorded_move_of_a_to_the_scale_of_the_square(run):
    error, moves = road(run.here, run.example_x[0], 0)[-2] - run.example_y[0], set()
    for frame in FRAMES.of("The square grows", "strips"):
        side, move, inner, (start, end) = frame.strips[-1]
        assert side == pytest.approx(error) and end - start == pytest.approx(move / abs(error) * inner)
        assert np.abs(run.shrink_a - move).min() < 1e-12
        moves.add(move)
    assert max(moves) == pytest.approx(nudged(run, -2, 1.0)[-2] - nudged(run, -2, 0.0)[-2]) and move < max(moves) / 5


def test_the_slope_fades_with_the_neuron_before_and_a_silent_one_lets_nothing_through(run):
    lights = []
    for frame in FRAMES.of("A silent neuron", "throttles"):
        (a, left, turned), = frame.throttles
        assert left == pytest.approx(a * slope(lambda h: nudged(run, -1, h)[-1]), rel=1e-5)
        lights.append((a, turned))
    assert max(lights)[0] == 1 and lights[-1][0] == 0
    assert min(turned for a, turned in lights if a == 0) < 0.2


def test_nudges_of_all_three_ways_in_move_what_they_really_move(run):
    sent, here = {1: set(), 2: set()}, nudged(run, -2, 0.0)[-3:]
    for frame in FRAMES.of("Three ways in", "ways"):
        nudge, grown, lengths = frame.ways[0]
        if nudge is not None:
            i, size, moves = nudge
            before = road(run.here[-2:], run.a[-2] + size, run.example_y[0])
            after = nudged(run, (-2, -1)[i], size)[-3:] if i < 2 else before
            assert moves == pytest.approx(after - here, abs=1e-12)
            sent[i].add(size)
    assert all(len(sizes) > 5 for sizes in sent.values()) and grown == [1, 1, 1]
    true = [abs(slope(lambda h, i=i: nudged(run, i, h)[-1])) for i in (-2, -1)]
    true.append(abs(slope(lambda h: road(run.here[-2:], run.a[-2] + h, run.example_y[0])[-1])))
    assert np.array(lengths) / max(lengths) == pytest.approx(np.array(true) / max(true), rel=1e-5)


def test_the_walk_back_ends_at_the_first_weight_and_meets_the_slope_that_was_there_before(run):
    assert FRAMES.of("All the way back", "walks")[-1].walks[0][0] == 2 * run.network.depth + 1
    same = next(text for text in FRAMES.of("Three ways in")[-1].said if text.startswith("the same for all three"))
    first = next(step for frame in FRAMES.of("All the way back") for step in steps(frame))
    there, again = (number(re.findall(r"−?0\.\d+", text)[-1]) for text in (same, first))
    assert there == pytest.approx(again, abs=6e-4) and again == pytest.approx(slope(lambda h: nudged(run, -1, h)[-1]), abs=6e-4)


def steps(frame):
    """How bars come of those before: the equations that stand there."""
    return [text for text in frame.said if re.fullmatch(r"−?\d+\.\d+ × −?\d+\.\d+ = −?\d+\.\d+", text)]


def test_every_bar_is_the_one_before_times_one_factor(run):
    """From the digits that are shown: of the steps that are written out, and of the factors under the road and the bars."""
    said = list(dict.fromkeys(step for frame in FRAMES.of("All the way back") for step in steps(frame)))
    rows = [[number(part) for part in re.split(" [×=] ", step)] for step in said]
    last = [frame for frame in FRAMES.of("All the way back", "walks") if not frame.walks[0][1]][-1].said
    bars = [text for text in last if re.fullmatch(r"−?\d+\.\d+", text)]
    factors = [number(text[2:]) for text in last if re.fullmatch(r"× −?\d+\.\d+", text)]
    assert len(bars) == len(factors) == 2 * run.network.depth + 1                          # every bar has its number
    for before, factor, text, true in zip(bars, factors[1:], bars[1:], run.back_products[1:]):
        places = len(text.rpartition(".")[2])
        assert round(number(before) * factor, places) == pytest.approx(number(text)) == round(float(true), places) != 0
    assert rows == [list(row) for row in zip(map(number, bars), factors[1:], map(number, bars[1:]))][:3]


def test_each_z_gives_the_slopes_of_its_weight_and_bias_as_nudges_find_them(run):
    frames = FRAMES.of("All the way back", "walks")
    _, branched, dimmed, slopes = frames[-1].walks[0]
    true = [slope(lambda h, i=i: nudged(run, i, h)[-1]) for i in range(2 * run.network.depth)]
    assert branched == dimmed == 1 and slopes == pytest.approx(true, rel=1e-5)
    *bars, = (text for text in frames[-1].said if re.fullmatch(r"−?\d+\.\d+", text))
    products, written = bars[:2 * run.network.depth + 1], bars[2 * run.network.depth + 1:]
    assert written[::2] == products[1::2][::-1]                                            # a bias, as its z
    assert [number(text) for text in written[1::2]] == pytest.approx(true[2::2], abs=6e-5)


def test_no_bar_of_the_throttle_reaches_the_texts_beside_it():
    gaps = [gap for frame in FRAMES.of("A silent neuron", "beside") for gap in frame.beside]
    assert len(gaps) > 3 and min(gaps) > 0


def test_the_text_of_a_bright_neuron_stands_clear_of_that_of_one_at_1(run):
    bright = SimpleNamespace(**{**vars(Lit), "light_a": np.array([0.97, 1.0, 0.0]), "light_slope": np.array([0.194, 0.2, 0.0])})
    picture = Throttle({"chain": bright}, ".4f", 12, 3).mark(1)
    tops, feet = [text.get_top()[1] for text in picture.texts], [text.get_bottom()[1] for text in picture.texts]
    assert feet[1] > tops[0] and feet[0] > tops[2]


class Lit:
    """What a Throttle reads of a chain."""

    later_slopes, lit_one = 0.2, 1.0


@pytest.mark.parametrize("ours", [0, 7])
def test_our_point_is_named_within_its_columns_and_clear_of_them(ours):
    voices = np.array([0.2, 0.3, 0.5, 0.4, -0.1, -0.2, -0.3, 0.1])
    run = SimpleNamespace(voices=voices, example_index=ours, partials=np.array([voices[ours], 0.0]), mean_voice=voices.mean(),
                          recipe={"data": {"examples": 8}})
    tug = Tug({"chain": run}, ".4f", 8, 4)
    left, right = tug.ours.get_left()[0], tug.ours.get_right()[0]
    assert left >= tug.view.get_left()[0] - 1e-6
    assert all(tug.ours.get_bottom()[1] > tug.view.top(i)[1] for i in range(8) if left <= tug.view.top(i)[0] <= right)


def test_the_dot_of_the_cost_moves_with_the_step_and_our_own_cost_falls_after_it(run):
    going = [frame.charts[0] for frame in FRAMES.of("One step", "charts")]
    assert {length for length, _ in going} == {len(run.step)}                             # one chart, of the whole run
    rows = [row for _, row in going]
    assert rows[0] == run.row and rows == sorted(rows) and rows[-1] == len(run.step) - 1
    assert len({float(row) for row in rows if row <= run.row + 1}) > 5                         # the step is seen
    owns = [frame.costs[0] for frame in FRAMES.of("One step", "costs")]
    assert owns[-1] == pytest.approx(road(run.theta[-1], run.example_x[0], run.example_y[0])[-1])
    assert owns[0] == pytest.approx(road(run.theta[21], run.example_x[0], run.example_y[0])[-1])      # the step was taken


def test_fractions_have_curly_ds_before_slopes_stand_under_them():
    for frame in FRAMES.of("Three slopes multiply"):
        assert "slopes" not in frame.said or (frame.ratios and not any("Delta" in math for math in frame.ratios))


def test_all_columns_flow_to_their_mean_and_the_step_is_the_one_that_was_taken(run):
    assert FRAMES.of("Thirty points", "tugs")[-1].tugs[0] == (30, 1)
    said = FRAMES.of("Thirty points", "tugs")[-1].said
    mean = next(text for text in said if re.fullmatch(r"[+−]?0\.\d{4,}", text))
    written = [[text for text in frame.said if re.fullmatch(r"[+−]0\.\d+", text)] for frame in FRAMES.of("One step", "strides")]
    move = max(written, key=len)[-2]
    assert round(-4 * number(mean), len(move) - 3) == pytest.approx(number(move))
    moves, gone = FRAMES.of("One step", "strides")[-1].strides[0]
    assert moves == pytest.approx(run.theta[21] - run.theta[20]) and gone == 1


def test_arrows_of_slopes_turn_over_into_those_of_the_step(run):
    aims = [aim for frame in FRAMES.of("One step", "aims") for aim in frame.aims]
    assert min(aims) == pytest.approx(-1 / run.recipe["learning_rate"]) and aims[-1] == 1
    turned = aims[aims.index(min(aims)):]
    assert turned == sorted(turned)


def test_each_kind_of_columns_has_its_words_under_it():
    view = _Tug(np.array([0.2, 0.3, -0.1, -0.2]), 1, 8, 4)
    assert view.turn == 2
    for up, columns, side in ((True, view.columns[:2], -1), (False, view.columns[2:], 1)):
        x, y, _ = view.foot(up)
        assert min(columns) <= x <= max(columns) and side * (y - view.zero) > 0


PRODUCT = re.compile(r"(?P<left>[−\d.]+(?: × \(?[−\d.]+\)?)+)\s*= (?P<right>[−\d.]+)")


def number(text):
    return float(text.strip("()").replace("−", "-"))


def test_every_product_on_screen_comes_out_as_it_is_displayed(run):
    """From the digits that are shown: of products that stand in one text, of squares, and of the walk back."""
    checked = set()
    for text in {text for frame in FRAMES for text in frame.said} - set(_on_their_way(run)):
        for found in PRODUCT.finditer(text.replace("\n", " ")):
            factors, result = [number(part) for part in found["left"].split(" × ")], found["right"]
            places = len(result.partition(".")[2])
            assert round(prod(factors), places) == pytest.approx(number(result), abs=1e-9), text
            checked.add(text)
    assert len(checked) >= 3


def _on_their_way(run):
    """Squares while the weight is raised: their numbers run."""
    return [f"{error:.2f}² = {cost:.2f}" for error, cost in zip(run.lift_error[1:-1], run.lift_C[1:-1])]


def test_the_ratios_and_the_slopes_under_the_graphs_multiply_as_displayed(run):
    row = [text for text in FRAMES.of("Three slopes multiply", "said")[-1].said if re.fullmatch(r"−?\d\.\d{3,}", text)]
    *factors, product = map(number, row)
    assert round(prod(factors), len(row[-1].partition(".")[2])) == pytest.approx(product) and len(factors) == 3
    written = [text for text in FRAMES.of("A nudge travels", "said")[-1].said if re.fullmatch(r"−?\d\.\d{3,}", text)]
    *ratios, ratio = map(number, written)
    assert round(prod(ratios), len(written[-1].partition(".")[2])) == pytest.approx(ratio) and len(ratios) == 3
