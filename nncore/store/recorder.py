"""Writes a run while it happens: rows are appended to files in a folder, so memory does not grow with the run.

    digits.npz.partial/     beside the recording to be; a temporary folder where none is named
      recipe.json           which run it is; recipe.json.new while the folder is laid out or removed
      theta.rows ...        the arrays of store/recipe.py, raw: as many rows as there are whole ones
      lock                  held by the process that trains

Killed, the folder stays: the run can be continued from the last state in it, or made a recording of as it is.
"""

import itertools
import json
import os
import shutil
import tempfile
import time
import weakref
from contextlib import contextmanager, suppress
from pathlib import Path

import numpy as np

from nncore.errors import InputError, RecordingError
from nncore.store.npz import MAPPED, Stored, describe, read_array, read_recipe, size_of, with_suffix
from nncore.store.recipe import ARRAYS, differences, network_of

try:
    import fcntl
except ImportError:  # Windows, Pyodide: two runs for one target are not told apart there
    fcntl = None  # type: ignore[assignment]

SUFFIX = ".partial"
LOCK, RECIPE, NEW = "lock", "recipe.json", "recipe.json.new"
COORDINATES = "coordinates"  # of a run within a line or plane: needed to continue it, no part of the recording
FILES = [f"{name}.rows" for name in [*ARRAYS, COORDINATES]]
SYNC = 5.0                   # seconds from one fsync to the next


def partial_of(target):
    """The folder that a run for this target is kept in, whatever link leads there."""
    path = with_suffix(target).resolve()
    return path.with_name(path.name + SUFFIX)


