"""Data sets: the digits against their provenance, splits, IDX files made here, and data that cannot be."""

import dataclasses
import gzip
import hashlib
import struct
from pathlib import Path

import numpy as np
import pytest

import nncore
from nncore.data import MNIST

# -- the digits -----------------------------------------------------------------------------------------


def test_the_originals_are_the_published_bytes():
    with np.load(Path(nncore.__file__).with_name("digits.npz"), allow_pickle=False) as file:
        images, labels = file["images"], file["labels"]
    assert images.shape == (1797, 8, 8) and images.dtype == labels.dtype == "uint8" and images.max() == 16
    assert [hashlib.sha256(array.tobytes()).hexdigest() for array in (images, labels)] == [
        "8f26b2bd9d135c256808f68f14fdabddde6d9c7f869ae419704b051f0f14b3b3",
        "8ba4f891220f5e4c9c819638d1602d74b83618f167043c6da52a2a247841ddf0"]
    assert np.array_equal(nncore.load_digits().labels, labels)


def test_the_digits_are_a_dataset():
    digits = nncore.load_digits()
    assert len(digits) == 1797 and digits.x.shape == (1797, 784) and digits.y.shape == (1797, 10)
    assert digits.x.dtype == digits.y.dtype == "float32" and digits.image_shape == (28, 28) and digits.name == "digits"
    assert digits.x.min() == 0 and digits.x.max() == 1
    assert np.array_equal(digits.y.argmax(axis=1), digits.labels) and (digits.y.sum(axis=1) == 1).all()
    assert digits.source == "digits" and digits.index.tolist() == list(range(1797))
    assert nncore.load_digits().sha256 == digits.sha256 and len(digits.sha256) == 64
    assert repr(digits) == "Dataset 'digits': 1797 examples of 784 numbers, 10 classes"


def test_the_enlargement_is_a_cubic_one():
    """Pillow's BICUBIC on floats; with two more rows of paper around, so that its edges have the same neighbours."""
    Image = pytest.importorskip("PIL.Image")
    with np.load(Path(nncore.__file__).with_name("digits.npz"), allow_pickle=False) as file:
        originals = file["images"].astype("float32") / 16
    pictures = nncore.load_digits().x.reshape(-1, 28, 28)
    for i in range(0, 1797, 50):
        image = Image.fromarray(np.pad(originals[i], 3))
        assert image.mode == "F"
        enlarged = np.asarray(image.resize((28, 28), Image.Resampling.BICUBIC, box=(2, 2, 12, 12)))
        np.testing.assert_allclose(pictures[i], np.clip((enlarged - 0.25) * 1.8, 0, 1), atol=1e-6)


# -- splitting ---------------------------------------------------------------------------------------------


@pytest.mark.parametrize("share", [0.2, 0.5, 0.01, 0.999])
def test_a_split_is_disjoint_complete_and_in_proportion(share):
    digits = nncore.load_digits()
    train, test = digits.split(test_size=share, seed=3)
    assert sorted([*train.index, *test.index]) == list(range(1797))
    assert len(test) == round(1797 * share)
    for label in range(10):
        exact = share * (digits.labels == label).sum()
        assert abs((test.labels == label).sum() - exact) < 1
    for part in (train, test):
        assert np.array_equal(part.x, digits.x[part.index]) and np.array_equal(part.y, digits.y[part.index])
        assert np.array_equal(part.labels, digits.labels[part.index])
        assert part.image_shape == (28, 28) and part.name == "digits" and len({part.sha256, digits.sha256}) == 2


def test_a_split_is_the_same_for_the_same_seed():
    digits = nncore.load_digits()
    train, test = digits.split(0.2, seed=1)
    again, other = digits.split(0.2, seed=1), digits.split(0.2, seed=2)
    assert (train.sha256, test.sha256) == (again[0].sha256, again[1].sha256)
    assert test.sha256 != other[1].sha256 and not np.array_equal(np.sort(test.index), np.sort(other[1].index))
    assert digits.split()[1].sha256 == digits.split(test_size=0.2, seed=0)[1].sha256 != test.sha256


