"""The batches of a run are those of the order that was dealt, however far its rows are fetched ahead."""

import threading
import time

import numpy as np
import pytest

import nncore
from nncore import fast as module
from nncore.fast import batches
from nncore.store.recipe import make_plan

NET = nncore.Network((3, 2))
N = 23


@pytest.fixture(params=["near", "fetched one batch at a time", "fetched three at a time"])
def far(request, monkeypatch):
    """Small data as they are, and as if they were too large to be near."""
    if request.param != "near":
        monkeypatch.setattr(module, "NEAR", 0)
        monkeypatch.setattr("os.cpu_count", lambda: 2)
        monkeypatch.setattr(module, "FETCH", 3 * 5 * 3 * 4 if "three" in request.param else 1)


def plan(steps, batch_size=5, seed=4, dtype="float32"):
    rng = np.random.default_rng(0)
    data = nncore.Dataset(rng.random((N, 3), dtype="float32"), rng.random((N, 2), dtype="float32"))
    return make_plan(NET, data, 1.0, batch_size, None, steps, seed, NET.init(0, dtype), None, None)


def in_words(plan, first):
    """The same by the definition: (orders dealt, [(x, y) of every step from first on])."""
    rng, orders, steps = np.random.default_rng((plan.seed, 1)), [], []
    while len(steps) < plan.steps:
        order = rng.permutation(N)
        orders.append(order)
        steps += [order[i:i + plan.batch_size] for i in range(0, N, plan.batch_size)]
    return orders, [(plan.data.x[rows], plan.data.y[rows]) for rows in steps[first:plan.steps]]


@pytest.mark.parametrize("size", [1, 5, 22, 23])
@pytest.mark.parametrize(("first", "steps"), [(0, 1), (0, 12), (0, 46), (7, 46), (10, 11), (46, 46), (23, 30)])
def test_they_are_those_of_the_order(far, size, first, steps):
    dealt, expected = [], in_words(plan(steps, size), first)
    seen = [(x.copy(), y.copy()) for x, y in batches(plan(steps, size), first, dealt.append)]
    assert len(dealt) == len(expected[0]) and all(map(np.array_equal, dealt, expected[0]))
    assert len(seen) == len(expected[1]) == steps - first
    for (x, y), (x_, y_) in zip(seen, expected[1], strict=True):
        assert np.array_equal(x, x_) and np.array_equal(y, y_)


def test_who_takes_his_time_finds_them_unchanged(far):
    _, expected = in_words(plan(20), 0)
    for (x, y), (x_, y_) in zip(batches(plan(20), 0, list), expected, strict=True):
        time.sleep(0.003)  # whoever fetches ahead has done so
        assert np.array_equal(x, x_) and np.array_equal(y, y_)


def test_an_order_is_dealt_when_its_turn_has_come(far):
    dealt = []
    for step, _ in enumerate(batches(plan(12), 0, dealt.append)):
        assert len(dealt) == step // 5 + 1


def test_batches_of_one_size_lie_in_one_place(far):
    seen = list(batches(plan(12), 0, list))  # held, so that no two arrays have one id
    assert {(len(x), id(x), id(y)) for x, y in seen} == {(len(x), id(x), id(y)) for x, y in (seen[0], seen[4])}


@pytest.mark.parametrize("dtype", ["float32", "float64"])
def test_they_have_the_precision_of_the_run(far, dtype):
    assert {array.dtype for pair in batches(plan(6, dtype=dtype), 0, list) for array in pair} == {np.dtype(dtype)}


def test_a_run_that_ends_early_leaves_no_thread(far):
    before = threading.active_count()
    run = batches(plan(46), 0, list)
    next(run)
    run.close()
    assert threading.active_count() == before


def test_a_run_is_the_same_wherever_its_data_lie(monkeypatch):
    data = plan(1).data
    near = nncore.train(NET, data, batch_size=5, epochs=3, seed=1)
    monkeypatch.setattr(module, "NEAR", 0)
    assert nncore.train(NET, data, batch_size=5, epochs=3, seed=1).sha256 == near.sha256
