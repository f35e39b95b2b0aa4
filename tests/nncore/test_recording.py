"""A recording on disk: the same back, replaced whole or kept whole, and not believed when it was altered."""

import base64
import errno
import hashlib
import json
import os
import shutil
import tempfile
from pathlib import Path

import numpy as np
import pytest
from threadpoolctl import threadpool_info, threadpool_limits

import nncore
from nncore import replace
from nncore.store import folder


def contents(folder):
    """{file name: bytes} of all that is in a folder."""
    return {file.name: file.read_bytes() for file in folder.iterdir()}


def alone(folder):
    """Whether nothing lies beside a folder: no temporary file was left."""
    return [path.name for path in folder.parent.iterdir()] == [folder.name]


def same(one, other):
    assert one.sha256 == other.sha256 and one.recipe == other.recipe and one.manifest == other.manifest
    assert sorted(one.arrays) == sorted(other.arrays)
    for name in one.arrays:
        a, b = getattr(one, name), getattr(other, name)
        assert a.dtype == b.dtype and a.shape == b.shape and a.tobytes() == b.tobytes()


def alter(saved, **changes):
    """Change entries of recipe.json; "network.sizes" is written network__sizes."""
    file = saved / "recipe.json"
    document = json.loads(file.read_text())
    for key, value in changes.items():
        *path, last = key.split("__")
        place = document
        for step in path:
            place = place[step]
        if value is KeyError:
            del place[last]
        else:
            place[last] = value
    file.write_text(json.dumps(document))


def swap_in(saved, name, array):
    """Another array with a manifest entry that fits it, hash and all: only its meaning is wrong."""
    np.save(saved / f"{name}.npy", array)
    entry = {"dtype": array.dtype.str, "shape": list(array.shape),
             "sha256": hashlib.sha256(array.tobytes()).hexdigest()}
    alter(saved, **{f"arrays__{name}": entry})


# -- there and back -------------------------------------------------------------------------------------


@pytest.mark.parametrize("activation", ["tanh", ("relu", "sigmoid")])
@pytest.mark.parametrize("how", [dict(batch_size=5), dict(batch_size=4), dict(batch_size=None),
                                 dict(batch_size=4, learning_rate=lambda step: 1 / (1 + step))])
def test_what_was_saved_comes_back(toy, tmp_path, activation, how):
    run = nncore.train(nncore.Network((4, 5, 3), activation), toy, steps=7, **how)
    run = run.with_arrays(note=["ünter", "b"], count=3, flags=[True, False], table=np.arange(6).reshape(2, 3),
                          none=np.zeros((4, 0)))
    sha256 = run.sha256
    run.save(tmp_path / "run")
    for verify in (False, True):
        again = nncore.Recording.load(tmp_path / "run", verify=verify)
        same(run, again)
        assert again.sha256 == sha256 and again.network == run.network
        assert [rows.tolist() for rows in again.batch] == [rows.tolist() for rows in run.batch]
        assert again.note.tolist() == ["ünter", "b"] and again.count == 3 and again.none.shape == (4, 0)
    again.save(tmp_path / "copy")
    assert contents(tmp_path / "copy") == contents(tmp_path / "run")


def test_the_files_are_plain_npy_and_their_hashes_those_of_their_bytes(saved):
    recipe = json.loads((saved / "recipe.json").read_text())
    assert sorted(recipe["arrays"]) == sorted(file.stem for file in saved.glob("*.npy"))
    for name, entry in recipe["arrays"].items():
        array = np.load(saved / f"{name}.npy", allow_pickle=False)
        assert entry == {"dtype": array.dtype.str, "shape": list(array.shape),
                         "sha256": hashlib.sha256(array.tobytes()).hexdigest()}
    assert sorted(file.name for file in saved.iterdir()) == ["batch_cost.npy", "cost.npy", "order.npy", "recipe.json",
                                                             "step.npy", "theta.npy"]


def test_the_recipe_is_enough_to_make_it_again(saved, toy):
    recipe = json.loads((saved / "recipe.json").read_text())
    given = recipe["data"].pop("given")  # nobody could load these data again, so the recipe holds them
    assert recipe["format"] == 1 and recipe["data"] == {"name": "toy", "sha256": toy.sha256, "examples": 12,
                                                        "origin": {}}
    assert base64.b64decode(given["x"]["base64"]) == toy.x.tobytes() and given["y"]["shape"] == [12, 3]
    assert recipe["start"] == {"init": 3}
    assert set(recipe["versions"]) == {"nncore", "numpy", "python"}
    net = nncore.Network(recipe["network"]["sizes"], recipe["network"]["activation"])
    again = nncore.train(net, toy, recipe["learning_rate"], recipe["batch_size"], recipe["epochs"], recipe["steps"],
                         recipe["seed"], record=recipe["record"])
    run = nncore.Recording.load(saved)
    assert again.with_arrays(cost=run.cost).sha256 == run.sha256


