"""Data sets: the digits that ship inside, MNIST from a folder, or your own arrays."""

import gzip
import hashlib
import json
import struct
import zlib
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property
from numbers import Integral
from pathlib import Path
from typing import Any

import numpy as np

from nncore.errors import DataError, InputError
from nncore._types import Array, ArrayLike, Folder, Seed
from nncore.npy import pack

MNIST_FILES = {  # part -> images, labels
    "train": ("train-images-idx3-ubyte", "train-labels-idx1-ubyte"),
    "test": ("t10k-images-idx3-ubyte", "t10k-labels-idx1-ubyte"),
}


UNPACKED = 32 << 20     # bytes that any gzipped IDX file may unpack to; beyond, UNPACKED_RATIO times its own size
UNPACKED_RATIO = 20     # MNIST's are 2 to 6
MOST_IMAGES = 2_000_000  # in an IDX file: one-hot rows take 40 bytes each, and the largest EMNIST has 814,255

@dataclass(frozen=True, eq=False)
class Dataset:
    """Examples, one a row, checked once, here.

    x            (n, n_0) inputs; images are flattened, 0 (paper) to 1 (ink)
    y            (n, n_L) wanted outputs: one-hot rows, unless one_hot=False (targets of any value)
    labels       (n,) class numbers; taken from y where not given
    image_shape  (28, 28) where a row of x is a picture, else None
    name         for people: "digits"
    origin       for programs: how to get the same data again, as plain JSON. What split and take chose is added to it
    index        (n,) where each example stands in the set that it was taken from
    sha256       of x and y: two data sets with one hash are the same data

    x and y are read-only here; whoever made them should leave them as they are, too.
    Raises DataError when lengths differ, y is not one-hot, or a number is NaN or inf.

    >>> data = Dataset([[0.0, 0.5], [1.0, 0.5], [0.2, 0.1]], one_hot([1, 0, 1], classes=2), name="mine")
    >>> len(data), data.labels.tolist(), data.take([2, 0]).index.tolist()
    (3, [1, 0, 1], [2, 0])
    """

    x: Array
    y: Array
    labels: Array | None = None
    image_shape: tuple[int, ...] | None = None
    name: str = "data"
    origin: dict[str, Any] = field(default_factory=dict)
    index: Array = None  # type: ignore[assignment]  # None only until __post_init__
    one_hot: bool = True

    def __post_init__(self) -> None:
        x, y = _floats("x", self.x), _floats("y", self.y)
        if len(x) != len(y):
            hint = " Did you mean x.T?" if x.shape[1] == len(y) else ""
            raise DataError(f"x and y must have one row per example; got {len(x)} rows of x, {len(y)} of y.{hint}")
        labels = self.labels
        if self.one_hot:
            labels = _labels_of(y, labels)
        elif labels is not None and np.shape(labels) != (len(x),):
            raise DataError(f"labels must be ({len(x)},), one per example; got {np.shape(labels)}")
        if self.image_shape is not None and np.prod(self.image_shape) != x.shape[1]:
            raise DataError(f"image_shape {self.image_shape} does not hold the {x.shape[1]} numbers of a row of x")
        index = np.arange(len(x)) if self.index is None else np.asarray(self.index)
        try:
            origin = json.loads(json.dumps([self.name, self.origin], allow_nan=False))[1]  # as a recipe gives it back
        except (TypeError, ValueError) as error:
            raise DataError(f"name and origin must be plain JSON: strings, numbers, lists, dicts ({error})") from None
        for name, value in (("x", _read_only(x)), ("y", _read_only(y)), ("labels", labels), ("index", index),
                            ("origin", origin)):
            object.__setattr__(self, name, value)

    def __len__(self) -> int:
        return len(self.x)

    @cached_property
    def sha256(self) -> str:
        """The hash of x and y, in hex: two data sets with one hash are the same data."""
        h = hashlib.sha256()
        for array in (self.x, self.y):
            h.update(f"{array.dtype.str}{array.shape}".encode())
            h.update(np.ascontiguousarray(array).data)
        return h.hexdigest()

    def take(self, rows: Array | Sequence[int] | slice, **origin: Any) -> "Dataset":
        """The Dataset of these rows, in this order; `origin` may say how they were chosen."""
        return self._select(rows, take=_describe_rows(np.arange(len(self))[rows]), **origin)

    def _select(self, rows, **how):
        labels = None if self.labels is None else self.labels[rows]
        origin = {"of": self.origin} if {"take", "split"} & set(self.origin) else self.origin
        return replace(self, x=self.x[rows], y=self.y[rows], labels=labels, index=self.index[rows],
                       origin={**origin, **how})

    def split(self, test: float = 0.2, seed: Seed = 0) -> "tuple[Dataset, Dataset]":
        """Two disjoint Datasets (train, test): every class in the same proportion, the same for the same seed.

        test  share of the examples that goes to the second, 0 < test < 1
        Raises InputError for another share, one that leaves a part empty, or data without labels.
        """
        if not 0 < test < 1:
            raise InputError(f"test must be a share between 0 and 1, like 0.2; got {test}")
        if self.labels is None:
            raise InputError("split keeps the classes in proportion and so needs labels; this Dataset has none")
        rng = np.random.default_rng(seed)
        chosen = np.zeros(len(self), bool)
        for label, count in _quotas(self.labels, test).items():
            chosen[rng.permutation(np.flatnonzero(self.labels == label))[:count]] = True
        if not 0 < chosen.sum() < len(self):
            raise InputError(f"test={test} of {len(self)} examples leaves one part empty; choose another share")
        parts = {"train": np.flatnonzero(~chosen), "test": np.flatnonzero(chosen)}
        if isinstance(seed, Integral):
            first, second = (self._select(rows, split={"test": float(test), "seed": int(seed), "part": part})
                             for part, rows in parts.items())
        else:  # a Generator cannot be written down: its rows can
            first, second = (self.take(rows, split={"test": float(test), "seed": None, "part": part})
                             for part, rows in parts.items())
        return first, second


