"""Killed, out of room, not allowed to write, two at once: the recording that was there is whole, or the new one is."""

import errno
import itertools
import os
import random
import shutil
import signal
import subprocess
import sys
import time
from contextlib import contextmanager
from pathlib import Path

import pytest

import nncore
from nncore.store import folder as nncore_folder
from nncore import replace
from nncore.__main__ import main
from scenes import runs

ROOT = Path(__file__).parents[2]
NET = nncore.Network((784, 30, 10))


@pytest.fixture(scope="module")
def digits():
    """(train, test) as the command line and the films split them."""
    return nncore.load_digits().split(test=0.2, seed=0)


def python(code, *arguments, **env):
    """A fresh interpreter that finds nncore; Popen, its output captured."""
    env = {**os.environ, "PYTHONPATH": str(ROOT), **env}
    return subprocess.Popen([sys.executable, "-c", code, *map(str, arguments)], env=env, stdout=subprocess.PIPE,
                            stderr=subprocess.PIPE, text=True)


def contents(folder):
    return {file.name: file.read_bytes() for file in folder.iterdir()}


def whole(folder):
    """The hash of the recording there, every byte of it checked; None where there is none."""
    return nncore.Recording.load(folder, verify=True).sha256 if folder.exists() else None


# -- SIGKILL ---------------------------------------------------------------------------------------------------------

SAVING = """
import sys, nncore
train, _ = nncore.load_digits().split(test=0.2, seed=0)
net = nncore.Network((784, 30, 10))
first, second = (nncore.train(net, train, steps=40, seed=seed) for seed in (1, 2))
print(first.sha256, second.sha256, flush=True)
while True:
    for run in (second, first):
        run.save(sys.argv[1])
"""


@pytest.mark.parametrize("swap", ["in one step", "in two"])
def test_killed_while_saving(tmp_path, effort, swap):
    """Whenever it is killed, what is there is one of the two, and the next save finds nothing in its way."""
    code = SAVING if swap == "in one step" else "from nncore import replace; replace._renameat2 = lambda: None\n" + SAVING
    target, moments, saved = tmp_path / "run", random.Random(1), 0
    for _ in range(effort(4, 25)):
        before = whole(target)
        process = python(code, target)
        hashes = process.stdout.readline().split()
        time.sleep(moments.uniform(0, 0.15))
        process.kill()
        process.communicate()
        if swap == "in two":  # for a moment it may be gone from its place, but not from the disk: the next save begins with it
            replace.tidy(target)
        assert whole(target) in (before, *hashes)
        saved += whole(target) in hashes
        nncore.train(NET, nncore.load_digits(), steps=1).save(target)
        assert [path.name for path in tmp_path.iterdir()] == ["run"]
    assert saved


def killed_at(number, work, folder):
    """Do the work in a child that is killed when it is about to touch `folder` for the time number 0, 1, 2, ...;
    whether it came to that."""
    touches, left = {"os.mkdir", "os.rename", "os.remove", "os.rmdir", "os.chmod", "os.truncate"}, itertools.count(number, -1)

    def die(event, arguments):
        touch = str(arguments[0]).startswith(str(folder)) if event == "open" else event in touches
        if touch and next(left) == 0:
            os.kill(os.getpid(), signal.SIGKILL)

    process = os.fork()
    if process == 0:
        sys.addaudithook(die)
        try:
            os._exit(work() or 0)
        finally:
            os._exit(1)  # an error's way ends here: the child is not to go on with these tests
    end = os.waitpid(process, 0)[1]
    assert end in (0, signal.SIGKILL)
    return end == signal.SIGKILL


def alone(target):
    return [path.name for path in target.parent.iterdir()] == [target.name]


