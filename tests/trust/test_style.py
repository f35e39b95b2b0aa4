"""The code is written as it is meant to be read: ruff has nothing to say, what is public explains itself, examples are true."""

import doctest
import importlib
import inspect
import subprocess
import sys
from pathlib import Path

import pytest

import nncore
from tests.trust import typed_user

ROOT = Path(__file__).parents[2]
MODULES = sorted(".".join(file.relative_to(ROOT).with_suffix("").parts).removesuffix(".__init__")
                 for file in (ROOT / "nncore").rglob("*.py") if file.name != "__main__.py")
ERRORS = {name for name in nncore.__all__ if isinstance(getattr(nncore, name), type)
          and issubclass(getattr(nncore, name), Exception)}


def test_ruff_has_nothing_to_say():
    done = subprocess.run([sys.executable, "-m", "ruff", "check", "--no-cache", ROOT], capture_output=True, text=True)
    assert done.returncode == 0, done.stdout


@pytest.mark.parametrize("module", MODULES)
def test_examples_are_true(module, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)     # where an example saves, it saves there
    result = doctest.testmod(importlib.import_module(module), optionflags=doctest.ELLIPSIS | doctest.NORMALIZE_WHITESPACE)
    assert result.failed == 0


def test_examples_of_every_folder_are_looked_at():
    assert {"nncore", "nncore.training", "nncore.fast", "nncore.store.npz"} <= {*MODULES}


def mypy(*arguments):
    return subprocess.run([sys.executable, "-m", "mypy", *arguments], cwd=ROOT, capture_output=True, text=True)


def test_the_types_agree():
    done = mypy("nncore")
    assert done.returncode == 0, done.stdout


SLIPS = {  # of somebody who uses nncore: what he should have written, what he wrote, and what mypy says
    "run.trained.shape": ("run.thetas.shape", '"Recording" has no attribute "thetas"'),
    "net.cost(theta": ("net.cots(theta", '"Network" has no attribute "cots"'),
    "epochs=1": ('epochs="1"', 'incompatible type "str"; expected "int | None"'),
    "verify=True": ("verified=True", 'Unexpected keyword argument "verified"'),
    "loaded.batch(3)": ('loaded.batch("3")', 'incompatible type "str"; expected "int"'),
    "over: nncore.Slice": ("over: nncore.Recording", 'has type "Slice"'),
    "cost: float": ("cost: str", '"str" and "int"'),
    "result.accuracy is not None and ": ("", "is not indexable"),
    "nncore.Line(run.theta[0], run.trained)": ("run.theta", 'expected "Plane | Line"'),
}


def test_a_program_that_uses_nncore_is_checked_by_its_types():
    """And the mistakes in it are found: that is what the types are for."""
    program = Path(typed_user.__file__).read_text(encoding="utf-8")
    done = mypy("--follow-imports=silent", typed_user.__file__)
    assert done.returncode == 0, done.stdout
    for right, (wrong, _) in SLIPS.items():
        assert program.count(right) == 1, right
        program = program.replace(right, wrong)
    said = mypy("--follow-imports=silent", "-c", program).stdout
    assert [words for _, words in SLIPS.values() if words not in said] == [], said


def test_lists_are_as_good_as_arrays():
    """As in the examples of the docstrings."""
    program = "import nncore; nncore.Line([0.0, 0.0], [1.0, 1.0]); nncore.Dataset([[0.0]], [0])"
    done = mypy("--follow-imports=silent", "-c", program)
    assert done.returncode == 0, done.stdout


def test_that_program_runs():
    typed_user.main()


def public():
    """{name: (what it is, the class it belongs to)}: all that a user of nncore sees."""
    for name in nncore.__all__:
        thing = getattr(nncore, name)
        yield name, thing
        if inspect.isclass(thing) and name not in ERRORS:
            for member, value in vars(thing).items():
                value = getattr(value, "__func__", getattr(value, "fget", getattr(value, "func", value)))
                if not member.startswith("_") and inspect.isfunction(value):
                    yield f"{name}.{member}", value


PUBLIC = {name: thing for name, thing in public() if name != "__version__"}


@pytest.mark.parametrize("name", PUBLIC)
def test_what_is_public_says_what_it_is(name):
    assert len(inspect.getdoc(PUBLIC[name]) or "") > 10


@pytest.mark.parametrize("name", PUBLIC)
def test_what_is_public_has_types(name):
    thing = PUBLIC[name]
    function = thing if inspect.isfunction(thing) else vars(thing).get("__init__")
    if function is not None:
        names = {*inspect.signature(function).parameters} - {"self", "cls"} | {"return"}
        assert names - {*function.__annotations__} == set()


RESULTS = {"Sharpness", "Backward", "Evaluation", "GradientNoise", "Slice"}      # shown by what returns them
NEEDS_FILES = {"load_mnist", "fetch_mnist"}


@pytest.mark.parametrize("name", sorted({*nncore.__all__} - ERRORS - RESULTS - NEEDS_FILES - {"__version__"}))
def test_what_is_public_has_an_example(name):
    thing = getattr(nncore, name)
    members = vars(thing).values() if inspect.isclass(thing) else ()
    texts = [inspect.getdoc(part) or "" for part in (thing, *members)]
    assert any(">>>" in text for text in texts)