def test_the_recipe_of_a_given_start_holds_it(net, toy):
    theta = net.init(5)
    recipe = nncore.train(net, toy, steps=1, batch_size=5, theta=theta).recipe
    assert recipe["start"] == {"given": {"dtype": "<f4", "shape": [43], "sha256": hashlib.sha256(theta).hexdigest(),
                                         "base64": base64.b64encode(theta).decode()}}


def test_the_hash_is_of_every_array_and_of_the_recipe_but_not_of_the_versions(net, toy):
    def run(**how):
        return nncore.train(net, toy, **{"steps": 3, "batch_size": 5, **how})

    one = run()
    assert one.sha256 == run().sha256
    others = [run(seed=1), run(learning_rate=1.0), run(batch_size=4), run(record=[3]), run(theta=net.init(0)),
              run().with_arrays(extra=1), run().with_arrays(extra=2), run().with_arrays(other=1)]
    assert len({one.sha256, *(other.sha256 for other in others)}) == 9
    assert nncore.Recording({**one.recipe, "versions": {}}, one.arrays).sha256 == one.sha256
    assert nncore.Recording({**one.recipe, "seed": 5}, one.arrays).sha256 != one.sha256


def test_arrays_are_mapped_not_read(saved):
    run = nncore.Recording.load(saved)
    assert all(isinstance(array, np.memmap) for array in run.arrays.values())
    assert type(run.theta) is np.ndarray and not run.theta.flags.writeable


def test_it_explains_itself(run):
    assert repr(run) == f"<Recording 4-5-3, 7 steps, 8 kept, {run.sha256[:8]}>"
    with pytest.raises(AttributeError, match="no array 'costs'; it has batch_cost, order, step, theta"):
        _ = run.costs
    with pytest.raises(TypeError):
        run.arrays["theta"] = None


def test_batches_are_a_sequence(run):
    batch = run.batch
    assert len(batch) == 7 and [len(rows) for rows in batch] == [5, 5, 2, 5, 5, 2, 5]
    assert np.array_equal(batch[-1], batch[6])
    assert [rows.tolist() for rows in batch[2:4]] == [batch[2].tolist(), batch[3].tolist()]
    for step in (7, -8):
        with pytest.raises(IndexError, match=r"step must be 0\.\.6; got"):
            batch[step]


# -- evaluating -------------------------------------------------------------------------------------------


def test_evaluate_is_cost_and_accuracy_of_every_kept_state(digits):
    train, test = digits
    run = nncore.train(nncore.Network((784, 8, 10)), train, epochs=1)
    for data in (test, train):  # train is more than one block of 1,000
        evaluation = run.evaluate(data)
        for k, theta in enumerate(run.theta):
            assert evaluation.cost[k] == pytest.approx(run.network.cost(theta, data.x, data.y), rel=1e-5)
            assert evaluation.accuracy[k] == run.network.accuracy(theta, data.x, data.labels)


def test_evaluate_holds_blas_to_one_thread(run, toy, monkeypatch):
    forward, threads = nncore.Network._forward, set()

    def watched(*arguments):
        threads.update(library["num_threads"] for library in threadpool_info())
        return forward(*arguments)

    monkeypatch.setattr(nncore.Network, "_forward", watched)
    with threadpool_limits(2):
        run.evaluate(toy)
    assert threads == {1}


def test_evaluate_on_targets_without_labels(run, toy):
    data = nncore.Dataset(toy.x, toy.y * 0.3, one_hot=False)
    assert run.evaluate(data).accuracy is None
    assert run.evaluate(data).cost[2] == pytest.approx(run.network.cost(run.theta[2], data.x, data.y), rel=1e-6)


def test_evaluate_wants_data_that_fit(run, toy):
    with pytest.raises(nncore.InputError, match="data must be a Dataset"):
        run.evaluate(toy.x)
    with pytest.raises(nncore.InputError, match="the network 4-5-3 takes 4 numbers"):
        run.evaluate(nncore.Dataset(toy.x[:, :3], toy.y))