@pytest.mark.parametrize("swap", ["in one step", "in two"])
def test_killed_whenever_saving_touches_the_disk(tmp_path, digits, monkeypatch, swap):
    old, new = (nncore.train(NET, digits[0], steps=3, seed=seed) for seed in (1, 2))
    target, found = tmp_path / "run", []
    if swap == "in two":
        monkeypatch.setattr(replace, "_renameat2", lambda: None)
    for number in itertools.count():
        old.save(target)
        killed = killed_at(number, lambda: new.save(target), tmp_path)
        if swap == "in two":
            replace.tidy(target)
        found.append(whole(target))
        new.save(target)
        assert whole(target) == new.sha256 and alone(target)
        if not killed:
            break
    first = found.index(new.sha256)
    assert 5 < first and set(found[:first]) == {old.sha256} and set(found[first:]) == {new.sha256}


@pytest.mark.parametrize("there", ["another run", "none", "its states"])
def test_killed_whenever_training_touches_the_disk(tmp_path, capfd, there):
    """What is there is whole, and the same command makes the run, anew or with --resume."""
    target, resume = tmp_path / "run", ["--resume"] * (there != "another run")
    train = ["train", "--sizes", "784,2,10", "--steps", "3", "--out", str(target), "--seed"]
    main([*train, "2"])
    new = whole(target)
    for number in itertools.count():
        assert main([*train, "1"]) == 0, capfd.readouterr().err
        if there != "another run":
            shutil.rmtree(target)
        if there == "its states":
            assert killed_at(10, lambda: main([*train, "2"]), tmp_path) and len(list((tmp_path / ".run.run").glob("*.npy"))) == 4
        before = whole(target)
        killed = killed_at(number, lambda: main([*train, "2", *["--resume"] * (there == "its states")]), tmp_path)
        assert whole(target) in (before, new)
        assert main([*train, "2", *resume]) == 0, capfd.readouterr().err
        assert whole(target) == new
        if not killed:
            break
    assert number > 20 and alone(target)


class Tiny:
    """A run of the films' kind that takes no time."""

    def train(self, train, seed, quick, quiet):
        return nncore.train(nncore.Network((784, 2, 10)), train, steps=3, seed=seed)

    def derive(self, run, train, test):
        return {"cost": run.evaluate(test).cost}


def test_killed_whenever_make_records_and_touches_the_disk(tmp_path, monkeypatch):
    monkeypatch.setattr(runs, "RUNS", {"tiny": Tiny()})
    monkeypatch.setenv("RECORDINGS", str(tmp_path))
    target, made = tmp_path / "tiny", runs.load("tiny", quiet=True).sha256
    for number in itertools.count():
        shutil.rmtree(target)
        killed = killed_at(number, lambda: runs.load("tiny", quiet=True) and None, tmp_path)
        assert whole(target) in (None, made)
        assert runs.load("tiny", quiet=True).sha256 == made
        if not killed:
            break
    assert number > 5 and alone(target)


def test_what_the_living_write_is_not_swept_away(tmp_path, digits, monkeypatch):
    """A saver in the middle of its work keeps its folder while another one saves to the same place."""
    one, other = (nncore.train(NET, digits[0], steps=3, seed=seed) for seed in (1, 2))
    one.save(tmp_path / "run")
    real = nncore_folder.put_in_place

    def meanwhile(path, new):
        monkeypatch.setattr(nncore_folder, "put_in_place", real)
        again = python("import sys, nncore; nncore.Recording.load(sys.argv[1]).save(sys.argv[1])", tmp_path / "run")
        assert again.communicate() == ("", "") and again.returncode == 0
        assert new.exists()
        real(path, new)

    monkeypatch.setattr(nncore_folder, "put_in_place", meanwhile)
    other.save(tmp_path / "run")
    assert whole(tmp_path / "run") == other.sha256 and [path.name for path in tmp_path.iterdir()] == ["run"]


