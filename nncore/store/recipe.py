"""What decides a run: the arguments of train, checked; as a recipe, small JSON and arrays; and back from a recipe.

ARRAYS is the table of all arrays that belong to a run itself: what writes, reads and checks them goes by it.
"""

import itertools
import platform
import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from math import inf
from numbers import Real
from typing import Any, NamedTuple

import numpy as np

from nncore._types import Array, is_count, vector
from nncore.data import Dataset, check_fits, load
from nncore.errors import DataError, InputError, RecordingError
from nncore.landscape import Line, Plane
from nncore.network import Network

VERSION = "0.2.0"           # of nncore
FORMAT = 2
OWN_DATA = 1 << 20          # bytes of own examples that a recording holds itself; of more, their hash
MOST_EXAMPLES = 50_000_000  # of a full batch: their indices still fit into memory
NAME = re.compile(r"[A-Za-z][A-Za-z0-9_]{0,63}")  # of an array


class Entry(NamedTuple):
    """An array of a run: its kind of number, its shape in the letters below, when it is there, and what it holds.

    K states kept, S steps taken, E epochs begun, P parameters, n examples, n_0 and n_L numbers in and out. What is K, S or
    E long grows row by row while training; all else is given to the run.
    """

    kind: str
    shape: tuple[str, ...]
    when: Callable[[Mapping[str, Any]], bool]
    meaning: str

    @property
    def grows(self) -> bool:
        return self.shape[0] in "KSE"


ARRAYS = {
    "theta": Entry("f", ("K", "P"), lambda recipe: True,
                   "row k is the state before step[k]; the last row is the trained network"),
    "step": Entry("i8", ("K",), lambda recipe: True, "which steps' states were kept"),
    "batch_cost": Entry("f8", ("S",), lambda recipe: True, "the cost of every step's batch, before that step"),
    "order": Entry("i4", ("E", "n"), lambda recipe: recipe["batch_size"] is not None,
                   "the order in which each epoch deals the examples (of mini-batches)"),
    "rate": Entry("f8", ("S",), lambda recipe: recipe["learning_rate"] == "array",
                  "the learning rate of every step (where it changes)"),
    "start": Entry("f", ("P",), lambda recipe: recipe["start"] == "array", "theta to begin with (where it was given)"),
    "record": Entry("i8", ("R",), lambda recipe: recipe["record"] == "array", "the steps to keep (where they were given)"),
    "within": Entry("f8", ("D", "P"), lambda recipe: recipe["within"] is not None,
                    "the line (theta_a, theta_b) or plane (origin, u, v) that the run stays in"),
    "rows": Entry("i8", ("n",), lambda recipe: recipe["data"]["rows"] == "array",
                  "which examples of the data's source these are (where they do not follow one another)"),
    "x": Entry("f", ("n", "n_0"), lambda recipe: recipe["data"]["given"], "the examples (own data, small)"),
    "y": Entry("f", ("n", "n_L"), lambda recipe: recipe["data"]["given"], "what is wanted of them (own data, small)"),
}


