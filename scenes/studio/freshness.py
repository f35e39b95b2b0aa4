"""Nothing is made twice: what was made carries the key of everything that went into it.

A stamp is a small JSON file: the key, and the size of every file that was made. The key is a
hash of contents, not of times: a fresh clone, a touched file or a switched branch redo nothing
that would come out the same.
"""

import hashlib
import json
import os

from scenes.stage.environment import captions_in


def content_key(order, runs):
    """The hash of everything the video depends on; None while a recording has yet to be made."""
    if not all(runs.is_fresh(name) for name in order.recordings):
        return None
    parts = [f"{order.quality} {order.format} {captions_in()}"]
    parts += [f"{path.relative_to(order.root)} {file_hash(path)}" for path in sources(order)]
    parts += [f"{name} {runs.sha256(name)}" for name in order.recordings]
    return hashlib.sha256("\n".join(parts).encode()).hexdigest()


def sources(order):
    """The code that draws the film."""
    scenes = order.root / "scenes"
    files = [order.source, scenes / "runs.py", scenes / "studio" / "render.py", order.root / "manim.cfg"]
    files += sorted(scenes.glob("stage/*.py")) + sorted(scenes.glob("recipes/*.py")) + sorted(order.root.glob("nncore/**/*.py"))
    return [path for path in files if path.exists()]


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
