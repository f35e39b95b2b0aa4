"""Gradient descent: theta <- theta - eta dC/dtheta, over the whole data set or over mini-batches of it."""

from collections.abc import Iterable
from math import isfinite
from typing import Any

import numpy as np

from nncore.fast.batches import batches
from nncore.data import Dataset
from nncore.errors import Diverged, InputError
from nncore.store.folder import read_recipe
from nncore._types import ArrayLike, Callback, Folder, Rate
from nncore.fast.kernel import Kernel
from nncore.landscape import Line, Plane
from nncore.network import Network
from nncore.store.recipe import make_plan, plan_of
from nncore.store.recorder import Home, Recorder, WorkFolder
from nncore.recording import Recording
from nncore.threads import one_thread


def train(net: Network, data: Dataset, learning_rate: Rate = 1.5, batch_size: int | None = 100, epochs: int | None = None,
          steps: int | None = None, seed: int = 0, theta: ArrayLike | None = None, record: int | Iterable[int] | None = None,
          callback: Callback | None = None, within: Line | Plane | None = None, work: Folder | None = None,
          resume: bool = False) -> Recording:
    """Train a network by gradient descent and record the run.

    net, data       a Network, and the Dataset to train it on
    learning_rate   eta, a number > 0, or a function of the step that gives one (Decay, InverseDecay, or yours)
    batch_size      examples a step, dealt anew every epoch; None: the full batch, every step all examples
    epochs, steps   how long, one of the two: passes over the data, or single steps
    seed            of the start theta and of the order in which the examples are dealt
    theta           (P,) where to start; default net.init(seed)
    record          which states to keep: an int (every so many steps), a sequence of steps, or None (each of the
                    first 50 steps, then ever fewer); the last is always kept
    within          a Line or Plane to stay in: descent in its coordinates c, c <- c - eta dC/dc with
                    dC/dc = D dC/dtheta, where the rows of D are its directions. theta must be a point of it
    callback        called before each step as callback(step, theta, gradient), both (P,) and read-only; they change
                    with the next step, so copy what you keep
    work            a folder to stream to that outlives this process, so that the run can be continued if it is
                    killed; remove it when the run is saved. Default: a temporary one that goes with the run
    resume          continue the run of the same arguments that was interrupted in `work`, from its last kept state
                    to the same bytes; it begins anew where nothing was kept. Without it, what is in `work` goes

    Returns a Recording. Its arrays stream to files while training (states after the first 64 MiB of them), so memory does
    not grow with the run.
    The same arguments give the same bytes: BLAS is held to one thread (these matrices are tiny: more threads
    make them slower, and may add in another order).
    Raises InputError for arguments that cannot be right or are not those of the run to continue, RecordingError
    where there is no room to write, Diverged (with what was recorded) when the cost or theta stops being finite.

    >>> from nncore import load_digits
    >>> run = train(Network((784, 16, 10)), load_digits(), learning_rate=1.5, batch_size=100, epochs=2)
    >>> len(run.batch_cost), bool(run.batch_cost[-1] < run.batch_cost[0])        # 18 batches an epoch
    (36, True)
    """
    plan = make_plan(net, data, learning_rate, batch_size, epochs, steps, seed, theta, record, within)
    return carry_out(plan, callback, work, resume)


def train_like(recipe: dict[str, Any] | Folder, data: Dataset | None = None, mnist_dir: Folder | None = None,
               callback: Callback | None = None, work: Folder | None = None, resume: bool = False) -> Recording:
    """Make a run again from its recipe alone: the same bytes, on a machine that adds like the first.

    recipe     a Recording's recipe, or the folder where its recipe.json lies (nothing else of it is read)
    data       the Dataset, where the recipe cannot tell how to get it: one of your own, over a MiB
    mnist_dir  the folder of MNIST, where it was trained on that
    callback, work, resume as in train.

    Returns a Recording, without derived arrays. Raises InputError where the recipe does not hold enough,
    DataError when the data are not those of the recipe, and whatever train raises.

    >>> from nncore import load_digits
    >>> run = train(Network((784, 10)), load_digits(), steps=3)
    >>> train_like(run.recipe).sha256 == run.sha256
    True
    """
    recipe = recipe if isinstance(recipe, dict) else read_recipe(recipe)
    return carry_out(plan_of(recipe, data, mnist_dir), callback, work, resume)


def carry_out(plan, callback=None, work=None, resume=False):
    """Run a Plan; see train."""
    home = Home() if work is None else WorkFolder(work, plan.recipe, resume)
    with Recorder(home, plan) as recorder, one_thread, np.errstate(over="ignore", invalid="ignore"):
        done, finite = _descend(plan, recorder, callback)
    arrays = home.arrays()
    run = Recording(plan.finished(done, finite, arrays.get("rate")), arrays, home=home)
    if "diverged" not in run.recipe:
        return run
    rate = f", with learning rate {plan.rate(done - 1):g}" if done else ""
    raise Diverged(f"training diverged: after {done} steps the cost or theta is no longer finite{rate}. "
                   "Try a smaller one; this error's .run holds what was recorded until then.", done, run)


def _descend(plan, recorder, callback):
    """theta <- theta - eta dC/dtheta, in place, batch after batch, from where the recorder stands.

    How many steps were taken, less than all of them where the cost or its gradient ceased to be finite; and whether
    the last state is finite.
    """
    theta = (plan.start if recorder.theta is None else recorder.theta).copy()
    kernel = Kernel(plan.net, theta)
    gradient = kernel.gradient
    seen = [array.view() for array in (theta, gradient)]
    for view in seen:
        view.flags.writeable = False
    walk = _Free(theta) if plan.within is None else _Within(plan.within, plan.start, theta, recorder.coordinates)
    step = recorder.first - 1
    for step, (x, y) in enumerate(batches(plan, recorder.first, recorder.deal), recorder.first):
        cost = kernel(x, y)
        # the squares of the gradient are quick to sum but overflow early: only then every entry is looked at
        if not (isfinite(cost) and (isfinite(gradient @ gradient) or np.isfinite(gradient).all())):
            return step, recorder.finish(step, theta, walk.c)
        eta = plan.rate(step)
        recorder.see(step, theta, cost, eta, walk.c)
        if callback is not None:
            callback(step, *seen)
        walk.step(gradient, eta)
    return step + 1, recorder.finish(step + 1, theta, walk.c)


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
        self._where, self._theta = where, theta
        self.c = self._coordinates(where, start) if c is None else c

    @staticmethod
    def _coordinates(where, start):
        c, distance = where.project(start)
        if not distance <= 1e-6 * max(1.0, float(np.linalg.norm(start))):
            raise InputError(f"theta must be a point of the {type(where).__name__.lower()} to stay in, like "
                             f"plane.point(0, 0); it lies {distance:g} from it")
        return np.atleast_1d(c)

    def step(self, gradient, eta):
        self.c = self.c - eta * (self._where.directions @ gradient)
        self._theta[:] = self._where.point(*self.c)
