"""Every command: what it makes, its exit code, and what it says where."""

import argparse
import errno
import gc
import io
import itertools
import re
import shutil
import struct
from contextlib import contextmanager

import numpy as np
import pytest

import nncore
from nncore import cli
from nncore.cli import main

COMMANDS = ("train", "slice", "info", "check", "recover", "mnist")


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
    file = tmp_path_factory.mktemp("cli") / "run.npz"
    assert main(["train", "--sizes", "784,8,10", "--steps", "12", "--batch-size", "200", "--record", "4", "--seed", "3",
                 "--learning-rate", "0.5", "--activation", "tanh", "--out", str(file)]) == 0
    return file


KEPT = r"nncore: [^\n]*kept in [^\n]*run.npz.partial[^\n]*killed, --resume goes on[^\n]*`nncore recover`[^\n]*\n"


def failed(outcome, code, words, before=""):
    """One line on stderr that says what is wrong (after what was said before), nothing on stdout, no traceback."""
    assert outcome[0] == code and outcome[1] == ""
    assert re.fullmatch(rf"{before}nncore: [^\n]*{words}[^\n]*\n", outcome[2]), outcome[2]
    assert "Traceback" not in outcome[2]


def watched(monkeypatch):
    """[[label, total, [done, ...]], ...] of every bar that a command draws from now on."""
    bars, bar_of = [], cli.bar

    @contextmanager
    def watched(label, total):
        seen = [label, total, []]
        bars.append(seen)
        with bar_of(label, total) as draw:
            def tick(done, *total):
                seen[1:2] = total or seen[1:2]
                seen[2].append(done)
                draw(done, *total)

            yield tick

    monkeypatch.setattr(cli, "bar", watched)
    return bars


def test_long_work_draws_its_bar_from_beginning_to_end(nn, tmp_path, monkeypatch):
    bars = watched(monkeypatch)
    nn("train", "--sizes", "784,1,10", "--epochs", "2", "--batch-size", "500", "--out", tmp_path / "run")
    nn("slice", tmp_path / "run", "--out", tmp_path / "x.npz", "--points", "4")
    nn("check", tmp_path / "run", "--examples", "1")
    assert bars == [["training", 6, list(range(6))], ["slicing", 4, [1, 2, 3, 4]], ["checking", 1610, list(range(1, 1611))]]


# -- train ---------------------------------------------------------------------------------------------


def test_train_is_train_of_the_library(trained, digits):
    run = nncore.Recording.load(trained, verify=True)
    net = nncore.Network((784, 8, 10), "tanh")
    wanted = nncore.train(net, digits[0], 0.5, 200, steps=12, seed=3, record=4)
    unseen = wanted.evaluate(digits[1])
    assert run.sha256 == wanted.with_arrays(cost=unseen.cost, accuracy=unseen.accuracy).sha256
    assert run.step.tolist() == [0, 4, 8, 12]


def test_train_says_what_it_made_and_draws_its_bar_on_stderr(nn, tmp_path):
    code, out, err = nn("train", "--epochs", "1", "--sizes", "784-8-10", "--batch-size", "full", "--out", tmp_path / "run")
    run = nncore.Recording.load(tmp_path / "run", verify=True)
    assert code == 0 and out == (f"{tmp_path / 'run.npz'}: 784-8-10 on digits, 1 steps, 2 states kept; "
                                 f"on unseen digits cost {run['cost'][-1]:.4f}, accuracy {run['accuracy'][-1]:.2%}\n")
    assert re.fullmatch(KEPT + r"training \[#+\] 100% [\d.]+ s\n", err)
    assert run.recipe["batch_size"] is None and run.recipe["epochs"] == 1


def test_the_defaults_of_the_command_line_are_those_of_the_library(nn, tmp_path, digits):
    assert nn("train", "--out", tmp_path / "run")[0] == 0
    run, wanted = nncore.Recording.load(tmp_path / "run"), nncore.train(nncore.Network((784, 16, 16, 10)), digits[0])
    assert run.recipe == wanted.recipe and np.array_equal(run.theta, wanted.theta)
    keys = ("learning_rate", "batch_size", "epochs", "seed", "record")
    assert [run.recipe[key] for key in keys] == [1.5, 100, 30, 0, None]


