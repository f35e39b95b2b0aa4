"""What the machine itself must have before `pip install` can work, and how each system names it.

`python3 -m scenes.studio.machine` installs what is missing where there is apt-get, and says what
to type elsewhere. Needs nothing but the standard library: it runs before there is anything else.
"""

import os
import shutil
import subprocess
import sys
import sysconfig
from collections.abc import Callable
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path

PYTHON = f"python{sys.version_info.major}.{sys.version_info.minor}"
INSTALL = {"apt-get": "apt-get install -y", "dnf": "dnf install -y", "pacman": "pacman -S --noconfirm",
           "brew": "brew install"}


@dataclass(frozen=True)
class Need:
    """Something of the system's, whether it is there, and its package in each system."""

    name: str
    is_there: Callable[[], bool]
    packages: dict


def has_program(*names):
    return lambda: any(shutil.which(name) for name in names)


def has_library(name):
    """Whether pkg-config finds it; pycairo and manimpango, which are compiled here, ask the same."""
    return lambda: bool(shutil.which("pkg-config")) and not subprocess.run(["pkg-config", "--exists", name]).returncode


def has_headers():
    return Path(sysconfig.get_path("include"), "Python.h").exists()


def has_venv():
    return bool(find_spec("venv") and find_spec("ensurepip"))


def named(apt, dnf, pacman, brew):
    return dict(zip(INSTALL, (apt, dnf, pacman, brew)))


NEEDS = (
    Need("C compiler", has_program("cc", "gcc", "clang"), named("build-essential", "gcc", "base-devel", "gcc")),
    Need("pkg-config", has_program("pkg-config"), named("pkg-config", "pkgconf-pkg-config", "pkgconf", "pkgconf")),
    Need("cairo", has_library("cairo"), named("libcairo2-dev", "cairo-devel", "cairo", "cairo")),
    Need("pango", has_library("pangocairo"), named("libpango1.0-dev", "pango-devel", "pango", "pango")),
    Need("Python headers", has_headers, named(f"{PYTHON}-dev", f"{PYTHON}-devel", "python", "python")),
    Need("Python venv", has_venv, named(f"{PYTHON}-venv", PYTHON, "python", "python")),
)


def missing_needs():
    return [need for need in NEEDS if not need.is_there()]


def package_manager():
    return next((name for name in INSTALL if shutil.which(name)), None)


def packages(needs, manager):
    return list(dict.fromkeys(need.packages[manager] for need in needs))


def names(needs):
    return ", ".join(need.name for need in needs)


def install_line(needs, manager, root):
    """What one would type to get these."""
    if manager is None:
        return f"with your system's package manager, install: {names(needs)}"
    sudo = "" if root or manager == "brew" else "sudo "
    return f"{sudo}{INSTALL[manager]} {' '.join(packages(needs, manager))}"


def install(needs, manager, root):
    """With apt-get, do it; elsewhere, stop and say what to do."""
    line = install_line(needs, manager, root)
    if manager != "apt-get" or not (root or shutil.which("sudo")):
        sys.exit(f"missing: {names(needs)}. Type this, then make again:  {line}")
    print(f"missing: {names(needs)}. Installing:  {line}", flush=True)
    apt_get = ["sudo"] * (not root) + ["env", "DEBIAN_FRONTEND=noninteractive", "apt-get", "-q", "-y"]
    subprocess.run([*apt_get, "update"])
    subprocess.run([*apt_get, "install", "--no-install-recommends", *packages(needs, manager)])


def main():
    root = os.geteuid() == 0
    if missing := missing_needs():
        install(missing, package_manager(), root)
    if missing := missing_needs():
        sys.exit(f"still missing: {names(missing)}. Try:  {install_line(missing, package_manager(), root)}")


if __name__ == "__main__":
    main()
