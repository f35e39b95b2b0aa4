"""Film: a single neuron with a ReLU, laid open: what it says, what its cost looks like, and how it can die.

Shows "relu_neuron": a neuron that says how large the hole in a digit is.
"""

from manim import (
    DOWN, LEFT, RIGHT, UP, Circle, Create, DashedLine, Dot, FadeIn, FadeOut, LaggedStart, SurroundingRectangle, VGroup,
)

from scenes.stage import symbols as sym
from scenes.stage import theme
from scenes.stage.clock import Reading
from scenes.stage.columns import Equation
from scenes.stage.contour_map import Label
from scenes.stage.digit import DigitImage
from scenes.stage.facts import Mark
from scenes.stage.film import Film
from scenes.stage.gestures import Through, becomes
from scenes.stage.hinge import Hinge
from scenes.stage.laid_open import LaidOpen
from scenes.stage.landscape import Landscape, Turn, edge
from scenes.stage.paths import Path
from scenes.stage.surface import Scale
from scenes.stage.switches import Switches, two_slopes
from scenes.stage.text import Formula, Words, align_baselines, as_symbol

W, B, C, X, Y, ETA = (as_symbol(letter) for letter in ("w", "b", "C", "x", "y", "\N{GREEK SMALL LETTER ETA}"))
INPUTS = '"inside" x_1', '"width" x_2', '"ink" x_3'
X_SPAN, Y_SPAN = (-0.72, 0.88), (-0.46, 0.82)
UNIT = 3.75                       # of the plot: 1 in x and in y
SEEN = -0.35, 0.5                # how the landscape is looked at
CHAIN = " dot ".join(f"(partial {up})/(partial {by})" for up, by in ("co", "oz", "zw"))
THREE = " + ".join(f"{{{{w_{i} : w}}}} x_{i}" for i in (1, 2, 3))
UNITS = "inside: hundreds of pixels, less 2 · width: tens, less 1.3 · ink: share of the centre"
BIG, GUTTER, SMALL = 44, 0.8, 2.2  # formulas, and what is between them; as UNIT, of the plot beside them


