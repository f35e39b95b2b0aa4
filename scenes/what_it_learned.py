"""Film: what a trained network has learned, and what it has not: an exam, its mistakes, its weights, noise, and pictures made for it.

Shows "what_it_learned": the trained network of digits, and trainings of the same network from fewer labels.
"""

import numpy as np
from manim import DOWN, LEFT, RIGHT, UP, FadeIn, FadeOut, Group, LaggedStart, VGroup

from scenes.stage import theme
from scenes.stage.chart import Chart, Series
from scenes.stage.clock import Reading
from scenes.stage.digit import DigitImage
from scenes.stage.digit_slopes import DigitSlopes
from scenes.stage.exam import AskedNow, Exam, latest, pausing
from scenes.stage.film import Film
from scenes.stage.fits import Fit, LaidOver, in_a_row
from scenes.stage.gestures import Through
from scenes.stage.hand import Come, Hand
from scenes.stage.mirror import Mirror, Polls, SmallMirror
from scenes.stage.network import resting
from scenes.stage.parts import TakenApart
from scenes.stage.targets import Targets
from scenes.stage.text import Words, align_baselines, an
from scenes.stage.weight_pictures import NEXT, WeightKey, WeightPictures

HOPED, FITS = ("a loop and a line", "two loops", "two lines"), ("before training", "after training", "noise, as smooth", "the part alone")
APART, CALLED, ASKED, LARGE = 1.95, 1.5, 3.2, 4.8       # sides of pictures: taken apart, called forward, asked now, looked at
DRAWN, TEN, BESIDE = 4.0, 1.62, 0.76                    # one that is being drawn, one of ten, a real digit beside it
WALL, WEIGHTS, BEST, LAST = (8.6, 5.4), 5.3, 2.85, 3.7  # the wall; all pictures of weights; of four, and beside a table; the last card
TRAINED, PIXELS = "trained network of digits", "gradient descent on the pixels, from even grey"
COLOURS = theme.SOME, theme.ALL                          # of digits and of noise
INPUTS, HEAVY = 12, 0.995                               # of the network, drawn; of its weights so many are thinner than full
SLOW, LEAP = 5, 4                                       # pictures that come one by one; steps of a climb before it arrives that do
LIKE = 0.6                                              # so much like the mean digit of its kind is no smudge any more


