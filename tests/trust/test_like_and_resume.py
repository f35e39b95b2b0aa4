"""A recipe alone makes its run again; an interrupted run is continued: both to the same bytes."""

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
from nncore.__main__ import main
from nncore.recording import CORE
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
    "a schedule": dict(batch_size=5, steps=20, learning_rate=nncore.Decay(1.5, 8)),
    "another schedule": dict(batch_size=5, steps=20, learning_rate=nncore.InverseDecay(1.5, 8)),
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
    return nncore.load_digits().split(test=0.2, seed=0)


def hashes(run):
    return {name: entry["sha256"] for name, entry in run.manifest.items()}


# -- the recipe alone ----------------------------------------------------------------------------------------


@pytest.mark.parametrize("how", RUNS)
def test_a_recipe_alone_makes_its_run_again(tmp_path, how):
    run = nncore.train(NET, toy(), **RUNS[how])
    run.save(tmp_path / "run")
    (tmp_path / "alone").mkdir()
    shutil.copy(tmp_path / "run" / "recipe.json", tmp_path / "alone")
    again = nncore.train_like(tmp_path / "alone")
    assert hashes(again) == hashes(run) and again.sha256 == run.sha256
    assert nncore.train_like(again.recipe).sha256 == run.sha256


DATA = {
    "shipped digits": lambda: nncore.load_digits(),
    "a split": lambda: nncore.load_digits().split(0.3, seed=5)[1],
    "a split by a generator": lambda: nncore.load_digits().split(0.3, seed=np.random.default_rng(2))[0],
    "the first of a split": lambda: nncore.load_digits().split()[0].take(np.arange(50), first=50),
    "chosen rows": lambda: nncore.load_digits().take([5, 3, 3, 8, 1700]),
    "rows by a mask": lambda: nncore.load_digits().take(np.arange(1797) % 7 == 2),
    "a split of rows of a split": lambda: nncore.load_digits().split()[1].take(slice(9, 300)).split(0.5, seed=1)[0],
    "one's own, of any value": lambda: nncore.Dataset(np.linspace(0, 1, 784 * 5).reshape(5, 784), np.ones((5, 10)) / 3,
                                                      one_hot=False, origin={"toy": [1, (2, 3)]}),
}


@pytest.mark.parametrize("what", DATA)
def test_a_recipe_tells_how_to_get_its_data(tmp_path, what):
    run = nncore.train(nncore.Network((784, 3, 10)), DATA[what](), steps=3, batch_size=4)
    run.save(tmp_path / "run")
    assert nncore.train_like(tmp_path / "run").sha256 == run.sha256


def test_a_run_that_diverged_is_made_again(tmp_path):
    for rate in (1e5, lambda step: 1e5 + step):
        with pytest.raises(nncore.Diverged) as first:
            nncore.train(nncore.Network((4, 3), "identity"), toy(), rate, batch_size=5, steps=900)
        first.value.run.save(tmp_path / "run")
        with pytest.raises(nncore.Diverged) as second:
            nncore.train_like(tmp_path / "run")
        assert second.value.run.sha256 == first.value.run.sha256 and second.value.step == first.value.step


@pytest.mark.parametrize("name", runs.RUNS)
def test_the_runs_of_the_films_are_made_again(name, digits):
    run = runs.RUNS[name].train(digits[0], seed=0, quick=True, quiet=True)
    again = nncore.train_like(json.loads(json.dumps(run.recipe)))
    assert hashes(again) == {array: entry for array, entry in hashes(run).items() if array in CORE}


def large():
    x = np.random.default_rng(0).random((40_000, 8))  # 2.6 MB
    return nncore.Dataset(x, x[:, :3], one_hot=False, name="large")


def test_what_is_too_large_for_a_recipe_is_asked_for():
    run = nncore.train(nncore.Network((8, 3)), large(), steps=2)
    words = "neither says where its data .large. come from nor holds them.*larger than 1048576 bytes"
    with pytest.raises(nncore.InputError, match=words):
        nncore.train_like(run.recipe)
    assert nncore.train_like(run.recipe, large()).sha256 == run.sha256
    with pytest.raises(nncore.InputError, match="data must be the Dataset of the recipe, 'large'.*got another"):
        nncore.train_like(run.recipe, toy())


