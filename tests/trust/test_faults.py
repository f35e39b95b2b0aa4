"""Killed, out of room, not allowed to write, two at once: the recording that was there is whole, or the new one is."""

import gc
import itertools
import os
import random
import re
import resource
import shutil
import signal
import subprocess
import sys
import time
from contextlib import contextmanager
from functools import partial
from pathlib import Path

import numpy as np
import pytest

import nncore
from nncore.cli import main
from nncore.store import npz
from scenes import runs
from scenes.recipes import Recipe

ROOT = Path(__file__).parents[2]
NET = nncore.Network((784, 30, 10))
LITTER = re.compile(r"\.run\.npz\.[0-9a-f]{8}\.new")       # what a killed save may leave, for an hour


@pytest.fixture(scope="module")
def digits():
    """(train, test) as the command line and the films split them."""
    return nncore.load_digits().split(test_size=0.2, seed=0)


@pytest.fixture
def target(tmp_path):
    return tmp_path / "run.npz"


OTHER = "another file now|not the file any more"               # said of one that is not what was loaded


def python(code, *arguments, **env):
    """A fresh interpreter that finds nncore; Popen, its output captured."""
    env = {**os.environ, "PYTHONPATH": str(ROOT), **env}
    return subprocess.Popen([sys.executable, "-c", code, *map(str, arguments)], env=env, stdout=subprocess.PIPE,
                            stderr=subprocess.PIPE, text=True)


def whole(target):
    """The hash of the recording there, every byte of it checked; None where there is none."""
    return nncore.Recording.load(target, verify=True).sha256 if target.exists() else None


def beside(target):
    """What else is in the target's folder, but for litter of killed saves."""
    return {path.name for path in target.parent.iterdir() if not LITTER.fullmatch(path.name)} - {target.name}


def sweep(target):
    """Make the litter older than an hour."""
    for path in target.parent.glob(".*.new"):
        os.utime(path, (0, 0))


# -- SIGKILL ---------------------------------------------------------------------------------------------------------


def killed_at(number, work, folder, most=None):
    """Do the work in a child that is killed when it is about to touch `folder`, or to hand a file to the disk, for the time
    number 0, 1, 2, ...; or in the middle of writing a file, when it is `most` bytes long. Whether it came to that."""
    touches = {"os.mkdir", "os.rename", "os.remove", "os.rmdir", "os.chmod", "os.truncate", "os.link"}
    left = itertools.count(number, -1)

    def die(event, arguments):
        if str(arguments[0]).startswith(str(folder)) if event == "open" else event in touches:
            count()

    def count():
        if next(left) == 0:
            os.kill(os.getpid(), signal.SIGKILL)

    process = os.fork()
    if process == 0:
        try:
            if most is None:
                sys.addaudithook(die)
                fsync = os.fsync
                os.fsync = lambda file: (count(), fsync(file))
            else:
                signal.signal(signal.SIGXFSZ, signal.SIG_DFL)
                resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
                resource.setrlimit(resource.RLIMIT_FSIZE, (most, resource.getrlimit(resource.RLIMIT_FSIZE)[1]))
            os._exit(work() or 0)
        finally:
            os._exit(1)  # an error's way ends here: the child is not to go on with these tests
    end = os.waitpid(process, 0)[1]
    assert end in (0, signal.SIGKILL, signal.SIGXFSZ)
    return end != 0


def leave_a_partial_run(net, data, target, at, **how):
    """A run for the target that is killed before step `at` is over."""
    process = os.fork()
    if process == 0:
        try:
            nncore.train(net, data, **how, target=target,
                         callback=lambda step, *_: step == at and os.kill(os.getpid(), signal.SIGKILL))
        finally:
            os._exit(1)
    assert os.waitpid(process, 0)[1] == signal.SIGKILL


def moments(effort, sizes=()):
    """How to be killed: at every touch of the disk, in the short form at every fourth; and at these sizes of a file."""
    yield from ({"number": 0, "most": size} for size in sizes)
    yield from ({"number": number} for number in itertools.count(0, effort(4, 1)))


