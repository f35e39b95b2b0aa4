"""Film: why a network starts from random numbers, how large they should be, and what the draw decides.

Shows "initialization": trainings from equal numbers, from a grain of chance, from sizes between 0.001 and 100, and from twenty draws.
"""

import numpy as np
from manim import (
    DL, DOWN, DR, LEFT, RIGHT, UL, UP, Create, DashedLine, FadeIn, FadeOut, LaggedStart, Line, Square, VGroup, smooth, there_and_back,
)

from scenes.stage import theme
from scenes.stage.answer_field import AnswerField
from scenes.stage.chart import Chart, Series
from scenes.stage.clock import Reading
from scenes.stage.dial import Dial
from scenes.stage.digit import DigitImage
from scenes.stage.film import Film
from scenes.stage.gestures import Through
from scenes.stage.histogram import Layers
from scenes.stage.matching import Matching
from scenes.stage.neuron_row import NeuronRow
from scenes.stage.text import Formula, Words, align_baselines
from scenes.stage.twins import Twins
from scenes.stage.walks import Walks
from scenes.stage.weight_pictures import WeightPictures

EQUAL, RANDOM = theme.ALL, theme.SOME
SIZE = "size of the start, in usual sizes (each mark: ten times as large)"
LEAST, MOST = -1.5, 1.5           # powers of ten: the sizes on the dial
LAYERS = "first layer", "second layer", "output"


