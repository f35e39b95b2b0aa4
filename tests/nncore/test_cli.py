"""Every command: what it makes, its exit code, and what it says where."""

import argparse
import errno
import json
import re
import struct

import numpy as np
import pytest

import nncore
from nncore import __main__ as cli
from nncore.__main__ import main

COMMANDS = ("train", "slice", "info", "check", "mnist")


@pytest.fixture
def nn(capfd):
    """nn("train", ...): (exit code, stdout, stderr)."""
    def nn(*arguments):
        try:
            code = main([str(argument) for argument in arguments])
        except SystemExit as end:  # argparse
            code = end.code
        return (code, *capfd.readouterr())

    return nn


@pytest.fixture(scope="session")
def trained(tmp_path_factory):
    """A recording made by the command line: 784-8-10, 12 steps of 200 digits."""
    folder = tmp_path_factory.mktemp("cli") / "run"
    assert main(["train", "--sizes", "784,8,10", "--steps", "12", "--batch", "200", "--record", "4", "--seed", "3",
                 "--rate", "0.5", "--activation", "tanh", "--out", str(folder)]) == 0
    return folder


def failed(outcome, code, words):
    """One line on stderr that says what is wrong, nothing on stdout, no traceback."""
    assert outcome[0] == code and outcome[1] == ""
    assert re.fullmatch(rf"nncore: [^\n]*{words}[^\n]*\n", outcome[2]), outcome[2]
    assert "Traceback" not in outcome[2]


def watched(monkeypatch):
    """[(label, total, [done, ...]), ...] of every bar that a command draws from now on."""
    bars = []

    class Watched(cli.Bar):
        def __init__(self, label, total):
            super().__init__(label, total)
            self.seen = []
            bars.append(self)

        def __call__(self, done):
            self.seen.append(done)
            super().__call__(done)

        def __eq__(self, other):
            return (self.label, self.total, self.seen) == other

    monkeypatch.setattr(cli, "Bar", Watched)
    return bars


def test_long_work_draws_its_bar_from_beginning_to_end(nn, tmp_path, monkeypatch):
    bars = watched(monkeypatch)
    nn("train", "--sizes", "784,1,10", "--epochs", "2", "--batch", "500", "--out", tmp_path / "run")
    nn("slice", tmp_path / "run", "--out", tmp_path / "x.npz", "--points", "4")
    nn("check", tmp_path / "run", "--examples", "1")
    assert bars == [("training", 6, list(range(6))), ("slicing", 4, [1, 2, 3, 4]),
                    ("checking", 1610, list(range(1, 1611)))]


# -- train ---------------------------------------------------------------------------------------------


def test_train_is_train_of_the_library(trained, digits):
    run = nncore.Recording.load(trained, verify=True)
    net = nncore.Network((784, 8, 10), "tanh")
    wanted = nncore.train(net, digits[0], 0.5, 200, steps=12, seed=3, record=4)
    unseen = wanted.evaluate(digits[1])
    assert run.sha256 == wanted.with_arrays(cost=unseen.cost, accuracy=unseen.accuracy).sha256
    assert run.step.tolist() == [0, 4, 8, 12]


def test_train_says_what_it_made_and_draws_its_bar_on_stderr(nn, tmp_path):
    code, out, err = nn("train", "--epochs", "1", "--sizes", "784-8-10", "--batch", "full", "--out", tmp_path / "run")
    run = nncore.Recording.load(tmp_path / "run", verify=True)
    assert code == 0 and out == (f"{tmp_path / 'run'}: 784-8-10 on digits, 1 steps, 2 states kept; "
                                 f"on unseen digits cost {run.cost[-1]:.4f}, accuracy {run.accuracy[-1]:.2%}\n")
    assert re.fullmatch(r"training \[#+\] 100% [\d.]+ s\n", err)
    assert run.recipe["batch_size"] is None and run.recipe["epochs"] == 1


def test_train_with_defaults_is_thirty_epochs_of_the_film_network(nn, tmp_path):
    code, out, _ = nn("train", "--out", tmp_path / "run")
    recipe = nncore.Recording.load(tmp_path / "run").recipe
    assert code == 0 and recipe["network"] == {"sizes": [784, 16, 16, 10], "activation": "sigmoid"}
    keys = ("learning_rate", "batch_size", "epochs", "seed", "record")
    assert [recipe[key] for key in keys] == [1.5, 100, 30, 0, None]


