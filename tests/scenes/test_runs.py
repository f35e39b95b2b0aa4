"""The runs that the films show: trained once, one's own never overwritten."""

import json

import numpy as np
import pytest

import nncore
from scenes import runs
from scenes.recipes import Recipe
from scenes.recipes.digits import Digits


class Tiny(Recipe):
    """3 steps of a 784-2-10 network."""

    trained = derived = 0

    def train(self, train, seed, quick, quiet):
        self.trained += 1
        return nncore.train(nncore.Network((784, 2, 10)), train, steps=3, seed=seed)

    def derive(self, run, train, test, quick, quiet):
        self.derived += 1
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


def own_run(seed=9):
    train, _ = runs.data()
    return nncore.train(nncore.Network((784, 2, 10)), train, steps=4, seed=seed)


def source(monkeypatch, **env):
    """What decides, hashed, with these in the environment."""
    for key in ("DATA", "MNIST_DIR"):
        monkeypatch.delenv(key, raising=False)
    for key, value in env.items():
        monkeypatch.setenv(key, str(value))
    return runs.source("tiny")


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


def test_which_data_decide_but_not_a_folder_that_is_not_read(monkeypatch):
    assert source(monkeypatch) == source(monkeypatch, DATA="digits") == source(monkeypatch, MNIST_DIR="/somewhere")
    assert runs.source("tiny") != runs.source("tiny", quick=True)


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
    assert not runs.is_shipped("tiny")
    full.save(file, made_by=runs.source("tiny"))
    monkeypatch.setenv("DATA", "mnist")
    assert not runs.is_shipped("tiny")


# -- one's own -------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("made_by", [None, "me"])
def test_ones_own_recording_is_completed_once_and_never_overwritten(tiny, file, made_by):
    own_run().save(file, made_by=made_by)
    before = file.read_bytes()
    assert not runs.is_fresh("tiny")        # what is shown of it is not computed yet
    run = runs.load("tiny", quiet=True)
    assert runs.is_fresh("tiny") and tiny.trained == 0 and file.read_bytes() == before
    np.testing.assert_allclose(run["cost"], run.evaluate(runs.data()[1]).cost)
    again = runs.load("tiny", quiet=True)
    assert tiny.derived == 1 and np.array_equal(again["cost"], run["cost"]) and again["cost"].dtype == run["cost"].dtype


def test_a_derived_array_is_believed_by_what_it_is_and_not_by_its_name(file):
    """Somebody's "cost" may be that of other data."""
    own = own_run().with_arrays(cost=[9.0] * 5, first=[1, 2, 3, 4, 5], mine=7)
    own.save(file)
    run = runs.load("tiny", quiet=True)
    np.testing.assert_allclose(run["cost"], own.evaluate(runs.data()[1]).cost)
    assert np.array_equal(run["first"], own.theta[:, 0]) and run["mine"] == 7


@pytest.mark.parametrize("harm", ["gone", "cut", "another run", "another recipe"])
def test_what_was_kept_of_it_is_computed_again_where_it_no_longer_holds(tiny, file, harm, monkeypatch):
    own_run().save(file)
    runs.load("tiny", quiet=True)
    kept, = (file.parent / "of-own-runs").glob("tiny-*.npz")
    if harm == "gone":
        kept.unlink()
    elif harm == "cut":
        kept.write_bytes(kept.read_bytes()[:-100])
    elif harm == "another run":
        own_run(seed=10).save(file)
    else:
        monkeypatch.setattr(runs, "_code", lambda name: "other code")
    assert not runs.is_fresh("tiny")
    run = runs.load("tiny", quiet=True)
    assert tiny.derived == 2 and np.array_equal(run["first"], run.theta[:, 0])


def test_RUN_names_a_file_to_film_in_the_place_of_the_recording(tiny, file, tmp_path, monkeypatch):
    ours = runs.load("tiny", quiet=True)
    before = file.read_bytes()
    own_run().save(tmp_path / "elsewhere" / "mine.npz", made_by="0" * 64)      # by whomever
    monkeypatch.setenv("RUN", str(tmp_path / "elsewhere" / "mine.npz"))
    assert runs.path("tiny") == file and runs.load("tiny").sha256 == ours.sha256     # not of a recipe that is always its own
    monkeypatch.setattr(Tiny, "any_run", True)
    run = runs.load("tiny", quiet=True)
    assert runs.path("tiny") == tmp_path / "elsewhere" / "mine.npz" and np.array_equal(run.theta, own_run().theta)
    assert runs.is_fresh("tiny") and runs.is_own("tiny") and not runs.is_shipped("tiny")
    assert tiny.trained == 1 and file.read_bytes() == before
    assert [path.name for path in (tmp_path / "elsewhere").iterdir()] == ["mine.npz"]


def test_RUN_that_is_not_there_is_an_error_and_trains_nothing(tiny, tmp_path, monkeypatch):
    monkeypatch.setattr(Tiny, "any_run", True)
    monkeypatch.setenv("RUN", str(tmp_path / "mine.npz"))
    assert not runs.is_fresh("tiny")
    with pytest.raises(nncore.RecordingError, match="is not there"):
        runs.load("tiny", quiet=True)
    assert tiny.trained == 0


@pytest.mark.parametrize("rows", [range(100), slice(3, 1700, 2), range(1790)])
def test_any_part_of_the_digits_can_be_filmed_and_is_asked_about_the_others(file, rows):
    digits = nncore.load_digits()
    some = digits.take(rows)
    nncore.train(nncore.Network((784, 2, 10)), some, steps=4).save(file)
    run = runs.load("tiny", quiet=True)
    others = digits.take(np.setdiff1d(np.arange(len(digits)), some.index))
    np.testing.assert_allclose(run["cost"], run.evaluate(others).cost)


def test_a_run_of_mnist_asks_where_that_is(file, monkeypatch):
    monkeypatch.delenv("MNIST_DIR", raising=False)
    mnist = nncore.Dataset(np.zeros((20, 784), "float32"), np.arange(20) % 10, name="mnist", source="mnist/train")
    nncore.train(nncore.Network((784, 2, 10)), mnist, steps=1).save(file)
    with pytest.raises(nncore.RecordingError, match=r"was trained on MNIST: say where its four files are, MNIST_DIR=folder"):
        runs.load("tiny", quiet=True)


def test_a_run_without_its_data_is_refused_in_a_sentence(file, monkeypatch):
    monkeypatch.delenv("MNIST_DIR", raising=False)
    x, y = np.random.default_rng(0).random((800, 784), "float32"), np.arange(800) % 10
    nncore.train(nncore.Network((784, 2, 10)), nncore.Dataset(x, y, name="mine"), steps=1).save(file)
    with pytest.raises(nncore.RecordingError, match="cannot be filmed without its data: the recording does not hold its data 'mine'"):
        runs.load("tiny", quiet=True)


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
