"""The package as a whole: its face, what imports what, what it prints, how its errors are related."""

import ast
import inspect
import typing
from pathlib import Path

import numpy as np
import pytest

import nncore
from nncore.activation import ACTIVATIONS

FOLDER = Path(nncore.__file__).parent
LAYERS = [  # of modules: an import goes to an earlier layer, so there is no circle, and none goes back up
    {"errors"},
    {"_types", "threads", "activation"},
    {"network", "fast"},
    {"data"},
    {"landscape", "measures", "download"},
    {"store.recipe"},
    {"store.npz"},
    {"store.recorder"},
    {"recording"},
    {"training"},
    {"nncore"},
    {"cli"},
    {"__main__"},
]


def modules():
    """{name without "nncore.": (file, the names it imports)} of all files of nncore."""
    found = {}
    for file in FOLDER.rglob("*.py"):
        name = ".".join(file.relative_to(FOLDER).with_suffix("").parts)
        names = set()
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
            if isinstance(node, ast.ImportFrom):
                assert node.level == 0, f"{file} imports relatively"
                names |= {node.module, *(f"{node.module}.{alias.name}" for alias in node.names)}
            elif isinstance(node, ast.Import):
                names |= {alias.name for alias in node.names}
        found["nncore" if name == "__init__" else name] = file, names
    return found


def test_no_import_goes_in_a_circle_or_back_up():
    found = modules()
    layer = {name: i for i, names in enumerate(LAYERS) for name in names}
    assert set(found) == set(layer)
    for name, (_, imported) in found.items():
        for other in imported:
            other = other.removeprefix("nncore.")
            assert layer.get(other, -1) < layer[name], f"{name} imports {other}"


def test_nncore_is_small():
    files = [file for file, _ in modules().values()]
    assert len(files) <= 21 and sum(len(file.read_text(encoding="utf-8").splitlines()) for file in files) <= 2500


def test_import_brings_in_nothing_heavy_and_prints_nothing(python):
    done = python("-c", "import sys, nncore; sys.stderr.write(' '.join({name.split('.')[0] for name in sys.modules}))")
    assert done.returncode == 0 and done.stdout == ""
    assert "nncore" in done.stderr.split()
    assert not {"manim", "scipy", "PIL", "matplotlib", "scenes", "av", "typst", "torch", "ssl", "http"} & set(done.stderr.split())


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
for module in pkgutil.walk_packages(nncore.__path__, "nncore."):
    module.name == "nncore.__main__" or importlib.import_module(module.name)