# -- derived arrays -----------------------------------------------------------------------------------------


def test_derived_arrays_make_another_recording_and_leave_this_one(run):
    before = run.sha256
    values = np.arange(8.0)
    more = run.with_arrays(cost=values)
    assert more.sha256 != before == run.sha256 and "cost" not in run.arrays
    values[0] = 99
    assert more.cost.tolist() == list(range(8)) and not more.cost.flags.writeable
    assert more.with_arrays(cost=values).cost[0] == 99 and more.with_arrays(cost=values).sha256 != more.sha256
    assert more.with_arrays(cost=np.arange(8.0)).sha256 == more.sha256
    assert np.array_equal(more.theta, run.theta)


@pytest.mark.parametrize("name",
                         ["theta", "step", "batch_cost", "order", "rate", "batch", "network", "recipe", "arrays",
                                  "sha256", "manifest", "evaluate", "save", "load", "with_arrays"])
def test_names_of_the_recording_itself_are_refused(run, name):
    with pytest.raises(nncore.InputError, match="belongs to the recording itself; choose another name"):
        run.with_arrays(**{name: 1})


@pytest.mark.parametrize("name", ["", "../x", "a/b", "a b", "_x", "1x", "é", "x" * 65, "a.b", "x\n", "recipe.json"])
def test_names_that_are_no_plain_identifier_are_refused(run, name):
    with pytest.raises(nncore.InputError, match="plain identifier of up to 64 letters"):
        run.with_arrays(**{name: 1})


@pytest.mark.parametrize("value",
                         [None, object(), [1, "a", None], 1j, np.datetime64("2020"), np.zeros(2, "f4,i4"), b"bytes"])
def test_values_that_are_no_numbers_or_strings_are_refused(run, value):
    with pytest.raises(nncore.InputError, match="x must be an array of numbers or strings; got dtype"):
        run.with_arrays(x=value)


def test_ragged_rows_are_refused(run):
    with pytest.raises(nncore.InputError, match="x must be an array, its rows of one length"):
        run.with_arrays(x=[[1], [1, 2]])


# -- saving ---------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", ["plain", "with space", "ünïcødé 数字", "a.b.new", "x" * 200, "deep/er/still"])
def test_paths_of_all_kinds(run, tmp_path, monkeypatch, name):
    run.save(tmp_path / name)
    run.save(str(tmp_path / name))
    same(run, nncore.Recording.load(str(tmp_path / name), verify=True))
    monkeypatch.chdir(tmp_path)
    shutil.rmtree(tmp_path / name)
    run.save(name)
    same(run, nncore.Recording.load(Path(name), verify=True))


def test_saving_over_a_recording_replaces_it_whole(run, saved):
    assert (saved / "cost.npy").is_file()
    run.save(saved)
    same(run, nncore.Recording.load(saved, verify=True))
    assert not (saved / "cost.npy").exists() and alone(saved)


def test_saving_from_inside_its_own_folder(run, saved, monkeypatch):
    monkeypatch.chdir(saved)
    run.save(".")
    same(run, nncore.Recording.load(saved, verify=True))
    assert alone(saved)


def test_saving_through_a_link_replaces_what_it_points_to(run, saved, tmp_path):
    link = tmp_path / "elsewhere" / "link"
    link.parent.mkdir()
    link.symlink_to(saved)
    run.save(link)
    assert link.is_symlink() and alone(link)
    same(run, nncore.Recording.load(saved, verify=True))


def test_a_loaded_recording_stays_what_it_was_when_its_folder_is_replaced(net, toy, tmp_path):
    one, two = (nncore.train(net, toy, batch_size=5, steps=7, seed=seed) for seed in (1, 2))
    one.save(tmp_path / "run")
    loaded = nncore.Recording.load(tmp_path / "run")
    two.save(tmp_path / "run")
    same(loaded, one)
    loaded.save(tmp_path / "copy")
    same(nncore.Recording.load(tmp_path / "copy", verify=True), one)


def test_a_loaded_recording_can_be_saved_where_it_came_from(saved):
    run = nncore.Recording.load(saved)
    run.with_arrays(more=1).save(saved)
    again = nncore.Recording.load(saved, verify=True)
    assert again.more == 1 and np.array_equal(again.theta, run.theta)