def test_train_on_mnist_from_a_folder(nn, tmp_path):
    images, labels = np.arange(20 * 784, dtype="uint8"), np.arange(20, dtype="uint8") % 10
    for part in ("train", "t10k"):
        (tmp_path / f"{part}-images-idx3-ubyte").write_bytes(struct.pack(">4I", 0x803, 20, 28, 28) + images.tobytes())
        (tmp_path / f"{part}-labels-idx1-ubyte").write_bytes(struct.pack(">2I", 0x801, 20) + labels.tobytes())
    code, out, _ = nn("train", "--data", "mnist", "--mnist-dir", tmp_path, "--batch", 5, "--epochs", 2, "--out",
                      tmp_path / "run")
    assert code == 0 and "784-16-16-10 on mnist, 8 steps, 9 states kept" in out
    assert nncore.Recording.load(tmp_path / "run").recipe["data"]["origin"] == {"load": "mnist", "part": "train"}


def test_a_run_that_diverges_fails_but_keeps_what_it_recorded(nn, tmp_path):
    outcome = nn("train", "--sizes", "784,10", "--activation", "identity", "--rate", "1e6", "--steps", 500, "--out",
                 tmp_path / "run")
    run = nncore.Recording.load(tmp_path / "run", verify=True)
    failed(outcome, 1, f"training diverged: after {run.recipe['diverged']} steps .*--rate 1e\\+06. Try a smaller one; "
                       f"the states until then are saved as {tmp_path / 'run'}")
    assert np.isfinite(run.theta).all()


def test_train_refuses_a_folder_that_is_no_recording_before_it_trains(nn, tmp_path, monkeypatch):
    monkeypatch.setattr(nncore, "train", lambda *_, **__: pytest.fail("trained, to lose it"))
    (tmp_path / "thesis.txt").write_text("precious")
    failed(nn("train", "--out", tmp_path), 1, "exists and is not a recording; nothing was written. Choose another path")
    assert [file.name for file in tmp_path.iterdir()] == ["thesis.txt"]


@pytest.mark.parametrize(("arguments", "words"), [
    (("--rate", "0"), "learning_rate must be a number > 0.*got 0.0"), (("--rate", "-1"), "got -1.0"),
    (("--rate", "nan"), "got nan"),
    (("--batch", "1439"), r"batch_size must be 1\.\.1438"), (("--sizes", "784,0,10"), "1 or more; got"),
    (("--sizes", "784"), "at least two layers"), (("--sizes", "99,10"), "the network 99-10 takes 99 numbers"),
    (("--activation", "softmax"), "activation must be one of"),
    (("--data", "mnist"), "needs --mnist-dir DIR; `nncore mnist DIR` fetches"),
])
def test_train_with_what_cannot_be_is_a_wrong_call_and_loses_nothing(nn, trained, arguments, words):
    before = {file.name: file.read_bytes() for file in trained.iterdir()}
    failed(nn("train", "--out", trained, *arguments), 2, words)
    assert {file.name: file.read_bytes() for file in trained.iterdir()} == before


@pytest.mark.parametrize("arguments", [
    (), ("nonsense",), ("train",), ("train", "--out", "x", "--steps", "5", "--epochs", "5"),
    ("train", "--out", "x", "--steps", "0"),
    ("train", "--out", "x", "--epochs", "-1"), ("train", "--out", "x", "--epochs", "1.5"),
    ("train", "--out", "x", "--batch", "0"),
    ("train", "--out", "x", "--batch", "-5"), ("train", "--out", "x", "--batch", "all"),
    ("train", "--out", "x", "--seed", "-1"),
    ("train", "--out", "x", "--record", "0"), ("train", "--out", "x", "--sizes", "big"),
    ("train", "--out", "x", "--rate", "fast"),
    ("train", "--out", "x", "--data", "cats"), ("slice", "x"), ("slice", "x", "--out", "y", "--points", "0"),
    ("slice", "x", "--out", "y", "--seed", "-1"), ("slice", "x", "--out", "y", "--through", "wall"), ("info",),
    ("check", "x", "--examples", "0"), ("mnist",),
])
def test_a_wrong_call_exits_with_two(nn, tmp_path, monkeypatch, arguments):
    monkeypatch.chdir(tmp_path)
    code, out, err = nn(*arguments)
    assert code == 2 and out == "" and re.search(r"^nncore.*: error: .+$", err, re.M) and "Traceback" not in err
    assert not list(tmp_path.iterdir())


# -- slice -----------------------------------------------------------------------------------------------