net, data = nncore.Network((784, 5, 10)), nncore.load_digits()
nncore.train(net, data, steps=2).save(sys.argv[1])
""", "/dev/null/never")
    assert "nncore.errors.RecordingError" in done.stderr.splitlines()[-1]  # it came as far as saving


# -- the face, as it is called from outside ------------------------------------------------------------


def test_the_public_names_are_there_and_explain_themselves():
    assert len(set(nncore.__all__)) == len(nncore.__all__)
    for name in nncore.__all__:
        assert name == "__version__" or getattr(nncore, name).__doc__
    assert {name for name, value in vars(nncore).items() if not (name[0] == "_" or inspect.ismodule(value))} <= {*nncore.__all__}


def test_the_face(capsys, tmp_path):
    digits = nncore.load_digits()
    train, test = digits.split(test_size=0.2, seed=0)
    print(train)
    assert capsys.readouterr().out == "Dataset 'digits': 1438 examples of 784 numbers, 10 classes\n"
    mine = nncore.Dataset(digits.x, digits.labels)
    assert mine.sha256 == digits.sha256 == nncore.Dataset(digits.x, digits.y).sha256

    net = nncore.Network((784, 16, 16, 10), activation="sigmoid")
    assert (net.n_parameters, net.sizes, net.activations) == (13002, (784, 16, 16, 10), ("sigmoid",) * 3)
    theta = net.init(seed=1, dtype="float64", scale=0.1)
    assert net.init(constant=0.5)[0] == 0.5
    x, y, labels = train.x[:20], train.y[:20], train.labels[:20]
    output = net.output(theta, x)
    assert output.shape == (20, 10) and net.predict(theta, x).tolist() == output.argmax(axis=1).tolist()
    assert net.accuracy(theta, x, labels) == net.accuracy(theta, x, y) == (output.argmax(axis=1) == labels).mean()
    (z, a), back = net.forward(theta, x), net.backward(theta, x, y)
    assert np.array_equal(a[3], output) and len(z) == len(back.delta) == 4 and len(net.layers(theta)) == 3
    assert np.array_equal(back.gradient, net.gradient(theta, x, y)) and net.example_gradients(theta, x, y).shape == (20, 13002)
    assert net.locate(net.index(2, 3, 4)) == (2, 3, 4)

    run = nncore.train(net, train)
    assert len(run.batch_cost) == 30 * 15
    assert run.theta.shape == (len(run.step), 13002) and np.array_equal(run.trained, run.theta[-1])
    assert run.batch(14).shape == (38,)
    assert net.accuracy(run.trained, test.x, test.labels) > 0.9
    run = run.with_arrays(cost=run.evaluate(test).cost)
    assert "cost" in run and "accuracy" not in run and list(run) == ["cost"] and run["cost"][-1] < run["cost"][0]
    run.save(tmp_path / "digits")
    again = nncore.Recording.load(tmp_path / "digits.npz", verify=True)
    assert np.array_equal(np.load(tmp_path / "digits.npz")["theta"], again.theta) and again.sha256 == run.sha256

    small = nncore.Network((784, 2, 10))
    error = nncore.check_gradient(small, test.take(range(5)), small.init())
    assert type(error) is float and error < 1e-6
    over = nncore.slice_cost(net, test, nncore.Plane.pca(run.theta), [0, 1], betas=[0, 1, 2])
    assert isinstance(over, nncore.Slice) and over.cost.shape == (2, 3)
    assert nncore.slice_cost(net, test, nncore.Line(run.theta[0], run.trained), [0, 1]).slope.shape == (2,)
    assert inspect.ismodule(__import__("nncore.training").training) and callable(nncore.train)
    with pytest.raises(ModuleNotFoundError):
        __import__("nncore.train")


def test_arguments_come_in_one_order():
    """Functions take (net, data, place, options), methods (theta, x, y)."""
    for name in ("train", "slice_cost", "gradient_within", "gradient_noise", "check_gradient", "sharpness"):
        assert list(inspect.signature(getattr(nncore, name)).parameters)[:2] == ["net", "data"]
    for name in ("slice_cost", "gradient_within"):
        assert list(inspect.signature(getattr(nncore, name)).parameters)[2] == "where"
    for name in ("cost", "gradient", "backward", "example_gradients", "input_gradient"):
        assert list(inspect.signature(getattr(nncore.Network, name)).parameters)[1:] == ["theta", "x", "y"]


def test_what_belongs_to_every_run_is_a_typed_property():
    """So a typo fails mypy; and nothing is found by a name that is not there."""
    for name in ("theta", "step", "batch_cost", "trained", "network", "recipe", "manifest",
                 "sha256", "arrays"):
        member = vars(nncore.Recording)[name]
        function = getattr(member, "fget", None) or getattr(member, "func", None) or type(member).__get__
        assert typing.get_type_hints(function)["return"] not in (None, typing.Any) and member.__doc__, name
    assert not hasattr(nncore.Recording, "__getattr__")


def test_every_error_is_one_of_ours_and_of_its_kind():
    for error, kind in ((nncore.InputError, ValueError), (nncore.DataError, ValueError),
                        (nncore.RecordingError, ValueError),
                        (nncore.DownloadError, OSError), (nncore.Diverged, ArithmeticError)):
        assert issubclass(error, nncore.NncoreError) and issubclass(error, kind)


def test_the_library_prints_nothing(capfd, tmp_path, digits):
    train, test = digits
    net = nncore.Network((784, 2, 10))
    run = nncore.train(net, train, epochs=1, target=tmp_path / "run")
    run.with_arrays(cost=run.evaluate(test).cost).save(tmp_path / "run")
    run = nncore.Recording.load(tmp_path / "run", verify=True)
    nncore.slice_cost(net, test, nncore.Plane.pca(run.theta), [0, 1], [0, 1])
    nncore.check_gradient(net, train.take([0, 1]), run.trained)
    with pytest.raises(nncore.Diverged):
        nncore.train(nncore.Network((784, 10), "identity"), train, learning_rate=1e9, steps=200)
    assert capfd.readouterr() == ("", "")


def test_nothing_touches_the_global_generator(toy, net):
    np.random.seed(7)
    before = np.random.get_state()[1].copy()
    nncore.train(net, toy, batch_size=5, steps=2)
    toy.split(0.5)
    nncore.Plane.random(net, net.init())
    nncore.gradient_noise(net, toy, net.init(), 3, samples=2)
    assert np.array_equal(np.random.get_state()[1], before)


def test_the_names_of_activations_are_those_that_are_said():
    with pytest.raises(nncore.InputError, match=", ".join(ACTIVATIONS)):
        nncore.Network((1, 1), "softmax")
