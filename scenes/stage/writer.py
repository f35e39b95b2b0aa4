"""How a film is written to disk: fast, in the right colours, with its chapters. The only file that knows Manim's writer.

Manim encodes every play into a file of its own, at settings for camera footage, and joins the files. Here a whole
section is one piece, a frame that looks like the one before is not converted again, and the settings are for drawings.
"""

from dataclasses import replace
from fractions import Fraction
from pathlib import Path

import av
import numpy as np
from av.video.reformatter import VideoReformatter
from manim import CairoRenderer
from manim.scene.scene_file_writer import SceneFileWriter
from manim.scene.video_segment_encoder import VideoSegmentEncoder

from scenes.stage import subtitles
from scenes.stage.camera import FilmCamera
from scenes.stage.environment import captions_in

MANIMS_OWN = (("crf", "23"),)           # what Manim asks of x264 when nobody has asked for anything
# Quick, but for mbtree: what stands for long, as most of a drawing does, is worth bits that everything after it saves.
# One thread is enough for what drawing leaves to do, and several cost more together.
DRAWINGS = {"crf": "17", "preset": "superfast", "tune": "animation", "x264-params": "mbtree=1:rc-lookahead=10", "threads": "1"}
AREA = 32 | 16384                       # swscale: colours at half size are the mean of all four pixels
HD = 720                                # lines; players read more as BT.709, fewer as BT.601
BT709, BT601 = {"tag": 1, "sws": 1}, {"tag": 6, "sws": 5}
LIMITED = 1                             # luma from 16 to 235
MILLISECOND = Fraction(1, 1000)


class FilmRenderer(CairoRenderer):
    """Manim's renderer, with the camera and the writer of films."""

    def __init__(self, **options):
        super().__init__(file_writer_class=FilmWriter, camera_class=FilmCamera, **options)
        self.left_out = 0.0     # seconds of plays that Manim was asked to leave out

    def init_scene(self, scene, *settings):
        super().init_scene(scene, *settings)
        self.file_writer.film = scene

    def save_static_frame_data(self, scene, static_mobjects):
        """Manim paints once what lies below all that moves; the camera does it for what lies above, too."""
        changing = [mobject for mobject in scene.get_mobject_family_members() if mobject.updaters]
        changing = {id(part) for mobject in (*changing, *moved_by(scene.animations)) for part in mobject.get_family()}
        self.camera.rest([mobject for mobject in scene.moving_mobjects if id(mobject) not in changing])
        return super().save_static_frame_data(scene, static_mobjects)

    def play(self, scene, *animations, **options):
        super().play(scene, *animations, **options)
        self.left_out += scene.duration if self.skip_animations else 0.0
        self.camera.rest(())


def moved_by(animations):
    """The mobjects of these animations, and of those that they are made of."""
    for animation in animations:
        yield animation.mobject
        yield from moved_by(getattr(animation, "animations", ()))


class Piece(VideoSegmentEncoder):
    """A piece of film: each picture is converted once, however long it stands."""

    def __init__(self, target, spec):
        if spec.codec == "libx264" and spec.options == MANIMS_OWN:
            spec = replace(spec, options=tuple(DRAWINGS.items()))
        super().__init__(target=target, spec=spec)
        self.is_yuv = spec.pixel_format.startswith("yuv")
        self.colours = BT709 if spec.height >= HD else BT601
        self.pixels = self.picture = None
        self.converter = VideoReformatter()      # each frame's own would set up its tables anew
        if self.is_yuv:
            tag(self._stream.codec_context, self.colours["tag"])

    def write_frame(self, pixels, *, repeat=1):
        """Encode the picture, pixels (height, width, 4) RGBA, so many times."""
        if self.pixels is None or not np.array_equal(pixels.view(np.uint32), self.pixels.view(np.uint32)):
            self.pixels, self.picture = pixels, self.converted(pixels)
        for _ in range(repeat):
            self.picture.pts, self.picture.time_base = self._next_pts, 1 / self.spec.frame_rate
            self._next_pts += 1
            self._container.mux(self._stream.encode(self.picture))

    def converted(self, pixels):
        frame = av.VideoFrame.from_numpy_buffer(pixels, format="rgba")
        colours = {"dst_colorspace": self.colours["sws"], "interpolation": AREA} if self.is_yuv else {}
        return self.converter.reformat(frame, format=self.spec.pixel_format, **colours)


