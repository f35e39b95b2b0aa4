"""A recording's folder: written whole or not at all, and not believed before it was checked."""

import errno
import hashlib
import json
import os
import re
import shutil
import tempfile
from pathlib import Path

from nncore.errors import InputError, RecordingError
from nncore.network import Network
from nncore.npy import describe, open_npy, write_npy

FORMAT = 1
RECIPE_LIMIT = 16 << 20  # bytes; a recipe is a few kB
NAME = re.compile(r"[A-Za-z][A-Za-z0-9_]{0,63}")  # of an array: an attribute in Python, a file anywhere


def sha256_of(document):
    """The hash of a recipe with its arrays' hashes; which versions ran it does not count."""
    what = {key: value for key, value in document.items() if key not in ("versions", "sha256")}
    return hashlib.sha256(json.dumps(what, sort_keys=True).encode()).hexdigest()


def write_folder(path, document, arrays):
    """Write recipe.json and every array into a temporary sibling of `path`, then put it in its place.

    Raises RecordingError where that cannot be done; what stood there before is untouched then.
    """
    try:
        check_target(path)
        path = path.resolve()  # a link stays a link: what it points to is replaced
        path.parent.mkdir(parents=True, exist_ok=True)
        temporary = Path(tempfile.mkdtemp(prefix=f".{path.name}.", suffix=".new", dir=path.parent))
        try:
            temporary.chmod(0o755)  # mkdtemp gives 0700
            for name, array in arrays.items():
                write_npy(temporary / f"{name}.npy", array)
            (temporary / "recipe.json").write_text(json.dumps(document, indent=1) + "\n")
            _replace(path, temporary)
        finally:
            shutil.rmtree(temporary, ignore_errors=True)
    except OSError as error:
        raise RecordingError(f"{path} could not be written ({error}). "
                             "Nothing was changed there; make room or choose another path.") from error


def check_target(path):
    """Raise RecordingError when something stands at `path` that is not a recording: save does not replace it."""
    if path.exists() and not (path / "recipe.json").is_file():
        raise RecordingError(f"{path} exists and is not a recording; nothing was written. Choose another path.")


def read_folder(path, verify):
    """(document, arrays): the recipe and the mapped arrays, or RecordingError saying what is wrong with them.

    verify  compare every hash, too
    """
    document = _read_recipe(path)
    manifest = document["arrays"]
    arrays = {name: _open_array(path, name, entry) for name, entry in manifest.items()}
    _check_shapes(path, document, arrays)
    if verify:
        for name, array in arrays.items():
            if describe(array) != manifest[name]:
                raise RecordingError(f"{path}: {name}.npy was altered, its SHA-256 is not the recorded one. "
                                     "Record it again.")
        if sha256_of(document) != document["sha256"]:
            raise RecordingError(f"{path}: recipe.json was altered, its SHA-256 is not the recorded one. "
                                 "Record it again.")
    return document, arrays


def _replace(path, new):
    """Put the folder `new` where `path` is or will be. Of two that do so at once, the second stays, whole."""
    old = new.with_suffix(".old")
    while True:
        if path.exists():
            try:
                os.rename(path, old)
            except FileNotFoundError:
                pass  # another process took it away first
        try:
            os.rename(new, path)
            shutil.rmtree(old, ignore_errors=True)
            return
        except OSError as error:
            if error.errno in (errno.ENOTEMPTY, errno.EEXIST):  # another process put its own there first
                shutil.rmtree(old, ignore_errors=True)
                continue
            if old.exists():
                os.rename(old, path)
            raise


