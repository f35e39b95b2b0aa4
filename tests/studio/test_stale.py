"""Stale is what changed, and nothing else: asked of a copy of the whole project, in a process of its own.

To read all sources takes two seconds: one process reads them, and is asked again and again what the files say by then.
"""

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path
from subprocess import PIPE

import pytest

PROJECT = Path(__file__).parents[2]
ANSWER = """
import json, sys
from scenes import runs
from scenes.studio.films import Order, find_films
from scenes.studio.freshness import code_of
for _ in sys.stdin:
    runs._code_of.cache_clear()     # what any other program takes as it was when it started
    runs._data_key.cache_clear()
    films = {film: code_of(Order(runs.ROOT, film)) for film in find_films(runs.ROOT)}
    print(json.dumps([{name: runs.source(name) for name in runs.RUNS}, films]), flush=True)
"""
ALL = None


@pytest.fixture(scope="module")
def project(tmp_path_factory):
    root = tmp_path_factory.mktemp("copy")
    for name in ("nncore", "scenes"):
        shutil.copytree(PROJECT / name, root / name)
    for name in ("Makefile", "README.md", "manim.cfg"):
        shutil.copy(PROJECT / name, root / name)
    return root


@pytest.fixture(scope="module")
def keys(project):
    """keys(): ({recording: its source}, {film: its code}) in this copy of the project, as it is now."""
    env = {name: value for name, value in os.environ.items() if name not in ("DATA", "RUN", "PYTHONPATH")}
    with subprocess.Popen([sys.executable, "-c", ANSWER], cwd=project, env=env, stdin=PIPE, stdout=PIPE, text=True) as process:

        def keys():
            print(file=process.stdin, flush=True)
            return json.loads(process.stdout.readline())

        yield keys
        process.stdin.close()


@pytest.fixture(scope="module")
def before(keys):
    return keys()


def changed(before, after):
    return {name for name in before if after[name] != before[name]}


CHANGES = [
    ("scenes/recipes/plane.py", {"plane"}, set()),
    ("scenes/recipes/_valleys.py", {"line", "plane", "walkers", "learning_rate", "smoothness"}, set()),
    ("scenes/recipes/__init__.py", ALL, {"chain_rule_layers"}),        # which shows the code of one
    ("scenes/stage/theme.py", set(), ALL),
    ("scenes/stage/tally.py", set(), {"minibatch"}),
    ("scenes/minibatch.py", set(), {"minibatch"}),
    ("nncore/network.py", ALL, ALL),
    ("nncore/digits.npz", ALL, set()),
    ("nncore/cli.py", set(), set()),
]


@pytest.mark.parametrize("file, recordings, films", CHANGES)
def test_what_a_change_makes_stale(project, keys, before, file, recordings, films):
    path, old = project / file, (project / file).read_bytes()
    try:
        path.write_bytes(old + b"\nx = 1\n")
        after = keys()
    finally:
        path.write_bytes(old)
    for which, expected in zip((0, 1), (recordings, films), strict=True):
        assert changed(before[which], after[which]) == (set(before[which]) if expected is ALL else expected)


def test_comments_make_nothing_stale_nor_does_what_no_film_is_drawn_with(project, keys, before):
    for file in project.rglob("*.py"):
        file.write_bytes(file.read_bytes() + b"\n# why\n")
    for name in ("scenes/studio/audits/dark.py", "nncore/download.py", "README.md"):
        (project / name).write_bytes((project / name).read_bytes() + b"\nx = 1\n")
    assert keys() == before


def test_a_new_film_makes_nothing_else_stale(project, keys, before):
    studio = [sys.executable, "-m", "scenes.studio"]
    subprocess.run([*studio, "new", "my_film"], cwd=project, env=os.environ | {"PYTHONPATH": ""}, check=True)
    after = keys()
    for name in (0, 1):
        assert not changed(before[name], after[name]) and set(after[name]) - set(before[name]) == {"my_film"}
