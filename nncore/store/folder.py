"""A recording's folder: written whole or not at all, and not believed before it was checked."""

import errno
import hashlib
import json
import os
import re
from contextlib import contextmanager, suppress
from pathlib import Path

import numpy as np

from nncore.errors import InputError, RecordingError
from nncore.network import Network
from nncore.npy import describe, open_npy, open_plainly, pieces, write_npy
from nncore.replace import put_in_place, sync_folder, tidy, write_text
from nncore.scratch import Scratch

FORMAT = 1
RECIPE_LIMIT = 16 << 20     # bytes; most recipes are a few kB, one with all that may be given in it 12 MiB
RECIPE_DEPTH = 50           # of lists in lists
RECIPE_ENTRIES = 100_000    # of all lists and dictionaries together: what is read takes little memory and time
MOST_EXAMPLES = 50_000_000  # of a full batch: their indices still fit into memory
NAME = re.compile(r"[A-Za-z][A-Za-z0-9_]{0,63}")  # of an array: an attribute in Python, a file anywhere


def sha256_of(document):
    """The hash of a recipe with its arrays' hashes; which versions ran it does not count."""
    what = {key: value for key, value in document.items() if key not in ("versions", "sha256")}
    return hashlib.sha256(json.dumps(what, sort_keys=True).encode()).hexdigest()


