"""The training runs that the films show, by name. Trained on first use, read afterwards.

    runs.load("digits")     the Recording, its hashes verified
    runs.path("digits")     where it lies: media/recordings/digits.npz (or $RECORDINGS/digits.npz)

How each is made stands in scenes/recipes. A recording is made again when nncore, its recipe or the data changed.
One that you put there yourself (from your own nncore.train), or RUN=file.npz names in its stead, is filmed as it is and never
overwritten: what the films show of it is computed, once, and kept in a folder beside ours.
DATA=mnist MNIST_DIR=... makes all of them from MNIST instead of the digits that ship with nncore.
"""

import hashlib
import inspect
import json
import os
import re
import zipfile
from functools import cache
from pathlib import Path

import numpy as np

import nncore
from nncore.data import load_unseen
from nncore.store.recipe import data_of
from nncore.threads import one_thread
from scenes.recipes import Recipes
from scenes.sources import hash_of, imports_of

ROOT = Path(__file__).parents[1]
RUNS = Recipes(ROOT / "scenes" / "recipes")


def data():
    """(train, test): the examples that the films learn from, and those they are tested on."""
    kind = os.environ.get("DATA", "digits")
    if kind == "digits":
        return nncore.load_digits().split(test_size=0.2, seed=0)
    if kind == "mnist":
        if "MNIST_DIR" not in os.environ:
            raise nncore.InputError("DATA=mnist needs MNIST_DIR, the folder of the four files "
                                    "(`nncore mnist DIR` fetches them)")
        return tuple(nncore.load_mnist(os.environ["MNIST_DIR"], part) for part in ("train", "test"))
    raise nncore.InputError(f"DATA must be digits or mnist; got {kind!r}")


def path(name):
    """Where the recording of this name lies."""
    return Path(os.environ["RUN"]) if _is_given(name) else _folder() / f"{name}.npz"


def _folder():
    return Path(os.environ.get("RECORDINGS", ROOT / "media" / "recordings"))


def _is_given(name):
    """Whether RUN=file names the recording to take."""
    return bool(os.environ.get("RUN")) and RUNS[name].any_run


def load(name, quiet=False):
    """The Recording of this name, its hashes verified; trained first where it is missing or out of date."""
    if not _is_given(name):
        _refuse_format_1(path(name).with_suffix(""))
        if not _is_there(name):
            make(name, quiet=quiet).save(path(name), made_by=source(name))
    run = nncore.Recording.load(path(name), verify=True)
    return _completed(name, run, quiet) if is_own(name) else run


@one_thread()
def make(name, seed=0, quick=False, quiet=True):
    """Train the run of this name and add what the films show of it. quick: a short one, for tests."""
    train, test = data()
    run = RUNS[name].train(train, seed, quick, quiet)
    return run.with_arrays(**RUNS[name].derive(run, train, test, quick, quiet))


def is_fresh(name):
    """Whether there is nothing left to compute: it is there, made by this code from this data; of your own run, what is
    shown of it. Trains nothing."""
    try:
        return _is_there(name) and (not is_own(name) or _kept(name, nncore.Recording.load(path(name))) is not None)
    except nncore.RecordingError:
        return False


def what_to_do(name):
    """What load will do where nothing is fresh, in words."""
    return f"computing what the films show of {path(name)}" if _is_there(name) else "training and recording"


def is_long(name):
    """Whether it takes far longer to make than the others."""
    return RUNS[name].is_long


def is_own(name):
    """Whether the recording that is there is somebody's own run."""
    return _is_given(name) or _maker(nncore.Recording.load(path(name))) is None


def is_shipped(name):
    """Whether it is what everybody gets who runs `make`: ours, in full length, from the digits that ship with nncore."""
    is_digits = os.environ.get("DATA", "digits") == "digits"
    return is_digits and not _is_given(name) and _maker(nncore.Recording.load(path(name))) == source(name)


def _is_there(name):
    """Whether there is a recording that need not be made again."""
    try:
        maker = _maker(nncore.Recording.load(path(name)))
    except nncore.RecordingError:
        return False
    return _is_given(name) or maker in (None, source(name), source(name, quick=True))


