"""How films are written: the pixels that were drawn, once each, and with them what belongs to a film."""

import re
from pathlib import Path
from types import SimpleNamespace

import av
import numpy as np
import pytest
import srt
from manim import RIGHT, FadeIn, Square, tempconfig
from manim.scene.scene_file_writer import SceneFileWriter
from manim.scene.video_segment_encoder import VideoSegmentEncoder

from scenes.stage import subtitles, writer
from scenes.stage.environment import Unclear, captions_in
from scenes.stage.film import Film

SCENES = Path(__file__).parents[2] / "scenes"
MANIMS_PRIVATE = {"_create_segment_encoder", "_current_encode_job", "_stream", "_container", "_next_pts",
                  "_concat_manifest_bytes"}
LONG = "What one step changes is little, and a thousand steps change everything: watch how the cost falls, step by step."


class Moving(Film):
    """A square that
    moves.

    More of it.
    """

    question = "Where does\nit go?"

    def construct(self):
        self.square = Square(color="#4B91FB", fill_opacity=1)
        self.add(self.square)
        self.play_section(self.it_moves)
        self.play_section(self.it_stays)

    def it_moves(self):
        self.say("It moves.")
        self.play(self.square.animate.shift(RIGHT), run_time=0.4)
        self.play(self.square.animate.shift(RIGHT), run_time=0.6)

    def it_stays(self):
        self.wait(2)


@pytest.fixture
def write(tmp_path, monkeypatch):
    """Write a film as Manim would by these settings; returns the film and its file."""
    monkeypatch.delenv("CAPTIONS", raising=False)

    def write(film_class=Moving, **settings):
        small = {"dry_run": False, "media_dir": str(tmp_path), "pixel_width": 320, "pixel_height": 180, "frame_rate": 10}
        with tempconfig({**small, "format": "mp4", "disable_caching": True, "progress_bar": "none", **settings}):
            film = film_class()
            film.render()
            return film, Path(film.renderer.file_writer.final_file_path)
    return write


def frames_of(path):
    with av.open(path) as movie:
        return [frame.to_ndarray(format="rgb24").astype(int) for frame in movie.decode(video=0)]


def files_below(folder):
    return {path.name for path in folder.rglob("*") if path.is_file()}


# -- Manim's private things ----------------------------------------------------------------


def test_what_is_manims_own_is_still_there_and_only_the_writer_touches_it(tmp_path):
    spec = SimpleNamespace(container_format="mp4", codec="libx264", pixel_format="yuv420p", width=64, height=64, frame_rate=10,
                           options=())
    encoder = VideoSegmentEncoder(target=tmp_path / "piece.mp4", spec=spec)
    plan = SimpleNamespace(output=SimpleNamespace(save_sections=False))
    manims = SceneFileWriter(SimpleNamespace(plan=plan, video_encoder=None))
    assert {name for thing in (encoder, manims) for name in MANIMS_PRIVATE if hasattr(thing, name)} == MANIMS_PRIVATE
    encoder.abort()
    for source in SCENES.rglob("*.py"):
        words = set(re.findall(r"(?<=[^\w]_)\w+|\bmanim\.scene\b", source.read_text(encoding="utf-8")))
        used = words & ({name[1:] for name in MANIMS_PRIVATE} | {"manim.scene"})
        assert not used or source.name == "writer.py", (source, used)


@pytest.mark.parametrize("name", ["next_section", "is_already_cached", "add_partial_movie_file", "open_partial_movie_stream",
                                  "close_partial_movie_stream", "finish", "combine_to_movie", "write_subcaption_file", "write_frame",
                                  "_concat_manifest_bytes", "combine_to_section_videos"])
def test_what_the_writer_does_in_manims_place_is_what_manim_calls(name):
    assert callable(getattr(SceneFileWriter, name)) and getattr(writer.FilmWriter, name) is not getattr(SceneFileWriter, name)


# -- the picture ---------------------------------------------------------------------------


