"""The code is written as it is meant to be read: ruff has nothing to say, what is public explains itself, examples are true."""

import ast
import doctest
import importlib
import inspect
import pkgutil
import subprocess
import sys
from functools import cache
from pathlib import Path

import pytest

import nncore

ROOT = Path(__file__).parents[2]
MODULES = [importlib.import_module(f"nncore.{module.name}") for module in pkgutil.iter_modules(nncore.__path__)]
ERRORS = {name for name in nncore.__all__ if issubclass(type(getattr(nncore, name)), type)
          and issubclass(getattr(nncore, name), Exception)}


def test_ruff_has_nothing_to_say():
    done = subprocess.run([sys.executable, "-m", "ruff", "check", "--no-cache", ROOT], capture_output=True, text=True)
    assert done.returncode == 0, done.stdout


@pytest.mark.parametrize("module", MODULES, ids=lambda module: module.__name__)
def test_examples_are_true(module, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)     # where an example saves, it saves there
    result = doctest.testmod(module, optionflags=doctest.ELLIPSIS | doctest.NORMALIZE_WHITESPACE)
    assert result.failed == 0


def mypy(*arguments):
    return subprocess.run([sys.executable, "-m", "mypy", *arguments], cwd=ROOT, capture_output=True, text=True)


def test_the_types_agree():
    done = mypy("nncore")
    assert done.returncode == 0, done.stdout


def test_a_program_that_uses_nncore_is_checked_by_its_types():
    """And two mistakes in it are found: that is what the types are for."""
    program = ROOT / "tests" / "trust" / "typed_user.py"
    done = mypy(program)
    assert done.returncode == 0, done.stdout
    wrong = program.read_text(encoding="utf-8").replace("net.cost(theta", 'net.cots("theta"').replace("epochs=1", 'epochs="1"')
    done = mypy("-c", wrong)
    assert '"Network" has no attribute "cots"' in done.stdout and 'incompatible type "str"; expected "int | None"' in done.stdout


def public():
    """{name: (what it is, the class it belongs to)}: all that a user of nncore sees."""
    for name in nncore.__all__:
        thing = getattr(nncore, name)
        yield name, thing, None
        if inspect.isclass(thing) and name not in ERRORS:
            for member, value in vars(thing).items():
                value = getattr(value, "__func__", getattr(value, "fget", getattr(value, "func", value)))
                if not member.startswith("_") and inspect.isfunction(value):
                    yield f"{name}.{member}", value, thing


@pytest.mark.parametrize("name, thing, owner", list(public()), ids=lambda value: value if isinstance(value, str) else "")
def test_what_is_public_says_what_it_is_and_which_errors_it_raises(name, thing, owner):
    said = inspect.getdoc(thing) or ""
    assert len(said) > 10, f"{name} has no docstring"
    if name not in ERRORS:
        said += inspect.getdoc(owner) or "" if owner else ""
        assert not [error for error in errors_of(thing) if error not in said], said


RESULTS = {"Backward", "Evaluation", "GradientNoise", "Surface"}      # shown by what returns them
NEEDS_FILES = {"load_mnist"}


@pytest.mark.parametrize("name, thing, owner", list(public()), ids=lambda value: value if isinstance(value, str) else "")
def test_what_is_public_has_types(name, thing, owner):
    function = thing if inspect.isfunction(thing) else vars(thing).get("__init__")
    if function is not None:
        names = {*inspect.signature(function).parameters} - {"self", "cls"} | {"return"}
        assert names - {*function.__annotations__} == set()


@pytest.mark.parametrize("name", sorted({*nncore.__all__} - ERRORS - RESULTS - NEEDS_FILES))
def test_what_is_public_has_an_example(name):
    thing = getattr(nncore, name)
    members = vars(thing).values() if inspect.isclass(thing) else ()
    texts = [inspect.getdoc(part) or "" for part in (thing, *members)]
    assert any(">>>" in text for text in texts)


def errors_of(thing):
    """The names of nncore's errors that a function or the making of an object raises, in itself or in its helpers."""
    thing = thing if inspect.isfunction(thing) else vars(thing).get("__post_init__")
    return set() if thing is None else raised(inspect.unwrap(thing).__name__, inspect.unwrap(thing).__module__)


@cache
def functions():
    """{(name, module): [its syntax tree, ...]}: every function of nncore."""
    found = {}
    for module in MODULES:
        for node in ast.walk(ast.parse(inspect.getsource(module))):
            if isinstance(node, ast.FunctionDef):
                found.setdefault((node.name, module.__name__), []).append(node)
    return found


def raised(name, module, seen=frozenset()):
    """Errors named in a `raise` of these functions, and of the checks (`check_...`, `_...`) that they call."""
    errors = set()
    for node in (part for tree in functions().get((name, module), ()) for part in ast.walk(tree)):
        if isinstance(node, ast.Raise) and isinstance(node.exc, ast.Call):
            errors |= {ast.unparse(node.exc.func).split(".")[-1]} & ERRORS
        if isinstance(node, ast.Call):
            called = ast.unparse(node.func).split(".")[-1]
            if called.startswith(("_", "check_")) and called not in seen:
                for other in {where for who, where in functions() if who == called}:
                    errors |= raised(called, other, seen | {name, called})
    return errors
