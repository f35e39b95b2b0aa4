"""What decides a run: the arguments of train, checked; their recipe in JSON; and from a recipe the arguments again."""

import itertools
import platform
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from math import inf
from numbers import Integral, Real
from typing import Any

import numpy as np

from nncore.data import Dataset, check_fits
from nncore.errors import InputError
from nncore.store.folder import FORMAT, MOST_EXAMPLES, network_of
from nncore.landscape import Line, Plane
from nncore.network import Network
from nncore.npy import pack, unpack
from nncore.origin import data_of, describe_data
from nncore.schedule import describe_rate, rate_of


@dataclass(frozen=True, eq=False)
class Plan:
    """A run before it is run.

    start    (P,) theta to begin with
    rate     eta of a step, checked whenever it is asked; changes: whether it is a function of the step
    within   the Line or Plane to stay in, or None
    recipe   all of it in plain JSON: enough to make the run again
    """

    net: Network
    data: Dataset
    learning_rate: object
    rate: Callable[[int], float]
    batch_size: int | None
    steps: int
    seed: int
    start: np.ndarray
    record: object
    within: Line | Plane | None
    recipe: dict[str, Any]

    @property
    def changes(self):
        return callable(self.learning_rate)

    @property
    def per_epoch(self):
        """Steps in an epoch."""
        return -(-len(self.data) // (self.batch_size or len(self.data)))

    def kept(self):
        """The steps whose states are kept, rising, the last state (`steps`) among them."""
        return iter(_schedule(self.steps, self.record))

    @property
    def states(self):
        """How many that will be."""
        return -(-self.steps // int(self.record)) + 1 if isinstance(self.record, Integral) else len(list(self.kept()))

    def finished(self, done, finite, rates):
        """The recipe when the run is over: after how many steps, and with the rates (S,) that a function gave."""
        whole = done == self.steps and finite
        rate = {} if rates is None else {"learning_rate": describe_rate(self.learning_rate, rates)}
        return {**self.recipe, **rate, **({} if whole else {"diverged": done})}


def make_plan(net, data, learning_rate=1.5, batch_size=100, epochs=None, steps=None, seed=0,
              theta=None, record=None, within=None):
    """The Plan of these arguments of train. Raises InputError for what cannot be right."""
    check_fits(net, data)
    batch_size = _batch(batch_size, len(data))
    steps = _count_steps(len(data), batch_size or len(data), epochs, steps)
    rate = _rate(learning_rate)
    if not isinstance(seed, Integral) or seed < 0:
        raise InputError(f"seed must be a whole number >= 0; got {seed!r}")
    start = net.init(seed) if theta is None else net._check_theta(theta).copy()
    if not np.isfinite(start).all():
        raise InputError("theta must be finite numbers; it holds NaN or inf")
    kept = _schedule(steps, record)
    if not (record is None or isinstance(record, Integral)):
        record = kept  # it may have been an iterator
    recipe = {
        "format": FORMAT,
        "network": {"sizes": list(net.sizes),
                    "activation": net.activation if isinstance(net.activation, str) else list(net.activation)},
        "start": {"init": int(seed)} if theta is None else {"given": pack(start)},
        "seed": int(seed),
        "learning_rate": describe_rate(learning_rate),
        "batch_size": batch_size, "epochs": None if epochs is None else int(epochs), "steps": steps,
        "data": describe_data(data),
        "dtype": start.dtype.str,
        **({} if within is None else {"within": _describe_place(within)}),
        "record": (None if record is None else int(record) if isinstance(record, Integral)
                   else {"steps": pack(np.array(kept, "int64"))}),
        "versions": _versions(),
    }
    return Plan(net, data, learning_rate, rate, batch_size, steps, int(seed), start, record, within, recipe)


def plan_of(recipe, data=None, mnist_dir=None):
    """The Plan that a recipe tells of: the inverse of Plan.recipe.

    data       the Dataset, where the recipe does not tell how to get it
    mnist_dir  the folder of MNIST, where the recipe asks for that
    Raises InputError where the recipe lacks something or contradicts itself, DataError for other data than it names.
    """
    if data is None:
        data = data_of(recipe["data"], mnist_dir)
    elif not isinstance(data, Dataset) or data.sha256 != recipe["data"]["sha256"]:
        raise InputError(f"data must be the Dataset of the recipe, {recipe['data']['name']!r} of SHA-256 "
                         f"{recipe['data']['sha256']}; got another")
    start, record = _part(recipe, "start"), recipe.get("record")
    plan = make_plan(
        network_of(recipe), data, rate_of(recipe["learning_rate"]), recipe["batch_size"], recipe.get("epochs"),
        recipe.get("steps") if recipe.get("epochs") is None else None, recipe["seed"],
        unpack(start["given"], "theta, the start of the run,") if "given" in start else None,
        unpack(record.get("steps"), "the steps to keep") if isinstance(record, dict) else record,
        _place_of(recipe["within"]) if "within" in recipe else None)
    told = differences(plan.finished(plan.steps, True, None), recipe, but=("learning_rate", "data", "diverged"))
    if told:
        raise InputError(f"the recipe contradicts itself or is altered: {told}. Record it again.")
    return plan


def differences(one, other, but=()):
    """In words, in which entries two recipes differ; '' where they ask for the same run. Versions do not count."""
    keys = [key for key in {**one, **other} if key not in ("versions", "sha256", "arrays", *but)]
    return ", ".join(f"{key} {_shown(one, key)}, not {_shown(other, key)}"
                     for key in keys if one.get(key) != other.get(key))


def _shown(recipe, key):
    value = str(recipe.get(key))
    return value if len(value) < 80 else value[:80] + "..."


def _part(recipe, key):
    if not isinstance(recipe.get(key), dict):
        raise InputError(f"the recipe does not tell the {key} of the run; got {_shown(recipe, key)}")
    return recipe[key]


def _describe_place(within):
    if isinstance(within, Line):
        return {"line": [pack(point) for point in (within.theta_a, within.theta_b)]}
    if isinstance(within, Plane):
        return {"plane": [pack(vector) for vector in (within.origin, within.u, within.v)]}
    raise InputError(f"within must be a Line or a Plane; got {type(within).__name__}")


def _place_of(description):
    for name, kind, count in (("line", Line, 2), ("plane", Plane, 3)):
        vectors = description.get(name) if isinstance(description, dict) else None
        if isinstance(vectors, list) and len(vectors) == count:
            return kind(*(unpack(vector, f"the {name} to stay in") for vector in vectors))
    return unpack(None, "the line or plane to stay in")  # raises: it was recorded by an older nncore


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
    if batch_size is None and n > MOST_EXAMPLES:
        raise InputError(f"a full batch has at most {MOST_EXAMPLES} examples; got {n}. Take mini-batches.")
    if batch_size is None:
        return None
    if not isinstance(batch_size, Integral) or isinstance(batch_size, bool) or not 1 <= int(batch_size) <= n:
        raise InputError(f"batch_size must be 1..{n}, at most the number of examples, or None for all of them; "
                         f"got {batch_size}")
    return int(batch_size)


def _count_steps(n, batch, epochs, steps):
    if (epochs is None) == (steps is None):
        raise InputError(f"give epochs or steps, one of the two; got epochs={epochs}, steps={steps}")
    name, count = ("epochs", epochs) if steps is None else ("steps", steps)
    if not isinstance(count, Integral) or isinstance(count, bool) or count < 1:
        raise InputError(f"{name} must be a whole number, 1 or more; got {count!r}")
    total = int(count) if steps is not None else int(count) * -(-n // batch)
    if total >= 1 << 62:
        raise InputError(f"{name} must be fewer: {total} steps cannot be counted")
    return total


def _rate(learning_rate):
    """learning_rate as a function of the step, checked whenever it is asked."""
    def rate(step):
        eta = learning_rate(step) if callable(learning_rate) else learning_rate
        if not isinstance(eta, (Real, np.number)) or isinstance(eta, bool) or not (0 < float(eta) < inf):
            raise InputError(f"learning_rate must be a number > 0, or a function of the step that gives one; "
                             f"got {eta!r}"
                             + (f" at step {step}" if callable(learning_rate) else ""))
        return float(eta)

    if callable(learning_rate):
        return rate
    always = rate(0)
    return lambda step: always


def _versions():
    from nncore import __version__

    return {"nncore": __version__, "numpy": np.__version__, "python": platform.python_version()}
