"""BLAS held to one thread: the same bytes on any number of cores, and faster, for the matrices here are small."""

from contextlib import ContextDecorator
from threading import Lock
from typing import Any

from threadpoolctl import ThreadpoolController


class _OneThread(ContextDecorator):
    """`with one_thread:` or `@one_thread`; within each other, too, and in several threads of a process at once.

    How many threads BLAS takes is one setting of the whole process. So whoever comes first sets it, and the last to
    leave sets it back: threadpoolctl's own threadpool_limits would set it back while others are still computing.
    """

    def __init__(self) -> None:
        self._lock, self._inside = Lock(), 0
        self._before: list[tuple[Any, int]] = []

    def __enter__(self) -> None:
        with self._lock:
            if not self._inside:
                self._before = [(library, library.num_threads) for library in ThreadpoolController().lib_controllers]
                for library, _ in self._before:
                    _set_threads(library, 1)
            self._inside += 1

    def __exit__(self, *error: object) -> None:
        with self._lock:
            self._inside -= 1
            if not self._inside:
                for library, number in self._before:
                    _set_threads(library, number)


def _set_threads(library, number):
    """threadpoolctl 3.8 obeys one thread of the process at a time, and ignores the others in silence: be that one, and
    afterwards nobody."""
    release = getattr(library, "clear_controlling_thread", lambda force: None)
    release(force=True)
    library.set_num_threads(number)
    release(force=True)


one_thread = _OneThread()
