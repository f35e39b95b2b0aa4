"""Film: how long a step of gradient descent should be, and what happens where it is too long.

Shows "learning_rate": bowls, where the border is exact; the plane of three networks; a sweep of rates; the curvature on the way.
"""

from manim import (
    DOWN, LEFT, ORIGIN, RIGHT, UP, Arrow, Create, DashedLine, DoubleArrow, FadeIn, FadeOut, GrowArrow, LaggedStart, VGroup,
)

from scenes.stage import theme
from scenes.stage.chart import Chart, Key, Series
from scenes.stage.columns import Table
from scenes.stage.contour_map import ColourKey, Label
from scenes.stage.film import Film
from scenes.stage.gestures import Through, becomes
from scenes.stage.hill import HALF, Hill, Look
from scenes.stage.landscape import Landscape, Turn
from scenes.stage.leaper import Leaper
from scenes.stage.paths import Path
from scenes.stage.rolling import feel_the_slopes, roll
from scenes.stage.surface import Scale
from scenes.stage.sweep import ETA, RATE, TOP, Bay, Sweep, ring
from scenes.stage.text import Words, align_baselines

NEAR, NEAR_HIGH = (-0.5, 6.5), (0, 11)                    # what is seen of the first bowl
WIDE, WIDE_HIGH = (-2.3, 8.3), (0, 28.09)                 # of all five
BENT_HIGH = -1, 12                                        # of the two that differ in their curvature: tangents reach below them
BOX = -5.9, -2.0, -0.64, 2.7                              # of the first: a table stands beside it, and its shape is that of the five
TWO = (-6.2, -1.0, -0.5, 3.0), (0.5, -1.0, 6.2, 3.0)      # of those two, in the same shape
SMALL = (3.2, 1.3), (-3.0, 9.0), (0, 1.6)                 # of those on the last card, and what is seen of them
FATES = "walks in", "home in one", "jumps in", "never settles", "flies off"
OVER, SEEN = (-0.03, 0.65, 1), (-0.15, 0.55, 1)           # looks at the landscape
PACES = theme.WANTED, theme.INK, theme.SOME               # a short, a usual and a long rate
SIDES = LEFT, DOWN, UP                                    # of their names on the landscape
TROUGH = 11, (14, 8), 1.4, (0, 0.75)                      # of the long valley: its width, box and relief, and the look at it
STAIRS = 2.6, 0.8                                         # of the rate over the epochs, drawn small
TALL = 0.55                                               # of the heights of two charts, one over the other
STUCK = 0.99                                              # a cost at the end above it is one of a training that is stuck
TOY = "toy function, not a network"


