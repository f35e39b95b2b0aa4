"""Hostile files: 200 mutations of each kind (2,000 in `make torture`) end in a valid object or in one of nncore's errors."""

import contextlib
import gzip
import io
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
import zipfile
from pathlib import Path

import numpy as np
import pytest

import nncore
from nncore.cli import main
from nncore.store.npz import RECIPE
from tests.trust import fuzz
from tests.trust.fuzz import NET, WAYS, believable, described, make_idx, members, memory, npy, packed, text_of, toy

SECONDS, MEGABYTES = 2, 500     # of the processor, for one of them; of memory, for many
PATIENCE = 10                   # seconds on the clock
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
          True, False, None, "", "x", "theta", "array", "init", "../theta", "/etc/passwd", "\ud800", "\x1b[2J", "a" * 60_000,
          [], {}, [[]], [1, 2], [10**9, 10**9], [0, 10**12], [-5, 3], "digits", "mnist/train", "<f8", "|O", "<U0", ">f4",
          [1, 0, 10**30],
          [2] * 70, [-1], [1.0], [True])


def places(value, path=()):
    """The path of every entry of a JSON document."""
    if path:
        yield path
    for key, below in value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ():
        yield from places(below, (*path, key))


def changed(rng, document):
    """One to three entries of a recipe: another value, gone, under another name, or the value of another entry."""
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
    return document


# Each takes the bytes of a good recording and returns those of a hostile one. Of the first, no hash was set right: what verify
# lets pass is the good recording.


def spoil(rng, data):
    """Some of its bytes, anywhere, or where the zip's directory, a member's head or the recipe is."""
    member = data.find(b"PK\3\4", rng.integers(1000)) + 1
    start = int(rng.choice([0, 0, max(0, len(data) - 700), max(0, data.rfind(b"{\n")), member]))
    end = min(len(data), start + int(rng.choice([60, 1000, len(data)])))
    return data[:start] + BYTES[rng.integers(len(BYTES))](rng, data[start:end]) + data[end:]


def change_entry(rng, data):
    *arrays, (_, text) = members(data)
    return packed([*arrays, (RECIPE, text_of(changed(rng, json.loads(text))))])


def lie(rng, data):
    """A field of the directory or of a member's own head: sizes, offsets, flags, method, counts."""
    data, magic = bytearray(data), [b"PK\1\2", b"PK\3\4", b"PK\5\6", b"PK\6\6", b"PK\6\7", struct.pack("<HH", 1, 16)]
    for _ in range(rng.integers(1, 4)):
        at = data.find(magic[rng.integers(len(magic))], rng.integers(len(data)))
        if at >= 0:
            number, where = int(rng.choice([0, 1, 8, 0xFFFF, 2**31, 2**32 - 1, 2**63, 2**64 - 1, 10_000])), rng.integers(4, 46)
            kind = "<HIQ"[1 + rng.integers(3)]
            size = struct.calcsize(kind)
            data[at + where:at + where + size] = struct.pack(f"<{kind}", number % 256**size)
    return bytes(data)


def rearrange(rng, data):
    """Members in another order, twice, missing, with contents swapped, renamed, or others among them."""
    parts = members(data)
    i, j = rng.choice(len(parts), 2, replace=False)
    kind = rng.integers(6)
    if kind == 0:
        parts[i], parts[j] = parts[j], parts[i]
    elif kind == 1:
        parts[i][1], parts[j][1] = parts[j][1], parts[i][1]
    elif kind == 2:
        parts.insert(int(j), list(parts[i]))
    elif kind == 3:
        del parts[i]
    elif kind == 4:
        names = ["../theta.npy", "/etc/passwd", "theta.npy", "", "recipe.json", "a" * 60_000, "C:\\x.npy", "ü.npy"]
        parts[i][0] = names[rng.integers(len(names))]
    else:
        parts.insert(int(j), ["more.npy" if rng.random() < 0.5 else "notes.txt", npy(np.arange(3))])
    return packed(parts)


