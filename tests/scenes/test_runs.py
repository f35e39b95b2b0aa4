"""The runs that the films show: trained once, one's own never overwritten, every derived number what it says."""

import json
import shutil

import numpy as np
import pytest

import nncore
from scenes import runs
from scenes.recipes.digits import Digits, _telling_example

# -- when a run is made -----------------------------------------------------------------------------------


class Tiny:
    """3 steps of a 784-2-10 network."""

    trained = 0

    def train(self, train, seed, quick, quiet):
        self.trained += 1
        return nncore.train(nncore.Network((784, 2, 10)), train, steps=3, seed=seed)

    def derive(self, run, train, test):
        return {"cost": run.evaluate(test).cost, "first": run.theta[:, 0]}


@pytest.fixture
def tiny(tmp_path, monkeypatch):
    """The recipe of the only run there is, "tiny", recorded in tmp_path."""
    tiny = Tiny()
    monkeypatch.setattr(runs, "RUNS", {"tiny": tiny})
    monkeypatch.setenv("RECORDINGS", str(tmp_path))
    monkeypatch.delenv("DATA", raising=False)
    return tiny


def contents(folder):
    return {file.name: file.read_bytes() for file in folder.iterdir()}


def own_run(**how):
    train, _ = runs.data()
    return nncore.train(nncore.Network((784, 2, 10)), train, **{"steps": 4, "seed": 9, **how})


def test_a_run_is_trained_on_first_use_and_read_afterwards(tiny, tmp_path):
    assert not runs.is_fresh("tiny")
    first = runs.load("tiny", quiet=True)
    before = contents(tmp_path / "tiny")
    assert runs.is_fresh("tiny") and tiny.trained == 1
    second = runs.load("tiny", quiet=True)
    assert tiny.trained == 1 and second.sha256 == first.sha256 and contents(tmp_path / "tiny") == before
    _, test = runs.data()
    np.testing.assert_allclose(second.cost, first.evaluate(test).cost)
    assert isinstance(second.arrays["theta"], np.memmap)


@pytest.mark.parametrize("spoil", [
    lambda folder: shutil.rmtree(folder), lambda folder: (folder / "recipe.json").unlink(),
    lambda folder: (folder / "recipe.json").write_text("{"), lambda folder: (folder / "recipe.json").write_text("[]"),
])
def test_a_run_that_is_not_whole_is_made_again(tiny, tmp_path, spoil):
    made = runs.load("tiny", quiet=True)
    spoil(tmp_path / "tiny")
    assert not runs.is_fresh("tiny")
    if (tmp_path / "tiny").exists() and not (tmp_path / "tiny" / "recipe.json").exists():
        with pytest.raises(nncore.RecordingError,
                           match="is not a recording; nothing was written"):  # it may be anything
            runs.load("tiny", quiet=True)
        return
    assert runs.load("tiny", quiet=True).sha256 == made.sha256 and tiny.trained == 2


def test_a_run_of_other_code_is_made_again(tiny, tmp_path):
    runs.load("tiny", quiet=True)
    file = tmp_path / "tiny" / "recipe.json"
    recipe = json.loads(file.read_text())
    assert recipe["versions"]["runs"] == runs._source()
    recipe["versions"]["runs"] = "another"
    file.write_text(json.dumps(recipe))
    assert not runs.is_fresh("tiny") and tiny.trained == 1
    runs.load("tiny", quiet=True)
    assert tiny.trained == 2 and runs.is_fresh("tiny")


def test_what_decides_is_nncore_the_recipes_and_the_data(tmp_path, monkeypatch):
    def source(**env):
        for key in ("DATA", "MNIST_DIR"):
            monkeypatch.delenv(key, raising=False)
        for key, value in env.items():
            monkeypatch.setenv(key, value)
        runs._source.cache_clear()
        return runs._source()

    for name in ("nncore", "scenes"):
        shutil.copytree(runs.ROOT / name, tmp_path / name, ignore=shutil.ignore_patterns("__pycache__"))
    try:
        one = source()
        assert one == source(DATA="digits") == source(MNIST_DIR="/somewhere")
        assert len({one, source(DATA="mnist", MNIST_DIR="/a"), source(DATA="mnist", MNIST_DIR="/b")}) == 3
        monkeypatch.setattr(runs, "ROOT", tmp_path)
        assert one == source()
        for file in ("nncore/network.py", "scenes/recipes/digits.py"):
            (tmp_path / file).write_text((tmp_path / file).read_text() + "\n")
            assert source() != one
            one = source()
    finally:
        monkeypatch.undo()
        runs._source.cache_clear()


