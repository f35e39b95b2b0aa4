"""Real renders of a film of a second; and, with a small script in place of Manim, what is left when they go wrong."""

import errno
import fcntl
import json
import os
import signal
import subprocess
import sys
import time
from configparser import ConfigParser
from contextlib import nullcontext, suppress
from importlib.util import find_spec
from pathlib import Path
from types import SimpleNamespace

import av
import pytest

from scenes import recipes
from scenes.studio import StudioError, lock, record
from scenes.studio.films import Order
from scenes.studio.production import last_words, make_recordings, make_videos, sole_maker, stamp_of
from scenes.studio.render import film_class, refuse_false_claims

PROJECT = Path(__file__).parents[2]
PYTHON = sys.executable      # `no_manim` puts its script in the place of this
STUDIO = """
import sys
from pathlib import Path
from scenes.studio.__main__ import main
sys.executable = {!r}
sys.exit(main(["videos", "--quality", "l"], Path({!r})))
"""


def order(root, film="tiny", format="mp4"):
    return Order(root, film, "l", format)


def files_below(folder):
    return sorted(path.name for path in folder.rglob("*")) if folder.exists() else []


def chapters_in(video):
    with av.open(video) as movie:
        return [(chapter["metadata"]["title"], *(float(chapter[edge] * chapter["time_base"]) for edge in ("start", "end")))
                for chapter in movie.chapters()]


def frames_in(video):
    with av.open(video) as movie:
        return sum(1 for _ in movie.decode(video=0))


FRAMES = 24  # 1.6 s at 15 frames a second
CHAPTERS = [("A circle comes", pytest.approx(0), pytest.approx(1.2)), ("And goes", pytest.approx(1.2), pytest.approx(1.6))]


def test_a_film_is_made_once_with_chapters_and_captions(root, runs, capsys, monkeypatch):
    assert make_videos([order(root)], runs, jobs=1) == [order(root)]
    assert files_below(root / "media" / "videos") == ["chapters", "tiny.mp4", "tiny.vtt"]
    monkeypatch.setenv("CAPTIONS", "file")
    assert make_videos([order(root)], runs, jobs=1) == [order(root)]
    assert files_below(root / "media" / "videos") == ["chapters", "tiny.mp4", "tiny.srt", "tiny.vtt", "tiny.vtt"]
    assert "A circle." in order(root).video.with_suffix(".srt").read_text()
    assert chapters_in(order(root).video) == CHAPTERS
    assert frames_in(order(root).video) == FRAMES
    assert capsys.readouterr().err.count("tiny: rendering") == 2

    assert make_videos([order(root)], runs, jobs=1) == []
    assert capsys.readouterr().err == ""


@pytest.mark.usefixtures("no_manim")
def test_the_film_is_rendered_in_the_folder_of_its_manim_cfg(root, runs):
    (root / "scenes" / "tiny.py").write_text(f"assert Path.cwd() == Path({str(root)!r})")
    assert make_videos([order(root)], runs, jobs=1) == [order(root)]


def test_manim_knows_every_key_of_our_manim_cfg():
    """It ignores the others in silence."""
    ours, theirs = ConfigParser(), ConfigParser()
    ours.read(PROJECT / "manim.cfg")
    theirs.read(Path(find_spec("manim").origin).parent / "_config" / "default.cfg")
    assert set(ours["CLI"]) == {"media_dir", "disable_caching", "notify_outdated_version"}
    assert all(set(ours[section]) <= set(theirs[section]) for section in ours.sections())


def test_formats_and_films_are_made_side_by_side(root, runs):
    (root / "scenes" / "twin.py").write_text((root / "scenes" / "tiny.py").read_text())
    orders = [order(root, "tiny", "webm"), order(root, "twin", "gif")]
    assert make_videos(orders, runs, jobs=2) == orders
    assert files_below(root / "media" / "videos") == ["chapters", "tiny.vtt", "tiny.webm", "twin.gif"]
    assert chapters_in(orders[0].video) == CHAPTERS
    assert [frames_in(order.video) for order in orders] == [FRAMES, 16]


