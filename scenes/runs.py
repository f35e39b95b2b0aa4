"""The training runs that the films show: name -> how it is made. Trained on first use, read afterwards.

    runs.load("digits")     the Recording, its hashes verified
    runs.path("digits")     where it lies: media/recordings/digits.npz (or $RECORDINGS/digits.npz)

How each is made stands in scenes/recipes. A recording is made again when nncore, its recipe or the data changed.
One that you put there yourself (from your own nncore.train) is filmed as it is and never overwritten; what it lacks of
the derived arrays is computed when it is read.
DATA=mnist MNIST_DIR=... makes all of them from MNIST instead of the digits that ship with nncore.
"""

import hashlib
import json
import os
import re
from functools import cache
from pathlib import Path

import nncore
from nncore.threads import one_thread
from scenes.recipes.chain import Chain
from scenes.recipes.digits import Digits
from scenes.recipes.layers import Layers
from scenes.recipes.minibatch import MiniBatches, Walkers
from scenes.recipes.valleys import AlongALine, OverAPlane

ROOT = Path(__file__).parents[1]


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


RUNS = {"digits": Digits(), "line": AlongALine(), "plane": OverAPlane(), "layers": Layers(), "chain": Chain(),
        "minibatch": MiniBatches(), "walkers": Walkers()}


def path(name):
    """Where the recording of this name lies."""
    return Path(os.environ.get("RECORDINGS", ROOT / "media" / "recordings")) / f"{name}.npz"


def load(name, quiet=False):
    """The Recording of this name, its hashes verified; trained first where it is missing or out of date."""
    _refuse_format_1(path(name).with_suffix(""))
    if not is_fresh(name):
        make(name, quiet=quiet).save(path(name), made_by=_source())
    run = nncore.Recording.load(path(name), verify=True)
    return run if _maker(run) else _completed(name, run)


@one_thread()
def make(name, seed=0, quick=False, quiet=True):
    """Train the run of this name and add what the films show of it. quick: a short one, for tests."""
    train, test = data()
    run = RUNS[name].train(train, seed, quick, quiet)
    return run.with_arrays(**RUNS[name].derive(run, train, test))


def is_fresh(name):
    """Whether the recording is there and made by this code from this data, or is your own. Trains nothing."""
    try:
        return _maker(nncore.Recording.load(path(name))) in (None, _source(), _source(quick=True))
    except nncore.RecordingError:
        return False


def is_shipped(name):
    """Whether it is what everybody gets who runs `make`: ours, in full length, from the digits that ship with nncore."""
    is_digits = os.environ.get("DATA", "digits") == "digits"
    return is_digits and _maker(nncore.Recording.load(path(name))) == _source()


def _maker(run):
    """The source that made a recording of ours; None for one that came from elsewhere, whatever word its maker left in it."""
    word = str(run.recipe.get("made_by"))
    return word if re.fullmatch("[0-9a-f]{64}", word) else None


def sha256(name):
    """The hash of the recording that is there."""
    return nncore.Recording.load(path(name)).sha256


@cache
def _source(quick=False):
    """A hash of all that decides what a run becomes: nncore, the recipes, which data are asked for. Short runs have another."""
    files = [Path(__file__), *sorted((ROOT / "scenes" / "recipes").glob("*.py")), *sorted((ROOT / "nncore").rglob("*.py"))]
    if os.environ.get("DATA") == "mnist":
        files += sorted(filter(Path.is_file, Path(os.environ.get("MNIST_DIR", "")).glob("*-ubyte*")))
    h = hashlib.sha256(os.environ.get("DATA", "digits").encode())
    h.update(b"quick" * quick)
    for file in files:
        h.update(file.read_bytes())
    return h.hexdigest()


def _refuse_format_1(folder):
    """Raise RecordingError where somebody's own recording of the old format stands: it would be passed over in silence."""
    try:
        recipe = json.loads((folder / "recipe.json").read_bytes())
    except (OSError, ValueError):
        return
    if "runs" not in recipe.get("versions", {}):
        raise nncore.RecordingError(f"{folder} is a recording of format 1, a folder, which this nncore does not read. Train it "
                                    f"again and save it as {folder}.npz, or remove the folder.")


@one_thread()
def _completed(name, run):
    """Somebody's own run with the derived arrays that the films show, as far as it lacks them."""
    train, test = data()
    if run.recipe["data"]["sha256"] != train.sha256:
        raise nncore.RecordingError(
            f"{path(name)} was trained on other data ({run.recipe['data']['name']}) than the films use. "
            "Set DATA and MNIST_DIR to what it was trained on, or remove it to have the run made anew.")
    missing = {key: array for key, array in RUNS[name].derive(run, train, test).items() if key not in run}
    return run.with_arrays(**missing) if missing else run
