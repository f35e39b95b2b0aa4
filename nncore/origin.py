"""Where data come from: what a recipe keeps of a Dataset, and the same Dataset from that."""

from dataclasses import replace

import numpy as np

from nncore.data import Dataset, load_digits, load_mnist
from nncore.errors import DataError, InputError
from nncore.npy import INLINE, pack, unpack

DEEPEST = 20  # selections of selections, far more than anybody makes


def from_origin(origin, mnist_dir=None):
    """The Dataset that an origin tells of. Raises InputError where it does not tell, or of MNIST without its folder."""
    chain = [origin]  # the selections, last first; the loading at its end
    while isinstance(chain[-1], dict) and "of" in chain[-1]:
        chain.append(chain[-1]["of"])
    if len(chain) > DEEPEST:
        raise InputError(f"the origin of the data is altered: {len(chain)} selections of one another")
    data = _load(chain[-1], mnist_dir)
    for step in reversed(chain):
        data = _select_again(data, step)
    return data


def is_loadable(origin):
    """Whether from_origin can get these data again."""
    while isinstance(origin, dict) and "of" in origin:
        origin = origin["of"]
    return isinstance(origin, dict) and origin.get("load") in ("digits", "mnist")


def origin_of_unseen(origin):
    """The origin of the examples that were kept apart from those of this one, to test on; None where none were."""
    while isinstance(origin, dict) and "of" in origin and "split" not in origin:
        origin = origin["of"]
    if not isinstance(origin, dict):
        return None
    if isinstance(origin.get("split"), dict) and "take" not in origin and origin["split"].get("part") == "train":
        return {**origin, "split": {**origin["split"], "part": "test"}}
    return {"load": "mnist", "part": "test"} if origin.get("load") == "mnist" and origin.get("part") == "train" else None


def describe_data(data):
    """What a recipe keeps of a Dataset: how to get it again, or where nobody could, the examples themselves, if they
    are few."""
    description = {"name": data.name, "sha256": data.sha256, "examples": len(data), "origin": data.origin}
    if not is_loadable(data.origin) and data.x.nbytes + data.y.nbytes <= INLINE:
        description["given"] = {"x": pack(data.x), "y": pack(data.y), "one_hot": data.one_hot}
    return description


def data_of(description, mnist_dir=None):
    """The Dataset that describe_data described, the same to the byte.

    Raises InputError where the recipe lacks it or MNIST needs its folder, DataError when what is there is another.
    """
    origin, given = description.get("origin"), description.get("given")
    if is_loadable(origin):
        data = from_origin(origin, mnist_dir)
    elif isinstance(given, dict):
        data = Dataset(unpack(given.get("x"), "x of the data"), unpack(given.get("y"), "y of the data"),
                       one_hot=given.get("one_hot") is not False)
    else:
        raise InputError(f"the recipe neither says where its data {description['name']!r} come from nor holds them (they "
                         f"are larger than {INLINE} bytes, or recorded by an older nncore). Give the Dataset itself: "
                         "nncore.train_like(recipe, data).")
    if data.sha256 != description["sha256"]:
        raise DataError(f"the data {description['name']!r} are not those of the recipe: their SHA-256 is {data.sha256}, "
                        f"recorded was {description['sha256']}. Take the files that it was trained on.")
    return replace(data, name=description["name"], origin=origin)


def _load(origin, mnist_dir):
    kind = origin.get("load") if isinstance(origin, dict) else None
    if kind == "digits":
        return load_digits()
    if kind != "mnist":
        raise InputError(f"the origin names no data that nncore can load, digits or mnist; got {kind!r}")
    if mnist_dir is None:
        raise InputError("its data are MNIST: name the folder with --mnist-dir DIR (mnist_dir=...); "
                         "`nncore mnist DIR` fetches the files")
    return load_mnist(mnist_dir, origin.get("part"))


def _select_again(data, origin):
    """The rows that one step of an origin chose: by `take`, by `split`, or all of them."""
    try:
        if "take" in origin:
            rows = origin["take"]
            return data.take(_row_range(data, *rows) if isinstance(rows, list) else unpack(rows, "the rows of the data"))
        if "split" in origin:
            how = origin["split"]
            return data.split(how["test"], how["seed"])[("train", "test").index(how["part"])]
    except (TypeError, ValueError, KeyError, IndexError, MemoryError) as error:
        raise InputError(f"the origin of the data is altered ({type(error).__name__}: {error})") from error
    return data


def _row_range(data, first, end):
    if not 0 <= first < end <= len(data):
        raise ValueError(f"rows {first} to {end} of {len(data)}")
    return np.arange(first, end)