def test_a_section_is_made_on_its_own_beside_the_film(root, runs):
    orders = [Order(root, "tiny", "l", "mp4", 2), Order(root, "tiny", "l", "gif", 1), Order(root, "tiny", "l", "png", 1)]
    assert make_videos(orders, runs, jobs=1) == orders and make_videos(orders, runs, jobs=1) == []
    assert files_below(root / "media" / "videos") == ["chapters", "tiny-1.gif", "tiny-2.mp4", "tiny-2.vtt"]
    assert chapters_in(orders[0].video) == [("And goes", pytest.approx(0), pytest.approx(0.4))]
    assert [frames_in(order.video) for order in orders[:2]] == [6, 12]
    assert orders[2].video == root / "media" / "stills" / "tiny" / "01.png" and orders[2].video.exists()


FOREIGN = """[CLI]
from_animation_number = 1
dry_run = True
background_color = RED
frame_rate = 3
pixel_width = 64
save_sections = True
disable_caching = False
"""


def test_nobody_else_s_settings_leak_into_what_is_made(root, runs, monkeypatch, tmp_path):
    home = tmp_path / "home"
    (home / ".config" / "manim").mkdir(parents=True)
    (home / ".config" / "manim" / "manim.cfg").write_text(FOREIGN)
    monkeypatch.setenv("HOME", str(home))
    monkeypatch.setenv("SECTION", "2")
    make_videos([order(root)], runs, jobs=1)
    assert chapters_in(order(root).video) == CHAPTERS and frames_in(order(root).video) == FRAMES
    with av.open(order(root).video) as movie:
        first = next(movie.decode(video=0)).to_ndarray(format="rgb24")
    assert first.shape == (480, 854, 3) and first[5, 5].max() < 40
    assert not list((root / "media").rglob("sections/*"))


@pytest.mark.parametrize("folder", ["it's mine", "Zoë's films"])
def test_a_film_is_made_in_a_folder_of_any_name(tmp_path, folder, monkeypatch):
    from tests.studio.conftest import FakeRuns, lay_out

    monkeypatch.setenv("PYTHONPATH", str(PROJECT))
    root = tmp_path / folder
    root.mkdir()
    made = Order(lay_out(root), "tiny", "l")
    assert make_videos([made], FakeRuns(root), jobs=1) == [made] and frames_in(made.video) == FRAMES


@pytest.mark.usefixtures("no_manim")
def test_the_film_that_took_longest_is_made_first(root, runs):
    for film in ("quick", "slow", "new"):
        (root / "scenes" / f"{film}.py").touch()
    orders = [order(root, film) for film in ("quick", "slow", "new")]
    for quick_or_slow, took in zip(orders, (1.0, 2.0), strict=False):
        quick_or_slow.workshop.mkdir(parents=True)
        stamp_of(quick_or_slow).write_text(json.dumps({"key": "of another time", "took": took}))
    assert [made.film for made in make_videos(orders, runs, jobs=1)] == ["new", "slow", "quick"]
    assert json.loads(stamp_of(orders[0]).read_text())["took"] > 0


@pytest.mark.usefixtures("no_manim")
def test_recordings_are_made_once_before_the_films_that_show_them(root, runs):
    film = f'class A:\n    recordings = ("digits",)\nassert Path({str(runs.path("digits"))!r}).exists()'
    for name in ("tiny", "twin"):
        (root / "scenes" / f"{name}.py").write_text(film)
    assert len(make_videos([order(root, "tiny"), order(root, "twin")], runs, jobs=2)) == 2
    assert runs.trained == ["digits"]


def test_a_recording_that_is_there_is_left_alone(root, runs):
    for _ in range(2):
        make_recordings(["digits", "digits"], runs, root)
    assert runs.trained == ["digits"]