def one_hot(labels: ArrayLike, classes: int = 10) -> Array:
    """Class numbers (m,) as rows (m, classes) float32: 1 at the label, 0 elsewhere.

    Raises InputError for labels that are no whole numbers from 0 to classes - 1.

    >>> one_hot([2, 0], classes=3).tolist()
    [[0.0, 0.0, 1.0], [1.0, 0.0, 0.0]]
    """
    labels = np.asarray(labels)
    if labels.ndim != 1 or labels.dtype.kind not in "iu":
        raise InputError(f"labels must be (m,) whole numbers; got {labels.shape} of {labels.dtype}")
    if len(labels) and not (0 <= labels.min() and labels.max() < classes):
        raise InputError(f"labels must be 0..{classes - 1}; got {labels.min()}..{labels.max()}")
    return np.eye(classes, dtype="float32")[labels]


def load_digits() -> Dataset:
    """1,797 handwritten digits as a Dataset: x (1797, 784) float32 in 0..1, y one-hot, 28x28 pictures.

    UCI "Optical Recognition of Handwritten Digits" (E. Alpaydin, C. Kaynak, 1998), test part, CC BY 4.0.
    The 8x8 originals ship with nncore and are enlarged to 28x28 with their strokes made crisp.

    >>> train, test = load_digits().split(test=0.2, seed=0)
    >>> train.x.shape, test.x.shape
    ((1438, 784), (359, 784))
    """
    with np.load(Path(__file__).with_name("digits.npz"), allow_pickle=False) as file:
        images, labels = file["images"], file["labels"].astype("int64")
    padded = np.pad(images / 16, ((0, 0), (1, 1), (1, 1)))
    R = _enlarging(10, 28)
    enlarged = R @ padded @ R.T                                     # (n, 28, 28)
    x = np.clip((enlarged - 0.25) * 1.8, 0, 1).reshape(len(images), 784).astype("float32")
    return Dataset(x, one_hot(labels), labels, (28, 28), "digits", {"load": "digits"})