class ReluNeuron(Film):
    """One neuron laid open, its hinge and its cost side by side, the switch in its slope, and a start that stays dead."""

    recordings = ("relu_neuron",)
    question = "What can go wrong\nwith a single neuron?"
    constants = {"0": "below it the neuron is silent", "100": "pixels of a unit", "200": "pixels, which are the 0 of x",
                 "2": "hundreds of pixels, taken off; of the square", "1.3": "tens of pixels, taken off",
                 "1": "of a switch that is on", "3": "of the third input", "0.5": "a tick", "−0.5": "a tick"}

    def construct(self):
        self.set_the_stage()
        self.play_section(self.laid_open)
        self.play_section(self.one_input)
        self.play_section(self.a_hinge)
        self.play_section(self.the_cost_unfolds)
        self.play_section(self.two_views)
        self.play_section(self.a_switch_in_the_slope)
        self.play_section(self.three_starts)
        self.play_section(self.the_answer)

    def set_the_stage(self):
        """What several sections show, or know."""
        self.run = run = self.runs["relu_neuron"]
        self.count = self.f("examples")
        self.hinge = Hinge(run.data_x, run.data_y, UNIT, X_SPAN, Y_SPAN)
        self.hinge.move_to(self.room).align_to(self.room, LEFT).shift(0.7 * RIGHT + 0.25 * UP)
        self.axes = self.hinge.ticks(f"input {X}: pixels inside the outline, in hundreds, less 2",
                                     f"wish {Y}: pixels of the hole, in hundreds", (-0.5, 0, 0.5), (0, 0.5))
        self.land = Landscape(run.w_axis, run.b_axis, run.surface, Scale(0, run.surface.max(), levels=30), 4.8, (6.2, 5.2), 3.0)
        self.land.look(*SEEN).move_to(self.room).align_to(self.room, RIGHT).shift(0.1 * DOWN)

    def f(self, key, *index, form=""):
        """A number of the recording."""
        return self.fact(f"relu_neuron.{key}", *index, form=form)

    def picture(self, i, height):
        return DigitImage(self.run.pictures[i], height)

    def row(self, k, unit, zero, y):
        """The neuron of three inputs at work on the k-th of its two digits."""
        def three(key, form):
            return [self.f(key, k, i, form=form) for i in range(3)]

        weights = [self.f("three_w", i, form=".2f") for i in range(3)]
        return LaidOpen(INPUTS, three("three_x", ".2f"), weights, three("three_terms", "+.2f"), self.f("three_b", form="+.2f"),
                        self.f("three_z", k, form=".2f"), self.f("three_o", k, form=".2f"), self.f("three_y", k, form=".2f"), unit, zero, y)

    def laid_open(self):
        run = self.run
        rows = [self.row(0, 2.4, 0.75, 0.4), self.row(1, 2.0, -0.75, -1.6)]
        whole = Formula(f"{sym.z()} = {THREE} + {sym.b()}").next_to(rows[0], DOWN, buff=GUTTER)
        units = Words(UNITS, size=theme.LABEL).move_to(whole)
        pictures = [self.picture(int(i), 1.05).move_to(row.y).align_to(self.room, LEFT) for i, row in zip(run.three_two, rows)]
        labels = [Words("a {}", self.f("label", int(i)), size=theme.LABEL).next_to(image, DOWN, buff=theme.GAP / 2)
                  for i, image in zip(run.three_two, pictures)]
        large, hole = pictures[0].copy().scale(3).move_to(3 * LEFT), DigitImage(run.shown_hole, 3.15).move_to(3 * RIGHT)
        size = Words("{} pixels: the wish is {}", self.f("hole", int(run.shown)), self.f("three_y", 0, form=".2f"),
                     color=theme.WANTED).next_to(hole, DOWN)
        self.ask()
        self.say("One neuron. Its job is to say how large the hole in a digit is.")
        self.hand_over(comes=[large, self.tag("one neuron, trained on {} digits · inputs measured on each", self.count)])
        self.play(FadeIn(hole, target_position=large), FadeIn(size), run_time=theme.TURN)
        self.read()
        self.say("It has three inputs, $x$: pixels inside the outline, width, and ink at the centre.")
        self.hand_over(large, comes=[labels[0]], moves=[large.animate.become(pictures[0])], run_time=theme.TURN)
        self.play_and_read(rows[0].come_in(large), FadeIn(units))
        self.say("Each is multiplied by its weight, $w$. Blue means above 0, orange below.")
        self.play_and_read(rows[0].multiply())
        self.say("The products are added, and the bias $b$. The sum is called $z$.")
        self.play(FadeOut(units), run_time=theme.NOTE)
        self.play_and_read(rows[0].add_up(), FadeIn(whole))
        self.say("max(0, $z$) keeps what is above 0, and cuts off the rest. This cut is called ReLU.")
        self.play_and_read(rows[0].cut_off())
        self.say("Multiply, add, cut off at 0: the zero gets through, the one is silenced.",
                 holds=run.three_z[0] > 0 > run.three_z[1], otherwise="Multiply, add, cut off at 0: that is all a neuron does.")
        up = VGroup(rows[0], large, labels[0])
        self.play(up.animate.shift(1.25 * UP), whole.animate.move_to(0.03 * UP), FadeIn(pictures[1], labels[1]), run_time=theme.TURN)
        self.play(rows[1].come_in(pictures[1]))
        for part in (rows[1].multiply(), rows[1].add_up(), rows[1].cut_off()):
            self.play(part, run_time=theme.TURN)
        self.wait(theme.BEAT)
        self.before = large, rows[0].inputs[0]

    def one_input(self):
        run, hinge, shown = self.run, self.hinge, int(self.run.shown)
        image = self.picture(shown, 2.2)
        inside, hole = (DigitImage(getattr(run, f"shown_{name}"), 1.5) for name in ("inside", "hole"))
        x, y = self.f("data_x", shown, form=".2f"), self.f("data_y", shown, form=".2f")
        words = [Words("inside: {} pixels", self.f("inside", shown), size=theme.LABEL), Words(f"{X} = {{}}", x),
                 Words("hole: {} pixels", self.f("hole", shown), size=theme.LABEL, color=theme.WANTED),
                 Words(f"{Y} = {{}}", y, color=theme.WANTED)]
        cards = VGroup(*(VGroup(picture, *pair).arrange(DOWN, buff=theme.GAP) for picture, pair in
                         ((inside, words[:2]), (hole, words[2:])))).arrange(RIGHT, buff=theme.GUTTER)
        VGroup(image, cards).arrange(DOWN, buff=theme.GUTTER).move_to(self.land)
        hinge.set_(arrived=0)
        self.say("From now on only one input $x$, the pixels inside: then the whole cost can be drawn.")
        self.hand_over(becomes=zip(self.before, (image, words[1])), comes=[hinge, self.axes, self.tag(
            "{} zeros, {} ones, {} sevens", *3 * [self.f("each")])], run_time=theme.TURN)
        self.play_and_read(LaggedStart(FadeIn(inside, target_position=image), FadeIn(words[0]), lag_ratio=0.7))
        self.say("The wish $y$ is the size of the hole. So each digit is a dot.")
        self.play(FadeIn(hole, target_position=image), FadeIn(words[2], words[3]), run_time=theme.TURN)
        self.play(FadeOut(image.copy(), target_position=hinge.spot(x.value, y.value), scale=theme.SPECK), run_time=theme.TURN)
        self.play_and_read(Through(hinge, lambda n: hinge.set_(arrived=int(n + 1e-6)), len(run.data_x)), at_least=theme.TURN)
        self.say("Zeros have a hole, ones and sevens have none. Dots at 0 are stacked below each other.",
                 holds=bool(((run.data_y > 0) == (run.label == 0)).all()), otherwise="Dots at 0 are stacked below each other.")
        self.play_and_read(LaggedStart(*(FadeIn(VGroup(*each)) for each in map(self.beside, run.telling)), lag_ratio=1))

    def beside(self, i):
        """A digit's picture near its dot, and the line to it."""
        dot = self.hinge.dot(int(i))
        image = self.picture(int(i), 0.75).move_to(dot + 1.1 * (UP if self.run.data_y[i] == 0 else DOWN))
        return image, DashedLine(image.get_center(), dot, color=theme.FAINT, stroke_width=theme.stroke(theme.LINE)).scale(0.4).shift(
            0.2 * (dot - image.get_center()))

    def a_hinge(self):
        run, hinge = self.run, self.hinge
        costs = [self.f(f"{name}_cost", form=".4f") for name in ("line", "hinge")]
        heads = [VGroup(Words(text, color=color), Words("mean square {}", cost, color=theme.COST)).arrange(DOWN, buff=theme.GAP)
                 for text, color, cost in (("the best straight line", theme.FAINT, costs[0]), ("the best hinge", theme.INK, costs[1]))]
        VGroup(*heads).arrange(DOWN, buff=2 * theme.GUTTER).move_to(self.land)
        self.say("A straight line does not fit: it promises less than nothing, or a hole where there is none.")
        self.hand_over(hinge, self.axes, comes=[self.tag("{} digits · each error is squared, and the mean is taken", self.count)])
        hinge.set_(line=run.line_fit[:, 0])
        self.play_and_read(Through(hinge, lambda t: hinge.set_(reach=t)), FadeIn(heads[0]))
        self.say("The neuron makes its sum, $z$ = $w$$x$ + $b$: a line, too. But then it folds up what is below 0.")
        hinge.show(run.hinge_fit[:, 0]).set_(fold=0.0, until=0.0)
        self.play(Through(hinge, lambda t: hinge.set_(sum_=t, until=t)), run_time=theme.PHRASE)
        self.play_and_read(Through(hinge, lambda t: hinge.set_(fold=t, shade=t)), at_least=theme.PHRASE)
        self.say("Its answer is a hinge. The best line has {} times the cost of the best hinge.", self.f("ratio", form=".1f"),
                 holds=run.ratio > 1.5, otherwise="Its answer is a hinge: flat where the sum is below 0, a straight ramp above.")
        silent = Words("silent for {} digits", self.f("hinge_silent"), size=theme.LABEL)
        names = [Words("kink", size=theme.LABEL).next_to(hinge.kink(), DOWN + RIGHT, buff=1.5 * theme.GAP), self.over(silent, LEFT),
                 self.over(Words("it speaks", size=theme.LABEL), RIGHT)]
        self.play_and_read(LaggedStart(FadeIn(heads[1]), *map(FadeIn, names), lag_ratio=0.7))

    def over(self, words, side):
        """Words high on one side of the kink."""
        return words.next_to(self.hinge.kink(), side, buff=theme.GAP).set_y(self.hinge.get_top()[1] - theme.GAP)

    def the_cost_unfolds(self):
        lines, worked, plot = self.three_lines()
        self.say("How wrong is it? The wish $y$ minus the output $o$, squared, and the mean of all $N$: the cost $C$.")
        one, (x, y) = self.f("label", int(self.run.two[0])), (self.f(f"two_{name}", 0, form=".2f") for name in "xy")
        self.hand_over(comes=[plot, self.tag(f"{{}} digits · the error of this {{}}: {X} = {{}}, wish {Y} = {{}}", self.count, one, x, y)],
                       run_time=theme.TURN)
        self.play(FadeIn(lines[0]), run_time=theme.TURN)
        self.play_and_read(LaggedStart(*map(FadeIn, worked[0]), lag_ratio=0.5))
        self.say("The output $o$ is max(0, $z$), and $z$ is $w$$x$ + $b$.")
        for upper, lower, name, sums in ((lines[0], lines[1], "o", worked[1]), (lines[1], lines[2], "z", worked[2])):
            self.play(FadeIn(lower, target_position=upper.part(name).get_center() + 0.6 * DOWN, scale=theme.SPECK), FadeIn(sums),
                      run_time=1.5 * theme.TURN)
        self.read()
        self.say("Put each line into the one above: the cost is a formula of $w$ and $b$ alone.")
        whole = [Formula(cost_of(inner), BIG) for inner in ("{{o : o}}", "max(0, {{z : z}})", f"max(0, {sym.w()} x + {sym.b()})")]
        for each in whole:
            each.move_to(self.room).align_to(self.room, DOWN).shift(0.7 * UP)
        self.play(FadeIn(whole[0]))
        for i, line in ((0, lines[1]), (1, lines[2])):
            self.play(becomes(whole[i], whole[i + 1]), FadeOut(line.copy(), target_position=whole[i + 1]), run_time=theme.TURN)
            self.wait(theme.BEAT if i else theme.READ + theme.NOTE)
        self.read()
        self.say("Each digit has one output, so this is a mean over $N$ outputs, too.")
        self.play_and_read(Create(SurroundingRectangle(whole[2], color=theme.COST, buff=theme.GAP, stroke_width=theme.stroke(theme.LINE))),
                           at_least=theme.TURN)
        self.whole = whole[2]

    def three_lines(self):
        """The cost, the output and the sum as formulas; each worked out for one digit; and the plot with its error."""
        theta = self.run.tour_way[:, 0]
        x, y = (self.f(f"two_{name}", 0, form=".2f") for name in "xy")
        w, b = (self.f(f"tour_{name}", 0, form=".1f") for name in "wb")
        z, o = (self.f(f"one_{name}", form=".3f") for name in "zo")
        lines = VGroup(Formula(cost_of("{{o : o}}"), BIG), Formula("{{o : o}} = max(0, {{z : z}})", BIG),
                       Formula(f"{{{{z : z}}}} = {sym.w()} x + {sym.b()}", BIG)).arrange(DOWN, buff=GUTTER, aligned_edge=LEFT)
        lines.move_to(self.room).align_to(self.room, UP + LEFT).shift(0.3 * (RIGHT + DOWN))
        lines[1].shift(1.3 * RIGHT)
        lines[2].shift(2 * RIGHT)
        worked = [Equation("\\(", (y, theme.WANTED), "-", o, "\\)^2 =", (self.f("one_square", form=".3f"), theme.COST)),
                  Equation("max\\(0,", (z, theme.SUM), "\\) =", o),
                  Equation((w, theme.WEIGHT), "times", x, "+", (b, theme.BIAS), "=", (z, theme.SUM))]
        for line, sums in zip(lines, worked):
            sums.match_y(line).align_to(self.room, RIGHT).shift(0.2 * LEFT)
        plot = Hinge(self.run.data_x, self.run.data_y, SMALL, X_SPAN, Y_SPAN).show(theta).set_(errors=(int(self.run.two[0]),))
        return lines, worked, plot.move_to(self.room).match_y(lines[1])

    # -- the hinge and its point ---------------------------------------------------------------

    def ball(self, theta):
        """The point of these (w, b) on the landscape."""
        return Dot(self.land.at(*theta), radius=theme.BALL, color=theme.INK)

    def two_views(self):
        run, hinge, land, tour = self.run, self.hinge, self.land, self.run.tour_way.T
        clock, legs, ball = self.clock("relu_neuron", len(tour)), list(map(int, run.tour_leg)), self.ball(tour[0])
        clock.draw(hinge, lambda row: hinge.show(tour[row]))
        clock.draw(land, lambda row: land.show(Path(tour, dots=False).up_to(row)))
        clock.draw(ball, lambda row: ball.move_to(land.at(*tour[row])))
        numbers = VGroup(*(self.live(f"{letter} = {{}}", self.reading(clock, f"relu_neuron.tour_{key}", form=".2f"), color=color)
                           for letter, key, color in ((W, "w", theme.WEIGHT), (B, "b", theme.BIAS), (C, "cost", theme.COST))))
        numbers.arrange(RIGHT, buff=theme.GUTTER).move_to(land).align_to(self.room, UP).shift(0.1 * UP)
        hinge.set_(squares=0.0, line=None, sum_=0.0, shade=0.0, fold=1.0)
        self.say("Any $w$ and $b$ make one hinge. Each error is the side of a square.")
        self.hand_over(self.whole, comes=[hinge, self.axes, self.tag("{} digits · one neuron with one input", self.count, side=LEFT)],
                       moves=[self.whole.animate.scale(0.75).move_to(numbers).align_to(self.room, RIGHT).shift(DOWN)], run_time=theme.TURN)
        self.play_and_read(Through(hinge, lambda t: hinge.set_(squares=t)))
        ways = self.directions()
        self.say("The mean area of all squares is the cost: the height of one point on this surface.")
        self.play(FadeOut(self.whole), run_time=theme.NOTE)
        self.play(FadeIn(land.look(*SEEN, 0.0), ways))
        self.play_and_read(Turn(land, *SEEN), at_least=theme.TURN)
        self.play(FadeIn(ball, numbers))
        self.say("Turn $w$, and the hinge tilts. Turn $b$, and it slides. The point moves along.")
        clock.run(self, legs[2], theme.VERSE)
        clock.run(self, legs[4], theme.VERSE)
        self.say("Now drag the point: the hinge follows.")
        ring = Circle(2 * theme.BALL, color=theme.INK).move_to(ball)
        self.play(Create(ring))
        clock.draw(ring, lambda row: ring.move_to(land.at(*tour[row])))
        clock.run(self, legs[5], theme.VERSE)
        self.say("On this plain the neuron is silent for all {} digits. There the cost does not change.", self.count,
                 holds=bool((run.tour_silent[legs[5]:legs[7] + 1] == run.examples).all()), otherwise="Here the cost hardly changes.")
        self.play(Label(land, Words("flat", size=theme.LABEL).move_to(land.at(-0.05, -0.2))))
        clock.run(self, legs[7], theme.VERSE + theme.BEAT)
        self.tour = clock

    def directions(self):
        """The ways of w and of b along the edges of the landscape, and what its height is."""
        run, land = self.run, self.land
        return VGroup(edge(land, "w", (0, 1), run.b_axis[0], DOWN), edge(land, "b", (-0.5,), run.w_axis[0], LEFT),
                      Words(f"height: the cost {C}", size=theme.LABEL, color=theme.COST).next_to(
                          land.at(run.w_axis[0], run.b_axis[-1]), UP, buff=theme.GAP))

    def card(self, k):
        """What the slope of the k-th of the two digits is made of: picture, twice the error, switch, x, product."""
        factor, slope = self.f("two_factor", k, form=".3f"), self.f("two_slope", k, form=".3g")
        switch = Switches(self.run.two_switch[k], 1, 0.9)
        equation = VGroup(self.picture(int(self.run.two[k]), 0.9), Words("{}", factor, color=theme.COST), Formula("times"), switch,
                          Formula("times"), Words("{}", self.f("two_x", k, form=".2f")), Formula("="),
                          Words("{}", slope, color=theme.GRADIENT)).arrange(RIGHT, buff=theme.GAP)
        state = Words("on: 1" if self.run.two_switch[k] else "off: 0", size=theme.LABEL).next_to(switch, DOWN, buff=theme.GAP)
        return equation.add(state)

    def a_switch_in_the_slope(self):
        run, hinge = self.run, self.hinge
        cards, head = [self.card(k) for k in (0, 1)], Words("the slope of one digit's cost,")
        own = Formula(f"{{{{c : C}}}} = ({sym.Y} - o)^2")
        chain = Formula(f"{{{{(partial c)/(partial w) : gradient}}}} = {CHAIN}")
        factors = Formula("= {{2 (o - y) : C}} times \"switch\" times x")
        relu = two_slopes()
        VGroup(VGroup(head, own).arrange(RIGHT, buff=theme.GAP), chain, factors, relu, *cards).arrange(DOWN, buff=theme.GAP).move_to(
            self.land).align_to(self.room, RIGHT + UP)
        align_baselines(head, own)
        cards[1].shift((cards[0][3].get_x() - cards[1][3].get_x()) * RIGHT)
        small = [self.picture(int(i), 0.45).next_to(hinge.dot(int(i)), UP + side, buff=theme.GAP / 2)
                 for i, side in zip(run.two, (RIGHT, LEFT))]
        sides = [Words("silent here", size=theme.LABEL).move_to(hinge.spot(-0.35, 0.4)), Words("speaks here", size=theme.LABEL).next_to(
            hinge.spot(-run.place_b / run.place_w, 0), DOWN + RIGHT, buff=theme.GAP)]
        self.say("Which way is down? Ask each digit for the slope of its own cost, $c$.")
        self.tour.run(self, self.tour.last, theme.TURN)
        self.hand_over(hinge, self.axes, run_time=theme.TURN, comes=[head, own, self.tag(
            f"{W} = {{}}, {B} = {{}}", self.f("place_w", form=".1f"), self.f("place_b", form=".2f"), side=LEFT)], moves=[
                Through(hinge, lambda t: hinge.set_(squares=1 - t, shade=t, sum_=t))])
        hinge.set_(errors=tuple(map(int, run.two)))
        self.play_and_read(FadeIn(*sides, *small))
        self.say("By the chain rule it has three factors: twice the error, the slope of the ReLU, and $x$.")
        self.play(FadeIn(chain), run_time=theme.TURN)
        self.play(FadeIn(factors))
        self.play_and_read(*(LaggedStart(*map(FadeIn, card[:6]), lag_ratio=0.6) for card in cards))
        self.say("That slope is a switch: 1 where it speaks, 0 where it is silent. At the kink there is none: we take 0.")
        self.play(FadeIn(relu), run_time=theme.TURN)
        for card in cards:
            self.play(Through(card[3], card[3].set_so_many, 1), FadeIn(card[-1]), run_time=1.5 * theme.TURN)
        self.read()
        self.say("Both answers are too low, but only a neuron that speaks has a slope.", holds=bool((run.two_factor < 0).all()),
                 otherwise="Only a neuron that speaks has a slope.")
        self.play_and_read(LaggedStart(*(FadeIn(part) for card in cards for part in card[6:8]), lag_ratio=0.7))
        self.all_switches()

    def all_switches(self):
        """The mean over all digits, and the step that follows from it."""
        run = self.run
        switches = Switches(run.place_sorted, 12, 0.33)
        on = Words("{} of {} switches are on", self.f("place_on"), self.count)
        means = [Equation(f"{sym.slope(name)} = 1/N sum {{{{(partial c)/(partial {name}) : gradient}}}} =",
                          (self.f("place_gradient", i, form=".3f"), theme.GRADIENT)) for i, name in enumerate("wb")]
        rule = Formula(f"{sym.w()} arrow.l {sym.w()} - eta {sym.slope('w')}")
        step = Equation("=", self.f("place_w", form=".1f"), "-", self.f("rates", 0), "times (", self.f("place_gradient", 0, form=".3f"),
                        ") =", (self.f("place_next", 0, form=".2f"), theme.WEIGHT))
        VGroup(on, switches, *means, rule, step).arrange(DOWN, buff=0.6 * theme.GUTTER).move_to(self.land).align_to(self.room, RIGHT + UP)
        self.say("The gradient of $C$ is the mean over all {} digits. For $b$, the last factor is 1.", self.count)
        self.hand_over(self.hinge, self.axes, comes=[switches])
        self.play(Through(switches, switches.set_so_many, len(run.place_sorted)), run_time=theme.PHRASE)
        self.play(FadeIn(on, *means))
        self.read()
        self.say("A step goes against it, times the learning rate $η$. The same for $b$.")
        self.play_and_read(LaggedStart(FadeIn(rule), FadeIn(step), lag_ratio=0.5))

    def three_starts(self):
        run, land = self.run, self.land
        clock, paths = self.clock("relu_neuron"), [getattr(run, f"{name}_way").T for name in ("first", "other", "dead")]
        land.erase()
        self.hinge = hinge = self.alike()
        clock.draw(land, lambda row: land.show(*(Path(path).up_to(row) for path in paths)))
        clock.draw(hinge, lambda row: hinge.show(paths[0][row]))
        step = self.live(f"first: step {{}}, {C} = {{}}", self.reading(clock, "relu_neuron.step"),
                         self.reading(clock, "relu_neuron.first_cost", form=".3f"))
        step.move_to(land).align_to(self.room, UP).shift(0.1 * UP)
        self.say("Three starts, and the same descent from each.")
        self.hand_over(self.axes, comes=[hinge, land, ways := self.directions(), step, self.tag(
            f"all digits at every step · {ETA} = {{}}", self.f("rates", 0), side=LEFT)], run_time=theme.TURN)
        names = [Words(name, size=theme.LABEL).next_to(land.at(*path[0]), side, buff=3.5 * theme.BALL) for name, path, side in
                 zip(("first", "second", "third"), paths, (RIGHT, DOWN, UP))]
        self.play_and_read(*(Label(land, name) for name in names))
        self.say("Two walk down and meet at the same place.", holds=run.ends_apart < 0.001, otherwise="Two walk down.")
        clock.run(self, clock.last, theme.VERSE + theme.TURN, rate_func=lambda t: t ** 1.5)
        self.say("The third starts on the plain: its $z$ is below 0 for all {} digits.", self.count,
                 holds=run.dead_silent == run.examples, otherwise="The third has its own fate.")
        dead, of = self.alike().show(paths[2][0]), Words(f"third: {C} = {{}}", self.f("dead_cost", 0, form=".3f")).move_to(step)
        self.play(FadeOut(hinge, step), FadeIn(dead, of), run_time=theme.TURN)
        self.play_and_read(Through(dead, lambda t: dead.set_(sum_=t, drops=t)))
        self.say("Silent for every digit, it feels no slope. With these digits it never moves again: it is dead.",
                 holds=bool((run.dead_gradient == 0).all() and run.dead_moved == 0), otherwise="It hardly moves.")
        zero = Words("slope exactly {}", self.f("dead_gradient", 0, form="g"), color=theme.GRADIENT).next_to(
            land.at(*paths[2][0]), DOWN, buff=3.5 * theme.BALL)
        self.ring = Circle(2 * theme.BALL, color=theme.GRADIENT).move_to(land.at(*paths[2][0]))
        self.play_and_read(LaggedStart(Create(self.ring), Label(land, zero), lag_ratio=0.8))
        self.thrown(dead, of, ways)

    def alike(self):
        """A hinge over the same digits, in the same place, with its squares."""
        hinge = Hinge(self.run.data_x, self.run.data_y, UNIT, X_SPAN, Y_SPAN).move_to(self.hinge)
        return hinge.set_(squares=1.0, marks=self.hinge.marks)

    def thrown(self, dead, of, ways):
        """The first start once more, with a longer step."""
        run, land, hinge, way = self.run, self.land, self.alike(), self.run.thrown_way.T[:2]
        clock = self.clock("relu_neuron", 2)
        clock.follow(land, lambda row: land.show(Path(run.dead_way.T[:1]), Path(way, theme.WANTED).up_to(row)))
        clock.draw(hinge, lambda row: hinge.show(way[row]))
        numbers = Reading(clock, lambda row: Mark(row, "g")), self.reading(clock, "relu_neuron.thrown_cost", form=".3f")
        step = self.live(f"first: step {{}}, {C} = {{}}", *numbers).move_to(of)
        self.say("Now the first start again, with a step {} times as long.", self.f("rate_ratio", form="g"))
        self.hand_over(self.axes, land, ways, moves=[FadeOut(land.erase())], comes=[hinge, step, self.tag(
            f"all digits at every step · {ETA} = {{}}", self.f("rates", 1), side=LEFT)], run_time=theme.TURN)
        self.read()
        self.say("That one step throws it onto the plain, too.", holds=run.thrown_silent == run.examples and run.thrown_moved == 0,
                 otherwise="This is where that one step leads.")
        clock.run(self, 1, theme.PHRASE)
        self.last_hinge = hinge

    def the_answer(self):
        run = self.run
        switches = Switches(run.dead_switch, 9, 0.5).set_so_many(run.examples).move_to(self.last_hinge)
        off = Words("all {} switches are off", self.count).next_to(switches, UP, buff=theme.GUTTER)
        self.say("A ReLU neuron learns only from the digits that it speaks for. Silent for all, it is dead.",
                 holds=run.dead_silent == run.examples, otherwise="A ReLU neuron learns only from the digits that it speaks for.")
        self.hand_over(self.land, becomes=[(self.last_hinge, switches)], comes=[off], run_time=theme.TURN)
        self.wait(theme.STUDY)


def cost_of(output):
    """The cost, with this for the output."""
    return f"{sym.C} = 1/N sum ({sym.Y} - {output})^2"