@pytest.mark.parametrize("there", ["nothing", "another recording", "a link to another recording"])
def test_killed_whenever_saving_touches_the_disk(target, digits, effort, there):
    old, new = (nncore.train(NET, digits[0], steps=3, seed=seed).with_arrays(seed=seed) for seed in (1, 2))
    old.save(target)
    name, found = target, []
    if there == "a link to another recording":
        (target.parent / "else").mkdir()
        name = target.parent / "else" / "link.npz"
        name.symlink_to(target)
    for moment in moments(effort, (0, 100, 70_000, 400_000)):
        target.unlink() if there == "nothing" else old.save(target)
        killed = killed_at(**moment, work=lambda: new.save(name), folder=target.parent)
        found.append(whole(target))
        assert beside(target) <= {"else"} and (name.is_symlink() or name is target)
        new.save(name)
        assert whole(target) == new.sha256
        if not killed:
            break
    first = found.index(new.sha256)
    assert first > 4 and {*found[:first]} == {None if there == "nothing" else old.sha256} and {*found[first:]} == {new.sha256}
    assert any(LITTER.fullmatch(path.name) for path in target.parent.iterdir())
    sweep(target)
    new.save(name)
    assert {path.name for path in target.parent.iterdir()} <= {"run.npz", "else"}


def test_litter_of_others_is_not_swept(target, digits):
    """Nor what may still be written: only what a save of this very file left an hour ago."""
    mine = [".r[u]*.npz.0123abcd.new"]
    others = [".ru.npz.0123abcd.new", ".r[u]*.npz.password.new", "r[u]*.npz.0123abcd.new", ".r[u]*.npz.0123abcde.new"]
    for name in mine + others:
        (target.parent / name).write_text("")
    sweep(target)
    (target.parent / ".r[u]*.npz.89abcdef.new").write_text("in use")
    gone = target.parent / ".r[u]*.npz.76543210.new"        # as one that its owner puts in its place before it is looked at
    gone.symlink_to("nowhere")
    nncore.train(NET, digits[0], steps=1).save(target.with_name("r[u]*"))
    assert {path.name for path in target.parent.iterdir()} == {"r[u]*.npz", ".r[u]*.npz.89abcdef.new", gone.name, *others}


@pytest.mark.parametrize("there", ["another run", "none", "its states"])
def test_killed_whenever_training_touches_the_disk(target, digits, effort, capfd, there):
    """What is there is whole, and the same command makes the run, anew or with --resume."""
    folder, resume = target.with_name("run.npz.partial"), ["--resume"] * (there != "another run")
    train = ["train", "--sizes", "784,2,10", "--steps", "4", "--out", str(target), "--seed"]
    main([*train, "2"])
    new = target.read_bytes()
    for moment in moments(effort, (0, 100, 10_000)):
        shutil.rmtree(folder, ignore_errors=True)
        assert main([*train, "1"]) == 0, capfd.readouterr().err
        if there != "another run":
            target.unlink()
        if there == "its states":
            leave_a_partial_run(nncore.Network((784, 2, 10)), digits[0], target, steps=4, seed=2, at=2)
        before = target.read_bytes() if target.exists() else None
        again = [*train, "2", *["--resume"] * (there == "its states")]
        killed = killed_at(**moment, work=partial(main, again), folder=target.parent)
        assert (target.read_bytes() if target.exists() else None) in (before, new)
        assert beside(target) <= {folder.name}
        assert main([*train, "2", *resume]) == 0, capfd.readouterr().err
        assert target.read_bytes() == new
        if not killed:
            break
    assert moment["number"] > 20 and not beside(target)


def test_killed_whenever_recovering_touches_the_disk(target, digits, effort, capfd):
    """The folder that it is made of stays as it is."""
    leave_a_partial_run(NET, digits[0], target, steps=9, at=5)
    folder = target.with_name("run.npz.partial")
    left = {path.name: path.read_bytes() for path in folder.iterdir()}
    wanted = nncore.train(NET, digits[0], steps=9, callback=lambda step, *_: step == 5).sha256
    for moment in moments(effort, (0, 70_000)):
        killed = killed_at(**moment, work=lambda: main(["recover", str(folder)]), folder=target.parent)
        assert whole(target) in (None, wanted) and beside(target) == {folder.name}
        assert {path.name: path.read_bytes() for path in folder.iterdir()} == left
        target.unlink(missing_ok=True)
        assert main(["recover", str(folder)]) == 0, capfd.readouterr().err
        assert whole(target) == wanted
        target.unlink()
        if not killed:
            break
    assert moment["number"] > 4


class Tiny(Recipe):
    """A run of the films' kind that takes no time."""

    def train(self, train, seed, quick, quiet):
        return nncore.train(nncore.Network((784, 2, 10)), train, steps=3, seed=seed)

    def derive(self, run, train, test, quick, quiet):
        return {"cost": run.evaluate(test).cost}


