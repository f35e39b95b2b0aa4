"""Film: one weight is nudged; how much does the cost move? The chain rule, on a network small enough to follow every step.

Shows "chain", a network that is a chain of single neurons: at one of its states, for one example, then for all of them.
"""

import numpy as np
from manim import DOWN, LEFT, RIGHT, UP, FadeIn, FadeOut, LaggedStart, SurroundingRectangle, Transform, VGroup, smooth

from nncore import InputError
from scenes.stage import theme
from scenes.stage.arithmetic import form_of_factors, form_of_products
from scenes.stage.chart import Chart, Series
from scenes.stage.closeup import OPENED, Lenses
from scenes.stage.film import Film
from scenes.stage.gestures import Gather, Nudge, Through, becomes, late, strikes, takes_over
from scenes.stage.link import Link
from scenes.stage.network import Forward, NetworkDiagram
from scenes.stage.relay import STAGES, Ratios, Relay
from scenes.stage.road import Answer, Walk, Ways
from scenes.stage.nodes import on_grey
from scenes.stage.slopes import SigmaSlope, Strips, Throttle
from scenes.stage.task import Sliders, Task
from scenes.stage.text import Words
from scenes.stage.tug import Stride, Tug

COUNTS = "no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven"
DEEPEST = 5                                       # layers of a chain whose road fits into the frame


