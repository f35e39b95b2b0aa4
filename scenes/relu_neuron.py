"""Film: a single neuron with a ReLU, laid open: what it says, what its cost looks like, and how it can die.

Shows "relu_neuron": a neuron that says how large the hole in a digit is, and two that cannot learn it.
"""

import numpy as np
from manim import DOWN, LEFT, RIGHT, UP, Circle, Create, Dot, FadeIn, FadeOut, LaggedStart, VGroup

from scenes.stage import symbols as sym
from scenes.stage import theme
from scenes.stage.columns import Equation
from scenes.stage.contour_map import Label
from scenes.stage.digit import DigitImage
from scenes.stage.film import Film
from scenes.stage.gestures import Through, early, late, put_in
from scenes.stage.hinge import Hinge
from scenes.stage.laid_open import LaidOpen
from scenes.stage.landscape import Landscape, Turn, directions
from scenes.stage.paths import Path
from scenes.stage.surface import Scale
from scenes.stage.switches import Switches, table_of_slopes, two_slopes
from scenes.stage.text import Formula, Words, as_symbol

W, B, C, X, Y, ETA = (as_symbol(letter) for letter in ("w", "b", "C", "x", "y", "\N{GREEK SMALL LETTER ETA}"))
INPUTS = '"inside" x_1', '"width" x_2', '"ink" x_3'
X_SPAN, Y_SPAN = (-0.72, 0.88), (-0.46, 0.82)
UNIT = 3.3                        # of the plot: 1 in x and in y
SEEN = -0.5, 0.75                 # how the landscape is looked at
HIGHEST = 0.36                    # from this cost on its colour stays the same, so that the plain differs from the valley
COST, SUM = f"{sym.C} = 1/N sum \\({sym.Y} -", f"{sym.w()} x + {sym.b()}"
MAX = "max\\(0,", SUM, "\\)"
THREE = " + ".join(f"{{{{w_{i} : w}}}} x_{i}" for i in (1, 2, 3))
LARGE = 42                        # formulas that a section is about


