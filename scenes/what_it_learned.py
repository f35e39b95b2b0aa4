"""Film: what a trained network has learned, and what it has not: an exam, its mistakes, its weights, noise, and pictures made for it.

Shows "what_it_learned", the trained network of digits; and trainings of the same network from fewer labels.
"""

import numpy as np
from manim import DOWN, LEFT, RIGHT, UP, AnimationGroup, Create, DashedLine, FadeIn, FadeOut, Group, LaggedStart, Square, VGroup

from scenes.stage import theme
from scenes.stage.chart import Chart, Series
from scenes.stage.digit import DigitImage
from scenes.stage.exam import AskedNow, Exam, pausing
from scenes.stage.film import Film
from scenes.stage.gestures import Through
from scenes.stage.hand import Come, Hand
from scenes.stage.mirror import Mirror, Polls
from scenes.stage.parts import Part
from scenes.stage.text import Words, align_baselines
from scenes.stage.weight_tiles import WeightKey, WeightTiles

HOPED = "loop, line", "loop, loop", "line, line"
SMALL, LARGE = 1.75, 4.8                       # sides of pictures: of one that is taken apart, and of one that a section is about
WALL = 8.4, 5.1
GRID = 4.7                                     # side of the pictures of all weights
TRAINED = "trained network of digits"


