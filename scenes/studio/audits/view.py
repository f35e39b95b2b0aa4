"""One moment of a film, to be looked at closely: where everything is, and what it looks like in pixels.

Boxes are (left, bottom, right, top) in units of the frame as a viewer sees it: its middle is (0, 0), its height
config.frame_height, however much of the scene the camera shows.
"""

from copy import copy
from functools import cached_property

import numpy as np
from manim import config

from scenes.studio.audits.failure import Failure
from scenes.studio.audits.pictures import differ
from scenes.studio.audits.things import Thing, moved_by

INK = 32        # a pixel that differs so much from another (of 255) is drawn on


class View:
    """The things that are on screen now, the fingerprint of each, and the animations that run at this moment.

    remembered  {what was asked of things that look so: the answer}, for all moments of a film
    """

    is_new = True       # unless everything was so at the moment before

    def __init__(self, scene, section, time, things, fingerprints, animations, remembered):
        self.scene, self.section, self.time, self.things = scene, section, time, things
        self.texts = [thing for thing in self.things if thing.is_text]
        self.drawings = [thing for thing in self.things if not thing.is_text]
        self._moving = {id(part) for animation in animations for part in moved_by(animation)}
        self._fingerprint, self._remembered = dict(zip(map(id, things), fingerprints)), remembered
        self._alone = {}

    def is_like(self, other):
        """Whether the same things stand in the same places of the same section, and the same of them are moving."""
        return self._all_that_counts == other._all_that_counts

    @property
    def _all_that_counts(self):
        return self.section, [(id(thing.mobject), thing.owners, self.is_moving(thing), self._fingerprint[id(thing)])
                              for thing in self.things]

    def later(self, time):
        """The same view, at a later moment."""
        later = copy(self)
        later.time, later.is_new = time, False
        return later

    def is_moving(self, thing):
        """Whether an animation is just now moving or fading it."""
        return id(thing.mobject) in self._moving

    def failure(self, audit, what, where=""):
        return Failure(audit, self.section, self.time, what, where)

    @property
    def closeness(self):
        """How large the camera shows the scene: 1, or less where it shows more of it than a frame's height."""
        return config.frame_height / self.scene.camera.frame_height

    def box(self, thing):
        """Where it is seen in the frame."""
        x, y, _ = self.scene.camera.frame_center
        left, bottom, right, top = self.once("box", Thing.box, thing)
        return tuple(self.closeness * edge for edge in (left - x, bottom - y, right - x, top - y))

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
        if id(thing) not in self._alone:
            self._alone[id(thing)] = self._shot([thing.mobject], include_submobjects=thing.is_text)
        return self._alone[id(thing)]

    @cached_property
    def _empty(self):
        return self._shot([])

    def ink_of(self, text):
        """Which pixels of its box a text covers, and those next to them: (height, width) of bool."""
        return self.once("ink", lambda text: _ink(self.alone(text), self._empty, pixels(self.box(text))), text)

    def once(self, what, ask, *things):
        """ask(*things), which must depend on nothing but their looks; asked once of things that look the same."""
        key = what, *(self._fingerprint[id(thing)] for thing in things)
        if key not in self._remembered:
            self._remembered[key] = ask(*things)
        return self._remembered[key]

    def _shot(self, mobjects, **options):
        camera = self.scene.camera
        camera.reset()
        camera.capture_mobjects(mobjects, **options)
        return camera.pixel_array.copy()[..., :3]      # of four: that is copied much faster than three


def pixels(box):
    """The part of a picture that a box (left, bottom, right, top) covers: an index into the picture."""
    left, bottom, right, top = box
    width, height = config.frame_width, config.frame_height
    columns = _range((left + width / 2) / width, (right + width / 2) / width, config.pixel_width)
    return _range((height / 2 - top) / height, (height / 2 - bottom) / height, config.pixel_height), columns


def _ink(picture, empty, part):
    """Where a part of the picture differs from the empty one, or a pixel next to it does: (height, width) of bool."""
    rows, columns = (slice(max(0, side.start - 1), side.stop + 1) for side in part)
    drawn = np.pad(differ(picture[rows, columns], empty[rows, columns], INK), 1)
    grown = np.any([drawn[1 + dy:drawn.shape[0] - 1 + dy, 1 + dx:drawn.shape[1] - 1 + dx]
                    for dy in (-1, 0, 1) for dx in (-1, 0, 1)], axis=0)
    top, left = part[0].start - rows.start, part[1].start - columns.start
    height, width = picture[part].shape[:2]
    return grown[top:top + height, left:left + width]


def _range(start, end, length):
    """The whole pixels from start to end, both shares of the length."""
    return slice(max(0, int(np.floor(start * length))), max(0, int(np.ceil(end * length))))