def zip_otherwise(rng, data):
    """The same members by zipfile's own hand, np.savez's way: compressed, commented, without padding; or within something."""
    kind, file = rng.integers(6), io.BytesIO()
    if kind == 0:
        return rng.bytes(rng.integers(1, 5000)) + data
    if kind == 1:
        return data + rng.bytes(rng.integers(1, 70_000))
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED if kind == 2 else zipfile.ZIP_STORED) as archive:
        for name, content in members(data):
            archive.writestr(name, content)
        if kind == 3:
            archive.comment = rng.bytes(rng.integers(1, 65_000))
        if kind == 4:
            archive.writestr("zip.npz", data)
    return file.getvalue()


def many_members(rng, data):
    """100,000 of them, or so many as the end of the file says."""
    one = struct.pack("<4s6H3I5H2I", b"PK\1\2", 45, 45, 0, 0, 0, 33, 0, 0, 0, 5, 0, 0, 0, 0, 0, 0) + b"a.npy"
    count = int(rng.choice([3000, 100_000]))
    directory = one * count
    said = [len(directory), 2**32 - 1, 0, len(one)][rng.integers(4)]
    return data + directory + struct.pack("<4s4H2IH", b"PK\5\6", 0, 0, count % 65536, count % 65536, said, len(data), 0)


HEADS = [b"{'descr': '<f4', 'fortran_order': False, 'shape': (1000000000000, 1000000000), }",
         b"{'descr': '|O', 'fortran_order': False, 'shape': (1,), }",
         b"{'descr': '<f4', 'fortran_order': True, 'shape': (8, 43), }",
         b"{'descr': '<f4', 'fortran_order': False, 'shape': (-1, -8), }", b"__import__('os').system('touch /tmp/nncore-owned')",
         b"{" * 3000, b"(" * 60_000, b"-" * 5000 + b"1", b"{'descr': [('a', '<f4')], 'fortran_order': False, 'shape': (), }",
         b"{'descr': '<U100000000', 'fortran_order': False, 'shape': (0,), }", b"{'shape': " + b"9" * 6000 + b"}",
         b"{'descr': '<f4', 'fortran_order': False, 'shape': (" + b"0," * 20_000 + b"), }"]


def lying_head(rng, data):
    """A .npy header that promises what is not there, or is Python that should not run."""
    parts, head = members(data), HEADS[rng.integers(len(HEADS))]
    number, size = (b"\x01\x00", "<H") if len(head) < 65_000 else (b"\x02\x00", "<I")
    content = b"\x93NUMPY" + number + struct.pack(size, len(head) + 1) + head + b"\n" + rng.bytes(rng.integers(0, 2000))
    parts[rng.integers(len(parts) - 1)][1] = content
    return packed(parts)


def huge_recipe(rng, data):
    """JSON that is deep, or large, or both."""
    *arrays, (_, text) = members(data)
    depth = int(rng.choice([45, 900, 5000, 20_000, 10**6]))
    more = [lambda: "[" * depth + "]" * depth, lambda: '{"a":' * depth + "1" + "}" * depth, lambda: "[" * depth,
            lambda: "1" * 60_000, lambda: "1" * 10**6, lambda: '"\\' * 10**6,
            lambda: "[" + "{}," * 2_000_000 + "1]", lambda: '"' + "x" * (10 << 20) + '"',
            lambda: "[" + '"aa",' * 10_000 + "1]", lambda: " " * (17 << 20), lambda: "1e" + "9" * 40_000,
            lambda: '"\\u' * 300_000][rng.integers(12)]()
    where = rng.choice(["extra", "seed", "versions", "data", "arrays", "learning_rate"])
    return packed([*arrays, (RECIPE, f'{text.decode().rstrip()[:-1]}, "{where}": {more}}}'.encode())])


# Of these, the hashes may be set right: only the meaning is wrong.


def change_meaning(rng, data):
    *arrays, (_, text) = members(data)
    document = changed(rng, json.loads(text))
    with_hash = json.loads(text_of(document))       # numbers as they will be read
    return packed([*arrays, (RECIPE, text_of(believable(with_hash)))])


