"""What decides a run: the arguments of train, checked; as a recipe, small JSON and arrays; and back from a recipe.

ARRAYS is the table of all arrays that belong to a run itself: what writes, reads and checks them goes by it.
"""

import itertools
import platform
import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import astuple, dataclass
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
    """An array of a run: its kind of number, its shape, when it is there, and what it holds.

    K states kept, S steps taken, E epochs begun, P parameters, D vectors of a place, R steps, n examples, n_0 and n_L numbers
    in and out. What is K, S or E long grows row by row while training; all else is given to the run.
    """

    kind: str
    shape: str
    when: Callable[[Mapping[str, Any]], bool]
    meaning: str

    @property
    def grows(self) -> bool:
        return self.shape[0] in "KSE"


ARRAYS = {
    "theta": Entry("f", "K P", lambda r: True, "row k is the state before step[k]; the last row is the trained network"),
    "step": Entry("i8", "K", lambda r: True, "the steps whose states were kept"),
    "batch_cost": Entry("f8", "S", lambda r: True, "the cost of every step's batch, before that step"),
    "order": Entry("i4", "E n", lambda r: r["batch_size"] is not None, "how each epoch deals the examples, of mini-batches"),
    "rate": Entry("f8", "S", lambda r: r["learning_rate"] == "array", "the learning rate of every step, if it changes"),
    "start": Entry("f", "P", lambda r: r["start"] == "array", "theta to begin with, if it was given"),
    "record": Entry("i8", "R", lambda r: r["record"] == "array", "the steps to keep, if they were given"),
    "within": Entry("f8", "D P", lambda r: r["within"] is not None, "the line (its two points) or plane (origin, u, v) to stay in"),
    "rows": Entry("i8", "n", lambda r: r["data"]["rows"] == "array", "which examples of the data's source these are, if not all"),
    "x": Entry("f", "n n_0", lambda r: r["data"]["given"], "the examples, if they are own data, and small"),
    "y": Entry("f", "n n_L", lambda r: r["data"]["given"], "what is wanted of them"),
}


@dataclass(frozen=True, eq=False)
class Plan:
    """A run before it is run: the arguments of train, checked, with `rate` as a function of the step.

    recipe, inputs  all of it, in plain JSON and {name: array}: together enough to make the run again
    until           the step before which it ends; fewer than `steps` where a run that was stopped is made again
    """

    net: Network
    data: Dataset
    rate: Callable[[int], float]
    batch_size: int | None
    steps: int
    seed: int
    start: Array
    within: Line | Plane | None
    record: Any
    recipe: dict[str, Any]
    inputs: dict[str, Array]
    until: int

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
    rate, eta = _rate(learning_rate, steps)
    if not is_count(seed, 0):
        raise InputError(f"seed must be a whole number >= 0; got {seed!r}")
    start = net.init(seed) if theta is None else vector("theta", theta, net.n_parameters, net).copy()
    if not np.isfinite(start).all():
        raise InputError("theta must be finite numbers; it holds NaN or inf")
    if not (within is None or isinstance(within, (Line, Plane))):
        raise InputError(f"within must be a Line or a Plane; got {type(within).__name__}")
    record = _schedule(steps, record) if record is not None and not is_count(record) else record
    of_data, inputs = _describe_data(data)
    inputs |= {"start": start} if theta is not None else {}
    inputs |= {"record": np.array(record, "int64")} if isinstance(record, list) else {}
    inputs |= {"within": np.stack(astuple(within)[:3])} if within is not None else {}
    recipe = {
        "format": FORMAT, "network": {"sizes": list(net.sizes), "activations": list(net.activations)},
        "start": "array" if "start" in inputs else "init", "seed": int(seed), "learning_rate": eta, "batch_size": batch_size,
        "epochs": None if epochs is None else int(epochs), "steps": steps, "data": of_data, "dtype": start.dtype.str,
        "within": None if within is None else type(within).__name__.lower(),
        "record": "array" if "record" in inputs else None if record is None else int(record),
        "versions": {"nncore": VERSION, "numpy": np.__version__, "python": platform.python_version()},
    }
    return Plan(net, data, rate, batch_size, steps, int(seed), start, within, record, recipe, inputs,
                steps if until is None else until)


def plan_of(recipe, arrays, data=None, mnist_dir=None):
    """The Plan that a recipe tells of: the inverse of Plan.recipe and Plan.inputs.

    arrays     those of the recording, as far as there are any
    data       the Dataset, where the recipe cannot tell how to get it
    mnist_dir  the folder of MNIST, where the recipe asks for that
    Raises InputError where something lacks or is contradicted, DataError for other data than it names.
    """
    check_recipe("the recipe", recipe)
    if data is None:
        data = data_of(recipe, arrays, mnist_dir)
    elif not isinstance(data, Dataset) or data.sha256 != recipe["data"]["sha256"]:
        raise InputError(f"data must be the Dataset of the recipe, {recipe['data']['name']!r} of SHA-256 "
                         f"{recipe['data']['sha256']}; got another")
    rate, start, record, within = (_given(recipe, arrays, name) for name in ("rate", "start", "record", "within"))
    plan = make_plan(
        network_of(recipe), data, recipe["learning_rate"] if rate is None else _recorded(rate), recipe["batch_size"],
        recipe["epochs"], recipe["steps"] if recipe["epochs"] is None else None, recipe["seed"], start,
        recipe["record"] if record is None else record.tolist(),
        None if within is None else {"line": Line, "plane": Plane}[recipe["within"]](*within), recipe.get("stopped"))
    told = differences(plan.recipe, recipe)
    if told:
        raise InputError(f"the recipe contradicts itself or is altered: {told}. Record it again.")
    return plan