class WhatItLearned(Film):
    """What the network of digits knows after its training, and what it only seems to know."""

    exam: Exam                       # from the_exam to its_mistakes
    recordings = ("what_it_learned",)
    question = "What did the network learn?"
    constants = {"0": "between blue and orange, and the smallest output", "1": "the largest output", "0.9": "an output that sounds sure"}

    def construct(self):
        self.run = self.runs["what_it_learned"]
        self.count, self.passed = self.n("exam_count", form=","), self.n("exam_right_so_far", -1, form=",")
        self.wish = self.n("climb_wish")
        self.play_section(self.what_we_hoped)
        self.play_section(self.the_exam)
        self.play_section(self.its_mistakes)
        self.play_section(self.the_real_weights)
        self.play_section(self.pictures_of_nothing)
        self.play_section(self.other_networks)
        self.play_section(self.asked_to_draw)
        self.play_section(self.all_ten)
        self.play_section(self.more_labels)
        self.play_section(self.the_answer)

    def n(self, key, *index, form=""):
        """A number of the recording."""
        return self.fact(f"what_it_learned.{key}", *index, form=form)

    # -- the hope and the exam ---------------------------------------------------------------

    def what_we_hoped(self):
        run, rows = self.run, []
        for x, parts, words in zip(run.hope_x, run.hope_part, HOPED):
            frames = [Square(SMALL, color=theme.HAIR, stroke_width=theme.stroke(theme.LINE)) for _ in parts]
            signs = [Words(sign, size=theme.TITLE, color=theme.FAINT) for sign in "=+"]
            row = Group(DigitImage(x, SMALL), signs[0], frames[0], signs[1], frames[1], Words(words))
            rows.append(row.arrange(RIGHT, buff=theme.GUTTER))
        Group(*rows).arrange(DOWN, buff=theme.GAP, aligned_edge=LEFT).move_to(self.room).align_to(self.room, UP)
        VGroup(*(row[-1] for row in rows)).align_to(rows[0][-1], LEFT)
        self.hoped = [row[0] for row in rows]
        self.ask()
        self.say("How do you know a {}? Perhaps by its parts: a loop above, and a line below it.", self.n("hope_label", 0))
        self.hand_over(comes=[*self.hoped, self.tag("the parts are drawn by hand: a hope, and no measurement")])
        for row, parts in zip(rows, run.hope_part):
            if row is rows[1]:
                self.read()
                self.say("So we might hope: some neurons look for loops, others for lines.")
            self.take_apart(row, parts)
        self.read()
        self.say("But nobody has told it to. Let us look at what it really does.")
        self.play(*(FadeOut(*row[1:]) for row in rows), run_time=theme.TURN)

    def take_apart(self, row, parts):
        """A hand draws the parts over the digit; then they slide to frames of their own."""
        digit, _, one, _, other, _ = row
        strokes = [Part(part, SMALL, theme.LIT).move_to(digit).draw(0) for part in parts]
        for stroke in strokes:
            stroke.colour = theme.WANTED.to_rgb()
        self.add(*strokes)
        for stroke in strokes:
            self.play(Through(stroke, stroke.draw))
        self.play(FadeIn(one, other), *(stroke.animate.move_to(frame) for stroke, frame in zip(strokes, (one, other))), run_time=theme.TURN)
        self.play(FadeIn(row[1], row[3], row[5]))
        row.add(*strokes)

    def the_exam(self):
        run = self.run
        self.exam = exam = Exam(run.exam_x, run.exam_wrong, *WALL)
        now = AskedNow(run.exam_x, run.exam_wrong, 2.6)
        clock = self.clock("what_it_learned", len(run.exam_x) + 1)
        score = self.live("{} right, {} wrong", self.reading(clock, "what_it_learned.exam_right_so_far", form=","),
                          self.reading(clock, "what_it_learned.exam_wrong_so_far", form=","), anchor=LEFT)
        said = self.live("read as {}", self.asked(clock, "exam_guess"))
        self.left(exam, share=0.64)
        exam.align_to(self.room, DOWN).align_to(self.room, LEFT)
        score.next_to(exam, UP, buff=theme.GAP, aligned_edge=LEFT)
        self.right(now, said, share=0.34).match_y(exam)
        clock.drive(exam, exam.ask)
        clock.drive(now, lambda row: now.show(max(0, row - 1)))
        self.say("First, an exam: {} digits that it has never seen, one after the other.", self.count)
        self.hand_over(*self.hoped, comes=[exam, score, self.tag(TRAINED + " · {} of {} unseen digits", self.count, self.n("unseen", form=","))],
                       moves=[digit.animate.scale(exam.side() / SMALL).move_to(exam.spot(int(i)))
                              for digit, i in zip(self.hoped, run.hope_place)], run_time=theme.TURN)
        self.hand_over(exam, score, self.sentence, comes=[now, said])
        clock.run(self, clock.last, 2.6 * theme.PASSAGE, rate_func=pausing(run.exam_wrong, 12))
        exam.close()
        self.say("{} of {} are right: {} of a hundred. {} are wrong.", self.passed, self.count, self.n("exam_per_hundred"),
                 self.n("missed_count", form=","))
        self.play(FadeOut(now, said))

    def asked(self, clock, key):
        """What is recorded of the digit that has been asked last."""
        reading = self.reading(clock, f"what_it_learned.{key}")
        return type(reading)(clock, lambda row: self.n(key, max(0, row - 1)))

    def its_mistakes(self):
        run, exam = self.run, self.exam
        few = run.missed[:3]
        hand = Hand(run.missed_x[:3], 1.45, 1, theme.COST)
        hand.next_to(exam, RIGHT, buff=theme.GUTTER).match_y(exam)
        hand.out_of(exam, few)
        notes = [VGroup(Words("is a {}", self.n("missed_label", i), color=theme.WANTED), Words("read as {}", self.n("missed_guess", i)),
                        Words("output {}", self.n("missed_most", i, form=".2f"))).arrange(DOWN, buff=theme.GAP / 2, aligned_edge=LEFT)
                 for i in range(len(few))]
        for i, note in enumerate(notes):
            note.next_to(hand.spot(i), RIGHT, buff=1.45 / 2 + theme.GAP)
        self.say("Which mistakes is it surest of? Those with the largest outputs come forward.")
        self.play(Come(hand), run_time=theme.PHRASE)
        self.read()
        label, guess, most = self.n("missed_label", 0), self.n("missed_guess", 0), self.n("missed_most", 0, form=".2f")
        self.say("This {} it calls a {}, with an output of {}: it is wrong, and sounds sure.", label, guess, most,
                 holds=run.missed_most[0] > 0.9, otherwise=("This {} it calls a {}, with an output of {}.", label, guess, most))
        for note in notes:
            self.play(FadeIn(note))
        self.read()
        self.say("For {} of the {} no output even reaches one half: there it hardly says anything.", self.n("missed_low"),
                 self.n("missed_count", form=","), holds=run.missed_low > 0)
        self.first_miss = hand.spot(0)

    # -- inside --------------------------------------------------------------------------------

    def tiles(self, state, side=GRID):
        return WeightTiles(self.run.tile_w[state], self.run.lit, self.run.tile_full, side)

    def the_real_weights(self):
        run, count = self.run, self.n("tile_count")
        before, after = self.tiles(0), self.tiles(0)
        before.move_to(self.room).align_to(self.room, LEFT).shift(theme.GUTTER * RIGHT)
        after.move_to(self.room).align_to(self.room, RIGHT).shift(theme.GUTTER * LEFT)
        clock = self.clock("what_it_learned", len(run.tile_w))
        clock.drive(after, lambda row: after.show(run.tile_w[row]))
        heads = [Words("at the start").next_to(before, UP, buff=theme.GAP, aligned_edge=LEFT),
                 self.live("step {}", self.reading(clock, "what_it_learned.tile_step", form=","), anchor=LEFT)]
        heads[1].next_to(after, UP, buff=theme.GAP, aligned_edge=LEFT)
        self.say("What do its first neurons look for? Each has a weight for every pixel: that makes a picture.")
        self.hand_over(comes=[before, heads[0], self.tag("{} of {} first neurons · pixels that no training digit lights are left out", count,
                                                         self.n("first_count"))], through=self.first_miss)
        self.read()
        self.say("At the start it is all chance. Blue is a weight above 0, orange one below.")
        self.read()
        self.say("Now we train it. Both sides have one scale of colours.")
        self.add(after.move_to(before))
        self.play(after.animate.align_to(self.room, RIGHT).shift(theme.GUTTER * LEFT), run_time=theme.TURN)
        self.play(FadeIn(heads[1]))
        clock.run(self, clock.last, 1.4 * theme.PASSAGE)
        self.read()
        self.lay_parts_over(after)

    def lay_parts_over(self, tiles):
        """A loop and a line wander over the pictures of the trained weights, and end where one of them fits best."""
        run, parts = self.run, self.run.hope_part.reshape(-1, self.run.hope_part.shape[-1])
        side, best = tiles.side(), int(run.fit_neuron)
        part = Part(parts[int(run.fit_part)], side, theme.LIT)
        self.say("Loops and lines? Laid over every picture in every place, the best fit explains {} of its pattern.",
                 self.n("fit_share", form=".0%"), holds=run.fit_share < 0.5,
                 otherwise=("The best fit of a loop or a line explains {} of a picture's pattern.", self.n("fit_share", form=".0%")))
        part.move_to(tiles.spot(0))
        self.play(FadeIn(part))
        for i in (1, tiles.across, len(tiles.W) - 1):
            self.play(part.animate.move_to(tiles.spot(i)))
        down, right = (int(each) * side / 28 for each in run.fit_shift)
        self.play(part.animate.move_to(tiles.spot(best) + right * RIGHT + down * DOWN), run_time=theme.TURN)
        self.read()
        self.play(FadeOut(part))
        self.say("No tidy loops, no tidy lines: blots. Yet they read {} digits of a hundred.", self.n("exam_per_hundred"),
                 holds=run.fit_share < 0.5, otherwise=("And they read {} digits of a hundred.", self.n("exam_per_hundred")))

    # -- noise ---------------------------------------------------------------------------------

    def pictures_of_nothing(self):
        run, count = self.run, self.n("noise_count", form=",")
        now = AskedNow(run.noise_x, np.zeros(len(run.noise_x), bool), 4.2)
        clock = self.clock("what_it_learned", len(run.noise_x) + 1)
        polls = Polls(run.noise_come[0], run.noise_come[-1].max(), 0.6, 3.6, theme.ALL)
        said = self.live("it says {}", self.asked(clock, "noise_guess"))
        number = self.live("{} pictures", self.reading(clock, "what_it_learned.noise_number", form=","))
        self.left(now, said, share=0.46)
        self.right(number, polls, share=0.52)
        clock.drive(now, lambda row: now.show(max(0, row - 1)))
        clock.drive(polls, lambda row: polls.show(run.noise_come[row]))
        self.say("And what does it say to a picture of nothing? Every pixel is drawn by lot.")
        self.hand_over(comes=[now, said, polls, number, self.tag(TRAINED + " · {} pictures of noise", count)])
        clock.run(self, 5, theme.VERSE)
        self.read()
        most = int(run.noise_favourite[0])
        self.say("It has an answer each time. Of {} pictures of noise it calls {} a {}.", count, self.n("noise_favourite_count", 0),
                 self.n("noise_favourite", 0))
        clock.run(self, clock.last, 1.4 * theme.PASSAGE, rate_func=lambda t: t ** 2)
        self.play(FadeIn(polls.above(most, Words("{}", self.n("noise_favourite_count", 0)))))
        self.read()
        self.say("It has an output for each digit, and none that means: this is no digit.")

    def other_networks(self):
        run = self.run
        full = 1.05 * max(run.digits_share.max(), run.noise_share.max())
        cells = [self.one_network(i, full) for i in range(run.noise_nets)]
        Group(*cells).arrange_in_grid(cols=3, buff=(theme.GUTTER, theme.GUTTER / 2)).move_to(self.room)
        few, many = self.n("noise_sure_share", 0, form=".1%"), self.n("digits_sure_share", 0, form=".0%")
        self.say("Is it as sure as with digits? Of those, {} get an output above 0.9; of the noise, {}.", many, few,
                 holds=10 * run.noise_sure_share[0] < run.digits_sure_share[0],
                 otherwise=("Of the digits {} get an output above 0.9, and of the noise {}.", many, few))
        self.hand_over(comes=[*cells[0], self.tag("shares of largest outputs, from 0 to 1: digits above the line, noise below it")])
        self.read()
        self.say("{} other trainings of the same network: each has a favourite answer, too.", self.n("noise_others"),
                 holds=run.noise_favourite_count.min() > 2 * len(run.noise_x) / 10)
        self.play(LaggedStart(*(FadeIn(cell) for cell in cells[1:]), lag_ratio=0.5), run_time=theme.PASSAGE)

    def one_network(self, i, full):
        run = self.run
        mirror = Mirror(run.digits_share[i], run.noise_share[i], full, (theme.SOME, theme.ALL), 3.6, 1.7)
        name = Words("this network" if i == 0 else "another one", size=theme.LABEL, color=theme.FAINT)
        return Group(name, mirror, mirror.ticks(), Words("{} times {}", self.n("noise_favourite_count", i), self.n("noise_favourite", i))
                     ).arrange(DOWN, buff=theme.GAP / 2)

    # -- drawing -------------------------------------------------------------------------------

    def asked_to_draw(self):
        run, wish = self.run, self.wish
        picture = DigitImage(run.climb_x[0], LARGE)
        clock = self.clock("what_it_learned", len(run.climb_x))
        line = Series(run.climb_number, run.climb_output, theme.ACTIVATION, bold=True)
        chart = Chart(line, "steps", "output", 5.4, 3.8, spans=((0, run.climb_number[-1]), (0, 1)))
        clock.drive(picture, lambda row: picture.show(run.climb_x[row]))
        clock.draw(chart, chart.show)
        says = self.live("output for {}: {}", wish, self.reading(clock, "what_it_learned.climb_output", form=".2f"), anchor=LEFT)
        self.left(picture, share=0.44)
        self.right(says, chart, share=0.5)
        self.say("Now the other way round: the network stays, the picture changes. Can it draw a {}?", wish)
        self.hand_over(comes=[picture, says, chart, self.tag("from even grey · learning rate {}", self.n("climb_rate"))])
        self.read()
        self.say("The gradient says which pixels to brighten, which to darken, so that it says {}.", wish)
        clock.run(self, int(run.climb_arrived), 1.4 * theme.PASSAGE)
        clock.run(self, clock.last, theme.PHRASE)
        self.say("After {} steps it says {}, with {}. What we see is a smudge.", self.n("climb_number", -1), wish,
                 self.n("climb_output", -1, form=".2f"))

    def all_ten(self):
        run = self.run
        cells = [Group(DigitImage(x, 2.0), Words("“{}”: {}", self.n("exam_name", j), self.n("climb_end_output", j, form=".2f")))
                 .arrange(DOWN, buff=theme.GAP) for j, x in enumerate(run.climb_end)]
        Group(*cells).arrange_in_grid(cols=5, buff=(theme.GAP, theme.GAP)).move_to(self.room)
        self.say("So it goes with all ten, after {} steps each.", self.n("climb_steps", form=","))
        self.hand_over(comes=cells, run_time=theme.TURN)
        self.read()
        self.say("It can tell a {} from the others. It never had to know what one looks like.", self.wish)

    # -- labels --------------------------------------------------------------------------------

    def more_labels(self):
        run = self.run
        dots = Series(run.label_at, run.label_dots, theme.SOME, dots=True)
        line = Series(run.label_sizes, run.label_median, theme.SOME)
        chart = Chart([line, dots], "labelled digits to learn from", "unseen digits read right", 11, 4.6, color=theme.SOME,
                      spans=(None, (0, 1)), logs=(True, False), forms=(",g", ".0%"))
        chart.move_to(self.room)
        self.say("What it knows it has from labels, and people wrote them. How many does it need?")
        self.hand_over(comes=[chart, self.tag("{} trainings each · {} steps of {} digits", self.n("label_seeds"), self.n("label_steps", form=","),
                                              self.n("label_batch"))])
        self.play(Through(chart, chart.reach, run.label_sizes[-1], start=5), run_time=theme.PASSAGE)
        self.read()
        first, last = 0, len(run.label_sizes) - 1
        self.say("{} labels give {}, {} give {}.", self.n("label_sizes", first), self.n("label_median", first, form=".0%"),
                 self.n("label_sizes", last, form=","), self.n("label_median", last, form=".0%"))

    def the_answer(self):
        run = self.run
        exam = Exam(run.exam_x, run.exam_wrong, 4.1, 4.1).close()
        columns = [Group(Words("it reads"), exam, Words("{} of {}", self.passed, self.count)),
                   Group(Words("it looks for"), self.tiles(-1, 4.0), Words("blots")),
                   Group(Words("it calls a {}", self.wish), DigitImage(run.climb_x[-1], 4.0), Words("with {}", self.n("climb_output", -1, form=".2f")))]
        Group(*(column.arrange(DOWN, buff=theme.GAP) for column in columns)).arrange(RIGHT, buff=theme.GAP).move_to(self.room)
        self.say("It has learned to tell digits apart. It has not learned what a digit looks like.")
        self.hand_over(comes=[columns[0], self.tag(TRAINED)])
        for column in columns[1:]:
            self.play(FadeIn(column))
        self.wait(theme.STUDY)
