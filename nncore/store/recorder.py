"""Writes a run while it happens: its arrays stream to files, so memory does not grow with its length."""

import itertools
import json
import os
import shutil
import tempfile
import time
import weakref
from contextlib import ExitStack, suppress
from pathlib import Path

import numpy as np

from nncore.errors import InputError, RecordingError
from nncore.store.folder import read_json
from nncore.npy import NpyWriter, map_rows, open_npy, rows_written
from nncore.store.recipe import differences
from nncore.replace import write_text
from nncore.scratch import Scratch, lock_folder, sweep

COORDINATES = "coordinates"  # of a run within a line or plane: needed to continue it, no part of the recording
MARK = "unfinished.json"     # the recipe of a run that is under way
NEW_MARK = f"{MARK}.new"
SYNC = 5.0                   # seconds from one fsync to the next
ROOM = 64 << 20              # bytes of kept states that wait in memory: most runs need no file for them, and less time


class Home:
    """The temporary folder of a run that is not saved yet; it goes when the run does."""

    lasting = False

    def __init__(self):
        try:
            parent = tempfile.gettempdir()
            sweep(parent, "nncore-run-")
            self._scratch = Scratch(parent, "nncore-run-")
        except OSError as error:
            raise RecordingError(f"no temporary folder could be made ({error}). Make room, or let TMPDIR name a folder "
                                 "that has it.") from error
        self.path, self.in_memory = self._scratch.path, {}

    def arrays(self):
        """{name: array} of every .npy file in it, mapped, or of what never had to become one."""
        files = {file.stem: open_npy(file) for file in sorted(self.path.glob("*.npy")) if file.stem != COORDINATES}
        return {**files, **self.in_memory}


class WorkFolder(Home):
    """A folder that outlives its process: unfinished.json says which run, the arrays how far it came.

    path    where; a folder of that name is made
    recipe  of the run that is to be carried out in it
    resume  keep what is there; else it goes
    Raises InputError when what is there is another run, RecordingError when another process works there, when it
    is damaged, or something stands there that is no work folder.
    """

    lasting = True

    def __init__(self, path, recipe, resume):
        self.path, self.in_memory = Path(path), {}
        try:
            self.path.parent.mkdir(parents=True, exist_ok=True)
            self.path.mkdir(exist_ok=True)
            if not {MARK, NEW_MARK}.intersection(names := os.listdir(self.path)) and names:
                raise RecordingError(f"{path} holds other things than an interrupted run. Choose another folder to work in.")
            self._lock()
            if not (resume and self._is_of(recipe)):
                self._begin(recipe)
        except OSError as error:
            raise RecordingError(f"{path} could not be written ({error}). Make room or choose another folder.") from error

    def _lock(self):
        try:
            lock = lock_folder(self.path)
        except OSError:
            return  # a file system that cannot
        if lock is None:
            raise RecordingError(f"{self.path} is in use: a run is trained there, or its Recording is still open. "
                                 "Wait for it, or work in another folder.")
        weakref.finalize(self, os.close, lock)

    def _is_of(self, recipe):
        if not (self.path / MARK).is_file():
            return False
        try:
            found = read_json(self.path / MARK)
            told = differences(found, recipe)
            ran, runs = ([each["versions"].get(key) for key in ("nncore", "numpy")] for each in (found, recipe))
        except (ValueError, RecursionError, AttributeError, TypeError, KeyError) as error:  # no JSON, or not of a recipe
            raise RecordingError(f"{self.path / MARK} is damaged ({error}). Remove the folder, and begin anew.") from error
        if told:
            raise InputError(f"{self.path} is of another run: {told}. Continue it with the arguments that it was begun "
                             "with, or begin anew without resume.")
        if ran != runs:
            raise InputError(f"{self.path} was begun with nncore and numpy {ran}, these are {runs}: together they "
                             "might not give the bytes of one run. Take the same versions, or begin anew without resume.")
        return True

    def _begin(self, recipe):
        for file in self.path.glob("*.npy"):  # first: wherever this ends, the mark never stands by arrays of another run
            file.unlink()
        write_text(self.path / NEW_MARK, json.dumps(recipe, indent=1) + "\n")
        os.replace(self.path / NEW_MARK, self.path / MARK)


def remove_work(path):
    """Remove the work folder of a run that is saved. Its mark goes after the arrays: wherever this ends, what is left
    is known for a work folder."""
    with suppress(OSError):
        for file in path.glob("*.npy"):
            file.unlink()
    shutil.rmtree(path, ignore_errors=True)


