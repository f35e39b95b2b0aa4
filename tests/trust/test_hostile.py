"""Hostile files: 200 mutations of each kind (2,000 in `make torture`) end in a valid object or in one of nncore's errors."""

import gzip
import hashlib
import json
import multiprocessing
import os
import pickle
import resource
import shutil
import struct
import tempfile
import time
import traceback
import warnings
from pathlib import Path

import numpy as np
import pytest

import nncore
from nncore.__main__ import main
from tests.trust.fuzz import make_idx, make_recordings, memory, toy, use_idx, use_recording

SECONDS, MEGABYTES = 2, 500
SHARE = 50  # mutations in one process, forked for them: what they do to memory is seen, and a crash is survived


# -- mutations ---------------------------------------------------------------------------------------------------


def flip(rng, data):
    """One to eight bits."""
    data = bytearray(data)
    for _ in range(rng.integers(1, 9) if data else 0):
        data[rng.integers(len(data))] ^= 1 << rng.integers(8)
    return bytes(data)


def truncate(rng, data):
    return data[:rng.integers(len(data) + 1)]


def extend(rng, data):
    return data + bytes(rng.integers(0, 256, rng.integers(1, 5000), "uint8"))


def overwrite(rng, data):
    """A stretch of it by one value, or by random bytes."""
    start, length = rng.integers(len(data) + 1), rng.integers(1, 64)
    filling = bytes([rng.choice([0, 255, 34, 48, 91])]) * length if rng.random() < 0.5 else rng.bytes(length)
    return data[:start] + filling + data[start + length:]


def repeat(rng, data):
    start, length = rng.integers(len(data) + 1), rng.integers(1, 200)
    return data[:start] + data[start:start + length] * int(rng.integers(2, 200)) + data[start + length:]


BYTES = (flip, flip, truncate, extend, overwrite, repeat)

VALUES = (0, 1, -1, 2, 7, 13, 10**6, 10**9, 2**31, 2**63, 10**30, -2**63, 0.5, 1e308, float("nan"), float("inf"),
          True, False, None,
          "", "x", "theta", "../theta", "/etc/passwd", "\ud800", "\x1b[2J", "a" * 100_000, [], {}, [[]], [1, 2], [10**9, 10**9],
          {"load": "digits"}, {"load": "mnist", "part": "train"}, {"of": {"load": "digits"}, "take": [0, 10**12]},
          {"load": "digits", "split": {"test": 0.5, "seed": None, "part": "train"}}, {"load": "digits", "take": {"base64": "!"}},
          {"init": 0}, {"given": {"dtype": "|O", "shape": [1], "sha256": "", "base64": "AAAA"}}, {"schedule": "Decay"},
          {"values": {"dtype": "<f8", "shape": [-1], "sha256": "", "base64": ""}}, {"line": [None, None]}, {"steps": [1]},
          "<f8", "|O")


def places(value, path=()):
    """The path of every entry of a JSON document."""
    if path:
        yield path
    for key, below in value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ():
        yield from places(below, (*path, key))


def change_entry(rng, folder):
    """One to three entries of the recipe: another value, gone, under another name, or the value of another entry."""
    file = folder / "recipe.json"
    document = json.loads(file.read_bytes())
    for _ in range(rng.integers(1, 4)):
        every = list(places(document))
        *path, last = every[rng.integers(len(every))]
        place, other = document, document
        for step in path:
            place = place[step]
        for step in every[rng.integers(len(every))]:
            other = other[step]
        kind = rng.integers(5)
        if kind == 0:
            del place[last]
        elif kind == 1 and isinstance(place, dict):
            place[str(VALUES[rng.integers(len(VALUES))])[:300]] = place.pop(last)
        elif kind == 2:
            place[last] = json.loads(json.dumps(other))
        else:
            place[last] = VALUES[rng.integers(len(VALUES))]
    file.write_text(json.dumps(document))


def believable(rng, folder):
    """An entry is changed, and every hash set right again: only the meaning is wrong."""
    change_entry(rng, folder)
    believable_hash(folder, json.loads((folder / "recipe.json").read_bytes()))


