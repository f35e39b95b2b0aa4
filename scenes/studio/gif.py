"""A section as a GIF: small, at a rate that browsers keep to, and never larger than was promised."""

from pathlib import Path

import av
from av.error import EOFError as EndOfFilm

from scenes.studio.films import GIF_MOST, GIF_RATE

WIDTHS = 720, 600, 480, 360, 240        # the widest that keeps the promise is taken
COLOURS = 128


def make_gif(movie, gif):
    """Turn a movie of GIF_RATE pictures a second into a GIF of at most GIF_MOST bytes; returns its (width, height)."""
    for width in WIDTHS:
        size = encode(movie, gif, width)
        if Path(gif).stat().st_size <= GIF_MOST:
            return size
    raise ValueError(f"even {width} pixels wide this would be {Path(gif).stat().st_size / 1e6:.1f} MB as a GIF, "
                     f"more than {GIF_MOST / 1e6:.0f} MB: take a shorter section, or FORMAT=mp4")


def encode(movie, gif, width):
    """All pictures of the movie with one palette; returns their size."""
    with av.open(str(movie)) as source, av.open(str(gif), "w", options={"loop": "0"}) as made:
        video = source.streams.video[0]
        height = round(video.height * width / video.width)
        pictures = shrunk(source, video, width, height)
        stream = made.add_stream("gif", rate=GIF_RATE, width=width, height=height, pix_fmt="pal8")
        for number, picture in enumerate(pictures):
            picture.pts, picture.time_base = number, 1 / stream.codec_context.framerate
            made.mux(stream.encode(picture))
        made.mux(stream.encode())
    return width, height


def shrunk(source, video, width, height):
    """The pictures in small, in the colours that serve all of them best."""
    graph = av.filter.Graph()
    buffer, sink = graph.add_buffer(template=video), graph.add("buffersink")
    scale, split = graph.add("scale", f"{width}:{height}:flags=area"), graph.add("split")
    palette, use = graph.add("palettegen", f"max_colors={COLOURS}"), graph.add("paletteuse", "dither=none:diff_mode=rectangle")
    for one, other, place in ((buffer, scale, 0), (scale, split, 0), (palette, use, 1), (use, sink, 0)):
        one.link_to(other, 0, place)
    split.link_to(palette, 0, 0)
    split.link_to(use, 1, 0)
    graph.configure()
    for picture in source.decode(video):
        graph.push(picture)
    graph.push(None)
    while True:
        try:
            yield graph.pull()
        except (EndOfFilm, BlockingIOError):
            return
