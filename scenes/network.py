"""Film: what a neural network is: a picture becomes numbers, a neuron adds them up, layer after layer, to an answer.

Shows "network", the network of digits: one handwritten digit on its way through it, and then all its weights and biases.
"""

from manim import (
    DOWN, LEFT, RIGHT, UP, Create, FadeIn, FadeOut, Group, GrowFromCenter, Indicate, LaggedStart, MoveToTarget, Square, VGroup, rush_into,
    smooth,
)

from scenes.stage import theme
from scenes.stage.number_squares import AllNumbers, Weights
from scenes.stage.decimals import decimals
from scenes.stage.digit import DigitImage
from scenes.stage.film import Film
from scenes.stage.gestures import Grow, Through, into_a_square
from scenes.stage.machine import Knobs
from scenes.stage.network import Forward, LayerSizes, neuron_of
from scenes.stage.odometer import Odometer
from scenes.stage.on_its_way import OnItsWay, whole
from scenes.stage.pupil import Pupil
from scenes.stage.squash import Squash
from scenes.stage.text import Words, align_baselines
from scenes.stage.unroll import Strip, Unroll
from scenes.stage.votes import Votes
from scenes.stage.window import Window

TRAINED = "trained network of digits"
LARGE = 5.5                                         # side of the picture that a section is about
SURE, DIM = 0.2, 0.16                               # an output that is less is no answer; below this all are dim
HAND, NEURON = 4.0, 0.3                             # side of the pictures of the hand-made neuron, and its radius
ASIDE = 0.1                                         # brightness of what is not looked at