def load_mnist(folder: Folder, part: str = "train") -> Dataset:
    """MNIST from the four IDX files in `folder` (.gz or not): 60,000 (part="train") or 10,000 ("test") digits.

    `nncore mnist FOLDER` fetches the files. Raises DataError when a file is missing, truncated or not IDX,
    InputError for another part.
    """
    if part not in MNIST_FILES:
        raise InputError(f'part must be "train" or "test"; got {part!r}')
    images, labels = (_read_idx(_find(Path(folder), name), ndim)
                      for name, ndim in zip(MNIST_FILES[part], (3, 1), strict=True))
    if len(images) != len(labels):
        raise DataError(f"{folder}: {len(images)} images but {len(labels)} labels in part {part!r}; "
                        "take both files from the same source")
    if len(labels) and labels.max() > 9:
        raise DataError(f"{folder}: labels must be digits 0..9; got {labels.max()}")
    x = images.reshape(len(images), -1).astype("float32")
    x /= 255
    labels = labels.astype("int64")
    return Dataset(x, one_hot(labels), labels, images.shape[1:], "mnist", {"load": "mnist", "part": part})


def _describe_rows(rows):
    """[first, end] where the rows follow one another, else all of them."""
    if len(rows) and (np.diff(rows) == 1).all():
        return [int(rows[0]), int(rows[-1]) + 1]
    return pack(rows.astype("int32"))


def _read_only(array):
    """A view that refuses to be written to: the hash is taken once."""
    view = array.view()
    view.flags.writeable = False
    return view


def _floats(name, array):
    array = np.asarray(array)
    if array.dtype.kind not in "fiub":
        raise DataError(f"{name} must hold real numbers; got dtype {array.dtype}")
    if array.ndim != 2 or not array.size:
        raise DataError(f"{name} must be a table, one row per example; got shape {array.shape}")
    if array.dtype.kind != "f":
        array = array.astype("float32")
    finite = np.isfinite(array).all(axis=1)
    if not finite.all():
        raise DataError(f"{name} must be finite; row {int(finite.argmin())} holds NaN or inf "
                        f"({int((~finite).sum())} such rows). Clean the data first.")
    return array


def _labels_of(y, labels):
    """The class of every one-hot row of y, checked against the labels where they are given."""
    bad = ~((y.max(axis=1) == 1) & (y.sum(axis=1) == 1) & (y.min(axis=1) >= 0))
    if bad.any():
        row = int(bad.argmax())
        raise DataError(f"y must be one-hot, a single 1 in every row; row {row} is {y[row]}. "
                        "Class numbers become rows with nncore.one_hot; targets of any value need one_hot=False.")
    found = y.argmax(axis=1)
    if labels is None:
        return found
    labels = np.asarray(labels)
    if labels.shape != found.shape or (labels != found).any():
        raise DataError(f"labels must be ({len(y)},), the class of each row of y; they differ from y")
    return labels


def _quotas(labels, share):
    """How many examples of each class make `share` of them all: largest remainders first."""
    classes, counts = np.unique(labels, return_counts=True)
    exact = counts * share
    quota = np.floor(exact).astype(int)
    missing = round(len(labels) * share) - quota.sum()
    quota[np.argsort(quota - exact, kind="stable")[:missing]] += 1
    return dict(zip(classes.tolist(), quota.tolist(), strict=True))


def _enlarging(n, m):
    """The matrix R (m, n) that enlarges n samples to m by cubic interpolation (Keys 1981, a = -1/2).

    Sample i of the result lies at (i + 1/2) n/m - 1/2 of the original; beyond the ends the edge value holds.
    """
    R = np.zeros((m, n))
    for i, at in enumerate((np.arange(m) + 0.5) * n / m - 0.5):
        for k in range(int(np.floor(at)) - 1, int(np.floor(at)) + 3):
            R[i, min(max(k, 0), n - 1)] += _keys(abs(at - k))
    return R