def test_where_nothing_can_be_locked_saving_works_and_nothing_is_swept(tmp_path, digits, monkeypatch):
    def no_locks(fd, how):
        raise OSError(errno.ENOLCK, "No locks available")

    monkeypatch.setattr("fcntl.flock", no_locks)
    (tmp_path / ".run.abcd1234.new").mkdir()
    run = nncore.train(NET, digits[0], steps=3, work=tmp_path / "work")
    run.save(tmp_path / "run")
    assert whole(tmp_path / "run") == run.sha256
    assert sorted(path.name for path in tmp_path.iterdir()) == [".run.abcd1234.new", "run", "work"]


def test_killed_while_training(tmp_path, effort):
    """`nncore train` killed at random: no recording, the old one, or the new one, whole; the same command succeeds after."""
    target, moments = tmp_path / "run", random.Random(2)
    command = [sys.executable, "-m", "nncore", "train", "--sizes", "784,10,10", "--epochs", "3", "--out", str(target)]
    assert subprocess.run(command, cwd=ROOT, capture_output=True).returncode == 0
    old = whole(target)
    began = time.monotonic()
    assert subprocess.run([*command, "--seed", "5"], cwd=ROOT, capture_output=True).returncode == 0
    lasts, new = time.monotonic() - began, whole(target)
    found = set()
    for _ in range(effort(4, 25)):
        subprocess.run(command, cwd=ROOT, capture_output=True)
        process = subprocess.Popen([*command, "--seed", "5"], cwd=ROOT, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        time.sleep(moments.uniform(0.4, 1.05) * lasts)
        process.kill()
        process.wait()
        found.add(whole(target))
    assert found <= {old, new}
    assert subprocess.run([*command, "--seed", "5", "--resume"], cwd=ROOT, capture_output=True).returncode in (0, 2)
    assert subprocess.run([*command, "--seed", "5"], cwd=ROOT, capture_output=True).returncode == 0
    assert whole(target) == new and [path.name for path in tmp_path.iterdir()] == ["run"]


def test_a_killed_run_leaves_nothing_in_the_temporary_folder_for_long(tmp_path, digits, monkeypatch):
    code = """
import os, signal, nncore
nncore.train(nncore.Network((784, 2, 10)), nncore.load_digits(), steps=9,
             callback=lambda step, *_: step == 5 and os.kill(os.getpid(), signal.SIGKILL))
"""
    process = python(code, TMPDIR=str(tmp_path))
    process.communicate()
    assert process.returncode == -signal.SIGKILL and len(list(tmp_path.iterdir())) == 1
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    run = nncore.train(NET, digits[0], steps=2)
    assert list(tmp_path.iterdir()) == [run._home.path]


MAKING = """
import sys
from pathlib import Path
from scenes import runs
import nncore
class Tiny:
    def train(self, train, seed, quick, quiet):
        return nncore.train(nncore.Network((784, 2, 10)), train, steps=30, seed=seed)
    def derive(self, run, train, test):
        return {"cost": run.evaluate(test).cost}
runs.RUNS = {"tiny": Tiny()}
print("ready", flush=True)
print(runs.load("tiny", quiet=True).sha256)
"""


def test_killed_while_make_records(tmp_path, effort):
    """What `make` does first, runs.load, killed at random: the next one succeeds, with the same bytes."""
    moments, hashes = random.Random(3), set()
    for _ in range(effort(2, 15)):
        process = python(MAKING, RECORDINGS=str(tmp_path))
        process.stdout.readline()
        time.sleep(moments.uniform(0, 0.3))
        process.kill()
        process.communicate()
        out, err = python(MAKING, RECORDINGS=str(tmp_path)).communicate(timeout=60)
        assert out.startswith("ready\n") and len(out) == 71, err
        hashes.add(out)
        assert [path.name for path in tmp_path.iterdir()] == ["tiny"]
        shutil.rmtree(tmp_path / "tiny")
    assert len(hashes) == 1


# -- no room, no permission --------------------------------------------------------------------------------------------


@contextmanager
def tmpfs(path, size):
    """A disk of `size` bytes, at path: for root only."""
    path.mkdir()
    if os.geteuid() != 0 or subprocess.run(["mount", "-t", "tmpfs", "-o", f"size={size}", "nncore", str(path)],
                                           capture_output=True).returncode != 0:
        pytest.skip("only root may mount a small disk, and not everywhere")
    try:
        yield path
    finally:
        subprocess.run(["umount", "-l", str(path)], check=True)


def test_a_full_disk_while_saving(tmp_path, digits):
    old, new = (nncore.train(NET, digits[0], steps=steps, seed=1) for steps in (3, 40))
    with tmpfs(tmp_path / "disk", "2m") as disk:
        old.save(disk / "run")
        before = contents(disk / "run")
        with pytest.raises(nncore.RecordingError, match="No space left.*Nothing was changed there; make room"):
            new.save(disk / "run")
        assert contents(disk / "run") == before and [path.name for path in disk.iterdir()] == ["run"]
        old.save(disk / "run")
        assert whole(disk / "run") == old.sha256


@pytest.mark.parametrize("size", [0, 300, 5_000, 90_000])
def test_a_file_that_cannot_grow_while_saving(tmp_path, digits, small_files, size):
    old, new = (nncore.train(NET, digits[0], steps=3, seed=seed) for seed in (1, 2))
    old.save(tmp_path / "run")
    before = contents(tmp_path / "run")
    with small_files(size), pytest.raises(nncore.RecordingError, match="File too large.*Nothing was changed there; make room"):
        new.save(tmp_path / "run")
    assert contents(tmp_path / "run") == before and [path.name for path in tmp_path.iterdir()] == ["run"]


def test_a_full_disk_while_training_from_the_shell_and_room_made_afterwards(tmp_path):
    with tmpfs(tmp_path / "disk", "3m") as disk:
        ballast = disk / "ballast"
        ballast.write_bytes(bytes(2_000_000))
        command = [sys.executable, "-m", "nncore", "train", "--steps", "60", "--out", str(disk / "run")]
        failed = subprocess.run(command, cwd=ROOT, capture_output=True, text=True)
        assert failed.returncode == 1 and "could not be written" in failed.stderr and "Traceback" not in failed.stderr
        assert not (disk / "run").exists()
        ballast.unlink()
        subprocess.run(["mount", "-o", "remount,size=30m", str(disk)], check=True)
        assert subprocess.run([*command, "--resume"], cwd=ROOT, capture_output=True).returncode == 0
        assert whole(disk / "run") and [path.name for path in disk.iterdir()] == ["run"]


def test_no_room_in_the_temporary_folder(tmp_path, digits, small_files, monkeypatch):
    (tmp_path / "file").write_text("precious")
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path / "file"))
    with pytest.raises(nncore.RecordingError, match="no temporary folder could be made.*let TMPDIR name a folder"):
        nncore.train(NET, digits[0], steps=3)
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    with small_files(100), pytest.raises(nncore.RecordingError, match="could not be written.*Make room"):
        nncore.train(NET, digits[0], steps=3)