class NetworkAsFunction(Film):
    """What is in a neural network, and what all of it does: numbers go in, numbers come out."""

    recordings = ("network",)
    question = "What is a neural network?"
    constants = {"0": "black, and the border between blue and orange", "1": "white, and a weight made by hand"}

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
        self.play_section(self.a_bias_lights_it)
        self.play_section(self.many_look_at_once)
        self.play_section(self.all_the_way_through)
        self.play_section(self.counting)
        self.play_section(self.a_function_with_dials)
        self.play_section(self.training_turns_the_dials)
        self.play_section(self.the_answer)

    def two(self, key, *index, form=".2f"):
        """A number with two decimals."""
        return self.fact(f"network.{key}", *index, form=form)

    def greys(self, row, of="digit"):
        """All activations [(n_l,)] that our digit makes in the state of a row; of="other": that the other one makes in the last."""
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
        self.some = some = Words("{} of {}\nare drawn", drawn, inputs).next_to(unroll.get_right(), LEFT, buff=2 * theme.GUTTER)
        count = Words("{}", inputs).move_to(some)
        self.say("Row after row, these {} numbers go into one long column.", inputs)
        self.hand_over(self.digit, self.seen, window.outline, window.large, window.numbers, moves=[window.shrink()], run_time=theme.TURN)
        self.hand_over(self.digit, self.seen)
        self.add(unroll)
        self.play(Through(unroll, unroll.roll, rate_func=rush_into), run_time=theme.VERSE)
        self.play(FadeIn(count))
        self.say("Each is held by a neuron, a disc in its grey. Their column is a layer.")
        self.strip = strip = Strip(self.digit, run.column, [unroll.neuron(run.drawn[i], LEFT) for i in (0, -1)])
        self.play(Through(unroll, unroll.open), FadeOut(count), run_time=theme.PHRASE)
        self.play(Create(strip), FadeIn(some), run_time=theme.TURN)

    # -- one neuron ------------------------------------------------------------------------

    def a_neuron_made_by_hand(self):
        run, sums = self.run, list(zip(self.run.hand_for, self.run.hand_against))
        self.form = f".{decimals(sums=[*zip(sums, run.hand_z)], choices=((1, 1), (2, 2)))[1]}f"
        unit = HAND / (run.hand_for.max() + max(0, -run.hand_z.min()))
        self.hands = [Votes(run.hand_w, x, product, 0.0, HAND, 0.55, 0.3, full=1, unit=unit)
                      for x, product in zip((run.digit_x, run.hand_rival_x), run.hand_product)]
        hand, ink = self.hands[0], DigitImage(run.digit_x, HAND)
        Group(ink, hand).arrange(RIGHT, buff=theme.GUTTER).move_to(self.room).shift(0.2 * UP)
        name = Words("this {}", self.label).next_to(ink, UP, buff=theme.GUTTER / 2)
        head = Words("weights made by hand").set_x(hand.picture(0)[0])
        align_baselines(name, head)
        self.say("A neuron of the next layer has a weight, a number, for each of these {}.", self.sizes[0])
        self.neuron = neuron_of(0, 0.4).move_to(self.room).align_to(self.room, RIGHT)
        colours = [theme.weight_colour(w) if w else theme.HAIR for w in run.hand_w[run.drawn]]
        edges = self.unroll.edges(self.neuron, colours)
        self.hand_over(self.digit, self.unroll, self.strip, self.some, comes=[self.neuron])
        self.play(LaggedStart(*map(Create, edges), lag_ratio=0.1), run_time=theme.PHRASE)
        self.read()
        self.say("We chose them: blue is 1, orange −1, dark 0. They look for a flat stroke.",
                 holds=set(run.hand_w) == {-1, 0, 1}, otherwise="We chose these by hand: blue for, orange against.")
        self.play(*map(into_a_square, edges, len(edges) * [hand.pitch], colours), FadeOut(self.strip), run_time=theme.TURN)
        self.make_room(self.digit, self.neuron, *edges)
        self.hand_over(self.digit, self.neuron, *edges, comes=[head, name], run_time=theme.TURN, moves=[
            self.digit.animate.become(ink), self.neuron.animate.become(self.below(hand)),
            *(edge.animate.move_to(hand.pixel(i)) for edge, i in zip(edges, run.drawn))])
        self.play(FadeIn(hand), run_time=theme.TURN)
        self.remove(*edges, self.digit).add(ink)
        self.read()
        self.say("Each weight times the ink under it, all added up: blue area minus orange area.")
        way = (self.room.get_center() - hand.get_center())[0] * RIGHT
        self.play(FadeOut(head), hand.animate.shift(way), self.neuron.animate.shift(way), ink.animate.move_to(hand.picture(0) + way),
                  name.animate.set_x((hand.picture(0) + way)[0]), run_time=theme.STRIDE)
        self.play(ink.animate.set_opacity(0), Through(hand, hand.dip), run_time=theme.TURN)
        self.remove(ink)
        self.first = VGroup(hand, name, self.add_up(0, theme.PHRASE), self.neuron)
        self.read()
        self.say("The larger the sum, the brighter the neuron. This one lights up.",
                 holds=run.hand_a[0] > 0.9, otherwise="The larger the sum, the brighter the neuron.")
        self.light(0)

    def another_picture(self):
        run, votes, rival = self.run, self.hands[1], self.fact("network.hand_rival")
        votes.match_y(self.hands[0]).align_to(self.room, RIGHT).shift(theme.GAP * LEFT)
        ink = DigitImage(run.hand_rival_x, HAND).move_to(votes.picture(0))
        self.say("The same weights, another picture: this {}. Does the neuron light up again?", rival)
        self.play(self.first.animate.align_to(self.room, LEFT), run_time=theme.TURN)
        name = Words("this {}", rival).next_to(ink, UP, buff=theme.GUTTER / 2)
        align_baselines(self.first[1], name)
        self.neuron = self.below(votes)
        self.play(FadeIn(ink, name, self.neuron))
        self.play(FadeIn(votes), FadeOut(ink))
        self.play(Through(votes, votes.dip))
        self.add_up(1, theme.STRIDE)
        self.wait(theme.BEAT)
        self.say("No: its sum is below 0. The sum says how well picture and weights match.",
                 holds=run.hand_z[0] > 0 > run.hand_z[1], otherwise="The sum says how well picture and weights match.")
        self.light(1)
        self.wait(theme.READ)
        self.play(*(Indicate(disc, 1.3, color=disc.get_color()) for disc in (self.first[-1], self.neuron)), run_time=theme.TURN)

    def below(self, votes):
        """The hand-made neuron, still dark, below the last of its bars."""
        return neuron_of(0, NEURON).next_to(votes, DOWN, buff=theme.GAP).set_x(votes.foot(2)[0])

    def add_up(self, which, seconds):
        """One of the two is added up; returns its sum in numbers."""
        forms = ("for", "+"), ("against", ""), ("z", "")
        return self.hands[which].add_up(
            self, [self.fact(f"network.hand_{key}", which, form=sign + self.form) for key, sign in forms], seconds)

    def light(self, which):
        """Its neuron gets its grey."""
        self.play(self.neuron.animate.become(neuron_of(self.run.hand_a[which], NEURON).move_to(self.neuron)))

    def a_neuron_that_has_learned(self):
        run = self.run
        sums = ((run.neuron_for, run.neuron_against), run.neuron_left), ((run.neuron_left, run.neuron_b), run.neuron_z)
        self.fine = f".{decimals(sums=sums, choices=((2, 2), (3, 3), (4, 4)))[1]}f"
        self.votes = votes = Votes(run.neuron_w, run.digit_x, run.neuron_product, run.neuron_b, 4.6, 1.3, 1.4)
        votes.move_to(self.room).align_to(self.room, LEFT).shift(0.1 * UP)
        tag = self.tag(TRAINED + " · neuron {} of the {} in its second layer", self.fact("network.neuron"), self.sizes[1])
        self.say("In a trained network nobody chose the weights: learning did.")
        ink = DigitImage(run.digit_x, votes.side)
        ink.move_to(votes.picture(0)).shift((votes.bars[1] + votes.extent[0] / 2 - votes.side / 2) * RIGHT)
        names = [Words(name).next_to(thing, UP) for name, thing in (("its weights", votes), ("the ink of our digit", ink))]
        frame = Square(self.hands[0].side, color=theme.FAINT, stroke_width=theme.stroke(theme.LINE)).move_to(self.hands[0].picture(0))
        self.make_room(frame)
        self.hand_over(frame, moves=[frame.animate.scale(votes.side / frame.width).move_to(votes.picture(0))],
                       comes=[votes, tag, names[0].set_x(votes.picture(0)[0])], run_time=theme.TURN)
        self.play(FadeIn(ink, names[1]))
        self.read()
        self.say("Each weight is multiplied by the ink under it. Blue votes for, orange against.")
        self.play(ink.animate.move_to(votes.picture(0)).set_opacity(0), Through(votes, votes.dip), FadeOut(*names), run_time=theme.PHRASE)
        self.remove(ink)
        products = votes.examples(self, "network.pixel", run.pixel, 1.2)
        self.play(LaggedStart(*map(FadeIn, products), lag_ratio=0.7), run_time=theme.PHRASE)
        self.wait(theme.STRIDE)
        self.play(FadeOut(products), Through(votes, votes.weigh))
        self.play(Through(votes, votes.pour), run_time=theme.PHRASE)
        parts = ("for", theme.POSITIVE), ("against", theme.NEGATIVE), ("left", theme.SUM)
        *named, left = (Words("{}", self.two(f"neuron_{key}", form="+" + self.fine), color=color) for key, color in parts)
        self.play(*(FadeIn(word.next_to(votes.end(0), UP).set_x(votes.foot(i)[0])) for i, word in enumerate(named)))
        bias, self.z = (Words(f"{key} = {{}}", self.two(f"neuron_{key}", form=self.fine), color=theme.SYMBOLS[key]) for key in "bz")
        column = VGroup(left, bias, self.z).arrange(DOWN, aligned_edge=RIGHT).next_to(votes, RIGHT, buff=theme.GUTTER)
        column.align_to(votes.foot(2), DOWN)
        self.play(Through(votes, votes.leave), FadeIn(left))
        self.read()
        self.say("The neuron adds one more number of its own, its bias $b$, here below 0. That gives $z$.", holds=run.neuron_b < 0,
                 otherwise="The neuron adds one more number of its own, its bias $b$. That gives $z$.")
        self.play(FadeIn(bias))
        self.play(Through(votes, votes.bite), run_time=theme.TURN)
        self.play(FadeIn(self.z))
        self.wait(theme.TURN)

    def every_sum_becomes_a_grey(self):
        run, count = self.run, self.fact("network.all_count")
        self.squash = squash = Squash(run.all_z, run.all_a, run.sigmoid_z, run.sigmoid_a, 9.6, 3.1)
        squash.move_to(self.room).align_to(self.room, RIGHT).shift(0.5 * UP + 0.5 * LEFT)
        place, our = Square(1.1).next_to(squash.spot(run.slide_z.max(), 0.68), RIGHT), DigitImage(run.digit_x, self.votes.side)
        self.disc = neuron_of(run.neuron_a, 0.4).next_to(place, DOWN)
        self.say("$z$ can be any number. Here it is for {} digits, from {} to {}.", count,
                 *(self.fact(f"network.all_{end}", form=".1f") for end in ("low", "high")))
        sums = Words("the z of\n{} digits", count, color=theme.SUM).next_to(squash.aside(0), DOWN, buff=theme.GUTTER)
        self.bar = bar = self.votes.rest()
        self.hand_over(self.z, bar, comes=[our.move_to(self.votes.picture(0)), self.tag(TRAINED + " · the same neuron")])
        self.play(self.z.animate.next_to(place, RIGHT), bar.animate.become(squash.length(run.neuron_z)),
                  our.animate.match_width(place).move_to(place), run_time=theme.TURN)
        self.play(FadeIn(squash, squash.ticks(), sums))
        self.play(Through(squash, squash.rain, count.value), run_time=theme.PHRASE)
        self.say("The next layer is to get greys from 0 to 1 again. So each $z$ goes through a curve, the sigmoid.")
        curve = Words("the sigmoid").next_to(squash.spot(0.55 * squash.x_span.high, 1), UP)
        self.play(Through(squash, squash.bend), FadeIn(curve, squash.ends()), run_time=theme.STRIDE)
        self.play(Through(squash, squash.mark, 2), run_time=theme.STRIDE)
        grey = Words("grey: {}", self.two("neuron_a")).next_to(self.disc, RIGHT).align_to(self.z, LEFT)
        self.play(GrowFromCenter(self.disc), FadeIn(grey))
        self.said = [self.z, grey, Words("their greys").next_to(squash.spot(squash.x_span.low, 1), UP + LEFT, buff=theme.GAP)]
        self.play(FadeIn(self.said[-1]), FadeOut(sums))
        self.play(Through(squash, squash.carry, count.value), run_time=theme.PHRASE)

    def a_bias_lights_it(self):
        run, squash, clock = self.run, self.squash, self.clock("network", len(self.run.slide_b))
        kinds = ("b = {}", "b", theme.BIAS), ("z = {}", "z", theme.SUM), ("grey: {}", "a", theme.INK)
        bias, z, grey = live = [self.live(name, self.reading(clock, f"network.slide_{key}", form=form), color=color, anchor=LEFT)
                                for (name, key, color), form in zip(kinds, (self.fine, self.fine, ".2f"))]
        z.move_to(self.said[0], aligned_edge=LEFT)
        bias.move_to(self.said[0], aligned_edge=LEFT).shift(theme.ROW * UP)
        self.disc.generate_target().move_to(squash.aside(run.neuron_a))
        grey.next_to(self.disc.target, LEFT)
        clock.drive(squash, lambda row: squash.slide(run.slide_z[row], run.slide_a[row]))
        clock.drive(self.bar, lambda row: self.bar.become(squash.length(run.slide_z[row])))
        clock.drive(self.disc, lambda row: self.disc.become(neuron_of(run.slide_a[row], 0.4).move_to(squash.aside(run.slide_a[row]))))
        clock.drive(grey, lambda row: grey.match_y(self.disc))
        self.say("What is the bias for? With a larger one this neuron lights more easily, with a smaller one it stays dark.",
                 holds=run.slide_a.max() > 0.9 and run.slide_a.min() < 0.1, otherwise="The bias moves every sum, up or down.")
        self.play(Through(squash, squash.clear), FadeOut(*self.said))
        self.play(FadeIn(*live), MoveToTarget(self.disc), run_time=theme.TURN)
        clock.run(self, clock.last // 4, theme.VERSE / 2, rate_func=smooth)
        self.wait(theme.BEAT)
        clock.run(self, 3 * clock.last // 4, theme.PHRASE, rate_func=smooth)
        self.wait(theme.BEAT)
        clock.run(self, clock.last, theme.TURN, rate_func=smooth)

    def many_look_at_once(self):
        run = self.run
        blocks = Weights(run.final_w1, self.columns, self.square)
        self.discs = discs = [neuron_of(a, 0.25) for a in run.digit_a1[-1]]
        cells = VGroup(*(VGroup(block, disc).arrange(DOWN, buff=theme.GAP / 2) for block, disc in zip(blocks, discs)))
        cells.arrange_in_grid(cols=self.columns, buff=theme.GAP).move_to(self.room)
        self.say("{} neurons look at the same picture, each with weights of its own.", self.sizes[1])
        our = int(run.neuron) - 1
        self.hand_over(self.disc, run_time=theme.STRIDE, moves=[self.disc.animate.become(discs[our])], comes=[
            blocks[our], self.tag(TRAINED + " · its greys for our {}", self.label)])
        self.remove(self.disc).add(discs[our])
        rest = [move(part) for k, cell in enumerate(cells) if k != our for move, part in zip((FadeIn, GrowFromCenter), cell)]
        self.play(LaggedStart(*rest, lag_ratio=0.1), run_time=theme.VERSE)

    def all_the_way_through(self):
        run, depth, one = self.run, self.run.network.depth, (2, int(self.run.deep) - 1)
        self.way = way = OnItsWay(run, run.digit_x, self.greys(-1), run.digit_label)
        network = way.move_to(self.room).align_to(self.room, UP + LEFT).network.reach(1).carry(one, ASIDE)
        layers = LayerSizes(network, self.sizes)
        self.say("The next layer does the same with these {} greys: for, against, a bias, and then the sigmoid.", self.sizes[1])
        tag = self.tag(TRAINED + " · {} of {} inputs drawn", self.fact("network.drawn_count"), self.sizes[0])
        self.hand_over(*self.discs, run_time=theme.STRIDE, comes=[way.digit, tag],
                       moves=[disc.animate.move_to(network.neuron(1, j)).scale(0.16 / 0.25) for j, disc in enumerate(self.discs)])
        self.play(FadeIn(network, way.strip, layers[:3]))
        self.remove(*self.discs)
        self.play(Forward(network, 1, 1.5), run_time=theme.PHRASE)
        disc = way.adds_up(self, "network.deep", one)
        self.play(Through(network, lambda t: network.reach(1.5 + t / 2).carry(one, ASIDE + (1 - ASIDE) * t)), FadeIn(way.names, layers[3:]))
        self.remove(disc)
        self.say("The last layer has a neuron for each digit. The brightest is the answer: {}.", self.fact("network.digit_guess", -1))
        self.play(Forward(network, 2, depth), run_time=theme.VERSE)
        self.play(*map(FadeIn, answer := [way.answers(), way.number(self.two("digit_most", -1))]))
        self.wait(theme.READ)
        label, guess = (self.fact(f"network.other_{key}", 0) for key in ("label", "guess"))
        self.say("Another picture, other greys. The weights stay.")
        way.change(self, run.other_x[0], self.greys(0, "other"), label.value, *answer)
        score = [self.fact(f"network.unseen{end}", form=",") for end in ("_right", "")]
        self.say("It reads {} of {} unseen pictures right. This {} it takes for a {}.", *score, label, guess,
                 holds=label.value != guess.value, otherwise=("It reads {} of {} unseen pictures right.", *score))
        answer = [way.answers(), way.number(self.two("other_most", 0))]
        self.play(*map(FadeIn, [*answer, *answer[0].fault()]), run_time=theme.TURN)

    def counting(self):
        run, first = self.run, self.sizes[1].value
        counts = [self.fact("network.block_count", k, form=",") for k in range(len(run.block_count))]
        layers = [(getattr(run, f"final_w{l}"), getattr(run, f"final_b{l}")) for l in range(1, run.network.depth + 1)]
        self.numbers = numbers = AllNumbers(layers, counts, self.columns, self.square)
        numbers.move_to(self.room).align_to(self.room, UP).shift(theme.GAP * DOWN)
        odometer = Odometer(len(str(run.network.n_parameters)), self.fact("network.block_end", 0, form=","), theme.INK)
        equals = Words("=", color=theme.FAINT).next_to(odometer.match_y(numbers.sums).align_to(self.room, RIGHT), LEFT)
        clock = self.clock("network", len(run.block_end))
        clock.follow(numbers.pictures, numbers.fill)
        clock.glide(odometer, lambda row: odometer.show(self.fact("network.block_end", int(row), form=","), turning=row % 1 or 1.0))
        self.say("How many numbers is that? Each of these {} neurons has {} weights.", self.sizes[1], self.sizes[0])
        self.hand_over(comes=[odometer, self.tag(TRAINED + " · one square a number: blue above 0, orange below")], run_time=theme.TURN,
                       moves=[Grow(numbers.pictures, [self.way.network.neuron(1, j) for j in range(first)])])
        self.add(numbers.pictures)
        clock.run(self, first, theme.PHRASE)
        self.play(FadeIn(numbers.sums[0]))
        self.read()
        self.say("With the other layers, and a bias for each neuron, there are {} numbers.", self.size)
        self.play(FadeIn(numbers.rest, *numbers.names))
        clock.run(self, clock.last, theme.PHRASE)
        self.play(LaggedStart(*map(FadeIn, [*numbers.sums[1:], equals]), lag_ratio=0.2), run_time=theme.TURN)

    def pupil(self, knobs, dials, inside=None):
        """The network as a box with dials, our digit going in."""
        pupil = Pupil(self.run.digit_x, self.run.digit_label, self.greys(-1)[-1], (self.sizes[0], self.sizes[-1]), dials, knobs, inside)
        return pupil.move_to(self.room).shift(0.2 * UP).align_to(self.room, RIGHT).shift(theme.GAP * LEFT)

    def a_function_with_dials(self):
        run, numbers, last = self.run, self.numbers, self.numbers.rest[-2]
        knobs = Knobs(run.dials[-1], run.dial_full, 8, 0.66, color=None)
        self.reader = pupil = self.pupil(knobs, Words("{} of {} dials", self.fact("network.dial_count"), self.size))
        knobs.come_from([last.spot(i) for i in run.dial_at], last.square)
        self.say("Let each number be a dial: up is 0, right is blue, left is orange.")
        tag = self.tag("recorded · the dials that are drawn are weights of the last layer")
        self.make_room(*numbers.blocks)
        self.play(FadeOut(*numbers.blocks), FadeIn(pupil.box, pupil.title, pupil.dials, tag),
                  Through(knobs.set_z_index(1), knobs.arrive, rate_func=smooth), run_time=theme.PHRASE)
        self.read()
        self.say("The network is a function: {} numbers go in, {} come out.", self.sizes[0], self.sizes[-1])
        self.play(FadeIn(pupil.ins), run_time=theme.TURN)
        self.play(FadeIn(pupil.outs), run_time=theme.TURN)
        self.read()
        self.training = clock, *_ = pupil.trains(self, "network", SURE, start=len(run.step) - 1)
        self.say("Before training, all dials are set at random: this {} it calls {}.", self.label, self.fact("network.digit_guess", 0),
                 holds=run.digit_guess[0] != run.digit_label, otherwise="Before training, all dials are set at random.")
        clock.run(self, 0, theme.STRIDE, rate_func=smooth, back=True)

    def training_turns_the_dials(self):
        run, pupil, (clock, *texts) = self.run, self.reader, self.training
        self.play(FadeIn(*texts))
        self.say("Training shows it {} other digits, {}s too, each with its answer, and turns all dials, step by step.",
                 self.fact("network.taught_count", form=","), self.label)
        answers = [self.fact("network.taught_label", i) for i in range(len(run.taught_x))]
        lesson = pupil.learns(Words("to learn from"), run.taught_x, answers)
        asked = Words("only asked: our {}", self.label).move_to(pupil.head).shift(pupil.raised)
        self.play(FadeOut(pupil.head), pupil.rise(), run_time=theme.TURN)
        self.play(FadeIn(asked, lesson), run_time=theme.STRIDE)
        self.play(pupil.feed(theme.PHRASE))
        found, dim = int(run.digit_found), int((run.digit_most < DIM).argmax())
        clock.run(self, dim, theme.VERSE, pupil.feed(theme.VERSE))
        self.say("After {} steps every output is dim. Most of the time, dim is right.", self.fact("network.step", dim, form=","),
                 holds=run.digit_most[dim] < SURE, otherwise="Step by step the outputs change.")
        self.wait(theme.PHRASE)
        clock.run(self, found, theme.PHRASE, pupil.feed(theme.PHRASE))
        self.say("From step {} on, {} is the brightest, and stays so.", self.fact("network.found_step", form=","), self.label,
                 holds=run.digit_guess[found] == run.digit_label, otherwise="And it goes on.")
        self.wait(theme.TURN)
        clock.run(self, clock.last, theme.PHRASE, pupil.feed(theme.PHRASE))

    def the_answer(self):
        run, depth, pupil = self.run, self.run.network.depth, self.reader
        inside = whole(run, self.greys(0), 4.8, 2.8, radii=[0.04, *depth * [0.08]])
        last = self.pupil(Knobs(run.dials[-1][:10], run.dial_full, 10, 0.5, color=None), Words("{} dials", self.size), inside)
        clock, said, step = last.trains(self, "network", SURE)
        clock.follow(inside, lambda at: inside.show(run.network.layers(run.theta[int(at)]), self.greys(int(at))).carry())
        self.say("A neural network is a function with many dials: numbers in, numbers out. To learn is to turn them.")
        tag = self.tag("training, recorded · {} of {} inputs drawn", self.fact("network.drawn_count"), self.sizes[0])
        self.hand_over(pupil.box, pupil.title, pupil.digit, pupil.ins[0], *pupil.outs[:1], pupil.names, run_time=theme.TURN,
                       comes=[last.dials, inside, last.knobs, last.head, *last.outs[1], said, step, tag],
                       moves=[Group(pupil.digit, pupil.ins[0]).animate.shift(-pupil.raised)])
        clock.run(self, clock.last, theme.STANZA)
        self.wait(theme.STUDY)
