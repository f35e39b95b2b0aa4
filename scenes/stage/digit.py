"""A handwritten digit as an image: one grey square for each of its pixels."""

import cairo
import numpy as np
from manim import Square

from scenes.stage import theme
from scenes.stage.painting import Painting, packed, paint_image


class DigitImage(Painting):
    """The pixels x (784,), 0 black to 1 white, as the image that they are. Pixel i is the input neuron i."""

    def __init__(self, x, height, shape=(28, 28)):
        rows, columns = self.shape = shape
        super().__init__(height * columns / rows, height)
        self.frame = Square(height, color=theme.FAINT, stroke_width=theme.stroke(theme.LINE))
        self.add(self.frame)
        self.show(x)

    def show(self, x):
        """Show another digit in the same place."""
        self.x = np.asarray(x)
        self.image = packed(np.clip(self.x, 0.0, 1.0).reshape(self.shape))
        return self

    def shown(self):
        return {"pixels": self.x}

    def paint(self, ctx):
        paint_image(ctx, self.image, 0, 0, self.extent[0], sharpness=cairo.FILTER_NEAREST)

    def pixel(self, i):
        """Where the centre of pixel i is in the scene."""
        (rows, columns), (width, height) = self.shape, self.extent
        row, column = divmod(i, columns)
        return self.place(((column + 0.5) / columns - 0.5) * width, (0.5 - (row + 0.5) / rows) * height)

    def square(self, i):
        """Pixel i as a mobject of its own, where it is in the image."""
        grey = theme.UNLIT.interpolate(theme.LIT, self.x[i])
        return Square(self.width / self.shape[1], fill_color=grey, fill_opacity=1, stroke_width=0).move_to(self.pixel(i))