def other_array(rng, folder):
    """An array of another dtype, shape or content, with a manifest entry that fits it."""
    file = sorted(folder.glob("*.npy"))[rng.integers(len(list(folder.glob("*.npy"))))]
    old = np.load(file)
    new = [lambda: old.astype(rng.choice(["f2", "f4", "f8", "i1", "i8", "u8", ">f4", "?"])) if old.dtype.kind != "U" else old[:1],
           lambda: old[:rng.integers(len(old) + 1)], lambda: old.reshape(-1), lambda: old[..., None],
           lambda: np.zeros_like(old),
           lambda: np.full_like(old, rng.choice([-1, 10**6, 2**31 - 1])) if old.dtype.kind == "i" else old[::-1],
           lambda: np.full_like(old, np.nan) if old.dtype.kind == "f" else old.T, lambda: np.array(3)][rng.integers(8)]()
    np.save(file, new)
    document = json.loads((folder / "recipe.json").read_bytes())
    document["arrays"][file.stem] = {"dtype": new.dtype.str, "shape": list(new.shape),
                                     "sha256": hashlib.sha256(np.ascontiguousarray(new).tobytes()).hexdigest()}
    (folder / "recipe.json").write_text(json.dumps(document))
    if rng.random() < 0.7:
        believable_hash(folder, document)


def believable_hash(folder, document):
    what = {key: value for key, value in document.items() if key not in ("versions", "sha256")}
    document["sha256"] = hashlib.sha256(json.dumps(what, sort_keys=True).encode()).hexdigest()
    (folder / "recipe.json").write_text(json.dumps(document))


def lying_head(rng, folder):
    """A .npy header that promises what is not there, or is Python that should not run."""
    file = sorted(folder.glob("*.npy"))[rng.integers(len(list(folder.glob("*.npy"))))]
    head = [b"{'descr': '<f4', 'fortran_order': False, 'shape': (1000000000000, 1000000000), }",
            b"{'descr': '|O', 'fortran_order': False, 'shape': (1,), }",
            b"{'descr': '<f4', 'fortran_order': True, 'shape': (8, 43), }",
            b"{'descr': '<f4', 'fortran_order': False, 'shape': (-1, -8), }",
            b"__import__('os').system('touch /tmp/nncore-owned')",
            b"{" * 3000, b"(" * 60_000, b"-" * 5000 + b"1", b"{'descr': [('a', '<f4')], 'fortran_order': False, 'shape': (), }",
            b"{'descr': '<U100000000', 'fortran_order': False, 'shape': (0,), }", b"{'shape': " + b"9" * 6000 + b"}",
            b"{'descr': '<f4', 'fortran_order': False, 'shape': (" + b"0," * 20_000 + b"), }"][rng.integers(12)]
    number, size = (b"\x01\x00", "<H") if len(head) < 65_000 else (b"\x02\x00", "<I")
    file.write_bytes(b"\x93NUMPY" + number + struct.pack(size, len(head) + 1) + head + b"\n" + rng.bytes(rng.integers(0, 2000)))


def swap(rng, folder):
    """Two of its files change places."""
    one, other = rng.choice([str(file) for file in folder.iterdir()], 2, replace=False)
    first, second = Path(one).read_bytes(), Path(other).read_bytes()
    Path(one).write_bytes(second)
    Path(other).write_bytes(first)


def no_file(rng, folder):
    """Something that is no file, or lies elsewhere."""
    file = sorted(folder.iterdir())[rng.integers(len(list(folder.iterdir())))]
    content = file.read_bytes()
    file.unlink()
    elsewhere = folder.parent / f"outside-{folder.name}"
    kind = rng.integers(7)
    if kind == 0:
        os.mkfifo(file)
    elif kind == 1:
        file.mkdir()
    elif kind == 2:
        file.symlink_to("/dev/zero")
    elif kind == 3:
        file.symlink_to(file)
    elif kind == 4:
        elsewhere.write_bytes(content)  # the very file, but outside
        file.symlink_to(elsewhere)
    elif kind == 5:
        file.symlink_to("/proc/self/environ")
    # 6: it is not there


