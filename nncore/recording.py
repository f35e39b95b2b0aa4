"""A training run on disk: a folder of .npy arrays and a recipe.json that says how to make it again.

    media/recordings/digits/
      recipe.json      sizes, activation, seed, rate, batch, steps, data, versions, and every array's SHA-256
      theta.npy        (K, P)   row k is the state before step step[k]; the last row is the trained network
      step.npy         (K,)
      batch_cost.npy   (S,)     the cost of each step's batch, before that step
      order.npy        (E, n)   the order in which each epoch dealt the examples (not for the full batch)
      rate.npy         (S,)     the learning rate of each step (only where it is a function of the step)
      ...              derived arrays: what a film shows is computed once and kept here
"""

from collections.abc import Mapping, Sequence
from functools import cached_property
from pathlib import Path
from types import MappingProxyType
from typing import Any, NamedTuple

import numpy as np

from nncore.data import Dataset, check_fits
from nncore.errors import InputError
from nncore.store.folder import check_hashes, check_name, network_of, read_folder, sha256_of, write_folder
from nncore._types import Array, ArrayLike, Folder
from nncore.network import Network
from nncore.npy import describe
from nncore.threads import one_thread

CORE = ("theta", "step", "batch_cost", "order", "rate")  # what training makes; every other array is derived


class Evaluation(NamedTuple):
    """Of every kept theta on one data set: cost (K,), and accuracy (K,) in 0..1 (None without labels)."""

    cost: Array
    accuracy: Array | None


