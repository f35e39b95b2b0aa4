"""A picture on its way through a whole network: the pixels that are drawn as neurons, every layer, a name beside each output."""

import numpy as np
from manim import DOWN, LEFT, RIGHT, FadeIn, FadeOut, Group, GrowFromCenter

from scenes.stage import theme
from scenes.stage.answers import Answers
from scenes.stage.digit import DigitImage
from scenes.stage.gestures import Through
from scenes.stage.network import Forward, NetworkDiagram, neuron_of
from scenes.stage.sums import Weighed
from scenes.stage.text import Words
from scenes.stage.unroll import Strip

SIZE, PICTURE = (8.2, 5.4), 2.6
FIRST, HIDDEN, LAST = 0.085, 0.16, 0.2      # radii of neurons


class OnItsWay(Group):
    """x (784,) and what it makes of every layer, `greys` [(n_l,)], in the last state of a run; `label` is what it should be.

    run     has `drawn` (28,), the pixels of the drawn `column`
    digit, network, strip, names
    """

    def __init__(self, run, x, greys, label):
        self.run, self.digit = run, DigitImage(x, PICTURE)
        self.network = whole(run, greys, *SIZE, radii=[FIRST, *(run.network.depth - 1) * [HIDDEN], LAST])
        self.network.next_to(self.digit, RIGHT, buff=theme.GUTTER)
        self.take(x, greys, label)
        ends = [self.network.neuron(0, run.drawn[i]) + FIRST * LEFT for i in (0, -1)]
        self.strip, self.names = Strip(self.digit, run.column, ends), self.answers().names(RIGHT, neutral=True)
        super().__init__(self.digit, self.network, self.strip, self.names)

    def take(self, x, greys, label):
        """Another picture; how far it has come stays as it was."""
        self.greys, self.label = greys, int(label)
        self.digit.show(x)
        self.network.show(self.run.network.layers(self.run.theta[-1]), greys).carry()

    def change(self, film, x, greys, label, *leaving):
        """Play how another picture takes the place of this one, and goes all the way through; what it left on screen goes, too."""
        network = self.network
        film.play(FadeOut(self.digit, self.strip, *leaving), Through(network, network.empty), run_time=theme.NOTE)
        self.take(x, greys, label)
        network.reach(-1).empty(0)
        film.play(FadeIn(self.digit, self.strip), run_time=theme.NOTE)
        film.play(Forward(network, -1, self.run.network.depth), run_time=theme.PHRASE)

    def adds_up(self, film, key, one):
        """Play how the neuron `one` (l, j) adds up what comes in, bar by bar, with the facts of a film `key`_for, _against, _b, _z
        and _a, and becomes as grey as its z makes it; returns its disc."""
        weighed = Weighed.of(film, key, 3.2, 0.6).move_to(film.room).align_to(film.room, RIGHT)
        for part in weighed.parts:
            film.play(FadeIn(part))
            film.wait(theme.TICK)
        a = film.fact(f"{key}_a", form=".2f")
        disc = neuron_of(a.value, 0.35).next_to(weighed, DOWN).align_to(weighed, RIGHT)
        film.play(GrowFromCenter(disc), FadeIn(grey := Words("grey: {}", a).next_to(disc, LEFT)))
        film.wait(theme.READ)
        goal = neuron_of(a.value, self.network.radii[one[0]]).move_to(self.network.neuron(*one))
        film.play(FadeOut(weighed, grey), disc.animate.become(goal), run_time=theme.TURN)
        return disc

    def number(self, most):
        """How bright the brightest output is (a Fact), beside its name."""
        return Words("{}", most).next_to(self.names[int(np.argmax(self.greys[-1]))], RIGHT, buff=theme.GUTTER / 2)

    def answers(self):
        """What it answers, where its last layer stands: with rings."""
        depth, last = self.run.network.depth, self.run.network.sizes[-1] - 1
        answers = Answers(self.greys[-1], self.label, self.network.pitch(depth), LAST, upright=True)
        return answers.move_to((self.network.neuron(depth, 0) + self.network.neuron(depth, last)) / 2)


def whole(run, greys, width, height, radii):
    """The network in the last state of a run, with these greys: every neuron but for those of the pixels that are not drawn."""
    full = 2 * np.quantile(np.abs(run.theta[-1]), 0.995)
    network = NetworkDiagram(run.network.sizes, full, width, height, drawn={0: run.drawn}, radius=radii, roomiest=3, dots=False)
    return network.show(run.network.layers(run.theta[-1]), greys).carry()
