"""Hostile files: what is made of them, mutation by mutation, and what is done with whatever could be read.

    python -m tests.trust.fuzz recording|idx [options of libFuzzer, like -runs=100000 or -max_total_time=300]

runs atheris (pip install 'nncore[fuzz]') from a corpus that is made of good files when it begins, in a folder that is
named at the start; an input that ends in anything but a valid object or one of nncore's own errors is written there.
test_hostile.py makes the same use of mutations of its own, without atheris.
"""

import contextlib
import gzip
import io
import os
import struct
import sys
import tempfile
from pathlib import Path

import numpy as np

import nncore
from nncore.__main__ import main
from nncore.store.recipe import plan_of

SEPARATOR = b"\n--8<--\n"       # between the files of a recording that are one input
LONG, WIDE = 1000, 10_000       # steps and parameters that a remake may have here: a recipe may ask for any number


# -- good files ---------------------------------------------------------------------------------------------------


def toy():
    """12 examples of 4 numbers in 3 classes."""
    x = np.random.default_rng(1).random((12, 4)).astype("float32")
    return nncore.Dataset(x, nncore.one_hot(np.arange(12) % 3, 3), name="toy")


def make_recordings(folder):
    """Small recordings of all kinds; returns their folders."""
    net, data = nncore.Network((4, 5, 3)), toy()
    line = nncore.Line(net.init(1), net.init(2))
    ways = {
        "batches": dict(batch_size=5, steps=7, seed=3), "full": dict(batch_size=None, steps=6, record=2),
        "rates": dict(batch_size=4, epochs=2, learning_rate=lambda step: 1 / (1 + step)),
        "line": dict(batch_size=6, steps=4, theta=line.point(0.4), within=line, record=[1, 3]),
    }
    for name, how in ways.items():
        run = nncore.train(net, data, **how)
        run.with_arrays(cost=np.linspace(1, 0, len(run.step)), note=["a", "ü"]).save(Path(folder, name))
    digits = nncore.load_digits().split()[0].take(np.arange(30))
    nncore.train(nncore.Network((784, 2, 10)), digits, batch_size=7, steps=5).save(Path(folder, "digits"))
    return [Path(folder, name) for name in (*ways, "digits")]


def make_idx():
    """{name: bytes} of the two IDX files of a part of MNIST, 6 pictures of 5x4."""
    images = np.random.default_rng(0).integers(0, 256, (6, 5, 4), "uint8")
    return {"train-images-idx3-ubyte": struct.pack(">4I", 0x803, *images.shape) + images.tobytes(),
            "train-labels-idx1-ubyte": struct.pack(">2I", 0x801, 6) + bytes([3, 1, 4, 1, 5, 9])}


# -- what is done with what came of a hostile one ------------------------------------------------------------------


def use_recording(folder):
    """Load a recording both ways and make use of it. Anything but an NncoreError is a fault; returns what it was."""
    outcome = "refused"
    for verify in (True, False):
        with contextlib.suppress(nncore.NncoreError):
            run = nncore.Recording.load(folder, verify=verify)
            outcome = "read"
            use(run)
    with contextlib.redirect_stdout(io.StringIO()), contextlib.redirect_stderr(io.StringIO()):
        assert main(["info", str(folder)]) in (0, 1)
    return outcome


def use(run):
    """What people do with a recording: look at it, evaluate it, copy it, make it again."""
    repr(run), run.examples_seen, len(run.batch), run.batch[0] if len(run.batch) else None
    with contextlib.suppress(nncore.NncoreError):
        run.evaluate(toy())
    with contextlib.suppress(nncore.NncoreError), tempfile.TemporaryDirectory() as folder:
        run.save(Path(folder, "copy"))
        nncore.Recording.load(Path(folder, "copy"), verify=True)
    with contextlib.suppress(nncore.NncoreError):
        if run.network.size <= WIDE:
            plan = plan_of(run.recipe)
            if plan.steps <= LONG:
                nncore.train_like(run.recipe)


def use_idx(folder):
    """Read the training part of an MNIST folder; returns what came of it."""
    try:
        data = nncore.load_mnist(folder, "train")
    except nncore.NncoreError:
        return "refused"
    assert data.x.shape == (len(data), data.x.shape[1]) and 0 <= data.x.min() <= data.x.max() <= 1 and data.sha256
    return "read"


# -- inputs of atheris: a whole recording, or both IDX files, in one string -------------------------------------------


def packed(folder):
    """A recording as one input: name and content of every file."""
    return SEPARATOR.join(part for file in sorted(Path(folder).iterdir()) for part in (file.name.encode(), file.read_bytes()))


def try_recording(data):
    """One input of atheris as a recording."""
    parts = data.split(SEPARATOR)
    with tempfile.TemporaryDirectory(dir=memory()) as folder:
        for name, content in zip(parts[::2], parts[1::2], strict=False):
            if name and b"/" not in name and b"\0" not in name and name not in (b".", b"..") and len(name) < 100:
                Path(folder, os.fsdecode(name)).write_bytes(content)
        use_recording(folder)


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
            inputs = [packed(recording) for recording in make_recordings(made)]
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
