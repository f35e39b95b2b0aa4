"""Film: how long a step of gradient descent should be, and what happens where it is too long.

Shows "learning_rate": bowls, where the border is exact; the plane of three networks; a sweep of rates; the curvature on the way.
"""

import numpy as np
from manim import DOWN, LEFT, RIGHT, UP, DashedLine, DoubleArrow, Dot, FadeIn, FadeOut, LaggedStart, VGroup

from scenes.stage import theme
from scenes.stage.chart import Chart, Series
from scenes.stage.columns import Table
from scenes.stage.contour_map import Label
from scenes.stage.film import Film
from scenes.stage.gestures import Through
from scenes.stage.hill import Hill, Look
from scenes.stage.landscape import Landscape, Turn
from scenes.stage.paths import Path
from scenes.stage.surface import Scale
from scenes.stage.sweep import ETA, RATE, Sweep
from scenes.stage.text import Words

NEAR, NEAR_HIGH = (-0.5, 6.5), (0, 11)                    # what is seen of the first bowl
WIDE, WIDE_HIGH = (-3.5, 9.5), (0, 42)                    # of all four
BOX = -5.9, -2.0, 1.9, 3.0                                # of the first bowl: a table stands beside it
FATES = "crawls in", "jumps in", "never settles", "flies off"
OVER, SEEN = (-0.03, 0.65, 1), (-0.15, 0.55, 1)           # looks at the landscape
PACES = theme.BACKGROUND, theme.LIT, theme.SOME           # on the landscape: a short, a usual and a giant rate
CALM = theme.FAINT, theme.INK, theme.SOME                 # of the three whose curvature is measured
PLANE = "the plane through three trained networks"