def test_killed_whenever_make_records_and_touches_the_disk(tmp_path, effort, monkeypatch):
    monkeypatch.setattr(runs, "RUNS", {"tiny": Tiny()})
    monkeypatch.setenv("RECORDINGS", str(tmp_path))
    made, target = runs.load("tiny", quiet=True).sha256, runs.path("tiny")
    for moment in moments(effort, (0, 10_000)):
        target.unlink()
        killed = killed_at(**moment, work=lambda: runs.load("tiny", quiet=True) and None, folder=tmp_path)
        assert whole(target) in (None, made)
        assert runs.load("tiny", quiet=True).sha256 == made
        if not killed:
            break
    assert moment["number"] > 4 and {path.name for path in tmp_path.iterdir() if not path.name.endswith(".new")} == {"tiny.npz"}


SAVING = """
import sys, nncore
train, _ = nncore.load_digits().split(test_size=0.2, seed=0)
net = nncore.Network((784, 30, 10))
first, second = (nncore.train(net, train, steps=40, seed=seed) for seed in (1, 2))
print(first.sha256, second.sha256, flush=True)
while True:
    for run in (second, first):
        run.save(sys.argv[1])
"""


def test_killed_at_random_while_saving(target, effort):
    at, saved = random.Random(1), 0
    for _ in range(effort(2, 25)):
        before = whole(target)
        process = python(SAVING, target)
        hashes = process.stdout.readline().split()
        time.sleep(at.uniform(0, 0.15))
        process.kill()
        process.communicate()
        assert whole(target) in (before, *hashes) and not beside(target)
        saved += whole(target) in hashes
    assert saved


