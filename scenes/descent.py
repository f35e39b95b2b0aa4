"""Film: gradient descent, from one dial to all 13,002: which way to change the numbers of a network.

Shows "line", where the network of digits has one number free, "plane", where it has two, and "digits", where it has all.
"""

import numpy as np
from manim import (
    DOWN, LEFT, ORIGIN, RIGHT, UP, Arrow, Circle, Create, DashedLine, DashedVMobject, FadeIn, FadeOut, GrowArrow, LaggedStart, Line,
    Rectangle, Square, SurroundingRectangle, UpdateFromAlphaFunc, VGroup,
)

from scenes.stage import symbols as sym
from scenes.stage import theme
from scenes.stage.answers import Answers, Counts
from scenes.stage.chart import Chart, Series
from scenes.stage.contour_map import ColourKey, Label
from scenes.stage.dial import Dial
from scenes.stage.digit import DigitImage
from scenes.stage.fan import Fan
from scenes.stage.film import Film
from scenes.stage.hand import Hand
from scenes.stage.hill import Hill, Look, stairs
from scenes.stage.landscape import Landscape, Turn
from scenes.stage.movers import Movers
from scenes.stage.network import Forward, NetworkDiagram, SlopesDiagram
from scenes.stage.numbers import Table
from scenes.stage.paths import Path
from scenes.stage.pile import Pile
from scenes.stage.surface import Scale
from scenes.stage.text import Formula, Words, as_symbol
from scenes.stage.wall import Ask, DigitWall

W, C, ETA = (as_symbol(letter) for letter in ("w", "C", "\N{GREEK SMALL LETTER ETA}"))
LINE, PLANE = "on the line between two trained networks", "the plane through three trained networks"
VIEW, HIGH, FIFTHS = (-0.24, 1.24), (0, 0.84), (0, 0.2, 0.4, 0.6, 0.8)      # what is seen of the line: w, and the cost
NEAR, WIDE = (-5.9, -2.1, 2.1, 3.1), (-5.9, -2.1, 6.1, 3.1)    # boxes of the hill: beside a table, and alone
SIDE, FLAT, SEEN = (0.0, 0.04, 0), (-0.15, 0.52, 0), (-0.15, 0.55, 1)      # looks at the landscape
RULE = f"{sym.w()} <- {sym.w()} - eta {{{{(dif C)/(dif w) : gradient}}}}"