class LearningRate(Film):
    """Too short a step crawls, too long a step is thrown out: where the border lies, and why."""

    hill: Hill      # from a_fifth_of_the_way to five_rates
    recordings = ("learning_rate",)
    question = "How long should a step be?"
    constants = {"1": "of the factor of a bowl, or its border", "2": "of the same: its curvature",
                 "0": "an output that is stuck", "0.1": "an output of one in ten", "0.9": "what it misses of 1", "9": "the other outputs"}

    def construct(self):
        self.run, = (self.runs[name] for name in self.recordings)
        self.play_section(self.a_fifth_of_the_way)
        self.play_section(self.five_rates)
        self.play_section(self.a_real_valley)
        self.play_section(self.many_trainings)
        self.play_section(self.a_sharper_bowl)
        self.play_section(self.the_sharpest_direction)
        self.play_section(self.the_border_in_a_network)
        self.play_section(self.long_first_short_later)
        self.play_section(self.the_answer)

    def of(self, key, *index, form="g"):
        """A number of the recording."""
        return self.fact(f"learning_rate.{key}", *index, form=form)

    def a_fifth_of_the_way(self):
        run, way = self.run, self.run.bowl_way[0]
        self.hill = hill = Hill(run.bowl_x, run.bowl_y, 1, 1, NEAR, NEAR_HIGH).look(NEAR, NEAR_HIGH, BOX).leap(way, 0)
        bottom = DashedLine(hill.spot(3, 0), hill.spot(3, way[0, 1]), color=theme.FAINT)
        far = DoubleArrow(hill.spot(*way[0]), hill.spot(3, way[0, 1]), buff=0, color=theme.INK,
                          stroke_width=theme.stroke(theme.LINE * 1.5), tip_length=theme.GAP)
        name = Words("distance").next_to(far, UP, buff=theme.GAP / 2)
        table = Table.worked(self, "learning_rate", ("bowl_far", ".2f", theme.INK, "distance"),
                             ("bowl_slope", ".2f", theme.GRADIENT, "slope down"),
                             ("bowl_hop", ".3f", theme.INK, f"step = {ETA} × slope")).move_to(self.room).align_to(self.room, RIGHT)
        rate = Words(f"learning rate {ETA} = {{}}", self.of("bowl_rate", 0)).next_to(table, UP, buff=theme.GUTTER)
        self.ask()
        self.say("A toy: the cost $C$ of one weight $w$. A step down is the slope times $η$ (eta), the learning rate.")
        self.hand_over(comes=[hill, hill.ticks(range(7), (0, 5, 10), over=True), rate, self.tag(TOY)])
        self.play(Through(hill, lambda half: hill.touch((*way[0], -run.bowl_slope[0]), half=half), HALF), run_time=theme.PHRASE)
        self.play(FadeIn(*table.heads), run_time=theme.TURN)
        self.read()
        self.say("In this bowl the slope down is always twice the distance to the bottom.")
        self.play(FadeIn(bottom, far, name), run_time=theme.TURN)
        self.play(FadeIn(table.row(0)), run_time=theme.TURN)
        self.read()
        hill.touch()
        self.say("So with $η$ = {} every step takes a fifth of the distance, and leaves {} of it.", self.of("bowl_rate", 0),
                 self.of("bowl_factor", 0))
        self.play(FadeOut(far, name))
        for row in (1, 2, 3):
            self.play(Through(hill, lambda count: hill.leap(way, count), row, start=row - 1))
            self.play(FadeIn(table.row(row)), run_time=theme.NOTE)
        self.read()

    def five_rates(self):
        run, hill, gap, n = self.run, self.hill, theme.GUTTER / 2, len(self.run.bowl_way)
        width, left, high = (self.room.width - (n + 1) * gap) / n, self.room.get_left()[0] + gap, self.room.get_top()[1] - 1.3
        boxes = [(left + i * (width + gap), -1.6, left + i * (width + gap) + width, high) for i in range(n)]
        bowls = [Hill(run.bowl_x, run.bowl_y, 1, 1, WIDE, WIDE_HIGH).look(WIDE, WIDE_HIGH, box).leap(way, 0)
                 for box, way in zip(boxes, run.bowl_way)]
        rates = [Words(f"{ETA} = {{}}", self.of("bowl_rate", i, form=".1f"), size=theme.TITLE) for i in range(n)]
        factors = [Words("distance × {}", self.of("bowl_factor", i)) for i in range(n)]
        fates = [Words(fate) for fate in FATES]
        for box, *words in zip(boxes, rates, factors, fates):
            for text, y in zip(words, (high + 0.75, -2.0, -2.5)):
                text.move_to([(box[0] + box[2]) / 2, y, 0])
        align_baselines(*fates)
        self.say("A step takes 2$η$ of the distance: it multiplies the distance by 1 − 2$η$. Five rates in the same bowl.")
        self.hand_over(hill, comes=[self.tag(TOY)], moves=[Look(hill, WIDE, WIDE_HIGH, boxes[0])], run_time=theme.TURN)
        self.play(FadeOut(hill), FadeIn(*bowls, *rates))
        self.play(LaggedStart(*map(FadeIn, factors), lag_ratio=0.6), run_time=theme.VERSE)
        self.read()
        clock = self.clock("learning_rate", len(run.bowl_way[0]))
        self.follow(clock, bowls, run.bowl_way)
        clock.run(self, 5, theme.VERSE)
        self.play(LaggedStart(*map(FadeIn, fates), lag_ratio=0.5), run_time=theme.TURN)
        self.say("$η$ = {} and {} arrive equally fast. The border is sharp: above $η$ = 1 it flies off.",
                 *(self.of("bowl_rate", i) for i in (0, 2)))
        clock.run(self, clock.last, theme.VERSE)
        self.read()

    @staticmethod
    def follow(clock, bowls, ways):
        """Walkers leap in their bowls by a clock."""
        for bowl, way in zip(bowls, ways):
            clock.follow(bowl, lambda hand, bowl=bowl, way=way: bowl.leap(way, hand))

    def a_real_valley(self):
        run, steps, tens = self.run, self.of("way_step", -1), [self.of("way_times", i, form=".0f") for i in range(3)]
        scale = Scale(0, 1.5, levels=14)
        land = Landscape(run.map_alphas, run.map_betas, run.map_surface, scale, 9.4, (14, 8), 1.7).look(*SEEN)
        key = ColourKey(scale, 2.0, "low cost", "high cost").move_to(self.room).align_to(self.room, UP)
        ways = [Path(path, color, size=theme.DOT * 0.7) for path, color in zip(run.way_path, PACES)]
        clocks = [self.clock("learning_rate", len(run.way_step)) for _ in range(2)]
        counts = [self.live("step {}", self.reading(clock, "learning_rate.way_step")).next_to(key, DOWN) for clock in clocks]
        clocks[0].follow(land, lambda hand: land.show(*(ways[i].up_to(hand) for i in (1, 0))))
        self.say("A real landscape: the plane through three trained networks. Only two coordinates move.")
        self.hand_over(comes=[land, key, self.tag("the plane through three trained networks", side=LEFT)], run_time=theme.TURN)
        self.play(Turn(land, *OVER), run_time=theme.VERSE)
        self.read()
        costs = [self.of("way_end", i, form=".2f") for i in range(3)]
        spots = run.way_path[0, 0], *run.way_path[1:, -1]       # the short way is named at its start
        names = [Words(f"{name}: cost {{}}", *more, cost, color=color).next_to(land.at(*spot), side, buff=theme.GUTTER)
                 for name, more, cost, color, spot, side in zip(("short step", "{} times as long", "{} times as long"),
                                                                ((), tens[1:2], tens[2:]), costs, PACES, spots, SIDES)]
        self.say("In {} steps a short step only crawls. One {} times as long arrives.", steps, tens[1],
                 holds=run.way_end[0] > 0.5 > 0.1 > run.way_end[1],
                 otherwise=("Here the costs after {} steps are {} and {}.", steps, *costs[:2]))
        self.play(FadeIn(counts[0]))
        clocks[0].run(self, clocks[0].last, theme.VERSE)
        self.play(Label(land, *names[:2]), FadeOut(counts[0]))
        self.read()
        self.say("One {} times as long leaps right across. By luck it lands in another valley.", tens[2],
                 holds=run.way_valley[2] != run.way_valley[1] and run.way_end[2] < 0.1,
                 otherwise=("One {} times as long leaps far.", tens[2]))
        leaper = Leaper(land, run.way_path[2], PACES[2])
        clocks[1].follow(leaper, leaper.show)
        self.play(FadeIn(leaper, counts[1]))
        clocks[1].run(self, 5, theme.VERSE)
        clocks[1].run(self, clocks[1].last, theme.VERSE, rate_func=lambda t: 1 - (1 - t) ** 3)
        self.play(Label(land, names[2]))
        self.wait(theme.READ)

    def many_trainings(self):
        run, sweep = self.run, Sweep.of(self.run, self.room.width - 1.6, self.room.height - 1.9).move_to(self.room)
        clock, starts = self.clock("learning_rate", len(run.sweep_rate) + 1), self.of("sweep_starts")
        rate = self.live(f"{ETA} = {{}}", self.of("sweep_rate", 0), size=theme.TITLE, anchor=LEFT)
        rate.move_to(sweep.bay.plot).align_to(sweep.bay.plot, UP)
        clock.glide(sweep, sweep.show)
        clock.glide(rate, lambda hand: rate.show(self.of("sweep_rate", sweep.at(hand))))
        self.say("Now whole networks learn, {} rounds through all digits each: at {} rates, from the same {} starts.",
                 self.of("sweep_epochs"), self.of("sweep_rates"), starts)
        self.hand_over(comes=[sweep, rate, self.tag("{} digits in batches of {}", self.of("examples", form=","), self.of("batch_size"))],
                       run_time=theme.TURN)
        clock.run(self, 1, theme.VERSE)
        self.read()
        self.say("Each training ends as a dot. The line joins the middle of {} starts.", starts)
        self.tries_all(clock)
        self.read()
        self.play(FadeOut(rate, sweep.thread))
        self.explain_the_shelves(sweep)
        self.say("In between lies a bay.", holds=self.is_a_bay(), otherwise="Each rate ends at its own cost.")
        self.come_ashore(sweep.bay)
        self.wait(theme.TURN)

    def come_ashore(self, bay, *along):
        """The area of the bay, if there is one, over the rates where all starts end at a low cost."""
        if self.is_a_bay():
            names = ("all {} starts", self.of("sweep_starts")), ("below {}", self.of("bay_low"))
            self.play(bay.comes_ashore(self.run.bay_rate, self.run.bay_low, *names), *along, run_time=theme.PHRASE)

    def tries_all(self, clock):
        """The other rates, one after the other: in haste, but slowly where the costs rise again."""
        best = max(clock.row, int(self.run.sweep_middle.argmin()))
        stuck = max(best, int((self.run.sweep_middle < STUCK).nonzero()[0][-1]) + 1)
        for until, each in ((best, theme.BEAT / 2), (stuck, 4 * theme.TICK), (clock.last, theme.TICK)):
            if until > clock.row:
                clock.run(self, until, theme.in_ticks((until - clock.row) * each))

    def is_a_bay(self):
        return min(self.run.sweep_middle[[0, -1]]) > 0.5 and self.run.bay_rate[1] > self.run.bay_rate[0]

    def explain_the_shelves(self, sweep):
        """The trainings at both ends, each tied to its dot by a thread, and the ten outputs that its cost is made of."""
        run = self.run
        told = (("At the left end each of the ten outputs is still near 0.1, whatever the digit: cost {}.",
                 (self.of("even_cost", form=".1f"),), run.shelf_share[0] > 0.9, "crawls", "0.9^2 + 9 dot.op 0.1^2 = 0.9"),
                ("At the right end all ten are stuck at 0: cost 1. The land is flat there, no slope leads back.", (),
                 run.shelf_share[1] > 0.9 and run.shelf_slope < 1e-3, "stuck", "1^2 + 9 dot.op 0^2 = 1"))
        for i, (text, numbers, holds, word, sum_) in enumerate(told):
            k = i * (len(run.sweep_rate) - 1)
            thread, around = sweep.lift(k).tied(k)
            self.say(text, *numbers, holds=holds, otherwise="Here are the mean outputs of one of the trainings.")
            chart, *sums = outputs = sweep.bay.outputs(run.shelf_digit, run.shelf_output[i], *[sum_] * bool(holds))
            self.play(Create(thread), FadeIn(around, sweep.bay.named(k, word)), run_time=theme.TURN)
            self.play(FadeOut(thread), FadeIn(chart))
            self.play(Through(chart, lambda row, chart=chart: chart.show(int(row)), len(run.shelf_digit) - 1), *map(FadeIn, sums),
                      run_time=theme.PHRASE)
            self.read()
            self.play(FadeOut(outputs))

    def a_sharper_bowl(self):
        run, start = self.run, self.run.bend_way[0][0, 0]
        bowls = [Hill(run.bowl_x, y, 1, 1, WIDE, BENT_HIGH).look(WIDE, BENT_HIGH, box) for y, box in zip(run.bend_y, TWO)]
        axes = [bowl.ticks(range(7), (), over=True) for bowl in bowls]
        names = [Words("curvature {}", self.of("bend_curvature", i)).next_to(axis, DOWN) for i, axis in enumerate(axes)]
        factors = [Words("distance × {}", self.of("bend_factor", i)).next_to(name, DOWN) for i, name in enumerate(names)]
        rate = Words(f"{ETA} = {{}}", self.of("bend_rate"), size=theme.TITLE).set_x(0).match_y(VGroup(*names, *factors))
        self.say("When is a step too long for a place? Curvature: by how much the slope changes for each 1 of $w$.")
        clock = self.clock("learning_rate", len(run.bend_way[0]))
        self.follow(clock, bowls, run.bend_way)
        self.hand_over(comes=[*bowls, *axes, self.tag("toy functions, not a network")], run_time=theme.TURN)
        slopes = feel_the_slopes(self, bowls, run.bend_curvature, start, run.bend_at, [
            [self.of("bend_slope", i, j) for j in range(len(run.bend_at))] for i in range(2)])
        self.play(FadeIn(*names))
        self.read()
        self.say("The 2 in 2$η$ was the curvature: a step multiplies the distance by 1 − $η$ × curvature.")
        self.play(*roll(bowls, run.bend_curvature, run.bend_at[-1], start), FadeOut(*slopes), FadeIn(rate))
        for bowl in bowls:
            bowl.touch()
        clock.redraw()
        self.play(LaggedStart(*map(FadeIn, factors), lag_ratio=1), run_time=theme.PHRASE)
        clock.run(self, clock.last, theme.VERSE)
        self.read()
        self.say("The border is × −1, where $η$ × curvature = 2: here at a curvature of {}.", border := self.of("bend_border", form=".2f"))
        signs = [Words(f"{side} {{}}: {fate}", border).move_to(factor) for side, fate, factor in
                 zip(("above", "below"), ("flies off", "arrives"), factors)]
        self.play(*(becomes(*pair) for pair in zip(factors, signs)), run_time=theme.PHRASE)
        self.read()

    def the_sharpest_direction(self):
        run, (width, box, relief, look) = self.run, TROUGH
        land = Landscape(run.trough_alphas, run.trough_betas, run.trough_surface, Scale(0, 8, levels=12), width, box, relief).look(*look)
        names = VGroup(*(Words(f"{way}: curvature {{}}, × {{}}", self.of("trough_curvature", i), self.of("trough_factor", i))
                         for i, way in enumerate(("along", "across")))).arrange(RIGHT, buff=2 * theme.GUTTER)
        names.move_to(self.room).align_to(self.room, DOWN).shift(theme.GUTTER * UP)
        way, clock = Path(run.trough_path, theme.LIT, size=theme.DOT * 0.8), self.clock("learning_rate", len(run.trough_path))
        clock.follow(land, lambda hand: land.show(way.up_to(hand)))
        self.say("With many weights each direction has its own curvature, but all share one $η$.")
        self.hand_over(comes=[land, self.tag(f"toy function, {ETA} = {{}}", self.of("bend_rate"))], run_time=theme.TURN)
        self.play(LaggedStart(*map(FadeIn, names), lag_ratio=1), run_time=theme.PHRASE)
        self.read()
        self.say("Along the valley it arrives, across it is thrown out: the sharpest direction decides.")
        clock.run(self, clock.last, theme.STANZA)
        self.read()

    def the_border_in_a_network(self):
        run, n, stay, rates = self.run, len(self.run.edge_step), self.run.edge_stay, [self.of("edge_rate", i) for i in range(3)]
        chart, costs = self.curvatures_over_costs()
        self.say("So measure it in a network: the curvature in its sharpest direction, all {} digits in each step.",
                 self.of("examples", form=","))
        self.hand_over(comes=[chart, costs, self.tag("measured every {} steps or more", self.of("edge_step", 1))])

        def so_many(i, row):
            return [n - 1 if j < i else row if j == i else None for j in range(3)]

        told = (None,       # the first sentence is still read
                ("With $η$ = {} it climbs over its border, comes down, and stays within a tenth of it for {} steps.",
                 (rates[1], self.of("edge_stay", 1)), stay[1] >= 200),
                ("With $η$ = {} the border is lower, and the curvature comes down to that one.", rates[2:], stay[2] >= 100))
        for i, said in enumerate(told):
            clock = self.clock("learning_rate", n)
            clock.draw(chart, lambda row, i=i: chart.show(*2 * so_many(i, row)))
            clock.draw(costs, lambda row, i=i: costs.show(*so_many(i, row)))
            if said:
                self.say(said[0], *said[1], holds=said[2], otherwise=("Here is the curvature with $η$ = {}.", rates[i]))
            self.play(FadeIn(self.border(i).next_to(chart.spot(run.edge_step[-1], run.edge_border[i]), RIGHT)))
            clock.run(self, clock.last, theme.VERSE)
            self.read()
        self.say("Over its border a network is not lost: it moves to flatter land, and its cost falls.",
                 holds=run.edge_over[1:].all() and run.edge_cost[1:, -1].max() < 0.1 and stay[1:].min() >= 100,
                 otherwise="Each rate has a border and a cost of its own.")
        clock = self.clock("learning_rate", n)
        for each, heights, lines in ((chart, run.edge_curvature, 6), (costs, run.edge_cost, 3)):
            clock.draw(each, lambda row, each=each, heights=heights, lines=lines: each.show(*lines * [n - 1], balls=[
                (run.edge_step[row], min(heights[k, row], each.plot.y_span.high), PACES[k]) for k in (1, 2)]))
        clock.run(self, clock.last, theme.STANZA)

    def border(self, i):
        """What stands at the border of the i-th of three rates."""
        return Words(f"{ETA} = {{}}: border {{}}", self.of("edge_rate", i), self.of("edge_border", i, form=".2f"), color=PACES[i])

    def curvatures_over_costs(self):
        """The chart of three curvatures and their borders, and under it that of the costs of the same networks."""
        run, step, room = self.run, self.run.edge_step, self.room.height - 2.2
        width = self.room.width - self.border(1).width - 2 * theme.GUTTER
        curves = [Series(step, run.edge_curvature[i], PACES[i], bold=True, marker=None) for i in range(3)]
        borders = [Series(step, run.edge_line[i], PACES[i], dashed=True) for i in range(3)]
        ways = [Series(step, run.edge_cost[i], PACES[i], bold=True, marker=None) for i in range(3)]
        chart = Chart([*curves, *borders], "", "sharpest curvature of the cost", width, TALL * room, color=theme.INK,
                      spans=((0, step[-1]), (0, 1.5)))
        costs = Chart(ways, "step of training", "cost (each mark: ten times as high)", width, (1 - TALL) * room, color=theme.COST,
                      spans=((0, step[-1]), None), logs=(False, True))
        chart.move_to(self.room).align_to(self.room, LEFT).align_to(self.room, UP)
        costs.next_to(chart, DOWN, buff=theme.GAP)
        costs.shift((chart.plot.get_x() - costs.plot.get_x()) * RIGHT)
        return chart.show(*6 * [None]), costs.show(*3 * [None])

    def long_first_short_later(self):
        run, last = self.run, len(self.run.shrink_rate)
        chart, key, stairs = self.the_bottom_of_the_bay()
        self.say("Long steps first, short ones later? The bay from near: a line for the middle of {} starts, a band for all.",
                 self.of("sweep_starts"))
        self.hand_over(comes=[chart, key[0], self.tag("{} epochs each", self.of("sweep_epochs"))])
        clock = self.clock("learning_rate", last)
        clock.follow(chart, lambda row: chart.show(*3 * [int(row)], *3 * [None]))
        clock.run(self, clock.last, theme.VERSE)
        self.read()
        clock = self.clock("learning_rate", last)
        clock.follow(chart, lambda row: chart.show(*3 * [last - 1], *3 * [int(row)]))
        self.say("Now each rate is halved after each third of the time: on average, steps are {} as long.",
                 self.of("shrink_share", form=".0%"))
        self.play(FadeIn(key[1], stairs))
        clock.run(self, clock.last, theme.VERSE)
        self.read()
        steady, shrunk = (self.of(f"{name}_best", 0, form=".3f") for name in ("sweep", "shrink"))
        self.say("At their best they end at {} and {}: three starts cannot tell them apart.", steady, shrunk,
                 holds=run.shrink_best[1] <= run.sweep_best[2] and run.sweep_best[1] <= run.shrink_best[2],
                 otherwise=("The best constant rate ends at {}, the best halved one at {}.", steady, shrunk))
        rings = [ring(chart.spot(getattr(run, f"{name}_best_rate"), getattr(run, f"{name}_best")[0])) for name in ("sweep", "shrink")]
        self.play(LaggedStart(*map(FadeIn, rings), lag_ratio=1), run_time=theme.TURN)
        self.read()
        self.play(FadeOut(*rings), run_time=theme.NOTE)
        self.say("Too long a start it may save, as from {}, or spoil, as from {}. From {} it costs, too.",
                 self.of("saved_rate"), self.of("spoiled_rate"), self.of("shrink_rate", 0),
                 holds=run.saved[1] < run.saved[0] / 2 and run.spoiled[1] > 1.5 * run.spoiled[0] and
                 run.shrink_most[0] > 1.5 * run.steady_most[0], otherwise="Here, halving changes the worst of the starts this much.")
        for rate, *costs in ((run.saved_rate, *run.saved), (run.spoiled_rate, *run.spoiled),
                             (run.shrink_rate[0], run.steady_most[0], run.shrink_most[0])):
            self.play(GrowArrow(self.from_to(chart, rate, *costs)), run_time=theme.STRIDE)
        self.read()

    @staticmethod
    def from_to(chart, rate, steady, shrunk):
        """An arrow from the cost of a constant rate to that of the halved one: a gain or a loss."""
        return Arrow(chart.spot(rate, steady), chart.spot(rate, shrunk), buff=0, color=theme.FALLS if shrunk < steady else theme.COST,
                     stroke_width=theme.stroke(2 * theme.BOLD), max_stroke_width_to_length_ratio=40)

    def the_bottom_of_the_bay(self):
        """A chart of the constant rates, with room for the halved ones; the key of both; the rate over the epochs, drawn small."""
        run, (pale, dim) = self.run, (color.interpolate(theme.BACKGROUND, 0.5) for color in (theme.COST, theme.INK))
        series = [Series(run.shrink_rate, getattr(run, f"{name}_{what}"), color if what == "middle" else shade,
                         bold=what == "middle", marker=None)
                  for name, color, shade in (("steady", theme.COST, pale), ("shrink", theme.INK, dim))
                  for what in ("middle", "least", "most")]
        chart = Chart(series, RATE.replace("rate", "rate at the start"), "cost at the end (each mark: ten times as high)",
                      self.room.width - 1.6, self.room.height - 1.7, color=theme.COST, spans=((0.75, 1.15 * run.shrink_rate[-1]), None),
                      logs=(True, True), areas=[(1, 2, pale), (4, 5, dim)])
        chart.move_to(self.room).show(*6 * [None])
        key = Key((Words("constant", color=theme.COST), series[0]), (Words("halved twice"), series[3]))
        key.arrange(RIGHT, buff=theme.GUTTER).next_to(chart.plot, UP, buff=theme.GAP).align_to(chart.plot, RIGHT)
        stairs = Chart(Series(run.stairs_epoch, run.stairs_share, theme.INK, bold=True, marker=None), "epochs",
                       f"share of the first {ETA}", *STAIRS, spans=(None, (0, 1)))
        stairs.move_to(chart.plot, aligned_edge=UP).align_to(key, RIGHT).shift(chart.plot.width / 2 * LEFT)
        return chart, key, stairs

    def the_answer(self):
        run, last = self.run, len(self.run.sweep_rate) - 1
        bay = Bay.of(run, self.room.width - 1.6, self.room.height - 3.6).move_to(self.room).align_to(self.room, DOWN).shift(theme.GAP * UP)
        size, *view = SMALL
        bowls = [Hill(run.bowl_x, run.card_y, *size, *view).leap(way, 0) for way in run.card_way]
        names = [bay.named(0, "too short: crawls"), Words(f"{ETA} = {{}} to {{}}", *(self.of("bay_rate", i) for i in range(2)),
                                                          color=theme.FALLS), bay.named(last, "too long: stuck")]
        names[1].move_to((bay.spot(run.bay_rate[0], TOP) + bay.spot(run.bay_rate[1], TOP)) / 2)
        align_baselines(names[0][0], names[1], names[2][0])
        for bowl, side in zip(bowls, (LEFT, ORIGIN, RIGHT)):
            bowl.next_to(bay.plot, UP, buff=theme.GUTTER).align_to(bay.plot, side)
        rates = [Words(f"{ETA} = {{}}", self.of("card_rate", i)).next_to(bowl, UP) for i, bowl in enumerate(bowls)]
        clock = self.clock("learning_rate", len(run.card_way[0]))
        self.follow(clock, bowls, run.card_way)
        self.say("As long as it still arrives from every start, with room before the cliff.",
                 holds=self.is_a_bay(), otherwise="Try rates from short to long.")
        self.hand_over(comes=[bay, *bowls, *rates, self.tag("above: a toy with a valley between two shelves", side=LEFT)],
                       run_time=theme.TURN)
        self.play(FadeIn(names[0], names[2]))
        clock.run(self, clock.last, theme.VERSE)
        self.come_ashore(bay, FadeIn(names[1]))
        self.wait(theme.READ)