def test_killed_at_random_while_training(target, effort):
    """`nncore train` killed: no recording, the old one, or the new one, whole; the same command succeeds after."""
    at = random.Random(2)
    command = [sys.executable, "-m", "nncore", "train", "--sizes", "784,10,10", "--epochs", "3", "--out", str(target)]
    assert subprocess.run(command, cwd=ROOT, capture_output=True).returncode == 0
    old = whole(target)
    began = time.monotonic()
    assert subprocess.run([*command, "--seed", "5"], cwd=ROOT, capture_output=True).returncode == 0
    lasts, new = time.monotonic() - began, whole(target)
    found = set()
    for _ in range(effort(2, 25)):
        subprocess.run(command, cwd=ROOT, capture_output=True)
        process = subprocess.Popen([*command, "--seed", "5"], cwd=ROOT, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        time.sleep(at.uniform(0.4, 1.05) * lasts)
        process.kill()
        process.wait()
        found.add(whole(target))
        assert beside(target) <= {"run.npz.partial"}
    assert found <= {old, new}
    assert subprocess.run([*command, "--seed", "5", "--resume"], cwd=ROOT, capture_output=True).returncode in (0, 2)
    assert subprocess.run([*command, "--seed", "5"], cwd=ROOT, capture_output=True).returncode == 0
    assert whole(target) == new and not beside(target)


# -- the folder of a run vanishes while it trains ------------------------------------------------------------------------


def swept_away(target, how):
    """A callback that removes the folder of the run at step 5, in one of several ways."""
    def callback(step, theta, gradient):
        if step == 5:
            folder, = target.parent.glob("*.partial")
            if how == "moved":
                folder.rename(folder.with_name("away"))
            else:
                shutil.rmtree(folder)
            if how == "another in its place":
                shutil.copytree(target.with_name("other"), folder)

    return callback


@pytest.mark.parametrize("named", [True, False], ids=["of a target", "a temporary one"])
@pytest.mark.parametrize("how", ["removed", "moved", "another in its place"])
def test_a_run_whose_folder_vanishes_says_so_and_replaces_nothing(target, digits, monkeypatch, named, how):
    """Not even where rows of the same size stand there, of another run."""
    old = nncore.train(NET, digits[0], steps=3)
    old.save(target)
    other = nncore.train(NET, digits[0], steps=9, seed=7, target=target.with_name("other"))
    target.with_name("other.npz.partial").rename(target.with_name("other"))
    monkeypatch.setattr("tempfile.tempdir", str(target.parent))
    with pytest.raises(nncore.RecordingError, match="was removed, or written to"):
        nncore.train(NET, digits[0], steps=9, callback=swept_away(target, how), target=target if named else None).save(target)
    assert whole(target) == old.sha256 != other.sha256
    gc.collect()
    shutil.rmtree(target.with_name("run.npz.partial"), ignore_errors=True)
    run = nncore.train(NET, digits[0], steps=9, target=target if named else None)
    run.save(target)
    assert whole(target) == nncore.train(NET, digits[0], steps=9).sha256


def test_a_run_too_large_for_memory_outlives_its_folder(target, digits, monkeypatch):
    monkeypatch.setattr(npz, "MAPPED", 1000)
    run = nncore.train(NET, digits[0], steps=9, target=target)
    wanted = run.theta.copy()
    shutil.rmtree(target.with_name("run.npz.partial"))
    run.save(target)
    assert whole(target) == run.sha256 and np.array_equal(nncore.Recording.load(target).theta, wanted)


def test_whoever_lost_his_folder_leaves_that_of_the_next_alone(target, digits):
    """Removed by a cleaner, then made again by another run for that target: that one's rows stay, and are continued."""
    first = nncore.train(NET, digits[0], steps=3, target=target)
    partial = target.with_name("run.npz.partial")
    shutil.rmtree(partial)
    second = nncore.train(NET, digits[0], steps=9, target=target)
    first.save(target)
    assert (partial / "theta.rows").stat().st_size == second.theta.nbytes
    del second
    gc.collect()
    run = nncore.train(NET, digits[0], steps=9, target=target, resume=True, callback=lambda *_: pytest.fail("trained again"))
    assert run.sha256 == nncore.train(NET, digits[0], steps=9).sha256


def test_a_killed_run_without_a_target_leaves_one_folder_that_can_be_recovered(tmp_path, target):
    code = """
import os, signal, nncore
nncore.train(nncore.Network((784, 2, 10)), nncore.load_digits(), steps=9,
             callback=lambda step, *_: step == 5 and os.kill(os.getpid(), signal.SIGKILL))
"""
    process = python(code, TMPDIR=str(tmp_path))
    process.communicate()
    folder, = tmp_path.iterdir()
    assert process.returncode == -signal.SIGKILL and main(["recover", str(folder), "--out", str(target)]) == 0
    assert nncore.Recording.load(target, verify=True).step.tolist() == [0, 1, 2, 3, 4, 5]


def test_a_run_without_a_target_leaves_nothing(tmp_path, digits, monkeypatch):
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    for large in (False, True):
        if large:
            monkeypatch.setattr(npz, "MAPPED", 1000)
        run = nncore.train(NET, digits[0], steps=3)
        assert len(list(tmp_path.iterdir())) == large
        assert len(run.theta) == 4
        del run
        gc.collect()
        assert not list(tmp_path.iterdir())
        with pytest.raises(ZeroDivisionError):
            nncore.train(NET, digits[0], steps=3, callback=lambda *_: 1 / 0)
        gc.collect()
        assert not list(tmp_path.iterdir())


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
        before = (disk / "run.npz").read_bytes()
        with pytest.raises(nncore.RecordingError, match="No space left.*Nothing was changed.*make room"):
            new.save(disk / "run")
        assert (disk / "run.npz").read_bytes() == before and os.listdir(disk) == ["run.npz"]
        old.save(disk / "run")
        assert whole(disk / "run.npz") == old.sha256


@pytest.mark.parametrize("size", [0, 300, 5_000, 90_000])
def test_a_file_that_cannot_grow_while_saving(target, digits, small_files, size):
    old, new = (nncore.train(NET, digits[0], steps=3, seed=seed) for seed in (1, 2))
    old.save(target)
    before = target.read_bytes()
    with small_files(size), pytest.raises(nncore.RecordingError, match="File too large.*Nothing was changed.*make room"):
        new.save(target)
    assert target.read_bytes() == before and os.listdir(target.parent) == ["run.npz"]


def test_a_full_disk_while_training_from_the_shell_and_room_made_afterwards(tmp_path):
    with tmpfs(tmp_path / "disk", "3m") as disk:
        ballast = disk / "ballast"
        ballast.write_bytes(bytes(2_000_000))
        command = [sys.executable, "-m", "nncore", "train", "--steps", "60", "--out", str(disk / "run.npz")]
        failed = subprocess.run(command, cwd=ROOT, capture_output=True, text=True)
        assert failed.returncode == 1 and "could not be written" in failed.stderr and "Traceback" not in failed.stderr
        assert not (disk / "run.npz").exists()
        ballast.unlink()
        subprocess.run(["mount", "-o", "remount,size=30m", str(disk)], check=True)
        went_on = subprocess.run([*command, "--resume"], cwd=ROOT, capture_output=True)
        assert went_on.returncode == 0, went_on.stderr
        assert whole(disk / "run.npz") and os.listdir(disk) == ["run.npz"]


def test_no_room_in_the_temporary_folder(tmp_path, digits, small_files, monkeypatch):
    (tmp_path / "file").write_text("precious")
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path / "file"))
    with pytest.raises(nncore.RecordingError, match="a temporary folder could not be written.*TMPDIR"):
        nncore.train(NET, digits[0], steps=3)
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    with small_files(100), pytest.raises(nncore.RecordingError, match="could not be written.*[Mm]ake room"):
        nncore.train(NET, digits[0], steps=3)
    assert (tmp_path / "file").read_text() == "precious"