def other_array(rng, data):
    """An array of another dtype, shape or content, with an entry in the recipe that fits it; or a promise without content."""
    *arrays, (_, text) = members(data)
    document, i = json.loads(text), rng.integers(len(arrays))
    name, old = arrays[i][0].removesuffix(".npy"), np.load(io.BytesIO(arrays[i][1]))
    other = rng.choice(["f2", "f4", "f8", "i1", "i8", "u8", ">f4", "?", "c8"])
    new = [lambda: old.astype(other) if old.dtype.kind != "U" else old[:1],
           lambda: old[:rng.integers(len(old) + 1)], lambda: old.reshape(-1), lambda: old[..., None], lambda: np.zeros_like(old),
           lambda: np.full_like(old, rng.choice([-1, 10**6, 2**31 - 1])) if old.dtype.kind == "i" else old[::-1],
           lambda: np.full_like(old, np.nan) if old.dtype.kind == "f" else old.T, lambda: np.array(3),
           lambda: np.array([{"a": 1}, None], "O"), lambda: np.zeros(2, [("a", "f4")])][rng.integers(10)]()
    new = np.ascontiguousarray(new) if new.ndim else new
    content = new if new.dtype != "O" else np.zeros(2)
    document["arrays"][name] = {**described(content), "dtype": new.dtype.str, "shape": list(new.shape)}
    if new.dtype == "O":
        file = io.BytesIO()
        np.save(file, new, allow_pickle=True)
    arrays[i][1] = file.getvalue() if new.dtype == "O" else npy(new)
    if rng.random() < 0.2:      # an empty array of an absurd shape, or numbers of no width
        dtype, shape = [("<f4", [0, 10**30]), ("<f4", [10**10, 0]), ("<U0", [3]), ("<U0", [10**9]), ("<f4", [1] * 70),
                        ("<f4", [-1, -1]), ("<U100000000", [0])][rng.integers(7)]
        head = io.BytesIO()
        np.lib.format.write_array_header_1_0(head, {"descr": dtype, "fortran_order": False, "shape": tuple(shape)})
        document["arrays"][name] = {"dtype": dtype, "shape": shape, "sha256": described(np.zeros(0))["sha256"]}
        arrays[i][1] = head.getvalue() + bytes(4 if shape in ([1] * 70, [-1, -1]) else 0)
    return packed([*arrays, (RECIPE, text_of(believable(document) if rng.random() < 0.7 else document))])


LEFT_ALONE = (spoil, spoil, spoil, spoil, change_entry, lie, lie, rearrange, rearrange, zip_otherwise, many_members, lying_head,
              huge_recipe)
SET_RIGHT = (change_meaning, change_meaning, other_array, other_array)


def no_file(rng, path):
    """Something that is no file, or lies elsewhere, stands at the path of this file."""
    kind = rng.integers(7)
    path.unlink()
    if kind == 0:
        os.mkfifo(path)
    elif kind == 1:
        path.mkdir()
    elif kind < 6:
        path.symlink_to(["/dev/zero", path, "/proc/self/environ", "/dev/full"][kind - 2])
    # 6: it is not there


# -- folders of interrupted runs -----------------------------------------------------------------------------------------


class Killed(Exception):
    pass


def make_partials(folder):
    """What interrupted runs of all kinds leave, killed before step 3 is over; returns {name: folder}."""
    def die(step, theta, gradient):
        if step == 3:
            raise Killed

    left = {}
    for name, how in WAYS.items():
        with pytest.raises(Killed):
            nncore.train(NET, toy(), **how, target=Path(folder, name), callback=die)
        left[name] = Path(folder, f"{name}.npz.partial")
    return left


def mutate_partial(rng, folder, others):
    """A file of it spoiled, cut, swapped, of another run, a link, a pipe, a folder, or not there; or a file too many."""
    files = sorted(folder.iterdir())
    one, other = (files[i] for i in rng.choice(len(files), 2, replace=False))
    foreign = others[rng.integers(len(others))] / one.name
    precious = folder.parent / "precious"
    precious.write_bytes(one.read_bytes() + b"precious" * 100)
    kind = rng.integers(9)
    if kind < 2:
        one.write_bytes(BYTES[rng.integers(len(BYTES))](rng, one.read_bytes()))
    elif kind == 2:
        one.write_bytes(truncate(rng, one.read_bytes()))
    elif kind == 3:
        first = one.read_bytes()
        one.write_bytes(other.read_bytes())
        other.write_bytes(first)
    elif kind == 4 and foreign.exists():
        one.write_bytes(foreign.read_bytes())
    elif kind == 5:
        one.unlink()
        one.symlink_to(precious)
    elif kind == 6:
        no_file(rng, one)
    elif kind == 7:
        name = ["thesis.txt", ".lock", ".begun.npz.0123abcd.new", "x.rows", "rate.rows", "coordinates.rows"][rng.integers(6)]
        (folder / name).write_bytes(rng.bytes(99))
    else:
        file, ways = folder / "begun.npz", (*LEFT_ALONE, *SET_RIGHT)     # what run it is: in the format of a recording
        file.write_bytes(ways[rng.integers(len(ways))](rng, file.read_bytes()))