def test_the_folder_can_be_read_by_others(run, tmp_path):
    run.save(tmp_path / "run")
    assert (tmp_path / "run").stat().st_mode & 0o777 == 0o755


@pytest.mark.parametrize("stands", ["a folder of other things", "an empty folder", "a file"])
def test_what_is_no_recording_is_not_replaced(run, tmp_path, stands):
    path = tmp_path / "mine"
    if stands == "a file":
        path.write_text("precious")
    else:
        path.mkdir()
        if "other" in stands:
            (path / "thesis.txt").write_text("precious")
    with pytest.raises(nncore.RecordingError,
                       match="exists and is not a recording; nothing was written. Choose another path"):
        run.save(path)
    assert alone(path)
    assert (path.read_text() if path.is_file() else "".join(p.read_text() for p in path.iterdir())) in ("precious", "")


def fail_on(monkeypatch, name, nth, error):
    """Let the nth call of a function of os, or of one that nncore.store.folder uses, fail."""
    module, function = next((place, name) for place in (os, folder, replace) if hasattr(place, name))
    real, calls = getattr(module, function), []

    def failing(*args, **kwargs):
        calls.append(args)
        if len(calls) == nth:
            raise error
        return real(*args, **kwargs)

    monkeypatch.setattr(module, function, failing)


@pytest.mark.parametrize(("name", "nth"),
                         [("write_npy", 1), ("write_npy", 3), ("write_text", 1), ("fsync", 1), ("_exchange", 1)])
@pytest.mark.parametrize("error", [OSError(errno.ENOSPC, "No space left on device"),
                                   PermissionError(errno.EACCES, "Permission denied")])
def test_a_save_that_fails_in_the_middle_leaves_the_old_recording_whole(run, saved, monkeypatch, name, nth, error):
    before = contents(saved)
    fail_on(monkeypatch, name, nth, error)
    with pytest.raises(nncore.RecordingError,
                       match=f"could not be written.*{error.strerror}.*Nothing was changed.*make room or choose"):
        run.save(saved)
    monkeypatch.undo()
    assert contents(saved) == before and alone(saved)
    nncore.Recording.load(saved, verify=True)


@pytest.fixture
def no_exchange(monkeypatch):
    """A system that cannot swap two folders in one step."""
    monkeypatch.setattr(replace, "_renameat2", lambda: None)


@pytest.mark.parametrize("nth", [1, 2])
def test_without_an_exchange_a_rename_that_fails_leaves_the_old_recording_whole(run, saved, monkeypatch, no_exchange, nth):
    before = contents(saved)
    fail_on(monkeypatch, "rename", nth, OSError(errno.EIO, "Input/output error"))
    with pytest.raises(nncore.RecordingError, match="Input/output error.*Nothing was changed"):
        run.save(saved)
    assert contents(saved) == before and alone(saved)


def test_without_an_exchange_saving_replaces_just_so(run, saved, no_exchange):
    run.save(saved)
    same(run, nncore.Recording.load(saved, verify=True))
    assert alone(saved)


def test_an_interrupted_save_leaves_the_old_recording_whole(run, saved, monkeypatch):
    before = contents(saved)
    fail_on(monkeypatch, "write_npy", 2, KeyboardInterrupt())
    with pytest.raises(KeyboardInterrupt):
        run.save(saved)
    assert contents(saved) == before and alone(saved)


def test_a_save_that_fails_where_nothing_was_leaves_nothing(run, tmp_path, small_files):
    with small_files(500), pytest.raises(nncore.RecordingError, match="could not be written.*make room"):
        run.save(tmp_path / "run")
    assert not list(tmp_path.iterdir())


def test_a_disk_that_is_really_too_small_leaves_the_old_recording_whole(net, toy, saved, small_files):
    before = contents(saved)
    longer = nncore.train(net, toy, batch_size=5, steps=200, record=1)
    with small_files(20_000), pytest.raises(nncore.RecordingError, match="Nothing was changed there"):
        longer.save(saved)
    assert contents(saved) == before and alone(saved)


def test_a_target_that_cannot_be_written(run, tmp_path):
    (tmp_path / "file").write_text("precious")
    for target in (tmp_path / "file" / "run", Path("/proc/nothing/run"), tmp_path / ("x" * 300)):
        with pytest.raises(nncore.RecordingError, match="could not be written|exists and is not"):
            run.save(target)
    assert (tmp_path / "file").read_text() == "precious"


