"""Gradient descent: theta <- theta - eta dC/dtheta, over the whole data set or over mini-batches of it."""

import itertools
import platform
from collections.abc import Iterable
from math import isfinite
from numbers import Integral, Real

import numpy as np
from threadpoolctl import threadpool_limits

from nncore.data import check_fits
from nncore.errors import Diverged, InputError
from nncore.folder import FORMAT
from nncore.kernel import Kernel
from nncore.npy import describe
from nncore.recorder import Recorder
from nncore.recording import Recording
from nncore.schedule import describe_rate


def train(net, data, learning_rate=1.5, batch_size=100, epochs=None, steps=None, seed=0,
          theta=None, record=None, callback=None, within=None):
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

    Returns a Recording. Its arrays stream to temporary files while training, so memory does not grow with the run.
    The same arguments give the same bytes: BLAS is held to one thread (these matrices are tiny: more threads
    make them slower, and may add in another order).
    Raises InputError for arguments that cannot be right, Diverged (with what was recorded) when the cost or
    theta stops being finite.
    """
    check_fits(net, data)
    batch_size = _batch(batch_size, len(data))
    steps = _count_steps(len(data), batch_size or len(data), epochs, steps)
    rate = _rate(learning_rate)
    if not isinstance(seed, Integral) or seed < 0:
        raise InputError(f"seed must be a whole number >= 0; got {seed!r}")
    start = net.init(seed) if theta is None else net._check_theta(theta).copy()
    if not np.isfinite(start).all():
        raise InputError("theta must be finite numbers; it holds NaN or inf")
    recipe = {
        "format": FORMAT,
        "network": {"sizes": list(net.sizes),
                    "activation": net.activation if isinstance(net.activation, str) else list(net.activation)},
        "start": {"init": int(seed)} if theta is None else {"given": describe(start)["sha256"]},
        "seed": int(seed),
        "learning_rate": describe_rate(learning_rate),
        "batch_size": batch_size, "epochs": None if epochs is None else int(epochs), "steps": steps,
        "data": {"name": data.name, "sha256": data.sha256, "examples": len(data), "origin": data.origin},
        "dtype": start.dtype.str,
        **({} if within is None else {"within": describe(np.vstack([within.origin, within.directions]))["sha256"]}),
        "record": None if record is None else int(record) if isinstance(record, Integral) else "given steps",
        "versions": _versions(),
    }
    with Recorder(net.size, start.dtype, _schedule(steps, record), callable(learning_rate)) as recorder, \
            threadpool_limits(1), np.errstate(over="ignore", invalid="ignore"):
        def see(step, cost, eta, *state):
            recorder.see(step, state[0], cost, eta)
            if callback is not None:
                callback(step, *state)

        take_step = _free_step(start) if within is None else _step_within(within, start)
        batches = _batches(data, start.dtype, batch_size, steps, seed, recorder.deal)
        done = _descend(net, start, batches, rate, take_step, see)
        finite = recorder.finish(done, start)
    if done == steps and finite:
        return Recording(recipe, recorder.home.arrays(), home=recorder.home)
    raise Diverged(f"training diverged: after {done} steps the cost or theta is no longer finite, with learning "
                   f"rate {rate(max(done - 1, 0)):g}. Try a smaller one; this error's .run holds what was "
                   "recorded until then.",
                   done, Recording({**recipe, "diverged": done}, recorder.home.arrays(), home=recorder.home))


def _descend(net, theta, batches, rate, take_step, see):
    """theta <- theta - eta dC/dtheta, in place, batch after batch. How many steps were taken: less than all of them
    where the cost or its gradient ceased to be finite."""
    kernel = Kernel(net, theta)
    gradient = kernel.gradient
    state = [array.view() for array in (theta, gradient)]
    for view in state:
        view.flags.writeable = False
    step = -1
    for step, (x, y) in enumerate(batches):
        cost = kernel(x, y)
        # the squares of the gradient are quick to sum but overflow early: only then every entry is looked at
        if not (isfinite(cost) and (isfinite(gradient @ gradient) or np.isfinite(gradient).all())):
            return step
        eta = rate(step)
        see(step, cost, eta, *state)
        take_step(theta, gradient, eta)
    return step + 1


def _free_step(theta):
    move = np.empty_like(theta)

    def take_step(theta, gradient, eta):
        np.multiply(gradient, theta.dtype.type(eta), out=move)
        np.subtract(theta, move, out=theta)

    return take_step


def _step_within(where, start):
    """The step of descent in the coordinates of a Line or Plane; the coordinates are kept, so that rounding
    does not lead out of it."""
    c, distance = where.project(start)
    c = np.atleast_1d(c)
    if not distance <= 1e-6 * max(1.0, np.linalg.norm(start)):
        raise InputError(f"theta must be a point of the {type(where).__name__.lower()} to stay in, like "
                         f"plane.point(0, 0); it lies {distance:g} from it")
    D = where.directions

    def take_step(theta, gradient, eta):
        nonlocal c
        c = c - eta * (D @ gradient)
        theta[:] = where.point(*c)

    return take_step


def _batches(data, dtype, batch_size, steps, seed, deal):
    """(x, y) of every step. Each epoch deals all examples in a new order; the last batch takes what is left."""
    x, y = data.x.astype(dtype, copy=False), data.y.astype(dtype, copy=False)
    if batch_size is None:
        yield from itertools.repeat((x, y), steps)
        return
    x_batch, y_batch = (np.empty((batch_size, array.shape[1]), dtype) for array in (x, y))
    rng = np.random.default_rng((seed, 1))  # 1: not the stream that init draws from
    for done in range(0, steps, -(-len(data) // batch_size)):
        order = rng.permutation(len(data)).astype("int32")
        deal(order)
        for start in range(0, len(data), batch_size)[:steps - done]:
            rows = order[start:start + batch_size]
            m = len(rows)                                            # "clip": no copy to check the indices again
            yield (x.take(rows, axis=0, out=x_batch[:m], mode="clip"),
                   y.take(rows, axis=0, out=y_batch[:m], mode="clip"))


def _schedule(steps, record):
    """The steps whose states are kept, rising, the last state (`steps`) among them."""
    if record is None:
        kept = list(range(min(50, steps)))
        while kept[-1] + 1 < steps:
            kept.append(min(kept[-1] + max(1, kept[-1] // 20), steps))  # 5 % apart
    elif isinstance(record, Integral) and not isinstance(record, bool):
        if record < 1:
            raise InputError(f"record must be 1 or more: keep every so many steps; got {record}")
        return itertools.chain(range(0, steps, record), [steps])  # a long run makes no long list
    elif isinstance(record, Iterable) and not isinstance(record, str):
        kept = list(record)
        if not all(isinstance(s, Integral) and 0 <= s <= steps for s in kept):
            raise InputError(f"record must hold steps from 0 to {steps}, whole numbers; got {kept}")
    else:
        raise InputError(f"record must be None, a whole number, or a sequence of steps; got {record!r}")
    return [*sorted({int(s) for s in kept} - {steps}), steps]


def _batch(batch_size, n):
    if batch_size is None:
        return None
    if not isinstance(batch_size, Integral) or isinstance(batch_size, bool) or not 1 <= batch_size <= n:
        raise InputError(f"batch_size must be 1..{n}, at most the number of examples, or None for all of them; "
                         f"got {batch_size}")
    return int(batch_size)


def _count_steps(n, batch, epochs, steps):
    if (epochs is None) == (steps is None):
        raise InputError(f"give epochs or steps, one of the two; got epochs={epochs}, steps={steps}")
    name, count = ("epochs", epochs) if steps is None else ("steps", steps)
    if not isinstance(count, Integral) or isinstance(count, bool) or count < 1:
        raise InputError(f"{name} must be a whole number, 1 or more; got {count!r}")
    return int(count) if steps is not None else int(count) * -(-n // batch)


def _rate(learning_rate):
    """learning_rate as a function of the step, checked whenever it is asked."""
    def rate(step):
        eta = learning_rate(step) if callable(learning_rate) else learning_rate
        if not isinstance(eta, (Real, np.number)) or isinstance(eta, bool) or not (0 < eta < float("inf")):
            raise InputError(f"learning_rate must be a number > 0, or a function of the step that gives one; "
                             f"got {eta!r}"
                             + (f" at step {step}" if callable(learning_rate) else ""))
        return float(eta)

    first = rate(0)
    return rate if callable(learning_rate) else lambda step: first


def _versions():
    from nncore import __version__

    return {"nncore": __version__, "numpy": np.__version__, "python": platform.python_version()}
