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
from typing import Any

import numpy as np

from nncore._types import Array, ArrayLike, File, Given, Seed
from nncore.errors import DataError, InputError, require

MNIST = {  # part -> (images, labels), and the SHA-256 of each, unpacked, so that any gzip of it passes
    "train": (("train-images-idx3-ubyte", "train-labels-idx1-ubyte"), (
        "ba891046e6505d7aadcbbe25680a0738ad16aec93bde7f9b65e87a2fc25776db",
        "65a50cbbf4e906d70832878ad85ccda5333a97f0f4c3dd2ef09a8a9eef7101c5")),
    "test": (("t10k-images-idx3-ubyte", "t10k-labels-idx1-ubyte"), (
        "0fa7898d509279e482958e8ce81c8e77db3f2f8254e26661ceb7762c4d494ce7",
        "ff7bcfd416de33731a308c3f266cc351222c34898ecbeaf847f06e48f7ec33f2"))}
UNPACKED, RATIO = 32 << 20, 20  # bytes that a gzipped IDX file may unpack to; or so many times its own size (MNIST: 2 to 6)
MOST_IMAGES = 2_000_000         # in an IDX file: one-hot rows take 40 bytes each, and the largest EMNIST has 814,255
MOST_CLASSES = 10_000           # of class numbers: larger ones are more likely targets
SOURCES = None, "digits", "mnist/train", "mnist/test"   # what nncore can load again
PIXELS = 16                     # whole numbers from 0 to this and more look like pixels (8x8 digits have 0 to 16)

@dataclass(frozen=True, eq=False, repr=False)
class Dataset:
    """Examples, one a row, checked once, here, and read-only from then on: whoever hands in arrays keeps his own.
    x            (n, n_0) inputs; images are flattened, 0 (paper) to 1 (ink)
    y            what is wanted: class numbers (n,), which become one-hot rows, or rows of targets (n, n_L)
    labels       (n,) class numbers; taken from y where it holds class numbers or one-hot rows, else None unless given
    image_shape  (28, 28) where a row of x is a picture, else None; name is for people
    index        (n,) where each example stands in the set that it was taken from
    source       what nncore can load again, one of SOURCES; None for your own
    Raises DataError when lengths differ, labels contradict y, or a number is NaN or inf. Warns of pixels from 0 to 255.
    >>> Dataset([[0.0, 0.5], [1.0, 0.5], [0.2, 0.1]], [1, 0, 1], name="mine").take([2, 0])
    Dataset 'mine': 2 examples of 2 numbers, 2 classes
    """
    x: Given
    y: Given
    labels: Given | None = None
    image_shape: tuple[int, ...] | None = None
    name: str = "data"
    index: Given = None     # only until __post_init__
    source: str | None = None

    def __post_init__(self) -> None:
        x, y, labels, index = _table("x", self.x), _targets(self.y), self.labels, self.index  # type: Any, Any, Any, Any
        hint = " Did you mean x.T?" if x.shape[1] == len(y) else ""
        one_hot_rows = y.shape[1] > 1 and ((y == 1).sum(axis=1) == 1).all() and np.count_nonzero(y) == len(y)
        classes = y.argmax(axis=1) if one_hot_rows else labels
        if index is None:  # else it was taken from a Dataset that has warned
            _warn_of_pixels(x, self.image_shape)
            index = np.arange(len(x))
        for holds, message in (
                (len(x) == len(y), f"x and y must have one row per example; got {len(x)} rows of x, {len(y)} of y.{hint}"),
                (labels is None or (np.shape(labels) == (len(x),) and np.asarray(labels).dtype.kind in "fiub"
                                    and np.array_equal(labels, classes)),
                 f"labels must be ({len(x)},), the class of each row of y; got {np.shape(labels)}, or others than y"),
                (np.prod(self.image_shape or x.shape[1]) == x.shape[1],
                 f"image_shape {self.image_shape} does not hold the {x.shape[1]} numbers of a row of x"),
                (isinstance(self.name, str) and len(self.name) <= 1000, f"name must be a string, not too long; got {self.name!r:.80}"),
                (self.source in SOURCES, f"source must be one of {SOURCES}; got {self.source!r:.80}"),
                (np.shape(index) == (len(x),) and np.asarray(index).dtype.kind in "iu", f"index must be ({len(x)},) whole numbers")):
            require(holds, message, DataError)
        for name, value in (("x", x), ("y", y), ("labels", classes), ("index", index)):
            object.__setattr__(self, name, None if value is None else _frozen(np.asarray(value), copy=True))

    def __len__(self) -> int:
        return len(self.x)

    def __repr__(self) -> str:
        says = f"{self.y.shape[1]} {'outputs' if self.labels is None else 'classes'}"
        return f"Dataset {self.name!r}: {len(self.x)} examples of {self.x.shape[1]} numbers, {says}"

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
        taken = {name: _frozen(array[rows]) for name in ("x", "y", "labels", "index") if (array := getattr(self, name)) is not None}
        return replace(self, **taken)

    def split(self, test_size: float = 0.2, seed: Seed = 0) -> "tuple[Dataset, Dataset]":
        """Two disjoint Datasets (train, test), every class in the same proportion; test_size is the share of the second.
        Raises InputError for a share not between 0 and 1, one that leaves a part empty, or data without labels."""
        require(0 < test_size < 1, f"test_size must be a share between 0 and 1, like 0.2; got {test_size}")
        require(self.labels is not None, "split keeps the classes in proportion and so needs labels; this Dataset has none")
        rng = np.random.default_rng(seed)
        shuffled = [rng.permutation(np.flatnonzero(self.labels == label)) for label in np.unique(self.labels)]  # type: ignore[arg-type]
        exact = np.array([len(rows) for rows in shuffled]) * test_size
        quota = np.floor(exact).astype(int)
        missing = round(len(self) * test_size) - quota.sum()
        quota[np.lexsort((rng.random(len(exact)), quota - exact))[:missing]] += 1   # largest remainders first, equal ones by chance
        test = np.sort(np.concatenate([rows[:count] for rows, count in zip(shuffled, quota, strict=True)]))
        require(0 < len(test) < len(self), f"test_size={test_size} of {len(self)} examples leaves one part empty; choose another share")
        return self.take(np.setdiff1d(np.arange(len(self)), test)), self.take(test)

