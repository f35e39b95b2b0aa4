"""Film: why a network starts from random numbers, how large they should be, and what the draw decides.

Shows "initialization": trainings from equal numbers, from a grain of chance, from sizes between 0.001 and 100, and from twenty draws.
"""

import numpy as np
from manim import (
    DOWN, LEFT, RIGHT, UP, Create, Dot, FadeIn, FadeOut, LaggedStart, Line, Square, VGroup,
)

from scenes.stage import theme
from scenes.stage.answer_field import AnswerField
from scenes.stage.chart import Chart, Series
from scenes.stage.clock import Reading
from scenes.stage.dial import Dial
from scenes.stage.digit import DigitImage
from scenes.stage.film import Film
from scenes.stage.gestures import Joins, Through
from scenes.stage.histogram import Histogram
from scenes.stage.neuron_row import NeuronRow
from scenes.stage.text import Words
from scenes.stage.weight_pictures import WeightPictures

EQUAL, RANDOM = theme.ALL, theme.SOME
SIZE = "size of the start (each mark: ten times as large)"
LAYERS = "first layer", "second layer", "output"
FULL = 0.85                      # a share of all answers as high as the box of a histogram


class Initialization(Film):
    """From where a network should start: not from equal numbers, not from too small or too large ones."""

    rows: list                       # the neurons of the_same_slope, to one_neuron_sixteen_times
    pictures: WeightPictures         # from section to section: those that the next one begins with
    recordings = ("initialization",)
    question = "Why start\nfrom random numbers?"
    constants = {"0": "of the equal start, or of a scale", "0.5": "the middle of sigma", "1": "the unit of sizes, or of a scale",
                 "10": "to the power of -8, the end of an axis"}

    def construct(self):
        self.run, = (self.runs[name] for name in self.recordings)
        self.count, self.last = self.of("count"), self.of("epoch", -1)
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

    def the_same_slope(self):
        run = self.run
        digit = DigitImage(run.pair_x, 2.3)
        self.rows = rows = [NeuronRow(answer, slope, 9.2) for answer, slope in zip(run.pair_answer, run.pair_slope)]
        heads = [Words("all numbers 0 at the start", color=EQUAL), Words("random numbers at the start", color=RANDOM)]
        blocks = VGroup(*(VGroup(head, row).arrange(DOWN, buff=theme.GAP, aligned_edge=LEFT) for head, row in zip(heads, rows)))
        blocks.arrange(DOWN, buff=theme.GUTTER / 2).move_to(self.room).align_to(self.room, RIGHT)
        digit.move_to(self.room).align_to(self.room, LEFT).shift(theme.GAP * RIGHT)
        mark = Square(digit.width / digit.shape[1], color=theme.GRADIENT, stroke_width=theme.stroke(theme.LINE * 1.5))
        mark.move_to(digit.pixel(int(run.pair_pixel)))
        names = [[Words(name, size=theme.LABEL, color=color).next_to(row.beside(name), LEFT, buff=theme.GAP)
                  for name, color in (("answers", theme.INK), ("slopes", theme.GRADIENT))] for row in rows]
        self.ask()
        self.say("A network has to begin with some numbers. Why not simply 0 everywhere?")
        self.hand_over(comes=[digit, rows[0], heads[0], names[0][0]])
        self.read()
        self.say("We try it, train for {} epochs, rounds through all digits, and show it this one.", self.of("asked"))
        self.play(FadeIn(self.tag("the {} neurons of the first layer · slopes: each row to its own scale", self.count)))
        self.play(Through(rows[0], rows[0].answers), run_time=theme.PHRASE)
        self.read()
        self.say("The slope of a weight says how the cost changes when the weight does. Here: from one pixel.")
        self.play(FadeIn(mark, names[0][1]))
        self.play(Through(rows[0], rows[0].slopes), run_time=theme.TURN)
        self.read()
        self.say("From random numbers, the neurons answer differently, and feel different slopes.")
        self.play(FadeIn(rows[1], heads[1], *names[1]))
        self.play(Through(rows[1], rows[1].answers), run_time=theme.TURN)
        self.play(Through(rows[1], rows[1].slopes), run_time=theme.TURN)
        self.read()
        self.say("Equal neurons answer alike and feel the same slope. So one step cannot part them.",
                 holds=not np.ptp(run.pair_answer[0]) and not np.ptp(run.pair_slope[0]), otherwise="Compare the two rows.")

    def one_neuron_sixteen_times(self):
        run, at = self.run, int(np.argmin(np.abs(self.run.picture_epoch - self.run.asked)))
        sets = [WeightPictures(W[at], 8, 1.0) for W in (run.equal_w, run.usual_w)]
        heads = [Words("all equal at the start", color=EQUAL), Words("random at the start", color=RANDOM)]
        blocks = VGroup(*(VGroup(head, each).arrange(DOWN, buff=theme.GAP, aligned_edge=LEFT) for head, each in zip(heads, sets)))
        blocks.arrange(DOWN, buff=theme.GUTTER / 2).move_to(self.room).align_to(self.room, LEFT)
        chart = self.costs(("equal_cost", EQUAL), ("usual_cost", RANDOM), width=3.3, height=4.2)
        chart.move_to(self.room).align_to(self.room, RIGHT)
        clock, every = self.clock("initialization", len(run.picture_epoch) - at), (len(run.epoch) - 1) // (len(run.picture_epoch) - 1)
        for each, W in zip(sets, (run.equal_w, run.usual_w)):
            clock.drive(each, lambda row, each=each, W=W: each.show(W[at + row]))
        clock.follow(chart, lambda hand: chart.show(every * (at + hand)))
        spots = [row.spots() for row in self.rows]
        self.say("Each of them has a weight for every pixel: a picture. Blue is above 0, orange below.")
        self.hand_over(*self.rows, comes=[*heads, self.tag("first layer · weights, each group as bright as its largest one")])
        self.remove(*self.rows)
        self.play(*(Through(each, lambda t, each=each, spot=spot: each.come(spot, t)) for each, spot in zip(sets, spots)),
                  run_time=theme.TURN)
        self.read()
        self.say("Now we train on, to {} epochs. The cost says how wrong the network is.", self.last)
        self.play(FadeIn(chart))
        clock.run(self, clock.last, theme.PASSAGE)
        self.read()
        self.say("Start all numbers equal, and {} neurons stay one neuron, however long you train.", self.count,
                 holds=run.pair_apart == 0, otherwise="Started equal, these neurons hardly part.")
        self.read()
        ends = [Words("{} read right", self.of(f"{name}_accuracy", form=".0%"), color=color) for name, color in
                (("equal", EQUAL), ("usual", RANDOM))]
        for i, end in enumerate(ends):
            end.next_to(chart.end(i), UP, buff=theme.GAP).align_to(chart.plot, RIGHT)
        self.say("Of digits that it has never seen, it reads {}. From a random start: {}.", *(
            self.of(f"{name}_accuracy", form=".0%") for name in ("equal", "usual")))
        self.play(LaggedStart(*map(FadeIn, ends), lag_ratio=1), run_time=theme.PHRASE)
        self.pictures = sets[0]

    def costs(self, *curves, width, height):
        """A chart of the costs of these trainings over the epochs."""
        return Chart([Series(self.run.epoch, getattr(self.run, name), color, bold=True) for name, color in curves], "epochs", "cost",
                     width, height, color=theme.COST, spans=((0, self.run.epoch[-1]), (0, 1)))

    def one_grain_of_chance(self):
        run = self.run
        clock, every = self.clock("initialization", len(run.picture_epoch)), (len(run.epoch) - 1) // (len(run.picture_epoch) - 1)
        sown, old = WeightPictures(run.grain_w[0], 8, 1.0), self.pictures
        board = VGroup(self.live("epoch {}", self.reading(clock, "initialization.picture_epoch"), anchor=LEFT),
                       self.live("largest weight {}", self.reading(clock, "initialization.grain_full", form=".6f"), anchor=LEFT))
        board.arrange(DOWN, buff=theme.GAP, aligned_edge=LEFT)
        sown.move_to(self.room).align_to(self.room, UP + LEFT)
        board.next_to(sown, RIGHT, buff=theme.GUTTER)
        spread = Chart(Series(run.epoch, run.grain_spread, theme.INK, bold=True), "epochs", "how far the neurons differ (each mark: tenfold)",
                       5.6, 2.2, spans=((0, run.epoch[-1]), None), logs=(False, True))
        cost = self.costs(("grain_cost", theme.COST), width=5.6, height=2.2)
        VGroup(spread, cost).arrange(RIGHT, buff=theme.GUTTER).move_to(self.room).align_to(self.room, DOWN)
        clock.draw(sown, lambda row: sown.show(run.grain_w[row]))
        for chart in (spread, cost):
            clock.follow(chart, lambda hand, chart=chart: chart.show(every * hand))
        self.say("How much chance is needed? To every 0 we add about a millionth, up or down.", holds=run.grain == 1e-6,
                 otherwise=("How much chance is needed? To every 0 we add about {}.", self.of("grain", form="f")))
        self.hand_over(becomes=[(old, sown)], comes=[board, spread, cost, self.tag("all numbers 0, and a grain of chance")],
                       run_time=theme.TURN)
        self.read()
        start, took = self.of("grain_doubled", form=".0f"), self.of("grain_took", form=".1f")
        grows = np.isfinite(run.grain_took) and run.grain_took <= 3.5
        until = int(np.searchsorted(run.picture_epoch, run.grain_doubled)) if np.isfinite(run.grain_doubled) else clock.last
        until = min(until, clock.last)
        self.say("At first the neurons learn, but all of them learn the same thing.",
                 holds=np.isfinite(run.grain_doubled) and run.grain_doubled >= 4, otherwise="We train again.")
        clock.run(self, max(until - 1, 0), theme.VERSE)
        self.read()
        self.say("After {} epochs the difference grows: a thousandfold in {} epochs.", start, took, holds=grows,
                 otherwise="The difference goes on growing, or does not.")
        clock.run(self, min(until + 4, clock.last), theme.PASSAGE)
        self.read()
        self.say("A millionth of difference is enough: it grows, and copies become {} neurons.", self.count, holds=grows,
                 otherwise="So small a difference is all that there was.")
        clock.run(self, clock.last, theme.VERSE)
        self.read()
        self.say("But {} epochs are gone before the cost is below {}. The usual random start needs {}.", self.of("grain_low", form=".0f"),
                 self.of("low"), self.of("usual_low", form=".0f"), holds=run.grain_low > 2 * run.usual_low and np.isfinite(run.grain_low),
                 otherwise="That takes its time.")
        self.read()
        self.say("And not from everywhere: around {}, the same grain has not grown after {} epochs.", self.of("stuck"), self.last,
                 holds=run.stuck_grows < 2, otherwise="From other equal numbers, too, it grows.")
        self.pictures = sown

    def too_small_too_large(self):
        run = self.run
        clock, middle = self.clock("initialization", len(run.size_factor)), len(run.size_factor) // 2
        field = AnswerField(run.size_answers[0], 5.6, 4.4)
        bars = [Histogram(run.size_bins[0, l], FULL, 3.6, 1.0, theme.INK) for l in range(run.size_bins.shape[1])]
        names = [Words(name, size=theme.LABEL) for name in LAYERS]
        stack = VGroup(*(VGroup(name, each).arrange(DOWN, buff=theme.GAP / 2, aligned_edge=LEFT) for name, each in zip(names, bars)))
        stack.arrange(DOWN, buff=theme.GAP)
        field.move_to(self.room).align_to(self.room, UP).shift(1.6 * LEFT + theme.GUTTER * DOWN)
        stack.match_y(field).align_to(self.room, RIGHT).shift(theme.GUTTER * LEFT)
        digits = [DigitImage(x, 0.4).next_to(field.row(i), LEFT, buff=theme.GAP) for i, x in enumerate(run.ten_x)]
        dial = Dial(-1.5, 1.5, 5.6, theme.WEIGHT, origin=-1.5).next_to(field, DOWN, buff=theme.GUTTER / 2)
        size = self.live("weights {} times the usual", self.reading(clock, "initialization.size_factor", form=".2f"), anchor=LEFT)
        size.next_to(dial, RIGHT, buff=theme.GUTTER / 2)
        head = Words("answers of the {} first neurons", self.count).next_to(field, UP, buff=theme.GAP)
        ends = self.ends(bars[-1], "answer 0", "1")
        clock.draw(field, lambda row: field.show(run.size_answers[row]))
        for l, each in enumerate(bars):
            clock.draw(each, lambda row, l=l, each=each: each.show(run.size_bins[row, l]))
        clock.follow(dial, lambda hand: dial.show(np.log10(run.size_factor[0]) + hand * 3 / clock.last))
        self.say("So we draw larger numbers. How large? A neuron with n inputs usually gets weights of about 1/√n.")
        self.hand_over(comes=[field, *digits, dial, size, head, self.tag("untrained · ten digits that it has not seen")],
                       through=self.pictures.spot(0))
        self.read()
        self.say("Far too small: every neuron says nearly 0.5, whatever the digit.", holds=run.size_spread[0] < 0.02,
                 otherwise="Here the weights are small.")
        self.play(FadeIn(stack, *ends))
        self.read()
        self.say("Let them grow. At the right: how many answers lie where, for all {} digits.", self.of("examples", form=","))
        clock.run(self, middle + clock.last // 6, theme.PASSAGE)
        self.read()
        self.say("Far too large: {} of the first answers are pinned, to less than {} from black or white.",
                 self.of("size_pinned", -1, form=".0%"), self.of("pinned"), holds=run.size_pinned[-1] > 0.5,
                 otherwise="Here the weights are large.")
        clock.run(self, clock.last, theme.PASSAGE)
        self.read()
        self.say("Weights too small, and all digits look alike. Too large, and most answers are yes or no.",
                 holds=run.size_spread[0] < 0.02 and run.size_pinned[-1] > 0.5, otherwise="The size of the start decides what it answers.")
        self.rows = [bars, names]

    def the_slopes_too(self):
        run, clock = self.run, self.clock("initialization", len(self.run.size_factor))
        old, names = self.rows
        answers = [Histogram(run.size_bins[0, l], FULL, 4.6, 1.0, theme.INK) for l in range(3)]
        slopes = [Histogram(run.size_felt[0, l], FULL, 4.6, 1.0, theme.GRADIENT) for l in range(3)]
        columns = [VGroup(*bars).arrange(DOWN, buff=theme.GUTTER * 0.9) for bars in (answers, slopes)]
        VGroup(*columns).arrange(RIGHT, buff=theme.GUTTER).move_to(self.room).align_to(self.room, RIGHT).shift(0.1 * UP)
        layers = [Words(name).next_to(bars, LEFT, buff=theme.GUTTER) for name, bars in zip(LAYERS, answers)]
        heads = [Words("answers").next_to(columns[0], UP, buff=theme.GAP),
                 Words("slopes of its weights", color=theme.GRADIENT).next_to(columns[1], UP, buff=theme.GAP)]
        ends = [*self.ends(columns[0], "0", "1"), *self.ends(columns[1], "10⁻⁸", "1: each mark tenfold")]
        size = self.live("weights {} times the usual", self.reading(clock, "initialization.size_factor", form=".2f"))
        size.move_to(self.room).align_to(self.room, DOWN)
        for l in range(3):
            clock.draw(answers[l], lambda row, l=l: answers[l].show(run.size_bins[row, l]))
            clock.draw(slopes[l], lambda row, l=l: slopes[l].show(run.size_felt[row, l]))
        self.say("A network learns by its slopes. How large are they at the start, layer by layer?")
        self.hand_over(becomes=[*zip(old, answers), *zip(names, layers)], run_time=theme.TURN,
                       comes=[*slopes, *heads, *ends, size, self.tag("untrained · all {} training digits", self.of("examples", form=","))])
        self.read()
        self.say("Too small: the first layer's slopes are {} times smaller than the last one's.", self.of("size_ratio", 0, form=",.0f"),
                 holds=run.size_ratio[0] > 100, otherwise="At the left end, the weights are small.")
        self.read()
        self.say("Larger weights carry the slopes back to the first layer.", holds=run.size_slope[:, 0].max() > 10 * run.size_slope[0, 0],
                 otherwise="Now they grow.")
        clock.run(self, 2 * clock.last // 3, theme.PASSAGE)
        self.read()
        self.say("Too large: where answers are pinned to 0 or 1, sigma is flat. The slopes shrink again.",
                 holds=run.size_slope[-1, 0] < 0.5 * run.size_slope[:, 0].max(), otherwise="These are the largest.")
        clock.run(self, clock.last, theme.VERSE)
        self.rows = [answers[0], slopes[0]]

    @staticmethod
    def ends(bars, low, high):
        """What stands below both ends of histograms."""
        return [Words(end, size=theme.LABEL, color=theme.FAINT).next_to(bars, DOWN, buff=theme.GAP / 2).align_to(bars, side)
                for end, side in ((low, LEFT), (high, RIGHT))]

    def what_the_start_costs(self):
        run, width = self.run, self.room.width - 1.8
        finite = int(np.argmax(~np.isfinite(np.append(run.sweep_median, np.inf))))
        span = (run.sweep_at[0], run.sweep_at[-1])
        middle = Series(run.sweep_factor[:finite], run.sweep_median[:finite], theme.INK, bold=True, marker=None)
        time = Chart([middle, Series(run.sweep_reached_at, run.sweep_reached, theme.INK, dots=True)], "",
                     "epochs until the cost is below 0.5", width, 1.9, color=theme.INK,
                     spans=(span, (0, 30)), logs=(True, False))
        cost = Chart([Series(run.sweep_factor, run.sweep_end_median, theme.COST, bold=True, marker=None),
                      Series(run.sweep_at, run.sweep_dots, theme.COST, dots=True)], SIZE, "cost at the end (each mark: tenfold)",
                     width, 1.9, color=theme.COST, spans=(span, None), logs=(True, True))
        VGroup(time, cost).arrange(DOWN, buff=theme.GUTTER / 2).move_to(self.room)
        cost.shift((time.plot.get_x() - cost.plot.get_x()) * RIGHT)
        clock = self.clock("initialization", len(run.sweep_factor))
        for chart in (time, cost):
            clock.draw(chart, lambda row, chart=chart: chart.reach(1.3 * run.sweep_factor[row]))
        never = [Words("never", size=theme.LABEL).move_to(time.spot(size, 15)) for size in run.sweep_factor[finite:]]
        self.say("What does a bad start cost? {} sizes, and for each {} draws, trained for {} epochs.", self.of("sweep_sizes"),
                 self.of("sweep_draws"), self.last)
        self.hand_over(comes=[time, cost, self.tag("lines: the middle of {} draws", self.of("sweep_draws"))], through=time.spot(1, 0))
        clock.run(self, int(np.searchsorted(run.sweep_factor, 1.0)), theme.PASSAGE)
        self.read()
        slow, fast = self.of("sweep_median", 0, form=".0f"), self.of("sweep_median", int(run.sweep_median.argmin()), form=".0f")
        self.say("Far too small costs time: {} epochs instead of {}.", slow, fast, holds=run.sweep_median[0] > 3 * run.sweep_median.min(),
                 otherwise=("At the left end it takes {} epochs.", slow))
        self.read()
        self.say("Far too large, and none of the {} draws gets there in {} epochs.", self.of("sweep_draws"), self.last,
                 holds=finite < len(run.sweep_factor) and not np.isfinite(run.sweep_epochs[-1]).any(),
                 otherwise="The largest start ends here.")
        clock.run(self, clock.last, theme.PASSAGE)
        self.play(*map(FadeIn, never))
        self.read()
        self.say("The usual size, 1, lies in the bay between.", holds=run.sweep_median[run.sweep_factor == 1][0] < 5,
                 otherwise="The usual size is 1.")
        self.ends_of = [time.spot(1, 3)]

    def twenty_draws(self):
        run, count = self.run, int(self.run.twenty)
        pictures = WeightPictures(run.twenty_w[0], count, 0.56)
        pictures.move_to(self.room).align_to(self.room, DOWN + RIGHT).shift(0.3 * UP)
        chart = Chart([Series(run.twenty_x, run.twenty_score[-1], RANDOM, dots=True)], "", "unseen digits read right", pictures.width - 0.56,
                      2.0, color=RANDOM, spans=((0, count - 1), (0, 1)), forms=("g", ".0%"))
        chart.remove(*(tick for tick in chart.submobjects if tick.get_top()[1] < chart.plot.get_bottom()[1]))
        chart.shift((pictures.get_x() - chart.plot.get_x()) * RIGHT + (pictures.get_top()[1] + 0.45 - chart.plot.get_bottom()[1]) * UP)
        chart.show(None)
        clock = self.clock("initialization", len(run.twenty_epoch))
        dots = [Dot(chart.spot(i, run.twenty_score[0, i]), radius=theme.DOT * 1.4, color=RANDOM) for i in range(count)]
        epoch = self.live("epoch {}", self.reading(clock, "initialization.twenty_epoch"), anchor=LEFT)
        epoch.next_to(chart.heading, RIGHT, buff=theme.GUTTER)
        clock.draw(pictures, lambda row: pictures.show(run.twenty_w[row]))
        for i, dot in enumerate(dots):
            clock.glide(dot, lambda hand, i=i, dot=dot: dot.move_to(chart.spot(i, self.on_the_way(run.twenty_score[:, i], hand))))
        self.say("The start is drawn by lot. Another draw, another network: here are {}, on the same digits.", self.of("twenty"))
        self.hand_over(comes=[pictures, chart, epoch, *dots, self.tag("a column: one network, the first {} of its {} neurons",
                       self.of("tall"), self.count)], through=self.ends_of[0])
        clock.run(self, clock.last, theme.JOURNEY)
        self.read()
        low, high = (self.of(f"twenty_{end}", form=".0%") for end in ("low", "high"))
        self.say("{} draws give {} different networks, and nearly the same score: {} to {}.", self.of("twenty"), self.of("twenty"), low, high,
                 holds=run.twenty_high - run.twenty_low < 0.1 and run.twenty_alike < 0.5,
                 otherwise=("{} draws, and scores from {} to {}.", self.of("twenty"), low, high))
        self.read()
        self.say("Two of them give the same answer to {} of the digits, on average.", self.of("twenty_agree", form=".0%"))
        self.pictures = pictures

    @staticmethod
    def on_the_way(values, hand):
        """From the value of a row to that of the next."""
        row = min(int(hand), len(values) - 2)
        return values[row] + (hand - row) * (values[row + 1] - values[row])

    def only_in_another_order(self):
        run, columns, n = self.run, self.pictures, len(self.run.match_order)
        one, other = (WeightPictures(getattr(run, f"match_{name}"), n, 0.74) for name in "ab")
        names = [Words("network A"), Words("network B")]
        one.move_to(self.room).align_to(self.room, UP).shift(theme.GUTTER * DOWN)
        other.next_to(one, DOWN, buff=0.95)
        names[0].next_to(one, UP, buff=theme.GAP / 2).align_to(one, LEFT)
        names[1].next_to(other, DOWN, buff=theme.GAP / 2).align_to(other, LEFT)
        chart = Chart([Series(run.line_alpha, run.line_plain, EQUAL, bold=True), Series(run.line_alpha, run.line_matched, RANDOM, bold=True)],
                      "from A to B: every number slides", "cost", 8.6, 1.7, color=theme.COST, spans=((0, 1), (0, 1)))
        chart.move_to(self.room).align_to(self.room, DOWN)
        spots = [[columns.spot(min(k, int(run.tall) - 1) * int(run.twenty) + i) for k in range(n)] for i in range(2)]
        self.say("Are they really so different? Take two: A and B.")
        self.hand_over(comes=[*names, self.tag("two of the {} networks · first layer", self.of("twenty"))], run_time=theme.TURN)
        self.play(*(Through(each, lambda t, each=each, spot=spot: each.come(spot, t)) for each, spot in zip((one, other), spots)),
                  run_time=theme.TURN)
        self.read()
        clock = self.clock("initialization", len(run.line_alpha))
        top = self.of("match_tops", 0, 0, form=".2f"), self.of("match_tops", 0, 1, form=".2f")
        clock.follow(chart, lambda hand: chart.show(hand, None))
        self.say("Slide every number from A to B: halfway, the network reads badly. The cost climbs to {}.", top[0],
                 holds=run.match_tops[0, 0] > 0.3, otherwise=("Slide every number from A to B: the cost climbs to {}.", top[0]))
        self.play(FadeIn(chart))
        clock.run(self, clock.last, theme.VERSE)
        self.read()
        self.say("But the order of the neurons means nothing: swap two with all their edges, and no answer changes.")
        threads = [Line(one.spot(j) + 0.4 * DOWN, other.spot(order) + 0.4 * UP, color=RANDOM,
                        stroke_width=theme.stroke(theme.weight_width(alike, 1))) for j, (order, alike) in
                   enumerate(zip(run.match_order, run.match_alike))]
        self.read()
        self.say("So find for each neuron of A the one of B that answers most alike.")
        self.play(LaggedStart(*map(Create, threads), lag_ratio=0.2), run_time=theme.VERSE)
        self.read()
        share = run.match_tops[0, 1] / run.match_tops[0, 0]
        self.say("Put the neurons of B into the order of A, and most of the hill is gone: {} is left.", top[1], holds=share < 0.3,
                 otherwise=("Put the neurons of B into the order of A, and {} of the hill is left.", top[1]))
        goals = [thread.copy().put_start_and_end_on(thread.get_start(), [one.spot(j)[0], thread.get_end()[1], 0])
                 for j, thread in enumerate(threads)]
        self.play(Through(other, lambda t: other.order(run.match_order, t)),
                  *(thread.animate(rate_func=lambda t: t).become(goal) for thread, goal in zip(threads, goals)), run_time=theme.PASSAGE)
        clock = self.clock("initialization", len(run.line_alpha))
        clock.follow(chart, lambda hand: chart.show(len(run.line_alpha) - 1, hand))
        clock.run(self, clock.last, theme.VERSE)
        self.read()
        self.say("In {} pairs of these networks, {} to {} of the hill is left.", self.of("match_pairs"),
                 *(self.of("match_share", int(at), form=".0%") for at in (run.match_share.argmin(), run.match_share.argmax())))
        self.pictures = one

    def the_answer(self):
        run, old = self.run, self.pictures
        goal = WeightPictures(run.match_a, 8, 1.5).move_to(self.room)
        self.say("Random, so that neurons can become different. And of a size that lets slopes through.")
        self.hand_over(becomes=[(old, goal)], run_time=theme.TURN)
        self.read()
        self.say("Which network you get is chance. How good it is hardly is.", holds=run.twenty_high - run.twenty_low < 0.1,
                 otherwise="Which network you get is chance.")
        self.wait(theme.STUDY)
