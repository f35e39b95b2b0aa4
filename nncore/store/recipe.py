"""What decides a run: the arguments of train, checked; as a recipe, small JSON and arrays; and back from a recipe.

ARRAYS is the table of all arrays that belong to a run itself: what writes, reads and checks them goes by it; RULES is that of
the recipe's entries, whether they come from a caller or from a file."""

import platform
import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import astuple, dataclass
from itertools import chain
from math import inf, nan
from numbers import Real
from typing import Any, NamedTuple

import numpy as np

from nncore._types import Array, is_count, vector
from nncore.data import SOURCES, Dataset, check_fits, load
from nncore.errors import DataError, InputError, RecordingError, require
from nncore.landscape import Line, Plane
from nncore.network import Network

VERSION, FORMAT = "0.2.0", 2
RATE, BATCH, EPOCHS = 1.5, 100, 30    # the defaults, in the command line too; EPOCHS where neither these nor steps are given
OWN_DATA = 1 << 20          # bytes of own examples that a recording holds itself; of more, their hash
MOST_EXAMPLES = 50_000_000  # of a full batch: their indices still fit into memory
NAME = re.compile(r"[A-Za-z][A-Za-z0-9_]{0,63}")  # of an array

class Entry(NamedTuple):
    """An array of a run: its kind of number, its shape, when it is there, and what it holds.
    K states kept, S steps taken and E epochs begun grow row by row while training; all else is given to the run: P parameters,
    D vectors of a place, R steps, n examples, n_0 and n_L numbers in and out."""
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
    "rows": Entry("i8", "n", lambda r: r["data"]["rows"] == "array", "which examples of the data's source these are, if not the first"),
    "x": Entry("f", "n n_0", lambda r: r["data"]["given"], "the examples, if they are own data, and small"),
    "y": Entry("f", "n n_L", lambda r: r["data"]["given"], "what is wanted of them")}

def _is_rate(value):
    return isinstance(value, (Real, np.number)) and not isinstance(value, bool) and 0 < float(value) < inf

def _is_data(data, recipe):
    rows, source = data["rows"], data["source"]
    return (isinstance(data["name"], str) and isinstance(data["sha256"], str) and isinstance(data["given"], bool) and source in SOURCES
            and rows in (None, "array") and is_count(data["examples"]) and data["examples"] <= np.iinfo("int32").max)

RULES = {  # an entry of the recipe: (what it must be, whether it is that)
    "format": (f"{FORMAT}, of what this nncore reads: record it again", lambda v, recipe: v == FORMAT),
    "network": ("sizes and activations", lambda v, recipe: network_of(recipe)),
    "data": ("what tells a data set", _is_data),
    "batch_size": ("1 or more and at most the number of examples, or None for all of them", lambda v, recipe: (
        recipe["data"]["examples"] <= MOST_EXAMPLES if v is None else is_count(v) and v <= recipe["data"]["examples"])),
    "epochs": ("a whole number, 1 or more", lambda v, recipe: v is None or is_count(v)),
    "steps": ("a whole number, 1 or more; so where it stopped or diverged", lambda v, recipe: (
        is_count(v) and v < 1 << 62 and all(is_count(recipe.get(end, 0), 0) for end in ("stopped", "diverged")))),
    "seed": ("a whole number >= 0", lambda v, recipe: is_count(v, 0)),
    "learning_rate": ("a number > 0, an array (S,) of one for every step, or a function of the step",
                      lambda v, recipe: v == "array" if isinstance(v, str) else _is_rate(v)),
    "start": ("init or array", lambda v, recipe: v in ("init", "array")),
    "dtype": ("float32 or float64", lambda v, recipe: v in ("<f4", "<f8")),
    "within": ("a Line or a Plane", lambda v, recipe: v in (None, "line", "plane")),
    "record": ("None, a whole number (1 or more: keep every so many steps), or a sequence of steps",
               lambda v, recipe: v in (None, "array") or is_count(v)),
    "versions": ("who ran it", lambda v, recipe: isinstance(v, dict))}

def check_recipe(recipe, error=RecordingError, where=""):
    """Raise the error unless every entry is what the code relies on."""
    for key, (wanted, holds) in RULES.items():
        try:
            sound, value = holds(recipe[key], recipe), recipe[key]
        except (KeyError, TypeError, AttributeError, InputError) as problem:
            sound, value = False, problem
        if not sound:
            raise error(f"{where}{key} must be {wanted}; got {value!r:.80}")

