"""A recording's file: a plain .npz, written whole or not at all, and not believed before it was looked at.

    digits.npz        a zip of uncompressed members, which np.load opens
      theta.npy ...   the arrays of the run (store/recipe.py lists them) and those derived from it, in the order of names
      recipe.json     how to make the run again, and the dtype, shape and SHA-256 of every array
"""

import glob
import hashlib
import io
import json
import math
import os
import secrets
import struct
import time
import zipfile
from contextlib import nullcontext, suppress
from pathlib import Path

import numpy as np

from nncore.errors import RecordingError
from nncore.store.recipe import NAME, check_arrays, check_recipe

RECIPE, LIMIT = "recipe.json", 64 << 10     # bytes
DIRECTORY = 1 << 20         # bytes of the zip's list of members: of thousands of arrays
MAPPED = 16 << 20           # bytes: larger arrays are mapped, smaller ones read when they are used
PIECE = 1 << 20             # bytes of an array at a time
ALIGN, PADDING = 64, 0xD935     # where arrays begin in the file, so that they can be mapped; the extra field that sees to it
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
        for old in path.parent.glob(f".{glob.escape(path.name)}.{'[0-9a-f]' * 8}.new"):
            with suppress(OSError):
                if time.time() - old.stat().st_mtime > LITTER:
                    old.unlink()
        new = path.with_name(f".{path.name}.{secrets.token_hex(4)}.new")
        try:
            with open(new, "xb") as file:
                _write_zip(file, document, arrays)
                file.flush()
                os.fsync(file.fileno())
            os.replace(new, path)
        finally:
            new.unlink(missing_ok=True)
    except OSError as error:
        raise RecordingError(f"{path} could not be written ({error}). "
                             "Nothing was changed there; make room or choose another path.") from error
    with suppress(OSError):  # have the name on the disk, too, where the system can do that
        folder = os.open(path.parent, os.O_RDONLY)
        try:
            os.fsync(folder)
        finally:
            os.close(folder)


def check_target(path):
    """Raise RecordingError when something stands at `path` that is not wholly a recording: that is not replaced."""
    if os.path.lexists(path) and path.exists():
        try:
            read(path)
        except RecordingError as error:
            raise RecordingError(f"{path} exists and is not a recording, or not only one; nothing was written. Choose another "
                                 f"path. ({error})") from error


def _write_zip(file, document, arrays):
    text = json.dumps(document, indent=1).encode()
    if len(text) > LIMIT:
        raise RecordingError(f"the recipe would be {len(text)} bytes, at most {LIMIT}: add fewer arrays, with shorter names")
    with zipfile.ZipFile(file, "w") as archive:
        for name, (_, padding, head, _) in _layout(document).items():
            h = hashlib.sha256(text) if name == RECIPE else hashlib.sha256()
            info = zipfile.ZipInfo(name)                           # its date is that of 1980: the same run, the same bytes
            info.create_system, info.external_attr = 3, 0o644 << 16
            info.extra = struct.pack("<HH", PADDING, padding) + bytes(padding)
            with archive.open(info, "w", force_zip64=True) as member:
                member.write(head)
                for piece in [text] if name == RECIPE else _pieces(arrays[name.removesuffix(".npy")]):
                    h.update(piece)
                    member.write(piece)
            if name != RECIPE and h.hexdigest() != document["arrays"][name.removesuffix(".npy")]["sha256"]:
                raise RecordingError(f"{name} was altered: its SHA-256 is not the recorded one. Nothing was written; "
                                     "record it again.")


def _layout(document):
    """{member: (where it begins in the file, its padding, the head of its array, the bytes of its data)}, as it is written."""
    members, at = {}, 0
    for name in [*(f"{name}.npy" for name in sorted(document["arrays"])), RECIPE]:
        entry = document["arrays"].get(name.removesuffix(".npy"))
        head, size = (b"", None) if entry is None else (_npy_head(entry), size_of(entry["dtype"], entry["shape"]))
        before = 30 + len(name) + 4 + 20                # the member's own head, its extra fields of padding and of sizes
        members[name] = at, -(at + before) % ALIGN, head, size
        at += before + members[name][1] + len(head) + (size or 0)
    return members


def _npy_head(entry):
    head = io.BytesIO()
    np.lib.format.write_array_header_1_0(
        head, {"descr": np.dtype(entry["dtype"]).str, "fortran_order": False, "shape": tuple(entry["shape"])})
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
    """An array that lies in a file: read, or if it is large mapped, when it is first used; no file is open meanwhile.

    Where another file has taken its place by then, or this one was written to, that is a RecordingError.
    """

    def __init__(self, path, offset, dtype, shape, stat=None):
        self.path, self.offset, self.dtype, self.shape = Path(path), offset, np.dtype(dtype), tuple(shape)
        self._mark, self._array = _mark(stat or os.stat(path)), None

    def array(self, file=None):
        """The array, read-only; from its file, where that is open."""
        if self._array is None:
            with self._open() if file is None else nullcontext(file) as file:
                self._array = read_array(file, self.offset, self.dtype, self.shape)
        return self._array

    def pieces(self):
        """Its bytes, piece by piece."""
        if self._array is not None:
            yield from _pieces(self._array)
            return
        with self._open() as file:
            file.seek(self.offset)
            left = size_of(self.dtype, self.shape)
            while piece := file.read(min(PIECE, left)):
                yield piece
                left -= len(piece)

    def _open(self):
        try:
            file = open_file(self.path)
        except OSError as error:
            raise RecordingError(f"{self.path} could not be opened ({error}).") from error
        if _mark(os.fstat(file.fileno())) == self._mark:
            return file
        file.close()
        raise RecordingError(f"{self.path} is not the file any more that was loaded. Load it again.")


