"""What a film is reviewed by: a still per section, and one labelled sheet of frames from all of them."""

import re
import shutil
from dataclasses import dataclass, replace
from pathlib import Path

import av
from PIL import Image, ImageDraw, ImageFont

from scenes.studio import StudioError
from scenes.studio.freshness import file_hash, is_fresh, read_stamp, write_stamp
from scenes.studio.production import shown, stamp_of

CELL = (640, 360)
LABEL = 48  # height of the two lines above each frame
GAP = 8
CELLS_PER_SHEET = 16
PAPER, INK = "#202227", "#e6e6e6"


@dataclass(frozen=True)
class Shot:
    """One frame of a film, and what to write above it."""

    section: str
    which: str
    seconds: float
    image: Image.Image


def shots(video, which=("middle", "last")):
    """The middle and the last frame of every section, found by the chapters in the video."""
    with av.open(video) as movie:
        frame = float(1 / movie.streams.video[0].average_rate)
        for chapter in movie.chapters():
            start, end = (float(chapter[edge] * chapter["time_base"]) for edge in ("start", "end"))
            times = {"middle": (start + end) / 2, "last": end - frame}
            for name in which:
                image = frame_at(movie, times[name], tolerance=frame / 2)
                yield Shot(chapter["metadata"]["title"], name, times[name], image)


def frame_at(movie, seconds, tolerance):
    """The frame on screen at this time: decoded forward from the nearest key frame before it."""
    movie.seek(int(seconds * av.time_base))
    for frame in movie.decode(video=0):
        if frame.time > seconds - tolerance:
            return frame.to_image()
    raise StudioError(f"{shown(movie.name)} has no frame at {seconds:.2f} s")


def shrunk(shot):
    return replace(shot, image=shot.image.resize(CELL, Image.Resampling.LANCZOS))


def draw_sheet(film, cells):
    """The frames, of the size of a cell, in rows, each under its label."""
    columns = 2 if len(cells) <= CELLS_PER_SHEET // 2 else 4  # even: the two frames of a section stay together
    rows = -(-len(cells) // columns)
    width, height = CELL[0] + GAP, CELL[1] + LABEL + GAP
    sheet = Image.new("RGB", (columns * width + GAP, rows * height + GAP), PAPER)
    draw, font = ImageDraw.Draw(sheet), ImageFont.load_default(LABEL * 0.4)
    for number, shot in enumerate(cells):
        left, top = GAP + number % columns * width, GAP + number // columns * height
        label = f"{shot.section.replace('_', ' ')}\n{film} · {shot.seconds:.1f} s · {shot.which}"
        draw.text((left, top + LABEL / 2), label, INK, font, anchor="lm")
        sheet.paste(shot.image, (left, top + LABEL))
    return sheet


def make_sheet(order):
    """media/sheets/<film>.png, or <film>-1.png, <film>-2.png, ... for a film of many sections."""
    folder = order.root / "media" / "sheets"
    cells = [shrunk(shot) for shot in shots(order.video)]
    pages = [cells[first:first + CELLS_PER_SHEET] for first in range(0, len(cells), CELLS_PER_SHEET)]
    names = [order.film] if len(pages) == 1 else [f"{order.film}-{n}" for n in range(1, len(pages) + 1)]
    for old in (*folder.glob(f"{order.film}.png"), *folder.glob(f"{order.film}-*.png")):
        old.unlink()
    return [save(draw_sheet(order.film, page), folder / f"{name}.png") for name, page in zip(names, pages)]


def make_stills(order):
    """media/stills/<film>/<number>-<section>.png, the last frame of every section, as large as the video."""
    folder = order.root / "media" / "stills" / order.film
    shutil.rmtree(folder, ignore_errors=True)
    return [save(shot.image, folder / f"{number:02}-{re.sub(r'[^a-zA-Z0-9]+', '-', shot.section)}.png")
            for number, shot in enumerate(shots(order.video, ["last"]), start=1)]


def save(image, path):
    """Written beside and renamed: an interrupted save leaves no half picture."""
    path.parent.mkdir(parents=True, exist_ok=True)
    part = path.with_suffix(".part")
    image.save(part, format="png")
    part.replace(path)
    return path


def make_pictures(make, orders):
    """Bring the sheets or the stills of these films up to date with their videos."""
    for order in orders:
        stamp = order.workshop / f"{make.__name__}.json"
        key = f"{read_stamp(stamp_of(order))['key']} {file_hash(Path(__file__))}"
        if not is_fresh(stamp, key):
            made = make(order)
            write_stamp(stamp, key, made)
            print(*(shown(path) for path in made), sep="\n")
