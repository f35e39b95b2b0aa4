"""The package as a whole: what it imports, what it prints, how its errors are related."""

import io

import numpy as np
import pytest

import nncore
from nncore.progress import Bar


def test_import_brings_in_nothing_heavy_and_prints_nothing(python):
    done = python("-c", "import sys, nncore; sys.stderr.write(' '.join({name.split('.')[0] for name in sys.modules}))")
    assert done.returncode == 0 and done.stdout == ""
    assert "nncore" in done.stderr.split()
    assert not {"manim", "scipy", "PIL", "matplotlib", "scenes", "av", "typst", "torch"} & set(done.stderr.split())


def test_nncore_needs_numpy_and_threadpoolctl_only(python):
    """Every module of it, with all else that is installed out of reach."""
    done = python("-c", """
import importlib, pkgutil, sys
allowed = {"nncore", "numpy", "threadpoolctl", *sys.stdlib_module_names}
class Only:
    def find_spec(self, name, path=None, target=None):
        if name.split(".")[0] not in allowed:
            raise ImportError(name)
sys.meta_path.insert(0, Only())
import nncore
for module in pkgutil.iter_modules(nncore.__path__):
    importlib.import_module("nncore." + module.name)
net, data = nncore.Network((784, 5, 10)), nncore.load_digits()
nncore.train(net, data, steps=2).save(sys.argv[1])
""", "/dev/null/never")
    assert "nncore.errors.RecordingError" in done.stderr.splitlines()[-1]  # it came as far as saving


def test_the_public_names_are_there():
    assert all(hasattr(nncore, name) for name in nncore.__all__)
    for name in ("load_digits", "load_mnist", "Network", "check_gradient", "train", "Recording", "Line", "Plane",
                 "slice_cost"):
        assert name in nncore.__all__ and getattr(nncore, name).__doc__


def test_every_error_is_one_of_ours_and_of_its_kind():
    for error, kind in ((nncore.InputError, ValueError), (nncore.DataError, ValueError),
                        (nncore.RecordingError, ValueError),
                        (nncore.DownloadError, OSError), (nncore.Diverged, ArithmeticError)):
        assert issubclass(error, nncore.NncoreError) and issubclass(error, kind)


def test_the_library_prints_nothing(capfd, tmp_path):
    train, test = nncore.load_digits().split()
    net = nncore.Network((784, 2, 10))
    run = nncore.train(net, train, epochs=1)
    run.with_arrays(cost=run.evaluate(test).cost).save(tmp_path / "run")
    run = nncore.Recording.load(tmp_path / "run", verify=True)
    nncore.slice_cost(net, test, nncore.Plane.pca(run.theta), [0, 1], [0, 1])
    nncore.check_gradient(net, run.theta[-1], train.x[:2], train.y[:2])
    with pytest.raises(nncore.Diverged):
        nncore.train(nncore.Network((784, 10), "identity"), train, learning_rate=1e9, steps=200)
    assert capfd.readouterr() == ("", "")


def test_nothing_touches_the_global_generator(toy, net):
    np.random.seed(7)
    before = np.random.get_state()[1].copy()
    nncore.train(net, toy, batch_size=5, steps=2)
    toy.split(0.5)
    nncore.Plane.random(net, net.init())
    assert np.array_equal(np.random.get_state()[1], before)
