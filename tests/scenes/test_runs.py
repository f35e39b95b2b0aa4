"""The runs that the films show: trained once, one's own never overwritten."""

import json
import shutil

import numpy as np
import pytest

import nncore
from scenes import runs
from scenes.recipes import Recipe
from scenes.recipes.digits import Digits


class Tiny(Recipe):
    """3 steps of a 784-2-10 network."""

    trained = 0

    def train(self, train, seed, quick, quiet):
        self.trained += 1
        return nncore.train(nncore.Network((784, 2, 10)), train, steps=3, seed=seed)

    def derive(self, run, train, test, quick, quiet):
        return {"cost": run.evaluate(test).cost, "first": run.theta[:, 0]}


@pytest.fixture
def file(tmp_path):
    """Where "tiny" lies."""
    return tmp_path / "tiny.npz"


@pytest.fixture(autouse=True)
def tiny(tmp_path, monkeypatch):
    """The recipe of the only run there is, "tiny", recorded in tmp_path."""
    tiny = Tiny()
    monkeypatch.setattr(runs, "RUNS", {"tiny": tiny})
    monkeypatch.setenv("RECORDINGS", str(tmp_path))
    monkeypatch.delenv("DATA", raising=False)
    return tiny


def own_run():
    train, _ = runs.data()
    return nncore.train(nncore.Network((784, 2, 10)), train, steps=4, seed=9)


def source(monkeypatch, **env):
    """What decides, hashed anew, with these in the environment."""
    for key in ("DATA", "MNIST_DIR"):
        monkeypatch.delenv(key, raising=False)
    for key, value in env.items():
        monkeypatch.setenv(key, str(value))
    return runs.source.__wrapped__()


# -- made once, and again when it is stale ---------------------------------------------------------------------


def test_a_run_is_trained_on_first_use_and_read_afterwards(tiny, file):
    assert not runs.is_fresh("tiny")
    first = runs.load("tiny", quiet=True)
    before = file.read_bytes()
    assert runs.is_fresh("tiny") and tiny.trained == 1 and first.recipe["made_by"] == runs.source("tiny")
    second = runs.load("tiny", quiet=True)
    assert tiny.trained == 1 and second.sha256 == first.sha256 == runs.sha256("tiny") and file.read_bytes() == before
    np.testing.assert_allclose(second["cost"], first.evaluate(runs.data()[1]).cost)


@pytest.mark.parametrize("spoilt", ["gone", "of other code"])
def test_a_run_that_is_gone_or_of_other_code_is_made_again(tiny, file, spoilt):
    made = runs.load("tiny", quiet=True)
    if spoilt == "gone":
        file.unlink()
    else:
        made.save(file, made_by="0" * 64)
    assert not runs.is_fresh("tiny") and tiny.trained == 1
    assert runs.load("tiny", quiet=True).sha256 == made.sha256 and tiny.trained == 2 and runs.is_fresh("tiny")


def test_what_is_no_recording_is_not_replaced(file):
    file.write_bytes(b"a thesis")
    assert not runs.is_fresh("tiny")
    with pytest.raises(nncore.RecordingError, match="is not a recording"):
        runs.load("tiny", quiet=True)
    assert file.read_bytes() == b"a thesis"


def test_what_decides_is_nncore_and_the_recipes(tmp_path, monkeypatch):
    one = source(monkeypatch)
    assert one == source(monkeypatch, DATA="digits") == source(monkeypatch, MNIST_DIR="/somewhere")
    for name in ("nncore", "scenes"):
        shutil.copytree(runs.ROOT / name, tmp_path / name, ignore=shutil.ignore_patterns("__pycache__"))
    monkeypatch.setattr(runs, "ROOT", tmp_path)
    assert one == source(monkeypatch)
    for name in ("nncore/network.py", "nncore/store/recipe.py", "scenes/recipes/digits.py"):
        (tmp_path / name).write_text((tmp_path / name).read_text() + "\n")
        assert source(monkeypatch) != one
        one = source(monkeypatch)


@pytest.mark.parametrize("name", ["train-images-idx3-ubyte.gz", "t10k-labels.idx1-ubyte"])
def test_mnist_counts_by_what_is_in_its_files(tmp_path, monkeypatch, name):
    for folder in ("one", "same", "other"):
        (tmp_path / folder / "of-ubyte-files").mkdir(parents=True)      # folders of such names are in some archives of it
        (tmp_path / folder / name).write_bytes(b"other digits" if folder == "other" else b"digits")
    one, same, other = (source(monkeypatch, DATA="mnist", MNIST_DIR=tmp_path / folder) for folder in ("one", "same", "other"))
    assert one == same != other and one != source(monkeypatch)


def test_shipped_is_what_make_makes_of_the_digits_in_full_length(file, monkeypatch):
    full = runs.load("tiny", quiet=True)
    assert runs.is_fresh("tiny") and runs.is_shipped("tiny")
    full.save(file, made_by=runs.source("tiny", quick=True))
    assert runs.is_fresh("tiny") and not runs.is_shipped("tiny")
    full.save(file, made_by="me")
    assert runs.is_fresh("tiny") and not runs.is_shipped("tiny")
    full.save(file, made_by=runs.source("tiny"))
    monkeypatch.setenv("DATA", "mnist")
    assert not runs.is_shipped("tiny")