def _read_recipe(path):
    if not path.is_dir():
        raise RecordingError(f"{path} is not there. "
                             f"Record it first: `nncore train --out {path}` or run.save({str(path)!r}).")
    file = path / "recipe.json"
    if not file.is_file():
        raise RecordingError(f"{path} is not a recording: it has no recipe.json. Name the folder that save wrote.")
    try:
        if file.stat().st_size > RECIPE_LIMIT:
            raise ValueError(f"it is larger than {RECIPE_LIMIT} bytes")
        document = json.loads(file.read_bytes())
    except (ValueError, RecursionError, OSError) as error:
        raise RecordingError(f"{file} is not readable JSON ({error}). Record it again.") from error
    if not isinstance(document, dict) or not isinstance(document.get("format"), int) or document["format"] < 1:
        raise RecordingError(f"{file} is not a recipe: it names no format. Record it again.")
    if document["format"] > FORMAT:
        raise RecordingError(f"{path} has format {document['format']}; this nncore reads up to {FORMAT}. "
                             "Upgrade nncore.")
    _check_document(file, document)
    return document


def _check_document(file, document):
    """The recipe's own structure, as far as the code relies on it."""
    try:
        data, arrays = document["data"], document["arrays"]
        network_of(document)
        size, *_ = [document[key] for key in ("batch_size", "seed", "learning_rate", "versions")]
        _ = [data[key] for key in ("name", "sha256")]
        sound = (isinstance(data["examples"], int) and data["examples"] > 0 and isinstance(document["sha256"], str)
                 and (size is None or isinstance(size, int) and 0 < size <= data["examples"])
                 and all(NAME.fullmatch(name) and isinstance(entry, dict) and {"dtype", "shape", "sha256"} == set(entry)
                         for name, entry in arrays.items()))
    except (KeyError, TypeError, AttributeError, InputError) as error:
        raise RecordingError(f"{file} is incomplete or altered ({type(error).__name__}: {error}). "
                             "Record it again.") from error
    if not sound:
        raise RecordingError(f"{file} is altered: an entry is not what a recipe holds. Record it again.")


def _open_array(path, name, entry):
    file = path / f"{name}.npy"
    if not file.is_file():
        raise RecordingError(f"{path} is incomplete: {name}.npy is missing. Record it again.")
    try:
        array = open_npy(file)
    except (ValueError, OSError) as error:
        raise RecordingError(f"{file} is damaged ({error}). Record it again.") from error
    if [array.dtype.str, list(array.shape)] != [entry["dtype"], entry["shape"]]:
        raise RecordingError(f"{file} holds {array.dtype.str} {array.shape}; the recipe says {entry['dtype']} "
                             f"{entry['shape']}. It was altered; record it again.")
    return array


def _check_shapes(path, document, arrays):
    """The shapes that a run's own arrays must have, from the recipe and from one another."""
    dealt = document["batch_size"] is not None
    needed = ("theta", "step", "batch_cost", *(["order"] if dealt else []))
    for name in needed:
        if name not in arrays:
            raise RecordingError(f"{path} is incomplete: it has no array {name}. Record it again.")
    K, S, n = arrays["step"].size, arrays["batch_cost"].size, document["data"]["examples"]
    wanted = {"theta": ("f", (K, network_of(document).size)), "step": ("i", (K,)), "batch_cost": ("f", (S,))}
    if dealt:
        epochs = -(-S // -(-n // document["batch_size"]))  # a run that diverged may have dealt one more
        wanted["order"] = ("i", (max(len(arrays["order"]), epochs) if arrays["order"].ndim else epochs, n))
    for name, (kind, shape) in wanted.items():
        if arrays[name].shape != shape or arrays[name].dtype.kind != kind or not K:
            raise RecordingError(f"{path}: {name} must be {'whole ' if kind == 'i' else ''}numbers {shape}; "
                                 f"got {arrays[name].dtype} {arrays[name].shape}. Record it again.")


def network_of(document):
    """The Network that a recipe names."""
    activation = document["network"]["activation"]
    return Network(tuple(document["network"]["sizes"]),
                   activation if isinstance(activation, str) else tuple(activation))


def check_name(name):
    """Raise InputError unless an array may have this name."""
    if not NAME.fullmatch(name):
        raise InputError(f"an array's name must be a plain identifier of up to 64 letters, digits and _; got {name!r}")
