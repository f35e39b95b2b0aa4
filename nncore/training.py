"""Gradient descent: theta <- theta - eta dC/dtheta, over the whole data set or over mini-batches of it."""

from collections.abc import Iterable, Mapping
from functools import partial
from math import isfinite
from typing import Any

import numpy as np

from nncore._types import ArrayLike, Callback, File, Rate
from nncore.data import Dataset
from nncore.errors import require
from nncore.fast import Kernel, batches
from nncore.landscape import Line, Plane
from nncore.network import Network
from nncore.recording import Diverged, Recording
from nncore.store.recipe import BATCH, EPOCHS, RATE, make_plan, plan_of
from nncore.store.recorder import Recorder
from nncore.threads import one_thread


def train(net: Network, data: Dataset, learning_rate: Rate = RATE, batch_size: int | None = BATCH, epochs: int | None = None,
          steps: int | None = None, seed: int = 0, theta: ArrayLike | None = None, record: int | Iterable[int] | None = None,
          callback: Callback | None = None, within: Line | Plane | None = None, target: File | None = None,
          resume: bool = False) -> Recording:
    """Train a network by gradient descent and record the run: a Recording.
    learning_rate   eta, a number > 0, an array (S,) of one for every step, or a function of the step that gives one
    batch_size      examples a step, dealt anew every epoch (100, of fewer all); None: the full batch, every step all examples
    epochs, steps   how long, one of the two: passes over the data (30), or single steps
    seed            of the start theta and of the order in which the examples are dealt
    theta           (P,) where to start; default net.init(seed)
    record          states to keep: every so many steps, a sequence of steps, or None: the first 50, then ever fewer; and the last
    callback        called before each step as callback(step, theta, gradient), (P,) and read-only, other numbers at the next
                    step. Where it returns True the run ends, cleanly recorded
    within          a Line or Plane to stay in, theta a point of it: descent in its coordinates c, c <- c - eta D dC/dtheta,
                    where the rows of D are its directions
    target          what the run is going to be saved as: until then its rows are in `target`.partial/, which outlives this
                    process if it is killed. Default: in a temporary folder that goes with the run
    resume          continue the run of the same arguments that was interrupted there, to the same bytes. Without it, or
                    where nothing was kept, it begins anew
    Rows stream to files, so memory does not grow with the run. The same arguments give the same bytes: BLAS is held to one thread. Raises
    InputError for arguments that cannot be right or are not those of the run to continue, RecordingError where there is no room to write,
    Diverged (with what was recorded) when the cost or theta stops being finite.
    >>> from nncore import load_digits
    >>> run = train(Network((784, 16, 10)), load_digits(), learning_rate=1.5, batch_size=100, epochs=2)
    >>> len(run.batch_cost), bool(run.batch_cost[-1] < run.batch_cost[0])        # 18 batches an epoch
    (36, True)
    """
    epochs = EPOCHS if epochs is None and steps is None else epochs
    plan = make_plan(net, data, learning_rate, batch_size, epochs, steps, seed, theta, record, within)
    return carry_out(plan, callback, target, resume)

def train_like(run: Recording | Mapping[str, Any], data: Dataset | None = None, mnist_dir: File | None = None,
               callback: Callback | None = None, target: File | None = None, resume: bool = False) -> Recording:
    """Make a run again: the same bytes, on a machine that adds like the first; without derived arrays.
    run   a Recording; or its recipe alone, where start, rate, place and data of it have names or are numbers
    data  the Dataset, where the recording cannot tell how to get it (own data, over a MiB); mnist_dir, where it is MNIST
    Raises InputError where something lacks, DataError for other data, RecordingError for what is no recipe, and what train raises.
    >>> from nncore import load_digits
    >>> run = train(Network((784, 10)), load_digits(), steps=3)
    >>> train_like(run.recipe).sha256 == train_like(run).sha256 == run.sha256
    True
    """
    recipe, arrays = (run.recipe, run.arrays) if isinstance(run, Recording) else (dict(run), {})
    return carry_out(plan_of(recipe, arrays, data, mnist_dir), callback, target, resume)

def carry_out(plan, callback=None, target=None, resume=False):
    """Run a Plan; see train."""
    recorder = Recorder(plan, target)
    try:
        with one_thread(), np.errstate(over="ignore", invalid="ignore"):
            done, end = _descend(plan, recorder, callback, *recorder.begin(resume))
        run = Recording({**plan.recipe, **({end: done} if end else {})}, recorder.arrays(), partial=recorder)
    except BaseException:
        recorder.close()
        recorder.release()  # what is left can be continued at once, though the traceback still holds the recorder
        raise
    recorder.close()
    if end != "diverged":
        return run
    raise Diverged(f"training diverged: after {done} steps the cost or theta is no longer finite, with learning rate "
                   f"{plan.rate(max(done - 1, 0)):g}. Try a smaller one; .run holds what was recorded until then.", done, run)

def _descend(plan, recorder, callback, first, theta, c):
    """theta <- theta - eta dC/dtheta, in place, batch after batch, from step `first` on, where theta and c are (None: at the
    start). How many steps were taken, and how it ended: None as planned, "stopped", or "diverged" where the cost, its gradient
    or the last theta ceased to be finite."""
    theta = plan.start.copy() if theta is None else theta
    kernel = Kernel(plan.net, theta)
    gradient = kernel.gradient
    seen = [np.broadcast_to(array, array.shape) for array in (theta, gradient)]     # read-only views
    walk = _Free(theta) if plan.within is None else _Within(plan.within, plan.start, theta, c)
    end = None
    for step, (x, y) in enumerate(batches(plan, first, partial(recorder.append, "order")), first):
        if step == plan.until:
            end = "stopped"
            break
        cost = kernel(x, y)
        # the squares of the gradient are quick to sum but overflow early: only then every entry is looked at
        if not (isfinite(cost) and (isfinite(gradient @ gradient) or np.isfinite(gradient).all())):
            end = "diverged"
            break
        recorder.keep(step, theta, walk.c)
        answer = None if callback is None else callback(step, *seen)
        if isinstance(answer, (bool, np.bool_)) and answer:     # only True: a callback may return anything else by the way
            end = "stopped"
            break
        eta = plan.rate(step)
        recorder.append("batch_cost", np.float64(cost))
        if plan.recipe["learning_rate"] == "array":
            recorder.append("rate", np.float64(eta))
        walk.step(gradient, eta)
    else:
        step = plan.steps
    finite = bool(np.isfinite(theta).all())
    if finite or recorder.last is None:
        recorder.keep(step, theta, walk.c, last=True)
    return step, end if finite else "diverged"

class _Free:
    """Steps of descent in all parameters."""
    c = None
    def __init__(self, theta):
        self._theta, self._move = theta, np.empty_like(theta)

    def step(self, gradient, eta):
        np.multiply(gradient, self._theta.dtype.type(eta), out=self._move)
        np.subtract(self._theta, self._move, out=self._theta)

class _Within:
    """Steps of descent in the coordinates c of a Line or Plane; they are kept, so that rounding does not lead out of it."""
    def __init__(self, where, start, theta, c=None):
        self._where, self._theta, (found, distance) = where, theta, where.project(start)
        require(distance <= 1e-6 * max(1.0, float(np.linalg.norm(start))), f"theta must be a point of the place to stay in, like "
                f"plane.point(0, 0); it lies {distance:g} from it")
        self.c = np.atleast_1d(found) if c is None else c

    def step(self, gradient, eta):
        self.c = self.c - eta * (self._where.directions @ gradient)
        self._theta[:] = self._where.point(*self.c)
