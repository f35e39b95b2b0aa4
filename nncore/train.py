"""Gradient descent: theta <- theta - eta dC/dtheta, over the whole data set or over mini-batches of it."""

import platform
from collections.abc import Iterable
from contextlib import ExitStack
from numbers import Integral, Real

import numpy as np
from threadpoolctl import threadpool_limits

from nncore.data import Dataset, check_fits
from nncore.errors import Diverged, InputError
from nncore.folder import FORMAT
from nncore.npy import NpyWriter, describe
from nncore.recording import Home, Recording


def train(net, data, learning_rate=1.5, batch_size=100, epochs=None, steps=None, seed=0,
          theta=None, record=None, callback=None):
    """Train a network by gradient descent and record the run.

    net, data       a Network, and the Dataset to train it on
    learning_rate   eta, a number > 0, or a function of the step that gives one
    batch_size      examples a step, dealt anew every epoch; None: the full batch, every step all examples
    epochs, steps   how long, one of the two: passes over the data, or single steps
    seed            of the start theta and of the order in which the examples are dealt
    theta           (P,) where to start; default net.init(seed)
    record          which states to keep: an int (every so many steps), a sequence of steps, or None (each of the
                    first 50 steps, then ever fewer); the last is always kept
    callback        called before each step as callback(step, theta, gradient), both (P,) and read-only

    Returns a Recording. Its arrays stream to temporary files while training, so memory does not grow with the run.
    The same arguments give the same bytes: BLAS is held to one thread (these matrices are tiny: more threads
    make them slower, and may add in another order).
    Raises InputError for arguments that cannot be right, Diverged (with what was recorded) when the cost or
    theta stops being finite.
    """
    check_fits(net, _dataset(data))
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
        "network": {"sizes": list(net.sizes), "activation": net.activation},
        "start": {"init": seed} if theta is None else {"given": describe(start)["sha256"]},
        "seed": int(seed),
        "learning_rate": "a function of the step; its values are the array rate" if callable(learning_rate) else float(learning_rate),
        "batch_size": batch_size, "epochs": epochs, "steps": steps,
        "data": {"name": data.name, "sha256": data.sha256, "examples": len(data), "origin": data.origin},
        "dtype": start.dtype.str,
        "record": "given steps" if isinstance(record, Iterable) else record,
        "versions": _versions(),
    }
    home = Home()
    with threadpool_limits(1), np.errstate(over="ignore", invalid="ignore"):
        stopped = _descend(net, data, start, rate, batch_size, steps, seed,
                           _schedule(steps, record), callback, home, callable(learning_rate))
    if stopped is None:
        return Recording(recipe, home.arrays(), home=home)
    run = Recording({**recipe, "diverged": stopped}, home.arrays(), home=home)
    raise Diverged(f"training diverged: after step {stopped - 1} the cost or theta is no longer finite, with learning rate "
                   f"{rate(max(stopped - 1, 0)):g}. Try a smaller one; this error's .run holds what was recorded until then.",
                   stopped, run)


def _descend(net, data, theta, rate, batch_size, steps, seed, kept, callback, home, keep_rate):
    """Take the steps and write the arrays; None, or the step before which the numbers ceased to be finite."""
    gradient = np.empty_like(theta)
    seen = [array.view() for array in (theta, gradient)]
    for view in seen:
        view.flags.writeable = False
    with ExitStack() as files:
        def writer(name, dtype, *row):
            return files.enter_context(NpyWriter(home.path / f"{name}.npy", dtype, row))

        thetas, at, costs = writer("theta", theta.dtype, net.size), writer("step", "int64"), writer("batch_cost", "float64")
        rates = writer("rate", "float64") if keep_rate else None
        kept, last = iter(kept), None
        wanted = next(kept)
        for step, (x, y) in enumerate(_batches(data, theta.dtype, batch_size, steps, seed, writer)):
            cost = net._cost_and_gradient(theta, x, y, out=gradient)
            if not (np.isfinite(cost) and np.isfinite(gradient.sum())):
                break
            if step == wanted:
                thetas.write(theta)
                at.write(np.int64(step))
                last, wanted = step, next(kept)
            if callback is not None:
                callback(step, *seen)
            costs.write(np.float64(cost))
            eta = rate(step)
            if rates:
                rates.write(np.float64(eta))
            theta -= theta.dtype.type(eta) * gradient
        else:
            step = steps
        finite = np.isfinite(theta).all()
        if step != last and (finite or last is None):
            thetas.write(theta)
            at.write(np.int64(step))
    return None if step == steps and finite else step


def _batches(data, dtype, batch_size, steps, seed, writer):
    """(x, y) of every step. Each epoch deals all examples in a new order; the last batch takes what is left."""
    x, y = data.x.astype(dtype, copy=False), data.y.astype(dtype, copy=False)
    if batch_size is None:
        for _ in range(steps):
            yield x, y
        return
    rng, order = np.random.default_rng((seed, 1)), writer("order", "int32", len(data))  # 1: not the stream of init
    for done in range(0, steps, -(-len(data) // batch_size)):
        dealt = rng.permutation(len(data)).astype("int32")
        order.write(dealt)
        for start in range(0, len(data), batch_size)[:steps - done]:
            rows = dealt[start:start + batch_size]
            yield x[rows], y[rows]


def _schedule(steps, record):
    """The steps whose states are kept, rising, the last state (`steps`) among them."""
    if record is None:
        kept = list(range(min(50, steps)))
        while kept[-1] + 1 < steps:
            kept.append(min(kept[-1] + max(1, kept[-1] // 20), steps))  # 5 % apart
    elif isinstance(record, Integral) and not isinstance(record, bool):
        if record < 1:
            raise InputError(f"record must be 1 or more: keep every so many steps; got {record}")
        kept = range(0, steps, record)
    elif isinstance(record, Iterable) and not isinstance(record, str):
        kept = list(record)
        if not all(isinstance(s, Integral) and 0 <= s <= steps for s in kept):
            raise InputError(f"record must hold steps from 0 to {steps}, whole numbers; got {kept}")
    else:
        raise InputError(f"record must be None, a whole number, or a sequence of steps; got {record!r}")
    return [*sorted({int(s) for s in kept} - {steps}), steps]


def _dataset(data):
    if not isinstance(data, Dataset):
        raise InputError(f"data must be a Dataset: nncore.load_digits(), or nncore.Dataset(x, y); got {type(data).__name__}")
    return data


def _batch(batch_size, n):
    if batch_size is None:
        return None
    if not isinstance(batch_size, Integral) or isinstance(batch_size, bool) or not 1 <= batch_size <= n:
        raise InputError(f"batch_size must be 1..{n}, at most the number of examples, or None for all of them; got {batch_size}")
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
            raise InputError(f"learning_rate must be a number > 0, or a function of the step that gives one; got {eta!r}"
                             + (f" at step {step}" if callable(learning_rate) else ""))
        return float(eta)

    rate(0)
    return rate


def _versions():
    from nncore import __version__

    return {"nncore": __version__, "numpy": np.__version__, "python": platform.python_version()}