def test_ones_own_recording_is_completed_and_never_overwritten(tiny, tmp_path):
    own = own_run().with_arrays(first=[1.0, 2, 3, 4, 5], mine=7)
    own.save(tmp_path / "tiny")
    before = contents(tmp_path / "tiny")
    assert runs.is_fresh("tiny")
    run = runs.load("tiny", quiet=True)
    assert tiny.trained == 0 and contents(tmp_path / "tiny") == before
    assert np.array_equal(run.theta, own.theta) and run.mine == 7
    assert run.first.tolist() == [1, 2, 3, 4, 5]  # what it has is kept
    np.testing.assert_allclose(run.cost, own.evaluate(runs.data()[1]).cost)


def test_ones_own_recording_on_other_data_is_refused(tiny, tmp_path):
    train, _ = runs.data()
    nncore.train(nncore.Network((784, 2, 10)), train.take(np.arange(100)), steps=1).save(tmp_path / "tiny")
    before = contents(tmp_path / "tiny")
    with pytest.raises(nncore.RecordingError,
                       match=r"was trained on other data \(digits\) than the films use. Set DATA .*or remove it"):
        runs.load("tiny", quiet=True)
    assert contents(tmp_path / "tiny") == before and tiny.trained == 0


@pytest.mark.parametrize("whose", ["own", "ours"])
def test_an_altered_array_is_an_error(tiny, tmp_path, whose):
    if whose == "own":
        own_run().save(tmp_path / "tiny")
    runs.load("tiny", quiet=True)
    data = bytearray((tmp_path / "tiny" / "theta.npy").read_bytes())
    data[-1] ^= 1
    (tmp_path / "tiny" / "theta.npy").write_bytes(data)
    before = contents(tmp_path / "tiny")
    with pytest.raises(nncore.RecordingError, match="theta.npy was altered"):
        runs.load("tiny", quiet=True)
    assert contents(tmp_path / "tiny") == before


def test_a_recording_of_a_newer_format_is_an_error(tiny, tmp_path):
    own_run().save(tmp_path / "tiny")
    file = tmp_path / "tiny" / "recipe.json"
    file.write_text(json.dumps({**json.loads(file.read_text()), "format": 2}))
    with pytest.raises(nncore.RecordingError, match="Upgrade nncore"):
        runs.load("tiny", quiet=True)
    assert tiny.trained == 0


def test_where_recordings_lie(monkeypatch):
    monkeypatch.setenv("RECORDINGS", "/elsewhere")
    assert str(runs.folder("digits")) == "/elsewhere/digits"
    monkeypatch.delenv("RECORDINGS")
    assert runs.folder("digits") == runs.ROOT / "media" / "recordings" / "digits"


def test_which_data_the_films_learn_from(monkeypatch):
    monkeypatch.delenv("DATA", raising=False)
    train, test = runs.data()
    assert (train.name, len(train), len(test)) == ("digits", 1438, 359)
    wanted = nncore.load_digits().split(test=0.2, seed=0)
    assert [part.sha256 for part in (train, test)] == [part.sha256 for part in wanted]
    monkeypatch.setenv("DATA", "cats")
    with pytest.raises(nncore.InputError, match="DATA must be digits or mnist; got 'cats'"):
        runs.data()
    monkeypatch.setenv("DATA", "mnist")
    monkeypatch.delenv("MNIST_DIR", raising=False)
    with pytest.raises(nncore.InputError, match="DATA=mnist needs MNIST_DIR"):
        runs.data()


def test_which_data_with_mnist(monkeypatch):
    monkeypatch.setenv("DATA", "mnist")
    monkeypatch.setenv("MNIST_DIR", "/mnist")
    monkeypatch.setattr(nncore, "load_mnist", lambda *arguments: arguments)
    assert runs.data() == (("/mnist", "train"), ("/mnist", "test"))


def test_quiet_is_quiet_and_loud_is_on_stderr(capfd, digits):
    Digits().train(digits[0], seed=0, quick=True, quiet=True)
    assert capfd.readouterr() == ("", "")
    Digits().train(digits[0], seed=0, quick=True, quiet=False)
    out, err = capfd.readouterr()
    assert out == "" and err.startswith("training digits [")


# -- what it says ------------------------------------------------------------------------------------------


@pytest.fixture(scope="session")
def made():
    """made(name, seed=0): a short run of this name, made once."""
    known = {}

    def made(name, seed=0):
        if (name, seed) not in known:
            known[name, seed] = runs.make(name, seed=seed, quick=True)
        return known[name, seed]

    return made


