"""A landscape that hardens: recorded heights for every hardness of the neurons, each spreading over the one before as a ring."""

import copy

import numpy as np

from scenes.stage.landscape import Landscape
from scenes.stage.sight import FINE, Land


class Terraces(Landscape):
    """Heights (G, A, B) over alphas (A,) and betas (B,), the softest first.

    smooth  so many of the first are smooth: between recorded points they are rounded, the others are not
    centre  (2,) of the plane: from there a ring goes out; inside it stands the next recorded height, outside still the last
    """

    def __init__(self, alphas, betas, heights, scale, width, box, relief, smooth=1, centre=None):
        super().__init__(alphas, betas, heights[0], scale, width, box, relief)
        self.heights, self.last = heights, None
        self.lands = [Land(alphas, betas, height, scale, width, relief, 3 if i < smooth else 1) for i, height in enumerate(heights)]
        fine = [np.linspace(side[0], side[-1], FINE) for side in (alphas, betas)]
        middle = self.centre if centre is None else centre
        self.far = np.hypot(*np.meshgrid(fine[0] - middle[0], fine[1] - middle[1], indexing="ij"))
        self.harden(0)

    def harden(self, at):
        """Show the heights of a row; between two, those of the next one within the ring."""
        row, share = int(at), at - int(at)
        before = self.lands[row]
        self.height_field, self.last = self.heights[row], None
        if share < 1e-6:
            self.land = before
            return self
        inside = self.far < share * self.far.max()
        self.land, self.last = copy.copy(before), self.heights[row + 1]
        self.land.fields = [np.where(inside, new, old) for new, old in zip(self.lands[row + 1].fields, before.fields)]
        return self

    def shown(self):
        return super().shown() | ({} if self.last is None else {"next heights": self.last})
