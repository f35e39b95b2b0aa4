"""Film: how long a step of gradient descent should be, and what happens where it is too long.

Shows "learning_rate": bowls, where the border is exact; the plane of three networks; a sweep of rates; the curvature on the way.
"""

from manim import (
    DOWN, LEFT, RIGHT, UP, Arrow, Create, DashedLine, Dot, DoubleArrow, FadeIn, FadeOut, GrowArrow, GrowFromCenter, LaggedStart,
)

from scenes.stage import theme
from scenes.stage.chart import Chart, Key, Series
from scenes.stage.clock import Reading
from scenes.stage.columns import Table
from scenes.stage.contour_map import Label
from scenes.stage.film import Film
from scenes.stage.gestures import Joins, Through
from scenes.stage.hill import HALF, Hill, Look
from scenes.stage.landscape import Landscape, Turn
from scenes.stage.paths import Path
from scenes.stage.surface import Scale
from scenes.stage.sweep import ETA, RATE, Bay, Sweep, ring
from scenes.stage.text import Words, align_baselines

NEAR, NEAR_HIGH = (-0.5, 6.5), (0, 15)                    # what is seen of the first bowl
WIDE, WIDE_HIGH = (-3.5, 9.5), (0, 42)                    # of all four
BOX = -5.9, -2.0, 0.9, 2.7                                # of the first: a table stands beside it
TWO = (-6.2, -1.5, -0.5, 2.3), (0.5, -1.5, 6.2, 2.3)      # of the two that differ in their curvature
SMALL = 1.9, 1.7                                          # of those on the last card
FATES = "crawls in", "jumps in", "never settles", "flies off"
OVER, SEEN = (-0.03, 0.65, 1), (-0.15, 0.55, 1)           # looks at the landscape
PACES = theme.BACKGROUND, theme.LIT, theme.SOME           # on the landscape: a short, a usual and a giant rate
SIDES = UP, LEFT, RIGHT                                   # of their names
CALM = theme.FAINT, theme.INK, theme.SOME                 # of the three whose curvature is measured
LEVEL = 0.35                                              # of a cost, where the width of the bay is drawn
WILD = 0.15                                               # a cost at the end above it, beyond the best rate
TOY = "toy function, not a network"


