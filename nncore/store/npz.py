"""A recording's file: a plain .npz, written whole or not at all, and not believed before it was looked at.

    digits.npz        a zip of uncompressed members, which np.load opens:
      theta.npy ...   the arrays of the run (store/recipe.py lists them) and those derived from it, in the order of names,
      recipe.json     how to make the run again, and the dtype, shape and SHA-256 of every array"""

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
from contextlib import suppress
from functools import cached_property
from pathlib import Path

import numpy as np

from nncore.errors import RecordingError, require
from nncore.store.recipe import NAME, check_arrays, check_recipe

RECIPE, LIMIT = "recipe.json", 64 << 10     # its bytes at most
MAPPED, PIECE = 16 << 20, 1 << 20           # bytes: larger arrays are mapped; so much of an array is written at a time
ALIGN, PADDING = 64, 0xD935                 # where arrays begin, so that they can be mapped; the extra field that sees to it
LITTER = 3600                               # seconds after which what a killed save left is removed by the next

def with_suffix(path):
    """The path of a recording; ".npz" is added where it is missing."""
    return Path(path) if str(path).endswith(".npz") else Path(f"{os.fspath(path)}.npz")

def sha256_of(document):
    """The hash of a recipe with its arrays' hashes; who and which versions ran it does not count."""
    what = {key: value for key, value in document.items() if key not in ("versions", "made_by", "sha256")}
    return hashlib.sha256(json.dumps(what, sort_keys=True, default=dict).encode()).hexdigest()

def describe(array):
    """What a recipe keeps of an array: {dtype, shape, sha256 of the bytes}."""
    h = hashlib.sha256()
    for piece in _pieces(array):
        h.update(piece)
    return {"dtype": array.dtype.str, "shape": list(array.shape), "sha256": h.hexdigest()}

def size_of(dtype, shape):
    """How many bytes an array takes."""
    return np.dtype(dtype).itemsize * math.prod(map(int, shape))

class Stored:
    """An array that lies in an open file: read, or if it is large mapped, when it is first used; no file is open meanwhile.
    Where another file has taken its place by then, or this one was written to, that is a RecordingError."""
    def __init__(self, file, offset, dtype, shape):
        self.path, self.offset, self.dtype, self.shape = Path(file.name), offset, np.dtype(dtype), tuple(shape)
        self._stat = os.fstat(file.fileno())

    @cached_property
    def array(self):
        """The array, read-only."""
        return self.read()

    def read(self):
        """The array, and nothing kept of it that was not there."""
        if "array" in self.__dict__:
            return self.array
        try:
            with open_file(self.path) as file:
                now, then = os.fstat(file.fileno()), self._stat
                require(os.path.samestat(now, then) and (now.st_mtime_ns, now.st_size) == (then.st_mtime_ns, then.st_size),
                        f"{self.path} is another file now: load it again", RecordingError)
                return read_array(file, self.offset, self.dtype, self.shape)
        except OSError as error:
            raise RecordingError(f"{self.path} could not be read ({error}).") from error

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
    require(len(data) == size, f"{file.name} was cut short: it holds {len(data)} of {size} bytes. Record it again.", RecordingError)
    return np.frombuffer(data, dtype).reshape(shape)

def check_target(path):
    """Raise RecordingError when something stands at `path` that is not wholly a recording: that is not replaced."""
    try:
        return os.path.exists(path) and read(path)
    except RecordingError as error:
        raise RecordingError(f"{path} exists and is not a recording, or not only one; nothing was written. Choose another path. "
                             f"({error})") from error

def write(path, document, arrays, to_disk=True):
    """Write a recording into a temporary sibling of `path`, to the disk itself, and put it in its place: whoever looks, and
    whatever ends this process or the machine, finds what was there before, whole, or the new one. Raises RecordingError
    where that cannot be done, or an array is not the one that the document describes."""
    try:
        path = path.resolve()  # a link stays a link: what it points to is replaced
        path.parent.mkdir(parents=True, exist_ok=True)
        for old in path.parent.glob(f".{glob.escape(path.name)}.{'[0-9a-f]' * 8}.new"):
            with suppress(OSError):     # it may be another one's, and in its place by now
                if time.time() - os.stat(old).st_mtime > LITTER:
                    old.unlink()
        new = path.with_name(f".{path.name}.{secrets.token_hex(4)}.new")
        try:
            with open(new, "xb") as file:
                _write_zip(file, document, arrays)
                file.flush()
                os.fsync(file.fileno()) if to_disk else None
            os.replace(new, path)
        finally:
            new.unlink(missing_ok=True)
    except OSError as error:
        raise RecordingError(f"{path} could not be written ({error}). Nothing was changed; make room or choose another path") from error

def _write_zip(file, document, arrays):
    text = json.dumps(document, indent=1, default=dict).encode()
    require(len(text) <= LIMIT, f"the recipe would be {len(text)} bytes, at most {LIMIT}: add fewer arrays", RecordingError)
    with zipfile.ZipFile(file, "w") as archive:
        for member, (_, padding, head, _) in _layout(document).items():
            name, h, info = member.removesuffix(".npy"), hashlib.sha256(), zipfile.ZipInfo(member)
            info.create_system, info.external_attr = 3, 0o644 << 16     # and of 1980: the same run, the same bytes
            info.extra = struct.pack("<HH", PADDING, padding) + bytes(padding)
            with archive.open(info, "w", force_zip64=True) as opened:
                opened.write(head)
                for piece in [text] if member == RECIPE else _pieces(arrays[name]):
                    h.update(piece)
                    opened.write(piece)
            sound = member == RECIPE or h.hexdigest() == document["arrays"][name]["sha256"]
            require(sound, f"{name} was altered: its SHA-256 is not the recorded one. Nothing was written.", RecordingError)