@pytest.mark.parametrize("size", [0, 300, 60_000])
def test_no_room_for_the_rows_of_a_run(target, digits, small_files, size):
    """The recording that is there stays; with room, the run is continued."""
    old, whole_run = (nncore.train(NET, digits[0], steps=9, seed=seed) for seed in (1, 2))
    old.save(target)
    with small_files(size), pytest.raises(nncore.RecordingError, match="could not be written.*[Mm]ake room"):
        nncore.train(NET, digits[0], steps=9, seed=2, target=target)
    gc.collect()
    assert whole(target) == old.sha256
    run = nncore.train(NET, digits[0], steps=9, seed=2, target=target, resume=True)
    run.save(target)
    assert whole(target) == whole_run.sha256 and os.listdir(target.parent) == ["run.npz"]


def test_a_read_only_disk(tmp_path, digits):
    old = nncore.train(NET, digits[0], steps=3, seed=1)
    with tmpfs(tmp_path / "disk", "20m") as disk:
        old.save(disk / "run")
        before = (disk / "run.npz").read_bytes()
        subprocess.run(["mount", "-o", "remount,ro", str(disk)], check=True)
        for target in (disk / "run.npz", disk / "other.npz"):
            with pytest.raises(nncore.RecordingError, match="could not be written.*Read-only file system.*choose another path"):
                nncore.train(NET, digits[0], steps=3, seed=2).save(target)
            failed = subprocess.run([sys.executable, "-m", "nncore", "train", "--steps", "3", "--out", str(target)],
                                    cwd=ROOT, capture_output=True, text=True)
            assert failed.returncode == 1 and "Read-only file system" in failed.stderr and "Traceback" not in failed.stderr
        assert (disk / "run.npz").read_bytes() == before and whole(disk / "run.npz") == old.sha256


@pytest.mark.parametrize("target", ["/proc/run", "/proc/self/run", "/dev/null/run"])
def test_a_place_where_nobody_can_write(target, digits):
    run = nncore.train(NET, digits[0], steps=1)
    with pytest.raises(nncore.RecordingError, match="could not be written.*choose another path"):
        run.save(target)
    with pytest.raises(nncore.RecordingError, match="could not be written"):
        nncore.train(NET, digits[0], steps=1, target=target)


def test_many_recordings_are_loaded_with_few_files(target, digits):
    nncore.train(NET, digits[0], steps=3).save(target)
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    resource.setrlimit(resource.RLIMIT_NOFILE, (len(os.listdir("/proc/self/fd")) + 10, hard))
    try:
        loaded = [nncore.Recording.load(target, verify=True) for _ in range(300)]
        assert all(run.theta[3, 5] == loaded[0].theta[3, 5] for run in loaded)
    finally:
        resource.setrlimit(resource.RLIMIT_NOFILE, (soft, hard))


# -- two at once -------------------------------------------------------------------------------------------------------


BOTH = """
import sys, nncore
run = nncore.train(nncore.Network((784, 30, 10)), nncore.load_digits(), steps=20, seed=int(sys.argv[2]))
print(run.sha256, flush=True)
for _ in range(int(sys.argv[3])):
    run.save(sys.argv[1])
"""