@dataclass(frozen=True, eq=False)
class Plan:
    """A run before it is run.

    start   (P,) theta to begin with
    rate    eta of a step, checked whenever it is asked
    within  the Line or Plane to stay in, or None
    recipe  all of it in plain JSON, but for
    inputs  {name: array} what of it is arrays: together enough to make the run again
    until   the step before which it ends, fewer than `steps` where a run that was stopped is made again
    """

    net: Network
    data: Dataset
    rate: Callable[[int], float]
    batch_size: int | None
    steps: int
    seed: int
    start: Array
    record: Any
    within: Line | Plane | None
    recipe: dict[str, Any]
    inputs: dict[str, Array]
    until: int

    @property
    def changes(self) -> bool:
        """Whether the rate does."""
        return ARRAYS["rate"].when(self.recipe)

    @property
    def per_epoch(self) -> int:
        """Steps in an epoch."""
        return -(-len(self.data) // (self.batch_size or len(self.data)))

    def kept(self) -> Iterator[int]:
        """The steps whose states are kept, rising, the last state (`steps`) among them."""
        return iter(_schedule(self.steps, self.record))


def make_plan(net, data, learning_rate=1.5, batch_size=100, epochs=None, steps=None, seed=0, theta=None, record=None,
              within=None, until=None):
    """The Plan of these arguments of train. Raises InputError for what cannot be right."""
    check_fits(net, data)
    batch_size = _batch(batch_size, len(data))
    steps = _count_steps(len(data), batch_size or len(data), epochs, steps)
    if not is_count(seed, 0):
        raise InputError(f"seed must be a whole number >= 0; got {seed!r}")
    start = net.init(seed) if theta is None else vector("theta", theta, net.n_parameters, net).copy()
    if not np.isfinite(start).all():
        raise InputError("theta must be finite numbers; it holds NaN or inf")
    if not (within is None or isinstance(within, (Line, Plane))):
        raise InputError(f"within must be a Line or a Plane; got {type(within).__name__}")
    kept = _schedule(steps, record)
    record = record if record is None or is_count(record) else np.array(kept, "int64")
    rate, eta = _rate(learning_rate, steps)
    data_entry, inputs = _describe_data(data)
    inputs |= {} if theta is None else {"start": start}
    inputs |= {"record": record} if isinstance(record, np.ndarray) else {}
    inputs |= {} if within is None else {"within": np.array(
        [within.theta_a, within.theta_b] if isinstance(within, Line) else [within.origin, within.u, within.v])}
    recipe = {
        "format": FORMAT,
        "network": {"sizes": list(net.sizes), "activations": list(net.activations)},
        "start": "init" if theta is None else "array",
        "seed": int(seed),
        "learning_rate": eta,
        "batch_size": batch_size, "epochs": None if epochs is None else int(epochs), "steps": steps,
        "data": data_entry,
        "dtype": start.dtype.str,
        "within": None if within is None else type(within).__name__.lower(),
        "record": record if record is None else int(record) if is_count(record) else "array",
        "versions": {"nncore": VERSION, "numpy": np.__version__, "python": platform.python_version()},
    }
    return Plan(net, data, rate, batch_size, steps, int(seed), start, record, within, recipe, inputs,
                steps if until is None else min(until, steps))


def plan_of(recipe, arrays, data=None, mnist_dir=None):
    """The Plan that a recipe tells of: the inverse of Plan.recipe and Plan.inputs.

    arrays     those of the recording, as far as there are any
    data       the Dataset, where the recipe cannot tell how to get it
    mnist_dir  the folder of MNIST, where the recipe asks for that
    Raises InputError where something lacks or is contradicted, DataError for other data than it names.
    """
    check_recipe("the recipe", recipe)
    given = {name: _given(recipe, arrays, name) for name, entry in ARRAYS.items() if not entry.grows or name == "rate"}
    if data is None:
        data = _data_of(recipe["data"], given, mnist_dir)
    elif not isinstance(data, Dataset) or data.sha256 != recipe["data"]["sha256"]:
        raise InputError(f"data must be the Dataset of the recipe, {recipe['data']['name']!r} of SHA-256 "
                         f"{recipe['data']['sha256']}; got another")
    rate, within = recipe["learning_rate"], given["within"]
    plan = make_plan(
        network_of(recipe), data, rate if given["rate"] is None else _recorded(given["rate"]), recipe["batch_size"],
        recipe["epochs"], recipe["steps"] if recipe["epochs"] is None else None, recipe["seed"], given["start"],
        recipe["record"] if given["record"] is None else given["record"].tolist(),
        None if within is None else (Line if recipe["within"] == "line" else Plane)(*within), recipe.get("stopped"))
    told = differences(plan.recipe, recipe, but=("data", "diverged", "stopped"))
    if told:
        raise InputError(f"the recipe contradicts itself or is altered: {told}. Record it again.")
    return plan


def data_of(recipe, arrays, mnist_dir=None):
    """The Dataset that a recording was trained on, the same to the byte; errors as of plan_of."""
    return _data_of(recipe["data"], {name: _given(recipe, arrays, name) for name in ("rows", "x", "y")}, mnist_dir)


def differences(one, other, but=()):
    """In words, in which entries two recipes differ; '' where they ask for the same run. Who ran it does not count."""
    keys = [key for key in {**one, **other} if key not in ("versions", "made_by", "sha256", "arrays", *but)]
    return ", ".join(f"{key} {str(one.get(key))[:80]}, not {str(other.get(key))[:80]}"
                     for key in keys if one.get(key) != other.get(key))


def network_of(recipe):
    """The Network that a recipe names."""
    return Network(recipe["network"]["sizes"], recipe["network"]["activations"])


def check_recipe(path, recipe):
    """Raise RecordingError unless the recipe has the structure that the code relies on."""
    try:
        if recipe["format"] != FORMAT:
            raise RecordingError(f"{path} has format {recipe['format']!r}; this nncore reads format {FORMAT}. "
                                 "Record it again, or read it with the nncore that wrote it.")
        data, size, net = recipe["data"], recipe["batch_size"], network_of(recipe)
        rate, record, rows = recipe["learning_rate"], recipe["record"], data["rows"]
        most = MOST_EXAMPLES if size is None else np.iinfo("int32").max
        sound = (all(isinstance(value, str) for value in (data["name"], data["sha256"]))
                 and is_count(data["examples"]) and data["examples"] <= most and isinstance(data["given"], bool)
                 and data["source"] in (None, "digits", "mnist/train", "mnist/test")
                 and (rows in (None, "array") or (len(rows) == 2 and all(is_count(row, 0) for row in rows)))
                 and (size is None or (is_count(size) and size <= data["examples"]))
                 and is_count(recipe["seed"], 0) and is_count(recipe["steps"]) and recipe["steps"] < 1 << 62
                 and (recipe["epochs"] is None or is_count(recipe["epochs"]))
                 and (rate == "array" or (isinstance(rate, (int, float)) and 0 < rate < inf))
                 and (record in (None, "array") or is_count(record))
                 and recipe["start"] in ("init", "array") and recipe["within"] in (None, "line", "plane")
                 and recipe["dtype"] in ("<f4", "<f8") and isinstance(recipe["versions"], dict)
                 and all(is_count(recipe.get(end, 0), 0) for end in ("stopped", "diverged")) and net.depth)
    except (KeyError, TypeError, AttributeError, InputError) as error:
        raise RecordingError(f"{path}: its recipe is incomplete or altered ({type(error).__name__}: {error}). "
                             "Record it again.") from error
    if not sound:
        raise RecordingError(f"{path}: an entry of its recipe is not what a recipe holds. It was altered; record it again.")


def check_arrays(path, recipe, arrays):
    """Raise RecordingError unless the run's own arrays have the kinds and shapes of the table, and the steps kept rise."""
    net, n, S = network_of(recipe), recipe["data"]["examples"], arrays["batch_cost"].shape[0] if "batch_cost" in arrays else 0
    letters = {"K": None, "S": S, "E": -(-S // -(-n // (recipe["batch_size"] or n))), "P": net.n_parameters, "n": n, "R": None,
               "n_0": net.sizes[0], "n_L": net.sizes[-1], "D": 2 if recipe["within"] == "line" else 3}
    for name, entry in ARRAYS.items():
        if entry.when(recipe) != (name in arrays):
            raise RecordingError(f"{path}: array {name} is {'there, and should not be' if name in arrays else 'missing'}. It is "
                                 "incomplete or altered; record it again.")
        if name not in arrays:
            continue
        dtype, shape = arrays[name].dtype, arrays[name].shape
        if len(shape) and letters[entry.shape[0]] is None:
            letters[entry.shape[0]] = shape[0]          # the first to have it says how long
        wanted, kind = tuple(letters[letter] for letter in entry.shape), recipe["dtype"] if name in ("theta", "start") else entry.kind
        if shape != wanted or not dtype.str.endswith(kind) and dtype.kind != kind or not letters["K"]:
            raise RecordingError(f"{path}: {name} must be {kind} {wanted}; got {dtype.str} {shape}. It was altered; record it "
                                 "again.")
    step = arrays["step"].array()
    if step[0] < 0 or step[-1] > S or (step[1:] <= step[:-1]).any():
        raise RecordingError(f"{path}: step must rise, from 0 or later to {S} or earlier. It was altered; record it again.")


def _given(recipe, arrays, name):
    """An array of the recording; None where the recipe has none. Raises InputError where it should be there."""
    if not ARRAYS[name].when(recipe):
        return None
    if name not in arrays:
        raise InputError(f"the recipe alone does not tell {name}: {ARRAYS[name].meaning}. Give the recording itself.")
    return np.asarray(arrays[name])


def _describe_data(data):
    """What a recipe keeps of a Dataset: how to get it again; and the arrays that this takes."""
    entry = {"name": data.name, "sha256": data.sha256, "examples": len(data), "source": data.source, "rows": None,
             "given": False}
    if data.source is None:
        small = data.x.nbytes + data.y.nbytes <= OWN_DATA
        return {**entry, "given": small}, {"x": data.x, "y": data.y} if small else {}
    if (np.diff(data.index) == 1).all():
        return {**entry, "rows": [int(data.index[0]), int(data.index[-1]) + 1]}, {}
    return {**entry, "rows": "array"}, {"rows": data.index.astype("int64")}


def _data_of(entry, given, mnist_dir):
    if entry["source"] is None and not entry["given"]:
        raise InputError(f"the recording does not hold its data {entry['name']!r}, they are larger than {OWN_DATA} bytes. "
                         "Give the Dataset itself: nncore.train_like(run, data), or --data from the shell.")
    try:
        if entry["given"]:
            data = Dataset(given["x"], given["y"], name=entry["name"])
        else:
            data = load(entry["source"], mnist_dir)
            rows = given["rows"] if entry["rows"] == "array" else np.arange(*entry["rows"] or (0, len(data)))
            if len(rows) > len(data):
                raise IndexError(f"{len(rows)} rows of {len(data)}")
            data = data.take(rows)
    except (IndexError, MemoryError, TypeError) as error:
        raise DataError(f"the rows of the data {entry['name']!r} are not those of its source ({error})") from error
    if data.sha256 != entry["sha256"]:
        raise DataError(f"the data {entry['name']!r} are not those of the recipe: their SHA-256 is {data.sha256}, "
                        f"recorded was {entry['sha256']}. Take the files that it was trained on.")
    return data


def _schedule(steps, record):
    """The steps whose states are kept, rising, the last state (`steps`) among them."""
    if record is None:
        kept = list(range(min(50, steps)))
        while kept[-1] + 1 < steps:
            kept.append(min(kept[-1] + max(1, kept[-1] // 20), steps))  # 5 % apart
    elif is_count(record):
        return itertools.chain(range(0, steps, record), [steps])  # a long run makes no long list
    elif isinstance(record, Iterable) and not isinstance(record, str):
        kept = list(record)
        if not all(is_count(s, 0) and s <= steps for s in kept):
            raise InputError(f"record must hold steps from 0 to {steps}, whole numbers; got {str(kept)[:80]}")
    else:
        raise InputError(f"record must be None, a whole number (1 or more: keep every so many steps), or a sequence of steps; "
                         f"got {record!r}")
    return [*sorted({int(s) for s in kept} - {steps}), steps]


def _batch(batch_size, n):
    if batch_size is None and n > MOST_EXAMPLES:
        raise InputError(f"a full batch has at most {MOST_EXAMPLES} examples; got {n}. Take mini-batches.")
    if batch_size is not None and not (is_count(batch_size) and batch_size <= n):
        raise InputError(f"batch_size must be 1..{n}, at most the number of examples, or None for all of them; "
                         f"got {batch_size}")
    return None if batch_size is None else int(batch_size)


def _count_steps(n, batch, epochs, steps):
    if (epochs is None) == (steps is None):
        raise InputError(f"give epochs or steps, one of the two; got epochs={epochs}, steps={steps}")
    name, count = ("epochs", epochs) if steps is None else ("steps", steps)
    if not is_count(count):
        raise InputError(f"{name} must be a whole number, 1 or more; got {count!r}")
    total = int(count) if steps is not None else int(count) * -(-n // batch)
    if total >= 1 << 62:
        raise InputError(f"{name} must be fewer: {total} steps cannot be counted")
    return total


def _rate(learning_rate, steps):
    """learning_rate as a function of the step, checked whenever it is asked; and what a recipe says of it."""
    def checked(eta, where=""):
        if not isinstance(eta, (Real, np.number)) or isinstance(eta, bool) or not 0 < float(eta) < inf:
            raise InputError("learning_rate must be a number > 0, an array (S,) of one for every step, or a function of the "
                             f"step that gives one; got {eta!r}{where}")
        return float(eta)

    if callable(learning_rate):
        return lambda step: checked(learning_rate(step), f" at step {step}"), "array"
    if np.ndim(learning_rate) == 0:
        eta = checked(learning_rate.item() if isinstance(learning_rate, np.ndarray) else learning_rate)
        return lambda step: eta, eta
    if np.shape(learning_rate) != (steps,):
        raise InputError(f"learning_rate must be ({steps},), one for every step; got {np.shape(learning_rate)}")
    rates = [checked(eta, f" at step {step}") for step, eta in enumerate(learning_rate)]
    return rates.__getitem__, "array"


def _recorded(rates):
    def recorded(step):
        if not step < len(rates):
            raise InputError(f"the recording holds the learning rates of {len(rates)} steps; it has none for step {step}")
        return rates[step]

    return recorded