def write_folder(path, document, arrays):
    """Write recipe.json and every array into a temporary sibling of `path`, then put it in its place.

    All of it is on the disk before it is put there, and it is put there in one step: whoever looks, and whatever ends
    this process or the machine, finds the old recording whole, or the new one. What killed processes left of
    their attempts is removed.
    Raises RecordingError where that cannot be done; what stood there before is untouched then.
    """
    try:
        check_target(path)
        path = path.resolve()  # a link stays a link: what it points to is replaced
        path.parent.mkdir(parents=True, exist_ok=True)
        tidy(path)
        scratch = Scratch(path.parent, f".{path.name}.", ".new")
        try:
            for name, array in arrays.items():
                write_npy(scratch.path / f"{name}.npy", array)
            write_text(scratch.path / "recipe.json", _recipe_text(document))
            scratch.path.chmod(0o755)  # mkdtemp gives 0700
            sync_folder(scratch.path)
            put_in_place(path, scratch.path)
            with suppress(OSError):  # it is done; a disk that complains now only might forget it
                sync_folder(path.parent)
        finally:
            scratch.remove()
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
    All files are those of one folder, also while another recording takes its place.
    """
    while True:
        with _opened(path) as folder:
            try:
                document = read_recipe(path, folder)
                arrays = {name: _open_array(path, name, entry, folder) for name, entry in document["arrays"].items()}
            except RecordingError:
                if _was_replaced(path, folder):
                    continue
                raise
        _check_shapes(path, document, arrays)
        _check_steps(path, document, arrays)
        if verify:
            check_hashes(path, document, arrays)
        return document, arrays


@contextmanager
def _opened(path):
    try:
        folder = os.open(path, os.O_RDONLY | os.O_DIRECTORY)
    except OSError as error:
        why = "" if isinstance(error, FileNotFoundError) else f" ({error.strerror})"
        raise RecordingError(f"{path} is not there{why}. "
                             f"Record it first: `nncore train --out {path}` or run.save({str(path)!r}).") from error
    try:
        yield folder
    finally:
        os.close(folder)


def _was_replaced(path, folder):
    """Whether another folder stands at the path than the one that was opened there."""
    try:
        return os.stat(path).st_ino != os.fstat(folder).st_ino
    except OSError:
        return False


def check_hashes(path, document, arrays):
    """Raise RecordingError unless every array and the recipe have the hashes that stand in the document."""
    for name, entry in document["arrays"].items():
        if describe(arrays[name]) != entry:
            raise RecordingError(f"{path}: {name}.npy was altered, its SHA-256 is not the recorded one. "
                                 "Record it again.")
    if sha256_of(document) != document["sha256"]:
        raise RecordingError(f"{path}: recipe.json was altered, its SHA-256 is not the recorded one. "
                             "Record it again.")
    _check_order(path, document, arrays)


def _recipe_text(document):
    text = json.dumps(document, indent=1) + "\n"
    try:
        _check_text(text.encode())
    except ValueError as error:
        raise RecordingError(f"the recipe could not be read again, {error}: make the origin of the data shorter") from error
    return text


def _check_text(text):
    """Raise ValueError for JSON that is too much to be a recipe: before it is parsed, not after."""
    if len(text) > RECIPE_LIMIT:
        raise ValueError(f"it is larger than {RECIPE_LIMIT} bytes")
    if sum(map(text.count, (b",", b"[", b"{"))) > RECIPE_ENTRIES or text.count(b'"') > 4 * RECIPE_ENTRIES:
        raise ValueError(f"it has more than {RECIPE_ENTRIES} entries")
    bare = np.frombuffer(STRING.sub(b"", text), "uint8")
    opened, closed = (np.isin(bare, list(brackets)) for brackets in (b"[{", b"]}"))
    if np.cumsum(opened.astype("int8") - closed.astype("int8"), dtype="int32").max(initial=0) > RECIPE_DEPTH:
        raise ValueError(f"it is more than {RECIPE_DEPTH} levels deep")


STRING = re.compile(rb'"(?:[^"\\]++|\\.)*+"?', re.DOTALL)


def read_json(file, folder=None):
    """What a JSON file holds. Raises OSError or ValueError where it is not a plain file of sound JSON."""
    with open_plainly(file, folder) as opened:
        text = opened.read(RECIPE_LIMIT + 1)
    _check_text(text)
    return json.loads(text)


def read_recipe(path, folder=None):
    """The recipe.json in a folder (open as `folder`), or RecordingError saying what is wrong with it."""
    path = Path(path)
    if folder is None:
        with _opened(path) as folder:
            return read_recipe(path, folder)
    file = path / "recipe.json"
    try:
        document = read_json(file, folder)
    except FileNotFoundError as error:
        raise RecordingError(f"{path} is not a recording: it has no recipe.json. "
                             "Name the folder that save wrote.") from error
    except (ValueError, RecursionError, OSError) as error:
        raise RecordingError(f"{file} is not readable JSON ({error}). Record it again.") from error
    if not isinstance(document, dict) or not _is_count(document.get("format")):
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
        size, seed, rate, versions = [document[key] for key in ("batch_size", "seed", "learning_rate", "versions")]
        most = MOST_EXAMPLES if size is None else np.iinfo("int32").max
        sound = (isinstance(data["name"], str) and isinstance(data["sha256"], str) and isinstance(document["sha256"], str)
                 and _is_count(data["examples"]) and data["examples"] <= most
                 and (size is None or (_is_count(size) and size <= data["examples"]))
                 and isinstance(seed, int) and isinstance(rate, (int, float, str, dict)) and isinstance(versions, dict)
                 and all(NAME.fullmatch(name) and isinstance(entry, dict) and {"dtype", "shape", "sha256"} == set(entry)
                         for name, entry in arrays.items()))
    except (KeyError, TypeError, AttributeError, InputError) as error:
        raise RecordingError(f"{file} is incomplete or altered ({type(error).__name__}: {error}). "
                             "Record it again.") from error
    if not sound:
        raise RecordingError(f"{file} is altered: an entry is not what a recipe holds. Record it again.")


def _is_count(value):
    return isinstance(value, int) and not isinstance(value, bool) and value >= 1


def _open_array(path, name, entry, folder):
    file = path / f"{name}.npy"
    try:
        array = open_npy(file, folder)
    except FileNotFoundError as error:
        raise RecordingError(f"{path} is incomplete: {name}.npy is missing. Record it again.") from error
    except (ValueError, OSError) as error:
        is_link = isinstance(error, OSError) and error.errno == errno.ELOOP
        what = "it is a link: a recording's files lie in its own folder" if is_link else error
        raise RecordingError(f"{file} is damaged ({what}). Record it again.") from None
    if [array.dtype.str, list(array.shape)] != [entry["dtype"], entry["shape"]]:
        raise RecordingError(f"{file} holds {array.dtype.str} {array.shape}; the recipe says {entry['dtype']} "
                             f"{entry['shape']}. It was altered; record it again.")
    return array


def _check_shapes(path, document, arrays):
    """The shapes and kinds of number that a run's own arrays must have, from the recipe and from one another."""
    dealt = document["batch_size"] is not None
    for name in ("theta", "step", "batch_cost", *(["order"] if dealt else [])):
        if name not in arrays:
            raise RecordingError(f"{path} is incomplete: it has no array {name}. Record it again.")
    K, S, n = arrays["step"].size, arrays["batch_cost"].size, document["data"]["examples"]
    wanted = {"theta": ("f", (K, network_of(document).size)), "step": ("i8", (K,)), "batch_cost": ("f8", (S,))}
    if "rate" in arrays:
        wanted["rate"] = ("f8", (S,))
    if dealt:
        epochs = -(-S // -(-n // document["batch_size"]))  # a run that diverged may have dealt one more
        wanted["order"] = ("i4", (max(len(arrays["order"]), epochs) if arrays["order"].ndim else epochs, n))
    for name, (kind, shape) in wanted.items():
        if arrays[name].shape != shape or not arrays[name].dtype.str[1:].startswith(kind) or not K:
            raise RecordingError(f"{path}: {name} must be {'whole ' if kind[0] == 'i' else ''}numbers {shape}; "
                                 f"got {arrays[name].dtype} {arrays[name].shape}. Record it again.")


def _check_steps(path, document, arrays):
    """The kept states are of rising steps of the run."""
    step, S = arrays["step"], arrays["batch_cost"].size
    if step[0] < 0 or step[-1] > S or (step[1:] <= step[:-1]).any():
        raise RecordingError(f"{path}: step must rise, from 0 or later to {S} or earlier. It was altered; record it again.")


def _check_order(path, document, arrays):
    """Where examples are dealt, they are some of those that there are."""
    if document["batch_size"] is None:
        return
    n = document["data"]["examples"]
    for piece in pieces(arrays["order"]):
        rows = piece.view(arrays["order"].dtype)
        if rows.min() < 0 or rows.max() >= n:
            raise RecordingError(f"{path}: order must deal examples 0 to {n - 1}. It was altered; record it again.")


def network_of(document):
    """The Network that a recipe names."""
    activation = document["network"]["activation"]
    return Network(tuple(document["network"]["sizes"]),
                   activation if isinstance(activation, str) else tuple(activation))


def check_name(name):
    """Raise InputError unless an array may have this name."""
    if not NAME.fullmatch(name):
        raise InputError(f"an array's name must be a plain identifier of up to 64 letters, digits and _; got {name!r}")
