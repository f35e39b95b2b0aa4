"""Writes a run while it happens: rows are appended to files in a folder, so memory does not grow with the run.
    digits.npz.partial/     beside the recording to be; a temporary folder where none is named
      begun.npz             which run it is: its recipe, and the arrays that were given to it
      theta.rows ...        the arrays of store/recipe.py that grow, raw: as many rows as there are whole ones
      lock                  held by the process that trains"""

import os
import re
import shutil
import tempfile
import weakref
from contextlib import ExitStack, contextmanager, suppress
from itertools import islice
from pathlib import Path
from typing import Any

import numpy as np

from nncore.errors import RecordingError, require
from nncore.store.npz import check_hashes, describe, read, read_array, sha256_of, size_of, with_suffix, write
from nncore.store.recipe import ARRAYS, check_arrays, differences, network_of

try:
    import fcntl
except ImportError:  # Windows, Pyodide: two runs for one target are not told apart there
    fcntl = None  # type: ignore[assignment]

LOCK, BEGUN = "lock", "begun.npz"
PLACE = "coordinates"        # of a run within a line or plane: needed to continue it, no part of the recording
FILES = [f"{name}.rows" for name in [*(name for name in ARRAYS if ARRAYS[name].grows), PLACE]]

def partial_of(target):
    """The folder that a run for this target is kept in, whatever link leads there."""
    return (path := with_suffix(target).resolve()).with_name(f"{path.name}.partial")

