"""Paintings, and what they rely on in Manim: the next Manim shall break one of these tests, not a film."""

import inspect

import av
import numpy as np
import pytest
from manim import DOWN, LEFT, RIGHT, UP, Camera, FadeIn, FadeOut, ImageMobject, Scene, Square, UpdateFromAlphaFunc, Wait, config, tempconfig

from scenes.stage import theme
from scenes.stage.camera import FilmCamera
from scenes.stage.digit import DigitImage
from scenes.stage.film import Film
from scenes.stage.painting import Painting, ink

ORANGE = (1.0, 0.5, 0.0)
BACKGROUND = tuple(theme.BACKGROUND.to_int_rgb())


class Patch(Painting):
    """Fills its upper right quarter."""

    def __init__(self, width=2, height=2):
        super().__init__(width, height)
        self.times = []

    @property
    def painted(self):
        return len(self.times)

    def paint(self, ctx):
        self.times.append("once more")
        ink(ctx, ORANGE)
        ctx.rectangle(0, 0, self.extent[0] / 2, self.extent[1] / 2)
        ctx.fill()


def test_a_painting_stands_where_its_box_was_brought(still):
    patch = Patch().scale(0.5).shift(2 * RIGHT + DOWN)
    pixels = still.pixels(patch)
    assert tuple(still.at(pixels, patch.place(0.5, 0.5))) == pytest.approx((255, 128, 0), abs=1)
    assert tuple(still.at(pixels, patch.place(-0.5, 0.5))) == BACKGROUND
    assert patch.place(1, 1) == pytest.approx(patch.get_corner(UP + RIGHT))


def test_a_turned_box_turns_its_painting(still):
    pixels = still.pixels(Patch().rotate(np.pi))
    assert tuple(still.at(pixels, np.array([-0.5, -0.5, 0]))) == pytest.approx((255, 128, 0), abs=1)


def test_a_box_shrunk_to_nothing_is_not_painted(still):
    patch = Patch().scale(0)
    still.pixels(patch)
    assert patch.painted == 0


def test_opacity_is_of_the_painting_as_a_whole(still):
    class Twice(Patch):
        def paint(self, ctx):
            super().paint(ctx)
            super().paint(ctx)

    pixels = still.pixels(Twice().set_opacity(0.5))
    half = [(bright + dark) / 2 for bright, dark in zip((255, 128, 0), BACKGROUND)]
    assert tuple(still.at(pixels, np.array([0.5, 0.5, 0]))) == pytest.approx(half, abs=2)


def test_the_outline_that_manim_drew_last_is_not_painted_over(still):
    """Manim leaves its path in the context: the first stroke of a painting drew it once more."""
    class Stroke(Painting):
        def paint(self, ctx):
            ink(ctx, ORANGE)
            ctx.set_line_width(0.5)
            ctx.stroke()

    pixels = still.pixels(Square(stroke_width=0, fill_opacity=0), Stroke(1, 1))
    assert (pixels == BACKGROUND).all()


def test_fading_changes_the_opacity_and_ends_at_full(still):
    patch, seen = Patch(), []
    patch.paint = lambda ctx: seen.append(patch.get_fill_opacity())
    still.play(FadeIn(patch), run_time=1)
    assert 0 < seen[0] < 1 and seen == sorted(seen)
    assert patch.get_fill_opacity() == 1
    still.play(FadeOut(patch), run_time=1)
    assert patch not in still.mobjects


def test_a_painting_with_an_updater_is_painted_in_every_frame_and_one_without_once(still):
    moving, resting = Patch(), Patch()
    moving.add_updater(lambda patch: None)
    still.add(resting, moving)
    still.play(Wait(2, frozen_frame=False))
    assert moving.painted >= 2 * config.frame_rate
    assert resting.painted == 1


