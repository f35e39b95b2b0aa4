"""Writes a run while it happens: rows are appended to files in a folder, so memory does not grow with the run.

    digits.npz.partial/     beside the recording to be; a temporary folder where none is named
      recipe.json           which run it is; recipe.json.new while the folder is laid out or removed
      theta.rows ...        the arrays of store/recipe.py, raw: as many rows as there are whole ones
      lock                  held by the process that trains

Killed, the folder stays: the run can be continued from the last state in it, or made a recording of as it is.
"""

import json
import os
import shutil
import tempfile
import weakref
from contextlib import ExitStack, contextmanager, suppress
from itertools import islice
from pathlib import Path

import numpy as np

from nncore.errors import RecordingError, require
from nncore.store.npz import deals, describe, open_file, read_array, read_recipe, size_of, with_suffix
from nncore.store.recipe import ARRAYS, differences, network_of

try:
    import fcntl
except ImportError:  # Windows, Pyodide: two runs for one target are not told apart there
    fcntl = None  # type: ignore[assignment]

LOCK, RECIPE, NEW = "lock", "recipe.json", "recipe.json.new"
PLACE = "coordinates"        # of a run within a line or plane: needed to continue it, no part of the recording
FILES = [f"{name}.rows" for name in [*ARRAYS, PLACE]]


def partial_of(target):
    """The folder that a run for this target is kept in, whatever link leads there."""
    path = with_suffix(target).resolve()
    return path.with_name(f"{path.name}.partial")