@pytest.mark.parametrize(("changes", "words"), [
    (dict(start={"given": "0" * 64}), "keeps only the hash of theta.*recorded by an older nncore.*nncore.train"),
    (dict(within="0" * 64), "keeps only the hash of the line or plane"),
    (dict(learning_rate="a function of the step; its values are the array rate"), "keeps only the hash of the learning rates"),
    (dict(learning_rate={"schedule": "Cosine", "rate": 1}), "a schedule that this nncore does not know: 'Cosine'"),
    (dict(learning_rate={"schedule": "Decay", "rate": "x", "half_life": 1}), "rate of Decay must be a number > 0; got 'x'"),
    (dict(record="given steps"), "record must be"), (dict(start="seed"), "does not tell the start of the run"),
    (dict(start={"init": 9}), "contradicts itself or is altered: start"), (dict(steps=7), "altered: steps 4, not 7"),
    (dict(seed=-1), "seed must be"), (dict(dtype="<f8"), "altered: dtype <f4, not <f8"),
    (dict(data={"name": "toy", "sha256": "", "examples": 23, "origin": {}}), "neither says where its data 'toy' come from"),
    (dict(data={"name": "toy", "sha256": "", "examples": 23, "origin": {"load": "digits"}}), "are not those of the recipe"),
    (dict(data={"name": "m", "sha256": "", "examples": 9, "origin": {"load": "mnist"}}), "name the folder with --mnist-dir"),
])
def test_a_recipe_that_lacks_something_says_what(changes, words):
    recipe = nncore.train(NET, toy(), batch_size=23, epochs=4).recipe
    with pytest.raises((nncore.InputError, nncore.DataError), match=words):
        nncore.train_like({**recipe, **changes})


# -- the command line ------------------------------------------------------------------------------------------


@pytest.fixture
def nn(capfd):
    def nn(*arguments):
        code = main([str(argument) for argument in arguments])
        return (code, *capfd.readouterr())

    return nn


SMALL = ("--sizes", "784,3,10", "--activation", "tanh,sigmoid", "--batch", "300")


def test_the_command_line_makes_its_own_recordings_again_with_cost_and_accuracy(nn, tmp_path):
    assert nn("train", *SMALL, "--epochs", 2, "--out", tmp_path / "run")[0] == 0
    run = nncore.Recording.load(tmp_path / "run")
    assert run.recipe["network"]["activation"] == ["tanh", "sigmoid"]
    (tmp_path / "alone").mkdir()
    shutil.copy(tmp_path / "run" / "recipe.json", tmp_path / "alone")
    code, out, _ = nn("train", "--like", tmp_path / "alone", "--out", tmp_path / "new")
    assert code == 0 and "the same bytes as" in out and f"sha256 {run.sha256}" in out
    again = nncore.Recording.load(tmp_path / "new", verify=True)
    assert again.sha256 == run.sha256 and {"cost", "accuracy"} <= set(again.arrays)
    assert sorted(os.listdir(tmp_path)) == ["alone", "new", "run"]


def mnist_folder(folder, seed):
    folder.mkdir()
    for part in ("train", "t10k"):
        images = np.random.default_rng(seed).integers(0, 256, (20, 28, 28), "uint8")
        (folder / f"{part}-images-idx3-ubyte").write_bytes(struct.pack(">4I", 0x803, 20, 28, 28) + images.tobytes())
        (folder / f"{part}-labels-idx1-ubyte").write_bytes(struct.pack(">2I", 0x801, 20) + bytes(range(10)) * 2)
    return folder


def test_a_run_on_mnist_asks_for_its_folder(nn, tmp_path):
    one, other = (mnist_folder(tmp_path / name, seed) for seed, name in enumerate(("one", "other")))
    assert nn("train", "--data", "mnist", "--mnist-dir", one, "--batch", 6, "--steps", 5, "--out", tmp_path / "run")[0] == 0
    like = ("train", "--like", tmp_path / "run", "--out", tmp_path / "new")
    for command in (like, ("slice", tmp_path / "run", "--out", tmp_path / "x.npz"), ("check", tmp_path / "run")):
        code, _, err = nn(*command)
        assert code == 2 and "its data are MNIST: name the folder with --mnist-dir DIR" in err and "`nncore mnist DIR`" in err
    code, _, err = nn(*like, "--mnist-dir", other)
    assert code == 1 and "the data 'mnist' are not those of the recipe: their SHA-256 is" in err
    code, out, _ = nn(*like, "--mnist-dir", one)
    assert code == 0 and nncore.Recording.load(tmp_path / "run").sha256 in out