def _pieces(array):
    flat = np.ascontiguousarray(array.read() if isinstance(array, Stored) else array).reshape(-1).view("uint8")
    for start in range(0, flat.size, PIECE):
        yield flat[start:start + PIECE]

def _layout(document):
    """{member: (where it begins in the file, its padding, the head of its array, the bytes of its data)}, as it is written."""
    members, at, entries = {}, 0, {f"{name}.npy": entry for name, entry in sorted(document["arrays"].items())}
    for member, entry in {**entries, RECIPE: None}.items():
        head, size = io.BytesIO(), 0 if entry is None else size_of(entry["dtype"], entry["shape"])
        if entry is not None:
            np.lib.format.write_array_header_1_0(
                head, {"descr": np.dtype(entry["dtype"]).str, "fortran_order": False, "shape": tuple(entry["shape"])})
        begin = at + 30 + len(member) + 4 + 20          # behind the member's own head, its extra fields of padding and of sizes
        members[member] = at, -begin % ALIGN, head.getvalue(), size
        at = begin + -begin % ALIGN + len(head.getvalue()) + size
    return members

def read(path, whole=True):
    """(document, {name: Stored}) of a recording, its structure checked, its hashes not. Raises RecordingError.
    Where it is not `whole`, it is only what was given to a run, without the rows that it made."""
    try:
        with open_file(path) as file:
            document, places = _read_zip(path, file)
            arrays = {name: Stored(file, places[f"{name}.npy"], entry["dtype"], entry["shape"])
                      for name, entry in document["arrays"].items()}
            if whole:   # now, while it is open: another file may take its place at any moment
                check_arrays(path, document, arrays, lambda name: read_array(
                    file, arrays[name].offset, arrays[name].dtype, arrays[name].shape))
    except RecordingError:
        raise
    except FileNotFoundError as error:
        old = Path(str(path).removesuffix(".npz"), RECIPE).is_file()
        raise RecordingError(f"{path} is not there. Record it first: `nncore train --out {path}` or run.save({str(path)!r})."
                             + " (The folder of that name is of format 1, which this nncore does not read.)" * old) from error
    except (OSError, MemoryError) as error:      # the system's trouble is no damage
        raise RecordingError(f"{path} could not be read ({error}).") from error
    except Exception as error:      # whatever is in it: zipfile, json and numpy have no one word for what they cannot read
        raise RecordingError(f"{path} is no recording, or damaged ({error}). Record it again.") from error
    return document, arrays

def check_hashes(path, document, arrays):
    """Raise RecordingError unless every array and the recipe have the hashes that stand in the document."""
    altered = [name for name, entry in document["arrays"].items() if describe(arrays[name]) != entry]
    require(not altered and sha256_of(document) == document.get("sha256"), f"{path}: {', '.join(altered) or RECIPE} was altered, its "
            "SHA-256 is not the recorded one. Record it again.", RecordingError)

def _read_zip(path, file):
    """(document, {member: where its data begin}) of a file that is just what writing it would make, but for the data."""
    with zipfile.ZipFile(file) as archive:
        infos, end = archive.infolist(), archive.start_dir
        file.seek(-22, os.SEEK_END)
        tail = file.read(4)
    _head_of(file, infos[-1])
    require(infos[-1].file_size <= LIMIT, f"{path}: its recipe is larger than {LIMIT} bytes", RecordingError)
    document = json.loads(file.read(infos[-1].file_size))
    check_recipe(document, where=f"{path}: its recipe's ")
    for name, entry in document["arrays"].items():
        dtype, shape = np.dtype(entry["dtype"]), tuple(entry["shape"])
        if not (NAME.fullmatch(name) and dtype.kind in "fiubU" and dtype.itemsize and {*entry} == {"dtype", "shape", "sha256"}):
            raise ValueError(f"{name} is no array of numbers or strings")
        np.broadcast_to(np.uint8(0), shape)     # raises where no array can have that shape
    layout, places = _layout(document), {}
    if [info.filename for info in infos] != [*layout]:
        raise ValueError(f"it holds {', '.join(info.filename for info in infos)}, its recipe tells of {', '.join(layout)}")
    for info, (at, padding, head, size) in zip(infos, layout.values(), strict=True):
        begin, size = 54 + len(info.filename) + padding, info.file_size if info.filename == RECIPE else len(head) + size
        if (_head_of(file, info), file.read(len(head)), info.header_offset, info.file_size, info.compress_size, info.compress_type,
                info.flag_bits & ~0x800) != (begin, head, at, size, size, zipfile.ZIP_STORED, 0):
            raise ValueError(f"{info.filename} is not stored as its recipe says")
        places[info.filename] = at + begin + len(head)
    if places[RECIPE] + infos[-1].file_size != end or tail != b"PK\5\6":
        raise ValueError("it holds more than its members")
    return document, places

def _head_of(file, info):
    """How many bytes a member's own head takes; the file stands behind it then."""
    file.seek(info.header_offset)
    magic, *_, name, extra = struct.unpack("<4s5H3I2H", file.read(30))
    file.seek(name + extra, os.SEEK_CUR)
    return 30 + name + extra if magic == b"PK\3\4" else None
