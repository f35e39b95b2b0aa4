"""Film: how wrong a network is, in one number: an error is the side of a square, and the cost is area.

Shows "digits", what one digit costs while the network learns, and "cost", what all of them do, and what a turned dial does to that.
"""

import numpy as np
from manim import (
    DOWN, LEFT, RIGHT, UP, DashedLine, FadeIn, FadeOut, Group, GrowArrow, LaggedStart, Square, VGroup, there_and_back,
)
from manim.utils.rate_functions import ease_out_cubic

from scenes.stage import symbols as sym
from scenes.stage import theme
from scenes.stage.error_squares import STICK, Blocks
from scenes.stage.clock import Reading
from scenes.stage.crowd import Crowd
from scenes.stage.decimals import decimals, of_share
from scenes.stage.film import Film
from scenes.stage.gestures import Through, rest_of
from scenes.stage.machine import APART, Machine
from scenes.stage.network import Forward
from scenes.stage.reader import AWAY, Reader
from scenes.stage.stairs import Stairs
from scenes.stage.text import Formula, Words, as_symbol
from scenes.stage.tracks import Tracks
from scenes.stage.wall import DigitWall

C, BIG = as_symbol("C"), {"size": theme.TITLE, "color": theme.COST}
TALL, LINE, PITCH = 2.3, -0.45, 1.34        # the errors of one sign in a column; the line that errors stand on; from one to the next
LOWER, UNDER, DENSE = 0.9, 0.35, 0.92       # so far below that line their squares stand, and their names below it; how close they come
UPS, DOWNS, REST = -1.4, 1.4, 4.2           # where those that point up are added, those that point down, and both
CLOSE = 1.4                                 # the small squares beside the big one
SMALLER, SIDE = 0.75, 0.5                   # our digit beside the tracks, and beside its errors
BOX = 6.0, 2.75                             # of a machine