def test_train_on_mnist_from_a_folder(nn, tmp_path):
    images, labels = np.arange(20 * 784, dtype="uint8"), np.arange(20, dtype="uint8") % 10
    for part in ("train", "t10k"):
        (tmp_path / f"{part}-images-idx3-ubyte").write_bytes(struct.pack(">4I", 0x803, 20, 28, 28) + images.tobytes())
        (tmp_path / f"{part}-labels-idx1-ubyte").write_bytes(struct.pack(">2I", 0x801, 20) + labels.tobytes())
    code, out, _ = nn("train", "--data", "mnist", "--mnist-dir", tmp_path, "--batch-size", 5, "--epochs", 2, "--out",
                      tmp_path / "run")
    assert code == 0 and f"784-16-16-10 on {tmp_path.name}, 8 steps, 9 states kept" in out
    data = nncore.Recording.load(tmp_path / "run").recipe["data"]
    assert (data["name"], data["source"], data["examples"]) == (tmp_path.name, "mnist/train", 20)


def test_a_run_that_diverges_fails_but_keeps_what_it_recorded_and_a_good_one_that_stands_there(nn, tmp_path):
    """Found from outside: the good one was replaced by a single state."""
    how = ("train", "--sizes", "784,10", "--activation", "identity", "--learning-rate", "1e6", "--steps", 500, "--out",
           tmp_path / "run")
    outcome = nn(*how)
    run = nncore.Recording.load(tmp_path / "run", verify=True)
    failed(outcome, 1, f"training diverged: after {run.recipe['diverged']} steps .*smaller.*{tmp_path / 'run.npz'}", KEPT)
    assert np.isfinite(run.theta).all() and [path.name for path in tmp_path.iterdir()] == ["run.npz"]
    nncore.train(nncore.Network((784, 10)), nncore.load_digits(), steps=1).save(tmp_path / "run")
    before = (tmp_path / "run.npz").read_bytes()
    failed(nn(*how), 1, "diverged.*run.npz.partial", KEPT)
    assert (tmp_path / "run.npz").read_bytes() == before


def test_train_refuses_what_is_no_recording_before_it_trains(nn, tmp_path, monkeypatch):
    monkeypatch.setattr(cli, "carry_out", lambda *_, **__: pytest.fail("trained, to lose it"))
    (tmp_path / "run.npz").write_text("precious")
    failed(nn("train", "--out", tmp_path / "run"), 1, "exists and is not a recording, or not only one; nothing was written")
    assert (tmp_path / "run.npz").read_text() == "precious"


def test_derived_arrays_of_somebodys_own_are_never_dropped(nn, trained, tmp_path):
    """Found from outside: --like mine --out mine dropped them; another run at its place did, too."""
    file = tmp_path / "mine.npz"
    nncore.Recording.load(trained).with_arrays(mine=[1, 2]).save(file)
    before = file.read_bytes()
    code, out, _ = nn("train", "--like", file, "--out", file)
    assert code == 0 and file.read_bytes() == before
    failed(nn("train", "--steps", 2, "--out", file), 2, "holds arrays that a new run would not have: mine. Choose another --out")
    assert file.read_bytes() == before
    code, out, _ = nn("train", "--like", file, "--out", tmp_path / "again")
    assert code == 0 and "the same bytes as" in out and (tmp_path / "again.npz").read_bytes() == before


@pytest.mark.parametrize(("arguments", "words"), [
    (("--learning-rate", "0"), "learning_rate must be a number > 0.*got 0.0"), (("--learning-rate", "-1"), "got -1.0"),
    (("--learning-rate", "nan"), "got nan"),
    (("--batch-size", "1439"), "batch_size must be 1.*at most the number of examples"),
    (("--sizes", "784"), "two layers"), (("--sizes", "99,10"), "the network 99-10"),
    (("--activation", "softmax"), "activation must be one of"),
    (("--steps", "5", "--epochs", "5"), "give epochs or steps, one of the two"),
    (("--data", "mnist"), "needs --mnist-dir DIR; `nncore mnist DIR` fetches"),
])
def test_train_with_what_cannot_be_is_a_wrong_call_and_loses_nothing(nn, trained, arguments, words):
    before = trained.read_bytes()
    failed(nn("train", "--out", trained, *arguments), 2, words)
    assert trained.read_bytes() == before and [path.name for path in trained.parent.iterdir()] == [trained.name]


