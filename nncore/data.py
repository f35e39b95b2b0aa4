"""Data sets: the digits that ship inside, MNIST from a folder, or your own arrays."""

import gzip
import hashlib
import struct
import warnings
import zlib
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from pathlib import Path

import numpy as np

from nncore._types import Array, ArrayLike, File, Seed
from nncore.errors import DataError, InputError

MNIST_FILES = {  # part -> images, labels
    "train": ("train-images-idx3-ubyte", "train-labels-idx1-ubyte"),
    "test": ("t10k-images-idx3-ubyte", "t10k-labels-idx1-ubyte"),
}
MNIST_SHA256 = {  # of the unpacked files, so that any gzip of them passes
    "train-images-idx3-ubyte": "ba891046e6505d7aadcbbe25680a0738ad16aec93bde7f9b65e87a2fc25776db",
    "train-labels-idx1-ubyte": "65a50cbbf4e906d70832878ad85ccda5333a97f0f4c3dd2ef09a8a9eef7101c5",
    "t10k-images-idx3-ubyte": "0fa7898d509279e482958e8ce81c8e77db3f2f8254e26661ceb7762c4d494ce7",
    "t10k-labels-idx1-ubyte": "ff7bcfd416de33731a308c3f266cc351222c34898ecbeaf847f06e48f7ec33f2",
}
UNPACKED, RATIO = 32 << 20, 20  # bytes that a gzipped IDX file may unpack to; or so many times its own size (MNIST: 2 to 6)
MOST_IMAGES = 2_000_000         # in an IDX file: one-hot rows take 40 bytes each, and the largest EMNIST has 814,255
MOST_CLASSES = 10_000           # of class numbers: larger ones are more likely targets
PIXELS = 16                     # whole numbers from 0 to this and more look like pixels (8x8 digits have 0 to 16)


