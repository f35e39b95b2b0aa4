"""Film: what a trained network has learned, and what it has not: an exam, its mistakes, its weights, noise, and pictures made for it.

Shows "what_it_learned": the trained network of digits, and trainings of the same network from fewer labels.
"""

import numpy as np
from manim import DOWN, LEFT, RIGHT, UP, FadeIn, FadeOut, Group, LaggedStart, VGroup

from scenes.stage import theme
from scenes.stage.chart import Chart, Series
from scenes.stage.digit import DigitImage
from scenes.stage.digit_slopes import DigitSlopes
from scenes.stage.exam import AskedNow, Exam, pausing
from scenes.stage.film import Film
from scenes.stage.fits import Fit, Glide
from scenes.stage.gestures import Through
from scenes.stage.hand import Come, Hand
from scenes.stage.mirror import Mirror, Polls, SmallMirror
from scenes.stage.network import resting
from scenes.stage.parts import Part, TakenApart
from scenes.stage.targets import Targets
from scenes.stage.text import Words, align_baselines
from scenes.stage.weight_pictures import NEXT, WeightKey, WeightPictures

HOPED = "a loop and a line", "two loops", "two lines"
APART, CALLED, LARGE, TEN = 1.95, 1.5, 4.8, 1.62        # sides of pictures: taken apart, called forward, looked at, one of ten
WALL, WEIGHTS, LAST = (8.6, 5.4), 5.1, 4.1              # the wall; all pictures of weights; those of the last card
TRAINED, PIXELS = "trained network of digits", "gradient descent on the pixels, from even grey"
BEST, BESIDE = 3.2, 0.76                                # where a part fits best; a real digit beside a drawing
COLOURS = theme.SOME, theme.ALL                          # of digits and of noise
DRAWN, HEAVY = 12, 0.995                                # inputs of the network; of its weights so many are thinner than full
LIKE = 0.6                                              # so much like the mean digit of its kind is no smudge any more


