"""Folders that are there only while somebody works: a lock tells those of living processes from what a killed one left."""

import fcntl
import os
import re
import shutil
import tempfile
import weakref
from contextlib import suppress
from pathlib import Path


def lock_folder(path):
    """A file descriptor that holds the folder until it is closed, or its process ends in whatever way.

    None where another process holds it, or it is not there (any more).
    Raises OSError on a file system that cannot lock.
    """
    try:
        fd = os.open(path, os.O_RDONLY | os.O_DIRECTORY | os.O_NOFOLLOW)
    except FileNotFoundError:
        return None
    try:
        fcntl.flock(fd, fcntl.LOCK_EX | fcntl.LOCK_NB)
        if os.fstat(fd).st_ino == os.stat(path).st_ino:  # else another folder stands there by now
            return fd
    except (BlockingIOError, FileNotFoundError):
        pass
    except OSError:
        os.close(fd)
        raise
    os.close(fd)
    return None


class Scratch:
    """A new folder `prefix` + 8 letters + `suffix` in `parent`, with its lock; it goes with this object."""

    def __init__(self, parent, prefix, suffix=""):
        fd = None
        while fd is None:  # a sweeper may take it for a dead one before it is locked
            self.path = Path(tempfile.mkdtemp(prefix=prefix, suffix=suffix, dir=parent))
            try:
                fd = lock_folder(self.path)
            except OSError:  # where nobody can lock, nobody sweeps
                break
        self.remove = weakref.finalize(self, _remove, self.path, fd, os.getpid())


def sweep(parent, prefix, suffix=""):
    """Remove what Scratch folders of this name killed processes left in `parent`."""
    for path in left_behind(parent, prefix, suffix):
        with suppress(OSError):  # a link, somebody else's, or on a file system that cannot lock
            fd = lock_folder(path)
            if fd is not None:
                _remove(path, fd, os.getpid())


def left_behind(parent, prefix, suffix=""):
    """The folders of this name in `parent`, of the living and the dead."""
    name = re.compile(re.escape(prefix) + "[a-z0-9_]{8}" + re.escape(suffix))
    with suppress(OSError):
        return [Path(parent, entry) for entry in os.listdir(parent) if name.fullmatch(entry)]
    return []


def _remove(path, fd, owner):
    if os.getpid() == owner:  # a forked child has the object, too, and ends first
        shutil.rmtree(path, ignore_errors=True)
    if fd is not None:
        os.close(fd)
