"""The run as it was recorded: every kept state, and how to make all of it again. store/recipe.py lists its arrays."""

import copy
from collections.abc import Iterator, Mapping
from functools import cached_property
from types import MappingProxyType
from typing import Any, NamedTuple

import numpy as np

from nncore._types import Array, ArrayLike, File
from nncore.data import Dataset, check_fits
from nncore.errors import InputError, NncoreError, require
from nncore.network import Network, feed_forward, right
from nncore.store.npz import Stored, check_hashes, check_target, describe, read, sha256_of, with_suffix, write
from nncore.store.recipe import ARRAYS, NAME, network_of
from nncore.threads import one_thread


class Evaluation(NamedTuple):
    """Of every kept theta on one data set: cost (K,), and accuracy (K,) in 0..1 (None without labels)."""
    cost: Array
    accuracy: Array | None

class _Core:
    """An array that every run has, by the name of the attribute."""
    def __set_name__(self, owner: type, name: str) -> None:
        self._name, self.__doc__ = name, ARRAYS[name].meaning

    def __get__(self, run: Any, owner: type) -> Array:
        return self if run is None else run._array(self._name)  # type: ignore[return-value]

    def __set__(self, run: Any, value: object) -> None:
        raise AttributeError(f"a recording is frozen: {self._name} cannot be set")

