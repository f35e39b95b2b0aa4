"""The film of the nudges, played without rendering: what its arrows say, against -dC/da measured by moving what it is of."""

from types import SimpleNamespace

import numpy as np
import pytest

from nncore.network import feed_forward
from scenes import runs
from scenes.recipes._digits import first
from scenes.stage.asks import Asks
from scenes.stage.ballot import _Ballot
from scenes.stage.earlier import Earlier
from scenes.stage.heap import Heap
from scenes.stage.levers import _Lever
from scenes.stage.proportion import Proportion
from scenes.stage.text import Words
from scenes.stage.tracks import Tracks
from tests.audits.plays import play_once, witness

H = 1e-5


def look(film):
    """What the drawings of a frame draw at that moment, and its numbers {key: [(index, as displayed)]}."""
    parts, numbers = [part for top in film.mobjects for part in top.get_family()], {}
    for text in parts:
        for fact in text.facts if isinstance(text, Words) else ():
            if hasattr(fact, "key"):
                numbers.setdefault(fact.key.removeprefix("nudges."), []).append((fact.index, str(fact)))

    def those(kind, what):
        return [what(part) for part in parts if isinstance(part, kind)]

    return SimpleNamespace(
        section=film.renderer.section, numbers=numbers,
        tracks=those(Tracks, lambda t: (t.arrows(), t.high, t.outputs, t.wanted)),
        levers=those(_Lever, lambda v: (v.kind, v.row)),
        line=those(Proportion, lambda p: (p.count, [p.where(i) - p.on_plot(0, 0) for i in range(len(p.a))], p.a)),
        asks=those(Asks, lambda a: SimpleNamespace(arrows=a.arrows(), unit=a.unit, rows=a.rows, total=a.total, loud=a.loud, low=a.low,
                                                   grown=a.grown.copy(), risen=a.risen.copy(), which=a.which,
                                                   fanned=a.fanned, closed=a.closed, added=a.added, weights=a.weights,
                                                   asks=a.asks, middle=a.middle)),
        earlier=those(Earlier, lambda e: ({l: e.arrows(l) for l in range(1, e.last + 1)}, e.unit, dict(e.counts))),
        ballot=those(_Ballot, lambda b: (b.arrows(), b.unit, b.count, b.entry, b.zoomed, b.times)),
        heap=those(Heap, lambda h: (h.count, h.changes, h.unit)))


FRAMES = witness("nudges", look)


@pytest.fixture
def run(recordings):
    return play_once("nudges", recordings).recorded["nudges"]


def lengths(arrows):
    """tip - tail of every arrow [(x, tail, tip)]."""
    return np.array([tip - tail for _, tail, tip in arrows])


def theta_of(run):
    return run.theta[int(run.row)].astype("float64")


def cost_of(run, l, a):
    """The cost of the digit when the activations of layer l are these."""
    rest = run.network.layers(theta_of(run))[l:]
    out = feed_forward(rest, run.network.activations[l:], a[None])[1][-1][0] if rest else a
    return np.square(out - run.digit_y).sum()


def measured_wish(run, l):
    """-dC/da of layer l: each activation is moved both ways, and what follows is run."""
    a = run.network.forward(theta_of(run), run.digit_x[None].astype("float64"))[1][l][0]
    return np.array([(cost_of(run, l, a - H * e) - cost_of(run, l, a + H * e)) / (2 * H) for e in np.eye(len(a))])


def test_arrows_of_the_outputs_have_the_sign_and_the_size_of_the_wish(run):
    """C05: half of -dC/da is the error; nothing is clipped."""
    (arrows, tall, *_), wish = FRAMES.of("Ten arrows", "tracks")[-1].tracks[0], measured_wish(run, run.network.depth)
    assert sorted(arrows) == list(range(len(wish)))
    for j, (tail, tip) in arrows.items():
        assert (tip - tail) / tall == pytest.approx(wish[j] / 2, abs=1e-6)


def test_each_lever_is_moved_alone_and_lifts_the_output(run):
    """C07: the answers are those of a network with one number changed."""
    net, label, far = run.network, int(run.label), float(run.nudge)
    (W, b), a = net.layers(theta_of(run))[-1], run.network.forward(theta_of(run), run.digit_x[None].astype("float64"))[1][-2][0]
    z, k = W[label] @ a + b[label], int(np.argmax(a))

    def sigma(value):
        return 1 / (1 + np.exp(-value))

    assert run.lift_b[-1] == pytest.approx(sigma(z + far)) and run.lift_w[-1] == pytest.approx(sigma(z + far * a[k]))
    assert run.lift_a[-1] == pytest.approx(sigma(z + far * abs(run.lever_by))) and run.lever_by in W[label]
    assert 0 <= run.lever_a.min() and run.lever_a.max() <= 1
    before = run.output[label]
    assert all(lift[0] == pytest.approx(before) and lift[-1] > before for lift in (run.lift_b, run.lift_w, run.lift_a))
    moved = {kind for frame in FRAMES.of("Three levers", "levers") for kind, row in frame.levers if row == len(run.lift_b) - 1}
    assert moved == {"bias", "weight", "neuron"}


