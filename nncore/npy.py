"""Arrays in .npy files: written row by row, read by mapping, hashed piece by piece; small ones as text in a recipe."""

import base64
import hashlib
import mmap
import os
import stat
import tokenize
from contextlib import suppress

import numpy as np

from nncore.errors import InputError, RecordingError

INLINE = 1 << 20  # bytes of an array that a recipe holds itself; of a larger one it keeps the hash


class NpyWriter:
    """Appends rows to a .npy file as they come: memory does not grow with their number.

    rows  how many rows to keep of a file that is there; what follows them is cut off
    """

    def __init__(self, path, dtype, row_shape, rows=0):
        self._path, self._dtype, self._row_shape, self._rows = path, np.dtype(dtype), tuple(row_shape), rows
        try:
            self._file = open(path, "r+b" if rows else "wb")
            self._head()
            self._file.truncate(self._file.tell() + rows * row_bytes(self._dtype, self._row_shape))
            self._file.seek(0, os.SEEK_END)
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

    def flush(self, to_disk=False):
        """Hand all rows to the system, where the end of this process does not reach them; or to the disk itself."""
        try:
            self._file.flush()
            if to_disk:
                os.fsync(self._file.fileno())
        except OSError as error:
            raise self._unwritten(error) from error

    def close(self):
        """Write the final row count into the header."""
        try:
            self._file.seek(0)
            self._head()
            self._file.close()
        except OSError as error:
            raise self._unwritten(error) from error

    def _unwritten(self, error):
        return RecordingError(f"{self._path} could not be written ({error}). Make room, or work where there is some: "
                              "in another folder, or with another TMPDIR.")

    def __enter__(self):
        return self

    def __exit__(self, kind, *_):
        if kind is None:
            self.close()
        else:
            with suppress(OSError):  # a full disk complains again here, and its first complaint is under way
                self._file.close()


def write_npy(path, array):
    """Write an array, to the disk itself; a mapped one piece by piece, so that it is never in memory as a whole."""
    with open(path, "wb") as file:
        _write_head(file, array.dtype, array.shape)
        for piece in pieces(array):
            file.write(piece)
        file.flush()
        os.fsync(file.fileno())


def row_bytes(dtype, row_shape):
    """How many bytes a row of this shape takes."""
    return np.dtype(dtype).itemsize * int(np.prod(row_shape, dtype=object))


def rows_written(path, dtype, row_shape):
    """How many whole rows a file holds that an NpyWriter left behind, whatever its header says.

    Raises ValueError or OSError when it is not such a file.
    """
    with open_plainly(path) as file:
        shape, fortran, found = _read_head(file)
        if found != np.dtype(dtype) or fortran or shape[1:] != tuple(row_shape):
            raise ValueError(f"its rows are {found} {shape[1:]}, expected {np.dtype(dtype)} {tuple(row_shape)}")
        return (os.fstat(file.fileno()).st_size - file.tell()) // row_bytes(dtype, row_shape)


def map_rows(path, dtype, row_shape, rows):
    """The first rows of a file that an NpyWriter left behind, read-only."""
    with open_plainly(path) as file:
        _read_head(file)
        return np.memmap(file, np.dtype(dtype), "r", file.tell(), (rows, *row_shape))


def open_plainly(path, folder=None):
    """Open a file for reading. Only a plain one: a link may lead anywhere, a pipe or device need not end.

    folder  a descriptor of its folder, which is looked into even if another has taken its name by now
    Raises OSError (ELOOP for a link) or ValueError.
    """
    def opener(name, flags):
        return os.open(name if folder is None else os.path.basename(name), flags | os.O_NOFOLLOW | os.O_NONBLOCK,
                       dir_fd=folder)

    file = open(path, "rb", opener=opener)
    if not stat.S_ISREG(os.fstat(file.fileno()).st_mode):
        file.close()
        raise ValueError("it is not a plain file")
    return file


def _write_head(file, dtype, shape):
    np.lib.format.write_array_header_1_0(file, {
        "descr": np.lib.format.dtype_to_descr(dtype), "fortran_order": False, "shape": shape})


def open_npy(path, folder=None):
    """A .npy file as a read-only array, memory-mapped. Raises ValueError or OSError when it is not sound."""
    with open_plainly(path, folder) as file:
        shape, fortran, dtype = _read_head(file)
        if dtype.hasobject or dtype.kind not in "fiubU" or fortran or any(n < 0 for n in shape):
            raise ValueError(f"an array of {dtype} {shape} does not belong in a recording")
        offset, size = file.tell(), os.fstat(file.fileno()).st_size
        wanted = row_bytes(dtype, shape)
        if size - offset != wanted:
            raise ValueError(f"its header promises {wanted} bytes of data, the file holds {size - offset}")
        if not wanted:
            return np.empty(shape, dtype)  # nothing to map
        return np.memmap(file, dtype, "r", offset, shape)


def _read_head(file):
    """(shape, fortran order, dtype) from the head of a .npy file."""
    version = np.lib.format.read_magic(file)
    if version not in ((1, 0), (2, 0)):
        raise ValueError(f"npy format {version} is not 1.0 or 2.0")
    read = {1: np.lib.format.read_array_header_1_0, 2: np.lib.format.read_array_header_2_0}[version[0]]
    try:
        return read(file)
    except (ValueError, TypeError, SyntaxError, MemoryError, OverflowError, RecursionError, tokenize.TokenError) as error:
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
            array.base.madvise(mmap.MADV_DONTNEED)  # type: ignore[union-attr]


def describe(array):
    """What a recipe keeps of an array: {dtype, shape, sha256 of the bytes}."""
    h = hashlib.sha256()
    for piece in pieces(array):
        h.update(piece)
    return {"dtype": array.dtype.str, "shape": list(array.shape), "sha256": h.hexdigest()}


def pack(array):
    """An array as a recipe holds it: described, with its bytes as base64 text; of one over INLINE bytes the hash alone."""
    array = np.ascontiguousarray(array)
    small = array.nbytes <= INLINE
    return {**describe(array), **({"base64": base64.b64encode(array).decode()} if small else {})}


def unpack(packed, what):
    """The array that `pack` described. Raises InputError, naming `what`, when its bytes are not there or not those."""
    if not isinstance(packed, dict) or not isinstance(packed.get("base64"), str):
        raise InputError(f"the recipe keeps only the hash of {what}, not its bytes (it is larger than {INLINE} bytes, or "
                         "recorded by an older nncore). Call nncore.train with the original again.")
    try:
        data = base64.b64decode(packed["base64"], validate=True)
        dtype = np.dtype(packed["dtype"]) if isinstance(packed["dtype"], str) else None
        if dtype is None or dtype.kind not in "fiub":
            raise ValueError("it is no array of numbers")
        array = np.frombuffer(data, dtype).reshape(packed["shape"])
    except (KeyError, TypeError, ValueError, SyntaxError) as error:
        raise InputError(f"{what} in the recipe is altered ({error}). Record it again.") from error
    if {**packed, **describe(array)} != packed:
        raise InputError(f"{what} in the recipe is altered: its SHA-256 is not the recorded one. Record it again.")
    return array
