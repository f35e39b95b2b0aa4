"""A handwritten digit as an image: one grey square for each of its pixels."""

import numpy as np
from manim import ImageMobject, Square
from PIL.Image import Resampling

from scenes.stage import theme


class DigitImage(ImageMobject):
    """The pixels x (784,), 0 black to 1 white, as the image that they are. Pixel i is the input neuron i."""

    def __init__(self, x, height, shape=(28, 28)):
        self.x, self.shape = np.asarray(x), shape
        super().__init__(self._grey(x), resampling_algorithm=Resampling.NEAREST)
        self.height = height
        self.frame = Square(height, color=theme.FAINT, stroke_width=theme.stroke(theme.LINE)).move_to(self)
        self.add(self.frame)

    def show(self, x):
        """Show another digit in the same place."""
        self.x = np.asarray(x)
        self.pixel_array[:, :, :3] = self._grey(x)[:, :, None]
        return self

    def shown(self):
        """What the audits look up in the recordings (see Painting.shown)."""
        return {"pixels": self.x}

    def pixel(self, i):
        """Where the centre of pixel i is in the scene."""
        rows, columns = self.shape
        row, column = divmod(i, columns)
        corner, right, down = self.points[0], self.points[1], self.points[2]
        return corner + (right - corner) * (column + 0.5) / columns + (down - corner) * (row + 0.5) / rows

    def square(self, i):
        """Pixel i as a mobject of its own, where it is in the image."""
        grey = theme.UNLIT.interpolate(theme.LIT, self.x[i])
        return Square(self.width / self.shape[1], fill_color=grey, fill_opacity=1, stroke_width=0).move_to(self.pixel(i))

    def _grey(self, x):
        return (255 * np.clip(np.reshape(x, self.shape), 0, 1)).round().astype(np.uint8)
