"""BLAS held to one thread: the same bytes on any number of cores, and faster, for the matrices here are small."""

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from functools import lru_cache
from threading import Lock
from typing import Any

from threadpoolctl import ThreadpoolController

_lock, _before, _users = Lock(), list[tuple[Any, int]](), [0]
_libraries = lru_cache(1)(lambda modules: ThreadpoolController().lib_controllers)     # a search takes 2 ms: only after an import

@contextmanager
def one_thread() -> Iterator[None]:
    """`with one_thread():` or `@one_thread()`; within each other, too, and in several threads at once. How many threads BLAS takes is one
    setting of the process: the first to come sets it, the last to leave sets it back (threadpool_limits would while others compute)."""
    with _lock:
        if not _users[0]:
            _before[:] = [(library, library.num_threads) for library in _libraries(len(sys.modules))]
            for library, _ in _before:
                _set_threads(library, 1)
        _users[0] += 1
    try:
        yield
    finally:
        with _lock:
            _users[0] -= 1
            for library, number in _before if not _users[0] else ():
                _set_threads(library, number)

def _set_threads(library, number):
    """threadpoolctl 3.8 obeys one thread of the process at a time and ignores others in silence: be that one, then nobody."""
    release = getattr(library, "clear_controlling_thread", lambda force: None)
    release(force=True)
    library.set_num_threads(number)
    release(force=True)