def _mark(stat):
    return stat.st_dev, stat.st_ino, stat.st_size, stat.st_mtime_ns


def open_file(path):
    """A file to read from. Raises OSError; also where it is a folder, a pipe or a device, to wait at or to read from for ever."""
    if os.path.exists(path) and not os.path.isfile(path):
        raise OSError(f"{path} is no file")
    return open(path, "rb")


def read_array(file, offset, dtype, shape):
    """An array that lies in an open file, read-only: large ones are mapped."""
    size = size_of(dtype, shape)
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
    try:
        with open_file(path) as file:
            document, places = _read_zip(path, file)
            arrays = {name: Stored(path, at, entry["dtype"], entry["shape"], os.fstat(file.fileno()))
                      for (name, entry), at in zip(sorted(document["arrays"].items()), places, strict=True)}
            if "step" in arrays:    # which is looked at: now, for another file may take this one's place at any moment
                arrays["step"].array(file)
    except FileNotFoundError as error:
        old = Path(str(path).removesuffix(".npz"), RECIPE)
        old = f" ({old.parent} is a recording of format 1, which this nncore does not read.)" if old.is_file() else ""
        raise RecordingError(f"{path} is not there. Record it first: `nncore train --out {path}` or "
                             f"run.save({str(path)!r}).{old}") from error
    except OSError as error:
        raise RecordingError(f"{path} could not be read ({error}).") from error
    except (ValueError, TypeError, KeyError, AttributeError, IndexError, RecursionError, SyntaxError, struct.error,
            zipfile.BadZipFile, NotImplementedError) as error:
        if isinstance(error, RecordingError):
            raise
        raise RecordingError(f"{path} is no recording, or damaged ({error}). Record it again.") from error
    check_arrays(path, document, arrays)
    return document, arrays


def check_hashes(path, document, arrays):
    """Raise RecordingError unless every array and the recipe have the hashes that stand in the document."""
    for name, entry in document["arrays"].items():
        if describe(arrays[name]) != entry:
            raise RecordingError(f"{path}: {name} was altered, its SHA-256 is not the recorded one. Record it again.")
    if sha256_of(document) != document.get("sha256"):
        raise RecordingError(f"{path}: recipe.json was altered, its SHA-256 is not the recorded one. Record it again.")


def read_recipe(path, file, size=LIMIT + 1):
    """The recipe that begins where an open file stands. Raises ValueError where it is none."""
    text = file.read(min(size, LIMIT + 1))
    if len(text) > LIMIT:
        raise ValueError(f"its recipe is larger than {LIMIT} bytes")
    document = json.loads(text)
    check_recipe(document, where=f"{path}: its recipe's ")
    return document


def _read_zip(path, file):
    """(document, where each array's data begin, in the order of names) of a file that is just what writing it would make,
    but for the data themselves."""
    file.seek(max(0, file.seek(0, os.SEEK_END) - 98))
    tail = file.read()
    if tail[-22:-18] != b"PK\5\6":
        raise ValueError("it does not end as a recording does")
    size = struct.unpack("<Q", tail[40:48]) if tail[:4] == b"PK\6\6" else struct.unpack("<I", tail[-10:-6])
    if size[0] > DIRECTORY:                             # before zipfile reads it, not after
        raise ValueError("it has far too many members")
    with zipfile.ZipFile(file) as archive:
        infos, end = archive.infolist(), archive.start_dir
        if not infos or infos[-1].filename != RECIPE:
            raise ValueError(f"its last member is not {RECIPE}")
        _head_of(file, infos[-1])
        document = read_recipe(path, file, infos[-1].file_size)
    for name, entry in document["arrays"].items():
        dtype = np.dtype(entry["dtype"])
        if (not NAME.fullmatch(name) or dtype.kind not in "fiubU" or not dtype.itemsize
                or set(entry) != {"dtype", "shape", "sha256"}):
            raise ValueError(f"{name} is no array of numbers or strings")
        np.broadcast_to(np.uint8(0), tuple(entry["shape"]))     # raises where no array can have that shape
    layout, places = _layout(document), []
    if [info.filename for info in infos] != list(layout):
        raise ValueError(f"it holds {', '.join(sorted({info.filename for info in infos} ^ {*layout})) or 'members twice'} against its recipe")
    for info, (at, padding, head, size) in zip(infos, layout.values(), strict=True):
        begin = at + 30 + len(info.filename) + 24 + padding
        file.seek(begin)
        size = info.file_size if size is None else len(head) + size
        if (info.header_offset, info.file_size, info.compress_size, info.compress_type, info.flag_bits & ~0x800) != (
                at, size, size, zipfile.ZIP_STORED, 0) or _head_of(file, info) != begin - at or file.read(len(head)) != head:
            raise ValueError(f"{info.filename} is not stored as its recipe says")
        places.append(begin + len(head))
    if places.pop() + infos[-1].file_size != end:
        raise ValueError("it holds more than its members")
    return document, places


def _head_of(file, info):
    """How many bytes a member's own head takes; the file stands behind it then."""
    file.seek(info.header_offset)
    magic, *_, name, extra = struct.unpack("<4s5H3I2H", file.read(30))
    if magic != b"PK\3\4":
        raise ValueError(f"{info.filename} does not begin where the directory says")
    file.seek(name + extra, os.SEEK_CUR)
    return 30 + name + extra