def _maker(run):
    """The source that made a recording of ours; None for one that came from elsewhere, whatever word its maker left in it."""
    word = str(run.recipe.get("made_by"))
    return word if re.fullmatch("[0-9a-f]{64}", word) else None


def sha256(name):
    """The hash of the recording that is there; with somebody's own run counts what computes the rest."""
    run = nncore.Recording.load(path(name))
    return _own_key(name, run) if is_own(name) else run.sha256


# -- what a recording is made of -----------------------------------------------------------------------------------


def source(name, quick=False):
    """A hash of all that decides what a run becomes: its recipe with all that it uses, and the data. Short runs have another."""
    parts = _code(name), _data_key(os.environ.get("DATA", "digits"), os.environ.get("MNIST_DIR", "")), "quick" * quick
    return hashlib.sha256("\n".join(parts).encode()).hexdigest()


def _code(name):
    return _code_of(Path(inspect.getfile(type(RUNS[name]))))


@cache
def _code_of(recipe):
    """What runs here is what was read when the program started: what becomes of the files meanwhile is for the next one."""
    return hash_of(imports_of(recipe, ROOT), ROOT) + inspect.getsource(data)


@cache
def _data_key(kind, folder):
    files = [ROOT / "nncore" / "digits.npz"]
    if kind == "mnist":
        files = sorted(filter(Path.is_file, Path(folder).glob("*-ubyte*")))
    return " ".join([kind, *(hashlib.sha256(file.read_bytes()).hexdigest() for file in files)])


def _refuse_format_1(folder):
    """Raise RecordingError where somebody's own recording of the old format stands: it would be passed over in silence."""
    try:
        recipe = json.loads((folder / "recipe.json").read_bytes())
    except (OSError, ValueError):
        return
    if "runs" not in recipe.get("versions", {}):
        raise nncore.RecordingError(f"{folder} is a recording of format 1, a folder, which this nncore does not read. Train it "
                                    f"again and save it as {folder}.npz, or remove the folder.")


# -- somebody's own run --------------------------------------------------------------------------------------------


def _completed(name, run, quiet):
    """The run with what the films show of it: computed from it, whatever arrays of these names it brings along."""
    arrays = _kept(name, run)
    if arrays is None:
        arrays = _derived(name, run, quiet)
        _keep(_keeping(name, run), arrays)
    return run.with_arrays(**arrays)


@one_thread()
def _derived(name, run, quiet):
    if str(run.recipe["data"]["source"]).startswith("mnist") and "MNIST_DIR" not in os.environ:
        raise nncore.RecordingError(f"{path(name)} was trained on MNIST: say where its four files are, MNIST_DIR=folder "
                                    "(`nncore mnist folder` fetches them)")
    try:
        train = data_of(run.recipe, run.arrays, os.environ.get("MNIST_DIR"))
        test = load_unseen(train, os.environ.get("MNIST_DIR"))
    except nncore.InputError as error:
        raise nncore.RecordingError(f"{path(name)} cannot be filmed without its data: {error}") from error
    try:
        return RUNS[name].derive(run, train, test, False, quiet)
    except nncore.NncoreError as error:
        raise nncore.RecordingError(f"{path(name)} cannot be filmed as {name!r}: {error}") from error


def _keeping(name, run):
    """The file in which it is kept what the films show of a run of somebody's own."""
    return _folder() / "of-own-runs" / f"{name}-{_own_key(name, run)[:16]}.npz"


def _own_key(name, run):
    return hashlib.sha256(f"{run.sha256} {_code(name)}".encode()).hexdigest()


def _kept(name, run):
    """{array: numbers} that were kept; None where none were, or not whole."""
    try:
        with np.load(_keeping(name, run), allow_pickle=False) as file:
            return dict(file)
    except (OSError, ValueError, EOFError, zipfile.BadZipFile):
        return None


def _keep(file, arrays):
    """Written beside and renamed: an interrupted save leaves nothing half."""
    file.parent.mkdir(parents=True, exist_ok=True)
    part = file.with_suffix(f".{os.getpid()}.part")
    with part.open("wb") as opened:
        np.savez(opened, **arrays)
    part.replace(file)