class LearningRate(Film):
    """Too short a step crawls, too long a step is thrown out: where the border lies, and why."""

    hill: Hill                       # from a_fifth_of_the_way to four_rates
    bowls: list                      # from four_rates to a_real_valley
    recordings = ("learning_rate",)
    question = "How long should a step be?"
    constants = {"1": "of the factor of a bowl, or one unit of w", "2": "of the same: its curvature", "3": "the bottom of the bowl",
                 "0": "an output that is stuck", "0.1": "an answer of one in ten"}

    def construct(self):
        self.run, = (self.runs[name] for name in self.recordings)
        self.play_section(self.a_fifth_of_the_way)
        self.play_section(self.four_rates)
        self.play_section(self.a_real_valley)
        self.play_section(self.thirty_trainings)
        self.play_section(self.a_sharper_bowl)
        self.play_section(self.the_border_in_a_network)
        self.play_section(self.long_first_short_later)
        self.play_section(self.the_answer)

    def of(self, key, *index, form="g"):
        return self.fact(f"learning_rate.{key}", *index, form=form)

    def a_fifth_of_the_way(self):
        run, way = self.run, self.run.bowl_way[0]
        self.hill = hill = Hill(run.bowl_x, run.bowl_y, 1, 1, NEAR, NEAR_HIGH).look(NEAR, NEAR_HIGH, BOX).leap(way, 0)
        bottom = DashedLine(hill.spot(3, 0), hill.spot(3, way[0, 1]), color=theme.FAINT)
        far = DoubleArrow(hill.spot(*way[0]), hill.spot(3, way[0, 1]), buff=theme.BALL * 1.5, color=theme.INK,
                          stroke_width=theme.stroke(theme.LINE * 1.5), tip_length=theme.GAP)
        name = Words("distance").next_to(far, UP, buff=theme.GAP / 2)
        table = Table.worked(self, "learning_rate", ("bowl_far", "g", theme.INK, "distance"), ("bowl_slope", "g", theme.GRADIENT, "slope"),
                             ("bowl_hop", "g", theme.INK, f"step {ETA} × slope")).move_to([4.3, 0.4, 0])
        rate = Words(f"learning rate {ETA} = {{}}", self.of("bowl_rate", 0)).next_to(table, UP, buff=theme.GUTTER)
        self.ask()
        self.say("A step downhill is a number η (eta), the learning rate, times the slope.")
        self.hand_over(comes=[hill, hill.ticks(range(7), (0, 5, 10)), rate, self.tag("toy function, not a network")])
        self.play(FadeIn(bottom, far, name))
        self.read()
        self.say("In this bowl the slope is always twice the distance to the bottom.")
        self.play(FadeIn(*table.heads, table.row(0)))
        self.read()
        self.say("So every step with $η$ {} leaves {} of the distance.", self.of("bowl_rate", 0), self.of("bowl_factor", 0))
        self.play(FadeOut(far, name))
        for row in range(1, 4):
            self.play(Through(hill, lambda count: hill.leap(way, count), row, start=row - 1), run_time=theme.BEAT)
            self.play(FadeIn(table.row(row)))
        self.play(Through(hill, lambda count: hill.leap(way, count), 8, start=3), run_time=theme.PHRASE)

    def four_rates(self):
        run, hill = self.run, self.hill
        width = (self.room.width - 3 * theme.GUTTER / 2) / 4
        left, high = self.room.get_left()[0], self.room.get_top()[1] - 1.3
        boxes = [(left + i * (width + theme.GUTTER / 2), -1.6, left + i * (width + theme.GUTTER / 2) + width, high) for i in range(4)]
        self.bowls = [hill, *(Hill(run.bowl_x, run.bowl_y, 1, 1, WIDE, WIDE_HIGH).look(WIDE, WIDE_HIGH, box).leap(way, 0)
                              for box, way in zip(boxes[1:], run.bowl_way[1:]))]
        rates = [Words(f"{ETA} = {{}}", self.of("bowl_rate", i, form=".1f"), size=theme.TITLE) for i in range(4)]
        factors = [Words("distance × {}", self.of("bowl_factor", i)) for i in range(4)]
        fates = [Words(fate, size=theme.BODY) for fate in FATES]
        for box, *words in zip(boxes, rates, factors, fates):
            middle = (box[0] + box[2]) / 2
            for text, y in zip(words, (high + 0.75, -2.0, -2.5)):
                text.move_to([middle, y, 0])
        self.say("Other rates leave other parts: every step multiplies the distance by 1 − 2$η$.")
        self.hand_over(hill, comes=[*self.bowls[1:], *rates, self.tag("toy function, not a network")], run_time=theme.TURN,
                       moves=[Look(hill.leap(run.bowl_way[0], 0), WIDE, WIDE_HIGH, boxes[0])])
        self.play(LaggedStart(*map(FadeIn, factors), lag_ratio=0.4), run_time=theme.TURN)
        self.read()
        inside = [int((np.abs(way[:, 0] - 3) < WIDE[1] - 3).argmin() or len(way)) - 1 for way in run.bowl_way]
        clock = self.clock("learning_rate", len(run.bowl_way[0]))
        for bowl, way, last in zip(self.bowls, run.bowl_way, inside):
            clock.glide(bowl, lambda hand, bowl=bowl, way=way, last=last: bowl.leap(way, min(hand, last)))
        self.say("At 0.1 and at {} the distance shrinks alike, only that {} jumps from side to side.", self.of("bowl_rate", 1),
                 self.of("bowl_rate", 1))
        clock.run(self, 5, theme.PASSAGE)
        self.play(LaggedStart(*map(FadeIn, fates), lag_ratio=0.5), run_time=theme.PHRASE)
        self.say("In this bowl the border is sharp: below $η$ = 1 it arrives, above 1 it flies off.")
        clock.run(self, clock.last, theme.PASSAGE)

    def a_real_valley(self):
        run, clock = self.run, self.clock("learning_rate", len(self.run.way_step))
        land = Landscape(run.map_alphas, run.map_betas, run.map_surface, Scale(0, 1.5, levels=14), 10.2, (14, 8), 1.9).shift(0.22 * UP)
        land.look(*SEEN)
        ways = [Path(path, color, marker=marker, size=theme.DOT * 0.6) for path, color, marker in
                zip(run.way_path, PACES, ("circle", "circle", "square"))]
        clock.follow(land, lambda row: land.show(*(ways[i].up_to(row) for i in (1, 0, 2))))
        start = land.at(*run.way_path[0, 0])
        balls = [Dot(bowl.spot(*way[5]), radius=theme.BALL, color=theme.INK) for bowl, way in zip(self.bowls[:3], run.bowl_way)]
        self.add(*balls)
        self.say("Now a real landscape: the plane through three trained networks. One start, three rates.")
        self.hand_over(*balls, comes=[land, self.tag(PLANE + " · cost over {} digits", self.of("examples", form=","), side=LEFT)],
                       moves=[ball.animate.move_to(start) for ball in balls], run_time=theme.TURN)
        self.remove(*balls)
        self.read()
        self.say("This land is far flatter than the bowl: here $η$ is {}, {} or {}.", *(self.of("way_rate", i) for i in range(3)))
        clock.run(self, 6, theme.PASSAGE, Turn(land, *OVER))
        self.read()
        costs = [self.of("way_cost", i, -1, form=".2f") for i in range(3)]
        self.say("With {} it crawls: after {} steps the cost is still {}. With {} it arrives.", self.of("way_rate", 0),
                 self.of("way_step", -1), costs[0], self.of("way_rate", 1), holds=run.way_cost[0, -1] > 0.5 > 0.1 > run.way_cost[1, -1],
                 otherwise=("After {} steps the costs are {}, {} and {}.", self.of("way_step", -1), *costs))
        clock.run(self, clock.last, theme.PHRASE)
        for i, (side, verb) in enumerate(((UP + RIGHT, "crawls"), (RIGHT, "arrives"), (LEFT, "leaps"))):
            end = land.at(*run.way_path[i, -1])
            self.play(Label(land, Words(f"{ETA} = {{}} {verb}: cost {{}}", self.of("way_rate", i), costs[i]).next_to(end, side, buff=theme.GUTTER)))
        self.read()
        self.say("Even a giant step does not fly off here: it leaps, and lands in another valley.",
                 holds=run.way_valley[2] != run.way_valley[1] and run.way_cost[2, -1] < 0.1, otherwise="The giant steps leap far.")
        self.read()
        self.say("A bowl gets ever steeper. This land flattens out, because no answer can leave 0 to 1.")

    def thirty_trainings(self):
        run = self.run
        sweep = self.sweep()
        clock = self.clock("learning_rate", len(run.sweep_rate) + 1)
        clock.glide(sweep, sweep.show)
        rate = self.live(f"{ETA} = {{}}", self.clamped(clock, "sweep_rate"), size=theme.TITLE, anchor=LEFT)
        rate.next_to(sweep.way.plot, UP, buff=theme.GAP).align_to(sweep.way.plot, RIGHT).shift(1.3 * LEFT)
        self.say("Now whole networks learn: {} rates, and at each the same {} starts with random weights.",
                 self.of("sweep_rates"), self.of("sweep_starts"))
        self.hand_over(comes=[sweep, rate, self.tag("batches of {} · {} epochs, rounds through all {} digits", self.of("batch_size"),
                                                    self.of("sweep_epochs"), self.of("examples", form=","))])
        clock.run(self, 1, theme.VERSE)
        self.say("Where a training ends, a dot is set. The line joins the middle one of each {}.", self.of("sweep_starts"))
        clock.run(self, 4, theme.PASSAGE * 0.8)
        self.read()
        self.say("Longer steps get further, up to a point: then the curves turn wild.", holds=self.is_a_bay(), otherwise="Longer steps.")
        clock.run(self, clock.last, theme.JOURNEY)
        self.play(FadeOut(rate, sweep.thread))
        self.explain_the_shelves(sweep)
        self.say("Too short a step crawls, too long a step is thrown out: in between lies a bay.", holds=self.is_a_bay(),
                 otherwise="Each rate ends at its own cost.")
        self.wait(theme.READ)

    def sweep(self):
        run = self.run
        sweep = Sweep(run.sweep_epoch, run.sweep_curve, run.sweep_rate, run.sweep_cost, run.sweep_middle, run.sweep_run, run.sweep_at,
                      run.sweep_dots, self.room.width - 1.6, self.room.height - 1.9)
        return sweep.move_to(self.room)

    def is_a_bay(self):
        run = self.run
        return run.sweep_middle[0] > 0.5 and run.sweep_middle[-1] > 0.5 and run.sweep_best[0] < 0.1

    def clamped(self, clock, key):
        """The number of the training under way; of the last one when all are done."""
        from scenes.stage.clock import Reading
        return Reading(clock, lambda row: self.of(key, min(row, len(self.run.sweep_rate) - 1)))

    def explain_the_shelves(self, sweep):
        run = self.run
        rates, best = run.sweep_rate, int(run.sweep_middle.argmin())
        wild = best + int((run.sweep_middle[best:] > 0.15).argmax())
        chosen = {0: ("crawls", UP), best: ("good", UP), wild: ("wild", LEFT), len(rates) - 1: ("thrown out", DOWN)}
        told = {0: ("At the far left it answers 0.1 everywhere: one of ten digits, no more. That costs {}.", run.shelf_share[0], ".2f"),
                len(rates) - 1: ("At the far right all outputs are stuck at 0. That costs 1: even worse.", run.shelf_share[1], "")}
        for k, (word, side) in chosen.items():
            if k in told:
                text, share, form = told[k]
                self.say(text, *([self.of("even_cost", form=form)] if form else []), holds=share > 0.9, otherwise="An end of the bay.")
            self.play(sweep.drawn_again(k), run_time=theme.BEAT)
            self.play(FadeIn(sweep.ring(k), Words(word).next_to(sweep.spot(k), side, buff=theme.GUTTER / 2)))
            self.read()

    def a_sharper_bowl(self):
        run, boxes = self.run, [(-6.2, -1.5, -0.5, 2.6), (0.5, -1.5, 6.2, 2.6)]
        bowls = [Hill(run.bowl_x, y, 1, 1, WIDE, WIDE_HIGH).look(NEAR, NEAR_HIGH, box) for y, box in zip(run.bend_y, boxes)]
        self.say("Where does the right wall come from? Two bowls, and one rate for both.")
        rate = Words(f"{ETA} = {{}}", self.of("bend_rate"), size=theme.TITLE).move_to(self.room).align_to(self.room, UP)
        self.hand_over(comes=[*bowls, rate, self.tag("toy functions, not a network")])
        self.read()
        names = [Words("curvature {}", self.of("bend_curvature", i)).next_to(bowl, DOWN) for i, bowl in enumerate(bowls)]
        self.say("Curvature is how fast the slope changes: by {} for one unit of $w$, or by {}.",
                 *(self.of("bend_curvature", i) for i in range(2)))
        for bowl, k, name in zip(bowls, run.bend_curvature, names):
            self.play(Through(bowl, lambda x, bowl=bowl, k=k: bowl.touch((x, k / 2 * (x - 3) ** 2, k * (x - 3))), 4.0, start=3.0), FadeIn(name),
                      run_time=theme.PHRASE)
        self.read()
        self.play(*(Look(bowl.touch(), WIDE, WIDE_HIGH) for bowl in bowls), run_time=theme.TURN)
        clock = self.clock("learning_rate", len(run.bend_way[0]))
        for bowl, way, last in zip(bowls, run.bend_way, (5, clock.last)):
            clock.follow(bowl, lambda hand, bowl=bowl, way=way, last=last: bowl.leap(way, min(hand, last)))
        self.say("With this rate the sharper bowl throws the walker out. The flatter one keeps it.")
        clock.run(self, clock.last, theme.PASSAGE)
        border = self.of("bend_border", form=".2f")
        self.say("The border is a curvature of 2 divided by $η$: here {}. For the first bowl, that was $η$ = 1.", border)
        signs = [Words(text, border).next_to(name, DOWN) for text, name in zip(("above 2/" + ETA + " = {}: out", "below 2/" + ETA + " = {}: stays"), names)]
        self.play(LaggedStart(*map(FadeIn, signs), lag_ratio=0.5), run_time=theme.TURN)

    def the_border_in_a_network(self):
        run, n = self.run, len(self.run.edge_step)
        curves = [Series(run.edge_step, run.edge_curvature[i], CALM[i], bold=True, marker=None) for i in range(3)]
        borders = [Series(run.edge_step, run.edge_line[i], CALM[i], dashed=True) for i in range(3)]
        chart = Chart([*curves, *borders], "step of training", "sharpest curvature of the cost", self.room.width - 4.4,
                      self.room.height - 1.7, color=theme.INK, spans=((0, run.edge_step[-1]), (0, 1.5)))
        chart.move_to(self.room).align_to(self.room, LEFT)
        clocks = [self.clock("learning_rate", n) for _ in range(3)]
        self.say("A network bends differently at every place. We measure the sharpest curvature on its way.")
        chart.show(*6 * [None])
        self.hand_over(comes=[chart, self.tag("all {} digits in every step · the same start", self.of("examples", form=","))])
        self.read()
        texts = (
            ("With $η$ {} the curvature rises, but never reaches its border.", (self.of("edge_rate", 0),), run.edge_peak[0] < run.edge_border[0]),
            ("With $η$ {} it rises above its border, is pressed down onto it, and stays for {} steps.",
             (self.of("edge_rate", 1), self.of("edge_stay", 1)), run.edge_stay[1] >= 200),
            ("With $η$ {} the border is lower still, and the network is pressed down to that one.",
             (self.of("edge_rate", 2),), run.edge_stay[2] >= 100))
        for i, (clock, (text, numbers, holds)) in enumerate(zip(clocks, texts)):
            self.say(text, *numbers, holds=holds, otherwise=(f"Here is the curvature with $η$ {{}}.", self.of("edge_rate", i)))
            clock.glide(chart, lambda row, i=i: chart.show(*(n - 1 if j < i else int(row) if j == i else None for j in range(3)),
                                                           *(n - 1 if j <= i else None for j in range(3))))
            clock.redraw()
            border = Words(f"border 2/{ETA} = {{}}", self.of("edge_border", i, form=".2f"), color=CALM[i])
            self.play(FadeIn(border.next_to(chart.spot(run.edge_step[-1], run.edge_border[i]), RIGHT)))
            clock.run(self, clock.last, theme.PASSAGE)
            self.read()
        self.say("A long step cannot stay where the land is sharp: it is thrown on, to where it is flatter.",
                 holds=run.edge_stay[1:].min() >= 100, otherwise="Each rate has a border of its own.")

    def long_first_short_later(self):
        run = self.run
        constant = Series(run.shrink_rate, run.shrink_steady, theme.COST, bold=True, marker=None)
        series = [constant, Series(run.shrink_at, run.shrink_steady_dots, theme.COST, dots=True),
                  Series(run.shrink_rate, run.shrink_middle, theme.SOME, bold=True, marker=None),
                  Series(run.shrink_at, run.shrink_dots, theme.SOME, dots=True, marker="square")]
        chart = Chart(series, RATE.replace("learning rate", "learning rate at the start"), "cost at the end (each mark: ten times as high)",
                      self.room.width - 1.6, self.room.height - 1.7, color=theme.COST, spans=((0.9, 1.1 * run.shrink_rate[-1]), None),
                      logs=(True, True)).move_to(self.room)
        starts, last = self.of("sweep_starts"), len(run.shrink_rate)
        self.say("Could we take long steps first, and short ones later? Here is the bay once more, closer.")
        chart.show(last - 1, len(run.shrink_at) - 1, None, None)
        self.hand_over(comes=[chart, self.tag("the same digits looked at · lines: the middle of {} starts", starts)])
        self.read()
        clock = self.clock("learning_rate", last)
        each = len(run.shrink_at) // last
        clock.glide(chart, lambda row: chart.show(last - 1, len(run.shrink_at) - 1, int(row), each * (int(row) + 1) - 1))
        self.say("Now each rate is halved twice on the way.")
        clock.run(self, clock.last, theme.PASSAGE)
        self.say("The best constant rate ends at {}, the best shrinking one at {}: no gain.", self.of("sweep_best", 0, form=".3f"),
                 self.of("shrink_best", 0, form=".3f"), holds=run.shrink_best[0] >= run.sweep_best[0],
                 otherwise=("The best constant rate ends at {}, the best shrinking one at {}.", self.of("sweep_best", 0, form=".3f"),
                            self.of("shrink_best", 0, form=".3f")))
        self.read()
        self.say("But start at {}: the constant rate ends at {}, the shrinking one at {}.", self.of("saved_rate"),
                 *(self.of("saved", i, form=".3f") for i in range(2)))
        self.read()
        self.say("Shrinking steps do not beat the best rate here. They forgive a start that is too long.",
                 holds=run.shrink_best[0] >= run.sweep_best[0] and run.saved[1] < run.saved[0] / 2, otherwise="Here, halving changes this much.")

    def the_answer(self):
        sweep = self.sweep()
        sweep.show(len(self.run.sweep_rate))
        self.say("How long should a step be? Try some, far apart: long enough not to crawl, and not thrown out.")
        self.hand_over(comes=[sweep.bay])
        self.wait(theme.STUDY)