class ReluNeuron(Film):
    """One neuron laid open, its hinge and its cost side by side, the switch in its slope, and a start that stays dead."""

    recordings = ("relu_neuron",)
    question = "What can go wrong\nwith a single ReLU neuron?"
    constants = {"0": "below it the neuron is silent", "100": "pixels of a unit", "2": "hundreds of pixels, taken off; of the square",
                 "1": "of a switch that is on", "3": "of the third input", **dict.fromkeys(("0.1", "0.2", "0.3", "0.5", "−0.5"), "a tick")}

    def construct(self):
        self.set_the_stage()
        self.play_section(self.one_learns)
        self.play_section(self.laid_open)
        self.play_section(self.one_input)
        self.play_section(self.a_hinge)
        self.play_section(self.the_cost_unfolds)
        self.play_section(self.two_views)
        self.play_section(self.a_switch_in_the_slope)
        self.play_section(self.three_starts)
        self.play_section(self.a_step_too_long)
        self.play_section(self.a_small_slope_below)

    def set_the_stage(self):
        """What several sections show, or know."""
        self.run = run = self.runs["relu_neuron"]
        self.count = self.f("examples")
        self.hinge = Hinge(run.data_x, run.data_y, UNIT, X_SPAN, Y_SPAN)
        self.hinge.move_to(self.room).align_to(self.room, LEFT).shift(0.7 * RIGHT + 0.1 * UP)
        self.axes = self.hinge.ticks(f"input {X}: pixels inside", f"wish {Y}: pixels of the hole", (-0.5, 0, 0.5), (0, 0.5))
        self.land = Landscape(run.w_axis, run.b_axis, run.surface, Scale(0, HIGHEST, levels=18), 4.2, (5.7, 4.9), 1.8)
        self.land.look(*SEEN).move_to(self.room).align_to(self.room, RIGHT).shift(0.5 * (LEFT + DOWN))
        self.ways = directions(self.land, (0, 1), (0, 0.5), (0, 0.1, 0.2, 0.3))

    def f(self, key, *index, form=""):
        """A number of the recording."""
        return self.fact(f"relu_neuron.{key}", *index, form=form)

    def picture(self, i, height):
        return DigitImage(self.run.pictures[i], height)

    def one_learns(self):
        run, clock = self.run, self.clock("relu_neuron")
        pair = VGroup(*(self.hinge.alike().set_(marks=((), ())) for _ in range(2))).arrange(RIGHT, buff=theme.GUTTER).move_to(self.room)
        for hinge, way in zip(pair, (run.first_way.T, run.dead_way.T)):
            clock.draw(hinge, lambda row, hinge=hinge, way=way: hinge.show(way[row]))
        self.ask()
        self.say("Two neurons learn from the same digits. A square's side is an error.")
        self.hand_over(comes=[*pair, self.tag("{} digits · each neuron is trained for {} steps", self.count, self.f("step", -1))],
                       run_time=theme.TURN)
        clock.run(self, clock.last, theme.VERSE)
        self.say("One learns. The other never moves: it is dead. Why?", otherwise="One learns better than the other.",
                 holds=run.dead_moved == 0 and run.first_cost[-1] < run.first_cost[0] / 4)
        self.play_and_read(LaggedStart(*(FadeIn(Words(name).next_to(hinge, UP)) for hinge, name in zip(
            pair, ("learns", "dead"))), lag_ratio=1))
        self.before = pair[0].dot(int(run.three_two[0]))

    def laid_open(self):
        run = self.run
        rows = [LaidOpen.of(self, "relu_neuron.three", k, INPUTS, *at) for k, at in enumerate(((2.4, 0.75, 1.65), (2, -0.75, -1.6)))]
        pictures = [self.picture(int(i), 0.9).move_to(row.y).align_to(self.room, LEFT) for i, row in zip(run.three_two, rows)]
        labels = [Words("a {}", self.f("label", int(i)), size=theme.LABEL).next_to(image, DOWN, buff=theme.GAP / 2)
                  for i, image in zip(run.three_two, pictures)]
        large, hole = pictures[0].copy().scale(3.5).move_to(3 * LEFT), DigitImage(run.shown_hole, 3.15).move_to(3 * RIGHT)
        size = Words("{} pixels: the wish is {}", self.f("hole", int(run.shown)), self.f("three_y", 0, form=".2f"),
                     color=theme.WANTED).next_to(hole, DOWN)
        self.say("What is such a neuron? This one has to say how large the hole in a digit is.")
        tag = self.tag("one neuron, trained on {} digits · inputs measured on each, and scaled", self.count)
        self.hand_over(comes=[tag], moves=[FadeIn(large, target_position=self.before, scale=theme.SPECK)], run_time=theme.TURN)
        self.play(FadeIn(hole, target_position=large), FadeIn(size), run_time=theme.TURN)
        self.read()
        self.say("Three inputs $x$ are measured on the digit. Each is multiplied by a weight $w$.")
        self.hand_over(large, tag, comes=[*labels, pictures[1]], moves=[large.animate.become(pictures[0])], run_time=theme.TURN)
        self.play(*(row.come_in(picture) for row, picture in zip(rows, pictures)), run_time=theme.TURN)
        self.play_and_read(*(row.multiply() for row in rows), at_least=theme.PHRASE)
        self.say("The products and the bias $b$ add up to the sum $z$.")
        self.play_and_read(*(row.add_up() for row in rows), FadeIn(Formula(f"{sym.z()} = {THREE} + {sym.b()}").move_to(0.03 * UP)))
        self.say("max(0, $z$) cuts off what is below 0: this is called ReLU.")
        self.play(*(row.cut_off() for row in rows), run_time=theme.VERSE)
        self.wait(theme.BEAT)
        self.before = large

    def measured(self, name, of, template, color=theme.INK):
        """What is counted on the shown digit, and the number that it becomes: its picture, and two lines."""
        shown = int(self.run.shown)
        count, becomes = self.f(name, shown), self.f(f"data_{of}", shown, form=".2f")
        lines = Words(f"{name}: {{}} pixels", count, size=theme.LABEL), Words(template, count, becomes, size=theme.LABEL)
        return VGroup(DigitImage(getattr(self.run, f"shown_{name}"), 1.5), *(line.set_color(color) for line in lines)).arrange(
            DOWN, buff=theme.GAP)

    def one_input(self):
        run, hinge, shown, image = self.run, self.hinge, int(self.run.shown), self.picture(int(self.run.shown), 1.9)
        cards = inside, hole = (self.measured("inside", "x", f"{X} = {{}} / 100 − 2 = {{}}"),
                                self.measured("hole", "y", f"{Y} = {{}} / 100 = {{}}", theme.WANTED))
        whole = VGroup(image, VGroup(*cards).arrange(RIGHT, buff=theme.GUTTER)).arrange(DOWN, buff=theme.GUTTER).move_to(self.land)
        aside = whole.align_to(self.room, RIGHT).get_x() - self.room.get_x()
        first = VGroup(image, inside).shift(aside * LEFT)
        hinge.set_(arrived=0)
        self.say("From now on only one input $x$: then the whole cost can be drawn.")
        self.hand_over(becomes=[(self.before, image)], comes=[self.tag("{} zeros, {} ones, {} sevens", *3 * [self.f("each")])],
                       run_time=theme.TURN)
        self.play_and_read(LaggedStart(FadeIn(inside[0], target_position=image), *map(FadeIn, inside[1:]), lag_ratio=0.7))
        self.say("The wish $y$ is the size of the hole. So each digit is a dot.")
        self.play(first.animate.shift(aside * RIGHT), FadeIn(hinge, self.axes), run_time=theme.TURN)
        self.play(FadeIn(hole[0], target_position=image), FadeIn(hole[1:]))
        self.play(FadeOut(image.copy(), target_position=hinge.spot(run.data_x[shown], run.data_y[shown]), scale=theme.SPECK),
                  run_time=theme.TURN)
        self.play_and_read(Through(hinge, lambda n: hinge.set_(arrived=int(n + 1e-6)), len(run.data_x)), at_least=theme.TURN)
        self.say("Ones and sevens have no hole: their dots at 0 are stacked.",
                 holds=bool(((run.data_y > 0) == (run.label == 0)).all()), otherwise="Dots at 0 are stacked, each below the other.")
        pictures = [self.picture(int(i), 0.75) for i in run.telling]
        self.play_and_read(LaggedStart(*(FadeIn(image, hinge.tie(image, i)) for image, i in zip(pictures, run.telling)), lag_ratio=1))

    def a_hinge(self):
        run, hinge = self.run, self.hinge
        costs = [self.f(f"{name}_cost", form=".4f") for name in ("line", "hinge")]
        heads = [VGroup(Words(text, color=color), Words("mean square {}", cost, color=theme.COST)).arrange(DOWN, buff=theme.GAP)
                 for text, color, cost in (("the best straight line", theme.FAINT, costs[0]), ("the best hinge", theme.INK, costs[1]))]
        VGroup(*heads).arrange(DOWN, buff=2 * theme.GUTTER).move_to(self.land)
        self.say("A straight line does not fit: it promises less than nothing.")
        self.hand_over(hinge, self.axes, comes=[self.tag("{} digits · each error is squared, and the mean is taken", self.count)])
        hinge.set_(line=run.line_fit[:, 0])
        self.play_and_read(Through(hinge, lambda t: hinge.set_(reach=t)), FadeIn(heads[0]))
        self.say("The neuron makes its sum, $z$ = $w$$x$ + $b$: a line, too. But then it flattens what is below 0.")
        hinge.show(run.hinge_fit[:, 0]).set_(fold=0.0, until=0.0)
        self.play(Through(hinge, lambda t: hinge.set_(sum_=t, until=t)), run_time=theme.PHRASE)
        self.play_and_read(Through(hinge, lambda t: hinge.set_(fold=t, shade=t)), at_least=theme.PHRASE)
        self.say("Its answer is a hinge. The mean square of the best line is {} times as large.", self.f("ratio", form=".1f"),
                 holds=run.ratio > 1.5, otherwise="Its answer is a hinge: flat where the sum is below 0, a straight ramp above.")
        silent, speaks, kink = (Words(text, *numbers, size=theme.LABEL) for text, *numbers in (
            ("silent for {}", self.f("hinge_silent")), ("speaks",), ("kink",)))
        names = kink.next_to(hinge.kink(), DOWN + RIGHT, buff=1.5 * theme.GAP), hinge.over(silent, LEFT), hinge.over(speaks, RIGHT)
        self.play_and_read(LaggedStart(FadeIn(heads[1]), *map(FadeIn, names), lag_ratio=0.7))

    def the_cost_unfolds(self):
        hinge, worse, (cost, out, sums, *worked, marked) = self.hinge, self.run.worse_way.T, self.three_lines()
        self.say("How wrong is a worse one? The wish $y$ minus the output $o$, squared; the mean over all $N$ outputs is the cost $C$.")
        self.hand_over(hinge, self.axes, comes=[self.tag("{} digits, one output each", self.count)], moves=[
            Through(hinge, lambda t: hinge.set_(reach=1 - t, sum_=1 - t, shade=1 - t))])
        hinge.set_(line=None)
        self.play(Through(hinge, lambda row: hinge.show(worse[round(row)]), len(worse) - 1), FadeIn(cost), run_time=theme.TURN)
        hinge.set_(errors=(int(self.run.two[0]),))
        self.play_and_read(LaggedStart(FadeIn(marked), *map(FadeIn, worked[0]), lag_ratio=0.5))
        self.say("The output $o$ is max(0, $z$), and $z$ is $w$$x$ + $b$. Put in, the cost is a formula of $w$ and $b$ alone.")
        self.play(LaggedStart(FadeIn(out), FadeIn(worked[1]), lag_ratio=0.7), run_time=theme.STRIDE)
        self.play(LaggedStart(FadeIn(sums), FadeIn(worked[2]), lag_ratio=0.7), run_time=theme.STRIDE)
        self.wait(theme.READ)
        self.play(FadeOut(*worked, marked), run_time=theme.NOTE)
        more = Equation("o =", *MAX, size=LARGE, room=0.7).align_to(out, LEFT).match_y(out)
        put_in(self, sums[1], {0: 0, 1: 1, 3: 3}, out, more, 2, sums[0])
        self.whole = whole = Equation(COST, *MAX, "\\)^2", size=LARGE, room=0.7).align_to(cost, LEFT).match_y(cost)
        put_in(self, more[1:], {0: 0, 2: 4}, cost, whole, slice(1, 4), more[0])
        self.wait(theme.BEAT)

    def three_lines(self):
        """The cost, the output and the sum as equations, one below the other, and each worked out for one digit, under it."""
        y, x = (self.f(f"two_{name}", 0, form=".2f") for name in "yx")
        w, b = (self.f(f"tour_{name}", 0, form=".1f") for name in "wb")
        z, o = (self.f(f"one_{name}", form=".3f") for name in "zo")
        lines = [Equation(*each, size=LARGE, room=0.7) for each in (
            (COST, "o", "\\)^2"), ("o =", "max\\(0,", sym.z(), "\\)"), (f"{sym.z()} =", SUM))]
        worked = [Equation("\\(", (y, theme.WANTED), "-", o, "\\)^2 =", (self.f("one_square", form=".3f"), theme.COST)),
                  Equation("max\\(0,", (z, theme.SUM), "\\) =", o),
                  Equation((w, theme.WEIGHT), "times", x, "+", (b, theme.BIAS), "=", (z, theme.SUM))]
        marked = Words(f"the marked {{}}: {X} = {{}}, wish {Y} = {{}}", self.f("label", int(self.run.two[0])), x, y, size=theme.LABEL)
        every = [each for pair in zip(lines, worked) for each in pair] + [marked]
        VGroup(*every).arrange(DOWN, buff=2 * theme.GAP, aligned_edge=LEFT).move_to(self.hinge).align_to(
            self.hinge.get_right() + theme.GUTTER * RIGHT, LEFT)
        return *lines, *(sums.shift(theme.GUTTER * RIGHT) for sums in worked), marked

    def ball(self, theta):
        """The point of these (w, b) on the landscape."""
        return Dot(self.land.at(*theta), radius=theme.BALL, color=theme.INK)

    def two_views(self):
        run, hinge, land, tour = self.run, self.hinge, self.land, self.run.tour_way.T
        clock, legs, ball = self.clock("relu_neuron", len(tour)), list(map(int, run.tour_leg)), self.ball(tour[0])
        clock.draw(hinge, lambda row: hinge.show(tour[row]))
        clock.draw(ball, lambda row: ball.move_to(land.at(*tour[row])))
        numbers = VGroup(*(self.live(f"{letter} = {{}}", self.reading(clock, f"relu_neuron.tour_{key}", form=".2f"), color=color)
                           for letter, key, color in ((W, "w", theme.WEIGHT), (B, "b", theme.BIAS), (C, "cost", theme.COST))))
        numbers.arrange(RIGHT, buff=theme.GUTTER).move_to(land).align_to(self.room, UP)
        self.say("Each error is the side of a square. The mean area of all squares is the cost.")
        self.hand_over(self.whole, hinge, self.axes, comes=[self.tag("{} digits · one neuron with one input", self.count, side=LEFT)],
                       moves=[self.whole.animate.match_y(land)], run_time=theme.TURN)
        hinge.set_(errors=())
        self.play(Through(hinge, lambda t: hinge.set_(squares=t)), run_time=theme.TURN)
        name = Words(f"mean square: {C}", size=theme.LABEL).next_to(
            hinge.spot(X_SPAN[1] - np.sqrt(run.tour_cost.max()), Y_SPAN[0]), UP + LEFT, buff=theme.GAP)
        self.play_and_read(Through(hinge, lambda t: hinge.set_(mean=t)), FadeIn(name), at_least=theme.TURN)
        self.say("This cost is a height over $w$ and $b$. Turn $w$, and the hinge tilts. Turn $b$, and it slides.")
        self.play(FadeOut(self.whole, target_position=ball, scale=theme.SPECK))
        self.play(FadeIn(land.look(*SEEN, 0.0)))
        self.play(Turn(land, *SEEN), run_time=theme.TURN)
        self.play(FadeIn(ball, numbers, self.ways))
        clock.run(self, legs[2], theme.PHRASE)
        clock.run(self, legs[4], theme.PHRASE)
        self.say("Drag the point onto this plain, and the neuron is silent for all {} digits.", self.count,
                 holds=bool((run.tour_silent[legs[5]:legs[7] + 1] == run.examples).all()), otherwise="Drag the point: the hinge follows.")
        ring = Circle(2 * theme.BALL, color=theme.INK).move_to(ball)
        self.play(Create(ring))
        clock.draw(ring, lambda row: ring.move_to(land.at(*tour[row])))
        clock.run(self, legs[5], theme.VERSE)
        self.read()
        self.say("Silent for {} was right: they have no hole. Silent for all, the cost stays the same.",
                 self.f("hinge_silent"), otherwise="Here the cost hardly changes.", holds=run.hinge_silent_holes == 0 and bool(
                     (run.tour_silent[legs[5]:legs[7] + 1] == run.examples).all()))
        clock.run(self, legs[7], theme.VERSE)
        self.tour = clock

    def card(self, k):
        """What the slope of the k-th of the two digits is made of: picture, twice the error, switch, x, product."""
        return [self.picture(int(self.run.two[k]), 0.75), Words("{}", self.f("two_factor", k, form=".3f"), color=theme.COST),
                Switches(self.run.two_switch[k], 1, 0.8), Words("{}", self.f("two_x", k, form=".2f")),
                Words("{}", self.f("two_slope", k, form=".3g"), color=theme.GRADIENT)]

    def a_switch_in_the_slope(self):
        run, hinge = self.run, self.hinge
        own = Formula('"one digit\'s cost:" space {{c : C}} = ({{y : y}} - o)^2').move_to(self.land).align_to(self.room, UP)
        (heads, factors, *cards), states = table_of_slopes([self.card(1), self.card(0)], run.two_switch[::-1, 0])
        VGroup(*heads, *factors, *(part for card in cards for part in card), *states).next_to(own, DOWN).align_to(self.room, RIGHT)
        small = [self.picture(int(i), 0.4).next_to(hinge.dot(int(i)), UP, buff=theme.GAP / 2) for i in run.two]
        sides = [Words("silent", size=theme.LABEL).move_to(hinge.spot(-0.35, 0.4)), Words("speaks", size=theme.LABEL).next_to(
            hinge.spot(-run.place_b / run.place_w, 0), DOWN + RIGHT, buff=theme.GAP)]
        self.say("Which way is down? The slope of one digit's cost, $c$, has three factors: the chain rule.")
        self.tour.run(self, self.tour.last, theme.TURN)
        self.hand_over(hinge, self.axes, run_time=theme.TURN, comes=[own, self.tag(
            f"{W} = {{}}, {B} = {{}}", self.f("place_w", form=".1f"), self.f("place_b", form=".2f"), side=LEFT)], moves=[
                Through(hinge, lambda t: hinge.set_(squares=1 - t, mean=1 - t, shade=t, sum_=t))])
        hinge.set_(errors=tuple(map(int, run.two)))
        self.play(FadeIn(*sides, *small))
        self.play(FadeIn(*heads[1:]), run_time=theme.TURN)
        self.play_and_read(LaggedStart(FadeIn(factors[1]), FadeIn(factors[5]), lag_ratio=0.7))
        self.play(*(LaggedStart(*map(FadeIn, card[:7]), lag_ratio=0.6) for card in cards), run_time=theme.PHRASE)
        self.say("The slope of the ReLU is a switch: 1 where it speaks, 0 where it is silent.")
        relu = two_slopes().move_to(self.land).align_to(self.room, DOWN)
        self.play(FadeIn(relu, factors[3]), run_time=theme.TURN)
        for card, state in zip(cards, states):
            self.play(Through(card[3], card[3].set_so_many, 1), FadeIn(state), run_time=theme.STRIDE)
        self.read()
        self.say("Both answers are too low, but the neuron has a slope only where it speaks.", holds=bool((run.two_factor < 0).all()),
                 otherwise="The neuron has a slope only where it speaks.")
        self.play_and_read(LaggedStart(*(FadeIn(card[7]) for card in cards), lag_ratio=0.7))
        self.all_switches(sides)

    def all_switches(self, sides):
        """The mean over all digits, and the step that follows from it."""
        run, hinge = self.run, self.hinge
        clock, switches = self.clock("relu_neuron", len(run.next_on)), Switches(run.next_sorted[0], 12, 0.33)
        on = self.live("{} of {} switches are on", self.reading(clock, "relu_neuron.next_on"), self.count)
        means, steps = [], []
        for i, (name, color) in enumerate((("w", theme.WEIGHT), ("b", theme.BIAS))):
            slope, start, end = (self.f(f"place_{key}", *at, form=form) for key, at, form in (
                ("gradient", [i], ".3f"), (name, [], ".2g"), ("next", [i], ".2f")))
            means.append(Equation(f"{sym.slope(name)} = 1/N sum {sym.slope(name, 'c')} =", (slope, theme.GRADIENT)))
            steps.append(self.one_step(name, start, self.f("rates", 0), slope, (end, color)))
        VGroup(on, switches, *means, *steps).arrange(DOWN, buff=2 * theme.GAP).move_to(self.land).align_to(self.room, UP)
        self.say("The gradient of $C$ is the mean over all {} digits. For $b$, the last factor is 1.", self.count)
        hinge.set_(errors=())
        self.hand_over(hinge, self.axes, *sides, comes=[switches])
        self.play(Through(switches, switches.set_so_many, run.examples), run_time=theme.TURN)
        self.play(FadeIn(on, *means), run_time=theme.TURN)
        self.read()
        self.say("A step goes against it, times the learning rate $η$: the hinge reaches more digits.",
                 holds=run.next_on[-1] > run.next_on[0], otherwise="A step goes against it, times the learning rate $η$.")
        self.play(FadeOut(*sides), FadeIn(*steps), run_time=theme.TURN)
        clock.draw(hinge, lambda row: hinge.show(run.next_way[:, row]))
        clock.draw(switches, lambda row: vars(switches).update(states=run.next_sorted[row]))
        clock.run(self, clock.last, theme.PHRASE)
        self.wait(theme.READ)

    def one_step(self, name, start, rate, slope, end):
        """A step of w or b as an equation."""
        return Equation(f"{{{{{name} : {name}}}}} - eta {sym.flat_slope(name)} =", start, "-", rate, "times",
                        *(["\\(", slope, "\\) ="] if slope.value < 0 else [slope, "="]), end, size=theme.LABEL)

    def three_starts(self):
        run, land = self.run, self.land
        clock, paths = self.clock("relu_neuron"), [getattr(run, f"{name}_way").T for name in ("first", "other", "dead")]
        self.hinge = hinge = self.hinge.alike()
        clock.draw(land, lambda row: land.show(*(Path(path).up_to(row) for path in paths)))
        clock.draw(hinge, lambda row: hinge.show(paths[0][row]))
        step = self.live("step {} · cost: first {}, second {}", *(self.reading(clock, f"relu_neuron.{key}", form=form) for key, form in (
            ("step", ""), ("first_cost", ".4f"), ("other_cost", ".4f")))).move_to(land).align_to(self.room, UP)
        self.say("Three starts, and the same descent from each.")
        self.hand_over(self.axes, comes=[hinge, land, self.ways, step, self.tag(
            f"all digits at every step · {ETA} = {{}}", self.f("rates", 0), side=LEFT)], run_time=theme.TURN)
        self.play(*(Label(land, Words(name, size=theme.LABEL).next_to(land.at(*path[0]), side, buff=3 * theme.BALL)) for name, path, side
                    in zip(("first", "second", "third"), paths, (RIGHT, DOWN, UP + LEFT))))
        clock.run(self, clock.last, theme.PASSAGE)
        self.wait(theme.BEAT)
        self.say("Two meet in the valley. The third is silent for all {} digits: its slope is exactly 0.", self.count,
                 otherwise="The third has its own fate.", holds=run.ends_apart < 0.01 and run.dead_silent == run.examples and bool(
                     (run.dead_gradient == 0).all()))
        dead, of = self.hinge.alike().show(paths[2][0]), Words(f"third: {C} = {{}}", self.f("dead_cost", 0, form=".4f")).move_to(step)
        self.play(FadeOut(hinge), FadeOut(step, rate_func=early), FadeIn(dead), FadeIn(of, rate_func=late), run_time=theme.TURN)
        self.play(Through(dead, lambda t: dead.set_(sum_=t, drops=t)), run_time=theme.STRIDE)
        slopes = VGroup(*(Equation(f"{sym.flat_slope(name)} =", (self.f("dead_gradient", i, form="g"), theme.GRADIENT))
                          for i, name in enumerate("wb"))).arrange(RIGHT, buff=theme.GUTTER).next_to(of, DOWN)
        self.play(FadeIn(slopes))
        self.wait(theme.STUDY)

    def a_step_too_long(self):
        """The first start once more: the way of its first step, and of one twice as long, on the surface; then the longer one is taken."""
        run, land, way, hinge = self.run, self.land, self.run.leap_way.T, self.hinge.alike().show(self.run.leap_way[:, 0])
        third, shadow, ball = Path(run.dead_way.T).up_to(0), Path(run.thrown_way.T, dots=False), self.ball(way[0])
        half = land.at(*run.first_way[:, 1])
        ring = Circle(theme.BALL, color=theme.INK, fill_color=theme.BACKGROUND, fill_opacity=1).move_to(half)
        costs = [Words(f"first: {C} = {{}}", self.f("leap_cost", row, form=".4f")).move_to(land).align_to(self.room, UP) for row in (0, -1)]
        step = self.one_step("b", self.f("start_b", form=".2f"), self.f("rates", 1), self.f("start_gradient", 1, form=".3f"),
                             (self.f("landed_b", form=".2f"), theme.BIAS)).next_to(costs[0], DOWN).align_to(self.room, RIGHT)
        names = [Words(f"{ETA} = {{}}", self.f("rates", i), size=theme.LABEL).next_to(spot, side, buff=2 * theme.BALL)
                 for i, (spot, side) in enumerate(((half, RIGHT), (land.at(*way[-1]), LEFT)))]
        self.say("The first start again. With $η$ = {} its first step led almost into the valley.", self.f("rates", 0),
                 holds=run.first_cost[1] < run.first_cost[0] / 4, otherwise="The first start again, and its first step.")
        self.add(*land.submobjects[2:4])
        land.remove(*land.submobjects[2:4])
        self.hand_over(self.axes, land, self.ways, run_time=theme.TURN, comes=[hinge, costs[0], ball, self.tag(
            "all digits at every step", side=LEFT)], moves=[Through(land, lambda t: land.show(third))])
        self.play(Through(land, lambda t: land.show(third, shadow.up_to(t)), 0.5), run_time=theme.PHRASE)
        self.play_and_read(FadeIn(ring), Label(land, names[0]))
        self.say("A step {} times as long goes the same way and on: up again, onto the plain.", self.f("rate_ratio", form="g"),
                 holds=run.thrown_silent == run.examples, otherwise=("Here is a step {} times as long.", self.f("rate_ratio", form="g")))
        self.play(FadeIn(step), run_time=theme.TURN)
        self.play(Through(land, lambda t: land.show(third, shadow.up_to(t)), 1.0, 0.5), run_time=theme.VERSE)
        self.play_and_read(Label(land, names[1]))
        self.leap(hinge, ball, costs)

    def leap(self, hinge, ball, costs):
        """Hinge and point go the way of the longer step together; no cost is shown on the way, as none is visited."""
        run, land, way = self.run, self.land, self.run.leap_way.T
        clock = self.clock("relu_neuron", len(way))
        clock.draw(hinge, lambda row: hinge.show(way[row]))
        clock.draw(ball, lambda row: ball.move_to(land.at(*way[row])))
        self.play(Through(hinge, lambda t: hinge.set_(squares=1 - t)))
        clock.run(self, clock.last, theme.STRIDE)
        self.say("The neuron took it: silent for all {}, it is dead, too.", self.count, otherwise="The neuron took it.",
                 holds=run.thrown_silent == run.examples and run.thrown_moved == 0)
        self.play(FadeOut(costs[0]), FadeIn(costs[1]), Through(hinge, lambda t: hinge.set_(squares=t)))
        self.wait(theme.STUDY)
        self.hinge = hinge

    def a_small_slope_below(self):
        run, land, hinge = self.run, self.land, self.hinge
        clock, paths = self.clock("relu_neuron", len(run.healed_step)), [run.healed_way.T, run.back_way.T]
        step = self.live("step {} · cost: third {}, first {}", *(self.reading(clock, f"relu_neuron.{key}", form=form) for key, form in (
            ("healed_step", ""), ("healed_cost", ".4f"), ("back_cost", ".4f")))).move_to(land).align_to(self.room, UP)

        def tilt(row):
            land.lie(run.leaky_surface[round(row)]).show(*(Path(path).up_to(0) for path in paths))
            hinge.set_(leak=run.leaks[round(row)])

        self.say("What helps? A new start, or a small slope below 0, here {}: a leaky ReLU.", self.f("leak"))
        self.add(land.erase())
        self.hand_over(hinge, self.axes, land, self.ways, comes=[self.tag("all digits at every step", side=LEFT)])
        self.play(*(Label(land, Words(name, size=theme.LABEL).next_to(land.at(*path[0]), side, buff=2 * theme.BALL))
                    for name, path, side in zip(("third", "first"), paths, (UP + LEFT, LEFT))))
        self.play_and_read(Through(land, tilt, len(run.leaks) - 1), at_least=theme.PHRASE)
        clock.draw(land, lambda row: land.show(*(Path(path).up_to(row) for path in paths)))
        clock.draw(hinge, lambda row: hinge.show(paths[1][row]))
        self.say("The plain is tilted now: both dead neurons find the valley.", otherwise="The plain is tilted now.",
                 holds=bool(max(run.healed_cost[-1], run.back_cost[-1]) < min(run.healed_cost[0], run.back_cost[0]) / 4))
        self.play(FadeIn(step))
        clock.run(self, clock.last, theme.STANZA)
        self.wait(theme.BEAT)
        self.say("A ReLU neuron learns only from the digits that it speaks for. So it must not be silent for all.",
                 otherwise="A ReLU neuron learns only from the digits that it speaks for.", holds=run.dead_moved == 0)
