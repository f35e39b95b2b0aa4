"""Arrays in .npy files: written row by row, read by mapping, hashed piece by piece."""

import hashlib
import os

import numpy as np


class NpyWriter:
    """Appends rows to a .npy file as they come: memory does not grow with their number."""

    def __init__(self, path, dtype, row_shape, scalar=False):
        self._file = open(path, "wb")
        self._dtype, self._row_shape, self._scalar = np.dtype(dtype), tuple(row_shape), scalar
        self._row_bytes = self._dtype.itemsize * int(np.prod(row_shape, dtype=int))
        self._bytes = 0
        self._head()

    def _head(self):
        rows = self._bytes // self._row_bytes if self._row_bytes else 0
        np.lib.format.write_array_header_1_0(self._file, {  # it leaves room for the row count to grow
            "descr": np.lib.format.dtype_to_descr(self._dtype), "fortran_order": False,
            "shape": () if self._scalar else (rows, *self._row_shape)})

    def write(self, piece):
        """Append the bytes of one or more rows (a contiguous array or bytes)."""
        self._bytes += self._file.write(piece)

    def close(self):
        """Write the final row count into the header."""
        self._file.seek(0)
        self._head()
        self._file.close()

    def __enter__(self):
        return self

    def __exit__(self, kind, *_):
        self.close() if kind is None else self._file.close()


def open_npy(path):
    """A .npy file as a read-only array, memory-mapped. Raises ValueError or OSError when it is not sound."""
    with open(path, "rb") as file:
        version = np.lib.format.read_magic(file)
        if version not in ((1, 0), (2, 0)):
            raise ValueError(f"npy format {version} is not 1.0 or 2.0")
        read_header = {1: np.lib.format.read_array_header_1_0, 2: np.lib.format.read_array_header_2_0}[version[0]]
        shape, fortran, dtype = read_header(file)
        if dtype.hasobject or dtype.kind not in "fiubU" or fortran or any(n < 0 for n in shape):
            raise ValueError(f"an array of {dtype} {shape} does not belong in a recording")
        offset, size = file.tell(), os.fstat(file.fileno()).st_size
        wanted = dtype.itemsize * int(np.prod(shape, dtype=object))
        if size - offset != wanted:
            raise ValueError(f"its header promises {wanted} bytes of data, the file holds {size - offset}")
    if not wanted:
        return np.empty(shape, dtype)  # nothing to map
    return np.memmap(path, dtype, "r", offset, shape)


def pieces(array, size=1 << 20):
    """The bytes of an array, piece by piece. A mapped file is read, not paged in: that keeps the process small.

    A memmap must be the whole file, as open_npy makes it (a slice of one would carry the wrong offset).
    """
    if isinstance(array, np.memmap):
        with open(array.filename, "rb") as file:
            file.seek(array.offset)
            while piece := file.read(size):
                yield piece
    else:
        yield np.ascontiguousarray(array).tobytes()


def describe(array):
    """What a recipe keeps of an array: {dtype, shape, sha256 of the bytes}."""
    h = hashlib.sha256()
    for piece in pieces(array):
        h.update(piece)
    return {"dtype": array.dtype.str, "shape": list(array.shape), "sha256": h.hexdigest()}