def _keys(t, a=-0.5):
    if t < 1:
        return (a + 2) * t**3 - (a + 3) * t**2 + 1
    return a * t**3 - 5 * a * t**2 + 8 * a * t - 4 * a if t < 2 else 0.0


def _find(folder, name):
    """The file of this name, as it is or gzipped."""
    if not folder.is_dir():
        raise DataError(f"{folder} is not a folder. `nncore mnist {folder}` fetches MNIST into it.")
    for candidate in (name, name + ".gz", name.replace("-idx", ".idx")):
        if (folder / candidate).is_file():
            return folder / candidate
    raise DataError(f"{folder} has no {name}, gzipped or not. `nncore mnist {folder}` fetches the four files.")


def _read_idx(path, ndim):
    """An IDX file of unsigned bytes as an array of `ndim` axes.

    The format (Y. LeCun): bytes 0 0 8 ndim, then ndim big-endian uint32 sizes, then the data.
    """
    try:
        with (gzip.open if path.suffix == ".gz" else open)(path, "rb") as file:
            head = file.read(4 + 4 * ndim)
            if head[:4] != bytes((0, 0, 8, ndim)):
                raise DataError(f"{path} is not an IDX file of {ndim}-axis unsigned bytes: its magic number is "
                                f"{head[:4].hex() or 'missing'}, expected {bytes((0, 0, 8, ndim)).hex()}")
            if len(head) < 4 + 4 * ndim:
                raise DataError(f"{path} is truncated: its header ends after {len(head)} bytes. Fetch it again.")
            shape = struct.unpack(f">{ndim}I", head[4:])
            wanted = int(np.prod(shape, dtype=object))
            _check_size(path, shape, wanted)
            data = _read_at_most(file, wanted + 1)
    except (OSError, EOFError, zlib.error) as error:
        raise DataError(f"{path} cannot be read ({error}). Fetch it again.") from error
    if len(data) != wanted:
        what = "truncated" if len(data) < wanted else "longer than its header says"
        raise DataError(f"{path} is {what}: its header promises {shape}, {wanted} bytes. Fetch it again.")
    if not wanted:
        raise DataError(f"{path} is empty: its header says {shape}. Fetch it again.")
    return np.frombuffer(data, "uint8").reshape(shape)


def _check_size(path, shape, wanted):
    """Raise DataError where a header promises more than there can be: before memory is taken for it, not after."""
    size = path.stat().st_size
    most = max(UNPACKED, UNPACKED_RATIO * size) if path.suffix == ".gz" else size
    if wanted > most:
        raise DataError(f"{path} is truncated or no IDX file: its header promises {shape}, {wanted} bytes, a file of "
                        f"{size} bytes holds at most {most}. Fetch it again, or unpack it with gunzip.")
    if shape[0] > MOST_IMAGES:
        raise DataError(f"{path} promises {shape[0]} examples; at most {MOST_IMAGES} are read. Take a part of them.")


def _read_at_most(file, size, block=1 << 24):
    """Up to `size` bytes, block by block: a header that lies about its size reserves no memory."""
    data = bytearray()
    while len(data) < size and (piece := file.read(min(block, size - len(data)))):
        data += piece
    return data


def check_fits(net, data):
    """Raise InputError unless `data` is a Dataset that this network can read."""
    if not isinstance(data, Dataset):
        raise InputError("data must be a Dataset: nncore.load_digits(), or nncore.Dataset(x, y); "
                         f"got {type(data).__name__}")
    if (data.x.shape[1], data.y.shape[1]) != (net.sizes[0], net.sizes[-1]):
        raise InputError(f"the network {net} takes {net.sizes[0]} numbers and gives {net.sizes[-1]}; the data "
                         f"{data.name!r} have x {data.x.shape} and y {data.y.shape}. Change the sizes or the data.")
