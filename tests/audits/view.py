"""One moment of a film, to be looked at closely: where everything is, and what it looks like in pixels."""

from functools import cached_property

import numpy as np
from manim import config

from tests.audits.failure import Failure
from tests.audits.things import moved_by

INK = 32        # a pixel that differs so much from another (of 255) is drawn on


class View:
    """The things that are on screen now, and the animations that run at this moment."""

    def __init__(self, scene, section, time, things, animations):
        self.scene, self.section, self.time, self.things = scene, section, time, things
        self.texts = [thing for thing in self.things if thing.is_text]
        self.drawings = [thing for thing in self.things if not thing.is_text]
        self._moving = {id(part) for animation in animations for part in moved_by(animation)}

    def is_moving(self, thing):
        """Whether an animation is just now moving or fading it."""
        return id(thing.mobject) in self._moving

    def failure(self, audit, what, where=""):
        return Failure(audit, self.section, self.time, what, where)

    # -- pixels, (height, width, 3) --------------------------------------------------------

    @cached_property
    def picture(self):
        """The frame as the viewer sees it."""
        return self._shot(self.scene.mobjects)

    @cached_property
    def without_text(self):
        """The frame as it would be without any text."""
        return self._shot(self.scene.mobjects, excluded_mobjects=[thing.mobject for thing in self.texts])

    def alone(self, thing):
        """One thing alone on the background."""
        return self._shot([thing.mobject], include_submobjects=thing.is_text)

    def ink_of(self, thing):
        """Which pixels a text covers, and those next to it: (height, width) of bool."""
        drawn = np.abs(self.alone(thing).astype(int) - self._shot([])).max(axis=2) > INK
        grown = np.pad(drawn, 1)
        return np.any([grown[1 + dy:grown.shape[0] - 1 + dy, 1 + dx:grown.shape[1] - 1 + dx]
                       for dy in (-1, 0, 1) for dx in (-1, 0, 1)], axis=0)

    def _shot(self, mobjects, **options):
        camera = self.scene.camera
        camera.reset()
        camera.capture_mobjects(mobjects, **options)
        return camera.pixel_array[..., :3].copy()


def pixels(box):
    """The part of a picture that a box (left, bottom, right, top) covers: an index into the picture."""
    left, bottom, right, top = box
    width, height = config.frame_width, config.frame_height
    columns = _range((left + width / 2) / width, (right + width / 2) / width, config.pixel_width)
    return _range((height / 2 - top) / height, (height / 2 - bottom) / height, config.pixel_height), columns


def _range(start, end, length):
    """The whole pixels from start to end, both shares of the length."""
    return slice(max(0, int(np.floor(start * length))), max(0, int(np.ceil(end * length))))