def test_another_seed_is_another_run(made):
    one, other = made("digits"), made("digits", seed=1)
    for name in ("cost", "accuracy", "train_cost", "theta", "gradient"):
        assert not np.array_equal(getattr(one, name), getattr(other, name))
    assert not np.array_equal(one.example_a3, other.example_a3)


def test_a_run_has_the_same_bytes_with_any_number_of_threads(made, python):
    code = "from scenes import runs; print(runs.make('digits', quick=True).sha256)"
    hashes = {python("-c", code, OPENBLAS_NUM_THREADS=threads, DATA="digits").stdout.strip() for threads in "12"}
    assert hashes == {made("digits").sha256}


def test_the_digit_that_is_filmed_is_wrong_at_first_and_right_at_last(made):
    run, (_, test) = made("digits"), runs.data()
    row = int(np.flatnonzero(test.index == run.example_index)[0])
    original = nncore.load_digits()
    assert np.array_equal(run.example_x, original.x[run.example_index])
    assert run.example_label == original.labels[run.example_index]
    assert np.array_equal(run.example_x, test.x[row]) and run.example_y.tolist() == test.y[row].tolist()
    assert run.example_guess[0] != run.example_label == run.example_guess[-1]
    x, y = run.example_x[None], run.example_y[None]
    for k in (0, 7, -1):
        _, a = run.network.forward(run.theta[k], x)
        for l in (1, 2, 3):
            np.testing.assert_allclose(getattr(run, f"example_a{l}")[k], a[l][0], rtol=1e-5)
        assert run.example_cost[k] == pytest.approx(run.network.cost(run.theta[k], x, y), rel=1e-6)
        assert run.example_squares[k].sum() == pytest.approx(run.example_cost[k], rel=1e-5)
        assert run.example_guess[k] == a[-1].argmax()


def test_the_digit_is_the_clearest_of_those_that_were_learned(digits):
    train, test = digits
    net = nncore.Network((784, 16, 16, 10))
    half = nncore.train(net, train, epochs=10).theta[-1]  # it knows many digits at first
    run = nncore.train(net, train, epochs=10, theta=half)
    best = None
    for i, (x, y) in enumerate(zip(test.x, test.y, strict=True)):
        first, last = (net.forward(theta, x[None])[1][-1][0] for theta in (run.theta[0], run.theta[-1]))
        if first.argmax() != test.labels[i] == last.argmax():
            error = ((last - y) ** 2).sum()
            best = (error, i) if best is None or error < best[0] else best
    assert _telling_example(run, test) == best[1]
    still = nncore.train(nncore.Network((784, 10), "step"), train, steps=2)
    with pytest.raises(nncore.RecordingError, match="this run has learned nothing to film"):
        _telling_example(still, test)


def test_costs_and_accuracies_are_those_of_the_states(made):
    run, (train, test) = made("digits"), runs.data()
    for k in (0, 20, -1):
        assert run.train_cost[k] == pytest.approx(run.network.cost(run.theta[k], train.x, train.y), rel=1e-5)
        assert run.cost[k] == pytest.approx(run.network.cost(run.theta[k], test.x, test.y), rel=1e-5)
        assert run.accuracy[k] == run.network.accuracy(run.theta[k], test.x, test.labels)


def test_the_first_step_entry_by_entry(made):
    run = made("digits")
    before, after = run.theta[:2]
    train, _ = runs.data()
    np.testing.assert_allclose(run.gradient, run.network.gradient(before, train.x, train.y), rtol=1e-4, atol=1e-7)
    np.testing.assert_allclose(after - before, -run.learning_rate * run.gradient, atol=1e-6)
    assert run.gradient_length == pytest.approx(np.sqrt((run.gradient.astype("float64") ** 2).sum()), rel=1e-6)
    assert run.zero_share == (run.gradient == 0).sum() / 13002
    assert np.array_equal(run.entry_before, before[run.entry_index])
    assert np.array_equal(run.entry_after, after[run.entry_index])
    np.testing.assert_allclose(run.entry_before + run.entry_step, run.entry_after, atol=1e-6)
    for i, layer, j, k in zip(run.entry_index, run.entry_layer, run.entry_row, run.entry_column, strict=True):
        assert run.network.index(layer, j, None if k == "bias" else int(k)) == i