class Recorder:
    """Keeps the rows of a run, in a folder that it holds until `release`. Raises RecordingError where another process works
    there, something of somebody else's stands there, or there is no room."""
    def __init__(self, plan, target=None):
        self._plan, self._files, self._stays = plan, dict[str, Any](), target is not None
        self._lock: Any = None
        with _told("a temporary folder" if target is None else target):
            if target is None:
                self.path = Path(tempfile.mkdtemp(prefix="nncore-", suffix=".partial"))
                self.release: Any = weakref.finalize(self, _remove, self.path, os.getpid())
            else:
                self.path = partial_of(target)
                self._lock = _take(self.path)
                self.release = weakref.finalize(self, self._lock.close)

    def begin(self, resume):
        """(step, theta, coordinates) to go on from; 0, None and None at the beginning. Raises InputError where what is to be
        continued is another run, RecordingError where it is damaged."""
        with _told(self.path):
            if not (resume and (self.path / BEGUN).exists()):
                _clear(self.path)
                recipe = {**self._plan.recipe, "arrays": {name: describe(array) for name, array in self._plan.inputs.items()}}
                write(self.path / BEGUN, {**recipe, "sha256": sha256_of(recipe)}, self._plan.inputs, to_disk=False)
            left = _of_same_run(self.path, self._plan)
            self._kept = self._plan.kept()
            self.last = ([None, *islice(self._kept, len(left["theta"]))])[-1]   # the step of the last state that was kept
            self._wanted = next(self._kept, None)
            for name in layout(self._plan.recipe):
                (self.path / f"{name}.rows").touch()
                file = self._files[name] = open(self.path / f"{name}.rows", "r+b")  # noqa: SIM115
                file.truncate(left[name].nbytes)
                file.seek(0 if name == "order" else left[name].nbytes)      # orders are dealt again: they follow from the seed
        return len(left["batch_cost"]), *(left[name][-1].copy() if name in left and len(left[name]) else None for name in ("theta", PLACE))

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
            with _told(self.path):
                for file in self._files.values():
                    file.flush()
            self.last, self._wanted = step, next(self._kept, None)

    def arrays(self):
        """{name: array} of the run that is over. Raises RecordingError where somebody has removed its rows."""
        with _told(self.path):
            for file in self._files.values():
                file.flush()
        arrays = {name: _rows(self.path, name, dtype, row) for name, (dtype, row) in layout(self._plan.recipe).items()}
        require(all(arrays[name].nbytes == file.tell() and os.path.exists(file.name)
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
                    for file in sorted(self.path.iterdir(), key=lambda file: file.name == LOCK):
                        file.unlink()
                    self.path.rmdir()
            self.release()

def rows_of(path, plan=None):
    """(recipe, {name: array}) of what an interrupted run has left: all before its last state that was kept whole (and that
    the plan keeps: not where a run was stopped or diverged). Raises RecordingError where it is damaged, or none of ours."""
    try:
        _check_files(path)
        recipe, given = read(Path(path, BEGUN), whole=False)
        check_hashes(path, recipe, given)
        grown = {name: _rows(path, name, dtype, row) for name, (dtype, row) in layout(recipe).items()}
    except (OSError, ValueError) as error:
        raise RecordingError(f"{path} is damaged, or no interrupted run ({error}). Remove it, and begin anew.") from error
    step = grown["step"][:min(len(grown[name]) for name in ("theta", "step", PLACE) if name in grown)]
    if plan is not None:
        step = np.array([one for one, other in zip(step.tolist(), plan.kept(), strict=False) if one == other], "int64")
    n = recipe["data"]["examples"]
    steps_of_row = {"batch_cost": 1, "rate": 1, "order": -(-n // (recipe["batch_size"] or n))}
    states = np.count_nonzero(step <= min(len(grown[name]) * steps for name, steps in steps_of_row.items() if name in grown))
    require((step[1:] > step[:-1]).all() and (step >= 0).all(), f"{path} is damaged: its steps do not rise. Remove it.", RecordingError)
    first = int(step[states - 1]) if states else 0
    rows = {"K": states, "S": first, "E": -(-first // steps_of_row["order"])}
    arrays = {name: array.array for name, array in given.items()}
    arrays |= {name: array[:rows[ARRAYS[name].shape[0] if name in ARRAYS else "K"]] for name, array in grown.items()}
    if states:
        check_arrays(path, recipe, arrays, arrays.get)
    return recipe, arrays

def _rows(path, name, dtype, row):
    """As many rows as there are whole ones."""
    file = Path(path, f"{name}.rows")
    rows = file.stat().st_size // size_of(dtype, row) if file.exists() else 0
    if not rows:
        return np.empty((0, *row), dtype)
    with open(file, "rb") as opened:
        return read_array(opened, 0, dtype, (rows, *row))

def layout(recipe):
    """{name: (dtype, shape of a row)} of what a run of this recipe writes row by row."""
    sizes = {"P": network_of(recipe).n_parameters, "n": recipe["data"]["examples"]}
    rows = {name: (recipe["dtype"] if entry.kind == "f" else f"<{entry.kind}", tuple(sizes[axis] for axis in entry.shape.split()[1:]))
            for name, entry in ARRAYS.items() if entry.grows and entry.when(recipe)}
    return rows if recipe["within"] is None else {**rows, PLACE: ("<f8", (1 if recipe["within"] == "line" else 2,))}

def _take(path: Path) -> Any:
    """Make the folder and hold it, if nothing but an interrupted run is there; the open lock file."""
    while True:
        path.mkdir(parents=True, exist_ok=True)
        _check_files(path)
        with ExitStack() as closing:
            lock = closing.enter_context(open(path / LOCK, "ab"))
            _hold(path, lock)
            with suppress(FileNotFoundError):       # whoever held it has removed it
                if os.path.samestat(os.fstat(lock.fileno()), os.stat(path / LOCK)):
                    if (path / BEGUN).exists():
                        rows_of(path)  # raises where it is not one of ours
                    closing.pop_all()
                    return lock

def _hold(path, lock):
    try:
        if fcntl is not None:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        raise RecordingError(f"{path} is in use: its run is being trained, or not saved yet. Wait, or choose another path") from None
    except OSError:
        pass  # a file system that cannot lock

def _check_files(path):
    """Raise RecordingError where something is in the folder that no run has put there, be it a link of the right name."""
    found = {file.name: file.is_file(follow_symlinks=False) for file in os.scandir(path)}
    ours = {name for name in found if name in (LOCK, BEGUN, *FILES) or re.fullmatch(rf"\.{BEGUN}\.[0-9a-f]{{8}}\.new", name)}
    require(ours == {*found} and all(found.values()) and (BEGUN in found or not ours & {*FILES}),
            f"{path} holds other things than an interrupted run. Choose another path.", RecordingError)

def _clear(path):
    """Remove the rows. What run they were of goes last, or is replaced: what is left is always known for an interrupted run."""
    for name in FILES:
        (path / name).unlink(missing_ok=True)

def _remove(path, owner):
    if os.getpid() == owner:  # a forked child has the recorder, too, and may end first
        shutil.rmtree(path, ignore_errors=True)

def _of_same_run(path, plan):
    """The arrays there. Raises InputError unless they are of this run, made by the same versions."""
    (recipe, left), inputs = rows_of(path, plan), {name: describe(array) for name, array in plan.inputs.items()}
    told = differences(recipe, plan.recipe, ("arrays", "sha256")) or ", ".join(
        name for name in inputs if inputs[name] != recipe["arrays"].get(name))
    if not told and "rate" in left and [plan.rate(step) for step in range(len(left["rate"]))] != left["rate"].tolist():
        told = "learning_rate, in the steps that were taken"
    require(not told, f"{path} is of another run: {told}. Continue it as it was begun, or begin anew without resume.")
    return left

@contextmanager
def _told(path):
    try:
        yield
    except OSError as error:
        raise _unwritten(path, error) from error

def _unwritten(path, error):
    return RecordingError(f"{path} could not be written ({error}). Make room, or choose another path (or TMPDIR).")