@pytest.mark.usefixtures("no_manim")
def test_recordings_are_made_side_by_side_the_long_one_first_and_one_that_fails_stops_no_other(root, runs, capsys):
    runs.is_long = lambda name: name == "minibatch"
    with pytest.raises(StudioError, match="not recorded: broken$"):
        make_recordings(["broken", "digits", "minibatch"], runs, root, jobs=2)
    assert files_below(root / "media" / "recordings") == ["digits.npz", "minibatch.npz"] and runs.trained == []
    said = capsys.readouterr().err.splitlines()
    assert [line for line in said if line.endswith(": recording")][:2] == ["minibatch: recording", "broken: recording"]
    assert any(line.startswith("broken: no such data; the whole log: ") for line in said)
    make_recordings(["digits", "minibatch"], runs, root, jobs=2)      # both are fresh
    assert capsys.readouterr().err == ""


def test_a_recording_in_a_process_of_its_own_tells_how_far_it_is(monkeypatch, capsys):
    def load(name):
        with recipes.bar("training", 4, quiet=False) as done:
            done(3)
        if name == "broken":
            raise ValueError("no such data")

    monkeypatch.setattr(record.runs, "load", load)
    monkeypatch.setattr(recipes, "listener", None)
    record.main("digits")
    told = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    assert [(each["doing"], each["share"]) for each in told] == [("training", 0), ("training", 0.75), ("recorded", 1)]
    with pytest.raises(SystemExit, match="no such data"):
        record.main("broken")


def test_a_recording_that_fails_is_a_clear_error(root, runs):
    (root / "scenes" / "tiny.py").write_text('class A:\n    recordings = ("digits",)\n')
    runs.load = lambda name: (_ for _ in ()).throw(ValueError("MNIST_DIR is not set"))
    with pytest.raises(StudioError, match="recording digits: MNIST_DIR is not set"):
        make_videos([order(root)], runs, jobs=1)


@pytest.mark.usefixtures("no_manim")
def test_a_film_that_fails_keeps_the_old_one_and_stops_no_other(root, runs, capsys):
    source = root / "scenes" / "tiny.py"
    (root / "scenes" / "twin.py").touch()
    order(root).video.parent.mkdir(parents=True)
    order(root).video.write_bytes(b"the old film")
    source.write_text("raise ValueError('no more circles\\nafter this')")
    with pytest.raises(StudioError, match="not made: tiny$"):
        make_videos([order(root), order(root, "twin")], runs, jobs=1)
    assert order(root).video.read_bytes() == b"the old film"
    assert files_below(root / "media" / "videos") == ["chapters", "tiny.mp4", "twin.mp4", "twin.vtt"]
    complaint = [line for line in capsys.readouterr().err.splitlines() if "circles" in line]
    assert len(complaint) == 1 and "ValueError: no more circles; the whole log: " in complaint[0]
    assert "Traceback" in (order(root).workshop / "log.txt").read_text()

    source.write_text("")
    assert make_videos([order(root), order(root, "twin")], runs, jobs=1) == [order(root)]
    assert order(root).video.read_bytes() == b"a film"


@pytest.mark.usefixtures("no_manim")
def test_a_film_that_cannot_be_put_in_its_place_stops_no_other(root, runs, capsys):
    (root / "scenes" / "twin.py").touch()
    order(root).video.mkdir(parents=True)  # a folder where the film should go
    with pytest.raises(StudioError, match="not made: tiny$"):
        make_videos([order(root), order(root, "twin")], runs, jobs=1)
    assert "Is a directory" in capsys.readouterr().err
    assert order(root, "twin").video.is_file()


CLAIMS = """
        Claim = namedtuple("Claim", "text holds where")
        self.claims = [Claim("It is round.", True, "A circle comes"), Claim("It is square.", False, "And goes")]
"""