class Recording:
    """A training run, frozen. Made by nncore.train, kept by save, read by Recording.load.

    theta (K, P), step (K,)      the kept states; row k is the state before step[k], the last row the trained network
    batch_cost (S,)              the cost of every step's batch, before that step
    batch                        of every step the indices of its examples: (S, B), or a sequence of S arrays
                                 where the last batch of an epoch is smaller
    examples_seen (K,)           how many examples the run had looked at before each kept state
    network, recipe, sha256      what was trained, how to train it again, and the hash of all of it
    <name>                       every derived array that with_arrays added, by its name

    >>> from nncore import load_digits, train
    >>> data = load_digits()
    >>> run = train(Network((784, 10)), data, batch_size=100, steps=20, record=10)
    >>> run.theta.shape, run.step.tolist(), run.batch[19].shape
    ((3, 7850), [0, 10, 20], (100,))
    >>> run.with_arrays(cost=run.evaluate(data).cost).save("mine")
    >>> Recording.load("mine", verify=True).cost.shape
    (3,)
    """

    def __init__(self, recipe: dict[str, Any], arrays: Mapping[str, Array], manifest: dict[str, Any] | None = None,
                 home: object = None, unproven: Any = None) -> None:
        self.recipe = recipe
        self.arrays = MappingProxyType(dict(arrays))
        self._known = manifest or {}  # entries of the manifest that need no hashing again
        self._home = home             # keeps the temporary files of an unsaved run alive
        self._unproven = unproven     # (path, document, arrays) as loaded, where the hashes were not compared

    def __getattr__(self, name: str) -> Array:
        arrays = self.__dict__.get("arrays", {})
        if name in arrays:
            return np.asarray(arrays[name])
        raise AttributeError(f"this recording has no array {name!r}; it has {', '.join(sorted(arrays))}")

    def __deepcopy__(self, memo: object) -> "Recording":
        return self  # frozen: a copy would be the same

    def __reduce__(self) -> tuple[Any, ...]:  # to another process or machine, where there are none of its files
        self._prove()
        return Recording, (self.recipe, {name: np.array(array) for name, array in self.arrays.items()}, self.manifest)

    def __repr__(self) -> str:
        return f"<Recording {self.network}, {len(self.batch_cost)} steps, {len(self.step)} kept, {self.sha256[:8]}>"

    @cached_property
    def network(self) -> Network:
        """The Network that was trained."""
        return network_of(self.recipe)

    @cached_property
    def batch(self) -> "Array | Batches":
        """Of every step the indices of its examples in the training data."""
        steps, n, size = len(self.batch_cost), self.recipe["data"]["examples"], self.recipe["batch_size"]
        if size is None:
            return np.broadcast_to(np.arange(n, dtype="int32"), (steps, n))
        if n % size == 0:
            return self.order.reshape(-1, size)[:steps]
        return Batches(self.order, size, steps)

    @cached_property
    def examples_seen(self) -> Array:
        """How many examples the run had looked at before each kept state, (K,): the axis to compare batch sizes on."""
        n, size = self.recipe["data"]["examples"], self.recipe["batch_size"]
        if size is None:
            return self.step * n
        epochs, steps = np.divmod(self.step, -(-n // size))
        return epochs * n + steps * size

    @cached_property
    def manifest(self) -> dict[str, dict[str, Any]]:
        """{array name: {dtype, shape, sha256}}, as it stands in recipe.json."""
        return {name: self._known.get(name) or describe(array) for name, array in sorted(self.arrays.items())}

    @cached_property
    def sha256(self) -> str:
        """The hash of the recipe (but for the versions that ran it) and of every array."""
        return sha256_of(self._document())

    def evaluate(self, data: Dataset) -> Evaluation:
        """Cost and accuracy of every kept theta on a Dataset: an Evaluation, .cost (K,) and .accuracy (K,).

        Raises InputError for data that the network cannot read.
        """
        check_fits(self.network, data)
        thetas = self.theta
        cost, right = np.zeros(len(thetas)), np.zeros(len(thetas))
        with one_thread, np.errstate(over="ignore", invalid="ignore"):
            for start in range(0, len(data), 1000):  # a block of x stays in cache while all thetas pass over it
                block = slice(start, start + 1000)
                x, y = data.x[block].astype(thetas.dtype, copy=False), data.y[block]
                for k, theta in enumerate(thetas):
                    _, a = self.network._forward(theta, x)
                    cost[k] += np.square(a[-1] - y).sum(dtype="float64")
                    if data.labels is not None:
                        right[k] += np.count_nonzero(a[-1].argmax(axis=1) == data.labels[block])
        return Evaluation(cost / len(data), None if data.labels is None else right / len(data))

    def with_arrays(self, **arrays: ArrayLike) -> "Recording":
        """The same Recording with derived arrays added (or replaced): kept and hashed with the rest.

        Raises InputError for a name that is none or is taken, and for what is no array of numbers or strings.
        """
        added = {}
        for name, array in arrays.items():
            check_name(name)
            try:
                added[name] = array = np.array(array)
            except ValueError as error:
                raise InputError(f"{name} must be an array, its rows of one length ({error})") from error
            if name in CORE or name in ("recipe", "arrays") or hasattr(type(self), name):
                raise InputError(f"{name!r} belongs to the recording itself; choose another name")
            if array.dtype.kind not in "fiubU":
                raise InputError(f"{name} must be an array of numbers or strings; got dtype {array.dtype}")
            array.flags.writeable = False
        known = {name: entry for name, entry in self.manifest.items() if name not in added}
        return Recording(self.recipe, {**self.arrays, **added}, known, self._home, self._unproven)

    # -- to disk and back --------------------------------------------------------------------

    def save(self, path: Folder) -> None:
        """Write the folder `path`: whole, or not at all. A recording that stands there is replaced.

        What was loaded without verify is verified now: an altered recording must not become a sound one.
        Raises RecordingError where it cannot be written or was altered; what was there before is untouched then.
        """
        self._prove()
        write_folder(Path(path), {**self._document(), "sha256": self.sha256}, self.arrays)

    @classmethod
    def load(cls, path: Folder, verify: bool = False) -> "Recording":
        """Read the folder that save wrote. Arrays are memory-mapped: read when they are used.

        verify  also compare every hash (reads everything once)
        Raises RecordingError when it is missing, incomplete, altered, or newer than this nncore.
        """
        document, arrays = read_folder(Path(path), verify)
        recipe = {key: value for key, value in document.items() if key not in ("arrays", "sha256")}
        return cls(recipe, arrays, document["arrays"], unproven=None if verify else (path, document, arrays))

    def _prove(self):
        """Raise RecordingError if what was loaded without verify is not what was recorded."""
        if self._unproven:
            check_hashes(*self._unproven)
            self._unproven = None

    def _document(self):
        return {**self.recipe, "arrays": self.manifest}


class Batches(Sequence[Any]):
    """The indices of the examples of every step, where the last batch of an epoch is smaller than the others."""

    def __init__(self, order: Array, batch_size: int, steps: int) -> None:
        self._order, self._size, self._steps = order, batch_size, steps
        self._per_epoch = -(-order.shape[1] // batch_size)

    def __len__(self) -> int:
        return self._steps

    def __getitem__(self, step: Any) -> Any:
        if isinstance(step, slice):
            return [self[s] for s in range(*step.indices(len(self)))]
        if not -len(self) <= step < len(self):
            raise IndexError(f"step must be 0..{len(self) - 1}; got {step}")
        epoch, place = divmod(step % len(self), self._per_epoch)
        return self._order[epoch, place * self._size:(place + 1) * self._size]
