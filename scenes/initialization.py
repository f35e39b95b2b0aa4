"""Film: why a network starts from random numbers, how large they should be, and what the draw decides.

Shows "initialization": trainings from equal numbers, from a grain of chance, from sizes between 0.001 and 100, and from twenty draws.
"""

import numpy as np
from manim import (
    DL, DOWN, DR, LEFT, RIGHT, UL, UP, Create, DashedLine, Dot, FadeIn, FadeOut, LaggedStart, Line, Square, VGroup, there_and_back,
)

from scenes.stage import theme
from scenes.stage.answer_field import AnswerField
from scenes.stage.chart import Chart, Series
from scenes.stage.clock import Reading
from scenes.stage.dial import Dial
from scenes.stage.digit import DigitImage
from scenes.stage.film import Film
from scenes.stage.gestures import Through
from scenes.stage.histogram import Histogram
from scenes.stage.matching import Matching
from scenes.stage.neuron_row import NeuronRow
from scenes.stage.text import Formula, Words, align_baselines
from scenes.stage.twins import Twins
from scenes.stage.weight_pictures import WeightPictures

EQUAL, RANDOM = theme.ALL, theme.SOME
SIZE = "size of the start, in usual sizes (each mark: ten times as large)"
LEAST, MOST = -1.5, 1.5           # powers of ten: the sizes on the dial
LAYERS = "first layer", "second layer", "output"


