"""Stale is what changed, and nothing else: asked of a copy of the whole project, in a process of its own."""

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

PROJECT = Path(__file__).parents[2]
ASK = """
import json
from scenes import runs
from scenes.studio.films import Order, find_films
from scenes.studio.freshness import code_of
films = {film: code_of(Order(runs.ROOT, film)) for film in find_films(runs.ROOT)}
print(json.dumps([{name: runs.source(name) for name in runs.RUNS}, films]))
"""
ALL = None


@pytest.fixture(scope="module")
def project(tmp_path_factory):
    root = tmp_path_factory.mktemp("copy")
    for name in ("nncore", "scenes"):
        shutil.copytree(PROJECT / name, root / name, ignore=shutil.ignore_patterns("__pycache__"))
    for name in ("Makefile", "README.md", "manim.cfg"):
        shutil.copy(PROJECT / name, root / name)
    return root


def keys(root):
    """({recording: its source}, {film: its code}) in this copy of the project."""
    env = {name: value for name, value in os.environ.items() if name not in ("DATA", "RUN", "PYTHONPATH")}
    asked = subprocess.run([sys.executable, "-c", ASK], cwd=root, env=env, capture_output=True, text=True, check=True)
    return json.loads(asked.stdout)


@pytest.fixture(scope="module")
def before(project):
    return keys(project)


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
def test_what_a_change_makes_stale(project, before, file, recordings, films):
    path, old = project / file, (project / file).read_bytes()
    try:
        path.write_bytes(old + b"\nx = 1\n")
        after = keys(project)
    finally:
        path.write_bytes(old)
    for which, expected in zip((0, 1), (recordings, films), strict=True):
        assert changed(before[which], after[which]) == (set(before[which]) if expected is ALL else expected)


def test_comments_make_nothing_stale_nor_does_what_no_film_is_drawn_with(project, before):
    for file in project.rglob("*.py"):
        file.write_bytes(file.read_bytes() + b"\n# why\n")
    for name in ("scenes/studio/audits/dark.py", "nncore/download.py", "README.md"):
        (project / name).write_bytes((project / name).read_bytes() + b"\nx = 1\n")
    assert keys(project) == before


def test_a_new_film_makes_nothing_else_stale(project, before):
    studio = [sys.executable, "-m", "scenes.studio"]
    subprocess.run([*studio, "new", "my_film"], cwd=project, env=os.environ | {"PYTHONPATH": ""}, check=True)
    after = keys(project)
    for name in (0, 1):
        assert not changed(before[name], after[name]) and set(after[name]) - set(before[name]) == {"my_film"}
