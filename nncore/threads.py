"""BLAS held to one thread: the same bytes on any number of cores, and faster, for the matrices here are small."""

from contextlib import ContextDecorator
from threading import Lock
from typing import Any

from threadpoolctl import threadpool_limits


class _OneThread(ContextDecorator):
    """`with one_thread:` or `@one_thread`; within each other, too, and in several threads of a process at once.

    The number of BLAS threads is one setting of the whole process. So whoever comes first sets it, and the last to
    leave sets it back: threadpool_limits alone would set it back while others are still computing.
    """

    def __init__(self) -> None:
        self._lock, self._inside = Lock(), 0
        self._limits: Any = None

    def __enter__(self) -> None:
        with self._lock:
            if not self._inside:
                self._limits = threadpool_limits(1)
            self._inside += 1

    def __exit__(self, *error: object) -> None:
        with self._lock:
            self._inside -= 1
            if not self._inside:
                self._limits.restore_original_limits()


one_thread = _OneThread()