def test_derived_arrays_of_others_are_named(nn, tmp_path, digits):
    run = nncore.train(nncore.Network((784, 3, 10)), digits[0], steps=3)
    run.with_arrays(cost=[1.0, 2], mine=3).save(tmp_path / "run")
    code, out, _ = nn("train", "--like", tmp_path / "run", "--out", tmp_path / "new")
    assert code == 0 and "not made again: cost, mine" in out
    assert hashes(nncore.Recording.load(tmp_path / "new", verify=True)) == hashes(run)


def test_bytes_that_are_not_the_promised_ones_are_a_failure(nn, tmp_path, digits):
    nncore.train(nncore.Network((784, 3, 10)), digits[0], steps=3).save(tmp_path / "run")
    file = tmp_path / "run" / "recipe.json"
    recipe = json.loads(file.read_text())
    recipe["arrays"]["theta"]["sha256"] = "0" * 64
    file.write_text(json.dumps(recipe))
    code, out, err = nn("train", "--like", tmp_path / "run", "--out", tmp_path / "new")
    assert code == 1 and "is not what the recipe of" in err and "theta differ. It was made with" in err


def test_like_takes_no_other_arguments(nn, tmp_path):
    assert nn("train", *SMALL, "--steps", 2, "--out", tmp_path / "run")[0] == 0
    code, _, err = nn("train", "--like", tmp_path / "run", "--seed", 3, "--rate", 2, "--out", tmp_path / "new")
    assert code == 2 and "leave out --rate, --seed" in err
    assert nn("train", "--like", tmp_path / "nowhere", "--out", tmp_path / "new")[0] == 1
    assert sorted(os.listdir(tmp_path)) == ["run"]


def test_slice_and_check_take_the_data_of_the_recipe(nn, tmp_path):
    run = nncore.train(NET, toy(), batch_size=5, steps=5)
    run.save(tmp_path / "run")
    assert nn("check", tmp_path / "run")[0] == 0
    assert nn("slice", tmp_path / "run", "--out", tmp_path / "slice.npz", "--points", 2, "--through", "line")[0] == 0
    with np.load(tmp_path / "slice.npz") as made:
        theta = run.theta[0] + made["alphas"][0] * (run.theta[-1] - run.theta[0])
        assert made["cost"][0] == pytest.approx(NET.cost(theta, toy().x, toy().y), rel=1e-5)
    code, _, err = nn("check", tmp_path / "run", "--data", "digits")
    assert code == 2 and "x must be (m, 4)" in err


# -- an interrupted run --------------------------------------------------------------------------------------------


class Killed(Exception):
    pass


def interrupted(work, at, how):
    """Begin a run and end it before step `at` is over."""
    def stop(step, theta, gradient):
        if step == at:
            raise Killed

    with pytest.raises(Killed):
        nncore.train(NET, toy(), **how, callback=stop, work=work)
    gc.collect()


@pytest.mark.parametrize("how", RUNS)
def test_a_run_is_continued_to_the_same_bytes(tmp_path, how):
    whole = nncore.train(NET, toy(), **RUNS[how])
    for at in (0, 1, 5, 12, len(whole.batch_cost) - 1):
        interrupted(tmp_path / "work", at, RUNS[how])
        seen = []
        run = nncore.train(NET, toy(), **RUNS[how], work=tmp_path / "work", resume=True,
                           callback=lambda step, theta, gradient, seen=seen: seen.append(step))
        assert run.sha256 == whole.sha256 and run.recipe == whole.recipe
        assert seen[0] == max([step for step in whole.step if step <= at], default=0), "not from its last kept state"
        del run
        gc.collect()