def test_the_landscape_around_the_path(made):
    run, (train, _) = made("digits"), runs.data()
    plane = nncore.Plane.pca(run.theta)
    path, distance = plane.project(run.theta)
    np.testing.assert_allclose(run.path, path, atol=1e-6)
    np.testing.assert_allclose(run.path_distance, distance, atol=1e-6)
    assert run.plane_share == pytest.approx(plane.explained.sum()) and np.allclose(run.plane_shares, plane.explained)
    A, B = run.plane_cost.shape
    assert (A, B) == (len(run.plane_alphas), len(run.plane_betas))
    for i, j in ((0, B - 1), (A // 2, 3)):
        theta = plane.point(run.plane_alphas[i], run.plane_betas[j])
        assert run.plane_cost[i, j] == pytest.approx(run.network.cost(theta, train.x, train.y), rel=1e-5)
    for k in (0, -1):
        assert run.path_under[k] == pytest.approx(run.network.cost(plane.point(*path[k]), train.x, train.y), rel=1e-5)
    assert run.plane_alphas[0] < path[:, 0].min() and run.plane_betas[-1] > path[:, 1].max()


def test_ones_own_run_on_more_digits_than_the_films_use_can_be_filmed(tmp_path, monkeypatch):
    recipe = Digits()
    recipe.most, recipe.points = 500, 3
    monkeypatch.setattr(runs, "RUNS", {"digits": recipe})
    monkeypatch.setenv("RECORDINGS", str(tmp_path))
    train, _ = runs.data()
    nncore.train(nncore.Network((784, 16, 16, 10)), train, epochs=20, seed=0).save(tmp_path / "digits")
    run = runs.load("digits")
    rows = run.batch[0]
    np.testing.assert_allclose(run.gradient, run.network.gradient(run.theta[0], train.x[rows], train.y[rows]),
                               rtol=1e-4, atol=1e-7)


def test_descent_along_the_line(made):
    run, (train, test) = made("line"), runs.data()
    line = nncore.Line(run.theta_a, run.theta_b)

    def cost(w):
        return run.network.cost(line.point(w), train.x, train.y)

    np.testing.assert_allclose(run.w, line.project(run.theta)[0], atol=1e-9)
    for i in (0, 90, 180):
        assert run.curve[i] == pytest.approx(cost(run.alphas[i]), rel=1e-5)
        h = 1e-4
        slope = (cost(run.alphas[i] + h) - cost(run.alphas[i] - h)) / (2 * h)
        assert run.curve_slope[i] == pytest.approx(slope, rel=1e-3, abs=1e-3)
    rate = run.recipe["learning_rate"]
    for w, costs, slopes in ((run.w, run.cost, run.slope),
                             *zip(run.balls_w, run.balls_cost, run.balls_slope, strict=True)):
        np.testing.assert_allclose(np.diff(w), -rate * slopes[:-1], atol=1e-6)
        assert costs[0] == pytest.approx(cost(w[0]), rel=1e-5) and costs[-1] == pytest.approx(cost(w[-1]), rel=1e-5)
    np.testing.assert_allclose(run.hop, -rate * run.slope)
    for accuracy, theta in zip(run.end_accuracy, (run.theta_a, run.theta_b), strict=True):
        assert accuracy == run.network.accuracy(theta, test.x, test.labels) > 0.7


def test_descent_over_the_plane(made):
    run, (train, test) = made("plane"), runs.data()
    plane = nncore.Plane.through_points(*run.corner_theta)

    def cost(point):
        return run.network.cost(plane.point(*point), train.x, train.y)

    np.testing.assert_allclose([plane.point(*corner) for corner in run.corners], run.corner_theta, atol=1e-6)
    assert run.surface[3, 20] == pytest.approx(cost((run.grid[3], run.grid[20])), rel=1e-5)
    assert np.array_equal(run.paths[0], plane.project(run.theta)[0])
    rate = run.recipe["learning_rate"]
    for path, costs in zip(run.paths, run.costs, strict=True):
        for k in (0, 5):
            assert costs[k] == pytest.approx(cost(path[k]), rel=1e-5)
            _, gradient = nncore.gradient_within(run.network, train, plane, *path[k])
            np.testing.assert_allclose(path[k + 1] - path[k], -rate * gradient, atol=1e-5)
    assert run.trial_cost == pytest.approx(cost(run.trial_point), rel=1e-5)
    changes = [cost(run.trial_point + step) - cost(run.trial_point) for step in run.trial_steps]
    np.testing.assert_allclose(run.trial_changes, changes, atol=1e-5)
    for corner, path in zip(run.corners, run.valley_path, strict=True):
        assert path == min(range(len(run.paths)), key=lambda p: np.hypot(*(run.paths[p, -1] - corner)))
    for path, accuracy, unseen in zip(run.valley_path, run.valley_accuracy, run.valley_cost, strict=True):
        theta = plane.point(*run.paths[path, -1])
        assert accuracy == pytest.approx(run.network.accuracy(theta, test.x, test.labels))
        assert unseen == pytest.approx(run.network.cost(theta, test.x, test.y), rel=1e-5)