class GradientDescent(Film):
    """Walking downhill on the cost of networks that were really trained."""

    recordings = ("line", "plane", "digits")
    question = "Which way should a network\nchange its {} numbers?"
    constants = {"12": "inputs drawn", "0": "network A on its line", "1": "network B on its line", "2": "of the toy: a square", "3": "of the toy: its bottom"}
    hill: Hill                       # from steps_downhill to too_large_steps
    land: Landscape                  # from a_cut to the end

    def construct(self):
        self.line, self.plane, self.run = (self.runs[name] for name in self.recordings)
        self.size, self.label = self.fact("digits.network.n_parameters", form=","), self.fact("digits.example_label")
        self.outputs = f"example_a{self.run.network.depth}"
        often = np.flatnonzero(self.run.pile_x.mean(axis=0) > 90)
        self.drawn = {0: often[np.linspace(0, len(often) - 1, 12).round().astype(int)]}
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

    # -- a network and its cost ------------------------------------------------------------

    def network(self, theta, width, height, kind=NetworkDiagram, thin=1, **look):
        """The network with these numbers, without an input; lines so many times thinner."""
        sizes, full = self.run.network.sizes, thin * np.quantile(np.abs(theta), 0.995)
        network = kind(sizes, full, width, height, drawn=self.drawn, **look)
        return network.show(self.run.network.layers(theta), [np.zeros(n) for n in sizes]).reach(-1)

    def output(self, row, j):
        return self.fact(f"digits.{self.outputs}", row, j, form=".2f")

    def answers(self, row, pitch, radius, **look):
        """The outputs for our digit in a recorded state."""
        return Answers(getattr(self.run, self.outputs)[row], int(self.run.example_label), pitch, radius, **look)

    def a_wrong_answer(self):
        run, depth = self.run, self.run.network.depth
        network = self.network(run.theta[0], 5.0, 5.7)
        activations = [run.example_x, *(getattr(run, f"example_a{l}")[0] for l in range(1, depth + 1))]
        network.show(run.network.layers(run.theta[0]), activations).move_to(self.room).shift(0.7 * LEFT)
        self.digit = digit = DigitImage(run.example_x, 2.7).next_to(network, LEFT, buff=theme.GUTTER / 2)
        self.column = column = self.answers(0, network.pitch(depth), 0.265, upright=True).ring(0)
        column.move_to(sum(network.neuron(depth, j) for j in (0, len(column.outputs) - 1)) / 2 + 0.4 * RIGHT)
        numbers = [column.number(j, self.output(0, j)) for j in range(len(column.outputs))]
        name, guess = Words("a handwritten {}", self.label).next_to(digit, DOWN), self.fact("digits.example_guess", 0)
        self.ask(self.size)
        self.say("Here is a handwritten {}, and a network that has learned nothing yet.", self.label)
        self.hand_over(comes=[digit, name, network, self.tag("untrained network · unseen digit {} · 12 of {} inputs drawn",
                                                             self.fact("digits.example_index"), self.fact("digits.network.sizes", 0))])
        self.play(Forward(network, -1, depth), run_time=theme.PHRASE)
        self.play(FadeIn(column, *numbers, column.names(RIGHT)))
        self.read()
        group = head, wall, key = self.what_it_calls_the_others(guess)
        self.aside = VGroup(*group)
        self.aside.arrange(DOWN, buff=theme.GUTTER / 2).move_to(self.room).align_to(self.room, RIGHT)
        an = "an" if str(guess) == "8" else "a"
        self.say(f"It calls this {{}} {an} {{}}. In fact, it calls every digit {an} {{}}.", self.label, guess, guess,
                 holds=run.first_same == run.unseen, otherwise=(f"It calls this {{}} {an} {{}}.", self.label, guess))
        self.play(UpdateFromAlphaFunc(column, lambda column, t: column.ring(t)), FadeIn(key))
        self.play(FadeIn(head, wall))
        self.play(Ask(wall), run_time=theme.PHRASE)
        self.read()
        self.say("Inside are {} numbers, nearly all set by chance. Which way should each one go?", self.size)
        for l in range(1, depth + 1):
            self.play(network.light(between=(l - 1, l)), run_time=theme.TURN)
        self.play(network.light())

    def what_it_calls_the_others(self, guess):
        """How many unseen digits get the same answer, some of them, and what the two rings mean."""
        head = Words("{} of {} called {}", self.fact("digits.first_same"), self.fact("digits.unseen"), guess, color=theme.COST)
        rings = ((Circle(0.2, color=theme.COST), "the brightest: wrong", theme.COST),
                 (DashedVMobject(Circle(0.2, color=theme.WANTED), 14), "should be it", theme.WANTED))
        key = VGroup(*(VGroup(ring, Words(text, color=color)).arrange(RIGHT) for ring, text, color in rings))
        return head, DigitWall(self.run.pile_x[:24], 3.6, 2.5), key.arrange(DOWN, aligned_edge=LEFT)

    def one_number_for_all_digits(self):
        run, cost = self.run, self.fact("digits.example_cost", 0, form=".2f")
        self.say("Square the ten errors of our {} and add them up: {}. That is its cost.", self.label, cost)
        spots = [self.column.spot(j) for j in range(len(run.example_y))]
        squares = VGroup(*(Square(0.56 * np.sqrt(square), color=theme.COST, fill_opacity=0.45).move_to(spot + 1.4 * RIGHT)
                           for spot, square in zip(spots, run.example_squares[0])))
        self.play(FadeOut(*self.aside), LaggedStart(*(FadeIn(square, target_position=spot, scale=theme.SPECK)
                                                   for square, spot in zip(squares, spots)), lag_ratio=0.2), run_time=theme.TURN)
        total = Words("cost {}", cost, size=theme.TITLE, color=theme.COST).move_to([5, -0.9, 0])
        self.play(squares.animate.scale(1.6).arrange_in_grid(2, buff=theme.GAP / 2).move_to([5, 0.7, 0]), run_time=theme.TURN)
        self.play(FadeIn(total, target_position=squares, scale=theme.SPECK))
        self.read()
        pile = Pile(run.pile_x, run.pile_cost, run.pile_mean, self.room.width - theme.GUTTER, 4.95)
        pile.move_to(self.room).align_to(self.room, UP).shift(0.2 * DOWN)
        ticks, ours = pile.ticks(), VGroup(Words("our {}", self.label), Words("cost {}", cost, color=theme.COST)).arrange(DOWN, aligned_edge=LEFT)
        side = pile.lower_side()
        VGroup(place := self.digit.copy().scale(0.55), ours).arrange(RIGHT).align_to(self.room, UP + side).shift(0.15 * DOWN)
        ours.align_to(place, UP)
        mean = self.fact("digits.cost", 0, form=".2f")
        self.say("The mean over all digits is the cost $C$ of the network: {}.", mean, holds=f"{run.pile_mean[-1]:.2f}" == str(mean),
                 otherwise=("The mean over these digits is the cost $C$: {}.", self.fact("digits.pile_mean", -1, form=".2f")))
        self.hand_over(self.digit, becomes=[(total, ours)], comes=[pile, ticks, self.tag(
            "untrained network · {} of {} unseen digits, each at its own cost", self.fact("digits.piled"), self.fact("digits.unseen"))],
            moves=[self.digit.animate.become(place)])
        self.play(UpdateFromAlphaFunc(pile, lambda pile, t: pile.show(t * len(run.pile_x))), run_time=theme.PASSAGE)
        leader = DashedLine(pile.top(-1), self.digit.get_edge_center(-side) if side is RIGHT else ours.get_right(), color=theme.FAINT)
        value = Words(f"{C} = {{}}", self.fact("digits.pile_mean", -1, form=".2f"), size=theme.TITLE, color=theme.COST)
        value.next_to(pile.wedge() + 0.4 * DOWN, RIGHT, buff=theme.GUTTER)
        best = Words("0 would be perfect", color=theme.FALLS).align_to(self.room, LEFT).match_y(value).shift(1.5 * RIGHT)
        arrow = Arrow(ORIGIN, 1.2 * LEFT, buff=0, color=theme.FALLS).next_to(best, LEFT)
        self.play(Create(leader), FadeIn(value, best), GrowArrow(arrow))
        self.wait(theme.BEAT)

    # -- one dial --------------------------------------------------------------------------

    def one_dial(self):
        line, view = self.line, (-0.16, 1.16)
        hill = Hill(line.wide_w, line.wide_curve, 12.2, 2.2, view, HIGH).shift(0.6 * DOWN)
        dial = Dial(*view, 12.2, theme.WEIGHT).move_to(2.25 * DOWN)
        ends = [self.network(theta, 2.7, 1.85, thin=3, radius=0.06).move_to([hill.spot(w, 0)[0], 1.85, 0])
                for theta, w in zip((line.theta_a, line.theta_b), line.network_w)]
        names = VGroup(*(Words(f"network {name}").next_to(end, UP) for name, end in zip("AB", ends)))
        clock = self.clock("line", len(line.slide_w))
        between = self.network(line.slide_theta[0], 2.7, 1.85, thin=3, radius=0.06).move_to(ends[0])
        card = SurroundingRectangle(between, color=theme.INK, fill_color=theme.BACKGROUND, fill_opacity=1, buff=0.08, stroke_width=2)
        clock.draw(between, lambda row: between.show(self.run.network.layers(line.slide_theta[row]), 4 * [np.zeros(784)]))
        cost = self.live("cost {}", self.reading(clock, "line.slide_cost", form=".2f"), color=theme.COST)
        where = self.live(f"{W} = {{}}", self.reading(clock, "line.slide_w", form=".2f"), color=theme.WEIGHT)

        def slide(row):
            w = float(np.interp(row, range(len(line.slide_w)), line.slide_w))
            hill.reach(w).stand([(w, hill.at(w))])
            where.next_to(dial.show(w).spot(w), DOWN, buff=0.32)
            VGroup(card, between).set_x(hill.spot(w, 0)[0])
            cost.next_to(hill.spot(w, hill.at(w)), UP + RIGHT, buff=theme.GAP)

        clock.glide(hill, slide)
        clock.redraw()
        self.say("Start with a single dial, $w$. It slides between two trained networks, A and B.")
        self.hand_over(comes=[hill, dial, ends[0], names[0], hill.ticks((), FIFTHS[::2]), cost, where,
                              self.tag("handwritten digits · " + LINE, side=LEFT)])
        self.play(FadeIn(ends[1], names[1]), run_time=theme.TURN)
        self.play(FadeIn(card), FadeIn(between))
        self.read()
        self.say("At 0 it is A, at 1 it is B. In between, all {} numbers slide from A to B.", self.size)
        clock.run(self, clock.last // 2, 9 * theme.BEAT)
        self.say("Each position is a network with a cost: low at both ends, a hill in between.",
                 holds=line.slide_cost.max() > 3 * max(line.slide_cost[[0, -1]]), otherwise="Each position is a network with a cost.")
        clock.run(self, clock.last, 9 * theme.BEAT)
        hill.reach(view[1])
        self.hill = hill

    def nudge_and_slope(self):
        line, start = self.line, (self.line.w[0], self.line.cost[0])
        hill = self.hill.reach(np.inf)
        near = (start[0] - 0.025, line.nudge_w[0] + 0.025), (line.cost[0] - 0.08, line.nudge_cost[0] + 0.05)
        table = self.table_of_nudges().move_to([4.4, 1.3, 0])
        self.say("Which way is down? Nudge $w$ by {}. The cost rises by {}: a ratio of {}.", self.fact("line.nudge_run", 0),
                 self.fact("line.nudge_rise", 0, form=".3f"), self.fact("line.nudge_ratio", 0, form=".2f"))
        back = UpdateFromAlphaFunc(hill, lambda hill, t: hill.stand([(w := 1 + t * (start[0] - 1), hill.at(w))]))
        self.hand_over(hill, comes=[self.tag("the same line, close up")], moves=[Look(hill, VIEW, HIGH, NEAR), back], run_time=theme.TURN)
        hill.stand([start])
        self.play(Look(hill, *near), run_time=theme.TURN)
        self.play(FadeIn(hill.ticks(x=(start[0], line.nudge_w[0]), forms=(".2f", "g")), table[0]))
        self.play(UpdateFromAlphaFunc(hill, lambda hill, t: self.nudged(hill, start[0] + 1e-9 + t * line.nudge_run[0])), run_time=theme.TURN)
        corner = hill.spot(line.nudge_w[0], start[1])
        named = VGroup(Words("run", color=theme.WEIGHT).next_to(hill.spot((start[0] + line.nudge_w[0]) / 2, start[1]), DOWN),
                       Words("rise", color=theme.COST).next_to((corner + hill.spot(line.nudge_w[0], line.nudge_cost[0])) / 2, LEFT))
        self.play(FadeIn(table[1], named))
        self.read()
        self.remove(named)
        self.say("Make the nudge smaller, and the ratio settles at {}: the slope, $dC/dw$.", self.fact("line.slope", 0, form=".2f"))
        for i in range(1, len(line.nudge_run)):
            way = line.nudge_w[i - 1], line.nudge_w[i]
            self.play(UpdateFromAlphaFunc(hill, lambda hill, t: self.nudged(hill, way[0] + t * (way[1] - way[0]))), run_time=theme.TURN)
            self.play(FadeIn(table[i + 1]))
        hill.touch((*start, line.slope[0]), half=4.5)
        slope = VGroup(Formula(r"{{(dif C)/(dif w) : gradient}} =", size=40), Words("{}", self.fact("line.slope", 0, form=".2f"), size=56, color=theme.GRADIENT))
        self.play(FadeIn(slope.arrange(RIGHT).next_to(table, DOWN, buff=theme.GUTTER)))
        self.read()
        up = line.slope[0] > 0
        self.say("It is positive: the cost rises to the right. So the ball goes left.", holds=up,
                 otherwise="It is negative: the cost falls to the right. So the ball goes right.")
        hill.nudge()
        here = hill.spot(*start)
        self.play(GrowArrow(Arrow(here, here + 1.4 * (LEFT if up else RIGHT), buff=theme.GAP, color=theme.FALLS)))
        self.hill = hill

    def nudged(self, hill, w):
        """The nudge from the start as far as w."""
        return hill.nudge((self.line.w[0], self.line.cost[0]), (w, hill.at(w)))

    def table_of_nudges(self):
        """Of each nudge what the cost rose, how far it went, and the ratio: a row of heads, and a row for each."""
        columns = (("rise", "rise", (".3f", ".3f", ".4f", ".5f"), theme.COST), ("run", "run", 4 * ("g",), theme.WEIGHT),
                   ("rise / run", "ratio", 4 * (".2f",), theme.INK))
        return self.table([(Words(head, color=color), [self.fact(f"line.nudge_{key}", i, form=forms[i]) for i in range(4)], color)
                           for head, key, forms, color in columns], 0.72)

    def table(self, columns, pitch):
        """(heads, row, row, ...) of columns (head, numbers, colour)."""
        heads, numbers, colors = zip(*columns)
        table = Table(heads, list(zip(*numbers)), pitch, theme.BODY, colors)
        return VGroup(VGroup(*heads), *(table.row(r) for r in range(len(numbers[0]))))

    def steps_downhill(self):
        line, clock = self.line, self.clock("line", len(self.line.w))
        hill = self.hill.touch()
        way = np.column_stack([line.w, line.cost])
        clock.glide(hill, lambda row: hill.stand(stairs(way, row)).touch((line.w[int(row)], line.cost[int(row)], line.slope[int(row)])))
        self.say("The rule: subtract the slope from $w$, times a small number, the learning rate $η$ (eta).")
        self.hand_over(hill, comes=[self.tag(LINE)], moves=[Look(hill, VIEW, HIGH, WIDE)], run_time=theme.TURN)
        clock.redraw()
        readings = self.slope_and_hop(clock, "", LEFT).next_to(hill.spot(*way[0]), LEFT, buff=theme.GUTTER)
        rule = Formula(RULE, size=40).move_to(hill.spot(0.5, 0.3))
        rate = Words(f"learning rate {ETA} = {{}}", self.fact("line.recipe.learning_rate")).next_to(rule, DOWN, buff=theme.GUTTER / 2)
        self.play(FadeIn(rule, hill.ticks((0, 1), FIFTHS)), run_time=theme.TURN)
        self.play(FadeIn(rate), Label(hill, *readings))
        clock.run(self, clock.last, theme.VERSE)
        self.way = way

    def slope_and_hop(self, clock, name, anchor):
        return VGroup(*(self.live(f"{text} {{}}", self.reading(clock, f"line.{name}{key}", form=form), color=color, anchor=anchor)
                        for text, key, form, color in (("slope", "slope", "+.2f", theme.GRADIENT), ("hop", "hop", "+.3f", theme.INK))
                        )).arrange(DOWN, aligned_edge=anchor)

    def the_other_side(self):
        line, hill, clock = self.line, self.hill, self.clock("line", len(self.line.w))
        way = np.column_stack([line.other_w, line.other_cost])
        there = (line.w[-1], line.cost[-1], line.slope[-1])
        clock.glide(hill, lambda row: hill.stand(self.way, stairs(way, row)).touch(
            there, (line.other_w[int(row)], line.other_cost[int(row)], line.other_slope[int(row)])))
        clock.redraw()
        readings = self.slope_and_hop(clock, "other_", RIGHT).next_to(hill.spot(*way[0]), RIGHT, buff=theme.GUTTER)
        self.say("On the other side the slope is negative, so the same rule goes right.", holds=line.other_slope[0] < 0 < line.slope[0],
                 otherwise="From another start the same rule finds its own way.")
        self.play(Label(hill, *readings))
        clock.run(self, 3, theme.PHRASE)
        self.read()
        self.say("Where the slope fades, the hops fade too, and each ball settles in its valley.",
                 holds=max(abs(line.slope[-1]), abs(line.other_slope[-1])) < 0.1, otherwise="Where the slope fades, the hops fade, too.")
        clock.run(self, clock.last, theme.PASSAGE)

    def too_large_steps(self):
        line, hill = self.line, self.hill
        leaps = np.column_stack([line.leap_w, line.leap_cost])
        view = (line.leap_w.min() - 0.35, line.leap_w.max() + 0.1), (0, 1.35 * line.leap_cost.max())
        self.say("With $η$ {} times as large, the ball leaps over the valley again and again.", self.fact("line.leap_factor"),
                 holds=line.leap_over == line.leaps, otherwise=("With $η$ {} times as large, the hops are longer.", self.fact("line.leap_factor")))
        self.hand_over(hill.stand().touch(), moves=[Look(hill, *view), FadeOut(hill.erase())], run_time=theme.TURN)
        rate = Words(f"{ETA} = {{}}", self.fact("line.leap_rate", form="g"), size=40).move_to(hill.get_corner(UP + LEFT) + [2.4, -0.3, 0])
        hop = Words("first hop {}", self.fact("line.leap_hop", 0, form="+.2f")).next_to(rate, DOWN, aligned_edge=LEFT)
        end = Circle(0.16, color=theme.FALLS).move_to(hill.spot(line.other_w[-1], line.other_cost[-1]))
        arrived = Words("{} arrives", self.fact("line.recipe.learning_rate"), size=theme.LABEL, color=theme.FALLS).next_to(end, UP)
        self.play(FadeIn(hill.ticks(), end, arrived, self.tag(LINE)), Label(hill, rate, hop))
        self.play(UpdateFromAlphaFunc(hill, lambda hill, t: hill.leap(leaps, t * int(line.leaps))), run_time=theme.PASSAGE)

    def by_hand(self):
        line, clock = self.line, self.clock("line", len(self.line.toy_step))
        toy = Hill(line.toy_x, line.toy_curve, 1, 1, (-0.4, 4), (0, 11)).look((-0.4, 4), (0, 11), NEAR)
        way = np.column_stack([line.toy_w, line.toy_cost])
        clock.glide(toy, lambda row: toy.stand(stairs(way, row)))
        clock.redraw()
        table = self.table_of_hops().move_to([4.4, 0.4, 0])
        formula = Formula(f"{sym.C} = ({sym.w()} - 3)^2", size=40).move_to(toy.spot(2.3, 9.5))
        self.say("By hand, with a parabola: at {} the slope is {}, so $w$ grows by {} times {}: {}.",
                 *(self.fact(f"line.toy_{key}", *i, form="g") for key, i in (("w", [0]), ("slope", [0]), ("rate", []))),
                 self.fact("line.toy_size", 0, form="g"), self.fact("line.toy_hop", 0, form="g"))
        self.hand_over(comes=[toy, toy.ticks(range(5), cost=False), formula, table[0], self.tag("toy function, not a network")])
        for k, row in enumerate(table[1:]):
            self.play(FadeIn(row))
            if k < 3:
                clock.run(self, k + 1, theme.BEAT)
        self.read()
        last = 20
        self.say("Each hop is a fifth of what is missing. After {} hops, $w$ is {}.", self.fact("line.toy_step", last), self.fact("line.toy_w", last, form=".2f"))
        clock.run(self, last, theme.PHRASE)
        self.hill = toy

    def table_of_hops(self):
        """A row of heads, and four rows of w, slope and hop."""
        columns = (("w", Formula(sym.w()), "g", theme.WEIGHT), ("slope", Words("slope", color=theme.GRADIENT), ".4g", theme.GRADIENT),
                   ("hop", Words("hop"), "+.4g", theme.INK))
        return self.table([(head, [self.fact(f"line.toy_{key}", i, form=form) for i in range(4)], color)
                           for key, head, form, color in columns], 0.9)

    # -- two dials -------------------------------------------------------------------------

    def landscape(self):
        plane = self.plane
        return Landscape(plane.map_alphas, plane.map_betas, plane.map_surface, Scale(0, 1.5, levels=14), 10.8, (14, 8), 2.0).shift(0.22 * UP)

    def a_cut_through_a_landscape(self):
        line, plane = self.line, self.plane
        land = self.landscape().look(*SIDE)
        points = plane.corners[0] + np.outer(line.alphas, plane.corners[1] - plane.corners[0])
        land.stand(points, line.curve, ball=int(np.abs(line.alphas - line.w[0]).argmin()))
        self.say("With a second dial, our curve turns out to be one straight cut through a map.",
                 holds=np.array_equal(line.theta_a, plane.corner_theta[0]) and np.array_equal(line.theta_b, plane.corner_theta[1]),
                 otherwise="With a second dial, the cost is a height over a map.")
        self.hand_over(comes=[land, self.tag(PLANE)])
        self.play(Turn(land, *FLAT), run_time=theme.VERSE)
        a, b, c = (land.at(*corner, 0) for corner in plane.corners)
        up = Arrow(land.at(*points[0], 0), land.at(points[0, 0], plane.map_betas[-1] * 0.6, 0), buff=0, color=theme.INK)
        names = [Words("network A").next_to(a, DOWN), Words("network B").next_to(b, DOWN), Words("a third network").move_to(c),
                 Words("the second dial").next_to(up.get_end(), UP)]
        key = ColourKey(land.scale_, 4, "low cost", "high cost").move_to(2.6 * DOWN)
        self.play(Label(land, *names), GrowArrow(up), FadeIn(key))
        self.read()
        self.play(FadeOut(land.erase(), up, key))
        self.say("Let every point stand as high as its cost, and the map rises into a landscape.")
        self.play(Turn(land, *SEEN), run_time=theme.VERSE)
        self.land = land

    def every_direction(self):
        plane = self.plane
        fan = Fan(plane.map_alphas, plane.map_betas, plane.map_surface, Scale(0, 1.5, levels=75), plane.fan_point, plane.fan_steps,
                  plane.fan_changes, 4.5, 0.35, 0.92, 8).move_to(self.room)
        n = len(plane.fan_steps)
        self.say("Nudge the network equally far in every direction, and measure what the cost does.")
        key = VGroup(Words("bar up: the cost rises", color=theme.COST), Words("bar down: it falls", color=theme.FALLS)).arrange(DOWN, aligned_edge=LEFT)
        key.move_to(self.room).align_to(self.room, DOWN + RIGHT)
        ball = self.land.at(*plane.fan_point)
        self.hand_over(comes=[key, self.tag("{} nudges of length {}", self.fact("plane.fan_count"), self.fact("plane.fan_length", form="g"))],
                       moves=[FadeIn(fan, target_position=ball, scale=theme.SPECK)], run_time=theme.TURN)
        self.play(UpdateFromAlphaFunc(fan, lambda fan, t: fan.show(t)), run_time=theme.TURN)
        self.play(UpdateFromAlphaFunc(fan, lambda fan, t: fan.show(1 + t * (n - 1))), run_time=theme.VERSE)
        self.say("The steepest way up is the gradient, $∇C$ (“nabla C”). Straight against it, $C$ falls most.",
                 holds=plane.fan_changes.argmax() == 0 and plane.fan_changes.argmin() == n // 2,
                 otherwise="The gradient, $∇C$ (“nabla C”), is the way up. Straight against it, $C$ falls.")
        up, down = (Words("{} " + text, self.fact("plane.fan_changes", i, form="+.2f"), color=color) for i, text, color in (
            (0, "along the gradient", theme.COST), (n // 2, "against it", theme.FALLS)))
        self.play(UpdateFromAlphaFunc(fan, lambda fan, t: fan.crown(t)), FadeIn(up.next_to(fan.tip(0), RIGHT)), run_time=theme.TURN)
        self.play(FadeIn(down.next_to(fan.tip(n // 2), LEFT)))
        if np.abs(plane.fan_changes[[n // 4, -n // 4]]).max() < np.abs(plane.fan_changes).max() / 8:
            level = Words("along the contour:\nhardly a change", size=theme.LABEL)
            self.play(FadeIn(level.next_to(fan.foot(n - n // 4), DOWN + RIGHT)))

    def three_valleys(self):
        plane, clock = self.plane, self.clock("plane")
        land = self.land.look(*SEEN).stand(*self.land.cut[:2], opacity=0)
        paths = [Path(path) for path in plane.paths]
        clock.glide(land, lambda row: land.show(*(path.up_to(row) for path in paths)))
        clock.redraw()
        self.say("Gradient descent steps against the gradient, again and again.")
        self.hand_over(comes=[land, self.tag(PLANE)])
        clock.run(self, clock.last, theme.PASSAGE)
        good = plane.valley_right.min() > 0.9 * plane.unseen and plane.missed_alone.min() > 0
        self.say("Six starts end in three valleys: three good networks, each with its own mistakes.",
                 holds=good and plane.path_count == 6 and plane.valley_count == 3,
                 otherwise=("{} starts end in {} valleys.", self.fact("plane.path_count"), self.fact("plane.valley_count")))
        self.play(land.animate.scale(0.66, about_point=6.7 * LEFT), run_time=theme.TURN)
        rows, ends = self.mistakes(land)
        leaders = [DashedLine(end, row.get_left() + theme.GAP * LEFT, color=theme.INK, stroke_width=theme.stroke(theme.LINE)) for row, end in zip(rows, ends)]
        self.play(LaggedStart(*map(FadeIn, rows), lag_ratio=0.5), LaggedStart(*map(Create, leaders), lag_ratio=0.5), run_time=theme.PHRASE)
        self.wait(theme.TURN)

    def mistakes(self, land):
        """What each valley's network alone misreads, from the upper valley to the lowest, and what all do; and where they end."""
        plane, rows = self.plane, VGroup()
        ends = [land.at(*plane.paths[path, -1]) for path in plane.valley_path]
        order = sorted(range(len(ends)), key=lambda v: -ends[v][1])
        for v in order:
            head = Words("{} of {} right, alone misreads", self.fact("plane.valley_right", v), self.fact("plane.unseen"))
            rows.add(VGroup(head, Hand(getattr(plane, f"missed_alone_x{v}"), 0.55, 6, theme.COST)))
        if len(plane.missed_all_x):
            rows.add(VGroup(Words("all misread"), Hand(plane.missed_all_x, 0.45, 9, theme.FAINT)))
        for row in rows:
            row.arrange(DOWN, buff=theme.GAP / 2, aligned_edge=LEFT)
        return rows.arrange(DOWN, buff=theme.GAP, aligned_edge=LEFT).move_to(self.room).align_to(self.room, RIGHT), [ends[v] for v in order]

    # -- all dials -------------------------------------------------------------------------

    def all_the_numbers(self):
        run = self.run
        network = self.network(run.theta[0], 4.2, 5.4).move_to(self.room).align_to(self.room, LEFT)
        slopes = SlopesDiagram(run.network.sizes, 1, 4.2, 5.4, drawn=self.drawn).show_slopes(run.network.layers(run.gradient)).move_to(network)
        movers = Movers(run.mover, run.mover_count, 5.2, 4.4).move_to([0.9, 0.5, 0])
        reach = [Words("{}", self.fact("digits.mover_largest", r, form=".3f"), size=theme.LABEL, color=theme.FAINT).next_to(movers.row(r), RIGHT)
                 for r in range(len(run.mover_count))]
        head = Words("{} dials, the biggest movers first", self.size, size=theme.LABEL).next_to(movers, UP)
        rule = Formula("theta <- theta - eta {{gradient C : gradient}}", size=40).move_to([0.9, -2.45, 0])
        self.say("The full network has {} dials, $θ$ (theta). No flat map holds its path, but the rule holds.", self.size,
                 holds=run.way_off > 0.05 * run.way_long, otherwise=("The full network has {} dials, $θ$ (theta). The rule still holds.", self.size))
        self.hand_over(comes=[network, self.tag("the first of {} steps · learning rate {}", self.fact("digits.recipe.steps", form=","),
                                                             self.fact("digits.learning_rate"))])
        self.play(FadeIn(movers, head), run_time=theme.TURN)
        self.play(FadeIn(rule), run_time=theme.TURN)
        self.read()
        self.say("Its gradient is a list: one slope for every weight and every bias.")
        self.play(FadeIn(slopes), FadeOut(network), run_time=theme.TURN)
        self.play(FadeIn(*reach))
        self.read()
        costs = [self.fact("digits.train_cost", row, form=".2f") for row in (0, 1)]
        self.say("Every number moves against its own slope, all in one step, and the cost falls.", holds=run.train_cost[1] < run.train_cost[0],
                 otherwise="Every number moves against its own slope, all in one step.")
        full = 4.4
        column = Rectangle(width=0.8, height=full, color=theme.COST, fill_opacity=1).move_to([5.9, 0.5, 0])
        frame = column.copy().set_fill(opacity=0)
        before = Words("{}", costs[0], color=theme.COST).next_to(column, UP)
        self.play(FadeIn(column, frame, before))
        self.play(UpdateFromAlphaFunc(movers, lambda movers, t: movers.show(t)),
                  column.animate.stretch_to_fit_height(full * run.train_cost[1] / run.train_cost[0]).align_to(frame, DOWN), run_time=theme.PHRASE)
        fall = Arrow(frame.get_top(), column.get_top(), buff=theme.GAP, color=theme.FALLS, stroke_width=theme.stroke(0.1))
        self.play(FadeIn(Words("{}", costs[1], color=theme.BACKGROUND).move_to(column)), GrowArrow(fall))

    def what_it_bought(self):
        run, clock = self.run, self.clock("digits", len(self.run.after_step))
        (peak, low), width = run.dip_row - 1, 8.4
        score, cost = (Chart(Series(run.after_step, values, color, bold=True), name, head, width, 1.85, spans=((1, run.after_step[-1]), (0, top)),
                             logs=(True, False), forms=(",g", form)) for values, color, name, head, top, form in (
            (run.after_accuracy, theme.INK, "step", "digits read right", 1, ".0%"), (run.after_cost, theme.COST, "step (each mark: ten times as many)", f"cost {C}", 1.2, "g")))
        VGroup(score, cost).arrange(DOWN, buff=theme.GUTTER / 2, aligned_edge=RIGHT).move_to(self.room).align_to(self.room, LEFT + UP)
        for chart in (score, cost):
            clock.draw(chart, chart.show)
        first, last = (self.fact("digits.cost", row, form=".2f") for row in (0, -1))
        self.say("Repeat that step {} times, and $C$ falls from {} to {}.", self.fact("digits.step", -1, form=","), first, last)
        self.hand_over(comes=[score, cost, self.tag("{} unseen digits · learning rate {}", self.fact("digits.unseen"), self.fact("digits.learning_rate"))])
        clock.run(self, peak, theme.PHRASE)
        self.read()
        dips = self.dips()
        self.say("The cost only falls. The score climbs, drops in a dip, and climbs again.", holds=dips and np.diff(run.train_cost).max() <= 0,
                 otherwise="The cost falls, and the score climbs.")
        clock.run(self, low, theme.PHRASE)
        sides = [chart.spot(run.dip_step[i], 0) for i, chart in enumerate((score, cost))]
        band = Rectangle(width=sides[1][0] - sides[0][0], height=score.plot.get_top()[1] - sides[1][1], stroke_width=0, fill_color=theme.INK,
                         fill_opacity=theme.BAND / 2).move_to((sides[1] + [sides[0][0], score.plot.get_top()[1], 0]) / 2)
        marks = [Words("{}", self.fact("digits.dip_accuracy", i, form=".0%")).next_to(score.spot(run.dip_step[i], run.dip_accuracy[i]), side)
                 for i, side in ((0, UP), (1, DOWN))]
        marks += [Words("{}", self.fact("digits.dip_cost", i, form=".2f"), color=theme.COST).next_to(
            cost.spot(run.dip_step[i], run.dip_cost[i]), UP + side) for i, side in ((0, LEFT), (1, RIGHT))]
        if dips:
            self.play(FadeIn(band, *marks))
        self.read()
        counts = Counts(run.dip_guess, 0.36, 2.2)
        heading = Words("its answers at step {}", self.fact("digits.dip_step", 1))
        VGroup(heading, counts).arrange(DOWN, buff=1.2 * theme.GUTTER).move_to(self.room).align_to(self.room, RIGHT)
        self.say("In the dip all ten outputs are close to {}. Tiny differences pick the answer.", self.fact("digits.dip_usual", form=".1f"),
                 holds=dips and run.dip_near >= 0.9)
        most = [Words("{}", self.fact("digits.dip_guess", j)).next_to(counts.top(j), UP, buff=theme.GAP / 2) for j in counts.most]
        self.play(FadeIn(heading), FadeIn(counts.show(0)))
        self.play(UpdateFromAlphaFunc(counts, lambda counts, t: counts.show(t)))
        self.play(FadeIn(*most))
        clock.run(self, clock.last, theme.PHRASE)
        ends = [Words("{}", self.fact(f"digits.{key}", -1, form=form), color=color).next_to(chart.end(), side) for key, form, color, chart, side in
                (("accuracy", ".0%", theme.INK, score, DOWN), ("cost", ".2f", theme.COST, cost, UP))]
        self.play(FadeIn(*ends))
        self.wait(theme.BEAT)

    def dips(self):
        """Whether the score falls on the way, and climbs again."""
        return min(self.run.dip_accuracy[0], self.run.accuracy[-1]) - self.run.dip_accuracy[1] >= 0.05

    def the_same_digit(self):
        run, clock = self.run, self.clock("digits")
        rows = 0, int(run.dip_row[1]) if self.dips() else clock.last // 2, clock.last
        digit = DigitImage(run.example_x, 2.2).move_to(self.room).align_to(self.room, LEFT)
        name, places = Words("the same {}", self.label).next_to(digit, DOWN), [[-0.7, y, 0] for y in (1.5, -0.1, -1.9)]
        before, dip, end = (self.state(lambda key, form, row=row: self.fact(f"digits.{key}", row, form=form), row) for row in rows)
        live = self.state(lambda key, form: self.reading(clock, f"digits.{key}", form=form), 0)
        for line, place in zip((before, dip, end, live), (*places, places[1])):
            line.shift(place - line[0].get_center())
        clock.draw(live[0], lambda row: live[0].show(getattr(run, self.outputs)[row]))
        for line, row in ((before, rows[0]), (dip, rows[1]), (end, rows[2])):
            line.add(*(line[0].number(j, self.output(row, j)) for j in {int(run.example_guess[row]), int(run.example_label)}))
        heads = [Words(text, size=theme.LABEL, color=color).next_to(value, UP, buff=theme.GUTTER).align_to(value, RIGHT) for text, color, value in
                 zip(("its cost", "all digits", "right"), (theme.COST, theme.COST, theme.INK), before[2:])]
        steps = self.fact("digits.step", -1, form=",")
        self.say("After {} steps the same {} is read as a {}, and nearly every digit is read right.", steps, self.label, self.label,
                 holds=run.accuracy[-1] >= 0.9, otherwise=("After {} steps the same {} is read as a {}.", steps, self.label, self.label))
        self.hand_over(comes=[digit, name, before, before[0].names(UP).shift(0.45 * UP), *heads])
        self.play(FadeIn(live))
        clock.run(self, rows[1], theme.PHRASE)
        self.add(dip)
        self.play(live.animate.shift(places[2][1] * UP - places[1][1] * UP))
        clock.run(self, clock.last, theme.PHRASE)
        self.remove(live)
        self.add(end)
        self.wait(theme.READ)

    def state(self, number, row):
        """Our digit in one state: its outputs, the step, its cost, and the cost and the score of all."""
        answers = self.answers(row, 0.62, 0.26)
        texts = [self.live("step {}", number("step", ","), anchor=LEFT).next_to(answers, UP, aligned_edge=LEFT, buff=theme.GAP)]
        for key, form, color, x in (("example_cost", ".4f", theme.COST, 1.5), ("cost", ".2f", theme.COST, 3.0), ("accuracy", ".0%", theme.INK, 4.2)):
            texts.append(self.live("{}", number(key, form), color=color).move_to(answers.get_right() + x * RIGHT, aligned_edge=RIGHT))
        return VGroup(answers, *texts)

    def the_answer(self):
        plane, land = self.plane, self.landscape().look(*SEEN)
        clock, others, mine = self.clock("plane"), [Path(path, theme.FAINT) for path in plane.paths[1:]], Path(plane.paths[0])
        clock.glide(land, lambda row: land.show(*others, mine.up_to(row)))
        clock.redraw()
        row = int(np.linalg.norm(np.diff(plane.paths[0], axis=0), axis=1).argmax())
        point, step, gradient, cost = plane.paths[0, row], plane.paths[0, row + 1] - plane.paths[0, row], plane.gradients[row], plane.costs[0, row]
        up, down = (Arrow(land.at(*point, cost), land.at(*(point + far * step), cost + far * gradient @ step), buff=0, color=color,
                          stroke_width=theme.stroke(0.1)) for far, color in ((-1.5, theme.GRADIENT), (1, theme.FALLS)))
        names = VGroup(Words("the gradient: steepest up", color=theme.GRADIENT), Words("the step: against it", color=theme.FALLS))
        names.arrange(DOWN, buff=theme.GUTTER, aligned_edge=LEFT)
        names.next_to(up.get_start(), RIGHT if up.get_start()[0] + names.width < 5 else LEFT, buff=1.2)
        rule = Formula("theta <- theta - eta {{gradient C : gradient}}", size=theme.TITLE).move_to([0.4, 3.0, 0])
        self.say("Which way to change {} numbers? Each against its own slope, again and again.", self.size)
        self.hand_over(comes=[land])
        clock.run(self, clock.last, theme.VERSE)
        self.play(GrowArrow(up), Label(land, names[0]))
        self.play(GrowArrow(down), Label(land, names[1]))
        self.play(FadeIn(rule))
        self.wait(theme.STUDY)
