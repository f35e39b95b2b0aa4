"""What the recipe of the nudges records, against plain loops over digits: which digit asks, what steps do, what all ask."""

from pathlib import Path

import numpy as np
import pytest

import nncore
from scenes import runs
from scenes.recipes import nudges
from scenes.recipes._digits import first
from scenes.stage.facts import Run
from scenes.studio.audits import claims, numbers
from scenes.studio.audits.watch import watch
from scenes.studio.render import film_class

ROOT = Path(__file__).parents[2]


@pytest.fixture(scope="module")
def run(made):
    return Run(nncore.Recording.load(made / "nudges"))


@pytest.fixture(scope="module")
def data(run):
    return first(runs.data()[0], run.recipe["data"]["examples"])


@pytest.fixture
def theta(run):
    return run.theta[int(run.row)].astype("float64")


def outputs(run, theta, data):
    return [run.network.output(theta, x[None])[0] for x in data.x]


def test_the_digit_is_the_most_nearly_right_of_those_that_are_read_wrong(run, data, theta):
    best, found = -1.0, None
    for i, (out, label) in enumerate(zip(outputs(run, theta, data), data.labels)):
        if out.argmax() != label and label not in (0, 1) and out[label] > best:
            best, found = out[label], i
    assert found == run.digit and run.label == data.labels[found] and np.array_equal(run.digit_x, data.x[found])
    assert run.output == pytest.approx(run.network.output(theta, data.x[found:found + 1])[0])


def test_the_state_is_the_first_that_reads_seven_in_ten_or_the_best(run, data):
    shares = [np.mean([out.argmax() == label for out, label in zip(outputs(run, theta, data), data.labels)])
              for theta in run.theta[:run.row + 1]]
    assert run.read_right == pytest.approx(shares[-1]) and max(shares[:-1], default=0) < 0.7
    later = [run.network.accuracy(each, data.x, data.labels) for each in run.theta[run.row + 1:]]
    assert shares[-1] >= 0.7 or shares[-1] >= max(later, default=0)


def test_both_steps_are_equally_long_and_every_digit_is_asked_anew(run, data, theta):
    i = int(run.digit)
    one = run.network.gradient(theta, data.x[i:i + 1], data.y[i:i + 1])
    whole = np.mean([run.network.gradient(theta, x[None], y[None]) for x, y in zip(data.x, data.y)], axis=0)
    assert run.step_length == pytest.approx(1.5 * np.linalg.norm(one), rel=1e-6)
    before = np.array([run.network.cost(theta, x[None], y[None]) for x, y in zip(data.x, data.y)])
    assert run.mean_before == pytest.approx(before.mean()) and run.digit_cost == pytest.approx(before[i], rel=1e-6)
    for row, (name, way) in enumerate((("one", one), ("all", whole))):
        moved = theta - run.step_length * way / np.linalg.norm(way)
        after = np.array([run.network.cost(moved, x[None], y[None]) for x, y in zip(data.x, data.y)])
        assert sorted(after - before) == pytest.approx(sorted(getattr(run, f"{name}_change")), abs=1e-6)
        ours = getattr(run, f"{name}_change")[getattr(run, f"{name}_place")]
        assert ours == pytest.approx(after[i] - before[i], abs=1e-6)
        assert getattr(run, f"{name}_mine") == pytest.approx(after[i], abs=1e-6)
        assert getattr(run, f"{name}_mean") == pytest.approx(after.mean(), abs=1e-6)
        assert run.counts[row].tolist() == [np.sum(after > before), np.sum(after < before)]


def test_the_brightest_and_the_darkest_neuron_are_told(run):
    assert run.ends_a.tolist() == [run.before_a.max(), run.before_a.min()]
    assert run.times == pytest.approx(run.ends_a[0] / run.ends_a[1])


def test_every_digit_of_the_table_is_heard(run, data, theta, monkeypatch):
    """None is there whose wishes are all too small to be seen; where that is asked of more, fewer are there."""
    loudest = np.abs(run.table_wish).max(axis=1, keepdims=True)
    assert (np.abs(run.table_wish) >= nudges.HEARD * loudest)[:, 1:].any(axis=0).all() and len(set(run.table_label)) == run.voices
    monkeypatch.setattr(nudges, "HEARD", 2)
    assert nudges._table(run.network, theta, data, int(run.digit), 0)["voices"] == 1


def test_a_network_that_the_film_cannot_show_is_refused_in_words(data):
    for sizes, activation in (((784, 10), "sigmoid"), ((784, 12, 10), "relu")):
        other = nncore.train(nncore.Network(sizes, activation), data, 0.1, batch_size=None, steps=2)
        with pytest.raises(nncore.RecordingError, match="hidden layers of sigmoids"):
            nudges.Nudges().derive(other, data, data, True, True)


def test_a_run_of_ones_own_is_filmed_without_a_claim_that_it_does_not_bear_out(tmp_path, made, monkeypatch):
    nncore.train(nncore.Network((784, 24, 10)), runs.data()[0], 1.0, batch_size=10, epochs=1, seed=3).save(tmp_path / "mine")
    monkeypatch.setenv("RECORDINGS", str(made))
    monkeypatch.setenv("RUN", str(tmp_path / "mine.npz"))
    seen = watch(film_class(ROOT / "scenes" / "nudges.py"), in_haste=True)
    assert seen.recorded["nudges"].network.sizes == (784, 24, 10)
    assert not list(claims.failures(seen)) and not list(numbers._wrong(seen))


@pytest.mark.parametrize("sizes", [(784, 24, 10), (784, 20, 18, 12, 10)])
def test_networks_of_another_shape_can_be_shown(data, sizes):
    other = nncore.train(nncore.Network(sizes), data, 1.5, batch_size=None, steps=8)
    found = nudges.Nudges().derive(other, data, data, True, True)
    assert all(len(found[f"a{l}"]) <= 16 for l in range(1, len(sizes))) and found["label"] not in (0, 1)
    assert np.asarray(found["asks"]).sum(axis=0) == pytest.approx(found[f"wish{len(sizes) - 2}"])


def test_the_mean_is_taken_over_digits_in_random_order(run, data, theta):
    """Not the loudest first: their mean would shrink only because the quiet ones come later."""
    order, l = np.random.default_rng(run.recipe["seed"]).permutation(len(data)), run.network.depth - 1
    places = [run.network.index(l, int(j), int(k)) for j, k in run.table_edge]
    wishes = np.array([-run.network.gradient(theta, data.x[i][None], data.y[i][None])[places] for i in order])
    for n in (0, 20, -1):
        assert run.table_running[:, n] == pytest.approx(wishes[:run.table_count[n]].mean(axis=0), abs=1e-7)
    assert run.table_count[0] == 50 and run.table_count[-1] == len(data) and run.table_running[:, -1] == pytest.approx(run.table_mean)
