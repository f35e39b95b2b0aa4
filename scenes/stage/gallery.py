"""The gallery: every drawing of the stage once, with its name. `manim -pql scenes/stage/gallery.py`

Look here for the piece that you need; each lives in the file that stands under its name.
"""


import numpy as np
from manim import DOWN, RIGHT, UP, FadeIn, Group, VGroup

from scenes.recipes.layers import backpropagate
from scenes.stage import symbols as sym
from scenes.stage import theme
from scenes.stage.agreement import Agreement, Told
from scenes.stage.angle_fan import AngleFan
from scenes.stage.answer_field import AnswerField
from scenes.stage.answers import Answers, Brightest, Called, Counts, State
from scenes.stage.areas import AreaTable
from scenes.stage.asks import Asks
from scenes.stage.backflow import Backflow, DigitFlow
from scenes.stage.ballot import Ballot
from scenes.stage.bars import SignedBars
from scenes.stage.number_squares import AllNumbers, Weights
from scenes.stage.error_squares import Blocks
from scenes.stage.cards import Provenance, TitleCard
from scenes.stage.chart import Chart, Key, Series
from scenes.stage.closeup import Lenses
from scenes.stage.column_sum import ColumnSum, Turned
from scenes.stage.contour_map import ColourKey, ContourMap
from scenes.stage.crowd import Crowd
from scenes.stage.dealing import Dealing
from scenes.stage.deck import both_ways
from scenes.stage.descents import Descents
from scenes.stage.dial import Dial
from scenes.stage.digit import DigitImage
from scenes.stage.digit_slopes import DigitSlopes
from scenes.stage.disc import Disc
from scenes.stage.earlier import Earlier
from scenes.stage.equations import BACKPROPAGATION
from scenes.stage.exam import AskedNow, Exam
from scenes.stage.examined import Examined
from scenes.stage.falling import Falling
from scenes.stage.fan import Fan
from scenes.stage.film import Film
from scenes.stage.filled import Filled, Rows, Share
from scenes.stage.fits import Fit, LaidOver
from scenes.stage.fork import Fork
from scenes.stage.gestures import Gather, Grow, Nudge, becomes, strikes
from scenes.stage.ground import view_around
from scenes.stage.hand import Hand
from scenes.stage.handed_on import HandedOn
from scenes.stage.hardness import HardHill, HardNeuron
from scenes.stage.heap import Heap
from scenes.stage.hill import Hill, stairs
from scenes.stage.hinge import Hinge
from scenes.stage.histogram import Histogram, Layers
from scenes.stage.laid_open import LaidOpen
from scenes.stage.landscape import Landscape
from scenes.stage.layer_numbers import LayerNumbers
from scenes.stage.layered import Layered
from scenes.stage.length import Length
from scenes.stage.levers import Lever, span_of
from scenes.stage.leaper import Leaper
from scenes.stage.link import STEPS, Link
from scenes.stage.listing import Pairs
from scenes.stage.machine import Knobs, Machine
from scenes.stage.matching import Matching
from scenes.stage.mirror import Mirror, Polls, SmallMirror
from scenes.stage.mistakes import Mistakes
from scenes.stage.movers import DialsAndSlopes, Movers
from scenes.stage.needle import Needle
from scenes.stage.neuron_row import NeuronRow
from scenes.stage.network import LayerSizes, NetworkDiagram
from scenes.stage.columns import Column, Equation, NumberColumn, Table
from scenes.stage.odometer import Odometer
from scenes.stage.on_its_way import OnItsWay
from scenes.stage.one_road import Factors, OneRoad
from scenes.stage.parts import Part, TakenApart
from scenes.stage.paths import Path
from scenes.stage.pile import Pile
from scenes.stage.promises import Kept, Promise
from scenes.stage.proportion import Proportion
from scenes.stage.pulls import Pulls
from scenes.stage.pupil import Pupil
from scenes.stage.reader import Reader
from scenes.stage.relay import STAGES, Ratios, Relay
from scenes.stage.road import Answer, Walk, Ways
from scenes.stage.nodes import Charge, ChargeKey, Neuron, Ribbon
from scenes.stage.shared_tail import SharedTail
from scenes.stage.sign_table import SignTable
from scenes.stage.slide import Slide
from scenes.stage.slope_cells import SlopeCells
from scenes.stage.slope_plot import SigmaPlot, SlopePlot
from scenes.stage.slopes import SigmaSlope, Strips, Throttle
from scenes.stage.spread import Spread
from scenes.stage.squares import ErrorTable
from scenes.stage.squash import Squash
from scenes.stage.stairs import Stairs
from scenes.stage.stretched import Stretched
from scenes.stage.sums import Weighed
from scenes.stage.surface import Scale
from scenes.stage.sweep import Sweep
from scenes.stage.tally import Tally
from scenes.stage.switches import Switches
from scenes.stage.targets import Targets
from scenes.stage.task import Sliders, Task
from scenes.stage.terraces import Terraces
from scenes.stage.text import Formula, Live, Number, Sentence, Words
from scenes.stage.tug import Stride, Tug
from scenes.stage.tracks import Tracks
from scenes.stage.training import Training
from scenes.stage.twins import Twins
from scenes.stage.unroll import Strip, Unroll
from scenes.stage.votes import Votes
from scenes.stage.walks import Walks
from scenes.stage.wall import DigitWall
from scenes.stage.way_back import WayBack
from scenes.stage.weight_pictures import WeightKey, WeightPictures
from scenes.stage.wiggle import Wiggle
from scenes.stage.window import Window