def test_the_neurons_end_on_a_line_through_zero(run):
    """C08: as high as their weight is asked to rise, which is proportional to their brightness."""
    count, ends, a = FRAMES.of("Bright inputs count", "line")[-1].line[0]
    assert count == len(a) and np.ptp([y / x for x, y in ends]) < 1e-9
    label, theta = int(run.label), theta_of(run)
    for k, wished in enumerate(run.before_change):
        i = run.network.index(run.network.depth, label, k)
        costs = [run.network.cost(theta + h * (np.arange(len(theta)) == i), run.digit_x[None], run.digit_y[None]) for h in (-H, H)]
        assert wished == pytest.approx((costs[0] - costs[1]) / (2 * H), abs=1e-6)


def test_what_one_output_asks_is_its_weight_times_one_number(run):
    """C10: an arrow is no drawing width; divided by its weight it is the same for all."""
    ask = FRAMES.of("What one output asks", "asks")[-1].asks[0]
    drawn, weights = lengths(ask.arrows), ask.weights[0]
    assert len(drawn) == len(weights) and np.ptp(drawn / weights) < 1e-9 and (drawn / weights)[0] > 0


def test_an_output_that_wants_to_fall_asks_the_other_way_round_through_its_own_edges(run):
    """Its fan is drawn while its arrows come, and each arrow has the sign of its weight, turned round."""
    frames = [f.asks[0] for f in FRAMES.of("All of them ask", "asks")]
    fan = next(a for a in frames if a.which == 1 and a.grown[int(run.rival)] == 1)
    drawn = lengths([arrow for arrow in fan.arrows if arrow[1] == fan.low])
    assert fan.fanned == 1 and fan.risen[1] == 0 and np.sign(run.error[run.rival]) == -1
    assert (np.sign(drawn) == -np.sign(fan.weights[1])).all()


def test_the_third_lever_is_let_go_because_no_hand_can_set_a_neuron(run):
    rows = dict(FRAMES.of("Three levers", "levers")[-1].levers)
    assert rows == {"bias": len(run.lift_b) - 1, "weight": len(run.lift_b) - 1, "neuron": 0}


def test_ten_rows_add_up_to_the_total_that_is_drawn(run):
    """C11: every output's row has its sign, and the total is the sum of them all, which is the measured -dC/da."""
    frames = FRAMES.of("All of them ask", "asks")
    ten = next(f.asks[0] for f in frames if f.asks[0].grown.min() == 1 and f.asks[0].closed == 0)
    rows = {row: lengths([arrow for arrow in ten.arrows if arrow[1] == y]) for row, y in ten.rows.items()}
    last = frames[-1].asks[0]
    total = lengths([arrow for arrow in last.arrows if arrow[1] == last.total])
    assert len(rows) == 10 and total == pytest.approx(sum(rows.values()))
    assert total / last.unit == pytest.approx(measured_wish(run, run.network.depth - 1), abs=1e-6)
    out, y = run.output, run.digit_y
    for row, drawn in rows.items():
        assert (np.sign(drawn) == np.sign(run.asks[row])).all() and (np.sign(run.asks[row]) == np.sign(y[row] - out[row]) * np.sign(
            run.network.layers(theta_of(run))[-1][0][row])).all()


def test_the_numbers_of_the_lifted_column_add_up_as_they_stand_there(run):
    numbers = FRAMES.of("All of them ask", "asks")[-1].numbers
    terms, (_, total) = dict(numbers["asks_three"]), numbers["asks_all"][0]
    shown = [float(text.replace("\N{MINUS SIGN}", "-")) for text in (*terms.values(), total)]
    assert len(terms) == 3 and sum(shown[:-1]) == pytest.approx(shown[-1], abs=1e-9)


def test_the_wishes_of_every_layer_are_measured_and_passed_through_the_whole_network(run):
    """C12: the same again, one layer earlier."""
    arrows, unit, counts = FRAMES.of("Back to the picture", "earlier")[-1].earlier[0]
    assert sorted(arrows) == list(range(1, run.network.depth + 1)) and all(count > 15 for count in counts.values())
    for l in range(1, run.network.depth + 1):
        drawn, scale = lengths(arrows[l]) / unit, 0.5 if l == run.network.depth else 1      # the outputs at half: their errors
        assert drawn == pytest.approx(scale * measured_wish(run, l), abs=1e-6)


def test_neurons_are_pushed_alike_before_their_wishes_are_passed_on(run):
    """How readily each responds: its sum is raised, and its activation goes through what the sigmoid says."""
    _, _, outputs, start = FRAMES.of("How readily", "tracks")[-1].tracks[0]
    z = np.log(start / (1 - start))
    assert start == pytest.approx(run.before_a) and outputs == pytest.approx(1 / (1 + np.exp(-z - run.push)))
    numbers = dict(FRAMES.of("How readily", "tracks")[-1].numbers["pushed_gain"])
    gain = outputs - start
    assert {float(text) for text in numbers.values()} == {round(float(gain.max()), 2), round(float(gain.min()), 2)}