def test_a_read_only_disk(tmp_path, digits):
    old = nncore.train(NET, digits[0], steps=3, seed=1)
    with tmpfs(tmp_path / "disk", "20m") as disk:
        old.save(disk / "run")
        before = contents(disk / "run")
        subprocess.run(["mount", "-o", "remount,ro", str(disk)], check=True)
        for target in (disk / "run", disk / "other"):
            with pytest.raises(nncore.RecordingError, match="could not be written.*Read-only file system.*choose another path"):
                nncore.train(NET, digits[0], steps=3, seed=2).save(target)
            failed = subprocess.run([sys.executable, "-m", "nncore", "train", "--steps", "3", "--out", str(target)],
                                    cwd=ROOT, capture_output=True, text=True)
            assert failed.returncode == 1 and "Read-only file system" in failed.stderr and "Traceback" not in failed.stderr
        assert contents(disk / "run") == before and whole(disk / "run") == old.sha256


@pytest.mark.parametrize("target", ["/proc/run", "/proc/self/run", "/dev/null/run"])
def test_a_place_where_nobody_can_write(target, digits):
    run = nncore.train(NET, digits[0], steps=1)
    with pytest.raises(nncore.RecordingError, match="could not be written.*choose another path"):
        run.save(target)
    with pytest.raises(nncore.RecordingError, match="could not be written"):
        nncore.train(NET, digits[0], steps=1, work=target)


