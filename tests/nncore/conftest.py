"""Small data, networks and runs for the tests of nncore."""

import os
import signal
import subprocess
import sys
import tracemalloc
from pathlib import Path

import numpy as np
import pytest

import nncore

ROOT = Path(__file__).parents[2]


def pytest_collection_modifyitems(items):
    """A library that warns prints: here every warning is an error."""
    for item in items:
        if Path(__file__).parent in item.path.parents:
            item.add_marker(pytest.mark.filterwarnings("error"), append=False)


@pytest.fixture(autouse=True)
def nothing_waits_for_ever():
    """Opening a pipe, or a lock that nobody lets go, is a failure after a minute, not a session that hangs."""
    before = signal.signal(signal.SIGALRM, lambda *_: pytest.fail("still waiting after a minute"))
    signal.alarm(60)
    yield
    signal.alarm(0)
    signal.signal(signal.SIGALRM, before)


@pytest.fixture
def rng():
    return np.random.default_rng(20)


@pytest.fixture(scope="session")
def toy():
    """12 examples of 4 numbers in 3 classes."""
    return nncore.Dataset(np.random.default_rng(1).random((12, 4)).astype("float32"), np.arange(12) % 3, name="toy")


@pytest.fixture(scope="session")
def net():
    """4-5-3, 43 parameters."""
    return nncore.Network((4, 5, 3))


@pytest.fixture
def run(net, toy):
    """7 steps of batches 5, 5, 2, 5, 5, 2, 5; every state kept."""
    return nncore.train(net, toy, learning_rate=0.5, batch_size=5, steps=7, seed=3)


@pytest.fixture
def saved(run, tmp_path):
    """The file of `run`, with one derived array: cost."""
    file = tmp_path / "recording.npz"
    run.with_arrays(cost=np.linspace(1, 0, len(run.step))).save(file)
    return file


@pytest.fixture
def mapped(monkeypatch):
    """Arrays are mapped as if they were large ones."""
    monkeypatch.setattr("nncore.store.npz.MAPPED", 0)


@pytest.fixture(scope="session")
def digits():
    """(train, test) as the command line and the films split them."""
    return nncore.load_digits().split(test_size=0.2, seed=0)


@pytest.fixture
def peak():
    """peak(): the most bytes that Python and numpy have had at a time since the test began."""
    tracemalloc.start()
    yield lambda: tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()


@pytest.fixture
def python():
    """python("-c", "...", NAME="value"): a fresh interpreter that finds nncore; the CompletedProcess, text captured."""
    def python(*arguments, **env):
        env = {**os.environ, "PYTHONPATH": str(ROOT), **env}
        return subprocess.run([sys.executable, *arguments], capture_output=True, text=True, env=env, timeout=60)

    return python


@pytest.fixture
def mnist_dir():
    """The folder of the real MNIST files, where there is one."""
    folder = Path(os.environ.get("MNIST_DIR", ROOT.parent / "shared" / "mnist"))
    if not (folder / "train-images-idx3-ubyte.gz").is_file() and not (folder / "train-images-idx3-ubyte").is_file():
        pytest.skip("no MNIST here: set MNIST_DIR")
    return folder
