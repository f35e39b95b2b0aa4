"""Hostile files: what is made of them, mutation by mutation, and what is done with whatever could be read.

    python -m tests.trust.fuzz recording|idx [options of libFuzzer, like -runs=100000 or -max_total_time=300]

runs atheris (pip install 'nncore[fuzz]') from a corpus that is made of good files when it begins, in a folder that is
named at the start; an input that ends in anything but a valid object or one of nncore's own errors is written there.
test_hostile.py makes the same use of mutations of its own, without atheris.
"""

import contextlib
import gzip
import hashlib
import io
import json
import os
import struct
import sys
import tempfile
import warnings
import zipfile
from pathlib import Path

import numpy as np

import nncore
from nncore.cli import main
from nncore.store.recipe import plan_of

SEPARATOR = b"\n--8<--\n"       # between the two files of one input
LONG, WIDE = 1000, 10_000       # steps and parameters that a remake may have here: a recipe may ask for any number


# -- good files ---------------------------------------------------------------------------------------------------


def toy():
    """12 examples of 4 numbers in 3 classes."""
    x = np.random.default_rng(1).random((12, 4)).astype("float32")
    return nncore.Dataset(x, nncore.one_hot(np.arange(12) % 3, 3), name="toy")


NET = nncore.Network((4, 5, 3))
LINE = nncore.Line(NET.init(1), NET.init(2))
WAYS = {
    "batches": dict(batch_size=5, steps=7, seed=3), "full": dict(batch_size=None, steps=6, record=2),
    "rates": dict(batch_size=4, epochs=2, learning_rate=lambda step: 1 / (1 + step)),
    "line": dict(batch_size=6, steps=4, theta=LINE.point(0.4), within=LINE, record=[1, 3]),
}


def make_recordings(folder):
    """Small recordings of all kinds; returns their files."""
    for name, how in WAYS.items():
        run = nncore.train(NET, toy(), **how)
        run.with_arrays(cost=np.linspace(1, 0, len(run.step)), note=["a", "ü"]).save(Path(folder, name))
    digits = nncore.load_digits().split()[0].take(np.arange(30))
    nncore.train(nncore.Network((784, 2, 10)), digits, batch_size=7, steps=5).save(Path(folder, "digits"))
    return [Path(folder, f"{name}.npz") for name in (*WAYS, "digits")]


def members(data):
    """[[name, content], ...] of a recording's bytes."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return [[info.filename, archive.read(info)] for info in archive.infolist()]


def packed(parts):
    """The bytes of a recording of these members: stored as nncore stores them, so that only what they hold is odd."""
    file = io.BytesIO()
    with warnings.catch_warnings(), zipfile.ZipFile(file, "w") as archive:
        warnings.simplefilter("ignore")     # of names that are there twice
        for name, content in parts:
            info = zipfile.ZipInfo(name)
            info.create_system, info.external_attr = 3, 0o644 << 16
            padding = -(file.tell() + 30 + len(name.encode()) + 4 + 20) % 64
            info.extra = struct.pack("<HH", 0xD935, padding) + bytes(padding)
            with archive.open(info, "w", force_zip64=True) as member:
                member.write(content)
    return file.getvalue()


def npy(array):
    """The bytes of a .npy file."""
    file = io.BytesIO()
    np.lib.format.write_array(file, np.asarray(array), (1, 0))
    return file.getvalue()


def described(array):
    """An array's entry in the recipe."""
    return {"dtype": array.dtype.str, "shape": list(array.shape), "sha256": hashlib.sha256(array.tobytes()).hexdigest()}


def believable(document):
    """The document with the hash that it should have."""
    what = {key: value for key, value in document.items() if key not in ("versions", "made_by", "sha256")}
    return {**document, "sha256": hashlib.sha256(json.dumps(what, sort_keys=True, default=dict).encode()).hexdigest()}


def text_of(document):
    return json.dumps(document, indent=1).encode()


def make_idx():
    """{name: bytes} of the two IDX files of a part of MNIST, 6 pictures of 5x4."""
    images = np.random.default_rng(0).integers(0, 256, (6, 5, 4), "uint8")
    return {"train-images-idx3-ubyte": struct.pack(">4I", 0x803, *images.shape) + images.tobytes(),
            "train-labels-idx1-ubyte": struct.pack(">2I", 0x801, 6) + bytes([3, 1, 4, 1, 5, 9])}


# -- what is done with what came of a hostile one ------------------------------------------------------------------