@pytest.mark.parametrize("height, standard, red, blue", [(480, 6, 0.299, 0.114), (720, 1, 0.2126, 0.0722)])
def test_colours_are_those_that_were_drawn_and_the_file_says_how_they_are_meant(write, height, standard, red, blue):
    """Beside the formulas of BT.601 and BT.709."""
    width = height // 9 * 16
    film, path = write(pixel_width=width, pixel_height=height)
    with av.open(path) as movie:
        codec = movie.streams.video[0].codec_context
        assert (codec.colorspace, codec.color_primaries, codec.color_trc, codec.color_range) == (standard, standard, standard, 1)
        *_, last = movie.decode(video=0)
    y, u, v = (np.frombuffer(plane, np.uint8).reshape(-1, plane.line_size).astype(float) for plane in last.planes)
    for row, column in ((height // 2, width // 2 + height // 4), (6, 6)):       # in the square, and beside it
        r, g, b = film.camera.pixel_array[row, column, :3] / 255
        luma = red * r + (1 - red - blue) * g + blue * b
        assert y[row, column] == pytest.approx(16 + 219 * luma, abs=1.5)
        assert u[row // 2, column // 2] == pytest.approx(128 + 112 * (b - luma) / (1 - blue), abs=1.5)
        assert v[row // 2, column // 2] == pytest.approx(128 + 112 * (r - luma) / (1 - red), abs=1.5)


def test_a_picture_that_stands_is_converted_once(write, monkeypatch):
    convert, converted = writer.Piece.converted, []
    monkeypatch.setattr(writer.Piece, "converted", lambda piece, pixels: converted.append(1) or convert(piece, pixels))

    class Standing(Moving):
        def it_moves(self):
            self.wait(1)
            self.play(Square().animate.shift(0 * RIGHT), run_time=1)      # drawn anew in every frame

        def it_stays(self):
            self.wait(1)

    _, path = write(Standing)
    assert len(frames_of(path)) == 30
    assert len(converted) <= 4


def test_a_section_is_one_piece(write):
    film, path = write()
    pieces = [piece for piece in film.renderer.file_writer.partial_movie_files if piece]
    assert [len(frames_of(piece)) for piece in pieces] == [10, 20] and len(frames_of(path)) == 30


def test_sections_are_saved_each_in_a_file(write):
    _, path = write(save_sections=True)
    sections = sorted((path.parent / "sections").glob("*.mp4"))
    assert [len(frames_of(section)) for section in sections] == [10, 20]


@pytest.mark.parametrize("caching", [True, False])
def test_a_film_is_drawn_from_what_it_reads_now_whether_manim_caches_or_not(write, caching):
    """It reads through self, in an updater: what it finds there is no part of what Manim knows a play by."""
    class Reading(Moving):
        def it_moves(self):
            self.square.add_updater(lambda square, dt: square.shift(dt * self.found * RIGHT))
            self.play(FadeIn(Square()), run_time=1)

    films = []
    for Reading.found in (0, 2, 0):
        _, path = write(Reading, disable_caching=not caching)
        films.append(np.array(frames_of(path))[:10])
    one, changed, again = films
    assert len(one) == 10 and np.array_equal(one, again) and not np.array_equal(one, changed)


@pytest.mark.parametrize("settings, suffix, frames", [
    ({"format": "webm"}, ".webm", 30), ({"format": "gif"}, ".gif", 30), ({"format": "mov"}, ".mov", 30),
    ({"format": "mov", "transparent": True}, ".mov", 30), ({"format": "webm", "transparent": True}, ".webm", 30),
    ({"format": "png"}, ".png", 1)])
def test_every_format_of_manim_can_be_written(write, settings, suffix, frames):
    film, path = write(**settings)
    seen = frames_of(path)
    assert path.suffix == suffix and len(seen) == frames
    if not settings.get("transparent"):
        few_colours = suffix == ".gif"
        assert np.abs(film.camera.pixel_array[:, :, :3].astype(int) - seen[-1]).mean() < (25 if few_colours else 4)


def test_a_film_that_fails_leaves_no_movie_and_no_thread(write, tmp_path):
    class Failing(Moving):
        def it_stays(self):
            self.wait(1)
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        write(Failing)
    assert files_below(tmp_path) <= {"uncached_00000.mp4"}


# -- what belongs to a film ----------------------------------------------------------------


@pytest.mark.parametrize("format", ["mp4", "webm", "mov"])
def test_a_film_says_its_title_and_its_chapters(write, format):
    film, path = write(format=format)
    with av.open(path) as movie:
        told = {name.lower(): text for name, text in movie.metadata.items()}
        assert told["title"] == "Where does it go?"
        assert told.get("description", told["comment"]) == "A square that moves."
        chapters = [(chapter["metadata"]["title"], float(chapter["start"] * chapter["time_base"])) for chapter in movie.chapters()]
    assert chapters == [("It moves", 0), ("It stays", 1)]
    beside = (path.parent / "chapters" / f"{path.stem}.vtt").read_text()
    assert beside == ("WEBVTT\n\n00:00:00.000 --> 00:00:01.000\nIt moves\n\n00:00:01.000 --> 00:00:03.000\nIt stays\n")


def test_the_title_of_a_film_whose_question_has_a_number_is_its_name(recording):
    class GradientDescent(Film):
        """Downhill."""
        recordings = ("digits",)
        question = "How do {} numbers change?"

    film = GradientDescent()
    film.setup()
    assert writer.title(film) == "Gradient descent"
    assert writer.description(film) == ("Downhill. Every number is read from recordings of training: "
                                        f"digits (digits, nncore {recording.recipe['versions']['nncore']}).")


def test_captions_lie_beside_a_film_only_if_asked_for(write, monkeypatch):
    _, path = write()
    texts = path.with_suffix(".srt"), path.with_suffix(".vtt")
    assert not any(text.exists() for text in texts)
    monkeypatch.setenv("CAPTIONS", "file")
    write()
    said, = srt.parse(texts[0].read_text())
    assert (said.content, said.start.total_seconds(), said.end.total_seconds()) == ("It moves.", 0, 3)
    assert texts[1].read_text() == "WEBVTT\n\n00:00:00.000 --> 00:00:03.000\nIt moves.\n"
    monkeypatch.setenv("CAPTIONS", "picture")
    write()
    assert not any(text.exists() for text in texts)


def test_captions_elsewhere_are_refused(monkeypatch):
    monkeypatch.setenv("CAPTIONS", "srt")
    with pytest.raises(Unclear, match="CAPTIONS must be picture or file; got 'srt'"):
        captions_in()


def test_no_cue_is_a_leftover_word():
    text = "Every point of this map is one network. Its colour is the cost: how badly it reads."
    first, second = (len(cue.content) for cue in subtitles.as_cues(SimpleNamespace(text=text, start=0.0, end=6.0)))
    assert abs(first - second) < 8


def test_a_long_caption_becomes_cues_that_share_its_time():
    assert 84 < len(LONG) <= 160
    cues = list(subtitles.as_cues(SimpleNamespace(text=LONG.replace("cost", "cost\n"), start=2.0, end=10.0)))
    assert len(cues) == 2 and " ".join(cue.content.replace("\n", " ") for cue in cues) == LONG
    for cue in cues:
        lines = cue.content.split("\n")
        assert len(lines) <= 2 and max(map(len, lines)) <= 42
    first, second = cues
    assert first.start.total_seconds() == 2 and second.end.total_seconds() == 10 and first.end == second.start
    paces = [len(cue.content) / (cue.end - cue.start).total_seconds() for cue in cues]
    assert paces[0] == pytest.approx(paces[1], rel=1e-3)


def test_what_is_markup_in_webvtt_is_escaped():
    assert subtitles.as_vtt([subtitles.cue("a < b & c", 0, 3661.5)]) == (
        "WEBVTT\n\n00:00:00.000 --> 01:01:01.500\na &lt; b &amp; c\n")
