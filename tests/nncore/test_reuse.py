"""Memory of results that are gone serves the next one, and never one while somebody looks at it."""

import threading

import numpy as np
import pytest

import nncore
from nncore import reuse

SHAPE = (1000, 500)  # 2 MB of float32


@pytest.fixture(autouse=True)
def nothing_waits():
    reuse._waiting.clear()


def address(array):
    return array.__array_interface__["data"][0]


def test_it_is_an_array_like_any_other():
    array = reuse.empty(SHAPE, "float32")
    assert array.shape == SHAPE and array.dtype == "float32" and array.flags.carray and array.strides == (2000, 4)


def test_memory_that_nobody_has_any_more_is_used_again():
    first = reuse.empty(SHAPE, "float32")
    first[:] = 7
    where = address(first)
    del first
    again = reuse.empty((500, 400), "float64")  # others of no more bytes take it, too
    assert address(again) == where


@pytest.mark.parametrize("look", [lambda a: a, lambda a: a[3:5].T, lambda a: memoryview(a), lambda a: a.reshape(-1).view("int8")])
def test_memory_that_somebody_looks_at_is_left_alone(look):
    first = reuse.empty(SHAPE, "float32")
    first[:] = 7
    seen = look(first)
    before = np.array(seen)
    del first
    other = reuse.empty(SHAPE, "float32")
    other[:] = 8
    assert np.array_equal(seen, before)


@pytest.mark.parametrize("size", [reuse.LEAST - 1, reuse.MOST + 1])
def test_small_and_huge_results_hold_nothing_back(size):
    array = reuse.empty((size,), "uint8")
    assert array.flags.owndata
    del array
    assert not reuse._waiting


def test_memory_that_is_too_small_goes():
    first = reuse.empty(SHAPE, "float32")
    del first
    second = reuse.empty((1001, 500), "float32")
    second[:] = 1
    assert second.nbytes == 1001 * 500 * 4 and not reuse._waiting


def test_one_result_at_most_waits():
    some = [reuse.empty(SHAPE, "float32") for _ in range(3)]
    assert len({address(array) for array in some}) == 3
    del some
    assert len(reuse._waiting) == 1


def test_many_threads_never_share_memory():
    def work(number, wrong):
        for _ in range(200):
            array = reuse.empty((600, 500), "float32")
            array[:] = number
            if (array != number).any():
                wrong.append(number)

    wrong = []
    threads = [threading.Thread(target=work, args=(number, wrong)) for number in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert not wrong


def test_gradients_that_were_dropped_make_room_for_the_next():
    net = nncore.Network((50, 20, 10))
    x, y = np.random.default_rng(0).random((300, 50)), np.zeros((300, 10))
    kept = net.example_gradients(net.init(0), x, y)
    before, where = kept.copy(), address(kept)
    assert address(net.example_gradients(net.init(1), x, y)) != where
    assert np.array_equal(kept, before)
    del kept
    assert address(net.example_gradients(net.init(0), x, y)) == where
    assert np.array_equal(net.example_gradients(net.init(0), x, y), before)