class Recording:
    """A training run, frozen. Made by nncore.train, kept by save, read by Recording.load.
    theta (K, P), step (K,)   the kept states: row k is the state before step[k]; trained (P,) is the last row
    batch_cost (S,)           of every step the cost of its batch, before it; batch(step): which examples that are
    network, recipe, sha256   what was trained, how to train it again (read-only), the hash of all of it
    run["cost"]               a derived array, one that with_arrays added; "cost" in run, list(run)
    >>> from nncore import load_digits, train
    >>> run = train(Network((784, 10)), load_digits(), steps=20, record=10)
    >>> run.theta.shape, run.step.tolist(), run.batch(19).shape
    ((3, 7850), [0, 10, 20], (100,))
    >>> run.with_arrays(cost=run.evaluate(load_digits()).cost).save("mine.npz")
    >>> Recording.load("mine.npz", verify=True)["cost"].shape
    (3,)
    """
    theta, step, batch_cost = _Core(), _Core(), _Core()

    def __init__(self, recipe: Mapping[str, Any], arrays: Mapping[str, Any], manifest: Mapping[str, Any] | None = None,
                 partial: Any = None) -> None:
        self._recipe = dict(recipe)     # and read-only views:
        self._arrays = {name: a if isinstance(a, Stored) else np.broadcast_to(a, a.shape, subok=True) for name, a in arrays.items()}
        self._known = manifest or {}    # entries of the manifest that need no hashing again
        self._partial = partial         # the Recorder, whose folder goes when the run is saved

    def _array(self, name: str) -> Array:
        array = self._arrays[name]
        return array.array if isinstance(array, Stored) else array

    @property
    def trained(self) -> Array:
        """The trained network, (P,): the last state."""
        return self.theta[-1]

    def batch(self, step: int) -> Array:
        """Which examples of the data a step looked at, (B,). Raises InputError for a step that was not taken."""
        require(0 <= step < len(self.batch_cost), f"step must be 0..{len(self.batch_cost) - 1}, one that was taken; got {step}")
        n, size = self._recipe["data"]["examples"], self._recipe["batch_size"]
        if size is None:
            return np.arange(n, dtype="int32")
        epoch, place = divmod(step, -(-n // size))
        return self._array("order")[epoch, place * size:(place + 1) * size]

    @property
    def network(self) -> Network:
        """The Network that was trained."""
        return network_of(self._recipe)

    @property
    def recipe(self) -> Mapping[str, Any]:
        """How to make the run again, as plain JSON; read-only: what changes in a part of it changes a copy."""
        return MappingProxyType(copy.deepcopy(self._recipe))

    @property
    def arrays(self) -> Mapping[str, Array]:
        """Every array by its name, as the file holds them: the run's own, what was given to it, and the derived ones."""
        return MappingProxyType({name: self._array(name) for name in self._arrays})

    @cached_property
    def manifest(self) -> Mapping[str, Mapping[str, Any]]:
        """{array name: {dtype, shape, sha256}}, as it stands in recipe.json."""
        entries = {name: self._known.get(name) or describe(array) for name, array in sorted(self._arrays.items())}
        return MappingProxyType({name: MappingProxyType({**entry, "shape": (*entry["shape"],)}) for name, entry in entries.items()})

    @cached_property
    def sha256(self) -> str:
        """The hash of the recipe (but for who and which versions made it) and of every array."""
        return sha256_of({**self._recipe, "arrays": self.manifest})

    def __repr__(self) -> str:
        return f"<Recording {self.network}, {len(self.batch_cost)} steps, {len(self.step)} kept>"

    def __deepcopy__(self, memo: object) -> "Recording":
        return self  # frozen: a copy would be the same

    def __reduce__(self) -> tuple[Any, ...]:  # to another process or machine, where there are none of its files
        return Recording, (self._recipe, {name: np.array(self._array(name)) for name in self._arrays},
                           {name: dict(entry) for name, entry in self.manifest.items()})

    def __getitem__(self, name: str) -> Array:
        if name not in self:
            raise KeyError(f"this recording has no derived array {name!r}; it has {', '.join(self) or 'none'}")
        return self._array(name)

    def __contains__(self, name: object) -> bool:
        return name in self._arrays and name not in ARRAYS

    def __iter__(self) -> Iterator[str]:
        return iter(sorted(name for name in self._arrays if name not in ARRAYS))

    def with_arrays(self, **arrays: ArrayLike) -> "Recording":
        """The same Recording with derived arrays added (or replaced): kept and hashed with the rest. Raises InputError for a
        name that is none or is taken, and for what is no array of numbers or strings."""
        added = {}
        for name, given in arrays.items():
            require(NAME.fullmatch(name) and name not in ARRAYS, f"an array's name must be a plain identifier of up to 64 letters, "
                    f"digits and _, and none of {', '.join(ARRAYS)}, which belong to the run itself; got {name!r}")
            try:
                added[name] = np.array(given, order="C")
            except ValueError as error:
                raise InputError(f"{name} must be an array, its rows of one length ({error})") from error
            require(added[name].dtype.kind in "fiubU", f"{name} must hold numbers or strings; got dtype {added[name].dtype}")
        known = {name: entry for name, entry in self.manifest.items() if name not in added}
        return Recording(self._recipe, {**self._arrays, **added}, known, self._partial)

    @one_thread()
    @np.errstate(over="ignore", invalid="ignore")
    def evaluate(self, data: Dataset) -> Evaluation:
        """Cost and accuracy of every kept theta on a Dataset. Raises InputError for data that the network cannot read."""
        check_fits(self.network, data)
        net, thetas = self.network, self.theta
        says = data.y if data.y.shape[1] == 1 and len(np.unique(data.y)) == 2 else data.labels   # of one output: its values
        cost, rights = np.zeros(len(thetas)), np.zeros(len(thetas))
        size = 1000 if data.y.shape[1] > 1 else len(data)   # a block of x stays in cache; of one output, both values are needed
        for block in (slice(start, start + size) for start in range(0, len(data), size)):
            x, y = data.x[block].astype(thetas.dtype, copy=False), data.y[block]
            for k, theta in enumerate(thetas):
                _, a = feed_forward(net.layers(theta), net.activations, x)
                cost[k] += np.square(a[-1] - y).sum(dtype="float64")
                rights[k] += 0 if says is None else np.count_nonzero(right(a[-1], says[block]))
        return Evaluation(cost / len(data), None if says is None else rights / len(data))

    def save(self, path: File, made_by: str | None = None) -> None:
        """Write the file `path` (".npz" is added where it is missing), whole or not at all; only a recording is replaced.
        made_by is a word of whoever makes recordings, to know its own again; no part of the hash. Raises RecordingError where
        it cannot be written, something else stands there, or an array was altered meanwhile."""
        target = with_suffix(path)
        check_target(target)
        for array in self._arrays.values():
            if isinstance(array, Stored) and target.resolve() == array.path.resolve():
                _ = array.array         # what it is read from is about to be replaced
        recipe = self._recipe if made_by is None else {**self._recipe, "made_by": made_by}
        write(target, {**recipe, "arrays": self.manifest, "sha256": self.sha256}, self._arrays)
        if self._partial is not None:
            self._partial.remove(target)

    @classmethod
    def load(cls, path: File, verify: bool = False) -> "Recording":
        """Read the file that save wrote; arrays are read when they are used, large ones memory-mapped. verify: compare all hashes.
        Raises RecordingError when it is missing, incomplete, altered, or of another format."""
        document, arrays = read(with_suffix(path))
        if verify:
            check_hashes(with_suffix(path), document, arrays)
        recipe = {key: value for key, value in document.items() if key not in ("arrays", "sha256")}
        return cls(recipe, arrays, document["arrays"])

class Diverged(NncoreError, ArithmeticError):
    """Training left the finite numbers: at `.step`, the first whose cost is not finite; `.run` is the Recording up to there."""
    def __init__(self, message: str, step: int, run: Recording) -> None:
        super().__init__(message)
        self.step, self.run = step, run

    def __reduce__(self) -> tuple[Any, ...]:  # it travels from a worker process to the one that asked
        return type(self), (*self.args, self.step, self.run)

def batch_gradient(run: Recording, data: Dataset, step: int) -> Array:
    """The gradient (P,) that a recorded step followed: of its batch of `data`, at the state before it. Raises InputError when
    that state was not kept, or the data are not those of the run.
    >>> from nncore import load_digits, train
    >>> run = train(Network((784, 10)), load_digits(), learning_rate=0.5, steps=1)
    >>> np.allclose(run.theta[0] - 0.5 * batch_gradient(run, load_digits(), step=0), run.theta[1], atol=1e-6)
    True
    """
    rows, kept = run.batch(step), np.flatnonzero(run.step == step)
    require(data.sha256 == run.recipe["data"]["sha256"], "these are not the data of the run: their sha256 differs")
    require(kept.size, f"the state before step {step} was not kept: record it with record=[{step}]")
    return run.network.gradient(run.theta[kept[0]], data.x[rows], data.y[rows])