@pytest.mark.parametrize("counts", [[3] * 26, [1] * 200, [7] * 5 + [2] * 5])
def test_no_class_is_preferred_where_classes_are_small(counts):
    """Found from outside: of 26 classes of 3, a tenth was always labels 0 to 7."""
    labels = np.repeat(np.arange(len(counts)), counts)
    data = nncore.Dataset(np.ones((len(labels), 1)), np.ones((len(labels), 1)), labels)
    chosen = np.zeros(len(counts))
    for seed in range(300):
        _, test = data.split(test_size=0.1, seed=seed)
        assert len(test) == round(0.1 * len(data))
        chosen += np.bincount(test.labels, minlength=len(counts))
    for count in set(counts):   # classes of one size: each as often as the others, but for chance
        often = chosen[np.array(counts) == count]
        assert abs(often - often.mean()).max() <= 5 * np.sqrt(often.mean()) + 1e-9


def test_a_split_of_a_split_keeps_count_of_where_examples_stand():
    digits = nncore.load_digits()
    _, test = digits.split(0.5)
    _, quarter = test.split(0.5)
    assert np.array_equal(quarter.x, digits.x[quarter.index])


@pytest.mark.parametrize("share", [0, 1, -0.2, 1.5, float("nan"), 1e-6])
def test_splits_that_cannot_be(share):
    with pytest.raises(nncore.InputError, match="test_size must be a share between 0 and 1|leaves one part empty"):
        nncore.load_digits().split(test_size=share)


def test_a_split_needs_labels(toy):
    with pytest.raises(nncore.InputError, match="needs labels"):
        nncore.Dataset(toy.x, toy.y * 0.5).split()


# -- one's own data ------------------------------------------------------------------------------------------


def test_one_hot():
    assert nncore.one_hot([2, 0], 3).tolist() == [[0, 0, 1], [1, 0, 0]]
    assert nncore.one_hot(np.array([9], "uint8")).shape == (1, 10) and nncore.one_hot([1]).dtype == "float32"


@pytest.mark.parametrize(("labels", "classes"), [([3], 3), ([-1], 3), ([0.5], 3), ([[1]], 3), (["a"], 3), (2, 3)])
def test_one_hot_of_what_are_no_classes(labels, classes):
    with pytest.raises(nncore.InputError, match="labels must be .*got"):
        nncore.one_hot(labels, classes)


@pytest.mark.parametrize("kind", [list, lambda labels: np.array(labels, "uint8"), lambda labels: np.array(labels, ">i2"),
                                  lambda labels: nncore.one_hot(labels, 3), lambda labels: np.eye(3, dtype=bool)[labels],
                                  lambda labels: np.eye(3, dtype=int)[labels].tolist()])
def test_class_numbers_and_one_hot_rows_are_the_same_data(toy, kind):
    data = nncore.Dataset(toy.x, kind([0, 1, 2] * 4))
    assert data.sha256 == toy.sha256 and data.labels.tolist() == [0, 1, 2] * 4 and data.y.dtype == "float32"
    assert data.index.tolist() == list(range(12)) and data.source is None and data.name == "data"
    assert repr(data) == "Dataset 'data': 12 examples of 4 numbers, 3 classes"


def test_rows_are_targets_of_any_value(toy):
    for y in (toy.y * 0.5, toy.y[:, :1], -toy.y, toy.y + toy.y[:, ::-1], np.full((12, 2), 7)):
        data = nncore.Dataset(toy.x, y)
        assert data.labels is None and np.array_equal(data.y, y) and "outputs" in repr(data)
    assert nncore.Dataset(toy.x, toy.y * 0.5, labels=toy.labels).labels.tolist() == toy.labels.tolist()


def test_whoever_hands_in_arrays_keeps_his_own_and_nobody_writes_into_a_dataset(toy):
    """Found from outside: frozen, but not. Of a Dataset, of what is taken from it, of what ships inside."""
    x, y, labels = toy.x.copy(), toy.y * 0.5, np.arange(12)
    data = nncore.Dataset(x, y, labels)
    before = data.sha256
    for array in (x, y, labels):
        array[:] = 0                    # his own
    assert nncore.Dataset(data.x, data.y).sha256 == before and data.labels.tolist() == list(range(12))
    for some in (data, data.take([1, 2]), data.take(slice(3)), *toy.split(0.5), nncore.load_digits()):
        for array in (some.x, some.y, some.labels, some.index):
            with pytest.raises(ValueError, match="read-only"):
                array[0] = 0


