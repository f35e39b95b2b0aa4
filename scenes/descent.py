"""Film: gradient descent, from one dial to all of them: which way a network should change its numbers.

Shows "line", where the network of digits has one number free, "plane", where it has two, and "digits", where it has all.
"""

import numpy as np
from manim import (
    DOWN, LEFT, RIGHT, UP, Arrow, Circle, Create, FadeIn, FadeOut, GrowArrow, LaggedStart, VGroup,
)

from scenes.stage import symbols as sym
from scenes.stage import theme
from scenes.stage.answers import Called, Counts, State
from scenes.stage.contour_map import ColourKey, Label
from scenes.stage.digit import DigitImage
from scenes.stage.falling import Falling
from scenes.stage.fan import Fan
from scenes.stage.film import Film
from scenes.stage.gestures import Through
from scenes.stage.hill import Hill, Look, stairs
from scenes.stage.landscape import Landscape, Turn
from scenes.stage.mistakes import Mistakes
from scenes.stage.movers import Movers
from scenes.stage.network import Forward
from scenes.stage.columns import Column, Table
from scenes.stage.paths import Path
from scenes.stage.pile import Pile
from scenes.stage.reader import Reader
from scenes.stage.slide import Slide
from scenes.stage.squares import ErrorSquares
from scenes.stage.surface import Scale
from scenes.stage.text import Formula, Words, as_symbol
from scenes.stage.training import Training
from scenes.stage.wall import Ask

W, C, ETA = (as_symbol(letter) for letter in ("w", "C", "\N{GREEK SMALL LETTER ETA}"))
LINE, PLANE = "on the line between two trained networks", "the plane through three trained networks"
VIEW = -0.24, 1.24                                                          # what is seen of the line, of w
NEAR, WIDE = (-5.9, -2.1, 2.1, 3.1), (-5.9, -2.1, 6.1, 3.1)                 # boxes of the hill: beside a table, and alone
SIDE, FLAT, SEEN = (0.0, 0.04, 0), (-0.15, 0.52, 0), (-0.15, 0.55, 1)       # looks at the landscape
BIG, FOUR = 40, {"rows": range(4), "pitch": 0.8, "size": theme.BODY}        # of a formula that a section is about; of a table beside it
ONE, ALL = f"{sym.w()} <- {sym.w()} - eta {{{{(dif C)/(dif w) : gradient}}}}", "theta <- theta - eta {{gradient C : gradient}}"


