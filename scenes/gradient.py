"""Film: the gradient as a list: what it says about each of a network's numbers, and how far one may trust it.

Shows "gradient": a network that has learned nothing yet, and its first ten steps, each against the gradient of all digits.
"""

import numpy as np
from manim import (
    DOWN, LEFT, PI, RIGHT, UP, Arrow, Create, DashedLine, FadeIn, FadeOut, GrowArrow, GrowFromPoint, LaggedStart, Line,
    ReplacementTransform, VGroup,
)

from scenes.stage import symbols as sym
from scenes.stage import theme
from scenes.stage.agreement import Told
from scenes.stage.contour_map import ColourKey, ContourMap, Label
from scenes.stage.film import Film
from scenes.stage.gestures import Nudge, Through
from scenes.stage.network import NetworkDiagram
from scenes.stage.paths import Path
from scenes.stage.promises import Promise, Promises
from scenes.stage.slope_cells import SlopeCells, column
from scenes.stage.spread import Spread
from scenes.stage.surface import Scale
from scenes.stage.text import Formula, Words, as_symbol
from scenes.stage.wiggle import Wiggle

DRAWN, HEAVY = 10, 0.995          # input neurons that are drawn; a weight larger than so many of them is drawn at full width
PLACES = ".4f", ".5f"             # of the two slopes, which differ 32 times
UNTRAINED = "untrained network · all {} training digits"