@pytest.mark.parametrize("x, shape, warned", [
    (np.arange(24).reshape(2, 12) * 11, None, True), (np.arange(24).reshape(2, 12) * 11.0, None, True),
    (np.arange(24).reshape(2, 12).astype("uint8"), None, True), (np.linspace(-1, 1, 24).reshape(2, 12), (3, 4), True),
    (np.linspace(0, 2, 24).reshape(2, 12), (3, 4), True), (np.linspace(0, 1, 24).reshape(2, 12), (3, 4), False),
    (np.linspace(0, 200, 24).reshape(2, 12), None, False), (np.arange(24).reshape(2, 12) / 255, None, False),
    (np.arange(24).reshape(2, 12) % 3, None, False), (np.arange(24).reshape(2, 12) - 12, None, False),
    (np.arange(24).reshape(2, 12) * 100, None, False)])
def test_pixels_that_nobody_has_scaled_are_named_once(recwarn, x, shape, warned):
    """Found from outside: 17.8 % instead of 94 %, in silence."""
    data = nncore.Dataset(x, [0, 1], image_shape=shape)
    data.take([0])
    assert [w.filename for w in recwarn] == [__file__] * warned
    assert all("Divide it first" in str(w.message) and issubclass(w.category, UserWarning) for w in recwarn)


def test_the_hash_is_of_x_and_y(toy):
    one = nncore.Dataset(toy.x, toy.y)
    assert one.sha256 == toy.sha256 == nncore.Dataset(toy.x.copy(), toy.y.copy(), name="other").sha256
    x, y = toy.x.copy(), toy.y.copy()
    x[3, 1] += 1e-6
    others = [nncore.Dataset(x, y), nncore.Dataset(toy.x, np.roll(y, 1, axis=0)),
              nncore.Dataset(toy.x.astype("float64"), y),
              toy.take(np.arange(11)), nncore.Dataset(toy.x.reshape(12, 2, 2).transpose(0, 2, 1).reshape(12, 4), y)]
    assert len({toy.sha256, *(other.sha256 for other in others)}) == 6


def test_the_hash_knows_where_x_ends():
    numbers = np.arange(8.0)
    one = nncore.Dataset(numbers[:6].reshape(2, 3), numbers[6:].reshape(2, 1))
    other = nncore.Dataset(numbers[:4].reshape(2, 2), numbers[4:].reshape(2, 2))
    assert one.sha256 != other.sha256


def test_take_keeps_what_belongs_together(toy):
    part = toy.take([5, 2, 2])
    assert np.array_equal(part.x, toy.x[[5, 2, 2]])
    assert part.labels.tolist() == [2, 2, 2] and part.index.tolist() == [5, 2, 2]
    assert toy.take(slice(2, 5)).take([-1]).index.tolist() == [4] and toy.take(range(3)).index.tolist() == [0, 1, 2]
    free = nncore.Dataset(toy.x, toy.y * 0.5)
    assert free.take([1]).labels is None and free.take([1]).y.tolist() == [[0, 0.5, 0]]
    named = nncore.Dataset(toy.x, toy.y * 0.5, labels=np.arange(12) + 70)
    assert named.take([5, 2]).labels.tolist() == [75, 72]


def test_a_dataset_is_frozen(toy):
    with pytest.raises(dataclasses.FrozenInstanceError):
        toy.x = None


X, Y = np.ones((6, 4)), nncore.one_hot([0, 1, 2, 0, 1, 2], 3)


def spoiled(array, value, row=2):
    array = array.astype("float64")
    array[row, 1] = value
    return array


