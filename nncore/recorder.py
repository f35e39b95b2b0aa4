"""Writes a run while it happens: its arrays stream to temporary files, so memory does not grow with its length."""

import shutil
import tempfile
import weakref
from contextlib import ExitStack
from pathlib import Path

import numpy as np

from nncore.npy import NpyWriter, open_npy


class Home:
    """The temporary folder of a run that is not saved yet; it goes when the run does."""

    def __init__(self):
        self.path = Path(tempfile.mkdtemp(prefix="nncore-"))
        weakref.finalize(self, shutil.rmtree, self.path, ignore_errors=True)

    def arrays(self):
        """{name: array} of every .npy file in it, mapped."""
        return {file.stem: open_npy(file) for file in sorted(self.path.glob("*.npy"))}


class Recorder:
    """Sees every step and keeps what a Recording holds; the arrays are complete when its `with` block ends.

    kept  the steps whose states are kept, rising; the last of them is the end of the run
    """

    def __init__(self, size, dtype, kept, keep_rate):
        self.home = Home()
        self._files = ExitStack()
        self._theta, self._step = self._writer("theta", dtype, size), self._writer("step", "int64")
        self._cost = self._writer("batch_cost", "float64")
        self._rate = self._writer("rate", "float64") if keep_rate else None
        self._order = None
        self._kept = iter(kept)
        self._wanted, self._last = next(self._kept), None

    def _writer(self, name, dtype, *row):
        return self._files.enter_context(NpyWriter(self.home.path / f"{name}.npy", dtype, row))

    def deal(self, order):
        """The order in which an epoch deals its examples."""
        if self._order is None:
            self._order = self._writer("order", order.dtype, len(order))
        self._order.write(order)

    def see(self, step, theta, cost, eta):
        """The state before a step, its batch's cost, and the rate of the step."""
        if step == self._wanted:
            self._keep(step, theta)
            self._wanted = next(self._kept)
        self._cost.write(np.float64(cost))
        if self._rate:
            self._rate.write(np.float64(eta))

    def finish(self, step, theta):
        """The state that the run ends with; kept if it is finite (or the only one). Whether it is."""
        finite = bool(np.isfinite(theta).all())
        if step != self._last and (finite or self._last is None):
            self._keep(step, theta)
        return finite

    def _keep(self, step, theta):
        self._theta.write(theta)
        self._step.write(np.int64(step))
        self._last = step

    def __enter__(self):
        return self

    def __exit__(self, *error):
        self._files.__exit__(*error)
