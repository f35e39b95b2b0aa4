"""A recording's file: a plain .npz, written whole or not at all, and not believed before it was looked at.

    digits.npz        a zip of uncompressed members, which np.load opens
      theta.npy ...   the arrays of the run (store/recipe.py lists them), and those that were derived from it
      recipe.json     how to make the run again, and the SHA-256 of every array
"""

import hashlib
import io
import json
import math
import os
import secrets
import struct
import time
import tokenize
import zipfile
from contextlib import suppress
from pathlib import Path

import numpy as np

from nncore.errors import RecordingError
from nncore.store.recipe import NAME, check_arrays, check_recipe

RECIPE = "recipe.json"
RECIPE_LIMIT = 64 << 10     # bytes
DIRECTORY = 1 << 20         # bytes of the list of members: of thousands of arrays
MAPPED = 16 << 20           # bytes: larger arrays are mapped, smaller ones read when they are used
PIECE = 1 << 20             # bytes of an array at a time
ALIGN = 64                  # where arrays begin in the file, so that they can be mapped
PADDING = 0xD935            # the zip extra field that aligns
LITTER = 3600               # seconds after which what a killed save left is removed by the next


def with_suffix(path):
    """The path of a recording; ".npz" is added where it is missing."""
    return Path(path) if str(path).endswith(".npz") else Path(f"{os.fspath(path)}.npz")


def sha256_of(document):
    """The hash of a recipe with its arrays' hashes; who and which versions ran it does not count."""
    what = {key: value for key, value in document.items() if key not in ("versions", "made_by", "sha256")}
    return hashlib.sha256(json.dumps(what, sort_keys=True).encode()).hexdigest()


def describe(array):
    """What a recipe keeps of an array: {dtype, shape, sha256 of the bytes}."""
    h = hashlib.sha256()
    for piece in _pieces(array):
        h.update(piece)
    return {"dtype": array.dtype.str, "shape": list(array.shape), "sha256": h.hexdigest()}


# -- writing -------------------------------------------------------------------------------------------


def check_target(path):
    """Raise RecordingError when something stands at `path` that is not wholly a recording: that is not replaced."""
    if path.exists():
        try:
            read(path)
        except RecordingError as error:
            raise RecordingError(f"{path} exists and is not a recording, or not only one; nothing was written. Choose another "
                                 f"path. ({error})") from error


def write(path, document, arrays):
    """Write a recording into a temporary sibling of `path`, to the disk itself, and put it in its place.

    Whoever looks, and whatever ends this process or the machine, finds what was there before, whole, or the new one.
    Raises RecordingError where that cannot be done, or an array is not the one that the document describes; what stood
    there before is untouched then.
    """
    check_target(path)
    try:
        path = path.resolve()  # a link stays a link: what it points to is replaced
        path.parent.mkdir(parents=True, exist_ok=True)
        _remove_litter(path)
        new = path.with_name(f".{path.name}.{secrets.token_hex(4)}.new")
        try:
            with open(new, "xb") as file:
                _write_zip(file, document, arrays)
                file.flush()
                os.fsync(file.fileno())
            os.replace(new, path)
        finally:
            new.unlink(missing_ok=True)
        sync_folder(path.parent)
    except OSError as error:
        raise RecordingError(f"{path} could not be written ({error}). "
                             "Nothing was changed there; make room or choose another path.") from error


def sync_folder(path):
    """Have the names in a folder on the disk, too, where the system can do that."""
    with suppress(OSError):
        fd = os.open(path, os.O_RDONLY)
        try:
            os.fsync(fd)
        finally:
            os.close(fd)


def _remove_litter(path):
    for old in path.parent.glob(f".{path.name}.????????.new"):
        with suppress(OSError):
            if time.time() - old.stat().st_mtime > LITTER:
                old.unlink()


def _write_zip(file, document, arrays):
    with zipfile.ZipFile(file, "w") as archive:
        for name, array in sorted(arrays.items()):
            head = _npy_head(array)
            if _write_member(archive, file, f"{name}.npy", head, _pieces(array)) != document["arrays"][name]["sha256"]:
                raise RecordingError(f"{name} was altered: its SHA-256 is not the recorded one. Nothing was written; "
                                     "record it again.")
        text = json.dumps(document, indent=1).encode()
        if len(text) > RECIPE_LIMIT:
            raise RecordingError(f"the recipe would be {len(text)} bytes, at most {RECIPE_LIMIT}: fewer arrays, shorter names")
        _write_member(archive, file, RECIPE, b"", [text])


