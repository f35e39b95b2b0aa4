"""Sheets and stills of a video written here, whose every frame has the grey of its number."""

from fractions import Fraction

import av
import numpy as np
import pytest
from PIL import Image

from scenes.studio.films import Order
from scenes.studio.freshness import write_stamp
from scenes.studio.production import stamp_of
from scenes.studio.sheet import CELL, GAP, LABEL, frame_at, make_pictures, make_sheet, make_stills, shots

RATE, SIZE, FRAMES_PER_SECTION = 10, (320, 180), 8
STEP = 5  # of grey, from one frame to the next


def write_video(path, sections):
    path.parent.mkdir(parents=True, exist_ok=True)
    seconds = FRAMES_PER_SECTION / RATE
    with av.open(path, "w") as movie:
        stream = movie.add_stream("libx264", rate=RATE, options={"crf": "4"})
        stream.width, stream.height, stream.pix_fmt = *SIZE, "yuv420p"
        movie.set_chapters([{"id": n, "start": round(1000 * n * seconds), "end": round(1000 * (n + 1) * seconds),
                             "time_base": Fraction(1, 1000), "metadata": {"title": f"Part {n}"}} for n in range(sections)])
        for number in range(sections * FRAMES_PER_SECTION):
            grey = np.full((SIZE[1], SIZE[0], 3), grey_of(number), np.uint8)
            movie.mux(stream.encode(av.VideoFrame.from_ndarray(grey)))
        movie.mux(stream.encode())


def grey_of(number):
    return 20 + STEP * (number % 40)


@pytest.fixture
def filmed(root):
    """An order whose video has this many sections, and is up to date."""
    def film(sections, key="key"):
        order = Order(root, "tiny")
        write_video(order.video, sections)
        order.workshop.mkdir(parents=True, exist_ok=True)
        write_stamp(stamp_of(order), key, [order.video])
        return order
    return film


def test_every_section_gives_its_middle_and_its_last_frame(filmed):
    found = list(shots(filmed(3).video))
    assert [(shot.section, shot.which) for shot in found] == [
        (f"Part {n}", which) for n in range(3) for which in ("middle", "last")]
    numbers = [n * FRAMES_PER_SECTION + offset for n in range(3) for offset in (4, 7)]
    greys = [np.asarray(shot.image).mean() for shot in found]
    assert greys == pytest.approx([grey_of(number) for number in numbers], abs=STEP / 2)
    assert [shot.seconds for shot in found] == pytest.approx([number / RATE for number in numbers])


@pytest.mark.parametrize("sections, columns, rows", [(3, 2, 3), (4, 2, 4), (5, 4, 3), (8, 4, 4)])
def test_a_sheet_has_a_cell_per_frame(filmed, sections, columns, rows):
    path, = make_sheet(filmed(sections))
    assert path.name == "tiny.png"
    sheet = Image.open(path)
    width, height = CELL[0] + GAP, LABEL + CELL[1] + GAP
    assert sheet.size == (columns * width + GAP, rows * height + GAP)
    centres = [sheet.getpixel((GAP + column * width + CELL[0] // 2, GAP + row * height + LABEL + CELL[1] // 2))[0]
               for row in range(rows) for column in range(columns)]
    expected = [grey_of(n * FRAMES_PER_SECTION + offset) for n in range(sections) for offset in (4, 7)]
    assert centres[:2 * sections] == pytest.approx(expected, abs=STEP / 2)


def test_cells_are_labelled_above_the_frame(filmed):
    path, = make_sheet(filmed(1))
    strip = np.asarray(Image.open(path).convert("L"))[GAP:GAP + LABEL, GAP:GAP + CELL[0]]
    assert strip.max() > 180 and np.median(strip) < 60


def test_a_long_film_has_several_sheets_and_no_old_ones_stay(filmed):
    assert [path.name for path in make_sheet(filmed(17))] == ["tiny-1.png", "tiny-2.png", "tiny-3.png"]
    path, = make_sheet(filmed(8))
    assert [other.name for other in path.parent.iterdir()] == ["tiny.png"]


def test_stills_are_the_last_frames_as_large_as_the_video(filmed):
    paths = make_stills(filmed(2))
    assert [path.name for path in paths] == ["01-Part-0.png", "02-Part-1.png"]
    stills = [Image.open(path) for path in paths]
    assert [still.size for still in stills] == [SIZE, SIZE]
    assert [np.asarray(still).mean() for still in stills] == pytest.approx([grey_of(7), grey_of(15)], abs=STEP / 2)


def test_no_old_stills_stay(filmed):
    make_stills(filmed(2))
    path, = make_stills(filmed(1))
    assert [other.name for other in path.parent.iterdir()] == ["01-Part-0.png"]


def test_any_frame_can_be_had_at_any_time(filmed):
    with av.open(filmed(2).video) as movie:
        greys = [np.asarray(frame_at(movie, number / RATE, tolerance=0.5 / RATE)).mean() for number in (15, 3, 4, 0)]
    assert greys == pytest.approx([grey_of(number) for number in (15, 3, 4, 0)], abs=STEP / 2)


@pytest.mark.parametrize("make", [make_sheet, make_stills])
def test_pictures_are_made_again_only_for_a_new_video(filmed, make, capsys):
    order = filmed(1)
    make_pictures(make, [order])
    assert "tiny" in capsys.readouterr().out
    make_pictures(make, [order])
    assert capsys.readouterr().out == ""
    make_pictures(make, [filmed(2, key="new")])
    assert "tiny" in capsys.readouterr().out
