"""Arrays in .npy files: written row by row, read by mapping, hashed piece by piece."""

import hashlib
import mmap
import os
import tokenize
from contextlib import suppress

import numpy as np

from nncore.errors import RecordingError


class NpyWriter:
    """Appends rows to a .npy file as they come: memory does not grow with their number."""

    def __init__(self, path, dtype, row_shape):
        self._path, self._dtype, self._row_shape, self._rows = path, np.dtype(dtype), tuple(row_shape), 0
        try:
            self._file = open(path, "wb")
            self._head()
        except OSError as error:
            raise self._unwritten(error) from error

    def _head(self):
        _write_head(self._file, self._dtype, (self._rows, *self._row_shape))  # numpy leaves room for the count to grow

    def write(self, row):
        """Append one row."""
        try:        # not a context manager: this is called at every step of a training
            self._file.write(row)
        except OSError as error:
            raise self._unwritten(error) from error
        self._rows += 1

    def close(self):
        """Write the final row count into the header."""
        try:
            self._file.seek(0)
            self._head()
            self._file.close()
        except OSError as error:
            raise self._unwritten(error) from error

    def _unwritten(self, error):
        return RecordingError(f"{self._path} could not be written ({error}). Make room, or let TMPDIR name a folder "
                              "that has it.")

    def __enter__(self):
        return self

    def __exit__(self, kind, *_):
        if kind is None:
            self.close()
        else:
            with suppress(OSError):  # a full disk complains again here, and its first complaint is under way
                self._file.close()


def write_npy(path, array):
    """A whole array into a .npy file."""
    with open(path, "wb") as file:
        _write_head(file, array.dtype, array.shape)
        for piece in pieces(array):
            file.write(piece)


def _write_head(file, dtype, shape):
    np.lib.format.write_array_header_1_0(file, {
        "descr": np.lib.format.dtype_to_descr(dtype), "fortran_order": False, "shape": shape})


def open_npy(path):
    """A .npy file as a read-only array, memory-mapped. Raises ValueError or OSError when it is not sound."""
    with open(path, "rb") as file:
        shape, fortran, dtype = _read_head(file)
        if dtype.hasobject or dtype.kind not in "fiubU" or fortran or any(n < 0 for n in shape):
            raise ValueError(f"an array of {dtype} {shape} does not belong in a recording")
        offset, size = file.tell(), os.fstat(file.fileno()).st_size
        wanted = dtype.itemsize * int(np.prod(shape, dtype=object))
        if size - offset != wanted:
            raise ValueError(f"its header promises {wanted} bytes of data, the file holds {size - offset}")
    if not wanted:
        return np.empty(shape, dtype)  # nothing to map
    return np.memmap(path, dtype, "r", offset, shape)


def _read_head(file):
    """(shape, fortran order, dtype) from the head of a .npy file."""
    version = np.lib.format.read_magic(file)
    if version not in ((1, 0), (2, 0)):
        raise ValueError(f"npy format {version} is not 1.0 or 2.0")
    read = {1: np.lib.format.read_array_header_1_0, 2: np.lib.format.read_array_header_2_0}[version[0]]
    try:
        return read(file)
    except (TypeError, SyntaxError, MemoryError, OverflowError, RecursionError, tokenize.TokenError) as error:
        # numpy reads it as Python, with all that can go wrong
        raise ValueError(f"its header cannot be read: {error}") from error


def pieces(array, size=1 << 20):
    """The bytes of an array, piece by piece. Of a mapped one, what was read is let go at once: the process stays small.

    A mapped array is read through its mapping, not by its file's name: another recording may stand there by now.
    """
    flat = np.ascontiguousarray(array).reshape(-1).view("uint8")
    for start in range(0, flat.size, size):
        yield flat[start:start + size]
        if isinstance(array, np.memmap):
            array.base.madvise(mmap.MADV_DONTNEED)


def describe(array):
    """What a recipe keeps of an array: {dtype, shape, sha256 of the bytes}."""
    h = hashlib.sha256()
    for piece in pieces(array):
        h.update(piece)
    return {"dtype": array.dtype.str, "shape": list(array.shape), "sha256": h.hexdigest()}
