"""Film: the gradient as a list: what it says about each of a network's numbers, and how far one may trust it.

Shows "gradient": a network that has learned nothing yet, and its first ten steps, each against the gradient of all digits.
"""

import numpy as np
from manim import (
    DOWN, LEFT, PI, RIGHT, UP, Arrow, Create, DashedLine, Dot, FadeIn, FadeOut, GrowArrow, GrowFromPoint, LaggedStart, Line, Rectangle,
    ReplacementTransform, VGroup,
)

from scenes.stage import symbols as sym
from scenes.stage import theme
from scenes.stage.agreement import Mask
from scenes.stage.chart import Chart, Series
from scenes.stage.contour_map import ColourKey, ContourMap, Label
from scenes.stage.dial import Dial
from scenes.stage.film import Film
from scenes.stage.gestures import Nudge, Through
from scenes.stage.needle import Needle
from scenes.stage.network import NetworkDiagram
from scenes.stage.paths import Path
from scenes.stage.slope_cells import SlopeCells, column
from scenes.stage.spread import Spread
from scenes.stage.surface import Scale
from scenes.stage.text import Formula, Words, as_symbol

DRAWN, HEAVY = 10, 0.995          # input neurons that are drawn; a weight larger than so many of them is drawn at full width
PLACES = ".4f", ".5f"             # of the two slopes, which differ 32 times
UNTRAINED = "untrained network · all {} training digits"


