"""Anybody's run through the films that show one: they adapt, say less, or refuse in a sentence before they start."""

import os
from pathlib import Path
from unittest.mock import patch

import numpy as np
import pytest

import nncore
from scenes import runs
from scenes.recipes import _digits, _nudges
from scenes.recipes.digits import Digits
from scenes.studio.audits import claims, numbers
from scenes.studio.audits.watch import watch
from scenes.studio.films import find_films, recordings_of
from scenes.studio.render import film_class

ROOT = Path(__file__).parents[2]
FILMS = [film for film in find_films(ROOT) if "digits" in recordings_of(ROOT / "scenes" / f"{film}.py")]
DIGITS = nncore.load_digits()
NETS = {     # name: sizes, activation, learning rate, batch size, steps
    "flat": ((784, 10), "sigmoid", 0.6 * 0.5 ** (np.arange(120) / 60), 32, 120),
    "deep": ((784, 64, 32, 16, 10), "tanh", 0.1, 100, 90),
    "bends": ((784, 40, 10), "relu", 0.05, None, 60),
}

# Every film shows one of them, in turn; the film that is about its training the one with no hidden layer, too.
ANY_RUN = [(film, name) for k, film in enumerate(FILMS) for i, name in enumerate(NETS)
           if i == (k + 1) % len(NETS) or (film, name) == ("descent", "flat")]


@pytest.fixture(autouse=True, scope="module")
def little_work():
    """What may be spent on nudges, less of it: their bounds are the same in kind."""
    with patch.multiple(_nudges, WORK=1e9, PLAIN=4e9, LEAST=300):
        yield


@pytest.fixture(scope="module")
def own(tmp_path_factory):
    """The files of some runs of one's own, on splits of one's own."""
    folder = tmp_path_factory.mktemp("own")
    for seed, (name, (sizes, activation, rate, batch, steps)) in enumerate(NETS.items()):
        data, _ = DIGITS.split(test_size=0.5, seed=seed)
        nncore.train(nncore.Network(sizes, activation), data, rate, batch, steps=steps, seed=seed).save(folder / name)
    return folder


@pytest.fixture(scope="module")
def at_home(made, own, tmp_path_factory):
    """A folder of recordings that has all but "digits"."""
    folder = tmp_path_factory.mktemp("recordings")
    for file in made.glob("*.npz"):
        if file.stem != "digits":
            (folder / file.name).symlink_to(file)
    return folder


@pytest.mark.parametrize("film, name", ANY_RUN)
def test_every_film_that_shows_a_run_shows_this_one(film, name, own, at_home):
    with patch.dict(os.environ, RECORDINGS=str(at_home), RUN=str(own / f"{name}.npz")):
        seen = watch(film_class(ROOT / "scenes" / f"{film}.py"), in_haste=True)
    assert seen.recorded["digits"].network == nncore.Network(*NETS[name][:2])
    assert not list(claims.failures(seen)) and not list(numbers._wrong(seen))


@pytest.mark.parametrize("name", NETS)
def test_what_is_shown_of_it_is_of_its_own_data(name, own, at_home, monkeypatch):
    monkeypatch.setenv("RECORDINGS", str(at_home))
    monkeypatch.setenv("RUN", str(own / f"{name}.npz"))
    run, (data, unseen) = runs.load("digits", quiet=True), DIGITS.split(test_size=0.5, seed=list(NETS).index(name))
    x, labels = DIGITS.x[unseen.index], DIGITS.labels[unseen.index]
    assert run["cost"][-1] == pytest.approx(run.network.cost(run.trained, x, DIGITS.y[unseen.index]), rel=1e-5)
    assert run["accuracy"][-1] == run.network.accuracy(run.trained, x, labels)
    assert run["train_cost"][0] == pytest.approx(run.network.cost(run.theta[0], data.x, data.y), rel=1e-5)
    rows = run.batch(0)
    rate = run.arrays["rate"][0] if "rate" in run.arrays else run.recipe["learning_rate"]
    assert run["learning_rate"] == pytest.approx(rate)
    np.testing.assert_allclose(run.theta[0] - rate * run.network.gradient(run.theta[0], data.x[rows], data.y[rows]), run.theta[1],
                               atol=1e-5)
    assert run["mover_still"] >= 0


TRAIN, TEST = DIGITS.split(test_size=0.2, seed=0)


def trained(sizes=(784, 12, 10), data=TRAIN, activations="sigmoid", **how):
    return nncore.train(nncore.Network(sizes, activations), data, **{"steps": 60, **how})


def diverged():
    with pytest.raises(nncore.Diverged) as end:
        trained(activations="identity", learning_rate=0.3)
    return end.value.run