# -- one's own -------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("made_by", [None, "me"])
def test_ones_own_recording_is_completed_and_never_overwritten(tiny, file, made_by):
    own = own_run().with_arrays(first=[1.0, 2, 3, 4, 5], mine=7)
    own.save(file, made_by=made_by)
    before = file.read_bytes()
    assert runs.is_fresh("tiny")
    run = runs.load("tiny", quiet=True)
    assert tiny.trained == 0 and file.read_bytes() == before and np.array_equal(run.theta, own.theta)
    assert run["mine"] == 7 and run["first"].tolist() == [1, 2, 3, 4, 5]    # what it has is kept
    np.testing.assert_allclose(run["cost"], own.evaluate(runs.data()[1]).cost)


def test_ones_own_recording_on_other_data_is_refused(tiny, file):
    train, _ = runs.data()
    nncore.train(nncore.Network((784, 2, 10)), train.take(range(100)), steps=1).save(file)
    before = file.read_bytes()
    with pytest.raises(nncore.RecordingError, match=r"was trained on other data \(digits\) .*Set DATA .*or remove it"):
        runs.load("tiny", quiet=True)
    assert file.read_bytes() == before and tiny.trained == 0


@pytest.mark.parametrize("whose", ["own", "ours"])
def test_an_altered_recording_is_an_error(file, whose):
    if whose == "own":
        own_run().save(file)
    theta = runs.load("tiny", quiet=True).theta[-1, -8:].tobytes()
    data = bytearray(file.read_bytes())
    data[data.index(theta)] ^= 1
    file.write_bytes(data)
    with pytest.raises(nncore.RecordingError, match="theta was altered"):
        runs.load("tiny", quiet=True)
    assert file.read_bytes() == data


@pytest.mark.parametrize("versions, whose", [({"nncore": "0.2.0"}, "own"), ({"nncore": "0.2.0", "runs": "4f1e"}, "ours")])
def test_ones_own_recording_of_format_1_is_refused_and_ours_made_again(tiny, file, tmp_path, versions, whose):
    (tmp_path / "tiny").mkdir()
    (tmp_path / "tiny" / "recipe.json").write_text(json.dumps({"format": 1, "versions": versions}))
    if whose == "own":
        with pytest.raises(nncore.RecordingError, match=f"format 1, a folder, .* save it as {file}, or remove the folder"):
            runs.load("tiny", quiet=True)
        assert tiny.trained == 0 and not file.exists()
    else:
        runs.load("tiny", quiet=True)
        assert tiny.trained == 1
    assert (tmp_path / "tiny" / "recipe.json").exists()


def test_ones_own_run_on_more_digits_than_the_films_use_can_be_filmed(tmp_path, monkeypatch):
    recipe = Digits()
    recipe.most, recipe.points = 500, 3
    monkeypatch.setattr(runs, "RUNS", {"digits": recipe})
    train, _ = runs.data()
    nncore.train(nncore.Network((784, 16, 16, 10)), train, epochs=20).save(tmp_path / "digits")
    run, rows = runs.load("digits"), nncore.Recording.load(tmp_path / "digits").batch(0)
    batch = run.network.gradient(run.theta[0], train.x[rows], train.y[rows])
    np.testing.assert_allclose(run["gradient"], batch, rtol=1e-4, atol=1e-7)


# -- where, of what, how loud ----------------------------------------------------------------------------------


def test_where_recordings_lie(monkeypatch):
    monkeypatch.setenv("RECORDINGS", "/elsewhere")
    assert str(runs.path("digits")) == "/elsewhere/digits.npz"
    monkeypatch.delenv("RECORDINGS")
    assert runs.path("digits") == runs.ROOT / "media" / "recordings" / "digits.npz"


def test_which_data_the_films_learn_from(monkeypatch):
    train, test = runs.data()
    assert (train.name, len(train), len(test)) == ("digits", 1438, 359)
    assert [part.sha256 for part in (train, test)] == [part.sha256 for part in nncore.load_digits().split(test_size=0.2, seed=0)]
    monkeypatch.setenv("DATA", "cats")
    with pytest.raises(nncore.InputError, match="DATA must be digits or mnist; got 'cats'"):
        runs.data()
    monkeypatch.setenv("DATA", "mnist")
    monkeypatch.delenv("MNIST_DIR", raising=False)
    with pytest.raises(nncore.InputError, match="DATA=mnist needs MNIST_DIR"):
        runs.data()
    monkeypatch.setenv("MNIST_DIR", "/mnist")
    monkeypatch.setattr(nncore, "load_mnist", lambda *arguments: arguments)
    assert runs.data() == (("/mnist", "train"), ("/mnist", "test"))


@pytest.mark.parametrize("quiet", [True, False])
def test_quiet_is_quiet_and_loud_is_on_stderr(capfd, quiet):
    Digits().train(runs.data()[0], seed=0, quick=True, quiet=quiet)
    out, err = capfd.readouterr()
    assert out == "" and (err == "" if quiet else "training digits" in err)