def huge_recipe(rng, folder):
    """JSON that is deep, or large, or both."""
    depth = int(rng.choice([45, 60, 900, 5000, 10**6]))
    text = (folder / "recipe.json").read_text().rstrip()[:-1]
    more = [lambda: "[" * depth + "]" * depth, lambda: '{"a":' * depth + "1" + "}" * depth,
            lambda: "[" * depth, lambda: "1" * 10**6,
            lambda: '"' * 10**6, lambda: '"\\' * 10**6, lambda: "[" + "{}," * 2_000_000 + "1]",
            lambda: '"' + "x" * (15 << 20) + '"',
            lambda: "[" + '"aa",' * 2_000_000 + "1]", lambda: " " * (17 << 20), lambda: "1e" + "9" * 400_000,
            lambda: '"\\u' * 300_000][rng.integers(12)]()
    where = rng.choice(["extra", "seed", "versions", "data", "arrays", "learning_rate"])
    (folder / "recipe.json").write_text(f'{text}, "{where}": {more}}}')


def spoil(rng, folder):
    """Bytes of one of its files."""
    file = sorted(folder.iterdir())[rng.integers(len(list(folder.iterdir())))]
    file.write_bytes(BYTES[rng.integers(len(BYTES))](rng, file.read_bytes()))


RECORDINGS = (spoil, spoil, spoil, change_entry, change_entry, believable, believable, other_array, other_array, lying_head,
              swap, no_file, huge_recipe)


def mutate_idx(rng, folder):
    """Both IDX files, or one of them: other bytes, other headers, gzipped, cut or blown up."""
    for name, data in make_idx().items():
        kind = rng.integers(8)
        if kind < 3:
            data = BYTES[rng.integers(len(BYTES))](rng, data)
        elif kind == 3:  # a header that lies
            sizes = rng.choice([0, 1, 6, 255, 10**6, 2**31, 2**32 - 1], data[3])
            data = data[:4] + struct.pack(f">{len(sizes)}I", *map(int, sizes)) + data[4 + 4 * len(sizes):]
        elif kind == 4:
            data = bytes([0, 0, rng.choice([8, 9, 13]), rng.integers(5)]) + data[4:]
        bomb = rng.random() < 0.02
        if bomb:  # 300 MB that are true to their header
            data = data[:4] + struct.pack(">3I", 300, 1000, 1000)[:4 * data[3]] + bytes(300_000_000)
        if bomb or rng.random() < 0.5:
            name, data = name + ".gz", gzip.compress(data, 1)
            if rng.random() < 0.5:
                data = BYTES[rng.integers(len(BYTES))](rng, data)
        (folder / name).write_bytes(data)


# -- trying them -----------------------------------------------------------------------------------------------------


def memory_peak():
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1000


def try_share(seeds, mutate, use, report):
    """Mutations of these seeds, one after the other, in this process; what each came to goes into `report`."""
    warnings.simplefilter("error")  # a library that warns prints
    before = memory_peak()          # what this process has from the one that it was forked from
    for seed in seeds:
        with tempfile.TemporaryDirectory(dir=memory()) as place:
            folder = Path(place, "mutated")
            mutate(np.random.default_rng(seed), folder)
            began = time.monotonic()
            report.put((seed, "begun", 0.0, ""))
            try:
                outcome, words = use(folder), ""
            except BaseException:  # whatever it is, it is a fault that is to be reported
                outcome, words = "fault", traceback.format_exc()
            report.put((seed, outcome, time.monotonic() - began, words))
    report.put((None, "peak", memory_peak() - before, ""))