def test_every_weight_and_bias_is_told_its_wish_with_its_sign(run, still):
    """-dC/db is measured; an edge or rim that is to fall is dashed, one that is to rise is whole."""
    theta, net = theta_of(run), run.network
    for j, wished in enumerate(run.bias3):
        i = net.index(net.depth, j)
        costs = [net.cost(theta + h * (np.arange(len(theta)) == i), run.digit_x[None], run.digit_y[None]) for h in (-H, H)]
        assert wished == pytest.approx((costs[0] - costs[1]) / (2 * H), abs=1e-6)
    none, flat = 2 * [np.zeros(2)], 2 * [np.zeros((2, 2))]
    drawing = Earlier(2 * [np.ones(2)], none, flat, 2 * [np.ones((2, 2))], 2 * [np.diag([1, -1])], none, 10, 5, 3).light(0.5)
    pixels = still.pixels(drawing)
    whole, dashed = ([still.at(pixels, drawing.place(x, y))[0] > 100 for y in np.linspace(0.5, 2, 60)] for x in (-0.5, 0.5))
    assert all(whole) and 0.3 < np.mean(dashed) < 0.8


def wishes_for(run, edges):
    """(rows, m): -dC_i/dw of each training digit, one after the other."""
    data, l = first(runs.data()[0], run.recipe["data"]["examples"]), run.network.depth - 1
    places = [run.network.index(l, int(j), int(k)) for j, k in edges]
    return np.array([-run.network.gradient(theta_of(run), x[None], y[None])[places] for x, y in zip(data.x, data.y)]).T


def test_the_table_holds_real_wishes_and_their_true_mean(run):
    """C13, C14: digits disagree; the mean is that of all digits, not of those that are shown, nor three times it."""
    frames, every = FRAMES.of("Everybody asks", "ballot"), wishes_for(run, run.table_edge)
    arrows, unit, count, entry, zoomed, times = frames[-1].ballot[0]
    shown = np.array([next(length for r, c, length in arrows if (r, c) == (row, column)) / unit
                      for row in range(len(every)) for column in range(int(run.voices))]).reshape(len(every), -1)
    assert count == run.voices and zoomed == 1 and times == run.table_zoom
    assert all(any(np.allclose(column, wish, atol=1e-7) for wish in every.T) for column in shown.T)
    assert (shown.max(axis=1) > 0).all() and (shown.min(axis=1) < 0).all()
    mean = np.array([length for _, c, length in arrows if c is None]) / unit / times
    assert mean == pytest.approx(every.mean(axis=1), abs=1e-7) and not np.allclose(mean, shown.mean(axis=1), rtol=0.2)
    places = [run.network.index(run.network.depth - 1, int(j), int(k)) for j, k in run.table_edge]
    assert mean == pytest.approx(-run.gradient[places], abs=1e-7)
    before = {frame.ballot[0][3]: frame.ballot[0] for frame in frames if frame.ballot[0][3] >= 0}
    assert len(before) > 10                             # the running mean, on the scale of the last one, and never taller than a wish
    for entry, (arrows, unit, *_) in before.items():
        means = [length / unit for _, c, length in arrows if c is None]
        assert means == pytest.approx((times * run.table_running[:, entry]).tolist())
        assert np.abs(means).max() <= np.abs(run.table_wish).max()
    assert f"{run.table_zoom}" in dict(frames[-1].numbers["table_zoom"]).values()


def test_both_heaps_are_on_one_scale_and_hold_every_digit(run):
    heaps = FRAMES.of("One step for all", "heap")[-1].heap
    assert len(heaps) == 2 and heaps[0][2] == heaps[1][2]
    for count, changes, _ in heaps:
        assert count == len(changes) == run.examples
    counted = [[int(np.sum(changes > 0)), int(np.sum(changes < 0))] for _, changes, _ in heaps]
    assert sorted(counted) == sorted(run.counts.tolist())


def test_who_gains_and_who_loses_by_the_step_for_one_is_counted_by_kind(run):
    """On the real recording the first are all of one kind; here the count may be one."""
    data, net = first(runs.data()[0], run.recipe["data"]["examples"]), run.network
    costs = [np.square(net.output(theta, data.x) - data.y).sum(axis=1) for theta in (
        theta_of(run), theta_of(run) - run.step_rate * net.gradient(theta_of(run), run.digit_x[None], run.digit_y[None]))]
    change = costs[1] - costs[0]
    kinds = data.labels[np.argsort(-change, kind="stable")].tolist()
    n, own = int(run.worst_count), data.labels == run.label
    assert set(kinds[:n]) == {int(run.worst_kind)} and kinds[n] != run.worst_kind
    assert run.alike == own.sum() and run.alike_better == (change[own] < 0).sum()
