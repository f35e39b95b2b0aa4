"""Nothing is made twice: what was made carries the key of everything that went into it.

A stamp is a small JSON file: the key, and the size of every file that was made. The key is a
hash of contents, not of times: a fresh clone, a touched file or a switched branch redo nothing
that would come out the same.
"""

import hashlib
import json
import os

from scenes.stage.environment import captions_in
from scenes.studio.films import description_of
from scenes.sources import hash_of, imports_of


def content_key(order, runs):
    """The hash of everything the video depends on; None while a recording has yet to be made."""
    if not all(runs.is_fresh(name) for name in order.recordings):
        return None
    parts = [f"{order.quality} {order.format} {order.section} {captions_in()}", description_of(order.source), code_of(order)]
    parts += [f"{name} {runs.sha256(name)}" for name in order.recordings]
    return hashlib.sha256("\n".join(parts).encode()).hexdigest()


def code_of(order):
    """The hash of the code that draws the film: all that it imports, and what renders it."""
    root, config = order.root, order.root / "manim.cfg"
    files = imports_of(order.source, root) | imports_of(root / "scenes" / "studio" / "render.py", root)
    return hash_of(files, root) + (file_hash(config) if config.exists() else "")


def file_hash(path):
    return hashlib.sha256(path.read_bytes()).hexdigest()


def read_stamp(stamp):
    """What the stamp says; nothing when it is missing or half written."""
    try:
        return json.loads(stamp.read_text(encoding="utf-8"))
    except (FileNotFoundError, ValueError):
        return {}


def write_stamp(stamp, key, files, **more):
    """Say that these files, all beside or below one media folder, were made from what the key stands for."""
    sizes = {os.path.relpath(path, stamp.parent): path.stat().st_size for path in files}
    stamp.write_text(json.dumps({"key": key, "files": sizes, **more}, indent=1), encoding="utf-8")


def is_fresh(stamp, key):
    """Whether the files were made from the same, and are still there whole."""
    made = read_stamp(stamp)
    if key is None or made.get("key") != key:
        return False
    return all(_size(stamp.parent / name) == size for name, size in made["files"].items())


def _size(path):
    return path.stat().st_size if path.exists() else None
