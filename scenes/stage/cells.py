"""Where every number of a network has its place when all are drawn at once, and what colour its slope has."""

from itertools import pairwise

import numpy as np

from scenes.stage import theme

POWERS = 6                     # of ten, which the sorted columns reach down to below the largest; a smaller slope is a thin line
LEAST = 0.005                  # height of that
HEAD, BLOCK = 2.2, 0.7         # above and below the blocks for their names; between two layers
CELL, PICTURES = 0.21, 0.34    # side of a weight, at most; how much of the width the pictures of the first layer take
APART = 1.6                    # between weights and their biases, in sides of a weight
FAINTEST = 0.55                # a slope's brightness is its share of the largest to this power


class Cells:
    """What never changes: where every number of the network has its place, and what colour its slope has."""

    def __init__(self, gradients, sizes, width, height):
        self.gradients, self.sizes = gradients, tuple(sizes)
        self.powers, self.top = POWERS, float(np.abs(gradients[0]).max())
        self.home, self.boxes = _home(self.sizes, width, height)
        depth = len(self.sizes) - 1
        self.delay = np.concatenate([np.full(n_out * (n_in + 1), (depth - l) / max(1, depth - 1))
                                     for l, (n_in, n_out) in enumerate(pairwise(self.sizes), 1)])[:, None]
        self._sorted, self._colours = {}, {}

    def __deepcopy__(self, memo):
        return self

    def layers(self, theta):
        """[(W (n_out, n_in), b (n_out,))] of an array (P, ...)."""
        found, start = [], 0
        for n_in, n_out in pairwise(self.sizes):
            middle, end = start + n_out * n_in, start + n_out * (n_in + 1)
            found.append((theta[start:middle].reshape(n_out, n_in, *theta.shape[1:]), theta[middle:end]))
            start = end
        return found

    def sorted(self, row):
        """Which numbers have slopes above 0, below 0, the largest first, and which exactly 0."""
        if row not in self._sorted:
            slopes = self.gradients[row]
            order = np.argsort(-np.abs(slopes), kind="stable")
            self._sorted[row] = [order[np.sign(slopes[order]) == sign] for sign in (1, -1, 0)]
        return self._sorted[row]

    def heights(self, slopes):
        """Of the columns of slopes, from 0 to 1 for the largest: on a log scale."""
        with np.errstate(divide="ignore"):
            return np.clip(1 + np.log10(np.abs(slopes) / self.top) / POWERS, LEAST, 1)

    def plain(self, row):
        """(P, 3): the colour of each sign."""
        return np.array(COLOURS)[(np.array([2, 0, 1])[np.sign(self.gradients[row]).astype(int)])]

    def colours(self, row, bright):
        """(P, 3): the colour of each sign, as bright as the slope is large; against one scale (0) or that of its block (1)."""
        if (row, bright) not in self._colours:
            slopes = np.abs(self.gradients[row]).astype(float)
            full = np.concatenate([np.full(part.size, max(part.max(), 1e-30)) for layer in self.layers(slopes) for part in layer])
            share = (slopes / (slopes.max() ** (1 - bright) * full ** bright)) ** FAINTEST
            lit = np.where(slopes[:, None] > 0, DARK + share[:, None] * (self.plain(row) - DARK), self.plain(row))
            kept = list(self._colours.items())[-1:]        # a turn from row to row asks for two of them in every frame
            self._colours = dict([*kept, ((row, bright), lit)])
        return self._colours[row, bright]


def _home(sizes, width, height):
    """(P, 4): x, y of the middle, width and height of every number's cell, and the box of every block.

    The first layer's weights are pictures, one for each of its neurons; of the others row j holds the weights into neuron j.
    """
    width, (n_in, n_out) = width - 2 * BLOCK, sizes[:2]
    rows, side = _grid(n_out, PICTURES * width, height - HEAD)
    columns, pixels = -(-n_out // rows), int(np.ceil(np.sqrt(n_in)))
    cell, later = 0.93 * side / pixels, list(pairwise(sizes[1:]))
    wide = sum(a + 1 + APART for a, _ in later) + 1 + APART          # in sides of a weight
    weight = min(CELL, (width - columns * side - BLOCK * len(later)) / wide, (height - HEAD) / max(sizes[1:]))
    left = -(columns * side + BLOCK * len(later) + weight * wide) / 2
    k = np.arange(n_in)
    pictures = [np.column_stack([left + (j % columns + 0.035) * side + (k % pixels + 0.5) * cell,
                                 (rows / 2 - j // columns - 0.035) * side - (k // pixels + 0.5) * cell]) for j in range(n_out)]
    places, boxes = [_squares(np.concatenate(pictures), cell)], [(left + columns * side / 2, 0, columns * side, rows * side)]
    left += columns * side + APART * weight
    places.append(_squares(np.column_stack([np.full(n_out, left + weight / 2), _falling(n_out, weight)]), weight))
    boxes.append((left + weight / 2, 0, weight, n_out * weight))
    left += weight + BLOCK
    for n_in, n_out in later:
        x, y = left + (np.arange(n_in) + 0.5) * weight, _falling(n_out, weight)
        places.append(_squares(np.column_stack([np.tile(x, n_out), np.repeat(y, n_in)]), weight))
        boxes.append((left + n_in * weight / 2, 0, n_in * weight, n_out * weight))
        left += (n_in + APART) * weight
        places.append(_squares(np.column_stack([np.full(n_out, left + weight / 2), y]), weight))
        boxes.append((left + weight / 2, 0, weight, n_out * weight))
        left += weight + BLOCK
    return np.concatenate(places), boxes


def _grid(n, width, height):
    """(rows, side): n squares as large as they fit."""
    return max(((rows, min(height / rows, width / -(-n // rows))) for rows in range(1, n + 1)), key=lambda pair: pair[1])


def _falling(n, pitch):
    return ((n - 1) / 2 - np.arange(n)) * pitch


def _squares(middles, side):
    return np.column_stack([middles, np.full((len(middles), 2), side)])


COLOURS = tuple(np.array(color.to_rgb()) for color in (theme.COST, theme.FALLS, theme.HAIR))       # of +, of -, of 0
DARK = np.array(theme.UNLIT.to_rgb())
