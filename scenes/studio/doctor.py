"""What this machine has and lacks for making the films. Runs before set-up too, on the standard library alone."""

import os
import shutil
import sys
from dataclasses import dataclass
from importlib import metadata

from scenes.studio.films import find_films
from scenes.studio.machine import NEEDS, install_line, package_manager

SETUP = "make setup"
DISK_NEEDED = 2  # GB: the environment takes one, the films and recordings less


@dataclass(frozen=True)
class Finding:
    """One thing needed: is it there, and what there is or how to get it."""

    name: str
    ok: bool
    words: str


def examine(root):
    return [python(), *system(), virtual_environment(root), *packages(), encoder(), disk(root)]


def python():
    version = sys.version.split()[0]
    return Finding("Python", sys.version_info >= (3, 11),
                   version if sys.version_info >= (3, 11) else f"{version}; 3.11 or newer is needed")


def system():
    manager, is_root = package_manager(), os.geteuid() == 0
    for need in NEEDS:
        ok = need.is_there()
        yield Finding(need.name, ok, "found" if ok else install_line([need], manager, is_root))


def virtual_environment(root):
    ready = (root / ".venv" / ".ready").exists()
    return Finding(".venv", ready, "set up" if ready else SETUP)


def packages():
    """What the films need of Python. Imported, for a package can be there and still not load."""
    yield package("numpy", "numpy")
    yield package("manim", "manim", lambda version: version.startswith("0.22."))
    yield package("typst", "typst")
    yield package("PyAV", "av")
    yield package("Pillow", "PIL", lambda version: 11 <= int(version.split(".")[0]) < 13)


def package(name, module, fits=lambda version: True):
    try:
        __import__(module)
    except ImportError as error:
        return Finding(name, False, f"{SETUP} ({error})")
    version = metadata.version({"PyAV": "av"}.get(name, name))
    return Finding(name, fits(version), version if fits(version) else f"{version} does not fit: {SETUP}")


def encoder():
    try:
        from av.codec import Codec

        return Finding("H.264 encoder", True, Codec("libx264", "w").long_name)
    except (ImportError, ValueError):
        return Finding("H.264 encoder", False, f"{SETUP} (it comes with PyAV)")


def disk(root):
    free = shutil.disk_usage(root).free / 1e9
    return Finding("disk", free >= DISK_NEEDED, f"{free:.0f} GB free; {DISK_NEEDED} GB are needed")


def made(root):
    """What has been made so far; none of it is needed."""
    media = root / "media"
    recordings = len(list(media.glob("recordings/*.npz")))
    videos = [film for film in find_films(root) if list(media.glob(f"videos/{film}.*"))]
    yield f"{recordings} recordings in media/recordings (make recordings)"
    yield f"{len(videos)} of {len(find_films(root))} films in media/videos (make)"


def report(root):
    """Print all findings; returns whether nothing is missing."""
    findings = examine(root)
    for finding in findings:
        print(f"  {'ok     ' if finding.ok else 'MISSING'}  {finding.name:15} {finding.words}")
    print(*(f"  made     {line}" for line in made(root)), sep="\n")
    return all(finding.ok for finding in findings)
