"""Which code decides what something becomes, and its hash: of what the code does, not of how it is laid out or explained."""

import ast
import hashlib
from functools import cache
from pathlib import Path
from typing import NamedTuple

LIBRARY = "nncore"                                  # who imports of it may use all of it:
ASIDE = {"cli.py", "download.py", "__main__.py"}    # but for what only its command line needs
STOP = "scenes/runs.py"                             # which recordings a film reads, it says itself; each has a key of its own


def imports_of(file, root):
    """{Path}: the file and all that it imports inside the project, directly or not; of nncore everything, for it is one thing.

    Stops at runs.py, which is left out: through it every film would depend on every recipe."""
    found, followed, ahead = set(), set(), [Path(file)]
    while ahead:
        path = ahead.pop()
        if path not in found and path != root / STOP and path.is_file():
            found.add(path)
            names = _read(path).imports - followed
            followed |= names
            ahead += _files(names, root)
    return found


def _library(root):
    return [path for path in python_files(root / LIBRARY, "**/*.py") if path.name not in ASIDE]


def _files(imports, root):
    """The files of the project that are imported by these names, with the packages that they are in; of nncore all."""
    for name in imports:
        top, *parts = name.split(".")
        if top == LIBRARY:
            yield from _library(root)
        elif top in ("scenes", "tests"):
            whole = root.joinpath(top, *parts)
            ways = whole.with_suffix(".py"), *(folder / "__init__.py" for folder in (whole, *whole.parents) if folder != root)
            yield from (way for way in ways if way.is_relative_to(root))


def code_hash(file):
    """The hash of a file's syntax tree without its docstrings: comments, blank lines and explanations change nothing."""
    return _read(file).code


class _Source(NamedTuple):
    """Of one file the names that it imports, and the hash of what it does."""

    imports: frozenset
    code: str


def _read(path):
    return _understood(path.read_bytes())


@cache
def _understood(source):
    """The _Source of a text; one that is no Python, for somebody is writing it, imports nothing."""
    try:
        tree = ast.parse(source)
    except (SyntaxError, ValueError):
        return _Source(frozenset(), hashlib.sha256(source).hexdigest())
    names = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            names |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
            names |= {node.module, *(f"{node.module}.{alias.name}" for alias in node.names)}
        elif isinstance(node, (ast.Module, ast.ClassDef, ast.FunctionDef, ast.AsyncFunctionDef)) and ast.get_docstring(node):
            node.body = node.body[1:]
    names = {LIBRARY if name.startswith(f"{LIBRARY}.") else name for name in names}
    return _Source(frozenset(names), hashlib.sha256(ast.dump(tree).encode()).hexdigest())


def hash_of(files, root):
    """One hash of all these files: where they lie in the project, and what they do."""
    lines = sorted(f"{file.relative_to(root) if file.is_relative_to(root) else file.name} {code_hash(file)}" for file in files)
    return hashlib.sha256("\n".join(lines).encode()).hexdigest()


def python_files(folder, pattern="*.py"):
    """The Python files, in order; not what editors and file systems leave beside them, which begins with a dot."""
    return sorted(path for path in folder.glob(pattern) if not path.name.startswith("."))
