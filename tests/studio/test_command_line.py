import os
import subprocess
import sys
from pathlib import Path

import pytest

from scenes.stage.environment import CAPTIONS
from scenes.studio.__main__ import main
from scenes.studio.films import FORMATS, QUALITIES, find_films

PROJECT = Path(__file__).parents[2]


@pytest.mark.parametrize("arguments", [
    ["videos", "--quality", "x"], ["videos", "--format", "avi"], ["videos", "--jobs", "0"], ["paint"], []])
def test_wrong_use_is_one_line_and_exit_2(arguments, capsys):
    with pytest.raises(SystemExit) as error:
        main(arguments)
    assert error.value.code == 2
    assert len(capsys.readouterr().err.splitlines()) == 1


@pytest.mark.parametrize("arguments, words", [
    (["videos", "tinny"], "no film is called 'tinny'"),
    (["sheets", "--format", "gif"], "are taken from whole films"),
    (["videos", "--format", "gif"], "a whole film would be a GIF of a gigabyte: name one, as in make minibatch SECTION=3 FORMAT=gif"),
    (["videos", "--format", "png"], "a picture is the last one of a section: name one"),
    (["videos", "tiny", "--section", "5"], "tiny: SECTION must be the number or the name of a section: 1 a_circle_comes"),
    (["new", "tiny"], "there is scenes/tiny.py already; nothing was written"),
])
def test_what_cannot_be_made_is_one_line_and_exit_1(root, arguments, words, capsys):
    assert main(arguments, root) == 1
    complaint, = capsys.readouterr().err.splitlines()
    assert words in complaint


def test_captions_go_where_there_is_a_place_for_them(root, monkeypatch, capsys):
    monkeypatch.setenv("CAPTIONS", "srt")
    assert main(["videos", "tiny"], root) == 1
    assert capsys.readouterr().err == ("videos: CAPTIONS must be picture or file; got 'srt'. "
                                       "Leave it out to have captions in the picture.\n")


def test_a_full_circle_and_then_nothing_to_do(root, capsys):
    assert main(["sheets", "tiny", "--quality", "l"], root) == 0
    assert (root / "media" / "sheets" / "tiny.png").exists()
    check = ("import sys; from pathlib import Path; from scenes.studio.__main__ import main; "
             f"assert main(['videos', '--quality', 'l'], Path({str(root)!r})) == 0; "
             "print(sorted({'manim', 'rich', 'PIL', 'av'} & set(sys.modules)))")
    said = subprocess.run([sys.executable, "-c", check], capture_output=True, text=True, check=True).stdout
    assert said.splitlines() == ["films up to date in media/videos: 1 (0 made now)", "[]"]


def test_the_doctor_works_before_there_is_an_environment():
    """On an interpreter without any installed package."""
    bare = subprocess.run([sys.executable, "-S", "-m", "scenes.studio", "doctor"], cwd=PROJECT, capture_output=True, text=True)
    lines = {line[11:26].strip(): line for line in bare.stdout.splitlines()}
    assert bare.returncode == 1
    assert lines["Python"].startswith("  ok")
    assert "MISSING" in lines["manim"] and "make setup" in lines["manim"]
    assert bare.stderr == "doctor: something is missing\n"


def test_other_commands_send_one_to_the_doctor():
    bare = subprocess.run([sys.executable, "-S", "-m", "scenes.studio", "videos"], cwd=PROJECT, capture_output=True, text=True)
    assert bare.returncode == 1
    complaint, = bare.stderr.splitlines()
    assert complaint.startswith("videos: No module named ") and "make doctor" in complaint


# -- the Makefile -------------------------------------------------------------------------


def make(folder, *arguments):
    return subprocess.run(["make", "--no-print-directory", *arguments], cwd=folder, capture_output=True, text=True)


@pytest.fixture
def checkout(root):
    """A checkout that has been set up."""
    for name in ("Makefile", "pyproject.toml"):
        (root / name).write_bytes((PROJECT / name).read_bytes())
    (root / ".venv").mkdir()
    (root / ".venv" / ".ready").touch()
    return root


def test_help_lists_every_target_and_every_film():
    said = make(PROJECT, "help").stdout
    listed = {line.split()[0] for line in said.splitlines() if line.startswith("  ")}
    assert listed >= {"videos", "<film>", "recordings", "stills", "sheets", "test", "bench", "doctor", "clean", "setup"}
    assert f"one film: {' '.join(find_films(PROJECT))}\n" in said


@pytest.mark.parametrize("variable, known", [("QUALITY", QUALITIES), ("FORMAT", FORMATS), ("CAPTIONS", CAPTIONS)])
def test_make_and_the_studio_know_the_same_values(variable, known):
    for value in known:
        assert make(PROJECT, "help", f"{variable}={value}").returncode == 0
    wrong = make(PROJECT, f"{variable}=x")
    assert wrong.returncode == 2
    assert f'{variable} is one of {" ".join(known)}; got "x"' in wrong.stderr and len(wrong.stderr.splitlines()) == 1


def test_a_new_film_is_a_target_at_once(checkout):
    (checkout / "scenes" / "brand_new.py").touch()
    assert "scenes.studio videos brand_new --quality h --format webm --jobs 3" in make(
        checkout, "-n", "brand_new", "QUALITY=h", "FORMAT=webm", "JOBS=3").stdout


def test_set_up_is_done_once_and_again_when_pyproject_changes(checkout):
    assert "pip install" not in make(checkout, "-n").stdout
    later = (checkout / ".venv" / ".ready").stat().st_mtime + 10
    os.utime(checkout / "pyproject.toml", (later, later))
    assert "pip install" in make(checkout, "-n").stdout


@pytest.mark.parametrize("target", ["", "test", "torture", "videos", "tiny", "recordings", "stills", "sheets", "bench", "setup"])
def test_every_target_that_needs_the_environment_sets_it_up(checkout, target):
    (checkout / ".venv" / ".ready").unlink()
    said = make(checkout, "-n", *target.split()).stdout
    assert "pip install --editable '.[films]'" in said and "touch .venv/.ready\n" in said
    needs_tests = target in ("test", "torture", "bench")
    assert ("--editable '.[films,test]'" in said) == ("touch .venv/.ready-for-tests" in said) == needs_tests


def test_without_a_python_that_is_new_enough_set_up_says_so(checkout):
    (checkout / ".venv" / ".ready").unlink()
    said = make(checkout, "setup", "SHELL=/bin/false")
    assert "Python 3.11 or newer is needed" in said.stderr


def test_clean_removes_what_was_made_and_keeps_what_is_committed(checkout):
    for name in ("videos/tiny.mp4", "build/lock", "preview/descent.png"):
        (checkout / "media" / name).parent.mkdir(parents=True)
        (checkout / "media" / name).touch()
    assert make(checkout, "clean").returncode == 0
    assert [path.name for path in (checkout / "media").iterdir()] == ["preview"]
    assert make(checkout, "clean").returncode == 0
