"""Film: how a network knows which way to change thousands of numbers at once.

One number, then two, then all 13,002. Shows three recordings: "line" and "plane", where the network of digits has one
parameter or two (the line between two trained networks, the plane through three), and "digits", its real training.
"""

from math import tau

import numpy as np
from manim import (
    DOWN, LEFT, ORIGIN, RIGHT, UP, Create, Elbow, FadeIn, FadeOut, Group, LaggedStart, Line,
    SurroundingRectangle, Transform, VGroup,
)

from scenes.stage import theme
from scenes.stage.cards import AnswerCard, LowTag
from scenes.stage.chart import Chart, Series
from scenes.stage.clock import Clock
from scenes.stage.digit import DigitImage
from scenes.stage.digit_reader import PIXELS_DRAWN, DigitReader, Errors
from scenes.stage.directions import Compass, arrow
from scenes.stage.facts import Mark
from scenes.stage.film import Film
from scenes.stage.gestures import Grow
from scenes.stage.landscape import Turn
from scenes.stage.network import Forward
from scenes.stage.columns import Column, Table, adds
from scenes.stage.paths import Path
from scenes.stage.terrain import walk
from scenes.stage.text import Formula, Live, Number, Words, align_baselines

TABLED = 8                                     # hops that are listed one by one
TANGENT_FROM, TANGENT_TO = 0.25, 0.75          # the points on the line between which the tangent slides
CLOSE_UP = 2.9                                 # height of the digit when it is alone
WIDE = 6.4                                     # the plane of the path: its landscape fills the box
VIEW, VIEW_AFTER = (tau / 12, tau / 10), (tau / 6, tau / 10)     # azimuth and elevation of the landscapes