class Cost(Film):
    """The cost of a network that was really trained, from one error to all digits, and as a function of its dials."""

    recordings = ("digits", "cost")
    question = "How wrong is a network,\nin one number?"
    constants = {"0": "the least answer, a wish, and a digit", "1": "the largest answer, a wish, and a digit", "2": "a square"}

    def construct(self):
        self.set_the_stage()
        self.play_section(self.answers_and_wishes)
        self.play_section(self.ten_squares)
        self.play_section(self.added_up_they_cancel)
        self.play_section(self.squares_add_up)
        self.play_section(self.every_digit_has_a_place)
        self.play_section(self.the_pile_moves)
        self.play_section(self.a_function_of_the_dials)
        self.play_section(self.why_not_count_mistakes)
        self.play_section(self.the_answer)

    def set_the_stage(self):
        """What several sections show, or know."""
        self.one, self.run = (self.runs[name] for name in self.recordings)
        run = self.run
        self.label, self.errors = self.fact("digits.example_label"), self.one.example_error
        self.mine, self.flat, self.middle = int(self.one.example_label), int(run.flat_row), int(run.middle_row)
        self.names, self.outputs = range(len(self.one.example_y)), f"example_a{self.one.network.depth}"
        self.answers = getattr(self.one, self.outputs)
        self.reader = Reader(self.runs, "digits", 0, run.pile_x).move_to(self.room)
        self.digit = self.reader.digit
        square = [((run.flat_down, run.flat_down), run.flat_large)] if run.flat_downs == 1 else []
        self.form = f".{decimals(square, [((run.flat_up, run.flat_down), run.flat_left)], ((2, 2), (3, 3), (4, 4)))[0]}f"
        self.nine_to_one = (run.flat_ups, run.flat_downs) == (9, 1)
        self.fine = f".{of_share(run.wrong_share * run.pile_mean[-1], run.pile_mean[-1])}f"

    # -- one digit -------------------------------------------------------------------------

    def answers_and_wishes(self):
        one, reader, depth = self.one, self.reader, self.one.network.depth
        tracks = self.tracks = Tracks(self.answers[0], one.example_y, 0.93, 4.1).wish(0).part(0).climb(0)
        tracks.move_to(self.room).align_to(self.room, RIGHT)
        key, worked = tracks.key(), [self.worked(j) for j in sorted((self.mine, int(self.mine == 0)))]
        VGroup(key, *worked).arrange(DOWN, aligned_edge=LEFT).move_to(self.room).align_to(self.room, DOWN + LEFT)
        VGroup(reader.answers, reader.numbers, reader.names).shift(AWAY * LEFT)
        self.ask()
        self.say("This network has learned nothing yet. We show it a handwritten {}.", self.label)
        self.hand_over(comes=[reader.digit, reader.network, self.tag("untrained network · a digit that it will not be trained on")])
        self.play(Forward(reader.network, -1, depth), run_time=theme.PHRASE)
        self.play(FadeIn(reader.answers))
        self.read()
        self.say("Each of its ten outputs, one for each digit, answers from 0 to 1.")
        self.play(LaggedStart(*map(FadeIn, reader.names), lag_ratio=0.3), run_time=theme.TURN)
        self.play(LaggedStart(*map(FadeIn, reader.numbers), lag_ratio=0.3), run_time=theme.PHRASE)
        self.read()
        self.say("Shown a {}, the untrained network says a bit of everything, and {} most of all.", self.label,
                 self.fact("digits.example_guess", 0), holds=one.example_guess[0] != one.example_label and self.answers[0].min() > 0.05,
                 otherwise="Its answers to this digit are a bit of everything.")
        Group(tracks.out_of(reader.answers.spots_in_scene()), reader.numbers).set_z_index(1)        # above what leaves
        self.remove(reader.answers)
        self.hand_over(tracks, reader.numbers, reader.names, self.digit, comes=[key[0]], run_time=theme.TURN, moves=[
            self.digit.animate.scale(SMALLER).next_to(key, UP).align_to(self.room, LEFT)])
        self.play(Through(tracks, tracks.bring(reader.numbers)), LaggedStart(*map(FadeOut, reader.names), lag_ratio=0.5),
                  run_time=theme.VERSE)
        self.play(FadeIn(tracks.names()))
        self.read()
        self.say("We wish for a 1 at the {}, and for a 0 everywhere else.", self.label)
        self.play(Through(tracks, tracks.wish), FadeIn(key[1]), run_time=theme.TURN)
        self.read()
        self.say("The error is answer $a$ minus wish $y$. Ten errors: how wrong is that in all?")
        self.play(Through(tracks, tracks.part), FadeIn(key[2]), run_time=theme.PHRASE)
        self.play(FadeIn(*worked))

    def worked(self, j):
        """The first error of an output, worked out."""
        a, error = (self.fact(f"digits.{key}", 0, j, form=form) for key, form in ((self.outputs, ".2f"), ("example_error", "+.2f")))
        y, mine = self.fact("digits.example_y", j, form="g"), [self.label] if j == self.mine else []
        return Words(f"the {'{}' if mine else j}: {{}} \N{MINUS SIGN} {{}} = {{}}", *mine, a, y, error, color=theme.COST)

    def lay_out(self):
        """The ten errors as squares on a line, and as bars on a higher one; the digits below the squares."""
        run, n, widest = self.run, len(self.names), np.abs(self.errors[:self.middle + 1]).sum(axis=1).max()
        unit = min(TALL / max(run.flat_up, run.flat_size), DENSE * self.room.width / widest)
        blocks = self.blocks = Blocks(self.errors[0], self.mine, unit, self.room.width, self.room.height).move_to(self.room)
        self.sticks, self.row = (blocks.row(self.room.width, LINE - LOWER, thick=thick) for thick in (STICK, None))
        self.bars = blocks.bars(PITCH * (np.arange(n) - (n - 1) / 2), LINE)
        self.line, self.digits = blocks.line(LINE - LOWER), blocks.lay(self.row).names(LINE - LOWER, UNDER)
        return blocks

    def ten_squares(self):
        run, clock, blocks = self.run, self.clock("digits"), self.lay_out()
        self.add(blocks.lay(blocks.on(self.tracks.part(0), 2 * theme.BOLD)))
        self.clock_of_one = clock
        self.step = self.live("step {}", self.reading(clock, "digits.step"), size=theme.TITLE, anchor=LEFT)
        clock.drive(blocks, lambda row: blocks.show(self.errors[row]))
        clock.drive(self.digits, lambda row: blocks.under(self.digits))
        small = self.digit.copy().scale(SIDE).align_to(self.room, UP + LEFT)
        self.step.next_to(small, RIGHT, buff=theme.GUTTER)
        self.say("Each error becomes the side of a square. All ten areas, added, are what this {} costs.", self.label)
        self.hand_over(self.digit, blocks, comes=[self.step, self.line], run_time=theme.TURN, moves=[
            Through(blocks, blocks.flow(blocks.layout, self.sticks)), self.digit.animate.become(small)])
        self.play(FadeIn(self.digits))
        self.play(Through(blocks, blocks.flow(self.sticks, self.row)), run_time=theme.PHRASE)
        head = Words("cost of this {}", self.label, color=theme.COST).align_to(self.room, UP + RIGHT)
        cost = self.live("{}", self.reading(clock, "digits.example_cost", form=".2f"), **BIG).next_to(head, DOWN).align_to(head, RIGHT)
        self.cost_of_one = VGroup(head, cost)
        self.play(Through(blocks, blocks.edge, 0, start=1), FadeIn(head), run_time=theme.TURN)
        self.play(FadeIn(cost))
        self.read()
        self.wait(theme.BEAT)
        self.say("Now it trains: step by step, the network changes, and with it these squares.")
        clock.run(self, self.flat, theme.STANZA)
        self.read()
        self.say("At step {} it says about {} to everything. Nearly right nine times; at the {}, quite wrong.",
                 self.fact("cost.flat_step"), self.fact("cost.flat_answer", form=".1f"), self.label,
                 holds=run.flat_like and self.nine_to_one and run.flat_up < 1.5,
                 otherwise=("So it is after {} steps.", self.fact("cost.flat_step")))
        for mine in (False, True):
            names = [name for j, name in enumerate(self.digits) if (j == self.mine) is mine]
            self.play(*self.pulses(*names), run_time=theme.PHRASE)

    @staticmethod
    def pulses(*things):
        """The animations that call attention to things."""
        return [thing.animate(rate_func=there_and_back).scale(1.25, about_edge=RIGHT) for thing in things]

    def added_up_they_cancel(self):
        run, blocks, form = self.run, self.blocks, self.form
        up, down, left = (self.fact(f"cost.flat_{key}", form=f"+{form}") for key in ("up", "down", "left"))
        self.say("Why squares? Let us simply add the ten errors: nine point up, one points down.", holds=self.nine_to_one,
                 otherwise="Why squares? Let us simply add the ten errors: some point up, some point down.")
        self.play(FadeOut(self.digits), Through(blocks, blocks.edge), run_time=theme.NOTE)
        self.play(Through(blocks, blocks.flow(self.row, self.bars)), self.line.animate.shift(LOWER * UP), run_time=theme.TURN)
        self.wait(theme.BEAT)
        self.play(Through(blocks, blocks.flow(self.bars, blocks.stacks(UPS, DOWNS, LINE))), run_time=theme.PHRASE)
        ups = Words("{}", up, color=theme.COST).next_to(blocks.place(UPS, LINE + TALL / 2), LEFT)
        downs = Words("{}", down, color=theme.COST).next_to(blocks.place(DOWNS, LINE - TALL / 2), RIGHT)
        self.play(FadeIn(ups, downs))
        self.read()
        self.say("They nearly cancel. What is left is {}, as if all were well.", left,
                 holds=abs(run.flat_left) < 0.1 and run.flat_cost > 0.5, otherwise=("Added up, they are {}.", left))
        rest = Words("left: {}", left).next_to(stump := blocks.stump(REST, LINE, run.flat_left), UP)
        self.play(FadeIn(stump, rest), run_time=theme.TURN)
        self.read()
        self.wait(theme.BEAT)
        self.say("And without the minus sign? Then nine slight errors weigh as much as one big one.",
                 holds=self.nine_to_one and 0.8 < run.flat_up / run.flat_size < 1.25,
                 otherwise="And without their signs? Then many slight errors can weigh as much as a big one.")
        self.play(FadeOut(stump, rest, downs), run_time=theme.NOTE)
        self.play(Through(blocks, lambda turned: blocks.lay(blocks.stacks(UPS, DOWNS, LINE, turned))), run_time=theme.TURN)
        self.lengths = self.table("lengths, added", 1, *(self.fact(f"cost.flat_{key}", form=form) for key in ("up", "size")))
        self.play(FadeOut(ups), FadeIn(self.lengths))

    def table(self, name, row, *numbers):
        """A row of numbers under the two columns."""
        y = LINE - row * 1.4 * theme.ROW
        head = Words(name).move_to(self.blocks.place(UPS - 1.6, y), aligned_edge=RIGHT)
        return VGroup(head, *(Words("{}", number, color=theme.COST).move_to(self.blocks.place(x, y)).match_y(head)
                              for x, number in zip((UPS, DOWNS), numbers)))

    def squares_add_up(self):
        run, blocks, clock = self.run, self.blocks, self.clock_of_one
        swung, heaped = blocks.swung(UPS, DOWNS, LINE), blocks.heaped(UPS, DOWNS, LINE)
        self.say("So we add areas. None is below 0, and the one big error outweighs the nine slight ones.",
                 holds=self.nine_to_one and run.flat_large > 3 * run.flat_small, otherwise="So we add areas. None is below 0.")
        self.play(Through(blocks, blocks.flow(blocks.stacks(UPS, DOWNS, LINE, 1), swung)), run_time=theme.PHRASE)
        self.wait(theme.BEAT)
        self.play(Through(blocks, blocks.flow(swung, heaped)), Through(blocks, blocks.edge, 0, start=1), run_time=theme.PHRASE)
        areas = self.table("areas, added", 2, *(self.fact(f"cost.flat_{key}", form=self.form) for key in ("small", "large")))
        self.play(FadeIn(areas))
        self.read()
        self.play(FadeOut(self.lengths), run_time=theme.NOTE)
        self.play(Through(blocks, blocks.flow(heaped, blocks.heaped(DOWNS - CLOSE, DOWNS, LINE))),
                  areas[1].animate.shift((DOWNS - CLOSE - UPS) * RIGHT), run_time=theme.TURN)
        self.play(FadeIn(plus := Words("+", color=theme.COST).move_to((areas[1].get_right() + areas[2].get_left()) / 2)))
        self.play(*self.pulses(self.cost_of_one[1]), run_time=theme.TURN)
        self.wait(theme.BEAT)
        self.say("Training goes on. Only now it learns to say yes to the {}, and the area shrinks.", self.label,
                 holds=self.one.example_cost[self.middle] < self.one.example_cost[self.flat] / 2, otherwise="Training goes on.")
        self.play(FadeOut(areas, plus), run_time=theme.NOTE)
        self.play(Through(blocks, blocks.flow(blocks.layout, self.row)), self.line.animate.shift(LOWER * DOWN), run_time=theme.TURN)
        self.play(FadeIn(blocks.under(self.digits)))
        clock.run(self, self.middle, theme.STANZA, rate_func=ease_out_cubic)

    # -- all digits ------------------------------------------------------------------------

    def every_digit_has_a_place(self):
        run, blocks, middle, piled = self.run, self.blocks, self.middle, self.fact("cost.piled")
        crowd = self.crowd = self.pile()
        cost, axis = self.fact("cost.pile_cost", middle, 0, form=".2f"), crowd.along(0) - blocks.get_center()
        strip = blocks.strip(axis[0], axis[1], crowd.extent[0] / crowd.x_span.high)
        self.clock_of_all = self.clock("cost", len(run.pile_mean) - middle)
        step = self.live("step {}", self.later("step", ","), size=theme.TITLE)
        missed = self.live("read wrong: {} of {}", self.later("pile_missed"), piled)
        self.missed = VGroup(Square(0.26, color=theme.COST, stroke_width=4), missed)
        VGroup(step, self.missed.arrange(RIGHT)).arrange(DOWN, aligned_edge=RIGHT).align_to(crowd, UP + crowd.lower_side())
        self.say("Stop here. Packed side by side, at one height, the squares keep their area: {}.", cost)
        self.play(FadeOut(self.digits), run_time=theme.NOTE)
        self.play(Through(blocks, blocks.flow(blocks.layout, strip)),
                  self.line.animate.scale_to_fit_width(crowd.extent[0]).move_to(crowd.get_bottom()), run_time=theme.VERSE)
        self.read()
        self.say("On an axis, the area is a length. To say {} to everything costs {}; to be sure and wrong, {}.", *self.ruler)
        self.hand_over(self.digit, blocks, self.step, self.cost_of_one, self.line, comes=[crowd, self.ticks], run_time=theme.TURN)
        end, (head, price) = crowd.along(cost.value), self.cost_of_one
        self.play(self.digit.animate.move_to(end + 2.5 * UP), price.animate.next_to(end + 2.5 * UP, RIGHT, buff=theme.GUTTER),
                  FadeOut(head, self.step, self.line), run_time=theme.TURN)
        self.play(FadeIn(step, guide := DashedLine(self.digit.get_bottom(), end, color=theme.FAINT)))
        self.read()
        self.say("So every digit gets its place: here are {} that the network is not trained on.", piled)
        self.play(FadeOut(self.digit, target_position=crowd.spot(0), scale=0.1), FadeOut(guide, blocks, price))
        self.play(Through(crowd, crowd.fall, len(run.pile_x)), run_time=theme.STANZA)
        self.read()
        self.say("Framed are those that it reads wrong: the largest output is not that of the digit.")
        self.play(FadeIn(self.missed))
        self.call_the_worst(crowd)
        self.read()
        self.it_balances(crowd)

    def call_the_worst(self, crowd):
        worst, like = int(self.run.worst), "another" if self.run.worst_label == self.mine else "a"
        self.picture, self.thread = crowd.called(worst, 1.2)
        guess, cost = self.later("pile_guess", of=worst), self.later("pile_cost", ".2f", of=worst)
        words = VGroup(self.live(like + " {}, read as {}", self.fact("cost.worst_label"), guess),
                       self.live("cost {}", cost, color=theme.COST)).arrange(DOWN, aligned_edge=LEFT)
        self.play(FadeIn(self.thread, self.picture), run_time=theme.TURN)
        self.play(FadeIn(*words.next_to(self.picture, -crowd.lower_side()).align_to(self.picture, UP)))

    def it_balances(self, crowd):
        self.say("The pile balances at one point: the mean. That is the network's cost $C$ on these digits.")
        self.play(Through(crowd, crowd.hold))
        self.play(*(Through(thing, draw, rate_func=there_and_back) for thing, draw in (
            (crowd, crowd.lean), (self.ticks, crowd.tips(self.ticks)), (self.thread, crowd.tips(self.thread)))), run_time=theme.VERSE)
        self.mean = crowd.beside(self.live(f"{C} = {{}}", self.later("pile_mean", self.fine), **BIG))
        self.play(FadeIn(self.mean))
        self.read()
        self.wait(theme.BEAT)

    def pile(self):
        """All digits in the middle of training, before they have fallen."""
        none, some, most = (self.fact("cost.ruler", i, form=".2g") for i in range(len(self.run.ruler)))
        self.ruler = each, *_ = self.fact("cost.vague", form=".2g"), some, most
        marks = [(numbers[0].value, Words(text, *numbers, size=theme.LABEL)) for text, *numbers in (
            ("perfect: {}", none), ("{}: {} everywhere", some, each), ("sure and wrong: {}", most))]
        crowd = Crowd.of(self, "cost", self.room.width - marks[0][1].width - theme.GUTTER, 4.8, marks)
        crowd.move_to(self.room).align_to(self.room, UP + RIGHT).shift(theme.GUTTER * LEFT)
        self.ticks = crowd.ticks()
        return crowd

    def later(self, key, form="", of=None):
        """The number at the clock's row of an array, or of its column `of`, from the middle of training on."""
        return Reading(self.clock_of_all, lambda row: self.fact(f"cost.{key}", self.middle + row, *([] if of is None else [of]), form=form))

    def the_pile_moves(self):
        run, crowd, clock, worst = self.run, self.crowd, self.clock_of_all, int(self.run.worst)
        clock.follow(crowd, lambda hand: crowd.show(self.middle + hand))
        clock.glide(self.mean, lambda _: crowd.beside(self.mean))
        clock.glide(self.thread, lambda _: self.thread.put_start_and_end_on(self.picture.get_bottom(), crowd.spot(worst)))
        self.say("Training goes on, on {} other digits, and drives this pile to the left.", self.fact("cost.learned", form=","),
                 holds=run.pile_mean[-1] < run.pile_mean[self.middle], otherwise="Training goes on.")
        before, after = (int(run.yet_row) + k for k in (0, 1))
        clock.run(self, before - self.middle, theme.PASSAGE)
        self.read()
        clock.run(self, after - self.middle, theme.TURN)
        few, many, more, less = (self.fact(f"cost.pile_{key}", row, form=form) for key, form in (("missed", ""), ("mean", self.fine))
                                 for row in (before, after))
        self.say("Look: mistakes rose from {} to {}, and yet $C$ fell from {} to {}.", few, many, more, less,
                 holds=run.yet and str(more) != str(less))
        self.play(*self.pulses(self.missed, self.mean), run_time=theme.TURN)
        self.read()
        clock.run(self, clock.last, theme.BEAT)
        self.say("Most digits now cost next to nothing. {} mistakes make up {} of $C$: a small mean can hide them.",
                 self.fact("cost.pile_missed", -1), self.fact("cost.wrong_share", form=".0%"),
                 holds=run.wrong_share > 0.5 and np.median(run.pile_cost[-1]) < 0.05, otherwise="A small mean can hide bad mistakes.")
        self.play(*self.pulses(self.missed), run_time=theme.TURN)
        self.read()
        self.wait(theme.BEAT)

    # -- the cost as a function ------------------------------------------------------------

    def a_function_of_the_dials(self):
        run, clock, size = self.run, self.clock("cost", len(self.run.dial_turn)), self.fact("digits.network.n_parameters", form=",")
        ends = [self.fact("digits.network.sizes", l) for l in (0, self.one.network.depth)]
        network = Machine.of(self.reader, run.dial_values, size, ends, *BOX)
        self.say("What can lower $C$? The network's {} dials, its weights and biases: they decide all its answers.", size)
        self.hand_over(comes=[network.match_y(self.room)], run_time=theme.TURN)
        self.play(Forward(network.inside, -1, self.one.network.depth), run_time=theme.PHRASE)
        self.read()
        boxed, walled = self.fact("cost.boxed", form=","), self.fact("cost.walled")
        box = Machine(Words("the cost", color=theme.COST), Words("{} of {} digits", walled, boxed, size=theme.LABEL), *BOX,
                      inside=DigitWall(run.boxed_x, 5.6, 1.7), color=theme.COST)
        box.move_to(self.room).align_to(self.room, DOWN).shift(theme.GAP * UP)
        out = self.live(f"{C} = {{}}", self.reading(clock, "cost.dial_cost", form=".2f"), **BIG)
        self.say("So they decide its cost. Dials in, one number out: here over the {} digits that it trains on.", boxed)
        goal, moving = (Group(*(knob.copy() for knob in network.knobs)) for _ in "ab")
        goal.arrange_in_grid(None, 4, buff=APART)
        into = box.takes(goal, Words("{} of {}", self.fact("cost.shown"), size, size=theme.LABEL, color=theme.WEIGHT), color=theme.WEIGHT)
        self.play(network.animate.align_to(self.room, UP), run_time=theme.TURN)
        self.play(LaggedStart(*(knob.animate.become(there) for knob, there in zip(moving, goal)), lag_ratio=0.1), run_time=theme.PHRASE)
        self.play(FadeIn(box.remove(box.ins), into[0], into[1][1]))
        self.play(FadeIn(box.gives(out, color=theme.COST)))
        self.play(*self.pulses(out), run_time=theme.TURN)
        self.read()
        self.turn_one(clock, moving, goal, into[1][1])
        self.say("To learn is to turn them all until $C$ is low.")

    def turn_one(self, clock, knobs, goal, count):
        run, output, (*others, self.knob), knob = self.run, self.fact("cost.dial_output"), knobs, knobs[-1]
        name = Words("bias of\noutput {}", output, size=theme.LABEL, color=theme.WEIGHT).move_to(count, UP)
        self.say("Turn this one too far, the bias of output {}, and $C$ climbs. Turn it back, and $C$ falls.", output,
                 holds=run.dial_cost.max() > 2 * run.dial_cost[-1], otherwise=("Turn this one, the bias of output {}.", output))
        self.play(FadeOut(*others, count), run_time=theme.NOTE)
        self.play(knob.animate.scale_to_fit_height(goal.height).move_to(goal), FadeIn(name))
        clock.glide(knob, lambda hand: knob.show(run.dial_values[int(hand), -1:]))
        clock.run(self, clock.last // 2, theme.PHRASE)
        self.wait(theme.BEAT)
        clock.run(self, clock.last, theme.PHRASE)
        self.read()

    def why_not_count_mistakes(self):
        run, clock, few, at = self.run, self.clock("cost", len(self.run.few_turn)), self.fact("cost.counted"), int(self.run.few_row)
        there, back, less, more, last = map(int, run.few_stops)
        stairs = Stairs(run.few_turn, run.few_missed, run.few_cost, "what is added to the dial", 10.8)
        numbers = (self.live("{} of {}", self.reading(clock, "cost.few_missed"), few),
                   self.live("{}", self.reading(clock, "cost.few_cost", form=".3f"), color=theme.COST))
        stairs.move_to(self.room).align_to(self.room, UP + LEFT).read(*numbers)
        clock.drive(stairs, stairs.show)
        clock.drive(self.knob, lambda row: self.knob.show(run.few_value[row:row + 1]))
        goal = self.knob.copy().next_to(numbers[0], DOWN, buff=theme.GUTTER)
        self.say("Why not just count mistakes? On {} of these digits, the same dial turns again.", few)
        self.hand_over(self.knob, comes=[stairs, *numbers], moves=[self.knob.animate.become(goal)], run_time=theme.TURN)
        clock.run(self, there, theme.STANZA)
        self.read()
        self.say("Back to this place. A little less, a little more: the count stays as it is, and the cost moves.", holds=run.few_alike,
                 otherwise="Back to this place. A little less, and a little more.")
        clock.run(self, back, theme.PHRASE)
        self.wait(theme.BEAT)
        clock.run(self, less, theme.TURN)
        clock.run(self, more, theme.PHRASE)
        clock.run(self, last, theme.TURN)
        self.read()
        self.say("Mistakes come in steps; the cost slides. Here only the cost says which way is down.", holds=run.few_alike,
                 otherwise="Mistakes come in steps; the cost slides.")
        tie, flat, arrow, down = stairs.hints(at, run.few_slope)
        self.play(FadeIn(tie, flat), run_time=theme.TURN)
        self.play(GrowArrow(arrow), FadeIn(down), run_time=theme.TURN)

    def the_answer(self):
        crowd, blocks = self.pile().show(self.middle).hold(1), self.blocks
        ticks, x = self.ticks, 3.4 * crowd.lower_side()[0]
        squares = Blocks(self.errors[self.middle], self.mine, 0.75 / np.abs(self.errors[self.middle]).max(), blocks.width, blocks.height)
        squares.move_to(self.room).edge(0).lay(squares.row(4.6, 1.3, x + 0.5))
        digit = self.digit.scale(0.9 / self.digit.height).move_to(squares.place(x - 2.4, 1.6))
        words = Words("one digit: its ten squares, added").move_to(squares.place(x + 0.3, 0.8))
        parts = f'{{{{ {sym.C} = : total}}}}', '{{"mean of" med : mean}}', '{{sum : sum}}', f'({sym.a()} - {sym.y()})^2'
        formula = Formula(" ".join(parts), theme.TITLE).move_to(squares.place(x, 2.8))
        total, mean, added = (formula.part(name) for name in ("total", "mean", "sum"))
        found = Words(f"{C} = {{}}", self.fact("cost.pile_mean", self.middle, form=self.fine), **BIG)
        crowd.beside(found, named := Words("mean of these {} digits", self.fact("cost.piled")))
        self.say("How wrong is a network? Square all errors, add them up, and take the mean over many digits: $C$.")
        self.hand_over(run_time=theme.TURN, comes=[
            self.tag("step {}", self.fact("cost.middle_step")), found, crowd, ticks.remove(ticks[-1]), digit, squares])
        self.play(FadeIn(rest_of(formula, [total, mean, added])))
        self.play(FadeIn(added, words), run_time=theme.TURN)
        self.play(FadeIn(mean, named), run_time=theme.TURN)
        self.play(FadeIn(total))
        self.wait(theme.STUDY + theme.READ)