@pytest.fixture
def not_root():
    """Root may write everywhere: be nobody."""
    root = os.geteuid() == 0
    if root:
        os.seteuid(65534)
    yield
    if root:
        os.seteuid(0)


def test_a_read_only_target(run, not_root):
    with tempfile.TemporaryDirectory() as folder:  # below /tmp: nobody cannot enter tmp_path
        run.save(Path(folder) / "run")
        before = contents(Path(folder) / "run")
        os.chmod(folder, 0o555)
        for name in ("run", "other"):
            with pytest.raises(nncore.RecordingError,
                               match="could not be written.*Permission denied.*choose another path"):
                run.save(Path(folder) / name)
        assert contents(Path(folder) / "run") == before and alone(Path(folder) / "run")
        os.chmod(folder, 0)
        with pytest.raises(nncore.RecordingError, match="could not be written.*Permission denied"):
            run.save(Path(folder) / "run")
        os.chmod(folder, 0o755)


def test_two_that_save_at_once_leave_one_whole_recording(net, toy, tmp_path, monkeypatch):
    runs = [nncore.train(net, toy, batch_size=5, steps=3, seed=seed) for seed in (1, 2)]
    real, others = os.rename, []

    def rename(old, new):
        if not others and Path(new) == tmp_path / "run":  # the other one is faster, at the worst moment
            others.append(1)
            runs[1].save(tmp_path / "run")
        return real(old, new)

    monkeypatch.setattr(os, "rename", rename)
    runs[0].save(tmp_path / "run")
    same(nncore.Recording.load(tmp_path / "run", verify=True), runs[0])
    assert others and alone(tmp_path / "run")


# -- what is wrong on disk is named -------------------------------------------------------------------------------


def head(shape=(8, 43), descr="'<f4'"):
    text = f"{{'descr': {descr}, 'fortran_order': False, 'shape': {shape!r}, }}\n".encode()
    return b"\x93NUMPY\x01\x00" + len(text).to_bytes(2, "little") + text


def cut(file, size=-1):
    file.write_bytes(file.read_bytes()[:size])


def flip(file, at=-1):
    data = bytearray(file.read_bytes())
    data[at] ^= 1
    file.write_bytes(data)


def pickled(saved):
    np.save(saved / "cost.npy", np.array([{}] * 8), allow_pickle=True)


def linked_away(saved):
    (saved / "recipe.json").unlink()
    (saved / "recipe.json").symlink_to("/dev/zero")


