"""Film: one weight is nudged; how much does the cost move? The chain rule, on a network small enough to follow every step.

Shows "chain", a network that is a chain of single neurons: at one of its states, for one example, then for all of them.
"""

import numpy as np
from manim import DOWN, LEFT, RIGHT, UP, FadeIn, FadeOut, Group, LaggedStart, VGroup

from nncore import InputError
from scenes.stage import symbols as sym
from scenes.stage import theme
from scenes.stage.arithmetic import form_of_products
from scenes.stage.chart import Chart, Series
from scenes.stage.closeup import Closeup
from scenes.stage.film import Film
from scenes.stage.gestures import Gather, Nudge, Through, strikes
from scenes.stage.link import Link
from scenes.stage.network import Forward, NetworkDiagram
from scenes.stage.relay import STAGES, Relay
from scenes.stage.road import Station, Walk, Ways, over, stations
from scenes.stage.slopes import SigmaSlope, Strips, Throttle
from scenes.stage.task import Sliders, Task
from scenes.stage.text import Formula, Words
from scenes.stage.tug import Stride, Tug

COUNTS = "no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven"
DEEPEST = 5            # layers of a chain whose road fits into the frame
X, PRIME = sym.symbol("x", part="x"), "sigma'"
CHAIN = [sym.C, sym.a(), sym.z(), sym.w()]


