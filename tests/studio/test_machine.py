import pytest

from scenes.studio import doctor, machine
from scenes.studio.machine import Need, install, install_line, missing_needs

CAIRO = Need("cairo", lambda: False, machine.named("libcairo2-dev", "cairo-devel", "cairo", "cairo"))
PKG_CONFIG = Need("pkg-config", lambda: False, machine.named("pkg-config", "pkgconf-pkg-config", "pkgconf", "pkgconf"))


@pytest.mark.parametrize("manager, root, line", [
    ("apt-get", True, "apt-get install -y libcairo2-dev pkg-config"),
    ("apt-get", False, "sudo apt-get install -y libcairo2-dev pkg-config"),
    ("dnf", False, "sudo dnf install -y cairo-devel pkgconf-pkg-config"),
    ("pacman", True, "pacman -S --noconfirm cairo pkgconf"),
    ("brew", False, "brew install cairo pkgconf"),
    (None, False, "with your system's package manager, install: cairo, pkg-config"),
])
def test_the_line_to_type_on_each_system(manager, root, line):
    assert install_line([CAIRO, PKG_CONFIG], manager, root) == line


@pytest.fixture
def commands(monkeypatch):
    run = []
    monkeypatch.setattr(machine.subprocess, "run", run.append)
    return run


@pytest.mark.parametrize("root, prefix", [(True, []), (False, ["sudo"])])
def test_apt_get_is_run_where_there_is_one(commands, monkeypatch, root, prefix):
    monkeypatch.setattr(machine.shutil, "which", lambda name: name)
    install([CAIRO], "apt-get", root)
    update, get = commands
    assert update == [*prefix, "env", "DEBIAN_FRONTEND=noninteractive", "apt-get", "-q", "-y", "update"]
    assert get[-3:] == ["install", "--no-install-recommends", "libcairo2-dev"]


@pytest.mark.parametrize("manager, programs", [("dnf", {"dnf", "sudo"}), ("brew", {"brew"}), (None, set()), ("apt-get", set())])
def test_elsewhere_it_stops_with_the_line_to_type(commands, monkeypatch, manager, programs):
    monkeypatch.setattr(machine.shutil, "which", lambda name: name if name in programs else None)
    with pytest.raises(SystemExit) as stop:
        install([CAIRO], manager, root=False)
    assert install_line([CAIRO], manager, False) in str(stop.value)
    assert "\n" not in str(stop.value) and commands == []


def test_a_library_is_missing_without_pkg_config_and_when_pkg_config_does_not_find_it(monkeypatch):
    assert not machine.has_library("no-such-library")()
    monkeypatch.setattr(machine.shutil, "which", lambda name: None)
    assert not machine.has_library("cairo")()


def test_a_bare_machine_lacks_everything(monkeypatch):
    monkeypatch.setattr(machine.shutil, "which", lambda name: None)
    assert {need.name for need in missing_needs()} >= {"C compiler", "pkg-config", "cairo", "pango"}


def test_what_is_installed_but_still_not_found_is_said(monkeypatch, commands):
    monkeypatch.setattr(machine, "NEEDS", (CAIRO,))
    monkeypatch.setattr(machine, "package_manager", lambda: "apt-get")
    monkeypatch.setattr(machine.os, "geteuid", lambda: 0)
    with pytest.raises(SystemExit, match="still missing: cairo. Try:  apt-get install -y libcairo2-dev"):
        machine.main()
    assert len(commands) == 2


def test_the_doctor_counts_what_was_made(root):
    for name in ("recordings/digits.npz", "recordings/chain.npz", "recordings/of-own-runs/digits-12.npz", "videos/tiny.mp4"):
        (root / "media" / name).parent.mkdir(parents=True, exist_ok=True)
        (root / "media" / name).touch()
    assert [line.partition(" in ")[0] for line in doctor.made(root)] == ["2 recordings", "1 of 1 films"]