def use_partial(folder, how, made, resume):
    """Recover it, then continue it or begin anew over it. A recording that comes of it is whole; a run that begins anew is the
    right one; what lies outside is never touched."""
    target, precious = folder.with_name(folder.name.removesuffix(".partial")), folder.parent / "precious"
    before, outcome = precious.read_bytes(), "refused"
    with contextlib.redirect_stdout(io.StringIO()), contextlib.redirect_stderr(io.StringIO()):
        code = main(["recover", str(folder), "--out", str(folder.parent / "recovered.npz")])
    assert code in (0, 1, 2)
    if code == 0:
        fuzz.use(nncore.Recording.load(folder.parent / "recovered.npz", verify=True))
    with contextlib.suppress(nncore.NncoreError):
        run = nncore.train(NET, toy(), **how, target=target, resume=resume)
        run.save(target)
        outcome = "read"
        assert nncore.Recording.load(target, verify=True).sha256 == run.sha256
        assert resume or run.sha256 == made
    assert precious.read_bytes() == before, "a file outside was written to"
    return outcome


# -- other people's data -----------------------------------------------------------------------------------------------


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


def mutate_own_data(rng, path):
    """Somebody's .npz with x and labels: other members, types and shapes, spoiled, compressed, pickled, blown up, no zip."""
    x, labels = rng.random((9, 4)), np.arange(9) % 3
    odd = [lambda: x[0], lambda: x[:, :, None] * np.ones(3), lambda: x.astype("complex64"), lambda: x.astype("U8"),
           lambda: labels - 2, lambda: labels / 3, lambda: np.array([{"a": 1}, None], "O"), lambda: x * np.nan,
           lambda: np.zeros((0, 4)), lambda: np.array(3), lambda: x.astype("f2"),
           lambda: labels * 10**9, lambda: labels.astype("M8[s]"), lambda: np.zeros(9, [("a", "f4")]),
           lambda: np.ones((9, 3))]
    arrays = {"x": x, str(rng.choice(["labels", "labels", "y", "z"])): labels}
    if rng.random() < 0.4:
        arrays[str(rng.choice(["x", "y", "labels"]))] = odd[rng.integers(len(odd))]()
    file = io.BytesIO()
    [np.savez, np.savez_compressed][rng.integers(2)](file, **arrays)
    data = file.getvalue()
    kind = rng.integers(9)
    if kind < 2:
        data = BYTES[rng.integers(len(BYTES))](rng, data)
    elif kind == 2:
        data = lie(rng, data)
    elif kind == 3:
        data = lying_head(rng, packed(members(data)))
    elif kind == 4:
        data = npy(x) if rng.random() < 0.5 else rng.bytes(500)
    path.write_bytes(data)
    if rng.random() < 0.1:
        no_file(rng, path)


def use_own_data(path):
    with contextlib.redirect_stdout(io.StringIO()), contextlib.redirect_stderr(io.StringIO()) as err:
        code = main(["train", "--data", str(path), "--sizes", "4,3", "--steps", "2", "--batch-size", "2", "--out", f"{path}-out"])
    assert code in (0, 1, 2) and (code == 0 or err.getvalue().count("nncore: ") in (1, 2)), err.getvalue()
    if code == 0:
        assert nncore.Recording.load(f"{path}-out", verify=True).trained.size == 15
    return "refused" if code else "read"


# -- trying them -----------------------------------------------------------------------------------------------------


def memory_peak():
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1000