class ReadingTheGradient(Film):
    """The gradient of a network that was really trained, number by number."""

    wiggles: list                    # from two_weights to two_readings
    bars: VGroup                     # from two_readings to the_whole_list
    arrow: Arrow                     # from a_thousand_directions to what_a_step_promises
    chart: Promise                   # from what_a_step_promises to how_far_to_trust_it
    recordings = ("gradient",)
    question = "What does the gradient say about\neach of {} numbers?"
    constants = {"0": "the slope of what changes nothing, and the least that a cost can be",
                 "1": "the first of two weights", "2": "the second", "100": "from one mark of a log scale to the next"}

    def construct(self):
        self.set_the_stage()
        self.play_section(self.two_weights)
        self.play_section(self.two_readings)
        self.play_section(self.the_whole_list)
        self.play_section(self.folded_back)
        self.play_section(self.a_thousand_directions)
        self.play_section(self.what_a_step_promises)
        self.play_section(self.how_far_to_trust_it)
        self.play_section(self.a_new_list_each_step)
        self.play_section(self.ten_promises)
        self.play_section(self.the_answer)

    def set_the_stage(self):
        """What several sections show, or know."""
        self.run = self.runs["gradient"]
        self.size, self.everyone = self.fact("gradient.network.n_parameters", form=","), self.fact("gradient.examples", form=",")
        self.graph = self.room.width - 4 * theme.GUTTER, self.room.height - 2 * theme.GUTTER
        self.cells = SlopeCells(self.run.gradient, self.run.network.sizes, self.room.width, self.room.height - theme.GUTTER)
        self.home = self.cells.move_to(self.room).align_to(self.room, DOWN).get_center()

    # -- two weights ---------------------------------------------------------------------------------------------------

    def two_weights(self):
        run, network = self.run, self.network().move_to(self.room).align_to(self.room, LEFT)
        reach = 1.25 * np.abs(run.wiggle_cost[0] - run.train_cost[0]).max()
        self.wiggles = [Wiggle(symbol(i), run.map_alphas[[0, -1]], run.wiggle_move, run.wiggle_cost[i], reach) for i in range(2)]
        VGroup(*self.wiggles).arrange(DOWN, buff=theme.GUTTER / 2).next_to(network, RIGHT, buff=theme.GUTTER)
        self.ask(self.size)
        self.say("An untrained network. Its cost over all {} training digits is {}.", self.everyone, self.two("train_cost", 0))
        self.hand_over(comes=[network, self.tag(UNTRAINED + " · blue: a weight above 0, orange: below", self.everyone)])
        self.play(FadeIn(self.wiggles[0].needle), run_time=theme.TURN)
        self.read()
        self.say("Wiggle one weight $w$ of the last layer by {} up and down: the cost swings by {}.",
                 self.fact("gradient.wiggle_far"), self.of_weight("swing", 0))
        self.wiggle(network, 0)
        self.read()
        before = "Wiggle one of the layer before just as far: {}."
        self.say(before + " The needle hardly stirs.", swing := self.of_weight("swing", 1),
                 holds=run.wiggle_swing[0] > 20 * run.wiggle_swing[1], otherwise=(before, swing))
        self.play(FadeIn(self.wiggles[1].needle))
        self.wiggle(network, 1)
        self.read()
        self.say("The slope: change of the cost per unit of weight, for a tiny wiggle. The first, we chose it so, is {} times as steep.",
                 self.fact("gradient.wiggle_times", form=".0f"))
        for i, wiggle in enumerate(self.wiggles):
            slope = wiggle.beside(Words("slope {}", self.of_weight("slope", i, "+"), color=theme.GRADIENT), DOWN)
            self.play(FadeIn(slope))
        self.play(*(move for wiggle in self.wiggles for move in wiggle.goes()), run_time=theme.VERSE)

    def network(self):
        run, theta, lit = self.run, self.run.theta[0], np.flatnonzero(self.run.dark == 0)
        drawn = {0: lit[np.linspace(0, len(lit) - 1, DRAWN).round().astype(int)]}
        network = NetworkDiagram(run.network.sizes, np.quantile(np.abs(theta), HEAVY), 4.5, 5.4, drawn=drawn)
        return network.show(run.network.layers(theta), [np.zeros(n) for n in run.network.sizes]).reach(-1)

    def of_weight(self, key, i, sign=""):
        """What one of both weights does to the cost."""
        return self.fact(f"gradient.wiggle_{key}", i, form=sign + PLACES[i])

    def wiggle(self, network, i):
        """One of the weights goes there and back; its needle goes along."""
        edges = [tuple(map(int, edge)) for edge in self.run.wiggle_edge[:i + 1]]
        line = Line(*network.edge(*edges[i]), color=theme.WEIGHT, stroke_width=theme.stroke(2 * theme.BOLD)).scale(0.94)
        self.play(network.light(edges), Create(line), FadeIn(self.wiggles[i].knob))
        self.play(*self.wiggles[i].goes(), run_time=theme.VERSE + theme.BEAT * (1 - i))
        self.play(FadeIn(self.wiggles[i].beside(Words("swing {}", self.of_weight("swing", i)), UP)))

    def two_readings(self):
        run, scale = self.run, Scale(self.run.map_surface.min(), self.run.map_surface.max(), levels=14)
        land = ContourMap(run.map_alphas, run.map_betas, run.map_surface, scale, 5.0).show(Path(run.wiggle_way[0][:1]))
        land.move_to(self.room).align_to(self.room, UP + LEFT).shift(1.5 * RIGHT)
        (across, up), needle = (each.dial for each in self.wiggles), self.wiggles[0].needle
        key = VGroup(ColourKey(scale, 2.2, "low cost", "high cost"), Words("lines: places of equal cost"))
        self.right(key.arrange(DOWN, buff=theme.GUTTER / 2, aligned_edge=LEFT), share=0.45).align_to(land, UP).shift(theme.GAP * DOWN)
        self.say("Put both weights on one map: each point is a network, its colour the cost.")
        self.hand_over(across, up, needle, run_time=theme.NOTE)
        self.hand_over(across, up, needle, comes=[land, self.tag(UNTRAINED, self.everyone)], run_time=theme.TURN, moves=[
            across.animate.stretch_to_fit_width(land.width).next_to(land, DOWN, buff=theme.GAP),
            needle.animate.move_to(key.get_center() * [1, 0, 0] + DOWN),
            up.animate.stretch_to_fit_width(land.height).rotate(PI / 2).next_to(land, LEFT, buff=theme.GAP)])
        self.play(FadeIn(symbol(0).next_to(across, RIGHT), symbol(1).next_to(up, LEFT)))
        self.play(FadeIn(key[0]))
        self.read()
        self.play(FadeIn(key[1]))
        self.say("To the right we cross line after line of equal cost; upwards hardly any.", holds=run.wiggle_times > 20)
        self.wiggles[1].needle = needle
        for each, way in zip(self.wiggles, run.wiggle_way):
            self.play(Nudge(land, way, lambda at: land.show(Path(at[None])), back=False), *each.goes(), run_time=5 * theme.BEAT)
        self.read()
        self.the_arrow_and_the_list(land, key)

    def the_arrow_and_the_list(self, land, key):
        gradient, here = self.run.wiggle_slope * self.run.arrow_times, land.at(0, 0)
        arrow = Arrow(here, land.at(*gradient), buff=0, color=theme.GRADIENT, stroke_width=theme.stroke(3 * theme.BOLD))
        ends = [land.at(*part) for part in np.diag(gradient)]
        shadows = [column(np.linalg.norm(end - here), 2 * theme.BOLD).rotate(i * PI / 2).move_to((here + end) / 2)
                   for i, end in enumerate(ends)]
        self.say("The two slopes together are an arrow: the gradient, $∇C$ (“nabla C”). It points straight uphill.")
        self.play(FadeOut(self.wiggles[0].needle), GrowFromPoint(shadows[0], here), run_time=theme.TURN)
        self.play(GrowFromPoint(shadows[1], here))
        self.play(GrowArrow(arrow), run_time=theme.TURN)
        one = Words("an arrow: straight uphill\n({} times as long as to scale)", self.fact("gradient.arrow_times"))
        one.next_to(key, DOWN, buff=1.5 * theme.GUTTER, aligned_edge=LEFT)
        self.play(Label(land, Formula("{{gradient C : gradient}}", theme.TITLE).next_to(arrow, UP)))
        self.play(FadeIn(one))
        self.read()
        self.say("The gradient is an arrow uphill, and also a list: how much each weight matters.")
        self.bars = VGroup(*(column(4.0 * share, 0.7) for share in np.abs(gradient) / np.abs(gradient).max()))
        self.bars.arrange(DOWN, buff=theme.GUTTER / 2, aligned_edge=LEFT)
        head = Words("a list: how steep for each weight").next_to(one, DOWN, buff=theme.GUTTER, aligned_edge=LEFT)
        self.bars.next_to(head, DOWN, buff=theme.GUTTER / 2, aligned_edge=LEFT).shift(0.8 * RIGHT).set_z_index(1)
        for i, (bar, shadow) in enumerate(zip(self.bars, shadows)):
            number = Words("{}", self.of_weight("slope", i, "+"), color=(theme.BACKGROUND, theme.GRADIENT)[i])
            number.next_to(bar.get_right(), (LEFT, RIGHT)[i]).set_z_index(2)
            self.play(ReplacementTransform(shadow, bar), run_time=theme.TURN)
            self.play(FadeIn(number, symbol(i).next_to(bar, LEFT), *[] if i else [head]))

    # -- all of them ---------------------------------------------------------------------------------------------------

    def the_whole_list(self):
        cells = self.cells
        *said, zero = cells.counted(self, "gradient", "{}: raise it, the cost rises", "{}: raise it, the cost falls", "{}: exactly 0")
        ticks, steps, log = cells.ticks(), Words("from mark to mark:\n100 times as steep").move_to(cells.free()), self.log_scale()
        self.to_a_log_scale(ticks, steps, log)
        self.say("Now all {} numbers, the steepest first: {} slopes are above 0, {} are below.", self.size,
                 *(text.facts[0] for text in said))
        self.add(cells, *self.bars)
        self.play(Through(cells, cells.reveal), run_time=theme.VERSE)
        self.play(FadeOut(*self.bars, *self.names), FadeIn(*said))
        self.read()
        self.play(FadeOut(steps))
        pixels = self.the_zeros(zero)
        self.read()
        self.the_steepest([*said, pixels, zero, ticks, log])

    def log_scale(self):
        return self.tag(UNTRAINED + " · log scale", self.everyone)

    def to_a_log_scale(self, ticks, steps, log):
        """Both bars, side by side as they are, and then on a log scale."""
        cells, run = self.cells, self.run
        marks = [cells.mark(int(i)) for i in run.wiggle_index]
        low = [cells.mark(int(i), log=False) for i in run.wiggle_index]
        ends = [np.sign(slope) * UP for slope in run.wiggle_slope]
        self.names = [symbol(i).next_to(column, end, buff=theme.GAP / 2) for i, (column, end) in enumerate(zip(low, ends))]
        self.say("To scale, the second is hardly there. On a log scale, equal heights are equal factors.",
                 holds=run.wiggle_times > 20, otherwise="On a log scale, equal heights are equal factors.")
        self.hand_over(*self.bars, run_time=theme.NOTE)
        self.play(*(bar.animate.become(column) for bar, column in zip(self.bars, low)), FadeIn(*self.names), run_time=theme.TURN)
        self.wait(theme.READ)
        self.play(*(bar.animate.become(mark) for bar, mark in zip(self.bars, marks)), FadeIn(ticks, log, steps),
                  *(name.animate.next_to(mark, end, buff=theme.GAP / 2) for name, mark, end in zip(self.names, marks, ends)),
                  run_time=theme.TURN)
        self.read()

    def the_steepest(self, others):
        """The first columns of either sign, from near and to scale."""
        cells = self.cells
        self.say("Look closer at the steepest, now to scale. Each slope belongs to one weight or bias.")
        self.play(FadeOut(*others), FadeIn(tag := self.tag(UNTRAINED + " · drawn to scale", self.everyone)))
        self.play(Through(cells, cells.zoom), run_time=theme.PHRASE)
        self.play(LaggedStart(*map(FadeIn, texts := cells.read(self, "gradient")), lag_ratio=0.3), run_time=theme.PHRASE)
        self.wait(theme.READ + theme.NOTE)
        self.play(FadeOut(*texts, tag), run_time=theme.NOTE)
        self.play(Through(cells, cells.zoom, 0.0, 1.0), run_time=theme.TURN)

    def the_zeros(self, name):
        """The strip of zeros, and the pixels that are dark in every digit."""
        cells, (pixels, weights, count) = self.cells, (
            self.fact(f"gradient.{key}", form=",") for key in ("dark_count", "dark_weights", "zero_count"))
        told = Told(self.run.dark, 1.9, Words("{} grey pixels:\ndark in every digit", pixels),
                    Words("{} × {} = {}", pixels, weights, count)).move_to(cells.free())
        self.say("{} are exactly 0. Their pixels are dark in every digit, so these weights change nothing.", count,
                 holds=count.value == pixels.value * weights.value, otherwise=("{} are exactly 0.", count))
        self.play(Through(cells, cells.zeros), run_time=theme.PHRASE)
        self.play(FadeIn(name, told.mask))
        self.play(Through(told.mask, told.mask.show), FadeIn(told.lines), run_time=theme.PHRASE)
        return told

    def folded_back(self):
        run, cells, depth = self.run, self.cells, self.run.network.depth
        names = ["first layer", *["middle layer"] * (depth - 2), "last layer"]
        heads = [cells.over(2 * l, Words(name)) for l, name in enumerate(names)]
        feet = [cells.under(2 * l, Words("weights up to {}", self.fact("gradient.block_largest", 2 * l, form=".2g"))) for l in range(depth)]
        biases = [cells.over(2 * l + 1, Words("biases")).shift(theme.GAP * RIGHT) for l in range(depth)]
        self.say("Put each slope back on its own weight. On one scale, only the last layer shines.",
                 holds=run.block_largest[-2:].min() > 2 * run.block_largest[:-2].max(), otherwise="Put each slope back on its own weight.")
        self.hand_over(cells, run_time=theme.NOTE)
        self.add(self.tag(UNTRAINED + " · as bright as the slope is large", self.everyone))
        self.play(Through(cells, cells.fly), run_time=8 * theme.BEAT)
        self.play(FadeIn(*heads, *biases))
        self.read()
        self.say("There all is red: on average every answer is too high, so these numbers should fall.",
                 holds=run.last_up == 1 and run.too_high == run.network.sizes[-1],
                 otherwise="Red: raise it, and the cost rises. Green: raise it, and the cost falls.")
        key = cells.key(self.room)
        self.play(Create(frame := cells.frame(depth)))
        self.play(LaggedStart(*map(FadeIn, key), lag_ratio=0.6), run_time=theme.VERSE)
        self.read()
        self.remove(frame)
        self.say("Now each block on a scale of its own. The first layer shows a blur of all digits: no ink, no slope.")
        self.play(Through(cells, cells.brighten), FadeIn(*feet), run_time=theme.VERSE)

    def a_thousand_directions(self):
        run, cells, most = self.run, self.cells, 1.3 * np.abs(self.run.random_change).max()
        near, far = (-most, most), (1.12 * run.against_change, -0.08 * run.against_change)
        spread = Spread(run.random_change, most / 15, near, self.room.width - theme.GUTTER, 4.2).move_to(self.room)
        count, clock = self.fact("gradient.random_count", form=","), self.clock("gradient", int(run.random_count))
        ticks, zero = spread.ticks(), DashedLine(spread.spot(0), spread.spot(0, 1.1), color=theme.FAINT)
        axis = Words("change of the cost", color=theme.COST).next_to(ticks, DOWN).align_to(spread, RIGHT)
        clock.drive(spread, lambda row: spread.show(row + 1))
        sides = [self.live(text, self.reading(clock, f"gradient.random_{key}", form=","), color=color, anchor=LEFT)
                 .move_to(spread.spot(x * most, 0.95)) for text, key, color, x in (
                     ("falls: {} times", "fell", theme.FALLS, -0.75), ("rises: {} times", "rose", theme.COST, 0.6))]
        what = Words("length: the root of the sum\nof all squared moves").move_to(spread.spot(-0.72 * most, 0.42))
        self.say("Nudge all {} numbers at once: {} random directions, always the length {}.", self.size, count,
                 self.fact("gradient.nudge_length"))
        self.hand_over(cells, run_time=theme.NOTE)
        self.play(cells.aside(spread.spot(-0.72 * most, 0.69)), run_time=theme.TURN)
        self.hand_over(cells, comes=[spread, ticks, zero, axis, what, *sides, self.tag(UNTRAINED, self.everyone)])
        clock.run(self, clock.last, 8 * theme.BEAT, rate_func=lambda t: t ** 2)
        fell, rose = (self.fact(f"gradient.random_{key}", -1, form=",") for key in ("fell", "rose"))
        self.say("The cost falls {} times, and rises {} times: about as often.", fell, rose,
                 holds=abs(fell.value - rose.value) < 0.1 * run.random_count,
                 otherwise=("The cost falls {} times, and rises {} times.", fell, rose))
        self.play(FadeOut(what))
        self.read()
        self.say("Put the whole nudge into one single number, the best one.")
        self.play(FadeOut(ticks, zero, *sides), run_time=theme.NOTE)
        self.play(Through(spread, lambda t: spread.between(near, far, t)), run_time=theme.PHRASE)
        self.play(FadeIn(spread.ticks()), cells.aside(spread.spot(0.9 * run.against_change, 0.35)))
        self.against(spread, count)

    def against(self, spread, count):
        """The nudges that are not random, as arrows above the heap."""
        heap = Words("{} random nudges:\n{} at best", count, self.fact("gradient.random_best", form=".3f"))
        self.play(FadeIn(heap.next_to(spread.spot(1.5 * float(self.run.random_best), 0.17), LEFT)))
        which, *numbers = self.cells.named(self, "gradient.single_place", parted=(", ", " "))
        texts = f"the best single number:\n{which}: {{}}", "straight against the gradient: {}"
        for key, up, text, also in zip(("single", "against"), (0.55, 0.95), texts, (numbers, ())):
            fact = self.fact(f"gradient.{key}_change", form=".3f")
            self.arrow = Arrow(spread.spot(0, up), spread.spot(fact.value, up), buff=0, color=theme.FALLS,
                               stroke_width=theme.stroke(3 * theme.BOLD), max_tip_length_to_length_ratio=0.3)
            if key == "against":
                self.read()
                self.say("Move every number against its slope: {}. Nothing here falls as far.", fact,
                         holds=fact.value < min(self.run.single_change, self.run.random_best),
                         otherwise=("Move every number against its slope: {}.", fact))
            words = Words(text, *also, fact, color=theme.FALLS)
            words = words.next_to(self.arrow, LEFT) if key == "single" else words.next_to(self.arrow, DOWN).align_to(self.arrow, LEFT)
            self.play(GrowArrow(self.arrow), run_time=theme.PHRASE)
            self.play(FadeIn(words))

    def what_a_step_promises(self):
        run, cells, eta = self.run, self.cells, as_symbol("\N{GREEK SMALL LETTER ETA}")
        self.chart = chart = Promise(run.trust_eta, run.trust_cost, run.trust_line, *self.graph).move_to(self.room)
        ends = (chart.spot(float(run.nudge_eta), run.train_cost[0] + by) for by in (0, float(run.against_change)))
        fall = Arrow(*ends, buff=0, color=theme.FALLS)
        before = Words("that nudge: {}", self.fact("gradient.against_change", form=".3f"), color=theme.FALLS).next_to(fall, RIGHT)
        self.say("That nudge was a step downhill: minus $η$ (eta) times the gradient, with $η$ = {}.", self.two("nudge_eta"))
        self.hand_over(self.arrow, cells, run_time=theme.NOTE)
        self.play(self.arrow.animate.become(fall), cells.aside(cells.corner(self.room)), run_time=theme.TURN)
        self.play(FadeIn(chart, before, self.tag(UNTRAINED + " · one step against the gradient", self.everyone)))
        self.read()
        self.say("Each number moves by $η$ × slope, so the cost should fall by $η$ × slope × slope. Add all {}.", self.size)
        self.sums = VGroup(Words(f"each moves by {eta} × slope"), Words(f"and promises {eta} × slope × slope", color=theme.GRADIENT))
        self.sums.arrange(DOWN, aligned_edge=LEFT).next_to(cells, LEFT).align_to(cells, UP)
        self.play(FadeOut(self.arrow, before), run_time=theme.NOTE)
        self.play(LaggedStart(*map(FadeIn, self.sums), lag_ratio=1), run_time=theme.PHRASE)
        promise = chart.under_line(Words("promised", color=theme.GRADIENT))
        self.play(Through(chart, chart.promise, len(run.trust_eta) - 1), FadeIn(promise), run_time=theme.PHRASE)

    def how_far_to_trust_it(self):
        run, chart, (short, long) = self.run, self.chart, np.searchsorted(self.run.trust_eta, self.run.trust_rate - 1e-9)
        eta, said, fell = self.fact("gradient.trust_rate", 0), *(self.two(f"trust_{key}", 0, form=".3f") for key in ("said", "fell"))
        self.say("With $η$ = {} that promises a fall of {}. The real one is {}.", eta, said, fell)
        self.play(Through(chart, chart.walk, short), run_time=theme.PHRASE)
        both = VGroup(Words("promised: {} down", said, color=theme.GRADIENT), Words("real: {} down", fell, color=theme.COST))
        both.arrange(DOWN, aligned_edge=LEFT).next_to(self.cells, DOWN)
        self.play(LaggedStart(*map(FadeIn, both), lag_ratio=1), run_time=theme.PHRASE)
        self.read()
        eta, cost = self.fact("gradient.trust_rate", 1), self.two("trust_promised", 1)
        self.say("With $η$ = {} it promises a cost of {}. But no cost can be below 0.", eta, cost, holds=run.trust_promised[1] < 0,
                 otherwise=("With $η$ = {} it promises a cost of {}.", eta, cost))
        self.play(FadeOut(both, self.sums), FadeIn(chart.below_zero(Words("a cost below 0 cannot be", color=theme.COST))))
        self.play(Through(chart, chart.walk, long, short), run_time=8 * theme.BEAT)
        self.play(FadeIn(chart.at(long, run.trust_promised[1], Words("{} promised", cost, color=theme.GRADIENT))))
        self.play(FadeIn(chart.at(long, run.trust_after[1], Words("{} real", self.two("trust_after", 1), color=theme.COST))))
        self.read()
        self.say("A slope only holds nearby: a long step falls far less than it promises.", holds=run.trust_kept[1] < 2 / 3,
                 otherwise="A slope only holds nearby.")
        self.play(Create(chart.gap(long)), run_time=theme.TURN)
        self.play(FadeIn(chart.at(long, 0.55 * run.trust_after[1], Words("{} too low", self.two("trust_short", 1)))))

    def two(self, key, *index, form=".2f"):
        return self.fact(f"gradient.{key}", *index, form=form)

    def a_new_list_each_step(self):
        cells, run, clock = self.cells, self.run, self.clock("gradient")
        step, cost = self.reading(clock, "gradient.step"), self.reading(clock, "gradient.train_cost", form=".3f")
        text = self.live("step {}: cost {}", step, cost, anchor=LEFT)
        text.move_to(self.room).align_to(self.room, UP + LEFT)
        self.say("Take that step. Of {} slopes that were not 0, {} now have another sign: the list is out of date.",
                 self.fact("gradient.live_count", form=","), self.fact("gradient.flipped", 0, form=","))
        self.hand_over(cells, run_time=theme.NOTE)
        self.play(cells.grows(self.home), run_time=theme.TURN)
        self.play(FadeIn(text, self.tag("the same network · each block on its own scale")), run_time=theme.NOTE)
        clock.run(self, 1, theme.TICK)
        white = cells.show(1).turn(0).under(2 * run.network.depth - 2, Words("white: another sign now"))
        self.play(Through(cells, cells.flash), FadeIn(white))
        self.play(Through(cells, cells.turn))
        self.read()
        self.play(FadeOut(white), Through(cells, cells.flash, 0.0, 1.0))

    def ten_promises(self):
        run, cells, clock, (width, height) = self.run, self.cells, self.clock("gradient", int(self.run.step_count)), self.graph
        chart = Promises(run.step_share, run.step_line, run.step_way, width - 2 * theme.GUTTER, height)
        chart.move_to(self.room).align_to(self.room, LEFT)
        promise = Words("promised", color=theme.GRADIENT).next_to(chart.spot(0.55, -0.55), DOWN + LEFT)
        step, cost, share = (self.reading(clock, f"gradient.step_{key}", form=form)
                             for key, form in (("number", ""), ("cost", ".3f"), ("kept", ".0%")))
        said = VGroup(self.live("step {}: cost {}", step, cost, anchor=LEFT),
                      self.live("kept {} of its promise", share, color=theme.COST, anchor=LEFT))
        said.arrange(DOWN, aligned_edge=LEFT).next_to(chart.spot(0, -1.1), UP + RIGHT)
        lengths = [self.fact("gradient.gradient_length", i, form=form) for i, form in ((0, ".2f"), (-1, ".3f"))]
        self.say("Every step makes a new list, with a promise of its own. Each is drawn here as large as that.")
        self.hand_over(cells, run_time=theme.NOTE)
        self.play(cells.aside(cells.corner(self.room)), run_time=theme.TURN)
        clock.drive(chart, chart.steps)
        clock.drive(cells, lambda row: cells.show(row + 1).turn(1))
        self.play(FadeIn(chart, promise, *said, self.tag("each list on a scale of its own; its length falls from {} to {}", *lengths)))
        clock.run(self, clock.last, 8 * theme.BEAT)
        self.read()
        first, last = (self.fact("gradient.step_kept", i, form=".0%") for i in (0, -1))
        self.say("The first kept {} of its promise, the last {}: this time the cost bends less there.", first, last,
                 holds=run.step_kept[-1] > run.step_kept[0] and run.step_bend[-1] < run.step_bend[0],
                 otherwise=("The first kept {} of its promise, the last {}.", first, last))
        ends = (chart.end_of(i, Words(text, n, color=theme.COST)) for text, i, n in (("first: {}", 0, first), ("last: {}", -1, last)))
        self.play(LaggedStart(*map(FadeIn, ends), lag_ratio=1), run_time=theme.PHRASE)

    def the_answer(self):
        cells = self.cells
        self.say("For each of {} numbers the gradient says which way, and how much it matters.", self.size)
        self.hand_over(cells, run_time=theme.NOTE)
        self.play(cells.grows(self.home), run_time=theme.TURN)
        self.play(Through(cells.show(0), cells.fly, 0.0, 1.0), run_time=theme.PHRASE)
        said = cells.counted(self, "gradient", "{}: lower it", "{}: raise it", "{}: no effect")
        nabla = VGroup(Formula("{{gradient C : gradient}}", 1.5 * theme.TITLE), Words("from mark to mark:\n100 times as steep"))
        nabla.arrange(DOWN).move_to(cells.free())
        self.play(LaggedStart(*map(FadeIn, (*said, cells.ticks(), self.log_scale(), nabla)), lag_ratio=0.5), run_time=theme.PHRASE)
        self.wait(theme.STUDY)


def symbol(i):
    """The name of the first (0) or the second (1) of the two weights."""
    return Formula(sym.w(index=str(i + 1)), theme.BODY)
