"""Everything works where next to nothing is: no LaTeX, no ffmpeg, no home, no network, another locale and time zone, a
path with a space and an umlaut in it; with the oldest and newest numpy and every Python that is supported.

The short form trains, slices and renders a film of two seconds there. The long form installs the project as a user
does (that alone needs the network), and then runs `make test` and `make descent`.
"""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import av
import pytest

from tests.trust.mutants import copy_project

ROOT = Path(__file__).parents[2]
OFFLINE = ROOT / "tests" / "trust" / "offline.py"
TOOLS = ("sh", "env", "make", "awk", "find", "touch", "rm", "echo", "printf")      # all that the Makefile calls beside Python

FILM = '''
from manim import FadeIn
from scenes.stage.film import Film
from scenes.stage.text import Formula, Words

class Tiny(Film):
    recordings = ("digits",)

    def construct(self):
        self.play_section(self.what_it_costs)

    def what_it_costs(self):
        self.say("The network learned: its cost is {}.", self.fact("digits.cost", -1, form=".2f"))
        self.play(FadeIn(Words("äöü {}", self.fact("digits.cost", 0, form=".2f"))), FadeIn(Formula("{{ C : C }}")), run_time=1)
'''


@pytest.fixture
def copy(tmp_path):
    """The project in a path with a space and an umlaut."""
    root = tmp_path / "a path with spaces and ü"
    copy_project(root)
    return root


@pytest.fixture
def bare(tmp_path):
    """bare(root, command, NAME=value): run it in `root` with no network, no home, and hardly a program to be found."""
    tools = tmp_path / "bin"
    tools.mkdir()
    for name in TOOLS:
        (tools / name).symlink_to(shutil.which(name))
    (tools / "python3").symlink_to(Path(sys.executable).resolve())

    def bare(root, *command, seconds=300, **env):
        env = {"PATH": str(tools), "TZ": "Asia/Kathmandu", "LC_ALL": "C", **env}
        return run([sys.executable, OFFLINE, *command], root, env, seconds)

    return bare


def run(command, root, env, seconds):
    """What the command says; AssertionError with all of it when it fails."""
    done = subprocess.run(list(map(str, command)), cwd=root, env=env, timeout=seconds, stdout=subprocess.PIPE,
                          stderr=subprocess.STDOUT, text=True, encoding="utf-8", errors="replace")
    assert done.returncode == 0, f"{command}\n{done.stdout[-5000:]}"
    return done.stdout


def test_there_is_no_network_there(copy, bare):
    reach = "import socket\ntry: socket.create_connection(('1.1.1.1', 53), 2)\nexcept OSError: print('none')"
    listen = "import socket; s = socket.create_server(('127.0.0.1', 0)); socket.create_connection(s.getsockname()); print('here')"
    assert bare(copy, sys.executable, "-c", reach) == "none\n"
    assert bare(copy, sys.executable, "-c", listen) == "here\n"


NO_HOME = {"HOME": "/dev/null/nobody", "TZ": "America/St_Johns", "LC_ALL": "POSIX"}
ASCII_ONLY = {"PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0"}     # Python takes LC_ALL=C at its word: files are ASCII


@pytest.mark.parametrize("env", [ASCII_ONLY, NO_HOME], ids=["no variable HOME, ASCII", "a HOME that cannot be"])
def test_a_film_is_recorded_and_rendered_on_a_bare_machine(copy, bare, env):
    for film in (copy / "scenes").glob("*.py"):
        if film.stem not in ("__init__", "runs"):
            film.unlink()
    (copy / "scenes" / "tiny.py").write_text(FILM, encoding="utf-8")
    python = sys.executable
    digits = "media/recordings/digits"
    bare(copy, python, "-m", "nncore", "train", "--sizes", "784,4,10", "--steps", "2", "--out", digits, **env)
    bare(copy, python, "-m", "nncore", "slice", digits, "--points", "3", "--through", "line", "--out", "é.npz", **env)
    bare(copy, python, "-m", "scenes.studio", "videos", "--quality", "l", CAPTIONS="file", **env)
    with av.open(copy / "media" / "videos" / "tiny.mp4") as movie:
        assert sum(1 for _ in movie.decode(video=0)) >= 15
    assert "its cost is" in (copy / "media" / "videos" / "tiny.srt").read_text(encoding="utf-8")
    assert not list(copy.parent.glob("**/texmf*"))


# -- the long form: installed as a user does -------------------------------------------------------------------


@pytest.fixture
def only_in_the_long_form(effort):
    if effort(True, False):
        pytest.skip("takes minutes and, to install, the network: make torture")


def test_a_fresh_copy_is_set_up_tested_and_filmed(only_in_the_long_form, copy, bare, tmp_path):
    run(["make", ".venv/.ready-for-tests"], copy, os.environ, seconds=900)     # what `make test` sets up first
    env = NO_HOME | german_locale(tmp_path)
    make = tmp_path / "bin" / "make"
    said = bare(copy, make, "test", "JOBS=1", PYTEST_ADDOPTS="--ignore=tests/trust", seconds=1800, **env)
    assert " passed" in said and " failed" not in said
    bare(copy, make, "descent", "QUALITY=l", seconds=900, **env)
    assert (copy / "media" / "videos" / "descent.mp4").stat().st_size > 100_000


def german_locale(folder):
    """The variables of a German locale, decimal commas and all, made in this folder; none where localedef is not there."""
    if shutil.which("localedef") is None:
        return {}
    run(["localedef", "-i", "de_DE", "-f", "UTF-8", folder / "de_DE.UTF-8"], folder, os.environ, seconds=60)
    return {"LC_ALL": "de_DE.UTF-8", "LOCPATH": str(folder)}


# numpy 1.26 is the oldest that pyproject.toml allows; for Python 3.13 there is none before 2.1.
OLDEST = {"3.11": "numpy==1.26.*", "3.12": "numpy==1.26.*", "3.13": "numpy==2.1.*"}


@pytest.mark.parametrize("version", OLDEST)
@pytest.mark.parametrize("age", ["oldest", "newest"])
def test_the_library_works_with_every_supported_version(only_in_the_long_form, copy, tmp_path, version, age):
    python = tmp_path / "venv" / "bin" / "python"
    run([find_python(version), "-m", "venv", tmp_path / "venv"], tmp_path, os.environ, seconds=120)
    numpy = OLDEST[version] if age == "oldest" else "numpy"
    run([python, "-m", "pip", "install", "--quiet", "--only-binary=numpy", numpy, copy, "pytest>=8"], tmp_path, os.environ, 600)
    installed = "import nncore, pathlib; print(nncore.load_digits().x.shape, pathlib.Path(nncore.__file__).with_name('py.typed'))"
    said = run([python, "-c", installed], tmp_path, os.environ, seconds=60)
    assert said.startswith("(1797, 784)") and Path(said.split(maxsplit=2)[2].strip()).is_file()
    assert " passed" in run([python, "-m", "pytest", "-q", "tests/nncore"], copy, os.environ, seconds=600)


def find_python(version):
    """The interpreter of this version: on the PATH, or one of pyenv's."""
    roots = [Path(os.environ[name]) for name in ("PYENV_ROOT",) if name in os.environ] + [Path.home() / ".pyenv"]
    found = [path for root in roots for path in sorted(root.glob(f"versions/{version}.*/bin/python{version}"))]
    for candidate in (*found, shutil.which(f"python{version}")):
        if candidate and subprocess.run([candidate, "-c", "import venv, ctypes"], capture_output=True).returncode == 0:
            return candidate
    pytest.skip(f"there is no Python {version} here")