@pytest.mark.parametrize("run, why", [
    (lambda: trained((1, 2, 1), nncore.Dataset(np.eye(2)[:, :1], np.eye(2)[:, 1:])), "from 784 pixels to 10 answers; this one is 1-2-1"),
    (lambda: trained(data=DIGITS), r"trained on all 1,797 digits that there are"),
    (lambda: trained(record=[10, 60]), "record states 0 and 1, as the default schedule does"),
    (lambda: trained(steps=1), "no unseen digit is wrong at first and right at last|record three states"),
    (lambda: trained(record=[]), "no unseen digit is wrong at first and right at last"),
    (lambda: diverged(), "its cost runs away"),
    (lambda: trained((784, 12, 10), activations="identity", learning_rate=np.array([0.3, 0.3, 1e-9, 1e-9]), steps=4), "its cost runs away"),
])
def test_what_cannot_be_filmed_is_refused_in_a_sentence(run, why, tmp_path, monkeypatch):
    run().save(tmp_path / "mine")
    monkeypatch.setenv("RECORDINGS", str(tmp_path))
    monkeypatch.setenv("RUN", str(tmp_path / "mine.npz"))
    with pytest.raises(nncore.RecordingError, match=f"mine.npz cannot be filmed as 'digits': .*({why})"):
        runs.load("digits", quiet=True)


def test_a_run_that_learned_nothing_is_asked_what_it_learned_too(at_home, tmp_path, recwarn):
    run = trained(activations="step", steps=2)
    assert np.array_equal(run.theta[0], run.theta[-1])
    run.save(tmp_path / "mine")
    with patch.dict(os.environ, RECORDINGS=str(at_home), RUN=str(tmp_path / "mine.npz")):
        seen = watch(film_class(ROOT / "scenes" / "what_it_learned.py"), in_haste=True)
    assert not list(claims.failures(seen)) and not list(numbers._wrong(seen))
    assert not [warning for warning in recwarn if issubclass(warning.category, RuntimeWarning)]


@pytest.mark.parametrize("how, why", [
    ({"batch_size": None}, "it looks at all digits at every step, and the film shows mini-batches: --batch-size 10"),
    ({"batch_size": 10, "epochs": 1, "steps": None}, "every step of the first epoch: --record 1"),
    ({"batch_size": 100, "record": 1, "sizes": (784, 80, 10)}, "takes hours with 63,610 parameters; up to 60,000"),
])
def test_minibatch_shows_an_epoch_of_mini_batches_or_says_why_not(how, why, tmp_path, monkeypatch):
    trained(**how).save(tmp_path / "mine")
    monkeypatch.setenv("RUN", str(tmp_path / "mine.npz"))
    with pytest.raises(nncore.RecordingError, match=why):
        runs.load("minibatch", quiet=True)


# -- work has a bound ------------------------------------------------------------------------------------------


def test_of_a_large_network_a_sample_of_the_entries_is_nudged_and_each_agrees():
    run = trained((784, 100, 30, 10), steps=2, batch_size=None)
    found = _nudges.checked_by_nudges(run, TRAIN, quick=False, quiet=True)
    n = int(found["nudge_entries"])
    assert _nudges.LEAST <= n < run.network.n_parameters / 10
    assert found["nudge_done"][-1] == n == found["nudge_zero"] + found["nudge_alive"]
    assert len(found["check_nudge"]) == len(found["check_sweep"]) == found["check_done"][-1] == found["nudge_alive"]
    assert _nudges.LEAST <= found["plain_runs"] < n and set(map(tuple, found["plain_edge"])) and found["plain_off"] < 1e-4
    assert found["nudge_usual"] > 9


def test_the_sample_has_the_numbers_of_the_whole():
    run = trained((784, 5, 10), steps=2, batch_size=None)
    theta, some = run.theta[0].astype("float64"), TRAIN.take(range(20))
    whole = _nudges.measured_gradient(run.network, theta, some.x, some.y)
    entries = np.array([0, 400, 3919, 3920, 3925, 3979, run.network.n_parameters - 1])
    part = _nudges.measured_gradient(run.network, theta, some.x, some.y, entries=entries)
    np.testing.assert_array_equal(part[entries], whole[entries])
    assert np.isnan(np.delete(part, entries)).all() and not np.isnan(whole).any()


def test_of_a_large_network_fewer_examples_are_looked_at(monkeypatch):
    assert len(_digits.affordable(TRAIN, 1000)) == len(TRAIN)
    assert len(_digits.affordable(TRAIN, _digits.WORK / 200)) == 200 and len(_digits.affordable(TRAIN, _digits.WORK)) == 100


def test_a_bar_tells_how_far_it_is(capfd):
    Digits().derive(trained(steps=40), TRAIN, TEST, quick=True, quiet=False)
    out, err = capfd.readouterr()
    assert out == "" and "looking at the states of digits" in err and "nudging parameters" in err