class GradientDescent(Film):
    """Gradient descent in one number, in two, and in all the numbers of a network that was really trained."""

    recordings = ("digits", "line", "plane")
    question = "How does a network know\nwhich way to change {} numbers?"
    whole_frame = True
    constants = {"2": "the exponent of a square", "3": "where the toy function is smallest",
                 str(PIXELS_DRAWN): "pixels that are drawn"}

    def construct(self):
        self.set_the_stage()
        self.play_section(self.a_wrong_answer)
        self.play_section(self.one_number)
        self.play_section(self.steps_follow_the_slope)
        self.play_section(self.a_toy_by_hand)
        self.play_section(self.two_numbers)
        self.play_section(self.the_landscape_rises)
        self.play_section(self.all_the_numbers)
        self.play_section(self.the_landscape_it_walked_in)
        self.play_section(self.what_the_descent_bought)
        self.play_section(self.the_recipe)

    # -- what several sections show: made here, and left where the one before has moved it ----
    #    graph    one_number -> steps_follow_the_slope
    #    errors   a_wrong_answer -> one_number: their sum becomes the graph
    #    land     two_numbers, where it comes to lie on the map -> the_landscape_rises -> the_recipe

    def set_the_stage(self):
        self.run, self.line, self.plane = (self.runs[name] for name in self.recordings)
        self.tag = self.provenance("digits", "{}-{} · example {} · step {}", *self.origin(0)[2:])
        self.reader = DigitReader(self.runs)
        self.reader.next_to(self.tag, UP, buff=theme.GUTTER).to_edge(LEFT, buff=theme.MARGIN)
        self.errors = Errors(self.reader)
        self.graph = Chart(Series(self.line.alphas, self.line.curve, theme.COST, marker=None), "w", "cost", *theme.GRAPH)
        self.graph.to_edge(UP, buff=theme.GUTTER)
        self.land, self.legend = self.landscape("plane.surface")

    def provenance(self, run, template, *numbers):
        """The tag in the corner: which run a picture comes from."""
        return LowTag(template, self.fact(f"{run}.recipe.data.name"), self.fact(f"{run}.network.n_parameters"), *numbers)

    def origin(self, row):
        return (self.fact("digits.recipe.data.name"), self.fact("digits.network.n_parameters"),
                self.fact("digits.example_index"), self.fact("digits.step", row))

    # -- 1 -----------------------------------------------------------------------------------

    def a_wrong_answer(self):
        self.read()
        self.say("The network in this film was really trained, and recorded.")
        self.ask(self.fact("digits.network.n_parameters", form=","))
        self.hand_over()
        self.meet_the_digit()
        self.read()
        self.say("{} of its {} pixels are drawn. Every line is a weight: blue adds, orange takes.",
                 Mark(PIXELS_DRAWN), self.fact("digits.network.sizes", 0))
        self.send_it_through()
        self.read()
        self.say("Its answer is a {}. But the digit is a {}.", self.fact("digits.example_guess", 0),
                 self.fact("digits.example_label"))
        self.play(FadeIn(self.reader.names, self.reader.answers, self.reader.head))
        self.play(Create(self.reader.ring))
        self.wait(theme.BEAT)
        self.read()
        self.say("The squared errors add up to one number, the cost: {}.", *self.errors.total.facts)
        self.play(FadeIn(self.errors.wanted, self.errors.squares))
        self.play(FadeIn(self.errors.rule, self.errors.sign, self.errors.total))
        self.wait(theme.READ)

    def meet_the_digit(self):
        digit, place = self.reader.digit, self.reader.digit.copy()
        digit.scale_to_fit_height(CLOSE_UP).move_to(ORIGIN)
        self.read()
        self.say("A handwritten {} that the network has never seen in training.", self.fact("digits.example_label"))
        self.play(FadeIn(digit, self.tag))
        self.wait(theme.BEAT)
        self.play(Transform(digit, place), run_time=theme.TURN)
        self.play(FadeIn(self.reader.network.reach(-1), self.reader.sizes))

    def send_it_through(self):
        network, digit, pixels = self.reader.network, self.reader.digit, self.reader.pixels
        flying = [digit.square(i) for i in pixels]
        self.play(LaggedStart(*(pixel.animate.move_to(network.neuron(0, i)).set(width=network.radius)
                                for pixel, i in zip(flying, pixels)), lag_ratio=0.1), run_time=theme.TURN)
        self.play(FadeOut(*flying), Forward(network, -1, 0))
        self.play(Forward(network, 0, self.reader.output), run_time=self.reader.output * theme.TURN)

    # -- 2 -----------------------------------------------------------------------------------

    def one_number(self):
        tag = self.provenance("line", "{}-{} · on the line between two trained networks")
        self.read()
        self.say("Slide all {} numbers together along one line: w says how far.",
                 self.fact("line.network.n_parameters", form=","))
        total = VGroup(self.errors.sign, self.errors.total)
        self.hand_over(becomes=[(total, self.graph.heading)], comes=[*self.graph.submobjects[:-2], self.graph.plot, tag],
                       run_time=theme.TURN)
        self.add(self.graph)    # one thing again, from the parts that came in by themselves
        self.read()
        self.say("At w = {} and at w = {} stand two networks trained apart. Between them is a ridge.",
                 *(self.fact("line.network_w", i, form=".0f") for i in (0, 1)))
        ends = self.name_the_networks()
        self.play(FadeIn(ends))
        self.wait(theme.READ)
        self.read()
        self.say("The sign of the slope says which way is down.")
        self.slide_a_tangent()
        self.read()
        self.say("So each start rolls down to the bottom that its own slope leads to.")
        self.roll_balls()
        self.read()
        self.say("Two bottoms, two local minima.")
        self.wait(theme.READ)

    def name_the_networks(self):
        """Under each end of the line the share of unseen digits that the network there reads right."""
        names = VGroup(*(Words("{} right", self.fact("line.end_accuracy", i, form=".0%"), size=theme.LABEL)
                         .next_to(self.graph.spot(w, 0), DOWN) for i, w in enumerate(self.line.network_w)))
        return names.next_to(self.graph, DOWN, buff=theme.GAP, coor_mask=UP)

    def slide_a_tangent(self):
        run, graph = self.line, self.graph
        first, last = (int(np.abs(run.alphas - w).argmin()) for w in (TANGENT_FROM, TANGENT_TO))
        slope = Live("slope {}", self.slope_at(first), color=theme.GRADIENT).next_to(graph, RIGHT, buff=theme.GUTTER)
        left, right = (Words(rule, size=theme.LABEL).next_to(slope, DOWN, buff=theme.GAP)
                       for rule in ("rising: go left", "falling: go right"))
        clock = Clock(last - first + 1)

        def show(step):
            w, cost = run.alphas[first + step], run.curve[first + step]
            graph.show(balls=[(w, cost, theme.LIT)], tangent=(w, cost, run.curve_slope[first + step]))
            slope.show(self.slope_at(first + step))
            left.set_opacity(float(run.curve_slope[first + step] > 0))
            right.set_opacity(float(run.curve_slope[first + step] < 0))

        clock.draw(graph, show)
        self.play(FadeIn(slope, left))
        self.add(right)
        self.wait(theme.READ)
        self.read()
        self.say("Beyond the ridge the sign turns, and so does the way down.")
        clock.run(self, clock.last, theme.VERSE)
        self.wait(theme.READ)
        self.play(FadeOut(slope, left, right))

    def slope_at(self, i):
        return self.fact("line.curve_slope", i, form="+.2f")

    def roll_balls(self):
        paths, clock = list(zip(self.line.balls_w, self.line.balls_cost)), self.clock("line")
        clock.draw(self.graph, lambda row: self.graph.show(balls=[(w[row], C[row], theme.LIT) for w, C in paths]))
        self.wait(theme.BEAT)
        clock.run(self, clock.last, theme.VERSE)

    # -- 3 and 4 -----------------------------------------------------------------------------

    def steps_follow_the_slope(self):
        tag = self.provenance("line", "{}-{} · η = {}", self.fact("line.recipe.learning_rate"))
        path, table, rule = np.column_stack([self.line.w, self.line.cost]), self.table_of_hops(""), self.update_rule()
        VGroup(rule, table).arrange(DOWN, buff=theme.GUTTER).to_edge(RIGHT, buff=theme.MARGIN)
        self.read()
        self.say("Gradient descent hops against the slope, by {} times the slope.",
                 self.fact("line.recipe.learning_rate"))
        self.hand_over(self.graph)
        clock = self.descent_on(self.graph, path, self.line.slope)
        self.play(self.graph.animate.to_edge(LEFT, buff=theme.MARGIN), FadeIn(tag))
        self.play(FadeIn(rule, *table.heads))
        self.read()
        self.say("Steep slope, long hop. Near the bottom the hops shrink by themselves.")
        self.list_hops(clock, table)
        clock.run(self, clock.last, theme.PHRASE)
        self.wait(theme.READ)

    def a_toy_by_hand(self):
        graph = Chart(Series(self.line.toy_x, self.line.toy_curve, theme.COST, marker=None), "w", "cost", *theme.GRAPH)
        graph.to_edge(LEFT, buff=theme.MARGIN)
        path, table = np.column_stack([self.line.toy_w, self.line.toy_cost]), self.table_of_hops("toy_")
        rule = VGroup(Formula("{{C : C}} = ({{w : w}} - 3)^2"), Formula("{{(dif C) / (dif w) : gradient}} = 2 ({{w : w}} - 3)"))
        rule.arrange(RIGHT, buff=theme.GUTTER)
        VGroup(rule, table).arrange(DOWN, buff=theme.GUTTER).to_edge(RIGHT, buff=theme.MARGIN)
        tag = LowTag("toy function · η = {}", self.fact("line.toy_rate"))
        self.read()
        self.say("A toy, by hand: {} minus {} times {} is {}, and so on.", self.fact("line.toy_w", 0, form=".0f"),
                 self.fact("line.toy_rate"), self.fact("line.toy_slope", 0, form=".0f"), self.fact("line.toy_w", 1, form=".1f"))
        self.hand_over()
        clock = self.descent_on(graph, path, self.line.toy_slope)
        self.play(FadeIn(graph, rule, tag, *table.heads))
        self.list_hops(clock, table)
        self.wait(theme.READ)

    def update_rule(self):
        return Formula('w_"new" = {{w : w}} - eta {{(dif C) / (dif w) : gradient}}')

    def table_of_hops(self, prefix):
        """Step, w, slope and hop of the first steps of the descent on the line, or of the toy."""
        return Table.of(self, "line", Column(f"{prefix}step", color=theme.FAINT), Column(f"{prefix}w", ".3f", theme.WEIGHT),
                        Column(f"{prefix}slope", "+.2f", theme.GRADIENT), Column(f"{prefix}hop", "+.3f"), rows=range(TABLED))

    def descent_on(self, graph, path, slope):
        """A clock over a descent: the point and its tangent on the curve, and the hops that led there."""
        clock = Clock(len(path))
        clock.draw(graph, lambda row: graph.show(balls=[(*path[row], theme.LIT)], tangent=(*path[row], slope[row]),
                                                  path=path[:row + 1]))
        return clock

    def list_hops(self, clock, table):
        """The first hops one by one, each listed as it is made."""
        for row in range(TABLED):
            self.play(FadeIn(table.row(row)), run_time=theme.NOTE)
            clock.run(self, row + 1, theme.TICK)

    # -- 5 and 6 -----------------------------------------------------------------------------

    def two_numbers(self):
        tag = self.provenance("plane", "{}-{} · on the plane through three trained networks")
        picture = self.map("plane.surface").next_to(tag, UP, buff=theme.GUTTER / 2).to_edge(LEFT, buff=theme.MARGIN)
        self.read()
        self.say("Now two numbers, alpha and beta: a place in the plane of three trained networks.")
        self.hand_over()
        self.play(FadeIn(picture, tag))
        self.wait(theme.READ)
        chart, _, legend = picture
        compass = self.try_eight_directions(chart, legend)
        self.find_the_steepest(chart, compass)
        self.land.look(0, tau / 4, rise=0).move_to(chart)

    def try_eight_directions(self, chart, legend):
        """From one point on the map eight equal steps, each with its true change of cost."""
        run = self.plane
        changes = [self.fact("plane.trial_changes", i, form="+.4f") for i in range(len(run.trial_steps))]
        compass = Compass(run.trial_steps, changes, theme.PICTURE).next_to(legend, RIGHT, buff=theme.GUTTER)
        self.read()
        self.say("From one point, eight steps of length {}, and what each does to the cost.",
                 self.fact("plane.trial_length", form=".1f"))
        chart.show(Path(run.trial_point[None]))
        self.play(LaggedStart(*(FadeIn(a, n) for a, n in zip(compass.arrows, compass.numbers)), lag_ratio=0.5),
                  run_time=theme.PHRASE)
        self.wait(theme.READ)
        return compass

    def find_the_steepest(self, chart, compass):
        """The gradient and minus the gradient, in the compass and on the map, at right angles to the contour line."""
        run, here = self.plane, self.plane.trial_point
        self.read()
        self.say("Steeper than all of them is the gradient, at right angles to the contour line.")
        up, down = (self.way(sign * run.trial_gradient, f"plane.trial_{name}", color, compass, chart)
                    for sign, name, color in ((1, "uphill", theme.GRADIENT), (-1, "downhill", theme.LIT)))
        corner = Elbow(theme.GAP, angle=np.arctan2(*run.trial_gradient[::-1]), color=theme.LIT,
                       stroke_width=theme.stroke(theme.LINE)).shift(chart.at(*here))
        chart.show(Path(here[None]), level=float(run.trial_cost))
        self.play(FadeOut(*compass.numbers), VGroup(*compass.arrows).animate.set_opacity(theme.DIM), FadeIn(up, corner))
        self.wait(theme.READ)
        self.read()
        self.say("Its length, {}, is the steepness. Minus the gradient is the steepest way down.",
                 self.fact("plane.trial_steepness", form=".3f"))
        self.play(FadeIn(down))
        self.wait(theme.READ)

    def way(self, step, key, color, compass, chart):
        """One more direction: a step of the same length in the compass, with what it does, and an arrow on the map."""
        one = Compass([step], [self.fact(key, form="+.4f")], theme.PICTURE)
        one.shift(compass.arrows[0].get_start() - one.arrows[0].get_start())
        one.arrows[0].set_color(color)
        return VGroup(one, arrow(step, theme.PICTURE / 2, color).shift(chart.at(*self.plane.trial_point)))

    def the_landscape_rises(self):
        land, clock = self.land, self.clock("plane")
        tag = self.provenance("plane", "{}-{} · six descents, step {}", self.fact("plane.step", 0))
        self.read()
        self.say("The same map as a landscape. In this plane it is exact: nothing is projected.")
        legend = self.legend.to_edge(RIGHT, buff=theme.MARGIN)
        self.add(land)     # it lies exactly on the map, and is not yet told apart from it
        self.hand_over(land)
        self.play(land.animate.scale(theme.CLOSER).move_to(ORIGIN), FadeIn(tag, legend))
        self.play(Turn(land, *VIEW), run_time=theme.PHRASE)
        walk(clock, land, *map(Path, self.plane.paths))
        clock.draw(tag, lambda row: tag.show(*tag.facts[:2], self.fact("plane.step", row)))
        self.read()
        self.say("Six descents start near the top. Every step follows minus the gradient.")
        clock.run(self, clock.last, theme.JOURNEY, Turn(land, *VIEW_AFTER))
        self.read()
        self.say("Three valleys, three local minima, and in each a network that works.")
        answers = self.answers_in_the_valleys()
        self.play(land.animate.scale(1 / theme.CLOSER).to_edge(LEFT, buff=theme.MARGIN), FadeOut(legend), FadeIn(answers),
                  run_time=theme.TURN)
        self.play(FadeIn(*self.lines_to_the_valleys(answers)))
        self.wait(theme.STUDY)

    def answers_in_the_valleys(self):
        """For each valley a row of unseen digits, the network's answer under each, and how many it gets right in all."""
        rows = Group()
        for valley in self.valleys_from_the_top():
            asked = Group(*(self.asked(valley, i) for i in range(len(self.plane.asked_label)))).arrange(RIGHT, buff=theme.GAP)
            reads = Words("{} right", self.fact("plane.valley_accuracy", valley, form=".1%"), size=theme.LABEL)
            rows.add(Group(asked, reads.next_to(asked, UP, buff=theme.GAP)))
        return rows.arrange(DOWN, buff=theme.GUTTER).to_edge(RIGHT, buff=theme.MARGIN)

    def valleys_from_the_top(self):
        """The valleys in the order in which they stand on the screen, so that lines to them do not cross."""
        return sorted(range(len(self.plane.valley_path)), key=lambda valley: -self.end_in(valley)[1])

    def end_in(self, valley):
        """Where the descent ends that a valley is judged by."""
        return self.land.at(*self.plane.paths[self.plane.valley_path[valley], -1])

    def lines_to_the_valleys(self, answers):
        return [Line(row.get_left() + theme.GAP * LEFT, self.end_in(valley), color=theme.FAINT,
                     stroke_width=theme.stroke(theme.LINE)) for row, valley in zip(answers, self.valleys_from_the_top())]

    def asked(self, valley, i):
        picture = DigitImage(self.plane.asked_x[i], theme.PICTURE / 3)
        answer = Number(self.fact("plane.valley_answers", valley, i), theme.LABEL)
        return Group(picture, answer.next_to(picture, DOWN, buff=theme.GAP / 2))

    # -- 7 -----------------------------------------------------------------------------------

    def all_the_numbers(self):
        network, table = self.reader.network.copy(), self.table_of_entries()
        network.reach(-1).to_edge(LEFT, buff=theme.GUTTER)
        tag = self.provenance("digits", "{}-{} · η = {} · step {}", self.fact("digits.learning_rate"),
                              self.fact("digits.step", 0))
        self.read()
        self.say("All {} weights and biases stand in one long column, theta. Here are {} of them.",
                 self.fact("digits.network.n_parameters", form=","), self.fact("digits.entries"))
        self.hand_over()
        self.play(FadeIn(network, tag, *table.heads[:-1]))
        self.pull_out_the_entries(network, table)
        self.read()
        self.say("Each has a slope of its own: its sign says which way, its size how far.")
        self.play(FadeIn(table.columns[-1], table.heads[-1]), run_time=theme.TURN)
        self.wait(theme.READ)
        self.read()
        self.say("{} stay where they are: weights of pixels that no digit lights.",
                 self.fact("digits.zero_share", form=".0%"))
        frame = SurroundingRectangle(table.row(0), color=theme.FAINT, buff=theme.GAP / 2)
        self.play(Create(frame), run_time=theme.TURN)
        self.wait(theme.READ)
        self.play(FadeOut(frame))
        self.read()
        self.say("Added entry by entry, that is one step of all of them at once.")
        self.add_the_step(table)
        network.show(*self.reader.state(1))
        tag.show(*tag.facts[:3], self.fact("digits.step", 1))
        costs = [self.fact("digits.train_cost", row, form=".2f") for row in (0, 1)]
        fall = Words("cost {} → {}", *costs, color=theme.COST).next_to(table, DOWN, buff=theme.GUTTER).align_to(table, RIGHT)
        self.read()
        self.say("The cost over all training digits falls from {} to {}.", *costs, holds=self.run.train_cost[1] < self.run.train_cost[0],
                 otherwise=("This step was too long, or of too few digits: the cost was {} and is {}.", *costs))
        self.play(FadeIn(fall))
        self.wait(theme.STUDY)

    def table_of_entries(self):
        """A few entries of theta by layer, row and column, their values, and the step that they take."""
        places = (Column(f"entry_{key}", color=theme.FAINT) for key in ("layer", "row", "column"))
        theta, step = (Formula(math, size=theme.LABEL) for math in ("{{theta : w}}", "- eta {{gradient C : gradient}}"))
        rows = [*range(len(self.run.entry_index)), None]      # dots: there are many more
        table = Table.of(self, "digits", *places, Column("entry_before", "+.5f", theme.WEIGHT, theta),
                         Column("entry_step", "+.5f", theme.GRADIENT, step), rows=rows)
        return table.to_edge(RIGHT, buff=theme.GUTTER)

    def pull_out_the_entries(self, network, table):
        """Every listed entry comes out of its place in the network: a weight from its edge, a bias from its neuron."""
        places = [self.place_of(network, *self.run.network.locate(i)) for i in self.run.entry_index.tolist()]
        *rows, dots = zip(*(column.submobjects for column in table.columns[:-1]))
        marks = [place for place in places if isinstance(place, Line)]
        self.play(FadeIn(*marks))
        self.play(Grow([VGroup(*row) for row in rows], from_=places, lag_ratio=0.3), run_time=theme.PHRASE)
        self.play(FadeOut(*marks), FadeIn(*dots))

    def place_of(self, network, l, j, k=None):
        """The edge of a weight, marked; the neuron of a bias, or of a weight whose pixel is not drawn."""
        if k is None or k not in network.indices[l - 1]:
            return network.neuron(l, j)
        return Line(*network.edge(l, j, k), color=theme.WEIGHT, stroke_width=theme.stroke(theme.LINE))

    def add_the_step(self, table):
        """Every change goes to its number, and is gone; the number is the recorded one after the step."""
        theta, step = table.columns[-2:]
        sums = [self.fact("digits.entry_after", i, form="+.5f") for i in range(len(theta.entries))]
        adds(self, step.entries, theta.entries, sums, FadeOut(table.heads[-1], *step.submobjects[len(sums):]))

    # -- 8 -----------------------------------------------------------------------------------

    def the_landscape_it_walked_in(self):
        run, clock = self.run, self.clock("digits")
        picture = self.landscape("digits.plane_cost", Path(run.path, heights=run.train_cost), clock=clock, width=WIDE)
        land, _ = picture.to_edge(LEFT, buff=theme.MARGIN)
        land.look(tau * 0.45, tau / 11)
        tag = self.provenance("digits", "{}-{} · a projection onto the plane of the path")
        readings = self.readings(clock)
        self.read()
        self.say("Where did it walk? This plane holds {} of the variance of its path.",
                 self.fact("digits.plane_share", form=".1%"))
        self.hand_over()
        self.play(FadeIn(picture, tag, readings))
        self.read()
        self.say("But it is a projection. The true cost is {}; the surface under it reads {}.",
                 self.fact("digits.train_cost", 0, form=".2f"), self.fact("digits.path_under", 0, form=".2f"))
        self.play(Turn(land, tau * 0.48, tau / 10), run_time=theme.VERSE)
        self.read()
        self.read()
        self.say("So each state stands on a stem: its true cost, above the surface or below it.")
        clock.run(self, 3, theme.PHRASE)
        clock.run(self, clock.last // 3, theme.PHRASE)
        clock.run(self, clock.last, theme.VERSE, Turn(land, tau * 0.53, tau / 10))
        self.wait(theme.READ)

    def readings(self, clock):
        """The step, the true cost, the height of the surface under it and the distance from the plane, all of one row."""
        kinds = (("step {}", "step", "", theme.FAINT), ("true cost {}", "train_cost", ".2f", theme.COST),
                 ("surface {}", "path_under", ".2f", theme.INK), ("off the plane {}", "path_distance", ".2f", theme.INK))
        lines = VGroup(*(self.live(template, self.reading(clock, f"digits.{key}", form=form), color=color, anchor=LEFT)
                         for template, key, form, color in kinds))
        return lines.arrange(DOWN, buff=theme.GUTTER / 2, aligned_edge=LEFT).to_edge(RIGHT, buff=theme.GUTTER)

    # -- 9 -----------------------------------------------------------------------------------

    def what_the_descent_bought(self):
        reader, clock = self.reader, self.clock("digits")
        reader.network.reach(reader.output)
        curves = self.learning_curves(clock)
        self.read()
        self.say("What did the descent buy? The same digit again, with all numbers on one clock.")
        self.hand_over()
        self.play(FadeIn(reader, curves, self.tag))
        clock.draw(reader, reader.show)
        clock.draw(self.tag, lambda row: self.tag.show(*self.origin(row)))
        clock.run(self, clock.last // 2, theme.VERSE)
        self.read()
        self.say("At step {} the cost is {}, and {} are right. Descent follows the cost alone.", *self.score(clock.row))
        self.read()
        clock.run(self, clock.last, theme.PASSAGE)
        self.read()
        self.say("At step {} the cost on unseen digits is {}, and {} are right.", *self.score(clock.last))
        self.wait(theme.STUDY)

    def score(self, row):
        return (self.fact("digits.step", row, form=","), self.fact("digits.cost", row, form=".2f"),
                self.fact("digits.accuracy", row, form=".0%"))

    def learning_curves(self, clock):
        cost = self.curve(clock, "cost", theme.COST, ticks="g", form=".2f")
        accuracy = self.curve(clock, "accuracy", theme.INK, ticks=".0%", form=".1%", span=(0, 1))
        curves = VGroup(cost, accuracy).arrange(DOWN, buff=theme.GUTTER, aligned_edge=RIGHT)
        return curves.to_edge(RIGHT, buff=theme.MARGIN).match_y(self.reader.network)

    def curve(self, clock, array, color, ticks, form, span=None):
        """A recorded quantity of the test digits against the step, and above it its value now."""
        curve = Chart(Series(self.run.step, getattr(self.run, array), color), "step", f"test {array}", *theme.PANEL,
                      spans=(None, span), forms=(",g", ticks))
        value = self.live("{}", self.reading(clock, f"digits.{array}", form=form), size=theme.LABEL, color=color)
        align_baselines(curve.heading, value.align_to(curve.plot, RIGHT))
        clock.draw(curve, curve.show)
        return VGroup(curve, value)

    # -- 10 ----------------------------------------------------------------------------------

    def the_recipe(self):
        card = AnswerCard(*(self.line_of_recipe(words, math) for words, math in (
            ("Find the gradient", "{{gradient C : gradient}}"),
            ("Step against it", "{{theta : w}} <- {{theta : w}} - eta {{gradient C : gradient}}"), ("Repeat", None))))
        card.to_edge(RIGHT, buff=theme.GUTTER)
        land = self.land.show(*map(Path, self.plane.paths)).to_edge(LEFT, buff=theme.MARGIN)
        tag = self.provenance("plane", "{}-{} · six descents, step {}", self.fact("plane.step", -1))
        self.read()
        self.say("Find the gradient: backpropagation gets all {} slopes in one sweep.",
                 self.fact("digits.network.n_parameters", form=","))
        self.hand_over()
        self.play(FadeIn(land, tag))
        self.play(LaggedStart(*(FadeIn(line) for line in card), lag_ratio=1), run_time=theme.PHRASE)
        self.wait(theme.STUDY)

    @staticmethod
    def line_of_recipe(words, math):
        line = VGroup(Words(words), *([Formula(math)] if math else []))
        return line.arrange(DOWN, buff=theme.GAP, aligned_edge=LEFT)