@pytest.mark.parametrize("arguments", [
    (), ("nonsense",), ("train",),
    ("train", "--out", "x", "--steps", "0"), ("train", "--out", "x", "--sizes", "784,0,10"),
    ("train", "--out", "x", "--epochs", "-1"), ("train", "--out", "x", "--epochs", "1.5"),
    ("train", "--out", "x", "--batch-size", "0"),
    ("train", "--out", "x", "--batch-size", "-5"), ("train", "--out", "x", "--batch-size", "all"),
    ("train", "--out", "x", "--seed", "-1"),
    ("train", "--out", "x", "--record", "0"), ("train", "--out", "x", "--sizes", "big"),
    ("train", "--out", "x", "--learning-rate", "fast"),
    ("slice", "x"), ("slice", "x", "--out", "y", "--points", "0"),
    ("slice", "x", "--out", "y", "--seed", "-1"), ("slice", "x", "--out", "y", "--through", "wall"), ("info",),
    ("check", "x", "--examples", "0"), ("mnist",), ("recover",), ("train", "--out", "x", "--rate", "1"),
])
def test_a_wrong_call_exits_with_two(nn, tmp_path, monkeypatch, arguments):
    monkeypatch.chdir(tmp_path)
    code, out, err = nn(*arguments)
    assert code == 2 and out == "" and re.search(r"^nncore.*: error: .+$", err, re.M) and "Traceback" not in err
    assert not list(tmp_path.iterdir())


# -- one's own data --------------------------------------------------------------------------------------


@pytest.fixture
def own(tmp_path):
    """own(x=..., labels=...): an .npz, 900 examples of 300 numbers: over a MiB, which a recording does not hold."""
    def own(**arrays):
        np.savez(tmp_path / "own.npz", **arrays)
        return tmp_path / "own.npz"

    return own


X, LABELS = np.random.default_rng(0).random((900, 300), "float32"), np.arange(900) % 3


@pytest.mark.parametrize("arrays", [dict(x=X, labels=LABELS), dict(x=X, y=nncore.one_hot(LABELS, 3)),
                                    dict(x=X.reshape(900, 20, 15), labels=LABELS.astype("uint8"), more=[1])])
def test_own_data_in_train_slice_and_check_alike(nn, own, tmp_path, arrays):
    """Found from outside: from the shell there was no way."""
    file, sizes = own(**arrays), ("--sizes", "300,2,3")
    code, out, _ = nn("train", "--data", file, *sizes, "--steps", 12, "--out", tmp_path / "run")
    run = nncore.Recording.load(tmp_path / "run")
    data = nncore.Dataset(X, LABELS, name="own")
    assert code == 0 and "300-2-3 on own, 12 steps" in out
    assert run.sha256 == nncore.train(nncore.Network((300, 2, 3)), data, steps=12).sha256
    for command in (("slice", tmp_path / "run", "--out", tmp_path / "slice", "--points", 3), ("check", tmp_path / "run")):
        failed(nn(*command), 2, "does not hold its data 'own'.*--data")
        assert nn(*command, "--data", file)[0] == 0
    with np.load(tmp_path / "slice.npz") as made:
        theta = nncore.Plane.pca(run.theta).point(made["alphas"][1], made["betas"][2])
        assert made["cost"][1, 2] == pytest.approx(run.network.cost(theta, data.x, data.y), rel=1e-5)
    assert nn("train", "--like", tmp_path / "run", "--data", file, "--out", tmp_path / "again")[0] == 0


@pytest.mark.parametrize("arrays, words", [
    (dict(x=X), r"must hold x \(n, inputs\).*and labels"), (dict(a=X), r"must hold x \(n, inputs\)"),
    (dict(x=X, labels=LABELS[1:]), "got 900 rows of x, 899 of y"),
    (dict(x=np.where(X == X[7, 3], np.nan, X), labels=LABELS), "x must be finite; row 7"),
    (dict(x=X, labels=LABELS - 1), "class numbers"), (dict(x=X[:, 0], labels=LABELS), "x must be a table"),
    (dict(x=np.array([{}] * 9), labels=LABELS), "cannot be read: Object arrays"),
    (dict(x=X, labels=np.array(["cat"] * 900)), "class numbers"), (dict(x=X[:, :9], labels=LABELS), "the network .* the data")])