def try_all(count, mutate, use):
    """{seed: outcome}; fails with what went wrong, for the first few seeds with which it did."""
    fork, outcomes, faults, peaks = multiprocessing.get_context("fork"), {}, [], []
    for start in range(0, count, SHARE):
        report = fork.SimpleQueue()
        process = fork.Process(target=try_share, args=(range(start, min(start + SHARE, count)), mutate, use, report))
        process.start()
        running = (None, 0.0)
        while process.is_alive() or not report.empty():
            if report.empty():
                time.sleep(0.002)
                if running[0] is not None and time.monotonic() - running[1] > 10:
                    process.kill()
                    faults.append(f"seed {running[0]}: still at it after 10 s")
                    running = (None, 0.0)
                continue
            seed, outcome, number, words = report.get()
            if outcome == "peak":
                peaks.append(number)
            elif outcome == "begun":
                running = seed, time.monotonic()
            else:
                outcomes[seed], running = outcome, (None, 0.0)
                if outcome == "fault" or number > SECONDS:
                    faults.append(f"seed {seed}: {outcome} in {number:.2f} s {words}")
        process.join()
        if process.exitcode != 0:
            faults.append(f"seeds from {start}: the process ended with {process.exitcode}, at {running[0]}")
    assert not faults, "\n".join([f"{len(faults)} faults", *faults[:5]])
    assert max(peaks) < MEGABYTES, f"{max(peaks):.0f} MB"
    return outcomes


@pytest.fixture(scope="module")
def recordings(tmp_path_factory):
    return make_recordings(tmp_path_factory.mktemp("good"))


def test_mutated_recordings(recordings, effort):
    def mutate(rng, folder):
        shutil.copytree(recordings[rng.integers(len(recordings))], folder)
        RECORDINGS[rng.integers(len(RECORDINGS))](rng, folder)

    outcomes = try_all(effort(200, 2000), mutate, use_recording)
    counts = {outcome: list(outcomes.values()).count(outcome) for outcome in ("read", "refused")}
    assert len(outcomes) == effort(200, 2000) and min(counts.values()) > len(outcomes) / 10, counts
    assert not Path("/tmp/nncore-owned").exists()


def test_mutated_idx_files(effort):
    def mutate(rng, folder):
        folder.mkdir()
        mutate_idx(rng, folder)

    outcomes = try_all(effort(200, 2000), mutate, use_idx)
    counts = {outcome: list(outcomes.values()).count(outcome) for outcome in ("read", "refused")}
    assert len(outcomes) == effort(200, 2000) and min(counts.values()) > len(outcomes) / 20, counts


# -- one by one: what mutations seldom hit ----------------------------------------------------------------------------


@pytest.fixture
def full(recordings, tmp_path):
    """A copy of a good recording of full batches: 12 examples, 6 steps, every second state."""
    return Path(shutil.copytree(recordings[1], tmp_path / "full"))


def change(folder, believed=True, **entries):
    document = json.loads((folder / "recipe.json").read_bytes())
    for key, value in entries.items():
        *path, last = key.split("__")
        place = document
        for step in path:
            place = place[step]
        place[last] = value
    (folder / "recipe.json").write_text(json.dumps(document))
    if believed:
        believable_hash(folder, document)


def put(folder, name, array):
    np.save(folder / f"{name}.npy", array)
    change(folder, **{f"arrays__{name}": {"dtype": array.dtype.str, "shape": list(array.shape),
                                          "sha256": hashlib.sha256(array.tobytes()).hexdigest()}})


@pytest.mark.parametrize("steps", [[0, 2, 2, 6], [0, 4, 2, 6], [-1, 2, 4, 6], [0, 2, 4, 7], [0, 2, 4, -2**63]])
def test_kept_states_are_of_rising_steps(full, steps):
    put(full, "step", np.array(steps))
    for verify in (True, False):
        with pytest.raises(nncore.RecordingError, match="step must rise, from 0 or later to 6 or earlier"):
            nncore.Recording.load(full, verify=verify)


@pytest.mark.parametrize("where", [-1, 12])
def test_only_examples_that_there_are_are_dealt(recordings, tmp_path, where):
    folder = Path(shutil.copytree(recordings[0], tmp_path / "run"))
    order = np.load(folder / "order.npy")
    order[-1, 3] = where
    put(folder, "order", order)
    with pytest.raises(nncore.RecordingError, match="order must deal examples 0 to 11"):
        nncore.Recording.load(folder, verify=True)


@pytest.mark.parametrize("examples", [10**8, 10**30, True, 12.0])
def test_a_full_batch_is_not_larger_than_memory(full, examples):
    change(full, data__examples=examples)
    with pytest.raises(nncore.RecordingError, match="altered"):
        nncore.Recording.load(full)


