"""Film: what a neural network is: a picture becomes numbers, a neuron adds them up, layer after layer, to an answer.

Shows "network", the network of digits: one handwritten digit on its way through it, and then all its weights and biases.
"""

import numpy as np
from manim import (
    DOWN, DR, LEFT, RIGHT, UP, Circle, Create, FadeIn, FadeOut, LaggedStart, Line, SurroundingRectangle, Transform, VGroup,
)

from scenes.stage import theme
from scenes.stage.answers import Answers
from scenes.stage.block import AllNumbers, Weights
from scenes.stage.decimals import decimals
from scenes.stage.digit import DigitImage
from scenes.stage.film import Film
from scenes.stage.gestures import Grow, Through
from scenes.stage.machine import Knobs, Machine
from scenes.stage.network import Forward, NetworkDiagram
from scenes.stage.odometer import Odometer
from scenes.stage.squash import Squash
from scenes.stage.text import Words, align_baselines
from scenes.stage.unroll import Strip, Unroll
from scenes.stage.votes import Votes
from scenes.stage.window import Window

TRAINED = "trained network of digits"
LARGE = 5.5                                         # side of the picture that a section is about


class NetworkAsFunction(Film):
    """What is in a neural network, and what all of it does: numbers go in, numbers come out."""

    recordings = ("network",)
    question = "What is a neural network?"
    constants = {"0": "black, and the border between blue and orange", "1": "white"}

    def construct(self):
        self.run, self.label = self.runs["network"], self.fact("network.digit_label")
        self.sizes = [self.fact("network.network.sizes", l) for l in range(self.run.network.depth + 1)]
        self.size = self.fact("network.network.n_parameters", form=",")
        self.columns = -(-self.sizes[1].value // (1 if self.sizes[1].value <= 8 else 2))      # of pictures of weights
        self.square = min(0.052, (13 / self.columns - theme.GAP) / 28)
        self.play_section(self.a_grid_of_numbers)
        self.play_section(self.one_long_column)
        self.play_section(self.a_neuron_made_by_hand)
        self.play_section(self.another_picture)
        self.play_section(self.a_neuron_that_has_learned)
        self.play_section(self.every_sum_becomes_a_grey)
        self.play_section(self.many_look_at_once)
        self.play_section(self.all_the_way_through)
        self.play_section(self.counting)
        self.play_section(self.a_function_with_dials)
        self.play_section(self.the_answer)

    def two(self, key, *index, form=".2f"):
        """A number with two decimals."""
        return self.fact(f"network.{key}", *index, form=form)

    def greys(self, row, of="digit"):
        """All activations [(n_l,)] that our digit makes in the state of a row; of="other": that one of the others makes in the last."""
        x = self.run.digit_x if of == "digit" else self.run.other_x[row]
        return [x, *(getattr(self.run, f"{of}_a{l}")[row] for l in range(1, self.run.network.depth + 1))]

    # -- the picture -----------------------------------------------------------------------

    def a_grid_of_numbers(self):
        side = self.fact("network.side")
        self.digit = digit = DigitImage(self.run.digit_x, LARGE).move_to(self.room)
        self.ask()
        self.say("You read this at once. But could you say by which rule?")
        self.seen = self.tag("a handwritten {} that the network has never seen", self.label)
        self.hand_over(comes=[digit, self.seen])
        self.read()
        self.say("A picture is a grid of numbers, {} times {}: from 0 for black to 1 for white.", side, side)
        self.play(digit.animate.align_to(self.room, LEFT), run_time=theme.TURN)
        numbers = [self.two("window_x", i) for i in range(len(self.run.window_x))]
        self.window = window = Window(digit, self.run.window, numbers, LARGE)
        window.large.move_to(self.room).align_to(self.room, RIGHT)
        window.place()
        self.play(Create(window.outline))
        self.play(window.grow(), FadeIn(window.lines), run_time=theme.TURN)
        self.play(window.write(), run_time=theme.PHRASE)
        self.wait(theme.READ)

    def one_long_column(self):
        run, window, inputs, drawn = self.run, self.window, self.sizes[0], self.fact("network.drawn_count")
        self.unroll = unroll = Unroll(run.digit_x, LARGE, 4.5, 0.6, run.drawn)
        unroll.align_to(self.digit, LEFT).match_y(self.digit)
        count = Words("{} numbers", inputs).next_to(unroll, RIGHT, buff=theme.GUTTER)
        self.say("That makes {} numbers. Row after row, they go into one long column.", inputs)
        self.hand_over(self.digit, self.seen, window.outline, window.large, moves=[window.shrink()])
        self.hand_over(self.digit, self.seen, comes=[count])
        self.add(unroll)
        self.play(Through(unroll, unroll.roll), run_time=theme.PASSAGE)
        self.say("A neuron holds one number. We draw it as a disc in that grey.")
        ends = [unroll.neuron(run.drawn[i], LEFT) for i in (0, -1)]
        self.strip = strip = Strip(self.digit, run.column, ends)
        some = Words("{} of {} neurons", drawn, inputs).next_to(unroll, RIGHT, buff=theme.GUTTER)
        self.play(Through(unroll, unroll.open), FadeOut(count), run_time=theme.PHRASE)
        self.read()
        self.say("There is room to draw only {} of them: one column of the picture.", drawn)
        self.play(Create(strip), FadeIn(some), run_time=theme.TURN)

    # -- one neuron ------------------------------------------------------------------------

    def a_neuron_made_by_hand(self):
        run, sums, rival = self.run, list(zip(self.run.hand_for, self.run.hand_against)), self.fact("network.hand_rival")
        self.form = f".{decimals(sums=[*zip(sums, run.hand_z)], choices=((1, 1), (2, 2)))[1]}f"
        unit = 3.5 / (run.hand_for.max() + max(0, -run.hand_z.min()))
        self.hands = hands = [Votes(run.hand_w, x, product, 0.0, 3.5, 0.7, 0.3, full=1, unit=unit)
                              for x, product in zip((run.digit_x, run.hand_rival_x), run.hand_product)]
        VGroup(*hands).arrange(RIGHT, buff=theme.GUTTER).move_to(self.room).shift(0.2 * UP)
        ink, self.ink = (DigitImage(x, 3.5).move_to(hands[1].picture(0)) for x in (run.digit_x, run.hand_rival_x))
        names = [Words("this {}", label).next_to(ink, UP, buff=theme.GUTTER / 2) for label in (self.label, rival)]
        head = Words("a neuron made by hand, not learned", color=theme.WEIGHT).next_to(hands[0], UP).align_to(hands[0], LEFT)
        align_baselines(names[0], names[1], head)
        self.say("This column is a layer. A neuron of the next layer has a weight, a number, for each pixel.")
        edges = self.edges_into_one()
        self.read()
        self.say("We made these by hand, blue above 0, orange below. They look for a stroke with no ink around it.")
        self.hand_over(self.digit, *edges, comes=[head], run_time=theme.TURN,
                       moves=[self.digit.animate.become(ink), *map(Transform, edges, hands[0].squares(run.drawn))])
        self.wait(theme.BEAT)
        self.play(FadeIn(hands[0], names[0]), run_time=theme.TURN)
        self.remove(*edges, self.digit)
        self.add(ink)
        self.read()
        self.say("Each weight times the ink under it, all added up: blue area minus orange area.")
        self.play(ink.animate.move_to(hands[0].picture(0)).set_opacity(0), Through(hands[0], hands[0].dip), FadeOut(names[0]),
                  run_time=theme.TURN)
        self.remove(ink)
        self.play(FadeIn(self.ink, names[1]))
        self.add_up(hands[0])
        self.play(FadeIn(self.sum_of(hands[0], 0)))

    def another_picture(self):
        run, votes = self.run, self.hands[1]
        self.say("This {} has that stroke, this {} has not. The sum says how well picture and weights match.", self.label,
                 self.fact("network.hand_rival"), holds=run.hand_z[0] > 0 > run.hand_z[1],
                 otherwise="The sum says how well picture and weights match.")
        self.play(FadeIn(votes), FadeOut(self.ink))
        self.play(Through(votes, votes.dip), run_time=theme.TURN)
        self.add_up(votes)
        self.play(FadeIn(self.sum_of(votes, 1)))
        self.wait(theme.PHRASE)

    def edges_into_one(self):
        """Edges from all neurons that are drawn into one of the next layer; returns them."""
        neuron = Circle(0.4, color=theme.FAINT, fill_color=theme.UNLIT, fill_opacity=1).move_to(self.room).align_to(self.room, RIGHT)
        edges = [Line(self.unroll.neuron(i, RIGHT), neuron.get_left(), stroke_width=theme.stroke(theme.LINE),
                      color=theme.weight_colour(self.run.hand_w[i]) if self.run.hand_w[i] else theme.HAIR) for i in self.run.drawn]
        self.hand_over(self.digit, self.unroll, self.strip, comes=[neuron])
        self.play(LaggedStart(*map(Create, edges), lag_ratio=0.1), run_time=theme.PHRASE)
        return edges

    def add_up(self, votes):
        """The products become areas, and these bars; what is left stands beside them."""
        self.play(Through(votes, votes.weigh), run_time=theme.BEAT)
        self.play(Through(votes, votes.pour), run_time=theme.PHRASE)
        self.play(Through(votes, votes.leave))

    def sum_of(self, votes, which):
        """What is for, what is against, and the sum, in numbers."""
        forms = ("for", "+"), ("against", ""), ("z", "")
        return votes.sum(*(self.fact(f"network.hand_{key}", which, form=sign + self.form) for key, sign in forms))

    def a_neuron_that_has_learned(self):
        run = self.run
        self.votes = votes = Votes(run.neuron_w, run.digit_x, run.neuron_product, run.neuron_b, 4.6, 1.5, 2.0)
        votes.move_to(self.room).align_to(self.room, LEFT).shift(0.1 * UP)
        tag = self.tag(TRAINED + " · neuron {} of the {} in its second layer", self.fact("network.neuron"), self.sizes[1])
        self.say("In a trained network nobody chose the weights. This is what learning made of them.")
        ink = DigitImage(run.digit_x, votes.side)
        ink.move_to(votes.picture(0)).shift((votes.bars[1] + votes.extent[0] / 2 - votes.side / 2) * RIGHT)
        names = [Words(name).next_to(thing, UP) for name, thing in (("its weights", votes), ("the ink of our digit", ink))]
        self.hand_over(becomes=[(self.hands[0], votes)], comes=[tag, names[0].set_x(votes.picture(0)[0])], run_time=theme.TURN)
        self.play(FadeIn(ink, names[1]))
        self.read()
        self.say("Each weight is multiplied by the ink under it. Where there is no ink, it does not count.")
        self.play(ink.animate.move_to(votes.picture(0)).set_opacity(0), Through(votes, votes.dip), FadeOut(*names), run_time=theme.PHRASE)
        self.remove(ink)
        products = self.products(votes)
        self.play(LaggedStart(*map(FadeIn, products), lag_ratio=0.7), run_time=theme.PHRASE)
        self.wait(theme.PHRASE)
        self.say("Blue votes for, orange against. What is left of the blue is the sum.", holds=run.neuron_left > 0,
                 otherwise="Blue votes for, orange against. What is left is the sum.")
        self.play(FadeOut(products), Through(votes, votes.weigh))
        self.play(Through(votes, votes.pour), run_time=theme.PASSAGE)
        named = [Words("{}", self.two(f"neuron_{key}", form="+.2f"), color=color).next_to(votes.end(0), UP)
                 .set_x(votes.foot(i)[0]) for i, key, color in ((0, "for", theme.POSITIVE), (1, "against", theme.NEGATIVE))]
        self.play(*map(FadeIn, named))
        self.play(Through(votes, votes.leave))
        self.read()
        self.say("A bias $b$ is added, one more number. It makes a neuron easier or harder to light. That gives $z$.")
        bias = Words("b = {}", self.two("neuron_b"), color=theme.BIAS)
        z = Words("z = {}", self.two("neuron_z"), color=theme.SUM)
        self.play(Through(votes, votes.bite), run_time=theme.TURN)
        side = UP if votes.left_over > 0 else DOWN
        self.play(FadeIn(bias.next_to(votes.end(2), side)))
        self.wait(theme.TURN)
        self.play(FadeIn(z.next_to(votes.foot(2), -side)))
        self.z = z

    def products(self, votes):
        """Three weights times their ink."""
        forms = ("w", "+.2f"), ("x", ".2f"), ("wx", "+.2f")
        return VGroup(*(votes.worked(int(i), *(self.two(f"pixel_{key}", k, form=form) for key, form in forms), 1.2 - 1.2 * k)
                        for k, i in enumerate(self.run.pixel)))

    def every_sum_becomes_a_grey(self):
        run, count = self.run, self.fact("network.all_count")
        squash = Squash(run.all_z, run.all_a, run.sigmoid_z, run.sigmoid_a, 8.6, 3.1)
        squash.move_to(self.room).align_to(self.room, RIGHT).shift(0.85 * UP + 0.6 * LEFT)
        our = DigitImage(run.digit_x, 1.1).next_to(squash.spot(0.34 * squash.x_span.high, 0.45), RIGHT)
        self.say("A sum can be any number. Here are those of {} digits, from {} to {}.", count,
                 *(self.fact(f"network.all_{end}", form=".1f") for end in ("low", "high")))
        sums = Words("the sums z of {} digits, one square each", count, color=theme.SUM)
        sums.move_to(self.room).align_to(self.room, DR).shift(theme.GAP * UP)
        bar = self.votes.rest()
        self.hand_over(self.z, bar, comes=[squash, squash.ticks(), self.tag(TRAINED + " · the same neuron")], run_time=theme.TURN,
                       moves=[self.z.animate.next_to(our, RIGHT).shift(0.25 * UP), bar.animate.become(squash.length(run.neuron_z))])
        self.play(FadeIn(our, sums))
        self.play(Through(squash, squash.rain, count.value), run_time=theme.PASSAGE)
        self.say("But a grey goes from 0 to 1 only. So each sum is sent through a curve, the sigmoid.")
        curve = Words("the sigmoid").next_to(squash.spot(0.55 * squash.x_span.high, 1), UP)
        self.play(Through(squash, squash.bend), FadeIn(curve, squash.ends()), run_time=theme.PHRASE)
        self.grey = grey = Words("grey: {}", self.two("neuron_a")).next_to(self.z, DOWN, aligned_edge=LEFT)
        self.play(Through(squash, squash.mark, 2), run_time=theme.PHRASE)
        self.play(FadeIn(grey))
        self.read()
        self.say("It squeezes every sum, however large, into a number between 0 and 1.")
        greys = Words("their greys").next_to(squash.spot(squash.x_span.low, 1), UP + LEFT, buff=theme.GAP)
        self.play(FadeIn(greys))
        self.play(Through(squash, squash.carry, count.value), run_time=theme.PASSAGE)

    # -- many neurons ----------------------------------------------------------------------

    def many_look_at_once(self):
        run = self.run
        blocks = Weights(run.final_w1, self.columns, self.square)
        discs = VGroup(*(Circle(0.25, color=theme.FAINT, stroke_width=theme.stroke(theme.LINE), fill_opacity=1,
                                fill_color=theme.UNLIT.interpolate(theme.LIT, float(a))) for a in run.digit_a1[-1]))
        cells = VGroup(*(VGroup(block, disc).arrange(DOWN, buff=theme.GAP / 2) for block, disc in zip(blocks, discs)))
        cells.arrange_in_grid(cols=self.columns, buff=theme.GAP).move_to(self.room)
        self.say("{} neurons look at the same picture, each with weights of its own.", self.sizes[1])
        place = cells[our := int(run.neuron) - 1].get_center()
        cells[our].scale(2.4).move_to(self.room)
        self.hand_over(becomes=[(self.grey, discs[our])], run_time=theme.TURN, comes=[
            blocks[our], self.tag(TRAINED + " · each neuron: its weights, and its grey for our {}", self.label)])
        self.play(cells[our].animate.scale(1 / 2.4).move_to(place), run_time=theme.TURN)
        self.discs = discs
        rest = [cell for k, cell in enumerate(cells) if k != our]
        self.play(LaggedStart(*map(FadeIn, rest), lag_ratio=0.2), run_time=theme.VERSE)
        self.wait(theme.BEAT)

    def all_the_way_through(self):
        run, depth = self.run, self.run.network.depth
        network = NetworkDiagram(run.network.sizes, 2 * np.quantile(np.abs(run.theta[-1]), 0.995), 8.2, 5.7, drawn={0: run.drawn},
                                 radius=[0.085, *(depth - 1) * [0.16], 0.2], roomiest=3, dots=False)
        layers = run.network.layers(run.theta[-1])
        network.show(layers, self.greys(-1)).reach(1).carry()
        digit = DigitImage(run.digit_x, 2.6).move_to(self.room).align_to(self.room, LEFT)
        network.next_to(digit, RIGHT, buff=theme.GUTTER)
        answers = Answers(self.greys(-1)[-1], int(run.digit_label), network.pitch(depth), 0.2, upright=True).ring(0)
        answers.move_to((network.neuron(depth, 0) + network.neuron(depth, self.sizes[-1].value - 1)) / 2)
        names = answers.names(RIGHT, neutral=True)
        three = "{} greys feed the next {}, and those feed the last {}, one for each digit.", *self.sizes[1:]
        self.say(*three if depth == 3 else ["Each layer of greys feeds the next, up to the last one: a disc for each digit."])
        strip = Strip(digit, run.column, [network.neuron(0, run.drawn[i]) + 0.085 * LEFT for i in (0, -1)])
        tag = self.tag(TRAINED + " · {} of {} inputs drawn", self.fact("network.drawn_count"), self.sizes[0])
        self.hand_over(*self.discs, run_time=theme.TURN, comes=[digit, network, strip, tag],
                       moves=[disc.animate.move_to(network.neuron(1, j)).scale(0.16 / 0.25) for j, disc in enumerate(self.discs)])
        self.remove(*self.discs)
        self.play(Through(network, lambda t: network.carry((2, 0), 1 - 0.9 * t)), run_time=theme.TURN)
        self.play(Forward(network, 1, 1.5), run_time=theme.PHRASE)
        self.play(Through(network, lambda t: network.reach(1.5 + t / 2).carry((2, 0), 0.1 + 0.9 * t)))
        self.read()
        answer = self.two(f"digit_a{depth}", -1, int(run.digit_label))
        self.say("Layer after layer, greys make new greys. The brightest of the last is the answer: {}.", self.label,
                 holds=run.digit_guess[-1] == run.digit_label,
                 otherwise=("The brightest of the last is the answer: {}.", self.fact("network.digit_guess", -1)))
        self.play(Forward(network, 2, depth), run_time=theme.VERSE)
        self.play(FadeIn(answers, names))
        number = Words("{}", answer).next_to(names[int(run.digit_label)], RIGHT, buff=theme.GUTTER / 2)
        self.play(Through(answers, answers.ring), FadeIn(number))
        self.read()
        self.play(FadeOut(number, answers))
        self.others(digit, network, answers, layers)

    def others(self, digit, network, answers, layers):
        """Three more pictures, one after the other; the last one is read wrong."""
        self.network, run, depth = network, self.run, self.run.network.depth
        self.say("Other pictures, other greys.")
        for i in range(len(run.other_x)):
            if i == len(run.other_x) - 1:
                facts = [self.fact(f"network.other_{key}", i) for key in ("label", "guess")]
                self.say("It is not always right: this {} is taken for a {}.", *facts, holds=run.other_guess[i] != run.other_label[i])
            greys = self.greys(i, "other")
            network.show(layers, greys).reach(-1).carry()
            shown = Answers(greys[-1], int(run.other_label[i]), network.pitch(depth), 0.2, upright=True)
            shown.move_to(answers)
            digit.show(run.other_x[i])
            self.play(Forward(network, -1, depth), run_time=theme.PHRASE)
            self.play(FadeIn(shown, *shown.fault()))
            self.wait(theme.TURN)
            if i < len(run.other_x) - 1:
                self.play(FadeOut(shown), run_time=theme.NOTE)

    def counting(self):
        run, first = self.run, self.sizes[1].value
        counts = [self.fact("network.block_count", k, form=",") for k in range(len(run.block_count))]
        layers = [(getattr(run, f"final_w{l}"), getattr(run, f"final_b{l}")) for l in range(1, run.network.depth + 1)]
        self.numbers = numbers = AllNumbers(layers, counts, self.columns, self.square)
        numbers.move_to(self.room).align_to(self.room, UP).shift(theme.GAP * DOWN)
        odometer = Odometer(len(str(run.network.n_parameters)), self.fact("network.block_end", 0, form=","), theme.WEIGHT)
        equals = Words("=", color=theme.FAINT).next_to(odometer.match_y(numbers.sums).align_to(self.room, RIGHT), LEFT)
        clock = self.clock("network", len(run.block_end))
        clock.follow(numbers.pictures, numbers.fill)
        clock.glide(odometer, lambda row: odometer.show(self.fact("network.block_end", int(row), form=","), turning=row % 1 or 1.0))
        self.say("How many numbers is that? Each of these {} neurons has {} weights.", self.sizes[1], self.sizes[0])
        self.hand_over(comes=[odometer, self.tag(TRAINED + " · one square a number: blue above 0, orange below")], run_time=theme.TURN,
                       moves=[Grow(numbers.pictures, [self.network.neuron(1, j) for j in range(first)])])
        self.add(numbers.pictures)
        clock.run(self, 1, theme.PHRASE)
        clock.run(self, first, theme.VERSE)
        self.play(FadeIn(numbers.sums[0]))
        self.read()
        self.say("With the other layers, and a bias for each neuron, there are {} numbers.", self.size)
        self.play(FadeIn(numbers.rest, *numbers.names))
        clock.run(self, clock.last, theme.VERSE)
        self.play(LaggedStart(*map(FadeIn, [*numbers.sums[1:], equals]), lag_ratio=0.2), run_time=theme.TURN)
        share = self.fact("network.first_share", form=".0%")
        self.say("{} of them sit between the picture and the first {} neurons.", share, self.sizes[1])
        ring = SurroundingRectangle(numbers.pictures, buff=theme.GAP / 2, color=theme.INK, stroke_width=theme.stroke(theme.BOLD))
        self.play(Create(ring), run_time=theme.PHRASE)

    # -- all of it -------------------------------------------------------------------------

    def machine(self, knobs, dials, inside=None):
        """The network as a box with dials, our digit going in; returns it, and its answers."""
        machine = Machine(Words("the network"), dials.set_color(theme.WEIGHT), 5.8, 4.6, inside=inside, knobs=knobs)
        machine.takes(Words("{} numbers", self.sizes[0]), DigitImage(self.run.digit_x, 2.2))
        answers = Answers(self.greys(0)[-1], int(self.run.digit_label), 0.45, 0.18, upright=True)
        machine.gives(Words("{} numbers", self.sizes[-1]), answers)
        machine.move_to(self.room).shift(0.2 * UP)
        return machine, answers

    def a_function_with_dials(self):
        run, knobs = self.run, Knobs(self.run.dials[0], self.run.dial_full, 8, 0.66)
        machine, answers = self.machine(knobs, Words("{} of {} dials", self.fact("network.dial_count"), self.size))
        names = answers.names(RIGHT)
        clock = self.clock("network")
        clock.glide(knobs, lambda row: knobs.turn(run.dials, row))
        clock.drive(answers, lambda row: answers.show(self.greys(row)[-1]))
        said = self.live("it says {}, with {}", self.reading(clock, "network.digit_guess"),
                         self.reading(clock, "network.digit_most", form=".2f"))
        step = self.live("step {}", self.reading(clock, "network.step", form=","), anchor=LEFT)
        said.next_to(answers, DOWN, buff=theme.GUTTER / 2)
        step.show(self.fact("network.step", -1, form=",")).next_to(machine.box, DOWN, buff=theme.GAP)
        clock.redraw()
        self.say("So the network is a function: {} numbers go in, {} come out. Its {} numbers are dials.", self.sizes[0], self.sizes[-1],
                 self.size)
        squares = VGroup(*self.numbers.blocks)
        tag = self.tag("training, recorded · the dials that are drawn are weights of the last layer")
        self.hand_over(squares, comes=[machine.box, machine.title, tag], run_time=theme.TURN,
                       moves=[squares.animate.scale(0.3).move_to(knobs).set_opacity(0)])
        self.remove(*squares)
        self.play(FadeIn(machine.ins))
        self.wait(theme.BEAT)
        self.play(FadeIn(machine.outs, names))
        self.wait(theme.BEAT)
        self.play(FadeIn(machine.dials, knobs), run_time=theme.TURN)
        self.read()
        self.say("At first they are set at random, and it says {}.", self.fact("network.digit_guess", 0),
                 holds=run.digit_guess[0] != run.digit_label, otherwise="At first they are set at random.")
        self.play(FadeIn(said, step))
        self.read()
        found = int(run.digit_found)
        since = self.fact("network.found_step", form=",")
        self.say("Training turns them, step by step. It wavers; from step {} on it says {}.", since, self.label,
                 holds=run.digit_guess[found] == run.digit_label, otherwise="Training turns them, step by step.")
        clock.run(self, found, theme.PASSAGE)
        self.read()
        self.say("The same picture, other dials, another answer. To learn is to turn the dials.")
        clock.run(self, clock.last, theme.PASSAGE)

    def the_answer(self):
        run, depth = self.run, self.run.network.depth
        inside = NetworkDiagram(run.network.sizes, 2 * np.quantile(np.abs(run.theta[-1]), 0.995), 4.8, 2.8, drawn={0: run.drawn},
                                radius=[0.04, *depth * [0.08]], roomiest=3, dots=False)
        inside.show(run.network.layers(run.theta[-1]), self.greys(-1)).carry()
        machine, answers = self.machine(Knobs(run.dials[-1][:10], run.dial_full, 10, 0.5), Words("{} dials", self.size), inside)
        answers.show(self.greys(-1)[-1])
        self.say("A neural network is a function with many dials: numbers in, numbers out.")
        tag = self.tag(TRAINED + " · {} of {} inputs drawn", self.fact("network.drawn_count"), self.sizes[0])
        self.hand_over(comes=[machine, answers.names(RIGHT), tag])
        self.play(Forward(inside, -1, depth), run_time=theme.PHRASE)
        self.wait(theme.STUDY)