class Recorder:
    """Keeps the rows of a run, in a folder that it holds until `release`: nobody else's run gets in.

    Raises RecordingError where another process works there, something of somebody else's stands there, or there is no room.
    """

    def __init__(self, plan, target=None):
        self._plan, self._files, self._lock, self._stays = plan, {}, None, target is not None
        with _told("a temporary folder" if target is None else target):
            if target is None:
                self.path = Path(tempfile.mkdtemp(prefix="nncore-", suffix=".partial"))
                self.release = weakref.finalize(self, _remove, self.path, os.getpid())
            else:
                self.path = partial_of(target)
                self._lock = _take(self.path)
                self.release = weakref.finalize(self, self._lock.close)

    def begin(self, resume):
        """(step, theta, coordinates): what to begin with, or where an interrupted run is continued. At the beginning theta
        and coordinates are None.

        Raises InputError where what is to be continued is another run, RecordingError where it is damaged.
        """
        with _told(self.path):
            if not (resume and (self.path / RECIPE).exists()):
                _lay_out(self.path, self._plan)
            left = _of_same_run(self.path, self._plan)
            self._kept = self._plan.kept()
            *_, self.last = [None, *islice(self._kept, len(left["theta"]))]     # the step of the last state that was kept
            self._wanted = next(self._kept, None)
            for name in layout(self._plan.recipe):
                stay = 0 if name == "order" else left[name].nbytes      # the orders are dealt again: they follow from the seed
                file = self._files[name] = open(self.path / f"{name}.rows", "a+b")  # noqa: SIM115
                file.truncate(stay)
                file.seek(stay)
        return len(left["batch_cost"]), *(left[name][-1].copy() if name in left and len(left[name]) else None
                                          for name in ("theta", PLACE))

    def append(self, name, row):
        """A row of one of the arrays that grow."""
        try:        # not a context manager: this is called at every step
            self._files[name].write(row)
        except OSError as error:
            raise _unwritten(self.path, error) from error

    def keep(self, step, theta, coordinates, last=False):
        """The state before a step, where it is one of those to keep, or the last; all rows go to the system then, where
        the end of this process does not reach them."""
        if step == self._wanted or (last and step != self.last):
            for name, row in ((PLACE, coordinates), ("theta", theta), ("step", np.int64(step))):
                if row is not None:
                    self.append(name, row)
            self.flush()
            self.last, self._wanted = step, next(self._kept, None)

    def flush(self):
        with _told(self.path):
            for file in self._files.values():
                file.flush()

    def arrays(self):
        """{name: array} of the run that is over. Raises RecordingError where somebody has removed its rows."""
        self.flush()
        arrays = {name: _rows(self.path, name, dtype, (-1, *row)) for name, (dtype, row) in layout(self._plan.recipe).items()}
        require(all(arrays[name].nbytes == file.tell() and Path(file.name).exists()
                    and os.path.samestat(os.fstat(file.fileno()), os.stat(file.name)) for name, file in self._files.items()),
                f"{self.path} was removed, or written to, while the run was trained there: what it held is lost", RecordingError)
        self._stays |= any(isinstance(array, np.memmap) for array in arrays.values())
        if "order" in arrays:
            arrays["order"] = arrays["order"][:-(-len(arrays["batch_cost"]) // self._plan.per_epoch)]
        arrays.pop(PLACE, None)
        return {**self._plan.inputs, **arrays}

    def close(self):
        for file in self._files.values():
            with suppress(OSError):  # a full disk complains again here, and its first complaint is under way
                file.close()
        if not self._stays:
            self.release()

    def remove(self, target):
        """Remove the folder of a run that is saved as this target by now."""
        if self._lock is not None and not self._lock.closed and partial_of(target) == self.path:
            with suppress(OSError):
                if os.path.samestat(os.fstat(self._lock.fileno()), os.stat(self.path / LOCK)):  # else it is the next one's
                    if fcntl is None:
                        self.release()      # Windows removes no file that is open
                    _clear(self.path)
                    (self.path / LOCK).unlink()
                    self.path.rmdir()
            self.release()


def rows_of(path):
    """(recipe, {name: array}) of what an interrupted run has left: all before its last state that was kept whole.

    Raises RecordingError where that is damaged, or the folder is none of ours.
    """
    try:
        _check_files(path)
        with open_file(Path(path, RECIPE)) as file:
            recipe = read_recipe(path, file)
        given = {name: _rows(path, name, entry["dtype"], entry["shape"]) for name, entry in recipe["arrays"].items()}
        if ({*given} != {name for name, entry in ARRAYS.items() if not entry.grows and entry.when(recipe)}
                or any(describe(given[name]) != entry for name, entry in recipe["arrays"].items())):
            raise ValueError("what was given to the run is not what its recipe says")
        grown = {name: _rows(path, name, dtype, (-1, *row)) for name, (dtype, row) in layout(recipe).items()}
        step = grown["step"][:min(len(grown[name]) for name in ("theta", "step", PLACE) if name in grown)]
        n = recipe["data"]["examples"]
        along = {"batch_cost": 1, "rate": 1, "order": -(-n // (recipe["batch_size"] or n))}     # steps that a row is of
        states = np.searchsorted(step, min(len(grown[name]) * steps for name, steps in along.items() if name in grown), "right")
        if (step[1:] <= step[:-1]).any() or (step < 0).any() or not deals(grown.get("order", step[:0]), n):
            raise ValueError("its steps do not rise, or its orders deal what is not there")
        first = int(step[states - 1]) if states else 0
        rows = {"K": states, "S": first, "E": -(-first // along["order"])}
        return recipe, given | {name: array[:rows[ARRAYS[name].shape[0] if name in ARRAYS else "K"]] for name, array in grown.items()}
    except (OSError, ValueError, LookupError, TypeError, AttributeError, RecursionError) as error:
        raise RecordingError(f"{path} is damaged, or not what an interrupted run leaves ({error}). Remove it, and begin "
                             "anew.") from error


def _rows(path, name, dtype, shape):
    """An array of the folder, with as many rows as there are whole ones where it says -1."""
    file = Path(path, f"{name}.rows")
    rows = (file.stat().st_size if file.exists() else 0) // size_of(dtype, shape[1:]) if -1 in shape else shape[0]
    if not rows:
        return np.empty((0, *shape[1:]), dtype)
    with open(file, "rb") as opened:
        return read_array(opened, 0, dtype, (rows, *shape[1:]))


def layout(recipe):
    """{name: (dtype, shape of a row)} of what a run of this recipe writes row by row."""
    sizes = {"P": network_of(recipe).n_parameters, "n": recipe["data"]["examples"]}
    rows = {name: (recipe["dtype"] if entry.kind == "f" else f"<{entry.kind}", tuple(sizes[axis] for axis in entry.shape.split()[1:]))
            for name, entry in ARRAYS.items() if entry.grows and entry.when(recipe)}
    return rows if recipe["within"] is None else {**rows, PLACE: ("<f8", (1 if recipe["within"] == "line" else 2,))}


def _take(path):
    """Make the folder and hold it, if nothing but an interrupted run is there; the open lock file."""
    while True:
        path.mkdir(parents=True, exist_ok=True)
        _check_files(path)
        with ExitStack() as closing:
            lock = closing.enter_context(open(path / LOCK, "ab"))
            _hold(path, lock)
            with suppress(FileNotFoundError):       # whoever held it has removed it
                if os.path.samestat(os.fstat(lock.fileno()), os.stat(path / LOCK)):
                    if (path / RECIPE).exists():
                        rows_of(path)  # raises where it is not one of ours
                    closing.pop_all()
                    return lock


def _hold(path, lock):
    try:
        if fcntl is not None:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        raise RecordingError(f"{path} is in use: a run for that target is being trained, or is not saved yet. Wait for it, or "
                             "choose another path.") from None
    except OSError:
        pass  # a file system that cannot lock


def _check_files(path):
    """Raise RecordingError where something is in the folder that no run has put there, be it a link of the right name."""
    found = {file.name: file.is_file(follow_symlinks=False) for file in os.scandir(path)}
    require({*found} <= {LOCK, RECIPE, NEW, *FILES} and all(found.values()) and (not {*found} - {LOCK} or {*found} & {RECIPE, NEW}),
            f"{path} holds other things than an interrupted run. Choose another path.", RecordingError)


def _lay_out(path, plan):
    _clear(path)
    inputs = {name: np.ascontiguousarray(array) for name, array in plan.inputs.items()}
    recipe = {**plan.recipe, "arrays": {name: describe(array) for name, array in inputs.items()}}
    (path / NEW).write_text(json.dumps(recipe, indent=1), encoding="utf-8")
    for name, array in inputs.items():
        (path / f"{name}.rows").write_bytes(array.data)
    os.replace(path / NEW, path / RECIPE)


def _clear(path):
    """Remove all but the lock. recipe.json.new stands there until the end: what is left is known for an interrupted run."""
    if (path / RECIPE).exists():
        os.replace(path / RECIPE, path / NEW)
    for name in [*FILES, NEW]:
        (path / name).unlink(missing_ok=True)


def _remove(path, owner):
    if os.getpid() == owner:  # a forked child has the recorder, too, and may end first
        shutil.rmtree(path, ignore_errors=True)


def _of_same_run(path, plan):
    """The arrays there. Raises InputError unless they are of this run, made by the same versions."""
    (recipe, left), inputs = rows_of(path), {name: describe(array) for name, array in plan.inputs.items()}
    told = differences(recipe, plan.recipe, ("arrays",)) or ", ".join(name for name in inputs if inputs[name] != recipe["arrays"][name])
    if not told and "rate" in left and [plan.rate(step) for step in range(len(left["rate"]))] != left["rate"].tolist():
        told = "learning_rate, in the steps that were taken"
    require(not told, f"{path} is of another run: {told}. Continue it with the arguments and versions that it was begun with, or begin "
            "anew without resume.")
    return left


@contextmanager
def _told(path):
    try:
        yield
    except OSError as error:
        raise _unwritten(path, error) from error


def _unwritten(path, error):
    return RecordingError(f"{path} could not be written ({error}). Make room, or choose another path (or TMPDIR).")