ENTRY = {"dtype": "<f4", "shape": [8, 43], "sha256": ""}
BROKEN = {
    "missing": (lambda f: shutil.rmtree(f), "is not there. Record it first: `nncore train --out .*` or run.save"),
    "a file in its place": (lambda f: (shutil.rmtree(f), f.write_text("x")), "is not there"),
    "no recipe": (lambda f: (f / "recipe.json").unlink(), "it has no recipe.json. Name the folder that save wrote"),
    "recipe is a device": (linked_away, "recipe.json is not readable JSON .*symbolic links"),
    "recipe not JSON": (lambda f: (f / "recipe.json").write_text("{'format': 1}"),
                        "recipe.json is not readable JSON.*Record it again"),
    "recipe empty": (lambda f: (f / "recipe.json").write_text(""), "not readable JSON"),
    "recipe cut": (lambda f: cut(f / "recipe.json", 300), "not readable JSON"),
    "recipe not UTF-8": (lambda f: (f / "recipe.json").write_bytes(b'{"format": "\xff"}'), "not readable JSON"),
    "recipe too deep": (lambda f: (f / "recipe.json").write_text("[" * 200_000), "not readable JSON"),
    "recipe number too long": (lambda f: (f / "recipe.json").write_text('{"format": ' + "1" * 10_000 + "}"),
                               "not readable JSON"),
    "recipe too large": (lambda f: (f / "recipe.json").write_text(" " * (16 << 20) + "{}"),
                         "larger than 16777216 bytes"),
    "recipe a list": (lambda f: (f / "recipe.json").write_text("[1]"), "is not a recipe: it names no format"),
    "recipe of another program": (lambda f: (f / "recipe.json").write_text('{"name": "x"}'), "it names no format"),
    "newer format": (lambda f: alter(f, format=2), "has format 2; this nncore reads up to 1. Upgrade nncore"),
    "format a word": (lambda f: alter(f, format="1"), "it names no format"),
    "format zero": (lambda f: alter(f, format=0), "it names no format"),
    **{f"recipe without {key}": (lambda f, key=key: alter(f, **{key: KeyError}),
                                 f"incomplete or altered .KeyError: '{key}'")
       for key in ("network", "data", "arrays", "batch_size", "seed", "learning_rate", "versions", "sha256")},
    **{f"recipe without {key}": (lambda f, key=key: alter(f, **{key: KeyError}), "incomplete or altered .KeyError")
       for key in ("network__sizes", "network__activation", "data__name", "data__sha256", "data__examples")},
    "sizes that cannot be": (lambda f: alter(f, network__sizes=[4, 0, 3]), "incomplete or altered .InputError"),
    "sizes enormous": (lambda f: alter(f, network__sizes=[10**9, 10**9]), "theta must be numbers"),
    "sizes a word": (lambda f: alter(f, network__sizes="big"), "altered"),
    "activation unknown": (lambda f: alter(f, network__activation="exec"), "altered"),
    "activation nested": (lambda f: alter(f, network__activation=[["tanh"], "tanh"]), "altered"),
    "no examples": (lambda f: alter(f, data__examples=0), "altered"),
    "other number of examples": (lambda f: alter(f, data__examples=11), r"order must be whole numbers \(3, 11\)"),
    "batch of nothing": (lambda f: alter(f, batch_size=0), "altered"),
    "batch of more than all": (lambda f: alter(f, batch_size=13), "altered"),
    "batch a word": (lambda f: alter(f, batch_size="5"), "altered"),
    "arrays a list": (lambda f: alter(f, arrays=["theta"]), "altered"),
    "array entry a word": (lambda f: alter(f, arrays__theta="theta"), "altered"),
    "array entry a list": (lambda f: alter(f, arrays__theta=["dtype", "shape", "sha256"]), "altered"),
    "array entry incomplete": (lambda f: alter(f, arrays__theta__shape=KeyError), "altered"),
    **{f"an array named {name}": (lambda f, name=name: alter(f, arrays={name: ENTRY}), "altered")
       for name in ("../theta", "/etc/passwd", "theta/../theta", "", "__init__", "x\u0000")},
    **{f"recipe lists no {name}": (lambda f, name=name: alter(f, **{f"arrays__{name}": KeyError}),
                                   f"is incomplete: it has no array {name}")
       for name in ("theta", "step", "batch_cost", "order")},
    **{f"no {name}": (lambda f, name=name: (f / f"{name}.npy").unlink(),
                      f"is incomplete: {name}.npy is missing. Record it again")
       for name in ("theta", "step", "batch_cost", "order", "cost")},
    "array cut": (lambda f: cut(f / "theta.npy"),
                  r"theta.npy is damaged .*promises 1376 bytes of data, the file holds 1375"),
    "array cut in its head": (lambda f: cut(f / "theta.npy", 20), "theta.npy is damaged"),
    "array is a device that never ends": (lambda f: ((f / "theta.npy").unlink(), os.mkfifo(f / "theta.npy")),
                                          "theta.npy is damaged .it is not a plain file"),
    "array is a link out of the folder": (lambda f: ((f / "theta.npy").rename(f.parent / "theta.npy"),
                                                     (f / "theta.npy").symlink_to(f.parent / "theta.npy")),
                                          "theta.npy is damaged .it is a link: a recording's files lie in its own folder"),
    "array empty": (lambda f: cut(f / "theta.npy", 0), "theta.npy is damaged"),
    "array too long": (lambda f: (f / "theta.npy").write_bytes((f / "theta.npy").read_bytes() + b"x"),
                       "the file holds 1377"),
    "array of objects": (pickled, "cost.npy is damaged .*does not belong in a recording"),
    "array of records": (lambda f: np.save(f / "cost.npy", np.zeros(8, "f4,f4")), "does not belong in a recording"),
    "array of other shape": (lambda f: np.save(f / "cost.npy", np.zeros((2, 4))),
                             r"holds <f8 \(2, 4\); the recipe says <f8 \[8\]"),
    "array of other dtype": (lambda f: np.save(f / "cost.npy", np.zeros(8, "f4")),
                             r"holds <f4 \(8,\); the recipe says <f8"),
    "array column by column": (lambda f: np.save(f / "theta.npy", np.asfortranarray(np.load(f / "theta.npy"))),
                               "damaged"),
    "not an array": (lambda f: (f / "theta.npy").write_bytes(b"hello" * 500), "theta.npy is damaged"),
    "head that lies": (lambda f: (f / "theta.npy").write_bytes(head((10**12, 10**9)) + b"x" * 99),
                       "promises 4000000000000000000000 bytes"),
    "head below zero": (lambda f: (f / "theta.npy").write_bytes(head((-1, -8)) + b"x" * 32), "damaged"),
    "head unclosed": (lambda f: (f / "theta.npy").write_bytes(head(descr="(")), "damaged .*header cannot be read"),
    "head too deep": (lambda f: (f / "theta.npy").write_bytes(head(descr="-" * 5000 + "1")),
                      "damaged .*header cannot be read"),
    "head unhashable": (lambda f: (f / "theta.npy").write_bytes(head(descr="0, []: 1")), "damaged"),
    "npy version 9": (lambda f: flip(f / "theta.npy", 6), "damaged"),
    "order swapped for step": (lambda f: swap_in(f, "order", np.load(f / "step.npy")), "order must be whole numbers"),
    "theta a number": (lambda f: swap_in(f, "theta", np.array(3, "f4")),
                       r"theta must be numbers \(8, 43\); got float32 \(\)"),
    "theta of whole numbers": (lambda f: swap_in(f, "theta", np.zeros((8, 43), "i4")), "theta must be numbers"),
    "theta one row short": (lambda f: swap_in(f, "theta", np.load(f / "theta.npy")[:-1]),
                            r"theta must be numbers \(8, 43\)"),
    "step of fractions": (lambda f: swap_in(f, "step", np.zeros(8)), "step must be whole numbers"),
    "no states": (lambda f: (swap_in(f, "theta", np.zeros((0, 43), "f4")), swap_in(f, "step", np.zeros(0, "i8"))),
                  "theta must be numbers"),
    "costs of more steps": (lambda f: swap_in(f, "batch_cost", np.zeros(10)), r"order must be whole numbers \(4, 12\)"),
    "costs in two rows": (lambda f: swap_in(f, "batch_cost", np.zeros((1, 7))), r"batch_cost must be numbers \(7,\)"),
    "order a number": (lambda f: swap_in(f, "order", np.array(3, "i4")), "order must be whole numbers"),
}


