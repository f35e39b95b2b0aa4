"""Film: what a trained network has learned, and what it has not: an exam, its mistakes, its weights, noise, and pictures made for it.

Shows "what_it_learned": the trained network of digits, and trainings of the same network from fewer labels.
"""

import numpy as np
from manim import DOWN, LEFT, RIGHT, UP, Create, DashedLine, FadeIn, FadeOut, Group, LaggedStart, Square, Succession, VGroup

from scenes.stage import theme
from scenes.stage.chart import Chart, Series
from scenes.stage.digit import DigitImage
from scenes.stage.digit_slopes import DigitSlopes
from scenes.stage.exam import AskedNow, Exam, pausing
from scenes.stage.film import Film
from scenes.stage.gestures import Through, becomes
from scenes.stage.hand import Come, Hand
from scenes.stage.mirror import Mirror, Polls
from scenes.stage.parts import Part
from scenes.stage.text import Words, align_baselines
from scenes.stage.weight_pictures import NEXT, WeightKey, WeightPictures

HOPED = "a loop and a line", "two loops", "two lines"
APART, CALLED, LARGE, TEN = 1.95, 1.5, 4.8, 2.25        # sides of pictures: taken apart, called forward, looked at, one of ten
WALL, WEIGHTS, LAST = (8.6, 5.4), 5.1, 4.1              # the wall; all pictures of weights; those of the last card
TRAINED, PIXELS = "trained network of digits", "gradient descent on the pixels, from even grey"
LIKE = 0.6                                              # so much like the mean digit of its kind is no smudge any more