# -- two at once -------------------------------------------------------------------------------------------------------


BOTH = """
import sys, nncore
run = nncore.train(nncore.Network((784, 30, 10)), nncore.load_digits(), steps=20, seed=int(sys.argv[2]))
print(run.sha256, flush=True)
for _ in range(int(sys.argv[3])):
    run.save(sys.argv[1])
"""


def test_two_processes_save_to_one_folder(tmp_path, effort):
    """While they do, whoever looks finds one of the two, whole; and so it is in the end."""
    both = [python(BOTH, tmp_path / "run", seed, effort(30, 300)) for seed in (1, 2)]
    hashes, seen = {process.stdout.readline().strip() for process in both}, set()
    while any(process.poll() is None for process in both):
        if (tmp_path / "run").exists():
            seen.add(whole(tmp_path / "run"))
    for process in both:
        assert process.communicate() == ("", "") and process.returncode == 0
    assert len(hashes) == 2 and seen <= hashes and whole(tmp_path / "run") in hashes
    assert [path.name for path in tmp_path.iterdir()] == ["run"]


# -- films ---------------------------------------------------------------------------------------------------------------


FILM = '''
from manim import Circle, Create
from scenes.stage.film import Film

class Tiny(Film):
    def construct(self):
        self.play_section(self.a_circle_comes)

    def a_circle_comes(self):
        self.say("A circle.")
        self.play(Create(Circle()), run_time={seconds})
'''
RENDERING = """
import sys
from pathlib import Path
from types import SimpleNamespace
from scenes.studio.films import Order
from scenes.studio.production import make_videos
make_videos([Order(Path(sys.argv[1]), "tiny", "l")], SimpleNamespace(), jobs=1)
"""


def lay_out(root, seconds):
    """A project of one film of so many seconds."""
    (root / "scenes").mkdir(exist_ok=True)
    (root / "scenes" / "tiny.py").write_text(FILM.format(seconds=seconds))
    (root / "manim.cfg").write_text((ROOT / "manim.cfg").read_text())


def test_killed_while_rendering(tmp_path, effort):
    """No half film under media/videos: none, the old one, or the new one, and the next make makes it."""
    av = pytest.importorskip("av")
    moments, videos = random.Random(4), tmp_path / "media" / "videos"

    def lasts():
        """The length of the film there, decoded to its end; None where there is none."""
        if not (videos / "tiny.mp4").exists():
            return None
        with av.open(videos / "tiny.mp4") as movie:
            return sum(1 for _ in movie.decode(video=0))

    def render():
        return python(RENDERING, tmp_path)

    lay_out(tmp_path, 1)
    began = time.monotonic()
    render().communicate()
    took, found = time.monotonic() - began, {lasts()}
    for attempt in range(effort(2, 20)):
        lay_out(tmp_path, 1 + attempt % 2 / 5)  # each time another film than before
        process = render()
        time.sleep(moments.uniform(0.1, 1.1) * took)
        process.kill()
        process.communicate()
        found.add(lasts())
    assert found <= {None, 15, 18}
    lay_out(tmp_path, 3)
    assert render().communicate()[1] is not None and lasts() == 45
    assert sorted(path.name for path in videos.iterdir()) == ["tiny.mp4", "tiny.srt"]
