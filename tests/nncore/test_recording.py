"""A recording on disk: the same back, replaced whole or kept whole, and not believed when it was altered."""

import errno
import gc
import hashlib
import io
import json
import os
import pickle
import re
import struct
import zipfile
from contextlib import suppress
from pathlib import Path

import numpy as np
import pytest
from threadpoolctl import threadpool_info, threadpool_limits

import nncore
from nncore.activation import ACTIVATIONS
from nncore.store import npz
from nncore.store.recipe import ARRAYS


def same(one, other):
    assert one.sha256 == other.sha256 and one.recipe == other.recipe and one.manifest == other.manifest
    assert list(one.arrays) == list(other.arrays) or sorted(one.arrays) == sorted(other.arrays)
    for name, a in one.arrays.items():
        b = other.arrays[name]
        assert a.dtype == b.dtype and a.shape == b.shape and a.tobytes() == b.tobytes()


def alone(file):
    """Whether nothing lies beside a file: no temporary one was left."""
    return [path.name for path in file.parent.iterdir()] == [file.name]


# -- there and back -------------------------------------------------------------------------------------


def line(net):
    return nncore.Line(net.init(0, "float64"), net.init(1, "float64"))


def plane(net):
    return nncore.Plane.random(net, net.init(0, "float64"))


TOY, NET = np.random.default_rng(1).random((12, 4)).astype("float32"), nncore.Network((4, 5, 3))
LARGE = np.random.default_rng(2).random((140_000, 4)).astype("float32")
DIGITS = nncore.Network((784, 2, 10))
KINDS = {   # what is trained, and which arrays the recording must have beside theta, step and batch_cost
    "full batch": (NET, TOY, dict(batch_size=None), {"x", "y"}),
    "mini-batches": (NET, TOY, dict(batch_size=5), {"x", "y", "order"}),
    "changing rate": (NET, TOY, dict(batch_size=4, learning_rate=lambda step: 1 / (1 + step)), {"x", "y", "order", "rate"}),
    "given start": (NET, TOY, dict(batch_size=None, theta=NET.init(5, "float64")), {"x", "y", "start"}),
    "given steps": (NET, TOY, dict(batch_size=None, record=[0, 3]), {"x", "y", "record"}),
    "within a line": (NET, TOY, dict(batch_size=None, within=line(NET), theta=line(NET).point(0.5)),
                      {"x", "y", "start", "within"}),
    "within a plane": (NET, TOY, dict(batch_size=5, within=plane(NET), theta=plane(NET).point(0, 0)),
                       {"x", "y", "order", "start", "within"}),
    "named data": (DIGITS, None, dict(batch_size=None), set()),
    "the first rows": (DIGITS, slice(200), dict(batch_size=60), {"order"}),
    "taken rows": (DIGITS, [3, 1, 4, 1, 5], dict(batch_size=2), {"order", "rows"}),
    "large own data": (NET, LARGE, dict(batch_size=1000), {"order"}),
}