class ReadingTheGradient(Film):
    """The gradient of a network that was really trained, number by number."""

    dials: list                      # from two_weights to two_readings
    needles: list                    # the same
    bars: VGroup                     # from two_readings to the_whole_list
    arrow: Arrow                     # from a_thousand_directions to how_far_to_trust_it
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
        self.cells.move_to(self.room).align_to(self.room, DOWN)

    # -- two weights ---------------------------------------------------------------------------------------------------

    def two_weights(self):
        run, network = self.run, self.network().move_to(self.room).align_to(self.room, LEFT)
        half, here = 1.25 * np.abs(run.wiggle_cost[0] - run.train_cost[0]).max(), run.train_cost[0]
        self.needles = needles = [Needle("cost", here - half, here + half, here, 1.7) for _ in range(2)]
        self.dials = [Dial(*run.map_alphas[[0, -1]], 2.2, theme.WEIGHT) for _ in range(2)]
        names = [VGroup(Words("wiggle", color=theme.WEIGHT), symbol(i)).arrange(RIGHT, buff=theme.GAP / 2) for i in range(2)]
        knobs = [VGroup(*pair).arrange(DOWN) for pair in zip(names, self.dials)]
        rows = [VGroup(knob, needle).arrange(RIGHT, buff=theme.GUTTER) for knob, needle in zip(knobs, needles)]
        VGroup(*rows).arrange(DOWN, buff=theme.GUTTER / 2).next_to(network, RIGHT, buff=theme.GUTTER)
        self.ask(self.size)
        self.say("An untrained network. Its cost over all {} training digits is {}.", self.everyone,
                 self.two("train_cost", 0))
        self.hand_over(comes=[network, self.tag(UNTRAINED + " · the two weights were searched for their ratio", self.everyone)])
        self.play(FadeIn(needles[0]), run_time=theme.TURN)
        self.read()
        self.say("Wiggle one weight $w$ of the last layer by {} up and down: the cost swings by {}.",
                 self.fact("gradient.wiggle_far"), self.of_weight("swing", 0))
        self.wiggle(network, 0, knobs[0], needles[0])
        self.read()
        before = "Wiggle one of the layer before just as far: {}."
        self.say(before + " The needle hardly stirs.", swing := self.of_weight("swing", 1),
                 holds=run.wiggle_swing[0] > 20 * run.wiggle_swing[1], otherwise=(before, swing))
        self.play(FadeIn(needles[1]))
        self.wiggle(network, 1, knobs[1], needles[1])
        self.read()
        self.say("Change of the cost per unit of weight: that is the slope.")
        for i, needle in enumerate(needles):
            slope = Words("slope {}", self.of_weight("slope", i, "+"), color=theme.GRADIENT).next_to(needle, RIGHT).shift(0.3 * DOWN)
            self.play(FadeIn(slope), run_time=theme.TURN)
        self.read()
        self.say("Same wiggle, two weights: the cost is {} times as sensitive to the first.",
                 self.fact("gradient.wiggle_times", form=".0f"))
        self.play(*(move for i in (0, 1) for move in self.goes(i, needles[i])), run_time=theme.VERSE)

    def network(self):
        """The network without an input."""
        run, theta, lit = self.run, self.run.theta[0], np.flatnonzero(self.run.dark == 0)
        drawn = {0: lit[np.linspace(0, len(lit) - 1, DRAWN).round().astype(int)]}
        network = NetworkDiagram(run.network.sizes, np.quantile(np.abs(theta), HEAVY), 4.5, 5.4, drawn=drawn)
        return network.show(run.network.layers(theta), [np.zeros(n) for n in run.network.sizes]).reach(-1)

    def of_weight(self, key, i, sign=""):
        """What one of both weights does to the cost."""
        return self.fact(f"gradient.wiggle_{key}", i, form=sign + PLACES[i])

    def wiggle(self, network, i, knob, needle):
        """One of the weights goes there and back; its needle goes along."""
        edges = [tuple(map(int, edge)) for edge in self.run.wiggle_edge[:i + 1]]
        line = Line(*network.edge(*edges[i]), color=theme.WEIGHT, stroke_width=theme.stroke(2 * theme.BOLD)).scale(0.94)
        self.play(network.light(edges), Create(line), FadeIn(knob))
        self.play(*self.goes(i, needle), run_time=theme.VERSE + theme.BEAT * (1 - i))
        self.play(FadeIn(Words("swing {}", self.of_weight("swing", i)).next_to(needle, RIGHT).shift(0.3 * UP)))

    def goes(self, i, needle):
        """The animations of a weight that goes there and back, and of its needle."""
        move, cost = self.run.wiggle_move, self.run.wiggle_cost[i]
        return [Nudge(self.dials[i], move, back=False), Nudge(needle, range(len(move)), lambda k: needle.show(cost[:k + 1]), back=False)]

    def two_readings(self):
        run, scale = self.run, Scale(self.run.map_surface.min(), self.run.map_surface.max(), levels=14)
        land = ContourMap(run.map_alphas, run.map_betas, run.map_surface, scale, 5.0).show(Path(run.wiggle_way[0][:1]))
        land.move_to(self.room).align_to(self.room, UP + LEFT).shift(1.5 * RIGHT)
        (across, up), needle = self.dials, self.needles[0]
        key = VGroup(ColourKey(scale, 2.2, "low cost", "high cost"), Words("lines: places of equal cost"))
        self.right(key.arrange(DOWN, buff=theme.GUTTER / 2, aligned_edge=LEFT), share=0.45).align_to(land, UP).shift(theme.GAP * DOWN)
        self.say("Put both weights on one map: each point is a network, its colour the cost.")
        tag = self.tag(UNTRAINED + " · the arrow is {} times as long as drawn to scale", self.everyone, self.fact("gradient.arrow_times"))
        self.hand_over(across, up, needle, comes=[land, tag], run_time=theme.TURN, moves=[
            across.animate.stretch_to_fit_width(land.width).next_to(land, DOWN, buff=theme.GAP),
            needle.animate.move_to(key.get_center() * [1, 0, 0] + DOWN),
            up.animate.stretch_to_fit_width(land.height).rotate(PI / 2).next_to(land, LEFT, buff=theme.GAP)])
        self.play(FadeIn(symbol(0).next_to(across, RIGHT), symbol(1).next_to(up, LEFT)))
        self.play(FadeIn(key[0]))
        self.read()
        self.play(FadeIn(key[1]))
        self.say("To the right we cross line after line of equal cost; upwards hardly any.", holds=run.wiggle_times > 20)
        for i, way in enumerate(run.wiggle_way):
            self.play(Nudge(land, way, lambda at: land.show(Path(at[None])), back=False), *self.goes(i, needle), run_time=5 * theme.BEAT)
        self.read()
        self.the_arrow_and_the_list(land, key)

    def the_arrow_and_the_list(self, land, key):
        gradient, here = self.run.wiggle_slope * self.run.arrow_times, land.at(0, 0)
        arrow = Arrow(here, land.at(*gradient), buff=0, color=theme.GRADIENT, stroke_width=theme.stroke(3 * theme.BOLD))
        ends = [land.at(*part) for part in np.diag(gradient)]
        shadows = [column(np.linalg.norm(end - here), 2 * theme.BOLD).rotate(i * PI / 2).move_to((here + end) / 2)
                   for i, end in enumerate(ends)]
        self.say("The two slopes together are an arrow: the gradient, $∇C$ (“nabla C”). It points straight uphill.")
        self.play(FadeOut(self.needles[0]), GrowFromPoint(shadows[0], here), run_time=theme.TURN)
        self.play(GrowFromPoint(shadows[1], here))
        self.play(GrowArrow(arrow), run_time=theme.TURN)
        one = Words("an arrow: straight uphill").next_to(key, DOWN, buff=1.5 * theme.GUTTER, aligned_edge=LEFT)
        self.play(Label(land, Formula("{{gradient C : gradient}}", theme.TITLE).next_to(arrow, UP)))
        self.play(FadeIn(one))
        self.read()
        self.say("The gradient is an arrow uphill, and also a list: how much each weight matters.")
        self.bars = VGroup(*(column(4.0 * share, 0.7) for share in np.abs(gradient) / np.abs(gradient).max()))
        self.bars.arrange(DOWN, buff=theme.GUTTER / 2, aligned_edge=LEFT)
        head = Words("a list: how steep for each weight").next_to(one, DOWN, buff=theme.GUTTER, aligned_edge=LEFT)
        self.bars.next_to(head, DOWN, buff=theme.GUTTER / 2, aligned_edge=LEFT).shift(0.8 * RIGHT).set_z_index(1)
        self.play(FadeIn(head))
        for i, (bar, shadow) in enumerate(zip(self.bars, shadows)):
            number = Words("{}", self.of_weight("slope", i, "+"), color=(theme.BACKGROUND, theme.GRADIENT)[i])
            number.next_to(bar.get_right(), (LEFT, RIGHT)[i]).set_z_index(2)
            self.play(ReplacementTransform(shadow, bar), run_time=theme.TURN)
            self.play(FadeIn(number, symbol(i).next_to(bar, LEFT)))

    # -- all of them ---------------------------------------------------------------------------------------------------

    def the_whole_list(self):
        run, cells = self.run, self.cells
        marks = [cells.mark(int(i)) for i in run.wiggle_index]
        names = [symbol(i).next_to(mark, np.sign(run.wiggle_slope[i]) * UP, buff=theme.GAP / 2) for i, mark in enumerate(marks)]
        *said, zero = cells.counted(self, "gradient", "{}: nudge it up, the cost rises", "{}: nudge it up, the cost falls", "{}: exactly 0")
        self.say("Now for all {} numbers, the steepest first. {} slopes are above 0, {} are below.", self.size,
                 *(text.facts[0] for text in said))
        tag, ticks = self.tag(UNTRAINED + " · a column for each slope, on a log scale", self.everyone), cells.ticks()
        self.hand_over(*self.bars, moves=[bar.animate.become(mark) for bar, mark in zip(self.bars, marks)],
                       comes=[cells, *names, ticks, tag], run_time=theme.TURN)
        steps = Words("from mark to mark:\n100 times as steep").move_to(cells.free())
        self.play(Through(cells, cells.reveal), FadeIn(steps), run_time=theme.VERSE)
        self.play(FadeOut(*self.bars, *names), FadeIn(*said))
        self.read()
        self.play(FadeOut(steps))
        pixels = self.the_zeros(zero)
        self.read()
        self.say("Look closer at the steepest, now to scale. Each slope belongs to one weight or bias.")
        self.play(FadeOut(*said, *pixels, zero, ticks))
        self.play(Through(cells, cells.zoom), run_time=theme.PHRASE)
        self.play(LaggedStart(*map(FadeIn, texts := cells.read(self, "gradient")), lag_ratio=0.3), run_time=theme.PHRASE)
        self.wait(theme.READ)
        self.play(FadeOut(*texts))
        self.play(Through(cells, cells.zoom, 0.0, 1.0), run_time=theme.TURN)
        self.say("The steepest matters {} times as much as the one in the middle.", self.fact("gradient.size_times", form=".0f"))
        for i, index in enumerate(run.size_index):
            number = Words(("the steepest: {}", "the middle one: {}")[i], self.fact("gradient.size_slope", i, form=(".4f", ".7f")[i]))
            dot, side = Dot(cells.spot(int(index)), radius=theme.BALL, color=theme.INK), UP if run.gradient[0, index] > 0 else DOWN
            self.play(FadeIn(dot, number.next_to(dot, RIGHT + side, buff=theme.GAP / 2)), *([] if i else [FadeIn(*said, zero, ticks)]))

    def the_zeros(self, name):
        """The strip of zeros, and the pixels that are dark in every digit."""
        cells, mask = self.cells, Mask(self.run.dark, 1.9)
        pixels, weights, count = (self.fact(f"gradient.{key}", form=",") for key in ("dark_count", "dark_weights", "zero_count"))
        words = VGroup(Words("{} grey pixels:\ndark in every digit", pixels), Words("{} × {} = {}", pixels, weights, count))
        VGroup(mask, words.arrange(DOWN)).arrange(RIGHT).move_to(cells.free())
        self.say("{} are exactly 0. Their pixels are dark in every digit, so these weights change nothing.", count,
                 holds=count.value == pixels.value * weights.value, otherwise=("{} are exactly 0.", count))
        self.play(Through(cells, cells.zeros), run_time=theme.PHRASE)
        self.play(FadeIn(name, mask))
        self.play(Through(mask, mask.show), FadeIn(words), run_time=theme.PHRASE)
        return mask, words

    def folded_back(self):
        run, cells, depth = self.run, self.cells, self.run.network.depth
        names = ["first layer", *["middle layer"] * (depth - 2), "last layer"]
        heads = [cells.over(2 * l, Words(name)) for l, name in enumerate(names)]
        feet = [cells.under(2 * l, Words("up to {}", self.fact("gradient.block_largest", 2 * l, form=".2g"))) for l in range(depth)]
        biases = [cells.under(2 * l + 1, Words("biases", size=theme.LABEL, color=theme.BIAS)) for l in range(depth)]
        alone = run.block_largest[-2:].min() > 2 * run.block_largest[:-2].max()
        self.say("Put each slope back on its own weight. On one scale, only the last layer shines.", holds=alone,
                 otherwise="Put each slope back on its own weight.")
        self.hand_over(cells, comes=[self.tag(UNTRAINED, self.everyone)])
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

    # -- as an arrow ---------------------------------------------------------------------------------------------------

    def a_thousand_directions(self):
        run, cells, most = self.run, self.cells, 1.3 * np.abs(self.run.random_change).max()
        near, far = (-most, most), (1.12 * run.against_change, -0.08 * run.against_change)
        spread = Spread(run.random_change, most / 15, near, self.room.width - theme.GUTTER, 4.2).move_to(self.room)
        count, length = self.fact("gradient.random_count", form=","), self.fact("gradient.nudge_length")
        ticks, zero = spread.ticks(), DashedLine(spread.spot(0), spread.spot(0, 1.1), color=theme.FAINT)
        axis = Words("change of the cost", color=theme.COST).next_to(ticks, DOWN).align_to(spread, RIGHT)
        self.say("Now nudge all {} numbers at once, always by the length {}, in random directions.", self.size, length)
        cells.meet_at(spread.spot(0))
        self.hand_over(cells, comes=[spread, ticks, zero, axis, self.tag(UNTRAINED, self.everyone)], moves=[Through(cells, cells.gather)],
                       run_time=theme.PHRASE)
        self.play(Through(spread, spread.show, len(run.random_change), rate_func=lambda t: t ** 2), run_time=8 * theme.BEAT)
        fell, rose = (self.fact(f"gradient.random_{key}", form=",") for key in ("fell", "rose"))
        self.say("The cost falls {} times, and rises {} times: about as often.", fell, rose,
                 holds=abs(run.random_fell - run.random_rose) < 0.1 * run.random_count,
                 otherwise=("The cost falls {} times, and rises {} times.", fell, rose))
        sides = [Words(text, number, color=color).move_to(spread.spot(x * most, 0.8)) for text, number, color, x in (
            ("{} fall", fell, theme.FALLS, -0.7), ("{} rise", rose, theme.COST, 0.7))]
        self.play(FadeOut(cells), FadeIn(*sides))
        self.read()
        self.say("Put the whole nudge into the best single weight: {}.", self.fact("gradient.single_change", form=".3f"))
        self.play(FadeOut(ticks, zero, *sides))
        self.play(Through(spread, lambda t: spread.between(near, far, t)), run_time=theme.PHRASE)
        self.play(FadeIn(spread.ticks()))
        self.against(spread, count)

    def against(self, spread, count):
        """The nudges that are not random, as arrows above the heap."""
        heap = Words("{} random nudges:\n{} at best", count, best := self.fact("gradient.random_best", form=".3f"))
        self.play(FadeIn(heap.next_to(spread.spot(1.5 * float(self.run.random_best), 0.17), LEFT)))
        rows = ("single", 0.5, "the best single weight: {}"), ("against", 0.95, "all at once, straight against the gradient: {}")
        for key, up, text in rows:
            fact = self.fact(f"gradient.{key}_change", form=".3f")
            self.arrow = Arrow(spread.spot(0, up), spread.spot(fact.value, up), buff=0, color=theme.FALLS,
                               stroke_width=theme.stroke(3 * theme.BOLD), max_tip_length_to_length_ratio=0.3)
            if key == "against":
                self.say("The best of {} random nudges: {}. Straight against the gradient: {}.", count, best, fact)
            words = Words(text, fact, color=theme.FALLS)
            words = words.next_to(self.arrow, LEFT) if key == "single" else words.next_to(self.arrow, DOWN).align_to(self.arrow, LEFT)
            self.play(GrowArrow(self.arrow), run_time=theme.PHRASE)
            self.play(FadeIn(words))

    def how_far_to_trust_it(self):
        run, (short, long) = self.run, np.searchsorted(self.run.trust_eta, self.run.trust_rate - 1e-9)
        series = [Series(run.trust_eta, run.trust_cost, theme.COST, bold=True, marker=None),
                  Series(run.trust_eta, run.trust_line, theme.GRADIENT, dashed=True)]
        chart = Chart(series, "step size " + as_symbol("\N{GREEK SMALL LETTER ETA}"), "cost after the step", *self.graph, color=theme.COST,
                      spans=((0, 2), (-0.2 * run.train_cost[0], 1.05 * run.train_cost[0]))).move_to(self.room)
        eta, (said, fell) = self.fact("gradient.trust_rate", 0), (self.two("trust_said", 0, ".3f"), self.two("trust_fell", 0, ".3f"))
        fall = Arrow(*(chart.spot(float(run.nudge_eta), run.train_cost[0] + by) for by in (0, float(run.against_change))), buff=0,
                     color=theme.FALLS)
        below = Rectangle(width=chart.plot.width, height=chart.spot(0, 0)[1] - chart.plot.get_bottom()[1], stroke_width=0,
                          fill_color=theme.COST, fill_opacity=0.18).move_to(chart.plot, aligned_edge=DOWN)
        self.say("That nudge was a step downhill: $η$ (eta) times the gradient, with $η$ = {}.",
                 self.fact("gradient.nudge_eta", form=".2f"))
        self.hand_over(self.arrow, comes=[chart.show(0, 0), self.tag(UNTRAINED + " · one step against the gradient", self.everyone)],
                       moves=[self.arrow.animate.become(fall)], run_time=theme.TURN)
        promise, middle = Words("what the slope promises", color=theme.GRADIENT), chart.spot(run.trust_eta[45], run.trust_line[45])
        self.play(Through(chart, lambda k: chart.show(0, int(k)), len(run.trust_eta) - 1),
                  FadeIn(promise.next_to(middle, DOWN + LEFT)), run_time=theme.PHRASE)
        self.read()
        self.say("With $η$ = {} the slope promises a fall of {}. The real one is {}.", eta, said, fell)
        self.walk(chart, 0, short, theme.VERSE)
        both = VGroup(Words("promised: {} down", said, color=theme.GRADIENT), Words("real: {} down", fell, color=theme.COST))
        both.arrange(DOWN, aligned_edge=LEFT).next_to(chart.spot(run.trust_eta[short], run.train_cost[0]), RIGHT, buff=4 * theme.GUTTER)
        self.play(LaggedStart(*map(FadeIn, both), lag_ratio=1), run_time=theme.PHRASE)
        self.read()
        eta, cost = self.fact("gradient.trust_rate", 1), self.two("trust_promised", 1)
        self.say("With $η$ = {} it promises a cost of {}. But no cost can be below 0.", eta, cost, holds=run.trust_promised[1] < 0,
                 otherwise=("With $η$ = {} it promises a cost of {}.", eta, cost))
        cannot = Words("a cost below 0 cannot be", color=theme.COST).move_to(below).align_to(below, LEFT).shift(RIGHT)
        self.play(FadeOut(self.arrow, both), FadeIn(below, cannot))
        self.walk(chart, short, long, theme.PASSAGE)
        for text, number, color, y in (("promised", cost, theme.GRADIENT, run.trust_promised[1]),
                                       ("real", self.two("trust_after", 1), theme.COST, run.trust_after[1])):
            self.play(FadeIn(Words("{} " + text, number, color=color).next_to(chart.spot(run.trust_eta[long], max(0, y)), UP + RIGHT)))
        self.read()
        self.say("A slope only holds nearby: a long step falls far less than it promises.", holds=run.trust_kept[1] < 2 / 3,
                 otherwise="A slope only holds nearby.")
        gap = DashedLine(*(chart.spot(run.trust_eta[long], y) for y in (run.trust_after[1], run.trust_promised[1])), color=theme.INK)
        self.play(Create(gap), run_time=theme.TURN)
        short = Words("{} too low", self.two("trust_short", 1)).next_to(chart.spot(run.trust_eta[long], 0.65 * run.trust_after[1]), RIGHT)
        self.play(FadeIn(short))
        self.cells.meet_at(chart.spot(run.trust_eta[long], run.trust_after[1]))

    def two(self, key, index, form=".2f"):
        return self.fact(f"gradient.{key}", index, form=form)

    def walk(self, chart, start, end, seconds):
        """The real cost is drawn as far as the step size goes; balls on it and on what was promised."""
        balls = [[(x, real, theme.COST), (x, said, theme.GRADIENT)]
                 for x, real, said in zip(self.run.trust_eta, self.run.trust_cost, self.run.trust_line)]
        self.play(Through(chart, lambda k: chart.show(int(k), len(balls) - 1, balls=balls[int(k)]), end, start), run_time=seconds)

    # -- step after step -----------------------------------------------------------------------------------------------

    def a_new_list_each_step(self):
        cells, clock = self.cells.gather(1), self.clock("gradient")
        text = self.live("step {}: cost {}", self.reading(clock, "gradient.step"),
                         self.reading(clock, "gradient.train_cost", form=".3f"), anchor=LEFT)
        text.move_to(self.room).align_to(self.room, UP + LEFT)
        self.say("Take that step. Of all {} slopes, {} now have another sign: the list is out of date.", self.size,
                 self.fact("gradient.flipped", 0, form=","))
        self.hand_over(cells, comes=[text, cells.key(self.room), self.tag("the same network · each block on its own scale")],
                       moves=[Through(cells, cells.gather, 0.0, 1.0)], run_time=theme.PHRASE)
        white = cells.under(2 * self.run.network.depth - 2, Words("white: another sign now"))
        self.play(Through(cells, cells.flash), FadeIn(white), run_time=theme.PHRASE)
        self.read()
        self.play(FadeOut(white))
        clock.drive(cells, cells.show)
        cells.flash(0)
        clock.run(self, 1, theme.TICK)
        self.say("So every step makes a new list, and the next step goes against that.")
        clock.run(self, clock.last, 8 * theme.BEAT)

    def ten_promises(self):
        run, cells, clock = self.run, self.cells, self.clock("gradient", len(self.run.step_number))
        series = [Series(run.step_number, run.step_whole, theme.GRADIENT, dashed=True),
                  Series(run.step_number, run.step_kept, theme.FALLS, bold=True)]
        chart = Chart(series, "step", "how much of the promised fall came true", *self.graph, color=theme.FALLS,
                      spans=(None, (0, 1.2)), forms=("g", ".0%")).move_to(self.room)
        clock.draw(chart, lambda row: chart.show(len(run.step_number) - 1, row))
        promise = Words("promised", color=theme.GRADIENT).next_to(chart.spot(1, 1), UP + RIGHT, buff=theme.GAP)
        said, fell = (self.live(text, self.reading(clock, f"gradient.step_{key}", form="#.4g"), color=color, anchor=LEFT)
                      for text, key, color in (("fall promised {}", "said", theme.GRADIENT), ("real fall {}", "fell", theme.FALLS)))
        VGroup(said, fell).arrange(DOWN, aligned_edge=LEFT).move_to(chart.spot(7, 0.35))
        self.say("Back to the first list. All its slopes squared and added, times $η$: that fall is promised.")
        self.play(Through(cells, cells.show, 0, clock.last), run_time=theme.TURN)
        cells.meet_at(said.get_left() + theme.GUTTER / 2 * LEFT)
        self.hand_over(cells, comes=[chart, promise, said, self.tag("the first {} steps", self.fact("gradient.step_count"))],
                       moves=[Through(cells, cells.gather)], run_time=theme.PHRASE)
        self.read()
        first, last = (self.fact("gradient.step_kept", i, form=".0%") for i in (0, -1))
        self.say("The first step keeps {} of its promise, the last one {}: the flatter, the truer.", first, last,
                 holds=(np.diff(run.step_kept) > 0).all(), otherwise="Some steps keep more of their promise than others.")
        self.play(FadeIn(fell), FadeOut(cells))
        clock.run(self, clock.last, 8 * theme.BEAT)
        self.play(*(FadeIn(Words("{}", number, color=theme.FALLS).next_to(chart.spot(run.step_number[i], run.step_kept[i]), side))
                    for i, number, side in ((0, first, DOWN + RIGHT), (-1, last, DOWN))))
        cells.meet_at(chart.spot(run.step_number[-1], run.step_kept[-1]))

    def the_answer(self):
        cells = self.cells.show(0)
        said = cells.counted(self, "gradient", "{}: lower it", "{}: raise it", "{}: no effect")
        taller = VGroup(Formula("{{gradient C : gradient}}", 1.5 * theme.TITLE), Words("the taller, the more it matters")).arrange(DOWN)
        self.say("For each of {} numbers the gradient says which way, and how much it matters.", self.size)
        self.hand_over(cells, comes=[self.tag(UNTRAINED, self.everyone)], moves=[Through(cells, cells.gather, 0.0, 1.0)],
                       run_time=theme.PHRASE)
        self.play(Through(cells, cells.fly, 0.0, 1.0), run_time=theme.VERSE)
        self.play(LaggedStart(*map(FadeIn, (*said, taller.move_to(cells.free()))), lag_ratio=0.5), run_time=theme.PHRASE)
        self.wait(theme.STUDY)


def symbol(i):
    """The name of the first (0) or the second (1) of the two weights."""
    return Formula(sym.w(index=str(i + 1)), theme.BODY)