class ChainRule(Film):
    """One nudge on its way from a weight to the cost, and the slopes that it meets."""

    recordings = ("chain",)
    greys: list                    # the activations in the chain: from the_task to the_names
    link: Link                     # from the_names to a_nudge_travels
    slopes: Ratios                 # from three_slopes_multiply on
    product: VGroup                # from the_slope_of_sigma to three_ways_in: it stays on top
    ways: Ways                     # from three_ways_in to all_the_way_back
    question = "Nudge one weight.\nHow much does the cost move?"
    constants = {"0": "of the task: x up to a half", "1": "of the task: x over a half; a side of a square; the run of a tangent",
                 "2": "sides of a square", "8": "of sigma's plot: how many times higher than wide 1 is drawn",
                 **{str(layer): "the number of a layer" for layer in range(3, 6)}}

    def construct(self):
        self.run = run = self.runs["chain"]
        self.depth, self.points = run.network.depth, self.fact("chain.recipe.data.examples")
        if self.depth > DEEPEST:
            raise InputError(f"the film shows chains of up to {DEEPEST} layers; this one has {self.depth}")
        self.wish, self.step, self.steps = (self.fact(*key, form=".0f") for key in (
            ("chain.example_y", 0), ("chain.shown_step",), ("chain.recipe.steps",)))
        self.exact = form_of_products((run.a[-2], run.slopes[-1], run.error_factor, run.partials[-2]),
                                      [getattr(run, f"ratio_{pair}")[0] for pair in ("zw", "az", "Ca", "Cw")], least=4)
        self.moved = form_of_products((run.recipe["learning_rate"], run.mean_voice, -run.entry_step[-2]), finer=1)
        self.task, self.sliders, self.chain = self.pictures_of_the_task()
        self.lifting = self.clock("chain", len(run.lift_theta))
        self.relay = Relay.of(run).move_to(self.room, aligned_edge=UP).shift(theme.GAP * DOWN)
        self.ratios = Ratios(self.relay)
        self.play_section(self.the_task)
        self.play_section(self.the_names)
        self.play_section(self.a_nudge_travels)
        self.play_section(self.smaller_nudges)
        self.play_section(self.three_slopes_multiply)
        self.play_section(self.a_silent_neuron)
        self.play_section(self.the_slope_of_sigma)
        self.play_section(self.the_square_grows)
        self.play_section(self.three_ways_in)
        self.play_section(self.all_the_way_back)
        self.play_section(self.thirty_points)
        self.play_section(self.one_step)
        self.play_section(self.the_answer)

    def four(self, key, *index):
        return self.fact(f"chain.{key}", *index, form=self.exact)

    def ours(self):
        return self.tag("toy set, our point of {}: input {} · step {} of {}", self.points, self.fact("chain.example_x", 0, form=".2f"),
                        self.step, self.steps)

    def the_task(self):
        run, clock = self.run, self.clock("chain", len(self.run.swing_theta))
        task, sliders, network = self.task, self.sliders, self.chain
        clock.draw(task, lambda row: task.show(run.swing_answers[row], run.a[-1]))
        clock.draw(network, lambda row: network.show(run.network.layers(run.swing_theta[row]), run.swing_activations[row][:, None]))
        clock.glide(sliders, lambda at: sliders.go(run.swing_theta, at))
        self.ask()
        self.say(f"A tiny network: {COUNTS[self.depth]} weights, {COUNTS[self.depth]} biases, one curve.")
        task.remove(task.wish)
        self.hand_over(comes=[network.reach(-1), sliders, task.draw(curve=1), self.ours()])
        clock.run(self, clock.last, theme.VERSE)
        self.say("It should say 1 where its input $x$ is over a half, else 0.")
        self.play(Through(task.view, lambda t: task.draw(wishes=t)), FadeIn(task.wish), run_time=theme.PHRASE)
        self.read()
        self.say("Here we want {}. So far it says {}.", self.wish, self.fact("chain.a", -1, form=".2f"))
        x = Words("input {}", self.fact("chain.example_x", 0, form=".2f")).next_to(task.view.spot(run.example_x[0], 0), DOWN, theme.GUTTER)
        self.greys = [Words("{}", self.fact("chain.a", i, form=".2f"), color=on_grey(a)).move_to(network.neuron(i, 0))
                      for i, a in enumerate(run.a)]
        self.play(Forward(network, -1, self.depth), FadeIn(x), run_time=theme.TURN)
        self.play(*map(FadeIn, self.greys))
        self.play(Through(task, lambda t: task.draw(gap=t)), run_time=theme.TURN)
        self.read()
        self.square_the_error(task)
        self.raise_a_weight(task, sliders, network)

    def pictures_of_the_task(self):
        run, full = self.run, 1.05 * np.abs([*self.run.swing_theta, *self.run.lift_theta]).max()
        network = NetworkDiagram(run.network.sizes, np.abs(run.here).max(), 5.4, 1.0, radius=0.44)
        sliders = Sliders(run.here, full, 5.4, 3.0)
        task = Task(run.task_x, (run.data_x, run.data_y), (run.example_x[0], run.example_y[0]), 5.9, 4.75)
        self.left(task).align_to(self.room, UP), self.right(network, sliders).align_to(self.room, UP)
        return task, sliders, network

    def square_the_error(self, task):
        numbers = (self.reading(self.lifting, f"chain.lift_{key}", form=".2f") for key in ("error", "C"))
        square = task.label(self.live("{}² = {}", *numbers, color=theme.COST, anchor=LEFT), self.run.lift_a[-1])
        self.say("The error squared is the cost $C$ here: {}.", self.fact("chain.example_cost", form=".2f"))
        self.play(Through(task, lambda t: task.draw(square=t)), run_time=theme.TURN)
        self.play(FadeIn(square))
        self.read()

    def raise_a_weight(self, task, sliders, network):
        run, clock = self.run, self.lifting
        answer = self.live("{}", self.reading(clock, "chain.lift_a", form=".2f"), color=on_grey(run.a[-1])).move_to(self.greys[-1])
        clock.drive(task, lambda row: task.show(run.lift_answers[row], run.lift_a[row]))
        clock.drive(network, lambda row: network.show(run.network.layers(run.lift_theta[row]), run.lift_activations[row][:, None]))
        clock.glide(sliders, lambda at: sliders.go(run.lift_theta, at))
        one = self.fact("chain.nudge_w", 0, form="g")
        self.say("Raise the last weight by {}, and this cost grows. How fast?", one, holds=run.partials[-2] > 0,
                 otherwise=("Raise the last weight by {}, and this cost falls. How fast?", one))
        self.replace(self.greys[-1], answer)
        self.greys[-1] = answer
        task.keep(run.lift_answers[0], run.lift_a[0])
        sliders.keep(run.here)
        clock.run(self, clock.last, theme.PHRASE)

    def the_names(self):
        link = self.link = Link.of(self.runs, self.exact).move_to(self.room, aligned_edge=DOWN)
        self.say(f"We look at the last link only, into layer $L$ = {self.depth}.")
        self.lifting.run(self, 0, theme.BEAT, back=True)
        chain = VGroup(self.chain, *self.greys)
        self.hand_over(self.chain, *self.greys, comes=[self.ours()], moves=[chain.animate.scale(2).move_to(self.room)], run_time=theme.TURN)
        self.play(self.chain.light(into=(self.depth, 0)))
        self.read()
        self.say("Its weight $w$ times the activation $a$ of layer $L−1$, plus the bias $b$, is the sum $z$.")
        link.come("w", 1)
        self.play(chain.animate.scale(1 / 2).move_to(self.room, aligned_edge=UP), FadeIn(link.view, link.words("w"), rate_func=late),
                  run_time=theme.TURN)
        self.arrive(link, "before")
        self.arrive(link, "b")
        self.arrive(link, "z")
        self.read()
        self.say("Sigma, $σ$, squeezes $z$ to the answer $a$.")
        self.arrive(link, "a")
        self.read()
        self.say("Its error against the wish $y$, squared, is the cost $C$.")
        self.arrive(link, "C", "y")

    def arrive(self, link, name, *more):
        """A part of the link and its names, its road first."""
        self.play(Through(link.view, lambda t: link.come(name, t)), *map(FadeIn, map(link.words, (name, *more))), run_time=theme.TURN)

    def a_nudge_travels(self):
        relay, ratios = self.relay, self.ratios
        self.say("Nudge that weight by {} again: $Δ w$.", self.fact("chain.nudge_w", 0, form="g"))
        signs = [(self.link.words(name)[1], head) for name, head in zip("wza", relay.heads)]
        self.hand_over(becomes=signs, comes=[*relay.parts, self.tag("one scale on all six axes")], run_time=theme.TURN)
        self.add(relay)
        self.play(Through(relay, relay.show), run_time=theme.TURN)
        self.read()
        self.say("It moves $z$, that moves $a$, and that moves the cost: three ratios, out over in.")
        values = ratios.values(self.runs, self.exact)
        for i, pair in enumerate(("zw", "az", "Ca")):
            parts = [ratios.ratios[i].part(name) for name in pair]
            self.play(Through(relay, relay.show, min(3 * i + 3, STAGES), start=max(3 * i, 1)), run_time=theme.TURN + theme.BEAT)
            self.play(Gather(*zip((relay.names[2 * i + 1], relay.names[2 * i]), parts), arc=0), run_time=theme.BEAT)
            self.remove(*parts)
            self.add(*ratios.signs[:i], ratios.ratios[i], values[i])
        first, second, third, left = ratios.ratios          # and now the slowest moment of the film
        self.say("What one graph puts out, the next takes in: what lies in between cancels.")
        strikes(self, ratios, first.part("z"), second.part("z"), seconds=theme.TURN)
        strikes(self, ratios, second.part("a"), third.part("a"), seconds=theme.TURN)
        self.play(FadeIn(left, target_position=third, scale=theme.SPECK), FadeIn(ratios.signs[-1], values[-1]), run_time=theme.TURN)
        self.wait(theme.TURN)

    def smaller_nudges(self):
        lenses, moves = Lenses(self.runs, self.exact), np.stack([self.run.shrink_w, self.run.shrink_C], axis=1)[::-1]
        first, left, (ratio, size) = lenses.lenses[0], self.ratios.ratios[-1], lenses.ratios[0]
        opening = lenses.heads[0], first, size, ratio[0], ratio[1]
        homes, tangent = [thing.get_center() for thing in opening], lenses.open(self.room)
        self.say("The cost moves {} times as far. But the curve bends.", self.four("ratio_Cw", 0))
        self.hand_over(left, comes=[first.nudge(moves[0]), lenses.heads[0], size, self.tag(
            "C against w, heights stretched {} times", self.fact("chain.stretch"))], moves=[left.animate.move_to(ratio[0])])
        self.play(Nudge(first, moves, show=first.nudge, back=False), run_time=theme.PHRASE)
        self.play(FadeIn(ratio[1], tangent))
        self.read()
        self.say("Shrink the nudge: the curve turns straight, the ratio settles.")
        self.play(FadeOut(tangent, run_time=theme.NOTE), FadeIn(lenses.rims), first.animate.scale(1 / OPENED).move_to(homes[1]), *(
            thing.animate.move_to(home) for thing, home in zip((lenses.heads[0], size, left, ratio[1]), homes[:1] + homes[2:])),
            run_time=theme.TURN)
        for k in (1, 2):
            self.look_closer(lenses, k)
        self.read()
        self.say("It settles on the slope of the tangent, {}, with curly d's.", self.four("partials", -2))
        self.look_closer(lenses, 3)

    def look_closer(self, lenses, k):
        """The next lens is pulled out of the small ring in this one, ten times closer."""
        self.play(FadeIn(lenses.lenses[k], target_position=lenses.lenses[k - 1], scale=0.1),
                  FadeIn(lenses.heads[k], lenses.ratios[k], rate_func=late), run_time=theme.TURN + theme.TICK)

    def three_slopes_multiply(self):
        run, relay, ratios = self.run, self.relay, Ratios(self.relay)
        slopes = self.slopes = Ratios(relay, "partial")
        moves = np.stack([getattr(run, f"shrink_{name}") for name in "wzaC"], axis=1)
        self.say("Shrink it here: all three ratios settle on slopes, too.")
        self.hand_over(comes=[relay.touch(1).show(STAGES), ratios, self.ours()])
        self.play(Nudge(relay, moves, show=lambda move: relay.show(STAGES, move), back=False), run_time=theme.TURN + theme.BEAT)
        self.play(becomes(ratios, slopes), run_time=theme.TURN)
        numbers = slopes.slopes(self.runs, self.exact)
        self.play(LaggedStart(*map(FadeIn, numbers), lag_ratio=0.5), run_time=theme.TURN + theme.BEAT)
        self.say("Their product is {}: the slope that we just saw.", self.four("partials", -2))
        self.play(FadeIn(self.frame(VGroup(slopes.ratios[-1], numbers[-1]))))
        self.read()
        self.wait(theme.NOTE)

    @staticmethod
    def frame(thing):
        return SurroundingRectangle(thing, color=theme.GRADIENT, buff=theme.GAP / 2, stroke_width=theme.stroke(theme.LINE))

    def look_at(self, i, *comes):
        self.make_room(self.product)
        self.hand_over(self.product, comes=[self.frame(self.product[2 * i]), *comes])

    def a_silent_neuron(self):
        run, clock = self.run, self.clock("chain", len(self.run.light_a))
        form = form_of_products((run.a[-2], run.later_slopes, run.partials[-2]), least=4)
        picture = Throttle(self.runs, form, 12.8, 3.2).move_to(self.room, aligned_edge=DOWN)
        clock.draw(picture, picture.show)
        self.product = VGroup(*self.slopes.in_line())
        small = VGroup(*(part.copy().scale(1 if part in self.slopes.signs else 0.8) for part in self.product)).arrange(buff=theme.GAP)
        looked_at = self.frame(small.move_to(self.room, aligned_edge=UP + LEFT).shift(theme.GAP / 2 * (RIGHT + DOWN))[0])
        self.say("First factor, the others held: the brighter the neuron before, the more $w$ matters.")
        self.make_room(self.product)
        self.hand_over(self.product, moves=[Transform(self.product, small)], comes=[picture, looked_at, self.ours()])
        self.leave_behind(picture, 1)
        clock.run(self, picture.brightest, theme.PHRASE)
        self.leave_behind(picture, 2)
        self.read()
        self.say("Were it silent, you could turn the weight all you like: nothing would move.")
        clock.run(self, clock.last, theme.PHRASE)
        self.leave_behind(picture, 3)
        self.play(Nudge(picture, run.swing, show=lambda move: picture.turn(1 - 2 * abs(move)), back=False), run_time=theme.PHRASE)

    def leave_behind(self, picture, count):
        """The bar that is reached stays, with its number."""
        self.play(Through(picture, lambda t: picture.mark(t, count)), FadeIn(picture.mark(0, count).texts[count - 1]))

    def the_slope_of_sigma(self):
        clock = self.clock("chain", len(self.run.slide_z))
        picture = SigmaSlope(self.runs, self.exact, 0.45, 3.6).move_to(self.room, aligned_edge=DOWN)
        clock.draw(picture.view, picture.show)
        picture.remove(*picture.texts[1:], picture.run, picture.rise)
        self.say("The middle one, sigma prime, $σ'$: how far the tangent of $σ$ rises over 1.")
        self.look_at(1, picture, self.tag("the curve is drawn 8 times higher than wide"))
        self.play(FadeIn(picture.run, picture.rise), run_time=theme.TURN)
        self.read()
        self.say("Worked out for $σ$, it is an area, $a$ wide and $1 − a$ high: never more than a quarter.")
        self.play(Through(picture.view, picture.open), FadeOut(picture.side, rate_func=lambda t: min(1, 4 * t)), run_time=theme.TURN)
        self.play(*map(FadeIn, picture.texts[1:]))
        clock.run(self, clock.last, theme.VERSE + theme.BEAT, FadeOut(picture.run, picture.rise, rate_func=lambda t: min(1.0, 10 * t)),
                  rate_func=smooth)

    def the_square_grows(self):
        moves, near = self.run.shrink_a, len(self.run.shrink_a) // 2
        strips = Strips.of(self.runs, self.wish, "example_error", "error_factor", moves[0], 3.8).move_to(self.room, aligned_edge=DOWN)
        strips.show(moves[-1]).remove(*strips.moves, strips.corner, strips.strips, strips.ratio, strips.slope)
        self.say("The last one: raise $a$ by $Δ a$, and the cost gains two strips and a corner.",
                 holds=self.run.example_error > 0, otherwise="The last one: raise $a$ by $Δ a$, and the cost loses two strips.")
        self.look_at(2, strips, self.ours())
        self.play(Nudge(strips, moves[::-1], back=False), run_time=theme.PHRASE)
        self.play(*map(FadeIn, (*strips.moves, strips.corner, strips.strips)))
        self.read()
        self.say("Divide by $Δ a$, and let it shrink: what is left is twice the error.")
        self.play(FadeIn(strips.ratio), run_time=theme.TURN)
        self.play(Nudge(strips, moves[:near + 1], back=False), FadeOut(strips.corner), run_time=theme.PHRASE)
        self.play(becomes(strips.ratio, strips.slope[0]), FadeOut(strips.strips, *strips.moves), FadeIn(strips.slope[1]),
                  run_time=theme.TURN)
        self.wait(theme.READ)

    def three_ways_in(self):
        run = self.run
        form = form_of_products((run.slopes[-1], run.error_factor, run.later_slopes), (run.a[-2], run.later_slopes, run.partials[-2]),
                                (run.here[-2], run.later_slopes, run.reach_a[-2]))
        ways = self.ways = Ways(self.runs, form, 13.0, 4.7).move_to(self.room).grow(0, 1)
        ways.remove(ways.same, *ways.numbers[1:])
        self.say("Nudge the bias instead: $z$ moves just as far, so the first factor is 1.")
        self.hand_over(comes=[ways, self.ours()])
        self.nudge_way(ways, 1, run.swing, run.bias_move.T)
        self.say("Nudge the activation before: $z$ moves $w$ times as far.")
        self.nudge_way(ways, 2, run.half_swing, run.before_move.T)
        self.say("From there on it is one road to the cost: only the first factor differs.")
        self.play(FadeIn(ways.same), run_time=theme.TURN)

    def nudge_way(self, ways, i, moves, after):
        """A nudge on one of the ways in, up and back, and what follows at z, a and C; then its slope."""
        rows = range(len(moves) // 2 + 1)
        self.play(Nudge(ways.view, rows, show=lambda k: ways.send(i, moves[k], after[k]), back=False), run_time=theme.PHRASE)
        ways.rest()
        self.play(Through(ways.view, lambda t: ways.grow(i, t)), FadeIn(ways.numbers[i]), run_time=theme.TURN)
        self.read()

    def all_the_way_back(self):
        products, factors = self.run.back_products, self.run.back_factors
        form = form_of_products((*factors[:2], products[1]), least=4)
        last, walk = len(products) - 1, Walk(self.runs, form, 13.2, 6.0).move_to(self.room, aligned_edge=DOWN)
        walk.remove(*walk.names, *walk.factors, *walk.numbers, *walk.steps, walk.feet)
        self.say(f"More weights lie behind that neuron: walk back, link by link, from $L$ = {self.depth}.")
        *others, z, a, C = walk.stations
        self.make_room(*self.ways.stations[3:6])
        moves = [takes_over(self, *pair) for pair in zip(self.ways.stations[3:6], (z, a, C))]
        self.hand_over(z, a, C, comes=[walk.view, *others, walk.title, self.ours()], moves=moves)
        self.add(z, a, C)
        for k in range(2):
            walk.come(self, k)
        self.read()
        self.say("Each bar is the one before, times one factor: down to the first weight.")
        for k in range(2, last + 1):
            walk.come(self, k)
        self.read()
        self.say("Each $z$ gives its bias the same slope, its weight that times the activation before.")
        self.play(Through(walk.view, walk.branch), FadeIn(walk.feet, rate_func=late), run_time=theme.PHRASE)
        self.read()
        self.say(f"All {COUNTS[2 * self.depth]} slopes in one walk, nothing computed twice: backpropagation.")
        self.play(Through(walk.view, walk.dim_others), run_time=theme.TURN)

    def thirty_points(self):
        run, tug = self.run, Tug(self.runs, form_of_factors(self.moved), 9.4, 4.8).move_to(self.room)
        tug.remove(tug.ours, tug.rises, tug.falls, tug.mean)
        self.say("But that was one point. The cost is the mean over all {}.", self.points)
        self.hand_over(comes=[tug, self.tag("the last weight of the chain · step {} of {}", self.step, self.steps)])
        first, then = (tug.rises, tug.falls)[::1 if run.voices[0] > 0 else -1]
        self.play(Through(tug.view, tug.show, tug.view.turn), FadeIn(first), run_time=theme.TURN)
        self.play(Through(tug.view, tug.show, len(run.voices), start=tug.view.turn), FadeIn(then), run_time=theme.TURN)
        self.play(FadeIn(tug.ours))
        self.read()
        one, all_ = ("lower", "higher") if run.partials[-2] > 0 else ("higher", "lower")
        self.say(f"Our point wants $w$ {one}. The mean of all {{}} says: a little {all_}.", self.points,
                 holds=run.mean_voice * run.partials[-2] < 0,
                 otherwise=("Our point pulls hard, the mean of all {} pulls gently the same way.", self.points))
        self.play(FadeOut(tug.rises, tug.falls), Through(tug.view, tug.level), run_time=theme.PHRASE)
        self.play(FadeIn(tug.mean))
        self.wait(theme.TURN)

    def one_step(self):
        run, count = self.run, COUNTS[2 * self.depth]
        chart = Chart(Series(run.step, run.cost, theme.COST, bold=True), "step", "mean cost of all points", 5.0, 4.3)
        self.right(chart.show(run.row), share=0.45)
        stride = Stride([self.fact("chain.entry_step", i, form="+" + self.moved) for i in range(len(run.here))], 6.4, 3.6)
        self.left(stride, share=0.55)[0].remove(*stride.texts, stride.slopes, stride.rule)
        rate = self.fact("chain.recipe.learning_rate", form="g")
        self.say(f"All {count} mean slopes are the gradient. Step against it, times the learning rate $η$ = {{}}.", rate)
        self.hand_over(comes=[stride, chart, self.tag("all {} points · from step {} to {} of {}", self.points, *(
            self.fact("chain.later_step", row) for row in (0, 1)), self.steps)])
        self.play(FadeIn(stride.slopes), Through(stride.view, stride.aim, -1 / rate.value), run_time=theme.TURN)
        self.wait(theme.TURN)
        self.play(FadeOut(stride.slopes), run_time=theme.NOTE)
        self.play(FadeIn(stride.rule), Through(stride.view, stride.aim, start=-1 / rate.value), run_time=theme.PHRASE)
        self.read()
        costs = self.four("cost_before"), self.four("cost_after")
        self.say("One step, and the mean cost falls from {} to {}.", *costs, holds=run.cost_after < run.cost_before,
                 otherwise=("A step too long: the mean cost goes from {} to {}.", *costs))
        self.play(Through(stride.view, stride.show), Through(chart, chart.show, run.row + 1, start=run.row), *map(FadeIn, stride.texts),
                  run_time=theme.PHRASE)
        self.read()
        self.many_steps(chart)

    def many_steps(self, chart):
        """The task again: its curve, the square of our point, and the cost, from step to step."""
        run, clock, task = self.run, self.clock("chain", len(self.run.later_step), start=1), self.task      # one step was taken
        task.keep().draw(gap=1, square=1).show(run.later_answers[1], run.later_a[1])
        step, cost = self.reading(clock, "chain.later_step"), self.reading(clock, "chain.later_C", form=".3f")
        own = task.label(self.live("our cost {}", cost, color=theme.COST, anchor=LEFT))
        clock.drive(task, lambda row: task.show(run.later_answers[row], run.later_a[row]))
        clock.drive(chart, lambda row: chart.show(run.row + row))
        self.say("And so on, step after step.")
        self.hand_over(chart, comes=[task, task.wish, own, self.tag("step {} of {}", step, self.steps)])
        clock.run(self, clock.last, theme.VERSE)
        down = self.steps, self.fact("chain.cost", -1, form=".3f")
        self.say("After {} steps the mean cost is {}, and our own square is nearly gone.", *down,
                 holds=run.later_C[-1] < run.later_C[0] / 10, otherwise=("After {} steps the mean cost is {}.", *down))

    def the_answer(self):
        picture = Answer(self.runs, self.exact)
        self.say("Follow the path to the cost, and multiply the slopes you meet: the chain rule.")
        self.hand_over(comes=[picture.row, self.ours()])
        for things in (*([column] for column in picture.columns), [*picture.times, picture.result]):
            self.play(*map(FadeIn, things), run_time=theme.TURN)
        self.wait(theme.TURN)
