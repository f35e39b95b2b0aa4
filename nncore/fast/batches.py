"""The batches of a run. Every epoch deals all examples in a new order; the last batch takes what is left."""

import itertools
import os
from concurrent.futures import ThreadPoolExecutor

import numpy as np

NEAR = 32 << 20   # bytes; of more examples than that, fetching a batch's rows takes half as long as a step on them
FETCH = 6 << 20   # bytes at a time: about a millisecond of work for a thread, and what it brings is still in cache when used

def batches(plan, first, deal):
    """(x, y) of every step from `first` on; in the same two arrays again, for batches of one size. `deal` is called with the
    order (n,) of every epoch, before its first batch."""
    x, y = (array.astype(plan.start.dtype, copy=False) for array in (plan.data.x, plan.data.y))
    size, dealt = plan.batch_size, None
    if size is None:
        yield from itertools.repeat((x, y), plan.steps - first)
        return
    epochs = _epochs(plan, first)
    if x.nbytes > NEAR and (os.cpu_count() or 1) > 1:
        parts = _ahead(_fetched(epochs, x, y, size * max(1, FETCH // (size * x[0].nbytes))))
    else:
        parts = ((*epoch, x, y) for epoch in epochs)
    place = {m: [np.empty((m, array.shape[1]), array.dtype) for array in (x, y)] for m in {size, len(x) % size} - {0}}
    for order, rows, *arrays in parts:
        if order is not dealt:
            deal(order)
            dealt = order
        for start in range(0, len(rows), size):
            batch = rows[start:start + size]
            yield _take(arrays, batch, place[len(batch)])

def _take(arrays, rows, out):
    return [array.take(rows, axis=0, out=there, mode="clip")        # "clip": no copy to check the rows again
            for array, there in zip(arrays, out, strict=True)]

def _epochs(plan, first):
    """(order, rows) of every epoch: all that it deals, and what the steps from `first` on take of it."""
    rng = np.random.default_rng((plan.seed, 1))                     # 1: not the stream that init draws from
    for done in range(0, plan.steps, plan.per_epoch):
        order = rng.permutation(len(plan.data)).astype("int32")
        yield order, order[plan.batch_size * max(first - done, 0):plan.batch_size * (plan.steps - done)]

def _fetched(epochs, x, y, many):
    """(order, rows, x, y) of parts of the epochs, of so many rows at most: x and y are copies, good until the next but one."""
    rooms = [np.empty((2, many, array.shape[1]), array.dtype) for array in (x, y)]
    turn = 0
    for order, rows in epochs:
        for start in range(0, len(rows), many) or [0]:              # [0]: an epoch that is over deals its order, too
            piece, turn = rows[start:start + many], 1 - turn
            yield order, np.arange(len(piece)), *_take((x, y), piece, [room[turn, :len(piece)] for room in rooms])

def _ahead(items):
    """The items, each made in a thread of its own while the one before it is used."""
    with ThreadPoolExecutor(1) as thread:
        coming = thread.submit(next, items, None)
        while (item := coming.result()) is not None:
            coming = thread.submit(next, items, None)
            yield item