class WhatItLearned(Film):
    """What the network of digits knows after its training, and what it only seems to know."""

    hoped: list                      # from what_we_hoped to the_exam
    asked: tuple                     # from the_exam to its_mistakes
    exam: Exam                       # from the_exam to its_mistakes
    one: WeightPictures              # from the_real_weights to no_loops_no_lines
    key: WeightKey                   # the same
    smudge: DigitImage               # from asked_to_draw to all_ten
    real: DigitImage                 # from asked_to_draw to more_labels
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
        self.play_section(self.what_was_asked)
        self.play_section(self.more_labels)
        self.play_section(self.the_answer)

    def n(self, key, *index, form=""):
        """A number of the recording."""
        return self.fact(f"what_it_learned.{key}", *index, form=form)

    def now(self, clock, key, form=""):
        """The same, of what the clock has reached: of the digit asked last, where there is one more row than there are digits."""
        return self.reading(clock, f"what_it_learned.{key}", form=form)

    def what_we_hoped(self):
        run = self.run
        rows = [TakenApart(x, parts, APART, words) for x, parts, words in zip(run.hope_x, run.hope_part, HOPED)]
        Group(*rows).arrange(DOWN, buff=theme.GAP, aligned_edge=LEFT).move_to(self.room).align_to(self.room, DOWN)
        self.hoped = [row.digit.set_z_index(1) for row in rows]      # above the wall that they are going to
        self.ask()
        self.say("How do you know a {}? Perhaps by its parts: a loop above, and a line below it.", self.n("hope_label", 0))
        self.hand_over(comes=[*self.hoped, self.tag("a hope: the parts are drawn by hand, not measured")])
        for row in rows:
            if row is rows[1]:
                self.read()
                self.say("So we might hope: some of its neurons look for loops, others for lines.")
            self.add(*row.strokes)
            for stroke in row.strokes:
                self.play(Through(stroke, stroke.draw), run_time=theme.TURN if row is rows[0] else theme.BEAT)
            self.play(FadeIn(*row.frames, row.equals, row.plus), *row.part(), run_time=theme.TURN)
            self.play(FadeIn(row.words))
        self.say("But nobody has told it to. Let us look at what it really does.")
        self.play(FadeOut(*(row.equals for row in rows)), run_time=theme.NOTE)
        self.play_and_read(LaggedStart(*(FadeIn(Words("?", size=theme.TITLE).move_to(row.equals)) for row in rows), lag_ratio=1))

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
        self.hand_over(*self.hoped, comes=[exam, right, wrong, self.tag(TRAINED + " · {} of {} unseen digits", self.count,
                                                                                  self.n("unseen", form=","))],
                       moves=[digit.animate.scale(exam.side() / APART).move_to(exam.spot(int(i)))
                              for digit, i in zip(self.hoped, run.hope_place)], run_time=theme.PHRASE)
        self.play(FadeIn(asked, said), FadeOut(*self.hoped))
        self.read()
        self.say("It has an output for each digit, from 0 to 1. We take the largest as its answer.",
                 holds=run.network.activations[-1] == "sigmoid",
                 otherwise="It has an output for each digit. We take the largest as its answer.")
        clock.run(self, clock.last, 1.6 * theme.PASSAGE, rate_func=pausing(run.exam_wrong))
        exam.close()
        self.say("{} of {} are right: {} of a hundred. {} are wrong.", self.passed, self.count, self.hundred, self.failed)
        self.asked = asked, said

    def its_mistakes(self):
        run, exam = self.run, self.exam
        hand = Hand(run.missed_x[:3], CALLED, 1, theme.COST)
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
        self.play(FadeIn(Words("grey: below one half", color=theme.FAINT).next_to(exam, UP, buff=theme.GAP, aligned_edge=LEFT)))
        self.play_and_read(Through(exam, lambda done: exam.hush(run.missed_quiet[:round(done)]), len(run.missed_quiet)))

    def tiles(self, state, side=WEIGHTS):
        W = self.run.tile_w[state]
        columns = int(np.ceil(np.sqrt(len(W))))
        return WeightPictures(W, columns, side / (NEXT * columns), self.run.tile_full, self.run.lit)

    def the_real_weights(self):
        """The weights of one neuron come out of the network as a picture, and change as it learns."""
        run = self.run
        network = resting(run.network, run.theta[0], np.quantile(np.abs(run.trained), HEAVY), 6, 5, run.lit, DRAWN)
        clock, nothing = self.clock("what_it_learned", len(run.tile_w)), [np.zeros(n) for n in run.network.sizes]
        self.one = picture = WeightPictures(run.tile_w[0][:1], 1, LARGE, run.tile_full, run.lit)
        self.key = WeightKey(*(self.n("tile_scale", i, form=".2g") for i in range(3)))
        self.left(network, share=0.56), self.right(picture, share=0.4).align_to(self.room, DOWN)
        step = self.live("after step {}", self.now(clock, "tile_step", ","), anchor=LEFT).next_to(picture, UP, aligned_edge=LEFT)
        self.key.next_to(picture, UP, aligned_edge=RIGHT)
        clock.drive(picture, lambda row: picture.show(run.tile_w[row][:1]))
        clock.drive(network, lambda row: network.show(run.network.layers(run.theta[run.tile_row[row]]), nothing))
        home, neuron = network.get_center(), network.neuron(1, 0)
        network.move_to(self.room)
        self.say("Inside, every neuron of the first layer has a weight for each pixel.")
        self.hand_over(comes=[network, self.tag("{} first neurons · inputs drawn in part", self.n("first_count"))])
        self.play_and_read(network.light(into=(1, 0)))
        self.say("Laid out like pixels, its weights make a picture: blue above zero, orange below.")
        self.play(network.animate.move_to(home), run_time=theme.TURN)
        self.play(FadeIn(picture, target_position=neuron, scale=theme.SPECK), run_time=theme.TURN)
        self.play(FadeIn(self.key, step))
        self.read()
        self.say("They start by chance. Now the network learns.")
        clock.run(self, clock.last, 0.8 * theme.PASSAGE)
        self.wait(theme.BEAT)

    def no_loops_no_lines(self):
        """All pictures, before the training and after it; then where a loop or a line fits best, before it and after it."""
        before, after = (self.tiles(state).move_to(self.room).align_to(self.room, DOWN + side) for state, side in ((0, LEFT), (-1, RIGHT)))
        start, end = (text.next_to(tiles, UP, buff=theme.GAP, aligned_edge=LEFT) for text, tiles in (
            (Words("at the start"), before), (Words("after step {}", self.n("tile_step", -1, form=",")), after)))
        align_baselines(start, end)
        self.say("Here are all {}, before it learned and after.", self.n("tile_count"))
        self.hand_over(self.key, self.one, run_time=theme.TURN,
                       comes=[before, start, end, self.tag("{} of {} first neurons · left out: pixels that no training digit lights",
                                                           self.n("tile_count"), self.n("first_count"))],
                       moves=[self.one.animate.scale(after.tall() / LARGE).move_to(after.spot(0)),
                              self.key.animate.move_to(self.room).align_to(after, UP)])
        self.remove(self.one)
        self.play_and_read(Through(after.reveal(1), after.reveal, len(after.W), start=1))
        self.say("Loops and lines? We lay each of them over each picture, in every place.")
        for part, seconds in zip(self.run.hope_part[0], (theme.PHRASE, theme.TURN)):
            part = Part(part, after.tall(), theme.WANTED, hollow=True).move_to(after.spot(0))
            self.play(FadeIn(part), run_time=theme.NOTE)
            self.play(Glide(part, [after.spot(i) for i in range(len(after.W))]), run_time=seconds)
            self.play(FadeOut(part), run_time=theme.NOTE)
        self.where_one_fits_best(before, after, end)

    def where_one_fits_best(self, before, after, end):
        run, parts = self.run, self.run.hope_part.reshape(-1, 5)
        shares = [self.n("fit_share", i, form=".0%") for i in range(2)]
        fits = [Fit(w, parts[which], shift, BEST, run.tile_full, run.lit, Words(head), Words("explained: {}", share)) for w, which, shift,
                head, share in zip(run.fit_w, run.fit_part, run.fit_shift, ("best at the start", "best after it learned"), shares)]
        Group(*fits).arrange(RIGHT, buff=theme.GUTTER).align_to(self.room, LEFT).match_y(self.room)
        self.say("Where one fits best, it explains {} of the picture. At the start, it was {}.", *shares[::-1])
        self.hand_over(after, end, comes=[self.tag("explained: the square of the correlation, over the pixels that are not left out")],
                       moves=[FadeIn(fit.picture, target_position=tiles.spot(i), scale=tiles.tall() / BEST) for fit, tiles, i in zip(
                           fits, (before, after), run.fit_neuron)], run_time=theme.TURN)
        for fit in fits[::-1]:
            self.play(FadeIn(fit.head, fit.well, fit.part))
        self.read()
        kind = ("a loop", "a line")[int(parts[run.fit_part[1], 0])]
        self.say(f"A hint of {kind}; the rest is blots. Yet it reads {{}} digits of a hundred.", self.hundred,
                 holds=3 * run.fit_share[0] < run.fit_share[1] < 0.5,
                 otherwise=("With these it reads {} digits of a hundred.", self.hundred))
        self.play_and_read(FadeOut(*(fit.part for fit in fits)))

    def pictures_of_nothing(self):
        run, count = self.run, self.n("noise_count", form=",")
        polls = Polls(run.noise_come[0], run.kept_come[-1].max(), 0.48, 3.9, theme.ALL)
        asked, said, number, clock = self.tally(polls, "noise", run.noise_x, "{} pictures of noise: its answers")
        self.left(asked, said, share=0.46)
        self.right(number, polls, share=0.52).shift(2 * theme.GUTTER * LEFT)
        self.say("What does it say to a picture of nothing? Here every pixel is drawn by lot.")
        self.hand_over(comes=[asked, said, polls, number, self.tag(TRAINED)])
        clock.run(self, 5, theme.VERSE)
        self.read()
        times = self.n("noise_favourite_count", 0)
        self.say("We take the largest, so there is always an answer: {} of {} times a {}.", times, count, self.n("noise_favourite", 0))
        clock.run(self, clock.last, 0.8 * theme.PASSAGE, rate_func=lambda t: t ** 2)
        over = polls.above(int(run.noise_favourite[0]), Words("{}", times))
        self.play(FadeIn(over))
        self.wait(theme.READ)
        kept, says, counted, clock = self.tally(polls, "kept", run.noise_kept, "{} pictures, with those pixels black")
        kept.move_to(asked), says.move_to(said), counted.move_to(number)
        again, digit = self.n("kept_favourite_count", 0), self.n("kept_favourite", 0)
        little = digit.value == run.noise_favourite[0] and abs(again.value - times.value) < 0.1 * count.value
        self.say("Some pixels no digit ever lights: their weights never learned. Black, they change little: {} times a {}.", again,
                 digit, holds=little, otherwise=("Some pixels no digit ever lights. With those black: {} times a {}.", again, digit))
        self.play(FadeOut(over, said, number, polls), run_time=theme.NOTE)
        self.remove(asked)
        self.add(kept)
        self.play(FadeIn(says, counted, polls.show(run.kept_come[0])))
        clock.run(self, clock.last, theme.VERSE)
        self.play(FadeIn(polls.above(int(digit.value), Words("{}", again))))
        self.read()
        self.say("It has an output for each digit, and none for “no digit”.")
        self.play_and_read(LaggedStart(*map(FadeIn, polls.missing(Words("no digit"))), lag_ratio=0.4))

    def tally(self, polls, name, pictures, template):
        """[the picture asked now, what it is called, how many so far] and the clock that drives them and the polls."""
        asked, clock = AskedNow(pictures, np.zeros(len(pictures)), LARGE), self.clock("what_it_learned", len(pictures) + 1)
        come = getattr(self.run, f"{name}_come")
        clock.drive(asked, lambda row: asked.show(max(0, row - 1)))
        clock.drive(polls, lambda row: polls.show(come[row]))
        says = self.live("it says {}", self.now(clock, f"{name}_guess_now"))
        return asked, says, self.live(template, self.now(clock, "noise_number", ","), anchor=LEFT), clock

    def other_networks(self):
        run = self.run
        full = [1.05 * each.max() for each in (run.digits_share, run.noise_share)]
        low, few, many = (self.n(f"{key}_share", 0, form=form) for key, form in (
            ("noise_low", ".0%"), ("noise_sure", ".1%"), ("digits_sure", ".0%")))
        large = Mirror(run.digits_share[0], run.noise_share[0], full, COLOURS, self.room.width - 2, 4.4).grow(0, 0).move_to(self.room)
        digits, noise = Words("digits: {} above 0.9", many, color=theme.SOME), Words("noise: {} above 0.9", few)
        VGroup(digits, noise).arrange(DOWN, buff=theme.GAP, aligned_edge=LEFT).next_to(large.spot(0.88, 0.8), LEFT)
        quiet = Words("noise: {} below one half", low).next_to(large.spot(0.25, 0.2), UP)
        axis = Words("its largest output", size=theme.LABEL, color=theme.FAINT)
        axis.next_to(large.ticks(), DOWN, buff=theme.GAP / 2).align_to(large, RIGHT)
        self.say("How sure is it? With noise, {} of its largest outputs stay below one half.", low)
        self.hand_over(comes=[large, large.ticks(), large.heights(0.2), axis, self.tag("how many have which largest output, as shares")])
        self.play(Through(large, lambda t: large.grow(0, t)), run_time=theme.PHRASE)
        self.play_and_read(FadeIn(large.level(0.5), quiet))
        self.say("Above 0.9 are {} of the digits, but only {} of the noise.", many, few,
                 holds=10 * run.noise_sure_share[0] < run.digits_sure_share[0],
                 otherwise=("Above 0.9 are {} of the digits, and {} of the noise.", many, few))
        self.play_and_read(Through(large, lambda t: large.grow(t, 1)), FadeIn(large.level(0.9), digits, noise))
        cells = [SmallMirror(run.digits_share[i], run.noise_share[i], full, COLOURS, Words("digits", color=theme.SOME), Words(
            "noise: {} times a {}", self.n("noise_favourite_count", i), self.n("noise_favourite", i))) for i in range(run.noise_nets)]
        Group(*cells).arrange_in_grid(cols=3, buff=(theme.GUTTER, theme.GUTTER)).move_to(self.room).align_to(self.room, DOWN)
        self.say("{} other trainings of the same network: each has a favourite answer to noise.", self.n("noise_others"),
                 holds=run.noise_favourite_count.min() > 2 * len(run.noise_x) / 10,
                 otherwise=("{} other trainings of the same network answer noise, too.", self.n("noise_others")))
        self.hand_over(becomes=[(large, cells[0][0])], run_time=theme.TURN,
                       comes=[*cells[0][1:], self.tag("largest outputs as before, of {} networks", self.n("noise_nets"))])
        self.play(LaggedStart(*(FadeIn(cell) for cell in cells[1:]), lag_ratio=0.4), run_time=theme.PHRASE)

    def asked_to_draw(self):
        run, wish = self.run, self.wish
        self.smudge = picture = DigitImage(run.climb_x[0], LARGE)
        clock = self.clock("what_it_learned", len(run.climb_x))
        lines = [Series(run.climb_number, run.climb_cost, theme.COST),
                 Series(run.climb_number, run.climb_output, theme.ACTIVATION, bold=True)]
        chart = Chart(lines, "steps", "output and cost", 5.2, 3.8, spans=((0, run.climb_number[-1]), (0, max(1, run.climb_cost.max()))))
        clock.drive(picture, lambda row: picture.show(run.climb_x[row]))
        clock.draw(chart, chart.show)
        says = VGroup(self.live("cost: {}", self.now(clock, "climb_cost", ".2f"), color=theme.COST, anchor=LEFT), self.live(
            "output for {}: {}", wish, self.now(clock, "climb_output", ".2f"), anchor=LEFT)).arrange(RIGHT, buff=theme.GUTTER)
        slopes = DigitSlopes(run.climb_slope, LARGE)
        picture.move_to(self.room).shift(theme.GAP * UP)
        self.right(says, chart, share=0.5)
        self.say("Now the network stays, and the picture changes. Can it draw a {}?", wish)
        self.hand_over(comes=[picture, self.tag(PIXELS + " · learning rate {}", self.n("climb_rate"))])
        self.play(picture.animate.align_to(self.room, LEFT).shift(theme.GUTTER * RIGHT), run_time=theme.TURN)
        self.play(FadeIn(says, chart), run_time=theme.TURN)
        self.read()
        self.say("The gradient of the cost says which pixels to brighten, and which to darken.")
        note = Words("green: brighter, red: darker").next_to(picture, DOWN)
        self.play(FadeIn(slopes.move_to(picture)), run_time=theme.PHRASE)
        self.play(FadeIn(note))
        self.read()
        self.play(FadeOut(slopes, note), run_time=theme.TURN)
        dim = run.climb_output < 0.1
        self.say("First it silences the other answers; then the output for {} leaps.", wish, otherwise="Step by step, the cost falls.",
                 holds=run.climb_others_cost.min(where=dim, initial=np.inf) < run.climb_others_cost[0] / 3 and run.climb_output[-1] > 0.9)
        clock.run(self, int(run.climb_arrived), theme.PASSAGE)
        self.wait(theme.READ)
        clock.run(self, clock.last, theme.TURN)
        self.lay_a_real_one_beside(picture)

    def lay_a_real_one_beside(self, picture):
        run, wish, steps = self.run, self.wish, self.n("climb_number", -1)
        self.real = real = DigitImage(run.real_x[wish.value], LARGE).match_y(picture).align_to(self.room, RIGHT).shift(theme.GUTTER * LEFT)
        words = [Words("its drawing: {}", self.n("climb_output", -1, form=".2f")).next_to(picture, DOWN),
                 Words("a real {}: {}", wish, self.n("real_output", wish.value, form=".2f")).next_to(real, DOWN)]
        align_baselines(*words)
        self.say("It draws this, and calls it a {}. To us it is a smudge.", wish,
                 holds=run.climb_output[-1] > 0.9 and run.climb_like[wish.value] < LIKE,
                 otherwise=("After {} steps, this is what it draws.", steps))
        self.hand_over(picture, comes=[real, *words, self.tag(PIXELS + " · {} steps", steps)])

    def all_ten(self):
        run, wish = self.run, self.wish.value
        outputs = [Words("“{}”: {}", self.n("exam_name", j), self.n("climb_end_output", j, form=".2f")) for j in run.exam_name]
        pairs = [Group(DigitImage(x, TEN), DigitImage(real, BESIDE)).arrange(RIGHT, buff=theme.GAP / 2, aligned_edge=DOWN)
                 for x, real in zip(run.climb_end, run.real_x)]
        cells = [Group(*each).arrange(DOWN, buff=theme.GAP) for each in zip(pairs, outputs)]
        Group(*cells).arrange_in_grid(cols=5, buff=(theme.GAP, theme.GUTTER)).move_to(self.room)
        others = [Group(*pair, text) for j, (pair, text) in enumerate(zip(pairs, outputs)) if j != wish]
        self.say("The same for all ten, {} steps each: {} of them end above 0.9.", self.n("climb_steps", form=","),
                 self.n("climb_reached"))
        self.hand_over(becomes=[(self.smudge, pairs[wish][0]), (self.real, pairs[wish][1])],
                       comes=[outputs[wish], self.tag(PIXELS)], run_time=theme.TURN)
        self.play(LaggedStart(*(FadeIn(each) for each in others), lag_ratio=0.4), run_time=2 * theme.PHRASE)
        self.real = pairs[wish][1]

    def what_was_asked(self):
        """The training compared ten outputs with ten targets, and nothing else."""
        run, wish = self.run, self.wish
        real = DigitImage(run.real_x[wish.value], LARGE)
        table = Targets(run.real_answers, *([self.n(key, j, form=form) for j in run.exam_name] for key, form in (
            ("real_answers", ".2f"), ("real_target", ".0f"))))
        Group(real, table).arrange(RIGHT, buff=3 * theme.GUTTER).move_to(self.room)
        self.say("Why is that enough? The cost compares ten outputs with ten targets, for digits only.")
        self.hand_over(becomes=[(self.real, real)], comes=[table.said, self.tag(TRAINED)], run_time=theme.TURN)
        self.play_and_read(LaggedStart(*map(FadeIn, table.wanted), lag_ratio=0.4))
        self.say("It had to tell a {} from other digits. Nobody asked what a {} looks like.", wish, wish)
        self.play(FadeIn(table.seen), run_time=theme.PHRASE)
        self.real = real

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
        self.say("Those targets come from people, who labelled each digit. How many are enough? We train anew.")
        few = chart.spot(run.label_sizes[0], run.label_median[0])
        self.hand_over(self.real, moves=[self.real.animate.scale(theme.SPECK / 2).move_to(few)], run_time=theme.TURN,
                       comes=[chart.reach(0), self.tag("{} trainings each · {} steps of {} digits", self.n("label_seeds"),
                                                          self.n("label_steps", form=","), self.n("label_batch"))])
        self.play(FadeOut(self.real), run_time=theme.NOTE)
        sizes, some = [run.label_span[0], *(1.15 * run.label_sizes)], min(last, max(1, last - 2))
        for i, text in enumerate(words):
            if i == last:
                self.read()
                self.say("{} labels give {}, {} give {}, all {} give {}.", self.n("label_sizes", 0), shares[0],
                         self.n("label_sizes", some, form=","), shares[some], self.n("label_sizes", last, form=","), shares[-1])
            self.play(Through(chart, chart.reach, sizes[i + 1], sizes[i]))
            self.play(FadeIn(text))

    def the_answer(self):
        run = self.run
        output = self.n("climb_end_output", self.wish.value, form=".2f")
        columns = [(Words("it reads"), Exam(run.exam_x, run.exam_wrong, LAST, LAST).close(), Words("{} of {}", self.passed, self.count)),
                   (Words("it looks for"), self.tiles(-1, LAST), Words("mostly blots")),
                   (Words("it draws a {}", self.wish), DigitImage(run.climb_end[self.wish.value], LAST), Words("output {}", output))]
        columns = [Group(*column).arrange(DOWN, buff=theme.GAP) for column in columns]
        Group(*columns).arrange(RIGHT, buff=theme.GUTTER / 2).move_to(self.room)
        for row in (0, 2):
            align_baselines(*(column[row] for column in columns))
        self.say("It can tell digits apart. Asked to draw one in this way, it cannot.", holds=run.climb_like.max() < LIKE,
                 otherwise="It has learned to tell digits apart.")
        self.hand_over(comes=[columns[0], self.tag(TRAINED)])
        for column in columns[1:]:
            self.play(FadeIn(column), run_time=theme.TURN)
        self.wait(theme.STUDY)