@pytest.mark.parametrize("through", ["pca", "random"])
def test_slice_is_the_cost_over_a_plane_with_the_path_on_it(nn, trained, tmp_path, digits, through):
    file = tmp_path / "new folder" / "slice.npz"
    code, out, err = nn("slice", trained, "--out", file, "--points", 3, "--through", through, "--seed", 4, "--reach",
                        "0.5")
    run = nncore.Recording.load(trained)
    plane = nncore.Plane.pca(run.theta) if through == "pca" else nncore.Plane.random(run.network, run.theta[-1], seed=4)
    path, distance = plane.project(run.theta)
    with np.load(file, allow_pickle=False) as made:
        assert sorted(made) == ["alphas", "betas", "cost", "distance", "path"]
        np.testing.assert_allclose(made["path"], path)
        np.testing.assert_allclose(made["distance"], distance)
        low, high = path.min(axis=0), path.max(axis=0)
        if through == "random":
            low, high = np.minimum(low, -1), np.maximum(high, 1)
        np.testing.assert_allclose(made["alphas"],
                                   np.linspace(1.5 * low[0] - 0.5 * high[0], 1.5 * high[0] - 0.5 * low[0], 3))
        np.testing.assert_allclose(made["betas"],
                                   np.linspace(1.5 * low[1] - 0.5 * high[1], 1.5 * high[1] - 0.5 * low[1], 3))
        theta = plane.point(made["alphas"][2], made["betas"][0])
        assert made["cost"][2, 0] == pytest.approx(run.network.cost(theta, digits[1].x, digits[1].y), rel=1e-5)
        low, high = made["cost"].min(), made["cost"].max()
        assert code == 0 and out == (f"{file}: cost {low:.4f} to {high:.4f} over 9 points; "
                                     f"the path runs up to {distance.max():.4f} from the plane\n")
    assert re.fullmatch(r"slicing \[#+\] 100% [\d.]+ s\n", err)
    assert [path.name for path in file.parent.iterdir()] == ["slice.npz"]


def test_slice_along_the_line_from_start_to_end(nn, trained, tmp_path, digits):
    code, out, _ = nn("slice", trained, "--out", tmp_path / "line.npz", "--points", 4, "--through", "line")
    run = nncore.Recording.load(trained)
    with np.load(tmp_path / "line.npz") as made:
        assert sorted(made) == ["alphas", "cost", "distance", "path", "slope"]
        np.testing.assert_allclose(made["alphas"], np.linspace(-0.3, 1.3, 4))
        np.testing.assert_allclose(made["path"][[0, -1]], [0, 1], atol=1e-9)
        theta = run.theta[0] + made["alphas"][1] * (run.theta[-1] - run.theta[0])
        assert made["cost"][1] == pytest.approx(run.network.cost(theta, digits[1].x, digits[1].y), rel=1e-5)
    assert code == 0 and "from the line" in out


def test_a_slice_that_cannot_be_written_leaves_the_old_one(nn, trained, tmp_path, small_files):
    file = tmp_path / "slice.npz"
    file.write_bytes(b"old")
    with small_files(1000):
        outcome = nn("slice", trained, "--out", file, "--points", 20, "--through", "line")
    assert outcome[0] == 1 and outcome[2].splitlines()[-1].startswith("nncore: ")
    assert file.read_bytes() == b"old" and [path.name for path in tmp_path.iterdir()] == ["slice.npz"]


def test_a_path_that_is_no_plane(nn, tmp_path, net, digits):
    still = nncore.train(nncore.Network((784, 10), "step"), digits[0], steps=5)  # its slope is 0: it stays
    still.save(tmp_path / "still")
    failed(nn("slice", tmp_path / "still", "--out", tmp_path / "x.npz"), 2, "the points lie on one line")
    failed(nn("slice", tmp_path / "still", "--out", tmp_path / "x.npz", "--through", "line"), 2, "are the same point")
    assert not (tmp_path / "x.npz").exists()


# -- info and check ------------------------------------------------------------------------------------------


def test_info_says_what_a_recording_holds(nn, trained):
    run = nncore.Recording.load(trained)
    code, out, err = nn("info", trained)
    assert code == 0 and err == ""
    for words in ("784-8-10, 6370 parameters, tanh", f"digits, 1438 examples, sha256 {run.recipe['data']['sha256']}",
                  "learning rate 0.5, batch 200, 12 steps, seed 3", "theta          <f4 (4, 6370)",
                  "accuracy       <f8 (4,)",
                  f"sha256    {run.sha256}\n"):
        assert words in out
    code, verified, _ = nn("info", trained, "--verify")
    assert code == 0 and verified == out.replace(run.sha256, f"{run.sha256} (verified)")


def test_info_of_a_broken_recording(nn, saved, tmp_path):
    failed(nn("info", tmp_path / "nowhere"), 1, "nowhere is not there. Record it first")
    data = bytearray((saved / "theta.npy").read_bytes())
    data[-1] ^= 1
    (saved / "theta.npy").write_bytes(data)
    assert nn("info", saved)[0] == 0
    failed(nn("info", saved, "--verify"), 1, "theta.npy was altered")
    for command in (("slice", saved, "--out", tmp_path / "x.npz"), ("check", saved)):
        failed(nn(*command), 1, "theta.npy was altered")
    document = json.loads((saved / "recipe.json").read_text())
    del document["learning_rate"]
    (saved / "recipe.json").write_text(json.dumps(document))
    failed(nn("info", saved), 1, "incomplete or altered .KeyError: 'learning_rate'")


