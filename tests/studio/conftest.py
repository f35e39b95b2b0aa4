"""A folder laid out like the project, with one film of a second, and runs that train nothing."""

import sys
from pathlib import Path

import pytest

PROJECT = Path(__file__).parents[2]

TINY = '''
from manim import Circle, Create, FadeOut
import nncore
from scenes import runs
from scenes.stage import theme
from scenes.stage.film import Film

class Tiny(Film):
    def construct(self):
        self.play_section(self.a_circle_comes)
        self.play_section(self.and_goes)

    def a_circle_comes(self):
        self.circle = Circle()
        self.say("A circle.")
        self.play(Create(self.circle), run_time=1.2)

    def and_goes(self):
        self.play(FadeOut(self.circle), run_time=0.4)
'''


RENDERER = '''
import json, sys
from pathlib import Path

if sys.argv[1:3] == ["-m", "scenes.studio.record"]:
    if sys.argv[3] == "broken":
        sys.exit("no such data")
    Path("media/recordings").mkdir(parents=True, exist_ok=True)
    Path("media/recordings", sys.argv[3] + ".npz").write_text("first")
    print(json.dumps({"doing": "recorded", "share": 1, "took": 0.1}))
    sys.exit()
*python, source, folder, quality, format = sys.argv[1:]
assert python == ["-m", "scenes.studio.render"]
exec(compile(Path(source).read_text(), source, "exec"))
for name in (f"movie.{format}", "chapters/movie.vtt"):
    Path(folder, name).parent.mkdir(exist_ok=True)
    Path(folder, name).write_text("a film")
print(json.dumps({"seconds": 1.6, "took": 0.1, "frames": 24, "chapters": []}))
'''


class FakeRuns:
    """What scenes.runs offers the studio; load() writes a word instead of training."""

    def __init__(self, root):
        self.root, self.trained = root, []

    def path(self, name):
        return self.root / "media" / "recordings" / f"{name}.npz"

    def is_fresh(self, name):
        return self.path(name).exists()

    def sha256(self, name):
        return self.path(name).read_text()

    def is_long(self, name):
        return False

    def what_to_do(self, name):
        return "training and recording"

    def load(self, name):
        self.trained.append(name)
        self.record(name, "first")

    def record(self, name, content):
        self.path(name).parent.mkdir(parents=True, exist_ok=True)
        self.path(name).write_text(content)


def lay_out(root):
    """The files whose content decides what a video looks like. `scenes` itself stays the real package."""
    files = {"scenes/tiny.py": TINY, "scenes/runs.py": "", "scenes/stage/theme.py": "",
             "scenes/stage/dial.py": "", "scenes/studio/render.py": "",
             "nncore/network.py": "", "nncore/deep/down.py": "", "nncore/cli.py": "", "manim.cfg": (PROJECT / "manim.cfg").read_text()}
    for name, text in files.items():
        (root / name).parent.mkdir(parents=True, exist_ok=True)
        (root / name).write_text(text)
    return root


@pytest.fixture
def root(tmp_path, monkeypatch):
    monkeypatch.setenv("PYTHONPATH", str(PROJECT))
    monkeypatch.delenv("CAPTIONS", raising=False)
    return lay_out(tmp_path)


@pytest.fixture
def no_manim(root, monkeypatch):
    """A small script in place of Manim: it runs the file of a film, and what it makes of it is a film of a few bytes."""
    (root / "renderer.py").write_text(RENDERER)
    (root / "renderer").write_text(f"#!/bin/sh\nexec '{sys.executable}' -S '{root}/renderer.py' \"$@\"\n")
    (root / "renderer").chmod(0o755)
    (root / "scenes" / "tiny.py").write_text("")
    monkeypatch.setattr("sys.executable", str(root / "renderer"))


@pytest.fixture
def runs(root):
    return FakeRuns(root)
