"""Plays a film once, without rendering it, and keeps what the audits ask about.

A film is drawn by a renderer; this one draws nothing and looks instead. Of every frame it keeps what is said and
shown; at moments two seconds apart, and at the end of every section, it hands a View to those audits that look closer.
Witnesses are asked after every frame and every section: the tests of one film keep what they want to know of it.
"""

import gc
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import pairwise

import numpy as np
from manim import CairoRenderer

from scenes import runs
from scenes.stage.camera import FilmCamera
from scenes.stage.facts import Run
from scenes.studio.audits import fingerprint
from scenes.studio.audits.ancestry import Ancestry
from scenes.studio.audits.glimpse import SmallCamera
from scenes.studio.audits.things import things_in
from scenes.studio.audits.view import View
from scenes.studio.settings import settings

FRAMES = 5          # a second: every run time of the theme is a whole number of them
MOMENTS = 2.0       # seconds from one closer look to the next: four or more in every section that is long enough
SCREEN = {"pixel_width": 854, "pixel_height": 480}


@dataclass(frozen=True)
class TextShown:
    """A text as it stands in one frame; `kind` is its class."""

    mobject: int
    kind: type
    said: str
    template: str
    facts: tuple
    opacity: float
    may_hold_marks: bool


@dataclass(frozen=True)
class StateShown:
    """A drawing as it stands in one frame, and what it says that it shows: {name: numbers}, None if it does not say."""

    mobject: int
    name: str
    shown: dict | None


@dataclass
class Frame:
    """What is on screen from `start` to `end`; a glimpse of it, unless the film was played in haste."""

    start: float
    end: float
    section: str
    texts: list
    states: list
    glimpse: object


@dataclass
class Watched:
    """A film that was played: the scene as it ended, what its recordings hold, its frames, and what looks found."""

    film: object
    recorded: dict
    frames: list
    failures: list

    @property
    def length(self):
        return self.film.time


def watch(film_class, looks=(), moments=MOMENTS, witnesses=(), in_haste=False):
    """Play the film; at the moments call each of the looks, look(view) -> [Failure], and after every frame each witness(film).

    in_haste: of every animation only its end is played, and is the one frame that is kept of it.
    """
    quickly = {"dry_run": True, "frame_rate": FRAMES, **SCREEN}
    with settings(quickly), Ancestry().remembered() as ancestry, _nothing_collected():
        eye = Eye(looks, moments, ancestry, witnesses, in_haste)
        film = film_class(renderer=eye)
        play_section = film.play_section

        def play_and_look(section):
            play_section(section)
            eye.look_closer(things := eye.things(), map(fingerprint.of, things))
            eye.ask_witnesses()

        film.play_section = play_and_look
        film.render()
    recorded = {name: Run(runs.load(name)) for name in film.recordings}
    return Watched(film, recorded, _end_to_end(eye.frames, film.time), eye.failures)


@contextmanager
def _nothing_collected():
    """What was on screen is kept as long as the film plays: to look for garbage in it takes a fifth of the time, in vain."""
    gc.disable()
    try:
        yield
    finally:
        gc.enable()


class Eye(CairoRenderer):
    """A renderer that looks where others draw."""

    def __init__(self, looks, moments, ancestry, witnesses, in_haste):
        super().__init__(camera_class=FilmCamera, skip_animations=in_haste)
        self.witnesses, self.left_out = witnesses, 0.0
        self.looks, self.moments, self.next_moment, self.ancestry = looks, moments, 0.0, ancestry
        self.frames, self.failures = [], []
        self.seen = {}       # keeps every mobject that was on screen, so that no other gets its id
        self.view, self.remembered = None, {}

    def init_scene(self, scene, *settings):
        super().init_scene(scene, *settings)
        self.scene, self.small_camera = scene, SmallCamera(scene)

    def play(self, scene, *animations, **options):
        start = self.time
        super().play(scene, *animations, **options)
        if self.skip_animations:
            self.time = start
            self.look((), scene.duration)
        self.time = start + scene.duration      # not rounded to whole frames, which are long here

    def update_frame(self, *_, **__):
        """Nothing is drawn."""

    def get_frame(self):
        """There is no picture."""

    def add_frame(self, frame, num_frames=1):
        self.look(self.scene.animations, num_frames / FRAMES)
        super().add_frame(frame, num_frames)

    def freeze_current_frame(self, duration):
        if not self.skip_animations:
            self.look((), duration)

    @property
    def section(self):
        """The name of the section that is playing."""
        return self.file_writer.sections[-1].name

    def things(self):
        return list(things_in(self.scene, self.ancestry))

    def look(self, animations, seconds):
        """Keep what is on screen for so many seconds from now."""
        things = self.things()
        fingerprints = list(map(fingerprint.of, things))
        self.seen.update((id(thing.mobject), thing.mobject) for thing in things)
        self.frames.append(Frame(
            self.time, self.time + seconds, self.section,
            [_text_shown(thing) for thing in things if thing.is_text],
            [_state_shown(thing) for thing in things if thing.shows_a_state],
            None if self.skip_animations else self.small_camera.take(things, fingerprints)))
        if self.time + seconds > self.next_moment + 1e-6:
            self.look_closer(things, fingerprints, animations)
            self.next_moment = self.time + self.moments
        self.ask_witnesses()

    def ask_witnesses(self):
        for witness in self.witnesses:
            witness(self.scene)

    def look_closer(self, things, fingerprints, animations=()):
        """Hand what is on screen to those that look closer."""
        view = View(self.scene, self.section, self.time, things, fingerprints, animations, self.remembered)
        self.view = self.view.later(self.time) if self.view is not None and self.view.is_like(view) else view
        for look in self.looks:
            self.failures += look(self.view)


def _end_to_end(frames, length):
    """Every frame ends where the next one starts: Manim may draw one more than fits into a run time."""
    for frame, following in pairwise(frames):
        frame.end = following.start
    if frames:
        frames[-1].end = length
    return [frame for frame in frames if frame.end > frame.start + 1e-9]


def _text_shown(thing):
    text = thing.mobject
    said, template = getattr(text, "said", thing.name), getattr(text, "template", thing.name)
    return TextShown(id(text), type(text), said, template, getattr(text, "facts", ()), thing.opacity, thing.labels_a_drawing)


def _state_shown(thing):
    try:
        shown = {name: _kept(numbers) for name, numbers in thing.mobject.shown().items()}
    except (AttributeError, NotImplementedError):
        shown = None
    return StateShown(id(thing.mobject), thing.name, shown)


def _kept(numbers):
    """The numbers as they are now: those that can still change are copied."""
    numbers = np.asarray(numbers)
    return numbers.copy() if numbers.flags.writeable else numbers
