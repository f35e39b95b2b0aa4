"""Pictures in a row, below them the labels that each of several networks was given for them, and what it answers."""

import numpy as np
from manim import DOWN, LEFT, RIGHT, Group, Restore, VGroup

from scenes.stage import theme
from scenes.stage.hand import Hand
from scenes.stage.text import Words

SIDE, PITCH = 1.0, 1.3         # of a picture, and from one to the next
LINE = 0.56                    # from one line below them to the next
RIGHT_SIGN, WRONG_SIGN = "\N{CHECK MARK}", "\N{BALLOT X}"


class Examined(Group):
    """pictures (k, 784), 0..255; labels: for each network its k labels (Facts), in their colours.

    pictures  each as a drawing of its own; labels: a VGroup of Words for each network, on every `apart`-th line below the pictures
    """

    def __init__(self, pictures, labels, colors, apart=1):
        self.pictures, self.apart = [Hand(np.asarray(x)[None], SIDE, 1, theme.HAIR) for x in pictures], apart
        for i, picture in enumerate(self.pictures):
            picture.move_to(i * PITCH * RIGHT)
        self.given = labels
        self.labels = [VGroup(*(Words("{}", label, color=color).move_to(self.spot(network, 0, i)) for i, label in enumerate(row)))
                       for network, (row, color) in enumerate(zip(labels, colors, strict=True))]
        super().__init__(*self.pictures, *self.labels)

    def spot(self, network, line, i):
        """Where the i-th thing stands on a line of those of a network: 0 is that of its labels."""
        return self.pictures[i].get_bottom() + (theme.GAP + LINE / 2 + (self.apart * network + line) * LINE) * DOWN

    def left_of(self, network, line, thing):
        """A thing, its right end left of the line."""
        return thing.next_to(self.spot(network, line, 0), LEFT, buff=0).align_to(self.pictures[0], LEFT).shift(
            (thing.width + theme.GAP) * LEFT)

    def on(self, network, line, thing):
        """A thing on a line, its left end below that of the pictures."""
        return thing.move_to(self.spot(network, line, 0)).align_to(self.pictures[0], LEFT)

    def answers(self, network, facts):
        """What a network answers, each with a sign of whether that is its label; wrong ones are dim."""
        texts = VGroup()
        for i, (answer, label) in enumerate(zip(facts, self.given[network], strict=True)):
            right = answer.value == label.value
            text = Words(f"{{}} {RIGHT_SIGN if right else WRONG_SIGN}", answer, color=theme.INK if right else theme.FAINT)
            texts.add(text.move_to(self.spot(network, 1, i)))
        return texts

    def out_of(self, wall, which):
        """The pictures go back to their places in a wall, where they are these; returns how they come to where they belong."""
        for picture, i in zip(self.pictures, which, strict=True):
            picture.save_state().scale(wall.side() / SIDE).move_to(wall.spot(int(i)))
        return [Restore(picture) for picture in self.pictures]

    def goes_to(self, other):
        """How pictures and labels go to the places that they have in another one."""
        return [one.animate.move_to(there) for one, there in zip(self, other, strict=True)]
