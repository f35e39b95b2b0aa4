"""Film: gradient descent, from one dial to all of them: which way a network should change its numbers.

Shows "line", where the network of digits has one number free, "plane", where it has two, and "digits", where it has all.
"""

import numpy as np
from manim import DOWN, LEFT, RIGHT, UP, Arrow, Circle, Create, FadeIn, FadeOut, GrowArrow, LaggedStart, Square, VGroup

from scenes.stage import symbols as sym
from scenes.stage import theme
from scenes.stage.answers import Called, Counts, State
from scenes.stage.contour_map import ColourKey, Label
from scenes.stage.dial import Dial
from scenes.stage.digit import DigitImage
from scenes.stage.falling import Falling
from scenes.stage.fan import Fan
from scenes.stage.film import Film
from scenes.stage.gestures import Through
from scenes.stage.hill import HALF, Hill, Look, stairs
from scenes.stage.hopping import hopping
from scenes.stage.landscape import Landscape, Turn
from scenes.stage.mistakes import Mistakes
from scenes.stage.movers import DialsAndSlopes, Movers
from scenes.stage.network import Forward
from scenes.stage.columns import Equation, Table
from scenes.stage.paths import Path
from scenes.stage.pile import Pile
from scenes.stage.reader import Reader
from scenes.stage.slide import Slide
from scenes.stage.squares import ErrorTable
from scenes.stage.surface import Scale
from scenes.stage.text import Formula, Words, as_symbol
from scenes.stage.training import Training
from scenes.stage.wall import Ask

W, C, ETA = (as_symbol(letter) for letter in ("w", "C", "\N{GREEK SMALL LETTER ETA}"))
VALLEYS = ("network A", DOWN), ("network B", DOWN), ("a third network", UP)
LINE, PLANE = (f"the {flat} trained networks · {C} over training digits" for flat in ("line through two", "plane through three"))
VIEW = -0.24, 1.24                                                          # what is seen of the line, of w
NEAR, WIDE = (-5.9, -2.1, 2.1, 3.1), (-5.9, -2.1, 6.1, 3.1)                 # boxes of the hill: beside a table, and alone
SIDE, FLAT, SEEN, OVER = (0, 0.04, 0), (-0.15, 0.52, 0), (-0.15, 0.55, 1), (-0.03, 0.65, 1)      # looks at the landscape
BIG = 40                                                                    # of a formula that a section is about
ONE, ALL = f"{sym.w()} <- {sym.w()} - eta {{{{(dif C)/(dif w) : gradient}}}}", "theta <- theta - eta {{gradient C : gradient}}"