class Initialization(Film):
    """From where a network should start: not from equal numbers, not from too small or too large ones."""

    heads: list                      # names of two starts, from the_same_slope to one_neuron_sixteen_times
    bars: list                       # histograms and their names, from too_small_too_large to the_slopes_too
    pictures: WeightPictures         # those that the next section begins with
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
        twins = Twins().move_to(self.room)
        zeros = [Words("every weight 0").next_to(edges, UP, buff=theme.GAP) for edges in (twins.into, twins.out)]
        halves = [Words("0.5").move_to(neuron) for neuron in twins.neurons]
        self.ask()
        self.say("A network has to begin with some numbers. Why not simply 0 everywhere?")
        self.hand_over(comes=[twins])
        self.play_and_read(LaggedStart(*map(FadeIn, zeros), lag_ratio=0.5))
        self.say("Equal weights in: two neurons answer alike, here with 0.5.")
        self.play(twins.into.animate.set_color(EQUAL), run_time=theme.TURN)
        self.play_and_read(*map(FadeIn, halves))
        self.say("Equal weights out: the cost changes alike with the weights of both. Same slope, same step.")
        self.play(twins.out.animate.set_color(theme.GRADIENT), run_time=theme.TURN)
        self.play_and_read(twins.into.animate.set_color(theme.GRADIENT))

    def the_same_slope(self):
        run, digit = self.run, DigitImage(self.run.pair_x, 2.3)
        rows = [NeuronRow(answer, slope, 9.2) for answer, slope in zip(run.pair_answer, run.pair_slope)]
        self.heads = heads = [Words("all numbers 0 at the start", color=EQUAL), Words("random numbers at the start", color=RANDOM)]
        blocks = VGroup(*(VGroup(head, row).arrange(DOWN, buff=theme.GAP, aligned_edge=LEFT) for head, row in zip(heads, rows)))
        blocks.arrange(DOWN, buff=theme.GUTTER / 2).move_to(self.room).align_to(self.room, RIGHT)
        digit.move_to(self.room).align_to(self.room, LEFT).shift(theme.GUTTER / 2 * RIGHT)
        mark = Square(2 * digit.width / digit.shape[1], color=theme.GRADIENT, stroke_width=theme.stroke(2 * theme.LINE))
        mark.move_to(digit.pixel(int(run.pair_pixel)))
        names = [[Words(name, size=theme.LABEL, color=color).next_to(row.beside(name), LEFT, buff=theme.GAP)
                  for name, color in (("answers", theme.INK), ("slopes", theme.GRADIENT))] for row in rows]
        tag = self.tag("after {} epochs · the {} neurons of the first layer · slopes: each row has its scale", self.of("asked"), self.count)
        self.say("After {} epochs of training, all {} still answer this digit alike, and feel the same slope from one pixel.",
                 self.of("asked"), self.count, holds=not np.ptp(run.pair_answer[0]) and not np.ptp(run.pair_slope[0]),
                 otherwise="After some training, these neurons answer this digit, and their weights from one pixel feel a slope.")
        self.hand_over(comes=[heads[0], rows[0], names[0][0], digit, tag])
        self.play(Through(rows[0], rows[0].answers), run_time=theme.TURN)
        self.play(FadeIn(mark, names[0][1]))
        self.play(Through(rows[0], rows[0].slopes), run_time=theme.TURN)
        self.play_and_read(Through(rows[0], rows[0].compare))
        self.say("From random numbers, they answer differently and feel different slopes.",
                 holds=np.ptp(run.pair_answer[1]) > 0.1 and np.ptp(np.sign(run.pair_slope[1])) == 2, otherwise="Now from random numbers.")
        self.play(FadeIn(rows[1], heads[1], *names[1]))
        self.play(Through(rows[1], rows[1].answers), run_time=theme.TURN)
        self.play_and_read(Through(rows[1], rows[1].slopes))
        self.wait(theme.BEAT)

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
        self.say("Each neuron has a weight for every pixel: a picture. Blue is above 0, orange below.")
        self.hand_over(*self.heads, moves=[each.animate.move_to(goal) for each, goal in zip(self.heads, goals)], run_time=theme.TURN,
                       comes=[self.tag("first layer · each group as bright as its largest weights")])
        self.play_and_read(*(Through(each, each.reveal, len(each.W)) for each in sets))
        self.say("Start all numbers equal, and {} neurons stay one neuron, however long you train.", self.count,
                 holds=run.pair_apart == 0, otherwise="Started equal, these neurons hardly part.")
        self.play(FadeIn(chart))
        clock.run(self, clock.last, theme.VERSE)
        self.read()
        shares = [self.of("pair_accuracy", i, form=".0%") for i in range(2)]
        self.say("Of digits that it has never seen, it reads {}. From the random start: {}.", *shares)
        ends = [Words(": {} read right", share, color=color).next_to(head, RIGHT, buff=theme.GAP / 2) for share, color, head in
                zip(shares, (EQUAL, RANDOM), self.heads)]
        for pair in zip(self.heads, ends):
            align_baselines(*pair)
        self.play(LaggedStart(*map(FadeIn, ends), lag_ratio=1), run_time=theme.PHRASE)
        self.pictures = sets[0]

    def costs(self, *curves, width, height):
        """A chart of the costs of these trainings over the epochs."""
        series = [Series(self.run.epoch, getattr(self.run, name), color, bold=True, marker=None) for name, color in curves]
        return Chart(series, "epochs", "cost (cut off at 1)", width, height, color=theme.COST, spans=((0, self.run.epoch[-1]), (0, 1)))

    @property
    def every(self):
        """States for each picture."""
        return (len(self.run.epoch) - 1) // (len(self.run.picture_epoch) - 1)

    def one_grain_of_chance(self):
        run, sown, old = self.run, WeightPictures(self.run.grain_w[0], 8, 1.08), self.pictures
        clock, grows = self.clock("initialization", len(run.picture_epoch)), np.isfinite(run.grain_took) and run.grain_took <= 3.5
        board = VGroup(self.live("epoch {}", self.reading(clock, "initialization.picture_epoch"), anchor=LEFT),
                       self.live("largest weight {}", Reading(clock, self.largest), anchor=LEFT))
        VGroup(sown, board.arrange(DOWN, buff=theme.GAP, aligned_edge=LEFT)).arrange(RIGHT, buff=theme.GUTTER / 2).align_to(self.room, UL)
        series = [Series(run.epoch, times, color, bold=True) for times, color in
                  ((run.grain_times, theme.INK), (run.stuck_times, theme.FAINT))]
        apart = Chart(series, "epochs", "how different the neurons are (1: as at the start)", 5.4, 2.1, color=theme.INK,
                      spans=((0, run.epoch[-1]), (0.3, 1e6)), logs=(False, True), forms=("g", ",.0f"))
        cost = self.costs(("grain_cost", theme.COST), ("usual_cost", RANDOM), width=5.4, height=2.1)
        VGroup(apart, cost).arrange(RIGHT, buff=theme.GUTTER, aligned_edge=DOWN).move_to(self.room).align_to(self.room, DOWN)
        VGroup(apart, cost).shift(theme.GAP * UP)
        stuck = Words("grey: with {} instead of 0", self.of("stuck"), size=theme.LABEL, color=theme.FAINT)
        stuck.next_to(apart.spot(run.epoch[-1], 1), UP, buff=theme.GAP).align_to(apart.plot, RIGHT)
        clock.draw(sown, lambda row: sown.show(run.grain_w[row]))
        clock.follow(apart, lambda hand: apart.show(*2 * [self.every * hand]))
        clock.follow(cost, lambda hand: cost.show(self.every * hand, None))
        self.say("How much chance is needed? To every 0 we add about a millionth, up or down.", holds=run.grain == 1e-6,
                 otherwise=("How much chance is needed? To every 0 we add about {}.", self.of("grain", form="f")))
        self.hand_over(becomes=[(old, sown)], comes=[board, apart, cost, stuck, self.tag("all numbers 0, and a grain of chance")],
                       run_time=theme.TURN)
        self.read()
        until = int(np.searchsorted(run.picture_epoch, min(run.grain_doubled, run.epoch[-1])))
        self.say("For {} epochs the grain does not double. Then neurons that differ feel slopes that differ: a thousandfold in {} epochs.",
                 self.of("grain_doubled", form=".0f"), self.of("grain_took", form=".1f"), holds=grows and run.grain_doubled >= 4,
                 otherwise="Does it grow?")
        clock.run(self, max(until - 1, 0), theme.PHRASE)
        clock.run(self, min(until + 3, clock.last), theme.VERSE)
        self.read()
        clock.run(self, clock.last, theme.VERSE)
        usual, sure = Words("usual random start", size=theme.LABEL, color=RANDOM), self.clock("initialization", len(run.epoch))
        self.say("But its cost is below {} only after {} epochs. The usual random start needs {}.", self.of("low"),
                 self.of("grain_low", form=".0f"), self.of("usual_low", form=".0f"),
                 holds=2 * run.usual_low < run.grain_low < np.inf, otherwise="That takes its time.")
        sure.follow(cost, lambda hand: cost.show(len(run.epoch) - 1, hand))
        self.play(FadeIn(usual.match_y(cost.heading).align_to(cost.plot, RIGHT)))
        sure.run(self, sure.last, theme.PHRASE)

    def largest(self, row):
        """The largest weight of the pictures in that row, to two digits."""
        places = max(0, 1 - int(np.floor(np.log10(self.run.grain_full[row]))))
        return self.of("grain_full", row, form=f".{places}f")

    def too_small_too_large(self):
        run, middle = self.run, len(self.run.size_factor) // 2
        clock, field = self.clock("initialization", len(run.size_factor)), AnswerField(run.size_answers[0], 5.8, 3.7)
        bars = [Histogram(run.size_bins[0, l], 4.0, 0.75, theme.INK) for l in range(len(LAYERS))]
        names = [Words(name, size=theme.LABEL) for name in LAYERS]
        stack = VGroup(*(VGroup(name, each).arrange(DOWN, buff=theme.GAP / 4, aligned_edge=LEFT) for name, each in zip(names, bars)))
        head, every = Words("first layer, ten digits"), Words("every layer, {} digits", self.of("examples", form=","))
        VGroup(head, field).arrange(DOWN, buff=theme.GAP).move_to(self.room).align_to(self.room, UP).shift(1.9 * LEFT)
        stack.arrange(DOWN, buff=theme.GAP).next_to(every.match_y(head), DOWN, buff=theme.GAP).align_to(self.room, RIGHT)
        every.match_x(stack)
        digits = [DigitImage(x, 0.38).next_to(field.row(i), LEFT, buff=theme.GAP) for i, x in enumerate(run.ten_x)]
        board = self.sizes(clock, 5.8).next_to(field, DOWN, buff=theme.GUTTER / 2).align_to(field, LEFT)
        ends = self.ends(bars[-1], Words("0", size=theme.LABEL), Words("answer 1", size=theme.LABEL))
        clock.draw(field, lambda row: field.show(run.size_answers[row]))
        for l, each in enumerate(bars):
            clock.draw(each, lambda row, l=l, each=each: each.show(run.size_bins[row, l]))
        self.say("How large? The more inputs add up, the smaller: usual is 1 over the root of their number.")
        self.hand_over(comes=[*board[:2], field, *digits, head, self.tag("untrained network · black: an answer of 0 · white: 1")])
        self.play(FadeIn(board[2]), run_time=theme.PHRASE)
        self.read()
        self.say("Far too small: each neuron says nearly 0.5, whatever the digit.",
                 holds=run.size_spread[0] < 0.02, otherwise="Here the weights are small.")
        self.play_and_read(LaggedStart(FadeIn(every), *map(FadeIn, stack), FadeIn(*ends), lag_ratio=0.6))
        clock.run(self, middle, theme.PHRASE)
        self.say("At the usual size, answers differ, and hardly any is near 0 or 1.",
                 holds=run.size_spread[middle] > 10 * run.size_spread[0] and run.size_pinned[middle] < 0.02,
                 otherwise="This is the usual size.")
        self.play(board[2].animate.set_color(theme.WEIGHT))
        self.read()
        self.say("Larger: more and more answers lie within {} of 0 or 1. In the end, {} of the first layer's.", self.of("pinned"),
                 self.of("size_pinned", -1, form=".0%"), holds=run.size_pinned[-1] > 0.5,
                 otherwise="These weights are larger.")
        clock.run(self, clock.last, theme.PASSAGE)
        self.wait(theme.BEAT)
        self.bars = [bars, names]

    def sizes(self, clock, width):
        """The dial of the sizes at the clock's row, the number beside it, and below it the mark of the usual size."""
        dial = Dial(LEAST, MOST, width, theme.WEIGHT, origin=LEAST)
        clock.follow(dial, lambda hand: dial.show(LEAST + hand * (MOST - LEAST) / clock.last))
        size = self.live("weights {} times the usual", self.reading(clock, "initialization.size_factor", form=".2f"), anchor=LEFT)
        mark = VGroup(Line(0 * UP, theme.GAP * UP), Words("usual, in the first layer: 1/{}", self.of("root", form=".0f"), size=theme.LABEL))
        mark.arrange(DOWN, buff=theme.GAP / 2).next_to(dial, DOWN, buff=theme.GAP / 2)
        return VGroup(dial, size.next_to(dial, RIGHT, buff=theme.GUTTER / 2), mark)

    @staticmethod
    def ends(bars, low, high):
        """What stands below both ends of histograms."""
        return [end.set_color(theme.FAINT).next_to(bars, DOWN, buff=theme.GAP * 0.75).align_to(bars, side)
                for end, side in ((low, LEFT), (high, RIGHT))]

    def the_slopes_too(self):
        run, clock, (old, names) = self.run, self.clock("initialization", len(self.run.size_factor)), self.bars
        middle = clock.last // 2
        answers = [Histogram(run.size_bins[0, l], 4.6, 0.95, theme.INK) for l in range(len(LAYERS))]
        slopes = [Histogram(run.size_felt[0, l], 4.6, 0.95, theme.GRADIENT, marks=8, middle=True) for l in range(len(LAYERS))]
        columns = [VGroup(*bars).arrange(DOWN, buff=theme.GUTTER / 2) for bars in (answers, slopes)]
        VGroup(*columns).arrange(RIGHT, buff=theme.GUTTER).move_to(self.room).align_to(self.room, RIGHT).shift(theme.GUTTER * UP)
        layers = [Words(name).next_to(bars, LEFT, buff=theme.GUTTER) for name, bars in zip(LAYERS, answers)]
        heads = [Words("answers by size").next_to(columns[0], UP, buff=theme.GAP),
                 Words("weights by size of slope", color=theme.GRADIENT).next_to(columns[1], UP, buff=theme.GAP)]
        align_baselines(*heads)
        ends = [*self.ends(columns[0], Words("0", size=theme.LABEL), Words("1", size=theme.LABEL)),
                *self.ends(columns[1], Formula("10^(-8)", size=theme.LABEL), Words("1", size=theme.LABEL)),
                Formula("10^(-4)", size=theme.LABEL).set_color(theme.FAINT).next_to(columns[1], DOWN, buff=theme.GAP * 0.75)]
        board = self.sizes(clock, 4.6).next_to(columns[0], DOWN, buff=theme.GUTTER).align_to(columns[0], LEFT)
        for l in range(len(LAYERS)):
            clock.draw(answers[l], lambda row, l=l: answers[l].show(run.size_bins[row, l]))
            clock.draw(slopes[l], lambda row, l=l: slopes[l].show(run.size_felt[row, l]))
        self.say("Now the slopes. Far too small: the first layer's middle one is {} thousand times smaller than the output's.",
                 self.of("size_thousands", 0, form=".0f"), holds=run.size_thousands[0] > 2, otherwise="Now the slopes.")
        tag = self.tag("untrained network · white line: half of the slopes on either side · each mark: ten times as large")
        self.hand_over(becomes=[*zip(old, answers), *zip(names, layers)], comes=[*heads, *board, tag], run_time=theme.TURN)
        self.play_and_read(LaggedStart(*map(FadeIn, (*slopes[::-1], VGroup(*ends))), lag_ratio=0.6))
        clock.run(self, middle, theme.PHRASE)
        self.say("At the usual size, {} times. These bars stay behind, pale.", self.of("size_times", middle, form=",.0f"),
                 holds=10 * run.size_times[middle] < run.size_times[0], otherwise="This is the usual size.")
        self.play(board[2].animate.set_color(theme.WEIGHT))
        self.read()
        for bars in slopes:
            bars.keep()
        self.say("Larger: near 0 and 1, sigma is flat. In the end, the output's middle slope is {} times smaller than usual.",
                 self.of("size_lost", -1, form=".0f"), holds=run.size_lost[-1] > 2, otherwise="These are the largest.")
        clock.run(self, clock.last, theme.PASSAGE)
        self.wait(theme.BEAT)

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
        clock, sizes = self.clock("initialization", len(run.sweep_factor)), np.log10(run.sweep_factor)
        scan = VGroup(*(Line(*map(chart.plot.get_corner, (UL, DL)), color=theme.FAINT) for chart in (time, cost)))
        for chart in (time, cost):
            clock.draw(chart, lambda row, chart=chart: chart.reach(1.3 * run.sweep_factor[row]))
        clock.follow(scan, lambda hand: scan.set_x(time.spot(10 ** np.interp(hand, range(len(sizes)), sizes), 0)[0]))
        usual = [DashedLine(chart.spot(1, chart.plot.y_span.high), chart.spot(1, chart.plot.y_span.low), color=theme.FAINT)
                 for chart in (time, cost)]
        word = Words("the usual size", size=theme.LABEL, color=theme.FAINT).next_to(usual[0], UP, buff=theme.GAP)
        self.say("What does a bad start cost? {} sizes, {} draws each, {} epochs of training.", self.of("sweep_sizes"),
                 self.of("sweep_draws"), self.last)
        tag = self.tag("dots side by side: {} draws of one size · line: their middle", self.of("sweep_draws"))
        self.hand_over(comes=[time, cost, *usual, word, tag, scan], run_time=theme.TURN)
        usually = int(np.flatnonzero(run.sweep_factor == 1)[0])
        clock.run(self, usually, theme.VERSE)
        self.read()
        self.say("Far too small costs time: {} epochs. The usual size needs {}, and {} times the usual {}.",
                 *(self.of("sweep_median", k, form=".2g") for k in (0, usually)), self.of("sweep_factor", usually + 1),
                 self.of("sweep_median", usually + 1, form=".2g"), holds=3 * run.sweep_median[usually] < run.sweep_median[0] < np.inf,
                 otherwise="At the left end, the numbers are small.")
        clock.run(self, max(clock.row, finite - 1), theme.PHRASE)
        self.read()
        out = not np.isfinite(run.sweep_epochs[finite:]).any() and finite < len(run.sweep_factor)
        self.say("Far too large, and none of the {} draws gets there in {} epochs.", self.of("sweep_draws"), self.last, holds=out,
                 otherwise="And these are the largest starts.")
        clock.run(self, clock.last, theme.VERSE)
        never = Words("not within {} epochs", self.last).next_to(time.spot(span[1], time.plot.y_span.high / 2), LEFT, buff=0)
        self.play(FadeOut(scan), *([FadeIn(never)] if out else []))
        self.wait(theme.BEAT)

    def twenty_draws(self):
        run, count, score = self.run, int(self.run.twenty), self.run.twenty_score
        pictures = WeightPictures(run.twenty_w[0], count, 0.56)
        pictures.move_to(self.room).align_to(self.room, DOWN).shift(theme.GAP * UP + theme.GUTTER / 2 * RIGHT)
        chart = Chart(Series(run.twenty_x, score[-1], RANDOM, dots=True), "", "unseen digits read right", pictures.width,
                      1.8, color=RANDOM, spans=((-0.5, count - 0.5), (0, 1)), forms=(None, ".0%"))
        chart.shift((pictures.get_x() - chart.plot.get_x()) * RIGHT + (pictures.get_top()[1] + 0.4 - chart.plot.get_bottom()[1]) * UP)
        clock = self.clock("initialization", len(run.twenty_epoch))
        dots = [Dot(chart.show(None).spot(i, share), radius=theme.DOT * 1.4, color=RANDOM) for i, share in enumerate(score[0])]
        epoch = self.live("epoch {}", self.reading(clock, "initialization.twenty_epoch"), anchor=LEFT)
        epoch.next_to(chart.heading, RIGHT, buff=theme.GUTTER)
        clock.draw(pictures, lambda row: pictures.show(run.twenty_w[row]))
        for i, dot in enumerate(dots):
            clock.drive(dot, lambda row, i=i, dot=dot: dot.move_to(chart.spot(i, score[row, i])))
        self.say("Another draw, another network. We train {} of them.", self.of("twenty"))
        tag = self.tag("a column: one network, the first {} of its {} neurons", self.of("tall"), self.count)
        self.hand_over(comes=[pictures, chart, *dots, epoch, tag], run_time=theme.TURN)
        self.wait(theme.TURN)
        clock.run(self, clock.last // 2, theme.VERSE)
        low, high = (self.of("twenty_range", i, form=".0%") for i in range(2))
        self.say("{} draws give {} different networks, and nearly the same score: {} to {}.", *2 * [self.of("twenty")], low, high,
                 holds=np.ptp(run.twenty_range) < 0.1 and run.twenty_alike < 0.5,
                 otherwise=("{} draws, and scores from {} to {}.", self.of("twenty"), low, high))
        clock.run(self, clock.last, theme.VERSE)
        near = Chart(chart.plot.series, "", "unseen digits read right", pictures.width, 1.8, color=RANDOM, forms=(None, ".0%"),
                     spans=((-0.5, count - 0.5), (max(0, np.floor(10 * score[-1].min()) / 10 - 0.1), 1))).show(None)
        near.shift(chart.plot.get_center() - near.plot.get_center())
        moved = [dot.animate.move_to(near.spot(i, share)) for i, (dot, share) in enumerate(zip(dots, score[-1]))]
        self.play(FadeOut(chart), FadeIn(near), *moved, run_time=theme.TURN)
        ends = [Words("{}", end, color=RANDOM).next_to(dots[int(at)], DOWN, buff=theme.GAP / 2) for end, at in
                ((low, score[-1].argmin()), (high, score[-1].argmax()))]
        self.play(*map(FadeIn, ends))
        self.wait(theme.READ)

    def only_in_another_order(self):
        run = self.run
        rows = Matching(run.match_a, run.match_b, run.match_order, run.match_alike, 0.74, RANDOM)
        rows.move_to(self.room).align_to(self.room, UP).shift(theme.GUTTER * DOWN)
        names = [Words(f"network {name}").next_to(row, side, buff=theme.GAP / 2).align_to(row, LEFT) for name, row, side in
                 (("A", rows.one, UP), ("B", rows.other, DOWN))]
        series = [Series(run.line_alpha, cost, color, bold=True, marker=None) for cost, color in zip(run.line_cost[0], (EQUAL, RANDOM))]
        chart = Chart(series, "", "cost on the way", 7.4, 1.55, color=theme.COST, spans=((0, 1), (0, 1)), forms=(None, "g"))
        ends = [Words(name).next_to(chart.plot.get_corner(side), DOWN, buff=theme.GAP / 2) for name, side in zip("AB", (DL, DR))]
        VGroup(chart, *ends).move_to(self.room).align_to(self.room, DOWN).shift(2 * theme.GUTTER * LEFT + theme.GAP * UP)
        tops = [Words(f"{name}: {{}}", self.of("match_top", 0, i, form=".2f"), color=color) for i, (name, color) in
                enumerate((("as they are", EQUAL), ("B in A's order", RANDOM)))]
        for i, words in enumerate(tops):
            words.next_to(chart.spot(1, run.match_top[0, i]), RIGHT, buff=theme.GUTTER / 2)
        self.say("Are they so different? Slide every number of one, $A$, to that of another, $B$: the cost climbs to {}.",
                 self.of("match_top", 0, 0, form=".2f"))
        self.hand_over(comes=[rows.one, rows.other, *names, self.tag("two of the {} networks · first layer", self.of("twenty"))])
        self.play(FadeIn(chart.show(None, None), *ends))
        self.cross(chart, lambda hand: (hand, None), rows.slide, rows.way, tops[0])
        self.read()
        self.say("But their order means nothing: swap two neurons with their edges, and no answer changes.",
                 holds=run.match_same < 1e-4, otherwise="But their order means nothing.")
        self.play_and_read(Through(rows.other, lambda t: rows.swap(2, 5, t), rate_func=there_and_back))
        self.say("So we sort $B$: below each neuron of $A$, the one that answers most like it.")
        self.play(LaggedStart(*map(Create, rows.threads), lag_ratio=0.3), run_time=theme.PHRASE)
        self.play(Through(rows, rows.sort), run_time=theme.VERSE)
        self.say("Once more: only to {}. In {} such pairs, {} to {} of the top is left.", self.of("match_top", 0, 1, form=".2f"),
                 self.of("match_pairs"), *(self.of("match_share", int(at), form=".0%") for at in
                                           (run.match_share.argmin(), run.match_share.argmax())),
                 holds=run.match_share.max() < 0.5, otherwise=("Once more: to {}.", self.of("match_top", 0, 1, form=".2f")))
        self.cross(chart, lambda hand: (len(run.line_alpha) - 1, hand), lambda share: rows.slide(share, run.match_order), rows.way, tops[1])
        self.read()
        self.wait(theme.TURN)
        self.pictures = rows.one

    def cross(self, chart, rows, slide, way, top):
        """Slide from A to B once: the lines of the chart are drawn up to rows(hand), and the pictures on the way go along."""
        clock = self.clock("initialization", len(self.run.line_alpha))
        clock.follow(chart, lambda hand: chart.show(*rows(hand)))
        clock.follow(way, lambda hand: slide(hand / clock.last))
        self.play(FadeIn(way))
        clock.run(self, clock.last, theme.VERSE)
        self.play(FadeOut(way), FadeIn(top))

    def the_answer(self):
        run, old = self.run, self.pictures
        goal, clock = WeightPictures(run.usual_w[0], 8, 1.5).move_to(self.room), self.clock("initialization", len(run.picture_epoch))
        clock.drive(goal, lambda row: goal.show(run.usual_w[row]))
        epoch = self.live("epoch {}", self.reading(clock, "initialization.picture_epoch"), anchor=LEFT).next_to(goal, UP, buff=theme.GAP)
        self.say("A random start breaks the symmetry. The usual size lets slopes through.")
        self.hand_over(becomes=[(old, goal)], comes=[epoch.align_to(goal, LEFT), self.tag("the usual random start · first layer")],
                       run_time=theme.TURN)
        clock.run(self, clock.last, theme.VERSE)
        self.wait(theme.READ)
