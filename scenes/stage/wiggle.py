"""A weight on its dial, and a needle that shows the cost while the weight is wiggled."""

from manim import DOWN, RIGHT, VGroup

from scenes.stage import theme
from scenes.stage.dial import Dial
from scenes.stage.gestures import Nudge
from scenes.stage.needle import Needle
from scenes.stage.text import Words


class Wiggle(VGroup):
    """The weight of that name moves over `moves` (K,), there and back, between low and high; the cost (K,) goes along."""

    def __init__(self, name, span, moves, cost, reach):
        self.moves, self.cost, self.symbol = moves, cost, name
        self.dial, self.needle = Dial(*span, 2.2, theme.WEIGHT), Needle("cost", cost[0] - reach, cost[0] + reach, cost[0], 1.7)
        self.knob = VGroup(VGroup(Words("wiggle", color=theme.WEIGHT), name).arrange(RIGHT, buff=theme.GAP / 2), self.dial).arrange(DOWN)
        super().__init__(self.knob, self.needle)
        self.arrange(RIGHT, buff=theme.GUTTER)

    def change(self):
        """The name of an axis along which the weight is changed."""
        return VGroup(Words("change of", color=theme.WEIGHT), self.symbol.copy()).arrange(DOWN, buff=theme.GAP / 2)

    def goes(self):
        """The animations of the weight, and of the needle."""
        return [Nudge(self.dial, self.moves, back=False),
                Nudge(self.needle, range(len(self.moves)), lambda k: self.needle.show(self.cost[:k + 1]), back=False)]

    def beside(self, text, side):
        """A text at the right of the needle, somewhat above or below its middle."""
        return text.next_to(self.needle, RIGHT).shift(1.5 * theme.GAP * side)