def one_hot(labels: ArrayLike, classes: int = 10) -> Array:
    """Class numbers (m,), whole and from 0 to classes - 1 (else InputError), as rows (m, classes) float32.
    >>> one_hot([2, 0], classes=3).tolist()
    [[0.0, 0.0, 1.0], [1.0, 0.0, 0.0]]
    """
    labels = np.asarray(labels)
    require(labels.ndim == 1 and labels.dtype.kind in "iu" and (not labels.size or 0 <= labels.min() <= labels.max() < classes),
            f"labels must be (m,) whole numbers, 0..{classes - 1}; got {labels.shape} of {labels.dtype}: {str(labels)[:80]}")
    return np.eye(classes, dtype="float32")[labels]

def load_digits() -> Dataset:
    """1,797 handwritten digits as a Dataset: x (1797, 784) float32 in 0..1, y one-hot, 28x28 pictures.
    UCI "Optical Recognition of Handwritten Digits" (E. Alpaydin, C. Kaynak, 1998), test part, CC BY 4.0. The 8x8 originals
    ship with nncore and are enlarged to 28x28 with their strokes made crisp.
    >>> train, test = load_digits().split(test_size=0.2, seed=0)
    >>> train.x.shape, test.x.shape
    ((1438, 784), (359, 784))
    """
    with np.load(Path(__file__).with_name("digits.npz"), allow_pickle=False) as file:
        images, labels = file["images"], file["labels"].astype("int64")
    padded, R = np.pad(images / 16, ((0, 0), (1, 1), (1, 1))), _enlarging(10, 28)
    x = np.clip((R @ padded @ R.T - 0.25) * 1.8, 0, 1).reshape(len(images), 784).astype("float32")
    return Dataset(_frozen(x), one_hot(labels), labels, (28, 28), "digits", source="digits")

def load_mnist(folder: File, part: str = "train") -> Dataset:
    """MNIST from the four IDX files in `folder` (.gz or not; nncore.fetch_mnist fetches them): 60,000 (part="train") or 10,000
    ("test") digits. What has these files' names and format and is not MNIST by its SHA-256 is named after its folder.
    Raises DataError when a file is missing, truncated or not IDX, InputError for another part."""
    require(part in MNIST, f'part must be "train" or "test"; got {part!r}')
    names, hashes = MNIST[part]
    (images, of_images), (labels, of_labels) = _read_idx(folder, names[0], 3), _read_idx(folder, names[1], 1)
    require(len(images) == len(labels) and labels.max() <= 9, f"{folder}: {len(images)} images and {len(labels)} labels from 0 to "
            f"{labels.max()} in part {part!r}; take both files from the same source, of digits 0..9", DataError)
    x = images.reshape(len(images), -1).astype("float32")
    x /= 255
    name = "mnist" if (of_images, of_labels) == hashes else Path(folder).resolve().name
    return Dataset(_frozen(x), one_hot(labels), labels.astype("int64"), images.shape[1:], name, source=f"mnist/{part}")

def load(source: str, mnist_dir: File | None = None) -> Dataset:
    """The Dataset that a `source` names. Raises InputError for MNIST without its folder."""
    if source == "digits":
        return load_digits()
    if mnist_dir is None:
        raise InputError("the data are MNIST: name the folder with --mnist-dir DIR (mnist_dir=...); `nncore mnist DIR` fetches it")
    return load_mnist(mnist_dir, source.removeprefix("mnist/"))

def load_unseen(data: Dataset, mnist_dir: File | None = None) -> Dataset | None:
    """The examples kept apart from these, to test on: the other digits, or MNIST's test part; None where there are none."""
    if data.source == "mnist/train":
        return load("mnist/test", mnist_dir)
    rest = np.setdiff1d(np.arange(1797), data.index) if data.source == "digits" else ()
    return load_digits().take(rest) if len(rest) else None

