"""The subject of a film in small: every frame on few pixels, without the sentence, the tag and the title."""

import numpy as np
from manim import config

from scenes.stage import theme
from scenes.stage.camera import FilmCamera
from scenes.studio.audits.failure import Failure
from scenes.studio.audits.pictures import differ

WIDTH, HEIGHT = 214, 120
INK = 16            # a pixel that differs so much from the background (of 255) is drawn on
SUBJECT = 0.004     # of the pixels over the band: where fewer are drawn on there is nothing to look at
FLOOR = round((config.frame_height / 2 - theme.FOOT) / config.frame_height * HEIGHT)    # the first row of the band


class Glimpse:
    """What can be seen of the subject in a moment.

    picture  (HEIGHT, WIDTH, 3)
    """

    def __init__(self, picture, background):
        self.picture = picture
        self.ink = differ(picture[:FLOOR], background, INK)      # (FLOOR, WIDTH), over the band

    @property
    def is_empty(self):
        return self.ink.mean() < SUBJECT

    def share_of(self, side):
        """How much of the left (0) or right (1) half is drawn on."""
        return np.array_split(self.ink, 2, axis=1)[side].mean()

    @property
    def span(self):
        """The share of the width, and of the height over the band, from the first pixel that is drawn on to the last."""
        rows, columns = (np.flatnonzero(self.ink.any(axis=axis)) for axis in (1, 0))
        return (np.ptp(columns) + 1) / WIDTH, (np.ptp(rows) + 1) / FLOOR

    def looks_like(self, other, change):
        """Whether no pixel differs by more than `change` (of 255)."""
        return self is other or not differ(self.picture, other.picture, change).any()


class SmallCamera:
    """Takes Glimpses of a scene, as its own camera sees it; of things that look the same, one."""

    def __init__(self, scene):
        self.scene, self.camera = scene, None
        self.taken, self.before = {}, set()

    def take(self, things, fingerprints):
        """The Glimpse of the things that are on screen now."""
        shown = [(thing, look) for thing, look in zip(things, fingerprints, strict=True) if thing.is_subject]
        key = tuple(look for _, look in shown)
        if key not in self.taken:
            self.taken[key] = self._shoot([part for thing, _ in shown for part in thing.pieces],
                                          [part for thing, look in shown if look in self.before for part in thing.pieces])
        self.before = set(key)
        return self.taken[key]

    def _shoot(self, parts, resting):
        """resting: those of the parts that look as they did a frame ago."""
        camera = self._camera()
        if {id(part) for part in resting} != camera.resting:
            camera.rest(resting)
        camera.reset()
        camera.capture_mobjects(sorted(parts, key=lambda part: part.z_index), include_submobjects=False)
        return Glimpse(camera.pixel_array.copy()[..., :3], camera.background[0, 0, :3])

    def _camera(self):
        if self.camera is None:
            seen = self.scene.camera
            self.camera = FilmCamera(pixel_width=WIDTH, pixel_height=HEIGHT, frame_width=seen.frame_width,
                                     frame_height=seen.frame_height, frame_center=seen.frame_center,
                                     background_color=seen.background_color)
        return self.camera


def stretches(frames, is_so, found):
    """Every stretch of frames that are so, as found(first, last) tells it."""
    first = None
    for frame, following in zip(frames, [*frames[1:], None]):
        if is_so(frame):
            first = first or frame
            if following is None or not is_so(following):
                yield from found(first, frame)
                first = None


def failure(audit, frame, what):
    return Failure(audit, frame.section, frame.start, what)