class Recorder:
    """Sees every step and keeps what a Recording holds; `arrays()` has it when the run is over.

    first        the step to begin with: 0, or where an interrupted run is continued
    theta        (P,) the state before it; None at the beginning
    coordinates  its coordinates in the line or plane that the run stays in; None at the beginning and elsewhere

    Raises InputError where what is to be continued is another run; RecordingError where another process works there,
    something of somebody else's stands there, what is there is damaged, or there is no room.
    """

    def __init__(self, plan, target=None, resume=False):
        self._plan, self._layout, self._synced = plan, layout(plan.recipe), time.monotonic()
        self._temporary = self._lock = self.release = left = None
        with _told("a temporary folder" if target is None else target):
            if target is None:
                self.path = Path(tempfile.mkdtemp(prefix="nncore-", suffix=SUFFIX))
                self._temporary = weakref.finalize(self, shutil.rmtree, self.path, ignore_errors=True)
            else:
                self.path = partial_of(target)
                self._lock = _take(self.path)
                self.release = weakref.finalize(self, self._lock.close)     # at the latest when nobody has the run any more
                left = Rows(self.path) if resume and (self.path / RECIPE).exists() else None
        if left is not None:
            _check_same(left, plan)
        with _told(self.path):
            if left is None:
                self._lay_out()
            self._open(left)

    def _lay_out(self):
        _clear(self.path)
        inputs = {name: describe(array) for name, array in self._plan.inputs.items()}
        _write(self.path / NEW, json.dumps({**self._plan.recipe, "arrays": inputs}, indent=1).encode())
        for name, array in self._plan.inputs.items():
            _write(self.path / f"{name}.rows", np.ascontiguousarray(array).data)
        os.replace(self.path / NEW, self.path / RECIPE)

    def _open(self, left):
        """The files, behind the rows that stay."""
        self.first, self.theta, self.coordinates = (0, None, None) if left is None else left.last()
        states = left.states if left else 0
        self._kept, self._last = self._plan.kept(), None
        for _ in range(states):
            self._last = next(self._kept)
        self._wanted, self._files = next(self._kept, None), {}
        for name, (dtype, row) in self._layout.items():
            # the orders are dealt again: they follow from the seed
            stay = size_of(dtype, row) * {"order": 0, "batch_cost": self.first, "rate": self.first}.get(name, states)
            file = self._files[name] = open(self.path / f"{name}.rows", "r+b" if left else "w+b")  # noqa: SIM115
            file.truncate(stay)
            file.seek(stay)

    # -- what training calls ---------------------------------------------------------------------

    def deal(self, order):
        """The order in which an epoch deals its examples."""
        self._append("order", order)

    def keep(self, step, theta, coordinates):
        """The state before a step, if it is one of those that are to be kept."""
        if step == self._wanted:
            self._keep(step, theta, coordinates)
            self._wanted = next(self._kept)

    def took(self, cost, eta):
        """A step: its batch's cost before it, and its rate."""
        self._append("batch_cost", np.float64(cost))
        if "rate" in self._files:
            self._append("rate", np.float64(eta))

    def finish(self, step, theta, coordinates):
        """The state that the run ends with; kept if it is finite (or the only one). Whether it is."""
        finite = bool(np.isfinite(theta).all())
        if step != self._last and (finite or self._last is None):
            self._keep(step, theta, coordinates)
        self._flush(to_disk=self._lock is not None)
        return finite

    def _keep(self, step, theta, coordinates):
        if coordinates is not None:
            self._append(COORDINATES, coordinates)
        self._append("theta", theta)
        self._append("step", np.int64(step))
        self._last = step
        self._flush(to_disk=self._lock is not None and time.monotonic() - self._synced > SYNC)

    def _append(self, name, row):
        try:        # not a context manager: this is called at every step
            self._files[name].write(row)
        except OSError as error:
            raise _unwritten(self.path, error) from error

    def _flush(self, to_disk):
        """Hand all rows to the system, where the end of this process does not reach them; or to the disk itself."""
        with _told(self.path):
            for file in self._files.values():
                file.flush()
                if to_disk:
                    os.fsync(file.fileno())
        if to_disk:
            self._synced = time.monotonic()

    # -- what becomes of it ----------------------------------------------------------------------

    def arrays(self):
        """{name: array} of the run that is over. They are read while the files are open, so it does not matter who has
        removed those meanwhile; only large ones stay where they are, and have to be there."""
        arrays, steps = dict(self._plan.inputs), self._files["batch_cost"].tell() // 8
        for name, (dtype, row) in self._layout.items():
            file, rows = self._files[name], self._files[name].tell() // size_of(dtype, row)
            shape = (min(rows, -(-steps // self._plan.per_epoch)) if name == "order" else rows, *row)
            if size_of(dtype, shape) <= MAPPED:
                arrays[name] = read_array(file, 0, dtype, shape)
            else:
                with _told(self.path):
                    arrays[name] = Stored(self.path / f"{name}.rows", 0, dtype, shape)
                    if not os.path.samestat(os.fstat(file.fileno()), os.stat(arrays[name].path)):
                        raise FileNotFoundError(f"{arrays[name].path} is another file now")
        arrays.pop(COORDINATES, None)
        self.close()
        if self._temporary and not any(isinstance(array, Stored) for array in arrays.values()):
            self._temporary()
        return arrays

    def close(self):
        """Close the files."""
        for file in self._files.values():
            with suppress(OSError):  # a full disk complains again here, and its first complaint is under way
                file.close()

    def remove(self, target):
        """Remove the folder of a run that is saved as this target by now."""
        if self._lock is not None and not self._lock.closed and partial_of(target) == self.path:
            if fcntl is None:
                self._lock.close()      # Windows removes no file that is open
            with suppress(OSError):
                _clear(self.path)
                (self.path / LOCK).unlink()
                self.path.rmdir()
            self._lock.close()


class Rows:
    """What a `.partial` folder holds of a run: its recipe, and as many states as have all steps before them there.

    states, first  how many, and the step of the last
    Raises RecordingError where it is damaged or no such folder.
    """

    def __init__(self, path):
        self.path = Path(path)
        try:
            with open(self.path / RECIPE, "rb") as file:
                self.recipe = read_recipe(self.path, file)
            self._layout, self.inputs = layout(self.recipe), {}
            for name, entry in self.recipe["arrays"].items():
                self.inputs[name] = self._read(name, entry["dtype"], entry["shape"])
                if ARRAYS[name].grows or describe(self.inputs[name]) != entry:
                    raise ValueError(f"{name}.rows is not what its recipe says")
            whole = {name: self._size(name) // size_of(dtype, row) for name, (dtype, row) in self._layout.items()}
            step = self._read("step", "i8", [min(whole[name] for name in ("theta", "step", COORDINATES) if name in whole)])
            if len(step) and (step[0] < 0 or (step[1:] <= step[:-1]).any()):
                raise ValueError("its steps do not rise")
            along = min(whole[name] for name in ("batch_cost", "rate") if name in whole)
            self.states = int(np.searchsorted(step, along, side="right"))
            self.first = int(step[self.states - 1]) if self.states else 0
        except (OSError, ValueError, KeyError, TypeError, AttributeError, RecursionError) as error:
            raise RecordingError(f"{path} is damaged, or not what an interrupted run leaves ({error}). Remove it, and begin "
                                 "anew.") from error

    def last(self):
        """(step, theta, coordinates) of the last state."""
        if not self.states:
            return 0, None, None
        theta, c = (np.array(self.array(name)[-1]) if name in self._layout else None for name in ("theta", COORDINATES))
        if not np.isfinite(theta).all():
            raise RecordingError(f"{self.path} is damaged: its last state is not finite. Remove it, and begin anew.")
        return self.first, theta, c

    def array(self, name):
        """The rows of use of an array that grows."""
        (dtype, row), size = self._layout[name], self.recipe["batch_size"]
        epochs = -(-self.first // -(-self.recipe["data"]["examples"] // size)) if size else 0
        rows = {"batch_cost": self.first, "rate": self.first, "order": epochs}.get(name, self.states)
        return self._read(name, dtype, (rows, *row))

    def arrays(self):
        """{name: array} of a recording of what is there. Raises RecordingError where no state was kept."""
        if not self.states:
            raise RecordingError(f"{self.path} holds no state yet: there is nothing to make a recording of.")
        return {**self.inputs, **{name: self.array(name) for name in self._layout if name != COORDINATES}}

    def _read(self, name, dtype, shape):
        with open(self.path / f"{name}.rows", "rb") as file:
            return read_array(file, 0, dtype, shape)

    def _size(self, name):
        file = self.path / f"{name}.rows"
        return file.stat().st_size if file.exists() else 0


def layout(recipe):
    """{name: (dtype, shape of a row)} of what a run of this recipe writes row by row."""
    sizes = {"P": network_of(recipe).n_parameters, "n": recipe["data"]["examples"]}
    rows = {name: (recipe["dtype"] if entry.kind == "f" else f"<{entry.kind}", tuple(sizes[axis] for axis in entry.shape[1:]))
            for name, entry in ARRAYS.items() if entry.grows and entry.when(recipe)}
    if recipe["within"] is not None:
        rows[COORDINATES] = ("<f8", (1 if recipe["within"] == "line" else 2,))
    return rows


def _take(path):
    """Make the folder and hold it, if nothing but an interrupted run is there; the open lock file."""
    while True:
        path.mkdir(parents=True, exist_ok=True)
        _check_names(path)
        lock = open(path / LOCK, "ab")  # noqa: SIM115
        try:
            if fcntl is not None:
                fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            lock.close()
            raise RecordingError(f"{path} is in use: a run for that target is being trained, or is not saved yet. Wait for it, "
                                 "or choose another path.") from None
        except OSError:
            pass  # a file system that cannot lock
        with suppress(FileNotFoundError):
            if os.path.samestat(os.fstat(lock.fileno()), os.stat(path / LOCK)):
                try:
                    if (path / RECIPE).exists():
                        Rows(path)
                except RecordingError:      # it is not one of ours
                    lock.close()
                    raise
                return lock
        lock.close()  # whoever held it has removed it


def _check_names(path):
    found = set(os.listdir(path))
    if found - {LOCK, RECIPE, NEW, *FILES} or (found - {LOCK} and not found & {RECIPE, NEW}):
        raise RecordingError(f"{path} holds other things than an interrupted run. Choose another path.")


def _clear(path):
    """Remove all but the lock. recipe.json.new stands there until the end: what is left is known for an interrupted run."""
    if (path / RECIPE).exists():
        os.replace(path / RECIPE, path / NEW)
    for name in [*FILES, NEW]:
        (path / name).unlink(missing_ok=True)


def _check_same(left, plan):
    """Raise unless what is left is of this run, made by the same versions."""
    inputs = {name: describe(array) for name, array in plan.inputs.items()}
    told = differences(left.recipe, plan.recipe) or ", ".join(name for name in inputs if inputs[name] != left.recipe["arrays"][name])
    if not told and plan.changes and [plan.rate(step) for step in range(left.first)] != left.array("rate").tolist():
        told = "learning_rate, in the steps that were taken"
    if told:
        raise InputError(f"{left.path} is of another run: {told}. Continue it with the arguments that it was begun with, or "
                         "begin anew without resume.")
    ran, runs = ([each["versions"].get(key) for key in ("nncore", "numpy")] for each in (left.recipe, plan.recipe))
    if ran != runs:
        raise InputError(f"{left.path} was begun with nncore and numpy {ran}, these are {runs}: together they might not give "
                         "the bytes of one run. Take the same versions, or begin anew without resume.")
    if left.array("step").tolist() != list(itertools.islice(plan.kept(), left.states)):
        raise RecordingError(f"{left.path} is damaged: its states are not of the steps that were to be kept. Remove it, and "
                             "begin anew.")


def _write(path, data):
    with open(path, "wb") as file:
        file.write(data)
        file.flush()
        os.fsync(file.fileno())


@contextmanager
def _told(path):
    try:
        yield
    except RecordingError:
        raise
    except OSError as error:
        raise _unwritten(path, error) from error


def _unwritten(path, error):
    return RecordingError(f"{path} could not be written ({error}). Make room, or choose another path (another TMPDIR where none "
                          "was named).")