class LearningRate(Film):
    """Too short a step crawls, too long a step is thrown out: where the border lies, and why."""

    hill: Hill                       # from a_fifth_of_the_way to four_rates
    bowls: list                      # from four_rates to a_real_valley
    ends: list                       # where the balls of a section stand at its end: there those of the next begin
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
        """A number of the recording."""
        return self.fact(f"learning_rate.{key}", *index, form=form)

    def carry_over(self, goals, *comes, color=theme.INK):
        """The next picture comes, while balls fly from the last one to their places in it."""
        balls = [Dot(end, radius=theme.BALL, color=color) for end in self.ends]
        self.add(*balls)
        self.hand_over(*balls, comes=comes, moves=[ball.animate.move_to(goal) for ball, goal in zip(balls, goals)], run_time=theme.TURN)
        self.remove(*balls)

    def a_fifth_of_the_way(self):
        run, way = self.run, self.run.bowl_way[0]
        self.hill = hill = Hill(run.bowl_x, run.bowl_y, 1, 1, NEAR, NEAR_HIGH).look(NEAR, NEAR_HIGH, BOX).leap(way, 0)
        bottom = DashedLine(hill.spot(3, 0), hill.spot(3, way[0, 1]), color=theme.FAINT)
        far = DoubleArrow(hill.spot(*way[0]), hill.spot(3, way[0, 1]), buff=theme.BALL * 1.5, color=theme.INK,
                          stroke_width=theme.stroke(theme.LINE * 1.5), tip_length=theme.GAP)
        name = Words("distance").next_to(far, UP, buff=theme.GAP / 2)
        table = Table.worked(self, "learning_rate", ("bowl_far", "g", theme.INK, "distance"), ("bowl_slope", "g", theme.GRADIENT, "slope"),
                             ("bowl_hop", "g", theme.INK, f"step = {ETA} × slope")).move_to(self.room).align_to(self.room, RIGHT)
        rate = Words(f"learning rate {ETA} = {{}}", self.of("bowl_rate", 0)).next_to(table, UP, buff=theme.GUTTER)
        self.ask()
        self.say("A toy: the cost $C$ of one weight $w$. A step downhill is the slope times $η$ (eta), the learning rate.")
        self.hand_over(comes=[hill, hill.ticks(range(7), (0, 5, 10)), rate, self.tag(TOY)])
        steep = run.bowl_slope[0]
        self.play(Through(hill, lambda half: hill.touch((*way[0], -steep), half=half), HALF, start=theme.SPECK), run_time=theme.PHRASE)
        self.play(Through(hill, lambda count: hill.leap(way, count)), run_time=theme.PHRASE)
        self.read()
        hill.touch()
        self.say("In this bowl the slope is always twice the distance to the bottom.")
        self.play(FadeIn(bottom, far, name), run_time=theme.TURN)
        for row in range(2):
            self.play(FadeIn(*(table.heads if row == 0 else ()), table.row(row)), run_time=theme.TURN)
        self.read()
        self.say("So with $η$ = {} every step takes a fifth of the distance, and leaves {} of it.", self.of("bowl_rate", 0),
                 self.of("bowl_factor", 0))
        self.play(FadeOut(far, name))
        for row in (2, 3):
            self.play(Through(hill, lambda count: hill.leap(way, count), row, start=row - 1))
            self.play(FadeIn(table.row(row)))
        self.play(Through(hill, lambda count: hill.leap(way, count), 8, start=3), run_time=theme.PHRASE)

    def four_rates(self):
        run, hill, gap = self.run, self.hill.leap(self.run.bowl_way[0], 0), theme.GUTTER / 2
        width, left, high = (self.room.width - 4 * gap) / 4, self.room.get_left()[0] + gap / 2, self.room.get_top()[1] - 1.3
        boxes = [(left + i * (width + gap), -1.6, left + i * (width + gap) + width, high) for i in range(4)]
        self.bowls = [hill, *(Hill(run.bowl_x, run.bowl_y, 1, 1, WIDE, WIDE_HIGH).look(WIDE, WIDE_HIGH, box).leap(way, 0)
                              for box, way in zip(boxes[1:], run.bowl_way[1:]))]
        rates = [Words(f"{ETA} = {{}}", self.of("bowl_rate", i, form=".1f"), size=theme.TITLE) for i in range(4)]
        factors = [Words("distance × {}", self.of("bowl_factor", i)) for i in range(4)]
        fates = [Words(fate) for fate in FATES]
        for box, *words in zip(boxes, rates, factors, fates):
            for text, y in zip(words, (high + 0.75, -2.0, -2.5)):
                text.move_to([(box[0] + box[2]) / 2, y, 0])
        align_baselines(*fates)
        self.say("Four rates in the same bowl: every step multiplies the distance by 1 − 2$η$.")
        self.hand_over(hill, comes=[*self.bowls[1:], *rates, self.tag(TOY)], run_time=theme.TURN,
                       moves=[Look(hill, WIDE, WIDE_HIGH, boxes[0])])
        self.play(LaggedStart(*map(FadeIn, factors), lag_ratio=0.4), run_time=theme.TURN)
        self.read()
        clock = self.clock("learning_rate", len(run.bowl_way[0]))
        self.follow(clock, self.bowls, run.bowl_way)
        self.say("A minus means: over to the other side. At {} it jumps, but gets nearer as fast as at {}.", self.of("bowl_rate", 1),
                 self.of("bowl_rate", 0))
        clock.run(self, 5, theme.PASSAGE)
        self.play(LaggedStart(*map(FadeIn, fates), lag_ratio=0.5), run_time=theme.TURN)
        self.say("In this bowl the border is sharp: below $η$ = 1 it arrives, above 1 it flies off.")
        clock.run(self, clock.last, theme.VERSE)
        self.ends = [bowl.spot(*way[-1]) for bowl, way in zip(self.bowls[:3], run.bowl_way)]

    @staticmethod
    def follow(clock, bowls, ways):
        """Walkers leap in their bowls by a clock."""
        for bowl, way in zip(bowls, ways):
            clock.follow(bowl, lambda hand, bowl=bowl, way=way: bowl.leap(way, hand))

    def a_real_valley(self):
        run, steps = self.run, self.of("way_step", -1)
        land = Landscape(run.map_alphas, run.map_betas, run.map_surface, Scale(0, 1.5, levels=14), 9.4, (14, 8), 1.7).look(*SEEN)
        ways = [Path(path, color, marker=marker, size=theme.DOT * 0.7) for path, color, marker in
                zip(run.way_path, PACES, ("circle", "circle", "square"))]
        names = [Words(f"{ETA} = {{}}", self.of("way_rate", i)) for i in range(3)]
        clocks = [self.clock("learning_rate", len(run.way_step)) for _ in range(2)]
        short, giant = (lambda: [ways[i].up_to(clocks[0].between) for i in (1, 0)]), (lambda: [ways[2].up_to(clocks[1].between)])
        clocks[0].follow(land, lambda _: land.show(*short()))
        clocks[1].glide(land, lambda _: land.show(*short(), *giant()))
        for i, (way, name, side) in enumerate(zip(ways, names, SIDES)):
            clocks[i // 2].follow(name, lambda row, way=way, name=name, side=side: name.next_to(
                land.at(*way.up_to(row).points[-1]), side, buff=theme.GUTTER / 2))
        self.say("Now a real landscape: the plane through three trained networks.")
        self.carry_over(3 * [land.at(*run.way_path[0, 0])], land, self.tag("the plane through three trained networks", side=LEFT))
        self.play(Turn(land, *OVER), run_time=theme.VERSE)
        costs, verbs = [self.of("way_end", i, form=".2f") for i in range(3)], ("crawls", "arrives", "leaps")
        self.say("It is far flatter than the bowl. In {} steps, $η$ = {} crawls, and {} arrives.", steps,
                 *(self.of("way_rate", i) for i in (0, 1)), holds=run.way_end[0] > 0.5 > 0.1 > run.way_end[1],
                 otherwise=("Here the costs after {} steps are {} and {}.", steps, *costs[:2]))
        clocks[0].redraw()
        self.play(Joins(land, *names[:2]))
        clocks[0].run(self, clocks[0].last, theme.PASSAGE)
        cost = [Words(f"{verb}: cost {{}}", cost).next_to(name, side) for name, verb, side, cost in zip(names, verbs, (UP, DOWN), costs)]
        self.play(Label(land, *cost))
        self.say("With $η$ = {} the walker leaps right across, and lands in another valley.", self.of("way_rate", 2),
                 holds=run.way_valley[2] != run.way_valley[1] and run.way_end[2] < 0.1,
                 otherwise=("With $η$ = {} the walker leaps far.", self.of("way_rate", 2)))
        clocks[1].redraw()
        self.play(Joins(land, names[2]))
        clocks[1].run(self, 5, theme.PASSAGE)
        self.say("It cannot fly off as in a bowl: no answer leaves 0 to 1, so the cost cannot grow without end.")
        clocks[1].run(self, clocks[1].last, theme.VERSE, rate_func=lambda t: 1 - (1 - t) ** 3)
        self.play(Label(land, Words(f"{verbs[2]}: cost {{}}", costs[2]).next_to(names[2], DOWN)))
        self.ends = [land.at(*way.points[-1]) for way in ways]

    def thirty_trainings(self):
        run, sweep = self.run, Sweep.of(self.run, self.room.width - 1.6, self.room.height - 1.9).move_to(self.room)
        clock, starts = self.clock("learning_rate", len(run.sweep_rate) + 1), self.of("sweep_starts")
        clock.glide(sweep, sweep.show)
        rate = self.live(f"{ETA} = {{}}", Reading(clock, lambda row: self.of("sweep_rate", max(row - 1, 0))),
                         size=theme.TITLE, anchor=LEFT).move_to(sweep.bay.plot).align_to(sweep.bay.plot, UP)
        self.say("Now whole networks learn: {} rates, and at each the same {} starts with random weights.", self.of("sweep_rates"), starts)
        first = sweep.way.spot(0, sweep.way.plot.y_span.high)
        self.carry_over(3 * [first], sweep, rate, self.tag("batches of {} · {} epochs, rounds through all {} digits", self.of("batch_size"),
                                                           self.of("sweep_epochs"), self.of("examples", form=",")))
        clock.run(self, 1, theme.PHRASE)
        self.read()
        self.say("The end of each training is a dot. The line joins the middle of {} starts.", starts)
        clock.run(self, 4, theme.VERSE)
        self.read()
        self.say("Longer steps get further in the same time, until the curves turn wild.", holds=self.is_a_bay(),
                 otherwise="Each rate ends at a cost of its own.")
        clock.run(self, clock.last, theme.PASSAGE)
        self.play(FadeOut(rate, sweep.thread))
        threads = self.explain_the_shelves(sweep)
        self.say("Too short a step crawls, too long a step is thrown out: in between lies a bay.", holds=self.is_a_bay(),
                 otherwise="Each rate ends at its own cost.")
        self.play(GrowFromCenter(self.shore(sweep.bay)) if self.is_a_bay() else FadeOut(*threads), run_time=theme.TURN)

    def shore(self, bay):
        """From the first to the last of the rates that end at a low cost."""
        return DoubleArrow(*(bay.spot(end, LEVEL) for end in self.run.bay_rate), buff=0, color=theme.FALLS, tip_length=theme.GAP)

    def is_a_bay(self):
        run = self.run
        return run.sweep_middle[0] > 0.5 and run.sweep_middle[-1] > 0.5 and run.sweep_best[0] < 0.1

    def explain_the_shelves(self, sweep):
        """Four trainings, each tied to its dot by a thread: what the costs at both ends are made of. Returns the threads."""
        run, last, threads = self.run, len(self.run.sweep_rate) - 1, []
        best = int(run.sweep_middle.argmin())
        wild = best + int((run.sweep_middle[best:] > WILD).argmax())
        self.say("Far left, the network only learns to answer 0.1 everywhere. That costs {}.", self.of("even_cost", form=".1f"),
                 holds=run.shelf_share[0] > 0.9, otherwise="Far left, the network learns little.")
        for k, word in {0: "crawls", best: "arrives", wild: "wild", last: "thrown out"}.items():
            if k == last:
                self.read()
                self.say("Far right, all its outputs are stuck at 0. That costs 1: even worse.", holds=run.shelf_share[1] > 0.9,
                         otherwise="Far right, the steps are very long.")
            thread, around = sweep.lift(k).tied(k)
            threads.append(thread)
            self.play(Create(thread), run_time=theme.TURN if k in (0, last) else theme.BEAT)
            self.play(FadeIn(around, sweep.bay.named(k, word)))
        self.read()
        self.ends = [sweep.bay.middle_of(wild)]
        return threads

    def a_sharper_bowl(self):
        run = self.run
        bowls = [Hill(run.bowl_x, y, 1, 1, WIDE, WIDE_HIGH).look(NEAR, NEAR_HIGH, box) for y, box in zip(run.bend_y, TWO)]
        rate = Words(f"{ETA} = {{}}", self.of("bend_rate"), size=theme.TITLE).move_to(self.room).align_to(self.room, UP)
        names = [Words("curvature {}", self.of("bend_curvature", i)).next_to(bowl, DOWN) for i, bowl in enumerate(bowls)]
        self.say("Where does the right wall come from? Two bowls, and one rate for both.")
        clock = self.clock("learning_rate", len(run.bend_way[0]))
        self.follow(clock, bowls, run.bend_way)
        self.carry_over([bowls[0].spot(*run.bend_way[0][0])], *bowls, rate, self.tag("toy functions, not a network"))
        self.read()
        self.say("Curvature is how fast the slope changes: by {} for one unit of $w$, or only by {}.",
                 *(self.of("bend_curvature", i) for i in range(2)))
        for bowl, k, name in zip(bowls, run.bend_curvature, names):
            self.play(Through(bowl, lambda x, bowl=bowl, k=k: bowl.touch((x, k / 2 * (x - 3) ** 2, k * (x - 3))), 4.0, start=3.0),
                      FadeIn(name), run_time=theme.PHRASE)
        self.read()
        self.play(*(Look(bowl.touch(), WIDE, WIDE_HIGH) for bowl in bowls), run_time=theme.TURN)
        self.say("With this rate the sharper bowl throws the walker out. The flatter one keeps it.")
        clock.run(self, clock.last, 9 * theme.BEAT)
        border = self.of("bend_border", form=".2f")
        self.say("The border is a curvature of 2 divided by $η$: here {}. In the first bowl that was $η$ = 1.", border)
        signs = [Words(f"{side} 2/{ETA} = {{}}: {fate}", border).next_to(name, DOWN) for side, fate, name in
                 zip(("above", "below"), ("out", "stays"), names)]
        self.play(LaggedStart(*map(FadeIn, signs), lag_ratio=1), run_time=theme.VERSE)
        self.ends = [bowls[0].spot(*run.bend_way[0][5]), bowls[1].spot(*run.bend_way[1][-1])]

    def the_border_in_a_network(self):
        run, n, stay, rates = self.run, len(self.run.edge_step), self.run.edge_stay, [self.of("edge_rate", i) for i in range(3)]
        curves = [Series(run.edge_step, run.edge_curvature[i], CALM[i], bold=True, marker=None) for i in range(3)]
        borders = [Series(run.edge_step, run.edge_line[i], CALM[i], dashed=True) for i in range(3)]
        chart = Chart([*curves, *borders], "step of training", "sharpest curvature of the cost", self.room.width - 4.4,
                      self.room.height - 1.7, color=theme.INK, spans=((0, run.edge_step[-1]), (0, 1.5)))
        chart.move_to(self.room).align_to(self.room, LEFT).show(*6 * [None])
        self.say("A network's land bends differently at every place. We measure its sharpest curvature on the way.")
        self.carry_over(2 * [chart.spot(0, run.edge_curvature[0, 0])], chart, self.tag(
            "all {} digits in every step · the same start", self.of("examples", form=",")))
        told = (("With $η$ = {} the curvature rises, but never reaches its border.", rates[:1], run.edge_peak[0] < run.edge_border[0]),
                ("With $η$ = {} it overshoots its border, is pressed down onto it, and stays for {} steps.",
                 (rates[1], self.of("edge_stay", 1)), stay[1] >= 200),
                ("With $η$ = {} the border is lower, and the network is pressed down to that one.", rates[2:], stay[2] >= 100))
        for i, (text, numbers, holds) in enumerate(told):
            clock = self.clock("learning_rate", n)
            clock.draw(chart, lambda row, i=i: chart.show(*(n - 1 if j < i else row if j == i else None for j in range(3)),
                                                          *(n - 1 if j <= i else None for j in range(3))))
            border = Words(f"{ETA} = {{}}: border {{}}", rates[i], self.of("edge_border", i, form=".2f"), color=CALM[i])
            if i:
                self.say(text, *numbers, holds=holds, otherwise=("Here is the curvature with $η$ = {}.", rates[i]))
            self.play(FadeIn(border.next_to(chart.spot(run.edge_step[-1], run.edge_border[i]), RIGHT)))
            if not i:       # the first sentence is still read
                clock.run(self, n // 2, theme.PASSAGE * 0.8)
                self.say(text, *numbers, holds=holds, otherwise=("Here is the curvature with $η$ = {}.", rates[i]))
            clock.run(self, clock.last, theme.PASSAGE * 0.8 if i else theme.VERSE)
            self.read()
        self.say("A long step cannot stay where the land is sharp: it is thrown on, to where it is flatter.",
                 holds=stay[1:].min() >= 100, otherwise="Each rate has a border of its own.")
        clock = self.clock("learning_rate", n)
        clock.draw(chart, lambda row: chart.show(*6 * [n - 1], balls=[(run.edge_step[row], run.edge_curvature[i, row], CALM[i])
                                                                     for i in (1, 2)]))
        clock.run(self, clock.last, theme.PASSAGE)
        self.ends = [chart.end(i) for i in range(3)]

    def long_first_short_later(self):
        run, last, each = self.run, len(self.run.shrink_rate), len(self.run.shrink_at) // len(self.run.shrink_rate)
        series = [Series(run.shrink_rate, run.shrink_steady, theme.COST, bold=True, marker=None),
                  Series(run.shrink_at, run.shrink_steady_dots, theme.COST, dots=True),
                  Series(run.shrink_rate, run.shrink_middle, theme.SOME, bold=True, marker=None),
                  Series(run.shrink_at, run.shrink_dots, theme.SOME, dots=True, marker="square")]
        chart = Chart(series, RATE.replace("rate", "rate at the start"), "cost at the end (each mark: ten times as high)",
                      self.room.width - 1.6, self.room.height - 1.7, color=theme.COST, spans=((0.85, 1.15 * run.shrink_rate[-1]), None),
                      logs=(True, True)).move_to(self.room).show(last - 1, each * last - 1, None, None)
        key = Key((Words("constant", color=theme.COST), series[1]), (Words("halved twice", color=theme.SOME), series[3]))
        key.arrange(RIGHT, buff=theme.GUTTER).next_to(chart.plot, UP, buff=theme.GAP).align_to(chart.plot, RIGHT)
        self.say("Long steps first, short ones later? Here is the bottom of the bay, closer.")
        self.carry_over([chart.spot(rate, chart.plot.y_span.low) for rate in run.edge_rate], chart, key[0],
                        self.tag("{} epochs each · lines: the middle of {} starts", self.of("sweep_epochs"), self.of("sweep_starts")))
        self.read()
        clock = self.clock("learning_rate", last)
        clock.follow(chart, lambda row: chart.show(last - 1, each * last - 1, int(row), each * (int(row) + 1) - 1))
        self.say("Now each rate is halved twice on the way.")
        self.play(FadeIn(key[1]))
        clock.run(self, clock.last, theme.PHRASE)
        steady, shrunk = (self.of(f"{name}_best", 0, form=".3f") for name in ("sweep", "shrink"))
        beaten = run.shrink_best[0] >= run.sweep_best[0]
        self.say("The best constant rate ends at {}, the best shrinking one at {}: no gain.", steady, shrunk, holds=beaten,
                 otherwise=("The best constant rate ends at {}, the best shrinking one at {}.", steady, shrunk))
        rings = [ring(chart.spot(getattr(run, f"{name}_best_rate"), getattr(run, f"{name}_best")[0])) for name in ("sweep", "shrink")]
        self.play(LaggedStart(*map(FadeIn, rings), lag_ratio=1), run_time=theme.PHRASE)
        self.read()
        saved = [self.of("saved", i, form=".3f") for i in range(2)]
        halves = [(rate, *pair) for rate, *pair in zip(run.shrink_rate, run.shrink_steady, run.shrink_middle)]
        first, *others = (Arrow(chart.spot(rate, high), chart.spot(rate, low), buff=0, color=theme.FALLS, stroke_width=theme.stroke(0.15))
                          for rate, high, low in sorted(halves, key=lambda each: each[2] / each[1])
                          if low < 0.6 * high or rate == run.saved_rate)
        self.say("But start at {}: the constant rate ends at {}, the shrinking one at {}.", self.of("saved_rate"), *saved)
        self.play(FadeOut(*rings), GrowArrow(first), run_time=theme.PHRASE)
        self.read()
        self.say("Shrinking steps do not beat the best rate here. They forgive a start that is too long.",
                 holds=beaten and run.saved[1] < run.saved[0] / 2, otherwise="Here, halving changes this much.")
        self.play(LaggedStart(*map(FadeIn, rings), *map(GrowArrow, others), lag_ratio=1), run_time=theme.VERSE)
        self.ends = [chart.spot(rate, high) for rate, high, _ in halves]

    def the_answer(self):
        run, last = self.run, len(self.run.sweep_rate) - 1
        bay = Bay.of(run, self.room.width - 1.6, self.room.height - 1.9).move_to(self.room)
        ends = [self.of("bay_rate", i) for i in range(2)]
        crawls, out = bay.named(0, "too short: crawls"), bay.named(last, "too long: thrown out")
        bowls = [Hill(run.bowl_x, run.bowl_y, *SMALL, WIDE, WIDE_HIGH).leap(way, 0) for way in run.card_way]
        bowls[0].next_to(bay.middle_of(0), DOWN, buff=theme.GUTTER, aligned_edge=LEFT)
        bowls[2].next_to(bay.middle_of(last), DOWN, buff=theme.GUTTER, aligned_edge=RIGHT)
        self.say("How long should a step be? Try rates far apart, and stay inside the bay.", holds=self.is_a_bay(),
                 otherwise="How long should a step be? Try rates far apart.")
        self.carry_over([bay.spot(*dot) for dot in zip(run.shrink_rate, run.shrink_steady)], bay, color=theme.COST)
        self.play(FadeIn(crawls, out, bowls[0], bowls[2]), run_time=theme.TURN)
        shown = [bowls[0], bowls[2]]
        if self.is_a_bay():
            shore = self.shore(bay)
            name = Words(f"{ETA} = {{}} to {{}}", *ends, color=theme.FALLS).next_to(shore, UP)
            shown.append(bowls[1].next_to(name, UP))
            self.play(GrowFromCenter(shore), FadeIn(name, bowls[1]), run_time=theme.TURN)
        self.play(*(Through(bowl, lambda count, bowl=bowl: bowl.leap(bowl.arcs, count), 5) for bowl in shown), run_time=theme.PHRASE)
        self.wait(theme.STUDY)