def test_check_compares_the_gradient_at_both_ends(nn, tmp_path, digits):
    nncore.train(nncore.Network((784, 2, 10)), digits[0], steps=3).save(tmp_path / "small")
    code, out, err = nn("check", tmp_path / "small", "--examples", 2)
    assert code == 0 and re.fullmatch(r"checking \[#+\] 100% [\d.]+ s\n", err)
    assert re.fullmatch(r"first state: largest relative error of 1600 entries \d\.\de-\d\d\n"
                        r"last state: largest relative error of 1600 entries \d\.\de-\d\d\n", out)


def test_check_fails_when_the_gradient_is_wrong(nn, tmp_path, digits, monkeypatch):
    nncore.train(nncore.Network((784, 1, 10)), digits[0], steps=1).save(tmp_path / "small")
    right = nncore.Network.gradient
    monkeypatch.setattr(nncore.Network, "gradient", lambda *arguments: right(*arguments) / 2)
    failed(nn("check", tmp_path / "small"), 1, "gradient is wrong: entry")


# -- mnist ------------------------------------------------------------------------------------------------------


def test_mnist_says_what_it_fetched_with_a_bar_for_each_file(nn, tmp_path, monkeypatch):
    asked = []

    def fetch(folder, mirrors, progress):
        asked.append((folder, mirrors))
        for name in ("one", "two"):
            for done in (5, 10):
                progress(name, done, 10)
        progress("three", 70_000, None)  # a server that does not say how long the file is
        return ["one", "two", "three"]

    monkeypatch.setattr(cli, "fetch_mnist", fetch)
    bars = watched(monkeypatch)
    code, out, err = nn("mnist", tmp_path, "--mirror", "http://x")
    assert code == 0 and out == f"{tmp_path}: 3 files fetched, 1 were there; all four are right\n"
    assert re.fullmatch(r"one \[#+\] 100% [\d.]+ s\ntwo \[#+\] 100% [\d.]+ s\n", err)
    assert bars == [("one", 10, [5, 10]), ("two", 10, [5, 10]), ("three", 1, [70_000])]
    nn("mnist", tmp_path)
    assert asked == [(str(tmp_path), ["http://x"]), (str(tmp_path), cli.MIRRORS)]


def test_mnist_from_where_nobody_answers(nn, tmp_path, monkeypatch):
    monkeypatch.setenv("no_proxy", "127.0.0.1")
    failed(nn("mnist", tmp_path, "--mirror", "http://127.0.0.1:1"), 1,
           "could not be fetched; nothing was kept.*refused.*Try again later")
    failed(nn("mnist", tmp_path, "--mirror", "file:///etc"), 1, "a mirror must be an http or https address")
    assert not list(tmp_path.iterdir())


# -- help, exit codes, the process ----------------------------------------------------------------------------------


@pytest.mark.parametrize("command", COMMANDS)
def test_help_has_an_example_that_parses(nn, command):
    code, out, err = nn(command, "--help")
    assert code == 0 and err == ""
    example = re.search(rf"^example: nncore ({command} .+)$", " ".join(out.splitlines()[-1:]), re.M)
    assert example and isinstance(cli._parser().parse_args(example[1].split()), argparse.Namespace)


def test_help_and_version(nn):
    code, out, _ = nn("--help")
    assert code == 0 and all(command in out for command in COMMANDS)
    assert nn("--version")[:2] == (0, f"{nncore.__version__}\n")


@pytest.mark.parametrize(("error", "words"), [
    (OSError(errno.ENOSPC, "No space left on device", "/full/disk"), "No space left on device.*/full/disk"),
    (MemoryError(), "not enough memory"), (KeyboardInterrupt(), "interrupted; nothing was saved"),
    (nncore.DataError("bad\ndata"), "bad data"),
])
def test_whatever_fails_is_one_line(nn, trained, monkeypatch, error, words):
    def fail(*_, **__):
        raise error

    monkeypatch.setattr(nncore.Recording, "load", fail)
    failed(nn("info", trained), 1, words)


def test_as_a_process(python, tmp_path):
    done = python("-m", "nncore", "train", "--steps", "2", "--out", str(tmp_path / "run"))
    assert done.returncode == 0 and "training [" in done.stderr
    assert done.stdout.startswith(f"{tmp_path / 'run'}: 784-16-16-10")
    done = python("-m", "nncore", "info", str(tmp_path / "run"), "--verify")
    assert done.returncode == 0 and done.stderr == "" and "(verified)" in done.stdout
    done = python("-m", "nncore", "info", str(tmp_path / "nowhere"))
    assert done.returncode == 1 and done.stdout == "" and re.fullmatch("nncore: .*not there.*\n", done.stderr)
    assert python("-m", "nncore").returncode == 2
