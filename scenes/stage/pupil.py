"""The network as a box with dials that reads a digit, and the digits that it learns from, each with its answer."""

from manim import DOWN, LEFT, RIGHT, UP, Group, smooth

from scenes.stage import theme
from scenes.stage.answers import Answers, Brightest
from scenes.stage.digit import DigitImage
from scenes.stage.gestures import Through
from scenes.stage.machine import Machine
from scenes.stage.text import Words

BOX, PICTURE, PITCH, RADIUS = (5.8, 4.6), 2.2, 0.45, 0.18
CARD = 0.85             # a digit to learn from
SEEN, PACE = 3, 0.8     # so many of them are seen at a time; seconds from one to the next
RAISED, LOWER = 1.25, 1.35        # how far its own digit goes up for them, and how far they stand below the middle


class Pupil(Machine):
    """x (784,) goes into the box, its outputs (10,) come out, beside their names; `label` is what it should be.

    counts  Facts: how many numbers go in, and come out
    digit, head (above it), answers, names; stream, after `learns`
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

    def trains(self, film, name, sure, start=0):
        """A clock over the recording of that name: knobs, answers and two texts follow it, the step and what is brightest, if more
        than `sure`; returns it and the texts."""
        run, clock = film.runs[name], film.clock(name, start=start)
        outputs, dials = getattr(run, f"digit_a{run.network.depth}"), run.dials[:, :len(self.knobs.values)]
        clock.glide(self.knobs, lambda row: self.knobs.turn(dials, row))
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
        self.stream = Stream(pictures, answers)
        lesson = self._beside(Group(), LEFT, (head, self.stream), None).shift(LOWER * DOWN)
        self.stream.leads_to(self.box.get_left() + LOWER * DOWN)
        return lesson

    def rise(self):
        """The animation in which its own digit makes room for them."""
        return self.ins.animate.shift(self.raised)

    def feed(self, seconds):
        """The animation in which they go into the box, one after the other, and others follow them."""
        start = self.stream.gone
        return Through(self.stream, self.stream.flow, start + round(seconds / PACE), start, run_time=seconds)


class Stream(Group):
    """Digits (n, 784), each over its answer (a Fact), that come at the left and go in at the right, over and over; a few are seen."""

    def __init__(self, pictures, answers):
        self.cards = [Group(DigitImage(x, CARD), Words("{}", answer, color=theme.WANTED)).arrange(DOWN, buff=theme.GAP / 2)
                      for x, answer in zip(pictures, answers, strict=True)]
        self.high, self.gone = self.cards[0].height, 0
        super().__init__(*self.cards[:SEEN][::-1])
        self.arrange(RIGHT, buff=theme.GAP)

    def leads_to(self, goal):
        """Where each of them goes in at last, once they have their place."""
        first, pitch = self[0].get_center(), self[1].get_center() - self[0].get_center()
        self.places = [first - pitch / 2, *(first + k * pitch for k in range(SEEN)), goal]
        return self

    def flow(self, gone):
        """So many of them have gone in; part of one is on its way."""
        self.gone, self.submobjects = gone, []
        for i, card in enumerate(self.cards):
            at = (SEEN - i + gone) % len(self.cards)            # 0: it comes, 1 to SEEN: it is seen, then it goes
            if 0 < at < SEEN + 1:
                k, t = int(at), smooth(at % 1)
                size = min(1, max(at, theme.SPECK), max(SEEN + 1 - at, theme.SPECK))
                card.scale_to_fit_height(size * self.high).move_to((1 - t) * self.places[k] + t * self.places[k + 1])
                self.add(card)
        return self
