"""The network as a box with dials that reads a digit, and the digits that it learns from, each with its answer."""

from manim import DOWN, LEFT, RIGHT, UP, FadeOut, Group, LaggedStart

from scenes.stage import theme
from scenes.stage.answers import Answers, Brightest
from scenes.stage.digit import DigitImage
from scenes.stage.machine import Machine
from scenes.stage.text import Words

BOX, PICTURE, PITCH, RADIUS = (5.8, 4.6), 2.2, 0.45, 0.18
CARD = 0.85             # a digit to learn from
RAISED, LOWER = 1.25, 1.35        # how far its own digit goes up for them, and how far they stand below the middle


class Pupil(Machine):
    """x (784,) goes into the box, its outputs (10,) come out, beside their names; `label` is what it should be.

    counts  Facts: how many numbers go in, and come out
    digit, head (above it), answers, names; cards, after `learns`
    """

    raised = RAISED * UP

    def __init__(self, x, label, outputs, counts, dials, knobs, inside=None):
        super().__init__(Words("the network"), dials, *BOX, inside=inside, knobs=knobs)
        heads = [Words("{} numbers", count) for count in counts]
        self.head, self.digit, self.answers = heads[0], DigitImage(x, PICTURE), Answers(outputs, int(label), PITCH, RADIUS, upright=True)
        self.takes(self.head, self.digit)
        self.gives(heads[1], self.answers)
        self.names = self.answers.names(RIGHT)
        self.outs.add(self.names)

    def trains(self, film, name, sure):
        """A clock over the recording of that name: knobs, answers and two texts follow it, the step and what is brightest, if more
        than `sure`; returns it and the texts."""
        run, clock = film.runs[name], film.clock(name)
        outputs = getattr(run, f"digit_a{run.network.depth}")
        clock.glide(self.knobs, lambda row: self.knobs.turn(run.dials, row))
        clock.drive(self.answers, lambda row: self.answers.show(outputs[row]).ring(float(run.digit_most[row] > sure), 1))
        said = film.live("the brightest: {}, with {}", film.reading(clock, f"{name}.digit_guess"),
                         film.reading(clock, f"{name}.digit_most", form=".2f"), kind=Brightest, sure=sure)
        step = film.live("step {}", film.reading(clock, f"{name}.step", form=","), anchor=LEFT)
        said.next_to(self.answers, DOWN, buff=theme.GUTTER / 2).align_to(film.room, RIGHT)
        step.show(film.fact(f"{name}.step", -1, form=",")).next_to(self.box, DOWN, buff=theme.GAP)
        clock.redraw()
        return clock, said, step

    def learns(self, head, pictures, answers):
        """Digits to learn from, each over its answer (a Fact), and an arrow from them into the lower part of the box."""
        self.cards = Group(*(Group(DigitImage(x, CARD), Words("{}", answer, color=theme.WANTED)).arrange(DOWN, buff=theme.GAP / 2)
                             for x, answer in zip(pictures, answers))).arrange(RIGHT, buff=theme.GAP)
        return self._beside(Group(), LEFT, (head, self.cards), None).shift(LOWER * DOWN)

    def rise(self):
        """The animation in which its own digit makes room for them."""
        return self.ins.animate.shift(self.raised)

    def enter(self, **options):
        """The animation in which copies of them go into the box, one after the other."""
        goal = self.box.get_left() + LOWER * DOWN
        return LaggedStart(*(FadeOut(card.copy(), target_position=goal, scale=theme.SPECK) for card in reversed(self.cards)),
                           **{"lag_ratio": 0.4, **options})
