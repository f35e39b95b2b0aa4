"""The memory of a large result that nobody has any more, for the next one: fresh pages take longer to get than to fill."""

from collections import deque
from math import prod

import numpy as np

from nncore._types import Array

LEAST, MOST = 1 << 20, 64 << 20  # bytes: with less malloc does so itself, more would be missed elsewhere

_waiting: deque[Array] = deque(maxlen=1)  # the memory of the last one that went


def empty(shape, dtype):
    """np.empty(shape, dtype). From LEAST to MOST bytes it takes the memory of the last such array, if that one is gone."""
    size = prod(shape) * np.dtype(dtype).itemsize
    if not LEAST <= size <= MOST:
        return np.empty(shape, dtype)
    try:
        memory = _waiting.pop()
    except IndexError:
        memory = np.empty(0, "uint8")
    if memory.size < size:
        memory = np.empty(size, "uint8")
    return np.asarray(_Loan(memory))[:size].view(dtype).reshape(shape)


class _Loan:
    """What an array from `empty` and every view of it hold: when the last of them goes, the memory waits for the next."""

    def __init__(self, memory):
        self.__array_interface__ = memory.__array_interface__
        self._memory, self._back = memory, _waiting.append

    def __del__(self):
        self._back(self._memory)