def test_a_claim_that_does_not_hold_ends_the_render(root, runs, capsys):
    source = root / "scenes" / "tiny.py"
    source.write_text(f"from collections import namedtuple\n{source.read_text()}{CLAIMS}")
    with pytest.raises(StudioError, match="not made: tiny$"):
        make_videos([order(root)], runs, jobs=1)
    assert 'section "And goes" says what the recordings do not hold: "It is square."' in capsys.readouterr().err
    assert files_below(root / "media" / "videos") == []


@pytest.mark.parametrize("shipped, refused", [({"a", "b"}, True), ({"a"}, False), (set(), False)])
def test_claims_must_hold_of_the_recordings_that_are_shipped(monkeypatch, shipped, refused):
    monkeypatch.setattr("scenes.runs.is_shipped", lambda name: name in shipped)
    film = SimpleNamespace(recordings=("a", "b"), claims=[SimpleNamespace(text="It is square.", holds=False, where="Part")])
    with pytest.raises(StudioError) if refused else nullcontext():
        refuse_false_claims(film)


@pytest.mark.parametrize("body", ["", "\nclass Second(Tiny):\n    pass\n"])
def test_a_file_with_no_film_or_two_is_refused(root, body):
    source = root / "scenes" / "tiny.py"
    source.write_text(source.read_text() + body if body else "")
    with pytest.raises(SystemExit, match="there must be exactly one"):
        film_class(source)


@pytest.mark.usefixtures("no_manim")
def test_two_studios_take_turns(root):
    with sole_maker(root):
        second = start_studio(root)
        assert "waiting for another make" in second.stderr.readline()
        with pytest.raises(subprocess.TimeoutExpired):      # its film would be made in less
            second.wait(timeout=1)
        assert files_below(root / "media" / "build") == ["lock"]
    second.communicate()
    assert second.returncode == 0
    assert order(root).video.exists()


@pytest.mark.parametrize("broken", ["flock", "fcntl"])
@pytest.mark.usefixtures("no_manim")
def test_films_are_made_where_nothing_can_be_locked(root, runs, monkeypatch, broken):
    """A network's disk may know no locks (ENOLCK), and Windows has no fcntl."""
    def flock(*_):
        raise OSError(errno.ENOLCK, "No locks available")

    monkeypatch.setattr(lock, "fcntl", None if broken == "fcntl" else SimpleNamespace(flock=flock, LOCK_EX=2, LOCK_NB=4))
    assert make_videos([order(root)], runs, jobs=1) == [order(root)]


def test_the_studio_can_be_imported_where_there_is_no_fcntl():
    code = "import sys; sys.modules['fcntl'] = None; import scenes.studio.lock as p, scenes.studio.production; assert p.fcntl is None"
    subprocess.run([PYTHON, "-c", code], cwd=PROJECT, check=True)


def start_studio(root):
    return subprocess.Popen([PYTHON, "-c", STUDIO.format(sys.executable, str(root))], stderr=subprocess.PIPE, text=True,
                            start_new_session=True)


# -- interruptions ------------------------------------------------------------------------


# Held for as long as the renderer lives, whoever is its parent by then.
LIFELINE = """
import fcntl, os
lifeline = open({!r}, "w")
fcntl.flock(lifeline, fcntl.LOCK_EX)
print(os.getpid(), file=lifeline, flush=True)
"""


@pytest.fixture
def long_film(root):
    """A studio at work, in the middle of a film of ten hours by Manim, and the lifeline of its renderer."""
    film = (root / "scenes" / "tiny.py").read_text().replace("run_time=1.2", "run_time=36000")
    yield from studio_at_work(root, film, lambda: list((root / "media" / "build").rglob("uncached*")))


@pytest.fixture
def long_render(root, no_manim):
    """The same with a renderer that told once how far it is, and now renders and renders."""
    yield from studio_at_work(root, "import time; print('{\"seconds\": 0.1}', flush=True); time.sleep(300)")


@pytest.fixture
def long_import(root, no_manim):
    """A studio whose film does not even come to its beginning."""
    yield from studio_at_work(root, "import time; time.sleep(300)")