class Recorder:
    """Sees every step and keeps what a Recording holds; the arrays are complete when its `with` block ends.

    first        the step to begin with: 0, or where an interrupted run is continued
    theta        (P,) the state before it; None at the beginning
    coordinates  its coordinates in the line or plane that the run stays in; None at the beginning and elsewhere
    """

    def __init__(self, home, plan):
        rows = _layout(plan)
        left = _Left(home.path, plan, rows) if home.lasting else None
        self.first, self.theta, self.coordinates = (left.first, left.theta, left.coordinates) if left else (0, None, None)
        self._kept, self._last = plan.kept(), None
        for _ in range(left.states if left else 0):
            self._last = next(self._kept)
        self._wanted = next(self._kept, None)
        self._lasting, self._synced, self._files = home.lasting, time.monotonic(), ExitStack()
        self._writers = {
            name: self._files.enter_context(NpyWriter(home.path / f"{name}.npy", dtype, row,
                                                          left.rows(name) if left else 0))
            for name, (dtype, row) in rows.items()}
        self._write_cost, self._rate = self._writers["batch_cost"].write, self._writers.get("rate")
        self._home, self._states = home, self._writers["theta"]
        if not home.lasting:
            self._states = _Waiting(self._states, plan)

    def deal(self, order):
        """The order in which an epoch deals its examples."""
        self._writers["order"].write(order)

    def see(self, step, theta, cost, eta, coordinates):
        """The state before a step, its batch's cost, and the rate of the step."""
        if step == self._wanted:
            self._keep(step, theta, coordinates)
            self._wanted = next(self._kept)
        self._write_cost(np.float64(cost))
        if self._rate:
            self._rate.write(np.float64(eta))

    def finish(self, step, theta, coordinates):
        """The state that the run ends with; kept if it is finite (or the only one). Whether it is."""
        finite = bool(np.isfinite(theta).all())
        if step != self._last and (finite or self._last is None):
            self._keep(step, theta, coordinates)
        return finite

    def _keep(self, step, theta, coordinates):
        self._states.write(theta)
        self._writers["step"].write(np.int64(step))
        if coordinates is not None:
            self._writers[COORDINATES].write(coordinates)
        self._last = step
        if self._lasting:
            self._flush()

    def _flush(self):
        """From here on the run can be continued, if this process is killed; and now and then, if the machine is."""
        to_disk = time.monotonic() - self._synced > SYNC
        for writer in self._writers.values():
            writer.flush(to_disk)
        if to_disk:
            self._synced = time.monotonic()

    def __enter__(self):
        return self

    def __exit__(self, *error):
        if not self._home.lasting and (rows := self._states.rows()) is not None:
            self._home.in_memory["theta"] = rows
        self._files.__exit__(*error)


class _Waiting:
    """Kept states in memory, as many as there is ROOM for; with the first that does not fit, all go to the file."""

    def __init__(self, writer, plan):
        row = plan.start
        self._writer, self._count = writer, 0
        self._rows = np.empty((min(plan.states, ROOM // row.nbytes), len(row)), row.dtype)

    def write(self, row):
        if self._count < len(self._rows):
            self._rows[self._count] = row
        else:
            for waiting in self._rows[:self._count]:
                self._writer.write(waiting)
            self._writer.write(row)
            self._rows = self._rows[:0]
        self._count += 1

    def rows(self):
        """The states (K, P), read-only; None when they went to the file."""
        if self._count > len(self._rows):
            return None
        rows = self._rows[:self._count]
        rows.flags.writeable = False
        return rows


class _Left:
    """What an interrupted run left of use: all before the last state that was kept whole.

    states                    how many kept states there are
    first, theta, coordinates of the last of them, as in Recorder
    """

    def __init__(self, folder, plan, layout):
        self._folder, self._layout = folder, layout
        try:
            step = self._read("step", min(self._written(name) for name in layout if name in ("theta", "step", COORDINATES)))
            along = min(self._written(name) for name in layout if name in ("batch_cost", "rate"))
            self.states = int(np.searchsorted(step, along, side="right"))  # those whose steps before them are all there
            rates = self._take_up(plan, step[:self.states])
        except (OSError, ValueError) as error:
            raise RecordingError(f"{folder} is damaged ({error}). Remove it, and begin anew.") from error
        if plan.changes and [plan.rate(step) for step in range(self.first)] != rates:
            raise InputError(f"{folder} was begun with another learning rate: the function gives other values for "
                             "the steps that were taken. Take the same one, or begin anew without resume.")

    def _take_up(self, plan, step):
        """The last of the kept states; returns the learning rates before it."""
        self.first, self.theta, self.coordinates = 0, None, None
        if step.tolist() != list(itertools.islice(plan.kept(), len(step))):
            raise ValueError("its states are not of the steps that were to be kept")
        if not self.states:
            return []
        self.first, self.theta = int(step[-1]), np.array(self._read("theta", self.states)[-1])
        if not np.isfinite(self.theta).all():
            raise ValueError("its last state is not finite")
        if COORDINATES in self._layout:
            self.coordinates = np.array(self._read(COORDINATES, self.states)[-1])
        return self._read("rate", self.first).tolist() if plan.changes else []

    def rows(self, name):
        """How many rows of an array stay. The orders are dealt again: they follow from the seed."""
        return {"batch_cost": self.first, "rate": self.first, "order": 0}.get(name, self.states)

    def _written(self, name):
        file = self._folder / f"{name}.npy"
        return rows_written(file, *self._layout[name]) if file.exists() and file.stat().st_size else 0

    def _read(self, name, rows):
        dtype, row = self._layout[name]
        return map_rows(self._folder / f"{name}.npy", dtype, row, rows) if rows else np.empty((0, *row), dtype)


def _layout(plan):
    """{name: (dtype, shape of a row)} of the arrays that a run of this plan writes."""
    rows = {"theta": (plan.start.dtype, (plan.net.size,)), "step": ("int64", ()), "batch_cost": ("float64", ())}
    if plan.changes:
        rows["rate"] = ("float64", ())
    if plan.batch_size is not None:
        rows["order"] = ("int32", (len(plan.data),))
    if plan.within is not None:
        rows[COORDINATES] = ("float64", (len(plan.within.directions),))
    return rows