@dataclass(frozen=True, eq=False, repr=False)
class Dataset:
    """Examples, one a row, checked once, here, and read-only from then on: whoever hands in arrays keeps his own.

    x            (n, n_0) inputs; images are flattened, 0 (paper) to 1 (ink)
    y            what is wanted: class numbers (n,), which become one-hot rows, or rows of targets (n, n_L)
    labels       (n,) class numbers; taken from y where it holds class numbers or one-hot rows, else None unless given
    image_shape  (28, 28) where a row of x is a picture, else None
    name         for people: "digits"
    index        (n,) where each example stands in the set that it was taken from
    source       what nncore can load again: "digits", "mnist/train", "mnist/test"; None for your own
    sha256       of x and y: two data sets with one hash are the same data

    Raises DataError when lengths differ, labels contradict y, or a number is NaN or inf. Warns of pixels from 0 to 255.

    >>> data = Dataset([[0.0, 0.5], [1.0, 0.5], [0.2, 0.1]], [1, 0, 1], name="mine")
    >>> data, data.y.tolist(), data.take([2, 0]).index.tolist()
    (Dataset 'mine': 3 examples of 2 numbers, 2 outputs, [[0.0, 1.0], [1.0, 0.0], [0.0, 1.0]], [2, 0])
    """

    x: Array
    y: Array
    labels: Array | None = None
    image_shape: tuple[int, ...] | None = None
    name: str = "data"
    index: Array = None  # type: ignore[assignment]  # None only until __post_init__
    source: str | None = None

    def __post_init__(self) -> None:
        x, y, labels = _table("x", self.x), _targets(self.y), self.labels
        if len(x) != len(y):
            hint = " Did you mean x.T?" if x.shape[1] == len(y) else ""
            raise DataError(f"x and y must have one row per example; got {len(x)} rows of x, {len(y)} of y.{hint}")
        one_hot_rows = y.shape[1] > 1 and ((y == 1).sum(axis=1) == 1).all() and np.count_nonzero(y) == len(y)
        classes = y.argmax(axis=1) if one_hot_rows else labels
        if labels is not None and (np.shape(labels) != (len(x),) or (labels != classes).any()):
            raise DataError(f"labels must be ({len(x)},), the class of each row of y; got {np.shape(labels)}, or others than y")
        if self.image_shape is not None and np.prod(self.image_shape) != x.shape[1]:
            raise DataError(f"image_shape {self.image_shape} does not hold the {x.shape[1]} numbers of a row of x")
        if not isinstance(self.name, str):
            raise DataError(f"name must be a string; got {self.name!r}")
        if self.index is None:  # else it was taken from a Dataset that has warned
            _warn_of_pixels(x, self.image_shape)
        index = np.arange(len(x)) if self.index is None else self.index
        for name, value in (("x", x), ("y", y), ("labels", classes), ("index", index)):
            object.__setattr__(self, name, None if value is None else _read_only(np.asarray(value)))

    def __len__(self) -> int:
        return len(self.x)

    def __repr__(self) -> str:
        (n, n_0), n_L = self.x.shape, self.y.shape[1]
        return f"Dataset {self.name!r}: {n} examples of {n_0} numbers, {n_L} {'outputs' if self.labels is None else 'classes'}"

    @cached_property
    def sha256(self) -> str:
        """The hash of x and y, in hex: two data sets with one hash are the same data."""
        h = hashlib.sha256()
        for array in (self.x, self.y):
            h.update(f"{array.dtype.str}{array.shape}".encode())
            h.update(np.ascontiguousarray(array).data)
        return h.hexdigest()

    def take(self, rows: Array | Sequence[int] | slice | range) -> "Dataset":
        """The Dataset of these rows, in this order."""
        x, y, index, labels = (None if array is None else _frozen(array[rows]) for array in (self.x, self.y, self.index, self.labels))
        return replace(self, x=x, y=y, index=index, labels=labels)

    def split(self, test_size: float = 0.2, seed: Seed = 0) -> "tuple[Dataset, Dataset]":
        """Two disjoint Datasets (train, test): every class in the same proportion, the same for the same seed.

        test_size  share of the examples that goes to the second, 0 < test_size < 1
        Raises InputError for another share, one that leaves a part empty, or data without labels.
        """
        if not 0 < test_size < 1:
            raise InputError(f"test_size must be a share between 0 and 1, like 0.2; got {test_size}")
        if self.labels is None:
            raise InputError("split keeps the classes in proportion and so needs labels; this Dataset has none")
        rng = np.random.default_rng(seed)
        shuffled = [rng.permutation(np.flatnonzero(self.labels == label)) for label in np.unique(self.labels)]
        chosen = np.zeros(len(self), bool)
        for rows, count in zip(shuffled, _quotas(list(map(len, shuffled)), test_size, rng), strict=True):
            chosen[rows[:count]] = True
        if not 0 < chosen.sum() < len(self):
            raise InputError(f"test_size={test_size} of {len(self)} examples leaves one part empty; choose another share")
        return self.take(np.flatnonzero(~chosen)), self.take(np.flatnonzero(chosen))


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

    >>> train, test = load_digits().split(test_size=0.2, seed=0)
    >>> train.x.shape, test.x.shape
    ((1438, 784), (359, 784))
    """
    with np.load(Path(__file__).with_name("digits.npz"), allow_pickle=False) as file:
        images, labels = file["images"], file["labels"].astype("int64")
    padded = np.pad(images / 16, ((0, 0), (1, 1), (1, 1)))
    R = _enlarging(10, 28)
    enlarged = R @ padded @ R.T                                     # (n, 28, 28)
    x = np.clip((enlarged - 0.25) * 1.8, 0, 1).reshape(len(images), 784).astype("float32")
    return Dataset(_frozen(x), one_hot(labels), labels, (28, 28), "digits", source="digits")


def load_mnist(folder: File, part: str = "train") -> Dataset:
    """MNIST from the four IDX files in `folder` (.gz or not): 60,000 (part="train") or 10,000 ("test") digits.

    `nncore mnist FOLDER` or nncore.fetch_mnist fetches the files. Any set of these files' names and format is read, like
    Fashion-MNIST; what is not MNIST by its SHA-256 is named after its folder.
    Raises DataError when a file is missing, truncated or not IDX, InputError for another part.
    """
    if part not in MNIST_FILES:
        raise InputError(f'part must be "train" or "test"; got {part!r}')
    (images, of_images), (labels, of_labels) = (_read_idx(_find(Path(folder), name), ndim)
                                                for name, ndim in zip(MNIST_FILES[part], (3, 1), strict=True))
    if len(images) != len(labels):
        raise DataError(f"{folder}: {len(images)} images but {len(labels)} labels in part {part!r}; "
                        "take both files from the same source")
    if len(labels) and labels.max() > 9:
        raise DataError(f"{folder}: labels must be digits 0..9; got {labels.max()}")
    x = images.reshape(len(images), -1).astype("float32")
    x /= 255
    is_mnist = (of_images, of_labels) == tuple(MNIST_SHA256[name] for name in MNIST_FILES[part])
    name = "mnist" if is_mnist else Path(folder).resolve().name
    return Dataset(_frozen(x), one_hot(labels), labels.astype("int64"), images.shape[1:], name, source=f"mnist/{part}")


def load(source: str | None, mnist_dir: File | None = None) -> Dataset:
    """The Dataset that a `source` names. Raises InputError for another name, or MNIST without its folder."""
    if source == "digits":
        return load_digits()
    if source not in ("mnist/train", "mnist/test"):
        raise InputError(f'nncore can load "digits", "mnist/train" and "mnist/test"; got {source!r}')
    if mnist_dir is None:
        raise InputError("the data are MNIST: name the folder with --mnist-dir DIR (mnist_dir=...); "
                         "`nncore mnist DIR` fetches the files")
    return load_mnist(mnist_dir, source.removeprefix("mnist/"))


def load_unseen(data: Dataset, mnist_dir: File | None = None) -> Dataset | None:
    """The examples that were kept apart from these, to test on: the other digits, or MNIST's test part; None where
    there are none."""
    if data.source == "mnist/train":
        return load("mnist/test", mnist_dir)
    if data.source != "digits":
        return None
    digits = load_digits()
    rest = np.setdiff1d(digits.index, data.index)
    return digits.take(rest) if len(rest) else None


def check_fits(net: object, data: Dataset) -> None:
    """Raise InputError unless `data` is a Dataset that this network can read."""
    if not isinstance(data, Dataset):
        raise InputError("data must be a Dataset: nncore.load_digits(), or nncore.Dataset(x, y); "
                         f"got {type(data).__name__}")
    n_0, *_, n_L = net.sizes  # type: ignore[attr-defined]  # a Network: not imported here, for it builds on this
    if (data.x.shape[1], data.y.shape[1]) != (n_0, n_L):
        raise InputError(f"the network {net} takes {n_0} numbers and gives {n_L}; the data "
                         f"{data.name!r} have x {data.x.shape} and y {data.y.shape}. Change the sizes or the data.")


def _frozen(array):
    """The array itself, which is ours, and nobody writes into from now on."""
    array.flags.writeable = False
    return array


def _read_only(array):
    """What somebody handed in, as nobody writes into it: a copy, unless it is so already."""
    return _frozen(array.copy()) if array.flags.writeable else array


def _table(name, given):
    """(n, columns), finite floats of 32 bits or more."""
    array = np.asarray(given)
    if array.dtype.kind not in "fiub":
        raise DataError(f"{name} must hold real numbers; got dtype {array.dtype}")
    if array.ndim != 2 or not array.size:
        hint = f" Did you mean {name}.reshape(len({name}), -1)?" if array.ndim != 2 and array.size else ""
        raise DataError(f"{name} must be a table, one row per example; got shape {array.shape}.{hint}")
    array = array.astype("float32") if array.dtype.kind != "f" or array.dtype == "float16" else array
    finite = np.isfinite(array).all(axis=1)
    if not finite.all():
        raise DataError(f"{name} must be finite; row {int(finite.argmin())} holds NaN or inf "
                        f"({int((~finite).sum())} such rows). Clean the data first.")
    return array


def _targets(given):
    """y (n, n_L) from class numbers (n,) or rows."""
    labels = np.asarray(given)
    if labels.ndim != 1 or not labels.size:
        return _table("y", labels)
    if labels.dtype.kind not in "iub" or labels.min() < 0 or labels.max() >= MOST_CLASSES:
        raise DataError(f"y (n,) must be class numbers, whole and from 0 to {MOST_CLASSES - 1}; got {labels.dtype}, "
                        f"like {labels[:3]}. Targets of any value are rows: did you mean y[:, None]?")
    return one_hot(labels.astype("int64"), int(labels.max()) + 1)


def _warn_of_pixels(x, image_shape):
    low, high = x.min(), x.max()
    if (image_shape is not None and (low < 0 or high > 1)) or (low == 0 and PIXELS <= high <= 255 and (x == np.rint(x)).all()):
        warnings.warn(f"x goes from {low:g} to {high:g}, like pixels that nobody has scaled: networks learn well from 0 (paper) "
                      f"to 1 (ink). Divide it first: x / {high:g}", stacklevel=4)


def _quotas(counts, share, rng):
    """How many examples of each class make `share` of them all: largest remainders first, equal ones by chance."""
    exact = np.array(counts) * share
    quota = np.floor(exact).astype(int)
    missing = round(sum(counts) * share) - quota.sum()
    quota[np.lexsort((rng.random(len(counts)), quota - exact))[:missing]] += 1
    return quota


def _enlarging(n, m):
    """The matrix R (m, n) that enlarges n samples to m by cubic interpolation (Keys 1981, a = -1/2).

    Sample i of the result lies at (i + 1/2) n/m - 1/2 of the original; beyond the ends the edge value holds.
    """
    R = np.zeros((m, n))
    for i, at in enumerate((np.arange(m) + 0.5) * n / m - 0.5):
        for k in range(int(np.floor(at)) - 1, int(np.floor(at)) + 3):
            t = abs(at - k)
            R[i, min(max(k, 0), n - 1)] += 1.5 * t**3 - 2.5 * t**2 + 1 if t < 1 else -0.5 * t**3 + 2.5 * t**2 - 4 * t + 2
    return R


def _find(folder, name):
    """The file of this name, as it is or gzipped, in either of its two spellings."""
    for spelling in (name, name.replace("-idx", ".idx")):
        for candidate in (folder / spelling, folder / f"{spelling}.gz"):
            if candidate.is_file():
                return candidate
    raise DataError(f"{folder} has no {name}, gzipped or not. `nncore mnist {folder}` fetches the four files.")


def _read_idx(path, ndim):
    """An IDX file of unsigned bytes as an array of `ndim` axes, and the SHA-256 of the file (unpacked).

    The format (Y. LeCun): bytes 0 0 8 ndim, then ndim big-endian uint32 sizes, then the data.
    """
    size = path.stat().st_size
    most = max(UNPACKED, RATIO * size) if path.suffix == ".gz" else size
    try:
        with (gzip.open if path.suffix == ".gz" else open)(path, "rb") as file:
            head = file.read(4 + 4 * ndim)
            if len(head) < 4 + 4 * ndim or head[:4] != bytes((0, 0, 8, ndim)):
                raise DataError(f"{path} is truncated, or not an IDX file of {ndim}-axis unsigned bytes: it begins with "
                                f"{head.hex() or 'nothing'}, expected {bytes((0, 0, 8, ndim)).hex()} and {ndim} sizes")
            shape = struct.unpack(f">{ndim}I", head[4:])
            wanted = int(np.prod(shape, dtype=object))
            if not 0 < wanted <= most or shape[0] > MOST_IMAGES:    # before memory is taken for it, not after
                raise DataError(f"{path} is empty, truncated or no IDX file: its header promises {shape}, {wanted} bytes; it can "
                                f"hold {most}, of {MOST_IMAGES} examples at most. Fetch it again, or unpack it with gunzip.")
            data = file.read(wanted + 1)
    except (OSError, EOFError, zlib.error) as error:
        raise DataError(f"{path} cannot be read ({error}). Fetch it again.") from error
    if len(data) != wanted:
        raise DataError(f"{path} is truncated, or longer than its header says: that promises {shape}, {wanted} bytes. Fetch it "
                        "again.")
    return np.frombuffer(data, "uint8").reshape(shape), hashlib.sha256(head + data).hexdigest()