@pytest.mark.parametrize("what", BROKEN)
@pytest.mark.parametrize("verify", [False, True])
def test_a_broken_recording_is_an_error_that_names_what_is_wrong(saved, what, verify):
    spoil, words = BROKEN[what]
    spoil(saved)
    before = contents(saved) if saved.is_dir() and "device" not in what else None
    with pytest.raises(nncore.RecordingError, match=words) as caught:
        nncore.Recording.load(saved, verify=verify)
    assert "recording" in str(caught.value)  # the folder's name: which one it is
    assert before is None or contents(saved) == before


def test_an_altered_array_is_found_when_it_is_asked_for(saved):
    for name in ("theta", "batch_cost", "order", "cost"):
        flip(saved / f"{name}.npy", -3)
        nncore.Recording.load(saved)
        with pytest.raises(nncore.RecordingError,
                           match=f"{name}.npy was altered, its SHA-256 is not the recorded one. Record it again"):
            nncore.Recording.load(saved, verify=True)
        flip(saved / f"{name}.npy", -3)
    nncore.Recording.load(saved, verify=True)


@pytest.mark.parametrize("changes", [dict(seed=4), dict(learning_rate=9.0), dict(data__name="mnist"), dict(steps=8),
                                     dict(sha256="0" * 64), dict(arrays__cost__sha256="0" * 64), dict(extra=1)])
def test_an_altered_recipe_is_found_when_it_is_asked_for(saved, changes):
    alter(saved, **changes)
    nncore.Recording.load(saved)
    with pytest.raises(nncore.RecordingError,
                       match="was altered, its SHA-256 is not the recorded one. Record it again"):
        nncore.Recording.load(saved, verify=True)


def test_which_versions_ran_it_may_change(saved):
    alter(saved, versions__numpy="9.9.9")
    nncore.Recording.load(saved, verify=True)


def test_one_array_in_anothers_place_is_found(saved):
    alter(saved, arrays__copy={**json.loads((saved / "recipe.json").read_text())["arrays"]["cost"]})
    shutil.copy(saved / "cost.npy", saved / "copy.npy")
    with pytest.raises(nncore.RecordingError, match="recipe.json was altered"):
        nncore.Recording.load(saved, verify=True)