def test_what_lies_above_something_moving_is_painted_once_unless_it_is_redrawn():
    film, moving, resting, redrawn = Film(), Square(), Patch(), Patch()

    def move(square, t):
        square.set_x(t)
        redrawn.hue = (t, 0, 0)

    film.add(moving, resting, redrawn)
    film.play(UpdateFromAlphaFunc(moving, move), run_time=2)
    assert resting.painted <= 2         # at first together with its neighbour
    assert redrawn.painted >= 2 * config.frame_rate
    film.play(resting.animate.shift(RIGHT), run_time=1)
    assert resting.painted > config.frame_rate


@pytest.mark.parametrize("change", [lambda square: square.set_fill(opacity=0.5), lambda square: square.points.__imul__(0.9)])
def test_every_frame_is_the_one_that_manim_would_draw(change, monkeypatch):
    film, below, above = Film(), Square(fill_opacity=1), Square(2, color=theme.COST, fill_opacity=1).shift(DOWN)
    film.setup()
    seen = []

    def compare(frame, count=1):
        truth = Camera(background_color=theme.BACKGROUND)
        truth.capture_mobjects(film.mobjects)
        seen.append(np.abs(frame.astype(int) - truth.pixel_array).max())

    monkeypatch.setattr(film.renderer, "add_frame", compare)
    film.add(below, Square(stroke_width=9).shift(0.5 * UP), above)
    film.play(UpdateFromAlphaFunc(below, lambda square, t: (square.set_x(t), t > 0.4 and change(above))), run_time=2)
    assert len(seen) == 10 and max(seen) <= 2      # rounded once more where what rests is laid over the rest


def test_manim_draws_every_vmobject_by_one_method_and_in_units_of_the_frame(still):
    assert list(inspect.signature(Camera.display_vectorized).parameters) == ["self", "vmobject", "ctx"]
    assert list(inspect.signature(Camera.set_cairo_context_path).parameters) == ["self", "ctx", "vmobject"]
    assert list(inspect.signature(Camera.display_multiple_non_background_colored_vmobjects).parameters) == [
        "self", "vmobjects", "pixel_array"]
    ctx = still.camera.get_cairo_context(still.camera.pixel_array)
    assert ctx.user_to_device(0, 0) == pytest.approx((320, 180))
    assert ctx.user_to_device_distance(0, 1) == pytest.approx((0, -45))


class Tiny(Scene):
    """A digit, an ordinary mobject and a painting."""

    def __init__(self):
        super().__init__(camera_class=FilmCamera)

    def construct(self):
        digit = DigitImage(np.eye(28).ravel(), 2).shift(3 * LEFT)
        self.add(digit, Square(1, fill_color=theme.WANTED, fill_opacity=1))
        self.play(FadeIn(Patch().shift(3 * RIGHT)), run_time=0.4)
        self.wait(0.4)


def test_a_real_render_can_be_read_back(tmp_path, still):
    with tempconfig({"dry_run": False, "media_dir": str(tmp_path), "disable_caching": True}):
        scene = Tiny()
        scene.render()
        file = scene.renderer.file_writer.final_file_path
    with av.open(str(file)) as video:
        frames = [frame.to_ndarray(format="rgb24").astype(int) for frame in video.decode(video=0)]
    assert len(frames) == 4 and frames[-1].shape == (360, 640, 3)
    colours = [still.at(frames[-1], point) for point in (np.array([0, 0.2, 0]), np.array([3.5, 0.5, 0]))]
    assert colours[0] == pytest.approx(theme.WANTED.to_int_rgb(), abs=12)
    assert colours[1] == pytest.approx((255, 128, 0), abs=12)
    lit, unlit = (still.at(frames[-1], DigitImage(np.eye(28).ravel(), 2).shift(3 * LEFT).pixel(i)) for i in (0, 27))
    assert lit.min() > 200 and unlit.max() < 50


def test_images_work_with_this_pillow(still):
    """Pillow 13 breaks every ImageMobject of Manim 0.22."""
    pixels = still.pixels(ImageMobject(np.full((4, 4), 255, dtype=np.uint8)).set(height=2))
    assert tuple(still.at(pixels, np.zeros(3))) == (255, 255, 255)