class WhatItLearned(Film):
    """What the network of digits knows after its training, and what it only seems to know."""

    hoped: list                      # from what_we_hoped to the_exam
    asked: tuple                     # from the_exam to its_mistakes
    key: WeightKey                   # from the_real_weights to no_loops_no_lines
    exam: Exam                       # from the_exam to its_mistakes
    surest: Hand                     # from its_mistakes to the_real_weights
    trained: WeightPictures             # from the_real_weights to no_loops_no_lines
    untrained: WeightPictures           # from the_real_weights to pictures_of_nothing
    polls: Polls                     # from pictures_of_nothing to other_networks
    networks: list                   # from other_networks to asked_to_draw
    smudge: DigitImage               # from asked_to_draw to all_ten
    best: np.ndarray                 # from more_labels to the_answer
    whence: object                   # from source to the_real_weights and others
    reals: list                      # from all_ten to more_labels
    recordings = ("what_it_learned",)
    question = "What did the network learn?"
    constants = {"0": "the smallest output", "1": "the largest output", "0.9": "an output that sounds sure"}

    def construct(self):
        self.run = self.runs["what_it_learned"]
        self.count, self.passed = self.n("exam_count", form=","), self.n("exam_right_so_far", -1, form=",")
        self.hundred, self.failed, self.wish = self.n("exam_per_hundred"), self.n("missed_count", form=","), self.n("climb_wish")
        self.play_section(self.what_we_hoped)
        self.play_section(self.the_exam)
        self.play_section(self.its_mistakes)
        self.play_section(self.the_real_weights)
        self.play_section(self.no_loops_no_lines)
        self.play_section(self.pictures_of_nothing)
        self.play_section(self.other_networks)
        self.play_section(self.asked_to_draw)
        self.play_section(self.all_ten)
        self.play_section(self.more_labels)
        self.play_section(self.the_answer)

    def n(self, key, *index, form=""):
        """A number of the recording."""
        return self.fact(f"what_it_learned.{key}", *index, form=form)

    def now(self, clock, key, form=""):
        """The same, of what the clock has reached: of the digit asked last, where there is one more row than there are digits."""
        return self.reading(clock, f"what_it_learned.{key}", form=form)

    def source(self, template, *numbers):
        """The tag; it is kept for whom it may leave."""
        self.whence = self.tag(template, *numbers)
        return self.whence

    # -- the hope and the exam -------------------------------------------------------------

    def what_we_hoped(self):
        run, rows = self.run, []
        for x, parts, words in zip(run.hope_x, run.hope_part, HOPED):
            frames = [Square(APART, color=theme.HAIR, stroke_width=theme.stroke(theme.LINE)) for _ in parts]
            equals, plus = (Words(sign, size=theme.TITLE, color=theme.FAINT) for sign in "=+")
            rows.append(Group(DigitImage(x, APART), equals, frames[0], plus, frames[1], Words(words)).arrange(RIGHT, buff=theme.GUTTER))
        Group(*rows).arrange(DOWN, buff=theme.GAP, aligned_edge=LEFT).move_to(self.room).align_to(self.room, DOWN)
        self.hoped = [row[0].set_z_index(1) for row in rows]      # above the wall that they are going to
        self.ask()
        self.say("How do you know a {}? Perhaps by its parts: a loop above, and a line below it.", self.n("hope_label", 0))
        self.hand_over(comes=[*self.hoped, self.source("a hope: the parts are drawn by hand, not measured")])
        for row, parts in zip(rows, run.hope_part):
            if row is rows[1]:
                self.read()
                self.say("So we might hope: some of its neurons look for loops, others for lines.")
            self.take_apart(row, parts)
        self.say("But nobody has told it to. Let us look at what it really does.")
        self.play_and_read(LaggedStart(*(becomes(row[1], Words("?", size=theme.TITLE).move_to(row[1])) for row in rows), lag_ratio=1))

    def take_apart(self, row, parts):
        """A hand draws the parts over the digit; then they slide into frames of their own."""
        digit, equals, one, plus, other, words = row
        strokes = [Part(part, APART, theme.WANTED).move_to(digit).draw(0) for part in parts]
        self.add(*strokes)
        for stroke in strokes:
            self.play(Through(stroke, stroke.draw), run_time=theme.TURN)
        self.play(FadeIn(one, other, equals, plus), *(stroke.animate.move_to(frame) for stroke, frame in zip(strokes, (one, other))),
                  run_time=theme.TURN)
        self.play(FadeIn(words))

    def the_exam(self):
        run = self.run
        self.exam = exam = Exam(run.exam_x, run.exam_wrong, *WALL)
        asked, clock = AskedNow(run.exam_x, run.exam_wrong, 3.2), self.clock("what_it_learned", len(run.exam_x) + 1)
        right = self.live("{} right", self.now(clock, "exam_right_so_far", ","))
        wrong = self.live("{} wrong", self.now(clock, "exam_wrong_so_far", ","), color=theme.COST)
        said = self.live("is a {}, read as {}", self.now(clock, "exam_label_now"), self.now(clock, "exam_guess_now"))
        exam.move_to(self.room).align_to(self.room, DOWN + LEFT)
        wrong.next_to(exam, UP, buff=theme.GAP, aligned_edge=RIGHT)
        right.next_to(wrong, LEFT, buff=2 * theme.GUTTER)
        align_baselines(wrong, right)
        self.right(asked, said, share=0.36).match_y(exam)
        clock.drive(exam, exam.ask)
        clock.drive(asked, lambda row: asked.show(max(0, row - 1)))
        self.say("First, an exam: {} digits that it has never seen, one after the other.", self.count)
        self.hand_over(*self.hoped, comes=[exam, right, wrong, self.source(TRAINED + " · {} of {} unseen digits", self.count,
                                                                                  self.n("unseen", form=","))],
                       moves=[digit.animate.scale(exam.side() / APART).move_to(exam.spot(int(i)))
                              for digit, i in zip(self.hoped, run.hope_place)], run_time=theme.PHRASE)
        self.play(FadeIn(asked, said), FadeOut(*self.hoped))
        self.read()
        self.say("It has an output for each digit, from 0 to 1; the largest is its answer.", holds=run.network.activations[-1] == "sigmoid",
                 otherwise="It has an output for each digit; the largest is its answer.")
        clock.run(self, clock.last, 2.2 * theme.PASSAGE, rate_func=pausing(run.exam_wrong))
        exam.close()
        self.say("{} of {} are right: {} of a hundred. {} are wrong.", self.passed, self.count, self.hundred, self.failed)
        self.asked = asked, said

    def its_mistakes(self):
        run, exam = self.run, self.exam
        self.surest = hand = Hand(run.missed_x[:3], CALLED, 1, theme.COST)
        hand.next_to(exam, RIGHT, buff=theme.GUTTER).align_to(exam, DOWN).out_of(exam, run.missed[:3])
        head = Words("the surest mistakes", color=theme.COST).next_to(hand, UP, buff=theme.GAP, aligned_edge=LEFT)
        notes = [VGroup(Words("is a {}", self.n("missed_label", i), color=theme.WANTED), Words("read as {}", self.n("missed_guess", i)),
                        Words("output {}", self.n("missed_most", i, form=".2f"))).arrange(DOWN, buff=theme.GAP / 2, aligned_edge=LEFT)
                 .next_to(hand.spot(i), RIGHT, buff=CALLED / 2 + theme.GAP) for i in range(len(hand.pictures))]
        self.say("Its surest mistakes come forward: those with the largest outputs.")
        self.play(FadeOut(*self.asked), FadeIn(head))
        self.play_and_read(Come(hand), at_least=theme.PHRASE)
        label, guess, most = self.n("missed_label", 0), self.n("missed_guess", 0), self.n("missed_most", 0, form=".2f")
        self.say("This {} it calls a {}, with an output of {}: wrong, and very sure.", label, guess, most,
                 holds=run.missed_most[0] > 0.9, otherwise=("This {} it calls a {}, with an output of {}.", label, guess, most))
        self.play_and_read(LaggedStart(*map(FadeIn, notes), lag_ratio=1))
        self.say("At {} of the {} no output even reaches one half: there it hardly says anything.", self.n("missed_low"), self.failed,
                 holds=len(run.missed_quiet) > 0)
        self.play_and_read(Through(exam, lambda done: exam.hush(run.missed_quiet[:round(done)]), len(run.missed_quiet)))

    # -- inside ----------------------------------------------------------------------------

    def tiles(self, state, side=WEIGHTS):
        W = self.run.tile_w[state]
        columns = int(np.ceil(np.sqrt(len(W))))
        return WeightPictures(W, columns, side / (NEXT * columns), self.run.tile_full, self.run.lit)

    def the_real_weights(self):
        run = self.run
        before, after = self.tiles(0).move_to(self.room).align_to(self.room, DOWN), self.tiles(0)
        clock = self.clock("what_it_learned", len(run.tile_w))
        clock.drive(after, lambda row: after.show(run.tile_w[row]))
        key = WeightKey(*(self.n("tile_scale", i, form=".2g") for i in range(3))).move_to(self.room).align_to(before, UP)
        self.add(self.whence)
        self.say("What do its first neurons look for? Each one's weights make a picture.")
        self.hand_over(comes=[before.reveal(1), self.source("{} of {} first neurons · left out: pixels that no training digit lights",
                                                         self.n("tile_count"), self.n("first_count"))], through=self.surest.spot(0))
        self.play_and_read(Through(before, before.reveal, len(before.W), start=1))
        self.say("At the start it is all chance. Blue is a weight above zero, orange one below.")
        self.play(before.animate.align_to(self.room, LEFT), run_time=theme.TURN)
        start = Words("at the start").next_to(before, UP, buff=theme.GAP, aligned_edge=LEFT)
        step = self.live("after step {}", self.now(clock, "tile_step", ","), anchor=LEFT)
        self.play(FadeIn(start, key))
        self.read()
        self.say("Now it learns. The colours keep their scale.")
        self.add(after.move_to(before))
        self.play(after.animate.align_to(self.room, RIGHT), run_time=theme.TURN)
        align_baselines(start, step.next_to(after, UP, buff=theme.GAP, aligned_edge=LEFT))
        self.play(FadeIn(step))
        clock.run(self, clock.last, 1.2 * theme.PASSAGE)
        self.wait(theme.BEAT)
        self.trained, self.untrained, self.key = after, before, key

    def no_loops_no_lines(self):
        """A loop or a line wanders over the pictures of the trained weights, to the place where one of them fits best."""
        run, tiles, side = self.run, self.trained, self.trained.tall()
        part = Part(run.hope_part.reshape(-1, run.hope_part.shape[-1])[int(run.fit_part)], side, theme.WANTED).move_to(tiles.spot(0))
        share, tidy = self.n("fit_share", form=".0%"), run.fit_share >= 0.5
        before, source = self.whence, self.source("explained: the square of the correlation, over the pixels that are not left out")
        self.say("Loops and lines? We lay them over each picture, in every place.")
        self.play(FadeIn(part), FadeOut(before), FadeIn(source))
        self.play_and_read(Succession(*(part.animate.move_to(tiles.spot(i)) for i in range(1, min(len(tiles.W), 5)))))
        down, right = (int(each) * side / 28 for each in run.fit_shift)
        self.say("Even here, where one fits best, it explains only {} of the picture.", share, holds=not tidy,
                 otherwise=("Here, where one fits best, it explains {} of the picture.", share))
        self.play(part.animate.move_to(tiles.spot(int(run.fit_neuron)) + right * RIGHT + down * DOWN), run_time=theme.PHRASE)
        self.read()
        exam = Exam(run.exam_x, run.exam_wrong, 2.6, 3.9).next_to(self.key, DOWN, buff=theme.GAP)
        self.say("Blots, no tidy loops or lines. Yet with them it reads {} digits of a hundred.", self.hundred, holds=not tidy,
                 otherwise=("With them it reads {} digits of a hundred.", self.hundred))
        self.play(FadeOut(part), FadeIn(exam))
        self.play_and_read(Through(exam, exam.ask, len(run.exam_x)))

    # -- noise -----------------------------------------------------------------------------

    def pictures_of_nothing(self):
        run, count, most = self.run, self.n("noise_count", form=","), int(self.run.noise_favourite[0])
        asked, clock = AskedNow(run.noise_x, np.zeros(len(run.noise_x)), LARGE), self.clock("what_it_learned", len(run.noise_x) + 1)
        self.polls = polls = Polls(run.noise_come[0], run.noise_come[-1].max(), 0.52, 3.9, theme.ALL)
        said = self.live("it says {}", self.now(clock, "noise_guess_now"))
        number = self.live("{} pictures of noise: its answers", self.now(clock, "noise_number", ","), anchor=LEFT)
        self.left(asked, said, share=0.46)
        self.right(number, polls, share=0.52).shift(theme.GUTTER * LEFT)
        clock.drive(asked, lambda row: asked.show(max(0, row - 1)))
        clock.drive(polls, lambda row: polls.show(run.noise_come[row]))
        self.add(self.whence)
        self.say("What does it say to a picture of nothing? Here every pixel is drawn by lot.")
        self.hand_over(comes=[asked, said, polls, number, self.source(TRAINED)], through=self.untrained)
        clock.run(self, 5, theme.VERSE)
        self.read()
        times = self.n("noise_favourite_count", 0)
        self.say("It answers each time: of {} pictures of noise it calls {} a {}.", count, times, self.n("noise_favourite", 0))
        clock.run(self, clock.last, 1.2 * theme.PASSAGE, rate_func=lambda t: t ** 2)
        self.play(FadeIn(polls.above(most, Words("{}", times))))
        self.read()
        self.say("It has an output for each digit, and none that says: this is no digit.")
        box, below, above = polls.missing(Words("no digit"), Words("missing", color=theme.COST))
        self.play(Create(box), FadeIn(below), run_time=theme.TURN)
        self.play(FadeIn(above))
        self.read()

    def other_networks(self):
        run = self.run
        full = [1.05 * each.max() for each in (run.digits_share, run.noise_share)]
        few, many = self.n("noise_sure_share", 0, form=".1%"), self.n("digits_sure_share", 0, form=".0%")
        large = Mirror(run.digits_share[0], run.noise_share[0], full, (theme.SOME, theme.ALL), self.room.width - 2, 4.4).grow(0, 1)
        large.move_to(self.room)
        names = [Words("digits: {} above 0.9", many, color=theme.SOME), Words("noise: {} above 0.9", few)]
        VGroup(*names).arrange(DOWN, buff=theme.GAP, aligned_edge=LEFT).next_to(large.spot(0.88, 0.8), LEFT)
        level = DashedLine(large.spot(0.9), large.spot(0.9, 1), color=theme.FAINT)
        axis = Words("its largest output", size=theme.LABEL, color=theme.FAINT)
        axis.next_to(large.ticks(), DOWN, buff=theme.GAP / 2).align_to(large, RIGHT)
        self.say("Is it as sure as with digits? Of these, {} get an output above 0.9; of the noise, {}.", many, few,
                 holds=10 * run.noise_sure_share[0] < run.digits_sure_share[0],
                 otherwise=("Of the digits {} get an output above 0.9, and of the noise {}.", many, few))
        self.add(self.whence)
        source = self.source("how many have which largest output, as shares of all")
        self.hand_over(comes=[large, large.ticks(), axis, level, names[1], source], through=self.polls)
        self.play_and_read(Through(large, lambda t: large.grow(t, 1)), FadeIn(names[0]))
        self.networks = cells = [self.one_network(i, full) for i in range(run.noise_nets)]
        Group(*cells).arrange_in_grid(cols=3, buff=(theme.GUTTER, theme.GUTTER)).move_to(self.room).align_to(self.room, DOWN)
        self.say("{} other trainings of the same network: each has a favourite answer to noise.", self.n("noise_others"),
                 holds=run.noise_favourite_count.min() > 2 * len(run.noise_x) / 10,
                 otherwise=("{} other trainings of the same network answer noise, too.", self.n("noise_others")))
        self.hand_over(becomes=[(large, cells[0][0])], run_time=theme.TURN,
                       comes=[*cells[0][1:], self.source("largest outputs as before, of {} networks", self.n("noise_nets"))])
        self.play(LaggedStart(*(FadeIn(cell) for cell in cells[1:]), lag_ratio=0.4), run_time=theme.PHRASE)

    def one_network(self, i, full):
        run = self.run
        mirror = Mirror(run.digits_share[i], run.noise_share[i], full, (theme.SOME, theme.ALL), 3.6, 1.8)
        digits = Words("digits", color=theme.SOME).next_to(mirror, UP, buff=0)
        noise = Words("noise: {} times a {}", self.n("noise_favourite_count", i), self.n("noise_favourite", i))
        noise.next_to(mirror.ticks(), DOWN, buff=theme.GAP / 2)
        return Group(mirror, mirror.ticks(), digits.align_to(mirror, LEFT), noise.align_to(mirror, LEFT))

    # -- drawing ---------------------------------------------------------------------------

    def asked_to_draw(self):
        run, wish = self.run, self.wish
        self.smudge = picture = DigitImage(run.climb_x[0], LARGE)
        clock = self.clock("what_it_learned", len(run.climb_x))
        line = Series(run.climb_number, run.climb_output, theme.ACTIVATION, bold=True)
        chart = Chart(line, "steps", "output", 5.4, 3.8, spans=((0, run.climb_number[-1]), (0, 1)))
        clock.drive(picture, lambda row: picture.show(run.climb_x[row]))
        clock.draw(chart, chart.show)
        says = self.live("output for {}: {}", wish, self.now(clock, "climb_output", ".2f"), anchor=LEFT)
        slopes = DigitSlopes(run.climb_slope, LARGE)
        picture.move_to(self.room).shift(theme.GAP * UP)
        self.right(says, chart, share=0.5)
        self.add(self.whence)
        self.say("Now the network stays, and the picture changes. Can it draw a {}?", wish)
        self.hand_over(comes=[picture, self.source(PIXELS + " · learning rate {}", self.n("climb_rate"))], through=self.networks[0])
        self.play(picture.animate.align_to(self.room, LEFT).shift(theme.GUTTER * RIGHT), run_time=theme.TURN)
        self.play(FadeIn(says, chart), run_time=theme.TURN)
        self.read()
        self.say("The gradient says which pixels to brighten, and which to darken.")
        note = Words("green: brighter, red: darker").next_to(picture, DOWN)
        self.play(FadeIn(slopes.move_to(picture), note), run_time=theme.TURN)
        self.read()
        self.play(FadeOut(slopes, note), run_time=theme.TURN)
        clock.run(self, int(run.climb_arrived), 1.2 * theme.PASSAGE)
        clock.run(self, clock.last, theme.PHRASE)
        self.lay_a_real_one_beside(picture)

    def lay_a_real_one_beside(self, picture):
        run, wish, steps = self.run, self.wish, self.n("climb_number", -1)
        real = DigitImage(run.real_x[wish.value], LARGE).match_y(picture).align_to(self.room, RIGHT).shift(theme.GUTTER * LEFT)
        words = [Words("its drawing: {}", self.n("climb_output", -1, form=".2f")).next_to(picture, DOWN),
                 Words("a real {}: {}", wish, self.n("real_output", wish.value, form=".2f")).next_to(real, DOWN)]
        align_baselines(*words)
        self.say("It draws this, and calls it a {}. To us it is a smudge.", wish,
                 holds=run.climb_output[-1] > 0.9 and run.climb_like[wish.value] < LIKE,
                 otherwise=("After {} steps, this is what it draws.", steps))
        self.hand_over(picture, comes=[real, *words, self.source(PIXELS + " · {} steps", steps)])

    def all_ten(self):
        run = self.run
        outputs = [Words("“{}”: {}", self.n("exam_name", j), self.n("climb_end_output", j, form=".2f")) for j in run.exam_name]
        cells = [Group(DigitImage(x, TEN), each).arrange(DOWN, buff=theme.GAP) for x, each in zip(run.climb_end, outputs)]
        Group(*cells).arrange_in_grid(cols=5, buff=(theme.GAP, theme.GAP)).move_to(self.room)
        mine = cells[self.wish.value]
        self.say("The same for all ten, {} steps each: {} of them end above 0.9.", self.n("climb_steps", form=","),
                 self.n("climb_reached"))
        self.hand_over(becomes=[(self.smudge, mine[0])], comes=[mine[1], self.source(PIXELS)],
                       run_time=theme.TURN)
        self.play(LaggedStart(*(FadeIn(cell) for cell in cells if cell is not mine), lag_ratio=0.4), run_time=theme.VERSE)
        self.read()
        self.reals = [DigitImage(x, 0.9).align_to(cell[0], DOWN + RIGHT).set_z_index(1) for x, cell in zip(run.real_x, cells)]
        self.say("To tell a {} from the others, it never had to know what a {} looks like.", self.wish, self.wish,
                 holds=run.climb_like.max() < LIKE, otherwise="And these are real ones.")
        self.play_and_read(LaggedStart(*map(FadeIn, self.reals), lag_ratio=0.4))

    # -- labels ----------------------------------------------------------------------------

    def more_labels(self):
        run, last = self.run, len(self.run.label_sizes) - 1
        series = [Series(run.label_sizes, run.label_median, theme.SOME, marker=None),
                  Series(run.label_at, run.label_dots, theme.SOME, dots=True)]
        chart = Chart(series, "labelled digits to learn from", "unseen digits read right", 11.5, 5, color=theme.SOME,
                      spans=(run.label_span, (0, 1)), logs=(True, False), forms=(",g", ".0%")).move_to(self.room)
        shares = [self.n("label_median", i, form=".0%") for i in range(last + 1)]
        words = [Words("{} labels:\n{}", self.n("label_sizes", i, form=","), share) for i, share in enumerate(shares)]
        for size, right, text in zip(run.label_sizes, run.label_right, words):
            text.next_to(chart.spot(size, right.min()), DOWN + RIGHT, buff=theme.GAP)
        words[-1].align_to(chart.plot, RIGHT)
        self.say("What it knows comes from digits that people labelled. How many does it need?")
        few = chart.spot(run.label_sizes[0], run.label_median[0])
        self.hand_over(*self.reals, moves=[real.animate.scale(theme.SPECK).move_to(few) for real in self.reals], run_time=theme.TURN,
                       comes=[chart.reach(0), self.source("{} trainings each · {} steps of {} digits", self.n("label_seeds"),
                                                          self.n("label_steps", form=","), self.n("label_batch"))])
        self.remove(*self.reals)
        sizes, some = [run.label_span[0], *(1.15 * run.label_sizes)], min(last, max(1, last - 2))
        self.best = chart.spot(run.label_sizes[-1], run.label_median[-1])
        for i, text in enumerate(words):
            if i == last:
                self.read()
                self.say("{} labels give {}, {} give {}, all {} give {}.", self.n("label_sizes", 0), shares[0],
                         self.n("label_sizes", some, form=","), shares[some], self.n("label_sizes", last, form=","), shares[-1])
            self.play(Through(chart, chart.reach, sizes[i + 1], sizes[i]), run_time=theme.TURN)
            self.play(FadeIn(text))

    def the_answer(self):
        run = self.run
        output = self.n("climb_output", -1, form=".2f")
        columns = [(Words("it reads"), Exam(run.exam_x, run.exam_wrong, LAST, LAST).close(), Words("{} of {}", self.passed, self.count)),
                   (Words("it looks for"), self.tiles(-1, LAST), Words("blots")),
                   (Words("it draws a {}", self.wish), DigitImage(run.climb_x[-1], LAST), Words("output {}", output))]
        columns = [Group(*column).arrange(DOWN, buff=theme.GAP) for column in columns]
        Group(*columns).arrange(RIGHT, buff=theme.GUTTER / 2).move_to(self.room)
        for row in (0, 2):
            align_baselines(*(column[row] for column in columns))
        self.say("It has learned to tell digits apart. It has not learned what a digit looks like.", holds=run.climb_like.max() < LIKE,
                 otherwise="It has learned to tell digits apart.")
        self.add(self.whence)
        self.hand_over(comes=[columns[0], self.source(TRAINED)], through=self.best)
        for column in columns[1:]:
            self.play(FadeIn(column), run_time=theme.TURN)
        self.wait(theme.STUDY)