def test_a_run_is_continued_again_and_again(tmp_path):
    how = dict(batch_size=5, steps=20, record=4)
    for at in (2, 6, 6, 5, 15):
        def stop(step, theta, gradient, at=at):
            if step == at:
                raise Killed

        with pytest.raises(Killed):
            nncore.train(NET, toy(), **how, callback=stop, work=tmp_path / "work", resume=True)
        gc.collect()
    run = nncore.train(NET, toy(), **how, work=tmp_path / "work", resume=True)
    assert run.sha256 == nncore.train(NET, toy(), **how).sha256


def test_a_run_that_diverges_is_continued_to_the_same_end(tmp_path):
    net = nncore.Network((4, 3), "identity")
    how = dict(learning_rate=1e3, batch_size=5, steps=900)
    with pytest.raises(nncore.Diverged) as whole:
        nncore.train(net, toy(), **how)
    for _ in range(2):  # from the beginning, and when it had ended already
        with pytest.raises(nncore.Diverged) as again:
            nncore.train(net, toy(), **how, work=tmp_path / "work", resume=True)
        assert again.value.run.sha256 == whole.value.run.sha256
        del again
        gc.collect()


def test_resume_where_nothing_is_begins_and_where_all_is_done_takes_no_step(tmp_path):
    how = dict(batch_size=5, steps=20)
    first = nncore.train(NET, toy(), **how, work=tmp_path / "work", resume=True).sha256
    gc.collect()
    again = nncore.train(NET, toy(), **how, work=tmp_path / "work", resume=True,
                         callback=lambda *state: pytest.fail("trained again"))
    assert again.sha256 == first == nncore.train(NET, toy(), **how).sha256


def test_without_resume_a_run_begins_anew(tmp_path):
    interrupted(tmp_path / "work", 9, dict(batch_size=5, steps=20, seed=1))
    run = nncore.train(NET, toy(), batch_size=5, steps=20, seed=2, work=tmp_path / "work")
    assert run.sha256 == nncore.train(NET, toy(), batch_size=5, steps=20, seed=2).sha256


@pytest.mark.parametrize(("other", "words"), [
    (dict(seed=2), "seed 1, not 2"), (dict(steps=21), "steps 20, not 21"),
    (dict(learning_rate=0.5), "learning_rate 1.5, not 0.5"), (dict(theta=NET.init(1)), "start"),
    (dict(record=5), "record None, not 5"), (dict(learning_rate=halves), "learning_rate"),
])
def test_another_run_is_not_continued(tmp_path, other, words):
    how = dict(batch_size=5, steps=20, seed=1)
    interrupted(tmp_path / "work", 9, how)
    with pytest.raises(nncore.InputError, match=f"is of another run: .*{words}.*or begin anew without resume"):
        nncore.train(NET, toy(), **{**how, **other}, work=tmp_path / "work", resume=True)
    assert nncore.train(NET, toy(), **how, work=tmp_path / "work", resume=True).recipe["steps"] == 20  # it was left alone


def test_a_function_that_gives_other_rates_is_found(tmp_path):
    interrupted(tmp_path / "work", 9, dict(batch_size=5, steps=20, learning_rate=halves))
    with pytest.raises(nncore.InputError, match="was begun with another learning rate"):
        nncore.train(NET, toy(), learning_rate=lambda step: 1.0, batch_size=5, steps=20, work=tmp_path / "work", resume=True)


def test_other_versions_do_not_continue(tmp_path, monkeypatch):
    interrupted(tmp_path / "work", 9, dict(batch_size=5, steps=20))
    monkeypatch.setattr(np, "__version__", "9.9")
    with pytest.raises(nncore.InputError, match="was begun with nncore and numpy .*Take the same versions"):
        nncore.train(NET, toy(), batch_size=5, steps=20, work=tmp_path / "work", resume=True)


def test_two_do_not_work_in_one_folder(tmp_path):
    run = nncore.train(NET, toy(), batch_size=5, steps=20, work=tmp_path / "work")
    with pytest.raises(nncore.RecordingError, match="is in use: a run is trained there"):
        nncore.train(NET, toy(), batch_size=5, steps=20, work=tmp_path / "work")
    assert len(run.theta) == 21