class Initialization(Film):
    """From where a network should start: not from equal numbers, not from too small or too large ones."""

    heads: list                      # names of two starts, from the_same_slope to one_neuron_sixteen_times
    spots: list                      # where their neurons stand
    sized: tuple                     # what stands from too_small_too_large to the_slopes_too
    leaving: object                  # what leaves only when the next picture comes, or turns into it
    recordings = ("initialization",)
    question = "Why start\nfrom random numbers?"
    constants = {"0": "of the equal start, or of a scale", "0.5": "the middle of sigma", "1": "the unit of sizes, or of a scale",
                 "10": "to the power of -8, the end of an axis", "8": "the same", "4": "of its middle"}

    def construct(self):
        self.run, = (self.runs[name] for name in self.recordings)
        self.count, self.last = self.of("count"), self.of("epoch", -1)
        self.play_section(self.two_equal_neurons)
        self.play_section(self.the_same_slope)
        self.play_section(self.one_neuron_sixteen_times)
        self.play_section(self.one_grain_of_chance)
        self.play_section(self.why_a_root)
        self.play_section(self.too_small_too_large)
        self.play_section(self.the_slopes_too)
        self.play_section(self.what_the_start_costs)
        self.play_section(self.twenty_draws)
        self.play_section(self.only_in_another_order)
        self.play_section(self.the_answer)

    def of(self, key, *index, form="g"):
        """A number of the recording."""
        return self.fact(f"initialization.{key}", *index, form=form)

    def two_equal_neurons(self):
        run, full = self.run, max(np.abs(weights).max() for weights in (self.run.twin_in, self.run.twin_out))
        twins = Twins(full).move_to(self.room)
        zeros = [Words("every weight 0").next_to(edges, UP, buff=theme.GAP) for edges in (twins.into, twins.out)]
        halves = [Words("0.5").move_to(neuron) for neuron in twins.neurons]
        clock = self.clock("initialization", len(run.picture_epoch))
        clock.drive(twins, lambda row: twins.show(run.twin_in[row], run.twin_out[row]))
        epoch = self.live("epoch {}", self.reading(clock, "initialization.picture_epoch"), anchor=LEFT).next_to(twins, UP)
        self.ask()
        self.say("A network has to begin with some numbers. Why not simply 0 everywhere?")
        self.hand_over(comes=[twins])
        self.play_and_read(LaggedStart(*map(FadeIn, zeros), lag_ratio=0.5))
        self.say("Equal weights in: equal answers. Equal weights out: the cost feels both alike.")
        self.play(*map(FadeIn, halves), run_time=theme.TURN)
        self.play_and_read(twins.out.animate.set_color(theme.GRADIENT))
        self.say("So both take the same step, and are equal again, step after step.", holds=run.pair_apart == 0,
                 otherwise="So both take nearly the same step.")
        tag = self.tag("two neurons of the first layer · blue: above 0, orange: below")
        self.play(*map(FadeOut, (*zeros, *halves)), FadeIn(epoch, tag))
        clock.run(self, clock.last, theme.VERSE)

    def the_same_slope(self):
        run, digit = self.run, DigitImage(self.run.pair_x, 2.3)
        rows = [NeuronRow(answer, slope, 9.2) for answer, slope in zip(run.pair_answer, run.pair_slope)]
        self.heads = heads = [Words("all numbers 0 at the start", color=EQUAL), Words("random numbers at the start", color=RANDOM)]
        blocks = VGroup(*(VGroup(head, row).arrange(DOWN, buff=theme.GAP, aligned_edge=LEFT) for head, row in zip(heads, rows)))
        blocks.arrange(DOWN, buff=theme.GUTTER / 2).move_to(self.room).align_to(self.room, RIGHT)
        digit.move_to(self.room).align_to(self.room, LEFT).shift(theme.GUTTER / 2 * RIGHT)
        mark = Square(2 * digit.width / digit.shape[1], color=theme.GRADIENT, stroke_width=theme.stroke(2 * theme.LINE))
        mark.move_to(digit.pixel(int(run.pair_pixel)))
        this = Words("this pixel", size=theme.LABEL, color=theme.GRADIENT).next_to(digit, UP, buff=theme.GAP)
        names = [[Words(name, size=theme.LABEL, color=color).next_to(row.beside(name), LEFT, buff=theme.GAP)
                  for name, color in (("answers", theme.INK), ("slopes", theme.GRADIENT))] for row in rows]
        tag = self.tag("the {} neurons of the first layer · each row of slopes has its scale", self.count)
        self.say("After {} epochs, all {} still answer this digit alike, and feel the same slope from one pixel.",
                 self.of("asked"), self.count, holds=not np.ptp(run.pair_answer[0]) and not np.ptp(run.pair_slope[0]),
                 otherwise="After some training, these neurons answer this digit, and their weights from one pixel feel a slope.")
        self.hand_over(comes=[heads[0], rows[0].answers(1), names[0][0], digit, tag])
        self.play(FadeIn(mark, this, names[0][1]))
        self.play_and_read(Through(rows[0], rows[0].slopes))
        self.say("From random numbers, each answers in its own way, and feels a slope of its own.",
                 holds=np.ptp(run.pair_answer[1]) > 0.1 and np.ptp(np.sign(run.pair_slope[1])) == 2, otherwise="Now from random numbers.")
        self.play(FadeIn(rows[1].answers(1), heads[1], *names[1]))
        self.play_and_read(Through(rows[1], rows[1].slopes))
        self.wait(theme.BEAT)
        self.spots = [row.spots() for row in rows]

    def one_neuron_sixteen_times(self):
        run, at = self.run, int(np.argmin(np.abs(self.run.picture_epoch - self.run.asked)))
        sets = [WeightPictures(W[at], 8, 1.0) for W in (run.equal_w, run.usual_w)]
        goals = [head.copy() for head in self.heads]
        blocks = VGroup(*(VGroup(goal, each).arrange(DOWN, buff=theme.GAP, aligned_edge=LEFT) for goal, each in zip(goals, sets)))
        blocks.arrange(DOWN, buff=theme.GUTTER / 2).move_to(self.room).align_to(self.room, LEFT)
        chart = self.costs(("equal_cost", EQUAL), ("usual_cost", RANDOM), width=3.6, height=4.2)
        chart.move_to(self.room).align_to(self.room, RIGHT)
        clock = self.clock("initialization", len(run.picture_epoch) - at)
        for each, W in zip(sets, (run.equal_w, run.usual_w)):
            clock.drive(each, lambda row, each=each, W=W: each.show(W[at + row]))
        clock.follow(chart, lambda hand: chart.show(self.every * (at + hand)))
        self.say("The weights of each neuron are a picture: blue above 0, orange below.")
        out = [Through(each, lambda t, each=each, spots=spots: each.come(spots, smooth(t))) for each, spots in zip(sets, self.spots)]
        self.hand_over(*self.heads, moves=[*out, *(each.animate.move_to(goal) for each, goal in zip(self.heads, goals))],
                       comes=[self.tag("each group as bright as its largest weights")], run_time=theme.TURN)
        self.play_and_read(FadeIn(chart))
        self.say("Start all numbers equal, and {} neurons stay one neuron, however long you train.", self.count,
                 holds=run.pair_apart == 0, otherwise="Started equal, these neurons hardly part.")
        clock.run(self, clock.last, theme.PASSAGE)
        ends = [Words("reads {} of new digits", self.of("pair_accuracy", i, form=".0%"), color=color).move_to(each).align_to(each, RIGHT)
                for i, (color, each) in enumerate(zip((EQUAL, RANDOM), sets))]
        for pair in zip(self.heads, ends):
            align_baselines(*pair)
        self.play(LaggedStart(*map(FadeIn, ends), lag_ratio=1), run_time=theme.TURN)
        self.wait(theme.READ)
        self.leaving = sets[0]

    def costs(self, *curves, width, height):
        """A chart of the costs of these trainings over the epochs."""
        series = [Series(self.run.epoch, getattr(self.run, name), color, bold=True, marker=None) for name, color in curves]
        return Chart(series, "epochs", "cost (cut off at 1)", width, height, color=theme.INK, spans=((0, self.run.epoch[-1]), (0, 1)))

    @property
    def every(self):
        """States for each picture."""
        return (len(self.run.epoch) - 1) // (len(self.run.picture_epoch) - 1)

    def one_grain_of_chance(self):
        run, sown = self.run, WeightPictures(self.run.grain_w[0], 8, 1.08)
        clock, grows = self.clock("initialization", len(run.picture_epoch)), np.isfinite(run.grain_took) and run.grain_took <= 3.5
        board = VGroup(self.live("epoch {}", self.reading(clock, "initialization.picture_epoch"), anchor=LEFT),
                       self.live("largest weight {}", Reading(clock, self.largest), anchor=LEFT))
        VGroup(sown, board.arrange(DOWN, buff=theme.GAP, aligned_edge=LEFT)).arrange(RIGHT, buff=theme.GUTTER / 2).align_to(self.room, UL)
        series = [Series(run.epoch, times, color, bold=True) for times, color in
                  ((run.grain_times, EQUAL), (run.stuck_times, theme.FAINT))]
        apart = Chart(series, "epochs", "how different the neurons are (start: 1)", 5.2, 2.1, color=theme.INK,
                      spans=((0, run.epoch[-1]), (0.01, 1e6)), logs=(False, True), forms=("g", ",.7g"))
        cost = self.costs(("grain_cost", EQUAL), ("usual_cost", RANDOM), width=4.6, height=2.1)
        VGroup(apart, cost).arrange(RIGHT, buff=theme.GUTTER, aligned_edge=DOWN).next_to(self.room.get_bottom(), UP, buff=theme.GAP)
        clock.draw(sown, lambda row: sown.show(run.grain_w[row]))
        clock.follow(apart, lambda hand: apart.show(self.every * hand, None))
        clock.follow(cost, lambda hand: cost.show(self.every * hand, None))
        self.say("How much chance is needed? To every 0 we add about a millionth, up or down.", holds=run.grain == 1e-6,
                 otherwise=("How much chance is needed? To every 0 we add about {}.", self.of("grain", form="f")))
        self.make_room(self.leaving)
        self.hand_over(becomes=[(self.leaving, sown)], comes=[self.tag("all numbers 0, and a grain of chance")])
        self.play_and_read(LaggedStart(*map(FadeIn, (board, apart, cost)), lag_ratio=0.7))
        until = int(np.searchsorted(run.picture_epoch, min(run.grain_doubled, run.epoch[-1])))
        self.say("The grain needs {} epochs to double. But neurons that differ feel slopes that differ: {} more, and it is a thousandfold.",
                 self.of("grain_doubled", form=".0f"), self.of("grain_took", form=".1f"), holds=grows and run.grain_doubled >= 4,
                 otherwise="Does it grow?")
        clock.run(self, max(until - 1, 0), theme.TURN)
        clock.run(self, min(until + 3, clock.last), theme.VERSE)
        clock.run(self, clock.last, theme.PHRASE)
        self.read()
        self.never_from_elsewhere(apart)
        usual = Words("usual start", size=theme.LABEL, color=RANDOM).next_to(cost.spot(run.epoch[-1], 0.6), UP, buff=theme.GAP)
        self.say("But it is late: its cost is below {} after {} epochs, that of the usual random start after {}.", self.of("low"),
                 self.of("grain_low"), self.of("usual_low"),
                 holds=2 * run.usual_low < run.grain_low < np.inf, otherwise="And the cost?")
        self.play(FadeIn(usual.align_to(cost.plot, RIGHT)))
        self.play(Through(cost, lambda row: cost.show(cost_last, row), cost_last := len(run.epoch) - 1), run_time=theme.PHRASE)
        self.read()
        self.leaving = sown

    def never_from_elsewhere(self, apart):
        """The same grain around another number, as a second line of this chart."""
        run, last = self.run, len(self.run.epoch) - 1
        name = Words("from {} everywhere", self.of("stuck"), size=theme.LABEL, color=theme.FAINT)
        name.next_to(apart.spot(run.epoch[-1], 1), UP, buff=theme.GAP).align_to(apart.plot, RIGHT)
        self.say("From {} everywhere it never grows: all answers are nearly 1, and hardly a slope is left.", self.of("stuck"),
                 holds=run.stuck_times.max() < 2 and run.stuck_sum > 8, otherwise=("The same grain, from {} everywhere.", self.of("stuck")))
        self.play(FadeIn(name))
        self.play_and_read(Through(apart, lambda row: apart.show(last, row), last))

    def largest(self, row):
        """The largest weight of the pictures in that row, to two digits."""
        places = max(0, 1 - int(np.floor(np.log10(self.run.grain_full[row]))))
        return self.of("grain_full", row, form=f".{places}f")

    def why_a_root(self):
        run, root, most = self.run, self.of("root", form=".0f"), self.of("walk_n", -1)
        pictures = WeightPictures(run.usual_w[0], 8, 1.08).move_to(self.leaving)
        chart, scaled = (Walks(run.walk[i], run.walk_hull[i], run.walk_n, "inputs added up", f"sum of weights of {size}", RANDOM, 7.8, 2.5)
                         .align_to(self.room, DL).shift(theme.GUTTER * RIGHT) for i, size in enumerate(("size 1", "the usual size")))
        scaled.shift(chart.plot.get_center() - scaled.plot.get_center())
        ends = [end.next_to(chart.end_of_root(), RIGHT, buff=theme.GAP) for end in (Words("{}: root of {}", root, most), Words("1"))]
        many = Words("{} neurons,\n{} random weights each", self.count, most).next_to(pictures, RIGHT, buff=theme.GUTTER / 2)
        self.say("How large? Let every input be 1: a neuron adds {} weights, above and below 0.", most)
        self.make_room(self.leaving)
        self.hand_over(becomes=[(self.leaving, pictures)], comes=[chart.draw(0), many])
        pictures.light(0)
        self.play_and_read(Through(chart, chart.draw, last := len(run.walk_n) - 1))
        pictures.light()
        self.play(Through(chart, lambda row: chart.draw(last, row), last), run_time=theme.PHRASE)
        self.say("Plus and minus cancel: {} sums spread by {}. Expected: the root of {}, {}.", self.count,
                 self.of("walk_spread", form=".0f"), most, root, holds=0.6 < run.walk_spread / run.root < 1.5,
                 otherwise="Plus and minus cancel.")
        self.play(Through(chart, lambda row: chart.draw(last, last, row), last), FadeIn(ends[0]), run_time=theme.PHRASE)
        self.read()
        self.say("With weights of about 1 over this root, these sums are about 1.")
        self.play(FadeOut(chart, ends[0]), FadeIn(scaled, ends[1]), run_time=theme.TURN)
        self.read()
        self.leaving = pictures

    def too_small_too_large(self):
        run, middle, head = self.run, len(self.run.size_factor) // 2, Words("first layer, ten digits")
        clock, field = self.clock("initialization", len(run.size_factor)), AnswerField(run.size_answers[0], 5.8, 3.7)
        VGroup(head, field).arrange(DOWN, buff=theme.GAP, aligned_edge=LEFT).move_to(self.room).align_to(self.room, UP).shift(1.9 * LEFT)
        digits = [DigitImage(x, 0.38).next_to(field.row(i), LEFT, buff=theme.GAP) for i, x in enumerate(run.ten_x)]
        bars = Layers(Words("answers to {} digits", self.of("examples", form=",")), [Words(name, size=theme.LABEL) for name in LAYERS],
                      run.size_bins[0], 4.2, 0.68, theme.INK, [Words(end, size=theme.LABEL) for end in "01"])
        bars.align_to(self.room, RIGHT).shift((head.baseline - bars[0].baseline) * UP)
        board = self.sizes(clock, 5.8).next_to(field, DOWN, buff=theme.GUTTER / 2).align_to(field, LEFT)
        clock.draw(field, lambda row: field.show(run.size_answers[row]))
        clock.draw(bars, lambda row: bars.show(run.size_bins[row]))
        self.say("Far too small: each neuron says nearly 0.5, whatever the digit.",
                 holds=run.size_spread[0] < 0.02, otherwise="Here the weights are small.")
        self.make_room(self.leaving)
        self.hand_over(comes=[*board, field, *digits, head, self.tag("untrained network · black: an answer of 0 · white: 1")])
        self.play_and_read(FadeIn(bars))
        clock.run(self, middle, theme.PHRASE)
        self.say("The usual size: answers differ. Most pixels are 0; sums are {}.",
                 self.of("size_sum", middle, form=".1f"), otherwise="This is the usual size.", holds=run.size_sum[middle] < 0.6
                 and run.size_spread[middle] > 10 * run.size_spread[0] and np.median(run.ten_x) == 0)
        self.play(board[2].animate.set_color(theme.WEIGHT))
        self.read()
        self.say("Larger: more and more answers lie within {} of 0 or 1. In the end, {} of the first layer's.", self.of("pinned"),
                 self.of("size_pinned", -1, form=".0%"), holds=run.size_pinned[-1] > 0.5, otherwise="These weights are larger.")
        clock.run(self, clock.last, theme.PASSAGE)
        self.sized = clock, bars, board, field

    def sizes(self, clock, width):
        """The dial of the sizes at the clock's row, the number beside it, and below it the mark of the usual size."""
        dial = Dial(LEAST, MOST, width, theme.WEIGHT, origin=LEAST)
        clock.follow(dial, lambda hand: dial.show(LEAST + hand * (MOST - LEAST) / clock.last))
        size = self.live("weights {} times the usual", self.reading(clock, "initialization.size_factor", form=".2f"), anchor=LEFT)
        mark = VGroup(Line(0 * UP, theme.GAP * UP), Words("usual, in the first layer: 1/{}", self.of("root", form=".0f"), size=theme.LABEL))
        mark.arrange(DOWN, buff=theme.GAP / 2).next_to(dial, DOWN, buff=theme.GAP / 2)
        return VGroup(dial, size.next_to(dial, RIGHT, buff=theme.GUTTER / 2), mark)

    def the_slopes_too(self):
        run, (clock, answers, board, field) = self.run, self.sized
        middle, lost = clock.last // 2, run.size_lost
        names = [self.live("middle: {} times usual", self.reading(clock, "initialization.size_share", of=l, form=".2g"), size=theme.LABEL,
                           color=theme.GRADIENT, anchor=LEFT) for l in range(len(LAYERS))]
        ends = [Formula("<= 10^(-8)", size=theme.LABEL), Formula("10^(-4)", size=theme.LABEL), Words("1", size=theme.LABEL)]
        slopes = Layers(Words("weights by size of slope", color=theme.GRADIENT), names, run.size_felt[middle], 5.8, 0.68, theme.GRADIENT,
                        ends, marks=8, middle=True).keep().align_to(self.room, RIGHT)
        slopes.shift((answers.bars[0].get_y() - slopes.bars[0].get_y()) * UP)
        clock.draw(slopes, lambda row: slopes.show(run.size_felt[row]))
        self.say("Now the slopes; pale: at the usual size. Near 0 and 1, $σ$ is flat: the output's middle slope is {} times smaller.",
                 self.of("size_lost", -1, -1, form=".0f"), holds=lost[-1, -1] > 2, otherwise="Now the slopes; pale: at the usual size.")
        self.make_room(answers, *board)
        self.play(answers.animate.align_to(field, LEFT), run_time=theme.TURN)
        self.play_and_read(FadeIn(slopes, self.tag("each mark: ten times as large · white line: the middle")))
        clock.run(self, middle, theme.TURN, back=True)
        self.say("Far too small: the way back multiplies by small weights. The first layer's middle slope is {} times smaller.",
                 self.of("size_lost", 0, 0, form=",.0f"), holds=lost[0, 0] > 10 * max(1, lost[0, -1]), otherwise="And far too small.")
        clock.run(self, 0, theme.VERSE, back=True)
        self.read()

    def what_the_start_costs(self):
        run, width = self.run, self.room.width - 1.8
        finite, span = int(np.isfinite(run.sweep_median).cumprod().sum()), (run.sweep_at[0], run.sweep_at[-1])
        time = Chart([Series(run.sweep_factor[:finite], run.sweep_median[:finite], theme.INK, bold=True, marker=None),
                      Series(run.sweep_reached_at, run.sweep_reached, theme.INK, dots=True)], "", "epochs until the cost is below 0.5",
                     width, 1.9, color=theme.INK, spans=(span, (0, 1.1 * run.sweep_reached.max(initial=1))), logs=(True, False))
        cost = Chart([Series(run.sweep_factor, run.sweep_end_median, theme.COST, bold=True, marker=None),
                      Series(run.sweep_at, run.sweep_dots, theme.COST, dots=True)], SIZE, "cost at the end (each mark: tenfold)",
                     width, 1.9, color=theme.COST, spans=(span, None), logs=(True, True))
        VGroup(time, cost).arrange(DOWN, buff=theme.GUTTER / 2).move_to(self.room).shift(theme.GAP * UP)
        cost.shift((time.plot.get_x() - cost.plot.get_x()) * RIGHT)
        clock = self.clock("initialization", len(run.sweep_factor))
        for chart in (time, cost):
            clock.draw(chart, lambda row, chart=chart: chart.reach(1.3 * run.sweep_factor[row]))
        usual = [DashedLine(*(chart.spot(1, end) for end in (chart.plot.y_span.high, chart.plot.y_span.low)), color=theme.FAINT)
                 for chart in (time, cost)]
        word = Words("the usual size", size=theme.LABEL).next_to(usual[1], UP, buff=theme.GAP)
        align_baselines(cost.heading, word)
        self.say("What does a bad start cost? {} sizes, {} draws each.", self.of("sweep_sizes"), self.of("sweep_draws"))
        self.make_room(*self.sized[2])
        self.hand_over(comes=[time, usual[0], self.tag("dots: {} draws · line: their middle", self.of("sweep_draws"))])
        usually = int(np.flatnonzero(run.sweep_factor == 1)[0])
        self.play_and_read(FadeIn(cost, usual[1], word))
        self.say("Far too small costs time: {} epochs. The usual size needs {}; {} times the usual, only {}.",
                 *(self.of("sweep_median", k, form=".2g") for k in (0, usually)), self.of("sweep_factor", usually + 1),
                 self.of("sweep_median", usually + 1, form=".2g"), otherwise="At the left end, the numbers are small.",
                 holds=3 * run.sweep_median[usually] < run.sweep_median[0] < np.inf
                 and run.sweep_median[usually + 1] < run.sweep_median[usually])
        clock.run(self, max(usually, finite - 1), theme.VERSE)
        self.read()
        out = finite < len(run.sweep_factor) and run.sweep_never == run.sweep_epochs[finite:].size
        self.say("Far too large never gets there: not one of {} trainings, in {} epochs.", self.of("sweep_never"), self.last, holds=out,
                 otherwise="And these are the largest starts.")
        clock.run(self, clock.last, theme.VERSE)
        never = Words("not within {} epochs", self.last).next_to(time.spot(span[1], time.plot.y_span.high / 2), LEFT, buff=0)
        if out:
            self.play(FadeIn(never))
        self.read()
        self.leaving = time

    def twenty_draws(self):
        run, clock = self.run, self.clock("initialization", len(self.run.twenty_epoch))
        pictures = WeightPictures(run.twenty_w[0], 5, 1.15).move_to(self.room).align_to(self.room, LEFT)
        chart = Chart([Series(run.twenty_epoch, score, RANDOM, marker=None) for score in run.twenty_score.T], "epochs",
                      "unseen digits read right", 5.2, 3.8, color=theme.INK, spans=((0, self.last.value), (0, 1)), forms=("g", ".0%"))
        chart.next_to(pictures, RIGHT, buff=theme.GUTTER).match_y(pictures)
        epoch = self.live("epoch {}", self.reading(clock, "initialization.twenty_epoch"), anchor=LEFT)
        epoch.next_to(pictures, UP, buff=theme.GAP).align_to(pictures, LEFT)
        clock.draw(pictures, lambda row: pictures.show(run.twenty_w[row]))
        clock.follow(chart, chart.show)
        self.say("What does chance decide? Another draw, another network: {} of the usual size.", self.of("twenty"))
        self.make_room(self.leaving)
        self.hand_over(comes=[pictures, chart, epoch, self.tag("a picture: the first neuron of each network")])
        clock.run(self, clock.last, theme.PASSAGE)
        low, high = (self.of("twenty_range", i, form=".0%") for i in range(2))
        self.say("{} different networks, and all read {} to {} of new digits.", self.of("twenty"), low, high,
                 holds=np.ptp(run.twenty_range) < 0.1 and run.twenty_alike < 0.5,
                 otherwise=("{} draws, and scores from {} to {}.", self.of("twenty"), low, high))
        self.play(FadeIn(Words("{} to {}", low, high, color=RANDOM).move_to(chart.spot(self.last.value, 0.4)).align_to(chart.plot, RIGHT)))
        self.read()
        self.leaving = pictures

    def only_in_another_order(self):
        run = self.run
        rows = Matching(run.match_a, run.match_b, run.match_order, run.match_alike, 0.74, theme.INK)
        rows.move_to(self.room).align_to(self.room, UP).shift(theme.GUTTER * DOWN)
        names = [Words(f"network {name}").next_to(row, side, buff=theme.GAP / 2).align_to(row, LEFT) for name, row, side in
                 (("A", rows.one, UP), ("B", rows.other, DOWN))]
        series = [Series(run.line_alpha, cost, theme.COST, bold=True, marker=None) for cost in run.line_cost[0]]
        chart = Chart(series, "", "cost on the way", 7.4, 1.55, color=theme.COST, spans=((0, 1), (0, 1)), forms=(None, "g"))
        ends = [Words(name).next_to(chart.plot.get_corner(side), DOWN, buff=theme.GAP / 2) for name, side in zip("AB", (DL, DR))]
        VGroup(chart, *ends).move_to(self.room).align_to(self.room, DOWN).shift(2 * theme.GUTTER * LEFT + theme.GAP * UP)
        tops = [Words(f"{name}: {{}}", top, color=theme.COST).next_to(chart.spot(1, top.value), RIGHT, buff=theme.GUTTER / 2)
                for name, top in zip(("as they are", "B in A's order"), (self.of("match_top", 0, i, form=".2f") for i in range(2)))]
        self.say("Are they so different? Slide every number of one, $A$, to that of another, $B$: the cost climbs to {}.",
                 self.of("match_top", 0, 0, form=".2f"))
        self.make_room(self.leaving)
        self.hand_over(comes=[rows.one, rows.other, *names, chart.show(None, None), *ends,
                              self.tag("two of the {} networks, first layer · threads: thicker, if more alike", self.of("twenty"))])
        self.cross(chart, lambda hand: (hand, None), rows.slide, rows.way, tops[0])
        self.read()
        self.say("But order means nothing: swap neurons with their edges, and no answer changes. So we sort $B$ like $A$.",
                 holds=run.match_same < 1e-4, otherwise="We sort $B$: below each neuron of $A$ goes the one that answers most like it.")
        self.play(Through(rows.other, lambda t: rows.swap(2, 5, t), rate_func=there_and_back), run_time=theme.PHRASE)
        self.play(LaggedStart(*map(Create, rows.threads), lag_ratio=0.3), run_time=theme.PHRASE)
        self.play(Through(rows, rows.sort), run_time=theme.PHRASE)
        left = self.of("match_top", 0, 1, form=".2f")
        self.say("Once more: only to {}. Of {} pairs, this one keeps the most of its hill.", left, self.of("match_pairs"),
                 holds=run.match_share.max() < 0.5 and run.match_share.argmax() == 0, otherwise=("Once more: to {}.", left))
        self.cross(chart, lambda hand: (len(run.line_alpha) - 1, hand), lambda share: rows.slide(share, run.match_order), rows.way, tops[1])
        self.read()
        self.leaving = rows.one

    def cross(self, chart, rows, slide, way, top):
        """Slide from A to B once: the lines of the chart are drawn up to rows(hand), and the pictures on the way go along."""
        clock = self.clock("initialization", len(self.run.line_alpha))
        clock.follow(chart, lambda hand: chart.show(*rows(hand)))
        clock.follow(way, lambda hand: slide(hand / clock.last))
        self.play(FadeIn(way))
        clock.run(self, clock.last, theme.PHRASE)
        self.play(FadeOut(way), FadeIn(top))

    def the_answer(self):
        run = self.run
        goal, clock = WeightPictures(run.usual_w[0], 8, 1.5).move_to(self.room), self.clock("initialization", len(run.picture_epoch))
        clock.drive(goal, lambda row: goal.show(run.usual_w[row]))
        epoch = self.live("epoch {}", self.reading(clock, "initialization.picture_epoch"), anchor=LEFT).next_to(goal, UP, buff=theme.GAP)
        self.say("Random, so that neurons part. About 1 over the root, so that slopes reach every layer.")
        self.make_room(self.leaving)
        self.hand_over(comes=[goal, epoch.align_to(goal, LEFT), self.tag("the usual random start · first layer")])
        clock.run(self, clock.last // 2, theme.VERSE)
        self.read()
        self.say("Chance decides which neuron becomes which, and a little of how well they read: {} to {}.",
                 *(self.of("twenty_range", i, form=".0%") for i in range(2)),
                 holds=np.ptp(run.twenty_range) < 0.1 and run.match_share.max() < 0.5, otherwise="Each draw becomes another network.")
        clock.run(self, clock.last, theme.VERSE)
        self.read()