@pytest.mark.parametrize(("x", "y", "more", "words"), [
    (X.T, Y, {}, r"one row per example; got 4 rows of x, 6 of y\. Did you mean x\.T\?"),
    (X, Y[:5], {}, "got 6 rows of x, 5 of y"),
    (X, Y.T, {}, "got 6 rows of x, 3 of y"),
    (X[0], Y, {}, r"x must be a table, one row per example; got shape \(4,\)\."),
    (np.ones((6, 28, 28)), np.arange(6), {}, r"got shape \(6, 28, 28\)\. Did you mean x\.reshape\(len\(x\), -1\)"),
    (X, np.ones((6, 2, 2)), {}, r"y must be a table.*Did you mean y\.reshape"),
    (X[:0], Y[:0], {}, "x must be a table"), (X, [], {}, "y must be a table"),
    (X, np.linspace(0, 1, 6), {}, r"class numbers.*got.*[Dd]id you mean y\[:, None\]"),
    (X, [0, 1, -1, 0, 1, 2], {}, "class numbers.*got"), (X, [0, 1, 10**4, 0, 1, 2], {}, "class numbers"),
    (X, list("abcdef"), {}, "class numbers"),
    (spoiled(X, np.nan), Y, {}, r"x must be finite; row 2 holds NaN or inf \(1 such rows\)"),
    (spoiled(spoiled(X, np.inf), -np.inf, 4), Y, {}, r"row 2 holds NaN or inf \(2 such rows\)"),
    (X, spoiled(Y, np.nan), {}, "y must be finite; row 2"),
    (X.astype(complex), Y, {}, "x must hold real numbers; got dtype complex128"),
    (X.astype(str), Y, {}, "x must hold real numbers"),
    (X, Y, dict(labels=[0, 1, 2, 0, 1, 1]), "the class of each row of y; got .* others than y"),
    *((X, y, dict(labels=[0, 1]), r"labels must be \(6,\).*got \(2,\)") for y in (Y, Y * 0.5)),
    (X, Y, dict(image_shape=(28, 28)), r"image_shape \(28, 28\) does not hold the 4 numbers of a row of x"),
    *((X, Y, dict(name=name), "name must be a string.*; got") for name in (3, None, b"x", Path("x"), "x" * 1001)),
    (X, Y, dict(source="mine"), "source must be"), (X, Y, dict(index=[1, 2]), r"index must be \(6,\) whole numbers"),
])
def test_data_that_cannot_be(x, y, more, words):
    with pytest.raises(nncore.DataError, match=words):
        nncore.Dataset(x, y, **more)


# -- MNIST: four IDX files -------------------------------------------------------------------------------------


def idx(array):
    """An array of bytes in the IDX format."""
    return struct.pack(f">HBB{array.ndim}I", 0, 8, array.ndim, *array.shape) + array.astype("uint8").tobytes()


IMAGES = np.random.default_rng(0).integers(0, 256, (7, 28, 28))
LABELS = np.array([3, 1, 4, 1, 5, 9, 2])


@pytest.fixture
def folder(tmp_path):
    """A small MNIST of our own: 7 training and 3 test digits, some files gzipped."""
    (tmp_path / "train-images-idx3-ubyte.gz").write_bytes(gzip.compress(idx(IMAGES)))
    (tmp_path / "train-labels-idx1-ubyte").write_bytes(idx(LABELS))
    (tmp_path / "t10k-images-idx3-ubyte").write_bytes(idx(IMAGES[:3]))
    (tmp_path / "t10k-labels-idx1-ubyte.gz").write_bytes(gzip.compress(idx(LABELS[:3])))
    return tmp_path


def test_idx_files_come_back_as_pictures(folder):
    train, test = nncore.load_mnist(folder), nncore.load_mnist(str(folder), part="test")
    assert train.x.dtype == "float32" and train.image_shape == (28, 28) and train.name == folder.name
    np.testing.assert_allclose(train.x, IMAGES.reshape(7, 784) / 255, rtol=1e-6)
    assert train.x.max() == 1 and train.labels.tolist() == LABELS.tolist()
    assert np.array_equal(train.y, nncore.one_hot(LABELS)) and train.source == "mnist/train"
    assert np.array_equal(test.x, train.x[:3]) and test.labels.tolist() == [3, 1, 4] and test.source == "mnist/test"


@pytest.mark.parametrize("name", ["train-labels-idx1-ubyte", "train-images-idx3-ubyte.gz"])
def test_the_other_spelling_of_the_names(folder, name):
    (folder / name).rename(folder / name.replace("-idx", ".idx"))
    assert nncore.load_mnist(folder).labels.tolist() == LABELS.tolist()


@pytest.mark.parametrize("foreign", [0, 1])
def test_what_is_not_mnist_is_named_after_its_folder(folder, monkeypatch, foreign):
    """Found from outside: any four files of those names were called mnist. Known by all its bytes, whichever differs."""
    hashes = [hashlib.sha256(data).hexdigest() for data in (idx(IMAGES), idx(LABELS))]
    monkeypatch.setitem(MNIST, "train", (MNIST["train"][0], tuple(hashes)))
    assert nncore.load_mnist(folder).name == "mnist"
    hashes[foreign] = "0" * 64
    monkeypatch.setitem(MNIST, "train", (MNIST["train"][0], tuple(hashes)))
    assert nncore.load_mnist(folder).name == nncore.load_mnist(folder / ".." / folder.name).name == folder.name