class WhatItLearned(Film):
    """What the network of digits knows after its training, and what it only seems to know."""

    hoped: list                      # from what_we_hoped to the_exam
    asked: tuple                     # from the_exam to its_mistakes
    exam: Exam                       # from the_exam to more_labels
    one: WeightPictures              # from the_real_weights to no_loops_no_lines
    key: WeightKey                   # the same
    smudge: DigitImage               # from asked_to_draw to the_answer
    real: DigitImage                 # from what_was_asked to all_ten
    recordings = ("what_it_learned",)
    question = "What did the network learn?"
    constants = {"0": "the smallest output", "1": "the largest output", "0.9": "an output that sounds sure", "100": "per cent: all of it"}

    def construct(self):
        self.run = self.runs["what_it_learned"]
        self.count, self.passed = self.n("exam_count", form=","), self.n("exam_right_so_far", -1, form=",")
        self.hundred, self.failed, self.wish = self.n("exam_per_hundred"), self.n("missed_count", form=","), self.n("climb_wish")
        self.play_section(self.what_we_hoped)
        self.play_section(self.the_exam)
        self.play_section(self.its_mistakes)
        self.play_section(self.more_labels)
        self.play_section(self.the_real_weights)
        self.play_section(self.no_loops_no_lines)
        self.play_section(self.where_one_fits_best)
        self.play_section(self.pictures_of_nothing)
        self.play_section(self.other_networks)
        self.play_section(self.asked_to_draw)
        self.play_section(self.what_was_asked)
        self.play_section(self.all_ten)
        self.play_section(self.the_answer)

    def n(self, key, *index, form=""):
        """A number of the recording."""
        return self.fact(f"what_it_learned.{key}", *index, form=form)

    def now(self, clock, key, form="", of=None):
        """The same, of the row that the clock has reached; or of another one, of[row]."""
        return Reading(clock, lambda row: self.n(key, row if of is None else of[row], form=form))

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
                self.say("So we might hope: some neurons of the network look for loops, others for lines.")
            self.add(*row.strokes)
            for stroke in row.strokes:
                self.play(Through(stroke, stroke.draw), run_time=theme.BEAT)
            self.play(FadeIn(*row.frames), *row.part(), run_time=theme.TURN)
            self.play(FadeIn(row.words, row.equals, row.plus))
        self.play(FadeOut(*(row.equals for row in rows)), run_time=theme.NOTE)
        marks = [Words("?", size=theme.TITLE).move_to(row.equals) for row in rows]
        self.play(LaggedStart(*map(FadeIn, marks), lag_ratio=1), run_time=theme.TURN)
        self.wait(theme.READ)

    def the_exam(self):
        """The first digits one by one; then the wall fills, and what stands large beside it is the last one that was misread."""
        run, rows = self.run, len(self.run.exam_x) + 1
        self.exam = exam = Exam(run.exam_x, run.exam_wrong, *WALL)
        clock, large, which = self.clock("what_it_learned", rows), latest(run.exam_large, rows), run.exam_large - 1
        asked = AskedNow(run.exam_x[which], run.exam_wrong[which], ASKED)
        right = self.live("{} right", self.now(clock, "exam_right_so_far", ","))
        wrong = self.live("{} wrong", self.now(clock, "exam_wrong_so_far", ","), color=theme.COST)
        said = self.live("label {}, read as {}", *(self.now(clock, f"exam_large_{key}", of=large) for key in ("label", "guess")))
        exam.move_to(self.room).align_to(self.room, DOWN + LEFT)
        wrong.next_to(exam, UP, buff=theme.GAP, aligned_edge=RIGHT)
        right.next_to(wrong, LEFT, buff=2 * theme.GUTTER)
        self.right(asked, said, share=0.36).match_y(exam)
        clock.drive(exam, exam.ask)
        clock.drive(asked, lambda row: asked.show(large[row]))
        self.say("An exam: {} unseen digits. Of ten outputs, 0 to 1, the largest is its answer.", self.count,
                 holds=run.network.activations[-1] == "sigmoid",
                 otherwise=("An exam: {} unseen digits. The largest of its ten outputs is its answer.", self.count))
        self.hand_over(*self.hoped, comes=[exam, right, wrong, self.tag(TRAINED)],
                       moves=[digit.animate.scale(exam.side() / APART).move_to(exam.spot(int(i)))
                              for digit, i in zip(self.hoped, run.hope_place)], run_time=theme.PHRASE)
        self.play(FadeIn(asked), FadeOut(*self.hoped))
        clock.run(self, 1, theme.NOTE, FadeIn(said))
        clock.run(self, SLOW, SLOW - 1)
        self.read()
        self.say("Now faster: we stop only where it is wrong.")
        clock.run(self, clock.last, 1.6 * theme.PASSAGE, rate_func=pausing(run.exam_wrong[SLOW:]))
        exam.close()
        self.say("{} of {} are right: {} of a hundred.", self.passed, self.count, self.hundred)
        self.wait(theme.READ)
        self.asked = asked, said

    def its_mistakes(self):
        run, exam = self.run, self.exam
        hand = Hand(run.missed_x[:3], CALLED, 1, theme.COST)
        hand.next_to(exam, RIGHT, buff=theme.GUTTER).align_to(exam, DOWN).out_of(exam, run.missed[:3])
        head = Words("the surest mistakes", color=theme.COST).next_to(hand, UP, buff=theme.GAP, aligned_edge=LEFT)
        notes = [VGroup(Words("label {}", self.n("missed_label", i), color=theme.WANTED), Words("read as {}", self.n("missed_guess", i)),
                        Words("output {}", self.n("missed_most", i, form=".2f"))).arrange(DOWN, buff=theme.GAP / 2, aligned_edge=LEFT)
                 .next_to(hand.spot(i), RIGHT, buff=CALLED / 2 + theme.GAP) for i in range(len(hand.pictures))]
        label, guess, most = self.n("missed_label", 0), self.n("missed_guess", 0), self.n("missed_most", 0, form=".2f")
        self.say(f"Its surest mistakes come forward: {an(label)} {{}} read as {{}}, with an output of {{}}.", label, guess, most)
        self.play(FadeOut(*self.asked), FadeIn(head))
        self.play(Come(hand), run_time=theme.PHRASE)
        self.play_and_read(LaggedStart(*map(FadeIn, notes), lag_ratio=1), at_least=theme.PHRASE)
        self.say("At {} of the {}, no output even reaches one half.", self.n("missed_low"), self.failed, holds=run.missed_low > 0)
        self.play(FadeIn(Words("dashed: below one half", color=theme.COST).next_to(exam, UP, buff=theme.GAP, aligned_edge=LEFT)))
        self.play(Through(exam, lambda done: exam.hush(run.missed_quiet[:round(done)]), len(run.missed_quiet)), run_time=theme.PHRASE)

    def more_labels(self):
        """The exam becomes a score, near the end of this curve."""
        run, last = self.run, len(self.run.label_sizes) - 1
        series = [Series(run.label_sizes, run.label_median, theme.SOME, marker=None),
                  Series(run.label_at, run.label_dots, theme.SOME, dots=True)]
        chart = Chart(series, "labelled digits to learn from", "unseen digits read right", 11.5, 4.9, color=theme.SOME,
                      spans=(run.label_span, (0, 1)), logs=(True, False), forms=(",g", ".0%")).move_to(self.room)
        shares = [self.n("label_median", i, form=".0%") for i in range(last + 1)]
        words = [Words("{} labels:\n{}", self.n("label_sizes", i, form=","), share) for i, share in enumerate(shares)]
        for size, right, text in zip(run.label_sizes, run.label_right, words):
            text.next_to(chart.spot(size, right.min()), DOWN + RIGHT, buff=theme.GAP)
        words[-1].align_to(chart.plot, RIGHT)
        goal = chart.spot(run.label_sizes[last], run.exam_right_so_far[-1] / run.exam_count)
        self.say("A person had labelled each digit that it learned from. Are fewer labels enough?")
        self.hand_over(self.exam, moves=[self.exam.animate.scale(theme.SPECK / 10).move_to(goal)], run_time=theme.TURN,
                       comes=[chart.reach(0), self.tag("dots: {} trainings each, of {} steps · line: their median", self.n("label_seeds"),
                                                       self.n("label_steps", form=","))])
        self.play(FadeOut(self.exam), run_time=theme.NOTE)
        sizes = [run.label_span[0], *(1.15 * run.label_sizes)]
        for i, text in enumerate(words):
            self.play(Through(chart, chart.reach, sizes[i + 1], sizes[i]))
            self.play(FadeIn(text))
        self.read()
        compared = [number for i in (last - 1, last) for number in (self.n("label_sizes", i, form=","), shares[i])]
        self.say("Nearly: {} labels give other trainings {}, and all {} give {}.", *compared,
                 holds=run.label_median[-1] - run.label_median[-2] < 0.1,
                 otherwise=("No: {} labels give other trainings {}, and all {} give {}.", *compared))
        self.play_and_read(FadeOut(Group(*words[:-2])), at_least=theme.STUDY)

    def tiles(self, state, side=WEIGHTS):
        W = self.run.tile_w[state]
        columns = int(np.ceil(np.sqrt(len(W))))
        return WeightPictures(W, columns, side / (NEXT * columns), self.run.tile_full, self.run.lit)

    def the_real_weights(self):
        """The weights of one neuron come out of the network as a picture, and change as it learns."""
        run = self.run
        network = resting(run.network, run.theta[0], np.quantile(np.abs(run.trained), HEAVY), 6, 5, run.lit, INPUTS)
        clock, nothing = self.clock("what_it_learned", len(run.tile_w)), [np.zeros(n) for n in run.network.sizes]
        self.one = picture = WeightPictures(run.tile_w[0][:1], 1, LARGE, run.tile_full, run.lit)
        self.key = WeightKey(*(self.n("tile_scale", i, form=".2g") for i in range(3)))
        before = Words(FITS[0])
        self.left(Group(before, network).arrange(DOWN, buff=theme.GAP), share=0.56)
        self.right(Group(picture, self.key).arrange(DOWN, buff=theme.GAP), share=0.4)
        step = self.live("after step {}", self.now(clock, "tile_step", ",")).move_to(before)
        clock.drive(picture, lambda row: picture.show(run.tile_w[row][:1]))
        clock.drive(network, lambda row: network.show(run.network.layers(run.theta[run.tile_row[row]]), nothing))
        self.say("Each neuron of the first layer has a weight for each pixel: together, a picture.")
        self.hand_over(comes=[network, before, self.tag("{} first neurons · inputs drawn in part", self.n("first_count"))])
        self.play(network.light(into=(1, 0)), run_time=theme.TURN)
        self.play(FadeIn(picture, target_position=network.neuron(1, 0), scale=theme.SPECK), FadeIn(self.key), run_time=theme.TURN)
        self.read()
        self.say("Its weights start by chance. Now the network learns.")
        self.play(FadeOut(before), FadeIn(step), run_time=theme.NOTE)
        clock.run(self, clock.last, 0.9 * theme.PASSAGE)
        self.wait(theme.BEAT)

    def no_loops_no_lines(self):
        """All pictures, before the training and after it, and all parts that were hoped for, which go over them."""
        self.grids = before, after = [self.tiles(state) for state in (0, -1)]
        columns = [Group(Words(text), tiles).arrange(DOWN, buff=theme.GAP, aligned_edge=LEFT) for text, tiles in zip(FITS, self.grids)]
        Group(*columns).arrange(RIGHT, buff=2 * theme.GUTTER, aligned_edge=DOWN).move_to(self.room).align_to(self.room, DOWN)
        self.say("Loops or lines? We lay all {} hoped-for parts over each, in every place.", self.n("fit_part_count"))
        self.hand_over(self.key, self.one, run_time=theme.TURN,
                       comes=[*columns[0], columns[1][0], self.tag("{} of {} first neurons · left out: pixels no training digit lights",
                                                                   self.n("tile_count"), self.n("first_count"))],
                       moves=[self.one.animate.scale(after.tall() / LARGE).move_to(after.spot(0)),
                              self.key.animate.next_to(after, UP, buff=theme.GAP).align_to(after, RIGHT)])
        self.remove(self.one)
        self.play(Through(after.reveal(1), after.reveal, len(after.W), start=1), run_time=theme.TURN)
        run, heights = self.run, self.run.fit_so_far.shape[1]
        clock, sweep = self.clock("what_it_learned", run.fit_so_far.size), LaidOver(after, run.hope_part.reshape(-1, 5), heights // 2)
        best = self.live("best so far: {}", Reading(clock, lambda row: self.n("fit_so_far", *divmod(row, heights), form=".0%")))
        align_baselines(columns[1][0], best.next_to(after, UP, buff=theme.GAP).align_to(after, RIGHT))
        clock.follow(sweep, sweep.lay)
        self.play(FadeOut(self.key), FadeIn(sweep, best), run_time=theme.NOTE)
        clock.run(self, clock.last, 1.6 * theme.PASSAGE)
        self.play_and_read(FadeOut(sweep))

    def where_one_fits_best(self):
        """What a whole match would be; before the training and after it; and what chance makes of pictures that are as smooth."""
        run, parts = self.run, self.run.hope_part.reshape(-1, 5)
        _, end, chance, whole = shares = [self.n("fit_share", i, form=".0%") for i in range(len(FITS))]
        draws, kind = self.n("fit_draws"), ("loop", "line")[int(parts[run.fit_part[1], 0])]
        fits = [Fit(w, parts[which], shift, BEST, run.tile_full, run.lit, Words(head), share, Words("match {}", share))
                for w, which, shift, head, share in zip(run.fit_w, run.fit_part, run.fit_shift, FITS, shares)]
        in_a_row([fits[3], *fits[:3]], theme.GUTTER, self.room)
        self.hand_over(*self.grids, run_time=theme.TURN,
                       comes=[self.tag("match: square of the correlation · noise: blurred, the median of {} draws", draws),
                              *(fit.head for fit in fits[:2])],
                       moves=[FadeOut(*self.grids), *(FadeIn(fit.picture, target_position=grid.spot(i), scale=grid.tall() / BEST)
                                                      for fit, grid, i in zip(fits, self.grids, run.fit_neuron))])
        self.say(f"A neuron that looks for a {kind} alone would match it to {{}}. The best of ours: {{}}.", whole, end)
        self.play(FadeIn(fits[3].picture, fits[3].head), run_time=theme.NOTE)
        for fit in (fits[3], *fits[1::-1]):
            self.play(FadeIn(fit.part, fit.well), fit.measure(), run_time=theme.TURN)
        self.read()
        drawn, tiles, as_well = "in noise as smooth, the best of {} reaches {}", self.n("tile_count"), self.n("fit_as_well")
        self.say(f"Any blot fits a little: {drawn}, and {{}} or more in only {{}} of {{}} draws.", tiles, chance, end, as_well, draws,
                 holds=np.ptp(run.fit_smooth[1:3]) < 0.1 and 10 * run.fit_as_well < run.fit_draws,
                 otherwise=(f"{drawn.capitalize()}.", tiles, chance))
        self.play(FadeIn(fits[2].picture, fits[2].head, fits[2].part), run_time=theme.TURN)
        self.play_and_read(FadeIn(fits[2].well), fits[2].measure())
        self.say(f"So at best a hint of a {kind}, mostly blots. Yet it reads {{}} digits of a hundred.", self.hundred,
                 holds=2 * run.fit_share[0] < run.fit_share[1] < 0.5, otherwise=("With these it reads {} of a hundred.", self.hundred))
        self.play_and_read(FadeOut(*(fit.part for fit in fits[:3])))

    def pictures_of_nothing(self):
        run, count, rows = self.run, self.n("noise_count", form=","), len(self.run.noise_x) + 1
        clock, large, pictures = self.clock("what_it_learned", rows), latest(run.noise_large, rows), run.noise_x[run.noise_large - 1]
        asked = AskedNow(pictures, np.zeros(len(pictures), bool), LARGE)
        polls = Polls(run.noise_come[0], run.noise_come[-1].max(), 0.48, 3.6, theme.ALL)
        clock.drive(asked, lambda row: asked.show(large[row]))
        clock.drive(polls, lambda row: polls.show(run.noise_come[row]))
        said = self.live("read as {}", self.now(clock, "noise_large_guess", of=large))
        number = self.live("pictures of noise: {}", self.now(clock, "noise_number", ","))
        self.left(asked, said, share=0.46)
        self.right(number, polls, share=0.52).shift(2 * theme.GUTTER * LEFT)
        self.say("What does it say to noise? Each pixel that digits use is drawn by lot.")
        self.hand_over(comes=[asked, polls, number, self.tag(TRAINED)])
        clock.run(self, 1, theme.NOTE, FadeIn(said))
        clock.run(self, SLOW, SLOW - 1)
        times, digit = self.n("noise_favourite_count", 0), self.n("noise_favourite", 0)
        clock.run(self, clock.last, 0.8 * theme.PASSAGE, rate_func=lambda t: t ** 2)
        self.say(f"One output is always largest, so it always answers: {{}} of {{}} times {an(digit)} {{}}.", times, count, digit)
        named = [int(j) for j in np.argsort(run.noise_come[-1])[-2:] if abs(j - digit.value) != 1]      # side by side they would overlap
        self.play(*(FadeIn(polls.above(j, Words("{}", self.n("noise_come", -1, j, form=",")))) for j in named))
        self.play_and_read(LaggedStart(*map(FadeIn, polls.missing(Words("no digit"))), lag_ratio=0.4))

    def other_networks(self):
        run = self.run
        full = [1.05 * each.max() for each in (run.digits_share, run.noise_share)]
        lows = [self.n("noise_low_share", i, form=".0%") for i in range(run.noise_nets)]
        few, many = self.n("noise_sure_share", 0, form=".1%"), self.n("digits_sure_share", 0, form=".0%")
        large = Mirror(run.digits_share[0], run.noise_share[0], full, COLOURS, self.room.width - 4, 4.4).grow(0, 0).move_to(self.room)
        digits, noise = Words("digits: {} above 0.9", many, color=theme.SOME), Words("noise: {} above 0.9", few)
        VGroup(digits, noise).arrange(DOWN, buff=theme.GAP, aligned_edge=LEFT).next_to(large.spot(0.88, 0.8), LEFT)
        quiet = Words("noise: {} below one half", lows[0]).next_to(large.spot(0.25, 0.2), UP)
        axis = Words("its largest output", size=theme.LABEL, color=theme.FAINT).next_to(large.ticks(), DOWN, buff=theme.GAP / 2)
        self.say("It always answers, but not surely: above 0.9 are {} of the digits, and {} of the noise.", many, few,
                 holds=10 * run.noise_sure_share[0] < run.digits_sure_share[0],
                 otherwise=("How sure is it? Above 0.9 are {} of the digits, and {} of the noise.", many, few))
        self.hand_over(comes=[large, large.ticks(), large.heights(0.1), axis, self.tag("how many have which largest output, as shares")])
        self.play(Through(large, lambda t: large.grow(t, 0)), run_time=theme.TURN)
        self.play(FadeIn(large.level(0.9), digits))
        self.play(Through(large, lambda t: large.grow(1, t)), run_time=theme.TURN)
        self.play(LaggedStart(FadeIn(noise), FadeIn(large.level(0.5), quiet), lag_ratio=1), run_time=theme.TURN)
        self.wait(theme.READ)
        others = run.noise_low_share[1:]
        ends = 1 + int(others.argmin()), 1 + int(others.argmax())
        cells = [SmallMirror(run.digits_share[i], run.noise_share[i], full, COLOURS, Words("another training" if i else "this network"),
                             Words("noise: {} below one half", lows[i])) for i in (0, *ends)]
        Group(*cells).arrange(RIGHT, buff=theme.GUTTER).move_to(self.room)
        self.say("In {} more trainings, from {} to {} of the noise stays below one half.", self.n("noise_others"), *(lows[i] for i in ends))
        self.hand_over(becomes=[(large, cells[0][0])], run_time=theme.TURN,
                       comes=[*cells[0][1:], self.tag("digits above, noise below · of {} others the two extremes", self.n("noise_others"))])
        self.play(LaggedStart(*map(FadeIn, cells[1:]), lag_ratio=0.4), run_time=theme.PHRASE)
        self.wait(theme.READ)

    def asked_to_draw(self):
        run, wish, arrived = self.run, self.wish, int(self.run.climb_arrived)
        self.smudge = picture = DigitImage(run.climb_x[0], DRAWN)
        clock = self.clock("what_it_learned", len(run.climb_x))
        bars = Polls(run.climb_answers[0], 1, 0.44, 3.2, theme.ACTIVATION)
        chart = Chart([Series(run.climb_number, run.climb_cost, theme.COST)], "steps", "cost", 2.8, 3.2,
                      spans=((0, run.climb_number[-1]), (0, max(1, run.climb_cost.max()))))
        clock.drive(picture, lambda row: picture.show(run.climb_x[row]))
        clock.drive(bars, lambda row: bars.show(run.climb_answers[row]))
        clock.draw(chart, chart.show)
        Group(picture, bars, chart).arrange(RIGHT, buff=theme.GUTTER).move_to(self.room)
        outputs, whole = Words("its ten outputs").next_to(bars, DOWN), bars.whole(wish.value)
        target = Words("target {}", self.n("real_target", wish.value, form=".0f"), color=theme.WANTED).next_to(whole, UP)
        cost = self.live("{}", self.now(clock, "climb_cost", ".3f"), color=theme.COST).align_to(chart, UP + RIGHT)
        slopes = DigitSlopes(run.climb_slope, DRAWN).move_to(picture)
        self.say(f"Now the network stays, and the picture changes. Can it draw {an(wish)} {{}}?", wish)
        self.hand_over(comes=[picture, self.tag(PIXELS + " · learning rate {}", self.n("climb_rate"))])
        self.play(FadeIn(bars, outputs, whole, target, chart, cost), run_time=theme.TURN)
        self.read()
        self.say("The gradient of the cost says which pixels to brighten, and which to darken.")
        notes = VGroup(Words("green: brighter lowers it", color=theme.FALLS), Words("red: brighter raises it", color=theme.COST))
        notes.arrange(DOWN, buff=theme.GAP / 2).next_to(picture, DOWN)
        self.play(LaggedStart(FadeIn(slopes), *map(FadeIn, notes), lag_ratio=0.5), run_time=theme.PHRASE)
        self.wait(theme.READ)
        self.play(FadeOut(slopes, notes), run_time=theme.TURN)
        clock.run(self, max(0, arrived - LEAP), theme.PHRASE)
        self.say("First the other answers fall silent; then the output for {} leaps.", wish, otherwise="Step by step, the cost falls.",
                 holds=run.climb_silent_first)
        clock.run(self, arrived, theme.VERSE)
        clock.run(self, clock.last, theme.PHRASE)

    def what_was_asked(self):
        """The training compared ten outputs with ten targets, and nothing else."""
        run, wish, picture, last = self.run, self.wish, self.smudge, len(self.run.climb_x) - 1
        self.real = real = DigitImage(run.real_x[wish.value], BEST)
        table = Targets((run.climb_answers[-1], [self.n("climb_answers", last, j, form=".3f") for j in run.exam_name]),
                        [self.n("real_target", j, form=".0f") for j in run.exam_name],
                        (run.real_answers, [self.n("real_answers", j, form=".3f") for j in run.exam_name]))
        place = picture.copy().scale(BEST / DRAWN)
        Group(place, table, real).arrange(RIGHT, buff=theme.GUTTER).move_to(self.room)
        names = [Words(text, *numbers).next_to(each, UP) for text, numbers, each in (
            ("its drawing", (), place), ("a real {}", (wish,), real))]
        align_baselines(*names)
        costs = [Words("cost {}", self.n(key, *at, form=".3f"), color=theme.COST).next_to(each, DOWN) for key, at, each in (
            ("climb_cost", [last], place), ("real_cost", [], real))]
        self.say(f"It draws this, and calls it {an(wish)} {{}}. To us it is a smudge.", wish,
                 holds=run.climb_output[-1] > 0.9 and run.climb_like[wish.value] < LIKE,
                 otherwise=("After {} steps, this is what it draws.", self.n("climb_number", -1)))
        self.hand_over(picture, comes=[real, *names, self.tag(PIXELS + " · {} steps", self.n("climb_number", -1))], run_time=theme.TURN,
                       moves=[picture.animate.scale(BEST / DRAWN).move_to(place)])
        self.read()
        self.say("Why is that enough? The cost compares ten outputs with ten targets.", holds=run.climb_output[-1] > 0.9,
                 otherwise="The cost compares ten outputs with ten targets.")
        self.play(FadeIn(table.sides[0]), run_time=theme.TURN)
        self.play(LaggedStart(*map(FadeIn, table.wanted), lag_ratio=0.4), run_time=theme.TURN)
        self.play(FadeIn(table.sides[1]), run_time=theme.TURN)
        self.play_and_read(FadeIn(table.seen))
        self.say(f"Almost 0 for both: it saw only digits, and nobody asked what {an(wish)} {{}} looks like.", wish,
                 holds=max(run.climb_cost[-1], run.real_cost) < 0.05 * run.climb_cost[0],
                 otherwise=(f"It saw only digits, and nobody asked what {an(wish)} {{}} looks like.", wish))
        self.play_and_read(LaggedStart(*map(FadeIn, costs), lag_ratio=1))

    def all_ten(self):
        run, wish = self.run, self.wish.value
        outputs = [Words("“{}”: {}", self.n("exam_name", j), self.n("climb_end_output", j, form=".2f")) for j in run.exam_name]
        pairs = [Group(DigitImage(x, TEN), DigitImage(real, BESIDE)).arrange(RIGHT, buff=theme.GAP / 2, aligned_edge=DOWN)
                 for x, real in zip(run.climb_end, run.real_x)]
        cells = [Group(*each).arrange(DOWN, buff=theme.GAP) for each in zip(pairs, outputs)]
        Group(*cells).arrange_in_grid(cols=5, buff=(theme.GAP, theme.GUTTER)).move_to(self.room)
        steps, reached = self.n("climb_steps", form=","), self.n("climb_reached")
        self.say("The same for all ten, {} steps each: every one ends above 0.9.", steps, holds=reached.value == len(outputs),
                 otherwise=("The same for all ten, {} steps each: {} of them end above 0.9.", steps, reached))
        self.hand_over(becomes=[(self.smudge, pairs[wish][0]), (self.real, pairs[wish][1])],
                       comes=[outputs[wish], self.tag(PIXELS)], run_time=theme.TURN)
        self.play(LaggedStart(*(FadeIn(cell) for j, cell in enumerate(cells) if j != wish), lag_ratio=0.4), run_time=theme.VERSE)
        self.smudge = pairs[wish][0]
        self.wait(theme.STUDY)

    def the_answer(self):
        run = self.run
        exam = Exam(run.exam_x, run.exam_wrong, *WALL).close()
        drawing, number = DigitImage(run.climb_end[self.wish.value], LAST), self.n("climb_end_output", self.wish.value, form=".2f")
        columns = [(Words("it reads"), exam.scale(1.3 * LAST / exam.width), Words("{} of {}", self.passed, self.count)),
                   (Words("its first layer"), self.tiles(-1, LAST), Words("mostly blots")),
                   (Words(f"it draws {an(self.wish)} {{}}", self.wish), drawing, Words("output {}", number))]
        columns = [Group(*column).arrange(DOWN, buff=theme.GAP) for column in columns]
        Group(*columns).arrange(RIGHT, buff=theme.GUTTER / 2).move_to(self.room)
        for row in (0, 2):
            align_baselines(*(column[row] for column in columns[::-1]))
        self.say("It learned what separates these ten. Asked to draw one in this way, it cannot.", holds=run.climb_like.max() < LIKE,
                 otherwise="It learned what separates these ten.")
        self.hand_over(becomes=[(self.smudge, drawing)], comes=[columns[2][0], columns[2][2], self.tag(TRAINED)], run_time=theme.TURN)
        self.play(LaggedStart(*map(FadeIn, columns[:2]), lag_ratio=1), run_time=theme.PHRASE)
        self.wait(theme.STUDY)