class ChainRule(Film):
    """One nudge on its way from a weight to the cost, and the slopes that it meets."""

    recordings = ("chain",)
    question = "Nudge one weight.\nHow much does the cost move?"
    constants = {"0": "of the task: x up to a half", "1": "of the task: x over a half; the side of a square; the run of a tangent",
                 "2": "of the square: two sides", "0.5": "from one tick to the next"}

    def construct(self):
        self.run = self.runs["chain"]
        self.depth, self.y = self.run.network.depth, self.fact("chain.example_y", 0, form=".0f")
        if self.depth > DEEPEST:
            raise InputError(f"the film shows chains of up to {DEEPEST} layers; this one has {self.depth}")
        run = self.run
        self.exact = form_of_products((run.a[-2], run.slopes[-1], run.error_factor, run.partials[-2]), least=4)
        self.play_section(self.the_task)
        self.play_section(self.the_names)
        self.play_section(self.a_nudge_travels)
        self.play_section(self.smaller_nudges)
        self.play_section(self.the_slope_of_sigma)
        self.play_section(self.the_square_grows)
        self.play_section(self.a_silent_neuron)
        self.play_section(self.three_ways_in)
        self.play_section(self.all_the_way_back)
        self.play_section(self.thirty_points)
        self.play_section(self.one_step)
        self.play_section(self.the_answer)

    def four(self, key, *index):
        """A number of the last link, with digits enough to check what is multiplied."""
        return self.fact(f"chain.{key}", *index, form=self.exact)

    def words_of(self, *numbers, form=".3f", template=None, **look):
        """Numbers of the recording as words: (key, *index) each."""
        return Words(template or " ".join("{}" for _ in numbers), *(self.fact(f"chain.{key}", *at, form=form) for key, *at in numbers), **look)

    def ours(self, more=""):
        return self.tag("toy set, point {} of {}" + more + " · step {} of {}", self.fact("chain.example_index"), self.fact("chain.recipe.data.examples"),
                        self.fact("chain.shown_step"), self.fact("chain.recipe.steps"))

    # -- the task ----------------------------------------------------------------------------

    def the_task(self):
        run, clock = self.run, self.clock("chain", len(self.run.swing_theta))
        task, sliders, network = self.task, self.sliders, self.chain = self.task_pictures()
        clock.draw(task, lambda row: task.show(run.swing_answers[row], run.a[-1]))
        clock.draw(network, lambda row: network.show(run.network.layers(run.swing_theta[row]), run.swing_activations[row][:, None]))
        clock.glide(sliders, lambda at: sliders.show(_between(run.swing_theta, at)))
        kinds = COUNTS[self.depth]
        self.ask()
        self.say(f"A tiny network: {kinds} weights and {kinds} biases bend one curve.")
        self.hand_over(comes=[network.reach(-1), sliders, task.draw(curve=1), self.ours()])
        clock.run(self, clock.last, theme.VERSE)
        self.say("It should answer 1 where its input $x$ is more than a half, and 0 elsewhere.")
        self.play(Through(task, lambda t: task.draw(wishes=t)), run_time=theme.PHRASE)
        self.read()
        self.say("For this point we want {}. It is still learning, and answers {}.", self.y, self.fact("chain.a", -1, form=".2f"))
        x = Words("input {}", self.fact("chain.example_x", 0, form=".2f"), size=theme.LABEL).next_to(task.view.spot(run.example_x[0], 0), DOWN)
        self.play(Forward(network, -1, self.depth), FadeIn(x), run_time=theme.PHRASE)
        self.greys = VGroup(*(self.words_of(("a", i), form=".2f", color=over(run.a[i])).move_to(network.neuron(i, 0)) for i in range(self.depth + 1)))
        self.play(FadeIn(self.greys))
        self.play(Through(task, lambda t: task.draw(gap=t)), run_time=theme.TURN)
        self.read()
        self.raise_it(task, sliders, network)

    def task_pictures(self):
        run = self.run
        full = 1.05 * max(np.abs(run.swing_theta).max(), np.abs(run.lift_theta).max())
        network = NetworkDiagram(run.network.sizes, np.abs(run.here).max(), 5.4, 1.0, radius=0.42).move_to([3.95, 2.5, 0])
        sliders = Sliders(run.here, full, 5.4, 3.3).move_to([3.85, -0.25, 0])
        task = Task(run.task_x, (run.data_x, run.data_y), (run.example_x[0], run.example_y[0]), 5.9, 4.75).move_to([-3.15, 0.35, 0])
        return task, sliders, network

    def raise_it(self, task, sliders, network):
        """The square of the point's error, and what it does when the last weight is raised."""
        run, clock = self.run, self.clock("chain", len(self.run.lift_theta))
        square = self.live("{}² = {}", *(self.reading(clock, f"chain.lift_{key}", form=".2f") for key in ("error", "C")), color=theme.LIT, anchor=LEFT)
        square.move_to(task.middle())
        number = self.live("{}", self.reading(clock, "chain.lift_numbers", of=len(run.here) - 2, form=".2f"), color=theme.WEIGHT)
        number.next_to(sliders.foot(len(run.here) - 2), DOWN)
        clock.draw(task, lambda row: task.show(run.lift_answers[row], run.lift_a[row]))
        clock.draw(network, lambda row: network.show(run.network.layers(run.lift_theta[row]), run.lift_activations[row][:, None]))
        clock.glide(sliders, lambda at: sliders.show(_between(run.lift_theta, at)))
        self.say("Square the error, and you have the cost $C$ of this point: {}.", self.fact("chain.example_cost", form=".2f"))
        self.play(Through(task, lambda t: task.draw(square=t)), run_time=theme.PHRASE)
        self.play(FadeIn(square))
        self.read()
        self.say("Raise one of these numbers, and the cost of this point grows. How fast?", holds=run.partials[-2] > 0,
                 otherwise="Raise one of these numbers, and the cost of this point falls. How fast?")
        last = self.live("{}", self.reading(clock, "chain.lift_a", form=".2f"), color=over(run.a[-1])).move_to(self.greys[-1])
        self.remove(self.greys)
        self.add(*self.greys[:-1], last)
        task.keep(run.lift_answers[0], run.lift_a[0])
        self.play(FadeIn(number))
        clock.run(self, clock.last, theme.PASSAGE * 0.8)
        self.wait(theme.BEAT)

    # -- the last link -----------------------------------------------------------------------

    def the_names(self):
        run, clock = self.run, self.clock("chain", len(self.run.breath_w))
        live = {name: self.live("{}", self.reading(clock, f"chain.breath_{name}", form=self.exact), color=over(run.a[-1]) if name == "a" else None)
                for name in "wzaC"}
        still = {"before": Words("{}", self.four("a", self.depth - 1), color=over(run.a[-2])), "b": Words("{}", self.four("here", -1)),
                 "y": Words("{}", self.y, color=theme.WANTED)}
        link = self.link = Link({**live, **still}, run.z[-1], run.a[-1], run.a[-2], run.example_y[0], (run.sigma_z, run.sigma_a))
        link.move_to([0, -0.25, 0])
        clock.draw(link, lambda row: link.show(run.breath_z[row], run.breath_a[row]))
        network = NetworkDiagram(run.network.sizes, self.chain.full, 4.2, 0.7, radius=0.26).move_to([-4.3, 2.9, 0])
        network.show(run.network.layers(run.here), run.lift_activations[0][:, None])
        self.say("We look at the last link only. Its weight is $w$.")
        link.come("w", 1)
        self.hand_over(becomes=[(self.chain, network)], comes=[link.view, link.words("w"), self.ours()], run_time=theme.TURN)
        self.play(network.light(into=(self.depth, 0)))
        self.read()
        self.say("It multiplies the activation $a$ of the layer before, marked $L−1$.")
        self.arrive(link, "before")
        self.read()
        self.say("Add the bias $b$, and call the sum $z$.")
        self.arrive(link, "b")
        self.arrive(link, "z")
        self.read()
        self.say("Sigma, $σ$, squeezes $z$ to the answer $a$. Its error against the wish $y$, squared, is $C$.")
        self.arrive(link, "a")
        self.wait(theme.BEAT)
        self.arrive(link, "C", "y")
        self.read()
        self.say("The weight $w$ moves $z$, $z$ moves $a$, and $a$ moves the cost $C$.")
        self.add(link)
        clock.run(self, clock.last, theme.VERSE)

    def arrive(self, link, name, *more):
        """A part of the link, its road first."""
        self.play(Through(link.view, lambda t: link.come(name, t)), *(FadeIn(link.words(each)) for each in (name, *more)), run_time=theme.TURN)

    # -- a nudge -----------------------------------------------------------------------------

    def a_nudge_travels(self):
        run = self.run
        moves = np.array([getattr(run, f"nudge_{name}")[0] for name in "wzaC"])
        curves = {name: getattr(run, f"wide_{name}") for name in "wzaC"}
        here = run.here[-2], run.z[-1], run.a[-1], run.example_cost
        relay = self.relay = Relay(curves, (run.a[-2], run.slopes[-1], run.error_factor), here).move_to([-0.35, 1.35, 0]).show(0, moves)
        self.fractions = fractions = self.chain_of_fractions(relay)
        self.say("Now nudge the weight. $Δ w$ is how much we move it.")
        self.hand_over(comes=[relay, self.tag("one scale on all six axes, a tick every 0.5")], run_time=theme.TURN)
        self.play(Through(relay, relay.show, 1.6), run_time=theme.PHRASE)
        self.read()
        self.say("It becomes a nudge of $z$, that becomes a nudge of $a$, and that moves the cost.")
        self.play(Through(relay, relay.show, STAGES, start=1.6), run_time=theme.PASSAGE)
        self.say("Write each as a ratio, out over in.")
        names = [relay.names[k] for k in (1, 0, 3, 2, 5, 4)]
        goals = [fractions[i].part(name) for i, pair in ((0, "zw"), (2, "az"), (4, "Ca")) for name in pair]
        bars = [fractions[i] for i in range(5)]
        self.play(Gather(*zip(names, goals)), run_time=theme.PHRASE)
        self.play(*(FadeIn(bar) for bar in bars))
        self.add(*bars)
        self.read()
        self.say("What one graph puts out the next takes in: what lies in between cancels.")
        equation = VGroup()
        self.add(equation)
        strikes(self, equation, fractions[0].part("z"), fractions[2].part("z"), seconds=theme.TURN)
        strikes(self, equation, fractions[2].part("a"), fractions[4].part("a"), seconds=theme.TURN)
        self.play(Gather((fractions[4].part("C"), fractions[6].part("C")), (fractions[0].part("w"), fractions[6].part("w"))), FadeIn(fractions[5]),
                  run_time=theme.PHRASE)
        self.play(FadeIn(fractions[6]))
        fractions.add(equation)
        self.add(fractions)
        self.wait(theme.BEAT)

    def chain_of_fractions(self, relay):
        """Three ratios under the graphs, what stands between them, and the ratio that is left."""
        texts = [Formula(sym.d(up, by, "Delta"), 36) for up, by in ((sym.z(), sym.w()), (sym.a(), sym.z()), (sym.C, sym.a()), (sym.C, sym.w()))]
        middles = [-4.8, -0.35, 4.1, 6.1]
        for text, x in zip(texts, middles):
            text.move_to([x, -1.55, 0])
        signs = [Formula(sign).move_to([x, -1.55, 0]) for sign, x in (("times", -2.6), ("times", 1.9), ("=", 5.15))]
        return VGroup(texts[0], signs[0], texts[1], signs[1], texts[2], signs[2], texts[3])

    def smaller_nudges(self):
        run, ratios, lenses = self.run, VGroup(), []
        moves = np.stack([run.nudge_w, run.nudge_C], axis=1)
        for k, x in enumerate((-5.1, -1.7, 1.7, 5.1)):
            lens = Closeup(run.near_w, run.near_C, run.partials[-2], 1.5, run.stretch, moves, theme.INK if k < 3 else theme.GRADIENT)
            lenses.append(lens.move_to([x, 1.0, 0]).show(k))
            ratios.add(self.ratio(k, x))
        lenses[3].bare = True
        heads = [Words("as it is") if not k else Words("{} times closer", self.fact("chain.magnified", k, form=".0f")) if k < 3
                 else Words("the slope", color=theme.GRADIENT) for k in range(4)]
        for head, lens in zip(heads, lenses):
            head.next_to(lens, UP)
        self.say("With a nudge of 1, the cost moves {} times as far. But the curves bend.", self.four("ratio_Cw", 0))
        self.hand_over(becomes=[(self.fractions[6], ratios[0])], comes=[lenses[0], heads[0], self.tag("heights stretched {} times", self.fact("chain.stretch"))],
                       run_time=theme.TURN)
        self.read()
        self.say("Shrink the nudge: the curve turns straight, and the ratio settles on one number.")
        for k in (1, 2):
            self.look_closer(lenses, k, heads[k], ratios[k])
        self.read()
        self.say("That number is the slope, {}. It is written with curly d's.", self.four("partials", -2))
        self.look_closer(lenses, 3, heads[3], ratios[3])
        self.read()
        self.back_to_the_graphs()

    def ratio(self, k, x):
        """A ratio and its nudge, or the slope."""
        fraction = Formula(sym.d(sym.C, sym.w(), "Delta"), 36) if k < 3 else Formula(sym.slope(sym.w()), 36)
        number = Words("= {}", self.four("ratio_Cw", k) if k < 3 else self.four("partials", -2), color=theme.GRADIENT if k == 3 else None)
        parts = [VGroup(fraction, number).arrange(RIGHT, buff=theme.GAP).move_to([x, -2.1, 0])]
        if k < 3:
            name, size = Formula(sym.marked("Delta", sym.w())), Words("= {}", self.fact("chain.nudge_w", k, form="g"), color=theme.WEIGHT)
            parts.append(VGroup(name, size).arrange(RIGHT, buff=theme.GAP / 2).move_to([x, -1.0, 0]))
        return VGroup(*parts)

    def look_closer(self, lenses, k, head, ratio):
        """The next lens is pulled out of the small ring in this one, ten times closer."""
        lens = lenses[k]
        self.play(FadeIn(lens, target_position=lenses[k - 1], scale=0.1), run_time=theme.TURN)
        self.play(FadeIn(head), FadeIn(ratio))

    def back_to_the_graphs(self):
        """All three ratios settle together: the bands shrink to nothing, the tangents are left, and their slopes multiply."""
        run, relay, fractions = self.run, self.relay, self.fractions
        moves = np.stack([getattr(run, f"shrink_{name}") for name in "wzaC"], axis=1)
        numbers = [Words("{}", number, color=theme.GRADIENT).set_x(fractions[2 * i].get_x()) for i, number in enumerate(
            (self.four("a", self.depth - 1), self.four("slopes", -1), self.four("error_factor"), self.four("partials", -2)))]
        for number, sign in zip(numbers, (None, *fractions[1:6:2])):
            number.set_y(-2.6)
        signs = [Formula(sign, color=theme.GRADIENT).move_to([fractions[2 * i + 1].get_x(), -2.6, 0]) for i, sign in enumerate(("times", "times", "="))]
        self.say("All three ratios settle, and the slopes that are left multiply.")
        self.hand_over(comes=[relay, fractions, self.ours()], run_time=theme.TURN)
        self.play(Through(relay, lambda t: relay.touch(t)))
        self.play(Nudge(relay, moves, show=lambda move: relay.show(STAGES, move), back=False), run_time=theme.PHRASE)
        self.play(LaggedStart(*map(FadeIn, (numbers[0], signs[0], numbers[1], signs[1], numbers[2], signs[2], numbers[3])), lag_ratio=0.5), run_time=theme.PHRASE)
        self.wait(theme.TURN)

    # -- three slopes ------------------------------------------------------------------------

    def the_slope_of_sigma(self):
        run, clock = self.run, self.clock("chain", len(self.run.slide_z))
        picture = SigmaSlope(run.sigma_z, run.sigma_a, 0.5, 4.3).move_to(self.room).shift(0.3 * DOWN + 1.1 * LEFT).show(run.z[-1], run.a[-1])
        texts = self.sigma_texts(picture, clock)
        clock.draw(picture, lambda row: picture.show(run.slide_z[row], run.slide_a[row]))
        self.say("The middle factor is the slope of $σ$. It is called sigma prime, $σ'$.")
        self.hand_over(comes=[picture, texts[0], self.ours()], run_time=theme.TURN)
        self.read()
        self.say("The slope of $σ$ is an area: $a$ wide and $1 − a$ high.")
        self.play(Through(picture, picture.open), run_time=theme.TURN)
        self.play(*map(FadeIn, texts[1:]))
        self.read()
        self.say("It is never more than a quarter, and where sigma is flat, nearly nothing.")
        clock.run(self, clock.last, theme.PASSAGE)

    def sigma_texts(self, picture, clock):
        """z; the sides of the area; and the area, as numbers that go along."""
        z, a, rest, slope = (self.reading(clock, f"chain.slide_{key}", form=self.exact) for key in ("z", "a", "rest", "slope"))
        view = picture.view
        z, a = self.live("{}", z, color=theme.SUM, anchor=LEFT), self.live("{}", a, anchor=LEFT)
        signs = Formula(f"{sym.z()} ="), Formula(f"{sym.a()} ="), Formula(f"1 - {sym.a()} ="), Formula(f"sigma'({sym.z()}) = {sym.a()} (1 - {sym.a()}) =")
        rows = [VGroup(sign, number).arrange(RIGHT, buff=theme.GAP / 1.5) for sign, number in zip(
            signs, (z, a, self.live("{}", rest, anchor=LEFT), self.live("{}", slope, color=theme.GRADIENT, anchor=LEFT)))]
        for sign, number in rows:
            number.shift((sign.baseline - number.baseline) * UP)
        rows[0].next_to(view.curve_spot(2.2, 0.12), RIGHT, buff=0)
        rows[1].next_to(view.square_spot(0.5, 0), DOWN, buff=0.3)
        rows[3].next_to(view.square_spot(0.5, 1), UP, buff=0.25)
        rows[2].next_to(view.square_spot(1, 0.75), RIGHT, buff=0.4)
        return rows

    def the_square_grows(self):
        run, halves = self.run, []
        for i, (key, factor, x) in enumerate((("example_error", "error_factor", -4.3), ("other_error", "other_factor", 2.4))):
            strips = Strips(getattr(run, key), 4.4, 0.07)
            strips.move_to([x, -0.2, 0])
            halves.append((strips, *self.strip_texts(strips, key, factor)))
        formula = VGroup(Formula(f"(partial C)/(partial a) = 2 ({sym.a()} - {sym.Y})", 36, theme.INK)).move_to([0, 2.75, 0])
        (ours, *texts), (others, *more) = halves
        self.say("The cost is a square. Make $a$ a little larger, and two of its sides move.")
        self.hand_over(comes=[ours, texts[0], self.tag("two of the {} points · step {} of {}", self.fact("chain.recipe.data.examples"),
                                                       self.fact("chain.shown_step"), self.fact("chain.recipe.steps"))], run_time=theme.TURN)
        self.play(Through(ours, ours.raised), FadeIn(texts[1]), run_time=theme.PHRASE)
        self.read()
        self.say("So its slope is two sides: twice the error $a − y$.")
        self.play(FadeIn(texts[2]), FadeIn(formula))
        self.read()
        self.say("Where the answer is too low, the same nudge takes two strips away.", holds=run.other_error < 0,
                 otherwise="Where the answer is too high, the same nudge adds two strips.")
        self.play(FadeIn(others), FadeIn(more[0]))
        self.play(Through(others, others.raised), FadeIn(more[1]), run_time=theme.PHRASE)
        self.play(FadeIn(more[2]))

    def strip_texts(self, strips, key, factor):
        """The side; the wish, and what becomes of the square; the slope."""
        grows = strips.view.error > 0
        wish = self.fact("chain.example_y", 0, form=".0f") if key == "example_error" else self.fact("chain.other_y", form=".0f")
        form = form_of_products((2, getattr(self.run, key), getattr(self.run, factor)))
        side = VGroup(Formula(f"{sym.a()} - {sym.Y} ="), self.words_of((key,), form=form)).arrange(RIGHT, buff=theme.GAP)
        side.next_to(strips, DOWN, buff=theme.GAP)
        head = VGroup(Words("wish {}", wish, color=theme.WANTED), Words("two strips are added" if grows else "two strips are taken away",
                                                                       color=theme.COST if grows else theme.FALLS)).arrange(DOWN, aligned_edge=LEFT, buff=theme.GAP / 1.5)
        head.next_to(strips, UP, buff=theme.GAP).align_to(strips, LEFT)
        slope = Words("slope\n2 × {}\n= {}", *(self.fact(f"chain.{each}", form=form) for each in (key, factor)), color=theme.GRADIENT)
        return side, head, slope.next_to(strips, RIGHT, buff=theme.GUTTER / 1.5)

    def a_silent_neuron(self):
        run, clock = self.run, self.clock("chain", len(self.run.light_a))
        form = form_of_products((run.a[-2], run.later_slopes, run.partials[-2]))
        later = self.fact("chain.later_slopes", form=form)
        view = Throttle(run.a[-2], run.later_slopes, 11.6, 4.4).move_to(self.room).shift(0.1 * UP + 0.2 * RIGHT).show(run.light_a[0], run.light_slope[0])
        product = self.live("{} × {} = {}", self.reading(clock, "chain.light_a", form=form), later, self.reading(clock, "chain.light_slope", form=form),
                            color=theme.GRADIENT, anchor=LEFT)
        product.next_to(view.bar(), RIGHT)
        held = Words("lit × the two later slopes, held at {}", later, size=theme.LABEL, color=theme.FAINT)
        held.next_to(self.room.get_corner(UP + RIGHT), DOWN, buff=0).align_to(self.room, RIGHT)
        for each in (view,):
            clock.draw(each, lambda row: view.show(run.light_a[row], run.light_slope[row]))
        clock.drive(product, lambda row: product.next_to(view.bar(), RIGHT).align_to(view.view.place(view.view.bars + 0.2, 0), LEFT).shift(0.62 * UP))
        clock.redraw()
        self.say("The first factor is the activation before: the brighter it is, the more $w$ matters.")
        self.hand_over(comes=[view, product, held, self.ours()], run_time=theme.TURN)
        clock.run(self, 15, theme.PHRASE)
        self.read()
        self.say("When the neuron before is silent, turn the weight all you like: nothing moves.")
        clock.run(self, clock.last, theme.PHRASE)
        self.play(Nudge(view, run.swing, show=lambda move: view.turn(1 + 2 * move), back=False), run_time=theme.PHRASE)
        self.play(FadeIn(Words("sigma never reaches 0 quite: this is the limit", size=theme.LABEL, color=theme.FAINT)
                         .next_to(self.room.get_corner(DOWN + RIGHT), UP, buff=0).align_to(self.room, RIGHT)))

    # -- the road ----------------------------------------------------------------------------

    def three_ways_in(self):
        run = self.run
        form = form_of_products(
            (run.slopes[-1], run.error_factor, run.later_slopes), (run.a[-2], run.later_slopes, run.partials[-2]),
            (run.here[-2], run.later_slopes, run.reach_a[-2]))
        slopes = ("partials", -2), ("partials", -1), ("reach_a", self.depth - 1)
        places = [Station("w", sym.w()), Station("b", sym.b()), Station("a", sym.a(), run.a[-2]), Station("z", sym.z()), Station("a", sym.a(), run.a[-1]),
                  Station("C", sym.C, size=1.5)]
        factors = [self.words_of(("a", self.depth - 1), form=form, template="× {}"), Words("× {}", self.fact("chain.bias_factor", form=".0f")),
                   self.words_of(("here", -2), form=form, template="× {}")]
        ways = Ways(places, factors, [run.partials[-2], run.partials[-1], run.reach_a[-2]], 13.0, 4.9).move_to(self.room).shift(0.15 * DOWN)
        numbers = [self.words_of(slope, form=form, color=theme.GRADIENT).next_to(ways.view.place(ways.view.axis, y), UP).shift(1.5 * LEFT + 0.3 * UP) for slope, (_, y) in
                   zip(slopes, ways.view.spots)]
        later = [self.words_of(("slopes", -1), form=form, template="× {}", color=theme.GRADIENT), self.words_of(("error_factor",), form=form, template="× {}", color=theme.GRADIENT)]
        for text, (left, right) in zip(later, ((3, 4), (4, 5))):
            text.move_to((places[left].get_right() + places[right].get_left()) / 2).shift(0.4 * DOWN)
        same = self.words_of(("slopes", -1), ("error_factor",), ("later_slopes",), form=form, template="the same for all three:\n{} × {} = {}", color=theme.GRADIENT)
        same.move_to(ways.view.place(3.6, -1.7))
        ways.grow(0, 1)
        head = Words("slope of the cost against ...", size=theme.LABEL, color=theme.FAINT).next_to(self.room.get_corner(UP + LEFT), DOWN, buff=0).align_to(self.room, LEFT)
        self.say("Nudge the bias instead: $z$ moves just as far, so the first factor is 1.")
        self.hand_over(comes=[ways, numbers[0], *later, head, self.ours()], run_time=theme.TURN)
        self.nudge_way(ways, 1, run.swing, run.bias_move.T, numbers[1])
        self.read()
        self.say("Nudge the activation before: $z$ moves $w$ times as far.")
        self.nudge_way(ways, 2, run.half_swing, run.before_move.T, numbers[2])
        self.read()
        self.say("Three ways in, one road to the cost: only the first factor changes.")
        self.play(FadeIn(same))
        for i, (moves, after) in enumerate(((run.swing, run.breath_move[1:].T), (run.swing, run.bias_move.T), (run.half_swing, run.before_move.T))):
            self.send(ways, i, moves, after, theme.TURN)

    def nudge_way(self, ways, i, moves, after, number):
        self.send(ways, i, moves, after, theme.PHRASE)
        self.play(Through(ways, lambda t: ways.grow(i, t)), FadeIn(number), run_time=theme.TURN)

    def send(self, ways, i, moves, after, seconds):
        """A nudge on one of the ways in, there and back, and what follows at z, a and C."""
        self.play(Nudge(ways, range(len(moves)), show=lambda k: ways.send(i, moves[k], after[k]), back=False), run_time=seconds)
        ways.rest()

    def all_the_way_back(self):
        run, products = self.run, self.run.back_products
        form = form_of_products(*((products[k], run.back_factors[k + 1], products[k + 1]) for k in range(len(products) - 1)))
        names = [Formula(f"2({sym.a()}-{sym.Y})")]
        for layer in range(self.depth, 0, -1):
            names += [Formula(PRIME), Formula(sym.w() if layer > 1 else X)]
        factors = [self.words_of(("back_factors", k), form=form, template="× {}", size=theme.LABEL) for k in range(len(products))]
        numbers = [self.words_of(("back_products", k), form=form, color=theme.GRADIENT) for k in range(len(products))]
        walk = Walk(stations(run.here, run.a), names, factors, products, numbers, 13.2, 2.9, -2.9).move_to(self.room).align_to(self.room, DOWN)
        self.say("That activation is made by weights, too, so we walk on.")
        self.hand_over(comes=[walk, self.ours()], run_time=theme.TURN)
        self.one_factor(walk, 0, theme.TURN)
        self.read()
        self.say("Walk back from the cost: each layer multiplies one $σ'$ and one weight onto the slope.")
        last = len(products) - 1
        for k in range(1, last):
            self.one_factor(walk, k, theme.TURN)
        self.say(f"{COUNTS[len(products)].capitalize()} factors, and we have the slope of the first weight: {{}}.", self.fact("chain.back_products", last, form=form))
        self.one_factor(walk, last, theme.PHRASE)
        self.play(Nudge(walk, run.first_move.T, show=walk.send, back=False), run_time=theme.PHRASE)
        walk.send(None)
        self.read()

    def one_factor(self, walk, k, seconds):
        self.play(FadeIn(walk.names[k]), FadeIn(walk.factors[k]), Through(walk, walk.show, k + 1, start=k), run_time=seconds)
        self.play(FadeIn(walk.numbers[k]), run_time=theme.NOTE)

    # -- all points --------------------------------------------------------------------------

    def thirty_points(self):
        run, count = self.run, self.fact("chain.recipe.data.examples")
        tug = Tug(run.voices, run.data_y, run.example_index, 9.6, 5.3).move_to(self.room).align_to(self.room, LEFT).shift(0.1 * DOWN)
        sign = 1 if run.partials[-2] > 0 else -1
        ours = Words("our point {}", self.fact("chain.partials", -2, form="+.4f")).next_to(tug.top(tug.ours), sign * UP)
        rises, falls = (Words(f"raise {text}", color=color) for text, color in (("it: the cost rises", theme.COST), ("it: the cost falls", theme.FALLS)))
        rises.next_to(tug.spot(0, run.voices.max()), RIGHT, buff=0).align_to(tug, LEFT)
        falls.next_to(tug.spot(0, run.voices.min() * 0.8), RIGHT, buff=0).align_to(tug, LEFT)
        mean = VGroup(Words("mean of all {}", count, color=theme.GRADIENT), self.words_of(("mean_voice",), form=".4f", size=theme.TITLE, color=theme.GRADIENT),
                      Words("the slope\nthat counts")).arrange(DOWN)
        mean.next_to(tug, RIGHT, buff=theme.GUTTER).match_y(tug)
        self.say("But that was one point. The cost of the network is the mean over all {}.", count)
        self.hand_over(comes=[tug, self.tag("the last weight of the chain · step {} of {}", self.fact("chain.shown_step"), self.fact("chain.recipe.steps"))], run_time=theme.TURN)
        self.play(Through(tug, tug.show, len(run.voices)), run_time=theme.VERSE)
        self.play(FadeIn(ours), FadeIn(rises), FadeIn(falls))
        self.read()
        opposite = run.mean_voice * run.partials[-2] < 0
        ways = ("lower", "higher") if sign > 0 else ("higher", "lower")
        self.say(f"Our point wants $w$ {ways[0]}. The mean of all {{}} says: a little {ways[1]}.", count, holds=opposite,
                 otherwise=("Our point pulls hard, the mean of all {} pulls gently the same way.", count))
        self.wait(theme.READ)
        self.play(FadeOut(rises, falls, ours))
        self.play(Through(tug, tug.level), run_time=theme.VERSE)
        self.play(FadeIn(mean))

    def one_step(self):
        run, clock = self.run, self.clock("chain", len(self.run.later_step))
        stride = Stride(run.entry_step, 6.2, 3.9).move_to([-3.4, 0.3, 0])
        moves = [self.words_of(("entry_step", i), form="+.3f", size=theme.LABEL).next_to(stride.foot(i), DOWN) for i in range(len(run.entry_step))]
        rule = Words("each number moves by − η × its slope").next_to(stride, UP)
        series = Series(run.step, run.cost, theme.COST, bold=True)
        chart = Chart(series, "step", "cost of all", 5.0, 3.9, color=theme.COST).move_to([3.8, 0.2, 0])
        chart.show(int(run.row))
        count = COUNTS[2 * self.depth]
        self.say(f"The means of all {count} slopes are the gradient.")
        self.hand_over(comes=[stride, chart, self.tag("all {} points · from step {} on", self.fact("chain.recipe.data.examples"), self.fact("chain.shown_step"))],
                       run_time=theme.TURN)
        self.read()
        self.say("Every number moves against its slope, times the learning rate eta, $η$, here {}.", self.fact("chain.recipe.learning_rate", form="g"))
        self.play(FadeIn(rule), Through(stride, stride.aim), run_time=theme.PHRASE)
        self.read()
        fell = run.cost_after < run.cost_before
        self.say(f"All {count} move at once, and the cost falls; {{}} steps bring it down to {{}}.", self.fact("chain.recipe.steps"), self.fact("chain.cost", -1, form=".2f"),
                 holds=fell, otherwise=("A step too long: the cost goes from {} to {}.", self.four("cost_before"), self.four("cost_after")))
        self.play(Through(stride, stride.show), *map(FadeIn, moves), run_time=theme.PHRASE)
        steps = self.clock("chain")
        self.play(Through(chart, lambda row: chart.show(int(row)), len(run.cost) - 1, start=int(run.row)), run_time=theme.VERSE)

    def the_answer(self):
        run = self.run
        road = [Station("w", sym.w(), size=1.3), Station("z", sym.z(), size=1.3), Station("a", sym.a(), run.a[-1], 1.3), Station("C", sym.C, size=1.5)]
        lenses = [Closeup(getattr(run, f"near_{under}")[:1], getattr(run, f"near_{over_}")[:1], slope, 1.05, rim=theme.GRADIENT, seen=1.0 if under != "a" else 0.5)
                  for under, over_, slope in (("w", "z", run.a[-2]), ("z", "a", run.slopes[-1]), ("a", "C", run.error_factor))]
        row = Group(*(each for pair in zip(road, lenses) for each in pair), road[-1]).arrange(RIGHT, buff=0.25).move_to([0, 1.6, 0])
        signs = [Formula(f"{sym.a('L-1')}", 36), Formula(f"sigma'({sym.z()})", 36), Formula(f"2({sym.a()} - {sym.Y})", 36)]
        words = [Words(text) for text in ("how lit the neuron\nbefore it is", "how steep\nsigma is here", "how wrong\nthe answer is")]
        numbers = [Words("{}", number, color=theme.GRADIENT) for number in (self.four("a", self.depth - 1), self.four("slopes", -1), self.four("error_factor"))]
        for lens, *column in zip(lenses, signs, words, numbers):
            for text, y in zip(column, (-0.15, -1.2, -2.3)):
                text.move_to([lens.get_x(), y, 0])
        result = VGroup(Formula(f"= {sym.slope(sym.w())}", 36).move_to([road[-1].get_x(), -0.15, 0]),
                        Words("= {}", self.four("partials", -2), color=theme.GRADIENT).move_to([road[-1].get_x(), -2.3, 0]))
        times = [Formula("times").move_to([place.get_x(), y, 0]) for place in road[1:3] for y in (-0.15, -2.3)]
        self.say("Follow the path from the weight to the cost, and multiply the slopes you meet.")
        self.hand_over(comes=[row, self.ours()], run_time=theme.TURN)
        for i in range(3):
            self.play(*map(FadeIn, (signs[i], words[i], numbers[i])), run_time=theme.TURN)
        self.play(*map(FadeIn, times))
        self.play(FadeIn(result), run_time=theme.TURN)
        self.read()
        self.say("That is the chain rule.")
        self.wait(theme.STUDY)


def _between(rows, at):
    """Between two rows of numbers, for what is on its way."""
    k = min(int(at), len(rows) - 2)
    return rows[k] + (at - k) * (rows[k + 1] - rows[k])