GZ, PLAIN, PLAIN_LABELS = "train-images-idx3-ubyte.gz", "t10k-images-idx3-ubyte", "train-labels-idx1-ubyte"
BROKEN = {
    "cut in the data": (PLAIN, idx(IMAGES[:3])[:-1],
                        r"truncated.*promises \(3, 28, 28\).*Fetch it again"),
    "cut in the header": (PLAIN, idx(IMAGES)[:10], "is truncated"),
    "empty": (PLAIN, b"", "truncated"),
    "no pictures": (PLAIN, idx(IMAGES[:0]), r"promises \(0, 28, 28\)"),
    "trailing bytes": (PLAIN, idx(IMAGES[:3]) + b"x", "longer than its header says"),
    "labels for images": (PLAIN, idx(LABELS), "no IDX file of 3-axis.*00000801"),
    "images for labels": (PLAIN_LABELS, idx(IMAGES), "no IDX file of 1-axis.*00000803"),
    "floats": (PLAIN, b"\0\0\x0d\3" + idx(IMAGES)[4:], "no IDX file"),
    "a web page": (PLAIN, b"<html>404</html>", "no IDX file"),
    "still packed": (PLAIN, gzip.compress(idx(IMAGES)), "no IDX file.*1f8b"),
    "not packed": (GZ, idx(IMAGES), "cannot be read .*Fetch it again"),
    "gzip cut short": (GZ, gzip.compress(idx(IMAGES))[:-3000], "cannot be read"),
    "gzip without its end": (GZ, gzip.compress(idx(IMAGES))[:-8], "cannot be read"),
    "gzip altered": (GZ, gzip.compress(idx(IMAGES))[:-8] + b"\0" * 8, "cannot be read"),
    "gzip garbage": (GZ, gzip.compress(idx(IMAGES))[:10] + b"\xff" * 5000, "cannot be read"),
    "gzip of a cut file": (GZ, gzip.compress(idx(IMAGES)[:-1]), "is truncated"),
    "gzip of a longer file": (GZ, gzip.compress(idx(IMAGES) + b"x"), "longer"),
    "one label less": (PLAIN_LABELS, idx(LABELS[:-1]),
                       "7 images .* 6 labels.* in part 'train'; take both files from the same source"),
    "a label of 10": (PLAIN_LABELS, idx(np.array([1, 2, 3, 4, 5, 6, 10])), "labels.* 10 .*digits 0..9"),
}


@pytest.mark.parametrize("what", BROKEN)
def test_a_broken_idx_file_is_an_error_that_names_it(folder, what):
    name, data, words = BROKEN[what]
    (folder / name).write_bytes(data)
    with pytest.raises(nncore.DataError, match=words):
        for part in ("train", "test"):
            nncore.load_mnist(folder, part)
    assert (folder / name).read_bytes() == data


def test_a_header_that_lies_about_its_size_takes_no_memory(folder, peak):
    (folder / PLAIN).write_bytes(struct.pack(">HBBIII", 0, 8, 3, 2**32 - 1, 2**32 - 1, 2**32 - 1) + b"x" * 100)
    with pytest.raises(nncore.DataError, match="no IDX file"):
        nncore.load_mnist(folder, "test")
    assert peak() < 40e6


def test_mnist_that_is_not_there(folder):
    with pytest.raises(nncore.DataError,
                       match="nowhere.* `nncore mnist .*nowhere` fetches"):
        nncore.load_mnist(folder / "nowhere")
    (folder / GZ).unlink()
    with pytest.raises(nncore.DataError,
                       match="has no train-images-idx3-ubyte, gzipped or not. `nncore mnist .*` fetches the four"):
        nncore.load_mnist(folder)
    with pytest.raises(nncore.InputError, match="""part must be "train" or "test"; got 'valid'"""):
        nncore.load_mnist(folder, "valid")


def test_the_real_mnist(mnist_dir):
    test = nncore.load_mnist(mnist_dir, "test")
    assert test.x.shape == (10000, 784) and test.name == "mnist" and test.labels[:10].tolist() == [7, 2, 1, 0, 4, 1, 4, 9, 5, 9]
    assert np.bincount(test.labels).tolist() == [980, 1135, 1032, 1010, 982, 892, 958, 1028, 974, 1009]
    assert test.x.mean() == pytest.approx(0.1325, abs=1e-4)  # the published mean of the test pictures