def tag(codec, standard):
    """Say in the file how its colours are meant: untagged, every player guesses."""
    codec.color_primaries = codec.color_trc = codec.colorspace = standard
    codec.color_range = LIMITED


class FilmWriter(SceneFileWriter):
    """Manim's writer, which writes a section in one piece, and with the film what belongs to it. `film` is the Film."""

    # -- a section in one piece ------------------------------------------------------------

    def next_section(self, name, type_, skip_animations):
        self.end_piece()
        super().next_section(name, type_, skip_animations)

    def is_already_cached(self, hash_invocation):
        """Manim caches single plays; there are none."""
        return False

    def add_partial_movie_file(self, hash_animation):
        """A play that goes on with a piece has none of its own: a gap in the list, as of plays that are left out."""
        super().add_partial_movie_file(None if self._current_encode_job else hash_animation)

    def open_partial_movie_stream(self, **which):
        if self._current_encode_job is None:
            super().open_partial_movie_stream(**which)

    def close_partial_movie_stream(self):
        """The piece goes on until the section ends."""

    def end_piece(self):
        if self._current_encode_job is not None:
            super().close_partial_movie_stream()

    def _create_segment_encoder(self, target):
        return Piece(target, self.video_encoder)

    # -- the finished film -----------------------------------------------------------------

    def finish(self):
        self.end_piece()
        super().finish()

    @staticmethod
    def _concat_manifest_bytes(input_files):
        """The list of the pieces; Manim's own ends a path at an apostrophe in it."""
        lines = ("file 'file:{}'\n".format(Path(file).as_posix().replace("'", r"'\''")) for file in input_files)
        return "".join(lines).encode()

    def write_frame(self, pixels, *, repeat=1):
        """As Manim does it; but of a sequence of pictures, every one: Manim's own has one for however long it stands."""
        for _ in range(repeat if self.output_spec.is_image_sequence else 1):
            super().write_frame(pixels, repeat=repeat)

    def combine_to_movie(self):
        super().combine_to_movie()
        if not any(self.partial_movie_files):
            return      # all was left out
        if self.film.chapters and not self.output_spec.is_gif:
            label(self.movie_file_path, self.film)
        subtitles.write_chapters(self.movie_file_path, self.film.chapters)
        subtitles.write_captions(self.movie_file_path, self.film.captions if captions_in() == "file" else ())

    def combine_to_section_videos(self):
        """A section that was left out has no video; Manim would stop there."""
        for section in self.sections:
            if not any(section.partial_movie_files):
                section.video = None
        super().combine_to_section_videos()

    def write_subcaption_file(self):
        """What Manim would write stands in the picture already."""


def label(path, film):
    """Give the movie its title, description and chapters: the same packets, in a container that begins with them.

    The description is a comment, too: that is all that .mov knows.
    """
    labelled = path.with_stem(f"{path.stem}_labelled")
    options = {"movflags": "+faststart"} if path.suffix == ".mp4" else {}      # plays while it downloads
    with av.open(path) as movie, av.open(labelled, "w", options=options) as copy:
        streams = {stream: copy.add_stream_from_template(stream) for stream in movie.streams}
        words = description(film)
        copy.metadata.update(movie.metadata | {"title": title(film), "description": words, "comment": words})
        copy.set_chapters([as_chapter(number, chapter) for number, chapter in enumerate(film.chapters)])
        for packet in movie.demux():
            if packet.dts is not None:      # the empty packet that ends a stream
                packet.stream = streams[packet.stream]
                copy.mux(packet)
    labelled.replace(path)


def as_chapter(number, chapter):
    return {"id": number, "start": round(chapter.start / MILLISECOND), "end": round(chapter.end / MILLISECOND),
            "time_base": MILLISECOND, "metadata": {"title": chapter.name}}


def title(film):
    """The question of the film; its name, where it asks none or one with a number in it."""
    if film.question and "{}" not in film.question:
        return " ".join(film.question.split())
    name = type(film).__name__
    return "".join(f" {letter.lower()}" if letter.isupper() else letter for letter in name).strip().capitalize()


def description(film):
    """The first paragraph of what the film says of itself, and where its numbers come from."""
    words = " ".join((type(film).__doc__ or "").strip().split("\n\n")[0].split())
    sources = [f"{name} ({run.recipe['data']['name']}, nncore {run.recipe['versions']['nncore']})"
               for name, run in film.runs.items()]
    return " ".join([words, *(["Every number is read from recordings of training:", ", ".join(sources) + "."] if sources else [])])