def test_own_data_that_cannot_be_are_named(nn, own, trained, tmp_path, arrays, words):
    file = own(**arrays)
    for command in (("train", "--sizes", "300,2,3", "--out", tmp_path / "run"), ("check", trained)):
        outcome = nn(*command, "--data", file)
        assert outcome[0] in (1, 2) and outcome[1] == "" and re.search(words.replace("300", r"\d+"), outcome[2]), outcome[2]
    assert not (tmp_path / "run.npz").exists()


@pytest.mark.parametrize("text", [None, b"", b"PK\3\4", b"x,y\n1,2\n", b"\x93NUMPY"])
def test_own_data_that_are_no_npz(nn, tmp_path, text):
    if text is not None:
        (tmp_path / "own.npz").write_bytes(text)
    failed(nn("train", "--data", tmp_path / "own.npz", "--out", tmp_path / "run"), 1,
           "--data must be digits, mnist, or an .npz file")


def test_pixels_of_somebodys_own_are_warned_of_and_scaled_by_nobody(nn, own, tmp_path, recwarn):
    with pytest.warns(UserWarning, match="Divide it first"):
        nn("train", "--data", own(x=np.rint(255 * X), labels=LABELS), "--sizes", "300,3", "--steps", 1, "--out", tmp_path / "run")


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


@pytest.mark.parametrize("mine", ["recording", "text", "arrays"])
def test_a_slice_replaces_nothing_but_a_slice(nn, trained, tmp_path, mine):
    file = tmp_path / "mine.npz"
    if mine == "recording":
        shutil.copy(trained, file)
    elif mine == "text":
        file.write_text("precious")
    else:
        np.savez(file, alphas=[1], thesis=[2])
    before = file.read_bytes()
    outcome = nn("slice", trained, "--out", file, "--points", 2)
    assert outcome[0] != 0 and file.read_bytes() == before


@pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning")   # numpy 1.26 leaves its zip to the collector
def test_a_slice_that_cannot_be_written_leaves_the_old_one(nn, trained, tmp_path, small_files):
    file = tmp_path / "slice.npz"
    assert nn("slice", trained, "--out", file, "--points", 2, "--through", "line")[0] == 0
    old = file.read_bytes()
    with small_files(1000):
        outcome = nn("slice", trained, "--out", file, "--points", 20, "--through", "line")
        gc.collect()
    assert outcome[0] == 1 and outcome[2].splitlines()[-1].startswith("nncore: ")
    assert file.read_bytes() == old and [path.name for path in tmp_path.iterdir()] == ["slice.npz"]


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


def test_a_broken_recording_is_named_by_every_command(nn, saved, tmp_path):
    failed(nn("info", tmp_path / "nowhere"), 1, "nowhere.npz is not there. Record it first")
    data = bytearray(saved.read_bytes())
    data[data.index(np.load(saved)["theta"].tobytes())] ^= 1
    saved.write_bytes(data)
    assert nn("info", saved)[0] == 0
    for command in (("info", saved, "--verify"), ("slice", saved, "--out", tmp_path / "x.npz"), ("check", saved),
                    ("train", "--like", saved, "--out", tmp_path / "x")):
        failed(nn(*command), 1, "theta was altered")
    saved.write_bytes(data[:-9])
    failed(nn("info", saved), 1, "is no recording, or damaged")


def test_what_a_recording_says_obeys_no_terminal(nn, tmp_path):
    data = nncore.Dataset(X[:9], LABELS[:9], name="\x1b]0;owned\x07 \x9b2J ünter")
    nncore.train(nncore.Network((300, 3)), data, steps=1, batch_size=None).save(tmp_path / "run")
    code, out, err = nn("info", tmp_path / "run")
    assert code == 0 and "ünter" in out and not {"\x1b", "\x07", "\x9b"} & {*out, *err}


