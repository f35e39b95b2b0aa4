"""A recording makes its run again; an interrupted run is continued, or made a recording of: all to the same bytes."""

import gc
import json
import os
import shutil
import signal
import struct
import subprocess
import sys
import time
from pathlib import Path

import numpy as np
import pytest

import nncore
from nncore.cli import main
from scenes import runs

ROOT = Path(__file__).parents[2]
NET = nncore.Network((4, 6, 3), ("tanh", "sigmoid"))


def toy():
    """23 examples of 4 numbers in 3 classes: batches of 5 leave 3."""
    x = np.random.default_rng(1).random((23, 4)).astype("float32")
    return nncore.Dataset(x, nncore.one_hot(np.arange(23) % 3, 3), name="toy")


def plane(dtype="float64"):
    return nncore.Plane.through(NET.init(1, dtype), NET.init(2, dtype), NET.init(3, dtype))


def halves(step):
    return 1.0 / (1 + step // 7)


LINE = nncore.Line(NET.init(1), NET.init(2))
RUNS = {  # all the ways in which a run can be asked for
    "mini-batches, the last one smaller": dict(batch_size=5, epochs=4, seed=3),
    "full batch": dict(batch_size=None, steps=20),
    "every third state": dict(batch_size=5, steps=20, record=3),
    "given steps": dict(batch_size=5, steps=20, record=[0, 7, 3]),
    "a given start": dict(batch_size=4, steps=20, theta=NET.init(8, scale=0.3)),
    "a given start in float64": dict(batch_size=4, steps=20, theta=NET.init(8, "float64")),
    "an array of rates": dict(batch_size=5, steps=20, learning_rate=np.linspace(1.5, 0.1, 20)),
    "a rate of one's own": dict(batch_size=5, steps=20, learning_rate=halves),
    "within a plane": dict(batch_size=5, steps=20, theta=plane().point(0.2, -0.1), within=plane()),
    "within a plane, in float32": dict(batch_size=5, steps=20, within=plane(),
                                       theta=plane().point(0.2, -0.1).astype("float32")),
    "within a line, by a rate of one's own": dict(batch_size=None, steps=20, theta=LINE.point(0.3), within=LINE,
                                                  learning_rate=halves, record=[5, 11]),
}


@pytest.fixture(scope="module")
def digits():
    """(train, test) as the command line and the films split them."""
    return nncore.load_digits().split(test_size=0.2, seed=0)


# -- made again ------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("how", RUNS)
def test_a_recording_makes_its_run_again(tmp_path, how):
    run = nncore.train(NET, toy(), **RUNS[how])
    run.save(tmp_path / "run")
    again = nncore.train_like(nncore.Recording.load(tmp_path / "run"))
    assert again.manifest == run.manifest and again.sha256 == run.sha256
    run.save(tmp_path / "one")
    again.save(tmp_path / "other")
    assert (tmp_path / "one.npz").read_bytes() == (tmp_path / "other.npz").read_bytes()


def test_a_recipe_alone_makes_its_run_again_where_all_of_it_has_a_name(digits):
    run = nncore.train(nncore.Network((784, 3, 10)), digits[0].take(range(9, 300)), 0.7, epochs=2, seed=4, record=3)
    alone = json.loads(json.dumps(dict(run.recipe)))
    with pytest.raises(nncore.InputError, match="the recipe alone does not tell rows"):
        nncore.train_like(alone)
    run = nncore.train(nncore.Network((784, 3, 10)), nncore.load_digits().take(range(300)), 0.7, epochs=2, seed=4, record=3)
    again = nncore.train_like(json.loads(json.dumps(dict(run.recipe))))
    assert again.sha256 == run.sha256 and again.manifest == run.manifest


DATA = {
    "shipped digits": lambda: nncore.load_digits(),
    "a split": lambda: nncore.load_digits().split(0.3, seed=5)[1],
    "a split by a generator": lambda: nncore.load_digits().split(0.3, seed=np.random.default_rng(2))[0],
    "chosen rows": lambda: nncore.load_digits().take([5, 3, 3, 8, 1700]),
    "rows backwards": lambda: nncore.load_digits().take(slice(40, 20, -1)),
    "rows by a mask": lambda: nncore.load_digits().take(np.arange(1797) % 7 == 2),
    "a split of rows of a split": lambda: nncore.load_digits().split()[1].take(slice(9, 300)).split(0.5, seed=1)[0],
    "one's own, of any value": lambda: nncore.Dataset(np.linspace(0, 1, 784 * 5).reshape(5, 784), np.ones((5, 10)) / 3),
    "one's own, class numbers": lambda: nncore.Dataset(np.eye(5, 784), [0, 9, 3, 3, 1], name="ü"),
    "rows of one's own": lambda: nncore.Dataset(np.eye(9, 784, dtype="float32"), np.eye(9, 10)).take([7, 2, 2, 0, 8]),
}


@pytest.mark.parametrize("what", DATA)
def test_a_recording_tells_how_to_get_its_data(tmp_path, what):
    data = DATA[what]()
    run = nncore.train(nncore.Network((784, 3, 10)), data, steps=3, batch_size=4)
    run.save(tmp_path / "run")
    assert nncore.train_like(nncore.Recording.load(tmp_path / "run")).sha256 == run.sha256
    if data.source is not None:
        source = nncore.load_digits()
        assert np.array_equal(source.x[data.index], data.x) and np.array_equal(source.labels[data.index], data.labels)


def test_a_run_that_diverged_is_made_again(tmp_path):
    for rate in (1e5, lambda step: 1e5 + step):
        with pytest.raises(nncore.Diverged) as first:
            nncore.train(nncore.Network((4, 3), "identity"), toy(), rate, batch_size=5, steps=900)
        first.value.run.save(tmp_path / "run")
        with pytest.raises(nncore.Diverged) as second:
            nncore.train_like(nncore.Recording.load(tmp_path / "run"))
        assert second.value.run.sha256 == first.value.run.sha256 and second.value.step == first.value.step


@pytest.mark.parametrize("how", RUNS)
def test_a_run_that_was_stopped_is_made_again(how):
    for at in (0, 1, 5, 12):
        run = nncore.train(NET, toy(), **RUNS[how], callback=lambda step, theta, gradient, at=at: step == at)
        assert run.recipe["stopped"] == at == run.step[-1] == len(run.batch_cost)
        assert nncore.train_like(run).sha256 == run.sha256
    whole = nncore.train(NET, toy(), **RUNS[how])
    assert np.array_equal(run.batch_cost, whole.batch_cost[:12])


@pytest.mark.parametrize("name", runs.RUNS)
def test_the_runs_of_the_films_are_made_again(name, digits):
    run = runs.RUNS[name].train(digits[0], seed=0, quick=True, quiet=True)
    again = nncore.train_like(run)
    assert {array: again.manifest[array] for array in again.arrays} == {array: run.manifest[array] for array in again.arrays}
    assert {"theta", "batch_cost"} <= {*again.arrays} and {*again.arrays} == {*run.arrays} - {*run}


def large():
    x = np.random.default_rng(0).random((40_000, 8))  # 2.6 MB
    return nncore.Dataset(x, x[:, :3], name="large")


def test_what_is_too_large_for_a_recording_is_asked_for():
    run = nncore.train(nncore.Network((8, 3)), large(), steps=2)
    with pytest.raises(nncore.InputError, match="does not hold its data 'large'.*--data"):
        nncore.train_like(run)
    assert nncore.train_like(run, large()).sha256 == nncore.train_like(run.recipe, large()).sha256 == run.sha256
    with pytest.raises(nncore.InputError, match="data must be .*of the recipe, 'large'"):
        nncore.train_like(run, toy())


@pytest.mark.parametrize(("changes", "words"), [
    (dict(start="array"), "does not tell start: theta to begin with"), (dict(within="line"), "does not tell within"),
    (dict(learning_rate="array"), "does not tell rate: the learning rate of every step"),
    (dict(record="array"), "does not tell record"), (dict(start="seed"), "start must be init or array"),
    (dict(steps=7), "contradicts itself or is altered: steps 4, not 7"),
    (dict(seed=-1), "seed must be a whole number >= 0; got -1"),
    (dict(dtype="<f8"), "altered: dtype <f4, not <f8"), (dict(more=1), "altered: more"),
    (dict(data={"source": None, "rows": None, "given": True}), "does not tell x: the examples"),
    (dict(data={"source": None, "rows": None}), "does not hold its data 'digits'"),
    (dict(data={"sha256": "0"}), "are not those of the recipe"),
    (dict(data={"rows": "array"}), "does not tell rows"), (dict(data={"rows": [0, 22]}), "data must be what tells a data set"),
    (dict(data={"source": "mnist/train"}), "name the folder with --mnist-dir"),
    (dict(data={"source": "cifar"}), "data must be what tells a data set"),
])
def test_a_recipe_that_lacks_something_says_what(changes, words):
    data = nncore.load_digits().take(range(23))
    recipe = dict(nncore.train(nncore.Network((784, 10)), data, batch_size=23, epochs=4).recipe)
    assert nncore.train_like(recipe).recipe == recipe
    changes = changes | ({"data": recipe["data"] | changes["data"]} if "data" in changes else {})
    with pytest.raises(nncore.NncoreError, match=words):
        nncore.train_like({**recipe, **changes})


# -- the command line ------------------------------------------------------------------------------------------


@pytest.fixture
def nn(capfd):
    def nn(*arguments):
        code = main([str(argument) for argument in arguments])
        return (code, *capfd.readouterr())

    return nn


SMALL = ("--sizes", "784,3,10", "--activation", "tanh,sigmoid", "--batch-size", "300")


def test_the_command_line_makes_its_own_recordings_again_with_cost_and_accuracy(nn, tmp_path):
    assert nn("train", *SMALL, "--epochs", 2, "--out", tmp_path / "run.npz")[0] == 0
    run = nncore.Recording.load(tmp_path / "run")
    assert run.recipe["network"]["activations"] == ["tanh", "sigmoid"]
    code, out, _ = nn("train", "--like", tmp_path / "run", "--out", tmp_path / "new")
    assert code == 0 and "the same bytes as" in out
    assert (tmp_path / "new.npz").read_bytes() == (tmp_path / "run.npz").read_bytes()
    assert set(nncore.Recording.load(tmp_path / "new", verify=True)) == {"cost", "accuracy"}
    assert sorted(os.listdir(tmp_path)) == ["new.npz", "run.npz"]


def mnist_folder(folder, seed):
    folder.mkdir()
    for part in ("train", "t10k"):
        images = np.random.default_rng(seed).integers(0, 256, (20, 28, 28), "uint8")
        (folder / f"{part}-images-idx3-ubyte").write_bytes(struct.pack(">4I", 0x803, 20, 28, 28) + images.tobytes())
        (folder / f"{part}-labels-idx1-ubyte").write_bytes(struct.pack(">2I", 0x801, 20) + bytes(range(10)) * 2)
    return folder


def test_a_run_on_mnist_asks_for_its_folder(nn, tmp_path):
    one, other = (mnist_folder(tmp_path / name, seed) for seed, name in enumerate(("one", "other")))
    assert nn("train", "--data", "mnist", "--mnist-dir", one, "--batch-size", 6, "--steps", 5, "--out", tmp_path / "run")[0] == 0
    like = ("train", "--like", tmp_path / "run", "--out", tmp_path / "new")
    for command in (like, ("slice", tmp_path / "run", "--out", tmp_path / "x.npz"), ("check", tmp_path / "run")):
        code, _, err = nn(*command)
        assert code == 2 and "the data are MNIST: name the folder with --mnist-dir DIR" in err and "`nncore mnist DIR`" in err
    code, _, err = nn(*like, "--mnist-dir", other)
    assert code == 1 and "the data 'one' are not those of the recipe: their SHA-256 is" in err
    code, out, _ = nn(*like, "--mnist-dir", one)
    assert code == 0 and "the same bytes as" in out


def test_derived_arrays_are_taken_over_where_the_bytes_are_the_same(nn, tmp_path, digits):
    run = nncore.train(nncore.Network((784, 3, 10)), digits[0], steps=3).with_arrays(cost=[1.0, 2], mine=3)
    run.save(tmp_path / "run")
    code, out, _ = nn("train", "--like", tmp_path / "run", "--out", tmp_path / "new")
    assert code == 0 and "taken over from there: cost, mine" in out
    assert nncore.Recording.load(tmp_path / "new", verify=True).manifest == run.manifest
    before = (tmp_path / "run.npz").read_bytes()
    code, out, _ = nn("train", "--like", tmp_path / "run", "--out", tmp_path / "run")     # onto itself: nothing is lost
    assert code == 0 and (tmp_path / "run.npz").read_bytes() == before


def test_bytes_that_are_not_the_promised_ones_are_a_failure(nn, tmp_path, digits):
    run = nncore.train(nncore.Network((784, 3, 10)), digits[0], steps=3)
    nncore.Recording(run.recipe, {**run.arrays, "theta": run.theta + 1, "cost": np.ones(4)}).save(tmp_path / "run")
    run.save(tmp_path / "good")
    before = (tmp_path / "good.npz").read_bytes()
    for out in (tmp_path / "new.npz", tmp_path / "good.npz"):
        code, _, err = nn("train", "--like", tmp_path / "run", "--out", out)
        assert code == 1 and "is not what" in err and "theta differ" in err and "kept in" in err
    assert not (tmp_path / "new.npz").exists() and (tmp_path / "good.npz").read_bytes() == before


def test_like_takes_no_other_arguments(nn, tmp_path):
    assert nn("train", *SMALL, "--steps", 2, "--out", tmp_path / "run")[0] == 0
    code, _, err = nn("train", "--like", tmp_path / "run", "--seed", 3, "--learning-rate", 2, "--out", tmp_path / "new")
    assert code == 2 and "leave out --learning-rate, --seed" in err
    assert nn("train", "--like", tmp_path / "nowhere", "--out", tmp_path / "new")[0] == 1
    assert os.listdir(tmp_path) == ["run.npz"]


def test_slice_and_check_take_the_data_of_the_recording(nn, tmp_path):
    run = nncore.train(NET, toy(), batch_size=5, steps=5)
    run.save(tmp_path / "run")
    assert nn("check", tmp_path / "run")[0] == 0
    assert nn("slice", tmp_path / "run", "--out", tmp_path / "slice.npz", "--points", 2, "--through", "line")[0] == 0
    with np.load(tmp_path / "slice.npz") as made:
        theta = run.theta[0] + made["alphas"][0] * (run.trained - run.theta[0])
        assert made["cost"][0] == pytest.approx(NET.cost(theta, toy().x, toy().y), rel=1e-5)
    code, _, err = nn("check", tmp_path / "run", "--data", "digits")
    assert code == 2 and "the data 'digits'" in err and "(10, 784)" in err


# -- an interrupted run --------------------------------------------------------------------------------------------


class Killed(Exception):
    pass


def interrupted(target, at, how):
    """Begin a run and end it before step `at` is over."""
    def stop(step, theta, gradient):
        if step == at:
            raise Killed

    with pytest.raises(Killed):
        nncore.train(NET, toy(), **how, callback=stop, target=target)
    gc.collect()


@pytest.fixture
def target(tmp_path):
    return tmp_path / "run.npz"


@pytest.mark.parametrize("how", RUNS)
def test_a_run_is_continued_to_the_same_bytes(target, how):
    whole = nncore.train(NET, toy(), **RUNS[how])
    for at in (0, 1, 5, 12, len(whole.batch_cost) - 1):
        interrupted(target, at, RUNS[how])
        seen = []
        run = nncore.train(NET, toy(), **RUNS[how], target=target, resume=True,
                           callback=lambda step, theta, gradient, seen=seen: seen.append(step))
        assert run.manifest == whole.manifest and run.recipe == whole.recipe
        assert seen[0] == max([step for step in whole.step if step <= at], default=0), "not from its last kept state"
        run.save(target)
        assert os.listdir(target.parent) == ["run.npz"]
        whole.save(target.with_name("whole"))
        assert target.read_bytes() == target.with_name("whole.npz").read_bytes()
        target.with_name("whole.npz").unlink()


@pytest.mark.parametrize("how", RUNS)
def test_a_recording_is_made_of_what_a_run_has_left(nn, target, how):
    """The states that were kept and all steps before them: the run as if it had been stopped there; and it can still go on."""
    whole = nncore.train(NET, toy(), **RUNS[how])
    for at in (0, 1, 5, 12, len(whole.batch_cost) - 1):
        interrupted(target, at, RUNS[how])
        last = max([step for step in whole.step if step <= at], default=None)
        code, out, err = nn("recover", f"{target}.partial")
        if last is None:
            assert code == 2 and "holds no state yet" in err and not target.exists()
            continue
        run = nncore.Recording.load(target, verify=True)
        stopped = nncore.train(NET, toy(), **RUNS[how], callback=lambda step, *_, last=last: step == last)
        assert code == 0 and run.sha256 == stopped.sha256 == nncore.train_like(run).sha256
        target.unlink()
    assert nncore.train(NET, toy(), **RUNS[how], target=target, resume=True).sha256 == whole.sha256


@pytest.mark.parametrize("name", ["theta", "step", "batch_cost", "order", "rate", "coordinates"])
def test_rows_that_were_not_written_any_more_are_left_out(nn, target, name):
    """Killed between one file and the next: what all of them hold is a recording, or the run up to there."""
    how = dict(batch_size=5, steps=20, theta=LINE.point(0.3), within=LINE, learning_rate=halves, record=2)
    whole = nncore.train(NET, toy(), **how)
    interrupted(target, 17, how)
    file = target.with_name("run.npz.partial") / f"{name}.rows"
    size = file.stat().st_size
    for left in (0.85, 0.5, 0.3):
        os.truncate(file, int(size * left))
        assert nn("recover", f"{target}.partial")[0] == 0
        run = nncore.Recording.load(target, verify=True)
        last = run.step[-1]
        stopped = nncore.train(NET, toy(), **how, callback=lambda step, *_, last=last: step == last)
        assert last < 16 and run.sha256 == stopped.sha256
        target.unlink()
    assert nncore.train(NET, toy(), **how, target=target, resume=True).sha256 == whole.sha256


def test_a_run_is_continued_again_and_again(target):
    how = dict(batch_size=5, steps=20, record=4)
    for at in (2, 6, 6, 5, 15):
        def stop(step, theta, gradient, at=at):
            if step == at:
                raise Killed

        with pytest.raises(Killed):
            nncore.train(NET, toy(), **how, callback=stop, target=target, resume=True)
        gc.collect()
    run = nncore.train(NET, toy(), **how, target=target, resume=True)
    assert run.sha256 == nncore.train(NET, toy(), **how).sha256


def test_a_run_that_diverges_is_continued_to_the_same_end(target):
    net = nncore.Network((4, 3), "identity")
    how = dict(learning_rate=1e3, batch_size=5, steps=900)
    with pytest.raises(nncore.Diverged) as whole:
        nncore.train(net, toy(), **how)
    for _ in range(2):  # from the beginning, and when it had ended already
        with pytest.raises(nncore.Diverged) as again:
            nncore.train(net, toy(), **how, target=target, resume=True)
        assert again.value.run.sha256 == whole.value.run.sha256
        del again
        gc.collect()


@pytest.mark.parametrize("at", [0, 8, 11])
def test_a_run_that_was_stopped_is_continued_as_if_it_had_not_been(target, at):
    """Its last state, kept because it was the last, is none that the whole run keeps."""
    how = dict(batch_size=5, steps=20, record=4)
    run = nncore.train(NET, toy(), **how, target=target, callback=lambda step, *_: step == at)
    assert run.step[-1] == at
    del run
    gc.collect()
    assert nncore.train(NET, toy(), **how, target=target, resume=True).sha256 == nncore.train(NET, toy(), **how).sha256


def test_nothing_is_lost_where_a_continued_run_is_killed_at_once(nn, target):
    how = dict(batch_size=5, steps=20, record=4)
    interrupted(target, 17, how)
    folder, then = Path(f"{target}.partial"), target.with_name("then.npz.partial")

    def stop(step, theta, gradient):
        shutil.copytree(folder, then)       # what a SIGKILL would leave, before anything is written that waits in a buffer
        return True

    nncore.train(NET, toy(), **how, target=target, resume=True, callback=stop)
    assert nn("recover", then)[0] == 0
    assert nncore.Recording.load(target.with_name("then"), verify=True).step.tolist() == [0, 4, 8, 12, 16]


def test_resume_where_nothing_is_begins_and_where_all_is_done_takes_no_step(target):
    how = dict(batch_size=5, steps=20)
    first = nncore.train(NET, toy(), **how, target=target, resume=True).sha256
    gc.collect()
    again = nncore.train(NET, toy(), **how, target=target, resume=True,
                         callback=lambda *state: pytest.fail("trained again"))
    assert again.sha256 == first == nncore.train(NET, toy(), **how).sha256


def test_without_resume_a_run_begins_anew(target):
    interrupted(target, 9, dict(batch_size=5, steps=20, seed=1))
    run = nncore.train(NET, toy(), batch_size=5, steps=20, seed=2, target=target)
    assert run.sha256 == nncore.train(NET, toy(), batch_size=5, steps=20, seed=2).sha256


@pytest.mark.parametrize(("other", "words"), [
    (dict(seed=2), "seed 1, not 2"), (dict(steps=21), "steps 20, not 21"),
    (dict(learning_rate=0.5), "learning_rate 1.5, not 0.5"), (dict(theta=NET.init(1)), "start"),
    (dict(record=5), "record None, not 5"), (dict(learning_rate=halves), "learning_rate"),
])
def test_another_run_is_not_continued(target, other, words):
    how = dict(batch_size=5, steps=20, seed=1)
    interrupted(target, 9, how)
    with pytest.raises(nncore.InputError, match=f"is of another run: .*{words}"):
        nncore.train(NET, toy(), **{**how, **other}, target=target, resume=True)
    assert nncore.train(NET, toy(), **how, target=target, resume=True).recipe["steps"] == 20  # it was left alone


@pytest.mark.parametrize(("one", "other", "words"), [
    (dict(learning_rate=halves), dict(learning_rate=lambda step: 1.0), "learning_rate, in the steps that were taken"),
    (dict(theta=NET.init(1)), dict(theta=NET.init(2)), "start"), (dict(record=[3, 9]), dict(record=[4, 9]), "record"),
    (dict(theta=LINE.point(0.3), within=LINE), dict(theta=LINE.point(0.3), within=nncore.Line(LINE.point(0.1), LINE.point(2))),
     "within"),
])
def test_other_arrays_are_found(target, one, other, words):
    interrupted(target, 9, dict(batch_size=5, steps=20, **one))
    with pytest.raises(nncore.InputError, match=f"is of another run: {words}"):
        nncore.train(NET, toy(), batch_size=5, steps=20, **other, target=target, resume=True)


def test_other_versions_do_not_continue(target, monkeypatch):
    interrupted(target, 9, dict(batch_size=5, steps=20))
    monkeypatch.setattr(np, "__version__", "9.9")
    with pytest.raises(nncore.InputError, match="is of another run: versions"):
        nncore.train(NET, toy(), batch_size=5, steps=20, target=target, resume=True)


def test_two_do_not_train_for_one_target_until_the_first_is_saved_or_gone(target):
    how = dict(batch_size=5, steps=20)
    run = nncore.train(NET, toy(), **how, target=target)
    with pytest.raises(nncore.RecordingError, match="is in use"):
        nncore.train(NET, toy(), **how, target=target)
    run.save(target)
    assert os.listdir(target.parent) == ["run.npz"]
    again = nncore.train(NET, toy(), **how, target=target)
    del again
    gc.collect()
    assert nncore.train(NET, toy(), **how, target=target).sha256 == run.sha256


@pytest.mark.parametrize("resume", [False, True])
@pytest.mark.parametrize("where", ["unlink", "replace"])
def test_killed_while_it_begins_anew(target, monkeypatch, where, resume):
    """Between the run that was and the one that begins: the next one begins, or continues what it then is."""
    how = dict(batch_size=5, steps=20)
    interrupted(target, 9, dict(how, seed=1))
    real, calls = getattr(os, where), []

    def die(*paths, **options):
        calls.append(real(*paths, **options) if where == "unlink" and not calls else None)
        if len(calls) == 2 or where == "replace":
            raise Killed

    monkeypatch.setattr(os, where, die)
    with pytest.raises(Killed):
        nncore.train(NET, toy(), **how, seed=2, target=target)
    gc.collect()
    monkeypatch.undo()
    run = nncore.train(NET, toy(), **how, seed=1 if resume else 2, target=target, resume=resume)
    assert run.sha256 == nncore.train(NET, toy(), **how, seed=1 if resume else 2).sha256


@pytest.mark.parametrize("foreign", ["thesis.txt", "theta.rows", "recipe.json", ".notes"])
@pytest.mark.parametrize("resume", [False, True])
def test_a_folder_of_other_things_is_no_place_to_work(target, foreign, resume):
    """Not even where its files have the names of ours: whose they are is not judged by that."""
    folder = target.with_name("run.npz.partial")
    folder.mkdir()
    (folder / foreign).write_text("precious")
    with pytest.raises(nncore.RecordingError, match="holds other things than|is damaged, or not what an interrupted run"):
        nncore.train(NET, toy(), batch_size=5, steps=20, target=target, resume=resume)
    assert (folder / foreign).read_text() == "precious" and {*os.listdir(folder)} <= {foreign, "lock"}


def test_notes_beside_an_interrupted_run_are_not_removed(target):
    interrupted(target, 9, dict(batch_size=5, steps=20))
    notes = target.with_name("run.npz.partial") / "notes.txt"
    notes.write_text("precious")
    for resume in (False, True):
        with pytest.raises(nncore.RecordingError, match="holds other things than an interrupted run"):
            nncore.train(NET, toy(), batch_size=5, steps=20, target=target, resume=resume)
    assert notes.read_text() == "precious"


@pytest.mark.parametrize("damage", ["step", "begun"])
def test_a_damaged_folder_says_so(target, damage):
    interrupted(target, 9, dict(batch_size=5, steps=20))
    file, = target.with_name("run.npz.partial").glob(f"{damage}.*")
    data = bytearray(file.read_bytes())
    data[-8:] = b"\xff" * 8
    file.write_bytes(data)
    with pytest.raises(nncore.RecordingError, match="is damaged.*Remove it"):
        nncore.train(NET, toy(), batch_size=5, steps=20, target=target, resume=True)


def started(*arguments):
    return subprocess.Popen([sys.executable, "-m", "nncore", "train", *arguments], cwd=ROOT,
                            stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True)


def test_the_command_line_goes_on_after_sigkill(nn, target, effort):
    """Killed whenever its folder has grown by so much; the end has the bytes of the run that nobody killed."""
    how = ("--sizes", "784,10,10", "--epochs", "60", "--record", "20")
    whole = target.with_name("whole.npz")
    assert nn("train", *how, "--out", whole)[0] == 0
    theta = target.with_name("run.npz.partial") / "theta.rows"
    went_on = 0
    for kill in range(effort(3, 12)):
        before = theta.stat().st_size if theta.exists() else 0
        process = started(*how, "--out", str(target), "--resume")
        while process.poll() is None and not (theta.exists() and theta.stat().st_size >= before + (1 + kill % 4) * 31_000):
            time.sleep(0.001)
        if process.poll() is None:
            process.send_signal(signal.SIGKILL)
        process.communicate()
        went_on += before > 0
    code, out, err = nn("train", *how, "--out", target, "--resume")
    assert code == 0 and went_on and str(theta.parent) in err and "--resume" in err
    assert target.read_bytes() == whole.read_bytes() and sorted(os.listdir(target.parent)) == ["run.npz", "whole.npz"]
    code, out, _ = nn("train", *how, "--out", target, "--resume")
    assert code == 0 and "is whole already" in out
    code, _, err = nn("train", *how, "--seed", 4, "--out", target, "--resume")
    assert code == 2 and "is another run, and whole: seed 0, not 4" in err


def test_control_c_tells_how_to_go_on(nn, target):
    process = started("--epochs", "100000", "--out", str(target))
    folder = target.with_name("run.npz.partial")
    while process.poll() is None and not ((folder / "theta.rows").exists() and (folder / "theta.rows").stat().st_size > 200_000):
        time.sleep(0.01)
    process.send_signal(signal.SIGINT)
    try:
        _, err = process.communicate(timeout=20)
    finally:
        process.kill()
    assert process.returncode == 1 and "Traceback" not in err
    assert "interrupted" in err and "--resume" in err and f"`nncore recover {folder}`" in err
    assert nn("recover", folder)[0] == 0 and nncore.Recording.load(target, verify=True).recipe["stopped"] > 0
