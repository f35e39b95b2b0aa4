"""`python -m tests.trust.hashes`: everything that nncore computes from a recipe, as {name: hash of its bytes}, in JSON.

test_determinism.py runs it in many environments and compares. FILES is a folder that saved runs are written to.
"""

import hashlib
import json
import sys
from pathlib import Path

import numpy as np

import nncore

NET = nncore.Network((784, 16, 16, 10))
MIXED = nncore.Network((784, 300, 20, 10), ("relu", "tanh", "sigmoid"))   # wide: BLAS shares its products among threads
GRID = np.linspace(-1, 1, 5)


def runs(data):
    """{name: Recording}: every way to train."""
    plane = nncore.Plane.random(NET, NET.init(2, "float64"))
    line = nncore.Line(NET.init(2), NET.init(3))
    recipes = {
        "batches": dict(batch_size=97, epochs=1),
        "full batch, an array of rates, every state": dict(batch_size=None, steps=4, learning_rate=[1.5, 1, 0.5, 0.2], record=1),
        "float64, a rate function, chosen states": dict(
            batch_size=50, steps=12, theta=NET.init(5, "float64"), learning_rate=lambda step: 1 / (1 + step), record=[3, 7]),
        "within a plane": dict(batch_size=None, steps=4, theta=plane.point(0.1, 0.2), within=plane),
        "within a line": dict(batch_size=100, steps=4, theta=line.point(0.5), within=line),
    }
    made = {name: nncore.train(NET, data, seed=1, **recipe) for name, recipe in recipes.items()}
    return made | {"wide, of several functions": nncore.train(MIXED, data, 0.1, batch_size=None, steps=2)}


def slices(data, run, executor=None):
    """{name: Slice}: over planes, and along a line."""
    return {
        "sigmoids": nncore.slice_cost(NET, data, nncore.Plane.pca(run.theta), GRID, GRID, executor=executor),
        "several functions": nncore.slice_cost(MIXED, data, nncore.Plane.random(MIXED, MIXED.init(1)), GRID, GRID,
                                         executor=executor),
        "line": nncore.slice_cost(NET, data, nncore.Line(run.theta[0], run.theta[-1]), GRID),
    }


def everything(data, folder):
    """{name: hash} of all of it."""
    made, hashes = runs(data), {"data": data.sha256}
    for number, (name, run) in enumerate(made.items()):
        run = run.with_arrays(cost=run.evaluate(data).cost, words=["one", "two"])
        run.save(folder / f"{number}.npz")
        hashes |= {f"{name}: run.sha256": run.sha256, f"{name}: arrays": hash_of(*run.arrays.values()),
                   f"{name}: file": hash_of(np.fromfile(folder / f"{number}.npz", "uint8"))}
    run = made["batches"]
    hashes |= {name: hash_of(made.cost, *([] if made.slope is None else [made.slope]))
               for name, made in slices(data, run).items()}
    hashes["noise"] = hash_of(*nncore.gradient_noise(NET, data, run.theta[0], 30, samples=3))
    hashes["projection"] = hash_of(*nncore.Plane.random(NET, run.theta[-1]).project(run.theta))
    return hashes


def hash_of(*arrays):
    h = hashlib.sha256()
    for array in arrays:
        h.update(f"{array.dtype.str}{array.shape}".encode())
        h.update(np.ascontiguousarray(array))
    return h.hexdigest()


def digits():
    """The digits that are trained on."""
    return nncore.load_digits().split(test_size=0.2, seed=0)[0]


if __name__ == "__main__":
    json.dump(everything(digits(), Path(sys.argv[1])), sys.stdout)