def test_check_compares_the_gradient_at_both_ends(nn, tmp_path, digits, monkeypatch):
    nncore.train(nncore.Network((784, 2, 10)), digits[0], steps=3).save(tmp_path / "small")
    code, out, err = nn("check", tmp_path / "small", "--examples", 2)
    assert code == 0 and re.fullmatch(r"checking \[#+\] 100% [\d.]+ s\n", err)
    assert re.fullmatch(r"first state, last state: largest relative error of 1600 entries \d\.\de-\d\d, \d\.\de-\d\d\n", out)
    right = nncore.Network.backward
    for factor in (0.5, np.nan):
        def wrong(*arguments, factor=factor):
            back = right(*arguments)
            return back._replace(gradient=factor * back.gradient)

        monkeypatch.setattr(nncore.Network, "backward", wrong)
        code, out, err = nn("check", tmp_path / "small", "--examples", 2)
        assert code == 1 and "gradient is wrong" in err.splitlines()[-1]


# -- mnist ------------------------------------------------------------------------------------------------------


def test_mnist_says_what_it_fetched_with_a_bar(nn, tmp_path, monkeypatch):
    asked = []

    def fetch(folder, mirrors, progress):
        asked.append((folder, mirrors))
        for name, done, total in (("one", 5, 10), ("one", 10, 10), ("two", 70_000, None)):  # a server that does not say how much
            progress(name, done, total)
        return ["one", "two", "three"]

    monkeypatch.setattr(nncore, "fetch_mnist", fetch)
    bars = watched(monkeypatch)
    code, out, err = nn("mnist", tmp_path, "--mirror", "http://x")
    assert code == 0 and out == f"{tmp_path}: 3 files fetched, 1 were there; all four are right\n"
    assert re.fullmatch(r"fetching \[#+\] 100% [\d.]+ s\n", err) and [seen for _, _, seen in bars] == [[5, 10, 70_000]]
    nn("mnist", tmp_path)
    assert asked == [(str(tmp_path), ["http://x"]), (str(tmp_path), cli.MIRRORS)]


def test_mnist_from_where_nobody_answers(nn, tmp_path, monkeypatch):
    monkeypatch.setenv("no_proxy", "127.0.0.1")
    failed(nn("mnist", tmp_path, "--mirror", "http://127.0.0.1:1"), 1,
           "could not be fetched; nothing was kept.*refused.*Try")
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
    assert code == 0 and all(command in out for command in COMMANDS) and "its .partial folder" in " ".join(out.split())
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
    assert done.stdout.startswith(f"{tmp_path / 'run.npz'}: 784-16-16-10")
    done = python("-m", "nncore", "info", str(tmp_path / "run"), "--verify")
    assert done.returncode == 0 and done.stderr == "" and "(verified)" in done.stdout
    done = python("-m", "nncore", "info", str(tmp_path / "nowhere"))
    assert done.returncode == 1 and done.stdout == "" and re.fullmatch("nncore: .*not there.*\n", done.stderr)
    assert python("-m", "nncore").returncode == 2


# -- the progress bar -------------------------------------------------------------------------------------


class Terminal(io.StringIO):
    def isatty(self):
        return True


def bar(monkeypatch, stream, *steps, total=10):
    monkeypatch.setattr("sys.stderr", stream)
    monkeypatch.setattr("time.monotonic", itertools.count().__next__)       # a second passes from each to the next
    with cli.bar("work", total) as tick:
        for done in steps:
            tick(done)
    return stream.getvalue()


def test_the_bar_fills_on_a_terminal(monkeypatch):
    drawn = bar(monkeypatch, Terminal(), 0, 5, 7).split("\r")
    assert [line.split(" s")[0].rsplit(" ", 1)[0] for line in drawn[1:]] == [
        "work [" + "." * 30 + "]   0%", "work [" + "#" * 15 + "." * 15 + "]  50%",
        "work [" + "#" * 21 + "." * 9 + "]  70%",
        "work [" + "#" * 30 + "] 100%"]
    assert drawn[-1].endswith(" s\n")


def test_the_bar_never_overflows(monkeypatch):
    assert max(map(len, bar(monkeypatch, Terminal(), 70_000, total=1).split("\r"))) < 60


def test_the_bar_is_one_line_in_a_log_and_none_when_something_failed(monkeypatch):
    assert bar(monkeypatch, io.StringIO(), 1, 2, 3).count("\n") == 1
    log = io.StringIO()
    with pytest.raises(KeyError):
        monkeypatch.setattr("sys.stderr", log)
        with cli.bar("work", 10) as tick:
            tick(1)
            raise KeyError
    assert log.getvalue() == ""