class GradientDescent(Film):
    """Walking downhill on the cost of networks that were really trained."""

    dial: Dial                       # from one_dial to nudge_and_slope
    recordings = ("line", "plane", "digits")
    question = "Which way should a network\nchange its {} numbers?"
    constants = {"0": "network A on its line, and the best cost", "1": "network B on its line", "12": "inputs drawn",
                 "2": "of the toy: a square", "3": "of the toy: its bottom"}

    def construct(self):
        self.set_the_stage()
        self.play_section(self.a_wrong_answer)
        self.play_section(self.one_number_for_all_digits)
        self.play_section(self.one_dial)
        self.play_section(self.nudge_and_slope)
        self.play_section(self.steps_downhill)
        self.play_section(self.the_other_side)
        self.play_section(self.too_large_steps)
        self.play_section(self.by_hand)
        self.play_section(self.a_cut_through_a_landscape)
        self.play_section(self.every_direction)
        self.play_section(self.three_valleys)
        self.play_section(self.all_the_numbers)
        self.play_section(self.what_it_bought)
        self.play_section(self.the_same_digit)
        self.play_section(self.the_answer)

    def set_the_stage(self):
        """What several sections show, or know."""
        self.line, self.plane, self.run = (self.runs[name] for name in self.recordings)
        self.size, self.label = self.fact("digits.network.n_parameters", form=","), self.fact("digits.example_label")
        self.reader = Reader(self.runs, "digits", 0, self.run.pile_x).move_to(self.room).align_to(self.room, LEFT)
        self.aside = Called.of(self, "digits")
        self.dips = self.run.dip_deep >= 0.05 and np.diff(self.run.train_cost).max() <= 0
        self.high, self.fifths = (0, high := 1.09 * self.line.curve.max()), np.arange(0, high, 0.2)      # of the cost
        self.hill = Hill(self.line.wide_w, self.line.wide_curve, 12.2, 2.2, (-0.16, 1.16), self.high).shift(theme.GUTTER * DOWN)
        heights = self.plane.map_alphas, self.plane.map_betas, self.plane.map_surface
        self.land = Landscape(*heights, Scale(0, 1.5, levels=14), 10.2, (14, 8), 1.9).shift(theme.GAP * UP).look(*SIDE)
        self.fan = Fan(*heights, Scale(0, 1.5, levels=75), self.plane.fan_point, self.plane.fan_steps, self.plane.fan_changes)

    def two(self, key, *index):
        """A number with two decimals."""
        return self.fact(key, *index, form=".2f")

    def a_wrong_answer(self):
        run, reader, depth, guess = self.run, self.reader, self.run.network.depth, self.fact("digits.example_guess", 0)
        aside = self.aside.move_to(self.room).align_to(self.room, RIGHT)
        self.ask(self.size)
        self.say("Here is a handwritten {}, and a network that has learned nothing yet.", self.label)
        self.hand_over(comes=[reader.digit, Words("a handwritten {}", self.label).next_to(reader.digit, DOWN), reader.network,
                              self.tag("untrained network · 12 of {} inputs drawn", self.fact("digits.network.sizes", 0))])
        self.play(Forward(reader.network, -1, depth), run_time=theme.PHRASE)
        self.play(FadeIn(reader.answers, reader.numbers, reader.names))
        self.read()
        self.say("It reads this {} as {}. In fact, it reads every digit as {}.", self.label, guess, guess,
                 holds=run.first_same == run.unseen, otherwise=("It reads this {} as {}.", self.label, guess))
        self.play(Through(reader.answers, reader.answers.ring), FadeIn(aside.key))
        self.play(FadeIn(aside.head, aside.wall))
        self.play(Ask(aside.wall), run_time=theme.PHRASE)
        self.read()
        self.say("Each line is a random weight, blue above 0, orange below. Which way should each go?")
        for l in range(1, depth + 1):
            self.play(reader.network.light(between=(l - 1, l)), run_time=theme.TURN)
        self.play(reader.network.light())

    def one_number_for_all_digits(self):
        run, digit, cost, spots = self.run, self.reader.digit, self.two("digits.example_cost", 0), self.reader.answers.spots_in_scene()
        table = ErrorTable.of(self, "digits", 0, spots)
        squares = table.squares(run.example_squares[0], 0.56)
        sum_, total = self.right(Square(), Words("cost {}", cost, size=theme.TITLE, color=theme.COST), share=0.25)
        self.say("Only output {} should be lit. Each is off by its error.", self.label)
        self.play(FadeOut(*self.aside))
        for column in table:
            self.play(LaggedStart(*map(FadeIn, column), lag_ratio=0.1))
        self.read()
        self.say("Square the errors, add them up: {} is the cost of our {}.", cost, self.label)
        self.play(squares.come(), run_time=theme.TURN)
        self.play(FadeOut(table), squares.gather(sum_, 1.6), run_time=theme.TURN)
        self.play(FadeIn(total, target_position=squares, scale=theme.SPECK))
        self.read()
        pile = Pile(run.pile_x, run.pile_cost, run.pile_mean, self.room.width - theme.GUTTER, 4.65)
        pile.move_to(self.room).align_to(self.room, UP).shift(theme.GAP * DOWN)
        small, ours, leader = pile.caption(digit.copy().scale(0.55), Words("our {}", self.label), Words("cost {}", cost, color=theme.COST))
        mean, balance = self.two("digits.cost", 0), self.two("digits.pile_mean", -1)
        self.say("Do the same for many more digits, each at its cost.")
        self.hand_over(digit, total, moves=[digit.animate.become(small), total.animate.become(ours[1])], comes=[
            pile, pile.ticks(), ours[0], self.tag("untrained network · {} of {} unseen digits, each at its own cost",
                                                  self.fact("digits.piled"), self.fact("digits.unseen", form=","))])
        self.play(Through(pile, pile.show, len(run.pile_x)), run_time=theme.PHRASE + theme.BEAT)
        self.say("The mean over all of them is the cost $C$ of the network: {}.", mean, holds=str(balance) == str(mean),
                 otherwise=("The mean over these digits is the cost $C$: {}.", balance))
        self.play(Create(leader), FadeIn(pile.balance_at(f"{C} = {{}}", balance)))

    def one_dial(self):
        line, clock = self.line, self.clock("line", len(self.line.slide_w))
        layers = [line.network.layers(theta) for theta in line.slide_theta]
        a, b, between = (self.reader.empty(theta, 2.7, 1.85, thin=3, of=line) for theta in (line.theta_a, line.theta_b, line.theta_a))
        slide = Slide(self.hill, line.slide_w, layers, (a, b), between)
        cost = self.live("cost {}", self.reading(clock, "line.slide_cost", form=".2f"), color=theme.COST)
        where = self.live(f"{W} = {{}}", self.reading(clock, "line.slide_w", form=".2f"), color=theme.WEIGHT)
        slide.carry(clock, cost, where)
        self.say("No one can draw {} directions. We draw one, $w$: from a trained network A to another, B.", self.size)
        self.hand_over(run_time=theme.TURN, comes=[self.hill, cost, slide.dial, slide.ends[0], slide.names[0], where,
                                                   self.hill.ticks((), self.fifths[::2]), self.tag(LINE, side=LEFT)])
        self.play(FadeIn(slide.ends[1], slide.names[1]))
        self.play(FadeIn(slide.card), FadeIn(slide.between))
        self.read()
        self.add(slide, cost, where)
        self.say("At 0 it is A, at 1 it is B; in between, every number slides.")
        clock.run(self, clock.last // 2, theme.STANZA)
        self.say("Each position is a network. Its cost, over the training digits, makes a hill.",
                 holds=line.slide_cost.max() > 3 * max(line.slide_cost[[0, -1]]), otherwise="Each position is a network with a cost.")
        clock.run(self, clock.last, theme.VERSE + theme.BEAT)
        self.hill.reach(np.inf)
        self.dial = slide.dial

    def nudge_and_slope(self):
        line, hill, (w, cost) = self.line, self.hill, (self.line.w[0], self.line.cost[0])
        table, slope = Table.worked(self, "line", ("nudge_rise", (".3f", ".3f", ".4f", ".5f"), theme.COST, "rise"), (
            "nudge_run", "g", theme.WEIGHT, "run"), ("nudge_ratio", ".2f", theme.INK, "rise / run")), self.two("line.slope", 0)
        self.right(table, share=0.35).align_to(self.room, UP)
        self.say("Which way is down? Nudge $w$ to the right, by {}.", self.fact("line.nudge_run", 0))
        self.hand_over(hill, self.dial, comes=[self.tag(LINE)], run_time=theme.TURN, moves=[
            Through(hill, lambda at: hill.stand([(at, hill.at(at))]), w, start=1.0), Through(self.dial, self.dial.show, w, start=1.0)])
        self.play(FadeOut(self.dial), Look(hill, (w - 0.025, line.nudge_w[0] + 0.025), (cost - 0.08, line.nudge_cost[0] + 0.05), NEAR),
                  run_time=theme.TURN)
        self.play(FadeIn(hill.ticks((w, line.nudge_w[0]), forms=(".2f", "g")), *table.heads))
        for i, (start, end) in enumerate(zip([w, *line.nudge_w], line.nudge_w)):
            self.play(Through(hill, lambda at: hill.nudge((w, cost), (at, hill.at(at))), end, start))
            names = hill.run_and_rise() if i == 0 else ()
            self.play(FadeIn(table.row(i), *names))
            if i == 0:
                self.say("The cost rises by {}: rise over run is {}.", self.fact("line.nudge_rise", 0, form=".3f"),
                         self.two("line.nudge_ratio", 0))
                self.read()
                self.remove(*names)
                self.say("Now make the nudge smaller and smaller.")
        hill.stand([(w, cost)])
        self.say("The ratio settles at {}: the slope, $dC/dw$. It is positive: downhill is left.", slope, holds=line.slope[0] > 0,
                 otherwise=("The ratio settles at {}: the slope, $dC/dw$. It is negative: downhill is right.", slope))
        sign, number = Formula("{{(dif C)/(dif w) : gradient}} =", BIG), Words("{}", slope, size=theme.TITLE, color=theme.GRADIENT)
        self.play(FadeIn(VGroup(sign, number).arrange(RIGHT).next_to(table, DOWN, buff=theme.GUTTER)))
        here = hill.nudge().spot(w, cost)
        self.play(Through(hill, lambda half: hill.touch((w, cost, line.slope[0]), half=half), 4.5), run_time=theme.TURN)
        self.play(GrowArrow(Arrow(here, here - 1.4 * np.sign(line.slope[0]) * RIGHT, color=theme.FALLS)), run_time=theme.TURN)

    def steps_downhill(self):
        hill, (w, after, slope) = self.hill, (self.two(f"line.{key}", row) for key, row in (("w", 0), ("w", 1), ("slope", 0)))
        self.say("The rule: subtract the slope from $w$, times a small number, the learning rate $η$ (eta).")
        self.hand_over(hill, run_time=theme.NOTE)
        self.hand_over(hill, comes=[self.tag(LINE)], run_time=theme.TURN, moves=[
            Look(hill, VIEW, self.high, WIDE), Through(hill, lambda half: hill.touch(*hill.tangents, half=half), HALF, start=4.5)])
        clock, readings = hopping(self, hill, "", LEFT)
        rate = self.fact("line.recipe.learning_rate")
        hop = Equation((w, theme.WEIGHT), "-", rate, "times", (slope, theme.GRADIENT), "=", (after, theme.WEIGHT))
        rule = VGroup(Formula(ONE, BIG), Words(f"learning rate {ETA} = {{}}", rate), hop).arrange(DOWN).move_to(hill.spot(0.5, 0.2))
        self.play(FadeIn(rule[:2], hill.ticks((0, 1), self.fifths)), run_time=theme.TURN)
        self.play(FadeIn(hop), Label(hill, *readings))
        clock.run(self, 1, theme.TURN)
        clock.run(self, clock.last, theme.PHRASE)

    def the_other_side(self):
        line, (clock, readings) = self.line, hopping(self, self.hill, "other_", RIGHT, (self.line.way, self.line.slope))
        self.say("On the other side the slope is negative: the same rule goes right.", holds=line.other_slope[0] < 0 < line.slope[0],
                 otherwise="From another start the same rule finds its own way.")
        self.play(Label(self.hill, *readings))
        clock.run(self, 3, theme.PHRASE)
        self.read()
        self.say("Where the slope fades, the hops fade too: both balls slow down.",
                 holds=max(abs(line.slope[-1]), abs(line.other_slope[-1])) < 0.02, otherwise="Where the slope fades, the hops fade, too.")
        clock.run(self, clock.last, theme.VERSE + theme.BEAT)

    def too_large_steps(self):
        line, hill, times, (w, cost) = self.line, self.hill, self.fact("line.leap_factor"), self.line.leap_way.T
        self.say("With $η$ {} times as large, the ball leaps over the valley again and again.", times,
                 holds=line.leap_over == line.leaps, otherwise=("With $η$ {} times as large, the hops are longer.", times))
        self.play(Through(hill.touch(), lambda at: hill.stand(line.way, [(at, hill.at(at))]), w[0], start=line.other_w[-1]))
        self.hand_over(hill, run_time=theme.TURN, moves=[
            Look(hill, (w.min() - 0.35, w.max() + 0.1), (0, 1.35 * cost.max())), FadeOut(hill.erase())])
        rate, = self.left(Words(f"{ETA} = {{}}", self.fact("line.leap_rate", form="g"), size=BIG)).align_to(self.room, UP)
        hop = Words("first hop {}", self.fact("line.leap_hop", 0, form="+.2f")).next_to(rate, DOWN, aligned_edge=LEFT)
        end = Circle(0.16, color=theme.FALLS).move_to(hill.spot(*line.other_way[-1]))
        small = Words(f"{ETA} = {{}} arrives", self.fact("line.recipe.learning_rate"), size=theme.LABEL, color=theme.FALLS)
        self.play(FadeIn(hill.ticks(), end, small.next_to(end, UP), self.tag(LINE)), Label(hill.stand().leap(line.leap_way, 0), rate, hop))
        self.play(Through(hill, lambda count: hill.leap(line.leap_way, count), int(line.leaps)), run_time=theme.VERSE)

    def by_hand(self):
        line, clock, last = self.line, self.clock("line", len(self.line.toy_step)), 20
        toy = Hill(line.toy_x, line.toy_curve, 1, 1, VIEW, VIEW).look((-0.4, 4), (0, 11), NEAR)
        clock.follow(toy, lambda row: toy.stand(stairs(line.toy_way, row)))
        table, = self.right(Table.worked(self, "line", ("toy_w", "g", theme.WEIGHT, Formula(sym.w())), (
            "toy_slope", ".4g", theme.GRADIENT, "slope"), ("toy_hop", "+.4g", theme.INK, "hop")), share=0.35)
        formula = VGroup(Formula(f"{sym.C} = ({sym.w()} - 3)^2", BIG), Formula(f"{{{{(dif C)/(dif w) : gradient}}}} = 2({sym.w()} - 3)"),
                         Words(f"{ETA} = {{}}", self.fact("line.toy_rate"))).arrange(DOWN).move_to(toy.spot(2.4, 8))
        self.say("By hand: at {} this parabola has the slope {}, so $w$ grows by {} times {}: {}.", *(
            self.fact(f"line.toy_{key}", *at, form="g") for key, *at in (("w", 0), ("slope", 0), ("rate",), ("size", 0), ("hop", 0))))
        self.hand_over(comes=[toy, toy.ticks(range(5), cost=False), formula, *table.heads, self.tag("toy function, not a network")])
        for row in range(4):
            self.play(FadeIn(table.row(row)))
            clock.run(self, min(row + 1, 3), theme.BEAT if row < 3 else theme.TICK)
        self.read()
        self.say("Each hop is a fifth of what is missing. After {} hops, $w$ is {}.", self.fact("line.toy_step", last),
                 self.two("line.toy_w", last))
        clock.run(self, last, theme.PHRASE)

    def a_cut_through_a_landscape(self):
        line, plane, land = self.line, self.plane, self.land
        points = plane.corners[0] + np.outer(line.alphas, plane.corners[1] - plane.corners[0])
        land.stand(points, line.curve, ball=int(np.abs(line.alphas - line.w[0]).argmin()))
        self.say("With a second dial, our curve is a cut through a map, laid through three trained networks.",
                 holds=np.array_equal([line.theta_a, line.theta_b], plane.corner_theta[:2]), otherwise="A second dial makes a map.")
        self.hand_over(comes=[land, self.tag(PLANE)])
        self.play(Turn(land, *FLAT), run_time=theme.VERSE)
        up = Arrow(land.at(*points[0], 0), land.at(points[0, 0], 0.6 * plane.map_betas[-1], 0), buff=0, color=theme.INK)
        names = [Words(name).next_to(land.at(*corner, 0), side) for (name, side), corner in zip(VALLEYS, plane.corners)]
        key = ColourKey(land.scale_, 4, "low cost", "high cost").move_to(self.room).align_to(self.room, DOWN)
        names.append(Words("the second dial").next_to(up.get_end(), UP))
        self.play(Label(land, *names), GrowArrow(up), FadeIn(key))
        self.read()
        self.say("Let every point stand as high as its cost: a landscape rises.")
        self.play(FadeOut(land.erase(), up, key), Turn(land, *SEEN), run_time=theme.VERSE)

    def every_direction(self):
        fan, changes, n, wide = self.fan, self.plane.fan_changes, len(self.plane.fan_changes), self.fan.move_to(self.room).copy()
        key = fan.key().move_to(self.room).align_to(self.room, DOWN + RIGHT)
        self.say("Now try equal nudges in every direction on this map.")
        self.add(self.fan.to_scale(self.land))
        tag = self.tag(f"nudges of length {{}}: from A to B it is {{}} · {C} over training digits", self.fact("plane.fan_length", form="g"),
                       self.fact("plane.apart", form=".0f"))
        self.hand_over(fan, comes=[key, tag], moves=[fan.animate.become(wide)], run_time=theme.TURN)
        self.play(Through(fan, fan.show, n, rate_func=lambda t: t ** 2), run_time=theme.VERSE)
        self.say("Dial 1 alone has a slope, and so has dial 2.")
        sums = fan.sums(*(self.fact("plane.fan_gradient", i, form="+.3f") for i in (0, 1))).move_to(self.room, aligned_edge=UP + LEFT)
        for i, name in enumerate(fan.dials()):
            self.play(Through(fan, fan.part, i + 1, start=i), FadeIn(sums[i]), run_time=theme.TURN)
            self.play(Label(fan, name))
        self.say("Together they are one arrow: the gradient, $∇C$ (“nabla C”).")
        self.play(Through(fan, fan.crown), FadeIn(sums[2]), run_time=theme.TURN)
        self.read()
        self.say("It points the steepest way up. Straight against it, the cost falls most.",
                 holds=changes.argmax() == 0 and changes.argmin() == n // 2, otherwise="It points up. Straight against it, the cost falls.")
        up, down = (self.fact("plane.fan_changes", i, form="+.2f") for i in (0, n // 2))
        self.play(FadeIn(fan.named(0, "{} along the gradient", up)), run_time=theme.TURN)
        self.play(FadeIn(fan.named(n // 2, "{} against it", down), fan.level()), run_time=theme.TURN)

    def three_valleys(self):
        plane, clock, land = self.plane, self.clock("plane"), self.land.stand(*self.land.cut[:2], opacity=0)
        clock.follow(land, lambda row: land.show(*(Path(path).up_to(row) for path in plane.paths)))
        self.say("Gradient descent steps against the gradient, again and again.")
        self.hand_over(self.fan, comes=[land, self.tag(PLANE + ", misses of {} unseen", self.fact("plane.unseen", form=","), side=LEFT)],
                       moves=[self.fan.animate.become(self.fan.copy().to_scale(land))], run_time=theme.TURN)
        self.remove(self.fan)
        clock.run(self, clock.last, theme.VERSE, Turn(land, *OVER))
        self.say("All six starts find one of the three: good networks, each with its own mistakes.",
                 holds=(plane.path_count, plane.valley_count) == (6, 3) and plane.valley_right.min() > 0.9 * plane.unseen
                 and plane.missed_alone.min() > 0,
                 otherwise=("{} starts end in {} valleys.", self.fact("plane.path_count"), self.fact("plane.valley_count")))
        self.play(land.animate.scale(0.66, about_point=self.room.get_left()), run_time=theme.TURN)
        ends = [land.at(*plane.paths[path, -1]) for path in plane.valley_path]
        self.play(Label(land, *(Words(name).next_to(end, side, buff=2 * theme.GAP) for (name, side), end in zip(VALLEYS, ends))))
        mistakes = Mistakes.of(self, "plane", ("A", "B", "third")).move_to(self.room).align_to(self.room, RIGHT)
        self.play(LaggedStart(*map(FadeIn, mistakes), lag_ratio=0.5), run_time=theme.PHRASE)
        self.wait(theme.TURN)

    def all_the_numbers(self):
        run = self.run
        network = self.reader.empty(run.theta[0], 3.6, 5.3).move_to(self.room).align_to(self.room, LEFT + DOWN)
        slopes = self.reader.slopes(run.gradient, 3.6, 5.3).move_to(network)
        movers = Movers(run.mover, run.mover_count, 4.3, 4.1).next_to(network, RIGHT, buff=theme.GUTTER).shift(theme.GUTTER * UP)
        lists = DialsAndSlopes(self.size).next_to(network, RIGHT, buff=theme.GUTTER)
        self.say("The full network has {} dials, $θ$ (theta), and as many slopes: one long gradient.", self.size)
        tag = self.tag(f"the first of {{}} steps · {C} over training digits", self.fact("digits.recipe.steps", form=","))
        self.hand_over(comes=[network, lists[0], tag])
        self.play(FadeIn(slopes, lists[1], Words("bright: a large slope").next_to(network, UP)), FadeOut(network), run_time=theme.TURN)
        self.read()
        self.say("Its path fits on no flat map, but the rule is the same.", holds=run.way_off > 0.05 * run.way_long,
                 otherwise="The rule is the same.")
        self.play(FadeOut(lists))
        slope, step = movers.heads()
        self.play(FadeIn(movers, movers.reaches(self, "digits"), slope, Formula(ALL, BIG).next_to(movers, DOWN, buff=theme.GUTTER)))
        self.play(Through(movers, movers.slopes), run_time=theme.TURN)
        fall = Falling(run.train_cost[:2], 0.8, 4.4).move_to(self.room).align_to(self.room, RIGHT)
        self.play(FadeIn(fall, Words("{}", self.two("digits.train_cost", 0), color=theme.COST).next_to(fall, UP)))
        self.read()
        self.say("Each number moves against its own slope, all at once, and the cost falls.",
                 holds=run.train_cost[1] < run.train_cost[0], otherwise="Each number moves against its own slope, all at once.")
        self.play(FadeIn(step))
        self.play(Through(movers, movers.show), Through(fall, fall.show), run_time=theme.PHRASE)
        self.play(FadeIn(Words("{}", self.two("digits.train_cost", 1), color=theme.BACKGROUND).move_to(fall.middle())))

    def what_it_bought(self):
        run, clock, (peak, low) = self.run, self.clock("digits", len(self.run.after_step)), self.run.dip_row - 1
        curves = Training(run.after_step, 8.4, (run.after_accuracy, theme.INK, "digits read right", 1, ".0%"),
                          (run.after_cost, theme.COST, f"cost {C}", 1.05 * run.after_cost.max(), "g"))
        clock.draw(curves.move_to(self.room).align_to(self.room, LEFT + UP), curves.show)
        self.say("Repeat that step {} times. On unseen digits, $C$ starts at {}.", self.fact("digits.step", -1, form=","),
                 self.two("digits.cost", 0))
        self.hand_over(comes=[curves, curves.start("{} at step {}", self.two("digits.cost", 0), self.fact("digits.step", 0)),
                              self.tag(f"score and {C} over {{}} unseen digits", self.fact("digits.unseen", form=","))])
        clock.run(self, peak, theme.PHRASE)
        self.read()
        self.say("The cost keeps falling. The score climbs, then drops.", holds=self.dips, otherwise="The cost falls, the score climbs.")
        clock.run(self, low, theme.PHRASE)
        if self.dips:
            self.explain_the_dip(curves, peak, low)
        clock.run(self, clock.last, theme.PHRASE)
        self.play(FadeIn(curves.ends(self.fact("digits.accuracy", -1, form=".0%"), self.two("digits.cost", -1))))
        self.wait(theme.NOTE)

    def explain_the_dip(self, curves, peak, low):
        """What the score loses there, and why the cost hardly falls."""
        run, step, even = self.run, self.fact("digits.dip_step", 1), self.fact("digits.even_cost", form=".1f")
        right, cost = zip(*((self.fact("digits.dip_accuracy", i, form=".0%"), self.two("digits.dip_cost", i)) for i in (0, 1)))
        self.play(FadeIn(curves.lost((peak, low), right, cost)))
        self.read()
        usual, flat = self.fact("digits.dip_usual", form=".1f"), run.dip_near >= 0.9 and abs(run.dip_cost - run.even_cost).max() < 0.05
        self.say("There, all ten outputs are close to {}, which costs {}. Tiny differences pick the answer.", usual, even, holds=flat,
                 otherwise="There, tiny differences pick the answer.")
        counts = Counts(run.dip_guess, 0.36, 2.2).move_to(self.room).align_to(self.room, RIGHT).shift(2 * theme.GAP * UP)
        parts = [self.fact("digits.even_parts", i, form="g") for i in range(3)]
        self.play(FadeIn(counts.heading("its answers at step {}", step), *([counts.costs(usual, parts, even)] if flat else [])),
                  Through(counts, counts.show), run_time=theme.TURN)
        self.play(FadeIn(counts.said([self.fact("digits.dip_guess", j, form=",") for j in range(len(run.dip_guess))])))

    def the_same_digit(self):
        run, clock, label, (top, *places) = self.run, self.clock("digits"), self.label, [[-0.7, y, 0] for y in (1.4, -0.3, -2.0)]
        rows = 0, 0, int(run.dip_row[1]) if self.dips else clock.last // 2, clock.last
        digit = DigitImage(run.example_x, 2.4).move_to(self.room).align_to(self.room, LEFT)
        live, first, *stills = (State(self.runs, "digits", row, 0.62, 0.26).bring(place) for row, place in zip(rows, (top, top, *places)))
        clock.draw(live, live.show)
        steps = self.fact("digits.step", -1, form=",")
        self.say("And our {}? Here is what the network makes of it.", label)
        self.hand_over(comes=[digit, Words("the same {}", label).next_to(digit, DOWN), first.write(), first.heads(),
                              first.answers.names(UP).shift(theme.GUTTER * UP),
                              self.tag("all: {} unseen digits", self.fact("digits.unseen", form=","))])
        for row, still, place in zip(rows[2:], stills, places):
            self.play(FadeIn(live.bring(place)))
            clock.run(self, row, theme.TURN)
            self.add(still.write())
        self.remove(live)
        self.say("After {} steps it is read as a {}, and nearly every digit is read right.", steps, label,
                 holds=run.accuracy[-1] >= 0.9, otherwise=("After {} steps it is read as a {}.", steps, label))

    def the_answer(self):
        plane, clock, land = self.plane, self.clock("plane"), self.land.scale(1 / 0.66, about_point=self.room.get_left())
        land.erase()
        mine, *others = (Path(path, color) for path, color in zip(plane.paths, (theme.LIT, *6 * [theme.FAINT])))
        clock.follow(land, lambda row: land.show(*others, mine.up_to(row)))
        self.say("Which way to change {} numbers? Each against its own slope, again and again.", self.size)
        self.hand_over(comes=[land, self.tag(PLANE, side=LEFT)])
        clock.run(self, clock.last, theme.PHRASE)
        for arrow, name in land.step_and_gradient(plane.longest_point, plane.longest_step, plane.longest_gradient):
            self.play(GrowArrow(arrow), Label(land, name))
        self.play(FadeIn(Formula(ALL, theme.TITLE).move_to(self.room).align_to(self.room, UP)))
        self.wait(theme.STUDY)