def try_share(seeds, mutate, use, report):
    """Mutations of these seeds, one after the other, in this process; what each came to goes into `report`."""
    warnings.simplefilter("error")  # a library that warns prints
    warnings.filterwarnings("ignore", "x goes from")
    before = memory_peak()          # what this process has from the one that it was forked from
    for seed in seeds:
        with tempfile.TemporaryDirectory(dir=memory()) as place:
            things = mutate(np.random.default_rng(seed), Path(place))
            report.put((seed, "begun", 0.0, ""))
            began = time.process_time()
            try:
                outcome, words = use(*things), ""
            except BaseException:  # whatever it is, it is a fault that is to be reported
                outcome, words = "fault", traceback.format_exc(limit=-5)[-2000:]
            report.put((seed, outcome, time.process_time() - began, words))
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
                if running[0] is not None and time.monotonic() - running[1] > PATIENCE:
                    process.kill()
                    faults.append(f"seed {running[0]}: still at it after {PATIENCE} s")
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
    counts = {outcome: list(outcomes.values()).count(outcome) for outcome in ("read", "refused")}
    assert len(outcomes) == count and min(counts.values()) > count / 20, counts


@pytest.fixture(scope="module")
def recordings(tmp_path_factory):
    return fuzz.make_recordings(tmp_path_factory.mktemp("good"))


@pytest.fixture(scope="module")
def partials(tmp_path_factory):
    return make_partials(tmp_path_factory.mktemp("left"))


def test_members_are_packed_as_nncore_packs_them(recordings):
    for file in recordings:
        assert packed(members(file.read_bytes())) == file.read_bytes()


@pytest.mark.parametrize("kind", ["left alone", "set right"])
def test_mutated_recordings(recordings, effort, kind):
    """Where their hashes are left alone, what verify lets pass has the very numbers of the good one."""
    def mutate(rng, place):
        good = recordings[rng.integers(len(recordings))].read_bytes()
        mutations = LEFT_ALONE if kind == "left alone" else SET_RIGHT
        path = place / "run.npz"
        path.write_bytes(mutations[rng.integers(len(mutations))](rng, good))
        if kind == "left alone" and rng.random() < 0.03:
            no_file(rng, path)
        return path, good if kind == "left alone" else None

    try_all(effort(100, 1000), mutate, fuzz.use_recording)
    assert not Path("/tmp/nncore-owned").exists()


def test_mutated_folders_of_interrupted_runs(partials, effort):
    made = {name: nncore.train(NET, toy(), **how).sha256 for name, how in WAYS.items()}

    def mutate(rng, place):
        name = [*WAYS][rng.integers(len(WAYS))]
        folder = Path(shutil.copytree(partials[name], place / f"{name}.npz.partial"))
        mutate_partial(rng, folder, [*partials.values()])
        return folder, WAYS[name], made[name], bool(rng.integers(2))

    try_all(effort(200, 2000), mutate, use_partial)


def test_mutated_idx_files(effort):
    def mutate(rng, place):
        mutate_idx(rng, place)
        return place,

    try_all(effort(100, 2000), mutate, fuzz.use_idx)


def test_mutated_data_of_ones_own(effort):
    def mutate(rng, place):
        mutate_own_data(rng, place / "own.npz")
        return place / "own.npz",

    try_all(effort(100, 2000), mutate, use_own_data)


# -- one by one: what mutations seldom hit ----------------------------------------------------------------------------


@pytest.fixture
def full(recordings, tmp_path):
    """A copy of a good recording of full batches: 12 examples, 6 steps, every second state."""
    return Path(shutil.copy(recordings[1], tmp_path / "full.npz"))


def change(path, changes=(), **arrays):
    """Other arrays, or {path of an entry of the recipe: its value}, in a recording; its hashes fit."""
    parts = dict(members(path.read_bytes()))
    document = json.loads(parts[RECIPE])
    for name, array in arrays.items():
        parts[f"{name}.npy"], document["arrays"][name] = npy(array), described(array)
    for key, value in dict(changes).items():
        *way, last = key.split(".")
        place = document
        for step in way:
            place = place[step]
        place[last] = value
    parts[RECIPE] = text_of(believable(document))
    path.write_bytes(packed(parts.items()))


def test_what_is_changed_here_is_believed(full):
    change(full, {"seed": 5}, cost=np.ones(4))
    run = nncore.Recording.load(full, verify=True)
    assert run.recipe["seed"] == 5 and run["cost"].sum() == 4