class GradientDescent(Film):
    """Walking downhill on the cost of networks that were really trained."""

    recordings = ("line", "plane", "digits")
    question = "Which way should a network\nchange its {} numbers?"
    constants = {"0": "network A on its line, and the best cost", "1": "network B on its line", "12": "inputs drawn",
                 "2": "of the toy: a square", "3": "of the toy: its bottom"}
    balance: VGroup                  # from one_number_for_all_digits to one_dial

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
        self.aside = Called(*(self.fact(f"digits.{key}", form=",") for key in ("first_same", "unseen")),
                            self.fact("digits.example_guess", 0), self.run.pile_x[:24])
        self.dips = self.run.dip_deep >= 0.05 and np.diff(self.run.train_cost).max() <= 0
        self.high, self.fifths = (0, high := 1.09 * self.line.curve.max()), np.arange(0, high, 0.2)      # of the cost
        self.hill = Hill(self.line.wide_w, self.line.wide_curve, 12.2, 2.2, (-0.16, 1.16), self.high).shift(0.6 * DOWN)
        heights = self.plane.map_alphas, self.plane.map_betas, self.plane.map_surface
        self.land = Landscape(*heights, Scale(0, 1.5, levels=14), 10.8, (14, 8), 2.0).shift(0.22 * UP).look(*SIDE)
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
        an = "an" if str(guess) == "8" else "a"
        self.say(f"It calls this {{}} {an} {{}}. In fact, it calls every digit {an} {{}}.", self.label, guess, guess,
                 holds=run.first_same == run.unseen, otherwise=(f"It calls this {{}} {an} {{}}.", self.label, guess))
        self.play(Through(reader.answers, reader.answers.ring), FadeIn(aside.key))
        self.play(FadeIn(aside.head, aside.wall))
        self.play(Ask(aside.wall), run_time=theme.PHRASE)
        self.read()
        self.say("Inside are {} numbers, nearly all set by chance. Which way should each one go?", self.size)
        for l in range(1, depth + 1):
            self.play(reader.network.light(between=(l - 1, l)), run_time=theme.TURN)
        self.play(reader.network.light())

    def one_number_for_all_digits(self):
        run, digit, cost = self.run, self.reader.digit, self.two("digits.example_cost", 0)
        squares = ErrorSquares(run.example_squares[0], self.reader.answers.spots_in_scene(), 0.56, 1.4)
        total = Words("cost {}", cost, size=theme.TITLE, color=theme.COST).move_to([5, -0.9, 0])
        self.say("Square the ten errors of our {} and add them up: {}. That is its cost.", self.label, cost)
        self.play(FadeOut(*self.aside), squares.come(), run_time=theme.TURN)
        self.play(squares.gather([5, 0.7, 0], 1.6), run_time=theme.TURN)
        self.play(FadeIn(total, target_position=squares, scale=theme.SPECK))
        self.read()
        pile = Pile(run.pile_x, run.pile_cost, run.pile_mean, self.room.width - theme.GUTTER, 4.65)
        pile.move_to(self.room).align_to(self.room, UP).shift(0.2 * DOWN)
        small, ours, leader = pile.caption(digit.copy().scale(0.55), Words("our {}", self.label), Words("cost {}", cost, color=theme.COST))
        mean, balance = self.two("digits.cost", 0), self.two("digits.pile_mean", -1)
        self.say("The mean over all digits is the cost $C$ of the network: {}.", mean, holds=str(balance) == str(mean),
                 otherwise=("The mean over these digits is the cost $C$: {}.", balance))
        self.hand_over(digit, becomes=[(total, ours)], moves=[digit.animate.become(small)], comes=[
            pile, pile.ticks(), self.tag("untrained network · {} of {} unseen digits, each at its own cost", self.fact("digits.piled"),
                                         self.fact("digits.unseen", form=","))])
        self.play(Through(pile, pile.show, len(run.pile_x)), run_time=8 * theme.BEAT)
        self.balance = pile.balance_at(f"{C} = {{}}", balance)
        self.play(Create(leader), FadeIn(self.balance))
        self.wait(theme.BEAT)

    def one_dial(self):
        line, clock = self.line, self.clock("line", len(self.line.slide_w))
        layers = [line.network.layers(theta) for theta in line.slide_theta]
        a, b, between = (self.reader.empty(theta, 2.7, 1.85, thin=3, of=line) for theta in (line.theta_a, line.theta_b, line.theta_a))
        slide = Slide(self.hill, line.slide_w, layers, (a, b), between)
        cost = self.live("cost {}", self.reading(clock, "line.slide_cost", form=".2f"), color=theme.COST)
        where = self.live(f"{W} = {{}}", self.reading(clock, "line.slide_w", form=".2f"), color=theme.WEIGHT)
        clock.glide(slide, slide.show)
        clock.glide(cost, lambda _: cost.next_to(slide.ball(), UP + RIGHT, buff=theme.GAP))
        clock.glide(where, lambda _: where.next_to(slide.knob(), DOWN, buff=theme.GAP / 2))
        clock.redraw()
        self.say("Start with a single dial, $w$. It slides between two trained networks, A and B.")
        self.hand_over(becomes=[(self.balance[0], cost)], run_time=theme.TURN, comes=[
            self.hill, slide.dial, slide.ends[0], slide.names[0], self.hill.ticks((), self.fifths[::2]), where, self.tag(LINE, side=LEFT)])
        self.play(FadeIn(slide.ends[1], slide.names[1]))
        self.play(FadeIn(slide.card), FadeIn(slide.between))
        self.read()
        self.add(slide)
        self.say("At 0 it is A, at 1 it is B. In between, every number slides from A to B.")
        clock.run(self, clock.last // 2, 9 * theme.BEAT)
        self.say("Each position is a network with a cost: low at both ends, a hill in between.",
                 holds=line.slide_cost.max() > 3 * max(line.slide_cost[[0, -1]]), otherwise="Each position is a network with a cost.")
        clock.run(self, clock.last, 9 * theme.BEAT)
        self.hill.reach(np.inf)

    def nudge_and_slope(self):
        line, hill, (w, cost) = self.line, self.hill, (self.line.w[0], self.line.cost[0])
        kinds = ("rise", (".3f", ".3f", ".4f", ".5f"), theme.COST), ("run", "g", theme.WEIGHT), ("ratio", ".2f", theme.INK)
        columns = (Column(f"nudge_{key}", form, color, Words(text, color=color)) for (key, form, color), text in
                   zip(kinds, ("rise", "run", "rise / run")))
        table, slope = Table.of(self, "line", *columns, **FOUR).move_to([4.4, 1.3, 0]), self.two("line.slope", 0)
        self.say("Which way is down? Nudge $w$ by {}. The cost rises by {}: a ratio of {}.", self.fact("line.nudge_run", 0),
                 self.fact("line.nudge_rise", 0, form=".3f"), self.two("line.nudge_ratio", 0))
        self.hand_over(hill, comes=[self.tag("the same line, close up")], run_time=theme.TURN, moves=[
            Look(hill, VIEW, self.high, NEAR), Through(hill, lambda at: hill.stand([(at, hill.at(at))]), w, start=1.0)])
        self.play(Look(hill, (w - 0.025, line.nudge_w[0] + 0.025), (cost - 0.08, line.nudge_cost[0] + 0.05)), run_time=theme.TURN)
        self.play(FadeIn(hill.ticks((w, line.nudge_w[0]), forms=(".2f", "g")), *table.heads))
        for i, (start, end) in enumerate(zip([w, *line.nudge_w], line.nudge_w)):
            self.play(Through(hill, lambda at: hill.nudge((w, cost), (at, hill.at(at))), end, start), run_time=theme.TURN)
            names = hill.run_and_rise() if i == 0 else ()
            self.play(FadeIn(table.row(i), *names))
            if i == 0:
                self.read()
                self.remove(*names)
                self.say("Make the nudge smaller, and the ratio settles at {}: the slope, $dC/dw$.", slope)
        hill.touch((w, cost, line.slope[0]), half=4.5)
        sign, number = Formula("{{(dif C)/(dif w) : gradient}} =", BIG), Words("{}", slope, size=theme.TITLE, color=theme.GRADIENT)
        self.play(FadeIn(VGroup(sign, number).arrange(RIGHT).next_to(table, DOWN, buff=theme.GUTTER)))
        self.read()
        self.say("It is positive: the cost rises to the right. So the ball goes left.", holds=line.slope[0] > 0,
                 otherwise="It is negative: the cost falls to the right. So the ball goes right.")
        here = hill.nudge().spot(w, cost)
        self.play(GrowArrow(Arrow(here, here - 1.4 * np.sign(line.slope[0]) * RIGHT, buff=theme.GAP, color=theme.FALLS)))

    def steps_downhill(self):
        hill = self.hill.touch()
        self.say("The rule: subtract the slope from $w$, times a small number, the learning rate $η$ (eta).")
        self.hand_over(hill, comes=[self.tag(LINE)], moves=[Look(hill, VIEW, self.high, WIDE)], run_time=theme.TURN)
        clock, readings = self.ball("", LEFT)
        rule = Formula(ONE, BIG).move_to(hill.spot(0.5, 0.3))
        rate = Words(f"learning rate {ETA} = {{}}", self.fact("line.recipe.learning_rate")).next_to(rule, DOWN, buff=theme.GUTTER / 2)
        self.play(FadeIn(rule, hill.ticks((0, 1), self.fifths)), run_time=theme.TURN)
        self.play(FadeIn(rate), Label(hill, *readings))
        clock.run(self, clock.last, theme.VERSE)

    def ball(self, name, side, *before):
        """A clock on which a ball hops, beside those (way, slopes) that did so before; its slope and its next hop in words."""
        hill, clock = self.hill, self.clock("line", len(self.line.w))
        way, slope = getattr(self.line, f"{name}way"), getattr(self.line, f"{name}slope")
        clock.glide(hill, lambda row: hill.stand(*(way for way, _ in before), stairs(way, row)).touch(
            *((*way[-1], slope[-1]) for way, slope in before), (*way[int(row)], slope[int(row)])))
        clock.redraw()
        kinds = ("slope", "+.2f", theme.GRADIENT), ("hop", "+.3f", theme.INK)
        readings = VGroup(*(self.live(f"{kind} {{}}", self.reading(clock, f"line.{name}{kind}", form=form), color=color, anchor=side)
                            for kind, form, color in kinds)).arrange(DOWN, aligned_edge=side)
        return clock, readings.next_to(hill.spot(*way[0]), side, buff=theme.GUTTER)

    def the_other_side(self):
        line, (clock, readings) = self.line, self.ball("other_", RIGHT, (self.line.way, self.line.slope))
        self.say("On the other side the slope is negative, so the same rule goes right.", holds=line.other_slope[0] < 0 < line.slope[0],
                 otherwise="From another start the same rule finds its own way.")
        self.play(Label(self.hill, *readings))
        clock.run(self, 3, theme.PHRASE)
        self.read()
        self.say("Where the slope fades, the hops fade too, and each ball settles in its valley.",
                 holds=max(abs(line.slope[-1]), abs(line.other_slope[-1])) < 0.1, otherwise="Where the slope fades, the hops fade, too.")
        clock.run(self, clock.last, 9 * theme.BEAT)

    def too_large_steps(self):
        line, hill, times, (w, cost) = self.line, self.hill, self.fact("line.leap_factor"), self.line.leap_way.T
        self.say("With $η$ {} times as large, the ball leaps over the valley again and again.", times,
                 holds=line.leap_over == line.leaps, otherwise=("With $η$ {} times as large, the hops are longer.", times))
        self.hand_over(hill.stand().touch(), run_time=theme.TURN, moves=[
            Look(hill, (w.min() - 0.35, w.max() + 0.1), (0, 1.35 * cost.max())), FadeOut(hill.erase())])
        rate = Words(f"{ETA} = {{}}", self.fact("line.leap_rate", form="g"), size=BIG).move_to([-3.5, 2.8, 0])
        hop = Words("first hop {}", self.fact("line.leap_hop", 0, form="+.2f")).next_to(rate, DOWN, aligned_edge=LEFT)
        end = Circle(0.16, color=theme.FALLS).move_to(hill.spot(*line.other_way[-1]))
        small = Words(f"{ETA} = {{}} arrives", self.fact("line.recipe.learning_rate"), size=theme.LABEL, color=theme.FALLS)
        self.play(FadeIn(hill.ticks(), end, small.next_to(end, UP), self.tag(LINE)), Label(hill, rate, hop))
        self.play(Through(hill, lambda count: hill.leap(line.leap_way, count), int(line.leaps)), run_time=theme.PASSAGE)

    def by_hand(self):
        line, clock, last = self.line, self.clock("line", len(self.line.toy_step)), 20
        toy = Hill(line.toy_x, line.toy_curve, 1, 1, VIEW, VIEW).look((-0.4, 4), (0, 11), NEAR)
        clock.glide(toy, lambda row: toy.stand(stairs(line.toy_way, row)))
        clock.redraw()
        kinds = ("w", "g", theme.WEIGHT), ("slope", ".4g", theme.GRADIENT), ("hop", "+.4g", theme.INK)
        heads = Formula(sym.w()), Words("slope", color=theme.GRADIENT), Words("hop")
        columns = (Column(f"toy_{key}", form, color, head) for (key, form, color), head in zip(kinds, heads))
        table = Table.of(self, "line", *columns, **FOUR).move_to([4.4, 0.4, 0])
        formula = Formula(f"{sym.C} = ({sym.w()} - 3)^2", BIG).move_to(toy.spot(2.3, 9.5))
        self.say("By hand, with a parabola: at {} the slope is {}, so $w$ grows by {} times {}: {}.", *(
            self.fact(f"line.toy_{key}", *at, form="g") for key, *at in (("w", 0), ("slope", 0), ("rate",), ("size", 0), ("hop", 0))))
        self.hand_over(comes=[toy, toy.ticks(range(5), cost=False), formula, *table.heads,
                              self.tag(f"toy function, not a network · {ETA} = {{}}", self.fact("line.toy_rate"))])
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
        self.say("With a second dial, our curve turns out to be one straight cut through a map.",
                 holds=np.array_equal([line.theta_a, line.theta_b], plane.corner_theta[:2]), otherwise="A second dial makes a map.")
        self.hand_over(comes=[land, self.tag(PLANE)])
        self.play(Turn(land, *FLAT), run_time=theme.VERSE)
        up = Arrow(land.at(*points[0], 0), land.at(points[0, 0], 0.6 * plane.map_betas[-1], 0), buff=0, color=theme.INK)
        names = [Words(name).next_to(land.at(*corner, 0), side) for name, corner, side in
                 zip(("network A", "network B", "a third network"), plane.corners, (DOWN, DOWN, UP))]
        key = ColourKey(land.scale_, 4, "low cost", "high cost").move_to(2.6 * DOWN)
        names.append(Words("the second dial").next_to(up.get_end(), UP))
        self.play(Label(land, *names), GrowArrow(up), FadeIn(key))
        self.read()
        self.play(FadeOut(land.erase(), up, key))
        self.say("Let every point stand as high as its cost, and the map rises into a landscape.")
        self.play(Turn(land, *SEEN), run_time=theme.VERSE)

    def every_direction(self):
        plane, fan, changes, n = self.plane, self.fan.move_to(self.room), self.plane.fan_changes, len(self.plane.fan_changes)
        key = fan.key().move_to(self.room).align_to(self.room, DOWN + RIGHT)
        self.say("Nudge the network equally far in every direction, and measure what the cost does.")
        self.hand_over(comes=[key, self.tag("nudges of length {}", self.fact("plane.fan_length", form="g"))],
                       moves=[FadeIn(fan, target_position=self.land.at(*plane.fan_point), scale=theme.SPECK)], run_time=theme.TURN)
        self.play(Through(fan, fan.show, n, rate_func=lambda t: t ** 2), run_time=theme.VERSE + theme.TURN)
        self.say("The steepest way up is the gradient, $∇C$ (“nabla C”). Straight against it, $C$ falls most.",
                 holds=changes.argmax() == 0 and changes.argmin() == n // 2,
                 otherwise="The gradient, $∇C$ (“nabla C”), is the way up. Straight against it, $C$ falls.")
        up, down = (self.fact("plane.fan_changes", i, form="+.2f") for i in (0, n // 2))
        self.play(Through(fan, fan.crown), FadeIn(fan.named(0, "{} along the gradient", up)), run_time=theme.PHRASE)
        self.play(FadeIn(fan.named(n // 2, "{} against it", down), fan.level()), run_time=theme.TURN)

    def three_valleys(self):
        plane, clock, land = self.plane, self.clock("plane"), self.land.stand(*self.land.cut[:2], opacity=0)
        clock.glide(land, lambda row: land.show(*(Path(path).up_to(row) for path in plane.paths)))
        clock.redraw()
        self.say("Gradient descent steps against the gradient, again and again.")
        self.hand_over(self.fan, comes=[land, self.tag(PLANE + " · {} unseen digits", self.fact("plane.unseen", form=","))], moves=[
            FadeOut(self.fan, target_position=land.at(*plane.fan_point), scale=theme.SPECK)], run_time=theme.TURN)
        clock.run(self, clock.last, 8 * theme.BEAT)
        self.say("Six starts end in three valleys: three good networks, each with its own mistakes.",
                 holds=(plane.path_count, plane.valley_count) == (6, 3) and plane.valley_right.min() > 0.9 * plane.unseen
                 and plane.missed_alone.min() > 0,
                 otherwise=("{} starts end in {} valleys.", self.fact("plane.path_count"), self.fact("plane.valley_count")))
        self.play(land.animate.scale(0.66, about_point=6.7 * LEFT), run_time=theme.TURN)
        ends = [land.at(*plane.paths[path, -1]) for path in plane.valley_path]
        rows = [(Words("{} right, {} own misses", self.fact("plane.valley_right", v, form=","), self.fact("plane.missed_alone", v)),
                 getattr(plane, f"missed_alone_x{v}"), theme.COST, ends[v]) for v in sorted(range(3), key=lambda v: -ends[v][1])]
        mistakes = Mistakes(*rows, (Words("{} missed by all", self.fact("plane.missed_all")), plane.missed_all_x, theme.FAINT, None))
        mistakes.move_to(self.room).align_to(self.room, RIGHT)
        self.play(*(LaggedStart(*map(come, things), lag_ratio=0.5) for come, things in ((FadeIn, mistakes), (Create, mistakes.leaders))),
                  run_time=theme.PHRASE)
        self.wait(theme.TURN)

    def all_the_numbers(self):
        run = self.run
        network = self.reader.empty(run.theta[0], 4.2, 5.3).move_to(self.room).align_to(self.room, LEFT + DOWN)
        slopes = self.reader.slopes(run.gradient, 4.2, 5.3).move_to(network)
        movers, still = Movers(run.mover, run.mover_count, 5.2, 4.4).move_to([0.9, 0.5, 0]), self.fact("digits.mover_still", form=",")
        head = Words("{} dials, biggest movers first, each row on its own scale", self.size, size=theme.LABEL).next_to(movers, UP)
        self.say("The full network has {} dials, $θ$ (theta). No flat map holds its path, but the rule holds.", self.size,
                 holds=run.way_off > 0.05 * run.way_long,
                 otherwise=("The full network has {} dials, $θ$ (theta). The rule still holds.", self.size))
        self.hand_over(comes=[network, self.tag("the first of {} steps", self.fact("digits.recipe.steps", form=","))])
        self.play(FadeIn(movers, head), run_time=theme.TURN)
        self.play(FadeIn(Formula(ALL, BIG).move_to([0.9, -2.45, 0])), run_time=theme.TURN)
        self.read()
        self.say("Its gradient is a list: one slope for every weight and every bias.")
        self.play(FadeIn(slopes, Words("bright: a large slope").next_to(network, UP)), FadeOut(network), run_time=theme.TURN)
        self.play(FadeIn(movers.reaches(lambda r: self.fact("digits.mover_largest", r, form=".3f"), still)))
        self.read()
        self.say("Each number moves against its own slope, all in one step, and the cost falls.",
                 holds=run.train_cost[1] < run.train_cost[0], otherwise="Each number moves against its own slope, all in one step.")
        fall = Falling(run.train_cost[:2], 0.8, 4.4).move_to([5.9, 0.5, 0])
        self.play(FadeIn(fall, Words("{}", self.two("digits.train_cost", 0), color=theme.COST).next_to(fall, UP)))
        self.play(Through(movers, movers.show), Through(fall, fall.show), run_time=theme.PHRASE)
        self.play(FadeIn(Words("{}", self.two("digits.train_cost", 1), color=theme.BACKGROUND).move_to(fall.middle())))

    def what_it_bought(self):
        run, clock, (peak, low) = self.run, self.clock("digits", len(self.run.after_step)), self.run.dip_row - 1
        curves = Training(run.after_step, 8.4, (run.after_accuracy, theme.INK, "digits read right", 1, ".0%"),
                          (run.after_cost, theme.COST, f"cost {C}", 1.05 * run.after_cost.max(), "g"))
        clock.draw(curves.move_to(self.room).align_to(self.room, LEFT + UP), curves.show)
        self.say("Repeat that step {} times, and $C$ falls from {} to {}.", self.fact("digits.step", -1, form=","),
                 *(self.two("digits.cost", row) for row in (0, -1)))
        self.hand_over(comes=[curves, self.tag("{} unseen digits", self.fact("digits.unseen", form=","))])
        clock.run(self, peak, theme.PHRASE)
        self.read()
        self.say("The cost only falls. The score climbs, drops in a dip, and climbs again.", holds=self.dips,
                 otherwise="The cost falls, and the score climbs.")
        clock.run(self, low, theme.PHRASE)
        if self.dips:
            right, cost = zip(*((self.fact("digits.dip_accuracy", i, form=".0%"), self.two("digits.dip_cost", i)) for i in (0, 1)))
            self.play(FadeIn(curves.band(peak, low), curves.note(0, peak, right[0], UP), curves.note(0, low, right[1], DOWN),
                             curves.note(1, peak, cost[0], UP + LEFT), curves.note(1, low, cost[1], UP + RIGHT)))
            self.read()
            self.say("In the dip all ten outputs are close to {}. Tiny differences pick the answer.",
                     self.fact("digits.dip_usual", form=".1f"), holds=run.dip_near >= 0.9)
            counts, step = Counts(run.dip_guess, 0.36, 2.2).move_to(self.room).align_to(self.room, RIGHT), self.fact("digits.dip_step", 1)
            self.play(FadeIn(counts.heading("its answers at step {}", step)), Through(counts, counts.show), run_time=theme.TURN)
            self.play(FadeIn(counts.said([self.fact("digits.dip_guess", j, form=",") for j in range(len(run.dip_guess))])))
        clock.run(self, clock.last, theme.PHRASE)
        self.play(FadeIn(curves.note(0, -1, self.fact("digits.accuracy", -1, form=".0%"), DOWN),
                         curves.note(1, -1, self.two("digits.cost", -1), UP)))
        self.wait(theme.BEAT)

    def the_same_digit(self):
        run, clock, label, (top, *places) = self.run, self.clock("digits"), self.label, [[-0.7, y, 0] for y in (1.4, -0.3, -2.0)]
        rows = 0, 0, int(run.dip_row[1]) if self.dips else clock.last // 2, clock.last
        digit = DigitImage(run.example_x, 2.4).move_to(self.room).align_to(self.room, LEFT)
        live, first, *stills = (State(self.runs, "digits", row, 0.62, 0.26).bring(place) for row, place in zip(rows, (top, top, *places)))
        clock.draw(live, live.show)
        steps = self.fact("digits.step", -1, form=",")
        self.say("After {} steps the same {} is read as a {}, and nearly every digit is read right.", steps, label, label,
                 holds=run.accuracy[-1] >= 0.9, otherwise=("After {} steps the same {} is read as a {}.", steps, label, label))
        self.hand_over(comes=[digit, Words("the same {}", label).next_to(digit, DOWN), first.write(), first.heads(),
                              first.answers.names(UP).shift(0.65 * UP)])
        for row, still, place in zip(rows[2:], stills, places):
            self.play(live.animate.bring(place))
            clock.run(self, row, theme.PHRASE)
            self.add(still.write())
        self.remove(live)
        self.wait(theme.READ)

    def the_answer(self):
        plane, clock, land = self.plane, self.clock("plane"), self.land.scale(1 / 0.66, about_point=6.7 * LEFT)
        mine, *others = (Path(path, color) for path, color in zip(plane.paths, (theme.LIT, *6 * [theme.FAINT])))
        clock.glide(land, lambda row: land.show(*others, mine.up_to(row)))
        clock.redraw()
        up, down = (land.arrow(plane.longest_point, far * plane.longest_step, plane.longest_gradient, color)
                    for far, color in ((-1.5, theme.GRADIENT), (1, theme.FALLS)))
        names = VGroup(Words("gradient: steepest up", color=theme.GRADIENT), Words("step: against it", color=theme.FALLS))
        names.arrange(DOWN, buff=theme.GUTTER, aligned_edge=LEFT)
        names.next_to(up.get_start(), RIGHT if up.get_start()[0] + names.width < 5.3 else LEFT, buff=1.2)
        self.say("Which way to change {} numbers? Each against its own slope, again and again.", self.size)
        self.hand_over(comes=[land])
        clock.run(self, clock.last, theme.VERSE)
        for arrow, name in zip((up, down), names):
            self.play(GrowArrow(arrow), Label(land, name))
        self.play(FadeIn(Formula(ALL, theme.TITLE).move_to([0.4, 3.0, 0])))
        self.wait(theme.STUDY)
