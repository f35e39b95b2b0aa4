"""What every neuron of a layer answers to several inputs: a field of greys."""

import numpy as np

from scenes.stage import theme
from scenes.stage.painting import Painting, ink

GAP = 0.94              # of its cell is filled by a grey


class AnswerField(Painting):
    """answers (inputs, n), 0 black to 1 white: a row for each input, a column for each neuron."""

    def __init__(self, answers, width, height):
        super().__init__(width, height)
        self.show(answers)

    def show(self, answers):
        self.answers = np.asarray(answers)
        return self

    def row(self, i):
        """Where the left end of row i stands in the scene."""
        return self.place(-self.extent[0] / 2, self.extent[1] * (0.5 - (i + 0.5) / len(self.answers)))

    def column(self, j):
        """Where the upper end of column j stands in the scene."""
        return self.place(self.extent[0] * ((j + 0.5) / self.answers.shape[1] - 0.5), self.extent[1] / 2)

    def shown(self):
        return {"answers": self.answers}

    def paint(self, ctx):
        rows, columns = self.answers.shape
        width, height = self.extent[0] / columns, self.extent[1] / rows
        ink(ctx, theme.HAIR.to_rgb())
        ctx.rectangle(-self.extent[0] / 2, -self.extent[1] / 2, *self.extent)
        ctx.fill()
        for i, row in enumerate(self.answers):
            for j, a in enumerate(row):
                ink(ctx, [float(a)] * 3)
                ctx.rectangle(j * width - self.extent[0] / 2, self.extent[1] / 2 - (i + 1) * height, GAP * width, GAP * height)
                ctx.fill()