@pytest.mark.parametrize("resume", [False, True])
@pytest.mark.parametrize("where", ["unlink", "replace"])
def test_killed_while_it_begins_anew(tmp_path, monkeypatch, where, resume):
    """Between the run that was and the one that begins: the next one begins, or continues what it then is."""
    how = dict(batch_size=5, steps=20)
    interrupted(tmp_path / "work", 9, dict(how, seed=1))
    real, calls = getattr(os, where), []

    def die(*paths, **options):
        calls.append(real(*paths, **options) if where == "unlink" and not calls else None)
        if len(calls) == 2 or where == "replace":
            raise Killed

    monkeypatch.setattr(os, where, die)
    with pytest.raises(Killed):
        nncore.train(NET, toy(), **how, seed=2, work=tmp_path / "work")
    gc.collect()
    monkeypatch.undo()
    run = nncore.train(NET, toy(), **how, seed=1 if resume else 2, work=tmp_path / "work", resume=resume)
    assert run.sha256 == nncore.train(NET, toy(), **how, seed=1 if resume else 2).sha256


def test_a_folder_of_other_things_is_no_place_to_work(tmp_path):
    (tmp_path / "thesis.txt").write_text("precious")
    with pytest.raises(nncore.RecordingError, match="holds other things than an interrupted run"):
        nncore.train(NET, toy(), batch_size=5, steps=20, work=tmp_path)
    assert os.listdir(tmp_path) == ["thesis.txt"]


@pytest.mark.parametrize("damage", ["step", "theta", "unfinished"])
def test_a_damaged_folder_says_so(tmp_path, damage):
    interrupted(tmp_path / "work", 9, dict(batch_size=5, steps=20))
    file, = (tmp_path / "work").glob(f"{damage}.*")
    data = bytearray(file.read_bytes())
    data[-4 * NET.size if damage == "theta" else -8:] = b"\xff" * (4 * NET.size if damage == "theta" else 8)
    file.write_bytes(data)
    with pytest.raises(nncore.RecordingError, match="is damaged .*Remove .*and begin anew"):
        nncore.train(NET, toy(), batch_size=5, steps=20, work=tmp_path / "work", resume=True)


def started(*arguments):
    return subprocess.Popen([sys.executable, "-m", "nncore", "train", *arguments], cwd=ROOT,
                            stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True)


def test_the_command_line_goes_on_after_sigkill(nn, tmp_path, effort):
    """Killed whenever its folder has grown by so much; the end has the bytes of the run that nobody killed."""
    how = ("--sizes", "784,10,10", "--epochs", "60", "--record", "20")
    assert nn("train", *how, "--out", tmp_path / "whole")[0] == 0
    wanted = nncore.Recording.load(tmp_path / "whole").sha256
    theta = tmp_path / ".run.run" / "theta.npy"
    went_on = 0
    for kill in range(effort(3, 12)):
        before = theta.stat().st_size if theta.exists() else 0
        process = started(*how, "--out", str(tmp_path / "run"), "--resume")
        while process.poll() is None and not (theta.exists() and theta.stat().st_size >= before + (1 + kill % 4) * 31_000):
            time.sleep(0.001)
        if process.poll() is None:
            process.send_signal(signal.SIGKILL)
        process.communicate()
        went_on += before > 0
    code, out, _ = nn("train", *how, "--out", tmp_path / "run", "--resume")
    assert code == 0 and went_on
    assert nncore.Recording.load(tmp_path / "run", verify=True).sha256 == wanted
    assert sorted(os.listdir(tmp_path)) == ["run", "whole"]
    code, out, _ = nn("train", *how, "--out", tmp_path / "run", "--resume")
    assert code == 0 and "is whole already; nothing to continue" in out
    code, _, err = nn("train", *how, "--seed", 4, "--out", tmp_path / "run", "--resume")
    assert code == 2 and "is another run, and whole: start" in err


def test_control_c_tells_how_to_go_on(tmp_path):
    process = started("--epochs", "100000", "--out", str(tmp_path / "run"))
    while process.poll() is None and not (tmp_path / ".run.run" / "theta.npy").exists():
        time.sleep(0.01)
    process.send_signal(signal.SIGINT)
    try:
        _, err = process.communicate(timeout=20)
    finally:
        process.kill()
    assert process.returncode == 1 and "interrupted; the same command with --resume goes on" in err and "Traceback" not in err