def check_fits(net: Any, data: Dataset) -> None:
    """Raise InputError unless `data` is a Dataset that this network can read."""
    require(isinstance(data, Dataset), f"data must be a Dataset, like nncore.load_digits(); got {type(data).__name__}")
    require((data.x.shape[1], data.y.shape[1]) == (net.sizes[0], net.sizes[-1]), f"the network {net} does not fit the data "
            f"{data.name!r}, which have x {data.x.shape} and y {data.y.shape}. Change the sizes or the data.")

def _frozen(array, copy=False):
    """The array, which nobody writes into from now on; of what somebody else can write into, a copy."""
    array = array.copy() if copy and array.flags.writeable else array
    array.flags.writeable = False
    return array

def _table(name, given):
    """(n, columns), finite floats of 32 bits or more."""
    array = np.asarray(given)
    require(array.dtype.kind in "fiub", f"{name} must hold real numbers; got dtype {array.dtype}", DataError)
    hint = f" Did you mean {name}.reshape(len({name}), -1)?" if array.ndim not in (0, 2) and array.size else ""
    require(array.ndim == 2 and array.size, f"{name} must be a table, one row per example; got shape {array.shape}.{hint}", DataError)
    array = array.astype("float32") if array.dtype.kind != "f" or array.dtype == "float16" else array
    finite = np.isfinite(array).all(axis=1)
    require(finite.all(), f"{name} must be finite; row {finite.argmin()} holds NaN or inf ({np.sum(~finite)} such rows)", DataError)
    return array

def _targets(given):
    """y (n, n_L) from class numbers (n,) or rows."""
    labels = np.asarray(given)
    if labels.ndim != 1 or not labels.size:
        return _table("y", labels)
    require(labels.dtype.kind in "iub" and labels.min() >= 0 and labels.max() < MOST_CLASSES,
            f"y (n,) must be class numbers from 0 to {MOST_CLASSES - 1}; got {labels[:3]}. Did you mean y[:, None]?", DataError)
    return one_hot(labels.astype("int64"), int(labels.max()) + 1)

def _warn_of_pixels(x, image_shape):
    low, high = x.min(), x.max()
    if (image_shape is not None and (low < 0 or high > 1)) or (low == 0 and PIXELS <= high <= 255 and (x == np.rint(x)).all()):
        warnings.warn(f"x goes from {low:g} to {high:g}, like pixels that nobody has scaled: networks learn well from 0 (paper) "
                      f"to 1 (ink). Divide it first: x / {high:g}", stacklevel=4)

def _enlarging(n, m):
    """The matrix R (m, n) that enlarges n samples to m by cubic interpolation (Keys 1981, a = -1/2): sample i of the result
    lies at (i + 1/2) n/m - 1/2 of the original, and beyond the ends the edge value holds."""
    R = np.zeros((m, n))
    for i, at in enumerate((np.arange(m) + 0.5) * n / m - 0.5):
        for k in range(int(np.floor(at)) - 1, int(np.floor(at)) + 3):
            t = abs(at - k)
            R[i, min(max(k, 0), n - 1)] += 1.5 * t**3 - 2.5 * t**2 + 1 if t < 1 else -0.5 * t**3 + 2.5 * t**2 - 4 * t + 2
    return R

def _read_idx(folder, name, ndim):
    """The IDX file of this name, gzipped or not and in either spelling: an array of `ndim` axes, and its SHA-256 unpacked.
    The format (Y. LeCun): bytes 0 0 8 ndim, then ndim big-endian uint32 sizes, then the data."""
    spellings = [Path(folder, spelling + gz) for spelling in (name, name.replace("-idx", ".idx")) for gz in ("", ".gz")]
    path = next(filter(Path.is_file, spellings), None)
    if path is None:
        raise DataError(f"{folder} has no {name}, gzipped or not. `nncore mnist {folder}` fetches the four files.")
    most = max(UNPACKED, RATIO * path.stat().st_size) if path.suffix == ".gz" else path.stat().st_size
    try:
        with (gzip.open if path.suffix == ".gz" else open)(path, "rb") as file:
            head = file.read(4 + 4 * ndim).ljust(4 + 4 * ndim, b"\0")
            shape = struct.unpack(f">{ndim}I", head[4:])
            wanted = int(np.prod(shape, dtype=object))
            sound = head[:4] == bytes((0, 0, 8, ndim)) and 0 < wanted <= most and shape[0] <= MOST_IMAGES
            data = file.read(wanted + 1) if sound else b""      # memory is taken when the header can be right, not before
    except (OSError, EOFError, zlib.error) as error:
        raise DataError(f"{path} cannot be read ({error}). Fetch it again.") from error
    require(sound and len(data) == wanted, f"{path} is truncated, longer than its header says, too large, or no IDX file of {ndim}-axis "
            f"unsigned bytes: it begins with {head.hex()}, which promises {shape}. Fetch it again, or unpack it with gunzip.", DataError)
    return np.frombuffer(data, "uint8").reshape(shape), hashlib.sha256(head + data).hexdigest()