def data_of(recipe, arrays, mnist_dir=None):
    """The Dataset that a recording was trained on, the same to the byte; errors as of plan_of."""
    entry, (rows, x, y) = recipe["data"], (_given(recipe, arrays, name) for name in ("rows", "x", "y"))
    if x is not None:
        data = Dataset(x, y, name=entry["name"])
    elif entry["source"] is None:
        raise InputError(f"the recording does not hold its data {entry['name']!r}, they are larger than {OWN_DATA} bytes. "
                         "Give the Dataset itself: nncore.train_like(run, data), or --data from the shell.")
    else:
        data, rows = load(entry["source"], mnist_dir), entry["rows"] if rows is None else rows
        if isinstance(rows, list) and 0 <= rows[0] < rows[1] <= len(data):
            data = data.take(slice(*rows))
        elif not isinstance(rows, list) and 0 <= rows.min() and rows.max() < len(data):
            data = data.take(rows)
    if data.sha256 != entry["sha256"]:
        raise DataError(f"the data {entry['name']!r} are not those of the recipe: their SHA-256 is {data.sha256}, "
                        f"recorded was {entry['sha256']}. Take the files that it was trained on.")
    return data


def differences(one, other, but=("versions", "made_by", "sha256", "arrays", "data", "diverged", "stopped")):
    """In words, in which entries two recipes differ; '' where they ask for the same run."""
    keys = [key for key in {**one, **other} if key not in but]
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
        data, size, rate, record = (recipe[key] for key in ("data", "batch_size", "learning_rate", "record"))
        network_of(recipe)
        most = MOST_EXAMPLES if size is None else np.iinfo("int32").max
        sound = (all(isinstance(data[key], str) for key in ("name", "sha256")) and isinstance(data["given"], bool)
                 and is_count(data["examples"]) and data["examples"] <= most and (data["source"] is None) == (data["rows"] is None)
                 and (data["rows"] in (None, "array") or [is_count(row, 0) for row in data["rows"]] == [True, True])
                 and data["source"] in (None, "digits", "mnist/train", "mnist/test")
                 and (size is None or (is_count(size) and size <= data["examples"])) and is_count(recipe["seed"], 0)
                 and is_count(recipe["steps"]) and recipe["steps"] < 1 << 62
                 and (recipe["epochs"] is None or is_count(recipe["epochs"]))
                 and (rate == "array" or (type(rate) in (int, float) and 0 < rate < inf))
                 and (record in (None, "array") or is_count(record))
                 and recipe["start"] in ("init", "array") and recipe["within"] in (None, "line", "plane")
                 and recipe["dtype"] in ("<f4", "<f8") and isinstance(recipe["versions"], dict)
                 and all(is_count(recipe.get(end, 0), 0) for end in ("stopped", "diverged"))
                 and isinstance(recipe.get("made_by"), (str, type(None))))
    except (KeyError, TypeError, AttributeError, InputError) as error:
        raise RecordingError(f"{path}: its recipe is incomplete or altered ({type(error).__name__}: {error}). "
                             "Record it again.") from error
    if not sound:
        raise RecordingError(f"{path}: an entry of its recipe is not what a recipe holds. It was altered; record it again.")


def check_arrays(path, recipe, arrays):
    """Raise RecordingError unless the run's own arrays have the kinds and shapes of the table, and the steps kept rise."""
    net, n, S = network_of(recipe), recipe["data"]["examples"], arrays["batch_cost"].shape[0] if "batch_cost" in arrays else 0
    length = {"S": S, "E": -(-S // -(-n // (recipe["batch_size"] or n))), "P": net.n_parameters, "n": n,
              "n_0": net.sizes[0], "n_L": net.sizes[-1], "D": 2 if recipe["within"] == "line" else 3}
    for name, entry in ARRAYS.items():
        if entry.when(recipe) != (name in arrays):
            raise RecordingError(f"{path}: array {name} is {'there, and should not be' if name in arrays else 'missing'}. It is "
                                 "incomplete or altered; record it again.")
        if name in arrays:
            dtype, shape = arrays[name].dtype, arrays[name].shape
            length |= {"K": shape[0]} if name == "theta" and shape else {"R": shape[0]} if name == "record" and shape else {}
            kind, wanted = recipe["dtype"] if name in ("theta", "start") else entry.kind, tuple(map(length.get, entry.shape.split()))
            if shape != wanted or not (dtype.str.endswith(kind) or dtype.kind == kind) or not length["K"]:
                raise RecordingError(f"{path}: {name} must be {kind} {wanted}; got {dtype.str} {shape}. It was altered; record "
                                     "it again.")
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
    entry = {"name": data.name, "sha256": data.sha256, "examples": len(data), "source": data.source, "rows": None, "given": False}
    if data.source is None:
        small = data.x.nbytes + data.y.nbytes <= OWN_DATA
        return {**entry, "given": small}, {"x": data.x, "y": data.y} if small else {}
    if (np.diff(data.index) == 1).all():
        return {**entry, "rows": [int(data.index[0]), int(data.index[-1]) + 1]}, {}
    return {**entry, "rows": "array"}, {"rows": data.index.astype("int64")}


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