@pytest.mark.parametrize("steps", [[0, 2, 2, 6], [0, 4, 2, 6], [-1, 2, 4, 6], [0, 2, 4, 7], [0, 2, 4, -2**63]])
def test_kept_states_are_of_rising_steps(full, steps):
    change(full, step=np.array(steps))
    for verify in (True, False):
        with pytest.raises(nncore.RecordingError, match="step must rise, from 0 or later to 6 or earlier"):
            nncore.Recording.load(full, verify=verify)


@pytest.mark.parametrize("changes", [{"data.examples": 10**8}, {"data.examples": 10**30}, {"data.examples": True},
                                     {"data.examples": 12.0}, {"network.sizes": [4, 10**9, 3]}, {"steps": 10**30},
                                     {"batch_size": 13}, {"learning_rate": float("nan")}, {"within": "plane"}, {"format": 1},
                                     {"data.name": 3}, {"record": "array"}])
def test_entries_that_cannot_be_are_refused_before_they_are_used(full, changes):
    change(full, changes)
    with pytest.raises(nncore.RecordingError, match="altered|must be|missing"):
        nncore.Recording.load(full)
    assert main(["info", str(full)]) == 1


def test_an_altered_recording_does_not_become_a_sound_one(full, tmp_path):
    """Not by loading it unverified and saving it, nor on its way to another process."""
    run = nncore.Recording.load(full)
    data = bytearray(full.read_bytes())
    data[data.index(run.theta[-1].tobytes())] ^= 1
    full.write_bytes(data)
    with pytest.raises(nncore.RecordingError, match="theta was altered"):
        nncore.Recording.load(full, verify=True)
    for run in (nncore.Recording.load(full), nncore.Recording.load(full).with_arrays(more=1)):
        with pytest.raises(nncore.RecordingError, match="theta was altered"):
            run.save(tmp_path / "copy")
        again = pickle.loads(pickle.dumps(run))
        with pytest.raises(nncore.RecordingError, match="theta was altered"):
            again.save(tmp_path / "copy")
    assert not (tmp_path / "copy.npz").exists()


def test_numbers_beyond_all_bounds_are_evaluated_without_a_word(full):
    theta = nncore.Recording.load(full).theta
    change(full, theta=np.where(np.arange(theta.size).reshape(theta.shape) % 2, theta.dtype.type(3e38), -theta.dtype.type(3e38)))
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        cost, _ = nncore.Recording.load(full, verify=True).evaluate(toy())
    assert len(cost) == len(theta)


def test_other_examples_are_found_even_where_all_hashes_fit(full):
    change(full, x=toy().x + 1)
    with pytest.raises(nncore.DataError, match="the data 'toy' are not those of the recipe"):
        nncore.train_like(nncore.Recording.load(full, verify=True))


def test_a_terminal_is_not_written_to_by_a_name(full, capsys):
    change(full, {"data.name": "\x1b[2Jx\ud800\n"})
    assert main(["info", str(full)]) == 0
    assert "\\x1b[2Jx\\ud800\\n, 12 examples" in capsys.readouterr().out


def test_a_recipe_that_could_not_be_read_again_is_not_written(tmp_path):
    run = nncore.train(NET, toy(), batch_size=3, steps=2)
    with pytest.raises(nncore.RecordingError, match="recipe would be .* bytes, at most 65536"):
        run.with_arrays(**{f"an_array_with_a_long_name_{i}": i for i in range(500)}).save(tmp_path / "run")
    assert not list(tmp_path.iterdir())


def test_an_npz_of_somebody_else_is_neither_read_nor_replaced(full, tmp_path):
    """Even if all of a recording is in it, and something else."""
    parts = members(full.read_bytes())
    for name, more in {"thesis": [["thesis.txt", b"precious"]], "array": [["mine.npy", npy(np.arange(3))]]}.items():
        path = tmp_path / f"{name}.npz"
        path.write_bytes(packed([*parts[:-1], *more, parts[-1]]))
        before = path.read_bytes()
        with pytest.raises(nncore.RecordingError, match="its recipe tells of"):
            nncore.Recording.load(path)
        with pytest.raises(nncore.RecordingError, match="exists and is not a recording, or not only one"):
            nncore.train(NET, toy(), steps=2, batch_size=3).save(path)
        assert path.read_bytes() == before


@pytest.mark.parametrize(("sizes", "words"), [
    ((50_000, 28, 28), "too large"), ((3_000_000, 2, 2), "too large"),
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
