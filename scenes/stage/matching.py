"""The neurons of two networks, a row of pictures each, with a thread from every neuron of the one to its partner in the other."""

import numpy as np
from manim import DOWN, UP, Line, VGroup

from scenes.stage import theme
from scenes.stage.weight_pictures import WeightPictures

APART = 1.3             # of the rows, in sides of a picture
CLEAR = 0.57            # from the middle of a picture to the end of its thread, in sides


class Matching(VGroup):
    """a and b (n, pixels): weights; partner of neuron j of a is order[j] of b, and the thread is as thick as they are alike (n,).

    `one` and `other` are the rows, `threads` the lines. `sort(share)`: the pictures of b on their way into the order of their partners.
    `slide(share)`: `way`, a row of its own, on its way from a to b, in place and in weights; `slide(share, order)`: to b in that order.
    """

    def __init__(self, a, b, order, alike, side, color):
        self.one, self.other = (WeightPictures(W, len(W), side) for W in (a, b))
        self.other.next_to(self.one, DOWN, buff=APART * side)
        self.order, self.clear = order, CLEAR * side
        self.threads = VGroup(*(Line(color=color, stroke_width=theme.stroke(theme.weight_width(each, 1))) for each in alike))
        self.way = _Way(a, b, side)
        super().__init__(self.one, self.other, self.threads)
        self.sort(0)

    def sort(self, share):
        self.other.order(self.order, share)
        for j, thread in enumerate(self.threads):
            thread.put_start_and_end_on(self.one.spot(j) + self.clear * DOWN, self.other.spot(self.order[j]) + self.clear * UP)
        return self

    def slide(self, share, order=slice(None)):
        self.way.mix(share, order).move_to((1 - share) * self.one.get_center() + share * self.other.get_center())
        return self

    def swap(self, i, j, share):
        """Two neighbours of the other row on their way to each other's places."""
        order = np.arange(len(self.order))
        order[[i, j]] = j, i
        self.other.order(order, share)
        return self


class _Way(WeightPictures):
    """The weights between those of a and those of b: (1 - share) a + share b."""

    def __init__(self, a, b, side):
        self.ends = a, b
        super().__init__(a, len(a), side)

    def mix(self, share, order):
        a, b = self.ends
        return self.show((1 - share) * a + share * b[order])

    def shown(self):
        return dict(zip(("weights of A", "weights of B"), self.ends))      # between them it is on its way