def test_an_altered_recording_does_not_become_a_sound_one(full, tmp_path):
    """Not by loading it unverified and saving it, nor on its way to another process."""
    data = bytearray((full / "theta.npy").read_bytes())
    data[-1] ^= 1
    (full / "theta.npy").write_bytes(data)
    for run in (nncore.Recording.load(full), nncore.Recording.load(full).with_arrays(more=1)):
        with pytest.raises(nncore.RecordingError, match="theta.npy was altered"):
            run.save(tmp_path / "copy")
        with pytest.raises(nncore.RecordingError, match="theta.npy was altered"):
            pickle.dumps(run)
    assert not (tmp_path / "copy").exists()


def test_numbers_beyond_all_bounds_are_evaluated_without_a_word(full):
    theta = np.load(full / "theta.npy")
    put(full, "theta", np.where(np.arange(theta.size).reshape(theta.shape) % 2, theta.dtype.type(3e38), -theta.dtype.type(3e38)))
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        cost, _ = nncore.Recording.load(full, verify=True).evaluate(toy())
    assert len(cost) == len(theta)


def test_given_bytes_that_were_altered_are_found(recordings):
    recipe = json.loads((recordings[3] / "recipe.json").read_bytes())  # the start was given
    text = recipe["start"]["given"]["base64"]
    recipe["start"]["given"]["base64"] = ("A" if text[0] != "A" else "B") + text[1:]
    with pytest.raises(nncore.InputError, match="theta.*in the recipe is altered: its SHA-256 is not the recorded one"):
        nncore.train_like(recipe)


def test_a_terminal_is_not_written_to_by_a_name(full, capsys):
    change(full, data__name="\x1b[2Jx\ud800\n")
    assert main(["info", str(full)]) == 0
    assert "\\x1b[2Jx\\ud800\\n, 12 examples" in capsys.readouterr().out


def test_a_recipe_that_could_not_be_read_again_is_not_written(tmp_path):
    data = nncore.Dataset(np.ones((3, 4)), np.ones((3, 3)), one_hot=False, origin={"notes": list(range(200_000))})
    run = nncore.train(nncore.Network((4, 3)), data, batch_size=3, steps=2)
    with pytest.raises(nncore.RecordingError, match="could not be read again, it has more than 100000 entries: make the origin"):
        run.save(tmp_path / "run")
    assert not list(tmp_path.iterdir())


@pytest.mark.parametrize(("more", "words"), [
    ("[" * 60 + "]" * 60, "more than 50 levels deep"), ('{"a":' * 60 + "1" + "}" * 60, "more than 50 levels deep"),
    ("[" + "{}," * 200_000 + "1]", "more than 100000 entries"), ('"' + '\\"' * 300_000, "not readable JSON"),
    ('"' + "x" * (16 << 20) + '"', "larger than 16777216 bytes"),
])
def test_json_that_is_too_much_is_not_even_parsed(full, more, words):
    text = (full / "recipe.json").read_text().rstrip()[:-1]
    (full / "recipe.json").write_text(f'{text}, "more": {more}}}')
    began = time.monotonic()
    with pytest.raises(nncore.RecordingError, match=words):
        nncore.Recording.load(full)
    assert time.monotonic() - began < SECONDS


@pytest.mark.parametrize(("sizes", "words"), [
    ((50_000, 28, 28), "at most 33554432"), ((3_000_000, 2, 2), "promises 3000000 examples; at most 2000000 are read"),
])
def test_a_gzip_bomb_is_not_unpacked(tmp_path, sizes, words):
    header = struct.pack(">4I", 0x803, *sizes)
    (tmp_path / "train-images-idx3-ubyte.gz").write_bytes(gzip.compress(header + bytes(int(np.prod(sizes))), 1))
    (tmp_path / "train-labels-idx1-ubyte").write_bytes(make_idx()["train-labels-idx1-ubyte"])
    with pytest.raises(nncore.DataError, match=words):
        nncore.load_mnist(tmp_path)


def test_a_dataset_is_read_only():
    data = nncore.load_digits()
    for array in (data.x, data.y, data.take([1, 2]).x):
        with pytest.raises(ValueError, match="read-only"):
            array[0, 0] = 1