def of_kind(kind, steps=7):
    net, x, how, names = KINDS[kind]
    if net is NET:
        data = nncore.Dataset(x, np.arange(len(x)) % 3, name="toy")
    else:
        data = nncore.load_digits() if x is None else nncore.load_digits().take(x)
    return nncore.train(net, data, steps=steps, **how), data, names | {"theta", "step", "batch_cost"}


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("steps", [1, 7])
def test_the_table_of_arrays_says_what_a_file_holds(kind, steps, tmp_path):
    if kind == "given steps" and steps == 1:
        pytest.skip("fewer steps than are kept")
    run, data, names = of_kind(kind, steps)
    run.save(tmp_path / "run")
    recipe, size = run.recipe, run.recipe["batch_size"] or len(data)
    letters = {"K": len(run.step), "S": steps, "E": -(-steps // -(-len(data) // size)), "P": run.network.n_parameters,
               "n": len(data), "n_0": data.x.shape[1], "n_L": data.y.shape[1], "R": 3, "D": 2 if "line" in kind else 3}
    with np.load(tmp_path / "run.npz", allow_pickle=False) as file:
        assert {name for name in file if name != "recipe.json"} == names == {
            name for name, entry in ARRAYS.items() if entry.when(recipe)}
        for name in names:
            kinds = {"f": recipe["dtype"] if name in ("theta", "start") else "<f4"}
            assert file[name].shape == tuple(letters[letter] for letter in ARRAYS[name].shape.split()), name
            assert file[name].dtype == kinds.get(ARRAYS[name].kind, f"<{ARRAYS[name].kind}"), name
            assert ARRAYS[name].meaning


@pytest.mark.parametrize("kind", KINDS)
def test_what_was_saved_comes_back_and_can_be_made_again(kind, tmp_path):
    run, data, _ = of_kind(kind)
    run = run.with_arrays(note=["ünter", "b"], count=3, flags=[True, False], table=np.arange(6).reshape(2, 3),
                          none=np.zeros((4, 0)))
    run.save(tmp_path / "run.npz")
    for verify in (False, True):
        again = nncore.Recording.load(tmp_path / "run.npz", verify=verify)
        same(run, again)
        assert again.network == run.network and again.batch(6).tolist() == run.batch(6).tolist()
        assert again["note"].tolist() == ["ünter", "b"] and again["count"] == 3 and again["none"].shape == (4, 0)
    again.save(tmp_path / "copy.npz")
    assert (tmp_path / "copy.npz").read_bytes() == (tmp_path / "run.npz").read_bytes()
    made = nncore.train_like(again, data if kind == "large own data" else None)
    assert made.with_arrays(**{name: run[name] for name in run}).sha256 == run.sha256


def test_a_recipe_is_small_json_and_enough_where_all_has_names_or_is_a_number():
    for kind in KINDS:
        run, _, names = of_kind(kind)
        assert len(json.dumps(dict(run.recipe))) < 2000
        if kind in ("named data", "the first rows"):
            assert nncore.train_like(json.loads(json.dumps(dict(run.recipe)))).sha256 == run.sha256
        else:
            with pytest.raises(nncore.InputError, match="the recipe alone|does not hold its data"):
                nncore.train_like(run.recipe)


def test_the_recipe_says_what_was_trained(net, toy):
    run = nncore.train(net, toy, 0.5, batch_size=5, steps=7, seed=3)
    assert dict(run.recipe) == {
        "format": 2, "network": {"sizes": [4, 5, 3], "activations": ["sigmoid", "sigmoid"]}, "start": "init", "seed": 3,
        "learning_rate": 0.5, "batch_size": 5, "epochs": None, "steps": 7, "dtype": "<f4", "within": None, "record": None,
        "data": {"name": "toy", "sha256": toy.sha256, "examples": 12, "source": None, "rows": None, "given": True},
        "versions": run.recipe["versions"]}
    assert set(run.recipe["versions"]) == {"nncore", "numpy", "python"}


@pytest.mark.parametrize("how", [
    dict(seed=2**70), dict(learning_rate=5e-324), dict(learning_rate=np.float32(0.1)), dict(batch_size=np.int8(5)),
    dict(theta=range(43)), dict(record=np.arange(3)), dict(learning_rate=np.full(3, 1, "int8")),
    *(dict(theta=NET.init().astype(dtype)) for dtype in ("float16", ">f4", ">f8", "longdouble")), dict(name="'\"\n\0\ud800日本"),
    dict(name=""), dict(labels=list("abcdefghijkl")),
    dict(x=np.asfortranarray(TOY)), dict(x=TOY[::-1]), dict(x=TOY.astype(">f4")), dict(x=TOY.astype(bool)),
    dict(x=TOY.astype("longdouble")), dict(source="mine"), dict(index=[1, 2]), dict(name="long" * 30_000)],
    ids=lambda how: " ".join(f"{name}={value!r}"[:30] for name, value in how.items()))
def test_what_is_accepted_before_training_can_be_saved_and_loaded(how, tmp_path):
    """Found from outside: checked when read, not when written. Refused in words at once, or sound for ever."""
    of_data = {name: how[name] for name in ("name", "labels", "source", "index") if name in how}
    of_run = {name: value for name, value in how.items() if name not in (*of_data, "x")}
    try:
        data = nncore.Dataset(how.get("x", TOY), np.arange(36.0).reshape(12, 3) / 36, **of_data)
        run = nncore.train(NET, data, **{"steps": 3, "batch_size": 5, **of_run})
    except (nncore.InputError, nncore.DataError):
        return
    run.save(tmp_path / "run")
    again = nncore.Recording.load(tmp_path / "run", verify=True)
    same(run, again)
    assert nncore.train_like(again).sha256 == run.sha256


def test_the_hash_is_of_every_array_and_of_the_recipe_but_not_of_who_made_it(net, toy, tmp_path):
    def run(**how):
        return nncore.train(net, toy, **{"steps": 3, "batch_size": 5, **how})

    one = run()
    assert one.sha256 == run().sha256 and len(one.sha256) == 64
    others = [run(seed=1), run(learning_rate=1.0), run(batch_size=4), run(record=[3]), run(theta=net.init(0)),
              run().with_arrays(extra=1), run().with_arrays(extra=2), run().with_arrays(other=1)]
    assert len({one.sha256, *(other.sha256 for other in others)}) == 9
    one.save(tmp_path / "run", made_by="the films")
    again = nncore.Recording.load(tmp_path / "run", verify=True)
    assert again.recipe["made_by"] == "the films" and "made_by" not in one.recipe and again.sha256 == one.sha256
    forge(tmp_path / "run.npz", versions__numpy="9.9.9")
    assert nncore.Recording.load(tmp_path / "run", verify=True).sha256 == one.sha256


# -- the file -------------------------------------------------------------------------------------------


def test_the_file_is_a_plain_npz_with_the_recipe_in_it(saved, run):
    with np.load(saved, allow_pickle=False) as file:
        assert np.array_equal(file["theta"], run.theta)
        recipe = json.loads(file["recipe.json"])
        assert list(file) == ["batch_cost", "cost", "order", "step", "theta", "x", "y", "recipe.json"]
        for name, entry in recipe["arrays"].items():
            assert entry == {"dtype": file[name].dtype.str, "shape": list(file[name].shape),
                             "sha256": hashlib.sha256(file[name].tobytes()).hexdigest()}
    with zipfile.ZipFile(saved) as archive:
        assert archive.testzip() is None and {info.compress_type for info in archive.infolist()} == {zipfile.ZIP_STORED}


@pytest.mark.parametrize("kind", KINDS)
def test_arrays_begin_at_multiples_of_64_bytes(kind, tmp_path):
    run, _, _ = of_kind(kind)
    run.with_arrays(a=[1], b=["x"] * 7, c123=np.ones((3, 5))).save(tmp_path / "run.npz")
    data = (tmp_path / "run.npz").read_bytes()
    for name, array in run.arrays.items():
        with zipfile.ZipFile(tmp_path / "run.npz") as archive:
            at = archive.getinfo(f"{name}.npy").header_offset
        assert data[at:at + 4] == b"PK\3\4"
        at += 30 + sum(struct.unpack("<2H", data[at + 26:at + 30]))
        at += 10 + struct.unpack("<H", data[at + 8:at + 10])[0]
        assert at % 64 == 0 and data[at:at + array.nbytes] == array.tobytes()


def test_the_same_run_is_the_same_bytes_whoever_saves_it_when_and_where(net, toy, tmp_path, monkeypatch):
    files, umask = [], os.umask(0)
    try:
        for mask, now, name in ((0o022, 0.0, "a"), (0o077, 2e9, "deep/er/other.npz")):
            os.umask(mask)
            monkeypatch.setattr("time.time", lambda now=now: now)
            nncore.train(net, toy, batch_size=5, steps=3).with_arrays(b=1, a=2).save(tmp_path / name)
            files.append(npz.with_suffix(tmp_path / name))
            assert files[-1].stat().st_mode & 0o777 == 0o666 & ~mask
    finally:
        os.umask(umask)
    assert files[0].read_bytes() == files[1].read_bytes()
    nncore.train(net, toy, batch_size=5, steps=3).with_arrays(a=2).with_arrays(b=1).save(files[0])
    assert files[0].read_bytes() == files[1].read_bytes()


def test_large_arrays_are_mapped_and_small_ones_read(saved, run, monkeypatch):
    again = nncore.Recording.load(saved)
    assert not any(isinstance(array, np.memmap) for array in again.arrays.values())
    monkeypatch.setattr(npz, "MAPPED", 100)     # bytes
    again = nncore.Recording.load(saved)
    for name, array in again.arrays.items():
        assert isinstance(array, np.memmap) == (array.nbytes > 100) and array.tobytes() == run.with_arrays(
            cost=again["cost"]).arrays[name].tobytes()
    assert isinstance(again.theta, np.memmap) and not isinstance(again["cost"], np.memmap)


def test_a_run_can_be_pickled_copied_and_outlives_its_files(saved, run, mapped):
    again = pickle.loads(pickle.dumps(nncore.Recording.load(saved)))
    saved.unlink()
    same(again, run.with_arrays(cost=again["cost"]))


# -- frozen ---------------------------------------------------------------------------------------------


def runs_in_every_state(net, toy, tmp_path):
    run = nncore.train(net, toy, lambda step: 1.0, batch_size=5, steps=4, record=[2], theta=net.init())
    yield run
    repr(run), run.sha256, run.manifest
    yield run
    run = run.with_arrays(mine=[1.0, 2.0])
    yield run
    run.save(tmp_path / "run")
    yield run
    yield nncore.Recording.load(tmp_path / "run")
    yield nncore.Recording.load(tmp_path / "run", verify=True)
    yield pickle.loads(pickle.dumps(run))
    yield nncore.train_like(run)


@pytest.mark.parametrize("large", [False, True])
def test_nobody_writes_into_a_run(net, toy, tmp_path, large, request):
    """Found from outside: frozen, but not. Fresh, shown, saved, loaded, copied."""
    if large:
        request.getfixturevalue("mapped")
    for run in runs_in_every_state(net, toy, tmp_path):
        for array in (*run.arrays.values(), run.theta, run.trained, run.step, run.batch_cost, run.batch(1)):
            with pytest.raises(ValueError, match="read-only"):
                array[...] = 0
        for change in (lambda run: run.arrays.update(x=1), lambda run: run.recipe.update(seed=1),
                       lambda run: run.recipe["network"]["sizes"].append(1), lambda run: run.recipe["data"].update(name=1)):
            before = json.dumps(dict(run.recipe))
            with suppress(AttributeError):
                change(run)
            assert json.dumps(dict(run.recipe)) == before and "x" in run.arrays
        run.save(tmp_path / "again")
        nncore.Recording.load(tmp_path / "again", verify=True)


@pytest.mark.parametrize("name", ["recipe", "arrays", "trained", "theta", "step", "batch_cost"])
def test_nobody_puts_another_array_in_a_runs_place(run, name):
    with pytest.raises(AttributeError):
        setattr(run, name, {})


@pytest.mark.parametrize("change", [
    lambda made: made.update(theta={}), lambda made: made["theta"].update(sha256="0" * 64),
    lambda made: made["theta"]["shape"].append(1)])
def test_nobody_changes_the_manifest_of_a_run(run, change):
    before = json.dumps(dict(run.manifest), default=dict), run.sha256
    with suppress(AttributeError):
        change(run.manifest)
    assert (json.dumps(dict(run.manifest), default=dict), run.sha256) == before


def test_nobody_writes_into_a_place(net):
    a, b, c = net.init(0, "float64"), net.init(1, "float64"), net.init(2, "float64")
    line, plane = nncore.Line(a, b), nncore.Plane(a, b, c)
    for array in (line.theta_a, line.theta_b, line.origin, plane.origin, plane.u, plane.v):
        with pytest.raises(ValueError, match="read-only"):
            array[0] = 5
    a[:] = b[:] = 7
    assert line.theta_a[0] != 7 != plane.origin[0] and line.theta_b[0] != 7


# -- derived arrays ---------------------------------------------------------------------------------------


def test_derived_arrays_make_another_recording_and_leave_this_one(run):
    before, values = run.sha256, np.arange(8.0)
    more = run.with_arrays(cost=values)
    assert more.sha256 != before == run.sha256 and "cost" not in run and list(run) == []
    values[0] = 99
    assert more["cost"].tolist() == list(range(8))
    assert more.with_arrays(cost=values)["cost"][0] == 99 and more.with_arrays(cost=values).sha256 != more.sha256
    assert more.with_arrays(cost=np.arange(8.0)).sha256 == more.sha256 and np.array_equal(more.theta, run.theta)


def test_only_derived_arrays_are_asked_for_by_name(run):
    more = run.with_arrays(zebra=1, cost=np.arange(8.0))
    assert list(more) == ["cost", "zebra"] and "cost" in more and "zebra" in more
    for name in (*ARRAYS, "nothing", 3, None, ""):
        assert name not in more
    for name in ("theta", "costs"):
        with pytest.raises(KeyError, match=f"no derived array '{name}'; it has cost, zebra"):
            more[name]
    with pytest.raises(KeyError, match="it has none"):
        run["cost"]
    with pytest.raises(AttributeError):
        _ = more.cost


@pytest.mark.parametrize("name", [*ARRAYS, "", "../x", "a/b", "a b", "_x", "1x", "é", "x" * 65, "a.b", "x\n", "recipe.json"])
def test_names_that_belong_to_the_run_or_are_no_plain_identifier_are_refused(run, name):
    with pytest.raises(nncore.InputError, match="plain identifier of up to 64 letters.*belong to the run itself"):
        run.with_arrays(**{name: 1})


@pytest.mark.parametrize("value", [None, object(), [1, "a", None], 1j, np.datetime64("2020"), np.zeros(2, "f4,i4"), b"bytes",
                                   [[1], [1, 2]]])
def test_values_that_are_no_numbers_or_strings_are_refused(run, value):
    with pytest.raises(nncore.InputError, match="mine must (be an array|hold numbers)"):
        run.with_arrays(mine=value)


def test_evaluate_is_cost_and_accuracy_of_every_kept_state(digits):
    train, test = digits
    run = nncore.train(nncore.Network((784, 8, 10)), train, epochs=1)
    for data in (test, train):  # train is more than one block of 1,000
        cost, accuracy = run.evaluate(data)
        for k, theta in enumerate(run.theta):
            assert cost[k] == pytest.approx(run.network.cost(theta, data.x, data.y), rel=1e-5)
            assert accuracy[k] == run.network.accuracy(theta, data.x, data.labels)


def test_evaluate_of_one_output_is_accuracy_however_the_labels_lie(rng):
    """-1 and 1, sorted: a block of examples holds one of them only, and their middle is that of all labels."""
    labels = np.sort(rng.choice([-1, 1], 1500))
    data = nncore.Dataset(rng.normal(labels[:, None], 1.0, (1500, 2)), labels[:, None], labels)
    run = nncore.train(nncore.Network((2, 3, 1), "tanh"), data, 0.1, epochs=1, record=5)
    assert run.evaluate(data).accuracy.tolist() == [run.network.accuracy(theta, data.x, labels) for theta in run.theta]
    assert run.evaluate(data).accuracy[-1] > 0.8


def test_evaluate_holds_blas_to_one_thread(net, toy, monkeypatch):
    sigma, slope = ACTIVATIONS["relu"]
    run, threads = nncore.train(nncore.Network(net.sizes, "relu"), toy, 0.1, steps=1, batch_size=None), set()

    def watched(z):
        threads.update(library["num_threads"] for library in threadpool_info())
        return sigma(z)

    monkeypatch.setitem(ACTIVATIONS, "relu", (watched, slope))
    with threadpool_limits(2):
        run.evaluate(toy)
    assert threads == {1}


def test_evaluate_on_other_data(run, toy):
    data = nncore.Dataset(toy.x, toy.y * 0.3)
    assert run.evaluate(data).accuracy is None
    assert run.evaluate(data).cost[2] == pytest.approx(run.network.cost(run.theta[2], data.x, data.y), rel=1e-6)
    with pytest.raises(nncore.InputError, match="data must be a Dataset"):
        run.evaluate(toy.x)
    with pytest.raises(nncore.InputError, match="the network 4-5-3"):
        run.evaluate(nncore.Dataset(toy.x[:, :3], toy.y))


def test_it_explains_itself(run):
    assert repr(run) == "<Recording 4-5-3, 7 steps, 8 kept>"


# -- saving ---------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", ["x.npz", "with space", "ünïcødé 数字", "a.b.new", "x" * 200, "deep/er/still", ".hidden"])
def test_paths_of_all_kinds(run, tmp_path, monkeypatch, name):
    run.save(tmp_path / name)
    run.save(str(tmp_path / name))
    file = tmp_path / (name if name.endswith(".npz") else f"{name}.npz")
    same(run, nncore.Recording.load(str(file), verify=True))
    assert alone(file)
    file.unlink()
    monkeypatch.chdir(tmp_path)
    run.save(name)
    same(run, nncore.Recording.load(Path(name), verify=True))


def test_saving_over_a_recording_replaces_it_whole_and_where_it_came_from(run, saved):
    run.save(saved)
    same(run, nncore.Recording.load(saved, verify=True))
    again = nncore.Recording.load(saved)
    again.with_arrays(more=1).save(saved)
    assert nncore.Recording.load(saved, verify=True)["more"] == 1 and alone(saved)
    same(again, run)


@pytest.mark.parametrize("used", [False, True])
def test_a_large_run_stays_whole_when_it_is_saved_to_its_target(net, toy, tmp_path, used, mapped):
    run = nncore.train(net, toy, batch_size=5, steps=7, target=tmp_path / "run")
    more = run.with_arrays(more=1)
    assert not used or run.theta.shape == (8, 43)
    more.save(tmp_path / "run")
    assert alone(tmp_path / "run.npz")
    for one in (run, more):
        one.save(tmp_path / "copy")
        same(one, nncore.Recording.load(tmp_path / "copy", verify=True))


def test_saving_through_a_link_replaces_what_it_points_to(run, saved, tmp_path):
    link = tmp_path / "elsewhere" / "link.npz"
    link.parent.mkdir()
    link.symlink_to(saved)
    run.save(link)
    assert link.is_symlink() and alone(link)
    same(run, nncore.Recording.load(saved, verify=True))


def folder_of_format_1(path):
    path.mkdir()
    (path / "recipe.json").write_text('{"format": 1}')
    (path / "thesis.txt").write_text("precious")


def with_a_note(path, run):
    run.save(path)
    with zipfile.ZipFile(path, "a") as archive:
        archive.writestr("notes.txt", "precious")


def followed_by(path, run):
    run.save(path)
    path.write_bytes(path.read_bytes() + b"precious")


def preceded_by(path, run):
    run.save(path)
    path.write_bytes(b"#!/bin/sh precious\n" + path.read_bytes())


def packed_by_somebody(path, run):
    run.save(path)
    with np.load(path) as file:
        arrays = {name: file[name] for name in file if name != "recipe.json"}
    np.savez_compressed(path, **arrays)


FOREIGN = {
    "a file": lambda path, run: path.write_text("precious"), "an empty file": lambda path, run: path.touch(),
    "an empty folder": lambda path, run: path.mkdir(), "a folder with a recipe.json": lambda path, run: folder_of_format_1(path),
    "arrays": lambda path, run: np.savez(path, theta=run.theta, step=run.step, batch_cost=run.batch_cost),
    "a zip with a recipe": lambda path, run: zipfile.ZipFile(path, "w").writestr("recipe.json", json.dumps(dict(run.recipe))),
    "a recording with a note": with_a_note, "a recording and more": followed_by, "more and a recording": preceded_by,
    "a recording that somebody packed": packed_by_somebody,
    "half a recording": lambda path, run: (run.save(path), path.write_bytes(path.read_bytes()[:3000])),
    "a pipe": lambda path, run: os.mkfifo(path),
}


@pytest.mark.filterwarnings("ignore::ResourceWarning")   # of the zip that FOREIGN leaves open
@pytest.mark.parametrize("what", FOREIGN)
@pytest.mark.parametrize("linked", [False, True])
def test_what_is_not_wholly_a_recording_is_not_replaced(run, tmp_path, what, linked):
    """Found from outside: ownership judged by a file's name."""
    path, folder = tmp_path / "there" / "mine.npz", tmp_path / "there"
    folder.mkdir()
    FOREIGN[what](path, run)
    gc.collect()
    before = {file: file.is_file() and file.read_bytes() for file in folder.rglob("*")}
    target = path
    if linked:
        target = tmp_path / "link.npz"
        target.symlink_to(path)
    with pytest.raises(nncore.RecordingError, match="exists and is not a recording, or not only one; nothing was written"):
        run.save(target)
    assert {file: file.is_file() and file.read_bytes() for file in folder.rglob("*")} == before


@pytest.mark.parametrize("nth", [1, 2])
@pytest.mark.parametrize("function", ["fsync", "replace"])
@pytest.mark.parametrize("error", [OSError(errno.ENOSPC, "No space left on device"), OSError(errno.EIO, "Input/output error"),
                                   KeyboardInterrupt()])
def test_a_save_that_fails_in_the_middle_leaves_the_old_recording_whole(run, saved, monkeypatch, function, nth, error):
    before, calls, real = saved.read_bytes(), [], getattr(os, function)

    def failing(*args):
        calls.append(args)
        if len(calls) == nth:
            raise error
        return real(*args)

    monkeypatch.setattr(os, function, failing)
    try:
        run.save(saved)
    except (nncore.RecordingError, KeyboardInterrupt) as caught:
        assert nth == 1 or isinstance(error, KeyboardInterrupt)
        assert isinstance(error, KeyboardInterrupt) or f"could not be written ({error}). Nothing was changed" in str(caught)
    assert (saved.read_bytes() == before) == (nth == 1)     # the second fsync is of the folder: it is tried, when all is done
    assert alone(saved)
    nncore.Recording.load(saved, verify=True)


def test_a_target_that_cannot_be_written(run, net, toy, tmp_path):
    (tmp_path / "file").write_text("precious")
    for target in (tmp_path / "file" / "run", Path("/proc/nothing/run"), tmp_path / ("x" * 300)):
        with pytest.raises(nncore.RecordingError, match="could not be written"):
            run.save(target)
        with pytest.raises(nncore.RecordingError, match="could not be written"):
            nncore.train(net, toy, batch_size=5, steps=1, target=target)
    assert (tmp_path / "file").read_text() == "precious"


def test_what_a_killed_save_left_goes_an_hour_later(run, saved):
    old, young, other = (saved.with_name(name) for name in
                         (f".{saved.name}.0123abcd.new", f".{saved.name}.0123abce.new", ".other.npz.0123abcd.new"))
    for file in (old, young, other):
        file.write_bytes(b"half")
    for file in (old, other):
        os.utime(file, (0, 0))
    run.save(saved)
    assert {file.name for file in saved.parent.iterdir()} == {saved.name, young.name, other.name}


# -- a system that lacks something -----------------------------------------------------------------------------


@pytest.mark.parametrize("trouble", [OSError(errno.EMFILE, "Too many open files"), OSError(errno.EIO, "Input/output error"),
                                     PermissionError(errno.EACCES, "Permission denied"), MemoryError("no memory")], ids=repr)
def test_the_systems_trouble_is_not_called_damage(saved, monkeypatch, trouble):
    run = nncore.Recording.load(saved)

    def fail(*args, **kwargs):
        raise trouble

    monkeypatch.setattr("builtins.open", fail)
    for use in (lambda: nncore.Recording.load(saved), lambda: run.theta):
        with pytest.raises((nncore.RecordingError, MemoryError)) as caught:
            use()
        assert str(trouble) in str(caught.value) and not re.search("ecord it again|damaged", str(caught.value))


def test_a_folder_that_cannot_be_synced_and_a_file_that_cannot_be_locked_are_no_obstacle(net, toy, tmp_path, monkeypatch):
    fsync, synced = os.fsync, []

    def of_files_only(file):
        synced.append(file)
        if os.path.isdir(f"/proc/self/fd/{file}"):
            raise OSError(errno.EINVAL, "Invalid argument")
        fsync(file)

    def no_locks(*_):
        raise OSError(errno.ENOLCK, "No locks available")

    monkeypatch.setattr(os, "fsync", of_files_only)
    monkeypatch.setattr("fcntl.flock", no_locks)
    run = nncore.train(net, toy, batch_size=5, steps=2, target=tmp_path / "x.npz")
    run.save(tmp_path / "x.npz")
    same(run, nncore.Recording.load(tmp_path / "x.npz", verify=True))
    assert synced and alone(tmp_path / "x.npz")


WITHOUT = """
import mmap, os, sys
sys.modules["fcntl"] = None
for name in ("O_DIRECTORY", "O_NOFOLLOW", "O_NONBLOCK"):
    delattr(os, name)
os.supports_dir_fd = os.supports_fd = set()

class Map(mmap.mmap):
    @property
    def madvise(self):
        raise AttributeError("madvise")

mmap.mmap, opened, unlinked, replaced = Map, os.open, os.unlink, os.replace

def open_file(path, *args, **kwargs):
    if os.path.isdir(path) or "dir_fd" in kwargs:
        raise PermissionError(13, "Permission denied", path)
    return opened(path, *args, **kwargs)

def closed(path):
    for file in os.listdir("/proc/self/fd"):
        if os.path.islink(link := f"/proc/self/fd/{file}") and os.readlink(link) == os.path.realpath(path):
            raise PermissionError(32, "The process cannot access the file because it is being used", path)
    return path

os.open, os.unlink, os.remove = open_file, lambda path, **_: unlinked(closed(path)), lambda path: unlinked(closed(path))
os.replace = os.rename = lambda old, new: replaced(closed(old), closed(new))

import nncore
train, test = nncore.load_digits().split()
net = nncore.Network((784, 3, 10))
for target in (None, "x.npz"):
    run = nncore.train(net, train, steps=3, target=target)
    run = run.with_arrays(cost=run.evaluate(test).cost)
    run.save("x")
    run.save("y.npz")
    again = nncore.Recording.load("x", verify=True)
    assert again.sha256 == run.sha256 == nncore.Recording.load("y").sha256
    again.with_arrays(more=1).save("x.npz")
    del run, again
try:
    nncore.train(net, train, steps=9, target="x.npz", callback=lambda step, *_: step < 5 or 1 / 0)
except ZeroDivisionError:
    pass
nncore.train(net, train, steps=9, target="x.npz", resume=True).save("x")
print(sorted(os.listdir(".")), nncore.Recording.load("x", verify=True).step[-1])
"""


@pytest.mark.skipif(not Path("/proc/self/fd").is_dir(), reason="Linux says which files are open")
def test_all_of_it_works_as_on_windows_and_in_pyodide(python, tmp_path, monkeypatch):
    """No fcntl, no dir_fd, no flags of POSIX, no madvise; folders cannot be opened, open files not removed or replaced."""
    monkeypatch.chdir(tmp_path)
    done = python("-W", "error", "-c", WITHOUT)
    assert done.returncode == 0 and done.stdout == "['x.npz', 'y.npz'] 9\n", done.stderr
    assert not done.stderr


# -- what is wrong on disk is named -------------------------------------------------------------------------------


def forge(file, arrays=None, sha256=None, **changes):
    """Write the recording anew with other arrays and entries of its recipe ("network.sizes" is written network__sizes), all
    hashes right: only its meaning is wrong."""
    with np.load(file) as there:
        document = json.loads(there["recipe.json"])
        all_arrays = {name: there[name] for name in there if name != "recipe.json"} | (arrays or {})
    for name, array in (arrays or {}).items():
        document["arrays"][name] = {"dtype": array.dtype.str, "shape": list(array.shape),
                                    "sha256": hashlib.sha256(array.tobytes()).hexdigest()}
    for key, value in changes.items():
        *path, last = key.split("__")
        place = document
        for step in path:
            place = place[step]
        place.pop(last, None)
        if value is not KeyError:
            place[last] = value
    hashed = {key: value for key, value in document.items() if key not in ("versions", "made_by", "sha256")}
    document["sha256"] = sha256 or hashlib.sha256(json.dumps(hashed, sort_keys=True).encode()).hexdigest()
    file.unlink()
    npz.write(file, document, all_arrays)


def with_recipe(file, text):
    """The same members, with other bytes for the recipe."""
    with zipfile.ZipFile(file) as archive:
        members = {info.filename: archive.read(info) for info in archive.infolist()}
    with zipfile.ZipFile(file, "w") as archive:
        for name, data in (members | {"recipe.json": text}).items():
            archive.writestr(name, data)


def written_with(how):
    """All of it by another hand."""
    def spoil(file):
        with zipfile.ZipFile(file) as archive:
            members = {info.filename: archive.read(info) for info in archive.infolist()}
        how(file, members)
    return spoil


def rezip(file, members, **how):
    with zipfile.ZipFile(file, "w", **how) as archive:
        for name, data in members.items():
            archive.writestr(name, data)


def pickled(file):
    out = io.BytesIO()
    np.save(out, np.array([{}] * 8), allow_pickle=True)
    written_with(lambda file, members: rezip(file, members | {"cost.npy": out.getvalue()}))(file)


def flip(file, at):
    data = bytearray(file.read_bytes())
    data[at] ^= 1
    file.write_bytes(data)


def cut(file, size):
    file.write_bytes(file.read_bytes()[:size])


BROKEN = {
    "missing": (lambda f: f.unlink(), "is not there. Record it first: `nncore train --out .*` or run.save"),
    "format 1": (lambda f: (f.unlink(), folder_of_format_1(f.with_suffix(""))), "is of format 1, which this nncore"),
    "a folder": (lambda f: (f.unlink(), f.mkdir()), "is no file"),
    "a device that never ends": (lambda f: (f.unlink(), f.symlink_to("/dev/zero")), "is no file"),
    "a pipe that waits for ever": (lambda f: (f.unlink(), os.mkfifo(f)), "is no file"),
    "empty": (lambda f: cut(f, 0), "is no recording, or damaged.*Record it again"),
    "a text": (lambda f: f.write_text("hello" * 500), "is no recording, or damaged"),
    **{f"cut to {size}": (lambda f, size=size: cut(f, size), "is no recording, or damaged")
       for size in (-1, -22, 500, 3000, 10)},
    "longer": (lambda f: f.write_bytes(f.read_bytes() + b"x"), "is no recording, or damaged"),
    "behind something": (lambda f: f.write_bytes(b"x" * 64 + f.read_bytes()), "is no recording, or damaged"),
    "by another zipper": (written_with(rezip), "is not stored as its recipe says|damaged"),
    "packed": (written_with(lambda f, m: rezip(f, m, compression=zipfile.ZIP_DEFLATED)), "is no recording, or damaged"),
    "a member more": (written_with(lambda f, m: rezip(f, {"a.txt": b"x"} | m)), "it holds .*a.txt"),
    "a member less": (written_with(lambda f, m: (m.pop("cost.npy"), rezip(f, m))), "cost.npy"),
    "without a recipe": (written_with(lambda f, m: (m.pop("recipe.json"), rezip(f, m))), "damaged"),
    "with pickled objects": (pickled, "is no recording, or damaged"),
    **{f"recipe {what}": (lambda f, text=text: with_recipe(f, text), words) for what, text, words in (
        ("no JSON", "{'format': 1}", "damaged"), ("empty", "", "damaged"), ("not UTF-8", b'{"format": "\xff"}', "damaged"),
        ("too deep", "[" * 20_000, "damaged"), ("with a long number", '{"format": ' + "1" * 10_000 + "}", "damaged"),
        ("too large", " " * (64 << 10) + "{}", "recipe is larger than 65536 bytes"), ("a list", "[1]", "recipe"),
        ("of another program", '{"name": "x"}', "format must be 2"),
        ("of a newer format", '{"format": 3}', "format must be 2.*got 3"),
        ("of format a word", '{"format": "2"}', "format must be 2.*got '2'"))},
}
MEANS = {
    **{f"no {key}": ({key: KeyError}, f"recipe's {key.split('__')[0]} must be") for key in (
        "network", "data", "batch_size", "seed", "learning_rate", "versions", "steps", "epochs", "record", "start", "dtype",
        "within", "network__sizes", "network__activations", "data__name", "data__sha256", "data__examples", "data__source",
        "data__rows", "data__given")},
    **{f"{key} {value!r}"[:40]: ({key: value}, f"recipe's {key.split('__')[0]} must be") for key, value in (
        ("network__sizes", [4, 0, 3]), ("network__sizes", "big"), ("network__activations", ["exec", "tanh"]),
        ("network__activations", [["tanh"], "tanh"]), ("data__examples", 0), ("data__examples", 2.0), ("batch_size", 0),
        ("batch_size", 13), ("batch_size", "5"), ("seed", -1), ("seed", True), ("learning_rate", -1), ("learning_rate", "1"),
        ("steps", 0), ("steps", 1 << 70), ("epochs", "1"), ("start", "zero"), ("within", "cube"), ("dtype", "<f2"),
        ("data__source", "/etc/passwd"), ("data__rows", [1]), ("data__name", 3),
        ("record", 0), ("versions", []))},
    "sizes enormous": (dict(network__sizes=[10**9, 10**9, 10**9]), "theta must be"),
    "another number of examples": (dict(data__examples=11), r"order must be .*\(3, 11\)"),
    **{f"{name} missing": ({f"arrays__{name}": KeyError}, f"it holds {name}.npy against|{name} is missing")
       for name in ("theta", "step", "batch_cost", "order", "x")},
    "rate without need": (dict(arrays=dict(rate=np.ones(7))), "rate"),
    **{f"{name} {array.dtype} {array.shape}": (dict(arrays={name: array}), f"{name} must be") for name, array in (
        ("theta", np.array(3, "f4")), ("theta", np.zeros((8, 43), "i4")), ("theta", np.zeros((8, 43))),
        ("theta", np.zeros((8, 42), "f4")), ("step", np.zeros(8)), ("step", np.zeros(7, "i8")), ("batch_cost", np.zeros((1, 7))),
        ("order", np.array(3, "i4")), ("order", np.zeros((4, 12), "i4")), ("x", np.zeros((12, 5), "f4")))},
    "no states": (dict(arrays=dict(theta=np.zeros((0, 43), "f4"), step=np.zeros(0, "i8"))), "theta must be"),
    **{f"steps {steps}": (dict(arrays=dict(step=np.array(steps))), "step must rise") for steps in (
        [0, 1, 2, 2, 4, 5, 6, 7], [-1, 1, 2, 3, 4, 5, 6, 7], [0, 1, 2, 3, 4, 5, 6, 8], [7, 6, 5, 4, 3, 2, 1, 0])},
}


def refused(saved, words):
    before = saved.is_file() and saved.resolve().is_file() and saved.read_bytes()
    for verify in (False, True):
        with pytest.raises(nncore.RecordingError, match=words) as caught:
            nncore.Recording.load(saved, verify=verify)
        assert "recording" in str(caught.value)  # the file's name: which one it is
    assert not before or saved.read_bytes() == before


@pytest.mark.parametrize("what", BROKEN)
def test_a_broken_recording_is_an_error_that_names_what_is_wrong(saved, what):
    spoil, words = BROKEN[what]
    spoil(saved)
    refused(saved, words)


@pytest.mark.parametrize("what", MEANS)
def test_a_recording_that_means_nothing_is_refused_though_all_its_hashes_are_right(saved, what):
    changes, words = MEANS[what]
    forge(saved, **changes)
    refused(saved, words)


@pytest.mark.parametrize("name", ["theta", "batch_cost", "order", "cost", "x"])
def test_an_altered_array_is_found_when_it_is_asked_for(saved, name):
    with zipfile.ZipFile(saved) as archive:
        data = archive.read(f"{name}.npy")[-40:]
    flip(saved, saved.read_bytes().index(data) + 37)
    nncore.Recording.load(saved)
    with pytest.raises(nncore.RecordingError, match=f"{name} was altered, its SHA-256 is not the recorded one. Record it again"):
        nncore.Recording.load(saved, verify=True)
    run = nncore.Recording.load(saved)
    with pytest.raises(nncore.RecordingError, match="altered"):
        run.save(saved.with_name("copy"))
    assert alone(saved)


@pytest.mark.parametrize("changes", [dict(seed=4), dict(learning_rate=9.0), dict(data__name="mnist"), dict(extra=1)])
def test_an_altered_recipe_is_found_when_it_is_asked_for(saved, changes):
    forge(saved, sha256=nncore.Recording.load(saved).sha256, **changes)
    nncore.Recording.load(saved)
    with pytest.raises(nncore.RecordingError, match="was altered, its SHA-256 is not the recorded one. Record it again"):
        nncore.Recording.load(saved, verify=True)