def use_recording(path, wanted=None):
    """Load a recording both ways and make use of it. Anything but an NncoreError is a fault, and so is a number that verify
    lets pass although it is not the recorded one. Returns what came of it.

    wanted  the bytes of the good recording that this one was, where its hashes were left alone
    """
    outcome = "refused"
    for verify in (True, False):
        with contextlib.suppress(nncore.NncoreError):
            run = nncore.Recording.load(path, verify=verify)
            outcome = "read"
            use(run)
            if verify:
                assert_sound(run, path, wanted)
    with contextlib.redirect_stdout(io.StringIO()), contextlib.redirect_stderr(io.StringIO()):
        assert main(["info", str(path)]) in (0, 1)
    return outcome


def assert_sound(run, path, wanted):
    """Its numbers have the hashes that it tells, and are those that numpy finds there, and those of the good recording."""
    arrays = dict(run.arrays)
    manifest = {name: {**entry, "shape": [*entry["shape"]]} for name, entry in run.manifest.items()}
    assert manifest == {name: described(array) for name, array in arrays.items()}
    assert run.sha256 == believable({**run.recipe, "arrays": run.manifest})["sha256"]
    with contextlib.suppress(zipfile.BadZipFile), np.load(path, allow_pickle=False) as file:
        assert {name: described(file[name]) for name in file if name != "recipe.json"} == manifest
    if wanted is not None:
        document = json.loads(dict(members(wanted))["recipe.json"])
        assert run.sha256 == document["sha256"] and manifest == document["arrays"]


def use(run):
    """What people do with a recording: look at it, evaluate it, copy it, make it again."""
    repr(run), run.trained, len(run.network.activations), list(run)
    if len(run.batch_cost):
        run.batch(0), run.batch(len(run.batch_cost) - 1)
    with contextlib.suppress(nncore.NncoreError):
        run.evaluate(toy())
    with contextlib.suppress(nncore.NncoreError), tempfile.TemporaryDirectory() as folder:
        run.save(Path(folder, "copy"))
        nncore.Recording.load(Path(folder, "copy"), verify=True)
    with contextlib.suppress(nncore.NncoreError):
        if run.network.n_parameters <= WIDE:
            plan = plan_of(run.recipe, run.arrays)
            if plan.steps <= LONG:
                nncore.train_like(run)


def use_idx(folder):
    """Read the training part of an MNIST folder; returns what came of it."""
    try:
        data = nncore.load_mnist(folder, "train")
    except nncore.NncoreError:
        return "refused"
    assert data.x.shape == (len(data), data.x.shape[1]) and 0 <= data.x.min() <= data.x.max() <= 1 and data.sha256
    return "read"


# -- inputs of atheris: a recording, or both IDX files in one string ---------------------------------------------------


def try_recording(data):
    """One input of atheris as a recording."""
    with tempfile.TemporaryDirectory(dir=memory()) as folder:
        Path(folder, "run.npz").write_bytes(data)
        use_recording(Path(folder, "run.npz"))


def try_idx(data):
    """One input of atheris as the two IDX files, gzipped if its first byte is odd."""
    images, _, labels = data[1:].partition(SEPARATOR)
    with tempfile.TemporaryDirectory(dir=memory()) as folder:
        for name, content in zip(make_idx(), (images, labels), strict=True):
            Path(folder, name + (".gz" if data[:1] and data[0] % 2 else "")).write_bytes(content)
        use_idx(folder)


def memory():
    """A folder in memory, where the system has one."""
    return "/dev/shm" if os.access("/dev/shm", os.W_OK) else None


def make_corpus(what, folder):
    """Good inputs to begin with, one a file."""
    if what == "recording":
        with tempfile.TemporaryDirectory() as made:
            inputs = [recording.read_bytes() for recording in make_recordings(made)]
    else:
        images, labels = make_idx().values()
        inputs = [b"\0" + images + SEPARATOR + labels, b"\1" + gzip.compress(images) + SEPARATOR + gzip.compress(labels)]
    for number, data in enumerate(inputs):
        Path(folder, f"good-{number}").write_bytes(data)


def fuzz(what, *options):
    """Let atheris look for faults until it is stopped, or as its options say."""
    import atheris

    folder = Path(tempfile.mkdtemp(prefix=f"fuzz-{what}-"))
    (folder / "corpus").mkdir()
    make_corpus(what, folder / "corpus")
    print(f"corpus and faults: {folder}", file=sys.stderr)
    atheris.instrument_all()
    target = {"recording": try_recording, "idx": try_idx}[what]
    atheris.Setup([sys.argv[0], str(folder / "corpus"), f"-artifact_prefix={folder}/", "-timeout=5",
                   "-rss_limit_mb=1000", "-max_len=65536", *options], target)
    atheris.Fuzz()


if __name__ == "__main__":
    fuzz(*sys.argv[1:])