def _write_member(archive, file, name, head, pieces):
    """Returns the SHA-256 of the pieces."""
    info, h = zipfile.ZipInfo(name), hashlib.sha256()              # its date is that of 1980: the same run, the same bytes
    info.create_system, info.external_attr = 3, 0o644 << 16
    before = file.tell() + 30 + len(name) + 20 + 4                 # the member's head, its extra fields of sizes and of padding
    padding = -before % ALIGN
    info.extra = struct.pack("<HH", PADDING, padding) + bytes(padding)
    with archive.open(info, "w", force_zip64=True) as member:
        member.write(head)
        for piece in pieces:
            h.update(piece)
            member.write(piece)
    return h.hexdigest()


def _npy_head(array):
    import io
    head = io.BytesIO()
    np.lib.format.write_array_header_1_0(head, {
        "descr": np.lib.format.dtype_to_descr(array.dtype), "fortran_order": False, "shape": tuple(array.shape)})
    return head.getvalue()


def _pieces(array):
    """The bytes of an array, piece by piece."""
    if isinstance(array, Stored):
        yield from array.pieces()
        return
    flat = np.ascontiguousarray(array).reshape(-1).view("uint8")
    for start in range(0, flat.size, PIECE):
        yield flat[start:start + PIECE]


# -- reading -------------------------------------------------------------------------------------------


class Stored:
    """An array that lies in a file: read, or if it is large mapped, when it is first used.

    No file is open meanwhile. Where another file has taken its place, or this one was written to, that is an error.
    """

    def __init__(self, path, offset, dtype, shape):
        self.path, self.offset, self.dtype, self.shape = path, offset, np.dtype(dtype), tuple(shape)
        self.nbytes = size_of(dtype, shape)
        self._mark, self._array = _mark(os.stat(path)), None

    def array(self):
        """The array, read-only."""
        if self._array is None:
            with self._open() as file:
                self._array = read_array(file, self.offset, self.dtype, self.shape)
        return self._array

    def pieces(self):
        """Its bytes, piece by piece."""
        if self._array is not None:
            yield from _pieces(self._array)
            return
        with self._open() as file:
            file.seek(self.offset)
            for start in range(0, self.nbytes, PIECE):
                yield file.read(min(PIECE, self.nbytes - start))

    def _open(self):
        try:
            file = open(self.path, "rb")
        except OSError as error:
            raise RecordingError(f"{self.path} could not be opened ({error}).") from error
        if _mark(os.fstat(file.fileno())) != self._mark:
            file.close()
            raise RecordingError(f"{self.path} is another file than the one that was loaded. Load it again.")
        return file


def read_array(file, offset, dtype, shape):
    """An array that lies in an open file, read-only: large ones are mapped."""
    dtype, size = np.dtype(dtype), size_of(dtype, shape)
    if size > MAPPED:
        return np.memmap(file, dtype, "r", offset, tuple(shape))
    file.seek(offset)
    data = file.read(size)
    if len(data) != size:
        raise RecordingError(f"{file.name} was cut short: it holds {len(data)} of {size} bytes. Record it again.")
    return np.frombuffer(data, dtype).reshape(shape)


def size_of(dtype, shape):
    """How many bytes an array takes."""
    return np.dtype(dtype).itemsize * math.prod(map(int, shape))


def read(path):
    """(document, {name: Stored}) of a recording, its structure checked, its hashes not.

    Raises RecordingError, saying what is wrong.
    """
    path = Path(path)
    try:
        with open(path, "rb") as file:
            members = _members(path, file)
            if RECIPE not in members:
                raise ValueError("it has no recipe.json")
            document = read_recipe(path, file, *members.pop(RECIPE))
            arrays = {name.removesuffix(".npy"): _stored(path, file, name, *place) for name, place in members.items()}
    except FileNotFoundError as error:
        raise RecordingError(f"{path} is not there. Record it first: `nncore train --out {path}` or "
                             f"run.save({str(path)!r}).{_of_format_1(path)}") from error
    except OSError as error:
        raise RecordingError(f"{path} could not be read ({error}).") from error
    except (ValueError, RecursionError, zipfile.BadZipFile, NotImplementedError, struct.error) as error:
        if isinstance(error, RecordingError):
            raise
        raise RecordingError(f"{path} is no recording, or damaged: {error}. Record it again.") from error
    _check_manifest(path, document, arrays)
    shapes = {name: (array.dtype, array.shape) for name, array in arrays.items()}
    check_arrays(path, document, shapes, arrays["step"].array() if "step" in arrays and arrays["step"].dtype == "i8" else None)
    return document, arrays


def check_hashes(path, document, arrays):
    """Raise RecordingError unless every array and the recipe have the hashes that stand in the document."""
    for name, entry in document["arrays"].items():
        if describe(arrays[name]) != entry:
            raise RecordingError(f"{path}: {name} was altered, its SHA-256 is not the recorded one. Record it again.")
    if sha256_of(document) != document["sha256"]:
        raise RecordingError(f"{path}: recipe.json was altered, its SHA-256 is not the recorded one. Record it again.")