def test_two_processes_save_to_one_file(target, effort):
    """While they do, whoever looks finds one of the two, whole; and so it is in the end."""
    both = [python(BOTH, target, seed, effort(30, 300)) for seed in (1, 2)]
    hashes, seen, looked = {process.stdout.readline().strip() for process in both}, set(), 0
    while any(process.poll() is None for process in both):
        if target.exists():
            try:
                seen.add(whole(target))
            except nncore.RecordingError as error:      # replaced while it is read: that is said, and no wrong number comes
                assert re.search(OTHER, str(error))
            looked += 1
    for process in both:
        assert process.communicate() == ("", "") and process.returncode == 0
    assert len(hashes) == 2 and seen and seen <= hashes and whole(target) in hashes and looked
    assert os.listdir(target.parent) == ["run.npz"]


@pytest.mark.parametrize("verify", [False, True])
def test_replaced_while_it_is_loaded(target, digits, monkeypatch, verify):
    """The recipe of one and the numbers of another never come together."""
    one, other = (nncore.train(NET, digits[0], steps=3, seed=seed) for seed in (1, 2))
    one.save(target)
    real = npz.Stored

    class Late(real):
        def __init__(self, *arguments):
            monkeypatch.setattr(npz, "Stored", real)
            other.save(target)
            super().__init__(*arguments)

    monkeypatch.setattr(npz, "Stored", Late)
    with pytest.raises(nncore.RecordingError, match=OTHER):
        run = nncore.Recording.load(target, verify=verify)
        assert np.array_equal(run.theta, one.theta)
    assert whole(target) == other.sha256


@pytest.mark.parametrize("change", ["replaced", "written to", "removed", "cut"])
def test_a_file_that_changes_after_it_was_loaded(target, digits, change):
    one, other = (nncore.train(NET, digits[0], steps=3, seed=seed) for seed in (1, 2))
    one.save(target)
    run = nncore.Recording.load(target, verify=True)
    step = run.step                     # read already
    if change == "replaced":
        other.save(target)
    elif change == "removed":
        target.unlink()
    else:
        with open(target, "r+b") as file:
            file.truncate(300_000) if change == "cut" else (file.seek(1000), file.write(b"x"))
    for use in (lambda: run.theta, lambda: run.save(target.with_name("copy")), lambda: run.evaluate(digits[1])):
        with pytest.raises(nncore.RecordingError, match=OTHER + "|could not be read"):
            use()
    assert step.tolist() == [0, 1, 2, 3] and not target.with_name("copy.npz").exists()


@pytest.mark.parametrize("mapped", [1000, npz.MAPPED])
def test_a_recording_is_saved_onto_the_file_it_is_read_from(target, digits, monkeypatch, mapped):
    monkeypatch.setattr(npz, "MAPPED", mapped)
    run = nncore.train(NET, digits[0], steps=3)
    run.save(target)
    link = target.with_name("link.npz")
    link.symlink_to(target)
    for path in (target, link):
        loaded = nncore.Recording.load(path)
        loaded.with_arrays(cost=[1.0]).save(target)
        loaded.save(target)
        assert np.array_equal(loaded.theta, run.theta) and whole(target) == run.sha256


TRAINING = """
import sys, time, nncore
def callback(step, theta, gradient):
    if step == 5:
        print("there", flush=True)
        sys.stdin.readline()
run = nncore.train(nncore.Network((784, 30, 10)), nncore.load_digits(), steps=9, callback=callback, target=sys.argv[1])
run.save(sys.argv[1])
print(run.sha256)
"""


def test_two_trainings_for_one_target_do_not_mix(target, capfd):
    """The second is refused, in words, by whatever name it comes: a link to the file, to its folder, no suffix, dots."""
    (target.parent / "link.npz").symlink_to(target)
    (target.parent / "folder").symlink_to(target.parent)
    env = {**os.environ, "PYTHONPATH": str(ROOT)}
    first = subprocess.Popen([sys.executable, "-c", TRAINING, str(target)], env=env, text=True, stdin=subprocess.PIPE,
                             stdout=subprocess.PIPE)
    try:
        assert first.stdout.readline() == "there\n"
        for name in ("run", "run.npz", "link.npz", "folder/run", "folder/link", f"folder/../{target.parent.name}/run.npz"):
            for resume in ([], ["--resume"]):
                assert main(["train", "--steps", "9", "--out", f"{target.parent}/{name}", *resume]) == 1
                assert "is in use" in capfd.readouterr().err, name
        out, _ = first.communicate("go on\n", timeout=60)
    finally:
        first.kill()
    assert whole(target) == out.strip()
    assert {path.name for path in target.parent.iterdir()} == {"run.npz", "link.npz", "folder"}


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
    assert sorted(path.name for path in videos.iterdir()) == ["chapters", "tiny.mp4"]