def studio_at_work(root, film, has_begun=lambda: True):
    lifeline = root / "lifeline"
    (root / "scenes" / "tiny.py").write_text(LIFELINE.format(str(lifeline)) + film)
    studio = start_studio(root)
    wait_for(lambda: lifeline.exists() and lifeline.read_text() and has_begun())
    yield studio, lifeline
    with suppress(ProcessLookupError):      # what a test that failed has left
        os.killpg(studio.pid, signal.SIGKILL)


def wait_for(condition, seconds=30):
    deadline = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < deadline
        time.sleep(0.1)


def has_ended(lifeline):
    with lifeline.open() as file:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            return False
    return True


@pytest.mark.parametrize("sent", [signal.SIGINT, signal.SIGTERM])
def test_an_interrupted_studio_leaves_no_film_and_no_process(root, long_render, sent):
    studio, lifeline = long_render
    assert not has_ended(lifeline)
    studio.send_signal(sent)
    _, words = studio.communicate(timeout=20)
    assert studio.returncode == 1
    assert words.splitlines()[-1].startswith("videos: interrupted")
    assert files_below(root / "media" / "videos") == []
    wait_for(lambda: has_ended(lifeline))


def test_an_interrupted_studio_does_not_wait_for_a_film_that_has_not_begun(long_import):
    studio, lifeline = long_import
    studio.send_signal(signal.SIGTERM)
    studio.communicate(timeout=20)
    wait_for(lambda: has_ended(lifeline))


def test_a_killed_studio_leaves_no_film_and_no_process(root, long_film):
    studio, lifeline = long_film
    studio.kill()
    wait_for(lambda: has_ended(lifeline))
    assert files_below(root / "media" / "videos") == []


def test_a_renderer_whose_studio_has_died_while_it_started_touches_nothing(tmp_path):
    piece = tmp_path / "build" / "videos" / "piece.mp4"
    piece.parent.mkdir(parents=True)
    piece.write_text("of the next studio")
    reading, writing = os.pipe()
    os.close(reading)
    orphan = subprocess.run([sys.executable, "-m", "scenes.studio.render", "scenes/tiny.py", str(piece.parents[1]), "l", "mp4"],
                            stdout=writing, stderr=subprocess.PIPE, cwd=PROJECT)
    os.close(writing)
    assert orphan.returncode != 0 and b"BrokenPipeError" in orphan.stderr and piece.read_text() == "of the next studio"


def test_a_killed_renderer_leaves_no_film(root, long_render):
    studio, lifeline = long_render
    os.kill(int(lifeline.read_text()), signal.SIGKILL)
    _, words = studio.communicate(timeout=20)
    assert studio.returncode == 1
    assert "tiny: it was stopped by SIGKILL; the whole log: " in words
    assert files_below(root / "media" / "videos") == []


@pytest.mark.usefixtures("no_manim")
def test_a_stamp_is_never_older_than_its_film(root, runs, monkeypatch):
    """Stopped between the film and its stamp: the film counts as not made."""
    make_videos([order(root)], runs, jobs=1)
    monkeypatch.setattr("scenes.studio.production.write_stamp", lambda *args, **more: 1 / 0)
    (root / "manim.cfg").write_text((root / "manim.cfg").read_text() + "# changed\n")
    with pytest.raises(ZeroDivisionError):
        make_videos([order(root)], runs, jobs=1)
    assert not stamp_of(order(root)).exists()


@pytest.mark.parametrize("log, words", [
    ("", "it failed without a word"),
    ("  INFO  all is well\nTraceback (most recent call last):\n  File x\n    f()\nValueError: one\ntwo\n", "ValueError: one"),
    ("Segmentation fault\n", "Segmentation fault"),
])
def test_the_last_words_are_the_error(tmp_path, log, words):
    (tmp_path / "log.txt").write_text(log)
    assert last_words(tmp_path / "log.txt", 1) == words
