"""Puts a folder in the place of another in one step: whatever ends the process, one of the two is there, whole."""

import ctypes
import errno
import os
import shutil
from functools import cache

from nncore.scratch import left_behind, sweep

AT_FDCWD, RENAME_EXCHANGE = -100, 2  # linux/fcntl.h, linux/fs.h


def tidy(path):
    """Remove what killed processes left beside `path`; a recording that one of them had only moved aside comes back."""
    names = path.parent, f".{path.name}."
    for old in left_behind(*names, ".old"):
        if not path.exists():
            os.rename(old, path)
    sweep(*names, ".old")
    sweep(*names, ".new")


def put_in_place(path, new):
    """Put the folder `new` where `path` is or will be. Of two that do so at once, the second stays, whole."""
    while True:
        try:
            if path.exists():
                _exchange(new, path)
            else:
                os.rename(new, path)
            return
        except OSError as error:  # another process put its own there, or took it away, in the meantime
            if error.errno not in (errno.ENOTEMPTY, errno.EEXIST, errno.ENOENT) or not new.exists():
                raise


def _exchange(new, path):
    """Swap two folders in one step, where the system can; else the old one is moved aside first, and comes back if
    that is as far as it gets (see tidy)."""
    if _renameat2() is not None:
        if _renameat2()(AT_FDCWD, os.fsencode(new), AT_FDCWD, os.fsencode(path), RENAME_EXCHANGE) == 0:
            return
        if ctypes.get_errno() not in (errno.EINVAL, errno.ENOSYS):  # a file system that cannot
            raise OSError(ctypes.get_errno(), os.strerror(ctypes.get_errno()), str(path))
    old = new.with_suffix(".old")
    os.rename(path, old)
    try:
        os.rename(new, path)
    except OSError as error:
        if error.errno in (errno.ENOTEMPTY, errno.EEXIST):  # another process put its own there: then that stays
            shutil.rmtree(old, ignore_errors=True)
        else:
            os.rename(old, path)
        raise
    shutil.rmtree(old, ignore_errors=True)


@cache
def _renameat2():
    """Linux' renameat2 (glibc 2.28 and newer), or None."""
    function = getattr(ctypes.CDLL(None, use_errno=True), "renameat2", None)
    if function is not None:
        function.argtypes = ctypes.c_int, ctypes.c_char_p, ctypes.c_int, ctypes.c_char_p, ctypes.c_uint
    return function


def sync_folder(path):
    """Have the names in a folder on the disk, too."""
    fd = os.open(path, os.O_RDONLY | os.O_DIRECTORY)
    try:
        os.fsync(fd)
    finally:
        os.close(fd)


def write_text(path, text):
    """Write a text file, to the disk itself."""
    with open(path, "w", encoding="utf-8") as file:
        file.write(text)
        file.flush()
        os.fsync(file.fileno())