COLUMNS = 3
CELL = 3.6, 2.0               # what a drawing may take up


class Gallery(Film):
    """Every drawing once, six to a page."""

    recordings = ("line", "plane", "digits", "chain", "layers", "minibatch", "walkers", "gradient", "network", "cost", "nudges",
                  "learning_rate", "relu_neuron", "initialization", "smoothness", "memorization", "what_it_learned")
    constants = {"0": "of a sign", "1": "one layer, or a unit"}

    def construct(self):
        for drawings in (self.networks_and_numbers(), self.one_picture(), self.curves_and_landscapes(), self.descent(),
                         self.all_its_numbers(), self.charts(), self.mathematics(),
                         self.one_weight(), self.slopes(), self.mini_batches(), self.walkers(), self.the_gradient(),
                         self.many_neurons(), self.the_way_back(), self.one_number(), self.wishes(), self.one_neuron(),
                         self.many_starts(), self.hardness(), self.by_heart(), self.an_exam(), self.words()):
            self.hang(drawings)
            self.hand_over()
        self.gestures()

    def hang(self, drawings):
        """A page of drawings."""
        page = Group(*(self.cell(*drawing) for drawing in drawings))
        self.play(FadeIn(page.arrange_in_grid(None, COLUMNS, buff=theme.GUTTER).center()))
        self.wait(theme.STUDY)

    def cell(self, name, place, drawing):
        """A drawing with its name and its file, in a cell of one size."""
        drawing.scale(min(1, CELL[0] / drawing.width, CELL[1] / drawing.height))
        box = VGroup(Words(name, size=theme.LABEL), Words(f"stage/{place}", size=theme.LABEL, color=theme.FAINT))
        box.arrange(DOWN, buff=theme.GAP).next_to(drawing, UP, buff=theme.GAP)
        return Group(box, drawing)

    def networks_and_numbers(self):
        run = self.runs["digits"]
        pixels = np.flatnonzero(run.example_x > 0.5)[::12]
        network = NetworkDiagram(run.network.sizes, float(np.abs(run.theta).max()), *theme.SUBJECT, drawn={0: pixels})
        network.show(run.network.layers(run.theta[-1]),
                     [run.example_x, run.example_a1[-1], run.example_a2[-1], run.example_a3[-1]])
        sizes = LayerSizes(network, [self.fact("digits.network.sizes", l) for l in range(4)])
        outputs = [self.fact("digits.example_a3", 0, j, form=".2f") for j in range(3)]
        steps = Table.of(self, "line", Column("toy_step"), Column("toy_w", ".3f", theme.WEIGHT), rows=[*range(4), None])
        return [
            ("NetworkDiagram, LayerSizes", "network.py", Group(network, sizes)),
            ("DigitImage", "digit.py", DigitImage(run.example_x, theme.PICTURE)),
            ("NumberColumn", "columns.py", NumberColumn([*outputs, None], theme.ROW)),
            ("Table", "columns.py", steps),
            ("Machine, Knobs", "machine.py", self.machine(run)),
            ("Number, Live", "text.py", Live("cost {}", self.fact("digits.cost", 0, form=".2f"), color=theme.COST)),
        ]

    def machine(self, run):
        """The network as a box with dials."""
        size, knobs = self.fact("digits.network.n_parameters", form=","), Knobs(run.theta[-1][-40:], 3, 8, 0.65)
        machine = Machine(Words("the network"), Words("{} dials", size, color=theme.WEIGHT), 6, 4.2, knobs=knobs)
        machine.takes(Words("numbers in"), DigitImage(run.example_x, theme.PICTURE))
        machine.gives(Words("numbers out"), Answers(run.example_a3[-1], int(run.example_label), 0.4, 0.17, upright=True))
        return machine

    def pupil(self, run):
        """The same, with digits to learn from."""
        numbers = [self.fact("network.network.sizes", l) for l in (0, -1)]
        knobs = Knobs(run.dials[-1], run.dial_full, 8, 0.66, color=None)
        pupil = Pupil(run.digit_x, run.digit_label, run.digit_a3[-1], numbers, Words("dials"), knobs)
        pupil.ins.shift(pupil.raised)
        answers = [self.fact("network.taught_label", i) for i in range(len(run.taught_x))]
        return Group(pupil, pupil.learns(Words("to learn from"), run.taught_x, answers))

    def one_picture(self):
        """From a picture to numbers, and what a neuron makes of them."""
        run = self.runs["network"]
        digit = DigitImage(run.digit_x, 3)
        window = Window(digit, run.window, [self.fact("network.window_x", i, form=".2f") for i in range(len(run.window_x))], 3)
        window.large.next_to(digit, RIGHT, buff=theme.GUTTER)
        unroll = Unroll(run.digit_x, 3, 2, 0.4, run.drawn).roll(1).open(1).next_to(window, DOWN)
        under = DigitImage(run.digit_x, 3).align_to(unroll, DOWN + 2 * RIGHT)
        under.shift((unroll.get_left() - under.get_left())[0] * RIGHT)
        strip = Strip(under, run.column, [unroll.spot(run.drawn[i]) for i in (0, -1)])
        votes = Votes(run.neuron_w, run.digit_x, run.neuron_product, run.neuron_b, 4, 1, 1).dip(1).weigh(1).pour(1).leave(1).bite(1)
        count = len(run.all_z)
        squash = Squash(run.all_z, run.all_a, run.sigmoid_z, run.sigmoid_a, 6, 2).bend(1).rain(count).carry(count).mark(2)
        way = OnItsWay(run, run.digit_x, [run.digit_x, run.digit_a1[-1], run.digit_a2[-1], run.digit_a3[-1]], run.digit_label)
        counts = [self.fact("network.block_count", k, form=",") for k in range(len(run.block_count))]
        numbers = AllNumbers([(run.final_w1, run.final_b1), (run.final_w2, run.final_b2), (run.final_w3, run.final_b3)], counts, 8, 0.05)
        return [
            ("Window", "window.py", Group(digit, window.place())), ("Unroll, Strip", "unroll.py", Group(under, unroll, strip)),
            ("Votes", "votes.py", votes), ("Squash", "squash.py", VGroup(squash, squash.ticks(), squash.ends())),
            ("OnItsWay", "on_its_way.py", Group(way, way.answers())), ("Pupil, Stream", "pupil.py", self.pupil(run)),
            ("Weighed", "sums.py", Weighed.of(self, "network.deep", 3, 0.6)),
            ("Weights, Block", "number_squares.py", Weights(run.final_w1, 4, 0.03)), ("AllNumbers", "number_squares.py", numbers),
        ]

    def curves_and_landscapes(self):
        line, plane = self.runs["line"], self.runs["plane"]
        heights, scale = (plane.map_alphas, plane.map_betas, plane.map_surface), Scale(0, 1.5, 14)
        hill = Hill(line.wide_w, line.wide_curve, 8, 4, (-0.24, 1.24), (0, 0.84)).stand(stairs(line.way, 8.5))
        hill.touch((*line.way[8], line.slope[8]))
        paths = [Path(path) for path in plane.paths]
        fan = Fan(*heights, scale, plane.fan_point, plane.fan_steps, plane.fan_changes, 4, 0.35, 0.9, 8)
        land = Landscape(*heights, scale, theme.VISTA[0], theme.VISTA, 2).look(-0.15, 0.55)
        return [
            ("Leaper", "leaper.py", VGroup(land.copy(), Leaper(land, plane.paths[0], theme.SOME).show(0.5))),
            ("Hill", "hill.py", hill), ("Dial", "dial.py", Dial(0, 1, 4, theme.WEIGHT).show(line.slide_w[20])),
            ("Chart, Series", "chart.py", self.learned_and_unseen()),
            ("ContourMap, Path", "contour_map.py, paths.py, ground.py", ContourMap(*heights, scale, theme.VISTA[0]).show(*paths)),
            ("Landscape, Inscribed", "landscape.py, sight.py, inscribed.py", land.show(*paths)),
            ("Fan", "fan.py", fan.show(len(plane.fan_steps)).part(2).crown(1)),
        ]

    def descent(self):
        """From a wrong answer to one dial."""
        run, line = self.runs["digits"], self.runs["line"]
        reader = Reader(self.runs, "digits", 0, run.pile_x)
        reader.answers.ring(1)
        hill = Hill(line.wide_w, line.wide_curve, 10, 2, (-0.2, 1.2), (0, 0.84)).shift(DOWN)
        ends = [reader.empty(theta, 2.4, 1.6, thin=3) for theta in (line.theta_a, line.theta_b, line.theta_a)]
        slide = Slide(hill, line.slide_w, [run.network.layers(theta) for theta in line.slide_theta], ends[:2], ends[2]).show(25)
        answers = Answers(run.example_a3[-1], int(run.example_label), 0.6, 0.25)
        facts = self.fact("digits.example_guess", -1), self.fact("digits.example_a3", -1, int(run.example_guess[-1]), form=".2f")
        named = VGroup(answers, Brightest("the brightest: {}, with {}", *facts, sure=0.2)).arrange(DOWN)
        errors = ErrorTable.of(self, "digits", 0, [0.5 * j * DOWN for j in range(len(answers.spots))])
        return [
            ("Reader", "reader.py", reader), ("Called", "answers.py", Called.of(self, "digits")),
            ("ErrorTable, ErrorSquares", "squares.py", VGroup(errors, errors.squares(run.example_squares[0], 0.5))),
            ("Pile", "pile.py", Pile(run.pile_x, run.pile_cost, run.pile_mean, 8, 4).show(len(run.pile_x))),
            ("Slide", "slide.py", slide), ("Answers, Brightest", "answers.py", named),
        ]

    def all_its_numbers(self):
        """All dials at once, and what that bought."""
        run = self.runs["digits"]
        training = Training(run.after_step, 6, (run.after_accuracy, theme.INK, "read right", 1, ".0%"),
                            (run.after_cost, theme.COST, "cost", 1.2, "g"))
        mistakes, lists = Mistakes.of(self, "plane", "ABC"), DialsAndSlopes(self.fact("digits.network.n_parameters", form=","))
        slopes = Reader(self.runs, "digits", 0, run.pile_x).slopes(run.gradient, *theme.SUBJECT)
        return [
            ("SlopesDiagram", "network.py", slopes), ("DialsAndSlopes", "movers.py", lists),
            ("Movers", "movers.py", Movers(run.mover, run.mover_count, 5, 4).slopes(1).show(1)),
            ("Falling", "falling.py", Falling(run.train_cost[:2], 0.8, 4).show(1)),
            ("Training, Counts", "training.py, answers.py", VGroup(training, Counts(run.dip_guess, 0.4, 2)).arrange(RIGHT)),
            ("State", "answers.py", State(self.runs, "digits", -1, 0.6, 0.25).write()), ("Mistakes", "mistakes.py", mistakes),
        ]

    def one_number(self):
        """From the errors of one digit to the cost of all, and to what a dial does to it."""
        run, cost = self.runs["digits"], self.runs["cost"]
        tracks = Tracks(run.example_a3[0], run.example_y, 0.9, 4)
        bars, heap = (Blocks(run.example_error[0], int(run.example_label), 1.5, 9, 4) for _ in "ab")
        bars.lay(bars.bars(np.linspace(-4, 4, 10), 0))
        stairs = Stairs(cost.few_turn, cost.few_missed, cost.few_cost, "how far the dial is turned", 8).show(len(cost.few_turn) - 1)
        return [
            ("Tracks", "tracks.py", VGroup(tracks, tracks.names())),
            ("Blocks", "error_squares.py", VGroup(bars, heap.lay(heap.heaped(-2, 2, -2)).edge(0))),
            ("Crowd", "crowd.py", Crowd.of(self, "cost", 9, 4).show(cost.middle_row).hold(1)), ("Stairs", "stairs.py", stairs),
        ]

    def hardness(self):
        """A neuron and a cost that harden, and what comes of it."""
        run = self.runs["smoothness"]
        last, high = len(run.line_cost) - 1, 1.1 * run.line_cost.max()
        scale = Scale(0, 1.9)
        scale.levels = np.arange(2.5, 38, 4) / run.examples
        hill = HardHill(run.line_w, run.line_cost, 6, 2, (-0.2, 1.2), (0, high), last).mark(run.flat[-2])
        land = Terraces(run.map_alphas, run.map_betas, run.map_cost, scale, 5, (7, 4), 0.9).look(-0.15, 0.6).harden(5)
        pair = VGroup(HardNeuron(run.curve_z, run.curve_a, 1.5, 1.5, 0).stand(1, 1 / (1 + np.exp(-1))), hill).arrange(RIGHT)
        fall = Descents(run.race_cost, run.race_tried, 6, 3, 7).open(8).try_out(7).fall(len(run.race_epoch) - 1)
        return [
            ("HardNeuron, HardHill", "hardness.py", pair), ("Terraces", "terraces.py", land),
            ("Descents", "descents.py", fall),
        ]

    def learned_and_unseen(self):
        """Two lines, each with its name at its end, and the area between them."""
        run = self.runs["digits"]
        lines = [Series(run.step, run.train_cost, theme.COST, label=Words("learned", size=theme.LABEL, color=theme.COST)),
                 Series(run.step, run.cost, theme.INK, marker="square", label=Words("unseen", size=theme.LABEL))]
        return Chart(lines, "step", "cost", *theme.PANEL, areas=[(0, 1, theme.COST)])

    def charts(self):
        run, digits, chain, layers = (self.runs[name] for name in ("minibatch", "digits", "chain", "layers"))
        series = Series(run.fair_x_ten[0], run.fair_y_ten[0], theme.SOME, marker="square")
        target = Series(run.fair_axis, run.fair_level, theme.COST, dashed=True)
        curves = Chart([target, series], "digits looked at", "cost", *theme.PANEL, logs=(True, True))
        rates = self.runs["learning_rate"]
        sweep = Sweep.of(rates, 9, 4).show(len(rates.sweep_rate) - 0.5)
        key = Key((Words("one run", size=theme.LABEL), series), (Words("to reach", size=theme.LABEL), target))
        return [
            ("Chart, Key", "chart.py", VGroup(curves, key).arrange(DOWN, buff=theme.GAP)),
            ("SignedBars", "bars.py", SignedBars(layers.dW2, np.abs(layers.dW2).max(axis=1), (theme.ROW, theme.ROW))),
            ("Sweep, Bay", "sweep.py", sweep),
        ]

    def mathematics(self):
        slope, factor = self.fact("chain.slopes", -1, form=".4f"), self.fact("chain.error_factor", form=".4f")
        return [
            ("Equation", "columns.py", Equation("sigma'(z) =", (slope, theme.SUM), ", 2(a - y) =", (factor, theme.COST))),
        ]

    def one_weight(self):
        """A nudge of one weight, on its way to the cost."""
        run = self.runs["chain"]
        relay = Relay.of(run).show(STAGES)
        task = Task(run.task_x, (run.data_x, run.data_y), (run.example_x[0], run.example_y[0]), *theme.SUBJECT)
        task.show(run.lift_answers[-1], run.lift_a[-1]).draw(curve=1, wishes=1, gap=1, square=1).keep(run.lift_answers[0], run.lift_a[0])
        sigma = SigmaSlope(self.runs, ".4f", 0.5, 4).open(1)
        ways, walk = Ways(self.runs, ".3f", 13, 5), Walk(self.runs, ".3f", 13, 6).show(len(run.back_products)).branch(1)
        for i in range(3):
            ways.grow(i, 1)
        sliders, ratios = Sliders(run.here, 6, 5, 4).next_to(task), Ratios(relay)
        return [("Task, Sliders", "task.py", VGroup(task, sliders)), ("Relay, Ratios", "relay.py", VGroup(relay, ratios)),
                ("SigmaSlope", "slopes.py", sigma),
                ("Ways", "road.py", ways), ("Walk, Station", "road.py", walk), ("Answer", "road.py", Answer(self.runs, ".4f").row)]

    def slopes(self):
        """What the slopes of one example are made of, and what all of them say."""
        run = self.runs["chain"]
        strips = Strips.of(self.runs, self.fact("chain.example_y", 0, form=".0f"), "example_error", "error_factor", run.shrink_a[0], 4)
        link = Link.of(self.runs, ".4f")
        for name in STEPS:
            link.come(name, 1)
        tug, lenses = Tug(self.runs, ".4f", 9, 5).show(len(run.voices)), Lenses(self.runs, ".4f")
        stride = Stride([self.fact("chain.entry_step", i, form="+.3f") for i in range(len(run.here))], 7, 4).aim(1).show(1)
        return [("Strips", "slopes.py", strips), ("Throttle", "slopes.py", Throttle(self.runs, ".3f", 12, 4)), ("Link", "link.py", link),
                ("Lenses, Closeup", "closeup.py", VGroup(*lenses.lenses)), ("Tug", "tug.py", tug), ("Stride", "tug.py", stride)]

    def mini_batches(self):
        run = self.runs["minibatch"]
        wall, dealt_wall = (DigitWall(run.pictures, *size) for size in (CELL, theme.SUBJECT))
        chosen, batches = run.epoch_order[:10], self.fact("minibatch.batch_count")
        dealing = Dealing(dealt_wall, run.epoch_order, run.recipe["batch_size"], batches, *theme.SUBJECT)
        dealt = VGroup(dealt_wall, dealing.deal(len(run.pictures))).arrange(RIGHT, buff=theme.GUTTER)
        angles = AngleFan(run.angle_ten, run.angle_mean[1], theme.PICTURE, theme.SOME).show(len(run.angle_ten)).measure()
        tally = Tally(float(run.fair_ratio), *theme.SUBJECT, theme.GUTTER, theme.SOME, theme.ALL)
        return [
            ("DigitWall", "wall.py", wall.light(len(run.pictures) // 2)),
            ("Hand", "hand.py", Hand(run.pictures[chosen], theme.ROW, 5, theme.SOME)),
            ("Dealing", "dealing.py", dealt),
            ("AngleFan", "angle_fan.py", angles),
            ("Odometer", "odometer.py", Odometer(5, self.fact("minibatch.fair_median_steps", 0), theme.SOME)),
            ("Tally", "tally.py", tally.show(tally.total)),
        ]

    def walkers(self):
        """Two on one map, the batch that pulls at the first step, and one that settles at a bottom."""
        run = self.runs["walkers"]
        heights, scale = (run.map_alphas, run.map_betas, run.map_surface), Scale(0, run.map_surface.max(), 30)
        race = ContourMap(*heights, scale, theme.VISTA[0], floor=0).show(
            Path(run.race_all, theme.ALL), Path(run.race_one, theme.SOME, marker="square", uphill=run.uphill))
        start = run.race_ten[0]
        view = view_around([start, *(start + run.hand_pull), start + run.all_step], theme.VISTA, 4 * [2 * theme.GUTTER])
        lines = ContourMap(*heights, Scale(0, scale.high, 1000), theme.VISTA[0], view=view, filled=False)
        pulls = Pulls(lines, start, run.hand_pull, run.hand_x, run.hand_step, run.all_step)
        disc = Disc(run.hover_alphas, run.hover_betas, run.hover_surface, Scale(0, run.hover_surface.max(), 20),
                    theme.SUBJECT[0], run.hover_bottom, run.hover_path[1], run.hover_ring[1])
        return [
            ("ColourKey", "contour_map.py", ColourKey(scale, CELL[0], "low", "high")),
            ("ContourMap, with uphill steps", "contour_map.py", race),
            ("Pulls", "pulls.py, boxes.py", Group(lines, pulls.show(len(run.hand)).show_mean(1).show_whole(1))),
            ("Disc", "disc.py", disc.show(len(run.hover_path[1]) - 1).look_closer(1)),
        ]

    def the_gradient(self):
        """How much each number matters, and what nudges of one length do."""
        run = self.runs["gradient"]
        sorted_, home = (SlopeCells(run.gradient, run.network.sizes, 13, 6).reveal(1).zeros(1).brighten(1).fly(t) for t in (0, 1))
        most = float(np.abs(run.random_change).max())
        here, half = run.train_cost[0], 1.2 * float(run.wiggle_swing[0])
        moves = [self.fact(f"gradient.{key}", *i, form=".1f") for key, *i in (("two_moves", 0), ("two_moves", 1), ("nudge_length",))]
        return [
            ("Needle", "needle.py", Needle("cost", here - half, here + half, here, 2).show(run.wiggle_cost[0][:30])),
            ("Wiggle", "wiggle.py", Wiggle(Words("w"), run.map_alphas[[0, -1]], run.wiggle_move, run.wiggle_cost[0], half)),
            ("Promise", "promises.py", Promise(run.trust_eta, run.trust_cost, run.trust_line, 6, 3).walk(90)),
            ("Kept", "promises.py", Kept(list(zip(run.step_said[:2], run.step_fell[:2])), 6).arrange(DOWN)),
            ("Length", "length.py", Length(*moves, 2)),
            ("SlopeCells", "slope_cells.py", sorted_), ("SlopeCells, on their weights", "slope_cells.py, cells.py", home),
            ("Spread", "spread.py", Spread(run.random_change, most / 12, (-most, most), 6, 3).show(len(run.random_change))),
        ]

    def many_neurons(self):
        """The network 3-3-2, and all that its last layer does to the cost."""
        run, small, (j, k) = self.runs["layers"], LayerNumbers(self.runs), (0, 2)
        net, road_net, fork_net, tail_net = (Layered([run.W1, run.W2], [run.example_x, run.a1, run.a2], name)
                                             for name in ("whole", "road", "fork", "tail"))
        road = OneRoad(road_net, run.W2, run.a2, run.example_y, j, k)
        factors = Factors((sym.slope(sym.w()), sym.a(), "sigma'", "2"), small.three_factors(j, k))
        plot = SlopePlot(run.curve_z[j], run.curve_cost[j], run.delta2[j], int(run.curve_run), run.curve_cost.max(), j)
        fork = Fork(fork_net, run.W2, run.paths[:, run.shown_k], int(run.shown_k))
        back, turned = small.one_layer_back(int(run.shown_k)), SignTable(small.one_layer_back(0).weights, "from", size=theme.LABEL)
        table = SignTable(back.weights, "from", "to", theme.LABEL)
        tail = SharedTail(tail_net, 0, (0, 1), small.slopes_into(0, (0, 1))[0])
        bend = SigmaPlot(run.bend_z, run.bend_a, run.z1[0], run.a1[0], run.sigma_slope1[0], sym.z())
        return [
            ("Layered", "layered.py", net),
            ("SignTable", "sign_table.py", SignTable(back.weights, "from", "to", theme.LABEL)),
            ("OneRoad, Factors", "one_road.py", VGroup(road_net, road.add(*road.squares), factors)),
            ("SlopePlot", "slope_plot.py", plot), ("SigmaPlot", "slope_plot.py", bend),
            ("AreaTable", "areas.py", AreaTable(run.delta2, run.a1, small.all_slopes().slopes)),
            ("Fork, Steps", "fork.py, sums.py", VGroup(fork_net, fork.add(*fork.roads, *fork.on, fork.steps, fork.floor))),
            ("ColumnSum", "column_sum.py", VGroup(table, ColumnSum(table, back.deltas, back.products, back.made))),
            ("Turned", "column_sum.py", Turned(
                turned, (back.deltas, back.carried, back.sigmas, back.results), ("", "=", "dot.o", "="),
                ("W", "delta", "W delta", "sigma'", "delta"))),
            ("SharedTail", "shared_tail.py", VGroup(tail_net, tail, *tail.tail[0], *tail.deltas)),
            ("Neuron, Ribbon, Charge, ChargeKey", "nodes.py", VGroup(
                Neuron("a", [0, 0, 0], 0.7), Ribbon([1, 0, 0], [3, 1, 0], 0.1, theme.POSITIVE), Charge(1, [4, 0, 0], 0.5),
                ChargeKey("up", "down").next_to([5, 0, 0]))),
        ]

    def the_way_back(self):
        """delta, in the small network and in that of the digits; the lines that find it, and whether they are right."""
        run, digits = self.runs["layers"], self.runs["digits"]
        flow = Backflow([run.W1, run.W2], [run.delta1, run.delta2], [run.example_x, run.a1], 9, 5, 0.5, 0.2).show(2)
        digit = DigitImage(digits.flow_x, 3.4).move_to([-5, 0, 0])
        agreement = Agreement(digits.check_nudge, digits.check_sweep, 5, ("one", "other")).show(len(digits.check_nudge))
        told = Told(digits.check_dark, 3, Words("{} dark pixels", self.fact("digits.check_pixels")))
        told.mask.show(1)
        cards = both_ways(digits.network, digits.theta[0], digits.first_slopes, digits.shown_edge)
        cards[0].network.nudge(*map(int, digits.shown_edge))
        cards[1].network.sweep(1)
        return [
            ("Backflow", "backflow.py", flow),
            ("DigitFlow", "backflow.py", DigitFlow(digits, digit, 8.6, 5.7, 0.32, 0.09, [-0.4, 0, 0]).show(digits.network.depth, 1)),
            ("DigitSlopes", "digit_slopes.py", DigitSlopes(digits.flow_dx, 3)),
            ("Pairs, Pair, Icon", "listing.py, backflow.py", Pairs(backpropagate, BACKPROPAGATION, run.network.sizes)),
            ("Agreement", "agreement.py", agreement),
            ("Told, Mask", "agreement.py", told),
            ("WayBack", "way_back.py", WayBack(digits, self.room)),
            ("Card, NudgedNetwork, SweptNetwork", "deck.py", VGroup(*cards)),
        ]

    def wishes(self):
        """What one digit asks of outputs, weights and neurons; what all ask; and what a step does to them."""
        run, depth = self.runs["nudges"], self.runs["nudges"].network.depth
        label, grey = int(run.label), float(run.output[run.label])
        tracks = Tracks(run.output, run.digit_y, 0.9, 4.5, ring=0.34).part(0).aim(len(run.output))
        lever = Lever("its bias", theme.BIAS, "bias", run.lever_b, run.lift_b, span_of(run.lift_b), 4.3, 5.6).show(len(run.lift_b) - 1)
        line = Proportion(run.before_a, run.before_change, grey, 6.9, 4.3).come(len(run.before_a)).line(1).edges(1)
        loud = [label, int(run.rival)]
        weights = getattr(run, f"W{depth}")[loud]
        asks = Asks(run.asks, loud, run.asks_all, run.before_a, weights, run.output[loud], run.error[loud], 10, 6)
        asks.rise(1).fan(1, 1).rise(1, 1)
        for row in range(len(run.asks)):
            asks.grow(row, 1)
        layers = [[getattr(run, f"{what}{l}") for l in range(1, depth + 1)] for what in ("a", "wish", "flow", "W", "change", "bias")]
        earlier = Earlier(*layers, 10, 5, depth + 1)
        for l in range(1, depth):
            earlier.pass_down(l, len(layers[0][l - 1]) + 1)
        ballot = Ballot(run.table_wish, run.table_x, run.table_running, run.table_zoom, run.table_edge, run.table_weight,
                        run.network.sizes[depth - 2:depth], 12, 6).ask(len(run.table_x)).mean(-1).zoom(1)
        return [
            ("Tracks", "tracks.py", tracks),
            ("Lever", "levers.py", lever), ("Proportion", "proportion.py", line),
            ("Asks", "asks.py", asks.close(1).add_up(1)), ("Earlier", "earlier.py", earlier), ("Ballot", "ballot.py", ballot),
            ("Heap", "heap.py", Heap(run.one_change, run.one_place, 2, 3, 8, 5).show_mine(1).show(len(run.one_change))),
        ]

    def one_neuron(self):
        """A neuron with one input over its data, one with three laid open, and the switches of its slope."""
        run = self.runs["relu_neuron"]
        hinge = Hinge(run.data_x, run.data_y, 3, (-0.75, 0.9), (-0.4, 0.9)).show(run.hinge_fit[:, 0]).set_(squares=1.0)
        return [
            ("Hinge", "hinge.py", hinge),
            ("LaidOpen", "laid_open.py", LaidOpen.of(self, "relu_neuron.three", 0, ("x_1", "x_2", "x_3"), 2, 0.7, 0)),
            ("Switches", "switches.py", Switches(run.place_switch, 9, 0.5).set_so_many(run.examples)),
        ]

    def by_heart(self):
        """Labels that change hands, what is known of them, how much fits, and the weights that hold it."""
        run, places = self.runs["memorization"], range(len(self.runs["memorization"].wall))
        own, given = ([self.fact(f"memorization.wall_{what}", i) for i in places] for what in ("label", "given"))
        handed = HandedOn(run.wall_x, own, given, [*range(1, len(own)), None], 8, 0.8)
        lines = [Series(run.epoch, run.own_cost, theme.SOME), Series(run.epoch, run.swapped_cost, theme.ALL)]
        filled = Filled(np.ones(len(run.list_size)), run.list_known, 1, 5, 0.8, theme.ALL, float(run.guess))
        for i in range(count := len(run.list_size)):
            filled.fill(i)(1)
        beside = ([self.fact(f"memorization.list_{what}", i, form=".0%") for i in range(count)] for what in ("share", "new"))
        about = [Words("{}", self.fact("memorization.list_size", i, form=",")) for i in range(count)]
        rows = Rows(filled, (Words("labels"), Words("known")), about, *beside)
        share = Share(self.fact("memorization.right", 0, 0, form=".0%"), 5, 0.8, theme.SOME, float(run.guess)).fill(0)(1)
        share.next_to(filled, DOWN)
        chart = Stretched(lines, "epochs", "cost", *theme.PANEL, 5, theme.COST).until(len(run.epoch) - 1)
        three, new, says = ([self.fact(f"memorization.three_{what}", i) for i in range(3)] for what in ("label", "given", "swapped"))
        examined = Examined(run.three_x, [three, new], (theme.SOME, theme.ALL))
        return [
            ("HandedOn", "handed_on.py", handed), ("Filled, Rows, Share", "filled.py", Group(rows, share, share.number())),
            ("Stretched", "stretched.py", chart),
            ("Examined", "examined.py", Group(examined, examined.answers(1, says))),
        ]

    def an_exam(self):
        """What a trained network reads, what it looks for, and what it says to noise."""
        run = self.runs["what_it_learned"]
        exam, asked = Exam(run.exam_x, run.exam_wrong, 8, 5).close(), AskedNow(run.exam_x, run.exam_wrong, 3).show(int(run.missed[0]))
        key = WeightKey(*(self.fact("what_it_learned.tile_scale", i, form=".2g") for i in range(3)))
        digit, parts = DigitImage(run.hope_x[0], 3), [Part(part, 3, theme.WANTED) for part in run.hope_part[0]]
        full = run.digits_share.max(), run.noise_share.max()
        mirror = Mirror(run.digits_share[0], run.noise_share[0], full, (theme.SOME, theme.ALL), 6, 3)
        polls = Polls(run.noise_come[-1], run.noise_come[-1].max(), 0.6, 3, theme.ALL)
        share = self.fact("what_it_learned.fit_share", 1, form=".0%")
        tiles = WeightPictures(run.tile_w[-1], 4, 1.2, run.tile_full, run.lit)
        drawn, real, targets = ([self.fact(f"what_it_learned.{key}", *at, j, form=".2f") for j in run.exam_name] for key, at in (
            ("climb_answers", [-1]), ("real_answers", []), ("real_target", [])))
        return [
            ("Exam, AskedNow", "exam.py", Group(exam, asked).arrange(RIGHT)), ("Part", "parts.py", Group(digit, *parts)),
            ("TakenApart", "parts.py", TakenApart(run.hope_x[0], run.hope_part[0], 1.9, "a loop and a line")),
            ("Fit", "fits.py", Fit(run.fit_w[1], run.hope_part.reshape(-1, 5)[run.fit_part[1]], run.fit_shift[1], 3, run.tile_full,
                                   run.lit, Words("best"), share, Words("{}", share))),
            ("LaidOver", "fits.py", Group(tiles, LaidOver(tiles, run.hope_part.reshape(-1, 5), 8).lay(40))),
            ("Targets", "targets.py", Targets((run.climb_answers[-1], drawn), targets, (run.real_answers, real))),
            ("WeightPictures, WeightKey", "weight_pictures.py",
             VGroup(WeightPictures(run.tile_w[-1], 4, 1.2, run.tile_full, run.lit), key).arrange(DOWN)),
            ("Mirror", "mirror.py", VGroup(mirror, mirror.ticks(), mirror.heights(0.1))),
            ("SmallMirror", "mirror.py", SmallMirror(run.digits_share[0], run.noise_share[0], full, (theme.SOME, theme.ALL),
                                                     Words("digits", color=theme.SOME), Words("noise"))),
            ("Polls", "mirror.py", VGroup(polls, polls.whole(0), polls.missing(Words("none")))),
        ]

    def many_starts(self):
        """Neurons beside each other: what they answer and feel, their weights, and their partners in another network."""
        run = self.runs["initialization"]
        row = NeuronRow(run.pair_answer[1], run.pair_slope[1], 10).answers(1).slopes(1).compare(0.4)
        field = AnswerField(run.size_answers[-1], 5, 4)
        rows = Matching(run.match_a, run.match_b, run.match_order, run.match_alike, 0.8, theme.SOME)
        return [
            ("NeuronRow", "neuron_row.py", row), ("Matching", "matching.py", rows),
            ("AnswerField", "answer_field.py", field),
            ("Histogram", "histogram.py", Histogram(run.size_felt[30, 0], 5, 2.5, theme.GRADIENT, marks=8, middle=True)),
            ("Layers", "histogram.py", Layers(Words("answers"), [Words(name, size=theme.LABEL) for name in ("first layer", "second layer")],
                                              run.size_bins[30, :2], 5, 1.2, theme.INK, [])),
            ("Twins", "twins.py", Twins()),
            ("Walks", "walks.py", Walks(run.walk[0], run.walk_hull[0], run.walk_n, "terms", "their sum", theme.SOME, 5, 3)),
        ]

    def layers(self, key, *shape):
        """The first numbers of an array of the run "layers": a list, or rows of them."""
        if len(shape) == 1:
            return [self.fact(f"layers.{key}", j, form=".3f") for j in range(*shape)]
        return [[self.fact(f"layers.{key}", j, k, form=".3f") for k in range(shape[1])] for j in range(shape[0])]

    def gestures(self):
        """What may happen to drawings, each once on their page."""
        z = Formula(sym.z(), theme.TITLE)
        moves, slopes = (Equation(sym.d(sym.z(), sym.w(), mark), "dot", sym.d(sym.a(), sym.z(), mark))
                         for mark in ("Delta", "partial"))
        run = self.runs["chain"]
        picture = Throttle(self.runs, ".3f", 12, 4)
        self.hang([("strikes, becomes", "gestures.py", moves), ("Nudge", "gestures.py", picture), ("Gather, Grow", "gestures.py", z)])
        strikes(self, moves, moves[0].part("z"), moves[2].part("z"))
        self.play(becomes(moves, slopes.move_to(moves)), Nudge(picture, range(len(run.light_a)), back=False), run_time=theme.PHRASE)
        name, equals, number = Equation(sym.z(), "=", self.fact("chain.z", -1, form=".3f")).next_to(z, DOWN)
        self.play(Gather((z, name)), run_time=theme.TURN)
        self.play(FadeIn(equals), Grow([number], from_=[z]), run_time=theme.TURN)
        self.wait(theme.STUDY)
        self.hand_over()

    def words(self):
        size = self.fact("digits.network.n_parameters", form=",")
        return [
            ("Words, Sentence", "text.py", VGroup(Words("{} numbers", size), Sentence("It falls.")).arrange(DOWN)),
            ("Formula", "text.py", Formula("{{C : C}} = sum_j ({{a_j : a}} - {{y_j : y}})^2")),
            ("Number", "text.py", Number(self.fact("digits.accuracy", -1, form=".1%"))),
            ("TitleCard", "cards.py", TitleCard("How does it know?")),
            ("Provenance", "cards.py", Provenance("digits-{}", size)),
        ]