def read_recipe(path, file, offset=0, size=None):
    """The recipe in an open file."""
    file.seek(offset)
    text = file.read(RECIPE_LIMIT + 1 if size is None else min(size, RECIPE_LIMIT + 1))
    if len(text) > RECIPE_LIMIT:
        raise ValueError(f"its recipe is larger than {RECIPE_LIMIT} bytes")
    document = json.loads(text)
    if not isinstance(document, dict):
        raise ValueError("its recipe is none")
    check_recipe(path, document)
    return document


def _members(path, file):
    """{name: (offset, size)} of what is in the zip: nothing but plainly stored members, one behind the other."""
    _check_end(file)
    with zipfile.ZipFile(file) as archive:
        infos, directory = sorted(archive.infolist(), key=lambda info: info.header_offset), archive.start_dir
    members, at = {}, 0
    for info in infos:
        file.seek(info.header_offset)
        head = struct.unpack("<4s5H3I2H", file.read(30))
        known = NAME.fullmatch(info.filename.removesuffix(".npy")) and info.filename.endswith(".npy")
        if not (known or info.filename == RECIPE) or info.filename in members:
            raise ValueError(f"{info.filename!r} in it is no array and no recipe, or there twice")
        if info.compress_type != zipfile.ZIP_STORED or info.file_size != info.compress_size or info.flag_bits & ~0x800:
            raise ValueError(f"{info.filename} in it is compressed, encrypted or of two sizes")
        offset = info.header_offset + 30 + head[-2] + head[-1]
        if info.header_offset != at or head[0] != b"PK\3\4" or offset + info.file_size > directory:
            raise ValueError(f"{info.filename} in it does not lie where its directory says")
        members[info.filename], at = (offset, info.file_size), offset + info.file_size
    if at != directory:
        raise ValueError("it holds more than its directory says")
    return members


def _check_end(file):
    """Raise ValueError unless the zip ends at its end, with a small directory: before zipfile reads that, not after."""
    file.seek(max(0, file.seek(0, os.SEEK_END) - 98))
    tail = file.read()
    large = tail[:4] == b"PK\6\6" and len(tail) == 98            # a zip64: of more than 4 GB
    size = struct.unpack("<Q", tail[40:48]) if large else struct.unpack("<I", tail[-10:-6])
    if tail[-22:-18] != b"PK\5\6" or size[0] > DIRECTORY:
        raise ValueError("it does not end as a recording does")


def _stored(path, file, name, offset, size):
    file.seek(offset)
    try:
        if np.lib.format.read_magic(file) != (1, 0):
            raise ValueError("its version is not 1.0")
        shape, fortran, dtype = np.lib.format.read_array_header_1_0(file)
    except (ValueError, TypeError, SyntaxError, MemoryError, OverflowError, RecursionError, tokenize.TokenError) as error:
        raise ValueError(f"the header of {name} cannot be read: {error}") from error  # numpy reads it as Python
    if dtype.hasobject or dtype.kind not in "fiubU" or fortran or any(n < 0 for n in shape):
        raise ValueError(f"{name} is an array of {dtype} {shape}, which does not belong in a recording")
    if file.tell() + size_of(dtype, shape) != offset + size:
        raise ValueError(f"the header of {name} promises {size_of(dtype, shape)} bytes, there are {offset + size - file.tell()}")
    return Stored(path, file.tell(), dtype, shape)


def _check_manifest(path, document, arrays):
    manifest = document.get("arrays")
    found = {name: (array.dtype.str, list(array.shape)) for name, array in arrays.items()}
    try:
        promised = {name: (entry["dtype"], entry["shape"]) for name, entry in manifest.items()}
        sound = isinstance(document["sha256"], str) and all(isinstance(entry["sha256"], str) for entry in manifest.values())
    except (TypeError, KeyError, AttributeError) as error:
        raise RecordingError(f"{path}: its recipe does not list its arrays. It was altered; record it again.") from error
    if found != promised or not sound:
        odd = sorted(name for name in {*found, *promised} if found.get(name) != promised.get(name))
        raise RecordingError(f"{path}: the recipe promises other arrays than there are ({', '.join(odd)}). It is incomplete or "
                             "altered; record it again.")


def _of_format_1(path):
    """What to say where a recording of the format before this one stands."""
    folder = Path(str(path).removesuffix(".npz"))
    there = (folder / RECIPE).is_file() and (folder / "theta.npy").is_file()
    return f" ({folder} is one of format 1, a folder, which this nncore does not read: record it again.)" if there else ""


def _mark(stat):
    return stat.st_dev, stat.st_ino, stat.st_size, stat.st_mtime_ns