@dataclass(frozen=True, eq=False)
class Plan:
    """A run before it is run: the arguments of train, checked, with `rate` as a function of the step; as recipe and inputs
    ({name: array}) enough to make it again. until is fewer than `steps` where a run that was stopped is made again."""
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
        return -(-len(self.data) // (self.batch_size or len(self.data)))

    def kept(self) -> Iterator[int]:
        """The steps whose states are kept, rising, the last state (`steps`) among them."""
        kept: Any = [*range(50)]
        while self.record is None and kept[-1] < self.steps:
            kept.append(kept[-1] + max(1, kept[-1] // 20))  # 5 % apart
        if self.record is not None:     # a long run makes no long list
            kept = range(0, self.steps, self.record) if is_count(self.record) else self.record.tolist()
        return chain((step for step in kept if step < self.steps), [self.steps])

def make_plan(net, data, learning_rate, batch_size, epochs, steps, seed, theta=None, record=None, within=None, until=None):
    """The Plan of these arguments of train. Raises InputError for what cannot be right."""
    check_fits(net, data)
    batch_size = min(BATCH, len(data)) if batch_size == BATCH else batch_size      # the default, of fewer examples
    learning_rate, record = (v.item() if isinstance(v, np.ndarray) and not v.ndim else v for v in (learning_rate, record))
    require((epochs is None) != (steps is None), f"give epochs or steps, one of the two; got epochs={epochs}, steps={steps}")
    if steps is None:
        steps = epochs * -(-len(data) // (batch_size or len(data))) if is_count(epochs) and is_count(batch_size or 1) else epochs
    start = net.init(seed if is_count(seed, 0) else 0) if theta is None else vector("theta", theta, net.n_parameters, net).copy()
    require(np.isfinite(start).all(), "theta must be finite numbers; it holds NaN or inf")
    require(np.ndim(learning_rate) == 0 or np.shape(learning_rate) == (steps,),
            f"learning_rate must be ({steps},), one for every step; got {np.shape(learning_rate)}")
    of_data, inputs = _describe_data(data)
    inputs |= {"start": start} if theta is not None else {}
    inputs |= {"within": np.stack(astuple(within)[:3])} if isinstance(within, (Line, Plane)) else {}
    recipe = {
        "format": FORMAT, "network": {"sizes": list(net.sizes), "activations": list(net.activations)},
        "start": "init" if theta is None else "array", "seed": seed, "batch_size": batch_size, "epochs": epochs, "steps": steps,
        "learning_rate": "array" if callable(learning_rate) or np.ndim(learning_rate) else learning_rate,
        "data": of_data, "dtype": start.dtype.str, "within": None if within is None else type(within).__name__.lower(),
        "record": "array" if isinstance(record, Iterable) and not isinstance(record, str) else record,
        "versions": {"nncore": VERSION, "numpy": np.__version__, "python": platform.python_version()}}
    check_recipe(recipe, InputError)
    recipe = {key: value.item() if isinstance(value, np.generic) else value for key, value in recipe.items()}
    if recipe["record"] == "array":
        kept = list(record)
        require(all(is_count(step, 0) and step <= steps for step in kept), f"record must hold steps from 0 to {steps}; got {kept!r:.80}")
        inputs["record"] = record = np.array(sorted({*map(int, kept), steps}), "int64")

    def rate(step):
        eta = learning_rate if isinstance(learning_rate, Real) else learning_rate(step) if callable(learning_rate) else learning_rate[step]
        require(_is_rate(eta), f"learning_rate must be a number > 0; got {eta!r} at step {step}")
        return float(eta)

    return Plan(net, data, rate, recipe["batch_size"], recipe["steps"], recipe["seed"], start, within, record, recipe, inputs,
                steps if until is None else until)

def plan_of(recipe, arrays, data=None, mnist_dir=None):
    """The Plan that a recipe tells of, with the arrays of its recording, as far as there are any: see train_like."""
    check_recipe(recipe, where="the recipe's ")
    data = data_of(recipe, arrays, mnist_dir) if data is None else data
    require(isinstance(data, Dataset) and data.sha256 == recipe["data"]["sha256"], f"data must be those of the recipe, "
            f"{recipe['data']['name']!r} of SHA-256 {recipe['data']['sha256']}; got {data}")
    rate, start, record, within = (_given(recipe, arrays, name) for name in ("rate", "start", "record", "within"))
    plan = make_plan(
        network_of(recipe), data, recipe["learning_rate"] if rate is None else lambda step: rate[step] if step < len(rate) else nan,
        recipe["batch_size"], recipe["epochs"], recipe["steps"] if recipe["epochs"] is None else None, recipe["seed"], start,
        recipe["record"] if record is None else record.tolist(),
        None if within is None else {"line": Line, "plane": Plane}[recipe["within"]](*within), recipe.get("stopped"))
    require(not (told := differences(plan.recipe, recipe)), f"the recipe contradicts itself or is altered: {told}")
    return plan

def data_of(recipe, arrays, mnist_dir=None):
    """The Dataset that a recording was trained on, the same to the byte; errors as of plan_of."""
    entry, (rows, x, y) = recipe["data"], (_given(recipe, arrays, name) for name in ("rows", "x", "y"))
    if x is not None:
        data = Dataset(x, y, name=entry["name"])
    elif entry["source"] is None:
        raise InputError(f"the recording does not hold its data {entry['name']!r}: give them, train_like(run, data) or --data FILE")
    else:
        data = load(entry["source"], mnist_dir)
        rows = np.arange(entry["examples"]) if rows is None else rows
        data = data.take(rows) if len(rows) and 0 <= rows.min() and rows.max() < len(data) else data
    require(data.sha256 == entry["sha256"], f"the data {entry['name']!r} are not those of the recipe: their SHA-256 is {data.sha256}, "
            f"recorded was {entry['sha256']}. Take the files that it was trained on.", DataError)
    return data

def differences(one, other, but=("versions", "made_by", "sha256", "arrays", "data", "diverged", "stopped")):
    """In words, in which entries two recipes differ; '' where they ask for the same run."""
    return ", ".join(f"{key} {one.get(key)!s:.80}, not {other.get(key)!s:.80}" for key in {**one, **other}
                     if key not in but and one.get(key) != other.get(key))

def network_of(recipe):
    """The Network that a recipe names."""
    return Network(recipe["network"]["sizes"], recipe["network"]["activations"])

def check_arrays(path, recipe, arrays, values):
    """Raise RecordingError unless the run's own arrays have the kinds and shapes of the table, and the steps kept rise."""
    net, n, S = network_of(recipe), recipe["data"]["examples"], arrays["batch_cost"].shape[0] if "batch_cost" in arrays else 0
    length = {"S": S, "E": -(-S // -(-n // (recipe["batch_size"] or n))), "P": net.n_parameters, "n": n,
              "n_0": net.sizes[0], "n_L": net.sizes[-1], "D": 2 if recipe["within"] == "line" else 3}
    for name, entry in ARRAYS.items():
        require(entry.when(recipe) == (name in arrays), f"{path}: array {name} is {'odd' if name in arrays else 'missing'}. It is "
                "incomplete or altered; record it again.", RecordingError)
        if name in arrays:
            dtype, shape = arrays[name].dtype, arrays[name].shape
            length |= {"K": shape[0]} if name == "theta" and shape else {"R": shape[0]} if name == "record" and shape else {}
            kind, wanted = recipe["dtype"] if name in ("theta", "start") else entry.kind, tuple(map(length.get, entry.shape.split()))
            require(shape == wanted and (dtype.str.endswith(kind) or dtype.kind == kind) and length["K"], f"{path}: {name} must be "
                    f"{kind} {wanted}; got {dtype.str} {shape}. It was altered; record it again.", RecordingError)
    step = values("step")
    require(0 <= step[0] and step[-1] <= S and (step[1:] > step[:-1]).all(), f"{path}: step must rise, from 0 or later to {S} or "
            "earlier. It was altered; record it again.", RecordingError)

def _given(recipe, arrays, name):
    """An array of the recording; None where the recipe has none. Raises InputError where it should be there."""
    there = ARRAYS[name].when(recipe)
    require(name in arrays or not there, f"the recipe alone does not tell {name}: {ARRAYS[name].meaning}. Give the recording itself.")
    return np.asarray(arrays[name]) if there else None

def _describe_data(data):
    """What a recipe keeps of a Dataset: how to get it again; and the arrays that this takes."""
    entry = {"name": data.name, "sha256": data.sha256, "examples": len(data), "source": data.source, "rows": None, "given": False}
    if data.source is None:
        small = data.x.nbytes + data.y.nbytes <= OWN_DATA
        return {**entry, "given": small}, {"x": data.x, "y": data.y} if small else {}
    first = np.array_equal(data.index, np.arange(len(data)))
    return (entry, {}) if first else ({**entry, "rows": "array"}, {"rows": data.index.astype("int64")})
